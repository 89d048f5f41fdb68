//! Reminders of clocks that run out soon: one letter a person, once a day, never about what is done.

use attestation::applications::{Category, Channel, Filing, Move};
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    each_gets_one_letter_a_day,
    what_is_done_is_not_reminded_of,
    days_are_a_setting,
    clocks_of_events_are_listed,
    what_has_run_out_is_named_by_the_oldest
);

/// Rounds of letters and jobs, as the program makes them.
async fn round(t: &TestApp) {
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
}

/// Letters of reminders sent so far: addressee and text.
async fn reminders(t: &TestApp) -> Vec<(String, String)> {
    let all = t.letters().await.into_iter().filter(|letter| letter.subject.starts_with("Сроки:"));
    all.map(|letter| (letter.to, letter.text.replace('\u{a0}', " "))).collect()
}

async fn each_gets_one_letter_a_day(t: TestApp) {
    t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    // The result is due on 30 November 2026: a week is left.
    let case = t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-10-01").await;
    let other = t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-10-01").await;
    // To be considered by today.
    t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-10-22").await;
    t.assigned(seat, &[&case, &other]).await;
    t.considered(&[&case, &other]).await;
    round(&t).await;
    round(&t).await;
    let posted = reminders(&t).await;
    let to: Vec<&str> = posted.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["olesya@example.org", "zoya@example.org"]);
    assert!(posted[0].1.contains("Скоро кончается: 2 срока."), "{}", posted[0].1);
    assert!(
        posted[0].1.contains(
            "30 ноября 2026, осталось 7 дней: Белов Сергей Николаевич, дело 2026-0001. Записать результат специалиста."
        ),
        "{}",
        posted[0].1
    );
    assert!(!posted[0].1.contains("Орлова"), "a specialist is reminded of their own cases");
    assert!(posted[1].1.contains("23 ноября 2026, сегодня последний день: Орлова Ольга Андреевна, дело 2026-0003. Рассмотреть заявление, назначить срок и форму."), "{}", posted[1].1);
    assert!(posted[1].1.contains("Скоро кончается: 3 срока."), "{}", posted[1].1);
    t.later(SignedDuration::from_hours(12));
    round(&t).await;
    assert_eq!(reminders(&t).await.len(), 2, "it is night");
    t.later(SignedDuration::from_hours(12));
    round(&t).await;
    let posted = reminders(&t).await;
    assert_eq!(posted.len(), 3, "six days are no day of reminders, and the centre is told of what has run out");
    assert_eq!(posted[2].0, "zoya@example.org");
    let text = &posted[2].1;
    assert!(text.contains("Срок прошёл, а дело не сделано: 1 срок."), "{text}");
    assert!(text.contains("23 ноября 2026, срок прошёл 1 день назад: Орлова Ольга Андреевна, дело 2026-0003. Рассмотреть заявление, назначить срок и форму."), "{text}");
    assert!(!text.contains("Скоро кончается"), "{text}");
    t.later(SignedDuration::from_hours(24 * 3));
    round(&t).await;
    let posted = reminders(&t).await;
    assert_eq!(posted.len(), 5, "three days are");
    assert!(!posted[3].1.contains("Срок прошёл"), "a specialist is told of what runs out soon: {}", posted[3].1);
    let text = &posted[4].1;
    let (late, soon) = text.split_once("Скоро кончается: 2 срока.").unwrap();
    assert!(late.contains("Орлова") && soon.contains("Белов") && soon.contains("Гусев"), "{text}");
    assert_eq!(t.count("select count(*) from jobs where state <> 'done'").await, 0);
    let journal = t.journal().await;
    let told = journal.iter().filter_map(|line| line.strip_prefix("deadline.reminded: напоминания о сроках: "));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["писем 2, сроков 3, прошло 0", "писем 1, сроков 0, прошло 1", "писем 2, сроков 2, прошло 1"]
    );
}

async fn what_has_run_out_is_named_by_the_oldest(t: TestApp) {
    t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    for at in 0..32_u32 {
        let name = format!("Орлова Ольга {}", ["Андреевна", "Борисовна"][at as usize % 2]);
        crate::intake::submitted(&t, school, &name, 904_000 + at).await;
    }
    round(&t).await;
    let posted = reminders(&t).await;
    assert_eq!(posted.len(), 1);
    let text = &posted[0].1;
    assert!(text.contains("Срок прошёл, а дело не сделано: 32 срока."), "{text}");
    let line = "20 ноября 2026, срок прошёл 3 дня назад: Орлова Ольга Андреевна, дело 2026-0001. Зарегистрировать заявление, поданное не через Госуслуги.";
    assert!(text.contains(line), "what was to be registered is named: {text}");
    assert_eq!(text.matches("Зарегистрировать заявление").count(), 30);
    assert!(text.contains("Остальные видны в системе."), "{text}");
    assert!(text.contains("/deadlines?when=late"), "{text}");
}

async fn what_is_done_is_not_reminded_of(t: TestApp) {
    t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let done = t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-10-01").await;
    let gone = t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-10-22").await;
    t.assigned(seat, &[&done]).await;
    t.considered(&[&done]).await;
    t.result(&done, "meets", SignedDuration::ZERO).await;
    t.made(move |act| attestation::applications::step(act, &gone, Move::Withdraw)).await;
    round(&t).await;
    assert_eq!(reminders(&t).await, []);
}

async fn days_are_a_setting(t: TestApp) {
    let zoya = t.zoya().await;
    let path = "/settings/reminders";
    assert!(zoya.get(path).await.text().contains("value=\"14, 7, 3, 1, 0\""));
    let no = zoya.post(path, &[("days", "скоро")]).await;
    assert_eq!(
        no.faults(),
        ["Запишите дни целыми числами от 0 до 90 через запятую, не больше десяти, например: 14, 7, 3, 1, 0."]
    );
    assert!(no.text().contains("value=\"скоро\""));
    assert_eq!(zoya.post(path, &[("days", "2, 9")]).await.to(), path);
    assert_eq!(t.journal().await.pop().unwrap(), "deadline.days: дни напоминаний: было 14, 7, 3, 1, 0, стало 9, 2");
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-10-22").await;
    round(&t).await;
    assert_eq!(reminders(&t).await, [], "today is no day of reminders any more");
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(olesya.post(path, &[("days", "1")]).await.status, StatusCode::NOT_FOUND);
}

async fn clocks_of_events_are_listed(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = crate::intake::submitted(&t, school, "Орлова Ольга Андреевна", 903_001).await;
    crate::intake::submitted(&t, school, "Белов Сергей Николаевич", 903_002).await;
    let list = zoya.get("/deadlines?clock=D06").await;
    assert_eq!(crate::intake::lines(&list).len(), 2);
    assert!(
        crate::intake::lines(&list)[0].contains(
            "Зарегистрировать заявление, поданное не через Госуслуги | 20 ноября 2026 срок прошёл 3 дня назад | подано"
        ),
        "{:?}",
        crate::intake::lines(&list)
    );
    zoya.post(&format!("/applications/{}/registration", case.id), &[("on", "20.11.2026")]).await.to();
    assert_eq!(crate::intake::lines(&zoya.get("/deadlines?clock=D06").await).len(), 1);
    assert_eq!(crate::intake::lines(&zoya.get("/deadlines?clock=D06&when=soon").await).len(), 0);
    assert_eq!(crate::intake::lines(&zoya.get("/deadlines?clock=D02").await).len(), 0);
    let portal = Filing { channel: Some(Channel::Epgu), ..Filing::default() };
    let third = crate::intake::submitted(&t, school, "Гусев Пётр Львович", 903_003).await;
    t.made(move |act| attestation::applications::file(act, third.id, &portal)).await;
    let list = crate::intake::lines(&zoya.get("/deadlines?clock=D05").await);
    assert_eq!(list.len(), 1, "a portal has a term of its own");
    assert!(list[0].starts_with("Гусев Пётр Львович"), "{list:?}");
    assert_eq!(crate::intake::lines(&zoya.get("/deadlines?clock=D06").await).len(), 1);
}

//! An application that was submitted: the school and the Centre are written to, the Centre once an hour at most.

use attestation::accounts::Role;
use attestation::applications::{self, Move};
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::applying::{filled, helping, submitted, world};
use crate::on_both;

on_both!(
    the_school_and_the_centre_are_written_to,
    the_centre_is_written_to_once_an_hour,
    what_was_registered_meanwhile_is_not_told_of,
    who_has_submitted_is_not_written_to,
);

/// Letters to an address: subject and text in one line.
async fn letters(t: &TestApp, to: &str) -> Vec<(String, String)> {
    let all = t.letters().await.into_iter().filter(|letter| letter.to == to);
    all.map(|letter| {
        (letter.subject, letter.text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" "))
    })
    .collect()
}

/// Rounds of letters and jobs, as the program makes them.
async fn round(t: &TestApp) {
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
}

async fn the_school_and_the_centre_are_written_to(t: TestApp) {
    let w = world(t).await;
    w.t.zoya().await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.person("rita", "Мельникова Раиса Фёдоровна", Role::Coordinator, Some(other), "МБОУ «СОШ № 4»").await;
    let home = submitted(&w.olga, "first", "none").await.replace("/submitted", "");
    let to_school = letters(&w.t, "kira@example.org").await;
    assert_eq!(to_school.len(), 1);
    let (subject, text) = &to_school[0];
    assert_eq!(subject, "Подано заявление педагога вашей школы, дело 2026-0001");
    let told = "Подано заявление педагога вашей школы: Орлова Ольга Андреевна, дело 2026-0001, учитель, заявленная категория: первая. Проверьте документы дела. Чего не хватает, приложите; когда всё на месте и верно, отметьте «Документы проверены». Открыть дело:";
    assert!(text.contains(told) && text.contains(&home), "{text}");
    assert!(w.t.enter("kira").await.get(&home).await.words().contains("Орлова"), "the link opens the case");
    let to_centre = letters(&w.t, "zoya@example.org").await;
    assert_eq!(to_centre.len(), 1);
    let (subject, text) = &to_centre[0];
    assert_eq!(subject, "Заявления ждут регистрации: 1");
    let told = "Подано заявление об аттестации. Заявления ждут регистрации: 1. Его нужно зарегистрировать не позднее 23 ноября 2026. О тех, которые подадут в ближайший час, придёт одно письмо. Открыть приём заявлений:";
    assert!(text.contains(told) && text.contains("/intake?stage=submitted"), "{text}");
    assert!(!text.contains("Орлова"), "{text}");
    assert!(letters(&w.t, "rita@example.org").await.is_empty(), "another school");
}

async fn the_centre_is_written_to_once_an_hour(t: TestApp) {
    let w = world(t).await;
    w.t.zoya().await;
    w.t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let subjects = async |who: &str| -> Vec<String> {
        let all = letters(&w.t, &format!("{who}@example.org")).await.into_iter().map(|(subject, _)| subject);
        all.filter(|subject| subject.starts_with("Заявления ждут")).collect()
    };
    submitted(&w.olga, "first", "none").await;
    w.t.later(SignedDuration::from_mins(20));
    submitted(&w.olga, "highest", "first").await;
    w.t.later(SignedDuration::from_mins(20));
    submitted(&w.olga, "methodist", "highest").await;
    round(&w.t).await;
    assert_eq!(subjects("zoya").await, ["Заявления ждут регистрации: 1"]);
    // What came within the hour is told of when it is over, together.
    w.t.later(SignedDuration::from_mins(20));
    round(&w.t).await;
    round(&w.t).await;
    let twice = ["Заявления ждут регистрации: 1", "Заявления ждут регистрации: 3"];
    assert_eq!(subjects("zoya").await, twice);
    assert_eq!(subjects("vera").await, twice);
    let mut all = letters(&w.t, "zoya@example.org").await;
    all.retain(|(subject, _)| subject == twice[1]);
    let text = &all[0].1;
    assert!(text.contains("Первое из них нужно зарегистрировать не позднее 23 ноября 2026."), "{text}");
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("intake.announced"));
    assert_eq!(told.collect::<Vec<_>>(), ["intake.announced: Центру написано о поданных заявлениях"]);
    // An hour of silence, and the next one is told of at once.
    w.t.later(SignedDuration::from_mins(60));
    submitted(&w.t.enter("olga").await, "mentor", "highest").await;
    assert_eq!(subjects("zoya").await.last().unwrap(), "Заявления ждут регистрации: 4");
}

async fn what_was_registered_meanwhile_is_not_told_of(t: TestApp) {
    let w = world(t).await;
    w.t.zoya().await;
    submitted(&w.olga, "first", "none").await;
    submitted(&w.olga, "highest", "first").await;
    for number in ["2026-0001", "2026-0002"] {
        w.t.made(move |act| {
            let id = act
                .row("select id from applications where number = $1", attestation::values![number], |row| row.get(0))?;
            let case = applications::by_id(act, id.unwrap())?.unwrap();
            applications::step(act, &case, Move::Register)
        })
        .await;
    }
    w.t.later(SignedDuration::from_mins(60));
    round(&w.t).await;
    assert_eq!(letters(&w.t, "zoya@example.org").await.len(), 1);
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("intake.announced"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["intake.announced: писать Центру не о чем: поданные заявления разобраны или о них уже написано"]
    );
}

async fn who_has_submitted_is_not_written_to(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    w.t.person("rita", "Мельникова Раиса Фёдоровна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    filled(&kira, &draft, "first", "none").await;
    let scans: [(&str, &str, &[u8]); 2] = [
        ("application", "Заявление.pdf", include_bytes!("../data/Диплом и приложение.pdf")),
        ("consent", "Согласие.jpg", include_bytes!("../data/скан справки № 5 (6 «Б»).jpg")),
    ];
    kira.upload(&format!("{draft}/original"), &[("signed", "20.11.2026")], &scans).await.to();
    assert!(letters(&w.t, "kira@example.org").await.is_empty());
    let told = letters(&w.t, "rita@example.org").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "Подано заявление педагога вашей школы, дело 2026-0001");
}

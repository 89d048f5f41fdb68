//! The term of a case that goes on: changed with a reason, or set where none was; what stood is kept.

use attestation::accounts::Role;
use attestation::applications::{Application, Category, Move};
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::commission::{column, world};
use crate::intake::{PLAN, house, plan};
use crate::on_both;
use crate::printing::said;
use crate::voting::document_text;

on_both!(
    a_term_is_changed_with_a_reason,
    a_missing_term_is_set_later,
    the_limits_are_those_of_a_new_term,
    the_track_is_chosen_until_somebody_works,
    a_term_of_an_award_is_changed_too,
    an_award_waits_for_no_specialist,
    a_later_session_is_named,
    the_end_of_the_attestation_is_minded,
    an_overdue_case_gets_a_real_term,
    the_specialist_works_within_the_term,
    two_hands_see_each_other,
    nobody_else_changes_a_term,
    the_end_told_to_the_teacher_is_watched,
);

fn change(case: &Application) -> String {
    format!("/applications/{}/schedule/change", case.id)
}

/// The value of a field of the page.
pub fn field(page: &Answer, name: &str) -> String {
    let text = page.text();
    let (before, after) = text.split_once(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
    let tag = format!("{}{}", before.rsplit('<').next().unwrap(), after.split('>').next().unwrap());
    tag.split_once("value=\"").map(|(_, value)| value.split('"').next().unwrap().to_owned()).unwrap_or_default()
}

/// Sends the plan of tests with other fields, over the term that stands.
async fn sent(by: &Visitor, case: &Application, other: &[(&str, &str)]) -> Answer {
    let seen = field(&by.get(&change(case)).await, "seen");
    let mut fields = plan(&[], other);
    fields.push(("seen", &seen));
    by.post(&change(case), &fields).await
}

/// A case whose term is set by the plan of tests.
async fn scheduled(t: &TestApp, zoya: &Visitor, case: &Application) {
    let ids = [case.id.to_string()];
    let done = zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert_eq!(done.to(), format!("/applications/{}", case.id));
    t.later(SignedDuration::from_mins(5));
}

/// Words of the journal, the newest last, with usual spaces.
async fn told(t: &TestApp, many: usize) -> Vec<String> {
    let all = t.journal().await;
    all[all.len() - many..].iter().map(|row| row.replace('\u{a0}', " ")).collect()
}

const WHY: (&str, &str) = ("reason", "педагог болел до 10 декабря");
const YES: (&str, &str) = ("confirmed", "yes");

async fn a_term_is_changed_with_a_reason(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    let home = format!("/applications/{}", case.id);
    zoya.post(&format!("{home}/registration"), &[("on", "20.11.2026")]).await.to();
    scheduled(&t, &zoya, &case).await;
    assert!(zoya.get(&home).await.text().contains(&format!("href=\"{}\">Изменить срок и форму", change(&case))));
    let page = zoya.get(&change(&case)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.words().contains(
            "Как назначено сейчас Аттестация с 1 декабря 2026 по 15 января 2027 Место Томск, ул. Пирогова, 10 Форма Анализ представленных документов Порядок с анализом специалистов Заседание намечено на 14 января 2027 Как будет"
        ),
        "{}",
        page.words()
    );
    let filled: Vec<String> = ["starts", "ends", "place", "session"].map(|name| field(&page, name)).into();
    assert_eq!(filled, [PLAN[0].1, PLAN[1].1, PLAN[2].1, PLAN[5].1], "the form is filled with what stands");
    let other = [("starts", "10.12.2026"), ("ends", "05.02.2027"), ("session", "")];
    let no = sent(&zoya, &case, &other).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(no.faults(), ["Напишите, почему меняется срок: причину увидит педагог."]);
    assert_eq!(field(&no, "ends"), "05.02.2027", "what was typed comes back");
    let check = sent(&zoya, &case, &[other.as_slice(), &[WHY]].concat()).await;
    assert!(
        check.words().starts_with(
            "Дело 2026-0001, Орлова Ольга Андреевна Проверьте срок и форму Аттестация с 10 декабря 2026 по 5 февраля 2027 Место Томск, ул. Пирогова, 10 Форма Анализ представленных документов Порядок с анализом специалистов Заседание день не намечен Самый поздний день 8 февраля 2027 Почему меняется педагог болел до 10 декабря Педагогу уйдёт письмо с новым сроком."
        ),
        "{}",
        check.words()
    );
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 0, "the check changes nothing");
    let back = sent(&zoya, &case, &[other.as_slice(), &[WHY, ("back", "yes")]].concat()).await;
    assert_eq!(field(&back, "ends"), "05.02.2027");
    let done = sent(&zoya, &case, &[other.as_slice(), &[WHY, YES]].concat()).await;
    assert_eq!(done.to(), home);
    assert_eq!(t.fresh(&case).await.stage.code(), "scheduled", "the stage stays");
    let words = "изменены срок и форма. Было: срок с 1 декабря 2026 по 15 января 2027, форма: анализ представленных документов, порядок: с анализом специалистов. Стало: срок с 10 декабря 2026 по 5 февраля 2027, форма: анализ представленных документов, порядок: с анализом специалистов. Почему: педагог болел до 10 декабря";
    assert_eq!(told(&t, 1).await, [format!("intake.rescheduled: {words}")]);
    let letter = t.letter_to("t900001@example.org").await;
    assert_eq!(letter.subject.replace('\u{a0}', " "), "Срок аттестации изменён, дело 2026-0001");
    let text = letter.text.replace('\u{a0}', " ");
    for said in [
        "Изменены срок, место или форма вашей аттестации: дело 2026-0001, учитель, заявленная категория: первая.",
        "Почему: педагог болел до 10 декабря",
        "Срок: с 10 декабря 2026 по 5 февраля 2027.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let kira = t.enter("kira").await;
    assert!(kira.get(&home).await.words().contains(words), "the school reads it in the history");
    let clocks = kira.get(&format!("{home}/clocks")).await.words();
    assert!(clocks.contains("Прежние сроки До 23 ноября 2026 был срок с 1 декабря 2026 по 15 января 2027, форма: анализ представленных документов, порядок: с анализом специалистов, место: Томск, ул. Пирогова, 10, заседание 14 января 2027. Почему изменён: педагог болел до 10 декабря"), "{clocks}");
    assert!(clocks.contains("Провести аттестацию и принять решение 10 декабря 2026"), "the clock follows: {clocks}");
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D02' and due_on = '2027-02-08'").await, 1);
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D10' and dropped_at is null").await, 1);
    let notice = zoya.get(&format!("{home}/registration/notice")).await;
    let notice = said(&notice, "Уведомление о регистрации 2026-0001.pdf");
    assert!(notice.contains("с 10 декабря 2026 по 5 февраля 2027"), "the notice is made with the new term: {notice}");
    assert!(notice.contains("Решение комиссии будет принято до 5 февраля 2027."), "{notice}");
    let graph = document_text(&zoya.get(&format!("{home}/schedule/file")).await.bytes);
    assert!(graph.replace('\u{a0}', " ").contains("с 10 декабря 2026 по 5 февраля 2027"), "{graph}");
}

async fn a_missing_term_is_set_later(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    let page = zoya.get(&format!("/applications/{}", case.id)).await;
    assert!(page.text().contains(&format!("href=\"{}\">Назначить срок<", change(&case))));
    let page = zoya.get(&change(&case)).await;
    let words = page.words();
    assert!(words.contains("Назначить срок Начало") && !words.contains("Почему меняется"), "{words}");
    assert!(words.contains("Порядок: с анализом специалистов. Теперь он не меняется."), "{words}");
    assert_eq!(
        sent(&zoya, &case, &[("track", "simplified"), YES]).await.faults(),
        ["Порядок уже не изменить: дело передано специалисту или готово к заседанию. Оставьте прежний."]
    );
    let check = sent(&zoya, &case, &[]).await.words();
    assert!(check.contains("У педагога нет адреса почты: сообщите ему сами."), "{check}");
    assert_eq!(sent(&zoya, &case, &[YES]).await.to(), format!("/applications/{}", case.id));
    assert_eq!(
        told(&t, 1).await,
        [
            "intake.scheduled: назначены срок с 1 декабря 2026 по 15 января 2027, форма: анализ представленных документов, порядок: с анализом специалистов"
        ]
    );
    assert_eq!(t.fresh(&case).await.stage.code(), "in_review");
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 0);
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D02' and met_at is null").await, 1);
    assert_eq!(
        t.count("select count(*) from case_clocks where code = 'D10'").await,
        0,
        "the specialist is there already"
    );
}

async fn the_limits_are_those_of_a_new_term(t: TestApp) {
    let (zoya, school, submitted) = house(&t).await;
    let no = zoya.get(&change(&submitted)).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(
        no.words()
            .contains("Нельзя изменить срок и форму: дело сейчас в состоянии «подано». Следующий шаг за Центром."),
        "{}",
        no.words()
    );
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    scheduled(&t, &zoya, &case).await;
    let faults = async |other: &[(&str, &str)]| {
        let answer = sent(&zoya, &case, &[other, &[WHY, YES]].concat()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
        answer.faults()
    };
    assert_eq!(faults(&[]).await, ["Здесь всё как было. Измените срок, место, форму или день заседания."]);
    let late = ["Самый поздний день по правилам — 1 февраля 2027. Выберите его или более ранний."];
    assert_eq!(faults(&[("ends", "02.02.2027")]).await, late, "60 days from the beginning");
    assert_eq!(faults(&[("starts", "20.12.2026"), ("ends", "03.02.2027")]).await, late, "90 days from the receipt");
    assert_eq!(
        faults(&[("starts", "01.11.2026")]).await,
        ["Заявление получено 2 ноября 2026: аттестация не может начаться раньше."]
    );
    assert_eq!(
        faults(&[("starts", "02.11.2026"), ("ends", "22.11.2026"), ("session", "")]).await,
        ["Этот день уже прошёл. Выберите сегодняшний день или более поздний."]
    );
    assert_eq!(
        faults(&[("ends", "30.11.2026")]).await,
        ["Аттестация закончилась бы раньше, чем началась. Проверьте оба дня."]
    );
    assert_eq!(
        faults(&[("session", "16.01.2027")]).await,
        ["Заседание должно быть не раньше начала и не позже конца срока. Проверьте дни."]
    );
    assert_eq!(
        faults(&[("starts", "01.12.2035"), ("ends", "02.12.2035"), ("session", "")]).await,
        late,
        "by the rules of the day of receipt, though none are set for 2035"
    );
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 0);
}

async fn the_track_is_chosen_until_somebody_works(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    scheduled(&t, &zoya, &case).await;
    let group = async |state: &'static str| t.count(state).await;
    let (runs, dropped) = (
        "select count(*) from case_clocks where code = 'D10' and met_at is null and dropped_at is null",
        "select count(*) from case_clocks where code = 'D10' and dropped_at is not null",
    );
    let award = ("track", "simplified");
    assert_eq!(sent(&zoya, &case, &[award, WHY, YES]).await.to(), format!("/applications/{}", case.id));
    assert_eq!((group(runs).await, group(dropped).await), (0, 1), "no group is waited for");
    assert!(zoya.get(&format!("/applications/{}", case.id)).await.words().contains("Подтвердить награду"));
    t.later(SignedDuration::from_mins(5));
    assert_eq!(sent(&zoya, &case, &[WHY, YES]).await.to(), format!("/applications/{}", case.id));
    assert_eq!((group(runs).await, group(dropped).await), (1, 0), "and it is waited for again");
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 2);
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    let page = zoya.get(&change(&case)).await;
    assert!(page.words().contains("Теперь он не меняется."), "{}", page.words());
    let other = [("ends", "20.01.2027"), WHY, YES];
    assert_eq!(sent(&zoya, &case, &other).await.to(), format!("/applications/{}", case.id));
    assert_eq!((group(runs).await, group(dropped).await), (0, 0), "the group was formed");
    t.result(&case, "meets", SignedDuration::from_mins(5)).await;
    let other = [("ends", "21.01.2027"), WHY, YES];
    assert_eq!(sent(&zoya, &case, &other).await.to(), format!("/applications/{}", case.id), "a result is no hindrance");
    assert_eq!(t.fresh(&case).await.stage.code(), "concluded");
}

async fn a_term_of_an_award_is_changed_too(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let (home, ids) = (format!("/applications/{}", case.id), [case.id.to_string()]);
    let diploma = [("file", "Грамота.pdf", include_bytes!("../data/Диплом и приложение.pdf").as_slice())];
    t.enter("kira").await.upload(&format!("{home}/documents"), &[("kind", "other")], &diploma).await.to();
    zoya.post("/intake/schedule", &plan(&ids, &[YES, ("track", "simplified")])).await.to();
    let page = zoya.get(&format!("{home}/award")).await.text();
    let document = page.split("<select").nth(1).unwrap().split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let award = [("award", "01900000-0000-7000-8000-000000000032"), ("document", document), ("checked", "имя, дата")];
    zoya.post(&format!("{home}/award"), &award).await.to();
    assert_eq!(t.fresh(&case).await.stage.code(), "ready");
    t.later(SignedDuration::from_mins(5));
    assert!(zoya.get(&home).await.words().contains("Изменить срок и форму"));
    assert_eq!(
        sent(&zoya, &case, &[WHY, YES]).await.faults(),
        ["Порядок уже не изменить: дело передано специалисту или готово к заседанию. Оставьте прежний."]
    );
    let other = [("track", "simplified"), ("ends", "25.01.2027"), WHY, YES];
    assert_eq!(sent(&zoya, &case, &other).await.to(), home);
    assert!(told(&t, 1).await[0].ends_with("Стало: срок с 1 декабря 2026 по 25 января 2027, форма: анализ представленных документов, порядок: упрощённый, по награде. Почему: педагог болел до 10 декабря"));
    assert_eq!(t.fresh(&case).await.stage.code(), "ready");
}

async fn an_award_waits_for_no_specialist(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let full = t.application(school, "Гусев Пётр Львович", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    t.person("sergey", "Белов Сергей Николаевич", Role::Teacher, Some(school), "МБОУ «СОШ № 1»").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'sergey') where id = $1";
        Ok(act.run(sql, attestation::values![teacher])?)
    })
    .await;
    let (kira, sergey) = (t.enter("kira").await, t.enter("sergey").await);
    zoya.post("/intake/schedule", &plan(&[case.id.to_string()], &[YES, ("track", "simplified")])).await.to();
    zoya.post("/intake/schedule", &plan(&[full.id.to_string()], &[YES])).await.to();
    let home = format!("/applications/{}", case.id);
    let awaits = "ждёт подтверждения награды";
    for (by, list) in [(&zoya, "/applications"), (&kira, "/school")] {
        let states: Vec<String> = crate::intake::lines(&by.get(list).await)
            .iter()
            .map(|line| line.rsplit(" | ").next().unwrap().to_owned())
            .collect();
        assert_eq!(states.iter().filter(|state| *state == awaits).count(), 1, "{list}: {states:?}");
        assert_eq!(states.iter().filter(|state| *state == "ждёт специалиста").count(), 1, "{list}: {states:?}");
        let filter = by.get(list).await.words();
        assert!(filter.contains("ждёт специалиста или подтверждения награды"), "{filter}");
    }
    let cabinet = sergey.get("/cabinet").await.words();
    assert!(cabinet.contains(awaits), "{cabinet}");
    assert!(cabinet.contains("Следующий шаг за Центром: подтвердить награду. Заявление № 2026-0002."), "{cabinet}");
    assert!(!cabinet.contains("специалист"), "{cabinet}");
    for by in [&zoya, &kira, &sergey] {
        let page = by.get(&home).await.words();
        assert!(page.contains(&format!("Учитель, физика {awaits}")), "{page}");
        assert!(page.contains("Заявление получено Подтверждение награды Решение комиссии Акт"), "{page}");
        assert!(page.contains("Комиссия примет решение до") && !page.contains("Срок результата"), "{page}");
        assert!(!page.contains("Заключение ещё не прикреплено"), "{page}");
    }
    assert!(zoya.get(&home).await.words().contains("Специалист не нужен"));
    assert!(zoya.get(&format!("/applications/{}", full.id)).await.words().contains("Назначение специалиста"));
    let refused = zoya.post(&format!("{home}/withdrawal"), &[]).await;
    assert_ne!(refused.status, StatusCode::CONFLICT, "it may be withdrawn");
    let no = t.fresh(&case).await.after(Move::Conclude).unwrap_err().to_string();
    assert_eq!(
        no,
        "Нельзя записать результат: дело сейчас в состоянии «ждёт подтверждения награды». Следующий шаг за Центром."
    );
    let board = zoya.get("/cabinet").await.words();
    assert!(board.contains("1 без специалиста") && board.contains("1 ждёт подтверждения награды"), "{board}");
    for (query, name) in [("unassigned=yes", "Гусев Пётр Львович"), ("award=yes", "Белов Сергей Николаевич")]
    {
        let lines = crate::intake::lines(&zoya.get(&format!("/applications?{query}")).await);
        assert_eq!(lines.len(), 1, "{query}: {lines:?}");
        assert!(lines[0].contains(name), "{query}: {lines:?}");
    }
    let clocks = zoya.get("/deadlines").await.words();
    assert!(clocks.contains(awaits), "{clocks}");

    // With the award confirmed it has gone its way without a specialist.
    let diploma = [("file", "Грамота.pdf", include_bytes!("../data/Диплом и приложение.pdf").as_slice())];
    kira.upload(&format!("{home}/documents"), &[("kind", "other")], &diploma).await.to();
    let page = zoya.get(&format!("{home}/award")).await.text();
    let document = page.split("<select").nth(1).unwrap().split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let award = [("award", "01900000-0000-7000-8000-000000000032"), ("document", document), ("checked", "имя, дата")];
    zoya.post(&format!("{home}/award"), &award).await.to();
    let page = sergey.get(&home).await.words();
    assert!(
        page.contains("Пройдено: Заявление получено Пройдено: Подтверждение награды Решение комиссии Акт"),
        "{page}"
    );
}

async fn a_later_session_is_named(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    w.planned("2026-12-28", &[&case]).await;
    let early = [("starts", "24.11.2026"), ("ends", "25.12.2026"), ("session", "")];
    let warning = "Дело стоит в повестке заседания 28 декабря 2026, это позже последнего дня. Перенесите заседание или снимите дело с повестки.";
    let check = sent(&w.zoya, &case, &early).await.words();
    assert!(check.contains(warning), "{check}");
    let later = [("starts", "24.11.2026"), ("ends", "28.12.2026"), ("session", "")];
    assert!(!sent(&w.zoya, &case, &later).await.words().contains("Перенесите заседание"));
    let confirmed = [early.as_slice(), &[YES]].concat();
    assert_eq!(
        sent(&w.zoya, &case, &confirmed).await.to(),
        format!("/applications/{}", case.id),
        "it is said, not refused"
    );
    assert_eq!(w.t.fresh(&case).await.stage.code(), "ready");
}

async fn the_end_of_the_attestation_is_minded(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let home = format!("/applications/{}", case.id);
    assert!(w.zoya.get(&home).await.words().contains("Комиссия примет решение до 30 декабря 2026."));
    let past = w.planned("2026-11-20", &[]).await;
    let agenda = w.zoya.get(&format!("/sittings/{}/agenda", past.id)).await.words();
    assert!(agenda.contains("рано заседание раньше результата специалистов, 23 ноября 2026"), "{agenda}");
    let term = [("starts", "25.11.2026"), ("ends", "11.12.2026"), ("session", ""), YES];
    assert_eq!(sent(&w.zoya, &case, &term).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Комиссия примет решение до 11 декабря 2026."), "{page}");
    let early = w.planned("2026-11-24", &[]).await;
    let agenda = w.zoya.get(&format!("/sittings/{}/agenda", early.id)).await.words();
    assert!(agenda.contains("11 декабря 2026 рано заседание раньше начала аттестации, 25 ноября 2026"), "{agenda}");
    let fits = w.planned("2026-12-11", &[]).await;
    let agenda = w.zoya.get(&format!("/sittings/{}/agenda", fits.id)).await.words();
    assert!(agenda.contains("11 декабря 2026") && !agenda.contains("заседание позже"), "{agenda}");
    let case = w.t.fresh(&case).await;
    let late = w.planned("2026-12-15", &[]).await;
    let (sitting, said) = (format!("/sittings/{}", late.id), "заседание позже конца аттестации, 11 декабря 2026");
    let agenda = w.zoya.get(&format!("{sitting}/agenda")).await.words();
    assert!(agenda.contains(&format!("11 декабря 2026 поздно {said}")), "{agenda}");
    let id = case.id.to_string();
    assert_eq!(w.zoya.post(&format!("{sitting}/agenda"), &[("do", "add"), ("case", &id)]).await.to(), sitting);
    assert!(w.zoya.get(&sitting).await.words().contains(&format!("поздно {said}")));
    let clocks = w.zoya.get(&format!("{home}/clocks")).await.words();
    assert!(clocks.contains("Заседание 15 декабря 2026, 10:00, комната 204"), "{clocks}");
    let on_agenda = &w.homes(&late).await[0];
    assert!(w.zoya.get(on_agenda).await.words().contains(said));
    let warning = "Дело стоит в повестке заседания 15 декабря 2026, это позже конца аттестации, 11 декабря 2026. Перенесите заседание, снимите дело с повестки или измените срок.";
    assert!(w.zoya.get(&home).await.words().contains(warning));
    let longer = [("starts", "25.11.2026"), ("ends", "16.12.2026"), ("session", ""), WHY, YES];
    w.t.later(SignedDuration::from_mins(5));
    assert_eq!(sent(&w.zoya, &case, &longer).await.to(), home);
    assert!(!w.zoya.get(&home).await.words().contains("Дело стоит в повестке"));
    assert!(!w.zoya.get(&sitting).await.words().contains("заседание позже"));
    let file = document_text(&w.zoya.get(&format!("{home}/schedule/file")).await.bytes).replace('\u{a0}', " ");
    assert!(file.contains("Решение аттестационной комиссии") && file.contains("до 16 декабря 2026, конца аттестации"));
    assert!(!file.contains("30 декабря 2026"), "nothing is later than the end: {file}");
}

async fn an_overdue_case_gets_a_real_term(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let waiting = t.application_of(school, "Белов Сергей Николаевич", Category::Highest, "2026-08-03").await;
    let assigned = t.application_of(school, "Гусев Пётр Львович", Category::Highest, "2026-08-03").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&assigned]).await;
    let over = "оследний день решения по правилам, 2 ноября 2026, уже прошёл: дело останется просроченным.";
    let (ids, home) = ([waiting.id.to_string()], format!("/applications/{}", waiting.id));
    let past = [("starts", "01.10.2026"), ("ends", "30.10.2026"), ("session", ""), YES];
    let past_words = "Этот день уже прошёл. Выберите сегодняшний день или более поздний.";
    assert_eq!(zoya.post("/intake/schedule", &plan(&ids, &past)).await.faults(), [past_words]);
    assert_eq!(sent(&zoya, &assigned, &past).await.faults(), [past_words]);
    let long_ago = [("starts", "03.08.2026"), ("ends", "15.01.2027"), ("session", ""), YES];
    let too_early = [
        "От такого начала последний день по правилам — 2 октября 2026, и он уже прошёл. Выберите более позднее начало.",
    ];
    assert_eq!(sent(&zoya, &assigned, &long_ago).await.faults(), too_early);
    let check = zoya.post("/intake/schedule", &plan(&ids, &[])).await.words();
    assert!(check.contains(&format!("Белов Сергей Николаевич: п{over}")), "{check}");
    assert_eq!(zoya.post("/intake/schedule", &plan(&ids, &[YES])).await.to(), home);
    let check = sent(&zoya, &assigned, &[]).await.words();
    assert!(check.contains(&format!("П{over}")), "{check}");
    assert_eq!(sent(&zoya, &assigned, &[YES]).await.to(), format!("/applications/{}", assigned.id));
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D03' and due_on = '2026-11-02' and met_at is null and dropped_at is null").await, 2, "both stay overdue");
    let file = document_text(&zoya.get(&format!("{home}/schedule/file")).await.bytes).replace('\u{a0}', " ");
    assert!(
        file.contains("до 15 января 2027, конца аттестации (предельный срок по правилам был 2 ноября 2026)"),
        "{file}"
    );
    // The beginning need not be moved when the sixty days are over too: what is left is planned from today.
    t.later(SignedDuration::from_hours(24 * 100));
    let zoya = t.enter("zoya").await;
    let more = [("ends", "20.03.2027"), ("session", ""), WHY, YES];
    assert_eq!(sent(&zoya, &assigned, &more).await.to(), format!("/applications/{}", assigned.id));
    let far = [("ends", "20.03.2028"), ("session", ""), WHY, YES];
    let no = sent(&zoya, &assigned, &far).await.faults();
    assert!(no[0].starts_with("Самый поздний день по правилам — "), "{no:?}");
}

async fn the_specialist_works_within_the_term(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let ids = [case.id.to_string()];
    let short = [("ends", "25.12.2026"), ("session", "24.12.2026"), YES];
    zoya.post("/intake/schedule", &plan(&ids, &short)).await.to();
    t.later(SignedDuration::from_mins(5));
    let case = t.fresh(&case).await;
    assert_eq!(case.due_on.to_string(), "2026-12-24", "the session, before the end and before the sixty days");
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    let olesya = t.enter("olesya").await;
    assert!(olesya.get("/applications").await.words().contains("24 декабря 2026"));
    let clocks = zoya.get(&format!("/applications/{}/clocks", case.id)).await.words();
    let line = "24 декабря 2026 не позднее чем через 60 календарных дней, не позже конца аттестации и заседания";
    assert!(clocks.contains(line), "{clocks}");
    let before = t.letters().await.len();
    let case = t.fresh(&case).await;
    let longer = [("ends", "15.01.2027"), ("session", ""), WHY, YES];
    assert_eq!(sent(&zoya, &case, &longer).await.to(), format!("/applications/{}", case.id));
    assert_eq!(t.fresh(&case).await.due_on.to_string(), "2027-01-01", "the sixty days again");
    let own = t.letter_to("olesya@example.org").await;
    assert_eq!(own.subject.replace('\u{a0}', " "), "Результат по делу 2026-0002 нужен до 1 января 2027");
    let text = own.text.replace('\u{a0}', " ");
    assert!(text.contains("Последний день результата изменён: теперь 1 января 2027, был 24 декабря 2026."), "{text}");
    let lists = "select due_on from applications where id = $1 union select w.due_on from application_words w where w.application_id = $1
         union select g.due_on from assignments g where g.application_id = $1";
    assert_eq!(column(&t, lists, case.id.to_string()).await, ["2027-01-01"]);
    let told = t.letters().await.len();
    assert!(told > before);
    t.later(SignedDuration::from_mins(5));
    let case = t.fresh(&case).await;
    let elsewhere = [("ends", "15.01.2027"), ("session", ""), ("place", "Томск, ул. Герцена, 1"), WHY, YES];
    sent(&zoya, &case, &elsewhere).await.to();
    let last: Vec<String> = t.letters().await[told..].iter().map(|one| one.to.clone()).collect();
    assert!(!last.contains(&"olesya@example.org".to_owned()), "the same day is not told again: {last:?}");
}

async fn two_hands_see_each_other(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let vera = t.enter("vera").await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    scheduled(&t, &zoya, &case).await;
    let seen = field(&vera.get(&change(&case)).await, "seen");
    assert_eq!(
        sent(&zoya, &case, &[("ends", "20.01.2027"), WHY, YES]).await.to(),
        format!("/applications/{}", case.id)
    );
    let mut fields = plan(&[], &[("ends", "29.12.2026"), ("session", ""), WHY, YES]);
    fields.push(("seen", &seen));
    let second = vera.post(&change(&case), &fields).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        second.faults(),
        ["Пока вы работали, срок изменил другой сотрудник. Сравните его с вашим и отправьте снова."]
    );
    assert_eq!(field(&second, "ends"), "29.12.2026", "what was typed comes back");
    assert!(second.words().contains("с 1 декабря 2026 по 20 января 2027"), "beside what stands now");
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 1);
    let now = field(&second, "seen");
    fields.pop();
    fields.push(("seen", &now));
    assert_eq!(vera.post(&change(&case), &fields).await.to(), format!("/applications/{}", case.id));
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 2);
}

async fn nobody_else_changes_a_term(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    for login in ["kira", "olesya"] {
        let by = t.enter(login).await;
        let home = words_of(&by.get(&format!("/applications/{}", case.id)).await.text());
        assert!(!home.contains("Назначить срок"), "{home}");
        assert_eq!(by.get(&change(&case)).await.status, StatusCode::NOT_FOUND);
        assert!(told(&t, 1).await[0].starts_with("access.refused (refused)"), "{login}");
        assert_eq!(by.post(&change(&case), &[]).await.status, StatusCode::NOT_FOUND);
    }
    let nothing = "/applications/019aaaaa-0000-7000-8000-000000000000/schedule/change";
    assert_eq!(zoya.get(nothing).await.status, StatusCode::NOT_FOUND);
}

async fn the_end_told_to_the_teacher_is_watched(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let home = format!("/applications/{}", case.id);
    let term = [("starts", "23.11.2026"), ("ends", "30.11.2026"), ("session", ""), YES];
    assert_eq!(sent(&w.zoya, &case, &term).await.to(), home);
    let what = "Принять решение до конца аттестации, названного педагогу";
    let clocks = w.zoya.get(&format!("{home}/clocks")).await.words();
    let line = format!(
        "{what} 23 ноября 2026 день начала аттестации педагога 30 ноября 2026 этот день назначил Центр, он сообщён педагогу осталось 7 дней"
    );
    assert!(clocks.contains(&line), "{clocks}");
    for path in ["/deadlines", "/deadlines?clock=ends"] {
        let lines = crate::intake::lines(&w.zoya.get(path).await);
        assert_eq!(lines.len(), 1, "{path}: {lines:?}");
        assert!(lines[0].contains(what) && lines[0].contains("30 ноября 2026"), "{path}: {lines:?}");
    }
    assert_eq!(w.zoya.get("/settings/deadlines/ends").await.status, StatusCode::NOT_FOUND, "no term is set for it");

    // It is the last day for a postponement, until the Centre changes the term.
    let sitting = w.open(7, &[&w.t.fresh(&case).await]).await;
    let at = w.homes(&sitting).await.remove(0);
    let hint = "Не позже 30 ноября 2026: до этого дня назначена аттестация. Чтобы отложить дальше, сначала измените срок на странице дела.";
    assert!(w.zoya.get(&at).await.words().contains(hint));
    let off = async |until: &str| {
        let fields = [("do", "postpone"), ("until", until), ("postponed", "Нет справки.")];
        w.zoya.post(&format!("{at}/decision"), &fields).await
    };
    assert_eq!(
        off("07.12.2026").await.faults(),
        [
            "Отложить можно не дальше 30 ноября 2026: до этого дня назначена аттестация, так сказано педагогу. Чтобы отложить дальше, Центр сначала меняет срок на странице дела."
        ]
    );
    w.t.later(SignedDuration::from_mins(5));
    let longer = [("starts", "23.11.2026"), ("ends", "10.12.2026"), ("session", ""), WHY, YES];
    assert_eq!(sent(&w.zoya, &case, &longer).await.to(), home);
    let due = "select count(*) from case_clocks where code = 'ends' and due_on = '2026-12-10' and met_at is null";
    assert_eq!(w.t.count(due).await, 1);
    assert_eq!(off("07.12.2026").await.to(), format!("/sittings/{}", sitting.id));
}

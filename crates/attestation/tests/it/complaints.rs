//! Complaints: filed by the teacher or written down by the Centre, answered in time, and who reads them.

use attestation::accounts::Role;
use attestation::applications::{Application, Category};
use attestation::values;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor};
use crate::commission::{World, somebody, world};
use crate::intake::{house, lines, submitted};
use crate::on_both;

on_both!(
    a_teacher_complains_of_a_refused_intake,
    the_centre_writes_a_complaint_down,
    a_complaint_needs_something_to_complain_of,
    complaints_are_read_by_their_own_people,
    complaints_cost_the_same_for_one_and_three,
);

const SCAN: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

fn at(case: &Application, what: &str) -> String {
    format!("/applications/{}{what}", case.id)
}

async fn told(t: &TestApp) -> String {
    t.journal().await.pop().unwrap().replace('\u{a0}', " ")
}

async fn letter(t: &TestApp, email: &str) -> (String, String) {
    let kept = t.letter_to(email).await;
    (kept.subject.replace('\u{a0}', " "), kept.text.replace('\u{a0}', " "))
}

/// The cabinet of a teacher, tied to a case.
/// The teacher of a case in a cabinet of their own.
pub async fn teacher_of(t: &TestApp, case: &Application) -> Visitor {
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, None, "").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    t.enter("olga").await
}

async fn refused(by: &Visitor, case: &Application) {
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    assert_eq!(by.post(&at(case, "/intake-refusal"), &ground).await.to(), at(case, ""));
}

/// A case the commission has just decided.
async fn granted(w: &World) -> Application {
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    crate::voting::all_vote(w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let case = w.t.fresh(&case).await;
    assert_eq!(case.stage.code(), "granted");
    case
}

/// The address of the first complaint of a page.
fn first(page: &Answer, case: &Application) -> String {
    let text = page.text();
    let begins = at(case, "/complaints/");
    let id = text.split(&begins).nth(1).unwrap_or_else(|| panic!("no complaint: {text}")).split('/').next().unwrap();
    format!("{begins}{id}")
}

async fn a_teacher_complains_of_a_refused_intake(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let olga = teacher_of(&t, &case).await;
    let (all, new) = (at(&case, "/complaints"), at(&case, "/complaints/new"));
    refused(&zoya, &case).await;
    assert!(olga.get(&at(&case, "")).await.text().contains(&format!("href=\"{all}\">Жалобы по делу")));
    let page = olga.get(&all).await.words();
    assert!(page.ends_with("Жалобы Жалоб по этому делу нет. Подать жалобу"), "{page}");
    let page = olga.get(&new).await.words();
    assert!(page.contains("Жалоба на отказ в приёме") && !page.contains("Когда получена"), "{page}");
    let empty = olga.upload(&all, &[], &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.faults(), ["Напишите, с чем вы не согласны и почему."]);
    let wrong = olga.upload(&all, &[("words", "Год прошёл.")], &[("file", "Жалоба.pdf", b"none")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Год прошёл."), "what was typed comes back");
    let sent = olga.upload(&all, &[("words", "Год прошёл в сентябре.")], &[("file", "Жалоба.pdf", SCAN)]).await;
    assert_eq!(sent.to(), all);
    assert_eq!(
        told(&t).await,
        "complaint.filed: подана жалоба на отказ в приёме, получена 23 ноября 2026, ответить до 30 ноября 2026"
    );
    assert_eq!(t.fresh(&case).await.stage.code(), "intake_refused", "the stage stays");
    let (subject, text) = letter(&t, "zoya@example.org").await;
    assert_eq!(subject, "Жалоба, дело 2026-0001: ответить до 30 ноября 2026");
    assert!(text.contains("Педагог Орлова Ольга Андреевна подал жалобу на отказ в приёме: дело 2026-0001, учитель, заявленная категория: первая."), "{text}");
    let second = olga.get(&new).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.words().contains(
        "По этому делу уже есть жалоба, ответ на неё будет до 30 ноября 2026. Новую можно подать после ответа."
    ));
    let again = olga.upload(&all, &[("words", "Ещё раз.")], &[("file", "Жалоба.pdf", SCAN)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Вы написали") && again.words().contains("Ещё раз."), "{}", again.words());
    let row = "Орлова Ольга Андреевна № 2026-0001 | МБОУ «СОШ № 1» | Ответить на жалобу на отказ в приёме | 30 ноября 2026 осталось 7 дней | в приёме отказано";
    assert_eq!(lines(&zoya.get("/deadlines?clock=D28").await), [row]);
    assert_eq!(lines(&zoya.get("/deadlines").await), [row], "it is the nearest too");
    assert!(zoya.get(&at(&case, "")).await.words().contains(
        "жалоба на рассмотрении получена 23 ноября 2026, ответить до 30 ноября 2026, осталось 7 дней Открыть жалобу"
    ));

    let page = zoya.get(&all).await;
    assert!(
        page.words().contains("Жалоба на отказ в приёме от 23 ноября 2026 подана педагогом Год прошёл в сентябре."),
        "{}",
        page.words()
    );
    let one = first(&page, &case);
    assert_eq!(zoya.get(&format!("{one}/file")).await.bytes, SCAN);
    assert_eq!(told(&t).await, "complaint.opened: скачан файл жалобы");
    assert_eq!(zoya.get(&format!("{one}/answer-file")).await.status, StatusCode::NOT_FOUND);
    let answer = format!("{one}/answer");
    assert!(
        zoya.get(&answer)
            .await
            .words()
            .contains("получена 23 ноября 2026. Ответить нужно до 30 ноября 2026. Год прошёл в сентябре.")
    );
    let no = async |on: &str, words: &str| zoya.upload(&answer, &[("on", on), ("answer", words)], &[]).await.faults();
    assert_eq!(
        no("", "").await,
        ["Укажите, когда дан ответ, например 23.11.2026.", "Напишите, что вы ответили: это прочтёт педагог."]
    );
    assert_eq!(no("24.11.2026", "Да").await, ["Этот день ещё не наступил."]);
    assert_eq!(no("22.11.2026", "Да").await, ["Жалоба получена 23 ноября 2026: ответ не может быть раньше."]);
    let said = [("on", "23.11.2026"), ("answer", "Жалоба справедлива, подайте заявление снова.")];
    assert_eq!(zoya.upload(&answer, &said, &[("file", "Ответ.pdf", SCAN)]).await.to(), all);
    assert_eq!(told(&t).await, "complaint.answered: дан ответ на жалобу от 23 ноября 2026: 23 ноября 2026");
    let (subject, text) = letter(&t, "t900001@example.org").await;
    assert_eq!(subject, "Ответ на жалобу, дело 2026-0001");
    for said in [
        "23 ноября 2026 Центр ответил на вашу жалобу от 23 ноября 2026 на отказ в приёме: дело 2026-0001, учитель, заявленная категория: первая.",
        "Жалоба справедлива, подайте заявление снова.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let page = olga.get(&all).await.words();
    assert!(
        page.contains(
            "Ответ 23 ноября 2026 Жалоба справедлива, подайте заявление снова. Скачать файл ответа (Ответ.pdf"
        ),
        "{page}"
    );
    assert!(page.ends_with("Подать жалобу"), "another one may be filed: {page}");
    assert_eq!(olga.get(&format!("{one}/answer-file")).await.bytes, SCAN);
    assert_eq!(lines(&zoya.get("/deadlines?clock=D28").await), Vec::<String>::new());
    let whole = zoya.get(&at(&case, "/archive-file")).await;
    let names = String::from_utf8_lossy(&whole.bytes).into_owned();
    for name in ["Жалоба 01 — Жалоба.pdf", "Ответ на жалобу 01 — Ответ.pdf"] {
        assert!(names.contains(name), "{name} stands in the file of the case");
    }
    let twice = zoya.upload(&answer, &said, &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.words().contains("На эту жалобу уже ответили. Откройте жалобы заново."), "{}", twice.words());
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D28' and met_at is not null").await, 1);
}

async fn the_centre_writes_a_complaint_down(t: TestApp) {
    let w = world(t).await;
    let case = granted(&w).await;
    let olga = teacher_of(&w.t, &case).await;
    let all = at(&case, "/complaints");
    let page = w.zoya.get(&at(&case, "/complaints/new")).await.words();
    assert!(page.contains("Жалоба на решение комиссии") && page.contains("Когда получена"), "{page}");
    let no = async |on: &str| w.zoya.upload(&all, &[("filed_on", on), ("words", "Не согласна.")], &[]).await.faults();
    assert_eq!(no("").await, ["Укажите, когда получена жалоба, например 23.11.2026."]);
    assert_eq!(no("24.11.2026").await, ["Этот день ещё не наступил."]);
    assert_eq!(
        no("22.11.2026").await,
        ["Решение, на которое жалуются, принято 23 ноября 2026: жалоба не может быть раньше."]
    );
    let sent = [("filed_on", "23.11.2026"), ("words", "Не согласна с решением.")];
    assert_eq!(w.zoya.upload(&all, &sent, &[]).await.to(), all);
    let words = "подана жалоба на решение комиссии, получена 23 ноября 2026, ответить до 14 декабря 2026";
    assert_eq!(told(&w.t).await, format!("complaint.filed: {words}"), "fifteen working days");
    let (subject, text) = letter(&w.t, "olga@example.org").await;
    assert_eq!(subject, "Жалоба записана, дело 2026-0001");
    assert!(text.contains("Записана ваша жалоба на решение комиссии, получена 23 ноября 2026: дело 2026-0001, учитель, заявленная категория: первая."), "{text}");
    assert!(text.contains("Ответ будет до 14 декабря 2026."), "{text}");
    let home = olga.get(&at(&case, "")).await.words();
    assert!(home.contains(words), "the teacher reads it in the history: {home}");
    assert!(!home.contains("категория установлена"), "and nothing of the decision before the protocol: {home}");
    assert_eq!(w.t.fresh(&case).await.stage.code(), "granted");
}

async fn a_complaint_needs_something_to_complain_of(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    let olga = teacher_of(&t, &case).await;
    assert!(!olga.get(&at(&case, "")).await.words().contains("Жалобы"));
    for by in [&olga, &zoya] {
        let no = by.get(&at(&case, "/complaints/new")).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains("Жаловаться здесь можно на решение комиссии или на отказ в приёме, а их в деле нет. По другому вопросу позвоните в Центр."), "{}", no.words());
        assert_eq!(by.upload(&at(&case, "/complaints"), &[("words", "x")], &[]).await.status, StatusCode::CONFLICT);
    }
    let other = submitted(&t, school, "Белов Сергей Николаевич", 900_002).await;
    assert_eq!(zoya.get(&at(&other, "/complaints")).await.status, StatusCode::OK);
    assert_eq!(t.count("select count(*) from complaints").await, 0);
}

async fn complaints_are_read_by_their_own_people(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    let olga = teacher_of(&t, &case).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(school), "МБОУ «СОШ № 1»").await;
    let denis = somebody(&t, "denis", "Власов Денис Ильич", Role::Authority).await.visitor;
    refused(&zoya, &case).await;
    let all = at(&case, "/complaints");
    olga.upload(&all, &[("words", "Год прошёл.")], &[("file", "Жалоба.pdf", SCAN)]).await.to();
    let one = first(&zoya.get(&all).await, &case);
    for by in [t.enter("kira").await, t.enter("vera").await] {
        for path in [all.clone(), format!("{all}/new"), format!("{one}/file"), format!("{one}/answer")] {
            assert_eq!(by.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert!(told(&t).await.starts_with("access.refused (refused)"), "{path}");
        }
        assert_eq!(by.upload(&all, &[("words", "x")], &[]).await.status, StatusCode::NOT_FOUND);
    }
    let kira = t.enter("kira").await.get(&at(&case, "")).await.words();
    assert!(kira.contains("подана жалоба на отказ в приёме") && !kira.contains("Год прошёл"), "{kira}");
    let page = denis.get(&all).await.words();
    assert!(page.contains("Год прошёл.") && !page.contains("Записать ответ"), "{page}");
    for path in [format!("{all}/new"), format!("{one}/answer")] {
        assert_eq!(denis.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        if path.ends_with("answer") {
            assert_eq!(olga.get(&path).await.status, StatusCode::NOT_FOUND, "a teacher does not answer");
        }
    }
    let other = submitted(&t, school, "Белов Сергей Николаевич", 900_002).await;
    let elsewhere = one.replace(&case.id.to_string(), &other.id.to_string());
    assert_eq!(zoya.get(&format!("{elsewhere}/file")).await.status, StatusCode::NOT_FOUND, "of another case");
}

async fn complaints_cost_the_same_for_one_and_three(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    refused(&zoya, &case).await;
    let all = at(&case, "/complaints");
    let mut asked = Vec::new();
    for at in 0..3 {
        zoya.upload(&all, &[("filed_on", "23.11.2026"), ("words", "Не согласна.")], &[]).await.to();
        let one = first(&zoya.get(&all).await, &case);
        zoya.upload(&format!("{one}/answer"), &[("on", "23.11.2026"), ("answer", "Нет.")], &[]).await.to();
        if at != 1 {
            let before = t.app.db.asked().count();
            assert_eq!(zoya.get(&all).await.words().matches("Ответ 23 ноября 2026").count(), at + 1);
            asked.push(t.app.db.asked().count() - before);
        }
    }
    assert_eq!(asked[0], asked[1]);
}

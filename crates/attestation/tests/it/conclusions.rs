//! A conclusion beside its result: who has prepared it, and what a result says otherwise than the paper.

use attestation::accounts::Role;
use attestation::values;
use axum::http::StatusCode;

use crate::answering::{World, with_points, world};
use crate::app::TestApp;
use crate::on_both;

on_both!(
    who_has_prepared_a_conclusion_is_told_with_it,
    a_result_against_the_paper_is_recorded_knowingly,
    the_reason_of_the_paper_is_offered,
);

const FILE: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

async fn who_has_prepared_a_conclusion_is_told_with_it(t: TestApp) {
    let w = world(t).await;
    w.t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, None, "").await;
    let teacher = w.case.teacher;
    w.t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    let (olga, page) = (w.t.enter("olga").await, format!("{}/conclusion", w.home));
    w.olesya.declare(&w.home).await;
    w.olesya.upload(&page, &[], &[("conclusion", "Заключение.pdf", FILE)]).await.to();
    let record = [("verdict", "fails"), ("reason", "Нет результатов."), ("version", "1")];
    assert_eq!(w.olesya.post(&format!("{}/result", w.home), &record).await.to(), format!("{}/result", w.home));
    assert_eq!(olga.get(&page).await.status, StatusCode::NOT_FOUND, "it is not open yet");
    assert!(!olga.get(&w.home).await.words().contains("Смирнова"), "nor is whose it is");
    let case = w.case.id;
    w.t.made(move |act| Ok(act.run("update applications set stage = 'ready' where id = $1", values![case])?)).await;
    let prepared = "Заключение подготовил специалист: Смирнова Олеся Ивановна.";
    for who in [&olga, &w.zoya] {
        let words = who.get(&page).await.words();
        assert!(words.contains(prepared) && words.contains("Нет результатов."), "{words}");
    }
    assert!(!w.olesya.get(&page).await.words().contains(prepared), "one knows one's own");
    assert_eq!(w.kira.get(&page).await.status, StatusCode::NOT_FOUND, "the school does not read it");
    let history = olga.get(&w.home).await.words();
    assert!(!history.contains("Смирнова"), "who was given the case stays the centre's: {history}");
}

/// Answers to the set with points, with this verdict; the paper is made of them. `level` is worth 2 points or 6.
async fn answered(w: &World, version: i64, level: u8, verdict: &[(&str, &str)]) {
    let path = format!("{}/conclusion/answers", w.home);
    let row = |number: u8| format!("row-0196c000-0000-7000-8000-00000000010{number}");
    let names: Vec<String> = (1..=5).map(row).collect();
    let (level, seen) = (format!("0196c000-0000-7000-8000-00000000021{level}"), version.to_string());
    let answers = [
        ("version", seen.as_str()),
        ("do", "check"),
        (names[0].as_str(), level.as_str()),
        (names[1].as_str(), "none"),
        (names[2].as_str(), "12"),
        (names[3].as_str(), "no"),
        (names[4].as_str(), "Есть"),
    ];
    assert_eq!(w.olesya.post(&path, &[&answers, verdict].concat()).await.to(), format!("{path}/check"));
    let seen = (version + 1).to_string();
    w.olesya.post(&format!("{path}/paper"), &[("version", seen.as_str())]).await.to();
}

async fn a_result_against_the_paper_is_recorded_knowingly(t: TestApp) {
    let w = world(t).await;
    with_points(&w.t).await;
    w.olesya.declare(&w.home).await;
    answered(&w, 0, 1, &[("verdict", "meets"), ("reason", "Есть победители региональных олимпиад.")]).await;
    let (check, result) = (format!("{}/conclusion/check", w.home), format!("{}/result", w.home));
    let meets = [("verdict", "meets"), ("version", "1")];
    let page = w.olesya.post(&check, &meets).await;
    let differs = "По ответам порог баллов не набран, а результат — «соответствует».";
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.words().contains("Результат расходится с заключением, сделанным по ответам."), "{}", page.words());
    assert!(page.words().contains(differs) && page.text().contains("name=\"knowingly\""), "{}", page.words());
    let unsaid = w.olesya.post(&result, &meets).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unsaid.faults(), ["Отметьте, что записываете результат именно таким, или вернитесь и исправьте его."]);
    assert!(unsaid.words().contains(differs), "{}", unsaid.words());
    assert_eq!(w.t.count("select count(*) from results").await, 0);
    let knowingly = [&meets[..], &[("knowingly", "yes")]].concat();
    assert_eq!(w.olesya.post(&result, &knowingly).await.to(), result);
    assert_eq!(w.t.text("select verdict from results").await, "meets");
}

async fn the_reason_of_the_paper_is_offered(t: TestApp) {
    let w = world(t).await;
    with_points(&w.t).await;
    w.olesya.declare(&w.home).await;
    let (check, result) = (format!("{}/conclusion/check", w.home), format!("{}/result", w.home));
    answered(&w, 0, 2, &[("verdict", "fails"), ("reason", "Нет публикаций.")]).await;
    let page = w.olesya.get(&format!("{}/conclusion", w.home)).await.text();
    assert!(page.contains("value=\"fails\" checked") && page.contains("\nНет публикаций.</textarea>"), "{page}");
    // Answers changed since then say nothing of the paper there is.
    let path = format!("{}/conclusion/answers", w.home);
    let later = [("version", "2"), ("do", "save"), ("verdict", "fails"), ("reason", "Передумала.")];
    w.olesya.post(&path, &later).await.to();
    let page = w.olesya.get(&format!("{}/conclusion", w.home)).await.text();
    assert!(page.contains("\nНет публикаций.</textarea>"), "{page}");

    let found = |reason: &'static str| [("verdict", "fails"), ("reason", reason), ("version", "1")];
    let counted = "По ответам порог баллов набран, а результат — «не соответствует».";
    let reasoned = "Причина не та, что в заключении. В заключении написано: «Нет публикаций.».";
    let same = w.olesya.post(&check, &found("Нет публикаций.")).await.words();
    assert!(same.contains(counted) && !same.contains("Причина не та"), "{same}");
    let other = w.olesya.post(&check, &found("Мало уроков.")).await.words();
    assert!(other.contains(&format!("{counted} {reasoned}")), "{other}");
    assert_eq!(w.olesya.post(&result, &found("Мало уроков.")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Below the threshold with the reason of the paper there is nothing to ask.
    answered(&w, 3, 1, &[("verdict", "fails"), ("reason", "Нет публикаций.")]).await;
    let again = [("verdict", "fails"), ("reason", "Нет публикаций."), ("version", "2")];
    assert!(!w.olesya.post(&check, &again).await.text().contains("knowingly"));
    assert_eq!(w.olesya.post(&result, &again).await.to(), result);
}

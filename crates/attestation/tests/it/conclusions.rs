//! A conclusion beside its result: who has prepared it.

use attestation::accounts::Role;
use attestation::values;
use axum::http::StatusCode;

use crate::answering::world;
use crate::app::TestApp;
use crate::on_both;

on_both!(who_has_prepared_a_conclusion_is_told_with_it);

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

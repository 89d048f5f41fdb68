//! What a draft offers, asks and tells while it is filled in, and how it keeps to what was printed of it.

use axum::http::StatusCode;

use crate::app::TestApp;
use crate::applying::{filled, helping, saved, world};
use crate::on_both;

on_both!(an_original_is_of_what_was_printed,);

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

async fn an_original_is_of_what_was_printed(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    filled(&kira, &draft, "first", "none").await;
    let (original, results) = (format!("{draft}/original"), format!("{draft}/pages/I1"));
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.pdf", DIPLOMA)];
    let changed = "После печати заявления ответы в черновике изменились: на бумаге, которую подписал педагог, другие. Распечатайте заявление заново и дайте подписать.";
    assert_eq!(kira.get(&format!("{draft}/application/pdf")).await.status, StatusCode::OK);
    assert!(!kira.get(&original).await.words().contains(changed));
    saved(&w.olga, &results, &[("results", "Совсем другое.")]).await;
    assert!(kira.get(&original).await.words().contains(changed));
    let refused = kira.upload(&original, &[("signed", "20.11.2026")], &scans).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![changed.to_owned()]));
    assert_eq!(w.t.count("select count(*) from applications").await, 0);
    // Another course is another paper; a document may be added when it is signed.
    saved(&w.olga, &results, &[("results", "Качество знаний выросло с 60 до 72 %.")]).await;
    assert!(!kira.get(&original).await.words().contains(changed), "the very same answers");
    let course = [("title", "Олимпиады"), ("hours", "16"), ("taken_on", "05.09.2025"), ("document", "УПК 16")];
    kira.post(&format!("{draft}/courses"), &course).await.to();
    assert!(kira.get(&original).await.words().contains(changed));
    assert_eq!(kira.get(&format!("{draft}/application/file")).await.status, StatusCode::OK);
    kira.upload(&format!("{draft}/documents"), &[("kind", "courses")], &[("file", "Курсы.pdf", DIPLOMA)]).await.to();
    assert!(!kira.get(&original).await.words().contains(changed));
    assert!(kira.upload(&original, &[("signed", "20.11.2026")], &scans).await.to().starts_with("/applications/"));
}

//! Papers people are given or sign: the summary of a session, letters of refusal, the ходатайство of an employer.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::acts::REASON;
use crate::app::{Answer, TestApp, Visitor};
use crate::commission::{self, somebody};
use crate::on_both;
use crate::people::PASSWORD;
use crate::printing::{in_order, said};
use crate::reviewing::document_text;

on_both!(
    a_session_is_summed_up_in_one_table,
    a_summary_of_a_signed_protocol_stays,
);

/// The text of a Word file.
fn word(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    document_text(&answer.bytes).replace('\u{a0}', " ")
}

/// Both shapes of a paper say these parts one after another; `file` is the name of the PDF.
async fn both(by: &Visitor, (docx, pdf): (&str, &str), file: &str, parts: &[&str]) {
    let (docx, pdf) = (by.get(docx).await, by.get(pdf).await);
    in_order(&word(&docx), parts);
    let printed = said(&pdf, file).replace(['\u{a0}', '\n'], " ");
    in_order(&printed, parts);
}

async fn refused(by: &Visitor, path: &str, words: &str) {
    let answer = by.get(path).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.words().contains(words), "{}", answer.words());
}

async fn told(t: &TestApp, what: &str) -> usize {
    t.journal().await.iter().filter(|row| *row == what).count()
}

/// A session with one case granted and one refused by six present, not signed yet.
async fn decided(w: &commission::World) -> String {
    let granted = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let refused = w.concluded("Белов Сергей Николаевич", Category::Mentor).await;
    let sitting = w.open(6, &[&granted, &refused]).await;
    for (home, (choice, votes, reason)) in
        w.homes(&sitting).await.iter().zip([("for", "6.0.0", ""), ("against", "0.6.0", REASON)])
    {
        for one in w.members.iter().take(6) {
            one.visitor.post(&format!("{home}/votes"), &[("choice", choice)]).await;
        }
        let fields = [("do", "decide"), ("votes", votes), ("reason", reason)];
        assert_eq!(w.zoya.post(&format!("{home}/decision"), &fields).await.status, StatusCode::SEE_OTHER);
    }
    format!("/sittings/{}", sitting.id)
}

async fn a_session_is_summed_up_in_one_table(t: TestApp) {
    let w = commission::world(t).await;
    let waiting = w.concluded("Гусев Пётр Львович", Category::Highest).await;
    let planned = w.planned("2026-11-30", &[&waiting]).await;
    let early = format!("/sittings/{}/summary/pdf", planned.id);
    refused(&w.zoya, &early, "Протокола нет: заседание").await;
    let home = decided(&w).await;
    let (docx, pdf) = (format!("{home}/summary/file"), format!("{home}/summary/pdf"));
    let page = w.zoya.get(&format!("{home}/protocol")).await.text();
    assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    let mut parts = vec![
        "Аттестационная комиссия Томской области",
        "23 ноября 2026",
        "комната 204",
        "Протокол ещё не подписан: ведомость предварительная.",
        "Присутствуют 6 из 7",
        "Заявлено",
        "Орлова Ольга Андреевна",
        "первая",
        "соответствует",
        "за 6",
        "установить",
        "Белов Сергей Николаевич",
        "педагог-наставник",
        "против 6",
        "отказать",
        REASON,
        "Всего дел: 2. Категория установлена: 1. Отказано: 1. Отложено: 0.",
        "Секретарь комиссии",
    ];
    both(&w.members[0].visitor, (&docx, &pdf), "Сводная ведомость 23.11.2026.pdf", &parts).await;
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("{home}/protocol"), &sign).await.to();
    parts[3] = "Протокол № 7 от 23 ноября 2026 г.";
    both(&w.zoya, (&docx, &pdf), "Сводная ведомость 23.11.2026.pdf", &parts).await;
    assert_eq!(told(&w.t, "sitting.summary_taken: скачана сводная ведомость заседания 23.11.2026").await, 4);
    let outsider = somebody(&w.t, "gleb", "Седов Глеб Ильич", Role::Member).await.visitor;
    for path in [&docx, &pdf] {
        assert_eq!(outsider.get(path).await.status, StatusCode::NOT_FOUND);
    }
}

async fn a_summary_of_a_signed_protocol_stays(t: TestApp) {
    let w = commission::world(t).await;
    let home = decided(&w).await;
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("{home}/protocol"), &sign).await.to();
    w.t.made(|act| Ok(act.run("update applications set subject = 'химия'", &[])?)).await;
    let correction = [("words", "Читать: физика и математика."), ("reason", "Описка."), ("dated_on", "23.11.2026")];
    w.zoya.post(&format!("{home}/corrections"), &correction).await.to();
    let text = word(&w.zoya.get(&format!("{home}/summary/file")).await);
    assert!(text.contains("физика") && !text.contains("химия"), "{text}");
    let put_right = "23 ноября 2026. Читать: физика и математика. Причина: Описка.";
    assert!(text.contains(&format!("Исправление к протоколу: {put_right}")), "{text}");
    let printed = said(&w.zoya.get(&format!("{home}/summary/pdf")).await, "Сводная ведомость 23.11.2026.pdf");
    in_order(&printed, &["Исправления к протоколу", "Читать: физика и математика."]);
}

//! Papers people are given or sign: the summary of a session, letters of refusal, the ходатайство of an employer.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::acts::{REASON, draft, issued, two};
use crate::app::{Answer, TestApp, Visitor};
use crate::applying::{begun, saved, submitted};
use crate::commission::{self, somebody};
use crate::intake::house;
use crate::on_both;
use crate::people::PASSWORD;
use crate::printing::{in_order, said};
use crate::register::coordinator;
use crate::retention::entries;
use crate::reviewing::document_text;
use crate::templates::sent;

on_both!(
    a_session_is_summed_up_in_one_table,
    a_summary_of_a_signed_protocol_stays,
    a_letter_tells_of_a_refused_intake,
    a_refusal_of_before_names_the_clause_of_the_list,
    a_letter_tells_of_a_refused_category,
    a_petition_is_filled_for_a_draft,
    a_petition_is_filled_for_a_case,
    a_coordinator_takes_the_petition_of_a_draft,
    each_is_made_by_the_centres_own_template,
);

/// The text of a Word file.
fn word(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    document_text(&answer.bytes).replace('\u{a0}', " ")
}

/// Both shapes of a paper say these parts one after another; `file` is the name of the PDF.
pub async fn both(by: &Visitor, (docx, pdf): (&str, &str), file: &str, parts: &[&str]) {
    let (docx, pdf) = (by.get(docx).await, by.get(pdf).await);
    in_order(&word(&docx), parts);
    let printed = said(&pdf, file).replace(['\u{a0}', '\n'], " ");
    in_order(&printed, parts);
}

pub async fn refused(by: &Visitor, path: &str, words: &str) {
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

async fn a_letter_tells_of_a_refused_intake(t: TestApp) {
    let (zoya, school, case) = house(&t).await;
    let home = format!("/applications/{}", case.id);
    let (docx, pdf) = (format!("{home}/intake-refusal/file"), format!("{home}/intake-refusal/pdf"));
    refused(&zoya, &docx, "В приёме этого заявления не отказано: письма об отказе нет.").await;
    assert!(!zoya.get(&home).await.text().contains(&docx));
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{home}/intake-refusal"), &ground).await.to(), home);
    let page = zoya.get(&home).await.text();
    assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    let clause = t.text("select legal_ref from intake_refusals").await;
    let basis = format!("Основание: {clause}.");
    let parts = [
        "23 ноября 2026 г.",
        "Орлова Ольга Андреевна",
        "учитель, физика",
        "МБОУ «СОШ № 1»",
        "№ 2026-0001, получено 20 ноября 2026",
        "первая",
        "В приёме заявления о проведении аттестации отказано.",
        "Причина: не прошёл год со дня отказа в этой же категории.",
        basis.as_str(),
        "Не прошёл год.",
        "заявление можно подать снова",
    ];
    let kira = coordinator(&t, "kira", school).await;
    for by in [&zoya, &kira] {
        both(by, (&docx, &pdf), "Отказ в приёме 2026-0001.pdf", &parts).await;
    }
    let inside = entries(&zoya.get(&format!("{home}/archive-file")).await);
    assert!(inside.iter().any(|(name, _)| name == "Отказ в приёме 2026-0001.pdf"), "the file of the whole case has it");
    let taken = t.journal().await.into_iter().filter(|row| row.ends_with("скачано письмо об отказе в приёме")).count();
    assert_eq!(taken, 4);
    let rita = coordinator(&t, "rita", t.school("МБОУ «СОШ № 4»", "7000000004").await).await;
    assert_eq!(rita.get(&pdf).await.status, StatusCode::NOT_FOUND);
}

async fn a_refusal_of_before_names_the_clause_of_the_list(t: TestApp) {
    let (zoya, _, case) = house(&t).await;
    let home = format!("/applications/{}", case.id);
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    zoya.post(&format!("{home}/intake-refusal"), &ground).await.to();
    let clause = t.text("select legal_ref from intake_refusals").await;
    t.made(|act| Ok(act.run("update intake_refusals set legal_ref = '', details = ''", &[])?)).await;
    let text = word(&zoya.get(&format!("{home}/intake-refusal/file")).await);
    assert!(text.contains(&format!("Основание: {clause}.")) && !text.contains("Не прошёл год."), "{text}");
}

async fn a_letter_tells_of_a_refused_category(t: TestApp) {
    let (zoya, pair) = (t.zoya().await, two(&t).await);
    t.made(|act| Ok(act.run("update applications set current_category = 'first' where category = 'highest'", &[])?))
        .await;
    let (granted, home) = (format!("/applications/{}", pair.orlova.id), format!("/applications/{}", pair.belov.id));
    let (docx, pdf) = (format!("{home}/act/refusal"), format!("{home}/act/refusal/pdf"));
    assert_eq!(zoya.get(&docx).await.status, StatusCode::NOT_FOUND, "no act is issued");
    let act = draft(&zoya, &[&pair.sitting]).await;
    assert_eq!(issued(&zoya, &act, "214-р").await.to(), act);
    let page = zoya.get(&format!("{home}/act")).await.text();
    assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    assert!(!zoya.get(&format!("{granted}/act")).await.text().contains("Письмо об отказе"));
    refused(&zoya, &format!("{granted}/act/refusal"), "Категория установлена: письма об отказе нет.").await;
    let reason = format!("Причина отказа: {REASON}");
    let parts = [
        "Центр аттестации педагогических работников",
        "Белов Пётр Ильич",
        "учитель",
        "МБОУ «СОШ № 66»",
        "Аттестационная комиссия 20 ноября 2026 г. (протокол № 14 от 20.11.2026) решила отказать в установлении высшей квалификационной категории по должности «учитель». Издан акт № 214-р от 23.11.2026.",
        reason.as_str(),
        "Категория, которая у вас есть, отказом не отменяется",
        "Новое заявление на эту же категорию можно подать с 20 ноября 2027 г.",
        "его можно обжаловать",
    ];
    let kira = coordinator(&t, "kira", pair.belov.school).await;
    for by in [&zoya, &kira] {
        both(by, (&docx, &pdf), "Письмо об отказе, Белов П. И..pdf", &parts).await;
    }
    let taken =
        t.journal().await.into_iter().filter(|row| row.ends_with("скачано письмо об отказе в категории")).count();
    assert_eq!(taken, 4);
    let rita = coordinator(&t, "rita", t.school("МБОУ «СОШ № 4»", "7000000004").await).await;
    assert_eq!(rita.get(&pdf).await.status, StatusCode::NOT_FOUND);
}

async fn a_petition_is_filled_for_a_draft(t: TestApp) {
    let w = crate::applying::world(t).await;
    let first = begun(&w.olga, "first", "none").await;
    refused(
        &w.olga,
        &format!("{first}/petition"),
        "Ходатайство нужно только для категорий «педагог-методист» и «педагог-наставник».",
    )
    .await;
    assert!(!w.olga.get(&format!("{first}/documents")).await.text().contains("petition/pdf"));
    let home = begun(&w.olga, "mentor", "highest").await;
    let (docx, pdf) = (format!("{home}/petition"), format!("{home}/petition/pdf"));
    let page = w.olga.get(&format!("{home}/documents")).await.text();
    assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    let empty = word(&w.olga.get(&docx).await);
    in_order(&empty, &["О наставнической деятельности педагога", "______", "Ходатайство рассмотрено"]);
    saved(&w.olga, &format!("{home}/pages/work"), &[("post", "P27"), ("subject", "физика"), ("experience", "15")])
        .await;
    let results = [("results", "Веду двух молодых учителей.")];
    saved(&w.olga, &format!("{home}/pages/N2"), &results).await;
    let parts = [
        "В аттестационную комиссию",
        "МБОУ «СОШ № 66»",
        "об установлении квалификационной категории «педагог-наставник»",
        "МБОУ «СОШ № 66» ходатайствует об установлении квалификационной категории «педагог-наставник»",
        "Орлова Ольга Андреевна",
        "учитель, физика",
        "15",
        "действует высшая",
        "О наставнической деятельности педагога",
        "Ведёт наставничество педагогов",
        "Веду двух молодых учителей.",
        "Руководитель организации",
        "председатель профсоюзной организации",
    ];
    both(&w.olga, (&docx, &pdf), "Ходатайство, Орлова О. А..pdf", &parts).await;
    assert_eq!(told(&w.t, "draft.petition: скачано ходатайство для черновика").await, 3);
    let kira = coordinator(&w.t, "kira", w.school).await;
    assert_eq!(kira.get(&pdf).await.status, StatusCode::NOT_FOUND, "the draft is the teacher's own");
}

async fn a_petition_is_filled_for_a_case(t: TestApp) {
    let w = crate::applying::world(t).await;
    let done = submitted(&w.olga, "methodist", "highest").await;
    let home = done.strip_suffix("/submitted").unwrap().to_owned();
    let kira = coordinator(&w.t, "kira", w.school).await;
    let (docx, pdf) = (format!("{home}/petition"), format!("{home}/petition/pdf"));
    let page = kira.get(&home).await.text();
    assert!(page.contains(&format!("href=\"{docx}\"")) && page.contains(&format!("href=\"{pdf}\"")), "{page}");
    let parts = [
        "об установлении квалификационной категории «педагог-методист»",
        "Орлова Ольга Андреевна",
        "учитель, физика",
        "О методической деятельности педагога",
        "Руководит методическим объединением или активно участвует в методической работе организации",
        "Качество знаний выросло с 60 до 72 %.",
    ];
    both(&kira, (&docx, &pdf), "Ходатайство, Орлова О. А..pdf", &parts).await;
    assert!(!word(&kira.get(&docx).await).contains("Не указано"));
    let other = submitted(&w.olga, "first", "none").await;
    let other = format!("{}/petition", other.strip_suffix("/submitted").unwrap());
    refused(&kira, &other, "Ходатайство нужно только для категорий").await;
    let rita = coordinator(&w.t, "rita", w.t.school("МБОУ «СОШ № 4»", "7000000004").await).await;
    assert_eq!(rita.get(&pdf).await.status, StatusCode::NOT_FOUND);
}

async fn a_coordinator_takes_the_petition_of_a_draft(t: TestApp) {
    let w = crate::applying::world(t).await;
    let kira = coordinator(&w.t, "kira", w.school).await;
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("Орлова Ольга Андреевна</option>").next().unwrap();
    let teacher = teacher.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    let fields = [("teacher", teacher.as_str()), ("post", "P27"), ("category", "methodist"), ("said", "highest")];
    let home = kira.post("/school/drafts", &fields).await.to().to_owned();
    let parts = ["об установлении квалификационной категории «педагог-методист»", "Орлова Ольга Андреевна"];
    let (docx, pdf) = (format!("{home}/petition"), format!("{home}/petition/pdf"));
    both(&kira, (&docx, &pdf), "Ходатайство, Орлова О. А..pdf", &parts).await;
}

/// The Centre's own template of a paper: tried on what is named, refused on what has no such paper, put in force.
async fn own(zoya: &Visitor, paper: &str, (on, none): (&str, &str), name: &str) {
    let home = format!("/settings/papers/{paper}");
    let version = sent(zoya, &home, "Бланк Центра").await;
    let refused = zoya.post(&format!("{version}/trial"), &[("number", none)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{paper}");
    let tried = word(&zoya.post(&format!("{version}/trial"), &[("number", on)]).await);
    in_order(&tried, &["Бланк Центра", name]);
    assert_eq!(zoya.post(&format!("{version}/publication"), &[]).await.to(), home);
}

async fn each_is_made_by_the_centres_own_template(t: TestApp) {
    let w = commission::world(t).await;
    let (zoya, home) = (&w.zoya, decided(&w).await);
    own(zoya, "summary", ("23.11.2026", "22.11.2026"), "Орлова Ольга Андреевна").await;
    let both_shapes = [format!("{home}/summary/file"), format!("{home}/summary/pdf")];
    both(
        zoya,
        (&both_shapes[0], &both_shapes[1]),
        "Сводная ведомость 23.11.2026.pdf",
        &["Бланк Центра", "Орлова Ольга Андреевна"],
    )
    .await;
    let waiting = crate::intake::submitted(&w.t, w.school, "Зуева Инна Олеговна", 900_001).await;
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    zoya.post(&format!("/applications/{}/intake-refusal", waiting.id), &ground).await.to();
    let mentor = w.t.text("select number from applications where category = 'mentor'").await;
    own(zoya, "intake-refusal", (&waiting.number, &mentor), "Зуева Инна Олеговна").await;
    own(zoya, "petition", (&mentor, &waiting.number), "Белов Сергей Николаевич").await;
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    zoya.post(&format!("{home}/protocol"), &sign).await.to();
    let act = draft(zoya, &[home.rsplit('/').next().unwrap()]).await;
    assert_eq!(issued(zoya, &act, "214-р").await.to(), act);
    let first = w.t.text("select number from applications where category = 'first' and stage = 'issued'").await;
    own(zoya, "act-refusal", (&mentor, &first), "Белов Сергей Николаевич").await;
    own(zoya, "act-correction", ("214-р", "999-р"), "№ 214-р от 23.11.2026").await;
    both(
        zoya,
        (&format!("{act}/correction/draft"), &format!("{act}/correction/draft/pdf")),
        "Проект приказа об исправлении.pdf",
        &["Бланк Центра", "О внесении исправления в приказ № 214-р от 23.11.2026"],
    )
    .await;
}

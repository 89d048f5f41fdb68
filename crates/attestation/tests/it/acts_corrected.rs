//! What is put right after an act: by the register beside the extract.

use axum::http::StatusCode;

use crate::acts::{draft, issued, two};
use crate::app::TestApp;
use crate::on_both;
use crate::printing::said;
use crate::voting::document_text;

on_both!(
    an_extract_states_the_line_of_the_act,
    an_extract_of_a_record_taken_back_is_not_given,
);

/// What is typed of a record, with other words in some fields.
fn record<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut typed = vec![
        ("surname", "Орлова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born-day", "14"),
        ("born-month", "3"),
        ("born-year", "1978"),
        ("organization", "МБОУ «СОШ № 66»"),
        ("post", "P27"),
        ("category", "first"),
        ("granted-day", "20"),
        ("granted-month", "11"),
        ("granted-year", "2026"),
        ("act", "214-р"),
        ("confirmed", "yes"),
    ];
    typed.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    typed.extend(other);
    typed
}

fn groups(code: &str) -> String {
    format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
}

async fn an_extract_states_the_line_of_the_act(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("/applications/{}/act", two.orlova.id);
    let id = t.text("select id from register_records").await;
    let other = [("category", "highest"), ("granted-day", "15"), ("reason", "поправлено вручную")];
    let corrected = zoya.post(&format!("/register/{id}/correction"), &record(&other)).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{:?}", corrected.faults());
    let code = groups(&t.text("select code from register_records where replaced_at is null").await);
    let line = "установить первую квалификационную категорию по должности «учитель»";
    let register =
        "В реестре категорий запись исправлена 23 ноября 2026, там: категория — высшая; день решения — 15 ноября 2026.";
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&format!("Решение {line} День решения 20 ноября 2026")), "{page}");
    assert!(page.contains(register) && page.contains(&format!("Код проверки {code}")), "{page}");
    let word = document_text(&zoya.get(&format!("{path}/extract")).await.bytes).replace('\u{a0}', " ");
    let pdf = said(&zoya.get(&format!("{path}/extract/pdf")).await, "Орлова");
    for paper in [word, pdf] {
        for part in [line, "от 20 ноября 2026 г.", register, &code] {
            assert!(paper.contains(part), "{part}: {paper}");
        }
        assert!(!paper.contains("установить высшую"), "{paper}");
    }
}

async fn an_extract_of_a_record_taken_back_is_not_given(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("/applications/{}/act", two.orlova.id);
    let id = t.text("select id from register_records").await;
    let revoked = zoya.post(&format!("/register/{id}/revocation"), &[("reason", "акт отменён судом")]).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    let why = "Запись реестра категорий отменена 23 ноября 2026. Причина: акт отменён судом";
    let page = zoya.get(&path).await;
    assert!(page.words().contains(why) && !page.words().contains("Код проверки"), "{}", page.words());
    assert!(!page.text().contains(&format!("{path}/extract")), "there is nothing to take");
    for paper in ["extract", "extract/pdf"] {
        let no = zoya.get(&format!("{path}/{paper}")).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains(&format!("{why}. Выписка из акта больше не выдаётся")), "{}", no.words());
    }
    // Taken back by mistake and written down anew: the new record stands beside the line.
    let born = t.text("select born from register_records limit 1").await;
    let (year, month, day) = (&born[..4], &born[5..7], &born[8..]);
    let again = [("born-day", day), ("born-month", month), ("born-year", year)];
    let made = zoya.post("/register/new", &record(&again)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.faults());
    let code =
        groups(&t.text("select code from register_records where entry = 'granted' and replaced_at is null").await);
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&format!("Код проверки {code}")) && !page.contains("отменена"), "{page}");
    assert_eq!(zoya.get(&format!("{path}/extract")).await.status, StatusCode::OK);
}

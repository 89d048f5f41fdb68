//! A teacher whose surname has changed: what was granted is found by СНИЛС, what was decided stays under the former name.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::applying::{World, submitted, world};
use crate::on_both;

on_both!(
    a_category_is_found_under_a_former_surname,
    a_case_that_is_over_keeps_the_name_it_was_decided_under,
    a_school_knows_the_category_of_a_renamed_worker,
);

const PROFILE: &[(&str, &str)] =
    &[("surname", "Зимина"), ("given", "Ольга"), ("patronymic", "Андреевна"), ("phone", "")];

/// Ольга takes another surname in her profile.
async fn renamed(w: &World) {
    assert_eq!(w.olga.post("/profile", PROFILE).await.to(), "/profile");
}

/// The register holds the first category of Орлова, granted by an act of this system: with СНИЛС.
async fn granted(w: &World) {
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::First, "2026-01-15", None).await;
    w.t.made(|act| Ok(act.run("update register_records set snils = '11223344595'", &[])?)).await;
}

async fn a_category_is_found_under_a_former_surname(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "methodist", "highest").await;
    granted(&w).await;
    let held = "первая, учитель, без ограничения срока";
    assert!(w.olga.get("/cabinet").await.words().contains(held));
    renamed(&w).await;
    for path in ["/cabinet", "/drafts/new"] {
        let page = w.olga.get(path).await.words();
        assert_eq!(page.matches(held).count(), 1, "{path}: {page}");
    }
    let answered = [("post", "P27"), ("category", "highest"), ("said", "")];
    let draft = w.olga.post("/drafts/new", &answered).await.to().to_owned();
    let offered = w.olga.get(&format!("{draft}/pages/awards")).await.text();
    assert!(offered.contains("value=\"first\" checked") && offered.contains("214-р"), "{offered}");
    w.olga.post(&format!("{draft}/removal"), &[]).await.to();
    // Sent under the new surname, it is hers still.
    submitted(&w.olga, "mentor", "highest").await;
    assert_eq!(w.t.count("select count(*) from teachers where surname = 'Зимина'").await, 1);
    assert!(w.olga.get("/cabinet").await.words().contains(held));
    // Another person of the former name and the same day of birth is not told of it.
    w.t.person("vera", "Орлова Ольга Андреевна", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let vera = w.t.enter("vera").await;
    assert!(!vera.get("/cabinet").await.words().contains(held));
    let zip = w.olga.get("/cabinet/data").await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
    let data: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!(data["register"][0]["surname"], "Орлова", "all that is kept of her is hers");
}

async fn a_case_that_is_over_keeps_the_name_it_was_decided_under(t: TestApp) {
    let w = world(t).await;
    let home = |done: String| done.strip_suffix("/submitted").unwrap().to_owned();
    let over = home(submitted(&w.olga, "first", "none").await);
    w.t.made(|act| Ok(act.run("update applications set stage = 'published', over_at = 1", &[])?)).await;
    let open = home(submitted(&w.olga, "highest", "first").await);
    renamed(&w).await;
    let zoya = w.t.zoya().await;
    for case in [&over, &open] {
        let page = zoya.get(case).await.words();
        assert!(page.contains("Орлова Ольга Андреевна") && !page.contains("Зимина"), "nothing is renamed yet: {page}");
    }
    let new = home(submitted(&w.olga, "methodist", "highest").await);
    let named = async |path: &str| {
        let page = zoya.get(path).await.text();
        crate::app::words_of(
            page.split("<h1 class=\"govuk-heading-l\">").nth(1).unwrap().split("</h1>").next().unwrap(),
        )
    };
    assert_eq!(named(&over).await, "Орлова Ольга Андреевна");
    assert_eq!(named(&open).await, "Зимина Ольга Андреевна");
    assert_eq!(named(&new).await, "Зимина Ольга Андреевна");
    let told = "педагог подал новое заявление под именем Зимина Ольга Андреевна; в этом деле остаётся имя Орлова Ольга Андреевна";
    for who in [&zoya, &w.olga] {
        let page = who.get(&over).await.words();
        assert!(page.contains(told), "{page}");
    }
    let told = "в этом деле имя тоже изменено, было Орлова Ольга Андреевна";
    let page = zoya.get(&open).await.words();
    assert!(page.contains(told), "{page}");
    // What was signed is read as it was signed, in both.
    for case in [&over, &open] {
        let page = zoya.get(&format!("{case}/application")).await.words();
        assert!(page.contains("Орлова Ольга Андреевна") && !page.contains("Зимина Ольга"), "{page}");
        let number = if case == &over { "2026-0001" } else { "2026-0002" };
        let printed = zoya.get(&format!("{case}/application/pdf")).await;
        let printed = crate::printing::said(&printed, &format!("Заявление {number}.pdf"));
        assert!(printed.contains("Орлова Ольга Андреевна") && !printed.contains("Зимина"), "{printed}");
    }
    // Lists name each case as its page does, and find what is over by both names.
    for (asked, found) in [("Орлова", vec!["2026-0001"]), ("Зимина", vec!["2026-0001", "2026-0002", "2026-0003"])]
    {
        let query: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        let page = zoya.get(&format!("/applications?name={query}")).await.text();
        let mut seen: Vec<&str> =
            ["2026-0001", "2026-0002", "2026-0003"].into_iter().filter(|one| page.contains(one)).collect();
        seen.sort_unstable();
        assert_eq!(seen, found, "{asked}");
    }
    let zip = w.olga.get("/cabinet/data").await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
    let data: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!(data["former_names"][0]["surname"], "Орлова");
    assert_eq!(data["former_names"].as_array().unwrap().len(), 1);
}

async fn a_school_knows_the_category_of_a_renamed_worker(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "methodist", "highest").await;
    granted(&w).await;
    let kira = crate::register::coordinator(&w.t, "kira", w.school).await;
    let before = kira.get("/school/fitness").await;
    assert_eq!(before.status, StatusCode::OK);
    let exempt = |page: &str| page.contains("действует категория «первая»");
    assert!(exempt(&before.words()), "{}", before.words());
    renamed(&w).await;
    submitted(&w.olga, "mentor", "highest").await;
    let after = kira.get("/school/fitness").await.words();
    assert!(after.contains("Зимина") && exempt(&after), "{after}");
}

//! The register read by those who do not keep it: the authority sees all of it, a municipality its own.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::invitations::says;
use crate::inviting::somebody;
use crate::on_both;

on_both!(the_register_is_read_and_not_kept, a_municipality_reads_its_own_records);

async fn the_register_is_read_and_not_kept(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let denis = somebody(&t, "denis", Role::Authority, (None, "")).await;
    says(&denis.get("/register").await.words(), "Записей пока нет: их вносит Центр.");
    let record = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    t.holder(None, "Котова Вера Ильинична", Category::Highest, "2024-11-24", None).await;
    let list = denis.get("/register").await;
    says(&list.words(), "Найдено: 2 записи.");
    says(&list.words(), "Орлова Ольга Андреевна");
    says(&list.text(), "href=\"/register\" aria-current");
    for kept in ["/register/export", "/register/new", "/imports", &format!("/register/{record}")] {
        assert!(!list.text().contains(&format!("href=\"{kept}\"")), "{kept}");
        assert_eq!(denis.get(kept).await.status, StatusCode::NOT_FOUND, "{kept}");
    }
    for (login, role) in [("vera", Role::Teacher), ("alla", Role::Admin), ("olesya", Role::Specialist)] {
        let by = somebody(&t, login, role, (None, "")).await;
        assert_eq!(by.get("/register").await.status, StatusCode::NOT_FOUND, "{login}");
    }
}

async fn a_municipality_reads_its_own_records(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let mut asked = Vec::new();
    for names in [vec!["Орлова Ольга Андреевна"], vec!["Седова Анна Львовна", "Юдина Яна Олеговна"]]
    {
        for name in names {
            t.holder(Some(school), name, Category::First, "2024-12-24", None).await;
            t.holder(None, &name.replace("Анна", "Инна"), Category::Highest, "2024-11-24", None).await;
        }
        // Organisations met for the first time are one question more.
        masha.get("/register").await;
        let before = t.app.db.asked().count();
        masha.get("/register").await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
    let list = masha.get("/register").await.words();
    says(&list, "Реестр категорий Город Томск");
    says(&list, "Найдено: 3 записи.");
    assert!(!list.contains("Асиновский район"));
    says(&masha.get("/register?municipality=%D0%90%D1%81%D0%B8%D0%BD%D0%BE").await.words(), "Ничего не нашлось.");
}

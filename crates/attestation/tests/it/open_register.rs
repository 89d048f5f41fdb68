//! The search of the register open to everybody: switched on by the centre, by whole names, slowed down, silent of what an act does not say.

use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    the_search_is_open_only_while_the_centre_says_so,
    a_stranger_searches_by_whole_names,
    searches_are_slowed_down,
);

async fn the_search_is_open_only_while_the_centre_says_so(t: TestApp) {
    let (zoya, anna) = (t.zoya().await, t.visitor());
    assert_eq!(anna.get("/register/public?name=Орлова+Ольга").await.status, StatusCode::NOT_FOUND);
    assert!(zoya.get("/settings/register").await.words().contains("Сейчас поиск закрыт"));
    assert_eq!(zoya.post("/settings/register", &[("open", "yes")]).await.to(), "/settings/register");
    assert!(zoya.get("/settings/register").await.words().contains("Сейчас поиск открыт"));
    assert_eq!(anna.get("/register/public").await.status, StatusCode::OK);
    assert_eq!(zoya.post("/settings/register", &[("open", "yes")]).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post("/settings/register", &[("open", "no")]).await.to(), "/settings/register");
    assert_eq!(anna.get("/register/public").await.status, StatusCode::NOT_FOUND);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("register.switched")).collect();
    assert_eq!(
        told,
        ["register.switched: общий поиск по реестру открыт", "register.switched: общий поиск по реестру закрыт"]
    );
}

async fn a_stranger_searches_by_whole_names(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let (zoya, anna) = (t.zoya().await, t.visitor());
    let start = anna.get("/").await.text();
    assert!(start.contains("href=\"/check\"") && !start.contains("href=\"/register/public\""), "{start}");
    zoya.post("/settings/register", &[("open", "yes")]).await;
    assert!(anna.get("/").await.text().contains("href=\"/register/public\""));
    t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2021-12-24", None).await;
    t.holder(Some(school), "Орлова Ольга Ивановна", Category::Highest, "2025-11-28", None).await;
    t.holder(Some(school), "Ольга Орлова Андреевна", Category::Mentor, "2025-11-28", None).await;
    let gone = t.holder(Some(school), "Орлова Ольга Петровна", Category::First, "2022-12-24", None).await;
    zoya.post(&format!("/register/{gone}/revocation"), &[("reason", "ошибка"), ("current-password", PASSWORD)]).await;
    let page = anna.get("/register/public?name=орлова++ОЛЬГА").await;
    assert_eq!((page.status, &page.headers["x-robots-tag"]), (StatusCode::OK, &"noindex, nofollow".parse().unwrap()));
    let rows = page.words().split("Срок Акт ").nth(1).unwrap().to_owned();
    assert_eq!(
        rows,
        "Орлова Ольга Ивановна Учитель высшая 28 ноября 2025 бессрочно № 214-р Орлова Ольга Андреевна Учитель первая 24 декабря 2021 бессрочно № 214-р"
    );
    assert!(!page.text().contains("1978") && !page.text().contains("СОШ"), "{}", page.words());
    let whole = anna.get("/register/public?name=Орлова+Ольга+Ивановна").await.words();
    assert!(whole.contains("высшая") && !whole.contains("первая"), "{whole}");
    assert!(anna.get("/register/public?name=Орлов+Ольга").await.words().contains("Таких записей нет."));
    t.holder(Some(school), "Гусев Пётр Львович", Category::Highest, "2019-11-22", Some("2024-11-22")).await;
    let over = anna.get("/register/public?name=Гусев+Пётр").await.words();
    assert!(over.contains("до 22 ноября 2024 срок закончился"), "{over}");
    let latin = anna.get("/register/public?name=Гусeв+Пётр").await;
    assert_eq!(
        latin.faults(),
        [
            "В слове «Гусeв» буква «e» латинская. Замените её такой же русской: на вид они одинаковы, но поиск такое имя не найдёт."
        ]
    );
    for short in ["Орлова", "Орлова О"] {
        let faulty = anna.get(&format!("/register/public?name={}", short.replace(' ', "+"))).await;
        assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(faulty.faults(), ["Введите фамилию и имя полностью, например: Орлова Ольга."]);
    }
    for at in 0..20 {
        let name = format!("Орлова Ольга Иванов{}", "а".repeat(at + 1));
        t.holder(Some(school), &name, Category::First, "2024-12-24", None).await;
    }
    let many = anna.get("/register/public?name=Орлова+Ольга").await;
    assert_eq!(many.text().matches("<th scope=\"row\">").count(), 20);
    assert!(many.words().contains("Записей больше, чем показано. Добавьте отчество."));
}

async fn searches_are_slowed_down(t: TestApp) {
    let (zoya, anna) = (t.zoya().await, t.visitor());
    zoya.post("/settings/register", &[("open", "yes")]).await;
    for at in 0..300 {
        assert_eq!(anna.get("/register/public?name=Орлова+Ольга").await.status, StatusCode::OK, "{at}");
    }
    let slowed = anna.get("/register/public?name=Орлова+Ольга").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slowed.faults(), ["Слишком много запросов. Повторите через 10 минут."]);
    t.later(jiff::SignedDuration::from_mins(11));
    assert_eq!(anna.get("/register/public?name=Орлова+Ольга").await.status, StatusCode::OK);
}

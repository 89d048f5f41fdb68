//! The production calendar as the centre keeps it.

use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::deadlines::{last_days, rows};
use crate::on_both;

on_both!(a_year_is_twelve_tables, a_day_is_marked_and_unmarked, a_marked_day_moves_new_deadlines_only);

async fn a_year_is_twelve_tables(t: TestApp) {
    let zoya = t.zoya().await;
    let page = zoya.get("/settings/calendar?year=2026").await;
    assert_eq!(page.text().matches("<table class=\"att-month\">").count(), 12);
    let words = page.words();
    assert!(words.starts_with("Производственный календарь 2026 В году 247 рабочих дней. 2025 2027"), "{words}");
    assert_eq!(
        rows(&page, "Январь"),
        [
            "| | | 1 вых. | 2 вых. | 3 | 4",
            "5 вых. | 6 вых. | 7 вых. | 8 вых. | 9 вых. | 10 | 11",
            "12 | 13 | 14 | 15 | 16 | 17 | 18",
            "19 | 20 | 21 | 22 | 23 | 24 | 25",
            "26 | 27 | 28 | 29 | 30 | 31"
        ]
    );
    assert!(words.contains("Январь 15 рабочих дней Пн Вт Ср Чт Пт Сб Вс"), "{words}");
    assert_eq!(
        rows(&page, "Отмеченные дни 2026 года")[10],
        "11 мая 2026 понедельник | выходной | перенос с субботы 9 мая | внесено при установке системы | Снять отметку : 11 мая 2026"
    );
    let before = zoya.get("/settings/calendar?year=2024").await;
    assert!(rows(&before, "Декабрь")[4].starts_with("23 | 24 | 25 | 26 | 27 | 28 раб. | 29"));
    let empty = zoya.get("/settings/calendar?year=2031").await.words();
    assert!(
        empty
            .contains("В этом году не отмечено ни одного праздника: выходными считаются только суббота и воскресенье."),
        "{empty}"
    );
    assert!(zoya.get("/settings/calendar?year=конь").await.words().starts_with("Производственный календарь 2026"));
}

async fn a_day_is_marked_and_unmarked(t: TestApp) {
    let zoya = t.zoya().await;
    let path = "/settings/calendar";
    let faults = async |day: &'static str, kind: &'static str, note: &'static str| {
        let answer = zoya.post(path, &[("day", day), ("kind", kind), ("note", note)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.faults()
    };
    assert_eq!(
        faults("", "", "").await,
        [
            "Укажите день, например 31.12.2026.",
            "Выберите, выходной это день или рабочий.",
            "Напишите, почему день отмечен: праздник, перенос, документ."
        ]
    );
    assert_eq!(
        faults("28.11.2026", "off", "перенос").await,
        ["Этот день и так выходной: суббота. Отмечайте только выходные с понедельника по пятницу."]
    );
    assert_eq!(
        faults("30.11.2026", "working", "перенос").await,
        ["Этот день и так рабочий: понедельник. Отмечайте только рабочие субботы и воскресенья."]
    );
    assert_eq!(
        faults("04.11.2026", "off", "праздник").await,
        ["Этот день уже отмечен: выходной. Сначала уберите отметку."]
    );
    let marked = zoya.post(path, &[("day", "30.11.2026"), ("kind", "off"), ("note", "указ губернатора № 7")]).await;
    assert_eq!(marked.to(), "/settings/calendar?year=2026");
    let page = zoya.get(marked.to()).await;
    assert!(page.text().contains("30\u{a0}ноября 2026 понедельник отмечен: выходной."));
    let line =
        |page: &Answer| rows(page, "Отмеченные дни 2026 года").into_iter().find(|row| row.starts_with("30 ноября"));
    assert_eq!(
        line(&page).unwrap(),
        "30 ноября 2026 понедельник | выходной | указ губернатора № 7 | Ильина Зоя, 23.11.2026 14:00 | Снять отметку : 30 ноября 2026"
    );
    assert_eq!(
        zoya.post("/settings/calendar/removal", &[("day", "2026-11-30")]).await.to(),
        "/settings/calendar?year=2026"
    );
    assert_eq!(line(&zoya.get("/settings/calendar?year=2026").await), None);
    let again = zoya.post("/settings/calendar/removal", &[("day", "2026-11-30")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let journal: Vec<String> = t.journal().await.iter().map(|row| row.replace('\u{a0}', " ")).collect();
    let told: Vec<&str> = journal.iter().map(String::as_str).filter(|row| row.starts_with("calendar.")).collect();
    assert_eq!(
        told,
        [
            "calendar.marked: 30 ноября 2026, понедельник: был рабочий, стал выходной (указ губернатора № 7)",
            "calendar.unmarked: 30 ноября 2026, понедельник: был выходной (указ губернатора № 7), снова рабочий"
        ]
    );
}

async fn a_marked_day_moves_new_deadlines_only(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-11-02").await;
    let began = "2026-12-02 2027-01-01 2027-02-01";
    assert_eq!(last_days(&t).await, [began]);
    zoya.post("/settings/calendar", &[("day", "02.12.2026"), ("kind", "off"), ("note", "указ губернатора № 7")]).await;
    t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-11-02").await;
    assert_eq!(last_days(&t).await, [began, "2026-12-03 2027-01-01 2027-02-01"]);
}

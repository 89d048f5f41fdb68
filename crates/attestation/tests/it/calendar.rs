//! The production calendar as the centre keeps it.

use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp};
use crate::deadlines::{last_days, rows};
use crate::on_both;

on_both!(
    a_year_is_twelve_tables,
    a_day_is_marked_and_unmarked,
    a_marked_day_moves_new_deadlines_only,
    a_year_is_given_at_once,
    two_hands_give_a_year,
    an_unchecked_year_says_so,
);

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

const YEAR: &str = "/settings/calendar/year";
/// 2027 as a decree might have it: a working Saturday, a range over a weekend, one day fewer than is marked.
const DAYS: &str = "01.01–08.01 новогодние каникулы\n20.02.2027 рабочий день\n22.02 перенос\n23 февраля День защитника Отечества\n08.03\n03.05 перенос с 1 мая\n10.05 перенос с 9 мая\n14.06 перенос с 12 июня\n04.11 День народного единства";
const BASIS: &str = "постановление № 7";

async fn a_year_is_given_at_once(t: TestApp) {
    let zoya = t.zoya().await;
    t.made(|act| Ok(act.run("delete from calendar_days where day = '2027-11-04'", &[]).map(drop)?)).await;
    t.made(|act| {
        let sql = "insert into calendar_days (day, kind, note, changed_at, changed_by) values ('2027-12-31', 'off', 'перенос', 1, '')";
        Ok(act.run(sql, &[]).map(drop)?)
    })
    .await;
    let page = zoya.get(&format!("{YEAR}?year=2027")).await.text();
    let typed = page.split("<textarea").nth(1).unwrap().split_once('>').unwrap().1.split("</textarea>").next().unwrap();
    let lines: Vec<&str> = typed.trim().lines().collect();
    assert_eq!((lines.len(), lines[0], lines[11]), (12, "01.01.2027 новогодние каникулы", "31.12.2027 перенос"));

    let sent = [("year", "2027"), ("days", "каникулы\n05.07.2027 рабочий день"), ("basis", "")];
    let bad = zoya.post(YEAR, &sent).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said: Vec<String> = bad.faults().iter().map(|one| one.replace('\u{a0}', " ")).collect();
    assert_eq!(
        said,
        [
            "Строка 1: в начале нет даты. Пример: 04.11.2027 День народного единства. Строка 2: 5 июля 2027 и так рабочий: понедельник. Рабочими отмечают только субботы и воскресенья.",
            "Укажите документ, по которому внесён год: название, дату и номер.",
        ]
    );
    assert!(bad.words().contains("каникулы 05.07.2027 рабочий день"), "nothing typed is lost");

    let sent = [("year", "2027"), ("days", DAYS), ("basis", BASIS)];
    let check = zoya.post(YEAR, &sent).await;
    let words = check.words();
    assert!(words.starts_with("Проверьте календарь на 2027 год Было: 249 рабочих дней. Станет: 249 рабочих дней. Субботы и воскресенья из списка (2 дня) не отмечаются: они выходные и так."), "{words}");
    let changes = rows(&check, "Что изменится");
    assert_eq!(changes.len(), 15);
    assert_eq!(
        [&changes[6], &changes[7], &changes[8], &changes[13], &changes[14]],
        [
            "20 февраля 2027 | не отмечен | рабочий (рабочий день; постановление № 7)",
            "22 февраля 2027 | не отмечен | выходной (перенос; постановление № 7)",
            "23 февраля 2027 | выходной (День защитника Отечества; по ст. 112 Трудового кодекса, переносы на 2027 год не сверены) | выходной (День защитника Отечества; постановление № 7)",
            "4 ноября 2027 | не отмечен | выходной (День народного единства; постановление № 7)",
            "31 декабря 2027 | выходной (перенос) | отметка снимется",
        ]
    );
    assert_eq!(t.count("select count(*) from calendar_days where note like '%постановление № 7'").await, 0);

    let seen = crate::terms::field(&check, "seen");
    let back = zoya.post(YEAR, &[sent[0], sent[1], sent[2], ("back", "yes")]).await;
    assert!(back.words().contains("20.02.2027 рабочий день"), "{}", back.words());
    let confirmed = [sent[0], sent[1], sent[2], ("seen", seen.as_str()), ("confirmed", "yes")];
    assert_eq!(zoya.post(YEAR, &confirmed).await.to(), "/settings/calendar?year=2027");
    assert_eq!(t.count("select count(*) from calendar_days where day like '2027-%'").await, 14);
    assert_eq!(t.count("select count(*) from calendar_days where note like '%постановление № 7'").await, 14);
    let journal: Vec<String> = t.journal().await.iter().map(|row| row.replace('\u{a0}', " ")).collect();
    let told: Vec<&String> = journal.iter().filter(|row| row.starts_with("calendar.year")).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("calendar.year: 2027 год целиком; отмечено: 20 февраля 2027 — рабочий (рабочий день; постановление № 7), 22 февраля 2027"), "{}", told[0]);
    assert!(told[0].ends_with("; снято: 31 декабря 2027"), "{}", told[0]);

    // Sent twice it is done once; what stands so already is told of.
    assert_eq!(zoya.post(YEAR, &confirmed).await.to(), "/settings/calendar?year=2027");
    assert_eq!(t.journal().await.iter().filter(|row| row.starts_with("calendar.year")).count(), 1);
    assert_eq!(zoya.post(YEAR, &sent).await.faults(), ["Эти дни уже так и отмечены: записывать нечего."]);
    let page = zoya.get("/settings/calendar?year=2027").await.words();
    assert!(!page.contains("ещё не сверены"), "{page}");
}

async fn two_hands_give_a_year(t: TestApp) {
    let zoya = t.zoya().await;
    let sent = [("year", "2027"), ("days", DAYS), ("basis", BASIS)];
    let seen = crate::terms::field(&zoya.post(YEAR, &sent).await, "seen");
    let day = [("day", "30.12.2027"), ("kind", "off"), ("note", "указ губернатора")];
    zoya.post("/settings/calendar", &day).await.to();
    let confirmed = [sent[0], sent[1], sent[2], ("seen", seen.as_str()), ("confirmed", "yes")];
    let late = zoya.post(YEAR, &confirmed).await;
    assert_eq!(
        late.faults(),
        ["Пока вы работали, календарь этого года изменил другой сотрудник. Проверьте дни ещё раз."]
    );
    assert_eq!(t.count("select count(*) from calendar_days where note like '%постановление № 7'").await, 0);
}

/// A year of holidays by the code alone says so at its top, and is named among what is not set up once a clock ends in it.
async fn an_unchecked_year_says_so(t: TestApp) {
    let zoya = t.zoya().await;
    let said = "Переносы на 2027 год ещё не сверены: отмечены только праздники по статье 112 Трудового кодекса. Когда выйдет постановление о переносах, внесите год целиком .";
    let page = zoya.get("/settings/calendar?year=2027").await.words();
    assert!(page.contains(said) && !page.contains("закончатся в 2027 году"), "{page}");
    assert!(!zoya.get("/settings/calendar?year=2026").await.words().contains("ещё не сверены"));
    let lack = "Переносы выходных на 2027 год не сверены";
    assert!(!zoya.get("/settings/lacks").await.words().contains(lack));

    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let page = zoya.get("/settings/calendar?year=2027").await.words();
    let clocks = "Сейчас идут и закончатся в 2027 году: 2 срока. Их последний день уже записан, изменения в календаре его не сдвинут.";
    assert!(page.contains(clocks), "{page}");
    let lacks = zoya.get("/settings/lacks").await;
    let told = rows(&lacks, "Чего не хватает");
    assert!(
        told.contains(&"Переносы выходных на 2027 год не сверены, а в этом году заканчиваются идущие сроки: 2 срока | Новые сроки посчитаются только с праздниками по статье 112 Трудового кодекса, без переносов. | Внести год целиком".to_owned()),
        "{told:?}"
    );
    assert!(lacks.text().contains("href=\"/settings/calendar/year?year=2027\""));
}

//! Numbers that cases have on a portal: typed on the page of a case, or taken from a sheet.

use attestation::applications::{Application, Category};
use attestation::platform::engine::DbError;
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;
use crate::register::coordinator;
use crate::sheets::{confirmed, sheet, shown, table};

on_both!(
    numbers_come_with_a_sheet,
    what_is_wrong_is_named_by_its_cell,
    another_channel_is_told_of,
    how_it_came_is_put_right_by_hand,
    reading_a_sheet_asks_the_same_number_of_questions,
);

const HEADINGS: [&str; 4] = ["Номер дела", "СНИЛС", "Номер ЕПГУ", "Дата подачи"];

fn book(rows: &[[&str; 4]]) -> Vec<u8> {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 4]>::as_slice).collect();
    sheet(&HEADINGS, &rows)
}

/// СНИЛС of the teacher of a case.
pub async fn snils(t: &TestApp, case: &Application) -> String {
    let teacher = case.teacher;
    let sql = "select snils from teachers where id = $1";
    let read = t.app.db.read(move |reader| reader.row(sql, values![teacher], |row| row.get::<String>(0)));
    let found: Result<_, DbError> = read.await;
    found.unwrap().unwrap()
}

async fn numbers_come_with_a_sheet(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let belova = t.application(school, "Белова Анна Петровна", Category::First).await;
    let serova = t.application(school, "Серова Инна Львовна", Category::Highest).await;
    let theirs = snils(&t, &serova).await;
    let rows = [[&belova.number, "", "4712 000001", "01.11.2026"], ["", &theirs, "4712000002", ""]];
    let (path, page) = shown(&zoya, "numbers", &book(&rows)).await;
    assert_eq!(
        table(&page, "rows"),
        [
            format!("2: Белова Анна Петровна дело {}, первая: номер 4712000001 новая", belova.number),
            format!("3: Серова Инна Львовна дело {}, высшая: номер 4712000002 новая", serova.number),
        ]
    );
    assert_eq!(confirmed(&zoya, &path).await, "Внесено: 2 номера.");
    let (belova, serova) = (t.fresh(&belova).await, t.fresh(&serova).await);
    let filed = |case: &Application| {
        let day = case.filed.submitted_on.map(|day| day.to_string()).unwrap_or_default();
        (case.filed.channel.unwrap().code(), case.filed.outer_number.clone(), day)
    };
    assert_eq!(filed(&belova), ("epgu", "4712000001".to_owned(), "2026-11-01".to_owned()));
    assert_eq!(filed(&serova), ("epgu", "4712000002".to_owned(), String::new()));
    let told = t.journal().await;
    let told: Vec<_> = told.iter().filter(|row| row.starts_with("application.filed")).collect();
    assert_eq!(
        told,
        [
            "application.filed: номер на портале из таблицы: 4712000001",
            "application.filed: номер на портале из таблицы: 4712000002",
        ]
    );
    let (_, again) = shown(&zoya, "numbers", &book(&rows)).await;
    assert!(again.words().contains("уже записан"), "{}", again.words());
    assert!(!again.words().contains("Внести:"), "a sheet taken again makes nothing");
}

async fn what_is_wrong_is_named_by_its_cell(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let belova = t.application(school, "Белова Анна Петровна", Category::First).await;
    let serova = t.application(school, "Серова Инна Львовна", Category::Highest).await;
    let (hers, theirs) = (snils(&t, &belova).await, snils(&t, &serova).await);
    let path = format!("/applications/{}/filing", serova.id);
    zoya.post(&path, &[("channel", "epgu"), ("outer", "4700000009"), ("submitted", "")]).await;
    let (b, s) = (belova.number.as_str(), serova.number.as_str());
    let rows = [
        [b, "", "", ""],
        [b, "", "12", ""],
        ["2026-9999", "", "4712000003", ""],
        ["", "", "4712000004", ""],
        ["", "112-233-445 95", "4712000005", ""],
        [b, &theirs, "4712000006", ""],
        [b, "", "4700000009", ""],
        [s, "", "4712000007", ""],
        [b, "", "4712000008", "01.12.2026"],
        [b, "", "4712000008", "вчера"],
        [b, &hers, "4712000010", ""],
        [b, "", "4712000011", ""],
    ];
    let (_, page) = shown(&zoya, "numbers", &book(&rows)).await;
    assert_eq!(
        table(&page, "faults"),
        [
            "C2: Не указан номер заявления на Госуслугах.".to_owned(),
            "C3: В номере могут быть цифры, буквы, дефис и косая черта, от 4 до 40 знаков. Перепишите его из личного кабинета Госуслуг.".to_owned(),
            "A4: Дела 2026-9999 нет. Сверьте номер или оставьте клетку пустой и укажите СНИЛС.".to_owned(),
            "A5: Укажите номер дела или СНИЛС: иначе неясно, чей это номер.".to_owned(),
            "B6: У педагога с этим СНИЛС нет дела в работе. Сверьте СНИЛС или сначала внесите заявление.".to_owned(),
            format!("B7: В деле {b} другой педагог: Белова Анна Петровна. Сверьте номер дела и СНИЛС."),
            format!("C8: Номер Госуслуг 4700000009 уже записан в деле {s}. Сверьте номер: одно заявление портала — одно дело."),
            format!("C9: В деле {s} записан другой номер: 4700000009. Исправить его можно на странице дела."),
            "D10: Заявление не могло быть подано позже, чем получено. Проверьте день подачи.".to_owned(),
            "D11: Такой даты нет: вчера. Нужны день, месяц и год, например 02.11.2026.".to_owned(),
            format!("C13: Дело {b} уже названо в строке 12. У дела один номер."),
        ]
    );
    assert_eq!(table(&page, "rows").len(), 1);
}

async fn another_channel_is_told_of(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let belova = t.application(school, "Белова Анна Петровна", Category::First).await;
    let by_post = [("channel", "post"), ("outer", ""), ("submitted", "")];
    zoya.post(&format!("/applications/{}/filing", belova.id), &by_post).await;
    let rows = [[belova.number.as_str(), "", "4712000001", ""]];
    let (path, page) = shown(&zoya, "numbers", &book(&rows)).await;
    assert_eq!(
        table(&page, "warnings"),
        [format!(
            "C2: В деле {} записано: письмом по почте. Будет записано: через Госуслуги. Если это разные заявления, уберите строку.",
            belova.number
        )]
    );
    confirmed(&zoya, &path).await;
    let told = "application.filed: номер на портале из таблицы: 4712000001; подано было «письмом по почте», стало «через Госуслуги»";
    assert_eq!(t.journal().await.iter().filter(|row| *row == told).count(), 1);
}

async fn how_it_came_is_put_right_by_hand(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let belova = t.application(school, "Белова Анна Петровна", Category::First).await;
    let serova = t.application(school, "Серова Инна Львовна", Category::Highest).await;
    let path = |case: &Application| format!("/applications/{}/filing", case.id);
    let fields = [("channel", "epgu"), ("outer", "47 1200"), ("submitted", "01.11.2026")];
    assert_eq!(zoya.post(&path(&belova), &fields).await.to(), format!("/applications/{}", belova.id));
    let page = zoya.get(&format!("/applications/{}", belova.id)).await.words();
    assert!(page.contains("Как подано через Госуслуги Номер на Госуслугах 471200 Подано 1 ноября 2026"), "{page}");
    let told = "application.filed: записано, как подано заявление: через Госуслуги, номер 471200, подано 1 ноября 2026";
    assert_eq!(t.journal().await.iter().filter(|row| row.replace('\u{a0}', " ") == told).count(), 1);
    let taken = zoya.post(&path(&serova), &fields).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let same = format!(
        "Номер Госуслуг 471200 уже записан в деле {}. Сверьте номер: одно заявление портала — одно дело.",
        belova.number
    );
    assert_eq!(taken.faults(), [same]);
    let none = [("channel", ""), ("outer", ""), ("submitted", "")];
    assert_eq!(zoya.post(&path(&belova), &none).await.to(), format!("/applications/{}", belova.id));
    let page = zoya.get(&format!("/applications/{}", belova.id)).await.words();
    assert!(
        !page.contains("Номер на Госуслугах") && !page.contains("Как подано через"),
        "what was written by mistake is gone: {page}"
    );
    assert_eq!(
        zoya.post(&path(&serova), &fields).await.to(),
        format!("/applications/{}", serova.id),
        "the number is free"
    );
    let faults = zoya.post(&path(&serova), &[("channel", "post"), ("outer", "4712"), ("submitted", "")]).await.faults();
    let only = "Номер есть только у заявлений с портала. Выберите «через Госуслуги» или «через региональный портал услуг» либо уберите номер.";
    assert_eq!(faults, [only]);
    let kira = coordinator(&t, "kira", school).await;
    assert_eq!(kira.get(&path(&belova)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kira.post(&path(&belova), &fields).await.status, StatusCode::NOT_FOUND);
}

async fn reading_a_sheet_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let mut cases = Vec::new();
    for name in ["Белова Анна Петровна", "Серова Инна Львовна", "Юдина Яна Олеговна"]
    {
        cases.push(t.application(school, name, Category::First).await);
    }
    let mut asked = Vec::new();
    for many in [1, 3] {
        let rows: Vec<[&str; 4]> = cases[..many].iter().map(|case| [case.number.as_str(), "", "4712", ""]).collect();
        let (path, _) = shown(&zoya, "numbers", &book(&rows)).await;
        let before = t.app.db.asked().count();
        zoya.get(&path).await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
}

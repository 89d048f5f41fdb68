//! Criteria sets as sheets: taken, put into a draft, refused by cell.

use axum::http::StatusCode;
use officedocs::table::{Cell, Column, XlsxTable};

use crate::app::{Answer, TestApp, Visitor};
use crate::criteria_drafts::drafted;
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    a_set_goes_out_and_comes_back_the_same,
    a_sheet_takes_the_place_of_what_was_there,
    what_is_wrong_is_named_by_cell,
    two_hands_at_one_draft,
    only_the_centre_puts_sheets_in,
);

const HEADINGS: [&str; 13] = [
    "Показатель",
    "Код показателя",
    "Не больше баллов",
    "Порог показателя",
    "На что отвечают",
    "Подсказка",
    "Как отвечают",
    "Что считает диапазон",
    "Ответы и баллы",
    "Наименьший балл",
    "Наибольший балл",
    "За сколько лет",
    "Чем подтверждается",
];

/// A sheet of these rows.
fn sheet(rows: &[[&str; 13]]) -> Vec<u8> {
    let columns: Vec<Column<'_>> = HEADINGS.iter().map(|heading| Column { heading, width: 20.0 }).collect();
    let mut book = XlsxTable::new("Показатели", &columns).unwrap();
    for row in rows {
        book.row(&row.map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text) })).unwrap();
    }
    let mut out = std::io::Cursor::new(Vec::new());
    book.finish(&mut out).unwrap();
    out.into_inner()
}

async fn put(by: &Visitor, home: &str, edition: &str, bytes: &[u8]) -> Answer {
    by.upload(&format!("{home}/sheet"), &[("edition", edition)], &[("sheet", "Показатели.xlsx", bytes)]).await
}

async fn home(by: &Visitor) -> String {
    format!("/settings/criteria/drafts/{}", drafted(by).await.0)
}

const GOOD: [[&str; 13]; 3] = [
    [
        "Итоги",
        "I1",
        "10",
        "2",
        "Доля успешных",
        "За последний год",
        "число по диапазонам",
        "проценты",
        "0–49\n50 и больше = 5",
        "",
        "",
        "3",
        "справка школы\nотчёт",
    ],
    ["Итоги", "", "", "", "Олимпиады", "", "один ответ из нескольких", "", "нет\nкрай = 3", "", "", "", ""],
    ["Опыт", "", "", "", "Чем поделились", "", "текст без баллов", "", "", "", "", "", ""],
];

async fn a_set_goes_out_and_comes_back_the_same(t: TestApp) {
    let zoya = t.zoya().await;
    let home = home(&zoya).await;
    let page = zoya.get(&home).await;
    assert!(page.text().contains(&format!("href=\"{home}/sheet\"")));
    let id = home.rsplit('/').next().unwrap();
    let file = zoya.get(&format!("/settings/criteria/{id}/sheet")).await;
    assert_eq!(file.status, StatusCode::OK);
    let answer = put(&zoya, &home, "1", &file.bytes).await;
    assert_eq!(answer.to(), home, "{:?}", answer.faults());
    let words = |page: &Answer| page.words().split("Изменить сведения о наборе").nth(1).unwrap().to_owned();
    let now = zoya.get(&home).await;
    assert_eq!(words(&now), words(&page));
    assert!(t.journal().await.last().unwrap().contains("из таблицы внесено: "));
}

async fn a_sheet_takes_the_place_of_what_was_there(t: TestApp) {
    let zoya = t.zoya().await;
    let home = home(&zoya).await;
    assert_eq!(put(&zoya, &home, "1", &sheet(&GOOD)).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.starts_with("Из таблицы внесено: 2 показателя. Прежние показатели заменены."), "{page}");
    assert!(page.contains("Доля успешных За последний год число по диапазонам 0–49"), "{page}");
    assert!(page.contains("справка школы; отчёт за 3 года"), "{page}");
    assert!(page.contains("Олимпиады") && page.contains("Чем поделились"), "{page}");
    assert_eq!(
        t.journal().await.last().unwrap().split("внесено: ").nth(1).unwrap().replace('\u{a0}', " "),
        "2 показателя"
    );
}

async fn what_is_wrong_is_named_by_cell(t: TestApp) {
    let zoya = t.zoya().await;
    let home = home(&zoya).await;
    let before = zoya.get(&home).await.words();
    let mut wrong = GOOD;
    wrong[0][1] = "I99";
    wrong[0][8] = "много";
    wrong[1][6] = "как-нибудь";
    wrong[2][4] = "";
    wrong[2][5] = "подсказка без вопроса";
    let answer = put(&zoya, &home, "1", &sheet(&wrong)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.faults(), ["В таблице 4 ошибки. Исправьте ячейки из списка ниже и загрузите таблицу снова."]);
    assert_eq!(
        rows(&answer, "Ошибки по ячейкам"),
        [
            "B2 | Выберите показатель приказа из списка или «свой показатель».",
            "I2 | Строка 1: нужен диапазон целых чисел, например «20–39 = 1», или «60 и больше = 5».",
            "G3 | Выберите, как отвечают.",
            "E4 | Напишите, о чём спрашивает строка.",
        ]
    );
    let orphan = [["", "", "", "", "Вопрос", "", "текст без баллов", "", "", "", "", "", ""]];
    assert_eq!(
        rows(&put(&zoya, &home, "1", &sheet(&orphan)).await, "Ошибки по ячейкам"),
        ["A2 | Назовите показатель, к которому относится строка."]
    );
    let many: Vec<[&str; 13]> = vec![wrong[1]; 130];
    let answer = put(&zoya, &home, "1", &sheet(&many)).await;
    assert_eq!(rows(&answer, "Ошибки по ячейкам").len(), 100);
    assert!(answer.words().contains("Показаны первые 100 ошибок, ещё 30 появятся, когда вы исправите эти."));
    let empty = put(&zoya, &home, "1", &sheet(&[])).await;
    assert_eq!(empty.faults(), ["В таблице нет ни одного показателя. Заполните строки под заголовками."]);
    let nothing = zoya.upload(&format!("{home}/sheet"), &[("edition", "1")], &[("sheet", "", b"")]).await;
    assert_eq!(nothing.faults(), ["Выберите таблицу в виде XLSX."]);
    let other = put(&zoya, &home, "1", crate::acts::PDF).await;
    assert_eq!(other.faults().len(), 1, "{:?}", other.faults());
    assert_eq!(zoya.get(&home).await.words(), before);
}

async fn two_hands_at_one_draft(t: TestApp) {
    let zoya = t.zoya().await;
    let home = home(&zoya).await;
    let bytes = sheet(&GOOD);
    let (first, second) = tokio::join!(put(&zoya, &home, "1", &bytes), put(&zoya, &home, "1", &bytes));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let late = if first.status == StatusCode::SEE_OTHER { second } else { first };
    assert!(late.words().contains("Пока вы работали, этот черновик изменил кто-то другой."), "{}", late.words());
}

async fn only_the_centre_puts_sheets_in(t: TestApp) {
    let zoya = t.zoya().await;
    let home = home(&zoya).await;
    let set = "/settings/criteria/0196c000-0000-7000-8000-000000000001";
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    for path in [format!("{home}/sheet"), format!("{set}/sheet")] {
        assert_eq!(olesya.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(zoya.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(put(&olesya, &home, "1", &sheet(&GOOD)).await.status, StatusCode::NOT_FOUND);
    let published = set.replace("/criteria/", "/criteria/drafts/");
    assert_eq!(put(&zoya, &published, "1", &sheet(&GOOD)).await.status, StatusCode::CONFLICT);
    assert!(zoya.get(set).await.text().contains(&format!("href=\"{set}/sheet\"")));
}

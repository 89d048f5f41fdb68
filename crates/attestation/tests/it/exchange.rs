//! S1, S9: schools, applications and people come from sheets: shown first, taken once when confirmed.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::exchange::{Kind, import_file};
use axum::http::StatusCode;
use officedocs::table::{Cell, Column, XlsxTable};

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::on_both;

on_both!(
    schools_are_shown_first_and_taken_once,
    what_the_sheet_says_otherwise_is_only_said,
    applications_are_taken_without_the_faulty_rows,
    every_fault_of_a_row_has_its_cell,
    specialists_get_one_letter_each,
    coordinators_are_invited_to_their_schools,
    files_that_are_no_sheets_say_so_at_their_field,
    the_command_line_takes_the_same_sheets,
    the_dry_run_asks_the_same_number_of_questions,
    the_list_of_sheets_is_paged,
    nobody_but_the_centre_sends_sheets,
);

const ORGANIZATIONS: &[u8] = include_bytes!("../data/organizations.xlsx");
const TEACHERS: &[u8] = include_bytes!("../data/teachers.xlsx");
const SPECIALISTS: &[u8] = include_bytes!("../data/specialists.xlsx");

/// A sheet with these headings and rows.
fn sheet(headings: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let columns: Vec<Column<'_>> = headings
        .iter()
        .map(|heading| Column {
            heading,
            width: 20.0,
        })
        .collect();
    let mut table = XlsxTable::new("Лист1", &columns).unwrap();
    for row in rows {
        let cells: Vec<Cell<'_>> = row
            .iter()
            .map(|text| {
                if text.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(text)
                }
            })
            .collect();
        table.row(&cells).unwrap();
    }
    let mut out = std::io::Cursor::new(Vec::new());
    table.finish(&mut out).unwrap();
    out.into_inner()
}

/// A workbook of one sheet written by hand.
fn book(inside: &str) -> Vec<u8> {
    use std::io::Write;
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet>{inside}</worksheet>"),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A cell of text, as a workbook writes it.
fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Sends a sheet in.
async fn send(zoya: &Visitor, kind: &str, bytes: &[u8]) -> Answer {
    let path = format!("/imports/{kind}");
    let day = [
        ("received-day", "2"),
        ("received-month", "11"),
        ("received-year", "2026"),
    ];
    zoya.upload(&path, &day, &[(kind, "таблица.xlsx", bytes)])
        .await
}

/// Sends a sheet in and opens its dry run: its address and the page.
async fn shown(zoya: &Visitor, kind: &str, bytes: &[u8]) -> (String, Answer) {
    let answer = send(zoya, kind, bytes).await;
    let to = answer.to().to_owned();
    let page = zoya.get(&to).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    (to, page)
}

/// Confirms a sheet; the sentence the page then says.
async fn confirmed(zoya: &Visitor, at: &str) -> String {
    let answer = zoya.post(&format!("{at}/confirmation"), &[]).await;
    assert_eq!(answer.to(), at);
    said(&zoya.get(at).await)
}

/// The sentence about what was just done.
fn said(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("data-att-said>").unwrap();
    words_of(rest.split("</div>").next().unwrap())
}

/// The rows of a table of the page: «G13: …».
fn table(page: &Answer, id: &str) -> Vec<String> {
    let text = page.text();
    let Some((_, rest)) = text.split_once(&format!("id=\"{id}\"")) else {
        return Vec::new();
    };
    let body = rest.split("<tbody>").nth(1).unwrap();
    let body = body.split("</tbody>").next().unwrap();
    body.split("<tr>")
        .skip(1)
        .map(|row| {
            let cells: Vec<String> = row.split("</th>").map(words_of).collect();
            cells.join(": ")
        })
        .collect()
}

/// The counts of the page: new, known, faulty.
fn counts(page: &Answer) -> [String; 3] {
    let text = page.text();
    ["Будет внесено", "Уже есть в системе", "С ошибками"].map(|key| {
        let (_, rest) = text.split_once(key).unwrap();
        let value = rest.split("<dd").nth(1).unwrap();
        let value = value.split_once('>').unwrap().1;
        words_of(value.split("</dd>").next().unwrap())
    })
}

/// What the journal tells of sheets.
async fn journal(t: &TestApp) -> Vec<String> {
    let all = t.journal().await;
    all.into_iter()
        .filter(|line| line.starts_with("import."))
        .collect()
}

/// The centre with the schools of the real sheet.
async fn with_schools(t: &TestApp) -> Visitor {
    let zoya = t.zoya().await;
    let taken = import_file(&t.app, Kind::Organizations, ORGANIZATIONS.to_vec(), false);
    assert_eq!(taken.await.unwrap().created, 64);
    zoya
}

async fn schools_are_shown_first_and_taken_once(t: TestApp) {
    let zoya = t.zoya().await;
    let (at, page) = shown(&zoya, "organizations", ORGANIZATIONS).await;
    assert_eq!(counts(&page), ["64 организации", "0", "0 строк"]);
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    assert_eq!(
        table(&page, "warnings"),
        [
            "C56: Организация «ОГБПОУ «колледж № 8» (Каргасокский район)» с другим ИНН есть в строке 53. Будут внесены обе: проверьте, не одна ли это организация."
        ]
    );
    assert_eq!(t.count("select count(*) from organizations").await, 0);

    let path = format!("{at}/confirmation");
    let (one, other) = tokio::join!(zoya.post(&path, &[]), zoya.post(&path, &[]));
    assert_eq!([one.to(), other.to()], [at.as_str(), at.as_str()]);
    assert_eq!(t.count("select count(*) from organizations").await, 64);
    assert_eq!(
        journal(&t).await,
        [
            "import.sent: Организации, файл таблица.xlsx",
            "import.taken: Организации, файл таблица.xlsx: Внесено: 64\u{a0}организации."
        ]
    );
    assert_eq!(
        confirmed(&zoya, &at).await,
        "Эта таблица уже внесена. Второй раз ничего не создано."
    );

    let (at, page) = shown(&zoya, "organizations", ORGANIZATIONS).await;
    assert_eq!(counts(&page), ["0 организаций", "64", "0 строк"]);
    assert_eq!(table(&page, "warnings"), Vec::<String>::new());
    assert_eq!(
        table(&page, "rows")[0],
        "4: МБОУ ДО «ДДТ № 65» г. Томска Город Томск, ИНН 7097063038 уже есть"
    );
    assert!(!page.text().contains("/confirmation"));
    assert_eq!(
        confirmed(&zoya, &at).await,
        "Вносить нечего: новых строк без ошибок в таблице нет. Исправьте таблицу и загрузите её снова."
    );
    assert_eq!(t.count("select count(*) from organizations").await, 64);
}

async fn what_the_sheet_says_otherwise_is_only_said(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let bytes = sheet(
        &["Муниципалитет", "Организация", "ИНН", "Почта"],
        &[
            &["Город Томск", "МБОУ «СОШ № 2»", "7000000001", "a@school.ru"],
            &["Город Томск", "МБОУ «СОШ №1»", "7000000002", ""],
            &["Город Томск", "МБОУ «СОШ № 3»", "7000000002", ""],
            &["", "", "12345", "почта"],
        ],
    );
    let (at, page) = shown(&zoya, "organizations", &bytes).await;
    assert_eq!(counts(&page), ["1 организация", "1", "2 строки"]);
    assert_eq!(
        table(&page, "faults"),
        [
            "C4: Этот ИНН уже есть в строке 3. Оставьте одну из строк.",
            "A5: Не указано муниципальное образование.",
            "B5: Не указано наименование организации.",
            "C5: ИНН организации состоит из 10 цифр.",
            "D5: Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
        ]
    );
    let kept = "Запись не меняется, изменить её можно в разделе «Организации».";
    assert_eq!(
        table(&page, "warnings"),
        [
            format!("B2: В системе записано иначе: МБОУ «СОШ № 1». {kept}"),
            format!("D2: В системе записано иначе: не указано. {kept}"),
            "B3: Организация «МБОУ «СОШ №1»» с другим ИНН (7000000001) уже есть. Будет внесена ещё одна: проверьте, не та же ли это организация.".to_owned(),
        ]
    );
    assert_eq!(
        confirmed(&zoya, &at).await,
        "Внесено: 1 организация. Уже были в системе: 1. Не внесены из-за ошибок: 2 строки."
    );
    let untouched = "select count(*) from organizations where inn = '7000000001' and email = '' and name = 'МБОУ «СОШ № 1»'";
    assert_eq!(t.count(untouched).await, 1);
}

/// What is wrong with the real sheet of teachers.
const FAULTS: [&str; 5] = [
    "G13: Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
    "F14: В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.",
    "J15: Организации «Школа, которой нет в перечне» нет в списке. Проверьте название или сначала внесите организацию.",
    "E17: Такой даты нет: 31.02.1980. Нужны день, месяц и год, например 04.02.1978.",
    "F24: Строка повторяет строку 7: тот же педагог, должность и категория. Второй раз заявление не вносится.",
];

async fn applications_are_taken_without_the_faulty_rows(t: TestApp) {
    let zoya = with_schools(&t).await;
    let (at, page) = shown(&zoya, "teachers", TEACHERS).await;
    assert_eq!(counts(&page), ["316 заявлений", "0", "5 строк"]);
    assert_eq!(table(&page, "faults"), FAULTS);
    let ambiguous: Vec<String> = [4, 8, 19, 69, 106, 116, 122, 171, 199, 323]
        .map(|row| format!("J{row}: Организаций «ОГБПОУ «колледж № 8» (Каргасокский район)» в системе несколько (2). Взята внесённая первой, ИНН 7090124775."))
        .to_vec();
    assert_eq!(table(&page, "warnings"), ambiguous);
    let rows = table(&page, "rows");
    assert_eq!(rows.len(), 100);
    assert_eq!(
        [&rows[5], &rows[6]],
        [
            "9: Шубина Дарья Семёновна Педагог-психолог, высшая, МАОУ «СОШ № 89» (Асиновский район) новая",
            "10: Хохлов Игорь Дмитриевич Старший воспитатель, высшая, МАДОУ «детский сад № 31» (ЗАТО Северск) новая",
        ]
    );
    assert!(rows[9].starts_with("16: Жукова Татьяна Дмитриевна Учитель, первая"));
    assert_eq!(t.count("select count(*) from applications").await, 0);

    let path = format!("{at}/confirmation");
    let (one, other) = tokio::join!(zoya.post(&path, &[]), zoya.post(&path, &[]));
    assert_eq!([one.to(), other.to()], [at.as_str(), at.as_str()]);
    assert_eq!(t.count("select count(*) from applications").await, 316);
    assert_eq!(
        t.count("select count(*) from applications where received_on = '2026-11-02'")
            .await,
        316
    );
    let taken = "select count(*) from imports where outcome = 'Внесено: 316\u{a0}заявлений. Не внесены из-за ошибок: 5\u{a0}строк.'";
    assert_eq!(t.count(taken).await, 1);
    let told = "select count(*) from journal where act = 'application.registered'";
    assert_eq!(t.count(told).await, 316);
    assert_eq!(t.letters().await.len(), 0);

    let (_, again) = shown(&zoya, "teachers", TEACHERS).await;
    assert_eq!(counts(&again), ["0 заявлений", "316", "5 строк"]);
    assert_eq!(table(&again, "faults"), FAULTS);
    assert!(table(&again, "rows")[0].ends_with("уже есть, дело 2026-0001"));
    assert!(!again.text().contains("/confirmation"));
}

/// The headings of a sheet of teachers.
const TEACHER: [&str; 14] = [
    "Фамилия",
    "Имя",
    "Отчество",
    "Дата рождения",
    "СНИЛС",
    "E-mail",
    "Телефон",
    "Муниципалитет",
    "Образовательная организация",
    "Должность",
    "Предмет",
    "Педагогический стаж, лет",
    "Имеющаяся категория",
    "Заявленная категория",
];

async fn every_fault_of_a_row_has_its_cell(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Орлова Ольга", Category::First).await;
    let snils = t
        .app
        .db
        .read(|reader| {
            reader.row("select snils from teachers", &[], |row| {
                row.get::<String>(0)
            })
        })
        .await
        .map_err(|error: attestation::platform::engine::DbError| error.to_string())
        .unwrap()
        .unwrap();
    let bytes = sheet(
        &TEACHER,
        &[
            &[
                "123",
                "",
                "",
                "04.02.2025",
                "1",
                "x",
                "звонить",
                "",
                "",
                "Директор",
                "",
                "много",
                "третья",
                "вторая",
            ],
            &[
                "Белова",
                "Анна",
                "",
                "",
                &snils,
                "",
                "",
                "",
                "мбоу сош № 1",
                "учитель",
                "",
                "15,0",
                "",
                "ПЕРВАЯ категория",
            ],
            &[
                "белова",
                "анна",
                "",
                "4.2.1978",
                &snils,
                "",
                "",
                "",
                "мбоу сош № 1",
                "учитель",
                "",
                "15,0",
                "",
                "Высшая",
            ],
            &[
                "Чужая",
                "Анна",
                "",
                "4.2.1978",
                &snils,
                "",
                "",
                "",
                "мбоу сош № 1",
                "учитель",
                "",
                "",
                "",
                "первая",
            ],
        ],
    );
    let (_, page) = shown(&zoya, "teachers", &bytes).await;
    let mail =
        "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.";
    let categories = "первая, высшая, педагог-методист, педагог-наставник.";
    assert_eq!(
        table(&page, "faults"),
        [
            "A2: Здесь могут быть только буквы, пробел и дефис.".to_owned(),
            "B2: Укажите имя.".to_owned(),
            "D2: Дата рождения не подходит: проверьте год.".to_owned(),
            "E2: СНИЛС состоит из 11 цифр, например 112-233-445 95.".to_owned(),
            format!("F2: {mail}"),
            "G2: Номер телефона записан с ошибкой. Пример: 8 913 123-45-67.".to_owned(),
            "I2: Не указана образовательная организация.".to_owned(),
            "J2: Должности «Директор» нет в номенклатуре должностей педагогических работников. Проверьте название.".to_owned(),
            "L2: Стаж записан с ошибкой. Нужно целое число лет, например 15.".to_owned(),
            format!("M2: Категория «третья» не распознана. Нужно одно из: нет, {categories}"),
            format!("N2: Категория «вторая» не распознана. Нужно одно из: {categories}"),
            "D3: Не указана дата рождения.".to_owned(),
            "E5: Этот СНИЛС в строке 4 записан у другого человека. Сверьте цифры с документами.".to_owned(),
        ]
    );
    assert_eq!(
        table(&page, "warnings"),
        [
            "E4: С этим СНИЛС в системе записан другой человек: Орлова Ольга. Проверьте, не сменилась ли фамилия."
        ]
    );
    assert_eq!(
        table(&page, "rows"),
        ["4: Белова Анна Учитель, высшая, мбоу сош № 1 новая"]
    );
}

async fn specialists_get_one_letter_each(t: TestApp) {
    let zoya = with_schools(&t).await;
    let (at, page) = shown(&zoya, "specialists", SPECIALISTS).await;
    assert_eq!(counts(&page), ["40 приглашений", "0", "0 строк"]);
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    assert_eq!(table(&page, "warnings").len(), 5);
    assert_eq!(t.letters().await.len(), 0);

    let path = format!("{at}/confirmation");
    let (one, other) = tokio::join!(zoya.post(&path, &[]), zoya.post(&path, &[]));
    assert_eq!([one.to(), other.to()], [at.as_str(), at.as_str()]);
    let letters = t.letters().await;
    let mut to: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    to.sort_unstable();
    to.dedup();
    assert_eq!([letters.len(), to.len()], [40, 40]);
    assert_eq!(
        t.count("select count(*) from invitations where role = 'specialist' and batch_id is not null and issued_by is not null and organization_id is not null")
            .await,
        40
    );
    let posts = "select count(*) from invitation_posts p join invitations i on i.id = p.invitation_id where i.email = 'solovevav9000@example.org'";
    assert_eq!(t.count(posts).await, 3);

    let (again, page) = shown(&zoya, "specialists", SPECIALISTS).await;
    assert_eq!(counts(&page), ["0 приглашений", "40", "0 строк"]);
    assert!(table(&page, "rows")[0].ends_with("уже есть приглашение"));
    confirmed(&zoya, &again).await;
    assert_eq!(t.letters().await.len(), 40);
}

async fn coordinators_are_invited_to_their_schools(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.school("МБОУ «СОШ № 2»", "7000000002").await;
    t.person(
        "gleb",
        "Котов Глеб Ильич",
        Role::Coordinator,
        Some(school),
        "МБОУ «СОШ № 1»",
    )
    .await;
    let bytes = sheet(
        &["№", "ФИО", "E-mail", "Организация"],
        &[
            &[
                "1",
                "ПЕТРОВА анна ильинична",
                "anna@school.ru",
                "МБОУ «СОШ № 1»",
            ],
            &[
                "2",
                "Петрова Анна Ильинична",
                "Anna@school.ru",
                "МБОУ «СОШ № 2»",
            ],
            &[
                "3",
                "Петрова Анна Ильинична",
                "ANNA@school.ru",
                "МБОУ «СОШ № 1»",
            ],
            &["4", "Котов Глеб Ильич", "gleb@example.org", "мбоу «сош №1»"],
            &["5", "Котов", "kotov@example.org", ""],
            &["6", "Зимин Олег", "", "МБОУ «СОШ № 9»"],
        ],
    );
    let (at, page) = shown(&zoya, "coordinators", &bytes).await;
    assert_eq!(counts(&page), ["2 приглашения", "1", "3 строки"]);
    assert_eq!(
        table(&page, "faults"),
        [
            "C4: Этот адрес уже есть в строке 2. Второе приглашение на него не отправляется.",
            "B6: Нужны фамилия и имя, например: Орлова Ольга Андреевна.",
            "D6: Не указана организация координатора.",
            "C7: Укажите адрес электронной почты.",
            "D7: Организации «МБОУ «СОШ № 9»» нет в списке. Проверьте название или сначала внесите организацию.",
        ]
    );
    assert_eq!(
        table(&page, "rows"),
        [
            "2: Петрова Анна Ильинична anna@school.ru, МБОУ «СОШ № 1» новая",
            "3: Петрова Анна Ильинична Anna@school.ru, МБОУ «СОШ № 2» новая",
            "5: Котов Глеб Ильич gleb@example.org, МБОУ «СОШ № 1» кабинет уже есть",
        ]
    );
    assert_eq!(
        confirmed(&zoya, &at).await,
        "Отправлено: 2 приглашения. Уже были в системе: 1. Не внесены из-за ошибок: 3 строки."
    );
    let letters: Vec<String> = t.letters().await.into_iter().map(|one| one.to).collect();
    assert_eq!(letters, ["anna@school.ru", "Anna@school.ru"]);
}

async fn files_that_are_no_sheets_say_so_at_their_field(t: TestApp) {
    let zoya = t.zoya().await;
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(4096, 0);
    let head = |second: &str| {
        format!(
            r#"<row r="1">{}{}{}</row>"#,
            cell("A1", "Муниципалитет"),
            second,
            cell("C1", "ИНН")
        )
    };
    let named = head(&cell("B1", "Организация"));
    let formulas = book(&format!(
        r#"<sheetData>{named}<row r="2">{}<c r="B2"><f>A2</f><v>1</v></c>{}</row></sheetData>"#,
        cell("A2", "Город Томск"),
        cell("C2", "7000000001")
    ));
    let merged = book(&format!(
        r#"<sheetData>{}</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>"#,
        head("")
    ));
    let empty = sheet(&["Муниципалитет", "Организация", "ИНН"], &[]);
    let columns = sheet(&["Муниципалитет", "Организация"], &[&["Томск", "Школа"]]);
    let cases: [(&[u8], &str); 8] = [
        (
            b"",
            "Файл пустой: в нём 0 байт. Проверьте файл и выберите его снова.",
        ),
        (
            b"%PDF-1.7 %%EOF",
            "Этот файл не подходит: нужен XLSX. Сохраните документ в одном из этих видов и выберите снова.",
        ),
        (
            &locked,
            "Файл закрыт паролем. Снимите пароль, сохраните файл и выберите снова.",
        ),
        (
            &ORGANIZATIONS[..3000],
            "Файл повреждён или загружен не целиком: у него нет конца. Откройте его на своём компьютере, сохраните заново и выберите снова.",
        ),
        (
            &formulas,
            "В ячейках стоят формулы: B2. Выделите таблицу, скопируйте её и вставьте как значения, сохраните файл и отправьте снова.",
        ),
        (
            &merged,
            "В заголовке таблицы объединены ячейки A1:B1. Отмените объединение: у каждого столбца должен быть свой заголовок в одной строке.",
        ),
        (
            &empty,
            "В таблице нет ни одной строки под заголовками. Проверьте, тот ли это файл.",
        ),
        (
            &columns,
            "Не хватает столбцов: «ИНН». Найдены: «Муниципалитет», «Организация». Проверьте заголовки.",
        ),
    ];
    for (bytes, said) in cases {
        let answer = send(&zoya, "organizations", bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.faults(), [said]);
    }
    let none = zoya
        .upload(
            "/imports/teachers",
            &[
                ("received-day", "31"),
                ("received-month", "2"),
                ("received-year", "2026"),
            ],
            &[],
        )
        .await;
    assert_eq!(
        none.faults(),
        [
            "Выберите таблицу: файл XLSX.",
            "Такой даты нет. Нужны день, месяц и год четырьмя цифрами, например 4 02 1978."
        ]
    );
    let bare = zoya.upload("/imports/teachers", &[], &[]).await;
    assert_eq!(bare.faults(), ["Выберите таблицу: файл XLSX."]);
    let day = [
        ("received-day", "24"),
        ("received-month", "11"),
        ("received-year", "2026"),
    ];
    let files: [(&str, &str, &[u8]); 1] = [("teachers", "т.xlsx", TEACHERS)];
    let future = zoya.upload("/imports/teachers", &day, &files).await;
    assert_eq!(
        future.faults(),
        ["Этот день ещё не наступил. Проверьте дату получения."]
    );
    let long = vec![b'x'; 16 * 1024 * 1024 + 1];
    assert_eq!(
        send(&zoya, "organizations", &long).await.faults(),
        [
            "Файл больше 16,0 МБ. Уменьшите его, например сохраните скан с меньшим качеством, и выберите снова."
        ]
    );
    assert_eq!(t.count("select count(*) from imports").await, 0);
}

async fn the_command_line_takes_the_same_sheets(t: TestApp) {
    let app = &t.app;
    let dry = import_file(app, Kind::Organizations, ORGANIZATIONS.to_vec(), true);
    let dry = dry.await.unwrap();
    assert_eq!([dry.created, dry.known, dry.faults.len()], [64, 0, 0]);
    assert_eq!(t.count("select count(*) from organizations").await, 0);
    let done = import_file(app, Kind::Organizations, ORGANIZATIONS.to_vec(), false);
    assert_eq!(done.await.unwrap().created, 64);
    let done = import_file(app, Kind::Teachers, TEACHERS.to_vec(), false);
    let done = done.await.unwrap();
    assert_eq!([done.created, done.known], [316, 0]);
    assert_eq!(
        done.faults[0].to_string(),
        "G13: адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв."
    );
    assert_eq!(done.faults.len(), 5);
    let again = import_file(app, Kind::Teachers, TEACHERS.to_vec(), false);
    let again = again.await.unwrap();
    assert_eq!([again.created, again.known], [0, 316]);
    let broken = import_file(
        app,
        Kind::Specialists,
        b"PK\x03\x04 and nothing".to_vec(),
        false,
    );
    assert_eq!(
        broken.await.unwrap_err().to_string(),
        "Файл повреждён или загружен не полностью. Откройте его в Excel, сохраните заново и отправьте снова."
    );
}

async fn the_dry_run_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let one = [
        "Белова",
        "Анна",
        "",
        "4.2.1978",
        "000-000-901 00",
        "",
        "",
        "",
        "МБОУ «СОШ № 1»",
        "Учитель",
        "",
        "",
        "",
        "первая",
    ];
    let mut other = one;
    other[4] = "000-000-902 00";
    let mut third = one;
    third[4] = "000-000-903 00";
    let mut asked = Vec::new();
    let few = sheet(&TEACHER, &[&one]);
    let more = sheet(&TEACHER, &[&one, &other, &third]);
    for bytes in [few, more] {
        let to = send(&zoya, "teachers", &bytes).await.to().to_owned();
        let before = t.app.db.asked();
        zoya.get(&to).await;
        asked.push(t.app.db.asked() - before);
    }
    assert_eq!(asked[0], asked[1]);
}

async fn the_list_of_sheets_is_paged(t: TestApp) {
    let zoya = t.zoya().await;
    let bytes = sheet(
        &["Район", "Организация", "ИНН"],
        &[&["Томск", "Школа", "7000000001"]],
    );
    let mut asked = Vec::new();
    for sent in 0..22 {
        if sent == 1 || sent == 3 {
            let before = t.app.db.asked();
            zoya.get("/imports").await;
            asked.push(t.app.db.asked() - before);
        }
        send(&zoya, "organizations", &bytes).await;
        t.later(jiff::SignedDuration::from_secs(60));
    }
    assert_eq!(asked[0], asked[1]);
    let first = zoya.get("/imports").await;
    let text = first.text();
    assert_eq!(text.matches("Проверена, не внесена").count(), 20);
    let (_, rest) = text.split_once("href=\"/imports?before=").unwrap();
    let next = rest.split('"').next().unwrap();
    let second = zoya.get(&format!("/imports?before={next}")).await;
    assert_eq!(second.text().matches("Проверена, не внесена").count(), 2);
    assert!(!second.text().contains("/imports?before="));
}

async fn nobody_but_the_centre_sends_sheets(t: TestApp) {
    let zoya = t.zoya().await;
    let (at, _) = shown(&zoya, "organizations", ORGANIZATIONS).await;
    t.person("oleg", "Зимин Олег", Role::Specialist, None, "")
        .await;
    let oleg = t.enter("oleg").await;
    let stranger = t.visitor();
    for path in [
        "/imports",
        &at,
        "/organizations",
        "/organizations/new",
        "/applications/new",
    ] {
        assert_eq!(oleg.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(stranger.get(path).await.to().starts_with("/login?next="));
    }
    let confirmation = format!("{at}/confirmation");
    assert_eq!(
        oleg.post(&confirmation, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let sent = send(&oleg, "organizations", ORGANIZATIONS).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from organizations").await, 0);
    assert_eq!(
        zoya.get("/imports/nothing").await.status,
        StatusCode::NOT_FOUND
    );
}

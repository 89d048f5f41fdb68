//! S9: every fault of a sheet has its cell, every fault of a file its sentence; lists ask a constant number of questions.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::platform::engine::DbError;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::on_both;
use crate::sheets::{ORGANIZATIONS, TEACHERS, book, cell, send, sheet, shown, table};

on_both!(
    every_fault_of_a_row_has_its_cell,
    a_former_name_of_a_post_is_known,
    files_that_are_no_sheets_say_so_at_their_field,
    the_dry_run_asks_the_same_number_of_questions,
    the_list_of_sheets_is_paged,
    nobody_but_the_centre_sends_sheets,
    days_of_receipt_are_checked,
    a_post_excluded_since_is_taken_by_the_day_of_receipt,
    a_school_is_told_from_another_by_its_number,
);

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

/// A sheet of teachers, each written as a row with bars between cells.
fn teachers(rows: &[&str]) -> Vec<u8> {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    sheet(&TEACHER, &rows)
}

async fn every_fault_of_a_row_has_its_cell(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Орлова Ольга", Category::First).await;
    let snils = t
        .app
        .db
        .read(|reader| reader.row("select snils from teachers", &[], |row| row.get::<String>(0)))
        .await
        .map_err(|error: DbError| error.to_string())
        .unwrap()
        .unwrap();
    let bytes = teachers(&[
        "123|||04.02.2025|1|x|звонить|||Директор||много|третья|вторая",
        &format!("Белова|Анна|||{snils}||||мбоу сош № 1|учитель||15,0||ПЕРВАЯ категория"),
        &format!("белова|анна||4.2.1978|{snils}||||мбоу сош № 1|учитель||15,0||Высшая"),
        &format!("Чужая|Анна||4.2.1978|{snils}||||мбоу сош № 1|учитель||||первая"),
        &format!("Чужая|Анна||5.2.1978|{snils}||||мбоу сош № 1|учитель||||педагог-методист"),
        &format!("Орлова|Ольга||5.2.1978|{snils}||||мбоу сош № 1|воспитатель||||первая"),
    ]);
    let (_, page) = shown(&zoya, "teachers", &bytes).await;
    let mail = "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.";
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
            "J2: Должности «Директор» нет в номенклатуре должностей педагогических работников. Проверьте название."
                .to_owned(),
            "L2: Стаж записан с ошибкой. Нужно целое число лет, например 15.".to_owned(),
            format!("M2: Категория «третья» не распознана. Нужно одно из: нет, {categories}"),
            format!("N2: Категория «вторая» не распознана. Нужно одно из: {categories}"),
            "D3: Не указана дата рождения.".to_owned(),
            "E5: Этот СНИЛС в строке 4 записан у другого человека. Сверьте цифры с документами.".to_owned(),
            "E6: Этот СНИЛС в строке 4 записан у другого человека. Сверьте цифры с документами.".to_owned(),
            "E7: Этот СНИЛС в строке 4 записан у другого человека. Сверьте цифры с документами.".to_owned(),
            "D7: В системе у этого педагога другая дата рождения: 04.02.1978. Сверьте её с документом. Если неверна запись в системе, исправьте её на странице педагога.".to_owned(),
        ]
    );
    assert_eq!(
        table(&page, "warnings"),
        [
            "E4: С этим СНИЛС в системе записан другой человек: Орлова Ольга. Проверьте, не сменилась ли фамилия.",
            "N4: Для высшей категории нужна первая или высшая, действующая или прежняя: ни в реестре, ни в заявлении её нет (приказ Минпросвещения России от 24.03.2023 № 196: есть или была первая либо высшая категория по любой должности). Проверьте документы педагога.",
            "N4: У педагога уже есть заявление на другую категорию (первая): дело 2026-0001. Проверьте, нужны ли оба.",
        ]
    );
    assert_eq!(table(&page, "rows"), ["4: Белова Анна Учитель, высшая, мбоу сош № 1 новая"]);
}

/// Workbooks written by hand: one with a formula, one with a merged heading.
fn by_hand() -> [Vec<u8>; 2] {
    let head =
        |second: &str| format!(r#"<row r="1">{}{}{}</row>"#, cell("A1", "Муниципалитет"), second, cell("C1", "ИНН"));
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
    [formulas, merged]
}

/// Files that are not taken, and what is said about each.
fn refused() -> Vec<(Vec<u8>, &'static str)> {
    let [formulas, merged] = by_hand();
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(4096, 0);
    let empty = sheet(&["Муниципалитет", "Организация", "ИНН"], &[]);
    let columns = sheet(&["Муниципалитет", "Организация"], &[&["Томск", "Школа"]]);
    vec![
        (Vec::new(), "Файл пустой: в нём 0 байт. Проверьте файл и выберите его снова."),
        (
            b"%PDF-1.7 %%EOF".to_vec(),
            "Этот файл не подходит: нужен XLSX. Сохраните документ в таком виде и выберите снова.",
        ),
        (locked, "Файл закрыт паролем. Снимите пароль, сохраните файл и выберите снова."),
        (
            ORGANIZATIONS[..3000].to_vec(),
            "Файл повреждён или загружен не целиком: у него нет конца. Откройте его на своём компьютере, сохраните заново и выберите снова.",
        ),
        (
            formulas,
            "В ячейках стоят формулы: B2. Выделите таблицу, скопируйте её и вставьте как значения, сохраните файл и отправьте снова.",
        ),
        (
            merged,
            "В заголовке таблицы объединены ячейки A1:B1. Отмените объединение: у каждого столбца должен быть свой заголовок в одной строке.",
        ),
        (empty, "В таблице нет ни одной строки под заголовками. Проверьте, тот ли это файл."),
        (columns, "Не хватает столбцов: «ИНН». Найдены: «Муниципалитет», «Организация». Проверьте заголовки."),
    ]
}

async fn a_former_name_of_a_post_is_known(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let bytes = teachers(&[
        "Белова|Анна|Петровна|04.02.1978|112-233-445 95||||МБОУ «СОШ № 1»|преподаватель-организатор ОБЖ||15||первая",
    ]);
    let (_, page) = shown(&zoya, "teachers", &bytes).await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    let rows = table(&page, "rows");
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("Преподаватель-организатор основ безопасности и защиты Родины"), "{rows:?}");
}

async fn files_that_are_no_sheets_say_so_at_their_field(t: TestApp) {
    let zoya = t.zoya().await;
    for (bytes, said) in refused() {
        let answer = send(&zoya, "organizations", &bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.faults(), [said]);
    }
    let long = vec![b'x'; 16 * 1024 * 1024 + 1];
    assert_eq!(
        send(&zoya, "organizations", &long).await.faults(),
        ["Файл больше 16 МБ. Уменьшите его, например сохраните скан с меньшим качеством, и выберите снова."]
    );
    assert_eq!(t.count("select count(*) from imports").await, 0);
}

async fn days_of_receipt_are_checked(t: TestApp) {
    let zoya = t.zoya().await;
    let none = zoya
        .upload("/imports/teachers", &[("received-day", "31"), ("received-month", "2"), ("received-year", "2026")], &[])
        .await;
    assert_eq!(
        none.faults(),
        ["Выберите таблицу: файл XLSX.", "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами."]
    );
    let bare = zoya.upload("/imports/teachers", &[], &[]).await;
    assert_eq!(bare.faults(), ["Выберите таблицу: файл XLSX."]);
    let day = [("received-day", "24"), ("received-month", "11"), ("received-year", "2026")];
    let files: [(&str, &str, &[u8]); 1] = [("teachers", "т.xlsx", TEACHERS)];
    let future = zoya.upload("/imports/teachers", &day, &files).await;
    assert_eq!(future.faults(), ["Этот день ещё не наступил. Проверьте дату получения."]);
    assert_eq!(t.count("select count(*) from imports").await, 0);
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
        let before = t.app.db.asked().count();
        zoya.get(&to).await;
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[1]);
}

async fn the_list_of_sheets_is_paged(t: TestApp) {
    let zoya = t.zoya().await;
    let bytes = sheet(&["Район", "Организация", "ИНН"], &[&["Томск", "Школа", "7000000001"]]);
    let mut asked = Vec::new();
    for sent in 0..22 {
        if sent == 1 || sent == 3 {
            let before = t.app.db.asked().count();
            zoya.get("/imports").await;
            asked.push(t.app.db.asked().count() - before);
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
    t.person("oleg", "Зимин Олег", Role::Specialist, None, "").await;
    let oleg = t.enter("oleg").await;
    let stranger = t.visitor();
    for path in ["/imports", &at, "/organizations", "/organizations/new", "/applications/new"] {
        assert_eq!(oleg.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(stranger.get(path).await.to().starts_with("/login?next="));
    }
    let confirmation = format!("{at}/confirmation");
    assert_eq!(oleg.post(&confirmation, &[]).await.status, StatusCode::NOT_FOUND);
    let sent = send(&oleg, "organizations", ORGANIZATIONS).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from organizations").await, 0);
    assert_eq!(zoya.get("/imports/nothing").await.status, StatusCode::NOT_FOUND);
}

async fn a_post_excluded_since_is_taken_by_the_day_of_receipt(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let bytes = teachers(&["Белова|Анна|Петровна|04.02.1978|112-233-445 95||||МБОУ «СОШ № 1»|Тьютор||15||первая"]);
    let excluded = [("ended_on", "23.11.2026"), ("ended_ref", "п. 4"), ("confirmed", "yes")];
    zoya.post("/settings/posts/P26/end", &excluded).await.to();
    let received = async |day: &str| {
        let day = [("received-day", day), ("received-month", "11"), ("received-year", "2026")];
        let sent = zoya.upload("/imports/teachers", &day, &[("teachers", "teachers.xlsx", &bytes)]).await;
        zoya.get(sent.to()).await
    };
    assert_eq!(
        table(&received("23").await, "faults"),
        [
            "J2: Должность «Тьютор» исключена с 23.11.2026, заявление получено 23.11.2026. Проверьте должность и день получения."
        ]
    );
    let page = received("20").await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    assert_eq!(table(&page, "rows").len(), 1);
}

async fn a_school_is_told_from_another_by_its_number(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("Колледж № 8", "7000000001").await;
    t.school("Колледж № 8", "7000000002").await;
    t.school("МБОУ «СОШ № 1»", "7000000003").await;
    let heads = ["ФИО", "E-mail", "Организация", "ИНН организации"];
    // A coordinator is given access to one of them: it has to be plain which.
    let bytes = sheet(
        &heads,
        &[
            &["Орлова Ольга Андреевна", "olga@school.ru", "Колледж № 8", ""],
            &["Белов Сергей Николаевич", "belov@school.ru", "Колледж № 8", "7000000009"],
            &["Седова Анна Ильинична", "sedova@school.ru", "Колледж № 8", "70"],
            &["Котова Вера Ильинична", "kotova@school.ru", "Колледж № 8", "7000000002"],
        ],
    );
    let (at, page) = shown(&zoya, "coordinators", &bytes).await;
    assert_eq!(
        table(&page, "faults"),
        [
            "C2: Организаций «Колледж № 8» в системе несколько (2), а координатор видит дела одной. Укажите её ИНН в столбце «ИНН организации».",
            "D3: Организации с ИНН 7000000009 в системе нет. Сверьте цифры или сначала внесите организацию.",
            "D4: ИНН организации состоит из 10 цифр.",
        ]
    );
    zoya.post(&format!("{at}/confirmation"), &[]).await.to();
    let invited = "select count(*) from invitations i join organizations o on o.id = i.organization_id where o.inn = '7000000002'";
    assert_eq!((t.count(invited).await, t.count("select count(*) from invitations").await), (1, 1));
    // Whoever gets no access by it is taken with a warning, and without one when the number says which.
    let bytes = sheet(
        &heads,
        &[
            &["Орлова Ольга Андреевна", "olga@school.ru", "Колледж № 8", ""],
            &["Белов Сергей Николаевич", "belov@school.ru", "Колледж № 8", "7000000002"],
            &["Седова Анна Ильинична", "sedova@school.ru", "Колледж № 9", "7000000003"],
        ],
    );
    let (_, page) = shown(&zoya, "specialists", &bytes).await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    assert_eq!(
        table(&page, "warnings"),
        [
            "C2: Организаций «Колледж № 8» в системе несколько (2). Взята внесённая первой, ИНН 7000000001. Если это другая, укажите её ИНН в столбце «ИНН организации».",
            "C4: Организация с этим ИНН в системе называется «МБОУ «СОШ № 1»». Проверьте, та ли это.",
        ]
    );
}

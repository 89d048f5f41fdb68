//! An old register comes as a sheet: with the mistakes such lists have, shown first, taken once.

use attestation::applications::Category;
use attestation::exchange::{Kind, import_file};
use axum::http::StatusCode;
use officedocs::table::{Cell, Column, XlsxTable};

use crate::app::TestApp;
use crate::on_both;
use crate::sheets::{confirmed, counts, journal, shown, table};

on_both!(
    an_old_register_is_shown_first_and_taken_once,
    what_hides_a_person_is_named,
    every_fault_of_an_old_register_has_its_cell,
    what_stands_in_the_register_is_not_changed,
    names_in_three_columns_and_the_command_line,
    questions_grow_by_hundreds_of_rows_only,
    a_long_register_is_taken_by_parts,
    a_number_of_another_person_is_pointed_at,
    nobody_but_the_centre_sends_a_register,
    what_is_said_of_many_rows_is_said_once,
    two_numbers_of_one_record_are_pointed_at,
);

const HEADINGS: [&str; 11] = [
    "ФИО",
    "Дата рождения",
    "СНИЛС",
    "Организация",
    "Муниципалитет",
    "Должность",
    "Категория",
    "Дата решения",
    "Номер акта",
    "Дата акта",
    "Действует до",
];

/// An old register, each row written with bars between cells; days typed in full become dates as Excel keeps them.
fn old(rows: &[&str]) -> Vec<u8> {
    let columns: Vec<Column<'_>> = HEADINGS.iter().map(|heading| Column { heading, width: 20.0 }).collect();
    let mut book = XlsxTable::new("Реестр", &columns).unwrap();
    for row in rows {
        let cells: Vec<Cell<'_>> = row.split('|').map(cell).collect();
        book.row(&cells).unwrap();
    }
    let mut out = std::io::Cursor::new(Vec::new());
    book.finish(&mut out).unwrap();
    out.into_inner()
}

fn cell(text: &str) -> Cell<'_> {
    match text.parse() {
        Ok(day) => Cell::Date(day),
        Err(_) if text.is_empty() => Cell::Empty,
        Err(_) => Cell::Text(text),
    }
}

/// A sheet as an office keeps it for ten years.
fn real() -> Vec<u8> {
    old(&[
        "Орлова Ольга Андреевна|1978-02-04|112-233-445 95|МБОУ «СОШ № 66»|Город Томск|Учитель|высшая|2021-12-24|214-р|2021-12-28|",
        "  БЕЛОВ   пётр ильич |4.02.1978||мбоу  сош № 66||учитель математики|ПЕРВАЯ категория|01.02.2022|15-р||01.02.2027",
        "Яшина Анна|1980-05-05|199-474-395 49|МАДОУ № 12 (закрыт)|Асиновский район|Воспитатель|педагог-методист|2024-01-10|3-р||бессрочно",
        "Котова Вера Ивановна|31.02.1980||МБОУ «СОШ № 66»||Учитель|высшая|2021-12-24|214-р||",
        "Котов Иван|1980-01-31|112-233-445 96|МБОУ «СОШ № 66»||Директор|вторая|2021-12-24|214-р||",
        "Орлова  ольга АНДРЕЕВНА|04.02.1978||МБОУ «СОШ № 66»||УЧИТЕЛЬ|Высшая|24.12.2021|214-р||",
    ])
}

async fn an_old_register_is_shown_first_and_taken_once(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let (at, page) = shown(&zoya, "register", &real()).await;
    assert_eq!(counts(&page), ["3 записи", "0", "3 строки"]);
    assert_eq!(
        table(&page, "faults"),
        [
            "B5: Такой даты нет: 31.02.1980. Нужны день, месяц и год, например 04.02.1978.",
            "C6: В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.",
            "F6: Должности «Директор» нет в номенклатуре должностей педагогических работников. Проверьте название.",
            "G6: Категория «вторая» не распознана. Нужно одно из: первая, высшая, педагог-методист, педагог-наставник.",
            "A7: Строка повторяет строку 2: тот же педагог, должность, категория и дата решения. Второй раз запись не вносится.",
        ]
    );
    assert_eq!(
        table(&page, "warnings"),
        [
            "D4: Организации «МАДОУ № 12 (закрыт)» нет в списке. Она записывается словами, координатор школы запись не увидит."
        ]
    );
    assert_eq!(
        table(&page, "rows"),
        [
            "2: Орлова Ольга Андреевна Учитель, высшая с 24.12.2021, МБОУ «СОШ № 66» новая",
            "3: Белов Пётр Ильич учитель математики, первая с 01.02.2022, мбоу сош № 66 новая",
            "4: Яшина Анна Воспитатель, педагог-методист с 10.01.2024, МАДОУ № 12 (закрыт) новая",
        ]
    );
    assert_eq!(t.count("select count(*) from register_records").await, 0);
    let said = confirmed(&zoya, &at).await;
    assert_eq!(said, "Внесено: 3 записи. Не внесены из-за ошибок: 3 строки.");
    assert_eq!(t.count("select count(*) from register_records").await, 3);
    assert_eq!(confirmed(&zoya, &at).await, "Эта таблица уже внесена. Второй раз ничего не создано.");
    let list = zoya.get("/register").await.words();
    let (_, list) = list.split_once("Состояние Яшина").unwrap();
    assert_eq!(
        list,
        " Анна Воспитатель МАДОУ № 12 (закрыт) Асиновский район педагог-методист 10.01.2024 бессрочно действует Белов Пётр Ильич учитель математики мбоу сош № 66 Город Томск первая 01.02.2022 до 1 февраля 2027 заканчивается через 2 месяца Орлова Ольга Андреевна Учитель МБОУ «СОШ № 66» Город Томск высшая 24.12.2021 до 24 декабря 2026 заканчивается через 31 день"
    );
    assert_eq!(t.count("select count(*) from register_places where organization_id is not null").await, 2);
    let told = t.journal().await;
    assert_eq!(told.iter().filter(|line| line.starts_with("register.added:")).count(), 3);
    assert_eq!(
        journal(&t).await,
        [
            "import.sent: Реестр категорий, файл таблица.xlsx",
            "import.taken: Реестр категорий, файл таблица.xlsx: Внесено: 3\u{a0}записи. Не внесены из-за ошибок: 3\u{a0}строки.",
        ]
    );
    let (_, again) = shown(&zoya, "register", &real()).await;
    assert_eq!(counts(&again), ["0 записей", "3", "3 строки"]);
}

/// A Latin letter inside a name would hide the person from every search; a municipality of another place is pointed at.
async fn what_hides_a_person_is_named(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let bytes = old(&[
        "Смешановa Ольга Андреевна|1978-02-04||МБОУ «СОШ № 66»|Город Томск|Учитель|высшая|2021-12-24|214-р||",
        "IVANOVA Анна Ивановна|1978-02-04||МБОУ «СОШ № 66»|Город Томск|Учитель|высшая|2021-12-24|214-р||",
        "Белов Пётр Ильич|1978-02-04||МБОУ «СОШ № 66»|Город Москва|Учитель|первая квалификационная категория|2021-12-24|214-р||",
    ]);
    let (at, page) = shown(&zoya, "register", &bytes).await;
    assert_eq!(
        table(&page, "faults"),
        [
            "A2: В слове «Смешановa» буква «a» латинская. Замените её такой же русской: на вид они одинаковы, но поиск такое имя не найдёт.",
            "A3: Слово «Ivanova» набрано латинскими буквами. Наберите его русскими, как в паспорте.",
        ]
    );
    assert_eq!(
        table(&page, "warnings"),
        [
            "E4: В списке у этой организации муниципалитет «Город Томск», а здесь «Город Москва». Записывается, как в списке. Проверьте, та ли это организация."
        ]
    );
    confirmed(&zoya, &at).await;
    assert_eq!(t.text("select municipality from register_places").await, "Город Томск");
}

async fn every_fault_of_an_old_register_has_its_cell(t: TestApp) {
    let zoya = t.zoya().await;
    let bytes = old(&[
        "|||||||||||",
        "Орлова|1978-02-04|||||||||x",
        "Орлова Ольга|2025-02-04|1|Школа||Учитель|первая|2027-01-01|1|завтра|",
        "Орлова Ольга|1978-02-04||Школа||Учитель|педагог-наставник|2021-01-01|1||2020-01-01",
        "Орлова Ольга|1978-02-04||Школа||Преподаватель-организатор ОБЖ|первая|1990-01-01|1||",
    ]);
    let (_, page) = shown(&zoya, "register", &bytes).await;
    assert_eq!(
        table(&page, "faults"),
        [
            "A3: Нужны фамилия и имя, например: Орлова Ольга Андреевна.",
            "D3: Не указана организация.",
            "F3: Не указана должность.",
            "G3: Не указана категория.",
            "H3: Не указана дата решения.",
            "I3: Не указан номер акта.",
            "K3: Такой даты нет: x. Нужны день, месяц и год, например 24.12.2021.",
            "B4: Дата рождения не подходит: проверьте год.",
            "C4: СНИЛС состоит из 11 цифр, например 112-233-445 95.",
            "H4: Этот день ещё не наступил. Проверьте дату решения.",
            "J4: Такой даты нет: завтра. Нужны день, месяц и год, например 24.12.2021.",
            "K5: Этот день раньше дня решения. Проверьте обе даты.",
            "G5: В день этого решения такой категории ещё не было. Проверьте категорию и дату решения.",
            "H6: В этот день человеку не было и шестнадцати лет. Проверьте дату решения и дату рождения.",
        ]
    );
}

async fn what_stands_in_the_register_is_not_changed(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let row = |act: &str, snils: &str, until: &str| {
        format!("Орлова Ольга|1978-02-04|{snils}|МБОУ «СОШ № 66»||Учитель|первая|2021-12-24|{act}||{until}")
    };
    let zoya = t.zoya().await;
    import_file(&t.app, Kind::Register, old(&[&row("1-р", "", "")]), false).await.unwrap();
    let later = "Орлова Ольга|1978-02-04||МБОУ «СОШ № 66»||Учитель|высшая|2025-01-10|7-р||2030-01-10";
    let (_, page) = shown(&zoya, "register", &old(&[&row("2-р", "", "2026-12-31"), later])).await;
    assert_eq!(counts(&page), ["1 запись", "1", "0 строк"]);
    let so = "Запись не меняется, исправить её можно в разделе «Реестр категорий».";
    assert_eq!(
        table(&page, "warnings"),
        [
            format!("I2: В реестре записано иначе: 1-р. {so}"),
            format!("K2: В реестре записано иначе: 24.12.2026. {so}"),
            "K3: Категории, установленные в этот день, даны без ограничения срока. Срок записывается как в таблице."
                .to_owned(),
        ]
    );
    let namesakes = old(&[
        &row("1-р", "112-233-445 95", ""),
        "Петрова Ольга|1978-02-04|112-233-445 95|МБОУ «СОШ № 66»||Учитель|первая|2021-12-24|1-р||",
    ]);
    let (_, page) = shown(&zoya, "register", &namesakes).await;
    assert_eq!(
        table(&page, "warnings"),
        [
            format!("C2: В реестре записано иначе: СНИЛС не указан. {so}"),
            "C3: Этот СНИЛС в строке 2 записан под другим именем. Проверьте, не сменилась ли фамилия.".to_owned()
        ]
    );
    let dated = |day: &str| row("1-р", "", "").replace("|1-р||", &format!("|1-р|{day}|"));
    let (_, page) = shown(&zoya, "register", &old(&[&dated("2021-12-27")])).await;
    assert_eq!(table(&page, "warnings"), [format!("J2: В реестре записано иначе: дата акта не указана. {so}")]);
    let other = dated("2021-12-01").replace("|первая|", "|высшая|");
    let (_, page) = shown(&zoya, "register", &old(&[&other])).await;
    assert_eq!(table(&page, "warnings")[0], "J2: Акт раньше решения. Проверьте обе даты.");
    let ahead = dated("2031-01-01").replace("|первая|", "|высшая|");
    let (_, page) = shown(&zoya, "register", &old(&[&ahead])).await;
    assert_eq!(table(&page, "faults"), ["J2: Этот день ещё не наступил. Проверьте дату акта."]);
}

async fn names_in_three_columns_and_the_command_line(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let headings = [
        "Фамилия",
        "Имя",
        "Отчество",
        "Дата рождения",
        "Организация",
        "Должность",
        "Категория",
        "Дата решения",
        "№ приказа",
    ];
    let row = [
        "орлова",
        "ольга",
        "",
        "04.02.1978",
        "МБОУ «СОШ № 66»",
        "Преподаватель-организатор ОБЖ",
        "первая",
        "24.12.2021",
        "1-р",
    ];
    let bytes = crate::sheets::sheet(&headings, &[&row]);
    let dry = import_file(&t.app, Kind::Register, bytes.clone(), true).await.unwrap();
    assert_eq!((dry.created, dry.known, dry.faults), (1, 0, vec![]));
    assert_eq!(t.count("select count(*) from register_records").await, 0);
    for expected in [(1, 0), (0, 1)] {
        let done = import_file(&t.app, Kind::Register, bytes.clone(), false).await.unwrap();
        assert_eq!((done.created, done.known), expected);
    }
    assert_eq!(
        t.count("select count(*) from register_records where post_code = 'P15' and valid_to = '2026-12-24'").await,
        1
    );
    assert_eq!(t.count("select count(*) from register_words").await, 2);
}

/// A register of teachers with these numbers.
pub fn many(numbers: std::ops::Range<usize>) -> Vec<u8> {
    let row = |at: usize| {
        let letter = |digit: u8| char::from_u32(u32::from('а') + u32::from(digit - b'0')).unwrap();
        let letters: String = format!("{at:04}").bytes().map(letter).collect();
        format!("Петрова{letters} Анна|1978-02-04||МБОУ «СОШ № 66»||Учитель|первая|2021-12-24|1-р||")
    };
    let rows: Vec<String> = numbers.map(row).collect();
    old(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Nobody waits for a long register: it is taken by itself, and what a stop has cut off goes on.
async fn a_long_register_is_taken_by_parts(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let round = async || attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
    let (at, page) = shown(&zoya, "register", &many(0..1_200)).await;
    assert_eq!(counts(&page), ["1200 записей", "0", "0 строк"]);
    assert_eq!(confirmed(&zoya, &at).await, "Таблица вносится. Страницу можно закрыть.");
    let words = zoya.get(&at).await.words();
    let told = "Таблица вносится. Уже внесено: 0 записей, осталось: 1200 записей. Страницу можно закрыть: система продолжит сама. Обновить";
    assert!(words.contains(told), "{words}");
    let again = "Эта таблица уже вносится: система закончит сама. Второй раз ничего не создано.";
    assert_eq!(confirmed(&zoya, &at).await, again);
    assert!(zoya.get("/imports").await.words().contains("Вносится"));

    // As if it had been stopped after its first part, while another hand wrote some of the rest.
    import_file(&t.app, Kind::Register, many(0..500), false).await.unwrap();
    t.made(|act| Ok(act.run("update imports set made = 500", &[])?)).await;
    import_file(&t.app, Kind::Register, many(600..700), false).await.unwrap();
    let words = zoya.get(&at).await.words();
    assert!(words.contains("Уже внесено: 500 записей, осталось: 600 записей."), "{words}");
    assert!(!words.contains("Уже есть в системе"), "only what is left is counted: {words}");
    round().await;
    round().await;
    assert_eq!(t.count("select count(*) from register_records").await, 1_200);
    let words = zoya.get(&at).await.words();
    assert!(words.contains("Внесено: 1100 записей. Уже были в системе: 100."), "{words}");
    assert_eq!(confirmed(&zoya, &at).await, "Эта таблица уже внесена. Второй раз ничего не создано.");
    let parts = ["Реестр категорий: 500\u{a0}записей", "Реестр категорий: 100\u{a0}записей"];
    assert_eq!(
        journal(&t).await,
        [
            "import.sent: Реестр категорий, файл таблица.xlsx".to_owned(),
            "import.begun: Реестр категорий, файл таблица.xlsx: 1200\u{a0}записей".to_owned(),
            "import.taken: Реестр категорий: Внесено: 500\u{a0}записей.".to_owned(),
            "import.taken: Реестр категорий: Внесено: 100\u{a0}записей.".to_owned(),
            format!("import.part: {}", parts[0]),
            format!("import.part: {}", parts[1]),
            "import.taken: Реестр категорий, файл таблица.xlsx: Внесено: 1100\u{a0}записей. Уже были в системе: 100."
                .to_owned(),
        ]
    );
}

async fn questions_grow_by_hundreds_of_rows_only(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let mut asked = Vec::new();
    for (from, count) in [(0, 1), (1, 3), (1_000, 100), (2_000, 1_000)] {
        let bytes = many(from..from + count);
        let before = t.app.db.asked().count();
        let done = import_file(&t.app, Kind::Register, bytes, false).await.unwrap();
        assert_eq!((done.created, done.known), (count, 0), "{:?}", done.faults.first());
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[..3], [asked[0]; 3], "a hundred rows are one statement of a kind");
    assert!(asked[3] < asked[0] + 40, "{asked:?}");
}

async fn a_number_of_another_person_is_pointed_at(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let serova = t.application(school, "Серова Инна Львовна", Category::First).await;
    let snils = crate::portal_numbers::snils(&t, &serova).await;
    let row = format!("Яшина Анна|1980-05-05|{snils}|МБОУ «СОШ № 66»||Учитель|высшая|2024-01-10|3-р||");
    let (_, page) = shown(&zoya, "register", &old(&[&row])).await;
    assert_eq!(
        table(&page, "warnings"),
        [
            "C2: С этим СНИЛС в системе записан другой человек: Серова Инна Львовна. Проверьте СНИЛС и не сменилась ли фамилия."
        ]
    );
}

/// Schools long closed are told of once each, after what somebody has to look at.
async fn what_is_said_of_many_rows_is_said_once(t: TestApp) {
    let zoya = t.zoya().await;
    let row = |at: usize, surname: &str, snils: &str| {
        let school = ["МАДОУ № 12", "МАДОУ № 13"][at % 2];
        let born = format!("{}-0{}-05", 1950 + at / 4, 1 + at % 4);
        format!("{surname} Анна|{born}|{snils}|{school}||Учитель|высшая|2021-12-24|{at}-р||")
    };
    let mut rows: Vec<String> = (0..120).map(|at| row(at, "Яшина", "")).collect();
    rows.push(row(120, "Котова", "112-233-445 95"));
    rows.push(row(121, "Седова", "112-233-445 95"));
    let (_, page) = shown(&zoya, "register", &old(&rows.iter().map(String::as_str).collect::<Vec<_>>())).await;
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    let gone = |name: &str| {
        format!("Организации «{name}» нет в списке. Она записывается словами, координатор школы запись не увидит.")
    };
    assert_eq!(
        table(&page, "warnings"),
        [
            "C123: Этот СНИЛС в строке 122 записан под другим именем. Проверьте, не сменилась ли фамилия.".to_owned(),
            format!("D2, D4, D6, D8, D10 и ещё в 56 строках: {}", gone("МАДОУ № 12")),
            format!("D3, D5, D7, D9, D11 и ещё в 56 строках: {}", gone("МАДОУ № 13")),
        ]
    );
}

/// Two rows alike but for the number: a slip of the pen or a namesake, and the fault says so.
async fn two_numbers_of_one_record_are_pointed_at(t: TestApp) {
    let zoya = t.zoya().await;
    let row = |snils: &str| format!("Яшина Анна|1980-05-05|{snils}|Школа||Учитель|высшая|2021-12-24|3-р||");
    let rows = [row("112-233-445 95"), row("199-474-395 49"), row(""), row("112-233-445 95")];
    let (_, page) = shown(&zoya, "register", &old(&rows.each_ref().map(String::as_str))).await;
    let again = "Строка повторяет строку 2: тот же педагог, должность, категория и дата решения. Второй раз запись не вносится.";
    assert_eq!(
        table(&page, "faults"),
        [
            "C3: Строка отличается от строки 2 только СНИЛС: там 112-233-445 95. Если это один человек, исправьте СНИЛС и уберите лишнюю строку. Если это разные люди, сверьте имена и даты рождения: записи, которые больше ничем не отличаются, хранятся как одна.".to_owned(),
            format!("A4: {again}"),
            format!("A5: {again}"),
        ]
    );
}

async fn nobody_but_the_centre_sends_a_register(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = crate::register::coordinator(&t, "kira", school).await;
    let answer = kira.upload("/imports/register", &[], &[("register", "Реестр.xlsx", &real())]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

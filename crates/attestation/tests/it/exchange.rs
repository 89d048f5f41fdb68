//! S1, S9: schools, applications and people come from sheets: shown first, taken once when confirmed.

use attestation::accounts::Role;
use attestation::exchange::{Kind, import_file};

use crate::app::TestApp;
use crate::on_both;
use crate::sheets::{
    ORGANIZATIONS, SPECIALISTS, TEACHERS, THERE, confirmed, counts, journal, sheet, shown, table, with_schools,
};

on_both!(
    schools_are_shown_first_and_taken_once,
    what_the_sheet_says_otherwise_is_only_said,
    applications_are_taken_without_the_faulty_rows,
    specialists_get_one_letter_each,
    coordinators_are_invited_to_their_schools,
    the_command_line_takes_the_same_sheets,
    rows_a_sheet_has_made_say_so,
    a_sheet_before_any_organization_says_it_once,
);

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
    assert_eq!(confirmed(&zoya, &at).await, "Эта таблица уже внесена. Второй раз ничего не создано.");

    let (at, page) = shown(&zoya, "organizations", ORGANIZATIONS).await;
    assert_eq!(counts(&page), ["0 организаций", "64", "0 строк"]);
    assert_eq!(table(&page, "warnings"), Vec::<String>::new());
    assert_eq!(table(&page, "rows")[0], "4: МБОУ ДО «ДДТ № 65» г. Томска Город Томск, ИНН 7097063038 уже есть");
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
    let untouched =
        "select count(*) from organizations where inn = '7000000001' and email = '' and name = 'МБОУ «СОШ № 1»'";
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
    let ambiguous = "J4, J8, J19, J69, J106, J116, J122, J171, J199, J323: Организаций «ОГБПОУ «колледж № 8» (Каргасокский район)» в системе несколько (2). Взята внесённая первой, ИНН 7090124775. Если это другая, укажите её ИНН в столбце «ИНН организации».";
    assert_eq!(table(&page, "warnings"), [ambiguous]);
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
    let late = [[("late", "таблица из школы")].as_slice(), &THERE].concat();
    let (one, other) = tokio::join!(zoya.post(&path, &late), zoya.post(&path, &late));
    assert_eq!([one.to(), other.to()], [at.as_str(), at.as_str()]);
    assert_eq!(t.count("select count(*) from applications").await, 316);
    assert_eq!(t.count("select count(*) from applications where received_on = '2026-11-02'").await, 316);
    let taken = "select count(*) from imports where outcome = 'Внесено: 316\u{a0}заявлений. Не внесены из-за ошибок: 5\u{a0}строк.'";
    assert_eq!(t.count(taken).await, 1);
    let told = "select count(*) from journal where act = 'application.registered'";
    assert_eq!(t.count(told).await, 316);
    assert_eq!(t.letters().await.len(), 0);

    let taken = table(&zoya.get(&at).await, "rows");
    assert!(taken[0].ends_with("внесено, дело 2026-0001"), "{}", taken[0]);
    let (_, again) = shown(&zoya, "teachers", TEACHERS).await;
    assert_eq!(counts(&again), ["0 заявлений", "316", "5 строк"]);
    assert_eq!(table(&again, "faults"), FAULTS);
    assert!(table(&again, "rows")[0].ends_with("уже есть, дело 2026-0001"));
    assert!(!again.text().contains("/confirmation"));
}

async fn specialists_get_one_letter_each(t: TestApp) {
    let zoya = with_schools(&t).await;
    let (at, page) = shown(&zoya, "specialists", SPECIALISTS).await;
    assert_eq!(counts(&page), ["40 приглашений", "0", "0 строк"]);
    assert_eq!(table(&page, "faults"), Vec::<String>::new());
    let ambiguous = "D30, D33, D35, D39, D40: Организаций «ОГБПОУ «колледж № 8» (Каргасокский район)» в системе несколько (2). Взята внесённая первой, ИНН 7090124775. Если это другая, укажите её ИНН в столбце «ИНН организации».";
    assert_eq!(table(&page, "warnings"), [ambiguous]);
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

/// Coordinators as lists name them, slips included.
const PEOPLE: &[&[&str]] = &[
    &["1", "ПЕТРОВА анна ильинична", "anna@school.ru", "МБОУ «СОШ № 1»"],
    &["2", "Петрова Анна Ильинична", "Anna@school.ru", "МБОУ «СОШ № 2»"],
    &["3", "Петрова Анна Ильинична", "ANNA@school.ru", "МБОУ «СОШ № 1»"],
    &["4", "Котов Глеб Ильич", "gleb@example.org", "мбоу «сош №1»"],
    &["5", "Котов", "kotov@example.org", ""],
    &["6", "Зимин Олег", "", "МБОУ «СОШ № 9»"],
];

async fn coordinators_are_invited_to_their_schools(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.school("МБОУ «СОШ № 2»", "7000000002").await;
    t.person("gleb", "Котов Глеб Ильич", Role::Coordinator, Some(school), "МБОУ «СОШ № 1»").await;
    let bytes = sheet(&["№", "ФИО", "E-mail", "Организация"], PEOPLE);
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
    let broken = import_file(app, Kind::Specialists, b"PK\x03\x04 and nothing".to_vec(), false);
    assert_eq!(
        broken.await.unwrap_err().to_string(),
        "Файл повреждён или загружен не полностью. Откройте его в Excel, сохраните заново и отправьте снова."
    );
}

/// Of a sheet that was taken each row says whether this sheet has made it or it was there before.
async fn rows_a_sheet_has_made_say_so(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.later(jiff::SignedDuration::from_mins(1));
    let zoya = t.zoya().await;
    let bytes = sheet(
        &["Муниципалитет", "Организация", "ИНН"],
        &[&["Город Томск", "МБОУ «СОШ № 1»", "7000000001"], &["Город Томск", "МАОУ «Лицей»", "7000000002"]],
    );
    let (at, page) = shown(&zoya, "organizations", &bytes).await;
    let rows = |state: &str| {
        [
            "2: МБОУ «СОШ № 1» Город Томск, ИНН 7000000001 уже есть".to_owned(),
            format!("3: МАОУ «Лицей» Город Томск, ИНН 7000000002 {state}"),
        ]
    };
    assert_eq!(table(&page, "rows"), rows("новая"));
    assert_eq!(confirmed(&zoya, &at).await, "Внесено: 1 организация. Уже были в системе: 1.");
    assert_eq!(table(&zoya.get(&at).await, "rows"), rows("внесена"));
    t.later(jiff::SignedDuration::from_mins(1));
    let (_, again) = shown(&zoya, "organizations", &bytes).await;
    assert_eq!(table(&again, "rows"), rows("уже есть"), "another sheet has made none of them");
}

/// Every row of the real sheet names an organisation, and there is none: that is said in one line, not in three hundred.
async fn a_sheet_before_any_organization_says_it_once(t: TestApp) {
    let zoya = t.zoya().await;
    let (_, page) = shown(&zoya, "teachers", TEACHERS).await;
    let faults = table(&page, "faults");
    let once = "J4, J5, J6, J7, J8 и ещё в 316 строках: Сначала внесите организации: в системе нет ни одной.";
    assert_eq!((faults.len(), faults[0].as_str()), (4, once));
    let top = "Сначала внесите организации: в системе нет ни одной. Потом загрузите эту таблицу снова. Загрузить таблицу организаций";
    assert!(page.words().contains(top), "{}", page.words());
    assert_eq!(counts(&page), ["0 заявлений", "0", "321 строка"]);
    let (_, coordinators) = shown(
        &zoya,
        "coordinators",
        &sheet(&["ФИО", "Почта", "Организация"], &[&["Котов Глеб Ильич", "gleb@example.org", "МБОУ «СОШ № 1»"]]),
    )
    .await;
    assert_eq!(table(&coordinators, "faults"), ["C2: Сначала внесите организации: в системе нет ни одной."]);
    let (at, _) = shown(&zoya, "organizations", ORGANIZATIONS).await;
    confirmed(&zoya, &at).await;
    let (_, later) = shown(&zoya, "teachers", TEACHERS).await;
    assert_eq!(table(&later, "faults").len(), 5);
    assert!(!later.words().contains("Сначала внесите организации: в системе"), "{}", later.words());
}

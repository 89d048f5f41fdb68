//! A sheet of very many teachers: how many questions it takes does not grow with its rows.

use attestation::exchange::{Kind, import_file};

use crate::app::TestApp;
use crate::on_both;
use crate::sheets::sheet;

on_both!(questions_do_not_grow_with_the_rows, a_sheet_sent_twice_and_a_new_name);

const HEADINGS: [&str; 8] = [
    "Фамилия",
    "Имя",
    "Дата рождения",
    "СНИЛС",
    "Образовательная организация",
    "Должность",
    "Имеющаяся категория",
    "Заявленная категория",
];

/// The control number of СНИЛС is made of the nine digits before it.
fn snils(number: usize) -> String {
    let digits = format!("{number:09}");
    let sum: usize = digits.bytes().enumerate().map(|(at, digit)| (9 - at) * usize::from(digit - b'0')).sum();
    format!("{digits}{:02}", sum % 101 % 100)
}

/// A sheet of so many teachers of one school.
fn teachers(from: usize, count: usize) -> Vec<u8> {
    let people: Vec<(String, String)> = (from..from + count)
        .map(|at| (format!("Петрова{}", "абвгдежзик".chars().nth(at % 10).unwrap()), snils(2_000_000 + at)))
        .collect();
    let rows: Vec<Vec<&str>> = people
        .iter()
        .map(|(surname, snils)| vec![surname, "Анна", "04.02.1978", snils, "МБОУ «СОШ № 66»", "Учитель", "", "первая"])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheet(&HEADINGS, &rows)
}

async fn questions_do_not_grow_with_the_rows(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let mut asked = Vec::new();
    for (from, count) in [(0, 1), (1, 3), (1_000, 100), (2_000, 1_000)] {
        let before = t.app.db.asked().count();
        let done = import_file(&t.app, Kind::Teachers, teachers(from, count), false).await.unwrap();
        assert_eq!((done.created, done.known), (count, 0), "{:?}", done.faults.first());
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[..3], [asked[0]; 3], "a hundred rows are one statement of a kind");
    assert!(asked[3] < asked[0] + 45, "{asked:?}");
    assert_eq!(t.count("select max(ordinal) from applications").await, 1_104);
    assert_eq!(t.count("select count(*) from applications where name_key = ''").await, 0);
    let told = t.journal().await;
    assert_eq!(told.iter().filter(|row| row.starts_with("application.registered:")).count(), 1_104);
}

async fn a_sheet_sent_twice_and_a_new_name(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let row = |surname: &str, post: &str, category: &str| {
        let number = snils(2_000_000);
        let cells = [surname, "Анна", "04.02.1978", &number, "МБОУ «СОШ № 66»", post, "", category];
        cells.map(str::to_owned)
    };
    let send = async |rows: Vec<[String; 8]>| {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let done = import_file(&t.app, Kind::Teachers, sheet(&HEADINGS, &rows), false).await.unwrap();
        (done.created, done.known)
    };
    let two = vec![row("Петрова", "Учитель", "первая"), row("Петрова", "Воспитатель", "высшая")];
    assert_eq!(send(two.clone()).await, (2, 0), "one person, two applications");
    assert_eq!(send(two).await, (0, 2));
    assert_eq!(send(vec![row("Сидорова", "Методист", "первая")]).await, (1, 0));
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    assert_eq!(t.count("select count(*) from applications where name_key like 'сидорова%'").await, 3);
    assert_eq!(t.count("select count(*) from application_words where word = 'сидорова'").await, 3);
    assert_eq!(t.count("select count(*) from application_words where word = 'петрова'").await, 0);
}

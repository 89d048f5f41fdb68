//! Sheets as offices send them: titles above the heading, dates in two ways, stray spaces.
//! Each file that is refused is refused in its own words.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use jiff::civil::date;
use officedocs::sheet::{BadSheet, Column, Limits, Sheet, Value, read, read_within};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const fn required(name: &'static str) -> Column {
    Column { name, also: &[], required: true }
}

const TEACHERS: [Column; 6] = [
    required("фамилия"),
    required("Дата рождения"),
    Column { name: "Почта", also: &["e-mail", "Электронная почта"], required: true },
    required("Педагогический  стаж лет"),
    required("Имеющаяся категория"),
    Column { name: "Награды", also: &[], required: false },
];

const NAMES: [Column; 2] = [required("ФИО"), required("Стаж")];

fn file(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    std::fs::read(folder.join(name)).unwrap()
}

fn made(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn headed(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    made(|sheet| {
        sheet.write(0, 0, "ФИО").unwrap();
        sheet.write(0, 1, "Стаж").unwrap();
        fill(sheet);
    })
}

fn texts(sheet: &Sheet, row: usize) -> Vec<String> {
    let cells = sheet.rows[row].cells.iter();
    cells.map(|cell| cell.value.text().unwrap_or_default()).collect()
}

#[test]
fn the_teachers_are_read() {
    let sheet = read(&file("teachers.xlsx"), &TEACHERS).unwrap();
    assert_eq!((sheet.header_row, sheet.name.as_str()), (3, "Лист1"));
    assert_eq!((sheet.rows.len(), sheet.rows[0].number), (321, 4));
    assert_eq!(texts(&sheet, 0), ["Орлова", "19.11.2000", "orlovao0@example.org", "18", "первая", ""]);
    let born = |row: usize| sheet.rows[row].cells[1].value.date();
    assert_eq!(born(0), Some(date(2000, 11, 19)));
    assert_eq!(sheet.rows[1].cells[1].value, Value::Date(date(1987, 12, 10)));
    assert_eq!(sheet.rows[0].cells[3].value.int(), Some(18));
    let padded = &sheet.rows[5].cells[0];
    assert_eq!(padded.value, Value::Text("  Шубина ".to_owned()));
    assert_eq!((padded.at(), padded.value.text()), ("B9".to_owned(), Some("Шубина".to_owned())));
    assert_eq!(sheet.rows[5].cells[2].at(), "G9");
    assert_eq!(sheet.rows[5].cells[5].at(), "9");
}

#[test]
fn organizations_and_specialists_are_read() {
    let columns = [required("ИНН"), required("Краткое наименование ОО")];
    let sheet = read(&file("organizations.xlsx"), &columns).unwrap();
    assert_eq!((sheet.header_row, sheet.rows.len()), (3, 64));
    assert_eq!(texts(&sheet, 0), ["7097063038", "МБОУ ДО «ДДТ № 65» г. Томска"]);
    let columns = [required("ФИО"), required("E-mail")];
    let sheet = read(&file("specialists.xlsx"), &columns).unwrap();
    assert_eq!((sheet.header_row, sheet.rows.len()), (3, 40));
    assert_eq!(texts(&sheet, 0)[0], "Соловьёва Виктория Алексеевна");
}

#[test]
fn missing_columns_are_named_with_those_found() {
    let error = read(&file("specialists.xlsx"), &TEACHERS).unwrap_err().to_string();
    assert_eq!(
        error,
        "Не хватает столбцов: «фамилия», «Дата рождения», «Педагогический  стаж лет», «Имеющаяся категория». \
         Найдены: «№», «ФИО», «E-mail», «Место работы», «Должности, по которым проводит анализ». Проверьте заголовки."
    );
    let none = read(&made(|sheet| drop(sheet.write(0, 0, "x"))), &NAMES);
    assert_eq!(none.unwrap_err(), BadSheet::NoHeading);
    let deep = made(|sheet| drop(sheet.write(20, 0, "ФИО").unwrap().write(20, 1, "Стаж")));
    assert_eq!(read(&deep, &NAMES).unwrap_err(), BadSheet::NoHeading);
}

#[test]
fn formulas_errors_and_empty_rows_are_told_apart() {
    let bytes = headed(|sheet| {
        let day = Format::new().set_num_format("dd.mm.yyyy");
        sheet.write(2, 0, "Иванова").unwrap();
        sheet.write_formula(2, 1, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write(3, 0, "   ").unwrap();
        sheet.write_boolean(6, 0, true).unwrap();
        let moment = ExcelDateTime::from_ymd(1978, 2, 4).unwrap();
        sheet.write_datetime_with_format(6, 1, &moment, &day).unwrap();
        sheet.write(7, 1, 17.5).unwrap();
        sheet.write(1_048_575, 16_383, "далеко").unwrap();
    });
    let sheet = read(&bytes, &NAMES).unwrap();
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 7, 8]);
    let formula = &sheet.rows[0].cells[1];
    assert_eq!((formula.at(), &formula.value), ("B3".to_owned(), &Value::Formula));
    assert_eq!(texts(&sheet, 1), ["ИСТИНА", "04.02.1978"]);
    assert_eq!(sheet.rows[2].cells, [sheet.rows[2].cells[0].clone(), sheet.rows[2].cells[1].clone()]);
    assert_eq!(sheet.rows[2].cells[1].value.int(), None);
}

#[test]
fn a_heading_of_merged_cells_or_twice_the_same_is_refused() {
    let merged = headed(|sheet| {
        sheet.merge_range(0, 2, 0, 4, "Образование", &Format::new()).unwrap();
    });
    assert_eq!(read(&merged, &NAMES).unwrap_err(), BadSheet::MergedHeading("C1:E1".to_owned()));
    let twice = headed(|sheet| drop(sheet.write(0, 5, "стаж:")));
    let error = read(&twice, &NAMES).unwrap_err().to_string();
    assert_eq!(error, "Столбец «Стаж» встречается дважды: в ячейках B1 и F1. Оставьте один.");
}

#[test]
fn the_table_may_be_on_another_sheet_and_letters_may_differ() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "Памятка").unwrap();
    let second = workbook.add_worksheet().set_name("Список").unwrap();
    second.write(4, 3, " Ф.И.О. ").unwrap();
    second.write(4, 1, "СТАЖ").unwrap();
    second.write(5, 3, "Ёлкина").unwrap();
    let sheet = read(&workbook.save_to_buffer().unwrap(), &NAMES).unwrap();
    assert_eq!((sheet.name.as_str(), sheet.header_row), ("Список", 5));
    assert_eq!(texts(&sheet, 0), ["Ёлкина", ""]);
}

#[test]
fn too_many_rows_or_columns_are_refused() {
    let long = headed(|sheet| {
        for row in 1..=11 {
            sheet.write(row, 0, "x").unwrap();
        }
    });
    let limits = Limits { rows: 10, columns: 64 };
    assert_eq!(read_within(&long, &NAMES, limits).unwrap_err(), BadSheet::TooManyRows(10));
    let wide = headed(|sheet| drop(sheet.write(0, 64, "ещё один")));
    assert_eq!(read(&wide, &NAMES).unwrap_err(), BadSheet::TooManyColumns(64));
}

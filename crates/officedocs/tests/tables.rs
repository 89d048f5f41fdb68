//! What is written is read again: text stays text, numbers and dates keep their kind.
//! The CSV is compared byte by byte.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use officedocs::table::{Cell, Column, CsvTable, NotWritten, XlsxTable};

const COLUMNS: [Column<'_>; 3] = [
    Column { heading: "ФИО", width: 30.0 },
    Column { heading: "Стаж", width: 8.0 },
    Column { heading: "=Дата", width: 12.0 },
];

fn written(rows: &[&[Cell<'_>]]) -> Vec<u8> {
    let mut table = XlsxTable::new("Педагоги", &COLUMNS).unwrap();
    for row in rows {
        table.row(row).unwrap();
    }
    let mut out = Cursor::new(Vec::new());
    table.finish(&mut out).unwrap();
    out.into_inner()
}

#[test]
fn a_sheet_reads_back_as_it_was_written() {
    let file = written(&[
        &[Cell::Text("=СУММ(A1)"), Cell::Number(18.0), Cell::Date(date(1978, 2, 4))],
        &[Cell::Text("a < b & \"c\"\n"), Cell::Empty, Cell::Date(date(1812, 9, 7))],
    ]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&file)).unwrap();
    assert_eq!(book.sheet_names(), ["Педагоги"]);
    let cells = book.worksheet_range("Педагоги").unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let row = |n: u32| (0..3).map(|c| cells.get_value((n, c)).unwrap().clone()).collect::<Vec<_>>();
    assert_eq!(row(0), [text("ФИО"), text("Стаж"), text("=Дата")]);
    assert_eq!(row(1)[..2], [text("=СУММ(A1)"), Data::Float(18.0)]);
    let Data::DateTime(moment) = row(1)[2] else { panic!("no date") };
    assert_eq!(moment.to_ymd_hms_milli(), (1978, 2, 4, 0, 0, 0, 0));
    assert_eq!(row(2), [text("a < b & \"c\"\n"), Data::Empty, text("07.09.1812")]);
    assert!(book.worksheet_formula("Педагоги").unwrap().is_empty());
}

#[test]
fn the_heading_is_bold_frozen_and_filtered() {
    let file = written(&[&[Cell::Text("x")]]);
    let sheet = common::part(&file, "xl/worksheets/sheet1.xml");
    for expected in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\"",
        "<autoFilter ref=\"A1:C2\"/>",
        "<c r=\"A1\" s=\"1\"",
        "<col min=\"1\" max=\"1\" width=\"30.",
    ] {
        assert!(sheet.contains(expected), "{expected} in {sheet}");
    }
    assert!(common::part(&file, "xl/styles.xml").contains("<b/>"));
}

#[test]
fn long_text_and_odd_numbers_are_kept_as_far_as_excel_can() {
    let long = "я".repeat(40_000);
    let file = written(&[&[Cell::Text(&long), Cell::Number(f64::NAN)]]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&file)).unwrap();
    let cells = book.worksheet_range("Педагоги").unwrap();
    let kept = cells.get_value((1, 0)).unwrap().to_string();
    assert_eq!(kept.chars().count(), 32_767);
    assert_eq!(cells.get_value((1, 1)), Some(&Data::String("NaN".to_owned())));
    let named = XlsxTable::new("a/b", &COLUMNS).err().unwrap();
    assert!(matches!(named, NotWritten::BadShape(_)));
}

#[test]
fn csv_is_quoted_and_defused() {
    let mut table = CsvTable::new(Vec::new(), &COLUMNS).unwrap();
    let rows: [&[Cell<'_>]; 8] = [
        &[Cell::Text("=1+1"), Cell::Number(-0.5), Cell::Date(date(1978, 2, 4))],
        &[Cell::Text("+7 900"), Cell::Text("-1"), Cell::Text("@a")],
        &[Cell::Text("\ta"), Cell::Text("\r"), Cell::Text("＝1")],
        &[Cell::Text("＋1"), Cell::Text("－1"), Cell::Text("＠1")],
        &[Cell::Text("он сказал \"да\""), Cell::Text("a;b"), Cell::Text("две\nстроки")],
        &[Cell::Text(" край "), Cell::Text("a=b"), Cell::Empty],
        &[Cell::Text("один")],
        &[Cell::Empty; 5],
    ];
    for row in rows {
        table.row(row).unwrap();
    }
    let text = String::from_utf8(table.finish().unwrap()).unwrap();
    let expected = "\u{feff}ФИО;Стаж;'=Дата\r\n'=1+1;-0,5;04.02.1978\r\n'+7 900;'-1;'@a\r\n\
        \"'\ta\";\"'\r\";'＝1\r\n'＋1;'－1;'＠1\r\n\"он сказал \"\"да\"\"\";\"a;b\";\"две\nстроки\"\r\n\
        \" край \";a=b;\r\nодин;;\r\n;;\r\n";
    assert_eq!(text, expected);
}

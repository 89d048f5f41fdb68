//! Hostile and broken workbooks: each ends in a sentence, quickly and in little memory.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::time::{Duration, Instant};

use common::zip_of;
use officedocs::sheet::{BadSheet, Column, read};
use rust_xlsxwriter::Workbook;

const NAMES: [Column; 1] = [Column { name: "ФИО", also: &[], required: true }];

const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>ФИО</t></is></c></row>"#;

/// A workbook of one sheet written by hand.
fn book(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    zip_of(&parts)
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{HEAD}{rows}</sheetData></worksheet>")
}

/// The refusal, which must come within the time a person would wait.
fn refused(bytes: &[u8]) -> BadSheet {
    let start = Instant::now();
    let error = read(bytes, &NAMES).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 5 }));
    error
}

#[test]
fn other_kinds_of_files_are_named() {
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut locked = ole.to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(b""), BadSheet::Empty);
    assert_eq!(refused("ФИО;стаж".as_bytes()), BadSheet::NotSheet);
    assert_eq!(refused(&ole), BadSheet::OldExcel);
    assert_eq!(refused(&locked), BadSheet::Encrypted);
    assert_eq!(refused(&common::docx(&["текст"])), BadSheet::NotSheet);
    let whole = book(&sheet(""), &[]);
    assert!(read(&whole, &NAMES).unwrap().rows.is_empty());
    assert_eq!(refused(&whole[..whole.len() / 2]), BadSheet::Damaged);
}

#[test]
fn a_far_cell_and_huge_dimensions_cost_nothing() {
    let far = r#"<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>"#;
    let read = read(&book(&sheet(far), &[]), &NAMES).unwrap();
    assert_eq!((read.rows.len(), read.rows[0].number), (1, 1_048_576));
}

#[test]
fn bombs_are_refused() {
    let spaces = vec![b' '; 130 << 20];
    assert_eq!(refused(&book(&sheet(""), &[("xl/media/a.png", &spaces)])), BadSheet::TooLarge);
    let long = format!("<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "я".repeat(3 << 20));
    assert_eq!(refused(&book(&sheet(&long), &[])), BadSheet::TooLarge);
    let runs = "<r><t>яяяяяяяяяяяяяяяяяяяяяяяя</t></r>".repeat(100_000);
    let runs = format!("<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is>{runs}</is></c></row>");
    assert_eq!(refused(&book(&sheet(&runs), &[])), BadSheet::TooLarge);
    let entities = "<!DOCTYPE a [<!ENTITY b \"bb\">]>".to_owned() + &sheet("");
    assert_eq!(refused(&book(&entities, &[])), BadSheet::Entities);
}

#[test]
fn shared_strings_are_bounded() {
    let strings = |xml: &str| book(&sheet(""), &[("xl/sharedStrings.xml", xml.as_bytes())]);
    let declared = "<sst uniqueCount=\"99999999999999\"><si><t>x</t></si></sst>";
    assert_eq!(refused(&strings(declared)), BadSheet::TooLarge);
    let many = format!("<sst>{}</sst>", "<si><t/></si>".repeat(300_001));
    assert_eq!(refused(&strings(&many)), BadSheet::TooLarge);
    // One long string in every cell would be kept once for each.
    let long = format!("<sst><si><t>{}</t></si></sst>", "я".repeat(30_000));
    let row = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    let rows: Vec<String> = (2..5_000).map(row).collect();
    let rows = rows.concat();
    let repeated = book(&sheet(&rows), &[("xl/sharedStrings.xml", long.as_bytes())]);
    assert_eq!(refused(&repeated), BadSheet::TooLarge);
}

#[test]
fn places_out_of_range_are_damage() {
    for place in ["AAAAAAAAAAAA1", "A99999999999", "A0", "1A", "Ё1", ""] {
        let rows = format!("<row r=\"2\"><c r=\"{place}\"><v>1</v></c></row>");
        assert_eq!(refused(&book(&sheet(&rows), &[])), BadSheet::Damaged, "{place}");
    }
    let merged = sheet("").replace("</worksheet>", "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells></worksheet>");
    assert_eq!(refused(&book(&merged, &[])), BadSheet::Damaged);
    let shared = r#"<row r="2"><c r="A2"><f t="shared" si="99999999999999" ref="A2:A3">A1</f><v>1</v></c></row>"#;
    assert_eq!(read(&book(&sheet(shared), &[]), &NAMES).unwrap().rows.len(), 1);
}

#[test]
fn a_heap_of_cells_is_refused() {
    let cells = "<c r=\"B2\"><v>1</v></c>".repeat(2_000_001);
    assert_eq!(refused(&book(&sheet(&format!("<row r=\"2\">{cells}</row>")), &[])), BadSheet::TooLarge);
}

#[test]
fn a_million_rows_are_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory();
    let sheet = sheet.unwrap();
    sheet.write(0, 0, "ФИО").unwrap();
    for row in 1..1_000_000 {
        sheet.write(row, 0, 1).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(refused(&bytes), BadSheet::TooManyRows(20_000));
}

#[test]
fn a_spoiled_file_is_an_error_not_a_panic() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let whole = std::fs::read(folder.join("specialists.xlsx")).unwrap();
    let plain = book(&sheet("<row r=\"2\"><c r=\"A2\" s=\"1\"><v>17.5</v></c></row>"), &[]);
    let mut seed = 4_321_u32;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    for _ in 0..200 {
        for file in [&whole, &plain] {
            let mut spoiled = file.clone();
            let at = next(spoiled.len());
            spoiled[at] ^= u8::try_from(next(255)).unwrap() + 1;
            let _ = read(&spoiled, &NAMES);
        }
    }
    // The same inside the XML, where checksums do not help.
    let text = sheet("<row r=\"2\"><c r=\"A2\" s=\"1\" t=\"n\"><f>A1</f><v>17.5</v></c></row>");
    for _ in 0..2_000 {
        let mut spoiled = text.clone().into_bytes();
        let at = next(spoiled.len());
        spoiled[at] = b" <>/\"'=&;09AZaz-"[next(16)];
        let spoiled = String::from_utf8_lossy(&spoiled).into_owned();
        let _ = read(&book(&spoiled, &[]), &NAMES);
    }
}

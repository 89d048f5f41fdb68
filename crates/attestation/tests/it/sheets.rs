//! Sheets for tests: made on the spot or real, sent in by the centre, read back from the page as a person reads it.

use attestation::exchange::{Kind, import_file};
use axum::http::StatusCode;
use officedocs::table::{Cell, Column, XlsxTable};

use crate::app::{Answer, TestApp, Visitor, words_of};

pub const ORGANIZATIONS: &[u8] = include_bytes!("../data/organizations.xlsx");
pub const TEACHERS: &[u8] = include_bytes!("../data/teachers.xlsx");
pub const SPECIALISTS: &[u8] = include_bytes!("../data/specialists.xlsx");

/// A sheet with these headings and rows.
pub fn sheet(headings: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let columns: Vec<Column<'_>> = headings.iter().map(|heading| Column { heading, width: 20.0 }).collect();
    let mut table = XlsxTable::new("Лист1", &columns).unwrap();
    for row in rows {
        let cells: Vec<Cell<'_>> =
            row.iter().map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text) }).collect();
        table.row(&cells).unwrap();
    }
    let mut out = std::io::Cursor::new(Vec::new());
    table.finish(&mut out).unwrap();
    out.into_inner()
}

/// A workbook of one sheet written by hand.
pub fn book(inside: &str) -> Vec<u8> {
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
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A cell of text, as a workbook writes it.
pub fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Sends a sheet in.
pub async fn send(zoya: &Visitor, kind: &str, bytes: &[u8]) -> Answer {
    let path = format!("/imports/{kind}");
    let day = [("received-day", "2"), ("received-month", "11"), ("received-year", "2026")];
    zoya.upload(&path, &day, &[(kind, "таблица.xlsx", bytes)]).await
}

/// Sends a sheet in and opens its dry run: its address and the page.
pub async fn shown(zoya: &Visitor, kind: &str, bytes: &[u8]) -> (String, Answer) {
    let answer = send(zoya, kind, bytes).await;
    let to = answer.to().to_owned();
    let page = zoya.get(&to).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    (to, page)
}

/// What is said of the applications of a sheet that are registered: originals and consents are there.
pub const THERE: [(&str, &str); 2] = [("original", "yes"), ("consent", "yes")];

/// Confirms a sheet, with a reason for applications that are registered late; the sentence the page then says.
pub async fn confirmed(zoya: &Visitor, at: &str) -> String {
    let why = [("late", "таблица из школы"), ("despite", "есть копия приказа")];
    let answer = zoya.post(&format!("{at}/confirmation"), &[why, THERE].concat()).await;
    assert_eq!(answer.to(), at);
    said(&zoya.get(at).await)
}

/// The sentence about what was just done.
pub fn said(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("data-att-said>").unwrap();
    words_of(rest.split("</div>").next().unwrap())
}

/// The rows of a table of the page: «G13: …».
pub fn table(page: &Answer, id: &str) -> Vec<String> {
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
pub fn counts(page: &Answer) -> [String; 3] {
    let text = page.text();
    ["Будет внесено", "Уже есть в системе", "С ошибками"].map(|key| {
        let (_, rest) = text.split_once(key).unwrap();
        let value = rest.split("<dd").nth(1).unwrap();
        let value = value.split_once('>').unwrap().1;
        words_of(value.split("</dd>").next().unwrap())
    })
}

/// What the journal tells of sheets.
pub async fn journal(t: &TestApp) -> Vec<String> {
    let all = t.journal().await;
    all.into_iter().filter(|line| line.starts_with("import.")).collect()
}

/// The centre with the schools of the real sheet.
pub async fn with_schools(t: &TestApp) -> Visitor {
    let zoya = t.zoya().await;
    let taken = import_file(&t.app, Kind::Organizations, ORGANIZATIONS.to_vec(), false);
    assert_eq!(taken.await.unwrap().created, 64);
    zoya
}

//! Squares in a filled template: a drawing in the text, the picture as a part, what ties them.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::io::{Cursor, Read};

use flate2::read::ZlibDecoder;
use officedocs::pdf::Squares;
use officedocs::template::pictured;
use serde_json::json;
use zip::ZipArchive;

use common::{docx, filled, lines, part};

/// Two by two cells, dark on the diagonal.
fn squares() -> Squares {
    Squares { side: 2, dark: vec![true, false, false, true], alt: "Код \"для\" телефона".to_owned() }
}

fn png(file: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// The content of each part of a PNG by its name.
fn chunks(png: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = &png[8..];
    let mut all = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        all.push((String::from_utf8(after[..4].to_vec()).unwrap(), after[4..4 + length].to_vec()));
        rest = &after[4 + length + 4..];
    }
    all
}

#[test]
fn squares_become_a_picture_of_the_document() {
    let data = json!({ "код": pictured(&squares()) });
    let file = filled(&docx(&["Код: {{ код }} и текст", "{{ код }}"]), &data).unwrap();
    let body = part(&file, "word/document.xml");
    assert_eq!(body.matches("r:embed=\"rIdSquares3\"").count(), 2, "the same squares are one picture: {body}");
    assert!(body.contains("descr=\"Код  для  телефона\""), "{body}");
    assert_eq!(lines(&docx(&["Код: {{ код }} и текст", "{{ код }}"]), &data).unwrap(), ["Код:  и текст", ""]);
    let relations = part(&file, "word/_rels/document.xml.rels");
    assert_eq!(relations.matches("Target=\"/word/media/squares3.png\"").count(), 1, "{relations}");
    let kinds = part(&file, "[Content_Types].xml");
    assert_eq!(kinds.matches("Extension=\"png\"").count(), 1, "{kinds}");
    // Filled once more the file keeps its picture.
    let again = filled(&file, &json!({})).unwrap();
    assert_eq!(part(&again, "word/_rels/document.xml.rels"), relations);
    let chunks = chunks(&png(&file, "word/media/squares3.png"));
    let names: Vec<&str> = chunks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["IHDR", "IDAT", "IEND"]);
    assert_eq!(chunks[0].1, [0, 0, 0, 80, 0, 0, 0, 80, 1, 0, 0, 0, 0]);
    let mut rows = Vec::new();
    ZlibDecoder::new(chunks[1].1.as_slice()).read_to_end(&mut rows).unwrap();
    let rows: Vec<&[u8]> = rows.chunks(11).collect();
    assert_eq!(rows.len(), 80);
    let light = [0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255];
    assert_eq!(rows[31], light);
    assert_eq!(rows[32], [0, 255, 255, 255, 255, 0, 255, 255, 255, 255, 255]);
    assert_eq!(rows[47], [0, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255]);
    assert_eq!(rows[48], light);
}

#[test]
fn without_squares_nothing_is_added() {
    for value in ["", "\u{e000}2;10;код\u{e001}", "\u{e000}"] {
        let file = filled(&docx(&["Код: {{ код }}"]), &json!({ "код": value })).unwrap();
        assert_eq!(part(&file, "word/_rels/document.xml.rels"), "");
        assert!(!part(&file, "[Content_Types].xml").contains("png"));
        assert!(!part(&file, "word/document.xml").contains("w:drawing"));
    }
}

//! Every fixture filled here gives the text python-docx-template gives for it
//! (`tests/data/make.py` makes the fixtures and the expected text).

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/templates")
}

fn fixtures() -> BTreeSet<String> {
    std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".docx").map(str::to_owned)
        })
        .collect()
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

#[test]
fn every_fixture_reads_as_the_model_fills_it() {
    let mut wrong = Vec::new();
    let fixtures = fixtures();
    for name in &fixtures {
        let data = serde_json::from_slice(&read(&format!("{name}.json"))).unwrap();
        let expected = String::from_utf8(read(&format!("{name}.txt"))).unwrap();
        let ours = match common::filled(&read(&format!("{name}.docx")), &data) {
            Ok(file) => common::text_of(&file),
            Err(error) => error.to_string(),
        };
        if ours != expected {
            wrong.push(format!("== {name}\n-- expected\n{expected}-- ours\n{ours}"));
        }
    }
    assert_eq!(fixtures.len(), 17);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

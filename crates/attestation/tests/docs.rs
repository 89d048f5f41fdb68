//! Documents name files that exist: a path in backticks ends the path of a file in this tree.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose files are not ours or are made anew.
const NOT_OURS: &[&str] = &["target", "node_modules", "demo-data", "dist", "out", "shots"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !path.is_dir() {
            all.push(path);
        } else if !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
            all.extend(files(&path));
        }
    }
    all
}

/// What stands in backticks and looks like a path of a source file.
fn named(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |one: &&str| one.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"_/.-".contains(&sign));
    let is_source = |one: &&str| {
        [".rs", ".html", ".sql", ".mjs", ".py"].iter().any(|end| one.ends_with(end) && one.len() > end.len())
    };
    quoted.filter(is_path).filter(is_source).collect()
}

#[test]
fn a_path_in_a_document_is_a_path_of_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let all = files(root);
    let documents = all.iter().filter(|path| path.extension().is_some_and(|end| end == "md"));
    let mut lost = Vec::new();
    let mut found = 0;
    for document in documents {
        for name in named(&fs::read_to_string(document).unwrap()) {
            found += 1;
            if !all.iter().any(|path| path.ends_with(name)) {
                lost.push(format!("{}: {name}", document.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(found > 50, "only {found} paths were found: is this the right tree?");
}

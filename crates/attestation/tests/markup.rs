//! What is shown without being looked through for signs of markup: parts of pages made by templates of our own, pictures drawn by
//! us, and nothing that anybody has typed.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Where, and how many times: the frame, the macros that call parts, attributes told by a constant, two squares of a code.
const SAFE: &[(&str, usize)] = &[
    ("accounts/second_step/phone.html", 1),
    ("platform/layout.html", 4),
    ("platform/parts/line.html", 1),
    ("platform/ui.html", 15),
    ("register/extract.html", 1),
];

fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(templates(&path));
        } else if path.extension().is_some_and(|ending| ending == "html") {
            all.push(path);
        }
    }
    all
}

#[test]
fn nothing_else_is_shown_as_markup() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found: Vec<(String, usize)> = Vec::new();
    for path in templates(&src) {
        let text: String = fs::read_to_string(&path).unwrap().split_whitespace().collect();
        let times = text.matches("|safe").count() + text.matches("{%autoescape").count();
        if times > 0 {
            found.push((path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned(), times));
        }
    }
    found.sort();
    let known: Vec<(String, usize)> = SAFE.iter().map(|(name, times)| ((*name).to_owned(), *times)).collect();
    assert_eq!(found, known);
}

#[test]
fn what_the_macros_pass_on_is_a_part() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for name in ["platform/ui.html", "platform/layout.html"] {
        let text = fs::read_to_string(src.join(name)).unwrap();
        for line in text.lines().filter(|line| line.contains("|safe")) {
            assert!(line.contains("{{ crate::platform::parts::") || line.contains("{{ frame."), "{name}: {line}");
        }
    }
}

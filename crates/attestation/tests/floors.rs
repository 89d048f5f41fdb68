//! Imports go down only: every `crate::room` named in a file must stand on a lower floor than the file's own room.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Floors from the top; rooms of one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["commands"],
    &["seed"],
    &["app"],
    &["templates"],
    &["inquiries"],
    &["cabinets", "exchange", "fitness", "reports", "retention", "api"],
    &["acts", "applying", "withdrawals"],
    &["intake"],
    &["cases", "clocks", "register", "results", "commission"],
    &["complaints", "conclusions", "notifications", "people"],
    &["assignments"],
    &["criteria"],
    &["invitations"],
    &["applications"],
    &["organizations", "audit", "deadlines", "posts", "wordings"],
    &["papers", "rulebook"],
    &["accounts"],
    &["documents"],
    &["context"],
    &["config"],
    &["platform"],
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
    all
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&room))
}

/// Rooms named as `crate::room` or inside `crate::{room, …}`.
fn named(text: &str) -> BTreeSet<String> {
    let word =
        |text: &str| text.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '_').collect::<String>();
    let mut rooms = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            rooms.extend(list.split('}').next().unwrap().split(',').map(|one| word(one.trim())));
        } else {
            rooms.insert(word(rest));
        }
    }
    rooms
}

#[test]
fn imports_go_down_only() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files(&source) {
        let inside = file.strip_prefix(&source).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if room == "lib" || room == "main" {
            continue;
        }
        let Some(own) = floor(&room) else {
            wrong.push(format!("{room} has no floor"));
            continue;
        };
        seen.insert(room.clone());
        for other in named(&fs::read_to_string(&file).unwrap()) {
            let is_up = floor(&other).is_some_and(|place| place < own || (place == own && other != room));
            if is_up {
                wrong.push(format!("{} names {other}, which is not below", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen.len() >= 12, "the rooms were not found: {seen:?}");
}

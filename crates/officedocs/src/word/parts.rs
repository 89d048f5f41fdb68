//! The parts of a `.docx` that say what is read: the text, its styles and lists, headers and footers.

use std::collections::HashMap;

use super::tree::Tree;
use crate::package::{Archive, open as open_package, unpack};
use crate::template::BadTemplate;
use crate::template::package::{CONTENT_TYPES, LIMITS, MAIN, check_part, declared, text_of};

/// The parts as text; a part the document does not have is empty.
pub(super) struct Files {
    /// The document.
    pub(super) main: String,
    pub(super) styles: String,
    pub(super) numbering: String,
    /// Headers and footers by the ids the document calls them.
    pub(super) edges: HashMap<String, String>,
}

/// Opens the file and unpacks what is read.
pub(super) fn open(bytes: &[u8]) -> Result<Files, BadTemplate> {
    let mut archive = open_package(bytes, LIMITS)?;
    let mut left = LIMITS.unpacked;
    let kinds = part(&mut archive, CONTENT_TYPES, &mut left)?.ok_or(BadTemplate::NotWord)?;
    let kinds = declared(&kinds)?;
    let named = |ending: &str| kinds.iter().find(|(_, kind)| kind.ends_with(ending)).map(|(name, _)| name.clone());
    let main = MAIN.iter().find_map(|ending| named(ending)).ok_or(BadTemplate::NotWord)?;
    let mut read = |name: Option<String>| match name {
        Some(name) => part(&mut archive, &name, &mut left).map(Option::unwrap_or_default),
        None => Ok(String::new()),
    };
    let styles = read(named("wordprocessingml.styles+xml"))?;
    let numbering = read(named("wordprocessingml.numbering+xml"))?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = read(Some(format!("{folder}/_rels/{file}.rels")))?;
    let mut edges = HashMap::new();
    for (id, target) in related(&relations)? {
        let name = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
        edges.insert(id, read(Some(name))?);
    }
    let main = read(Some(main))?;
    if main.is_empty() { Err(BadTemplate::Damaged) } else { Ok(Files { main, styles, numbering, edges }) }
}

/// A part by its name; none when it is not there.
fn part(archive: &mut Archive<'_>, name: &str, left: &mut u64) -> Result<Option<String>, BadTemplate> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let content = unpack(archive.by_index(index).map_err(|_| BadTemplate::Damaged)?, left)?;
    check_part(name, &content)?;
    text_of(content).map(Some)
}

/// Ids of headers and footers, and the parts they are.
fn related(relations: &str) -> Result<Vec<(String, String)>, BadTemplate> {
    if relations.is_empty() {
        return Ok(Vec::new());
    }
    let tree = Tree::read(relations)?;
    let Some(root) = tree.root() else { return Ok(Vec::new()) };
    let is_edge = |kind: &str| kind.ends_with("/header") || kind.ends_with("/footer");
    let edges = root.children().filter(|one| one.attribute("Type").is_some_and(|kind| is_edge(&kind)));
    Ok(edges.filter_map(|one| one.attribute("Id").zip(one.attribute("Target"))).collect())
}

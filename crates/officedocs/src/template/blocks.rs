//! Checks that every block that begins has its end, before the engine sees the source:
//! the engine would only say that the end of the file came too early.

use super::cells::changes_cell;
use super::error::BadTemplate;
use super::pieces::Piece;
use super::tag::{Kind, Tag};

/// Checks the pairs of all statements of a part.
pub(super) fn check_blocks(pieces: &[Piece<'_>]) -> Result<(), BadTemplate> {
    let mut open: Vec<&Tag> = Vec::new();
    for piece in pieces {
        let Piece::Tag(tag) = piece else { continue };
        if tag.kind != Kind::Statement || changes_cell(tag) {
            continue;
        }
        match tag.word() {
            "else" | "elif" => check_branch(&open, tag)?,
            word => match word.strip_prefix("end") {
                Some(begun) => {
                    let last = open.pop();
                    if last.is_none_or(|last| last.word() != begun) {
                        return Err(unpaired(last.unwrap_or(tag), tag, begun));
                    }
                }
                None if begins_block(tag) => open.push(tag),
                None => {}
            },
        }
    }
    match open.pop() {
        Some(tag) => Err(BadTemplate::Unpaired { pair: format!("{{% end{} %}}", tag.word()), tag: tag.shown() }),
        None => Ok(()),
    }
}

fn check_branch(open: &[&Tag], tag: &Tag) -> Result<(), BadTemplate> {
    let inside = open.last().map(|tag| tag.word());
    if matches!(inside, Some("if")) || (inside == Some("for") && tag.word() == "else") {
        return Ok(());
    }
    Err(BadTemplate::Unpaired { tag: tag.shown(), pair: "{% if … %}".to_owned() })
}

/// Names the block that was left open, or the end that nothing began.
fn unpaired(last: &Tag, end: &Tag, begun: &str) -> BadTemplate {
    let pair =
        if std::ptr::eq(last, end) { format!("{{% {begun} … %}}") } else { format!("{{% end{} %}}", last.word()) };
    BadTemplate::Unpaired { tag: last.shown(), pair }
}

fn begins_block(tag: &Tag) -> bool {
    match tag.word() {
        "for" | "if" | "with" | "macro" | "call" | "filter" | "autoescape" => true,
        "set" => !tag.code.contains('='),
        _ => false,
    }
}

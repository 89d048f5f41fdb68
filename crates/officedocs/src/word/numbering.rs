//! Lists: which sign an item gets.

use std::collections::HashMap;

use super::properties::{ParagraphSays, RunSays};
use super::tree::{Node, Tree};
use crate::template::BadTemplate;

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    start: i64,
    /// How it counts: `decimal`, `bullet`…
    counts: String,
    /// `%1.%2)`.
    text: String,
    pub(super) paragraph: ParagraphSays,
    pub(super) run: RunSays,
}

/// A list as paragraphs name it.
struct List {
    /// Lists of one kind count on from one another.
    counter: String,
    levels: Vec<Level>,
}

/// All lists of a document with what has been counted.
#[derive(Default)]
pub(super) struct Lists {
    all: HashMap<String, List>,
    counted: HashMap<String, [Option<i64>; LEVELS]>,
}

impl Lists {
    pub(super) fn read(xml: &str) -> Result<Self, BadTemplate> {
        let mut lists = Self::default();
        if xml.is_empty() {
            return Ok(lists);
        }
        let tree = Tree::read(xml)?;
        let Some(root) = tree.root() else { return Ok(lists) };
        let of = |name: &'static str| root.children().filter(move |one| one.name() == name);
        let kinds: HashMap<String, Vec<Level>> = of("w:abstractNum")
            .filter_map(|one| Some((one.attribute("w:abstractNumId")?, levels(one, "w:lvl"))))
            .collect();
        for one in of("w:num") {
            let ids = one.attribute("w:numId").zip(one.value_of("w:abstractNumId"));
            let Some((id, kind)) = ids else { continue };
            let mut list = List { levels: kinds.get(&kind).cloned().unwrap_or_default(), counter: kind };
            for other in one.children().filter(|child| child.name() == "w:lvlOverride") {
                let at: usize = other.number("w:ilvl").unwrap_or_default();
                let start = other.value_of("w:startOverride").and_then(|start| start.parse().ok());
                if let (Some(level), Some(start)) = (list.levels.get_mut(at), start) {
                    level.start = start;
                    list.counter = format!("num {id}");
                }
            }
            lists.all.insert(id, list);
        }
        Ok(lists)
    }

    /// The level of a list; none when the list is not there.
    pub(super) fn level(&self, list: &str, level: usize) -> Option<&Level> {
        self.all.get(list)?.levels.get(level)
    }

    /// The sign of the next item, and whether it is a number.
    pub(super) fn next(&mut self, list: &str, at: usize) -> Option<(String, bool)> {
        let list = self.all.get(list)?;
        let level = list.levels.get(at)?;
        let counted = self.counted.entry(list.counter.clone()).or_default();
        let mine = counted.get_mut(at)?;
        *mine = Some(mine.map_or(level.start, |last| last.saturating_add(1)));
        counted[at + 1..].fill(None);
        if level.counts == "bullet" {
            return Some((bullet(&level.text), false));
        }
        let mut text = level.text.clone();
        for (nth, (one, value)) in list.levels.iter().zip(*counted).enumerate() {
            let number = said(&one.counts, value.unwrap_or(one.start));
            text = text.replace(&format!("%{}", nth + 1), &number);
        }
        Some((text, true))
    }
}

fn levels(list: Node<'_>, name: &str) -> Vec<Level> {
    let all = list.children().filter(|one| one.name() == name).take(LEVELS);
    all.map(|one| Level {
        start: one.value_of("w:start").and_then(|start| start.parse().ok()).unwrap_or(1),
        counts: one.value_of("w:numFmt").unwrap_or_else(|| "decimal".to_owned()),
        text: one.value_of("w:lvlText").unwrap_or_default(),
        paragraph: one.child("w:pPr").map(ParagraphSays::read).unwrap_or_default(),
        run: one.child("w:rPr").map(RunSays::read).unwrap_or_default(),
    })
    .collect()
}

/// A dash stays a dash; what stands in faces of pictures is a round bullet.
fn bullet(text: &str) -> String {
    let is_dash = matches!(text.trim(), "-" | "–" | "—" | "−");
    if is_dash { "–".to_owned() } else { "•".to_owned() }
}

/// A number as a list says it.
fn said(counts: &str, number: i64) -> String {
    match counts {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letter("abcdefghijklmnopqrstuvwxyz", number),
        "upperLetter" => letter("ABCDEFGHIJKLMNOPQRSTUVWXYZ", number),
        "russianLower" => letter("абвгдежзиклмнопрстуфхцчшщэюя", number),
        "russianUpper" => letter("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ", number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

/// А, Б … Я, АА, ББ.
fn letter(letters: &str, number: i64) -> String {
    let count = letters.chars().count();
    let Some(at) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) else {
        return number.to_string();
    };
    let sign = letters.chars().nth(at % count).unwrap_or(' ');
    std::iter::repeat_n(sign, (at / count + 1).min(10)).collect()
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            out.push_str(sign);
            left -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{bullet, said};

    #[test]
    fn items_are_counted_as_the_list_says() {
        assert_eq!(
            ["decimal", "russianLower", "upperRoman", "lowerLetter"].map(|way| said(way, 4)),
            ["4", "г", "IV", "d"]
        );
        assert_eq!(said("russianUpper", 29), "АА");
        assert_eq!([bullet("-"), bullet("\u{f0b7}"), bullet("o")], ["–", "•", "•"]);
    }
}

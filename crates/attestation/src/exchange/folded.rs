//! What is not a fault, said once however many rows it is about. Pure.

use std::collections::HashMap;

use crate::platform::names::key;
use crate::platform::words::counted;

use super::model::Spot;

/// Cells named of those a note is about: it asks nothing.
pub(super) const OF_NOTES: usize = 5;

/// Cells named of those a warning is about: each is to be looked at.
pub(super) const OF_WARNINGS: usize = 50;

/// A line for each text, at the first `most` of its cells: «D4, D7, D9, D11, D12 и ещё в 85 строках».
pub(super) fn folded(all: Vec<Spot>, most: usize) -> Vec<Spot> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut lines: Vec<(Spot, usize)> = Vec::new();
    for spot in all {
        let at = *places.entry(key(&spot.text)).or_insert(lines.len());
        let Some((line, count)) = lines.get_mut(at) else {
            lines.push((spot, 1));
            continue;
        };
        *count += 1;
        if *count <= most {
            line.cell = format!("{}, {}", line.cell, spot.cell);
        }
    }
    lines.into_iter().map(|(line, count)| with_rest(line, count.saturating_sub(most))).collect()
}

fn with_rest(line: Spot, rest: usize) -> Spot {
    if rest == 0 {
        return line;
    }
    let rest = counted(rest as u64, "строке", "строках", "строках");
    Spot { cell: format!("{} и ещё в {rest}", line.cell), ..line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(cell: &str, text: &str) -> Spot {
        Spot { cell: cell.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_same_words_are_said_once() {
        let many = (2..28).map(|row| spot(&format!("D{row}"), "Школы нет."));
        let told = folded([spot("C2", "Одно."), spot("D1", "школы нет.")].into_iter().chain(many).collect(), OF_NOTES);
        let cells: Vec<&str> = told.iter().map(|one| one.cell.as_str()).collect();
        assert_eq!(cells, ["C2", "D1, D2, D3, D4, D5 и ещё в 22\u{a0}строках"]);
        assert_eq!(told[1].text, "школы нет.");
        assert_eq!(folded(vec![spot("A1", "Одно."), spot("A2", "Одно.")], OF_WARNINGS), [spot("A1, A2", "Одно.")]);
    }
}

//! The list of seals as a file that is kept elsewhere: a line for each, told apart by semicolons. Nothing of people is in it.

use super::{MARK, Seal};
use crate::platform::clock::Moment;

/// The first line.
pub const HEADING: &str = "печать;время;с записи;по запись;прежний отпечаток;отпечаток;подпись;метки записей\n";

/// A file that is no list of seals, or was changed: the line, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAList(pub usize);

/// A seal as a line.
pub fn written(seal: &Seal) -> String {
    let Seal { number, at, first, last, previous, hash, signed, marks } = seal;
    format!("{number};{};{first};{last};{previous};{hash};{signed};{marks}\n", at.timestamp())
}

/// The seals of a list, in turn.
///
/// # Errors
/// When a line is no seal, or does not follow the one before it.
pub fn parse(text: &str) -> Result<Vec<Seal>, NotAList> {
    let mut seals: Vec<Seal> = Vec::new();
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    if lines.next().is_none_or(|(_, line)| line != HEADING.trim_end()) {
        return Err(NotAList(1));
    }
    for (place, line) in lines {
        let seal = one(line).ok_or(NotAList(place + 1))?;
        let follows = |before: &Seal| {
            before.number.checked_add(1) == Some(seal.number)
                && before.last.checked_add(1) == Some(seal.first)
                && seal.previous == before.hash
        };
        if !seals.last().is_none_or(follows) {
            return Err(NotAList(place + 1));
        }
        seals.push(seal);
    }
    Ok(seals)
}

fn one(line: &str) -> Option<Seal> {
    let fields: Vec<&str> = line.split(';').collect();
    let [number, at, first, last, previous, hash, signed, marks] = fields[..] else { return None };
    let at: jiff::Timestamp = at.parse().ok()?;
    let seal = Seal {
        number: number.parse().ok()?,
        at: Moment::of_micros(at.as_microsecond()),
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        previous: previous.to_owned(),
        hash: hash.to_owned(),
        signed: signed.to_owned(),
        marks: marks.to_owned(),
    };
    let has_marks = usize::try_from(seal.rows()).is_ok_and(|rows| rows.checked_mul(MARK) == Some(marks.len()));
    has_marks.then_some(seal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(number: i64) -> Seal {
        let hash = |number: i64| if number == 0 { String::new() } else { format!("{number:064}") };
        Seal {
            number,
            at: Moment::of_micros(1_795_417_200_000_001 + number),
            first: number * 2 - 1,
            last: number * 2,
            previous: hash(number - 1),
            hash: hash(number),
            signed: String::new(),
            marks: "0123456789abcdef".to_owned(),
        }
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let seals = [seal(1), seal(2), seal(3)];
        let text: String = std::iter::once(HEADING.to_owned()).chain(seals.iter().map(written)).collect();
        assert_eq!(parse(&text), Ok(seals.to_vec()));
        assert_eq!(parse(HEADING), Ok(Vec::new()));
        // The list may begin later than the journal: each line names the hash before it.
        let rest: String = [HEADING.to_owned(), written(&seals[1]), written(&seals[2])].concat();
        assert_eq!(parse(&rest), Ok(seals[1..].to_vec()));
    }

    #[test]
    fn what_is_no_list_is_told_by_its_line() {
        assert_eq!(parse(""), Err(NotAList(1)));
        assert_eq!(parse("a;b;c"), Err(NotAList(1)));
        let of = |seals: &[Seal]| -> String {
            std::iter::once(HEADING.to_owned()).chain(seals.iter().map(written)).collect()
        };
        assert_eq!(parse(&of(&[seal(1), seal(3)])), Err(NotAList(3)));
        assert_eq!(parse(&of(&[seal(1)]).replace("0123456789abcdef", "0123")), Err(NotAList(2)));
        let turned = Seal { last: i64::MIN, ..seal(1) };
        assert_eq!(parse(&of(&[turned])), Err(NotAList(2)));
    }
}

//! A year of the calendar as it is pasted: a line names a day or several, what they are, and why. Pure.

use std::collections::BTreeMap;

use crate::platform::clock::Day;
use crate::platform::words;

use super::calendar::{Exceptional, is_weekend, weekday};
use super::store::Marked;

/// A day as a line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) day: Day,
    pub(super) kind: Exceptional,
    /// Why; empty when the line does not say.
    pub(super) note: String,
}

/// What was read: the days that differ, in their order, and how many are off without being marked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) days: Vec<Named>,
    pub(super) off_anyway: usize,
}

/// What a year becomes, beside what it is.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) added: Vec<Named>,
    pub(super) changed: Vec<(Marked, Named)>,
    pub(super) removed: Vec<Marked>,
}

impl Change {
    /// From the days that are marked to those that were read.
    pub(super) fn of(marked: &[Marked], read: &[Named]) -> Self {
        let mut change = Self::default();
        for one in read {
            match marked.iter().find(|old| old.day == one.day) {
                None => change.added.push(one.clone()),
                Some(old) if old.kind != one.kind || old.note != one.note => {
                    change.changed.push((old.clone(), one.clone()));
                }
                Some(_) => {}
            }
        }
        let is_gone = |old: &&Marked| !read.iter().any(|one| one.day == old.day);
        change.removed = marked.iter().filter(is_gone).cloned().collect();
        change
    }

    /// Whether everything stays as it is.
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The longest note of a line, in letters.
const LONGEST: usize = 100;
/// Bad lines told of at once: who has more of them pastes something else.
const TOLD: usize = 5;

/// Reads every line of a year.
///
/// # Errors
/// A sentence for each line that cannot be read, the first five, and how many more there are.
pub(super) fn read(text: &str, year: i16) -> Result<Read, String> {
    let (mut named, mut bad) = (BTreeMap::<Day, (usize, Named)>::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Err(why) = line_of(line.trim(), year, |one| put(&mut named, at + 1, one)) {
            bad.push(format!("Строка {}: {why}", at + 1));
        }
    }
    if bad.len() > TOLD {
        let more = words::counted((bad.len() - TOLD) as u64, "строка", "строки", "строк");
        bad.truncate(TOLD);
        bad.push(format!("Так же не прочитано: {more}."));
    }
    if !bad.is_empty() {
        return Err(bad.join(" "));
    }
    if named.is_empty() {
        return Err("Впишите дни года, каждый с новой строки.".to_owned());
    }
    let off = |one: &Named| one.kind == Exceptional::Off && is_weekend(one.day);
    let all: Vec<Named> = named.into_values().map(|(_, one)| one).collect();
    let off_anyway = all.iter().filter(|one| off(one)).count();
    Ok(Read { days: all.into_iter().filter(|one| !off(one)).collect(), off_anyway })
}

fn put(named: &mut BTreeMap<Day, (usize, Named)>, at: usize, one: Named) -> Result<(), String> {
    if let Some((before, _)) = named.get(&one.day) {
        return Err(format!("{} уже есть в строке {before}. Оставьте его один раз.", words::day(one.day)));
    }
    named.insert(one.day, (at, one));
    Ok(())
}

/// Reads one line and hands over each of its days.
fn line_of(line: &str, year: i16, mut put: impl FnMut(Named) -> Result<(), String>) -> Result<(), String> {
    let no_day =
        || match line.split_whitespace().next().filter(|first| first.starts_with(|sign: char| sign.is_ascii_digit())) {
            Some(first) if first.contains('.') => {
                format!("такой даты нет: {}. Проверьте день и месяц.", first.trim_end_matches('.'))
            }
            _ => format!("в начале нет даты. Пример: 04.11.{year} День народного единства."),
        };
    let (first, rest) = day_of(line, year).ok_or_else(no_day)?;
    let (last, rest) = until(rest, year).unwrap_or((first, rest));
    if let Some(other) = [first, last].into_iter().find(|day| day.0.year() != year) {
        return Err(format!("{} — другой год. Здесь только {year}.", words::day(other)));
    }
    if last < first {
        return Err("второй день раньше первого. Проверьте даты.".to_owned());
    }
    let said = rest.trim_start_matches(|sign: char| sign.is_whitespace() || "-–—:,;".contains(sign));
    let note = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if note.chars().count() > LONGEST {
        return Err(format!("пояснение длиннее {LONGEST} знаков. Сократите."));
    }
    let kind = if note.to_lowercase().starts_with("рабоч") { Exceptional::Working } else { Exceptional::Off };
    for day in (0..=last.since(first)).map(|more| first.plus(more)) {
        if kind == Exceptional::Working && !is_weekend(day) {
            let said = format!("{} и так рабочий: {}", words::day(day), weekday(day));
            return Err(format!("{said}. Рабочими отмечают только субботы и воскресенья."));
        }
        put(Named { day, kind, note: note.clone() })?;
    }
    Ok(())
}

/// The second day of «01.01–08.01», and what follows it; none when the line names one day.
fn until(rest: &str, year: i16) -> Option<(Day, &str)> {
    let rest = rest.trim_start();
    let tail = rest.strip_prefix(['-', '–', '—']).or_else(|| rest.strip_prefix("по "))?;
    day_of(tail.trim_start(), year)
}

/// The day a text begins with — «04.11.2027», «04.11», «4 ноября» —, and what follows it.
fn day_of(text: &str, year: i16) -> Option<(Day, &str)> {
    let end = text.find(|sign: char| !(sign.is_ascii_digit() || sign == '.')).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let digits = digits.trim_end_matches('.');
    match digits.matches('.').count() {
        0 => in_words(digits, rest, year),
        1 => Day::typed(&format!("{digits}.{year}")).map(|day| (day, rest)),
        _ => Day::typed(digits).map(|day| (day, rest)),
    }
}

/// A day whose month is written in words, with a year behind it or without.
fn in_words<'t>(number: &str, rest: &'t str, year: i16) -> Option<(Day, &'t str)> {
    let rest = rest.trim_start();
    let end = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let month = words::month(name)?;
    let behind = rest.trim_start();
    let digits = behind.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(behind.len());
    let (year, rest) = if digits == 4 { (behind[..4].parse().ok()?, &behind[4..]) } else { (year, rest) };
    let unit = rest.trim_start();
    let rest = unit.strip_prefix("года").or_else(|| unit.strip_prefix("г.")).unwrap_or(rest);
    Day::typed(&format!("{number}.{month}.{year:04}")).map(|day| (day, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<Vec<String>, String> {
        let line = |one: &Named| format!("{} {} {}", one.day, one.kind.code(), one.note);
        read(text, 2027).map(|read| read.days.iter().map(line).collect())
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let text = "01.01.2027 — Новогодние  каникулы\n04.01–06.01 каникулы\n\n 7 января 2027 г. Рождество\n8 января\n20.02.2027 рабочий день\n23.02: праздник";
        assert_eq!(
            told(text).unwrap(),
            [
                "2027-01-01 off Новогодние каникулы",
                "2027-01-04 off каникулы",
                "2027-01-05 off каникулы",
                "2027-01-06 off каникулы",
                "2027-01-07 off Рождество",
                "2027-01-08 off ",
                "2027-02-20 working рабочий день",
                "2027-02-23 off праздник",
            ]
        );
        let whole = read("01.01.2027 - 08.01.2027 каникулы\n01.05 праздник", 2027).unwrap();
        assert_eq!((whole.days.len(), whole.off_anyway), (6, 3), "2, 3 January and 1 May are off anyway");
    }

    #[test]
    fn bad_lines_are_told_with_their_numbers() {
        assert_eq!(
            told("каникулы\n\n31.12.2026 праздник\n08.01–01.01\n11.01 рабочий день\n04.11\n4 ноября").unwrap_err(),
            "Строка 1: в начале нет даты. Пример: 04.11.2027 День народного единства. Строка 3: 31\u{a0}декабря 2026 — другой год. Здесь только 2027. Строка 4: второй день раньше первого. Проверьте даты. Строка 5: 11\u{a0}января 2027 и так рабочий: понедельник. Рабочими отмечают только субботы и воскресенья. Строка 7: 4\u{a0}ноября 2027 уже есть в строке 6. Оставьте его один раз."
        );
        assert_eq!(told(" \n").unwrap_err(), "Впишите дни года, каждый с новой строки.");
        assert!(told(&"нет\n".repeat(8)).unwrap_err().ends_with("Так же не прочитано: 3\u{a0}строки."));
        for text in ["32.01 праздник", "1.2.3.4", "31 июня", ""] {
            assert!(told(text).is_err(), "{text}");
        }
    }
}

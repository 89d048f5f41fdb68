//! Versions of dated settings: one after another without a hole and without an overlap. A change is a new version.

use super::clock::{Day, Moment, Zone};
use super::failure::Refusal;
use super::words;

/// A version as it stands in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<T> {
    /// The first day it is in force.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// What is set.
    pub value: T,
    /// What it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// When it was put in force; the beginning of time when it came with the program.
    pub added_at: Moment,
    /// Who did it; empty when it came with the program.
    pub added_by: String,
    /// When what is set was written: earlier than that when only what it rests on was mended since.
    pub written_at: Moment,
}

/// The document a version rests on and what of it was not checked, as shown beside «не сверено».
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// The document.
    pub text: String,
    /// What was not checked, without these words themselves; none when all was.
    pub doubt: Option<String>,
}

/// A text in which numbers stay with their sign «№».
fn held(text: &str) -> String {
    text.replace("№ ", "№\u{a0}")
}

/// The last day of what has no known end, as stored.
pub const FAR: Day = Day(jiff::civil::date(9999, 12, 31));

/// What a version rests on, as shown.
pub fn basis(legal_ref: &str, remark: &str) -> Basis {
    let doubt = remark.strip_prefix("не сверено").unwrap_or(remark).trim_start_matches([';', ' ']).trim_end();
    Basis { text: held(legal_ref), doubt: (!remark.is_empty()).then(|| held(doubt)) }
}

/// Whether days are over, here or to come: the word and the colour of its tag.
pub fn standing((from, to): (Day, Day), today: Day) -> (&'static str, &'static str) {
    match () {
        () if from <= today && today <= to => ("действует", "green"),
        () if from > today => ("начнёт действовать", "blue"),
        () => ("не действует", "grey"),
    }
}

/// «Зайцева Зоя, 23.11.2026 14:00»: who put a version in force, and when.
pub fn added(by: &str, at: Moment, zone: &Zone) -> String {
    if by.is_empty() {
        "внесено при установке системы".to_owned()
    } else {
        format!("{by}, {}", zone.brief(at))
    }
}

impl<T> Version<T> {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// What it rests on, as shown.
    pub fn basis(&self) -> Basis {
        basis(&self.legal_ref, &self.remark)
    }

    /// «с 1 сентября 2023 по 31 августа 2029».
    pub fn span(&self) -> String {
        span(self.from, self.to)
    }
}

/// «с 1 сентября 2023 по 31 августа 2029», «с 1 сентября 2029, без окончания».
pub fn span(from: Day, to: Day) -> String {
    let begins = words::day(from);
    if to >= FAR {
        format!("с {begins}, без окончания")
    } else {
        format!("с {begins} по {}", words::day(to))
    }
}

/// The version in force on a day.
pub fn in_force<T>(versions: &[Version<T>], day: Day) -> Option<&Version<T>> {
    versions.iter().find(|version| version.is_in_force(day))
}

/// The first and last days of versions.
pub fn spans<T>(versions: &[Version<T>]) -> Vec<(Day, Day)> {
    versions.iter().map(|version| (version.from, version.to)).collect()
}

/// Why a new version cannot stand among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A version begins on this day already.
    #[error("С {} версия уже есть. Выберите другой день.", words::day(*.0))]
    Taken(Day),
    /// It ends before it begins.
    #[error("Последний день раньше первого. Проверьте даты.")]
    Backwards,
    /// Days without any version.
    #[error("С {} по {} не действовала бы ни одна версия. Измените дни, чтобы версии шли без перерыва.", words::day(*.0), words::day(*.1))]
    Hole(Day, Day),
    /// Days with two versions.
    #[error("С {} по {} действовали бы сразу две версии. Измените дни, чтобы версии не накладывались.", words::day(*.0), words::day(*.1))]
    Overlap(Day, Day),
    /// It is to mend a version by which something may have been counted.
    #[error("Версия с {} записана не сегодня: в ней можно исправить только основание и замечание. Если она ещё не действует, отзовите её; если действует, введите новую с более позднего дня.", words::day(*.0))]
    Counted(Day),
    /// It is to mend a version that is not there.
    #[error("С {} версии нет, исправлять нечего. Снимите отметку или укажите первый день версии с ошибкой.", words::day(*.0))]
    Nothing(Day),
}

impl Refusal for Unfit {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// Only a version that has not begun is taken back: by one that has, something may have been counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Эта версия уже действует, отозвать её нельзя. Введите новую версию с верным значением.")]
pub struct Begun;

impl Refusal for Begun {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// How a new version takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its last day.
    pub to: Day,
    /// The first day of the version it cuts short, with that version's last day before.
    pub cuts: Option<(Day, Day)>,
}

/// The place of a version that begins on `from`; without a last day it runs as long as the one it replaces.
/// `spans` are the first and last days of the versions there are, in order.
pub fn place(spans: &[(Day, Day)], from: Day, to: Option<Day>) -> Result<Place, Unfit> {
    if spans.iter().any(|(begins, _)| *begins == from) {
        return Err(Unfit::Taken(from));
    }
    let cuts = spans.iter().copied().find(|(begins, ends)| *begins < from && from <= *ends);
    let next = spans.iter().map(|(begins, _)| *begins).find(|begins| *begins > from);
    let to = to.or(cuts.map(|(_, ends)| ends)).or(next.map(|day| day.plus(-1))).unwrap_or(FAR);
    if to < from {
        return Err(Unfit::Backwards);
    }
    let mut all: Vec<(Day, Day)> = spans
        .iter()
        .map(|(begins, ends)| (*begins, if Some((*begins, *ends)) == cuts { from.plus(-1) } else { *ends }))
        .chain([(from, to)])
        .collect();
    all.sort_unstable();
    whole(&all)?;
    // What was covered stays covered: the end may be moved further away, not nearer.
    match (spans.last(), all.last()) {
        (Some((_, was)), Some((_, is))) if is < was => Err(Unfit::Hole(is.plus(1), *was)),
        _ => Ok(Place { to, cuts }),
    }
}

/// The spans without the one that begins on a day: the one just before it goes on to its end.
pub fn without(spans: &[(Day, Day)], from: Day) -> Vec<(Day, Day)> {
    let gone = spans.iter().find(|(begins, _)| *begins == from).map(|(_, ends)| *ends);
    let rest = spans.iter().filter(|(begins, _)| *begins != from);
    rest.map(|(begins, ends)| (*begins, gone.filter(|_| ends.plus(1) == from).unwrap_or(*ends))).collect()
}

/// Whether spans follow one another day by day.
fn whole(spans: &[(Day, Day)]) -> Result<(), Unfit> {
    for pair in spans.windows(2) {
        let ((_, ends), (begins, later)) = (pair[0], pair[1]);
        if begins <= ends {
            return Err(Unfit::Overlap(begins, ends.min(later)));
        }
        if begins > ends.plus(1) {
            return Err(Unfit::Hole(ends.plus(1), begins.plus(-1)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn placed(spans: &[(&str, &str)], from: &str, to: &str) -> String {
        let spans: Vec<(Day, Day)> = spans.iter().map(|(begins, ends)| (day(begins), day(ends))).collect();
        match place(&spans, day(from), (!to.is_empty()).then(|| day(to))) {
            Ok(Place { to, cuts }) => {
                format!("{to}{}", cuts.map(|(begins, _)| format!(", cuts {begins}")).unwrap_or_default())
            }
            Err(why) => why.to_string().replace('\u{a0}', " "),
        }
    }

    const ONE: &[(&str, &str)] = &[("2023-09-01", "2029-08-31")];
    const TWO: &[(&str, &str)] = &[("2023-09-01", "2026-12-31"), ("2027-01-01", "2029-08-31")];

    #[test]
    fn a_new_version_replaces_the_rest_of_the_one_in_force() {
        assert_eq!(placed(ONE, "2027-01-01", ""), "2029-08-31, cuts 2023-09-01");
        assert_eq!(placed(ONE, "2027-01-01", "2035-08-31"), "2035-08-31, cuts 2023-09-01");
        assert_eq!(placed(TWO, "2025-01-01", ""), "2026-12-31, cuts 2023-09-01");
        assert_eq!(placed(TWO, "2029-08-31", ""), "2029-08-31, cuts 2027-01-01");
    }

    #[test]
    fn a_version_may_stand_before_or_after_all_others() {
        assert_eq!(placed(ONE, "2014-06-01", ""), "2023-08-31");
        assert_eq!(placed(ONE, "2029-09-01", ""), "9999-12-31");
        assert_eq!(placed(&[], "2026-01-01", ""), "9999-12-31");
    }

    #[test]
    fn holes_are_named() {
        let tail = "Измените дни, чтобы версии шли без перерыва.";
        let hole = |from: &str, to: &str| format!("С {from} по {to} не действовала бы ни одна версия. {tail}");
        assert_eq!(placed(ONE, "2029-10-01", ""), hole("1 сентября 2029", "30 сентября 2029"));
        assert_eq!(placed(ONE, "2014-06-01", "2023-06-30"), hole("1 июля 2023", "31 августа 2023"));
        assert_eq!(placed(ONE, "2027-01-01", "2027-12-31"), hole("1 января 2028", "31 августа 2029"));
        assert_eq!(placed(TWO, "2025-01-01", "2025-12-31"), hole("1 января 2026", "31 декабря 2026"));
    }

    #[test]
    fn overlaps_are_named() {
        assert_eq!(
            placed(TWO, "2025-01-01", "2027-03-31"),
            "С 1 января 2027 по 31 марта 2027 действовали бы сразу две версии. Измените дни, чтобы версии не накладывались."
        );
        assert_eq!(placed(TWO, "2027-01-01", ""), "С 1 января 2027 версия уже есть. Выберите другой день.");
        assert_eq!(placed(TWO, "2027-02-01", "2027-01-31"), "Последний день раньше первого. Проверьте даты.");
    }

    #[test]
    fn a_version_that_is_mended_leaves_its_place() {
        let two = [(day("2023-09-01"), day("2026-12-31")), (day("2027-01-01"), day("2029-08-31"))];
        assert_eq!(without(&two, two[1].0), [(two[0].0, two[1].1)]);
        assert_eq!(without(&two, two[0].0), [two[1]]);
        assert_eq!(without(&two, day("2028-01-01")), two);
    }

    #[test]
    fn the_end_of_a_span_may_be_unknown() {
        assert_eq!(span(day("2029-09-01"), FAR).replace('\u{a0}', " "), "с 1 сентября 2029, без окончания");
    }
}

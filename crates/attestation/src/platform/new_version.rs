//! A new version of a dated setting as it is typed: its days, what it rests on, the place it takes among the others.

use std::ops::RangeInclusive;

use super::clock::{Day, Moment};
use super::form::Form;
use super::versions::{Place, Unfit, Version, in_force, place, spans, without};
use super::words;

/// A new version that fits among the others.
#[derive(Debug, Clone)]
pub struct Draft<T> {
    /// The version, with its last day found.
    pub new: Version<T>,
    /// Its last day as it was typed; none when it was left to the program.
    pub typed_to: Option<Day>,
    /// Where it stands.
    pub place: Place,
    /// What was in force on its first day before it.
    pub before: Option<Version<T>>,
    /// The version of the same first day whose mistake it puts right.
    pub mends: Option<Version<T>>,
}

impl<T: Clone> Draft<T> {
    /// The same draft among the versions as they stand now.
    ///
    /// # Errors
    /// When it does not fit among them any more.
    pub fn among(mut self, versions: &[Version<T>]) -> Result<Self, Unfit> {
        let from = self.new.from;
        let is_there = |old: &Version<T>| versions.iter().any(|one| one.from == from && one.added_at == old.added_at);
        if self.mends.as_ref().is_some_and(|old| !is_there(old)) {
            return Err(Unfit::Taken(from));
        }
        self.place = place(&around(versions, self.mends.as_ref()), from, self.typed_to)?;
        self.new.to = self.place.to;
        self.before = in_force(versions, self.new.from).cloned();
        Ok(self)
    }

    /// What becomes of the version it cuts short, in words; empty when there is none.
    pub fn cut(&self) -> String {
        if self.mends.is_some() {
            return "Версия с этим же первым днём будет заменена, прежняя останется в журнале. Что по ней уже посчитали в делах, не изменится.".to_owned();
        }
        let cut = self.place.cuts.map(|(from, _)| {
            let (begins, ends) = (words::day(from), words::day(self.new.from.plus(-1)));
            format!("Версия, которая действует с {begins}, закончится {ends}.")
        });
        cut.unwrap_or_default()
    }
}

/// The spans a version stands among: without the one it mends.
fn around<T>(versions: &[Version<T>], mends: Option<&Version<T>>) -> Vec<(Day, Day)> {
    let all = spans(versions);
    mends.map_or_else(|| all.clone(), |old| without(&all, old.from))
}

/// The version of this first day, whose mistake is put right. By one whose value was written before today something may have
/// been counted: what it rests on may be mended in it, its value may not.
fn mended<T: Clone + PartialEq>(
    versions: &[Version<T>],
    (from, value): (Day, &T),
    today: Moment,
) -> Result<Version<T>, Unfit> {
    let old = versions.iter().find(|one| one.from == from).ok_or(Unfit::Nothing(from))?;
    if old.written_at < today && old.value != *value { Err(Unfit::Counted(from)) } else { Ok(old.clone()) }
}

/// What every new version states beside its value, read from `from`, `legal_ref` and `remark`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The first day; none when it has a fault.
    pub from: Option<Day>,
    /// What it rests on.
    pub legal_ref: String,
    /// What is not certain about it.
    pub remark: String,
}

/// Reads what every new version states; each fault stands at its field.
pub fn stated(form: &mut Form) -> Stated {
    // A version the program came with may begin long ago; it is mended by the first day its page shows.
    let years = if form.ticked("mend") { 1900..=2100 } else { OUR_TIMES };
    let from = day_within(form, "from", years, "Укажите первый день новой версии, например 01.01.2027.");
    let legal_ref = line(form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    let remark = line(form, "remark", "");
    Stated { from, legal_ref, remark }
}

/// The days of the version that says just what is sent, in words; none when there is no such version.
pub fn standing<T: PartialEq>(sent: &Form, versions: &[Version<T>], (value, stated): (&T, &Stated)) -> Option<String> {
    let typed_to = sent.text("to");
    let is_sent = |one: &&Version<T>| {
        Some(one.from) == stated.from
            && one.value == *value
            && (&one.legal_ref, &one.remark) == (&stated.legal_ref, &stated.remark)
            && (typed_to.is_empty() || Day::typed(&typed_to) == Some(one.to))
    };
    versions.iter().find(is_sent).map(Version::span)
}

/// A fault at `from` when the last version begins no earlier.
pub fn later(form: &mut Form, from: Day, last: Option<Day>) {
    if let Some(last) = last.filter(|last| *last >= from) {
        let last = words::day(last);
        form.fault("from", format!("Последняя версия действует с {last}. Новая может начаться только позже."));
    }
}

/// Reads a new version of this value and finds its place; what changes nothing is a fault at the field `at`. With the mark
/// `mend` it takes the place of the version of the same first day. `today` is the moment this day began.
pub fn draft<T: Clone + PartialEq>(
    form: &mut Form,
    value: Option<T>,
    versions: &[Version<T>],
    (at, same): (&str, &str),
    today: Moment,
) -> Option<Draft<T>> {
    let Stated { from, legal_ref, remark } = stated(form);
    let typed_to = if form.text("to").is_empty() {
        None
    } else {
        day(form, "to", "Дата записана с ошибкой. Пример: 31.08.2029.")
    };
    let (value, from) = (value?, from?);
    let mends = if form.ticked("mend") {
        let old = mended(versions, (from, &value), today);
        Some(form.check("mend", old)?)
    } else {
        None
    };
    let is_typed = typed_to.is_some() && typed_to != mends.as_ref().map(|old| old.to);
    let typed_to = typed_to.or(mends.as_ref().map(|old| old.to));
    let placed = place(&around(versions, mends.as_ref()), from, typed_to);
    let place = form.check("from", placed)?;
    let before = in_force(versions, from).cloned();
    let is_same = |was: &Version<T>| was.value == value && was.legal_ref == legal_ref && was.remark == remark;
    if !is_typed && before.as_ref().is_some_and(is_same) {
        form.fault(at, same);
    }
    let (unwritten, added_by) = (Moment::of_micros(0), String::new());
    let new =
        Version { from, to: place.to, value, legal_ref, remark, added_at: unwritten, added_by, written_at: unwritten };
    form.is_sound().then_some(Draft { new, typed_to, place, before, mends })
}

/// Years in which days are typed; any other is a slip of the hand.
const OUR_TIMES: RangeInclusive<i16> = 2000..=2100;

/// A day of our times.
pub fn day(form: &mut Form, field: &str, wrong: &str) -> Option<Day> {
    day_within(form, field, OUR_TIMES, wrong)
}

fn day_within(form: &mut Form, field: &str, years: RangeInclusive<i16>, wrong: &str) -> Option<Day> {
    let text = form.text(field);
    let day = Day::typed(&text);
    let said = if day.is_none() && is_like_a_day(&text) {
        "Такой даты нет. Проверьте день и месяц."
    } else {
        wrong
    };
    form.check(field, day.filter(|day| years.contains(&day.0.year())).ok_or(said))
}

/// Whether a text is written as a day is: 31.02.2027.
fn is_like_a_day(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit());
    parts.len() == 3 && parts[2].len() == 4 && parts.iter().all(is_number)
}

/// The longest text of a field, in letters.
const LONGEST_LINE: usize = 500;

/// One line without stray spaces; a fault with `missing` when it is empty and needed.
pub fn line(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST_LINE {
        form.fault(field, format!("Здесь больше {LONGEST_LINE} знаков. Сократите."));
    }
    text
}

/// The longest text of several lines, in letters.
const LONGEST_TEXT: usize = 4_000;

/// A text of several lines; a fault with `missing` when it is empty and needed. `instead` is what may be done with one that
/// is too long beside cutting it: « или приложите файл».
pub fn text(form: &mut Form, field: &str, missing: &str, instead: &str) -> String {
    let text = form.text(field);
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST_TEXT {
        form.fault(field, format!("Здесь больше {LONGEST_TEXT} знаков. Сократите{instead}."));
    }
    text
}

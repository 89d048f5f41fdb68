//! Dated lists of intake: grounds of a refusal, what is no ground, forms of examination, awards of the simplified track.

use crate::applications::Category;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::Choice;
use crate::platform::ids::Id;
use crate::platform::names;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;
use crate::values;

use super::question::Question;

/// A list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Grounds on which intake may be refused: nothing else is one.
    Ground,
    /// What intake may not be refused for.
    Bar,
    /// Forms of examination.
    Form,
    /// Awards by which the simplified track is open.
    Award,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 4] = [Self::Ground, Self::Bar, Self::Form, Self::Award];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Bar => "bar",
            Self::Form => "form",
            Self::Award => "award",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ground => "Основания для отказа в приёме",
            Self::Bar => "За что отказать нельзя",
            Self::Form => "Формы аттестации",
            Self::Award => "Награды для упрощённого порядка",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl Column for List {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "list", Self::parse)
    }
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Id<Entry>,
    /// The list.
    pub list: List,
    /// What it says.
    pub words: String,
    /// The document it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// The first day.
    pub valid_from: Day,
    /// The last day.
    pub valid_to: Day,
    /// The claimed categories it is for.
    pub whom: Whom,
    /// Whether a refusal on it must be explained: by itself it does not say what is missing.
    pub is_explained: bool,
    /// What the rows are asked about it; none when people alone weigh it.
    pub question: Option<Question>,
}

/// The claimed categories an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Any.
    All,
    /// One.
    Only(Category),
    /// Педагог-методист and педагог-наставник.
    Honoured,
}

impl Whom {
    /// Every choice.
    pub(super) const ALL: [Self; 6] = [
        Self::All,
        Self::Only(Category::First),
        Self::Only(Category::Highest),
        Self::Only(Category::Methodist),
        Self::Only(Category::Mentor),
        Self::Honoured,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Only(category) => category.code(),
            Self::Honoured => "methodist,mentor",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::All => "любая",
            Self::Only(category) => category.words(),
            Self::Honoured => "педагог-методист и педагог-наставник",
        }
    }

    /// Reads what is stored or sent.
    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it is for whoever claims this category.
    pub fn fits(self, claimed: Category) -> bool {
        match self {
            Self::All => true,
            Self::Only(category) => category == claimed,
            Self::Honoured => matches!(claimed, Category::Methodist | Category::Mentor),
        }
    }

    /// Whether some category is claimed by both.
    fn meets(self, other: Self) -> bool {
        Category::ALL.into_iter().any(|claimed| self.fits(claimed) && other.fits(claimed))
    }
}

impl Column for Whom {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "categories", Self::parse)
    }
}

impl Entry {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.valid_from <= on && on <= self.valid_to
    }

    /// Whether it may be ended today: it is in force and does not end today anyway.
    pub(super) fn may_end(&self, today: Day) -> bool {
        self.is_in_force(today) && self.valid_to > today
    }

    /// Whether it says the same as another, however it is written, for the same category and on some of the same days.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.list == other.list && self.says_as(other) && self.whom.meets(other.whom)
    }

    /// Whether it says the same as an entry of whatever list, on some of the same days.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let meets = self.valid_from <= other.valid_to && other.valid_from <= self.valid_to;
        meets && names::key(&self.words) == names::key(&other.words)
    }

    /// As a choice among others, with the document below.
    pub(super) fn choice(&self) -> Choice {
        let more = if self.is_explained { ". Нужно пояснение" } else { "" };
        Choice { value: self.id.to_string(), text: self.words.clone(), hint: format!("{}{more}", self.legal_ref) }
    }

    /// The same on a day; one that is over says until when it was in force.
    pub(super) fn choice_on(&self, today: Day) -> Choice {
        let mut choice = self.choice();
        if self.valid_to < today {
            choice.hint = format!("{}. Строка действовала по {}", self.legal_ref, words::day(self.valid_to));
        }
        choice
    }
}

const COLUMNS: &str = "id, list, words, legal_ref, remark, valid_from, valid_to, categories, explained, question";

fn entry(row: &Record<'_>) -> Result<Entry, BadColumn> {
    Ok(Entry {
        id: row.get(0)?,
        list: row.get(1)?,
        words: row.get(2)?,
        legal_ref: row.get(3)?,
        remark: row.get(4)?,
        valid_from: row.get(5)?,
        valid_to: row.get(6)?,
        whom: row.get(7)?,
        is_explained: row.get::<i64>(8)? == 1,
        question: row.get(9)?,
    })
}

/// Every entry of every list, those that end last first.
pub(super) fn all(reader: &mut Reader) -> Result<Vec<Entry>, DbError> {
    reader.rows(&format!("select {COLUMNS} from intake_entries order by list, valid_to desc, id"), &[], entry)
}

/// Entries of a list in force on a day.
pub fn in_force(reader: &mut Reader, list: List, on: Day) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "select {COLUMNS} from intake_entries where list = $1 and valid_from <= $2 and valid_to >= $2 order by id"
    );
    reader.rows(&sql, values![list.code(), on], entry)
}

/// Entries of a list in force on any day from the receipt of an application to today: a case keeps what it began under, and
/// what was added since is open to it, too. What was ended and added anew in the same words stands here once.
pub(super) fn in_force_since(
    reader: &mut Reader,
    list: List,
    (received, today): (Day, Day),
) -> Result<Vec<Entry>, DbError> {
    let sql = format!(
        "select {COLUMNS} from intake_entries where list = $1 and valid_from <= $2 and valid_to >= $3 order by valid_to desc, id"
    );
    let all = reader.rows(&sql, values![list.code(), today, received.min(today)], entry)?;
    let mut once: Vec<Entry> = Vec::new();
    for one in all {
        if !once.iter().any(|other| names::key(&other.words) == names::key(&one.words)) {
            once.push(one);
        }
    }
    once.sort_by_key(|one| one.id.to_string());
    Ok(once)
}

/// Whether an entry is the last one of its list: without it none is in force on the day after.
pub(super) fn is_last(reader: &mut Reader, entry: &Entry, today: Day) -> Result<bool, DbError> {
    let tomorrow = today.plus(1);
    let after = in_force(reader, entry.list, tomorrow)?;
    Ok(!after.iter().any(|one| one.id != entry.id))
}

/// Holds every list until the act ends: of two hands the second waits here and then sees what the first did.
pub(super) fn hold(act: &mut Act<'_>) -> Result<(), DbError> {
    act.run("update intake_entries set list = list", &[]).map(drop)
}

/// Takes an entry away that has not begun; false when it is not there any more.
pub(super) fn remove(act: &mut Act<'_>, seen: &Entry, today: Day) -> Result<bool, DbError> {
    let sql = "delete from intake_entries where id = $1 and valid_from > $2";
    Ok(act.run(sql, values![seen.id, today])? == 1)
}

/// Adds an entry.
pub(super) fn add(act: &mut Act<'_>, new: &Entry) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    act.run(
        "insert into intake_entries (id, list, words, legal_ref, remark, valid_from, valid_to, added_at, added_by, categories, explained, question)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            new.id,
            new.list.code(),
            &new.words,
            &new.legal_ref,
            &new.remark,
            new.valid_from,
            new.valid_to,
            now,
            who,
            new.whom.code(),
            i64::from(new.is_explained),
            new.question.map_or("", Question::code)
        ],
    )?;
    Ok(())
}

/// Ends an entry on a day; false when it does not stand as it was seen.
pub(super) fn end(act: &mut Act<'_>, seen: &Entry, last: Day) -> Result<bool, DbError> {
    let changed = act.run(
        "update intake_entries set valid_to = $3 where id = $1 and valid_to = $2",
        values![seen.id, seen.valid_to, last],
    )?;
    Ok(changed == 1)
}

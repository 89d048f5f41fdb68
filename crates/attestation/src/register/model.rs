//! What the register says of a category: whose, for which post, since when, until when, by which act.

use std::sync::Arc;

use crate::accounts::Organization;
use crate::applications::{Category, Snils};
use crate::platform::clock::{Day, Moment};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, PlaceName};
use crate::platform::record::{BadColumn, Column, Record as Row};
use crate::platform::words;

use super::code::CheckCode;
use super::standing::Standing;

/// How a record came to stand in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The category was given.
    Granted,
    /// An earlier record was put right.
    Corrected,
    /// An earlier record was taken back.
    Revoked,
}

impl Entry {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Corrected => "corrected",
            Self::Revoked => "revoked",
        }
    }

    /// As shown in a record's history.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Granted => "Запись внесена",
            Self::Corrected => "Запись исправлена",
            Self::Revoked => "Запись отменена",
        }
    }
}

impl Column for Entry {
    fn read(row: &Row<'_>, place: usize) -> Result<Self, BadColumn> {
        row.known(place, "entry", |code| {
            [Self::Granted, Self::Corrected, Self::Revoked].into_iter().find(|one| one.code() == code)
        })
    }
}

/// What a record states; a new one is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The person's name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС, when it is known.
    pub snils: Option<Snils>,
    /// The organisation as it is written.
    pub organization: String,
    /// The municipality as it is written; may be empty.
    pub municipality: String,
    /// The same organisation in the list, when it is there.
    pub school: Option<Id<Organization>>,
    /// The post's code.
    pub post_code: String,
    /// The post as it is written, when that says more: «учитель математики»; otherwise empty.
    pub post_written: String,
    /// The category.
    pub category: Category,
    /// The day of the decision.
    pub granted_on: Day,
    /// The last day; none when there is no end.
    pub valid_to: Option<Day>,
    /// The number of the act.
    pub act_number: String,
    /// Its date; none when the source lacks it.
    pub act_date: Option<Day>,
}

impl NewRecord {
    /// What makes two records the same.
    pub fn fact(&self) -> FactKey {
        FactKey {
            name_key: self.name.key(),
            born: self.born,
            post_code: self.post_code.clone(),
            category: self.category.code(),
            granted_on: self.granted_on,
        }
    }
}

/// One category of one person by one decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FactKey {
    /// The name as it is compared.
    pub name_key: String,
    /// The day of birth.
    pub born: Day,
    /// The post.
    pub post_code: String,
    /// The category's code.
    pub category: &'static str,
    /// The day of the decision.
    pub granted_on: Day,
}

/// A record of the register.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its id.
    pub id: Id<Record>,
    /// Its check code.
    pub code: CheckCode,
    /// The first record about this category.
    pub chain: Id<Record>,
    /// How it came to be.
    pub entry: Entry,
    /// Why it was put right or taken back; empty otherwise.
    pub reason: String,
    /// The person's name.
    pub name: FullName,
    /// The day of birth.
    pub born: Day,
    /// СНИЛС; may be empty.
    pub snils: String,
    /// The organisation as it is written.
    pub organization: String,
    /// The municipality as it is written.
    pub municipality: String,
    /// The same organisation in the list.
    pub school: Option<Id<Organization>>,
    /// The post's code.
    pub post_code: String,
    /// The post as the source writes it; empty when it is the post's own name.
    pub post_written: String,
    /// The post's own name.
    pub post_name: String,
    /// The category.
    pub category: Category,
    /// The day of the decision.
    pub granted_on: Day,
    /// The last day.
    pub valid_to: Option<Day>,
    /// The number of the act.
    pub act_number: String,
    /// Its date.
    pub act_date: Option<Day>,
    /// Where it was taken from.
    pub source: String,
    /// When it was written down.
    pub added_at: Moment,
    /// When another record took its place.
    pub replaced_at: Option<Moment>,
}

impl Record {
    /// What makes it the same as another.
    pub fn fact(&self) -> FactKey {
        FactKey {
            name_key: self.name.key(),
            born: self.born,
            post_code: self.post_code.clone(),
            category: self.category.code(),
            granted_on: self.granted_on,
        }
    }

    /// The post in words.
    pub fn post(&self) -> &str {
        if self.post_written.is_empty() { &self.post_name } else { &self.post_written }
    }

    /// Since when it stands, until when, and what has become of it.
    pub fn standing(&self) -> Standing {
        Standing {
            entry: self.entry,
            granted_on: self.granted_on,
            valid_to: self.valid_to,
            is_replaced: self.replaced_at.is_some(),
        }
    }

    /// Whose it is, for whoever has this name, day of birth and СНИЛС: by СНИЛС where the record has one, whatever surname it was
    /// granted under, otherwise by the name and the day of birth.
    pub fn is_of(&self, name_key: &str, (born, snils): (Day, &str)) -> bool {
        if self.snils.is_empty() { self.name.key() == name_key && self.born == born } else { self.snils == snils }
    }

    /// Whether this record is the one in force and was not taken back.
    pub fn stands(&self) -> bool {
        self.replaced_at.is_none() && self.entry != Entry::Revoked
    }

    /// «№ 214-р от 28.11.2025».
    pub fn act(&self) -> String {
        let date = self.act_date.map(|day| format!(" от {}", words::brief_day(day))).unwrap_or_default();
        format!("№\u{a0}{}{date}", self.act_number)
    }

    /// «бессрочно», «до 28 ноября 2026».
    pub fn until(&self) -> String {
        self.standing().until().into_owned()
    }

    /// How it stands on a day: the words and their tone.
    pub fn state(&self, today: Day) -> (String, &'static str) {
        let (state, tone) = self.standing().state(today);
        (state.into_owned(), tone)
    }
}

/// What a list tells of a record.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The record's id.
    pub id: Id<Record>,
    /// The person's name.
    pub name: FullName,
    /// The post, as the source writes it when it does.
    pub post: String,
    /// The organisation as it is written.
    pub place: Arc<PlaceName>,
    /// The category.
    pub category: Category,
    /// Since when it stands and until when.
    pub standing: Standing,
}

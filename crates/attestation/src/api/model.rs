//! A neighbour's token: what it opens, for whom, until when; how it stands on a day.

use crate::accounts::Organization;
use crate::applications::Application;
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::words;
use crate::register::Record;

/// A thing a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Read applications and where they stand.
    ReadApplications,
    /// Submit applications.
    Submit,
    /// Read the register of categories.
    ReadRegister,
    /// Read what has changed, in turn.
    ReadChanges,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::ReadApplications, Self::Submit, Self::ReadRegister, Self::ReadChanges];

    /// As stored and as written in requests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadApplications => "applications:read",
            Self::Submit => "applications:write",
            Self::ReadRegister => "register:read",
            Self::ReadChanges => "changes:read",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReadApplications => "читать заявления",
            Self::Submit => "подавать заявления",
            Self::ReadRegister => "читать реестр категорий",
            Self::ReadChanges => "читать ленту изменений",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Scopes as they are stored: in one order, each once.
    pub(super) fn written(scopes: &[Self]) -> String {
        let all = Self::ALL.into_iter().filter(|one| scopes.contains(one));
        all.map(Self::code).collect::<Vec<_>>().join(" ")
    }

    /// Reads what `written` has written.
    pub(super) fn listed(text: &str) -> Vec<Self> {
        text.split(' ').filter_map(Self::parse).collect()
    }
}

/// Whose data a token opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Of the whole region.
    Region,
    /// Of one school: its id and name.
    School(Id<Organization>, String),
    /// Of one municipality.
    Municipality(String),
}

impl Bounds {
    /// The only school, when there is one.
    pub fn school(&self) -> Option<Id<Organization>> {
        if let Self::School(id, _) = self { Some(*id) } else { None }
    }

    /// The only municipality, when there is one.
    pub fn municipality(&self) -> Option<&str> {
        if let Self::Municipality(name) = self { Some(name) } else { None }
    }

    /// Whether a thing of this school of this municipality is within.
    pub fn hold(&self, school: Option<Id<Organization>>, municipality: &str) -> bool {
        match self {
            Self::Region => true,
            Self::School(own, _) => school == Some(*own),
            Self::Municipality(own) => key(own) == key(municipality),
        }
    }

    /// As shown.
    pub fn words(&self) -> String {
        match self {
            Self::Region => "весь регион".to_owned(),
            Self::School(_, name) | Self::Municipality(name) => name.clone(),
        }
    }
}

/// A token as it is kept: without the token itself.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: Id<Token>,
    /// The neighbour.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Whose data it opens.
    pub bounds: Bounds,
    /// The last day on which it works.
    pub expires_on: Day,
    /// Requests taken in a minute.
    pub per_minute: i64,
    /// When it was made.
    pub made_at: Moment,
    /// By whom; none: from the console.
    pub made_by: Option<FullName>,
    /// The last day of use.
    pub used_on: Option<Day>,
    /// When and why it was taken back.
    pub revoked: Option<(Moment, String)>,
}

/// Requests in a minute, unless the centre says otherwise.
pub const PER_MINUTE: i64 = 120;
/// As many as may be allowed.
pub const MOST_PER_MINUTE: i64 = 6_000;
/// A token lives no longer than so many days: one that was forgotten ends by itself.
pub const LONGEST_DAYS: i64 = 730;

impl Token {
    /// Whether it works on a day.
    pub fn works(&self, today: Day) -> bool {
        self.revoked.is_none() && self.expires_on >= today
    }

    /// How it stands on a day: the words and their tone.
    pub(super) fn state(&self, today: Day) -> (&'static str, &'static str) {
        match &self.revoked {
            Some(_) => ("отозван", "red"),
            None if self.expires_on < today => ("срок закончился", "grey"),
            None => ("действует", "green"),
        }
    }

    /// Scopes in words, one after another.
    pub(super) fn scopes_in_words(&self) -> String {
        self.scopes.iter().map(|one| one.words()).collect::<Vec<_>>().join(", ")
    }

    /// The last day of use in words.
    pub(super) fn used_in_words(&self) -> String {
        self.used_on.map_or_else(|| "ещё не использовался".to_owned(), words::day)
    }

    /// Whether it may be taken back.
    pub(super) fn may_revoke(&self) -> Result<(), AlreadyRevoked> {
        if self.revoked.is_some() { Err(AlreadyRevoked) } else { Ok(()) }
    }

    /// Whether an application is within what the token opens.
    pub(super) fn opens(&self, case: &Application) -> bool {
        self.bounds.hold(Some(case.school), &case.municipality)
    }

    /// Whether a record of the register is.
    pub(super) fn opens_record(&self, record: &Record) -> bool {
        self.bounds.hold(record.school, &record.municipality)
    }
}

/// The token was taken back before.
#[derive(Debug, Clone, Copy)]
pub(super) struct AlreadyRevoked;

impl Refusal for AlreadyRevoked {
    fn reason(&self) -> String {
        "Этот доступ уже отозван. Если система соседа всё ещё нужна, откройте ей новый доступ.".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_written_in_one_order() {
        let written = Scope::written(&[Scope::ReadChanges, Scope::ReadApplications, Scope::ReadChanges]);
        assert_eq!(written, "applications:read changes:read");
        assert_eq!(Scope::listed(&written), [Scope::ReadApplications, Scope::ReadChanges]);
        assert_eq!(Scope::parse("applications"), None);
    }

    #[test]
    fn bounds_hold_what_is_theirs() {
        let (own, other) = (Id::new(), Id::new());
        assert!(Bounds::Region.hold(None, ""));
        assert!(Bounds::School(own, String::new()).hold(Some(own), "Город Томск"));
        assert!(!Bounds::School(own, String::new()).hold(Some(other), "Город Томск"));
        assert!(!Bounds::School(own, String::new()).hold(None, "Город Томск"));
        assert!(Bounds::Municipality("Город Томск".to_owned()).hold(None, "город Томск"));
        assert!(!Bounds::Municipality("Город Томск".to_owned()).hold(Some(own), "Асиновский район"));
    }
}

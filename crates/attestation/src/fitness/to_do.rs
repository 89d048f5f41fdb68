//! What is to be done next with a worker, by when and how soon, in words: for the list of a school and for the worker's page. Pure.

use crate::platform::clock::Day;
use crate::platform::words;

use super::cycle::Due;
use super::model::Case;
use super::rules::{self, NoTerm, Rules};
use super::stage::Stage;
use super::standing::{self, Standing};

/// One thing to be done.
pub(super) struct ToDo {
    /// «до 12 января 2027 — ознакомить с представлением».
    pub(super) text: String,
    /// How much is left, or what to know of it; may be empty.
    pub(super) left: String,
    pub(super) tone: &'static str,
    /// The day it stands at among others; none: after those that have one.
    pub(super) day: Option<Day>,
}

impl ToDo {
    fn by(by: Option<Day>, what: &str, today: Day) -> Self {
        Self {
            text: by.map_or_else(|| what.to_owned(), |by| format!("до {} — {what}", words::day(by))),
            left: by.map(|by| words::left(by, today)).unwrap_or_default(),
            tone: by.map_or("ok", |by| words::tone(by, today).code()),
            day: by,
        }
    }

    /// The end of an attestation something stands against.
    pub(super) fn end(why: Standing) -> Self {
        let left = format!("Работник не подлежит аттестации: {}.", why.until());
        Self { text: standing::END.to_owned(), left, tone: "late", day: None }
    }

    /// The same in one line of a list.
    pub(super) fn ended(why: Standing) -> Self {
        Self { text: format!("{}: {}", standing::END, why.until()), left: String::new(), ..Self::end(why) }
    }

    /// An attestation is to begin. Where no day is set it stands at today.
    ///
    /// # Errors
    /// When a clock has no term.
    pub(super) fn plan(due: Due, rules: &Rules, today: Day) -> Result<Self, NoTerm> {
        let what = "запланировать аттестацию";
        let Some(_) = due.by else {
            return Ok(Self { day: Some(today), ..Self::by(None, &format!("{what}: {}", due.words()), today) });
        };
        let found = Self::before_order(what, Some(due), (rules, today))?;
        Ok(Self { day: found.day.or(Some(today)), ..found })
    }

    /// The next step of an attestation under way.
    ///
    /// # Errors
    /// When a clock has no term.
    pub(super) fn step(case: &Case, rules: &Rules, (due, today): (Option<Due>, Day)) -> Result<Self, NoTerm> {
        let (by, what) = standing::reminder(case, rules)?;
        match case.stage {
            Stage::Planned | Stage::Postponed => Self::before_order(what, due, (rules, today)),
            _ => Ok(Self::by(by, what, today)),
        }
    }

    /// What comes before the worker can be acquainted with an order: the last day on which the session can still keep the term
    /// of the attestation. When that has passed it is said, of a term a source names.
    fn before_order(what: &str, due: Option<Due>, (rules, today): (&Rules, Day)) -> Result<Self, NoTerm> {
        let Some((due, by)) = due.and_then(|due| Some((due, due.by?))) else {
            return Ok(Self::by(None, what, today));
        };
        let last = rules.latest(rules::ORDER, by)?;
        Ok(match (last >= today, due.is_named) {
            (true, _) => Self::by(Some(last), what, today),
            (false, true) => Self {
                text: format!("{what}: до {} уже не успеть, назначьте ближайший день", words::day(by)),
                left: String::new(),
                tone: "late",
                day: Some(last),
            },
            (false, false) => Self::by(None, what, today),
        })
    }
}

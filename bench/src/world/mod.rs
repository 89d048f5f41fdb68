//! A generated world: schools, people, and as many cases as asked for, each a function of its number.

mod fill;
mod further;
pub(crate) mod names;
mod tables;

use std::path::Path;

use attestation::platform::clock::{Clock, Day, Moment, Zone};
use attestation::platform::names::FullName;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

pub(crate) use fill::{fill_postgres, fill_sqlite};

use crate::random::Random;

/// Schools of a world, and specialists.
pub(crate) const SCHOOLS: u64 = 66;
/// Specialists of a world.
pub(crate) const SPECIALISTS: u64 = 100;
/// Cases a busy specialist has open.
pub(crate) const OPEN: u64 = 60;
/// The password of everybody.
pub(crate) const PASSWORD: &str = "окно-тюлень-марш-26";
/// Cases on the agenda of the session that is under way.
const AT_SESSION: u64 = 400;
/// Days the specialist has for a case.
const TERM: i64 = 60;

/// A file every world keeps.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// SHA-256.
    pub(crate) key: String,
    /// Bytes.
    pub(crate) size: i64,
}

/// What a world is made of.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// Cases.
    pub(crate) cases: u64,
    /// The day the cases are seen from.
    pub(crate) today: Day,
    /// The start of that day.
    pub(crate) midnight: Moment,
    /// Files that documents point to.
    pub(crate) files: Vec<File>,
    /// The hash of `PASSWORD`.
    pub(crate) password_hash: String,
}

/// Kinds of things, as identifiers are made of them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Thing {
    /// A school.
    School = 1,
    /// An account.
    Account,
    /// A seat.
    Seat,
    /// A teacher.
    Teacher,
    /// A case.
    Case,
    /// A document.
    Document,
    /// An assignment.
    Assignment,
    /// A conclusion.
    Conclusion,
    /// A result.
    Result,
    /// A row of the journal.
    Entry,
    /// A place of the register.
    Place,
    /// A record of the register.
    Record,
    /// A commission.
    Commission,
    /// A member of it.
    Member,
    /// A session.
    Sitting,
    /// A case on its agenda.
    Item,
}

/// Everything that is said about one case.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Its number in the world, from 0.
    pub(crate) number: u64,
    /// The teacher.
    pub(crate) name: FullName,
    /// The teacher's school.
    pub(crate) school: u64,
    /// The day it came.
    pub(crate) received: Day,
    /// When it came.
    pub(crate) at: i64,
    /// The day a result is waited for.
    pub(crate) due: Day,
    /// The specialist.
    pub(crate) specialist: u64,
    /// Whether the result is recorded.
    pub(crate) is_done: bool,
    /// Whether a conclusion is attached.
    pub(crate) has_conclusion: bool,
}

/// The number of the first coordinator's account; specialists come before.
pub(crate) const COORDINATORS: u64 = SPECIALISTS;
/// The login of the centre's account.
pub(crate) const CENTRE_LOGIN: &str = "centre";
/// The number of the centre's account.
pub(crate) const CENTRE: u64 = SPECIALISTS + SCHOOLS;

impl World {
    /// A world of so many cases as seen today.
    pub(crate) fn of(cases: u64, files: Vec<File>, password_hash: String) -> anyhow::Result<Self> {
        let zone = Zone::named("Asia/Tomsk")?;
        let today = zone.day(Clock::System.now());
        Ok(Self { cases, today, midnight: zone.begins(today), files, password_hash })
    }

    /// Specialists who have open cases: each of them `OPEN`, so that their pages are alike in every world.
    pub(crate) fn busy(&self) -> u64 {
        (self.cases * 6 / 10 / OPEN).clamp(1, SPECIALISTS)
    }

    fn done(&self) -> u64 {
        self.cases - (self.busy() * OPEN).min(self.cases)
    }

    /// The last of the done cases: they are on the agenda of today's session.
    pub(crate) fn at_session(&self) -> std::ops::Range<u64> {
        self.done().saturating_sub(AT_SESSION)..self.done()
    }

    /// Done cases of a specialist.
    pub(crate) fn done_by(&self, specialist: u64) -> u64 {
        let done = self.done();
        done / SPECIALISTS + u64::from(specialist < done % SPECIALISTS)
    }

    /// The case of this number: the first ones are done, the last ones open.
    pub(crate) fn case(&self, number: u64) -> Case {
        let (mut random, done) = (Random::about(Thing::Case as u64, number), self.done());
        let is_done = number < done;
        let share = |of: u64, days: u64, count: u64| i64::try_from(of * days / count.max(1)).unwrap_or(0);
        let ago =
            if is_done { 1070 - share(number, 1000, done) } else { 55 - share(number - done, 50, self.cases - done) };
        let received = self.today.plus(-ago);
        let second = i64::try_from(number % 36_000).unwrap_or(0);
        let at = self.midnight.plus(SignedDuration::from_hours(-24 * ago)).micros() + second * 1_000_000;
        let specialist = if is_done { number % SPECIALISTS } else { (number - done) % self.busy() };
        Case {
            number,
            name: names::person(&mut random),
            school: random.below(SCHOOLS),
            received,
            at,
            due: received.plus(TERM),
            specialist,
            is_done,
            has_conclusion: is_done || ((number - done) / self.busy()).is_multiple_of(2),
        }
    }

    /// The identifier of a thing made at a moment.
    pub(crate) fn id(thing: Thing, number: u64, at: i64) -> String {
        let mut random = Random::about(thing as u64, number);
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&random.bytes(10));
        let millis = u64::try_from(at / 1000).unwrap_or(0);
        let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid();
        uuid.as_hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()).to_owned()
    }

    /// The identifier of a thing that was there before every case.
    pub(crate) fn old_id(&self, thing: Thing, number: u64) -> String {
        Self::id(thing, number, self.founded())
    }

    /// When the house was founded: four years ago.
    pub(crate) fn founded(&self) -> i64 {
        self.midnight.plus(SignedDuration::from_hours(-24 * 1460)).micros()
    }

    /// What the measuring programs are told about this world.
    pub(crate) fn card(&self) -> Card {
        let mut specialists: Vec<Desk> = (0..self.busy()).map(|number| Desk::of(format!("spec{number:03}"))).collect();
        let mut coordinators: Vec<Desk> = (0..SCHOOLS).map(|number| Desk::of(format!("coord{number:03}"))).collect();
        for number in self.done()..self.cases {
            let case = self.case(number);
            let id = Self::id(Thing::Case, number, case.at);
            for (desks, at) in [(&mut specialists, case.specialist), (&mut coordinators, case.school)] {
                if let Some(desk) = desks.get_mut(usize::try_from(at).unwrap_or(0)) {
                    let list = if case.has_conclusion { &mut desk.with_conclusion } else { &mut desk.without };
                    list.push(id.clone());
                }
            }
        }
        let session = Session {
            home: format!("/sittings/{}", self.old_id(Thing::Sitting, 0)),
            items: self.at_session().map(|number| self.old_id(Thing::Item, number)).collect(),
            cases: self.at_session().map(|number| Self::id(Thing::Case, number, self.case(number).at)).collect(),
            members: (0..further::MEMBERS).map(|number| self.old_id(Thing::Member, number)).collect(),
        };
        Card { cases: self.cases, password: PASSWORD.to_owned(), specialists, coordinators, session }
    }
}

/// A person of the world and the open cases they work on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Desk {
    /// The login.
    pub(crate) login: String,
    /// Open cases with a conclusion attached (version 1), no result.
    pub(crate) with_conclusion: Vec<String>,
    /// Open cases without one.
    pub(crate) without: Vec<String>,
}

impl Desk {
    fn of(login: String) -> Self {
        Self { login, with_conclusion: Vec::new(), without: Vec::new() }
    }
}

/// The session that is under way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Its address.
    pub(crate) home: String,
    /// Its agenda.
    pub(crate) items: Vec<String>,
    /// The cases of the agenda, in the same order.
    pub(crate) cases: Vec<String>,
    /// Members who are present.
    pub(crate) members: Vec<String>,
}

/// What is known of a world without asking its database.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Card {
    /// Cases.
    pub(crate) cases: u64,
    /// The password of everybody.
    pub(crate) password: String,
    /// Busy specialists.
    pub(crate) specialists: Vec<Desk>,
    /// Coordinators, one a school.
    pub(crate) coordinators: Vec<Desk>,
    /// The session.
    pub(crate) session: Session,
}

impl Card {
    /// Reads the card of a world's folder.
    pub(crate) fn read(folder: &Path) -> anyhow::Result<Self> {
        Ok(serde_json::from_slice(&std::fs::read(folder.join("world.json"))?)?)
    }

    /// Writes the card into a world's folder.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<()> {
        Ok(std::fs::write(folder.join("world.json"), serde_json::to_vec(self)?)?)
    }
}

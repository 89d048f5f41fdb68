//! What handlers, jobs and commands are handed: the application's parts, cheap to clone.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use filestore::FileStore;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::platform::act::{Act, Kind};
use crate::platform::choices::Choices;
use crate::platform::clock::{Clock, Day, Moment};
use crate::platform::db::Db;
use crate::platform::engine::{DbError, Reader};
use crate::platform::lasting::Lasting;
use crate::platform::names::{FullName, PlaceName};
use crate::platform::recent::Recent;
use crate::platform::schedule::Bell;
use crate::platform::tally::Tallies;
use crate::platform::visit::Cookies;

/// Whether an account, by its id, leads a commission on a day: the room that knows is above those that ask.
pub type Presides = fn(&mut Reader, &str, Day) -> Result<bool, DbError>;

/// Somebody who has just taken a seat of a commission's member by an invitation.
pub struct Newcomer {
    /// The seat, by its id.
    pub seat: String,
    /// The name in the invitation.
    pub name: FullName,
    /// Its address.
    pub email: String,
}

/// Gives whoever has come the places that wait for them on a day: the room that has them is above those that invite.
pub type TakePlaces = fn(&mut Act<'_>, &Newcomer, Day) -> Result<(), DbError>;

/// What the rooms tell the application about themselves.
pub struct Told {
    /// Every kind of act the journal knows.
    pub kinds: Vec<Kind>,
    /// Who leads a commission.
    pub presides: Presides,
    /// Whose places in commissions wait for whoever comes.
    pub take_places: TakePlaces,
}

/// The application.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// A person of the demonstration a visitor may step in as. A real installation has none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoPerson {
    /// `teacher`, `coordinator`, `municipal`, `secretary`, `centre`, `specialist`, `chair`, `member`, `authority`, `admin`.
    pub role: String,
    /// The full name.
    pub name: String,
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
}

/// Its parts.
pub struct Parts {
    /// Settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The files.
    pub files: FileStore,
    /// The clock.
    pub clock: Clock,
    /// Every kind of act the journal knows.
    pub kinds: Vec<Kind>,
    /// Who leads a commission.
    pub presides: Presides,
    /// Whose places in commissions wait for whoever comes.
    pub take_places: TakePlaces,
    /// Rung when letters or jobs were put.
    pub bell: Bell,
    /// Counts kept for seconds.
    pub tallies: Tallies,
    /// Posts that are attested now, as filters offer them.
    pub posts: Choices,
    /// Organisations as the register writes them: a name written otherwise is another of them.
    pub places: Arc<Lasting<PlaceName>>,
    /// How organisations are called, by their ids.
    pub schools: Arc<Recent<PlaceName>>,
    /// Who sits in a seat, as lists call them («Орлова О. А.»), by its id.
    pub seated: Arc<Recent<String>>,
    /// How teachers are called in full, by their ids.
    pub teachers: Arc<Recent<String>>,
    /// Passwords hashed at once: more would starve the pages.
    pub hashing: Semaphore,
    /// People of the demonstration; set once by the command `demo` and never otherwise.
    pub demo_people: OnceLock<Vec<DemoPerson>>,
}

/// Passwords hashed at once.
const HASHING: usize = 8;

impl App {
    /// The application of these parts; `told` is what every feature tells of itself.
    pub fn new(config: Config, db: Db, files: FileStore, clock: Clock, told: Told) -> Self {
        Self(Arc::new(Parts {
            tallies: Tallies::of(db.changes()),
            posts: Choices::of(db.changes()),
            places: Arc::default(),
            schools: Arc::new(Recent::of(db.changes())),
            seated: Arc::new(Recent::of(db.changes())),
            teachers: Arc::new(Recent::of(db.changes())),
            config,
            db,
            files,
            clock,
            kinds: told.kinds,
            presides: told.presides,
            take_places: told.take_places,
            bell: Bell::default(),
            hashing: Semaphore::new(HASHING),
            demo_people: OnceLock::new(),
        }))
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Today in the centre's zone.
    pub fn today(&self) -> Day {
        self.config.zone.day(self.clock.now())
    }

    /// The moment this day began in the centre's zone.
    pub fn day_began(&self) -> Moment {
        self.config.zone.begins(self.today())
    }

    /// Cookie rules of this site.
    pub fn cookies(&self) -> Cookies {
        Cookies { secure: self.config.public_url.starts_with("https://") }
    }

    /// A full link for a letter.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

//! A token is made: what is shown once leaves here, its hash stays. The page, the console and the demonstration do it alike.

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::{secret, words};

use super::model::{Bounds, Scope, Token};
use super::{kinds, store};

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
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
}

/// A token just made.
#[derive(Debug)]
pub struct Issued {
    /// Its id.
    pub id: Id<Token>,
    /// What the neighbour sends; it is not kept and cannot be shown again.
    pub secret: String,
}

/// Why no token was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotIssued {
    /// The neighbour has one.
    Named,
}

impl Refusal for NotIssued {
    fn reason(&self) -> String {
        match self {
            Self::Named => {
                "Доступ с таким названием уже открыт. Назовите этот иначе или сначала отзовите прежний.".to_owned()
            }
        }
    }
}

/// By what a token is known when it is found in somebody's file or log.
const PREFIX: &str = "att_";

/// Makes a token.
///
/// # Errors
/// When the neighbour has one under this name, the machine gives no randomness, or the database says no.
pub async fn issue(app: &App, by: By, new: NewToken) -> Result<Result<Issued, NotIssued>, Failure> {
    let secret = format!("{PREFIX}{}", secret::cookie_secret()?);
    let hash = secret::hash(&secret);
    let told = format!(
        "открыт доступ «{}»: {}; {}; до {}",
        new.name,
        Scope::written(&new.scopes),
        new.bounds.words(),
        words::day(new.expires_on)
    );
    let made = app.db.act(by, app.now(), move |act| {
        if store::is_named(act, &new.name)? {
            return Err(Held::No(NotIssued::Named));
        }
        let id = store::add(act, &new, &hash)?;
        Ok(act.record(Fact::of(kinds::MADE, told).subject("neighbour", id), id)?)
    });
    match made.await {
        Ok(id) => Ok(Ok(Issued { id, secret })),
        Err(Held::No(why)) => Ok(Err(why)),
        Err(Held::Other(failure)) => Err(failure),
    }
}

/// Why the act was given up.
enum Held {
    No(NotIssued),
    Other(Failure),
}

impl From<crate::platform::engine::DbError> for Held {
    fn from(error: crate::platform::engine::DbError) -> Self {
        Self::Other(error.into())
    }
}

//! Guards of the open access: a neighbour by its token for one scope, an application and a record within what it opens;
//! a token in the hands of the centre.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::accounts::{self, Centre, Charge, path_part};
use crate::applications::{self, Application};
use crate::context::App;
use crate::platform::act::{By, Fact, Kind};
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::page::header_text;
use crate::platform::secret;
use crate::platform::visit::Visit;
use crate::register::{CheckCode, Record, by_code};

use super::kinds;
use super::model::{Scope, Token};
use super::problem::Problem;
use super::store::{self, Entrance};

/// A scope a door asks for.
pub(super) trait Need: Send + Sync + 'static {
    /// The scope.
    const SCOPE: Scope;
    /// Who may come in.
    const WHO: &'static str;
}

/// Reads applications.
pub(super) struct ReadsApplications;
/// Submits applications.
pub(super) struct Submits;
/// Reads the register.
pub(super) struct ReadsRegister;
/// Reads what has changed.
pub(super) struct ReadsChanges;

impl Need for ReadsApplications {
    const SCOPE: Scope = Scope::ReadApplications;
    const WHO: &'static str = "a neighbour's token with applications:read";
}

impl Need for Submits {
    const SCOPE: Scope = Scope::Submit;
    const WHO: &'static str = "a neighbour's token with applications:write";
}

impl Need for ReadsRegister {
    const SCOPE: Scope = Scope::ReadRegister;
    const WHO: &'static str = "a neighbour's token with register:read";
}

impl Need for ReadsChanges {
    const SCOPE: Scope = Scope::ReadChanges;
    const WHO: &'static str = "a neighbour's token with changes:read";
}

/// A neighbour whose token works today, has the scope and is within its minute.
pub(super) struct Neighbour<S: Need> {
    pub(super) token: Token,
    visit: Visit,
    scope: PhantomData<fn() -> S>,
}

impl<S: Need> Guard for Neighbour<S> {
    const WHO: &'static str = S::WHO;
}

impl<S: Need> Neighbour<S> {
    /// Who acts, for the journal: no account, the token is the subject of the row.
    pub(super) fn by(&self) -> By {
        By { address: self.visit.address_text(), ..By::default() }
    }

    /// A row of the journal about this neighbour.
    pub(super) fn fact(&self, kind: Kind, words: &str) -> Fact {
        Fact::of(kind, format!("{words}; доступ «{}»", self.token.name)).subject("neighbour", self.token.id)
    }

    /// Writes a row of the journal, and nothing else.
    pub(super) async fn tell(&self, app: &App, fact: Fact) -> Result<(), Failure> {
        app.db.act(self.by(), app.now(), move |act| act.record(fact, ())).await.map_err(Failure::from)
    }

    /// Writes down what was asked for and not given.
    async fn refused(&self, app: &App, words: &str) -> Result<(), Failure> {
        self.tell(app, self.fact(kinds::REFUSED, words).refused()).await
    }

    /// A thing that is not there, or not for this neighbour: the journal knows, the answer does not tell.
    async fn turned_away(&self, app: &App, words: &str) -> Problem {
        match self.refused(app, words).await {
            Ok(()) => Problem::hidden(),
            Err(failure) => failure.into(),
        }
    }
}

/// The token of the header `Authorization: Bearer …`.
fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = header_text(&parts.headers, &header::AUTHORIZATION).trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// What a stranger's misses are counted under.
const MISSES: &str = "neighbour";
const MISSING: &str = "Нужен заголовок Authorization: Bearer и ключ доступа, который выдаёт Центр.";
const UNKNOWN: &str = "Такого ключа доступа нет. Сверьте его с выданным или попросите у Центра новый.";
const REVOKED: &str = "Доступ отозван Центром. Если он нужен, попросите открыть новый.";
const EXPIRED: &str = "Срок доступа закончился. Попросите Центр открыть новый.";

/// The token that was brought, counted in its minute.
async fn entered(parts: &Parts, app: &App, visit: &Visit) -> Result<Token, Problem> {
    let hash = secret::hash(bearer(parts).ok_or_else(|| Problem::not_known(MISSING, false))?);
    let (now, today) = (app.now(), app.today());
    match app.db.upkeep(move |upkeep| store::enter(upkeep, &hash, (now, today))).await? {
        Entrance::In(token) => Ok(token),
        Entrance::Full(seconds) => Err(Problem::too_many(seconds)),
        Entrance::Over(token) => {
            let detail = if token.revoked.is_some() { REVOKED } else { EXPIRED };
            Err(Problem::not_known(detail, true))
        }
        Entrance::Unknown => {
            accounts::pass_address(app, MISSES, &visit.address_text()).await?;
            accounts::count_miss(app, MISSES, &visit.address_text()).await?;
            Err(Problem::not_known(UNKNOWN, true))
        }
    }
}

impl<S: Need> FromRequestParts<App> for Neighbour<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visit = Visit::of(parts)?;
        let token = entered(parts, app, &visit).await?;
        let by = Self { token, visit, scope: PhantomData };
        if by.token.scopes.contains(&S::SCOPE) {
            return Ok(by);
        }
        by.refused(app, &format!("нет права {}", S::SCOPE.code())).await?;
        Err(Problem::not_in_scope(S::SCOPE.code()))
    }
}

/// An application within what the neighbour's token opens.
pub(super) struct NeighboursCase {
    pub(super) by: Neighbour<ReadsApplications>,
    pub(super) case: Application,
}

impl Guard for NeighboursCase {
    const WHO: &'static str = ReadsApplications::WHO;
}

/// As much of what was asked for as the journal keeps.
fn short(asked: &str) -> String {
    asked.chars().take(60).collect()
}

impl FromRequestParts<App> for NeighboursCase {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let by = Neighbour::from_request_parts(parts, app).await?;
        let number = path_part(parts, app, "number").await;
        let asked = number.clone();
        let case = app.db.glance(move |reader| applications::by_number(reader, &asked)).await?;
        match case.filter(|case| by.token.opens(case)) {
            Some(case) => Ok(Self { by, case }),
            None => Err(by.turned_away(app, &format!("запрошено дело {}", short(&number))).await),
        }
    }
}

/// A record of the register within what the neighbour's token opens.
pub(super) struct NeighboursRecord {
    pub(super) by: Neighbour<ReadsRegister>,
    pub(super) record: Record,
}

impl Guard for NeighboursRecord {
    const WHO: &'static str = ReadsRegister::WHO;
}

impl FromRequestParts<App> for NeighboursRecord {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let by = Neighbour::from_request_parts(parts, app).await?;
        let code = path_part(parts, app, "code").await;
        let record = match CheckCode::parse(&code) {
            Some(code) => app.db.glance(move |reader| by_code(reader, &code)).await?,
            None => None,
        };
        match record.filter(|record| by.token.opens_record(record)) {
            Some(record) => Ok(Self { by, record }),
            None => Err(by.turned_away(app, &format!("запрошена запись реестра {}", short(&code))).await),
        }
    }
}

impl Charge for Token {
    type By = Centre;
    const NOUN: &'static str = "neighbour";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}

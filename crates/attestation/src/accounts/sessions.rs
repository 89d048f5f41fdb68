//! Sessions: opened at sign-in, ended by the person, by silence or by age.

use jiff::SignedDuration;

use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::secret;
use crate::platform::visit::Visit;
use crate::values;

use super::model::{Account, Seat, Signed};
use super::second_step::{Demand, half};
use super::{consents, keys, store};

/// No word for so long ends a session: staff of the centre, others.
const IDLE_STAFF: SignedDuration = SignedDuration::from_mins(30);
const IDLE: SignedDuration = SignedDuration::from_mins(60);
/// A session lives no longer than this.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// Sessions of one account at once; the oldest gives way.
const MOST: i64 = 5;
/// A session of a later moment than now was opened by a clock that has been put right since; machines differ by less.
const SKEW: SignedDuration = SignedDuration::from_mins(5);
/// How often "seen" is written down.
const SEEN_STEP: SignedDuration = SignedDuration::from_mins(1);

/// Opens a session of the account in a seat; the secret for the cookie.
pub fn open(
    act: &mut Act<'_>,
    account: Id<Account>,
    seat: Id<Seat>,
    visit: &Visit,
    shared: bool,
) -> Result<String, Failure> {
    let secret = secret::cookie_secret()?;
    let now = act.at();
    let others = act.rows(
        "select hash from sessions where account_id = $1 and ended_at is null order by seen_at desc, hash",
        values![account],
        |row| row.get::<String>(0),
    )?;
    for old in others.iter().skip(usize::try_from(MOST - 1).unwrap_or(0)) {
        act.run("update sessions set ended_at = $2 where hash = $1", values![old, now])?;
    }
    act.run(
        "insert into sessions (hash, account_id, seat_id, opened_at, seen_at, shared, agent, address, ended_at) values ($1, $2, $3, $4, $4, $5, $6, $7, null)",
        values![secret::hash(&secret), account, seat, now, shared, &visit.agent, visit.address_text()],
    )?;
    Ok(secret)
}

struct Found {
    account: Account,
    seat: Seat,
    opened_at: Moment,
    seen_at: Moment,
    second_step: bool,
}

/// Who is signed in with this visit; none when nobody is, or the session has ended.
pub(super) async fn signed_in(app: &App, visit: &Visit) -> Result<Option<Signed>, Failure> {
    let Some(secret) = &visit.session else {
        return Ok(None);
    };
    let (hash, now) = (secret::hash(secret), app.now());
    let (session, demand, page) = (hash.clone(), Demand::of(app), visit.asked.clone());
    let house = app.clone();
    let found = app.db.glance(move |reader| {
        let Some((found, seats, must_set_up)) = find(reader, &session, demand)? else { return Ok(None) };
        // Asked for on no other page: of a newer consent one is told at home.
        let is_home = page.split('?').next() == Some(found.seat.role.home());
        let older_consent = if is_home { consents::older(reader, found.account.id, &house.config)? } else { None };
        Ok::<_, Failure>(Some((found, seats, must_set_up, older_consent)))
    });
    let Some((found, seats, must_set_up, older_consent)) = found.await? else {
        return Ok(None);
    };
    let idle = if found.seat.role.is_staff() { IDLE_STAFF } else { IDLE };
    let (silent, age) = (now.since(found.seen_at), now.since(found.opened_at));
    if silent > idle || age > LONGEST || silent.min(age) < -SKEW {
        // Written down at once: a clock that is put back must not bring it to life again.
        over(app, hash).await?;
        return Ok(None);
    }
    if silent > SEEN_STEP {
        let hash = hash.clone();
        app.db
            .upkeep(move |upkeep| {
                upkeep.run(
                    "update sessions set seen_at = $2 where hash = $1 and seen_at < $2 and ended_at is null",
                    values![&hash, now],
                )
            })
            .await?;
    }
    let Found { account, seat, second_step, .. } = found;
    Ok(Some(Signed {
        visit: visit.clone(),
        account,
        seat,
        seats,
        session: hash,
        second_step,
        must_set_up,
        older_consent,
    }))
}

/// Ends a session that silence, age or a wrong clock has ended.
async fn over(app: &App, hash: String) -> Result<(), Failure> {
    let now = app.now();
    app.db
        .upkeep(move |upkeep| {
            upkeep.run("update sessions set ended_at = $2 where hash = $1 and ended_at is null", values![&hash, now])
        })
        .await?;
    Ok(())
}

/// What is found of a session, with the open seats of its account and whether the second step must be set up first.
type Whole = (Found, Vec<Seat>, bool);

fn find(reader: &mut Reader, hash: &str, demand: Option<Demand>) -> Result<Option<Whole>, Failure> {
    // Every request asks this, so it is one question: a row for each open seat, the session's own among them.
    let rows = reader.rows(
        "select s.id, s.role, s.organization_id, s.workplace, n.seat_id, a.id, a.login, a.email, a.surname, a.given, a.patronymic, a.phone, n.opened_at, n.seen_at, t.set_at
         from sessions n join accounts a on a.id = n.account_id join seats s on s.account_id = a.id and s.ended_at is null
         left join second_steps t on t.account_id = a.id
         where n.hash = $1 and n.ended_at is null and a.closed_at is null order by s.given_at, s.id",
        values![hash],
        |row| {
            let seat = store::seat(row)?;
            if row.get::<Id<Seat>>(4)? != seat.id {
                return Ok((seat, None));
            }
            let account = Account { id: row.get(5)?, login: row.get(6)?, email: row.get(7)?, name: FullName::read(row, 8)?, phone: row.get(11)? };
            let second_step = row.get::<Option<Moment>>(14)?.is_some();
            let found = Found { account, seat: seat.clone(), opened_at: row.get(12)?, seen_at: row.get(13)?, second_step };
            Ok((seat, Some(found)))
        },
    )?;
    let (seats, own): (Vec<Seat>, Vec<Option<Found>>) = rows.into_iter().unzip();
    let Some(found) = own.into_iter().flatten().next() else { return Ok(None) };
    let must_set_up = match demand {
        Some(demand) if !found.second_step => demand.covers(reader, found.account.id, &seats)?,
        _ => false,
    };
    Ok(Some((found, seats, must_set_up)))
}

/// Ends one session.
pub(super) fn end(act: &mut Act<'_>, hash: &str) -> Result<(), DbError> {
    let now = act.at();
    act.run("update sessions set ended_at = $2 where hash = $1 and ended_at is null", values![hash, now])?;
    Ok(())
}

/// Ends every session of an account but `kept`, every sign-in that waits for a code, and every link that was asked for in
/// them and not used yet: a stranger who was in could come back by it. How many sessions.
pub fn end_all(act: &mut Act<'_>, account: Id<Account>, kept: &str) -> Result<u64, DbError> {
    let now = act.at();
    half::end_all(act, account)?;
    keys::drop_all(act, account)?;
    act.run(
        "update sessions set ended_at = $2 where account_id = $1 and ended_at is null and hash <> $3",
        values![account, now, kept],
    )
}

/// Moves the session to another seat under a new secret; whether the computer is a shared one comes with it.
pub fn change_seat(
    act: &mut Act<'_>,
    old: &str,
    account: Id<Account>,
    seat: Id<Seat>,
    visit: &Visit,
) -> Result<(String, bool), Failure> {
    let shared = act.count("select shared from sessions where hash = $1", values![old])? == 1;
    end(act, old)?;
    Ok((open(act, account, seat, visit, shared)?, shared))
}

/// An open session, as its owner sees it.
pub(super) struct OpenSession {
    pub(super) hash: String,
    pub(super) opened_at: Moment,
    pub(super) seen_at: Moment,
    pub(super) agent: String,
    pub(super) address: String,
}

/// Sessions of an account that are neither ended, nor silent for long, nor too old.
pub(super) fn of_account(reader: &mut Reader, account: Id<Account>, now: Moment) -> Result<Vec<OpenSession>, DbError> {
    let (since, heard) = (now.plus(-LONGEST), now.plus(-IDLE));
    reader.rows(
        "select hash, opened_at, seen_at, agent, address from sessions where account_id = $1 and ended_at is null and opened_at > $2 and seen_at > $3 order by seen_at desc, hash",
        values![account, since, heard],
        |row| Ok(OpenSession { hash: row.get(0)?, opened_at: row.get(1)?, seen_at: row.get(2)?, agent: row.get(3)?, address: row.get(4)? }),
    )
}

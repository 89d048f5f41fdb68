//! The SQL of what is sent: addresses that are due, the next notification of one, what became of it. Whoever sends holds the
//! address meanwhile, so that its notifications go one after another whatever number of programs are at work.

use jiff::SignedDuration;

use crate::api::feed::{self, Change, SETTLED};
use crate::api::hooks::delivery::{Delivery, State, What};
use crate::api::hooks::model::Hook;
use crate::api::hooks::notice;
use crate::api::shape::ChangeShown;
use crate::platform::act::Upkeep;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

pub(super) const DELIVERY: &str = "id, object, thing, body, state, attempts, status, error, made_at, tried_at";

pub(super) fn delivery(row: &Record<'_>) -> Result<Delivery, BadColumn> {
    Ok(Delivery {
        id: row.get(0)?,
        what: row.get(1)?,
        thing: row.get(2)?,
        body: row.get(3)?,
        state: row.get(4)?,
        attempts: row.get(5)?,
        status: row.get(6)?,
        error: row.get(7)?,
        made_at: row.get(8)?,
        tried_at: row.get(9)?,
    })
}

/// Puts a notification: id, address, what of, thing, body, moment.
pub(super) const PUT: &str =
    "insert into api_deliveries (id, hook_id, object, thing, body, state, attempts, status, error, made_at, tried_at)
    values ($1, $2, $3, $4, $5, 'waiting', 0, null, '', $6, null)";

/// An address is held for so long from one notification to the next: longer than an answer is waited for.
const HOLD: SignedDuration = SignedDuration::from_mins(2);
/// Rows of the journal looked through at a time.
const ROWS: usize = 200;
/// What was taken is kept for so long, to be looked at.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Addresses for which there is something to do: nobody is at them, and something waits or has changed.
pub(in crate::api::hooks) fn due(reader: &mut Reader, (now, today): (Moment, Day)) -> Result<Vec<Id<Hook>>, DbError> {
    let sql = "select h.id from api_hooks h where h.off_at is null and h.held_until <= $1 and (h.next_at <= $1
             or exists (select 1 from api_deliveries d where d.hook_id = h.id and d.state = 'waiting' and d.object = 'trial'))
         order by h.id";
    let ids = reader.rows(sql, values![now], |row| row.get::<Id<Hook>>(0))?;
    let mut found = Vec::new();
    for id in ids {
        let Some(hook) = super::by_id(reader, id)?.filter(|hook| hook.works(today)) else { continue };
        if waiting(reader, &hook, now)?.is_some() || !news(reader, &hook, now, 1)?.is_empty() {
            found.push(id);
        }
    }
    Ok(found)
}

/// The notification whose turn it is: a trial, or the earliest when its time has come.
fn waiting(reader: &mut Reader, hook: &Hook, now: Moment) -> Result<Option<Delivery>, DbError> {
    let only = if hook.next_at > now { "and object = 'trial' " } else { "" };
    let sql = format!(
        "select {DELIVERY} from api_deliveries where hook_id = $1 and state = 'waiting' {only}
         order by case when object = 'trial' then 0 else 1 end, id limit 1"
    );
    reader.row(&sql, values![hook.id], delivery)
}

/// Rows of the feed that were not looked at yet; none while the address is given a rest.
fn news(reader: &mut Reader, hook: &Hook, now: Moment, most: usize) -> Result<Vec<Change>, DbError> {
    if hook.next_at > now {
        return Ok(Vec::new());
    }
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    feed::changes(reader, &hook.seen, now.plus(-SETTLED), most)
}

/// A hand at an address: which, and until when it holds it.
#[derive(Debug, Clone, Copy)]
pub(in crate::api::hooks) struct Hand {
    pub(in crate::api::hooks) hook: Id<Hook>,
    until: Moment,
}

impl Hand {
    /// A hand that holds nothing yet.
    pub(in crate::api::hooks) fn at(hook: Id<Hook>) -> Self {
        Self { hook, until: Moment::of_micros(0) }
    }
}

/// What a hand does next.
pub(in crate::api::hooks) enum Step {
    /// Sends this.
    Send(Hand, Box<(Hook, Delivery)>),
    /// Looks again: of what was looked through nothing was for this address.
    Again(Hand),
    /// Nothing: all is done, or another hand is at it.
    Rest,
}

/// What a hand does next; it holds the address from here on, unless it rests.
pub(in crate::api::hooks) fn next(
    upkeep: &mut Upkeep<'_>,
    hand: Hand,
    (now, today): (Moment, Day),
) -> Result<Step, DbError> {
    let until = now.plus(HOLD);
    let mine = upkeep.run(
        "update api_hooks set held_until = $3 where id = $1 and off_at is null and (held_until <= $4 or held_until = $2)",
        values![hand.hook, hand.until, until, now],
    )?;
    if mine == 0 {
        return Ok(Step::Rest);
    }
    let hand = Hand { until, ..hand };
    let Some(hook) = super::by_id(upkeep, hand.hook)?.filter(|hook| hook.works(today)) else {
        return let_go(upkeep, hand);
    };
    if let Some(delivery) = waiting(upkeep, &hook, now)? {
        return Ok(Step::Send(hand, Box::new((hook, delivery))));
    }
    let news = news(upkeep, &hook, now, ROWS)?;
    if news.is_empty() {
        return let_go(upkeep, hand);
    }
    put(upkeep, &hook, &news, now)?;
    Ok(Step::Again(hand))
}

/// Lets an address go.
pub(in crate::api::hooks) fn let_go(upkeep: &mut Upkeep<'_>, hand: Hand) -> Result<Step, DbError> {
    upkeep
        .run("update api_hooks set held_until = 0 where id = $1 and held_until = $2", values![hand.hook, hand.until])?;
    Ok(Step::Rest)
}

/// Makes notifications of rows of the feed, remembers where it ended, forgets what was taken long ago.
fn put(upkeep: &mut Upkeep<'_>, hook: &Hook, news: &[Change], now: Moment) -> Result<(), DbError> {
    for change in news.iter().filter(|change| change.is_within(&hook.token.bounds)) {
        let Some(told) = change.told.as_ref().filter(|told| hook.watched.wants(told)) else { continue };
        let Some(shown) = ChangeShown::of(change) else { continue };
        let what = What::of(told);
        let body = notice::of_change(what, &shown).map_err(|error| DbError::Stopped(error.to_string()))?;
        upkeep.run(PUT, values![Id::<Delivery>::new(), hook.id, what.code(), &shown.key, body, now])?;
    }
    if let Some(last) = news.last() {
        let sql = "update api_hooks set seen_at = $2, seen_id = $3 where id = $1";
        upkeep.run(sql, values![hook.id, last.at, last.id])?;
    }
    let old = "delete from api_deliveries where hook_id = $1 and state <> 'waiting' and made_at < $2";
    upkeep.run(old, values![hook.id, now.plus(-KEPT)])?;
    Ok(())
}

/// Writes down that a notification was taken: the address is sound again. False when another hand holds it.
pub(in crate::api::hooks) fn taken(
    upkeep: &mut Upkeep<'_>,
    (hand, delivery): (Hand, Id<Delivery>),
    status: i64,
    now: Moment,
) -> Result<bool, DbError> {
    let mine = upkeep.run(
        "update api_hooks set failures = 0, failing_since = null, next_at = $3 where id = $1 and held_until = $2",
        values![hand.hook, hand.until, now],
    )?;
    upkeep.run(
        "update api_deliveries set state = 'taken', attempts = attempts + 1, status = $2, error = '', tried_at = $3
         where id = $1 and state = 'waiting'",
        values![delivery, status, now],
    )?;
    Ok(mine == 1)
}

/// A try that failed.
pub(in crate::api::hooks) struct Failed {
    pub(in crate::api::hooks) hand: Hand,
    pub(in crate::api::hooks) delivery: Id<Delivery>,
    pub(in crate::api::hooks) what: What,
    /// The status of the answer, when there was one.
    pub(in crate::api::hooks) status: Option<i64>,
    /// Why it was not taken.
    pub(in crate::api::hooks) why: String,
}

/// Writes down that a notification was not taken. A trial is not sent again and makes nothing wait: true, the hand goes on.
/// With a change the address is let go until this moment.
pub(in crate::api::hooks) fn failed(
    upkeep: &mut Upkeep<'_>,
    failed: &Failed,
    (now, next_at): (Moment, Moment),
) -> Result<bool, DbError> {
    let state = if failed.what == What::Trial { State::Failed } else { State::Waiting };
    upkeep.run(
        "update api_deliveries set state = $2, attempts = attempts + 1, status = $3, error = $4, tried_at = $5
         where id = $1 and state = 'waiting'",
        values![failed.delivery, state.code(), failed.status, &failed.why, now],
    )?;
    if failed.what == What::Trial {
        return Ok(true);
    }
    upkeep.run(
        "update api_hooks set failures = failures + 1, failing_since = coalesce(failing_since, $3), next_at = $4, held_until = 0
         where id = $1 and held_until = $2",
        values![failed.hand.hook, failed.hand.until, now, next_at],
    )?;
    Ok(false)
}

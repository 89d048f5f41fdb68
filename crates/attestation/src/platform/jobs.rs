//! Jobs: named, small, repeatable pieces of work in a queue table. A job that fails is kept, tried again and shown.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use jiff::SignedDuration;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::act::{Act, Upkeep};
use super::clock::Moment;
use super::db::Db;
use super::engine::{DbError, Reader};
use super::ids::Id;
use crate::values;

/// A piece of work to be done by the context `C` (the application) soon after the act that asked for it.
/// Doing it twice must do no harm.
pub trait Job<C>: Serialize + DeserializeOwned + Send + 'static {
    /// `noun.verb`; stored in the queue.
    const NAME: &'static str;
    /// What it does, as the centre reads it: «Рассылка приглашений».
    const WORDS: &'static str;

    /// Two waiting jobs with the same key are one; empty when every one counts.
    fn once(&self) -> String {
        String::new()
    }

    /// Does it.
    fn run(self, context: &C) -> impl Future<Output = anyhow::Result<()>> + Send;
}

type Running<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;
type Runner<C> = Box<dyn for<'a> Fn(&'a C, &'a str) -> Running<'a> + Send + Sync>;

/// Every kind of job the application knows.
pub struct Jobs<C> {
    runners: BTreeMap<&'static str, Runner<C>>,
    words: JobWords,
}

/// What each kind of job does, by its name.
pub type JobWords = BTreeMap<&'static str, &'static str>;

impl<C: Sync + 'static> Default for Jobs<C> {
    fn default() -> Self {
        Self { runners: BTreeMap::new(), words: JobWords::new() }
    }
}

impl<C: Sync + 'static> Jobs<C> {
    /// Adds a kind.
    #[must_use]
    pub fn with<J: Job<C>>(mut self) -> Self {
        let runner: Runner<C> = Box::new(|context, payload| {
            Box::pin(async move { serde_json::from_str::<J>(payload)?.run(context).await })
        });
        self.runners.insert(J::NAME, runner);
        self.words.insert(J::NAME, J::WORDS);
        self
    }

    /// What each kind does.
    #[must_use]
    pub fn words(&self) -> JobWords {
        self.words.clone()
    }

    /// Does the jobs that are due; how many.
    pub async fn run_due(&self, db: &Db, context: &C, now: Moment) -> Result<usize, DbError> {
        let taken = db.upkeep(move |upkeep| take(upkeep, now, 10)).await?;
        let count = taken.len();
        for job in taken {
            let outcome = match self.runners.get(job.name.as_str()) {
                Some(runner) => runner(context, &job.payload).await,
                None => Err(anyhow::anyhow!("this program knows no such job")),
            };
            if let Err(error) = &outcome {
                tracing::error!(job.name = job.name, job.id = %job.id, error = format!("{error:#}"), "a job failed");
            }
            let failed = outcome.err().map(|error| format!("{error:#}"));
            db.upkeep(move |upkeep| ended(upkeep, &job, now, failed.as_deref())).await?;
        }
        Ok(count)
    }
}

/// A job in the queue.
pub struct Queued {
    id: Id<Queued>,
    name: String,
    payload: String,
    attempts: i64,
}

/// Puts a job into the queue now, to be done from `due` on.
pub(super) fn put<C, J: Job<C>>(reader: &mut Reader, (now, due): (Moment, Moment), job: &J) -> Result<(), DbError> {
    let once = job.once();
    if !once.is_empty() {
        let key = format!("{}:{once}", J::NAME);
        if reader.count("select count(*) from jobs where once_key = $1 and state = 'queued'", values![&key])? > 0 {
            return Ok(());
        }
    }
    let key = if once.is_empty() { String::new() } else { format!("{}:{once}", J::NAME) };
    let payload = serde_json::to_string(job).map_err(|e| DbError::Stopped(e.to_string()))?;
    reader.run(
        "insert into jobs (id, name, once_key, payload, state, attempts, next_at, last_error, created_at, ended_at)
         values ($1, $2, $3, $4, 'queued', 0, $5, '', $6, null)",
        values![Id::<Queued>::new(), J::NAME, key, payload, due, now],
    )?;
    Ok(())
}

/// How long a runner holds a job, and after how many tries it is left for people to see.
const HOLD: SignedDuration = SignedDuration::from_mins(10);
const TRIES: i64 = 8;

fn take(upkeep: &mut Upkeep<'_>, now: Moment, most: i64) -> Result<Vec<Queued>, DbError> {
    let due = upkeep.rows(
        "select id, name, payload, attempts, next_at from jobs where state = 'queued' and next_at <= $1 order by next_at, id limit $2",
        values![now, most],
        |row| Ok((Queued { id: row.get(0)?, name: row.get(1)?, payload: row.get(2)?, attempts: row.get(3)? }, row.get::<Moment>(4)?)),
    )?;
    let mut taken = Vec::new();
    for (job, next_at) in due {
        let mine = upkeep.run(
            "update jobs set next_at = $3, attempts = attempts + 1 where id = $1 and state = 'queued' and next_at = $2",
            values![job.id, next_at, now.plus(HOLD)],
        )?;
        if mine == 1 {
            taken.push(job);
        }
    }
    Ok(taken)
}

fn ended(upkeep: &mut Upkeep<'_>, job: &Queued, now: Moment, failed: Option<&str>) -> Result<(), DbError> {
    let tried = job.attempts + 1;
    let (state, error) = match failed {
        None => ("done", ""),
        Some(error) if tried >= TRIES => ("failed", error),
        Some(error) => ("queued", error),
    };
    let pause = SignedDuration::from_mins(1 << tried.clamp(0, 9));
    let ended_at = (state != "queued").then_some(now);
    upkeep.run(
        "update jobs set state = $2, next_at = $3, last_error = $4, ended_at = $5 where id = $1",
        values![job.id, state, now.plus(pause), error, ended_at],
    )?;
    Ok(())
}

/// How many jobs were given up.
pub fn failed(reader: &mut Reader) -> Result<i64, DbError> {
    reader.count("select count(*) from jobs where state = 'failed'", &[])
}

/// A job that was given up, as it is shown.
#[derive(Debug, Clone)]
pub struct Failed {
    /// Its id.
    pub id: Id<Queued>,
    /// `noun.verb`.
    pub name: String,
    /// How many times it was tried.
    pub attempts: i64,
    /// Why it failed the last time.
    pub last_error: String,
    /// When it was asked for.
    pub created_at: Moment,
}

/// Jobs that were given up, the newest first, `most` at most.
pub fn failed_list(reader: &mut Reader, most: i64) -> Result<Vec<Failed>, DbError> {
    reader.rows(
        "select id, name, attempts, last_error, created_at from jobs where state = 'failed' order by next_at desc, id desc limit $1",
        values![most],
        |row| Ok(Failed { id: row.get(0)?, name: row.get(1)?, attempts: row.get(2)?, last_error: row.get(3)?, created_at: row.get(4)? }),
    )
}

/// The name of a job that was given up.
pub fn failed_name(reader: &mut Reader, id: Id<Queued>) -> Result<Option<String>, DbError> {
    reader.row("select name from jobs where id = $1 and state = 'failed'", values![id], |row| row.get(0))
}

/// Puts a job that was given up back into the queue; false when it is not such a one.
pub fn again(act: &mut Act<'_>, id: Id<Queued>) -> Result<bool, DbError> {
    let now = act.at();
    Ok(act.run("update jobs set state = 'queued', attempts = 0, next_at = $2, ended_at = null where id = $1 and state = 'failed'", values![id, now])? == 1)
}

//! Work of a day: a job asked for once every day. Every instance may ask for it, and a crash may bring it a second time, so
//! it looks itself whether the day is done.

use std::future::Future;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::act::Act;
use super::clock::Day;
use super::engine::DbError;
use super::failure::Failure;
use super::jobs::Job;

/// What is done every day by the context `C` (the application).
pub trait Daily<C>: Send + 'static {
    /// `noun.verb`; stored in the queue.
    const NAME: &'static str;
    /// What it does, as the centre reads it.
    const WORDS: &'static str;

    /// Does the work of a day; a second time does no harm.
    fn work(context: &C, day: Day) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// The job of one day.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct OfDay<W> {
    /// `YYYY-MM-DD`.
    day: String,
    #[serde(skip)]
    work: PhantomData<fn() -> W>,
}

impl<W> OfDay<W> {
    /// The work of this day.
    pub fn new(day: Day) -> Self {
        Self { day: day.to_string(), work: PhantomData }
    }
}

impl<C: Sync, W: Daily<C>> Job<C> for OfDay<W> {
    const NAME: &'static str = W::NAME;
    const WORDS: &'static str = W::WORDS;

    fn once(&self) -> String {
        self.day.clone()
    }

    async fn run(self, context: &C) -> anyhow::Result<()> {
        W::work(context, self.day.parse()?).await.map_err(|failure| match failure {
            Failure::Broken(error) => error,
            other => anyhow::anyhow!("the work of {} was not done: {other:?}", self.day),
        })
    }
}

/// How the work of a day is put into the queue.
pub type Ask = fn(&mut Act<'_>, Day) -> Result<(), DbError>;

/// Puts the work of a day into the queue.
///
/// # Errors
/// When the database does not answer.
pub fn ask<C: Sync, W: Daily<C>>(act: &mut Act<'_>, day: Day) -> Result<(), DbError> {
    act.enqueue::<C, OfDay<W>>(&OfDay::new(day))
}

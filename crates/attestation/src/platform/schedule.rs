//! The rounds: letters leave, jobs are done, again and again until the stop.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::clock::Clock;
use super::db::Db;
use super::engine::DbError;
use super::outbox;
use super::post::{Post, Sender};

/// How often the rounds are made when nobody knocks.
const ROUND: Duration = Duration::from_secs(5);
/// Letters taken at a time: one, so that none is held while another is being sent.
const LETTERS: i64 = 1;

/// A knock: something was put into the outbox or the queue.
#[derive(Clone, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Rings.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Waits for a ring, or for the next round.
    pub async fn wait(&self) {
        drop(tokio::time::timeout(ROUND, self.0.notified()).await);
    }
}

/// Tries the next letter that is due; how many were tried.
pub async fn deliver(db: &Db, clock: &Clock, post: &Post, sender: &Sender) -> Result<usize, DbError> {
    let now = clock.now();
    let waiting = db.upkeep(move |upkeep| outbox::take(upkeep, now, LETTERS)).await?;
    let tried = waiting.len();
    for letter in waiting {
        let outcome = post.send(sender, &letter).await;
        let now = clock.now();
        match outcome {
            Ok(()) => {
                db.upkeep(move |upkeep| outbox::sent(upkeep, letter.id, now)).await?;
            }
            Err(no) => {
                tracing::warn!(letter.id = %letter.id, attempts = letter.attempts + 1, is_final = no.is_final, "a letter was not taken");
                db.upkeep(move |upkeep| outbox::not_sent(upkeep, &letter, now, &no.reason, no.is_final)).await?;
            }
        }
    }
    Ok(tried)
}

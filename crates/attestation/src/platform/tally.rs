//! Counts that are dear to make and may be a little old: kept in memory, at most for a minute.
//! The centre's board counts all applications by stage, a walk over a whole index; ten people opening the board
//! in the same moment walk it once: one counts, the others wait for its count, or see the old one where there is one
//! that may still be shown. What another machine writes is not heard of here: it is seen when the count is too old.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use tokio::sync::OnceCell;

use super::changes::Changes;
use super::clock::Moment;

/// How old a kept count may be at most.
const OLDEST: SignedDuration = SignedDuration::from_secs(60);
/// Names kept at once: what more is asked for within a minute is counted anew.
const MOST: usize = 256;

/// How old a count may be that is still shown, a minute at most.
#[derive(Debug, Clone, Copy)]
pub struct Age {
    /// When nothing was changed through this process since.
    pub quiet: SignedDuration,
    /// When something was.
    pub changed: SignedDuration,
}

/// Keys with their counts.
pub type Counts = Vec<(String, i64)>;

/// Counts by name and key, with the moment they were made.
#[derive(Debug)]
pub struct Tallies {
    kept: Mutex<HashMap<String, Kept>>,
    changes: Changes,
}

/// Empty while whoever came first counts; nothing where that failed: then each of those who wait counts by itself, as it would
/// have without waiting, and not one after another.
type Counting = Arc<OnceCell<Option<Counts>>>;

#[derive(Debug)]
struct Kept {
    /// When they were begun to be counted, and what had been changed by then: what is changed meanwhile makes them old.
    at: Moment,
    changes: u64,
    counts: Counting,
    /// What was kept before, shown meanwhile.
    before: Option<Before>,
}

#[derive(Debug, Clone)]
struct Before {
    at: Moment,
    changes: u64,
    counts: Counts,
}

/// What is known of a name.
enum Found {
    Old(Moment, Counts),
    /// Being counted, or to be counted by whoever asks.
    Awaited(Moment, Counting),
}

impl Kept {
    /// What was counted last.
    fn last(&self) -> Option<Before> {
        let made = self.counts.get().and_then(Option::as_ref).map(|counts| Before {
            at: self.at,
            changes: self.changes,
            counts: counts.clone(),
        });
        made.or_else(|| self.before.clone())
    }
}

impl Age {
    /// Whether counts this old are still shown.
    fn allows(self, old: SignedDuration, is_same: bool) -> bool {
        let most = if is_same { self.quiet } else { self.changed };
        old < most.min(OLDEST)
    }

    /// Whether they are while somebody counts anew.
    fn bridges(self, old: SignedDuration, is_same: bool) -> bool {
        old < OLDEST && (is_same || !self.changed.is_zero())
    }
}

impl Tallies {
    /// Nothing is kept yet; the changes are those of the database that is counted.
    pub fn of(changes: Changes) -> Self {
        Self { kept: Mutex::default(), changes }
    }

    /// Counts kept under this name with the moment they were made, or those that are made now, by one for all who ask.
    ///
    /// # Errors
    /// When they could not be made.
    pub async fn get<E, F>(
        &self,
        name: &str,
        now: Moment,
        age: Age,
        make: impl FnOnce() -> F,
    ) -> Result<(Moment, Counts), E>
    where
        F: Future<Output = Result<Counts, E>>,
    {
        match self.find(name, now, age) {
            Found::Old(at, counts) => Ok((at, counts)),
            Found::Awaited(at, counting) => Ok((at, counted(&counting, make).await?)),
        }
    }

    /// While somebody counts anew, the others are given the old counts, unless a change must be seen at once.
    fn find(&self, name: &str, now: Moment, age: Age) -> Found {
        let changes = self.changes.count();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let last = kept.get(name).and_then(Kept::last);
        if let Some(one) = kept.get(name)
            && !matches!(one.counts.get(), Some(None))
            && age.allows(now.since(one.at), one.changes == changes)
        {
            let shown =
                last.filter(|last| last.at == one.at || age.bridges(now.since(last.at), last.changes == changes));
            return shown.map_or_else(
                || Found::Awaited(one.at, Arc::clone(&one.counts)),
                |last| Found::Old(last.at, last.counts),
            );
        }
        let counts = Arc::new(OnceCell::new());
        kept.retain(|_, kept| now.since(kept.at) < OLDEST);
        if kept.len() < MOST || kept.contains_key(name) {
            kept.insert(name.to_owned(), Kept { at: now, changes, counts: Arc::clone(&counts), before: last });
        }
        Found::Awaited(now, counts)
    }
}

/// What whoever came first has counted, or what is counted here: by the first, and by each of the others when the first failed.
async fn counted<E, F>(cell: &Counting, make: impl FnOnce() -> F) -> Result<Counts, E>
where
    F: Future<Output = Result<Counts, E>>,
{
    let (mut make, mut failed) = (Some(make), None);
    let (mine, fault) = (&mut make, &mut failed);
    let first = cell.get_or_init(|| async move {
        let answer = mine.take()?().await;
        answer.map_err(|error| *fault = Some(error)).ok()
    });
    if let Some(counts) = first.await {
        return Ok(counts.clone());
    }
    match (failed, make) {
        (Some(error), _) => Err(error),
        (None, Some(make)) => make().await,
        // Who has made it knows how it went: this is met never.
        (None, None) => Ok(Counts::new()),
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    const AGE: Age = Age { quiet: SignedDuration::from_secs(10), changed: SignedDuration::from_secs(1) };
    const AT_ONCE: Age = Age { quiet: SignedDuration::from_secs(10), changed: SignedDuration::ZERO };
    const LONG: Age = Age { quiet: SignedDuration::from_mins(2), changed: SignedDuration::from_mins(2) };

    fn at(millis: i64) -> Moment {
        Moment::of_micros(0).plus(SignedDuration::from_millis(millis))
    }

    /// What is shown of «cases» then, where a new count would give this number.
    async fn shown(tallies: &Tallies, millis: i64, age: Age, number: i64) -> i64 {
        let made = async || Ok::<_, Infallible>(vec![("all".to_owned(), number)]);
        let Ok((_, counts)) = tallies.get("cases", at(millis), age, made).await;
        counts[0].1
    }

    #[tokio::test]
    async fn counts_are_kept_while_they_are_young_enough() {
        let tallies = Tallies::of(Changes::default());
        assert_eq!(shown(&tallies, 0, AGE, 1).await, 1);
        assert_eq!(shown(&tallies, 9_999, AGE, 2).await, 1);
        assert_eq!(shown(&tallies, 10_000, AGE, 3).await, 3);
        assert_eq!((shown(&tallies, 69_999, LONG, 4).await, shown(&tallies, 70_000, LONG, 5).await), (3, 5));

        let tallies = Tallies::of(Changes::default());
        assert_eq!(shown(&tallies, 0, AGE, 1).await, 1);
        tallies.changes.add();
        assert_eq!(shown(&tallies, 59_999, LONG, 2).await, 1);
        assert_eq!((shown(&tallies, 999, AGE, 3).await, shown(&tallies, 1_000, AGE, 4).await), (1, 4));
        tallies.changes.add();
        assert_eq!(shown(&tallies, 1_000, AT_ONCE, 5).await, 5);
    }

    #[tokio::test]
    async fn one_counts_and_the_others_wait_for_it() {
        let tallies = Tallies::of(Changes::default());
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = tallies.get("cases", at(0), AGE, async || {
            wait.await.expect("it is let go");
            Ok::<_, Infallible>(vec![("all".to_owned(), 1)])
        });
        let others = futures::future::join_all((2..34).map(|number| shown(&tallies, 0, AGE, number)));
        let last = async {
            tokio::task::yield_now().await;
            go.send(()).expect("somebody counts");
        };
        let (Ok((_, counts)), others, ()) = tokio::join!(first, others, last);
        assert_eq!((counts[0].1, others), (1, vec![1; 32]));
    }

    #[tokio::test]
    async fn while_one_counts_anew_the_others_see_the_old() {
        let tallies = Tallies::of(Changes::default());
        assert_eq!(shown(&tallies, 0, AGE, 1).await, 1);
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = tallies.get("cases", at(10_000), AGE, async || {
            wait.await.expect("it is let go");
            Ok::<_, Infallible>(vec![("all".to_owned(), 2)])
        });
        let others = async {
            assert_eq!((shown(&tallies, 11_000, AGE, 3).await, shown(&tallies, 11_000, AT_ONCE, 3).await), (1, 1));
            tallies.changes.add();
            assert_eq!(shown(&tallies, 10_500, AGE, 3).await, 1);
            assert_eq!(shown(&tallies, 10_500, AT_ONCE, 3).await, 3, "a change that must be seen at once is counted");
            go.send(()).expect("somebody counts");
        };
        let (Ok((_, counts)), ()) = tokio::join!(first, others);
        assert_eq!((counts[0].1, shown(&tallies, 10_900, AGE, 4).await), (2, 3));
    }

    #[tokio::test]
    async fn when_a_count_fails_the_others_count_all_at_once() {
        let tallies = Tallies::of(Changes::default());
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = tallies.get("cases", at(0), AGE, async || {
            wait.await.expect("it is let go");
            Err::<Counts, _>("no answer")
        });
        // Each goes on only when all have begun.
        let together = tokio::sync::Barrier::new(3);
        let others = futures::future::join_all((0..3).map(|_| {
            tallies.get("cases", at(0), AGE, async || {
                together.wait().await;
                Err::<Counts, _>("no answer either")
            })
        }));
        let last = async {
            tokio::task::yield_now().await;
            go.send(()).expect("somebody counts");
        };
        let (first, others, ()) = tokio::join!(first, others, last);
        assert_eq!((first, others), (Err("no answer"), vec![Err("no answer either"); 3]));
        assert_eq!(
            (shown(&tallies, 0, AGE, 2).await, shown(&tallies, 0, AGE, 3).await),
            (2, 2),
            "the next one is kept"
        );
    }

    #[tokio::test]
    async fn what_is_changed_while_it_is_counted_makes_it_old() {
        let tallies = Tallies::of(Changes::default());
        let made = async || {
            tallies.changes.add();
            Ok::<_, Infallible>(vec![("all".to_owned(), 1)])
        };
        let Ok(_) = tallies.get("cases", at(0), AGE, made).await;
        assert_eq!(shown(&tallies, 2_000, AGE, 2).await, 2);
    }

    #[tokio::test]
    async fn no_more_is_kept_than_fits() {
        let tallies = Tallies::of(Changes::default());
        let number = async |name: &str, millis, number| {
            let made = async || Ok::<_, Infallible>(vec![("all".to_owned(), number)]);
            let Ok((_, counts)) = tallies.get(name, at(millis), AGE, made).await;
            counts[0].1
        };
        for at in 0..=MOST {
            number(&format!("report {at}"), 0, 1).await;
        }
        assert_eq!(number("report 0", 0, 2).await, 1);
        assert_eq!(number(&format!("report {MOST}"), 0, 2).await, 2, "counted anew each time");
        assert_eq!(
            (number("report 999", 60_000, 1).await, number("report 999", 60_000, 2).await),
            (1, 1),
            "the old ones made room"
        );
    }
}

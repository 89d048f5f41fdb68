//! An application that was submitted waits for the school and for the Centre, and both are written to. The Centre is written to
//! at once, and then once an hour at most: what comes within the hour is told of together when the hour is over.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::accounts;
use crate::applications::Application;
use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::jobs::Job;
use crate::platform::settings;

use super::{kinds, letters, store};

/// Between two letters to one person of the Centre.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// The setting that holds when the Centre was written to the last time.
const TOLD: &str = "intake.told";

/// Writes to the coordinators of the school, but not to whoever has submitted it, and to the Centre.
///
/// # Errors
/// When the database does not answer.
pub fn announce(act: &mut Act<'_>, app: &App, case: &Application) -> Result<(), Failure> {
    let by = act.account();
    for (to, _) in accounts::coordinators_of(act, case.school)? {
        if to.account.as_ref() != Some(&by) {
            act.post(&letters::to_school(app, &to, case)?)?;
        }
    }
    let mut told = Last::read(act)?;
    if told.is_over(act.at()) {
        if tell(act, app, told)? {
            return Ok(());
        }
        // Another hand has written a moment ago and has not seen this application.
        told = Last::read(act)?;
    }
    Ok(act.enqueue_at::<App, _>(told.next(), &Waiting { told: told.0 })?)
}

/// When the Centre was written to the last time, as kept: in microseconds; nought before the first time.
#[derive(Debug, Clone, Copy)]
struct Last(i64);

impl Last {
    fn read(act: &mut Act<'_>) -> Result<Self, Failure> {
        Ok(Self(settings::get(act, TOLD)?.and_then(|kept| kept.parse().ok()).unwrap_or_default()))
    }

    /// From when on the next letter may go.
    fn next(self) -> Moment {
        Moment::of_micros(self.0).plus(PAUSE)
    }

    /// Whether the hour is over; so it is when the clock was put back.
    fn is_over(self, now: Moment) -> bool {
        now >= self.next() || now < Moment::of_micros(self.0)
    }

    /// Says that the Centre is written to now; false when another hand was first.
    fn again(self, act: &mut Act<'_>) -> Result<bool, Failure> {
        let (kept, now) = (self.0.to_string(), act.at().micros().to_string());
        Ok(settings::replace(act, TOLD, Some(kept.as_str()).filter(|_| self.0 > 0), &now)?)
    }
}

/// Writes to everybody of the Centre how many applications wait; false when none does, or another hand has just written.
fn tell(act: &mut Act<'_>, app: &App, told: Last) -> Result<bool, Failure> {
    let waiting = store::waiting(act)?;
    if waiting.many == 0 || !told.again(act)? {
        return Ok(false);
    }
    for to in accounts::staff_of_centre(act)? {
        act.post(&letters::to_centre(app, &to, &waiting)?)?;
    }
    Ok(true)
}

/// The letters about what came within the hour after the last ones.
#[derive(Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// When the last ones were written.
    told: i64,
}

impl Job<App> for Waiting {
    const NAME: &'static str = "intake.announce";
    const WORDS: &'static str = "Письма Центру о поданных заявлениях";

    fn once(&self) -> String {
        self.told.to_string()
    }

    async fn run(self, context: &App) -> anyhow::Result<()> {
        let app = context.clone();
        let done = context.db.act(By::system(), context.now(), move |act| {
            let words = if tell(act, &app, Last(self.told))? {
                "Центру написано о поданных заявлениях"
            } else {
                "писать Центру не о чем: поданные заявления разобраны или о них уже написано"
            };
            Ok::<_, Failure>(act.record(Fact::of(kinds::ANNOUNCED, words), ())?)
        });
        done.await.map_err(|failure| match failure {
            Failure::Broken(error) => error,
            other => anyhow::anyhow!("the centre was not written to: {other:?}"),
        })?;
        context.bell.ring();
        Ok(())
    }
}

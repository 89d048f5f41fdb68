//! When the demonstration's things happened: a centre that is mostly in time, with some cases late. What would come after
//! this moment happens now.

use jiff::SignedDuration;

use crate::applications::{Application, NewApplication};
use crate::context::App;
use crate::platform::clock::{Day, Moment};

/// A day of work at an hour, no later than now.
pub(super) fn at(app: &App, day: Day, hour: i64) -> Moment {
    app.config.zone.begins(day).plus(SignedDuration::from_hours(hour)).min(app.now())
}

/// The day an application was received: as the sheet has it; those that no specialist gets are of the last weeks, but for
/// every fifth of them.
pub(super) fn received(app: &App, new: &NewApplication, place: usize) -> Day {
    if super::is_given(place) || place % 25 == 5 {
        return new.received_on;
    }
    app.today().plus(-i64::try_from(place * 13 % 27).unwrap_or(0))
}

/// The day an application was registered, and whether that was late: every fortieth is.
pub(super) fn registered(app: &App, received: Day, place: usize) -> (Day, bool) {
    let late = received.plus(4);
    if place % 40 == 7 && late <= app.today() { (late, true) } else { (received, false) }
}

/// Documents came on the day after the application.
pub(super) fn documents(app: &App, case: &Application) -> Moment {
    at(app, case.received_on.plus(1), 11)
}

/// Cases go to specialists on Mondays, a week or two after they came; every fifteenth after the last day for it.
pub(super) fn given(app: &App, case: &Application, place: usize) -> Moment {
    let about = case.received_on.plus(if place % 15 == 4 { 37 } else { 7 });
    let from_monday = i64::from(about.0.weekday().to_monday_zero_offset());
    at(app, about.plus((7 - from_monday) % 7), 12)
}

/// Results are recorded within three weeks after that; a third of the oldest after the last day for them.
pub(super) fn concluded(app: &App, case: &Application, given: Moment, place: usize) -> Moment {
    let late = case.received_on.plus(64);
    if place % 3 == 1 && late <= app.today() {
        return at(app, late, 15);
    }
    let days = 4 + i64::try_from(place * 5 % 18).unwrap_or(0);
    at(app, app.config.zone.day(given).plus(days), 15)
}

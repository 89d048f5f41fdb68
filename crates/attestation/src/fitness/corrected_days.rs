//! The days of an attestation that are put right: what the worker was shown and has filed, the session that is ahead.

use crate::platform::clock::Day;
use crate::platform::form::Form;

use super::guards::OwnCase;
use super::model::Case;
use super::put_right::Days;
use super::refused::{self, Refused};
use super::rules::Rules;
use super::stage::Stage;
use super::step;

/// The days that are known, each with its field and its question.
pub(super) fn asked(days: &Days) -> Vec<(&'static str, &'static str, Day)> {
    let all = [
        ("listed", "Ознакомлен с приказом и графиком", days.listed),
        ("shown", "Ознакомлен с представлением или отказался", days.shown),
        ("filed", "Сведения работника поданы", days.filed),
        ("made", "Выписка составлена", days.made),
        ("read", "Ознакомлен с выпиской или отказался", days.read),
    ];
    all.into_iter().filter_map(|(name, label, day)| Some((name, label, day?))).collect()
}

/// The field of the day of the session by the schedule.
pub(super) const SCHEDULED: &str = "session";

/// The session by the schedule while it is ahead: it may be put right.
pub(super) fn scheduled(case: &Case) -> Option<Day> {
    let is_ahead = case.votes.is_none() && case.stage != Stage::Postponed;
    case.scheduled().filter(|_| is_ahead)
}

/// The same as it is typed; left out it stays.
pub(super) fn scheduled_typed(form: &mut Form, seat: &OwnCase, (order_on, today): (Option<Day>, Day)) -> Option<Day> {
    let was = scheduled(&seat.case)?;
    let day = step::optional(form, SCHEDULED).unwrap_or(was);
    if day != was {
        let fits = refused::in_a_schedule(day, today).and_then(|day| seat.attestable_on(day));
        form.check(SCHEDULED, fits);
        if let Some(on) = order_on {
            form.check(SCHEDULED, refused::after_order(&seat.rules, on, day));
        }
    }
    Some(day)
}

/// A day that is known already and may be typed anew; none when it was not known, or has a fault.
fn known(
    form: &mut Form,
    name: &'static str,
    was: Option<Day>,
    (today, first): (Day, Option<(Day, &'static str)>),
) -> Option<Day> {
    was.and_then(|_| step::past(form, (name, "Укажите день."), today, first))
}

/// The days, each after what comes before it.
pub(super) fn days(form: &mut Form, was: &Days, today: Day, order_on: Option<Day>) -> Days {
    let issued = order_on.map(|on| (on, "издан приказ"));
    let listed = known(form, "listed", was.listed, (today, issued));
    let shown = known(form, "shown", was.shown, (today, issued));
    let signed = listed.map(|day| (day, "работник ознакомлен с приказом"));
    let filed = known(form, "filed", was.filed, (today, signed));
    let made = known(form, "made", was.made, (today, None));
    let read = known(form, "read", was.read, (today, made.map(|day| (day, "составлена выписка"))));
    Days { listed, shown, filed, made, read }
}

/// Whether a day comes early enough before the day of a session.
type Fits = fn(&Rules, Day, Day) -> Result<Day, Refused>;

/// Whether the days leave enough time before a session that is ahead; of one that was held its own day is asked.
pub(super) fn leave_time(form: &mut Form, seat: &OwnCase, days: &Days, scheduled: Option<Day>) {
    let ahead = scheduled.or(seat.case.session_on);
    let Some(session) = ahead.filter(|_| seat.case.votes.is_none()) else { return };
    let all: [(&str, Option<Day>, Fits); 3] = [
        ("listed", days.listed, refused::after_order),
        ("shown", days.shown, refused::after_showing),
        ("filed", days.filed, refused::filed_in_time),
    ];
    for (name, day, fits) in all {
        if let Some(day) = day {
            form.check(name, fits(&seat.rules, day, session));
        }
    }
}

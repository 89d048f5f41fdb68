//! What the sessions written down before tell of the next one: its commission is offered, a number belongs to one day.

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::names::key;
use crate::platform::words;

use super::guards::OwnCase;
use super::session::OF_UNION;
use super::store;
use super::votes::Session;

/// A session as it was written down of another worker.
pub(super) struct Earlier {
    pub(super) held_on: Day,
    pub(super) protocol: String,
    pub(super) members: Vec<String>,
    pub(super) absent: Vec<String>,
}

/// The form with the commission of the last session; with its number and who did not come when it was held on this day.
pub(super) async fn offered(app: &App, seat: &OwnCase, form: Form) -> Result<Form, Failure> {
    let school = seat.worker.school;
    let last = app.db.read(move |reader| store::last_session(reader, school)).await?;
    let Some(last) = last else { return Ok(form) };
    let Some((union, members)) = last.members.split_last() else { return Ok(form) };
    let form = form.with("members", members.join("\n")).with("union", union.strip_suffix(OF_UNION).unwrap_or(union));
    if seat.case.scheduled() != Some(last.held_on) {
        return Ok(form);
    }
    Ok(form.with("protocol", last.protocol).with("absent", last.absent.join("\n")))
}

/// The session under its number: one that differs from a known one of this day by capitals or signs alone is that one; none when
/// it is that of another day. Numbers begin anew each year.
pub(super) async fn numbered(
    app: &App,
    seat: &OwnCase,
    form: &mut Form,
    held: Session,
) -> Result<Option<Session>, Failure> {
    let (school, year) = (seat.worker.school, held.held_on.0.year());
    let known = app.db.read(move |reader| store::protocols_of(reader, school, year)).await?;
    let same = |(number, _): &&(String, Day)| key(number) == key(&held.protocol);
    if let Some((number, on)) = known.iter().filter(same).find(|(_, on)| *on != held.held_on) {
        form.fault(
            "protocol",
            format!("Протокол №\u{a0}{number} уже есть, его заседание {}. Проверьте номер и день.", words::day(*on)),
        );
        return Ok(None);
    }
    let number = known.iter().find(same).map(|(number, _)| number.clone());
    Ok(Some(Session { protocol: number.unwrap_or_else(|| held.protocol.clone()), ..held }))
}

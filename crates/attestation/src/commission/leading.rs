//! Who leads a session: the chair, else a deputy, else whoever of those present the Centre has named. Without one nothing is
//! decided and no protocol is signed.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page;

use super::attendee::{Attendee, Denial};
use super::model::{Person, Position};
use super::protocol::of_centre;
use super::store::{self, Sitting, SittingStage};
use super::{kinds, sitting};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/leader", name)
}

/// Whoever leads by their position among these: the chair, else a deputy.
fn by_position<'m>(members: &[&'m Attendee]) -> Option<&'m Attendee> {
    let of = |position: Position| members.iter().find(|one| one.position == position).copied();
    of(Position::Chair).or_else(|| of(Position::Deputy))
}

fn present(members: &[Attendee]) -> Vec<&Attendee> {
    members.iter().filter(|one| one.is_present).collect()
}

/// Whoever leads a session now; nobody while chair and deputy are absent and none of those present was named.
pub(super) fn leader<'m>(sitting: &Sitting, members: &'m [Attendee]) -> Option<&'m Attendee> {
    let there = present(members);
    by_position(&there).or_else(|| there.iter().find(|one| sitting.led_by == Some(one.person)).copied())
}

/// Those who have led a session, for its papers: whoever came first by position, and after one who left whoever leads since.
pub(super) fn leaders<'m>(sitting: &Sitting, members: &'m [Attendee]) -> Vec<&'m Attendee> {
    let came: Vec<&Attendee> = members.iter().filter(|one| one.came()).collect();
    let named = || came.iter().find(|one| sitting.led_by == Some(one.person)).copied();
    let mut all: Vec<&Attendee> = by_position(&came).or_else(named).into_iter().collect();
    let last = leader(sitting, members);
    all.extend(last.filter(|last| all.iter().all(|one| one.person != last.person)));
    all
}

/// «Захарова Е. В., председатель».
pub(super) fn leaders_stated(leaders: &[&Attendee]) -> String {
    let one = |one: &&Attendee| format!("{}, {}", one.name.short(), one.position.words());
    leaders.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Those one is chosen from; nobody where the chair or a deputy is there, or nobody has come yet.
pub(super) fn choices(members: &[Attendee]) -> Vec<Choice> {
    let there = present(members);
    if there.is_empty() || by_position(&there).is_some() {
        return Vec::new();
    }
    let one =
        |one: &&Attendee| Choice::new(one.person.to_string(), format!("{}, {}", one.name.full(), one.position.words()));
    std::iter::once(Choice::new("", "Выберите…")).chain(there.iter().map(one)).collect()
}

async fn name(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if seat.it.stage != SittingStage::Open {
        return Err(Denial::NotOpen(seat.it.stage.words()).into());
    }
    let Ok(person) = form.value("leader").parse::<Id<Person>>() else {
        form.fault("leader", "Выберите, кто ведёт заседание.");
        return sitting::draw(&app, &of_centre(seat), form).await;
    };
    let (of, home) = (seat.it.clone(), format!("/sittings/{}", seat.it.id));
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::lead(act, &of, person)?;
        let all = store::attendees(act, of.id)?;
        let name = all.iter().find(|one| one.person == person).map(|one| one.name.short()).unwrap_or_default();
        let fact = Fact::of(kinds::LED, format!("заседание ведёт {name}")).subject("sitting", of.id);
        Ok::<_, Failure>(act.record(fact, name)?)
    });
    // A short name ends with a full stop of its own.
    let said = format!("Записано: заседание ведёт {}", done.await?);
    Ok(page::go_saying(seat.by.visit.cookies, &home, &said))
}

//! A member's cabinet: tied to the place in a commission when the invitation is accepted, or by the Centre afterwards. The
//! composition stays as the order has it: only who comes in for the member is known from then on.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, Role, Seat};
use crate::context::{App, Newcomer};
use crate::invitations;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page;
use crate::platform::twice;

use super::kinds;
use super::model::{Commission, Member, Person};
use super::store::{self, MemberSeat};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/commissions/{id}/members/cabinet", tie)
}

/// Ties a seat of a member, just taken by an invitation, to every place that waits for this very person: the same name and
/// address.
pub fn take_places(act: &mut Act<'_>, new: &Newcomer, today: Day) -> Result<(), DbError> {
    let Ok(seat) = new.seat.parse::<Id<Seat>>() else { return Ok(()) };
    for place in store::waiting_for_cabinets(act, today)? {
        let is_same = place.name.key() == new.name.key() && is_address(&place.email, &new.email);
        if is_same && store::tie_cabinet(act, place.commission, place.person, seat)? {
            act.note(fact(place.commission, &place.name.short()))?;
        }
    }
    Ok(())
}

fn fact(id: Id<Commission>, name: &str) -> Fact {
    Fact::of(kinds::CABINET, format!("кабинет члена комиссии: {name}")).subject("commission", id)
}

fn is_address(one: &str, other: &str) -> bool {
    !one.is_empty() && one.eq_ignore_ascii_case(other)
}

/// The cabinet of whoever is written down by name and address: the same person had it before.
pub(super) fn of_person<'a>(seats: &'a [MemberSeat], name: &FullName, email: &str) -> Option<&'a MemberSeat> {
    seats.iter().find(|one| one.name.key() == name.key() && is_address(&one.email, email))
}

/// Whether a seat may be this member's: the same address, or the same surname and given name.
fn is_alike(member: &Member, seat: &MemberSeat) -> bool {
    is_address(&member.email, &seat.email) || member.name.short_key() == seat.name.short_key()
}

/// Who comes in for the members of a commission.
pub(super) struct Cabinets {
    /// Rows by which nobody does.
    without: Vec<(Id<Person>, Day)>,
    seats: Vec<MemberSeat>,
    /// Addresses, as compared, with an open invitation.
    invited: Vec<String>,
}

impl Cabinets {
    /// Reads them for the members shown.
    pub(super) fn of(
        reader: &mut Reader,
        id: Id<Commission>,
        members: &[Member],
        now: Moment,
    ) -> Result<Self, DbError> {
        let without = store::without_cabinet(reader, id)?;
        let addresses: Vec<String> = members.iter().map(|one| one.email.to_ascii_lowercase()).collect();
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
        let invited = invitations::open_among(reader, Role::Member, &addresses, now)?;
        Ok(Self {
            without,
            seats: store::member_seats(reader)?,
            invited: invited.into_iter().map(|(email, _)| email).collect(),
        })
    }

    /// Whether nobody comes in by a row.
    pub(super) fn lacks(&self, one: &Member) -> bool {
        self.without.contains(&(one.person, one.from))
    }

    /// Whether the member is invited and has not come.
    pub(super) fn is_invited(&self, one: &Member) -> bool {
        self.invited.contains(&one.email.to_ascii_lowercase())
    }

    /// Seats that may be the member's and are no other member's.
    pub(super) fn may_be(&self, one: &Member, members: &[Member]) -> Vec<&MemberSeat> {
        let is_free = |seat: &MemberSeat| members.iter().all(|other| other.seat != Some(seat.seat));
        self.seats.iter().filter(|seat| is_alike(one, seat) && is_free(seat)).collect()
    }
}

/// Why a cabinet is not tied to a place.
#[derive(Debug)]
struct NotTied;

impl Refusal for NotTied {
    fn reason(&self) -> String {
        "Этот кабинет сейчас нельзя связать с членом комиссии: состав или кабинет изменились. Откройте страницу комиссии заново.".to_owned()
    }
}

async fn tie(seat: InCharge<Commission>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let chosen = (form.value("person").parse().ok(), form.value("seat").parse().ok());
    let which = Failure::Malformed("Не сказано, чей это кабинет. Откройте страницу комиссии заново.");
    let (person, own): (Id<Person>, Id<Seat>) = chosen.0.zip(chosen.1).ok_or(which)?;
    let id = seat.it.id;
    let known = app.db.read(move |reader| store::newest_of(reader, id, person)).await?;
    let name = known.ok_or(NotTied)?.name.short();
    let fact = fact(id, &name);
    let told = fact.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, id)?;
        let row = store::newest_of(act, id, person)?.ok_or(NotTied)?;
        let fits = store::member_seats(act)?.iter().any(|one| one.seat == own && is_alike(&row, one));
        if !fits || !store::tie_cabinet(act, id, person, own)? {
            return Err(NotTied.into());
        }
        Ok::<_, Failure>(act.record(told, ())?)
    });
    twice::settled(&app.db, seat.by.by(), fact, done.await).await?;
    let said = format!("Кабинет связан: {name}. Заседания и дела этой комиссии там уже видны.");
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/commissions/{id}"), &said))
}

//! One commission: who is in it today, what it lacks, and every change of its members.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, Role};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board;
use super::cabinet::Cabinets;
use super::model::{Commission, Member, Position, Shortage, order, shortages};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/commissions/{id}", show)
}

struct MemberLine {
    name: String,
    job: String,
    position: &'static str,
    is_union: bool,
    cabinet: &'static str,
    /// Cabinets that may be the member's: the seat, and whose it is.
    own: Vec<(String, String)>,
    /// Where the member is invited; empty when there is no need.
    invite: String,
    since: String,
    order: String,
    person: String,
    /// Its first day, as it is sent to take it back; empty when it stays.
    may_go: String,
}

#[derive(Template)]
#[template(path = "commission/one.html")]
struct OnePage {
    frame: Frame,
    id: String,
    name: String,
    order: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    day: String,
    members: Vec<MemberLine>,
    /// «7 членов»; empty when everybody has a cabinet.
    without: String,
    lacks: Vec<String>,
    rows: Vec<MemberLine>,
    /// By what order it ends, in words; empty when none was written down.
    ending: String,
    may_correct: bool,
}

fn line(one: &Member, may_go: bool) -> MemberLine {
    MemberLine {
        name: one.name.full(),
        job: one.job.clone(),
        position: one.position.words(),
        is_union: one.is_union && one.position != Position::Left,
        cabinet: "есть",
        own: Vec::new(),
        invite: String::new(),
        since: words::day(one.from),
        order: order(&one.order_number, one.order_date),
        person: one.person.to_string(),
        may_go: if may_go { one.from.to_string() } else { String::new() },
    }
}

/// A member of today, with the cabinet or with the way to one.
fn current(one: &Member, members: &[Member], cabinets: &Cabinets) -> MemberLine {
    let line = line(one, false);
    if !cabinets.lacks(one) {
        return line;
    }
    let own = cabinets.may_be(one, members);
    let is_invited = cabinets.is_invited(one);
    MemberLine {
        cabinet: if is_invited { "нет, приглашение отправлено" } else { "нет" },
        own: own.iter().map(|seat| (seat.seat.to_string(), format!("{}, {}", seat.name.full(), seat.email))).collect(),
        invite: if is_invited { String::new() } else { invitation_of(one) },
        ..line
    }
}

/// The invitation of a member, with everything known filled in.
fn invitation_of(one: &Member) -> String {
    let form = Form::new()
        .with("role", Role::Member.code())
        .with("email", &one.email)
        .with("surname", &one.name.surname)
        .with("given", &one.name.given)
        .with("patronymic", &one.name.patronymic);
    listing::address("/invitations/new", &form, &["role", "email", "surname", "given", "patronymic"], "")
}

/// Whether a row may be taken back: the newest about its person, and no session was opened on its first day or later.
fn may_go(one: &Member, rows: &[Member], held: Option<Day>) -> bool {
    let is_newest = rows.iter().all(|row| row.person != one.person || row.from <= one.from);
    is_newest && held.is_none_or(|held| held < one.from)
}

async fn show(seat: InCharge<Commission>, State(app): State<App>) -> Result<Response, Failure> {
    let commission = seat.it;
    // A commission that begins later is shown as it will begin.
    let day = app.today().clamp(commission.valid_from, commission.valid_to);
    let id = commission.id;
    let now = app.now();
    let (members, rows, rules, held, ending, cabinets) = app
        .db
        .read(move |reader| {
            let members = store::composition(reader, id, day)?;
            let rows = store::member_rows(reader, id)?;
            let held = store::latest_opened(reader, id)?;
            let cabinets = Cabinets::of(reader, id, &members, now)?;
            let (rules, ending) = (store::rules_on(reader, day)?, store::ending_of(reader, id)?);
            Ok::<_, Failure>((members, rows, rules, held, ending, cabinets))
        })
        .await?;
    let (state, tone) = board::state(&commission, app.today());
    page::page(&OnePage {
        frame: seat.by.frame(&app, &commission.name).trail(&board::trail()),
        id: id.to_string(),
        order: commission.order(),
        span: commission.span(),
        state,
        tone,
        day: words::day(day),
        lacks: shortages(&members, rules).into_iter().map(Shortage::words).collect(),
        without: match members.iter().filter(|one| cabinets.lacks(one)).count() {
            0 => String::new(),
            many => words::counted(many as u64, "член", "члена", "членов"),
        },
        members: members.iter().map(|one| current(one, &members, &cabinets)).collect(),
        rows: rows.iter().map(|one| line(one, may_go(one, &rows, held))).collect(),
        ending: ending.unwrap_or_default(),
        may_correct: held.is_none(),
        name: commission.name,
    })
}

//! One commission: who is in it today, what it lacks, and every change of its members.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board;
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
        cabinet: if one.seat.is_some() { "есть" } else { "нет" },
        since: words::day(one.from),
        order: order(&one.order_number, one.order_date),
        person: one.person.to_string(),
        may_go: if may_go { one.from.to_string() } else { String::new() },
    }
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
    let (members, rows, rules, held, ending) = app
        .db
        .read(move |reader| {
            let members = store::composition(reader, id, day)?;
            let rows = store::member_rows(reader, id)?;
            let held = store::latest_opened(reader, id)?;
            Ok::<_, Failure>((members, rows, store::rules_on(reader, day)?, held, store::ending_of(reader, id)?))
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
        members: members.iter().map(|one| line(one, false)).collect(),
        rows: rows.iter().map(|one| line(one, may_go(one, &rows, held))).collect(),
        ending: ending.unwrap_or_default(),
        may_correct: held.is_none(),
        name: commission.name,
    })
}

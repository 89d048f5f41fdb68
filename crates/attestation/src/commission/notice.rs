//! Who is told of a session: its members and the teachers of its cases, who have the right to be present. They are
//! written to when the Centre presses for it, teachers once; whoever was written to is told too when the session is moved
//! or cancelled.

use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::applications::{self, Application};
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::letter::Addressee;
use crate::platform::page;
use crate::platform::words;

use super::attendee::Denial;
use super::document::MOST;
use super::kinds;
use super::letters::{self, News};
use super::model::{Incomplete, Member, shortages};
use super::store::{self, Line, Sitting};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/notice", send)
}

/// Members of a commission to write to: those with an address.
fn members_to_tell(reader: &mut Reader, sitting: &Sitting) -> Result<Vec<Member>, DbError> {
    let all = store::composition(reader, sitting.commission, sitting.held_on)?;
    Ok(all.into_iter().filter(Member::is_written_to).collect())
}

/// Members whom the letter of an agenda does not let read it, by short names.
pub(super) struct LeftOut {
    /// Who has an address and no cabinet: the letter says in words what the link would open.
    pub(super) uncabined: Vec<String>,
    /// Who has no address.
    pub(super) unwritten: Vec<String>,
}

impl LeftOut {
    pub(super) fn of(members: &[Member]) -> Self {
        let of =
            |is_so: fn(&Member) -> bool| members.iter().filter(|one| is_so(one)).map(|one| one.name.short()).collect();
        Self {
            uncabined: of(|one| one.is_written_to() && one.account.is_none()),
            unwritten: of(|one| !one.is_written_to()),
        }
    }

    /// What is said of them after the agenda was sent; empty when there is nobody.
    fn said(&self) -> String {
        let told = |some: &[String], words: fn(usize) -> String| {
            if some.is_empty() { String::new() } else { words(some.len()) }
        };
        let uncabined = told(&self.uncabined, |many| {
            format!(
                " Без кабинета членов комиссии: {many}. В письме им нет ссылки: передайте им повестку и бумаги сами."
            )
        });
        let unwritten =
            told(&self.unwritten, |many| format!(" Нет адреса почты у членов комиссии: {many}. Сообщите им сами."));
        uncabined + &unwritten
    }
}

/// Puts the letters about a session into the outbox: to members and to teachers of its cases, of its agenda to those who
/// have no letter of it yet, of a change to those who have one; how many of each.
fn tell(act: &mut Act<'_>, app: &App, sitting: &Sitting, news: News<'_>) -> Result<(usize, usize), Failure> {
    let (members, lines) = (members_to_tell(act, sitting)?, store::agenda_of(act, sitting.id, None, MOST)?);
    for one in &members {
        let account = one.account.map(|id| id.to_string());
        let to = Addressee { email: one.email.clone(), name: one.name.clone(), account };
        act.post(&letters::to_member(app, &to, (sitting, &lines), news)?)?;
    }
    let has_letter = |line: &Line| sitting.told_at.is_some_and(|told| line.item.added_at <= told);
    let is_first = matches!(news, News::Agenda);
    let lines: Vec<&Line> = lines.iter().filter(|line| has_letter(line) != is_first).collect();
    let cases: Vec<&Application> = lines.iter().map(|line| &line.case).collect();
    let (way, mut teachers) = (WayIn::of(act)?, 0);
    for (line, to) in lines.iter().zip(applications::addressees_of(act, &cases)?) {
        if let Some(to) = to {
            act.post(&letters::to_teacher(app, (&to, way), (line, sitting), news)?)?;
            teachers += 1;
        }
    }
    Ok((members.len(), teachers))
}

/// Tells of a change those who were written to; nobody while the agenda was not sent.
pub(super) fn tell_if_told(act: &mut Act<'_>, app: &App, sitting: &Sitting, news: News<'_>) -> Result<usize, Failure> {
    if sitting.told_at.is_none() {
        return Ok(0);
    }
    let (members, teachers) = tell(act, app, sitting, news)?;
    Ok(members + teachers)
}

async fn send(seat: InCharge<Sitting>, State(app): State<App>) -> Result<Response, Failure> {
    seat.it.still_planned()?;
    if seat.it.held_on < app.today() {
        return Err(Denial::Past(seat.it.held_on).into());
    }
    let (sitting, house) = (seat.it.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::mark_told(act, &sitting)?;
        let (members, teachers) = tell(act, &house, &sitting, News::Agenda)?;
        let words = format!("повестка разослана: членам комиссии — {members}, педагогам — {teachers}");
        let fact = Fact::of(kinds::TOLD_OF, words).subject("sitting", sitting.id);
        let untold = store::unwritten(act, sitting.id, MOST)?.len();
        let members_then = store::composition(act, sitting.commission, sitting.held_on)?;
        let lacks = shortages(&members_then, store::rules_of(act, &sitting)?);
        let left_out = LeftOut::of(&members_then);
        Ok::<_, Failure>(act.record(fact, (members, teachers, untold, left_out, lacks))?)
    });
    let (members, teachers, untold, left_out, lacks) = done.await?;
    app.bell.ring();
    let letters = words::counted((members + teachers) as u64, "письмо", "письма", "писем");
    let untold = match untold {
        0 => String::new(),
        many => format!(" Нет адреса почты у педагогов: {many}. Они названы ниже, сообщите им сами."),
    };
    let lacks = if lacks.is_empty() { String::new() } else { format!(" {}", Incomplete(lacks).reason()) };
    let left_out = left_out.said();
    let said = format!("Повестка разослана: {letters}, из них педагогам — {teachers}.{lacks}{left_out}{untold}");
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/sittings/{}", seat.it.id), &said))
}

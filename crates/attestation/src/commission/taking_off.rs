//! Cases taken off an agenda by the Centre: those that are voted on already are asked about first.

use askama::Template;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::applications;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::agenda::counted;
use super::store::{self, Item, Sitting};
use super::{kinds, letters};

#[derive(Template)]
#[template(path = "commission/taking_off.html")]
struct AskPage {
    frame: Frame,
    home: String,
    when: String,
    /// The cases that are taken off, and the mark of the votes that are seen.
    items: Vec<String>,
    mark: String,
    cases: String,
    votes: String,
    /// The cases that are voted on, with their votes in words.
    voted: Vec<(String, String)>,
}

/// Why nothing was taken off.
enum Stop {
    /// Some cases are voted on, and their votes were not seen as they stand.
    Voted(Vec<(String, i64)>),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(failure: E) -> Self {
        Self::Failed(failure.into())
    }
}

/// The votes of cases as a form carries them.
fn mark(voted: &[(String, i64)]) -> String {
    voted.iter().map(|(_, votes)| votes.to_string()).collect::<Vec<_>>().join(".")
}

fn votes_words(votes: i64) -> String {
    words::counted(votes.unsigned_abs(), "голос", "голоса", "голосов")
}

/// Takes cases off an agenda; where some are voted on, once the page that names their votes was confirmed.
pub(super) async fn send(
    app: &App,
    seat: &InCharge<Sitting>,
    form: &Form,
    items: Vec<Id<Item>>,
) -> Result<Response, Failure> {
    let (sitting, seen, all, house) = (seat.it.clone(), form.text("votes"), items.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold_unfinished(act, &sitting)?;
        let voted = store::lost_votes(act, &sitting, &all)?;
        let voted: Vec<(String, i64)> = voted.into_iter().map(|(name, votes)| (name.full(), votes)).collect();
        if mark(&voted) != seen {
            return Err(Stop::Voted(voted));
        }
        let said = take_off(act, &house, &sitting, (&all, &voted))?;
        let fact = Fact::of(kinds::ORDER, format!("повестка изменена: {said}")).subject("sitting", sitting.id);
        Ok(act.record(fact, said)?)
    });
    match done.await {
        Ok(said) => {
            app.bell.ring();
            Ok(page::go_saying(seat.by.visit.cookies, &format!("/sittings/{}", seat.it.id), &said))
        }
        Err(Stop::Voted(voted)) => ask(app, seat, &items, &voted),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

fn ask(app: &App, seat: &InCharge<Sitting>, items: &[Id<Item>], voted: &[(String, i64)]) -> Result<Response, Failure> {
    let (home, day) = (format!("/sittings/{}", seat.it.id), words::day(seat.it.held_on));
    let all = voted.iter().map(|(_, votes)| votes).sum();
    page::page(&AskPage {
        frame: seat.by.frame(app, "Снять с повестки").trail(&[("/sittings", "Заседания"), (&home, &day)]),
        when: super::when(&seat.it),
        items: items.iter().map(ToString::to_string).collect(),
        mark: mark(voted),
        cases: counted(items.len()),
        votes: votes_words(all),
        voted: voted.iter().map(|(name, votes)| (name.clone(), votes_words(*votes))).collect(),
        home,
    })
}

/// Takes the cases off, and writes to those of their teachers who were told of this session.
fn take_off(
    act: &mut Act<'_>,
    app: &App,
    sitting: &Sitting,
    (items, voted): (&[Id<Item>], &[(String, i64)]),
) -> Result<String, Failure> {
    let (mut facts, mut told) = (Vec::new(), Vec::new());
    for item in items {
        let line = store::item(act, sitting.id, *item)?.ok_or(Failure::Hidden)?;
        if !store::remove(act, sitting, *item)? {
            return Err(super::Denial::Decided.into());
        }
        let day = words::day(sitting.held_on);
        facts.push(
            Fact::of(kinds::TAKEN_OFF, format!("дело снято с повестки заседания {day}"))
                .application(line.case.id)
                .subject("sitting", sitting.id),
        );
        if sitting.told_at.is_some_and(|at| line.item.added_at <= at) {
            told.push(line.case);
        }
    }
    act.note_all(facts)?;
    let (way, mut written) = (WayIn::of(act)?, 0);
    for (case, to) in told.iter().zip(applications::addressees_of(act, &told.iter().collect::<Vec<_>>())?) {
        if let Some(to) = to {
            act.post(&letters::taken_off(app, (&to, way), case, sitting)?)?;
            written += 1;
        }
    }
    let lost: i64 = voted.iter().map(|(_, votes)| votes).sum();
    let lost =
        if lost == 0 { String::new() } else { format!(" Вместе с ними снято: {}.", votes_words(lost)) };
    let written = match written {
        0 => String::new(),
        many => format!(" Писем педагогам о том, что приходить не нужно: {many}."),
    };
    Ok(format!("С повестки снято: {}.{lost}{written}", counted(items.len())))
}

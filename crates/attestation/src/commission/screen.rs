//! The screen of the room: one case in big type — who, what is asked, what is held, the result, the votes so far.
//! It asks for itself anew every ten seconds and so follows the vote.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;

use crate::audit;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};

use super::guards::CaseOnAgenda;
use super::sitting::verdict_words;
use super::store;
use super::told::{self, VoteLine, Way};
use super::vote::Settled;
use super::wording;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings/{id}/cases/{item}/screen", show)
}

#[derive(Template)]
#[template(path = "commission/screen.html")]
struct ScreenPage {
    frame: Frame,
    home: String,
    teacher: String,
    post: String,
    asked: String,
    facts: Vec<(&'static str, String)>,
    verdict: String,
    quorum: String,
    tally: String,
    votes: Vec<VoteLine>,
    decided: String,
    /// How the votes of the decision were settled when they were even; empty otherwise.
    tie: String,
    reason: String,
    way: Way,
}

async fn show(seen: CaseOnAgenda, State(app): State<App>) -> Result<Response, Failure> {
    let (account, case, since) = (seen.by.account.id, seen.line.case.id, app.now().plus(-TOLD_AGAIN));
    let is_told = app.db.read(move |reader| audit::told_since(reader, (account, since), case, SHOWN_TO_ROOM));
    // The page asks for itself anew while it stands before the room: that is one look, not hundreds.
    if !is_told.await? {
        seen.opened(&app, SHOWN_TO_ROOM).await?;
    }
    let (sitting, line) = (seen.sitting.clone(), seen.line.clone());
    let facts = app.db.read(move |reader| told::facts(reader, &sitting, &line)).await?;
    let line = &seen.line;
    let mut frame = seen.by.frame(&app, &line.case.name.short());
    // Big type is for this page, whatever its reader has chosen for the others; a case is seen whole without scrolling.
    let kept = frame.html_class.split(' ').filter(|class| !class.is_empty() && !class.starts_with("size-"));
    frame.html_class = kept.chain(["size-150", "screen"]).collect::<Vec<_>>().join(" ");
    // The room needs no menus: what is voted on stands first.
    (frame.menu, frame.sections, frame.person) = (Vec::new(), Vec::new(), None);
    frame.is_screen = true;
    let item = &line.item;
    page::page(&ScreenPage {
        frame,
        home: seen.home(),
        teacher: line.case.name.full(),
        post: line.case.post_and_subject(),
        asked: wording::asked(&line.case),
        facts: told::about(line).into_iter().filter(|(name, _)| SHOWN.contains(name)).collect(),
        verdict: verdict_words(&line.extra),
        quorum: if facts.members.is_empty() { String::new() } else { facts.quorum.words() },
        tally: told::tally(&facts, line).words(),
        votes: votes(&facts, line),
        decided: wording::said(&line.case, item).unwrap_or_default(),
        tie: item.tie.map(Settled::told).unwrap_or_default(),
        reason: item.reason.clone(),
        way: told::way(seen.sitting.id, &facts, "/screen"),
    })
}

/// Votes under short names, so that members stand in columns.
fn votes(facts: &told::Facts, line: &store::Line) -> Vec<VoteLine> {
    let mut lines = told::vote_lines(facts, line);
    for (one, member) in lines.iter_mut().zip(&facts.members) {
        one.name = member.name.short();
    }
    lines
}

/// What the journal tells of this page.
const SHOWN_TO_ROOM: &str = "дело показано на экране заседания";

/// After so long a page that still stands is told of again.
const TOLD_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// What of a case is shown to the room.
const SHOWN: [&str; 3] = ["Организация", "Имеющаяся категория", "Педагогический стаж"];

//! The decision of the commission about a case, for everybody who sees the case.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Application;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::posts;

use super::extract::{extracted, sees_votes};
use super::store::{self, Correction, Decision};
use super::vote::Settled;
use super::wording;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/decision", show)
}

struct Line {
    sitting_href: String,
    when: String,
    commission: String,
    outcome: &'static str,
    tone: &'static str,
    decided: String,
    reason: String,
    tally: String,
    tie: String,
    protocol: String,
}

#[derive(Template)]
#[template(path = "commission/decision.html")]
struct DecisionPage {
    frame: Frame,
    teacher: String,
    asked: String,
    lines: Vec<Line>,
    sees_votes: bool,
    sees_sitting: bool,
    /// The address of the extract of the protocol; empty while none is given.
    extract: String,
    corrections: Vec<(String, String, String)>,
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    let (id, post) = (seen.case.id, seen.case.post_code.clone());
    let (all, earlier, corrections) = app
        .db
        .read(move |reader| {
            let all = store::last_of(reader, id)?;
            let earlier = posts::earlier_names(reader, &post)?;
            let sitting = all.first().map(|one| one.sitting);
            let corrections = sitting.map(|sitting| store::corrections(reader, sitting)).transpose()?;
            Ok::<_, Failure>((all, earlier, corrections.unwrap_or_default()))
        })
        .await?;
    // The teacher and the school learn the decision once the protocol is signed; those who keep the case see it at once.
    let is_inside = seen.by.seat.role.keeps_decisions();
    let shown = all.iter().filter(|one| is_inside || one.protocol_date.is_some());
    let lines: Vec<Line> = shown.map(|one| line(&called_then(&seen.case, &earlier, one.decided_at), one)).collect();
    let asked = all.first().map_or_else(|| seen.case.clone(), |one| called_then(&seen.case, &earlier, one.decided_at));
    seen.opened(&app, "открыто решение комиссии").await?;
    let home = format!("/applications/{id}");
    page::page(&DecisionPage {
        frame: seen.by.frame(&app, "Решение комиссии").trail(&[seen.list(), (&home, &seen.case.name.short())]),
        teacher: seen.case.name.full(),
        asked: wording::asked(&asked),
        sees_votes: sees_votes(&seen),
        extract: if seen.relation != Relation::Specialist && extracted(&all).is_some() {
            format!("{home}/decision/extract")
        } else {
            String::new()
        },
        sees_sitting: seen.relation == Relation::Centre,
        corrections: if is_inside { corrections.iter().map(correction).collect() } else { Vec::new() },
        lines,
    })
}

fn correction(one: &Correction) -> (String, String, String) {
    (words::day(one.dated_on), one.words.clone(), one.reason.clone())
}

/// A case with its post as it was called when it was decided: a post renamed later does not rewrite the decision.
fn called_then(case: &Application, earlier: &[(Moment, String)], decided_at: Moment) -> Application {
    let mut case = case.clone();
    if let Some((_, name)) = earlier.iter().find(|(until, _)| *until > decided_at) {
        case.post.clone_from(name);
    }
    case
}

fn line(case: &Application, one: &Decision) -> Line {
    Line {
        sitting_href: format!("/sittings/{}", one.sitting),
        when: words::day(one.held_on),
        commission: one.commission_name.clone(),
        outcome: one.outcome.words(),
        tone: one.outcome.tone(),
        decided: if one.wording.is_empty() {
            wording::decided(case, one.outcome, one.postponed_to)
        } else {
            one.wording.clone()
        },
        reason: one.reason.clone(),
        tally: one.tally.voted(),
        tie: one.tie.map(Settled::told).unwrap_or_default(),
        protocol: one.protocol_date.map_or_else(
            || "ещё не подписан".to_owned(),
            |date| format!("№\u{a0}{} от {}", one.protocol_number, words::brief_day(date)),
        ),
    }
}

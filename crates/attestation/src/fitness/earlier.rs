//! «Прежняя аттестация»: one that is over, with its course, its papers and what was put right in it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame, MenuItem};

use super::correction::may_correct;
use super::course::course;
use super::guards::{AnyCase, earlier};
use super::one::{CorrectionLine, corrected, ended_words, papers_of};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/earlier/{case}", show)
}

#[derive(Template)]
#[template(path = "fitness/earlier.html")]
struct EarlierPage {
    frame: Frame,
    name: String,
    outcome: String,
    /// Where what is written down is put right; empty when there is nothing.
    correction: String,
    course: Vec<(&'static str, String)>,
    corrections: Vec<CorrectionLine>,
    papers: Vec<MenuItem>,
}

async fn show(AnyCase(seat): AnyCase, State(app): State<App>) -> Result<Response, Failure> {
    let id = seat.case.id;
    let beside = app.db.read(move |reader| store::beside(reader, id)).await?;
    let fact = Fact::of(kinds::OPENED, seat.worker.name.full()).subject("teacher", seat.worker.id);
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let own = earlier(seat.worker.held(), &seat.case);
    page::page(&EarlierPage {
        frame: seat.frame(&app, "Прежняя аттестация"),
        name: seat.worker.name.full(),
        outcome: ended_words(&seat.case),
        correction: may_correct(&seat.case).map(|()| format!("{}/correction", seat.home())).unwrap_or_default(),
        course: course(&seat.case, &seat.rules, &beside, None)?,
        corrections: corrected(&beside.corrections),
        papers: papers_of(&seat.case, &beside, &own),
    })
}

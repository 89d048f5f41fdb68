//! A document of a case is taken away: asked once more with its name, because it does not come back by itself.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications;
use crate::context::App;
use crate::documents;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::kinds;
use super::parts::{PaperLine, paper_line};
use super::school_papers::{LoosePaper, may_change};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/documents/{doc}/removal", ask)
        .post("/applications/{id}/documents/{doc}/removal", remove)
}

#[derive(Template)]
#[template(path = "cases/removal.html")]
struct RemovalPage {
    frame: Frame,
    id: String,
    teacher: String,
    number: String,
    paper: PaperLine,
    /// Whether the mark that documents are checked goes with it.
    unmarks: bool,
}

async fn ask(loose: LoosePaper, State(app): State<App>) -> Result<Response, Failure> {
    let LoosePaper { seen, paper } = loose;
    may_change(&seen.case)?;
    let home = format!("/applications/{}", seen.case.id);
    page::page(&RemovalPage {
        frame: seen.by.frame(&app, "Убрать документ").trail(&[seen.list(), (&home, &seen.case.name.short())]),
        id: seen.case.id.to_string(),
        teacher: seen.case.name.full(),
        number: seen.case.number.clone(),
        paper: paper_line(&app, &paper),
        unmarks: seen.case.documents_checked_at.is_some(),
    })
}

async fn remove(loose: LoosePaper, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let LoosePaper { seen, paper } = loose;
    may_change(&seen.case)?;
    let (case, held) = (seen.case.id, seen.case.clone());
    app.db
        .act(seen.by.by(), app.now(), move |act| {
            applications::hold(act, &held)?;
            if !documents::remove(act, case, paper.id)? {
                return Err(Failure::Conflict("Этот документ уже убран.".into()));
            }
            applications::count_documents(act, case)?;
            applications::mark_documents_checked(act, case, false)?;
            let fact = Fact::of(kinds::DOCUMENT_REMOVED, format!("убран документ: {}", paper.kind.words()))
                .application(case)
                .subject("document", paper.id);
            Ok(act.record(fact, ())?)
        })
        .await?;
    Ok(page::go_saying(seen.by.visit.cookies, &format!("/applications/{case}"), "Документ убран."))
}

//! An act is published: everybody may read who got which category; its file too, when the centre says so.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::CentresAct;
use super::model::ActStage;
use super::public::open_words;
use super::{issuing, kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/acts/board/{id}/publication", show)
        .post("/acts/board/{id}/publication", publish)
        .post("/acts/board/{id}/publication/file", show_file)
}

#[derive(Template)]
#[template(path = "acts/publication.html")]
struct PublicationPage {
    frame: Frame,
    form: Form,
    home: String,
    called: String,
    granted: i64,
    refused: i64,
    /// What the public pages will say is put right; empty for an act that corrects none.
    correction: String,
}

async fn show(desk: CentresAct, State(app): State<App>) -> Result<Response, Failure> {
    desk.decree.may_publish()?;
    let (id, corrects) = (desk.decree.id, desk.decree.corrects.is_some());
    let tally = if corrects { store::fixed_tally } else { store::tally };
    let (granted, refused) = app.db.read(move |reader| tally(reader, id)).await?;
    let home = format!("/acts/board/{id}");
    let called = desk.decree.called();
    page::page(&PublicationPage {
        frame: desk.by.frame(&app, "Публикация акта").trail(&[("/acts/board", "Акты"), (&home, &called)]),
        form: Form::new(),
        home,
        called,
        granted,
        refused,
        correction: if corrects { open_words(&desk.decree, granted > 0).to_owned() } else { String::new() },
    })
}

async fn publish(desk: CentresAct, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (decree, today, is_file_public) = (desk.decree, app.today(), form.ticked("file"));
    let home = format!("/acts/board/{}", decree.id);
    if decree.stage == ActStage::Published {
        // Pressed twice, or by two: the first press has published it.
        let said = match (is_file_public, decree.is_file_public) {
            (true, false) => {
                "Акт уже опубликован без файла. Чтобы показать всем и файл, нажмите «Показать всем и файл»."
            }
            (false, true) => "Акт уже опубликован вместе с файлом. Если его показывать нельзя, нажмите «Закрыть файл».",
            _ => "Акт опубликован.",
        };
        return Ok(page::go_saying(desk.by.visit.cookies, &home, said));
    }
    decree.may_publish()?;
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            issuing::publish(act, &decree, today, is_file_public)?;
            let fact = Fact::of(kinds::PUBLISHED, format!("опубликован акт {}", decree.called()));
            Ok::<_, Failure>(act.record(fact.subject("act", decree.id), ())?)
        })
        .await?;
    Ok(page::go_saying(desk.by.visit.cookies, &home, "Акт опубликован."))
}

/// Shows the file of a published act to everybody, or to nobody outside any more: it may have been shown by mistake.
async fn show_file(desk: CentresAct, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (decree, is_public) = (desk.decree, form.ticked("file"));
    let home = format!("/acts/board/{}", decree.id);
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::show_file(act, decree.id, is_public)? {
                return Err(Failure::Conflict("Показать или закрыть можно только файл опубликованного акта.".into()));
            }
            let what =
                if is_public { "файл акта показан всем" } else { "файл акта закрыт" };
            let fact = Fact::of(kinds::PUBLISHED, format!("{what}: {}", decree.called()));
            Ok::<_, Failure>(act.record(fact.subject("act", decree.id), ())?)
        })
        .await?;
    let said = if is_public {
        "Файл акта виден всем."
    } else {
        "Файл акта больше не виден на открытой странице."
    };
    Ok(page::go_saying(desk.by.visit.cookies, &home, said))
}

//! «Ещё одна должность»: a worker who holds several posts in the organisation is attested for each by itself.

use axum::extract::State;
use axum::response::Response;

use crate::applications;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;

use super::acts;
use super::facts::{Sheet, anew, both, draw, parse, with_ground};
use super::guards::{OwnWorker, home};
use super::model::Facts;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/posts", show).post("/school/fitness/{id}/posts", add)
}

const SHEET: Sheet = Sheet {
    title: "Ещё одна должность",
    about: "Работник аттестуется по каждой своей должности отдельно: у каждой свой срок, свой приказ и свои документы. То, что записано по прежней должности, не изменится.",
    last: "posts",
    button: "Добавить должность",
};

/// The first post is not known yet.
#[derive(Debug)]
struct FirstUnknown;

impl Refusal for FirstUnknown {
    fn reason(&self) -> String {
        "Сначала запишите сведения о первой должности работника: откройте его страницу и укажите, с какого дня он в ней."
            .to_owned()
    }
}

fn first(seat: &OwnWorker) -> Result<&Facts, Failure> {
    seat.worker.facts.as_ref().ok_or_else(|| FirstUnknown.into())
}

async fn show(seat: OwnWorker, State(app): State<App>) -> Result<Response, Failure> {
    let form = with_ground(Form::new(), first(&seat)?);
    draw(&app, &seat, SHEET, form).await
}

async fn add(seat: OwnWorker, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Some(both) = other_ground(&app, &seat, &form).await? {
        return Ok(both);
    }
    let posts = app.db.read(applications::posts).await?;
    let Some(facts) = parse(&mut form, &posts, (seat.worker.born, app.today())) else {
        return draw(&app, &seat, SHEET, form).await;
    };
    let worker = seat.worker.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let (told, held) = acts::add_post(act, &worker, &facts)?;
        Ok::<_, Failure>(act.end(told, held))
    });
    match done.await {
        Ok(held) => {
            Ok(page::go_saying(seat.by.signed.visit.cookies, &home(held), "Должность добавлена. Это её страница."))
        }
        Err(Failure::Denied(why)) => {
            form.fault("post", why.reason());
            draw(&app, &seat, SHEET, form).await
        }
        Err(Failure::Conflict(why)) => {
            let seat = anew(&app, seat).await?;
            other_ground(&app, &seat, &form).await?.ok_or(Failure::Conflict(why))
        }
        Err(other) => Err(other),
    }
}

/// The ground as it is typed beside the one another hand has written down meanwhile: every post has the same.
async fn other_ground(app: &App, seat: &OwnWorker, form: &Form) -> Result<Option<Response>, Failure> {
    let theirs = with_ground(form.clone(), first(seat)?);
    both(app, seat, SHEET, (form, &theirs)).await
}

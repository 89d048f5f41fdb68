//! Long answers keep themselves while they are typed: the script sends the form as it stands, marked. Nothing in it is
//! checked, and a task kept so is not ready until its teacher saves it.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::failure::{Failure, Raced};
use crate::platform::form::Form;
use crate::platform::rehearsal;

use super::guards::DraftInHand;
use super::tasks::Task;
use super::{kinds, store, typed};

/// Whether a form was sent by the script while it is typed. One that comes back after sign-in is only shown.
pub(super) fn is_typing(form: &Form) -> bool {
    form.value("do") == "autosave" && !rehearsal::is_on()
}

const ELSEWHERE: &str =
    "Эту страницу сохранили в другом окне. Нажмите «Сохранить черновик»: мы покажем оба варианта рядом.";

/// Keeps a page as it stands over the version that was seen; none of `seen`: over whatever is there. What the script says
/// of it.
pub(super) async fn keep(
    app: &App,
    hand: &DraftInHand,
    (task, seen): (Task, Option<i64>),
    written: String,
) -> Result<Response, Failure> {
    let id = hand.draft.id;
    let pages = app.db.glance(move |reader| store::pages(reader, id)).await?;
    let now = pages.into_iter().find(|page| page.task == task.code());
    let (version, there) = now.map_or((0, String::new()), |page| (page.version, page.typed));
    if there == written {
        return Ok(told(app, version));
    }
    if seen.is_some_and(|seen| seen != version) {
        return Ok(answer(StatusCode::CONFLICT, version, ELSEWHERE));
    }
    let is_kept = if typed::is_unfinished(&Form::of_urlencoded(there.as_bytes())) {
        let at = app.now();
        app.db.upkeep(move |upkeep| store::keep_typing(upkeep, (id, task), (version, &written), at)).await?
    } else {
        first(app, hand, (task, version), written).await?
    };
    Ok(if is_kept { told(app, version + 1) } else { answer(StatusCode::CONFLICT, version, ELSEWHERE) })
}

/// The first keeping of a text is told to the journal, as the saving that ends it will be; those between are its typing.
async fn first(app: &App, hand: &DraftInHand, (task, version): (Task, i64), written: String) -> Result<bool, Failure> {
    let id = hand.draft.id;
    let saving = app.db.act(hand.by.by(), app.now(), move |act| {
        if !store::save_page(act, id, task, version, &written)? {
            return Err(Raced::Other);
        }
        let words = format!("начатое в черновике сохраняется само: {}", task.words());
        Ok(act.record(Fact::of(kinds::SAVED, words).subject("draft", id), ())?)
    });
    match saving.await {
        Ok(()) => Ok(true),
        Err(Raced::Other) => Ok(false),
        Err(Raced::Failed(failure)) => Err(failure),
    }
}

/// «Сохранено в 14:05».
fn told(app: &App, version: i64) -> Response {
    answer(StatusCode::OK, version, &format!("Сохранено в {}", app.config.zone.hour(app.now())))
}

fn answer(status: StatusCode, version: i64, said: &str) -> Response {
    let body = json!({"version": version, "said": said}).to_string();
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

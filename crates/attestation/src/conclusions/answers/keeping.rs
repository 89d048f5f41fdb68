//! Answers keep themselves while they are typed: no conclusion is made of them before their specialist saves them.

use axum::response::Response;

use crate::assignments::DeclaredCase;
use crate::conclusions::kinds;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::failure::{Failure, Raced};
use crate::platform::typing::{self, Step};

use super::{Desk, store};

const ELSEWHERE: &str = "Ответы сохранили в другом окне. Нажмите «Сохранить»: мы покажем оба варианта рядом.";

/// Keeps answers as they stand over the version that was seen. What the script says of it.
pub(super) async fn keep(
    app: &App,
    seat: &DeclaredCase,
    (desk, seen): (&Desk, i64),
    written: &str,
) -> Result<Response, Failure> {
    let (case, own) = (seat.case.clone(), seat.by.seat.id);
    let (version, typed, at) = (desk.draft.version, typing::unfinished(written), app.now());
    let hour = app.config.zone.hour(at);
    let is_kept = match Step::upon((version, &desk.draft.typed), Some(seen), &typed) {
        Step::Same => return Ok(typing::kept(version, &hour)),
        Step::Elsewhere => false,
        Step::First => save(app, seat, (version, typed), "начатые ответы заключения сохраняются сами").await?,
        Step::Further => {
            app.db.upkeep(move |upkeep| store::keep_typing(upkeep, (&case, own), (version, &typed), at)).await?
        }
    };
    Ok(if is_kept { typing::kept(version + 1, &hour) } else { typing::elsewhere(version, ELSEWHERE) })
}

/// Saves over the version seen and tells the journal; false when another window has saved meanwhile.
pub(super) async fn save(
    app: &App,
    seat: &DeclaredCase,
    (seen, typed): (i64, String),
    words: &'static str,
) -> Result<bool, Failure> {
    let (case, own) = (seat.case.clone(), seat.by.seat.id);
    let saving = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::save(act, &case, own, seen, &typed)? {
            return Err(Raced::Other);
        }
        Ok(act.record(Fact::of(kinds::SAVED, words).application(case.id), ())?)
    });
    Raced::is_saved(saving.await)
}

//! Long answers of a draft keep themselves while they are typed: a task kept so is not ready until its teacher saves it.

use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::failure::{Failure, Raced};
use crate::platform::typing::{self, Step};

use super::guards::DraftInHand;
use super::tasks::Task;
use super::{kinds, store};

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
    let at = app.now();
    let hour = app.config.zone.hour(at);
    let is_kept = match Step::upon((version, &there), seen, &written) {
        Step::Same => return Ok(typing::kept(version, &hour)),
        Step::Elsewhere => false,
        Step::First => first(app, hand, (task, version), written).await?,
        Step::Further => {
            app.db.upkeep(move |upkeep| store::keep_typing(upkeep, (id, task), (version, &written), at)).await?
        }
    };
    Ok(if is_kept { typing::kept(version + 1, &hour) } else { typing::elsewhere(version, ELSEWHERE) })
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
    Raced::is_saved(saving.await)
}

//! A decision written down by mistake: the centre takes it off, with a reason, until the protocol is signed.

use axum::extract::State;
use axum::response::Response;

use crate::applications;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::attendee::Denial;
use super::guards::CaseToReopen;
use super::store::{self, SittingStage};
use super::vote::Outcome;
use super::{case, kinds, letters, typed, wording};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/cases/{item}/reopening", reopen)
}

async fn reopen(CaseToReopen(seen): CaseToReopen, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if seen.sitting.stage == SittingStage::Closed {
        return Err(Denial::Signed.into());
    }
    seen.under_way()?;
    if seen.line.item.outcome.is_none() {
        return Err(Denial::Undecided.into());
    }
    let reason = typed::text(&mut form, "mistake", "Напишите, почему решение отменено.");
    if !form.is_sound() {
        return case::case_page(&app, &seen, form).await;
    }
    let (sitting, line, house) = (seen.sitting.clone(), seen.line.clone(), app.clone());
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        let outcome = store::reopen(act, &sitting, &line)?;
        // Only a case that was put off was told of to its teacher.
        let told = if outcome == Outcome::Postponed { applications::addressee_of(act, &line.case)? } else { None };
        if let Some(to) = told {
            let way = WayIn::of(act)?;
            act.post(&letters::put_off_no_more(&house, (&to, way), &line.case, sitting.held_on)?)?;
        }
        let was = wording::said(&line.case, &line.item).unwrap_or_default();
        let words = format!("решение комиссии отменено: {was}; {}; причина: {reason}", line.item.tally.words());
        let fact = Fact::of(kinds::REOPENED, words).application(line.case.id).subject("sitting", sitting.id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    done.await?;
    app.bell.ring();
    let said = "Решение отменено. Голоса остались, их можно изменить.";
    Ok(page::go_saying(seen.by.visit.cookies, &seen.home(), said))
}

//! An award confirmed by mistake: while no session has the case on its agenda, the case waits for its award again.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};

use super::model::Refused;
use super::store::Confirmed;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/award/removal", show).post("/applications/{id}/award/removal", send)
}

#[derive(Template)]
#[template(path = "intake/award_back.html")]
struct BackPage {
    frame: Frame,
    form: Form,
    home: String,
    teacher: String,
    facts: Vec<(&'static str, String)>,
}

/// The award that may be taken back now.
fn award_to_take(reader: &mut Reader, case: &Application) -> Result<Confirmed, Failure> {
    case.after(Move::TakeAwardBack)?;
    let award = store::award_of(reader, case.id)?.ok_or(Refused::NoAward)?;
    match applications::coming_to(reader, case.id)? {
        Some(on) => Err(Refused::AwardOnAgenda(on.held_on).into()),
        None => Ok(award),
    }
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &seat, Form::new()).await
}

async fn draw(app: &App, seat: &CentreCase, form: Form) -> Result<Response, Failure> {
    let (case, sound) = (seat.case.clone(), form.is_sound());
    let award = app.db.read(move |reader| award_to_take(reader, &case)).await?;
    let home = format!("/applications/{}", seat.case.id);
    let trail = [("/applications", "Дела"), (home.as_str(), &seat.case.name.short())];
    let page = BackPage {
        frame: seat.by.frame(app, "Отменить подтверждение награды").sound(sound).trail(&trail),
        teacher: seat.case.name.full(),
        facts: vec![("Награда", award.words), ("Документ", award.document), ("Что проверено", award.checked)],
        home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let missing = "Напишите, почему подтверждение отменено: причина останется в истории дела.";
    let reason = new_version::line(&mut form, "reason", missing);
    if !form.is_sound() {
        return draw(&app, &seat, form).await;
    }
    let case = seat.case.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = take_back(act, &case, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    let said = "Подтверждение награды отменено. Дело снова ждёт: подтвердите награду или измените порядок.";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), said))
}

/// Takes the award of a case back: its case waits for an award again, and its track may be changed. Nobody was written to when it
/// was confirmed, so nobody is now.
///
/// # Errors
/// When no award is confirmed, or the case stands on an agenda.
fn take_back(act: &mut Act<'_>, case: &Application, reason: &str) -> Result<Told, Failure> {
    // The case moves first: whoever puts it on an agenda at the same moment waits, and finds it moved.
    applications::step(act, case, Move::TakeAwardBack)?;
    let award = award_to_take(act, case)?;
    if !store::take_award_back(act, case.id)? {
        return Err(Refused::NoAward.into());
    }
    let words = format!("отменено подтверждение награды: {}. Почему: {reason}", award.words);
    Ok(act.note(Fact::of(kinds::TAKEN_BACK, words).application(case.id))?)
}

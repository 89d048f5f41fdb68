//! Registration of what was submitted: the day, checked against the last day for it, and the receipt to the teacher.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::deadlines::{REGISTER, REGISTER_PORTAL, running};
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::Refused;
use super::{kinds, letters};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/registration", show).post("/applications/{id}/registration", send)
}

#[derive(Template)]
#[template(path = "intake/registration.html")]
struct RegistrationPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    about: String,
    received: String,
    last: String,
    is_late: bool,
    has_address: bool,
}

/// The last day on which a case is to be registered; none when no such clock runs.
pub(super) fn last_day(reader: &mut Reader, case: &Application) -> Result<Option<Day>, DbError> {
    let clocks = running::of_case(reader, case.id)?;
    let of_registration = |one: &&running::Running| matches!(one.code.as_str(), REGISTER | REGISTER_PORTAL);
    Ok(clocks.iter().filter(of_registration).map(|one| one.due_on).min())
}

/// The sentence about a registration past its last day, which asks why.
pub fn late_words(last: Day) -> String {
    Refused::RegisteredLate(last).reason()
}

/// That a case was registered past its last day, and why: for the Centre alone.
pub fn late(case: Id<Application>, reason: &str) -> Fact {
    Fact::of(kinds::LATE, format!("зарегистрировано позже срока: {reason}")).application(case)
}

/// Whether a case may be registered on a day; a day past the last one needs a reason.
fn fits(case: &Application, on: Day, today: Day, last: Option<Day>, reason: &str) -> Result<(), Refused> {
    if on < case.received_on {
        return Err(Refused::RegisteredEarly(case.received_on));
    }
    if on > today {
        return Err(Refused::RegisteredLater);
    }
    match last {
        Some(last) if on > last && reason.is_empty() => Err(Refused::RegisteredLate(last)),
        _ => Ok(()),
    }
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Register)?;
    let form = Form::new().with("on", words::brief_day(app.today()));
    draw(&app, &seat, form).await
}

async fn draw(app: &App, seat: &CentreCase, form: Form) -> Result<Response, Failure> {
    let case = seat.case.clone();
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>((last_day(reader, &case)?, applications::addressee_of(reader, &case)?.is_some()))
    });
    let (last, has_address) = read.await?;
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let trail = [("/intake", "Приём заявлений"), (home.as_str(), &case.name.short())];
    let page = RegistrationPage {
        frame: seat.by.frame(app, "Регистрация заявления").sound(sound).trail(&trail),
        id: case.id.to_string(),
        teacher: case.name.full(),
        about: format!("{}, заявленная категория: {}", case.post_and_subject(), case.category.words()),
        received: words::day(case.received_on),
        last: last.map(words::day).unwrap_or_default(),
        is_late: last.is_some_and(|last| app.today() > last),
        has_address,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Register)?;
    let case = seat.case.clone();
    let last = app.db.read(move |reader| last_day(reader, &case)).await?;
    let reason = form.text("reason");
    let typed = Day::typed(&form.text("on")).ok_or("Укажите день регистрации, например 23.11.2026.");
    let on = form.check("on", typed);
    if let Some(on) = on
        && let Err(no) = fits(&seat.case, on, app.today(), last, &reason)
    {
        form.fault("on", no.reason());
    }
    let Some(on) = on.filter(|_| form.is_sound()) else {
        return draw(&app, &seat, form).await;
    };
    let (case, house) = (seat.case.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = register(act, &house, &case, on, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let said = format!("Заявление зарегистрировано, номер дела {}.", seat.case.number);
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), &said))
}

/// Registers a submitted application on a day: the move, the receipt to the teacher when there is an address, the journal.
///
/// # Errors
/// When the case does not wait to be registered any more.
pub fn register(act: &mut Act<'_>, app: &App, case: &Application, on: Day, reason: &str) -> Result<Told, Failure> {
    // What counts is the day of registration, not the moment it was written down.
    for code in [REGISTER, REGISTER_PORTAL] {
        running::meet_at(act, case.id, code, app.config.zone.begins(on))?;
    }
    applications::step(act, case, Move::Register)?;
    applications::mark_registered(act, case.id, on)?;
    if let Some(to) = applications::addressee_of(act, case)? {
        let last = applications::last_days(act, case.id)?;
        act.post(&letters::registered(app, &to, case, on, last)?)?;
    }
    if !reason.is_empty() {
        act.note(late(case.id, reason))?;
    }
    let words = format!("заявление зарегистрировано {}", words::day(on));
    Ok(act.note(Fact::of(kinds::REGISTERED, words).application(case.id))?)
}

//! Registration of what was submitted: the day, checked against the last day for it, and the receipt to the teacher.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Channel, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::deadlines::{REGISTER, REGISTER_PORTAL, running};
use crate::invitations::WayIn;
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
use super::originals::{Originals, asked, note_originals, originals};
use super::{kinds, letters, store};

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
    /// What a reason is asked for; empty: for nothing.
    why: &'static str,
    /// Whether the papers of the application are asked about.
    asks_originals: bool,
    has_address: bool,
}

/// The last day on which a case is to be registered; none when no such clock runs.
pub(super) fn last_day(reader: &mut Reader, case: &Application) -> Result<Option<Day>, DbError> {
    let clocks = running::of_case(reader, case.id)?;
    let of_registration = |one: &&running::Running| matches!(one.code.as_str(), REGISTER | REGISTER_PORTAL);
    Ok(clocks.iter().filter(of_registration).map(|one| one.due_on).min())
}

/// The day on which the Centre wrote the application down; none when it came through this system, where it is that of receipt.
fn written_on(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<Day>, DbError> {
    if case.filed.channel == Some(Channel::System) {
        return Ok(None);
    }
    Ok(store::written_at(reader, case.id)?.map(|at| app.config.zone.day(at)))
}

/// The last day of registration, and the day the application was written down.
struct Days {
    last: Option<Day>,
    written: Option<Day>,
}

impl Days {
    fn of(reader: &mut Reader, app: &App, case: &Application) -> Result<Self, DbError> {
        Ok(Self { last: last_day(reader, case)?, written: written_on(reader, app, case)? })
    }

    /// What a reason is asked for: a day past the last one, or one earlier than the application was written down. Empty: for
    /// nothing.
    fn why(&self, case: &Application, today: Day) -> &'static str {
        let is_late = self.last.is_some_and(|last| today > last);
        match self.written.is_some_and(|day| day > case.received_on) {
            true if is_late => "Почему позже срока или раньше, чем внесено",
            true => "Почему раньше, чем внесено",
            false if is_late => "Почему позже срока",
            false => "",
        }
    }
}

/// The sentence about a registration past its last day, which asks why.
pub fn late_words(last: Day) -> String {
    Refused::RegisteredLate(last).reason()
}

/// That a case was registered past its last day, and why: for the Centre alone.
pub fn late(case: Id<Application>, reason: &str) -> Fact {
    Fact::of(kinds::LATE, format!("зарегистрировано позже срока: {reason}")).application(case)
}

/// That a case was registered on a day earlier than it was written down, and why: for the Centre alone.
fn backdated(case: Id<Application>, reason: &str) -> Fact {
    Fact::of(kinds::BACKDATED, format!("зарегистрировано днём раньше, чем внесено: {reason}")).application(case)
}

/// Whether a case may be registered on a day; a day past the last one needs a reason, and so does one earlier than the application
/// was written down.
fn fits(case: &Application, on: Day, today: Day, days: &Days, reason: &str) -> Result<(), Refused> {
    if on < case.received_on {
        return Err(Refused::RegisteredEarly(case.received_on));
    }
    if on > today {
        return Err(Refused::RegisteredLater);
    }
    match (days.last, days.written) {
        _ if !reason.is_empty() => Ok(()),
        (Some(last), _) if on > last => Err(Refused::RegisteredLate(last)),
        (_, Some(written)) if on < written => Err(Refused::RegisteredBefore(written)),
        _ => Ok(()),
    }
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Register)?;
    let form = Form::new().with("on", words::brief_day(app.today()));
    draw(&app, &seat, form).await
}

async fn draw(app: &App, seat: &CentreCase, form: Form) -> Result<Response, Failure> {
    let (case, house) = (seat.case.clone(), app.clone());
    let read = app.db.read(move |reader| {
        let has_address = applications::addressee_of(reader, &case)?.is_some();
        Ok::<_, DbError>((Days::of(reader, &house, &case)?, has_address, asked(reader, &case)?))
    });
    let (days, has_address, asks_originals) = read.await?;
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let trail = [("/intake", "Приём заявлений"), (home.as_str(), &case.name.short())];
    let page = RegistrationPage {
        frame: seat.by.frame(app, "Регистрация заявления").sound(sound).trail(&trail),
        id: case.id.to_string(),
        teacher: case.name.full(),
        about: format!("{}, заявленная категория: {}", case.post_and_subject(), case.category.words()),
        received: words::day(case.received_on),
        why: days.why(case, app.today()),
        last: days.last.map(words::day).unwrap_or_default(),
        asks_originals,
        has_address,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.stage.after(Move::Register)?;
    let (case, house) = (seat.case.clone(), app.clone());
    let read = app.db.read(move |reader| Ok::<_, DbError>((Days::of(reader, &house, &case)?, asked(reader, &case)?)));
    let (days, asks_originals) = read.await?;
    let reason = form.text("reason");
    let typed = Day::typed(&form.text("on")).ok_or("Укажите день регистрации, например 23.11.2026.");
    let on = form.check("on", typed);
    if let Some(on) = on
        && let Err(no) = fits(&seat.case, on, app.today(), &days, &reason)
    {
        form.fault("on", no.reason());
    }
    let papers = if asks_originals { originals(&mut form) } else { None };
    let Some(on) = on.filter(|_| form.is_sound()) else {
        return draw(&app, &seat, form).await;
    };
    let (case, house) = (seat.case.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        note_papers(act, &case, papers.as_ref())?;
        let told = register(act, &house, &case, on, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let said = format!("Заявление зарегистрировано, номер дела {}.", seat.case.number);
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), &said))
}

/// Tells of the papers of an application when they were asked about.
fn note_papers(act: &mut Act<'_>, case: &Application, papers: Option<&Originals>) -> Result<(), DbError> {
    papers.map_or(Ok(()), |papers| note_originals(act, case.id, papers))
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
    tell_registered(act, app, case, on)?;
    if !reason.is_empty() {
        let is_before = written_on(act, app, case)?.is_some_and(|day| on < day);
        act.note(if is_before { backdated(case.id, reason) } else { late(case.id, reason) })?;
    }
    let words = format!("заявление зарегистрировано {}", words::day(on));
    Ok(act.note(Fact::of(kinds::REGISTERED, words).application(case.id))?)
}

/// The receipt to the teacher of a case that is registered, when there is an address.
///
/// # Errors
/// When the database does not answer.
pub fn tell_registered(act: &mut Act<'_>, app: &App, case: &Application, on: Day) -> Result<(), Failure> {
    if let Some(to) = applications::addressee_of(act, case)? {
        let (way, last) = (WayIn::of(act)?, applications::last_days(act, case.id)?);
        act.post(&letters::registered(app, (&to, way), case, on, last)?)?;
    }
    Ok(())
}

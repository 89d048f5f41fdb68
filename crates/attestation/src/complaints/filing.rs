//! A complaint is filed: by the teacher in the cabinet today, or written down by the centre from paper with its day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts;
use crate::applications::{self, Application};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::deadlines::running;
use crate::documents::{self, SIGNED_PAPER, SignedFile, signed_paper};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
use crate::platform::words;

use super::guards::CaseToComplain;
use super::model::{Complaint, Refused, may_complain};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/complaints/new", show).post("/applications/{id}/complaints", send)
}

/// A complaint to be written down.
#[derive(Debug, Clone)]
pub struct NewComplaint {
    /// What it says.
    pub words: String,
    /// The day it was filed.
    pub filed_on: Day,
    /// The paper; none when there is none.
    pub file: Option<SignedFile>,
}

#[derive(Template)]
#[template(path = "complaints/filing.html")]
struct FilingPage {
    frame: Frame,
    form: Form,
    home: String,
    caption: String,
    against: &'static str,
    is_own: bool,
    accept: String,
    hint: String,
}

/// What may be complained of in this case now.
async fn against(app: &App, case: &Application) -> Result<&'static str, Failure> {
    let id = case.id;
    let open = app.db.read(move |reader| store::open_of(reader, id)).await?;
    Ok(may_complain(case.stage, open.as_ref())?.words())
}

async fn show(CaseToComplain(seen): CaseToComplain, State(app): State<App>) -> Result<Response, Failure> {
    let against = against(&app, &seen.case).await?;
    draw(&app, &seen, Form::new(), against)
}

fn draw(app: &App, seen: &CaseInSight, form: Form, against: &'static str) -> Result<Response, Failure> {
    let (case, sound, is_own) = (&seen.case, form.is_sound(), seen.relation == Relation::Teacher);
    let home = format!("/applications/{}", case.id);
    let title = if is_own { "Подать жалобу" } else { "Записать жалобу" };
    let page = FilingPage {
        frame: seen.by.frame(app, title).sound(sound).trail(&[seen.list(), (&home, &case.name.short())]),
        caption: format!("{}, дело {}", case.name.full(), case.number),
        against,
        is_own,
        accept: SIGNED_PAPER.endings(),
        hint: file_hint(app),
        home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What is said of the file of a complaint or an answer.
pub(super) fn file_hint(app: &App) -> String {
    let limit = words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX));
    format!("PDF до {limit}. Можно не прикладывать.")
}

/// What a complaint or its answer says, read from `field`; a fault with `missing` when it is empty.
pub(super) fn text(form: &mut Form, field: &str, missing: &str) -> String {
    new_version::text(form, field, missing, " или приложите файл")
}

async fn send(
    CaseToComplain(seen): CaseToComplain,
    State(app): State<App>,
    request: UploadRequest,
) -> Result<Response, Failure> {
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    let against = against(&app, &seen.case).await?;
    let missing = if seen.relation == Relation::Teacher {
        "Напишите, с чем вы не согласны и почему."
    } else {
        "Напишите, с чем педагог не согласен и почему."
    };
    let words = text(&mut upload.form, "words", missing);
    let filed_on = if seen.relation == Relation::Teacher {
        Some(app.today())
    } else {
        day(&app, &seen.case, &mut upload.form).await?
    };
    let arrived = signed_paper(&mut upload, "", limit).await?;
    let Some(filed_on) = filed_on.filter(|_| upload.form.is_sound()) else {
        return draw(&app, &seen, upload.form, against);
    };
    let kept = match arrived {
        Some(arrived) => Some(documents::kept(&app, arrived).await?),
        None => None,
    };
    let (case, house, new) = (seen.case.clone(), app.clone(), NewComplaint { words, filed_on, file: kept });
    let done = app.db.act(seen.by.by(), app.now(), move |act| {
        let told = file(act, &house, &case, &new)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let said = if seen.relation == Relation::Teacher {
        "Жалоба подана."
    } else {
        "Жалоба записана."
    };
    Ok(page::go_saying(seen.by.visit.cookies, &format!("/applications/{}/complaints", seen.case.id), said))
}

/// The day on which a complaint on paper was received: not before what it is against.
async fn day(app: &App, case: &Application, form: &mut Form) -> Result<Option<Day>, Failure> {
    let Some(on) = new_version::day(form, "filed_on", "Укажите, когда получена жалоба, например 23.11.2026.")
    else {
        return Ok(None);
    };
    let id = case.id;
    let decided: Result<_, DbError> = app.db.read(move |reader| store::day_of(reader, id)).await;
    let decided = decided?.unwrap_or(case.received_on);
    if on > app.today() {
        form.fault("filed_on", "Этот день ещё не наступил.");
    } else if on < decided {
        let day = words::day(decided);
        form.fault("filed_on", format!("Решение, на которое жалуются, принято {day}: жалоба не может быть раньше."));
    }
    Ok(Some(on))
}

/// Files a complaint: the row, the clock of its answer, a letter to the other side, the journal.
///
/// # Errors
/// When there is nothing to complain of, another complaint waits for its answer, or no term of the answer is in force.
pub fn file(act: &mut Act<'_>, app: &App, case: &Application, new: &NewComplaint) -> Result<Told, Failure> {
    // The case is held first, so that two hands see each other.
    applications::hold(act, case)?;
    let against = may_complain(case.stage, store::open_of(act, case.id)?.as_ref())?;
    let due_on = running::start_under(act, case.id, against.clock(), (new.filed_on, new.filed_on))?;
    if !store::add(act, case.id, (against, due_on), new)? {
        return Err(Refused::Open(due_on).into());
    }
    let one = store::open_of(act, case.id)?.ok_or(Failure::Hidden)?;
    if one.is_own {
        for to in accounts::staff_of_centre(act)? {
            act.post(&letters::to_centre(app, &to, case, &one)?)?;
        }
    } else if let Some(to) = applications::addressee_of(act, case)? {
        let way = WayIn::of(act)?;
        act.post(&letters::filed(app, (&to, way), case, &one)?)?;
    }
    let fact = Fact::of(kinds::FILED, filed_words(&one)).application(case.id).subject("complaint", one.id);
    Ok(act.note(fact)?)
}

fn filed_words(one: &Complaint) -> String {
    format!(
        "подана жалоба на {}, получена {}, ответить до {}",
        one.against.words(),
        words::day(one.filed_on),
        words::day(one.due_on)
    )
}

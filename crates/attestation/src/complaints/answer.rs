//! The centre answers a complaint: the day, the words, the paper; the teacher gets a letter.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application};
use crate::context::App;
use crate::deadlines::running;
use crate::documents::{self, SIGNED_PAPER, signed_paper};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
use crate::platform::words;

use super::filing::{file_hint, text};
use super::guards::ComplaintToAnswer;
use super::model::{Answered, Complaint, Refused};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    let path = "/applications/{id}/complaints/{complaint}/answer";
    doors.get(path, show).post(path, send)
}

#[derive(Template)]
#[template(path = "complaints/answer.html")]
struct AnswerPage {
    frame: Frame,
    form: Form,
    home: String,
    id: String,
    caption: String,
    against: &'static str,
    filed: String,
    due: String,
    words: String,
    accept: String,
    hint: String,
    has_address: bool,
}

/// Whether a complaint still waits for its answer.
const fn waits(one: &Complaint) -> Result<(), Refused> {
    if one.answered.is_none() { Ok(()) } else { Err(Refused::Answered) }
}

async fn show(seat: ComplaintToAnswer, State(app): State<App>) -> Result<Response, Failure> {
    waits(&seat.it)?;
    let form = Form::new().with("on", words::brief_day(app.today()));
    draw(&app, &seat, form).await
}

async fn draw(app: &App, seat: &ComplaintToAnswer, form: Form) -> Result<Response, Failure> {
    let asked = seat.seen.case.clone();
    let has_address = app.db.read(move |reader| applications::addressee_of(reader, &asked)).await?.is_some();
    let (case, one, sound) = (&seat.seen.case, &seat.it, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let all = format!("{home}/complaints");
    let trail = [(home.as_str(), case.name.short()), (all.as_str(), "Жалобы".to_owned())];
    let trail: Vec<(&str, &str)> = trail.iter().map(|(href, text)| (*href, text.as_str())).collect();
    let page = AnswerPage {
        frame: seat.seen.by.frame(app, "Ответ на жалобу").sound(sound).trail(&trail),
        id: one.id.to_string(),
        caption: format!("{}, дело {}", case.name.full(), case.number),
        against: one.against.words(),
        filed: words::day(one.filed_on),
        due: words::day(one.due_on),
        words: one.words.clone(),
        accept: SIGNED_PAPER.endings(),
        hint: file_hint(app),
        has_address,
        home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The day of an answer: not before the complaint, not after today.
fn day(form: &mut Form, one: &Complaint, today: Day) -> Option<Day> {
    let on = new_version::day(form, "on", "Укажите, когда дан ответ, например 23.11.2026.")?;
    if on > today {
        form.fault("on", "Этот день ещё не наступил.");
    } else if on < one.filed_on {
        form.fault("on", format!("Жалоба получена {}: ответ не может быть раньше.", words::day(one.filed_on)));
    }
    Some(on)
}

async fn send(seat: ComplaintToAnswer, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    waits(&seat.it)?;
    let on = day(&mut upload.form, &seat.it, app.today());
    let words = text(&mut upload.form, "answer", "Напишите, что вы ответили: это прочтёт педагог.");
    let arrived = signed_paper(&mut upload, "", limit).await?;
    let Some(on) = on.filter(|_| upload.form.is_sound()) else {
        return draw(&app, &seat, upload.form).await;
    };
    let file = match arrived {
        Some(arrived) => Some(documents::kept(&app, arrived).await?),
        None => None,
    };
    let (case, house, one) = (seat.seen.case.clone(), app.clone(), seat.it.clone());
    let done = app.db.act(seat.seen.by.by(), app.now(), move |act| {
        let told = answer(act, &house, (&case, &one), &Answered { on, words, file })?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let to = format!("/applications/{}/complaints", seat.seen.case.id);
    Ok(page::go_saying(seat.seen.by.visit.cookies, &to, "Ответ на жалобу записан."))
}

/// Answers a complaint: the row, its clock, the letter to the teacher, the journal.
///
/// # Errors
/// When it is answered already.
pub fn answer(
    act: &mut Act<'_>,
    app: &App,
    (case, one): (&Application, &Complaint),
    new: &Answered,
) -> Result<Told, Failure> {
    if !store::put_answer(act, one.id, new)? {
        return Err(Refused::Answered.into());
    }
    running::meet_at(act, case.id, one.against.clock(), app.config.zone.begins(new.on))?;
    if let Some(to) = applications::addressee_of(act, case)? {
        let way = WayIn::of(act)?;
        act.post(&letters::answered(app, (&to, way), case, (one, new))?)?;
    }
    let words = format!("дан ответ на жалобу от {}: {}", words::day(one.filed_on), words::day(new.on));
    Ok(act.note(Fact::of(kinds::ANSWERED, words).application(case.id).subject("complaint", one.id))?)
}

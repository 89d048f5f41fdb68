//! What was answered to an inquiry, and when.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, Signed};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::names::key;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Denial, Inquiry, Mention, Wish};
use super::new::{past_day, text};
use super::{keeping, kinds, stopping, store};

/// Letters of an answer at most: it may name every case and ground.
const LONGEST_ANSWER: usize = 8000;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people-data/{id}/answer", show).post("/people-data/{id}/answer", write)
}

#[derive(Template)]
#[template(path = "inquiries/answer.html")]
struct AnswerPage {
    frame: Frame,
    form: Form,
    home: String,
    who: String,
    due: String,
    /// What may still be done at the person's request, and was not.
    left: Vec<String>,
    /// What stands under the same name beside the person's own data: it may be somebody else's.
    mentions: Vec<Mention>,
}

/// Reads what stands around the answer.
async fn draw(app: &App, desk: &InCharge<Inquiry>, form: Form) -> Result<Response, Failure> {
    let left = stopping::prepared(app, desk).await?.map(|one| one.left).unwrap_or_default();
    drawn(app, desk, form, left).await
}

async fn drawn(app: &App, desk: &InCharge<Inquiry>, form: Form, left: Vec<String>) -> Result<Response, Failure> {
    let mentions = mentioned(app, desk).await?;
    let (home, sound) = (format!("/people-data/{}", desk.it.id), form.is_sound());
    let page = AnswerPage {
        frame: desk
            .by
            .frame(app, "Ответ на обращение")
            .sound(sound)
            .trail(&[("/people-data", "Обращения о персональных данных"), (&home, "Обращение")]),
        form,
        who: desk.it.asked.who.clone(),
        due: words::day(desk.it.asked.due_on),
        left,
        mentions,
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(desk: InCharge<Inquiry>, State(app): State<App>) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let form = with_day(Form::new(), "answered", app.today());
    let prepared = stopping::prepared(&app, &desk).await?;
    let (text, left) = match prepared {
        Some(one) => (one.text, one.left),
        None => (copy_text(&app, &desk).await?, Vec::new()),
    };
    drawn(&app, &desk, form.with("answer", text), left).await
}

/// The answer to whoever asks for the data of a person that is found; empty for another wish.
async fn copy_text(app: &App, desk: &InCharge<Inquiry>) -> Result<String, Failure> {
    let (Some(person), Wish::Copy) = (desk.it.person, desk.it.asked.wish) else { return Ok(String::new()) };
    let (by, today) = (Signed::clone(&desk.by), app.today());
    let facts = app.db.read(move |reader| stopping::facts(reader, &by, person, today)).await?;
    Ok(keeping::copy_answer(&desk.it, &keeping::about(&app.config.centre_name, &facts.kept(app))))
}

/// What else stands under the whole name of the person. A namesake's data are nobody's answer: the Centre looks whose they are.
async fn mentioned(app: &App, desk: &InCharge<Inquiry>) -> Result<Vec<Mention>, Failure> {
    let (person, who) = (desk.it.person, desk.it.asked.who.clone());
    let read = app.db.read(move |reader| {
        let name = person.map_or(Ok(None), |one| store::name_of(reader, one))?;
        let name = name.map_or(who, |name| name.full());
        let mut found = store::mentions(reader, &name)?;
        found.retain(|one| one.name.key() == key(&name));
        Ok::<_, DbError>(found)
    });
    Ok(read.await?)
}

async fn write(desk: InCharge<Inquiry>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let on = past_day(&mut form, "answered", "Введите день, когда дан ответ.", app.today());
    if on.is_some_and(|day| day < desk.it.asked.asked_on) {
        let asked = words::day(desk.it.asked.asked_on);
        form.fault("answered", format!("Обращение пришло {asked}: ответ не мог быть раньше. Проверьте дату."));
    }
    let answer = text(&mut form, "answer", "Напишите, что ответили человеку и что сделали.", LONGEST_ANSWER);
    let (Some(on), true) = (on, form.is_sound()) else {
        return draw(&app, &desk, form).await;
    };
    let id = desk.it.id;
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        if !store::answer(act, id, on, &answer)? {
            return Err(Failure::from(Denial::Answered));
        }
        let fact =
            Fact::of(kinds::ANSWERED, format!("дан ответ на обращение о персональных данных {}", words::day(on)));
        Ok(act.record(fact.subject("inquiry", id), ())?)
    });
    done.await?;
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/people-data/{id}"), "Ответ записан."))
}

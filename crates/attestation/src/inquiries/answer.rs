//! What was answered to an inquiry, and when.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Denial, Inquiry, Mention};
use super::new::{past_day, text};
use super::{kinds, stopping, store};

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
}

fn draw(app: &App, desk: &InCharge<Inquiry>, form: Form) -> Result<Response, Failure> {
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
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(desk: InCharge<Inquiry>, State(app): State<App>) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let form = with_day(Form::new(), "answered", app.today());
    let prepared = stopping::prepared(&app, &desk).await?;
    let mut answer = prepared.unwrap_or_default();
    answer.push_str(&mentioned(&app, &desk).await?);
    draw(&app, &desk, form.with("answer", answer))
}

/// What stands under the name of the person beside their own data, for the answer; empty when nothing does.
async fn mentioned(app: &App, desk: &InCharge<Inquiry>) -> Result<String, Failure> {
    let (person, who) = (desk.it.person, desk.it.asked.who.clone());
    let read = app.db.read(move |reader| {
        let name = person.map_or(Ok(None), |one| store::name_of(reader, one))?;
        store::mentions(reader, &name.map_or(who, |name| name.full()))
    });
    let mentions: Vec<Mention> = read.await?;
    if mentions.is_empty() {
        return Ok(String::new());
    }
    let lines = mentions.iter().map(|one| format!("– {}: {};\n", one.name.full(), one.about));
    Ok(format!("\nНа это имя в системе также записано:\n{}", lines.collect::<String>()))
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
        return draw(&app, &desk, form);
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

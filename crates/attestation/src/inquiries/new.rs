//! An inquiry is written down; the day by which it is answered is counted over the production calendar.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::Channel;
use crate::context::App;
use crate::deadlines;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::dated::day_from;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{NewInquiry, Wish};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people-data/new", show).post("/people-data/new", add)
}

/// Letters of a name at most, and of what is asked.
const LONGEST_NAME: usize = 200;
const LONGEST: usize = 2000;

#[derive(Template)]
#[template(path = "inquiries/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    channels: Vec<Choice>,
    wishes: Vec<Choice>,
}

fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let channels = Channel::OF_PEOPLE.map(|one| Choice::new(one.code(), one.words()));
    let page = NewPage {
        frame: by
            .frame(app, "Новое обращение")
            .sound(sound)
            .trail(&[("/people-data", "Обращения о персональных данных")]),
        form,
        channels: std::iter::once(Choice::new("", "Выберите")).chain(channels).collect(),
        wishes: Wish::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, Form::new())
}

/// A day that is not ahead of us.
pub(super) fn past_day(form: &mut Form, field: &str, missing: &str, today: Day) -> Option<Day> {
    let day = day_from(form, field, missing)?;
    if day > today {
        form.fault(field, "Эта дата ещё не наступила. Проверьте день, месяц и год.");
    }
    Some(day)
}

/// A text no longer than that.
pub(super) fn text(form: &mut Form, field: &str, missing: &str, longest: usize) -> String {
    let text = form.text(field);
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > longest {
        form.fault(field, format!("Здесь больше {longest} знаков. Сократите."));
    }
    text
}

async fn parse(app: &App, form: &mut Form) -> Result<Option<NewInquiry>, Failure> {
    let who = text(form, "who", "Введите фамилию, имя и отчество того, кто обратился.", LONGEST_NAME);
    let channel = form.check("channel", Channel::parse(form.value("channel")).ok_or("Выберите, как пришло обращение."));
    let wish = form.check("wish", Wish::parse(form.value("wish")).ok_or("Выберите, о чём человек просит."));
    let asked_on = past_day(form, "asked", "Введите день, когда пришло обращение.", app.today());
    let words = text(form, "words", "", LONGEST);
    let (Some(channel), Some(wish), Some(asked_on), true) = (channel, wish, asked_on, form.is_sound()) else {
        return Ok(None);
    };
    let ends = app.db.read(move |reader| deadlines::last_days(reader, wish.term(), &[asked_on])).await?;
    let Some(due_on) = ends.into_iter().flatten().next() else {
        form.fault(
            "asked",
            "На этот день не задан срок ответа. Проверьте дату или задайте срок в настройках, на странице «Сроки».",
        );
        return Ok(None);
    };
    Ok(Some(NewInquiry { who, channel, wish, words, asked_on, due_on }))
}

async fn add(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = parse(&app, &mut form).await? else {
        return draw(&app, &by, form);
    };
    let due = words::day(new.due_on);
    let done = app.db.act(by.by(), app.now(), move |act| {
        let id = store::add(act, &new)?;
        let told =
            format!("обращение о персональных данных: {}, ответить до {}", new.wish.words(), words::day(new.due_on));
        Ok::<_, Failure>(act.record(Fact::of(kinds::ADDED, told).subject("inquiry", id), id)?)
    });
    let id = done.await?;
    let said = format!("Обращение записано. Ответить нужно до {due}. Теперь найдите, чьи это данные.");
    Ok(page::go_saying(by.visit.cookies, &format!("/people-data/{id}"), &said))
}

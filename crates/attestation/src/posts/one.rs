//! One post: renamed, or offered no more.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::WholePost;
use super::{kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/posts/{code}", show)
        .post("/settings/posts/{code}", rename)
        .post("/settings/posts/{code}/end", end)
        .post("/settings/posts/{code}/return", bring_back)
}

struct Line {
    name: String,
    until: String,
    legal_ref: String,
}

#[derive(Template)]
#[template(path = "posts/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    code: String,
    name: String,
    since: String,
    ended: String,
    legal_ref: String,
    former: Vec<Line>,
}

#[derive(Template)]
#[template(path = "posts/end.html")]
struct EndPage {
    frame: Frame,
    code: String,
    name: String,
    since: String,
    typed: String,
}

async fn show(seat: InCharge<WholePost>, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &seat, Form::new())
}

fn draw(app: &App, seat: &InCharge<WholePost>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let post = &seat.it.post;
    let page = OnePage {
        frame: seat.by.frame(app, &post.name).sound(sound).trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/settings", "Настройки"),
            ("/settings/posts", "Должности"),
        ]),
        code: post.code.clone(),
        name: post.name.clone(),
        since: words::day(post.since),
        ended: post.ended_on.map(words::day).unwrap_or_default(),
        legal_ref: post.legal_ref.clone(),
        former: seat
            .it
            .former
            .iter()
            .map(|one| Line { name: one.name.clone(), until: words::day(one.until), legal_ref: one.legal_ref.clone() })
            .collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn moved_on() -> Failure {
    Failure::Conflict("Пока вы работали, эту должность изменил кто-то другой. Откройте её заново.".into())
}

async fn rename(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = typed::post(&mut form, app.today()) else {
        return draw(&app, &seat, form);
    };
    let (shown, now) = (form.text("was"), seat.it.post.name.clone());
    if !shown.is_empty() && shown != now && shown != new.name {
        form.fault(
            "name",
            format!("Пока вы заполняли форму, должность переименовали: была «{shown}», теперь «{now}». Если нужно ваше название, отправьте форму ещё раз."),
        );
        form.put("was", &now);
        return draw(&app, &seat, form);
    }
    if seat.it.post.ended_on.is_some() {
        return Err(Failure::Conflict("Должность исключена из списка: переименовать её нельзя.".into()));
    }
    let (asked, own) = (new.name.clone(), seat.it.post.code.clone());
    match app.db.read(move |reader| store::named(reader, &asked)).await? {
        Some(code) if code == own && seat.it.post.name == new.name => {
            form.fault("name", "Название не изменилось. Напишите новое.");
        }
        Some(code) if code != own => form.fault("name", "Так называется или называлась другая должность."),
        _ => {}
    }
    if !form.is_sound() {
        return draw(&app, &seat, form);
    }
    let (was, home) = (seat.it.post.clone(), format!("/settings/posts/{}", seat.it.post.code));
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::rename(act, &was, &new)? {
            return Err(moved_on());
        }
        let words = format!("должность «{}» теперь «{}»; основание: {}", was.name, new.name, new.legal_ref);
        Ok(act.record(Fact::of(kinds::RENAMED, words).subject("post", &was.code), ())?)
    });
    done.await?;
    let said = "Должность переименована. Категории, установленные под прежним названием, действуют.";
    Ok(page::go_saying(seat.by.visit.cookies, &home, said))
}

async fn end(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(day) = typed::past_day(&mut form, "ended_on", app.today()) else {
        return draw(&app, &seat, form);
    };
    let (post, home) = (seat.it.post.clone(), format!("/settings/posts/{}", seat.it.post.code));
    if post.ended_on.is_none() && !form.ticked("confirmed") {
        let trail = [("/settings", "Настройки"), ("/settings/posts", "Должности"), (home.as_str(), post.name.as_str())];
        return page::page(&EndPage {
            frame: seat.by.frame(&app, "Исключение должности").trail(&trail),
            code: post.code,
            name: post.name.clone(),
            since: words::day(day),
            typed: form.text("ended_on"),
        });
    }
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::end(act, &post.code, day)? {
            return Err(moved_on());
        }
        let words = format!("должность «{}» исключена с {}", post.name, words::day(day));
        Ok(act.record(Fact::of(kinds::ENDED, words).subject("post", &post.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Должность исключена: в новых заявлениях её нет."))
}

async fn bring_back(seat: InCharge<WholePost>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let (post, home) = (seat.it.post.clone(), format!("/settings/posts/{}", seat.it.post.code));
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::bring_back(act, &post.code)? {
            return Err(moved_on());
        }
        let words = format!("должность «{}» возвращена в список", post.name);
        Ok(act.record(Fact::of(kinds::RETURNED, words).subject("post", &post.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Должность возвращена в список: её снова можно выбрать."))
}

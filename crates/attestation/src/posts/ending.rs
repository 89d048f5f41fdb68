//! A post is offered no more from a day, by a document, after a check; it comes back so too, or its exclusion was a mistake.

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
use crate::platform::twice;
use crate::platform::words;

use super::guards::WholePost;
use super::one::{blank, draw, home, moved_on};
use super::{kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .post("/settings/posts/{code}/end", end)
        .post("/settings/posts/{code}/return", bring_back)
        .post("/settings/posts/{code}/end/withdrawal", take_back)
}

#[derive(Template)]
#[template(path = "posts/end.html")]
struct EndPage {
    frame: Frame,
    form: Form,
    code: String,
    name: String,
    since: String,
    basis: String,
    touched: String,
}

/// The frame of a page beside the post's own.
pub(super) fn frame(app: &App, seat: &InCharge<WholePost>, title: &str) -> Frame {
    let (home, name) = (home(seat), &seat.it.post.name);
    seat.by.frame(app, title).trail(&[("/settings", "Настройки"), ("/settings/posts", "Должности"), (&home, name)])
}

/// A form of this page with what its other forms begin with.
pub(super) fn with_basis(mut form: Form, seat: &InCharge<WholePost>) -> Form {
    let blank = blank(seat);
    for field in ["basis", "remark"] {
        form.put(field, &blank.text(field));
    }
    form
}

/// «12 дел», «3 дела», «2 черновика заявлений».
pub(super) fn counted([cases, open, drafts]: [i64; 3]) -> (String, String, String) {
    let of_cases = |number: i64| words::counted(number.unsigned_abs(), "дело", "дела", "дел");
    let drafts =
        words::counted(drafts.unsigned_abs(), "черновик заявления", "черновика заявлений", "черновиков заявлений");
    (of_cases(cases), of_cases(open), drafts)
}

async fn end(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if form.ticked("back") {
        return draw(&app, &seat, with_basis(form, &seat));
    }
    let back = seat.it.breaks.iter().filter_map(|one| one.returned.as_ref()).map(|(day, _)| *day).max();
    let first = match back {
        Some(day) if day > seat.it.post.since => (day, "Должность возвращена в список"),
        _ => (seat.it.post.since, "Должность действует"),
    };
    let day = typed::past_day(&mut form, "ended_on", app.today());
    let day = day.and_then(|day| typed::not_before(&mut form, "ended_on", day, first));
    let basis = typed::basis(&mut form, "ended_ref");
    let (Some(day), Some(basis)) = (day, basis) else {
        return draw(&app, &seat, with_basis(form, &seat));
    };
    let (post, home) = (seat.it.post.clone(), home(&seat));
    if post.ended_on.is_none() && !form.ticked("confirmed") {
        let code = post.code.clone();
        let [cases, open, drafts] = app.db.read(move |reader| store::touched(reader, &code)).await?;
        let (cases, open, drafts) = counted([cases, open, drafts]);
        return page::page(&EndPage {
            frame: frame(&app, &seat, "Исключение должности"),
            form,
            code: post.code,
            name: post.name.clone(),
            since: words::day(day),
            basis,
            touched: format!(
                "Сейчас по этой должности: {cases}, из них не закончено {open}; {drafts}. Дела пойдут дальше, а в черновиках педагоги выберут другую должность."
            ),
        });
    }
    let words = format!("должность «{}» исключена с {}; основание: {basis}", post.name, words::day(day));
    let fact = Fact::of(kinds::ENDED, words).subject("post", &post.code);
    let told = fact.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::end(act, &post.code, day, &basis)? {
            return Err(moved_on());
        }
        Ok(act.record(told, ())?)
    });
    twice::settled(&app.db, seat.by.by(), fact, done.await).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Должность исключена: в новых заявлениях её нет."))
}

async fn bring_back(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let day = typed::past_day(&mut form, "returned_on", app.today());
    let day = day.and_then(|day| match seat.it.post.ended_on {
        Some(ended) => typed::not_before(&mut form, "returned_on", day, (ended, "Должность исключена")),
        None => Some(day),
    });
    let basis = typed::basis(&mut form, "returned_ref");
    let (Some(day), Some(basis)) = (day, basis) else {
        // There is nothing to put right in a form about a post that is in the list.
        if seat.it.post.ended_on.is_none() {
            return Err(moved_on());
        }
        return draw(&app, &seat, with_basis(form, &seat));
    };
    let (post, home) = (seat.it.post.clone(), home(&seat));
    let words = format!("должность «{}» возвращена в список с {}; основание: {basis}", post.name, words::day(day));
    let fact = Fact::of(kinds::RETURNED, words).subject("post", &post.code);
    let told = fact.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::bring_back(act, &post.code, day, &basis)? {
            return Err(moved_on());
        }
        Ok(act.record(told, ())?)
    });
    twice::settled(&app.db, seat.by.by(), fact, done.await).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Должность возвращена в список: её снова можно выбрать."))
}

async fn take_back(seat: InCharge<WholePost>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let (post, home, said) = (seat.it.post.clone(), home(&seat), "Исключение отменено: должность снова можно выбрать.");
    // Sent twice, it is back already: the day it was excluded from is in the journal alone.
    let fact = Fact::of(kinds::TAKEN_BACK, format!("отменено исключение должности «{}» с ", post.name))
        .subject("post", &post.code);
    let Some(ended) = seat.it.out().cloned() else {
        twice::settled::<()>(&app.db, seat.by.by(), fact, Err(moved_on())).await?;
        return Ok(page::go_saying(seat.by.visit.cookies, &home, said));
    };
    ended.may_be_taken_back(app.day_began())?;
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::end_back(act, &post.code, &ended)? {
            return Err(moved_on());
        }
        let since = words::day(ended.ended_on);
        let words = format!("отменено исключение должности «{}» с {since}: записано по ошибке", post.name);
        Ok(act.record(Fact::of(kinds::TAKEN_BACK, words).subject("post", &post.code), ())?)
    });
    twice::settled(&app.db, seat.by.by(), fact, done.await).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, said))
}

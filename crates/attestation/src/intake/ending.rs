//! An entry of a list of intake is ended after a look at what follows; one that has not begun is taken away.

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
use crate::platform::{versions, words};

use super::kinds;
use super::lists::{self, Entry, List};
use super::settings::PATH;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/intake/{id}/ending", show)
        .post("/settings/intake/{id}/ending", end)
        .post("/settings/intake/{id}/removal", remove)
}

#[derive(Template)]
#[template(path = "intake/ending.html")]
struct EndingPage {
    frame: Frame,
    id: String,
    words: String,
    list: &'static str,
    span: String,
    legal_ref: String,
    today: String,
    tomorrow: String,
    /// What it says may not be refused for.
    is_bar: bool,
}

/// Another hand was first.
fn changed() -> Failure {
    Failure::Conflict("Эту строку уже изменил кто-то другой. Откройте список заново.".into())
}

async fn show(seat: InCharge<Entry>, State(app): State<App>) -> Result<Response, Failure> {
    let (entry, today) = (&seat.it, app.today());
    if !entry.may_end(today) {
        return Err(changed());
    }
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), (PATH, "Приём заявлений: списки")];
    page::page(&EndingPage {
        frame: seat.by.frame(&app, "Последний день строки").trail(&trail),
        id: entry.id.to_string(),
        words: entry.words.clone(),
        list: entry.list.words(),
        span: versions::span(entry.valid_from, entry.valid_to),
        legal_ref: entry.legal_ref.clone(),
        today: words::day(today),
        tomorrow: words::day(today.plus(1)),
        is_bar: entry.list == List::Bar,
    })
}

async fn end(seat: InCharge<Entry>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let (entry, today) = (seat.it, app.today());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !entry.may_end(today) || !lists::end(act, &entry, today)? {
            return Err(changed());
        }
        let words = format!("{}: «{}» действует по {}", entry.list.words(), entry.words, words::day(today));
        Ok(act.record(Fact::of(kinds::LISTED, words).subject("intake-entry", entry.id), ())?)
    });
    done.await?;
    let said = "Сегодня последний день действия. В делах, где это уже записано, ничего не изменится.";
    Ok(page::go_saying(seat.by.visit.cookies, PATH, said))
}

async fn remove(seat: InCharge<Entry>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let (entry, today) = (seat.it, app.today());
    if entry.valid_from <= today {
        return Err(Failure::Conflict(
            "Эта строка уже действует, убрать её нельзя. Завершите её и добавьте новую.".into(),
        ));
    }
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !lists::remove(act, &entry, today)? {
            return Err(changed());
        }
        let span = versions::span(entry.valid_from, entry.valid_to);
        let words = format!("{}: убрано «{}», {span}, {}", entry.list.words(), entry.words, entry.legal_ref);
        Ok(act.record(Fact::of(kinds::LISTED, words).subject("intake-entry", entry.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, PATH, "Строка убрана: она не начнёт действовать."))
}

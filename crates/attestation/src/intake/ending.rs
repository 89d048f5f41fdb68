//! An entry of a list of intake is ended after a look at what follows; one that has not begun is taken away.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::{versions, words};

use super::lists::{self, Entry, List};
use super::settings::PATH;
use super::{kinds, store};

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
    /// Cases that wait for an entry of its list, in words; empty when none does.
    waiting: String,
    /// What cannot be done without it: it is the last one; empty when it is not.
    last: String,
    /// Whether applications received so far go on choosing it.
    is_kept: bool,
}

/// What of the cases hangs on an entry: those that wait for one of its list, and whether it is the last one.
fn weighed(reader: &mut Reader, entry: &Entry, today: Day) -> Result<(String, String), DbError> {
    let tomorrow = words::day(today.plus(1));
    let (waits, stops) = match entry.list {
        List::Ground => ("", format!("отказать в приёме заявления с {tomorrow}")),
        List::Bar => return Ok((String::new(), String::new())),
        List::Form => ("Без срока и формы", format!("назначить срок и форму по заявлению, полученному с {tomorrow}")),
        List::Award => {
            ("Награда не подтверждена", format!("подтвердить награду по заявлению, полученному с {tomorrow}"))
        }
    };
    let count = store::waiting_for(reader, entry.list)?;
    let cases = words::counted(count.unsigned_abs(), "дело", "дела", "дел");
    let waiting = if count > 0 { format!("{waits}: {cases}.") } else { String::new() };
    let last = if lists::is_last(reader, entry, today)? {
        format!("Это последняя строка списка: без неё нельзя {stops}. Сначала добавьте другую.")
    } else {
        String::new()
    };
    Ok((waiting, last))
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
    let asked = entry.clone();
    let (waiting, last) = app.db.read(move |reader| weighed(reader, &asked, today)).await?;
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
        is_kept: matches!(entry.list, List::Form | List::Award),
        waiting,
        last,
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

//! How an application came, put right by the centre when the case is there already: the channel, the number on a portal, the day.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Channel, Filing, OuterNumber, Stage, kinds};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::filing;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/filing", show).post("/applications/{id}/filing", change)
}

#[derive(Template)]
#[template(path = "exchange/filed.html")]
struct FiledPage {
    frame: Frame,
    form: Form,
    home: String,
    teacher: String,
    received: String,
    channels: Vec<Choice>,
}

/// Nothing is changed in a case that is put away.
fn not_put_away(seat: &CentreCase) -> Result<(), Failure> {
    if matches!(seat.case.stage, Stage::Archived | Stage::Erased) {
        return Err(Failure::Conflict("Дело в архиве: в нём уже ничего не меняют.".into()));
    }
    Ok(())
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    not_put_away(&seat)?;
    let filed = &seat.case.filed;
    let form = Form::new()
        .with("channel", filed.channel.map_or("", Channel::code))
        .with("outer", &filed.outer_number)
        .with("submitted", filed.submitted_on.map(words::brief_day).unwrap_or_default());
    draw(&app, &seat, form)
}

fn draw(app: &App, seat: &CentreCase, form: Form) -> Result<Response, Failure> {
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let page = FiledPage {
        frame: seat
            .by
            .frame(app, "Как подано заявление")
            .sound(sound)
            .trail(&[("/applications", "Дела"), (&home, &case.name.short())]),
        teacher: case.name.full(),
        received: words::day(case.received_on),
        channels: filing::channels(case.filed.channel),
        form,
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// «через Госуслуги, номер 47123456, подано 2 ноября 2026».
fn told(filing: &Filing) -> String {
    let channel = filing.channel.map_or("не указано", Channel::words).to_owned();
    let number = filing.outer_number.as_ref().map(|outer| format!("номер {}", outer.as_str()));
    let day = filing.submitted_on.map(|day| format!("подано {}", words::day(day)));
    std::iter::once(channel).chain(number).chain(day).collect::<Vec<_>>().join(", ")
}

async fn change(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    not_put_away(&seat)?;
    let Some(filing) = filing::parse(&mut form, seat.case.received_on, seat.case.filed.channel) else {
        return draw(&app, &seat, form);
    };
    let case = seat.case.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        applications::hold(act, &case)?;
        applications::file(act, case.id, &filing)?;
        let words = format!("записано, как подано заявление: {}", told(&filing));
        Ok::<_, Failure>(act.record(Fact::of(kinds::FILED, words).application(case.id), ())?)
    });
    match done.await {
        Ok(()) => {}
        Err(Failure::Denied(refused)) => {
            form.fault("outer", refused.reason());
            return draw(&app, &seat, form);
        }
        Err(other) => return Err(other),
    }
    let to = format!("/applications/{}", seat.case.id);
    Ok(page::go_saying(seat.by.visit.cookies, &to, "Записано, как подано заявление."))
}

/// Writes down the numbers a sheet gives to cases, each with its row of the journal; how many.
pub(super) fn number_all(act: &mut Act<'_>, all: &[&(applications::FiledCase, Filing)]) -> Result<usize, Failure> {
    let mut facts = Vec::new();
    for (case, filing) in all {
        applications::file(act, case.id, filing)?;
        let outer = filing.outer_number.as_ref().map_or("", OuterNumber::as_str);
        let changed = case.filed.channel.zip(filing.channel).filter(|(was, is)| was != is);
        let changed = changed.map(|(was, is)| format!("; подано было «{}», стало «{}»", was.words(), is.words()));
        let words = format!("номер на портале из таблицы: {outer}{}", changed.unwrap_or_default());
        facts.push(Fact::of(kinds::FILED, words).application(case.id));
    }
    let many = facts.len();
    act.note_all(facts)?;
    Ok(many)
}

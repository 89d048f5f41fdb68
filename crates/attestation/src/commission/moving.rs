//! A planned session is moved to another day, hour or place; whoever was told of it is told of this too.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::letters::News;
use super::sittings::when;
use super::store::{self, NewSitting, Sitting};
use super::{kinds, notice, odd_day, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/sittings/{id}/move", show).post("/sittings/{id}/move", reschedule)
}

#[derive(Template)]
#[template(path = "commission/moving.html")]
struct MovingPage {
    frame: Frame,
    form: Form,
    home: String,
    when: String,
    is_told: bool,
}

fn draw(app: &App, seat: &InCharge<Sitting>, form: Form) -> Result<Response, Failure> {
    let sitting = &seat.it;
    let (home, day, sound) = (format!("/sittings/{}", sitting.id), words::day(sitting.held_on), form.is_sound());
    let page = MovingPage {
        frame: seat.by.frame(app, "Перенос заседания").sound(sound).trail(&[("/sittings", "Заседания"), (&home, &day)]),
        form,
        when: when(sitting),
        is_told: sitting.told_at.is_some(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Sitting>, State(app): State<App>) -> Result<Response, Failure> {
    seat.it.still_planned()?;
    let sitting = &seat.it;
    let form = Form::new()
        .with("held_on", words::brief_day(sitting.held_on))
        .with("begins", sitting.begins.clone())
        .with("place", sitting.place.clone());
    draw(&app, &seat, form)
}

/// Nobody can come to a day that is past: a fault at its field.
fn is_ahead(form: &mut Form, held_on: Day, today: Day) -> bool {
    if held_on < today {
        form.fault("held_on", "Этот день уже прошёл. Заседание переносят на сегодня или на день позже.");
    }
    held_on >= today
}

async fn reschedule(seat: InCharge<Sitting>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.it.still_planned()?;
    let id = seat.it.commission;
    let commission = app.db.read(move |reader| store::commission_by_id(reader, id)).await?.ok_or(Failure::Hidden)?;
    let new = typed::sitting(&mut form, Some(&commission)).filter(|new| is_ahead(&mut form, new.held_on, app.today()));
    let Some(new) = new else {
        return draw(&app, &seat, form);
    };
    let home = format!("/sittings/{}", seat.it.id);
    if seat.it.is_held(&new) {
        let said = "День, время и место те же, что и были: ничего не изменено, писем нет.";
        return Ok(page::go_saying(seat.by.visit.cookies, &home, said));
    }
    if !odd_day::is_meant(&app, &mut form, new.held_on).await? {
        return draw(&app, &seat, form);
    }
    let (old, house) = (seat.it.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::reschedule(act, &old, &new)?;
        let NewSitting { held_on, begins, place, .. } = new;
        let moved = Sitting { held_on, begins, place, ..old.clone() };
        let before = when(&old);
        let letters = notice::tell_if_told(act, &house, &moved, News::Moved(&before))?;
        let words = format!("заседание перенесено с {before} на {}, место: {}", when(&moved), moved.place);
        Ok::<_, Failure>(act.record(Fact::of(kinds::MOVED, words).subject("sitting", moved.id), letters)?)
    });
    let letters = done.await?;
    app.bell.ring();
    let told = match letters {
        0 => String::new(),
        many => format!(" Писем о переносе: {many}."),
    };
    Ok(page::go_saying(seat.by.visit.cookies, &home, &format!("Заседание перенесено.{told}")))
}

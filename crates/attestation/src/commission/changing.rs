//! A commission that was written down wrongly is put right or removed until its first session; it ends by an order.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::versions::{FAR, span};
use crate::platform::words;

use super::model::{Commission, order};
use super::store::{self, NewCommission, Used};
use super::{board, kinds, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/commissions/{id}/correction", show)
        .post("/commissions/{id}/correction", put_right)
        .post("/commissions/{id}/removal", remove)
        .get("/commissions/{id}/ending", show_ending)
        .post("/commissions/{id}/ending", end)
}

#[derive(Template)]
#[template(path = "commission/correction.html")]
struct CorrectionPage {
    frame: Frame,
    form: Form,
    id: String,
    commission: String,
    may_go: bool,
}

#[derive(Template)]
#[template(path = "commission/ending.html")]
struct EndingPage {
    frame: Frame,
    form: Form,
    id: String,
    commission: String,
    span: String,
}

/// Why a commission is not changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Unfit {
    #[error(
        "Комиссия уже проводила заседание: её название, приказ и первый день не меняются. Закончить её можно по приказу."
    )]
    Opened,
    #[error("Комиссии назначали заседание, убрать её нельзя. Закончите её по приказу.")]
    Used,
    #[error("В этот срок не попадает {}: в этот день начинается запись о составе или назначено заседание. Измените срок.", words::day(*.0))]
    Outside(Day),
    #[error("На {} назначено заседание этой комиссии или оно уже прошло. Укажите этот день или более поздний либо перенесите заседание.", words::day(*.0))]
    Session(Day),
    #[error("Комиссию уже изменил кто-то другой. Откройте её заново.")]
    Changed,
}

impl Refusal for Unfit {
    fn reason(&self) -> String {
        self.to_string()
    }
}

fn home(commission: &Commission) -> String {
    format!("/commissions/{}", commission.id)
}

fn frame(app: &App, seat: &InCharge<Commission>, title: &str, form: &Form) -> Frame {
    let home = home(&seat.it);
    let mut trail = board::trail().to_vec();
    trail.push((&home, &seat.it.name));
    seat.by.frame(app, title).sound(form.is_sound()).trail(&trail)
}

async fn used(app: &App, commission: &Commission) -> Result<Used, Failure> {
    let id = commission.id;
    Ok(app.db.read(move |reader| store::used(reader, id)).await?)
}

fn draw(app: &App, seat: &InCharge<Commission>, form: Form, used: Used) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = CorrectionPage {
        frame: frame(app, seat, "Исправление комиссии", &form),
        form,
        id: seat.it.id.to_string(),
        commission: seat.it.name.clone(),
        may_go: used.sessions == 0,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Commission>, State(app): State<App>) -> Result<Response, Failure> {
    let (used, one) = (used(&app, &seat.it).await?, &seat.it);
    if used.opened > 0 {
        return Err(Unfit::Opened.into());
    }
    let form = Form::new()
        .with("name", &one.name)
        .with("order_number", &one.order_number)
        .with("order_date", words::brief_day(one.order_date))
        .with("from", words::brief_day(one.valid_from))
        .with("to", if one.valid_to >= FAR { String::new() } else { words::brief_day(one.valid_to) });
    draw(&app, &seat, form, used)
}

/// Whether a commission may be put right so.
fn may_put_right(new: &NewCommission, used: Used) -> Result<(), Unfit> {
    if used.opened > 0 {
        return Err(Unfit::Opened);
    }
    let is_outside = |day: &Day| *day < new.valid_from || *day > new.valid_to;
    used.first.filter(is_outside).or(used.last.filter(is_outside)).map_or(Ok(()), |day| Err(Unfit::Outside(day)))
}

async fn put_right(seat: InCharge<Commission>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen = seat.it.clone();
    let Some(new) = board::parse(&mut form) else {
        let used = used(&app, &seen).await?;
        return draw(&app, &seat, form, used);
    };
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, seen.id)?;
        if store::same(act, &new, Some(seen.id))?.is_some() {
            return Err(board::Known.into());
        }
        may_put_right(&new, store::used(act, seen.id)?)?;
        if !store::put_right(act, &seen, &new)? {
            return Err(Unfit::Changed.into());
        }
        let said = |name: &str, order: String, span: String| format!("«{name}», {order}, {span}");
        let was = said(&seen.name, seen.order(), seen.span());
        let is = said(&new.name, order(&new.order_number, new.order_date), span(new.valid_from, new.valid_to));
        let words = format!("комиссия исправлена: было {was}; стало {is}");
        Ok::<_, Failure>(act.record(Fact::of(kinds::CHANGED, words).subject("commission", seen.id), ())?)
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(seat.by.visit.cookies, &home(&seat.it), "Комиссия исправлена.")),
        Err(Failure::Denied(why)) => {
            form.fault("name", why.reason());
            let used = used(&app, &seat.it).await?;
            draw(&app, &seat, form, used)
        }
        Err(other) => Err(other),
    }
}

async fn remove(seat: InCharge<Commission>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let one = seat.it;
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, one.id)?;
        if !store::remove_commission(act, one.id)? {
            return Err(Unfit::Used.into());
        }
        let words = format!("убрана комиссия «{}», {}, внесённая по ошибке", one.name, one.order());
        Ok::<_, Failure>(act.record(Fact::of(kinds::REMOVED, words).subject("commission", one.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, "/commissions", "Комиссия убрана."))
}

fn draw_ending(app: &App, seat: &InCharge<Commission>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = EndingPage {
        frame: frame(app, seat, "Окончание работы комиссии", &form),
        form,
        id: seat.it.id.to_string(),
        commission: seat.it.name.clone(),
        span: seat.it.span(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show_ending(seat: InCharge<Commission>, State(app): State<App>) -> Result<Response, Failure> {
    draw_ending(&app, &seat, Form::new())
}

/// The last day and the order that sets it.
fn parse_ending(form: &mut Form, commission: &Commission) -> Option<(Day, String)> {
    let last = typed::day(form, "to", "Укажите последний день работы комиссии, например 31.08.2027.");
    if last.is_some_and(|last| last < commission.valid_from) {
        form.fault(
            "to",
            format!("Комиссия действует {}. Последний день не может быть раньше первого.", commission.span()),
        );
    }
    if last == Some(commission.valid_to) {
        form.fault("to", "Этот последний день уже записан. Укажите другой.");
    }
    let number = typed::line(form, "order_number", "Укажите номер приказа об окончании работы комиссии.");
    let date = typed::day(form, "order_date", "Укажите дату приказа, например 28.08.2026.");
    let by = order(&number, date?);
    form.is_sound().then_some((last?, by))
}

async fn end(seat: InCharge<Commission>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let seen = seat.it.clone();
    let Some((last, by)) = parse_ending(&mut form, &seen) else {
        return draw_ending(&app, &seat, form);
    };
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, seen.id)?;
        if let Some(day) = store::used(act, seen.id)?.session.filter(|day| *day > last) {
            return Err(Unfit::Session(day).into());
        }
        if !store::end(act, &seen, last)? {
            return Err(Unfit::Changed.into());
        }
        let words = format!("комиссия «{}» действует по {}, {by}", seen.name, words::day(last));
        Ok::<_, Failure>(act.record(Fact::of(kinds::ENDED, words).subject("commission", seen.id), ())?)
    });
    match done.await {
        Ok(()) => {
            let said = format!("Записано: комиссия действует по {}.", words::day(last));
            Ok(page::go_saying(seat.by.visit.cookies, &home(&seat.it), &said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("to", why.reason());
            draw_ending(&app, &seat, form)
        }
        Err(other) => Err(other),
    }
}

//! A record put right, or taken back: a new dated record with its reason, confirmed by the password; the earlier one stays in
//! the history. What an issued act has granted is put right only after another act.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{InCharge, prove_password};
use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::compared::{changes, hold_to_act, keep_endless, stated};
use super::model::{Entry, NewRecord, Record};
use super::new::{ALREADY_THERE, TypedPage, checked};
use super::store::MadeBy;
use super::typed::{self, Offer};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/register/{id}/correction", show)
        .post("/register/{id}/correction", correct)
        .get("/register/{id}/revocation", show_revocation)
        .post("/register/{id}/revocation", revoke)
}

/// Signs a reason may have at most.
const LONGEST_REASON: usize = 1_000;

/// Only what stands can be put right.
#[derive(Debug)]
struct NotInForce;

impl Refusal for NotInForce {
    fn reason(&self) -> String {
        "Эта запись уже заменена или отменена. Откройте действующую запись и исправьте её.".to_owned()
    }
}

fn standing(record: &Record) -> Result<(), Failure> {
    if record.stands() { Ok(()) } else { Err(NotInForce.into()) }
}

fn frame_of(app: &App, seat: &InCharge<Record>, title: &str) -> Frame {
    let home = format!("/register/{}", seat.it.id);
    seat.by.frame(app, title).trail(&[
        ("/cabinet", "Личный кабинет"),
        ("/register", "Реестр категорий"),
        (&home, &seat.it.name.short()),
    ])
}

/// The act that made the record.
async fn act_of(app: &App, seat: &InCharge<Record>) -> Result<Option<MadeBy>, Failure> {
    let chain = seat.it.chain;
    Ok(app.db.read(move |reader| store::made_by(reader, chain)).await?)
}

async fn show(seat: InCharge<Record>, State(app): State<App>) -> Result<Response, Failure> {
    standing(&seat.it)?;
    let (form, made) = (typed::filled(&seat.it), act_of(&app, &seat).await?);
    let offer = Offer::of(&app, &form).await?;
    draw(&app, &seat, form, (&offer, made.as_ref()))
}

fn draw(
    app: &App,
    seat: &InCharge<Record>,
    form: Form,
    (offer, made): (&Offer, Option<&MadeBy>),
) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = format!("/register/{}", seat.it.id);
    let holding = made.filter(|made| !made.is_put_right);
    let page = TypedPage {
        frame: frame_of(app, seat, "Исправление записи").sound(sound),
        title: "Исправление записи".to_owned(),
        action: format!("{home}/correction"),
        back: home,
        asks_reason: true,
        held_by: holding.map(MadeBy::called).unwrap_or_default(),
        act_href: holding.map(MadeBy::href).unwrap_or_default(),
        posts: offer.posts(),
        categories: typed::categories(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn reason_from(form: &mut Form, missing: &str) -> String {
    let reason = form.text("reason");
    if reason.is_empty() {
        form.fault("reason", missing);
    } else if reason.chars().count() > LONGEST_REASON {
        form.fault("reason", format!("Причина длиннее {LONGEST_REASON} знаков. Сократите её."));
    }
    reason
}

/// What is stated instead; none when a field has a fault.
async fn instead(
    (app, old): (&App, &Record),
    form: &mut Form,
    (offer, made): (&Offer, Option<&MadeBy>),
) -> Result<Option<NewRecord>, Failure> {
    let Some(mut new) = typed::parse(form, offer, app.today()) else { return Ok(None) };
    if let Some(made) = made {
        keep_endless(old, &mut new, form);
        hold_to_act(form, made, old, &new);
    }
    if form.is_sound() && typed::same_as(app, &new, Some(old)).await?.is_some() {
        form.fault("surname", ALREADY_THERE);
    }
    Ok(Some(new).filter(|_| form.is_sound()))
}

async fn correct(seat: InCharge<Record>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    standing(&seat.it)?;
    let (offer, made) = (Offer::of(&app, &form).await?, act_of(&app, &seat).await?);
    let beside = (&offer, made.as_ref());
    if form.ticked("back") {
        return draw(&app, &seat, form.without_passwords(), beside);
    }
    let reason = reason_from(&mut form, "Напишите, что исправлено и на каком основании.");
    let new = instead((&app, &seat.it), &mut form, beside).await?;
    let Some(new) = new.filter(|_| form.is_sound()) else {
        return draw(&app, &seat, form.without_passwords(), beside);
    };
    let changes = changes(&stated(&seat.it), &new, &offer);
    let is_asked = form.ticked("confirmed") && !changes.is_empty();
    if !is_asked || !prove_password(&app, &seat.by.account, &mut form).await? {
        let (frame, action) =
            (frame_of(&app, &seat, "Проверьте запись"), format!("/register/{}/correction", seat.it.id));
        let sound = form.is_sound();
        let page = checked((frame, action), &new, form, &offer, Some(changes));
        return if sound { page::page(&page) } else { page::faulty(&page) };
    }
    let id = put(&app, seat.by.by(), seat.it, (new, Entry::Corrected, reason)).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/register/{id}"), "Запись исправлена."))
}

/// Puts what is stated now in the place of a record.
async fn put(
    app: &App,
    by: By,
    old: Record,
    (new, entry, reason): (NewRecord, Entry, String),
) -> Result<Id<Record>, Failure> {
    let kind = if entry == Entry::Revoked { kinds::REVOKED } else { kinds::CORRECTED };
    app.db
        .act(by, app.now(), move |act| {
            let id = store::replace(act, &old, &new, entry, &reason)?;
            let fact = Fact::of(kind, format!("{}: {reason}", old.name.full())).subject("register", id);
            Ok::<_, Failure>(act.record(fact, id)?)
        })
        .await
}

#[derive(Template)]
#[template(path = "register/revocation.html")]
struct RevocationPage {
    frame: Frame,
    form: Form,
    home: String,
    name: String,
    category: &'static str,
    post: String,
    act: String,
}

fn draw_revocation(app: &App, seat: &InCharge<Record>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let record = &seat.it;
    let page = RevocationPage {
        frame: frame_of(app, seat, "Отмена записи").sound(sound),
        home: format!("/register/{}", record.id),
        name: record.name.full(),
        category: record.category.words(),
        post: record.post().to_owned(),
        act: record.act(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show_revocation(seat: InCharge<Record>, State(app): State<App>) -> Result<Response, Failure> {
    standing(&seat.it)?;
    draw_revocation(&app, &seat, Form::new())
}

async fn revoke(seat: InCharge<Record>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    standing(&seat.it)?;
    let reason = reason_from(&mut form, "Напишите, почему запись отменяется и на каком основании.");
    if !prove_password(&app, &seat.by.account, &mut form).await? || !form.is_sound() {
        return draw_revocation(&app, &seat, form.without_passwords());
    }
    let same = stated(&seat.it);
    let id = put(&app, seat.by.by(), seat.it, (same, Entry::Revoked, reason)).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/register/{id}"), "Запись отменена."))
}

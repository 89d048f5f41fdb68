//! The side exits: the attestation is put off, or not held because there is a ground; the worker is taken off the list.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;

use super::acts;
use super::guards::{OwnCase, OwnWorker};
use super::stage::Move;
use super::standing::{self, Standing};
use super::step::{self, Ask, StepPage};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/postponement", show)
        .post("/school/fitness/{id}/postponement", postpone)
        .get("/school/fitness/{id}/exemption", show_exemption)
        .post("/school/fitness/{id}/exemption", exempt)
        .get("/school/fitness/{id}/removal", show_removal)
        .post("/school/fitness/{id}/removal", remove)
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Postpone)?;
    draw(&app, &seat, Form::new())
}

fn draw(app: &App, seat: &OwnCase, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Отложить аттестацию"),
        title: "Отложить аттестацию",
        worker: seat.worker.name.full(),
        before: vec![
            "Потом вы назначите новый день заседания и ознакомите работника с изменённым графиком.".to_owned(),
            "О болезни не пишите подробно: достаточно слов «отсутствует по уважительной причине».".to_owned(),
        ],
        asks: vec![Ask::area("reason", "Причина", "Например: заседание перенесено, нет полного состава комиссии.")],
        action: format!("{}/postponement", seat.home()),
        button: "Отложить аттестацию",
        back: seat.home(),
        form,
    })
}

async fn postpone(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Postpone)?;
    let Some(reason) = step::text(&mut form, "reason", "Напишите причину.").filter(|_| form.is_sound())
    else {
        return draw(&app, &seat, form);
    };
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::postpone(act, &worker, &case, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Аттестация отложена."))
}

/// Nothing says that the worker is exempt.
#[derive(Debug)]
struct NoGround;

impl Refusal for NoGround {
    fn reason(&self) -> String {
        "Основания не проводить аттестацию нет: категории в реестре нет, в сведениях о работнике основание не указано. Запишите его в сведениях о работнике."
            .to_owned()
    }
}

/// The ground in words, with the day from which an attestation will be possible.
async fn ground(app: &App, seat: &OwnCase) -> Result<String, Failure> {
    let (worker, today) = (seat.worker.clone(), app.today());
    let read = app.db.read(move |reader| {
        let records = crate::register::named_among(reader, &[&worker.name.key()])?;
        let rules = store::rules_on(reader, today)?;
        Ok::<_, DbError>((worker, records, rules))
    });
    let (worker, records, rules) = read.await?;
    let found = standing::exempt(&worker, &records, &rules, today)?;
    found.map(Standing::until).ok_or_else(|| NoGround.into())
}

async fn show_exemption(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Exempt)?;
    let ground = ground(&app, &seat).await?;
    step::drawn(StepPage {
        frame: seat.frame(&app, "Не проводить аттестацию"),
        title: "Не проводить аттестацию",
        worker: seat.worker.name.full(),
        before: vec![
            format!("Основание: {ground}."),
            "Аттестация закончится без заседания. Когда основание пройдёт, запланируйте новую.".to_owned(),
        ],
        asks: Vec::new(),
        action: format!("{}/exemption", seat.home()),
        button: "Не проводить аттестацию",
        back: seat.home(),
        form: Form::new(),
    })
}

async fn exempt(seat: OwnCase, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    seat.may(Move::Exempt)?;
    ground(&app, &seat).await?;
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::exempt(act, &worker, &case)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &home, "Аттестация не проводится."))
}

/// There is nothing to take off the list.
#[derive(Debug)]
enum NotListed {
    /// Nothing is written down of the worker here.
    Unknown,
    /// It was done before.
    Removed,
}

impl Refusal for NotListed {
    fn reason(&self) -> String {
        match self {
            Self::Unknown => "Убирать нечего: школа ничего не записала об этом работнике.",
            Self::Removed => "Работник уже убран из списка. Чтобы вернуть его, запишите сведения о нём заново.",
        }
        .to_owned()
    }
}

/// Whether the worker may be taken off the list.
fn may_remove(seat: &OwnWorker) -> Result<(), NotListed> {
    match &seat.worker {
        worker if worker.is_removed => Err(NotListed::Removed),
        worker if worker.facts.is_none() => Err(NotListed::Unknown),
        _ => Ok(()),
    }
}

async fn show_removal(seat: OwnWorker, State(app): State<App>) -> Result<Response, Failure> {
    may_remove(&seat)?;
    draw_removal(&app, &seat, Form::new())
}

fn draw_removal(app: &App, seat: &OwnWorker, form: Form) -> Result<Response, Failure> {
    step::drawn(StepPage {
        frame: seat.frame(app, "Убрать из списка"),
        title: "Убрать из списка",
        worker: seat.worker.name.full(),
        before: vec![
            "Работник уйдёт из списка по всем своим должностям. Начатая аттестация закончится: если заседание прошло, его решение останется, а если нет, аттестация не проводится.".to_owned(),
            "Законченные аттестации и их документы останутся. Основание не аттестовать удалится сразу, остальные сведения — по сроку хранения.".to_owned(),
        ],
        asks: vec![Ask::area("reason", "Причина", "Например: уволен, работает в другой школе. О болезни не пишите.")],
        action: format!("{}/removal", seat.home()),
        button: "Убрать из списка",
        back: seat.home(),
        form,
    })
}

async fn remove(seat: OwnWorker, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_remove(&seat)?;
    let Some(reason) = step::text(&mut form, "reason", "Напишите причину.") else {
        return draw_removal(&app, &seat, form);
    };
    let (worker, today) = (seat.worker, app.today());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::remove(act, &worker, today, &reason)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, "/school/fitness", "Работник убран из списка."))
}

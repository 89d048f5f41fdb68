//! The side exits: the attestation is put off, or not held because there is a ground; the worker is taken off the list.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::acts;
use super::guards::{OwnCase, OwnWorker};
use super::model::Worker;
use super::stage::Move;
use super::standing::{self, Standing};
use super::step::{self, Ask, StepPage};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/postponement", show)
        .post("/school/fitness/{id}/postponement", postpone)
        .get("/school/fitness/{id}/exemption", show_exemption)
        .post("/school/fitness/{id}/exemption", exempt)
        .get("/school/fitness/{id}/removal", show_removal)
        .post("/school/fitness/{id}/removal", remove)
}

/// A side exit, as its page is drawn: what it is called there and on its button, what to know before, what is asked.
struct Exit {
    title: &'static str,
    /// The last part of its address.
    last: &'static str,
    before: Vec<String>,
    /// What to write as the reason; none when none is asked for.
    reason: Option<&'static str>,
}

impl Exit {
    fn postponement() -> Self {
        Self {
            title: "Отложить аттестацию",
            last: "postponement",
            before: vec![
                "Потом вы назначите новый день заседания и ознакомите работника с изменённым графиком.".to_owned(),
                "О болезни не пишите подробно: достаточно слов «отсутствует по уважительной причине».".to_owned(),
            ],
            reason: Some("Например: заседание перенесено, нет полного состава комиссии."),
        }
    }

    fn exemption(ground: &str) -> Self {
        Self {
            title: "Не проводить аттестацию",
            last: "exemption",
            before: vec![
                format!("Основание: {ground}."),
                "Аттестация закончится без заседания. Когда основание пройдёт, запланируйте новую.".to_owned(),
            ],
            reason: None,
        }
    }

    fn removal() -> Self {
        Self {
            title: "Убрать из списка",
            last: "removal",
            before: vec![
                "Работник уйдёт из списка по всем своим должностям. Начатая аттестация закончится: если заседание прошло, его решение останется, а если нет, аттестация не проводится.".to_owned(),
                "Законченные аттестации и их документы останутся. Основание не аттестовать удалится сразу, остальные сведения — по сроку хранения.".to_owned(),
            ],
            reason: Some("Например: уволен, работает в другой школе. О болезни не пишите."),
        }
    }

    /// Its page: for a worker, whose own page is `home`.
    fn drawn(self, frame: Frame, worker: &Worker, home: &str, form: Form) -> Result<Response, Failure> {
        step::drawn(StepPage {
            frame,
            title: self.title,
            worker: worker.name.full(),
            before: self.before,
            asks: self.reason.map(|hint| Ask::area("reason", "Причина", hint)).into_iter().collect(),
            action: format!("{home}/{}", self.last),
            button: self.title,
            back: home.to_owned(),
            form,
        })
    }
}

/// Why, in words.
fn reason(form: &mut Form) -> Option<String> {
    step::text(form, "reason", "Напишите причину.")
}

async fn show(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Postpone)?;
    draw(&app, &seat, Exit::postponement(), Form::new())
}

fn draw(app: &App, seat: &OwnCase, exit: Exit, form: Form) -> Result<Response, Failure> {
    let frame = seat.frame(app, exit.title);
    exit.drawn(frame, &seat.worker, &seat.home(), form)
}

async fn postpone(seat: OwnCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.may(Move::Postpone)?;
    let Some(reason) = reason(&mut form) else {
        return draw(&app, &seat, Exit::postponement(), form);
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

/// What stands against the attestation.
fn ground(app: &App, seat: &OwnCase) -> Result<Standing, Failure> {
    let found = standing::barred(&seat.case, app.today(), |day| seat.exempt_on(day))?;
    found.ok_or_else(|| NoGround.into())
}

async fn show_exemption(seat: OwnCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.may(Move::Exempt)?;
    let ground = ground(&app, &seat)?;
    draw(&app, &seat, Exit::exemption(&ground.until()), Form::new())
}

async fn exempt(seat: OwnCase, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    seat.may(Move::Exempt)?;
    let (today, why) = (app.today(), ground(&app, &seat)?.because());
    let (home, worker, case) = (seat.home(), seat.worker, seat.case);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = acts::exempt(act, &worker, &case, (today, &why))?;
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
    let exit = Exit::removal();
    let frame = seat.frame(app, exit.title);
    exit.drawn(frame, &seat.worker, &seat.home(), form)
}

async fn remove(seat: OwnWorker, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    may_remove(&seat)?;
    let Some(reason) = reason(&mut form) else {
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

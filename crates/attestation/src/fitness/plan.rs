//! An attestation begins: at once when it is due, with a reason when its time has not come.

use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page;
use crate::platform::words;
use crate::register::{self, Record};

use super::acts;
use super::guards::OwnWorker;
use super::model::{Facts, Worker};
use super::rules::{self, Rules};
use super::standing::{self, Standing};
use super::step::{self, Ask, StepPage};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/{id}/plan", show).post("/school/fitness/{id}/plan", plan)
}

/// Why an attestation cannot begin.
#[derive(Debug)]
enum CannotBegin {
    /// Nothing is known of the post.
    Unknown,
    /// There is a ground: its words.
    Exempt(String),
    /// It is due by this day, which is far, and no reason is given.
    Early(Day),
}

impl Refusal for CannotBegin {
    fn reason(&self) -> String {
        match self {
            Self::Unknown => "Сначала запишите сведения о работнике: должность и с какого дня он в ней.".to_owned(),
            Self::Exempt(why) => {
                format!(
                    "Работник сейчас не подлежит аттестации: {why}. Если это не так, исправьте сведения о работнике."
                )
            }
            Self::Early(by) => format!(
                "Срок аттестации ещё не подошёл: она нужна до {}. Откройте страницу работника и запланируйте её раньше срока с причиной.",
                words::day(*by)
            ),
        }
    }
}

/// What of an attestation in time or before it follows from what is known.
struct Begins {
    known: Facts,
    /// The day it is due by, when that is far.
    early: Option<Day>,
}

fn begins(worker: &Worker, records: &[Record], rules: &Rules, today: Day) -> Result<Begins, Failure> {
    let Some(known) = worker.facts.clone() else { return Err(CannotBegin::Unknown.into()) };
    if let Some(exempt) = standing::exempt(worker, records, rules, today)? {
        return Err(CannotBegin::Exempt(exempt.until()).into());
    }
    let early = match standing::standing(worker, records, rules, today)? {
        Standing::Later(by) => Some(by),
        _ => None,
    };
    Ok(Begins { known, early })
}

fn read(reader: &mut Reader, worker: &Worker, today: Day) -> Result<(Vec<Record>, Rules), DbError> {
    Ok((register::of_people(reader, &[&worker.name.key()], &[&worker.snils])?, store::rules_on(reader, today)?))
}

/// The day the attestation is due by, when that is far; with the rules it follows from.
async fn early(app: &App, seat: &OwnWorker) -> Result<Option<(Day, Rules)>, Failure> {
    let (worker, today) = (seat.worker.clone(), app.today());
    let (records, rules) = app.db.read(move |reader| read(reader, &worker, today)).await?;
    Ok(begins(&seat.worker, &records, &rules, today)?.early.map(|by| (by, rules)))
}

/// In time there is nothing to ask: the button on the worker's page begins it.
async fn show(seat: OwnWorker, State(app): State<App>) -> Result<Response, Failure> {
    match early(&app, &seat).await? {
        Some(early) => draw(&app, &seat, &early, Form::new()),
        None => Ok(page::go(&seat.home())),
    }
}

fn draw(app: &App, seat: &OwnWorker, (by, rules): &(Day, Rules), form: Form) -> Result<Response, Failure> {
    let every = rules.term(rules::CYCLE)?.counted();
    step::drawn(StepPage {
        frame: seat.frame(app, "Аттестация раньше срока"),
        title: "Аттестация раньше срока",
        worker: seat.worker.name.full(),
        before: vec![
            format!(
                "На соответствие аттестуют раз в {every}. Аттестация этого работника нужна до {}; с {} её можно запланировать как обычно.",
                words::day(*by),
                words::day(by.plus(-rules.ahead()?))
            ),
            "Если провести её нужно раньше, напишите почему: причина останется в журнале.".to_owned(),
        ],
        asks: vec![Ask::area("reason", "Почему раньше срока", "Например: решение отменил суд. О болезни не пишите.")],
        action: format!("{}/plan", seat.home()),
        button: "Запланировать раньше срока",
        back: seat.home(),
        form,
    })
}

async fn plan(seat: OwnWorker, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let mut reason = None;
    if let Some(early) = early(&app, &seat).await? {
        reason = step::text(&mut form, "reason", "Напишите, почему аттестация нужна раньше срока.");
        if reason.is_none() {
            return draw(&app, &seat, &early, form);
        }
    }
    let (worker, today) = (seat.worker.clone(), app.today());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let (records, rules) = read(act, &worker, today)?;
        let Begins { known, early } = begins(&worker, &records, &rules, today)?;
        let told = match (early, &reason) {
            (Some(by), Some(reason)) => acts::plan_early(act, &worker, &known, today, (by, reason))?,
            (Some(by), None) => return Err(CannotBegin::Early(by).into()),
            (None, _) => acts::plan(act, &worker, &known, today)?,
        };
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    Ok(page::go_saying(seat.by.signed.visit.cookies, &seat.home(), "Аттестация запланирована."))
}

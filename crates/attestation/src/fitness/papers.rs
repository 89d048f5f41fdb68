//! Papers of an attestation, filled from the templates in force: offices read and sign them in Word,
//! or take them as a PDF.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::context::App;
use crate::papers::Taken;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::{AnyCase, OwnCase};
use super::kinds;
use super::model::{Beside, Case};
use super::printed::printed_paper;
use super::stage::Stage;
use super::stating::{data, stated};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/papers/{paper}", take)
        .get("/school/fitness/{id}/papers/{paper}/pdf", take_pdf)
        .get("/school/fitness/{id}/earlier/{case}/papers/{paper}", take)
        .get("/school/fitness/{id}/earlier/{case}/papers/{paper}/pdf", take_pdf)
}

/// A paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Приказ со списком и графиком.
    Order,
    /// Приказ об изменении графика.
    Schedule,
    /// Акт об отказе расписаться в ознакомлении с приказом.
    Unlisted,
    /// Представление.
    Presentation,
    /// Акт об отказе от ознакомления с представлением.
    Refusal,
    /// Протокол заседания.
    Protocol,
    /// Выписка из протокола.
    Extract,
    /// Акт об отказе расписаться в ознакомлении с выпиской.
    Unsigned,
}

/// The paper cannot be made yet.
#[derive(Debug)]
pub(super) struct NotYet(Paper);

impl Refusal for NotYet {
    fn reason(&self) -> String {
        match self.0 {
            Paper::Order => "Приказа ещё нет: запишите его номер, дату и день заседания.",
            Paper::Schedule => "График не меняли: приказ об этом составляют, когда назначен новый день заседания.",
            Paper::Unlisted => {
                "Отказа не было: акт составляют, когда работник отказался расписаться в ознакомлении с приказом."
            }
            Paper::Presentation => "Представление ещё не составлено.",
            Paper::Refusal => "Отказа не было: акт составляют, когда работник отказался читать представление.",
            Paper::Protocol => "Заседания ещё не было.",
            Paper::Unsigned => {
                "Отказа не было: акт составляют, когда работник отказался расписаться в ознакомлении с выпиской."
            }
            Paper::Extract => "Выписку делают после заседания, а его ещё не было.",
        }
        .to_owned()
    }
}

impl Paper {
    /// Every paper, in the order they are made.
    pub(super) const ALL: [Self; 8] = [
        Self::Order,
        Self::Schedule,
        Self::Unlisted,
        Self::Presentation,
        Self::Refusal,
        Self::Protocol,
        Self::Extract,
        Self::Unsigned,
    ];

    /// As it stands in an address.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Schedule => "schedule",
            Self::Unlisted => "unlisted",
            Self::Presentation => "presentation",
            Self::Refusal => "refusal",
            Self::Protocol => "protocol",
            Self::Extract => "extract",
            Self::Unsigned => "unsigned",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Order => "Приказ со списком и графиком",
            Self::Schedule => "Приказ об изменении графика",
            Self::Unlisted => "Акт об отказе от ознакомления с приказом",
            Self::Presentation => "Представление",
            Self::Refusal => "Акт об отказе от ознакомления",
            Self::Protocol => "Протокол заседания",
            Self::Extract => "Выписка из протокола",
            Self::Unsigned => "Акт об отказе от ознакомления с выпиской",
        }
    }

    /// Whether there is what the paper states.
    pub(super) fn may_be_made(self, case: &Case, beside: &Beside) -> Result<(), NotYet> {
        let is_there = match self {
            Self::Order => case.order.is_some(),
            Self::Schedule => !beside.changes.is_empty(),
            Self::Unlisted => case.stage != Stage::Ordered && !case.order_witnesses.is_empty(),
            Self::Presentation => beside.is_written,
            Self::Refusal => case.shown_on.is_some() && !case.witnesses.is_empty(),
            Self::Protocol | Self::Extract => case.votes.is_some(),
            Self::Unsigned => case.acquainted_on.is_some() && !case.extract_witnesses.is_empty(),
        };
        if is_there { Ok(()) } else { Err(NotYet(self)) }
    }
}

/// What is asked for in the address.
#[derive(Deserialize)]
struct Asked {
    paper: String,
}

/// A paper out of what is stated, with its row of the journal.
async fn taken(seat: OwnCase, app: &App, asked: &Asked) -> Result<(Paper, Taken), Failure> {
    let paper = Paper::ALL.into_iter().find(|paper| paper.code() == asked.paper).ok_or(Failure::Hidden)?;
    let OwnCase { by, worker, case, .. } = seat;
    let of = worker.clone();
    let stated = app.db.read(move |reader| stated(reader, &of, case, paper)).await?;
    paper.may_be_made(&stated.case, &stated.beside)?;
    let data = data(&stated, app.today());
    let words = format!("{}: {}", worker.name.full(), words::inside(paper.words()));
    let fact = Fact::of(kinds::PAPER_TAKEN, words).subject("teacher", worker.id);
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let shape = printed_paper(paper, &data);
    Ok((paper, Taken::now(data, shape, format!("{}, {}", paper.words(), worker.name.surname))))
}

async fn take(AnyCase(seat): AnyCase, State(app): State<App>, asked: Path<Asked>) -> Result<Response, Failure> {
    let (paper, taken) = taken(seat, &app, &asked).await?;
    taken.word(&app, paper.template()).await
}

async fn take_pdf(AnyCase(seat): AnyCase, State(app): State<App>, asked: Path<Asked>) -> Result<Response, Failure> {
    let (paper, taken) = taken(seat, &app, &asked).await?;
    taken.pdf(&app, paper.template()).await
}

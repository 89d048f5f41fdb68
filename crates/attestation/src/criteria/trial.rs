//! «Попробовать»: a set as the form of a specialist, counted and not kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, InCharge};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::evaluate::{Answer, Answers, Tally, evaluate};
use super::model::{CriteriaSet, Measure, Opt, Row, RowKind};
use super::{draft, one};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/criteria/{id}/trial", show).post("/settings/criteria/{id}/trial", count)
}

/// An answer to choose from.
struct Pick {
    value: String,
    text: String,
    picked: bool,
}

/// A row as a field.
struct Field {
    name: String,
    wording: String,
    hint: String,
    kind: RowKind,
    picks: Vec<Pick>,
    ticks: bool,
}

struct Part {
    title: String,
    limits: String,
    fields: Vec<Field>,
    /// What its answers amount to; empty before they are counted and without points.
    sum: String,
}

#[derive(Template)]
#[template(path = "criteria/trial.html")]
struct TrialPage {
    frame: Frame,
    form: Form,
    title: String,
    action: String,
    home: String,
    parts: Vec<Part>,
    is_counted: bool,
    total: String,
    verdict: &'static str,
    unanswered: Vec<String>,
}

async fn show(InCharge { by, it: set }: InCharge<CriteriaSet>, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, &set, None, Form::new())
}

async fn count(
    InCharge { by, it: set }: InCharge<CriteriaSet>,
    State(app): State<App>,
    mut form: Form,
) -> Result<Response, Failure> {
    let answers = answers(&set, &mut form);
    let tally = match evaluate(&set, &answers) {
        Ok(tally) => Some(tally).filter(|_| form.is_sound()),
        Err(faults) => {
            for fault in faults {
                form.fault(&fault.row, fault.reason);
            }
            None
        }
    };
    draw(&app, &by, &set, tally.as_ref(), form)
}

/// Reads the answers; a row nobody answered is left out.
fn answers(set: &CriteriaSet, form: &mut Form) -> Answers {
    let mut answers = Answers::default();
    for (_, row) in set.rows() {
        if let Some(answer) = answer(row, form) {
            answers = answers.with(row.id, answer);
        }
    }
    answers
}

fn answer(row: &Row, form: &mut Form) -> Option<Answer> {
    let name = row.id.to_string();
    let text = form.text(&name);
    if row.kind == RowKind::Additive {
        let ticked = form.all(&name);
        let ids: Vec<Id<Opt>> = ticked.iter().filter_map(|id| id.parse().ok()).collect();
        return (!ids.is_empty()).then_some(Answer::Ticked(ids));
    }
    if text.is_empty() {
        return None;
    }
    match row.kind {
        RowKind::Exclusive => {
            Some(Answer::Chosen(form.check(&name, text.parse::<Id<Opt>>().map_err(|_| "Выберите ответ."))?))
        }
        RowKind::Band => {
            let number = text.parse::<i64>().map_err(|_| "Укажите целое число без других знаков.");
            Some(Answer::Measured(form.check(&name, number)?))
        }
        RowKind::YesNo => Some(Answer::Yes(text == "yes")),
        RowKind::Text | RowKind::Additive => Some(Answer::Written(text)),
    }
}

fn draw(app: &App, by: &Centre, set: &CriteriaSet, tally: Option<&Tally>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let parts = set.indicators.iter().map(|indicator| {
        let shown = one::part(set, indicator);
        let sum = tally.and_then(|tally| tally.indicators.iter().find(|sum| sum.indicator == indicator.id)?.points);
        Part {
            title: shown.title,
            limits: shown.limits,
            fields: indicator.rows.iter().map(|row| field(row, &form)).collect(),
            sum: sum.map(one::points).unwrap_or_default(),
        }
    });
    let shown = TrialPage {
        frame: draft::frame(app, by, set, "Проба набора").sound(sound),
        title: set.title.clone(),
        action: format!("/settings/criteria/{}/trial", set.id),
        home: draft::home(set),
        parts: parts.collect(),
        is_counted: tally.is_some(),
        total: tally.and_then(|tally| tally.total).map(one::points).unwrap_or_default(),
        verdict: match tally.and_then(|tally| tally.meets) {
            Some(true) => "Пороги набраны.",
            Some(false) => "Пороги не набраны.",
            None => "",
        },
        unanswered: tally.into_iter().flat_map(|tally| &tally.unanswered).map(|one| one.wording.clone()).collect(),
        form,
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

fn field(row: &Row, form: &Form) -> Field {
    let name = row.id.to_string();
    let given = form.all(&name);
    let pick = |value: String, text: String| Pick { picked: given.contains(&value), value, text };
    let picks = match row.kind {
        RowKind::Exclusive | RowKind::Additive => {
            row.options.iter().map(|one| pick(one.id.to_string(), one.words())).collect()
        }
        RowKind::YesNo => vec![pick("yes".to_owned(), "да".to_owned()), pick("no".to_owned(), "нет".to_owned())],
        RowKind::Band | RowKind::Text => Vec::new(),
    };
    Field {
        hint: hint(row),
        wording: row.wording.clone(),
        kind: row.kind,
        ticks: row.kind == RowKind::Additive,
        picks,
        name,
    }
}

/// The hint of a row with what a number means and what proves the answer.
fn hint(row: &Row) -> String {
    let number = match (row.kind, row.measure) {
        (RowKind::Band, Measure::Percent) => "Целое число процентов, от 0 до 100.",
        (RowKind::Band, Measure::Count) => "Целое число.",
        _ => "",
    };
    let proof = if row.evidence.is_empty() {
        String::new()
    } else {
        format!("Подтверждается: {}.", row.evidence.join("; "))
    };
    [row.hint.as_str(), number, proof.as_str()].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ")
}

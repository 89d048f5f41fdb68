//! The teacher's cabinet: what is waited for and until when, whose move it is, applications, drafts, categories held.

use askama::Template;
use axum::response::Response;

use crate::accounts::{Account, Role, Signed};
use crate::applications::{self, Application, COLUMNS, Coming, JOINS, Mover, Stage, Told, WIDTH};
use crate::context::App;
use crate::deadlines::{self, APPLY_BEFORE, Calendar, ISSUE, PUBLISH, Term};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::register;
use crate::values;

use super::known;
use super::store::{self, Draft};
use super::{Held, draft};

/// What is waited for in one application.
struct Next {
    href: String,
    tone: &'static str,
    left: String,
    words: String,
}

struct Line {
    id: String,
    title: String,
    number: String,
    received: String,
    stage: &'static str,
    tone: &'static str,
}

struct DraftLine {
    id: String,
    title: String,
    /// The number of the application it puts right; empty before it is sent.
    corrects: String,
    changed: String,
    /// The coordinator who fills it in; empty when the teacher does.
    helper: String,
}

#[derive(Template)]
#[template(path = "applying/cabinet.html")]
struct CabinetPage {
    frame: Frame,
    next: Vec<Next>,
    lines: Vec<Line>,
    drafts: Vec<DraftLine>,
    held: Vec<HeldLine>,
}

/// A category held, and by which day it is advised to apply again, or that it ends soon; empty when it has no end or is over.
struct HeldLine {
    words: String,
    act: String,
    advice: String,
}

/// An application with what is told of it.
struct Case {
    application: Application,
    /// The last day of considering it.
    consider_by: Day,
    /// The last day of deciding.
    decide_by: Day,
    /// The last day of the act or of its publication, when one is waited for.
    act_by: Option<Day>,
    /// Whether specialists have recorded a result, which the teacher may read once the case waits for the commission.
    has_result: bool,
    /// The session on whose agenda it stands.
    coming: Option<Coming>,
    /// What the issued act states.
    outcome: Option<Told>,
}

struct Facts {
    cases: Vec<Case>,
    drafts: Vec<Draft>,
    /// Corrections that are saved and not signed.
    unsigned: Vec<Draft>,
    held: Vec<Held>,
    /// The advice in force today, and the calendar it is counted over.
    advice: Option<Term>,
    calendar: Calendar,
}

/// Applications of a teacher, the newest first; twenty at most, which is more than a working life has.
fn cases(reader: &mut Reader, account: Id<Account>) -> Result<Vec<Case>, DbError> {
    let sql = format!(
        "select {COLUMNS}, a.consider_by, a.decision_by,
             (select min(k.due_on) from case_clocks k where k.application_id = a.id and k.code in ('{ISSUE}', '{PUBLISH}')
                 and k.met_at is null and k.dropped_at is null),
             (select count(*) from results r where r.application_id = a.id and r.returned_at is null)
         from applications a {JOINS} where t.account_id = $1 order by a.received_on desc, a.id desc limit 20"
    );
    let mut cases = reader.rows(&sql, values![account], |row| {
        Ok(Case {
            application: applications::read(row)?,
            consider_by: row.get(WIDTH)?,
            decide_by: row.get(WIDTH + 1)?,
            act_by: row.get(WIDTH + 2)?,
            has_result: row.get(WIDTH + 3)?,
            coming: None,
            outcome: None,
        })
    })?;
    let ids: Vec<_> =
        cases.iter().filter(|one| one.application.stage == Stage::Ready).map(|one| one.application.id).collect();
    let mut coming = applications::coming_among(reader, &ids)?;
    let ids: Vec<_> = cases
        .iter()
        .filter(|one| matches!(one.application.reached, Stage::Issued | Stage::Published))
        .map(|one| one.application.id)
        .collect();
    let mut outcomes = applications::outcomes_among(reader, &ids)?;
    for one in &mut cases {
        one.coming = coming.remove(&one.application.id);
        one.outcome = outcomes.remove(&one.application.id);
    }
    Ok(cases)
}

/// The page of a teacher's cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn cabinet(app: &App, person: &Signed) -> Result<Response, Failure> {
    let (account, name) = (person.account.id, person.account.name.clone());
    let today = app.today();
    let facts = app
        .db
        .glance(move |reader| {
            let known = known::person(reader, account)?;
            Ok::<_, DbError>(Facts {
                cases: cases(reader, account)?,
                drafts: store::of_account(reader, account)?,
                unsigned: store::unsigned_of(reader, account)?,
                advice: deadlines::in_force_on(reader, &[APPLY_BEFORE], today)?.pop().map(|(_, term)| term),
                calendar: deadlines::calendar(reader)?,
                held: known.map(|one| known::held(reader, &one, &name)).transpose()?.unwrap_or_default(),
            })
        })
        .await?;
    let held = facts.held.iter().map(|one| held_line(one, &facts, today)).collect();
    page::page(&CabinetPage {
        frame: person.frame(app, "Личный кабинет"),
        next: facts.cases.iter().filter_map(|case| next(case, today)).collect(),
        lines: facts.cases.iter().map(line).collect(),
        drafts: facts.unsigned.iter().chain(&facts.drafts).map(|one| draft_line(app, one, &facts.cases)).collect(),
        held,
    })
}

fn draft_line(app: &App, one: &Draft, cases: &[Case]) -> DraftLine {
    let case = cases.iter().find(|case| Some(case.application.id) == one.application);
    let helper = one.helper.as_ref().filter(|_| one.application.is_none());
    DraftLine {
        id: one.id.to_string(),
        title: draft::title(one),
        corrects: case.map(|case| case.application.number.clone()).unwrap_or_default(),
        changed: app.config.zone.written(one.changed_at),
        helper: helper.map(FullName::short).unwrap_or_default(),
    }
}

fn held_line(one: &Held, facts: &Facts, today: Day) -> HeldLine {
    let by = one.valid_to.zip(facts.advice).map(|(end, term)| deadlines::back_from(end, term, &facts.calendar));
    let is_waited = |case: &Case| case.application.stage.is_open() && case.application.post == one.post;
    let advice = by.zip(one.valid_to).and_then(|(day, end)| {
        if day >= today {
            return Some(format!("новое заявление советуем подать до {}", words::day(day)));
        }
        // The nearer the end, the more it is to be told of; where an application for the post waits, nothing is to be done.
        let is_late = end >= today && !facts.cases.iter().any(is_waited);
        is_late.then(|| format!("{}: подайте заявление сейчас", register::ends_in(end, today)))
    });
    HeldLine { words: one.words(), act: one.act.clone(), advice: advice.unwrap_or_default() }
}

fn line(one: &Case) -> Line {
    let case = &one.application;
    let told = one.outcome.unwrap_or_else(|| case.standing(Role::Teacher.keeps_decisions()));
    Line {
        id: case.id.to_string(),
        title: format!("{}, {}", case.category.words(), words::inside(&case.post)),
        number: case.number.clone(),
        received: words::day(case.received_on),
        stage: told.words,
        tone: told.tone,
    }
}

/// Whose move it is and until when; nothing when the case is over.
fn next(one: &Case, today: Day) -> Option<Next> {
    let Case { application: case, consider_by, decide_by, act_by, .. } = one;
    let (who, due) = match case.stage {
        Stage::FixRequested => ("Исправьте заявление по замечаниям Центра", consider_by),
        Stage::Submitted => ("Следующий шаг за Центром: зарегистрировать заявление и ответить о сроке", consider_by),
        Stage::Registered => ("Следующий шаг за Центром: назначить срок и форму аттестации", consider_by),
        Stage::Scheduled if case.awaits_award => ("Следующий шаг за Центром: подтвердить награду", decide_by),
        Stage::Scheduled => ("Следующий шаг за Центром: назначить специалиста", consider_by),
        Stage::InReview | Stage::Returned => ("Следующий шаг за специалистом: подготовить заключение", &case.due_on),
        Stage::Concluded => ("Следующий шаг за Центром: вынести дело на заседание", decide_by),
        Stage::Ready => ("Следующий шаг за комиссией: принять решение", decide_by),
        Stage::Granted | Stage::Refused => {
            ("Решение принято. Следующий шаг за тем, кто издаёт акт: издать распорядительный акт", act_by.as_ref()?)
        }
        Stage::Issued => ("Акт издан. Следующий шаг за Центром: опубликовать акт", act_by.as_ref()?),
        _ => return None,
    };
    let whose = if case.stage.mover() == Mover::Teacher {
        "Вам нужно успеть"
    } else {
        "Последний день"
    };
    // Remarks are read and answered on a page of their own.
    let place = if case.stage == Stage::FixRequested { "/remarks" } else { "" };
    Some(Next {
        href: format!("/applications/{}{place}", case.id),
        tone: words::tone(*due, today).code(),
        left: words::left(*due, today),
        words: format!("{who}. {}Заявление № {}. {whose}: {}", before_session(one), case.number, words::day(*due)),
    })
}

/// What there is to read and when the commission meets, of a case that waits for its decision; empty of another.
fn before_session(one: &Case) -> String {
    if one.application.stage != Stage::Ready {
        return String::new();
    }
    let read = if one.has_result { "Заключение уже можно прочитать. " } else { "" };
    let session = one.coming.as_ref().map(|on| format!("Заседание: {}. ", on.words())).unwrap_or_default();
    format!("{read}{session}")
}

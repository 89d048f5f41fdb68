//! The course of one attestation in words: what was done and when, what was late. Pure.

use crate::platform::clock::Day;
use crate::platform::words;

use super::cycle::Due;
use super::model::{Beside, Case, verdict};
use super::put_right::attendance;
use super::rules::{self, NoTerm, Rules};
use super::stage::{Move, Stage};

/// Why one of those present has no vote.
pub(super) const OWN: &str = "работник — член комиссии, о себе не голосует";

/// What has been done so far, and what follows from it.
///
/// # Errors
/// When a clock has no term.
pub(super) fn course(
    case: &Case,
    rules: &Rules,
    beside: &Beside,
    due: Option<Due>,
) -> Result<Vec<(&'static str, String)>, NoTerm> {
    let mut rows = vec![("Начата", words::day(case.began_on))];
    if let Some((number, on)) = &case.order {
        rows.push(("Приказ", format!("№\u{a0}{number} от {}", words::brief_day(*on))));
    }
    for one in &beside.changes {
        let why = if one.reason.is_empty() { String::new() } else { format!(", отложено: {}", one.reason) };
        rows.push(("Прежний день заседания", format!("{}{why}", words::day(one.was_on))));
        rows.push(("Приказ об изменении графика", format!("№\u{a0}{} от {}", one.number, words::brief_day(one.on))));
    }
    let listed = match case.stage {
        Stage::Ordered => "Ознакомлен с прежним графиком",
        _ => "Ознакомлен с приказом и графиком",
    };
    rows.extend(case.listed_on.map(|day| {
        if case.order_witnesses.is_empty() {
            (listed, words::day(day))
        } else {
            ("Ознакомление с приказом", format!("отказался расписаться, составлен акт {}", words::day(day)))
        }
    }));
    rows.extend(
        (beside.is_written && case.shown_on.is_none()).then(|| ("Представление", "составлено, не показано".to_owned())),
    );
    if let Some(day) = case.shown_on {
        let how = if case.witnesses.is_empty() {
            "ознакомлен"
        } else {
            "отказался, составлен акт"
        };
        rows.push(("Представление", format!("{how} {}", words::day(day))));
    }
    rows.extend((!case.reason.is_empty()).then(|| ("Почему отложена", case.reason.clone())));
    session(&mut rows, case, rules, due)?;
    held(&mut rows, case);
    Ok(rows)
}

type Rows = Vec<(&'static str, String)>;

/// The session: when it is or was, and by when it has to be.
fn session(rows: &mut Rows, case: &Case, rules: &Rules, due: Option<Due>) -> Result<(), NoTerm> {
    let set = case.session_on.filter(|_| case.stage != Stage::Postponed);
    if let Some(day) = set {
        let what = match (case.votes, case.stage) {
            (Some(_), _) => "Заседание прошло",
            (None, Stage::Exempt) => "Заседание было назначено",
            (None, _) => "Заседание по графику",
        };
        rows.push((what, words::day(day)));
        let other = case.scheduled().filter(|scheduled| case.votes.is_some() && *scheduled != day);
        rows.extend(other.map(|scheduled| ("По графику", words::day(scheduled))));
    }
    if let Some((due, by)) = due.zip(due.and_then(|due| due.by)).filter(|_| case.stage.after(Move::Exempt).is_ok()) {
        let is_late = due.named().zip(set).is_some_and(|(by, day)| day > by);
        let late = if is_late { ", заседание назначено позже" } else { "" };
        rows.push(("Аттестовать нужно", format!("до {}{late}", words::day(by))));
    }
    if let Some(day) = set.filter(|_| case.stage == Stage::Presented) {
        let last = words::day(rules.latest(rules::FILING, day)?);
        rows.extend(case.filed_on.is_none().then(|| ("Сведения работника", format!("принимаются до {last}"))));
    }
    rows.extend(case.filed_on.map(|on| ("Сведения работника", format!("поданы {}", words::day(on)))));
    let because = Some(&case.unheld_because).filter(|why| !why.is_empty());
    rows.extend(because.map(|why| ("Не проводилась", why.clone())));
    Ok(())
}

/// What was decided and what follows it.
fn held(rows: &mut Rows, case: &Case) {
    if let Some(votes) = case.votes {
        rows.push(("Явка работника", attendance(case.is_absent).to_owned()));
        rows.push(("Протокол", format!("№\u{a0}{}, {}", case.protocol, votes.words())));
    }
    rows.extend(case.is_about_a_member().then(|| ("Голосовали", OWN.to_owned())));
    let absent = case.absent.as_ref().filter(|absent| !absent.is_empty());
    rows.extend(absent.map(|absent| ("Отсутствовали", absent.join("; "))));
    rows.extend(case.fits().map(|fits| ("Решение", verdict(fits).to_owned())));
    rows.extend((!case.unfit_because.is_empty()).then(|| ("Причина решения", case.unfit_because.clone())));
    rows.extend(case.extracted_on.map(|day| ("Выписка составлена", done(day, case.extract_by))));
    if let Some(day) = case.acquainted_on {
        let when = done(day, case.acquaint_by);
        rows.push(if case.extract_witnesses.is_empty() {
            ("Ознакомлен с выпиской", when)
        } else {
            ("Ознакомление с выпиской", format!("отказался расписаться, составлен акт {when}"))
        });
    }
}

/// «12 января 2027»; after the last day the day it had to be done by is told too.
fn done(day: Day, by: Option<Day>) -> String {
    match by.filter(|by| day > *by) {
        Some(by) => format!("{}, позже срока ({})", words::day(day), words::day(by)),
        None => words::day(day),
    }
}

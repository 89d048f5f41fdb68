//! What is written about an issued act: to each teacher, and to the coordinator of each school one list.

use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::outbox::Letter;
use crate::platform::words;

use super::issuing::News;
use super::store::Subject;

/// What a refusal leaves a teacher who holds a category.
pub(super) const KEEPS: &str =
    "Категория, которая у вас есть, отказом не отменяется: она действует так же, как до заявления.";
/// What a teacher may do about a refusal.
pub(super) const APPEAL: &str = "Если вы не согласны с решением, его можно обжаловать. Порядок подскажут в Центре.";

/// To a teacher: what was decided, by which act, what comes next; or what of the line about them is put right.
pub(super) fn to_teacher(
    app: &App,
    (one, way): (&Subject, WayIn),
    news: &News<'_>,
    again_on: Option<Day>,
) -> Result<Letter, Failure> {
    let to = Addressee { email: one.email.clone(), name: one.line.name.clone(), account: one.account.clone() };
    let link = way.link(app, &to, ("Открыть выписку из акта", &format!("/applications/{}/act", one.case.id)));
    let signature = app.signature();
    let letter = if let Some(corrects) = news.corrects {
        let parts: Vec<Part> = corrected(one, news.called, corrects).into_iter().chain(link).collect();
        compose("act.corrected", &to, "Исправлен акт по вашему заявлению", &parts, &signature)?
    } else {
        let subject = if one.line.is_granted {
            "Категория установлена"
        } else {
            "В установлении категории отказано"
        };
        let parts: Vec<Part> = decided(one, news.called, again_on).into_iter().chain(link).collect();
        compose("act.teacher", &to, subject, &parts, &signature)?
    };
    Ok(letter.about([one.case.id]))
}

fn corrected(one: &Subject, called: &str, (earlier, what): (&str, &str)) -> Vec<Part> {
    vec![
        Part::text(format!("Акт {earlier} исправлен актом {called}, исправление касается вас. Что исправлено: {what}")),
        Part::text(format!("Решение комиссии прежнее: {}.", one.line.wording())),
    ]
}

fn decided(one: &Subject, called: &str, again_on: Option<Day>) -> Vec<Part> {
    let line = &one.line;
    let day = words::day(line.held_on);
    let mut parts =
        vec![Part::text(format!("Аттестационная комиссия {day} решила: {}. Издан акт {called}.", line.wording()))];
    if line.is_granted {
        let last = line.valid_to.map(|last| format!(" по {}", words::day(last))).unwrap_or_default();
        parts.push(Part::text(format!("Категория действует с {day}{last}. Она внесена в реестр категорий.")));
    } else {
        parts.push(Part::text(format!("Причина отказа: {}", line.reason)));
        if one.case.current_category.is_some() {
            parts.push(Part::text(KEEPS));
        }
        if let Some(again_on) = again_on {
            parts.push(Part::text(format!(
                "Новое заявление на эту же категорию можно подать с {}.",
                words::day(again_on)
            )));
        }
        parts.push(Part::text(APPEAL));
    }
    parts
}

/// To the coordinator of a school: a list of its teachers and what was decided about each, or whose lines are put right.
pub(super) fn to_coordinator(app: &App, to: &Addressee, own: &[&Subject], news: &News<'_>) -> Result<Letter, Failure> {
    let called = news.called;
    let first = match news.corrects {
        None => format!("Издан акт {called}. В нём решения аттестационной комиссии о педагогах вашей школы."),
        Some((earlier, what)) => format!(
            "Акт {earlier} исправлен актом {called}, исправление касается педагогов вашей школы. Что исправлено: {what}"
        ),
    };
    let mut parts = vec![Part::text(first)];
    for one in own {
        parts.push(Part::text(format!("{}: {}.", one.line.name.full(), one.line.told())));
    }
    parts.push(Part::text("Выписка из акта есть на странице каждого дела."));
    parts.push(Part::link("Открыть список педагогов", app.link("/school")));
    let signature = app.signature();
    let letter = if news.corrects.is_some() {
        compose("act.corrected_coordinator", to, "Исправлен акт о педагогах школы", &parts, &signature)?
    } else {
        compose("act.coordinator", to, "Решения аттестационной комиссии", &parts, &signature)?
    };
    Ok(letter.about(own.iter().map(|one| one.case.id)))
}

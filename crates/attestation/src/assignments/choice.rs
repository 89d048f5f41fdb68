//! How specialists stand in a choice: those without conflicts who fit the post first, then by load, each with the reason why not.

use std::cmp::Reverse;

use crate::applications::Application;
use crate::platform::words;

use super::model::{Conflict, SpecialistLoad, conflict};

/// A specialist among those to choose from.
pub(super) struct SpecialistLine {
    /// The seat.
    pub(super) seat: String,
    /// «Смирнова Олеся Ивановна».
    pub(super) name: String,
    /// Load, place of work, fitness for the post.
    pub(super) about: String,
    /// A conflict with some or all of the cases; empty when there is none.
    pub(super) conflict: String,
    /// Whether no case of these may be given.
    pub(super) barred: bool,
}

/// Everybody there is to choose from for these cases.
pub(super) fn lines(all: &[SpecialistLoad], cases: &[Application]) -> Vec<SpecialistLine> {
    let mut ranked: Vec<(usize, usize, &SpecialistLoad)> =
        all.iter().map(|one| (conflicts(one, cases), fitting(one, cases), one)).collect();
    ranked.sort_by_key(|(barred, fits, one)| (*barred, Reverse(*fits), one.open, one.name.key()));
    let line = |(barred, fits, one): (usize, usize, &SpecialistLoad)| SpecialistLine {
        seat: one.seat.to_string(),
        name: one.name.full(),
        about: about(one, fits, cases.len()),
        conflict: conflict_words(one, barred, cases),
        barred: barred == cases.len(),
    };
    ranked.into_iter().map(line).collect()
}

fn conflicts(one: &SpecialistLoad, cases: &[Application]) -> usize {
    let in_conflict = cases.iter().filter(|case| conflict(one, case).is_some());
    in_conflict.count()
}

fn fitting(one: &SpecialistLoad, cases: &[Application]) -> usize {
    let fit = cases.iter().filter(|case| one.fits(&case.post_code));
    fit.count()
}

fn about(one: &SpecialistLoad, fits: usize, of: usize) -> String {
    let fitness = match (fits, of) {
        (1, 1) => "проводит анализ по этой должности".to_owned(),
        (0, 1) => "не проводит анализ по этой должности".to_owned(),
        _ => format!("проводит анализ по должностям {fits} из {of} дел"),
    };
    let parts = [load_words(one), one.workplace.clone(), fitness];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// «в работе 6, из них просрочено 1».
pub(super) fn load_words(one: &SpecialistLoad) -> String {
    match (one.open, one.late) {
        (0, _) => "дел в работе нет".to_owned(),
        (open, 0) => format!("в работе {open}"),
        (open, late) => format!("в работе {open}, из них просрочено {late}"),
    }
}

fn conflict_words(one: &SpecialistLoad, barred: usize, cases: &[Application]) -> String {
    let why: Option<Conflict> = cases.iter().find_map(|case| conflict(one, case));
    match (why, cases.len()) {
        (None, _) => String::new(),
        (Some(why), 1) => format!("Назначить нельзя: {why}"),
        (Some(_), _) => format!("Конфликт интересов: {}", words::counted(barred as u64, "дело", "дела", "дел")),
    }
}

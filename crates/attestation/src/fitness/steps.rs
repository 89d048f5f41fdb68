//! What may be done with an attestation now: the main step of the worker's page and the others. Pure.

use crate::platform::page::MenuItem;

use super::model::Case;
use super::stage::{Move, Stage};
use super::standing::Standing;

/// The main step: the next one, or the end while something stands against the attestation.
pub(super) fn main(case: &Case, (is_written, barred): (bool, Option<Standing>), home: &str) -> Option<MenuItem> {
    if barred.is_some() {
        return Some(MenuItem::new(format!("{home}/exemption"), "Не проводить аттестацию"));
    }
    usual(case, is_written, home)
}

fn usual(case: &Case, is_written: bool, home: &str) -> Option<MenuItem> {
    let (last, text) = match case.stage {
        Stage::Planned => ("order", "Записать приказ"),
        Stage::Ordered => ("listing", "Записать ознакомление с приказом"),
        Stage::Listed if !is_written => ("presentation", "Составить представление"),
        Stage::Listed => ("showing", "Записать ознакомление с представлением"),
        Stage::Presented => ("session", "Записать заседание"),
        Stage::Fit | Stage::Unfit => ("extract", "Записать выписку"),
        Stage::Extracted => ("acquaintance", "Записать ознакомление с выпиской"),
        Stage::Postponed => ("schedule", "Назначить новый день заседания"),
        Stage::Acquainted | Stage::Closed | Stage::Exempt => return None,
    };
    Some(MenuItem::new(format!("{home}/{last}"), text))
}

/// The step that needs no page of its own.
pub(super) fn button(case: Option<&Case>, stands: Standing, home: &str) -> Option<MenuItem> {
    match (case, stands) {
        (Some(case), _) if case.stage == Stage::Acquainted => {
            Some(MenuItem::new(format!("{home}/closing"), "Закончить аттестацию"))
        }
        (None, Standing::Due(_)) => Some(MenuItem::new(format!("{home}/plan"), "Запланировать аттестацию")),
        _ => None,
    }
}

/// The way to begin before the time has come: a reason is asked for.
pub(super) fn early(stands: Standing, home: &str) -> Option<MenuItem> {
    let is_early = matches!(stands, Standing::Later(_));
    is_early.then(|| MenuItem::new(format!("{home}/plan"), "Запланировать раньше срока"))
}

/// Everything else that may be done; the next step too, while another one stands before it.
pub(super) fn others(case: Option<&Case>, (is_written, is_barred): (bool, bool), home: &str) -> Vec<MenuItem> {
    let mut all = Vec::new();
    let Some(case) = case else { return all };
    if is_barred {
        all.extend(usual(case, is_written, home));
    }
    let mut add = |last: &str, text: &'static str| all.push(MenuItem::new(format!("{home}/{last}"), text));
    // While it is the next step it stands there.
    if case.may_be_presented() && (is_written || case.stage != Stage::Listed) {
        add(
            "presentation",
            if is_written {
                "Изменить представление"
            } else {
                "Составить представление"
            },
        );
    }
    if case.stage == Stage::Presented && case.filed_on.is_none() {
        add("information", "Записать сведения работника");
    }
    if case.stage.after(Move::Postpone).is_ok() {
        add("postponement", "Отложить аттестацию");
    }
    if case.order.is_some() {
        add("correction", "Исправить записанное");
    }
    all
}

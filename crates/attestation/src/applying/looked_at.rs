//! What a specialist will answer by an indicator, told to whoever describes results: rows of the set in words, without points.

use crate::criteria::{Measure, Opt, Row, RowKind};
use crate::platform::words;

/// One row: what is asked, what may be answered, by what it is proved.
pub(super) struct LookedAt {
    pub(super) what: String,
    pub(super) answers: String,
    pub(super) proof: String,
}

pub(super) fn looked_at(row: &Row) -> LookedAt {
    LookedAt { what: row.wording.clone(), answers: answers(row), proof: proof(row) }
}

/// «Один ответ: …» as a sentence; empty where the answer is free.
fn answers(row: &Row) -> String {
    let all = row.options.iter().map(Opt::words).collect::<Vec<_>>().join("; ");
    match row.kind {
        RowKind::Text => String::new(),
        RowKind::YesNo => "Ответ: да или нет.".to_owned(),
        RowKind::Exclusive => format!("Один ответ из нескольких: {all}."),
        RowKind::Additive => format!("Отмечают всё, что есть: {all}."),
        RowKind::Band if row.measure == Measure::Percent => format!("Ответ — число процентов: {all}."),
        RowKind::Band => format!("Ответ — число: {all}."),
    }
}

/// By what documents and for which years; empty where the set says neither.
fn proof(row: &Row) -> String {
    let years = row.years.map(|years| {
        let years = words::counted(years.unsigned_abs(), "последний год", "последних года", "последних лет");
        format!("За {years}.")
    });
    let evidence = (!row.evidence.is_empty()).then(|| format!("Чем подтверждается: {}.", row.evidence.join("; ")));
    evidence.into_iter().chain(years).collect::<Vec<_>>().join(" ")
}

//! How a teacher stands: due, exempt and why, under way, or later; and what the school is to do next. Pure.

use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::words;
use crate::register::Record;

use super::categories::category;
use super::cycle::{self, Due};
use super::model::{Case, Ground, Worker};
use super::rules::{self, NoTerm, Rules};
use super::stage::{Move, Stage};

/// Why a teacher is not attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Holds a category for the post.
    Category(Category),
    /// Is new in the post.
    Newcomer,
    /// A matter of health or family.
    Ground(Ground),
}

impl Why {
    /// As shown.
    pub(super) fn words(self) -> String {
        match self {
            Self::Category(category) => format!("действует категория «{}»", category.words()),
            Self::Newcomer => "недавно принят на должность".to_owned(),
            Self::Ground(ground) => ground.words().to_owned(),
        }
    }
}

/// How a teacher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The attestation is under way.
    Going(Stage),
    /// Is not attested before this day; none: without an end.
    Exempt(Why, Option<Day>),
    /// Holds the post no more: the last day in it.
    Left(Day),
    /// Was taken off the list of the school.
    Removed,
    /// Is to be attested; the day a source names may have passed.
    Due(Due),
    /// Is to be attested by this day, which is far.
    Later(Day),
    /// Nothing is known of the post yet, and the register names no category.
    Unknown,
}

/// What is to be done while something stands against an attestation under way.
pub(super) const END: &str = "не проводить аттестацию";

impl Standing {
    /// What a filter calls it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Going(_) => "going",
            Self::Exempt(..) | Self::Left(_) => "exempt",
            Self::Removed => "removed",
            Self::Due(_) => "due",
            Self::Later(_) => "later",
            Self::Unknown => "unknown",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Going(stage) => stage.words(),
            Self::Exempt(..) | Self::Left(_) => "не подлежит",
            Self::Removed => "убран из списка",
            Self::Due(_) => "пора аттестовать",
            Self::Later(_) => "срок не подошёл",
            Self::Unknown => "нет сведений",
        }
    }

    /// The colour of its tag.
    pub(super) fn tone(self, today: Day) -> &'static str {
        match self {
            Self::Going(stage) => stage.tone(),
            Self::Due(due) if due.by.is_some_and(|by| by < today) => "red",
            Self::Due(_) => "yellow",
            Self::Exempt(..) | Self::Left(_) | Self::Removed | Self::Later(_) => "grey",
            Self::Unknown => "purple",
        }
    }

    /// Why, and until when.
    pub(super) fn until(self) -> String {
        match self {
            Self::Going(_) => String::new(),
            Self::Exempt(why, None) => format!("{}, бессрочно", why.words()),
            Self::Exempt(why, Some(from)) => format!("{}; можно с {}", why.words(), words::day(from)),
            Self::Removed => "чтобы вернуть в список, запишите сведения заново".to_owned(),
            Self::Left(last) => format!("последний день в должности {}", words::day(last)),
            Self::Due(due) => due.words(),
            Self::Later(by) => format!("до {}", words::day(by)),
            Self::Unknown => "укажите должность и с какого дня в ней".to_owned(),
        }
    }
}

impl Standing {
    /// Why an attestation is not held, in words that stay with it: a ground of health and family is not told.
    pub(super) fn because(self) -> String {
        match self {
            Self::Exempt(Why::Ground(_), _) => "есть основание не аттестовать".to_owned(),
            Self::Exempt(why, _) => why.words(),
            other => other.until(),
        }
    }
}

/// Why a teacher may not be attested today, and the first day on which it will be possible: of several grounds the one that
/// holds longest.
///
/// # Errors
/// When a clock has no term.
fn ground(
    worker: &Worker,
    records: &[Record],
    rules: &Rules,
    today: Day,
) -> Result<Option<(Why, Option<Day>)>, NoTerm> {
    let mut found: Vec<(Why, Option<Day>)> = Vec::new();
    if let Some(record) = category(worker, records, today) {
        found.push((Why::Category(record.category), record.valid_to.map(|last| last.plus(1))));
    }
    if let Some(facts) = &worker.facts {
        found.push((Why::Newcomer, Some(rules.after_start(facts.since)?)));
    }
    if let Some((ground, last)) = worker.facts.as_ref().and_then(|facts| facts.ground) {
        found.push((Why::Ground(ground), Some(rules.after_ground(ground, last)?)));
    }
    found.retain(|(_, from)| from.is_none_or(|from| from > today));
    Ok(found.into_iter().max_by_key(|(_, from)| from.map_or((1, today), |from| (0, from))))
}

/// Why a teacher is not to be attested today: holds the post no more, or has a ground; none when there is nothing.
///
/// # Errors
/// When a clock has no term.
pub(super) fn exempt(
    worker: &Worker,
    records: &[Record],
    rules: &Rules,
    today: Day,
) -> Result<Option<Standing>, NoTerm> {
    if worker.is_removed {
        return Ok(Some(Standing::Removed));
    }
    let last = worker.facts.as_ref().and_then(|facts| facts.until).filter(|last| *last < today);
    if let Some(last) = last {
        return Ok(Some(Standing::Left(last)));
    }
    Ok(ground(worker, records, rules, today)?.map(|(why, from)| Standing::Exempt(why, from)))
}

/// Why an attestation under way is not to go on, by what is asked of a day: something stands against it today, or on the day of
/// its session; none once the session was held.
///
/// # Errors
/// When a clock has no term.
pub(super) fn barred(
    case: &Case,
    today: Day,
    exempt_on: impl Fn(Day) -> Result<Option<Standing>, NoTerm>,
) -> Result<Option<Standing>, NoTerm> {
    if case.stage.after(Move::Exempt).is_err() {
        return Ok(None);
    }
    let session = case.session_on.filter(|_| case.stage != Stage::Postponed);
    match (exempt_on(today)?, session) {
        (None, Some(session)) => exempt_on(session),
        (found, _) => Ok(found),
    }
}

/// How a teacher stands today.
///
/// # Errors
/// When a clock has no term.
pub(super) fn standing(worker: &Worker, records: &[Record], rules: &Rules, today: Day) -> Result<Standing, NoTerm> {
    if let Some(case) = &worker.case {
        return Ok(Standing::Going(case.stage));
    }
    if let Some(exempt) = exempt(worker, records, rules, today)? {
        return Ok(exempt);
    }
    let Some(due) = cycle::due_by(worker, records, rules, today)? else { return Ok(Standing::Unknown) };
    let ahead = rules.ahead()?;
    let far = due.by.filter(|by| by.since(today) > ahead);
    Ok(far.map_or(Standing::Due(due), Standing::Later))
}

/// The day the last attestation found the worker unfit, as long as that is what matters of them: nothing is under way and they
/// hold the post.
pub(super) fn unfit_since(worker: &Worker, stands: Standing) -> Option<Day> {
    let is_of_old = matches!(stands, Standing::Going(_) | Standing::Left(_) | Standing::Removed);
    let last = worker.facts.as_ref().and_then(|known| known.previous).filter(|(_, fits)| !fits && !is_of_old);
    last.map(|(on, _)| on)
}

/// What is to be done next and by when; no day when none is set.
///
/// # Errors
/// When a clock has no term.
pub(super) fn reminder(case: &Case, rules: &Rules) -> Result<(Option<Day>, &'static str), NoTerm> {
    let latest = |code| case.session_on.map(|session| rules.latest(code, session)).transpose();
    Ok(match case.stage {
        Stage::Planned => (None, "издать приказ"),
        Stage::Ordered => (latest(rules::ORDER)?, "ознакомить с приказом"),
        Stage::Listed => (latest(rules::SHOWING)?, "ознакомить с представлением"),
        Stage::Presented => (case.session_on, "провести заседание"),
        Stage::Fit | Stage::Unfit => (case.extract_by, "составить выписку"),
        Stage::Extracted => (case.acquaint_by, "ознакомить с выпиской"),
        Stage::Acquainted => (None, "закончить аттестацию"),
        Stage::Postponed => (None, "назначить новый день заседания"),
        Stage::Closed | Stage::Exempt => (None, ""),
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::Facts;
    use super::super::rules::tests::shipped;
    use super::*;
    use crate::platform::ids::Id;
    use crate::platform::names::FullName;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn said(since: &str, previous: Option<&str>, ground: Option<(Ground, &str)>, today: &str) -> String {
        let worker = Worker {
            id: Id::new(),
            place: 1,
            name: FullName::split("Орлова Ольга Андреевна").expect("a name"),
            born: day("1978-02-04"),
            snils: "11223344595".to_owned(),
            school: Id::new(),
            post: "Учитель".to_owned(),
            facts: Some(Facts {
                post_code: "P27".to_owned(),
                since: day(since),
                until: None,
                previous: previous.map(|on| (day(on), true)),
                ground: ground.map(|(ground, last)| (ground, day(last))),
            }),
            is_removed: false,
            is_elsewhere: false,
            is_beside: false,
            case: None,
            version: 0,
        };
        let found = standing(&worker, &[], &shipped(), day(today)).expect("terms");
        format!("{}: {}", found.words(), found.until()).replace('\u{a0}', " ")
    }

    #[test]
    fn who_is_due_and_who_is_not() {
        assert_eq!(said("2010-09-01", Some("2021-12-01"), None, "2026-11-23"), "пора аттестовать: до 1 декабря 2026");
        assert_eq!(said("2010-09-01", Some("2024-02-29"), None, "2026-11-23"), "срок не подошёл: до 28 февраля 2029");
        assert_eq!(said("2010-09-01", Some("2022-02-21"), None, "2026-11-23"), "пора аттестовать: до 21 февраля 2027");
        assert_eq!(said("2010-09-01", Some("2022-02-22"), None, "2026-11-23"), "срок не подошёл: до 22 февраля 2027");
        assert_eq!(
            said("2010-09-01", None, None, "2026-11-23"),
            "пора аттестовать: можно с 1 сентября 2012, последнего дня закон не называет"
        );
        assert_eq!(
            said("2024-11-24", None, None, "2026-11-23"),
            "не подлежит: недавно принят на должность; можно с 24 ноября 2026"
        );
        assert_eq!(said("2024-11-23", None, None, "2026-11-23"), "пора аттестовать: до 21 февраля 2027");
        assert_eq!(
            said("2015-09-01", Some("2014-01-10"), None, "2026-11-23"),
            "пора аттестовать: можно с 1 сентября 2017, последнего дня закон не называет"
        );
        assert_eq!(
            said("2010-09-01", Some("2020-01-15"), Some((Ground::Childcare, "2025-08-31")), "2026-11-23"),
            "не подлежит: отпуск по уходу за ребёнком до трёх лет; можно с 1 сентября 2027"
        );
        assert_eq!(
            said("2010-09-01", Some("2020-01-15"), Some((Ground::Childcare, "2024-08-31")), "2026-11-23"),
            "пора аттестовать: до 30 ноября 2026"
        );
    }
}

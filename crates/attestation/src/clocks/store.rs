//! The SQL of applications by their clocks. The nearest are walked to through one index of all that run. Each stage has
//! a clock of its own with an index by its last day: a page takes the first rows of each and then the first of them all.

use crate::applications::{Application, Stage};
use crate::deadlines::{
    ANSWER_COMPLAINT, ANSWER_INTAKE, CONDUCT, CONSIDER, DECIDE, GROUP, ISSUE, PUBLISH, REGISTER, REGISTER_PORTAL,
    RESULT,
};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::Value;

/// Which clock the list goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The one that runs out next for each application.
    Nearest,
    /// Заявление рассмотрено: what has no specialist yet.
    Consider,
    /// Результат специалиста: what is with a specialist.
    Result,
    /// Решение комиссии: everything open, whatever else is waited for.
    Decide,
    /// A clock that began with an event of the case.
    Begun(&'static str),
}

/// Clocks that begin with an event of a case, as the list offers them.
pub(super) const BEGUN: [&str; 8] =
    [REGISTER_PORTAL, REGISTER, CONDUCT, GROUP, ISSUE, PUBLISH, ANSWER_COMPLAINT, ANSWER_INTAKE];

/// A clock of an application that runs, as `k`.
const RUNS: &str = "k.application_id = x.application_id and k.met_at is null and k.dropped_at is null";

impl Shown {
    /// Reads what is sent.
    pub(super) fn parse(code: &str) -> Self {
        match code {
            CONSIDER => Self::Consider,
            RESULT => Self::Result,
            DECIDE => Self::Decide,
            other => BEGUN.into_iter().find(|code| *code == other).map_or(Self::Nearest, Self::Begun),
        }
    }

    /// The stages gone through, each with its clock.
    const fn stages(self) -> &'static [(Stage, &'static str)] {
        match self {
            Self::Consider => {
                &[(Stage::Submitted, CONSIDER), (Stage::FixRequested, CONSIDER), (Stage::Registered, CONSIDER)]
            }
            Self::Result => &[(Stage::Scheduled, RESULT), (Stage::InReview, RESULT), (Stage::Returned, RESULT)],
            Self::Decide => &[
                (Stage::Submitted, DECIDE),
                (Stage::FixRequested, DECIDE),
                (Stage::Registered, DECIDE),
                (Stage::Scheduled, DECIDE),
                (Stage::InReview, DECIDE),
                (Stage::Returned, DECIDE),
                (Stage::Concluded, DECIDE),
                (Stage::Ready, DECIDE),
            ],
            Self::Nearest | Self::Begun(_) => &[],
        }
    }

    /// Of the clocks that run, as `x`, those it shows; none when it goes by stages.
    fn of_clocks(self) -> Option<String> {
        match self {
            Self::Begun(code) => Some(format!("x.code = '{code}'")),
            // An application is told of once, by that clock of its that ends first.
            Self::Nearest => {
                let earlier = "(k.due_on, k.code) < (x.due_on, x.code)";
                Some(format!("not exists (select 1 from case_clocks k where {RUNS} and {earlier})"))
            }
            Self::Consider | Self::Result | Self::Decide => None,
        }
    }
}

/// What the list is narrowed to and where its page begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Narrowing {
    /// The clock.
    pub(super) shown: Shown,
    /// The first last day.
    pub(super) from: Option<Day>,
    /// The last one.
    pub(super) to: Option<Day>,
    /// The last day and id of the row before the page.
    pub(super) after: Option<(Day, Id<Application>)>,
}

/// An application with the clock it is listed by.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: Id<Application>,
    pub(super) number: String,
    /// The teacher.
    pub(super) name: FullName,
    pub(super) school: String,
    pub(super) stage: Stage,
    pub(super) clock: String,
    pub(super) day: Day,
    /// The specialist who has it.
    pub(super) specialist: Option<FullName>,
}

/// Where the last day of a clock is kept.
fn column(clock: &str) -> &'static str {
    match clock {
        CONSIDER => "consider_by",
        DECIDE => "decide_by",
        _ => "due_on",
    }
}

/// The first rows of one stage by one clock.
fn of_stage(place: usize, (stage, clock): (Stage, &str)) -> String {
    let (stage, day) = (stage.code(), column(clock));
    format!(
        "select * from (select x.id, x.{day} as day, '{clock}' as clock from applications x
             where x.stage = '{stage}' and (x.{day}, x.id) > ($2, $3) and x.{day} <= $4 order by x.{day}, x.id limit $1) s{place}"
    )
}

/// What the list tells of applications that come `from` somewhere, with the columns of their id, clock and last day there.
fn told(from: &str, [id, clock, day]: [&str; 3]) -> String {
    format!(
        "select a.id, a.number, t.surname, t.given, t.patronymic, o.name, a.stage, {clock}, {day}, u.surname, u.given, u.patronymic
         from {from} join applications a on a.id = {id}
         join teachers t on t.id = a.teacher_id join organizations o on o.id = a.organization_id
         left join assignments g on g.application_id = a.id and g.ended_at is null and g.place = 1
         left join seats w on w.id = g.seat_id left join accounts u on u.id = w.account_id"
    )
}

/// Applications with a clock that runs, the nearest last day first, `most` at most.
pub(super) fn rows(reader: &mut Reader, narrowing: Narrowing, most: i64) -> Result<Vec<Row>, DbError> {
    let sql = if let Some(shown) = narrowing.shown.of_clocks() {
        let told = told("case_clocks x", ["x.application_id", "x.code", "x.due_on"]);
        format!(
            "{told} where x.met_at is null and x.dropped_at is null and (x.due_on, x.application_id) > ($2, $3) and x.due_on <= $4
                 and {shown} order by x.due_on, x.application_id limit $1"
        )
    } else {
        let stages = narrowing.shown.stages().iter().enumerate();
        let parts: Vec<String> = stages.map(|(place, stage)| of_stage(place, *stage)).collect();
        let first = format!("(select * from ({}) f order by f.day, f.id limit $1) n", parts.join(" union all "));
        format!("{} order by n.day, n.id", told(&first, ["n.id", "n.clock", "n.day"]))
    };
    reader.rows(&sql, &values(narrowing, most), |row| {
        Ok(Row {
            id: row.get(0)?,
            number: row.get(1)?,
            name: FullName::read(row, 2)?,
            school: row.get(5)?,
            stage: row.get(6)?,
            clock: row.get(7)?,
            day: row.get(8)?,
            specialist: row.text(9)?.is_some().then(|| FullName::read(row, 9)).transpose()?,
        })
    })
}

/// The limit, the border before the page and the last day. Every id stands after the empty text, so a day begins whole.
fn values(narrowing: Narrowing, most: i64) -> Vec<Value<'static>> {
    let begins = narrowing.from.map(|day| (day.to_string(), String::new()));
    let after = narrowing.after.map(|(day, id)| (day.to_string(), id.to_string()));
    let (day, id) = begins.max(after).unwrap_or_default();
    let last = narrowing.to.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    vec![most.into(), day.into(), id.into(), last.into()]
}

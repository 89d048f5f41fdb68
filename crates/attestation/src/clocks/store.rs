//! The SQL of open applications by their clocks. Each stage has a clock of its own with an index by its last day, and clocks
//! that began with an event have theirs; a page takes the first rows of each and then the first of them all.

use crate::applications::{self, Application, COLUMNS, JOINS, Stage, WIDTH};
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

/// Those of them that may end before the clock of the stage does, and complaints, which have none beside them.
const BESIDE: [&str; 6] = [REGISTER_PORTAL, REGISTER, CONDUCT, GROUP, ANSWER_COMPLAINT, ANSWER_INTAKE];

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
            Self::Nearest => &[
                (Stage::Submitted, CONSIDER),
                (Stage::FixRequested, CONSIDER),
                (Stage::Registered, CONSIDER),
                (Stage::Scheduled, RESULT),
                (Stage::InReview, RESULT),
                (Stage::Returned, RESULT),
                (Stage::Concluded, DECIDE),
                (Stage::Ready, DECIDE),
            ],
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
            Self::Begun(_) => &[],
        }
    }

    /// The nearest clock of each application: that of its stage unless one beside it ends earlier. An application stands
    /// in one part only, so a page that begins after a border does not tell of it again.
    fn nearest(self) -> Vec<String> {
        let beside = BESIDE.map(|code| format!("'{code}'")).join(", ");
        let running = format!(
            "select 1 from case_clocks k where k.code in ({beside}) and k.met_at is null and k.dropped_at is null and k.application_id"
        );
        let of_stages = self.stages().iter().enumerate().map(|(place, stage)| {
            let day = column(stage.1);
            of_stage(place, *stage, &format!(" and not exists ({running} = x.id and k.due_on < x.{day})"))
        });
        let own: Vec<String> = (self.stages().iter())
            .map(|(stage, clock)| format!("when '{}' then b.{}", stage.code(), column(clock)))
            .collect();
        let earlier = format!(
            " and x.due_on < (select case b.stage {} else '9999-12-31' end from applications b where b.id = x.application_id)
              and not exists ({running} = x.application_id and (k.due_on, k.code) < (x.due_on, x.code))",
            own.join(" ")
        );
        of_stages.chain(BESIDE.iter().map(|code| of_clock(code, &earlier))).collect()
    }

    /// The first rows of each of its parts, for the question to put together.
    fn parts(self) -> Vec<String> {
        match self {
            Self::Begun(code) => vec![of_clock(code, "")],
            Self::Nearest => self.nearest(),
            _ => self.stages().iter().enumerate().map(|(place, stage)| of_stage(place, *stage, "")).collect(),
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
    pub(super) case: Application,
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

/// The first rows of one stage by one clock, narrowed by `more`.
fn of_stage(place: usize, (stage, clock): (Stage, &str), more: &str) -> String {
    let (stage, day) = (stage.code(), column(clock));
    format!(
        "select * from (select x.id, x.{day} as day, '{clock}' as clock from applications x
             where x.stage = '{stage}' and (x.{day}, x.id) > ($2, $3) and x.{day} <= $4{more} order by x.{day}, x.id limit $1) s{place}"
    )
}

/// The first rows of one clock that began with an event, narrowed by `more`.
fn of_clock(code: &str, more: &str) -> String {
    format!(
        "select * from (select x.application_id as id, x.due_on as day, '{code}' as clock from case_clocks x
             where x.code = '{code}' and x.met_at is null and x.dropped_at is null and (x.due_on, x.application_id) > ($2, $3) and x.due_on <= $4{more}
             order by x.due_on, x.application_id limit $1) c{code}"
    )
}

/// Open applications, the nearest last day first, `most` at most.
pub(super) fn rows(reader: &mut Reader, narrowing: Narrowing, most: i64) -> Result<Vec<Row>, DbError> {
    let all = narrowing.shown.parts();
    let sql = format!(
        "select {COLUMNS}, n.clock, n.day, u.surname, u.given, u.patronymic
         from (select * from ({}) f order by f.day, f.id limit $1) n join applications a on a.id = n.id {JOINS}
         left join assignments g on g.application_id = a.id and g.ended_at is null and g.place = 1
         left join seats w on w.id = g.seat_id left join accounts u on u.id = w.account_id
         order by n.day, n.id",
        all.join(" union all ")
    );
    reader.rows(&sql, &values(narrowing, most), |row| {
        let surname: Option<String> = row.get(WIDTH + 2)?;
        let specialist = surname.map(|_| FullName::read(row, WIDTH + 2)).transpose()?;
        Ok(Row { case: applications::read(row)?, clock: row.get(WIDTH)?, day: row.get(WIDTH + 1)?, specialist })
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

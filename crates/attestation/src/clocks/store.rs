//! The SQL of applications by their clocks: a page walks the clocks that run by their last days, through an index of all of
//! them or of those of one code.

use std::sync::Arc;

use crate::accounts;
use crate::applications::stage_sql::AWAITS_AWARD;
use crate::applications::{self, Application, Stage};
use crate::context::App;
use crate::deadlines::running::IS_NEAREST;
use crate::deadlines::{self, OF_CASES};
use crate::organizations;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::PlaceName;
use crate::platform::recent::Recent;
use crate::platform::record::Value;

/// Which clock the list goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The one that runs out next for each application.
    Nearest,
    /// One clock.
    One(&'static str),
}

impl Shown {
    /// Reads what is sent.
    pub(super) fn parse(code: &str) -> Self {
        OF_CASES.into_iter().find(|one| *one == code).map_or(Self::Nearest, Self::One)
    }

    /// Of the clocks that run, as `x`, those it shows.
    fn sql(self) -> String {
        match self {
            Self::One(code) => format!("x.code = '{code}'"),
            // An application is told of once, by that clock of its that ends first.
            Self::Nearest => IS_NEAREST.to_owned(),
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

/// Names that the list does not ask the database for.
#[derive(Clone)]
pub(super) struct Known {
    schools: Arc<Recent<PlaceName>>,
    seated: Arc<Recent<String>>,
    teachers: Arc<Recent<String>>,
    now: Moment,
}

impl Known {
    /// What is known now.
    pub(super) fn of(app: &App) -> Self {
        Self {
            schools: Arc::clone(&app.schools),
            seated: Arc::clone(&app.seated),
            teachers: Arc::clone(&app.teachers),
            now: app.now(),
        }
    }
}

/// An application with the clock it is listed by.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: Id<Application>,
    pub(super) number: String,
    /// The teacher, in full.
    pub(super) name: Arc<String>,
    pub(super) school: Arc<PlaceName>,
    pub(super) stage: Stage,
    /// Whether its award is to be confirmed: no specialist is waited for.
    pub(super) awaits_award: bool,
    /// What is to be done by the day.
    pub(super) what: &'static str,
    pub(super) day: Day,
    /// The specialist who has it, «Орлова О. А.».
    pub(super) specialist: Option<Arc<String>>,
}

/// A row with the ids of its teacher, its school and the specialist's seat.
struct Keyed {
    row: Row,
    teacher: String,
    school: String,
    seat: Option<String>,
}

/// Applications with a clock that runs, the nearest last day first, `most` at most.
pub(super) fn rows(reader: &mut Reader, known: &Known, narrowing: Narrowing, most: i64) -> Result<Vec<Row>, DbError> {
    let sql = format!(
        "select a.id, a.number, a.stage, x.code, x.due_on,
             cast(case when {AWAITS_AWARD} then 1 else 0 end as bigint), a.teacher_id, a.organization_id, g.seat_id
         from case_clocks x join applications a on a.id = x.application_id
         left join assignments g on g.application_id = a.id and g.ended_at is null and g.place = 1
         where x.met_at is null and x.dropped_at is null and (x.due_on, x.application_id) > ($2, $3) and x.due_on <= $4
             and {} order by x.due_on, x.application_id limit $1",
        narrowing.shown.sql()
    );
    let rows = reader.rows(&sql, &values(narrowing, most), |row| {
        let told = Row {
            id: row.get(0)?,
            number: row.get(1)?,
            name: Arc::default(),
            school: Arc::default(),
            stage: row.get(2)?,
            what: row.text(3)?.map_or("", what),
            day: row.get(4)?,
            awaits_award: row.get::<i64>(5)? == 1,
            specialist: None,
        };
        Ok(Keyed { row: told, teacher: row.get(6)?, school: row.get(7)?, seat: row.get(8)? })
    })?;
    named(reader, known, rows)
}

/// What is to be done by the end of a clock.
pub(super) fn what(code: &str) -> &'static str {
    deadlines::named(code).map_or("", |clock| clock.what)
}

/// The rows with the names of their teachers, schools and specialists.
fn named(reader: &mut Reader, known: &Known, rows: Vec<Keyed>) -> Result<Vec<Row>, DbError> {
    let teachers: Vec<Option<&str>> = rows.iter().map(|row| Some(row.teacher.as_str())).collect();
    let teachers = known.teachers.each(known.now, &teachers, |ids| {
        let names = applications::names_of_teachers(reader, ids)?;
        Ok::<_, DbError>(names.into_iter().map(|(id, name)| (id, name.full())).collect())
    })?;
    let schools: Vec<Option<&str>> = rows.iter().map(|row| Some(row.school.as_str())).collect();
    let schools = known.schools.each(known.now, &schools, |ids| organizations::names(reader, ids))?;
    let seats: Vec<Option<&str>> = rows.iter().map(|row| row.seat.as_deref()).collect();
    let people = known.seated.each(known.now, &seats, |ids| {
        let people = accounts::people_of_seats(reader, ids)?;
        Ok::<_, DbError>(people.into_iter().map(|(seat, name)| (seat, name.short())).collect())
    })?;
    let named = rows.into_iter().zip(teachers).zip(schools).zip(people).map(|(((keyed, name), school), specialist)| {
        Row { name: name.unwrap_or_default(), school: school.unwrap_or_default(), specialist, ..keyed.row }
    });
    Ok(named.collect())
}

/// The limit, the border before the page and the last day. Every id stands after the empty text, so a day begins whole.
fn values(narrowing: Narrowing, most: i64) -> Vec<Value<'static>> {
    let begins = narrowing.from.map(|day| (day.to_string(), String::new()));
    let after = narrowing.after.map(|(day, id)| (day.to_string(), id.to_string()));
    let (day, id) = begins.max(after).unwrap_or_default();
    let last = narrowing.to.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    vec![most.into(), day.into(), id.into(), last.into()]
}

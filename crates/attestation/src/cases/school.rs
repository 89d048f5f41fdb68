//! The coordinator's cabinet: teachers of the own school and no other.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Coordinator;
use crate::applications::stage_sql::{IN_REVIEW, OPEN};
use crate::assignments::Relation;
use crate::context::App;
use crate::deadlines::{self, running};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::values;

use super::list::{self, Line, Turn};
use super::store::{self, Listed};
use super::waiting::Running;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school", show)
}

/// How the school's cases stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct SchoolCounts {
    all: i64,
    unchecked: i64,
    in_review: i64,
    done: i64,
    fix: i64,
    late: i64,
    /// Categories of its people that end within three months.
    ending: i64,
}

/// Months ahead within which the end of a category is told of: what «Категории педагогов» narrows its list to.
const ENDING_MONTHS: i64 = 3;

#[derive(Template)]
#[template(path = "cases/school.html")]
struct SchoolPage {
    frame: Frame,
    form: Form,
    school: String,
    counts: SchoolCounts,
    /// What its counter of ending categories says.
    ending: &'static str,
    stages: Vec<Choice>,
    lines: Vec<Line>,
    narrowed: bool,
    found: String,
    turn: Turn,
}

async fn show(person: Coordinator, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let raw = raw.unwrap_or_default();
    let form = Form::of_urlencoded(raw.as_bytes());
    let (today, school) = (app.today(), person.school);
    // A school sees the clock that runs, whoever's it is, as the page of a case does.
    let mut narrowing = list::narrowing_of(&form, today, person.seat.role.keeps_decisions());
    narrowing.organization = Some(school);
    narrowing.nearest = true;
    // A school answers for more than results: any clock of a case that has run out is late, as «Сроки» and reports count.
    narrowing.overdue_on = narrowing.due_before.take();
    let (mut cases, overdue, counts) = app
        .db
        .read(move |reader| {
            let cases = store::all(reader, &narrowing, list::ASKED)?;
            let ids: Vec<String> = cases.iter().map(|one| one.case.id.to_string()).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let overdue = running::overdue_among(reader, today, &ids)?;
            Ok::<_, DbError>((cases, overdue, counts(reader, school, today)?))
        })
        .await?;
    let keeps = person.seat.role.keeps_decisions();
    let turn = Turn::of("/school", &raw, &mut cases);
    let is_part = !turn.first.is_empty() || !turn.next.is_empty();
    let shown = words::counted(cases.len() as u64, "дело", "дела", "дел");
    let found = format!("{}{shown}", if is_part { "На странице: " } else { "Найдено: " });
    page::page(&SchoolPage {
        frame: person.frame(&app, "Педагоги школы"),
        school: person.seat.workplace.clone(),
        ending: words::plural(
            counts.ending.unsigned_abs(),
            "категория скоро закончится",
            "категории скоро закончатся",
            "категорий скоро закончатся",
        ),
        counts,
        stages: list::stage_choices(keeps),
        lines: cases
            .iter()
            .map(|one| late(until(list::line(&one.case, today, keeps), one, today), &overdue, today))
            .collect(),
        narrowed: turn.is_narrowed,
        found,
        turn,
        form,
    })
}

/// The line with the clock that runs, while the decision is ahead.
fn until(line: Line, one: &Listed, today: Day) -> Line {
    let running = Running::of(&one.case, Relation::Coordinator).filter(|_| one.case.stage.is_open());
    let Some(running) = running else { return line };
    Line {
        due: words::day(one.due),
        left: format!("{}: {}", words::left(one.due, today), running.what()),
        tone: words::tone(one.due, today).code(),
        ..line
    }
}

/// The line with the clock that ran out first in place of the result's; as it was when none has.
fn late(line: Line, overdue: &[(String, String, Day)], today: Day) -> Line {
    let Some((_, code, due)) = overdue.iter().find(|(case, ..)| *case == line.id) else { return line };
    let what = deadlines::named(code).map_or("", |clock| clock.what);
    Line {
        due: words::day(*due),
        left: format!("{}: {}", words::left(*due, today), words::inside(what)),
        tone: words::tone(*due, today).code(),
        ..line
    }
}

fn counts<T>(reader: &mut Reader, school: Id<T>, today: Day) -> Result<SchoolCounts, DbError> {
    let late = running::is_overdue("a.id", "$2");
    let sql = format!(
        "select count(*), coalesce(sum(case when documents_checked_at is null and stage in ({OPEN}) then 1 else 0 end), 0),
            coalesce(sum(case when stage in ({IN_REVIEW}) then 1 else 0 end), 0), coalesce(sum(case when stage = 'concluded' then 1 else 0 end), 0),
            coalesce(sum(case when stage = 'fix_requested' then 1 else 0 end), 0),
            coalesce(sum(case when {late} then 1 else 0 end), 0),
            (select count(*) from register_places p join register_records r on r.place_id = p.id
                where p.organization_id = $1 and r.replaced_at is null and r.entry <> 'revoked'
                    and r.valid_to >= $2 and r.valid_to <= $3)
         from applications a where a.organization_id = $1"
    );
    let soon = Day(today.0.saturating_add(jiff::Span::new().months(ENDING_MONTHS)));
    let counts = reader.row(&sql, values![school, today, soon], |row| {
        Ok(SchoolCounts {
            all: row.get(0)?,
            unchecked: row.get(1)?,
            in_review: row.get(2)?,
            done: row.get(3)?,
            fix: row.get(4)?,
            late: row.get(5)?,
            ending: row.get(6)?,
        })
    })?;
    Ok(counts.unwrap_or_default())
}

//! The queue of intake: what waits to be registered, to be put right, or to get its term; the oldest clock first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::stage_sql::TERM_CHANGES;
use crate::applications::{self, Application, COLUMNS, Channel, JOINS, Stage, WIDTH};
use crate::context::App;
use crate::deadlines::{CONSIDER, REGISTER, REGISTER_PORTAL};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::record::Value;
use crate::platform::words;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/intake", show)
}

/// Rows of a page.
const ROWS: usize = 20;
/// Rows asked for: one more tells whether there is a next page.
const ASKED: i64 = 21;
/// Fields of the filter.
const FIELDS: [&str; 3] = ["stage", "channel", "when"];
/// Stages of intake.
const STAGES: [Stage; 3] = [Stage::Submitted, Stage::FixRequested, Stage::Registered];

/// What a stage of intake waits for.
const fn waits(stage: Stage) -> &'static str {
    match stage {
        Stage::Submitted => "ждёт регистрации",
        Stage::FixRequested => "нужны исправления",
        _ => "без срока",
    }
}

struct Line {
    id: String,
    name: String,
    number: String,
    post: String,
    school: String,
    channel: &'static str,
    waits: &'static str,
    tone: &'static str,
    /// Where the next step is made, and what it is called.
    href: String,
    act: &'static str,
    can_schedule: bool,
    day: String,
    left: String,
    left_tone: &'static str,
}

#[derive(Template)]
#[template(path = "intake/queue.html")]
struct QueuePage {
    frame: Frame,
    form: Form,
    stages: Vec<Choice>,
    channels: Vec<Choice>,
    whens: Vec<Choice>,
    lines: Vec<Line>,
    found: String,
    narrowed: bool,
    schedules: bool,
    first: String,
    next: String,
}

/// What the queue is narrowed to and where its page begins.
struct Narrowing {
    stage: Option<Stage>,
    channel: Option<Channel>,
    late_on: Option<Day>,
    after: Option<(Day, Id<Application>)>,
}

/// A case of the queue and the last day of what it waits for: registration by its clock, otherwise consideration.
struct Row {
    case: Application,
    last: Day,
}

fn rows(reader: &mut Reader, narrowing: &Narrowing) -> Result<Vec<Row>, DbError> {
    let (day, id) = narrowing.after.map(|(day, id)| (day.to_string(), id.to_string())).unwrap_or_default();
    let last = narrowing.late_on.map_or_else(|| "9999-12-31".to_owned(), |today| today.plus(-1).to_string());
    let mut values: Vec<Value<'_>> = vec![ASKED.into(), day.into(), id.into(), last.into()];
    let by_channel = narrowing.channel.map_or("", |channel| {
        values.push(channel.code().into());
        " and x.channel = $5"
    });
    // Each part walks the clocks that run in the order of the list; a case stands in one part only.
    let of_clock = |code: &str, stages: &str| {
        format!(
            "select * from (select x.id, k.due_on as last from case_clocks k join applications x on x.id = k.application_id
                 where k.code = '{code}' and k.met_at is null and k.dropped_at is null and (k.due_on, k.application_id) > ($2, $3)
                 and k.due_on <= $4 and x.stage in ({stages}){by_channel} order by k.due_on, k.application_id limit $1) f"
        )
    };
    let shown = STAGES.into_iter().filter(|stage| narrowing.stage.is_none_or(|only| only == *stage));
    let all: Vec<String> = shown
        .flat_map(|stage| match stage {
            Stage::Submitted => [REGISTER, REGISTER_PORTAL].map(|code| of_clock(code, "'submitted'")).into(),
            // Whoever got a specialist first still waits for the term and the form.
            Stage::Registered => vec![of_clock(CONSIDER, &format!("'registered', {TERM_CHANGES}"))],
            stage => vec![of_clock(CONSIDER, &format!("'{}'", stage.code()))],
        })
        .collect();
    let sql = format!(
        "select {COLUMNS}, n.last from (select * from ({}) f order by f.last, f.id limit $1) n
         join applications a on a.id = n.id {JOINS} order by n.last, n.id",
        all.join(" union all ")
    );
    reader.rows(&sql, &values, |row| Ok(Row { case: applications::read(row)?, last: row.get(WIDTH)? }))
}

async fn show(by: Centre, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.unwrap_or_default().as_bytes());
    let today = app.today();
    let narrowing = Narrowing {
        stage: Stage::parse(form.value("stage")).filter(|stage| STAGES.contains(stage)),
        channel: Channel::parse(form.value("channel")),
        late_on: (form.value("when") == "late").then_some(today),
        after: after(form.value("after")),
    };
    let is_begun = narrowing.after.is_some();
    let mut rows = app.db.read(move |reader| rows(reader, &narrowing)).await?;
    let has_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| has_more);
    let border = |row: &Row| format!("{}.{}", row.last, row.case.id);
    let next = next.map(|last| listing::address("/intake", &form, &FIELDS, &border(last)));
    let shown = words::counted(rows.len() as u64, "дело", "дела", "дел");
    let lines: Vec<Line> = rows.iter().map(|row| line(row, today)).collect();
    page::page(&QueuePage {
        frame: by.frame(&app, "Приём заявлений"),
        stages: listing::choices("Все", STAGES.map(|stage| (stage.code(), waits(stage)))),
        channels: listing::choices("Все", Channel::ALL.map(|one| (one.code(), one.words()))),
        whens: listing::choices("Все", [("late", "Срок прошёл")]),
        schedules: lines.iter().any(|line| line.can_schedule),
        lines,
        found: format!("{}{shown}", if has_more || is_begun { "На странице: " } else { "Найдено: " }),
        narrowed: FIELDS.iter().any(|field| !form.text(field).is_empty()),
        first: if is_begun { listing::address("/intake", &form, &FIELDS, "") } else { String::new() },
        next: next.unwrap_or_default(),
        form,
    })
}

fn after(text: &str) -> Option<(Day, Id<Application>)> {
    let (day, id) = text.split_once('.')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn line(row: &Row, today: Day) -> Line {
    let case = &row.case;
    let can_schedule = !matches!(case.stage, Stage::Submitted | Stage::FixRequested);
    let (path, act) = match case.stage {
        Stage::Submitted => ("registration", "Зарегистрировать"),
        Stage::FixRequested => ("remarks", "Посмотреть замечания"),
        Stage::Registered => ("schedule", "Назначить срок"),
        _ => ("schedule/change", "Назначить срок"),
    };
    Line {
        id: case.id.to_string(),
        name: case.name.full(),
        number: case.number.clone(),
        post: case.post_and_subject(),
        school: case.school_name.clone(),
        channel: case.filed.channel.map_or("не указано", Channel::words),
        waits: waits(case.stage),
        tone: if can_schedule { Stage::Registered.tone() } else { case.stage.tone() },
        href: format!("/applications/{}/{path}", case.id),
        act,
        can_schedule,
        day: words::day(row.last),
        left: words::left(row.last, today),
        left_tone: words::tone(row.last, today).code(),
    }
}

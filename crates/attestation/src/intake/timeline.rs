//! «Сроки дела»: every clock of a case, from which day to which, how it is counted and by which rule, met or overdue.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::deadlines::{self, running};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::store::{self, Scheduled};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/clocks", show)
}

struct Line {
    what: String,
    from: String,
    began: String,
    due: String,
    term: String,
    rule: String,
    state: String,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "intake/timeline.html")]
struct TimelinePage {
    frame: Frame,
    teacher: String,
    number: String,
    scheduled: Vec<(&'static str, String)>,
    /// Where the individual schedule is taken; empty for whoever does not read it, or while there is none.
    schedule: String,
    lines: Vec<Line>,
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let read =
        app.db.read(move |reader| Ok::<_, DbError>((running::of_case(reader, id)?, store::scheduled(reader, id)?)));
    let (clocks, scheduled) = read.await?;
    let home = format!("/applications/{id}");
    let reads_schedule = scheduled.is_some() && seen.relation != Relation::Specialist;
    page::page(&TimelinePage {
        frame: seen.by.frame(&app, "Сроки дела").trail(&[seen.list(), (home.as_str(), &seen.case.name.short())]),
        teacher: seen.case.name.full(),
        number: seen.case.number.clone(),
        schedule: if reads_schedule { format!("{home}/schedule") } else { String::new() },
        scheduled: scheduled.map(facts).unwrap_or_default(),
        lines: clocks.iter().map(|one| line(&app, one)).collect(),
    })
}

/// The schedule of a case in words.
pub(super) fn facts(set: Scheduled) -> Vec<(&'static str, String)> {
    vec![
        ("Аттестация", format!("с {} по {}", words::day(set.starts_on), words::day(set.ends_on))),
        ("Место", set.place),
        ("Форма", set.form),
        ("Порядок", set.track.words().to_owned()),
        ("Заседание", set.session_on.map_or_else(|| "день не намечен".to_owned(), words::day)),
    ]
}

/// How a clock stands: its words and their colour.
fn state(app: &App, clock: &running::Running, today: Day) -> (String, &'static str) {
    if let Some(at) = clock.met_at {
        let day = app.config.zone.day(at);
        let late = day > clock.due_on;
        let words = words::day(day);
        return if late {
            (format!("сделано {words}, позже срока"), "red")
        } else {
            (format!("сделано {words}"), "green")
        };
    }
    if clock.dropped_at.is_some() {
        return ("больше не нужно".to_owned(), "grey");
    }
    let tone = match words::tone(clock.due_on, today) {
        words::Tone::Calm => "blue",
        words::Tone::Soon => "yellow",
        words::Tone::Late => "red",
    };
    (words::left(clock.due_on, today), tone)
}

fn line(app: &App, clock: &running::Running) -> Line {
    let known = deadlines::named(&clock.code);
    let (state, tone) = state(app, clock, app.today());
    Line {
        what: known.map_or_else(|| clock.code.clone(), |known| known.what.to_owned()),
        from: known.map(|known| known.from.to_owned()).unwrap_or_default(),
        began: words::day(clock.began_on),
        due: words::day(clock.due_on),
        term: clock.term.map(deadlines::Term::whole_words).unwrap_or_default(),
        rule: clock.legal_ref.clone(),
        state,
        tone,
    }
}

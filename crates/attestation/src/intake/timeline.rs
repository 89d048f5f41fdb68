//! «Сроки дела»: every clock of a case, from which day to which, how it is counted and by which rule, met or overdue.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Signed;
use crate::applications::{self, Application, Coming};
use crate::assignments::{CaseInSight, Relation};
use crate::commission::{self, AfterRefusal};
use crate::context::App;
use crate::deadlines::{self, APPLY_AGAIN, NAMED_END, RESULT, running};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::steps;
use super::store::{self, Earlier, Scheduled};

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
    /// Terms that were changed, in words, the newest first.
    earlier: Vec<String>,
    /// Where the individual schedule is taken; empty for whoever does not read it, or while there is none.
    schedule: String,
    /// The step of the schedule to be written down next; empty for whoever writes none, or after the last one.
    step: &'static str,
    form: Form,
    lines: Vec<Line>,
}

/// What the page reads in one go.
pub(super) struct Facts {
    pub(super) clocks: Vec<running::Running>,
    pub(super) scheduled: Option<Scheduled>,
    pub(super) earlier: Vec<Earlier>,
    /// The session on whose agenda the case stands.
    pub(super) coming: Option<Coming>,
    /// From which day the teacher of a refused case may apply again.
    again: Option<AfterRefusal>,
}

/// Reads the clocks of a case and its schedule.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn facts_of(app: &App, case: &Application) -> Result<Facts, Failure> {
    let (id, is_decided) = (case.id, case.reached.is_decided());
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>(Facts {
            clocks: running::of_case(reader, id)?,
            scheduled: store::scheduled(reader, id)?,
            earlier: store::earlier_of(reader, id)?,
            coming: applications::coming_to(reader, id)?,
            again: if is_decided { commission::after_refusal(reader, id)? } else { None },
        })
    });
    Ok(read.await?)
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    let facts = facts_of(&app, &seen.case).await?;
    let reads = if seen.relation == Relation::Specialist { Reads::Clocks } else { Reads::Schedule };
    let reads = if seen.relation == Relation::Centre { Reads::Keeps } else { reads };
    page(&app, (&seen.by, &seen.case, seen.list()), (facts, reads), Form::new())
}

/// The page for the centre, with what was typed of a step and what is wrong with it.
pub(super) fn draw(
    app: &App,
    (by, case): (&Signed, &Application),
    facts: Facts,
    form: Form,
) -> Result<Response, Failure> {
    page(app, (by, case, ("/applications", "Дела")), (facts, Reads::Keeps), form)
}

/// How much of the page somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Clocks alone.
    Clocks,
    /// The individual schedule too.
    Schedule,
    /// And writes its steps down.
    Keeps,
}

fn page(
    app: &App,
    (by, case, list): (&Signed, &Application, (&'static str, &'static str)),
    (facts, reads): (Facts, Reads),
    form: Form,
) -> Result<Response, Failure> {
    let home = format!("/applications/{}", case.id);
    let has_schedule = facts.scheduled.is_some() && reads != Reads::Clocks;
    let step = steps::next(case, &facts.clocks).filter(|_| reads == Reads::Keeps && facts.scheduled.is_some());
    let sound = form.is_sound();
    let page = TimelinePage {
        frame: by.frame(app, "Сроки дела").sound(sound).trail(&[list, (home.as_str(), &case.name.short())]),
        teacher: case.name.full(),
        number: case.number.clone(),
        schedule: if has_schedule { format!("{home}/schedule") } else { String::new() },
        step: step.filter(|_| case.stage.is_open()).map(|(step, _)| step.words()).unwrap_or_default(),
        scheduled: facts.scheduled.map(|set| self::facts(set, facts.coming.as_ref())).unwrap_or_default(),
        earlier: facts.earlier.iter().map(|one| earlier_words(app, one)).collect(),
        lines: facts
            .clocks
            .iter()
            .map(|one| line(app, case, one))
            .chain(facts.again.map(|one| again_line(one, app.today())))
            .collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The schedule of a case in words; the session is that of the agenda on which the case stands, or the planned one.
pub(super) fn facts(set: Scheduled, coming: Option<&Coming>) -> Vec<(&'static str, String)> {
    let planned = || set.session_on.map(|day| format!("намечено на {}", words::day(day)));
    let session = coming.map(Coming::words).or_else(planned).unwrap_or_else(|| "день не намечен".to_owned());
    vec![
        ("Аттестация", format!("с {} по {}", words::day(set.starts_on), words::day(set.ends_on))),
        ("Место", set.place),
        ("Форма", set.form),
        ("Порядок", set.track.words().to_owned()),
        ("Заседание", session),
    ]
}

/// «До 23 ноября 2026 был срок с … по …, … Почему изменён: болезнь педагога».
fn earlier_words(app: &App, one: &Earlier) -> String {
    let set = &one.was.set;
    let session = set.session_on.map(|day| format!(", заседание {}", words::day(day))).unwrap_or_default();
    let until = words::day(app.config.zone.day(one.changed_at));
    format!("До {until} был {}, место: {}{session}. Почему изменён: {}", set.told(), set.place, one.reason)
}

/// How a clock with its last day stands: its words and their colour.
fn state(app: &App, clock: &running::Running, due: Day) -> (String, &'static str) {
    let today = app.today();
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
    let tone = match words::tone(due, today) {
        words::Tone::Calm => "blue",
        words::Tone::Soon => "yellow",
        words::Tone::Late => "red",
    };
    (words::left(due, today), tone)
}

fn line(app: &App, case: &Application, clock: &running::Running) -> Line {
    let known = deadlines::named(&clock.code);
    // While the result is waited for, its day is no later than the term of the attestation allows.
    let is_bound = clock.code == RESULT && clock.met_at.is_none() && clock.dropped_at.is_none();
    let due = if is_bound { clock.due_on.min(case.due_on) } else { clock.due_on };
    let (state, tone) = state(app, clock, due);
    let term = match clock.term {
        Some(term) => term.whole_words(),
        None if clock.code == NAMED_END => "этот день назначил Центр, он сообщён педагогу".to_owned(),
        None => String::new(),
    };
    Line {
        what: known.map_or_else(|| clock.code.clone(), |known| known.what.to_owned()),
        from: known.map(|known| known.from.to_owned()).unwrap_or_default(),
        began: words::day(clock.began_on),
        due: words::day(due),
        term: if due < clock.due_on {
            format!("{term}, не позже конца аттестации и заседания")
        } else {
            term
        },
        rule: clock.legal_ref.clone(),
        state,
        tone,
    }
}

/// From which day the teacher may apply for the refused category again: nothing is to be done by it, so nothing is overdue.
fn again_line(one: AfterRefusal, today: Day) -> Line {
    let known = deadlines::named(APPLY_AGAIN);
    Line {
        what: known.map(|known| known.what.to_owned()).unwrap_or_default(),
        from: known.map(|known| known.from.to_owned()).unwrap_or_default(),
        began: words::day(one.refused_on),
        due: format!("с {}", words::day(one.from)),
        term: one.term.whole_words(),
        rule: one.legal_ref,
        state: if one.from > today { "ещё рано" } else { "можно подать" }.to_owned(),
        tone: if one.from > today { "grey" } else { "green" },
    }
}

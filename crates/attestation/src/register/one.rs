//! One record: what it states, how it came to be, what it replaced. Whoever does not keep the register reads no СНИЛС and
//! no names of those who wrote it down.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::Snils;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Zone;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::{RecordInSight, RegisterReader};
use super::model::Record;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/{id}", show)
}

/// One step of a record's history.
struct Step {
    href: String,
    what: &'static str,
    reason: String,
    stated: String,
    who: String,
    when: String,
    is_shown: bool,
}

#[derive(Template)]
#[template(path = "register/one.html")]
struct OnePage {
    frame: Frame,
    home: String,
    extract: String,
    name: String,
    born: String,
    /// For the centre alone.
    snils: String,
    organization: String,
    municipality: String,
    post: String,
    category: &'static str,
    granted: String,
    until: String,
    act: String,
    code: String,
    state: String,
    tone: &'static str,
    source: &'static str,
    stands: bool,
    is_keeper: bool,
    newest: String,
    steps: Vec<Step>,
}

async fn show(seat: RecordInSight, State(app): State<App>) -> Result<Response, Failure> {
    let (chain, id) = (seat.it.chain, seat.it.id);
    let mut history = app.db.read(move |reader| store::history(reader, chain)).await?;
    history.retain(|(step, _)| seat.by.sees(step));
    let fact = Fact::of(kinds::OPENED, seat.it.name.full()).subject("register", id);
    app.db.act(seat.by.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let frame = seat
        .by
        .by
        .frame(&app, &seat.it.name.full())
        .trail(&[("/cabinet", "Личный кабинет"), ("/register", "Реестр категорий")]);
    page::page(&drawn(&app, frame, &seat, &history))
}

fn drawn(app: &App, frame: Frame, seat: &RecordInSight, history: &[(Record, FullName)]) -> OnePage {
    let (record, is_keeper) = (&seat.it, seat.by.is_keeper());
    let (state, tone) = record.state(app.today());
    let newest = history.first().filter(|(newest, _)| newest.id != record.id);
    OnePage {
        frame,
        home: format!("/register/{}", record.id),
        extract: format!("/register/{}/extract", record.id),
        name: record.name.full(),
        born: words::day(record.born),
        snils: if is_keeper { Snils::printed(&record.snils) } else { String::new() },
        organization: record.organization.clone(),
        municipality: record.municipality.clone(),
        post: record.post().to_owned(),
        category: record.category.words(),
        granted: words::day(record.granted_on),
        until: record.until(),
        act: record.act(),
        code: record.code.groups(),
        state,
        tone,
        source: source(&record.source),
        stands: record.stands(),
        is_keeper,
        newest: newest.map(|(newest, _)| format!("/register/{}", newest.id)).unwrap_or_default(),
        steps: history.iter().map(|(step, by)| step_of(&app.config.zone, step, who(&seat.by, by), record)).collect(),
    }
}

/// Where a record was taken from, in words.
fn source(code: &str) -> &'static str {
    match code.split(':').next().unwrap_or_default() {
        "import" | "command" => "таблица прежнего реестра",
        "application" => "дело в системе",
        _ => "внесена вручную",
    }
}

/// Who wrote a record down: the centre's people by their names for the centre alone.
fn who(reader: &RegisterReader, by: &FullName) -> String {
    match (by.surname.is_empty(), reader.is_keeper()) {
        (true, _) => "система".to_owned(),
        (false, true) => by.full(),
        (false, false) => "Центр".to_owned(),
    }
}

fn step_of(zone: &Zone, step: &Record, who: String, shown: &Record) -> Step {
    let day = words::brief_day(step.granted_on);
    Step {
        href: format!("/register/{}", step.id),
        what: step.entry.words(),
        reason: step.reason.clone(),
        stated: format!(
            "{}, {}, {} с {day} {}, акт {}",
            step.name.full(),
            step.post(),
            step.category.words(),
            step.until(),
            step.act()
        ),
        who,
        when: zone.written(step.added_at),
        is_shown: step.id == shown.id,
    }
}

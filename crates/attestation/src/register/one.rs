//! One record: what it states, how it came to be, what it replaced.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Zone;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

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
    newest: String,
    steps: Vec<Step>,
}

async fn show(seat: InCharge<Record>, State(app): State<App>) -> Result<Response, Failure> {
    let (chain, id) = (seat.it.chain, seat.it.id);
    let history = app.db.read(move |reader| store::history(reader, chain)).await?;
    let fact = Fact::of(kinds::OPENED, seat.it.name.full()).subject("register", id);
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let frame = seat
        .by
        .frame(&app, &seat.it.name.full())
        .trail(&[("/cabinet", "Личный кабинет"), ("/register", "Реестр категорий")]);
    page::page(&drawn(&app, frame, &seat.it, &history))
}

fn drawn(app: &App, frame: Frame, record: &Record, history: &[(Record, FullName)]) -> OnePage {
    let (state, tone) = record.state(app.today());
    let newest = history.first().filter(|(newest, _)| newest.id != record.id);
    OnePage {
        frame,
        home: format!("/register/{}", record.id),
        extract: format!("/register/{}/extract", record.id),
        name: record.name.full(),
        born: words::day(record.born),
        snils: record.snils.clone(),
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
        newest: newest.map(|(newest, _)| format!("/register/{}", newest.id)).unwrap_or_default(),
        steps: history.iter().map(|(step, by)| step_of(&app.config.zone, step, by, record)).collect(),
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

fn step_of(zone: &Zone, step: &Record, by: &FullName, shown: &Record) -> Step {
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
        who: if by.surname.is_empty() { "система".to_owned() } else { by.full() },
        when: zone.written(step.added_at),
        is_shown: step.id == shown.id,
    }
}

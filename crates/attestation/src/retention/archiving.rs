//! Cases of a year given to the archive: what will go there is shown first, then all of it goes in one act.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::{self, Move, Stage};
use crate::context::App;
use crate::deadlines::{ARCHIVE, Waiting};
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Zone};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::kinds;
use super::model::Refused;
use super::store::{self, MOST_AT_ONCE, OverCase, Stretch};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention/archiving", show).post("/retention/archiving", archive)
}

/// Cases named on the check page; the rest are counted.
const NAMED: usize = 20;

struct Line {
    id: String,
    name: String,
    number: String,
    stage: &'static str,
    tone: &'static str,
    over: String,
}

#[derive(Template)]
#[template(path = "retention/archiving.html")]
struct ArchivingPage {
    frame: Frame,
    form: Form,
    /// The year as it was read; empty when it was not.
    year: String,
    count: usize,
    counted: String,
    facts: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    rest: String,
    /// Whether more wait than go at once.
    is_part: bool,
    /// How many stay until their complaint is answered, in words; empty when none does.
    complained: String,
    /// How many were over too lately, why they stay and until when; empty when none does.
    fresh: String,
}

/// A year of our times.
fn year(form: &mut Form) -> Option<i16> {
    let year = form.text("year").parse::<i16>().ok().filter(|year| (2000..=2100).contains(year));
    form.check("year", year.ok_or("Укажите год четырьмя цифрами, например 2026."))
}

/// The first moment of a year and of the next one.
fn span(app: &App, year: i16) -> Stretch {
    let first = |year: i16| app.config.zone.begins(Day(jiff::civil::date(year, 1, 1)));
    (first(year), first(year.saturating_add(1)))
}

/// Cases of a year that may go, how many stay until their complaint is answered, and what is said of those over too lately.
#[derive(Default)]
struct Over {
    found: Vec<OverCase>,
    complained: i64,
    fresh: String,
}

/// When cases were over that wait for their term still.
fn stretches(waiting: &Waiting, (today, zone): (Day, &Zone)) -> Vec<Stretch> {
    let spans = waiting.spans(today).into_iter();
    spans.map(|(from, to)| (zone.begins(from), zone.begins(to.plus(1)))).collect()
}

/// What is said of cases that were over too lately, the first of them on a day.
fn fresh_words(waiting: &Waiting, count: i64, first: Day) -> String {
    let Some((term, day)) = waiting.first_day(first) else { return String::new() };
    let cases = words::counted(count.unsigned_abs(), "дело", "дела", "дел");
    format!(
        "Пока остаётся: {cases}. Дело передают в архив не раньше чем через {} после того, как оно закончено: до этого решение ещё можно обжаловать. Первое из них можно передать с {}.",
        term.counted(),
        words::day(day)
    )
}

async fn over(app: &App, year: i16) -> Result<Over, Failure> {
    let (year, today, zone) = (span(app, year), app.today(), app.config.zone.clone());
    let read = app.db.read(move |reader| {
        let waiting = Waiting::read(reader, ARCHIVE)?;
        let late = stretches(&waiting, (today, &zone));
        let (count, first) = store::fresh_in(reader, year, &late)?;
        Ok::<_, DbError>(Over {
            found: store::over_in(reader, year, &late)?,
            complained: store::complained_in(reader, year)?,
            fresh: first.map(|first| fresh_words(&waiting, count, zone.day(first))).unwrap_or_default(),
        })
    });
    Ok(read.await?)
}

fn draw(app: &App, by: &Centre, form: Form, over: Over) -> Result<Response, Failure> {
    let Over { mut found, complained, fresh } = over;
    let sound = form.is_sound();
    let is_part = found.len() > MOST_AT_ONCE;
    found.truncate(MOST_AT_ONCE);
    let cases = |count: usize| words::counted(count as u64, "дело", "дела", "дел");
    let of = |stage: Stage| found.iter().filter(|one| one.case.stage == stage).count();
    let stages = [
        ("Акт опубликован", of(Stage::Published)),
        ("Заявление отозвано", of(Stage::Withdrawn)),
        ("В приёме отказано", of(Stage::IntakeRefused)),
    ];
    let line = |one: &OverCase| Line {
        id: one.case.id.to_string(),
        name: one.case.name.full(),
        number: one.case.number.clone(),
        stage: one.case.stage.words(),
        tone: one.case.stage.tone(),
        over: words::day(app.config.zone.day(one.over_at)),
    };
    let rest = found.len().saturating_sub(NAMED);
    let page = ArchivingPage {
        frame: by.frame(app, "Передача дел в архив").sound(sound).trail(&[("/retention", "Хранение дел")]),
        year: if sound || !found.is_empty() { form.text("year") } else { String::new() },
        form,
        count: found.len(),
        counted: cases(found.len()),
        facts: stages.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| (what, cases(count))).collect(),
        lines: found.iter().take(NAMED).map(line).collect(),
        rest: if rest > 0 { cases(rest) } else { String::new() },
        is_part,
        complained: match complained {
            0 => String::new(),
            many => cases(usize::try_from(many).unwrap_or(usize::MAX)),
        },
        fresh,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(by: Centre, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let mut form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    if form.text("year").is_empty() {
        form.put("year", &app.today().0.year().to_string());
    }
    let found = match year(&mut form) {
        Some(year) => over(&app, year).await?,
        None => Over::default(),
    };
    draw(&app, &by, form, found)
}

async fn archive(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(year) = year(&mut form) else {
        return draw(&app, &by, form, Over::default());
    };
    let seen = form.text("seen").parse::<usize>().unwrap_or(0);
    let (stretch, today, zone) = (span(&app, year), app.today(), app.config.zone.clone());
    let done = app.db.act(by.by(), app.now(), move |act| {
        let late = stretches(&Waiting::read(act, ARCHIVE)?, (today, &zone));
        let mut found = store::over_in(act, stretch, &late)?;
        found.truncate(MOST_AT_ONCE);
        if found.is_empty() {
            let waits = store::fresh_in(act, stretch, &late)?.0 > 0;
            return Err(Failure::from(if waits { Refused::Early } else { Refused::Nothing }));
        }
        if found.len() != seen {
            return Err(Failure::from(Refused::Changed));
        }
        for one in &found {
            applications::step(act, &one.case, Move::Archive)?;
        }
        let facts = found
            .iter()
            .map(|one| Fact::of(applications::kinds::ARCHIVED, "дело передано в архив").application(one.case.id));
        act.note_all(facts)?;
        let counted = words::counted(found.len() as u64, "дело", "дела", "дел");
        let told = format!("переданы в архив дела, законченные в {year} году: {counted}");
        Ok::<_, Failure>(act.record(Fact::of(kinds::YEAR_ARCHIVED, told), counted)?)
    });
    match done.await {
        Ok(counted) => {
            let said = format!("В архив за {year} год передано: {counted}.");
            Ok(page::go_saying(by.visit.cookies, "/retention/archiving", &said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("year", why.reason());
            let found = over(&app, year).await?;
            draw(&app, &by, form, found)
        }
        Err(other) => Err(other),
    }
}

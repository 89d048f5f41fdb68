//! The production calendar, a year on a page: what is worked, what is not, and the days that differ.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::calendar::{Calendar, Exceptional, days_of, is_weekend, may_mark, weekday};
use super::store::{self, Marked};
use super::{kinds, running};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/calendar", show).post("/settings/calendar", mark).post("/settings/calendar/removal", unmark)
}

/// One cell of a month.
#[derive(Clone, Default)]
struct Cell {
    number: String,
    class: &'static str,
    word: &'static str,
}

struct Month {
    name: &'static str,
    working: String,
    weeks: Vec<Vec<Cell>>,
}

struct Line {
    key: String,
    day: String,
    weekday: &'static str,
    kind: &'static str,
    note: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "deadlines/calendar.html")]
struct YearPage {
    frame: Frame,
    form: Form,
    year: i16,
    working: String,
    known: bool,
    /// Holidays of the Labour Code alone are marked, transfers are not checked.
    is_unchecked: bool,
    /// How many clocks that run end in this year, in words; empty when none does.
    clocks: String,
    months: Vec<Month>,
    lines: Vec<Line>,
    kinds: Vec<Choice>,
}

const MONTHS: [&str; 12] = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
];
/// Years that may be looked at and changed.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

async fn show(by: Centre, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(query.unwrap_or_default().as_bytes());
    let year = asked.text("year").parse().ok().filter(|year| YEARS.contains(year));
    draw(&app, &by, year.unwrap_or(app.today().0.year()), Form::new()).await
}

async fn draw(app: &App, by: &Centre, year: i16, form: Form) -> Result<Response, Failure> {
    let read = app
        .db
        .read(move |reader| Ok::<_, DbError>((store::marked_in(reader, year)?, running::ending_in(reader, year)?)));
    let (marked, clocks) = read.await?;
    let calendar = Calendar::of(marked.iter().map(|one| (one.day, one.kind)));
    let sound = form.is_sound();
    let months = (1..=12).map(|number| month(&calendar, year, number)).collect();
    let working: usize = (1..=12).map(|month| calendar.working_in(year, month)).sum();
    let page = YearPage {
        frame: by
            .frame(app, &format!("Производственный календарь {year}"))
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        form,
        year,
        working: working_days(working),
        known: calendar.knows(year),
        is_unchecked: marked.iter().any(|one| one.note.contains(store::UNCHECKED)),
        clocks: running::told_in(clocks, year),
        months,
        lines: marked.iter().map(|one| line(app, one)).collect(),
        kinds: vec![
            Choice::new(Exceptional::Off.code(), "выходной среди недели"),
            Choice::new(Exceptional::Working.code(), "рабочая суббота или воскресенье"),
        ],
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// «247 рабочих дней».
pub(super) fn working_days(count: usize) -> String {
    words::counted(count as u64, "рабочий день", "рабочих дня", "рабочих дней")
}

fn month(calendar: &Calendar, year: i16, number: i8) -> Month {
    let name = usize::try_from(number - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or_default();
    let before = days_of(year, number).next().map_or(0, |first| first.0.weekday().to_monday_zero_offset());
    let blank = (0..before).map(|_| Cell::default());
    let mut cells: Vec<Cell> = blank.chain(days_of(year, number).map(|day| cell(calendar, day))).collect();
    cells.resize(cells.len().div_ceil(7) * 7, Cell::default());
    Month {
        name,
        working: working_days(calendar.working_in(year, number)),
        weeks: cells.chunks(7).map(<[Cell]>::to_vec).collect(),
    }
}

fn cell(calendar: &Calendar, day: Day) -> Cell {
    let (class, word) = match calendar.exceptional(day) {
        Some(Exceptional::Off) => ("att-month__off", "вых."),
        Some(Exceptional::Working) => ("att-month__working", "раб."),
        None if is_weekend(day) => ("att-month__weekend", ""),
        None => ("", ""),
    };
    Cell { number: day.0.day().to_string(), class, word }
}

fn line(app: &App, one: &Marked) -> Line {
    let changed = if one.by.is_empty() {
        "внесено при установке системы".to_owned()
    } else {
        format!("{}, {}", one.by, app.config.zone.brief(one.at))
    };
    Line {
        key: one.day.to_string(),
        day: words::day(one.day),
        weekday: weekday(one.day),
        kind: one.kind.words(),
        note: one.note.clone(),
        changed,
    }
}

async fn mark(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let day = Day::typed(&form.text("day")).filter(|day| YEARS.contains(&day.0.year()));
    let year = day.unwrap_or(app.today()).0.year();
    let Some((day, kind, note)) = parse(&mut form, day) else {
        return draw(&app, &by, year, form).await;
    };
    let told = told(day, kind, &note);
    let said = format!("{} {} отмечен: {}.", words::day(day), weekday(day), kind.words());
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::mark(act, day, kind, &note)? {
            let known = store::marked_on(act, day)?.map(|one| one.kind.words()).unwrap_or_default();
            return Err(Failure::Conflict(known.to_owned()));
        }
        let fact = Fact::of(kinds::MARKED, told).subject("day", day);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    match done.await {
        Ok(()) => Ok(page::go_saying(by.visit.cookies, &format!("/settings/calendar?year={year}"), &said)),
        Err(Failure::Conflict(known)) => {
            form.fault("day", format!("Этот день уже отмечен: {known}. Сначала уберите отметку."));
            draw(&app, &by, year, form).await
        }
        Err(other) => Err(other),
    }
}

/// The longest note, in letters.
const LONGEST_NOTE: usize = 200;

fn parse(form: &mut Form, day: Option<Day>) -> Option<(Day, Exceptional, String)> {
    let day = form.check("day", day.ok_or("Укажите день, например 31.12.2026."));
    let kind = Exceptional::parse(&form.text("kind")).ok_or("Выберите, выходной это день или рабочий.");
    let kind = form.check("kind", kind);
    if let (Some(day), Some(kind)) = (day, kind) {
        form.check("day", may_mark(day, kind));
    }
    let note = form.value("note").split_whitespace().collect::<Vec<_>>().join(" ");
    if note.is_empty() {
        form.fault("note", "Напишите, почему день отмечен: праздник, перенос, документ.");
    } else if note.chars().count() > LONGEST_NOTE {
        form.fault("note", format!("Здесь больше {LONGEST_NOTE} знаков. Сократите."));
    }
    Some((day?, kind?, note)).filter(|_| form.is_sound())
}

async fn unmark(by: Centre, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let day: Day = form.text("day").parse().map_err(|_| Failure::Hidden)?;
    let year = day.0.year();
    let back = format!("/settings/calendar?year={year}");
    if !form.is_sound() {
        return Ok(page::go(&back));
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        let known = store::marked_on(act, day)?.ok_or_else(gone)?;
        if !store::unmark(act, day, known.kind)? {
            return Err(gone());
        }
        let usual = if is_weekend(day) { "выходной" } else { "рабочий" };
        let words = format!(
            "{}, {}: был {} ({}), снова {usual}",
            words::day(day),
            weekday(day),
            known.kind.words(),
            known.note
        );
        let fact = Fact::of(kinds::UNMARKED, words).subject("day", day);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, &back, &format!("Отметка снята: {}.", words::day(day))))
}

fn gone() -> Failure {
    Failure::Conflict("Отметку с этого дня уже снял кто-то другой. Откройте календарь заново.".to_owned())
}

/// The change in words for the journal.
fn told(day: Day, kind: Exceptional, note: &str) -> String {
    let usual = if is_weekend(day) { "выходной" } else { "рабочий" };
    format!("{}, {}: был {usual}, стал {} ({note})", words::day(day), weekday(day), kind.words())
}

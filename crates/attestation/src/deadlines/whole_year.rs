//! A year of the production calendar given at once: its days are pasted, checked as a whole, shown beside what stands, and
//! recorded in one act.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::words;

use super::calendar::{Calendar, Exceptional};
use super::store::{self, Marked};
use super::year::{YEARS, working_days};
use super::year_text::{self, Change, Named, Read};
use super::{kinds, running};

const PATH: &str = "/settings/calendar/year";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(PATH, show).post(PATH, send)
}

/// The longest name of a document, in letters.
const LONGEST_BASIS: usize = 150;

/// What the pages read in one go.
struct Seen {
    marked: Vec<Marked>,
    /// Clocks that run and end in the year.
    clocks: i64,
}

impl Seen {
    fn of(reader: &mut Reader, year: i16) -> Result<Self, DbError> {
        Ok(Self { marked: store::marked_in(reader, year)?, clocks: running::ending_in(reader, year)? })
    }

    /// What tells whether another hand was here since.
    fn mark(&self) -> String {
        let newest = self.marked.iter().map(|one| one.at.micros()).max().unwrap_or_default();
        format!("{}.{newest}", self.marked.len())
    }

    fn working(days: impl Iterator<Item = (Day, Exceptional)>, year: i16) -> String {
        let calendar = Calendar::of(days);
        working_days((1..=12).map(|month| calendar.working_in(year, month)).sum())
    }
}

#[derive(Template)]
#[template(path = "deadlines/whole_year.html")]
struct WholePage {
    frame: Frame,
    form: Form,
    year: i16,
    clocks: String,
}

struct Line {
    day: String,
    was: String,
    becomes: String,
}

#[derive(Template)]
#[template(path = "deadlines/whole_year_check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    year: i16,
    seen: String,
    lines: Vec<Line>,
    was: String,
    becomes: String,
    /// How many named days are off anyway, in words; empty when none is.
    off_anyway: String,
    clocks: String,
}

fn frame(app: &App, by: &Centre, year: i16, title: &str) -> Frame {
    let back = format!("/settings/calendar?year={year}");
    let trail =
        [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), (back.as_str(), "Производственный календарь")];
    by.frame(app, title).trail(&trail)
}

/// The year a form or an address names; that of today when it names none.
fn year_of(app: &App, form: &Form) -> i16 {
    form.text("year").parse().ok().filter(|year| YEARS.contains(year)).unwrap_or(app.today().0.year())
}

async fn show(by: Centre, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let year = year_of(&app, &Form::of_urlencoded(query.unwrap_or_default().as_bytes()));
    let seen = app.db.read(move |reader| Seen::of(reader, year)).await?;
    let lines: Vec<String> = seen.marked.iter().map(typed_line).collect();
    draw(&app, &by, year, Form::new().with("days", lines.join("\n")), seen.clocks)
}

/// A marked day as it is typed, without the words that its transfers were not checked.
fn typed_line(one: &Marked) -> String {
    let checked: Vec<&str> = one.note.split("; ").filter(|part| !part.contains(store::UNCHECKED)).collect();
    let note = checked.join("; ");
    let is_told = one.kind == Exceptional::Off || note.to_lowercase().starts_with("рабоч");
    let kind = if is_told { "" } else { "рабочий день: " };
    format!("{} {kind}{note}", words::brief_day(one.day)).trim_end().to_owned()
}

fn draw(app: &App, by: &Centre, year: i16, form: Form, clocks: i64) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let title = format!("Календарь на {year} год целиком");
    let page = WholePage {
        frame: frame(app, by, year, &title).sound(sound),
        form,
        year,
        clocks: running::told_in(clocks, year),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The days as they will be recorded, each with its reason; none when a field has a fault.
fn typed(form: &mut Form, year: i16) -> Option<Read> {
    let read = year_text::read(form.value("days"), year);
    let read = form.check("days", read);
    let basis = form.value("basis").split_whitespace().collect::<Vec<_>>().join(" ");
    if basis.is_empty() {
        form.fault("basis", "Укажите документ, по которому внесён год: название, дату и номер.");
    } else if basis.chars().count() > LONGEST_BASIS {
        form.fault("basis", format!("Здесь больше {LONGEST_BASIS} знаков. Сократите."));
    }
    let mut read = read.filter(|_| form.error("basis").is_none())?;
    for one in &mut read.days {
        one.note = if one.note.is_empty() { basis.clone() } else { format!("{}; {basis}", one.note) };
    }
    Some(read)
}

async fn send(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let year = year_of(&app, &form);
    let seen = app.db.read(move |reader| Seen::of(reader, year)).await?;
    if form.ticked("back") {
        return draw(&app, &by, year, form, seen.clocks);
    }
    let Some(read) = typed(&mut form, year) else {
        return draw(&app, &by, year, form, seen.clocks);
    };
    let change = Change::of(&seen.marked, &read.days);
    let this = Fact::of(kinds::YEAR, whole(year)).subject("year", year);
    if change.is_empty() {
        let (who, is_sent) = (by.by(), form.ticked("confirmed"));
        if is_sent && app.db.read(move |reader| twice::is_done(reader, &who, &this)).await? {
            return Ok(recorded(&by, year));
        }
        form.fault("days", "Эти дни уже так и отмечены: записывать нечего.");
        return draw(&app, &by, year, form, seen.clocks);
    }
    if !form.ticked("confirmed") || !form.is_sound() {
        return check(&app, &by, (form, year), (&seen, &read, &change));
    }
    if form.value("seen") != seen.mark() {
        form.fault("days", "Пока вы работали, календарь этого года изменил другой сотрудник. Проверьте дни ещё раз.");
        return draw(&app, &by, year, form, seen.clocks);
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        record(act, &change)?;
        let fact = Fact::of(kinds::YEAR, told(year, &change)).subject("year", year);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    twice::settled(&app.db, by.by(), this, done.await).await?;
    Ok(recorded(&by, year))
}

fn recorded(by: &Centre, year: i16) -> Response {
    let said = format!("Календарь на {year} год записан.");
    page::go_saying(by.visit.cookies, &format!("/settings/calendar?year={year}"), &said)
}

/// What every row of the journal about a year begins with.
fn whole(year: i16) -> String {
    format!("{year} год целиком")
}

fn check(
    app: &App,
    by: &Centre,
    (form, year): (Form, i16),
    (seen, read, change): (&Seen, &Read, &Change),
) -> Result<Response, Failure> {
    let off = words::counted(read.off_anyway as u64, "день", "дня", "дней");
    let page = CheckPage {
        frame: frame(app, by, year, &format!("Проверьте календарь на {year} год")),
        year,
        seen: seen.mark(),
        lines: lines(change),
        was: Seen::working(seen.marked.iter().map(|one| (one.day, one.kind)), year),
        becomes: Seen::working(read.days.iter().map(|one| (one.day, one.kind)), year),
        off_anyway: if read.off_anyway > 0 { off } else { String::new() },
        clocks: running::told_in(seen.clocks, year),
        form,
    };
    page::page(&page)
}

/// What changes, day by day.
fn lines(change: &Change) -> Vec<Line> {
    let is = |kind: Exceptional, note: &str| format!("{} ({note})", kind.words());
    let added = change.added.iter().map(|one| (one.day, "не отмечен".to_owned(), is(one.kind, &one.note)));
    let changed = change.changed.iter().map(|(old, one)| (one.day, is(old.kind, &old.note), is(one.kind, &one.note)));
    let removed = change.removed.iter().map(|old| (old.day, is(old.kind, &old.note), "отметка снимется".to_owned()));
    let mut all: Vec<_> = added.chain(changed).chain(removed).collect();
    all.sort_by_key(|(day, _, _)| *day);
    all.into_iter().map(|(day, was, becomes)| Line { day: words::day(day), was, becomes }).collect()
}

/// Brings the year to what was read; every row stands as it was seen, or nothing is done.
fn record(act: &mut Act<'_>, change: &Change) -> Result<(), Failure> {
    let raced = || {
        Failure::Conflict(
            "Пока вы работали, календарь этого года изменил другой сотрудник. Откройте его заново.".to_owned(),
        )
    };
    let gone = change.removed.iter().chain(change.changed.iter().map(|(old, _)| old));
    for old in gone {
        if !store::unmark(act, old.day, old.kind)? {
            return Err(raced());
        }
    }
    for one in change.added.iter().chain(change.changed.iter().map(|(_, one)| one)) {
        if !store::mark(act, one.day, one.kind, &one.note)? {
            return Err(raced());
        }
    }
    Ok(())
}

/// The change in words for the journal.
fn told(year: i16, change: &Change) -> String {
    let is = |one: &Named| format!("{} — {} ({})", words::day(one.day), one.kind.words(), one.note);
    let parts = [
        ("отмечено", change.added.iter().map(is).collect::<Vec<_>>()),
        ("изменено", change.changed.iter().map(|(_, one)| is(one)).collect()),
        ("снято", change.removed.iter().map(|old| words::day(old.day)).collect()),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, days)| !days.is_empty())
        .map(|(what, days)| format!("{what}: {}", days.join(", ")))
        .collect();
    format!("{}; {}", whole(year), said.join("; "))
}

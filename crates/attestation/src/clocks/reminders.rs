//! Reminders: once a day one letter to each person about clocks that run out soon, and to the centre about those that have
//! run out. The letters of a day are one act, and a second run of the same day finds it done.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::accounts::staff_of_centre;
use crate::applications::Application;
use crate::context::App;
use crate::deadlines::{self, RESULT};
use crate::platform::act::{By, Fact};
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::daily::{self, Ask, Daily};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::record::{BadColumn, Record};
use crate::platform::settings;
use crate::platform::words;
use crate::values;

use super::{days, kinds};

/// The hour of the day, in the centre's zone, before which nobody is written to.
const HOUR: i64 = 7;
/// Cases named in a letter; of the others their number is told.
const NAMED: usize = 30;
/// The settings that hold the days asked for, and the days done.
const ASKED: &str = "reminders.asked";
const DONE: &str = "reminders.done";

/// The work of a day.
#[derive(Debug)]
pub struct Reminders;

impl Daily<App> for Reminders {
    const NAME: &'static str = "deadlines.remind";
    const WORDS: &'static str = "Напоминания о сроках";

    async fn work(app: &App, day: Day) -> Result<(), Failure> {
        remind(app, day).await
    }
}

/// Puts the jobs of today into the queue, once, when their hour has come: the one of this room, and those of others.
///
/// # Errors
/// When the database says no.
pub async fn ask_for_reminders(app: &App, others: &'static [Ask]) -> Result<(), DbError> {
    let today = app.today();
    let begins = app.config.zone.begins(today).plus(SignedDuration::from_hours(HOUR));
    if app.now() < begins {
        return Ok(());
    }
    if app.db.glance(move |reader| settings::has_day(reader, ASKED, today)).await? {
        return Ok(());
    }
    app.db
        .act(By::system(), app.now(), move |act| {
            if settings::mark_day(act, ASKED, today)? {
                daily::ask::<App, Reminders>(act, today)?;
                others.iter().try_for_each(|ask| ask(act, today))?;
            }
            act.record(Fact::of(kinds::REMINDED, "напоминания о сроках поставлены в очередь"), ())
        })
        .await
}

/// A clock that runs out soon.
#[derive(Debug, Clone)]
struct Soon {
    code: String,
    due_on: Day,
    case: Id<Application>,
    number: String,
    teacher: FullName,
    /// Who has the case: address, name, account.
    specialist: Option<Addressee>,
}

/// What both questions ask of a clock; `c` is the clock, `a` the application, `t` the teacher, `u` the specialist.
const ASKED_OF: &str = "c.code, c.due_on, a.number, t.surname, t.given, t.patronymic, u.email, u.id, u.surname, u.given, u.patronymic, a.id
     from case_clocks c join applications a on a.id = c.application_id join teachers t on t.id = a.teacher_id
     left join assignments g on g.application_id = a.id and g.ended_at is null and g.done_at is null
     left join seats s on s.id = g.seat_id left join accounts u on u.id = s.account_id and u.closed_at is null";

/// A clock that runs: met by nothing yet, and its case goes on.
const RUNS: &str = "c.met_at is null and c.dropped_at is null";

fn clock(row: &Record<'_>) -> Result<Soon, BadColumn> {
    let email: Option<String> = row.get(6)?;
    let specialist =
        email.map(|email| Ok(Addressee { email, account: row.get(7)?, name: FullName::read(row, 8)? })).transpose()?;
    Ok(Soon {
        code: row.get(0)?,
        due_on: row.get(1)?,
        case: row.get(11)?,
        number: row.get(2)?,
        teacher: FullName::read(row, 3)?,
        specialist,
    })
}

fn soon(reader: &mut Reader, today: Day) -> Result<Vec<Soon>, DbError> {
    let dues: Vec<String> = days::days(reader)?.into_iter().map(|more| today.plus(more).to_string()).collect();
    let dues: Vec<&str> = dues.iter().map(String::as_str).collect();
    let sql = format!("select {ASKED_OF} where {RUNS} and c.due_on in (MANY) order by c.due_on, a.number, c.code");
    among(reader, &sql, &[], &dues, clock)
}

/// Clocks that have run out and were not met: how many, and the oldest of them, which a letter names.
struct Overdue {
    many: i64,
    oldest: Vec<Soon>,
}

fn overdue(reader: &mut Reader, today: Day) -> Result<Overdue, DbError> {
    let many =
        reader.count(&format!("select count(*) from case_clocks c where {RUNS} and c.due_on < $1"), values![today])?;
    let most = i64::try_from(NAMED).unwrap_or(i64::MAX);
    let sql = format!(
        "select {ASKED_OF} where {RUNS} and c.due_on < $1 and coalesce(g.place, 1) = 1 order by c.due_on, a.number, c.code limit $2"
    );
    Ok(Overdue { many, oldest: reader.rows(&sql, values![today, most], clock)? })
}

/// Writes the letters of a day, all of them in one act; a second time nothing is written.
async fn remind(app: &App, today: Day) -> Result<(), Failure> {
    let house = app.clone();
    let done = app.db.act(By::system(), app.now(), move |act| {
        if !settings::mark_day(act, DONE, today)? {
            return Ok(act.record(Fact::of(kinds::REMINDED, "напоминания за этот день уже отправлены"), ())?);
        }
        let mut all = soon(act, today)?;
        let mut letters = BTreeMap::<String, (Addressee, Vec<Soon>)>::new();
        for one in all.iter().filter(|one| one.code == RESULT) {
            if let Some(who) = &one.specialist {
                let theirs = letters.entry(who.email.clone()).or_insert_with(|| (who.clone(), Vec::new()));
                theirs.1.push(one.clone());
            }
        }
        // A case of a group has a row for each specialist; the centre is told of it once.
        all.dedup_by(|one, before| one.number == before.number && one.code == before.code);
        let late = overdue(act, today)?;
        let is_quiet = all.is_empty() && late.many == 0;
        let staff = if is_quiet { Vec::new() } else { staff_of_centre(act)? };
        // Somebody of the centre who is a specialist too gets the whole list and no second letter.
        letters.retain(|email, _| !staff.iter().any(|who| who.email == *email));
        for (who, theirs) in letters.values() {
            act.post(&digest(&house, who, (theirs, None), today)?)?;
        }
        for who in &staff {
            act.post(&digest(&house, who, (&all, Some(&late)), today)?)?;
        }
        let count = letters.len() + staff.len();
        let words = format!("напоминания о сроках: писем {count}, сроков {}, прошло {}", all.len(), late.many);
        Ok::<_, Failure>(act.record(Fact::of(kinds::REMINDED, words), ())?)
    });
    done.await?;
    app.bell.ring();
    Ok(())
}

/// A letter about clocks that run out soon, and to the centre about those that have run out.
fn digest(app: &App, to: &Addressee, (all, late): (&[Soon], Option<&Overdue>), today: Day) -> Result<Letter, Failure> {
    let soon = words::counted(all.len() as u64, "срок", "срока", "сроков");
    let late = late.filter(|late| late.many > 0);
    let mut parts = Vec::new();
    if let Some(late) = late {
        parts.push(Part::text(format!("Срок прошёл, а дело не сделано: {}.", gone(late))));
        parts.extend(named(&late.oldest, late.many, today));
    }
    if !all.is_empty() {
        parts.push(Part::text(format!("Скоро кончается: {soon}.")));
        parts.extend(named(all, i64::try_from(all.len()).unwrap_or(i64::MAX), today));
    }
    let (list, path) = if late.is_some() {
        ("Открыть прошедшие сроки", "/deadlines?when=late")
    } else {
        ("Открыть список", "/applications")
    };
    parts.push(Part::link(list, app.link(path)));
    let subject = match late {
        Some(late) if all.is_empty() => format!("Сроки: прошло {}", gone(late)),
        Some(late) => format!("Сроки: прошло {}, скоро кончается {soon}", gone(late)),
        None => format!("Сроки: {soon}"),
    };
    let letter = compose("deadline.reminder", to, &subject, &parts, &app.signature())?;
    let named = late.map(|late| late.oldest.as_slice()).unwrap_or_default();
    Ok(letter.about(named.iter().chain(all).map(|one| one.case)))
}

/// «3 срока».
fn gone(late: &Overdue) -> String {
    words::counted(late.many.unsigned_abs(), "срок", "срока", "сроков")
}

/// A line for each clock, of `many`: of the others it is told that there are some.
fn named(all: &[Soon], many: i64, today: Day) -> Vec<Part> {
    let line = |one: &Soon| {
        let what = deadlines::named(&one.code).map_or("", |clock| clock.what);
        let (day, left) = (words::day(one.due_on), words::left(one.due_on, today));
        Part::text(format!("{day}, {left}: {}, дело {}. {what}.", one.teacher.full(), one.number))
    };
    let mut parts: Vec<Part> = all.iter().take(NAMED).map(line).collect();
    if many > i64::try_from(NAMED).unwrap_or(i64::MAX) {
        parts.push(Part::text("Остальные видны в системе."));
    }
    parts
}

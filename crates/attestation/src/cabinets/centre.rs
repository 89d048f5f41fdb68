//! The centre's board: what waits for the centre, every number a link to the list behind it.

use askama::Template;
use axum::response::Response;
use filestore::{FileStore, Room};
use jiff::SignedDuration;

use crate::accounts::Signed;
use crate::acts;
use crate::applications::Stage;
use crate::applications::stage_sql::{AWAITS_AWARD, IN_REVIEW, OPEN};
use crate::commission::{self, Sitting, SittingStage};
use crate::context::App;
use crate::deadlines::running;
use crate::intake;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::record::Value;
use crate::platform::tally::{Age, Counts};
use crate::platform::words;
use crate::values;

use super::lacks;

struct Counter {
    href: String,
    number: String,
    text: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "cabinets/centre.html")]
struct BoardPage {
    frame: Frame,
    greeting: String,
    /// How much is not set up, «3 пункта»; empty when everything is.
    lacking: String,
    cases: Vec<Counter>,
    next: Option<NextSession>,
    /// What is left to do once a protocol is signed; nothing where all is done.
    after: Vec<Counter>,
    links: Vec<Counter>,
    /// How much room is left for files, and whether it is little; none where it is not known.
    room: Option<(String, bool)>,
}

/// The session that comes next, or is under way.
struct NextSession {
    href: String,
    when: String,
    left: String,
    cases: String,
}

/// All applications by stage: a walk over an index of them all. Whoever has just changed something sees it a second later.
const BY_STAGE: &str = "applications by stage";
const AGE_BY_STAGE: Age = Age { quiet: SignedDuration::from_secs(10), changed: SignedDuration::from_secs(1) };
/// What waits, of a day: only what is open is walked. Whatever is changed is seen at once.
const WAITING: &str = "what waits on";
const AGE_WAITING: Age = Age { quiet: SignedDuration::from_secs(10), changed: SignedDuration::ZERO };
/// Days of «срок на этой неделе», today not counted.
const SOON: i64 = 7;

/// Names of counts that are bytes of the disk files are kept on.
const FREE: &str = "free";
const WHOLE: &str = "whole";

/// The board of a person of the centre: at most six questions, and those of what is not set up once in a minute.
pub(super) async fn board(person: &Signed, app: &App) -> Result<Response, Failure> {
    let (now, today) = (app.now(), app.today());
    let stages = counts(app, BY_STAGE, AGE_BY_STAGE, by_stage).await?;
    let of_today = format!("{WAITING} {today}");
    let files = app.files.clone();
    let waiting = counts(app, &of_today, AGE_WAITING, move |reader| {
        Ok([cases_waiting(reader, today)?, acts_waiting(reader)?, house_waiting(reader, now)?, room_left(&files)]
            .concat())
    });
    let waiting = waiting.await?;
    let next = app.db.glance(move |reader| commission::next_sitting(reader, today)).await?;
    page::page(&BoardPage {
        frame: person.frame(app, "Обзор"),
        greeting: person.account.name.greeting(),
        lacking: lacks::lately(app).await?,
        cases: case_counters(&stages, &waiting),
        next: next.map(|sitting| next_session(&sitting, today)),
        after: after_counters(&waiting),
        links: house_counters(&waiting),
        room: room_words(&waiting),
    })
}

fn next_session(sitting: &Sitting, today: Day) -> NextSession {
    let days = sitting.held_on.since(today);
    NextSession {
        href: format!("/sittings/{}", sitting.id),
        when: commission::when(sitting),
        left: match (sitting.stage, days) {
            (SittingStage::Open, _) => "идёт".to_owned(),
            (_, 0) => "сегодня".to_owned(),
            (_, 1) => "завтра".to_owned(),
            _ => format!("через {}", words::counted(days.unsigned_abs(), "день", "дня", "дней")),
        },
        cases: words::counted(sitting.cases.unsigned_abs(), "дело", "дела", "дел"),
    }
}

/// Room on the disk as counts. A disk that does not answer is told of by the health page, not here.
fn room_left(files: &FileStore) -> Counts {
    let bytes = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    let told = files.room().inspect_err(|error| tracing::warn!(%error, "room on the disk is not known"));
    let found = told.ok().flatten();
    found.map_or_else(Counts::new, |room: Room| {
        vec![(FREE.to_owned(), bytes(room.free)), (WHOLE.to_owned(), bytes(room.whole))]
    })
}

/// «31,5 ГБ из 240 ГБ», and whether less than a tenth is left.
fn room_words(waiting: &Counts) -> Option<(String, bool)> {
    let (free, whole) = (number(waiting, FREE), number(waiting, WHOLE));
    (whole > 0).then(|| (format!("{} из {}", words::size(free), words::size(whole)), free < whole / 10))
}

/// Kept counts, or those that are made now.
async fn counts(
    app: &App,
    name: &str,
    age: Age,
    count: impl FnOnce(&mut Reader) -> Result<Counts, DbError> + Send + 'static,
) -> Result<Counts, DbError> {
    Ok(app.tallies.get(name, app.now(), age, || app.db.read(count)).await?.1)
}

fn by_stage(reader: &mut Reader) -> Result<Counts, DbError> {
    reader.rows("select stage, count(*) from applications group by stage", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// One row of counts under their names.
fn named(reader: &mut Reader, sql: &str, values: &[Value<'_>], names: &[&str]) -> Result<Counts, DbError> {
    let counted = reader.row(sql, values, |row| {
        names.iter().enumerate().map(|(at, name)| Ok(((*name).to_owned(), row.get(at)?))).collect()
    })?;
    Ok(counted.unwrap_or_default())
}

/// Of what stands in an index of its own the first day is named, too: without it the planner may walk an index of all stages.
fn cases_waiting(reader: &mut Reader, today: Day) -> Result<Counts, DbError> {
    let sql = format!(
        "select (select count(*) from applications where stage in ({IN_REVIEW}) and due_on < $1),
                (select count(*) from applications where stage in ({OPEN}) and documents_checked_at is null and due_on >= ''),
                (select count(*) from applications where places_free > 0 and due_on >= ''),
                (select count(*) from applications a where {AWAITS_AWARD}),
                ({})",
        intake::without_term()
    );
    let mut all = named(reader, &sql, values![today], &["results", "unchecked", "incomplete", "award", "unset"])?;
    let (late, soon) = running::ending(reader, today, today.plus(SOON))?;
    all.extend([("late".to_owned(), late), ("soon".to_owned(), soon)]);
    Ok(all)
}

fn acts_waiting(reader: &mut Reader) -> Result<Counts, DbError> {
    let ahead = acts::ahead(reader)?;
    let all = [("decisions", ahead.decisions), ("acts", ahead.drafts), ("issued", ahead.issued)];
    Ok(all.map(|(name, number)| (name.to_owned(), number)).into())
}

fn house_waiting(reader: &mut Reader, now: Moment) -> Result<Counts, DbError> {
    let sql = "select (select count(*) from letters where state = 'failed'),
                (select count(*) from invitations i left join letters l on l.id = i.letter_id
                 where i.redeemed_at is null and i.revoked_at is null and i.expires_at > $1 and (l.state is null or l.state = 'sent')),
                (select count(*) from jobs where state = 'failed'),
                (select count(*) from letters where state = 'draft')";
    named(reader, sql, values![now], &["letters", "invitations", "jobs", "drafts"])
}

fn number(counts: &Counts, key: &str) -> i64 {
    counts.iter().find(|(found, _)| found == key).map_or(0, |(_, number)| *number)
}

fn counter(href: &str, number: i64, text: &'static str, tone: &'static str) -> Counter {
    Counter { href: href.to_owned(), number: number.to_string(), text, tone: if number > 0 { tone } else { "" } }
}

/// A counter whose words agree with its number.
fn agreed(href: &str, number: i64, forms: [&'static str; 3], tone: &'static str) -> Counter {
    counter(href, number, words::agreed(number, forms), tone)
}

/// A counter of clocks, which are counted so far and no further.
fn of_clocks(href: &str, counted: i64, forms: [&'static str; 3], tone: &'static str) -> Counter {
    let mut one = agreed(href, counted, forms, tone);
    if counted == running::MOST_COUNTED {
        one.number = format!("от {counted}");
    }
    one
}

fn case_counters(stages: &Counts, waiting: &Counts) -> Vec<Counter> {
    let at = |stage: Stage| number(stages, stage.code());
    let of =
        |stage: Stage, text, tone| counter(&format!("/applications?stage={}", stage.code()), at(stage), text, tone);
    let award = number(waiting, "award");
    // Counts by stage may be some seconds older.
    let unassigned = (at(Stage::Registered) + at(Stage::Scheduled) - award).max(0);
    let intake = |stage: Stage| format!("/intake?stage={}", stage.code());
    let submitted = at(Stage::Submitted);
    let mut all = vec![
        agreed(
            &intake(Stage::Submitted),
            submitted,
            ["ждёт регистрации", "ждут регистрации", "ждут регистрации"],
            "yellow",
        ),
        counter(&intake(Stage::FixRequested), at(Stage::FixRequested), "нужны исправления", ""),
        counter(&intake(Stage::Registered), number(waiting, "unset"), "без срока", ""),
        counter("/applications?unassigned=yes", unassigned, "без специалиста", "yellow"),
        of_clocks(
            "/deadlines?when=late",
            number(waiting, "late"),
            ["срок прошёл", "срока прошли", "сроков прошло"],
            "red",
        ),
        of_clocks(
            "/deadlines?when=soon",
            number(waiting, "soon"),
            ["срок на этой неделе", "срока на этой неделе", "сроков на этой неделе"],
            "yellow",
        ),
        counter("/applications?late=yes", number(waiting, "results"), "результат опаздывает", "red"),
        of(Stage::Returned, "возвращено", "yellow"),
        counter("/applications?unchecked=yes", number(waiting, "unchecked"), "документы не проверены", ""),
        of(Stage::InReview, "у специалистов", "blue"),
        of(Stage::Concluded, "результат записан", "green"),
    ];
    if award > 0 {
        all.push(agreed(
            "/applications?award=yes",
            award,
            ["ждёт подтверждения награды", "ждут подтверждения награды", "ждут подтверждения награды"],
            "yellow",
        ));
    }
    // Only where the Centre's rules ask for groups is there anything to say of them.
    let incomplete = number(waiting, "incomplete");
    if incomplete > 0 {
        all.push(counter("/applications?incomplete=yes", incomplete, "группа не собрана", "yellow"));
    }
    all
}

/// What waits after a session: only where there is something to do.
fn after_counters(waiting: &Counts) -> Vec<Counter> {
    let of = |key, href, forms| (number(waiting, key), href, forms);
    let all = [
        of("decisions", "/acts/board", acts::WAITING_FORMS),
        of("acts", "/acts/board", ["проект акта не издан", "проекта актов не изданы", "проектов актов не издано"]),
        of(
            "drafts",
            "/outbox?state=draft",
            ["письмо об акте не отправлено", "письма об актах не отправлены", "писем об актах не отправлено"],
        ),
        of("issued", "/acts/board", ["акт не опубликован", "акта не опубликованы", "актов не опубликовано"]),
    ];
    all.into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, href, forms)| agreed(href, number, forms, "yellow"))
        .collect()
}

fn house_counters(waiting: &Counts) -> Vec<Counter> {
    let of = |href, key, forms, tone| agreed(href, number(waiting, key), forms, tone);
    vec![
        of(
            "/outbox?state=failed",
            "letters",
            ["письмо не доставлено", "письма не доставлены", "писем не доставлено"],
            "red",
        ),
        of(
            "/invitations?state=sent",
            "invitations",
            ["приглашение без ответа", "приглашения без ответа", "приглашений без ответа"],
            "",
        ),
        of("/outbox#jobs", "jobs", ["сбой задания", "сбоя заданий", "сбоев заданий"], "red"),
    ]
}

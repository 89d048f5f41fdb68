//! The centre's board: what waits for the centre, every number a link to the list behind it.

use askama::Template;
use axum::response::Response;

use crate::accounts::Signed;
use crate::applications::Stage;
use crate::context::App;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::values;

struct Counter {
    href: String,
    number: i64,
    text: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "cabinets/centre.html")]
struct BoardPage {
    frame: Frame,
    greeting: String,
    cases: Vec<Counter>,
    links: Vec<Counter>,
}

/// What is counted anew on every look: only what is open is walked, by its index.
#[derive(Clone, Copy, Default)]
struct Waiting {
    late: i64,
    soon: i64,
    unchecked: i64,
    incomplete: i64,
    letters: i64,
    invitations: i64,
    jobs: i64,
}

/// The name of kept counts of all applications by stage.
const BY_STAGE: &str = "applications by stage";
/// Days of «срок на этой неделе», today not counted.
const SOON: i64 = 7;

/// The board of a person of the centre: at most three questions.
pub(super) async fn board(person: &Signed, app: &App) -> Result<Response, Failure> {
    let (now, today) = (app.now(), app.today());
    let kept = app.tallies.fresh(BY_STAGE, now);
    let read = app.db.read(move |reader| {
        let stages = match kept {
            Some(stages) => stages,
            None => by_stage(reader)?,
        };
        Ok::<_, DbError>((stages, cases_waiting(reader, today)?, house_waiting(reader, now)?))
    });
    let (stages, cases, house) = read.await?;
    if app.tallies.fresh(BY_STAGE, now).is_none() {
        app.tallies.keep(BY_STAGE, now, &stages);
    }
    page::page(&BoardPage {
        frame: person.frame(app, "Обзор"),
        greeting: person.account.name.greeting(),
        cases: case_counters(&stages, cases),
        links: house_counters(house),
    })
}

/// All applications by stage: a walk over an index, so the answer is kept for ten seconds.
fn by_stage(reader: &mut Reader) -> Result<Vec<(String, i64)>, DbError> {
    reader.rows("select stage, count(*) from applications group by stage", &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn cases_waiting(reader: &mut Reader, today: Day) -> Result<Waiting, DbError> {
    let counted = reader.row(
        "select (select count(*) from applications where stage in ('in_review', 'returned') and due_on < $1),
                (select count(*) from applications where stage in ('in_review', 'returned') and due_on >= $1 and due_on <= $2),
                (select count(*) from applications where stage in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'returned') and documents_checked_at is null),
                (select count(*) from applications where places_free > 0 and due_on >= '')",
        values![today, today.plus(SOON)],
        |row| Ok(Waiting { late: row.get(0)?, soon: row.get(1)?, unchecked: row.get(2)?, incomplete: row.get(3)?, ..Waiting::default() }),
    )?;
    Ok(counted.unwrap_or_default())
}

fn house_waiting(reader: &mut Reader, now: Moment) -> Result<Waiting, DbError> {
    let counted = reader.row(
        "select (select count(*) from letters where state = 'failed'),
                (select count(*) from invitations i left join letters l on l.id = i.letter_id
                 where i.redeemed_at is null and i.revoked_at is null and i.expires_at > $1 and (l.state is null or l.state = 'sent')),
                (select count(*) from jobs where state = 'failed')",
        values![now],
        |row| Ok(Waiting { letters: row.get(0)?, invitations: row.get(1)?, jobs: row.get(2)?, ..Waiting::default() }),
    )?;
    Ok(counted.unwrap_or_default())
}

fn counter(href: &str, number: i64, text: &'static str, tone: &'static str) -> Counter {
    Counter { href: href.to_owned(), number, text, tone: if number > 0 { tone } else { "" } }
}

fn case_counters(stages: &[(String, i64)], waiting: Waiting) -> Vec<Counter> {
    let number = |stage: Stage| {
        let found = stages.iter().find(|(code, _)| code == stage.code());
        found.map_or(0, |(_, number)| *number)
    };
    let of =
        |stage: Stage, text, tone| counter(&format!("/applications?stage={}", stage.code()), number(stage), text, tone);
    let unassigned = number(Stage::Registered) + number(Stage::Scheduled);
    let intake =
        |stage: Stage, text, tone| counter(&format!("/intake?stage={}", stage.code()), number(stage), text, tone);
    let mut all = vec![
        intake(Stage::Submitted, "ждут регистрации", "yellow"),
        intake(Stage::FixRequested, "нужны исправления", ""),
        intake(Stage::Registered, "без срока", ""),
        counter("/applications?unassigned=yes", unassigned, "без специалиста", "yellow"),
        counter("/applications?late=yes", waiting.late, "срок прошёл", "red"),
        counter("/applications?soon=yes", waiting.soon, "срок на этой неделе", "yellow"),
        of(Stage::Returned, "возвращено", "yellow"),
        counter("/applications?unchecked=yes", waiting.unchecked, "документы не проверены", ""),
        of(Stage::InReview, "у специалистов", "blue"),
        of(Stage::Concluded, "результат записан", "green"),
    ];
    // Only where the Centre's rules ask for groups is there anything to say of them.
    if waiting.incomplete > 0 {
        all.push(counter("/applications?incomplete=yes", waiting.incomplete, "группа не собрана", "yellow"));
    }
    all
}

fn house_counters(waiting: Waiting) -> Vec<Counter> {
    vec![
        counter("/outbox?state=failed", waiting.letters, "письма не доставлены", "red"),
        counter("/invitations?state=sent", waiting.invitations, "приглашения без ответа", ""),
        counter("/outbox#jobs", waiting.jobs, "сбои заданий", "red"),
    ]
}

//! Letters of an act: drafts that are read, discarded one by one, and let go all at once after a look.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::outbox::{self, Kept};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::board::{PAGE, one_more};
use super::guards::CentresAct;
use super::issuing::batch;
use super::kinds;
use super::model::{Decree, Denial};
use super::store::{self, Lines, Unwritten};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/letters", show).post("/acts/board/{id}/letters", release)
}

struct Line {
    href: String,
    name: String,
    email: String,
    subject: String,
}

/// A teacher no letter is written to, as shown.
struct Untold {
    href: String,
    name: String,
    school: String,
    /// Who tells them.
    by: &'static str,
}

/// Those no letter is written to.
struct Missed {
    teachers: Vec<Untold>,
    schools: Vec<String>,
    /// Whether there are more of them than are named.
    has_more: bool,
}

impl Missed {
    const fn is_empty(&self) -> bool {
        self.teachers.is_empty() && self.schools.is_empty()
    }
}

/// Those no letter is written to, named at most of each sort.
const NAMED: usize = 200;

fn missed(reader: &mut Reader, of: (Id<Decree>, Lines)) -> Result<Missed, DbError> {
    let most = i64::try_from(NAMED).unwrap_or(i64::MAX).saturating_add(1);
    let (teachers, schools) = (store::without_address(reader, of, most)?, store::uncoordinated(reader, of, most)?);
    Ok(Missed {
        has_more: teachers.len() > NAMED || schools.len() > NAMED,
        teachers: teachers.into_iter().take(NAMED).map(untold).collect(),
        schools: schools.into_iter().take(NAMED).map(placed).collect(),
    })
}

fn untold(one: Unwritten) -> Untold {
    Untold {
        href: format!("/applications/{}", one.case),
        name: one.name.full(),
        school: one.school,
        by: if one.is_coordinated {
            "сообщит координатор школы"
        } else {
            "у школы нет координатора, сообщите сами"
        },
    }
}

fn placed((name, municipality): (String, String)) -> String {
    if municipality.is_empty() { name } else { format!("{name}, {municipality}") }
}

#[derive(Template)]
#[template(path = "acts/letters.html")]
struct LettersPage {
    frame: Frame,
    home: String,
    drafts: i64,
    letters: String,
    discarded: i64,
    missed: Missed,
    first_letter: String,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

fn line(one: &Kept) -> Line {
    Line {
        href: format!("/outbox/{}", one.id),
        name: one.to_name.clone(),
        email: one.to_email.clone(),
        subject: one.subject.clone(),
    }
}

async fn show(desk: CentresAct, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    if !desk.decree.is_issued() {
        return Err(Denial::NotIssued.into());
    }
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after = form.text("after").parse().ok();
    let (id, name, lines) = (desk.decree.id, batch(desk.decree.id), Lines::of(&desk.decree));
    let read = app.db.read(move |reader| {
        let found = outbox::of_batch(reader, &name, "draft", after, one_more())?;
        let drafts = outbox::count_of(reader, &name, "draft")?;
        let discarded = outbox::count_of(reader, &name, "discarded")?;
        let missed = missed(reader, (id, lines))?;
        Ok::<_, DbError>((found, drafts, discarded, missed))
    });
    let (mut found, drafts, discarded, missed) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let home = format!("/acts/board/{id}");
    let last = found.last().filter(|_| has_more);
    page::page(&LettersPage {
        frame: desk.by.frame(&app, "Письма по акту").trail(&[("/acts/board", "Акты"), (&home, &desk.decree.called())]),
        drafts,
        letters: counted(drafts),
        discarded,
        missed,
        first_letter: found.first().map(|one| format!("/outbox/{}", one.id)).unwrap_or_default(),
        lines: found.iter().map(line).collect(),
        first_href: if after.is_some() { format!("{home}/letters") } else { String::new() },
        next_href: last.map(|last| format!("{home}/letters?after={}", last.id)).unwrap_or_default(),
        home,
    })
}

fn counted(letters: i64) -> String {
    words::counted(letters.unsigned_abs(), "письмо", "письма", "писем")
}

async fn release(desk: CentresAct, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (id, seen) = (desk.decree.id, form.text("count"));
    let home = format!("/acts/board/{id}");
    let (cookies, called) = (desk.by.visit.cookies, desk.decree.called());
    let name = batch(id);
    let waiting = app.db.read(move |reader| outbox::count_of(reader, &name, "draft")).await?;
    if waiting == 0 {
        return Ok(page::go_saying(cookies, &home, "Черновиков нет: письма уже отправлены."));
    }
    let sent = app
        .db
        .act(desk.by.by(), app.now(), move |act| {
            let sent = i64::try_from(outbox::release(act, &batch(id))?).unwrap_or(i64::MAX);
            if sent.to_string() != seen {
                return Err(Failure::Conflict(
                    "Пока вы смотрели, черновиков стало другое число. Откройте письма акта заново.".into(),
                ));
            }
            let fact = Fact::of(kinds::RELEASED, format!("отправлены письма по акту {called}: {sent}"));
            Ok(act.record(fact.subject("act", id), sent)?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(cookies, &home, &format!("Отправляется: {}.", counted(sent))))
}

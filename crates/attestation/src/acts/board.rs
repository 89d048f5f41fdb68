//! «Акты»: the board of those who prepare and sign them.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Role;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::Desk;
use super::model::Decree;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board", show)
}

/// Decisions without an act: of one, of two, of five.
pub const WAITING_FORMS: [&str; 3] = ["решение ждёт акта", "решения ждут акта", "решений ждут акта"];
/// Rows of one page.
pub(super) const PAGE: usize = 20;

/// So many rows and one more, by which it is known whether the list goes on.
pub(super) fn one_more() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(21)
}

/// «12 дел».
pub(super) fn counted(cases: i64) -> String {
    words::counted(cases.unsigned_abs(), "дело", "дела", "дел")
}

struct Line {
    href: String,
    called: String,
    stage: &'static str,
    tone: &'static str,
    about: String,
    begun: String,
    published: String,
}

#[derive(Template)]
#[template(path = "acts/board.html")]
struct BoardPage {
    frame: Frame,
    waiting: i64,
    waiting_words: &'static str,
    is_centre: bool,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

fn line(app: &App, decree: &Decree, cases: i64) -> Line {
    Line {
        href: format!("/acts/board/{}", decree.id),
        called: decree.called(),
        stage: decree.stage.words(),
        tone: decree.stage.tone(),
        about: if decree.corrects.is_some() {
            "исправляет другой акт".to_owned()
        } else {
            counted(cases)
        },
        begun: app.config.zone.brief(decree.created_at),
        published: decree.published_on.map(words::brief_day).unwrap_or_default(),
    }
}

async fn show(Desk(by): Desk, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after = listing::after(form.value("after"));
    let moved = after.is_some();
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>((store::board(reader, after, one_more())?, store::waiting_count(reader)?))
    });
    let (mut found, waiting) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    page::page(&BoardPage {
        frame: by.frame(&app, "Акты"),
        waiting,
        waiting_words: words::agreed(waiting, WAITING_FORMS),
        is_centre: by.seat.role == Role::Centre,
        lines: found.iter().map(|(decree, cases)| line(&app, decree, *cases)).collect(),
        first_href: if moved { "/acts/board".to_owned() } else { String::new() },
        next_href: last
            .map(|(last, _)| format!("/acts/board?after={}", listing::border(last.created_at, last.id)))
            .unwrap_or_default(),
    })
}

//! The board of the authority: drafts of acts that wait to be issued, and decisions that are in no act yet.

use askama::Template;
use axum::response::Response;

use crate::accounts::Signed;
use crate::acts::{self, Decree};
use crate::context::App;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

/// Drafts named at most; of the others it is told that there are some.
const NAMED: usize = 5;
/// One more, by which it is known whether there are others.
const ASKED: i64 = 6;

struct Draft {
    href: String,
    called: String,
    about: String,
}

#[derive(Template)]
#[template(path = "cabinets/authority.html")]
struct BoardPage {
    frame: Frame,
    greeting: String,
    drafts: Vec<Draft>,
    has_more: bool,
    decisions: i64,
    decisions_words: &'static str,
}

/// The board of a person of the authority.
pub(super) async fn board(person: &Signed, app: &App) -> Result<Response, Failure> {
    let read = app.db.read(|reader| Ok::<_, DbError>((acts::drafts(reader, ASKED)?, acts::waiting(reader)?)));
    let (drafts, decisions) = read.await?;
    page::page(&BoardPage {
        frame: person.frame(app, "Обзор"),
        greeting: person.account.name.greeting(),
        has_more: drafts.len() > NAMED,
        drafts: drafts.iter().take(NAMED).map(|(decree, cases)| draft(app, decree, *cases)).collect(),
        decisions,
        decisions_words: words::agreed(
            decisions,
            ["решение комиссии ждёт акта", "решения комиссии ждут акта", "решений комиссии ждут акта"],
        ),
    })
}

fn draft(app: &App, decree: &Decree, cases: i64) -> Draft {
    let cases = words::counted(cases.unsigned_abs(), "дело", "дела", "дел");
    Draft {
        href: format!("/acts/board/{}", decree.id),
        called: decree.called(),
        about: format!("{cases}, начат {}", app.config.zone.brief(decree.created_at)),
    }
}

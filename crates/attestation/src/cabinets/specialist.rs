//! The specialist's cabinet: what is waited for and until when, then the three blocks people know.

use askama::Template;
use axum::response::Response;

use crate::accounts::Signed;
use crate::assignments::{self, Counts, ListFilter};
use crate::context::App;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;

struct Next {
    href: String,
    tone: &'static str,
    left: String,
    words: String,
}

#[derive(Template)]
#[template(path = "cabinets/specialist.html")]
struct SpecialistPage {
    frame: Frame,
    counts: Counts,
    next: Vec<Next>,
    email: String,
}

/// Cases named above the blocks.
const NAMED: i64 = 3;

pub(super) async fn cabinet(app: &App, person: &Signed) -> Result<Response, Failure> {
    let (seat, today) = (person.seat.id, app.today());
    let (counts, waiting) = app
        .db
        .glance(move |reader| {
            let waiting = ListFilter { waiting: true, ..ListFilter::default() };
            Ok::<_, DbError>((
                assignments::counts_of(reader, seat, today)?,
                assignments::assigned_to(reader, seat, &waiting, NAMED)?,
            ))
        })
        .await?;
    let next = waiting
        .iter()
        .map(|case| Next {
            href: format!("/applications/{}", case.id),
            tone: words::tone(case.due_on, today).code(),
            left: words::left(case.due_on, today),
            words: format!(
                "{}, {} — нужны заключение и результат до {}",
                case.name.short(),
                words::inside(&case.post),
                words::day(case.due_on)
            ),
        })
        .collect();
    page::page(&SpecialistPage {
        frame: person.frame(app, "Личный кабинет"),
        counts,
        next,
        email: person.account.email.clone(),
    })
}

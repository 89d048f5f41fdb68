//! The list of organisations: by municipality and name, searched by words.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Organization, Role, Steward};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::School;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/organizations", list)
}

/// Rows of one page.
const PAGE: usize = 20;

#[derive(Template)]
#[template(path = "organizations/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    total: String,
    schools: Vec<School>,
    searched: bool,
    takes_sheets: bool,
    first_href: String,
    next_href: String,
}

async fn list(by: Steward, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let wanted = store::words_of(&form.text("words"));
    let after: Option<Id<Organization>> = form.value("after").parse().ok();
    let searched = !wanted.is_empty();
    let read = app.db.read(move |reader| {
        let last = after.map_or(Ok(None), |id| store::by_id(reader, id))?;
        let schools = store::page(reader, &wanted, last.as_ref(), PAGE)?;
        Ok::<_, DbError>((schools, store::count(reader)?))
    });
    let (mut schools, total) = read.await?;
    let more = schools.len() > PAGE;
    schools.truncate(PAGE);
    let last = schools.last().filter(|_| more);
    page::page(&ListPage {
        frame: by.frame(&app, "Организации"),
        total: words::counted(total.unsigned_abs(), "организация", "организации", "организаций"),
        searched,
        takes_sheets: by.seat.role == Role::Centre,
        first_href: after.map(|_| address(&form, "")).unwrap_or_default(),
        next_href: last.map(|last| address(&form, &last.id.to_string())).unwrap_or_default(),
        schools,
        form,
    })
}

/// The address of the same list beginning elsewhere.
fn address(form: &Form, after: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("words", form.value("words")), ("after", after)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("/organizations?{}", query.finish())
}

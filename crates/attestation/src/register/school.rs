//! «Категории педагогов»: the coordinator's own school, who holds what and what ends when.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Coordinator;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};

use super::list::{Line, PAGE, after, border, endings, ends, line};
use super::store::{self, Filter, Known};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/categories", show)
}

const FIELDS: [&str; 2] = ["name", "ends"];

#[derive(Template)]
#[template(path = "register/school.html")]
struct SchoolPage {
    frame: Frame,
    form: Form,
    school: String,
    endings: Vec<Choice>,
    lines: Vec<Line>,
    narrowed: bool,
    first_href: String,
    next_href: String,
}

async fn show(person: Coordinator, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let filter = Filter {
        name: form.text("name"),
        ends: ends(&form, app.today()),
        school: Some(person.school),
        after: after(form.value("after")),
        ..Filter::default()
    };
    let (known, asked) = (Known::of(&app).await?, filter.clone());
    let mut found = app.db.brief(move |reader| store::lines(reader, &known, &asked, PAGE + 1)).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more);
    let next = next.map(|last| listing::address("/school/categories", &form, &FIELDS, &border(&filter, last)));
    let first = listing::address("/school/categories", &form, &FIELDS, "");
    page::page(&SchoolPage {
        frame: person.frame(&app, "Категории педагогов").trail(&[("/school", "Педагоги школы")]),
        school: person.seat.workplace.clone(),
        endings: endings(),
        lines: found.into_iter().map(|record| line(record, app.today())).collect(),
        narrowed: first != "/school/categories",
        next_href: next.unwrap_or_default(),
        first_href: if filter.after.is_some() { first } else { String::new() },
        form,
    })
}

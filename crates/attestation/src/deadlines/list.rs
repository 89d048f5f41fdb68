//! Every clock with the term in force today.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::version_rows;
use crate::platform::versions::{Basis, Version, in_force};

use super::clock::{CLOCKS, Clock, Group};
use super::store::Terms;
use super::term::Term;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/deadlines", show)
}

struct Line {
    code: &'static str,
    what: &'static str,
    from: &'static str,
    counted: bool,
    term: String,
    span: String,
    basis: Basis,
}

struct Lines {
    title: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "deadlines/list.html")]
struct ListPage {
    frame: Frame,
    groups: Vec<Lines>,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let today = app.today();
    let all = app.db.read(version_rows::all::<Terms>).await?;
    let of = |clock: &'static Clock| line(clock, all.get(clock.code).map(Vec::as_slice).unwrap_or_default(), today);
    let groups = Group::ALL.map(|group| Lines {
        title: group.words(),
        lines: CLOCKS.iter().filter(|clock| clock.group == group).map(of).collect(),
    });
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    page::page(&ListPage { frame: by.frame(&app, "Сроки").trail(&trail), groups: groups.into() })
}

fn line(clock: &'static Clock, versions: &[Version<Term>], today: Day) -> Line {
    let shown = in_force(versions, today);
    Line {
        code: clock.code,
        what: clock.what,
        from: clock.from,
        counted: clock.is_counted,
        term: shown.map_or_else(|| "на сегодня не задан".to_owned(), |version| version.value.whole_words()),
        span: shown.map(Version::span).unwrap_or_default(),
        basis: shown.map(Version::basis).unwrap_or_default(),
    }
}

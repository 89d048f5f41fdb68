//! Every set: published ones and drafts, the newest day first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::Category;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::coverage::{self, Cover, Gap};
use super::guards::CriteriaReader;
use super::model::{SetId, State as Stands};
use super::one;
use super::store::{self, Head};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/criteria", show)
}

/// Rows of one page.
const PAGE: usize = 20;

struct Line {
    href: String,
    title: String,
    scoring: &'static str,
    category: &'static str,
    posts: String,
    from: String,
    state: &'static str,
    tone: &'static str,
    doubt: String,
}

#[derive(Template)]
#[template(path = "criteria/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    keeps: bool,
    categories: Vec<Choice>,
    gaps: Vec<String>,
    /// Whether every post was looked for a set, and each has one.
    is_whole: bool,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

async fn show(by: CriteriaReader, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let (category, after) = (Category::parse(form.value("category")), after(form.value("after")));
    let is_first = after.is_none();
    let (today, keeps) = (app.today(), by.keeps());
    let read = app.db.read(move |reader| {
        let cover = coverage::cover(reader, today)?;
        Ok::<_, DbError>((store::page(reader, (category, keeps), after, PAGE + 1)?, cover))
    });
    let (mut found, cover) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let href = |after: &str| listing::address("/settings/criteria", &form, &["category"], after);
    let next = found.last().filter(|_| has_more).map(|last| href(&format!("{}.{}", last.valid_from, last.id)));
    let first_href = if is_first { String::new() } else { href("") };
    page::page(&ListPage {
        frame: by.0.frame(&app, "Наборы показателей").trail(by.trail_of_list()),
        keeps,
        categories: listing::choices("Все категории", Category::ALL.map(|one| (one.code(), one.words()))),
        gaps: cover.gaps.iter().filter(|_| keeps).map(Gap::words).collect(),
        is_whole: keeps && cover.gaps.is_empty(),
        lines: found.iter().map(|head| line(head, &cover, today)).collect(),
        first_href,
        next_href: next.unwrap_or_default(),
        form,
    })
}

/// Reads the border of a page; none when it was not made here.
fn after(text: &str) -> Option<(Day, SetId)> {
    let (day, id) = text.split_once('.')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

/// How a set stands among the others today: what is published may wait for its day, or have given its place to a later one.
fn standing(head: &Head, cover: &Cover, today: Day) -> (&'static str, &'static str) {
    match head.state {
        Stands::Draft => one::state(head.state),
        Stands::Published if head.valid_from > today => ("вступит в силу", "blue"),
        Stands::Published if cover.in_force.contains(&head.id) => ("действует", "green"),
        Stands::Published => ("заменён", "grey"),
    }
}

fn line(head: &Head, cover: &Cover, today: Day) -> Line {
    let (state, tone) = standing(head, cover, today);
    Line {
        href: match head.state {
            Stands::Draft => format!("/settings/criteria/drafts/{}", head.id),
            Stands::Published => format!("/settings/criteria/{}", head.id),
        },
        title: head.title.clone(),
        scoring: head.scoring.words(),
        category: head.category.words(),
        posts: match head.posts {
            None => "все должности".to_owned(),
            Some(count) => words::counted(count.unsigned_abs(), "должность", "должности", "должностей"),
        },
        from: match head.state {
            Stands::Draft => "не опубликован".to_owned(),
            Stands::Published => words::day(head.valid_from),
        },
        state,
        tone,
        doubt: head.remark.clone(),
    }
}

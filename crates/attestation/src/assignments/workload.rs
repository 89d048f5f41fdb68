//! Specialists as the centre sees them: who has how much to do, and the cases of one of them.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Centre, Seat};
use crate::applications::{self, Application, Post};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::choice::load_words;
use super::guards::SpecialistSeat;
use super::list::{self, ListFilter};
use super::load;
use super::model::SpecialistLoad;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/workload", workload).get("/workload/{seat}", one_specialist)
}

struct LoadLine {
    href: String,
    name: String,
    workplace: String,
    posts: String,
    open: i64,
    late: i64,
    done: i64,
    days: String,
}

#[derive(Template)]
#[template(path = "assignments/workload.html")]
struct WorkloadPage {
    frame: Frame,
    year: i16,
    lines: Vec<LoadLine>,
}

async fn workload(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let today = app.today();
    let read = app.db.read(move |reader| {
        let all = load::loads(reader, today)?;
        let days = load::median_days(reader)?;
        Ok::<_, DbError>((all, days, applications::posts(reader)?))
    });
    let (all, days, posts) = read.await?;
    let lines = all.iter().map(|one| load_line(one, &days, &posts));
    page::page(&WorkloadPage {
        frame: by.frame(&app, "Специалисты"), year: today.0.year(), lines: lines.collect()
    })
}

fn load_line(one: &SpecialistLoad, days: &[(Id<Seat>, i64)], posts: &[Post]) -> LoadLine {
    LoadLine {
        href: format!("/workload/{}", one.seat),
        name: one.name.full(),
        workplace: one.workplace.clone(),
        posts: post_names(one, posts),
        open: one.open,
        late: one.late,
        done: one.done,
        days: (days.iter().find(|(seat, _)| *seat == one.seat))
            .map_or("нет данных".to_owned(), |(_, days)| days_words(*days)),
    }
}

fn days_words(days: i64) -> String {
    words::counted(days.unsigned_abs(), "день", "дня", "дней")
}

fn post_names(one: &SpecialistLoad, posts: &[Post]) -> String {
    if one.posts.is_empty() {
        return "все должности".to_owned();
    }
    let names: Vec<&str> =
        posts.iter().filter(|post| one.posts.contains(&post.code)).map(|post| post.name.as_str()).collect();
    names.join(", ")
}

/// Rows of one page.
const PAGE: usize = 20;

struct CaseLine {
    href: String,
    name: String,
    about: String,
    school: String,
    due: String,
    left: String,
    stage: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "assignments/specialist.html")]
pub(super) struct SpecialistPage {
    frame: Frame,
    form: Form,
    href: String,
    name: String,
    about: String,
    posts: String,
    open: i64,
    lines: Vec<CaseLine>,
    others: Vec<Choice>,
    first_href: String,
    next_href: String,
}

async fn one_specialist(desk: SpecialistSeat, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    page::page(&specialist_page(&app, &desk, Form::new(), asked.value("after")).await?)
}

/// The page of one specialist with the form by which all open cases are handed over.
pub(super) async fn specialist_page(
    app: &App,
    desk: &SpecialistSeat,
    form: Form,
    after: &str,
) -> Result<SpecialistPage, Failure> {
    let (seat, today) = (desk.who.seat, app.today());
    let filter = ListFilter { after: border(after), ..ListFilter::default() };
    let moved = filter.after.is_some();
    let read = app.db.read(move |reader| {
        let cases = list::assigned_to(reader, seat, &filter, i64::try_from(PAGE + 1).unwrap_or(21))?;
        let others = load::loads(reader, today)?;
        Ok::<_, DbError>((cases, others, applications::posts(reader)?))
    });
    let (mut cases, others, posts) = read.await?;
    let has_next = cases.len() > PAGE;
    cases.truncate(PAGE);
    let href = format!("/workload/{seat}");
    let next_href = (cases.last().filter(|_| has_next)).map(|last| format!("{href}?after={}.{}", last.due_on, last.id));
    Ok(SpecialistPage {
        frame: (desk.by.frame(app, &desk.who.name.full()))
            .sound(form.is_sound())
            .trail(&[("/workload", "Специалисты")]),
        form,
        name: desk.who.name.full(),
        about: [desk.who.workplace.as_str(), &load_words(&desk.who)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        posts: post_names(&desk.who, &posts),
        open: desk.who.open,
        lines: cases.iter().map(|case| case_line(case, today)).collect(),
        others: choices(&others, seat),
        first_href: if moved { href.clone() } else { String::new() },
        next_href: next_href.unwrap_or_default(),
        href,
    })
}

/// The deadline and id a page begins after.
fn border(text: &str) -> Option<(Day, Id<Application>)> {
    let (due, id) = text.split_once('.')?;
    Some((due.parse().ok()?, id.parse().ok()?))
}

fn case_line(case: &Application, today: Day) -> CaseLine {
    CaseLine {
        href: format!("/applications/{}", case.id),
        name: case.name.full(),
        about: format!("{} · {} · {}", case.number, case.post_and_subject(), case.category.words()),
        school: case.school_name.clone(),
        due: words::day(case.due_on),
        left: if case.stage.mover() == applications::Mover::Specialist {
            words::left(case.due_on, today)
        } else {
            String::new()
        },
        stage: case.stage.words(),
        tone: case.stage.tone(),
    }
}

fn choices(all: &[SpecialistLoad], but: Id<Seat>) -> Vec<Choice> {
    let mut others: Vec<&SpecialistLoad> = all.iter().filter(|one| one.seat != but).collect();
    others.sort_by_key(|one| (one.open, one.name.key()));
    let choice = |one: &SpecialistLoad| {
        let parts = [one.name.full(), load_words(one), one.workplace.clone()];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Choice::new(one.seat.to_string(), said.join(" · "))
    };
    std::iter::once(Choice::new("", "Выберите специалиста")).chain(others.into_iter().map(choice)).collect()
}

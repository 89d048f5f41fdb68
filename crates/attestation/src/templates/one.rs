//! One paper: the template in force, the Centre's own in versions, a new one, the way back to that of the program.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::documents::made::made;
use crate::documents::{self, Accept, Media};
use crate::papers::{self, Version};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
use crate::platform::words;

use super::guards::Kept;
use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/papers/{paper}", show)
        .post("/settings/papers/{paper}", add)
        .get("/settings/papers/{paper}/template", take)
        .get("/settings/papers/{paper}/builtin", take_builtin)
        .post("/settings/papers/{paper}/return", go_back)
}

/// Versions on a page.
const PAGE: usize = 20;

struct Line {
    number: i64,
    href: String,
    file: String,
    state: &'static str,
    tone: &'static str,
    added: String,
}

#[derive(Template)]
#[template(path = "templates/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    title: &'static str,
    home: String,
    /// «свой, версия 2, с 23.11.2026 14:00»; empty when the template of the program is in force.
    own: String,
    tags: &'static [&'static str],
    /// The tags it is not taken without.
    needed: String,
    accept: String,
    lines: Vec<Line>,
    next_href: String,
}

/// Where a version stands: the word and the colour of its tag.
pub(super) const fn standing(is_published: bool, is_in_force: bool) -> (&'static str, &'static str) {
    match (is_published, is_in_force) {
        (_, true) => ("действует", "green"),
        (true, false) => ("заменена", "grey"),
        (false, false) => ("не введена в действие", "yellow"),
    }
}

fn line(app: &App, one: &Version, newest: Option<&Version>) -> Line {
    let is_in_force = newest.is_some_and(|newest| newest.id == one.id);
    let (state, tone) = standing(one.published_at.is_some(), is_in_force);
    Line {
        number: one.number,
        href: if one.own.is_some() { format!("/settings/papers/versions/{}", one.id) } else { String::new() },
        file: one
            .own
            .as_ref()
            .map_or_else(|| "встроенный шаблон".to_owned(), |own| format!("{}, {}", own.name, words::size(own.size))),
        state,
        tone,
        added: format!("{}, {}", one.added_by, app.config.zone.brief(one.added_at)),
    }
}

async fn draw(app: &App, seat: &InCharge<Kept>, form: Form, before: i64) -> Result<Response, Failure> {
    let (kept, sound) = (&seat.it, form.is_sound());
    let (code, most) = (kept.paper.code, i64::try_from(PAGE).unwrap_or(i64::MAX) + 1);
    let mut versions = app.db.read(move |reader| papers::versions(reader, code, before, most)).await?;
    let is_more = versions.len() > PAGE;
    versions.truncate(PAGE);
    let last = versions.last().map(|one| one.number.to_string()).filter(|_| is_more);
    let since = |one: &Version| one.published_at.map(|at| app.config.zone.brief(at)).unwrap_or_default();
    let trail =
        [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), ("/settings/papers", "Шаблоны документов")];
    let page = OnePage {
        frame: seat.by.frame(app, kept.paper.words).sound(sound).trail(&trail),
        form,
        title: kept.paper.words,
        own: kept.own().map(|(one, _)| format!("свой, версия {}, с {}", one.number, since(one))).unwrap_or_default(),
        tags: kept.paper.tags,
        needed: papers::needed_words(kept.paper.needed),
        accept: Accept::TEMPLATE.endings(),
        lines: versions.iter().map(|one| line(app, one, kept.newest.as_ref())).collect(),
        next_href: last.map(|last| listing::address(&kept.paper.home(), &Form::new(), &[], &last)).unwrap_or_default(),
        home: kept.paper.home(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Kept>, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    draw(&app, &seat, Form::new(), asked.text("after").parse().unwrap_or(i64::MAX)).await
}

async fn add(seat: InCharge<Kept>, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let paper = seat.it.paper;
    let own = match papers::received(&app, request, paper.tags, paper.needed).await? {
        papers::Sent::Kept(own) => own,
        papers::Sent::Faulty(form) => return draw(&app, &seat, form, i64::MAX).await,
    };
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let (id, number) = papers::add(act, paper, &own)?;
        let words = format!("{}: загружен шаблон, версия {number}, файл «{}»", paper.words, own.name);
        Ok::<_, Failure>(act.record(Fact::of(kinds::ADDED, words).subject("paper", paper.code), id)?)
    });
    let id = done.await?;
    let said = "Шаблон загружен, все теги в нём известны. Попробуйте его и введите в действие.";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/settings/papers/versions/{id}"), said))
}

/// The name of the file with a template.
fn file_name(words: &str) -> String {
    format!("Шаблон — {words}.docx")
}

async fn take(seat: InCharge<Kept>, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    match seat.it.own() {
        Some((_, own)) => documents::serve(&app.files, &headers, &own.key, &own.name, Media::Docx.mime(), false).await,
        None => take_builtin(seat).await,
    }
}

async fn take_builtin(seat: InCharge<Kept>) -> Result<Response, Failure> {
    let paper = seat.it.paper;
    Ok(made(paper.builtin.to_vec(), &file_name(paper.words), Media::Docx))
}

/// The template of the program is in force already.
#[derive(Debug)]
struct NothingToReturn;

impl Refusal for NothingToReturn {
    fn reason(&self) -> String {
        "Уже действует встроенный шаблон. Возвращать нечего.".to_owned()
    }
}

async fn go_back(seat: InCharge<Kept>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let paper = seat.it.paper;
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !papers::go_back(act, paper)? {
            return Err(NothingToReturn.into());
        }
        let words = format!("{}: снова действует встроенный шаблон", paper.words);
        Ok::<_, Failure>(act.record(Fact::of(kinds::RETURNED, words).subject("paper", paper.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &paper.home(), "Снова действует встроенный шаблон."))
}

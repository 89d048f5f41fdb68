//! The public pages of acts, without sign-in: what an act says openly of those who got a category, and nothing else.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::Anyone;
use crate::context::App;
use crate::documents::{self, Media, Standing};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::register;

use super::board::{PAGE, one_more};
use super::guards::OpenAct;
use super::line::Decided;
use super::model::{ActStage, Decree};
use super::one::{Tied, encoded, signer, tied};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts", list).get("/acts/{id}", one).get("/acts/{id}/file", file).get("/acts/{id}/signature", signature)
}

struct Line {
    href: String,
    called: String,
    about: String,
    published: String,
}

#[derive(Template)]
#[template(path = "acts/public_list.html")]
struct ListPage {
    frame: Frame,
    has_search: bool,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

/// The border of a page: the day of publication and the id.
fn after(text: &str) -> Option<(Day, Id<Decree>)> {
    let (day, id) = text.split_once('.')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn line(decree: &Decree, granted: i64) -> Line {
    let people = words::counted(granted.unsigned_abs(), "педагогу", "педагогам", "педагогам");
    Line {
        href: format!("/acts/{}", decree.id),
        called: decree.called(),
        about: if decree.corrects.is_some() {
            "исправляет другой акт".to_owned()
        } else {
            format!("категория установлена {people}")
        },
        published: decree.published_on.map(words::day).unwrap_or_default(),
    }
}

async fn list(by: Anyone, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after = after(form.value("after"));
    let moved = after.is_some();
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>((store::published(reader, after, one_more())?, register::search_is_open(reader)?))
    });
    let (mut found, has_search) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more).map(|(last, _)| last);
    let border = |last: &Decree| Some(format!("/acts?after={}.{}", last.published_on?, last.id));
    page::page(&ListPage {
        frame: by.frame(&app, "Акты об установлении категорий"),
        has_search,
        lines: found.iter().map(|(decree, granted)| line(decree, *granted)).collect(),
        first_href: if moved { "/acts".to_owned() } else { String::new() },
        next_href: last.and_then(border).unwrap_or_default(),
    })
}

/// A person of the annex, as everybody may read of them.
struct PersonLine {
    name: String,
    post: String,
    organization: String,
    municipality: String,
    category: &'static str,
    since: String,
}

fn person(one: &Decided) -> PersonLine {
    PersonLine {
        name: one.name.full(),
        post: one.post.clone(),
        organization: one.organization.clone(),
        municipality: one.municipality.clone(),
        category: one.category.words(),
        since: one.since(),
    }
}

#[derive(Template)]
#[template(path = "acts/public_one.html")]
struct OnePage {
    frame: Frame,
    called: String,
    published: String,
    signer: String,
    file_href: String,
    file_size: String,
    /// The detached signature beside the file; empty when there is none or the file itself is closed.
    signature_href: String,
    /// How that signature stands, and since which day.
    checked: Standing,
    correction: String,
    later: Vec<Tied>,
    earlier: Option<Tied>,
    lines: Vec<PersonLine>,
    first_href: String,
    next_href: String,
}

fn is_published(decree: &Decree) -> bool {
    decree.stage == ActStage::Published
}

/// What the public pages say of a correction: its words, unless it is about refusals alone.
pub(super) fn open_words(decree: &Decree, is_about_granted: bool) -> &str {
    match (decree.corrects, is_about_granted) {
        (Some(_), false) => "исправлена описка",
        _ => &decree.correction,
    }
}

async fn one(open: OpenAct, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let after = store::split(form.value("after"));
    let moved = after.is_some();
    let decree = open.decree;
    let (id, corrects, of) = (decree.id, decree.corrects, decree.clone());
    let read = app.db.read(move |reader| {
        let cases = store::cases(reader, id, after, true, one_more())?;
        let earlier = match corrects {
            Some(id) => store::by_id(reader, id)?,
            None => None,
        };
        let open = store::about_granted(reader, corrects.unwrap_or(id))?;
        let checks = store::checks_of(reader, &of)?;
        Ok::<_, DbError>((cases, store::corrections(reader, id)?, earlier, (open, checks)))
    });
    let (mut found, later, earlier, (open_ones, checks)) = read.await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let home = format!("/acts/{id}");
    let said = |one: &Decree| open_words(one, open_ones.contains(&one.id)).to_owned();
    let last = found.last().filter(|_| has_more);
    let public = decree.file.as_ref().filter(|_| decree.is_file_public);
    page::page(&OnePage {
        frame: open.by.frame(&app, &format!("Акт {}", decree.called())).trail(&[("/acts", "Акты")]),
        called: decree.called(),
        published: decree.published_on.map(words::day).unwrap_or_default(),
        signer: signer(&decree),
        file_href: public.map(|_| format!("{home}/file")).unwrap_or_default(),
        signature_href: public.and(decree.signature.as_ref()).map(|_| format!("{home}/signature")).unwrap_or_default(),
        checked: decree.standing(&app.config.zone, &checks),
        file_size: public.map(|file| words::size(file.size)).unwrap_or_default(),
        correction: said(&decree),
        later: later
            .iter()
            .filter(|one| is_published(one))
            .map(|one| Tied { words: said(one), ..tied("/acts", one) })
            .collect(),
        earlier: earlier.as_ref().filter(|one| is_published(one)).map(|one| tied("/acts", one)),
        lines: found.iter().map(person).collect(),
        next_href: last.map(|last| format!("{home}?after={}", encoded(&store::border(last)))).unwrap_or_default(),
        first_href: if moved { home } else { String::new() },
    })
}

async fn file(open: OpenAct, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let decree = open.decree;
    let file = decree.file.filter(|_| decree.is_file_public).ok_or(Failure::Hidden)?;
    let name = format!("Акт {}.pdf", decree.number);
    documents::serve(&app.files, &headers, &file.key, &name, Media::Pdf.mime(), false).await
}

async fn signature(open: OpenAct, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let decree = open.decree;
    let file = decree.signature.filter(|_| decree.is_file_public).ok_or(Failure::Hidden)?;
    let ending = file.name.rsplit_once('.').map_or("sig", |(_, ending)| ending);
    let name = format!("Акт {}.pdf.{ending}", decree.number);
    documents::serve(&app.files, &headers, &file.key, &name, "application/octet-stream", false).await
}

//! The coordinator fills in drafts for teachers of the own school; each is submitted by its teacher.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Account, Coordinator};
use crate::applications::{self, Category};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};

use super::said::Said;
use super::store::{self, Draft};
use super::{draft, new};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/drafts", show).post("/school/drafts", begin)
}

struct Line {
    id: String,
    name: String,
    title: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "applying/helping.html")]
struct HelpingPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    first: &'static str,
    next: String,
    has_teachers: bool,
    teachers: Vec<Choice>,
    posts: Vec<Choice>,
    said: Vec<Choice>,
    categories: Vec<Choice>,
}

/// Drafts on a page.
const SHOWN: usize = 20;

type Teachers = Vec<(Id<Account>, FullName)>;

/// The draft after which the page goes on: `<moment>-<id>`.
fn after(query: Option<String>) -> Option<(Moment, Id<Draft>)> {
    let form = Form::of_urlencoded(query.unwrap_or_default().as_bytes());
    let (at, id) = form.value("after").split_once('-')?;
    Some((Moment::of_micros(at.parse().ok()?), id.parse().ok()?))
}

async fn helping_page(
    app: &App,
    person: &Coordinator,
    form: Form,
    after: Option<(Moment, Id<Draft>)>,
) -> Result<Response, Failure> {
    let school = person.school;
    let (mut drafts, teachers, posts) = app
        .db
        .read(move |reader| {
            Ok::<_, DbError>((
                store::helped_at(reader, school, after)?,
                store::teachers_at(reader, school)?,
                applications::posts(reader)?,
            ))
        })
        .await?;
    let more = drafts.len() > SHOWN;
    drafts.truncate(SHOWN);
    let last = drafts.last().filter(|_| more);
    let sound = form.faults().is_empty();
    let page = HelpingPage {
        frame: person.frame(app, "Черновики заявлений").sound(sound).trail(&[("/school", "Педагоги школы")]),
        form,
        first: if after.is_some() { "/school/drafts" } else { "" },
        next: last
            .map(|one| format!("/school/drafts?after={}-{}", one.changed_at.micros(), one.id))
            .unwrap_or_default(),
        lines: drafts
            .iter()
            .map(|one| Line {
                id: one.id.to_string(),
                name: one.name.full(),
                title: draft::title(one),
                changed: app.config.zone.written(one.changed_at),
            })
            .collect(),
        has_teachers: !teachers.is_empty(),
        teachers: std::iter::once(Choice::new("", "Выберите педагога"))
            .chain(teachers.iter().map(|(id, name)| Choice::new(id.to_string(), name.full())))
            .collect(),
        posts: std::iter::once(Choice::new("", "Выберите должность"))
            .chain(posts.iter().map(|post| Choice::new(&post.code, &post.name)))
            .collect(),
        said: Said::CHOICES.iter().map(|(code, words)| Choice::new(*code, *words)).collect(),
        categories: Category::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(person: Coordinator, State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    helping_page(&app, &person, Form::new(), after(query)).await
}

async fn begin(person: Coordinator, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let school = person.school;
    let teachers: Teachers = app.db.read(move |reader| store::teachers_at(reader, school)).await?;
    let Some(teacher) = teachers.into_iter().find(|(id, _)| id.to_string() == form.value("teacher")) else {
        form.fault("teacher", "Выберите педагога. Если его нет в списке, сначала пригласите его в систему.");
        return helping_page(&app, &person, form, None).await;
    };
    let Some(new) = new::begun_for(&app, &person, school, teacher, &mut form).await? else {
        return helping_page(&app, &person, form, None).await;
    };
    let Some(id) = new::started(&app, &person, new).await? else {
        let why = "Педагог уже сам заполняет черновик на эту должность и категорию, вам он не виден. Помогите ему заполнить свой или попросите удалить его.";
        form.fault("category", why);
        return helping_page(&app, &person, form, None).await;
    };
    Ok(page::go(&format!("/drafts/{id}")))
}

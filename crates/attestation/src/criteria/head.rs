//! What a set is for: the page of its head, for a new draft and for one there is.

use askama::Template;
use axum::response::Response;

use crate::applications::{self, Category};
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};

use super::model::Scoring;

/// Fields of the page with their names.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("title", "Название"),
    ("category", "Категория"),
    ("covers", "Для каких должностей"),
    ("post", "Должности"),
    ("scoring", "Оценка"),
    ("threshold", "Порог по сумме баллов"),
    ("legal_ref", "Основание"),
    ("remark", "Замечание"),
];

/// What the page is about.
pub(super) struct Page {
    pub(super) frame: Frame,
    /// Whether the draft is only begun here.
    pub(super) is_new: bool,
    /// The page of the draft; empty when it is new.
    pub(super) home: String,
}

struct Tick {
    code: String,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "criteria/head.html")]
struct HeadPage {
    about: Page,
    frame: Frame,
    form: Form,
    categories: Vec<Choice>,
    scorings: Vec<Choice>,
    covers: Vec<Choice>,
    posts: Vec<Tick>,
}

/// Draws the page; with faults it is 422.
pub(super) async fn page(app: &App, about: Page, form: Form) -> Result<Response, Failure> {
    let posts = app.db.read(applications::posts).await?;
    let (sound, ticked) = (form.is_sound(), form.all("post"));
    let shown = HeadPage {
        frame: about.frame.clone().sound(sound),
        categories: Category::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
        scorings: [Scoring::None, Scoring::Points].map(|one| Choice::new(one.code(), one.words())).into(),
        covers: vec![Choice::new("all", "все должности"), Choice::new("named", "только отмеченные ниже")],
        posts: posts
            .into_iter()
            .map(|post| Tick { ticked: ticked.contains(&post.code), code: post.code, name: post.name })
            .collect(),
        about,
        form,
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

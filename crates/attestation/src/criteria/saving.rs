//! A changed draft is written upon the edition its page was drawn from; whoever comes second sees both texts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::Centre;
use crate::applications::{self, Category, Post};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::model::{CriteriaSet, Measure, RowKind, Scoring, SetId};
use super::{draft, kinds, store};

/// What is said to whoever comes second with nothing typed.
pub(super) const OVERTAKEN: &str =
    "Пока вы работали, этот черновик изменил кто-то другой. Откройте его заново и повторите.";

/// The edition the page of a form was drawn from.
pub(super) fn edition(form: &Form) -> i64 {
    form.text("edition").parse().unwrap_or(-1)
}

/// Writes a changed draft; false when somebody was first.
pub(super) async fn save(
    app: &App,
    by: &Centre,
    form: &Form,
    set: CriteriaSet,
    words: String,
) -> Result<bool, Failure> {
    let edition = edition(form);
    if edition != set.edition {
        return Ok(false);
    }
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::save(act, &set, edition)? {
            return Err(Failure::Conflict(OVERTAKEN.to_owned()));
        }
        Ok(act.record(Fact::of(kinds::CHANGED, words).subject("criteria", set.id), ())?)
    });
    match done.await {
        Ok(()) => Ok(true),
        Err(Failure::Conflict(why)) if why == OVERTAKEN => Ok(false),
        Err(other) => Err(other),
    }
}

/// A field of a form that came second.
struct Pair {
    label: &'static str,
    yours: String,
    theirs: String,
    differs: bool,
}

/// A typed value, sent again with the page.
struct Typed {
    name: &'static str,
    value: String,
}

#[derive(Template)]
#[template(path = "criteria/clash.html")]
struct ClashPage {
    frame: Frame,
    action: String,
    home: String,
    edition: i64,
    pairs: Vec<Pair>,
    typed: Vec<Typed>,
}

/// A form that came second: where it was sent, its fields with their names, what stands in the draft now.
pub(super) struct Second<'a> {
    /// The address of the form.
    pub(super) action: String,
    /// Fields and their names on the page.
    pub(super) fields: &'a [(&'static str, &'static str)],
    /// The typed form.
    pub(super) typed: Form,
    /// Of the draft as it stands now, the same fields.
    pub(super) theirs: fn(&CriteriaSet, &Form) -> Option<Form>,
}

/// The page of whoever comes second: both texts, and nothing of the typed one is lost (409).
pub(super) async fn clash(app: &App, by: &Centre, id: SetId, second: Second<'_>) -> Result<Response, Failure> {
    let read = app.db.read(move |reader| Ok::<_, DbError>((store::load(reader, id)?, applications::posts(reader)?)));
    let (now, posts) = read.await?;
    let now = now.ok_or_else(|| Failure::Conflict("Этот черновик уже удалили.".to_owned()))?;
    let theirs = (second.theirs)(&now, &second.typed).unwrap_or_default();
    let pairs = second.fields.iter().copied().map(|(field, label)| {
        let (yours, theirs) = (words(&second.typed, field, &posts), words(&theirs, field, &posts));
        Pair { label, differs: yours != theirs, yours, theirs }
    });
    // Which part the page was about goes along, so that a third hand is met by the same page.
    let names = second.fields.iter().map(|(field, _)| *field).chain(["part"]);
    let values = |name: &'static str| second.typed.all(name).into_iter().map(move |value| Typed { name, value });
    page::page_with(
        StatusCode::CONFLICT,
        &ClashPage {
            frame: by.frame(app, "Черновик изменил кто-то другой").trail(&draft::TRAIL),
            pairs: pairs.collect(),
            typed: names.flat_map(values).collect(),
            action: second.action,
            home: draft::home(&now),
            edition: now.edition,
        },
    )
}

/// What stands in a field, in words.
fn words(form: &Form, field: &str, posts: &[Post]) -> String {
    let values = form.all(field).into_iter().filter(|value| !value.is_empty()).map(|value| {
        let known = match field {
            "category" => Category::parse(&value).map(Category::words),
            "scoring" => Scoring::parse(&value).map(Scoring::words),
            "kind" => RowKind::parse(&value).map(RowKind::words),
            "measure" => Measure::parse(&value).map(Measure::words),
            "covers" if value == "all" => Some("все должности"),
            "covers" => Some("отмеченные должности"),
            "post" => posts.iter().find(|post| post.code == value).map(|post| post.name.as_str()),
            _ => None,
        };
        known.map_or_else(|| value.clone(), str::to_owned)
    });
    values.collect::<Vec<_>>().join(", ")
}

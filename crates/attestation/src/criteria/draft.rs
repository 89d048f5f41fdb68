//! A draft: everything in it with the ways to change it; made from a set or from nothing, discarded.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, InCharge};
use crate::applications::{self, Post};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::guards::CentresDraft;
use super::model::{CriteriaSet, Indicator, State as Stands};
use super::saving::{self, Second};
use super::{changing, head, kinds, one, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/criteria/drafts/new", new)
        .post("/settings/criteria/drafts/new", begin)
        .post("/settings/criteria/{id}/copy", copy)
        .get("/settings/criteria/drafts/{id}", show)
        .get("/settings/criteria/drafts/{id}/head", head_page)
        .post("/settings/criteria/drafts/{id}/head", change_head)
        .get("/settings/criteria/drafts/{id}/removal", removal)
        .post("/settings/criteria/drafts/{id}/removal", discard)
}

/// Where the pages of a draft stand.
pub(super) const TRAIL: [(&str, &str); 3] =
    [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), ("/settings/criteria", "Наборы показателей")];

/// The page of a set.
pub(super) fn home(set: &CriteriaSet) -> String {
    match set.state {
        Stands::Draft => format!("/settings/criteria/drafts/{}", set.id),
        Stands::Published => format!("/settings/criteria/{}", set.id),
    }
}

/// The frame of a page of one set, with the way back to it.
pub(super) fn frame(app: &App, by: &Centre, set: &CriteriaSet, title: &str) -> Frame {
    let home = home(set);
    let [first, second, third] = TRAIL;
    by.frame(app, title).trail(&[first, second, third, (home.as_str(), set.title.as_str())])
}

struct Line {
    id: String,
    row: one::Line,
}

struct Part {
    id: String,
    title: String,
    limits: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "criteria/draft.html")]
struct DraftPage {
    frame: Frame,
    home: String,
    posts: String,
    threshold: String,
    counts: bool,
    parts: Vec<Part>,
    set: CriteriaSet,
}

async fn show(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    let posts = app.db.read(applications::posts).await?;
    page::page(&DraftPage {
        frame: by.frame(&app, &set.title).trail(&TRAIL),
        home: home(&set),
        posts: one::named(&set.covers, &posts),
        threshold: one::threshold(&set),
        counts: one::counts(&set),
        parts: set.indicators.iter().map(|indicator| part(&set, indicator)).collect(),
        set,
    })
}

fn part(set: &CriteriaSet, indicator: &Indicator) -> Part {
    let shown = one::part(set, indicator);
    let lines = indicator.rows.iter().zip(shown.lines);
    Part {
        id: indicator.id.to_string(),
        title: shown.title,
        limits: shown.limits,
        lines: lines.map(|(row, shown)| Line { id: row.id.to_string(), row: shown }).collect(),
    }
}

async fn new(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let form = Form::new().with("covers", "all").with("scoring", "none");
    head::page(
        &app,
        head::Page { frame: by.frame(&app, "Новый набор").trail(&TRAIL), is_new: true, home: String::new() },
        form,
    )
    .await
}

async fn begin(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let posts: Vec<Post> = app.db.read(applications::posts).await?;
    let Some(set) = typed::head(&mut form, &posts, &changing::empty(app.today())) else {
        let about =
            head::Page {
                frame: by.frame(&app, "Новый набор").trail(&TRAIL), is_new: true, home: String::new()
            };
        return head::page(&app, about, form).await;
    };
    let words = format!("начат черновик набора «{}»", set.title);
    make(&app, &by, set, words, "Черновик создан. Добавьте показатели.").await
}

async fn copy(
    InCharge { by, it: set }: InCharge<CriteriaSet>,
    State(app): State<App>,
    _: Form,
) -> Result<Response, Failure> {
    let words = format!("начат черновик набора «{}» по набору с тем же названием", set.title);
    let said = "Черновик создан: в нём всё, что было в наборе. Набор, с которого он снят, не изменился.";
    make(&app, &by, changing::copy(&set, app.today()), words, said).await
}

async fn make(app: &App, by: &Centre, set: CriteriaSet, words: String, said: &str) -> Result<Response, Failure> {
    let home = home(&set);
    let done = app.db.act(by.by(), app.now(), move |act| {
        store::create(act, &set)?;
        Ok::<_, Failure>(act.record(Fact::of(kinds::DRAFTED, words).subject("criteria", set.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, &home, said))
}

async fn head_page(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    let form = typed::filled_head(&set).with("edition", set.edition.to_string());
    draw_head(&app, &by, &set, form).await
}

async fn draw_head(app: &App, by: &Centre, set: &CriteriaSet, form: Form) -> Result<Response, Failure> {
    let about = head::Page { frame: frame(app, by, set, "О наборе"), is_new: false, home: home(set) };
    head::page(app, about, form).await
}

async fn change_head(seat: CentresDraft, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let CentresDraft { by, set } = seat;
    let posts = app.db.read(applications::posts).await?;
    let Some(changed) = typed::head(&mut form, &posts, &set) else {
        return draw_head(&app, &by, &set, form).await;
    };
    let words = format!("в черновике «{}» изменены сведения о наборе", changed.title);
    if !saving::save(&app, &by, &form, changed, words).await? {
        let action = format!("{}/head", home(&set));
        let theirs = |set: &CriteriaSet, _: &Form| Some(typed::filled_head(set));
        return saving::clash(&app, &by, set.id, Second { action, fields: head::FIELDS, typed: form, theirs }).await;
    }
    Ok(page::go_saying(by.visit.cookies, &home(&set), "Сведения о наборе записаны."))
}

#[derive(Template)]
#[template(path = "criteria/removal.html")]
struct RemovalPage {
    frame: Frame,
    home: String,
    set: CriteriaSet,
}

async fn removal(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&RemovalPage { frame: frame(&app, &by, &set, "Удалить черновик"), home: home(&set), set })
}

async fn discard(seat: CentresDraft, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let CentresDraft { by, set } = seat;
    let edition = saving::edition(&form);
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::discard(act, set.id, edition)? {
            return Err(Failure::Conflict(saving::OVERTAKEN.to_owned()));
        }
        let words = format!("удалён черновик набора «{}»", set.title);
        Ok(act.record(Fact::of(kinds::DISCARDED, words).subject("criteria", set.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/criteria", "Черновик удалён."))
}

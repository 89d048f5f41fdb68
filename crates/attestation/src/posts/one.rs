//! One post: what it is called, what it rests on, when it was out of the list; its basis is put right here.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::versions::{self, Basis};
use crate::platform::words;

use super::guards::WholePost;
use super::model::Break;
use super::{kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/posts/{code}", show).post("/settings/posts/{code}/basis", rest)
}

struct Line {
    name: String,
    until: String,
    legal_ref: String,
}

struct Out {
    from: String,
    by: String,
    back: String,
    back_by: String,
}

#[derive(Template)]
#[template(path = "posts/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    code: String,
    name: String,
    since: String,
    ended: String,
    basis: Basis,
    former: Vec<Line>,
    /// The name it had before, when the last renaming may be taken back; empty when it may not.
    called_back: String,
    /// Why it may not be taken back; empty when there is nothing to say.
    kept: String,
    outs: Vec<Out>,
    /// Whether the exclusion may be taken back as a mistake of this day.
    is_fresh: bool,
}

/// What is in the form before anything is typed.
pub(super) fn blank(seat: &InCharge<WholePost>) -> Form {
    let post = &seat.it.post;
    Form::new().with("basis", &post.legal_ref).with("remark", &post.remark)
}

async fn show(seat: InCharge<WholePost>, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &seat, blank(&seat))
}

pub(super) fn draw(app: &App, seat: &InCharge<WholePost>, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let (whole, post) = (&seat.it, &seat.it.post);
    let back = whole.may_be_called_back(app.day_began());
    let page = OnePage {
        frame: seat.by.frame(app, &post.name).sound(sound).trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/settings", "Настройки"),
            ("/settings/posts", "Должности"),
        ]),
        code: post.code.clone(),
        name: post.name.clone(),
        since: words::day(post.since),
        ended: post.ended_on.map(words::day).unwrap_or_default(),
        basis: versions::basis(&post.legal_ref, &post.remark),
        former: whole
            .former
            .iter()
            .map(|one| Line { name: one.name.clone(), until: words::day(one.until), legal_ref: one.legal_ref.clone() })
            .collect(),
        called_back: back.map(|one| one.name.clone()).unwrap_or_default(),
        kept: back.err().flatten().map(|why| why.to_string()).unwrap_or_default(),
        outs: whole.breaks.iter().map(out).collect(),
        is_fresh: whole.out().is_some_and(|one| one.may_be_taken_back(app.day_began()).is_ok()),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn out(one: &Break) -> Out {
    let (back, back_by) = one.returned.clone().map(|(day, by)| (words::day(day), by)).unwrap_or_default();
    let by = if one.ended_ref.is_empty() { "не записано".to_owned() } else { one.ended_ref.clone() };
    Out { from: words::day(one.ended_on), by, back, back_by }
}

pub(super) fn moved_on() -> Failure {
    Failure::Conflict("Пока вы работали, эту должность изменил кто-то другой. Откройте её заново.".into())
}

/// The address of a post.
pub(super) fn home(seat: &InCharge<WholePost>) -> String {
    format!("/settings/posts/{}", seat.it.post.code)
}

async fn rest(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let (Some(basis), Some(remark)) = (typed::basis(&mut form, "basis"), typed::remark(&mut form)) else {
        return draw(&app, &seat, form);
    };
    let (post, home) = (seat.it.post.clone(), home(&seat));
    if (&post.legal_ref, &post.remark) == (&basis, &remark) {
        form.fault("basis", "Ничего не изменилось. Исправьте основание или замечание.");
        return draw(&app, &seat, form);
    }
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::rest(act, &post.code, &basis, &remark)? {
            return Err(moved_on());
        }
        let doubt =
            if remark.is_empty() { "сверено".to_owned() } else { format!("не сверено: {remark}") };
        let words =
            format!("должность «{}»: основание было «{}», теперь «{basis}»; {doubt}", post.name, post.legal_ref);
        Ok(act.record(Fact::of(kinds::BASIS, words).subject("post", &post.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Основание должности записано."))
}

//! Every post with its former names, and a new one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::versions::{self, Basis};
use crate::platform::words;

use super::{kinds, store, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/posts", show).post("/settings/posts", add)
}

struct Line {
    code: String,
    name: String,
    former: Vec<String>,
    span: String,
    ended: bool,
    basis: Basis,
}

#[derive(Template)]
#[template(path = "posts/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    found: String,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, Form::new()).await
}

async fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let read = app.db.read(|reader| Ok::<_, DbError>((store::all(reader)?, store::former_names(reader)?)));
    let (posts, former) = read.await?;
    let sound = form.is_sound();
    let of = |code: &str| former.iter().filter(|one| one.code == code).map(|one| one.name.clone()).collect();
    let page = ListPage {
        frame: by
            .frame(app, "Должности")
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]),
        found: words::counted(posts.len() as u64, "должность", "должности", "должностей"),
        lines: posts
            .into_iter()
            .map(|post| Line {
                former: of(&post.code),
                span: match post.ended_on {
                    Some(day) => format!("исключена с {}", words::day(day)),
                    None => format!("действует с {}", words::day(post.since)),
                },
                ended: post.ended_on.is_some(),
                code: post.code,
                name: post.name,
                basis: versions::basis(&post.legal_ref, &post.remark),
            })
            .collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn add(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = typed::post(&mut form, app.today()) else {
        return draw(&app, &by, form).await;
    };
    let asked = new.name.clone();
    if app.db.read(move |reader| store::named(reader, &asked)).await?.is_some() {
        form.fault("name", "Такая должность в списке уже есть, сейчас или под прежним названием. Найдите её ниже.");
        return draw(&app, &by, form).await;
    }
    let said = format!("Должность добавлена: {}.", new.name);
    let done = app.db.act(by.by(), app.now(), move |act| {
        let code = store::add(act, &new)?.ok_or_else(|| {
            Failure::Conflict("Пока вы работали, эту должность добавил кто-то другой. Откройте список заново.".into())
        })?;
        let words = format!("добавлена должность «{}»; основание: {}", new.name, new.legal_ref);
        Ok::<_, Failure>(act.record(Fact::of(kinds::ADDED, words).subject("post", code), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/posts", &said))
}

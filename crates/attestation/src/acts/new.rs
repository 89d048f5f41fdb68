//! A draft of an act: made of everything decided at the closed sessions that are chosen.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::commission::Sitting;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::store::{self, Chosen, Waiting};
use super::{issuing, kinds};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/new", show).post("/acts/board/new", begin)
}

struct Line {
    id: String,
    label: String,
    commission: String,
    about: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "acts/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, Form::new()).await
}

fn line(one: &Waiting, ticked: Option<&HashSet<String>>) -> Line {
    let id = one.sitting.to_string();
    let people = |number: i64| words::counted(number.unsigned_abs(), "педагог", "педагога", "педагогов");
    Line {
        label: format!("Заседание {}, протокол №\u{a0}{}", words::day(one.held_on), one.protocol_number),
        commission: one.commission.clone(),
        about: format!("категория установлена: {}, отказ: {}", people(one.granted), people(one.refused)),
        is_ticked: ticked.is_none_or(|ticked| ticked.contains(&id)),
        id,
    }
}

async fn draw(app: &App, by: &Centre, form: Form) -> Result<Response, Failure> {
    let found = app.db.read(store::waiting_sittings).await?;
    let sound = form.is_sound();
    let ticked: HashSet<String> = form.all("sitting").into_iter().collect();
    let page = NewPage {
        frame: by.frame(app, "Проект акта").sound(sound).trail(&[("/acts/board", "Акты")]),
        lines: found.iter().map(|one| line(one, (!sound).then_some(&ticked))).collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn begin(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let chosen: Vec<Id<Sitting>> = form.all("sitting").iter().filter_map(|id| id.parse().ok()).collect();
    if chosen.is_empty() {
        form.fault("sitting", "Отметьте хотя бы одно заседание.");
        return draw(&app, &by, form).await;
    }
    let id = app
        .db
        .act(by.by(), app.now(), move |act| {
            let id = issuing::begin(act, &Chosen::Sittings(&chosen))?;
            let sittings = words::counted(chosen.len() as u64, "заседание", "заседания", "заседаний");
            let fact = Fact::of(kinds::BEGUN, format!("начат проект акта: {sittings}"));
            Ok::<_, Failure>(act.record(fact.subject("act", id), id)?)
        })
        .await?;
    Ok(page::go_saying(by.visit.cookies, &format!("/acts/board/{id}"), "Проект акта создан. Проверьте состав."))
}

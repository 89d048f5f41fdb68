//! The cases of a draft: more decisions put into it, others taken out.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::Application;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::board::{PAGE, counted, one_more};
use super::guards::CentresAct;
use super::kinds;
use super::one::{CaseLine, case_line, encoded};
use super::store::{self, Chosen};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/acts/board/{id}/cases", show)
        .post("/acts/board/{id}/cases", add)
        .post("/acts/board/{id}/cases/removal", remove)
}

#[derive(Template)]
#[template(path = "acts/cases.html")]
struct CasesPage {
    frame: Frame,
    form: Form,
    home: String,
    lines: Vec<CaseLine>,
    first_href: String,
    next_href: String,
}

async fn show(desk: CentresAct, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    desk.decree.may_change()?;
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    draw(&app, &desk, form).await
}

async fn draw(app: &App, desk: &CentresAct, form: Form) -> Result<Response, Failure> {
    let after = form.value("after").split_once('.').map(|(id, day)| (day.to_owned(), id.to_owned()));
    let moved = after.is_some();
    let mut found = app.db.read(move |reader| store::waiting(reader, after, one_more())).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let home = format!("/acts/board/{}", desk.decree.id);
    let next = found.last().filter(|_| has_more);
    let sound = form.is_sound();
    let page = CasesPage {
        frame: desk
            .by
            .frame(app, "Добавление дел")
            .sound(sound)
            .trail(&[("/acts/board", "Акты"), (&home, "Проект акта")]),
        lines: found.iter().map(case_line).collect(),
        first_href: if moved { format!("{home}/cases") } else { String::new() },
        next_href: next
            .map(|last| format!("{home}/cases?after={}", encoded(&format!("{}.{}", last.item, last.held_on))))
            .unwrap_or_default(),
        home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn chosen(form: &Form) -> Vec<Id<Application>> {
    form.all("case").iter().filter_map(|id| id.parse().ok()).collect()
}

async fn add(desk: CentresAct, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.decree.may_change()?;
    let cases = chosen(&form);
    if cases.is_empty() {
        form.fault("case", "Отметьте хотя бы одно дело.");
        return draw(&app, &desk, form).await;
    }
    let id = desk.decree.id;
    let total = app
        .db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::hold_draft(act, id)? {
                return Err(Failure::Conflict("Пока вы выбирали, акт издали или удалили. Откройте его заново.".into()));
            }
            let total = store::add(act, id, &Chosen::Cases(&cases))?;
            let fact = Fact::of(kinds::GATHERED, format!("в проекте акта {}", counted(total)));
            Ok::<_, Failure>(act.record(fact.subject("act", id), total)?)
        })
        .await?;
    let said = format!("Готово: в проекте {}.", counted(total));
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/acts/board/{id}"), &said))
}

async fn remove(desk: CentresAct, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    desk.decree.may_change()?;
    let (id, cases) = (desk.decree.id, chosen(&form));
    let home = format!("/acts/board/{id}");
    let cookies = desk.by.visit.cookies;
    if cases.is_empty() {
        return Ok(page::go_saying(cookies, &home, "Ни одно дело не отмечено: состав проекта прежний."));
    }
    let gone = app
        .db
        .act(desk.by.by(), app.now(), move |act| {
            if !store::hold_draft(act, id)? {
                return Err(Failure::Conflict("Пока вы выбирали, акт издали или удалили. Откройте его заново.".into()));
            }
            let gone = store::remove(act, id, &cases)?;
            if gone == 0 {
                return Err(Failure::Conflict(
                    "Этих дел в проекте уже нет, или акт издан. Откройте его заново.".into(),
                ));
            }
            let gone = counted(i64::try_from(gone).unwrap_or(i64::MAX));
            let fact = Fact::of(kinds::GATHERED, format!("из проекта акта убрано: {gone}"));
            Ok(act.record(fact.subject("act", id), gone)?)
        })
        .await?;
    Ok(page::go_saying(cookies, &home, &format!("Убрано из проекта: {gone}. Они ждут другого акта.")))
}

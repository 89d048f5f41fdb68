//! An address of notifications as the centre sees it: how it stands, what was sent last, a trial, switched off and on.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::InCharge;
use crate::api::revocation::given_reason;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::delivery::Delivery;
use super::model::{Hook, Refused};
use super::{kinds, notice, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/hooks/{id}", show)
        .post("/settings/hooks/{id}/trial", try_out)
        .post("/settings/hooks/{id}/stopping", stop)
        .post("/settings/hooks/{id}/resumption", resume)
        .post("/settings/hooks/{id}/removal", remove)
}

/// Rows of one page.
const PAGE: usize = 20;

/// The page of an address.
pub(super) fn home(hook: &Hook) -> String {
    format!("/settings/hooks/{}", hook.id)
}

struct Line {
    about: String,
    id: String,
    made: String,
    tried: String,
    attempts: String,
    answer: String,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "api/hooks/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    name: String,
    token: String,
    home: String,
    url: String,
    watched: &'static str,
    state: &'static str,
    tone: &'static str,
    made: String,
    failing: String,
    off: String,
    reason: String,
    may_try: bool,
    may_resume: bool,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

fn line(app: &App, one: &Delivery) -> Line {
    let (state, tone) = one.state_in_words();
    Line {
        about: one.about(),
        id: one.id.to_string(),
        made: app.config.zone.brief(one.made_at),
        tried: one.tried_at.map(|at| app.config.zone.brief(at)).unwrap_or_default(),
        attempts: one.attempts.to_string(),
        answer: one.answer(),
        state,
        tone,
    }
}

async fn draw(app: &App, seat: &InCharge<Hook>, form: Form, after: Option<Id<Delivery>>) -> Result<Response, Failure> {
    let (hook, zone, today) = (&seat.it, &app.config.zone, app.today());
    let (id, home, sound) = (hook.id, home(hook), form.is_sound());
    let mut shown = app.db.read(move |reader| store::deliveries(reader, id, after, PAGE + 1)).await?;
    let has_next = shown.len() > PAGE;
    shown.truncate(PAGE);
    let next = shown.last().filter(|_| has_next).map(|last| format!("{home}?after={}", last.id));
    let (state, tone) = hook.state(today);
    let (off, reason) = hook.off.clone().map_or_else(Default::default, |(at, reason)| (zone.written(at), reason));
    let token = format!("/settings/api/{}", hook.token.id);
    let page = OnePage {
        frame: seat
            .by
            .frame(app, "Адрес уведомлений")
            .sound(sound)
            .trail(&[("/settings/api", "Доступ для соседних систем"), (&token, &hook.token.name)]),
        form,
        name: hook.token.name.clone(),
        url: hook.url.url().to_string(),
        watched: hook.watched.words(),
        state,
        tone,
        made: zone.written(hook.made_at),
        failing: hook.failing_since.map(|since| zone.written(since)).unwrap_or_default(),
        off,
        reason,
        may_try: hook.may_try(today).is_ok(),
        may_resume: hook.may_resume(today).is_ok(),
        lines: shown.iter().map(|one| line(app, one)).collect(),
        first_href: after.map(|_| home.clone()).unwrap_or_default(),
        next_href: next.unwrap_or_default(),
        token,
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Hook>, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    draw(&app, &seat, Form::new(), asked.value("after").parse().ok()).await
}

async fn try_out(seat: InCharge<Hook>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    seat.it.may_try(app.today())?;
    let (home, hook) = (home(&seat.it), seat.it);
    let body = notice::trial(app.now()).map_err(anyhow::Error::from)?;
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::put_trial(act, hook.id, &body)? {
                return Err(Refused::TrialWaits.into());
            }
            Ok::<_, Failure>(act.record(kinds::fact(kinds::TRIED, &hook, "запрошено пробное уведомление"), ())?)
        })
        .await?;
    let said = "Пробное уведомление уйдёт через несколько секунд. Обновите страницу, чтобы увидеть ответ.";
    Ok(page::go_saying(seat.by.visit.cookies, &home, said))
}

async fn stop(seat: InCharge<Hook>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.it.may_stop()?;
    let reason = given_reason(&mut form);
    if !form.is_sound() {
        return draw(&app, &seat, form, None).await;
    }
    let (home, hook) = (home(&seat.it), seat.it);
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::stop(act, hook.id, &reason)? {
                return Err(Refused::IsOff.into());
            }
            let words = format!("уведомления отключены: {reason}");
            Ok::<_, Failure>(act.record(kinds::fact(kinds::STOPPED, &hook, &words), ())?)
        })
        .await?;
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Адрес отключён."))
}

async fn resume(seat: InCharge<Hook>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    seat.it.may_resume(app.today())?;
    let (home, hook) = (home(&seat.it), seat.it);
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::resume(act, hook.id)? {
                return Err(Refused::IsOn.into());
            }
            Ok::<_, Failure>(act.record(kinds::fact(kinds::RESUMED, &hook, "уведомления включены снова"), ())?)
        })
        .await?;
    Ok(page::go_saying(
        seat.by.visit.cookies,
        &home,
        "Адрес включён. Уведомления пойдут с того места, на котором остановились.",
    ))
}

async fn remove(seat: InCharge<Hook>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let hook = seat.it;
    let back = format!("/settings/api/{}", hook.token.id);
    app.db
        .act(seat.by.by(), app.now(), move |act| {
            if !store::remove(act, hook.id)? {
                return Err(Refused::Works.into());
            }
            Ok::<_, Failure>(act.record(kinds::fact(kinds::REMOVED, &hook, "адрес уведомлений убран"), ())?)
        })
        .await?;
    Ok(page::go_saying(seat.by.visit.cookies, &back, "Адрес убран из списка."))
}

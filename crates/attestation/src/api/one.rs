//! One token as the centre sees it: everything but the token itself.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::hooks::{self, Hook};
use super::model::Token;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/api/{id}", show)
}

#[derive(Template)]
#[template(path = "api/one.html")]
struct OnePage {
    frame: Frame,
    name: String,
    state: &'static str,
    tone: &'static str,
    scopes: String,
    bounds: String,
    until: String,
    per_minute: String,
    used: String,
    made: String,
    revoked: String,
    reason: String,
    revocation: String,
    hooks: Vec<HookLine>,
    more_hooks: String,
}

/// An address of notifications as a row.
struct HookLine {
    href: String,
    url: String,
    watched: &'static str,
    state: &'static str,
    tone: &'static str,
}

fn hook_line(hook: &Hook, today: Day) -> HookLine {
    let (state, tone) = hook.state(today);
    HookLine {
        href: format!("/settings/hooks/{}", hook.id),
        url: hook.url.url().to_string(),
        watched: hook.watched.words(),
        state,
        tone,
    }
}

async fn show(seat: InCharge<Token>, State(app): State<App>) -> Result<Response, Failure> {
    let (token, today) = (&seat.it, app.today());
    let id = token.id;
    let hooks = app.db.read(move |reader| hooks::of_token(reader, id)).await?;
    let may_add = hooks::may_add(token, hooks.len(), today);
    let (state, tone) = token.state(today);
    let who = token.made_by.as_ref().map_or_else(|| "из консоли".to_owned(), FullName::full);
    let (revoked, reason) =
        token.revoked.clone().map_or_else(Default::default, |(at, reason)| (app.config.zone.written(at), reason));
    let codes: Vec<String> = token.scopes.iter().map(|one| format!("{} ({})", one.words(), one.code())).collect();
    page::page(&OnePage {
        frame: seat
            .by
            .frame(&app, &token.name)
            .trail(&[("/settings", "Настройки"), ("/settings/api", "Доступ для соседних систем")]),
        name: token.name.clone(),
        state,
        tone,
        scopes: codes.join(", "),
        bounds: token.bounds.words(),
        until: words::day(token.expires_on),
        per_minute: token.per_minute.to_string(),
        used: token.used_in_words(),
        made: format!("{}, {who}", app.config.zone.written(token.made_at)),
        revocation: if revoked.is_empty() { format!("/settings/api/{}/revocation", token.id) } else { String::new() },
        revoked,
        reason,
        hooks: hooks.iter().map(|hook| hook_line(hook, today)).collect(),
        more_hooks: if may_add { format!("/settings/api/{id}/hooks/new") } else { String::new() },
    })
}

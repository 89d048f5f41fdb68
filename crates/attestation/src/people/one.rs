//! One person: their roles since when and until when, the last day they signed in, what may be done.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Role, Signed};
use crate::applications;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::KeptPerson;
use super::model::{Deed, Held, Person};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people/{id}", show)
}

struct RoleLine {
    role: String,
    since: String,
    until: String,
    reason: String,
    ending_href: String,
    /// Why it cannot be closed now, for the roles that wait for it.
    denied: String,
    /// Where the centre hands the cases over.
    cases_href: String,
}

struct Action {
    href: String,
    text: &'static str,
}

#[derive(Template)]
#[template(path = "people/one.html")]
struct OnePage {
    frame: Frame,
    name: String,
    login: String,
    email: String,
    phone: String,
    created: String,
    entered: String,
    second_step: &'static str,
    is_closed: bool,
    closed: String,
    closed_reason: String,
    roles: Vec<RoleLine>,
    invitation_href: String,
    actions: Vec<Action>,
    /// Where the centre puts a teacher's data right; empty for others.
    teacher_href: String,
}

async fn show(desk: KeptPerson, State(app): State<App>) -> Result<Response, Failure> {
    let KeptPerson { by, person } = desk;
    let id = person.account.id;
    let teacher = if by.seat.role == Role::Centre {
        app.db.glance(move |reader| applications::teacher_of(reader, id)).await?
    } else {
        None
    };
    let zone = &app.config.zone;
    let account = &person.account;
    page::page(&OnePage {
        frame: by.frame(&app, &account.name.full()).trail(&[("/cabinet", "Личный кабинет"), ("/people", "Люди")]),
        name: account.name.full(),
        login: if person.is_emptied() { GONE.to_owned() } else { account.login.clone() },
        email: if person.is_emptied() { GONE.to_owned() } else { account.email.clone() },
        phone: account.phone.clone(),
        created: words::day(zone.day(person.created_at)),
        entered: person.entered_at.map_or_else(|| "ещё не входил".to_owned(), |at| words::day(zone.day(at))),
        second_step: if person.second_step { "включён" } else { "не включён" },
        is_closed: person.closed_at.is_some(),
        closed: person.closed_at.map(|at| words::day(zone.day(at))).unwrap_or_default(),
        closed_reason: person.closed_reason.clone(),
        roles: person.roles.iter().map(|held| role_line(&app, &by, &person, held)).collect(),
        invitation_href: if person.closed_at.is_some() { String::new() } else { invitation_href(&person) },
        actions: actions(&by, &person),
        teacher_href: teacher.map(|id| format!("/teachers/{id}/correction")).unwrap_or_default(),
    })
}

/// What stands instead of a login and an address that are gone.
const GONE: &str = "удалено по сроку хранения";

fn role_line(app: &App, by: &Signed, person: &Person, held: &Held) -> RoleLine {
    let zone = &app.config.zone;
    let may = person.may_end(held, by);
    let is_open = person.closed_at.is_none() && may.is_ok();
    let has_cases = held.waiting > 0;
    RoleLine {
        role: held.seat.words(),
        since: words::brief_day(zone.day(held.given_at)),
        until: held.ended_at.map(|at| words::brief_day(zone.day(at))).unwrap_or_default(),
        reason: held.end_reason.clone(),
        ending_href: if is_open {
            format!("/people/{}/roles/{}", person.account.id, held.seat.id)
        } else {
            String::new()
        },
        denied: may.err().filter(|_| held.ended_at.is_none()).map(|why| why.reason()).unwrap_or_default(),
        cases_href: if has_cases && by.seat.role == Role::Centre {
            format!("/workload/{}", held.seat.id)
        } else {
            String::new()
        },
    }
}

/// The form of an invitation with what is known of the person.
fn invitation_href(person: &Person) -> String {
    let account = &person.account;
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (field, value) in [
        ("email", &account.email),
        ("surname", &account.name.surname),
        ("given", &account.name.given),
        ("patronymic", &account.name.patronymic),
    ] {
        query.append_pair(field, value);
    }
    format!("/invitations/new?{}", query.finish())
}

fn actions(by: &Signed, person: &Person) -> Vec<Action> {
    const DEEDS: [(Deed, &str); 5] = [
        (Deed::Recover, "recovery"),
        (Deed::TakeStepOff, "second-step"),
        (Deed::SignOut, "sessions"),
        (Deed::Close, "closing"),
        (Deed::Reopen, "reopening"),
    ];
    DEEDS
        .into_iter()
        .filter(|(deed, _)| person.may(*deed, by).is_ok())
        .map(|(deed, path)| Action { href: format!("/people/{}/{path}", person.account.id), text: deed.title() })
        .collect()
}

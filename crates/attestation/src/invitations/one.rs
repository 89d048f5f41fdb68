//! One invitation with its links and letters: whoever may issue one like it sends it again or revokes it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};

use super::board::shown_name;
use super::guards::InvitationInSight;
use super::issue;
use super::model::State as Stand;
use super::store::{self, LinkRow};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/invitations/{id}", show)
        .post("/invitations/{id}/resend", resend)
        .get("/invitations/{id}/revocation", ask)
        .post("/invitations/{id}/revocation", revoke)
}

struct Event {
    when: String,
    text: String,
}

#[derive(Template)]
#[template(path = "invitations/one.html")]
struct OnePage {
    frame: Frame,
    id: String,
    revocation: String,
    name: String,
    email: String,
    role: String,
    place_label: &'static str,
    has_place: bool,
    place: String,
    posts: String,
    inviter: String,
    issued: String,
    last_day: String,
    stand: Stand,
    trouble: String,
    history: Vec<Event>,
    may_resend: bool,
    may_revoke: bool,
}

async fn show(seat: InvitationInSight, State(app): State<App>) -> Result<Response, Failure> {
    let row = &seat.invitation;
    let id = row.id;
    let (links, posts) =
        app.db.read(move |reader| Ok::<_, DbError>((store::links(reader, id)?, store::posts_of(reader, id)?))).await?;
    let (now, zone) = (app.now(), &app.config.zone);
    let mut history: Vec<Event> = Vec::new();
    history.extend(
        row.redeemed_at
            .map(|at| Event {
                when: zone.written(at), text: "Приглашение принято: кабинет открыт.".to_owned()
            }),
    );
    history.extend(
        row.revoked_at
            .map(|at| Event { when: zone.written(at), text: "Приглашение отозвано.".to_owned() }),
    );
    history.extend(links.iter().map(|link| Event { when: zone.written(link.issued_at), text: link_words(&app, link) }));
    page::page(&OnePage {
        frame: seat
            .by
            .frame(&app, &shown_name(row))
            .trail(&[("/cabinet", "Личный кабинет"), (seat.scope.list(), seat.scope.title())]),
        id: id.to_string(),
        revocation: format!("/invitations/{id}/revocation"),
        name: shown_name(row),
        email: row.email.clone(),
        role: row.role.words().to_owned(),
        place_label: row.place_label(),
        has_place: row.role.has_place(),
        place: row.workplace.clone(),
        posts: posts.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", "),
        inviter: row.inviter_words(&app),
        issued: zone.written(row.issued_at),
        last_day: row.last_day(&app),
        stand: row.state(now),
        trouble: row.trouble.clone(),
        history,
        may_resend: row.may_resend().is_ok(),
        may_revoke: row.may_revoke().is_ok(),
    })
}

fn link_words(app: &App, link: &LinkRow) -> String {
    let zone = &app.config.zone;
    let sent = link.sent_at.map(|at| format!(" Почтовый сервер принял письмо {}.", zone.brief(at))).unwrap_or_default();
    let trouble = if link.trouble.is_empty() {
        String::new()
    } else {
        format!(" Письмо не принято: {}.", link.trouble.trim_end_matches('.'))
    };
    let dropped = link.dropped_at.map(|at| format!(" Ссылка заменена новой {}.", zone.brief(at))).unwrap_or_default();
    format!("Выдана ссылка.{sent}{trouble}{dropped}")
}

async fn resend(seat: InvitationInSight, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    issue::resend(&app, seat.by.by(), seat.invitation.id).await?;
    let said = format!("Новое письмо уходит на {}. Прежняя ссылка больше не действует.", seat.invitation.email);
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/invitations/{}", seat.invitation.id), &said))
}

#[derive(Template)]
#[template(path = "invitations/revocation.html")]
struct RevocationPage {
    frame: Frame,
    home: String,
    name: String,
    email: String,
}

/// Asks once more: nothing brings a revoked link back.
async fn ask(seat: InvitationInSight, State(app): State<App>) -> Result<Response, Failure> {
    let row = &seat.invitation;
    row.may_revoke()?;
    let (home, name) = (format!("/invitations/{}", row.id), shown_name(row));
    page::page(&RevocationPage {
        frame: seat
            .by
            .frame(&app, "Отзыв приглашения")
            .trail(&[(seat.scope.list(), seat.scope.title()), (&home, &name)]),
        email: row.email.clone(),
        home,
        name,
    })
}

async fn revoke(seat: InvitationInSight, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let to = format!("/invitations/{}", seat.invitation.id);
    issue::revoke(&app, seat.by.by(), seat.invitation).await?;
    Ok(page::go_saying(seat.by.visit.cookies, &to, "Приглашение отозвано: ссылка из письма больше не действует."))
}

//! The centre invites one person.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Centre, Email, Organization, Role, name_from};
use crate::context::App;
use crate::organizations::{self, School};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::issue;
use super::model::{NewInvitation, Refused};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/invitations/new", show).post("/invitations/new", invite)
}

/// Organisations shown to choose from.
const MOST_PLACES: i64 = 12;

struct PostBox {
    code: String,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "invitations/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    roles: Vec<Choice>,
    places: Vec<Choice>,
    nothing_found: bool,
    posts: Vec<PostBox>,
    posts_open: bool,
    days: String,
}

async fn show(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let offer = Offer::of(&app, &form).await?;
    draw(&app, &by, form, offer)
}

/// What the form offers to choose from.
struct Offer {
    places: Vec<School>,
    posts: Vec<(String, String)>,
}

impl Offer {
    async fn of(app: &App, form: &Form) -> Result<Self, Failure> {
        let typed = form.text("place-search");
        let chosen = form.value("place").parse::<Id<Organization>>().ok();
        let find = move |reader: &mut Reader| {
            let mut places = match chosen {
                Some(id) => Vec::from_iter(organizations::by_id(reader, id)?),
                None => Vec::new(),
            };
            if !typed.is_empty() {
                let found = organizations::search(reader, &typed, MOST_PLACES)?;
                places.extend(found.into_iter().filter(|one| Some(one.id) != chosen));
            }
            let posts = store::posts(reader)?;
            Ok::<_, DbError>(Self { places, posts })
        };
        Ok(app.db.read(find).await?)
    }

    /// The organisation chosen; when the words typed fit only one, that one.
    fn place(&self, form: &Form) -> Option<Id<Organization>> {
        let chosen = self.places.iter().find(|place| place.id.to_string() == form.value("place"));
        let only = self.places.first().filter(|_| self.places.len() == 1);
        chosen.or(only).map(|place| place.id)
    }
}

fn draw(app: &App, by: &Centre, form: Form, offer: Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let ticked = form.all("posts");
    let place = |one: School| Choice { value: one.id.to_string(), text: one.name, hint: one.municipality };
    let page = NewPage {
        frame: by
            .frame(app, "Новое приглашение")
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), ("/invitations", "Приглашения")]),
        roles: [Role::Specialist, Role::Coordinator, Role::Centre]
            .into_iter()
            .map(|role| Choice::new(role.code(), role.words()))
            .collect(),
        nothing_found: offer.places.is_empty() && !form.text("place-search").is_empty(),
        places: offer.places.into_iter().map(place).collect(),
        posts: offer
            .posts
            .into_iter()
            .map(|(code, name)| PostBox { ticked: ticked.contains(&code), code, name })
            .collect(),
        posts_open: !ticked.is_empty(),
        days: words::counted(app.config.invitation_days.unsigned_abs(), "день", "дня", "дней"),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn invite(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &form).await?;
    if form.ticked("find") {
        return draw(&app, &by, form, offer);
    }
    let Some(mut new) = parse(&mut form, &offer) else {
        return draw(&app, &by, form, offer);
    };
    new.issued_by = Some(by.account.id);
    let said = format!("Приглашение записано: {}. Письмо уходит на {}.", new.name.full(), new.email.as_str());
    match issue::invite(&app, by.by(), new).await {
        Ok(_) => Ok(page::go_saying(by.visit.cookies, "/invitations", &said)),
        Err(Failure::Denied(refused)) => {
            form.fault("email", refused.reason());
            draw(&app, &by, form, offer)
        }
        Err(other) => Err(other),
    }
}

fn parse(form: &mut Form, offer: &Offer) -> Option<NewInvitation> {
    use crate::platform::failure::Refusal;
    let role = Role::parse(form.value("role"));
    if role.is_none() {
        form.fault("role", "Выберите, кого приглашаете: специалиста, координатора или сотрудника Центра.");
    }
    let typed = form.text("email");
    let email = form.check("email", Email::parse(&typed));
    let name = name_from(form);
    let organization = offer.place(form).filter(|_| role != Some(Role::Centre));
    let searched = !form.text("place-search").is_empty();
    match role {
        Some(Role::Coordinator | Role::Specialist) if organization.is_none() && !offer.places.is_empty() => {
            form.fault("place", "Выберите организацию из найденных или уточните название.");
        }
        Some(Role::Coordinator) if organization.is_none() => {
            form.fault("place-search", Refused::NoSchool.reason());
        }
        Some(Role::Specialist) if organization.is_none() && searched => {
            form.fault(
                "place-search",
                "Такого места работы в списке организаций нет. Исправьте название или очистите это поле.",
            );
        }
        _ => {}
    }
    let ticked = form.all("posts");
    let posts = if role == Some(Role::Specialist) {
        offer.posts.iter().map(|(code, _)| code.clone()).filter(|code| ticked.contains(code)).collect()
    } else {
        Vec::new()
    };
    form.is_sound().then_some(())?;
    Some(NewInvitation {
        role: role?,
        organization,
        workplace: String::new(),
        email: email?,
        name: name?,
        posts,
        issued_by: None,
        batch: None,
    })
}

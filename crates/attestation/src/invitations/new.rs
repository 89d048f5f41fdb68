//! One person is invited: the form offers only the roles and places this inviter may invite to.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Email, Organization, Role, name_from, prove_password};
use crate::context::App;
use crate::organizations::{self, School};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::Inviter;
use super::issue;
use super::model::{NewInvitation, Refused};
use super::scope::Scope;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/invitations/new", show).post("/invitations/new", invite)
}

/// Organisations shown to choose from.
const MOST_PLACES: usize = 12;

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
    back: &'static str,
    takes_sheets: bool,
    roles: Vec<Choice>,
    /// The only role and the only school, in words, when nothing is to be chosen.
    only: String,
    places: Vec<Choice>,
    /// Why nothing was found by the words typed; empty when something was, or nothing was sought.
    not_found: String,
    municipalities: Vec<Choice>,
    posts: Vec<PostBox>,
    posts_open: bool,
    /// For which of the roles offered the password is asked again; empty: for none.
    password_hint: &'static str,
    days: String,
}

async fn show(by: Inviter, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let offer = Offer::of(&app, &by.scope, &form).await?;
    draw(&app, &by, form, offer)
}

/// What the form offers to choose from.
struct Offer {
    places: Vec<School>,
    /// What was sought, when it stands in a municipality that is not this inviter's.
    elsewhere: Option<School>,
    municipalities: Vec<String>,
    posts: Vec<(String, String)>,
}

impl Offer {
    async fn of(app: &App, scope: &Scope, form: &Form) -> Result<Self, Failure> {
        let (typed, scope) = (form.text("place-search"), scope.clone());
        let chosen = match &scope {
            Scope::School(own) => Some(*own),
            _ => form.value("place").parse::<Id<Organization>>().ok(),
        };
        let find = move |reader: &mut Reader| {
            let mut places = match chosen {
                Some(id) => Vec::from_iter(organizations::by_id(reader, id)?.filter(|one| scope.reaches(one))),
                None => Vec::new(),
            };
            let found = match &scope {
                _ if typed.is_empty() => Vec::new(),
                Scope::Everybody => organizations::search(reader, &typed, i64::try_from(MOST_PLACES).unwrap_or(12))?,
                Scope::Municipality(own) => organizations::search_within(reader, own, &typed, MOST_PLACES)?,
                Scope::School(_) => Vec::new(),
            };
            places.extend(found.into_iter().filter(|one| Some(one.id) != chosen));
            if scope != Scope::Everybody {
                let sought = places.is_empty() && !typed.is_empty() && matches!(scope, Scope::Municipality(_));
                let elsewhere = if sought { organizations::search(reader, &typed, 1)?.pop() } else { None };
                return Ok(Self { places, elsewhere, municipalities: Vec::new(), posts: Vec::new() });
            }
            let municipalities = organizations::municipalities(reader)?;
            Ok::<_, DbError>(Self { places, elsewhere: None, municipalities, posts: store::posts(reader)? })
        };
        Ok(app.db.read(find).await?)
    }

    /// The organisation chosen; when the words typed fit only one, that one.
    fn place(&self, form: &Form) -> Option<Id<Organization>> {
        let chosen = self.places.iter().find(|place| place.id.to_string() == form.value("place"));
        let only = self.places.first().filter(|_| self.places.len() == 1);
        chosen.or(only).map(|place| place.id)
    }

    /// Why nothing was found by the words typed; empty when something was, or nothing was sought.
    fn not_found(&self, form: &Form) -> String {
        if !self.places.is_empty() || form.text("place-search").is_empty() {
            return String::new();
        }
        match &self.elsewhere {
            Some(one) => format!(
                "{} — не ваш муниципалитет: {}. Оттуда приглашает координатор того муниципалитета или Центр.",
                one.name, one.municipality
            ),
            None => "Такой организации в списке нет. Проверьте название.".to_owned(),
        }
    }
}

fn draw(app: &App, by: &Inviter, form: Form, offer: Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let ticked = form.all("posts");
    let is_school = matches!(by.scope, Scope::School(_));
    let only = offer.places.first().filter(|_| is_school).map(|one| format!("{}, {}", Role::Teacher.words(), one.name));
    let place = |one: School| Choice { value: one.id.to_string(), text: one.name, hint: one.municipality };
    let named = |name: &String| Choice::new(name, name);
    let page = NewPage {
        frame: by
            .by
            .frame(app, "Новое приглашение")
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), (by.scope.list(), by.scope.title())]),
        back: by.scope.list(),
        takes_sheets: by.by.seat.role == Role::Centre,
        roles: by.scope.roles().into_iter().map(|role| Choice::new(role.code(), role.words())).collect(),
        only: only.unwrap_or_default(),
        not_found: offer.not_found(&form),
        places: if is_school { Vec::new() } else { offer.places.into_iter().map(place).collect() },
        municipalities: if offer.municipalities.is_empty() {
            Vec::new()
        } else {
            std::iter::once(Choice::new("", "Не выбран")).chain(offer.municipalities.iter().map(named)).collect()
        },
        posts: offer
            .posts
            .into_iter()
            .map(|(code, name)| PostBox { ticked: ticked.contains(&code), code, name })
            .collect(),
        posts_open: !ticked.is_empty(),
        password_hint: if by.scope.roles().into_iter().any(|role| by.scope.asks_password(role)) {
            "Нужен, только если приглашаете сотрудника Центра или администратора."
        } else {
            ""
        },
        days: words::counted(app.config.invitation_days.unsigned_abs(), "день", "дня", "дней"),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn invite(by: Inviter, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &by.scope, &form).await?;
    if form.ticked("find") {
        return draw(&app, &by, form.without_passwords(), offer);
    }
    let typed = parse(&mut form, &by.scope, &offer);
    let is_asked = Role::parse(form.value("role")).is_some_and(|role| by.scope.asks_password(role));
    let is_proved = !is_asked || prove_password(&app, &by.by.account, &mut form).await?;
    let (Some(mut new), true) = (typed, is_proved) else {
        return draw(&app, &by, form.without_passwords(), offer);
    };
    new.issued_by = Some(by.by.account.id);
    let said = format!("Приглашение записано: {}. Письмо уходит на {}.", new.name.full(), new.email.as_str());
    match issue::invite(&app, by.by.by(), new).await {
        Ok(_) => Ok(page::go_saying(by.by.visit.cookies, by.scope.list(), &said)),
        Err(Failure::Denied(refused)) => {
            form.fault("email", refused.reason());
            draw(&app, &by, form.without_passwords(), offer)
        }
        Err(other) => Err(other),
    }
}

/// The role chosen, or the only one there is; one that is not this inviter's to give is a fault.
fn role_from(form: &mut Form, scope: &Scope) -> Option<Role> {
    if let Scope::School(_) = scope {
        return Some(Role::Teacher);
    }
    let Some(role) = Role::parse(form.value("role")) else {
        form.fault("role", "Выберите, кого приглашаете.");
        return None;
    };
    if let Err(refused) = scope.may_invite(role) {
        form.fault("role", refused.reason());
    }
    Some(role)
}

/// The organisation the role is held at; one that is needed and missing is a fault.
fn organization_from(form: &mut Form, role: Option<Role>, offer: &Offer) -> Option<Id<Organization>> {
    let needs = role.is_some_and(Role::is_at_school);
    if !needs && role != Some(Role::Specialist) {
        return None;
    }
    let found = offer.place(form);
    if found.is_some() {
        return found;
    }
    if !offer.places.is_empty() {
        form.fault("place", "Выберите организацию из найденных или уточните название.");
    } else if offer.elsewhere.is_some() {
        form.fault("place-search", offer.not_found(form));
    } else if needs {
        form.fault("place-search", Refused::NoSchool.reason());
    } else if !form.text("place-search").is_empty() {
        form.fault(
            "place-search",
            "Такого места работы в списке организаций нет. Исправьте название или очистите это поле.",
        );
    }
    None
}

/// The municipality of a municipal coordinator; empty for all others.
fn municipality_from(form: &mut Form, role: Option<Role>, offer: &Offer) -> String {
    if role != Some(Role::Municipal) {
        return String::new();
    }
    let chosen = form.text("municipality");
    if offer.municipalities.contains(&chosen) {
        return chosen;
    }
    form.fault("municipality", Refused::NoMunicipality.reason());
    String::new()
}

fn parse(form: &mut Form, scope: &Scope, offer: &Offer) -> Option<NewInvitation> {
    let role = role_from(form, scope);
    let typed = form.text("email");
    let email = form.check("email", Email::parse(&typed));
    let name = name_from(form);
    let organization = organization_from(form, role, offer);
    let workplace = municipality_from(form, role, offer);
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
        workplace,
        email: email?,
        name: name?,
        posts,
        issued_by: None,
        batch: None,
    })
}

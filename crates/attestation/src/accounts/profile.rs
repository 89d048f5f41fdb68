//! The profile: a person's own data, password, sessions, consents.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::Response;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::visit::SESSION;

use super::consents::Older;
use super::guards::SignedIn;
use super::model::Signed;
use super::proof::prove_password;
use super::typed::{Phone, name_from, password_from, suggestion_choices};
use super::{address, consents, kinds, letters, password, sessions, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    let doors = doors
        .get("/profile", show)
        .post("/profile", save)
        .get("/profile/password", password_form)
        .post("/profile/password", change_password);
    address::doors(doors).post("/profile/sessions/end", end_sessions)
}

struct SessionLine {
    here: bool,
    agent: String,
    address: String,
    opened: String,
    seen: String,
}

struct ConsentLine {
    document: String,
    edition: String,
    given: String,
    /// Whom it was given to; empty when that was not kept.
    operator: String,
    /// Where this very edition is read.
    href: String,
}

#[derive(Template)]
#[template(path = "accounts/profile.html")]
struct ProfilePage {
    frame: Frame,
    form: Form,
    login: String,
    email: String,
    second_step: &'static str,
    roles: Vec<String>,
    sessions: Vec<SessionLine>,
    consents: Vec<ConsentLine>,
    /// What was agreed to while another consent is asked for.
    older: Option<Older>,
}

#[derive(Template)]
#[template(path = "accounts/change_password.html")]
struct PasswordPage {
    frame: Frame,
    form: Form,
    suggestions: Vec<Choice>,
}

async fn show(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    let name = &person.account.name;
    let form = Form::new()
        .with("surname", &name.surname)
        .with("given", &name.given)
        .with("patronymic", &name.patronymic)
        .with("phone", &person.account.phone);
    profile_page(&app, &person, form).await
}

async fn profile_page(app: &App, person: &Signed, form: Form) -> Result<Response, Failure> {
    let (id, now, house) = (person.account.id, app.now(), app.clone());
    let (open, consents, older) = app
        .db
        .read(move |reader| {
            let open = sessions::of_account(reader, id, now)?;
            let older = consents::older(reader, id, &house.config)?;
            Ok::<_, DbError>((open, consents::consents_of(reader, id)?, older))
        })
        .await?;
    let zone = &app.config.zone;
    let sessions = open
        .into_iter()
        .map(|one| SessionLine {
            here: one.hash == person.session,
            agent: browser(&one.agent),
            address: one.address,
            opened: zone.brief(one.opened_at),
            seen: zone.brief(one.seen_at),
        })
        .collect();
    let consents = consents
        .into_iter()
        .filter(|one| one.withdrawn_at.is_none())
        .map(|one| ConsentLine {
            document: consents::consent_words(&one.document).to_owned(),
            edition: super::consent_edition(&one.version),
            given: zone.written(one.given_at),
            href: consents::consent_href(&one.document, &one.version),
            operator: one.operator,
        })
        .collect();
    let sound = form.is_sound();
    let page = ProfilePage {
        frame: person.frame(app, "Профиль").sound(sound).trail(&[("/cabinet", "Личный кабинет")]),
        form,
        login: person.account.login.clone(),
        email: person.account.email.clone(),
        second_step: if person.second_step { "включён" } else { "не включён" },
        roles: person.seats.iter().map(super::Seat::words).collect(),
        sessions,
        consents,
        older,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// The browser in words, from what it says about itself.
fn browser(agent: &str) -> String {
    let name = [
        ("YaBrowser", "Яндекс Браузер"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark))
    .map_or("Браузер", |(_, name)| name);
    let system = [
        ("Android", "телефон Android"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark))
    .map_or("", |(_, name)| name);
    if system.is_empty() { name.to_owned() } else { format!("{name}, {system}") }
}

async fn save(person: SignedIn, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let typed = form.text("phone");
    let phone = form.check("phone", Phone::parse(&typed));
    let name = name_from(&mut form);
    let (Some(name), Some(phone)) = (name, phone) else {
        return profile_page(&app, &person, form).await;
    };
    let id = person.account.id;
    app.db
        .act(person.by(), app.now(), move |act| {
            store::set_profile(act, id, &name, &phone)?;
            act.record(Fact::of(kinds::PROFILE_CHANGED, "изменены данные профиля"), ())
        })
        .await?;
    Ok(page::go_saying(person.visit.cookies, "/profile", "Данные профиля сохранены."))
}

async fn password_form(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    password_page(&app, &person, Form::new())
}

fn password_page(app: &App, person: &Signed, form: Form) -> Result<Response, Failure> {
    let suggestions = suggestion_choices(&form)?;
    let sound = form.is_sound();
    let frame = person
        .frame(app, "Смена пароля")
        .sound(sound)
        .trail(&[("/cabinet", "Личный кабинет"), ("/profile", "Профиль")]);
    let page = PasswordPage { frame, form, suggestions };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn change_password(person: SignedIn, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let account = person.account.clone();
    let new = password_from(&mut form, &[&account.name.full(), &account.login, &account.email]);
    let proved = prove_password(&app, &account, &mut form).await?;
    let (true, Some(new)) = (proved, new) else {
        return password_page(&app, &person, form);
    };
    let hash = password::hash(&app, new).await?;
    let letter = letters::password_changed(&app, &account)?;
    let kept = person.session.clone();
    app.db
        .act(person.by(), app.now(), move |act| {
            store::set_password(act, account.id, &hash)?;
            sessions::end_all(act, account.id, &kept)?;
            act.post(&letter)?;
            act.record(Fact::of(kinds::PASSWORD_CHANGED, "пароль изменён в профиле"), ())
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(
        person.visit.cookies,
        "/profile",
        "Пароль изменён. Другие сеансы закрыты, на почту отправлено письмо.",
    ))
}

async fn end_sessions(person: SignedIn, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let id = person.account.id;
    app.db
        .act(person.by(), app.now(), move |act| {
            sessions::end_all(act, id, "")?;
            act.record(Fact::of(kinds::SIGNED_OUT, "выход на всех устройствах"), ())
        })
        .await?;
    let mut response = page::go_saying(person.visit.cookies, "/login", "Вы вышли на всех устройствах.");
    response.headers_mut().append(header::SET_COOKIE, person.visit.cookies.drop(SESSION));
    Ok(response)
}

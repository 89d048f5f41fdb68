//! The window of registration: a new cabinet, or one more role in a cabinet the address has already.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::Response;

use crate::accounts::{self, Account, NewAccount};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::names::login_from;
use crate::platform::page::{self, Frame};
use crate::platform::visit::IN_HAND;

use super::guards::InHand;
use super::teacher::{self, Known, NotDone};
use super::{accept, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/join/window", show).post("/join/window", enter)
}

/// What the window says of the invitation.
struct About {
    inviter: String,
    role: &'static str,
    place_label: &'static str,
    place: String,
    email: String,
    last_day: String,
}

impl About {
    fn of(app: &App, hand: &InHand) -> Self {
        let invitation = &hand.invitation;
        Self {
            inviter: invitation.inviter_words(app),
            role: invitation.role.words(),
            place_label: invitation.place_label(),
            place: invitation.workplace.clone(),
            email: invitation.email.clone(),
            last_day: invitation.last_day(app),
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/window.html")]
struct WindowPage {
    frame: Frame,
    form: Form,
    about: About,
    asks_email: bool,
    is_teacher: bool,
    suggestions: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "invitations/known.html")]
struct KnownPage {
    frame: Frame,
    form: Form,
    about: About,
    login: String,
    is_owner: bool,
    is_teacher: bool,
}

#[derive(Template)]
#[template(path = "invitations/other.html")]
struct OtherPage {
    frame: Frame,
    about: About,
    signed: String,
    role: String,
}

const TITLE: &str = "Регистрация по приглашению";

async fn show(hand: InHand, State(app): State<App>) -> Result<Response, Failure> {
    if let Some(signed) = hand.anyone.signed.as_ref().filter(|_| !hand.is_owner()) {
        let (name, role) = (signed.account.name.full(), signed.seat.words());
        let frame = hand.anyone.frame(&app, "Кто продолжает?");
        return page::page(&OtherPage { frame, about: About::of(&app, &hand), signed: name, role });
    }
    if let Some(account) = &hand.account {
        return draw_known(&app, &hand, account, Form::new()).await;
    }
    let name = &hand.invitation.name;
    let wanted = login_from(name);
    let login = app.db.read(move |reader| accounts::free_login(reader, &wanted)).await?;
    let mut form =
        Form::new().with("surname", &name.surname).with("given", &name.given).with("patronymic", &name.patronymic);
    if !hand.invitation.is_first_run() {
        form = form.with("login", login);
    }
    draw_new(&app, &hand, form)
}

fn draw_new(app: &App, hand: &InHand, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = WindowPage {
        frame: hand.anyone.frame(app, TITLE).sound(sound),
        about: About::of(app, hand),
        asks_email: hand.invitation.is_first_run(),
        is_teacher: teacher::is_asked(hand),
        suggestions: accounts::suggestion_choices(&form)?,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn draw_known(app: &App, hand: &InHand, account: &Account, form: Form) -> Result<Response, Failure> {
    let (sound, id) = (form.is_sound(), account.id);
    let mut frame = hand.anyone.frame(app, TITLE).sound(sound);
    // The owner of the cabinet may have come without having signed in.
    frame.asks_code = app.db.read(move |reader| accounts::has_second_step(reader, id)).await?;
    let page = KnownPage {
        frame,
        form,
        about: About::of(app, hand),
        login: account.login.clone(),
        is_owner: hand.is_owner(),
        is_teacher: teacher::is_asked(hand),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn enter(hand: InHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    match hand.account.clone() {
        Some(account) => add_role(&app, &hand, account, form).await,
        None => register(&app, &hand, form).await,
    }
}

async fn register(app: &App, hand: &InHand, mut form: Form) -> Result<Response, Failure> {
    let Some(typed) = typed::read(app, hand, &mut form).await? else {
        return draw_new(app, hand, form);
    };
    teacher::may_try(app, hand).await?;
    let new = NewAccount {
        login: typed.login,
        email: typed.email,
        name: typed.name,
        phone: typed.phone,
        password_hash: accounts::hash(app, typed.password).await?,
    };
    let said = format!(
        "Кабинет создан. Ваш логин: {}. Запишите его вместе с паролем: с ними вы будете входить.",
        new.login.as_str()
    );
    match accept::create_cabinet(app, hand, new, typed.teacher).await {
        Ok(session) => Ok(welcome(app, hand, &session, &said)),
        Err(why) => {
            put_back(app, hand, &mut form, why).await?;
            draw_new(app, hand, form)
        }
    }
}

/// The fault at its field; all else is a failure.
async fn put_back(app: &App, hand: &InHand, form: &mut Form, why: NotDone) -> Result<(), Failure> {
    let (field, sentence) = match why {
        NotDone::Fault(field, sentence) => (field, sentence),
        NotDone::NotConfirmed(email) => {
            let said = teacher::not_confirmed(&email, &app.config.centre_phone);
            teacher::tell_owner(app, hand, email).await?;
            ("snils", said)
        }
        NotDone::Failed(failure) => return Err(failure),
    };
    if field == "snils" {
        teacher::count_miss(app, hand).await?;
    }
    form.fault(field, sentence);
    Ok(())
}

async fn add_role(app: &App, hand: &InHand, account: Account, mut form: Form) -> Result<Response, Failure> {
    let known: Option<Known> = if teacher::is_asked(hand) { teacher::known_from(&mut form, app.today()) } else { None };
    let is_proved = hand.is_owner() || accounts::prove_password(app, &account, &mut form).await?;
    if !is_proved || !form.is_sound() {
        return draw_known(app, hand, &account, form).await;
    }
    teacher::may_try(app, hand).await?;
    let said = format!("В ваш кабинет добавлена роль: {}. Вы работаете в ней.", hand.invitation.role_words());
    match accept::add_role(app, hand, account.clone(), known).await {
        Ok(session) => Ok(welcome(app, hand, &session, &said)),
        Err(why) => {
            put_back(app, hand, &mut form, why).await?;
            draw_known(app, hand, &account, form).await
        }
    }
}

fn welcome(app: &App, hand: &InHand, session: &str, said: &str) -> Response {
    app.bell.ring();
    let cookies = hand.anyone.visit.cookies;
    let mut response = page::go_saying(cookies, "/cabinet", said);
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, accounts::session_cookie(cookies, session, true));
    headers.append(header::SET_COOKIE, cookies.drop(IN_HAND));
    response
}

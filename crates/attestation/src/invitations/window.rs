//! The window of registration: a new cabinet, or one more role in a cabinet the address has already.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::Response;

use crate::accounts::{
    self, Account, CONSENT_VERSION, Email, Login, NewAccount, Password, Phone, Role, Seat,
};
use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, login_from};
use crate::platform::page::{self, Frame};
use crate::platform::visit::IN_HAND;

use super::guards::InHand;
use super::{kinds, letters, store};

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
            place_label: if invitation.role == Role::Coordinator {
                "Школа"
            } else {
                "Место работы"
            },
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
        return page::page(&OtherPage {
            frame,
            about: About::of(&app, &hand),
            signed: name,
            role,
        });
    }
    if let Some(account) = &hand.account {
        return draw_known(&app, &hand, account, Form::new());
    }
    let name = &hand.invitation.name;
    let wanted = login_from(name);
    let login = app
        .db
        .read(move |reader| accounts::free_login(reader, &wanted))
        .await?;
    let mut form = Form::new()
        .with("surname", &name.surname)
        .with("given", &name.given)
        .with("patronymic", &name.patronymic);
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
        suggestions: accounts::suggestion_choices(&form)?,
        form,
    };
    if sound {
        page::page(&page)
    } else {
        page::faulty(&page)
    }
}

fn draw_known(
    app: &App,
    hand: &InHand,
    account: &Account,
    form: Form,
) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let frame = hand.anyone.frame(app, TITLE).sound(sound);
    let page = KnownPage {
        frame,
        form,
        about: About::of(app, hand),
        login: account.login.clone(),
        is_owner: hand.is_owner(),
    };
    if sound {
        page::page(&page)
    } else {
        page::faulty(&page)
    }
}

async fn enter(hand: InHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    match hand.account.clone() {
        Some(account) => add_role(&app, &hand, account, form).await,
        None => register(&app, &hand, form).await,
    }
}

/// What a person typed to get a cabinet.
struct Typed {
    login: Login,
    email: Email,
    name: FullName,
    phone: Phone,
    password: Password,
}

/// Reads the window's fields; every fault stands at its field.
async fn read(app: &App, hand: &InHand, form: &mut Form) -> Result<Option<Typed>, Failure> {
    let name = accounts::name_from(form);
    let typed = form.text("phone");
    let phone = form.check("phone", Phone::parse(&typed));
    let email = read_email(app, hand, form).await?;
    let login = read_login(app, hand, form, name.as_ref()).await?;
    let full = name.as_ref().unwrap_or(&hand.invitation.name).full();
    let known = [
        full.as_str(),
        login.as_ref().map_or("", Login::as_str),
        email.as_ref().map_or("", Email::as_str),
    ];
    let password = accounts::password_from(form, &known);
    if !form.ticked("consent") {
        form.fault(
            "consent",
            "Без согласия кабинет создать нельзя. Прочитайте текст согласия и отметьте это поле.",
        );
    }
    let (true, Some(name), Some(phone)) = (form.is_sound(), name, phone) else {
        return Ok(None);
    };
    let (Some(email), Some(login), Some(password)) = (email, login, password) else {
        return Ok(None);
    };
    Ok(Some(Typed {
        login,
        email,
        name,
        phone,
        password,
    }))
}

/// The address: the invitation's own, or the one asked for at a first run.
async fn read_email(app: &App, hand: &InHand, form: &mut Form) -> Result<Option<Email>, Failure> {
    if !hand.invitation.is_first_run() {
        return Ok(Email::parse(&hand.invitation.email).ok());
    }
    let typed = form.text("email");
    let Some(email) = form.check("email", Email::parse(&typed)) else {
        return Ok(None);
    };
    let asked = email.clone();
    if app
        .db
        .read(move |reader| accounts::account_with_email(reader, &asked))
        .await?
        .is_some()
    {
        form.fault(
            "email",
            "С этим адресом кабинет уже есть. Укажите другой адрес.",
        );
    }
    Ok(Some(email))
}

/// The login; one that does not fit or is taken gets a free one offered.
async fn read_login(
    app: &App,
    hand: &InHand,
    form: &mut Form,
    name: Option<&FullName>,
) -> Result<Option<Login>, Failure> {
    let parsed = Login::parse(form.value("login"));
    let wanted = parsed.as_ref().map_or_else(
        |_| login_from(name.unwrap_or(&hand.invitation.name)),
        |login| login.as_str().to_owned(),
    );
    let free = app
        .db
        .read(move |reader| accounts::free_login(reader, &wanted))
        .await?;
    match parsed {
        Ok(login) if login.as_str() == free => return Ok(Some(login)),
        Ok(login) => form.fault(
            "login",
            Taken {
                login: login.as_str().to_owned(),
                free,
            }
            .reason(),
        ),
        Err(why) => form.fault("login", format!("{why} Свободен логин {free}.")),
    }
    Ok(None)
}

/// The login was taken, perhaps a moment ago.
#[derive(Debug)]
struct Taken {
    login: String,
    free: String,
}

impl Refusal for Taken {
    fn reason(&self) -> String {
        format!(
            "Логин {} уже занят. Свободен логин {}.",
            self.login, self.free
        )
    }
}

async fn register(app: &App, hand: &InHand, mut form: Form) -> Result<Response, Failure> {
    let Some(typed) = read(app, hand, &mut form).await? else {
        return draw_new(app, hand, form);
    };
    let Typed {
        login,
        email,
        name,
        phone,
        password,
    } = typed;
    let new = NewAccount {
        login,
        email,
        name,
        phone,
        password_hash: accounts::hash(app, password).await?,
    };
    let (house, joining) = (app.clone(), Joining::of(hand));
    let said = format!(
        "Кабинет создан. Ваш логин: {}. Запишите его вместе с паролем: с ними вы будете входить.",
        new.login.as_str()
    );
    let done = app.db.act(stranger(hand), app.now(), move |act| {
        joining.redeem(act)?;
        let Some(id) = accounts::create(act, &new)? else {
            return Err(why_not_created(act, &new)?);
        };
        act.known_as(id, joining.role.code());
        accounts::give_consent(
            act,
            id,
            "personal-data",
            CONSENT_VERSION,
            &joining.visit.address_text(),
        )?;
        let seat = joining.take_seat(act, id)?;
        let account = Account {
            id,
            login: new.login.as_str().to_owned(),
            email: new.email.as_str().to_owned(),
            name: new.name.clone(),
            phone: String::new(),
        };
        act.post(&letters::created(&house, &account, &joining.words)?)?;
        let session = accounts::open(act, id, seat, &joining.visit, true)?;
        let fact = Fact::of(
            kinds::ACCEPTED,
            format!("создан кабинет: {}, {}", new.name.full(), joining.words),
        );
        Ok(act.record(fact.subject("invitation", joining.id), session)?)
    });
    match done.await {
        Ok(session) => Ok(welcome(app, hand, &session, &said)),
        Err(Failure::Denied(refused)) => {
            form.fault("login", refused.reason());
            draw_new(app, hand, form)
        }
        Err(other) => Err(other),
    }
}

/// Who acts before there is an account.
fn stranger(hand: &InHand) -> By {
    By {
        address: hand.anyone.visit.address_text(),
        ..By::default()
    }
}

/// The login was taken meanwhile, or the address belongs to a cabinet that was closed.
fn why_not_created(act: &mut Act<'_>, new: &NewAccount) -> Result<Failure, DbError> {
    if accounts::login_taken(act, &new.login)? {
        let free = accounts::free_login(act, new.login.as_str())?;
        return Ok(Taken {
            login: new.login.as_str().to_owned(),
            free,
        }
        .into());
    }
    Ok(Failure::Conflict("С этим адресом почты кабинет уже был, и создать второй нельзя. Обратитесь в Центр: вас пригласят на другой адрес.".into()))
}

async fn add_role(
    app: &App,
    hand: &InHand,
    account: Account,
    mut form: Form,
) -> Result<Response, Failure> {
    let proved = hand.is_owner() || accounts::prove_password(app, &account, &mut form).await?;
    if !proved {
        return draw_known(app, hand, &account, form);
    }
    let (joining, id) = (Joining::of(hand), account.id);
    let letter = letters::role_added(app, &account, &joining.words)?;
    let old = hand
        .anyone
        .signed
        .as_ref()
        .filter(|_| hand.is_owner())
        .map(|signed| signed.session.clone());
    let said = format!(
        "В ваш кабинет добавлена роль: {}. Вы работаете в ней.",
        joining.words
    );
    let session = app
        .db
        .act(stranger(hand), app.now(), move |act| {
            joining.redeem(act)?;
            act.known_as(id, joining.role.code());
            let seat = joining.take_seat(act, id)?;
            act.post(&letter)?;
            let session = match old {
                Some(old) => accounts::change_seat(act, &old, id, seat, &joining.visit)?,
                None => accounts::open(act, id, seat, &joining.visit, true)?,
            };
            let fact = Fact::of(
                kinds::ACCEPTED,
                format!(
                    "в кабинет добавлена роль: {}, {}",
                    account.name.full(),
                    joining.words
                ),
            );
            Ok::<_, Failure>(act.record(fact.subject("invitation", joining.id), session)?)
        })
        .await?;
    Ok(welcome(app, hand, &session, &said))
}

fn welcome(app: &App, hand: &InHand, session: &str, said: &str) -> Response {
    app.bell.ring();
    let cookies = hand.anyone.visit.cookies;
    let mut response = page::go_saying(cookies, "/cabinet", said);
    response.headers_mut().append(
        header::SET_COOKIE,
        accounts::session_cookie(cookies, session, true),
    );
    response
        .headers_mut()
        .append(header::SET_COOKIE, cookies.drop(IN_HAND));
    response
}

/// What an act needs of the invitation in hand.
struct Joining {
    id: Id<super::Invitation>,
    link: String,
    role: Role,
    place: Option<Id<accounts::Organization>>,
    workplace: String,
    words: String,
    first_run: bool,
    visit: crate::platform::visit::Visit,
}

impl Joining {
    fn of(hand: &InHand) -> Self {
        let invitation = &hand.invitation;
        Self {
            id: invitation.id,
            link: hand.link.clone(),
            role: invitation.role,
            place: invitation.organization,
            workplace: invitation.workplace.clone(),
            words: invitation.role_words(),
            first_run: invitation.is_first_run(),
            visit: hand.anyone.visit.clone(),
        }
    }

    /// Uses the invitation up: of two hands the second is told so.
    fn redeem(&self, act: &mut Act<'_>) -> Result<(), Failure> {
        let late = self.first_run && accounts::first_centre_exists(act)?;
        if !late && store::redeem(act, self.id, &self.link)? {
            return Ok(());
        }
        Err(Failure::Gone("По этой ссылке кабинет уже создан, или её заменили новой. Войдите с логином и паролем, которые придумали, или откройте последнее письмо.".into()))
    }

    fn take_seat(&self, act: &mut Act<'_>, account: Id<Account>) -> Result<Id<Seat>, DbError> {
        let seat = accounts::give_seat(act, account, self.role, self.place, &self.workplace)?;
        let posts: Vec<String> = store::posts_of(act, self.id)?
            .into_iter()
            .map(|(code, _)| code)
            .collect();
        accounts::give_posts(act, seat, &posts)?;
        store::redeemed_by(act, self.id, account)?;
        Ok(seat)
    }
}

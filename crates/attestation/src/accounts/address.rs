//! Another address of electronic mail: asked for in the profile, confirmed by a link sent to the new address.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::SignedDuration;

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::secret::LinkSecret;

use super::guards::{Anyone, SignedIn};
use super::keys::Purpose;
use super::model::Signed;
use super::proof::prove_password;
use super::typed::Email;
use super::{keys, kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/profile/email", email_form)
        .post("/profile/email", ask_email)
        .get("/profile/email/{secret}", confirm_form)
        .post("/profile/email/{secret}", confirm_email)
}

#[derive(Template)]
#[template(path = "accounts/change_email.html")]
struct EmailPage {
    frame: Frame,
    form: Form,
    email: String,
}

#[derive(Template)]
#[template(path = "accounts/confirm_email.html")]
struct ConfirmPage {
    frame: Frame,
    email: String,
    secret: String,
}

async fn email_form(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    email_page(&app, &person, Form::new())
}

fn email_page(app: &App, person: &Signed, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let frame = person
        .frame(app, "Смена адреса почты")
        .sound(sound)
        .trail(&[("/cabinet", "Личный кабинет"), ("/profile", "Профиль")]);
    let page = EmailPage { frame, form, email: person.account.email.clone() };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// A link that confirms a new address works this long.
const WORKS: SignedDuration = SignedDuration::from_hours(1);

async fn ask_email(person: SignedIn, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let typed = form.text("email");
    let email = form.check("email", Email::parse(&typed));
    let proved = prove_password(&app, &person.account, &mut form).await?;
    let (true, Some(email)) = (proved, email) else {
        return email_page(&app, &person, form);
    };
    let account = person.account.clone();
    let secret = LinkSecret::random()?;
    let confirm = letters::confirm_email(&app, &account, email.as_str(), &secret)?;
    let notice = letters::email_changes(&app, &account, false)?;
    app.db
        .act(person.by(), app.now(), move |act| {
            let until = act.at().plus(WORKS);
            keys::issue(act, account.id, Purpose::Email, email.as_str(), &secret, until)?;
            act.post(&confirm)?;
            act.post(&notice)?;
            act.record(Fact::of(kinds::EMAIL_CHANGED, "запрошена смена адреса почты"), ())
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(
        person.visit.cookies,
        "/profile",
        "Письмо со ссылкой отправлено на новый адрес. Адрес сменится, когда вы её откроете.",
    ))
}

async fn confirm_form(anyone: Anyone, State(app): State<App>, Path(secret): Path<String>) -> Result<Response, Failure> {
    let key = email_key(&app, &secret).await?;
    page::page(&ConfirmPage {
        frame: anyone.frame(&app, "Подтверждение адреса"), email: key.value, secret
    })
}

async fn email_key(app: &App, secret: &str) -> Result<keys::Key, Failure> {
    let over = || {
        Failure::Gone("Ссылка уже использована, устарела, скопирована не целиком, или после письма вы сменили пароль либо закрыли сеансы. Попросите новую в профиле: «Сменить адрес почты».".into())
    };
    let secret = LinkSecret::parse(secret).ok_or_else(over)?;
    let now = app.now();
    let key = app.db.read(move |reader| keys::find(reader, Purpose::Email, &secret)).await?;
    key.filter(|key| !key.used && !key.dropped && key.expires_at > now).ok_or_else(over)
}

async fn confirm_email(
    anyone: Anyone,
    State(app): State<App>,
    Path(secret): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    drop(form);
    let key = email_key(&app, &secret).await?;
    let id = key.account;
    let account = app.db.read(move |reader| store::account_by_id(reader, id)).await?.ok_or(Failure::Hidden)?;
    let email = Email::parse(&key.value).map_err(anyhow::Error::from)?;
    let notice = letters::email_changes(&app, &account, true)?;
    let by = By { account: Some(account.id.to_string()), role: String::new(), address: anyone.visit.address_text() };
    app.db
        .act(by, app.now(), move |act| {
            let mine = keys::use_up(act, &key.hash)? && store::set_email(act, account.id, &email)?;
            if !mine {
                return Err(Failure::Conflict(
                    "Этот адрес уже занят другим кабинетом, или ссылка использована. Укажите в профиле другой адрес."
                        .into(),
                ));
            }
            // A link for a new password may lie in the mailbox that is the owner's no longer.
            keys::drop_all(act, account.id)?;
            act.post(&notice)?;
            Ok(act.record(Fact::of(kinds::EMAIL_CHANGED, "адрес почты изменён"), ())?)
        })
        .await?;
    app.bell.ring();
    Ok(page::go_saying(anyone.visit.cookies, "/cabinet", "Новый адрес подтверждён. Письма будут приходить на него."))
}

//! A forgotten password: a link by e-mail, a new password, every other session closed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::Response;
use jiff::SignedDuration;

use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame, go};
use crate::platform::secret::LinkSecret;
use crate::platform::visit::IN_HAND;

use super::guards::Anyone;
use super::keys::{Key, Purpose};
use super::model::Account;
use super::typed::{password_from, suggestion_choices};
use super::{devices, keys, kinds, letters, password, second_step, sessions, store, throttle};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/recovery", show)
        .post("/recovery", ask)
        .get("/recovery/new", choose)
        .post("/recovery/new", change)
        .get("/recovery/{secret}", take_in_hand)
}

/// A link for a new password works this long.
const WORKS: SignedDuration = SignedDuration::from_hours(1);

/// Between two letters of one account; no more than so many in an hour. Whoever asks is always told the same:
/// a stranger can neither fill a mailbox nor keep the owner from the newest letter.
const PAUSE: SignedDuration = SignedDuration::from_mins(2);
const HOUR: SignedDuration = SignedDuration::from_hours(1);
const AN_HOUR: i64 = 5;

#[derive(Template)]
#[template(path = "accounts/recovery.html")]
struct RecoveryPage {
    frame: Frame,
    form: Form,
    asked: bool,
}

#[derive(Template)]
#[template(path = "accounts/new_password.html")]
struct NewPasswordPage {
    frame: Frame,
    form: Form,
    login: String,
    suggestions: Vec<Choice>,
}

async fn show(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&RecoveryPage {
        frame: anyone.frame(&app, "Восстановление пароля"), form: Form::new(), asked: false
    })
}

async fn ask(anyone: Anyone, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let typed = form.text("login");
    if typed.is_empty() {
        form.fault("login", "Укажите логин или адрес электронной почты.");
        return page::faulty(&RecoveryPage {
            frame: anyone.frame(&app, "Восстановление пароля").sound(false),
            form,
            asked: false,
        });
    }
    let counts = vec![throttle::of_address(&anyone.visit.address_text())];
    throttle::pass(&app, &counts).await?;
    throttle::failed(&app, counts).await?;
    let name = typed.clone();
    let found = app.db.read(move |reader| store::account_named(reader, &name)).await?;
    if let Some((account, _)) = found {
        send_link(&app, &anyone, account).await?;
    }
    page::page(&RecoveryPage { frame: anyone.frame(&app, "Проверьте почту"), form, asked: true })
}

/// Puts a letter with a link for a new password, which goes to the person and nowhere else; false when one was sent
/// within two minutes, or five within an hour.
pub fn post_recovery_link(act: &mut Act<'_>, app: &App, account: &Account, by_staff: bool) -> Result<bool, Failure> {
    let now = act.at();
    let recent =
        |act: &mut Act<'_>, span: SignedDuration| keys::since(act, account.id, Purpose::Recovery, now.plus(-span));
    if recent(act, PAUSE)? > 0 || recent(act, HOUR)? >= AN_HOUR {
        return Ok(false);
    }
    if by_staff {
        // The owner has told them of trouble: whatever was asked for before works no longer.
        keys::drop_all(act, account.id)?;
    }
    let secret = LinkSecret::random()?;
    keys::issue(act, account.id, Purpose::Recovery, "", &secret, now.plus(WORKS))?;
    act.post(&letters::recovery(app, account, &secret, by_staff)?)?;
    Ok(true)
}

async fn send_link(app: &App, anyone: &Anyone, account: Account) -> Result<(), Failure> {
    let house = app.clone();
    let by = By { account: Some(account.id.to_string()), role: String::new(), address: anyone.visit.address_text() };
    app.db
        .act(by, app.now(), move |act| {
            let fact = if post_recovery_link(act, &house, &account, false)? {
                Fact::of(kinds::RECOVERY_ASKED, "запрошена ссылка для нового пароля")
            } else {
                Fact::of(kinds::RECOVERY_ASKED, "ссылка уже отправлена, новая не нужна").refused()
            };
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await?;
    app.bell.ring();
    Ok(())
}

/// Takes the secret out of the address into a short cookie: it stays out of the history and of logs.
async fn take_in_hand(anyone: Anyone, Path(secret): Path<String>) -> Result<Response, Failure> {
    let mut response = go("/recovery/new");
    let kept = LinkSecret::parse(&secret).map(|secret| secret.signs().to_owned()).unwrap_or_default();
    response.headers_mut().append(header::SET_COOKIE, anyone.visit.cookies.set(IN_HAND, &kept, Some(3600)));
    Ok(response)
}

async fn key_in_hand(app: &App, anyone: &Anyone) -> Result<(Key, Account), Failure> {
    let unknown = || {
        Failure::Gone("Такой ссылки нет. Проверьте, что скопировали её целиком, или запросите новую на странице «Восстановление пароля».".into())
    };
    let secret = anyone.visit.in_hand.as_deref().and_then(LinkSecret::parse).ok_or_else(unknown)?;
    let now = app.now();
    let found = app
        .db
        .read(move |reader| {
            let Some(key) = keys::find(reader, Purpose::Recovery, &secret)? else {
                return Ok(None);
            };
            Ok::<_, Failure>(store::account_by_id(reader, key.account)?.map(|account| (key, account)))
        })
        .await?;
    let (key, account) = found.ok_or_else(unknown)?;
    if key.used {
        return Err(Failure::Gone(
            "По этой ссылке пароль уже изменён. Войдите с новым паролем или запросите ещё одну ссылку.".into(),
        ));
    }
    if key.dropped {
        return Err(Failure::Gone(
            "Вы запросили более новую ссылку, или после письма сменили пароль либо адрес почты: эта ссылка больше не действует. Откройте последнее письмо или запросите новую на странице «Восстановление пароля».".into(),
        ));
    }
    if key.expires_at <= now {
        return Err(Failure::Gone(
            "Ссылка действовала 1 час, и он прошёл. Запросите новую на странице «Восстановление пароля».".into(),
        ));
    }
    Ok((key, account))
}

async fn choose(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    let (_, account) = key_in_hand(&app, &anyone).await?;
    show_form(&app, &anyone, Form::new(), &account)
}

fn show_form(app: &App, anyone: &Anyone, form: Form, account: &Account) -> Result<Response, Failure> {
    let frame = anyone.frame(app, "Новый пароль").sound(form.is_sound());
    let sound = form.is_sound();
    let suggestions = suggestion_choices(&form)?;
    let page = NewPasswordPage { frame, form, login: account.login.clone(), suggestions };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn change(anyone: Anyone, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let (key, account) = key_in_hand(&app, &anyone).await?;
    let Some(new) = password_from(&mut form, &[&account.name.full(), &account.login, &account.email]) else {
        return show_form(&app, &anyone, form, &account);
    };
    let hash = password::hash(&app, new).await?;
    let letter = letters::password_changed(&app, &account)?;
    let mark = devices::mark(&anyone.visit)?;
    let kept = mark.clone();
    let by = By { account: Some(account.id.to_string()), role: String::new(), address: anyone.visit.address_text() };
    app.db
        .act(by, app.now(), move |act| {
            if !keys::use_up(act, &key.hash)? {
                return Err(Failure::Conflict("По этой ссылке пароль уже изменён. Войдите с новым паролем.".into()));
            }
            store::set_password(act, account.id, &hash)?;
            sessions::end_all(act, account.id, "")?;
            // Whoever holds the mailbox is the owner: strangers' failures do not count against this computer.
            // Where a code is asked besides, the mailbox alone proves too little for that.
            if !second_step::is_on(act, account.id)? {
                devices::remember(act, &kept, account.id)?;
            }
            act.post(&letter)?;
            Ok(act.record(Fact::of(kinds::PASSWORD_CHANGED, "пароль изменён по ссылке из письма"), ())?)
        })
        .await?;
    app.bell.ring();
    let mut response = page::go_saying(anyone.visit.cookies, "/login", "Пароль изменён. Войдите с новым паролем.");
    response.headers_mut().append(header::SET_COOKIE, anyone.visit.cookies.drop(IN_HAND));
    response.headers_mut().append(header::SET_COOKIE, devices::cookie(anyone.visit.cookies, &mark));
    Ok(response)
}

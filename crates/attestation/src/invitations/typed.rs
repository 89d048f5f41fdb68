//! What a person typed into the window of registration; every fault stands at its field.

use crate::accounts::{self, Email, Login, Password, Phone};
use crate::context::App;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::names::{FullName, login_from};

use super::accept::Taken;
use super::guards::InHand;
use super::teacher::{self, Known};

/// What a person typed to get a cabinet.
pub(super) struct Typed {
    pub(super) login: Login,
    pub(super) email: Email,
    pub(super) name: FullName,
    pub(super) phone: Phone,
    pub(super) password: Password,
    /// Of a teacher: by what the teacher's row is found.
    pub(super) teacher: Option<Known>,
}

/// Reads the window's fields; every fault stands at its field.
pub(super) async fn read(app: &App, hand: &InHand, form: &mut Form) -> Result<Option<Typed>, Failure> {
    let name = accounts::name_from(form);
    let typed = form.text("phone");
    let phone = form.check("phone", Phone::parse(&typed));
    let known = if teacher::is_asked(hand) { teacher::known_from(form, app.today()) } else { None };
    let email = read_email(app, hand, form).await?;
    let login = read_login(app, hand, form, name.as_ref()).await?;
    let full = name.as_ref().unwrap_or(&hand.invitation.name).full();
    let about = [full.as_str(), login.as_ref().map_or("", Login::as_str), email.as_ref().map_or("", Email::as_str)];
    let password = accounts::password_from(form, &about);
    if !form.ticked("consent") {
        form.fault("consent", "Без согласия кабинет создать нельзя. Прочитайте текст согласия и отметьте это поле.");
    }
    let (true, Some(name), Some(phone)) = (form.is_sound(), name, phone) else {
        return Ok(None);
    };
    let (Some(email), Some(login), Some(password)) = (email, login, password) else {
        return Ok(None);
    };
    Ok(Some(Typed { login, email, name, phone, password, teacher: known }))
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
    if app.db.read(move |reader| accounts::account_with_email(reader, &asked)).await?.is_some() {
        form.fault("email", "С этим адресом кабинет уже есть. Укажите другой адрес.");
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
    let wanted = parsed
        .as_ref()
        .map_or_else(|_| login_from(name.unwrap_or(&hand.invitation.name)), |login| login.as_str().to_owned());
    let free = app.db.read(move |reader| accounts::free_login(reader, &wanted)).await?;
    match parsed {
        Ok(login) if login.as_str() == free => return Ok(Some(login)),
        Ok(login) => form.fault("login", Taken { login: login.as_str().to_owned(), free }.reason()),
        Err(why) => form.fault("login", format!("{why} Свободен логин {free}.")),
    }
    Ok(None)
}

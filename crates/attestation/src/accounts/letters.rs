//! What the house writes to people about their account.

use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::letter::{Addressee, Part, Signature, compose};
use crate::platform::outbox::Letter;
use crate::platform::secret::LinkSecret;

use super::model::Account;

impl App {
    /// Who signs letters.
    pub fn signature(&self) -> Signature {
        Signature { centre: self.config.centre_name.clone(), phone: self.config.centre_phone.clone() }
    }
}

/// The addressee of letters to an account.
pub fn addressee(account: &Account) -> Addressee {
    Addressee { email: account.email.clone(), name: account.name.clone(), account: Some(account.id.to_string()) }
}

/// A link for a new password, asked for by somebody who is most likely the person, or started by staff.
pub(super) fn recovery(app: &App, account: &Account, secret: &LinkSecret, by_staff: bool) -> Result<Letter, Failure> {
    let asked = if by_staff {
        "Сотрудник, который ведёт кабинеты, отправил вам ссылку для нового пароля в системе «Аттестация». Пароль придумаете вы сами, сотрудник его не узнает."
    } else {
        "Кто-то, скорее всего вы, попросил новый пароль для входа в систему «Аттестация»."
    };
    let parts = [
        Part::text(format!("{asked} Ваш логин: {}.", account.login)),
        Part::link("Придумать новый пароль", app.link(&format!("/recovery/{}", secret.signs()))),
        Part::text(
            "Если ссылка не нажимается, скопируйте её и вставьте в адресную строку браузера. Ссылка действует 1 час.",
        ),
        Part::text("Если вы этого не просили, ничего не делайте: старый пароль продолжает действовать."),
    ];
    let mut letter = compose(
        "account.recovery",
        &addressee(account),
        "Новый пароль для системы «Аттестация»",
        &parts,
        &app.signature(),
    )?;
    letter.secret = true;
    Ok(letter)
}

/// The password was changed.
pub(super) fn password_changed(app: &App, account: &Account) -> Result<Letter, Failure> {
    let when = app.config.zone.written(app.now());
    let parts = [
        Part::text(format!("{when} пароль для входа в систему «Аттестация» изменён. Все другие сеансы закрыты.")),
        Part::text("Если это сделали не вы, сразу восстановите пароль и сообщите в Центр."),
        Part::link("Восстановить пароль", app.link("/recovery")),
    ];
    Ok(compose("account.password_changed", &addressee(account), "Пароль изменён", &parts, &app.signature())?)
}

/// Confirm the new address; goes to the new one.
pub(super) fn confirm_email(app: &App, account: &Account, new: &str, secret: &LinkSecret) -> Result<Letter, Failure> {
    let to = Addressee { email: new.to_owned(), ..addressee(account) };
    let parts = [
        Part::text("Этот адрес указали как новый в личном кабинете системы «Аттестация». Подтвердите его."),
        Part::link("Подтвердить новый адрес", app.link(&format!("/profile/email/{}", secret.signs()))),
        Part::text("Ссылка действует 1 час. Пока адрес не подтверждён, письма приходят на старый."),
    ];
    let mut letter = compose("account.confirm_email", &to, "Подтвердите новый адрес", &parts, &app.signature())?;
    letter.secret = true;
    Ok(letter)
}

/// A change of address was asked for or done; goes to the old one.
pub(super) fn email_changes(app: &App, account: &Account, done: bool) -> Result<Letter, Failure> {
    let first = if done {
        "Адрес почты вашего кабинета изменён. Письма теперь приходят на новый адрес."
    } else {
        "В вашем кабинете попросили сменить адрес почты. Он сменится, когда новый адрес подтвердят."
    };
    let parts = [
        Part::text(first),
        Part::text("Если это сделали не вы, сразу смените пароль и сообщите в Центр."),
        Part::link("Войти в кабинет", app.link("/login")),
    ];
    let subject = if done {
        "Адрес почты изменён"
    } else {
        "Запрошена смена адреса почты"
    };
    Ok(compose("account.email_changes", &addressee(account), subject, &parts, &app.signature())?)
}

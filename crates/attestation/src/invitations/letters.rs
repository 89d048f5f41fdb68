//! What is written to people who are invited and who have come.

use crate::accounts::Account;
use crate::accounts::letters::addressee;
use crate::context::App;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::{Addressee, Part, compose};
use crate::platform::names::FullName;
use crate::platform::outbox::Letter;
use crate::platform::secret::LinkSecret;

use super::model::{Invitation, NewInvitation};

/// The invitation itself: who invites and to what, the link as plain text, the code, the last day.
pub(super) fn invitation(app: &App, invitation: &Invitation, secret: &LinkSecret) -> Result<Letter, Failure> {
    let to = Addressee { email: invitation.email.clone(), name: invitation.name.clone(), account: None };
    let mut parts = vec![Part::text(format!(
        "{} Приглашаем вас зарегистрироваться в электронной системе «Аттестация». Ваша роль: {}.",
        greeting(&app.config.centre_name),
        invitation.role_words()
    ))];
    if !invitation.inviter.is_empty() {
        parts.push(Part::text(format!("Приглашение отправляет {}.", invitation.inviter)));
    }
    parts.extend([
        Part::link("Зарегистрироваться", app.link(&format!("/join/{}", secret.signs()))),
        Part::text("Если ссылка не нажимается, скопируйте её целиком и вставьте в адресную строку браузера."),
        Part::text(format!("Можно и без ссылки: откройте страницу {} и введите код.", app.link("/join"))),
        Part::Code(secret.groups()),
        Part::text(format!("Ссылка и код действуют по {} включительно, один раз.", invitation.last_day(app))),
        Part::text("Письмо предназначено только вам, не пересылайте его. Если вы не понимаете, почему оно пришло, ничего не делайте."),
    ]);
    let mut letter =
        compose("invitation.sent", &to, "Приглашение в электронную систему «Аттестация»", &parts, &app.signature())?;
    letter.secret = true;
    Ok(letter)
}

/// «Вас приветствуют специалисты Центра аттестации…»; a name that does not begin with «Центр» stands as it is.
fn greeting(centre: &str) -> String {
    centre.strip_prefix("Центр ").map_or_else(
        || format!("Вас приветствует {centre}."),
        |rest| format!("Вас приветствуют специалисты Центра {rest}."),
    )
}

/// The cabinet is there.
pub(super) fn created(app: &App, account: &Account, role: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!(
            "Ваш кабинет в электронной системе «Аттестация» создан. Роль: {role}. Логин: {}.",
            account.login
        )),
        Part::text(
            "Пароль знаете только вы: система его не показывает и не присылает. Если забудете, восстановите его по этому адресу почты.",
        ),
        Part::link("Войти в кабинет", app.link("/login")),
        Part::text("Если кабинет создали не вы, сообщите в Центр."),
    ];
    Ok(compose("account.created", &addressee(account), "Кабинет создан", &parts, &app.signature())?)
}

/// To whoever asks for a link by public registration and is a teacher with a cabinet already.
pub(super) fn already_there(app: &App, new: &NewInvitation, owner: Id<Account>) -> Result<Letter, Failure> {
    let account = Some(owner.to_string());
    let to = Addressee { email: new.email.as_str().to_owned(), name: new.name.clone(), account };
    let parts = [
        Part::text(
            "Кто-то, скорее всего вы, попросил ссылку для регистрации в электронной системе «Аттестация». Кабинет с этим адресом почты уже есть, новый не нужен.",
        ),
        Part::link("Войти в кабинет", app.link("/login")),
        Part::text("Если вы не помните пароль, нажмите на странице входа «Я не помню пароль»."),
        Part::text("Если вы этого не просили, ничего не делайте."),
    ];
    Ok(compose("registration.known", &to, "У вас уже есть кабинет", &parts, &app.signature())?)
}

/// To the address on record of a teacher as whom somebody tried to register from another one.
pub(super) fn tried_as_you(app: &App, email: &str) -> Result<Letter, Failure> {
    let to = Addressee { email: email.to_owned(), name: FullName::default(), account: None };
    let parts = [
        Part::text(
            "Кто-то указал ваши имя, СНИЛС и дату рождения, чтобы завести кабинет педагога в электронной системе «Аттестация» с другого адреса почты. Кабинет не создан, ваши дела никому не открыты.",
        ),
        Part::text("Если это вы, запросите ссылку на этот адрес: с ней кабинет откроется."),
        Part::link("Запросить ссылку", app.link("/registration")),
        Part::text("Если это не вы, ничего не делайте. О попытке записано в журнале Центра."),
    ];
    Ok(compose("registration.tried", &to, "Попытка завести кабинет с вашими данными", &parts, &app.signature())?)
}

/// One more role in a cabinet that was there before.
pub(super) fn role_added(app: &App, account: &Account, role: &str) -> Result<Letter, Failure> {
    let parts = [
        Part::text(format!(
            "В ваш кабинет в электронной системе «Аттестация» добавлена роль: {role}. Логин и пароль прежние, роль меняется в верхней части страницы."
        )),
        Part::link("Войти в кабинет", app.link("/login")),
        Part::text("Если это сделали не вы, смените пароль и сообщите в Центр."),
    ];
    Ok(compose("account.role_added", &addressee(account), "В кабинет добавлена роль", &parts, &app.signature())?)
}

#[cfg(test)]
mod tests {
    use super::greeting;

    #[test]
    fn the_centre_greets_in_its_own_name() {
        assert_eq!(
            greeting("Центр аттестации педагогических работников ТОИПКРО"),
            "Вас приветствуют специалисты Центра аттестации педагогических работников ТОИПКРО."
        );
        assert_eq!(greeting("ТОИПКРО"), "Вас приветствует ТОИПКРО.");
    }
}

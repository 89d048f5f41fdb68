//! The second step of sign-in: switched on and off by its owner, asked after the password and before weighty acts,
//! taken off by whoever keeps cabinets.

use attestation::accounts::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;
use totp_rs::{Builder, Secret};

use crate::app::{Answer, TestApp, Visitor};
use crate::invitations::{invite, link, says};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    its_owner_switches_it_on,
    a_setting_up_belongs_to_its_session,
    a_code_is_asked_after_the_password,
    each_code_is_taken_once,
    two_windows_are_one_sign_in,
    a_code_is_waited_for_five_minutes,
    wrong_codes_are_slowed_down,
    a_new_password_does_not_spare_the_code,
    a_weighty_act_asks_for_a_code,
    spare_codes_are_made_anew,
    another_phone_takes_its_place,
    its_owner_switches_it_off,
    staff_take_it_off,
    an_invitation_does_not_spare_the_code,
    a_clock_put_right_does_not_shut_anybody_out,
);

const HOME: &str = "/profile/second-step";
const FIELD: &str = "one-time-password";
const NO_CODE: &str = "Введите код из приложения на телефоне: шесть цифр. Телефона нет — введите запасной код.";
const WRONG: &str =
    "Код не подошёл. Введите тот, который приложение показывает сейчас, и проверьте, что часы телефона идут верно.";
const USED: &str =
    "Этот код уже использован: каждый действует один раз. Дождитесь следующего, он появится через полминуты.";

/// The phone of somebody, with the spare codes on paper.
pub struct Phone {
    secret: String,
    pub spare: Vec<String>,
}

impl Phone {
    /// What it shows now, or so many seconds from now.
    fn shows(&self, t: &TestApp, seconds: i64) -> String {
        let bytes = data_encoding::BASE32_NOPAD.decode(self.secret.as_bytes()).unwrap();
        let phone = Builder::new().with_secret(Secret::new_stack(bytes.try_into().unwrap())).build().unwrap();
        let second = t.app.now().micros() / 1_000_000 + seconds;
        phone.generate(second.try_into().unwrap()).to_string()
    }

    /// A code nobody has given: the one of the next half a minute.
    pub fn fresh(&self, t: &TestApp) -> String {
        t.later(SignedDuration::from_secs(30));
        self.shows(t, 0)
    }
}

/// The key that the page of setting up shows.
fn key_of(page: &Answer) -> String {
    let text = page.text();
    let key = text.split("<code id=\"secret\"").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(key.len(), 39, "eight groups of four: {key}");
    key.replace(' ', "")
}

/// Spare codes of the page that shows them.
fn spare_of(page: &Answer) -> Vec<String> {
    let text = page.text();
    text.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Sets the second step up, as its owner would.
pub async fn set_up(t: &TestApp, owner: &Visitor) -> Phone {
    let begun = owner.post(&format!("{HOME}/beginning"), &[("current-password", PASSWORD)]).await;
    assert_eq!(begun.to(), "/profile/second-step/phone");
    let secret = key_of(&owner.get(begun.to()).await);
    let mut phone = Phone { secret, spare: Vec::new() };
    let done = owner.post("/profile/second-step/phone", &[(FIELD, &phone.shows(t, 0))]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.words());
    phone.spare = spare_of(&done);
    assert_eq!(phone.spare.len(), 10);
    phone
}

/// A specialist with a session and the second step.
async fn olesya(t: &TestApp) -> (Visitor, Phone) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    let phone = set_up(t, &olesya).await;
    (olesya, phone)
}

/// Gives the password in a browser of its own, and owes the code.
async fn half(t: &TestApp, login: &str) -> Visitor {
    let visitor = t.visitor();
    let answer = visitor.post("/login", &[("login", login), ("password", PASSWORD), ("next", "/profile")]).await;
    assert_eq!(answer.to(), "/login/code");
    visitor
}

async fn code(visitor: &Visitor, code: &str) -> Answer {
    visitor.post("/login/code", &[(FIELD, code)]).await
}

/// What the journal tells of sign-ins and second steps.
async fn told(t: &TestApp) -> Vec<String> {
    let is_ours = |line: &String| line.starts_with("session.") || line.starts_with("second_step.");
    t.journal().await.into_iter().filter(is_ours).collect()
}

async fn its_owner_switches_it_on(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let (olesya, elsewhere) = (t.enter("olesya").await, t.enter("olesya").await);
    says(&olesya.get("/profile").await.words(), "Второй шаг входа не включён");
    says(&olesya.get(HOME).await.words(), "После пароля система спросит ещё и код с вашего телефона.");
    let wrong = olesya.post(&format!("{HOME}/beginning"), &[("current-password", "не тот")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);

    let begun = olesya.post(&format!("{HOME}/beginning"), &[("current-password", PASSWORD)]).await;
    let page = olesya.get(begun.to()).await;
    assert_eq!(page.headers["cache-control"], "no-store");
    assert!(page.text().contains("<svg class=\"att-needed\" role=\"img\""));
    let phone = Phone { secret: key_of(&page), spare: Vec::new() };
    for (typed, why) in [
        ("", NO_CODE),
        ("12345", "В коде из приложения шесть цифр, в запасном — десять знаков. Проверьте, что код введён целиком."),
        (&phone.shows(&t, 90), WRONG),
    ] {
        let again = olesya.post(&format!("{HOME}/phone"), &[(FIELD, typed)]).await;
        assert_eq!((again.status, again.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![why.to_owned()]));
        assert_eq!(key_of(&again), phone.secret, "the same key stays");
    }
    let before = olesya.held("att-session");
    let done = olesya.post(&format!("{HOME}/phone"), &[(FIELD, &phone.shows(&t, 0))]).await;
    says(&done.words(), "Второй шаг входа включён ! Внимание Запасные коды показаны один раз.");
    let spare = spare_of(&done);
    assert_eq!(spare.iter().map(String::len).collect::<Vec<_>>(), [11; 10]);

    assert_ne!(olesya.held("att-session"), before, "a new secret of the session");
    let stale = t.visitor();
    stale.hold("att-session", &before);
    assert_eq!(stale.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(elsewhere.get("/cabinet").await.to(), "/login?next=%2Fcabinet", "signed in by the password alone");
    says(&olesya.get("/profile").await.words(), "Второй шаг входа включён");
    let home = olesya.get(HOME).await.words();
    says(&home, "Включён 23 ноября 2026 Запасные коды осталось 10 из 10");
    says(&home, "Выключить второй шаг входа");
    let gone = olesya.get(&format!("{HOME}/phone")).await;
    assert_eq!(gone.to(), HOME, "the key is shown no more");
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Второй шаг входа включён");
    assert_eq!(
        told(&t).await[2..],
        ["second_step.begun: начата настройка второго шага входа", "second_step.set: второй шаг входа настроен"]
    );
    let letters = t.letters().await.into_iter().flat_map(|letter| [letter.text, letter.html]);
    let kept: String = letters.chain(t.journal().await).collect();
    for secret in spare.iter().chain([&phone.secret]) {
        assert!(!kept.contains(secret.as_str()) && !kept.contains(&secret.replace('-', "")));
    }
    let hashed = t.text("select min(hash) from spare_codes").await;
    assert!(spare.iter().all(|code| !hashed.contains(&code.replace('-', ""))), "kept hashed");
}

async fn a_setting_up_belongs_to_its_session(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let (olesya, elsewhere) = (t.enter("olesya").await, t.enter("olesya").await);
    olesya.post(&format!("{HOME}/beginning"), &[("current-password", PASSWORD)]).await;
    assert_eq!(elsewhere.get(&format!("{HOME}/phone")).await.to(), HOME);
    assert_eq!(elsewhere.post(&format!("{HOME}/phone"), &[(FIELD, "123456")]).await.to(), HOME);
    t.later(SignedDuration::from_mins(30));
    assert_eq!(olesya.get(&format!("{HOME}/phone")).await.to(), HOME);
    says(
        &olesya.get(HOME).await.text(),
        "Настройка не начата, или с её начала прошло больше 30 минут. Начните заново.",
    );
    assert_eq!(olesya.post("/logout", &[]).await.to(), "/login");
    assert_eq!(t.enter("olesya").await.get("/cabinet").await.status, StatusCode::OK, "what was begun asks nothing");
}

async fn a_code_is_asked_after_the_password(t: TestApp) {
    let (_, phone) = olesya(&t).await;
    let wrong = t.visitor().post("/login", &[("login", "olesya"), ("password", "не тот пароль совсем")]).await;
    assert_eq!(wrong.faults(), ["Логин или пароль не подошли. Проверьте раскладку (РУС/LAT) и Caps Lock."]);

    let preset = t.visitor();
    preset.hold("att-session", &"a".repeat(64));
    preset.hold("att-half", &"b".repeat(64));
    let asked = [("login", "olesya"), ("password", PASSWORD), ("next", "/profile")];
    assert_eq!(preset.post("/login", &asked).await.to(), "/login/code");
    let half = preset.held("att-half");
    assert_ne!(half, "b".repeat(64));
    assert_eq!(preset.get("/cabinet").await.to(), "/login?next=%2Fcabinet", "the password alone opens nothing");
    let page = preset.get("/login/code").await;
    says(&page.words(), "Остался второй шаг входа. Откройте на телефоне приложение с кодами");
    says(&page.words(), "Обратитесь в Центр по телефону 8 (3822) 00-00-00");
    assert!(!page.words().contains("Смирнова"));
    let code_now = phone.fresh(&t);
    let (shown, rest) = code_now.split_at(3);
    let entered = preset.post("/login/code", &[(FIELD, &format!("{shown} {rest}"))]).await;
    assert_eq!(entered.to(), "/profile", "the page wanted first");
    assert_eq!(preset.held("att-half"), "");
    let session = preset.held("att-session");
    assert!(session.len() == 64 && session != "a".repeat(64) && session != half);
    assert_eq!(preset.get("/cabinet").await.status, StatusCode::OK);

    let replay = t.visitor();
    replay.hold("att-half", &half);
    assert_eq!(replay.get("/login/code").await.to(), "/login?next=%2Fprofile", "it has ended");
    assert_eq!(
        told(&t).await[3..],
        [
            "session.refused (refused): логин или пароль не подошли",
            "session.code: пароль подошёл, спрошен код второго шага",
            "session.opened: вход, роль: специалист, код из приложения",
        ]
    );
}

async fn each_code_is_taken_once(t: TestApp) {
    let (_, phone) = olesya(&t).await;
    let first = half(&t, "olesya").await;
    assert_eq!(code(&first, &phone.shows(&t, 0)).await.faults(), [USED], "the code it was set up with");
    let next = phone.fresh(&t);
    assert_eq!(code(&first, &next).await.to(), "/profile");
    let second = half(&t, "olesya").await;
    let again = code(&second, &next).await;
    assert_eq!((again.status, again.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![USED.to_owned()]));
    assert_eq!(code(&second, &phone.shows(&t, -30)).await.faults(), [USED], "nor one before it");
    assert!(!again.text().contains(&next), "a code does not come back");
    let (early, late) = (phone.shows(&t, 60), phone.shows(&t, 30));
    assert_eq!(code(&second, &early).await.faults(), [WRONG], "two ticks ahead");
    assert_eq!(code(&second, &late).await.to(), "/profile", "one tick ahead");

    let third = half(&t, "olesya").await;
    let typed = phone.spare[3].to_lowercase().replace('-', " ");
    assert_eq!(code(&third, &typed).await.to(), "/profile");
    says(&third.get(HOME).await.words(), "Запасные коды осталось 9 из 10");
    let fourth = half(&t, "olesya").await;
    let none = ["Запасной код не подошёл или уже использован. Введите другой из своего списка."];
    assert_eq!(code(&fourth, &phone.spare[3]).await.faults(), none);
    assert_eq!(code(&fourth, "00000-00000").await.faults(), none);
    assert_eq!(code(&fourth, &phone.spare[4]).await.to(), "/profile");
    let opened: Vec<String> = told(&t).await.into_iter().filter(|line| line.starts_with("session.opened")).collect();
    assert_eq!(
        opened[3..],
        [
            "session.opened: вход, роль: специалист, запасной код, осталось 9",
            "session.opened: вход, роль: специалист, запасной код, осталось 8",
        ]
    );
}

async fn two_windows_are_one_sign_in(t: TestApp) {
    let (_, phone) = olesya(&t).await;
    let (one, other) = (half(&t, "olesya").await, half(&t, "olesya").await);
    let now = phone.fresh(&t);
    let (first, second) = tokio::join!(code(&one, &now), code(&other, &now));
    let mut got = [first.status.as_u16(), second.status.as_u16()];
    got.sort_unstable();
    assert_eq!(got, [303, 422], "one code, one session");

    let window = half(&t, "olesya").await;
    let before = t.count("select count(*) from sessions where ended_at is null").await;
    let (first, second) = tokio::join!(code(&window, &phone.spare[0]), code(&window, &phone.spare[1]));
    assert!([&first, &second].iter().any(|answer| answer.status == StatusCode::SEE_OTHER));
    assert_eq!(
        t.count("select count(*) from sessions where ended_at is null").await,
        before + 1,
        "one sign-in, one session"
    );
    assert_eq!(t.count("select count(*) from spare_codes where used_at is not null").await, 1);
}

async fn a_code_is_waited_for_five_minutes(t: TestApp) {
    let (_, phone) = olesya(&t).await;
    let visitor = half(&t, "olesya").await;
    t.later(SignedDuration::from_mins(5));
    let late = code(&visitor, &phone.shows(&t, 0)).await;
    assert_eq!(late.to(), "/login?next=%2Fprofile");
    says(&visitor.get(late.to()).await.text(), "Код ждали 5 минут, и время вышло. Введите логин и пароль ещё раз.");
    assert_eq!(t.visitor().get("/login/code").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(t.visitor().post("/login/code", &[(FIELD, "123456")]).await.to(), "/login?next=%2Fcabinet");
}

async fn wrong_codes_are_slowed_down(t: TestApp) {
    let (owner, phone) = olesya(&t).await;
    let stranger = half(&t, "olesya").await;
    assert_eq!(code(&stranger, "").await.faults(), [NO_CODE], "an empty field is no try");
    for _ in 0..5 {
        assert_eq!(code(&stranger, "000000").await.faults(), [WRONG]);
    }
    let closed = code(&stranger, &phone.fresh(&t)).await;
    assert_eq!(closed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(closed.faults(), ["Слишком много неверных кодов. Повторите через 1 минуту."]);
    assert_eq!(closed.headers["retry-after"], "30");
    let letter = t.letter_to("olesya@example.org").await;
    assert_eq!(letter.subject, "Кто-то ввёл ваш пароль и не смог ввести код");
    assert_eq!(
        told(&t).await.last().unwrap(),
        "session.refused (refused): неверные коды остановлены, владельцу отправлено письмо"
    );
    // The password is counted apart, and so is the owner's own computer.
    owner.post("/logout", &[]).await;
    assert_eq!(owner.post("/login", &[("login", "olesya"), ("password", PASSWORD)]).await.to(), "/login/code");
    assert_eq!(code(&owner, &phone.shows(&t, 0)).await.to(), "/cabinet");
    t.later(SignedDuration::from_secs(30));
    assert_eq!(code(&stranger, &phone.fresh(&t)).await.to(), "/profile");
}

async fn a_new_password_does_not_spare_the_code(t: TestApp) {
    let (owner, phone) = olesya(&t).await;
    let waiting = half(&t, "olesya").await;
    let visitor = t.visitor();
    visitor.post("/recovery", &[("login", "olesya")]).await;
    let path = link(&t, "olesya@example.org").await;
    assert_eq!(visitor.follow(&path).await.status, StatusCode::OK);
    assert_eq!(visitor.post("/recovery/new", &[("suggested", "лиса-берёза-мост-17")]).await.to(), "/login");
    assert_eq!(owner.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(code(&waiting, &phone.fresh(&t)).await.to(), "/login?next=%2Fprofile", "the old password waits no more");
    let fields = [("login", "olesya"), ("password", "лиса-берёза-мост-17")];
    assert_eq!(visitor.post("/login", &fields).await.to(), "/login/code");
    assert_eq!(visitor.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(code(&visitor, &phone.fresh(&t)).await.to(), "/cabinet");
}

async fn a_weighty_act_asks_for_a_code(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let sessions = t.text("select '/people/' || id || '/sessions' from accounts where login = 'olesya'").await;
    assert!(!zoya.get(&sessions).await.text().contains(FIELD));
    let phone = set_up(&t, &zoya).await;
    assert!(zoya.get(&sessions).await.text().contains("name=\"one-time-password\" type=\"text\""));
    let proved = |code: String| {
        let (zoya, sessions) = (zoya.clone(), sessions.clone());
        async move { zoya.post(&sessions, &[("current-password", PASSWORD), (FIELD, &code)]).await }
    };
    assert_eq!(proved(String::new()).await.faults(), [NO_CODE]);
    assert_eq!(proved("000000".to_owned()).await.faults(), [WRONG]);
    let now = phone.fresh(&t);
    let unproved = zoya.post(&sessions, &[("current-password", "не тот"), (FIELD, &now)]).await;
    assert_eq!(unproved.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    let done = proved(now.clone()).await;
    assert_eq!(format!("{}/sessions", done.to()), sessions, "a code is not used up by a wrong password");
    assert_eq!(proved(now).await.faults(), [USED]);
    assert!(proved(phone.spare[0].clone()).await.status.is_redirection());
    for _ in 0..5 {
        proved("000000".to_owned()).await;
    }
    assert_eq!(proved("000000".to_owned()).await.faults(), ["Слишком много неверных кодов. Повторите через 1 минуту."]);
    let told = told(&t).await;
    let given: Vec<&String> = told.iter().filter(|line| line.starts_with("second_step.code")).collect();
    assert_eq!(
        given[..4],
        [
            "second_step.code (refused): код второго шага не подошёл",
            "second_step.code: код из приложения",
            "second_step.code (refused): код второго шага не подошёл",
            "second_step.code: запасной код, осталось 9",
        ]
    );
}

async fn spare_codes_are_made_anew(t: TestApp) {
    let (olesya, phone) = olesya(&t).await;
    let path = format!("{HOME}/codes");
    assert_eq!(olesya.post(&path, &[("current-password", PASSWORD)]).await.faults(), [NO_CODE]);
    let made = olesya.post(&path, &[("current-password", PASSWORD), (FIELD, &phone.fresh(&t))]).await;
    let fresh = spare_of(&made);
    assert_eq!((made.status, fresh.len()), (StatusCode::OK, 10));
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Новые запасные коды");
    assert_eq!(told(&t).await.last().unwrap(), "second_step.spare: сделаны новые запасные коды");
    let visitor = half(&t, "olesya").await;
    assert_eq!(code(&visitor, &phone.spare[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(code(&visitor, &fresh[0]).await.to(), "/profile");
    t.person("lida", "Кравцова Лидия Петровна", Role::Specialist, None, "").await;
    let off = t.enter("lida").await.get(&path).await;
    assert_eq!(off.status, StatusCode::CONFLICT);
    says(&off.words(), "Второй шаг входа не включён. Включить его можно в профиле.");
}

async fn another_phone_takes_its_place(t: TestApp) {
    let (olesya, phone) = olesya(&t).await;
    let path = format!("{HOME}/beginning");
    says(&olesya.get(&path).await.words(), "Коды перейдут на новый телефон. На прежнем они перестанут подходить");
    let typed = [("current-password", PASSWORD), (FIELD, &phone.fresh(&t)[..])];
    let begun = olesya.post(&path, &typed).await;
    let new = Phone { secret: key_of(&olesya.get(begun.to()).await), spare: Vec::new() };
    assert_ne!(new.secret, phone.secret);
    let visitor = half(&t, "olesya").await;
    assert_eq!(
        code(&visitor, &phone.fresh(&t)).await.to(),
        "/profile",
        "the old phone fits until the new one is set up"
    );
    let done = olesya.post(&format!("{HOME}/phone"), &[(FIELD, &new.shows(&t, 0))]).await;
    assert_eq!(done.status, StatusCode::OK);
    let visitor = half(&t, "olesya").await;
    assert_eq!(code(&visitor, &phone.fresh(&t)).await.faults(), [WRONG]);
    assert_eq!(code(&visitor, &phone.spare[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(code(&visitor, &new.shows(&t, 0)).await.to(), "/profile");
}

async fn its_owner_switches_it_off(t: TestApp) {
    let (olesya, phone) = olesya(&t).await;
    let path = format!("{HOME}/removal");
    says(&olesya.get(&path).await.words(), "Для входа будет достаточно пароля, запасные коды перестанут действовать.");
    assert_eq!(olesya.post(&path, &[(FIELD, &phone.fresh(&t))]).await.faults(), ["Введите пароль от своего кабинета."]);
    assert_eq!(olesya.post(&path, &[("current-password", PASSWORD)]).await.faults(), [NO_CODE]);
    let done = olesya.post(&path, &[("current-password", PASSWORD), (FIELD, &phone.fresh(&t))]).await;
    assert_eq!(done.to(), "/profile");
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Второй шаг входа выключен");
    assert_eq!(told(&t).await.last().unwrap(), "second_step.removed: второй шаг входа выключен в профиле");
    assert_eq!(t.count("select count(*) from spare_codes").await, 0);
    t.enter("olesya").await;
    let again = olesya.post(&path, &[("current-password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

async fn staff_take_it_off(t: TestApp) {
    let (olesya, _) = olesya(&t).await;
    let zoya = t.zoya().await;
    let person = t.text("select '/people/' || id from accounts where login = 'olesya'").await;
    let path = format!("{person}/second-step");
    let page = zoya.get(&person).await;
    says(&page.words(), "Второй шаг входа включён");
    says(&page.text(), &format!("href=\"{path}\">Снять второй шаг входа"));
    says(&zoya.get(&path).await.words(), "Снимайте, только когда человек потерял телефон и запасные коды");
    let bare = zoya.post(&path, &[("current-password", PASSWORD)]).await;
    assert_eq!(bare.faults(), ["Укажите причину: её прочитает человек, и она останется в журнале."]);
    let typed = [("current-password", PASSWORD), ("reason", "Потерян телефон, запасных кодов нет.")];
    assert_eq!(olesya.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.post(&path, &typed).await.to(), person);
    assert_eq!(olesya.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    let letter = t.letter_to("olesya@example.org").await;
    assert_eq!(letter.subject, "Второй шаг входа снят");
    says(&letter.text, "Причина: Потерян телефон, запасных кодов нет.");
    assert_eq!(
        told(&t).await.last().unwrap(),
        "second_step.taken_off: Смирнова Олеся Ивановна: Потерян телефон, запасных кодов нет."
    );
    t.enter("olesya").await;
    let again = zoya.post(&path, &typed).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    says(&again.words(), "Второй шаг входа у этого человека не включён, снимать нечего.");
    let own = t.text("select '/people/' || id || '/second-step' from accounts where login = 'zoya'").await;
    let refused = zoya.post(&own, &typed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(&refused.words(), "Свой второй шаг входа здесь не снимают.");
}

async fn an_invitation_does_not_spare_the_code(t: TestApp) {
    let (_, phone) = olesya(&t).await;
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let typed = "role=coordinator&email=olesya@example.org&surname=Смирнова&given=Олеся&place-search=66";
    let visitor = t.visitor();
    let window = visitor.follow(&invite(&t, &zoya, typed).await).await;
    assert!(window.text().contains("name=\"one-time-password\""));
    assert_eq!(visitor.post("/join/window", &[("current-password", PASSWORD)]).await.faults(), [NO_CODE]);
    let fields = [("current-password", PASSWORD), (FIELD, &phone.fresh(&t)[..])];
    assert_eq!(visitor.post("/join/window", &fields).await.to(), "/cabinet");
    assert_eq!(visitor.get("/profile").await.status, StatusCode::OK);
}

async fn a_clock_put_right_does_not_shut_anybody_out(t: TestApp) {
    const DAY: SignedDuration = SignedDuration::from_hours(24);
    let (_, phone) = olesya(&t).await;
    t.later(DAY);
    let visitor = half(&t, "olesya").await;
    assert_eq!(code(&visitor, &phone.fresh(&t)).await.to(), "/profile");
    let waiting = half(&t, "olesya").await;
    t.later(-DAY);
    assert_eq!(code(&waiting, &phone.fresh(&t)).await.to(), "/login?next=%2Fprofile", "it would wait for a day");
    let visitor = half(&t, "olesya").await;
    let now = phone.fresh(&t);
    assert_eq!(code(&visitor, &now).await.to(), "/profile", "codes of the true time fit again");
    assert_eq!(code(&half(&t, "olesya").await, &now).await.faults(), [USED], "each once, as before");
}

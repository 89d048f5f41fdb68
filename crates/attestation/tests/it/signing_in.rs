//! S4: in and out, sessions, throttling, a forgotten password, a changed address.

use attestation::accounts::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    signs_in_by_login_and_by_address,
    a_wrong_password_says_nothing_of_the_login,
    strangers_are_slowed_down_and_the_owner_is_not,
    silence_ends_a_session,
    a_forgotten_password_is_recovered_by_letter,
    a_link_for_a_password_works_once_and_for_an_hour,
    an_address_changes_after_it_is_confirmed,
    a_new_password_drops_an_address_asked_for,
    a_new_address_drops_a_link_sent_to_the_old_one,
    staff_drop_what_was_asked_for,
    a_slip_is_forgotten_once_the_password_fits,
    signs_out_everywhere,
    forms_of_other_sites_are_refused,
);

async fn signs_in_by_login_and_by_address(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("OLESYA@example.org").await;
    assert!(olesya.get("/cabinet").await.text().contains("Смирнова\u{a0}О.\u{a0}И."));
    assert_eq!(olesya.post("/logout", &[]).await.to(), "/login");
    assert_eq!(olesya.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(
        olesya.post("/login", &[("login", "olesya"), ("password", PASSWORD), ("next", "/profile")]).await.to(),
        "/profile"
    );
    assert_eq!(
        olesya.post("/login", &[("login", "olesya"), ("password", PASSWORD), ("next", "//evil.example/")]).await.to(),
        "/cabinet"
    );
}

async fn a_wrong_password_says_nothing_of_the_login(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let known = t.visitor().post("/login", &[("login", "olesya"), ("password", "не тот пароль совсем")]).await;
    let unknown = t.visitor().post("/login", &[("login", "nobody"), ("password", "не тот пароль совсем")]).await;
    assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(known.faults(), ["Логин или пароль не подошли. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert_eq!(known.words(), unknown.words());
    assert!(!known.text().contains("не тот пароль совсем"));
    assert!(known.text().contains("value=\"olesya\""));
}

async fn strangers_are_slowed_down_and_the_owner_is_not(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    olesya.post("/logout", &[]).await;
    for _ in 0..5 {
        assert_eq!(
            t.visitor().post("/login", &[("login", "olesya"), ("password", "чужая догадка")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let sixth = t.visitor().post("/login", &[("login", "olesya"), ("password", PASSWORD)]).await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    let said = "Слишком много попыток Повторите через 1 минуту. Я не помню пароль";
    assert!(sixth.words().contains(said), "{}", sixth.words());
    assert_eq!(sixth.headers.get("retry-after").unwrap(), "60");
    assert_eq!(olesya.post("/login", &[("login", "olesya"), ("password", PASSWORD)]).await.to(), "/cabinet");
    t.later(SignedDuration::from_secs(62));
    assert_eq!(t.visitor().post("/login", &[("login", "olesya"), ("password", PASSWORD)]).await.to(), "/cabinet");
}

async fn silence_ends_a_session(t: TestApp) {
    let zoya = t.zoya().await;
    t.later(SignedDuration::from_mins(29));
    assert_eq!(zoya.get("/cabinet").await.status, StatusCode::OK);
    t.later(SignedDuration::from_mins(29));
    assert_eq!(zoya.get("/cabinet").await.status, StatusCode::OK);
    t.later(SignedDuration::from_mins(31));
    assert_eq!(zoya.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
}

async fn a_forgotten_password_is_recovered_by_letter(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let elsewhere = t.enter("olesya").await;
    let visitor = t.visitor();
    let known = visitor.post("/recovery", &[("login", "olesya")]).await.words();
    assert_eq!(known, t.visitor().post("/recovery", &[("login", "nobody")]).await.words());
    let letter = t.letter_to("olesya@example.org").await;
    assert_eq!(letter.subject, "Новый пароль для системы «Аттестация»");
    let link = letter.text.lines().find(|line| line.starts_with("http")).unwrap().to_owned();
    let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();
    assert!(letter.html.contains(&link));
    let page = visitor.follow(path).await;
    assert!(page.words().contains("Логин: olesya"), "{}", page.words());
    let short = visitor.post("/recovery/new", &[("password", "коротко")]).await;
    assert_eq!(
        short.faults(),
        ["В пароле 7 знаков, а нужно не меньше 15. Удобно взять три-четыре слова, например: окно-тюлень-марш."]
    );
    assert_eq!(visitor.post("/recovery/new", &[("suggested", "лиса-берёза-мост-17")]).await.to(), "/login");
    assert_eq!(elsewhere.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(
        visitor.post("/login", &[("login", "olesya"), ("password", "лиса-берёза-мост-17")]).await.to(),
        "/cabinet"
    );
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Пароль изменён");
}

async fn a_link_for_a_password_works_once_and_for_an_hour(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let path =
        |text: &str| text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080")).unwrap().to_owned();
    t.visitor().post("/recovery", &[("login", "olesya")]).await;
    let first = path(&t.letter_to("olesya@example.org").await.text);
    t.visitor().post("/recovery", &[("login", "olesya")]).await;
    assert_eq!(path(&t.letter_to("olesya@example.org").await.text), first, "no second letter within two minutes");
    t.later(SignedDuration::from_secs(121));
    t.visitor().post("/recovery", &[("login", "olesya")]).await;
    let second = path(&t.letter_to("olesya@example.org").await.text);
    let superseded = t.visitor().follow(&first).await;
    assert_eq!(superseded.status, StatusCode::GONE);
    assert!(superseded.words().contains("Вы запросили более новую ссылку"));
    let visitor = t.visitor();
    for _ in 0..3 {
        assert_eq!(visitor.follow(&second).await.status, StatusCode::OK);
    }
    t.later(SignedDuration::from_secs(3601));
    assert!(visitor.follow(&second).await.words().contains("Ссылка действовала 1 час"));
    assert!(t.visitor().follow("/recovery/AAAA").await.words().contains("Такой ссылки нет"));
}

async fn an_address_changes_after_it_is_confirmed(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    let refused = olesya.post("/profile/email", &[("email", "new@example.org"), ("current-password", "не тот")]).await;
    assert_eq!(refused.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert!(refused.text().contains("value=\"new@example.org\""));
    assert_eq!(
        olesya.post("/profile/email", &[("email", "new@example.org"), ("current-password", PASSWORD)]).await.to(),
        "/profile"
    );
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Запрошена смена адреса почты");
    let link = t
        .letter_to("new@example.org")
        .await
        .text
        .lines()
        .find_map(|line| line.strip_prefix("http://127.0.0.1:8080"))
        .unwrap()
        .to_owned();
    assert_eq!(t.visitor().get(&link).await.status, StatusCode::OK);
    assert!(olesya.get("/profile").await.words().contains("olesya@example.org"));
    assert_eq!(t.visitor().post(&link, &[]).await.to(), "/cabinet");
    assert!(olesya.get("/profile").await.words().contains("new@example.org"));
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Адрес почты изменён");
    assert_eq!(t.visitor().post(&link, &[]).await.status, StatusCode::GONE);
}

/// The link of the newest letter to an address.
async fn link_to(t: &TestApp, email: &str) -> String {
    let text = t.letter_to(email).await.text;
    text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080")).unwrap().to_owned()
}

/// Asks for another address; the link that confirms it.
async fn asked(t: &TestApp, by: &Visitor, email: &str, password: &str) -> String {
    assert_eq!(by.post("/profile/email", &[("email", email), ("current-password", password)]).await.to(), "/profile");
    link_to(t, email).await
}

async fn is_gone(t: &TestApp, link: &str) {
    assert_eq!(t.visitor().follow(link).await.status, StatusCode::GONE);
    assert_eq!(t.visitor().post(link, &[]).await.status, StatusCode::GONE);
    assert_eq!(t.count("select count(*) from accounts where email = 'thief@example.org'").await, 0);
}

const NEW: &str = "тюлень-окно-март-27";

async fn a_new_password_drops_an_address_asked_for(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let (olesya, thief) = (t.enter("olesya").await, t.enter("olesya").await);
    let link = asked(&t, &thief, "thief@example.org", PASSWORD).await;
    let changed = olesya.post("/profile/password", &[("current-password", PASSWORD), ("password", NEW)]).await;
    assert_eq!(changed.to(), "/profile");
    is_gone(&t, &link).await;
    // The same by a letter.
    t.later(SignedDuration::from_mins(3));
    let link = asked(&t, &olesya, "thief@example.org", NEW).await;
    let owner = t.visitor();
    owner.post("/recovery", &[("login", "olesya")]).await;
    assert_eq!(t.visitor().get(&link).await.status, StatusCode::OK, "whoever asks for a link has proved nothing");
    owner.follow(&link_to(&t, "olesya@example.org").await).await;
    assert_eq!(owner.post("/recovery/new", &[("password", PASSWORD)]).await.to(), "/login");
    is_gone(&t, &link).await;
}

async fn a_new_address_drops_a_link_sent_to_the_old_one(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    let confirm = asked(&t, &olesya, "new@example.org", PASSWORD).await;
    t.visitor().post("/recovery", &[("login", "olesya")]).await;
    let recover = link_to(&t, "olesya@example.org").await;
    assert_eq!(t.visitor().follow(&recover).await.status, StatusCode::OK);
    assert_eq!(t.visitor().post(&confirm, &[]).await.to(), "/cabinet");
    let stranger = t.visitor();
    let late = stranger.follow(&recover).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.words().contains("или после письма сменили пароль либо адрес почты"), "{}", late.words());
    assert_eq!(stranger.post("/recovery/new", &[("password", NEW)]).await.status, StatusCode::GONE);
    assert_eq!(olesya.get("/cabinet").await.status, StatusCode::OK);
}

async fn staff_drop_what_was_asked_for(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let zoya = t.zoya().await;
    let page = t.text("select '/people/' || id from accounts where login = 'olesya'").await;
    for deed in ["sessions", "recovery"] {
        let thief = t.enter("olesya").await;
        let link = asked(&t, &thief, "thief@example.org", PASSWORD).await;
        let done = zoya.post(&format!("{page}/{deed}"), &[("current-password", PASSWORD)]).await;
        assert_eq!(done.to(), page, "{deed}");
        is_gone(&t, &link).await;
    }
    let owner = t.visitor();
    assert_eq!(
        owner.follow(&link_to(&t, "olesya@example.org").await).await.status,
        StatusCode::OK,
        "the new one works"
    );
}

async fn a_slip_is_forgotten_once_the_password_fits(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    let prove = async |password: &str| {
        let fields = [("email", "new@example.org"), ("current-password", password)];
        olesya.post("/profile/email", &fields).await.status
    };
    for _ in 0..6 {
        assert_eq!(prove("не тот").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(prove(PASSWORD).await, StatusCode::SEE_OTHER);
    }
    for _ in 0..5 {
        assert_eq!(prove("не тот").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(prove(PASSWORD).await, StatusCode::TOO_MANY_REQUESTS, "slips in a row are slowed down");
}

async fn signs_out_everywhere(t: TestApp) {
    let zoya = t.zoya().await;
    let elsewhere = t.enter("zoya").await;
    assert_eq!(zoya.post("/profile/sessions/end", &[]).await.to(), "/login");
    assert_eq!(elsewhere.get("/cabinet").await.to(), "/login?next=%2Fcabinet");
    assert_eq!(t.journal().await.last().unwrap(), "session.ended: выход на всех устройствах");
}

async fn forms_of_other_sites_are_refused(t: TestApp) {
    use axum::body::Body;
    use axum::http::Request;
    let zoya = t.zoya().await;
    let foreign =
        Request::post("/profile/sessions/end").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(zoya.send(foreign).await.status, StatusCode::BAD_REQUEST);
    let without_token = Request::post("/profile/sessions/end")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("a=b"))
        .unwrap();
    assert_eq!(zoya.send(without_token).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(zoya.get("/cabinet").await.status, StatusCode::OK);
}

//! Where the installation demands the second step of a role, nothing else opens until it is set up; and whoever has given
//! the password alone stands before every door as a stranger does.

use attestation::accounts::Role;
use attestation::commission;
use axum::http::{StatusCode, header};

use crate::app::{Answer, TestApp, Visitor};
use crate::commission::{empty_commission, member, somebody};
use crate::invitations::says;
use crate::on_both;
use crate::people::PASSWORD;
use crate::second_step::set_up;

on_both!(&[("second_factor", "staff")];
    the_centre_sets_it_up_before_all_else,
    it_is_demanded_of_those_who_lead,
    whoever_is_tied_to_a_leading_place_sets_it_up,
    a_role_given_later_demands_it_at_once,
    no_other_door_opens,
);

const HOME: &str = "/profile/second-step";

async fn the_centre_sets_it_up_before_all_else(t: TestApp) {
    let zoya = t.zoya().await;
    let led = zoya.get("/cabinet").await;
    assert_eq!(led.to(), HOME);
    let page = zoya.get(HOME).await;
    says(&page.words(), "Ваша роль открывает данные многих людей, поэтому без второго шага войти нельзя.");
    assert!(!page.text().contains("href=\"/intake\"") && page.text().contains("action=\"/logout\""));
    for path in ["/people", "/profile", "/profile/password", &format!("{HOME}/codes"), &format!("{HOME}/removal")] {
        assert_eq!(zoya.get(path).await.to(), HOME, "{path}");
    }
    assert_eq!(zoya.post("/profile/password", &[("current-password", PASSWORD)]).await.to(), HOME);
    assert_eq!(zoya.post("/logout", &[]).await.to(), "/login");
    assert_eq!(t.count("select count(*) from sessions where ended_at is null").await, 0);

    let zoya = t.enter("zoya").await;
    let before = zoya.held("att-session");
    let phone = set_up(&t, &zoya).await;
    assert_ne!(zoya.held("att-session"), before);
    assert_eq!(zoya.get("/cabinet").await.status, StatusCode::OK);
    let home = zoya.get(HOME).await.words();
    says(&home, "Ваша роль открывает данные многих людей, поэтому выключить второй шаг нельзя.");
    assert!(!home.contains("Выключить второй шаг входа"));
    let typed = [("current-password", PASSWORD), ("one-time-password", &phone.fresh(&t)[..])];
    let refused = zoya.post(&format!("{HOME}/removal"), &typed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(&refused.words(), "поэтому второй шаг входа снять нельзя. Сменили телефон — настройте второй шаг на новом.");
    let again = t.visitor();
    assert_eq!(again.post("/login", &[("login", "zoya"), ("password", PASSWORD)]).await.to(), "/login/code");
}

async fn it_is_demanded_of_those_who_lead(t: TestApp) {
    let commission = empty_commission(&t, "Аттестационная комиссия").await;
    let mut led = Vec::new();
    for (at, login) in ["chair", "deputy", "secretary", "union", "irina"].into_iter().enumerate() {
        let one = somebody(&t, login, "Неважно Кто", Role::Member).await;
        let row = member(&one, login, "Неважно Кто", at);
        t.made(move |act| Ok(commission::add_member(act, commission, &row)?)).await;
        led.push((login, one.visitor.get("/profile").await.status.as_u16()));
    }
    for role in [Role::Admin, Role::Specialist, Role::Coordinator, Role::Teacher, Role::Municipal, Role::Authority] {
        let one = somebody(&t, role.code(), "Неважно Кто", role).await;
        led.push((role.code(), one.visitor.get("/profile").await.status.as_u16()));
    }
    assert_eq!(
        led,
        [
            ("chair", 303),
            ("deputy", 303),
            ("secretary", 303),
            ("union", 200),
            ("irina", 200),
            ("admin", 303),
            ("specialist", 200),
            ("coordinator", 200),
            ("teacher", 200),
            ("municipal", 200),
            ("authority", 200),
        ]
    );
}

async fn whoever_is_tied_to_a_leading_place_sets_it_up(t: TestApp) {
    let zoya = t.zoya().await;
    set_up(&t, &zoya).await;
    let commission = empty_commission(&t, "Аттестационная комиссия").await;
    let chair = somebody(&t, "chair", "Захарова Елена Викторовна", Role::Member).await;
    let mut row = member(&chair, "chair", "Захарова Елена Викторовна", 0);
    (row.seat, row.account) = (None, None);
    let person = row.person.to_string();
    t.made(move |act| Ok(commission::add_member(act, commission, &row)?)).await;
    assert_eq!(chair.visitor.get("/profile").await.status, StatusCode::OK);
    let tied = [("person", &person[..]), ("seat", &chair.seat.to_string()[..])];
    let home = format!("/commissions/{commission}");
    assert_eq!(zoya.post(&format!("{home}/members/cabinet"), &tied).await.to(), home);
    assert_eq!(chair.visitor.get("/profile").await.to(), HOME);
}

async fn a_role_given_later_demands_it_at_once(t: TestApp) {
    let olesya = somebody(&t, "olesya", "Смирнова Олеся Ивановна", Role::Specialist).await;
    assert_eq!(olesya.visitor.get("/cabinet").await.status, StatusCode::OK);
    let account = olesya.account;
    t.made(move |act| Ok(attestation::accounts::give_seat(act, account, Role::Centre, None, "")?)).await;
    assert_eq!(olesya.visitor.get("/cabinet").await.to(), HOME, "in whichever role");
    set_up(&t, &olesya.visitor).await;
    assert_eq!(olesya.visitor.get("/cabinet").await.status, StatusCode::OK);
}

/// The status, and where it leads.
fn seen(answer: &Answer) -> (u16, String) {
    let to = answer.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap());
    (answer.status.as_u16(), to.to_owned())
}

async fn knock(by: &Visitor, method: &str, path: &str) -> (u16, String) {
    seen(&if method == "GET" { by.get(path).await } else { by.post(path, &[]).await })
}

async fn no_other_door_opens(t: TestApp) {
    let olesya = somebody(&t, "olesya", "Смирнова Олеся Ивановна", Role::Specialist).await;
    set_up(&t, &olesya.visitor).await;
    let half = t.visitor();
    let entered = half.post("/login", &[("login", "olesya"), ("password", PASSWORD)]).await;
    assert_eq!(entered.to(), "/login/code");
    let (halted, stranger) = (t.zoya().await, t.visitor());
    let id = "019aaaaa-0000-7000-8000-000000000000";
    let (mut open_to_half, mut open_to_halted) = (Vec::new(), Vec::new());
    for door in attestation::app::doors().list().iter().filter(|door| door.path != "/logout") {
        let parts = door.path.split('/').map(|part| if part.starts_with('{') { id } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        let to_stranger = knock(&stranger, door.method, &path).await;
        if knock(&half, door.method, &path).await != to_stranger {
            open_to_half.push(format!("{} {}", door.method, door.path));
        }
        let to_halted = knock(&halted, door.method, &path).await;
        if to_halted != to_stranger && to_halted != (303, HOME.to_owned()) {
            open_to_halted.push(format!("{} {}", door.method, door.path));
        }
    }
    assert_eq!(open_to_half, ["GET /login/code", "POST /login/code"]);
    assert_eq!(
        open_to_halted,
        ["GET /profile/second-step", "GET /profile/second-step/beginning", "POST /profile/second-step/beginning",]
    );
}

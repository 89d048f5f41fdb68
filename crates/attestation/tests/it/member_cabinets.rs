//! A member of a commission is written down by the order before there is a cabinet, and gets one afterwards.

use attestation::accounts::Role;
use attestation::commission::{self, Commission, Member, NewSitting, Position};
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::commission::{Somebody, empty_commission, member, somebody};
use crate::invitations::{fields, link, says};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    an_invited_member_comes_to_the_place_that_waits,
    the_centre_ties_a_cabinet_to_a_place,
    a_name_with_its_address_finds_its_cabinet,
);

const ANDREY: &str = "Фролов Андрей Петрович";

/// A commission with one member who has no cabinet.
async fn waiting(t: &TestApp, called: &'static str, name: &str, email: &str) -> Id<Commission> {
    let id = empty_commission(t, called).await;
    let row = Member {
        person: Id::new(),
        from: "2026-09-01".parse().unwrap(),
        seat: None,
        account: None,
        name: FullName::split(name).unwrap(),
        email: email.to_owned(),
        job: String::new(),
        position: Position::Member,
        is_union: true,
        order_number: "15-р".to_owned(),
        order_date: "2026-08-28".parse().unwrap(),
    };
    t.made(move |act| {
        commission::add_member(act, id, &row)?;
        let sitting = NewSitting {
            commission: id,
            held_on: "2026-12-10".parse().unwrap(),
            begins: "10:00".to_owned(),
            place: called.to_owned(),
        };
        Ok(commission::plan(act, &sitting)?)
    })
    .await;
    id
}

async fn told(t: &TestApp) -> Vec<String> {
    t.journal().await.into_iter().filter(|row| row.starts_with("commission.cabinet")).collect()
}

/// The rows about members as they stand, but for who comes in by them.
async fn composition(t: &TestApp) -> Vec<String> {
    let read = t.app.db.read(|reader| {
        let sql = "select surname || given || position || valid_from || order_number || email || trade_union from commission_members order by 1";
        Ok::<_, attestation::platform::failure::Failure>(reader.rows(sql, &[], |row| row.get::<String>(0))?)
    });
    read.await.unwrap()
}

async fn an_invited_member_comes_to_the_place_that_waits(t: TestApp) {
    let zoya = t.zoya().await;
    let known = waiting(&t, "Комиссия области", ANDREY, "Frolov@example.org").await;
    let namesake = waiting(&t, "Комиссия города", "Фролов Андрей Павлович", "frolov@example.org").await;
    let stranger = waiting(&t, "Комиссия района", ANDREY, "other@example.org").await;
    let before = composition(&t).await;
    let home = format!("/commissions/{known}");
    let page = zoya.get(&home).await;
    says(&page.words(), "Без кабинета: 1 член. Им не открываются ни повестка, ни дела");
    let invite = page.text().split("href=\"/invitations/new?").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = zoya.get(&format!("/invitations/new?{}", invite.replace("&#38;", "&").replace("&amp;", "&"))).await;
    for filled in ["Frolov@example.org", "Фролов", "Андрей", "Петрович"] {
        assert!(form.text().contains(&format!("value=\"{filled}\"")), "{filled}: {}", form.text());
    }
    let role = form.text().split("value=\"member\"").nth(1).unwrap().split('>').next().unwrap().to_owned();
    assert!(role.contains("checked"), "{role}");

    let typed = "role=member&email=frolov@example.org&surname=Фролов&given=Андрей&patronymic=Петрович";
    assert_eq!(zoya.post("/invitations/new", &fields(typed)).await.to(), "/invitations");
    let page = zoya.get(&home).await;
    says(&page.words(), "нет, приглашение отправлено");
    assert!(!page.text().contains("/invitations/new?"), "{}", page.text());

    let andrey = t.visitor();
    andrey.get(&link(&t, "frolov@example.org").await).await;
    let mine = "surname=Фролов&given=Андрей&patronymic=Петрович&login=frolov.ap&consent=yes";
    let registered = andrey.post("/join/window", &[fields(mine), vec![("password", PASSWORD)]].concat()).await;
    assert_eq!(registered.status, StatusCode::SEE_OTHER, "{:?}", registered.faults());
    assert_eq!(told(&t).await, ["commission.cabinet: кабинет члена комиссии: Фролов\u{a0}А.\u{a0}П."]);
    assert_eq!(composition(&t).await, before, "the order says what it said");

    let sessions = andrey.get("/sittings").await.words();
    assert!(sessions.contains("Комиссия области") && !sessions.contains("Комиссия города"), "{sessions}");
    assert!(!sessions.contains("Комиссия района"), "{sessions}");
    let page = zoya.get(&home).await.words();
    assert!(page.contains("представитель профсоюза есть") && !page.contains("Без кабинета"), "{page}");
    for elsewhere in [namesake, stranger] {
        let page = zoya.get(&format!("/commissions/{elsewhere}")).await.words();
        says(&page, "Это его кабинет: Фролов Андрей Петрович, frolov@example.org");
    }
}

/// Sends what the button of the page sends.
async fn pressed(by: &Visitor, home: &str, words: &str) -> crate::app::Answer {
    let page = by.get(home).await.text();
    let before = page.split(words).next().unwrap();
    let field = |name: &str| {
        let rest = before.rsplit(&format!("name=\"{name}\" value=\"")).next().unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    by.post(&format!("{home}/members/cabinet"), &[("person", &field("person")), ("seat", &field("seat"))]).await
}

async fn the_centre_ties_a_cabinet_to_a_place(t: TestApp) {
    let zoya = t.zoya().await;
    let andrey = somebody(&t, "frolov", ANDREY, Role::Member).await;
    let other = somebody(&t, "irina", "Жукова Ирина Анатольевна", Role::Member).await;
    let id = waiting(&t, "Комиссия области", ANDREY, "").await;
    let home = format!("/commissions/{id}");
    let before = composition(&t).await;
    assert!(!andrey.visitor.get("/sittings").await.words().contains("Комиссия области"));
    let page = zoya.get(&home).await;
    says(&page.words(), "Это его кабинет: Фролов Андрей Петрович, frolov@example.org");
    assert!(!page.words().contains("Это его кабинет: Жукова"), "{}", page.words());

    let person = page.text().split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let members = format!("{home}/members/cabinet");
    let tie = async |one: &Somebody| zoya.post(&members, &[("person", &person), ("seat", &one.seat.to_string())]).await;
    let refused = tie(&other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(&refused.words(), "Этот кабинет сейчас нельзя связать с членом комиссии: состав или кабинет изменились.");
    assert_eq!(zoya.post(&members, &[("person", "x")]).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(andrey.visitor.post(&members, &[("person", &person)]).await.status, StatusCode::NOT_FOUND);
    assert!(told(&t).await.is_empty());

    assert_eq!(pressed(&zoya, &home, "Это его кабинет: Фролов").await.to(), home);
    assert_eq!(tie(&andrey).await.to(), home, "sent twice is done once");
    assert_eq!(told(&t).await, ["commission.cabinet: кабинет члена комиссии: Фролов\u{a0}А.\u{a0}П."]);
    assert_eq!(composition(&t).await, before);
    assert!(andrey.visitor.get("/sittings").await.words().contains("Комиссия области"));
    let page = zoya.get(&home).await.words();
    assert!(page.contains("представитель профсоюза есть") && !page.contains("Это его кабинет"), "{page}");

    // A member whose cabinet was closed has none, and another one is tied in its place.
    let (seat, account) = (andrey.seat, andrey.account);
    t.made(move |act| Ok(act.run("update seats set ended_at = 1 where id = $1", attestation::values![seat])?)).await;
    says(&zoya.get(&home).await.words(), "Без кабинета: 1 член.");
    t.made(move |act| Ok(attestation::accounts::give_seat(act, account, Role::Member, None, "")?)).await;
    assert_eq!(pressed(&zoya, &home, "Это его кабинет: Фролов").await.to(), home);
    assert!(!zoya.get(&home).await.words().contains("Без кабинета"));
}

async fn a_name_with_its_address_finds_its_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    let andrey = somebody(&t, "frolov", ANDREY, Role::Member).await;
    let irina = somebody(&t, "irina", "Жукова Ирина Анатольевна", Role::Member).await;
    let id = empty_commission(&t, "Комиссия области").await;
    let chair = member(&irina, "irina", "Жукова Ирина Анатольевна", 0);
    t.made(move |act| Ok(commission::add_member(act, id, &chair)?)).await;
    let home = format!("/commissions/{id}");
    let order = "order_number=15-р&order_date=28.08.2026&from=01.09.2026&position=member";
    let typed = format!("name={ANDREY}&email=FROLOV@example.org&{order}");
    assert_eq!(zoya.post(&format!("{home}/members"), &fields(&typed)).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Фролов Андрей Петрович член комиссии есть") && !page.contains("Без кабинета"), "{page}");
    let tied = t.count("select count(*) from commission_members where seat_id is not null").await;
    assert_eq!((tied, andrey.visitor.get("/sittings").await.status), (2, StatusCode::OK));
}

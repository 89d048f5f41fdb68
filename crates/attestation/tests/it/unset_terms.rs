//! A case that got a specialist before its term and form were set: it still waits for them, wherever it has gone.

use attestation::applications::{Application, Category, Move};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::intake::{lines, plan};
use crate::on_both;

on_both!(a_case_assigned_first_waits_for_its_term, missing_terms_are_set_for_many, what_was_decided_was_considered,);

/// Зоя, a case that waits for its term, and one that a specialist has without one.
struct World {
    zoya: Visitor,
    waiting: Application,
    assigned: Application,
}

async fn world(t: &TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let waiting = t.application_of(school, "Белов Сергей Николаевич", Category::First, "2026-11-09").await;
    let assigned = t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-10-20").await;
    t.assigned(seat, &[&assigned]).await;
    World { zoya: t.zoya().await, waiting, assigned }
}

/// The first day and the state of a clock of a case: «2026-10-20 runs», «2026-12-01 met»; nothing when it has none.
async fn clock(t: &TestApp, case: &Application, code: &'static str) -> Option<String> {
    let id = case.id;
    t.made(move |act| {
        let sql = "select began_on || case when met_at is null then ' runs' else ' met' end from case_clocks
             where application_id = $1 and code = $2 and dropped_at is null";
        Ok(act.row(sql, values![id, code], |row| row.get(0))?)
    })
    .await
}

async fn a_case_assigned_first_waits_for_its_term(t: TestApp) {
    let World { zoya, assigned, .. } = world(&t).await;
    let queue = lines(&zoya.get("/intake?stage=registered").await);
    assert_eq!(
        queue,
        [
            "Орлова Ольга Андреевна Учитель, физика № 2026-0002 | МБОУ «СОШ № 1» | не указано | без срока | 19 ноября 2026 срок прошёл 4 дня назад | Назначить срок : Орлова Ольга Андреевна",
            "Белов Сергей Николаевич Учитель, физика № 2026-0001 | МБОУ «СОШ № 1» | не указано | без срока | 9 декабря 2026 осталось 16 дней | Назначить срок : Белов Сергей Николаевич",
        ]
    );
    let board = zoya.get("/cabinet").await.words();
    assert!(board.contains("2 без срока"), "{board}");
    assert!(board.contains("1 срок прошёл"), "{board}");
    let late = zoya.get("/deadlines?when=late").await.words();
    assert!(
        late.contains("Найдено: 1 дело") && late.contains("Рассмотреть заявление, назначить срок и форму"),
        "{late}"
    );
    assert_eq!(clock(&t, &assigned, "D01").await.unwrap(), "2026-10-20 runs");
    let change = format!("/applications/{}/schedule/change", assigned.id);
    let typed = [("starts", "20.11.2026"), ("seen", ""), ("confirmed", "yes")];
    zoya.post(&change, &plan(&[], &typed)).await.to();
    assert_eq!(clock(&t, &assigned, "D01").await.unwrap(), "2026-10-20 met");
    assert_eq!(clock(&t, &assigned, "D02").await.unwrap(), "2026-11-20 runs");
    assert_eq!(lines(&zoya.get("/intake?stage=registered").await).len(), 1);
}

async fn missing_terms_are_set_for_many(t: TestApp) {
    let World { zoya, waiting, assigned } = world(&t).await;
    let ids = [waiting.id.to_string(), assigned.id.to_string()];
    let simplified = zoya.post("/intake/schedule", &plan(&ids, &[("track", "simplified")])).await;
    assert_eq!(simplified.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(simplified.words().contains("Порядок уже не изменить"), "{}", simplified.words());
    zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await.to();
    for case in [&waiting, &assigned] {
        assert!(clock(&t, case, "D01").await.unwrap().ends_with(" met"));
        assert_eq!(clock(&t, case, "D02").await.unwrap(), "2026-12-01 runs");
    }
    assert_eq!(t.fresh(&waiting).await.stage.code(), "scheduled");
    assert_eq!(t.fresh(&assigned).await.stage.code(), "in_review", "the specialist goes on");
    assert_eq!(t.count("select count(*) from earlier_schedules").await, 0);
    let again = zoya.post("/intake/schedule", &plan(&ids[1..], &[])).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.words().contains("Срок уже назначен. Изменить его можно со страницы дела."), "{}", again.words());
}

async fn what_was_decided_was_considered(t: TestApp) {
    let World { assigned, .. } = world(&t).await;
    t.result(&assigned, "meets", SignedDuration::ZERO).await;
    for mv in [Move::PutOnAgenda, Move::Grant] {
        let case = t.fresh(&assigned).await;
        t.made(move |act| attestation::applications::step(act, &case, mv).map(|_| ())).await;
    }
    assert!(clock(&t, &assigned, "D01").await.unwrap().ends_with(" met"));
    assert_eq!(clock(&t, &assigned, "D02").await, None, "it never began");
}

//! What follows a session that decides nothing, or decides on an earlier day: a case that is put off or taken off goes back to
//! its specialist, clocks go by the day of the session, an empty protocol is not signed.

use attestation::applications::{Application, Category, Stage};
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::commission::{World, column, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, document_text};

on_both!(
    what_is_put_off_goes_back_to_its_specialist,
    clocks_go_by_the_day_of_the_session,
    a_schedule_waits_for_nobody_once_all_is_decided,
    a_session_without_a_decision_has_no_protocol,
    the_head_of_a_case_tells_what_is_next,
    a_refused_case_tells_when_to_apply_again,
    whoever_has_no_vote_on_an_own_case_is_named,
);

const FILE: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

/// A case whose specialist has attached a conclusion and recorded a result.
async fn found(w: &World) -> (Application, String) {
    let case = w.t.application_of(w.school, "Орлова Ольга Андреевна", Category::First, "2026-10-01").await;
    w.assigned(&case).await;
    let (olesya, home) = (w.t.enter("olesya").await, format!("/applications/{}", case.id));
    olesya.declare(&home).await;
    olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", FILE)]).await;
    olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "1")]).await.to();
    (w.t.fresh(&case).await, home)
}

async fn what_is_put_off_goes_back_to_its_specialist(t: TestApp) {
    let w = world(t).await;
    let (case, home) = found(&w).await;
    let sitting = w.open(7, &[&case]).await;
    let back = [("return_reason", "Комиссия просит приложить справку.")];
    let early = w.zoya.post(&format!("{home}/return"), &back).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let said = "Дело стоит в повестке заседания 23 ноября 2026. Снимите его с повестки и верните снова.";
    assert!(early.words().contains(said), "{}", early.words());
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{}/decision", w.homes(&sitting).await[0]), &off).await.to();

    assert!(w.zoya.get(&format!("{home}/conclusion")).await.words().contains("Вернуть на доработку"));
    assert_eq!(w.zoya.post(&format!("{home}/return"), &back).await.to(), format!("{home}/conclusion"));
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Returned);
    let fields = [("kind", "other"), ("title", "Справка")];
    w.zoya.upload(&format!("{home}/documents"), &fields, &[("file", "Справка.pdf", FILE)]).await.to();
    let olesya = w.t.enter("olesya").await;
    olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "1")]).await.to();
    let again = w.t.fresh(&case).await;
    assert_eq!(again.stage, Stage::Concluded);
    // Its teacher was told the day: an earlier session still does not take it.
    let soon = w.planned("2026-12-09", &[]).await;
    let id = case.id.to_string();
    let add = [("do", "add"), ("case", id.as_str())];
    let agenda = format!("/sittings/{}/agenda", soon.id);
    assert!(!w.zoya.get(&agenda).await.words().contains(&case.number));
    assert_eq!(w.zoya.post(&agenda, &add).await.status, StatusCode::CONFLICT);
    let due = w.planned("2026-12-10", &[]).await;
    let agenda = format!("/sittings/{}/agenda", due.id);
    assert_eq!(w.zoya.post(&agenda, &add).await.to(), format!("/sittings/{}", due.id));
}

async fn clocks_go_by_the_day_of_the_session(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.planned("2026-11-20", &[&case]).await;
    let at = format!("/sittings/{}", sitting.id);
    w.zoya.post(&format!("{at}/opening"), &[]).await.to();
    let people: Vec<String> = w.members.iter().map(|one| one.person.to_string()).collect();
    let present: Vec<(&str, &str)> = people.iter().map(|one| ("present", one.as_str())).collect();
    w.zoya.post(&format!("{at}/attendance"), &present).await.to();
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await.to();
    let day = w.t.app.config.zone.begins("2026-11-20".parse().unwrap());
    let met = "select code || ' ' || cast(met_at as text) from case_clocks where application_id = $1 and met_at is not null and code in ('D01', 'D03') order by code";
    let day = day.micros();
    assert_eq!(column(&w.t, met, case.id.to_string()).await, [format!("D01 {day}"), format!("D03 {day}")]);
    assert!(w.zoya.get(&format!("/applications/{}/clocks", case.id)).await.words().contains("20 ноября 2026"));
}

async fn a_schedule_waits_for_nobody_once_all_is_decided(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let id = case.id;
    w.t.made(move |act| {
        let sql = "insert into case_clocks (application_id, code, began_on, due_on, term_from) values ($1, 'D08', '2026-11-01', '2026-12-02', '2026-01-01')";
        Ok(act.run(sql, values![id])?)
    })
    .await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await.to();
    let runs = "select code from case_clocks where application_id = $1 and code = 'D08' and met_at is null and dropped_at is null";
    assert_eq!(column(&w.t, runs, id.to_string()).await, Vec::<String>::new());
    w.zoya.post(&format!("{home}/reopening"), &[("mistake", "Записано не то дело.")]).await.to();
    assert_eq!(column(&w.t, runs, id.to_string()).await, ["D08"]);
}

async fn a_session_without_a_decision_has_no_protocol(t: TestApp) {
    let w = world(t).await;
    let sitting = w.open(0, &[]).await;
    let path = format!("/sittings/{}/protocol", sitting.id);
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    let empty = w.zoya.post(&path, &sign).await;
    assert_eq!(empty.status, StatusCode::CONFLICT);
    assert!(empty.words().contains("На заседании ничего не решено: подписывать нечего."), "{}", empty.words());
    assert!(!empty.text().contains(PASSWORD));
}

/// The first words of the card of the day on the page of a case.
async fn head(w: &World, case: &Application) -> String {
    let page = w.zoya.get(&format!("/applications/{}", case.id)).await.words();
    let end = page.split("Заявление и ответы педагога").next().unwrap();
    end.split("Акт ").last().unwrap().trim().to_owned()
}

async fn the_head_of_a_case_tells_what_is_next(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let at = w.homes(&sitting).await.remove(0);
    let said = "Заседание комиссии: 23 ноября 2026, 10:00, комната 204. Комиссия примет решение до 30 декабря 2026. Следующий шаг за комиссией.";
    assert_eq!(head(&w, &case).await, format!("осталось 37 дней {said}"));
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{at}/decision"), &off).await.to();
    let said = "Отложено до 10 декабря 2026, ждёт повестки. Комиссия примет решение до 30 декабря 2026. Следующий шаг за Центром.";
    assert_eq!(head(&w, &case).await, format!("осталось 37 дней {said}"));

    w.zoya.post(&format!("{at}/reopening"), &[("mistake", "Записано не то дело.")]).await.to();
    let item = at.rsplit('/').next().unwrap();
    w.zoya.post(&format!("/sittings/{}/agenda", sitting.id), &[("do", "remove"), ("item", item)]).await;
    let said =
        "Дела пока нет ни в одной повестке. Комиссия примет решение до 30 декабря 2026. Следующий шаг за Центром.";
    assert_eq!(head(&w, &case).await, format!("осталось 37 дней {said}"));

    let id = case.id.to_string();
    w.zoya.post(&format!("/sittings/{}/agenda", sitting.id), &[("do", "add"), ("case", &id)]).await.to();
    let at = w.homes(&sitting).await.remove(0);
    all_vote(&w, &at, 7, 7, 0).await;
    w.zoya.post(&format!("{at}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await.to();
    let said = "Решение принято, протокол ещё не подписан. Протокол и акт нужно оформить до 23 декабря 2026. Следующий шаг за Центром.";
    assert_eq!(head(&w, &case).await, format!("осталось 30 дней {said}"));
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("/sittings/{}/protocol", sitting.id), &sign).await.to();
    let said = "Протокол и акт нужно оформить до 23 декабря 2026. Следующий шаг за тем, кто издаёт акт.";
    assert_eq!(head(&w, &case).await, format!("осталось 30 дней {said}"));
}

async fn a_refused_case_tells_when_to_apply_again(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let at = w.homes(&sitting).await.remove(0);
    all_vote(&w, &at, 7, 0, 7).await;
    let refuse = [("do", "decide"), ("votes", "0.7.0"), ("reason", "Показатели не подтверждены.")];
    w.zoya.post(&format!("{at}/decision"), &refuse).await.to();
    let clocks = format!("/applications/{}/clocks", case.id);
    let what = "Подать новое заявление на ту же категорию";
    assert!(!w.zoya.get(&clocks).await.words().contains(what), "the protocol is not signed");
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("/sittings/{}/protocol", sitting.id), &sign).await.to();
    let page = w.zoya.get(&clocks).await.words();
    assert!(page.contains(&format!("{what} 23 ноября 2026 день отказа с 23 ноября 2027")), "{page}");
    assert!(page.contains("ещё рано"), "{page}");
}

async fn whoever_has_no_vote_on_an_own_case_is_named(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let teacher = case.teacher;
    let sql = "update teachers set email = 'Deputy@example.org' where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher])?)).await;
    let sitting = w.open(7, &[&case]).await;
    let at = w.homes(&sitting).await.remove(0);
    w.zoya.post(&format!("{at}/votes"), &[("do", "all-for")]).await.to();
    w.zoya.post(&format!("{at}/decision"), &[("do", "decide"), ("votes", "6.0.0")]).await.to();
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let said = "По своему делу не голосует: Воронцов И. С.";
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&protocol, &sign).await.to();
    let page = w.zoya.get(&protocol).await.words();
    assert!(page.contains(&format!("за — 6, против — 0, воздержались — 0. {said}")), "{page}");
    let paper = document_text(&w.zoya.get(&format!("{protocol}/file")).await.bytes).replace('\u{a0}', " ");
    assert!(paper.contains(said), "{paper}");
    let extract = format!("/applications/{}/decision/extract/file", case.id);
    let paper = document_text(&w.zoya.get(&extract).await.bytes).replace('\u{a0}', " ");
    assert!(paper.contains(said) && paper.contains("Председательствующий: Захарова Е. В., председатель"), "{paper}");
}

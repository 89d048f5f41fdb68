//! The award of the simplified track: who adds its document, what the commission reads of it, how it is taken back.

use attestation::applications::{Application, Category};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::commission::{World, column, world};
use crate::intake::plan;
use crate::on_both;

on_both!(
    an_award_confirmed_by_mistake_is_taken_back,
    the_commission_reads_what_was_checked,
    the_centre_adds_the_document_of_what_came_on_paper,
    an_award_ended_since_the_receipt_is_confirmed,
    a_form_ended_since_the_receipt_is_set,
);

const PAPER: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const AWARD: &str = "01900000-0000-7000-8000-000000000032";

/// A case of the simplified track that came on paper, with one document of it added by the Centre.
async fn by_award(w: &World) -> (Application, String) {
    let case = w.t.application(w.school, "Белов Сергей Николаевич", Category::Highest).await;
    let (id, home) = (case.id, format!("/applications/{}", case.id));
    w.t.made(move |act| Ok(act.run("update applications set channel = 'in_person' where id = $1", values![id])?)).await;
    let fields = [("confirmed", "yes"), ("track", "simplified")];
    w.zoya.post("/intake/schedule", &plan(&[id.to_string()], &fields)).await.to();
    let added = [("kind", "other"), ("title", "Удостоверение")];
    w.zoya.upload(&format!("{home}/documents"), &added, &[("file", "Награда.pdf", PAPER)]).await.to();
    (case, home)
}

/// Confirms the award by the only document of the case.
async fn confirmed(zoya: &Visitor, home: &str) {
    let page = zoya.get(&format!("{home}/award")).await.text();
    let document = page.split("<select").nth(1).unwrap().split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let fields = [("award", AWARD), ("document", document), ("checked", "номер 12, имя совпадает")];
    assert_eq!(zoya.post(&format!("{home}/award"), &fields).await.to(), home);
}

/// Clocks of the result and of the group that run.
async fn running(w: &World, case: &Application) -> Vec<String> {
    let sql = "select code from case_clocks where application_id = $1 and code in ('result', 'D10') and met_at is null and dropped_at is null order by code";
    column(&w.t, sql, case.id.to_string()).await
}

async fn an_award_confirmed_by_mistake_is_taken_back(t: TestApp) {
    let w = world(t).await;
    let (case, home) = by_award(&w).await;
    let path = format!("{home}/award/removal");
    let early = w.zoya.get(&path).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nothing is confirmed yet");
    confirmed(&w.zoya, &home).await;
    assert_eq!(running(&w, &case).await, Vec::<String>::new());
    let page = w.zoya.get(&home).await;
    assert!(page.words().contains("Отменить подтверждение награды"), "{}", page.words());

    // While a session has it on its agenda, it stays.
    let ready = w.t.fresh(&case).await;
    let sitting = w.planned("2026-12-08", &[&ready]).await;
    assert!(!w.zoya.get(&home).await.words().contains("Отменить подтверждение награды"));
    let held = w.zoya.post(&path, &[("reason", "Не тот документ")]).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    let why = "Дело стоит в повестке заседания 8 декабря 2026. Снимите его с повестки и отмените подтверждение снова.";
    assert!(held.words().contains(why), "{}", held.words());
    assert_eq!(w.t.fresh(&case).await.stage.code(), "ready");
    let item = w.homes(&sitting).await[0].rsplit('/').next().unwrap().to_owned();
    w.zoya.post(&format!("/sittings/{}/agenda", sitting.id), &[("do", "remove"), ("item", &item)]).await;
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 0);

    let asked = w.zoya.get(&path).await.words();
    assert!(
        asked.contains("Награда Почётное звание Документ Удостоверение Что проверено номер 12, имя совпадает"),
        "{asked}"
    );
    let faults = w.zoya.post(&path, &[]).await.faults();
    assert_eq!(faults, ["Напишите, почему подтверждение отменено: причина останется в истории дела."]);
    let letters = w.t.count("select count(*) from letters").await;
    assert_eq!(w.zoya.post(&path, &[("reason", "Не тот документ")]).await.to(), home);
    assert_eq!(w.t.count("select count(*) from letters").await, letters, "nobody was told of the award");
    let back = w.t.fresh(&case).await;
    assert_eq!((back.stage.code(), back.awaits_award), ("scheduled", true));
    assert_eq!(w.t.count("select count(*) from case_awards").await, 0);
    assert_eq!(running(&w, &case).await, ["result"]);
    let told = w.t.journal().await.pop().unwrap();
    assert_eq!(told, "intake.award_back: отменено подтверждение награды: Почётное звание. Почему: Не тот документ");
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("ждёт подтверждения награды") && page.contains("Подтвердить награду"), "{page}");
    let twice = w.zoya.post(&path, &[("reason", "Не тот документ")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    confirmed(&w.zoya, &home).await;
    assert_eq!(w.t.fresh(&case).await.stage.code(), "ready", "it may be confirmed anew");

    // A case that is ready by its result has no award to be taken back.
    let found = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&found]).await;
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{}/decision", w.homes(&sitting).await[0]), &off).await.to();
    let other = format!("/applications/{}", found.id);
    assert!(!w.zoya.get(&other).await.words().contains("Отменить подтверждение награды"));
    let none = w.zoya.post(&format!("{other}/award/removal"), &[("reason", "Ошибка")]).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("В этом деле награда не подтверждена, отменять нечего."), "{}", none.words());
    assert_eq!(w.t.fresh(&found).await.stage.code(), "ready");
}

async fn the_commission_reads_what_was_checked(t: TestApp) {
    let w = world(t).await;
    let (case, home) = by_award(&w).await;
    confirmed(&w.zoya, &home).await;
    let ready = w.t.fresh(&case).await;
    let sitting = w.open(7, &[&ready]).await;
    let page = w.members[0].visitor.get(&w.homes(&sitting).await[0]).await.words();
    let said = "анализ не проводился, награда: Почётное звание Что проверил Центр: номер 12, имя совпадает";
    assert!(page.contains(said), "{page}");
    assert!(page.contains("Удостоверение Другой документ, PDF, 88 КБ документ о награде"), "{page}");
}

async fn the_centre_adds_the_document_of_what_came_on_paper(t: TestApp) {
    let w = world(t).await;
    let fields = [("confirmed", "yes"), ("track", "simplified")];
    for (channel, said) in [
        ("in_person", "В деле пока нет документа о награде. Добавьте его скан на странице дела"),
        (
            "system",
            "В деле пока нет документа о награде. Его добавляет педагог или координатор школы на странице дела.",
        ),
    ] {
        let case = w.t.application(w.school, "Белов Сергей Николаевич", Category::Highest).await;
        let id = case.id;
        w.t.made(move |act| Ok(act.run("update applications set channel = $2 where id = $1", values![id, channel])?))
            .await;
        w.zoya.post("/intake/schedule", &plan(&[id.to_string()], &fields)).await.to();
        let page = w.zoya.get(&format!("/applications/{id}/award")).await.words();
        assert!(page.contains(said), "{channel}: {page}");
    }
}

const LISTS: &str = "/settings/intake";
/// What is said when a list has nothing for an application.
fn nothing(list: &str) -> String {
    format!(
        "В списке «{list}» нет ни одной строки, которая действовала бы с получения заявления по сегодня. Внесите её в «Настройках», раздел «Приём заявлений: списки»."
    )
}

/// Ends every entry of a list today; what the page of the last one asks.
async fn end_all(w: &World, list: &'static str) -> String {
    let mut asked = String::new();
    let sql = "select id from intake_entries where list = $1 and valid_to > '2026-11-23' order by id";
    for id in column(&w.t, sql, list.to_owned()).await {
        let path = format!("{LISTS}/{id}/ending");
        asked = w.zoya.get(&path).await.words();
        assert_eq!(w.zoya.post(&path, &[]).await.to(), LISTS);
    }
    asked
}

/// A case keeps the rules it began under: an award ended later is open to it, one added later is open, too.
async fn an_award_ended_since_the_receipt_is_confirmed(t: TestApp) {
    let w = world(t).await;
    let (case, home) = by_award(&w).await;
    let first = w.zoya.get(&format!("{LISTS}/{AWARD}/ending")).await.words();
    let waits = "Награда не подтверждена: 1 дело. По заявлениям, полученным по 23 ноября 2026 включительно, эту строку можно выбрать и потом. По тем, что получены с 24 ноября 2026, её в списке не будет.";
    assert!(first.contains(waits), "{first}");
    assert!(!first.contains("последняя строка"), "{first}");
    let last = end_all(&w, "award").await;
    let stops = "Это последняя строка списка: без неё нельзя подтвердить награду по заявлению, полученному с 24 ноября 2026. Сначала добавьте другую.";
    assert!(last.contains(stops), "{last}");

    w.t.later(SignedDuration::from_hours(48));
    let zoya = w.centre.again(&w.t).await;
    let page = zoya.get(&format!("{home}/award")).await;
    assert_eq!(page.words().matches("Строка действовала по 23 ноября 2026").count(), 4, "{}", page.words());

    // An application received after that day finds nothing, until something is added.
    let id = case.id;
    w.t.made(move |act| {
        Ok(act.run("update applications set received_on = '2026-11-24' where id = $1", values![id]).map(drop)?)
    })
    .await;
    let none = zoya.get(&format!("{home}/award")).await;
    assert!(none.words().contains(&nothing("Награды для упрощённого порядка")), "{}", none.words());
    assert!(none.text().contains("href=\"/settings/intake\""));
    let faults = zoya.post(&format!("{home}/award"), &[("award", AWARD)]).await.faults();
    assert_eq!(faults[0], nothing("Награды для упрощённого порядка"));
    let new = [("list", "award"), ("words", "Почётное звание"), ("legal_ref", "указ"), ("from", "25.11.2026")];
    assert_eq!(zoya.post(LISTS, &new).await.to(), LISTS);
    assert_eq!(zoya.get(&format!("{home}/award")).await.text().matches("name=\"award\"").count(), 1);

    // Received before, it finds all of them; what was added anew in the same words stands there once.
    w.t.made(move |act| {
        Ok(act.run("update applications set received_on = '2026-11-02' where id = $1", values![id]).map(drop)?)
    })
    .await;
    let page = zoya.get(&format!("{home}/award")).await;
    assert_eq!(page.text().matches("name=\"award\"").count(), 4);
    assert_eq!(page.words().matches("Строка действовала по 23 ноября 2026").count(), 3, "{}", page.words());
    let ended = column(
        &w.t,
        "select id from intake_entries where list = $1 and words <> 'Почётное звание' order by id",
        "award".to_owned(),
    )
    .await;
    let document = page
        .text()
        .split("<select")
        .nth(1)
        .unwrap()
        .split("value=\"")
        .nth(2)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let fields =
        [("award", ended[0].as_str()), ("document", document.as_str()), ("checked", "номер 12, имя совпадает")];
    assert_eq!(zoya.post(&format!("{home}/award"), &fields).await.to(), home);
    assert_eq!(w.t.fresh(&case).await.stage.code(), "ready");
}

async fn a_form_ended_since_the_receipt_is_set(t: TestApp) {
    let w = world(t).await;
    let case = w.t.application(w.school, "Белов Сергей Николаевич", Category::Highest).await;
    let (id, home) = (case.id, format!("/applications/{}", case.id));
    let last = end_all(&w, "form").await;
    let stops = "Это последняя строка списка: без неё нельзя назначить срок и форму по заявлению, полученному с 24 ноября 2026. Сначала добавьте другую.";
    assert!(last.contains(stops) && last.contains("Без срока и формы: 1 дело."), "{last}");
    w.t.later(SignedDuration::from_hours(48));
    let zoya = w.centre.again(&w.t).await;
    assert_eq!(zoya.get(&format!("{home}/schedule")).await.text().matches("<option").count(), 4);
    let ids = [id.to_string()];
    assert_eq!(zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await.to(), home);
    let change = zoya.get(&format!("{home}/schedule/change")).await.text();
    let chosen = "value=\"01900000-0000-7000-8000-000000000021\" selected";
    assert!(change.contains(chosen), "the form that was set stays: {change}");

    let late = w.t.application_of(w.school, "Гусев Пётр Львович", Category::First, "2026-11-25").await;
    let late_ids = [late.id.to_string()];
    let page = zoya.get(&format!("/applications/{}/schedule", late.id)).await;
    assert!(page.words().contains(&nothing("Формы аттестации")), "{}", page.words());
    assert!(page.text().contains("href=\"/settings/intake\""));
    assert_eq!(zoya.post("/intake/schedule", &plan(&late_ids, &[])).await.faults(), [nothing("Формы аттестации")]);
}

//! What a session may hold: cases received by its day, a thousand at most, one session for one hour and place; its last
//! day of a decision, its cancelling, awards instead of a result.

use attestation::applications::{Application, Category};
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::commission::{World, column, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::all_vote;

on_both!(
    a_case_received_later_is_not_taken,
    an_agenda_holds_a_thousand_cases,
    a_session_is_planned_once,
    an_odd_day_is_asked_about,
    the_last_day_stays_after_the_decision,
    a_session_with_a_decision_is_not_cancelled,
    a_case_goes_by_its_award,
    a_protocol_has_a_number_people_can_read,
);

async fn on_agendas(w: &World) -> i64 {
    w.t.count("select count(*) from agenda_items where removed_at is null").await
}

/// A session written down after it was held takes no case that came later: a category is in force from its day.
async fn a_case_received_later_is_not_taken(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let id = case.id.to_string();
    let chosen = w.commission.to_string();
    let fields =
        [("commission", chosen.as_str()), ("held_on", "30.09.2026"), ("begins", "10:00"), ("place", "комната 204")];
    let past = "30 сентября 2026 уже прошло. Если заседание в этот день было и вы вносите его после, отметьте это. Если это ошибка, исправьте день.";
    assert_eq!(w.zoya.post("/sittings/new", &fields).await.faults(), [past]);
    let meant = [fields.as_slice(), &[("asked", "2026-09-30"), ("sure", "yes")]].concat();
    let made = w.zoya.post("/sittings/new", &meant).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "what was held on paper may be written down");
    let agenda = made.to().to_owned();
    let page = w.zoya.get(&agenda).await.words();
    assert!(page.contains("Готовых дел сейчас нет."), "{page}");
    let refused = w.zoya.post(&agenda, &[("do", "add"), ("case", &id)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let why = "Заявление по делу 2026-0001 получено 1 октября 2026, позже заседания 30 сентября 2026. Решить его на этом заседании нельзя.";
    assert!(refused.words().contains(why), "{}", refused.words());
    w.zoya.post(&agenda, &[("do", "all")]).await;
    assert_eq!(on_agendas(&w).await, 0);

    // The day of receipt was put right after the case stood on the agenda.
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    let later = case.id;
    let sql = "update applications set received_on = '2026-11-24' where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![later])?)).await;
    let refused = w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let why = "Заявление по делу 2026-0001 получено 24 ноября 2026, позже заседания 23 ноября 2026. Решить его на этом заседании нельзя.";
    assert_eq!(refused.faults(), [why]);
}

/// Lines of another case that is over, so many that one more fits.
async fn filled(w: &World, sitting: String, case: &Application) {
    let id = case.id;
    let sql = "insert into agenda_items (id, sitting_id, application_id, place, added_by, added_at, outcome, reason, postponed_to, in_favour, against, abstained, present)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < 999)
         select 'line-' || cast(i as text), $1, $2, i, '', 0, 'postponed', 'Нет справки.', '2026-12-10', 0, 0, 0, 7 from n";
    w.t.made(move |act| Ok(act.run(sql, values![&sitting, id])?)).await;
}

async fn an_agenda_holds_a_thousand_cases(t: TestApp) {
    let w = world(t).await;
    let old = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(7, &[]).await;
    filled(&w, sitting.id.to_string(), &old).await;
    let (one, two) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await.id.to_string(),
        w.concluded("Котова Вера Игоревна", Category::First).await.id.to_string(),
    );
    let agenda = format!("/sittings/{}/agenda", sitting.id);
    let refused = w.zoya.post(&agenda, &[("do", "add"), ("case", &one), ("case", &two)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let why = "В повестке уже 999, добавить хотели 2, а в одной повестке помещается не больше 1000. Ничего не добавлено: назначьте ещё одно заседание.";
    assert!(refused.words().contains(why), "{}", refused.words());
    assert_eq!(on_agendas(&w).await, 999);
    w.zoya.post(&agenda, &[("do", "add"), ("case", &one)]).await;
    assert_eq!(on_agendas(&w).await, 1000);
}

async fn a_session_is_planned_once(t: TestApp) {
    let w = world(t).await;
    let chosen = w.commission.to_string();
    let fields =
        [("commission", chosen.as_str()), ("held_on", "30.11.2026"), ("begins", "10:00"), ("place", "комната 204")];
    w.zoya.form_token().await;
    let (one, other) = tokio::join!(w.zoya.post("/sittings/new", &fields), w.zoya.post("/sittings/new", &fields));
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
    assert_eq!(w.t.count("select count(*) from sittings").await, 1);
    let same = w.zoya.post("/sittings/new", &fields).await;
    let why = "Заседание этой комиссии в этот день, час и в этом месте уже назначено: оно есть в списке заседаний. Если нужно ещё одно, измените начало или место.";
    assert_eq!(same.faults(), [why]);
    assert!(same.text().contains("value=\"комната 204\""), "what was typed comes back");
    let id = column(&w.t, "select id from sittings where $1 = ''", String::new()).await.concat();
    w.zoya.post(&format!("/sittings/{id}/cancellation"), &[("reason", "Ошибка.")]).await;
    assert_eq!(w.zoya.post("/sittings/new", &fields).await.status, StatusCode::SEE_OTHER, "the place is free again");
}

async fn an_odd_day_is_asked_about(t: TestApp) {
    let w = world(t).await;
    let chosen = w.commission.to_string();
    let fields = |day: &'static str| {
        vec![("commission", chosen.as_str()), ("held_on", day), ("begins", "10:00"), ("place", "комната 204")]
    };
    let off = |day: &str| {
        format!(
            "{day} — нерабочий день. Если заседание правда в этот день, отметьте это. Если это ошибка, исправьте день."
        )
    };
    let page = w.zoya.get("/sittings/new").await.text();
    assert!(!page.contains("name=\"sure\""), "nothing is asked before it is needed");
    let holiday = w.zoya.post("/sittings/new", &fields("01.01.2027")).await;
    assert_eq!(holiday.faults(), [off("1 января 2027")]);
    let text = holiday.text();
    for typed in ["value=\"01.01.2027\"", "value=\"10:00\"", "value=\"комната 204\"", "value=\"2027-01-01\""] {
        assert!(text.contains(typed), "{typed} in {text}");
    }
    // A tick is given for one day: another one is asked about anew.
    let tick = [("asked", "2027-01-01"), ("sure", "yes")];
    let other = w.zoya.post("/sittings/new", &[fields("28.11.2026").as_slice(), &tick].concat()).await;
    assert_eq!(other.faults(), [off("28 ноября 2026")], "a Saturday");
    assert!(!other.text().contains("value=\"yes\" checked"), "the tick is to be given anew");
    assert_eq!(w.t.count("select count(*) from sittings").await, 0);
    let meant = w.zoya.post("/sittings/new", &[fields("01.01.2027").as_slice(), &tick].concat()).await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER, "{:?}", meant.faults());

    let sitting = w.planned("2026-11-30", &[]).await;
    let (home, path) = (format!("/sittings/{}", sitting.id), format!("/sittings/{}/move", sitting.id));
    let to = [("held_on", "31.12.2026"), ("begins", "10:00"), ("place", "комната 204")];
    assert_eq!(w.zoya.post(&path, &to).await.faults(), [off("31 декабря 2026")]);
    let tick = [("asked", "2026-12-31"), ("sure", "yes")];
    assert_eq!(w.zoya.post(&path, &[to.as_slice(), &tick].concat()).await.to(), home);
}

async fn the_last_day_stays_after_the_decision(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    w.begun(&case).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    let before = w.zoya.get(&home).await.words();
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    assert_eq!(w.t.count("select count(*) from case_clocks where code = 'D02' and met_at is not null").await, 1);
    let after = w.zoya.get(&home).await.words();
    for page in [before, after] {
        assert!(page.contains("Последний день решения 5 декабря 2026"), "{page}");
    }
}

async fn a_session_with_a_decision_is_not_cancelled(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let refused = w.zoya.post(&format!("/sittings/{}/cancellation", sitting.id), &[("reason", "Ошибка.")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let words = refused.words();
    assert!(words.contains("Сейчас этого сделать нельзя"), "nothing has changed meanwhile: {words}");
    assert!(words.contains("Отменить можно только заседание, на котором ещё ничего не решено."), "{words}");
}

async fn a_case_goes_by_its_award(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let id = case.id;
    w.t.made(move |act| {
        for sql in [
            "insert into documents (id, application_id, kind, title, file_name, file_key, size, media_type, dated_on, added_by, added_at, removed_at)
             values ('0196c000-0000-7000-8000-00000000aa02', $1, 'other', 'Удостоверение', 'Удостоверение.pdf', '', 5, 'application/pdf', '', '', 0, null)",
            "insert into case_awards (application_id, award, document_id, checked, approved_at, approved_by)
             values ($1, 'Почётное звание', '0196c000-0000-7000-8000-00000000aa02', 'номер 12', 0, '')",
            "update results set returned_at = 1 where application_id = $1",
        ] {
            act.run(sql, values![id])?;
        }
        Ok(())
    })
    .await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    for path in [home.clone(), format!("{home}/screen"), format!("/sittings/{}", sitting.id)] {
        let page = w.zoya.get(&path).await.words();
        assert!(page.contains("анализ не проводился, награда: Почётное звание"), "{path}: {page}");
    }
}

async fn a_protocol_has_a_number_people_can_read(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(6, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 6, 6, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "6.0.0")]).await.to();
    let path = format!("/sittings/{}/protocol", sitting.id);
    let sign = async |number: &str| {
        let form = [("number", number), ("date", "23.11.2026"), ("current-password", PASSWORD)];
        w.zoya.post(&path, &form).await
    };
    let long = format!("№ {}", "9".repeat(300));
    assert_eq!(sign(&long).await.faults(), ["Номер протокола длиннее 40 знаков. Проверьте его."]);
    assert_eq!(sign("№").await.faults(), ["Введите номер протокола, например 14."]);
    assert_eq!(sign("б/н").await.faults(), ["В номере протокола нет ни одной цифры. Пример: 14."]);
    assert_eq!(sign(" № 77 ").await.to(), path);
    assert_eq!(w.t.text("select protocol_number from sittings where stage = 'closed'").await, "77");
}

//! A decision written down by mistake is taken off until the protocol is signed; the screen of the room follows the vote.

use attestation::accounts::Role;
use attestation::applications::{Application, Category, Stage};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::commission::{World, column, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, vote};

on_both!(
    a_wrong_decision_is_taken_off_and_made_anew,
    a_case_is_not_put_off_after_all,
    a_case_on_another_agenda_stays_put_off,
    a_withdrawn_case_stays_put_off,
    a_signed_protocol_keeps_its_decisions,
    the_screen_follows_the_vote_and_is_told_of_once_an_hour,
    votes_are_not_lost_without_a_word,
);

const WHY: [(&str, &str); 1] = [("mistake", "Записано не то дело.")];

/// Clocks of a case: «code waits», «code met», «code dropped».
async fn clocks(w: &World, case: &Application) -> Vec<String> {
    let sql = "select code || case when met_at is not null then ' met' when dropped_at is not null then ' dropped' else ' waits' end
         from case_clocks where application_id = $1 and code in ('D02', 'D03', 'D11', 'D13') order by code";
    column(&w.t, sql, case.id.to_string()).await
}

/// The journal row of a decision that was taken off.
async fn told(w: &World) -> Vec<String> {
    let all = w.t.journal().await.into_iter().filter(|row| row.starts_with("sitting.reopened"));
    all.map(|row| row.replace('\u{a0}', " ")).collect()
}

async fn a_wrong_decision_is_taken_off_and_made_anew(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let reopening = format!("{home}/reopening");
    let none = w.zoya.post(&reopening, &WHY).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("Решения по этому делу сейчас нет: отменять нечего."), "{}", none.words());
    let before = clocks(&w, &case).await;

    all_vote(&w, &home, 7, 2, 5).await;
    let refusal = [("do", "decide"), ("votes", "2.5.0"), ("reason", "Нет результатов.")];
    w.zoya.post(&format!("{home}/decision"), &refusal).await;
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Refused);
    assert!(w.zoya.get(&home).await.words().contains("Отменить решение"));
    let chair = &w.members[0].visitor;
    assert!(!chair.get(&home).await.words().contains("Отменить решение"), "the centre takes it off, not the chair");
    assert_eq!(chair.post(&reopening, &WHY).await.status, StatusCode::NOT_FOUND);
    let bare = w.zoya.post(&reopening, &[]).await;
    assert_eq!(bare.faults(), ["Напишите, почему решение отменено."]);

    w.zoya.form_token().await;
    let (one, other) = tokio::join!(w.zoya.post(&reopening, &WHY), w.zoya.post(&reopening, &WHY));
    let mut both = [one.status, other.status];
    both.sort();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Ready);
    assert_eq!(w.t.count("select count(*) from votes").await, 7, "votes stay");
    let left = "select count(*) from agenda_items where outcome is not null or reason <> '' or decided_at is not null or in_favour + against + present > 0";
    assert_eq!(w.t.count(left).await, 0);
    let after = clocks(&w, &case).await;
    let waits: Vec<&String> = after.iter().filter(|one| !one.ends_with("dropped")).collect();
    assert_eq!(waits, before.iter().collect::<Vec<_>>(), "what follows a decision is waited for no more: {after:?}");
    assert_eq!(
        told(&w).await,
        [
            "sitting.reopened: решение комиссии отменено: отказать в установлении первой квалификационной категории по должности «учитель»; за — 2, против — 5, воздержались — 0; причина: Записано не то дело."
        ]
    );

    for one in &w.members[2..5] {
        assert_eq!(vote(&one.visitor, &home, "for").await, StatusCode::SEE_OTHER, "votes are given anew");
    }
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "5.2.0")]).await;
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Granted);
    assert!(clocks(&w, &case).await.iter().all(|one| !one.ends_with("dropped")), "begun anew");
}

async fn a_case_is_not_put_off_after_all(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let teacher = case.teacher;
    let sql = "update teachers set email = 'teacher@example.org' where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher])?)).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await;
    assert_eq!(w.zoya.post(&format!("{home}/reopening"), &WHY).await.to(), home);
    let letter = w.t.letter_to("teacher@example.org").await;
    assert_eq!(letter.subject, "Рассмотрение заявления не отложено");
    let text = letter.text.replace('\u{a0}', " ");
    assert!(text.contains("Аттестационная комиссия рассматривает его на заседании 23 ноября 2026."), "{text}");
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Granted);
}

async fn a_case_on_another_agenda_stays_put_off(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await;
    w.planned("2026-12-10", &[&w.t.fresh(&case).await]).await;
    let refused = w.zoya.post(&format!("{home}/reopening"), &WHY).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let words = refused.words();
    assert!(words.contains("Отложенное дело уже включено в повестку другого заседания."), "{words}");
    assert_eq!(w.t.count("select count(*) from agenda_items where outcome = 'postponed'").await, 1);
    assert_eq!(told(&w).await, Vec::<String>::new());
}

async fn a_withdrawn_case_stays_put_off(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await;
    assert!(w.zoya.get(&home).await.words().contains("Отменить решение"));
    let id = case.id;
    w.t.made(move |act| Ok(act.run("update applications set stage = 'withdrawn' where id = $1", values![id])?)).await;
    assert!(!w.zoya.get(&home).await.words().contains("Отменить решение"), "nothing to decide any more");
    let refused = w.zoya.post(&format!("{home}/reopening"), &WHY).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("отозвано"), "{}", refused.words());
    assert_eq!(w.t.count("select count(*) from agenda_items where outcome = 'postponed'").await, 1);
    assert_eq!(told(&w).await, Vec::<String>::new());
}

async fn a_signed_protocol_keeps_its_decisions(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("/sittings/{}/protocol", sitting.id), &sign).await;
    assert!(!w.zoya.get(&home).await.words().contains("Отменить решение"));
    let refused = w.zoya.post(&format!("{home}/reopening"), &WHY).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("Протокол подписан, решение отменить нельзя."), "{}", refused.words());
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Granted);
    let lida = crate::commission::somebody(&w.t, "lida", "Титова Лидия Павловна", Role::Specialist).await.visitor;
    assert_eq!(lida.post(&format!("{home}/reopening"), &WHY).await.status, StatusCode::NOT_FOUND);
}

async fn the_screen_follows_the_vote_and_is_told_of_once_an_hour(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let other = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(7, &[&case, &other]).await;
    let homes = w.homes(&sitting).await;
    let screen = format!("{}/screen", homes[0]);
    let looks = "select count(*) from journal where words = 'дело показано на экране заседания'";
    let page = w.zoya.get(&screen).await.text();
    assert!(page.contains("data-att-follow=\"10\""));
    assert!(page.contains(&format!("{}/screen", homes[1])), "the next case");
    assert!(!w.zoya.get(&homes[0]).await.text().contains("data-att-follow"), "only the screen");
    w.zoya.get(&screen).await;
    assert_eq!(w.t.count(looks).await, 1, "one look, however long it stands");
    w.members[0].visitor.get(&screen).await;
    w.zoya.get(&format!("{}/screen", homes[1])).await;
    assert_eq!(w.t.count(looks).await, 3, "another person, another case");
    w.t.later(SignedDuration::from_mins(61));
    w.centre.again(&w.t).await.get(&screen).await;
    assert_eq!(w.t.count(looks).await, 4);
}

async fn votes_are_not_lost_without_a_word(t: TestApp) {
    let w = world(t).await;
    let voted = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let other = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(7, &[&voted, &other]).await;
    let (home, homes) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await);
    let page = w.zoya.get(&home).await.words();
    let unset = "без срока срок и форма аттестации не назначены, педагогу о них не сообщали";
    assert_eq!(page.matches(unset).count(), 2, "{page}");
    assert!(w.zoya.get(&homes[0]).await.words().contains("срок и форма аттестации не назначены"));
    crate::voting::all_vote(&w, &homes[0], 6, 6, 0).await;
    let items: Vec<&str> = homes.iter().map(|home| home.rsplit('/').next().unwrap()).collect();
    let agenda = format!("{home}/agenda");
    let both = [("do", "remove"), ("item", items[0]), ("item", items[1])];
    let asked = w.zoya.post(&agenda, &both).await;
    assert_eq!(asked.status, StatusCode::OK);
    let said = "Снять с повестки: 2 дела По этим делам уже проголосовали. Если снять их с повестки, голоса пропадут (6 голосов), на другом заседании голосуют заново: Орлова Ольга Андреевна: 6 голосов";
    assert!(asked.words().contains(said), "{}", asked.words());
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 2);

    // A vote given while the page was looked at is asked about too.
    assert_eq!(crate::voting::vote(&w.members[6].visitor, &homes[0], "against").await, StatusCode::SEE_OTHER);
    let sure = |votes: &'static str| [both.as_slice(), &[("votes", votes)]].concat();
    assert!(w.zoya.post(&agenda, &sure("6")).await.words().contains("(7 голосов)"));
    assert_eq!(w.zoya.post(&agenda, &sure("7")).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("С повестки снято: 2 дела. Вместе с ними снято: 7 голосов."), "{page}");

    let why = "Дело снято с повестки этого заседания: заявление отозвано или рассмотрение перенесено. Голоса и решение по нему здесь больше не записывают. Откройте повестку заново.";
    let decide = [("do", "decide"), ("votes", "6.1.0")];
    let (late, vote) = (format!("{}/decision", homes[0]), format!("{}/votes", homes[0]));
    for answer in [
        w.zoya.post(&late, &decide).await,
        w.members[0].visitor.post(&late, &decide).await,
        w.members[5].visitor.post(&vote, &[("choice", "for")]).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.words().contains(why), "{}", answer.words());
    }
    assert_eq!(w.members[5].visitor.post(&late, &decide).await.status, StatusCode::NOT_FOUND, "who decides nothing");
    assert_eq!(w.members[5].visitor.get(&homes[0]).await.status, StatusCode::NOT_FOUND, "off the agenda");
}

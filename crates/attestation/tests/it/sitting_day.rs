//! The day of a session: letters before it, the agenda of all that is ready, votes by one press, from case to case,
//! the draft of the protocol and what is attached to the signed one; who else reads what.

use attestation::accounts::Role;
use attestation::applications::{self, Category, Stage};
use attestation::commission;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::commission::{World, somebody, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::signatures::SIGNATURE;
use crate::voting::{all_vote, document_text, vote};

on_both!(
    all_ready_cases_go_on_the_agenda_at_once,
    ready_cases_of_one_municipality_go_alone,
    ready_cases_are_sought_by_surname,
    what_ends_sooner_is_ready_first,
    a_cancelled_session_says_why,
    all_present_vote_for_by_one_press,
    a_decision_leads_to_the_next_case,
    those_who_come_are_written_to,
    a_teacher_is_written_to_once,
    the_teacher_sees_when_the_commission_meets,
    who_was_told_of_nothing_is_told_of_no_change,
    nobody_is_called_to_a_day_that_is_past,
    a_protocol_is_read_before_it_is_signed,
    a_scan_and_a_signature_are_attached,
    a_majority_may_be_of_those_present,
    the_authority_reads_a_session,
    a_member_reads_register_reports_and_criteria,
    the_administrator_reads_no_cases_in_the_journal,
    whoever_gets_no_letter_of_the_agenda_is_named,
    whoever_was_told_is_told_that_the_case_is_off_the_agenda,
);

const SCAN: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

async fn all_ready_cases_go_on_the_agenda_at_once(t: TestApp) {
    let w = world(t).await;
    let mut cases = Vec::new();
    for at in 0..22 {
        let letter = char::from_u32('А' as u32 + at).unwrap();
        cases.push(w.concluded(&format!("Орлова{} Ольга Андреевна", letter.to_lowercase()), Category::First).await);
    }
    let sitting = w.planned("2026-11-23", &[&cases[0]]).await;
    let agenda = format!("/sittings/{}/agenda", sitting.id);
    let page = w.zoya.get(&agenda).await.words();
    assert!(page.contains("Добавить все готовые (21)"), "{page}");
    assert_eq!(w.zoya.post(&agenda, &[("do", "all")]).await.to(), format!("/sittings/{}", sitting.id));
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 22);
    let page = w.zoya.get(&agenda).await.words();
    assert!(page.contains("Готовых дел сейчас нет."), "{page}");
    w.zoya.post(&agenda, &[("do", "all")]).await;
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 22);
}

async fn ready_cases_of_one_municipality_go_alone(t: TestApp) {
    let w = world(t).await;
    let own = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let other = w.concluded("Котова Вера Игоревна", Category::First).await;
    let third = w.concluded("Седов Павел Ильич", Category::First).await;
    let far = w.t.school("МБОУ «СОШ № 3»", "7000000077").await;
    let moved = [other.id, third.id];
    w.t.made(move |act| {
        act.run("update organizations set municipality = 'Асиновский район' where id = $1", values![far])?;
        for id in moved {
            act.run("update applications set organization_id = $2 where id = $1", values![id, far])?;
        }
        Ok(())
    })
    .await;
    let sitting = w.planned("2026-11-23", &[]).await;
    let agenda = format!("/sittings/{}/agenda", sitting.id);
    let whole = w.zoya.get(&agenda).await.words();
    for name in ["Орлова Ольга", "Котова Вера", "Седов Павел"] {
        assert!(whole.contains(name), "{whole}");
    }
    let part = w.zoya.get(&format!("{agenda}?municipality=Асиновский+район")).await;
    let words = part.words();
    assert!(!words.contains("Орлова Ольга") && words.contains("Котова Вера"), "{words}");
    assert!(words.contains("Добавить все готовые (2)"), "{words}");
    assert!(part.text().contains("name=\"municipality\" value=\"Асиновский район\""), "the button follows the filter");
    let none = w.zoya.get(&format!("{agenda}?municipality=Нет+такого")).await.words();
    assert!(none.contains("Готовых дел сейчас нет.") && none.contains("Сбросить"), "{none}");
    w.zoya.post(&agenda, &[("do", "all"), ("municipality", "Асиновский район")]).await.to();
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 2);
    let left = w.zoya.get(&agenda).await.words();
    assert!(left.contains("Орлова Ольга") && !left.contains("Котова Вера"), "{left}");
    assert_eq!(w.zoya.post(&agenda, &[("do", "all")]).await.to(), format!("/sittings/{}", sitting.id));
    assert_eq!(w.t.fresh(&own).await.stage, Stage::Ready);
}

async fn ready_cases_are_sought_by_surname(t: TestApp) {
    let w = world(t).await;
    for name in ["Орлова Ольга Андреевна", "Орлов Павел Ильич", "Котова Вера Игоревна"]
    {
        w.concluded(name, Category::First).await;
    }
    // Received on 1 October: the last day is 30 December.
    let (far, near) = (w.planned("2026-12-25", &[]).await, w.planned("2026-12-28", &[]).await);
    let agenda = format!("/sittings/{}/agenda", near.id);
    let all = w.zoya.get(&agenda).await.words();
    assert!(all.contains("Сначала те, чей последний день ближе"), "{all}");
    assert_eq!(all.matches("решить сейчас").count(), 4, "each of three, and the sentence: {all}");
    let early = w.zoya.get(&format!("/sittings/{}/agenda", far.id)).await.words();
    assert_eq!(early.matches("решить сейчас").count(), 1, "the sentence alone: {early}");
    let found = w.zoya.get(&format!("{agenda}?surname=орлов")).await;
    let words = found.words();
    assert!(
        words.contains("Орлова Ольга") && words.contains("Орлов Павел") && !words.contains("Котова Вера"),
        "{words}"
    );
    assert!(words.contains("Добавить все готовые (2)") && words.contains("Сбросить"), "{words}");
    assert!(found.text().contains("name=\"surname\" value=\"орлов\""), "the button follows the filter");
    w.zoya.post(&agenda, &[("do", "all"), ("surname", "орлов")]).await.to();
    assert_eq!(w.t.count("select count(*) from agenda_items where removed_at is null").await, 2);
}

async fn what_ends_sooner_is_ready_first(t: TestApp) {
    let w = world(t).await;
    let mut cases = Vec::new();
    // The one received last was told the nearest end.
    for (name, received, ends) in [
        ("Котова Вера Игоревна", "2026-09-25", "20.12.2026"),
        ("Орлова Ольга Андреевна", "2026-09-28", ""),
        ("Седов Павел Ильич", "2026-10-01", "10.12.2026"),
    ] {
        let case = w.t.application_of(w.school, name, Category::First, received).await;
        w.assigned(&case).await;
        if !ends.is_empty() {
            let term = [("starts", "24.11.2026"), ("ends", ends), ("session", ""), ("seen", ""), ("confirmed", "yes")];
            let change = format!("/applications/{}/schedule/change", case.id);
            w.zoya.post(&change, &crate::intake::plan(&[], &term)).await.to();
        }
        w.t.result(&case, "meets", SignedDuration::ZERO).await;
        cases.push(case);
    }
    let sitting = w.planned("2026-11-23", &[]).await;
    let agenda = format!("/sittings/{}/agenda", sitting.id);
    let order = async |address: &str| -> Vec<String> {
        let page = w.zoya.get(address).await.words().replace('\u{a0}', " ");
        let mut found: Vec<(usize, String)> = ["Седов Павел", "Котова Вера", "Орлова Ольга"]
            .iter()
            .filter_map(|name| page.find(name).map(|at| (at, (*name).to_owned())))
            .collect();
        found.sort();
        found.into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(order(&agenda).await, ["Седов Павел", "Котова Вера", "Орлова Ольга"]);
    let rest = order(&format!("{agenda}?after=2026-12-10.{}", cases[2].id)).await;
    assert_eq!(rest, ["Котова Вера", "Орлова Ольга"], "the next page goes by the same day");
}

async fn a_cancelled_session_says_why(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let planned = w.planned("2026-11-30", &[&case]).await;
    let at = format!("/sittings/{}", planned.id);
    w.zoya.post(&format!("{at}/cancellation"), &[("reason", "Нет кворума")]).await.to();
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains("Заседание отменено: Нет кворума. Дела можно включить в другую повестку."), "{page}");
    for absent in ["Кто присутствует", "В повестке пока нет дел"] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
    let case = w.t.fresh(&case).await;
    let sitting = w.open(5, &[&case]).await;
    let (at, home) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await.remove(0));
    assert!(w.zoya.get(&at).await.words().contains("Отменить заседание"));
    all_vote(&w, &home, 5, 5, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "5.0.0")]).await.to();
    assert!(!w.zoya.get(&at).await.words().contains("Отменить заседание"), "something is decided");
}

async fn all_present_vote_for_by_one_press(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let (teacher, account) = (case.teacher, w.members[1].account);
    let sql = "update teachers set account_id = $2 where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher, account])?)).await;
    let sitting = w.open(6, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let votes = format!("{home}/votes");
    assert_eq!(vote(&w.members[0].visitor, &home, "against").await, StatusCode::SEE_OTHER);
    let named = format!("vote-{}", w.members[2].person);
    let press = [("do", "all-for"), (named.as_str(), "abstained")];
    assert_eq!(w.zoya.post(&votes, &press).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Голоса записаны."), "{page}");
    assert!(page.contains("Сейчас: за — 3, против — 1, воздержались — 1."), "own case and absent left out: {page}");
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("sitting.vote: голос: ")).count();
    assert_eq!(told, 5);
    assert_eq!(w.zoya.post(&votes, &[("do", "all-for")]).await.to(), home, "pressed again it changes nothing");
    assert_eq!(w.t.count("select count(*) from votes").await, 5);
    let bare = w.members[3].visitor.post(&votes, &[("do", "all-for")]).await;
    assert_eq!(bare.faults(), ["Выберите: за, против или воздержаться."], "a member votes for oneself");
}

async fn a_decision_leads_to_the_next_case(t: TestApp) {
    let w = world(t).await;
    let mut cases = Vec::new();
    for name in ["Орлова Ольга Андреевна", "Котова Вера Игоревна", "Седов Павел Ильич"]
    {
        cases.push(w.concluded(name, Category::First).await);
    }
    let sitting = w.open(5, &cases.iter().collect::<Vec<_>>()).await;
    let homes = w.homes(&sitting).await;
    let mut went = Vec::new();
    for at in [1, 2, 0] {
        w.zoya.post(&format!("{}/votes", homes[at]), &[("do", "all-for")]).await;
        let decided = w.zoya.post(&format!("{}/decision", homes[at]), &[("do", "decide"), ("votes", "5.0.0")]).await;
        went.push(decided.to().to_owned());
    }
    assert_eq!(went, [homes[2].clone(), homes[0].clone(), format!("/sittings/{}", sitting.id)]);
}

/// Says of a case that its teacher wants to be present, or not.
async fn wishes(w: &World, case: &applications::Application, wishes: bool, email: &'static str) {
    let (id, teacher) = (case.id, case.teacher);
    w.t.made(move |act| {
        applications::wish_to_attend(act, id, wishes)?;
        Ok(act.run("update teachers set email = $2 where id = $1", values![teacher, email])?)
    })
    .await;
}

async fn those_who_come_are_written_to(t: TestApp) {
    let w = world(t).await;
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Highest).await,
    );
    wishes(&w, &olga, true, "olga@example.org").await;
    wishes(&w, &vera, false, "vera@example.org").await;
    let sitting = w.planned("2026-11-30", &[&olga, &vera]).await;
    let home = format!("/sittings/{}", sitting.id);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("члены комиссии, у которых указана почта (7)"), "{page}");
    assert_eq!(page.matches("хочет присутствовать").count(), 1, "{page}");
    let before = w.t.letters().await.len();
    assert_eq!(w.zoya.post(&format!("{home}/notice"), &[]).await.to(), home);
    let letters = w.t.letters().await;
    let mut to: Vec<String> = letters[before..].iter().map(|one| one.to.clone()).collect();
    to.sort();
    assert_eq!(to.len(), 9, "{to:?}");
    let other = w.t.letter_to("vera@example.org").await.text.replace('\u{a0}', " ");
    assert!(other.contains("стоит в повестке аттестационной комиссии.") && !other.contains("хотели"), "{other}");
    assert!(other.contains("Присутствовать — ваше право."), "{other}");
    let own = w.t.letter_to("olga@example.org").await;
    assert_eq!(own.subject, "Когда рассмотрят ваше заявление");
    let text = own.text.replace('\u{a0}', " ");
    assert!(text.contains("назначено на 30 ноября 2026, 10:00. Место: комната 204."), "{text}");
    let member = letters[before..]
        .iter()
        .find(|one| !["olga@example.org", "vera@example.org"].contains(&one.to.as_str()))
        .unwrap();
    assert!(member.text.replace('\u{a0}', " ").contains("Дел в повестке: 2."), "{}", member.text);
    assert!(member.text.contains(&home), "{}", member.text);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Повестка разослана 23.11.2026"), "{page}");
    assert_eq!(
        w.t.journal().await.last().unwrap(),
        "sitting.agenda_sent: повестка разослана: членам комиссии — 7, педагогам — 2"
    );

    let wrong = [("held_on", "01.12.2030"), ("begins", "25:00"), ("place", "")];
    assert_eq!(
        w.zoya.post(&format!("{home}/move"), &wrong).await.faults(),
        [
            "Такого времени нет. Напишите часы и минуты, например 10:00.",
            "Укажите, где пройдёт заседание.",
            "Комиссия действует с 1 сентября 2026 по 31 августа 2027. Выберите день в этом сроке."
        ]
    );
    let moved = [("held_on", "01.12.2026"), ("begins", "14:30"), ("place", "комната 3")];
    assert_eq!(w.zoya.post(&format!("{home}/move"), &moved).await.to(), home);
    let own = w.t.letter_to("olga@example.org").await;
    assert_eq!(own.subject, "Заседание комиссии перенесено");
    let text = own.text.replace('\u{a0}', " ");
    assert!(text.contains("назначенное на 30 ноября 2026, 10:00, перенесено на 1 декабря 2026, 14:30."), "{text}");
    assert_eq!(w.t.letters().await.len(), before + 18);
    // Pressed twice: it is held then and there already.
    assert_eq!(w.zoya.post(&format!("{home}/move"), &moved).await.to(), home);
    let said = "День, время и место те же, что и были: ничего не изменено, писем нет.";
    assert!(w.zoya.get(&home).await.words().contains(said));
    assert_eq!(w.t.letters().await.len(), before + 18);
    let place = [("held_on", "01.12.2026"), ("begins", "14:30"), ("place", "комната 5")];
    assert_eq!(w.zoya.post(&format!("{home}/move"), &place).await.to(), home);
    let own = w.t.letter_to("olga@example.org").await.text.replace('\u{a0}', " ");
    assert!(own.contains("У заседания 1 декабря 2026, 14:30 изменилось место: комната 5."), "{own}");
    let before = before + 9;

    w.zoya.post(&format!("{home}/cancellation"), &[("reason", "Нет кворума.")]).await;
    let own = w.t.letter_to("olga@example.org").await;
    assert_eq!(own.subject, "Заседание комиссии отменено");
    assert!(own.text.contains("Причина: Нет кворума."), "{}", own.text);
    assert_eq!(w.t.letters().await.len(), before + 27);
    for path in ["notice", "move"] {
        let late = w.zoya.post(&format!("{home}/{path}"), &moved).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{path}");
        assert!(late.words().contains("Заседание уже не назначено: отменено."), "{}", late.words());
        let foreign = w.members[0].visitor.post(&format!("{home}/{path}"), &moved).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn a_teacher_is_written_to_once(t: TestApp) {
    let w = world(t).await;
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Highest).await,
    );
    wishes(&w, &olga, false, "olga@example.org").await;
    wishes(&w, &vera, true, "vera@example.org").await;
    let sitting = w.planned("2026-11-30", &[&olga]).await;
    let home = format!("/sittings/{}", sitting.id);
    let notice = format!("{home}/notice");
    assert_eq!(w.zoya.post(&notice, &[]).await.to(), home);
    let to_teachers = async || {
        let all = w.t.letters().await.into_iter();
        let told = all.filter(|one| ["olga@example.org", "vera@example.org"].contains(&one.to.as_str()));
        told.map(|one| format!("{}: {}", one.to, one.subject)).collect::<Vec<_>>()
    };
    assert_eq!(to_teachers().await, ["olga@example.org: Когда рассмотрят ваше заявление"]);
    w.t.later(SignedDuration::from_mins(5));
    w.zoya.post(&format!("{home}/agenda"), &[("do", "add"), ("case", &vera.id.to_string())]).await.to();
    let moved = [("held_on", "01.12.2026"), ("begins", "14:30"), ("place", "комната 3")];
    assert_eq!(w.zoya.post(&format!("{home}/move"), &moved).await.to(), home);
    let told = ["olga@example.org: Когда рассмотрят ваше заявление", "olga@example.org: Заседание комиссии перенесено"];
    assert_eq!(to_teachers().await, told, "who has no letter of the day is told of no other");
    w.t.later(SignedDuration::from_mins(5));
    assert_eq!(w.zoya.post(&notice, &[]).await.to(), home);
    assert_eq!(to_teachers().await, [told.as_slice(), &["vera@example.org: Когда рассмотрят ваше заявление"]].concat());
    assert_eq!(
        w.t.journal().await.last().unwrap(),
        "sitting.agenda_sent: повестка разослана: членам комиссии — 7, педагогам — 1"
    );
}

async fn the_teacher_sees_when_the_commission_meets(t: TestApp) {
    let w = world(t).await;
    let olga = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let own = somebody(&w.t, "olga", "Орлова Ольга Андреевна", Role::Teacher).await;
    let (teacher, account) = (olga.teacher, own.account);
    let sql = "update teachers set account_id = $2 where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher, account])?)).await;
    let case = format!("/applications/{}", olga.id);
    let before = own.visitor.get("/cabinet").await.words();
    assert!(before.contains("вынести дело на заседание") && !before.contains("Заседание:"), "{before}");
    let sitting = w.planned("2026-11-30", &[&olga]).await;
    let then = "30 ноября 2026, 10:00, комната 204";
    let cabinet = own.visitor.get("/cabinet").await.words();
    assert!(
        cabinet.contains(&format!(
            "Следующий шаг за комиссией: принять решение. Заключение уже можно прочитать. Заседание: {then}. Заявление №"
        )),
        "{cabinet}"
    );
    for reader in [&own.visitor, &w.zoya] {
        let page = reader.get(&case).await.words();
        assert!(page.contains(&format!("Заседание комиссии: {then}. Комиссия примет решение до")), "{page}");
    }
    w.zoya.post(&format!("/sittings/{}/notice", sitting.id), &[]).await.to();
    let letter = w.t.letter_to("olga@example.org").await.text.replace('\u{a0}', " ");
    assert!(letter.contains("Итоговое заключение уже можно прочитать в кабинете, в вашем деле."), "{letter}");
}

async fn who_was_told_of_nothing_is_told_of_no_change(t: TestApp) {
    let w = world(t).await;
    let sitting = w.planned("2026-11-30", &[]).await;
    let before = w.t.letters().await.len();
    let moved = [("held_on", "01.12.2026"), ("begins", "14:30"), ("place", "комната 3")];
    w.zoya.post(&format!("/sittings/{}/move", sitting.id), &moved).await;
    w.zoya.post(&format!("/sittings/{}/cancellation", sitting.id), &[("reason", "Нет кворума.")]).await;
    assert_eq!(w.t.letters().await.len(), before, "who was told of nothing is told of no change");
    assert_eq!(w.t.count("select count(*) from sittings where held_on = '2026-12-01' and begins = '14:30'").await, 1);
}

async fn nobody_is_called_to_a_day_that_is_past(t: TestApp) {
    let w = world(t).await;
    let (past, ahead) = (w.planned("2026-11-20", &[]).await, w.planned("2026-11-30", &[]).await);
    let notice = w.zoya.post(&format!("/sittings/{}/notice", past.id), &[]).await;
    assert_eq!(notice.status, StatusCode::CONFLICT);
    assert!(notice.words().contains("День заседания, 20 ноября 2026, уже прошёл"), "{}", notice.words());
    let moved = [("held_on", "19.11.2026"), ("begins", "14:30"), ("place", "комната 3")];
    let page = w.zoya.post(&format!("/sittings/{}/move", ahead.id), &moved).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("Этот день уже прошёл. Заседание переносят на сегодня или на день позже."));
    assert!(page.text().contains("комната 3"), "what was typed is given back");
    assert_eq!(w.t.count("select count(*) from sittings where held_on = '2026-11-30' and told_at is null").await, 1);
}

async fn a_protocol_is_read_before_it_is_signed(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let planned = w.planned("2026-11-30", &[]).await;
    let none = w.zoya.get(&format!("/sittings/{}/protocol/file", planned.id)).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("Протокола нет: заседание назначено."), "{}", none.words());
    let sitting = w.open(7, &[&case]).await;
    let home = format!("/sittings/{}/protocol", sitting.id);
    assert!(w.zoya.get(&home).await.words().contains("проект протокола (DOCX)"));
    let draft = w.zoya.get(&format!("{home}/file")).await;
    let text = document_text(&draft.bytes);
    assert!(text.contains("____ (проект, не подписан)") && text.contains("Орлова Ольга Андреевна"), "{text}");
    let pdf = w.members[0].visitor.get(&format!("{home}/pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.contains("protocol_taken")).collect();
    assert_eq!(told, ["sitting.protocol_taken: скачан проект протокола"; 2]);
    assert_eq!(w.t.count("select count(*) from sittings where file_key is not null").await, 0);
}

async fn a_scan_and_a_signature_are_attached(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let papers = format!("{protocol}/papers");
    let both = [("file", "Протокол 11.pdf", SCAN), ("signature", "Протокол 11.pdf.sig", SIGNATURE)];
    let early = w.zoya.upload(&papers, &[], &both).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Протокол ещё не подписан."), "{}", early.words());
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let signed = [("number", "11"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &signed).await.to(), protocol);

    let none = w.zoya.upload(&papers, &[], &[]).await;
    assert_eq!(none.faults(), ["Приложите скан подписанного протокола или файл электронной подписи."]);
    let wrong = [("file", "Протокол.pdf", b"not a paper".as_slice()), ("signature", "подпись.txt", b"detached")];
    let faults = w.zoya.upload(&papers, &[], &wrong).await.faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(faults[1], "Файл подписи оканчивается на .sig, .p7s или .sgn. Выберите такой файл или уберите его.");
    assert_eq!(w.zoya.upload(&papers, &[("signs", "scan")], &both).await.to(), protocol);
    assert_eq!(
        w.t.journal().await.last().unwrap(),
        "sitting.attached: к протоколу № 11 приложено: скан подписанного протокола: Протокол 11.pdf; электронная подпись: Протокол 11.pdf.sig"
    );
    let chair = &w.members[0].visitor;
    let page = chair.get(&protocol).await;
    let words = page.words();
    assert!(words.contains("Протокол 11.pdf.sig") && words.contains("не проверялась"), "{words}");
    assert!(!words.contains("Приложить к протоколу"), "only the centre attaches: {words}");
    let text = page.text();
    let hrefs: Vec<&str> =
        text.split(&format!("{papers}/")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(hrefs.len(), 2);
    let taken = chair.get(&format!("{papers}/{}", hrefs[0])).await;
    assert_eq!(taken.bytes, SCAN);
    assert_eq!(chair.get(&format!("{papers}/{}", hrefs[1])).await.bytes, SIGNATURE);
    let outsider = somebody(&w.t, "gleb", "Седов Глеб Ильич", Role::Member).await.visitor;
    assert_eq!(outsider.get(&format!("{papers}/{}", hrefs[0])).await.status, StatusCode::NOT_FOUND);
    assert_eq!(chair.upload(&papers, &[], &both).await.status, StatusCode::NOT_FOUND);
}

async fn a_majority_may_be_of_those_present(t: TestApp) {
    let w = world(t).await;
    let rule = [("code", "majority"), ("legal_ref", "положение о комиссии, п. 6"), ("from", "23.11.2026")];
    let bare = w.zoya.post("/settings/commission", &rule).await;
    assert_eq!(bare.faults(), ["Выберите, как считают большинство."]);
    let put = [rule.as_slice(), &[("majority", "present")]].concat();
    assert_eq!(w.zoya.post("/settings/commission", &put).await.to(), "/settings/commission");
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Highest).await,
    );
    let sitting = w.open(6, &[&olga, &vera]).await;
    let homes = w.homes(&sitting).await;
    all_vote(&w, &homes[0], 6, 2, 1).await;
    let page = w.zoya.get(&homes[0]).await.words();
    assert!(page.contains("По голосам: отказать в установлении"), "three of six abstain: {page}");
    all_vote(&w, &homes[1], 6, 3, 1).await;
    let page = w.zoya.get(&homes[1]).await.words();
    assert!(page.contains("По голосам: установить"), "{page}");
    assert!(page.contains("Голоса разделились поровну: решение принимается в пользу педагога."), "{page}");
    let refusal = [("do", "decide"), ("votes", "2.1.3"), ("reason", "Нет результатов.")];
    w.zoya.post(&format!("{}/decision", homes[0]), &refusal).await;
    w.zoya.post(&format!("{}/decision", homes[1]), &[("do", "decide"), ("votes", "3.1.2")]).await;
    assert_eq!((w.t.fresh(&olga).await.stage, w.t.fresh(&vera).await.stage), (Stage::Refused, Stage::Granted));
    let law = commission::laws::ALL.iter().find(|law| law.words.starts_with("решение отвечает голосам")).unwrap();
    let broken = w.t.app.db.read(move |reader| {
        reader
            .rows(law.breaking, &[], |row| row.get::<String>(0))
            .map_err(attestation::platform::failure::Failure::from)
    });
    assert_eq!(broken.await.unwrap(), Vec::<String>::new());
}

async fn the_authority_reads_a_session(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let denis = somebody(&w.t, "denis", "Власов Денис Ильич", Role::Authority).await.visitor;
    assert!(denis.get("/sittings").await.words().contains("Аттестационная комиссия Томской области"));
    let page = denis.get(&format!("/sittings/{}", sitting.id)).await.words();
    assert!(page.contains("Орлова Ольга Андреевна") && !page.contains("Записать явку"), "{page}");
    let page = denis.get(&home).await.words();
    assert!(page.contains("Файлы документов открыты Центру, специалистам и комиссии."), "{page}");
    for button in ["Записать голоса", "Ваш голос", "Записать решение", "Отложить рассмотрение"]
    {
        assert!(!page.contains(button), "{button}: {page}");
    }
    assert_eq!(denis.get(&format!("/sittings/{}/protocol/pdf", sitting.id)).await.status, StatusCode::OK);
    for (path, form) in
        [("votes", ("choice", "for")), ("decision", ("do", "decide")), ("reopening", ("mistake", "Нет."))]
    {
        assert_eq!(denis.post(&format!("{home}/{path}"), &[form]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["agenda", "opening", "attendance", "cancellation", "notice", "move", "protocol"] {
        let closed = denis.post(&format!("/sittings/{}/{path}", sitting.id), &[]).await;
        assert_eq!(closed.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(w.t.count("select count(*) from votes").await, 0);
}

async fn a_member_reads_register_reports_and_criteria(t: TestApp) {
    let w = world(t).await;
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::First, "2021-12-24", None).await;
    let chair = &w.members[0].visitor;
    let register = chair.get("/register").await.words();
    assert!(register.contains("Орлова Ольга Андреевна") && !register.contains("Внести запись"), "{register}");
    assert_eq!(chair.get("/register/new").await.status, StatusCode::NOT_FOUND);
    assert!(chair.get("/reports").await.words().contains("Отчёты"));
    let list = chair.get("/settings/criteria").await;
    assert!(!list.words().contains("Создать набор"), "{}", list.words());
    let text = list.text();
    let first = text.split("href=\"/settings/criteria/").nth(1).unwrap().split('"').next().unwrap();
    let one = chair.get(&format!("/settings/criteria/{first}")).await;
    assert_eq!(one.status, StatusCode::OK);
    assert!(!one.words().contains("Сделать новую версию"), "{}", one.words());
    let copied = w.zoya.post(&format!("/settings/criteria/{first}/copy"), &[]).await;
    let draft = copied.to().rsplit('/').next().unwrap().to_owned();
    let hidden = chair.get(&format!("/settings/criteria/{draft}")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND, "a draft is the centre's");
    assert!(!chair.get("/settings/criteria").await.text().contains(&draft));
    for path in ["copy", "withdrawal"] {
        let closed = chair.post(&format!("/settings/criteria/{first}/{path}"), &[]).await;
        assert_eq!(closed.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn the_administrator_reads_no_cases_in_the_journal(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    w.zoya.get(&format!("/applications/{}", case.id)).await;
    w.zoya.get("/journal").await;
    w.t.later(SignedDuration::from_secs(1));
    let alla = somebody(&w.t, "alla", "Власова Алла Ильинична", Role::Admin).await.visitor;
    let denis = somebody(&w.t, "denis", "Власов Денис Ильич", Role::Authority).await.visitor;
    let (own, all) = (alla.get("/journal").await.words(), denis.get("/journal").await.words());
    assert!(own.contains("Журнал открыт") && !own.contains("· Дело открыто") && !own.contains(&case.number), "{own}");
    assert!(all.contains("Журнал открыт") && all.contains(&format!("дело {}", case.number)), "{all}");
    let asked = alla.get(&format!("/journal?case={}", case.number)).await.words();
    assert!(asked.contains("Журнал открыт") && !asked.contains("· Дело открыто"), "{asked}");
    for by in [&alla, &denis] {
        assert!(!by.get("/journal").await.words().contains("Кто открывал дела"));
        assert_eq!(by.get("/journal/exposure").await.status, StatusCode::NOT_FOUND);
        assert_eq!(by.get("/journal/export").await.status, StatusCode::OK);
    }
}

async fn whoever_gets_no_letter_of_the_agenda_is_named(t: TestApp) {
    let w = world(t).await;
    let silent = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let written = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let teacher = written.teacher;
    let sql = "update teachers set email = 'belov@example.org' where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher])?)).await;
    let sitting = w.planned("2026-12-08", &[&silent, &written]).await;
    let home = format!("/sittings/{}", sitting.id);
    let named = "У этих педагогов нет адреса почты, сообщите им сами: Орлова Ольга Андреевна , МБОУ «СОШ № 66»";
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains(named), "{page}");
    assert!(!w.members[0].visitor.get(&home).await.words().contains("сообщите им сами"));
    assert_eq!(w.zoya.post(&format!("{home}/notice"), &[]).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    let said = "из них педагогам — 1. Нет адреса почты у педагогов: 1. Они названы ниже, сообщите им сами.";
    assert!(page.contains(said) && page.contains(named), "{page}");
}

async fn whoever_was_told_is_told_that_the_case_is_off_the_agenda(t: TestApp) {
    let w = world(t).await;
    let mut cases = Vec::new();
    for (name, email) in [("Орлова Ольга Андреевна", "olga@example.org"), ("Котова Вера Игоревна", "vera@example.org")]
    {
        let case = w.concluded(name, Category::First).await;
        wishes(&w, &case, true, email).await;
        cases.push(case);
    }
    let sitting = w.planned("2026-11-30", &[&cases[0]]).await;
    let (home, agenda) = (format!("/sittings/{}", sitting.id), format!("/sittings/{}/agenda", sitting.id));
    w.zoya.post(&format!("{home}/notice"), &[]).await.to();
    // The second one came after the letters: its teacher was told of nothing.
    w.t.later(SignedDuration::from_secs(60));
    w.zoya.post(&agenda, &[("do", "add"), ("case", &cases[1].id.to_string())]).await.to();
    let items = crate::commission::column(
        &w.t,
        "select id from agenda_items where sitting_id = $1 order by place, id",
        sitting.id.to_string(),
    )
    .await;
    let before = w.t.letters().await.len();
    let both = [("do", "remove"), ("item", items[0].as_str()), ("item", items[1].as_str())];
    assert_eq!(w.zoya.post(&agenda, &both).await.to(), home);
    let page = w.zoya.get(&home).await.words();
    let said = "С повестки снято: 2 дела. Писем педагогам о том, что приходить не нужно: 1.";
    assert!(page.contains(said), "{page}");
    let letters = w.t.letters().await;
    assert_eq!(letters.len(), before + 1);
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject, "Ваше заявление снято с повестки");
    let text = letter.text.replace('\u{a0}', " ");
    assert!(text.contains("Приходить в этот день не нужно.") && text.contains("О новом дне мы напишем."), "{text}");
}

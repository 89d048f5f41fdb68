//! Several hands at one session: votes marked on a page that is old, words typed for a decision that has changed, who is
//! locked out of an own case, who signs after leaving.

use attestation::accounts::Role;
use attestation::applications::{Application, Category, Stage};
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::commission::{World, column, somebody, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, document_text, vote};

on_both!(
    the_centre_writes_only_what_it_marked,
    a_vote_changed_meanwhile_is_not_replaced,
    all_for_leaves_what_was_marked,
    a_typed_reason_comes_back_with_the_new_votes,
    a_typed_delay_comes_back_without_a_quorum,
    who_only_abstain_decide_nothing,
    an_own_case_is_known_by_its_address,
    a_namesake_is_warned_and_votes,
    who_left_after_the_votes_came_and_signs,
    a_delay_names_who_was_there,
);

/// A case with a result at a session under way with so many present.
async fn case_at(w: &World, present: usize) -> (Application, String) {
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(present, &[&case]).await;
    (case, w.homes(&sitting).await.remove(0))
}

/// The vote of a member; empty when there is none.
async fn vote_of(w: &World, at: usize) -> String {
    let person = w.members[at].person.to_string();
    column(&w.t, "select choice from votes where person = $1", person).await.concat()
}

/// The fields of a member as the page of the centre sends them.
fn fields(w: &World, at: usize, marked: &str, seen: &str) -> [(String, String); 2] {
    let person = w.members[at].person;
    [(format!("vote-{person}"), marked.to_owned()), (format!("seen-{person}"), seen.to_owned())]
}

fn as_sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn the_centre_writes_only_what_it_marked(t: TestApp) {
    let w = world(t).await;
    let (_, home) = case_at(&w, 7).await;
    vote(&w.members[0].visitor, &home, "for").await;
    let page = w.zoya.get(&home).await.text();
    let chair = w.members[0].person;
    assert!(page.contains(&format!("<input type=\"hidden\" name=\"seen-{chair}\" value=\"for\">")), "{page}");
    vote(&w.members[0].visitor, &home, "against").await;
    let sent = [fields(&w, 0, "for", "for"), fields(&w, 1, "abstained", "")].concat();
    assert_eq!(w.zoya.post(&format!("{home}/votes"), &as_sent(&sent)).await.to(), home);
    assert_eq!((vote_of(&w, 0).await, vote_of(&w, 1).await), ("against".to_owned(), "abstained".to_owned()));
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("sitting.vote")).count();
    assert_eq!(told, 3);
    let same = [fields(&w, 0, "against", "against"), fields(&w, 1, "abstained", "abstained")].concat();
    w.zoya.post(&format!("{home}/votes"), &as_sent(&same)).await;
    assert!(w.zoya.get(&home).await.words().contains("Новых голосов нет: всё отмеченное уже записано."));
}

async fn a_vote_changed_meanwhile_is_not_replaced(t: TestApp) {
    let w = world(t).await;
    let (_, home) = case_at(&w, 7).await;
    vote(&w.members[0].visitor, &home, "for").await;
    vote(&w.members[0].visitor, &home, "against").await;
    let sent = [fields(&w, 0, "abstained", "for"), fields(&w, 1, "against", "")].concat();
    let raced = w.zoya.post(&format!("{home}/votes"), &as_sent(&sent)).await;
    assert_eq!(raced.status, StatusCode::CONFLICT);
    assert_eq!(
        raced.faults(),
        [
            "Пока вы отмечали голоса, их изменили. Ничего не записано: проверьте и запишите голоса ещё раз.",
            "Захарова Е. В.: сейчас «против», записано: Захарова Е. В.; вы отметили «воздерживается»",
        ]
    );
    assert_eq!((vote_of(&w, 0).await, vote_of(&w, 1).await), ("against".to_owned(), String::new()));
    let (page, chair, deputy) = (raced.text(), w.members[0].person, w.members[1].person);
    for part in [
        format!("name=\"vote-{chair}\" type=\"radio\" value=\"against\" checked"),
        format!("name=\"vote-{deputy}\" type=\"radio\" value=\"against\" checked"),
        format!("name=\"seen-{chair}\" value=\"against\""),
        format!("name=\"seen-{deputy}\" value=\"\""),
    ] {
        assert!(page.contains(&part), "{part}: {page}");
    }
    let again = [fields(&w, 0, "abstained", "against"), fields(&w, 1, "against", "")].concat();
    assert_eq!(w.zoya.post(&format!("{home}/votes"), &as_sent(&again)).await.to(), home, "seen, it may be replaced");
    assert_eq!((vote_of(&w, 0).await, vote_of(&w, 1).await), ("abstained".to_owned(), "against".to_owned()));
}

async fn all_for_leaves_what_was_marked(t: TestApp) {
    let w = world(t).await;
    let (_, home) = case_at(&w, 5).await;
    vote(&w.members[0].visitor, &home, "against").await;
    let sent = [vec![("do".to_owned(), "all-for".to_owned())], fields(&w, 0, "against", "against").to_vec()].concat();
    w.t.made(|act| Ok(act.run("delete from votes", &[])?)).await;
    assert_eq!(w.zoya.post(&format!("{home}/votes"), &as_sent(&sent)).await.to(), home);
    assert_eq!(w.t.count("select count(*) from votes where choice = 'for'").await, 4);
    assert_eq!(vote_of(&w, 0).await, "", "what was marked against is not made for");
}

async fn a_typed_reason_comes_back_with_the_new_votes(t: TestApp) {
    let w = world(t).await;
    let (case, home) = case_at(&w, 7).await;
    all_vote(&w, &home, 7, 2, 5).await;
    let decision = format!("{home}/decision");
    let typed = |votes| [("do", "decide"), ("votes", votes), ("reason", "Нет подтверждения наставничества.")];
    vote(&w.members[2].visitor, &home, "for").await;
    let changed = w.zoya.post(&decision, &typed("2.5.0")).await;
    assert_eq!(changed.status, StatusCode::CONFLICT);
    let why = "Пока вы записывали решение, голоса изменились: за — 3, против — 4, воздержались — 0. Проверьте итог и запишите решение ещё раз.";
    assert_eq!(changed.faults(), [why]);
    let page = changed.text();
    assert!(
        page.contains("name=\"votes\" value=\"3.4.0\"")
            && page.contains("\nНет подтверждения наставничества.</textarea>"),
        "{page}"
    );
    vote(&w.members[3].visitor, &home, "for").await;
    let granted = w.zoya.post(&decision, &typed("3.4.0")).await;
    assert_eq!(granted.status, StatusCode::CONFLICT);
    let words = granted.words();
    assert!(words.contains("Причина отказа: не записано Нет подтверждения наставничества."), "{words}");
    w.zoya.post(&decision, &[("do", "decide"), ("votes", "4.3.0")]).await;
    let late = w.members[0].visitor.post(&decision, &typed("4.3.0")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.faults(), ["Решение по этому делу уже записано."]);
    assert!(late.words().contains("Нет подтверждения наставничества."), "{}", late.words());
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Granted);
}

async fn a_typed_delay_comes_back_without_a_quorum(t: TestApp) {
    let w = world(t).await;
    let (case, home) = case_at(&w, 4).await;
    let fields = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    let refused = w.zoya.post(&format!("{home}/decision"), &fields).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.faults(), ["Решение принять нельзя: присутствуют 4 из 7. Для кворума нужно 5."]);
    assert!(refused.words().contains("Почему рассмотрение отложено: не записано Нет справки."), "{}", refused.words());
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Ready);
}

async fn who_only_abstain_decide_nothing(t: TestApp) {
    let w = world(t).await;
    let (case, home) = case_at(&w, 7).await;
    all_vote(&w, &home, 7, 0, 0).await;
    let why = "Никто не голосовал ни «за», ни «против»: такими голосами дело не решить. Измените голоса или отложите рассмотрение.";
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains(why) && !page.contains("поровну"), "{page}");
    let refused = w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "0.0.7")]).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![why.to_owned()]));
    assert_eq!(w.t.fresh(&case).await.stage, Stage::Ready);
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await;
    assert_eq!(w.t.count("select count(*) from agenda_items where outcome = 'postponed'").await, 1);
}

/// Gives the teacher of a case an address.
async fn written_to(w: &World, case: &Application, email: &'static str) {
    let teacher = case.teacher;
    let sql = "update teachers set email = $2 where id = $1";
    w.t.made(move |act| Ok(act.run(sql, values![teacher, email])?)).await;
}

async fn an_own_case_is_known_by_its_address(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Захарова Алёна Викторовна", Category::First).await;
    written_to(&w, &case, "Chair@example.org").await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let refused = w.members[0].visitor.post(&format!("{home}/votes"), &[("choice", "for")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("Это ваше дело: по нему вы не голосуете."), "{}", refused.words());
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Захарова Елена Викторовна, председатель — не голосует: это его дело"), "{page}");
}

async fn a_namesake_is_warned_and_votes(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("ВОРОНЦОВ Игорь Сергеевич", Category::First).await;
    written_to(&w, &case, "vorontsov@example.org").await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    let doubt = "возможно, это дело самого члена комиссии";
    assert_eq!(w.zoya.get(&home).await.words().matches(doubt).count(), 1);
    assert_eq!(w.members[2].visitor.get(&home).await.words().matches(doubt).count(), 1, "the secretary too");
    let warned = "Ваши фамилия, имя и отчество те же, что у педагога.";
    assert!(w.members[1].visitor.get(&home).await.words().contains(warned));
    assert!(!w.members[0].visitor.get(&home).await.words().contains(warned));
    // Nobody votes for the namesake together with all the rest.
    let said = w.zoya.post(&format!("{home}/votes"), &[("do", "all-for")]).await;
    let page = w.zoya.get(said.to()).await.words();
    let asked = "Голоса остальных записаны. Воронцов И. С.: имя то же, что у педагога, возможно, это дело самого члена комиссии. Спросите и отметьте этот голос отдельно.";
    assert!(page.replace('\u{a0}', " ").contains(asked), "{page}");
    assert!(page.contains("Сейчас: за — 6, против — 0, воздержались — 0."), "{page}");
    assert_eq!(vote(&w.members[1].visitor, &home, "for").await, StatusCode::SEE_OTHER);
    assert!(w.zoya.get(&home).await.words().contains("Сейчас: за — 7, против — 0, воздержались — 0."));
}

/// Marks that only so many members are there now.
async fn left_are(w: &World, home: &str, present: usize) {
    let people: Vec<String> = w.members.iter().map(|one| one.person.to_string()).collect();
    let there = people.iter().take(present).map(|one| ("present", one.as_str()));
    let present: Vec<(&str, &str)> = people.iter().map(|one| ("seen", one.as_str())).chain(there).collect();
    let sitting = home.split("/cases/").next().unwrap();
    assert_eq!(w.zoya.post(&format!("{sitting}/attendance"), &present).await.to(), sitting);
}

async fn signed_text(w: &World, home: &str) -> String {
    let protocol = format!("{}/protocol", home.split("/cases/").next().unwrap());
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &sign).await.to(), protocol);
    document_text(&w.zoya.get(&format!("{protocol}/file")).await.bytes)
}

async fn who_left_after_the_votes_came_and_signs(t: TestApp) {
    let w = world(t).await;
    let (_, home) = case_at(&w, 7).await;
    all_vote(&w, &home, 7, 7, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    left_are(&w, &home, 0).await;
    let text = signed_text(&w, &home).await;
    for part in [
        "Захарова Елена Викторовна, председатель, часть заседания\n",
        "Присутствуют 7 из 7, кворум есть (нужно 5).",
        "присутствовали 7 из 7, кворум есть (нужно 5).",
        "Председатель\n________________\nЗахарова Е. В.",
        "Заместитель председателя\n________________\nВоронцов И. С.",
        "Секретарь\n________________\nКузьмина Т. О.",
        "Члены комиссии\n________________\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("Отсутствовали") && !text.contains("кворума нет"), "{text}");
}

async fn a_delay_names_who_was_there(t: TestApp) {
    let w = world(t).await;
    let (_, home) = case_at(&w, 5).await;
    let off = [("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")];
    w.zoya.post(&format!("{home}/decision"), &off).await;
    left_are(&w, &home, 1).await;
    let text = signed_text(&w, &home).await;
    assert!(text.contains("Присутствуют 5 из 7, кворум есть (нужно 5)."), "{text}");
    assert!(text.contains("Отсутствовали\nБыкова Наталья Ивановна"), "{text}");
    let denis = somebody(&w.t, "denis", "Власов Денис Ильич", Role::Authority).await.visitor;
    let page = denis.get(&format!("{}/protocol", home.split("/cases/").next().unwrap())).await.words();
    assert!(page.contains("5 из 7, кворум есть (нужно 5)"), "{page}");
}

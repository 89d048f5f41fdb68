//! An even vote of the commission: for the teacher, or as the chair has voted, by the rule of the session's day.

use attestation::applications::{Category, Stage};
use attestation::commission;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::commission::world;
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, document_text, vote};

on_both!(
    the_chair_decides_an_even_vote,
    an_even_vote_is_for_the_teacher_when_the_chair_is_on_no_side,
    a_session_goes_by_the_rules_it_was_opened_with,
);

const SETTINGS: &str = "/settings/commission";
const WORDS: &str = "/settings/decisions";

/// The rule from a day on.
fn by_chair(from: &str) -> [(&str, &str); 4] {
    [("code", "tie"), ("tie", "chair"), ("legal_ref", "положение о комиссии, п. 7"), ("from", from)]
}

async fn the_chair_decides_an_even_vote(t: TestApp) {
    let w = world(t).await;
    let page = w.zoya.get(SETTINGS).await.words();
    assert!(
        page.contains(
            "При равном числе голосов решение в пользу педагога с 1 сентября 2023 по 31 августа 2029 действует"
        ),
        "{page}"
    );
    let bare = w
        .zoya
        .post(
            SETTINGS,
            &by_chair("23.11.2026").map(|(name, value)| if name == "tie" { (name, "") } else { (name, value) }),
        )
        .await;
    assert_eq!(bare.faults(), ["Выберите, что решено при равном числе голосов."]);
    assert_eq!(w.zoya.post(SETTINGS, &by_chair("23.11.2026")).await.to(), SETTINGS);
    assert!(w.t.journal().await.last().unwrap().contains(
        "стало «решает голос председателя; если он не голосовал или воздержался, решение в пользу педагога»"
    ));

    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Highest).await,
    );
    let sitting = w.open(6, &[&olga, &vera]).await;
    let (home, homes) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await);
    // The chair is the first of them: against in the first case, in favour in the second.
    for (at, one) in w.members.iter().take(6).enumerate() {
        vote(&one.visitor, &homes[0], if at < 3 { "against" } else { "for" }).await;
        vote(&one.visitor, &homes[1], if at < 3 { "for" } else { "against" }).await;
    }
    let page = w.zoya.get(&homes[0]).await.words();
    assert!(page.contains("По голосам: отказать в установлении первой квалификационной категории по должности «учитель» . Голоса разделились поровну: решает голос председателя, он «против»."), "{page}");
    let bare = [("do", "decide"), ("votes", "3.3.0.chair-against")];
    let bare = w.zoya.post(&format!("{}/decision", homes[0]), &bare).await;
    assert_eq!(bare.faults(), ["Напишите причину отказа: без неё решение не записывают."]);
    // The same numbers by other hands are not what the page has shown: the chair decides a tie.
    let why = [("do", "decide"), ("votes", "3.3.0.chair-against"), ("reason", "Нет результатов.")];
    vote(&w.members[0].visitor, &homes[0], "for").await;
    vote(&w.members[3].visitor, &homes[0], "against").await;
    let other = w.zoya.post(&format!("{}/decision", homes[0]), &why).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.words().contains("решает голос председателя, он «за»"), "{}", other.words());
    assert!(other.text().contains("Нет результатов."), "what was typed stays");
    assert_eq!(w.t.fresh(&olga).await.stage, Stage::Ready);
    vote(&w.members[0].visitor, &homes[0], "against").await;
    vote(&w.members[3].visitor, &homes[0], "for").await;
    assert_eq!(w.zoya.post(&format!("{}/decision", homes[0]), &why).await.to(), homes[1]);
    let page = w.zoya.get(&homes[1]).await.words();
    assert!(page.contains("Голоса разделились поровну: решает голос председателя, он «за»."), "{page}");
    w.zoya.post(&format!("{}/decision", homes[1]), &[("do", "decide"), ("votes", "3.3.0.chair-for")]).await;
    assert_eq!((w.t.fresh(&olga).await.stage, w.t.fresh(&vera).await.stage), (Stage::Refused, Stage::Granted));

    assert_eq!(broken(&w.t).await, 0);

    let signed = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&format!("{home}/protocol"), &signed).await.to(), format!("{home}/protocol"));
    let text = document_text(&w.zoya.get(&format!("{home}/protocol/file")).await.bytes);
    for part in [
        "Голоса разделились поровну: решил голос председателя, он голосовал «против».\nРешили: отказать в установлении первой",
        "Голоса разделились поровну: решил голос председателя, он голосовал «за».\nРешили: установить высшую",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let printed = w.zoya.get(&format!("{home}/protocol/pdf")).await;
    let printed = crate::printing::said(&printed, "Протокол 7 от 23.11.2026.pdf");
    assert!(printed.contains("решил голос председателя"), "{printed}");
    // Under the other rule the chair could have decided neither.
    w.t.made(|act| Ok(act.run("update sittings set tie = 0", &[])?)).await;
    assert_eq!(broken(&w.t).await, 2);
}

/// Rows that break a law of this room.
async fn broken(t: &TestApp) -> usize {
    let read = t.app.db.read(|reader| {
        let mut all = 0;
        for law in commission::laws::ALL {
            all += reader.rows(law.breaking, &[], |row| row.get::<String>(0))?.len();
        }
        Ok::<_, attestation::platform::engine::DbError>(all)
    });
    read.await.unwrap()
}

async fn an_even_vote_is_for_the_teacher_when_the_chair_is_on_no_side(t: TestApp) {
    let w = world(t).await;
    // The rule of tomorrow does not touch the session of today.
    assert_eq!(w.zoya.post(SETTINGS, &by_chair("24.11.2026")).await.to(), SETTINGS);
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(6, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    for (at, one) in w.members.iter().take(6).enumerate() {
        vote(&one.visitor, &home, if at < 3 { "against" } else { "for" }).await;
    }
    let told = "Голоса разделились поровну: решение принимается в пользу педагога.";
    assert!(w.zoya.get(&home).await.words().contains(told));
    // The chair abstains, and one more does: two and two.
    vote(&w.members[0].visitor, &home, "abstained").await;
    vote(&w.members[3].visitor, &home, "abstained").await;
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("По голосам: установить") && page.contains(told), "{page}");
}

/// A version of today of one of the rules, beside its own field.
async fn set(zoya: &Visitor, page: &str, fields: &[(&str, &str)]) {
    let form = [fields, &[("legal_ref", "положение о комиссии, п. 7"), ("from", "23.11.2026")]].concat();
    let answer = zoya.post(page, &form).await;
    assert_eq!(answer.to(), page, "{:?}", answer.faults());
}

async fn a_session_goes_by_the_rules_it_was_opened_with(t: TestApp) {
    let w = world(t).await;
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Highest).await,
    );
    let belov = w.concluded("Белов Сергей Николаевич", Category::First).await;
    let sitting = w.open(6, &[&olga, &vera]).await;
    let (home, homes) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await);
    let check = w.zoya.post(&format!("{SETTINGS}/check"), &by_chair("23.11.2026")).await.words();
    let told = "По новому правилу пойдут заседания, которые проводят с 23 ноября 2026 и откроют после этой записи. Заседания, которые уже открыты, идут по прежнему правилу; записанные решения не изменятся.";
    assert!(check.contains(told), "{check}");

    // Everything changes under it: all must be there, those who abstain count, the chair decides, the words are others.
    set(&w.zoya, SETTINGS, &[("code", "members"), ("amount", "5")]).await;
    set(&w.zoya, SETTINGS, &[("code", "quorum"), ("amount", "1/1")]).await;
    set(&w.zoya, SETTINGS, &[("code", "majority"), ("majority", "present")]).await;
    set(&w.zoya, SETTINGS, &[("code", "tie"), ("tie", "chair")]).await;
    set(&w.zoya, WORDS, &[("code", "grant"), ("words", "присвоить {категория} {должность}")]).await;

    let there = "6 из 7, кворум есть (нужно 5)";
    assert!(w.zoya.get(&home).await.words().contains(there));
    // Two in favour, one against, three abstain; then three against three, the chair among those against.
    all_vote(&w, &homes[0], 6, 2, 1).await;
    for (at, one) in w.members.iter().take(6).enumerate() {
        vote(&one.visitor, &homes[1], if at < 3 { "against" } else { "for" }).await;
    }
    let page = w.zoya.get(&homes[0]).await.words();
    assert!(page.contains(there) && page.contains("По голосам: установить первую"), "{page}");
    w.zoya.post(&format!("{}/decision", homes[0]), &[("do", "decide"), ("votes", "2.1.3")]).await;
    let page = w.zoya.get(&homes[1]).await.words();
    assert!(page.contains("Голоса разделились поровну: решение принимается в пользу педагога."), "{page}");
    w.zoya.post(&format!("{}/decision", homes[1]), &[("do", "decide"), ("votes", "3.3.0")]).await;
    assert_eq!((w.t.fresh(&olga).await.stage, w.t.fresh(&vera).await.stage), (Stage::Granted, Stage::Granted));
    assert!(
        w.t.journal()
            .await
            .last()
            .unwrap()
            .ends_with("; голоса разделились поровну: решение принято в пользу педагога")
    );
    assert_eq!(broken(&w.t).await, 0);

    let protocol = format!("{home}/protocol");
    let tie = "Голоса разделились поровну: решение принято в пользу педагога";
    for page in [&homes[1], &home, &protocol, &format!("{}/screen", homes[1])] {
        let page = w.zoya.get(page).await.words();
        assert_eq!(page.matches(tie).count(), 1, "{page}");
    }
    let draft = document_text(&w.zoya.get(&format!("{protocol}/file")).await.bytes);
    let signed = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &signed).await.to(), protocol);
    let text = document_text(&w.zoya.get(&format!("{protocol}/file")).await.bytes);
    let decided = format!("/applications/{}/decision", vera.id);
    let extract = document_text(&w.zoya.get(&format!("{decided}/extract/file")).await.bytes);
    let printed = w.zoya.get(&format!("{decided}/extract/pdf")).await;
    let printed = crate::printing::said(&printed, "Выписка из протокола, Котова В. И..pdf");
    let page = w.zoya.get(&decided).await.words();
    for said in [&draft, &text, &extract, &printed, &page] {
        assert_eq!(said.matches(tie).count(), 1, "{said}");
        assert_eq!(said.matches("установить высшую квалификационную категорию").count(), 1, "{said}");
    }
    let text = text.replace('\u{a0}', " ");
    assert!(text.contains("кворум есть (нужно 5)") && text.contains("Решили: установить первую"), "{text}");

    // One that is opened after it goes by the new rules.
    let next = w.open(6, &[&belov]).await;
    let page = w.zoya.get(&format!("/sittings/{}", next.id)).await.words();
    assert!(page.contains("6 из 7, кворума нет (нужно 7)"), "{page}");
    let people: Vec<String> = w.members.iter().map(|one| one.person.to_string()).collect();
    let present: Vec<(&str, &str)> = people.iter().map(|person| ("present", person.as_str())).collect();
    w.zoya.post(&format!("/sittings/{}/attendance", next.id), &present).await;
    let last = w.homes(&next).await.remove(0);
    all_vote(&w, &last, 7, 4, 3).await;
    let page = w.zoya.get(&last).await.words();
    assert!(page.contains("По голосам: присвоить первую"), "{page}");
    all_vote(&w, &last, 7, 3, 1).await;
    assert!(w.zoya.get(&last).await.words().contains("По голосам: отказать"), "three of seven abstain");
}

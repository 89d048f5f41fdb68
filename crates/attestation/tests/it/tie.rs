//! An even vote of the commission: for the teacher, or as the chair has voted, by the rule of the session's day.

use attestation::applications::{Category, Stage};
use attestation::commission;

use crate::app::TestApp;
use crate::commission::world;
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{document_text, vote};

on_both!(the_chair_decides_an_even_vote, an_even_vote_is_for_the_teacher_when_the_chair_is_on_no_side);

const SETTINGS: &str = "/settings/commission";

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
    let bare = w.zoya.post(&format!("{}/decision", homes[0]), &[("do", "decide"), ("votes", "3.3.0")]).await;
    assert_eq!(bare.faults(), ["Напишите причину отказа: без неё решение не записывают."]);
    let why = [("do", "decide"), ("votes", "3.3.0"), ("reason", "Нет результатов.")];
    assert_eq!(w.zoya.post(&format!("{}/decision", homes[0]), &why).await.to(), homes[1]);
    let page = w.zoya.get(&homes[1]).await.words();
    assert!(page.contains("Голоса разделились поровну: решает голос председателя, он «за»."), "{page}");
    w.zoya.post(&format!("{}/decision", homes[1]), &[("do", "decide"), ("votes", "3.3.0")]).await;
    assert_eq!((w.t.fresh(&olga).await.stage, w.t.fresh(&vera).await.stage), (Stage::Refused, Stage::Granted));

    let law = commission::laws::ALL.iter().find(|law| law.words.starts_with("решение отвечает голосам")).unwrap();
    let broken = async || {
        let broken = w.t.app.db.read(move |reader| reader.rows(law.breaking, &[], |row| row.get::<String>(0))).await;
        let broken: Result<_, attestation::platform::engine::DbError> = broken;
        broken.unwrap().len()
    };
    assert_eq!(broken().await, 0);

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
    // Under the other rule nobody could have been refused so.
    w.t.made(|act| Ok(act.run("update commission_rules set amount = 0 where code = 'tie'", &[])?)).await;
    assert_eq!(broken().await, 1);
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
    // Nor may the rule of today change under a session that has begun: two cases of it would end otherwise.
    for path in [SETTINGS.to_owned(), format!("{SETTINGS}/check")] {
        let late = w.zoya.post(&path, &by_chair("23.11.2026")).await;
        assert_eq!(
            late.faults(),
            [
                "Заседание 23 ноября 2026 началось по прежнему правилу. Чтобы решения одного заседания не разошлись, новая версия может начаться с 24 ноября 2026."
            ]
        );
        assert!(late.text().contains("положение о комиссии, п. 7"), "what was typed stays");
    }
    // The chair abstains, and one more does: two and two.
    vote(&w.members[0].visitor, &home, "abstained").await;
    vote(&w.members[3].visitor, &home, "abstained").await;
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("По голосам: установить") && page.contains(told), "{page}");
}

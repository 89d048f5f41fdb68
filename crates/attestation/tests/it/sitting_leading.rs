//! Who leads a session without its chair and deputy, and a session that is opened at another hour than announced.

use attestation::applications::Category;
use attestation::values;
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::commission::{World, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::{all_vote, document_text, vote};

on_both!(
    without_chair_and_deputy_somebody_is_named_to_lead,
    a_session_is_opened_early_by_a_tick,
    what_is_put_off_without_a_vote_says_so,
    members_without_a_cabinet_are_named,
);

const NOBODY: &str = "Председателя и заместителя на заседании нет. Укажите на странице заседания, кто его ведёт: без этого решений не записывают и протокол не подписывают.";
const SIGN: [(&str, &str); 3] = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];

/// Marks who of the members is there, and nobody else; the page has shown who `were` there.
async fn there_are(w: &World, at: &str, were: &[usize], there: &[usize]) {
    let people: Vec<String> = w.members.iter().map(|one| one.person.to_string()).collect();
    let seen = were.iter().map(|at| ("seen", people[*at].as_str()));
    let fields: Vec<(&str, &str)> = seen.chain(there.iter().map(|at| ("present", people[*at].as_str()))).collect();
    assert_eq!(w.zoya.post(&format!("{at}/attendance"), &fields).await.to(), at);
}

async fn without_chair_and_deputy_somebody_is_named_to_lead(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let (at, home) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await.remove(0));
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains("Ведёт заседание: Захарова Е. В., председатель"), "{page}");
    assert!(!page.contains("Кто ведёт заседание"), "nothing is asked: {page}");
    there_are(&w, &at, &[0, 1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 5]).await;
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains("Ведёт заседание: Воронцов И. С., заместитель председателя"), "{page}");

    there_are(&w, &at, &[1, 2, 3, 4, 5], &[2, 3, 4, 5, 6]).await;
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains("Кто ведёт заседание") && !page.contains("Ведёт заседание:"), "{page}");
    for one in &w.members[2..] {
        assert_eq!(vote(&one.visitor, &home, "for").await, StatusCode::SEE_OTHER);
    }
    for fields in [
        vec![("do", "decide"), ("votes", "5.0.0")],
        vec![("do", "postpone"), ("until", "10.12.2026"), ("postponed", "Нет справки.")],
    ] {
        let refused = w.zoya.post(&format!("{home}/decision"), &fields).await;
        assert_eq!((refused.status, refused.faults()), (StatusCode::CONFLICT, vec![NOBODY.to_owned()]));
    }
    let bare = w.zoya.post(&format!("{at}/leader"), &[("leader", "")]).await;
    assert_eq!(
        (bare.status, bare.faults()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["Выберите, кто ведёт заседание.".to_owned()])
    );
    let absent = w.members[0].person.to_string();
    let absent = w.zoya.post(&format!("{at}/leader"), &[("leader", &absent)]).await;
    assert_eq!(absent.status, StatusCode::CONFLICT);
    assert!(
        absent.words().contains("Вести заседание может только тот, кто на нём присутствует."),
        "{}",
        absent.words()
    );
    for (member, name) in [(4, "Жукова И. А."), (2, "Кузьмина Т. О."), (4, "Жукова И. А.")] {
        let person = w.members[member].person.to_string();
        assert_eq!(w.zoya.post(&format!("{at}/leader"), &[("leader", &person)]).await.to(), at);
        let page = w.zoya.get(&at).await.words();
        assert!(page.contains(&format!("Записано: заседание ведёт {name}")), "{page}");
    }
    let done = w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "5.0.0")]).await;
    assert_eq!(done.to(), at);
    // Without whoever leads nothing is signed either.
    let sql = "update sittings set led_by = null where id = $1";
    let id = sitting.id;
    w.t.made(move |act| Ok(act.run(sql, values![id])?)).await;
    let protocol = format!("{at}/protocol");
    let page = w.zoya.get(&protocol).await.words();
    assert!(page.contains("Председательствующий не назван."), "{page}");
    let refused = w.zoya.post(&protocol, &SIGN).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains(NOBODY), "{}", refused.words());
    let person = w.members[4].person.to_string();
    w.zoya.post(&format!("{at}/leader"), &[("leader", &person)]).await.to();
    assert_eq!(w.zoya.post(&protocol, &SIGN).await.to(), protocol);
    let late = w.zoya.post(&format!("{at}/leader"), &[("leader", &person)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the protocol is signed");

    let led = "Председательствующий: Жукова И. А., член комиссии";
    let text = document_text(&w.zoya.get(&format!("{protocol}/file")).await.bytes);
    assert!(text.contains(&format!("{led}.\n")), "{text}");
    assert!(text.contains("Председательствующий\n________________\nЖукова И. А."), "{text}");
    assert_eq!(text.matches("Жукова И. А.").count(), 2, "one place to sign at: {text}");
    assert!(!text.contains("Председатель\n") && !text.contains("Заместитель председателя\n"), "{text}");
    assert!(w.zoya.get(&protocol).await.words().contains(led));
    for path in [format!("{at}/summary/file"), format!("/applications/{}/decision/extract/file", case.id)] {
        let text = document_text(&w.zoya.get(&path).await.bytes);
        assert!(text.contains(led), "{path}: {text}");
    }
}

async fn a_session_is_opened_early_by_a_tick(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.planned("2026-11-23", &[&case]).await;
    let at = format!("/sittings/{}", sitting.id);
    let id = sitting.id;
    let begins = "update sittings set begins = $2 where id = $1";
    // It is 14:00: a quarter of an hour is no other time.
    w.t.made(move |act| Ok(act.run(begins, values![id, "14:15"])?)).await;
    assert!(!w.zoya.get(&at).await.words().contains("Да, открыть сейчас"));
    w.t.made(move |act| Ok(act.run(begins, values![id, "23:00"])?)).await;
    let why = "Сейчас 14:00, заседание объявлено на 23:00. Если все, кого звали, знают, отметьте это. Иначе дождитесь объявленного времени или перенесите заседание.";
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains(why) && page.contains("Да, открыть сейчас: все, кого звали, знают"), "{page}");
    for fields in [vec![], vec![("asked", "23:00")], vec![("asked", "22:00"), ("sure", "yes")]] {
        let refused = w.zoya.post(&format!("{at}/opening"), &fields).await;
        assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![why.to_owned()]));
    }
    let sure = [("asked", "23:00"), ("sure", "yes")];
    assert_eq!(w.zoya.post(&format!("{at}/opening"), &sure).await.to(), at);
    assert_eq!(w.t.journal().await.last().unwrap(), "sitting.opened: заседание открыто в 14:00, объявлено на 23:00");
    there_are(&w, &at, &[], &[0, 1, 2, 3, 4]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 5, 5, 0).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "5.0.0")]).await.to();
    let protocol = format!("{at}/protocol");
    assert_eq!(w.zoya.post(&protocol, &SIGN).await.to(), protocol);
    let began = "Заседание открыто в 14:00.";
    assert!(w.zoya.get(&protocol).await.words().contains(began));
    for path in [
        format!("{protocol}/file"),
        format!("{at}/summary/file"),
        format!("/applications/{}/decision/extract/file", case.id),
    ] {
        let text = document_text(&w.zoya.get(&path).await.bytes);
        assert!(text.contains("23:00") && text.contains(began), "{path}: {text}");
    }
}

async fn what_is_put_off_without_a_vote_says_so(t: TestApp) {
    let w = world(t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(5, &[&case]).await;
    let (at, home) = (format!("/sittings/{}", sitting.id), w.homes(&sitting).await.remove(0));
    let decision = format!("{home}/decision");
    // They have voted on the category, then the case is put off.
    all_vote(&w, &home, 5, 1, 0).await;
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("«За» меньше половины голосов."), "who abstain are not counted, and it is told: {page}");
    // A day that is not worked is asked about.
    let off = [("do", "postpone"), ("until", "12.12.2026"), ("postponed", "Нет справки.")];
    let asked = "12 декабря 2026 — нерабочий день. Если отложить нужно до этого дня, отметьте это. Если это ошибка, исправьте день.";
    let page = w.zoya.post(&decision, &off).await;
    assert_eq!((page.status, page.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![asked.to_owned()]));
    let sure = [off.as_slice(), &[("asked", "2026-12-12"), ("sure", "yes")]].concat();
    assert_eq!(w.zoya.post(&decision, &sure).await.to(), at);
    let page = w.zoya.get(&home).await.words();
    assert!(page.contains("Голоса: без голосования."), "{page}");
    let protocol = format!("{at}/protocol");
    assert_eq!(w.zoya.post(&protocol, &SIGN).await.to(), protocol);
    assert!(w.zoya.get(&protocol).await.words().contains("Голоса: без голосования."));
    for (path, said) in [
        (format!("{protocol}/file"), "Без голосования; присутствовали 5 из 7"),
        (format!("{at}/summary/file"), "без голосования"),
        (format!("/applications/{}/decision/extract/file", case.id), "без голосования"),
    ] {
        let text = document_text(&w.zoya.get(&path).await.bytes);
        assert!(text.contains(said) && !text.contains("воздержались"), "{path}: {text}");
    }
    // What the protocol says of who was there stays on the page of the session.
    let page = w.zoya.get(&at).await.words();
    assert!(page.contains("5 из 7, кворум есть (нужно 5)"), "{page}");
}

async fn members_without_a_cabinet_are_named(t: TestApp) {
    let w = world(t).await;
    let cases = [
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::First).await,
        w.concluded("Белов Сергей Николаевич", Category::Highest).await,
    ];
    let sitting = w.planned("2026-11-30", &cases.iter().collect::<Vec<_>>()).await;
    let at = format!("/sittings/{}", sitting.id);
    assert!(!w.zoya.get(&at).await.words().contains("Без кабинета"));
    let people: Vec<_> = w.members.iter().map(|one| one.person).collect();
    w.t.made(move |act| {
        for person in &people[5..] {
            act.run("update commission_members set seat_id = null where person = $1", values![*person])?;
        }
        Ok(act.run("update commission_members set email = '' where person = $1", values![people[6]])?)
    })
    .await;
    let page = w.zoya.get(&at).await.words();
    for said in ["Без кабинета (1): Быкова Н. И. В письме им", "Без адреса почты (1): Соколов Д. А. Им письма не будет"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    w.zoya.post(&format!("{at}/notice"), &[]).await.to();
    let page = w.zoya.get(&at).await.words();
    for said in [
        "Повестка разослана: 6 писем, из них педагогам — 0.",
        "Без кабинета членов комиссии: 1. В письме им нет ссылки: передайте им повестку и бумаги сами.",
        "Нет адреса почты у членов комиссии: 1. Сообщите им сами.",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let bare = w.t.letter_to("natalya@example.org").await.text.replace('\u{a0}', " ");
    assert!(bare.contains("Заявленные категории: первая — 2, высшая — 1. Должности: учитель — 3."), "{bare}");
    assert!(
        bare.contains("их передаст вам Центр.") && !bare.contains("/sittings/") && !bare.contains("Орлова"),
        "{bare}"
    );
    let linked = w.t.letter_to("irina@example.org").await.text;
    assert!(linked.contains(&at) && !linked.contains("Заявленные категории"), "{linked}");
}

//! Whoever may not be attested is not led to a decision: a ground, a category or the last day in the post stands against every step.

use attestation::applications::Category;

use crate::app::TestApp;
use crate::fitness::{SESSION, days, done, faults, known, ordered, rows, school};
use crate::on_both;

on_both!(
    a_ground_found_on_the_way_stands_first,
    a_session_is_not_held_on_a_day_of_a_ground,
    a_session_is_set_only_on_a_day_that_fits,
    a_category_granted_on_the_way_ends_it,
    a_day_nobody_can_mean_is_asked_about,
);

const FACTS: [(&str, &str); 2] = [("post", "P27"), ("since", "01.09.2010")];
const PREGNANT: [(&str, &str); 2] = [("ground", "pregnancy"), ("until", "20.01.2027")];

async fn a_ground_found_on_the_way_stands_first(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let page = done(&kira, &format!("{home}/facts"), &[FACTS, PREGNANT].concat()).await;
    let why = "беременность; можно с 21 января 2027";
    assert!(
        page.contains(&format!(
            "приказ показан не проводить аттестацию Работник не подлежит аттестации: {why}. Не проводить аттестацию Записать ознакомление с представлением"
        )),
        "{page}"
    );
    let list = kira.get("/school/fitness").await;
    assert!(
        list.words().contains(&format!("Что сделать Орлова О. А. : не проводить аттестацию: {why}")),
        "{}",
        list.words()
    );
    assert_eq!(rows(&list), [format!("Орлова Ольга Андреевна Учитель нет приказ показан {why}")]);
    let no = format!(
        "12 января 2027 работник не подлежит аттестации: {why}. Не проводите аттестацию; если это не так, исправьте сведения о работнике."
    );
    let shown = [("shown", "23.11.2026"), ("how", "read")];
    assert_eq!(faults(&kira, &format!("{home}/showing"), &shown).await, std::slice::from_ref(&no));
    // The letter of the day says that there is something, and not what.
    t.later(days(6));
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
    let letters = t.letters().await;
    let letter = letters.iter().find(|letter| letter.subject.starts_with("Соответствие")).unwrap();
    assert!(
        letter.text.contains("Есть основание не проводить аттестацию: откройте страницу работника."),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("беремен"), "{}", letter.text);
    let kira = t.enter("kira").await;
    let page = done(&kira, &format!("{home}/exemption"), &[]).await;
    assert!(page.contains(&format!("не подлежит {why}")), "{page}");
}

async fn a_session_is_not_held_on_a_day_of_a_ground(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(59));
    let kira = t.enter("kira").await;
    // The ground is over today, and was not on the day of the session.
    done(&kira, &format!("{home}/facts"), &[FACTS, PREGNANT].concat()).await;
    assert!(kira.get(&home).await.words().contains("не проводить аттестацию"));
    assert_eq!(
        faults(&kira, &format!("{home}/session"), &SESSION).await,
        [
            "12 января 2027 работник не подлежит аттестации: беременность; можно с 21 января 2027. Не проводите аттестацию; если это не так, исправьте сведения о работнике."
        ]
    );
    let form = kira.get(&format!("{home}/exemption")).await.words();
    assert!(form.contains("Основание: беременность; можно с 21 января 2027."), "{form}");
    done(&kira, &format!("{home}/facts"), &[FACTS, [("ground", "pregnancy"), ("until", "11.01.2027")]].concat()).await;
    let page = done(&kira, &format!("{home}/session"), &SESSION).await;
    assert!(page.starts_with("Заседание записано: соответствует занимаемой должности."), "{page}");
}

async fn a_session_is_set_only_on_a_day_that_fits(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    let leaves = [FACTS.as_slice(), &[("left", "11.01.2027")]].concat();
    done(&kira, &format!("{home}/facts"), &leaves).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let order = [("number", "112-од"), ("on", "20.11.2026"), ("session", "12.01.2027")];
    assert_eq!(
        faults(&kira, &format!("{home}/order"), &order).await,
        [
            "12 января 2027 работник не подлежит аттестации: последний день в должности 11 января 2027. Не проводите аттестацию; если это не так, исправьте сведения о работнике."
        ]
    );
    let order = [("number", "112-од"), ("on", "20.11.2026"), ("session", "11.01.2027")];
    let page = done(&kira, &format!("{home}/order"), &order).await;
    assert!(page.contains("ознакомить с приказом"), "{page}");
}

async fn a_category_granted_on_the_way_ends_it(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    t.holder(Some(case.school), "Орлова Ольга Андреевна", Category::First, "2026-11-20", None).await;
    let page = kira.get(&home).await.words();
    assert!(
        page.contains("запланирована не проводить аттестацию Работник не подлежит аттестации: действует категория «первая», бессрочно."),
        "{page}"
    );
    let page = done(&kira, &format!("{home}/exemption"), &[]).await;
    assert!(page.contains("не подлежит действует категория «первая», бессрочно"), "{page}");
}

async fn a_day_nobody_can_mean_is_asked_about(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    let (young, far) = (
        "В этот день работнику не было 14 лет. Проверьте год.",
        "Этот день слишком далеко: позже, чем 26 ноября 2030. Проверьте год.",
    );
    let facts = [
        ("post", "P27"),
        ("since", "01.01.1800"),
        ("left", "01.01.9999"),
        ("previous", "01.01.1800"),
        ("fits", "yes"),
        ("ground", "illness"),
        ("until", "01.01.9999"),
    ];
    assert_eq!(faults(&kira, &format!("{home}/facts"), &facts).await, [young, far, young, far]);
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let order = [("number", "112-од"), ("on", "20.11.2026"), ("session", "01.01.9999")];
    assert_eq!(
        faults(&kira, &format!("{home}/order"), &order).await,
        ["Этот день слишком далеко: позже, чем 24 ноября 2027. Проверьте год."]
    );
    let text = [
        ("contract", "01.01.1800"),
        ("education", "Высшее"),
        ("training", "Не было"),
        ("earlier", "Не было"),
        ("assessment", "Выполняет обязанности."),
    ];
    assert_eq!(faults(&kira, &format!("{home}/presentation"), &text).await, [young]);
}

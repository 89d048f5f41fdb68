//! By when a worker is to be attested, as the school sees it before the order, in it and after it.

use attestation::applications::Category;

use crate::app::TestApp;
use crate::fitness::{done, faults, known, rows, school};
use crate::on_both;

on_both!(
    nobody_is_late_on_the_first_day,
    a_session_after_the_five_years_is_told_of,
    the_centre_says_how_long_before_it_is_time,
    the_last_day_that_still_fits_is_told,
    a_day_the_law_does_not_name_is_not_past,
    an_attestation_before_the_post_counts_for_nothing,
);

async fn nobody_is_late_on_the_first_day(t: TestApp) {
    let (id, kira, case, _) = school(&t).await;
    // Two years in the post since yesterday; a category that ended yesterday.
    known(&t, &case, "2024-11-22", None, None).await;
    let other = t.application(id, "Белова Анна Львовна", Category::First).await;
    known(&t, &other, "2010-09-01", None, None).await;
    t.holder(Some(id), "Белова Анна Львовна", Category::First, "2021-11-22", Some("2026-11-22")).await;
    let page = kira.get("/school/fitness").await;
    assert_eq!(
        rows(&page),
        [
            "Белова Анна Львовна Учитель нет пора аттестовать до 21 февраля 2027",
            "Орлова Ольга Андреевна Учитель нет пора аттестовать до 20 февраля 2027",
        ]
    );
    let words = page.words();
    let told = "Что сделать Орлова О. А. : до 21 января 2027 — запланировать аттестацию (осталось 59 дней) Белова А. Л. : до 22 января 2027 — запланировать аттестацию";
    assert!(words.contains(told), "{words}");
}

async fn a_session_after_the_five_years_is_told_of(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", Some("2022-01-10"), None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let form = kira.get(&format!("{home}/order")).await.words();
    assert!(form.contains("с 23 декабря 2026. Аттестовать работника нужно до 10 января 2027."), "{form}");
    let order = [("number", "112-од"), ("on", "20.11.2026"), ("session", "30.06.2027")];
    let page = done(&kira, &format!("{home}/order"), &order).await;
    assert!(page.contains("Заседание позже, чем работника нужно аттестовать: до 10 января 2027."), "{page}");
    assert!(page.contains("Аттестовать нужно до 10 января 2027, заседание назначено позже"), "{page}");
    assert_eq!(
        rows(&kira.get("/school/fitness").await),
        ["Орлова Ольга Андреевна Учитель 10.01.2022 приказ издан аттестовать до 10 января 2027"]
    );
}

async fn the_centre_says_how_long_before_it_is_time(t: TestApp) {
    let (id, kira, case, _) = school(&t).await;
    known(&t, &case, "2024-11-22", None, None).await;
    let other = t.application(id, "Белова Анна Львовна", Category::First).await;
    known(&t, &other, "2010-09-01", Some("2022-02-21"), None).await;
    let zoya = t.zoya().await;
    let rule = |amount, from| {
        [
            ("code", "ahead"),
            ("amount", amount),
            ("from", from),
            ("legal_ref", "приказ № 5 от 01.11.2026"),
            ("remark", ""),
        ]
    };
    for wrong in ["0", "366", "2/3", ""] {
        let answer = zoya.post("/settings/fitness", &rule(wrong, "23.11.2026")).await;
        assert_eq!(answer.faults(), ["Укажите целое число дней от 1 до 365, например 90."], "{wrong}");
    }
    let stand = async || rows(&kira.get("/school/fitness").await);
    let before = [
        "Белова Анна Львовна Учитель 21.02.2022 пора аттестовать до 21 февраля 2027",
        "Орлова Ольга Андреевна Учитель нет пора аттестовать до 20 февраля 2027",
    ];
    assert_eq!(stand().await, before);
    // From tomorrow on nothing is changed today.
    assert_eq!(zoya.post("/settings/fitness", &rule("120", "24.11.2026")).await.to(), "/settings/fitness");
    assert_eq!(stand().await, before);
    assert_eq!(zoya.post("/settings/fitness", &rule("60", "23.11.2026")).await.to(), "/settings/fitness");
    assert_eq!(
        stand().await,
        [
            "Белова Анна Львовна Учитель 21.02.2022 срок не подошёл до 21 февраля 2027",
            "Орлова Ольга Андреевна Учитель нет пора аттестовать до 21 января 2027",
        ]
    );
}

async fn the_last_day_that_still_fits_is_told(t: TestApp) {
    let (id, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", Some("2022-01-09"), None).await;
    let other = t.application(id, "Белова Анна Львовна", Category::First).await;
    known(&t, &other, "2010-09-01", Some("2021-12-20"), None).await;
    let late = "до 20 декабря 2026 уже не успеть, назначьте ближайший день";
    let list = kira.get("/school/fitness").await.words();
    let told = format!(
        "Что сделать Белова А. Л. : запланировать аттестацию: {late} Орлова О. А. : до 10 декабря 2026 — запланировать аттестацию (осталось 17 дней)"
    );
    assert!(list.contains(&told), "{list}");
    // Thirty days between the order and the session are left until the end of the five years.
    let page = kira.get(&home).await.words();
    let told = "пора аттестовать до 9 января 2027 до 10 декабря 2026 — запланировать аттестацию осталось 17 дней";
    assert!(page.contains(told), "{page}");
    let page = done(&kira, &format!("{home}/plan"), &[]).await;
    assert!(page.contains("запланирована до 10 декабря 2026 — издать приказ осталось 17 дней"), "{page}");
    assert!(page.contains("Ход аттестации Начата 23 ноября 2026 Аттестовать нужно до 9 января 2027"), "{page}");
    let second = format!("/school/fitness/{}", other.teacher);
    let page = done(&kira, &format!("{second}/plan"), &[]).await;
    assert!(page.contains(&format!("запланирована издать приказ: {late} Записать приказ")), "{page}");
    let list = kira.get("/school/fitness").await.words();
    let told = format!(
        "Что сделать Белова А. Л. : издать приказ: {late} Орлова О. А. : до 10 декабря 2026 — издать приказ (осталось 17 дней)"
    );
    assert!(list.contains(&told), "{list}");
    done(&kira, &format!("{home}/order"), &[("number", "112-од"), ("on", "20.11.2026"), ("session", "30.12.2026")])
        .await;
    let page = done(&kira, &format!("{home}/postponement"), &[("reason", "карантин")]).await;
    assert!(page.contains("отложена до 10 декабря 2026 — назначить новый день заседания осталось 17 дней"), "{page}");
    assert!(page.contains("Аттестовать нужно до 9 января 2027"), "{page}");
}

async fn a_day_the_law_does_not_name_is_not_past(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2014-12-03", None, None).await;
    let since = "можно с 3 декабря 2016, последнего дня закон не называет";
    let list = kira.get("/school/fitness").await;
    assert_eq!(rows(&list), [format!("Орлова Ольга Андреевна Учитель нет пора аттестовать {since}")]);
    let words = list.words();
    assert!(words.contains(&format!("Что сделать Орлова О. А. : запланировать аттестацию: {since}")), "{words}");
    assert!(!words.contains("срок прошёл"), "{words}");
    done(&kira, &format!("{home}/plan"), &[]).await;
    let form = kira.get(&format!("{home}/order")).await.words();
    assert!(form.contains("заседание можно провести с 23 декабря 2026. Потом"), "{form}");
    let order = [("number", "112-од"), ("on", "20.11.2026"), ("session", "30.06.2027")];
    let page = done(&kira, &format!("{home}/order"), &order).await;
    assert!(!page.contains("позже") && !page.contains("Аттестовать нужно"), "{page}");
}

async fn an_attestation_before_the_post_counts_for_nothing(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    let facts = [("post", "P27"), ("since", "01.09.2015"), ("previous", "10.01.2014"), ("fits", "yes")];
    let no = "Работник принят на должность позже (1 сентября 2015). Аттестация в другой организации или по другой должности сюда не входит: оставьте день и итог пустыми и напишите о ней в представлении. Если она была в этой должности у вас, проверьте дни.";
    assert_eq!(faults(&kira, &format!("{home}/facts"), &facts).await, [no]);
    // One that was written down before this was asked.
    known(&t, &case, "2015-09-01", Some("2014-01-10"), None).await;
    assert_eq!(
        rows(&kira.get("/school/fitness").await),
        [
            "Орлова Ольга Андреевна Учитель 10.01.2014 пора аттестовать можно с 1 сентября 2017, последнего дня закон не называет"
        ]
    );
}

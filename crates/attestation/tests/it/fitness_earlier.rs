//! An attestation for fitness that is over, with another begun after it: it is read, its papers are made again, what was typed
//! in it is put right.

use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::fitness::{COUNTED, WHY, acquainted, but, days, done, faults, journal, text_of};
use crate::on_both;
use crate::register::coordinator;

on_both!(
    an_earlier_attestation_is_read_and_put_right,
    its_decision_stands_once_the_next_has_begun,
    its_decision_becomes_another_after_one_that_was_not_held,
    one_that_was_not_held_has_nothing_to_put_right,
    nobody_else_reads_it,
);

/// A worker found fit on 12 January 2027 whose next attestation is planned a year later: the coordinator, the worker's page
/// and that of the earlier attestation.
async fn followed(t: &TestApp) -> (Visitor, String, String) {
    let (kira, home) = acquainted(t).await;
    let page = done(&kira, &format!("{home}/closing"), &[]).await;
    assert!(page.contains("Прежние аттестации 12 января 2027, протокол № 4: соответствует"), "{page}");
    let earlier = format!("{home}/earlier/{}", t.text("select id from fitness_cases").await);
    assert!(kira.get(&home).await.text().contains(&format!("href=\"{earlier}\"")));
    t.later(days(400));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/plan"), &[("reason", "решение отменил суд")]).await;
    (kira, home, earlier)
}

/// The form as it was typed, one field otherwise and the votes as they were.
fn with<'f>(name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let as_it_was = but(COUNTED, name, value).into_iter();
    let as_it_was = as_it_was.map(|(field, is)| match field {
        "for" if name != "for" => (field, "4"),
        "against" if name != "for" => (field, "1"),
        _ => (field, is),
    });
    as_it_was.collect()
}

async fn an_earlier_attestation_is_read_and_put_right(t: TestApp) {
    let (kira, home, earlier) = followed(&t).await;
    let page = kira.get(&earlier).await.words();
    for part in [
        "Орлова Ольга Андреевна 12 января 2027, протокол № 4: соответствует занимаемой должности",
        "Ход аттестации Начата 23 ноября 2026 Приказ № 112-од от 20.11.2026",
        "Выписка из протокола (DOCX)",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Исправления"), "{page}");
    let paper = text_of(&kira.get(&format!("{earlier}/papers/extract")).await);
    assert!(paper.contains("Решение: соответствует занимаемой должности «учитель»."), "{paper}");
    let no = kira.get(&format!("{earlier}/papers/refusal")).await;
    assert!(no.words().contains("Отказа не было: акт составляют"), "{}", no.words());
    assert_eq!(kira.get(&format!("{earlier}/papers/passport")).await.status, StatusCode::NOT_FOUND);
    let begun = kira.get(&format!("{home}/papers/extract")).await;
    assert!(begun.words().contains("Выписку делают после заседания, а его ещё не было."), "the new one has none");

    let path = format!("{earlier}/correction");
    assert!(kira.get(&earlier).await.text().contains(&format!("href=\"{path}\"")));
    let form = kira.get(&path).await;
    assert!(form.text().contains("value=\"112-од\""), "{}", form.text());
    assert!(form.words().contains("Решение изменить уже нельзя: после этой аттестации начата следующая."));
    assert_eq!(
        faults(&kira, &path, &with("reason", "так надо")).await,
        ["Ничего не исправлено: всё осталось, как было записано."]
    );
    let page = done(&kira, &path, &with("protocol", "4а")).await;
    assert!(page.starts_with("Исправление записано."), "{page}");
    assert!(page.contains("12 января 2027, протокол № 4а: соответствует"), "{page}");
    assert!(page.contains("Исправления номер протокола: было 4, стало 4а Причина: неверно посчитали голоса"), "{page}");
    let printed = kira.get(&format!("{earlier}/papers/protocol/pdf")).await;
    assert!(crate::reading::text(&printed.bytes).contains("было 4, стало 4а"));
    let told = journal(&t).await;
    let last = told.iter().rfind(|row| row.starts_with("fitness.corrected"));
    assert_eq!(
        last.unwrap(),
        "fitness.corrected: Орлова Ольга Андреевна: исправление: номер протокола: было 4, стало 4а"
    );
    assert_eq!(t.count("select count(*) from fitness_cases where stage = 'planned'").await, 1, "the new one goes on");
}

async fn its_decision_stands_once_the_next_has_begun(t: TestApp) {
    let (kira, home, earlier) = followed(&t).await;
    let path = format!("{earlier}/correction");
    let mut other: Vec<(&str, &str)> = with("for", "1")
        .into_iter()
        .map(|(name, value)| if name == "against" { (name, "4") } else { (name, value) })
        .collect();
    other.push(("unfit", WHY));
    assert_eq!(
        faults(&kira, &path, &other).await,
        [
            "Из этих голосов следует другое решение, а после этой аттестации начата следующая: изменить решение уже нельзя. Проверьте числа."
        ]
    );
    // The worker is known by the day of the last session: it is put right with it.
    let later: Vec<(&str, &str)> = with("held", "13.01.2027")
        .into_iter()
        .map(|(name, value)| if ["made", "read"].contains(&name) { (name, "13.01.2027") } else { (name, value) })
        .collect();
    done(&kira, &path, &later).await;
    let page = kira.get(&home).await.words();
    assert!(page.contains("Предыдущая аттестация 13 января 2027, соответствует занимаемой должности"), "{page}");
    assert_eq!(t.count("select count(*) from fitness_cases where stage = 'closed'").await, 1);
}

async fn its_decision_becomes_another_after_one_that_was_not_held(t: TestApp) {
    let (kira, home, earlier) = followed(&t).await;
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "pregnancy"), ("until", "01.07.2028")];
    let known = [("previous", "12.01.2027"), ("fits", "yes")];
    done(&kira, &format!("{home}/facts"), &[facts.as_slice(), &known].concat()).await;
    done(&kira, &format!("{home}/exemption"), &[]).await;
    let path = format!("{earlier}/correction");
    let form = kira.get(&path).await.words();
    assert!(form.contains("Если из исправленных голосов следует другое решение"), "{form}");
    // The number alone: it stays over, on a page of its own.
    assert!(done(&kira, &path, &with("protocol", "4а")).await.contains("протокол № 4а: соответствует"));
    let fields: Vec<(&str, &str)> = with("protocol", "4а").into_iter().filter(|(name, _)| *name != "for").collect();
    let mut other: Vec<(&str, &str)> = fields.into_iter().filter(|(name, _)| *name != "against").collect();
    other.extend([("for", "1"), ("against", "4"), ("unfit", WHY)]);
    let page = done(&kira, &path, &other).await;
    assert!(page.starts_with("Исправление записано. Соответствие занимаемой должности"), "{page}");
    assert!(page.contains("Решение не соответствует занимаемой должности"), "{page}");
    assert_eq!(
        kira.get(&earlier).await.status,
        StatusCode::NOT_FOUND,
        "it goes on again: the extract is to be made anew"
    );
    assert_eq!(t.text("select stage from fitness_cases where protocol_number = '4а'").await, "unfit");
}

async fn one_that_was_not_held_has_nothing_to_put_right(t: TestApp) {
    let (kira, _, earlier) = followed(&t).await;
    t.made(|act| {
        Ok(act.run(
            "update fitness_cases set stage = 'exempt', votes_for = null, votes_against = null, votes_abstained = null where stage = 'closed'",
            &[],
        )?)
    })
    .await;
    let page = kira.get(&earlier).await;
    assert!(page.words().contains("начата 23 ноября 2026, не проводилась"), "{}", page.words());
    assert!(!page.words().contains("Исправить записанное"), "{}", page.words());
    let refused = kira.get(&format!("{earlier}/correction")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("Эта аттестация не проводилась: исправлять в ней нечего."), "{}", refused.words());
}

async fn nobody_else_reads_it(t: TestApp) {
    let (kira, home, earlier) = followed(&t).await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let rita = coordinator(&t, "rita", other).await;
    let stranger = t.application(other, "Седова Анна Львовна", attestation::applications::Category::First).await;
    let (_, id) = earlier.rsplit_once('/').unwrap();
    let begun = t.text("select id from fitness_cases where stage = 'planned'").await;
    for path in ["", "/correction", "/papers/extract", "/papers/extract/pdf"] {
        assert_eq!(rita.get(&format!("{earlier}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        // Under the page of a worker of her own it is not there either.
        let own = format!("/school/fitness/{}/earlier/{id}{path}", stranger.teacher);
        assert_eq!(rita.get(&own).await.status, StatusCode::NOT_FOUND, "{path}");
        let under_way = format!("{home}/earlier/{begun}{path}");
        assert_eq!(kira.get(&under_way).await.status, StatusCode::NOT_FOUND, "what goes on is no earlier one: {path}");
    }
    assert_eq!(rita.post(&format!("{earlier}/correction"), &COUNTED).await.status, StatusCode::NOT_FOUND);
}

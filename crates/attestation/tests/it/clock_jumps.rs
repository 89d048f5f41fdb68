//! A machine's clock goes wrong by a year and is put right: what had ended stays ended, and what is done once a day is
//! done once on each.

use attestation::applications::Category;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::on_both;

on_both!(
    no_session_comes_back_to_life,
    a_session_of_a_wrong_clock_ends_when_it_is_put_right,
    a_used_link_stays_used,
    reminders_come_once_a_day
);

const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

async fn no_session_comes_back_to_life(t: TestApp) {
    let (zoya, other) = (t.zoya().await, t.enter("zoya").await);
    t.later(YEAR);
    assert!(zoya.get("/deadlines").await.to().starts_with("/login"));
    t.later(-YEAR);
    assert!(zoya.get("/deadlines").await.to().starts_with("/login"), "it has ended, whatever the clock says now");
    assert!(other.get("/deadlines").await.status.is_success(), "nobody asked through this one meanwhile");
}

async fn a_session_of_a_wrong_clock_ends_when_it_is_put_right(t: TestApp) {
    t.zoya().await;
    t.later(YEAR);
    let zoya = t.enter("zoya").await;
    assert!(zoya.get("/deadlines").await.status.is_success());
    t.later(-YEAR);
    assert!(zoya.get("/deadlines").await.to().starts_with("/login"), "it would live for a year and twelve hours");
    let zoya = t.enter("zoya").await;
    t.later(SignedDuration::from_mins(-4));
    assert!(zoya.get("/deadlines").await.status.is_success(), "machines differ by minutes");
}

async fn a_used_link_stays_used(t: TestApp) {
    t.zoya().await;
    let visitor = t.visitor();
    visitor.post("/recovery", &[("login", "zoya")]).await;
    let letter = t.letter_to("zoya@example.org").await;
    let link = letter.text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080")).unwrap();
    visitor.follow(link).await;
    visitor.post("/recovery/new", &[("suggested", "лиса-берёза-мост-17")]).await.to();
    t.later(-YEAR);
    let again = t.visitor().follow(link).await.words();
    assert!(again.contains("По этой ссылке пароль уже изменён"), "{again}");
}

/// Letters of reminders written so far.
async fn reminded(t: &TestApp) -> usize {
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
    t.letters().await.iter().filter(|letter| letter.subject.starts_with("Сроки:")).count()
}

async fn reminders_come_once_a_day(t: TestApp) {
    let day = SignedDuration::from_hours(24);
    t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application_of(school, "Орлова Ольга Андреевна", Category::First, "2026-08-03").await;
    assert_eq!(reminded(&t).await, 1, "something is overdue");
    assert_eq!(reminded(&t).await, 1);
    t.later(YEAR);
    assert_eq!(reminded(&t).await, 2, "the day the clock tells");
    t.later(-YEAR);
    assert_eq!(reminded(&t).await, 2, "this day had its letter");
    t.later(day);
    assert_eq!(reminded(&t).await, 3, "the next day is not taken for one long past");
    t.later(-day);
    assert_eq!(reminded(&t).await, 3);
}

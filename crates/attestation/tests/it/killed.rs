//! The program itself dies in the midst of a long register: what was there stays, the rest is taken when it is started again.

use std::time::{Duration, Instant};

use attestation::platform::db::Database;

use crate::app::TestApp;
use crate::on_both;
use crate::program::Serving;
use crate::register_sheet::many;
use crate::sheets::{confirmed, journal, shown};

on_both!(a_register_cut_off_by_a_kill_is_taken_to_its_end);

/// How long is waited for the program.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program over the data of the house.
fn served(t: &TestApp) -> Serving {
    let data = t.app.config.data.to_str().unwrap();
    let mut settings = vec![("DATA", data)];
    if let Database::Postgres(address, _) = &t.app.config.database {
        settings.extend([("DATABASE", address.as_str()), ("DATABASE_READERS", "2"), ("DATABASE_WRITERS", "2")]);
    }
    Serving::start(&t.app.config.data, &settings)
}

/// Jobs are due now: by the clock of the program, and as if the ten minutes one is held for had gone by.
async fn due(t: &TestApp) {
    t.made(|act| Ok(act.run("update jobs set next_at = 1 where state = 'queued'", &[])?)).await;
}

/// Waits until a question is answered with more than nothing; the answer.
async fn awaited(t: &TestApp, question: &'static str) -> i64 {
    let began = Instant::now();
    loop {
        let count = t.count(question).await;
        if count > 0 {
            return count;
        }
        assert!(began.elapsed() < PATIENCE, "{question}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

async fn a_register_cut_off_by_a_kill_is_taken_to_its_end(t: TestApp) {
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let (at, _) = shown(&zoya, "register", &many(0..1_800)).await;
    assert_eq!(confirmed(&zoya, &at).await, "Таблица вносится. Страницу можно закрыть.");
    due(&t).await;
    let serving = served(&t);
    awaited(&t, "select count(*) from register_records").await;
    serving.kill();
    let there = t.count("select count(*) from register_records").await;
    assert!([500, 1_000, 1_500].contains(&there), "parts are there whole, and not all of them: {there}");
    assert_eq!(t.count("select made from imports").await, there, "the page tells what is there");
    assert_eq!(t.count("select count(*) from imports where outcome <> ''").await, 0);

    due(&t).await;
    let serving = served(&t);
    awaited(&t, "select count(*) from imports where outcome <> ''").await;
    assert_eq!(t.count("select count(*) from register_records").await, 1_800);
    assert_eq!(t.count("select count(distinct name_key) from register_records").await, 1_800, "each once");
    let words = zoya.get(&at).await.words();
    assert!(words.contains("Внесено: 1800 записей."), "{words}");
    let begun = "import.begun: Реестр категорий, файл таблица.xlsx: 1800\u{a0}записей".to_owned();
    let part = |count: &str| format!("import.part: Реестр категорий: {count}\u{a0}записей");
    let taken = "import.taken: Реестр категорий, файл таблица.xlsx: Внесено: 1800\u{a0}записей.".to_owned();
    let mut expected = vec![begun, part("500"), part("500"), part("500"), part("300"), taken];
    let mut found: Vec<String> = journal(&t).await.into_iter().filter(|row| !row.starts_with("import.sent")).collect();
    // The program tells the time by the clock of this machine, the house by its own.
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    serving.stop();
}

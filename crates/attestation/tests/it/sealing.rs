//! The journal is sealed while people work: what they do, and what is erased as it should be, breaks no seal.

use attestation::app;
use attestation::platform::act::{By, Fact, Kind};
use attestation::platform::clock::Moment;
use attestation::platform::db::Db;
use attestation::platform::failure::Failure;
use attestation::platform::seal::{self, EVERY};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::TestApp;
use crate::erasing::{carried_out, drawn, old_cases, two, years_later};
use crate::seals::{against, checked, done, kept};
use crate::{forgotten, on_both, stopping};

on_both!(
    what_is_erased_stays_sealed,
    an_erasure_that_never_was_is_found,
    whoever_is_forgotten_stays_sealed,
    two_hands_make_one_chain,
    a_row_seen_late_is_sealed_later,
    it_is_sealed_now_and_then,
    the_last_seal_is_shown_and_the_list_is_taken,
);
on_both!(&[("seal_mail", "keeper@example.org")]; the_head_leaves_once_a_day);

const MADE: Kind = Kind::of("test.made", "Сделано");

async fn told(db: &Db, at: Moment, words: String) {
    let fact = Fact::of(MADE, words);
    db.act(By::system(), at, move |act| Ok::<_, Failure>(act.record(fact, ())?)).await.unwrap();
}

async fn what_is_erased_stays_sealed(t: TestApp) {
    let (reader, _) = two(&t).await;
    let cases = old_cases(&t, "7000000066", &["Орлова Ольга Андреевна", "Белов Сергей Николаевич"]).await;
    for case in cases.iter().chain(&cases) {
        reader.get(&format!("/applications/{}", case.id)).await;
    }
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let before = kept(&t).await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    carried_out(&marina, &home).await;
    assert!(t.count("select count(*) from journal_blots where part = 'words'").await > 1);
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let whole = checked(&t, None).await;
    assert_eq!((whole.faults, whole.unsealed), (vec![], 0));
    assert_eq!(against(&t, &before).await, []);
    assert_eq!(forgotten::broken(&t).await, Vec::<&str>::new());
    // Words put where words were erased are found.
    done(&t, |upkeep| {
        let sql = "update journal set words = 'ничего не было' where id = (select min(entry_id) from journal_blots where part = 'words')";
        upkeep.run(sql, &[]).map(drop)
    })
    .await;
    assert_eq!(forgotten::broken(&t).await.len(), 1);
}

async fn an_erasure_that_never_was_is_found(t: TestApp) {
    let (reader, _) = two(&t).await;
    let cases = old_cases(&t, "7000000066", &["Орлова Ольга Андреевна", "Белов Сергей Николаевич"]).await;
    for case in cases.iter().chain(&cases) {
        reader.get(&format!("/applications/{}", case.id)).await;
    }
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    carried_out(&marina, &home).await;
    // Somebody who knows how it works lets a row of another case look erased by the same act.
    let other = cases[1].id;
    done(&t, move |upkeep| {
        let (id, salt, words) = upkeep
            .row("select id, words_salt, words from journal where application_id = $1 and place is not null", values![other], |row| {
                Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
            })?
            .unwrap();
        let hash = attestation::platform::secret::hash(&format!("{salt}\n{words}"));
        upkeep.run(
            "insert into journal_blots (entry_id, part, hash, forgotten_id) select $1, 'words', $2, min(forgotten_id) from journal_blots",
            values![&id, &hash],
        )?;
        let sql = "update journal set words_salt = '', words = (select min(x.words) from journal x join journal_blots b on b.entry_id = x.id where x.id <> $1)
             where id = $1";
        upkeep.run(sql, values![&id]).map(drop)
    })
    .await;
    assert_eq!(checked(&t, None).await.faults, [], "the hash fits");
    let law = "из опечатанной записи журнала взято только то, что уничтожено, и на месте взятого стоят слова об этом";
    assert_eq!(forgotten::broken(&t).await, [law]);
}

async fn whoever_is_forgotten_stays_sealed(t: TestApp) {
    stopping::never_applied(&t).await;
    let olga = t.enter("olga").await;
    olga.get("/profile").await;
    let zoya = t.zoya().await;
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let home = stopping::found(&t, &zoya, "erasure").await;
    stopping::sent(&zoya, &home, &["forget"]).await.to();
    assert!(t.count("select count(*) from journal_blots where part = 'address'").await > 0);
    t.later(EVERY);
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let whole = checked(&t, None).await;
    assert_eq!((whole.faults, whole.unsealed), (vec![], 0));
    assert_eq!(forgotten::broken(&t).await, Vec::<&str>::new());
}

async fn two_hands_make_one_chain(t: TestApp) {
    let other = Db::open(&t.app.config.database).unwrap();
    for round in 0..10 {
        for number in 0..20 {
            told(&t.app.db, t.app.now(), format!("{round}: {number}")).await;
        }
        let now = t.app.now();
        let (one, two) = tokio::join!(seal::seal(&t.app.db, now, None), seal::seal(&other, now, None));
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        t.later(SignedDuration::from_mins(1));
    }
    let whole = checked(&t, None).await;
    assert_eq!((whole.faults, whole.rows, whole.unsealed), (vec![], 200, 0));
    assert_eq!(whole.last.unwrap().number, 10);
}

async fn a_row_seen_late_is_sealed_later(t: TestApp) {
    let other = Db::open(&t.app.config.database).unwrap();
    let early = t.app.now();
    let slow = other.act(By::system(), early, |act| {
        let told = act.note(Fact::of(MADE, "начато раньше"))?;
        std::thread::sleep(std::time::Duration::from_millis(300));
        Ok::<_, Failure>(act.end(told, ()))
    });
    t.later(SignedDuration::from_mins(2));
    let now = t.app.now();
    let quick = async {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        told(&t.app.db, now, "начато позже".to_owned()).await;
        seal::seal(&t.app.db, now, None).await.unwrap();
    };
    let (slow, ()) = tokio::join!(slow, quick);
    slow.unwrap();
    seal::seal(&t.app.db, now, None).await.unwrap();
    let whole = checked(&t, None).await;
    assert_eq!((whole.faults, whole.rows, whole.unsealed, whole.late), (vec![], 2, 0, None));
}

async fn it_is_sealed_now_and_then(t: TestApp) {
    let seals = "select count(*) from journal_seals";
    let round = || async { app::once_round(&t.app, &app::jobs()).await.unwrap() };
    told(&t.app.db, t.app.now(), "первое".to_owned()).await;
    round().await;
    let made = t.count(seals).await;
    assert_eq!(made, 1);
    told(&t.app.db, t.app.now(), "второе".to_owned()).await;
    round().await;
    assert_eq!(t.count(seals).await, 1, "too soon");
    t.later(EVERY);
    round().await;
    assert_eq!(t.count(seals).await, 2);
    t.later(EVERY);
    round().await;
    assert_eq!(t.count(seals).await, 2, "nothing was done meanwhile");
    // Many rows wait for nobody, and no seal is over more than it takes.
    let at = t.app.now();
    t.app
        .db
        .act(By::system(), at, |act| {
            act.note_all((0..600).map(|number| Fact::of(MADE, number.to_string())))?;
            Ok::<_, Failure>(act.record(Fact::of(MADE, "последнее"), ())?)
        })
        .await
        .unwrap();
    seal::due(&t.app.db, t.app.now(), None).await.unwrap();
    assert_eq!(t.count(seals).await, 5);
    assert_eq!(checked(&t, None).await.unsealed, 0);
    // A clock that ran ahead and was put right.
    told(&t.app.db, t.app.now(), "до перевода".to_owned()).await;
    t.later(SignedDuration::from_hours(-5));
    round().await;
    assert_eq!(t.count(seals).await, 6);
    told(&t.app.db, t.app.now(), "после перевода".to_owned()).await;
    t.later(EVERY);
    round().await;
    let whole = checked(&t, None).await;
    assert_eq!((whole.faults, whole.late.map(|late| late.many)), (vec![], Some(1)), "worth a look, and no fault");
}

async fn the_last_seal_is_shown_and_the_list_is_taken(t: TestApp) {
    two(&t).await;
    t.person("pavel", "Орлов Павел Андреевич", attestation::accounts::Role::Admin, None, "").await;
    t.person("vera", "Юрьева Вера Львовна", attestation::accounts::Role::Authority, None, "").await;
    let (zoya, pavel, vera) = (t.enter("zoya").await, t.enter("pavel").await, t.enter("vera").await);
    assert!(!zoya.get("/journal").await.words().contains("Журнал опечатан"), "nothing is sealed yet");
    assert_eq!(seal::parse(&zoya.get("/journal/seals").await.text()), Ok(Vec::new()));
    seal::seal(&t.app.db, t.app.now(), None).await.unwrap();
    t.later(SignedDuration::from_mins(1));
    pavel.get("/journal").await;
    seal::seal(&t.app.db, t.app.now(), None).await.unwrap();
    let seals = kept(&t).await;
    let last = &seals[1];
    let line = format!("Журнал опечатан: до записи № {}, 23.11.2026 14:01, отпечаток {}.", last.last, last.print());
    for by in [&zoya, &pavel] {
        let page = by.get("/journal").await.words();
        assert!(page.contains(&line), "{line} — {page}");
    }
    assert!(!vera.get("/journal").await.words().contains("Журнал опечатан"));
    let file = zoya.get("/journal/seals").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(seal::parse(&file.text()), Ok(seals.clone()));
    assert_eq!(against(&t, &seals).await, []);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "journal.seals_taken: скачан список печатей журнала, последняя №\u{a0}2"
    );
    assert_eq!(vera.get("/journal/seals").await.status, StatusCode::NOT_FOUND);
    assert!(t.visitor().get("/journal/seals").await.to().starts_with("/login"));
}

async fn the_head_leaves_once_a_day(t: TestApp) {
    let round = || async { app::once_round(&t.app, &app::jobs()).await.unwrap() };
    round().await;
    let last = kept(&t).await.remove(0);
    let letter = t.letter_to("keeper@example.org").await;
    assert_eq!(letter.subject, "Отпечаток журнала: печать №\u{a0}1");
    assert!(letter.text.contains(&last.print()), "{}", letter.text);
    round().await;
    t.later(SignedDuration::from_hours(2));
    round().await;
    assert_eq!(t.letters().await.iter().filter(|letter| letter.to == "keeper@example.org").count(), 1);
    t.later(SignedDuration::from_hours(24));
    round().await;
    assert_eq!(t.letters().await.iter().filter(|letter| letter.to == "keeper@example.org").count(), 2);
}

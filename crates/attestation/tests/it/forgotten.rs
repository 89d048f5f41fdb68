//! The ledger of what was erased: notes beside the files, and a copy that brings back what they tell of.

use attestation::app;
use attestation::applications::{Application, Stage};
use attestation::platform::ids::Id;
use attestation::retention::{self, Again};
use filestore::NoteName;

use crate::app::TestApp;
use crate::erasing::{archived, carried_out, drawn, old_cases, two, years_later};
use crate::on_both;

on_both!(
    an_erasure_leaves_a_note,
    what_a_copy_brings_back_is_erased_again,
    what_cannot_be_erased_again_is_told,
    a_damaged_note_is_named,
);

/// Names of notes in the store.
async fn names(t: &TestApp) -> Vec<String> {
    let mut names: Vec<String> = t.app.files.notes().await.unwrap().iter().map(ToString::to_string).collect();
    names.sort();
    names
}

async fn text(t: &TestApp, name: &str) -> String {
    String::from_utf8(t.app.files.note(&NoteName::parse(name).unwrap()).await.unwrap()).unwrap()
}

async fn noted(t: &TestApp, name: &str, text: &str) {
    t.app.files.put_note(&NoteName::parse(name).unwrap(), text.into()).await.unwrap();
}

/// The ledger of another time tells that an act has erased these cases; the id of the act.
async fn erased_elsewhere(t: &TestApp, number: i64, cases: &[&Application]) -> String {
    let id = Id::<retention::Erasure>::new().to_string();
    let cases: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let note = serde_json::json!({
        "id": id, "day": "2031-11-20", "at": 1_952_900_000_000_000_i64, "kind": "act",
        "act": { "year": 2031, "number": number, "drawn_by": "nobody", "done_by": "nobody else" }, "cases": cases,
    });
    noted(t, &format!("erased-{id}.json"), &note.to_string()).await;
    id
}

/// Laws that the rows break.
pub async fn broken(t: &TestApp) -> Vec<&'static str> {
    let read = t.app.db.read(|reader| {
        let mut broken = Vec::new();
        for law in app::laws() {
            if !reader.rows(law.breaking, &[], |row| row.get::<String>(0))?.is_empty() {
                broken.push(law.words);
            }
        }
        Ok::<_, attestation::platform::engine::DbError>(broken)
    });
    read.await.unwrap()
}

async fn an_erasure_leaves_a_note(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000066", &["Орлова Ольга Андреевна"]).await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    carried_out(&marina, &home).await;
    assert_eq!(names(&t).await, Vec::<String>::new());
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let name = format!("erased-{}.json", home.rsplit('/').next().unwrap());
    assert_eq!(names(&t).await, [name.as_str()]);
    let told = text(&t, &name).await;
    assert!(told.contains("\"day\":\"2031-11-24\"") && told.contains(&cases[0].id.to_string()), "{told}");
    assert!(!told.contains("Орлова") && !told.contains("Ильина"), "ids and days alone: {told}");
    assert_eq!(retention::younger(&t.app.db, &t.app.files).await.unwrap(), []);
    // A note that was lost is written again, once.
    t.made(|act| {
        act.run("insert into forgotten (id, kind, dated_on, account_id, teacher_id, drafts, done_at) values ('lost', 'drafts', '2026-11-20', 'a', null, 'd1', 5)", &[])?;
        Ok(())
    })
    .await;
    assert_eq!(retention::mend(&t.app.db, &t.app.files).await.unwrap(), 1);
    assert_eq!(retention::mend(&t.app.db, &t.app.files).await.unwrap(), 0);
    assert_eq!(
        text(&t, "erased-lost.json").await,
        "{\"id\":\"lost\",\"day\":\"2026-11-20\",\"at\":5,\"kind\":\"drafts\",\"drafts\":[\"d1\"]}"
    );
}

async fn what_a_copy_brings_back_is_erased_again(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000066", &["Орлова Ольга Андреевна", "Белов Сергей Николаевич"]).await;
    let (zoya, _) = years_later(&t).await;
    let id = erased_elsewhere(&t, 7, &[&cases[0]]).await;
    let younger = retention::younger(&t.app.db, &t.app.files).await.unwrap();
    assert_eq!(younger.len(), 1);
    assert_eq!(younger[0].cases(), 1);
    assert_eq!(retention::erase_again(&t.app, younger[0].clone()).await.unwrap(), Again::Erased);
    assert_eq!(t.fresh(&cases[0]).await.stage, Stage::Erased);
    assert_eq!(t.fresh(&cases[0]).await.name.full(), "Персональные данные уничтожены, акт №\u{a0}7 от 20.11.2031");
    assert_eq!(t.fresh(&cases[1]).await.stage, Stage::Archived);
    assert_eq!(t.count("select count(*) from teachers where surname = 'Орлова'").await, 0);
    assert_eq!(retention::younger(&t.app.db, &t.app.files).await.unwrap(), []);
    assert_eq!(broken(&t).await, Vec::<&str>::new());
    let told = t.journal().await;
    let again = "retention.erased_again: после восстановления из архива снова исполнен акт об уничтожении №\u{a0}7 от 20.11.2031";
    assert!(told.contains(&again.to_owned()), "{told:?}");
    let page = zoya.get(&format!("/retention/erasures/{id}")).await.words();
    assert!(page.contains("по подписанному акту; запись повторена после восстановления из архива"), "{page}");
    // The number is not given again.
    let home = drawn(&zoya, &[&cases[1]]).await;
    assert!(zoya.get(&home).await.words().contains("№ 8 за 2031 год"), "{}", zoya.get(&home).await.words());
    // Nothing of an act is in the copy: there is nothing to erase.
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let mut ghost = t.application(other, "Гусев Пётр Львович", attestation::applications::Category::First).await;
    ghost.id = Id::new();
    erased_elsewhere(&t, 9, &[&ghost]).await;
    let younger = retention::younger(&t.app.db, &t.app.files).await.unwrap();
    assert_eq!(retention::erase_again(&t.app, younger[0].clone()).await.unwrap(), Again::Erased);
    assert_eq!(retention::younger(&t.app.db, &t.app.files).await.unwrap(), []);
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn what_cannot_be_erased_again_is_told(t: TestApp) {
    two(&t).await;
    let school = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let case = t.application(school, "Орлова Ольга Андреевна", attestation::applications::Category::First).await;
    erased_elsewhere(&t, 7, &[&case]).await;
    let younger = retention::younger(&t.app.db, &t.app.files).await.unwrap();
    let said = retention::erase_again(&t.app, younger[0].clone()).await.unwrap();
    let why =
        format!("дело {} в копии ещё не закончено: закончите его, передайте в архив и уничтожьте актом", case.number);
    assert_eq!(said, Again::NotYet(why));
    assert_eq!(t.fresh(&case).await.stage, case.stage, "nothing was changed");
    assert_eq!(retention::younger(&t.app.db, &t.app.files).await.unwrap().len(), 1, "it is told again");
    archived(&t, &case).await;
    assert_eq!(retention::erase_again(&t.app, younger[0].clone()).await.unwrap(), Again::Erased);
    assert_eq!(t.fresh(&case).await.stage, Stage::Erased);
}

async fn a_damaged_note_is_named(t: TestApp) {
    noted(&t, "erased-1.json", "{\"id\":").await;
    let broken = retention::younger(&t.app.db, &t.app.files).await.unwrap_err().to_string();
    assert_eq!(broken, "запись erased-1.json описи уничтоженного испорчена");
    noted(&t, "erased-1.json", "{\"id\":\"2\",\"day\":\"2026-11-20\",\"at\":5,\"kind\":\"drafts\",\"drafts\":[]}")
        .await;
    assert!(retention::noted(&t.app.files).await.is_err(), "another's name");
}

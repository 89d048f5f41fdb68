//! The disk is full: people are told so, what was recorded is whole, and once there is place the same act works.

use std::path::{Path, PathBuf};
use std::process::Command;

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::platform::engine::DbError;
use axum::http::StatusCode;

use crate::app::{Answer, Engine, TestApp, Visitor};

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const NO_PLACE: &str = "Место закончилось Система сейчас не может сохранить новое: на диске нет места. Всё записанное раньше цело. Сообщите в Центр и повторите позже.";
/// What follows it on the page.
const ON: &str = "Перейти в личный кабинет";

/// Lets the database file grow to so many pages and no further; how many it has.
async fn pages(t: &TestApp, pragma: &'static str) -> i64 {
    let asked = t.app.db.upkeep(move |upkeep| upkeep.count(pragma, &[])).await;
    asked.map_err(|error: DbError| error.to_string()).unwrap()
}

fn name_of(number: usize) -> String {
    format!("МБОУ «СОШ № {number}» {}", "имени героя ".repeat(15)).trim().to_owned()
}

async fn new_school(zoya: &Visitor, number: usize) -> Answer {
    let (name, inn) = (name_of(number), format!("70{number:08}"));
    let fields = [("municipality", "Город Томск"), ("name", name.as_str()), ("inn", inn.as_str()), ("email", "")];
    zoya.post("/organizations/new", &fields).await
}

#[tokio::test]
async fn a_full_database_takes_nothing_and_loses_nothing() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    assert_eq!(new_school(&zoya, 1).await.to(), "/organizations");
    assert!(pages(&t, "pragma max_page_count = 1").await > 1, "the size it has is the least it may have");

    let mut taken = 1;
    let refused = loop {
        let answer = new_school(&zoya, taken + 1).await;
        if answer.status != StatusCode::SEE_OTHER {
            break answer;
        }
        taken += 1;
        assert!(taken < 200, "the file must be full by now");
    };
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    let typed = format!(
        "Вы написали Это не записано. Скопируйте отсюда то, что ещё понадобится. Город Томск {}",
        name_of(taken + 1)
    );
    let said = format!("{NO_PLACE} {typed} {ON}");
    assert_eq!(refused.words(), said);
    for _ in 0..3 {
        assert_eq!(new_school(&zoya, taken + 1).await.words(), said);
    }
    let list = zoya.get("/organizations").await;
    assert_eq!(list.status, StatusCode::OK);
    let schools = t.count("select count(*) from organizations").await;
    let told = t.journal().await.iter().filter(|row| row.starts_with("organization.")).count();
    assert_eq!((usize::try_from(schools).unwrap(), told), (taken, taken), "every school and its row, and no other");

    pages(&t, "pragma max_page_count = 1000000").await;
    assert_eq!(new_school(&zoya, taken + 1).await.to(), "/organizations");
    assert_eq!(t.count("select count(*) from organizations").await, schools + 1);
    let sound = t.app.db.read(|reader| reader.row("pragma integrity_check", &[], |row| row.get::<String>(0))).await;
    assert_eq!(sound.map_err(|error: DbError| error.to_string()).unwrap().as_deref(), Some("ok"));
}

/// A file system of one megabyte in memory; gone with the value.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(&self.0).output());
    }
}

async fn a_full_disk_of_files(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("files");
    let Some(disk) = SmallDisk::mount(&at) else {
        eprintln!("SKIPPED: a small file system can be mounted by root only; the full disk of files is not tested");
        return;
    };
    let place = at.display().to_string();
    let Some(t) = TestApp::start_with(engine, &[("files", place.as_str())]).await else { return };
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    let kira = t.enter("kira").await;
    let home = format!("/applications/{}", case.id);
    let documents = format!("{home}/documents");
    let first: &[(&str, &str, &[u8])] = &[("file", "Диплом.pdf", DIPLOMA)];
    assert_eq!(kira.upload(&documents, &[("kind", "diploma")], first).await.to(), home);

    let filler = disk.0.join("filler");
    drop(std::fs::write(&filler, vec![b'x'; 2 * 1024 * 1024]));
    let second = [DIPLOMA, b"\n% the second copy\n"].concat();
    let more: &[(&str, &str, &[u8])] = &[("file", "Аттестат.pdf", &second)];
    let typed = [("kind", "diploma"), ("title", "Аттестат с отличием")];
    let refused = kira.upload(&documents, &typed, more).await;
    assert_eq!(refused.status, StatusCode::INSUFFICIENT_STORAGE);
    let words = "Вы написали Это не записано. Скопируйте отсюда то, что ещё понадобится. Аттестат с отличием";
    assert_eq!(refused.words(), format!("{NO_PLACE} {words} {ON}"));
    assert_eq!(t.count("select count(*) from documents").await, 1);
    let page = kira.get(&home).await.text();
    let doc = page.split(&format!("{documents}/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(kira.get(&format!("{documents}/{doc}/file")).await.bytes, DIPLOMA);

    std::fs::remove_file(&filler).unwrap();
    assert_eq!(kira.upload(&documents, &[("kind", "diploma")], more).await.to(), home);
    assert_eq!(t.count("select count(*) from documents").await, 2);
}

#[tokio::test]
async fn a_full_disk_of_files_on_sqlite() {
    a_full_disk_of_files(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_full_disk_of_files_on_postgres() {
    a_full_disk_of_files(Engine::Postgres).await;
}

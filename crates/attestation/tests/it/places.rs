//! Databases of tests. The schema is made once in each run and copied: to make it anew for every test would take
//! a third of the time of all tests.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use attestation::platform::db::{Connections, Database, sqlite_file};
use attestation::platform::migrations;

static NUMBER: AtomicU32 = AtomicU32::new(0);

fn next_name() -> String {
    format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst))
}

/// Brings a new database up to date, on a thread that may wait.
fn migrated(place: Database) {
    let made = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        drop(runtime.block_on(migrations::open(&place)).unwrap());
    });
    made.join().unwrap();
}

/// Puts a database that is up to date into a data folder.
pub fn in_folder(folder: &Path) {
    static MODEL: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, model) = MODEL.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let file = sqlite_file(home.path());
        migrated(Database::Sqlite(file.clone()));
        // All of it in one file: the threads of the migration may still hold theirs.
        let copy = home.path().join("model.sqlite");
        let conn = rusqlite::Connection::open(&file).unwrap();
        conn.execute("vacuum into ?1", [copy.to_str().unwrap()]).unwrap();
        (home, copy)
    });
    std::fs::copy(model, sqlite_file(folder)).unwrap();
}

/// A database of its own on the server of the tests, gone with it.
pub struct OnServer {
    pub url: String,
    name: String,
}

impl Drop for OnServer {
    fn drop(&mut self) {
        let sql = format!("drop database if exists {} with (force)", self.name);
        // Not waited for: what is left when the run ends goes with the server.
        std::thread::spawn(move || asked(&sql));
    }
}

/// The server of the tests; none when none is given.
fn server() -> Option<String> {
    std::env::var("ATTESTATION_TEST_POSTGRES").ok()
}

/// The address of a database on the server.
fn address(server: &str, name: &str) -> String {
    let (place, options) =
        server.split_once('?').map_or((server, String::new()), |(one, rest)| (one, format!("?{rest}")));
    let host = place.rsplit_once('/').unwrap().0;
    format!("{host}/{name}{options}")
}

/// Runs a statement on the server, on a thread that may wait.
fn asked(sql: &str) -> Result<(), postgres::Error> {
    let (server, sql) = (server().unwrap(), sql.to_owned());
    let done = std::thread::spawn(move || postgres::Client::connect(&server, postgres::NoTls)?.batch_execute(&sql));
    done.join().unwrap()
}

/// A database that is up to date; none when there is no server.
pub fn on_server() -> Option<OnServer> {
    static MODEL: OnceLock<String> = OnceLock::new();
    let server = server()?;
    let model = MODEL.get_or_init(|| {
        let name = format!("{}_model", next_name());
        asked(&format!("create database {name}")).unwrap();
        migrated(Database::Postgres(address(&server, &name), Connections::default()));
        // The connections of the migration end in their own time; a database that is in use is not copied.
        for _ in 0..100 {
            let in_use = format!(
                "do $$ begin if exists (select 1 from pg_stat_activity where datname = '{name}') then raise 'in use'; end if; end $$"
            );
            if asked(&in_use).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        name
    });
    let name = next_name();
    asked(&format!("create database {name} template {model} strategy file_copy")).unwrap();
    Some(OnServer { url: address(&server, &name), name })
}

/// An empty schema on the server of the tests; none when there is no server.
pub fn fresh_schema() -> Option<String> {
    let (server, name) = (server()?, next_name());
    asked(&format!("create schema {name}")).unwrap();
    let joint = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{joint}options=-csearch_path%3D{name}"))
}

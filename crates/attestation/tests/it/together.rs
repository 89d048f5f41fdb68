//! Several programs started at once on one empty database: each of them starts, and the schema is made once.

use attestation::platform::db::{Connections, Database};
use attestation::platform::migrations;

use crate::places::fresh_schema;

/// Opens the same place from several threads at one moment.
fn opened_at_once(place: &Database) {
    let start = std::sync::Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                start.wait();
                let db = runtime.block_on(migrations::open(place)).unwrap();
                assert_eq!(runtime.block_on(db.read(migrations::applied)).unwrap(), migrations::newest());
                let made = runtime.block_on(db.read(|reader| reader.count("select count(*) from migrations", &[])));
                assert_eq!(made.unwrap(), migrations::newest());
            });
        }
    });
}

#[test]
fn all_start_on_postgres() {
    for _ in 0..3 {
        let Some(url) = fresh_schema() else { return };
        opened_at_once(&Database::Postgres(url, Connections::default()));
    }
}

#[test]
fn all_start_on_sqlite() {
    for _ in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        opened_at_once(&Database::Sqlite(folder.path().join("attestation.sqlite")));
    }
}

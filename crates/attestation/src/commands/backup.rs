//! `backup`: every row of one moment and every file a row names, in one archive; the system goes on working.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use filestore::{FileStore, Key, StoreError};
use futures::StreamExt;
use serde_json::{Map, Value as Json};

use super::archive::{Manifest, Part, Writing, file_path, table_path};
use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::engine::{DbError, Reader};
use crate::platform::migrations::{self, FILES, TABLES};
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::words;

pub(super) async fn run(settings: &Settings, target: &Path) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let db = house::standing(&config).await?;
    let files = FileStore::open(config.files.clone()).await?;
    let unwritten = |error: io::Error| {
        Stop::because(format!("Архив {} не записан: проверьте папку и место на диске.", target.display()), error)
    };
    let writing = Writing::begin(target).map_err(unwritten)?;
    let (mut writing, tables, keys) = tables(&db, writing).await?;
    let mut manifest = Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: migrations::newest(),
        made_at: Clock::System.now().timestamp().to_string(),
        tables,
        ..Manifest::default()
    };
    for key in keys {
        match file(&files, &key, &mut writing).await {
            Ok(part) => manifest.files.push(part),
            Err(NotCopied::Absent) => manifest.missing.push(key),
            Err(NotCopied::Store(error)) => return Err(error.into()),
            Err(NotCopied::Disk(error)) => return Err(unwritten(error)),
        }
    }
    writing.finish(&manifest, target).map_err(unwritten)?;
    Ok(report(&manifest, target))
}

/// A file that rows name and the store has not is a fault of the store, not of the archive: exit code 3.
fn report(manifest: &Manifest, target: &Path) -> ExitCode {
    let rows: u64 = manifest.tables.iter().map(|part| part.count).sum();
    println!(
        "Архив {} готов: {}, {}.",
        target.display(),
        words::counted(rows, "запись", "записи", "записей"),
        words::counted(manifest.files.len() as u64, "файл", "файла", "файлов")
    );
    for key in &manifest.missing {
        println!("Файла {key} в хранилище нет: в архив он не вошёл.");
    }
    if manifest.missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) }
}

type Tables = (Writing, Vec<Part>, BTreeSet<String>);

/// Every table, and the hashes its rows name, as they are at one moment.
async fn tables(db: &Db, mut writing: Writing) -> Result<Tables, Stop> {
    db.read_whole(move |reader| {
        let mut parts = Vec::new();
        for table in TABLES {
            parts.push(copy(reader, table, &mut writing)?);
        }
        let mut keys = BTreeSet::new();
        for (table, column) in FILES {
            let sql = format!("select distinct {column} from {table} where {column} <> ''");
            keys.extend(reader.rows(&sql, &[], |row| row.get::<String>(0))?);
        }
        Ok::<_, DbError>((writing, parts, keys))
    })
    .await
    .map_err(|error| match error {
        DbError::Column(bad) => Stop::because("Архив не записан: проверьте папку и место на диске.", bad),
        other => other.into(),
    })
}

fn copy(reader: &mut Reader, table: &str, writing: &mut Writing) -> Result<Part, DbError> {
    let broken = |error: &dyn std::fmt::Display| BadColumn::new(0, error.to_string());
    writing.part(&table_path(table), true).map_err(|error| broken(&error))?;
    let mut count = 0;
    reader.each(&format!("select * from {table}"), &[], |row| {
        let mut line = serde_json::to_vec(&object(row)?).map_err(|error| broken(&error))?;
        line.push(b'\n');
        count += 1;
        writing.write(&line).map_err(|error| broken(&error))
    })?;
    Ok(Part { name: table.to_owned(), count, sha256: writing.hash() })
}

fn object(row: &Record<'_>) -> Result<Map<String, Json>, BadColumn> {
    let columns = row.whole()?.into_iter();
    Ok(columns
        .map(|(name, value)| {
            let value = match value {
                Value::Text(text) => Json::String(text.into_owned()),
                Value::Int(number) => Json::from(number),
                Value::Null => Json::Null,
            };
            (name, value)
        })
        .collect())
}

enum NotCopied {
    Absent,
    Store(StoreError),
    Disk(io::Error),
}

async fn file(files: &FileStore, key: &str, writing: &mut Writing) -> Result<Part, NotCopied> {
    let named = Key::parse(key).ok_or(NotCopied::Absent)?;
    let mut reading = files.read(&named).await.map_err(|error| match error {
        StoreError::NotFound => NotCopied::Absent,
        other => NotCopied::Store(other),
    })?;
    writing.part(&file_path(key), false).map_err(NotCopied::Disk)?;
    let mut count = 0;
    while let Some(block) = reading.stream.next().await {
        let block = block.map_err(NotCopied::Store)?;
        count += block.len() as u64;
        writing.write(&block).map_err(NotCopied::Disk)?;
    }
    Ok(Part { name: key.to_owned(), count, sha256: writing.hash() })
}

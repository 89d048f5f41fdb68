//! `restore`: puts an archive into an empty place, on either engine: files first, then every row in one transaction.
//! The archive is read through and compared with its manifest before anything is written.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::ExitCode;

use filestore::FileStore;
use futures::stream;
use serde_json::{Map, Value as Json};

use super::archive::{Damage, Reading, blocks, file_path, table_path};
use super::house::{self, refused};
use super::settings::Settings;
use super::{Outcome, Stop, erased, logging};
use crate::context::App;
use crate::platform::act::Upkeep;
use crate::platform::clock::{Clock, Moment};
use crate::platform::db::Db;
use crate::platform::engine::DbError;
use crate::platform::migrations::{self, TABLES};
use crate::platform::record::{BadColumn, Value};
use crate::platform::words;
use crate::retention;

/// Kept by the migrations themselves.
const HISTORY: &str = "migrations";

pub(super) async fn run(settings: &Settings, source: &Path) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let mut reading = checked(source)?;
    let schema = reading.manifest.schema;
    let _lock = house::take_folder(&config)?;
    let db = house::open(&config)?;
    let tables = names(&reading.manifest.tables);
    empty_schema(&db, schema, tables).await.map_err(|unfit| unfit.stop(&config))?;
    let files = FileStore::open(config.files.clone()).await?;
    // The ledger is read before anything is written: a place whose ledger is damaged takes no copy.
    let noted = retention::noted(&files).await.map_err(erased::unreadable)?.len();
    for key in names(&reading.manifest.files) {
        put_file(&files, &mut reading, &key).await?;
    }
    let rows: u64 = reading.manifest.tables.iter().map(|part| part.count).sum();
    let count = reading.manifest.files.len() as u64;
    let made_at = reading.manifest.made_at.clone();
    put_rows(&db, reading).await?;
    migrations::apply(&db).await.map_err(|trouble| refused(&config, trouble))?;
    println!(
        "Восстановлено: {}, {}. Проверьте: attestation verify.",
        words::counted(rows, "запись", "записи", "записей"),
        words::counted(count, "файл", "файла", "файлов")
    );
    let made_at = made_at
        .parse()
        .map_or(made_at, |at: jiff::Timestamp| config.zone.written(Moment::of_micros(at.as_microsecond())));
    println!("Архив записан {made_at}.");
    if noted == 0 {
        println!("{NO_LEDGER}");
    }
    let app = App::new(config, db, files, Clock::System, crate::app::told());
    let left = erased::again(&app).await?;
    retention::mend(&app.db, &app.files).await.map_err(erased::unreadable)?;
    if left.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("Сделайте это до того, как пустите людей в систему: attestation verify напомнит, что осталось.");
    Ok(ExitCode::from(3))
}

/// What to do when the place has no notes of what was erased.
const NO_LEDGER: &str = "Описи уничтоженного в хранилище файлов нет. Если прежнее хранилище другое и цело, перенесите из него \
    папку .notes в это и восстановите архив ещё раз в пустую базу: иначе вернутся данные, уничтоженные после записи архива.";

fn names(parts: &[super::archive::Part]) -> Vec<String> {
    parts.iter().map(|part| part.name.clone()).collect()
}

/// The archive, whole and of a schema this program knows.
fn checked(source: &Path) -> Result<Reading, Stop> {
    let shown = source.display();
    let file = File::open(source)
        .map_err(|error| Stop::because(format!("Архив {shown} не читается: проверьте имя и права."), error))?;
    let damaged = |damage: Damage| match damage {
        Damage::Unreadable(cause) => Stop::because(
            format!("Файл {shown} — не архив «Аттестации» или записан не до конца: возьмите другую копию."),
            cause,
        ),
        Damage::Part(part) => Stop::new(format!("Архив {shown} повреждён, часть {part}: возьмите другую копию.")),
    };
    let mut reading = Reading::open(file).map_err(damaged)?;
    let (found, known) = (reading.manifest.schema, migrations::newest());
    if found > known {
        return Err(Stop::new(format!(
            "Архив {shown} новее программы: в нём схема {found}, программа знает до {known}. Возьмите новую версию программы."
        )));
    }
    if let Some(part) = unknown_table(&reading) {
        return Err(damaged(Damage::Part(part)));
    }
    reading.check().map_err(damaged)?;
    Ok(reading)
}

fn unknown_table(reading: &Reading) -> Option<String> {
    let named = reading.manifest.tables.iter().map(|part| &part.name);
    named.into_iter().find(|name| !TABLES.contains(&name.as_str())).map(|name| table_path(name))
}

/// Why the place cannot take the archive.
enum Unfit {
    Taken,
    Trouble(migrations::Trouble),
}

impl From<DbError> for Unfit {
    fn from(error: DbError) -> Self {
        Self::Trouble(error.into())
    }
}

impl Unfit {
    fn stop(self, config: &crate::config::Config) -> Stop {
        match self {
            Self::Taken => {
                Stop::new("В этом месте уже есть данные: восстанавливать можно только в пустую папку или пустую базу.")
            }
            Self::Trouble(trouble) => refused(config, trouble),
        }
    }
}

/// Brings an empty database to the schema of the archive, and takes out the rows a new schema begins with.
async fn empty_schema(db: &Db, schema: i64, tables: Vec<String>) -> Result<(), Unfit> {
    migrations::apply_up_to(db, schema).await.map_err(Unfit::Trouble)?;
    let found = db.read(migrations::applied).await?;
    if found != schema {
        return Err(Unfit::Taken);
    }
    db.upkeep(move |upkeep| {
        for table in ["accounts", "organizations", "applications", "journal", "letters"] {
            if upkeep.count(&format!("select count(*) from {table}"), &[])? > 0 {
                return Err(Unfit::Taken);
            }
        }
        // An older archive has fewer tables, and so has its schema.
        for table in tables.iter().rev().filter(|table| table.as_str() != HISTORY) {
            upkeep.run(&format!("delete from {table}"), &[])?;
        }
        Ok(())
    })
    .await
}

async fn put_file(files: &FileStore, reading: &mut Reading, key: &str) -> Result<(), Stop> {
    let damaged = |error: String| {
        Stop::because(format!("Файл {key} не восстановлен: повторите в пустое место, проверив диск."), error)
    };
    let content = reading.part(&file_path(key)).map_err(|error| damaged(error.to_string()))?;
    let received =
        files.receive(u64::MAX, stream::iter(blocks(content))).await.map_err(|error| damaged(error.to_string()))?;
    if received.key.as_str() != key {
        return Err(damaged("its name is not its hash".to_owned()));
    }
    files.keep(received).await?;
    Ok(())
}

async fn put_rows(db: &Db, mut reading: Reading) -> Result<(), Stop> {
    db.upkeep(move |upkeep| {
        for table in names(&reading.manifest.tables) {
            if table != HISTORY {
                put_table(upkeep, &mut reading, &table)?;
            }
        }
        Ok::<_, DbError>(())
    })
    .await
    .map_err(|error| {
        Stop::because("Записи архива не легли в базу, и она осталась пустой: проверьте архив и место на диске.", error)
    })
}

fn put_table(upkeep: &mut Upkeep<'_>, reading: &mut Reading, table: &str) -> Result<(), DbError> {
    let broken = |error: &dyn std::fmt::Display| DbError::from(BadColumn::new(0, error.to_string()));
    let content = reading.part(&table_path(table)).map_err(|error: io::Error| broken(&error))?;
    for line in BufReader::new(content).lines() {
        let line = line.map_err(|error| broken(&error))?;
        let row: Map<String, Json> = serde_json::from_str(&line).map_err(|error| broken(&error))?;
        put_row(upkeep, table, &row)?;
    }
    Ok(())
}

fn put_row(upkeep: &mut Upkeep<'_>, table: &str, row: &Map<String, Json>) -> Result<(), DbError> {
    let is_name = |name: &str| name.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_');
    if let Some(stranger) = row.keys().find(|name| !is_name(name)) {
        return Err(BadColumn::new(0, format!("{table} has no column {stranger}")).into());
    }
    let columns: Vec<&str> = row.keys().map(String::as_str).collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let values: Vec<Value<'_>> = row.values().map(value).collect();
    let (columns, places) = (columns.join(", "), places.join(", "));
    upkeep.run(&format!("insert into {table} ({columns}) values ({places})"), &values)?;
    Ok(())
}

fn value(json: &Json) -> Value<'_> {
    match json {
        Json::String(text) => text.into(),
        Json::Number(number) => number.as_i64().into(),
        _ => Value::Null,
    }
}

//! A world put into a database: a migrated SQLite file or PostgreSQL schema, in one great transaction for each table.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use attestation::platform::db::{Connections, Database};
use attestation::platform::migrations;
use attestation::platform::record::Value;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::tables::Table;
use super::{World, further, tables};

/// Migrates a new SQLite file and fills it.
pub(crate) async fn fill_sqlite(world: &World, file: &Path) -> anyhow::Result<()> {
    drop(migrations::open(&Database::Sqlite(file.to_owned())).await?);
    let mut conn = rusqlite::Connection::open(file)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    // Nothing here must outlive a crash: the file is thrown away and made anew.
    conn.execute_batch("pragma locking_mode = exclusive; pragma synchronous = off; pragma cache_size = -1000000; pragma temp_store = memory; pragma foreign_keys = off; pragma threads = 2;")?;
    for _ in 0..100 {
        // The threads of the migration let the file go in their own time.
        let mode: String = conn.query_row("pragma journal_mode = off", [], |row| row.get(0))?;
        if mode == "off" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let indexes = named_indexes(&conn)?;
    for (name, _) in &indexes {
        conn.execute_batch(&format!("drop index {name}"))?;
    }
    for table in all() {
        let transaction = conn.transaction()?;
        {
            let places =
                (1..=table.columns.split(',').count()).map(|place| format!("?{place}")).collect::<Vec<_>>().join(", ");
            let mut insert =
                transaction.prepare(&format!("insert into {} ({}) values ({places})", table.name, table.columns))?;
            (table.rows)(world, &mut |row| {
                insert.execute(rusqlite::params_from_iter(row.iter().map(of_sqlite)))?;
                Ok(())
            })?;
        }
        transaction.commit()?;
    }
    for (_, sql) in &indexes {
        conn.execute_batch(sql)?;
    }
    conn.execute_batch("pragma journal_mode = wal; pragma synchronous = full;")?;
    Ok(())
}

/// Every table, in the order in which rows can be put in.
fn all() -> impl Iterator<Item = &'static Table> {
    tables::ALL.iter().chain(further::ALL)
}

fn named_indexes(conn: &rusqlite::Connection) -> anyhow::Result<Vec<(String, String)>> {
    let mut asked = conn.prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")?;
    let found = asked.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn of_sqlite<'v>(value: &'v Value<'_>) -> ToSqlOutput<'v> {
    ToSqlOutput::Borrowed(match value {
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Int(number) => ValueRef::Integer(*number),
        Value::Null => ValueRef::Null,
    })
}

/// Migrates the schema behind a PostgreSQL address and fills it.
pub(crate) async fn fill_postgres(world: World, url: String) -> anyhow::Result<()> {
    drop(migrations::open(&Database::Postgres(url.clone(), Connections::default())).await?);
    // The client may not block a thread that drives requests.
    tokio::task::spawn_blocking(move || copy_all(&world, &url)).await?
}

fn copy_all(world: &World, url: &str) -> anyhow::Result<()> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let mut transaction = client.transaction()?;
    for table in all() {
        let mut writer = transaction.copy_in(&format!("copy {} ({}) from stdin", table.name, table.columns))?;
        let mut line = String::new();
        (table.rows)(world, &mut |row| {
            line.clear();
            for (place, value) in row.iter().enumerate() {
                if place > 0 {
                    line.push('\t');
                }
                match value {
                    Value::Text(text) => line.push_str(text), // no tab, newline or backslash is in any of ours
                    Value::Int(number) => line.push_str(&number.to_string()),
                    Value::Null => line.push_str("\\N"),
                }
            }
            line.push('\n');
            Ok(writer.write_all(line.as_bytes())?)
        })?;
        writer.finish()?;
    }
    transaction.commit()?;
    client.batch_execute("analyze")?;
    Ok(())
}

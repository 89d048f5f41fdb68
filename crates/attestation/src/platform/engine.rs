//! One connection to either engine: the same text of SQL runs on both.
//! The only place, with `db.rs`, `pg.rs` and `bound.rs`, where an engine is named.

use std::path::Path;
use std::time::{Duration, Instant};

use postgres::fallible_iterator::FallibleIterator;
use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;

use super::asked::Asked;
use super::bound::{for_sqlite, sqlite_values};
use super::patience::{LOOKS, Patience};
use super::pg::Pg;
use super::record::{BadColumn, Record, Value};

/// A statement that did not run, or a database that did not answer.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// SQLite said no.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL said no.
    #[error("postgres: {}", chain(.0))]
    Postgres(#[from] postgres::Error),
    /// A column held what its type does not allow.
    #[error(transparent)]
    Column(#[from] BadColumn),
    /// The disk under the database is full.
    #[error("no space left for the database")]
    NoSpace,
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Away(String),
    /// Nothing may be changed in a rehearsal.
    #[error("a rehearsal changes nothing")]
    Rehearsed,
    /// The work itself failed in a way it could not say.
    #[error("database work stopped: {0}")]
    Stopped(String),
}

/// What PostgreSQL said, without its DETAIL: that may repeat a person's data, and this goes to the log.
fn chain(error: &postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return format!("{} {}", said.code().code(), said.message());
    }
    let inner = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    format!("{error}{inner}")
}

impl DbError {
    /// Whether the same work may succeed a little later.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Away(_))
    }

    fn of_sqlite(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::NoSpace,
            _ => Self::Sqlite(error),
        }
    }

    pub(super) fn of_postgres(error: postgres::Error) -> Self {
        let is_lost = || {
            let cause = std::error::Error::source(&error);
            error.is_closed() || cause.is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
        };
        match error.as_db_error() {
            Some(inner) if *inner.code() == postgres::error::SqlState::DISK_FULL => Self::NoSpace,
            None if is_lost() => Self::Away(chain(&error)),
            _ => Self::Postgres(error),
        }
    }
}

enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Pg>),
}

/// A connection that can be asked questions. Only an act can write through it.
pub struct Reader {
    conn: Conn,
    asked: Asked,
    patience: Patience,
}

/// How long a statement waits for another process's write, and how long one may run at all.
const BUSY: Duration = Duration::from_secs(5);
const BUSY_STEP: Duration = Duration::from_millis(10);
pub(super) const STATEMENTS_KEPT: usize = 256;
/// A statement is planned when it is prepared and never again by the values bound to it: planning costs more than answering,
/// and a plan that tests have seen is the plan that runs.
const PLANNED_ONCE: DbConfig = DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG;

impl Reader {
    /// Opens the SQLite file for writing, making it when it is missing.
    pub(super) fn sqlite_writer(file: &Path, asked: Asked) -> Result<Self, DbError> {
        let conn = rusqlite::Connection::open(file)?;
        conn.busy_timeout(BUSY)?;
        in_wal(&conn)?;
        conn.execute_batch("pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16000; pragma temp_store = memory;")?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        conn.set_db_config(PLANNED_ONCE, true)?;
        Ok(Self { conn: Conn::Sqlite(conn), asked, patience: Patience::default() })
    }

    /// Opens the SQLite file for reading only, by a thread that drives requests: a question may be cut off.
    pub(super) fn sqlite_near(file: &Path, asked: Asked) -> Result<Self, DbError> {
        let mut near = Self::sqlite_reader(file, asked)?;
        if let Conn::Sqlite(conn) = &mut near.conn {
            conn.execute_batch("pragma cache_size = -16000")?;
            let patience = near.patience.clone();
            conn.progress_handler(LOOKS, Some(move || patience.spend()))?;
        }
        Ok(near)
    }

    /// How long its questions may take.
    pub(super) fn patience(&self) -> &Patience {
        &self.patience
    }

    /// Opens the SQLite file for reading only. There are several, and each walks through whole tables now and then: what it
    /// keeps of them is little, or a sheet of the register would fill the memory of all.
    pub(super) fn sqlite_reader(file: &Path, asked: Asked) -> Result<Self, DbError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let conn = rusqlite::Connection::open_with_flags(file, flags)?;
        conn.busy_timeout(BUSY)?;
        conn.execute_batch("pragma query_only = on; pragma cache_size = -4000; pragma mmap_size = 268435456; pragma temp_store = memory;")?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        conn.set_db_config(PLANNED_ONCE, true)?;
        Ok(Self { conn: Conn::Sqlite(conn), asked, patience: Patience::default() })
    }

    /// Wraps a connection to PostgreSQL.
    pub(super) fn postgres(client: postgres::Client, asked: Asked) -> Self {
        Self { conn: Conn::Postgres(Box::new(Pg::of(client))), asked, patience: Patience::default() }
    }

    /// Whether the connection is gone and a new one is needed.
    pub(super) fn is_lost(&self) -> bool {
        match &self.conn {
            Conn::Sqlite(_) => false,
            Conn::Postgres(pg) => pg.client.is_closed(),
        }
    }

    /// Every row of a question, each made into a `T`.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut make: impl FnMut(&Record<'_>) -> Result<T, BadColumn>,
    ) -> Result<Vec<T>, DbError> {
        let mut all = Vec::new();
        self.each(sql, values, |record| {
            all.push(make(record)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// The first row of a question, if there is one.
    pub fn row<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        make: impl FnMut(&Record<'_>) -> Result<T, BadColumn>,
    ) -> Result<Option<T>, DbError> {
        Ok(self.rows(sql, values, make)?.into_iter().next())
    }

    /// The one number a question answers; 0 when it answers nothing.
    pub fn count(&mut self, sql: &str, values: &[Value<'_>]) -> Result<i64, DbError> {
        Ok(self.row(sql, values, |record| record.get::<Option<i64>>(0))?.flatten().unwrap_or(0))
    }

    /// Walks the rows of a question one by one without holding them all.
    pub fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Record<'_>) -> Result<(), BadColumn>,
    ) -> Result<(), DbError> {
        self.asked.tell(sql);
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(&for_sqlite(sql)).map_err(DbError::of_sqlite)?;
                let mut rows = statement.query(sqlite_values(values)).map_err(DbError::of_sqlite)?;
                while let Some(row) = rows.next().map_err(DbError::of_sqlite)? {
                    take(&Record::Sqlite(row))?;
                }
                Ok(())
            }
            Conn::Postgres(pg) => {
                let mut rows = pg.ask(sql, values)?;
                while let Some(row) = rows.next().map_err(DbError::of_postgres)? {
                    take(&Record::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// How the engine would answer a question, line by line; nothing on PostgreSQL, which plans by the rows it has.
    pub fn plan(&self, sql: &str) -> Result<Vec<String>, DbError> {
        let Conn::Sqlite(conn) = &self.conn else { return Ok(Vec::new()) };
        let mut statement =
            conn.prepare(&for_sqlite(&format!("explain query plan {sql}"))).map_err(DbError::of_sqlite)?;
        let mut lines = Vec::new();
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(DbError::of_sqlite)? {
            lines.push(row.get(3).map_err(DbError::of_sqlite)?);
        }
        Ok(lines)
    }

    /// Runs a statement that changes rows; how many it changed.
    pub(super) fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        self.asked.tell(sql);
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(&for_sqlite(sql)).map_err(DbError::of_sqlite)?;
                let changed = statement.execute(sqlite_values(values)).map_err(DbError::of_sqlite)?;
                Ok(changed as u64)
            }
            Conn::Postgres(pg) => pg.run(sql, values),
        }
    }

    /// Runs several statements without values: a migration, the borders of a transaction.
    pub(super) fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.execute_batch(sql).map_err(DbError::of_sqlite),
            Conn::Postgres(pg) => pg.client.batch_execute(sql).map_err(DbError::of_postgres),
        }
    }

    /// Runs a migration. What stands on a line after `--sqlite` is how the embedded engine keeps a table; to the other it is a
    /// remark.
    pub(super) fn shape(&mut self, sql: &str) -> Result<(), DbError> {
        match &self.conn {
            Conn::Sqlite(_) => self.batch(&sql.replace("--sqlite ", "")),
            Conn::Postgres(_) => self.batch(sql),
        }
    }

    /// Within a transaction: waits until no other program changes this schema, and lets none in before the end.
    pub(super) fn lock_schema(&mut self) -> Result<(), DbError> {
        match &self.conn {
            Conn::Sqlite(_) => Ok(()), // it has begun immediate: it writes alone
            Conn::Postgres(_) => self.batch(
                "set local lock_timeout = '60s'; set local statement_timeout = '60s'; select pg_advisory_xact_lock(hashtext('attestation:' || current_schema()))",
            ),
        }
    }

    /// The words that open a transaction in which every question sees the same moment, for as long as it takes.
    pub(super) fn begin_whole(&mut self) -> Result<(), DbError> {
        let words = match &self.conn {
            Conn::Sqlite(_) => "begin",
            Conn::Postgres(_) => {
                "begin isolation level repeatable read read only; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"
            }
        };
        self.batch(words)
    }

    /// Whether a transaction is open; PostgreSQL is asked at its end (`COMMIT`).
    pub(super) fn in_transaction(&self) -> bool {
        match &self.conn {
            Conn::Sqlite(conn) => !conn.is_autocommit(),
            Conn::Postgres(_) => true,
        }
    }
}

/// Brings the file to its write-ahead log. SQLite answers «busy» to this at once, whatever `busy_timeout` says, while another
/// connection does the same to a new file: it is asked again until the time is up.
fn in_wal(conn: &rusqlite::Connection) -> Result<(), DbError> {
    let start = Instant::now();
    loop {
        match conn.execute_batch("pragma journal_mode = wal") {
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) && start.elapsed() < BUSY =>
            {
                std::thread::sleep(BUSY_STEP);
            }
            ended => return ended.map_err(DbError::of_sqlite),
        }
    }
}

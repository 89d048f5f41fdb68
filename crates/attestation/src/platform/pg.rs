//! PostgreSQL: how its server is reached, a connection with the statements it has prepared, threads that hold one.

use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::asked::Asked;
use super::bound::postgres_values;
use super::db::{Change, Question, guarded, refuse, stopped};
use super::engine::{DbError, Reader, STATEMENTS_KEPT};
use super::record::Value;

/// Ends a transaction on PostgreSQL. A bare commit of a transaction in which a statement has failed rolls back
/// and still answers success; the question before it fails then, and so does the whole.
pub(super) const COMMIT: &str = "select 1; commit";

/// A connection and the statements prepared on it.
pub(super) struct Pg {
    pub(super) client: postgres::Client,
    prepared: HashMap<String, postgres::Statement>,
}

impl Pg {
    /// A connection on which nothing is prepared yet.
    pub(super) fn of(client: postgres::Client) -> Self {
        Self { client, prepared: HashMap::new() }
    }

    fn statement(&mut self, sql: &str) -> Result<postgres::Statement, DbError> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).map_err(DbError::of_postgres)?;
        if self.prepared.len() >= STATEMENTS_KEPT {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn ask(&mut self, sql: &str, values: &[Value<'_>]) -> Result<postgres::RowIter<'_>, DbError> {
        let statement = self.statement(sql)?;
        self.client.query_raw(&statement, postgres_values(values)).map_err(DbError::of_postgres)
    }

    pub(super) fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        let statement = self.statement(sql)?;
        self.client.execute(&statement, &postgres_values(values)).map_err(DbError::of_postgres)
    }
}

/// The server and how to reach it.
#[derive(Clone)]
pub(super) struct Server {
    config: postgres::Config,
    tls: tokio_postgres_rustls::MakeRustlsConnect,
}

/// A connection attempt gives up after this long; so does a statement.
const CONNECT: Duration = Duration::from_secs(3);
const STATEMENT: &str = "set statement_timeout = '10s'; set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '30s'; set timezone = 'UTC'";

impl Server {
    pub(super) fn parse(url: &str) -> Result<Self, DbError> {
        let mut config = postgres::Config::from_str(url)?;
        config.connect_timeout(CONNECT);
        config.tcp_user_timeout(Duration::from_secs(10));
        config.application_name("attestation");
        let tls = super::tls::trusting_system().map_err(|e| DbError::Stopped(e.to_string()))?;
        Ok(Self { config, tls: tokio_postgres_rustls::MakeRustlsConnect::new(tls) })
    }

    pub(super) fn connect(&self, asked: &Asked) -> Result<Reader, DbError> {
        let mut client = self
            .config
            .connect(self.tls.clone())
            .map_err(|e| DbError::Away(format!("{:#}", anyhow::Error::from(e))))?;
        client.batch_execute(STATEMENT)?;
        Ok(Reader::postgres(client, asked.clone()))
    }

    /// The connection in hand when it lives, a new one otherwise.
    fn held<'c>(&self, asked: &Asked, held: &'c mut Option<Reader>) -> Result<&'c mut Reader, DbError> {
        if held.as_ref().is_none_or(Reader::is_lost) {
            *held = Some(self.connect(asked)?);
        }
        held.as_mut().ok_or_else(stopped)
    }
}

/// Answers questions over a connection of its own, made anew when it is lost.
pub(super) fn answer_over(server: &Server, asked: &Asked, questions: &Receiver<Question>) {
    let mut held = None;
    for question in questions {
        guarded(|| question(server.held(asked, &mut held)));
    }
}

/// The same for changes, each in a transaction of its own.
pub(super) fn write_over(server: &Server, asked: &Asked, changes: &Receiver<Change>) {
    let mut held = None;
    for change in changes {
        let writer = match server.held(asked, &mut held).and_then(|writer| writer.batch("begin").map(|()| writer)) {
            Ok(writer) => writer,
            Err(error) => {
                refuse(change, error);
                continue;
            }
        };
        let Some((keep, answer)) = guarded(|| change(Ok(writer))) else {
            drop(writer.batch("rollback"));
            continue;
        };
        let ended = writer.batch(if keep { COMMIT } else { "rollback" });
        if keep && ended.is_err() {
            drop(writer.batch("rollback"));
        }
        answer(if keep { ended } else { Ok(()) });
    }
}

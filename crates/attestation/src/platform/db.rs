//! The database behind two verbs: `read` asks, `work` changes (only an act may call it).
//! Work is a closure that runs whole on a thread with its own connection: a dropped request cannot cut it in two.
//! On SQLite one thread writes, and acts that wait together share one commit to disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};
use tokio::sync::oneshot;

use super::asked::Asked;
use super::changes::Changes;
use super::engine::{DbError, Reader};
use super::pg::{Server, answer_over, write_over};
use super::shared_commit::write_together;

/// Which database to open.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file on this machine.
    Sqlite(PathBuf),
    /// A server: `postgres://user:password@host/name`.
    Postgres(String, Connections),
}

/// How many connections to a server one program holds at most; each is made when it is first needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// Those that only ask.
    pub readers: u32,
    /// Those that change.
    pub writers: u32,
}

impl Default for Connections {
    fn default() -> Self {
        Self { readers: 6, writers: 4 }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "Sqlite({})", file.display()),
            Self::Postgres(..) => f.write_str("Postgres(…)"),
        }
    }
}

pub(super) type Question = Box<dyn FnOnce(Result<&mut Reader, DbError>) + Send>;
pub(super) type Answer = Box<dyn FnOnce(Result<(), DbError>) + Send>;
/// The change asked for; true with its answer when it is to be kept.
pub(super) type Change = Box<dyn FnOnce(Result<&mut Reader, DbError>) -> (bool, Answer) + Send>;

/// Threads with connections. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    questions: Sender<Question>,
    changes: Sender<Change>,
    /// Connections for a glance; none on PostgreSQL.
    near: Arc<Mutex<Vec<Reader>>>,
    asked: Asked,
    made: Changes,
}

/// Readers of SQLite: as many as pages are made at once on a small machine.
const SQLITE_READERS: usize = 4;

impl Db {
    /// Opens the database and starts its threads. The schema is not touched.
    pub fn open(place: &Database) -> Result<Self, DbError> {
        let asked = Asked::default();
        let (questions, questions_in) = crossbeam_channel::unbounded::<Question>();
        let (changes, changes_in) = crossbeam_channel::unbounded::<Change>();
        let mut near = Vec::new();
        match place {
            Database::Sqlite(file) => {
                let writer = Reader::sqlite_writer(file, asked.clone())?;
                let keeper = Reader::sqlite_reader(file, asked.clone())?;
                thread("db-writer", move || write_together(writer, keeper, &changes_in))?;
                for _ in 0..SQLITE_READERS {
                    let reader = Reader::sqlite_reader(file, asked.clone())?;
                    let questions = questions_in.clone();
                    thread("db-reader", move || answer(reader, &questions))?;
                }
                for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                    near.push(Reader::sqlite_near(file, asked.clone())?);
                }
            }
            Database::Postgres(url, connections) => {
                let server = Server::parse(url)?;
                // Tried once on a thread of its own: the client may not block a thread that drives requests.
                let (trial, count) = (server.clone(), asked.clone());
                let tried = std::thread::spawn(move || trial.connect(&count).map(drop)).join();
                tried.map_err(|_| stopped())??;
                for _ in 0..connections.readers {
                    let (server, asked, questions) = (server.clone(), asked.clone(), questions_in.clone());
                    thread("db-reader", move || answer_over(&server, &asked, &questions))?;
                }
                for _ in 0..connections.writers {
                    let (server, asked, changes) = (server.clone(), asked.clone(), changes_in.clone());
                    thread("db-writer", move || write_over(&server, &asked, &changes))?;
                }
            }
        }
        Ok(Self { questions, changes, near: Arc::new(Mutex::new(near)), asked, made: Changes::default() })
    }

    /// Asks the database; the closure runs on a thread with a connection that cannot write.
    pub async fn read<T, E>(&self, ask: impl FnOnce(&mut Reader) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let question: Question = Box::new(move |reader| {
            let answer = reader.map_err(E::from).and_then(ask);
            drop(tell.send(answer));
        });
        self.questions.send(question).map_err(|_| stopped())?;
        told.await.map_err(|_| E::from(stopped()))?
    }

    /// Asks a few rows by key, which take microseconds. On SQLite the thread that drives the request asks by itself:
    /// handing so little to another thread and back costs more than the answer. Elsewhere, and when every
    /// connection is in use, it is `read`. A question whose cost grows with the data belongs in `read`.
    pub async fn glance<T, E>(&self, ask: impl FnOnce(&mut Reader) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let Some(mut reader) = self.near_ones().pop() else {
            return self.read(ask).await;
        };
        let answer = guarded(|| ask(&mut reader)).unwrap_or_else(|| Err(stopped().into()));
        self.near_ones().push(reader);
        answer
    }

    /// Asks what as a rule is answered in microseconds and now and then takes longer: a list narrowed by what somebody
    /// typed. It is asked as by `glance`; when it is not answered within a moment (about a millisecond), it is cut off
    /// and asked again as by `read`.
    pub async fn brief<T, E>(&self, ask: impl Fn(&mut Reader) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let Some(mut reader) = self.near_ones().pop() else {
            return self.read(ask).await;
        };
        reader.patience().limit();
        let answer = guarded(|| ask(&mut reader)).unwrap_or_else(|| Err(stopped().into()));
        let is_cut = reader.patience().restore();
        self.near_ones().push(reader);
        if is_cut { self.read(ask).await } else { answer }
    }

    fn near_ones(&self) -> std::sync::MutexGuard<'_, Vec<Reader>> {
        self.near.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks many questions of one moment: whatever is written meanwhile is not seen by them.
    pub async fn read_whole<T, E>(&self, ask: impl FnOnce(&mut Reader) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.read(move |reader| {
            reader.begin_whole()?;
            // A panic in the question must not leave the transaction open on a thread that others use.
            let answer = guarded(|| ask(reader)).unwrap_or_else(|| Err(stopped().into()));
            reader.batch("rollback")?;
            answer
        })
        .await
    }

    /// Changes the database in one transaction: all of it when the closure says Ok, nothing otherwise.
    /// Answers after the commit has reached the disk.
    pub(super) async fn work<T, E>(
        &self,
        change: impl FnOnce(&mut Reader) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let made = self.made.clone();
        let change: Change = Box::new(move |reader| {
            let outcome = reader.map_err(E::from).and_then(change);
            let keep = outcome.is_ok();
            let answer: Answer = Box::new(move |committed| {
                // Whoever is told of a change finds it counted.
                if keep {
                    made.add();
                }
                drop(tell.send(outcome.and_then(|value| committed.map(|()| value).map_err(E::from))));
            });
            (keep, answer)
        });
        self.changes.send(change).map_err(|_| stopped())?;
        told.await.map_err(|_| E::from(stopped()))?
    }

    /// The changes this process has made since the start.
    pub fn changes(&self) -> Changes {
        self.made.clone()
    }

    /// How many statements have run since the start, and which.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }
}

pub(super) fn stopped() -> DbError {
    DbError::Stopped("its thread has ended".to_owned())
}

fn thread(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), DbError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body).map_err(|e| DbError::Stopped(e.to_string()))?;
    Ok(())
}

fn answer(mut reader: Reader, questions: &Receiver<Question>) {
    for question in questions {
        guarded(|| question(Ok(&mut reader)));
    }
}

/// A panic in one question must not take the thread from the others; the asker sees its channel closed.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

pub(super) fn refuse(change: Change, error: DbError) {
    if let Some((_, answer)) = guarded(|| change(Err(error))) {
        answer(Ok(()));
    }
}

/// The file of an embedded database inside its folder.
pub fn sqlite_file(folder: &Path) -> PathBuf {
    folder.join("attestation.sqlite")
}

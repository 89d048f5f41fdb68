//! The house opened for a command: its folder taken, its database up to date, its files at hand.
//! Each thing that is not as it should be is refused with one sentence.

use std::net::SocketAddr;

use filestore::FileStore;
use tokio::net::TcpListener;

use super::Stop;
use crate::config::Config;
use crate::context::App;
use crate::platform::clock::Clock;
use crate::platform::db::{Database, Db};
use crate::platform::lock::{self, FolderLock, NotTaken};
use crate::platform::migrations::{self, Trouble};
use crate::platform::words;

/// A database up to date.
pub(super) struct Migrated {
    /// The database.
    pub(super) db: Db,
    /// How many migrations were applied now.
    pub(super) applied: usize,
}

/// Makes the folder of data; an embedded database is taken by one process at a time.
pub(super) fn take_folder(config: &Config) -> Result<Option<FolderLock>, Stop> {
    let folder = config.data.display();
    let closed = |error: &std::io::Error| {
        Stop::because(
            format!(
                "Папка данных {folder} недоступна для записи: дайте учётной записи службы право записи или укажите другую папку в настройке data."
            ),
            error,
        )
    };
    match &config.database {
        Database::Postgres(..) => {
            lock::make(&config.data).map_err(|error| closed(&error))?;
            Ok(None)
        }
        Database::Sqlite(_) => match lock::take(&config.data) {
            Ok(lock) => Ok(Some(lock)),
            Err(NotTaken::Busy) => Err(Stop::new(format!(
                "С папкой данных {folder} уже работает другой процесс «Аттестации»: остановите его или укажите другую папку в настройке data."
            ))),
            Err(NotTaken::Closed(error)) => Err(closed(&error)),
        },
    }
}

/// Opens the database and brings its schema up to date.
pub(super) async fn database(config: &Config) -> Result<Migrated, Stop> {
    let db = open(config)?;
    match migrations::apply(&db).await {
        Ok(applied) => Ok(Migrated { db, applied }),
        Err(trouble) => Err(refused(config, trouble)),
    }
}

/// Opens the database as it is.
pub(super) fn open(config: &Config) -> Result<Db, Stop> {
    Db::open(&config.database).map_err(|error| refused(config, Trouble::Db(error)))
}

/// Opens a database that must be there and be of this program's schema: for commands that only look.
pub(super) async fn standing(config: &Config) -> Result<Db, Stop> {
    if let Database::Sqlite(file) = &config.database
        && !file.exists()
    {
        return Err(Stop::new(format!("Базы данных {} нет: проверьте настройку data.", file.display())));
    }
    let db = open(config)?;
    let found = db.read(migrations::applied).await;
    let found = found.map_err(|error| refused(config, Trouble::Db(error)))?;
    let known = migrations::newest();
    match found {
        found if found > known => Err(refused(config, Trouble::Newer { found, known })),
        found if found < known => Err(Stop::new(format!(
            "База данных старше программы: в базе версия {found}, программе нужна {known}. Выполните attestation migrate."
        ))),
        _ => Ok(db),
    }
}

/// The sentence for a database that cannot be used.
pub(super) fn refused(config: &Config, trouble: Trouble) -> Stop {
    match (trouble, &config.database) {
        (newer @ Trouble::Newer { .. }, _) => Stop::new(format!("{}.", words::capital(&newer.to_string()))),
        (Trouble::Db(error), Database::Sqlite(file)) => Stop::because(
            format!("База данных {} не открывается: проверьте, что файл цел и доступен для записи.", file.display()),
            error,
        ),
        (Trouble::Db(error), Database::Postgres(..)) => Stop::because(
            "База данных PostgreSQL недоступна: проверьте, что сервер работает и настройка database верна.",
            error,
        ),
    }
}

/// The whole application.
pub(super) async fn app(config: Config) -> Result<App, Stop> {
    let Migrated { db, applied } = database(&config).await?;
    if applied > 0 {
        tracing::info!(applied, schema = migrations::newest(), "schema brought up to date");
    }
    let files = FileStore::open(config.files.clone()).await?;
    Ok(App::new(config, db, files, Clock::System, crate::app::told()))
}

/// The application over a database that is there: beside a process that serves, or without one.
pub(super) async fn standing_app(config: Config) -> Result<App, Stop> {
    let db = standing(&config).await?;
    let files = FileStore::open(config.files.clone()).await?;
    Ok(App::new(config, db, files, Clock::System, crate::app::told()))
}

/// Takes a port.
pub(super) async fn listener(at: SocketAddr, setting: &str) -> Result<TcpListener, Stop> {
    TcpListener::bind(at).await.map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!("Адрес {at} занят другой программой"),
            std::io::ErrorKind::PermissionDenied => format!("Адрес {at} системой не разрешён"),
            _ => format!("Адрес {at} нельзя занять"),
        };
        Stop::because(format!("{why}: укажите другой в настройке {setting}."), error)
    })
}

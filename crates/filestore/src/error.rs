//! What can go wrong, in two faces: `Display` is a sentence for a person, `source` is the cause for the log.
//! A full disk and an absent file are told apart, because the reader acts on them differently.

use std::io;
use std::path::{Path, PathBuf};

/// The store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file of this name.
    #[error("Файл не найден в хранилище.")]
    NotFound,
    /// The disk, or the quota on it, is full. Nothing of the file was left behind.
    #[error("В хранилище файлов закончилось место: освободите диск или подключите больший, затем повторите.")]
    NoSpace(#[source] io::Error),
    /// The asked part lies outside of the file, whose length in bytes is given (0 when it is not known).
    #[error("Запрошенная часть файла лежит за его пределами (размер {size} байт).")]
    BadRange {
        /// The file's length in bytes, 0 when not known.
        size: u64,
    },
    /// The folder cannot be used at all.
    #[error("Папка файлов {} недоступна: {reason}. Дайте учётной записи службы право записи в неё или укажите в настройках другую папку.", path.display())]
    Folder {
        /// The folder from the settings.
        path: PathBuf,
        /// The reason in words.
        reason: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The bucket cannot be used at all.
    #[error(
        "Хранилище S3 (корзина «{bucket}») недоступно: {reason}. Проверьте в настройках адрес, корзину и ключи доступа."
    )]
    Bucket {
        /// The bucket from the settings.
        bucket: String,
        /// The reason in words.
        reason: &'static str,
        /// What the service said.
        source: object_store::Error,
    },
    /// The disk failed while a file was written or read.
    #[error("Диск не смог записать или прочитать файл: повторите, а если не поможет, проверьте диск.")]
    Disk(#[source] io::Error),
    /// S3 failed while a file was written or read.
    #[error("Хранилище S3 не выполнило запрос: повторите, а если не поможет, проверьте его состояние.")]
    Remote(#[source] object_store::Error),
    /// S3 accepted a file but gives other bytes back. The file is not acknowledged.
    #[error(
        "Хранилище S3 вернуло не тот файл, который получило: повторите, а если не поможет, проверьте его состояние."
    )]
    ReadBack,
    /// The health question got no answer in time.
    #[error("Хранилище файлов не отвечает: проверьте диск или связь с S3.")]
    Silent,
}

/// A stream was not taken in. Whatever the reason, nothing stays.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError<E> {
    /// Longer than `limit` bytes.
    #[error("Файл больше допустимых {limit} байт.")]
    TooBig {
        /// The limit in bytes.
        limit: u64,
    },
    /// Not a single byte came.
    #[error("Файл пуст.")]
    Empty,
    /// The sender broke off.
    #[error("Передача файла прервалась.")]
    Source(#[source] E),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for StoreError {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::NoSpace(cause),
            _ => StoreError::Disk(cause),
        }
    }
}

impl From<object_store::Error> for StoreError {
    fn from(cause: object_store::Error) -> Self {
        match cause {
            object_store::Error::NotFound { .. } => StoreError::NotFound,
            other => StoreError::Remote(other),
        }
    }
}

impl StoreError {
    /// For files asked by name: here an absent file is an answer, not a broken disk.
    pub(crate) fn of_named(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::NotFound { StoreError::NotFound } else { cause.into() }
    }

    pub(crate) fn folder(path: &Path, source: io::Error) -> Self {
        let reason = match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                return StoreError::NoSpace(source);
            }
            io::ErrorKind::PermissionDenied => "нет прав",
            io::ErrorKind::ReadOnlyFilesystem => "диск подключён только для чтения",
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "на её месте лежит файл",
            io::ErrorKind::NotFound => "её нет и создать её не удалось",
            _ => "диск отвечает ошибкой",
        };
        StoreError::Folder { path: path.to_owned(), reason, source }
    }

    pub(crate) fn bucket(bucket: &str, source: object_store::Error) -> Self {
        use object_store::Error as Said;
        let reason = match source {
            Said::NotFound { .. } => "такой корзины нет",
            Said::PermissionDenied { .. } | Said::Unauthenticated { .. } => "ключи доступа не подошли",
            Said::InvalidPath { .. } => "папка внутри корзины записана неверно",
            _ => "служба не отвечает или отвечает ошибкой",
        };
        StoreError::Bucket { bucket: bucket.to_owned(), reason, source }
    }
}

/// Runs disk work aside from the network threads.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    joined(tokio::task::spawn_blocking(work).await)
}

pub(crate) fn joined<T>(done: Result<io::Result<T>, tokio::task::JoinError>) -> io::Result<T> {
    done.unwrap_or_else(|lost| Err(io::Error::other(lost)))
}

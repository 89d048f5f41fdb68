//! What the tests share: streams of known bytes, a store on a temporary disk, what lies in a folder.
//! Bytes come from a small generator, so that a large file needs no large constant.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::missing_panics_doc)]

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use filestore::{FileStore, Key, NoteName, Place, Reading, Received, StoreError, Stored};
use futures::stream::{self, Stream, TryStreamExt as _};

pub const MB: usize = 1024 * 1024;

pub async fn local() -> (tempfile::TempDir, FileStore) {
    let disk = tempfile::tempdir().unwrap();
    let store = FileStore::open(Place::Folder(disk.path().join("files"))).await.unwrap();
    (disk, store)
}

/// Bytes that differ everywhere, the same for the same length.
pub fn content(length: usize) -> Bytes {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64 ^ length as u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes.into()
}

/// As the network gives them: in pieces of an uneven size.
pub fn pieces(content: &Bytes) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
    let list: Vec<_> = content.chunks(61_441).map(|piece| Ok(content.slice_ref(piece))).collect();
    stream::iter(list)
}

pub async fn received(store: &FileStore, content: &Bytes) -> Received {
    store.receive(1 << 40, pieces(content)).await.unwrap()
}

pub async fn kept(store: &FileStore, content: &Bytes) -> Stored {
    let received = received(store, content).await;
    store.keep(received).await.unwrap()
}

pub async fn all(reading: Reading) -> Vec<u8> {
    let chunks: Vec<Bytes> = reading.stream.try_collect().await.unwrap();
    chunks.concat()
}

pub async fn keys(store: &FileStore) -> Vec<Key> {
    let mut keys: Vec<_> = store.keys().map_ok(|found| found.key).try_collect().await.unwrap();
    keys.sort();
    keys
}

/// Every file under a folder, hidden ones too.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// A note is written, written anew and read, and is no file.
pub async fn a_note_is_kept(store: &FileStore) {
    assert_eq!(store.notes().await.unwrap(), []);
    let name = NoteName::parse("erased-1.json").unwrap();
    assert!(matches!(store.note(&name).await.unwrap_err(), StoreError::NotFound));
    for text in ["one", "another"] {
        store.put_note(&name, text.into()).await.unwrap();
        assert_eq!(store.note(&name).await.unwrap(), text.as_bytes());
    }
    assert_eq!(store.notes().await.unwrap(), [name]);
    assert!(keys(store).await.is_empty());
}

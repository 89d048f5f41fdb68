//! The store on a local disk: what is kept is the same, what is refused leaves nothing.
#![allow(clippy::unwrap_used)]

mod world;

use std::fs::{self, File};
use std::io::Read as _;
use std::time::Duration;

use bytes::Bytes;
use filestore::{FileStore, HEAD_BYTES, Key, Place, ReceiveError, StoreError, Stored, Verdict};
use futures::future::join_all;
use futures::stream::{self, StreamExt as _};
use world::{MB, a_note_is_kept, all, content, files, kept, keys, local, pieces, received};

#[tokio::test]
async fn a_file_of_any_length_comes_back_the_same() {
    let (disk, store) = local().await;
    for length in [1, 8191, 8192, 8193, MB - 1, MB, MB + 1, 5 * MB, 40 * MB] {
        let sent = content(length);
        let waiting = received(&store, &sent).await;
        assert_eq!(waiting.key, Key::of(&sent));
        assert_eq!(waiting.size, length as u64);
        assert_eq!(waiting.head, sent[..length.min(HEAD_BYTES)]);
        let stored = store.keep(waiting).await.unwrap();
        assert_eq!(stored, Stored { key: Key::of(&sent), size: length as u64 });
        let reading = store.read(&stored.key).await.unwrap();
        assert_eq!((reading.size, reading.range.clone()), (length as u64, 0..length as u64));
        assert!(all(reading).await == sent, "{length}");
        assert_eq!(store.verify(&stored.key).await.unwrap(), Verdict::Sound { size: length as u64 });
    }
    assert_eq!(files(disk.path()).len(), 9);
}

#[tokio::test]
async fn a_file_lies_where_its_hash_says_and_only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (disk, store) = local().await;
    let key = kept(&store, &content(10)).await.key.to_string();
    let path = disk.path().join("files").join(&key[..2]).join(&key[2..4]).join(&key);
    assert_eq!(files(disk.path()), std::slice::from_ref(&path));
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn an_empty_stream_is_refused() {
    let (disk, store) = local().await;
    for nothing in [vec![], vec![Ok::<_, String>(Bytes::new())]] {
        let refused = store.receive(10, stream::iter(nothing)).await.unwrap_err();
        assert!(matches!(refused, ReceiveError::Empty));
    }
    settled(&disk).await;
}

#[tokio::test]
async fn the_limit_itself_fits_and_one_byte_more_leaves_nothing() {
    let (disk, store) = local().await;
    let sent = content(3 * MB);
    drop(store.receive(3 * MB as u64, pieces(&sent)).await.unwrap());
    let refused = store.receive(3 * MB as u64 - 1, pieces(&sent)).await.unwrap_err();
    assert!(matches!(refused, ReceiveError::TooBig { limit: 3_145_727 }));
    settled(&disk).await;
}

#[tokio::test]
async fn a_sender_who_breaks_off_leaves_nothing() {
    let (disk, store) = local().await;
    let broken = stream::iter([Ok(content(2 * MB)), Err("cut"), Ok(content(1))]);
    let refused = store.receive(u64::MAX, broken).await.unwrap_err();
    assert!(matches!(refused, ReceiveError::Source("cut")));
    settled(&disk).await;
}

#[tokio::test]
async fn a_receipt_or_a_receiving_that_is_dropped_leaves_nothing() {
    let (disk, store) = local().await;
    let waiting = received(&store, &content(2 * MB)).await;
    assert_eq!(files(disk.path()).len(), 1);
    drop(waiting);
    assert!(files(disk.path()).is_empty());

    let endless = stream::iter([Ok::<_, ()>(content(2 * MB))]).chain(stream::pending());
    let receiving = store.receive(u64::MAX, endless);
    assert!(tokio::time::timeout(Duration::from_millis(200), receiving).await.is_err());
    settled(&disk).await;
}

#[tokio::test]
async fn a_waiting_file_can_be_examined() {
    let (_disk, store) = local().await;
    let sent = content(MB + 5);
    let waiting = received(&store, &sent).await;
    let mut seen = Vec::new();
    waiting.open().unwrap().read_to_end(&mut seen).unwrap();
    assert!(seen == sent);
    let stored = store.keep(waiting).await.unwrap();
    assert!(all(store.read(&stored.key).await.unwrap()).await == sent);
}

#[tokio::test]
async fn the_same_bytes_sent_64_times_at_once_are_one_file() {
    let (disk, store) = local().await;
    let sent = content(MB + 7);
    let stored = join_all((0..64).map(|_| kept(&store, &sent))).await;
    assert!(stored.iter().all(|one| *one == stored[0]));
    assert_eq!(files(disk.path()).len(), 1);
    assert_eq!(store.verify(&stored[0].key).await.unwrap(), Verdict::Sound { size: sent.len() as u64 });
}

#[tokio::test]
async fn damage_is_seen_and_healed_by_sending_the_file_again() {
    let (disk, store) = local().await;
    let sent = content(2 * MB);
    let key = kept(&store, &sent).await.key;
    let mut bytes = sent.to_vec();
    bytes[MB] ^= 1;
    fs::write(&files(disk.path())[0], &bytes).unwrap();
    let damaged = Verdict::Damaged { actual: Key::of(&bytes) };
    assert_eq!(store.verify(&key).await.unwrap(), damaged);
    kept(&store, &sent).await;
    assert_eq!(store.verify(&key).await.unwrap(), Verdict::Sound { size: 2 * MB as u64 });
}

#[tokio::test]
async fn a_file_cut_while_it_is_read_is_an_error_not_a_short_answer() {
    let (disk, store) = local().await;
    let key = kept(&store, &content(4 * MB)).await.key;
    let mut reading = store.read(&key).await.unwrap();
    reading.stream.next().await.unwrap().unwrap();
    File::options().write(true).open(&files(disk.path())[0]).unwrap().set_len(MB as u64).unwrap();
    let rest: Vec<_> = reading.stream.collect().await;
    assert!(matches!(rest.last(), Some(Err(StoreError::Disk(_)))));
}

#[tokio::test]
async fn parts_of_a_file() {
    let (_disk, store) = local().await;
    let sent = content(MB + 3);
    let size = sent.len() as u64;
    let key = kept(&store, &sent).await.key;
    for (asked, given) in
        [(0..1, 0..1), (262_143..262_145, 262_143..262_145), (size - 1..size, size - 1..size), (5..u64::MAX, 5..size)]
    {
        let reading = store.read_range(&key, asked).await.unwrap();
        assert_eq!((reading.size, reading.range.clone()), (size, given.clone()));
        let given = usize::try_from(given.start).unwrap()..usize::try_from(given.end).unwrap();
        assert!(all(reading).await == sent[given]);
    }
    #[expect(clippy::reversed_empty_ranges, reason = "a hostile header may ask so")]
    for wrong in [0..0, size..size + 1, 9..3, u64::MAX..u64::MAX] {
        let refused = store.read_range(&key, wrong).await.unwrap_err();
        assert!(matches!(refused, StoreError::BadRange { size: s } if s == size));
    }
}

#[tokio::test]
async fn an_absent_file_is_told_apart() {
    let (_disk, store) = local().await;
    let key = Key::of(b"never sent");
    assert!(matches!(store.read(&key).await.unwrap_err(), StoreError::NotFound));
    assert_eq!(store.verify(&key).await.unwrap(), Verdict::Missing);
    assert_eq!(store.written(&key).await.unwrap(), None);
    store.remove(&key).await.unwrap();
}

#[tokio::test]
async fn what_is_kept_again_is_as_fresh_as_what_is_new() {
    let (disk, store) = local().await;
    let key = kept(&store, &content(10)).await.key;
    let file = File::options().write(true).open(&files(disk.path())[0]).unwrap();
    let long_ago = store.written(&key).await.unwrap().unwrap() - Duration::from_hours(48);
    file.set_modified(long_ago).unwrap();
    assert_eq!(store.written(&key).await.unwrap(), Some(long_ago));
    kept(&store, &content(10)).await;
    assert!(store.written(&key).await.unwrap().unwrap() > long_ago + Duration::from_hours(47));
}

#[tokio::test]
async fn all_files_are_found_until_they_are_removed() {
    let (disk, store) = local().await;
    let mut sent = Vec::new();
    for length in 1..=40 {
        sent.push(kept(&store, &content(length)).await.key);
    }
    sent.sort();
    fs::write(disk.path().join("files/ab"), "not ours").ok();
    fs::write(disk.path().join("files/notes.txt"), "not ours").unwrap();
    let waiting = received(&store, &content(99)).await;
    fs::remove_file(disk.path().join("files/ab")).ok();
    assert_eq!(keys(&store).await, sent);
    drop(waiting);
    store.remove(&sent[7]).await.unwrap();
    assert!(matches!(store.read(&sent[7]).await.unwrap_err(), StoreError::NotFound));
    sent.remove(7);
    assert_eq!(keys(&store).await, sent);
}

#[tokio::test]
async fn leftovers_of_a_crash_go_after_a_day() {
    let (disk, store) = local().await;
    let incoming = disk.path().join("files/.incoming");
    for (name, hours) in [("old", 25), ("young", 23)] {
        let file = File::create(incoming.join(name)).unwrap();
        let then = file.metadata().unwrap().modified().unwrap() - Duration::from_hours(hours);
        file.set_modified(then).unwrap();
    }
    drop(store);
    FileStore::open(Place::Folder(disk.path().join("files"))).await.unwrap();
    assert_eq!(files(disk.path()), [incoming.join("young")]);
}

#[tokio::test]
async fn an_unusable_folder_is_told_in_one_sentence() {
    let disk = tempfile::tempdir().unwrap();
    let path = disk.path().join("taken");
    fs::write(&path, "a file").unwrap();
    let refused = FileStore::open(Place::Folder(path.clone())).await.unwrap_err().to_string();
    let said = format!("Папка файлов {} недоступна: на её месте лежит файл. ", path.display());
    assert!(refused.starts_with(&said), "{refused}");
    assert!(refused.ends_with("укажите в настройках другую папку."), "{refused}");
}

#[tokio::test]
async fn the_health_question_sees_a_lost_folder_and_receiving_restores_it() {
    let (disk, store) = local().await;
    store.ready().await.unwrap();
    fs::remove_dir_all(disk.path().join("files")).unwrap();
    assert!(matches!(store.ready().await.unwrap_err(), StoreError::Folder { .. }));
    kept(&store, &content(10)).await;
    store.ready().await.unwrap();
}

/// What was given up goes away on the disk thread, a moment later.
async fn settled(disk: &tempfile::TempDir) {
    for _ in 0..100 {
        if files(disk.path()).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left behind: {:?}", files(disk.path()));
}

#[tokio::test]
async fn a_note_lies_beside_the_files_under_its_own_name() {
    let (disk, store) = local().await;
    a_note_is_kept(&store).await;
    assert!(disk.path().join("files/.notes/erased-1.json").exists());
}

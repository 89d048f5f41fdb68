//! A disk that fills up, played on a small disk in memory; needs the right to mount, else passes with a note.
#![allow(clippy::unwrap_used)]

mod world;

use std::path::Path;
use std::process::Command;

use filestore::{FileStore, Place, ReceiveError, StoreError};
use world::{MB, all, content, files, kept, pieces};

#[tokio::test]
async fn a_full_disk_is_said_so_leaves_nothing_and_recovers() {
    let Some(disk) = SmallDisk::mount() else {
        return println!("no right to mount a small disk: not checked");
    };
    let store = FileStore::open(Place::Folder(disk.path().join("files"))).await.unwrap();
    let empty = store.room().unwrap().unwrap();
    assert_eq!(empty.whole, 8 * MB as u64);
    let first = kept(&store, &content(3 * MB)).await;
    let room = store.room().unwrap().unwrap();
    assert!(empty.free - room.free >= 3 * MB as u64, "{empty:?} {room:?}");
    let big = content(6 * MB);
    let refused = store.receive(1 << 40, pieces(&big)).await.unwrap_err();
    assert!(matches!(refused, ReceiveError::Store(StoreError::NoSpace(_))), "{refused:?}");
    assert_eq!(files(disk.path()).len(), 1);
    assert_eq!(all(store.read(&first.key).await.unwrap()).await.len(), 3 * MB);

    store.remove(&first.key).await.unwrap();
    kept(&store, &big).await;
}

struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let point = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(point.path());
        mount.output().ok()?.status.success().then(|| SmallDisk(point))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0.path()).status().ok();
    }
}

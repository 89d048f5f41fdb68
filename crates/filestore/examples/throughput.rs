//! Measures the store on this disk beside plain hashing, in MB/s: `throughput [MB per file] [files at once]`.
//! Build with `--release`; the last line shows the most memory the process ever took.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::convert::Infallible;
use std::time::Instant;

use bytes::Bytes;
use filestore::{FileStore, Place, Stored};
use futures::future::join_all;
use futures::stream::{self, Stream, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

const PIECE: usize = 64 * 1024;

#[tokio::main]
async fn main() {
    let mut asked = std::env::args().skip(1).map(|word| word.parse::<usize>().unwrap());
    let (length, at_once) = (asked.next().unwrap_or(512), asked.next().unwrap_or(1));
    let folder = std::env::current_dir().unwrap().join("throughput-files");
    let store = FileStore::open(Place::Folder(folder.clone())).await.unwrap();
    let total = length * at_once;

    let hashing = hash_alone(length);
    let started = Instant::now();
    let received = join_all((0..at_once).map(|n| receive(&store, length, n))).await;
    let receiving = rate(total, started);
    let stored = join_all(received.into_iter().map(|one| async { store.keep(one).await.unwrap() })).await;
    let keeping = rate(total, started);
    let started = Instant::now();
    join_all(stored.iter().map(|one| read(&store, one))).await;
    let reading = rate(total, started);
    let started = Instant::now();
    for one in &stored {
        store.verify(&one.key).await.unwrap();
    }
    let verifying = rate(total, started);

    println!("{at_once} × {length} MB");
    for (what, speed) in [
        ("hashing alone", hashing),
        ("receive", receiving),
        ("receive + keep (fsync)", keeping),
        ("read", reading),
        ("verify", verifying),
    ] {
        println!("{what:24} {speed:7.0} MB/s  {:.2} of hashing", speed / hashing);
    }
    println!("{}", most_memory());
    std::fs::remove_dir_all(folder).unwrap();
}

/// What `sha256sum` does: one block after another, nothing written.
fn hash_alone(length: usize) -> f64 {
    let block = vec![7; 1024 * 1024];
    let started = Instant::now();
    let mut hash = Sha256::new();
    (0..length).for_each(|_| hash.update(&block));
    std::hint::black_box(hash.finalize());
    rate(length, started)
}

async fn receive(store: &FileStore, length: usize, n: usize) -> filestore::Received {
    store.receive(u64::MAX, pieces(length, u8::try_from(n).unwrap())).await.unwrap()
}

fn pieces(length: usize, n: u8) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let piece = Bytes::from(vec![n; PIECE]);
    stream::iter((0..length * 1024 * 1024 / PIECE).map(move |_| Ok(piece.clone())))
}

async fn read(store: &FileStore, one: &Stored) {
    let reading = store.read(&one.key).await.unwrap();
    let length = reading.stream.try_fold(0, async |sum, chunk| Ok(sum + chunk.len() as u64)).await;
    assert_eq!(length.unwrap(), one.size);
}

#[expect(clippy::cast_precision_loss, reason = "a speed for people to read")]
fn rate(megabytes: usize, started: Instant) -> f64 {
    megabytes as f64 / started.elapsed().as_secs_f64()
}

fn most_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: not known").to_owned()
}

//! Makes a folder of data with so many cases that the program can serve: `bench world --cases 100000 --dir bench/out/w100000`.
//! With `--postgres URL` the rows go into that database, the files into the folder.

use std::path::PathBuf;
use std::time::Instant;

use crate::random::Random;
use crate::world::{File, PASSWORD, World, fill_postgres, fill_sqlite};
use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use clap::Args;
use filestore::{FileStore, Place};

/// How large a world, and where.
#[derive(Args)]
pub(crate) struct Options {
    /// How many cases.
    #[arg(long)]
    cases: u64,
    /// The folder of data; what is in it is thrown away.
    #[arg(long)]
    dir: PathBuf,
    /// Put the rows here instead of SQLite.
    #[arg(long)]
    postgres: Option<String>,
}

/// Makes the world.
pub(crate) async fn run(options: Options) -> anyhow::Result<()> {
    let start = Instant::now();
    if options.dir.exists() {
        std::fs::remove_dir_all(&options.dir)?;
    }
    std::fs::create_dir_all(&options.dir)?;
    let store = FileStore::open(Place::Folder(options.dir.join("files"))).await?;
    let mut files = Vec::new();
    for number in 0..5 {
        files.push(keep(&store, number).await?);
    }
    let world = World::of(options.cases, files, password_hash()?)?;
    world.card().write(&options.dir)?;
    match options.postgres {
        Some(url) => fill_postgres(world, url).await?,
        None => fill_sqlite(&world, &options.dir.join("attestation.sqlite")).await?,
    }
    println!("{} cases in {:.1} s: {}", options.cases, start.elapsed().as_secs_f64(), options.dir.display());
    Ok(())
}

/// A small PDF, another one for each number.
async fn keep(store: &FileStore, number: u64) -> anyhow::Result<File> {
    let mut content = b"%PDF-1.7\n".to_vec();
    content.extend(Random::about(99, number).bytes(20_000 + 9_000 * usize::try_from(number)?));
    content.extend_from_slice(b"\n%%EOF\n");
    let stream = futures::stream::iter([Ok::<_, std::convert::Infallible>(bytes::Bytes::from(content))]);
    let received = store.receive(u64::MAX, stream).await.map_err(|error| anyhow::anyhow!("{error}"))?;
    let stored = store.keep(received).await?;
    Ok(File { key: stored.key.to_string(), size: i64::try_from(stored.size)? })
}

fn password_hash() -> anyhow::Result<String> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow::anyhow!("{error}"))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon.hash_password(PASSWORD.as_bytes()).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(hash.to_string())
}

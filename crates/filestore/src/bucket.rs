//! Files in an S3 bucket: `<prefix>/ab/cd/<hash>`.
//! The hash is known only at the end, so a file waits on the local disk and is sent when kept.

use std::fmt;
use std::ops::Range;
use std::path::Path as LocalPath;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    BackoffConfig, GetOptions, ObjectMeta, ObjectStore as _, ObjectStoreExt as _, PutPayload, RetryConfig,
    WriteMultipart,
};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use crate::error::{StoreError, aside};
use crate::folder;
use crate::key::Key;
use crate::note::NoteName;
use crate::place::S3;
use crate::reading::{self, Reading};
use crate::received::Received;
use crate::wire::Wire;
use crate::{Found, Stored, Verdict};

/// The least part S3 allows; 10 000 of them make the largest file, 50 GB.
const PART: usize = 5 * 1024 * 1024;
/// A file being sent takes two parts of memory, so all senders together take 40 MB.
const SENDERS: usize = 4;
/// A file kept this short a time ago is as good as new. Far less than what removes unnamed files spares.
const FRESH: Duration = Duration::from_mins(10);
const PATIENCE: Duration = Duration::from_secs(5);
const PROBE: &str = ".probe";
const NOTES: &str = ".notes";

pub(crate) struct Bucket {
    s3: AmazonS3,
    name: String,
    prefix: Path,
    scratch: Arc<LocalPath>,
    senders: Semaphore,
}

impl Bucket {
    pub(crate) async fn open(place: S3) -> Result<Bucket, StoreError> {
        let scratch = scratch(&place);
        let asked = Arc::clone(&scratch);
        let prepared = aside(move || folder::prepare(&asked, &asked)).await;
        prepared.map_err(|cause| StoreError::folder(&scratch, cause))?;
        let refuse = |cause| StoreError::bucket(&place.bucket, cause);
        let prefix = Path::parse(&place.prefix).map_err(|bad| refuse(bad.into()))?;
        let s3 = connect(&place).map_err(refuse)?;
        let bucket = Bucket { s3, name: place.bucket, prefix, scratch, senders: Semaphore::new(SENDERS) };
        bucket.put_probe().await?;
        Ok(bucket)
    }

    pub(crate) fn scratch(&self) -> Arc<LocalPath> {
        Arc::clone(&self.scratch)
    }

    pub(crate) async fn keep(&self, received: Received) -> Result<Stored, StoreError> {
        let stored = Stored { key: received.key.clone(), size: received.size };
        let sound = Verdict::Sound { size: stored.size };
        // What has lain there for long is sent again: its time must say that it has just been kept.
        let is_fresh = |at: SystemTime| at.elapsed().map_or(true, |age| age < FRESH);
        if self.written(&stored.key).await?.is_some_and(is_fresh) && self.verify(&stored.key).await? == sound {
            return Ok(stored);
        }
        self.send(&received).await?;
        if self.verify(&stored.key).await? == sound { Ok(stored) } else { Err(StoreError::ReadBack) }
    }

    pub(crate) async fn read(&self, key: &Key, asked: Option<Range<u64>>) -> Result<Reading, StoreError> {
        let path = self.path(key);
        let mut options = GetOptions::default();
        if asked.is_some() {
            let size = self.s3.head(&path).await?.size;
            options = options.with_range(Some(reading::part(asked, size)?));
        }
        let got = self.s3.get_opts(&path, options).await?;
        let (size, range) = (got.meta.size, got.range.clone());
        Ok(Reading { size, range, stream: got.into_stream().map_err(StoreError::from).boxed() })
    }

    pub(crate) async fn verify(&self, key: &Key) -> Result<Verdict, StoreError> {
        let mut reading = match self.read(key, None).await {
            Err(StoreError::NotFound) => return Ok(Verdict::Missing),
            other => other?,
        };
        let (mut hash, mut size) = (Sha256::new(), 0);
        while let Some(chunk) = reading.stream.try_next().await? {
            hash.update(&chunk);
            size += chunk.len() as u64;
        }
        let actual = Key::from_hash(hash);
        Ok(if actual == *key { Verdict::Sound { size } } else { Verdict::Damaged { actual } })
    }

    pub(crate) fn keys(&self) -> BoxStream<'static, Result<Found, StoreError>> {
        let listed = self.s3.list(Some(&self.prefix)).map_err(StoreError::from);
        listed.try_filter_map(async |object| Ok(found(&object))).boxed()
    }

    pub(crate) async fn written(&self, key: &Key) -> Result<Option<SystemTime>, StoreError> {
        match self.s3.head(&self.path(key)).await {
            Ok(about) => Ok(Some(SystemTime::from(about.last_modified))),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    pub(crate) async fn remove(&self, key: &Key) -> Result<(), StoreError> {
        match self.s3.delete(&self.path(key)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    pub(crate) async fn put_note(&self, name: &NoteName, content: Vec<u8>) -> Result<(), StoreError> {
        self.s3.put(&self.shelf_of_notes().join(name.as_str()), PutPayload::from(content)).await?;
        Ok(())
    }

    pub(crate) async fn note(&self, name: &NoteName) -> Result<Vec<u8>, StoreError> {
        let got = self.s3.get(&self.shelf_of_notes().join(name.as_str())).await?;
        Ok(got.bytes().await?.to_vec())
    }

    pub(crate) async fn notes(&self) -> Result<Vec<NoteName>, StoreError> {
        let listed = self.s3.list(Some(&self.shelf_of_notes())).map_err(StoreError::from);
        listed
            .try_filter_map(async |object| Ok(object.location.filename().and_then(NoteName::parse)))
            .try_collect()
            .await
    }

    fn shelf_of_notes(&self) -> Path {
        self.prefix.clone().join(NOTES)
    }

    pub(crate) async fn ready(&self) -> Result<(), StoreError> {
        tokio::time::timeout(PATIENCE, self.find_probe()).await.unwrap_or(Err(StoreError::Silent))
    }

    async fn find_probe(&self) -> Result<(), StoreError> {
        match self.s3.head(&self.prefix.clone().join(PROBE)).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => self.put_probe().await,
            Err(cause) => Err(StoreError::bucket(&self.name, cause)),
        }
    }

    async fn put_probe(&self) -> Result<(), StoreError> {
        let put = self.s3.put(&self.prefix.clone().join(PROBE), PutPayload::from_static(b"probe")).await;
        put.map(drop).map_err(|cause| StoreError::bucket(&self.name, cause))
    }

    async fn send(&self, received: &Received) -> Result<(), StoreError> {
        // The semaphore is never closed; were it so, sending unbounded is no harm.
        let _turn = self.senders.acquire().await.ok();
        let path = self.path(&received.key);
        let mut blocks = reading::of_file(received.open()?, None)?.stream;
        if received.size <= PART as u64 {
            let whole: Vec<_> = blocks.try_collect().await?;
            self.s3.put(&path, PutPayload::from_iter(whole)).await?;
            return Ok(());
        }
        let mut parts = WriteMultipart::new_with_chunk_size(self.s3.put_multipart(&path).await?, PART);
        if let Err(broken) = feed(&mut parts, &mut blocks).await {
            // What matters is why the sending broke; parts that stay are the lifecycle rule's to clear.
            parts.abort().await.ok();
            return Err(broken);
        }
        parts.finish().await?;
        Ok(())
    }

    fn path(&self, key: &Key) -> Path {
        let (outer, inner) = key.shelf();
        self.prefix.clone().join(outer).join(inner).join(key.as_str())
    }
}

async fn feed(
    parts: &mut WriteMultipart,
    blocks: &mut BoxStream<'static, Result<bytes::Bytes, StoreError>>,
) -> Result<(), StoreError> {
    while let Some(block) = blocks.try_next().await? {
        parts.wait_for_capacity(2).await?;
        parts.put(block);
    }
    Ok(())
}

fn connect(place: &S3) -> object_store::Result<AmazonS3> {
    let retry =
        RetryConfig { backoff: BackoffConfig::default(), max_retries: 2, retry_timeout: Duration::from_secs(10) };
    let mut builder = AmazonS3Builder::new()
        .with_region(&place.region)
        .with_bucket_name(&place.bucket)
        .with_access_key_id(&place.access_key)
        .with_secret_access_key(&place.secret_key)
        .with_allow_http(place.allow_http)
        .with_disable_bulk_delete(true) // not every service has it
        .with_retry(retry)
        .with_http_connector(Wire { allow_http: place.allow_http });
    if let Some(endpoint) = &place.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    builder.build()
}

fn scratch(place: &S3) -> Arc<LocalPath> {
    let default = || std::env::temp_dir().join("attestation-incoming");
    place.scratch.clone().unwrap_or_else(default).into()
}

fn found(object: &ObjectMeta) -> Option<Found> {
    let key = Key::parse(object.location.filename()?)?;
    Some(Found { key, size: object.size, written: SystemTime::from(object.last_modified) })
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket")
            .field("name", &self.name)
            .field("prefix", &self.prefix.as_ref())
            .finish_non_exhaustive()
    }
}

//! The store in a bucket, against a real S3 server inside the test.
#![allow(clippy::unwrap_used)]

mod world;

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use filestore::{FileStore, Key, Place, S3, StoreError, Verdict};
use futures::future::join_all;
use futures::stream;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tokio::net::TcpListener;
use tokio::time::Instant;
use world::{MB, a_note_is_kept, all, content, files, kept, keys, received};

#[tokio::test]
async fn a_file_of_any_length_comes_back_the_same() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let mut sent_keys = Vec::new();
    for length in [1, 8191, 5 * MB, 5 * MB + 1, 40 * MB] {
        let sent = content(length);
        let stored = kept(&store, &sent).await;
        assert_eq!((&stored.key, stored.size), (&Key::of(&sent), length as u64));
        let reading = store.read(&stored.key).await.unwrap();
        assert_eq!((reading.size, reading.range.clone()), (length as u64, 0..length as u64));
        assert!(all(reading).await == sent, "{length}");
        assert_eq!(store.verify(&stored.key).await.unwrap(), Verdict::Sound { size: length as u64 });
        sent_keys.push(stored.key);
    }
    sent_keys.sort();
    assert_eq!(keys(&store).await, sent_keys);
    assert!(files(&cloud.scratch()).is_empty());
    let first = sent_keys[0].as_str();
    assert!(cloud.object(&sent_keys[0]).ends_with(format!("teachers/{}/{}/{first}", &first[..2], &first[2..4])));
}

#[tokio::test]
async fn a_note_lies_beside_the_files_under_its_own_name() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    a_note_is_kept(&store).await;
}

#[tokio::test]
async fn parts_of_a_file() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let sent = content(MB);
    let key = kept(&store, &sent).await.key;
    let reading = store.read_range(&key, 1000..70_000).await.unwrap();
    assert_eq!((reading.size, reading.range.clone()), (MB as u64, 1000..70_000));
    assert!(all(reading).await == sent[1000..70_000]);
    let reading = store.read_range(&key, 1_048_570..u64::MAX).await.unwrap();
    assert!(all(reading).await == sent[1_048_570..]);
    let refused = store.read_range(&key, 1_048_576..1_048_577).await.unwrap_err();
    assert!(matches!(refused, StoreError::BadRange { size: 1_048_576 }));
}

#[tokio::test]
async fn absent_and_removed_files_are_told_apart() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let key = kept(&store, &content(100)).await.key;
    store.remove(&key).await.unwrap();
    store.remove(&key).await.unwrap();
    assert!(matches!(store.read(&key).await.unwrap_err(), StoreError::NotFound));
    assert!(matches!(store.read_range(&key, 0..1).await.unwrap_err(), StoreError::NotFound));
    assert_eq!(store.verify(&key).await.unwrap(), Verdict::Missing);
    assert!(keys(&store).await.is_empty());
    store.ready().await.unwrap();
}

#[tokio::test]
async fn damage_is_seen_and_healed_by_sending_the_file_again() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let sent = content(MB);
    let key = kept(&store, &sent).await.key;
    let mut bytes = sent.to_vec();
    bytes[77] ^= 1;
    fs::write(cloud.object(&key), &bytes).unwrap();
    assert_eq!(store.verify(&key).await.unwrap(), Verdict::Damaged { actual: Key::of(&bytes) });
    kept(&store, &sent).await;
    assert_eq!(store.verify(&key).await.unwrap(), Verdict::Sound { size: MB as u64 });
}

#[tokio::test]
async fn the_same_bytes_from_two_servers_at_once_are_one_file() {
    let cloud = Cloud::start().await;
    let (left, right) = (cloud.store().await, cloud.store().await);
    let sent = content(6 * MB);
    let stored = join_all((0..8).map(|n| kept(if n % 2 == 0 { &left } else { &right }, &sent))).await;
    assert!(stored.iter().all(|one| *one == stored[0]));
    assert_eq!(keys(&left).await, [Key::of(&sent)]);
}

#[tokio::test]
async fn a_broken_sender_leaves_nothing() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let broken = stream::iter([Ok(content(2 * MB)), Err("cut")]);
    store.receive(u64::MAX, broken).await.unwrap_err();
    drop(received(&store, &content(MB)).await);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(files(&cloud.scratch()).is_empty());
    assert!(keys(&store).await.is_empty());
}

#[tokio::test]
async fn wrong_settings_are_told_in_one_sentence() {
    let cloud = Cloud::start().await;
    let right = cloud.place();
    let stolen = S3 { secret_key: "stolen".into(), ..right.clone() };
    let bare = S3 { allow_http: false, ..right.clone() };
    let nobody = S3 { endpoint: Some("http://127.0.0.1:9".into()), ..right };
    for (reason, wrong) in [
        ("ключи доступа не подошли", stolen),
        ("служба не отвечает или отвечает ошибкой", bare),
        ("служба не отвечает или отвечает ошибкой", nobody),
    ] {
        let refused = FileStore::open(Place::S3(wrong)).await.unwrap_err();
        let said = format!("Хранилище S3 (корзина «files») недоступно: {reason}. ");
        assert!(refused.to_string().starts_with(&said), "{refused} {refused:?}");
        assert!(!format!("{refused:?}").contains("stolen"));
    }
}

#[tokio::test]
async fn a_service_that_hangs_is_an_answer_within_seconds() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let waiting = received(&store, &content(10)).await;
    cloud.becomes(Mood::Silent);
    let asked = Instant::now();
    assert!(matches!(store.ready().await.unwrap_err(), StoreError::Silent));
    assert!(matches!(store.keep(waiting).await.unwrap_err(), StoreError::Remote(_)));
    assert!(asked.elapsed() < Duration::from_secs(20));
    assert!(files(&cloud.scratch()).is_empty());
}

#[tokio::test]
async fn a_service_that_forgets_what_it_accepted_is_not_believed() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let waiting = received(&store, &content(10)).await;
    cloud.becomes(Mood::Forgetful);
    assert!(matches!(store.keep(waiting).await.unwrap_err(), StoreError::ReadBack));
    cloud.becomes(Mood::Honest);
    kept(&store, &content(10)).await;
}

#[tokio::test]
async fn what_is_kept_again_is_as_fresh_as_what_is_new() {
    let cloud = Cloud::start().await;
    let store = cloud.store().await;
    let key = kept(&store, &content(10)).await.key;
    let object = std::fs::File::options().write(true).open(cloud.object(&key)).unwrap();
    let long_ago = store.written(&key).await.unwrap().unwrap() - Duration::from_hours(48);
    object.set_modified(long_ago).unwrap();
    assert!(store.written(&key).await.unwrap().unwrap() < long_ago + Duration::from_secs(2));
    kept(&store, &content(10)).await;
    assert!(store.written(&key).await.unwrap().unwrap() > long_ago + Duration::from_hours(47));
    assert_eq!(store.written(&Key::of(b"other")).await.unwrap(), None);
}

/// A server whose buckets are folders, and the folder one store waits in.
struct Cloud {
    disk: tempfile::TempDir,
    endpoint: String,
    mood: Arc<Mutex<Mood>>,
}

#[derive(Clone, Copy, Default)]
enum Mood {
    #[default]
    Honest,
    /// Takes a question and never answers.
    Silent,
    /// Says yes to what it is given and stores nothing.
    Forgetful,
}

impl Cloud {
    async fn start() -> Cloud {
        let disk = tempfile::tempdir().unwrap();
        fs::create_dir_all(disk.path().join("cloud/files")).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let buckets = s3s_fs::FileSystem::new(disk.path().join("cloud")).unwrap();
        let mut service = S3ServiceBuilder::new(buckets);
        service.set_auth(SimpleAuth::from_single("open-half", "closed-half"));
        let mood = Arc::default();
        tokio::spawn(serve(listener, service.build(), Arc::clone(&mood)));
        Cloud { disk, endpoint, mood }
    }

    fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn place(&self) -> S3 {
        S3 {
            endpoint: Some(self.endpoint.clone()),
            region: "us-east-1".into(),
            bucket: "files".into(),
            prefix: "/teachers/".into(),
            access_key: "open-half".into(),
            secret_key: "closed-half".into(),
            allow_http: true,
            scratch: Some(self.scratch()),
        }
    }

    async fn store(&self) -> FileStore {
        FileStore::open(Place::S3(self.place())).await.unwrap()
    }

    fn scratch(&self) -> PathBuf {
        self.disk.path().join("scratch")
    }

    fn object(&self, key: &Key) -> PathBuf {
        let all = files(&self.disk.path().join("cloud/files"));
        all.into_iter().find(|path| path.ends_with(key.as_str())).unwrap()
    }
}

async fn serve(listener: TcpListener, service: S3Service, mood: Arc<Mutex<Mood>>) {
    while let Ok((socket, _)) = listener.accept().await {
        let (service, mood) = (service.clone(), Arc::clone(&mood));
        let answer = service_fn(move |asked| answer(service.clone(), asked, *mood.lock().unwrap()));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(socket), answer);
        tokio::spawn(connection);
    }
}

async fn answer(
    service: S3Service,
    asked: hyper::Request<hyper::body::Incoming>,
    mood: Mood,
) -> Result<hyper::Response<s3s::Body>, s3s::HttpError> {
    match mood {
        Mood::Silent => std::future::pending().await,
        Mood::Forgetful if asked.method() == hyper::Method::PUT => {
            let mut yes = hyper::Response::new(s3s::Body::empty());
            yes.headers_mut().insert("etag", "\"0\"".parse().unwrap());
            Ok(yes)
        }
        Mood::Forgetful | Mood::Honest => TowerToHyperService::new(service).call(asked).await,
    }
}

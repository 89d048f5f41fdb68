//! The whole application on a bucket: a real S3 server inside the test, people at their browsers.

use std::path::Path;

use attestation::accounts::Role;
use attestation::applications::{Category, Stage};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;

use crate::app::{Engine, TestApp};

const TEMPLATE: &[u8] = include_bytes!("../data/conclusion-template.docx");
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const SCAN: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

/// Serves the folder's buckets as S3; where.
async fn serve(buckets: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(buckets).unwrap());
    service.set_auth(SimpleAuth::from_single("open-half", "closed-half"));
    let service = service.build();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = TowerToHyperService::new(service.clone());
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
        }
    });
    endpoint
}

/// Files in a folder, at any depth, that are not the server's own notes.
fn objects(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let paths = entries.map(|entry| entry.unwrap().path());
    let own = |path: &Path| path.file_name().unwrap().to_string_lossy().starts_with('.');
    paths.filter(|path| !own(path)).map(|path| if path.is_dir() { objects(&path) } else { 1 }).sum()
}

async fn a_case_from_papers_to_result(engine: Engine) {
    let disk = tempfile::tempdir().unwrap();
    let bucket = disk.path().join("files");
    std::fs::create_dir(&bucket).unwrap();
    let endpoint = serve(disk.path()).await;
    let settings = [
        ("s3_endpoint", endpoint.as_str()),
        ("s3_region", "us-east-1"),
        ("s3_bucket", "files"),
        ("s3_access_key", "open-half"),
        ("s3_secret_key", "closed-half"),
    ];
    let Some(t) = TestApp::start_with(engine, &settings).await else { return };
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    t.assigned(seat, &[&case]).await;
    let (zoya, olesya, kira) = (t.zoya().await, t.enter("olesya").await, t.enter("kira").await);
    assert_eq!(t.visitor().get("/readyz").await.text(), "ready\n");

    let home = format!("/applications/{}", case.id);
    crate::reviewing::blank_in_force(&zoya, TEMPLATE).await;
    let both: &[(&str, &str, &[u8])] = &[("file", "Диплом.pdf", DIPLOMA), ("file", "Скан.jpg", SCAN)];
    assert_eq!(kira.upload(&format!("{home}/documents"), &[("kind", "diploma")], both).await.to(), home);
    let conclusion = format!("{home}/conclusion");

    olesya.declare(&home).await;
    let page = olesya.get(&home).await;
    assert!(page.words().contains("Скачать все документы одним архивом (180 КБ)"), "{}", page.words());
    let papers: Vec<String> = page
        .text()
        .split(&format!("{home}/documents/"))
        .skip(1)
        .map(|rest| rest.split(['"', '/', '?']).next().unwrap().to_owned())
        .collect();
    let mut downloads = Vec::new();
    for paper in &papers {
        downloads.push(olesya.get(&format!("{home}/documents/{paper}/file")).await.bytes);
    }
    assert!(downloads.iter().any(|bytes| bytes == DIPLOMA) && downloads.iter().any(|bytes| bytes == SCAN));

    let archive = olesya.get(&format!("{home}/archive")).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&archive.bytes)).unwrap();
    let mut sizes: Vec<u64> = (0..zip.len()).map(|at| zip.by_index(at).unwrap().size()).collect();
    sizes.sort_unstable();
    let mut expected = [DIPLOMA.len() as u64, SCAN.len() as u64];
    expected.sort_unstable();
    assert_eq!(sizes, expected);

    let filled = olesya.get(&format!("{conclusion}/template")).await;
    let attached = olesya.upload(&conclusion, &[], &[("conclusion", "Заключение.docx", &filled.bytes)]).await;
    assert_eq!(attached.to(), conclusion);
    let recorded = olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "1")]).await;
    assert_eq!(recorded.to(), format!("{home}/result"));
    assert_eq!(t.fresh(&case).await.stage, Stage::Concluded);
    assert_eq!(zoya.get(&format!("{conclusion}/1/file")).await.bytes, filled.bytes);

    assert_eq!(objects(&bucket), 4, "the template, two papers and the conclusion are in the bucket");
    assert!(!t.has_folder("files"), "and nothing is beside it on this disk");
}

#[tokio::test]
async fn on_sqlite() {
    a_case_from_papers_to_result(Engine::Sqlite).await;
}

#[tokio::test]
async fn on_postgres() {
    a_case_from_papers_to_result(Engine::Postgres).await;
}

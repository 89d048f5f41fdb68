//! What bad transport gets: a connection lost in the middle, a file too large, a request that is no form, the headers of every answer.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};

use crate::app::{Answer, Engine, TestApp};
use crate::on_both;

on_both!(a_lost_connection_stores_nothing, every_answer_carries_the_headers, browsers_tell_what_the_policy_has_stopped);

const SCAN: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

/// The beginning of an upload whose sender goes away.
fn torn(path: &str, token: &str) -> Request<Body> {
    let head = format!(
        "--border\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--border\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ndiploma\r\n--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n"
    );
    let pieces: Vec<Result<Bytes, std::io::Error>> = vec![
        Ok(head.into_bytes().into()),
        Ok(Bytes::from_static(SCAN)),
        Err(std::io::ErrorKind::ConnectionReset.into()),
    ];
    Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=border")
        .body(Body::from_stream(futures::stream::iter(pieces)))
        .unwrap()
}

async fn a_lost_connection_stores_nothing(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    let path = format!("/applications/{}/documents", case.id);
    let answer = kira.send(torn(&path, &kira.form_token().await)).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
    assert!(
        answer
            .words()
            .contains("Связь оборвалась, и файл пришёл не целиком. Ничего не сохранено. Отправьте файл ещё раз."),
        "{}",
        answer.words()
    );
    assert_eq!(t.count("select count(*) from documents").await, 0);
    assert_eq!(t.files_on_disk(), 0);
    assert_eq!(
        kira.upload(&path, &[("kind", "diploma")], &[("file", "a.jpg", SCAN)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(t.files_on_disk(), 1);
}

#[tokio::test]
async fn a_file_above_the_limit_is_named_and_not_stored() {
    let t = TestApp::start_with(Engine::Sqlite, &[("upload_limit_mb", "1")]).await.unwrap();
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    let large = vec![0xff; 1024 * 1024 + 1];
    let path = format!("/applications/{}/documents", case.id);
    let answer = kira.upload(&path, &[("kind", "results"), ("title", "Справка")], &[("file", "a.jpg", &large)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults()[0],
        "Файл больше 1 МБ. Уменьшите его, например сохраните скан с меньшим качеством, и выберите снова."
    );
    assert!(answer.text().contains("value=\"Справка\"") && answer.text().contains("value=\"results\" selected"));
    assert_eq!(t.files_on_disk(), 0);
}

fn assert_headers(answer: &Answer, what: &str) {
    let value = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(
        value("content-security-policy").as_deref(),
        Some(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp-reports; report-to csp"
        ),
        "{what}"
    );
    assert_eq!(value("reporting-endpoints").as_deref(), Some("csp=\"/csp-reports\""), "{what}");
    assert_eq!(value("x-content-type-options").as_deref(), Some("nosniff"), "{what}");
    assert_eq!(value("x-frame-options").as_deref(), Some("DENY"), "{what}");
    assert_eq!(value("referrer-policy").as_deref(), Some("same-origin"), "{what}");
    assert_eq!(value("cache-control").as_deref(), Some("no-store"), "{what}");
    assert_eq!(value("cross-origin-opener-policy").as_deref(), Some("same-origin"), "{what}");
    assert_eq!(value("server"), None, "{what}");
    assert!(answer.headers.get_all("content-type").iter().count() <= 1, "{what}");
}

async fn every_answer_carries_the_headers(t: TestApp) {
    let zoya = t.zoya().await;
    let oversized = Request::post("/login")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(vec![b'a'; 600 * 1024]))
        .unwrap();
    let answers = [
        ("200", zoya.get("/cabinet").await),
        ("303", t.visitor().get("/cabinet").await),
        ("404", zoya.get("/there/is/no/such/page").await),
        ("404 id", zoya.get("/applications/019aaaaa-0000-7000-8000-000000000000").await),
        (
            "405 is 404",
            zoya.send(Request::delete("/login").header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap())
                .await,
        ),
        ("400", zoya.send(Request::post("/profile").body(Body::empty()).unwrap()).await),
        ("413", zoya.send(oversized).await),
        ("422", zoya.post("/profile", &[("surname", "")]).await),
    ];
    for (what, answer) in &answers {
        assert_eq!(answer.status.as_str(), if *what == "405 is 404" { "404" } else { &what[..3] }, "{what}");
        assert_headers(answer, what);
        if answer.status != StatusCode::SEE_OTHER {
            assert!(
                answer.text().contains("<main") && answer.text().contains("Настройки отображения"),
                "{what}: a full page"
            );
        }
    }
}

async fn browsers_tell_what_the_policy_has_stopped(t: TestApp) {
    let report = |kind: &str, body: Vec<u8>| {
        let request = Request::post("/csp-reports").header(header::CONTENT_TYPE, kind);
        request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()
    };
    let told = br#"{"csp-report": {"document-uri": "https://att.example.ru/login", "effective-directive": "img-src", "blocked-uri": "data"}}"#;
    let zoya = t.zoya().await;
    let before = t.app.db.asked().count();
    for (kind, body) in [
        ("application/csp-report", told.to_vec()),
        ("application/reports+json", b"[]".to_vec()),
        ("text/plain", b"anything".to_vec()),
    ] {
        let answer = zoya.send(report(kind, body)).await;
        assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NO_CONTENT, 0), "{kind}");
    }
    assert_eq!(t.app.db.asked().count(), before, "nothing is asked and nothing is kept");
    let long = zoya.send(report("application/csp-report", vec![b' '; 33 * 1024])).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let file = zoya.get("/assets/none.js").await;
    assert!(file.headers.contains_key("reporting-endpoints"));
}

//! The application under test: a fresh database and file folder, letters in memory, a clock turned by hand.

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use attestation::config::{Config, Sources};
use attestation::context::App;
use attestation::platform::clock::{Clock, Moment};
use attestation::platform::db::{Database, Db};
use attestation::platform::engine::DbError;
use attestation::platform::migrations;
use attestation::platform::post::{Kept, Post};
use attestation::platform::schedule::deliver;
use attestation::platform::visit::{Brought, Visit};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use filestore::FileStore;
use jiff::SignedDuration;
use tower::ServiceExt;

use crate::places;

/// The database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What a test does, from an application that has just started to its last assertion.
pub type Lived = Pin<Box<dyn Future<Output = ()>>>;

/// Makes one test of each engine out of one `async fn(TestApp)`; settings of its own may stand before the names.
/// A test is two plain functions that call [`run`]: what each of a thousand needs beside is compiled once.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => { $crate::on_both!(&[]; $($name),*); };
    ($settings:expr; $($name:ident),* $(,)?) => { $(
        mod $name {
            fn lived(t: $crate::app::TestApp) -> $crate::app::Lived {
                Box::pin(super::$name(t))
            }
            #[test]
            fn sqlite() {
                $crate::app::run($crate::app::Engine::Sqlite, $settings, lived);
            }
            #[test]
            fn postgres() {
                $crate::app::run($crate::app::Engine::Postgres, $settings, lived);
            }
        }
    )* };
}

/// Runs a test against a fresh application. On PostgreSQL only where a server is given: `bin/check` starts one.
pub fn run(engine: Engine, settings: &[(&str, &str)], test: fn(TestApp) -> Lived) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        if let Some(t) = TestApp::start_with(engine, settings).await {
            test(t).await;
        }
    });
}

pub struct TestApp {
    pub app: App,
    pub router: Router,
    folder: tempfile::TempDir,
    _server: Option<places::OnServer>,
}

/// 23 November 2026, 14:00 in Tomsk.
pub const START: i64 = 1_795_417_200_000_000;

impl TestApp {
    /// None when the engine is PostgreSQL and no server is given in `ATTESTATION_TEST_POSTGRES`.
    pub async fn start(engine: Engine) -> Option<Self> {
        Self::start_with(engine, &[]).await
    }

    /// With settings of its own.
    pub async fn start_with(engine: Engine, settings: &[(&str, &str)]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut given: HashMap<String, String> = settings
            .iter()
            .map(|(name, value)| (format!("ATTESTATION_{}", name.to_uppercase()), (*value).to_owned()))
            .collect();
        given.insert("ATTESTATION_DATA".into(), folder.path().display().to_string());
        given.entry("ATTESTATION_CENTRE_PHONE".into()).or_insert("8 (3822) 00-00-00".into());
        given.entry("ATTESTATION_CENTRE_ADDRESS".into()).or_insert("634000, г. Томск, ул. Вымышленная, д. 1".into());
        // Nobody in a test has a phone, unless the test is about it.
        given.entry("ATTESTATION_SECOND_FACTOR".into()).or_insert("offered".into());
        // Neighbours of a test are on this machine.
        given.entry("ATTESTATION_INNER_HOOKS".into()).or_insert("yes".into());
        let server = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(places::on_server()?),
        };
        match &server {
            None => places::in_folder(folder.path()),
            Some(one) => {
                given.insert("ATTESTATION_DATABASE".into(), one.url.clone());
                // Each connection prepares every statement anew: a test needs as many as two people at once.
                given.insert("ATTESTATION_DATABASE_READERS".into(), "2".into());
                given.insert("ATTESTATION_DATABASE_WRITERS".into(), "2".into());
            }
        }
        let mut config: Config =
            Sources::read(|name| given.get(name).cloned(), None).and_then(|sources| sources.parse()).unwrap();
        config.post = Post::memory();
        config.outward = config.outward.patient(Duration::from_secs(1));
        let db = open(&config.database).await;
        let files = FileStore::open(config.files.clone()).await.unwrap();
        let app = App::new(config, db, files, Clock::held(Moment::of_micros(START)), attestation::app::told());
        let router = attestation::app::router(&app);
        Some(Self { app, router, folder, _server: server })
    }

    /// A visitor with an empty cookie jar.
    pub fn visitor(&self) -> Visitor {
        Visitor { router: self.router.clone(), cookies: Arc::default(), token: Arc::default() }
    }

    /// A request's visit, as a browser on this machine would make it.
    pub fn visit(&self) -> Visit {
        Visit::from(Brought {
            cookies: self.app.cookies(),
            token: String::new(),
            session: None,
            device: None,
            in_hand: None,
            said: None,
            display: String::new(),
            address: std::net::Ipv4Addr::LOCALHOST.into(),
            agent: "test".to_owned(),
            asked: "/".to_owned(),
        })
    }

    /// Sends what waits in the outbox; every letter sent so far.
    pub async fn letters(&self) -> Vec<Kept> {
        let app = &self.app;
        while deliver(&app.db, &app.clock, &app.config.post, &app.config.sender).await.unwrap() > 0 {}
        let Post::Memory(kept) = &app.config.post else { panic!("letters are kept in memory") };
        kept.lock().unwrap().clone()
    }

    /// The newest letter to an address.
    pub async fn letter_to(&self, email: &str) -> Kept {
        self.letters()
            .await
            .into_iter()
            .rev()
            .find(|letter| letter.to == email)
            .unwrap_or_else(|| panic!("no letter to {email}"))
    }

    /// Turns the clock.
    pub fn later(&self, span: SignedDuration) {
        self.app.clock.advance(span);
    }

    /// What the journal tells, oldest first: «act: words».
    pub async fn journal(&self) -> Vec<String> {
        self.app
            .db
            .read(|reader| {
                reader.rows("select act, outcome, words from journal order by id", &[], |row| {
                    let (act, outcome, words): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(if outcome == "done" {
                        format!("{act}: {words}")
                    } else {
                        format!("{act} ({outcome}): {words}")
                    })
                })
            })
            .await
            .map_err(|error: DbError| error.to_string())
            .unwrap()
    }

    /// Files kept or half-kept in the store's folder.
    pub fn files_on_disk(&self) -> usize {
        fn walk(folder: &std::path::Path) -> usize {
            let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            // Notes are no files of people.
            let paths = paths.filter(|path| !path.ends_with(".notes"));
            paths.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
        }
        walk(&self.folder.path().join("files"))
    }

    /// Whether the data folder has a folder of this name with anything in it.
    pub fn has_folder(&self, name: &str) -> bool {
        std::fs::read_dir(self.folder.path().join(name)).is_ok_and(|mut entries| entries.next().is_some())
    }

    /// One number out of the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.app
            .db
            .read(move |reader| reader.count(sql, &[]))
            .await
            .map_err(|error: DbError| error.to_string())
            .unwrap()
    }
}

async fn open(place: &Database) -> Db {
    migrations::open(place).await.unwrap()
}

/// Somebody at a browser.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    token: Arc<Mutex<String>>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The page as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The page as a person reads it: without tags, spaces folded, `&…;` read.
    pub fn words(&self) -> String {
        words_of(&self.text())
    }

    /// The rows of the workbook that came, cells of these columns as text.
    pub fn sheet(&self, names: &[&'static str]) -> Vec<Vec<String>> {
        let column = |name: &&'static str| officedocs::sheet::Column { name, also: &[], required: true };
        let columns: Vec<_> = names.iter().map(column).collect();
        let sheet = officedocs::sheet::read(&self.bytes, &columns).unwrap();
        let text = |cell: &officedocs::sheet::Cell| cell.value.text().unwrap_or_default();
        let rows = sheet.rows.iter();
        rows.map(|row| row.cells.iter().map(text).collect()).collect()
    }

    /// Where the answer sends on.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "not a redirect: {}", self.words());
        self.headers.get(header::LOCATION).unwrap().to_str().unwrap()
    }

    /// The sentences of the error summary.
    pub fn faults(&self) -> Vec<String> {
        let text = self.text();
        let Some((_, rest)) = text.split_once("govuk-error-summary__list") else {
            return Vec::new();
        };
        let list = rest.split("</ul>").next().unwrap();
        list.split("<li>").skip(1).map(|item| words_of(item.split("</li>").next().unwrap())).collect()
    }
}

/// Text without tags.
pub fn words_of(html: &str) -> String {
    let body = html.split("<main").nth(1).map_or(html, |rest| rest.split("</main>").next().unwrap());
    let mut out = String::new();
    let mut inside = body.len() != html.len();
    for sign in body.chars() {
        match sign {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            _ if !inside => out.push(sign),
            _ => {}
        }
    }
    let read = out
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&amp;", "&")
        .replace("&#38;", "&")
        .replace('\u{a0}', " ");
    read.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Visitor {
    /// Puts a cookie into the jar.
    pub fn hold(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// A cookie of the jar; empty when there is none.
    pub fn held(&self, name: &str) -> String {
        self.cookies.lock().unwrap().get(name).cloned().unwrap_or_default()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        let answer = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
        if let Some(token) =
            answer.text().split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next())
        {
            token.clone_into(&mut self.token.lock().unwrap());
        }
        answer
    }

    /// Follows redirects from a path to a page.
    pub async fn follow(&self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if !answer.status.is_redirection() {
                break;
            }
            let to = answer.to().to_owned();
            answer = self.get(&to).await;
        }
        answer
    }

    /// The token of this visitor's forms.
    pub async fn form_token(&self) -> String {
        self.token().await
    }

    async fn token(&self) -> String {
        if self.token.lock().unwrap().is_empty() {
            self.get("/display").await;
        }
        self.token.lock().unwrap().clone()
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token().await;
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.append_pair("token", &token);
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body.finish())).unwrap()).await
    }

    /// A specialist declares to have no interest in a case.
    pub async fn declare(&self, home: &str) {
        assert_eq!(self.post(&format!("{home}/declaration"), &[("answer", "none")]).await.to(), home);
    }

    /// Sends a form with files: (field, name, content).
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let token = self.token().await;
        let mut body = Vec::new();
        let mut all = vec![("token", token.as_str())];
        all.extend_from_slice(fields);
        for (name, value) in all {
            body.extend_from_slice(
                format!("--border\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        for (field, name, content) in files {
            body.extend_from_slice(format!("--border\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--border--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=border")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends any request with this visitor's cookies.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let cookies = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            let mut jar = self.cookies.lock().unwrap();
            if text.contains("Max-Age=0") {
                jar.remove(name)
            } else {
                jar.insert(name.to_owned(), value.to_owned())
            };
        }
        let bytes = axum::body::to_bytes(body, 256 * 1024 * 1024).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

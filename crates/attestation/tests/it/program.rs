//! The program itself: started on an empty folder, refusing what it cannot work with, saved and put back.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use attestation::applications::Stage;
use attestation::platform::clock::{Clock, Zone};
use attestation::platform::db::Database;
use attestation::platform::engine::DbError;
use attestation::platform::migrations;

static SCHEMA: AtomicU32 = AtomicU32::new(0);

/// The program in a folder of its own, with nothing of this machine's settings.
fn program(folder: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attestation"));
    command.current_dir(folder).env_clear();
    for (name, value) in settings {
        command.env(format!("ATTESTATION_{name}"), value);
    }
    command
}

fn asked(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Output {
    program(folder, settings).args(arguments).output().unwrap()
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

/// What a refusal says: the one line on stderr.
pub fn refusal(folder: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = asked(folder, settings, arguments);
    let told = said(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert_eq!(told.lines().count(), 1, "one sentence, not {told}");
    told.trim_end().to_owned()
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A program that serves.
pub struct Serving {
    child: Child,
    port: u16,
    took: Duration,
}

impl Serving {
    pub fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::start_as(folder, settings, "serve", &[])
    }

    fn start_as(folder: &Path, settings: &[(&str, &str)], command: &str, arguments: &[&str]) -> Self {
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let mut all = vec![("LISTEN", listen.as_str())];
        all.extend_from_slice(settings);
        let scheme = if settings.iter().any(|(name, _)| *name == "TLS_KEY") { "https" } else { "http" };
        let began = Instant::now();
        let mut starting = program(folder, &all);
        starting.arg(command).args(arguments);
        if command == "demo" {
            starting.args(["--port", &port.to_string()]);
        }
        let mut child = starting.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), format!("«Аттестация» работает: {scheme}://127.0.0.1:{port}/"));
        let took = began.elapsed();
        Self { child, port, took }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// The status and the body a path answers with.
    fn get(&self, path: &str) -> (u16, String) {
        get_at(self.port, path)
    }

    fn signal(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Ends it at once: it can finish nothing.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn stop(mut self) {
        self.signal();
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn get_at(port: u16, path: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    (status, body.to_owned())
}

#[test]
fn serves_on_an_empty_folder_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    assert_eq!(serving.get("/healthz"), (200, "ok\n".to_owned()));
    assert_eq!(serving.get("/readyz"), (200, "ready\n".to_owned()));
    assert!(folder.path().join("data/attestation.sqlite").exists());
    serving.stop();
    let again = Serving::start(folder.path(), &[]);
    assert!(again.took < Duration::from_secs(2), "took {:?}", again.took);
    again.stop();
}

#[test]
fn the_first_start_prints_the_way_to_the_first_cabinet() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let mut child = program(folder.path(), &[("LISTEN", &listen)])
        .arg("serve")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let told = lines.next().unwrap().unwrap();
    let start = format!("Создайте первый кабинет Центра по этой ссылке (она действует один раз): http://{listen}");
    let path = told.strip_prefix(&start).unwrap();
    assert!(path.starts_with("/join/"), "{told}");
    assert!(matches!(get_at(port, path).0, 200 | 303), "{told}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn one_process_works_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    assert_eq!(
        refusal(folder.path(), &[("LISTEN", "127.0.0.1:0")], &["serve"]),
        "С папкой данных data уже работает другой процесс «Аттестации»: остановите его или укажите другую папку в настройке data."
    );
    serving.stop();
}

#[test]
fn refuses_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    assert_eq!(
        refusal(folder.path(), &[("LISTEN", &at)], &["serve"]),
        format!("Адрес {at} занят другой программой: укажите другой в настройке listen.")
    );
    std::fs::write(folder.path().join("file"), "").unwrap();
    assert_eq!(
        refusal(folder.path(), &[("DATA", "file/data")], &["serve"]),
        "Папка данных file/data недоступна для записи: дайте учётной записи службы право записи или укажите другую папку в настройке data."
    );
    assert_eq!(
        refusal(folder.path(), &[("LISTEN", "восемь"), ("ZONE", "Луна")], &["serve"]),
        "Настройки не подходят: настройка listen: «восемь» не подходит: нужен адрес с портом, например 127.0.0.1:8080; настройка zone: «Луна» не подходит: нет такого часового пояса; пример: Asia/Tomsk."
    );
    let nowhere = format!("postgres://somebody:hunter2@127.0.0.1:{}/x", free_port());
    assert_eq!(
        refusal(folder.path(), &[("LISTEN", "127.0.0.1:0"), ("DATABASE", &nowhere)], &["serve"]),
        "База данных PostgreSQL недоступна: проверьте, что сервер работает и настройка database верна."
    );
    std::fs::write(folder.path().join("bad.pem"), "no certificate").unwrap();
    let bad = [("LISTEN", "127.0.0.1:0"), ("TLS_CERTIFICATE", "bad.pem"), ("TLS_KEY", "bad.pem")];
    let told = refusal(folder.path(), &bad, &["serve"]);
    assert!(told.starts_with("Сертификат не подходит: "), "{told}");
}

#[test]
fn refuses_buckets_that_do_not_answer() {
    let folder = tempfile::tempdir().unwrap();
    let endpoint = format!("http://127.0.0.1:{}", free_port());
    let settings = [
        ("LISTEN", "127.0.0.1:0"),
        ("LOG", "error"),
        ("S3_BUCKET", "papers"),
        ("S3_ENDPOINT", endpoint.as_str()),
        ("S3_ACCESS_KEY", "key"),
        ("S3_SECRET_KEY", "hunter2"),
    ];
    let told = refusal(folder.path(), &settings, &["serve"]);
    assert!(told.starts_with("Хранилище S3 (корзина «papers») недоступно: "), "{told}");
}

#[test]
fn refuses_a_newer_database() {
    let folder = tempfile::tempdir().unwrap();
    assert!(asked(folder.path(), &[], &["migrate"]).status.success());
    let file = folder.path().join("data/attestation.sqlite");
    let conn = rusqlite::Connection::open(file).unwrap();
    conn.execute("insert into migrations (number) values (9000)", []).unwrap();
    drop(conn);
    let told = refusal(folder.path(), &[("LISTEN", "127.0.0.1:0")], &["serve"]);
    assert!(told.starts_with("База данных новее программы: в базе версия 9000, программа знает до "), "{told}");
}

#[test]
fn migrates_and_says_how_much() {
    let folder = tempfile::tempdir().unwrap();
    let first = said(&asked(folder.path(), &[], &["migrate"]).stdout);
    assert!(first.starts_with("Применено: "), "{first}");
    let second = said(&asked(folder.path(), &[], &["migrate"]).stdout);
    assert!(second.starts_with("Обновлять нечего: "), "{second}");
}

#[test]
fn shows_settings_with_sources_and_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("attestation.toml"),
        "centre_phone = \"8 (3822) 00-00-00\"\nmail = \"smtp://user:hunter3@localhost\"\n",
    )
    .unwrap();
    let settings = [("DATABASE", "postgres://user:hunter2@localhost/x")];
    let listing = said(&asked(folder.path(), &settings, &["config"]).stdout);
    assert!(!listing.contains("hunter"), "{listing}");
    assert!(listing.contains("database = (скрыто)"), "{listing}");
    assert!(listing.contains("источник: переменная ATTESTATION_DATABASE"));
    assert!(listing.contains("centre_phone = 8 (3822) 00-00-00"));
    assert!(listing.contains("источник: файл attestation.toml"));
    let named = folder.path().join("named.toml");
    std::fs::write(&named, "centre_phone = \"112\"\n").unwrap();
    let other = ["config", "--config", "named.toml"];
    assert!(said(&asked(folder.path(), &settings, &other).stdout).contains("centre_phone = 112"));
}

#[test]
fn a_request_under_way_is_finished_at_the_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mut serving = Serving::start(folder.path(), &[]);
    let mut stream = serving.connect();
    // The head has come and the door waits for the body when the stop is asked for.
    write!(stream, "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(300));
    serving.signal();
    std::thread::sleep(Duration::from_millis(300));
    assert!(serving.child.try_wait().unwrap().is_none(), "it waits");
    stream.write_all(b"login=abc").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    assert!(serving.child.wait().unwrap().success());
}

#[test]
fn half_a_head_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    let mut stream = serving.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let began = Instant::now();
    drop(stream.read_to_end(&mut Vec::new()));
    assert!(began.elapsed() < Duration::from_secs(10), "closed after {:?}", began.elapsed());
    serving.stop();
}

#[test]
fn figures_are_told_on_their_own_port_alone() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let at = format!("127.0.0.1:{port}");
    let serving = Serving::start(folder.path(), &[("METRICS_LISTEN", &at)]);
    assert_eq!(serving.get("/metrics").0, 404);
    serving.get("/healthz");
    let (status, page) = get_at(port, "/metrics");
    assert_eq!(status, 200);
    for line in [
        "attestation_requests_total{method=\"GET\",door=\"/healthz\",status=\"2xx\"} 1",
        "attestation_request_duration_seconds_count{door=\"/healthz\"} 1",
        "attestation_letters{state=\"failed\"} 0",
        "attestation_jobs_failed 0",
    ] {
        assert!(page.contains(line), "{line} in {page}");
    }
    serving.stop();
}

#[test]
fn the_log_holds_doors_and_no_paths() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let mut child = program(folder.path(), &[("LISTEN", &listen), ("LOG_FORMAT", "json")])
        .arg("serve")
        .stderr(std::fs::File::create(&log).unwrap())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    get_at(port, "/assets/a-secret-of-a-link?who=ivanova");
    child.kill().unwrap();
    child.wait().unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    let line = log.lines().find(|line| line.contains("/assets/")).unwrap();
    let told: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(told["door"], "/assets/{name}");
    assert_eq!(told["status"], 404);
    assert!(!log.contains("secret") && !log.contains("ivanova"), "{log}");
}

#[test]
fn the_demonstration_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // Settings of this machine are not taken: the demonstration must not reach a real database.
    let settings = [("DATABASE", "postgres://real/base")];
    let dir = ["--dir", "world"];
    let serving = Serving::start_as(at, &settings, "demo", &dir);
    let made = people(at);
    assert!(!made.is_empty());
    assert_eq!(serving.get("/readyz").0, 200);
    serving.stop();
    assert_eq!(stages(at), Stage::KEPT.map(Stage::code).into_iter().map(str::to_owned).collect());
    let again = Serving::start_as(at, &settings, "demo", &dir);
    assert!(again.took < Duration::from_secs(2), "took {:?}", again.took);
    assert_eq!(people(at), made);
    // What people did in it keeps every law, there and where it is put back.
    for (place, arguments) in [
        ("world", ["verify", ""]),
        ("world", ["backup", "world.zip"]),
        ("back", ["restore", "world.zip"]),
        ("back", ["verify", ""]),
    ] {
        let arguments: Vec<&str> = arguments.into_iter().filter(|one| !one.is_empty()).collect();
        let output = asked(at, &[("DATA", place)], &arguments);
        assert!(output.status.success(), "{}", said(&output.stdout));
    }
    again.stop();
}

/// The stages its cases stand at.
fn stages(folder: &Path) -> BTreeSet<String> {
    let conn = rusqlite::Connection::open(folder.join("world/attestation.sqlite")).unwrap();
    let mut asked = conn.prepare("select distinct stage from applications").unwrap();
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Who is in the demonstration.
fn people(folder: &Path) -> Vec<serde_json::Value> {
    let told = std::fs::read(folder.join("world/demo.json")).unwrap();
    let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
    told["people"].as_array().unwrap().clone()
}

/// A small world worth saving: a person, files of two tables and words that are hard to carry. The work of the day is done in
/// it, so that a program that serves it writes nothing of itself.
fn world(folder: &Path) -> &'static [(&'static str, &'static str)] {
    let settings: &[(&str, &str)] = &[("DATA", "world")];
    assert!(asked(folder, settings, &["migrate"]).status.success());
    let (name, own) = (kept(folder, "a paper"), kept(folder, "a form"));
    let today = Zone::named("Asia/Tomsk").unwrap().day(Clock::System.now());
    let tomorrow = today.plus(1);
    let conn = rusqlite::Connection::open(folder.join("world/attestation.sqlite")).unwrap();
    conn.execute_batch(&format!(
        "insert into accounts (id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at, closed_at)
         values ('a1', 'zoya', 'zoya', 'zoya@example.org', 'zoya@example.org', 'Ильина', 'Зоя', '', 'ильина зоя', '', 'hash', 1795417200000000, 1, null);
         insert into seats (id, account_id, role, organization_id, workplace, given_at, ended_at) values ('s1', 'a1', 'centre', null, '', 1, null);
         insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address)
         values ('j1', 1, 'a1', 'centre', 'test.made', 'done', null, '', 'строка' || char(10) || 'с «кавычками», \"ими\" и \\', '');
         insert into conclusion_templates (id, version, file_name, file_key, size, added_by, added_at)
         values ('t1', 1, 'Шаблон «2026».docx', '{name}', 7, 'a1', 1795417200000000);
         insert into paper_templates (id, paper, version, file_name, file_key, size, added_at, added_by, published_at, published_by)
         values ('p1', 'protocol', 1, 'Бланк.docx', '{own}', 6, 1795417200000000, 'a1', 1795417200000001, 'a1');
         insert into settings (name, value, changed_at) values ('reminders.asked', '{today} {tomorrow}', 1);"
    ))
    .unwrap();
    settings
}

/// A file among those of the small world; its key.
fn kept(folder: &Path, content: &str) -> filestore::Key {
    let key = filestore::Key::of(content.as_bytes());
    let name = key.as_str();
    let shelf = folder.join("world/files").join(&name[..2]).join(&name[2..4]);
    std::fs::create_dir_all(&shelf).unwrap();
    std::fs::write(shelf.join(name), content).unwrap();
    key
}

/// Every row of a few tables, as text.
fn rows(folder: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(folder.join("attestation.sqlite")).unwrap();
    let mut all = Vec::new();
    for sql in [
        "select id || login || password_hash || created_at || coalesce(closed_at, 'null') from accounts order by id",
        "select id || words || coalesce(application_id, 'null') from journal order by id",
        "select file_name || file_key || size || added_at from conclusion_templates order by id",
        "select paper || version || file_name || file_key || published_at from paper_templates order by id",
        "select code || name from posts order by code",
    ] {
        let mut statement = conn.prepare(sql).unwrap();
        let texts = statement.query_map([], |row| row.get(0)).unwrap();
        all.extend(texts.map(Result::unwrap));
    }
    all
}

#[test]
fn what_was_saved_is_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let settings = world(at);
    let serving = Serving::start(at, settings);
    let saved = said(&asked(at, settings, &["backup", "copy.zip"]).stdout);
    assert!(saved.starts_with("Архив copy.zip готов: "), "{saved}");
    assert!(saved.trim_end().ends_with(", 2\u{a0}файла."), "{saved}");
    serving.stop();
    let there = [("DATA", "other")];
    let restored = asked(at, &there, &["restore", "copy.zip"]);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    let told = said(&restored.stdout);
    assert!(told.contains("Описи уничтоженного в хранилище файлов нет."), "{told}");
    assert!(!told.contains("удаляем снова"), "{told}");
    assert_eq!(rows(&at.join("other")), rows(&at.join("world")));
    let verified = asked(at, &there, &["verify"]);
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    assert!(said(&verified.stdout).starts_with("Всё в порядке: "));
    assert_eq!(
        refusal(at, &there, &["restore", "copy.zip"]),
        "В этом месте уже есть данные: восстанавливать можно только в пустую папку или пустую базу."
    );
    through_postgres(at, settings);
}

#[test]
fn a_copy_does_not_bring_back_who_was_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let (at, id) = (folder.path(), "0192f0c0-0000-7000-8000-00000000000a");
    let settings = world(at);
    let conn = rusqlite::Connection::open(at.join("world/attestation.sqlite")).unwrap();
    conn.execute_batch(&format!(
        "insert into accounts (id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at, closed_at)
         values ('{id}', 'olga', 'olga', 'olga@example.org', 'olga@example.org', 'Юрина', 'Ольга', '', 'юрина ольга', '', 'hash', 1, 1, null);"
    ))
    .unwrap();
    assert!(asked(at, settings, &["backup", "copy.zip"]).status.success());
    // What the other place keeps beside its files tells that the person was forgotten after the copy.
    let (there, notes) = ([("DATA", "other")], at.join("other/files/.notes"));
    std::fs::create_dir_all(&notes).unwrap();
    let note = notes.join("erased-0192f0c0-0000-7000-8000-00000000000b.json");
    std::fs::write(&note, "{}").unwrap();
    assert_eq!(
        refusal(at, &there, &["restore", "copy.zip"]),
        "Запись erased-0192f0c0-0000-7000-8000-00000000000b.json описи уничтоженного испорчена: верните её из копии хранилища (папка .notes) и повторите. Если вернуть неоткуда, уберите её из папки и проверьте сами в разделе «Хранение дел», что уничтоженное по ней не вернулось."
    );
    let told = format!(
        "{{\"id\":\"0192f0c0-0000-7000-8000-00000000000b\",\"day\":\"2026-11-23\",\"at\":1795417200000000,\"kind\":\"person\",\"account\":\"{id}\",\"teacher\":null}}"
    );
    std::fs::write(&note, told).unwrap();
    let restored = asked(at, &there, &["restore", "copy.zip"]);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    let told = said(&restored.stdout).replace('\u{a0}', " ");
    assert!(told.contains("После этой копии удалены данные 0 заявлений и 1 человека: удаляем снова."), "{told}");
    let all = rows(&at.join("other")).join("\n");
    assert!(all.contains(&format!("erased:{id}")) && !all.contains("olga"), "{all}");
    let verified = asked(at, &there, &["verify"]);
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    assert!(!said(&asked(at, &there, &["verify"]).stdout).contains("вернулось"));
}

/// Tables that came after the thirty-fifth schema.
const YOUNGER: [&str; 16] = [
    "decision_wordings",
    "category_lasts",
    "post_breaks",
    "signature_checks",
    "earlier_act_signatures",
    "earlier_act_files",
    "fitness_schedules",
    "fitness_stated",
    "forgotten",
    "second_steps",
    "spare_codes",
    "half_sessions",
    "lapses",
    "erasure_attestations",
    "journal_seals",
    "journal_blots",
];
/// Kinds of records whose terms came after it, too.
const YOUNGER_TERMS: [&str; 7] = ["fitness", "sheets", "invitations", "cabinets", "openings", "sign_ins", "workers"];
/// Columns that came after it, of tables that hold rows from the beginning or in this world.
const YOUNGER_COLUMNS: [(&str, &[&str]); 18] = [
    ("accounts", &["email_changed_at"]),
    ("applications", &["decision_by"]),
    ("imports", &["made"]),
    ("agenda_items", &["wording", "tie"]),
    (
        "sittings",
        &[
            "members_least",
            "quorum_part",
            "quorum_of",
            "majority",
            "tie",
            "grant_words",
            "refuse_words",
            "led_by",
            "began_at",
            "cancelled_for",
        ],
    ),
    ("posts", &["remark"]),
    ("protocol_papers", &["signs", "withdrawn_at", "withdrawn_by", "withdrawn_reason"]),
    ("intake_entries", &["categories", "explained", "question"]),
    ("journal", &["place", "words_salt", "address_salt"]),
    ("terms", &["before_to", "written_at"]),
    ("commission_rules", &["before_to", "written_at"]),
    ("fitness_rules", &["before_to", "written_at"]),
    ("group_sizes", &["before_to", "written_at"]),
    ("eligibility_rules", &["before_to", "written_at"]),
    ("paper_templates", &["tried_at"]),
    ("erasures", &["address"]),
    ("consents", &["operator"]),
    ("remarks", &["indicator"]),
];

/// Retention terms of a copy without the younger ones.
fn older_terms(copy: &Path) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(copy).unwrap()).unwrap();
    let mut all = String::new();
    zip.by_name("tables/retention_terms.jsonl").unwrap().read_to_string(&mut all).unwrap();
    let is_older = |line: &&str| YOUNGER_TERMS.iter().all(|record| !line.contains(&format!("\"{record}\"")));
    all.lines().filter(is_older).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_copy_of_an_older_version_is_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let settings = world(at);
    assert!(asked(at, settings, &["backup", "copy.zip"]).status.success());
    // The copy as the version before the ledger would have made it.
    let mut new = zip::ZipArchive::new(std::fs::File::open(at.join("copy.zip")).unwrap()).unwrap();
    let mut old = zip::ZipWriter::new(std::fs::File::create(at.join("old.zip")).unwrap());
    let terms = older_terms(&at.join("copy.zip"));
    let mut sums = std::collections::BTreeMap::new();
    for place in 0..new.len() {
        let mut part = new.by_index(place).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        if YOUNGER.iter().any(|table| name == format!("tables/{table}.jsonl")) {
            continue;
        }
        if name == "tables/terms.jsonl" {
            let is_older =
                |line: &&str| ["D29", "D30", "D31"].iter().all(|term| !line.contains(&format!("\"{term}\"")));
            content =
                said(&content).lines().filter(is_older).flat_map(|line| [line, "\n"]).collect::<String>().into_bytes();
        }
        if name == "tables/retention_terms.jsonl" {
            content = terms.clone().into_bytes();
        }
        if let Some((table, columns)) =
            YOUNGER_COLUMNS.iter().find(|(table, _)| name == format!("tables/{table}.jsonl"))
        {
            content = without(&content, columns);
            sums.insert(*table, filestore::Key::of(&content).to_string());
        }
        if name == "manifest.json" {
            let mut manifest: serde_json::Value = serde_json::from_slice(&content).unwrap();
            manifest["schema"] = 35.into();
            let tables = manifest["tables"].as_array_mut().unwrap();
            for table in tables.iter_mut() {
                if let Some(sum) = sums.get(table["name"].as_str().unwrap()) {
                    table["sha256"] = sum.as_str().into();
                }
            }
            let is_older = |table: &serde_json::Value| YOUNGER.iter().all(|name| table["name"] != **name);
            let tables = manifest["tables"].as_array_mut().unwrap();
            tables.retain(is_older);
            let of_terms = tables.iter_mut().find(|table| table["name"] == "retention_terms").unwrap();
            of_terms["count"] = terms.lines().count().into();
            of_terms["sha256"] = filestore::Key::of(terms.as_bytes()).as_str().into();
            content = serde_json::to_vec(&manifest).unwrap();
        }
        old.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        old.write_all(&content).unwrap();
    }
    old.finish().unwrap();
    let there = [("DATA", "other")];
    let restored = asked(at, &there, &["restore", "old.zip"]);
    assert!(restored.status.success(), "{}", said(&restored.stderr));
    assert_eq!(rows(&at.join("other")), rows(&at.join("world")));
    assert!(asked(at, &there, &["verify"]).status.success());
}

/// Rows of a table without these columns.
fn without(lines: &[u8], columns: &[&str]) -> Vec<u8> {
    let rows = said(lines);
    let older = rows.lines().map(|line| {
        let mut row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        row.retain(|column, _| !columns.contains(&column.as_str()));
        serde_json::to_string(&row).unwrap() + "\n"
    });
    older.collect::<String>().into_bytes()
}

/// Waits until the journal has so many seals.
fn sealed(folder: &Path, settings: &[(&str, &str)], number: i64) {
    let (start, line) = (Instant::now(), format!("Последняя печать журнала: №\u{a0}{number},"));
    while !said(&asked(folder, settings, &["verify"]).stdout).contains(&line) {
        assert!(start.elapsed() < Duration::from_secs(20), "seal {number} was not made");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_kept_list_of_seals_tells_what_a_copy_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let settings = world(at);
    let serving = Serving::start(at, settings);
    sealed(at, settings, 1);
    assert!(asked(at, settings, &["backup", "copy.zip"]).status.success());
    let conn = rusqlite::Connection::open(at.join("world/attestation.sqlite")).unwrap();
    conn.busy_timeout(Duration::from_secs(5)).unwrap();
    conn.execute_batch(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < 250)
         insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address)
         select 'n' || n, (select max(at) from journal), null, '', 'test.made', 'done', null, '', '', '' from n",
    )
    .unwrap();
    sealed(at, settings, 2);
    serving.stop();
    let listed = said(&asked(at, settings, &["seals", "kept.csv"]).stdout);
    assert!(
        listed.starts_with("Список печатей записан: kept.csv.\nПоследняя печать журнала: №\u{a0}2, до записи №"),
        "{listed}"
    );
    let verified = asked(at, settings, &["verify", "--seals", "kept.csv"]);
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    // The copy is whole by itself; the list knows more.
    let there = [("DATA", "other")];
    assert!(asked(at, &there, &["restore", "copy.zip"]).status.success());
    assert!(asked(at, &there, &["verify"]).status.success());
    let verified = asked(at, &there, &["verify", "--seals", "kept.csv"]);
    assert_eq!(verified.status.code(), Some(3));
    let told = said(&verified.stdout).replace('\u{a0}', " ");
    let lacks = "Журнал расходится с сохранённым списком печатей: не хватает печатей: 1, начиная с № 2, и записей с № ";
    assert!(told.starts_with(lacks), "{told}");
    // Somebody with rights in the database.
    conn.execute("update journal set words = 'ничего не было' where id = 'j1'", []).unwrap();
    let verified = asked(at, settings, &["verify"]);
    assert_eq!(verified.status.code(), Some(3));
    let told = said(&verified.stdout).replace('\u{a0}', " ");
    let changed = "Журнал изменён: запись № 1 (j1) не та, что была опечатана: её изменили, подменили или переставили.";
    assert_eq!(told.lines().next(), Some(changed));
    std::fs::write(at.join("other.csv"), "печать;время\n").unwrap();
    assert_eq!(
        refusal(at, settings, &["verify", "--seals", "other.csv"]),
        "Файл other.csv — не список печатей журнала или изменён, строка 1: возьмите файл таким, каким его записала система."
    );
}

/// SQLite → PostgreSQL → SQLite: nothing is lost on the way.
fn through_postgres(at: &Path, settings: &[(&str, &str)]) {
    let Ok(server) = std::env::var("ATTESTATION_TEST_POSTGRES") else {
        return;
    };
    let schema = format!("p{}_{}", std::process::id(), SCHEMA.fetch_add(1, Ordering::SeqCst));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("create schema {schema}")).unwrap();
    let url = format!("{server}?options=-csearch_path%3D{schema}");
    let there = [("DATA", "server"), ("DATABASE", url.as_str())];
    let back = [("DATA", "back")];
    for (place, arguments) in [
        (settings, ["backup", "one.zip"]),
        (&there[..], ["restore", "one.zip"]),
        (&there[..], ["verify", ""]),
        (&there[..], ["backup", "two.zip"]),
        (&back[..], ["restore", "two.zip"]),
        (&back[..], ["verify", ""]),
    ] {
        let arguments: Vec<&str> = arguments.into_iter().filter(|one| !one.is_empty()).collect();
        let output = asked(at, place, &arguments);
        assert!(output.status.success(), "{arguments:?}: {}{}", said(&output.stdout), said(&output.stderr));
    }
    assert_eq!(rows(&at.join("back")), rows(&at.join("world")));
}

#[test]
fn damage_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let settings = world(at);
    assert!(asked(at, settings, &["backup", "copy.zip"]).status.success());
    let whole = std::fs::read(at.join("copy.zip")).unwrap();
    let place = whole.windows(7).position(|window| window == b"a paper").unwrap();
    let mut damaged = whole.clone();
    damaged[place] = b'A';
    std::fs::write(at.join("damaged.zip"), damaged).unwrap();
    std::fs::write(at.join("short.zip"), &whole[..whole.len() / 2]).unwrap();
    let there = [("DATA", "other")];
    let key = filestore::Key::of(b"a paper");
    assert_eq!(
        refusal(at, &there, &["restore", "damaged.zip"]),
        format!("Архив damaged.zip повреждён, часть files/{key}: возьмите другую копию.")
    );
    assert_eq!(
        refusal(at, &there, &["restore", "short.zip"]),
        "Файл short.zip — не архив «Аттестации» или записан не до конца: возьмите другую копию."
    );
    assert!(!at.join("other").exists(), "nothing was begun");
}

#[test]
fn faults_of_rows_and_files_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let settings = world(at);
    let key = filestore::Key::of(b"a paper");
    let (one, two) = (&key.as_str()[..2], &key.as_str()[2..4]);
    std::fs::remove_file(at.join(format!("world/files/{one}/{two}/{key}"))).unwrap();
    let conn = rusqlite::Connection::open(at.join("world/attestation.sqlite")).unwrap();
    conn.execute("update seats set role = 'king'", []).unwrap();
    let seat: String = conn.query_row("select id from seats", [], |row| row.get(0)).unwrap();
    let verified = asked(at, settings, &["verify"]);
    assert_eq!(verified.status.code(), Some(3));
    let told = said(&verified.stdout);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines[..2],
        [
            format!("Нарушено: роль кабинета известна. Где: {seat}."),
            format!("Нет файла {key}, его называет таблица conclusion_templates."),
        ]
    );
    let saved = asked(at, settings, &["backup", "copy.zip"]);
    assert_eq!(saved.status.code(), Some(3));
    assert!(said(&saved.stdout).contains(&format!("Файла {key} в хранилище нет")));
}

#[test]
fn templates_are_checked_and_filled() {
    let folder = tempfile::tempdir().unwrap();
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../officedocs/tests/data/conclusion-template.docx");
    let checked = said(&asked(folder.path(), &[], &["template", "check", template]).stdout);
    assert!(checked.starts_with("Меток в шаблоне: "), "{checked}");
    std::fs::write(folder.path().join("data.json"), "{}").unwrap();
    let arguments = ["template", "render", template, "data.json", "out.docx"];
    let filled = asked(folder.path(), &[], &arguments);
    assert_eq!(said(&filled.stdout).trim_end(), "Готово: out.docx", "{}", said(&filled.stderr));
    assert!(std::fs::read(folder.path().join("out.docx")).unwrap().starts_with(b"PK"));
    std::fs::write(folder.path().join("data.json"), "{\n1").unwrap();
    let told = refusal(folder.path(), &[], &arguments);
    assert!(told.starts_with("Файл data.json — не JSON: строка 2"), "{told}");
}

#[test]
fn people_are_invited_and_sheets_taken_from_the_console() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let ivanova = ["--name", "Иванова Мария Петровна", "--email", "ivanova@example.org"];
    let invite = |more: &[&'static str]| [&["invite"][..], &ivanova, more].concat();
    let specialist = invite(&["--role", "specialist"]);
    assert_eq!(refusal(at, &[], &specialist), "Базы данных data/attestation.sqlite нет: проверьте настройку data.");
    assert!(asked(at, &[], &["migrate"]).status.success());
    assert_eq!(
        said(&asked(at, &[], &specialist).stdout).trim_end(),
        "Приглашение записано: Иванова Мария Петровна (ivanova@example.org). Письмо отправит работающая система."
    );
    assert!(refusal(at, &[], &specialist).starts_with("На этот адрес уже отправлено приглашение"));
    assert_eq!(
        refusal(at, &[], &invite(&["--role", "coordinator", "--school", "7017000000"])),
        "Организации с ИНН 7017000000 в системе нет: сначала внесите её."
    );
    let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/organizations.xlsx");
    let dry = said(&asked(at, &[], &["import", "organizations", sheet, "--dry-run"]).stdout);
    let taken = said(&asked(at, &[], &["import", "organizations", sheet]).stdout);
    assert_eq!(dry.replace("Будет внесено", "Внесено"), taken);
    let again = said(&asked(at, &[], &["import", "organizations", sheet]).stdout);
    assert!(again.contains("Внесено: 0\u{a0}организаций"), "{again}");
}

#[tokio::test]
async fn a_second_step_is_taken_off_from_the_console() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let step = |login: &'static str, reason: &'static str| ["second-step", "--login", login, "--reason", reason];
    assert!(asked(at, &[], &["migrate"]).status.success());
    assert_eq!(
        refusal(at, &[], &step("zoya", "Потерян телефон")),
        "Открытого кабинета с логином или адресом zoya нет."
    );
    assert!(refusal(at, &[], &step("zoya", " ")).starts_with("Назовите причину: --reason"));
    let db = migrations::open(&Database::Sqlite(at.join("data/attestation.sqlite"))).await.unwrap();
    let made = db.upkeep(|upkeep| {
        for sql in [
            "insert into accounts (id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at, closed_reason)
             values ('019aaaaa-0000-7000-8000-000000000001', 'zoya', 'zoya', 'zoya@example.org', 'zoya@example.org', 'Ильина', 'Зоя', '', '', '', '', 0, 0, '')",
            "insert into second_steps (account_id, secret, set_at, used_tick, spare_salt, new_secret, begun_at, begun_in)
             values ('019aaaaa-0000-7000-8000-000000000001', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 0, 0, '', '', 0, '')",
            "insert into spare_codes (account_id, hash) values ('019aaaaa-0000-7000-8000-000000000001', 'b')",
        ] {
            upkeep.run(sql, &[])?;
        }
        Ok::<_, DbError>(())
    });
    made.await.unwrap();
    assert_eq!(
        said(&asked(at, &[], &step("zoya@example.org", "Потерян телефон")).stdout).trim_end(),
        "Второй шаг входа снят: Ильина Зоя. Письмо человеку отправит работающая система."
    );
    assert_eq!(refusal(at, &[], &step("zoya", "Потерян телефон")), "Второй шаг входа у этого человека не включён.");
    let told = db.read(|reader| {
        let left =
            reader.count("select (select count(*) from second_steps) + (select count(*) from spare_codes)", &[])?;
        let row = reader
            .row("select act, words from journal", &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
        let letters = reader.rows("select subject from letters", &[], |row| row.get::<String>(0))?;
        Ok::<_, DbError>((left, row, letters))
    });
    let (left, row, letters) = told.await.unwrap();
    assert_eq!(left, 0);
    assert_eq!(row, Some(("second_step.taken_off".to_owned(), "Ильина Зоя: Потерян телефон".to_owned())));
    assert_eq!(letters, ["Второй шаг входа снят"]);
}

#[test]
fn a_sheet_that_cannot_be_taken_is_told_apart_by_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    assert!(asked(at, &[], &["migrate"]).status.success());
    let data = |name: &str| format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let import = |kind: &str, file: &str| {
        let output = asked(at, &[], &["import", kind, file, "--dry-run"]);
        (output.status.code(), said(&output.stderr).trim_end().to_owned())
    };
    assert_eq!(import("organizations", &data("organizations.xlsx")), (Some(0), String::new()));
    // Schools are not in the list yet: every row is faulty.
    assert_eq!(import("teachers", &data("teachers.xlsx")), (Some(3), String::new()));
    let (code, why) = import("teachers", &data("conclusion-template.docx"));
    assert_eq!(code, Some(2));
    assert_eq!(
        why,
        "Это не таблица Excel. Нужен файл .xlsx: откройте таблицу и сохраните её как «Книга Excel (*.xlsx)»."
    );
    let (code, why) = import("teachers", "нет.xlsx");
    assert_eq!((code, why.as_str()), (Some(2), "Файл нет.xlsx не читается: проверьте имя и права."));
}

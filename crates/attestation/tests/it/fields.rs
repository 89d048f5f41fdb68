//! Fields × personas on one committed page: who comes upon a teacher's СНИЛС, day of birth, address and phone in the papers of a case
//! and in the teacher's record of the register. Each persona follows every link from the own start page that leads to the case, to
//! its session or to the record, and reads all that comes: pages, PDF, the signed text, archives, sheets.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::io::Read as _;

use attestation::accounts::Role;
use attestation::applications::{Category, Snils};
use attestation::platform::ids::Id;
use attestation::register::Record;
use attestation::values;
use axum::http::header;

use crate::app::{Answer, Engine, TestApp, Visitor};
use crate::commission::{World, world};
use crate::{applying, reading};

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
/// Pages one persona reads at most; reading more means that the walk has left the case.
const MOST: usize = 120;

/// A field and the ways in which it may be written, without anything but letters, digits, `@` and dots.
const FIELDS: [(&str, &[&str]); 4] = [
    ("СНИЛС", &["11223344595"]),
    ("день рождения", &["04.02.1978", "4февраля1978", "19780204"]),
    ("адрес", &["olga@example.org"]),
    ("телефон", &["79138000017", "89138000017"]),
];

/// A case submitted by its teacher, with a result, on the agenda of an open session.
async fn case_at_session() -> (World, String, String) {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let w = world(t).await;
    w.t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let olga = w.t.enter("olga").await;
    let done = applying::submitted(&olga, "first", "none").await;
    let path = done.trim_end_matches("/submitted").to_owned();
    let id: attestation::platform::ids::Id<attestation::applications::Application> =
        path.rsplit('/').next().unwrap().parse().unwrap();
    w.t.made(move |act| {
        act.run("update application_answers set answer = '+7 913 800-00-17' where question = 'Телефон'", &[])?;
        let sql = "update teachers set phone = '+7 913 800-00-17' where id = (select teacher_id from applications where id = $1)";
        Ok(act.run(sql, values![id])?)
    })
    .await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    kira.upload(&format!("{path}/documents"), &[("kind", "application")], &[("file", "Заявление.pdf", DIPLOMA)]).await;
    let today = [("on", "23.11.2026")];
    assert_eq!(w.zoya.post(&format!("{path}/registration"), &today).await.to(), path);
    let case = w.t.app.db.read(move |reader| attestation::applications::by_id(reader, id)).await.unwrap().unwrap();
    w.assigned(&case).await;
    let olesya = w.t.enter("olesya").await;
    olesya.declare(&path).await;
    olesya.upload(&format!("{path}/conclusion"), &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await;
    let verdict = [("verdict", "meets"), ("version", "1")];
    assert_eq!(olesya.post(&format!("{path}/result"), &verdict).await.to(), format!("{path}/result"));
    let case = w.t.fresh(&case).await;
    let sitting = w.open(7, &[&case]).await;
    (w, path, format!("/sittings/{}", sitting.id))
}

/// The record of the register about the same teacher.
async fn recorded(w: &World) -> String {
    let record: Id<Record> =
        w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::First, "2024-12-24", None).await;
    let snils = Snils::parse("112-233-445 95").unwrap();
    w.t.made(move |act| {
        Ok(act.run("update register_records set snils = $2 where id = $1", values![record, snils.as_str()])?)
    })
    .await;
    format!("/register/{record}")
}

/// The cells of a sheet that may tell who somebody is.
fn cells(answer: &Answer) -> String {
    let column = |name| officedocs::sheet::Column { name, also: &[], required: false };
    let columns = ["ФИО", "Дата рождения", "СНИЛС"].map(column);
    let sheet = officedocs::sheet::read(&answer.bytes, &columns).unwrap();
    let cells = sheet.rows.iter().flat_map(|row| row.cells.iter());
    cells.filter_map(|cell| cell.value.text()).collect::<Vec<_>>().join(" ")
}

/// All that can be read of what came, without signs between letters and digits.
fn plain(answer: &Answer) -> String {
    let kind =
        answer.headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned()).unwrap_or_default();
    let text = if kind == "application/pdf" && answer.bytes != DIPLOMA {
        reading::text(&answer.bytes)
    } else if kind.contains("spreadsheet") {
        cells(answer)
    } else if kind == "application/zip" {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
        let mut all = String::new();
        for at in 0..zip.len() {
            let mut bytes = Vec::new();
            zip.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
        all
    } else {
        answer.text()
    };
    text.to_lowercase().chars().filter(|sign| sign.is_alphanumeric() || ['@', '.'].contains(sign)).collect()
}

/// Links of a page to what was begun at, or to the lists that lead there.
fn links(answer: &Answer, homes: &[&str]) -> Vec<String> {
    let text = answer.text();
    let lists = ["/cabinet", "/applications", "/school", "/sittings", "/application", "/register", "/register/export"];
    let leads = |link: &str| homes.iter().any(|home| link.starts_with(home)) || lists.contains(&link);
    let hrefs = text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().split('#').next().unwrap());
    let frames = text.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    hrefs
        .chain(frames)
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
        .filter(|link| leads(link))
        .collect()
}

/// Fields a persona comes upon, each with the places.
async fn met(by: &Visitor, homes: &[&str]) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut found: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    let begun = std::iter::once("/cabinet").chain(homes.iter().copied());
    let mut ahead: VecDeque<String> = begun.map(str::to_owned).collect();
    let mut seen: BTreeSet<String> = ahead.iter().cloned().collect();
    let mut read = 0;
    while let Some(path) = ahead.pop_front() {
        let answer = by.get(&path).await;
        assert!(!answer.status.is_server_error(), "{path}");
        read += 1;
        assert!(read <= MOST, "the walk has left the case: {seen:?}");
        let text = plain(&answer);
        for (field, forms) in FIELDS {
            if forms.iter().any(|form| text.contains(form)) {
                found.entry(field).or_default().insert(place(&path));
            }
        }
        let is_page =
            answer.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.to_str().unwrap().contains("html"));
        if is_page && answer.status.is_success() {
            for link in links(&answer, homes) {
                if seen.insert(link.clone()) {
                    ahead.push_back(link);
                }
            }
        }
    }
    found
}

/// A path without ids.
fn place(path: &str) -> String {
    let part = |part: &str| if part.len() == 36 { "{id}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn fields_are_met_by_those_who_need_them() {
    let (w, case, session) = case_at_session().await;
    let record = recorded(&w).await;
    w.t.specialist("lida", "Титова Лидия Павловна", None, &[]).await;
    w.t.person("masha", "Панова Мария Львовна", Role::Municipal, None, "Город Томск").await;
    w.t.person("denis", "Седов Денис Ильич", Role::Authority, None, "").await;
    w.t.person("alla", "Рябова Алла Юрьевна", Role::Admin, None, "").await;
    let people = [
        ("own teacher", w.t.enter("olga").await),
        ("own coordinator", w.t.enter("kira").await),
        ("centre", w.zoya.clone()),
        ("own municipality", w.t.enter("masha").await),
        ("own specialist", w.t.enter("olesya").await),
        ("other specialist", w.t.enter("lida").await),
        ("member", w.members[5].visitor.clone()),
        ("chair", w.members[0].visitor.clone()),
        ("authority", w.t.enter("denis").await),
        ("admin", w.t.enter("alla").await),
        ("nobody", w.t.visitor()),
    ];
    let mut page = String::new();
    for (who, visitor) in &people {
        let found = met(visitor, &[&case, &session, &record]).await;
        writeln!(page, "{who}").unwrap();
        for (field, _) in FIELDS {
            let places = found.get(field).map(|all| all.iter().cloned().collect::<Vec<_>>().join(", "));
            writeln!(page, "    {field:<14} {}", places.unwrap_or_else(|| "–".to_owned())).unwrap();
        }
    }
    insta::assert_snapshot!(page);
}

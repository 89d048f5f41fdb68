//! «Скачать все мои данные»: what the system keeps of a teacher, as one JSON and the files themselves.
//! Source: 152-ФЗ, ст. 14 — a person may know what is kept of them.

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::accounts::Account;
use crate::context::App;
use crate::documents::{self, Packed};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use super::guards::Teacher;
use super::kinds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/cabinet/data", take)
}

/// A part of the data: its name, its columns and the question; `$1` is the account.
struct Section {
    name: &'static str,
    columns: &'static [&'static str],
    sql: &'static str,
}

/// Everything of a person, numbers as text.
const SECTIONS: &[Section] = &[
    Section {
        name: "account",
        columns: &["surname", "given", "patronymic", "login", "email", "phone"],
        sql: "select surname, given, patronymic, login, email, phone from accounts where id = $1",
    },
    Section {
        name: "consents",
        columns: &["document", "version", "given_at", "address"],
        sql: "select document, text_version, cast(given_at as text), address from consents where account_id = $1 order by given_at, id",
    },
    Section {
        name: "teacher",
        columns: &["surname", "given", "patronymic", "born", "snils", "email", "phone"],
        sql: "select surname, given, patronymic, born, snils, email, phone from teachers where account_id = $1",
    },
    Section {
        name: "applications",
        columns: &["number", "received_on", "category", "stage", "subject"],
        sql: "select a.number, a.received_on, a.category, a.stage, a.subject from teachers t join applications a on a.teacher_id = t.id
             where t.account_id = $1 order by a.received_on, a.id",
    },
    Section {
        name: "answers",
        columns: &["number", "part", "question", "answer"],
        sql: "select a.number, x.part, x.question, x.answer from teachers t join applications a on a.teacher_id = t.id
             join application_answers x on x.application_id = a.id where t.account_id = $1 order by a.number, x.place",
    },
    Section {
        name: "courses",
        columns: &["number", "title", "hours", "taken_on", "document"],
        sql: "select a.number, x.title, cast(x.hours as text), x.taken_on, x.document from teachers t join applications a on a.teacher_id = t.id
             join application_courses x on x.application_id = a.id where t.account_id = $1 order by a.number, x.place",
    },
    Section {
        name: "signatures",
        columns: &["number", "sha256", "agreement", "signed_at", "address"],
        sql: "select a.number, x.hash, x.agreement, cast(x.signed_at as text), x.address from teachers t join applications a on a.teacher_id = t.id
             join application_signatures x on x.application_id = a.id where t.account_id = $1 order by a.number",
    },
    Section {
        name: "drafts",
        columns: &["category", "post", "task", "typed"],
        sql: "select d.category, d.post_code, g.task, g.typed from drafts d join draft_pages g on g.draft_id = d.id
             where d.account_id = $1 and d.removed_at is null and d.application_id is null order by d.id, g.task",
    },
    Section {
        name: "journal",
        columns: &["at", "act", "words", "address"],
        sql: "select cast(at as text), act, words, address from journal where account_id = $1 order by at desc, id desc limit 5000",
    },
];

fn section(reader: &mut Reader, account: Id<Account>, section: &Section) -> Result<Value, DbError> {
    let rows = reader.rows(section.sql, values![account], |row| {
        let mut one = Map::new();
        for (place, name) in section.columns.iter().enumerate() {
            one.insert((*name).to_owned(), json!(row.get::<String>(place)?));
        }
        Ok(Value::Object(one))
    })?;
    Ok(Value::Array(rows))
}

/// Files of a person: those of their cases and of their drafts.
fn files(reader: &mut Reader, account: Id<Account>) -> Result<Vec<Packed>, DbError> {
    let of = |reader: &mut Reader, sql: &str| {
        reader.rows(sql, values![account], |row| Ok(Packed { name: row.get(0)?, file_key: row.get(1)? }))
    };
    let mut all = of(
        reader,
        "select a.number || ' — ' || d.file_name, d.file_key from teachers t join applications a on a.teacher_id = t.id
         join documents d on d.application_id = a.id where t.account_id = $1 and d.removed_at is null order by a.number, d.added_at, d.id",
    )?;
    all.extend(of(
        reader,
        "select 'Черновик — ' || x.file_name, x.file_key from drafts d join draft_documents x on x.draft_id = d.id
         where d.account_id = $1 and d.removed_at is null and d.application_id is null order by x.added_at, x.id",
    )?);
    Ok(all)
}

async fn take(teacher: Teacher, State(app): State<App>) -> Result<Response, Failure> {
    let account = teacher.by.account.id;
    let (data, packed) = app
        .db
        .read(move |reader| {
            let mut data = Map::new();
            for one in SECTIONS {
                data.insert(one.name.to_owned(), section(reader, account, one)?);
            }
            Ok::<_, DbError>((Value::Object(data), files(reader, account)?))
        })
        .await?;
    let fact = Fact::of(kinds::DATA_TAKEN, format!("скачаны все свои данные, файлов: {}", packed.len()));
    app.db.act(teacher.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let text = serde_json::to_vec_pretty(&data).map_err(anyhow::Error::from)?;
    let first = vec![("Мои данные.json".to_owned(), Bytes::from(text))];
    Ok(documents::archive_after(&app.files, "Мои данные.zip", first, packed))
}

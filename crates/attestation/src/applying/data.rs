//! «Скачать все мои данные»: what the system keeps of a person, as one JSON and the files themselves.
//! Source: 152-ФЗ, ст. 14 — a person may know what is kept of them.

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::accounts::Account;
use crate::applications;
use crate::context::App;
use crate::documents::{self, Packed};
use crate::platform::act::{Fact, Kind};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::values;

use super::guards::Teacher;
use super::kinds;
use super::readable::readable;
use super::sections::{Of, SECTIONS, Section};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/cabinet/data", take)
}

fn section(reader: &mut Reader, id: &str, section: &Section, openings: &str) -> Result<Value, DbError> {
    let rows = reader.rows(&section.sql.replace("OPENINGS", openings), values![id], |row| {
        let mut one = Map::new();
        for (place, name) in section.columns.iter().enumerate() {
            one.insert((*name).to_owned(), json!(row.get::<String>(place)?));
        }
        Ok(Value::Object(one))
    })?;
    Ok(Value::Array(rows))
}

/// Files of a person: those of their cases, the newest conclusion of each specialist once a teacher reads it, of their complaints
/// with the answers, and of their drafts.
fn files(reader: &mut Reader, account: &str, teacher: &str) -> Result<Vec<Packed>, DbError> {
    let of = |reader: &mut Reader, sql: &str, id: &str| {
        reader.rows(sql, values![id], |row| Ok(Packed { name: row.get(0)?, file_key: row.get(1)? }))
    };
    let mut all = of(
        reader,
        "select a.number || ' — ' || d.file_name, d.file_key from applications a
         join documents d on d.application_id = a.id where a.teacher_id = $1 and d.removed_at is null order by a.number, d.added_at, d.id",
        teacher,
    )?;
    all.extend(of(
        reader,
        "select a.number || ' — заключение ' || cast(c.version as text) || ' — ' || c.file_name, c.file_key from applications a
         join conclusions c on c.application_id = a.id where a.teacher_id = $1 and c.file_key <> ''
             and a.stage not in ('submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'returned', 'concluded')
             and not exists (select 1 from conclusions n where n.application_id = c.application_id and n.seat_id = c.seat_id and n.version > c.version)
         order by a.number, c.version",
        teacher,
    )?);
    all.extend(of(
        reader,
        "select x.name, x.file_key from (
             select a.number || ' — жалоба — ' || c.file_name as name, c.file_key, c.filed_at, 0 as part from applications a
                 join complaints c on c.application_id = a.id where a.teacher_id = $1 and c.file_key is not null
             union all select a.number || ' — ответ на жалобу — ' || c.answer_name, c.answer_key, c.filed_at, 1 from applications a
                 join complaints c on c.application_id = a.id where a.teacher_id = $1 and c.answer_key is not null) x
         order by x.filed_at, x.part",
        teacher,
    )?);
    all.extend(of(
        reader,
        "select 'Черновик — ' || x.file_name, x.file_key from drafts d join draft_documents x on x.draft_id = d.id
         where d.account_id = $1 and d.removed_at is null and d.application_id is null order by x.added_at, x.id",
        account,
    )?);
    Ok(all)
}

/// Everything kept of a person: of a cabinet with the teacher tied to it, or of a teacher with the cabinet they have; and
/// the files of it. Of these kinds are the openings of which it is told whom they were by.
///
/// # Errors
/// When the database does not answer.
pub fn data_of(
    reader: &mut Reader,
    kinds: &[Kind],
    account: Option<Id<Account>>,
    teacher: Option<Id<applications::Teacher>>,
) -> Result<(Value, Vec<Packed>), DbError> {
    let openings: Vec<String> =
        kinds.iter().filter(|kind| kind.is_opening).map(|kind| format!("'{}'", kind.code)).collect();
    let openings = openings.join(", ");
    let (mut account, mut teacher) = (account.map(|id| id.to_string()), teacher.map(|id| id.to_string()));
    if let (None, Some(id)) = (&account, &teacher) {
        let sql = "select account_id from teachers where id = $1 and account_id is not null";
        account = reader.row(sql, values![id], |row| row.get(0))?;
    }
    if let (Some(id), None) = (&account, &teacher) {
        teacher = reader.row("select id from teachers where account_id = $1", values![id], |row| row.get(0))?;
    }
    let (account, teacher) = (account.unwrap_or_default(), teacher.unwrap_or_default());
    let mut data = Map::new();
    for one in SECTIONS {
        let id = if one.of == Of::Account { &account } else { &teacher };
        data.insert(one.name.to_owned(), section(reader, id, one, &openings)?);
    }
    let packed = files(reader, &account, &teacher)?;
    Ok((Value::Object(data), packed))
}

async fn take(teacher: Teacher, State(app): State<App>) -> Result<Response, Failure> {
    let account = teacher.by.account.id;
    let house = app.clone();
    let (data, packed) = app.db.read(move |reader| data_of(reader, &house.kinds, Some(account), None)).await?;
    let fact = Fact::of(kinds::DATA_TAKEN, format!("скачаны все свои данные, файлов: {}", packed.len()));
    app.db.act(teacher.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let text = serde_json::to_vec_pretty(&data).map_err(anyhow::Error::from)?;
    let page = readable(&app, "Мои данные", &data, &packed)?;
    let first = vec![("Мои данные.json".to_owned(), Bytes::from(text)), ("Мои данные.html".to_owned(), page)];
    Ok(documents::archive_after(&app.files, "Мои данные.zip", first, packed))
}

//! The SQL of documents. Which application a document belongs to is given as text: applications live above.

use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Document, Full, Kind, Reading};

const DOCUMENT: &str = "select id, kind, title, file_name, file_key, size, media_type, dated_on, added_at, coalesce(added_by, ''),
    (select count(*) from applications a where a.id = documents.application_id and a.created_at = documents.added_at) from documents";

fn document(row: &Record<'_>) -> Result<Document, BadColumn> {
    Ok(Document {
        id: row.get(0)?,
        kind: row.get(1)?,
        title: row.get(2)?,
        file_name: row.get(3)?,
        file_key: row.get(4)?,
        size: row.get(5)?,
        media_type: row.get(6)?,
        dated_on: row.get(7)?,
        added_at: row.get(8)?,
        added_by: row.get(9)?,
        came_with_it: row.get(10)?,
    })
}

/// A document to be added.
#[derive(Debug, Clone)]
pub struct NewDocument {
    /// Its kind.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the kept file.
    pub file_key: String,
    /// Bytes.
    pub size: i64,
    /// Told by the content.
    pub media_type: String,
    /// The date on it as written; may be empty.
    pub dated_on: String,
}

/// Adds a document that people bring to an application. Whoever calls holds the application to the end of the act, so that
/// two who bring at once count each other's.
///
/// # Errors
/// `Full` when it takes no more files.
pub fn add<A>(act: &mut Act<'_>, application: Id<A>, new: &NewDocument) -> Result<Id<Document>, Failure> {
    let known = ever_added(act, application)?;
    Full::prove(known, 1)?;
    Ok(add_made(act, application, new)?)
}

/// Adds a document the program itself has made, or that an act cannot do without: the limit is not for it.
pub fn add_made<A>(act: &mut Act<'_>, application: Id<A>, new: &NewDocument) -> Result<Id<Document>, DbError> {
    let (id, now, who) = (Id::new(), act.at(), act.account());
    act.run(
        "insert into documents (id, application_id, kind, title, file_name, file_key, size, media_type, dated_on, added_by, added_at, removed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, null)",
        values![id, application, new.kind.code(), &new.title, &new.file_name, &new.file_key, new.size, &new.media_type, &new.dated_on, who, now],
    )?;
    Ok(id)
}

/// How many files were ever added to an application.
pub fn ever_added<A>(reader: &mut Reader, application: Id<A>) -> Result<i64, DbError> {
    reader.count("select count(*) from documents where application_id = $1", values![application])
}

/// Documents of an application that are read so, by kind and then as they came.
pub fn of_application<A>(reader: &mut Reader, application: Id<A>, reading: Reading) -> Result<Vec<Document>, DbError> {
    let mut all = reader.rows(
        &format!("{DOCUMENT} where application_id = $1 and removed_at is null order by added_at, id"),
        values![application],
        document,
    )?;
    all.retain(|document| reading.shows(document));
    all.sort_by_key(|document| document.kind);
    Ok(all)
}

/// A document of this application; none when it is another's, was taken away or is not read so.
pub fn by_id<A>(
    reader: &mut Reader,
    application: Id<A>,
    id: Id<Document>,
    reading: Reading,
) -> Result<Option<Document>, DbError> {
    let found = reader.row(
        &format!("{DOCUMENT} where id = $1 and application_id = $2 and removed_at is null"),
        values![id, application],
        document,
    )?;
    Ok(found.filter(|document| reading.shows(document)))
}

/// Takes a document away; false when it was away already. The row stays for the journal.
pub fn remove<A>(act: &mut Act<'_>, application: Id<A>, id: Id<Document>) -> Result<bool, DbError> {
    let now = act.at();
    Ok(act.run(
        "update documents set removed_at = $3 where id = $1 and application_id = $2 and removed_at is null",
        values![id, application, now],
    )? == 1)
}

/// Documents that were there when an application was filed, those too that were taken away since, by kind and then as they came.
/// `text` is what was signed, as it is kept: it came with them. Without it they are those that came first.
pub fn filed_with<A>(reader: &mut Reader, application: Id<A>, text: Option<&str>) -> Result<Vec<Document>, DbError> {
    let narrowed = if text.is_some() { "and f.file_key = $2 and f.media_type = 'application/json'" } else { "" };
    let sql = format!("select min(f.added_at) from documents f where f.application_id = $1 {narrowed}");
    let mut values = values![application].to_vec();
    values.extend(text.map(Into::into));
    let Some(at) = reader.row(&sql, &values, |row| row.get::<Option<Moment>>(0))?.flatten() else {
        return of_application(reader, application, Reading::Whole);
    };
    let sql = format!(
        "{DOCUMENT} where application_id = $1 and added_at <= $2 and (removed_at is null or removed_at > $2) order by added_at, id"
    );
    let mut all = reader.rows(&sql, values![application, at], document)?;
    all.sort_by_key(|document| document.kind);
    Ok(all)
}

/// Documents that were signed with an application, or came with one on paper, and were taken away since: they stay as what was
/// filed.
pub fn removed_signed<A>(reader: &mut Reader, application: Id<A>) -> Result<Vec<Document>, DbError> {
    let sql = format!(
        "{DOCUMENT} where application_id = $1 and removed_at is not null and file_key <> '' and (
             exists (select 1 from documents f where f.application_id = $1 and f.media_type = 'application/json'
                 and documents.added_at <= f.added_at and documents.removed_at > f.added_at)
             or added_at = (select min(f.added_at) from documents f where f.application_id = $1)) order by added_at, id"
    );
    reader.rows(&sql, values![application], document)
}

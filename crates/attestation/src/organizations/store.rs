//! The SQL of organisations.

use crate::accounts::Organization;
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{PlaceName, key};
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Inn, NewOrganization, School};

const SCHOOL: &str = "select id, municipality, name, inn, email from organizations";

fn school(row: &Record<'_>) -> Result<School, BadColumn> {
    Ok(School { id: row.get(0)?, municipality: row.get(1)?, name: row.get(2)?, inn: row.get(3)?, email: row.get(4)? })
}

/// Writes a school down; none when its ИНН is known already.
pub fn create(act: &mut Act<'_>, new: &NewOrganization) -> Result<Option<Id<Organization>>, DbError> {
    let (id, now) = (Id::new(), act.at());
    let made = act.run(
        "insert into organizations (id, municipality, name, name_key, inn, email, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        values![id, &new.municipality, &new.name, key(&new.name), new.inn.as_str(), &new.email, now],
    )?;
    Ok((made == 1).then_some(id))
}

/// Puts new data of a school in place.
pub fn update(act: &mut Act<'_>, id: Id<Organization>, new: &NewOrganization) -> Result<(), DbError> {
    act.run(
        "update organizations set municipality = $2, name = $3, name_key = $4, inn = $5, email = $6 where id = $1",
        values![id, &new.municipality, &new.name, key(&new.name), new.inn.as_str(), &new.email],
    )?;
    Ok(())
}

/// A school by its id.
pub fn by_id(reader: &mut Reader, id: Id<Organization>) -> Result<Option<School>, DbError> {
    reader.row(&format!("{SCHOOL} where id = $1"), values![id], school)
}

/// A school by its ИНН.
pub fn by_inn(reader: &mut Reader, inn: &Inn) -> Result<Option<School>, DbError> {
    reader.row(&format!("{SCHOOL} where inn = $1"), values![inn.as_str()], school)
}

/// Schools of exactly this name, however it is spaced and quoted; the one written down first comes first.
pub fn by_name(reader: &mut Reader, name: &str) -> Result<Vec<School>, DbError> {
    reader.rows(&format!("{SCHOOL} where name_key = $1 order by id"), values![key(name)], school)
}

/// How the organisations of these ids are called.
pub fn names(reader: &mut Reader, ids: &[&str]) -> Result<Vec<(String, PlaceName)>, DbError> {
    let sql = "select id, name, municipality from organizations where id in (MANY)";
    among(reader, sql, &[], ids, |row| Ok((row.get(0)?, PlaceName { name: row.get(1)?, municipality: row.get(2)? })))
}

/// The words looked for, as they are compared; five at most.
pub(super) fn words_of(text: &str) -> Vec<String> {
    key(text).split(' ').filter(|word| !word.is_empty()).take(5).map(str::to_owned).collect()
}

/// Schools whose name or municipality holds every word of `text`, for choosing one; `most` at most.
pub fn search(reader: &mut Reader, text: &str, most: i64) -> Result<Vec<School>, DbError> {
    let words = words_of(text);
    let mut found = Vec::new();
    let wanted = usize::try_from(most).unwrap_or(0);
    reader.each(&format!("{SCHOOL} order by municipality, name, id"), &[], |row| {
        let school = school(row)?;
        if found.len() < wanted && school.has_all(&words) {
            found.push(school);
        }
        Ok(())
    })?;
    Ok(found)
}

/// Schools of one municipality whose name or ИНН holds every word of `text`, for choosing one; `most` at most.
pub fn search_within(reader: &mut Reader, municipality: &str, text: &str, most: usize) -> Result<Vec<School>, DbError> {
    let words = words_of(text);
    let own =
        reader.rows(&format!("{SCHOOL} where municipality = $1 order by name, id"), values![municipality], school)?;
    Ok(own.into_iter().filter(|school| school.has_all(&words)).take(most).collect())
}

/// Every municipality that has an organisation, by name.
pub fn municipalities(reader: &mut Reader) -> Result<Vec<String>, DbError> {
    reader.rows("select distinct municipality from organizations order by municipality", &[], |row| row.get(0))
}

/// Every school, the one written down first first: what a sheet is compared with.
pub fn all(reader: &mut Reader) -> Result<Vec<School>, DbError> {
    reader.rows(&format!("{SCHOOL} order by id"), &[], school)
}

/// Whether there is any.
pub fn is_any(reader: &mut Reader) -> Result<bool, DbError> {
    Ok(reader.count("select count(*) from (select 1 from organizations limit 1) o", &[])? > 0)
}

/// How many schools there are.
pub(super) fn count(reader: &mut Reader) -> Result<i64, DbError> {
    reader.count("select count(*) from organizations", &[])
}

/// A page of the list by municipality and name, after a school already shown; one row more than `most` when more follow.
/// Words are looked for in names, municipalities and ИНН; without them only the page itself is read.
pub(super) fn page(
    reader: &mut Reader,
    words: &[String],
    after: Option<&School>,
    most: usize,
) -> Result<Vec<School>, DbError> {
    let limit = if words.is_empty() { format!("limit {}", most + 1) } else { String::new() };
    let (wheres, values) = after.map_or((String::new(), Vec::new()), |last| {
        (
            "where (municipality, name, id) > ($1, $2, $3)".to_owned(),
            vec![(&last.municipality).into(), (&last.name).into(), last.id.into()],
        )
    });
    let mut found = Vec::new();
    reader.each(&format!("{SCHOOL} {wheres} order by municipality, name, id {limit}"), &values, |row| {
        let school = school(row)?;
        if found.len() <= most && school.has_all(words) {
            found.push(school);
        }
        Ok(())
    })?;
    Ok(found)
}

//! The SQL of «Школы муниципалитета»: which schools have a coordinator, whom it was written to, which have nobody.

use std::collections::HashMap;

use crate::accounts::Organization;
use crate::organizations::School;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Record};

use super::{INVITATION, invitation};
use crate::invitations::model::{Cover, Invitation};

/// Which schools of a municipality a list shows.
#[derive(Debug, Clone)]
pub(in crate::invitations) struct Asked {
    pub(in crate::invitations) municipality: String,
    pub(in crate::invitations) cover: Option<Cover>,
    pub(in crate::invitations) name: String,
    /// The school before the page.
    pub(in crate::invitations) after: Option<School>,
}

/// A school and its coordinators, or the newest open invitation of one.
#[derive(Debug)]
pub(in crate::invitations) struct Covered {
    pub(in crate::invitations) id: Id<Organization>,
    pub(in crate::invitations) name: String,
    pub(in crate::invitations) cover: Cover,
    pub(in crate::invitations) coordinators: Vec<FullName>,
    pub(in crate::invitations) invited: Option<Invitation>,
}

/// How a school stands, `o` its row.
const COVER: &str = "case
    when exists (select 1 from seats s join accounts u on u.id = s.account_id where s.organization_id = o.id and s.role = 'coordinator'
        and s.ended_at is null and u.closed_at is null) then 'held'
    when exists (select 1 from invitations i where i.organization_id = o.id and i.role = 'coordinator' and i.redeemed_at is null
        and i.revoked_at is null) then 'invited'
    else 'nobody' end";

/// How many schools of a municipality stand how.
pub(in crate::invitations) fn covers(reader: &mut Reader, municipality: &str) -> Result<HashMap<Cover, i64>, DbError> {
    let sql = format!(
        "select c.cover, count(*) from (select {COVER} as cover from organizations o where o.municipality = $1) c group by c.cover"
    );
    let read = |row: &Record<'_>| Ok((cover(row, 0)?, row.get(1)?));
    Ok(reader.rows(&sql, &[municipality.to_owned().into()], read)?.into_iter().collect())
}

/// A page of the schools by name, one row more than `most` when more follow.
pub(in crate::invitations) fn covered(
    reader: &mut Reader,
    asked: &Asked,
    most: usize,
) -> Result<Vec<Covered>, DbError> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let mut narrowed = Narrowed::after(vec![limit.into(), asked.municipality.clone().into()]);
    if let Some(cover) = asked.cover {
        narrowed.with(&format!("{COVER} = ?"), [cover.code().into()]);
    }
    narrowed.words(&key(&asked.name), 5, |narrowed, word| {
        narrowed.with("o.name_key like ?", [format!("%{word}%").into()]);
    });
    if let Some(last) = &asked.after {
        narrowed.with("(o.name, o.id) > (?, ?)", [last.name.clone().into(), last.id.into()]);
    }
    let sql = format!(
        "select o.id, o.name, {COVER} from organizations o where o.municipality = $2{} order by o.municipality, o.name, o.id limit $1",
        narrowed.sql(" and")
    );
    let read = |row: &Record<'_>| {
        Ok(Covered {
            id: row.get(0)?,
            name: row.get(1)?,
            cover: cover(row, 2)?,
            coordinators: Vec::new(),
            invited: None,
        })
    };
    let mut found = reader.rows(&sql, narrowed.values(), read)?;
    who(reader, &mut found)?;
    Ok(found)
}

/// Whom each of them has, or who was invited last.
fn who(reader: &mut Reader, schools: &mut [Covered]) -> Result<(), DbError> {
    let ids = |cover: Cover| {
        schools.iter().filter(|one| one.cover == cover).map(|one| one.id.to_string()).collect::<Vec<_>>()
    };
    let (held, invited) = (ids(Cover::Held), ids(Cover::Invited));
    let sql = "select s.organization_id, u.surname, u.given, u.patronymic from seats s join accounts u on u.id = s.account_id
         where s.role = 'coordinator' and s.ended_at is null and u.closed_at is null and s.organization_id in (MANY) order by s.id";
    let named =
        among(reader, sql, &[], &texts(&held), |row| Ok((row.get::<Id<Organization>>(0)?, FullName::read(row, 1)?)))?;
    let sql = format!(
        "{INVITATION} where i.role = 'coordinator' and i.redeemed_at is null and i.revoked_at is null
             and i.organization_id in (MANY) order by i.issued_at, i.id"
    );
    // The newest comes last and stays.
    let open = among(reader, &sql, &[], &texts(&invited), invitation)?;
    let mut newest: HashMap<Option<Id<Organization>>, Invitation> =
        open.into_iter().map(|one| (one.organization, one)).collect();
    for school in schools {
        let own = named.iter().filter(|(id, _)| *id == school.id);
        school.coordinators = own.map(|(_, name)| name.clone()).collect();
        school.invited = newest.remove(&Some(school.id));
    }
    Ok(())
}

fn texts(ids: &[String]) -> Vec<&str> {
    ids.iter().map(String::as_str).collect()
}

fn cover(row: &Record<'_>, place: usize) -> Result<Cover, BadColumn> {
    row.known(place, "cover of a school", Cover::parse)
}

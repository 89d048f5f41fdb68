//! The SQL of schools: a page of them by municipality and name, and what is counted of these schools alone.

use crate::accounts::Organization;
use crate::platform::among::among;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::narrowing::Narrowed;
use crate::platform::record::{BadColumn, Record, Value};

use super::super::figures::Count;
use super::super::model::{Asked, Scope};
use super::{count, decisions, within_period};

/// A school of the report.
#[derive(Debug, Clone)]
pub(in super::super) struct SchoolRow {
    pub(in super::super) id: Id<Organization>,
    pub(in super::super) municipality: String,
    pub(in super::super) name: String,
}

fn school(row: &Record<'_>) -> Result<SchoolRow, BadColumn> {
    Ok(SchoolRow { id: row.get(0)?, municipality: row.get(1)?, name: row.get(2)? })
}

/// The school a page begins after.
pub(in super::super) type Border = Option<Id<Organization>>;

/// Schools of the scope by municipality and name, `most` at most after a border.
pub(in super::super) fn schools(
    reader: &mut Reader,
    asked: &Asked,
    after: Border,
    most: i64,
) -> Result<Vec<SchoolRow>, DbError> {
    let border = match after {
        Some(id) => {
            reader.row("select id, municipality, name from organizations where id = $1", &[id.into()], school)?
        }
        None => None,
    };
    let (municipality, name, id) =
        border.map_or_else(Default::default, |last| (last.municipality, last.name, last.id.to_string()));
    let values: Vec<Value<'_>> = vec![municipality.into(), name.into(), id.into(), most.into()];
    let mut narrowed = Narrowed::after(values);
    match &asked.scope {
        Scope::All => {}
        Scope::Municipality(own) => narrowed.with("o.municipality = ?", [own.into()]),
        Scope::School(own, _) => narrowed.with("o.id = ?", [(*own).into()]),
    }
    if !asked.municipality.is_empty() {
        narrowed.with("o.municipality = ?", [(&asked.municipality).into()]);
    }
    let sql = format!(
        "select o.id, o.municipality, o.name from organizations o where (o.municipality, o.name, o.id) > ($1, $2, $3){}
         order by o.municipality, o.name, o.id limit $4",
        narrowed.sql(" and")
    );
    reader.rows(&sql, narrowed.values(), school)
}

/// Applications received and decisions of these schools in the period, by the school's id.
pub(in super::super) fn school_counts(
    reader: &mut Reader,
    asked: &Asked,
    schools: &[SchoolRow],
) -> Result<Vec<Count>, DbError> {
    let ids: Vec<String> = schools.iter().map(|school| school.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let narrowed = within_period(asked);
    let more = format!("{} and a.organization_id in (MANY)", narrowed.sql(" and"));
    let received = format!(
        "select 'received', a.organization_id, '', count(*) from applications a
         where a.received_on >= $1 and a.received_on <= $2{more} group by 2"
    );
    let mut all = among(reader, &received, narrowed.values(), &ids, count)?;
    all.extend(among(reader, &decisions("a.organization_id", "", &more), narrowed.values(), &ids, count)?);
    Ok(all)
}

//! The SQL of the blank a specialist takes: every version that was put in force, the last of them is.

use crate::papers::Own;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::KeptFile;

/// A version of the template.
#[derive(Debug, Clone)]
pub struct TemplateRow {
    /// 1, 2, 3…
    pub version: i64,
    /// The file.
    pub own: Own,
    /// When it was put in force.
    pub added_at: Moment,
    /// Who did it.
    pub added_by: String,
}

const TEMPLATE: &str =
    "select t.version, t.file_name, t.file_key, t.size, t.added_at, coalesce(u.surname || ' ' || u.given, '')
    from conclusion_templates t left join accounts u on u.id = t.added_by";
/// A number is given when a file is sent, and a later file may have been put in force before it.
const LAST_FIRST: &str = "order by t.added_at desc, t.version desc";

fn template(row: &Record<'_>) -> Result<TemplateRow, BadColumn> {
    Ok(TemplateRow {
        version: row.get(0)?,
        own: Own { name: row.get(1)?, key: row.get(2)?, size: row.get(3)? },
        added_at: row.get(4)?,
        added_by: row.get(5)?,
    })
}

/// The template in force.
pub fn newest_template(reader: &mut Reader) -> Result<Option<TemplateRow>, DbError> {
    reader.row(&format!("{TEMPLATE} {LAST_FIRST} limit 1"), &[], template)
}

/// Every version that was in force, the last first.
pub(in crate::conclusions) fn templates(reader: &mut Reader) -> Result<Vec<TemplateRow>, DbError> {
    reader.rows(&format!("{TEMPLATE} {LAST_FIRST} limit 100"), &[], template)
}

/// One version.
pub(in crate::conclusions) fn template_version(
    reader: &mut Reader,
    version: i64,
) -> Result<Option<TemplateRow>, DbError> {
    reader.row(&format!("{TEMPLATE} where t.version = $1"), values![version], template)
}

/// Puts a template in force that was never tried: the first of a demonstration; its version.
pub fn add_template(act: &mut Act<'_>, file: &KeptFile) -> Result<i64, DbError> {
    let version = act.next_number("conclusion_templates")?;
    let own = Own { name: file.name.clone(), key: file.key.clone(), size: file.size };
    put_in_force(act, version, &own)?;
    Ok(version)
}

/// Puts a template in force under the number it was given when it was sent.
pub fn put_in_force(act: &mut Act<'_>, version: i64, own: &Own) -> Result<(), DbError> {
    let (id, now, by) = (Id::<TemplateRow>::new(), act.at(), act.account());
    act.run(
        "insert into conclusion_templates (id, version, file_name, file_key, size, added_by, added_at) values ($1, $2, $3, $4, $5, $6, $7)",
        values![id, version, &own.name, &own.key, own.size, by, now],
    )
    .map(drop)
}

//! Cases ready for an agenda: those with a result, and those that were ready before and wait for a session.

use crate::applications::{self, Application, COLUMNS, DECISION_BY, JOINS, LAWFUL_BY};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::agenda::{EXTRA, Extra, RESULT, extra};
use super::sittings::Sitting;

/// Ids and days of cases ready for an agenda after a border ($1, $2), at most $3 of each kind: those with a result, and
/// those that were ready before and stand on no agenda. Of the schools of one municipality ($4); of all when it is empty.
/// Received not after the day of the session ($5), and not put off to a later one.
fn ready_sql() -> String {
    const WITHIN: &str =
        "($4 = '' or x.organization_id in (select w.id from organizations w where w.municipality = $4))";
    // A case that was put off may have gone back to its specialist since.
    const DUE: &str = "not exists (select 1 from agenda_items p where p.application_id = x.id and p.removed_at is null and p.postponed_to > $5)";
    let of = |stage: &str, more: &str| {
        format!(
            "select x.id, x.decide_by from applications x where x.stage = '{stage}' and (x.decide_by, x.id) > ($1, $2) and x.received_on <= $5 and {DUE} and {WITHIN}{more} order by x.decide_by, x.id limit $3"
        )
    };
    let (done, ready) = (
        of("concluded", ""),
        of(
            "ready",
            " and not exists (select 1 from agenda_items i where i.application_id = x.id and i.removed_at is null and i.outcome is null)",
        ),
    );
    format!("select * from ({done}) d union all select * from ({ready}) w")
}

/// How many cases of a municipality, of all when it is empty, are ready for the agenda of a session; `most` when there are
/// so many or more.
pub(in super::super) fn ready_count(
    reader: &mut Reader,
    sitting: &Sitting,
    municipality: &str,
    most: i64,
) -> Result<i64, DbError> {
    let sql = format!("select count(*) from ({}) n", ready_sql());
    let counted = reader.count(&sql, values!["", "", most, municipality, sitting.held_on])?;
    Ok(counted.min(most))
}

/// Cases of a municipality, of all when it is empty, ready for the agenda of a session by the last day of their decision,
/// `most` at most.
pub(in super::super) fn candidates(
    reader: &mut Reader,
    sitting: &Sitting,
    municipality: &str,
    after: Option<(Day, Id<Application>)>,
    most: i64,
) -> Result<Vec<(Application, Extra)>, DbError> {
    let (border, id) = after.map_or_else(Default::default, |(day, id)| (day.to_string(), id.to_string()));
    let ready = ready_sql();
    let sql = format!(
        "select {COLUMNS}, {EXTRA}, {DECISION_BY}, {LAWFUL_BY} from ({ready}) n
         join applications a on a.id = n.id {JOINS} {RESULT} order by n.decide_by, n.id limit $3"
    );
    reader.rows(&sql, values![border, id, most, municipality, sitting.held_on], |row| {
        Ok((applications::read(row)?, extra(row)?))
    })
}

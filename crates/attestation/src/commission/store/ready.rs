//! Cases ready for an agenda: those with a result, and those that were ready before and wait for a session.

use crate::applications::{self, Application, COLUMNS, JOINS, LAWFUL_BY};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{key, past};
use crate::values;

use super::agenda::{EXTRA, Extra, RESULT, extra};
use super::sittings::Sitting;

/// Ids and days of cases ready for an agenda after a border ($1, $2), at most $3 of each kind: those with a result, and
/// those that were ready before and stand on no agenda. Of the schools of one municipality ($4); of all when it is empty.
/// Received not after the day of the session ($5), and not put off to a later one. Of teachers with a word that begins so ($6,
/// to its end $7); of all when it is empty.
fn ready_sql() -> String {
    const WITHIN: &str =
        "($4 = '' or x.organization_id in (select w.id from organizations w where w.municipality = $4))";
    // A case that was put off may have gone back to its specialist since.
    const DUE: &str = "not exists (select 1 from agenda_items p where p.application_id = x.id and p.removed_at is null and p.postponed_to > $5)";
    const NAMED: &str =
        "($6 = '' or x.id in (select w.application_id from application_words w where w.word >= $6 and w.word < $7))";
    let of = |stage: &str, more: &str| {
        format!(
            "select x.id, x.decision_by from applications x where x.stage = '{stage}' and (x.decision_by, x.id) > ($1, $2) and x.received_on <= $5 and {DUE} and {WITHIN} and {NAMED}{more} order by x.decision_by, x.id limit $3"
        )
    };
    let (done, ready) = (
        of("concluded", ""),
        of(
            "ready",
            " and not exists (select 1 from agenda_items i where i.application_id = x.id and i.removed_at is null and i.outcome is null)",
        ),
    );
    format!("select * from ({done}) d union all select * from ({ready}) y")
}

/// Which ready cases are looked for.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Sought {
    /// Of the schools of this municipality; of all when it is empty.
    pub(in super::super) municipality: String,
    /// Of teachers whose surname begins so; of all when it is empty.
    pub(in super::super) surname: String,
}

impl Sought {
    pub(in super::super) const fn is_all(&self) -> bool {
        self.municipality.is_empty() && self.surname.is_empty()
    }

    /// The first and the last word it may be.
    fn words(&self) -> (String, String) {
        let whole = key(&self.surname);
        let word = whole.split(' ').next().unwrap_or_default();
        (word.to_owned(), past(word))
    }
}

/// How many cases of those that are sought are ready for the agenda of a session; `most` when there are so many or more.
pub(in super::super) fn ready_count(
    reader: &mut Reader,
    sitting: &Sitting,
    sought: &Sought,
    most: i64,
) -> Result<i64, DbError> {
    let sql = format!("select count(*) from ({}) n", ready_sql());
    let (from, to) = sought.words();
    let counted = reader.count(&sql, values!["", "", most, &sought.municipality, sitting.held_on, from, to])?;
    Ok(counted.min(most))
}

/// Cases of those that are sought, ready for the agenda of a session by the last day of their decision,
/// `most` at most.
pub(in super::super) fn candidates(
    reader: &mut Reader,
    sitting: &Sitting,
    sought: &Sought,
    after: Option<(Day, Id<Application>)>,
    most: i64,
) -> Result<Vec<(Application, Extra)>, DbError> {
    let (border, id) = after.map_or_else(Default::default, |(day, id)| (day.to_string(), id.to_string()));
    let (ready, (from, to)) = (ready_sql(), sought.words());
    let sql = format!(
        "select {COLUMNS}, {EXTRA}, {LAWFUL_BY} from ({ready}) n
         join applications a on a.id = n.id {JOINS} {RESULT} order by n.decision_by, n.id limit $3"
    );
    reader.rows(&sql, values![border, id, most, &sought.municipality, sitting.held_on, from, to], |row| {
        Ok((applications::read(row)?, extra(row)?))
    })
}

//! The history of a case: what the journal tells of it, to each what their kind of act is told to.

use crate::platform::act::{Audience, Kind};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::values;

use super::model::Application;

/// An act in the history of a case, with who did it.
#[derive(Debug, Clone)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// Who did it; none: the system.
    pub who: Option<FullName>,
    /// In which role, in code; empty for the system.
    pub role: String,
    /// The code of its kind.
    pub act: String,
    /// What was done, in words.
    pub words: String,
}

/// Lines of the history on a page.
const LINES: i64 = 20;

/// The condition of the index `journal_told`, word for word, so that it is used: openings are far more than what is told.
/// It chooses nothing by itself: who reads what is said by the kinds.
const INDEXED: &str = "outcome <> 'refused' and act not in ('application.opened', 'document.opened', 'conclusion.opened', 'template.taken')";

/// The condition on the kind of an act. The Centre reads all that is kept from nobody, kinds that are not made any more
/// among them; others read what is told to them by name.
fn told(kinds: &[Kind], to: Audience) -> String {
    let (verb, listed): (&str, fn(&Kind, Audience) -> bool) = match to {
        Audience::Centre => ("not in", |kind, _| kind.audience == Audience::Nobody),
        _ => ("in", |kind, to| kind.audience <= to && kind.audience < Audience::Centre),
    };
    let codes: Vec<String> =
        kinds.iter().filter(|kind| listed(kind, to)).map(|kind| format!("'{}'", kind.code)).collect();
    format!("{verb} ({})", codes.join(", "))
}

/// The newest acts of a case told to somebody, in words, the newest first; `kinds` are those of every feature.
///
/// # Errors
/// When the database does not answer.
pub fn recent_history(
    reader: &mut Reader,
    kinds: &[Kind],
    case: Id<Application>,
    to: Audience,
) -> Result<Vec<(Moment, String)>, DbError> {
    let told = told(kinds, to);
    let sql = format!(
        "select at, words from journal where application_id = $1 and {INDEXED} and act {told}
         order by at desc, id desc limit $2"
    );
    reader.rows(&sql, values![case, LINES], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The whole history of a case as the Centre reads it, from the first act to the last.
///
/// # Errors
/// When the database does not answer.
pub fn whole_history(reader: &mut Reader, kinds: &[Kind], case: Id<Application>) -> Result<Vec<Happened>, DbError> {
    let told = told(kinds, Audience::Centre);
    let sql = format!(
        "select j.at, j.role, j.act, j.words, u.id, coalesce(u.surname, ''), coalesce(u.given, ''), coalesce(u.patronymic, '')
         from journal j left join accounts u on u.id = j.account_id
         where application_id = $1 and {INDEXED} and act {told} order by j.at, j.id"
    );
    reader.rows(&sql, values![case], |row| {
        let account: Option<String> = row.get(4)?;
        let name = FullName::read(row, 5)?;
        Ok(Happened {
            at: row.get(0)?,
            role: row.get(1)?,
            act: row.get(2)?,
            words: row.get(3)?,
            who: account.map(|_| name),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 4] = [
        Kind::of("a.kept", "Центру"),
        Kind::of("b.read", "Всем").told_to(Audience::Everybody),
        Kind::of("c.found", "Кому открыто заключение").told_to(Audience::Conclusion),
        Kind::opening("d.opened", "Открыто"),
    ];

    #[test]
    fn what_is_told_to_nobody_by_name_is_the_centres() {
        assert_eq!(told(&KINDS, Audience::Everybody), "in ('b.read')");
        assert_eq!(told(&KINDS, Audience::Conclusion), "in ('b.read', 'c.found')");
        assert_eq!(told(&KINDS, Audience::Centre), "not in ('d.opened')");
        assert_eq!(
            told(&KINDS, Audience::Nobody),
            "in ('b.read', 'c.found')",
            "nobody reads more than the outside does"
        );
    }
}

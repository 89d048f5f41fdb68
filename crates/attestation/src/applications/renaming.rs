//! Names cases are found by; a teacher who applies under another name: what was decided stays under the name it was decided under,
//! what is still open goes on under the new one, and both say so in their history.

use std::collections::BTreeMap;

use crate::platform::act::{Act, Fact};
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::FullName;
use crate::platform::record::Value;
use crate::values;

use super::kinds;
use super::model::{Application, NewTeacher, Teacher};
use super::stage::Stage;

/// Keeps the names of those of these people, by СНИЛС, who apply under another one, in their cases that are over; tells the history
/// of each case. The СНИЛС of those whose name is another one.
pub(super) fn keep_names<'p>(
    act: &mut Act<'_>,
    people: &BTreeMap<&'p str, &NewTeacher>,
) -> Result<Vec<&'p str>, DbError> {
    let snils: Vec<&str> = people.keys().copied().collect();
    let sql = "select id, snils, surname, given, patronymic from teachers where snils in (MANY)";
    let known: Vec<(Id<Teacher>, String, FullName)> =
        among(act, sql, &[], &snils, |row| Ok((row.get(0)?, row.get(1)?, FullName::read(row, 2)?)))?;
    let mut renamed = Vec::new();
    for (id, snils, was) in known {
        let Some((snils, new)) = people.get_key_value(snils.as_str()) else { continue };
        if new.name.key() != was.key() {
            keep_name(act, id, (&was, &new.name))?;
            renamed.push(*snils);
        }
    }
    Ok(renamed)
}

fn keep_name(act: &mut Act<'_>, id: Id<Teacher>, (was, new): (&FullName, &FullName)) -> Result<(), DbError> {
    let sql = "select id, stage from applications where teacher_id = $1 and surname is null order by id";
    let now = act.at();
    let cases: Vec<(Id<Application>, Stage)> = act.rows(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (case, stage) in cases {
        let words = if stage.is_open() {
            // Neighbours read the name with the case: for them it has changed.
            act.run("update applications set changed_at = $2 where id = $1", values![case, now])?;
            format!(
                "педагог подал новое заявление под именем {}; в этом деле имя тоже изменено, было {}",
                new.full(),
                was.full()
            )
        } else {
            act.run(
                "update applications set surname = $2, given = $3, patronymic = $4 where id = $1 and surname is null",
                values![case, &was.surname, &was.given, &was.patronymic],
            )?;
            format!("педагог подал новое заявление под именем {}; в этом деле остаётся имя {}", new.full(), was.full())
        };
        act.note(Fact::of(kinds::RENAMED, words).application(case))?;
    }
    Ok(())
}

/// Cases are searched by their teacher's name: a name that has changed changes there too. Cases that keep the former name are found
/// by both.
pub(super) fn rename_cases(act: &mut Act<'_>, snils: &[&str]) -> Result<(), DbError> {
    let sql = "select a.id, a.due_on, t.name_key, a.surname from applications a join teachers t on t.id = a.teacher_id
         where a.name_key <> t.name_key and t.snils in (MANY)";
    let renamed = among(act, sql, &[], snils, |row| {
        let case: (Id<Application>, Day, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((case, row.get::<Option<String>>(3)?.is_some()))
    })?;
    for ((id, _, name_key), _) in renamed.iter().filter(|(_, keeps)| !keeps) {
        act.run("update applications set name_key = $2 where id = $1", values![*id, name_key])?;
        act.run("delete from application_words where application_id = $1", values![*id])?;
    }
    write_words(act, renamed.into_iter().map(|(case, _)| case))
}

/// Words cases are found by, with the day lists go by.
pub(super) fn write_words(
    act: &mut Act<'_>,
    names: impl Iterator<Item = (Id<Application>, Day, String)>,
) -> Result<(), DbError> {
    let mut rows: Vec<[Value<'_>; 3]> = Vec::new();
    for (id, due_on, name_key) in names {
        let words = name_key.split(' ').map(|word| [word.to_owned().into(), due_on.into(), id.into()]);
        rows.extend(words);
    }
    let sql = "insert into application_words (word, due_on, application_id) values ROWS on conflict do nothing";
    many::insert(act, sql, rows)
}

/// Words a case is found by, with the day lists go by, written anew.
pub(super) fn rewrite_words(
    act: &mut Act<'_>,
    id: Id<Application>,
    due_on: Day,
    name_key: &str,
) -> Result<(), DbError> {
    act.run("delete from application_words where application_id = $1", values![id])?;
    write_words(act, std::iter::once((id, due_on, name_key.to_owned())))
}

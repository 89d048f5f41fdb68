//! The centre's list of every application, narrowed by what stands in an index.

use crate::accounts::Organization;
use crate::applications::{self, Application, COLUMNS, Category, JOINS, Stage};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::record::Value;

/// What the centre's list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Narrowing {
    /// Beginnings of words of the teacher's name.
    pub(super) name: String,
    /// One stage.
    pub(super) stage: Option<Stage>,
    /// One category.
    pub(super) category: Option<Category>,
    /// A part of the school's name.
    pub(super) school: String,
    /// One school.
    pub(super) organization: Option<Id<Organization>>,
    /// Waiting for the specialist, with the deadline before this day.
    pub(super) due_before: Option<Day>,
    /// Waiting for the specialist, with the deadline on this day or later.
    pub(super) due_from: Option<Day>,
    /// Waiting for the specialist.
    pub(super) waiting: bool,
    /// Documents not marked as checked, no result yet.
    pub(super) unchecked: bool,
    /// Deadlines from the last to the first.
    pub(super) descending: bool,
    /// The deadline and id of the row before the page.
    pub(super) after: Option<(Day, Id<Application>)>,
}

/// Applications by deadline, `most` at most.
pub(super) fn all(
    reader: &mut Reader,
    narrowing: &Narrowing,
    most: i64,
) -> Result<Vec<Application>, DbError> {
    let (sql, values) = question(narrowing, most);
    reader.rows(&sql, &values, applications::read)
}

/// Walks applications by deadline, `most` at most, without holding them.
pub(super) fn each(
    reader: &mut Reader,
    narrowing: &Narrowing,
    most: i64,
    mut take: impl FnMut(Application),
) -> Result<(), DbError> {
    let (sql, values) = question(narrowing, most);
    reader.each(&sql, &values, |row| {
        take(applications::read(row)?);
        Ok(())
    })
}

fn question<'v>(narrowing: &Narrowing, most: i64) -> (String, Vec<Value<'v>>) {
    let mut values: Vec<Value<'v>> = vec![most.into()];
    let mut conditions: Vec<String> = Vec::new();
    let mut add = |text: &str, new: Vec<Value<'v>>| {
        let mut text = text.to_owned();
        for value in new {
            values.push(value);
            text = text.replacen('?', &format!("${}", values.len()), 1);
        }
        conditions.push(text);
    };
    for word in key(&narrowing.name)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(3)
    {
        let end = format!("{word}\u{10ffff}");
        add(
            "a.id in (select w.application_id from application_words w where w.word >= ? and w.word < ?)",
            vec![word.to_owned().into(), end.into()],
        );
    }
    for word in key(&narrowing.school)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(4)
    {
        add(
            "a.organization_id in (select x.id from organizations x where x.name_key like ?)",
            vec![format!("%{word}%").into()],
        );
    }
    if let Some(school) = narrowing.organization {
        add("a.organization_id = ?", vec![school.into()]);
    }
    if let Some(stage) = narrowing.stage {
        add("a.stage = ?", vec![stage.code().into()]);
    }
    if let Some(category) = narrowing.category {
        add("a.category = ?", vec![category.code().into()]);
    }
    if narrowing.waiting || narrowing.due_before.is_some() || narrowing.due_from.is_some() {
        add("a.stage in ('in_review', 'returned')", vec![]);
    }
    if let Some(day) = narrowing.due_before {
        add("a.due_on < ?", vec![day.into()]);
    }
    if let Some(day) = narrowing.due_from {
        add("a.due_on >= ?", vec![day.into()]);
    }
    if narrowing.unchecked {
        add(
            "a.documents_checked_at is null and a.stage in ('registered', 'in_review', 'returned')",
            vec![],
        );
    }
    if let Some((due, id)) = narrowing.after {
        let sign = if narrowing.descending { "<" } else { ">" };
        add(
            &format!("(a.due_on, a.id) {sign} (?, ?)"),
            vec![due.into(), id.into()],
        );
    }
    let narrowed = if conditions.is_empty() {
        String::new()
    } else {
        format!("where {}", conditions.join(" and "))
    };
    let turn = if narrowing.descending { " desc" } else { "" };
    (
        format!(
            "select {COLUMNS} from applications a {JOINS} {narrowed} order by a.due_on{turn}, a.id{turn} limit $1"
        ),
        values,
    )
}

//! The SQL of remarks and their answers.

use crate::applications::Application;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::record::Value;
use crate::values;

use super::super::model::Part;

/// A remark about an application.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Its id.
    pub id: Id<Remark>,
    /// What it is about.
    pub part: Part,
    /// By which indicator, in its words; empty when it names none.
    pub indicator: String,
    /// What is to be put right.
    pub words: String,
    /// When it was made.
    pub made_at: Moment,
    /// The answer; empty until there is one.
    pub answer: String,
    /// When it was answered.
    pub answered_at: Option<Moment>,
}

impl Remark {
    /// What it is about, as shown.
    pub fn about(&self) -> String {
        self.part.about(&self.indicator)
    }
}

/// A remark to be made.
#[derive(Debug, Clone)]
pub struct NewRemark {
    /// What it is about.
    pub part: Part,
    /// By which indicator, in its words; empty when it names none.
    pub indicator: String,
    /// What is to be put right.
    pub words: String,
}

impl NewRemark {
    /// About a whole part.
    pub fn of(part: Part, words: impl Into<String>) -> Self {
        Self { part, indicator: String::new(), words: words.into() }
    }
}

/// Remarks about an application, the first first.
pub fn remarks_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Remark>, DbError> {
    let sql = "select id, part, words, made_at, answer, answered_at, indicator from remarks where application_id = $1 order by made_at, id";
    reader.rows(sql, values![application], |row| {
        Ok(Remark {
            id: row.get(0)?,
            part: row.get(1)?,
            words: row.get(2)?,
            made_at: row.get(3)?,
            answer: row.get(4)?,
            answered_at: row.get(5)?,
            indicator: row.get(6)?,
        })
    })
}

/// Remarks that wait for an answer.
pub fn open_remarks(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Remark>, DbError> {
    let all = remarks_of(reader, application)?;
    Ok(all.into_iter().filter(|one| one.answered_at.is_none()).collect())
}

/// Writes remarks down.
pub(in super::super) fn add_remarks(
    act: &mut Act<'_>,
    application: Id<Application>,
    all: &[NewRemark],
) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    let rows = all.iter().map(|one| -> [Value<'_>; 9] {
        [
            Id::<Remark>::new().into(),
            application.into(),
            one.part.code().into(),
            (&one.words).into(),
            now.into(),
            who.clone().into(),
            "".into(),
            "".into(),
            (&one.indicator).into(),
        ]
    });
    many::insert(
        act,
        "insert into remarks (id, application_id, part, words, made_at, made_by, answer, answered_by, indicator) values ROWS",
        rows,
    )
}

/// Marks a remark of this application as answered; false when it is not open.
pub(in super::super) fn answer_remark(
    act: &mut Act<'_>,
    application: Id<Application>,
    id: Id<Remark>,
    words: &str,
) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let changed = act.run(
        "update remarks set answer = $3, answered_at = $4, answered_by = $5 where id = $1 and application_id = $2 and answered_at is null",
        values![id, application, words, now, who],
    )?;
    Ok(changed == 1)
}

//! The SQL of the act that made a record: which one, and whether another has put its line right since.

use crate::applications::Application;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::words;
use crate::values;

use super::super::model::Record;

/// The issued act that granted what a record states.
#[derive(Debug, Clone)]
pub(in crate::register) struct MadeBy {
    /// Its id.
    id: String,
    /// Its number.
    number: String,
    /// Its date.
    dated_on: Day,
    /// Whether an act that corrects it was issued for this very case.
    pub(in crate::register) is_put_right: bool,
}

impl MadeBy {
    /// «№ 214-р от 28.11.2026».
    pub(in crate::register) fn called(&self) -> String {
        format!("№\u{a0}{} от {}", self.number, words::brief_day(self.dated_on))
    }

    /// Its page.
    pub(in crate::register) fn href(&self) -> String {
        format!("/acts/board/{}", self.id)
    }
}

/// The act that made the first record of a chain; none when it came from no case.
pub(in crate::register) fn made_by(reader: &mut Reader, chain: Id<Record>) -> Result<Option<MadeBy>, DbError> {
    let sql = "select source from register_records where id = $1";
    let source: Option<String> = reader.row(sql, values![chain], |row| row.get(0))?;
    let case = source.and_then(|source| source.strip_prefix("application:")?.parse::<Id<Application>>().ok());
    let Some(case) = case else { return Ok(None) };
    let sql = "select t.id, t.number, t.dated_on,
             (select count(*) from act_fixes f join acts c on c.id = f.act_id
              where f.application_id = x.application_id and c.corrects_id = t.id)
         from act_cases x join acts t on t.id = x.act_id
         where x.application_id = $1 and t.stage in ('issued', 'published')";
    reader.row(sql, values![case], |row| {
        let fixes: i64 = row.get(3)?;
        Ok(MadeBy { id: row.get(0)?, number: row.get(1)?, dated_on: row.get(2)?, is_put_right: fixes > 0 })
    })
}

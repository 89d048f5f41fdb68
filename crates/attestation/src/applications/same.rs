//! Which applications are the same: nobody's is written down twice.

use std::collections::HashMap;

use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;

use super::model::Application;
use super::register::NewApplication;
use super::stage::Stage;

/// What makes two applications the same: СНИЛС, the post's code, the category's code.
pub(super) type Claim = (String, String, String);

/// What is claimed by a new application.
pub(super) fn claim_of(new: &NewApplication) -> Claim {
    (new.teacher.snils.as_str().to_owned(), new.post_code.clone(), new.category.code().to_owned())
}

/// Applications with which a new one would be the same.
#[derive(Default)]
pub(super) struct Before {
    /// Those that wait for a decision.
    pub(super) open: HashMap<Claim, Id<Application>>,
    /// Those that are over, by the day they were received: the same sheet taken again makes nothing.
    over: HashMap<(Claim, Day), Id<Application>>,
}

impl Before {
    /// What these teachers have applied for and not withdrawn. Whose intake was refused may apply again the same day.
    pub(super) fn among<'n>(act: &mut Act<'_>, all: impl Iterator<Item = &'n NewApplication>) -> Result<Self, DbError> {
        let snils: Vec<&str> = all.map(|new| new.teacher.snils.as_str()).collect();
        let sql = "select t.snils, a.post_code, a.category, a.received_on, a.stage, a.id from applications a join teachers t on t.id = a.teacher_id
             where a.stage not in ('withdrawn', 'intake_refused') and t.snils in (MANY)";
        let found = among(act, sql, &[], &snils, |row| {
            let claim: Claim = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((claim, row.get::<Day>(3)?, row.get::<Stage>(4)?, row.get(5)?))
        })?;
        let mut before = Self::default();
        for (claim, received, stage, id) in found {
            if stage.is_open() {
                before.open.insert(claim, id);
            } else {
                before.over.insert((claim, received), id);
            }
        }
        Ok(before)
    }

    /// The one that is the same as this, received on a day.
    pub(super) fn same_as(&self, claim: &Claim, received: Day) -> Option<Id<Application>> {
        self.open.get(claim).or_else(|| self.over.get(&(claim.clone(), received))).copied()
    }
}

//! A long register is taken part by part, each an act of its own: others write meanwhile, and what a stop of the program has
//! cut off goes on by itself. What is there already is not made again.

use std::sync::Arc;

use officedocs::sheet::Sheet;
use serde::{Deserialize, Serialize};

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::jobs::Job;
use crate::register::NewRecord;

use super::import::{days_of, hold, kept_sheet, outcome, told};
use super::model::{Entry, Import, Kind, Plan, Refused};
use super::plan::{Days, draft};
use super::taking::Taking;
use super::{kinds, store};

/// Records of one part: a part of a second of writing.
const PART: usize = 500;

/// How what is new in a sheet is made.
pub(super) enum Way {
    /// In one act; the plan goes along when it was made already to know the way.
    AtOnce(Option<Plan>),
    /// A long register: part after part, by this plan.
    ByParts(Plan),
}

impl Way {
    /// The way of a sheet. Only one with more rows than a part holds is planned for that.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn of(app: &App, kind: Kind, sheet: &Arc<Sheet>, days: Days) -> Result<Self, DbError> {
        if kind != Kind::Register || sheet.rows.len() <= PART {
            return Ok(Self::AtOnce(None));
        }
        let sheet = sheet.clone();
        let plan = app.db.read(move |reader| draft(reader, kind, &sheet, days)).await?;
        Ok(if plan.new > PART { Self::ByParts(plan) } else { Self::AtOnce(Some(plan)) })
    }
}

/// The job of one sheet.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakeByParts {
    /// The sheet.
    pub import: String,
    /// Who has confirmed it.
    pub by: By,
}

impl Job<App> for TakeByParts {
    const NAME: &'static str = "import.take_by_parts";
    const WORDS: &'static str = "Внесение реестра по частям";

    fn once(&self) -> String {
        self.import.clone()
    }

    async fn run(self, app: &App) -> anyhow::Result<()> {
        let id = self.import.parse().map_err(|_| anyhow::anyhow!("no sheet {}", self.import))?;
        Ok(finish(app, self.by, id).await.map_err(told)?)
    }
}

/// Writes down that a sheet is taken from now on; the sentence about it.
///
/// # Errors
/// A refusal when it was taken before.
pub(super) async fn begin(app: &App, by: By, import: &Import, new: usize) -> Result<String, Failure> {
    let (id, now) = (import.id, app.now());
    let words = format!("{}, файл {}: {}", import.kind.words(), import.file_name, import.kind.counted(new));
    let job = TakeByParts { import: id.to_string(), by: by.clone() };
    let begun = app.db.act(by, now, move |act| {
        if !store::confirm(act, id)? {
            return Err(Refused::Taken.into());
        }
        act.enqueue(&job)?;
        Ok::<_, Failure>(act.record(Fact::of(kinds::BEGUN, words).subject("import", id), ())?)
    });
    begun.await?;
    app.bell.ring();
    Ok("Таблица вносится. Страницу можно закрыть.".to_owned())
}

/// Takes what is left of a sheet, and says what came of the whole of it.
async fn finish(app: &App, by: By, id: Id<Import>) -> Result<(), Failure> {
    let Some(import) = app.db.read(move |reader| store::by_id(reader, id)).await?.filter(Import::is_under_way) else {
        return Ok(());
    };
    let (sheet, days, kind) = (kept_sheet(app, &import).await?, days_of(app, &import), import.kind);
    let plan = app.db.read(move |reader| draft(reader, kind, &sheet, days)).await?;
    hold_by_parts(app, &by, &plan, Some(id)).await?;
    let taking = Taking::today(app);
    let done = app.db.act(by, app.now(), move |act| {
        let made = store::by_id(act, id)?.map_or(0, |import| import.made);
        let outcome = outcome(&plan, usize::try_from(made).unwrap_or(0), &taking);
        if !store::conclude(act, id, &outcome)? {
            return Err(Refused::Taken.into());
        }
        let words = format!("{}, файл {}: {outcome}", import.kind.words(), import.file_name);
        Ok::<_, Failure>(act.record(Fact::of(kinds::TAKEN, words).subject("import", id), ())?)
    });
    done.await?;
    app.bell.ring();
    Ok(())
}

/// Makes the new records of a plan, part after part; how many were made.
///
/// # Errors
/// When the database does not answer; the parts before it stay.
pub(super) async fn hold_by_parts(
    app: &App,
    by: &By,
    plan: &Plan,
    import: Option<Id<Import>>,
) -> Result<usize, Failure> {
    let new = plan.rows.iter().filter(|row| row.known.is_empty());
    let records: Vec<&NewRecord> = new.filter_map(|row| record(&row.entry)).collect();
    let (batch, mut all) = (import.map(|id| id.to_string()), 0);
    for part in records.chunks(PART) {
        let part: Vec<NewRecord> = part.iter().map(|one| (*one).clone()).collect();
        let batch = batch.clone();
        let taken = app.db.act(by.clone(), app.now(), move |act| {
            let made = hold(act, &part.iter().collect::<Vec<_>>(), batch.as_deref())?;
            let mut fact = Fact::of(kinds::PART, format!("Реестр категорий: {}", Kind::Register.counted(made)));
            if let Some(id) = import {
                store::add_made(act, id, made)?;
                fact = fact.subject("import", id);
            }
            Ok::<_, Failure>(act.record(fact, made)?)
        });
        all += taken.await?;
    }
    Ok(all)
}

fn record(entry: &Entry) -> Option<&NewRecord> {
    if let Entry::Record(new) = entry { Some(new.as_ref()) } else { None }
}

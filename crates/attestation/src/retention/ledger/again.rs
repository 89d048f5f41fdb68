//! What was erased after a copy was made is erased again out of the copy restored, before anybody is served.

use crate::accounts::{self, Account};
use crate::applications::{self, Application, Move, Stage, Teacher};
use crate::applying;
use crate::context::App;
use crate::platform::act::{Act, By, Done, Fact};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::retention::erasure::{self, Told};
use crate::retention::store::{attestations_of, copy_attestations};
use crate::retention::{AT_REQUEST, Erasure, kinds};

use super::entry::{ActOf, Entry, What};
use super::store;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// It was erased, or there was nothing of it in the copy.
    Erased,
    /// It could not be: what stands in the way, for the person at the console.
    NotYet(String),
}

/// Carries out an erasure again: in one act, then its files leave the store. Nothing else may write meanwhile.
///
/// # Errors
/// When the database or the store does not answer.
pub async fn erase_again(app: &App, entry: Entry) -> Result<Again, Failure> {
    let asked = entry.clone();
    let done = app.db.act(By::system(), app.now(), move |act| again(act, &asked)).await;
    let files = match done {
        Ok(files) => files,
        Err(Failure::Conflict(why)) => return Ok(Again::NotYet(why)),
        Err(other) => return Err(other),
    };
    erasure::drop_now(app, &files).await.map_err(Failure::Broken)?;
    if let What::Act { .. } = entry.what {
        let id: Id<Erasure> = parsed(&entry.id)?;
        erasure::sweep_now(app, id).await.map_err(Failure::Broken)?;
    }
    Ok(Again::Erased)
}

fn parsed<T>(id: &str) -> Result<Id<T>, Failure> {
    id.parse().map_err(|_| Failure::Broken(anyhow::anyhow!("no id {id} in a note of the ledger")))
}

/// The change of one entry; the files to leave the store, beside those of an act.
fn again(act: &mut Act<'_>, entry: &Entry) -> Result<Done<Vec<String>>, Failure> {
    let (files, words) = match &entry.what {
        What::Act { act: of, cases, attestations } => {
            let called = act_again(act, entry, of, (cases, attestations))?;
            (Vec::new(), format!("после восстановления из архива снова исполнен акт об уничтожении {called}"))
        }
        What::Person { account, teacher } => {
            let files = person_again(act, &entry.id, account.as_deref(), teacher.as_deref())?;
            (files, "после восстановления из архива данные человека уничтожены снова".to_owned())
        }
        What::Drafts { drafts } => {
            let files = applying::wipe_these_drafts(act, drafts)?;
            (files, "после восстановления из архива черновики удалены снова".to_owned())
        }
    };
    store::know(act, entry)?;
    Ok(act.record(Fact::of(kinds::ERASED_AGAIN, words), files)?)
}

/// An act of erasure over those of its cases and attestations that are in the copy; what it is called.
fn act_again(
    act: &mut Act<'_>,
    entry: &Entry,
    of: &ActOf,
    (cases, attestations): (&[String], &[String]),
) -> Result<String, Failure> {
    erasure::take_number(act, of)?;
    let mut there = Vec::new();
    for id in cases {
        there.extend(applications::by_id(act, parsed::<Application>(id)?)?);
    }
    there.retain(|case| case.stage != Stage::Erased);
    let attestations = store::attestations_there(act, attestations)?;
    if there.is_empty() && attestations.is_empty() {
        return Ok(format!("№\u{a0}{} за {}\u{a0}год: его дел в копии нет", of.number, of.year));
    }
    let id = parsed::<Erasure>(&entry.id)?;
    let called = erasure::stand_again(act, id, (of, &entry.day, entry.at), &there)?;
    copy_attestations(act, id, &attestations)?;
    let attestations = attestations_of(act, id, "", i64::MAX)?;
    for case in &there {
        step_to_erased(act, case)?;
    }
    erasure::wipe(act, id, &called)?;
    erasure::note(act, &there.iter().map(|case| case.id).collect::<Vec<_>>(), &attestations, &called)?;
    Ok(called)
}

/// A case of the copy may stand before the archive; one that was not over then cannot be erased without a person.
fn step_to_erased(act: &mut Act<'_>, case: &Application) -> Result<(), Failure> {
    if case.stage == Stage::Archived {
        applications::step(act, case, Move::Erase)?;
        return Ok(());
    }
    if case.stage.after(Move::Archive).is_err() {
        return Err(Failure::Conflict(format!(
            "дело {} в копии ещё не закончено: закончите его, передайте в архив и уничтожьте актом",
            case.number
        )));
    }
    applications::step(act, case, Move::Archive)?;
    let case = applications::by_id(act, case.id)?.ok_or(Failure::Hidden)?;
    applications::step(act, &case, Move::Erase)?;
    Ok(())
}

/// A person, as far as the copy knows them; files of their drafts.
fn person_again(
    act: &mut Act<'_>,
    entry: &str,
    account: Option<&str>,
    teacher: Option<&str>,
) -> Result<Vec<String>, Failure> {
    let account = account.map(parsed::<Account>).transpose()?;
    let account = match account {
        Some(id) => accounts::name_of(act, id)?.map(|_| id),
        None => None,
    };
    let teacher = teacher.map(parsed::<Teacher>).transpose()?;
    let mut files = Vec::new();
    if let Some(id) = account {
        accounts::close_account(act, id, "обращение о персональных данных")?;
        files = applying::wipe_drafts(act, id)?.files;
    }
    if account.is_none() && teacher.is_none() {
        return Ok(files);
    }
    if erasure::forget_one(act, account, teacher, &Told { by: entry, words: AT_REQUEST })? {
        return Ok(files);
    }
    Err(Failure::Conflict(
        "данные человека по обращению: в копии их держит дело, аттестация школы или другая роль; уничтожьте их в разделе «Обращения о персональных данных»"
            .to_owned(),
    ))
}

//! Open drafts follow their teacher whose data were put right: submitted as they were, they would bring the old data back.

use crate::accounts::Account;
use crate::applications::Corrected;
use crate::platform::act::Act;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::words;

use super::store;
use super::tasks::Task;
use super::typed;

/// Writes the day of birth, СНИЛС and school of a teacher into their open drafts; the name is the cabinet's own.
///
/// # Errors
/// Conflict when a draft is submitted at this very moment.
pub fn correct_drafts(act: &mut Act<'_>, account: Id<Account>, new: &Corrected) -> Result<(), Failure> {
    for draft in store::of_account(act, account)? {
        if draft.school != new.school {
            store::touch(act, draft.id)?;
            store::move_to(act, draft.id, new.school)?;
        }
        let pages = store::pages(act, draft.id)?;
        let Some(page) = pages.into_iter().find(|page| page.task == Task::Person.code()) else { continue };
        let form = Form::of_urlencoded(page.typed.as_bytes())
            .with("born", words::brief_day(new.born))
            .with("snils", new.snils.as_str());
        let written = typed::written(Task::Person, &form);
        if written != page.typed && !store::save_page(act, draft.id, Task::Person, page.version, &written)? {
            return Err(Failure::Conflict(
                "Пока вы работали, педагог сохранил черновик. Повторите исправление.".into(),
            ));
        }
    }
    Ok(())
}

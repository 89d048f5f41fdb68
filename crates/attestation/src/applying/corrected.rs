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

/// The page of a person as it was typed, with what was put right in its place.
fn corrected(page: &str, new: &Corrected) -> String {
    let form = Form::of_urlencoded(page.as_bytes());
    let form = form.with("born", words::brief_day(new.born)).with("snils", new.snils.as_str());
    typed::written(Task::Person, &form)
}

/// The same in drafts whose applications were sent: opened again after remarks they are signed anew with what is right.
/// What was signed stays in its own file.
fn correct_sent(act: &mut Act<'_>, account: Id<Account>, new: &Corrected) -> Result<(), Failure> {
    for (id, typed) in store::sent_pages(act, account, Task::Person)? {
        store::rewrite_page(act, id, Task::Person, &corrected(&typed, new))?;
    }
    Ok(())
}

/// Writes the day of birth, СНИЛС and school of a teacher into their open drafts; the name is the cabinet's own.
///
/// # Errors
/// Conflict when a draft is submitted at this very moment.
pub fn correct_drafts(act: &mut Act<'_>, account: Id<Account>, new: &Corrected) -> Result<(), Failure> {
    correct_sent(act, account, new)?;
    for draft in store::of_account(act, account)? {
        if draft.school != new.school {
            store::touch(act, draft.id)?;
            store::move_to(act, draft.id, new.school)?;
        }
        let pages = store::pages(act, draft.id)?;
        let Some(page) = pages.into_iter().find(|page| page.task == Task::Person.code()) else { continue };
        let written = corrected(&page.typed, new);
        if written != page.typed && !store::save_page(act, draft.id, Task::Person, page.version, &written)? {
            return Err(Failure::Conflict(
                "Пока вы работали, педагог сохранил черновик. Повторите исправление.".into(),
            ));
        }
    }
    Ok(())
}

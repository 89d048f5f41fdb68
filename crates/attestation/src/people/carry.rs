//! What was decided about a person is done: the change, its row of the journal and the letter to the person.

use crate::accounts::{self, Account, Signed};
use crate::assignments;
use crate::context::App;
use crate::platform::act::{Act, Done, Fact};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;

use super::model::{Deed, Held, Person, Refused, no_cases};
use super::{kinds, letters, store};

/// What is to be done about a person.
pub(super) struct Order {
    pub(super) deed: Deed,
    /// The role that is closed, when one is.
    pub(super) held: Option<Held>,
    /// May be empty where none is asked for.
    pub(super) reason: String,
}

/// Whether it may be done: asked by the page and by its handler alike.
pub(super) fn may(by: &Signed, person: &Person, order: &Order) -> Result<(), Refused> {
    person.may(order.deed, by)?;
    order.held.as_ref().map_or(Ok(()), |held| person.may_end(held, by))
}

/// Asked again within the act: a case may have come since the page was read.
fn still_no_cases(act: &mut Act<'_>, person: &Person, order: &Order, today: Day) -> Result<(), Failure> {
    let closed = |held: &&Held| match (order.deed, &order.held) {
        (Deed::EndRole, Some(one)) => held.seat.id == one.seat.id,
        (deed, _) => deed == Deed::Close,
    };
    let mut waiting = 0;
    for held in person.roles.iter().filter(|held| held.is_specialist()).filter(closed) {
        waiting += assignments::counts_of(act, held.seat.id, today)?.waiting;
    }
    Ok(no_cases(waiting)?)
}

/// Does it; the sentence for the acting person.
pub(super) async fn carry_out(app: &App, by: &Signed, person: Person, order: Order) -> Result<String, Failure> {
    let (house, kept) = (app.clone(), by.session.clone());
    let said = match (order.deed, &order.held) {
        (Deed::EndRole, Some(held)) => format!("Роль закрыта: {}.", held.seat.words()),
        (Deed::EndRole, None) => return Err(Failure::Hidden),
        (Deed::Close, _) => "Кабинет закрыт.".to_owned(),
        (Deed::Reopen, _) => "Кабинет снова открыт.".to_owned(),
        (Deed::SignOut, _) => "Сеансы закрыты.".to_owned(),
        (Deed::TakeStepOff, _) => "Второй шаг входа снят.".to_owned(),
        (Deed::Recover, _) => format!("Ссылка для нового пароля уходит на {}.", person.account.email),
    };
    app.db.act(by.by(), app.now(), move |act| in_act(act, &house, &person, &order, &kept)).await?;
    app.bell.ring();
    Ok(format!("{said} Человеку отправлено письмо."))
}

fn in_act(act: &mut Act<'_>, app: &App, person: &Person, order: &Order, kept: &str) -> Result<Done<()>, Failure> {
    let fact = deed(act, app, person, order, kept)?;
    Ok(act.record(fact, ())?)
}

/// Closes a cabinet as part of another act, with its row of the journal and the letter.
///
/// # Errors
/// When it may not be closed, or somebody was first.
pub fn close(act: &mut Act<'_>, app: &App, by: &Signed, id: Id<Account>, reason: &str) -> Result<(), Failure> {
    let person = store::person(act, id, app.today())?.ok_or(Failure::Hidden)?;
    person.may(Deed::Close, by)?;
    let order = Order { deed: Deed::Close, held: None, reason: reason.to_owned() };
    let fact = deed(act, app, &person, &order, "")?;
    act.note(fact)?;
    Ok(())
}

/// Why a cabinet may not be closed by this person; none when it may, or when there is no such cabinet.
///
/// # Errors
/// When the database does not answer.
pub fn why_not_closed(
    reader: &mut Reader,
    by: &Signed,
    id: Id<Account>,
    today: Day,
) -> Result<Option<String>, DbError> {
    let person = store::person(reader, id, today)?;
    Ok(person.and_then(|person| person.may(Deed::Close, by).err()).map(|why| why.reason()))
}

/// Everything of a deed but the row of the journal.
fn deed(act: &mut Act<'_>, app: &App, person: &Person, order: &Order, kept: &str) -> Result<Fact, Failure> {
    let (account, reason) = (&person.account, order.reason.as_str());
    let name = account.name.full();
    still_no_cases(act, person, order, app.today())?;
    let (fact, letter) = match (order.deed, &order.held) {
        (Deed::EndRole, Some(held)) => {
            changed(accounts::end_seat(act, held.seat.id, reason)?)?;
            let role = held.seat.words();
            let fact = Fact::of(accounts::kinds::SEAT_ENDED, format!("{name}, закрыта роль «{role}»: {reason}"));
            (fact, Some(letters::role_ended(app, account, &role, reason)?))
        }
        (Deed::EndRole, None) => return Err(Failure::Hidden),
        (Deed::Close, _) => {
            changed(accounts::close_account(act, account.id, reason)?)?;
            let fact = Fact::of(kinds::CLOSED, format!("{name}: {reason}"));
            (fact, Some(letters::closed(app, account, reason)?))
        }
        (Deed::Reopen, _) => {
            changed(accounts::reopen_account(act, account.id)?)?;
            let fact = Fact::of(kinds::REOPENED, format!("{name}: {reason}"));
            (fact, Some(letters::reopened(app, account, reason)?))
        }
        (Deed::SignOut, _) => {
            accounts::end_all(act, account.id, kept)?;
            (Fact::of(kinds::SIGNED_OUT, name), Some(letters::signed_out(app, account)?))
        }
        (Deed::TakeStepOff, _) => {
            let fact = accounts::take_second_step_off(act, app, account, reason)?.ok_or(Refused::NoStep)?;
            (fact, None)
        }
        (Deed::Recover, _) => (recovery(act, app, account)?, None),
    };
    if let Some(letter) = letter {
        act.post(&letter)?;
    }
    Ok(fact.subject("account", account.id))
}

/// The link goes to the person; staff neither choose nor see the password.
fn recovery(act: &mut Act<'_>, app: &App, account: &Account) -> Result<Fact, Failure> {
    if !accounts::post_recovery_link(act, app, account, true)? {
        return Err(Refused::SentAlready.into());
    }
    let words = format!("{}: ссылка для нового пароля отправлена сотрудником", account.name.full());
    Ok(Fact::of(accounts::kinds::RECOVERY_ASKED, words))
}

fn changed(is_changed: bool) -> Result<(), Failure> {
    if is_changed {
        Ok(())
    } else {
        Err(Failure::Conflict(
            "Пока вы работали, это уже сделал кто-то другой. Откройте страницу человека заново.".into(),
        ))
    }
}

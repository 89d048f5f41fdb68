//! What a teacher says besides: СНИЛС and the day of birth, by which the teacher's cases are found.

use crate::accounts::{Account, Organization, Role, count_try, pass_tries};
use crate::applications::{self, NewTeacher, Snils};
use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::Day;
use crate::platform::dated;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::guards::InHand;
use super::model::Refused;
use super::{kinds, letters};

/// By what a teacher's row is found.
#[derive(Debug, Clone)]
pub(super) struct Known {
    snils: Snils,
    born: Day,
}

/// Reads the fields `snils` and `born`; every fault stands at its field.
pub(super) fn known_from(form: &mut Form, today: Day) -> Option<Known> {
    let typed = form.text("snils");
    let snils = if typed.is_empty() {
        form.fault("snils", "Укажите СНИЛС: по нему находят ваши дела.");
        None
    } else {
        form.check("snils", Snils::parse(&typed))
    };
    let day = dated::day_from(form, "born", "Укажите дату рождения.");
    let born = day.and_then(|day| form.check("born", dated::fits_birth(day, today)));
    Some(Known { snils: snils?, born: born? })
}

/// Why a cabinet was not made or a role not added.
#[derive(Debug)]
pub(super) enum NotDone {
    /// What was typed does not fit; the field and the sentence.
    Fault(&'static str, String),
    /// The teacher is known by another address and nobody has invited this one; the address on record, which may be empty.
    NotConfirmed(String),
    /// All else.
    Failed(Failure),
}

impl From<Failure> for NotDone {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<DbError> for NotDone {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

/// What is said to whoever registers without an invitation as a teacher known by another address.
const NOT_CONFIRMED: &str = "Педагог с этим СНИЛС в системе уже записан, и адрес почты у него другой. Запросите ссылку для регистрации на тот адрес, который вы указывали раньше, или попросите координатора своей школы либо Центр прислать вам приглашение: с ним кабинет откроется.";

/// The same where no address is on record: there is none to ask for a link to.
const NO_ADDRESS: &str = "Педагог с этим СНИЛС в системе уже записан, а адреса почты в его деле нет, поэтому по такой ссылке кабинет не открыть. Попросите приглашение у координатора своей школы или в Центре: с ним кабинет откроется.";

/// What is said to whoever registers without an invitation, by the address on record and the phone of the Centre.
pub(super) fn not_confirmed(email: &str, phone: &str) -> String {
    let phone = if phone.is_empty() { String::new() } else { format!(" Телефон Центра: {phone}.") };
    let said = if email.is_empty() { NO_ADDRESS } else { NOT_CONFIRMED };
    format!("{said}{phone}")
}

/// Ties the teacher's row to the account and the school; a row that says otherwise is a fault at the field of СНИЛС.
/// Who asked for the link without being invited is tied to a row others have written only by the address on it.
pub(super) fn tie(
    act: &mut Act<'_>,
    account: &Account,
    known: &Known,
    (school, is_invited): (Option<Id<Organization>>, bool),
) -> Result<(), NotDone> {
    let new = NewTeacher {
        name: account.name.clone(),
        born: known.born,
        snils: known.snils.clone(),
        email: account.email.clone(),
        phone: account.phone.clone(),
        school: school.ok_or_else(|| Failure::from(Refused::NoSchool))?,
    };
    if !is_invited && let Some(email) = applications::address_on_record(act, &new)? {
        return Err(NotDone::NotConfirmed(email));
    }
    match applications::tie_teacher(act, account.id, &new) {
        Ok(_) => Ok(()),
        Err(Failure::Denied(why)) => Err(NotDone::Fault("snils", why.reason())),
        Err(other) => Err(other.into()),
    }
}

/// What tries of a СНИЛС by this link are counted under.
fn tries(hand: &InHand) -> String {
    format!("snils:{}", hand.invitation.id)
}

/// Refuses while too many СНИЛС did not fit, the one that would fit too: whoever holds a link cannot try many of them.
pub(super) async fn may_try(app: &App, hand: &InHand) -> Result<(), Failure> {
    if !is_asked(hand) {
        return Ok(());
    }
    pass_tries(app, &tries(hand), &hand.anyone.visit.address_text()).await
}

/// Counts a СНИЛС that did not fit.
pub(super) async fn count_miss(app: &App, hand: &InHand) -> Result<(), Failure> {
    count_try(app, &tries(hand), &hand.anyone.visit.address_text()).await
}

/// Writes to the address on record that somebody has tried to come in as its owner, and the journal a row for the Centre.
pub(super) async fn tell_owner(app: &App, hand: &InHand, email: String) -> Result<(), Failure> {
    let (house, invitation) = (app.clone(), hand.invitation.clone());
    let by = By { address: hand.anyone.visit.address_text(), ..By::default() };
    let tell = move |act: &mut Act<'_>| {
        if !email.is_empty() {
            act.post(&letters::tried_as_you(&house, &email)?)?;
        }
        let how = if email.is_empty() {
            "без адреса почты"
        } else {
            "с другим адресом почты"
        };
        let words = format!("{}: педагог записан {how}, кабинет не создан", invitation.name.full());
        Ok::<_, Failure>(act.record(Fact::of(kinds::ASKED, words).refused().subject("invitation", invitation.id), ())?)
    };
    app.db.act(by, app.now(), tell).await?;
    app.bell.ring();
    Ok(())
}

/// Whether this invitation asks for them.
pub(super) fn is_asked(hand: &InHand) -> bool {
    hand.invitation.role == Role::Teacher
}

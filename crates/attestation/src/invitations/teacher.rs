//! What a teacher says besides: СНИЛС and the day of birth, by which the teacher's cases are found.

use crate::accounts::{Account, Organization, Role, count_try, pass_tries};
use crate::applications::{self, NewTeacher, Snils};
use crate::context::App;
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::dated;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::guards::InHand;
use super::model::Refused;

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

/// Ties the teacher's row to the account and the school; a row that says otherwise is a fault at the field of СНИЛС.
pub(super) fn tie(
    act: &mut Act<'_>,
    account: &Account,
    known: &Known,
    school: Option<Id<Organization>>,
) -> Result<(), NotDone> {
    let new = NewTeacher {
        name: account.name.clone(),
        born: known.born,
        snils: known.snils.clone(),
        email: account.email.clone(),
        phone: account.phone.clone(),
        school: school.ok_or_else(|| Failure::from(Refused::NoSchool))?,
    };
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

/// Whether this invitation asks for them.
pub(super) fn is_asked(hand: &InHand) -> bool {
    hand.invitation.role == Role::Teacher
}

//! What was typed of an application that did not come through this system, put right by the centre: until the commission
//! decides; the post and the category only while it is with no specialist, the day of receipt only while it has no term either.

use crate::deadlines::{CONSIDER, DECIDE, HAND_SCHEDULE, REGISTER, REGISTER_PORTAL, RESULT, Rules};
use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::failure::{Failure, Refusal};
use crate::values;

use super::filing::Channel;
use super::model::{Application, Category};
use super::register::{NewApplication, keep_criteria_of};
use super::renaming::rewrite_words;
use super::same::{Before, claim_of};
use super::stage::Stage;
use super::store::{by_id, count_documents, keep_decision_by};

/// Why what was typed of an application cannot be put right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fixed {
    /// The teacher has signed it here.
    #[error(
        "Это заявление педагог подписал в системе: Центр его не меняет. Отправьте замечание, пока оно ждёт регистрации, или попросите педагога отозвать его и подать новое."
    )]
    Signed,
    /// The commission has decided, or the case is over.
    #[error("Дело в состоянии «{0}»: внесённое в нём уже не меняют.")]
    Over(&'static str),
    /// A specialist looks at it by its post and category.
    #[error(
        "Должность и категорию меняют, пока дело не у специалиста. Снимите с дела специалиста, исправьте и назначьте снова."
    )]
    Assigned,
    /// Its term is counted from the day of receipt.
    #[error("День получения меняют, пока делу не назначены ни срок, ни специалист. Остальное можно исправить.")]
    Underway,
    /// The teacher has another one for the same; its number.
    #[error("Заявление этого педагога на эту должность и категорию уже есть: дело {0}.")]
    There(String),
    /// Its number is of another year.
    #[error("Номер дела дан по году получения, и год не меняют. Отзовите это дело и внесите заявление заново.")]
    Year,
    /// It was registered before that day.
    #[error("Заявление зарегистрировано раньше этого дня. Проверьте день получения.")]
    Registered,
}

impl Refusal for Fixed {
    fn reason(&self) -> String {
        self.to_string()
    }
}

impl Application {
    /// Whether what was typed of it may be put right.
    pub fn may_be_put_right(&self) -> Result<(), Fixed> {
        if self.filed.channel == Some(Channel::System) {
            return Err(Fixed::Signed);
        }
        if self.stage.is_open() { Ok(()) } else { Err(Fixed::Over(self.stage.words())) }
    }

    /// Whether the post and the category may be put right too.
    pub fn may_be_claimed_anew(&self) -> bool {
        self.may_be_dated_anew() || self.stage == Stage::Scheduled
    }

    /// Whether the day of receipt may be put right too.
    pub fn may_be_dated_anew(&self) -> bool {
        matches!(self.stage, Stage::Submitted | Stage::FixRequested | Stage::Registered)
    }
}

/// Puts right what was typed of a case: all but the person and the school. With another day of receipt its clocks begin anew,
/// with another post or category it goes by another criteria set.
///
/// # Errors
/// When it may not be changed, and when the case has changed since it was read.
pub fn put_right(act: &mut Act<'_>, shown: &Application, new: &NewApplication) -> Result<(), Failure> {
    let now = act.at();
    let sql = "update applications set changed_at = $2 where id = $1 and stage = $3";
    let held = act.run(sql, values![shown.id, now, shown.stage.code()])?;
    let case = by_id(act, shown.id)?.filter(|_| held == 1);
    let case = case.filter(|case| typed_of(case) == typed_of(shown)).ok_or_else(|| {
        Failure::Conflict("Пока вы исправляли, дело изменил кто-то другой. Откройте его заново и проверьте.".into())
    })?;
    case.may_be_put_right()?;
    let is_claimed_anew =
        (&new.post_code, new.category, new.received_on) != (&case.post_code, case.category, case.received_on);
    if is_claimed_anew {
        claim_anew(act, &case, new)?;
    }
    let held = new.current_category.map_or("", Category::code);
    act.run(
        "update applications set subject = $2, experience = $3, current_category = $4 where id = $1",
        values![case.id, &new.subject, new.experience, held],
    )?;
    let sql = "update teachers set email = $2, phone = $3 where id = $1";
    act.run(sql, values![case.teacher, &new.teacher.email, &new.teacher.phone])?;
    Ok(count_documents(act, case.id)?)
}

/// What the form changes, as the case has it.
fn typed_of(case: &Application) -> impl PartialEq {
    let case = case.clone();
    let typed = (case.post_code, case.subject, case.experience, case.current_category, case.category);
    (typed, case.received_on, case.email, case.phone)
}

fn claim_anew(act: &mut Act<'_>, case: &Application, new: &NewApplication) -> Result<(), Failure> {
    if !case.may_be_claimed_anew() {
        return Err(Fixed::Assigned.into());
    }
    if new.received_on != case.received_on && !case.may_be_dated_anew() {
        return Err(Fixed::Underway.into());
    }
    if new.received_on.0.year() != case.received_on.0.year() {
        return Err(Fixed::Year.into());
    }
    if case.filed.registered_on.is_some_and(|registered| registered < new.received_on) {
        return Err(Fixed::Registered.into());
    }
    let before = Before::among(act, [new].into_iter())?;
    if let Some(other) = before.same_as(&claim_of(new), new.received_on).filter(|other| *other != case.id) {
        let number = by_id(act, other)?.map(|other| other.number).unwrap_or_default();
        return Err(Fixed::There(number).into());
    }
    act.run(
        "update applications set post_code = $2, category = $3 where id = $1",
        values![case.id, &new.post_code, new.category.code()],
    )?;
    keep_criteria_of(act, case.id)?;
    if new.received_on == case.received_on { Ok(()) } else { date_anew(act, case, new.received_on) }
}

/// Counts the clocks of a case from another day of receipt.
fn date_anew(act: &mut Act<'_>, case: &Application, received_on: Day) -> Result<(), Failure> {
    let rules = Rules::read(act)?;
    let ends = rules.ends(received_on)?;
    act.run(
        "update applications set received_on = $2, due_on = $3, consider_by = $4, decide_by = $5 where id = $1",
        values![case.id, received_on, ends.due_on, ends.consider_by, ends.decide_by],
    )?;
    // The criteria set is that in force on the day of receipt.
    keep_criteria_of(act, case.id)?;
    rewrite_words(act, case.id, ends.due_on, &case.name.key())?;
    for code in [CONSIDER, RESULT, DECIDE, REGISTER, REGISTER_PORTAL] {
        let (due, from) = rules.end(code, received_on)?;
        act.run(
            "update case_clocks set began_on = $3, due_on = $4, term_from = $5 where application_id = $1 and code = $2",
            values![case.id, code, received_on, due, from],
        )?;
    }
    if let Some((due, from)) = rules.handing(received_on) {
        act.run(
            "update case_clocks set began_on = $3, due_on = $4, term_from = $5 where application_id = $1 and code = $2 and met_at is null",
            values![case.id, HAND_SCHEDULE, received_on, due, from],
        )?;
    }
    Ok(keep_decision_by(act, case.id)?)
}

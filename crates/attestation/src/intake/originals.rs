//! What the Centre says of the papers of an application that did not come through this system: that it is there, and the consent
//! with it. What is missing is named; it is registered without it for a reason, which stays in the journal.

use crate::applications::{Application, Channel};
use crate::documents::{self, Kind, Reading};
use crate::platform::act::{Act, Fact};
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::kinds;

/// Longest reason, in letters.
const LONGEST: usize = 500;

/// What is said of them.
#[derive(Debug, Clone)]
pub struct Originals(Said);

#[derive(Debug, Clone)]
enum Said {
    /// Both are there.
    There,
    /// What is missing, and why it is registered all the same.
    Without(&'static str, String),
}

/// Whether they are asked about: an application sent here was signed here, and what lies among the documents of the case is seen
/// there.
///
/// # Errors
/// When the database does not answer.
pub(super) fn asked(reader: &mut Reader, case: &Application) -> Result<bool, DbError> {
    if case.filed.channel == Some(Channel::System) {
        return Ok(false);
    }
    let papers = documents::of_application(reader, case.id, Reading::Whole)?;
    Ok(papers.iter().all(|paper| paper.kind != Kind::Application))
}

/// Reads the ticks `original` and `consent` and the reason `without`; none when something is missing without a reason, which is
/// a fault.
pub fn originals(form: &mut Form) -> Option<Originals> {
    let missing = match (form.ticked("original"), form.ticked("consent")) {
        (true, true) => return Some(Originals(Said::There)),
        (true, false) => "согласия на обработку персональных данных",
        (false, true) => "подлинника заявления",
        (false, false) => "подлинника заявления и согласия на обработку персональных данных",
    };
    let why = form.text("without");
    if why.is_empty() {
        let field = if form.ticked("original") { "consent" } else { "original" };
        form.fault(
            field,
            format!(
                "Не отмечено, что есть: нет {missing}. Отметьте, если есть, или напишите, почему заявление регистрируется."
            ),
        );
        return None;
    }
    if why.chars().count() > LONGEST {
        form.fault("without", format!("Здесь больше {LONGEST} знаков. Сократите."));
        return None;
    }
    Some(Originals(Said::Without(missing, why)))
}

/// What the journal tells of it, which the Centre alone reads.
pub fn originals_told(case: Id<Application>, said: &Originals) -> Fact {
    let fact = match &said.0 {
        Said::There => {
            Fact::of(kinds::ORIGINALS, "подлинник заявления и согласие на обработку персональных данных есть в Центре")
        }
        Said::Without(missing, why) => Fact::of(kinds::WITHOUT, format!("зарегистрировано, хотя нет {missing}: {why}")),
    };
    fact.application(case)
}

/// Tells the journal.
///
/// # Errors
/// When the database does not answer.
pub fn note_originals(act: &mut Act<'_>, case: Id<Application>, said: &Originals) -> Result<(), DbError> {
    act.note(originals_told(case, said))?;
    Ok(())
}

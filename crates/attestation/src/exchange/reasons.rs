//! What the centre is asked before it writes an application down against a rule: why it does, or why so late.

use crate::applications::{Application, Channel, Filing, NewApplication};
use crate::applying::{self, Barred};
use crate::context::App;
use crate::deadlines::{REGISTER, REGISTER_PORTAL, running};
use crate::intake;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::new_version;

use super::kinds;

/// Why an application is written down all the same.
#[derive(Debug)]
pub(super) struct Reasons {
    /// The rule against it and the reason; none when no rule is.
    despite: Option<(String, String)>,
    /// Why it is registered past its last day; empty when it is not.
    late: String,
}

/// The rule against an application, and the last day to register it when that has gone.
fn against(
    reader: &mut Reader,
    new: &NewApplication,
    channel: Option<Channel>,
    today: Day,
) -> Result<(Option<Barred>, Option<Day>), Failure> {
    let clock = if channel.is_some_and(Channel::has_number) { REGISTER_PORTAL } else { REGISTER };
    let last = match running::last_day_of(reader, clock, new.received_on) {
        Ok((last, _)) => Some(last),
        Err(Failure::Conflict(_)) => None,
        Err(other) => return Err(other),
    };
    Ok((applying::barred(reader, new)?, last.filter(|last| *last < today)))
}

/// Reads the reasons typed in `despite` and `late`; one that is needed and missing is a fault at its field.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn reasons(
    app: &App,
    form: &mut Form,
    new: &NewApplication,
    filing: &Filing,
) -> Result<Reasons, Failure> {
    let (asked, channel, today) = (new.clone(), filing.channel, app.today());
    let (barred, last) = app.db.read(move |reader| against(reader, &asked, channel, today)).await?;
    let despite = barred.map(|barred| {
        let told = barred.told();
        let missing = format!("{told} Проверьте документы. Если заявление всё же вносите, напишите почему.");
        (told, new_version::line(form, "despite", &missing))
    });
    let late = last.map(|last| new_version::line(form, "late", &intake::late_words(last)));
    Ok(Reasons { despite, late: late.unwrap_or_default() })
}

/// Tells the journal why an application was written down all the same.
///
/// # Errors
/// When the database does not answer.
pub(super) fn note(act: &mut Act<'_>, id: Id<Application>, reasons: &Reasons) -> Result<(), DbError> {
    if let Some((told, why)) = &reasons.despite {
        let words = format!("внесено вопреки правилу. {told} Почему внесено: {why}");
        act.note(Fact::of(kinds::DESPITE, words).application(id))?;
    }
    if !reasons.late.is_empty() {
        let words = format!("зарегистрировано позже срока: {}", reasons.late);
        act.note(Fact::of(intake::kinds::LATE, words).application(id))?;
    }
    Ok(())
}

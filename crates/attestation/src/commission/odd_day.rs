//! A session on a day that is past or not worked: the form asks once more, and a tick answers.

use crate::context::App;
use crate::deadlines;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::words;

/// Why a day is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Odd {
    Past,
    Off,
    /// A case is put off until a day that is not worked.
    OffUntil,
}

impl Odd {
    fn words(self, day: Day) -> String {
        let day = words::day(day);
        match self {
            Self::Past => format!(
                "{day} уже прошло. Если заседание в этот день было и вы вносите его после, отметьте это. Если это ошибка, исправьте день."
            ),
            Self::OffUntil => format!(
                "{day} — нерабочий день. Если отложить нужно до этого дня, отметьте это. Если это ошибка, исправьте день."
            ),
            Self::Off => format!(
                "{day} — нерабочий день. Если заседание правда в этот день, отметьте это. Если это ошибка, исправьте день."
            ),
        }
    }
}

/// Whether a session may stand on this day: an odd one needs the tick `sure`, given for this very day.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn is_meant(app: &App, form: &mut Form, day: Day) -> Result<bool, Failure> {
    let odd = if day < app.today() {
        Some(Odd::Past)
    } else if app.db.read(deadlines::calendar).await?.is_working(day) {
        None
    } else {
        Some(Odd::Off)
    };
    Ok(is_answered(form, day, odd))
}

/// Whether a case may be put off until this day: one that is not worked needs the same tick.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn is_until_meant(app: &App, form: &mut Form, day: Day) -> Result<bool, Failure> {
    let is_working = app.db.read(deadlines::calendar).await?.is_working(day);
    Ok(is_answered(form, day, (!is_working).then_some(Odd::OffUntil)))
}

fn is_answered(form: &mut Form, day: Day, odd: Option<Odd>) -> bool {
    let Some(odd) = odd else { return true };
    if form.ticked("sure") && form.text("asked") == day.to_string() {
        return true;
    }
    form.fault("sure", odd.words(day));
    *form = std::mem::take(form).with("asked", day.to_string()).with("sure", "");
    false
}

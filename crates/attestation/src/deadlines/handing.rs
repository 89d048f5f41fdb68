//! Whether the Centre hands individual schedules over to the commission: only then is the last day for it watched.
//! It is the Centre's own choice: the term rests on a regional order of 2014, and not every Centre keeps such schedules.

use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::settings;

/// The setting.
const NAME: &str = "schedules.handed";
const YES: &str = "yes";
const NO: &str = "no";

/// Whether schedules are handed over, as the Centre has chosen; until it has, they are not.
pub fn hands_schedules(reader: &mut Reader) -> Result<bool, DbError> {
    Ok(settings::get(reader, NAME)?.as_deref() == Some(YES))
}

/// Chooses it; false when it stands so already.
pub fn choose_handing(act: &mut Act<'_>, is_handed: bool) -> Result<bool, DbError> {
    if hands_schedules(act)? == is_handed {
        return Ok(false);
    }
    settings::set(act, NAME, if is_handed { YES } else { NO })
}

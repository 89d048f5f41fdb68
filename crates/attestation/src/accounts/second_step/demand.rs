//! Of whom the second step is demanded: of those whose roles open the data of many people.

use crate::context::{App, Presides};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;

use crate::accounts::model::{Account, Role, Seat};

/// The demand of this installation, as of a day.
#[derive(Clone, Copy)]
pub(in crate::accounts) struct Demand {
    presides: Presides,
    today: Day,
}

impl Demand {
    /// None where the second step is only offered.
    pub(in crate::accounts) fn of(app: &App) -> Option<Self> {
        app.config.demands_second_step.then(|| Self { presides: app.presides, today: app.today() })
    }

    /// Whether it is demanded of a person with these open seats, whichever of them they act in.
    pub(in crate::accounts) fn covers(
        self,
        reader: &mut Reader,
        account: Id<Account>,
        seats: &[Seat],
    ) -> Result<bool, DbError> {
        let has = |role: Role| seats.iter().any(|seat| seat.role == role);
        if has(Role::Centre) || has(Role::Admin) {
            return Ok(true);
        }
        if has(Role::Member) { (self.presides)(reader, &account.to_string(), self.today) } else { Ok(false) }
    }
}

//! Neighbouring systems of the demonstration: the schools' own and the authority's. Nobody knows their keys.

use crate::api::{self, Bounds, NewToken, PER_MINUTE, Scope};
use crate::context::App;
use crate::platform::failure::Failure;

use super::people::People;

/// Days their access lasts.
const DAYS: i64 = 365;

pub(super) async fn make(app: &App, people: &People) -> Result<(), Failure> {
    let systems = [
        ("Электронная школа", vec![Scope::ReadApplications, Scope::Submit, Scope::ReadChanges], Bounds::Region),
        ("Портал уполномоченного органа", vec![Scope::ReadRegister], Bounds::Region),
    ];
    for (name, scopes, bounds) in systems {
        let expires_on = app.today().plus(DAYS);
        let new = NewToken { name: name.to_owned(), scopes, bounds, expires_on, per_minute: PER_MINUTE };
        api::issue(app, people.centre_by(), new).await??;
    }
    Ok(())
}

//! Neighbouring systems of the demonstration: the schools' own and the authority's. Nobody knows their keys, and none has an
//! address of notifications: a demonstration asks nobody outside its machine.

use crate::api::{self, Bounds, NewToken, PER_MINUTE, Scope};
use crate::context::App;
use crate::platform::failure::Failure;

use super::people::People;

/// Days their access lasts.
const DAYS: i64 = 365;

pub(super) async fn make(app: &App, people: &People) -> Result<(), Failure> {
    let read_and_submit = vec![Scope::ReadApplications, Scope::Submit, Scope::ReadChanges];
    opened(app, people, "Электронная школа", read_and_submit).await?;
    opened(app, people, "Портал уполномоченного органа", vec![Scope::ReadRegister]).await
}

async fn opened(app: &App, people: &People, name: &str, scopes: Vec<Scope>) -> Result<(), Failure> {
    let expires_on = app.today().plus(DAYS);
    let new = NewToken { name: name.to_owned(), scopes, bounds: Bounds::Region, expires_on, per_minute: PER_MINUTE };
    api::issue(app, people.centre_by(), new).await??;
    Ok(())
}

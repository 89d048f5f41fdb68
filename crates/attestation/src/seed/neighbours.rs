//! Neighbouring systems of the demonstration: the schools' own and the authority's. Nobody knows their keys, and the address
//! of notifications is of a name that never stands for anything.

use crate::api::{self, Bounds, HookUrl, NewHook, NewToken, PER_MINUTE, Scope, Watched};
use crate::context::App;
use crate::platform::failure::Failure;

use super::people::People;

/// Days their access lasts.
const DAYS: i64 = 365;
/// Names under `.example` are kept free for examples (RFC 2606).
const TOLD_AT: &str = "https://school.example/attestation";

pub(super) async fn make(app: &App, people: &People) -> Result<(), Failure> {
    let read_and_submit = vec![Scope::ReadApplications, Scope::Submit, Scope::ReadChanges];
    let school = opened(app, people, "Электронная школа", read_and_submit).await?;
    opened(app, people, "Портал уполномоченного органа", vec![Scope::ReadRegister]).await?;
    let url = HookUrl::parse(TOLD_AT, false).map_err(anyhow::Error::from)?;
    api::add_hook(app, people.centre_by(), NewHook { token: school.id, url, watched: Watched::All }).await
}

async fn opened(app: &App, people: &People, name: &str, scopes: Vec<Scope>) -> Result<api::Issued, Failure> {
    let expires_on = app.today().plus(DAYS);
    let new = NewToken { name: name.to_owned(), scopes, bounds: Bounds::Region, expires_on, per_minute: PER_MINUTE };
    Ok(api::issue(app, people.centre_by(), new).await??)
}

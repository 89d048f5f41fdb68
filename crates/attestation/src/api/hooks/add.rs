//! An address is added to a token: its secret is shown once. The page and the demonstration do it alike.

use crate::api::model::Token;
use crate::context::App;
use crate::platform::act::By;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::address::HookUrl;
use super::model::{Hook, Refused, Watched, may_add};
use super::{kinds, signing, store};

/// An address to be added.
#[derive(Debug, Clone)]
pub struct NewHook {
    /// Whose it is.
    pub token: Id<Token>,
    /// Where notifications go.
    pub url: HookUrl,
    /// What they tell of.
    pub watched: Watched,
}

/// An address just added.
pub(super) struct Added {
    pub(super) id: Id<Hook>,
    /// What the neighbour checks signatures with.
    pub(super) secret: String,
}

/// Adds an address.
///
/// # Errors
/// When the token may not have it, the machine gives no randomness, or the database says no.
pub(super) async fn made(app: &App, by: By, new: NewHook) -> Result<Added, Failure> {
    let (secret, today) = (signing::new_secret()?, app.today());
    let kept = secret.clone();
    let id = app.db.act(by, app.now(), move |act| {
        let token = crate::api::store::by_id(act, new.token)?.ok_or(Failure::Hidden)?;
        let already = store::of_token(act, new.token)?;
        may_add(&token, already.len(), today)?;
        let id = store::add(act, &new, &kept)?.ok_or(Refused::Known)?;
        let hook = store::by_id(act, id)?.ok_or(Failure::Hidden)?;
        Ok::<_, Failure>(act.record(kinds::fact(kinds::ADDED, &hook, "адрес уведомлений добавлен"), id)?)
    });
    Ok(Added { id: id.await?, secret })
}

/// Adds an address whose secret nobody is shown.
///
/// # Errors
/// When the token may not have it, the machine gives no randomness, or the database says no.
pub async fn add(app: &App, by: By, new: NewHook) -> Result<(), Failure> {
    made(app, by, new).await.map(drop)
}

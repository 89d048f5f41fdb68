//! The own password asked again before a weighty act; whoever has the second step gives a code of it too.

use crate::context::App;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;

use super::model::Account;
use super::{password, second_step, store, throttle};

/// Checks the present password typed into `current-password`, and the code beside it where the account has the second step;
/// a fault at the field of what does not fit. A code is for one time, so it is taken only when nothing else is wrong with
/// what was typed so far: ask last.
pub async fn prove_password(app: &App, account: &Account, form: &mut Form) -> Result<bool, Failure> {
    let id = account.id;
    let (hash, asks_code) = app
        .db
        .read(move |reader| Ok::<_, DbError>((store::password_hash(reader, id)?, second_step::is_on(reader, id)?)))
        .await?;
    if form.value("current-password").is_empty() {
        form.fault("current-password", "Введите пароль от своего кабинета.");
    }
    if asks_code && form.value(second_step::FIELD).trim().is_empty() {
        form.fault(second_step::FIELD, second_step::NO_CODE);
    }
    if form.value("current-password").is_empty() {
        return Ok(false);
    }
    let counted = throttle::of_account(&format!("prove:{}", account.login), None);
    let counts = vec![counted.clone()];
    throttle::pass(app, &counts).await?;
    if !password::fits(app, hash, form.value("current-password")).await? {
        throttle::failed(app, counts).await?;
        form.fault("current-password", "Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock.");
        return Ok(false);
    }
    // The owner mistypes now and then: only slips in a row are slowed down.
    throttle::forget(app, counted).await?;
    if !asks_code {
        return Ok(true);
    }
    Ok(form.is_sound() && second_step::prove(app, id, form).await?)
}

//! `second-step`: the second step of sign-in taken off from the console, when nobody who could do it in the system can sign in.

use std::process::ExitCode;

use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::accounts;
use crate::platform::act::By;
use crate::platform::failure::Failure;

/// Off whom it is taken.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(long, value_name = "ЛОГИН", help = "логин или адрес почты")]
    login: String,
    #[arg(long, value_name = "ПРИЧИНА", help = "её прочитает человек, и она останется в журнале")]
    reason: String,
}

pub(super) async fn run(settings: &Settings, options: &Options) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let reason = options.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Stop::new("Назовите причину: --reason \"Потерян телефон, запасных кодов нет\"."));
    }
    let app = house::standing_app(config).await?;
    let login = options.login.clone();
    let found = app.db.read(move |reader| accounts::account_named(reader, &login)).await?;
    let Some((account, _)) = found else {
        return Err(Stop::new(format!("Открытого кабинета с логином или адресом {} нет.", options.login)));
    };
    let told = format!("Второй шаг входа снят: {}.", account.name.full());
    let house = app.clone();
    let taken = app.db.act(By::system(), app.now(), move |act| {
        let fact = accounts::take_second_step_off(act, &house, &account, &reason)?;
        let fact = fact.ok_or_else(|| Failure::Conflict("Второй шаг входа у этого человека не включён.".to_owned()))?;
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    taken.await?;
    println!("{told} Письмо человеку отправит работающая система.");
    Ok(ExitCode::SUCCESS)
}

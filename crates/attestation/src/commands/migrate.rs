//! `migrate`: brings the database up to this program and says how much there was to do.

use std::process::ExitCode;

use super::house::{self, Migrated};
use super::settings::Settings;
use super::{Outcome, logging};
use crate::platform::{migrations, words};

pub(super) async fn run(settings: &Settings) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let _lock = house::take_folder(&config)?;
    let Migrated { applied, .. } = house::database(&config).await?;
    let schema = migrations::newest();
    match applied {
        0 => println!("Обновлять нечего: схема базы данных {schema}."),
        count => {
            let done = words::counted(count as u64, "изменение", "изменения", "изменений");
            println!("Применено: {done}. Схема базы данных {schema}.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

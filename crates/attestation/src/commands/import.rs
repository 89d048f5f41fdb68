//! `import`: takes a sheet from the console as the page does, or only says what it would come to.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;

use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::exchange::{self, Kind, Unreadable};

/// What to take.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(value_name = "ЧТО", help = "что в таблице")]
    kind: Named,
    #[arg(value_name = "ФАЙЛ.xlsx", help = "таблица")]
    file: PathBuf,
    #[arg(long, help = "только проверить, ничего не внося")]
    dry_run: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    Organizations,
    Teachers,
    Specialists,
    Coordinators,
    Register,
    Numbers,
}

/// Exit code when the file cannot be read as a sheet of this kind.
const UNREADABLE: u8 = 2;
/// Exit code when some rows were not taken: a fault of the sheet, not of the command.
const FAULTY: u8 = 3;

/// Takes the sheet and tells every fault with its cell.
pub(super) async fn run(settings: &Settings, options: &Options) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let bytes = std::fs::read(&options.file).map_err(|error| {
        Stop::because(format!("Файл {} не читается: проверьте имя и права.", options.file.display()), error)
            .with_code(UNREADABLE)
    })?;
    let app = house::standing_app(config).await?;
    let kind = match options.kind {
        Named::Organizations => Kind::Organizations,
        Named::Teachers => Kind::Teachers,
        Named::Specialists => Kind::Specialists,
        Named::Coordinators => Kind::Coordinators,
        Named::Register => Kind::Register,
        Named::Numbers => Kind::Numbers,
    };
    let report = exchange::import_file(&app, kind, bytes, options.dry_run).await.map_err(|why| match why {
        Unreadable::Trouble(_) => Stop::new(why.to_string()),
        _ => Stop::new(why.to_string()).with_code(UNREADABLE),
    })?;
    for spot in &report.faults {
        println!("Не внесено: {spot}");
    }
    for spot in &report.warnings {
        println!("Обратите внимание: {spot}");
    }
    let verb = if options.dry_run { "Будет внесено" } else { "Внесено" };
    println!(
        "{verb}: {}, уже известно: {}, ошибок: {}.",
        kind.counted(report.created),
        report.known,
        report.faults.len()
    );
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

//! `demo`: the same program on a folder of its own with invented people; nothing of the environment is taken.

use std::path::{Path, PathBuf};

use super::serve::Doors;
use super::settings::wrong;
use super::{Outcome, Stop, house, logging};
use crate::accounts;
use crate::config::{Config, Sources};
use crate::context::App;
use crate::seed;

/// What `demo` may be told.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(
        long,
        default_value_t = 8080,
        value_name = "ПОРТ",
        help = "порт на этом компьютере"
    )]
    port: u16,
    #[arg(
        long,
        default_value = "demo-data",
        value_name = "ПАПКА",
        help = "папка показа"
    )]
    dir: PathBuf,
}

/// The file that tells a browser test who is who.
const PEOPLE: &str = "demo.json";

pub(super) async fn run(options: &Options) -> Outcome {
    let config = config(options)?;
    logging::start(&config);
    let _lock = house::take_folder(&config)?;
    let doors = Doors::open(&config).await?;
    let app = house::app(config).await?;
    people(&app, &options.dir).await?;
    doors.serve(app, None).await
}

fn config(options: &Options) -> Result<Config, Stop> {
    let mut sources = Sources::read(|_| None, None).map_err(wrong)?;
    sources.put("data", options.dir.display().to_string());
    sources.put("listen", format!("127.0.0.1:{}", options.port));
    sources.put("log", "warn");
    let mut config = sources.parse().map_err(wrong)?;
    config.demo = true;
    Ok(config)
}

/// Makes the invented world once; a second start finds it there.
async fn people(app: &App, folder: &Path) -> Result<(), Stop> {
    let told = folder.join(PEOPLE);
    let is_made = app.db.read(accounts::first_centre_exists).await?;
    if is_made && told.exists() {
        return Ok(());
    }
    if is_made {
        return Err(Stop::new(format!(
            "Папка {} уже занята другими данными или показ не был создан до конца: укажите другую папку или начните заново с --fresh.",
            folder.display()
        )));
    }
    let broken = |error: &dyn std::fmt::Debug| {
        Stop::because(
            "Показ не удалось создать: начните заново в пустой папке.",
            format!("{error:?}"),
        )
    };
    let world = seed::make(app).await.map_err(|failure| broken(&failure))?;
    let text = serde_json::to_string_pretty(&world).map_err(|error| broken(&error))?;
    std::fs::write(&told, text + "\n").map_err(|error| broken(&error))
}

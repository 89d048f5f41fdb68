//! `demo`: the same program on a folder of its own with invented people; of the settings of this machine only those are taken
//! that reach no data: whether neighbours inside the network are notified.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::serve::Doors;
use super::settings::{Settings, wrong};
use super::{Outcome, Stop, house, logging};
use crate::accounts;
use crate::config::{Config, Sources};
use crate::context::{App, DemoPerson};
use crate::seed;

/// What `demo` may be told.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(long, default_value_t = 8080, value_name = "ПОРТ", help = "порт на этом компьютере")]
    port: u16,
    #[arg(long, default_value = "demo-data", value_name = "ПАПКА", help = "папка показа")]
    dir: PathBuf,
}

/// The file that tells a browser test who is who.
const PEOPLE: &str = "demo.json";

/// Settings that a demonstration takes as `serve` does.
const TAKEN: [&str; 1] = ["inner_hooks"];

pub(super) async fn run(settings: &Settings, options: &Options) -> Outcome {
    let config = config(options, &settings.sources()?)?;
    logging::start(&config);
    let _lock = house::take_folder(&config)?;
    let doors = Doors::open(&config).await?;
    let app = house::app(config).await?;
    people(&app, &options.dir).await?;
    doors.serve(app, None).await
}

fn config(options: &Options, of_machine: &Sources) -> Result<Config, Stop> {
    let mut sources = Sources::read(|_| None, None).map_err(|list| wrong(&list))?;
    for name in TAKEN {
        sources.put(name, of_machine.get(name));
    }
    sources.put("data", options.dir.display().to_string());
    sources.put("listen", format!("127.0.0.1:{}", options.port));
    sources.put("log", "warn");
    sources.put("centre_address", "634000, Томская область, г. Томск, ул. Вымышленная, д. 1");
    sources.put("centre_phone", "+7 (3822) 00-00-00, по рабочим дням с 9 до 17");
    // Whoever looks at a demonstration has no phone of an invented person.
    sources.put("second_factor", "offered");
    let mut config = sources.parse().map_err(|list| wrong(&list))?;
    config.demo = true;
    Ok(config)
}

/// What a visitor of the demonstration, or a browser test, needs to know.
#[derive(Serialize, Deserialize)]
struct Told {
    url: String,
    mail_dir: PathBuf,
    people: Vec<DemoPerson>,
}

/// Makes the invented world once; a second start finds it there. Either way it is told where the world is now.
async fn people(app: &App, folder: &Path) -> Result<(), Stop> {
    let file = folder.join(PEOPLE);
    let broken = |error: &dyn std::fmt::Debug| {
        Stop::because("Показ не удалось создать: начните заново в пустой папке.", format!("{error:?}"))
    };
    let is_made = app.db.read(accounts::first_centre_exists).await?;
    let known = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice::<Told>(&bytes).ok());
    let people = match (is_made, known) {
        (true, Some(told)) => told.people,
        (true, None) => {
            return Err(Stop::new(format!(
                "Папка {} уже занята другими данными или показ не был создан до конца: укажите другую папку или удалите эту и начните заново.",
                folder.display()
            )));
        }
        (false, _) => seed::make(app).await.map_err(|failure| broken(&failure))?,
    };
    let told = Told {
        url: app.config.public_url.clone(),
        mail_dir: std::path::absolute(folder.join("mail")).map_err(|error| broken(&error))?,
        people,
    };
    let text = serde_json::to_string_pretty(&told).map_err(|error| broken(&error))?;
    std::fs::write(&file, text + "\n").map_err(|error| broken(&error))?;
    drop(app.demo_people.set(told.people));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(given: &[(&str, &str)]) -> Result<Config, Stop> {
        let var = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let of_machine = Sources::read(var, None).map_err(|list| wrong(&list))?;
        config(&Options { port: 8080, dir: "world".into() }, &of_machine)
    }

    #[test]
    fn neighbours_are_reached_as_serve_reaches_them_and_data_never() {
        let plain = made(&[]).expect("defaults fit");
        assert!(!plain.outward.goes_inside());
        let given = [("ATTESTATION_INNER_HOOKS", "yes"), ("ATTESTATION_DATABASE", "postgres://real/base")];
        let config = made(&given).expect("they fit");
        assert!(config.outward.goes_inside());
        assert_eq!(config.database, plain.database);
        assert!(made(&[("ATTESTATION_INNER_HOOKS", "maybe")]).is_err());
    }
}

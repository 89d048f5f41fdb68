//! `token`: a neighbour's token from the console, shown once.

use std::process::ExitCode;

use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::api::{self, Bounds, LONGEST_DAYS, MOST_PER_MINUTE, NewToken, PER_MINUTE, Scope};
use crate::context::App;
use crate::organizations::{self, Inn};
use crate::platform::act::By;

/// Whom to open the access to.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(long, value_name = "НАЗВАНИЕ", help = "система, которой открывается доступ")]
    name: String,
    #[arg(
        long,
        value_name = "ПРАВА",
        value_delimiter = ',',
        required = true,
        help = "права через запятую: applications:read, applications:write, register:read, changes:read"
    )]
    scopes: Vec<String>,
    #[arg(long, value_name = "ИНН", conflicts_with = "municipality", help = "только данные этой организации")]
    school: Option<String>,
    #[arg(long, value_name = "НАЗВАНИЕ", help = "только данные этого муниципалитета")]
    municipality: Option<String>,
    #[arg(long, value_name = "ДНЕЙ", default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=LONGEST_DAYS), help = "сколько дней действует")]
    days: i64,
    #[arg(long, value_name = "ЧИСЛО", default_value_t = PER_MINUTE, value_parser = clap::value_parser!(i64).range(1..=MOST_PER_MINUTE), help = "запросов в минуту")]
    per_minute: i64,
}

pub(super) async fn run(settings: &Settings, options: &Options) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let name = options.name.trim().to_owned();
    if name.is_empty() {
        return Err(Stop::new("Назовите систему: --name \"Электронная школа\"."));
    }
    let scopes = options.scopes.iter().map(|code| {
        Scope::parse(code.trim())
            .ok_or_else(|| Stop::new(format!("Права {code} нет: список покажет attestation token --help.")))
    });
    let scopes: Vec<Scope> = scopes.collect::<Result<_, _>>()?;
    let app = house::standing_app(config).await?;
    let bounds = bounds(&app, options).await?;
    let expires_on = app.today().plus(options.days);
    let new = NewToken { name, scopes, bounds, expires_on, per_minute: options.per_minute };
    let issued = api::issue(&app, By::system(), new).await??;
    println!("{}", issued.secret);
    Ok(ExitCode::SUCCESS)
}

async fn bounds(app: &App, options: &Options) -> Result<Bounds, Stop> {
    if let Some(inn) = &options.school {
        let parsed = Inn::parse(inn).map_err(|bad| Stop::new(bad.to_string()))?;
        let found = app.db.read(move |reader| organizations::by_inn(reader, &parsed)).await?;
        return found
            .map(|school| Bounds::School(school.id, school.name))
            .ok_or_else(|| Stop::new(format!("Организации с ИНН {inn} в системе нет: сначала внесите её.")));
    }
    let Some(name) = options.municipality.clone() else { return Ok(Bounds::Region) };
    let known = app.db.read(organizations::municipalities).await?;
    if known.contains(&name) {
        Ok(Bounds::Municipality(name))
    } else {
        Err(Stop::new(format!("Муниципалитета «{name}» в списке организаций нет: проверьте, как он записан.")))
    }
}

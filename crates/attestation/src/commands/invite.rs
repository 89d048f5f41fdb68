//! `invite`: one invitation from the console; the letter is sent by the process that serves.

use std::process::ExitCode;

use clap::ValueEnum;

use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::accounts::{Email, Organization, Role};
use crate::context::App;
use crate::invitations::{self, NewInvitation};
use crate::organizations::{self, Inn};
use crate::platform::act::By;
use crate::platform::ids::Id;
use crate::platform::names::FullName;

/// Whom to invite.
#[derive(clap::Args)]
pub(super) struct Options {
    #[arg(long, value_name = "РОЛЬ", help = "роль приглашённого")]
    role: Named,
    #[arg(long, value_name = "АДРЕС", help = "адрес электронной почты")]
    email: String,
    #[arg(long, value_name = "ФИО", help = "фамилия, имя и отчество")]
    name: String,
    #[arg(long, value_name = "ИНН", help = "организация; координатору и педагогу нужна всегда")]
    school: Option<String>,
    #[arg(long, value_name = "НАЗВАНИЕ", help = "муниципалитет муниципального координатора")]
    municipality: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    Centre,
    Specialist,
    Coordinator,
    Teacher,
    Municipal,
    Member,
    Authority,
    Admin,
}

impl Named {
    const fn role(self) -> Role {
        match self {
            Self::Centre => Role::Centre,
            Self::Specialist => Role::Specialist,
            Self::Coordinator => Role::Coordinator,
            Self::Teacher => Role::Teacher,
            Self::Municipal => Role::Municipal,
            Self::Member => Role::Member,
            Self::Authority => Role::Authority,
            Self::Admin => Role::Admin,
        }
    }
}

pub(super) async fn run(settings: &Settings, options: &Options) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let email = Email::parse(&options.email).map_err(|bad| Stop::new(bad.to_string()))?;
    let name = FullName::split(&options.name)
        .ok_or_else(|| Stop::new("Укажите фамилию и имя: --name \"Иванова Мария Петровна\"."))?;
    let app = house::standing_app(config).await?;
    let organization = match &options.school {
        None => None,
        Some(inn) => Some(school(&app, inn).await?),
    };
    let role = options.role.role();
    let told = format!("Приглашение записано: {} ({}).", name.full(), email.as_str());
    let new = NewInvitation {
        role,
        organization: organization.filter(|_| role.is_at_school() || role == Role::Specialist),
        workplace: options.municipality.clone().filter(|_| role == Role::Municipal).unwrap_or_default(),
        email,
        name,
        posts: Vec::new(),
        issued_by: None,
        batch: None,
    };
    invitations::invite(&app, By::system(), new).await?;
    println!("{told} Письмо отправит работающая система.");
    Ok(ExitCode::SUCCESS)
}

async fn school(app: &App, inn: &str) -> Result<Id<Organization>, Stop> {
    let parsed = Inn::parse(inn).map_err(|bad| Stop::new(bad.to_string()))?;
    let found = app.db.read(move |reader| organizations::by_inn(reader, &parsed)).await?;
    found
        .map(|school| school.id)
        .ok_or_else(|| Stop::new(format!("Организации с ИНН {inn} в системе нет: сначала внесите её.")))
}

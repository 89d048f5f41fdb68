//! The commands of the program, one file each, and what they share: settings, the house opened, a sentence when it cannot be done.

mod archive;
mod backup;
mod config;
mod demo;
mod erased;
mod house;
mod import;
mod invite;
mod logging;
mod migrate;
mod restore;
mod seals;
mod second_step;
mod serve;
mod settings;
mod template;
mod token;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::api::NotIssued;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use settings::Settings;

/// What was typed.
#[derive(Parser)]
#[command(
    name = "attestation",
    version,
    about = "«Аттестация»: электронная система регионального центра аттестации педагогов",
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[arg(
        long,
        global = true,
        value_name = "ФАЙЛ",
        help = "файл настроек TOML; иначе переменная ATTESTATION_CONFIG или ./attestation.toml"
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = "запустить систему")]
    Serve,
    #[command(about = "запустить показ с вымышленными людьми")]
    Demo(demo::Options),
    #[command(about = "привести базу данных к этой версии программы")]
    Migrate,
    #[command(about = "пригласить человека: письмо со ссылкой уйдёт от работающей системы")]
    Invite(invite::Options),
    #[command(about = "открыть доступ соседней системе: ключ будет показан один раз")]
    Token(token::Options),
    #[command(about = "снять второй шаг входа с человека, который потерял телефон и запасные коды")]
    SecondStep(second_step::Options),
    #[command(about = "внести таблицу Excel")]
    Import(import::Options),
    #[command(subcommand, about = "проверить или заполнить шаблон Word")]
    Template(template::Action),
    #[command(about = "сохранить базу и файлы в один архив, не останавливая систему")]
    Backup {
        #[arg(value_name = "ФАЙЛ", help = "архив, который будет создан")]
        file: PathBuf,
    },
    #[command(about = "восстановить базу и файлы из архива в пустое место")]
    Restore {
        #[arg(value_name = "ФАЙЛ", help = "архив, созданный командой backup")]
        file: PathBuf,
    },
    #[command(about = "проверить связность данных, целость файлов и печати журнала")]
    Verify {
        #[arg(long, value_name = "ФАЙЛ", help = "список печатей журнала, сохранённый раньше в другом месте")]
        seals: Option<PathBuf>,
    },
    #[command(about = "записать список печатей журнала, чтобы хранить его в другом месте")]
    Seals {
        #[arg(value_name = "ФАЙЛ", help = "файл, который будет записан")]
        file: PathBuf,
    },
    #[command(about = "показать настройки и откуда они взяты")]
    Config,
}

/// Why a command was not done: the sentence for the person at the console, the cause for those who want it.
#[derive(Debug)]
struct Stop {
    sentence: String,
    cause: Option<String>,
    code: u8,
}

impl Stop {
    fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), cause: None, code: 1 }
    }

    fn because(sentence: impl Into<String>, cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(sentence) }
    }

    /// The same with an exit code of its own: whoever runs the command from a script can tell why.
    fn with_code(self, code: u8) -> Self {
        Self { code, ..self }
    }
}

impl From<DbError> for Stop {
    fn from(error: DbError) -> Self {
        let sentence = match &error {
            DbError::NoSpace => "На диске базы данных закончилось место: освободите его и повторите.",
            DbError::Away(_) => "База данных PostgreSQL не отвечает: проверьте сервер и настройку database.",
            _ => "База данных не выполнила запрос: проверьте, что это база «Аттестации» и что она цела.",
        };
        Self::because(sentence, error)
    }
}

impl From<filestore::StoreError> for Stop {
    fn from(error: filestore::StoreError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<Failure> for Stop {
    /// The same reasons that pages give.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Denied(refusal) => Self::new(refusal.reason()),
            Failure::Conflict(reason) | Failure::Gone(reason) => Self::new(reason),
            Failure::NoSpace => DbError::NoSpace.into(),
            Failure::Away => DbError::Away(String::new()).into(),
            other => Self::because(
                "Система не смогла этого сделать: повторите с настройкой log=debug, чтобы увидеть причину.",
                format!("{other:?}"),
            ),
        }
    }
}

impl From<NotIssued> for Stop {
    fn from(refusal: NotIssued) -> Self {
        Self::new(crate::platform::failure::Refusal::reason(&refusal))
    }
}

type Outcome = Result<ExitCode, Stop>;

/// Runs the command that was typed; its exit code.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Stop::because("Программа не смогла начать работу.", error))
        .and_then(|runtime| runtime.block_on(obey(arguments)));
    outcome.unwrap_or_else(|stop| {
        eprintln!("{}", stop.sentence);
        if let Some(cause) = stop.cause {
            tracing::debug!(cause, "a command was not done");
        }
        ExitCode::from(stop.code)
    })
}

async fn obey(arguments: Arguments) -> Outcome {
    let settings = Settings::new(arguments.config);
    match arguments.command {
        Command::Serve => serve::run(&settings).await,
        Command::Demo(options) => demo::run(&settings, &options).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Invite(options) => invite::run(&settings, &options).await,
        Command::Token(options) => token::run(&settings, &options).await,
        Command::SecondStep(options) => second_step::run(&settings, &options).await,
        Command::Import(options) => import::run(&settings, &options).await,
        Command::Template(action) => template::run(&action),
        Command::Backup { file } => backup::run(&settings, &file).await,
        Command::Restore { file } => restore::run(&settings, &file).await,
        Command::Verify { seals } => verify::run(&settings, seals.as_deref()).await,
        Command::Seals { file } => seals::run(&settings, &file).await,
        Command::Config => config::run(&settings),
    }
}

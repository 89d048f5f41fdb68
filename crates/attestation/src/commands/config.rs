//! `config`: every setting with its value and source; secrets are hidden, faults are told at the end.

use std::process::ExitCode;

use super::Outcome;
use super::settings::{Settings, wrong};

pub(super) fn run(settings: &Settings) -> Outcome {
    let sources = settings.sources()?;
    print!("{}", sources.listing());
    sources.parse().map_err(|list| wrong(&list))?;
    Ok(ExitCode::SUCCESS)
}

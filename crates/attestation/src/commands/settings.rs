//! Where the settings of a command come from: the environment, and one file when there is one.

use std::path::{Path, PathBuf};

use super::Stop;
use crate::config::{Config, Sources, Wrong};

/// The file taken when no other is named and it exists.
const USUAL: &str = "attestation.toml";

/// The settings of this run, not read yet.
pub(super) struct Settings {
    file: Option<PathBuf>,
}

impl Settings {
    /// The file named on the command line, in the environment, or the usual one when it exists.
    pub(super) fn new(named: Option<PathBuf>) -> Self {
        let variable = std::env::var_os("ATTESTATION_CONFIG").filter(|file| !file.is_empty());
        let usual = || Path::new(USUAL).exists().then(|| PathBuf::from(USUAL));
        Self { file: named.or(variable.map(PathBuf::from)).or_else(usual) }
    }

    /// Values with their sources.
    pub(super) fn sources(&self) -> Result<Sources, Stop> {
        Sources::read(|name| std::env::var(name).ok(), self.file.as_deref()).map_err(|list| wrong(&list))
    }

    /// The settings, parsed.
    pub(super) fn config(&self) -> Result<Config, Stop> {
        self.sources()?.parse().map_err(|list| wrong(&list))
    }
}

/// One sentence that names every fault.
pub(super) fn wrong(list: &[Wrong]) -> Stop {
    let faults: Vec<String> = list.iter().map(ToString::to_string).collect();
    Stop::new(format!("Настройки не подходят: {}.", faults.join("; ").trim_end_matches('.')))
}

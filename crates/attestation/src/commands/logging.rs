//! The log of the program on stderr: text for people or JSON for machines, of the depth that was set.

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts the log. A second start in one process is left without effect.
pub(super) fn start(config: &Config) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_target(false)
        .with_writer(std::io::stderr);
    let started = if config.log_json {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.with_ansi(false).try_init()
    };
    drop(started);
}

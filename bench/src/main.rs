//! `bench`: looks at the program from outside. Generates worlds, measures beside yardsticks, and kills in the middle of writes.
//! Everything happens on the loopback and ends by itself.

mod client;
mod figures;
mod load;
mod make;
mod measure;
mod process;
mod random;
mod torn;
mod world;
mod yardstick;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
enum Command {
    /// Makes a world.
    World(make::Options),
    /// Measures the program.
    Measure(measure::Options),
    /// Kills the program in the middle of writes.
    Torn(torn::Options),
    /// Serves constant pages.
    Yardstick(yardstick::Options),
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    match Command::parse() {
        Command::World(options) => make::run(options).await?,
        Command::Measure(options) => measure::run(options).await?,
        Command::Torn(options) => return torn::run(options).await,
        Command::Yardstick(options) => yardstick::run(options).await?,
    }
    Ok(ExitCode::SUCCESS)
}

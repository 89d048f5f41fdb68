//! The program's figures beside yardsticks of the same run: `bench/run` starts it with everything it needs.

mod files;
mod further;
mod pages;
mod papers;
mod sheets;

use std::path::{Path, PathBuf};

use crate::figures::{Report, Target};
use crate::process::Program;
use clap::Args;

/// What is measured and how long.
#[derive(Args)]
pub(crate) struct Options {
    /// The program.
    #[arg(long)]
    pub(crate) program: PathBuf,
    /// The folder with worlds and the report.
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// Cases of the worlds, the smallest first.
    #[arg(long, value_delimiter = ',', default_value = "1000,100000,1000000")]
    pub(crate) worlds: Vec<u64>,
    /// Seconds of one press.
    #[arg(long, default_value_t = 5)]
    pub(crate) seconds: u64,
    /// Connections of one press.
    #[arg(long, default_value_t = 32)]
    pub(crate) connections: usize,
    /// Rounds in turn.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// Only these: pages, acts, files, memory, start, papers, further, sheets.
    #[arg(long, value_delimiter = ',', default_value = "pages,acts,files,memory,start,papers,further,sheets")]
    pub(crate) only: Vec<String>,
}

impl Options {
    /// The folder of a world.
    pub(crate) fn world(&self, cases: u64) -> PathBuf {
        self.out.join(format!("w{cases}"))
    }

    fn wants(&self, part: &str) -> bool {
        self.only.iter().any(|one| one == part)
    }
}

/// Megabytes a binary may have, milliseconds a start may take.
const BINARY: f64 = 40.0;
const START: f64 = 300.0;

/// Measures what is wanted, and writes the report into the folder.
pub(crate) async fn run(options: Options) -> anyhow::Result<()> {
    let mut report = Report::default();
    if options.wants("pages") {
        pages::pages(&options, &mut report).await?;
    }
    if options.wants("acts") {
        pages::acts(&options, &mut report).await?;
    }
    if options.wants("files") {
        files::files(&options, &mut report).await?;
    }
    if options.wants("memory") {
        files::memory(&options, &mut report).await?;
    }
    if options.wants("start") {
        start(&options, &mut report).await?;
    }
    if options.wants("papers") {
        papers::papers(&options, &mut report)?;
    }
    if options.wants("further") {
        further::further(&options, &mut report).await?;
    }
    if options.wants("sheets") {
        sheets::old_register(&options, &mut report).await?;
    }
    let table = format!(
        "# Figures\n\n{} seconds a press, {} connections, {} rounds in turn.\n\n{}",
        options.seconds,
        options.connections,
        options.rounds,
        report.markdown()
    );
    std::fs::write(options.out.join("report.md"), &table)?;
    println!("\n{table}");
    Ok(())
}

async fn start(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let mut took = crate::figures::Figures::default();
    let largest = options.worlds.iter().max().copied().unwrap_or_default();
    for _ in 0..options.rounds {
        let program = Program::serve(&options.program, &options.world(largest), &[]).await?;
        took.add(program.ready_in.as_secs_f64() * 1000.0);
        program.kill();
    }
    report.line(&format!("start on {largest} cases, ms"), &took, Target::Most(START), "to the first page");
    report.one("binary, MB", size_of(&options.program)?, Target::Most(BINARY), "");
    Ok(())
}

fn size_of(file: &Path) -> anyhow::Result<f64> {
    megabytes(std::fs::metadata(file)?.len())
}

/// Bytes as megabytes, to a kilobyte.
fn megabytes(bytes: u64) -> anyhow::Result<f64> {
    Ok(f64::from(u32::try_from(bytes / 1024)?) / 1024.0)
}

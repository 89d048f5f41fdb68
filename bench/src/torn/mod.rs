//! The gate of durability: kills the serving process in the middle of writes again and again, and proves after each restart
//! that nothing acknowledged is lost, nothing is doubled and nothing is half there.

mod checker;
mod ledger;
mod writers;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::client::{Person, Wire};
use crate::process::Program;
use crate::random::Random;
use crate::world::{Card, PASSWORD};
use attestation::platform::db::{Connections, Database, Db};
use clap::Args;

use checker::{Checker, Verdict};
use ledger::{Fate, Ledger};
use writers::{Work, Writer};

/// What is killed, and how often.
#[derive(Args)]
pub(crate) struct Options {
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// The folder of a fresh world.
    #[arg(long)]
    dir: PathBuf,
    /// The database of that world, when it is not SQLite in the folder.
    #[arg(long)]
    postgres: Option<String>,
    /// Kills.
    #[arg(long, default_value_t = 50)]
    rounds: usize,
    /// The seed of what is written and when the kills come; told at the end.
    #[arg(long)]
    seed: Option<u64>,
}

/// A restart must answer within this.
const READY: Duration = Duration::from_secs(5);

/// The gate: red unless every round kept what it promised and some kill came in the middle of a write.
pub(crate) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    let seed = options
        .seed
        .unwrap_or_else(|| u64::from(std::process::id()) * 7919 + uuid::Uuid::now_v7().as_u64_pair().1 % 1_000_003);
    std::fs::write(options.dir.join("seed"), seed.to_string())?;
    let gate = Gate::open(&options, seed).await?;
    gate.run(&options).await
}

struct Gate {
    seed: u64,
    database: Database,
    ledger: Ledger,
    people: HashMap<String, Person>,
    writers: Vec<Writer>,
    slowest: Duration,
    mid_write: usize,
}

impl Gate {
    /// Signs everybody in: sessions outlive the process as all rows do.
    async fn open(options: &Options, seed: u64) -> anyhow::Result<Self> {
        let card = Card::read(&options.dir)?;
        let program = serve(options).await?;
        let (mut wire, mut people, mut writers) = (Wire::open(program.at).await?, HashMap::new(), Vec::new());
        let concluding = card.specialists.into_iter().take(4).map(|desk| (desk.login, desk.without, Work::Conclude));
        // Cases of the first four specialists are theirs alone: a case that is concluded can no longer be changed by its school.
        let concluding: Vec<_> = concluding.collect();
        let taken: Vec<String> = concluding.iter().flat_map(|(_, cases, _)| cases.clone()).collect();
        let schools = card.coordinators.into_iter().take(4).enumerate().map(|(number, desk)| {
            let own = desk.without.into_iter().filter(|case| !taken.contains(case)).collect();
            (desk.login, own, if number < 2 { Work::Papers } else { Work::Marks })
        });
        for (login, cases, work) in concluding.into_iter().chain(schools) {
            let person = Person::sign_in(&mut wire, &login, PASSWORD).await?;
            people.insert(login.clone(), person.clone());
            writers.push(Writer { login, person, cases, work });
        }
        program.kill();
        let database = match &options.postgres {
            Some(url) => Database::Postgres(url.clone(), Connections::default()),
            None => Database::Sqlite(options.dir.join("attestation.sqlite")),
        };
        Ok(Self { seed, database, ledger: Ledger::default(), people, writers, slowest: Duration::ZERO, mid_write: 0 })
    }

    async fn run(mut self, options: &Options) -> anyhow::Result<ExitCode> {
        let mut random = Random::seeded(self.seed);
        for number in 0..options.rounds {
            if !self.round(options, number, &mut random).await? {
                return Ok(self.red("an act was lost, doubled, torn or refused"));
            }
        }
        let program = serve(options).await?;
        let verdict = self.check(&program, &self.ledger.lines(), 0, false).await?;
        program.kill();
        let is_sound = verified(options)?;
        self.sum_up(options, &verdict);
        if !told(&verdict) {
            return Ok(self.red("an act was lost, doubled, torn or refused"));
        }
        if !is_sound {
            return Ok(self.red("attestation verify has found faults"));
        }
        if self.slowest > READY {
            return Ok(self.red("a start took longer than five seconds"));
        }
        if self.mid_write == 0 || verdict.acknowledged == 0 {
            return Ok(self.red("no round was killed in the middle of a write: the gate proves nothing"));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Everybody writes, the program is killed and started again, and what it kept is looked at; whether all was kept.
    async fn round(&mut self, options: &Options, number: usize, random: &mut Random) -> anyhow::Result<bool> {
        let program = serve(options).await?;
        self.slowest = self.slowest.max(program.ready_in);
        let before = self.ledger.lines().len();
        let wait = Duration::from_millis(5 + random.below(1996));
        let mut hands = Vec::new();
        for (place, writer) in self.writers.iter().enumerate() {
            let mut writer = writer.clone();
            writer.person.at = program.at;
            hands.push(writers::start(writer, self.ledger.clone(), random.number() ^ place as u64));
        }
        tokio::time::sleep(wait).await;
        program.kill();
        for (hand, writer) in hands.into_iter().zip(&mut self.writers) {
            writer.cases = hand.await?;
        }
        let lines = self.ledger.lines();
        let hanging = lines[before..].iter().filter(|line| line.fate == Fate::Sent).count();
        self.mid_write += usize::from(hanging > 0);
        let program = serve(options).await?;
        self.slowest = self.slowest.max(program.ready_in);
        let verdict = self.check(&program, &lines, before, true).await?;
        let sent = lines.len() - before;
        println!("round {number}: killed after {} ms, {sent} sent, {hanging} under way", wait.as_millis());
        program.kill();
        Ok(told(&verdict))
    }

    fn sum_up(&self, options: &Options, verdict: &Verdict) {
        println!(
            "durability: {} rounds, {} acknowledged, {} lost, {} doubled, {} torn",
            options.rounds,
            verdict.acknowledged,
            verdict.lost.len(),
            verdict.doubled.len(),
            verdict.torn.len()
        );
        println!(
            "unanswered at a kill: {}, of them landed whole: {}; rounds killed in the middle of a write: {}; slowest start {} ms; seed {}",
            verdict.unanswered,
            verdict.landed,
            self.mid_write,
            self.slowest.as_millis(),
            self.seed
        );
    }

    fn red(&self, why: &str) -> ExitCode {
        println!("the gate of durability is red: {why} (seed {})", self.seed);
        ExitCode::FAILURE
    }

    async fn check(
        &self,
        program: &Program,
        lines: &[ledger::Line],
        since: usize,
        content: bool,
    ) -> anyhow::Result<Verdict> {
        let db = Db::open(&self.database)?;
        Checker { db: &db, people: &self.people, at: program.at }.check(lines, since, content).await
    }
}

/// Prints what is wrong; true when nothing is.
fn told(verdict: &Verdict) -> bool {
    for (kind, list) in [("lost", &verdict.lost), ("doubled", &verdict.doubled), ("torn", &verdict.torn)] {
        for what in list {
            println!("{kind}: {what}");
        }
    }
    if verdict.refused > 0 {
        println!("{} acts were refused", verdict.refused);
    }
    verdict.is_clean()
}

fn settings(options: &Options) -> Vec<(&'static str, &str)> {
    options.postgres.as_deref().map(|url| ("ATTESTATION_DATABASE", url)).into_iter().collect()
}

async fn serve(options: &Options) -> anyhow::Result<Program> {
    Program::serve(&options.program, &options.dir, &settings(options)).await
}

fn verified(options: &Options) -> anyhow::Result<bool> {
    let data: &Path = &options.dir;
    let done = std::process::Command::new(&options.program)
        .arg("verify")
        .env("ATTESTATION_DATA", data)
        .envs(settings(options))
        .status()?;
    Ok(done.success())
}

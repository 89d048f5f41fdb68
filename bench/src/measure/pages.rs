//! Pages beside a constant page of the same size, worlds beside each other, acts beside what they cannot do without.

use std::io::{Seek, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::client::{Person, Wire};
use crate::figures::{Figures, Report, Target};
use crate::load::{Load, Make, press};
use crate::process::{Program, free_port};
use crate::world::{CENTRE_LOGIN, Card, Desk, PASSWORD, Session};
use anyhow::Context;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use super::Options;

/// People who press at once.
const PEOPLE: usize = 8;

/// Shares to be reached: of the constant page by the pages of a specialist, of the smallest world, of the median by the
/// slowest hundredth.
const OF_CONSTANT: f64 = 0.25;
const OF_SMALLEST: f64 = 0.8;
const SLOWEST: f64 = 10.0;

/// A world being served, and people signed in.
pub(super) struct Served {
    cases: u64,
    pub(super) program: Program,
    people: Vec<(Person, Desk)>,
    pub(super) centre: Person,
    pub(super) session: Session,
}

/// A page that is pressed.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) make: fn(&Served) -> Make,
    /// The share of the constant page that is wanted.
    pub(super) share: Target,
}

pub(super) async fn served(options: &Options, cases: u64) -> anyhow::Result<Served> {
    let folder = options.world(cases);
    let card = Card::read(&folder).context("make the worlds first")?;
    let program = Program::serve(&options.program, &folder, &[]).await?;
    let (mut wire, mut people) = (Wire::open(program.at).await?, Vec::new());
    for desk in card.specialists.into_iter().take(PEOPLE) {
        people.push((Person::sign_in(&mut wire, &desk.login, PASSWORD).await?, desk));
    }
    let centre = Person::sign_in(&mut wire, CENTRE_LOGIN, PASSWORD).await?;
    Ok(Served { cases, program, people, centre, session: card.session })
}

fn lists(served: &Served) -> Make {
    let people = served.people.clone();
    Arc::new(move |hand, _| people[hand % people.len()].0.get("/applications"))
}

fn cases(served: &Served) -> Make {
    let people = served.people.clone();
    Arc::new(move |hand, turn| {
        let (person, desk) = &people[hand % people.len()];
        let id = &desk.without[turn % desk.without.len()];
        person.get(&format!("/applications/{id}"))
    })
}

/// The list and the case page.
pub(crate) async fn pages(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let share = Target::Least(OF_CONSTANT);
    let all = [Page { name: "list", make: lists, share }, Page { name: "case", make: cases, share }];
    beside_constant(options, report, &all).await
}

/// Pages of every world in turn with constant pages of the same sizes.
pub(super) async fn beside_constant(options: &Options, report: &mut Report, all: &[Page]) -> anyhow::Result<()> {
    let mut worlds = Vec::new();
    for cases in &options.worlds {
        worlds.push(served(options, *cases).await?);
    }
    let first = worlds.first().context("no worlds")?;
    let mut samples = Vec::new();
    for (number, page) in all.iter().enumerate() {
        let answer = Wire::open(first.program.at).await?.ask((page.make)(first)(0, 0)).await?;
        anyhow::ensure!(answer.status.is_success(), "{} answered {}", page.name, answer.status);
        let file = options.out.join(format!("page{number}.html"));
        std::fs::write(&file, &answer.body)?;
        samples.push((file, answer.body.len()));
    }
    let at = free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("yardstick").arg(at.to_string()).args(samples.iter().map(|(file, _)| file));
    let constant = Program::start(command, at, &options.out.join("yardstick.log"), "/login").await?;
    for (number, page) in all.iter().enumerate() {
        let size = samples[number].1;
        let stranger = Person { at: constant.at, cookie: worlds[0].people[0].0.cookie.clone(), token: String::new() };
        let path = format!("/{number}");
        let plain: Make = Arc::new(move |_, _| stranger.get(&path));
        in_turn(options, report, &worlds, (constant.at, plain), (&format!("{}, {size} bytes", page.name), page))
            .await?;
    }
    for world in worlds {
        world.program.kill();
    }
    constant.kill();
    Ok(())
}

async fn in_turn(
    options: &Options,
    report: &mut Report,
    worlds: &[Served],
    (constant, plain): (SocketAddr, Make),
    (name, page): (&str, &Page),
) -> anyhow::Result<()> {
    let make = page.make;
    let lasting = Duration::from_secs(options.seconds);
    for world in worlds {
        press(world.program.at, options.connections, Duration::from_millis(700), make(world)).await?; // warm
    }
    let (mut constants, mut loads) = (Figures::default(), vec![Vec::<Load>::new(); worlds.len()]);
    for _ in 0..options.rounds {
        constants.add(press(constant, options.connections, lasting, plain.clone()).await?.rate);
        for (world, loads) in worlds.iter().zip(&mut loads) {
            loads.push(press(world.program.at, options.connections, lasting, make(world)).await?);
        }
    }
    let rates: Vec<Figures> = loads.iter().map(|loads| figures(loads, |load| load.rate)).collect();
    for ((world, loads), rates) in worlds.iter().zip(&loads).zip(&rates) {
        let tails = figures(loads, |load| load.p99.as_secs_f64() / load.median.as_secs_f64());
        let middle = figures(loads, |load| load.median.as_secs_f64() * 1000.0).median();
        report.line(
            &format!("{name}, {} cases: of the constant page", world.cases),
            &rates.over(&constants),
            page.share,
            &format!("{:.0}/s of {:.0}/s", rates.median(), constants.median()),
        );
        report.line(
            &format!("{name}, {} cases: p99 over median", world.cases),
            &tails,
            Target::Most(SLOWEST),
            &format!("median {middle:.1} ms"),
        );
    }
    if let (Some(largest), [smallest, _, ..]) = (worlds.last(), rates.as_slice()) {
        let ratio = rates[rates.len() - 1].over(smallest);
        report.line(
            &format!("{name}: {} cases of {}", largest.cases, worlds[0].cases),
            &ratio,
            Target::Least(OF_SMALLEST),
            "",
        );
    }
    Ok(())
}

fn figures(loads: &[Load], of: impl Fn(&Load) -> f64) -> Figures {
    loads.iter().fold(Figures::default(), |mut all, load| {
        all.add(of(load));
        all
    })
}

/// Sign-in beside hashing alone, recording beside small writes brought to the disk.
pub(crate) async fn acts(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let cases = options.worlds.get(1).or(options.worlds.first()).copied().unwrap_or_default();
    let served = served(options, cases).await?;
    let lasting = Duration::from_secs(options.seconds);
    let (mut signing, mut hashing) = (Figures::default(), Figures::default());
    let mut wire = Wire::open(served.program.at).await?;
    let stranger = Person::come(&mut wire).await?;
    let logins: Vec<String> = served.people.iter().map(|(_, desk)| desk.login.clone()).collect();
    let make: Make = Arc::new(move |hand, _| {
        stranger.post("/login", &[("login", &logins[hand % logins.len()]), ("password", PASSWORD)])
    });
    for _ in 0..options.rounds {
        hashing.add(tokio::task::spawn_blocking(move || hashes(lasting)).await??);
        signing.add(press(served.program.at, 4, lasting, make.clone()).await?.rate);
    }
    report.line(
        "sign-in: of hashing alone",
        &signing.over(&hashing),
        Target::None,
        &format!("{:.0}/s of {:.0}/s", signing.median(), hashing.median()),
    );
    drop(wire);
    // Signed in again: the sign-ins above have pushed the first sessions out.
    served.program.kill();
    let served = self::served(options, cases).await?;
    record(options, report, &served).await?;
    served.program.kill();
    Ok(())
}

/// Password checks a second on two threads.
fn hashes(lasting: Duration) -> anyhow::Result<f64> {
    let wrong = |error: &dyn std::fmt::Display| anyhow::anyhow!("argon2: {error}");
    let argon = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19 * 1024, 2, 1, None).map_err(|error| wrong(&error))?,
    );
    let hash = argon.hash_password(PASSWORD.as_bytes()).map_err(|error| wrong(&error))?.to_string();
    let start = Instant::now();
    let count: usize = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let Ok(known) = PasswordHash::new(&hash) else { return 0 };
                    let mut count = 0;
                    while start.elapsed() < lasting {
                        count += usize::from(argon.verify_password(PASSWORD.as_bytes(), &known).is_ok());
                    }
                    count
                })
            })
            .collect();
        hands.into_iter().map(|hand| hand.join().unwrap_or_default()).sum()
    });
    Ok(f64::from(u32::try_from(count)?) / start.elapsed().as_secs_f64())
}

/// Each case can be recorded once: a third of them in each round.
async fn record(options: &Options, report: &mut Report, served: &Served) -> anyhow::Result<()> {
    let (mut recording, mut syncing) = (Figures::default(), Figures::default());
    let mut taken = 0;
    let each =
        served.people.iter().map(|(_, desk)| desk.with_conclusion.len()).min().unwrap_or_default() / options.rounds;
    for _ in 0..options.rounds {
        syncing.add(synced(&options.out)?);
        let (start, mut hands) = (Instant::now(), Vec::new());
        for (person, desk) in served.people.clone() {
            let at = served.program.at;
            hands.push(tokio::spawn(async move {
                let mut wire = Wire::open(at).await?;
                for id in &desk.with_conclusion[taken..taken + each] {
                    let answer = wire
                        .ask(
                            person
                                .post(&format!("/applications/{id}/result"), &[("verdict", "meets"), ("version", "1")]),
                        )
                        .await?;
                    anyhow::ensure!(
                        answer.location.ends_with("/result"),
                        "a result was not recorded: {}",
                        answer.status
                    );
                }
                Ok::<_, anyhow::Error>(())
            }));
        }
        let count = hands.len() * each;
        for hand in hands {
            hand.await??;
        }
        recording.add(f64::from(u32::try_from(count)?) / start.elapsed().as_secs_f64());
        taken += each;
    }
    // What was recorded cannot be recorded again: the card of the world forgets it.
    let folder = options.world(served.cases);
    let mut card = Card::read(&folder)?;
    card.specialists.iter_mut().take(PEOPLE).for_each(|desk| drop(desk.with_conclusion.drain(..taken)));
    card.write(&folder)?;
    report.line(
        "recording a result: of synced 4 KB writes one by one",
        &recording.over(&syncing),
        Target::None,
        &format!("{:.0}/s of {:.0}/s", recording.median(), syncing.median()),
    );
    Ok(())
}

/// Small writes brought to the disk, a second.
pub(super) fn synced(folder: &Path) -> anyhow::Result<f64> {
    let path = folder.join("synced");
    let mut file = std::fs::File::create(&path)?;
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < Duration::from_secs(1) {
        file.rewind()?;
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        count += 1;
    }
    std::fs::remove_file(path)?;
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}

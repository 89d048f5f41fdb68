//! Files of 100 MB beside nginx and `sha256sum`; memory while four files of 1 GB come in.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::client::{Person, Wire};
use crate::figures::{Figures, Report, Target};
use crate::process::{Program, free_port};
use crate::random::Random;
use crate::world::{Card, PASSWORD};
use anyhow::Context;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::Request;

use super::{Options, megabytes};

const MB: usize = 1_000_000;
/// Shares to be reached, and the memory four uploads may take.
const OF_NGINX: f64 = 0.8;
const OF_HASHING: f64 = 0.5;
const GROWTH: f64 = 64.0;
/// Files in one round.
const TIMES: usize = 3;

/// A PDF of so many megabytes, in pieces as a browser sends them; another one for each seed.
fn pdf(megabytes: usize, seed: u64) -> Vec<Bytes> {
    let piece = Bytes::from(Random::seeded(seed).bytes(MB));
    let parts = (0..megabytes * 16).map(|number| {
        let at = (number % 16) * (MB / 16);
        piece.slice(at..at + MB / 16)
    });
    let (head, tail) = (Bytes::from(format!("%PDF-1.7\n% {seed}\n")), Bytes::from_static(b"\n%%EOF\n"));
    std::iter::once(head).chain(parts).chain(std::iter::once(tail)).collect()
}

struct Desk {
    program: Program,
    person: Person,
    cases: Vec<String>,
}

async fn desk(options: &Options) -> anyhow::Result<Desk> {
    let folder = options.world(options.worlds[0]);
    let one = Card::read(&folder)?.specialists.into_iter().last().context("nobody in the world")?;
    let program = Program::serve(&options.program, &folder, &[]).await?;
    let person = Person::sign_in(&mut Wire::open(program.at).await?, &one.login, PASSWORD).await?;
    Ok(Desk { program, person, cases: one.without })
}

/// Upload and download in turn with their yardsticks.
pub(crate) async fn files(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let pieces = pdf(100, 1);
    let path = options.out.join("hundred.pdf");
    let mut file = std::fs::File::create(&path)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece))?;
    file.sync_all()?;
    let (desk, nginx) = (desk(options).await?, nginx(&options.out).await?);
    let case = &desk.cases[0];
    let mut wire = Wire::open(desk.program.at).await?;
    let (mut hashing, mut uploading, mut theirs, mut ours) =
        (Figures::default(), Figures::default(), Figures::default(), Figures::default());
    for round in 0..options.rounds {
        hashing.add(hashed(&path)?);
        let start = Instant::now();
        send(&mut wire, &desk.person, case, pieces.clone()).await?;
        uploading.add(1.0 / start.elapsed().as_secs_f64());
        let version = round + 1;
        let their = Person { at: nginx.at, cookie: String::new(), token: String::new() };
        let href = format!("/applications/{case}/conclusion/{version}/file");
        theirs.add(fetched(nginx.at, || their.get("/hundred.pdf")).await?);
        ours.add(fetched(desk.program.at, || desk.person.get(&href)).await?);
    }
    report.line(
        "upload of 100 MB: of cat into sha256sum",
        &uploading.over(&hashing),
        Target::Least(OF_HASHING),
        &format!("{:.0} MB/s of {:.0} MB/s", uploading.median() * 100.0, hashing.median() * 100.0),
    );
    report.line(
        "download of 100 MB: of nginx",
        &ours.over(&theirs),
        Target::Least(OF_NGINX),
        &format!("{:.0} MB/s of {:.0} MB/s", ours.median() * 100.0, theirs.median() * 100.0),
    );
    desk.program.kill();
    nginx.kill();
    Ok(std::fs::remove_file(path)?)
}

async fn send(wire: &mut Wire, person: &Person, case: &str, pieces: Vec<Bytes>) -> anyhow::Result<()> {
    let request =
        person.upload(&format!("/applications/{case}/conclusion"), &[], ("conclusion", "Заключение.pdf"), pieces);
    let answer = wire.ask(request).await?;
    anyhow::ensure!(
        answer.status == 303,
        "the file was not taken: {} {}",
        answer.status,
        String::from_utf8_lossy(&answer.body)
    );
    Ok(())
}

/// Files a second by `cat FILE | sha256sum`.
fn hashed(file: &Path) -> anyhow::Result<f64> {
    let start = Instant::now();
    let done = Command::new("sh").arg("-c").arg("cat \"$0\" | sha256sum >/dev/null").arg(file).status()?;
    anyhow::ensure!(done.success(), "sha256sum ended with {done}");
    Ok(1.0 / start.elapsed().as_secs_f64())
}

/// Files a second fetched whole over one connection.
async fn fetched(at: std::net::SocketAddr, make: impl Fn() -> Request<crate::client::Body>) -> anyhow::Result<f64> {
    let mut wire = Wire::open(at).await?;
    let start = Instant::now();
    for _ in 0..TIMES {
        let response = wire.send(make()).await?;
        anyhow::ensure!(response.status() == 200, "the file was not given: {}", response.status());
        let (mut body, mut size) = (response.into_body(), 0);
        while let Some(frame) = body.frame().await {
            size += frame?.data_ref().map_or(0, Bytes::len);
        }
        anyhow::ensure!(size > 100 * MB, "only {size} bytes came");
    }
    Ok(f64::from(u32::try_from(TIMES)?) / start.elapsed().as_secs_f64())
}

async fn nginx(out: &Path) -> anyhow::Result<Program> {
    let (at, root) = (free_port()?, std::fs::canonicalize(out)?);
    let folder = root.join("nginx");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(root.join("login"), "ready")?;
    let user = if is_root() { "user root;" } else { "" };
    let config = format!(
        "daemon off; {user} worker_processes 2; pid {0}/pid; error_log {0}/error.log;\nevents {{}}\nhttp {{ access_log {0}/access.log; sendfile on; tcp_nopush on; keepalive_timeout 65; client_body_temp_path {0}; proxy_temp_path {0}; fastcgi_temp_path {0}; uwsgi_temp_path {0}; scgi_temp_path {0};\n server {{ listen {at}; root {1}; }} }}\n",
        folder.display(),
        root.display(),
    );
    let file: PathBuf = folder.join("nginx.conf");
    std::fs::write(&file, config)?;
    let program = std::env::var("NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
    let mut command = Command::new(program);
    command.arg("-c").arg(&file).arg("-p").arg(&folder);
    Program::start(command, at, &folder.join("said.log"), "/login").await
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0)
}

/// Resident memory while four files of 1 GB come in at once.
pub(crate) async fn memory(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let desk = desk(options).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (idle, mut hands) = (desk.program.memory(), Vec::new());
    for number in 0..4 {
        let (person, case, at) = (desk.person.clone(), desk.cases[1 + number].clone(), desk.program.at);
        let pieces = pdf(1000, 10 + u64::try_from(number)?);
        hands.push(tokio::spawn(async move { send(&mut Wire::open(at).await?, &person, &case, pieces).await }));
    }
    let mut most = idle;
    while !hands.iter().all(tokio::task::JoinHandle::is_finished) {
        most = most.max(desk.program.memory());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for hand in hands {
        hand.await??;
    }
    report.one(
        "four uploads of 1 GB: memory above idle, MB",
        megabytes(most - idle)?,
        Target::Most(GROWTH),
        &format!("idle {:.0} MB", megabytes(idle)?),
    );
    desk.program.kill();
    Ok(())
}

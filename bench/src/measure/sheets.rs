//! Sheets: the register as one, and an old register of twenty thousand rows shown first, taken, and sent once more.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::client::{Person, Wire};
use crate::figures::{Report, Target};
use crate::process::Program;
use crate::random::Random;
use crate::world::{CENTRE_LOGIN, PASSWORD, names};
use anyhow::Context;
use bytes::Bytes;
use http_body_util::BodyExt;
use jiff::civil::date;
use officedocs::table::{Cell, Column, XlsxTable};

use super::pages::Served;
use super::{Options, megabytes};

/// Megabytes above idle while a sheet of the register is made.
const SHEET: f64 = 64.0;
/// The world whose register is taken as a sheet has so many rows.
const SHEET_ROWS: u64 = 100_000;
/// How long a sheet is waited for at most.
const LONGEST: Duration = Duration::from_mins(3);
/// Rows of the old register, and seconds in which all of them are to be shown.
const OLD_ROWS: u64 = 20_000;
const SHOWN: f64 = 10.0;
const HEADINGS: [&str; 7] =
    ["ФИО", "Дата рождения", "Организация", "Должность", "Категория", "Дата решения", "Номер акта"];

/// The world of sheets: the first that is large enough.
pub(super) fn world(options: &Options) -> u64 {
    let cases = options.worlds.iter().find(|cases| **cases >= SHEET_ROWS).or(options.worlds.last());
    cases.copied().unwrap_or_default()
}

/// The whole register as a sheet: memory above idle while it is made and sent.
pub(super) async fn register(served: &Served, report: &mut Report) -> anyhow::Result<()> {
    tokio::time::sleep(Duration::from_millis(500)).await;
    let idle = served.program.memory();
    let (at, request) = (served.program.at, served.centre.get("/register/export"));
    let start = Instant::now();
    let hand = tokio::spawn(async move {
        let response = Wire::open(at).await?.send(request).await?;
        anyhow::ensure!(response.status().is_success(), "the sheet answered {}", response.status());
        let (mut body, mut size) = (response.into_body(), 0);
        while let Some(frame) = body.frame().await {
            size += frame?.data_ref().map_or(0, Bytes::len);
        }
        Ok::<_, anyhow::Error>(size)
    });
    let mut most = idle;
    while !hand.is_finished() {
        most = most.max(served.program.memory());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let size = u64::try_from(hand.await??)?;
    let beside = format!("{:.1} MB in {:.1} s", megabytes(size)?, start.elapsed().as_secs_f64());
    report.one(
        "register as a sheet: memory above idle, MB",
        megabytes(most.saturating_sub(idle))?,
        Target::Most(SHEET),
        &beside,
    );
    Ok(())
}

/// An old register: shown first, taken, sent once more. The world stays as it was: a copy of it is written to.
pub(crate) async fn old_register(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let folder = copied(options)?;
    let program = Program::serve(&options.program, &folder, &[]).await?;
    let mut wire = Wire::open(program.at).await?;
    let centre = Person::sign_in(&mut wire, CENTRE_LOGIN, PASSWORD).await?;
    let sheet = Bytes::from(old_rows()?);
    let size = format!("{:.1} MB, world of {} cases", megabytes(u64::try_from(sheet.len())?)?, world(options));
    let start = Instant::now();
    let (at, new) = shown(&mut wire, &centre, &sheet).await?;
    report.one("20,000 rows of an old register shown, s", start.elapsed().as_secs_f64(), Target::Most(SHOWN), &size);
    anyhow::ensure!(new.starts_with("20"), "of 20,000 rows these are new: {new}");
    let start = Instant::now();
    let answer = wire.ask(centre.post(&format!("{at}/confirmation"), &[])).await?;
    anyhow::ensure!(answer.location == at, "the sheet was not taken: {}", answer.status);
    let slowest = taken(&mut wire, &centre, &at, program.at).await?;
    let beside = format!("by parts; the slowest sign-in meanwhile {} ms", slowest.as_millis());
    report.one("the same taken, s", start.elapsed().as_secs_f64(), Target::None, &beside);
    let start = Instant::now();
    let (_, new) = shown(&mut wire, &centre, &sheet).await?;
    anyhow::ensure!(new.starts_with('0'), "a sheet that was taken brings something new: {new}");
    report.one("the same sheet once more, s", start.elapsed().as_secs_f64(), Target::None, "nothing new");
    program.kill();
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

/// Waits until a sheet is taken, and lets somebody sign in again and again meanwhile; how long the slowest of them took.
async fn taken(wire: &mut Wire, centre: &Person, at: &str, program: SocketAddr) -> anyhow::Result<Duration> {
    let (begun, mut slowest) = (Instant::now(), Duration::ZERO);
    let mut other = Wire::open(program).await?;
    while begun.elapsed() < LONGEST {
        let start = Instant::now();
        Person::sign_in(&mut other, CENTRE_LOGIN, PASSWORD).await?;
        slowest = slowest.max(start.elapsed());
        let page = wire.ask(centre.get(at)).await?;
        if String::from_utf8_lossy(&page.body).contains("Таблица внесена") {
            return Ok(slowest);
        }
    }
    anyhow::bail!("the sheet was not taken in {} s", LONGEST.as_secs())
}

/// Sends a sheet in and opens its page: where it is, and what it would bring.
async fn shown(wire: &mut Wire, centre: &Person, sheet: &Bytes) -> anyhow::Result<(String, String)> {
    let request = centre.upload("/imports/register", &[], ("register", "Реестр.xlsx"), vec![sheet.clone()]);
    let at = wire.ask(request).await?.location;
    let page = wire.ask(centre.get(&at)).await?;
    anyhow::ensure!(page.status.is_success(), "the sheet answered {}", page.status);
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let cell = page.split_once("Будет внесено").and_then(|(_, rest)| rest.split_once("<dd"));
    let cell = cell.and_then(|(_, rest)| rest.split_once('>')).and_then(|(_, rest)| rest.split_once("</dd>"));
    Ok((at, cell.context("the page does not say what is new")?.0.trim().to_owned()))
}

/// The database of the world in a folder of its own.
fn copied(options: &Options) -> anyhow::Result<PathBuf> {
    let (from, to) = (options.world(world(options)), options.out.join("old-register"));
    if to.exists() {
        std::fs::remove_dir_all(&to)?;
    }
    std::fs::create_dir_all(&to)?;
    for name in ["attestation.sqlite", "attestation.sqlite-wal"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name))?;
        }
    }
    Ok(to)
}

/// Twenty thousand people, each with one category.
fn old_rows() -> anyhow::Result<Vec<u8>> {
    let columns = HEADINGS.map(|heading| Column { heading, width: 20.0 });
    let mut book = XlsxTable::new("Реестр", &columns)?;
    for number in 0..OLD_ROWS {
        let mut random = Random::seeded(number);
        let name = names::person(&mut random).full();
        let born = date(1960, 1, 1).saturating_add(jiff::Span::new().days(i64::try_from(number % 14_000)?));
        let granted = date(2024, 1, 9).saturating_add(jiff::Span::new().days(i64::try_from(number % 600)?));
        let category = if number % 2 == 0 { "первая" } else { "высшая" };
        book.row(&[
            Cell::Text(&name),
            Cell::Date(born),
            Cell::Text(&names::school(number % 900).1),
            Cell::Text("Учитель"),
            Cell::Text(category),
            Cell::Date(granted),
            Cell::Text("214-р"),
        ])?;
    }
    let mut out = std::io::Cursor::new(Vec::new());
    book.finish(&mut out)?;
    Ok(out.into_inner())
}

//! `seals`: writes the list of the journal's seals into a file to be kept elsewhere, and tells the last one.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::settings::Settings;
use super::{Outcome, Stop, house, logging};
use crate::platform::clock::Zone;
use crate::platform::db::Db;
use crate::platform::engine::DbError;
use crate::platform::seal::{self, Checked, Fault, HEADING, Seal};
use crate::platform::words;

/// Seals read at a time.
const STEP: i64 = 500;
/// Faults that are named; the rest are counted.
const NAMED: usize = 5;

pub(super) async fn run(settings: &Settings, target: &Path) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let db = house::standing(&config).await?;
    let text = list(&db).await?;
    write(target, &text).map_err(|error| {
        let target = target.display();
        Stop::because(format!("Список печатей {target} не записан: проверьте папку и место на диске."), error)
    })?;
    let last = db.read(seal::last).await?;
    println!("Список печатей записан: {}.", target.display());
    println!("{}", head(last.as_ref(), &config.zone));
    Ok(ExitCode::SUCCESS)
}

async fn list(db: &Db) -> Result<String, DbError> {
    let mut text = HEADING.to_owned();
    let (mut number, mut hash) = (0, String::new());
    loop {
        let from = hash.clone();
        let seals = db.read(move |reader| seal::after(reader, number, &from, STEP)).await?;
        let Some(last) = seals.last() else { return Ok(text) };
        (number, hash) = (last.number, last.hash.clone());
        text.extend(seals.iter().map(seal::written));
    }
}

/// Written beside its name first: a list that was kept is not lost when the new one is not written whole.
fn write(target: &Path, text: &str) -> std::io::Result<()> {
    let parent = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut draft = tempfile::NamedTempFile::new_in(parent)?;
    draft.write_all(text.as_bytes())?;
    draft.as_file().sync_all()?;
    draft.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// The last seal in a line to be written down.
pub(super) fn head(last: Option<&Seal>, zone: &Zone) -> String {
    last.map_or_else(
        || "Журнал ещё не опечатан: первую печать ставит работающая система.".to_owned(),
        |seal| {
            format!(
                "Последняя печать журнала: №\u{a0}{}, до записи №\u{a0}{}, {}, отпечаток {}.",
                seal.number,
                seal.last,
                zone.brief(seal.at),
                seal.print()
            )
        },
    )
}

/// What `verify` finds about the journal: faults, and what is worth a look.
pub(super) struct Found {
    pub(super) faults: Vec<String>,
    pub(super) warnings: Vec<String>,
    /// The last seal in words.
    pub(super) head: String,
}

/// Holds the journal against its seals, and against a list of them that was kept elsewhere.
pub(super) async fn check(db: &Db, config: &crate::config::Config, kept: Option<&Path>) -> Result<Found, Stop> {
    let kept = kept.map(read).transpose()?;
    let key = config.seal_key.clone();
    let asked = db.read_whole(move |reader| {
        let whole = seal::whole(reader, key.as_ref())?;
        let against = kept.map(|kept| seal::against(reader, &kept)).transpose()?;
        Ok::<_, DbError>((whole, against))
    });
    let (whole, against) = asked.await?;
    let mut faults = told("Журнал изменён", &whole.faults);
    faults.extend(told("Журнал расходится с сохранённым списком печатей", &against.unwrap_or_default()));
    Ok(Found { faults, warnings: warnings(&whole), head: head(whole.last.as_ref(), &config.zone) })
}

fn read(file: &Path) -> Result<Vec<Seal>, Stop> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Stop::because(format!("Список печатей {shown} не читается: проверьте имя и права."), error))?;
    seal::parse(&text).map_err(|seal::NotAList(line)| {
        Stop::new(format!(
            "Файл {shown} — не список печатей журнала или изменён, строка {line}: возьмите файл таким, каким его записала система."
        ))
    })
}

fn told(what: &str, faults: &[Fault]) -> Vec<String> {
    let mut lines: Vec<String> = faults.iter().take(NAMED).map(|fault| format!("{what}: {}.", fault.words())).collect();
    let rest = faults.len().saturating_sub(NAMED);
    if rest > 0 {
        let places = words::counted(rest as u64, "расхождение", "расхождения", "расхождений");
        lines.push(format!("{what}: дальше ещё {places}."));
    }
    lines
}

fn warnings(whole: &Checked) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(late) = &whole.late {
        let rows = words::counted(late.many.unsigned_abs(), "запись", "записи", "записей");
        all.push(format!(
            "В журнале записанное позже, чем в нём сказано: {rows}, первая {}. Так бывает, когда часы сервера переводят назад; если их не переводили, запись внесена мимо системы.",
            late.id
        ));
    }
    if whole.unsigned > 0 {
        all.push(format!(
            "Печати журнала по №\u{a0}{} не подписаны: они сделаны до того, как задан ключ seal_key.",
            whole.unsigned
        ));
    }
    all
}

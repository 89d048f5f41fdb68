//! `verify`: asks every question of the rows, reads every file they name again and holds the journal against its seals;
//! each fault is printed.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use filestore::{FileStore, Key, Verdict};

use super::settings::Settings;
use super::{Outcome, Stop, erased, house, logging, seals};
use crate::app;
use crate::config::Config;
use crate::criteria::{self, Gap};
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::platform::engine::DbError;
use crate::platform::migrations::FILES;
use crate::platform::words;
use crate::retention::{self, Broken, Entry};

/// Faults of one kind that are named; the rest are counted.
const NAMED: usize = 5;

pub(super) async fn run(settings: &Settings, kept_seals: Option<&Path>) -> Outcome {
    let config = settings.config()?;
    logging::start(&config);
    let db = house::standing(&config).await?;
    let files = FileStore::open(config.files.clone()).await?;
    let mut faults = rows(&db).await?;
    let (checked, bad_files) = kept(&db, &files).await?;
    faults.extend(bad_files);
    faults.extend(ledger(&db, &files).await?);
    let journal = seals::check(&db, &config, kept_seals).await?;
    faults.extend(journal.faults);
    let gaps = gaps(&db, &config).await?;
    for warning in gaps.iter().map(Gap::words).chain(journal.warnings) {
        println!("Предупреждение. {warning}");
    }
    for fault in &faults {
        println!("{fault}");
    }
    let questions = words::counted(app::laws().len() as u64, "правило", "правила", "правил");
    let checked = words::counted(checked, "файл", "файла", "файлов");
    if faults.is_empty() {
        println!("Всё в порядке: проверено {questions} и {checked}.");
        println!("{}", journal.head);
        return Ok(ExitCode::SUCCESS);
    }
    let found = words::counted(faults.len() as u64, "неисправность", "неисправности", "неисправностей");
    println!("Найдено: {found}. Проверено {questions} и {checked}.");
    println!("{}", journal.head);
    Ok(ExitCode::from(3))
}

async fn rows(db: &Db) -> Result<Vec<String>, Stop> {
    let broken = db.read_whole(|reader| {
        let mut broken = Vec::new();
        for law in app::laws() {
            let ids = reader.rows(law.breaking, &[], |row| row.get::<String>(0))?;
            if !ids.is_empty() {
                broken.push((law.words, ids));
            }
        }
        Ok::<_, DbError>(broken)
    });
    Ok(broken
        .await?
        .into_iter()
        .map(|(law, ids)| {
            let rest = ids.len().saturating_sub(NAMED);
            let named = ids[..ids.len() - rest].join(", ");
            let more = if rest > 0 { format!(" и ещё {rest}") } else { String::new() };
            format!("Нарушено: {law}. Где: {named}{more}.")
        })
        .collect())
}

/// The ledger of what was erased: notes that are missing are written; what it tells of and the database does not know has
/// come back with a copy.
async fn ledger(db: &Db, files: &FileStore) -> Result<Vec<String>, Stop> {
    let asked = async {
        let younger = retention::younger(db, files).await?;
        Ok::<_, Broken>((younger, retention::mend(db, files).await?))
    };
    match asked.await {
        Ok((younger, written)) => {
            if written > 0 {
                let notes = words::counted(written as u64, "запись", "записи", "записей");
                println!("Опись уничтоженного дополнена: {notes}.");
            }
            let back = |entry: &Entry| {
                format!(
                    "Уничтоженное {} вернулось с копией: уничтожьте его снова, запись описи {}.",
                    entry.day, entry.id
                )
            };
            Ok(younger.iter().map(back).collect())
        }
        Err(Broken::Note(name)) => Ok(vec![format!("Запись {name} описи уничтоженного испорчена.")]),
        Err(other) => Err(erased::unreadable(other)),
    }
}

/// Posts without a criteria set today: the centre's work to do, not a fault of the rows.
async fn gaps(db: &Db, config: &Config) -> Result<Vec<Gap>, Stop> {
    let today = config.zone.day(Clock::System.now());
    Ok(db.read(move |reader| criteria::gaps(reader, today)).await?)
}

/// Files named by rows: how many there are, and what is wrong with them.
async fn kept(db: &Db, files: &FileStore) -> Result<(u64, Vec<String>), Stop> {
    let named = db.read_whole(|reader| {
        let mut named = BTreeMap::new();
        for (table, column) in FILES {
            let sql = format!("select distinct {column} from {table} where {column} <> ''");
            for key in reader.rows(&sql, &[], |row| row.get::<String>(0))? {
                named.insert(key, *table);
            }
        }
        Ok::<_, DbError>(named)
    });
    let named = named.await?;
    let mut faults = Vec::new();
    for (key, table) in &named {
        let verdict = match Key::parse(key) {
            None => Verdict::Missing,
            Some(key) => files.verify(&key).await?,
        };
        match verdict {
            Verdict::Sound { .. } => {}
            Verdict::Missing => {
                faults.push(format!("Нет файла {key}, его называет таблица {table}."));
            }
            Verdict::Damaged { .. } => {
                faults.push(format!("Файл {key} изменён или испорчен, его называет таблица {table}."));
            }
        }
    }
    Ok((named.len() as u64, faults))
}

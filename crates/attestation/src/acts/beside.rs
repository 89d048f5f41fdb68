//! What stands beside the line of an act: acts that put it right, and what the register says otherwise since.

use crate::context::App;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Refusal;
use crate::platform::words;
use crate::register::{self, Entry, FactKey, Record};

use super::line::Decided;
use super::model::Decree;
use super::store;

/// What stands beside a case: acts that put its line right, its newest record in the register, taken back or not.
pub(super) struct Facts {
    pub(super) corrections: Vec<Decree>,
    pub(super) record: Option<Record>,
}

impl Facts {
    /// The record in force.
    pub(super) fn standing(&self) -> Option<&Record> {
        self.record.as_ref().filter(|record| record.stands())
    }
}

/// Reads what stands beside the line of an act.
pub(super) fn facts(reader: &mut Reader, line: &Decided) -> Result<Facts, DbError> {
    let corrections = store::corrections_of(reader, line.application)?;
    let person = if line.is_granted { store::person(reader, line.application)? } else { None };
    let record = match person {
        Some((born, snils)) => {
            let fact = FactKey {
                name_key: line.name.key(),
                born,
                post_code: line.post_code.clone(),
                category: line.category.code(),
                granted_on: line.held_on,
            };
            register::newest_of(reader, line.application, &fact, &snils)?
        }
        None => None,
    };
    Ok(Facts { corrections, record })
}

/// What a record that was put right says otherwise than the line of the act; empty when it says the same. The act is not
/// rewritten by it.
pub(super) fn otherwise(app: &App, line: &Decided, record: &Record) -> String {
    let same_post =
        record.post() == line.post || (record.post_written.is_empty() && record.post_code == line.post_code);
    let said = [
        (record.name != line.name, "фамилия, имя, отчество", record.name.full()),
        (!same_post, "должность", record.post().to_owned()),
        (record.organization != line.organization, "организация", record.organization.clone()),
        (record.category != line.category, "категория", record.category.words().to_owned()),
        (record.granted_on != line.held_on, "день решения", words::day(record.granted_on)),
    ];
    let said: Vec<String> =
        said.into_iter().filter(|(differs, ..)| *differs).map(|(_, what, now)| format!("{what} — {now}")).collect();
    if record.entry != Entry::Corrected || said.is_empty() {
        return String::new();
    }
    let day = words::day(app.config.zone.day(record.added_at));
    format!("В реестре категорий запись исправлена {day}, там: {}.", said.join("; "))
}

/// When and why a record was taken back; empty while it stands.
pub(super) fn revoked(app: &App, record: &Record) -> String {
    if record.entry != Entry::Revoked {
        return String::new();
    }
    let day = words::day(app.config.zone.day(record.added_at));
    format!("Запись реестра категорий отменена {day}. Причина: {}", record.reason)
}

/// The record of the register was taken back: its extract would mislead.
#[derive(Debug)]
pub(super) struct Revoked(pub(super) String);

impl Refusal for Revoked {
    fn reason(&self) -> String {
        let ends = if self.0.ends_with(['.', '!', '?']) { "" } else { "." };
        format!(
            "{}{ends} Выписка из акта больше не выдаётся: по ней категорию приняли бы за действующую. Если запись \
             отменена по ошибке, обратитесь в Центр.",
            self.0
        )
    }
}

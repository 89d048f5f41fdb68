//! Detached signatures checked by a program that the settings name: asked for by the act that attaches a signature, done by the
//! worker of letters and jobs. Without the setting nothing is asked and a signature stays «не проверялась».

mod outside;
mod store;

use std::path::Path;

use filestore::Key;
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;

use crate::context::App;
use crate::platform::act::{Act, By, Fact};
use crate::platform::clock::{Moment, Zone};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::jobs::Job;
use crate::platform::record::{BadColumn, Column, Record};

pub use store::checks_of;

/// What the journal tells of checked signatures.
pub mod kinds {
    use crate::platform::act::Kind;

    /// A detached signature was checked by the program of the settings.
    pub const CHECKED: Kind = Kind::of("signature.checked", "Электронная подпись проверена");
    /// Signatures attached before the settings named a program wait for it.
    pub const ASKED: Kind = Kind::of("signature.asked", "Прежние электронные подписи ждут проверки");
    /// All of them.
    pub const ALL: &[Kind] = &[CHECKED, ASKED];
}

/// How a check has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The program has confirmed the signature.
    Confirmed,
    /// The program has not confirmed it.
    Refuted,
    /// The program could not tell.
    Failed,
}

impl Outcome {
    const ALL: [Self; 3] = [Self::Confirmed, Self::Refuted, Self::Failed];

    /// As stored.
    const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refuted => "refuted",
            Self::Failed => "failed",
        }
    }

    /// As shown.
    const fn words(self) -> &'static str {
        match self {
            Self::Confirmed => "подпись подтверждена",
            Self::Refuted => "подпись не подтверждена",
            Self::Failed => "проверить не удалось",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    const fn tone(self) -> &'static str {
        match self {
            Self::Confirmed => "green",
            Self::Refuted => "red",
            Self::Failed => "yellow",
        }
    }
}

impl Column for Outcome {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "check of a signature", |code| Self::ALL.into_iter().find(|one| one.code() == code))
    }
}

/// What was said of a signature under a file.
#[derive(Debug, Clone)]
pub struct Checked {
    /// SHA-256 of the signature.
    pub signature: String,
    /// SHA-256 of what it signs.
    pub signed: String,
    outcome: Outcome,
    /// The first line of what the program wrote, or why it could not tell; may be empty.
    words: String,
    /// The name of the program.
    checker: String,
    at: Moment,
}

/// How a signature stands, as pages show it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// «не проверялась», «подпись подтверждена»…
    pub words: &'static str,
    /// The colour of its tag.
    pub tone: &'static str,
    /// The day of the check; empty while there was none.
    pub day: String,
    /// When, by which program and what it has said; empty while there was none.
    pub about: String,
}

/// How the signature of a file stands by the newest of what was said.
pub fn standing(zone: &Zone, all: &[Checked], signature: &str, signed: &str) -> Standing {
    let newest = all.iter().rfind(|one| one.signature == signature && one.signed == signed);
    let Some(one) = newest else {
        return Standing {
            words: "не проверялась", tone: "grey", day: String::new(), about: String::new()
        };
    };
    let said = if one.words.is_empty() { String::new() } else { format!(": {}", one.words) };
    let when = zone.brief(one.at);
    Standing {
        words: one.outcome.words(),
        tone: one.outcome.tone(),
        day: crate::platform::words::brief_day(zone.day(one.at)),
        about: format!("{when}, программа {}{said}", one.checker),
    }
}

/// What becomes of a signature that is attached, for the hint at its field.
pub fn signature_kept_words(app: &App) -> &'static str {
    if app.config.signature_checker.is_some() {
        "Система хранит его и проверит в ближайшие минуты: итог будет рядом с подписью."
    } else {
        "Система хранит его и не проверяет."
    }
}

/// A signature to be checked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Check {
    /// SHA-256 of the signature.
    pub signature: String,
    /// SHA-256 of what it signs.
    pub signed: String,
    /// What the signature is of, as the journal names it: «к акту № 214-р: Приказ.pdf.sig».
    pub what: String,
    /// What the row of the journal is about: `act`, `sitting`, and its id.
    pub subject: (String, String),
}

/// Asks for a check; nothing is asked when the settings name no program, or it is not said what is signed.
///
/// # Errors
/// When the database does not answer.
pub fn ask_check(act: &mut Act<'_>, app: &App, check: &Check) -> Result<(), DbError> {
    if app.config.signature_checker.is_none() || check.signed.is_empty() {
        return Ok(());
    }
    act.enqueue::<App, Check>(check)
}

impl Job<App> for Check {
    const NAME: &'static str = "signature.check";
    const WORDS: &'static str = "Проверка электронной подписи";

    fn once(&self) -> String {
        format!("{}:{}", self.signature, self.signed)
    }

    async fn run(self, app: &App) -> anyhow::Result<()> {
        let Some(checker) = app.config.signature_checker.clone() else { return Ok(()) };
        let (signature, signed) = (self.signature.clone(), self.signed.clone());
        let known = app.db.read(move |reader| checks_of(reader, &[&signature])).await?;
        if known.iter().any(|one| one.signed == signed && one.outcome != Outcome::Failed) {
            return Ok(());
        }
        let folder = tempfile::Builder::new().prefix("attestation-signature-").tempdir()?;
        copy(app, &self.signature, &folder.path().join(outside::SIGNATURE)).await?;
        copy(app, &self.signed, &folder.path().join(outside::SIGNED)).await?;
        let (outcome, words) = outside::asked(&checker, folder.path()).await?;
        folder.close()?;
        let name = checker.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let done = app.db.act(By::system(), app.now(), move |act| tell(act, &self, outcome, (&words, &name))).await;
        done.map_err(|failure| match failure {
            Failure::Broken(error) => error,
            other => anyhow::anyhow!("what was said of a signature was not kept: {other:?}"),
        })
    }
}

/// Keeps what was said, with a row of the journal.
fn tell(
    act: &mut Act<'_>,
    check: &Check,
    outcome: Outcome,
    (words, checker): (&str, &str),
) -> Result<crate::platform::act::Done<()>, Failure> {
    let at = act.at();
    let said_now = Checked {
        signature: check.signature.clone(),
        signed: check.signed.clone(),
        outcome,
        words: words.to_owned(),
        checker: checker.to_owned(),
        at,
    };
    store::add(act, &said_now)?;
    let said = if words.is_empty() { String::new() } else { format!("; {words}") };
    let told = format!("проверена электронная подпись {}: {}, программа {checker}{said}", check.what, outcome.words());
    let (noun, id) = &check.subject;
    Ok(act.record(Fact::of(kinds::CHECKED, told).subject(noun, id), ())?)
}

/// Puts a kept file into a place outside the store.
async fn copy(app: &App, file_key: &str, to: &Path) -> anyhow::Result<()> {
    let key = Key::parse(file_key).ok_or_else(|| anyhow::anyhow!("{file_key} is no name of a file"))?;
    let mut reading = app.files.read(&key).await?;
    let mut file = tokio::fs::File::create(to).await?;
    while let Some(block) = reading.stream.next().await {
        file.write_all(&block?).await?;
    }
    file.flush().await?;
    Ok(())
}

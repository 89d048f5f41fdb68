//! What people agreed to: the SQL of consents, and their documents in words.

use crate::config::Config;
use crate::platform::act::Act;
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::model::Account;

/// What a person agreed to.
#[derive(Debug, Clone)]
pub struct Consent {
    /// The document.
    pub document: String,
    /// Its edition.
    pub version: String,
    /// When.
    pub given_at: Moment,
    /// When it was taken back.
    pub withdrawn_at: Option<Moment>,
    /// Whom it was given to, as the page named them then; empty when that was not kept.
    pub operator: String,
}

/// Everything a person agreed to, the oldest first.
pub fn consents_of(reader: &mut Reader, account: Id<Account>) -> Result<Vec<Consent>, DbError> {
    let sql = "select document, text_version, given_at, withdrawn_at, operator from consents where account_id = $1 order by given_at, id";
    reader.rows(sql, values![account], |row| {
        Ok(Consent {
            document: row.get(0)?,
            version: row.get(1)?,
            given_at: row.get(2)?,
            withdrawn_at: row.get(3)?,
            operator: row.get(4)?,
        })
    })
}

/// Keeps that the person agreed to a document, in which version and when, from which address, and to whom.
pub fn give_consent(
    act: &mut Act<'_>,
    account: Id<Account>,
    (document, version): (&str, &str),
    (address, operator): (&str, &str),
) -> Result<(), DbError> {
    let now = act.at();
    act.run(
        "insert into consents (id, account_id, document, text_version, given_at, address, operator, withdrawn_at) values ($1, $2, $3, $4, $5, $6, $7, null)",
        values![Id::<Account>::new(), account, document, version, now, address, operator],
    )?;
    Ok(())
}

/// The consent of registering that a person stays with while another is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Older {
    /// Its edition.
    pub version: String,
    /// Whom it was given to, when that is not the operator of today; empty when it is, or when that was not kept.
    pub operator: String,
}

/// The consent of registering that a person stays with while there is a newer edition or another operator; none when they have
/// agreed to the newest and with this operator, or to none.
pub(super) fn older(reader: &mut Reader, account: Id<Account>, config: &Config) -> Result<Option<Older>, DbError> {
    let newest = reader.row(
        "select text_version, operator from consents where account_id = $1 and document = $2 and withdrawn_at is null order by given_at desc, id desc limit 1",
        values![account, REGISTERED],
        |row| Ok(Older { version: row.get(0)?, operator: row.get(1)? }),
    )?;
    let Some(mut given) = newest else { return Ok(None) };
    if config.is_operator(&given.operator) {
        given.operator.clear();
    }
    let is_old = EDITIONS[1..].iter().any(|edition| edition.version == given.version);
    Ok((is_old || !given.operator.is_empty()).then_some(given))
}

/// Holds what a person has agreed to till the end of the act, so that one hand agrees to a newer edition.
pub(super) fn hold(act: &mut Act<'_>, account: Id<Account>) -> Result<(), DbError> {
    act.run(
        "update consents set withdrawn_at = null where account_id = $1 and document = $2 and withdrawn_at is null",
        values![account, REGISTERED],
    )
    .map(drop)
}

/// When the person agreed to this version of a document; none when they did not, or took it back.
pub fn consent_given(
    reader: &mut Reader,
    account: Id<Account>,
    document: &str,
    version: &str,
) -> Result<Option<Moment>, DbError> {
    reader.row(
        "select given_at from consents where account_id = $1 and document = $2 and text_version = $3 and withdrawn_at is null order by given_at limit 1",
        values![account, document, version],
        |row| row.get(0),
    )
}

/// Takes back everything a person agreed to, at their request; how many.
pub fn withdraw_consents(act: &mut Act<'_>, account: Id<Account>) -> Result<u64, DbError> {
    let now = act.at();
    act.run(
        "update consents set withdrawn_at = $2 where account_id = $1 and withdrawn_at is null",
        values![account, now],
    )
}

/// An edition of the consent people give when they register. What was agreed to is read as it was: an edition is never
/// changed, a new one stands before it.
#[derive(Debug, PartialEq, Eq)]
pub struct Edition {
    /// The day of the edition.
    pub version: &'static str,
    /// Which data.
    pub data: &'static str,
}

/// As kept with the consent that is given by registering.
pub const REGISTERED: &str = "personal-data";

/// Every edition, the newest first.
pub static EDITIONS: [Edition; 2] = [
    Edition {
        version: super::CONSENT_VERSION,
        data: "Фамилия, имя, отчество, адрес электронной почты, телефон, место работы и должность, логин, сведения о входах в систему и о действиях в ней. Если я регистрируюсь как педагог — также СНИЛС и дата рождения.",
    },
    Edition {
        version: "2026-11-01",
        data: "Фамилия, имя, отчество, адрес электронной почты, телефон, место работы и должность, логин, сведения о входах в систему и о действиях в ней.",
    },
];

/// Where the edition a person agreed to is read.
pub fn consent_href(document: &str, version: &str) -> String {
    if document == REGISTERED { format!("/privacy/{version}") } else { format!("/consents/{document}/{version}") }
}

/// A document people agree to, in words.
pub fn consent_words(document: &str) -> &str {
    match document {
        REGISTERED => "Согласие на обработку персональных данных",
        "application-data" => "Согласие на обработку персональных данных для аттестации",
        "simple-signature" => "Соглашение о простой электронной подписи",
        other => other,
    }
}

//! The closed cabinets of whoever is forgotten: what is found by them, and what becomes of them.

use crate::platform::act::Act;
use crate::platform::among::{among, change_among};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::values;

use super::blots::{self, Told};
use super::model::Erasure;

/// Closed cabinets in which nobody was anything but a teacher, and for which no teacher is kept.
pub(super) fn cabinets(reader: &mut Reader, accounts: &[String]) -> Result<Vec<String>, DbError> {
    let accounts: Vec<&str> = accounts.iter().map(String::as_str).collect();
    among(
        reader,
        "select u.id from accounts u where u.id in (MANY) and u.closed_at is not null
             and not exists (select 1 from seats s where s.account_id = u.id and s.role <> 'teacher')",
        &[],
        &accounts,
        |row| row.get(0),
    )
}

/// Invitations that cabinets came of, those too that have gone by their own term, and all others to the same addresses,
/// whatever became of them.
pub(super) fn invitations(reader: &mut Reader, cabinets: &[&str]) -> Result<Vec<String>, DbError> {
    let sql = "select i.id from invitations i where i.redeemed_by in (MANY)
         union select i.id from invitations i join accounts u on u.email_key = i.email_key where u.id in (MANY)
         union select substr(j.subject, 12) from journal j where j.account_id in (MANY) and j.subject like 'invitation:%' and j.act = 'invitation.accepted'";
    among(reader, sql, &[], cabinets, |row| row.get(0))
}

/// What the journal calls cabinets and their invitations.
pub(super) fn named(cabinets: &[&str], invitations: &[String]) -> Vec<String> {
    let invitations = invitations.iter().map(|id| format!("invitation:{id}"));
    invitations.chain(cabinets.iter().map(|id| format!("account:{id}"))).collect()
}

/// What goes of a closed cabinet whose owner's name stays: everything by which it was entered and its owner written to.
pub(super) const WAY_IN: [&str; 9] = [
    "delete from sessions where account_id in (MANY)",
    "delete from half_sessions where account_id in (MANY)",
    "delete from spare_codes where account_id in (MANY)",
    "delete from second_steps where account_id in (MANY)",
    "delete from kept_forms where account_id in (MANY)",
    "delete from keys where account_id in (MANY)",
    "delete from devices where account_id in (MANY)",
    "update consents set address = '' where account_id in (MANY)",
    "update accounts set phone = '', password_hash = '', login = 'erased:' || id, login_key = 'erased:' || id,
         email = 'erased:' || id, email_key = 'erased:' || id where id in (MANY)",
];

/// What becomes of a cabinet that is forgotten.
const CABINET: [&str; 5] = [
    "update seats set end_reason = '' where account_id in (MANY)",
    "delete from draft_pages where draft_id in (select id from drafts where account_id in (MANY))",
    "delete from draft_courses where draft_id in (select id from drafts where account_id in (MANY))",
    "delete from draft_documents where draft_id in (select id from drafts where account_id in (MANY))",
    "delete from drafts where account_id in (MANY)",
];

/// What stands in place of a letter to somebody who is forgotten; which letters follows.
const LETTERS: &str =
    "update letters set to_email = '', to_name = '', subject = $1, body_text = '', body_html = '', last_error = '',
     account_id = null, batch = case when state = 'sent' then batch else coalesce(batch, 'erasure') end,
     state = case when state = 'sent' then state else 'discarded' end where";

/// Letters to cabinets, and to their addresses what was sent to no cabinet: an invitation that has gone by its own term.
const TO_CABINETS: &str =
    "account_id in (MANY) or kind in ('invitation.sent', 'registration.known') and account_id is null
     and to_email in (select email from accounts where id in (MANY))";

/// Letters with the links of invitations.
const TO_INVITED: &str = "id in (select letter_id from invitation_links where invitation_id in (MANY))";

/// What stands in an invitation of somebody who is forgotten: nobody comes in by it any more.
const INVITATION: &str =
    "update invitations set surname = $1, given = '', patronymic = '', name_key = '', email = '', email_key = '',
     revoked_at = case when redeemed_at is null then coalesce(revoked_at, $2) else revoked_at end where id in (MANY)";

/// What stands in a forgotten cabinet instead of a person.
const IN_WORDS: &str = "update accounts set surname = $1, given = '', patronymic = '', name_key = '', closed_reason = '' where id in (MANY)";

/// Writes down which files of cabinets' drafts are to leave the store.
pub(super) fn note_files(act: &mut Act<'_>, erasure: Id<Erasure>, cabinets: &[&str]) -> Result<(), DbError> {
    change_among(
        act,
        "insert into erasure_files (erasure_id, file_key, settled_at)
         select distinct cast($1 as text), x.file_key, cast(null as bigint) from draft_documents x join drafts d on d.id = x.draft_id
         where d.account_id in (MANY) on conflict do nothing",
        values![erasure],
        cabinets,
    )
    .map(drop)
}

/// Files of the drafts of a cabinet.
pub(super) const DRAFT_FILES: &str =
    "select distinct x.file_key from draft_documents x join drafts d on d.id = x.draft_id where d.account_id = $1";

/// Takes what is left of these cabinets, with their letters and invitations.
pub(super) fn close(act: &mut Act<'_>, told: &Told<'_>, cabinets: &[&str]) -> Result<(), DbError> {
    // Before the addresses go by which they are found.
    let (invited, now) = (invitations(act, cabinets)?, act.at());
    let invited: Vec<&str> = invited.iter().map(String::as_str).collect();
    change_among(act, &format!("{LETTERS} {TO_INVITED}"), values![told.words], &invited)?;
    change_among(act, INVITATION, values![told.words, now], &invited)?;
    change_among(act, &format!("{LETTERS} {TO_CABINETS}"), values![told.words], cabinets)?;
    for sql in CABINET.into_iter().chain(WAY_IN) {
        change_among(act, sql, &[], cabinets)?;
    }
    change_among(act, IN_WORDS, values![told.words], cabinets)?;
    blots::of_accounts(act, told, cabinets)
}

//! What an act of erasure leaves of its cases and what it takes, table by table: the one list of personal data of a case.
//! It writes tables of other rooms on purpose: what is missing here stays for ever, so it is read in one place.

use crate::platform::act::Act;
use crate::platform::engine::DbError;
use crate::platform::ids::Id;
use crate::values;

use super::model::Erasure;
use super::{blots, persons};

/// What becomes of the rows of a table that belong to an erased case or attestation for fitness. In a statement the words `CASES`
/// and `ATTESTATIONS` stand for those of the act.
enum Fate {
    /// The statement takes the act: `$1`.
    Emptied(&'static str),
    /// The statement takes the act and the words put in place of what was told: `$1`, `$2`.
    Told(&'static str),
}

use Fate::{Emptied, Told};

const CASES: &str = "(select application_id from erasure_cases where erasure_id = $1)";
const ATTESTATIONS: &str = "(select attestation_id from erasure_attestations where erasure_id = $1)";

/// Each table that tells of a case or of an attestation and what is done with it, in the order in which it is done: rows others point to are
/// emptied, the rest goes. What belongs to a person and not to a case is in `persons`; the test below names every table that
/// is left alone, and why.
const FATES: &[(&str, Fate)] = &[
    (
        "erasure_files",
        Emptied(
            "insert into erasure_files (erasure_id, file_key, settled_at)
             select cast($1 as text), f.file_key, null from (
                 select file_key from documents where application_id in CASES
                 union select file_key from conclusions where application_id in CASES
                 union select file_key from application_signatures where application_id in CASES
                 union select file_key from earlier_signatures where application_id in CASES
                 union select file_key from complaints where application_id in CASES
                 union select answer_key from complaints where application_id in CASES
                 union select file_key from draft_documents where draft_id in (select id from drafts where application_id in CASES)
             ) f where f.file_key <> ''",
        ),
    ),
    (
        "letters",
        Told(
            "update letters set to_email = '', to_name = '', account_id = null, subject = $2, body_text = '', body_html = '', last_error = '',
                 batch = case when state = 'sent' then batch else coalesce(batch, 'erasure') end,
                 state = case when state = 'sent' then state else 'discarded' end
             where id in (select letter_id from letter_cases where application_id in CASES)",
        ),
    ),
    ("case_awards", Emptied("delete from case_awards where application_id in CASES")),
    (
        "documents",
        Emptied(
            "update documents set title = '', file_name = '', file_key = '', media_type = '', dated_on = '', removed_at = coalesce(removed_at, added_at)
             where application_id in CASES",
        ),
    ),
    (
        "conclusions",
        Emptied(
            "update conclusions set file_name = '', file_key = '', media_type = 'erased', reason = ''
             where application_id in CASES",
        ),
    ),
    ("conclusion_drafts", Emptied("delete from conclusion_drafts where application_id in CASES")),
    (
        "results",
        Emptied(
            "update results set reason = '', return_reason = '' where application_id in CASES",
        ),
    ),
    ("opinions", Emptied("update opinions set reason = '', return_reason = '' where application_id in CASES")),
    ("application_answers", Emptied("delete from application_answers where application_id in CASES")),
    ("application_courses", Emptied("delete from application_courses where application_id in CASES")),
    (
        "application_signatures",
        Emptied("delete from application_signatures where application_id in CASES"),
    ),
    ("earlier_signatures", Emptied("delete from earlier_signatures where application_id in CASES")),
    ("application_words", Emptied("delete from application_words where application_id in CASES")),
    ("intake_refusals", Emptied("update intake_refusals set details = '' where application_id in CASES")),
    ("remarks", Emptied("update remarks set words = '', answer = '' where application_id in CASES")),
    (
        "declarations",
        Emptied(
            "update declarations set words = '' where assignment_id in (select id from assignments where application_id in CASES)",
        ),
    ),
    ("assignments", Emptied("update assignments set end_reason = '' where application_id in CASES")),
    ("schedules", Emptied("update schedules set place = '' where application_id in CASES")),
    ("earlier_schedules", Emptied("update earlier_schedules set place = '', reason = '' where application_id in CASES")),
    (
        "complaints",
        Emptied(
            "update complaints set words = '', answer = '', file_key = null, file_name = '', answer_key = null, answer_name = ''
             where application_id in CASES",
        ),
    ),
    ("api_answers", Emptied("delete from api_answers where application_id in CASES")),
    ("draft_pages", Emptied("delete from draft_pages where draft_id in (select id from drafts where application_id in CASES)")),
    ("draft_courses", Emptied("delete from draft_courses where draft_id in (select id from drafts where application_id in CASES)")),
    (
        "draft_documents",
        Emptied("delete from draft_documents where draft_id in (select id from drafts where application_id in CASES)"),
    ),
    ("drafts", Emptied("delete from drafts where application_id in CASES")),
    (
        "journal",
        Told(
            "update journal set words = $2, words_salt = '', address = case when role = 'teacher' then '' else address end,
                 address_salt = case when role = 'teacher' then '' else address_salt end
             where application_id in CASES",
        ),
    ),
    ("fitness_presentations", Emptied("delete from fitness_presentations where case_id in ATTESTATIONS")),
    ("fitness_corrections", Emptied("delete from fitness_corrections where case_id in ATTESTATIONS")),
    ("fitness_schedules", Emptied("delete from fitness_schedules where case_id in ATTESTATIONS")),
    ("fitness_stated", Emptied("delete from fitness_stated where case_id in ATTESTATIONS")),
    ("fitness_terms", Emptied("delete from fitness_terms where case_id in ATTESTATIONS")),
    (
        // What is known of a post goes with the last attestation in it, unless the worker holds the post still.
        "fitness_workers",
        Emptied(
            "delete from fitness_workers where exists (select 1 from fitness_cases c where c.id in ATTESTATIONS
                 and c.teacher_id = fitness_workers.teacher_id and c.organization_id = fitness_workers.organization_id and c.place = fitness_workers.place)
             and not exists (select 1 from fitness_cases c where c.id not in ATTESTATIONS
                 and c.teacher_id = fitness_workers.teacher_id and c.organization_id = fitness_workers.organization_id and c.place = fitness_workers.place)
             and (post_until is not null or is_beside = 0 and exists (select 1 from teachers t
                 where t.id = fitness_workers.teacher_id and t.organization_id <> fitness_workers.organization_id))",
        ),
    ),
    ("fitness_cases", Emptied("delete from fitness_cases where id in ATTESTATIONS")),
    (
        "applications",
        Emptied(
            "update applications set subject = '', experience = null, outer_number = '', name_key = '', documents_present = 0,
                 surname = null, given = null, patronymic = null
             where id in CASES",
        ),
    ),
];

/// Takes the personal data of an act's cases. Where something was told of them it stands which act, so `called`, has done it.
///
/// # Errors
/// When the database does not answer.
pub(in crate::retention) fn wipe(act: &mut Act<'_>, erasure: Id<Erasure>, called: &str) -> Result<(), DbError> {
    let words = format!("персональные данные уничтожены, акт {called}");
    let name = format!("Персональные данные уничтожены, акт {called}");
    let teachers = persons::of_act(act, erasure)?;
    let sheets = persons::sheets(act, erasure)?;
    blots::of_cases(act, erasure, &format!("application_id in {CASES}"))?;
    persons::untell_attestations(act, erasure, &words)?;
    for (_, fate) in FATES {
        let whose = |sql: &str| sql.replace("ATTESTATIONS", ATTESTATIONS).replace("CASES", CASES);
        match fate {
            Emptied(sql) => act.run(&whose(sql), values![erasure])?,
            Told(sql) => act.run(&whose(sql), values![erasure, &words])?,
        };
    }
    persons::drop_sheets(act, erasure, &sheets)?;
    persons::part(act, erasure, &name)?;
    persons::forget(act, erasure, &words, &teachers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::migrations::TABLES;

    /// Tables an act of erasure leaves alone, and why.
    const STAYS: &[(&str, &str)] = &[
        ("journal_seals", "hashes only"),
        ("journal_blots", "what the journal keeps of erased words and addresses: hashes without their salts"),
        ("letter_cases", "only that a letter told of a case"),
        ("imports", "the file of a sheet of teachers goes with the last case made of it: `persons::sheets`"),
        ("teachers", "`persons` decides who is still needed"),
        ("accounts", "a closed cabinet of a teacher nothing is left of: `persons`"),
        ("consents", "no name in it, a term of its own; the address goes with the cabinet"),
        ("seats", "no name in it; the reason goes with the cabinet"),
        ("sessions", "go with the cabinet, or by their term"),
        ("second_steps", "go with the cabinet"),
        ("spare_codes", "go with the cabinet"),
        ("half_sessions", "go with the cabinet, or after a day"),
        ("kept_forms", "go with the cabinet, or after two hours"),
        ("keys", "go with the cabinet, or by their term"),
        ("devices", "go with the cabinet"),
        ("invitations", "go with the cabinet of their address"),
        (
            "register_records",
            "the register has no end: name, post, category, act; day of birth and СНИЛС tell namesakes apart",
        ),
        ("register_words", "by which the register is searched"),
        ("register_places", "organisations"),
        ("acts", "issued acts have a longer term of their own"),
        ("act_cases", "the annex of an issued act"),
        ("act_fixes", "ids only"),
        ("act_numbers", "numbers of acts"),
        ("agenda_items", "a part of the protocol, which has a longer term of its own"),
        ("votes", "a part of the protocol"),
        ("sittings", "the protocol itself"),
        ("protocol_papers", "the protocol itself"),
        ("earlier_act_signatures", "issued acts have a longer term of their own"),
        ("earlier_act_files", "issued acts have a longer term of their own"),
        ("signature_checks", "what was said of signatures under protocols and acts"),
        ("sitting_members", "members of a commission"),
        ("sitting_corrections", "a part of the protocol"),
        ("case_clocks", "days only"),
        ("tallies", "numbers only"),
        ("counters", "numbers only"),
        ("erasures", "the act"),
        ("erasure_cases", "the list of the act"),
        ("erasure_attestations", "the list of the act: post, school, order and days, no name"),
        ("lapses", "days and numbers only"),
        ("forgotten", "ids and days: what a restored copy must not bring back"),
        ("inquiries", "what a person has asked, with a term of its own"),
        ("jobs", "ids only"),
        ("throttle", "hashes only, with a term of their own"),
        ("migrations", "the schema"),
        ("organizations", "organisations"),
        ("posts", "a list of the trade"),
        ("post_names", "a list of the trade"),
        ("post_breaks", "a list of the trade"),
        ("former_posts", "a list of the trade"),
        ("seat_posts", "a list of the trade"),
        ("invitation_posts", "a list of the trade"),
        ("invitation_links", "hashes only"),
        ("registration_turns", "a setting"),
        ("letter_wordings", "a setting"),
        ("settings", "settings"),
        ("conclusion_templates", "a template"),
        ("fitness_rules", "settings"),
        ("paper_templates", "templates"),
        ("group_sizes", "settings"),
        ("terms", "settings"),
        ("calendar_days", "settings"),
        ("category_terms", "settings"),
        ("category_lasts", "settings"),
        ("decision_wordings", "settings"),
        ("criteria_sets", "settings"),
        ("criteria_posts", "settings"),
        ("criteria_indicators", "settings"),
        ("criteria_rows", "settings"),
        ("criteria_options", "settings"),
        ("criteria_evidence", "settings"),
        ("commissions", "the commission"),
        ("commission_members", "the commission"),
        ("commission_rules", "settings"),
        ("intake_entries", "settings"),
        ("eligibility_rules", "settings"),
        ("api_tokens", "neighbouring systems"),
        ("api_hooks", "neighbouring systems"),
        ("api_deliveries", "kind, number and stage of a case; no name in it"),
        ("retention_terms", "settings"),
    ];

    #[test]
    fn every_table_has_a_fate_and_only_one() {
        let wiped = FATES.iter().map(|(table, _)| *table);
        let mut known: Vec<&str> = wiped.chain(STAYS.iter().map(|(table, _)| *table)).collect();
        let mut tables = TABLES.to_vec();
        known.sort_unstable();
        tables.sort_unstable();
        assert_eq!(known, tables, "a new table: say here what an act of erasure does with it");
    }
}

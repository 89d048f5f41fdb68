//! The schema and its history: numbered files inside the binary, each applied once, in order.

use super::db::{Database, Db};
use super::engine::{DbError, Reader};
use crate::values;

/// Number and text of every migration this program knows.
const KNOWN: &[(i64, &str)] = &[
    (1, include_str!("../../migrations/0001_house.sql")),
    (2, include_str!("../../migrations/0002_trade.sql")),
    (3, include_str!("../../migrations/0003_posts.sql")),
    (4, include_str!("../../migrations/0004_deadlines.sql")),
    (5, include_str!("../../migrations/0005_register.sql")),
    (6, include_str!("../../migrations/0006_procedure.sql")),
    (7, include_str!("../../migrations/0007_criteria.sql")),
    (8, include_str!("../../migrations/0008_fitness.sql")),
    (9, include_str!("../../migrations/0009_commission.sql")),
    (10, include_str!("../../migrations/0010_people.sql")),
    (11, include_str!("../../migrations/0011_intake.sql")),
    (12, include_str!("../../migrations/0012_applying.sql")),
    (13, include_str!("../../migrations/0013_acts.sql")),
    (14, include_str!("../../migrations/0014_posts.sql")),
    (15, include_str!("../../migrations/0015_wordings.sql")),
    (16, include_str!("../../migrations/0016_portal.sql")),
    (17, include_str!("../../migrations/0017_reports.sql")),
    (18, include_str!("../../migrations/0018_api.sql")),
    (19, include_str!("../../migrations/0019_criteria_hints.sql")),
    (20, include_str!("../../migrations/0020_retention.sql")),
    (21, include_str!("../../migrations/0021_conclusions.sql")),
    (22, include_str!("../../migrations/0022_refusals.sql")),
    (23, include_str!("../../migrations/0023_erasures.sql")),
    (24, include_str!("../../migrations/0024_settings.sql")),
    (25, include_str!("../../migrations/0025_hooks.sql")),
    (26, include_str!("../../migrations/0026_groups.sql")),
    (27, include_str!("../../migrations/0027_register_search.sql")),
    (28, include_str!("../../migrations/0028_sittings.sql")),
    (29, include_str!("../../migrations/0029_corrections.sql")),
    (30, include_str!("../../migrations/0030_listed.sql")),
    (31, include_str!("../../migrations/0031_terms.sql")),
    (32, include_str!("../../migrations/0032_complaints.sql")),
    (33, include_str!("../../migrations/0033_refusals.sql")),
    (34, include_str!("../../migrations/0034_registration.sql")),
    (35, include_str!("../../migrations/0035_fitness_posts.sql")),
    (36, include_str!("../../migrations/0036_forgotten.sql")),
    (37, include_str!("../../migrations/0037_second_step.sql")),
    (38, include_str!("../../migrations/0038_nearest.sql")),
    (39, include_str!("../../migrations/0039_kept.sql")),
    (40, include_str!("../../migrations/0040_seals.sql")),
    (41, include_str!("../../migrations/0041_alike.sql")),
    (42, include_str!("../../migrations/0042_seats.sql")),
    (43, include_str!("../../migrations/0043_traces.sql")),
    (44, include_str!("../../migrations/0044_stated.sql")),
    (45, include_str!("../../migrations/0045_stated.sql")),
    (46, include_str!("../../migrations/0046_taken_back.sql")),
    (47, include_str!("../../migrations/0047_unset_terms.sql")),
    (48, include_str!("../../migrations/0048_grounds.sql")),
    (49, include_str!("../../migrations/0049_abstained.sql")),
    (50, include_str!("../../migrations/0050_refusal.sql")),
    (51, include_str!("../../migrations/0051_register_again.sql")),
    (52, include_str!("../../migrations/0052_fitness_kept.sql")),
    (53, include_str!("../../migrations/0053_left_and_stated.sql")),
    (54, include_str!("../../migrations/0054_signatures.sql")),
    (55, include_str!("../../migrations/0055_category_lasts.sql")),
    (56, include_str!("../../migrations/0056_settings.sql")),
    (57, include_str!("../../migrations/0057_sheets_by_parts.sql")),
    (58, include_str!("../../migrations/0058_signature_checks.sql")),
    (59, include_str!("../../migrations/0059_short_walks.sql")),
    (60, include_str!("../../migrations/0060_act_ends.sql")),
    (61, include_str!("../../migrations/0061_written.sql")),
    (62, include_str!("../../migrations/0062_archive_term.sql")),
    (63, include_str!("../../migrations/0063_running_first.sql")),
    (64, include_str!("../../migrations/0064_personal_data.sql")),
    (65, include_str!("../../migrations/0065_session_rules.sql")),
    (66, include_str!("../../migrations/0066_explained_grounds.sql")),
    (67, include_str!("../../migrations/0067_printed.sql")),
    (68, include_str!("../../migrations/0068_changed_addresses.sql")),
    (69, include_str!("../../migrations/0069_ground_questions.sql")),
    (70, include_str!("../../migrations/0070_consented_to.sql")),
    (71, include_str!("../../migrations/0071_remarked_indicators.sql")),
    (72, include_str!("../../migrations/0072_named_end.sql")),
    (73, include_str!("../../migrations/0073_leaders.sql")),
    (74, include_str!("../../migrations/0074_cancelled_for.sql")),
    (75, include_str!("../../migrations/0075_decision_by.sql")),
    (76, include_str!("../../migrations/0076_acts_by_stage.sql")),
    (77, include_str!("../../migrations/0077_case_holders.sql")),
    (78, include_str!("../../migrations/0078_earlier_act_files.sql")),
    (79, include_str!("../../migrations/0079_result_term.sql")),
];

/// The newest schema this program knows.
pub fn newest() -> i64 {
    KNOWN.last().map_or(0, |(number, _)| *number)
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database was written by a newer program.
    #[error(
        "база данных новее программы: в базе версия {found}, программа знает до {known}. Запустите новую версию программы"
    )]
    Newer {
        /// What the database says.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings the schema up to date; how many migrations were applied.
pub async fn apply(db: &Db) -> Result<usize, Trouble> {
    apply_up_to(db, newest()).await
}

/// Brings the schema up to this number and no further: rows of an older backup fit only their own schema.
pub async fn apply_up_to(db: &Db, last: i64) -> Result<usize, Trouble> {
    db.work(move |conn| {
        conn.lock_schema()?;
        conn.batch("create table if not exists migrations (number bigint primary key)")?;
        let found = applied(conn)?;
        if found > newest() {
            return Err(Trouble::Newer { found, known: newest() });
        }
        let mut count = 0;
        let waiting = |number: i64| number > found && number <= last;
        for (number, text) in KNOWN.iter().filter(|(number, _)| waiting(*number)) {
            conn.shape(text)?;
            conn.run("insert into migrations (number) values ($1)", values![*number])?;
            count += 1;
        }
        Ok(count)
    })
    .await
}

/// The number of the newest migration the database has.
pub fn applied(conn: &mut Reader) -> Result<i64, DbError> {
    conn.count("select max(number) from migrations", &[])
}

/// Every table of the schema in an order in which rows can be put back: parents first.
pub const TABLES: &[&str] = &[
    "migrations",
    "organizations",
    "posts",
    "post_names",
    "post_breaks",
    "accounts",
    "seats",
    "seat_posts",
    "consents",
    "sessions",
    "second_steps",
    "spare_codes",
    "half_sessions",
    "kept_forms",
    "keys",
    "throttle",
    "devices",
    "invitations",
    "invitation_posts",
    "invitation_links",
    "registration_turns",
    "letters",
    "letter_wordings",
    "jobs",
    "journal",
    "journal_seals",
    "journal_blots",
    "settings",
    "teachers",
    "applications",
    "letter_cases",
    "application_words",
    "documents",
    "assignments",
    "declarations",
    "tallies",
    "conclusion_templates",
    "paper_templates",
    "conclusions",
    "conclusion_drafts",
    "opinions",
    "results",
    "counters",
    "imports",
    "terms",
    "calendar_days",
    "register_places",
    "register_records",
    "register_words",
    "category_terms",
    "category_lasts",
    "decision_wordings",
    "former_posts",
    "criteria_sets",
    "criteria_posts",
    "criteria_indicators",
    "criteria_rows",
    "criteria_options",
    "criteria_evidence",
    "fitness_workers",
    "fitness_cases",
    "fitness_terms",
    "fitness_presentations",
    "fitness_corrections",
    "fitness_schedules",
    "fitness_stated",
    "fitness_rules",
    "commissions",
    "commission_members",
    "commission_rules",
    "sittings",
    "sitting_members",
    "agenda_items",
    "votes",
    "sitting_corrections",
    "protocol_papers",
    "acts",
    "act_cases",
    "act_numbers",
    "act_fixes",
    "earlier_act_signatures",
    "earlier_act_files",
    "remarks",
    "intake_entries",
    "intake_refusals",
    "schedules",
    "earlier_schedules",
    "case_awards",
    "case_clocks",
    "complaints",
    "eligibility_rules",
    "drafts",
    "draft_pages",
    "draft_courses",
    "draft_documents",
    "application_answers",
    "application_courses",
    "application_signatures",
    "earlier_signatures",
    "api_tokens",
    "api_answers",
    "api_hooks",
    "api_deliveries",
    "retention_terms",
    "lapses",
    "erasures",
    "erasure_cases",
    "erasure_attestations",
    "erasure_files",
    "forgotten",
    "inquiries",
    "group_sizes",
    "signature_checks",
];

/// Columns that name a file of the store by its hash: table and column.
pub const FILES: &[(&str, &str)] = &[
    ("documents", "file_key"),
    ("conclusion_templates", "file_key"),
    ("paper_templates", "file_key"),
    ("conclusions", "file_key"),
    ("imports", "file_key"),
    ("sittings", "file_key"),
    ("protocol_papers", "file_key"),
    ("acts", "file_key"),
    ("acts", "signature_key"),
    ("earlier_act_signatures", "file_key"),
    ("earlier_act_files", "file_key"),
    ("draft_documents", "file_key"),
    ("application_signatures", "file_key"),
    ("earlier_signatures", "file_key"),
    ("complaints", "file_key"),
    ("complaints", "answer_key"),
];

/// Opens the database and brings its schema up to date.
pub async fn open(place: &Database) -> Result<Db, Trouble> {
    let db = Db::open(place)?;
    apply(&db).await?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    use super::KNOWN;

    #[test]
    fn migrations_stand_in_the_order_of_their_numbers() {
        assert!(KNOWN.is_sorted_by_key(|(number, _)| *number), "the last one is the newest, each is applied once");
    }
}

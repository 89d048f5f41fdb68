//! Stages as `stage in (…)` lists them, in the order of the table. A partial index is used only by a question that
//! lists the same, so they are written out; a test holds them against what the table of stages says.

/// Documents may be added and checked.
pub const TAKES_DOCUMENTS: &str = "'submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'returned'";
/// A decision is still ahead.
pub const OPEN: &str =
    "'submitted', 'fix_requested', 'registered', 'scheduled', 'in_review', 'concluded', 'returned', 'ready'";
/// None is any more: decided, ended otherwise, or put away.
pub const CLOSED: &str =
    "'intake_refused', 'granted', 'refused', 'issued', 'published', 'withdrawn', 'archived', 'erased'";
/// A specialist has the case.
pub const IN_REVIEW: &str = "'in_review', 'returned'";
/// A specialist may be assigned.
pub const AWAITS_SPECIALIST: &str = "'registered', 'scheduled'";
/// The term that stands may be changed, and a missing one set.
pub const TERM_CHANGES: &str = "'scheduled', 'in_review', 'concluded', 'returned', 'ready'";
/// The award of an application, as `a`, is to be confirmed: on the simplified track no specialist is waited for.
macro_rules! awaits_award {
    () => {
        "a.stage = 'scheduled' and exists (select 1 from schedules s where s.application_id = a.id and s.track = 'simplified')"
    };
}
pub(super) use awaits_award;
/// The same.
pub const AWAITS_AWARD: &str = awaits_award!();

/// How far an application, as `a`, has come: its stage, or for a case of the archive the one it was put away from. An act, and a
/// refusal of the intake, stay with their case for good.
macro_rules! reached {
    () => {
        "case when a.stage not in ('archived', 'erased') then a.stage
             when exists (select 1 from act_cases x where x.application_id = a.id) then 'published'
             when exists (select 1 from intake_refusals x where x.application_id = a.id) then 'intake_refused'
             else 'withdrawn' end"
    };
}
pub(super) use reached;

#[cfg(test)]
mod tests {
    use super::super::moves::{Move, Mover};
    use super::super::stage::Stage;
    use super::*;

    #[test]
    fn lists_say_what_the_table_of_stages_says() {
        let listed = |is_in: fn(Stage) -> bool| {
            let codes: Vec<String> = Stage::KEPT
                .into_iter()
                .filter(|stage| is_in(*stage))
                .map(|stage| format!("'{}'", stage.code()))
                .collect();
            codes.join(", ")
        };
        assert_eq!(TAKES_DOCUMENTS, listed(Stage::takes_documents));
        assert_eq!(OPEN, listed(Stage::is_open));
        assert_eq!(CLOSED, listed(|stage| !stage.is_open()));
        assert_eq!(IN_REVIEW, listed(|stage| stage.mover() == Mover::Specialist));
        assert_eq!(TERM_CHANGES, listed(|stage| stage.moves().contains(&Move::Reschedule)));
        assert_eq!(AWAITS_SPECIALIST, listed(|stage| stage.moves().contains(&Move::Assign)));
    }
}

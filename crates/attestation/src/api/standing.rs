//! Where an application stands as neighbours are told: what the commission has decided is read from the decision itself,
//! once the protocol is signed, and from nothing else before.

use crate::applications::Stage;

/// The stage as it is told.
pub(super) const fn code(stage: Stage) -> &'static str {
    if stage.tells_decision() { "decided" } else { stage.code() }
}

/// Stages with which a case is over, before it is put away.
pub(super) const ENDS: [Stage; 3] = [Stage::Published, Stage::Withdrawn, Stage::IntakeRefused];

/// How a case that has come so far is over; none while it goes on.
pub(super) fn ended(reached: Stage) -> Option<&'static str> {
    ENDS.contains(&reached).then(|| reached.code())
}

/// Everything that may be told, each once.
pub(super) fn codes() -> Vec<&'static str> {
    let mut codes = Stage::KEPT.map(code).to_vec();
    codes.dedup();
    codes
}

/// The stages a list is narrowed to by a code; none when there is no such one.
pub(super) fn asked(text: &str) -> Option<Vec<Stage>> {
    let stages: Vec<Stage> = Stage::KEPT.into_iter().filter(|stage| code(*stage) == text).collect();
    (!stages.is_empty()).then_some(stages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_is_told_by_no_stage() {
        assert_eq!(asked("decided"), Some(vec![Stage::Granted, Stage::Refused]));
        assert_eq!(asked("granted"), None);
        assert_eq!(asked("registered"), Some(vec![Stage::Registered]));
        assert_eq!(codes().len(), Stage::KEPT.len() - 1);
    }
}

//! Why a move cannot be made, and whose move it is now.

use crate::platform::failure::Refusal;

use super::moves::Move;
use super::stage::Stage;

/// A move that cannot be made from this stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    stage: Stage,
    mv: Move,
    /// Where the case stands.
    state: &'static str,
}

impl Denial {
    pub(super) const fn of(stage: Stage, mv: Move) -> Self {
        Self { stage, mv, state: stage.words() }
    }

    /// The same of a case whose state has other words than its stage.
    pub(super) const fn told_as(self, state: &'static str) -> Self {
        Self { state, ..self }
    }
}

impl std::fmt::Display for Denial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whose = self.stage.mover().step();
        write!(f, "Нельзя {}: дело сейчас в состоянии «{}». {whose}", self.mv.words(), self.state)
    }
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

//! Why a move cannot be made, and whose move it is now.

use crate::platform::failure::Refusal;

use super::moves::Move;
use super::stage::Stage;

/// A move that cannot be made from this stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    stage: Stage,
    mv: Move,
}

impl Denial {
    pub(super) const fn of(stage: Stage, mv: Move) -> Self {
        Self { stage, mv }
    }
}

impl std::fmt::Display for Denial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whose = self.stage.mover().step();
        write!(f, "Нельзя {}: дело сейчас в состоянии «{}». {whose}", self.mv.words(), self.stage.words())
    }
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

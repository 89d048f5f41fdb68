//! Why a move cannot be made, and whose move it is now.

use crate::platform::failure::Refusal;

use super::moves::{Move, Mover};
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
        let whose = match self.stage.mover() {
            Mover::Teacher => "Следующий шаг за педагогом.",
            Mover::Centre => "Следующий шаг за Центром.",
            Mover::Specialist => "Следующий шаг за специалистом.",
            Mover::Commission => "Следующий шаг за комиссией.",
            Mover::Authority => "Следующий шаг за тем, кто издаёт акт.",
            Mover::Nobody => "Работа с делом закончена.",
        };
        write!(f, "Нельзя {}: дело сейчас в состоянии «{}». {whose}", self.mv.words(), self.stage.words())
    }
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

//! Stages of an application and the table of moves between them. Nothing else decides what may follow what.

use crate::platform::failure::Refusal;
use crate::platform::record::{BadColumn, Column, Record};

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Зарегистрировано: written down, no specialist yet.
    Registered,
    /// На рассмотрении у специалиста.
    InReview,
    /// Результат записан.
    Concluded,
    /// Возвращено специалисту: the centre gave the result back with a reason.
    Returned,
    /// Отозвано.
    Withdrawn,
}

/// What moves an application from stage to stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// A specialist is assigned.
    Assign,
    /// The case goes to another specialist.
    Reassign,
    /// The specialist is taken off and nobody is put in place.
    Release,
    /// The specialist records the result.
    Conclude,
    /// The centre returns the result with a reason.
    Return,
    /// The teacher takes the application back.
    Withdraw,
}

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mover {
    /// The centre.
    Centre,
    /// The specialist.
    Specialist,
    /// Nobody: the case is over.
    Nobody,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 5] = [Self::Registered, Self::InReview, Self::Concluded, Self::Returned, Self::Withdrawn];

    /// The moves allowed from here.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::Registered => &[Move::Assign, Move::Withdraw],
            Self::InReview | Self::Returned => &[Move::Conclude, Move::Reassign, Move::Release, Move::Withdraw],
            Self::Concluded => &[Move::Return],
            Self::Withdrawn => &[],
        }
    }

    /// Where a move leads from here, or why it cannot be made.
    pub fn after(self, mv: Move) -> Result<Self, Denial> {
        if !self.moves().contains(&mv) {
            return Err(Denial { stage: self, mv });
        }
        Ok(match mv {
            Move::Assign => Self::InReview,
            Move::Reassign => self,
            Move::Release => Self::Registered,
            Move::Conclude => Self::Concluded,
            Move::Return => Self::Returned,
            Move::Withdraw => Self::Withdrawn,
        })
    }

    /// Whose move it is.
    pub const fn mover(self) -> Mover {
        match self {
            Self::Registered | Self::Concluded => Mover::Centre,
            Self::InReview | Self::Returned => Mover::Specialist,
            Self::Withdrawn => Mover::Nobody,
        }
    }

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::InReview => "in_review",
            Self::Concluded => "concluded",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Registered => "ждёт специалиста",
            Self::InReview => "на рассмотрении",
            Self::Concluded => "результат записан",
            Self::Returned => "возвращено на доработку",
            Self::Withdrawn => "отозвано",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Registered => "grey",
            Self::InReview => "blue",
            Self::Concluded => "green",
            Self::Returned => "yellow",
            Self::Withdrawn => "purple",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 6] =
        [Self::Assign, Self::Reassign, Self::Release, Self::Conclude, Self::Return, Self::Withdraw];

    const fn words(self) -> &'static str {
        match self {
            Self::Assign => "назначить специалиста",
            Self::Reassign => "передать дело другому специалисту",
            Self::Release => "снять специалиста",
            Self::Conclude => "записать результат",
            Self::Return => "вернуть результат на доработку",
            Self::Withdraw => "отозвать заявление",
        }
    }
}

impl Column for Stage {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let code: String = record.get(place)?;
        Self::parse(&code).ok_or_else(|| BadColumn::new(place, format!("no stage {code}")))
    }
}

/// A move that cannot be made from this stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    stage: Stage,
    mv: Move,
}

impl std::fmt::Display for Denial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whose = match self.stage.mover() {
            Mover::Centre => "Следующий шаг за Центром.",
            Mover::Specialist => "Следующий шаг за специалистом.",
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn the_table_of_moves() {
        let mut table = String::new();
        for stage in Stage::ALL {
            for mv in Move::ALL {
                let to = stage.after(mv).map_or_else(|why| why.to_string(), |next| format!("→ {}", next.code()));
                writeln!(table, "{:<10} {:<9} {to}", stage.code(), format!("{mv:?}")).expect("a string");
            }
        }
        insta::assert_snapshot!(table);
    }
}

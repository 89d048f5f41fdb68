//! Stages of an attestation for fitness and the table of moves between them. Nothing else decides what may follow what.

use crate::platform::failure::Refusal;
use crate::platform::record::{BadColumn, Column, Record};

/// Where an attestation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Запланирована: begun, no order yet.
    Planned,
    /// Приказ издан: the worker has not signed it yet.
    Ordered,
    /// Работник ознакомлен с приказом, списком и графиком.
    Listed,
    /// Представление показано работнику.
    Presented,
    /// Заседание прошло: соответствует.
    Fit,
    /// Заседание прошло: не соответствует.
    Unfit,
    /// Выписка из протокола составлена.
    Extracted,
    /// Работник ознакомлен с выпиской.
    Acquainted,
    /// Закончена: papers are in the personal file.
    Closed,
    /// Не проводится: there is a ground of exemption.
    Exempt,
    /// Отложена: a new day of the session is to be set.
    Postponed,
}

/// What moves an attestation from stage to stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The order with the list and the schedule was issued.
    Order,
    /// The worker was acquainted with the order; the presentation is still to be shown.
    List,
    /// The worker was acquainted with a changed schedule; the presentation was shown before.
    ListShown,
    /// The presentation was shown.
    Present,
    /// The session decided: fits.
    FindFit,
    /// The session decided: does not fit.
    FindUnfit,
    /// Votes that were put right say: fits.
    CorrectFit,
    /// Votes that were put right say: does not fit.
    CorrectUnfit,
    /// The extract was made.
    Extract,
    /// The worker was acquainted with the extract.
    Acquaint,
    /// The papers were put into the personal file.
    Close,
    /// A ground of exemption was found.
    Exempt,
    /// The session is put off.
    Postpone,
    /// A new day was set: the worker is to be acquainted with the changed schedule.
    Reschedule,
    /// The worker was taken off the list of the school.
    Leave,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 11] = [
        Self::Planned,
        Self::Ordered,
        Self::Listed,
        Self::Presented,
        Self::Fit,
        Self::Unfit,
        Self::Extracted,
        Self::Acquainted,
        Self::Closed,
        Self::Exempt,
        Self::Postponed,
    ];

    /// The moves allowed from here.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Self::Planned => &[Move::Order, Move::Exempt, Move::Leave],
            Self::Ordered => &[Move::List, Move::ListShown, Move::Exempt, Move::Postpone, Move::Leave],
            Self::Listed => &[Move::Present, Move::Exempt, Move::Postpone, Move::Leave],
            Self::Presented => &[Move::FindFit, Move::FindUnfit, Move::Exempt, Move::Postpone, Move::Leave],
            Self::Fit => &[Move::Extract, Move::CorrectUnfit, Move::Leave],
            Self::Unfit => &[Move::Extract, Move::CorrectFit, Move::Leave],
            Self::Extracted => &[Move::Acquaint, Move::CorrectFit, Move::CorrectUnfit, Move::Leave],
            Self::Acquainted => &[Move::Close, Move::CorrectFit, Move::CorrectUnfit, Move::Leave],
            Self::Closed => &[Move::CorrectFit, Move::CorrectUnfit],
            Self::Exempt => &[],
            Self::Postponed => &[Move::Reschedule, Move::Exempt, Move::Leave],
        }
    }

    /// Where a move leads from here, or why it cannot be made.
    ///
    /// # Errors
    /// When the move is not in the table.
    pub fn after(self, mv: Move) -> Result<Self, Denial> {
        if !self.moves().contains(&mv) {
            return Err(Denial { stage: self, mv });
        }
        Ok(match mv {
            Move::Order | Move::Reschedule => Self::Ordered,
            Move::List => Self::Listed,
            Move::Present | Move::ListShown => Self::Presented,
            Move::FindFit | Move::CorrectFit => Self::Fit,
            Move::FindUnfit | Move::CorrectUnfit => Self::Unfit,
            Move::Extract => Self::Extracted,
            Move::Acquaint => Self::Acquainted,
            Move::Close => Self::Closed,
            Move::Leave if matches!(self, Self::Fit | Self::Unfit | Self::Extracted | Self::Acquainted) => Self::Closed,
            Move::Exempt | Move::Leave => Self::Exempt,
            Move::Postpone => Self::Postponed,
        })
    }

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Ordered => "ordered",
            Self::Listed => "listed",
            Self::Presented => "presented",
            Self::Fit => "fit",
            Self::Unfit => "unfit",
            Self::Extracted => "extracted",
            Self::Acquainted => "acquainted",
            Self::Closed => "closed",
            Self::Exempt => "exempt",
            Self::Postponed => "postponed",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Planned => "запланирована",
            Self::Ordered => "приказ издан",
            Self::Listed => "приказ показан",
            Self::Presented => "представление показано",
            Self::Fit => "заседание прошло: соответствует",
            Self::Unfit => "заседание прошло: не соответствует",
            Self::Extracted => "выписка составлена",
            Self::Acquainted => "выписка показана",
            Self::Closed => "закончена",
            Self::Exempt => "не проводится",
            Self::Postponed => "отложена",
        }
    }

    /// What is to be done next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Planned => "издайте приказ",
            Self::Ordered => "ознакомьте работника с приказом",
            Self::Listed => "ознакомьте работника с представлением",
            Self::Presented => "проведите заседание комиссии",
            Self::Fit | Self::Unfit => "составьте выписку из протокола",
            Self::Extracted => "ознакомьте работника с выпиской",
            Self::Acquainted => "закончите аттестацию",
            Self::Postponed => "назначьте новый день заседания",
            Self::Closed | Self::Exempt => "",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Planned | Self::Closed | Self::Exempt => "grey",
            Self::Ordered | Self::Listed | Self::Presented => "blue",
            Self::Fit | Self::Extracted | Self::Acquainted => "green",
            Self::Unfit => "red",
            Self::Postponed => "yellow",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 15] = [
        Self::Order,
        Self::List,
        Self::ListShown,
        Self::Present,
        Self::FindFit,
        Self::FindUnfit,
        Self::CorrectFit,
        Self::CorrectUnfit,
        Self::Extract,
        Self::Acquaint,
        Self::Close,
        Self::Exempt,
        Self::Postpone,
        Self::Reschedule,
        Self::Leave,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Order => "записать приказ",
            Self::List | Self::ListShown => "записать ознакомление с приказом",
            Self::Present => "записать ознакомление с представлением",
            Self::FindFit | Self::FindUnfit => "записать заседание",
            Self::CorrectFit | Self::CorrectUnfit => "исправить решение",
            Self::Extract => "записать выписку",
            Self::Acquaint => "записать ознакомление с выпиской",
            Self::Close => "закончить аттестацию",
            Self::Exempt => "освободить от аттестации",
            Self::Postpone => "отложить аттестацию",
            Self::Reschedule => "назначить новый день заседания",
            Self::Leave => "убрать работника из списка",
        }
    }
}

impl Column for Stage {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "stage", Self::parse)
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
        write!(f, "Нельзя {}: аттестация сейчас в состоянии «{}».", self.mv.words(), self.stage.words())?;
        match self.stage.next() {
            "" => write!(f, " Работа с ней закончена."),
            next => write!(f, " Сначала {next}."),
        }
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
                writeln!(table, "{:<10} {:<15} {to}", stage.code(), format!("{mv:?}")).expect("a string");
            }
        }
        insta::assert_snapshot!(table);
    }
}

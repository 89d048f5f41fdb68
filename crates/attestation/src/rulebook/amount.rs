//! A rule that is a number of people or a part of them: how it is kept, told and typed.

use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::Columns;

/// So many people, or a part of them: so many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The number, or the upper part of the fraction.
    pub amount: i64,
    /// The lower part of the fraction; 1 for a plain number.
    pub part_of: i64,
}

impl Columns for Amount {
    const NAMES: &'static [&'static str] = &["amount", "part_of"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        Ok(Self { amount: row.get(at)?, part_of: row.get(at + 1)? })
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![self.amount.into(), self.part_of.into()]
    }
}

impl Amount {
    /// «7», «2/3».
    pub fn words(self) -> String {
        if self.part_of == 1 { self.amount.to_string() } else { format!("{}/{}", self.amount, self.part_of) }
    }

    /// Reads a number of people, 1 to 99.
    pub fn number(text: &str) -> Option<Self> {
        let amount = text.parse::<i64>().ok().filter(|number| (1..=99).contains(number))?;
        Some(Self { amount, part_of: 1 })
    }

    /// Reads a part, «2/3»: more than nothing, not more than all, of 100 at most.
    pub fn part(text: &str) -> Option<Self> {
        let (part, of) = text.split_once('/')?;
        let (amount, part_of) = (part.trim().parse::<i64>().ok()?, of.trim().parse::<i64>().ok()?);
        (0 < amount && amount <= part_of && part_of <= 100).then_some(Self { amount, part_of })
    }
}

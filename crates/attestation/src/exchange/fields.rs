//! What forms and sheets check alike: days, years of work.

pub(super) use crate::platform::dated::{day_from, fits_birth, with_day};

/// Whether a number can be years of work.
pub(super) fn fits_experience(years: Option<i64>) -> Result<i64, &'static str> {
    years.filter(|years| (0..=80).contains(years)).ok_or("Стаж записан с ошибкой. Нужно целое число лет, например 15.")
}

//! A day in three fields of a form, read and put back; what day can be one of birth.

use jiff::civil::Date;

use super::clock::Day;
use super::form::Form;

/// Whether a day can be one of birth.
pub fn fits_birth(day: Day, today: Day) -> Result<Day, &'static str> {
    let age = today.0.year() - day.0.year();
    if (14..=110).contains(&age) {
        Ok(day)
    } else {
        Err("Дата рождения не подходит: проверьте год.")
    }
}

/// A day typed in three fields `<name>-day`, `<name>-month`, `<name>-year`.
pub fn day_from(form: &mut Form, name: &str, missing: &str) -> Option<Day> {
    let part = |what: &str| form.text(&format!("{name}-{what}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let written = [&day, &month, &year];
    let read = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    match read() {
        Some(date) if year.len() == 4 => Some(Day(date)),
        _ if written.iter().all(|part| part.is_empty()) => {
            form.fault(name, missing);
            None
        }
        _ => {
            form.fault(name, "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами.");
            None
        }
    }
}

/// The form with the three fields of a day empty.
pub fn without_day(form: Form, name: &str) -> Form {
    ["day", "month", "year"].into_iter().fold(form, |form, part| form.with(&format!("{name}-{part}"), ""))
}

/// The form with a day put into its three fields.
pub fn with_day(form: Form, name: &str, day: Day) -> Form {
    form.with(&format!("{name}-day"), day.0.day().to_string())
        .with(&format!("{name}-month"), day.0.month().to_string())
        .with(&format!("{name}-year"), day.0.year().to_string())
}

//! Days of the past as people type them: when somebody was born, when a paper was made out.

use super::clock::Day;

/// Papers and people of today are younger.
const EARLIEST: i16 = 1920;
const NO_DAY: &str = "Дата записана с ошибкой. Нужны день, месяц и год, например 05.09.2024.";

/// A day no later than `last`; `ahead` is said of a later one.
fn typed(text: &str, last: Day, ahead: &str) -> Result<Day, String> {
    match Day::typed(text) {
        Some(day) if day > last => Err(ahead.to_owned()),
        Some(day) if day.0.year() < EARLIEST => Err(format!("Год раньше {EARLIEST}. Проверьте год.")),
        Some(day) => Ok(day),
        None => Err(NO_DAY.to_owned()),
    }
}

/// The date on a paper that is there already: today's at the latest.
///
/// # Errors
/// The sentence that says what is wrong.
pub fn on_paper(text: &str, today: Day) -> Result<Day, String> {
    typed(text, today, "Этот день ещё не наступил. Проверьте день и год.")
}

/// A day that is over.
///
/// # Errors
/// The sentence that says what is wrong.
pub fn over(text: &str, today: Day) -> Result<Day, String> {
    typed(text, today.plus(-1), "Этот день ещё не прошёл. Проверьте год.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_the_past_is_neither_ahead_nor_too_long_ago() {
        let today: Day = "2026-11-23".parse().expect("a day");
        let ahead = "Этот день ещё не наступил. Проверьте день и год.";
        let ancient = "Год раньше 1920. Проверьте год.";
        for (text, said) in [
            ("23.11.2026", ""),
            ("01.01.1920", ""),
            ("24.11.2026", ahead),
            ("01.01.9999", ahead),
            ("31.12.1919", ancient),
            ("01.01.0001", ancient),
            ("31.02.2024", NO_DAY),
            ("вчера", NO_DAY),
            ("05.09.24", NO_DAY),
        ] {
            assert_eq!(on_paper(text, today).err().unwrap_or_default(), said, "{text}");
        }
        assert_eq!(over("22.11.2026", today).err(), None);
        assert_eq!(over("23.11.2026", today).err().as_deref(), Some("Этот день ещё не прошёл. Проверьте год."));
    }
}

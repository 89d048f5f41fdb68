//! Months of a period, as the rows of a report are called.

use crate::platform::clock::Day;
use crate::platform::words;

/// «ноябрь».
pub(super) fn month_name(month: i8) -> &'static str {
    let place = usize::try_from(month).unwrap_or(1).saturating_sub(1);
    words::MONTH_NAMES[place % 12]
}

/// Months of a period: `2026-11` and «ноябрь 2026».
pub(super) fn months(from: Day, to: Day) -> Vec<(String, String)> {
    let place = |day: Day| i32::from(day.0.year()) * 12 + i32::from(day.0.month()) - 1;
    let one = |place: i32| {
        let (year, month) = (place.div_euclid(12), i8::try_from(place.rem_euclid(12) + 1).unwrap_or(1));
        (format!("{year:04}-{month:02}"), format!("{} {year}", month_name(month)))
    };
    (place(from)..=place(to)).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_go_over_the_end_of_a_year() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let names: Vec<String> =
            months(day("2025-11-30"), day("2026-02-01")).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["ноябрь 2025", "декабрь 2025", "январь 2026", "февраль 2026"]);
        assert_eq!(months(day("2026-01-05"), day("2026-01-06")), [("2026-01".to_owned(), "январь 2026".to_owned())]);
    }
}

//! Dates as sheets have them: Excel's count of days, or text typed by a person.
//! What is not surely a date is none.

use calamine::ExcelDateTime;
use jiff::civil::Date;

/// Excel's days go from 1 (1900) to this (the end of 9999).
const LAST_DAY: f64 = 2_958_465.0;

/// The day of a moment of Excel's.
pub(super) fn of_excel(moment: &ExcelDateTime) -> Option<Date> {
    if !(1.0..=LAST_DAY).contains(&moment.as_f64()) {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A date written out: day, month, year or the other way round; `.`, `/` or `-` between.
pub(super) fn of_text(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    let text = text.strip_suffix("года").or(text.strip_suffix('г')).unwrap_or(text);
    let parts: Vec<&str> = text.trim().split(['.', '/', '-']).map(str::trim).collect();
    let &[first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !(digits(year) && digits(month) && digits(day)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::of_text;
    use jiff::civil::date;

    #[test]
    fn people_write_dates_in_many_ways() {
        for text in [
            "04.02.1978",
            "4.2.1978",
            " 04/02/1978 ",
            "04-02-1978",
            "1978-02-04",
            "04.02.1978 г.",
            "04.02.1978г",
            "04.02.1978 года",
        ] {
            assert_eq!(of_text(text), Some(date(1978, 2, 4)), "{text}");
        }
        for text in ["04.02.78", "31.02.1978", "1978", "4 февраля", "1.2.3.2000", "+4.02.1978", "04.13.1978"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}

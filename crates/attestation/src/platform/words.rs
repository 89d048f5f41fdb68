//! Russian words around numbers and days.

use super::clock::Day;

/// Names of months, as they stand alone.
pub const MONTH_NAMES: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The number of a month by its name as a day has it, «ноября»; none when it is not the name of one.
pub fn month(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let place = MONTHS.iter().position(|one| *one == name)?;
    i8::try_from(place + 1).ok()
}

/// «27 ноября 2026», the day held to its month by a no-break space.
pub fn day(day: Day) -> String {
    let month = usize::try_from(day.0.month()).unwrap_or(1);
    format!("{}\u{a0}{} {}", day.0.day(), MONTHS[month.saturating_sub(1) % 12], day.0.year())
}

/// «27.11.2026».
pub fn brief_day(day: Day) -> String {
    format!("{:02}.{:02}.{}", day.0.day(), day.0.month(), day.0.year())
}

/// «Учитель-логопед» in the middle of a sentence: «учитель-логопед». An abbreviation stays.
pub fn inside(words: &str) -> String {
    let mut signs = words.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(signs).collect(),
        _ => words.to_owned(),
    }
}

/// «начальник департамента» at the beginning of a line or a sentence: «Начальник департамента».
pub fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().into_iter().flat_map(char::to_uppercase).chain(signs.clone()).collect()
}

/// «PDF, JPEG или PNG»: one of these.
pub fn either(all: &[&str]) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} или {last}", first.join(", ")),
    }
}

/// The form of a noun for a number: 1 день, 2 дня, 5 дней.
pub fn plural<'a>(number: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (number % 10, number % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// The words of a counter for its number, out of those for one, two, five: «срок прошёл», «срока прошли», «сроков прошло».
pub fn agreed(number: i64, [one, few, many]: [&'static str; 3]) -> &'static str {
    plural(number.unsigned_abs(), one, few, many)
}

/// «15 дней», «20 000 строк»: the number and its noun, held together.
pub fn counted(number: u64, one: &str, few: &str, many: &str) -> String {
    format!("{}\u{a0}{}", grouped(number), plural(number, one, few, many))
}

/// A number by thousands, from five digits on, as Russian print has it: 1200, 20 000, 1 000 000.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let first = digits.len() % 3;
    let (head, rest) = digits.split_at(first);
    let thousands = rest.as_bytes().chunks(3).map(String::from_utf8_lossy);
    let parts = (!head.is_empty()).then(|| head.into()).into_iter().chain(thousands);
    parts.collect::<Vec<_>>().join("\u{a0}")
}

/// How a deadline stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// More than a week left.
    Calm,
    /// A week or less left.
    Soon,
    /// Passed.
    Late,
}

impl Tone {
    /// The name of the tone in the style sheet.
    pub fn code(self) -> &'static str {
        match self {
            Self::Calm => "ok",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// Days left at which a deadline is said to be near.
const SOON_DAYS: i64 = 7;

/// How the deadline `due` stands on `today`.
pub fn tone(due: Day, today: Day) -> Tone {
    match due.since(today) {
        ..0 => Tone::Late,
        0..=SOON_DAYS => Tone::Soon,
        _ => Tone::Calm,
    }
}

/// «осталось 15 дней», «сегодня последний день», «срок прошёл 2 дня назад».
pub fn left(due: Day, today: Day) -> String {
    let days = due.since(today);
    let count = days.unsigned_abs();
    match days {
        0 => "сегодня последний день".to_owned(),
        1.. => {
            format!("{} {}", plural(count, "остался", "осталось", "осталось"), counted(count, "день", "дня", "дней"))
        }
        ..0 => format!("срок прошёл {} назад", counted(count, "день", "дня", "дней")),
    }
}

/// «240 КБ», «1,2 МБ», «31,5 ГБ».
pub fn size(bytes: i64) -> String {
    let bytes = bytes.max(0);
    match bytes {
        0..1024 => format!("{bytes}\u{a0}Б"),
        1024..1_048_576 => format!("{}\u{a0}КБ", bytes / 1024),
        1_048_576..1_073_741_824 => tenths(bytes, 1_048_576, "МБ"),
        _ => tenths(bytes, 1_073_741_824, "ГБ"),
    }
}

/// So many of a unit, to a tenth; none of «,0».
fn tenths(bytes: i64, unit: i64, words: &str) -> String {
    match (bytes / unit, bytes % unit * 10 / unit) {
        (whole, 0) => format!("{whole}\u{a0}{words}"),
        (whole, tenths) => format!("{whole},{tenths}\u{a0}{words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_from_five_digits_on() {
        let said: Vec<String> = [0, 999, 1_200, 9_999, 10_000, 123_456, 1_000_007].map(grouped).into();
        assert_eq!(said, ["0", "999", "1200", "9999", "10\u{a0}000", "123\u{a0}456", "1\u{a0}000\u{a0}007"]);
    }

    #[test]
    fn nouns_agree_with_numbers_from_0_to_125() {
        let forms: Vec<&str> = (0..=125).map(|n| plural(n, "день", "дня", "дней")).collect();
        for (n, form) in forms.iter().enumerate() {
            let expected = match n {
                1 | 21 | 31 | 41 | 51 | 61 | 71 | 81 | 91 | 101 | 121 => "день",
                2..=4
                | 22..=24
                | 32..=34
                | 42..=44
                | 52..=54
                | 62..=64
                | 72..=74
                | 82..=84
                | 92..=94
                | 102..=104
                | 122..=124 => "дня",
                _ => "дней",
            };
            assert_eq!(*form, expected, "{n}");
        }
    }

    #[test]
    fn deadlines_are_said_in_words() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        assert_eq!(left(day("2026-11-27"), day("2026-11-23")), "осталось 4\u{a0}дня");
        assert_eq!(left(day("2026-12-14"), day("2026-11-23")), "остался 21\u{a0}день");
        assert_eq!(left(day("2026-11-23"), day("2026-11-23")), "сегодня последний день");
        assert_eq!(left(day("2026-11-21"), day("2026-11-23")), "срок прошёл 2\u{a0}дня назад");
        assert_eq!(super::day(day("2026-11-27")), "27\u{a0}ноября 2026");
    }

    #[test]
    fn names_of_posts_are_written_small_inside_a_sentence() {
        assert_eq!(inside("Учитель-логопед"), "учитель-логопед");
        assert_eq!(inside("ОБЖ"), "ОБЖ");
        assert_eq!(inside(""), "");
    }

    #[test]
    fn sizes_are_said_in_words() {
        assert_eq!(size(93_826), "91\u{a0}КБ");
        assert_eq!(size(50 * 1_048_576 + 524_288), "50,5\u{a0}МБ");
        assert_eq!(size(50 * 1_048_576 + 104_857), "50\u{a0}МБ");
        assert_eq!(size(31 * 1_073_741_824 + 536_870_912), "31,5\u{a0}ГБ");
    }
}

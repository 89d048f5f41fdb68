//! Whose cases a report counts and what it is narrowed to.

use crate::accounts::Organization;
use crate::applications::Category;
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::new_version;
use crate::platform::words;

use super::report::Report;

/// Whose cases a person's reports count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every case.
    All,
    /// Those of the schools of one municipality.
    Municipality(String),
    /// Those of one school: its id and name.
    School(Id<Organization>, String),
}

impl Scope {
    /// Whose cases are counted, for people; empty when all of them are.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::All => "",
            Self::Municipality(name) | Self::School(_, name) => name,
        }
    }
}

/// What a report is narrowed to.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Whose cases.
    pub(super) scope: Scope,
    /// The first day.
    pub(super) from: Day,
    /// The last day.
    pub(super) to: Day,
    /// The moments between which the days from `from` to `to` lie, the second left out.
    pub(super) moments: (Moment, Moment),
    /// The day of the question.
    pub(super) today: Day,
    /// The municipality; empty: every one.
    pub(super) municipality: String,
    /// The code of the post; empty: every one.
    pub(super) post: String,
    /// The category claimed.
    pub(super) category: Option<Category>,
}

/// Years that may be compared, this one first.
const YEARS: i16 = 6;
/// Years of a period at most.
const LONGEST: i16 = 10;

/// The years a comparison may be about, the newest first.
pub(super) fn years(today: Day) -> Vec<i16> {
    (0..YEARS).map(|back| today.0.year() - back).collect()
}

fn day(year: i16, month: i8, day: i8, otherwise: Day) -> Day {
    jiff::civil::Date::new(year, month, day).map_or(otherwise, Day)
}

/// Reads the filter of a report. What was left empty is put into the form: since 1 January, until today.
/// A period that cannot be read is a fault at its field.
pub(super) fn asked(form: Form, report: Report, scope: &Scope, (zone, today): (&Zone, Day)) -> (Form, Asked) {
    let fields = report.fields(scope);
    let text = |form: &Form, field: &str| if fields.contains(&field) { form.text(field) } else { String::new() };
    let (municipality, post) = (text(&form, "municipality"), text(&form, "post"));
    let category = Category::parse(form.value("category"));
    let (mut form, from, to) = match report {
        Report::Overdue => (form, today, today),
        Report::Years => two_years(form, today),
        _ => period(form, today),
    };
    if category.is_none() && !form.value("category").is_empty() {
        form.fault("category", "Такой категории нет. Выберите её из списка.");
    }
    let asked = Asked {
        scope: scope.clone(),
        from,
        to,
        moments: (zone.begins(from), zone.begins(to.plus(1))),
        today,
        municipality,
        post,
        category,
    };
    (form, asked)
}

fn two_years(form: Form, today: Day) -> (Form, Day, Day) {
    let typed: Option<i16> = form.value("year").parse().ok();
    let year = typed.filter(|year| years(today).contains(year)).unwrap_or_else(|| today.0.year());
    (form.with("year", year.to_string()), day(year - 1, 1, 1, today), day(year, 12, 31, today))
}

fn period(mut form: Form, today: Day) -> (Form, Day, Day) {
    let mut read = |field: &str, otherwise: Day| {
        let wrong = "Дата записана с ошибкой. Пример: 23.11.2026.";
        if form.text(field).is_empty() {
            otherwise
        } else {
            new_version::day(&mut form, field, wrong).unwrap_or(otherwise)
        }
    };
    let to = read("to", today);
    let from = read("from", day(to.0.year(), 1, 1, to));
    let is_long = |from: Day, to: Day| to.0.year() - from.0.year() > LONGEST;
    if form.is_sound() && from > to {
        let advice = if is_long(to, from) {
            "Проверьте обе даты."
        } else {
            "Поменяйте даты местами."
        };
        form.fault("from", format!("Начало периода позже его конца. {advice}"));
    }
    if form.is_sound() && is_long(from, to) {
        form.fault("from", "Период длиннее десяти лет. Выберите более короткий.");
    }
    for (field, day) in [("from", from), ("to", to)] {
        if form.text(field).is_empty() {
            form = form.with(field, words::brief_day(day));
        }
    }
    (form, from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, report: Report) -> (Form, Asked) {
        let zone = Zone::named("Asia/Tomsk").expect("a zone");
        let today = "2026-11-23".parse().expect("a day");
        asked(Form::of_urlencoded(query.as_bytes()), report, &Scope::All, (&zone, today))
    }

    #[test]
    fn a_period_left_empty_is_this_year_until_today() {
        let (form, asked) = read("", Report::Filed);
        assert_eq!((form.value("from"), form.value("to")), ("01.01.2026", "23.11.2026"));
        assert_eq!((asked.from.to_string(), asked.to.to_string()), ("2026-01-01".to_owned(), "2026-11-23".to_owned()));
        let (form, _) = read("to=31.12.2025", Report::Filed);
        assert_eq!(form.value("from"), "01.01.2025");
    }

    #[test]
    fn a_wrong_period_says_why() {
        let error = |query| read(query, Report::Filed).0.faults().first().map(|fault| fault.text.clone());
        assert_eq!(error("from=31.02.2026").as_deref(), Some("Такой даты нет. Проверьте день и месяц."));
        assert_eq!(
            error("from=01.12.2026&to=01.11.2026").as_deref(),
            Some("Начало периода позже его конца. Поменяйте даты местами.")
        );
        assert_eq!(
            error("from=01.01.2010&to=01.01.2026").as_deref(),
            Some("Период длиннее десяти лет. Выберите более короткий.")
        );
        assert_eq!(error("from=01.01.2016&to=01.01.2026"), None);
    }

    #[test]
    fn two_years_are_whole() {
        let (_, asked) = read("year=2025", Report::Years);
        assert_eq!((asked.from.to_string(), asked.to.to_string()), ("2024-01-01".to_owned(), "2025-12-31".to_owned()));
        let (form, _) = read("year=1812", Report::Years);
        assert_eq!(form.value("year"), "2026");
    }

    #[test]
    fn fields_fit_the_scope() {
        let school = Scope::School(Id::new(), String::new());
        assert_eq!(Report::Filed.fields(&Scope::All), ["from", "to", "municipality", "post", "category"]);
        assert_eq!(Report::Posts.fields(&school), ["from", "to", "category"]);
        assert!(!Report::Schools.is_for(&school) && !Report::Municipalities.is_for(&school));
    }
}

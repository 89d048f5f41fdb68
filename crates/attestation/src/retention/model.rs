//! Kinds of records that are kept, versions of their terms, the last day a thing is kept.

use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::failure::Refusal;
use crate::platform::versions::{FAR, span};
use crate::platform::words;

/// How the term of a kind of records acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Two people of the Centre erase by an act what is past it.
    ByAct,
    /// What is past it goes by itself, every day.
    Daily,
    /// It goes together with something else.
    Along(&'static str),
    /// The system takes nothing by it.
    Told,
}

impl Way {
    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::ByAct => "по акту об уничтожении",
            Self::Daily => "сам, каждый день",
            Self::Along(with) => with,
            Self::Told => "записан для справки, система ничего не удаляет",
        }
    }
}

/// A kind of records with a retention term of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// As stored.
    pub code: &'static str,
    /// As shown.
    pub words: &'static str,
    /// What the term is counted from, after «отсчёт».
    pub since: &'static str,
    /// How the term acts.
    pub way: Way,
}

const fn sort(code: &'static str, words: &'static str, since: &'static str, way: Way) -> Sort {
    Sort { code, words, since, way }
}

impl Sort {
    /// The code of cases.
    pub const CASES: &'static str = "cases";
    /// The code of attestations for fitness.
    pub const FITNESS: &'static str = "fitness";
    /// The code of what schools have written down of workers they never attested.
    pub const WORKERS: &'static str = "workers";
    /// The code of complaints: one may keep its case longer than the case's own term.
    pub const COMPLAINTS: &'static str = "complaints";
    /// The code of letters.
    pub const LETTERS: &'static str = "letters";
    /// The code of sheets that were sent in.
    pub const SHEETS: &'static str = "sheets";
    /// The code of invitations.
    pub const INVITATIONS: &'static str = "invitations";
    /// The code of closed cabinets.
    pub const CABINETS: &'static str = "cabinets";
    /// The code of sessions, one-time links of cabinets and counts of tries.
    pub const SIGN_INS: &'static str = "sign_ins";
    /// The code of what the journal tells of openings.
    pub const OPENINGS: &'static str = "openings";

    /// Every kind, in the order it is shown.
    pub const ALL: [Self; 17] = [
        sort(Self::CASES, "Дела: заявления, копии документов, заключения", "со дня, когда дело закончено", Way::ByAct),
        sort(Self::FITNESS, "Аттестация на соответствие должности", "со дня, когда аттестация закончена", Way::ByAct),
        sort("protocols", "Протоколы и решения комиссий, бюллетени", "со дня заседания", Way::Told),
        sort("tests", "Тесты и анкеты", "со дня заполнения", Way::Told),
        sort(Self::LETTERS, "Переписка по аттестации", "со дня письма", Way::Daily),
        sort("orders", "Распорядительные акты и выписки из них", "со дня акта", Way::Told),
        sort("schedules", "Графики аттестации", "со дня утверждения", Way::Told),
        sort("experts", "Списки специалистов", "со дня утверждения", Way::Told),
        sort(
            Self::COMPLAINTS,
            "Жалобы и ответы на них",
            "со дня ответа",
            Way::Along("вместе с делом, по акту; пока срок жалобы идёт, дело не уничтожить"),
        ),
        sort(
            "consents",
            "Согласия на обработку персональных данных",
            "со дня, когда обработка закончена",
            Way::Along("вместе с кабинетом: остаются вид и даты, без имени и адреса сети"),
        ),
        sort(Self::CABINETS, "Закрытые кабинеты", "со дня закрытия", Way::Daily),
        sort(
            Self::SIGN_INS,
            "Входы: сеансы, ссылки для пароля и почты, неудачные попытки",
            "со дня входа или попытки, а у ссылки — до которого она действовала",
            Way::Daily,
        ),
        sort(Self::INVITATIONS, "Приглашения", "со дня, до которого действовала ссылка", Way::Daily),
        sort(Self::SHEETS, "Загруженные таблицы", "со дня загрузки", Way::Daily),
        sort(
            Self::WORKERS,
            "Сведения о работниках, которых школа не аттестовала",
            "со дня, когда работник убран из списка школы, оставил должность или перешёл в другую организацию",
            Way::Daily,
        ),
        sort("journal", "Журнал: кто что менял", "со дня записи", Way::Along("вместе с делом, по акту")),
        sort(Self::OPENINGS, "Журнал: кто что открывал и скачивал", "со дня записи", Way::Told),
    ];

    /// The kind of a code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code == code)
    }
}

/// The longest term, years.
pub(super) const LONGEST: i64 = 100;

/// A version of a retention term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The kind of records.
    pub sort: Sort,
    /// The first day it is in force.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// How long, whole years.
    pub years: i64,
    /// What it rests on.
    pub legal_ref: String,
    /// What is not certain about it; empty when it was checked.
    pub remark: String,
    /// When it was put in force.
    pub added_at: Moment,
    /// Who did it; empty when it came with the program.
    pub added_by: String,
}

impl Version {
    /// A version to be put in force, without an end.
    pub fn beginning(sort: Sort, from: Day, years: i64, legal_ref: String) -> Self {
        let (remark, added_by) = (String::new(), String::new());
        Self { sort, from, to: FAR, years, legal_ref, remark, added_at: Moment::of_micros(0), added_by }
    }

    /// Whether it may be taken back: it is the last, and has not begun or was written down today. `since` is the moment this
    /// day began.
    pub(super) fn may_go(&self, today: Day, since: Moment) -> bool {
        self.to == FAR && (self.from > today || self.added_at >= since)
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// «5 лет».
    pub fn term(&self) -> String {
        words::counted(self.years.unsigned_abs(), "год", "года", "лет")
    }

    /// «Дела: заявления, копии документов, заключения» — 5 лет (приказ …, ст. 1).
    pub(super) fn as_ground(&self) -> String {
        format!("«{}» — {} ({})", self.sort.words, self.term(), self.legal_ref)
    }

    /// «с 1 января 2027, без окончания».
    pub(super) fn span(&self) -> String {
        span(self.from, self.to)
    }

    /// Days from which this version has let things go by `today`: from the first one, before the second one.
    pub(super) fn past(&self, today: Day) -> (Day, Day) {
        let years = jiff::Span::new().years(self.years.clamp(0, LONGEST));
        let border = Day(today.0.saturating_sub(years));
        (self.from, border.min(self.to.plus(1)))
    }

    /// Whether it has let anything go by `today`.
    pub(super) fn has_let_go(&self, today: Day) -> bool {
        let (from, before) = self.past(today);
        from < before
    }
}

/// The last day on which what was over on `over` is kept, by the version in force that day; none when there was none.
pub fn kept_until(versions: &[Version], code: &str, over: Day) -> Option<Day> {
    let version = versions.iter().find(|one| one.sort.code == code && one.is_in_force(over))?;
    Some(Day(over.0.saturating_add(jiff::Span::new().years(version.years.clamp(0, LONGEST)))))
}

/// Moments that the versions of a kind have let go by `today`: each from the first one, before the second one.
pub(super) fn spans(versions: &[Version], code: &str, (today, zone): (Day, &Zone)) -> Vec<(Moment, Moment)> {
    let own = versions.iter().filter(|one| one.sort.code == code);
    let days = own.filter(|one| one.has_let_go(today)).map(|one| one.past(today));
    days.map(|(from, before)| (zone.begins(from), zone.begins(before))).collect()
}

/// How a complaint keeps its case when the case's own term is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It has no answer.
    Unanswered,
    /// Its own term goes on until this day.
    Until(Day),
}

/// How the complaints of a case, each with the day of its answer, keep it today; none when they do not.
pub(super) fn held(versions: &[Version], answered: &[Option<Day>], today: Day) -> Option<Hold> {
    if answered.contains(&None) {
        return Some(Hold::Unanswered);
    }
    let until = answered.iter().flatten().filter_map(|day| kept_until(versions, Sort::COMPLAINTS, *day)).max();
    until.filter(|until| *until >= today).map(Hold::Until)
}

/// Why it cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No case of that year waits for the archive.
    #[error(
        "За этот год передавать в архив нечего: законченных дел, которые ещё не в архиве, нет. Выберите другой год."
    )]
    Nothing,
    /// Those that were over in that year wait for their term.
    #[error(
        "Дела, законченные в этом году, передавать в архив ещё рано: решение по ним можно обжаловать. С какого дня можно, написано ниже."
    )]
    Early,
    /// Others were over meanwhile, or somebody was first.
    #[error("Пока вы смотрели, список дел изменился. Проверьте его ещё раз и передайте дела в архив.")]
    Changed,
    /// Nothing of the case is left.
    #[error("Это дело уничтожено по истечении срока хранения: скачать нечего.")]
    Erased,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn version(from: &str, to: &str, years: i64) -> Version {
        Version {
            sort: Sort::ALL[0],
            from: day(from),
            to: day(to),
            years,
            legal_ref: String::new(),
            remark: String::new(),
            added_at: Moment::of_micros(0),
            added_by: String::new(),
        }
    }

    #[test]
    fn a_case_is_kept_by_the_term_of_the_day_it_was_over() {
        let versions = [version("2020-02-18", "2026-12-31", 5), version("2027-01-01", "9999-12-31", 10)];
        let until = |over: &str| kept_until(&versions, Sort::CASES, day(over)).map(|day| day.to_string());
        assert_eq!(until("2026-12-31").as_deref(), Some("2031-12-31"));
        assert_eq!(until("2027-01-01").as_deref(), Some("2037-01-01"));
        assert_eq!(until("2024-02-29").as_deref(), Some("2029-02-28"));
        assert_eq!(until("2019-01-01"), None);
    }

    #[test]
    fn what_is_past_its_term_was_over_before_a_border() {
        let first = version("2020-02-18", "2026-12-31", 5);
        let past = |today: &str| first.past(day(today)).1.to_string();
        assert_eq!(past("2031-11-23"), "2026-11-23");
        assert_eq!(past("2040-01-01"), "2027-01-01");
    }

    #[test]
    fn a_complaint_keeps_its_case() {
        let sort = Sort::named(Sort::COMPLAINTS).expect("a kind");
        let versions = [Version { sort, ..version("2020-02-18", "9999-12-31", 5) }];
        let held = |answered: &[Option<Day>], today: &str| held(&versions, answered, day(today));
        assert_eq!(held(&[], "2031-11-24"), None);
        assert_eq!(held(&[Some(day("2026-12-01")), None], "2040-01-01"), Some(Hold::Unanswered));
        let two = [Some(day("2026-11-01")), Some(day("2026-12-01"))];
        assert_eq!(held(&two, "2031-12-01"), Some(Hold::Until(day("2031-12-01"))), "its last day is a day of keeping");
        assert_eq!(held(&two, "2031-12-02"), None);
    }
}

//! Why a day or a list of people is refused: each sentence names the rule and the first day or number that fits.

use crate::commission::Quorum;
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::words;

use super::rules::{self, NoTerm, Rules};
use super::standing::Standing;
use super::votes::{Came, Votes};

/// Why something cannot be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    /// A clock has no term.
    NoTerm(NoTerm),
    /// The day has not come yet.
    Future,
    /// The day comes before another: the day and what it is.
    Before(Day, &'static str),
    /// An attestation before the worker took the post up here: the day they did.
    Elsewhere(Day),
    /// The worker was not of the age to work on this day.
    Young,
    /// The day is too far: the last one that can be meant.
    Far(Day),
    /// The order is long before the attestation began, and nobody has said that it is: the day it began.
    LongAgo(Day),
    /// The session is too soon after this event: how long must pass, and the earliest day.
    TooSoon(&'static str, String, Day),
    /// The worker is not attested on this day, and why.
    Exempt(Day, Standing),
    /// The session was not on the day of the schedule, and the worker did not come: the day they were told.
    Unawaited(Day),
    /// The session was not on the day of the schedule, and nobody has said that the worker knew: the day of the schedule.
    OffSchedule(Day),
    /// The worker's information came too late: how long must pass, and the last day.
    FiledLate(String, Day),
    /// So few members of the commission, and how many are needed.
    FewMembers(usize, i64),
    /// Nobody in the commission is named its chair.
    NoChair,
    /// This line names a member of the commission who is named before it.
    Twice(String),
    /// So few witnesses of this refusal, and how many are needed.
    FewWitnesses(&'static str, usize, i64),
    /// More present than members: so many members.
    ManyPresent(usize),
    /// Too few present, and the part that is needed.
    NoQuorum(Quorum, (i64, i64)),
    /// More or fewer votes than people who vote.
    Uneven(Votes, Came),
    /// No side has its majority.
    NoMajority(Votes),
    /// Nobody voted.
    NoVotes,
    /// The worker holds this post already.
    Held,
    /// An attestation stands for another post.
    Attested,
    /// The decision would be another one, and the next attestation has begun.
    Followed,
}

impl From<NoTerm> for Refused {
    fn from(no: NoTerm) -> Self {
        Self::NoTerm(no)
    }
}

impl std::fmt::Display for Refused {
    #[allow(clippy::too_many_lines, reason = "a sentence for each refusal")]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoTerm(no) => write!(f, "{}", no.reason()),
            Self::Future => write!(f, "Этот день ещё не наступил. Проверьте дату."),
            Self::Before(day, what) => {
                write!(f, "Этот день раньше, чем {what} ({}). Проверьте даты.", words::day(*day))
            }
            Self::Elsewhere(since) => write!(
                f,
                "Работник принят на должность позже ({}). Аттестация в другой организации или по другой должности сюда не входит: оставьте день и итог пустыми и напишите о ней в представлении. Если она была в этой должности у вас, проверьте дни.",
                words::day(*since)
            ),
            Self::Young => write!(f, "В этот день работнику не было 14 лет. Проверьте год."),
            Self::Far(last) => write!(f, "Этот день слишком далеко: позже, чем {}. Проверьте год.", words::day(*last)),
            Self::LongAgo(began) => write!(
                f,
                "Приказ больше чем на год раньше, чем начата аттестация ({}). Проверьте год. Если дата верна, отметьте это.",
                words::day(*began)
            ),
            Self::TooSoon(what, counted, earliest) => {
                let earliest = words::day(*earliest);
                write!(f, "Между {what} и заседанием должно пройти не меньше {counted}: самое раннее {earliest}.")
            }
            Self::Exempt(day, why) => write!(
                f,
                "{} работник не подлежит аттестации: {}. Не проводите аттестацию; если это не так, исправьте сведения о работнике.",
                words::day(*day),
                why.until()
            ),
            Self::Unawaited(scheduled) => write!(
                f,
                "Заседание назначено на {}: отсутствие в другой день работнику не засчитывают. Если оно было в другой день, отложите аттестацию и ознакомьте работника с новым графиком.",
                words::day(*scheduled)
            ),
            Self::OffSchedule(scheduled) => write!(
                f,
                "Заседание назначено на {}. Если оно было в другой день и работник пришёл сам, отметьте это; если нет, отложите аттестацию и ознакомьте работника с новым графиком.",
                words::day(*scheduled)
            ),
            Self::FiledLate(counted, latest) => {
                let latest = words::day(*latest);
                write!(
                    f,
                    "Между подачей сведений и заседанием должно пройти не меньше {counted}: последний день {latest}."
                )
            }
            Self::FewMembers(found, least) => write!(
                f,
                "В комиссии организации не меньше {least} человек вместе с представителем профсоюза, а названо {found}. Впишите остальных, каждого с новой строки."
            ),
            Self::NoChair => {
                f.write_str("Кто председатель комиссии? Допишите слово «председатель» после его имени, через запятую.")
            }
            Self::Twice(line) => write!(
                f,
                "«{line}»: этот человек в комиссии уже назван. Оставьте одну строку; если это разные люди, напишите имена полностью."
            ),
            Self::FewWitnesses(what, found, least) => write!(
                f,
                "Отказ {what} подтверждают не меньше {least} человек, а названо {found}. Впишите остальных, каждого с новой строки."
            ),
            Self::ManyPresent(members) => {
                let members = words::counted(*members as u64, "человек", "человека", "человек");
                write!(f, "Присутствовало больше, чем членов комиссии: в ней {members}. Проверьте числа.")
            }
            Self::NoQuorum(Quorum { present, total, needed }, (part, of)) => write!(
                f,
                "Кворума нет: присутствуют {present} из {total} членов комиссии, а нужно не меньше {needed} ({part}/{of}). Проверьте число или отложите аттестацию."
            ),
            Self::Uneven(votes, came) => f.write_str(&votes.uneven(*came)),
            Self::NoMajority(votes) => write!(
                f,
                "Решения нет: {}, а нужно больше половины голосов. Проверьте числа; если они верны, пусть комиссия голосует ещё раз или отложите аттестацию.",
                votes.words()
            ),
            Self::Held => f.write_str(
                "Эта должность у работника уже записана. Откройте её на странице работника или выберите другую.",
            ),
            Self::Attested => write!(
                f,
                "По прежней должности уже есть аттестация, заменить должность нельзя. Добавьте новую на странице работника, а у этой укажите последний день."
            ),
            Self::Followed => write!(
                f,
                "Из этих голосов следует другое решение, а после этой аттестации начата следующая: изменить решение уже нельзя. Проверьте числа."
            ),
            Self::NoVotes => write!(f, "Не подан ни один голос. Укажите, сколько человек голосовало за и против."),
        }
    }
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// A day that has come.
pub(super) fn come(day: Day, today: Day) -> Result<Day, Refused> {
    if day > today { Err(Refused::Future) } else { Ok(day) }
}

/// A day not before another.
pub(super) fn not_before(day: Day, first: Day, what: &'static str) -> Result<Day, Refused> {
    if day < first { Err(Refused::Before(first, what)) } else { Ok(day) }
}

/// The day of an attestation in this post and organisation, which is not before the worker took it up.
pub(super) fn attested_here(day: Day, since: Day) -> Result<Day, Refused> {
    if day < since { Err(Refused::Elsewhere(since)) } else { Ok(day) }
}

/// The age from which somebody may have worked.
const WORKS_FROM: i64 = 14 * 365;

/// A day on which somebody born then could work.
pub(super) fn working_age(born: Day, day: Day) -> Result<Day, Refused> {
    if day < born.plus(WORKS_FROM) { Err(Refused::Young) } else { Ok(day) }
}

/// How far ahead of today a day may lie: a schedule is made for a year at most.
const SCHEDULE: i64 = 366;
/// The longest leave is one of three years; the rest is for a day told ahead.
const GROUND: i64 = 4 * 366;

fn no_further(day: Day, last: Day) -> Result<Day, Refused> {
    if day > last { Err(Refused::Far(last)) } else { Ok(day) }
}

/// A session no further than a schedule is made for.
pub(super) fn in_a_schedule(day: Day, today: Day) -> Result<Day, Refused> {
    no_further(day, today.plus(SCHEDULE))
}

/// The last day of a ground, or in a post, no further than one can be known.
pub(super) fn foreseen(day: Day, today: Day) -> Result<Day, Refused> {
    no_further(day, today.plus(GROUND))
}

/// An order may be older than the attestation that is led here, which began on paper. Of one older than a year it is asked
/// whether its day is right: no law says how old an order may be.
const YEAR: i64 = 366;

/// The day of an order, not long before the attestation began.
pub(super) fn not_long_before(on: Day, began: Day) -> Result<Day, Refused> {
    if on < began.plus(-YEAR) { Err(Refused::LongAgo(began)) } else { Ok(on) }
}

/// Whether the worker could know of a session on this day: it is that of the schedule, or, as `is_known` says, they came to it on
/// another one. Whoever did not come is missed only on the day they were told.
pub(super) fn awaited(scheduled: Option<Day>, day: Day, (is_absent, is_known): (bool, bool)) -> Result<Day, Refused> {
    match scheduled.filter(|scheduled| *scheduled != day) {
        Some(scheduled) if is_absent => Err(Refused::Unawaited(scheduled)),
        Some(scheduled) if !is_known => Err(Refused::OffSchedule(scheduled)),
        _ => Ok(day),
    }
}

/// Whether a session on this day is late enough after the order was shown (D16).
pub(super) fn after_order(rules: &Rules, listed_on: Day, session_on: Day) -> Result<Day, Refused> {
    late_enough(rules, rules::ORDER, "ознакомлением с приказом", (listed_on, session_on))
}

/// Whether a session on this day is late enough after the presentation was shown (D17).
pub(super) fn after_showing(rules: &Rules, shown_on: Day, session_on: Day) -> Result<Day, Refused> {
    late_enough(rules, rules::SHOWING, "ознакомлением с представлением", (shown_on, session_on))
}

fn late_enough(
    rules: &Rules,
    code: &'static str,
    what: &'static str,
    (from, session_on): (Day, Day),
) -> Result<Day, Refused> {
    let earliest = rules.end(code, from)?;
    if session_on >= earliest {
        return Ok(session_on);
    }
    Err(Refused::TooSoon(what, rules.term(code)?.counted(), earliest))
}

/// Whether information filed on this day came early enough before the session (D18).
pub(super) fn filed_in_time(rules: &Rules, filed_on: Day, session_on: Day) -> Result<Day, Refused> {
    if rules.end(rules::FILING, filed_on)? <= session_on {
        return Ok(filed_on);
    }
    Err(Refused::FiledLate(rules.term(rules::FILING)?.counted(), rules.latest(rules::FILING, session_on)?))
}

#[cfg(test)]
mod tests {
    use super::super::rules::tests::shipped;
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn said(no: &Refused) -> String {
        no.to_string().replace('\u{a0}', " ")
    }

    #[test]
    fn a_refusal_names_the_day_that_fits() {
        let rules = shipped();
        assert_eq!(after_order(&rules, day("2026-12-13"), day("2027-01-12")), Ok(day("2027-01-12")));
        assert_eq!(
            said(&after_order(&rules, day("2026-12-13"), day("2027-01-11")).expect_err("too soon")),
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 12 января 2027."
        );
        assert_eq!(
            said(&after_showing(&rules, day("2024-01-31"), day("2024-02-29")).expect_err("too soon")),
            "Между ознакомлением с представлением и заседанием должно пройти не меньше 30 календарных дней: самое раннее 1 марта 2024."
        );
        assert_eq!(filed_in_time(&rules, day("2026-05-04"), day("2026-05-12")), Ok(day("2026-05-04")));
        assert_eq!(
            said(&filed_in_time(&rules, day("2026-05-05"), day("2026-05-12")).expect_err("late")),
            "Между подачей сведений и заседанием должно пройти не меньше 5 рабочих дней: последний день 4 мая 2026."
        );
    }
}

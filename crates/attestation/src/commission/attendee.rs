//! Who votes at a session, and why something cannot be done there now.

use crate::accounts::Account;
use crate::applications::{self, Application};
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::words;

use super::model::{Person, Position};
use super::vote::Quorum;

/// A member as they stood when the session was opened.
#[derive(Debug, Clone)]
pub struct Attendee {
    /// Who it is.
    pub person: Id<Person>,
    /// The account; none without a cabinet.
    pub account: Option<Id<Account>>,
    /// The name.
    pub name: FullName,
    /// The address; may be empty.
    pub email: String,
    /// What they are in the commission.
    pub position: Position,
    /// Whether they represent the trade union.
    pub is_union: bool,
    /// Whether they have come.
    pub is_present: bool,
}

impl Attendee {
    /// Why this member does not vote on a case; none when they do. `account` is the teacher's cabinet.
    pub fn may_vote(&self, case: &Application, account: Option<Id<Account>>) -> Result<(), Denial> {
        if self.is_teacher(case, account) {
            return Err(Denial::OwnCase);
        }
        if self.is_present { Ok(()) } else { Err(Denial::Absent) }
    }

    /// Whether the member is the teacher of the case: the same cabinet, or the same full name and address.
    pub fn is_teacher(&self, case: &Application, account: Option<Id<Account>>) -> bool {
        let same_cabinet = account.is_some() && account == self.account;
        let same_address = !case.email.is_empty() && case.email.eq_ignore_ascii_case(&self.email);
        same_cabinet || (same_address && case.name.key() == self.name.key())
    }
}

/// Why something cannot be done at a session now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The member is the teacher.
    #[error("Это ваше дело: по нему вы не голосуете.")]
    OwnCase,
    /// The member has not come.
    #[error("Голосуют только присутствующие. Попросите секретаря отметить, что вы на заседании.")]
    Absent,
    /// The session is not under way.
    #[error("Заседание сейчас не идёт: {0}. Голоса и решения записывают, пока оно открыто.")]
    NotOpen(&'static str),
    /// The session is not waited for any more.
    #[error("Заседание уже не назначено: {0}. Изменить день и разослать повестку можно, пока оно не открыто.")]
    NotPlanned(&'static str),
    /// The day of the session is past: nobody can come to it.
    #[error("День заседания, {}, уже прошёл: звать на него некого. Перенесите заседание или откройте его.", words::day(*.0))]
    Past(Day),
    /// The protocol is not signed yet.
    #[error("Протокол ещё не подписан. Скан и электронные подписи прикладывают к подписанному протоколу.")]
    Unsigned,
    /// The case is decided already.
    #[error("Решение по этому делу уже записано.")]
    Decided,
    /// The protocol is signed: the decision stays.
    #[error("Протокол подписан, решение отменить нельзя. Ошибку исправляют на странице протокола: «Исправления».")]
    Signed,
    /// Nothing was decided, or another hand took the decision off.
    #[error("Решения по этому делу сейчас нет: отменять нечего. Откройте дело заново.")]
    Undecided,
    /// A case that was put off stands on another agenda, or is decided there.
    #[error("Отложенное дело уже включено в повестку другого заседания. Снимите его оттуда и повторите.")]
    Elsewhere,
    /// Too few are present.
    #[error("Решение принять нельзя: присутствуют {present} из {total}. Для кворума нужно {needed}.", present = .0.present, total = .0.total, needed = .0.needed)]
    NoQuorum(Quorum),
    /// Somebody present has not voted.
    // A short name ends with a full stop of its own.
    #[error("Проголосовали не все присутствующие. Ждём: {}", .0.join(", "))]
    Waiting(Vec<String>),
    /// The stage of the case does not allow it.
    #[error("{0}")]
    Stage(applications::Denial),
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// Why a case cannot be put off to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDay {
    /// Not later than the session itself.
    #[error("Отложить можно на день после заседания, {}.", words::day(*.0))]
    Early(Day),
    /// After the last day for a decision.
    #[error("Отложить можно не дальше {}: это последний день решения по делу.", words::day(*.0))]
    Late(Day),
}

/// Whether a case may be put off to `to`: after the session and not after the last day for its decision.
pub fn may_postpone(to: Day, held_on: Day, decide_by: Day) -> Result<(), BadDay> {
    if to <= held_on {
        return Err(BadDay::Early(held_on));
    }
    if to > decide_by { Err(BadDay::Late(decide_by)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_put_off_within_its_last_day() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let (held, last) = (day("2026-11-23"), day("2026-12-10"));
        assert_eq!(may_postpone(held, held, last), Err(BadDay::Early(held)));
        assert_eq!(may_postpone(day("2026-11-24"), held, last), Ok(()));
        assert_eq!(may_postpone(last, held, last), Ok(()));
        assert_eq!(may_postpone(day("2026-12-11"), held, last), Err(BadDay::Late(last)));
    }
}

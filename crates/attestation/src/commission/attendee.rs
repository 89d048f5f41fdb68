//! Who votes at a session, and why something cannot be done there now.

use crate::accounts::Account;
use crate::applications::{self, Application};
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::words;

use super::model::{Person, Position};
use super::tally::{Quorum, Tally};

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
    /// Whether they are present now.
    pub is_present: bool,
    /// Whether they were present when something was decided, gone since or not.
    pub has_decided: bool,
}

impl Attendee {
    /// Why this member does not vote on a case; none when they do. `account` is the teacher's cabinet.
    pub fn may_vote(&self, case: &Application, account: Option<Id<Account>>) -> Result<(), Denial> {
        if self.is_teacher(case, account) {
            return Err(Denial::OwnCase);
        }
        if self.is_present { Ok(()) } else { Err(Denial::Absent) }
    }

    /// Whether the member is the teacher of the case: the same cabinet, or the same address, however the name is written.
    /// Nobody votes on an own case, so the doubt is for the lock.
    pub fn is_teacher(&self, case: &Application, account: Option<Id<Account>>) -> bool {
        let same_cabinet = account.is_some() && account == self.account;
        let same_address = !case.email.is_empty() && case.email.eq_ignore_ascii_case(&self.email);
        same_cabinet || same_address
    }

    /// Whether the member may be the teacher of the case: the same full name, and nothing else is the same. It may be
    /// a namesake, so the vote stays and people are warned.
    pub fn may_be_teacher(&self, case: &Application, account: Option<Id<Account>>) -> bool {
        !self.is_teacher(case, account) && case.name.key() == self.name.key()
    }

    /// Whether they came to the session, for the whole of it or for a part.
    pub const fn came(&self) -> bool {
        self.is_present || self.has_decided
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
    /// The agenda was sent by another hand.
    #[error(
        "Повестку только что разослал кто-то другой. Откройте заседание заново: возможно, рассылать больше нечего."
    )]
    Sent,
    /// The day of the session is past: nobody can come to it.
    #[error("День заседания, {}, уже прошёл: звать на него некого. Перенесите заседание или откройте его.", words::day(*.0))]
    Past(Day),
    /// The protocol is not signed yet.
    #[error("Протокол ещё не подписан. Скан и электронные подписи прикладывают к подписанному протоколу.")]
    Unsigned,
    /// The case is decided already.
    #[error("Решение по этому делу уже записано.")]
    Decided,
    /// The case is on the agenda no more: it was taken off, withdrawn, or goes no further.
    #[error(
        "Дело снято с повестки этого заседания: заявление отозвано или рассмотрение перенесено. Голоса и решение по нему здесь больше не записывают. Откройте повестку заново."
    )]
    TakenOff,
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
    /// Chair and deputy are absent, and nobody was named to lead.
    #[error(
        "Председателя и заместителя на заседании нет. Укажите на странице заседания, кто его ведёт: без этого решений не записывают и протокол не подписывают."
    )]
    NobodyLeads,
    /// Whoever was named to lead is not there.
    #[error("Вести заседание может только тот, кто на нём присутствует. Отметьте явку и выберите снова.")]
    NotThere,
    /// Everybody who votes has abstained: nobody is on either side, and that is no tie.
    #[error(
        "Никто не голосовал ни «за», ни «против»: такими голосами дело не решить. Измените голоса или отложите рассмотрение."
    )]
    Nobody,
    /// The day of the session is before the day the application was received.
    #[error("Заявление по делу {number} получено {received}, позже заседания {held}. Решить его на этом заседании нельзя.", number = .0, received = words::day(*.1), held = words::day(*.2))]
    Unreceived(String, Day, Day),
    /// The case is put off to a later day than the session.
    #[error("Рассмотрение дела {number} отложено до {day}, педагогу об этом сообщено. Включите его в повестку заседания этого дня или более позднего.", number = .0, day = words::day(*.1))]
    PutOff(String, Day),
    /// Votes are not those that were shown any more.
    #[error("Пока вы записывали решение, голоса изменились: {}. Проверьте итог и запишите решение ещё раз.", .0.words())]
    Votes(Tally),
    /// Nothing can be cancelled: something is decided.
    #[error("Отменить можно только заседание, на котором ещё ничего не решено. Подпишите протокол.")]
    SomethingDecided,
    /// Nothing can be cancelled: the session is over.
    #[error("Заседание уже завершено или отменено. Откройте его страницу заново.")]
    Over,
    /// Cases wait for their decision.
    #[error("По некоторым делам повестки решение ещё не записано. Запишите его или снимите дело с повестки.")]
    Waits,
    /// More cases than a protocol holds: so many are on the agenda, so many were to be added, so many it holds.
    #[error(
        "В повестке уже {0}, добавить хотели {1}, а в одной повестке помещается не больше {2}. Ничего не добавлено: назначьте ещё одно заседание."
    )]
    Full(usize, usize, usize),
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
    #[error("Заседание {}: отложить можно только на более поздний день.", words::day(*.0))]
    Early(Day),
    /// After the last day for a decision.
    #[error("Отложить можно не дальше {}: это последний день решения по делу.", words::day(*.0))]
    Late(Day),
    /// After the end of the attestation, which the teacher was told.
    #[error("Отложить можно не дальше {}: до этого дня назначена аттестация, так сказано педагогу. Чтобы отложить дальше, Центр сначала меняет срок на странице дела.", words::day(*.0))]
    AfterTerm(Day),
}

/// Whether a case may be put off to `to`: after the session, not after the last day the rules allow for its decision, nor after
/// the end of its attestation when that is sooner. Once such a day is over, it is overdue whatever is decided, and is no limit.
pub fn may_postpone(to: Day, held_on: Day, (lawful, ends): (Day, Day)) -> Result<(), BadDay> {
    if to <= held_on {
        return Err(BadDay::Early(held_on));
    }
    let is_beyond = |last: Day| to > last && held_on <= last;
    match (is_beyond(lawful), is_beyond(ends)) {
        (true, _) => Err(BadDay::Late(lawful)),
        (_, true) => Err(BadDay::AfterTerm(ends)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_put_off_within_its_last_day() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let (held, last) = (day("2026-11-23"), day("2026-12-10"));
        let both = (last, last);
        assert_eq!(may_postpone(held, held, both), Err(BadDay::Early(held)));
        assert_eq!(may_postpone(day("2026-11-24"), held, both), Ok(()));
        assert_eq!(may_postpone(last, held, both), Ok(()));
        assert_eq!(may_postpone(day("2026-12-11"), held, both), Err(BadDay::Late(last)));
        assert_eq!(may_postpone(day("2026-12-20"), day("2026-12-11"), both), Ok(()), "overdue already");
        let ends = day("2026-12-01");
        assert_eq!(may_postpone(ends, held, (last, ends)), Ok(()));
        assert_eq!(may_postpone(day("2026-12-02"), held, (last, ends)), Err(BadDay::AfterTerm(ends)));
        assert_eq!(may_postpone(day("2026-12-11"), held, (last, ends)), Err(BadDay::Late(last)));
        assert_eq!(may_postpone(last, day("2026-12-02"), (last, ends)), Ok(()), "the end is past already");
    }
}

//! Verdicts, attached conclusions and recorded results.

use crate::accounts::Seat;
use crate::applications::{self, Application, Move};
use crate::platform::clock::Moment;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Column, Record};

/// Итоговый результат.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Соответствует заявленной квалификационной категории.
    Meets,
    /// Не соответствует заявленной квалификационной категории.
    Fails,
}

impl Verdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Meets, Self::Fails];

    /// As stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meets => "meets",
            Self::Fails => "fails",
        }
    }

    /// As shown, whole.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Meets => "соответствует заявленной квалификационной категории",
            Self::Fails => "не соответствует заявленной квалификационной категории",
        }
    }

    /// As shown in a list.
    pub const fn brief(self) -> &'static str {
        match self {
            Self::Meets => "соответствует",
            Self::Fails => "не соответствует",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

impl Column for Verdict {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "verdict", Self::parse)
    }
}

/// What a conclusion made of answers says of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The verdict.
    pub verdict: Verdict,
    /// Its reason; empty unless the verdict is no.
    pub reason: String,
    /// Whether the points reach every threshold of the criteria set; none where it has no threshold.
    pub meets: Option<bool>,
}

/// A conclusion attached to a case; the newest version is in force.
#[derive(Debug, Clone)]
pub struct Attached {
    /// Its id.
    pub id: Id<Attached>,
    /// 1, 2, 3… of the case, whoever has attached it.
    pub version: i64,
    /// 1, 2, 3… of its specialist.
    pub of_own: i64,
    /// What it says when the system made it of answers; none of a file that was brought.
    pub answered: Option<Stated>,
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of the content.
    pub file_key: String,
    /// Bytes.
    pub size: i64,
    /// Told by the content.
    pub media_type: String,
    /// When.
    pub added_at: Moment,
    /// Whose it is.
    pub seat: Id<Seat>,
    /// Their name.
    pub by: FullName,
    /// Whether they still have the case: nothing of whoever was taken off it is in force.
    pub stands: bool,
}

/// Conclusions in force: the newest of each specialist who has the case. `all` has the newest first.
pub fn in_force(all: &[Attached]) -> Vec<&Attached> {
    let is_newest = |at: usize, one: &Attached| all[..at].iter().all(|other| other.seat != one.seat);
    all.iter().enumerate().filter(|(at, one)| one.stands && is_newest(*at, one)).map(|(_, one)| one).collect()
}

/// Мнение специалиста: what one of those who work on a case has found.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Whose it is.
    pub seat: Id<Seat>,
    /// Their name.
    pub name: FullName,
    /// Their place of work; may be empty.
    pub workplace: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason; empty unless the verdict is no.
    pub reason: String,
    /// When.
    pub recorded_at: Moment,
    /// The version of the conclusion it rests on.
    pub version: i64,
    /// The same as its specialist counts: their first, their second.
    pub of_own: i64,
}

/// An opinion that is not in force any more: the centre has returned it, or has taken its specialist off the case.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// What was found.
    pub opinion: Opinion,
    /// When it was set aside.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// What most have found. Opinions are odd in number; were they to balance, it would be in favour of the teacher,
/// as a tie of a commission is.
pub fn common_verdict(opinions: &[Opinion]) -> Verdict {
    let against = opinions.iter().filter(|one| one.verdict == Verdict::Fails).count();
    if against * 2 > opinions.len() { Verdict::Fails } else { Verdict::Meets }
}

/// The reason of a common verdict: what each of those who found so has written, under their names where they are several.
pub(super) fn common_reason(opinions: &[Opinion], verdict: Verdict) -> String {
    if verdict == Verdict::Meets {
        return String::new();
    }
    let found = opinions.iter().filter(|one| one.verdict == verdict);
    if opinions.len() == 1 {
        return found.map(|one| one.reason.clone()).collect();
    }
    let each: Vec<String> = found.map(|one| format!("{}: {}", one.name.short(), one.reason)).collect();
    each.join("\n")
}

/// A recorded result.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// «2026-00017».
    pub number: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason; empty unless the verdict is no.
    pub reason: String,
    /// When.
    pub recorded_at: Moment,
    /// When the centre returned it, if it did.
    pub returned_at: Option<Moment>,
    /// Why the centre returned it.
    pub return_reason: String,
}

/// Why the specialist cannot do it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The stage does not allow it.
    #[error("{0}")]
    Stage(applications::Denial),
    /// Their opinion is recorded.
    #[error(
        "Ваш результат записан, поэтому заключение больше не меняется. Исправить его можно, если Центр вернёт дело на доработку."
    )]
    Done,
    /// Nothing is attached yet.
    #[error("Сначала прикрепите итоговое заключение: без него результат записать нельзя.")]
    NoConclusion,
    /// There is no criteria set for the category and post of the case.
    #[error(
        "Для этой категории и должности нет набора показателей. Прикрепите заключение файлом и сообщите об этом в Центр."
    )]
    NoCriteria,
    /// The conclusion in force was made of answers that find this.
    #[error(
        "Действующее заключение сделано по ответам с выводом «{}», а выбран другой результат. Выберите тот же результат или измените вывод в ответах и сделайте заключение заново.",
        .0.brief()
    )]
    Answered(Verdict),
    /// With the conclusion in force this was found, and the centre has returned it.
    #[error(
        "С этим же заключением вы уже записали результат «{}», и Центр его вернул. Для другого результата прикрепите новую версию заключения.",
        .0.brief()
    )]
    Returned(Verdict),
    /// A paper was wanted of answers that are not complete.
    #[error("Есть вопросы без ответа, поэтому заключение не сделано. Откройте ответы и дополните их.")]
    Unanswered,
    /// A paper was wanted of answers that were only kept while they were typed.
    #[error(
        "Ответы с тех пор начали менять и не закончили, поэтому заключение не сделано. Откройте ответы и нажмите «Сохранить и проверить»."
    )]
    Unfinished,
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// Whether a conclusion may be attached or replaced: as long as the specialist's result is not recorded (`done`).
pub fn may_attach(case: &Application, done: bool) -> Result<(), Denial> {
    case.after(Move::Conclude).map(drop).map_err(Denial::Stage)?;
    if done { Err(Denial::Done) } else { Ok(()) }
}

/// Whether the result may be recorded; `attached` is the specialist's own conclusion.
pub fn may_record(case: &Application, done: bool, attached: Option<&Attached>) -> Result<(), Denial> {
    may_attach(case, done)?;
    attached.map(drop).ok_or(Denial::NoConclusion)
}

/// Whether a verdict is what the specialist's own conclusion says: `returned` is what was found with it before the centre
/// returned it.
pub(super) fn may_find(attached: &Attached, returned: Option<Verdict>, verdict: Verdict) -> Result<(), Denial> {
    let other = |found: &Verdict| *found != verdict;
    if let Some(answered) = attached.answered.as_ref().map(|one| one.verdict).filter(other) {
        return Err(Denial::Answered(answered));
    }
    returned.filter(other).map_or(Ok(()), |found| Err(Denial::Returned(found)))
}

/// What a result says otherwise than the conclusion it rests on, each in a sentence; nothing when it was brought as a file.
/// Thresholds do not decide: the procedure foresees no points, a verdict may be given without the sum. Whoever records a
/// verdict against them, or another reason than the paper's, says so knowingly.
/// Source: приказ Минпросвещения России от 24.03.2023 № 196, пп. 35, 36, 50, 51 — indicators, and no points.
pub(super) fn differences(attached: &Attached, verdict: Verdict, reason: &str) -> Vec<String> {
    let Some(stated) = &attached.answered else { return Vec::new() };
    let counted = match (stated.meets, verdict) {
        (Some(false), Verdict::Meets) => {
            Some("По ответам порог баллов не набран, а результат — «соответствует».".to_owned())
        }
        (Some(true), Verdict::Fails) => {
            Some("По ответам порог баллов набран, а результат — «не соответствует».".to_owned())
        }
        _ => None,
    };
    let reasoned = (verdict == Verdict::Fails && !stated.reason.is_empty() && stated.reason != reason)
        .then(|| format!("Причина не та, что в заключении. В заключении написано: «{}».", stated.reason));
    counted.into_iter().chain(reasoned).collect()
}

//! Parts of an application a remark may be about, the two tracks, and every «no» of intake with its sentence.

use crate::documents::Kind;
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;

use super::lists::{Entry, List};

/// The part of an application a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Name, day of birth, СНИЛС, address, phone.
    Person,
    /// The post and the subject.
    Post,
    /// The category claimed or held.
    Category,
    /// Education.
    Education,
    /// Results of work.
    Results,
    /// A document of this kind.
    Document(Kind),
    /// Anything else.
    Other,
}

impl Part {
    /// Every part, in the order of the application.
    pub fn all() -> Vec<Self> {
        let documents = Kind::ALL.into_iter().map(Self::Document);
        [Self::Person, Self::Post, Self::Category, Self::Education, Self::Results]
            .into_iter()
            .chain(documents)
            .chain([Self::Other])
            .collect()
    }

    /// As stored: a document is `document:` with its kind.
    pub fn code(self) -> String {
        match self {
            Self::Person => "person".to_owned(),
            Self::Post => "post".to_owned(),
            Self::Category => "category".to_owned(),
            Self::Education => "education".to_owned(),
            Self::Results => "results".to_owned(),
            Self::Document(kind) => format!("document:{}", kind.code()),
            Self::Other => "other".to_owned(),
        }
    }

    /// As shown.
    pub fn words(self) -> String {
        match self {
            Self::Person => "Сведения о педагоге".to_owned(),
            Self::Post => "Должность и предмет".to_owned(),
            Self::Category => "Категория".to_owned(),
            Self::Education => "Образование".to_owned(),
            Self::Results => "Результаты работы".to_owned(),
            Self::Document(kind) => format!("Документ: {}", words::inside(kind.words())),
            Self::Other => "Другое".to_owned(),
        }
    }

    /// As shown, with the indicator it names where it names one.
    pub fn about(self, indicator: &str) -> String {
        if indicator.is_empty() { self.words() } else { format!("{}: {}", self.words(), words::inside(indicator)) }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|part| part.code() == code)
    }
}

impl Column for Part {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "part", Self::parse)
    }
}

/// How a case is examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// Specialists analyse the work.
    Full,
    /// By an award, without analysis.
    Simplified,
}

impl Track {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Full, Self::Simplified];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Simplified => "simplified",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Full => "с анализом специалистов",
            Self::Simplified => "упрощённый, по награде",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl Column for Track {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "track", Self::parse)
    }
}

/// Why intake does not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The teacher has put the application right and not signed it; whether it is the teacher who answers.
    Unsigned(bool),
    /// Registered before it was received.
    RegisteredEarly(Day),
    /// Registered in the future.
    RegisteredLater,
    /// The day of registration is past the last day, and no reason is given.
    RegisteredLate(Day),
    /// The day of registration is earlier than the application was written down, and no reason is given.
    RegisteredBefore(Day),
    /// The attestation would begin before the application was received.
    BeginsEarly(Day),
    /// It would end before it begins.
    EndsFirst,
    /// It would end after the last day the rules allow.
    EndsLate(Day),
    /// From such a beginning the last day the rules allow is over already.
    BeginsLongAgo(Day),
    /// The last day has gone already.
    EndsPast,
    /// The session would stand outside the term.
    SessionOutside,
    /// The track cannot be another one any more.
    TrackStays,
    /// Nothing of the term would change.
    SameTerm,
    /// A term stands already, where only missing ones are set.
    TermStands,
    /// The ground is none: the rule that says so.
    NoGround(String, String),
    /// The ground, form or award is not in force today.
    NotInForce,
    /// Nothing of this list was in force on any day since the application was received.
    Unlisted(List),
    /// The ground does not say by itself what is missing, and nothing explains it.
    Unexplained,
    /// The rows contradict the ground, which they say, and nothing explains why it is taken.
    Contradicted(String),
    /// The case goes by the full track.
    FullTrack,
    /// Nothing proves the award.
    NoProof,
    /// No award is confirmed.
    NoAward,
    /// The case stands on the agenda of a session of this day.
    AwardOnAgenda(Day),
    /// Another hand has answered the remark.
    AnsweredBefore,
}

impl Refused {
    /// Why what was sent is not taken out of a list: it is not among these, or there are none.
    pub(super) fn unlisted(list: List, offered: &[Entry]) -> Self {
        if offered.is_empty() { Self::Unlisted(list) } else { Self::NotInForce }
    }
}

/// What is said of a list that has nothing for an application.
fn nothing_in(list: List) -> String {
    format!(
        "В списке «{}» нет ни одной строки, которая действовала бы с получения заявления по сегодня. Внесите её в «Настройках», раздел «Приём заявлений: списки».",
        list.words()
    )
}

/// What is saved and not signed, to whoever may sign it here.
const UNSIGNED_HERE: &str = "В заявлении есть исправления, которые педагог сохранил, но не подписал. Подпись отправит их и ответит на все замечания: «Исправить в заявлении», затем «Проверить и отправить». Если исправления не нужны, отметьте это.";
/// The same to others: the teacher signs it elsewhere.
const UNSIGNED_THERE: &str = "В заявлении есть исправления, которые педагог сохранил, но не подписал. Попросите педагога подписать их в своём кабинете: подпись отправит их и ответит на все замечания. Если исправления не нужны, отметьте это.";

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::Unsigned(true) => UNSIGNED_HERE.to_owned(),
            Self::Unsigned(false) => UNSIGNED_THERE.to_owned(),
            Self::RegisteredEarly(day) => {
                format!("Заявление получено {}: раньше его зарегистрировать нельзя.", words::day(*day))
            }
            Self::RegisteredLater => "Этот день ещё не наступил. Проверьте день регистрации.".to_owned(),
            Self::RegisteredLate(day) => format!(
                "Зарегистрировать нужно было до {}. Проверьте день или напишите, почему он позже.",
                words::day(*day)
            ),
            Self::RegisteredBefore(day) => format!(
                "Заявление внесено в систему {}, а день регистрации раньше. Проверьте день или напишите, почему он раньше.",
                words::day(*day)
            ),
            Self::BeginsEarly(day) => {
                format!("Заявление получено {}: аттестация не может начаться раньше.", words::day(*day))
            }
            Self::EndsFirst => "Аттестация закончилась бы раньше, чем началась. Проверьте оба дня.".to_owned(),
            Self::EndsLate(day) => {
                format!("Самый поздний день по правилам — {}. Выберите его или более ранний.", words::day(*day))
            }
            Self::BeginsLongAgo(day) => format!(
                "От такого начала последний день по правилам — {}, и он уже прошёл. Выберите более позднее начало.",
                words::day(*day)
            ),
            Self::EndsPast => "Этот день уже прошёл. Выберите сегодняшний день или более поздний.".to_owned(),
            Self::TrackStays => {
                "Порядок уже не изменить: дело передано специалисту или готово к заседанию. Оставьте прежний."
                    .to_owned()
            }
            Self::SameTerm => "Здесь всё как было. Измените срок, место, форму или день заседания.".to_owned(),
            Self::TermStands => "Срок уже назначен. Изменить его можно со страницы дела.".to_owned(),
            Self::SessionOutside => {
                "Заседание должно быть не раньше начала и не позже конца срока. Проверьте дни.".to_owned()
            }
            Self::NoGround(words, rule) => {
                format!("Отказать нельзя: «{words}» не основание для отказа ({rule}). Выберите основание из списка.")
            }
            Self::Unlisted(list) => nothing_in(*list),
            Self::NotInForce => "Здесь ничего не выбрано, или выбранного сегодня уже нет в списке. Выберите из списка.".to_owned(),
            Self::Unexplained => {
                "Для этого основания нужно пояснение. Напишите, чего именно не хватает: иначе педагог не узнает, что исправить.".to_owned()
            }
            Self::Contradicted(said) => format!(
                "По данным системы {said}. Проверьте основание. Если оно всё же верно, напишите почему: пояснение войдёт в письмо."
            ),
            Self::FullTrack => {
                "Дело идёт с анализом специалистов, награда для него не нужна. Назначьте специалиста.".to_owned()
            }
            Self::NoProof => {
                "В деле нет документа о награде. Его нужно добавить на странице дела, затем подтвердите награду.".to_owned()
            }
            Self::NoAward => "В этом деле награда не подтверждена, отменять нечего.".to_owned(),
            Self::AwardOnAgenda(day) => format!(
                "Дело стоит в повестке заседания {}. Снимите его с повестки и отмените подтверждение снова.",
                words::day(*day)
            ),
            Self::AnsweredBefore => "На это замечание уже ответили. Откройте замечания заново.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_back() {
        for part in Part::all() {
            assert_eq!(Part::parse(&part.code()), Some(part));
        }
        assert_eq!(Part::parse("document:letter"), None);
    }
}

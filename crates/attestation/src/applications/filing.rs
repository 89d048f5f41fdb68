//! How an application came: the channel, the number it has on a state portal, the day it was sent and the day it was registered.

use crate::deadlines::{REGISTER, REGISTER_PORTAL, running};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::many;
use crate::platform::names::key;
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

use super::model::Application;

/// A way by which an application comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Brought on paper.
    InPerson,
    /// A letter with a notice of delivery.
    Post,
    /// An electronic document sent by e-mail.
    Email,
    /// Госуслуги.
    Epgu,
    /// The region's portal of public services.
    Rpgu,
    /// This system.
    System,
    /// A neighbouring system: nobody has signed it here.
    Neighbour,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 7] =
        [Self::InPerson, Self::Post, Self::Email, Self::Epgu, Self::Rpgu, Self::System, Self::Neighbour];

    /// Those people come by themselves.
    pub const OF_PEOPLE: [Self; 6] = [Self::InPerson, Self::Post, Self::Email, Self::Epgu, Self::Rpgu, Self::System];

    /// Those the Centre writes down: an application that came through this system or a neighbouring one is written down by it.
    pub const BY_HAND: [Self; 5] = [Self::InPerson, Self::Post, Self::Email, Self::Epgu, Self::Rpgu];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Post => "post",
            Self::Email => "email",
            Self::Epgu => "epgu",
            Self::Rpgu => "rpgu",
            Self::System => "system",
            Self::Neighbour => "neighbour",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::InPerson => "лично, на бумаге",
            Self::Post => "письмом по почте",
            Self::Email => "по электронной почте",
            Self::Epgu => "через Госуслуги",
            Self::Rpgu => "через региональный портал услуг",
            Self::System => "через эту систему",
            Self::Neighbour => "через соседнюю систему, без подписи педагога",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Reads what people write: «ЕПГУ», «лично», «по почте».
    pub fn named(words: &str) -> Option<Self> {
        let said = key(words);
        let same = |one: &Self| key(one.words()) == said;
        Self::ALL.into_iter().find(same).or(match said.as_str() {
            "лично" | "на бумаге" | "очно" => Some(Self::InPerson),
            "почта" | "почтой" | "по почте" | "письмо" => Some(Self::Post),
            "электронная почта" | "электронной почтой" | "e mail" | "email" => {
                Some(Self::Email)
            }
            "епгу" | "госуслуги" | "портал госуслуг" => Some(Self::Epgu),
            "рпгу" | "региональный портал" => Some(Self::Rpgu),
            "система" | "в системе" => Some(Self::System),
            _ => None,
        })
    }

    /// Whether such an application has a number of its own on a portal.
    pub const fn has_number(self) -> bool {
        matches!(self, Self::Epgu | Self::Rpgu)
    }
}

/// The number an application has on a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OuterNumber(String);

/// Not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "В номере могут быть цифры, буквы, дефис и косая черта, от 4 до 40 знаков. Перепишите его из личного кабинета Госуслуг."
)]
pub struct BadOuterNumber;

impl OuterNumber {
    /// Reads a number; spaces in it do not matter.
    pub fn parse(raw: &str) -> Result<Self, BadOuterNumber> {
        let number: String = raw.chars().filter(|sign| !sign.is_whitespace() && *sign != '№').collect();
        let fits = number.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '/'));
        if fits && (4..=40).contains(&number.chars().count()) { Ok(Self(number)) } else { Err(BadOuterNumber) }
    }

    /// Without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How an application came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filing {
    /// The channel; none when it was not written down.
    pub channel: Option<Channel>,
    /// The number on a portal.
    pub outer_number: Option<OuterNumber>,
    /// The day it was sent; none when it is the day of receipt.
    pub submitted_on: Option<Day>,
}

/// Why what is said of the way an application came does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFiling {
    /// A number of a portal beside another channel.
    #[error(
        "Номер есть только у заявлений с портала. Выберите «через Госуслуги» или «через региональный портал услуг» либо уберите номер."
    )]
    NumberWithoutPortal,
    /// Sent after it was received.
    #[error("Заявление не могло быть подано позже, чем получено. Проверьте день подачи.")]
    SentAfterReceipt,
}

impl Filing {
    /// A filing whose parts fit together; a number without a channel means Госуслуги.
    ///
    /// # Errors
    /// When they do not.
    pub fn of(
        channel: Option<Channel>,
        outer_number: Option<OuterNumber>,
        submitted_on: Option<Day>,
        received_on: Day,
    ) -> Result<Self, BadFiling> {
        let channel = channel.or_else(|| outer_number.as_ref().map(|_| Channel::Epgu));
        if outer_number.is_some() && !channel.is_some_and(Channel::has_number) {
            return Err(BadFiling::NumberWithoutPortal);
        }
        if submitted_on.is_some_and(|day| day > received_on) {
            return Err(BadFiling::SentAfterReceipt);
        }
        Ok(Self { channel, outer_number, submitted_on })
    }

    /// The clock by which an application that came so is registered.
    pub fn clock(&self) -> &'static str {
        if self.channel.is_some_and(Channel::has_number) { REGISTER_PORTAL } else { REGISTER }
    }
}

/// Another case has this number of a portal.
#[derive(Debug, Clone)]
pub struct OuterTaken {
    /// The number on the portal.
    pub outer: String,
    /// The number of the case that has it.
    pub case: String,
}

impl Refusal for OuterTaken {
    fn reason(&self) -> String {
        format!(
            "Номер Госуслуг {} уже записан в деле {}. Сверьте номер: одно заявление портала — одно дело.",
            self.outer, self.case
        )
    }
}

/// How a case came, as it is kept.
#[derive(Debug, Clone, Default)]
pub struct Filed {
    /// The channel.
    pub channel: Option<Channel>,
    /// The number on a portal; may be empty.
    pub outer_number: String,
    /// The day it was sent.
    pub submitted_on: Option<Day>,
    /// The day it was registered; none when it is not, or it was not written down.
    pub registered_on: Option<Day>,
}

impl Filed {
    /// Reads four columns beginning at `place`.
    pub(super) fn read(row: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        let (channel, submitted, registered): (String, String, String) =
            (row.get(place)?, row.get(place + 2)?, row.get(place + 3)?);
        Ok(Self {
            channel: Channel::parse(&channel),
            outer_number: row.get(place + 1)?,
            submitted_on: submitted.parse().ok(),
            registered_on: registered.parse().ok(),
        })
    }
}

/// The case that has this number of a portal: its id and number.
pub fn with_outer_number(
    reader: &mut Reader,
    outer: &OuterNumber,
) -> Result<Option<(Id<Application>, String)>, DbError> {
    reader.row("select id, number from applications where outer_number = $1", values![outer.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Cases that have one of these numbers of portals: the number on the portal and that of the case.
pub fn outer_among(reader: &mut Reader, outer: &[&str]) -> Result<Vec<(String, String)>, DbError> {
    let sql = "select outer_number, number from applications where outer_number <> '' and outer_number in (MANY)";
    among(reader, sql, &[], outer, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Writes down how a case came.
///
/// # Errors
/// When another case has the number of the portal.
pub fn file(act: &mut Act<'_>, id: Id<Application>, filing: &Filing) -> Result<(), Failure> {
    if let Some(outer) = &filing.outer_number
        && let Some((other, case)) = with_outer_number(act, outer)?
        && other != id
    {
        return Err(OuterTaken { outer: outer.as_str().to_owned(), case }.into());
    }
    let other = if filing.clock() == REGISTER { REGISTER_PORTAL } else { REGISTER };
    running::instead(act, id, other, filing.clock())?;
    Ok(write(act, [(id, filing)])?)
}

/// Writes down how many new cases came; their numbers of portals were proved to be free.
pub(super) fn file_all(act: &mut Act<'_>, all: &[(Id<Application>, &Filing)]) -> Result<(), DbError> {
    write(act, all.iter().copied().filter(|(_, filing)| **filing != Filing::default()))
}

fn write<'f>(act: &mut Act<'_>, all: impl IntoIterator<Item = (Id<Application>, &'f Filing)>) -> Result<(), DbError> {
    let rows = all.into_iter().map(|(id, filing)| -> [Value<'_>; 4] {
        [
            id.into(),
            filing.channel.map_or("", Channel::code).into(),
            filing.outer_number.as_ref().map_or("", OuterNumber::as_str).into(),
            filing.submitted_on.map(|day| day.to_string()).unwrap_or_default().into(),
        ]
    });
    // Both engines name the columns of a list of rows so.
    let sql = "update applications set channel = v.column2, outer_number = v.column3, submitted_on = v.column4
         from (values ROWS) v where applications.id = v.column1";
    many::insert(act, sql, rows)
}

/// Writes down the day a case was registered; a day written before stays.
pub fn mark_registered(act: &mut Act<'_>, id: Id<Application>, on: Day) -> Result<(), DbError> {
    act.run("update applications set registered_on = $2 where id = $1 and registered_on = ''", values![id, on])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_as_people_write_them() {
        assert_eq!(Channel::named("ЕПГУ"), Some(Channel::Epgu));
        assert_eq!(Channel::named(" через Госуслуги"), Some(Channel::Epgu));
        assert_eq!(Channel::named("Лично"), Some(Channel::InPerson));
        assert_eq!(Channel::named("голубем"), None);
    }

    #[test]
    fn numbers_of_portals_lose_their_spaces() {
        assert_eq!(OuterNumber::parse(" № 47 123 456 ").expect("fits").as_str(), "47123456");
        assert_eq!(OuterNumber::parse("12"), Err(BadOuterNumber));
        assert_eq!(OuterNumber::parse("12;drop"), Err(BadOuterNumber));
    }
}

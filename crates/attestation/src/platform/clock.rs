//! Time: the clock is a port, moments are stored as microseconds UTC, days are civil dates of the centre's zone.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::platform::record::{BadColumn, Column, Record, Value};

/// A moment, microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment so many microseconds after 1970.
    pub const fn of_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This moment and so much more; the far ends of time are held, not passed.
    #[must_use]
    pub fn plus(self, span: SignedDuration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(micros))
    }

    /// How long from `earlier` to this.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_micros(self.0.saturating_sub(earlier.0))
    }

    /// As jiff's timestamp; a moment out of its range becomes 1970.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl From<Moment> for Value<'_> {
    fn from(moment: Moment) -> Self {
        Value::Int(moment.0)
    }
}

impl Column for Moment {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Ok(Self(record.get(place)?))
    }
}

impl Column for Option<Moment> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        Ok(record.get::<Option<i64>>(place)?.map(Moment))
    }
}

/// A calendar day, stored as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl Day {
    /// This day and so many calendar days more.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-100_000, 100_000))))
    }

    /// Reads a day as people type it, «23.11.2026», or as it is stored.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.split('.');
        let (Some(day), Some(month), Some(year), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return text.parse().ok();
        };
        if year.len() != 4 {
            return None;
        }
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        date.ok().map(Self)
    }

    /// Calendar days from `earlier` to this; negative when this is before.
    pub fn since(self, earlier: Self) -> i64 {
        i64::from(self.0.since(earlier.0).map_or(0, |span| span.get_days()))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::str::FromStr for Day {
    type Err = jiff::Error;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.parse()?))
    }
}

impl From<Day> for Value<'_> {
    fn from(day: Day) -> Self {
        Value::Text(day.0.to_string().into())
    }
}

impl Column for Day {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "day", |text| text.parse().ok())
    }
}

impl Column for Option<Day> {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.text(place)?.is_some().then(|| record.get(place)).transpose()
    }
}

/// Where the time comes from: the machine's clock, or one that tests turn by hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands until it is moved (microseconds since 1970).
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock standing at `moment`.
    pub fn held(moment: Moment) -> Self {
        Self::Held(Arc::new(AtomicI64::new(moment.micros())))
    }

    /// Now.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => Moment(Timestamp::now().as_microsecond()),
            Self::Held(micros) => Moment(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a held clock; the machine's clock is left alone.
    pub fn advance(&self, span: SignedDuration) {
        if let Self::Held(micros) = self {
            let step = i64::try_from(span.as_micros()).unwrap_or(0);
            micros.fetch_add(step, Ordering::SeqCst);
        }
    }
}

/// The centre's zone and how its days and hours are written.
#[derive(Debug, Clone)]
pub struct Zone {
    zone: TimeZone,
    place: String,
}

impl Zone {
    /// The zone by its IANA name, for example `Asia/Tomsk`.
    pub fn named(name: &str) -> Result<Self, jiff::Error> {
        let zone = TimeZone::get(name)?;
        let place = match name {
            "Asia/Tomsk" => "Томск".to_owned(),
            "Europe/Moscow" => "Москва".to_owned(),
            "Asia/Novosibirsk" => "Новосибирск".to_owned(),
            "Asia/Yekaterinburg" => "Екатеринбург".to_owned(),
            other => other.to_owned(),
        };
        Ok(Self { zone, place })
    }

    /// The day it is at `moment` here.
    pub fn day(&self, moment: Moment) -> Day {
        Day(moment.timestamp().to_zoned_datetime(self.zone.clone()).date())
    }

    /// The moment a day begins here.
    pub fn begins(&self, day: Day) -> Moment {
        day.0
            .to_zoned_datetime(self.zone.clone())
            .map_or(Moment(i64::MAX), |start| Moment(start.timestamp().as_microsecond()))
    }

    /// «27 ноября 2026, 14:05 (Томск)».
    pub fn written(&self, moment: Moment) -> String {
        let here = moment.timestamp().to_zoned_datetime(self.zone.clone());
        let day = super::words::day(Day(here.date()));
        format!("{day}, {:02}:{:02} ({})", here.hour(), here.minute(), self.place)
    }

    /// «14:05».
    pub fn hour(&self, moment: Moment) -> String {
        let here = moment.timestamp().to_zoned_datetime(self.zone.clone());
        format!("{:02}:{:02}", here.hour(), here.minute())
    }

    /// «27.11.2026 14:05».
    pub fn brief(&self, moment: Moment) -> String {
        let here = moment.timestamp().to_zoned_datetime(self.zone.clone());
        format!("{:02}.{:02}.{} {:02}:{:02}", here.day(), here.month(), here.year(), here.hour(), here.minute())
    }
}

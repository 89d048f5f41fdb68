//! A criteria set: indicators, the rows answered under each, answers to choose from. No input or output.

use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::ids::Id;

/// The identity of a set; a case keeps it.
pub type SetId = Id<CriteriaSet>;

/// A version of a set with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaSet {
    /// Its id.
    pub id: SetId,
    /// What people call it.
    pub title: String,
    /// The category it is for.
    pub category: Category,
    /// The posts it is for.
    pub covers: Covers,
    /// Whether it may still be changed.
    pub state: State,
    /// Whether answers give points.
    pub scoring: Scoring,
    /// The first day it is in force, once published.
    pub valid_from: Day,
    /// The least total that meets the category, whole points; none when there is no threshold.
    pub threshold: Option<i64>,
    /// The document it rests on.
    pub legal_ref: String,
    /// What was not checked against that document; empty when all was.
    pub remark: String,
    /// Grows with every change of the draft.
    pub edition: i64,
    /// Показатели, in their order.
    pub indicators: Vec<Indicator>,
}

/// The posts a set is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// Все должности.
    AllPosts,
    /// These codes, in their order.
    Named(Vec<String>),
}

impl Covers {
    /// Whether a post is among them.
    pub fn covers(&self, post_code: &str) -> bool {
        match self {
            Self::AllPosts => true,
            Self::Named(codes) => codes.iter().any(|code| code == post_code),
        }
    }
}

/// Whether a set may still be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Черновик.
    Draft,
    /// Опубликован: it never changes again.
    Published,
}

impl State {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Draft, Self::Published].into_iter().find(|state| state.code() == code)
    }
}

/// Whether answers give points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scoring {
    /// Points are counted.
    Points,
    /// No points: the specialist weighs the answers.
    None,
}

impl Scoring {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::None => "none",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Points => "с баллами",
            Self::None => "без баллов",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Points, Self::None].into_iter().find(|scoring| scoring.code() == code)
    }
}

/// Показатель: what is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its id.
    pub id: Id<Indicator>,
    /// The indicator of the federal order it belongs to, `I1`…; empty when it is the region's own.
    pub code: String,
    /// Its short wording.
    pub wording: String,
    /// No more points than this count; none: all count.
    pub cap: Option<i64>,
    /// The least points that meet it; none: no threshold.
    pub threshold: Option<i64>,
    /// What is answered, in its order.
    pub rows: Vec<Row>,
}

/// One thing that is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: Id<Row>,
    /// How it is answered.
    pub kind: RowKind,
    /// What a band counts.
    pub measure: Measure,
    /// What is asked.
    pub wording: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// The least points: of «нет», of several answers together.
    pub min: i64,
    /// The most points.
    pub max: i64,
    /// For how many last years proof is taken; none: for any time.
    pub years: Option<i64>,
    /// Answers to choose from, or bands.
    pub options: Vec<Opt>,
    /// Documents by which the answer is proved.
    pub evidence: Vec<String>,
}

/// How a row is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One answer of several.
    Exclusive,
    /// Several answers whose points add up.
    Additive,
    /// A whole number that falls into a band.
    Band,
    /// Yes or no.
    YesNo,
    /// Text without points.
    Text,
}

impl RowKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Exclusive, Self::Additive, Self::Band, Self::YesNo, Self::Text];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exclusive => "exclusive",
            Self::Additive => "additive",
            Self::Band => "band",
            Self::YesNo => "yes_no",
            Self::Text => "text",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Exclusive => "один ответ из нескольких",
            Self::Additive => "несколько ответов, баллы складываются",
            Self::Band => "число по диапазонам",
            Self::YesNo => "да или нет",
            Self::Text => "текст без баллов",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it has answers or bands to choose from.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Exclusive | Self::Additive | Self::Band)
    }
}

/// What a band counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Whole percent, 0 to 100; a part of a percent is dropped.
    Percent,
    /// A count.
    Count,
}

impl Measure {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Count => "count",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Percent => "проценты",
            Self::Count => "количество",
        }
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Percent, Self::Count].into_iter().find(|measure| measure.code() == code)
    }

    /// The largest number that may be answered.
    pub const fn largest(self) -> i64 {
        match self {
            Self::Percent => 100,
            Self::Count => 1_000_000,
        }
    }
}

/// An answer to choose from, or a band of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opt {
    /// Its id.
    pub id: Id<Opt>,
    /// The answer; empty for a band.
    pub wording: String,
    /// What it gives.
    pub points: i64,
    /// The first number of a band.
    pub low: Option<i64>,
    /// The last number of a band; none: and more.
    pub high: Option<i64>,
}

impl Opt {
    /// Whether a number falls into this band.
    pub fn holds(&self, number: i64) -> bool {
        self.low.is_some_and(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// As shown: the answer, or «20–39», «60 и больше».
    pub fn words(&self) -> String {
        match (self.low, self.high) {
            (None, _) => self.wording.clone(),
            (Some(low), None) => format!("{low} и\u{a0}больше"),
            (Some(low), Some(high)) if low == high => low.to_string(),
            (Some(low), Some(high)) => format!("{low}–{high}"),
        }
    }
}

impl Row {
    /// The most points an answer can give.
    pub fn reachable(&self) -> i64 {
        let points = self.options.iter().map(|option| option.points);
        match self.kind {
            RowKind::Exclusive | RowKind::Band => points.max().unwrap_or(0),
            RowKind::Additive => points.sum::<i64>().min(self.max).max(self.min),
            RowKind::YesNo => self.max.max(self.min),
            RowKind::Text => 0,
        }
    }
}

impl Indicator {
    /// The most points it can give, its cap counted.
    pub fn reachable(&self) -> i64 {
        self.capped(self.rows.iter().map(Row::reachable).sum())
    }

    /// So many points as count.
    pub fn capped(&self, points: i64) -> i64 {
        self.cap.map_or(points, |cap| points.min(cap))
    }
}

impl CriteriaSet {
    /// The most points it can give.
    pub fn reachable(&self) -> i64 {
        self.indicators.iter().map(Indicator::reachable).sum()
    }

    /// Every row with its indicator, in their order.
    pub fn rows(&self) -> impl Iterator<Item = (&Indicator, &Row)> {
        self.indicators.iter().flat_map(|indicator| indicator.rows.iter().map(move |row| (indicator, row)))
    }
}

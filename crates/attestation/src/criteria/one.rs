//! One set as it is read: what it is for, its indicators, the rows under each.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Post};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::versions;
use crate::platform::words;

use super::draft;
use super::guards::SetInSight;
use super::model::{Covers, CriteriaSet, Indicator, Measure, Row, RowKind, Scoring, State as Stands};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/criteria/{id}", show)
}

/// A row as it is shown.
pub(super) struct Line {
    pub(super) wording: String,
    pub(super) hint: String,
    pub(super) kind: &'static str,
    pub(super) answers: Vec<String>,
    pub(super) points: String,
    pub(super) evidence: Vec<String>,
    pub(super) years: String,
}

/// An indicator as it is shown.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) limits: String,
    pub(super) lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "criteria/one.html")]
struct OnePage {
    frame: Frame,
    set: CriteriaSet,
    state: &'static str,
    tone: &'static str,
    posts: String,
    /// What of it was not checked; none when all was.
    doubt: Option<String>,
    from: String,
    threshold: String,
    counts: bool,
    parts: Vec<Part>,
    /// Whether its reader keeps the sets.
    keeps: bool,
    /// Whether it may still be taken back.
    may_withdraw: bool,
}

async fn show(SetInSight { by, set }: SetInSight, State(app): State<App>) -> Result<Response, Failure> {
    if set.state == Stands::Draft {
        return Ok(page::go(&draft::home(&set)));
    }
    let posts = app.db.read(applications::posts).await?;
    let (state, tone) = state(set.state);
    page::page(&OnePage {
        frame: by.0.frame(&app, &set.title).trail(by.trail()),
        state,
        tone,
        posts: named(&set.covers, &posts),
        doubt: versions::basis(&set.legal_ref, &set.remark).doubt,
        from: words::day(set.valid_from),
        threshold: threshold(&set),
        counts: counts(&set),
        keeps: by.keeps(),
        may_withdraw: by.keeps() && set.valid_from > app.today(),
        parts: set.indicators.iter().map(|one| part(&set, one)).collect(),
        set,
    })
}

/// Where a set stands, with the tone of its tag.
pub(super) fn state(state: Stands) -> (&'static str, &'static str) {
    match state {
        Stands::Draft => ("черновик", "yellow"),
        Stands::Published => ("опубликован", "green"),
    }
}

/// The posts a set is for, in words.
pub(super) fn named(covers: &Covers, posts: &[Post]) -> String {
    match covers {
        Covers::AllPosts => "все должности".to_owned(),
        Covers::Named(codes) => {
            let names = posts.iter().filter(|post| codes.contains(&post.code));
            names.map(|post| words::inside(&post.name)).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The least total, in words; empty when there is none.
pub(super) fn threshold(set: &CriteriaSet) -> String {
    set.threshold.map(|least| format!("не меньше {}", points(least))).unwrap_or_default()
}

/// Whether answers of a set give points.
pub(super) fn counts(set: &CriteriaSet) -> bool {
    set.scoring == Scoring::Points
}

/// «3 балла».
pub(super) fn points(count: i64) -> String {
    words::counted(count.unsigned_abs(), "балл", "балла", "баллов")
}

/// An indicator with its rows, in words.
pub(super) fn part(set: &CriteriaSet, one: &Indicator) -> Part {
    let title = if one.code.is_empty() { one.wording.clone() } else { format!("{}. {}", one.code, one.wording) };
    let cap = one.cap.map(|cap| format!("засчитывается не больше {}", points(cap)));
    let least = one.threshold.map(|least| format!("нужно не меньше {}", points(least)));
    let limits = cap.into_iter().chain(least).collect::<Vec<_>>().join("; ");
    Part { title, limits, lines: one.rows.iter().map(|row| line(set, row)).collect() }
}

fn line(set: &CriteriaSet, row: &Row) -> Line {
    let counts = set.scoring == Scoring::Points && row.kind != RowKind::Text;
    let sign = if row.kind == RowKind::Band && row.measure == Measure::Percent { "\u{a0}%" } else { "" };
    let answers = row.options.iter().map(|option| {
        let given = if counts { format!(" — {}", points(option.points)) } else { String::new() };
        format!("{}{sign}{given}", option.words())
    });
    Line {
        wording: row.wording.clone(),
        hint: row.hint.clone(),
        kind: row.kind.words(),
        answers: answers.collect(),
        points: if counts { format!("от {} до {}", row.min, row.max) } else { String::new() },
        evidence: row.evidence.clone(),
        years: row
            .years
            .and_then(|years| u64::try_from(years).ok())
            .map(|years| format!("за\u{a0}{}", words::counted(years, "год", "года", "лет")))
            .unwrap_or_default(),
    }
}

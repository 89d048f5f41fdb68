//! The SQL of criteria sets: which one is in force, a whole one, their list. Changes are in `drafts`.

mod drafts;

pub(super) use drafts::{create, discard, publish, save, withdraw};

use crate::applications::{Application, Category};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring, SetId, State};

/// The published set in force for a category and a post on a day: the one that came into force last.
pub fn set_for(reader: &mut Reader, category: Category, post_code: &str, day: Day) -> Result<Option<SetId>, DbError> {
    reader.row(
        "select s.id from criteria_sets s left join criteria_posts p on p.set_id = s.id and p.post_code = $2
         where s.category = $1 and s.state = 'published' and s.valid_from <= $3
             and (s.all_posts = 1 or p.post_code is not null)
         order by s.valid_from desc, s.id desc limit 1",
        values![category.code(), post_code, day],
        |row| row.get(0),
    )
}

/// The set a case began under; for a case that kept none, the one in force on the day it was received.
/// None when there is none for its category and post.
pub fn set_of_case(reader: &mut Reader, case: &Application) -> Result<Option<SetId>, DbError> {
    match kept_set(reader, case.id)? {
        Some(kept) => Ok(Some(kept)),
        None => set_for(reader, case.category, &case.post_code, case.received_on),
    }
}

/// The set a case keeps; none when it kept none.
pub fn kept_set(reader: &mut Reader, case: Id<Application>) -> Result<Option<SetId>, DbError> {
    let kept = reader
        .row("select criteria_id from applications where id = $1", values![case], |row| row.get::<Option<SetId>>(0));
    Ok(kept?.flatten())
}

/// The indicators of a set in their order: the code of the federal order, empty when it is the region's own, and the wording.
pub fn headings(reader: &mut Reader, id: SetId) -> Result<Vec<(String, String)>, DbError> {
    let sql = "select code, wording from criteria_indicators where set_id = $1 order by ordinal, id";
    reader.rows(sql, values![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A whole set: six questions, whatever is in it. None when there is no such set.
pub fn load(reader: &mut Reader, id: SetId) -> Result<Option<CriteriaSet>, DbError> {
    let head = reader.row(
        "select id, title, category, state, scoring, valid_from, threshold, legal_ref, remark, edition, all_posts
         from criteria_sets where id = $1",
        values![id],
        |row| Ok((head(row)?, row.get::<i64>(10)? != 0)),
    )?;
    let Some((mut set, is_for_all)) = head else { return Ok(None) };
    let posts = reader.rows(
        "select post_code from criteria_posts where set_id = $1 order by post_code",
        values![id],
        |row| row.get(0),
    )?;
    set.covers = if is_for_all { Covers::AllPosts } else { Covers::Named(posts) };
    set.indicators = reader.rows(
        "select id, code, wording, cap, threshold from criteria_indicators where set_id = $1 order by ordinal, id",
        values![id],
        indicator,
    )?;
    for (of, row) in rows(reader, id)? {
        if let Some(indicator) = set.indicators.iter_mut().find(|indicator| indicator.id == of) {
            indicator.rows.push(row);
        }
    }
    Ok(Some(set))
}

fn head(row: &Record<'_>) -> Result<CriteriaSet, BadColumn> {
    let (state, scoring): (String, String) = (row.get(3)?, row.get(4)?);
    Ok(CriteriaSet {
        id: row.get(0)?,
        title: row.get(1)?,
        category: row.get(2)?,
        covers: Covers::AllPosts,
        state: State::parse(&state).ok_or_else(|| BadColumn::new(3, format!("no state {state}")))?,
        scoring: Scoring::parse(&scoring).ok_or_else(|| BadColumn::new(4, format!("no scoring {scoring}")))?,
        valid_from: row.get(5)?,
        threshold: row.get(6)?,
        legal_ref: row.get(7)?,
        remark: row.get(8)?,
        edition: row.get(9)?,
        indicators: Vec::new(),
    })
}

fn indicator(row: &Record<'_>) -> Result<Indicator, BadColumn> {
    Ok(Indicator {
        id: row.get(0)?,
        code: row.get(1)?,
        wording: row.get(2)?,
        cap: row.get(3)?,
        threshold: row.get(4)?,
        rows: Vec::new(),
    })
}

/// Rows of a set, each with its indicator.
fn rows(reader: &mut Reader, id: SetId) -> Result<Vec<(Id<Indicator>, Row)>, DbError> {
    let mut rows = reader.rows(
        "select indicator_id, id, kind, measure, wording, min_points, max_points, years, hint
         from criteria_rows where set_id = $1 order by ordinal, id",
        values![id],
        row,
    )?;
    let options = reader.rows(
        "select row_id, id, wording, points, low, high from criteria_options where set_id = $1 order by ordinal, id",
        values![id],
        |row| Ok((row.get::<Id<Row>>(0)?, option(row)?)),
    )?;
    let evidence = reader.rows(
        "select row_id, wording from criteria_evidence where set_id = $1 order by ordinal",
        values![id],
        |row| Ok((row.get::<Id<Row>>(0)?, row.get::<String>(1)?)),
    )?;
    for (_, row) in &mut rows {
        row.options = options.iter().filter(|(of, _)| *of == row.id).map(|(_, option)| option.clone()).collect();
        row.evidence = evidence.iter().filter(|(of, _)| *of == row.id).map(|(_, words)| words.clone()).collect();
    }
    Ok(rows)
}

fn row(row: &Record<'_>) -> Result<(Id<Indicator>, Row), BadColumn> {
    let (kind, measure): (String, String) = (row.get(2)?, row.get(3)?);
    let read = Row {
        id: row.get(1)?,
        kind: RowKind::parse(&kind).ok_or_else(|| BadColumn::new(2, format!("no kind {kind}")))?,
        measure: Measure::parse(&measure).ok_or_else(|| BadColumn::new(3, format!("no measure {measure}")))?,
        wording: row.get(4)?,
        hint: row.get(8)?,
        min: row.get(5)?,
        max: row.get(6)?,
        years: row.get(7)?,
        options: Vec::new(),
        evidence: Vec::new(),
    };
    Ok((row.get(0)?, read))
}

fn option(row: &Record<'_>) -> Result<Opt, BadColumn> {
    Ok(Opt { id: row.get(1)?, wording: row.get(2)?, points: row.get(3)?, low: row.get(4)?, high: row.get(5)? })
}

/// A set as a line of the list.
pub(super) struct Head {
    pub(super) id: SetId,
    pub(super) title: String,
    pub(super) category: Category,
    pub(super) state: State,
    pub(super) scoring: Scoring,
    pub(super) valid_from: Day,
    pub(super) remark: String,
    /// How many posts it names; none when it is for all.
    pub(super) posts: Option<i64>,
}

/// Sets after a border, the newest day first, of one category or of all, drafts only when asked for: one question.
pub(super) fn page(
    reader: &mut Reader,
    (category, has_drafts): (Option<Category>, bool),
    after: Option<(Day, SetId)>,
    limit: usize,
) -> Result<Vec<Head>, DbError> {
    let stands = if has_drafts { "1 = 1" } else { "s.state = 'published'" };
    let narrowed = if category.is_some() { "s.category = $1" } else { "$1 = ''" };
    let from = if after.is_some() { "(s.valid_from, s.id) < ($2, $3)" } else { "$2 = $3" };
    let sql = format!(
        "select s.id, s.title, s.category, s.state, s.scoring, s.valid_from, s.remark, s.all_posts,
             (select count(*) from criteria_posts p where p.set_id = s.id)
         from criteria_sets s where {stands} and {narrowed} and {from} order by s.valid_from desc, s.id desc limit {limit}"
    );
    let (day, id) = after.map_or_else(Default::default, |(day, id)| (day.to_string(), id.to_string()));
    reader.rows(&sql, values![category.map_or("", Category::code), day, id], |row| {
        let (state, scoring): (String, String) = (row.get(3)?, row.get(4)?);
        let is_for_all = row.get::<i64>(7)? != 0;
        Ok(Head {
            id: row.get(0)?,
            title: row.get(1)?,
            category: row.get(2)?,
            state: State::parse(&state).ok_or_else(|| BadColumn::new(3, format!("no state {state}")))?,
            scoring: Scoring::parse(&scoring).ok_or_else(|| BadColumn::new(4, format!("no scoring {scoring}")))?,
            valid_from: row.get(5)?,
            remark: row.get(6)?,
            posts: if is_for_all { None } else { Some(row.get(8)?) },
        })
    })
}

/// A published set as it stands on the line of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) id: SetId,
    pub(super) title: String,
    pub(super) category: Category,
    pub(super) from: Day,
    pub(super) covers: Covers,
}

/// Sets on the line at most: a region publishes a few in a year.
const MOST: i64 = 2_000;

/// Every published set, the earliest day first: two questions.
pub(super) fn standing(reader: &mut Reader) -> Result<Vec<Standing>, DbError> {
    let posts = reader.rows(
        "select p.set_id, p.post_code from criteria_posts p join criteria_sets s on s.id = p.set_id
         where s.state = 'published' order by p.set_id, p.post_code",
        &[],
        |row| Ok((row.get::<SetId>(0)?, row.get::<String>(1)?)),
    )?;
    reader.rows(
        "select id, title, category, valid_from, all_posts from criteria_sets where state = 'published'
         order by valid_from, id limit $1",
        values![MOST],
        |row| {
            let id: SetId = row.get(0)?;
            let named = || posts.iter().filter(|(of, _)| *of == id).map(|(_, code)| code.clone()).collect();
            let is_for_all = row.get::<i64>(4)? != 0;
            Ok(Standing {
                id,
                title: row.get(1)?,
                category: row.get(2)?,
                from: row.get(3)?,
                covers: if is_for_all { Covers::AllPosts } else { Covers::Named(named()) },
            })
        },
    )
}

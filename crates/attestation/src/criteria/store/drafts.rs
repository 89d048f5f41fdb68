//! Changes of criteria sets. Every one asks for the state and the edition it was made upon: a published set never
//! changes, and of two hands at one draft the second is told so.

use crate::platform::act::Act;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::many;
use crate::values;

use super::super::model::{Covers, CriteriaSet, SetId};

/// Writes a new draft with everything in it.
pub(in crate::criteria) fn create(act: &mut Act<'_>, set: &CriteriaSet) -> Result<(), DbError> {
    let (at, by) = (act.at(), act.account());
    act.run(
        "insert into criteria_sets (id, title, category, all_posts, state, scoring, valid_from, threshold, legal_ref, remark, edition, created_at, created_by)
         values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, 1, $10, $11)",
        values![
            set.id,
            &set.title,
            set.category.code(),
            set.covers == Covers::AllPosts,
            set.scoring.code(),
            set.valid_from,
            set.threshold,
            &set.legal_ref,
            &set.remark,
            at,
            by
        ],
    )?;
    fill(act, set)
}

/// Writes a draft anew upon the edition it was read at; false when it was changed, published or discarded meanwhile.
pub(in crate::criteria) fn save(act: &mut Act<'_>, set: &CriteriaSet, edition: i64) -> Result<bool, DbError> {
    let changed = act.run(
        "update criteria_sets set title = $3, category = $4, all_posts = $5, scoring = $6, threshold = $7,
             legal_ref = $8, remark = $9, edition = edition + 1
         where id = $1 and edition = $2 and state = 'draft'",
        values![
            set.id,
            edition,
            &set.title,
            set.category.code(),
            set.covers == Covers::AllPosts,
            set.scoring.code(),
            set.threshold,
            &set.legal_ref,
            &set.remark
        ],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    clear(act, set.id)?;
    fill(act, set)?;
    Ok(true)
}

/// Removes a draft; false when it was changed or published meanwhile.
pub(in crate::criteria) fn discard(act: &mut Act<'_>, id: SetId, edition: i64) -> Result<bool, DbError> {
    // The edition is taken first: from here on no other hand can change the draft.
    let held = act.run(
        "update criteria_sets set edition = edition + 1 where id = $1 and edition = $2 and state = 'draft'",
        values![id, edition],
    )?;
    if held == 0 {
        return Ok(false);
    }
    clear(act, id)?;
    act.run("delete from criteria_sets where id = $1 and state = 'draft'", values![id])?;
    Ok(true)
}

/// Publishes a draft from a day on; false when it was changed meanwhile, or when another set of its category and of
/// one of its posts begins on the same day.
pub(in crate::criteria) fn publish(
    act: &mut Act<'_>,
    set: &CriteriaSet,
    from: Day,
    legal_ref: &str,
) -> Result<bool, DbError> {
    let (at, by) = (act.at(), act.account());
    // One publication at a time: the second waits here and then sees the first.
    act.next_number("criteria")?;
    let changed = act.run(
        "update criteria_sets set state = 'published', valid_from = $3, legal_ref = $4, published_at = $5, published_by = $6
         where id = $1 and edition = $2 and state = 'draft'
             and not exists (select 1 from criteria_sets o
                 where o.state = 'published' and o.category = criteria_sets.category and o.valid_from = $3
                     and (o.all_posts = 1 or criteria_sets.all_posts = 1 or exists (
                         select 1 from criteria_posts p join criteria_posts q on q.post_code = p.post_code
                         where p.set_id = o.id and q.set_id = criteria_sets.id)))",
        values![set.id, set.edition, from, legal_ref, at, by],
    )?;
    Ok(changed == 1)
}

/// Makes a draft again of a published set that has not begun; false when it has begun or is a draft already.
pub(in crate::criteria) fn withdraw(act: &mut Act<'_>, id: SetId, today: Day) -> Result<bool, DbError> {
    let changed = act.run(
        "update criteria_sets set state = 'draft', edition = edition + 1, published_at = null, published_by = null
         where id = $1 and state = 'published' and valid_from > $2",
        values![id, today],
    )?;
    Ok(changed == 1)
}

/// Takes everything out of a draft; the caller has just changed its row.
fn clear(act: &mut Act<'_>, id: SetId) -> Result<(), DbError> {
    for table in ["criteria_evidence", "criteria_options", "criteria_rows", "criteria_indicators", "criteria_posts"] {
        act.run(&format!("delete from {table} where set_id = $1"), values![id])?;
    }
    Ok(())
}

/// Puts everything into a draft that has nothing in it.
fn fill(act: &mut Act<'_>, set: &CriteriaSet) -> Result<(), DbError> {
    let named = match &set.covers {
        Covers::AllPosts => &[][..],
        Covers::Named(codes) => codes.as_slice(),
    };
    let posts = named.iter().map(|code| [set.id.into(), code.into()]);
    many::insert(act, "insert into criteria_posts (set_id, post_code) values ROWS", posts)?;
    let indicators = (1_i64..).zip(&set.indicators).map(|(place, one)| {
        [
            one.id.into(),
            set.id.into(),
            place.into(),
            (&one.code).into(),
            (&one.wording).into(),
            one.cap.into(),
            one.threshold.into(),
        ]
    });
    let sql = "insert into criteria_indicators (id, set_id, ordinal, code, wording, cap, threshold) values ROWS";
    many::insert(act, sql, indicators)?;
    rows(act, set)
}

fn rows(act: &mut Act<'_>, set: &CriteriaSet) -> Result<(), DbError> {
    let rows = (1_i64..).zip(set.rows()).map(|(place, (indicator, row))| {
        [
            row.id.into(),
            set.id.into(),
            indicator.id.into(),
            place.into(),
            row.kind.code().into(),
            row.measure.code().into(),
            (&row.wording).into(),
            (&row.hint).into(),
            row.min.into(),
            row.max.into(),
            row.years.into(),
        ]
    });
    let sql = "insert into criteria_rows (id, set_id, indicator_id, ordinal, kind, measure, wording, hint, min_points, max_points, years) values ROWS";
    many::insert(act, sql, rows)?;
    let all = || set.rows().map(|(_, row)| row);
    let options = all().flat_map(|row| (1_i64..).zip(&row.options).map(move |(place, one)| (row.id, place, one)));
    let options = options.map(|(row, place, one)| {
        [
            one.id.into(),
            set.id.into(),
            row.into(),
            place.into(),
            (&one.wording).into(),
            one.points.into(),
            one.low.into(),
            one.high.into(),
        ]
    });
    let sql = "insert into criteria_options (id, set_id, row_id, ordinal, wording, points, low, high) values ROWS";
    many::insert(act, sql, options)?;
    let papers = all().flat_map(|row| (1_i64..).zip(&row.evidence).map(move |(place, words)| (row.id, place, words)));
    let papers = papers.map(|(row, place, words)| [row.into(), place.into(), set.id.into(), words.into()]);
    many::insert(act, "insert into criteria_evidence (row_id, ordinal, set_id, wording) values ROWS", papers)
}

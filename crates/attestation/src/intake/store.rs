//! The SQL of remarks and schedules; confirmed awards are in the file beside.

mod awards;

pub(super) use awards::{Confirmed, award_of, put_award, take_award_back};

mod remarks;
mod waiting;

pub use remarks::{NewRemark, Remark, open_remarks, remarks_of};
pub(super) use remarks::{add_remarks, answer_remark};
pub(super) use waiting::{Waiting, waiting};

use crate::applications::stage_sql::{AWAITS_AWARD, TERM_CHANGES};
use crate::applications::{self, Application};
use crate::deadlines::{self, CONSIDER};
use crate::platform::act::Act;
use crate::platform::among::among;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::platform::words;
use crate::values;

use super::lists::{Entry, List};
use super::model::Track;

/// Term, place, form and track of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Day,
    /// Where.
    pub place: String,
    /// In which form, in words.
    pub form: String,
    /// The track.
    pub track: Track,
    /// The planned session.
    pub session_on: Option<Day>,
}

impl Scheduled {
    /// «срок с 1 декабря 2026 по 15 января 2027, форма: …, порядок: …».
    pub(super) fn told(&self) -> String {
        format!(
            "срок с {} по {}, форма: {}, порядок: {}",
            words::day(self.starts_on),
            words::day(self.ends_on),
            words::inside(&self.form),
            self.track.words()
        )
    }
}

/// A term as it stands or stood, with the moment it was set.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) set: Scheduled,
    pub(super) set_at: Moment,
}

/// A term that was changed: when and why.
#[derive(Debug, Clone)]
pub(super) struct Earlier {
    pub(super) was: Standing,
    pub(super) changed_at: Moment,
    pub(super) reason: String,
}

const TERM: &str = "starts_on, ends_on, place, form, track, session_on, set_at";

fn standing_of(row: &Record<'_>) -> Result<Standing, BadColumn> {
    let set = Scheduled {
        starts_on: row.get(0)?,
        ends_on: row.get(1)?,
        place: row.get(2)?,
        form: row.get(3)?,
        track: row.get(4)?,
        session_on: row.get::<String>(5)?.parse().ok(),
    };
    Ok(Standing { set, set_at: row.get(6)? })
}

/// The term of a case that stands now.
pub(super) fn standing(reader: &mut Reader, application: Id<Application>) -> Result<Option<Standing>, DbError> {
    reader.row(&format!("select {TERM} from schedules where application_id = $1"), values![application], standing_of)
}

/// Term, place, form and track of a case; none when they are not set.
pub fn scheduled(reader: &mut Reader, application: Id<Application>) -> Result<Option<Scheduled>, DbError> {
    Ok(standing(reader, application)?.map(|one| one.set))
}

/// Which of these cases have a term.
pub(super) fn with_term(reader: &mut Reader, cases: &[&str]) -> Result<Vec<String>, DbError> {
    among(reader, "select application_id from schedules where application_id in (MANY)", &[], cases, |row| row.get(0))
}

/// How many cases wait for what is chosen out of a list: for a confirmed award, or for their first term and form.
pub(super) fn waiting_for(reader: &mut Reader, list: List) -> Result<i64, DbError> {
    match list {
        List::Award => reader.count(&format!("select count(*) from applications a where {AWAITS_AWARD}"), &[]),
        List::Form => reader.count(&without_term(), &[]),
        List::Ground | List::Bar => Ok(0),
    }
}

/// The question of how many registered cases have no term of their own yet.
pub fn without_term() -> String {
    format!(
        "select count(*) from case_clocks k join applications a on a.id = k.application_id
         where k.code = '{CONSIDER}' and k.met_at is null and k.dropped_at is null and a.stage in ('registered', {TERM_CHANGES})"
    )
}

/// Terms of a case that were changed, the newest change first.
pub(super) fn earlier_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Earlier>, DbError> {
    let sql = format!(
        "select {TERM}, changed_at, reason from earlier_schedules where application_id = $1 order by changed_at desc, id desc"
    );
    reader.rows(&sql, values![application], |row| {
        Ok(Earlier { was: standing_of(row)?, changed_at: row.get(7)?, reason: row.get(8)? })
    })
}

/// Keeps the term that stands among the earlier ones, before another is written in its place; false when it stands no more.
pub(super) fn keep_earlier(
    act: &mut Act<'_>,
    application: Id<Application>,
    set_at: Moment,
    reason: &str,
) -> Result<bool, DbError> {
    let (now, who) = (act.at(), act.account());
    let sql = format!(
        "insert into earlier_schedules (id, application_id, {TERM}, set_by, changed_at, changed_by, reason)
         select cast($3 as text), application_id, {TERM}, set_by, cast($4 as bigint), cast($5 as text), cast($6 as text)
         from schedules where application_id = $1 and set_at = $2"
    );
    Ok(act.run(&sql, values![application, set_at, Id::<Earlier>::new(), now, who, reason])? == 1)
}

/// Whether the teacher has saved something in an application that is put right, and not signed it since. One filed by an original
/// on paper has no signature here: what was saved after the last original is meant.
pub(super) fn has_unsigned(reader: &mut Reader, application: Id<Application>) -> Result<bool, DbError> {
    let signed_at = applications::signed_at();
    let sql = format!(
        "select count(*) from drafts d join draft_pages p on p.draft_id = d.id
         join applications a on a.id = d.application_id
         where d.application_id = $1 and d.removed_at is null and p.saved_at > {signed_at}"
    );
    Ok(reader.count(&sql, values![application])? > 0)
}

/// When an application was written down.
pub(super) fn written_at(reader: &mut Reader, application: Id<Application>) -> Result<Option<Moment>, DbError> {
    reader.row("select created_at from applications where id = $1", values![application], |row| row.get(0))
}

/// Whether whoever has this account has filled the application in here: it is put right in the same draft, also where the
/// original was signed on paper.
pub(super) fn is_filled_by<A>(
    reader: &mut Reader,
    application: Id<Application>,
    account: Id<A>,
) -> Result<bool, DbError> {
    let sql = "select count(*) from drafts where application_id = $1 and account_id = $2 and removed_at is null";
    Ok(reader.count(sql, values![application, account])? > 0)
}

/// The draft of an application that was filed by an original on paper and which a coordinator of the school fills in: the
/// coordinator puts it right there, too, and records another original.
pub(super) fn draft_on_paper(reader: &mut Reader, application: Id<Application>) -> Result<Option<String>, DbError> {
    let sql =
        "select d.id from drafts d where d.application_id = $1 and d.helper_id is not null and d.removed_at is null
         and not exists (select 1 from application_signatures s where s.application_id = d.application_id)";
    reader.row(sql, values![application], |row| row.get(0))
}

/// Whether an application came of a draft, whoever filled it in.
pub(super) fn has_draft(reader: &mut Reader, application: Id<Application>) -> Result<bool, DbError> {
    let sql = "select count(*) from drafts where application_id = $1 and removed_at is null";
    Ok(reader.count(sql, values![application])? > 0)
}

/// Writes term, place, form and track down.
pub(super) fn put_schedule(act: &mut Act<'_>, application: Id<Application>, new: &Scheduled) -> Result<(), DbError> {
    let (now, who) = (act.at(), act.account());
    let session = new.session_on.map(|day| day.to_string()).unwrap_or_default();
    act.run(
        "insert into schedules (application_id, starts_on, ends_on, place, form, track, session_on, set_at, set_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (application_id) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on, place = excluded.place,
             form = excluded.form, track = excluded.track, session_on = excluded.session_on, set_at = excluded.set_at, set_by = excluded.set_by",
        values![application, new.starts_on, new.ends_on, &new.place, &new.form, new.track.code(), session, now, who],
    )?;
    Ok(())
}

/// Which of these cases have no address to write to.
pub(super) fn without_address(reader: &mut Reader, cases: &[Application]) -> Result<Vec<Id<Application>>, DbError> {
    let ids: Vec<String> = cases.iter().filter(|case| case.email.is_empty()).map(|case| case.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select a.id from applications a join teachers t on t.id = a.teacher_id left join accounts u on u.id = t.account_id and u.closed_at is null
         where u.id is null and a.id in (MANY)";
    crate::platform::among::among(reader, sql, &[], &ids, |row| row.get(0))
}

/// What is odd about the day on which a session is told to be: it is not worked, or no session is appointed for it; empty when
/// nothing is.
pub(super) fn odd_session(reader: &mut Reader, on: Option<Day>) -> Result<String, DbError> {
    let Some(day) = on else { return Ok(String::new()) };
    let said = words::day(day);
    if !deadlines::calendar(reader)?.is_working(day) {
        return Ok(format!("{said} — нерабочий день. Проверьте день заседания: он войдёт в письмо педагогу."));
    }
    let sql = "select count(*) from sittings where held_on = $1 and stage in ('planned', 'open')";
    Ok(if reader.count(sql, values![day])? > 0 {
        String::new()
    } else {
        format!("На {said} заседание комиссии ещё не назначено. Проверьте день: он войдёт в письмо педагогу.")
    })
}

/// Writes down on which ground the intake was refused.
pub(super) fn keep_refusal(
    act: &mut Act<'_>,
    case: Id<Application>,
    (ground, details): (&Entry, &str),
    on: Day,
) -> Result<(), DbError> {
    let sql = "insert into intake_refusals (application_id, ground_id, ground, refused_on, legal_ref, details) values ($1, $2, $3, $4, $5, $6)";
    act.run(sql, values![case, ground.id, &ground.words, on, &ground.legal_ref, details])?;
    Ok(())
}

/// Why the intake of a case was refused.
pub(super) struct RefusedIntake {
    /// The day.
    pub(super) on: Day,
    /// The ground in its words of that day.
    pub(super) ground: String,
    /// The clause it rests on.
    pub(super) legal_ref: String,
    /// What the Centre added; may be empty.
    pub(super) details: String,
}

/// Why the intake of a case was refused; none when it was not. The clause of a refusal made before it was kept is that of the list.
pub(super) fn refusal_of(reader: &mut Reader, case: Id<Application>) -> Result<Option<RefusedIntake>, DbError> {
    let sql = "select r.refused_on, r.ground, case when r.legal_ref <> '' then r.legal_ref else coalesce(e.legal_ref, '') end, r.details
         from intake_refusals r left join intake_entries e on e.id = r.ground_id where r.application_id = $1";
    reader.row(sql, values![case], |row| {
        Ok(RefusedIntake { on: row.get(0)?, ground: row.get(1)?, legal_ref: row.get(2)?, details: row.get(3)? })
    })
}

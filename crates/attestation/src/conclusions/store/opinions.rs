//! The SQL of opinions: what each specialist of a case has found, and the result once the last one has said so.

use crate::accounts::Seat;
use crate::applications::{self, Application, Move};
use crate::assignments;
use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::record::{BadColumn, Record};
use crate::platform::words;
use crate::values;

use super::super::model::{
    Attached, Opinion, Recorded, SetAside, Verdict, common_reason, common_verdict, may_attach, may_find,
};
use super::attached;

/// What a specialist has found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The conclusion it rests on: must be their newest one.
    pub conclusion: Id<Attached>,
    /// The verdict.
    pub verdict: Verdict,
    /// The reason; empty unless the verdict is no.
    pub reason: String,
}

/// The result of a case, recorded with the opinion of the last of its specialists.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// «2026-00017».
    pub number: String,
    /// What most of them have found.
    pub verdict: Verdict,
}

/// Opinions in force of those who work on a case, by place.
pub fn opinions_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<Opinion>, DbError> {
    reader.rows(
        "select p.seat_id, u.surname, u.given, u.patronymic, s.workplace, p.verdict, p.reason, p.recorded_at, c.version,
             (select count(*) from conclusions x where x.application_id = c.application_id and x.seat_id = c.seat_id and x.version <= c.version)
         from opinions p join assignments g on g.id = p.assignment_id and g.ended_at is null
         join conclusions c on c.id = p.conclusion_id join seats s on s.id = p.seat_id join accounts u on u.id = s.account_id
         where p.application_id = $1 and p.returned_at is null order by g.place",
        values![application],
        opinion,
    )
}

fn opinion(row: &Record<'_>) -> Result<Opinion, BadColumn> {
    Ok(Opinion {
        seat: row.get(0)?,
        name: FullName::read(row, 1)?,
        workplace: row.get(4)?,
        verdict: row.get(5)?,
        reason: row.get(6)?,
        recorded_at: row.get(7)?,
        version: row.get(8)?,
        of_own: row.get(9)?,
    })
}

/// Opinions of a case the centre has returned, the newest first; those too of whoever does not work on it any more.
pub(in super::super) fn returned_of(
    reader: &mut Reader,
    application: Id<Application>,
) -> Result<Vec<SetAside>, DbError> {
    reader.rows(
        "select p.seat_id, u.surname, u.given, u.patronymic, s.workplace, p.verdict, p.reason, p.recorded_at, c.version,
             (select count(*) from conclusions x where x.application_id = c.application_id and x.seat_id = c.seat_id and x.version <= c.version),
             p.returned_at, p.return_reason
         from opinions p join conclusions c on c.id = p.conclusion_id join seats s on s.id = p.seat_id join accounts u on u.id = s.account_id
         where p.application_id = $1 and p.returned_at is not null order by p.returned_at desc, p.id desc",
        values![application],
        set_aside,
    )
}

fn set_aside(row: &Record<'_>) -> Result<SetAside, BadColumn> {
    Ok(SetAside { opinion: opinion(row)?, at: row.get(10)?, reason: row.get(11)? })
}

/// Opinions of those who were taken off a case after they had spoken, the newest first: they do not count for the result, and
/// what was found stays in sight.
pub fn released_of(reader: &mut Reader, application: Id<Application>) -> Result<Vec<SetAside>, DbError> {
    reader.rows(
        "select p.seat_id, u.surname, u.given, u.patronymic, s.workplace, p.verdict, p.reason, p.recorded_at, c.version,
             (select count(*) from conclusions x where x.application_id = c.application_id and x.seat_id = c.seat_id and x.version <= c.version),
             g.ended_at, g.end_reason
         from opinions p join assignments g on g.id = p.assignment_id join conclusions c on c.id = p.conclusion_id
         join seats s on s.id = p.seat_id join accounts u on u.id = s.account_id
         where p.application_id = $1 and p.returned_at is null and g.ended_at is not null order by g.ended_at desc, p.id desc",
        values![application],
        set_aside,
    )
}

/// What was found with a conclusion before the centre returned it; none when nothing was.
pub(in super::super) fn returned_with(
    reader: &mut Reader,
    conclusion: Id<Attached>,
) -> Result<Option<Verdict>, DbError> {
    reader.row(
        "select verdict from opinions where application_id = (select application_id from conclusions where id = $1) and conclusion_id = $1
             and returned_at is not null order by returned_at desc, id desc limit 1",
        values![conclusion],
        |row| row.get(0),
    )
}

/// Records what a specialist has found. With the last opinion of the group the case moves on and its result is recorded,
/// its number the next one of the year; none: others have still to say.
///
/// # Errors
/// Conflict when the case moved, is not theirs any more, or another conclusion was attached meanwhile.
pub fn record(
    act: &mut Act<'_>,
    case: &Application,
    seat: Id<Seat>,
    finding: &Finding,
    year: i64,
) -> Result<Option<Outcome>, Failure> {
    may_attach(case, false)?;
    // Held: of two who are the last at once, the second sees the opinion of the first.
    applications::hold(act, case)?;
    assignments::finish(act, case.id, seat)?;
    let newest = attached(act, case.id)?.into_iter().find(|one| one.seat == seat);
    let Some(newest) = newest.filter(|one| one.id == finding.conclusion) else {
        return Err(Failure::Conflict(
            "Пока вы проверяли, было прикреплено другое заключение. Откройте дело заново и проверьте результат ещё раз.".into(),
        ));
    };
    may_find(&newest, returned_with(act, newest.id)?, finding.verdict)?;
    let now = act.at();
    act.run(
        "insert into opinions (id, assignment_id, application_id, seat_id, conclusion_id, verdict, reason, year, recorded_at, returned_at, return_reason)
         select $1, id, application_id, seat_id, cast($4 as text), cast($5 as text), cast($6 as text), cast($7 as bigint), cast($8 as bigint), null, ''
         from assignments where application_id = $2 and seat_id = $3 and ended_at is null",
        values![Id::<Opinion>::new(), case.id, seat, finding.conclusion, finding.verdict.code(), &finding.reason, year, now],
    )?;
    let opinions = opinions_of(act, case.id)?;
    let group = assignments::group(act, case)?;
    if i64::try_from(opinions.len()).unwrap_or(i64::MAX) < group.size {
        return Ok(None);
    }
    conclude(act, case, (seat, finding.conclusion), &opinions, year).map(Some)
}

fn conclude(
    act: &mut Act<'_>,
    case: &Application,
    (seat, conclusion): (Id<Seat>, Id<Attached>),
    opinions: &[Opinion],
    year: i64,
) -> Result<Outcome, Failure> {
    applications::step(act, case, Move::Conclude)?;
    let verdict = common_verdict(opinions);
    let ordinal = act.next_number(&format!("results:{year}"))?;
    let (number, now) = (format!("{year}-{ordinal:05}"), act.at());
    act.run(
        "insert into results (id, number, year, ordinal, application_id, conclusion_id, seat_id, verdict, reason, recorded_at, returned_at, returned_by, return_reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, null, '')",
        values![
            Id::<Recorded>::new(),
            &number,
            year,
            ordinal,
            case.id,
            conclusion,
            seat,
            verdict.code(),
            common_reason(opinions, verdict),
            now
        ],
    )?;
    Ok(Outcome { number, verdict })
}

/// Returns opinions to these specialists with a reason; with them the result of the case, when it was recorded.
///
/// # Errors
/// Conflict when the case moved or stands on an agenda, or one of them has no opinion in force.
pub fn give_back(act: &mut Act<'_>, case: &Application, seats: &[Id<Seat>], reason: &str) -> Result<(), Failure> {
    let (now, by) = (act.at(), act.account());
    if case.stage.after(Move::Return).is_ok() {
        if let Some(day) = applications::coming_to(act, case.id)?.map(|on| on.held_on) {
            let day = words::day(day);
            let why = format!("Дело стоит в повестке заседания {day}. Снимите его с повестки и верните снова.");
            return Err(Failure::Conflict(why));
        }
        applications::step(act, case, Move::Return)?;
        let returned = act.run(
            "update results set returned_at = $2, returned_by = $3, return_reason = $4 where application_id = $1 and returned_at is null",
            values![case.id, now, by, reason],
        )?;
        one(returned, "Результат уже возвращён.")?;
    } else {
        // Others of the group have still to say: only opinions go back, the stage stays.
        may_attach(case, false)?;
        applications::hold(act, case)?;
    }
    assignments::reopen(act, case.id, seats)?;
    for seat in seats {
        let returned = act.run(
            "update opinions set returned_at = $3, return_reason = $4 where application_id = $1 and seat_id = $2 and returned_at is null",
            values![case.id, *seat, now, reason],
        )?;
        one(returned, "Заключение этого специалиста уже возвращено.")?;
    }
    Ok(())
}

fn one(changed: u64, why: &str) -> Result<(), Failure> {
    if changed == 1 { Ok(()) } else { Err(Failure::Conflict(why.into())) }
}

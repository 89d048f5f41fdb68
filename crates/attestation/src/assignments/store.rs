//! The SQL of assignments and of a specialist's list.

use crate::accounts::Seat;
use crate::applications::{self, Application, COLUMNS, Category, JOINS, Move, Stage, WIDTH};
use crate::context::App;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::names::{FullName, key};
use crate::platform::record::{BadColumn, Record, Value};
use crate::values;

use super::model::{SpecialistLoad, conflict};
use super::{kinds, letters};

/// Gives cases to a specialist, taking them from whoever had them: each a move of its stage, one letter to each person.
/// A conflict of interest with any of them refuses the whole.
pub fn assign(
    act: &mut Act<'_>,
    app: &App,
    to: &SpecialistLoad,
    cases: &[Application],
) -> Result<(), Failure> {
    let mut taken: Vec<(Addressee, Application)> = Vec::new();
    for case in cases {
        if let Some(conflict) = conflict(to, case) {
            return Err(conflict.into());
        }
        let before = current(act, case.id)?;
        if before.as_ref().is_some_and(|before| before.seat == to.seat) {
            continue;
        }
        applications::step(
            act,
            case,
            if before.is_some() {
                Move::Reassign
            } else {
                Move::Assign
            },
        )?;
        if let Some(before) = before {
            end(act, case.id, "передано другому специалисту")?;
            taken.push((before.addressee(), case.clone()));
        }
        let (id, now, by) = (Id::<Assigned>::new(), act.at(), act.account());
        act.run(
            "insert into assignments (id, application_id, seat_id, due_on, given_by, given_at, ended_at, end_reason) values ($1, $2, $3, $4, $5, $6, null, '')",
            values![id, case.id, to.seat, case.due_on, by, now],
        )?;
        act.note(
            Fact::of(
                kinds::ASSIGNED,
                format!("назначен специалист {}", to.name.short()),
            )
            .application(case.id)
            .subject("seat", to.seat),
        )?;
    }
    for (who, case) in &taken {
        act.post(&letters::released(app, who, std::slice::from_ref(case))?)?;
    }
    let account = act.row(
        "select account_id from seats where id = $1",
        values![to.seat],
        |row| row.get::<String>(0),
    )?;
    let addressee = Addressee {
        email: to.email.clone(),
        name: to.name.clone(),
        account,
    };
    act.post(&letters::assigned(app, &addressee, cases)?)?;
    Ok(())
}

/// Takes the specialist off a case; nobody is put in place.
pub fn release(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    reason: &str,
) -> Result<(), Failure> {
    let before = current(act, case.id)?
        .ok_or_else(|| Failure::Conflict("Специалист уже снят с этого дела.".into()))?;
    applications::step(act, case, Move::Release)?;
    end(act, case.id, reason)?;
    act.post(&letters::released(
        app,
        &before.addressee(),
        std::slice::from_ref(case),
    )?)?;
    act.note(
        Fact::of(kinds::RELEASED, format!("специалист снят: {reason}"))
            .application(case.id)
            .subject("seat", before.seat),
    )?;
    Ok(())
}

/// Holds the assignment of a case to this specialist to the end of the act, proving that it is still theirs.
pub fn hold(
    act: &mut Act<'_>,
    application: Id<Application>,
    seat: Id<Seat>,
) -> Result<(), Failure> {
    let held = act.run(
        "update assignments set end_reason = '' where application_id = $1 and seat_id = $2 and ended_at is null",
        values![application, seat],
    )?;
    if held == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict(
            "Пока вы работали, Центр передал это дело другому специалисту.".into(),
        ))
    }
}

/// Ends the assignment of a case that is over, whoever has it; they get a letter.
pub fn close(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    reason: &str,
) -> Result<(), Failure> {
    let Some(before) = current(act, case.id)? else {
        return Ok(());
    };
    end(act, case.id, reason)?;
    act.post(&letters::released(
        app,
        &before.addressee(),
        std::slice::from_ref(case),
    )?)?;
    Ok(())
}

fn end<A>(act: &mut Act<'_>, application: Id<A>, reason: &str) -> Result<(), Failure> {
    let now = act.at();
    let ended = act.run("update assignments set ended_at = $2, end_reason = $3 where application_id = $1 and ended_at is null", values![application, now, reason])?;
    if ended == 1 {
        Ok(())
    } else {
        Err(Failure::Conflict(
            "Пока вы работали, дело передали другому. Откройте его заново.".into(),
        ))
    }
}

/// Who works on a case now.
#[derive(Debug, Clone)]
pub struct Assigned {
    /// The seat.
    pub seat: Id<Seat>,
    /// The account.
    pub account: String,
    /// The name.
    pub name: FullName,
    /// The place of work; may be empty.
    pub workplace: String,
    /// The address.
    pub email: String,
}

impl Assigned {
    /// As the addressee of a letter.
    pub fn addressee(&self) -> Addressee {
        Addressee {
            email: self.email.clone(),
            name: self.name.clone(),
            account: Some(self.account.clone()),
        }
    }
}

/// Who works on a case now.
pub fn current(
    reader: &mut Reader,
    application: Id<Application>,
) -> Result<Option<Assigned>, DbError> {
    reader.row(
        "select g.seat_id, s.account_id, u.surname, u.given, u.patronymic, s.workplace, u.email
         from assignments g join seats s on s.id = g.seat_id join accounts u on u.id = s.account_id
         where g.application_id = $1 and g.ended_at is null",
        values![application],
        |row| {
            Ok(Assigned {
                seat: row.get(0)?,
                account: row.get(1)?,
                name: FullName::read(row, 2)?,
                workplace: row.get(5)?,
                email: row.get(6)?,
            })
        },
    )
}

/// What a specialist's list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// A part of the teacher's name.
    pub name: String,
    /// One stage.
    pub stage: Option<Stage>,
    /// One category.
    pub category: Option<Category>,
    /// A part of the school's name.
    pub school: String,
    /// Only late ones, as of this day.
    pub late_on: Option<Day>,
    /// Only ones that wait for the specialist.
    pub waiting: bool,
    /// Deadlines from the last to the first.
    pub descending: bool,
    /// The deadline and id of the row before the page.
    pub after: Option<(Day, Id<Application>)>,
}

/// The conditions of a filter and their values, numbered from `$first`; `a`, `t`-independent name key and `o` are in scope.
fn conditions<'v>(filter: &ListFilter, first: usize) -> (String, Vec<Value<'v>>) {
    let (mut sql, mut values) = (String::new(), Vec::new());
    let mut add = |text: &str, new: Vec<Value<'v>>| {
        let mut text = text.to_owned();
        for value in new {
            values.push(value);
            text = text.replacen('?', &format!("${}", first + values.len() - 1), 1);
        }
        sql.push_str(" and ");
        sql.push_str(&text);
    };
    for word in key(&filter.name)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(4)
    {
        add("a.name_key like ?", vec![format!("%{word}%").into()]);
    }
    for word in key(&filter.school)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(4)
    {
        add("o.name_key like ?", vec![format!("%{word}%").into()]);
    }
    if let Some(stage) = filter.stage {
        add("a.stage = ?", vec![stage.code().into()]);
    }
    if let Some(category) = filter.category {
        add("a.category = ?", vec![category.code().into()]);
    }
    if filter.waiting || filter.late_on.is_some() {
        add("a.stage in ('in_review', 'returned')", vec![]);
    }
    if let Some(day) = filter.late_on {
        add("g.due_on < ?", vec![day.into()]);
    }
    if let Some((due, id)) = filter.after {
        let sign = if filter.descending { "<" } else { ">" };
        add(
            &format!("(g.due_on, g.application_id) {sign} (?, ?)"),
            vec![due.into(), id.into()],
        );
    }
    (sql, values)
}

/// Cases of a specialist by deadline: `most` at most after the filter's border.
pub fn assigned_to(
    reader: &mut Reader,
    seat: Id<Seat>,
    filter: &ListFilter,
    most: i64,
) -> Result<Vec<Application>, DbError> {
    let (narrowed, more) = conditions(filter, 3);
    let turn = if filter.descending { " desc" } else { "" };
    let sql = format!(
        "select {COLUMNS} from assignments g join applications a on a.id = g.application_id {JOINS}
         where g.seat_id = $1 and g.ended_at is null{narrowed} order by g.due_on{turn}, g.application_id{turn} limit $2"
    );
    let mut all = vec![seat.into(), most.into()];
    all.extend(more);
    reader.rows(&sql, &all, applications::read)
}

/// How many cases of a specialist stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All assigned now.
    pub all: i64,
    /// Waiting for the specialist.
    pub waiting: i64,
    /// Of these, late.
    pub late: i64,
    /// Returned by the centre.
    pub returned: i64,
    /// Results recorded.
    pub done: i64,
}

/// Counts of a specialist's cases as of a day.
pub fn counts_of(reader: &mut Reader, seat: Id<Seat>, today: Day) -> Result<Counts, DbError> {
    let sql = "select count(*), coalesce(sum(case when a.stage in ('in_review', 'returned') then 1 else 0 end), 0),
            coalesce(sum(case when a.stage in ('in_review', 'returned') and g.due_on < $2 then 1 else 0 end), 0),
            coalesce(sum(case when a.stage = 'returned' then 1 else 0 end), 0), coalesce(sum(case when a.stage = 'concluded' then 1 else 0 end), 0)
         from assignments g join applications a on a.id = g.application_id where g.seat_id = $1 and g.ended_at is null";
    let counts = reader.row(sql, values![seat, today], |row| {
        Ok(Counts {
            all: row.get(0)?,
            waiting: row.get(1)?,
            late: row.get(2)?,
            returned: row.get(3)?,
            done: row.get(4)?,
        })
    })?;
    Ok(counts.unwrap_or_default())
}

const LOAD: &str = "select s.id, u.surname, u.given, u.patronymic, s.organization_id, s.workplace, u.email,
        (select count(*) from assignments g join applications a on a.id = g.application_id where g.seat_id = s.id and g.ended_at is null and a.stage in ('in_review', 'returned')),
        (select count(*) from assignments g join applications a on a.id = g.application_id where g.seat_id = s.id and g.ended_at is null and a.stage in ('in_review', 'returned') and g.due_on < $1),
        (select count(*) from assignments g join applications a on a.id = g.application_id where g.seat_id = s.id and g.ended_at is null and a.stage = 'concluded')
    from seats s join accounts u on u.id = s.account_id where s.role = 'specialist' and s.ended_at is null and u.closed_at is null";

fn load(row: &Record<'_>) -> Result<SpecialistLoad, BadColumn> {
    Ok(SpecialistLoad {
        seat: row.get(0)?,
        name: FullName::read(row, 1)?,
        organization: row.get(4)?,
        workplace: row.get(5)?,
        email: row.get(6)?,
        open: row.get(7)?,
        late: row.get(8)?,
        done: row.get(9)?,
        posts: Vec::new(),
    })
}

/// Every specialist with load and posts, by name. A centre has tens to hundreds of them.
pub fn loads(reader: &mut Reader, today: Day) -> Result<Vec<SpecialistLoad>, DbError> {
    let mut all = reader.rows(
        &format!("{LOAD} order by u.name_key, s.id"),
        values![today],
        load,
    )?;
    let posts = reader.rows(
        "select q.seat_id, q.post_code from seat_posts q join seats s on s.id = q.seat_id where s.role = 'specialist' and s.ended_at is null order by q.seat_id, q.post_code",
        &[],
        |row| Ok((row.get::<Id<Seat>>(0)?, row.get::<String>(1)?)),
    )?;
    for specialist in &mut all {
        specialist.posts = posts
            .iter()
            .filter(|(seat, _)| *seat == specialist.seat)
            .map(|(_, post)| post.clone())
            .collect();
    }
    Ok(all)
}

/// One specialist with load and posts.
pub fn load_of(
    reader: &mut Reader,
    seat: Id<Seat>,
    today: Day,
) -> Result<Option<SpecialistLoad>, DbError> {
    let Some(mut one) = reader.row(&format!("{LOAD} and s.id = $2"), values![today, seat], load)?
    else {
        return Ok(None);
    };
    one.posts = reader.rows(
        "select post_code from seat_posts where seat_id = $1 order by post_code",
        values![seat],
        |row| row.get(0),
    )?;
    Ok(Some(one))
}

/// Compile-time reminder that extra columns come after the application's.
const _: () = assert!(WIDTH == 22);

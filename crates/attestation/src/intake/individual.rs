//! «Индивидуальный график аттестации» of a case whose term is set: Word by the template in force, and PDF.

use officedocs::pdf::{Block, Column, Paper as Printed, Signature, Table};
use serde_json::{Value, json};

use crate::applications::{self, Application, Coming};
use crate::context::App;
use crate::deadlines::{CONDUCT, DECIDE, GROUP, RESULT, running};
use crate::documents::made::{BLANK, ToPrint, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::RemarkedCase;
use super::stated;
use super::store::{self, Scheduled, Standing};

/// The individual schedule of an attestation.
pub static SCHEDULE: Paper = Paper {
    code: "schedule",
    words: "Индивидуальный график аттестации",
    builtin: include_bytes!("../../papers/intake/schedule.docx"),
    tags: stated::tags![
        "педагог.фамилия_инициалы",
        "график.форма",
        "график.порядок",
        "график.место",
        "график.начало",
        "график.окончание",
        "график.заседание",
        "этапы.название",
        "этапы.срок",
        "сегодня",
    ],
    needed: &[&["педагог.фио", "педагог.фамилия_инициалы"], &["заявление.номер", "заявление.дата"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Schedule>(doors)
}

/// There is no schedule yet.
#[derive(Debug)]
struct NotScheduled;

impl Refusal for NotScheduled {
    fn reason(&self) -> String {
        "Срок и форма аттестации ещё не назначены. График появится, когда их назначит Центр.".to_owned()
    }
}

/// What the schedule of a case states; none while no term is set.
///
/// # Errors
/// When the database does not answer.
pub async fn schedule_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let (house, of) = (app.clone(), case.clone());
    let read = app.db.read(move |reader| data(reader, &house, &of)).await?;
    Ok(read.map(|(mut says, _)| {
        says["сегодня"] = words::day(app.today()).into();
        says
    }))
}

/// The schedule as a paper to be kept with the case, of the day it was set; none while no term is set.
///
/// # Errors
/// When the database does not answer.
pub fn schedule_to_keep(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, Failure> {
    let Some((mut says, set_at)) = data(reader, app, case)? else { return Ok(None) };
    says["сегодня"] = words::day(app.config.zone.day(set_at)).into();
    let name = format!("{}.pdf", named(case));
    Ok(Some(ToPrint { paper: schedule_paper(&says), at: set_at, name }))
}

fn named(case: &Application) -> String {
    format!("Индивидуальный график {}", case.number)
}

/// What the tags of the template stand for, but for the day, and when the term was set.
fn data(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<(Value, Moment)>, DbError> {
    let Some(Standing { set, set_at }) = store::standing(reader, case.id)? else { return Ok(None) };
    let clocks = running::of_case(reader, case.id)?;
    // The session on whose agenda the case stands comes before the one that was planned.
    let coming = applications::session_of(reader, case.id)?;
    let set = Scheduled { session_on: coming.as_ref().map(|on| on.held_on).or(set.session_on), ..set };
    let session = coming.as_ref().map(Coming::words).or_else(|| set.session_on.map(words::day));
    let steps: Vec<Value> = steps(&set, &clocks, session.as_deref())
        .into_iter()
        .map(|(name, term)| json!({ "название": name, "срок": term }))
        .collect();
    let mut says = stated::of_case(app, case);
    says["педагог"]["фамилия_инициалы"] = case.name.short().into();
    says["график"] = json!({
        "форма": set.form,
        "порядок": set.track.words(),
        "место": set.place,
        "начало": words::day(set.starts_on),
        "окончание": words::day(set.ends_on),
        "заседание": session.unwrap_or_default(),
    });
    says["этапы"] = steps.into();
    Ok(Some((says, set_at)))
}

/// The step that comes before the analysis, also on one day.
const ASSIGNING: &str = "Назначение специалистов";

/// What is done and by which day, in the order of the days: nothing later than the end of the attestation, neither the analysis
/// nor what comes before it after the session. A clock that is waited for no more is left out.
fn steps(set: &Scheduled, clocks: &[running::Running], session: Option<&str>) -> Vec<(String, String)> {
    let running = || clocks.iter().filter(|one| one.dropped_at.is_none());
    let mut before: Vec<(Day, &str, String)> = running()
        .filter_map(|one| match one.code.as_str() {
            GROUP => Some(within(set, ASSIGNING, one.due_on, set.session_on)),
            RESULT => {
                Some(within(set, "Анализ профессиональной деятельности специалистами", one.due_on, set.session_on))
            }
            _ => None,
        })
        .collect();
    before.sort_by_key(|(day, what, _)| (*day, *what != ASSIGNING));
    let whole = format!("с {} по {}", words::day(set.starts_on), words::day(set.ends_on));
    let session = session.unwrap_or("день будет назначен").to_owned();
    // The end of the attestation is never set later than both clocks of the decision, unless the case was overdue already.
    let lawful = running().filter(|one| [CONDUCT, DECIDE].contains(&one.code.as_str())).map(|one| one.due_on).min();
    let overdue = lawful.filter(|day| *day < set.ends_on);
    let overdue = overdue.map(|day| format!(" (предельный срок по правилам был {})", words::day(day)));
    let decision = match set.session_on.filter(|day| *day > set.ends_on) {
        Some(day) => format!("{}, в день заседания: оно позже конца аттестации", words::day(day)),
        None => format!("до {}, конца аттестации{}", words::day(set.ends_on), overdue.unwrap_or_default()),
    };
    std::iter::once(("Проведение аттестации".to_owned(), whole))
        .chain(before.into_iter().map(|(_, what, by)| (what.to_owned(), by)))
        .chain([
            ("Заседание аттестационной комиссии".to_owned(), session),
            ("Решение аттестационной комиссии".to_owned(), decision),
        ])
        .collect()
}

/// A step with its last day: that of its clock, of the session, or the end of the attestation, whichever comes first.
fn within<'w>(set: &Scheduled, what: &'w str, due: Day, session: Option<Day>) -> (Day, &'w str, String) {
    let session = session.filter(|day| *day < due && *day <= set.ends_on);
    let (day, whose) = match session {
        Some(day) => (day, ", дня заседания"),
        None if set.ends_on < due => (set.ends_on, ", конца аттестации"),
        None => (due, ""),
    };
    (day, what, format!("до {}{whose}", words::day(day)))
}

/// The schedule as a PDF: what `schedule_stated` states, in the order of the Word file.
fn schedule_paper(data: &Value) -> Printed {
    let title = "Индивидуальный график аттестации".to_owned();
    let more = [("Форма", "/график/форма"), ("Порядок", "/график/порядок"), ("Место", "/график/место")];
    let signature = |post: &str, name: &str| Signature { post: post.to_owned(), name: name.to_owned() };
    let blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        stated::facts(data, &more),
        Block::Table(Table {
            columns: vec![Column::new("Что проводится", 70), Column::new("Срок", 50)],
            rows: rows(data, "/этапы")
                .iter()
                .map(|one| vec![text(one, "/название").to_owned(), text(one, "/срок").to_owned()])
                .collect(),
        }),
        Block::Signatures(vec![
            signature("Составил", BLANK),
            signature("С графиком ознакомлен", text(data, "/педагог/фамилия_инициалы")),
        ]),
        Block::text(format!("{}\u{a0}г.", text(data, "/сегодня"))),
    ];
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The schedule at its doors.
struct Schedule;

impl Handed for Schedule {
    type By = RemarkedCase;
    const WORD: &'static str = "/applications/{id}/schedule/file";
    const PDF: &'static str = "/applications/{id}/schedule/pdf";

    fn paper() -> &'static Paper {
        &SCHEDULE
    }

    async fn taken(seen: RemarkedCase, app: &App) -> Result<Taken, Failure> {
        let says = schedule_stated(app, &seen.case).await?.ok_or(NotScheduled)?;
        let fact = Fact::of(applications::kinds::OPENED, "скачан индивидуальный график").application(seen.case.id);
        app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        let shape = schedule_paper(&says);
        Ok(Taken::now(says, shape, named(&seen.case)))
    }
}

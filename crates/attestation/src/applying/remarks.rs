//! Remarks of the Centre while an application is put right: at which task each stands, and what signing anew answers to it.

use crate::applications::{self, Application};
use crate::documents::{self, Document, Kind, Reading};
use crate::intake::{self, Part, Remark};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::words;

use super::indicators;
use super::store::{self, Course, Draft, Reply};
use super::tasks::{Indicator, Task};
use super::whole::Whole;

/// Remarks that wait to be put right in this draft, by these indicators; none before it is sent. One that names an indicator the
/// application was not sent by is about results as a whole.
pub(super) fn open(
    reader: &mut Reader,
    draft: &Draft,
    indicators: &[&'static Indicator],
) -> Result<Vec<Remark>, DbError> {
    draft.application.map_or(Ok(Vec::new()), |case| of_case(reader, case, indicators))
}

fn of_case(
    reader: &mut Reader,
    case: Id<Application>,
    indicators: &[&'static Indicator],
) -> Result<Vec<Remark>, DbError> {
    let mut all = intake::open_remarks(reader, case)?;
    for one in &mut all {
        if indicators.iter().all(|known| known.words != one.indicator) {
            one.indicator.clear();
        }
    }
    Ok(all)
}

/// Whether a remark may be meant for this task. Where it names no indicator, which of them is meant stands in its words alone.
pub(super) fn is_about(remark: &Remark, task: Task) -> bool {
    match (remark.part, task) {
        (Part::Results, Task::Result(one)) => remark.indicator.is_empty() || remark.indicator == one.words,
        (part, task) => is_of(part, task),
    }
}

/// Whether a part of an application is answered at this task.
const fn is_of(part: Part, task: Task) -> bool {
    match part {
        Part::Person => matches!(task, Task::Person),
        Part::Post => matches!(task, Task::Work),
        Part::Category => matches!(task, Task::Awards),
        Part::Education => matches!(task, Task::Education | Task::Courses),
        Part::Results => matches!(task, Task::Result(_)),
        Part::Document(_) | Part::Other => false,
    }
}

/// The task a remark about this part of an application leads to; none: to the list of tasks, where its words stand.
pub(super) fn task_of(part: &str) -> Option<Task> {
    let part = Part::parse(part).filter(|part| *part != Part::Results)?;
    Task::all(&[]).into_iter().find(|task| is_of(part, *task))
}

/// The task an open remark of a draft leads to, when it names one.
pub(super) fn task_named(
    reader: &mut Reader,
    draft: &Draft,
    (remark, today): (&str, Day),
) -> Result<Option<Task>, DbError> {
    let indicators = indicators::of_draft(reader, draft, today)?;
    let named = open(reader, draft, &indicators)?.into_iter().find(|one| one.id.to_string() == remark);
    let tasks = Task::all(&indicators).into_iter();
    Ok(named.filter(|one| !one.indicator.is_empty()).and_then(|one| tasks.clone().find(|task| is_about(&one, *task))))
}

/// An open remark while the application is put right.
pub(super) struct Waiting {
    pub(super) remark: Remark,
    /// Whether its part is other than it was sent, or its document came.
    pub(super) is_met: bool,
}

/// How far an application that is put right has come.
pub(super) struct Progress {
    pub(super) remarks: Vec<Waiting>,
    changed: Vec<Task>,
}

impl Progress {
    /// Reads it; nothing waits in a draft that is not sent.
    pub(super) fn read(reader: &mut Reader, whole: &Whole) -> Result<Self, DbError> {
        let Some(case) = whole.draft.application else { return Ok(Self { remarks: Vec::new(), changed: Vec::new() }) };
        let posts = applications::posts(reader)?;
        let before = (store::answers_of(reader, case)?, store::courses_of_case(reader, case)?);
        let now = (whole.all_answers(&posts), &whole.courses);
        let changed = changed(&whole.indicators, (&before.0, &before.1), (&now.0, now.1));
        let papers = documents::of_application(reader, case, Reading::Whole)?;
        let remarks = of_case(reader, case, &whole.indicators)?.into_iter();
        let waiting = |remark: Remark| {
            let is_met = match remark.part {
                Part::Document(kind) => came(kind, &remark, &papers),
                Part::Other => !changed.is_empty(),
                _ => changed.iter().any(|task| is_about(&remark, *task)),
            };
            Waiting { remark, is_met }
        };
        Ok(Self { remarks: remarks.map(waiting).collect(), changed })
    }

    /// How many remarks wait to be put right.
    pub(super) fn left(&self) -> usize {
        self.remarks.iter().filter(|one| !one.is_met).count()
    }

    /// How many of them wait at this task. What is said of education is asked at education, and courses may answer it too.
    pub(super) fn left_at(&self, task: Task) -> usize {
        let is_here = |one: &&Waiting| is_about(&one.remark, task) && task != Task::Courses;
        self.remarks.iter().filter(|one| !one.is_met).filter(is_here).count()
    }

    /// Whether a remark about this task is met by what was changed at it.
    pub(super) fn is_met_at(&self, task: Task) -> bool {
        self.changed.contains(&task) && self.remarks.iter().any(|one| is_about(&one.remark, task))
    }
}

/// A remark with what signing anew answers to it.
pub(super) struct Answer {
    pub(super) remark: Remark,
    pub(super) words: String,
    /// The document it asks for while the case has none of its kind: the signature alone does not answer it.
    pub(super) lacks: Option<Kind>,
}

/// What is answered to each remark that is open when an application with these answers and courses is signed anew.
pub(super) fn answers(
    reader: &mut Reader,
    (case, indicators): (Id<Application>, &[&'static Indicator]),
    (replies, courses): (&[Reply], &[Course]),
) -> Result<Vec<Answer>, DbError> {
    let before = (store::answers_of(reader, case)?, store::courses_of_case(reader, case)?);
    let changed = changed(indicators, (&before.0, &before.1), (replies, courses));
    let papers = documents::of_application(reader, case, Reading::Whole)?;
    let open = of_case(reader, case, indicators)?.into_iter();
    let answered = |remark: Remark| Answer {
        words: answer(&remark, &changed, &papers),
        lacks: match remark.part {
            Part::Document(kind) if !papers.iter().any(|one| one.kind == kind) => Some(kind),
            _ => None,
        },
        remark,
    };
    Ok(open.map(answered).collect())
}

/// Tasks whose answers are others than those sent before.
fn changed(indicators: &[&'static Indicator], before: (&[Reply], &[Course]), now: (&[Reply], &[Course])) -> Vec<Task> {
    let told = |all: &[Reply], task: Task| -> Vec<Reply> {
        all.iter().filter(|one| one.part == task.words()).cloned().collect()
    };
    let same_courses = before.1.len() == now.1.len()
        && before.1.iter().zip(now.1).all(|(one, other)| one.is_of(other) && one.hours == other.hours);
    let mut all = Task::all(indicators);
    all.retain(|task| match task {
        Task::Courses => !same_courses,
        task => told(before.0, *task) != told(now.0, *task),
    });
    all
}

/// Whether a document of this kind came after the remark.
fn came(kind: Kind, remark: &Remark, papers: &[Document]) -> bool {
    papers.iter().any(|one| one.kind == kind && one.added_at > remark.made_at)
}

/// What is true of one remark: its part was changed, a document came, or nothing of it is other than before.
fn answer(remark: &Remark, changed: &[Task], papers: &[Document]) -> String {
    let listed = |tasks: &mut dyn Iterator<Item = &Task>| {
        tasks.map(|task| format!("«{}»", task.words())).collect::<Vec<_>>().join(", ")
    };
    let own = listed(&mut changed.iter().filter(|task| is_about(remark, **task)));
    let said = match remark.part {
        _ if !own.is_empty() => format!("Исправлено: {own}."),
        Part::Document(kind) if came(kind, remark, papers) => {
            format!("Добавлен документ: {}.", words::inside(kind.words()))
        }
        _ if changed.is_empty() => return "Заявление подписано заново без изменений.".to_owned(),
        Part::Other => format!("Исправлено: {}.", listed(&mut changed.iter())),
        _ => format!("В этой части изменений нет. Исправлено: {}.", listed(&mut changed.iter())),
    };
    format!("{said} Заявление подписано заново.")
}

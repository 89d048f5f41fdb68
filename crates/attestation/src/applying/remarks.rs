//! Remarks of the Centre while an application is put right: at which task each stands, and what signing anew answers to it.

use crate::applications::Application;
use crate::documents::{self, Document, Kind, Reading};
use crate::intake::{self, Part, Remark};
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::words;

use super::store::{self, Course, Draft, Reply};
use super::tasks::{Indicator, Task};

/// Remarks that wait to be put right in this draft; none before it is sent.
pub(super) fn open(reader: &mut Reader, draft: &Draft) -> Result<Vec<Remark>, DbError> {
    draft.application.map_or(Ok(Vec::new()), |case| intake::open_remarks(reader, case))
}

/// Whether a remark about this part may be meant for this task. Which of the indicators is meant stands in its words alone.
pub(super) const fn is_about(part: Part, task: Task) -> bool {
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
    Task::all(&[]).into_iter().find(|task| is_about(part, *task))
}

/// What is answered to each remark that is open when an application with these answers and courses is signed anew.
pub(super) fn answers(
    reader: &mut Reader,
    (case, indicators): (Id<Application>, &[&'static Indicator]),
    (replies, courses): (&[Reply], &[Course]),
) -> Result<Vec<(Remark, String)>, DbError> {
    let before = (store::answers_of(reader, case)?, store::courses_of_case(reader, case)?);
    let changed = changed(indicators, (&before.0, &before.1), (replies, courses));
    let papers = documents::of_application(reader, case, Reading::Whole)?;
    let open = intake::open_remarks(reader, case)?.into_iter();
    Ok(open.map(|one| (answer(&one, &changed, &papers), one)).map(|(words, one)| (one, words)).collect())
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

/// What is true of one remark: its part was changed, a document came, or nothing of it is other than before.
fn answer(remark: &Remark, changed: &[Task], papers: &[Document]) -> String {
    let listed = |tasks: &mut dyn Iterator<Item = &Task>| {
        tasks.map(|task| format!("«{}»", task.words())).collect::<Vec<_>>().join(", ")
    };
    let own = listed(&mut changed.iter().filter(|task| is_about(remark.part, **task)));
    let came = |kind: Kind| papers.iter().any(|one| one.kind == kind && one.added_at > remark.made_at);
    let said = match remark.part {
        _ if !own.is_empty() => format!("Исправлено: {own}."),
        Part::Document(kind) if came(kind) => format!("Добавлен документ: {}.", words::inside(kind.words())),
        _ if changed.is_empty() => return "Заявление подписано заново без изменений.".to_owned(),
        Part::Other => format!("Исправлено: {}.", listed(&mut changed.iter())),
        _ => format!("В этой части изменений нет. Исправлено: {}.", listed(&mut changed.iter())),
    };
    format!("{said} Заявление подписано заново.")
}

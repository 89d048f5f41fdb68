//! «Аттестация»: the list of cases — a specialist's own, or every one for the centre.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Role, Signed, SignedIn};
use crate::applications::{Application, Category, SoughtCase, Stage};
use crate::assignments::{self, Counts, ListFilter};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame, go};
use crate::platform::words;

use super::store::{self, Border, Listed, Narrowing};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications", show)
}

/// Rows of a page.
const ROWS: usize = 20;
/// Rows asked for: one more tells whether there is a next page.
pub(super) const ASKED: i64 = 21;

/// The way through a list: its beginning and its next page, with the same narrowing.
pub(super) struct Turn {
    /// Whether anything narrows the list.
    pub(super) is_narrowed: bool,
    /// The query that narrows it.
    pub(super) kept: String,
    /// The beginning; empty when this is it.
    pub(super) first: String,
    /// The next page; empty when there is none.
    pub(super) next: String,
}

impl Turn {
    /// Cuts the rows to a page and tells where the neighbours are.
    pub(super) fn of(path: &str, query: &str, cases: &mut Vec<Listed>) -> Self {
        let has_more = cases.len() > ROWS;
        cases.truncate(ROWS);
        let kept = query_without(query, "after");
        let joint = if kept.is_empty() { "" } else { "&" };
        let next =
            cases.last().filter(|_| has_more).map(|last| format!("{path}?{kept}{joint}after={}", Border::at(last)));
        let is_first = query_without(query, "") == kept;
        let first = if is_first { String::new() } else { format!("{path}?{kept}") };
        Self { is_narrowed: !kept.is_empty(), kept, first, next: next.unwrap_or_default() }
    }
}

/// One case in a list, in words.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) school: String,
    pub(super) category: &'static str,
    pub(super) documents: String,
    pub(super) checked: bool,
    pub(super) due: String,
    pub(super) left: String,
    pub(super) tone: &'static str,
    pub(super) stage: &'static str,
    pub(super) stage_tone: &'static str,
}

/// One case as a line of a list on a day.
pub(super) fn line(case: &Application, today: Day, keeps_decisions: bool) -> Line {
    let told = case.standing(keeps_decisions);
    let is_open = case.stage.takes_documents();
    Line {
        id: case.id.to_string(),
        number: case.number.clone(),
        name: case.name.full(),
        post: case.post_and_subject(),
        school: case.school_name.clone(),
        category: case.category.words(),
        documents: format!("{} из {}", case.documents_present, case.documents_needed()),
        checked: case.documents_checked_at.is_some(),
        due: words::day(case.due_on),
        left: if is_open { words::left(case.due_on, today) } else { String::new() },
        tone: if is_open { words::tone(case.due_on, today).code() } else { "ok" },
        stage: told.words,
        stage_tone: told.tone,
    }
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    /// Whether everything open to the role is listed, not what is assigned to one person.
    is_overview: bool,
    is_centre: bool,
    counts: Option<Counts>,
    waiting_words: &'static str,
    stages: Vec<Choice>,
    categories: Vec<Choice>,
    orders: Vec<Choice>,
    lines: Vec<Line>,
    narrowed: bool,
    found: String,
    turn: Turn,
    export: String,
}

async fn show(person: SignedIn, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let raw = raw.unwrap_or_default();
    let form = Form::of_urlencoded(raw.as_bytes());
    let today = app.today();
    let (cases, counts) = match person.seat.role {
        Role::Coordinator => return Ok(go("/school")),
        Role::Specialist => {
            let (seat, filter) = (person.seat.id, filter_of(&form, today));
            let read = app.db.brief(move |reader| {
                Ok::<_, DbError>((
                    assignments::assigned_to(reader, seat, &filter, ASKED)?.into_iter().map(by_result).collect(),
                    assignments::counts_of(reader, seat, today)?,
                ))
            });
            let (cases, counts) = read.await?;
            (cases, Some(counts))
        }
        Role::Teacher | Role::Member | Role::Admin => return Ok(go("/cabinet")),
        Role::Centre | Role::Authority | Role::Municipal => {
            let narrowing = narrowing_for(&person, &form, today);
            (app.db.brief(move |reader| store::all(reader, &narrowing, ASKED)).await?, None)
        }
    };
    page::page(&list_page(&app, &person, form, &raw, cases, counts))
}

/// A case in a list that goes by the last day of the result.
fn by_result(case: Application) -> Listed {
    Listed { due: case.due_on, case }
}

fn list_page(
    app: &App,
    person: &SignedIn,
    form: Form,
    query: &str,
    mut cases: Vec<Listed>,
    counts: Option<Counts>,
) -> ListPage {
    let today = app.today();
    let turn = Turn::of("/applications", query, &mut cases);
    let is_part = !turn.first.is_empty() || !turn.next.is_empty();
    let shown = words::counted(cases.len() as u64, "дело", "дела", "дел");
    ListPage {
        frame: person.frame(app, "Аттестация"),
        is_overview: person.seat.role != Role::Specialist,
        is_centre: person.seat.role == Role::Centre,
        waiting_words: words::agreed(
            counts.map_or(0, |counts| counts.waiting),
            ["ждёт результата", "ждут результата", "ждут результата"],
        ),
        counts,
        stages: stage_choices(person.seat.role.keeps_decisions()),
        categories: choices("Все категории", Category::ALL.map(|category| (category.code(), category.words()))),
        orders: vec![Choice::new("", "Сначала ближайший срок"), Choice::new("late", "Сначала дальний срок")],
        lines: cases.iter().map(|one| line(&one.case, today, person.seat.role.keeps_decisions())).collect(),
        narrowed: turn.is_narrowed,
        found: format!("{}{shown}", if is_part { "На странице: " } else { "Найдено: " }),
        export: format!("/applications/export?{}", turn.kept),
        turn,
        form,
    }
}

/// Stages a list may be narrowed to.
pub(super) fn stage_choices(keeps_decisions: bool) -> Vec<Choice> {
    // One stage, where a case stands by its track.
    let words = |stage: Stage| match stage {
        Stage::Scheduled => "ждёт специалиста или подтверждения награды",
        other => other.words(),
    };
    choices("Все состояния", Stage::asked_by(keeps_decisions).map(|stage| (stage.code(), words(stage))))
}

fn choices(all: &str, list: impl IntoIterator<Item = (&'static str, &'static str)>) -> Vec<Choice> {
    std::iter::once(Choice::new("", all))
        .chain(list.into_iter().map(|(value, text)| Choice::new(value, text)))
        .collect()
}

/// The query without one field and without empty ones.
fn query_without(query: &str, field: &str) -> String {
    let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, value)| name != field && !value.is_empty());
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
}

/// The stage asked for, if it may be asked for.
fn stage_of(form: &Form, keeps_decisions: bool) -> Option<Stage> {
    let asked = Stage::parse(form.value("stage"))?;
    Stage::asked_by(keeps_decisions).find(|stage| *stage == asked)
}

/// What a specialist asked for.
pub(super) fn filter_of(form: &Form, today: Day) -> ListFilter {
    ListFilter {
        sought: SoughtCase::by_number(&form.text("name")),
        stage: stage_of(form, false),
        category: Category::parse(form.value("category")),
        school: form.text("school"),
        late_on: form.ticked("late").then_some(today),
        waiting: form.ticked("waiting"),
        done: form.ticked("done"),
        descending: form.value("order") == "late",
        after: Border::parse(form.value("after")).map(|border| (border.due, border.id)),
    }
}

/// What was asked for, within what this person may see: a municipal coordinator sees one municipality, and by СНИЛС only the
/// centre searches.
pub(super) fn narrowing_for(person: &Signed, form: &Form, today: Day) -> Narrowing {
    let municipality = (person.seat.role == Role::Municipal).then(|| person.seat.workplace.clone());
    let mut narrowing = narrowing_of(form, today, person.seat.role.keeps_decisions());
    if person.seat.role == Role::Centre {
        narrowing.sought = SoughtCase::by_number_or_snils(&form.text("name"));
    }
    Narrowing { municipality, ..narrowing }
}

/// What was asked for; a stage that is not told to the person narrows nothing.
pub(super) fn narrowing_of(form: &Form, today: Day, keeps_decisions: bool) -> Narrowing {
    Narrowing {
        sought: SoughtCase::by_number(&form.text("name")),
        stage: stage_of(form, keeps_decisions),
        category: Category::parse(form.value("category")),
        school: form.text("school"),
        organization: form.value("organization").parse().ok(),
        municipality: None,
        due_before: form.ticked("late").then_some(today),
        overdue_on: None,
        waiting: form.ticked("waiting"),
        unchecked: form.ticked("unchecked"),
        unassigned: form.ticked("unassigned"),
        award: form.ticked("award"),
        incomplete: form.ticked("incomplete"),
        nearest: false,
        descending: form.value("order") == "late",
        after: Border::parse(form.value("after")),
    }
}

//! The page of one case: where it stands and until when, the documents, the conclusion and the result, the history.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{Application, Stage};
use crate::assignments::{self, Assigned, CaseInSight, Relation};
use crate::conclusions::{self, Recorded};
use crate::context::App;
use crate::documents::{self, Document, Kind, Media};
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::values;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}", show)
}

struct Step {
    text: &'static str,
    is_done: bool,
    is_now: bool,
}

/// A document as a line of the case.
pub(super) struct PaperLine {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) added: String,
}

struct HistoryLine {
    when: String,
    words: String,
}

#[derive(Template)]
#[template(path = "cases/case.html")]
struct CasePage {
    frame: Frame,
    form: Form,
    id: String,
    case: Application,
    is_centre: bool,
    is_coordinator: bool,
    is_specialist: bool,
    may_change_papers: bool,
    may_assign: bool,
    may_withdraw: bool,
    checked: String,
    steps: Vec<Step>,
    tone: &'static str,
    left: String,
    due: String,
    received: String,
    papers: Vec<PaperLine>,
    all_size: String,
    missing: Vec<&'static str>,
    kinds: Vec<Choice>,
    accept: String,
    file_hint: String,
    specialist: String,
    conclusion: String,
    result: Option<(String, &'static str, String)>,
    returned: String,
    coordinators: Vec<(String, String)>,
    history: Vec<HistoryLine>,
}

/// What the page reads in one go.
struct Facts {
    papers: Vec<Document>,
    specialist: Option<Assigned>,
    attached: Vec<conclusions::Attached>,
    results: Vec<Recorded>,
    coordinators: Vec<(String, String)>,
    history: Vec<(Moment, String, String)>,
}

/// Rows of the history shown.
const HISTORY: i64 = 20;

fn facts(
    reader: &mut Reader,
    id: Id<Application>,
    school: Id<crate::accounts::Organization>,
) -> Result<Facts, DbError> {
    Ok(Facts {
        papers: documents::of_application(reader, id)?,
        specialist: assignments::current(reader, id)?,
        attached: conclusions::attached(reader, id)?,
        results: conclusions::results_of(reader, id)?,
        coordinators: reader.rows(
            "select u.surname, u.given, u.patronymic, u.phone from seats s join accounts u on u.id = s.account_id
             where s.organization_id = $1 and s.role = 'coordinator' and s.ended_at is null and u.closed_at is null order by u.name_key limit 5",
            values![school],
            |row| Ok((FullName::read(row, 0)?.full(), row.get(3)?)),
        )?,
        history: reader.rows(
            "select at, act, words from journal where application_id = $1 and outcome = 'done' and act <> 'application.opened' and act <> 'document.opened' and act <> 'conclusion.opened'
             order by id desc limit $2",
            values![id, HISTORY],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?,
    })
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыто дело").await?;
    case_page(&app, &seen, Form::new()).await
}

/// The page of the case, with what was typed and what is wrong with it.
pub(super) async fn case_page(
    app: &App,
    seen: &CaseInSight,
    form: Form,
) -> Result<Response, Failure> {
    let (id, school) = (seen.case.id, seen.case.school);
    let facts = app.db.read(move |reader| facts(reader, id, school)).await?;
    let sound = form.is_sound();
    let page = made_page(app, seen, form, facts);
    if sound {
        page::page(&page)
    } else {
        page::faulty(&page)
    }
}

fn made_page(app: &App, seen: &CaseInSight, form: Form, facts: Facts) -> CasePage {
    let (case, today, zone) = (&seen.case, app.today(), &app.config.zone);
    let (sound, is_coordinator) = (form.is_sound(), seen.relation == Relation::Coordinator);
    let back = if is_coordinator {
        ("/school", "Педагоги школы")
    } else {
        ("/applications", "Аттестация")
    };
    let is_open = matches!(
        case.stage,
        Stage::Registered | Stage::InReview | Stage::Returned
    );
    let in_force = facts
        .results
        .iter()
        .find(|result| result.returned_at.is_none());
    let shows_conclusion = !is_coordinator;
    CasePage {
        frame: seen
            .by
            .frame(app, &case.name.short())
            .sound(sound)
            .trail(&[back]),
        form,
        id: case.id.to_string(),
        is_centre: seen.relation == Relation::Centre,
        is_coordinator,
        is_specialist: seen.relation == Relation::Specialist,
        may_change_papers: is_open && !matches!(seen.relation, Relation::Specialist),
        may_assign: seen.relation == Relation::Centre && is_open,
        may_withdraw: seen.relation == Relation::Centre && is_open,
        checked: case
            .documents_checked_at
            .map(|at| zone.written(at))
            .unwrap_or_default(),
        steps: steps(case),
        tone: if is_open {
            words::tone(case.due_on, today).code()
        } else {
            "ok"
        },
        left: if is_open {
            words::left(case.due_on, today)
        } else {
            case.stage.words().to_owned()
        },
        due: words::day(case.due_on),
        received: words::day(case.received_on),
        all_size: words::size(facts.papers.iter().map(|paper| paper.size).sum()),
        missing: missing(case, &facts.papers),
        papers: facts
            .papers
            .iter()
            .map(|paper| paper_line(app, paper))
            .collect(),
        kinds: Kind::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), kind.words()))
            .collect(),
        accept: documents::Accept::DOCUMENT.endings(),
        file_hint: format!(
            "PDF, JPEG, PNG, DOCX или XLSX до {} каждый. Можно выбрать несколько файлов.",
            words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX))
        ),
        specialist: facts
            .specialist
            .map(|one| one.name.full())
            .unwrap_or_default(),
        conclusion: facts
            .attached
            .first()
            .filter(|_| shows_conclusion)
            .map(|one| format!("версия {}, {}", one.version, zone.written(one.added_at)))
            .unwrap_or_default(),
        result: in_force.filter(|_| shows_conclusion).map(|one| {
            (
                one.number.clone(),
                one.verdict.words(),
                zone.written(one.recorded_at),
            )
        }),
        returned: facts
            .results
            .first()
            .filter(|one| shows_conclusion && one.returned_at.is_some())
            .map(|one| one.return_reason.clone())
            .unwrap_or_default(),
        coordinators: facts.coordinators,
        history: facts
            .history
            .into_iter()
            .filter(|(_, act, _)| {
                shows_conclusion || !(act.starts_with("conclusion") || act.starts_with("result"))
            })
            .map(|(at, _, words)| HistoryLine {
                when: zone.written(at),
                words,
            })
            .collect(),
        case: case.clone(),
    }
}

/// A document in words.
pub(super) fn paper_line(app: &App, paper: &Document) -> PaperLine {
    PaperLine {
        id: paper.id.to_string(),
        kind: paper.kind.words(),
        title: if paper.title.is_empty() {
            paper.file_name.clone()
        } else {
            paper.title.clone()
        },
        about: format!(
            "{}, {}",
            Media::short(&paper.media_type),
            words::size(paper.size)
        ),
        added: app.config.zone.brief(paper.added_at),
    }
}

fn missing(case: &Application, papers: &[Document]) -> Vec<&'static str> {
    use crate::applications::Category;
    let mut needed = vec![
        Kind::Application,
        Kind::Diploma,
        Kind::Courses,
        Kind::Results,
    ];
    if case.current_category.is_some() {
        needed.push(Kind::Category);
    }
    if matches!(case.category, Category::Methodist | Category::Mentor) {
        needed.push(Kind::Petition);
    }
    needed
        .into_iter()
        .filter(|kind| !papers.iter().any(|paper| paper.kind == *kind))
        .map(Kind::words)
        .collect()
}

fn steps(case: &Application) -> Vec<Step> {
    let reached = match case.stage {
        Stage::Registered | Stage::Withdrawn => 1,
        Stage::InReview | Stage::Returned => 2,
        Stage::Concluded => 3,
    };
    [
        "Заявление внесено",
        "Специалист назначен",
        "Заключение и результат",
        "Решение комиссии",
    ]
    .into_iter()
    .enumerate()
    .map(|(at, text)| Step {
        text,
        is_done: at < reached,
        is_now: at == reached && case.stage != Stage::Withdrawn,
    })
    .collect()
}

//! The page of one case: where it stands and until when, the documents, the conclusion and the result, the history.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{Application, Channel, Filed, Stage, Told};
use crate::assignments::{self, Assigned, CaseInSight, Relation};
use crate::conclusions::{self, Recorded};
use crate::context::App;
use crate::documents::{self, Document, Kind, Media, Reading};
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::values;

use super::erased;

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

/// What this person may do with the case now.
#[allow(clippy::struct_excessive_bools, reason = "each is a way on that is shown or not")]
struct Allowed {
    /// Change documents.
    papers: bool,
    /// Give it to a specialist.
    manage: bool,
    /// Write down its withdrawal.
    withdraw: bool,
    /// Confirm the award of the simplified track.
    award: bool,
}

/// The deadline in words.
struct Deadline {
    tone: &'static str,
    left: String,
    due: String,
}

/// The documents' part of the page.
struct PapersPart {
    list: Vec<PaperLine>,
    all_size: String,
    missing: Vec<&'static str>,
    checked: String,
    kinds: Vec<Choice>,
    accept: String,
    hint: String,
}

/// The conclusion's part; a coordinator is not shown it.
struct ConclusionPart {
    attached: String,
    result: Option<ResultLine>,
    returned: String,
}

struct ResultLine {
    number: String,
    verdict: &'static str,
    when: String,
}

#[derive(Template)]
#[template(path = "cases/case.html")]
struct CasePage {
    frame: Frame,
    form: Form,
    id: String,
    case: Application,
    /// Where it stands, as told to this person.
    told: Told,
    relation: Relation,
    /// Whether this specialist has still to declare an interest or none; papers are closed until then.
    asks_declaration: bool,
    allowed: Allowed,
    steps: Vec<Step>,
    deadline: Deadline,
    received: String,
    filed: FiledPart,
    experience: String,
    papers: PapersPart,
    /// Who looks at the case, by place.
    specialists: Vec<String>,
    conclusion: Option<ConclusionPart>,
    /// Whether the commission has decided: its decision is on a page of its own.
    decided: bool,
    /// Whether this person may read what the act says of the case.
    extract: bool,
    coordinators: Vec<(String, String)>,
    history: Vec<HistoryLine>,
}

/// How the application came, in words; empty where nothing is known.
struct FiledPart {
    channel: &'static str,
    outer: String,
    submitted: String,
    registered: String,
}

/// What the page reads in one go.
struct Facts {
    papers: Vec<Document>,
    specialists: Vec<Assigned>,
    attached: Vec<conclusions::Attached>,
    results: Vec<Recorded>,
    waits_for_award: bool,
    coordinators: Vec<(String, String)>,
    history: Vec<(Moment, String)>,
}

fn facts(
    reader: &mut Reader,
    case: &Application,
    (sees_conclusion, keeps_decisions): (bool, bool),
) -> Result<Facts, DbError> {
    let (id, school) = (case.id, case.school);
    Ok(Facts {
        papers: documents::of_application(reader, id, Reading::Whole)?,
        specialists: assignments::members(reader, id)?,
        attached: conclusions::attached(reader, id)?,
        results: conclusions::results_of(reader, id)?,
        waits_for_award: case.stage == Stage::Scheduled && super::store::is_by_award(reader, id)?,
        coordinators: reader.rows(
            "select u.surname, u.given, u.patronymic, u.phone from seats s join accounts u on u.id = s.account_id
             where s.organization_id = $1 and s.role = 'coordinator' and s.ended_at is null and u.closed_at is null order by u.name_key limit 5",
            values![school],
            |row| Ok((FullName::read(row, 0)?.full(), row.get(3)?)),
        )?,
        history: reader.rows(
            "select at, words from journal where application_id = $1 and outcome <> 'refused' and act not in ('application.opened', 'document.opened', 'conclusion.opened', 'template.taken')
                and act not in ('agenda.case', 'sitting.vote', 'conclusion.saved')
                and (cast($2 as bigint) = 0 or act not in ('assignment.declared', 'conclusion.attached', 'result.recorded', 'result.returned', 'sitting.decision'))
                and (cast($3 as bigint) = 0 or act <> 'sitting.decision'
                     or exists (select 1 from sittings s where s.id = substr(journal.subject, 9) and s.stage = 'closed'))
             order by at desc, id desc limit 20",
            values![id, !sees_conclusion, !keeps_decisions],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?,
    })
}

async fn show(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыто дело").await?;
    if seen.case.stage == Stage::Erased {
        return erased::page(&app, &seen).await;
    }
    case_page(&app, &seen, Form::new()).await
}

/// The page of the case, with what was typed and what is wrong with it.
pub(super) async fn case_page(app: &App, seen: &CaseInSight, form: Form) -> Result<Response, Failure> {
    let (case, shown) = (seen.case.clone(), (seen.sees_conclusion(), seen.by.seat.role.keeps_decisions()));
    let facts = app.db.glance(move |reader| facts(reader, &case, shown)).await?;
    let sound = form.is_sound();
    let page = made_page(app, seen, form, facts);
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn made_page(app: &App, seen: &CaseInSight, form: Form, facts: Facts) -> CasePage {
    let (case, relation) = (&seen.case, seen.relation);
    let is_coordinator = relation == Relation::Coordinator;
    let keeps_decisions = seen.by.seat.role.keeps_decisions();
    let years = |years: i64| words::counted(years.unsigned_abs(), "год", "года", "лет");
    CasePage {
        frame: seen.by.frame(app, &case.name.short()).sound(form.is_sound()).trail(&[seen.list()]),
        form,
        id: case.id.to_string(),
        relation,
        asks_declaration: seen.may_open().is_err(),
        allowed: Allowed {
            papers: case.stage.takes_documents() && is_coordinator,
            manage: case.stage.takes_documents() && relation == Relation::Centre,
            withdraw: case.stage.is_open() && matches!(relation, Relation::Centre | Relation::Teacher),
            award: facts.waits_for_award && relation == Relation::Centre,
        },
        steps: steps(case),
        deadline: deadline(app, case, keeps_decisions),
        told: case.stage.told(keeps_decisions),
        received: words::day(case.received_on),
        filed: filed_part(&case.filed),
        experience: case.experience.map_or_else(|| "не указан".to_owned(), years),
        papers: papers_part(app, case, seen.reading(), &facts.papers),
        conclusion: seen.sees_conclusion().then(|| conclusion_part(app, seen, &facts)),
        decided: case.stage.is_decided(),
        extract: matches!(case.stage, Stage::Issued | Stage::Published | Stage::Archived)
            && relation != Relation::Specialist,
        specialists: facts.specialists.iter().map(|one| one.name.full()).collect(),
        coordinators: facts.coordinators,
        history: facts
            .history
            .into_iter()
            .map(|(at, words)| HistoryLine { when: app.config.zone.written(at), words })
            .collect(),
        case: case.clone(),
    }
}

fn filed_part(filed: &Filed) -> FiledPart {
    FiledPart {
        channel: filed.channel.map_or("", Channel::words),
        outer: filed.outer_number.clone(),
        submitted: filed.submitted_on.map(words::day).unwrap_or_default(),
        registered: filed.registered_on.map(words::day).unwrap_or_default(),
    }
}

fn deadline(app: &App, case: &Application, keeps_decisions: bool) -> Deadline {
    let (today, due) = (app.today(), words::day(case.due_on));
    if case.stage.takes_documents() {
        Deadline { tone: words::tone(case.due_on, today).code(), left: words::left(case.due_on, today), due }
    } else {
        Deadline { tone: "ok", left: case.stage.told(keeps_decisions).words.to_owned(), due }
    }
}

fn papers_part(app: &App, case: &Application, reading: Reading, papers: &[Document]) -> PapersPart {
    let limit = words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX));
    let shown = || papers.iter().filter(|paper| reading.shows(paper));
    PapersPart {
        all_size: words::size(shown().map(|paper| paper.size).sum()),
        missing: missing(case, papers),
        list: shown().map(|paper| paper_line(app, paper)).collect(),
        checked: case.documents_checked_at.map(|at| app.config.zone.written(at)).unwrap_or_default(),
        kinds: Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.words())).collect(),
        accept: documents::Accept::DOCUMENT.endings(),
        hint: format!("PDF, JPEG, PNG, DOCX или XLSX до {limit} каждый. Можно выбрать несколько файлов."),
    }
}

fn conclusion_part(app: &App, seen: &CaseInSight, facts: &Facts) -> ConclusionPart {
    let zone = &app.config.zone;
    let own = seen.by.seat.id;
    let is_theirs = |seat| seen.relation != Relation::Specialist || seat == own;
    let result = facts.results.iter().find(|result| result.returned_at.is_none());
    let newest = facts.results.first().filter(|result| result.returned_at.is_some());
    ConclusionPart {
        attached: facts
            .attached
            .iter()
            .find(|one| is_theirs(one.seat))
            .map(|one| format!("версия {}, {}", one.version, zone.written(one.added_at)))
            .unwrap_or_default(),
        result: result.map(|one| ResultLine {
            number: one.number.clone(),
            verdict: one.verdict.words(),
            when: zone.written(one.recorded_at),
        }),
        returned: newest.map(|one| one.return_reason.clone()).unwrap_or_default(),
    }
}

/// A document in words.
pub(super) fn paper_line(app: &App, paper: &Document) -> PaperLine {
    PaperLine {
        id: paper.id.to_string(),
        kind: paper.kind.words(),
        title: if paper.title.is_empty() { paper.file_name.clone() } else { paper.title.clone() },
        about: format!("{}, {}", Media::short(&paper.media_type), words::size(paper.size)),
        added: app.config.zone.brief(paper.added_at),
    }
}

fn missing(case: &Application, papers: &[Document]) -> Vec<&'static str> {
    use crate::applications::Category;
    let mut needed = vec![Kind::Application, Kind::Diploma, Kind::Courses, Kind::Results];
    if case.current_category.is_some() {
        needed.push(Kind::Category);
    }
    if matches!(case.category, Category::Methodist | Category::Mentor) {
        needed.push(Kind::Petition);
    }
    needed.into_iter().filter(|kind| !papers.iter().any(|paper| paper.kind == *kind)).map(Kind::words).collect()
}

fn steps(case: &Application) -> Vec<Step> {
    let over = matches!(case.stage, Stage::Withdrawn | Stage::IntakeRefused);
    let reached = match case.stage {
        Stage::Draft | Stage::Submitted | Stage::FixRequested | Stage::IntakeRefused => 0,
        Stage::Registered | Stage::Scheduled | Stage::Withdrawn => 1,
        Stage::InReview | Stage::Returned => 2,
        Stage::Concluded | Stage::Ready => 3,
        Stage::Granted | Stage::Refused | Stage::Issued => 4,
        Stage::Published | Stage::Archived | Stage::Erased => 5,
    };
    ["Заявление получено", "Назначение специалиста", "Заключение и результат", "Решение комиссии", "Акт"]
        .into_iter()
        .enumerate()
        .map(|(at, text)| Step { text, is_done: at < reached, is_now: at == reached && !over })
        .collect()
}

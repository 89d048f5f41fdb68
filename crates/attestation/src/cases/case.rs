//! The page of one case: where it stands and until when, the documents, the conclusion and the result, the history.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts;
use crate::applications::{self, Application, Move, Stage, Told};
use crate::assignments::{self, Assigned, CaseInSight, Relation};
use crate::complaints;
use crate::conclusions::{self, Recorded};
use crate::context::App;
use crate::deadlines::{ISSUE, PUBLISH, running};
use crate::documents::{self, Document, Reading};
use crate::platform::act::{Audience, Kind as ActKind};
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::letter::Addressee;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::parts::{
    ComplaintPart, ConclusionPart, FiledPart, HistoryLine, PapersPart, Step, complaint_part, conclusion_part,
    filed_part, history_lines, papers_part, steps,
};
use super::refused_part::{RefusedPart, refused_part};
use super::store::Term;
use super::waiting::{Around, Deadline, Running, deadline, gathered, is_short};
use super::{erased, school_papers};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}", show)
}

/// Coordinators of the school shown at most.
const COORDINATORS: usize = 5;

/// What this person may do with the case now.
#[allow(clippy::struct_excessive_bools, reason = "each is a way on that is shown or not")]
struct Allowed {
    /// Change documents.
    papers: bool,
    /// Mark documents as checked.
    check: bool,
    /// Take the ходатайство of the employer, filled to be signed and added to the documents.
    petition: bool,
    /// Give it to a specialist.
    manage: bool,
    /// Write down its withdrawal.
    withdraw: bool,
    /// Write down that the teacher was dismissed.
    dismiss: bool,
    /// Confirm the award of the simplified track.
    award: bool,
    /// Take back the award that was confirmed by mistake.
    award_back: bool,
    /// Change the term, or set the one that is missing: what the way on says; empty for whoever may not.
    term: &'static str,
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
    /// What the issued act states, for whoever may read it.
    outcome: Option<Told>,
    relation: Relation,
    /// Whether this specialist has still to declare an interest or none; papers are closed until then.
    asks_declaration: bool,
    allowed: Allowed,
    steps: Vec<Step>,
    /// None once nothing is waited for.
    deadline: Option<Deadline>,
    /// What is to be said to the Centre of a session outside the term of the attestation; empty when there is none.
    outside: String,
    received: String,
    filed: FiledPart,
    experience: String,
    papers: PapersPart,
    /// Who looks at the case, by place.
    specialists: Vec<String>,
    conclusion: Option<ConclusionPart>,
    /// Whether the commission has decided: its decision is on a page of its own.
    decided: bool,
    /// Complaints of the case, for whoever reads them once there is something to complain of.
    complaints: Option<ComplaintPart>,
    /// Why its intake was refused, when it was.
    refused: Option<RefusedPart>,
    /// Whether this person may read what the act says of the case.
    extract: bool,
    coordinators: Vec<(String, String)>,
    history: Vec<HistoryLine>,
}

/// What the page reads in one go.
struct Facts {
    papers: Vec<Document>,
    specialists: Vec<Assigned>,
    attached: Vec<conclusions::Attached>,
    results: Vec<Recorded>,
    /// The term that is set, asked for the Centre while it may be changed.
    term: Option<Term>,
    coordinators: Vec<(Addressee, String)>,
    history: Vec<(Moment, String)>,
    /// The complaint that waits for its answer.
    complaint: Option<complaints::Complaint>,
    /// Why the intake was refused, when it was.
    refused: Option<RefusedPart>,
    /// The clock that runs, with its last day.
    due: Option<(Running, Day)>,
    /// The session the case goes to, and what the last one has left.
    around: Around,
    /// What the issued act states, for whoever may read it.
    outcome: Option<Told>,
}

fn facts(
    reader: &mut Reader,
    kinds: &[ActKind],
    case: &Application,
    (audience, running, relation): (Audience, Option<Running>, Relation),
) -> Result<Facts, Failure> {
    let id = case.id;
    let due = running.map(|running| due(reader, case, running)).transpose()?.flatten();
    let keeps = keeps_term(case, audience);
    let complained = complaints::may_read(relation) && complaints::Against::of(case.reached).is_some();
    let complaint = if complained { complaints::open_of(reader, id)? } else { None };
    Ok(Facts {
        refused: refused_part(reader, case, (relation, complaint.as_ref()))?,
        complaint,
        due,
        papers: documents::of_application(reader, id, Reading::Whole)?,
        specialists: assignments::members(reader, id)?,
        attached: conclusions::attached(reader, id)?,
        results: conclusions::results_of(reader, id)?,
        term: if keeps { super::store::term_of(reader, id)? } else { None },
        around: around(reader, case)?,
        outcome: if reads_act(case, relation) {
            applications::outcomes_among(reader, &[id])?.remove(&id)
        } else {
            None
        },
        coordinators: accounts::coordinators_of(reader, case.school)?,
        history: applications::recent_history(reader, kinds, id, audience)?,
    })
}

/// The clock that is shown and its last day; of a case that is not registered yet that of registration, which ends first.
fn due(reader: &mut Reader, case: &Application, running: Running) -> Result<Option<(Running, Day)>, Failure> {
    let id = case.id;
    let day = match running {
        Running::Register | Running::Consider => {
            if let Some(day) = running::registered_by(reader, id)? {
                return Ok(Some((Running::Register, day)));
            }
            Some(applications::last_days(reader, id)?.0)
        }
        Running::Result => Some(case.due_on),
        Running::Decide => Some(applications::decision_by(reader, id)?),
        Running::Issue => running::due_of(reader, id, ISSUE)?,
        Running::Publish => running::due_of(reader, id, PUBLISH)?,
    };
    Ok(day.map(|day| (running, day)))
}

/// Whether a case has an issued act and this person may read its line.
const fn reads_act(case: &Application, relation: Relation) -> bool {
    matches!(case.reached, Stage::Issued | Stage::Published) && !matches!(relation, Relation::Specialist)
}

/// What waits around a case, asked while it is ready for a session or decided.
fn around(reader: &mut Reader, case: &Application) -> Result<Around, DbError> {
    if !matches!(case.stage, Stage::Ready | Stage::Granted | Stage::Refused) {
        return Ok(Around::default());
    }
    Ok(Around {
        coming: if case.stage == Stage::Ready { applications::coming_to(reader, case.id)? } else { None },
        left: applications::considered(reader, case.id)?,
    })
}

/// Whether whoever reads so much changes the term of a case now.
fn keeps_term(case: &Application, audience: Audience) -> bool {
    audience == Audience::Centre && case.stage.after(Move::Reschedule).is_ok()
}

/// What is said of a session that stands outside the term of the attestation; empty when it stands within.
fn outside_words(term: Term, session: Day) -> String {
    let what = match session {
        day if day < term.begins => format!("раньше начала аттестации, {}", words::day(term.begins)),
        day if day > term.ends => format!("позже конца аттестации, {}", words::day(term.ends)),
        _ => return String::new(),
    };
    let day = words::day(session);
    format!(
        "Дело стоит в повестке заседания {day}, это {what}. Перенесите заседание, снимите дело с повестки или измените срок."
    )
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
    let (house, case) = (app.clone(), seen.case.clone());
    let shown = (seen.audience(), Running::of(&seen.case, seen.relation), seen.relation);
    let facts = app.db.glance(move |reader| facts(reader, &house.kinds, &case, shown)).await?;
    let sound = form.is_sound();
    let page = made_page(app, seen, form, facts);
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What this person may do with the case now.
fn allowed(seen: &CaseInSight, facts: &Facts) -> Allowed {
    let (case, relation) = (&seen.case, seen.relation);
    Allowed {
        papers: case.stage.takes_documents() && school_papers::keeps(seen),
        check: school_papers::checks(seen),
        petition: case.stage.takes_documents()
            && case.category.is_proposed()
            && matches!(relation, Relation::Coordinator | Relation::Teacher | Relation::Centre),
        manage: relation == Relation::Centre
            && [Move::Assign, Move::Reassign].iter().any(|mv| case.stage.after(*mv).is_ok()),
        withdraw: case.stage.is_open() && matches!(relation, Relation::Centre | Relation::Teacher),
        dismiss: case.stage.is_open() && relation == Relation::Coordinator,
        award: case.awaits_award,
        // Without a result a case is made ready by its award alone.
        award_back: relation == Relation::Centre
            && case.stage.after(Move::TakeAwardBack).is_ok()
            && facts.around.coming.is_none()
            && facts.results.iter().all(|one| one.returned_at.is_some()),
        term: match (keeps_term(case, seen.audience()), facts.term.is_some()) {
            (false, _) => "",
            (true, false) => "Назначить срок",
            (true, true) => "Изменить срок и форму",
        },
    }
}

fn made_page(app: &App, seen: &CaseInSight, form: Form, facts: Facts) -> CasePage {
    let (case, relation) = (&seen.case, seen.relation);
    let keeps_decisions = seen.by.seat.role.keeps_decisions();
    let awaits_conclusion = case.stage.takes_documents() && !case.awaits_award;
    let years = |years: i64| words::counted(years.unsigned_abs(), "год", "года", "лет");
    CasePage {
        frame: seen.by.frame(app, &case.name.short()).sound(form.is_sound()).trail(&[seen.list()]),
        form,
        id: case.id.to_string(),
        relation,
        asks_declaration: seen.may_open().is_err(),
        allowed: allowed(seen, &facts),
        steps: steps(case, &facts.results, is_short(case, facts.specialists.len())),
        deadline: facts.due.map(|due| {
            let told = deadline(app, case.stage, due, &facts.around);
            gathered(told, case, (relation, facts.specialists.len()))
        }),
        outside: facts
            .term
            .zip(facts.around.coming.as_ref())
            .map(|(term, coming)| outside_words(term, coming.held_on))
            .unwrap_or_default(),
        told: case.standing(keeps_decisions),
        outcome: facts.outcome,
        received: words::day(case.received_on),
        filed: filed_part(&case.filed),
        experience: case.experience.map_or_else(|| "не указан".to_owned(), years),
        papers: papers_part(app, seen, &facts.papers),
        // Where none was made and none will come there is nothing to tell of.
        conclusion: (seen.sees_conclusion() && (awaits_conclusion || !facts.attached.is_empty()))
            .then(|| conclusion_part(app, seen, &facts.attached, &facts.results)),
        decided: case.reached.is_decided(),
        complaints: complaint_part(app, case.reached, relation, facts.complaint.as_ref()),
        refused: facts.refused,
        extract: reads_act(case, relation),
        specialists: facts.specialists.iter().map(Assigned::told).collect(),
        coordinators: facts
            .coordinators
            .into_iter()
            .take(COORDINATORS)
            .map(|(one, phone)| (one.name.full(), phone))
            .collect(),
        history: history_lines(app, facts.history),
        case: case.clone(),
    }
}

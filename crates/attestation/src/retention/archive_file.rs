//! A whole case as one file, made while it is sent and read without the system.

use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Stage};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::documents::made::ToPrint;
use crate::documents::safe_name;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::words;
use crate::{acts, applying, commission, complaints, conclusions, documents, intake};

use super::model::Refused;
use super::pack::{self, Contents};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/archive-file", take)
}

/// What is read of a case, and the papers that are printed for its file.
fn contents(reader: &mut Reader, app: &App, case: Application) -> Result<(Contents, Vec<ToPrint>), Failure> {
    let id = case.id;
    let decision = commission::decision_of(reader, id)?;
    let sitting = match &decision {
        Some(one) => commission::sitting_by_id(reader, one.sitting)?,
        None => None,
    };
    let protocol = match &sitting {
        Some(one) => commission::protocol_papers(reader, one.id)?,
        None => Vec::new(),
    };
    let mut papers = applying::papers_of(reader, app, &case)?;
    papers.extend(intake::notice_of(reader, app, &case)?);
    papers.extend(intake::refusal_letter_of(reader, app, &case)?);
    papers.extend(intake::schedule_to_keep(reader, app, &case)?);
    papers.extend(commission::extract_to_keep(reader, app, &case)?);
    papers.extend(acts::extract_to_keep(reader, app, &case)?);
    let attendees = match &decision {
        Some(one) => commission::attendees(reader, one.sitting)?,
        None => Vec::new(),
    };
    let contents = Contents {
        teacher: applications::teacher_by_id(reader, case.teacher)?,
        attendees,
        answers: store::answers(reader, id)?,
        documents: documents::of_application(reader, id, documents::Reading::Whole)?,
        removed: documents::removed_signed(reader, id)?,
        conclusions: conclusions::attached(reader, id)?,
        results: conclusions::results_of(reader, id)?,
        opinions: conclusions::opinions_of(reader, id)?,
        decision: decision.map(|one| (one, sitting)),
        protocol,
        act: acts::of_case(reader, id)?,
        proofs: applying::proofs_of(reader, &case)?,
        remarks: intake::remarks_of(reader, id)?,
        complaints: complaints::of_case(reader, id)?,
        printed: Vec::new(),
        history: applications::whole_history(reader, &app.kinds, id)?,
        case,
    };
    Ok((contents, papers))
}

async fn take(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    if seat.case.stage == Stage::Erased {
        return Err(Refused::Erased.into());
    }
    let (house, id, case) = (app.clone(), seat.case.id, seat.case.clone());
    let (mut contents, papers) = app.db.read_whole(move |reader| contents(reader, &house, case)).await?;
    for one in papers {
        let name = safe_name(&one.name);
        contents.printed.push((name, one.pdf().await?.into()));
    }
    let pack = pack::pack(contents, &app.config.zone)?;
    let files = words::counted((pack.made.len() + pack.kept.len()) as u64, "файл", "файла", "файлов");
    let fact = Fact::of(kinds::CASE_TAKEN, format!("дело скачано одним файлом, внутри {files}")).application(id);
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let name = format!("Дело {} {}.zip", seat.case.number, seat.case.name.surname);
    Ok(documents::archive_after(&app.files, &name, pack.made, pack.kept))
}

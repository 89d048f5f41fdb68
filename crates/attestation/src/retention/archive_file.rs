//! A whole case as one file, made while it is sent and read without the system.

use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Stage};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::act::{Fact, Kind};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::words;
use crate::{acts, commission, conclusions, documents};

use super::model::Refused;
use super::pack::{self, Contents};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/archive-file", take)
}

fn contents(reader: &mut Reader, kinds: &[Kind], case: Application) -> Result<Contents, DbError> {
    let id = case.id;
    Ok(Contents {
        answers: store::answers(reader, id)?,
        documents: documents::of_application(reader, id, documents::Reading::Whole)?,
        conclusions: conclusions::attached(reader, id)?,
        results: conclusions::results_of(reader, id)?,
        opinions: conclusions::opinions_of(reader, id)?,
        decision: commission::decision_of(reader, id)?,
        act: acts::of_case(reader, id)?.map(|(decree, _)| decree),
        history: applications::whole_history(reader, kinds, id)?,
        case,
    })
}

async fn take(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    if seat.case.stage == Stage::Erased {
        return Err(Refused::Erased.into());
    }
    let (house, id, case) = (app.clone(), seat.case.id, seat.case.clone());
    let contents = app.db.read_whole(move |reader| contents(reader, &house.kinds, case)).await?;
    let pack = pack::pack(contents, &app.config.zone)?;
    let files = words::counted(pack.kept.len() as u64, "файл", "файла", "файлов");
    let fact = Fact::of(kinds::CASE_TAKEN, format!("дело скачано одним файлом, внутри {files}")).application(id);
    app.db.act(seat.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let name = format!("Дело {} {}.zip", seat.case.number, seat.case.name.surname);
    Ok(documents::archive_after(&app.files, &name, pack.made, pack.kept))
}

//! «Выгрузка из журнала»: what the system says of an erasure it has carried out; it is kept with the act and names nobody.
//! Source: приказ Роскомнадзора от 28.10.2022 № 179, not checked against its text.

use axum::extract::State;
use axum::response::Response;
use officedocs::table::Cell;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::platform::words;
use crate::retention::kinds;
use crate::retention::model::{Sort, kept_until};
use crate::retention::store::versions;

use super::acting::Whole;
use super::model::{Denial, Erasure};
use super::paper::{DATA, PLACE};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/retention/erasures/{id}/log", download)
}

const COLUMNS: [(&str, f64); 6] = [
    ("Чьи данные", 34.0),
    ("Какие данные", 60.0),
    ("Информационная система", 40.0),
    ("Почему уничтожены", 50.0),
    ("Когда уничтожены", 20.0),
    ("Кто исполнил", 34.0),
];

async fn download(desk: InCharge<Erasure>, State(app): State<App>) -> Result<Response, Failure> {
    let Some(done_at) = desk.it.done_at else { return Err(Denial::NotDone.into()) };
    let (id, zone) = (desk.it.id, &app.config.zone);
    let read = app.db.read(move |reader| Ok::<_, DbError>((Whole::of(reader, id)?, versions(reader)?)));
    let (whole, versions) = read.await?;
    let (at, doer) = (zone.written(done_at), desk.it.doer.as_ref().map(FullName::full).unwrap_or_default());
    let ground = desk.it.ground.join("; ");
    let cases = whole.cases.iter().map(|one| (Sort::CASES, format!("дело {}", one.case.number), one.over_at));
    let attestations = whole.attestations.iter().map(|one| (Sort::FITNESS, one.called(), one.over_at));
    let mut file = Export::new("Выгрузка из журнала", &COLUMNS)?;
    for (code, whose, over_at) in cases.chain(attestations) {
        let until = kept_until(&versions, code, zone.day(over_at)).map(words::day).unwrap_or_default();
        let why = format!("срок хранения кончился {until}; {ground}");
        file.row(&[whose.as_str(), DATA, PLACE, &why, &at, &doer].map(Cell::Text))?;
    }
    let called = desk.it.called();
    let fact = Fact::of(kinds::ERASURE_TAKEN, format!("скачана выгрузка из журнала к акту об уничтожении {called}"));
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact.subject("erasure", id), ())).await?;
    file.answer(&format!("Выгрузка из журнала, акт {}-{}.xlsx", desk.it.year, desk.it.number)).await
}

//! A sheet arrives: it is kept only when it can be read as what it is said to be; faults of the file stand at its field.

use std::io::Read;

use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::deadlines::{REGISTER, REGISTER_PORTAL, Rules};
use crate::documents::{Accept, examine};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::upload::{Arrived, UploadRequest, store_failure};

use super::board::{draw, limit};
use super::fields::{day_from, with_day};
use super::import::read_sheet;
use super::model::{Import, Kind};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .post("/imports/organizations", organizations)
        .post("/imports/teachers", teachers)
        .post("/imports/specialists", specialists)
        .post("/imports/coordinators", coordinators)
        .post("/imports/register", register)
        .post("/imports/numbers", numbers)
}

async fn organizations(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Organizations, upload).await
}

async fn teachers(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Teachers, upload).await
}

async fn specialists(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Specialists, upload).await
}

async fn coordinators(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Coordinators, upload).await
}

async fn register(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Register, upload).await
}

async fn numbers(by: Centre, State(app): State<App>, upload: UploadRequest) -> Result<Response, Failure> {
    send(&app, by, Kind::Numbers, upload).await
}

/// Keeps a sheet that can be read, and shows what it comes to.
async fn send(app: &App, by: Centre, kind: Kind, upload: UploadRequest) -> Result<Response, Failure> {
    let field = kind.code();
    let mut upload = upload.read(&app.files, limit(app)).await?;
    let arrived = upload.one_file(field, "Выберите таблицу: файл XLSX.", limit(app));
    let mut form = upload.form;
    let received_on = if kind == Kind::Teachers {
        received(app, &mut form).await?
    } else {
        form = with_day(form, "received", app.today());
        Some(app.today())
    };
    let arrived = match arrived {
        Some(arrived) => readable(&mut form, kind, arrived).await?,
        None => None,
    };
    match (arrived, received_on.filter(|_| form.is_sound())) {
        (Some(arrived), Some(day)) => keep(app, &by, kind, arrived, day).await,
        _ => draw(app, &by, form, None).await,
    }
}

/// The day the applications came: today when none is given; not a later one, and one with a term in force.
async fn received(app: &App, form: &mut Form) -> Result<Option<Day>, Failure> {
    let field = "received";
    let is_given = ["day", "month", "year"].iter().any(|part| !form.text(&format!("{field}-{part}")).is_empty());
    if !is_given {
        return Ok(Some(app.today()));
    }
    let Some(day) = day_from(form, field, "Укажите день, когда получены заявления.")
    else {
        return Ok(None);
    };
    Ok(form.check(field, fits_receipt(app, day).await?))
}

/// Whether applications may be received on this day; the sentence when they may not.
pub(super) async fn fits_receipt(app: &App, day: Day) -> Result<Result<Day, String>, Failure> {
    if day > app.today() {
        return Ok(Err("Этот день ещё не наступил. Проверьте дату получения.".to_owned()));
    }
    let ends = app.db.read(move |reader| {
        let rules = Rules::read(reader)?;
        for clock in [REGISTER, REGISTER_PORTAL] {
            rules.end(clock, day)?;
        }
        rules.ends(day)
    });
    match ends.await {
        Ok(_) => Ok(Ok(day)),
        Err(Failure::Conflict(why)) => Ok(Err(why)),
        Err(other) => Err(other),
    }
}

/// The file when it can be read as a sheet of this kind; a fault at its field otherwise.
async fn readable(form: &mut Form, kind: Kind, arrived: Arrived) -> Result<Option<Arrived>, Failure> {
    let looked = tokio::task::spawn_blocking(move || {
        let told = examine(&arrived.file, &arrived.name, Accept::SHEET).map_err(|no| no.to_string());
        let bytes = told.and_then(|_| whole(&arrived).map_err(|error| error.to_string()));
        (arrived, bytes)
    });
    let (arrived, bytes) = looked.await.map_err(|error| Failure::Broken(error.into()))?;
    let Some(bytes) = form.check(kind.code(), bytes) else {
        return Ok(None);
    };
    let sheet = read_sheet(kind, bytes).await;
    if let Ok(sheet) = &sheet
        && sheet.rows.is_empty()
    {
        form.fault(kind.code(), "В таблице нет ни одной строки под заголовками. Проверьте, тот ли это файл.");
    }
    Ok(form.check(kind.code(), sheet).map(|_| arrived))
}

fn whole(arrived: &Arrived) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = arrived.file.open().map_err(std::io::Error::other)?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

async fn keep(app: &App, by: &Centre, kind: Kind, arrived: Arrived, received_on: Day) -> Result<Response, Failure> {
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    let new = Import {
        id: Id::new(),
        kind,
        file_name: arrived.name,
        file_key: stored.key.as_str().to_owned(),
        received_on,
        added_by: String::new(),
        added_at: app.now(),
        confirmed_at: None,
        outcome: String::new(),
        made: 0,
    };
    let to = format!("/imports/{}", new.id);
    let done = app.db.act(by.by(), app.now(), move |act| {
        store::add(act, &new)?;
        let words = format!("{}, файл {}", kind.words(), new.file_name);
        let fact = Fact::of(kinds::SENT, words).subject("import", new.id);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    done.await?;
    Ok(page::go(&to))
}

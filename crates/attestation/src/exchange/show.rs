//! One sheet that was sent in: the dry run, and its confirmation.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::import::{days_of, kept_sheet, take};
use super::model::{Import, Kind, Plan, Planned, Spot};
use super::plan::draft;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/imports/{id}", show).post("/imports/{id}/confirmation", confirm)
}

/// Lines of each list that are shown.
const SHOWN: usize = 100;

/// A list cut to what a person reads, and how many lines it has in all.
struct Cut<T> {
    lines: Vec<T>,
    all: usize,
}

impl<T> Cut<T> {
    fn of(all: Vec<T>) -> Self {
        Self { all: all.len(), lines: all.into_iter().take(SHOWN).collect() }
    }

    fn is_cut(&self) -> bool {
        self.lines.len() < self.all
    }
}

#[derive(Template)]
#[template(path = "exchange/show.html")]
struct ShowPage {
    frame: Frame,
    action: String,
    file_name: String,
    sent: String,
    received: String,
    outcome: String,
    new: String,
    known: usize,
    left_out: String,
    button: String,
    faults: Cut<Spot>,
    warnings: Cut<Spot>,
    rows: Cut<Planned>,
}

async fn show(seat: InCharge<Import>, State(app): State<App>) -> Result<Response, Failure> {
    let sheet = kept_sheet(&app, &seat.it).await?;
    let (kind, days) = (seat.it.kind, days_of(&app, &seat.it));
    let plan = app.db.read(move |reader| draft(reader, kind, &sheet, days)).await?;
    let title = format!("Проверка таблицы: {}", kind.words().to_lowercase());
    let frame = seat.by.frame(&app, &title).trail(&[("/cabinet", "Личный кабинет"), ("/imports", "Загрузка таблиц")]);
    page::page(&drawn(&app, frame, seat.it, plan))
}

fn drawn(app: &App, frame: Frame, import: Import, plan: Plan) -> ShowPage {
    let by = if import.added_by.is_empty() { String::new() } else { format!(", {}", import.added_by) };
    let may_confirm = import.confirmed_at.is_none() && plan.new > 0;
    let verb = match plan.kind {
        Kind::Organizations | Kind::Teachers | Kind::Register => "Внести",
        Kind::Specialists | Kind::Coordinators => "Отправить",
    };
    ShowPage {
        frame,
        action: format!("/imports/{}/confirmation", import.id),
        file_name: import.file_name,
        sent: format!("{}{by}", app.config.zone.written(import.added_at)),
        received: if plan.kind == Kind::Teachers { words::day(import.received_on) } else { String::new() },
        outcome: import
            .confirmed_at
            .map(|at| format!("{} {}", app.config.zone.written(at), import.outcome))
            .unwrap_or_default(),
        new: plan.kind.counted(plan.new),
        known: plan.known,
        left_out: plan.left_out(),
        button: if may_confirm { format!("{verb}: {}", plan.kind.counted(plan.new)) } else { String::new() },
        faults: Cut::of(plan.faults),
        warnings: Cut::of(plan.warnings),
        rows: Cut::of(plan.rows),
    }
}

async fn confirm(seat: InCharge<Import>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let to = format!("/imports/{}", seat.it.id);
    let sheet = kept_sheet(&app, &seat.it).await?;
    let said = match take(&app, seat.by.by(), seat.it, sheet).await {
        Ok(outcome) => outcome,
        Err(Failure::Denied(refused)) => refused.reason(),
        Err(other) => return Err(other),
    };
    Ok(page::go_saying(seat.by.visit.cookies, &to, &said))
}

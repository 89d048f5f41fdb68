//! The list of cases as a sheet, written row by row into a temporary file and streamed from it.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::{Cell, Column, NotWritten, XlsxTable};

use crate::accounts::{Role, SignedIn};
use crate::applications::Application;
use crate::assignments;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page;

use super::{kinds, list, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/export", export)
}

/// Rows of one sheet at most.
const MOST: i64 = 100_000;

const COLUMNS: &[Column<'static>] = &[
    Column { heading: "№ заявления", width: 14.0 },
    Column { heading: "Фамилия, имя, отчество", width: 36.0 },
    Column { heading: "Должность", width: 28.0 },
    Column { heading: "Муниципалитет", width: 24.0 },
    Column { heading: "Организация", width: 44.0 },
    Column { heading: "Имеющаяся категория", width: 18.0 },
    Column { heading: "Заявленная категория", width: 18.0 },
    Column { heading: "Документов", width: 12.0 },
    Column { heading: "Получено", width: 12.0 },
    Column { heading: "Срок результата", width: 12.0 },
    Column { heading: "Состояние", width: 22.0 },
];

async fn export(person: SignedIn, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let (today, seat, role) = (app.today(), person.seat.id, person.seat.role);
    if !matches!(role, Role::Specialist | Role::Centre | Role::Authority | Role::Municipal) {
        return Err(Failure::Hidden);
    }
    let narrowing = list::narrowing_for(&person, &form, today);
    let file = app
        .db
        .read(move |reader| {
            let mut table = XlsxTable::new("Дела", COLUMNS).map_err(not_written)?;
            let mut outcome = Ok(());
            let mut put = |case: Application| {
                if outcome.is_ok() {
                    outcome = row(&mut table, &case, role.keeps_decisions());
                }
            };
            if role == Role::Specialist {
                assignments::assigned_to(reader, seat, &list::filter_of(&form, today), MOST)?
                    .into_iter()
                    .for_each(&mut put);
            } else {
                store::each(reader, &narrowing, MOST, &mut put)?;
            }
            outcome.map_err(not_written)?;
            let mut file = tempfile::tempfile().map_err(anyhow::Error::from)?;
            table.finish(&mut file).map_err(not_written)?;
            Ok::<_, Failure>(file)
        })
        .await?;
    let fact = Fact::of(kinds::LIST_TAKEN, "скачан список дел");
    app.db.act(person.by(), app.now(), move |act| act.record(fact, ())).await?;
    page::sheet(file, &format!("Дела на {today}.xlsx"))
}

#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn not_written(error: NotWritten) -> Failure {
    Failure::Broken(anyhow::anyhow!("a sheet was not written: {error}"))
}

fn row(table: &mut XlsxTable, case: &Application, keeps_decisions: bool) -> Result<(), NotWritten> {
    let documents = format!("{} из {}", case.documents_present, case.documents_needed());
    table.row(&[
        Cell::Text(&case.number),
        Cell::Text(&case.name.full()),
        Cell::Text(&case.post_and_subject()),
        Cell::Text(&case.municipality),
        Cell::Text(&case.school_name),
        Cell::Text(case.current_words()),
        Cell::Text(case.category.words()),
        Cell::Text(&documents),
        Cell::Date(case.received_on.0),
        Cell::Date(case.due_on.0),
        Cell::Text(case.standing(keeps_decisions).words),
    ])
}

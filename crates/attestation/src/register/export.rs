//! The register as a sheet, by the same filter as the list: the centre's can be brought back by an import, that of those who
//! only read has no СНИЛС.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use officedocs::table::Cell;

use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::listing;
use crate::platform::page;

use super::guards::RegisterTaker;
use super::list::{self, FIELDS};
use super::model::Record;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/register/export", export)
}

/// The heading that is for the centre alone.
const SNILS: &str = "СНИЛС";

/// The headings are those the import reads: a register taken away can be brought back.
const COLUMNS: [(&str, f64); 13] = [
    ("ФИО", 36.0),
    ("Дата рождения", 14.0),
    (SNILS, 16.0),
    ("Организация", 40.0),
    ("Муниципалитет", 24.0),
    ("Должность", 28.0),
    ("Категория", 20.0),
    ("Дата решения", 14.0),
    ("Номер акта", 14.0),
    ("Дата акта", 14.0),
    ("Действует до", 14.0),
    ("Состояние", 28.0),
    ("Код проверки", 18.0),
];

async fn export(by: RegisterTaker, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let RegisterTaker(by) = by;
    let mut form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let mut asked = list::asked(&by, &mut form, app.today());
    if !form.is_sound() {
        return Ok(page::go(&listing::address("/register", &form, &FIELDS, "")));
    }
    asked.after = None;
    let is_whole = by.is_keeper();
    let columns: Vec<(&str, f64)> = COLUMNS.into_iter().filter(|(heading, _)| is_whole || *heading != SNILS).collect();
    let mut file = Export::new("Реестр категорий", &columns)?;
    loop {
        let (step, now) = (file.next_step(), asked.clone());
        let found = app.db.read(move |reader| store::page(reader, &now, step)).await?;
        for record in &found {
            write(&mut file, record, app.today(), is_whole)?;
        }
        let Some(last) = found.last().filter(|_| found.len() == step) else {
            break;
        };
        asked.after = Some((asked.place(&last.name, last.standing()), last.id));
    }
    let of = by.within.as_ref().map(|own| format!(" ({own})")).unwrap_or_default();
    let fact = Fact::of(kinds::EXPORTED, format!("выгружен реестр категорий{of}, строк: {}", file.rows()));
    app.db.act(by.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    file.answer(&format!("Реестр категорий {}.xlsx", app.today())).await
}

fn write(file: &mut Export, record: &Record, today: Day, is_whole: bool) -> Result<(), Failure> {
    let day = |day: Option<Day>| day.map_or(Cell::Empty, |day| Cell::Date(day.0));
    let (name, code, state) = (record.name.full(), record.code.groups(), record.state(today).0);
    let mut cells = vec![Cell::Text(&name), Cell::Date(record.born.0)];
    if is_whole {
        cells.push(Cell::Text(&record.snils));
    }
    cells.extend([
        Cell::Text(&record.organization),
        Cell::Text(&record.municipality),
        Cell::Text(record.post()),
        Cell::Text(record.category.words()),
        Cell::Date(record.granted_on.0),
        Cell::Text(&record.act_number),
        day(record.act_date),
        day(record.valid_to),
        Cell::Text(&state),
        Cell::Text(&code),
    ]);
    file.row(&cells)
}

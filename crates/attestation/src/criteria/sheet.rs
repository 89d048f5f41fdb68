//! A set as a sheet: taken as XLSX, and a sheet put into a draft in place of all its indicators, with faults by cell.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use officedocs::sheet::{self, Column, Row as SheetRow, Sheet, Value};
use officedocs::table::Cell;

use crate::accounts::{Centre, InCharge};
use crate::context::App;
use crate::documents::{Accept, examine};
use crate::platform::doors::Doors;
use crate::platform::export::Export;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::upload::{Arrived, UploadRequest};
use crate::platform::words;

use super::guards::CentresDraft;
use super::model::{CriteriaSet, Indicator, Measure, Row, RowKind};
use super::saving::{self, OVERTAKEN};
use super::{draft, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/criteria/{id}/sheet", take)
        .get("/settings/criteria/drafts/{id}/sheet", show)
        .post("/settings/criteria/drafts/{id}/sheet", put)
}

/// A sheet of indicators is small. Bytes.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Faults shown at once.
const SHOWN: usize = 100;

/// Columns that say something of an indicator, and those of a row: the heading, the field it is typed in, the width.
const INDICATOR: [(&str, &str, f64); 4] = [
    ("Показатель", "wording", 40.0),
    ("Код показателя", "code", 10.0),
    ("Не больше баллов", "cap", 10.0),
    ("Порог показателя", "threshold", 10.0),
];
const ROW: [(&str, &str, f64); 9] = [
    ("На что отвечают", "wording", 50.0),
    ("Подсказка", "hint", 30.0),
    ("Как отвечают", "kind", 30.0),
    ("Что считает диапазон", "measure", 14.0),
    ("Ответы и баллы", "options", 40.0),
    ("Наименьший балл", "min", 10.0),
    ("Наибольший балл", "max", 10.0),
    ("За сколько лет", "years", 10.0),
    ("Чем подтверждается", "evidence", 40.0),
];

fn columns() -> Vec<Column> {
    let needed = ["Показатель", "На что отвечают", "Как отвечают"];
    let names = INDICATOR.iter().chain(&ROW).map(|(name, ..)| *name);
    names.map(|name| Column { name, also: &[], required: needed.contains(&name) }).collect()
}

async fn take(InCharge { it: set, .. }: InCharge<CriteriaSet>) -> Result<Response, Failure> {
    let headings: Vec<(&str, f64)> = INDICATOR.iter().chain(&ROW).map(|(name, _, width)| (*name, *width)).collect();
    let mut file = Export::new("Показатели", &headings)?;
    for indicator in &set.indicators {
        let head = typed::filled_indicator(indicator);
        let head: Vec<String> = INDICATOR.iter().map(|(_, field, _)| head.value(field).to_owned()).collect();
        let rows = indicator.rows.iter().map(written);
        let bare = indicator.rows.is_empty().then(|| vec![String::new(); ROW.len()]);
        for row in rows.chain(bare) {
            let cells: Vec<Cell<'_>> = head.iter().chain(&row).map(|text| cell(text)).collect();
            file.row(&cells)?;
        }
    }
    file.answer(&format!("{}.xlsx", set.title)).await
}

fn cell(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// A row as its cells: the fields of its form, what is chosen in words.
fn written(row: &Row) -> Vec<String> {
    let form = typed::filled_row(row);
    let measure = if row.kind == RowKind::Band { row.measure.words() } else { "" };
    ROW.iter()
        .map(|(_, field, _)| match *field {
            "kind" => row.kind.words().to_owned(),
            "measure" => measure.to_owned(),
            other => form.value(other).to_owned(),
        })
        .collect()
}

/// What is wrong in a cell.
struct Wrong {
    cell: String,
    text: String,
}

/// What a sheet says.
#[derive(Default)]
struct Read {
    indicators: Vec<Indicator>,
    wrong: Vec<Wrong>,
}

impl Read {
    fn wrong(&mut self, row: &SheetRow, place: usize, text: impl Into<String>) {
        self.wrong.push(Wrong { cell: row.cells[place].at(), text: text.into() });
    }

    /// Every fault of a form, each at the cell its field stands in.
    fn faults(&mut self, row: &SheetRow, form: &Form, fields: &[(&str, &str, f64)], first: usize) {
        for fault in form.faults() {
            let place = fields.iter().position(|(_, field, _)| *field == fault.field).unwrap_or(0);
            self.wrong(row, first + place, fault.text.clone());
        }
    }

    fn row(&mut self, row: &SheetRow) {
        for (place, cell) in row.cells.iter().enumerate() {
            if matches!(cell.value, Value::Formula | Value::Error(_)) {
                self.wrong(row, place, "В ячейке формула или ошибка. Впишите значение.");
            }
        }
        let text = |place: usize| text(&row.cells[place].value);
        let name = words_of(&text(0));
        let is_new = !name.is_empty() && self.indicators.last().is_none_or(|last| last.wording != name);
        if is_new {
            let mut form =
                (0..).zip(INDICATOR).fold(Form::new(), |form, (at, (_, field, _))| form.with(field, text(at)));
            let read = typed::indicator(&mut form, Id::new());
            self.faults(row, &form, &INDICATOR, 0);
            let bare = || Indicator {
                id: Id::new(),
                code: String::new(),
                wording: name,
                cap: None,
                threshold: None,
                rows: Vec::new(),
            };
            self.indicators.push(read.unwrap_or_else(bare));
        }
        let first = INDICATOR.len();
        if (first..first + ROW.len()).all(|place| text(place).is_empty()) {
            return;
        }
        let mut form = (first..).zip(ROW).fold(Form::new(), |form, (at, (_, field, _))| form.with(field, text(at)));
        form = form.with("kind", kind(&text(first + 2))).with("measure", measure(&text(first + 3)));
        let read = typed::row(&mut form, Id::new(), &[]);
        self.faults(row, &form, &ROW, first);
        match (self.indicators.last_mut(), read) {
            (None, _) => self.wrong(row, 0, "Назовите показатель, к которому относится строка."),
            (Some(last), Some(read)) => last.rows.push(read),
            (Some(_), None) => {}
        }
    }
}

/// The text of a cell with its lines.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.trim().to_owned(),
        other => other.text().unwrap_or_default(),
    }
}

fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(said: &str) -> &'static str {
    RowKind::ALL.into_iter().find(|kind| kind.words() == words_of(said)).map_or("", RowKind::code)
}

fn measure(said: &str) -> &'static str {
    if said == Measure::Percent.words() { Measure::Percent.code() } else { Measure::Count.code() }
}

fn read(sheet: &Sheet) -> Read {
    let mut read = Read::default();
    for row in &sheet.rows {
        read.row(row);
    }
    read
}

#[derive(Template)]
#[template(path = "criteria/sheet.html")]
struct SheetPage {
    frame: Frame,
    form: Form,
    home: String,
    taken: String,
    wrong: Vec<Wrong>,
    more: usize,
    kinds: String,
    accept: String,
}

fn draw(app: &App, by: &Centre, set: &CriteriaSet, form: Form, mut wrong: Vec<Wrong>) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let more = wrong.len().saturating_sub(SHOWN);
    wrong.truncate(SHOWN);
    let kinds: Vec<String> = RowKind::ALL.map(|kind| format!("«{}»", kind.words())).into();
    let shown = SheetPage {
        frame: draft::frame(app, by, set, "Показатели из таблицы").sound(sound),
        form: form.with("edition", set.edition.to_string()),
        home: draft::home(set),
        taken: format!("/settings/criteria/{}/sheet", set.id),
        wrong,
        more,
        kinds: kinds.join(", "),
        accept: Accept::SHEET.endings(),
    };
    if sound { page::page(&shown) } else { page::faulty(&shown) }
}

async fn show(CentresDraft { by, set }: CentresDraft, State(app): State<App>) -> Result<Response, Failure> {
    draw(&app, &by, &set, Form::new(), Vec::new())
}

/// The sheet of a file that was sent, or why it is none.
fn opened(arrived: &Arrived) -> Result<Sheet, String> {
    examine(&arrived.file, &arrived.name, Accept::SHEET).map_err(|bad| bad.to_string())?;
    sheet::read(&arrived.bytes()?, &columns()).map_err(|bad| bad.to_string())
}

async fn put(
    CentresDraft { by, mut set }: CentresDraft,
    State(app): State<App>,
    request: UploadRequest,
) -> Result<Response, Failure> {
    let mut upload = request.read(&app.files, LARGEST).await?;
    let arrived = upload.one_file("sheet", "Выберите таблицу в виде XLSX.", LARGEST);
    let mut form = upload.form;
    let Some(arrived) = arrived else { return draw(&app, &by, &set, form, Vec::new()) };
    let opened = tokio::task::spawn_blocking(move || opened(&arrived)).await.map_err(anyhow::Error::from)?;
    let Some(read) = form.check("sheet", opened).map(|sheet| read(&sheet)) else {
        return draw(&app, &by, &set, form, Vec::new());
    };
    if read.indicators.is_empty() && read.wrong.is_empty() {
        form.fault("sheet", "В таблице нет ни одного показателя. Заполните строки под заголовками.");
    }
    if !read.wrong.is_empty() {
        let count = words::counted(read.wrong.len() as u64, "ошибка", "ошибки", "ошибок");
        form.fault("sheet", format!("В таблице {count}. Исправьте ячейки из списка ниже и загрузите таблицу снова."));
    }
    if !form.is_sound() {
        return draw(&app, &by, &set, form, read.wrong);
    }
    let home = draft::home(&set);
    set.indicators = read.indicators;
    let count = words::counted(set.indicators.len() as u64, "показатель", "показателя", "показателей");
    let told = format!("в черновик «{}» из таблицы внесено: {count}", set.title);
    if !saving::save(&app, &by, &form, set, told).await? {
        return Err(Failure::Conflict(OVERTAKEN.to_owned()));
    }
    Ok(page::go_saying(by.visit.cookies, &home, &format!("Из таблицы внесено: {count}. Прежние показатели заменены.")))
}

//! The agenda of a session as a paper to hand out: Word by the template in force, and PDF.

use officedocs::pdf::{Block, Column, Paper as Printed, Signature, Table};
use serde_json::{Value, json};

use crate::context::App;
use crate::documents::made::{number, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::words;

use super::document::{MOST, line_stated};
use super::guards::SittingInSight;
use super::kinds;
use super::model::{Position, order};
use super::store::{self, Line, Sitting};

/// The agenda of a session.
pub static AGENDA: Paper = Paper {
    code: "agenda",
    words: "Повестка заседания комиссии",
    builtin: include_bytes!("../../papers/commission/agenda.docx"),
    tags: &[
        "комиссия.название",
        "комиссия.приказ",
        "заседание.дата",
        "заседание.время",
        "заседание.место",
        "всего",
        "вопросы.номер",
        "вопросы.дело",
        "вопросы.педагог",
        "вопросы.должность",
        "вопросы.организация",
        "вопросы.муниципалитет",
        "вопросы.вопрос",
        "вопросы.результат",
        "вопросы.решить_до",
        "вопросы.присутствие",
        "секретарь",
    ],
    needed: &[&["заседание.дата"], &["вопросы.педагог"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Agenda>(doors)
}

/// What the agenda of a session states, by the tags of its template; none when there is no such session.
fn data(reader: &mut Reader, id: Id<Sitting>) -> Result<Option<Value>, DbError> {
    let Some(sitting) = store::by_id(reader, id)? else { return Ok(None) };
    let commission = store::commission_by_id(reader, sitting.commission)?;
    let members = store::composition(reader, sitting.commission, sitting.held_on)?;
    let secretary = members.iter().find(|one| one.position == Position::Secretary);
    let lines = store::agenda_of(reader, sitting.id, None, MOST)?;
    let questions: Vec<Value> = (1..).zip(&lines).map(|(place, line)| question(place, line)).collect();
    Ok(Some(json!({
        "комиссия": {
            "название": sitting.commission_name,
            "приказ": commission.map(|one| order(&one.order_number, one.order_date)).unwrap_or_default(),
        },
        "заседание": { "дата": words::day(sitting.held_on), "время": sitting.begins, "место": sitting.place },
        "всего": lines.len(),
        "вопросы": questions,
        "секретарь": secretary.map(|one| one.name.short()).unwrap_or_default(),
    })))
}

fn question(place: i64, line: &Line) -> Value {
    let wants = line.extra.wants_to_attend == Some(true);
    let mut one = line_stated(place, line);
    one["решить_до"] = words::day(line.extra.last_day).into();
    one["присутствие"] = if wants { line.extra.attends() } else { "" }.into();
    one
}

/// What the agenda of the last session of a day states; none when there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn agenda_stated(app: &App, day: Day) -> Result<Option<Value>, Failure> {
    let read = app.db.read(move |reader| match store::last_on(reader, day)? {
        Some(id) => data(reader, id),
        None => Ok(None),
    });
    Ok(read.await?)
}

/// The agenda as a PDF: what `data` states, in the order of the Word file.
fn agenda_paper(data: &Value) -> Printed {
    let title = "Повестка заседания".to_owned();
    let mut blocks = vec![
        Block::centred(text(data, "/комиссия/название")),
        Block::Title(title.clone()),
        Block::centred(format!("{}\u{a0}г., {}", text(data, "/заседание/дата"), text(data, "/заседание/время"))),
        Block::text(format!("Место: {}.", text(data, "/заседание/место"))),
        Block::text(format!("Состав комиссии: {}.", text(data, "/комиссия/приказ"))),
        Block::text(format!("Дел в повестке: {}.", number(data, "/всего"))),
        Block::Table(Table {
            columns: vec![
                Column::numbers("№", 8),
                Column::new("Педагог", 44),
                Column::new("Вопрос", 40),
                Column::new("Результат специалистов", 36),
            ],
            rows: rows(data, "/вопросы").iter().map(row).collect(),
        }),
    ];
    let secretary = text(data, "/секретарь");
    if !secretary.is_empty() {
        let post = "Секретарь комиссии".to_owned();
        blocks.push(Block::Signatures(vec![Signature { post, name: secretary.to_owned() }]));
    }
    Printed { title, organization: text(data, "/комиссия/название").to_owned(), blocks }
}

fn row(one: &Value) -> Vec<String> {
    let attends = text(one, "/присутствие");
    let attends = if attends.is_empty() { String::new() } else { format!("\n{attends}") };
    vec![
        number(one, "/номер").to_string(),
        format!(
            "{}\n{}, {}\nДело №\u{a0}{}{attends}",
            text(one, "/педагог"),
            text(one, "/должность"),
            text(one, "/организация"),
            text(one, "/дело")
        ),
        text(one, "/вопрос").to_owned(),
        format!("{}\nрешить до {}", text(one, "/результат"), text(one, "/решить_до")),
    ]
}

/// The agenda at its doors.
struct Agenda;

impl Handed for Agenda {
    type By = SittingInSight;
    const WORD: &'static str = "/sittings/{id}/agenda/file";
    const PDF: &'static str = "/sittings/{id}/agenda/pdf";

    fn paper() -> &'static Paper {
        &AGENDA
    }

    async fn taken(seen: SittingInSight, app: &App) -> Result<Taken, Failure> {
        let (id, day) = (seen.sitting.id, words::brief_day(seen.sitting.held_on));
        let says = app.db.read(move |reader| data(reader, id)).await?.ok_or(Failure::Hidden)?;
        let fact = Fact::of(kinds::AGENDA_TAKEN, format!("скачана повестка заседания {day}")).subject("sitting", id);
        app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        let shape = agenda_paper(&says);
        Ok(Taken::now(says, shape, format!("Повестка {day}")))
    }
}

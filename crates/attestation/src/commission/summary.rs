//! «Сводная ведомость» of a session: every case with its post, the category sought, what the specialists have found, the votes
//! and the decision — in one table. Word by the template in force, and PDF. A signed protocol is repeated as it was stated.

use std::collections::BTreeMap;

use officedocs::pdf::{Block, Column, Paper as Printed, Signature, Table};
use serde_json::{Value, json};

use crate::applications::Category;
use crate::context::App;
use crate::documents::made::{number, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::document::MOST;
use super::guards::SittingInSight;
use super::kinds;
use super::printed::{CORRECTIONS, began, corrections_stated, led};
use super::protocol::{no_protocol, says};
use super::store::{self, Sitting, SittingStage};
use super::tally::Tally;

/// The summary of a session.
pub static SUMMARY: Paper = Paper {
    code: "summary",
    words: "Сводная ведомость заседания комиссии",
    builtin: include_bytes!("../../papers/commission/summary.docx"),
    tags: &[
        "комиссия.название",
        "комиссия.приказ",
        "заседание.дата",
        "заседание.время",
        "заседание.место",
        "заседание.открыто",
        "протокол.слова",
        "кворум",
        "председательствующий",
        "вопросы.номер",
        "вопросы.дело",
        "вопросы.педагог",
        "вопросы.должность",
        "вопросы.организация",
        "вопросы.муниципалитет",
        "вопросы.категория",
        "вопросы.результат",
        "вопросы.голоса",
        "вопросы.решение",
        "вопросы.причина",
        "итоги.всего",
        "итоги.установлено",
        "итоги.отказано",
        "итоги.отложено",
        "исправления",
        "секретарь",
    ],
    needed: &[&["заседание.дата"], &["вопросы.педагог"], &["вопросы.решение"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Summary>(doors)
}

/// What stands in the place of a decision that was not made yet.
const OPEN: &str = "не решено";

/// What the summary of a session states, by the tags of its template.
///
/// # Errors
/// A conflict when the session was not opened.
fn data(reader: &mut Reader, sitting: &Sitting) -> Result<Value, Failure> {
    if matches!(sitting.stage, SittingStage::Planned | SittingStage::Cancelled) {
        return Err(no_protocol(sitting));
    }
    let stated = says(reader, sitting, &sitting.protocol_number)?;
    let lines = store::agenda_of(reader, sitting.id, None, MOST)?;
    let sought: BTreeMap<String, Category> =
        lines.into_iter().map(|line| (line.case.number, line.case.category)).collect();
    let questions: Vec<Value> = rows(&stated, "/вопросы").iter().map(|one| question(one, &sought)).collect();
    let corrections = corrections_stated(&store::corrections(reader, sitting.id)?);
    let protocol = match sitting.protocol_date.filter(|_| sitting.stage == SittingStage::Closed) {
        Some(date) => format!("Протокол №\u{a0}{} от {}\u{a0}г.", sitting.protocol_number, words::day(date)),
        None => "Протокол ещё не подписан: ведомость предварительная.".to_owned(),
    };
    Ok(json!({
        "комиссия": stated["комиссия"],
        "заседание": stated["заседание"],
        "протокол": { "слова": protocol },
        "кворум": stated["кворум"],
        "председательствующий": text(&stated, "/председательствующий"),
        "вопросы": questions,
        "итоги": stated["итоги"],
        "исправления": corrections,
        "секретарь": stated["секретарь"],
    }))
}

/// A case in the table. Its category is read off its row; the question names it when the row is gone.
fn question(stated: &Value, sought: &BTreeMap<String, Category>) -> Value {
    let mut one = stated.clone();
    let category = sought.get(text(stated, "/дело")).map(|category| category.words().to_owned());
    one["категория"] = category.unwrap_or_else(|| text(stated, "/вопрос").to_owned()).into();
    let is_decided = !text(stated, "/решение").is_empty();
    let tally = Tally {
        in_favour: number(stated, "/за"),
        against: number(stated, "/против"),
        abstained: number(stated, "/воздержались"),
    };
    one["голоса"] = if is_decided { votes(tally) } else { String::new() }.into();
    if !is_decided {
        one["решение"] = OPEN.into();
    }
    one
}

/// «за 6, против 0, воздержались 0», each with its number: a column is narrow.
fn votes(tally: Tally) -> String {
    if tally == Tally::default() {
        return tally.voted();
    }
    let [fors, against, abstained] = [tally.in_favour, tally.against, tally.abstained];
    format!("за\u{a0}{fors}, против\u{a0}{against}, воздержались\u{a0}{abstained}")
}

/// What the summary of the last session begun on a day states; none when there was none.
///
/// # Errors
/// When the database does not answer.
pub async fn summary_stated(app: &App, day: Day) -> Result<Option<Value>, Failure> {
    let read = app.db.read(move |reader| match store::begun_on(reader, day)? {
        Some(sitting) => data(reader, &sitting).map(Some),
        None => Ok(None),
    });
    read.await
}

/// The summary as a PDF: what `data` states, in the order of the Word file.
fn summary_paper(data: &Value) -> Printed {
    let title = "Сводная ведомость".to_owned();
    let mut blocks = vec![
        Block::centred(text(data, "/комиссия/название")),
        Block::Title(title.clone()),
        Block::centred(format!(
            "заседание {}\u{a0}г., {}",
            text(data, "/заседание/дата"),
            text(data, "/заседание/время")
        )),
        Block::text(format!("Место: {}.", text(data, "/заседание/место"))),
        Block::text(format!("Состав комиссии: {}.", text(data, "/комиссия/приказ"))),
        Block::text(text(data, "/протокол/слова")),
        Block::text(format!("Присутствуют {}.", text(data, "/кворум"))),
    ];
    blocks.extend(began(data).into_iter().chain(led(data)).map(Block::text));
    blocks.extend([
        Block::Table(Table {
            columns: vec![
                Column::numbers("№", 7),
                Column::new("Педагог", 33),
                Column::new("Заявлено", 19),
                Column::new("Результат специалистов", 24),
                Column::new("Голоса", 26),
                Column::new("Решение", 29),
            ],
            rows: rows(data, "/вопросы").iter().flat_map(case).collect(),
        }),
        Block::text(format!(
            "Всего дел: {}. Категория установлена: {}. Отказано: {}. Отложено: {}.",
            number(data, "/итоги/всего"),
            number(data, "/итоги/установлено"),
            number(data, "/итоги/отказано"),
            number(data, "/итоги/отложено")
        )),
    ]);
    let corrections: Vec<String> =
        rows(data, "/исправления").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if !corrections.is_empty() {
        blocks.push(Block::Heading(CORRECTIONS.to_owned()));
        blocks.push(Block::List { is_numbered: true, items: corrections });
    }
    let secretary = text(data, "/секретарь");
    if !secretary.is_empty() {
        let post = "Секретарь комиссии".to_owned();
        blocks.push(Block::Signatures(vec![Signature { post, name: secretary.to_owned() }]));
    }
    Printed { title, organization: text(data, "/комиссия/название").to_owned(), blocks }
}

/// The rows of a case: the reason of its decision, which may be long, stands across the table.
fn case(one: &Value) -> Vec<Vec<String>> {
    let place = number(one, "/номер");
    let mut all = vec![vec![
        place.to_string(),
        format!(
            "{}\n{}, {}\nДело №\u{a0}{}",
            text(one, "/педагог"),
            text(one, "/должность"),
            text(one, "/организация"),
            text(one, "/дело")
        ),
        text(one, "/категория").to_owned(),
        text(one, "/результат").to_owned(),
        text(one, "/голоса").replace(", ", "\n"),
        text(one, "/решение").to_owned(),
    ]];
    if !text(one, "/причина").is_empty() {
        all.push(vec![format!("Причина решения по делу {place}: {}", text(one, "/причина"))]);
    }
    all
}

/// The summary at its doors.
struct Summary;

impl Handed for Summary {
    type By = SittingInSight;
    const WORD: &'static str = "/sittings/{id}/summary/file";
    const PDF: &'static str = "/sittings/{id}/summary/pdf";

    fn paper() -> &'static Paper {
        &SUMMARY
    }

    async fn taken(seen: SittingInSight, app: &App) -> Result<Taken, Failure> {
        let (sitting, day) = (seen.sitting.clone(), words::brief_day(seen.sitting.held_on));
        let id = sitting.id;
        let says = app.db.read(move |reader| data(reader, &sitting)).await?;
        let words = format!("скачана сводная ведомость заседания {day}");
        let fact = Fact::of(kinds::SUMMARY_TAKEN, words).subject("sitting", id);
        app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        let shape = summary_paper(&says);
        Ok(Taken::now(says, shape, format!("Сводная ведомость {day}")))
    }
}

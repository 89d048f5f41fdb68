//! «Письмо об отказе в установлении категории»: what an issued act refuses one person and why, as the protocol has it, for
//! whoever reads the extract. Word by the template in force, and PDF.

use officedocs::pdf::{Block, Paper as Printed, Signature};
use serde_json::{Value, json};

use crate::applications::Application;
use crate::context::App;
use crate::deadlines::{self, APPLY_AGAIN};
use crate::documents::made::{BLANK, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::extract::{self, Extract};
use super::guards::CaseOfAct;
use super::letters::{APPEAL, KEEPS};

/// The letter about a refused category.
pub static LETTER: Paper = Paper {
    code: "act-refusal",
    words: "Письмо об отказе в установлении категории",
    builtin: include_bytes!("../../papers/acts/refusal.docx"),
    tags: extract::tags!["центр.название", "прежняя", "снова"],
    needed: &[&["педагог.фио"], &["решение.слова"], &["решение.причина"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Letter>(doors)
}

/// The category was granted.
#[derive(Debug)]
struct Granted;

impl Refusal for Granted {
    fn reason(&self) -> String {
        "Категория установлена: письма об отказе нет. Скачайте выписку из акта.".to_owned()
    }
}

/// What the letter states of an extract; none when the category is granted.
async fn stated(app: &App, case: &Application, extract: &Extract) -> Result<Option<Value>, Failure> {
    let Some(held_on) = extract.refused_on else { return Ok(None) };
    let again = app.db.read(move |reader| deadlines::last_days(reader, APPLY_AGAIN, &[held_on])).await;
    let again: Vec<Option<Day>> = again.map_err(|error: DbError| Failure::from(error))?;
    let again = again.into_iter().next().flatten();
    let mut says = extract::said(extract);
    says["центр"] = json!({ "название": app.config.centre_name });
    says["педагог"]["должность"] = words::inside(&extract.post).into();
    says["прежняя"] = if case.current_category.is_some() { KEEPS } else { "" }.into();
    says["снова"] = again.map(words::day).unwrap_or_default().into();
    Ok(Some(says))
}

/// What the letter of a case states; none when it is in no issued act, or its category is granted.
///
/// # Errors
/// When the database does not answer.
pub async fn letter_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    match extract::of_case(app, case).await? {
        Some(extract) => stated(app, case, &extract).await,
        None => Ok(None),
    }
}

/// The letter as a PDF: what `stated` states, in the order of the Word file.
fn letter_paper(data: &Value) -> Printed {
    let title = "Письмо об отказе в установлении категории".to_owned();
    let body = Some(text(data, "/акт/орган")).filter(|body| !body.is_empty());
    let from = body.unwrap_or_else(|| text(data, "/центр/название"));
    let facts = [
        ("Педагог", text(data, "/педагог/фио").to_owned()),
        ("Должность", text(data, "/педагог/должность").to_owned()),
        ("Организация", format!("{}, {}", text(data, "/педагог/организация"), text(data, "/педагог/муниципалитет"))),
    ];
    let mut blocks = vec![
        Block::centred(from),
        Block::Title(title.clone()),
        Block::centred(format!("{}\u{a0}г.", text(data, "/сегодня"))),
        Block::Facts(facts.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
        Block::text(format!(
            "Аттестационная комиссия {}\u{a0}г. ({}) решила {}. Издан акт {}.",
            text(data, "/решение/день"),
            text(data, "/решение/протокол"),
            text(data, "/решение/слова"),
            text(data, "/акт/реквизиты")
        )),
        Block::bold(format!("Причина отказа: {}", text(data, "/решение/причина"))),
    ];
    blocks.extend(rows(data, "/исправления").iter().filter_map(Value::as_str).map(Block::text));
    if !text(data, "/прежняя").is_empty() {
        blocks.push(Block::text(text(data, "/прежняя")));
    }
    if !text(data, "/снова").is_empty() {
        blocks.push(Block::text(format!(
            "Новое заявление на эту же категорию можно подать с {}\u{a0}г.",
            text(data, "/снова")
        )));
    }
    blocks.push(Block::text(APPEAL));
    blocks.push(Block::Signatures(vec![Signature { post: BLANK.to_owned(), name: BLANK.to_owned() }]));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The letter at its doors.
struct Letter;

impl Handed for Letter {
    type By = CaseOfAct;
    const WORD: &'static str = "/applications/{id}/act/refusal";
    const PDF: &'static str = "/applications/{id}/act/refusal/pdf";

    fn paper() -> &'static Paper {
        &LETTER
    }

    async fn taken(seat: CaseOfAct, app: &App) -> Result<Taken, Failure> {
        let (extract, _) = extract::read(app, &seat).await?;
        let says = stated(app, &seat.seen.case, &extract).await?.ok_or(Granted)?;
        seat.seen.opened(app, "скачано письмо об отказе в категории").await?;
        let shape = letter_paper(&says);
        Ok(Taken::now(says, shape, format!("Письмо об отказе, {}", seat.line.name.short().replace('\u{a0}', " "))))
    }
}

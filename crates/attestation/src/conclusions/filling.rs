//! The template filled with the data of one case.

use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::{self, Assigned};
use crate::context::App;
use crate::documents::{self, Document, Reading};
use crate::papers;
use crate::platform::clock::Day;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;

/// What the tags stand for.
pub(super) fn data(
    case: &Application,
    specialist: Option<&Assigned>,
    documents: &[Document],
    centre: &str,
    today: Day,
) -> Value {
    let rows: Vec<Value> = documents
        .iter()
        .map(|document| json!({ "название": document.name(), "вид": document.kind.words(), "дата": document.dated_on }))
        .collect();
    json!({
        "педагог": {
            "фио": case.name.full(),
            "фамилия_инициалы": case.name.short(),
            "организация": case.school_name,
            "муниципалитет": case.municipality,
            "должность": case.post,
            "предмет": case.subject,
            "стаж": case.experience,
            "имеющаяся_категория": case.current_words(),
        },
        "заявление": {
            "номер": case.number,
            "дата": words::brief_day(case.received_on),
            "категория": case.category.words(),
            "срок": words::brief_day(case.due_on),
        },
        "специалист": {
            "фио": specialist.map(|one| one.name.full()).unwrap_or_default(),
            "фамилия_инициалы": specialist.map(|one| one.name.short()).unwrap_or_default(),
            "место_работы": specialist.map(|one| one.workplace.clone()).unwrap_or_default(),
        },
        "документы": rows,
        "центр": { "название": centre },
        "сегодня": words::day(today),
    })
}

/// A line to write on: long, short, for a day.
const LINE: &str = "______________________________";
const SHORT: &str = "__________";
const DATED: &str = "«____»\u{a0}______________ 20___";
/// Rows to write documents in.
const ROWS: usize = 6;

/// The same for nobody: lines to write on by hand, and empty rows.
pub(super) fn by_hand(centre: &str) -> Value {
    let row = json!({ "название": "", "вид": "", "дата": "" });
    json!({
        "педагог": {
            "фио": LINE,
            "фамилия_инициалы": LINE,
            "организация": LINE,
            "муниципалитет": LINE,
            "должность": LINE,
            "предмет": LINE,
            "стаж": SHORT,
            "имеющаяся_категория": LINE,
        },
        "заявление": { "номер": SHORT, "дата": DATED, "категория": LINE, "срок": DATED },
        "специалист": { "фио": LINE, "фамилия_инициалы": SHORT, "место_работы": LINE },
        "документы": vec![row; ROWS],
        "центр": { "название": centre },
        "сегодня": DATED,
    })
}

/// What the blank of a case states, with its first specialist.
///
/// # Errors
/// When the database does not answer.
pub async fn blank_stated(app: &App, case: &Application) -> Result<Value, Failure> {
    let id = case.id;
    let read = app.db.read(move |reader| {
        let group = assignments::members(reader, id)?;
        Ok::<_, DbError>((group, documents::of_application(reader, id, Reading::Work)?))
    });
    let (group, documents) = read.await?;
    Ok(data(case, group.first(), &documents, &app.config.centre_name, app.today()))
}

/// Any template filled for a case: for what is made outside of a request.
///
/// # Errors
/// When the template cannot be read or filled.
pub fn filled_for(
    template: &[u8],
    case: &Application,
    specialist: Option<&Assigned>,
    documents: &[Document],
    app: &App,
) -> Result<Vec<u8>, Failure> {
    let data = data(case, specialist, documents, &app.config.centre_name, app.today());
    papers::fill(template, &data).map_err(|error| Failure::Broken(anyhow::anyhow!("a template: {error}")))
}

#[cfg(test)]
mod tests {
    use super::super::{BLANK, tags};
    use super::*;

    #[test]
    fn a_form_to_be_written_on_has_a_line_for_every_tag() {
        let said = by_hand("Центр");
        for tag in tags::KNOWN {
            // Of a list its first row is asked.
            let path = tag.replacen("документы.", "документы.0.", 1).replace('.', "/");
            assert!(said.pointer(&format!("/{path}")).is_some(), "{tag}");
        }
        papers::fill(BLANK.builtin, &said).expect("a form");
    }
}

//! The template filled with the data of one case.

use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::Assigned;
use crate::documents::Document;
use crate::papers;
use crate::platform::clock::Day;
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

/// Any template filled for a case: for what is made outside of a request.
///
/// # Errors
/// When the template cannot be read or filled.
pub fn filled_for(
    template: &[u8],
    case: &Application,
    specialist: Option<&Assigned>,
    documents: &[Document],
    app: &crate::context::App,
) -> Result<Vec<u8>, crate::platform::failure::Failure> {
    let data = data(case, specialist, documents, &app.config.centre_name, app.today());
    papers::fill(template, &data)
        .map_err(|error| crate::platform::failure::Failure::Broken(anyhow::anyhow!("a template: {error}")))
}

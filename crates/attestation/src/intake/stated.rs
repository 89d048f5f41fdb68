//! What every paper of intake states of a case — the centre, the teacher, the application — its tags and its lines in a PDF.

use officedocs::pdf::Block;
use serde_json::{Value, json};

use crate::applications::Application;
use crate::context::App;
use crate::documents::made::text;
use crate::platform::words;

/// The tags of `of_case`, and those one paper has beside.
macro_rules! tags {
    ($($more:literal),* $(,)?) => {
        &[
            "центр.название",
            "педагог.фио",
            "педагог.должность",
            "педагог.организация",
            "педагог.муниципалитет",
            "заявление.номер",
            "заявление.дата",
            "заявление.категория",
            $($more),*
        ]
    };
}

pub(super) use tags;

/// What these tags stand for.
pub(super) fn of_case(app: &App, case: &Application) -> Value {
    json!({
        "центр": { "название": app.config.centre_name },
        "педагог": {
            "фио": case.name.full(),
            "должность": words::inside(&case.post_and_subject()),
            "организация": case.school_name,
            "муниципалитет": case.municipality,
        },
        "заявление": {
            "номер": case.number,
            "дата": words::day(case.received_on),
            "категория": case.category.words(),
        },
    })
}

/// The same as lines of a PDF, with those that follow in one paper.
pub(super) fn facts(data: &Value, more: &[(&str, &str)]) -> Block {
    let facts = [
        ("Педагог", text(data, "/педагог/фио").to_owned()),
        ("Должность", text(data, "/педагог/должность").to_owned()),
        ("Организация", format!("{}, {}", text(data, "/педагог/организация"), text(data, "/педагог/муниципалитет"))),
        ("Заявление", format!("№\u{a0}{}, получено {}", text(data, "/заявление/номер"), text(data, "/заявление/дата"))),
        ("Заявленная категория", text(data, "/заявление/категория").to_owned()),
    ];
    let more = more.iter().map(|(name, at)| (*name, text(data, at).to_owned()));
    Block::Facts(facts.into_iter().chain(more).map(|(name, said)| (name.to_owned(), said)).collect())
}

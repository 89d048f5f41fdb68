//! The book of registration as a paper: Word by the template in force, and PDF, of a year or one month of it.

use officedocs::pdf::{Block, Column, Paper as Printed, Table};
use serde_json::{Value, json};

use crate::applications::Application;
use crate::context::App;
use crate::documents::made::{rows, text};
use crate::papers::Paper;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::book::{Span, channel, printed_rows, registered};

/// The book of registration.
pub static BOOK: Paper = Paper {
    code: "registration-book",
    words: "Журнал регистрации заявлений",
    builtin: include_bytes!("../../papers/intake/book.docx"),
    tags: &[
        "центр.название",
        "период",
        "заявления.номер",
        "заявления.получено",
        "заявления.зарегистрировано",
        "заявления.педагог",
        "заявления.должность",
        "заявления.организация",
        "заявления.муниципалитет",
        "заявления.категория",
        "заявления.как_подано",
        "заявления.состояние",
        "всего",
        "сегодня",
    ],
    needed: &[&["период"], &["заявления.номер"], &["заявления.педагог"]],
};

/// What the book of this month states.
///
/// # Errors
/// When the database does not answer, or there is more than is printed.
pub async fn book_stated(app: &App) -> Result<Value, Failure> {
    let span = Span::this_month(app.today());
    Ok(data(app, span, &printed_rows(app, span).await?))
}

/// What the tags of the template stand for.
pub(super) fn data(app: &App, span: Span, found: &[Application]) -> Value {
    json!({
        "центр": { "название": app.config.centre_name },
        "период": span.words(),
        "заявления": found.iter().map(row).collect::<Vec<_>>(),
        "всего": found.len(),
        "сегодня": words::day(app.today()),
    })
}

fn row(case: &Application) -> Value {
    json!({
        "номер": case.number,
        "получено": words::brief_day(case.received_on),
        "зарегистрировано": registered(case),
        "педагог": case.name.full(),
        "должность": case.post_and_subject(),
        "организация": case.school_name,
        "муниципалитет": case.municipality,
        "категория": case.category.words(),
        "как_подано": channel(case),
        "состояние": case.stage.words(),
    })
}

/// The name of the paper: «Журнал регистрации заявлений за ноябрь 2026 года».
pub(super) fn named(data: &Value) -> String {
    format!("{} {}", BOOK.words, text(data, "/период"))
}

/// The book as a PDF: what `data` states, in the order of the Word file.
pub(super) fn book_paper(data: &Value) -> Printed {
    let title = named(data);
    let all = rows(data, "/заявления");
    let line = |one: &Value| {
        let about = ["/педагог", "/должность", "/организация"].map(|at| text(one, at)).join("\n");
        let said = |at: &str| text(one, at).to_owned();
        vec![said("/номер"), said("/зарегистрировано"), about, said("/категория"), said("/как_подано")]
    };
    let blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::Table(Table {
            columns: vec![
                Column::new("Номер", 16),
                Column::new("Зарегистри\u{ad}ровано", 20),
                Column::new("Педагог, должность, организация", 50),
                Column::new("Категория", 20),
                Column::new("Как подано", 22),
            ],
            rows: all.iter().map(line).collect(),
        }),
        Block::text(format!("Всего заявлений: {}.", all.len())),
    ];
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

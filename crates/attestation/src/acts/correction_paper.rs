//! «Проект приказа о внесении исправления»: the order that puts an issued act right, with places for what is wrong and what is
//! read instead. It is finished in Word, signed outside, and written down as the correcting act.

use serde_json::{Value, json};

use crate::context::App;
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::guards::CentresAct;
use super::model::Decree;
use super::printed::correction_paper;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Draft>(doors)
}

/// The order that corrects another.
pub static CORRECTION: Paper = Paper {
    code: "act-correction",
    words: "Приказ о внесении исправления в акт",
    builtin: include_bytes!("../../papers/acts/correction.docx"),
    tags: &["акт.орган", "прежний.номер", "прежний.дата", "прежний.подписал", "прежний.должность"],
    needed: &[&["прежний.номер"], &["прежний.дата"]],
};

/// What the order that corrects an issued act of this number states, the newest of several; none when there is no such act.
///
/// # Errors
/// When the database does not answer.
pub async fn correction_stated(app: &App, number: &str) -> Result<Option<Value>, Failure> {
    let number = number.to_owned();
    let read = app.db.read(move |reader| {
        let Some(decree) = store::numbered(reader, &number)? else { return Ok(None) };
        Ok::<_, DbError>(Some(said(&decree, &store::body(reader)?)))
    });
    Ok(read.await?)
}

/// `body` is who issues acts today.
fn said(decree: &Decree, body: &str) -> Value {
    json!({
        "акт": { "орган": body },
        "прежний": {
            "номер": decree.number,
            "дата": decree.dated_on.map(words::brief_day).unwrap_or_default(),
            "подписал": decree.signer_name,
            "должность": words::capital(&decree.signer_post),
        },
    })
}

/// The order at its doors.
struct Draft;

impl Handed for Draft {
    type By = CentresAct;
    const WORD: &'static str = "/acts/board/{id}/correction/draft";
    const PDF: &'static str = "/acts/board/{id}/correction/draft/pdf";

    fn paper() -> &'static Paper {
        &CORRECTION
    }

    async fn taken(desk: CentresAct, app: &App) -> Result<Taken, Failure> {
        let decree = desk.decree;
        decree.may_be_corrected()?;
        let fact = Fact::of(kinds::DRAWN, format!("скачан проект приказа об исправлении: {}", decree.named()));
        let fact = fact.subject("act", decree.id);
        let body = app.db.act(desk.by.by(), app.now(), move |act| {
            let body = store::body(act)?;
            act.record(fact, body)
        });
        let says = said(&decree, &body.await?);
        let shape = correction_paper(&says, &app.config.centre_name);
        Ok(Taken::now(says, shape, "Проект приказа об исправлении".to_owned()))
    }
}

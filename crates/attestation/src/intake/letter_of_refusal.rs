//! «Письмо об отказе в приёме заявления»: the ground with its clause and what the Centre added, for whoever reads the remarks of
//! a case. Word by the template in force, and PDF.

use officedocs::pdf::{Block, Paper as Printed, Signature};
use serde_json::{Value, json};

use crate::applications::{self, Application};
use crate::context::App;
use crate::documents::made::{BLANK, ToPrint, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::RemarkedCase;
use super::stated;
use super::store::{self, RefusedIntake};

/// The letter about a refused intake.
pub static REFUSAL: Paper = Paper {
    code: "intake-refusal",
    words: "Письмо об отказе в приёме заявления",
    builtin: include_bytes!("../../papers/intake/refusal.docx"),
    tags: stated::tags!["отказ.дата", "отказ.причина", "отказ.основание", "отказ.пояснение"],
    needed: &[&["педагог.фио"], &["отказ.причина"], &["отказ.основание"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Letter>(doors)
}

/// Intake was not refused.
#[derive(Debug)]
struct NotRefused;

impl Refusal for NotRefused {
    fn reason(&self) -> String {
        "В приёме этого заявления не отказано: письма об отказе нет.".to_owned()
    }
}

/// What the letter of a case states; none when its intake was not refused.
///
/// # Errors
/// When the database does not answer.
pub async fn refusal_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let id = case.id;
    let refused = app.db.read(move |reader| store::refusal_of(reader, id)).await?;
    Ok(refused.map(|refused| data(app, case, &refused)))
}

/// The letter of a case, for the file of a whole case; none when its intake was not refused.
///
/// # Errors
/// When the database does not answer.
pub fn refusal_letter_of(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, DbError> {
    let refused = store::refusal_of(reader, case.id)?;
    Ok(refused.map(|refused| ToPrint {
        paper: refusal_paper(&data(app, case, &refused)),
        at: app.config.zone.begins(refused.on),
        name: format!("{}.pdf", named(case)),
    }))
}

fn named(case: &Application) -> String {
    format!("Отказ в приёме {}", case.number)
}

/// What the tags of the template stand for.
fn data(app: &App, case: &Application, refused: &RefusedIntake) -> Value {
    let mut says = stated::of_case(app, case);
    says["отказ"] = json!({
        "дата": words::day(refused.on),
        "причина": words::inside(&refused.ground),
        "основание": refused.legal_ref.replace("№ ", "№\u{a0}"),
        "пояснение": refused.details,
    });
    says
}

/// What a teacher may do about it.
const ONWARD: &str = "Когда причина будет устранена, заявление можно подать снова. Если вы не согласны с отказом, его можно \
     обжаловать: обратитесь в Центр или в орган, который создал комиссию.";

/// The letter as a PDF: what `refusal_stated` states, in the order of the Word file.
fn refusal_paper(data: &Value) -> Printed {
    let title = "Письмо об отказе в приёме заявления".to_owned();
    let mut blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::centred(format!("от {}\u{a0}г.", text(data, "/отказ/дата"))),
        stated::facts(data, &[]),
        Block::text("В приёме заявления о проведении аттестации отказано."),
        Block::bold(format!("Причина: {}.", text(data, "/отказ/причина"))),
        Block::text(format!("Основание: {}.", text(data, "/отказ/основание"))),
    ];
    if !text(data, "/отказ/пояснение").is_empty() {
        blocks.push(Block::text(text(data, "/отказ/пояснение")));
    }
    blocks.push(Block::text(ONWARD));
    blocks.push(Block::Signatures(vec![Signature { post: BLANK.to_owned(), name: BLANK.to_owned() }]));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The letter at its doors.
struct Letter;

impl Handed for Letter {
    type By = RemarkedCase;
    const WORD: &'static str = "/applications/{id}/intake-refusal/file";
    const PDF: &'static str = "/applications/{id}/intake-refusal/pdf";

    fn paper() -> &'static Paper {
        &REFUSAL
    }

    async fn taken(seen: RemarkedCase, app: &App) -> Result<Taken, Failure> {
        let says = refusal_stated(app, &seen.case).await?.ok_or(NotRefused)?;
        let fact = Fact::of(applications::kinds::OPENED, "скачано письмо об отказе в приёме").application(seen.case.id);
        app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        let shape = refusal_paper(&says);
        Ok(Taken::now(says, shape, named(&seen.case)))
    }
}

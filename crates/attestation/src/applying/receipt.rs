//! «Расписка в получении заявления» for its teacher and the coordinator who gives it to them: Word by the template of the moment the application was signed, and PDF.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the application is received and registered; a receipt is ours.

use officedocs::pdf::{Block, Paper as Printed};
use serde_json::{Value, json};

use crate::applications::{self, Application, Stage};
use crate::context::App;
use crate::documents::Document;
use crate::documents::made::{ToPrint, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::content::HandedIn;
use super::printed::{Submitted, about, moment, signature_facts, submitted};

/// The receipt.
pub static RECEIPT: Paper = Paper {
    code: "receipt",
    words: "Расписка в получении заявления",
    builtin: include_bytes!("../../papers/applying/receipt.docx"),
    tags: &[
        "центр.название",
        "педагог.фио",
        "педагог.должность",
        "педагог.организация",
        "заявление.номер",
        "заявление.категория",
        "сведения.название",
        "сведения.слова",
        "дальше",
        "документы",
        "подпись",
        "подпись.название",
        "подпись.слова",
    ],
    needed: &[&["педагог.фио", "сведения.слова"], &["заявление.номер", "сведения.слова"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Receipt>(doors)
}

/// What the receipt of a case states.
///
/// # Errors
/// When the database does not answer, or no term is set for the day the application was received.
pub async fn receipt_stated(app: &App, case: &Application) -> Result<Value, Failure> {
    Ok(read(app, case).await?.0)
}

/// What the receipt states, and the moment the application was signed.
async fn read(app: &App, case: &Application) -> Result<(Value, Moment), Failure> {
    let (house, case) = (app.clone(), case.clone());
    let read = app.db.read(move |reader| {
        let all = submitted(reader, &case)?;
        Ok::<_, Failure>((data(reader, &house, &case, &all)?, moment(&house, &case, all.signature.as_ref())))
    });
    read.await
}

/// What the tags of the template stand for.
fn data(reader: &mut Reader, app: &App, case: &Application, all: &Submitted) -> Result<Value, Failure> {
    let last = applications::last_days(reader, case.id)?;
    let named = |facts: Vec<(String, String)>| -> Vec<Value> {
        facts.into_iter().map(|(name, said)| json!({ "название": name, "слова": said })).collect()
    };
    Ok(json!({
        "центр": { "название": app.config.centre_name },
        "педагог": {
            "фио": all.signed_name(case),
            "должность": words::inside(&case.post_and_subject()),
            "организация": case.school_name,
        },
        "заявление": { "номер": case.number, "категория": case.category.words() },
        "сведения": named(about(app, case, all)),
        "дальше": ahead(case.stage, last),
        "документы": all.papers.iter().map(Document::with_kind).collect::<Vec<_>>(),
        "подпись": named(all.signature.as_ref().map(|one| signature_facts(app, one)).unwrap_or_default()),
    }))
}

/// What is ahead of an application, by where it stands; nothing when it goes no further.
fn ahead(stage: Stage, (consider_by, decide_by): (Day, Day)) -> Vec<String> {
    let mut all = Vec::new();
    if matches!(stage, Stage::Submitted | Stage::FixRequested) {
        let day = words::day(consider_by);
        all.push(format!("Центр зарегистрирует заявление и ответит о сроке и форме аттестации до {day}."));
    }
    if stage.is_open() {
        all.push(format!("Комиссия примет решение до {}.", words::day(decide_by)));
    }
    all
}

/// The receipt of a case, for the file of a whole case.
///
/// # Errors
/// When the database does not answer, or no term is set for the day the application was received.
pub(super) fn receipt_to_print(
    reader: &mut Reader,
    app: &App,
    case: &Application,
    all: &Submitted,
) -> Result<ToPrint, Failure> {
    Ok(ToPrint {
        paper: receipt_paper(&data(reader, app, case, all)?),
        at: moment(app, case, all.signature.as_ref()),
        name: format!("{}.pdf", named(case)),
    })
}

fn named(case: &Application) -> String {
    format!("Расписка {}", case.number)
}

/// The receipt as a PDF: what `data` states, in the order of the Word file.
fn receipt_paper(data: &Value) -> Printed {
    let title = "Расписка в получении заявления".to_owned();
    let facts = |at: &str| {
        let pair = |one: &Value| (text(one, "/название").to_owned(), text(one, "/слова").to_owned());
        rows(data, at).iter().map(pair).collect::<Vec<_>>()
    };
    let list = |at: &str| rows(data, at).iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>();
    let mut blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::text("Заявление о проведении аттестации получено."),
        Block::Facts(facts("/сведения")),
    ];
    for (heading, at, is_numbered) in
        [("Что будет дальше", "/дальше", false), ("Документы, поданные с заявлением", "/документы", true)]
    {
        let items = list(at);
        if !items.is_empty() {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(Block::List { is_numbered, items });
        }
    }
    let signed = facts("/подпись");
    if !signed.is_empty() {
        blocks.push(Block::Heading("Подпись".to_owned()));
        blocks.push(Block::Facts(signed));
    }
    blocks.push(Block::text("Расписка составлена системой, подпись на ней не нужна."));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The receipt at its doors.
struct Receipt;

impl Handed for Receipt {
    type By = HandedIn;
    const WORD: &'static str = "/applications/{id}/receipt/file";
    const PDF: &'static str = "/applications/{id}/receipt";

    fn paper() -> &'static Paper {
        &RECEIPT
    }

    async fn taken(handed: HandedIn, app: &App) -> Result<Taken, Failure> {
        let seen = handed.0;
        let (says, signed_at) = read(app, &seen.case).await?;
        seen.opened(app, "скачана расписка").await?;
        let shape = receipt_paper(&says);
        let taken = Taken::now(says, shape, named(&seen.case));
        Ok(Taken { since: Some(signed_at), at: Some(signed_at), ..taken })
    }
}

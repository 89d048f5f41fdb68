//! «Выписка из акта»: what an issued act says of one case, for its teacher, the school, the municipality and the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::Relation;
use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{ToPrint, made};
use crate::papers::{self, ByTemplate, Paper, Sample};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::register::{self, CheckCode, Entry, FactKey, Record};

use super::guards::CaseOfAct;
use super::line::Decided;
use super::model::Decree;
use super::one::signer;
use super::printed::extract_paper;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/applications/{id}/act", show)
        .get("/applications/{id}/act/extract", take)
        .get("/applications/{id}/act/extract/pdf", take_pdf)
}

/// The extract as a Word document.
pub static EXTRACT: Paper = Paper {
    code: "act-extract",
    words: "Выписка из распорядительного акта",
    builtin: include_bytes!("../../papers/acts/extract.docx"),
    tags: &[
        "акт.реквизиты",
        "акт.подписал",
        "акт.орган",
        "педагог.фио",
        "педагог.должность",
        "педагог.организация",
        "педагог.муниципалитет",
        "решение.слова",
        "решение.день",
        "решение.протокол",
        "решение.причина",
        "исправления",
        "проверка.код",
        "проверка.адрес",
        "сегодня",
    ],
    needed: &[&["акт.реквизиты"], &["педагог.фио"], &["решение.слова"]],
    sample: Sample::Case,
};

/// What the extract of a case's issued act states; none when the case is in no issued act.
///
/// # Errors
/// When the database does not answer.
pub async fn extract_of(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    Ok(of_case(app, case).await?.as_ref().map(data))
}

/// The extract of a case's issued act; none when the case is in no issued act.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn of_case(app: &App, case: &Application) -> Result<Option<Extract>, Failure> {
    let id = case.id;
    let read = app.db.read(move |reader| {
        let Some(decree) = store::of_case(reader, id)?.filter(Decree::is_issued) else { return Ok(None) };
        let Some(line) = store::entry_of(reader, id)? else { return Ok(None) };
        let facts = facts(reader, &line)?;
        Ok::<_, DbError>(Some((decree, line, facts)))
    });
    let found = read.await?;
    Ok(found.map(|(decree, line, facts)| extract(app, &decree, &line, &facts)))
}

/// What an extract is made of; a page and papers of any kind say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extract {
    /// «№ 214-р от 28.11.2026».
    pub(super) act: String,
    pub(super) signer: String,
    /// Who issued it; may be empty.
    pub(super) body: String,
    pub(super) name: String,
    pub(super) post: String,
    pub(super) organization: String,
    pub(super) municipality: String,
    pub(super) wording: String,
    pub(super) decided: String,
    pub(super) protocol: String,
    /// Why it was refused; empty when it was granted.
    pub(super) reason: String,
    /// The day of a refusal; none when it was granted.
    pub(super) refused_on: Option<Day>,
    /// What later acts put right in this line.
    pub(super) corrections: Vec<String>,
    /// The check code of the record in force; empty when there is none.
    pub(super) code: String,
    pub(super) address: String,
    pub(super) made: String,
}

/// What stands beside a case: acts that put its line right, its record in the register.
pub(super) struct Facts {
    corrections: Vec<Decree>,
    record: Option<Record>,
}

fn facts(reader: &mut Reader, line: &Decided) -> Result<Facts, DbError> {
    let corrections = store::corrections_of(reader, line.application)?;
    let person = if line.is_granted { store::person(reader, line.application)? } else { None };
    let record = match person {
        Some((born, snils)) => {
            let fact = FactKey {
                name_key: line.name.key(),
                born,
                post_code: line.post_code.clone(),
                category: line.category.code(),
                granted_on: line.held_on,
            };
            register::newest_of(reader, line.application, &fact, &snils)?
        }
        None => None,
    };
    Ok(Facts { corrections, record: record.filter(Record::stands) })
}

/// The line of a case as it is to be read now: what was put right in the register is told as the record in force says it,
/// because its check code is told beside it.
fn read_now(line: &Decided, facts: &Facts) -> Decided {
    let Some(record) = facts.record.as_ref().filter(|record| record.entry == Entry::Corrected) else {
        return line.clone();
    };
    Decided {
        name: record.name.clone(),
        post: record.post().to_owned(),
        organization: record.organization.clone(),
        municipality: record.municipality.clone(),
        category: record.category,
        held_on: record.granted_on,
        ..line.clone()
    }
}

/// An extract of a case's act.
fn extract(app: &App, decree: &Decree, line: &Decided, facts: &Facts) -> Extract {
    let line = read_now(line, facts);
    let code = facts.record.as_ref().map(|record| &record.code);
    Extract {
        act: decree.called(),
        signer: signer(decree),
        body: decree.body.clone(),
        name: line.name.full(),
        post: line.post.clone(),
        organization: line.organization.clone(),
        municipality: line.municipality.clone(),
        wording: line.wording(),
        decided: words::day(line.held_on),
        protocol: line.protocol(),
        reason: line.reason.clone(),
        refused_on: (!line.is_granted).then_some(line.held_on),
        corrections: facts
            .corrections
            .iter()
            .map(|one| format!("Исправлено актом {}: {}", one.called(), one.correction))
            .collect(),
        code: code.map(CheckCode::groups).unwrap_or_default(),
        address: code.map(|code| app.link(&format!("/check/{}", code.as_str()))).unwrap_or_default(),
        made: words::day(app.today()),
    }
}

#[derive(Template)]
#[template(path = "acts/extract.html")]
struct ExtractPage {
    frame: Frame,
    home: String,
    extract: Extract,
    record_href: String,
}

/// The extract of an act with what stands beside its case.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn read(app: &App, seat: &CaseOfAct) -> Result<(Extract, Facts), Failure> {
    let line = seat.line.clone();
    let facts = app.db.read(move |reader| facts(reader, &line)).await?;
    Ok((extract(app, &seat.decree, &seat.line, &facts), facts))
}

async fn show(seat: CaseOfAct, State(app): State<App>) -> Result<Response, Failure> {
    let (extract, facts) = read(&app, &seat).await?;
    seat.seen.opened(&app, "открыта выписка из акта").await?;
    let home = format!("/applications/{}", seat.seen.case.id);
    let frame = seat.seen.by.frame(&app, "Выписка из акта");
    let record = facts.record.filter(|_| seat.seen.relation == Relation::Centre);
    page::page(&ExtractPage {
        frame: frame.trail(&[seat.seen.list(), (&home, &seat.seen.case.name.short())]),
        record_href: record.map(|record| format!("/register/{}", record.id)).unwrap_or_default(),
        home,
        extract,
    })
}

/// What the extract states, with its row of the journal; the name of its file without an ending.
async fn taken(app: &App, seat: &CaseOfAct) -> Result<(Extract, String), Failure> {
    let (extract, _) = read(app, seat).await?;
    seat.seen.opened(app, "скачана выписка из акта").await?;
    Ok((extract, format!("Выписка из акта, {}", seat.line.name.short().replace('\u{a0}', " "))))
}

async fn take(seat: CaseOfAct, State(app): State<App>) -> Result<Response, Failure> {
    let (extract, name) = taken(&app, &seat).await?;
    let bytes = papers::filled(&app, &EXTRACT, data(&extract), app.now()).await?;
    Ok(made(bytes, &format!("{name}.docx"), Media::Docx))
}

async fn take_pdf(seat: CaseOfAct, State(app): State<App>) -> Result<Response, Failure> {
    let (extract, name) = taken(&app, &seat).await?;
    let picture = if extract.address.is_empty() { None } else { Some(register::squares(&extract.address)?) };
    let paper = extract_paper(&extract, picture, &app.config.centre_name);
    let shape = ToPrint { paper, at: app.now(), name: format!("{name}.pdf") };
    ByTemplate { paper: &EXTRACT, data: data(&extract), since: app.now(), shape }.printed(&app).await
}

/// What the template asks for.
fn data(extract: &Extract) -> Value {
    json!({
        "акт": { "реквизиты": extract.act, "подписал": extract.signer, "орган": extract.body },
        "педагог": {
            "фио": extract.name,
            "должность": extract.post,
            "организация": extract.organization,
            "муниципалитет": extract.municipality,
        },
        "решение": {
            "слова": extract.wording,
            "день": extract.decided,
            "протокол": extract.protocol,
            "причина": extract.reason,
        },
        "исправления": extract.corrections,
        "проверка": { "код": extract.code, "адрес": extract.address },
        "сегодня": extract.made,
    })
}

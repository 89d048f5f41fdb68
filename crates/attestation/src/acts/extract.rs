//! «Выписка из акта»: what an issued act says of one case, for its teacher, the school, the municipality and the centre.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::Squares;
use officedocs::template::pictured;
use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::Relation;
use crate::context::App;
use crate::documents::made::ToPrint;
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::register::{self, CheckCode};

use super::beside::{Facts, Revoked, facts, otherwise, revoked};
use super::guards::CaseOfAct;
use super::line::Decided;
use super::model::Decree;
use super::one::signer;
use super::printed::extract_paper;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Handout>(doors.get("/applications/{id}/act", show))
}

/// The tags of `said`, and those one paper of an extract has beside.
macro_rules! tags {
    ($($more:literal),* $(,)?) => {
        &[
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
            "сегодня",
            $($more),*
        ]
    };
}

pub(super) use tags;

/// The extract as a Word document.
pub static EXTRACT: Paper = Paper {
    code: "act-extract",
    words: "Выписка из распорядительного акта",
    builtin: include_bytes!("../../papers/acts/extract.docx"),
    tags: tags!["проверка.код", "проверка.адрес", "проверка.картинка"],
    needed: &[&["акт.реквизиты"], &["педагог.фио"], &["решение.слова"]],
};

/// What the extract of a case's issued act states; none when the case is in no issued act.
///
/// # Errors
/// When the database does not answer.
pub async fn extract_of(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let Some(extract) = of_case(app, case).await? else { return Ok(None) };
    let picture = picture(&extract)?;
    Ok(Some(data(&extract, picture.as_ref())))
}

/// The extract of a case's issued act; none when the case is in no issued act.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn of_case(app: &App, case: &Application) -> Result<Option<Extract>, Failure> {
    let (id, house) = (case.id, app.clone());
    let found = app.db.read(move |reader| of_issued(reader, &house, id)).await?;
    Ok(found.map(|(_, extract)| extract))
}

/// The issued act of a case with the extract of it; none when the case is in no issued act.
fn of_issued(reader: &mut Reader, app: &App, case: Id<Application>) -> Result<Option<(Decree, Extract)>, DbError> {
    let Some(decree) = store::of_case(reader, case)?.filter(Decree::is_issued) else { return Ok(None) };
    let Some(line) = store::entry_of(reader, case)? else { return Ok(None) };
    let facts = facts(reader, &line)?;
    let extract = extract(app, &decree, &line, &facts);
    Ok(Some((decree, extract)))
}

/// The extract as a paper to be kept with the case, of the day of its act; none when the case is in no issued act, or its
/// record is taken back.
///
/// # Errors
/// When the database does not answer.
pub fn extract_to_keep(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, Failure> {
    let Some((decree, mut extract)) = of_issued(reader, app, case.id)? else { return Ok(None) };
    let Some(dated_on) = decree.dated_on.filter(|_| extract.revoked.is_empty()) else { return Ok(None) };
    extract.made = words::day(dated_on);
    let picture = picture(&extract)?;
    Ok(Some(ToPrint {
        paper: extract_paper(&extract, picture, &app.config.centre_name),
        at: app.config.zone.begins(dated_on),
        name: format!("Выписка из акта {}.pdf", case.number),
    }))
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
    /// What later acts put right in this line, and what the register says otherwise.
    pub(super) corrections: Vec<String>,
    /// When and why the record was taken back; empty while it stands, or when there is none.
    pub(super) revoked: String,
    /// The check code of the record in force; empty when there is none.
    pub(super) code: String,
    pub(super) address: String,
    pub(super) made: String,
}

/// An extract of a case's act.
fn extract(app: &App, decree: &Decree, line: &Decided, facts: &Facts) -> Extract {
    let code = facts.standing().map(|record| &record.code);
    let record = facts.record.as_ref();
    let acts = facts.corrections.iter().map(|one| format!("Исправлено актом {}: {}", one.called(), one.correction));
    let register = record.map(|record| otherwise(app, line, record)).filter(|said| !said.is_empty());
    Extract {
        act: decree.called(),
        signer: signer(decree),
        body: decree.body.clone(),
        name: line.name.full(),
        post: line.post.clone(),
        organization: line.organization.clone(),
        municipality: line.municipality.clone(),
        wording: line.told(),
        decided: words::day(line.held_on),
        protocol: line.protocol(),
        reason: line.reason.clone(),
        refused_on: (!line.is_granted).then_some(line.held_on),
        corrections: acts.chain(register).collect(),
        revoked: record.map(|record| revoked(app, record)).unwrap_or_default(),
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

/// The extract at its doors.
struct Handout;

impl Handed for Handout {
    type By = CaseOfAct;
    const WORD: &'static str = "/applications/{id}/act/extract";
    const PDF: &'static str = "/applications/{id}/act/extract/pdf";

    fn paper() -> &'static Paper {
        &EXTRACT
    }

    async fn taken(seat: CaseOfAct, app: &App) -> Result<Taken, Failure> {
        let (extract, _) = read(app, &seat).await?;
        if !extract.revoked.is_empty() {
            return Err(Revoked(extract.revoked).into());
        }
        seat.seen.opened(app, "скачана выписка из акта").await?;
        let picture = picture(&extract)?;
        let says = data(&extract, picture.as_ref());
        let shape = extract_paper(&extract, picture, &app.config.centre_name);
        let name = format!("Выписка из акта, {}", seat.line.name.short().replace('\u{a0}', " "));
        Ok(Taken::now(says, shape, name))
    }
}

/// What every paper of an extract states.
pub(super) fn said(extract: &Extract) -> Value {
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
        "сегодня": extract.made,
    })
}

/// The check address for a phone; none when there is no record.
fn picture(extract: &Extract) -> Result<Option<Squares>, Failure> {
    if extract.address.is_empty() { Ok(None) } else { register::squares(&extract.address).map(Some) }
}

/// What the extract itself states.
fn data(extract: &Extract, picture: Option<&Squares>) -> Value {
    let mut says = said(extract);
    says["проверка"] = json!({
        "код": extract.code,
        "адрес": extract.address,
        "картинка": picture.map(pictured).unwrap_or_default(),
    });
    says
}

//! What a teacher has submitted: the application as PDF, as it was signed, and what its papers are made of.

use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Align, Block, Paper, Weight};

use crate::applications::Application;
use crate::assignments::{CaseInSight, Relation};
use crate::commission;
use crate::context::App;
use crate::documents::made::{ToPrint, printed};
use crate::documents::{self, Document};
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::content::is_private;
use super::receipt::receipt_to_print;
use super::store::{self, Course, Reply, Signature};
use super::{courses, whole};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/application/pdf", application)
}

/// The application came otherwise.
#[derive(Debug)]
struct NotAnswered;

impl Refusal for NotAnswered {
    fn reason(&self) -> String {
        "Это заявление внёс Центр: ответов педагога в системе нет. Откройте документы дела.".to_owned()
    }
}

/// What was submitted.
pub(super) struct Submitted {
    answers: Vec<Reply>,
    courses: Vec<Course>,
    /// Documents that were filed with it, whatever became of them since.
    pub(super) papers: Vec<Document>,
    pub(super) signature: Option<Signature>,
    /// When it was signed first: an application that was put right is signed more than once.
    first_signed: Option<Moment>,
}

impl Submitted {
    /// The name it was signed with; that of the case when nothing was answered here.
    pub(super) fn signed_name(&self, case: &Application) -> String {
        whole::signed_name(&self.answers).map_or_else(|| case.name.full(), str::to_owned)
    }
}

/// What was submitted of a case.
///
/// # Errors
/// When the database does not answer.
pub(super) fn submitted(reader: &mut Reader, case: &Application) -> Result<Submitted, DbError> {
    let signature = store::signature_of(reader, case.id)?;
    let earlier = store::earlier_signatures(reader, case.id)?;
    Ok(Submitted {
        first_signed: earlier.first().or(signature.as_ref()).map(|one| one.signed_at),
        answers: store::answers_of(reader, case.id)?,
        courses: store::courses_of_case(reader, case.id)?,
        papers: documents::filed_with(reader, case.id, signature.as_ref().map(|one| one.file_key.as_str()))?,
        signature,
    })
}

/// What both papers say of an application first.
pub(super) fn about(app: &App, case: &Application, all: &Submitted) -> Vec<(String, String)> {
    let day = all.first_signed.map_or_else(|| words::day(case.received_on), |at| app.config.zone.written(at));
    let again = all.signature.as_ref().map(|one| one.signed_at).filter(|at| Some(*at) != all.first_signed);
    let again = again.map(|at| ("Исправлено и подписано заново", app.config.zone.written(at)));
    let facts = [
        ("Номер заявления", case.number.clone()),
        ("Подано", day),
        ("Педагог", all.signed_name(case)),
        ("Должность", case.post_and_subject()),
        ("Организация", case.school_name.clone()),
        ("Заявленная категория", case.category.words().to_owned()),
    ];
    facts.into_iter().chain(again).map(|(name, said)| (name.to_owned(), said)).collect()
}

/// How the application was signed, line by line.
pub(super) fn signature_facts(app: &App, one: &Signature) -> Vec<(String, String)> {
    vec![
        ("Вид подписи".to_owned(), "простая электронная подпись".to_owned()),
        ("Подписано".to_owned(), app.config.zone.written(one.signed_at)),
        ("Контрольная сумма SHA-256".to_owned(), one.hash.clone()),
        ("Соглашение о подписи, редакция".to_owned(), crate::accounts::consent_edition(&one.agreement)),
    ]
}

/// The moment written into papers of what was submitted.
pub(super) fn moment(app: &App, case: &Application, signature: Option<&Signature>) -> Moment {
    signature.map_or_else(|| app.config.zone.begins(case.received_on), |one| one.signed_at)
}

/// What was submitted as papers, for the file of a whole case: the application and the receipt. None when the Centre has
/// written the application down itself.
///
/// # Errors
/// When the database does not answer.
pub fn papers_of(reader: &mut Reader, app: &App, case: &Application) -> Result<Vec<ToPrint>, Failure> {
    let all = submitted(reader, case)?;
    if all.answers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![application_paper(app, case, &all), receipt_to_print(reader, app, case, &all)?])
}

async fn application(seen: CaseInSight, State(app): State<App>) -> Result<Response, Failure> {
    seen.may_open()?;
    let case = seen.case.clone();
    let mut all = app.db.read(move |reader| submitted(reader, &case)).await?;
    if all.answers.is_empty() {
        return Err(NotAnswered.into());
    }
    if seen.relation == Relation::Specialist {
        all.answers.retain(|one| !is_private(one));
    }
    seen.opened(&app, "скачано заявление педагога").await?;
    let made = application_paper(&app, &seen.case, &all);
    printed(made.paper, made.at, &made.name).await
}

fn application_paper(app: &App, case: &Application, all: &Submitted) -> ToPrint {
    let mut blocks = vec![
        Block::Text {
            text: format!("В аттестационную комиссию\n{}", app.config.centre_name),
            align: Align::Right,
            weight: Weight::Regular,
        },
        Block::Title("Заявление".to_owned()),
        Block::centred("о проведении аттестации"),
        Block::text(format!("Прошу провести аттестацию в целях установления {}.", commission::sought(case))),
        Block::Facts(about(app, case, all)),
    ];
    answers(&mut blocks, &all.answers);
    if !all.courses.is_empty() {
        blocks.push(Block::Heading("Повышение квалификации".to_owned()));
        let lines = all.courses.iter().map(courses::line);
        blocks.push(Block::Facts(lines.map(|one| (one.title, one.about)).collect()));
    }
    if let Some(one) = &all.signature {
        blocks.push(Block::Heading("Подпись".to_owned()));
        blocks.push(Block::Facts(signature_facts(app, one)));
    }
    let title = format!("Заявление №\u{a0}{}", case.number);
    ToPrint {
        paper: Paper { title, organization: app.config.centre_name.clone(), blocks },
        at: moment(app, case, all.signature.as_ref()),
        name: format!("Заявление {}.pdf", case.number),
    }
}

/// Answers by their parts; what was left empty says so.
fn answers(blocks: &mut Vec<Block>, all: &[Reply]) {
    for part in all.chunk_by(|one, next| one.part == next.part) {
        blocks.push(Block::Heading(part[0].part.clone()));
        let fact = |one: &Reply| {
            let answer = if one.answer.is_empty() { "—" } else { &one.answer };
            (one.question.clone(), answer.to_owned())
        };
        blocks.push(Block::Facts(part.iter().map(fact).collect()));
    }
}

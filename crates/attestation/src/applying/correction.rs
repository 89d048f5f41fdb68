//! An application put right by its teacher after remarks: the same draft is opened again, signed anew and sent. What was
//! signed before stays: its text among the documents of the case, its signature beside the one that stands now.

use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::applications::{self, Application, NewApplication, Snils};
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::documents::{self, Kind, NewDocument, Reading};
use crate::intake;
use crate::platform::act::{Act, By, Fact, Told};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page;

use super::model::may_apply;
use super::store::{self, Draft, Paper};
use super::submit::{self, Original, Proof, Ready, Signed};
use super::{draft, eligibility, kinds, known, on_paper, remarks, signed_text};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/correction", open)
}

/// Fields that are not changed in an application that was sent: it would be another application, or another person.
const FIXED: [(&str, &str, &str); 4] = [
    ("born", "дату рождения", BY_THE_CENTRE),
    ("snils", "СНИЛС", BY_THE_CENTRE),
    ("post", "должность", BY_ANOTHER),
    ("category", "категорию", BY_ANOTHER),
];
/// How what stays is put right: the person by the centre, what is applied for by another application.
const BY_THE_CENTRE: &str = "напишите о ней в ответе на замечание: исправит Центр";
const BY_ANOTHER: &str = "отзовите заявление и подайте новое";

/// Why an application is not put right here.
#[derive(Debug, thiserror::Error)]
enum NotHere {
    /// Nobody waits for corrections.
    #[error("Исправить заявление можно, пока Центр ждёт исправлений. Сейчас оно в состоянии «{0}».")]
    NotAsked(&'static str),
    /// It was not filled in here.
    #[error(
        "Это заявление заполнено не в вашем кабинете. Ответьте на замечания словами, а документы добавьте на странице дела."
    )]
    NotFilled,
    /// It was signed in the system: a paper is not put in place of that signature.
    #[error(
        "Это заявление подписано в системе. Исправить и подписать его заново может только педагог, в своём кабинете."
    )]
    Signed,
    /// What would be signed is of another person, post or category.
    #[error(
        "СНИЛС, дата рождения, должность или категория в черновике не те, что в отправленном заявлении. Откройте черновик, поставьте в них прежнее и подпишите снова. Если неверны прежние СНИЛС или дата рождения, позвоните в Центр; если должность или категория — отзовите заявление и подайте новое."
    )]
    Another,
    /// A document that was asked for is not there.
    #[error(
        "Центр просит документ, которого в деле нет: {0}. Добавьте его на странице дела или ответьте на это замечание словами, потом подпишите заявление."
    )]
    Missing(&'static str),
}

impl Refusal for NotHere {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// What a field means, however it is written: «4.2.1978» and «04.02.1978» are one day.
fn meaning(field: &str, text: String) -> String {
    match field {
        "born" => Day::typed(&text).map_or(text, |day| day.to_string()),
        "snils" => Snils::parse(&text).map_or(text, |snils| snils.as_str().to_owned()),
        _ => text,
    }
}

/// A fault at each field that must stay as it was sent; what is kept of the page: there these fields stand as they were sent.
pub(super) fn keep_fixed(form: &mut Form, sent: &Form) -> Form {
    let mut kept = form.clone();
    for (field, what, how) in FIXED {
        let is_other = meaning(field, form.text(field)) != meaning(field, sent.text(field));
        if !sent.text(field).is_empty() && is_other {
            kept = kept.with(field, sent.text(field));
            form.fault(field, format!("После отправки {what} не меняют. Если здесь ошибка, {how}."));
        }
    }
    kept
}

/// Leads a teacher from a remark to the very task.
async fn open(seen: CaseInSight, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let case = &seen.case;
    let (id, today, is_own) = (case.id, app.today(), seen.relation == Relation::Teacher);
    // The coordinator of the school fills an application filed on paper in for its teacher.
    let helps =
        seen.relation == Relation::Coordinator && app.db.glance(move |reader| is_helped_on_paper(reader, id)).await?;
    if !is_own && !helps {
        return Err(seen.by.turned_away(&app, "application", &case.id.to_string()).await);
    }
    if case.stage != applications::Stage::FixRequested {
        return Err(NotHere::NotAsked(case.stage.words()).into());
    }
    let account = seen.by.account.id;
    let query = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let (part, remark) = (query.text("part"), query.text("remark"));
    let found = app.db.glance(move |reader| {
        let Some(own) = store::of_application(reader, id)?.filter(|draft| helps || draft.account == account) else {
            return Ok::<_, DbError>(None);
        };
        let task = remarks::task_named(reader, &own, (&remark, today))?.or_else(|| remarks::task_of(&part));
        Ok(Some((own, task)))
    });
    let Some((own, task)) = found.await? else { return Err(NotHere::NotFilled.into()) };
    let home = format!("/drafts/{}", own.id);
    let to = task.map_or_else(|| home.clone(), |task| draft::href(&home, task));
    Ok(page::go(&to))
}

/// Whether an application came of a draft a coordinator fills in, and its original was signed on paper.
pub(super) fn is_helped_on_paper(reader: &mut Reader, case: Id<Application>) -> Result<bool, DbError> {
    let is_helped = store::of_application(reader, case)?.is_some_and(|draft| draft.helper.is_some());
    Ok(is_helped && store::signature_of(reader, case)?.is_none())
}

/// Documents the case has now, as what is signed names them.
fn papers_of(reader: &mut Reader, case: Id<Application>) -> Result<Vec<Paper>, DbError> {
    let all = documents::of_application(reader, case, Reading::Whole)?;
    let paper = |one: documents::Document| Paper {
        id: Id::new(),
        kind: one.kind,
        title: one.title,
        file_name: one.file_name,
        file_key: one.file_key,
        size: one.size,
        media_type: one.media_type,
    };
    Ok(all.into_iter().filter(|one| one.kind != Kind::Application).map(paper).collect())
}

/// Words of the teacher about a document a remark asks for and the case does not have, by the id of the remark.
pub(super) type Said = Vec<(String, String)>;

/// Signs an application that was put right and sends it again: remarks that wait are answered by it, and by what is `said` of
/// documents that will not come.
///
/// # Errors
/// When a task is not ready, the rules say no, nobody waits for corrections, or something changed meanwhile.
pub(super) async fn sign_and_resend(
    app: &App,
    signed: Signed,
    id: Id<Draft>,
    said: Said,
) -> Result<Id<Application>, Failure> {
    let (mut whole, posts) = submit::seen(app, id).await?;
    let case = whole.draft.application.ok_or(Failure::Hidden)?;
    submit::prove_ready(&whole, app.today())?;
    submit::prove_seen(&whole, &posts, (&signed.shown, app.today()))?;
    whole.papers = app.db.read(move |reader| papers_of(reader, case)).await?;
    let ready = submit::ready(app, whole, &posts, signed.address).await?;
    let house = app.clone();
    let done = app.db.act(signed.by, app.now(), move |act| {
        let told = resend(act, &house, &ready, (case, &said))?;
        Ok::<_, Failure>(act.end(told, case))
    });
    let sent = done.await?;
    app.bell.ring();
    Ok(sent)
}

/// Sends an application again that was filed on paper, by another original its teacher has signed: remarks that wait are answered
/// by it.
///
/// # Errors
/// As `sign_and_resend`; and when it was signed in the system.
pub(super) async fn resend_by_original(
    app: &App,
    by: By,
    id: Id<Draft>,
    original: Original,
) -> Result<Id<Application>, Failure> {
    let (whole, posts) = submit::seen(app, id).await?;
    let case = whole.draft.application.ok_or(Failure::Hidden)?;
    let mut ready = on_paper::ready(app, whole, &posts, original)?;
    ready.whole.papers = app.db.read(move |reader| papers_of(reader, case)).await?;
    let house = app.clone();
    let done = app.db.act(by, app.now(), move |act| {
        if store::signature_of(act, case)?.is_some() {
            return Err(NotHere::Signed.into());
        }
        let told = resend(act, &house, &ready, (case, &Said::new()))?;
        Ok::<_, Failure>(act.end(told, case))
    });
    let sent = done.await?;
    app.bell.ring();
    Ok(sent)
}

fn resend(act: &mut Act<'_>, app: &App, ready: &Ready, (id, said): (Id<Application>, &Said)) -> Result<Told, Failure> {
    let today = app.today();
    let (draft, new) = (&ready.whole.draft, &ready.new);
    let case = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
    store::resubmitted(act, draft)?;
    prove_same(act, new, &case)?;
    prove_rules(act, ready, &case)?;
    applications::correct(act, &case, new)?;
    let answered = remarks::answers(act, (id, &ready.whole.indicators), (&ready.answers, &ready.whole.courses))?;
    store::keep_again(act, id, &ready.answers, &ready.whole.courses)?;
    match &ready.proof {
        Proof::Signature(signature) => {
            store::sign_again(act, id, signature)?;
            let title = "Исправленное заявление, подписанное простой электронной подписью".to_owned();
            documents::add_made(act, id, &NewDocument { title, ..signed_text::as_document(signature, today) })?;
        }
        Proof::Original(original) => {
            for scan in &original.scans {
                documents::add_made(act, id, scan)?;
            }
        }
    }
    applications::count_documents(act, id)?;
    applications::wish_to_attend(act, id, ready.wants_to_attend())?;
    let how = match &ready.proof {
        Proof::Signature(_) => "заявление исправлено и подписано заново",
        Proof::Original(_) => "заявление исправлено, внесён подлинник, подписанный на бумаге заново",
    };
    act.note(Fact::of(kinds::CORRECTED, how).application(id))?;
    let answers: Result<Vec<_>, NotHere> = answered.into_iter().map(|one| answer(one, said)).collect();
    Ok(intake::answer(act, app, &case, &answers?, today)?.1)
}

/// The answer to a remark; one about a document the case does not have is answered by words alone.
fn answer(one: remarks::Answer, said: &Said) -> Result<(Id<intake::Remark>, String), NotHere> {
    let id = one.remark.id;
    let Some(kind) = one.lacks else { return Ok((id, one.words)) };
    let words = said.iter().find(|(of, _)| *of == id.to_string()).map(|(_, words)| words.clone());
    words.map(|words| (id, words)).ok_or(NotHere::Missing(kind.words()))
}

/// What is signed is of the same person, post and category as the case.
fn prove_same(act: &mut Act<'_>, new: &NewApplication, case: &Application) -> Result<(), Failure> {
    let on_file = applications::teacher_by_id(act, case.teacher)?.ok_or(Failure::Hidden)?;
    let is_same_person = on_file.snils == new.teacher.snils.as_str() && on_file.born == new.teacher.born;
    if is_same_person && case.post_code == new.post_code && case.category == new.category {
        return Ok(());
    }
    Err(NotHere::Another.into())
}

/// The rules of applying once more: what the teacher says of earlier categories may have been put right.
fn prove_rules(act: &mut Act<'_>, ready: &Ready, case: &Application) -> Result<(), Failure> {
    let (draft, new): (&Draft, &NewApplication) = (&ready.whole.draft, &ready.new);
    let mut known = known::known(act, (draft.account, &draft.name), ready.said(), case.received_on)?;
    known.open.retain(|(_, _, number)| *number != case.number);
    let rules = eligibility::rules_on(act, case.received_on)?;
    Ok(may_apply(new.category, &new.post_code, &known, &rules, case.received_on)?)
}

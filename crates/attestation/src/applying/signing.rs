//! Signing: login and password once more, then the application is submitted. Pressed twice, it is submitted once.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts;
use crate::applications;
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::OwnDraft;
use super::remarks::Answer;
use super::submit;
use super::texts::AGREEMENT;
use super::{correction, draft, remarks, whole};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/{id}/signing", show).post("/drafts/{id}/signing", sign)
}

#[derive(Template)]
#[template(path = "applying/signing.html")]
struct SigningPage {
    frame: Frame,
    form: Form,
    draft: String,
    title: String,
    name: String,
    edition: String,
    petition: bool,
    /// A mark of what is signed.
    shown: String,
    /// Remarks that are answered by the signature; nothing before an application is sent.
    remarks: Vec<Answered>,
    /// Where they are answered in words.
    in_words: String,
}

/// Said when what was checked is not what would be signed.
const CHANGED: &str = "Пока вы проверяли, ответы в черновике изменились. Ничего не подписано: прочитайте их ещё раз.";

/// A remark with what the signature answers to it.
struct Answered {
    part: String,
    words: String,
    answer: String,
    /// The field of the teacher's own answer and its label, where the document that is asked for is not there.
    lacks: Option<(String, String)>,
}

/// Signs of an answer at most.
const LONGEST: usize = 2_000;

/// The field of an answer about a document that is not there.
fn field_of(answer: &Answer) -> String {
    format!("missing-{}", answer.remark.id)
}

/// Reads what is said of documents that are asked for and not there; a fault at each field that is empty.
fn said_of(form: &mut Form, all: &[Answer]) -> correction::Said {
    let mut said = correction::Said::new();
    for one in all.iter().filter(|one| one.lacks.is_some()) {
        let field = field_of(one);
        let words = form.text(&field);
        if words.is_empty() {
            form.fault(&field, "Добавьте документ на странице дела или напишите, почему его не будет.");
        } else if words.chars().count() > LONGEST {
            form.fault(&field, format!("Здесь больше {LONGEST} знаков. Сократите."));
        }
        said.push((one.remark.id.to_string(), words));
    }
    said
}

fn made(app: &App, own: &OwnDraft, (form, shown): (Form, String), remarks: Vec<Answer>) -> SigningPage {
    let home = format!("/drafts/{}", own.draft.id);
    SigningPage {
        frame: own
            .by
            .frame(app, "Подпись заявления")
            .sound(form.faults().is_empty())
            .trail(&[("/cabinet", "Личный кабинет"), (&home, "Черновик заявления")]),
        form: form.without_passwords(),
        shown,
        draft: home,
        title: draft::title(&own.draft),
        name: own.draft.name.full(),
        edition: accounts::consent_edition(AGREEMENT.version),
        petition: own.draft.category.is_proposed(),
        remarks: remarks
            .into_iter()
            .map(|one| Answered {
                lacks: one
                    .lacks
                    .map(|kind| (field_of(&one), format!("Почему нет документа: {}", words::inside(kind.words())))),
                part: one.remark.about(),
                words: one.remark.words,
                answer: one.words,
            })
            .collect(),
        in_words: own.draft.application.map(|id| format!("/applications/{id}/remarks")).unwrap_or_default(),
    }
}

/// Remarks that wait to be put right, with what would be answered by signing now.
async fn answered(app: &App, own: &OwnDraft) -> Result<Vec<Answer>, Failure> {
    let Some(case) = own.draft.application else { return Ok(Vec::new()) };
    let (draft, today) = (own.draft.clone(), app.today());
    let read = app.db.read(move |reader| {
        let (whole, posts) = (whole::read(reader, &draft, today)?, applications::posts(reader)?);
        remarks::answers(reader, (case, &whole.indicators), (&whole.all_answers(&posts), &whole.courses))
    });
    Ok(read.await?)
}

/// What was submitted already has its own page.
fn over(own: &OwnDraft) -> Option<Response> {
    own.draft
        .application
        .filter(|_| !own.draft.is_corrected)
        .map(|id| page::go(&format!("/applications/{id}/submitted")))
}

async fn show(own: OwnDraft, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    if let Some(over) = over(&own) {
        return Ok(over);
    }
    let today = app.today();
    let (whole, posts) = submit::seen(&app, own.draft.id).await?;
    let check = format!("/drafts/{}/check", own.draft.id);
    if !whole.unready(today).is_empty() {
        return Ok(page::go(&check));
    }
    let shown = submit::mark(&whole, &posts, today)?;
    let checked = Form::of_urlencoded(raw.unwrap_or_default().as_bytes()).text("seen");
    if !checked.is_empty() && checked != shown {
        return Ok(page::go_saying(own.by.visit.cookies, &check, CHANGED));
    }
    let remarks = answered(&app, &own).await?;
    page::page(&made(&app, &own, (Form::new(), shown), remarks))
}

async fn sign(own: OwnDraft, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if let Some(over) = over(&own) {
        return Ok(over);
    }
    let (account, shown) = (own.by.account.clone(), form.text("seen"));
    let typed = form.text("login").to_lowercase();
    // Whoever may sign in by the address signs by it, too.
    if typed != account.login.to_lowercase() && typed != own.draft.email.to_lowercase() {
        form.fault("login", "Введите логин, с которым вы вошли: подписывает только сам педагог.");
    }
    let remarks = answered(&app, &own).await?;
    let said = said_of(&mut form, &remarks);
    if !form.is_sound() || !accounts::prove_password(&app, &account, &mut form).await? {
        return page::faulty(&made(&app, &own, (form, shown), remarks));
    }
    // What was submitted by another press of the same button, or is not ready any more, the signature itself tells of.
    let (whole, posts) = submit::seen(&app, own.draft.id).await?;
    let is_sent = whole.draft.application.is_some() && !own.draft.is_corrected;
    let is_ready = whole.unready(app.today()).is_empty();
    if !is_sent && is_ready && submit::prove_seen(&whole, &posts, (&shown, app.today())).is_err() {
        let check = format!("/drafts/{}/check", own.draft.id);
        return Ok(page::go_saying(own.by.visit.cookies, &check, CHANGED));
    }
    let by = submit::Signed { by: own.by.by(), address: own.by.visit.address_text(), shown };
    if own.draft.is_corrected {
        let id = correction::sign_and_resend(&app, by, own.draft.id, said).await?;
        let said = "Исправленное заявление подписано и отправлено: оно снова у Центра.";
        return Ok(page::go_saying(own.by.visit.cookies, &format!("/applications/{id}/remarks"), said));
    }
    let id = submit::sign_and_submit(&app, by, own.draft.id).await?;
    Ok(page::go(&format!("/applications/{id}/submitted")))
}

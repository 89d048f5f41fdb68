//! An application its teacher has signed on paper: the coordinator who filled the draft in gives scans, and it is submitted.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::context::App;
use crate::documents::{self, Accept, Kind, Media, NewDocument};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::upload::{Arrived, UploadRequest, store_failure};
use crate::platform::words;

use super::guards::HelpedDraft;
use super::submit::{self, Original};
use super::{correction, draft, on_paper, papers};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/drafts/{id}/original", show).post("/drafts/{id}/original", send)
}

/// The two papers: the field of each, its kind, its name among the documents.
const PAPERS: [(&str, Kind, &str); 2] =
    [("application", Kind::Application, documents::ORIGINAL), ("consent", Kind::Other, documents::ORIGINAL_CONSENT)];

/// How many days ago a paper that is filed today may have been signed.
const LONGEST_AGO: i64 = 365;

#[derive(Template)]
#[template(path = "applying/original.html")]
struct OriginalPage {
    frame: Frame,
    form: Form,
    draft: String,
    title: String,
    name: String,
    left: Vec<&'static str>,
    /// Said when the answers are not those that were printed; empty otherwise.
    changed: &'static str,
    /// The id of the case whose application is put right; empty before it is sent.
    corrects: String,
    accept: String,
    hint: String,
}

/// What was submitted already has its own page, unless it was filed on paper and is put right.
async fn over(app: &App, seat: &HelpedDraft) -> Result<Option<Response>, Failure> {
    let Some(id) = seat.draft.application else { return Ok(None) };
    let is_open =
        seat.draft.is_corrected && app.db.glance(move |reader| correction::is_helped_on_paper(reader, id)).await?;
    Ok((!is_open).then(|| page::go(&format!("/applications/{id}"))))
}

async fn show(seat: HelpedDraft, State(app): State<App>) -> Result<Response, Failure> {
    if let Some(over) = over(&app, &seat).await? {
        return Ok(over);
    }
    draw(&app, &seat, Form::new()).await
}

async fn draw(app: &App, seat: &HelpedDraft, form: Form) -> Result<Response, Failure> {
    let today = app.today();
    let (whole, posts) = submit::seen(app, seat.draft.id).await?;
    let (home, sound) = (format!("/drafts/{}", seat.draft.id), form.is_sound());
    let limit = words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX));
    let page = OriginalPage {
        frame: seat
            .by
            .frame(app, "Бумажный подлинник")
            .sound(sound)
            .trail(&[("/school/drafts", "Черновики заявлений"), (&home, "Черновик заявления")]),
        title: draft::title(&seat.draft),
        name: seat.draft.name.full(),
        left: whole.unready_on_paper(today).into_iter().map(super::Task::words).collect(),
        corrects: seat.draft.application.map(|id| id.to_string()).unwrap_or_default(),
        changed: if on_paper::is_other(&whole, &posts) { on_paper::CHANGED } else { "" },
        accept: Accept::DOCUMENT.endings(),
        hint: format!("PDF, JPEG, PNG или DOCX до {limit}."),
        draft: home,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: HelpedDraft, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    if let Some(over) = over(&app, &seat).await? {
        return Ok(over);
    }
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    // The consent is there already when an application is put right.
    let asked = &PAPERS[..if seat.draft.application.is_some() { 1 } else { 2 }];
    let arrived: Vec<_> =
        asked.iter().map(|(field, ..)| upload.one_file(field, "Приложите скан подписанной бумаги.", limit)).collect();
    let mut form = upload.form;
    let signed_on =
        Day::typed(&form.text("signed")).ok_or("Укажите день, который стоит под подписью, например 23.11.2026.");
    let signed_on = form.check("signed", signed_on);
    if signed_on.is_some_and(|day| day > app.today()) {
        form.fault("signed", "Этот день ещё не наступил. Проверьте день на бумаге.");
    }
    if signed_on.is_some_and(|day| day < app.today().plus(-LONGEST_AGO)) {
        form.fault("signed", "Этот день был больше года назад. Проверьте день на бумаге.");
    }
    let (whole, posts) = submit::seen(&app, seat.draft.id).await?;
    if on_paper::is_other(&whole, &posts) {
        form.fault("application", on_paper::CHANGED);
    }
    let mut sound = Vec::new();
    for ((field, ..), arrived) in asked.iter().zip(arrived) {
        let Some(arrived) = arrived else { continue };
        match papers::examined(arrived).await? {
            Ok(one) => sound.push(one),
            Err(why) => form.fault(field, why),
        }
    }
    let (Some(signed_on), true, true) = (signed_on, form.is_sound(), sound.len() == asked.len()) else {
        return draw(&app, &seat, form).await;
    };
    let day = words::brief_day(signed_on);
    let mut scans = Vec::new();
    for (one, (field, kind, title)) in sound.into_iter().zip(asked) {
        let title = if seat.draft.application.is_some() { documents::CORRECTED_ORIGINAL } else { title };
        let scan = kept(&app, one, (field, *kind, title), &day).await?;
        if scans.iter().any(|known: &NewDocument| known.file_key == scan.file_key) {
            form.fault(field, "Это тот же файл, что и скан заявления. Отсканируйте согласие отдельно и приложите его.");
            return draw(&app, &seat, form).await;
        }
        scans.push(scan);
    }
    sent(&app, seat, Original { signed_on, scans }).await
}

/// Files the application by its original, or puts right by another one what was filed.
async fn sent(app: &App, seat: HelpedDraft, original: Original) -> Result<Response, Failure> {
    let (by, draft) = (seat.by.by(), seat.draft.id);
    if seat.draft.application.is_some() {
        let id = correction::resend_by_original(app, by, draft, original).await?;
        let said = "Исправленный подлинник внесён: заявление снова у Центра. Подлинник передайте в Центр.";
        return Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{id}/remarks"), said));
    }
    let id = submit::submit_original(app, by, draft, original).await?;
    let said = "Заявление подано по бумажному подлиннику. Подлинник храните до передачи в Центр. Расписка для педагога: «Заявление и ответы педагога», затем «Скачать расписку».";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{id}"), said))
}

async fn kept(
    app: &App,
    (arrived, media): (Arrived, Media),
    (_, kind, title): (&str, Kind, &str),
    day: &str,
) -> Result<NewDocument, Failure> {
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    Ok(NewDocument {
        kind,
        title: title.to_owned(),
        file_name: arrived.name,
        file_key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: media.mime().to_owned(),
        dated_on: day.to_owned(),
    })
}

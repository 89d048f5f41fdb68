//! Documents of a draft: sent, taken from earlier cases, taken away.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::context::App;
use crate::documents::{self, Accept, Kind, Media, examine};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::upload::{Arrived, UploadRequest, store_failure};
use crate::platform::words;

use super::guards::DraftInHand;
use super::store::Paper;
use super::{kinds, petition, store, whole};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/drafts/{id}/documents", show)
        .post("/drafts/{id}/documents", add)
        .get("/drafts/{id}/documents/{document}", open)
        .post("/drafts/{id}/documents/earlier", take)
        .post("/drafts/{id}/documents/removal", remove)
}

/// A document as a line.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) about: String,
}

/// A document in words.
pub(super) fn line(paper: &Paper) -> Line {
    Line {
        id: paper.id.to_string(),
        title: if paper.title.is_empty() { paper.file_name.clone() } else { paper.title.clone() },
        about: format!("{}, {}, {}", paper.kind.words(), Media::short(&paper.media_type), words::size(paper.size)),
    }
}

/// A document with its kind.
pub(super) fn with_kind(paper: &Paper) -> String {
    documents::named(paper.kind, &line(paper).title)
}

#[derive(Template)]
#[template(path = "applying/papers.html")]
struct PapersPage {
    frame: Frame,
    form: Form,
    draft: String,
    helping: String,
    lines: Vec<Line>,
    earlier: Vec<Line>,
    needed: Vec<&'static str>,
    /// What the case will need beside them; empty when there is nothing to say.
    awaited: String,
    /// The ходатайство to be signed, for a category that asks for it; empty otherwise.
    petition: String,
    kinds: Vec<Choice>,
    accept: String,
    hint: String,
}

async fn papers_page(app: &App, hand: &DraftInHand, form: Form) -> Result<Response, Failure> {
    let (draft, today, school) = (hand.draft.clone(), app.today(), hand.earlier_at());
    let (whole, earlier) = app
        .db
        .glance(move |reader| {
            Ok::<_, DbError>((
                whole::read(reader, &draft, today)?,
                store::earlier_papers(reader, draft.account, school)?,
            ))
        })
        .await?;
    let taken = |one: &&Paper| !whole.papers.iter().any(|paper| paper.is_of(one));
    let limit = words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX));
    let sound = form.faults().is_empty();
    let page = PapersPage {
        frame: hand.by.frame(app, "Документы").sound(sound).trail(&[hand.list(), (&hand.href(), "Черновик заявления")]),
        form,
        draft: hand.href(),
        helping: hand.helping(),
        lines: whole.papers.iter().map(line).collect(),
        earlier: earlier.iter().filter(taken).map(line).collect(),
        needed: whole.missing(),
        awaited: whole.awaited(),
        petition: if petition::is_asked_for(whole.draft.category) {
            format!("{}/petition", hand.href())
        } else {
            String::new()
        },
        kinds: std::iter::once(Choice::new("", "Выберите вид"))
            .chain(kinds_of_papers().map(|kind| Choice::new(kind.code(), kind.words())))
            .collect(),
        accept: Accept::DOCUMENT.endings(),
        hint: format!("PDF, JPEG, PNG, DOCX или XLSX до {limit}."),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// Kinds a teacher sends: the application itself is made by the system.
fn kinds_of_papers() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Application)
}

async fn show(hand: DraftInHand, State(app): State<App>) -> Result<Response, Failure> {
    hand.not_sent()?;
    papers_page(&app, &hand, Form::new()).await
}

async fn add(hand: DraftInHand, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    hand.not_sent()?;
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    let arrived = upload.one_file("file", "Выберите файл документа.", limit);
    let mut form = upload.form;
    let id = hand.draft.id;
    let present = app.db.glance(move |reader| store::papers(reader, id)).await?.len();
    if let Err(full) = store::Full::prove(present + 1) {
        form.fault("file", full.reason());
    }
    documents::check_title(&mut form);
    let kind = Kind::parse(form.value("kind")).filter(|kind| *kind != Kind::Application);
    if kind.is_none() {
        form.fault("kind", "Выберите вид документа.");
    }
    let examined = match arrived {
        Some(arrived) => examined(arrived).await?.map_err(|why| form.fault("file", why)).ok(),
        None => None,
    };
    let (Some(kind), Some((arrived, media)), true) = (kind, examined, form.is_sound()) else {
        return papers_page(&app, &hand, form).await;
    };
    let title = form.text("title");
    let paper = kept(&app, arrived, (kind, title, media)).await?;
    let words = format!("в черновик добавлен документ: {}", kind.words());
    if let Err(full) = write(&app, &hand, vec![paper], words).await? {
        form.fault("file", full);
        return papers_page(&app, &hand, form).await;
    }
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/documents", hand.href()), "Документ добавлен."))
}

pub(super) async fn examined(arrived: Arrived) -> Result<Result<(Arrived, Media), String>, Failure> {
    let checking = tokio::task::spawn_blocking(move || {
        let media = examine(&arrived.file, &arrived.name, Accept::DOCUMENT);
        media.map_err(|bad| bad.to_string()).map(|media| (arrived, media))
    });
    Ok(checking.await.map_err(anyhow::Error::from)?)
}

async fn kept(app: &App, arrived: Arrived, (kind, title, media): (Kind, String, Media)) -> Result<Paper, Failure> {
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    Ok(Paper {
        id: Id::new(),
        kind,
        title,
        file_name: arrived.name,
        file_key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: media.mime().to_owned(),
    })
}

/// Writes documents down; the sentence of why not when the draft takes no more.
async fn write(
    app: &App,
    hand: &DraftInHand,
    papers: Vec<Paper>,
    words: String,
) -> Result<Result<(), String>, Failure> {
    let id = hand.draft.id;
    let done = app.db.act(hand.by.by(), app.now(), move |act| {
        store::add_papers(act, id, &papers)?;
        Ok::<_, Failure>(act.record(Fact::of(kinds::SAVED, words).subject("draft", id), ())?)
    });
    match done.await {
        Ok(()) => Ok(Ok(())),
        Err(Failure::Denied(full)) => Ok(Err(full.reason())),
        Err(other) => Err(other),
    }
}

async fn take(hand: DraftInHand, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    hand.not_sent()?;
    let (draft, chosen, school) = (hand.draft.clone(), form.all("document"), hand.earlier_at());
    let (earlier, present) = app
        .db
        .read(move |reader| {
            Ok::<_, DbError>((store::earlier_papers(reader, draft.account, school)?, store::papers(reader, draft.id)?))
        })
        .await?;
    let taken: Vec<Paper> = earlier
        .into_iter()
        .filter(|one| chosen.contains(&one.id.to_string()) && !present.iter().any(|paper| paper.is_of(one)))
        .map(|one| Paper { id: Id::new(), ..one })
        .collect();
    if taken.is_empty() {
        form.fault("document", "Отметьте документы, которые нужно взять.");
        return papers_page(&app, &hand, form).await;
    }
    let count = words::counted(taken.len() as u64, "документ взят", "документа взято", "документов взято");
    if let Err(full) = write(&app, &hand, taken, format!("из прежних дел: {count}")).await? {
        form.fault("document", full);
        return papers_page(&app, &hand, form).await;
    }
    let said = format!("{count} из прежних дел.");
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/documents", hand.href()), &said))
}

/// A document of the draft, as it was given.
async fn open(
    hand: DraftInHand,
    State(app): State<App>,
    Path((_, asked)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = hand.draft.id;
    let papers = app.db.glance(move |reader| store::papers(reader, id)).await?;
    let paper = papers.into_iter().find(|one| one.id.to_string() == asked).ok_or(Failure::Hidden)?;
    documents::serve(&app.files, &headers, &paper.file_key, &paper.file_name, &paper.media_type, true).await
}

async fn remove(hand: DraftInHand, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    hand.not_sent()?;
    let (id, paper) = (hand.draft.id, form.text("document"));
    app.db
        .act(hand.by.by(), app.now(), move |act| {
            if !store::remove_paper(act, id, &paper)? {
                return Err(Failure::Conflict("Этот документ уже убран из черновика.".into()));
            }
            Ok(act.record(Fact::of(kinds::SAVED, "из черновика убран документ").subject("draft", id), ())?)
        })
        .await?;
    Ok(page::go_saying(hand.by.visit.cookies, &format!("{}/documents", hand.href()), "Документ убран."))
}

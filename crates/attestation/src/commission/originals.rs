//! What is attached to a signed protocol: the scan of the paper signed by hand, detached electronic signatures.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::documents::{self, Media, detached_signature, signed_paper};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::upload::UploadRequest;
use crate::platform::words;

use super::attendee::Denial;
use super::guards::SittingInSight;
use super::kinds;
use super::protocol::{draw, of_centre};
use super::store::{self, PaperKind, ProtocolPaper, Sitting, SittingStage};
use super::within::{Inside, Within};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/sittings/{id}/protocol/papers", attach).get("/sittings/{id}/protocol/papers/{paper}", take)
}

impl Within for ProtocolPaper {
    type Of = SittingInSight;
    type Place = Id<Sitting>;
    const PART: &'static str = "paper";

    fn place(whole: &SittingInSight) -> Id<Sitting> {
        whole.sitting.id
    }

    fn find(reader: &mut Reader, sitting: Id<Sitting>, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::one_paper(reader, sitting, id))
    }
}

/// A paper of a protocol in words.
pub(super) struct PaperLine {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) about: String,
    /// Whether it is a signature, which nobody has checked.
    pub(super) is_signature: bool,
}

/// Papers of a protocol as its page shows them.
pub(super) fn paper_lines(app: &App, sitting: &Sitting, papers: &[ProtocolPaper]) -> Vec<PaperLine> {
    let line = |one: &ProtocolPaper| PaperLine {
        href: format!("/sittings/{}/protocol/papers/{}", sitting.id, one.id),
        name: one.file.name.clone(),
        about: format!("{}, {}, {}", one.kind.words(), words::size(one.file.size), app.config.zone.brief(one.added_at)),
        is_signature: one.kind == PaperKind::Signature,
    };
    papers.iter().map(line).collect()
}

async fn attach(seat: InCharge<Sitting>, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let limit = app.config.upload_limit;
    let mut upload = request.read(&app.files, limit).await?;
    if seat.it.stage != SittingStage::Closed {
        return Err(Denial::Unsigned.into());
    }
    let scan = signed_paper(&mut upload, "", limit).await?;
    let signature = detached_signature(&mut upload, limit);
    if scan.is_none() && signature.is_none() && upload.form.is_sound() {
        upload.form.fault("file", "Приложите скан подписанного протокола или файл электронной подписи.");
    }
    if !upload.form.is_sound() {
        return draw(&app, &of_centre(seat), upload.form).await;
    }
    let mut papers = Vec::new();
    for (kind, arrived) in [(PaperKind::Scan, scan), (PaperKind::Signature, signature)] {
        if let Some(arrived) = arrived {
            papers.push((kind, documents::kept(&app, arrived).await?));
        }
    }
    let sitting = seat.it.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::attach(act, &sitting, &papers)?;
        let what = papers.iter().map(|(kind, file)| format!("{}: {}", kind.words(), file.name)).collect::<Vec<_>>();
        let words = format!("к протоколу № {} приложено: {}", sitting.protocol_number, what.join("; "));
        Ok::<_, Failure>(act.record(Fact::of(kinds::ATTACHED, words).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    let to = format!("/sittings/{}/protocol", seat.it.id);
    Ok(page::go_saying(seat.by.visit.cookies, &to, "Файлы приложены к протоколу."))
}

async fn take(asked: Inside<ProtocolPaper>, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let (sitting, paper) = (&asked.seen.sitting, &asked.it);
    let words = format!("скачано к протоколу № {}: {}", sitting.protocol_number, paper.kind.words());
    let fact = Fact::of(kinds::PROTOCOL_TAKEN, words).subject("sitting", sitting.id);
    app.db.act(asked.seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let media = match paper.kind {
        PaperKind::Scan => Media::Pdf.mime(),
        PaperKind::Signature => "application/octet-stream",
    };
    documents::serve(&app.files, &headers, &paper.file.key, &paper.file.name, media, false).await
}

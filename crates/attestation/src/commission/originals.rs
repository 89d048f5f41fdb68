//! What is attached to a signed protocol: the scan of the paper signed by hand, detached electronic signatures.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::documents::{self, Check, Checked, Media, Standing, ask_check, detached_signature, signed_paper, standing};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page;
use crate::platform::upload::{Arrived, Upload, UploadRequest};
use crate::platform::words;

use super::attendee::Denial;
use super::guards::SittingInSight;
use super::kinds;
use super::protocol::{draw, of_centre};
use super::store::{self, NewPaper, PaperKind, ProtocolPaper, Sitting, SittingStage};
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
    /// How a signature stands; none of a scan.
    pub(super) checked: Option<Standing>,
    /// When and why it was marked as attached by mistake; empty while it stands.
    pub(super) withdrawn: String,
}

/// Papers of a protocol as its page shows them.
pub(super) fn paper_lines(
    app: &App,
    sitting: &Sitting,
    papers: &[ProtocolPaper],
    checks: &[Checked],
) -> Vec<PaperLine> {
    let brief = |at| app.config.zone.brief(at);
    let line = |one: &ProtocolPaper| PaperLine {
        href: format!("/sittings/{}/protocol/papers/{}", sitting.id, one.id),
        name: one.file.name.clone(),
        about: format!("{}, {}, {}", what(one, sitting, papers), words::size(one.file.size), brief(one.added_at)),
        checked: (one.kind == PaperKind::Signature)
            .then(|| standing(&app.config.zone, checks, &one.file.key, &one.signs)),
        withdrawn: one.withdrawn.as_ref().map(|(at, why)| format!("{}: {why}", brief(*at))).unwrap_or_default(),
    };
    papers.iter().map(line).collect()
}

/// «скан подписанного протокола», «электронная подпись к файлу «Протокол.pdf»».
fn what(one: &ProtocolPaper, sitting: &Sitting, papers: &[ProtocolPaper]) -> String {
    let kind = one.kind.words();
    if one.kind == PaperKind::Scan {
        return kind.to_owned();
    }
    if one.signs == sitting.file_key {
        return format!("{kind} к протоколу (DOCX)");
    }
    match papers.iter().find(|paper| paper.kind == PaperKind::Scan && paper.file.key == one.signs) {
        Some(scan) => format!("{kind} к файлу «{}»", scan.file.name),
        None => format!("{kind}, к какому файлу — не сказано"),
    }
}

/// A choice of what was signed: the protocol itself, the scan that comes with the signature, or one attached before.
const PROTOCOL: &str = "protocol";
const THIS_SCAN: &str = "scan";

/// What a signature may be said to sign.
pub(super) fn signed_choices(papers: &[ProtocolPaper]) -> Vec<Choice> {
    let mut choices = vec![
        Choice::new("", "Выберите файл"),
        Choice::new(PROTOCOL, "Протокол из системы, файл DOCX"),
        Choice::new(THIS_SCAN, "Скан, который прикладывается сейчас"),
    ];
    let scans = papers.iter().filter(|one| one.kind == PaperKind::Scan && one.withdrawn.is_none());
    choices.extend(scans.map(|one| Choice::new(one.id.to_string(), format!("Скан «{}»", one.file.name))));
    choices
}

/// The hash of the file a signature is said to sign, with a fault at the field when it cannot be told.
fn signed_key(form: &mut Form, sitting: &Sitting, before: &[ProtocolPaper], scan: Option<&Arrived>) -> String {
    let key = match form.value("signs") {
        "" => Err("Выберите, какой файл подписан этой подписью."),
        PROTOCOL => Ok(sitting.file_key.clone()),
        THIS_SCAN => scan.map(|scan| scan.file.key.to_string()).ok_or("Приложите и скан, который подписан."),
        id => before
            .iter()
            .find(|one| one.kind == PaperKind::Scan && one.withdrawn.is_none() && one.id.to_string() == id)
            .map(|one| one.file.key.clone())
            .ok_or("Этот скан больше не приложен. Выберите другой файл."),
    };
    form.check("signs", key).unwrap_or_default()
}

/// What was sent, looked at and not kept yet; faults stand at their fields.
async fn sent(
    app: &App,
    sitting: &Sitting,
    upload: &mut Upload,
) -> Result<Vec<(PaperKind, &'static str, Arrived, String)>, Failure> {
    let (limit, id) = (app.config.upload_limit, sitting.id);
    let scan = signed_paper(upload, "", limit).await?;
    let signature = detached_signature(upload, "", limit).await?;
    if scan.is_none() && signature.is_none() && upload.form.is_sound() {
        upload.form.fault("file", "Приложите скан подписанного протокола или файл электронной подписи.");
    }
    let before = app.db.read(move |reader| store::papers_of(reader, id)).await?;
    let signs = match &signature {
        Some(_) => signed_key(&mut upload.form, sitting, &before, scan.as_ref()),
        None => String::new(),
    };
    let scan = scan.map(|scan| (PaperKind::Scan, "file", scan, String::new()));
    let signature = signature.map(|signature| (PaperKind::Signature, "signature", signature, signs));
    let sent: Vec<_> = scan.into_iter().chain(signature).collect();
    for (kind, field, arrived, _) in &sent {
        let key = arrived.file.key.to_string();
        if before.iter().any(|one| one.kind == *kind && one.file.key == key) {
            upload.form.fault(field, "Этот файл уже приложен к протоколу. Второй раз он не нужен.");
        }
    }
    Ok(sent)
}

async fn attach(seat: InCharge<Sitting>, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let mut upload = request.read(&app.files, app.config.upload_limit).await?;
    if seat.it.stage != SittingStage::Closed {
        return Err(Denial::Unsigned.into());
    }
    let arrived_papers = sent(&app, &seat.it, &mut upload).await?;
    if !upload.form.is_sound() {
        return draw(&app, &of_centre(seat), upload.form).await;
    }
    let mut papers = Vec::new();
    for (kind, _, arrived, signs) in arrived_papers {
        papers.push(NewPaper { kind, file: documents::kept(&app, arrived).await?, signs });
    }
    let (sitting, inner) = (seat.it.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::attach(act, &sitting, &papers)?;
        for one in papers.iter().filter(|one| one.kind == PaperKind::Signature) {
            let check = Check {
                signature: one.file.key.clone(),
                signed: one.signs.clone(),
                what: format!("к протоколу № {}: {}", sitting.protocol_number, one.file.name),
                subject: ("sitting".to_owned(), sitting.id.to_string()),
            };
            ask_check(act, &inner, &check)?;
        }
        let what = papers.iter().map(|one| format!("{}: {}", one.kind.words(), one.file.name)).collect::<Vec<_>>();
        let words = format!("к протоколу № {} приложено: {}", sitting.protocol_number, what.join("; "));
        Ok::<_, Failure>(act.record(Fact::of(kinds::ATTACHED, words).subject("sitting", sitting.id), ())?)
    });
    done.await?;
    app.bell.ring();
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

//! The simplified track: the award of a teacher, the document that proves it, and what of it was checked.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::cases;
use crate::context::App;
use crate::documents::{self, Document, Reading};
use crate::platform::act::{Act, Fact, Told};
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};

use super::lists::{self, Entry, List};
use super::model::{Refused, Track};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/award", show).post("/applications/{id}/award", send)
}

/// An award as it is confirmed.
#[derive(Debug, Clone)]
pub struct Award {
    /// The award, in the words of the list.
    pub words: String,
    /// The document that proves it.
    pub document: Id<Document>,
    /// What was checked.
    pub checked: String,
}

/// What the form offers.
struct Offer {
    awards: Vec<Entry>,
    papers: Vec<Document>,
}

#[derive(Template)]
#[template(path = "intake/award.html")]
struct AwardPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    awards: Vec<Choice>,
    papers: Vec<Choice>,
    /// Whether the Centre adds documents to this case itself.
    keeps_papers: bool,
    /// What is said when no award can be chosen; empty when some can.
    unlisted: String,
}

/// Whether a case may go to the session by an award.
fn may_approve(track: Option<Track>) -> Result<(), Refused> {
    if track == Some(Track::Simplified) { Ok(()) } else { Err(Refused::FullTrack) }
}

async fn offer(app: &App, case: &Application) -> Result<Offer, Failure> {
    let (id, span) = (case.id, (case.received_on, app.today()));
    let read = app.db.read(move |reader| {
        let track = store::scheduled(reader, id)?.map(|one| one.track);
        may_approve(track)?;
        let awards = lists::in_force_since(reader, List::Award, span)?;
        Ok::<_, Failure>(Offer { awards, papers: documents::of_application(reader, id, Reading::Whole)? })
    });
    read.await
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::ApproveAward)?;
    let offer = offer(&app, &seat.case).await?;
    draw(&app, &seat, Form::new(), &offer)
}

fn draw(app: &App, seat: &CentreCase, form: Form, offer: &Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = format!("/applications/{}", seat.case.id);
    let paper = |one: &Document| {
        let title = if one.title.is_empty() { &one.file_name } else { &one.title };
        Choice::new(one.id.to_string(), format!("{}: {title}", one.kind.words()))
    };
    let page = AwardPage {
        frame: seat.by.frame(app, "Награда").sound(sound).trail(&[(home.as_str(), &seat.case.name.short())]),
        id: seat.case.id.to_string(),
        teacher: seat.case.name.full(),
        awards: offer.awards.iter().map(|one| one.choice_on(app.today())).collect(),
        unlisted: if offer.awards.is_empty() { Refused::Unlisted(List::Award).reason() } else { String::new() },
        papers: std::iter::once(Choice::new("", "Выберите документ")).chain(offer.papers.iter().map(paper)).collect(),
        keeps_papers: cases::centre_keeps_papers(&seat.case),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.stage.after(Move::ApproveAward)?;
    let offer = offer(&app, &seat.case).await?;
    let award = offer.awards.iter().find(|one| one.id.to_string() == form.value("award"));
    let award = form.check("award", award.ok_or_else(|| Refused::unlisted(List::Award, &offer.awards).reason()));
    let paper = offer.papers.iter().find(|one| one.id.to_string() == form.value("document"));
    if offer.papers.is_empty() {
        form.fault("document", Refused::NoProof.reason());
    }
    let paper = form.check("document", paper.ok_or("Выберите документ, который подтверждает награду."));
    let checked = form.text("checked");
    if checked.is_empty() {
        form.fault("checked", "Напишите, что проверено: номер, дата, чьё имя в документе.");
    } else if checked.chars().count() > 1000 {
        form.fault("checked", "Здесь больше 1000 знаков. Сократите.");
    }
    let (Some(award), Some(paper), true) = (award, paper, form.is_sound()) else {
        return draw(&app, &seat, form, &offer);
    };
    let (case, new) = (seat.case.clone(), Award { words: award.words.clone(), document: paper.id, checked });
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = approve(act, &case, &new)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    let said = "Награда подтверждена: дело готово к заседанию.";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), said))
}

/// Confirms the award of a case of the simplified track: it is ready for the session, and no result is waited for.
///
/// # Errors
/// When the case goes by the full track, the document is not among its own, or its stage does not allow it.
pub fn approve(act: &mut Act<'_>, case: &Application, new: &Award) -> Result<Told, Failure> {
    may_approve(store::scheduled(act, case.id)?.map(|one| one.track))?;
    if documents::by_id(act, case.id, new.document, Reading::Whole)?.is_none() {
        return Err(Refused::NoProof.into());
    }
    applications::step(act, case, Move::ApproveAward)?;
    store::put_award(act, case.id, &new.words, new.document, &new.checked)?;
    let words = format!("подтверждена награда: {}. Проверено: {}", new.words, new.checked);
    Ok(act.note(Fact::of(kinds::APPROVED, words).application(case.id).subject("document", new.document))?)
}

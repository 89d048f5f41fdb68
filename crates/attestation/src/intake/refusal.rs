//! Refusal of intake: only on a ground of the closed list that is in force, never for what is no ground.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};

use super::lists::{self, Entry, List};
use super::model::Refused;
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/intake-refusal", show).post("/applications/{id}/intake-refusal", send)
}

/// What a refusal may rest on today for the category that is claimed, and what it may not.
struct Offer {
    grounds: Vec<Entry>,
    bars: Vec<Entry>,
    has_address: bool,
}

impl Offer {
    async fn of(app: &App, case: &Application) -> Result<Self, Failure> {
        let (today, case) = (app.today(), case.clone());
        let read = app.db.read(move |reader| {
            let bars = lists::in_force(reader, List::Bar, today)?;
            let mut grounds = lists::in_force(reader, List::Ground, today)?;
            grounds.retain(|one| one.whom.fits(case.category) && bars.iter().all(|bar| !one.says_as(bar)));
            Ok::<_, DbError>(Self { grounds, bars, has_address: applications::addressee_of(reader, &case)?.is_some() })
        });
        Ok(read.await?)
    }

    /// The ground that was chosen, or why it is none.
    fn ground(&self, chosen: &str) -> Result<&Entry, Refused> {
        let named = |all: &'_ [Entry]| all.iter().position(|one| one.id.to_string() == chosen);
        if let Some(at) = named(&self.bars) {
            let bar = &self.bars[at];
            return Err(Refused::NoGround(bar.words.clone(), bar.legal_ref.clone()));
        }
        named(&self.grounds).map(|at| &self.grounds[at]).ok_or(Refused::NotInForce)
    }
}

struct Bar {
    words: String,
    rule: String,
}

#[derive(Template)]
#[template(path = "intake/refusal.html")]
struct RefusalPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    grounds: Vec<Choice>,
    bars: Vec<Bar>,
    has_address: bool,
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::RefuseIntake)?;
    let offer = Offer::of(&app, &seat.case).await?;
    draw(&app, &seat, Form::new(), &offer)
}

fn draw(app: &App, seat: &CentreCase, form: Form, offer: &Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let home = format!("/applications/{}", seat.case.id);
    let trail = [("/intake", "Приём заявлений"), (home.as_str(), &seat.case.name.short())];
    let bar = |one: &Entry| Bar { words: one.words.clone(), rule: one.legal_ref.clone() };
    let page = RefusalPage {
        frame: seat.by.frame(app, "Отказ в приёме").sound(sound).trail(&trail),
        id: seat.case.id.to_string(),
        teacher: seat.case.name.full(),
        grounds: offer.grounds.iter().map(Entry::choice).collect(),
        bars: offer.bars.iter().map(bar).collect(),
        has_address: offer.has_address,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn send(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.stage.after(Move::RefuseIntake)?;
    let offer = Offer::of(&app, &seat.case).await?;
    let chosen = form.text("ground");
    let ground = if chosen.is_empty() {
        form.fault("ground", "Выберите основание. По другой причине отказать нельзя.");
        None
    } else {
        form.check("ground", offer.ground(&chosen).map_err(|no| no.reason())).cloned()
    };
    let details = form.text("details");
    if details.is_empty() && ground.as_ref().is_some_and(|ground| ground.is_explained) {
        form.fault("details", Refused::Unexplained.reason());
    }
    if details.chars().count() > 2000 {
        form.fault("details", "Здесь больше 2000 знаков. Сократите.");
    }
    let Some(ground) = ground.filter(|_| form.is_sound()) else {
        return draw(&app, &seat, form, &offer);
    };
    let (case, house) = (seat.case.clone(), app.clone());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let told = refuse(act, &house, &case, &ground, &details)?;
        Ok::<_, Failure>(act.end(told, ()))
    });
    done.await?;
    app.bell.ring();
    let said = "В приёме заявления отказано.";
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/applications/{}", seat.case.id), said))
}

/// Refuses the intake on a ground in force: the move, the letter with the reason, the journal.
///
/// # Errors
/// When the case is past intake, the ground is none today — not in force, or forbidden as one —, or it has to be explained
/// and is not.
pub fn refuse(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    ground: &Entry,
    details: &str,
) -> Result<Told, Failure> {
    // What the page offered a minute ago may have been ended or forbidden since.
    let today = app.today();
    if let Some(bar) = lists::in_force(act, List::Bar, today)?.into_iter().find(|bar| ground.says_as(bar)) {
        return Err(Refused::NoGround(bar.words, bar.legal_ref).into());
    }
    if !lists::in_force(act, List::Ground, today)?.iter().any(|one| one.id == ground.id) {
        return Err(Refused::NotInForce.into());
    }
    if ground.is_explained && details.is_empty() {
        return Err(Refused::Unexplained.into());
    }
    applications::step(act, case, Move::RefuseIntake)?;
    store::keep_refusal(act, case.id, (ground, details), today)?;
    if let Some(to) = applications::addressee_of(act, case)? {
        act.post(&letters::refused(app, &to, case, (&ground.words, &ground.legal_ref, details))?)?;
    }
    let more = if details.is_empty() { String::new() } else { format!(". {details}") };
    let words = format!("в приёме отказано: {} ({}){more}", ground.words, ground.legal_ref);
    Ok(act.note(Fact::of(kinds::REFUSED, words).application(case.id))?)
}

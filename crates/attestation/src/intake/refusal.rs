//! Refusal of intake: only on a ground of the closed list that is in force, never for what is no ground. Beside a ground stands
//! what the rows say of it, and a page in between repeats person, case and ground.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{self, Application, Move};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact, Told};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::lists::{self, Entry, List};
use super::model::Refused;
use super::weighing::{Said, Scales};
use super::{kinds, letters, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/intake-refusal", show).post("/applications/{id}/intake-refusal", send)
}

/// What a refusal may rest on today for the category that is claimed, and what it may not.
struct Offer {
    grounds: Vec<Entry>,
    bars: Vec<Entry>,
    scales: Scales,
    /// Where the letter goes; empty when there is no address.
    address: String,
}

impl Offer {
    async fn of(app: &App, case: &Application) -> Result<Self, Failure> {
        let (today, case) = (app.today(), case.clone());
        let read = app.db.read(move |reader| {
            let bars = lists::in_force(reader, List::Bar, today)?;
            let mut grounds = lists::in_force(reader, List::Ground, today)?;
            grounds.retain(|one| one.whom.fits(case.category) && bars.iter().all(|bar| !one.says_as(bar)));
            let address = applications::addressee_of(reader, &case)?.map(|to| to.email).unwrap_or_default();
            Ok::<_, DbError>(Self { grounds, bars, scales: Scales::of(reader, &case)?, address })
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

    /// A ground as a choice, with what the rows say of it.
    fn choice(&self, ground: &Entry) -> Choice {
        let mut choice = ground.choice();
        if let Some(said) = self.scales.say(ground) {
            choice.hint = format!("{}. По данным системы: {}", choice.hint, said.words);
        }
        choice
    }
}

/// Whether a ground is taken with this explanation: what the rows contradict is refused only with one.
fn holds(said: Option<&Said>, details: &str) -> Result<(), Refused> {
    match said {
        Some(said) if said.is_against && details.is_empty() => Err(Refused::Contradicted(said.words.clone())),
        _ => Ok(()),
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

#[derive(Template)]
#[template(path = "intake/refusal_check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    id: String,
    facts: Vec<(&'static str, String)>,
    /// What the rows say against the ground; empty when they do not.
    against: String,
    address: String,
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.stage.after(Move::RefuseIntake)?;
    let offer = Offer::of(&app, &seat.case).await?;
    draw(&app, &seat, Form::new(), &offer)
}

fn frame(app: &App, seat: &CentreCase, title: &str) -> Frame {
    let home = format!("/applications/{}", seat.case.id);
    seat.by.frame(app, title).trail(&[("/intake", "Приём заявлений"), (home.as_str(), &seat.case.name.short())])
}

fn draw(app: &App, seat: &CentreCase, form: Form, offer: &Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let bar = |one: &Entry| Bar { words: one.words.clone(), rule: one.legal_ref.clone() };
    let page = RefusalPage {
        frame: frame(app, seat, "Отказ в приёме").sound(sound),
        id: seat.case.id.to_string(),
        teacher: seat.case.name.full(),
        grounds: offer.grounds.iter().map(|one| offer.choice(one)).collect(),
        bars: offer.bars.iter().map(bar).collect(),
        has_address: !offer.address.is_empty(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What will be refused to whom and why, before the letter leaves.
fn check(app: &App, seat: &CentreCase, form: Form, (offer, ground): (&Offer, &Entry)) -> Result<Response, Failure> {
    let case = &seat.case;
    let said = offer.scales.say(ground).filter(|said| said.is_against);
    let mut facts = vec![
        ("Педагог", case.name.full()),
        ("Дело", format!("№\u{a0}{}, получено {}", case.number, words::day(case.received_on))),
        ("Заявление", format!("{}, {}", case.post_and_subject(), case.school_name)),
        ("Заявленная категория", case.category.words().to_owned()),
        ("Основание отказа", format!("{} ({})", ground.words, ground.legal_ref)),
    ];
    if !form.text("details").is_empty() {
        facts.push(("Пояснение", form.text("details")));
    }
    page::page(&CheckPage {
        frame: frame(app, seat, "Проверьте отказ в приёме"),
        id: case.id.to_string(),
        facts,
        against: said
            .map(|said| format!("Основание расходится с данными системы: {}.", said.words))
            .unwrap_or_default(),
        address: offer.address.clone(),
        form,
    })
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
    if let Some(Err(no)) = ground.as_ref().map(|ground| holds(offer.scales.say(ground).as_ref(), &details)) {
        form.fault("details", no.reason());
    }
    let Some(ground) = ground.filter(|_| form.is_sound() && !form.ticked("back")) else {
        return draw(&app, &seat, form, &offer);
    };
    if !form.ticked("confirmed") {
        return check(&app, &seat, form, (&offer, &ground));
    }
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
/// When the case is past intake, the ground is none today — not in force, or forbidden as one —, or it has to be explained, by
/// itself or because the rows contradict it, and is not.
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
    holds(Scales::of(act, case)?.say(ground).as_ref(), details)?;
    applications::step(act, case, Move::RefuseIntake)?;
    store::keep_refusal(act, case.id, (ground, details), today)?;
    if let Some(to) = applications::addressee_of(act, case)? {
        let way = WayIn::of(act)?;
        act.post(&letters::refused(app, (&to, way), case, (&ground.words, &ground.legal_ref, details))?)?;
    }
    let more = if details.is_empty() { String::new() } else { format!(". {details}") };
    let words = format!("в приёме отказано: {} ({}){more}", ground.words, ground.legal_ref);
    Ok(act.note(Fact::of(kinds::REFUSED, words).application(case.id))?)
}

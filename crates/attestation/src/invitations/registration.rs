//! Public registration: while it is open, a teacher asks for a link; the answer never tells whether the address is known.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;

use crate::accounts::{self, Anyone, Email, Organization, Role, count_try, name_from};
use crate::context::App;
use crate::organizations;
use crate::platform::act::{Act, By, Done, Fact};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{NewInvitation, Refused};
use super::{issue, kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/registration", show).post("/registration", ask)
}

/// Schools shown to choose from.
const MOST_SCHOOLS: i64 = 12;
/// Between two letters to one address.
const PAUSE: SignedDuration = SignedDuration::from_mins(2);

/// Registration was closed while the form was being filled.
#[derive(Debug)]
struct IsClosed;

impl Refusal for IsClosed {
    fn reason(&self) -> String {
        "Регистрация закрыта. Попросите приглашение у координатора своей школы или в Центре.".to_owned()
    }
}

#[derive(Template)]
#[template(path = "invitations/registration.html")]
struct RegistrationPage {
    frame: Frame,
    form: Form,
    is_open: bool,
    is_asked: bool,
    schools: Vec<Choice>,
    nothing_found: bool,
    days: String,
}

/// Whether registration is open, and the schools that fit what was typed.
struct Offer {
    is_open: bool,
    schools: Vec<organizations::School>,
}

impl Offer {
    async fn of(app: &App, form: &Form) -> Result<Self, Failure> {
        let typed = form.text("place-search");
        let chosen = form.value("place").parse::<Id<Organization>>().ok();
        let find = move |reader: &mut Reader| {
            let is_open = store::is_registration_open(reader)?;
            let mut schools =
                chosen.map_or(Ok(None), |id| organizations::by_id(reader, id))?.map_or_else(Vec::new, |one| vec![one]);
            if is_open && !typed.is_empty() {
                let found = organizations::search(reader, &typed, MOST_SCHOOLS)?;
                schools.extend(found.into_iter().filter(|one| Some(one.id) != chosen));
            }
            Ok::<_, DbError>(Self { is_open, schools })
        };
        Ok(app.db.read(find).await?)
    }

    /// The school chosen; when the words typed fit only one, that one.
    fn school(&self, form: &Form) -> Option<Id<Organization>> {
        let chosen = self.schools.iter().find(|one| one.id.to_string() == form.value("place"));
        chosen.or(self.schools.first().filter(|_| self.schools.len() == 1)).map(|one| one.id)
    }
}

fn draw(app: &App, anyone: &Anyone, form: Form, offer: Offer, is_asked: bool) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let title = match (offer.is_open, is_asked) {
        (false, _) => "Как получить кабинет",
        (true, false) => "Регистрация педагога",
        (true, true) => "Проверьте почту",
    };
    let page = RegistrationPage {
        frame: anyone.frame(app, title).sound(sound),
        is_open: offer.is_open,
        is_asked,
        nothing_found: offer.schools.is_empty() && !form.text("place-search").is_empty(),
        schools: offer
            .schools
            .into_iter()
            .map(|one| Choice { value: one.id.to_string(), text: one.name, hint: one.municipality })
            .collect(),
        days: words::counted(app.config.invitation_days.unsigned_abs(), "день", "дня", "дней"),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &Form::new()).await?;
    draw(&app, &anyone, Form::new(), offer, false)
}

async fn ask(anyone: Anyone, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &form).await?;
    if !offer.is_open {
        return Err(IsClosed.into());
    }
    if form.ticked("find") {
        return draw(&app, &anyone, form, offer, false);
    }
    let Some(new) = parse(&mut form, &offer) else {
        return draw(&app, &anyone, form, offer, false);
    };
    let address = anyone.visit.address_text();
    count_try(&app, &format!("registration:{}", new.email.key()), &address).await?;
    let house = app.clone();
    let by = By { address, ..By::default() };
    app.db.act(by, app.now(), move |act| send(act, &house, &new)).await?;
    app.bell.ring();
    draw(&app, &anyone, form, offer, true)
}

fn parse(form: &mut Form, offer: &Offer) -> Option<NewInvitation> {
    let typed = form.text("email");
    let email = form.check("email", Email::parse(&typed));
    let name: Option<FullName> = name_from(form);
    let school = offer.school(form);
    if school.is_none() && offer.schools.is_empty() {
        form.fault(
            "place-search",
            "Введите часть названия своей школы, нажмите «Найти школу» и выберите её из списка.",
        );
    } else if school.is_none() {
        form.fault("place", "Выберите школу из найденных или уточните название.");
    }
    form.is_sound().then_some(())?;
    Some(NewInvitation {
        role: Role::Teacher,
        organization: Some(school?),
        workplace: String::new(),
        email: email?,
        name: name?,
        posts: Vec::new(),
        issued_by: None,
        batch: None,
    })
}

/// The letter: with a link, with a new one instead of the one sent before, or with the word that a cabinet is there.
fn send(act: &mut Act<'_>, app: &App, new: &NewInvitation) -> Result<Done<()>, Failure> {
    if !store::is_registration_open(act)? {
        return Err(IsClosed.into());
    }
    let asked = |words: &str| Fact::of(kinds::ASKED, format!("{}: {words}", new.name.full()));
    let school = new.organization.ok_or(Refused::NoSchool)?;
    match issue::issue(act, app, new) {
        Ok(id) => Ok(act.record(asked("ссылка отправлена").subject("invitation", id), ())?),
        Err(Failure::Denied(_)) => {
            let now = act.at();
            let Some(id) = store::open_id(act, &new.email, school, now)? else {
                let fact = asked("кабинет педагога с этим адресом уже есть").refused();
                let owner = accounts::account_with_email(act, &new.email)?.ok_or(Refused::AlreadyHolds(new.role))?.id;
                act.post(&super::letters::already_there(app, new, owner)?)?;
                return Ok(act.record(fact.subject("account", owner), ())?);
            };
            if now.since(store::latest_link(act, id)?) < PAUSE {
                let fact = asked("ссылка уже отправлена, новая не нужна").refused();
                return Ok(act.record(fact.subject("invitation", id), ())?);
            }
            let fact = issue::send_again(act, app, id)?;
            act.note(fact)?;
            Ok(act.record(asked("ссылка отправлена снова").subject("invitation", id), ())?)
        }
        Err(other) => Err(other),
    }
}

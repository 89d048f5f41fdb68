//! Guards every other guard is built from: anyone, somebody signed in, a person in one of the roles.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::context::App;
use crate::platform::act::{By, Fact};
use crate::platform::doors::Guard;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::page::{Frame, MenuItem, Person, RoleChoice};
use crate::platform::visit::Visit;

use super::charge;
use super::kinds;
use super::menu::{mark, menu, sections};
use super::model::{Organization, Role, Seat, Signed};
use super::newer;
use super::second_step;
use super::sessions::signed_in;

/// Anyone at all; who it is, when somebody is signed in.
pub struct Anyone {
    /// The request.
    pub visit: Visit,
    /// Who is signed in.
    pub signed: Option<Signed>,
    /// Who is signed in and must set the second step up before all else: to every page but its own a stranger.
    pub halted: Option<Signed>,
}

/// A person signed in, in whatever role.
pub struct SignedIn(pub Signed);

/// A person signed in, whether or not the second step demanded of them is set up: for the pages of setting it up alone.
pub(super) struct Arrived(pub(super) Signed);

/// A specialist.
pub struct Specialist(pub Signed);

/// The coordinator of a school.
pub struct Coordinator {
    /// The person.
    pub signed: Signed,
    /// Their school.
    pub school: Id<Organization>,
}

/// Staff of the centre.
pub struct Centre(pub Signed);

impl Guard for Anyone {
    const WHO: &'static str = "anyone";
}

impl Guard for SignedIn {
    const WHO: &'static str = "anyone signed in";
}

impl Guard for Arrived {
    const WHO: &'static str = "anyone signed in, before the second step is set up too";
}

impl Guard for Specialist {
    const WHO: &'static str = "a specialist";
}

impl Guard for Coordinator {
    const WHO: &'static str = "the coordinator of a school";
}

impl Guard for Centre {
    const WHO: &'static str = "the centre";
}

impl Deref for SignedIn {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl Deref for Arrived {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl Deref for Specialist {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl Deref for Coordinator {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.signed
    }
}

impl Deref for Centre {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl FromRequestParts<App> for Anyone {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        Self::meet(app, Visit::of(parts)?).await
    }
}

impl FromRequestParts<App> for Arrived {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = Visit::of(parts)?;
        match signed_in(app, &visit).await? {
            Some(signed) => Ok(Self(signed)),
            None => Err(Failure::SignIn(back_to(parts, &visit))),
        }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Arrived(signed) = Arrived::from_request_parts(parts, app).await?;
        if signed.must_set_up { Err(Failure::First(second_step::HOME)) } else { Ok(Self(signed)) }
    }
}

/// Where to come back after sign-in: the page asked for, or the cabinet when a form was sent.
fn back_to(parts: &Parts, visit: &Visit) -> String {
    if parts.method == axum::http::Method::GET { visit.asked.clone() } else { "/cabinet".to_owned() }
}

async fn in_role(parts: &mut Parts, app: &App, role: Role) -> Result<Signed, Failure> {
    let SignedIn(signed) = SignedIn::from_request_parts(parts, app).await?;
    if signed.seat.role == role { Ok(signed) } else { Err(Failure::Hidden) }
}

impl FromRequestParts<App> for Specialist {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        in_role(parts, app, Role::Specialist).await.map(Self)
    }
}

impl FromRequestParts<App> for Coordinator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = in_role(parts, app, Role::Coordinator).await?;
        let school = signed.seat.organization.ok_or(Failure::Hidden)?;
        Ok(Self { signed, school })
    }
}

impl FromRequestParts<App> for Centre {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        in_role(parts, app, Role::Centre).await.map(Self)
    }
}

impl Centre {
    /// Staff of the centre before a thing with an id of its own; anybody else is turned away, and the journal tells.
    pub async fn before(parts: &mut Parts, app: &App, noun: &str) -> Result<Self, Failure> {
        charge::before(parts, app, noun).await
    }
}

impl Anyone {
    /// Whoever makes this visit.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn meet(app: &App, visit: Visit) -> Result<Self, Failure> {
        let (halted, signed) = match signed_in(app, &visit).await? {
            Some(signed) if signed.must_set_up => (Some(signed), None),
            signed => (None, signed),
        };
        Ok(Self { visit, signed, halted })
    }

    /// Somebody nobody knows, whoever it is.
    pub fn stranger(visit: Visit) -> Self {
        Self { visit, signed: None, halted: None }
    }

    /// The frame of a page for whoever it is.
    pub fn frame(&self, app: &App, title: &str) -> Frame {
        self.signed.as_ref().map_or_else(|| plain_frame(app, &self.visit, title), |signed| signed.frame(app, title))
    }

    /// Who acts, for the journal.
    pub fn by(&self) -> By {
        self.signed.as_ref().map_or_else(|| By { address: self.visit.address_text(), ..By::default() }, Signed::by)
    }
}

impl Signed {
    /// Who acts, for the journal.
    pub fn by(&self) -> By {
        By {
            account: Some(self.account.id.to_string()),
            role: self.seat.role.code().to_owned(),
            address: self.visit.address_text(),
        }
    }

    /// The frame of a page for this person.
    pub fn frame(&self, app: &App, title: &str) -> Frame {
        let mut frame = plain_frame(app, &self.visit, title);
        // The form tells whose page it was on: what is typed there is kept for its owner when the session ends.
        frame.token = format!("{}.{}", self.visit.token, self.session);
        let path = self.visit.asked.split('?').next().unwrap_or("/");
        frame.asks_code = self.second_step;
        let mut person = Person {
            name: self.account.name.short(),
            role: self.seat.role.words().to_owned(),
            other_roles: Vec::new(),
        };
        // Until the second step is set up there is nowhere else to go.
        frame.menu.clear();
        if !self.must_set_up {
            frame.notice = self.older_consent.as_ref().map(|older| newer::notice(older, &app.config));
            frame.menu = mark(menu(self.seat.role), path);
            frame.sections = mark(sections(self.seat.role), path);
            let others = self.seats.iter().filter(|seat| seat.id != self.seat.id);
            let choice = |seat: &Seat| RoleChoice { seat: seat.id.to_string(), text: seat.words() };
            person.other_roles = others.map(choice).collect();
        }
        frame.person = Some(person);
        frame
    }

    /// Writes down that this person asked for a thing of somebody else, and hides it.
    pub async fn turned_away(&self, app: &App, noun: &str, id: &str) -> Failure {
        let fact = Fact::of(kinds::FOREIGN, "запрошено то, что этому человеку не открыто")
            .subject(noun, charge::typeable(id).chars().take(60).collect::<String>())
            .refused();
        match app.db.act(self.by(), app.now(), move |act| act.record(fact, ())).await {
            Ok(()) => Failure::Hidden,
            Err(error) => error.into(),
        }
    }
}

fn plain_frame(app: &App, visit: &Visit, title: &str) -> Frame {
    let mut frame = Frame::bare(title);
    frame.centre.clone_from(&app.config.centre_name);
    frame.phone.clone_from(&app.config.centre_phone);
    frame.token.clone_from(&visit.token);
    frame.html_class = visit
        .display
        .replace('.', " ")
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || " -".contains(*sign))
        .collect();
    frame.said.clone_from(&visit.said);
    frame.demo = app.config.demo;
    frame.menu = mark(vec![MenuItem::new("/", "Главная"), MenuItem::new("/login", "Войти")], &visit.asked);
    frame
}

//! Who may see a session and the cases on its agenda. Whoever is no member of its commission gets 404, and the journal a row.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Centre, Charge, Role, Signed, SignedIn, path_part};
use crate::context::App;
use crate::documents::Document;
use crate::platform::act::Fact;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::{Commission, Person, Position};
use super::store::{self, Item, Line, ProtocolPaper, Sitting};
use super::within::Inside;
use super::{attendee, kinds};

/// What a person is to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The centre: keeps the agenda, the attendance and the protocol.
    Centre,
    /// A member of the commission, in this position.
    Member(Id<Person>, Position),
    /// The authority that formed the commission: reads everything but the files of a teacher's documents, changes nothing.
    Authority,
}

impl Part {
    /// Whether this person opens files of a teacher's documents.
    pub const fn reads_documents(self) -> bool {
        !matches!(self, Self::Authority)
    }

    /// Whether this person keeps agenda, attendance and protocol.
    pub const fn keeps(self) -> bool {
        matches!(self, Self::Centre)
    }

    /// Whether this person may write the decision down: the centre, the chair, the deputy, the secretary.
    pub const fn decides(self) -> bool {
        match self {
            Self::Centre => true,
            Self::Member(_, position) => position.leads(),
            Self::Authority => false,
        }
    }

    /// The member, when it is one.
    pub const fn person(self) -> Option<Id<Person>> {
        match self {
            Self::Centre | Self::Authority => None,
            Self::Member(person, _) => Some(person),
        }
    }
}

/// Somebody who has sessions at all: the centre, the authority, or a member of a commission.
pub(super) struct Sitter(pub(super) Signed);

/// A session this person may see: of their own commission, or they are the centre or the authority.
pub(super) struct SittingInSight {
    pub(super) by: Signed,
    pub(super) part: Part,
    pub(super) sitting: Sitting,
}

/// A case on the agenda of a session this person may see.
pub struct CaseOnAgenda {
    /// The person.
    pub by: Signed,
    /// What they are to the session.
    pub part: Part,
    /// The session.
    pub sitting: Sitting,
    /// The case and its place on the agenda.
    pub line: Line,
}

/// The same for somebody who may write votes down: their own, or those of all.
pub(super) struct CaseToVote(pub(super) CaseOnAgenda);

/// The same for somebody who may write the decision down.
pub(super) struct CaseToDecide(pub(super) CaseOnAgenda);

/// The same for the centre, which may take a decision off.
pub(super) struct CaseToReopen(pub(super) CaseOnAgenda);

/// A paper of a protocol in the hands of whoever keeps the protocol.
pub(super) struct PaperToWithdraw(pub(super) Inside<ProtocolPaper>);

/// A document of a case on an agenda, for those who decide by it.
pub(super) struct PaperToRead(pub(super) Inside<Document>);

impl Guard for PaperToWithdraw {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for PaperToWithdraw {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let asked = Inside::<ProtocolPaper>::from_request_parts(parts, app).await?;
        if asked.seen.part.keeps() {
            return Ok(Self(asked));
        }
        let id = asked.it.id.to_string();
        Err(asked.seen.by.turned_away(app, "paper", &id).await)
    }
}

impl Guard for PaperToRead {
    const WHO: &'static str = "the centre, a member of its commission";
}

impl FromRequestParts<App> for PaperToRead {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let asked = Inside::<Document>::from_request_parts(parts, app).await?;
        if asked.seen.part.reads_documents() {
            return Ok(Self(asked));
        }
        let id = asked.it.id.to_string();
        Err(asked.seen.by.turned_away(app, "document", &id).await)
    }
}

impl Guard for Sitter {
    const WHO: &'static str = "the centre, the authority, a member of a commission";
}

impl Guard for SittingInSight {
    const WHO: &'static str = "the centre, the authority, a member of its commission";
}

impl Guard for CaseOnAgenda {
    const WHO: &'static str = "the centre, the authority, a member of its commission";
}

impl Guard for CaseToVote {
    const WHO: &'static str = "the centre, a member of its commission";
}

impl Guard for CaseToDecide {
    const WHO: &'static str = "the centre, the chair, deputy or secretary of its commission";
}

impl Guard for CaseToReopen {
    const WHO: &'static str = "the centre";
}

impl CaseOnAgenda {
    /// The case itself when this person may do what is asked; else it is hidden, and the journal has a row.
    async fn only(self, app: &App, may: impl Fn(Part) -> bool) -> Result<Self, Failure> {
        if may(self.part) {
            return Ok(self);
        }
        let id = self.line.item.id.to_string();
        Err(self.by.turned_away(app, "agenda", &id).await)
    }

    /// Writes down that something of the case was opened: a personal file was read.
    pub async fn opened(&self, app: &App, what: &str) -> Result<(), Failure> {
        let fact = Fact::of(kinds::LOOKED, what).application(self.line.case.id).subject("sitting", self.sitting.id);
        Ok(app.db.act(self.by.by(), app.now(), move |act| act.record(fact, ())).await?)
    }

    /// The address of this case at its session.
    pub fn home(&self) -> String {
        format!("/sittings/{}/cases/{}", self.sitting.id, self.line.item.id)
    }

    /// Refuses when the session is not under way.
    pub(super) fn under_way(&self) -> Result<(), attendee::Denial> {
        if self.sitting.stage == store::SittingStage::Open {
            Ok(())
        } else {
            Err(attendee::Denial::NotOpen(self.sitting.stage.words()))
        }
    }
}

impl FromRequestParts<App> for Sitter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        match by.seat.role {
            Role::Centre | Role::Authority | Role::Member => Ok(Self(by)),
            _ => Err(Failure::Hidden),
        }
    }
}

impl Charge for Commission {
    type By = Centre;
    const NOUN: &'static str = "commission";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::commission_by_id(reader, id))
    }
}

impl Charge for Sitting {
    type By = Centre;
    const NOUN: &'static str = "sitting";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::by_id(reader, id))
    }
}

impl FromRequestParts<App> for SittingInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        let raw = path_part(parts, app, "id").await;
        let Ok(id) = raw.parse::<Id<Sitting>>() else { return Err(Failure::Hidden) };
        let (role, account, today) = (by.seat.role, by.account.id, app.today());
        let found = app.db.read(move |reader| {
            let Some(sitting) = store::by_id(reader, id)? else { return Ok(None) };
            let part = match role {
                Role::Centre => Some(Part::Centre),
                Role::Authority => Some(Part::Authority),
                Role::Member => store::member_at(reader, id, account, today)?
                    .map(|(person, position)| Part::Member(person, position)),
                _ => None,
            };
            Ok::<_, DbError>(part.map(|part| (sitting, part)))
        });
        match found.await? {
            Some((sitting, part)) => Ok(Self { by, part, sitting }),
            None => Err(by.turned_away(app, "sitting", &raw).await),
        }
    }
}

impl FromRequestParts<App> for CaseOnAgenda {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        on_agenda(parts, app, |_| false).await
    }
}

/// The case of a session this person may see. Whoever `writes` there is told when it was taken off while they looked at it; to
/// others what is off the agenda is not there.
async fn on_agenda(parts: &mut Parts, app: &App, writes: impl Fn(Part) -> bool) -> Result<CaseOnAgenda, Failure> {
    let SittingInSight { by, part, sitting } = SittingInSight::from_request_parts(parts, app).await?;
    let raw = path_part(parts, app, "item").await;
    let Ok(item) = raw.parse::<Id<Item>>() else { return Err(Failure::Hidden) };
    let id = sitting.id;
    let found = app.db.read(move |reader| {
        let line = store::item(reader, id, item)?;
        let is_off = line.is_none() && store::was_taken_off(reader, id, item)?;
        Ok::<_, DbError>((line, is_off))
    });
    match found.await? {
        (Some(line), _) => Ok(CaseOnAgenda { by, part, sitting, line }),
        (None, true) if writes(part) => Err(attendee::Denial::TakenOff.into()),
        _ => Err(by.turned_away(app, "agenda", &raw).await),
    }
}

impl FromRequestParts<App> for CaseToVote {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = on_agenda(parts, app, |part| part != Part::Authority).await?;
        seen.only(app, |part| part != Part::Authority).await.map(Self)
    }
}

impl FromRequestParts<App> for CaseToDecide {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = on_agenda(parts, app, Part::decides).await?;
        seen.only(app, Part::decides).await.map(Self)
    }
}

impl FromRequestParts<App> for CaseToReopen {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = on_agenda(parts, app, Part::keeps).await?;
        seen.only(app, Part::keeps).await.map(Self)
    }
}

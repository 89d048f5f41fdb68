//! An invitation as it stands: the row, the state read off it, what a new one needs, and the feature's own "no".

use crate::accounts::{Email, Organization, Role};
use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::words;

/// What a new invitation needs.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// The role it leads to.
    pub role: Role,
    /// The school of a coordinator or a teacher; the specialist's place of work, when it is known.
    pub organization: Option<Id<Organization>>,
    /// The place of work in words; empty: the organisation's name is taken. Of a municipal coordinator the municipality.
    pub workplace: String,
    /// The address the letter goes to.
    pub email: Email,
    /// Who is invited.
    pub name: FullName,
    /// Codes of the posts whose teachers a specialist works with.
    pub posts: Vec<String>,
    /// Who invites; none: the system itself.
    pub issued_by: Option<Id<crate::accounts::Account>>,
    /// The sheet it came from, when it came from one.
    pub batch: Option<String>,
}

/// An invitation as it is stored, with what its newest letter says.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Its id.
    pub id: Id<Invitation>,
    /// The role it leads to.
    pub role: Role,
    /// The school or place of work.
    pub organization: Option<Id<Organization>>,
    /// Its name, or the municipality of a municipal coordinator; may be empty.
    pub workplace: String,
    /// The municipality the school is in; empty without a school.
    pub municipality: String,
    /// The address; empty for the link of a first run.
    pub email: String,
    /// Who is invited; empty for the link of a first run.
    pub name: FullName,
    /// Who invites, in full; empty when the system does.
    pub inviter: String,
    /// When.
    pub issued_at: Moment,
    /// From this moment the link no longer works.
    pub expires_at: Moment,
    /// When the person registered.
    pub redeemed_at: Option<Moment>,
    /// When the centre revoked it.
    pub revoked_at: Option<Moment>,
    /// The state of the newest letter, as the outbox stores it; empty when there is none.
    pub letter: String,
    /// Why the newest letter was not taken; may be empty.
    pub trouble: String,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The letter waits to be sent.
    Written,
    /// The mail server has taken the letter.
    Sent,
    /// The mail server refused the letter for good.
    Failed,
    /// The person has registered.
    Accepted,
    /// The last day has passed.
    Expired,
    /// The centre took it back.
    Revoked,
}

impl State {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 6] = [Self::Written, Self::Sent, Self::Failed, Self::Accepted, Self::Expired, Self::Revoked];

    /// In the address of a filtered list.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Accepted => "accepted",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Written => "письмо готово к отправке",
            Self::Sent => "письмо отправлено",
            Self::Failed => "письмо не доставлено",
            Self::Accepted => "принято",
            Self::Expired => "срок истёк",
            Self::Revoked => "отозвано",
        }
    }

    /// The colour of its tag.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Written => "yellow",
            Self::Sent => "blue",
            Self::Failed => "red",
            Self::Accepted => "green",
            Self::Expired | Self::Revoked => "grey",
        }
    }

    /// Reads what the address of a list says.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl Invitation {
    /// Where it stands now.
    pub fn state(&self, now: Moment) -> State {
        if self.redeemed_at.is_some() {
            State::Accepted
        } else if self.revoked_at.is_some() {
            State::Revoked
        } else if self.expires_at <= now {
            State::Expired
        } else {
            match self.letter.as_str() {
                "failed" => State::Failed,
                "queued" => State::Written,
                _ => State::Sent,
            }
        }
    }

    /// «координатор, МБОУ «СОШ № 66»».
    pub fn role_words(&self) -> String {
        match self.role {
            role if role.has_place() && !self.workplace.is_empty() => {
                format!("{}, {}", self.role.words(), self.workplace)
            }
            role => role.words().to_owned(),
        }
    }

    /// What the place of its role is called.
    pub(super) fn place_label(&self) -> &'static str {
        match self.role {
            role if role.is_at_school() => "Школа",
            Role::Municipal => "Муниципалитет",
            _ => "Место работы",
        }
    }

    /// Who invites, in words.
    pub fn inviter_words(&self, app: &App) -> String {
        if self.inviter.is_empty() { app.config.centre_name.clone() } else { self.inviter.clone() }
    }

    /// The last day its link works, in words.
    pub fn last_day(&self, app: &App) -> String {
        last_day(app, self.expires_at)
    }

    /// Whether it was printed at a first run: nobody's address is in it yet.
    pub fn is_first_run(&self) -> bool {
        self.email.is_empty()
    }

    /// Whether it was asked for by public registration: nobody answers for who it was.
    pub fn is_asked_for(&self) -> bool {
        self.role == Role::Teacher && self.inviter.is_empty()
    }

    /// Whether a new letter may be sent.
    pub fn may_resend(&self) -> Result<(), Refused> {
        if self.is_first_run() {
            return Err(Refused::NoAddress);
        }
        self.may_revoke()
    }

    /// Whether it may be revoked.
    pub fn may_revoke(&self) -> Result<(), Refused> {
        match (self.redeemed_at, self.revoked_at) {
            (Some(_), _) => Err(Refused::Accepted),
            (None, Some(_)) => Err(Refused::Revoked),
            (None, None) => Ok(()),
        }
    }
}

/// Whether a school has a coordinator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cover {
    /// Nobody, and nobody is invited.
    Nobody,
    /// Somebody was invited and has not come.
    Invited,
    /// It has one.
    Held,
}

impl Cover {
    /// What asks for a deed first.
    pub(super) const ALL: [Self; 3] = [Self::Nobody, Self::Invited, Self::Held];

    /// In addresses and in the answers of the database.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Invited => "invited",
            Self::Held => "held",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Nobody => "координатора нет",
            Self::Invited => "приглашён и не пришёл",
            Self::Held => "координатор есть",
        }
    }

    /// The colour of its tag.
    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::Nobody => "red",
            Self::Invited => "yellow",
            Self::Held => "green",
        }
    }

    pub(super) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// The last day before `expires`, in words.
pub(super) fn last_day(app: &App, expires: Moment) -> String {
    words::day(app.config.zone.day(Moment::of_micros(expires.micros() - 1)))
}

/// Why an invitation is not issued, sent again or revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// An open one of the same address, role and school is there; its last day.
    AlreadyInvited(String),
    /// The person has a cabinet in this role.
    AlreadyHolds(Role),
    /// A coordinator or a teacher without a school.
    NoSchool,
    /// A municipal coordinator without a municipality, or with one in which no organisation is known.
    NoMunicipality,
    /// This person does not invite to this role.
    NotYours(Role),
    /// The person has registered.
    Accepted,
    /// The centre has revoked it.
    Revoked,
    /// The link of a first run goes to no address.
    NoAddress,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::AlreadyInvited(day) => {
                format!("На этот адрес уже отправлено приглашение с той же ролью, оно действует по {day} включительно. Найдите его в списке и отправьте повторно.")
            }
            Self::AlreadyHolds(role) => format!("У человека с этим адресом уже есть кабинет с ролью «{}». Приглашать его не нужно.", role.words()),
            Self::NoMunicipality => "Муниципальный координатор приглашается от своего муниципалитета. Выберите муниципалитет из списка.".to_owned(),
            Self::NotYours(role) => format!("В роли «{}» приглашает Центр. Обратитесь туда или выберите другую роль.", role.words()),
            Self::NoSchool => "Координатор и педагог приглашаются от своей школы. Введите часть её названия, нажмите «Найти организацию» и выберите из списка.".to_owned(),
            Self::Accepted => "Приглашение уже принято: кабинет создан.".to_owned(),
            Self::Revoked => "Приглашение отозвано. Отправьте новое.".to_owned(),
            Self::NoAddress => "Это ссылка первого запуска: адреса у неё нет, новую ссылку печатает система при запуске.".to_owned(),
        }
    }
}

//! A person as those who keep cabinets see them, what may be done about them and why not.

use crate::accounts::{Account, Organization, Role, Seat, Signed};
use crate::platform::clock::Moment;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::words;

/// A role a person holds or held.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) seat: Seat,
    pub(super) given_at: Moment,
    pub(super) ended_at: Option<Moment>,
    pub(super) end_reason: String,
    /// Cases that wait for a specialist in this role.
    pub(super) waiting: i64,
}

impl Held {
    /// Whether it is a specialist's and open.
    pub(super) fn is_specialist(&self) -> bool {
        self.ended_at.is_none() && self.seat.role == Role::Specialist
    }
}

/// A person with everything their page shows.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) account: Account,
    pub(super) created_at: Moment,
    pub(super) closed_at: Option<Moment>,
    pub(super) closed_reason: String,
    /// Every role, the open ones first.
    pub(super) roles: Vec<Held>,
    /// When they last signed in.
    pub(super) entered_at: Option<Moment>,
    /// Whether nobody else works in the centre.
    pub(super) is_last_of_centre: bool,
    /// Whether they have the second step of sign-in.
    pub(super) second_step: bool,
}

/// What may be done about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// One of the roles is closed.
    EndRole,
    /// The cabinet is closed with every role in it.
    Close,
    /// A closed cabinet is opened again.
    Reopen,
    /// Every session is ended.
    SignOut,
    /// A letter with a link for a new password goes to the person.
    Recover,
    /// The second step of sign-in is taken off: the phone and the spare codes are lost.
    TakeStepOff,
}

impl Deed {
    /// The heading of its page.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::EndRole => "Закрыть роль",
            Self::Close => "Закрыть кабинет",
            Self::Reopen => "Открыть кабинет снова",
            Self::SignOut => "Закрыть все сеансы",
            Self::Recover => "Отправить ссылку для нового пароля",
            Self::TakeStepOff => "Снять второй шаг входа",
        }
    }

    /// What will happen.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::EndRole => "Человек больше не сможет работать в этой роли. Вернуть её можно новым приглашением.",
            Self::Close => "Человек не сможет войти ни в одной роли. Его дела, документы и записи журнала останутся.",
            Self::Reopen => "Человек снова сможет войти с прежним логином и паролем, в прежних ролях.",
            Self::SignOut => "Человек выйдет на всех устройствах и сможет войти снова.",
            Self::Recover => "Письмо уйдёт на почту человека. Новый пароль он придумает сам, вы его не узнаете.",
            Self::TakeStepOff => {
                "Снимайте, только когда человек потерял телефон и запасные коды, и вы уверены, что это он сам. Все его сеансы закроются, войти можно будет с одним паролем. Если роль требует второго шага, система попросит настроить его заново."
            }
        }
    }

    /// Whether a reason is asked for; it is told to the person and to the journal.
    pub(super) const fn wants_reason(self) -> bool {
        matches!(self, Self::EndRole | Self::Close | Self::Reopen | Self::TakeStepOff)
    }

    /// Whether it takes something away.
    pub(super) const fn is_hard(self) -> bool {
        matches!(self, Self::EndRole | Self::Close | Self::TakeStepOff)
    }
}

/// Why something is not done about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    /// The centre would be left without anybody.
    LastOfCentre,
    /// A person does not close their own role or cabinet.
    Oneself,
    /// A specialist has so many cases in work.
    HasCases(u64),
    /// The cabinet is closed.
    IsClosed,
    /// The cabinet is open.
    IsOpen,
    /// Nothing of the way into it is left.
    IsEmptied,
    /// The role is closed.
    RoleEnded,
    /// A link was sent a moment ago.
    SentAlready,
    /// There is no second step.
    NoStep,
    /// A person does not take their own second step off here.
    OwnStep,
}

impl Refusal for Refused {
    fn reason(&self) -> String {
        match self {
            Self::LastOfCentre => "Это последний сотрудник Центра: без него в систему некого будет пригласить. Сначала пригласите другого сотрудника Центра.".to_owned(),
            Self::Oneself => "Свою роль и свой кабинет закрыть нельзя. Попросите другого сотрудника.".to_owned(),
            Self::HasCases(number) => format!(
                "У специалиста {} в работе. Сначала передайте их: раздел «Специалисты», страница этого человека.",
                words::counted(*number, "дело", "дела", "дел")
            ),
            Self::IsClosed => "Кабинет закрыт. Сначала откройте его снова.".to_owned(),
            Self::IsOpen => "Кабинет открыт, открывать его не нужно.".to_owned(),
            Self::IsEmptied => "Логина, пароля и почты у этого кабинета больше нет: прошёл срок хранения. Пригласите человека заново.".to_owned(),
            Self::RoleEnded => "Эта роль уже закрыта.".to_owned(),
            Self::NoStep => "Второй шаг входа у этого человека не включён, снимать нечего.".to_owned(),
            Self::OwnStep => "Свой второй шаг входа здесь не снимают. Сменили телефон — настройте второй шаг на новом в профиле.".to_owned(),
            Self::SentAlready => "Ссылка уже отправлена. Новую можно отправить через две минуты и не больше пяти раз в час.".to_owned(),
        }
    }
}

impl Person {
    /// A role of theirs by its id.
    pub(super) fn role(&self, id: Id<Seat>) -> Option<&Held> {
        self.roles.iter().find(|held| held.seat.id == id)
    }

    /// Whether this role may be closed by this person.
    pub(super) fn may_end(&self, held: &Held, by: &Signed) -> Result<(), Refused> {
        if held.ended_at.is_some() {
            return Err(Refused::RoleEnded);
        }
        if held.seat.id == by.seat.id {
            return Err(Refused::Oneself);
        }
        if held.seat.role == Role::Centre && self.is_last_of_centre {
            return Err(Refused::LastOfCentre);
        }
        no_cases(held.waiting)
    }

    /// Whether login, password and address are gone by their term.
    pub(super) fn is_emptied(&self) -> bool {
        self.account.login == format!("erased:{}", self.account.id)
    }

    /// Whether this may be done about the cabinet by this person.
    pub(super) fn may(&self, deed: Deed, by: &Signed) -> Result<(), Refused> {
        match (deed, self.closed_at) {
            (Deed::Reopen, None) => Err(Refused::IsOpen),
            (Deed::Reopen, Some(_)) if self.is_emptied() => Err(Refused::IsEmptied),
            (Deed::Reopen, Some(_)) | (Deed::SignOut | Deed::Recover | Deed::EndRole, None) => Ok(()),
            (_, Some(_)) => Err(Refused::IsClosed),
            (Deed::TakeStepOff, None) if self.account.id == by.account.id => Err(Refused::OwnStep),
            (Deed::TakeStepOff, None) if self.second_step => Ok(()),
            (Deed::TakeStepOff, None) => Err(Refused::NoStep),
            (Deed::Close, None) if self.account.id == by.account.id => Err(Refused::Oneself),
            (Deed::Close, None) if self.is_last_of_centre => Err(Refused::LastOfCentre),
            (Deed::Close, None) => no_cases(self.roles.iter().map(|held| held.waiting).sum()),
        }
    }
}

/// Cases that wait for a specialist are handed over before the role or the cabinet is closed.
pub(super) fn no_cases(waiting: i64) -> Result<(), Refused> {
    if waiting > 0 { Err(Refused::HasCases(waiting.unsigned_abs())) } else { Ok(()) }
}

/// What a list of people is narrowed to.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// A part of the name or of the address.
    pub(super) who: String,
    /// A role held now.
    pub(super) role: Option<Role>,
    /// Schools at which a role is held now; none: any.
    pub(super) schools: Option<Vec<Id<Organization>>>,
    /// The row the page begins after: the name as it is compared, and the id.
    pub(super) after: Option<(String, Id<Account>)>,
}

/// A row of the list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) account: Account,
    pub(super) is_closed: bool,
    /// Open roles, the oldest first.
    pub(super) seats: Vec<Seat>,
}

//! Who may invite whom and whose invitations they see: one answer for the form, its handler and the lists.

use crate::accounts::{Organization, Role, Seat};
use crate::organizations::School;
use crate::platform::ids::Id;

use super::model::{Invitation, Refused};

/// How far a person's invitations reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// The centre and the administrator: everybody.
    Everybody,
    /// A municipal coordinator: coordinators and teachers of the schools of this municipality.
    Municipality(String),
    /// The coordinator of a school: its teachers.
    School(Id<Organization>),
}

/// Roles in the order in which the form offers them.
const OFFERED: [Role; 8] = [
    Role::Specialist,
    Role::Coordinator,
    Role::Teacher,
    Role::Municipal,
    Role::Member,
    Role::Centre,
    Role::Authority,
    Role::Admin,
];

impl Scope {
    /// What the holder of a seat may invite to; none: nobody.
    pub(super) fn of(seat: &Seat) -> Option<Self> {
        match seat.role {
            Role::Centre | Role::Admin => Some(Self::Everybody),
            Role::Municipal if !seat.workplace.is_empty() => Some(Self::Municipality(seat.workplace.clone())),
            Role::Coordinator => seat.organization.map(Self::School),
            Role::Municipal | Role::Specialist | Role::Teacher | Role::Member | Role::Authority => None,
        }
    }

    /// Whether people may be invited to this role.
    pub(super) fn may_invite(&self, role: Role) -> Result<(), Refused> {
        let may = match self {
            Self::Everybody => true,
            Self::Municipality(_) => role.is_at_school(),
            Self::School(_) => role == Role::Teacher,
        };
        if may { Ok(()) } else { Err(Refused::NotYours(role)) }
    }

    /// The roles that may be invited to, in the order of the form.
    pub(super) fn roles(&self) -> Vec<Role> {
        OFFERED.into_iter().filter(|role| self.may_invite(*role).is_ok()).collect()
    }

    /// Whether the inviter is asked for the own password again: these roles open everything, or open it to others.
    pub(super) fn asks_password(&self, role: Role) -> bool {
        matches!(role, Role::Centre | Role::Admin) && self.may_invite(role).is_ok()
    }

    /// Whether people may be invited from this school.
    pub(super) fn reaches(&self, school: &School) -> bool {
        match self {
            Self::Everybody => true,
            Self::Municipality(own) => school.municipality == *own,
            Self::School(own) => school.id == *own,
        }
    }

    /// Whether an invitation is one of theirs, whoever has issued it.
    pub(super) fn sees(&self, invitation: &Invitation) -> bool {
        let is_near = match self {
            Self::Everybody => return true,
            Self::Municipality(own) => invitation.municipality == *own,
            Self::School(own) => invitation.organization == Some(*own),
        };
        is_near && self.may_invite(invitation.role).is_ok()
    }

    /// The address of their list.
    pub(super) const fn list(&self) -> &'static str {
        match self {
            Self::Everybody | Self::Municipality(_) => "/invitations",
            Self::School(_) => "/school/invitations",
        }
    }

    /// The heading of their list.
    pub(super) const fn title(&self) -> &'static str {
        match self {
            Self::Everybody => "Приглашения",
            Self::Municipality(_) => "Приглашения муниципалитета",
            Self::School(_) => "Приглашения педагогов",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_invite_whom() {
        let school = Scope::School(Id::new());
        let municipality = Scope::Municipality("Город Томск".to_owned());
        assert_eq!(school.roles(), [Role::Teacher]);
        assert_eq!(municipality.roles(), [Role::Coordinator, Role::Teacher]);
        assert_eq!(Scope::Everybody.roles(), OFFERED);
        assert_eq!(school.may_invite(Role::Centre), Err(Refused::NotYours(Role::Centre)));
        let seat =
            |role, workplace: &str| Seat { id: Id::new(), role, organization: None, workplace: workplace.to_owned() };
        assert_eq!(Scope::of(&seat(Role::Municipal, "Город Томск")), Some(municipality));
        assert_eq!(Scope::of(&seat(Role::Admin, "")), Some(Scope::Everybody));
        for (role, workplace) in
            [(Role::Municipal, ""), (Role::Coordinator, ""), (Role::Specialist, "x"), (Role::Teacher, "x")]
        {
            assert_eq!(Scope::of(&seat(role, workplace)), None, "{role:?}");
        }
    }
}

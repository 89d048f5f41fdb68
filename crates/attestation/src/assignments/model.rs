//! A specialist's load, fitness for a post and conflicts of interest.

use crate::accounts::{Organization, Seat};
use crate::applications::Application;
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::names::FullName;

/// A specialist as the centre sees them when it chooses.
#[derive(Debug, Clone)]
pub struct SpecialistLoad {
    /// The seat.
    pub seat: Id<Seat>,
    /// The name.
    pub name: FullName,
    /// The place of work.
    pub organization: Option<Id<Organization>>,
    /// Its name.
    pub workplace: String,
    /// Codes of the posts they look at; none: every post.
    pub posts: Vec<String>,
    /// Cases waiting for them.
    pub open: i64,
    /// Of these, late.
    pub late: i64,
    /// Results recorded.
    pub done: i64,
    /// The address.
    pub email: String,
    /// Of the cases in question those in which they have declared an interest of their own.
    pub interested: Vec<Id<Application>>,
}

impl SpecialistLoad {
    /// Whether they look at this post.
    pub fn fits(&self, post_code: &str) -> bool {
        self.posts.is_empty() || self.posts.iter().any(|post| post == post_code)
    }
}

/// Why a specialist may not look at a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// They work in the teacher's school.
    #[error("та же школа")]
    SameSchool,
    /// They are the teacher.
    #[error("это сам педагог")]
    Self_,
    /// They have declared an interest of their own in the case.
    #[error("специалист назвал личную заинтересованность")]
    Interested,
}

impl Refusal for Conflict {
    fn reason(&self) -> String {
        match self {
            Self::SameSchool => {
                "Назначить нельзя, конфликт интересов: та же школа. Выберите специалиста из другой организации."
                    .to_owned()
            }
            Self::Interested => {
                "Назначить нельзя: этот специалист уже назвал личную заинтересованность в деле. Выберите другого."
                    .to_owned()
            }
            Self::Self_ => {
                "Назначить нельзя, конфликт интересов: это сам педагог. Выберите другого специалиста.".to_owned()
            }
        }
    }
}

/// Why this specialist may not look at this case; none when they may.
pub fn conflict(specialist: &SpecialistLoad, case: &Application) -> Option<Conflict> {
    if specialist.organization.is_some_and(|at| at == case.school || at == case.works_at) {
        return Some(Conflict::SameSchool);
    }
    let same_address = !case.email.is_empty() && case.email.eq_ignore_ascii_case(&specialist.email);
    if same_address || specialist.name.key() == case.name.key() {
        return Some(Conflict::Self_);
    }
    specialist.interested.contains(&case.id).then_some(Conflict::Interested)
}

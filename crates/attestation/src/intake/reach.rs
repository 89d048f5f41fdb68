//! Who gets the letter about remarks: the teacher, the coordinators of the school, or nobody, and then the Centre tells them.

use crate::accounts;
use crate::applications::{self, Application};
use crate::platform::engine::{DbError, Reader};
use crate::platform::letter::Addressee;

/// Those a letter about remarks is written to.
pub(super) struct Reach {
    teacher: Option<Addressee>,
    coordinators: Vec<Addressee>,
}

impl Reach {
    /// Of a case as it stands now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn of(reader: &mut Reader, case: &Application) -> Result<Self, DbError> {
        let coordinators = accounts::coordinators_of(reader, case.school)?.into_iter().map(|(to, _)| to).collect();
        Ok(Self { teacher: applications::addressee_of(reader, case)?, coordinators })
    }

    /// Everybody, coordinators first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Addressee> {
        self.coordinators.iter().chain(&self.teacher)
    }

    /// Whether nobody gets a letter.
    pub(super) fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// «педагогу и координатору школы»; empty when there is nobody.
    pub(super) fn whom(&self) -> String {
        let school = match self.coordinators.len() {
            0 => None,
            1 => Some("координатору школы"),
            _ => Some("координаторам школы"),
        };
        let teacher = self.teacher.is_some().then_some("педагогу");
        teacher.into_iter().chain(school).collect::<Vec<_>>().join(" и ")
    }

    /// What is said before remarks are sent, of whom a letter reaches and whom it does not.
    pub(super) fn ahead(&self) -> String {
        match &self.teacher {
            _ if self.is_empty() => NOBODY.to_owned(),
            Some(to) if self.coordinators.is_empty() => format!(
                "Письмо придёт педагогу на адрес {}. Координатора у школы нет: если адрес неверный, о замечаниях никто не узнает.",
                to.email
            ),
            Some(to) => format!("Письмо придёт {} (адрес педагога: {}).", self.whom(), to.email),
            None => {
                format!("Письмо придёт {}. У педагога нет адреса почты: о замечаниях ему скажут в школе.", self.whom())
            }
        }
    }

    /// What is said once remarks are made.
    pub(super) fn done(&self) -> String {
        if self.is_empty() {
            return "Замечания записаны, но письма никому не отправлено. Сообщите о них педагогу сами. Срок рассмотрения не останавливается.".to_owned();
        }
        format!("Замечания отправлены {}. Срок рассмотрения не останавливается.", self.whom())
    }

    /// As the history tells it.
    pub(super) fn told(&self) -> String {
        if self.is_empty() {
            "письма никому не отправлено".to_owned()
        } else {
            format!("письмо {}", self.whom())
        }
    }
}

/// Nobody gets the letter.
const NOBODY: &str = "Письмо отправить некому: у педагога нет адреса почты, а у школы нет координатора. Сообщите о замечаниях педагогу сами.";

//! How a teacher follows a case: by its link, or, without a cabinet, by getting one first. Every letter to a teacher ends so.

use crate::applications::Application;
use crate::context::App;
use crate::platform::engine::{DbError, Reader};
use crate::platform::letter::{Addressee, Part};

use super::store;

/// How a cabinet is got now.
#[derive(Debug, Clone, Copy)]
pub struct WayIn {
    /// Whether teachers register by themselves.
    is_open: bool,
}

impl WayIn {
    /// As it stands now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn of(reader: &mut Reader) -> Result<Self, DbError> {
        Ok(Self { is_open: store::is_registration_open(reader)? })
    }

    /// The link to the case, called so; without a cabinet, how to get one.
    pub fn link(self, app: &App, to: &Addressee, (label, path): (&str, &str)) -> Vec<Part> {
        if to.account.is_some() { vec![Part::link(label, app.link(path))] } else { self.cabinet(app, to) }
    }

    /// The link to the case; without a cabinet, whom to ask about it and how to get one.
    pub fn on(self, app: &App, to: &Addressee, case: &Application) -> Vec<Part> {
        let mut parts = self.link(app, to, ("Открыть дело", &format!("/applications/{}", case.id)));
        if to.account.is_none() {
            parts.insert(0, Part::text("Если что-то непонятно, позвоните в Центр и назовите номер дела."));
        }
        parts
    }

    /// How a teacher who has no cabinet gets one; nothing for those who have it.
    pub fn cabinet(self, app: &App, to: &Addressee) -> Vec<Part> {
        if to.account.is_some() {
            return Vec::new();
        }
        let none = "Кабинета в системе у вас пока нет, а в нём видно всё ваше дело.";
        if self.is_open {
            let how = "Заведите его по ссылке и укажите адрес, на который пришло это письмо.";
            return vec![Part::text(format!("{none} {how}")), Part::link("Завести кабинет", app.link("/registration"))];
        }
        let how = "Чтобы его завести, попросите приглашение у координатора своей школы или в Центре.";
        vec![Part::text(format!("{none} {how}"))]
    }
}

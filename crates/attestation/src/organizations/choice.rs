//! One organisation is chosen in a form: a part of its name is typed into `school-search`, one of those found is ticked as `school`.

use crate::accounts::Organization;
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;

use super::model::School;
use super::store;

/// Organisations shown to choose from.
const MOST: i64 = 12;

/// What was typed and ticked in a form.
#[derive(Debug)]
pub struct Sought {
    typed: String,
    chosen: Option<Id<Organization>>,
}

/// Organisations offered to choose from.
#[derive(Debug)]
pub struct Offered(Vec<School>);

impl Sought {
    /// Reads the two fields.
    pub fn of(form: &Form) -> Self {
        Self { typed: form.text("school-search"), chosen: form.value("school").parse().ok() }
    }

    /// The one ticked, then those that fit what was typed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn find(&self, reader: &mut Reader) -> Result<Offered, DbError> {
        let known = self.chosen.map_or(Ok(None), |id| store::by_id(reader, id))?;
        let mut schools = Vec::from_iter(known);
        if !self.typed.is_empty() {
            let found = store::search(reader, &self.typed, MOST)?;
            schools.extend(found.into_iter().filter(|one| Some(one.id) != self.chosen));
        }
        Ok(Offered(schools))
    }
}

impl Offered {
    /// The one ticked; when the words typed fit only one, that one.
    pub fn chosen(&self, form: &Form) -> Option<&School> {
        let named = self.0.iter().find(|one| one.id.to_string() == form.value("school"));
        named.or_else(|| self.0.first().filter(|_| self.0.len() == 1))
    }

    /// Says at the right field that nothing is chosen yet.
    pub fn fault(&self, form: &mut Form) {
        let (field, said) = if self.0.is_empty() {
            ("school-search", "Введите часть названия школы, нажмите «Найти организацию» и выберите из списка.")
        } else {
            ("school", "Выберите организацию из списка.")
        };
        form.fault(field, said);
    }

    /// Whether nothing fits what was typed.
    pub fn is_empty_for(&self, form: &Form) -> bool {
        self.0.is_empty() && !form.text("school-search").is_empty()
    }

    /// As the page offers them.
    pub fn choices(self) -> Vec<Choice> {
        let choice = |one: School| Choice {
            value: one.id.to_string(),
            hint: format!("{}, ИНН {}", one.municipality, one.inn),
            text: one.name,
        };
        self.0.into_iter().map(choice).collect()
    }
}

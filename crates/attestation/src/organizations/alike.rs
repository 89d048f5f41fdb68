//! Organisations and municipalities that are nearly another: written otherwise, they fall out of their list, so it is asked first.

use std::collections::BTreeMap;

use crate::platform::engine::{DbError, Reader};
use crate::platform::form::Form;
use crate::platform::names::key;

use super::model::{NewOrganization, School};
use super::store;

/// Words that tell nothing of which municipality is meant, as `key` leaves them: «р-н» becomes two.
const COMMON: [&str; 16] = [
    "г",
    "город",
    "городской",
    "го",
    "зато",
    "район",
    "р",
    "н",
    "он",
    "рн",
    "мр",
    "муниципальный",
    "муниципальное",
    "образование",
    "округ",
    "мо",
];

/// A municipality without words that tell nothing: «г. Томск» and «город  томск» are one.
fn bare(name: &str) -> String {
    let words = key(name);
    let own: Vec<&str> = words.split(' ').filter(|word| !COMMON.contains(word)).collect();
    own.join(" ")
}

/// Municipalities as they are written, found by what tells them.
#[derive(Debug, Default)]
pub struct Municipalities(BTreeMap<String, Vec<String>>);

impl Municipalities {
    /// Writes one down.
    pub fn add(&mut self, name: &str) {
        let same = self.0.entry(bare(name)).or_default();
        if same.iter().all(|known| known != name) {
            same.push(name.to_owned());
        }
    }

    /// The one that is nearly this; none when this very one is known, or nothing is near it.
    pub fn near(&self, name: &str) -> Option<&str> {
        let same = self.0.get(&bare(name))?;
        let is_known = same.iter().any(|known| known == name);
        same.first().filter(|_| !is_known).map(String::as_str)
    }
}

/// What is like an organisation that is typed.
pub(super) struct Alike {
    municipality: Option<String>,
    namesake: Option<School>,
}

impl Alike {
    /// Looks for what is like it; what was so before is not asked about again.
    pub(super) fn read(reader: &mut Reader, new: &NewOrganization, before: Option<&School>) -> Result<Self, DbError> {
        let mut all = Municipalities::default();
        for name in store::municipalities(reader)? {
            all.add(&name);
        }
        let is_moved = before.is_none_or(|before| before.municipality != new.municipality);
        let is_named = before.is_none_or(|before| key(&before.name) != key(&new.name));
        let same = if is_named { store::by_name(reader, &new.name)? } else { Vec::new() };
        Ok(Self {
            municipality: all.near(&new.municipality).filter(|_| is_moved).map(str::to_owned),
            namesake: same.into_iter().find(|one| one.inn != new.inn.as_str()),
        })
    }

    /// Asks about each that is not ticked as another one.
    pub(super) fn ask(&self, form: &mut Form) {
        if let Some(near) = self.municipality.as_ref().filter(|_| !form.ticked("other-place")) {
            let said = format!("Похоже на «{near}». Если это он, впишите его так же, если другой — отметьте.");
            form.fault("other-place", said);
        }
        if let Some(one) = self.namesake.as_ref().filter(|_| !form.ticked("another")) {
            let (name, place, inn) = (&one.name, &one.municipality, &one.inn);
            let said = format!("Организация «{name}» уже есть: {place}, ИНН {inn}.");
            form.fault("another", format!("{said} Если это она, измените её данные, если другая — отметьте."));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Municipalities;

    #[test]
    fn one_written_otherwise_is_near() {
        let mut all = Municipalities::default();
        for name in ["Город Томск", "Томский район", "Асиновский район", "ЗАТО Северск"]
        {
            all.add(name);
        }
        for name in ["г. Томск", "город  томск", "Томск г.", "ТОМСК"] {
            assert_eq!(all.near(name), Some("Город Томск"), "{name}");
        }
        assert_eq!(all.near("Томский"), Some("Томский район"));
        for name in ["Асиновский р-н", "Асиновский р-он", "Асиновский муниципальный округ", "МО «Асиновский район»"]
        {
            assert_eq!(all.near(name), Some("Асиновский район"), "{name}");
        }
        assert_eq!(all.near("городской округ Северск"), Some("ЗАТО Северск"));
        assert_eq!(all.near("Город Томск"), None);
        assert_eq!(all.near("Город Асино"), None);
    }
}

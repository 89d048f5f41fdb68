//! A line of an act's annexes: a decision of the commission, its wording and its place among the others.

use crate::applications::{Application, Category};
use crate::commission::{self, Item};
use crate::platform::clock::Day;
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::platform::words;

/// A decision the annexes are made of, not in any act yet.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The decision.
    pub item: Id<Item>,
    /// The case.
    pub application: Id<Application>,
    /// Whether the category is granted; else it is refused.
    pub is_granted: bool,
    /// Why it is refused.
    pub reason: String,
    /// The day of the decision.
    pub held_on: Day,
    /// The number of the protocol.
    pub protocol_number: String,
    /// Its date.
    pub protocol_date: Option<Day>,
    /// The teacher's name.
    pub name: FullName,
    /// The post's code.
    pub post_code: String,
    /// The post.
    pub post: String,
    /// The school.
    pub organization: String,
    /// Its municipality.
    pub municipality: String,
    /// The category.
    pub category: Category,
    /// The words of the commission, when the decision was written down with them.
    pub said: String,
    /// The last day of the category; none when it has no end, is refused, or is in no act yet.
    pub valid_to: Option<Day>,
}

impl Decided {
    /// As stored: `granted`, `refused`.
    pub const fn outcome(&self) -> &'static str {
        if self.is_granted { "granted" } else { "refused" }
    }

    /// What the annexes are ordered by: granted before refused, then category, municipality, name.
    pub fn place(&self) -> String {
        let part = if self.is_granted { '1' } else { '2' };
        format!("{part}{}|{}|{}", rank(self.category), key(&self.municipality), self.name.key())
    }

    /// «протокол № 12 от 27.11.2026».
    pub fn protocol(&self) -> String {
        let date = self.protocol_date.map(|day| format!(" от {}", words::brief_day(day))).unwrap_or_default();
        format!("протокол №\u{a0}{}{date}", self.protocol_number)
    }

    /// The decision as the commission words it.
    pub fn wording(&self) -> String {
        if !self.said.is_empty() {
            return self.said.clone();
        }
        let word = if self.is_granted { commission::granted } else { commission::refused };
        word(self.category, &self.post)
    }

    /// The decision as it is told outside the commission: with the last day of the category, when it has one.
    pub fn told(&self) -> String {
        let wording = self.wording();
        match self.valid_to {
            Some(last) => format!("{wording}, категория действует по {}", words::day(last)),
            None => wording,
        }
    }

    /// «30.11.2026», «30.11.2026 по 30.11.2029»: after «действует с».
    pub fn since(&self) -> String {
        let last = self.valid_to.map(|last| format!(" по {}", words::brief_day(last))).unwrap_or_default();
        format!("{}{last}", words::brief_day(self.held_on))
    }
}

/// The place of a category among the annexes.
const fn rank(category: Category) -> u8 {
    match category {
        Category::First => 1,
        Category::Highest => 2,
        Category::Methodist => 3,
        Category::Mentor => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(is_granted: bool, category: Category, municipality: &str, name: &str) -> Decided {
        Decided {
            item: Id::new(),
            application: Id::new(),
            is_granted,
            reason: String::new(),
            held_on: "2026-11-20".parse().expect("a day"),
            protocol_number: "12".to_owned(),
            protocol_date: "2026-11-21".parse().ok(),
            name: FullName::split(name).expect("a name"),
            post_code: "P27".to_owned(),
            post: "Учитель".to_owned(),
            organization: "МБОУ «СОШ № 1»".to_owned(),
            municipality: municipality.to_owned(),
            category,
            said: String::new(),
            valid_to: None,
        }
    }

    #[test]
    fn annexes_go_by_outcome_category_municipality_and_name() {
        let mut all = [
            decided(false, Category::First, "Асиновский район", "Абаева Анна"),
            decided(true, Category::Mentor, "Асиновский район", "Абаева Анна"),
            decided(true, Category::First, "Город Томск", "Яковлева Яна"),
            decided(true, Category::First, "Город Томск", "Белов Борис"),
            decided(true, Category::First, "Асиновский район", "Юрина Юлия"),
            decided(true, Category::Highest, "Асиновский район", "Абаева Анна"),
        ];
        all.sort_by_key(Decided::place);
        let order: Vec<String> = all.iter().map(Decided::place).collect();
        assert_eq!(
            order,
            [
                "11|асиновский район|юрина юлия",
                "11|город томск|белов борис",
                "11|город томск|яковлева яна",
                "12|асиновский район|абаева анна",
                "14|асиновский район|абаева анна",
                "21|асиновский район|абаева анна",
            ]
        );
    }

    #[test]
    fn each_decision_has_its_wording() {
        let said = |is_granted, category| decided(is_granted, category, "Город Томск", "Белов Борис").wording();
        assert_eq!(said(true, Category::First), "установить первую квалификационную категорию по должности «учитель»");
        assert_eq!(
            said(true, Category::Highest),
            "установить высшую квалификационную категорию по должности «учитель»"
        );
        assert_eq!(said(true, Category::Methodist), "установить квалификационную категорию «педагог-методист»");
        assert_eq!(
            said(false, Category::Highest),
            "отказать в установлении высшей квалификационной категории по должности «учитель»"
        );
        assert_eq!(
            said(false, Category::Mentor),
            "отказать в установлении квалификационной категории «педагог-наставник»"
        );
    }
}

//! How many specialists a case needs: rules of the Centre by category and days.

use crate::applications::Category;
use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;
use crate::platform::form::{Choice, Form};
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::{Columns, Dated};
use crate::rulebook::{self, Ask, Book};

use super::kinds;

/// How many specialists a case needs, by category. Приказ № 196 leaves it to the commission.
#[derive(Debug, Clone, Copy)]
pub struct Sizes;

/// How many specialists look at a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub i64);

impl Size {
    /// A group of three.
    pub const THREE: Self = Self(3);
    /// Sizes a group may have. All are odd, so opinions never balance.
    const ALLOWED: [Self; 3] = [Self(1), Self::THREE, Self(5)];

    const fn words(self) -> &'static str {
        match self.0 {
            1 => "один специалист",
            3 => "группа из трёх",
            _ => "группа из пяти",
        }
    }
}

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Sizes>(doors)
}

impl Dated for Sizes {
    type Value = Size;
    const TABLE: &'static str = "group_sizes";
    const CODE: &'static str = "category";
}

impl Columns for Size {
    const NAMES: &'static [&'static str] = &["size"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        row.get(at).map(Self)
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![self.0.into()]
    }
}

impl Book for Sizes {
    const NOT_PAST: Option<&'static str> = Some(
        "Дела, полученные с этого дня, уже идут по прежней версии, и менять её нельзя. Выберите сегодняшний день или более поздний.",
    );
    const PAGE: &'static str = "/settings/groups";
    const CHECK: &'static str = "/settings/groups/check";
    const WITHDRAWAL: &'static str = "/settings/groups/withdrawal";
    const TITLE: &'static str = "Число специалистов";
    const ABOUT: &'static str = "Дело живёт по той версии, которая была в силе, когда оно поступило и было внесено. Если специалистов несколько, каждый пишет своё заключение, а общий результат подводится по большинству.";
    const KIND: Kind = kinds::SIZE;
    const NOUN: &'static str = "category";

    fn rules() -> Vec<(&'static str, &'static str)> {
        Category::ALL.iter().map(|category| (category.code(), category.words())).collect()
    }

    fn asks() -> Vec<Ask> {
        let choices = Size::ALLOWED.map(|size| Choice::new(size.0.to_string(), size.words()));
        vec![Ask {
            name: "size",
            label: "Сколько специалистов рассматривает дело",
            hint: "",
            is_long: false,
            choices: choices.into(),
        }]
    }

    fn typed(form: &mut Form, _: Option<&str>) -> Option<Size> {
        let size = form.text("size").parse().ok().map(Size).filter(|size| Size::ALLOWED.contains(size));
        form.check("size", size.ok_or("Выберите, сколько специалистов рассматривает дело."))
    }

    fn words(_: &str, value: &Size) -> String {
        value.words().to_owned()
    }

    fn touches(since: &str) -> String {
        format!(
            "По новому правилу пойдут дела, которые поступят с {since} и будут внесены после этой записи. Дела, которые уже внесены, и собранные группы не изменятся."
        )
    }
}

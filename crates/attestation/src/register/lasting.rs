//! For how many years each category is given: rules of the Centre by days.

use crate::applications::Category;
use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;
use crate::platform::form::Form;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::{Columns, Dated};
use crate::platform::words;
use crate::rulebook::{self, Ask, Book};

use super::kinds;

/// For how many years each category is given.
#[derive(Debug, Clone, Copy)]
struct Lasting;

/// So many years; none: without an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lasts(Option<i64>);

/// Years at most.
const LONGEST: i64 = 50;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Lasting>(doors)
}

impl Dated for Lasting {
    type Value = Lasts;
    const TABLE: &'static str = "category_lasts";
    const CODE: &'static str = "category";
}

impl Columns for Lasts {
    const NAMES: &'static [&'static str] = &["years"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        row.get(at).map(Self)
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![self.0.into()]
    }
}

impl Book for Lasting {
    const NOT_PAST: Option<&'static str> =
        Some("Категории с этого дня уже записывали по прежней версии. Выберите сегодняшний день или более поздний.");
    const PAGE: &'static str = "/settings/category-terms";
    const CHECK: &'static str = "/settings/category-terms/check";
    const WITHDRAWAL: &'static str = "/settings/category-terms/withdrawal";
    const TITLE: &'static str = "Срок действия категорий";
    const ABOUT: &'static str = "Последний день категории считается от дня решения комиссии по версии, которая действовала в этот день, и записывается в реестр, когда издан акт. Для записей, которые вносят вручную или таблицей, он подставляется так же.";
    const KIND: Kind = kinds::LASTING;
    const NOUN: &'static str = "category";

    fn rules() -> Vec<(&'static str, &'static str)> {
        Category::ALL.iter().map(|category| (category.code(), category.words())).collect()
    }

    fn asks() -> Vec<Ask> {
        vec![Ask {
            name: "years",
            label: "На сколько лет устанавливают категорию",
            hint: "Целое число. Если срок не ограничен, оставьте поле пустым.",
            choices: Vec::new(),
        }]
    }

    fn typed(form: &mut Form, _: Option<&str>) -> Option<Lasts> {
        let text = form.text("years");
        if text.is_empty() {
            return Some(Lasts(None));
        }
        let years = text.parse::<i64>().ok().filter(|years| (1..=LONGEST).contains(years));
        let wrong = format!("Введите целое число от 1 до {LONGEST} или оставьте поле пустым.");
        form.check("years", years.ok_or(wrong)).map(|years| Lasts(Some(years)))
    }

    fn words(_: &str, value: &Lasts) -> String {
        value.0.map_or_else(
            || "без ограничения срока".to_owned(),
            |years| format!("на {}", words::counted(years.unsigned_abs(), "год", "года", "лет")),
        )
    }

    fn touches(since: &str) -> String {
        format!("По новому правилу пойдут категории, решение о которых принято с {since}. Записи реестра не изменятся.")
    }
}

//! For how many years each category is given: rules of the Centre by days.

use crate::applications::Category;
use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;
use crate::platform::form::{Choice, Form};
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

const NEVER: &str = "never";
const IN_YEARS: &str = "years";

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
    const ABOUT: &'static str = "Последний день категории считается от дня решения комиссии по версии, которая действовала в этот день, и записывается в реестр, когда издан акт. Так же он подставляется в записи, которые вносят вручную или таблицей.";
    const KIND: Kind = kinds::LASTING;
    const NOUN: &'static str = "category";

    fn rules() -> Vec<(&'static str, &'static str)> {
        Category::ALL.map(|category| (category.code(), category.title())).into()
    }

    fn asks() -> Vec<Ask> {
        let end = vec![Choice::new(NEVER, "без ограничения срока"), Choice::new(IN_YEARS, "на несколько лет")];
        vec![
            Ask {
                name: "end", label: "На какой срок устанавливают категорию", hint: "", is_long: false, choices: end
            },
            Ask {
                name: "years",
                label: "Сколько лет",
                hint: "Целое число, например 5. Если срок не ограничен, оставьте поле пустым.",
                is_long: false,
                choices: Vec::new(),
            },
        ]
    }

    fn typed(form: &mut Form, _: Option<&str>) -> Option<Lasts> {
        let text = form.text("years");
        match form.value("end") {
            NEVER if text.is_empty() => Some(Lasts(None)),
            NEVER => {
                form.fault("years", "Вы выбрали «без ограничения срока». Сотрите число лет или выберите другой ответ.");
                None
            }
            IN_YEARS => {
                let years = text.parse::<i64>().ok().filter(|years| (1..=LONGEST).contains(years));
                let wrong = format!("Укажите целое число лет от 1 до {LONGEST}, например 5.");
                form.check("years", years.ok_or(wrong)).map(|years| Lasts(Some(years)))
            }
            _ => {
                form.fault("end", "Выберите, на какой срок устанавливают категорию.");
                None
            }
        }
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

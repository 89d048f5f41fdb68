//! Who may apply for which category, as the Centre sets it: rules by days, read and changed.

use crate::applications::Category;
use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::{Choice, Form};
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::{self, Coded, Columns, Dated};
use crate::rulebook::{self, Ask, Book};

use super::kinds;
use super::model::{Needs, Rule};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Eligibility>(doors)
}

/// The table of these rules.
struct Eligibility;

impl Dated for Eligibility {
    type Value = Needs;
    const TABLE: &'static str = "eligibility_rules";
    const CODE: &'static str = "category";
}

impl Columns for Needs {
    const NAMES: &'static [&'static str] = &["needs"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        let needs: String = row.get(at)?;
        Self::parse(&needs).ok_or_else(|| BadColumn::new(at, format!("no need {needs}")))
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![self.code().into()]
    }
}

/// The rules of who may apply, in force on a day.
pub(super) fn rules_on(reader: &mut Reader, day: Day) -> Result<Vec<Rule>, DbError> {
    let all = version_rows::on::<Eligibility>(reader, day)?.into_iter();
    let rule = |(code, one): Coded<Eligibility>| {
        let category = Category::parse(&code)?;
        Some(Rule { category, needs: one.value, legal_ref: one.legal_ref, remark: one.remark })
    };
    Ok(all.filter_map(rule).collect())
}

impl Book for Eligibility {
    const PAGE: &'static str = "/settings/eligibility";
    const CHECK: &'static str = "/settings/eligibility/check";
    const WITHDRAWAL: &'static str = "/settings/eligibility/withdrawal";
    const TITLE: &'static str = "Кто может подать заявление";
    const ABOUT: &'static str = "Система сверяет с этими правилами каждое заявление и объясняет отказ. \
        Срок после отказа в той же категории задан среди сроков.";
    const KIND: Kind = kinds::RULE;
    const NOUN: &'static str = "eligibility";

    fn rules() -> Vec<(&'static str, &'static str)> {
        Category::ALL.map(|category| (category.code(), category.title())).into()
    }

    fn asks() -> Vec<Ask> {
        vec![Ask {
            name: "needs",
            label: "Что нужно педагогу",
            hint: "",
            is_long: false,
            choices: Needs::ALL.map(|needs| Choice::new(needs.code(), needs.words())).into(),
        }]
    }

    fn typed(form: &mut Form, _: Option<&str>) -> Option<Needs> {
        form.check("needs", Needs::parse(form.value("needs")).ok_or("Выберите, что нужно педагогу."))
    }

    fn words(_: &str, needs: &Needs) -> String {
        needs.words().to_owned()
    }

    fn touches(since: &str) -> String {
        format!("Новое правило действует для заявлений, поданных с {since}. Поданных раньше оно не касается.")
    }
}

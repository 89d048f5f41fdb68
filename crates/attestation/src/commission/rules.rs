//! How many members a commission needs and what part of them makes a quorum: rules of the Centre by days.

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;
use crate::platform::form::Form;
use crate::rulebook::{self, Amount, Ask, Book};

use super::kinds;
use super::store::Numbers;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Numbers>(doors)
}

impl Book for Numbers {
    const PAGE: &'static str = "/settings/commission";
    const CHECK: &'static str = "/settings/commission/check";
    const TITLE: &'static str = "Состав и кворум комиссии";
    const ABOUT: &'static str = "На заседании действует та версия, которая в силе в его день.";
    const KIND: Kind = kinds::RULE;
    const NOUN: &'static str = "rule";

    fn rules() -> Vec<(&'static str, &'static str)> {
        vec![(Self::MEMBERS, "Членов в комиссии не меньше"), (Self::QUORUM, "Кворум: часть членов")]
    }

    fn asks() -> Vec<Ask> {
        vec![Ask {
            name: "amount",
            label: "Сколько",
            hint: "Число членов, например 7, или часть для кворума, например 2/3.",
            choices: Vec::new(),
        }]
    }

    fn typed(form: &mut Form, code: Option<&str>) -> Option<Amount> {
        let text = form.text("amount");
        let read = match code {
            Some(Self::QUORUM) => Amount::part(&text),
            Some(_) => Amount::number(&text),
            None => None,
        };
        let wrong = "Для числа членов укажите целое число, например 7, для кворума дробь, например 2/3.";
        form.check("amount", read.ok_or(wrong))
    }

    fn words(_: &str, value: &Amount) -> String {
        value.words()
    }

    fn touches(since: &str) -> String {
        format!(
            "По новому правилу пойдут заседания, которые проводят с {since}. Решения прежних заседаний не изменятся."
        )
    }
}

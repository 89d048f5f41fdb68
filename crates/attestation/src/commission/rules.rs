//! How many members a commission needs, what part of them makes a quorum, how a majority is counted, what an even vote means:
//! rules of the Centre by days.

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::doors::Doors;
use crate::platform::form::{Choice, Form};
use crate::rulebook::{self, Amount, Ask, Book};

use super::kinds;
use super::store::Numbers;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Numbers>(doors)
}

impl Book for Numbers {
    const NOT_PAST: Option<&'static str> =
        Some("Заседания с этого дня уже прошли по прежнему правилу. Выберите сегодняшний день или более поздний.");
    const PAGE: &'static str = "/settings/commission";
    const CHECK: &'static str = "/settings/commission/check";
    const WITHDRAWAL: &'static str = "/settings/commission/withdrawal";
    const TITLE: &'static str = "Состав, кворум и голосование";
    const ABOUT: &'static str = "На заседании действует версия его дня, какой она была при его открытии.";
    const KIND: Kind = kinds::RULE;
    const NOUN: &'static str = "rule";

    fn rules() -> Vec<(&'static str, &'static str)> {
        vec![
            (Self::MEMBERS, "Членов в комиссии не меньше"),
            (Self::QUORUM, "Кворум: часть членов"),
            (Self::MAJORITY, "Как считают большинство"),
            (Self::TIE, "При равном числе голосов"),
        ]
    }

    fn asks() -> Vec<Ask> {
        let majority = [("votes", Self::OF_VOTES), ("present", Self::OF_PRESENT)];
        let tie = [("teacher", Self::FOR_TEACHER), ("chair", Self::BY_CHAIR)];
        vec![
            Ask {
                name: "amount",
                label: "Сколько",
                hint: "Число членов, например 7, или часть для кворума, например 2/3. Для большинства и равенства голосов оставьте пустым.",
                is_long: false,
                choices: Vec::new(),
            },
            Ask {
                name: "majority",
                label: "Как считают большинство",
                hint: "Только для правила о большинстве.",
                is_long: false,
                choices: majority.map(|(sent, value)| Choice::new(sent, Self::words(Self::MAJORITY, &value))).into(),
            },
            Ask {
                name: "tie",
                label: "Решение при равном числе голосов",
                hint: "Только для правила о равенстве голосов.",
                is_long: false,
                choices: tie.map(|(sent, value)| Choice::new(sent, Self::words(Self::TIE, &value))).into(),
            },
        ]
    }

    fn typed(form: &mut Form, code: Option<&str>) -> Option<Amount> {
        let text = form.text("amount");
        let read = match code {
            Some(Self::MAJORITY) => {
                let read = match form.value("majority") {
                    "votes" => Ok(Self::OF_VOTES),
                    "present" => Ok(Self::OF_PRESENT),
                    _ => Err("Выберите, как считают большинство."),
                };
                return form.check("majority", read);
            }
            Some(Self::TIE) => {
                let read = match form.value("tie") {
                    "teacher" => Ok(Self::FOR_TEACHER),
                    "chair" => Ok(Self::BY_CHAIR),
                    _ => Err("Выберите, что решено при равном числе голосов."),
                };
                return form.check("tie", read);
            }
            Some(Self::QUORUM) => Amount::part(&text),
            Some(_) => Amount::number(&text),
            None => None,
        };
        let wrong = "Для числа членов укажите целое число, например 7, для кворума дробь, например 2/3.";
        form.check("amount", read.ok_or(wrong))
    }

    fn words(code: &str, value: &Amount) -> String {
        match code {
            Self::MAJORITY => Self::majority(*value).words().to_owned(),
            Self::TIE => Self::tie(*value).words().to_owned(),
            _ => value.words(),
        }
    }

    fn touches(since: &str) -> String {
        format!(
            "По новому правилу пойдут заседания, которые проводят с {since} и откроют после этой записи. Заседания, которые уже открыты, идут по прежнему правилу; записанные решения не изменятся."
        )
    }
}

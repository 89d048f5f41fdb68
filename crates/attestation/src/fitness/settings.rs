//! The numbers of attestations for fitness as the Centre sets them for every school: rules by days, read and changed.

use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::version_rows::{self, Dated};
use crate::platform::words;
use crate::rulebook::{self, Amount, Ask, Book};

use super::kinds;
use super::thresholds::Thresholds;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Numbers>(doors)
}

/// The table of these numbers.
struct Numbers;

const MEMBERS: &str = "members";
const WITNESSES: &str = "witnesses";
const QUORUM: &str = "quorum";
const TIE: &str = "tie";
const AHEAD: &str = "ahead";

/// Days before the last one at most: a year.
const LONGEST: i64 = 365;

/// A tie finds the worker fit; kept as a number.
const FITS: Amount = Amount { amount: 1, part_of: 1 };
const DOES_NOT_FIT: Amount = Amount { amount: 0, part_of: 1 };

impl Dated for Numbers {
    type Value = Amount;
    const TABLE: &'static str = "fitness_rules";
    const CODE: &'static str = "code";
}

/// The numbers in force on a day.
///
/// # Errors
/// When one has no version in force on that day: the Centre must set one.
pub(super) fn thresholds_on(reader: &mut Reader, day: Day) -> Result<Thresholds, Failure> {
    let all = version_rows::on::<Numbers>(reader, day)?;
    let of = |code: &'static str| {
        all.iter().find(|(known, _)| known == code).map(|(_, one)| one.value).ok_or_else(|| {
            let (day, what) = (words::day(day), named(code));
            Failure::Conflict(format!("На {day} не задано правило «{what}». Сообщите в Центр: правила задаёт он."))
        })
    };
    let quorum = of(QUORUM)?;
    Ok(Thresholds {
        members: of(MEMBERS)?.amount,
        witnesses: of(WITNESSES)?.amount,
        quorum: (quorum.amount, quorum.part_of),
        tie_fits: of(TIE)? == FITS,
    })
}

/// How many days before the last day a worker is due, by the version in force on a day; none when there is none.
pub(super) fn ahead_on(reader: &mut Reader, day: Day) -> Result<Option<i64>, DbError> {
    let all = version_rows::on::<Numbers>(reader, day)?;
    Ok(all.into_iter().find(|(code, _)| code == AHEAD).map(|(_, one)| one.value.amount))
}

fn named(code: &str) -> &'static str {
    Numbers::rules().into_iter().find(|(known, _)| *known == code).map_or("", |(_, what)| what)
}

impl Book for Numbers {
    const PAGE: &'static str = "/settings/fitness";
    const CHECK: &'static str = "/settings/fitness/check";
    const WITHDRAWAL: &'static str = "/settings/fitness/withdrawal";
    const TITLE: &'static str = "Соответствие должности: правила";
    const ABOUT: &'static str = "По этим правилам школы аттестуют работников на соответствие занимаемой должности. \
        Начатая аттестация идёт по правилам того дня, когда её запланировали. Кого пора аттестовать, система \
        считает по версии, которая действует сегодня; если аттестовать стало можно недавно, на неё даётся столько же дней.";
    const KIND: Kind = kinds::RULE;
    const NOUN: &'static str = "fitness-rule";

    fn rules() -> Vec<(&'static str, &'static str)> {
        vec![
            (MEMBERS, "Членов в комиссии организации не меньше"),
            (QUORUM, "Кворум: часть членов комиссии"),
            (TIE, "При равном числе голосов"),
            (WITNESSES, "Свидетелей отказа работника не меньше"),
            (AHEAD, "За сколько дней до последнего дня пора аттестовать"),
        ]
    }

    fn asks() -> Vec<Ask> {
        let tie = [("fits", FITS), ("not", DOES_NOT_FIT)];
        vec![
            Ask {
                name: "amount",
                label: "Сколько",
                hint: "Число человек или дней, например 5, или часть для кворума, например 2/3. Для равенства голосов оставьте пустым.",
                is_long: false,
                choices: Vec::new(),
            },
            Ask {
                name: "tie",
                label: "Решение при равном числе голосов",
                hint: "Только для правила о равенстве голосов.",
                is_long: false,
                choices: tie.map(|(sent, value)| Choice::new(sent, Self::words(TIE, &value))).into(),
            },
        ]
    }

    fn typed(form: &mut Form, code: Option<&str>) -> Option<Amount> {
        let text = form.text("amount");
        match code? {
            TIE => {
                let read = match form.value("tie") {
                    "fits" => Ok(FITS),
                    "not" => Ok(DOES_NOT_FIT),
                    _ => Err("Выберите, что решено при равном числе голосов."),
                };
                form.check("tie", read)
            }
            QUORUM => form.check("amount", Amount::part(&text).ok_or("Для кворума укажите дробь, например 2/3.")),
            AHEAD => {
                let days = text.parse::<i64>().ok().filter(|days| (1..=LONGEST).contains(days));
                let days = days.map(|amount| Amount { amount, part_of: 1 });
                form.check("amount", days.ok_or("Укажите целое число дней от 1 до 365, например 90."))
            }
            _ => form.check("amount", Amount::number(&text).ok_or("Укажите целое число от 1 до 99, например 5.")),
        }
    }

    fn words(code: &str, value: &Amount) -> String {
        match code {
            TIE if *value == FITS => "работник соответствует должности".to_owned(),
            TIE => "работник не соответствует должности".to_owned(),
            AHEAD => words::counted(value.amount.unsigned_abs(), "день", "дня", "дней"),
            _ => value.words(),
        }
    }

    fn touches(since: &str) -> String {
        format!(
            "По новому правилу пойдут аттестации, которые запланируют с {since}. Начатые раньше идут по прежнему. Если меняется, за сколько дней пора аттестовать, списки работников будут считать по-новому с {since}."
        )
    }
}

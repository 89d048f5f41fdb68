//! What is typed into a page of a draft: checked field by field, kept whatever is wrong with it.

use crate::accounts::{Email, Phone};
use crate::applications::Snils;
use crate::platform::clock::Day;
use crate::platform::form::Form;
use crate::platform::{past, typing, words};

use super::tasks::{Field, Takes, Task};

/// Signs of one long answer at most.
const LONGEST: usize = 4000;
/// Signs of one line at most.
const LONGEST_LINE: usize = 300;

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    NotBegun,
    Filling,
    Ready,
    ToFix,
}

impl Status {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::NotBegun => "Не начато",
            Self::Filling => "Заполняется",
            Self::Ready => "Готово",
            Self::ToFix => "Исправить",
        }
    }

    pub(super) const fn tone(self) -> &'static str {
        match self {
            Self::NotBegun => "grey",
            Self::Filling => "blue",
            Self::Ready => "green",
            Self::ToFix => "yellow",
        }
    }
}

/// The fields of a task as a form carries them.
pub(super) fn written(task: Task, form: &Form) -> String {
    carried(task.fields().iter().map(|field| field.name), form)
}

/// These fields as a form carries them.
fn carried(names: impl Iterator<Item = &'static str>, form: &Form) -> String {
    let mut out = url::form_urlencoded::Serializer::new(String::new());
    for name in names {
        out.append_pair(name, form.value(name));
    }
    out.finish()
}

/// The fields of courses.
const COURSE: [&str; 4] = ["title", "hours", "taken_on", "document"];

/// The fields of a task nobody has said to be finished: it is not ready, whatever is filled in.
pub(super) fn unfinished(task: Task, form: &Form) -> String {
    typing::unfinished(&written(task, form))
}

/// What is typed of courses that are not added yet; nothing when it is nothing.
pub(super) fn half_a_course(form: &Form) -> String {
    if is_half_a_course(form) { typing::unfinished(&carried(COURSE.into_iter(), form)) } else { String::new() }
}

/// Whether something is typed of courses that are not added yet: it would not be sent.
pub(super) fn is_half_a_course(form: &Form) -> bool {
    COURSE.iter().any(|name| !form.text(name).is_empty())
}

/// Marks every fault of a page.
pub(super) fn check(task: Task, form: &mut Form, today: Day) {
    for field in task.fields() {
        let text = form.text(field.name);
        if text.is_empty() {
            if field.required {
                form.fault(field.name, missing(field));
            }
        } else if let Err(why) = fits(field, &text, today) {
            form.fault(field.name, why);
        }
    }
}

/// How a page of questions stands; `typed` is what was saved of it.
pub(super) fn status(task: Task, typed: Option<&str>, today: Day) -> Status {
    let Some(typed) = typed else { return Status::NotBegun };
    let mut form = Form::of_urlencoded(typed.as_bytes());
    check(task, &mut form, today);
    if form.is_sound() {
        return if typing::is_unfinished(&form) { Status::Filling } else { Status::Ready };
    }
    let wrong = form.faults().iter().any(|fault| !form.text(&fault.field).is_empty());
    if wrong { Status::ToFix } else { Status::Filling }
}

fn missing(field: &Field) -> String {
    match field.takes {
        Takes::Radios(_) | Takes::Post => format!("Выберите ответ: «{}».", field.label),
        _ => format!("Заполните поле «{}».", field.label),
    }
}

fn fits(field: &Field, text: &str, today: Day) -> Result<(), String> {
    match field.takes {
        Takes::Line if text.chars().count() > LONGEST_LINE => {
            Err(format!("Здесь помещается {LONGEST_LINE} знаков. Сократите ответ."))
        }
        Takes::Words => short_enough(text),
        Takes::Born => past::over(text, today).map(drop),
        Takes::Snils => Snils::parse(text).map(drop).map_err(|why| why.to_string()),
        Takes::Email => Email::parse(text).map(drop).map_err(|why| why.to_string()),
        Takes::Phone => Phone::parse(text).map(drop).map_err(|why| why.to_string()),
        Takes::Years => match text.parse::<i64>() {
            Ok(0..=70) => Ok(()),
            _ => Err("Стаж — целое число лет от 0 до 70.".to_owned()),
        },
        Takes::Year => match text.parse::<i16>() {
            Ok(year) if (1950..=today.0.year()).contains(&year) => Ok(()),
            _ => Err(format!("Год — четыре цифры, от 1950 до {}.", today.0.year())),
        },
        Takes::Radios(list) if !list.iter().any(|(value, _)| *value == text) => Err(missing(field)),
        Takes::Line | Takes::Post | Takes::Radios(_) => Ok(()),
    }
}

fn short_enough(text: &str) -> Result<(), String> {
    let count = text.chars().count();
    if count <= LONGEST {
        return Ok(());
    }
    let over = words::counted((count - LONGEST) as u64, "знак", "знака", "знаков");
    Err(format!("Здесь помещается {LONGEST} знаков, у вас больше на {over}. Сократите текст: он сохранён целиком."))
}

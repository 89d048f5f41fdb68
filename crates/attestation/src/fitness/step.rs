//! One step of an attestation as a form: what is asked, a button, a way back. Every step has the same page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::platform::clock::Day;
use crate::platform::dated::day_from;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::guards::OwnCase;
use super::people;
use super::refused::{self, Refused};
use super::thresholds::Thresholds;

/// How something is asked.
pub(super) enum How {
    /// One line.
    Line,
    /// A day in three fields.
    Date,
    /// Several lines.
    Area,
    /// One of a list.
    Select(Vec<Choice>),
    /// One of a few.
    Radios(Vec<Choice>),
    /// A box.
    Tick,
}

/// One question of a form.
pub(super) struct Ask {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: String,
    pub(super) how: How,
}

impl Ask {
    pub(super) fn line(name: &'static str, label: &'static str, hint: &str) -> Self {
        Self { name, label, hint: hint.to_owned(), how: How::Line }
    }

    pub(super) fn date(name: &'static str, label: &'static str, hint: impl Into<String>) -> Self {
        Self { name, label, hint: hint.into(), how: How::Date }
    }

    pub(super) fn area(name: &'static str, label: &'static str, hint: &str) -> Self {
        Self { name, label, hint: hint.to_owned(), how: How::Area }
    }

    pub(super) fn select(name: &'static str, label: &'static str, hint: &str, choices: Vec<Choice>) -> Self {
        Self { name, label, hint: hint.to_owned(), how: How::Select(choices) }
    }

    pub(super) fn radios(name: &'static str, label: &'static str, hint: &str, choices: Vec<Choice>) -> Self {
        Self { name, label, hint: hint.to_owned(), how: How::Radios(choices) }
    }

    pub(super) fn tick(name: &'static str, label: &'static str, hint: &str) -> Self {
        Self { name, label, hint: hint.to_owned(), how: How::Tick }
    }
}

/// A step: its heading, whose it is, what is asked.
pub(super) struct StepPage {
    pub(super) frame: Frame,
    pub(super) form: Form,
    pub(super) title: &'static str,
    pub(super) worker: String,
    /// What to know before; one paragraph each.
    pub(super) before: Vec<String>,
    pub(super) asks: Vec<Ask>,
    pub(super) action: String,
    pub(super) button: &'static str,
    pub(super) back: String,
}

/// What is typed here beside what another hand has written down.
struct Other {
    label: &'static str,
    theirs: String,
    mine: String,
}

/// A step as it is drawn.
#[derive(Template)]
#[template(path = "fitness/step.html")]
struct Drawn {
    frame: Frame,
    page: StepPage,
    /// The mark of what stands, where something is written over; none otherwise.
    version: Option<i64>,
    others: Vec<Other>,
}

impl Drawn {
    fn of(page: StepPage, version: Option<i64>) -> Result<Response, Failure> {
        let sound = page.form.is_sound();
        let drawn = Self { frame: page.frame.clone().sound(sound), page, version, others: Vec::new() };
        if sound { page::page(&drawn) } else { page::faulty(&drawn) }
    }
}

/// The page, with status 422 when something in the form has a fault.
pub(super) fn drawn(page: StepPage) -> Result<Response, Failure> {
    Drawn::of(page, None)
}

/// The same where what stands is written over: its mark comes back with the form.
pub(super) fn drawn_upon(page: StepPage, version: i64) -> Result<Response, Failure> {
    Drawn::of(page, Some(version))
}

/// The field of the mark.
const VERSION: &str = "version";

/// Whether the page of this form was drawn before what stands now was written down.
pub(super) fn is_stale(form: &Form, version: i64) -> bool {
    form.value(VERSION).parse::<i64>().unwrap_or_default() != version
}

/// What was typed beside what another hand has written down meanwhile; nothing when both are the same. What stands now has the mark.
pub(super) fn both(page: StepPage, theirs: &Form, version: i64) -> Result<Option<Response>, Failure> {
    let others: Vec<Other> = page.asks.iter().filter_map(|ask| other(ask, theirs, &page.form)).collect();
    if others.is_empty() {
        return Ok(None);
    }
    let drawn = Drawn { frame: page.frame.clone(), page, version: Some(version), others };
    page::page_with(StatusCode::CONFLICT, &drawn).map(Some)
}

fn other(ask: &Ask, theirs: &Form, mine: &Form) -> Option<Other> {
    let (theirs, mine) = (said(ask, theirs)?, said(ask, mine)?);
    (theirs != mine).then_some(Other { label: ask.label, theirs, mine })
}

/// What a form says to a question, in words; none of a box, which is asked about what was typed.
pub(super) fn said(ask: &Ask, form: &Form) -> Option<String> {
    match &ask.how {
        How::Line | How::Area => Some(form.text(ask.name)),
        How::Select(choices) | How::Radios(choices) => {
            let value = form.value(ask.name);
            Some(choices.iter().find(|one| one.value == value).map_or_else(String::new, |one| one.text.clone()))
        }
        How::Date => Some(match optional(&mut form.clone(), ask.name) {
            Some(day) => words::day(day),
            None => DAY_PARTS.map(|part| form.text(&format!("{}-{part}", ask.name))).join(" ").trim().to_owned(),
        }),
        How::Tick => None,
    }
}

const DAY_PARTS: [&str; 3] = ["day", "month", "year"];

/// The longest line and the longest text, in letters.
const LONGEST_LINE: usize = 250;
const LONGEST_TEXT: usize = 5_000;

/// A line that must be filled.
pub(super) fn line(form: &mut Form, field: &str, missing: &str) -> Option<String> {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    measured(form, field, text, (missing, LONGEST_LINE))
}

/// A text that must be filled.
pub(super) fn text(form: &mut Form, field: &str, missing: &str) -> Option<String> {
    let text = form.text(field);
    measured(form, field, text, (missing, LONGEST_TEXT))
}

fn measured(form: &mut Form, field: &str, text: String, (missing, most): (&str, usize)) -> Option<String> {
    if text.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > most {
        form.fault(field, format!("Здесь больше {most} знаков. Сократите."));
    } else {
        return Some(text);
    }
    None
}

/// The lines of a field, without empty ones; a line too long is a fault.
pub(super) fn lines(form: &mut Form, field: &str) -> Vec<String> {
    let fold = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<String> = form.text(field).lines().map(fold).filter(|line| !line.is_empty()).collect();
    if all.iter().any(|line| line.chars().count() > LONGEST_LINE) {
        form.fault(field, format!("Одна из строк длиннее {LONGEST_LINE} знаков. Пишите каждого с новой строки."));
    }
    all
}

/// A day that has come and is not before another.
pub(super) fn past(
    form: &mut Form,
    (field, missing): (&str, &str),
    today: Day,
    first: Option<(Day, &'static str)>,
) -> Option<Day> {
    let day = day_from(form, field, missing)?;
    let fits = |day: Day| -> Result<Day, Refused> {
        refused::come(day, today)?;
        first.map_or(Ok(day), |(first, what)| refused::not_before(day, first, what))
    };
    form.check(field, fits(day))
}

/// What must pass between an acquaintance and the session, and by when the session that is set asks for it.
pub(super) fn until_session(seat: &OwnCase, (code, what): (&'static str, &str)) -> Result<Vec<String>, Failure> {
    let counted = seat.rules.term(code)?.counted();
    let mut before = vec![format!("Между ознакомлением с {what} и заседанием должно пройти не меньше {counted}.")];
    if let Some(session) = seat.case.session_on {
        let last = words::day(seat.rules.latest(code, session)?);
        before.push(format!("Заседание назначено на {}: ознакомить нужно до {last}.", words::day(session)));
    }
    Ok(before)
}

/// Whether a day leaves enough time before the session; a fault says what to do when it does not.
pub(super) fn in_time(form: &mut Form, (field, verb): (&str, &str), found: Result<Day, Refused>) -> Option<()> {
    let advice = format!("Если раньше {verb} не удалось, отложите аттестацию и назначьте новый день.");
    form.check(field, found.map(drop).map_err(|why| format!("{why} {advice}")))
}

/// How an acquaintance is asked about: it was signed, or refused before witnesses.
pub(super) fn how_it_went(day: Ask, numbers: Thresholds, refused: &str) -> Vec<Ask> {
    let how = vec![Choice::new("read", "Ознакомлен под подпись"), Choice::new("refused", refused)];
    vec![day, Ask::radios("how", "Работник", "", how), ask_witnesses(numbers)]
}

/// Who saw a refusal, as it is asked.
pub(super) fn ask_witnesses(numbers: Thresholds) -> Ask {
    let fewest = words::counted(numbers.witnesses.unsigned_abs(), "человека", "человек", "человек");
    let hint = format!("Не меньше {fewest}, каждый с новой строки. Заполняйте только при отказе.");
    Ask::area("witnesses", "Кто подтверждает отказ, кроме руководителя", &hint)
}

/// What is told once it is written down.
pub(super) const fn as_it_went(witnesses: &[String]) -> &'static str {
    if witnesses.is_empty() {
        "Ознакомление записано."
    } else {
        "Отказ записан. Скачайте акт: его подписывают руководитель и те, кто подтверждает отказ."
    }
}

/// The witnesses of a refusal, `what` of it; none of them when there was no refusal.
pub(super) fn witnesses(form: &mut Form, numbers: Thresholds, what: &'static str) -> Vec<String> {
    let how = form.value("how").to_owned();
    witnesses_of(form, numbers, (&how, what))
}

/// The same where it is known how it went: «read» or «refused».
pub(super) fn witnesses_of(form: &mut Form, numbers: Thresholds, (how, what): (&str, &'static str)) -> Vec<String> {
    let named = lines(form, "witnesses");
    if people::repeated(&named).is_some() {
        form.fault("witnesses", "Один человек назван дважды. Нужны подписи разных людей.");
    }
    match how {
        "read" if named.is_empty() => {}
        "read" => form.fault("witnesses", "Работник ознакомлен: свидетелей указывать не нужно. Сотрите их."),
        "refused" => {
            form.check("witnesses", numbers.may_confirm(what, named.len()));
        }
        _ => form.fault("how", "Выберите, ознакомлен работник или отказался."),
    }
    named
}

/// A day that may be left out.
pub(super) fn optional(form: &mut Form, name: &str) -> Option<Day> {
    let is_given = DAY_PARTS.iter().any(|part| !form.text(&format!("{name}-{part}")).is_empty());
    is_given.then(|| day_from(form, name, "")).flatten()
}

//! One kind of letter: the centre's words for it, how the letter will look, and keeping them.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::letter::{self, Part};
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::wording::{INSERTS, Wording, has_insert, unknown_insert};

use super::guards::Worded;
use super::known::Known;
use super::{kinds, store};

/// Letters of a subject at most.
const LONGEST_SUBJECT: usize = 150;
/// Letters of an opening or a closing at most.
const LONGEST_TEXT: usize = 2000;

/// The insert that stands for nothing while no phone of the Centre is set, and what is said of it then.
const PHONE: &str = "телефон";
const NO_PHONE: &str = "Телефон Центра не указан: на месте вставки {{ телефон }} в письме сейчас ничего не будет. Уберите её из текста или скажите тому, кто ведёт сервер: нужна настройка centre_phone.";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/letters/{kind}", show).post("/settings/letters/{kind}", change)
}

struct InsertLine {
    sign: String,
    meaning: &'static str,
}

#[derive(Template)]
#[template(path = "wordings/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    code: &'static str,
    to: &'static str,
    tells: &'static str,
    inserts: Vec<InsertLine>,
    changed: String,
    subject: String,
    text: String,
    /// What is said of an insert that stands for nothing now; empty when there is none.
    blank: &'static str,
    other: Option<Wording>,
}

async fn show(seat: InCharge<Worded>, State(app): State<App>) -> Result<Response, Failure> {
    let kept = seat.it.kept.as_ref();
    let form = kept.map_or_else(Form::new, |kept| of(&kept.wording));
    let form = form.with("version", kept.map_or(0, |kept| kept.version).to_string());
    let wording = kept.map(|kept| kept.wording.clone()).unwrap_or_default();
    page::page(&drawn(&app, &seat, form, &wording)?)
}

/// What is said of words with an insert that stands for nothing now.
fn blank(app: &App, wording: &Wording) -> &'static str {
    let has_phone = [&wording.subject, &wording.opening, &wording.closing].iter().any(|text| has_insert(text, PHONE));
    if has_phone && app.config.centre_phone.is_empty() { NO_PHONE } else { "" }
}

fn of(wording: &Wording) -> Form {
    Form::new().with("subject", &wording.subject).with("opening", &wording.opening).with("closing", &wording.closing)
}

fn drawn(app: &App, seat: &InCharge<Worded>, form: Form, wording: &Wording) -> Result<OnePage, Failure> {
    let known = seat.it.known;
    let facts = [Part::text(format!("[Здесь программа напишет: {}.]", known.tells))];
    let name = FullName {
        surname: "Петрова".into(), given: "Анна".into(), patronymic: "Сергеевна".into()
    };
    let [subject, text] = letter::rehearse(&name, known.subject, &facts, &app.signature(), wording)?;
    Ok(OnePage {
        frame: seat.by.frame(app, known.name).sound(form.is_sound()).trail(&[
            ("/cabinet", "Личный кабинет"),
            ("/settings", "Настройки"),
            ("/settings/letters", "Тексты писем"),
        ]),
        form,
        code: known.code,
        to: known.to,
        tells: known.tells,
        inserts: INSERTS
            .iter()
            .map(|one| InsertLine { sign: format!("{{{{ {} }}}}", one.name), meaning: one.meaning })
            .collect(),
        changed: seat.it.kept.as_ref().map_or_else(String::new, |kept| {
            format!("{}, {}", app.config.zone.written(kept.changed_at), kept.changed_by.short())
        }),
        subject,
        text,
        blank: blank(app, wording),
        other: None,
    })
}

/// What was typed, when it can be kept; a fault stands at its field.
fn typed(form: &mut Form) -> Option<Wording> {
    let wording = Wording {
        subject: form.text("subject").split_whitespace().collect::<Vec<_>>().join(" "),
        opening: form.text("opening"),
        closing: form.text("closing"),
    };
    let fields = [
        ("subject", &wording.subject, LONGEST_SUBJECT),
        ("opening", &wording.opening, LONGEST_TEXT),
        ("closing", &wording.closing, LONGEST_TEXT),
    ];
    for (field, text, most) in fields {
        if text.chars().count() > most {
            form.fault(field, format!("Здесь больше {most} знаков. Сократите."));
        }
        match unknown_insert(text) {
            None => {}
            Some("") => form.fault(field, "Скобки {{ открыты, но не закрыты. Закройте их: }}."),
            Some(name) => {
                let all: Vec<String> = INSERTS.iter().map(|one| format!("{{{{ {} }}}}", one.name)).collect();
                form.fault(field, format!("Вставки {{{{ {name} }}}} нет. Есть: {}.", all.join(", ")));
            }
        }
    }
    form.is_sound().then_some(wording)
}

async fn change(seat: InCharge<Worded>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(wording) = typed(&mut form) else {
        let kept = seat.it.kept.as_ref().map(|kept| kept.wording.clone()).unwrap_or_default();
        return page::faulty(&drawn(&app, &seat, form, &kept)?);
    };
    if form.value("do") == "look" {
        return page::page(&drawn(&app, &seat, form, &wording)?);
    }
    let now = seat.it.kept.as_ref().map_or(0, |kept| kept.version);
    if form.value("version") != now.to_string() {
        if is_kept(&app, &seat, &wording).await? {
            return Ok(saved(&app, &seat, &wording));
        }
        return both(&app, &seat, form, &wording);
    }
    let (known, new) = (seat.it.known, wording.clone());
    let fact = told(known, &new);
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::change(act, known.code, now, &new)? {
            return Err(Failure::Conflict(
                "Пока вы работали, этот текст изменил кто-то другой. Вернитесь назад и скопируйте свой текст, потом откройте письмо заново.".into(),
            ));
        }
        Ok(act.record(fact, ())?)
    });
    match done.await {
        Err(Failure::Conflict(_)) if is_kept(&app, &seat, &wording).await? => Ok(saved(&app, &seat, &wording)),
        done => done.map(|()| saved(&app, &seat, &wording)),
    }
}

fn saved(app: &App, seat: &InCharge<Worded>, wording: &Wording) -> Response {
    let said = format!("Текст сохранён. Письма, которые уже в очереди, не изменятся. {}", blank(app, wording));
    page::go_saying(seat.by.visit.cookies, &format!("/settings/letters/{}", seat.it.known.code), said.trim_end())
}

/// The change in words for the journal.
fn told(known: &Known, new: &Wording) -> Fact {
    let what = if *new == Wording::default() { "убраны" } else { "изменены" };
    Fact::of(kinds::CHANGED, format!("свои слова в письме «{}» {what}", known.name)).subject("wording", known.code)
}

/// Whether these words are kept because the same person has just sent them.
async fn is_kept(app: &App, seat: &InCharge<Worded>, wording: &Wording) -> Result<bool, Failure> {
    let (known, by, wording) = (seat.it.known, seat.by.by(), wording.clone());
    let read = app.db.read(move |reader| {
        let is_there = store::of(reader, known.code)?.is_some_and(|kept| kept.wording == wording);
        Ok::<_, Failure>(is_there && twice::is_done(reader, &by, &told(known, &wording))?)
    });
    read.await
}

/// Somebody else has changed the words since the page was opened: both texts are shown, nothing is lost.
fn both(app: &App, seat: &InCharge<Worded>, form: Form, wording: &Wording) -> Result<Response, Failure> {
    let kept = seat.it.kept.as_ref();
    let form = form.with("version", kept.map_or(0, |kept| kept.version).to_string());
    let mut page = drawn(app, seat, form, wording)?;
    page.other = kept.map(|kept| kept.wording.clone());
    page::page_with(StatusCode::CONFLICT, &page)
}

//! One inquiry: what is asked, by when, whose data they are, everything kept of that person as one archive.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{InCharge, Signed};
use crate::applications::Snils;
use crate::applying;
use crate::context::App;
use crate::documents;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Denial, Found, Inquiry, Mention, Person, may_be};
use super::{keeping, kinds, stopping, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people-data/{id}", show).post("/people-data/{id}", choose).get("/people-data/{id}/archive", take)
}

struct FoundLine {
    key: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "inquiries/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    home: String,
    who: String,
    wish: &'static str,
    channel: &'static str,
    words: String,
    asked: String,
    due: String,
    standing: String,
    tone: &'static str,
    added: String,
    is_open: bool,
    /// Whether it may be done at once what the person asks for: to stop, to erase.
    can_stop: bool,
    /// Whose data they are; empty until somebody is chosen.
    person: String,
    /// Where a teacher's data are put right; empty for whoever is no teacher.
    teacher_href: String,
    /// Whether a name was searched for.
    is_asked: bool,
    found: Vec<FoundLine>,
    mentions: Vec<Mention>,
    /// What was searched, where nobody was found.
    nobody: &'static str,
    /// Somebody of another name is chosen: who, to be sent once more.
    doubtful: String,
    answer: String,
    answered: String,
}

/// What the page reads.
struct Facts {
    person: Option<Found>,
    found: Vec<Found>,
    mentions: Vec<Mention>,
}

fn facts(reader: &mut Reader, person: Option<Person>, typed: &str) -> Result<Facts, DbError> {
    Ok(Facts {
        person: person.map_or(Ok(None), |one| store::chosen(reader, one))?,
        found: if typed.is_empty() { Vec::new() } else { store::find(reader, typed)? },
        mentions: if typed.is_empty() { Vec::new() } else { store::mentions(reader, typed)? },
    })
}

fn found_line(one: &Found) -> FoundLine {
    let key = match (one.person.teacher, one.person.account) {
        (Some(id), _) => format!("teacher:{id}"),
        (None, Some(id)) => format!("account:{id}"),
        (None, None) => String::new(),
    };
    FoundLine { key, name: one.name.full(), about: one.about.clone() }
}

async fn show(desk: InCharge<Inquiry>, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    draw(&app, &desk, form).await
}

async fn draw(app: &App, desk: &InCharge<Inquiry>, form: Form) -> Result<Response, Failure> {
    let (one, zone) = (&desk.it, &app.config.zone);
    let (person, typed) = (one.person, form.text("name").chars().take(200).collect::<String>());
    let is_asked = !typed.is_empty();
    let nobody = if Snils::parse(&typed).is_ok() {
        "С этим СНИЛС никого не нашлось среди педагогов и в реестре категорий."
    } else {
        "Никого не нашлось среди педагогов, кабинетов, членов комиссий, в реестре категорий и в приглашениях."
    };
    let doubtful = form.text("doubtful");
    let facts = app.db.read(move |reader| facts(reader, person, &typed)).await?;
    tell_shown(app, desk, &facts).await?;
    let (standing, tone) = one.standing(app.today());
    let teacher = person.and_then(|one| one.teacher).filter(|_| facts.person.is_some());
    let gone = || "данных об этом человеке больше нет".to_owned();
    let sound = form.is_sound();
    let page = OnePage {
        frame: desk
            .by
            .frame(app, "Обращение о персональных данных")
            .sound(sound)
            .trail(&[("/people-data", "Обращения о персональных данных")]),
        form,
        home: format!("/people-data/{}", one.id),
        who: one.asked.who.clone(),
        wish: one.asked.wish.words(),
        channel: one.asked.channel.words(),
        words: one.asked.words.clone(),
        asked: words::day(one.asked.asked_on),
        due: words::day(one.asked.due_on),
        standing,
        tone,
        added: format!("{}, {}", one.added_by, zone.written(one.added_at)),
        is_open: one.may_change().is_ok(),
        can_stop: one.may_change().is_ok() && one.asked.wish.is_to_stop() && facts.person.is_some(),
        person: person.map(|_| facts.person.as_ref().map_or_else(gone, Found::told)).unwrap_or_default(),
        teacher_href: teacher.map(|id| format!("/teachers/{id}/correction")).unwrap_or_default(),
        is_asked,
        found: facts.found.iter().map(found_line).collect(),
        mentions: facts.mentions,
        nobody,
        doubtful,
        answer: one.answered.as_ref().map(|answered| answered.words.clone()).unwrap_or_default(),
        answered: one
            .answered
            .as_ref()
            .map(|answered| {
                format!("{}; записано: {}, {}", words::day(answered.on), answered.by, zone.written(answered.at))
            })
            .unwrap_or_default(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// Writes down of whom a search has shown the day of birth.
async fn tell_shown(app: &App, desk: &InCharge<Inquiry>, facts: &Facts) -> Result<(), Failure> {
    let told = || Fact::of(kinds::SHOWN, "показана дата рождения среди найденных по обращению");
    let teachers = facts.found.iter().filter_map(|one| one.person.teacher).map(|id| told().subject("teacher", id));
    let records = facts.mentions.iter().filter_map(|one| one.href.strip_prefix("/register/"));
    let all: Vec<Fact> = teachers.chain(records.map(|id| told().subject("register", id))).collect();
    let Some((last, others)) = all.split_last().map(|(last, others)| (last.clone(), others.to_vec())) else {
        return Ok(());
    };
    app.db
        .act(desk.by.by(), app.now(), move |act| {
            act.note_all(others)?;
            act.record(last, ())
        })
        .await?;
    Ok(())
}

/// Whose data they are is chosen.
async fn choose(desk: InCharge<Inquiry>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let sent = form.text("person");
    let found = app.db.read(move |reader| store::person(reader, &sent)).await?;
    let Some((person, name)) = found else {
        form.fault("name", "Выберите человека из найденных.");
        return draw(&app, &desk, form).await;
    };
    if !may_be(&desk.it.asked.who, &name) && !form.ticked("sure") {
        let (who, chosen) = (&desk.it.asked.who, name.full());
        form.fault("name", format!("Обращение записано от «{who}», а выбран человек по имени {chosen}. Проверьте, что это тот же человек: ему уйдут данные."));
        let sent = form.text("person");
        return draw(&app, &desk, form.with("doubtful", sent)).await;
    }
    let id = desk.it.id;
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        if !store::set_person(act, id, person)? {
            return Err(Failure::from(Denial::Answered));
        }
        let subject = person.account.map(|id| ("account", id.to_string()));
        let (noun, whose) = person.teacher.map(|id| ("teacher", id.to_string())).or(subject).unwrap_or_default();
        act.note(Fact::of(kinds::FOUND, format!("данные по обращению: {}", name.full())).subject(noun, whose))?;
        Ok(act.record(Fact::of(kinds::FOUND, "найден человек по обращению").subject("inquiry", id), ())?)
    });
    done.await?;
    Ok(page::go_saying(
        desk.by.visit.cookies,
        &format!("/people-data/{id}"),
        "Человек выбран. Проверьте, тот ли это человек, и скачайте его данные.",
    ))
}

/// Everything kept of the person.
async fn take(desk: InCharge<Inquiry>, State(app): State<App>) -> Result<Response, Failure> {
    let person = desk.it.person.ok_or(Denial::Nobody)?;
    let (house, by, today) = (app.clone(), Signed::clone(&desk.by), app.today());
    let read = app.db.read(move |reader| {
        let data = applying::data_of(reader, &house.kinds, person.account, person.teacher)?;
        Ok::<_, DbError>((data, stopping::facts(reader, &by, person, today)?))
    });
    let ((data, packed), facts) = read.await?;
    let about = keeping::about(&app.config.centre_name, &facts.kept(&app));
    let told = format!("скачаны все данные человека по обращению, файлов: {}", packed.len());
    let fact = match person.teacher {
        Some(teacher) => Fact::of(kinds::TEACHER_TAKEN, told).subject("teacher", teacher),
        None => Fact::of(kinds::TAKEN, told).subject("inquiry", desk.it.id),
    };
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let text = serde_json::to_vec_pretty(&data).map_err(anyhow::Error::from)?;
    let page = applying::readable(&app, "Данные по обращению", &data, &packed)?;
    let first = vec![
        ("Данные.json".to_owned(), bytes::Bytes::from(text)),
        ("Данные.html".to_owned(), page),
        ("Для чего и до какого дня хранится.txt".to_owned(), bytes::Bytes::from(about)),
    ];
    Ok(documents::archive_after(&app.files, "Данные по обращению.zip", first, packed))
}

//! «Исправить данные педагога»: name, day of birth, СНИЛС and school are put right by the Centre, with the reason and what it
//! rests on. What was signed stays as it was signed; the register is put right by its own records.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{self, Email, InCharge, Phone};
use crate::applications::{self, Application, Contacts, Corrected, Snils, TeacherOnFile};
use crate::applying;
use crate::context::App;
use crate::organizations::{Offered, Sought};
use crate::platform::act::{Act, Done, Fact};
use crate::platform::clock::Day;
use crate::platform::dated::with_day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};

use super::new::text;
use super::{kinds, letters};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/teachers/{id}/correction", show).post("/teachers/{id}/correction", write)
}

/// Letters of a reason at most, and of the words about a document.
const LONGEST: usize = 300;

struct CaseLine {
    href: String,
    number: String,
    about: String,
}

#[derive(Template)]
#[template(path = "inquiries/correction.html")]
struct CorrectionPage {
    frame: Frame,
    form: Form,
    home: String,
    name: String,
    school: String,
    has_cabinet: bool,
    nothing_found: bool,
    schools: Vec<Choice>,
    /// Who has the СНИЛС that was typed: their page and name; empty when nobody else has.
    owner_href: String,
    owner: String,
    register_href: String,
    cases: Vec<CaseLine>,
}

/// What is put right and why.
pub(super) struct Order {
    pub(super) new: Corrected,
    /// The name of the new school.
    place: String,
    /// What changes, in words.
    pub(super) what: String,
    pub(super) reason: String,
    /// What it rests on; may be empty.
    pub(super) basis: String,
}

/// Why nothing was put right.
enum NotDone {
    /// The СНИЛС is this teacher's.
    Taken(Box<TeacherOnFile>),
    Failed(Failure),
}

impl From<DbError> for NotDone {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Failure> for NotDone {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

fn case_line(case: &Application) -> CaseLine {
    CaseLine {
        href: format!("/applications/{}", case.id),
        number: case.number.clone(),
        about: format!("{}, {}, {}", case.category.words(), case.post_and_subject(), case.school_name),
    }
}

fn home(teacher: &TeacherOnFile) -> String {
    format!("/teachers/{}/correction", teacher.id)
}

async fn show(desk: InCharge<TeacherOnFile>, State(app): State<App>) -> Result<Response, Failure> {
    let one = &desk.it;
    let fact = Fact::of(kinds::OPENED, format!("открыты данные педагога: {}", one.name.full()));
    let fact = fact.subject("teacher", one.id);
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let form = Form::new()
        .with("email", &one.contacts.email)
        .with("phone", &one.contacts.phone)
        .with("surname", &one.name.surname)
        .with("given", &one.name.given)
        .with("patronymic", &one.name.patronymic)
        .with("snils", Snils::printed(&one.snils));
    draw(&app, &desk, with_day(form, "born", one.born), None).await
}

async fn draw(
    app: &App,
    desk: &InCharge<TeacherOnFile>,
    form: Form,
    owner: Option<&TeacherOnFile>,
) -> Result<Response, Failure> {
    let (id, sought) = (desk.it.id, Sought::of(&form));
    let read = app
        .db
        .read(move |reader| Ok::<_, DbError>((applications::cases_of_teacher(reader, id)?, sought.find(reader)?)));
    let (cases, offered) = read.await?;
    let sound = form.is_sound();
    let mut named = url::form_urlencoded::Serializer::new(String::new());
    named.append_pair("name", &desk.it.name.full());
    let page = CorrectionPage {
        frame: desk
            .by
            .frame(app, "Исправить данные педагога")
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), ("/people-data", "Обращения о персональных данных")]),
        home: home(&desk.it),
        name: desk.it.name.full(),
        school: desk.it.school_name.clone(),
        has_cabinet: desk.it.cabinet.is_some(),
        nothing_found: offered.is_empty_for(&form),
        schools: offered.choices(),
        owner_href: owner.map(home).unwrap_or_default(),
        owner: owner.map(|one| one.name.full()).unwrap_or_default(),
        register_href: format!("/register?{}", named.finish()),
        cases: cases.iter().map(case_line).collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// How the teacher is reached: whoever has an open cabinet changes it there.
fn contacts(form: &mut Form, was: &TeacherOnFile) -> Option<Contacts> {
    if was.cabinet.is_some() {
        return Some(was.contacts.clone());
    }
    let typed = form.text("email");
    let email = if typed == was.contacts.email || typed.is_empty() {
        Some(typed)
    } else {
        form.check("email", Email::parse(&typed)).map(|email| email.as_str().to_owned())
    };
    let phone = form.check("phone", Phone::parse(form.value("phone")))?.as_str().to_owned();
    Some(Contacts { email: email?, phone })
}

/// Reads the form; every fault stands at its field.
fn parse(form: &mut Form, was: &TeacherOnFile, offered: &Offered, today: Day) -> Option<Order> {
    let person = applications::person_from(form, today);
    let moves = !form.text("school-search").is_empty() || !form.text("school").is_empty();
    let chosen = offered.chosen(form).filter(|_| moves).map(|one| (one.id, one.name.clone()));
    if moves && chosen.is_none() {
        offered.fault(form);
    }
    let (school, place) = chosen.unwrap_or_else(|| (was.school, was.school_name.clone()));
    let contacts = contacts(form, was);
    let reason = text(form, "reason", "Напишите одним предложением, почему данные исправляются.", LONGEST);
    let basis = text(form, "basis", "", LONGEST);
    let (name, born, snils) = person?;
    let new = Corrected { name, born, snils, school, contacts: contacts? };
    let what = was.changed(&new).join(", ");
    if what.is_empty() && form.is_sound() {
        form.fault("surname", "Вы ничего не изменили. Исправьте то, что записано с ошибкой.");
    }
    form.is_sound().then_some(Order { new, place, what, reason, basis })
}

async fn write(desk: InCharge<TeacherOnFile>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let sought = Sought::of(&form);
    let offered = app.db.read(move |reader| sought.find(reader)).await?;
    if form.ticked("find") {
        return draw(&app, &desk, form, None).await;
    }
    let Some(order) = parse(&mut form, &desk.it, &offered, app.today()) else {
        return draw(&app, &desk, form, None).await;
    };
    let (house, was) = (app.clone(), desk.it.clone());
    match app.db.act(desk.by.by(), app.now(), move |act| correct(act, &house, &was, &order)).await {
        Ok(what) => {
            app.bell.ring();
            let told = if desk.it.cabinet.is_some() {
                "Педагогу отправлено письмо."
            } else {
                "Сообщите об этом педагогу."
            };
            let said = format!("Данные исправлены: {what}. {told}");
            Ok(page::go_saying(desk.by.visit.cookies, &home(&desk.it), &said))
        }
        Err(NotDone::Taken(owner)) => {
            let who = owner.name.full();
            form.fault("snils", format!("Этот СНИЛС записан за другим педагогом: {who}. Сверьте цифры с документом."));
            draw(&app, &desk, form, Some(&owner)).await
        }
        Err(NotDone::Failed(why)) => Err(why),
    }
}

fn correct(act: &mut Act<'_>, app: &App, was: &TeacherOnFile, order: &Order) -> Result<Done<String>, NotDone> {
    let new = &order.new;
    if let Some(owner) = applications::teacher_by_snils(act, &new.snils)?.filter(|owner| owner.id != was.id) {
        return Err(NotDone::Taken(Box::new(owner)));
    }
    if !applications::correct_teacher(act, was, new)? {
        let why = "Пока вы работали, данные педагога изменил кто-то другой. Откройте страницу заново.";
        return Err(Failure::Conflict(why.into()).into());
    }
    if let Some(account) = was.account {
        if was.name != new.name {
            accounts::rename(act, account, &new.name)?;
        }
        if was.school != new.school {
            let to = (new.school, order.place.as_str());
            accounts::move_teacher(act, account, was.school, to, "перешёл в другую организацию")?;
        }
        applying::correct_drafts(act, account, new)?;
    }
    if let Some(to) = &was.cabinet {
        act.post(&letters::corrected(app, to, order)?)?;
    }
    note_in_cases(act, was, new)?;
    let basis = if order.basis.is_empty() { String::new() } else { format!("; основание: {}", order.basis) };
    let words = format!("исправлены данные педагога: {}; причина: {}{basis}", order.what, order.reason);
    let fact = Fact::of(kinds::CORRECTED, words).subject("teacher", was.id);
    Ok(act.record(fact, order.what.clone())?)
}

/// Whoever reads a case learns why it has another name than the signed text; the school of a case stays.
fn note_in_cases(act: &mut Act<'_>, was: &TeacherOnFile, new: &Corrected) -> Result<(), DbError> {
    let what = was.changed(&Corrected { school: was.school, ..new.clone() }).join(", ");
    if what.is_empty() {
        return Ok(());
    }
    for case in applications::cases_of_teacher(act, was.id)?.iter().filter(|case| case.stage.is_open()) {
        let fact = Fact::of(kinds::CASE_CORRECTED, format!("исправлены данные педагога: {what}"));
        act.note(fact.application(case.id))?;
    }
    Ok(())
}

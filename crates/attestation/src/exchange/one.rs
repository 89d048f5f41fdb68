//! One application typed by the centre: everything a row of the sheet says, with faults at the fields.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Centre, Email, Phone};
use crate::applications::{
    self, Application, Category, Filing, NewApplication, NewTeacher, Outcome, OuterTaken, Post, Registration,
    TeacherOnFile, kinds,
};
use crate::context::App;
use crate::intake;
use crate::organizations::{Offered, Sought};
use crate::platform::act::{By, Fact};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::fields::{day_from, fits_experience, with_day};
use super::intake::fits_receipt;
use super::reasons::{self, Reasons};
use super::{filing, posts};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/new", show).post("/applications/new", create)
}

/// The longest subject, in letters.
pub(super) const LONGEST_SUBJECT: usize = 250;

/// The teacher has such an application; its id and number.
#[derive(Debug)]
struct AlreadyThere(Id<Application>, String);

impl Refusal for AlreadyThere {
    fn reason(&self) -> String {
        format!(
            "Заявление этого педагога на эту должность и категорию уже есть: дело {}. Откройте его и сверьте с заявлением.",
            self.1
        )
    }
}

/// The СНИЛС stands for somebody who is named or born otherwise.
#[derive(Debug)]
struct OtherPerson(TeacherOnFile);

impl Refusal for OtherPerson {
    fn reason(&self) -> String {
        format!(
            "Этот СНИЛС в системе записан так: {}, дата рождения {}. Сверьте имя и дату с документами. Если верны документы, сначала исправьте данные на странице педагога: она открывается из любого его дела.",
            self.0.name.full(),
            words::brief_day(self.0.born)
        )
    }
}

#[derive(Template)]
#[template(path = "exchange/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    schools: Vec<Choice>,
    nothing_found: bool,
    posts: Vec<Choice>,
    current: Vec<Choice>,
    claimed: Vec<Choice>,
    channels: Vec<Choice>,
    /// The case that is there already; empty when there is none.
    there: String,
}

/// What the form offers to choose from.
struct Offer {
    schools: Offered,
    posts: Vec<Post>,
}

impl Offer {
    async fn of(app: &App, form: &Form) -> Result<Self, Failure> {
        let sought = Sought::of(form);
        let read = app.db.read(move |reader| {
            Ok::<_, DbError>(Self { schools: sought.find(reader)?, posts: applications::posts_ever(reader)? })
        });
        Ok(read.await?)
    }
}

async fn show(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let form = with_day(form, "received", app.today());
    let offer = Offer::of(&app, &form).await?;
    draw(&app, &by, form, offer)
}

/// Categories to choose from, after what an empty choice says.
pub(super) fn categories(first: &str) -> Vec<Choice> {
    let all = Category::ALL.map(|one| Choice::new(one.code(), one.words()));
    std::iter::once(Choice::new("", first)).chain(all).collect()
}

fn draw(app: &App, by: &Centre, form: Form, offer: Offer) -> Result<Response, Failure> {
    draw_beside(app, by, form, offer, None)
}

/// The form beside the case that is there already.
fn draw_beside(
    app: &App,
    by: &Centre,
    form: Form,
    offer: Offer,
    there: Option<&AlreadyThere>,
) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let posts = posts::choices(offer.posts);
    let page = OnePage {
        frame: by
            .frame(app, "Новое заявление")
            .sound(sound)
            .trail(&[("/cabinet", "Личный кабинет"), ("/applications", "Дела")]),
        nothing_found: offer.schools.is_empty_for(&form),
        schools: offer.schools.choices(),
        posts: std::iter::once(Choice::new("", "Выберите должность")).chain(posts).collect(),
        current: categories("нет"),
        claimed: categories("Выберите категорию"),
        channels: filing::channels(None),
        there: there.map(|there| format!("/applications/{}", there.0)).unwrap_or_default(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn create(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &form).await?;
    if form.ticked("find") {
        return draw(&app, &by, form, offer);
    }
    let read = parse(&mut form, &offer, app.today());
    let received = day_from(&mut form, "received", "Укажите день, когда получено заявление.");
    if let Some(day) = received {
        let fits = fits_receipt(&app, day).await?;
        form.check("received", fits);
        let chosen = form.value("post").to_owned();
        posts::check(&mut form, &offer.posts, (&chosen, day));
    }
    let filing = filing::parse(&mut form, received.unwrap_or(app.today()), None);
    let (Some(mut new), Some(filing), Some(received_on), true) = (read, filing, received, form.is_sound()) else {
        return draw(&app, &by, form, offer);
    };
    new.received_on = received_on;
    let registration =
        if form.ticked("later") { Registration::Later } else { Registration::on(app.today(), &app.config.zone) };
    let reasons = reasons::reasons(&app, &mut form, (&new, &filing), registration).await?;
    let reasons = reasons.with_originals(&mut form, registration);
    if !form.is_sound() {
        return draw(&app, &by, form, offer);
    }
    match write_down(&app, by.by(), (new, filing), (registration, reasons)).await {
        Ok((id, number)) => {
            app.bell.ring();
            let waits =
                if registration == Registration::Later { " Оно ждёт регистрации." } else { "" };
            let said = format!("Заявление внесено, номер дела {number}.{waits}");
            let to = format!("/applications/{id}");
            Ok(page::go_saying(by.visit.cookies, &to, &said))
        }
        Err(Refused::There(there)) => {
            form.fault("snils", there.reason());
            draw_beside(&app, &by, form, offer, Some(&there))
        }
        Err(Refused::Person(other)) => {
            form.fault("snils", other.reason());
            draw(&app, &by, form, offer)
        }
        Err(Refused::Outer(taken)) => {
            form.fault("outer", taken.reason());
            draw(&app, &by, form, offer)
        }
        Err(Refused::Other(other)) => Err(other),
    }
}

/// Why nothing was written down.
enum Refused {
    There(AlreadyThere),
    Person(Box<OtherPerson>),
    Outer(OuterTaken),
    Other(Failure),
}

impl From<DbError> for Refused {
    fn from(error: DbError) -> Self {
        Self::Other(error.into())
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

async fn write_down(
    app: &App,
    by: By,
    (new, filing): (NewApplication, Filing),
    (registration, reasons): (Registration, Reasons),
) -> Result<(Id<Application>, String), Refused> {
    let house = app.clone();
    app.db
        .act(by, app.now(), move |act| {
            if let Some(outer) = &filing.outer_number
                && let Some((_, case)) = applications::with_outer_number(act, outer)?
            {
                let outer = outer.as_str().to_owned();
                return Err(Refused::Outer(OuterTaken { outer, case }));
            }
            if let Some(other) = applications::known_otherwise(act, &new.teacher)? {
                return Err(Refused::Person(Box::new(OtherPerson(other))));
            }
            let outcome = applications::write_down(act, (&new, &filing), registration)?;
            let (Outcome::Made(id) | Outcome::Known(id)) = outcome;
            let case = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
            let number = case.number.clone();
            if matches!(outcome, Outcome::Known(_)) {
                return Err(Refused::There(AlreadyThere(id, number)));
            }
            reasons::note(act, id, &reasons)?;
            if let Registration::On(day, _) = registration {
                intake::tell_registered(act, &house, &case, day)?;
            }
            let waits = if registration == Registration::Later { ", ждёт регистрации" } else { "" };
            let words = format!("заявление внесено{waits}: {}", new.teacher.name.full());
            let fact = Fact::of(kinds::REGISTERED, words).application(id);
            Ok::<_, Refused>(act.record(fact, (id, number))?)
        })
        .await
}

/// Everything but the day of receipt; none when a field has a fault.
fn parse(form: &mut Form, offer: &Offer, today: Day) -> Option<NewApplication> {
    let teacher = teacher(form, offer, today);
    let post = offer.posts.iter().find(|one| one.code == form.value("post"));
    if post.is_none() {
        form.fault("post", "Выберите должность из списка.");
    }
    let subject = form.text("subject");
    if subject.chars().count() > LONGEST_SUBJECT {
        form.fault("subject", format!("Здесь больше {LONGEST_SUBJECT} знаков. Сократите."));
    }
    let years = form.text("experience");
    let experience =
        (!years.is_empty()).then(|| form.check("experience", fits_experience(years.parse().ok()))).flatten();
    let category = Category::parse(form.value("category"));
    if category.is_none() {
        form.fault("category", "Выберите категорию, на которую подано заявление.");
    }
    Some(NewApplication {
        teacher: teacher?,
        post_code: post?.code.clone(),
        subject,
        experience,
        current_category: Category::parse(form.value("current")),
        category: category?,
        received_on: today,
    })
}

fn teacher(form: &mut Form, offer: &Offer, today: Day) -> Option<NewTeacher> {
    let person = applications::person_from(form, today);
    let email = form.text("email");
    if !email.is_empty() {
        form.check("email", Email::parse(&email));
    }
    let phone = Phone::parse(form.value("phone"));
    let phone = form.check("phone", phone);
    let school = offer.schools.chosen(form).map(|one| one.id);
    if school.is_none() {
        offer.schools.fault(form);
    }
    let (name, born, snils) = person?;
    Some(NewTeacher { name, born, snils, email, phone: phone?.as_str().to_owned(), school: school? })
}

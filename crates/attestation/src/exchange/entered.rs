//! What was typed of an application from paper, put right by the centre: a page of its own, with a reason.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use filestore::Key;

use crate::accounts::{Email, Phone};
use crate::applications::{
    self, Application, Category, NewApplication, NewTeacher, Post, Registration, Snils, TeacherOnFile, kinds,
};
use crate::assignments::CentreCase;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::new_version;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::fields::{day_from, fits_experience, with_day};
use super::filing::of_case;
use super::intake::fits_receipt;
use super::one::{LONGEST_SUBJECT, categories};
use super::{posts as post, reasons};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/entry", show).post("/applications/{id}/entry", change)
}

#[derive(Template)]
#[template(path = "exchange/entered.html")]
struct EntryPage {
    frame: Frame,
    form: Form,
    home: String,
    case: Application,
    /// Whether the post and the category may be changed.
    is_claimable: bool,
    /// Whether the day of receipt may be changed.
    is_datable: bool,
    received: String,
    posts: Vec<Choice>,
    current: Vec<Choice>,
    claimed: Vec<Choice>,
}

/// A mark of what the page shows of a case, so that whoever sends it changes what they have seen.
fn mark_of(case: &Application) -> String {
    let current = case.current_category.map_or("", Category::code);
    let years = case.experience.map(|years| years.to_string()).unwrap_or_default();
    let received = case.received_on.to_string();
    let shown =
        [&case.post_code, case.category.code(), &received, &case.subject, &years, current, &case.email, &case.phone];
    Key::of(shown.join("|").as_bytes()).to_string()
}

async fn show(seat: CentreCase, State(app): State<App>) -> Result<Response, Failure> {
    seat.case.may_be_put_right()?;
    let case = &seat.case;
    let form = Form::new()
        .with("post", &case.post_code)
        .with("subject", &case.subject)
        .with("experience", case.experience.map(|years| years.to_string()).unwrap_or_default())
        .with("current", case.current_category.map_or("", Category::code))
        .with("category", case.category.code())
        .with("email", &case.email)
        .with("phone", &case.phone)
        .with("seen", mark_of(case));
    let form = with_day(form, "received", case.received_on);
    let posts = posts(&app).await?;
    draw(&app, &seat, form, posts)
}

async fn posts(app: &App) -> Result<Vec<Post>, DbError> {
    app.db.read(applications::posts_ever).await
}

fn draw(app: &App, seat: &CentreCase, form: Form, posts: Vec<Post>) -> Result<Response, Failure> {
    let (case, sound) = (&seat.case, form.is_sound());
    let home = format!("/applications/{}", case.id);
    let page = EntryPage {
        frame: seat
            .by
            .frame(app, "Исправить внесённое")
            .sound(sound)
            .trail(&[("/applications", "Дела"), (&home, &case.name.short())]),
        is_claimable: case.may_be_claimed_anew(),
        is_datable: case.may_be_dated_anew(),
        received: words::day(case.received_on),
        posts: post::choices(posts).collect(),
        current: categories("нет"),
        claimed: categories("Выберите категорию"),
        case: case.clone(),
        form,
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What was typed; none when a field has a fault. What may not be changed any more stays as the case has it.
async fn parse(
    app: &App,
    form: &mut Form,
    (case, teacher): (&Application, &TeacherOnFile),
    posts: &[Post],
) -> Result<Option<NewApplication>, Failure> {
    let mut new = NewApplication {
        teacher: NewTeacher {
            name: teacher.name.clone(),
            born: teacher.born,
            snils: Snils::parse(&teacher.snils).map_err(anyhow::Error::from)?,
            email: form.text("email"),
            phone: String::new(),
            school: case.school,
        },
        post_code: case.post_code.clone(),
        subject: form.text("subject"),
        experience: None,
        current_category: Category::parse(form.value("current")),
        category: case.category,
        received_on: case.received_on,
    };
    if !new.teacher.email.is_empty() {
        let email = new.teacher.email.clone();
        form.check("email", Email::parse(&email));
    }
    let phone = Phone::parse(form.value("phone"));
    if let Some(phone) = form.check("phone", phone) {
        phone.as_str().clone_into(&mut new.teacher.phone);
    }
    if new.subject.chars().count() > LONGEST_SUBJECT {
        form.fault("subject", format!("Здесь больше {LONGEST_SUBJECT} знаков. Сократите."));
    }
    let years = form.text("experience");
    if !years.is_empty() {
        new.experience = form.check("experience", fits_experience(years.parse().ok()));
    }
    if case.may_be_claimed_anew() {
        claim(form, &mut new, posts);
    }
    if case.may_be_dated_anew()
        && let Some(day) = day_from(form, "received", "Укажите день, когда получено заявление.")
    {
        let fits = fits_receipt(app, day).await?;
        if let Some(day) = form.check("received", fits) {
            new.received_on = day;
        }
    }
    if case.may_be_claimed_anew() {
        post::check(form, posts, (&new.post_code, new.received_on));
    }
    Ok(form.is_sound().then_some(new))
}

fn claim(form: &mut Form, new: &mut NewApplication, posts: &[Post]) {
    match posts.iter().find(|one| one.code == form.value("post")) {
        Some(post) => new.post_code.clone_from(&post.code),
        None => form.fault("post", "Выберите должность из списка."),
    }
    match Category::parse(form.value("category")) {
        Some(category) => new.category = category,
        None => form.fault("category", "Выберите категорию, на которую подано заявление."),
    }
}

async fn change(seat: CentreCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    seat.case.may_be_put_right()?;
    if form.value("seen") != mark_of(&seat.case) {
        return Err(Failure::Conflict(
            "Пока вы исправляли, дело изменил кто-то другой. Откройте «Исправить внесённое» заново и проверьте.".into(),
        ));
    }
    let posts = posts(&app).await?;
    let id = seat.case.teacher;
    let teacher = app.db.read(move |reader| applications::teacher_by_id(reader, id)).await?.ok_or(Failure::Hidden)?;
    let reason = new_version::line(&mut form, "reason", "Напишите, почему исправлено, например: описка при вводе.");
    let Some(new) = parse(&app, &mut form, (&seat.case, &teacher), &posts).await? else {
        return draw(&app, &seat, form, posts);
    };
    let filing = of_case(&seat.case.filed);
    let reasons = reasons::reasons(&app, &mut form, (&new, &filing), Registration::Later).await?;
    let told = told(&seat.case, &new, &posts);
    if told.is_empty() {
        form.fault("subject", "Ничего не изменено: всё записано так же.");
    }
    if !form.is_sound() {
        return draw(&app, &seat, form, posts);
    }
    let case = seat.case.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        applications::put_right(act, &case, &new)?;
        reasons::note(act, case.id, &reasons)?;
        let words = format!("исправлено внесённое: {}; причина: {reason}", told.join("; "));
        Ok::<_, Failure>(act.record(Fact::of(kinds::PUT_RIGHT, words).application(case.id), ())?)
    });
    match done.await {
        Ok(()) => {}
        Err(Failure::Denied(refused)) => {
            form.fault("category", refused.reason());
            return draw(&app, &seat, form, posts);
        }
        Err(other) => return Err(other),
    }
    let to = format!("/applications/{}", seat.case.id);
    Ok(page::go_saying(seat.by.visit.cookies, &to, "Внесённое исправлено. Прежнее осталось в истории дела."))
}

/// What becomes what, in words. An address and a phone are named without themselves: the history is read by others.
fn told(case: &Application, new: &NewApplication, posts: &[Post]) -> Vec<String> {
    let post = posts.iter().find(|one| one.code == new.post_code).map_or("", |one| one.name.as_str());
    let years = |years: Option<i64>| {
        years.map_or_else(|| "не указан".to_owned(), |years| words::counted(years.unsigned_abs(), "год", "года", "лет"))
    };
    let held = |category: Option<Category>| category.map_or("нет", Category::words).to_owned();
    let named = |text: &str| if text.is_empty() { "не указан".to_owned() } else { text.to_owned() };
    let pairs = [
        ("должность", case.post.clone(), post.to_owned()),
        ("предмет", named(&case.subject), named(&new.subject)),
        ("стаж", years(case.experience), years(new.experience)),
        ("имеющаяся категория", held(case.current_category), held(new.current_category)),
        ("заявленная категория", case.category.words().to_owned(), new.category.words().to_owned()),
        ("получено", words::day(case.received_on), words::day(new.received_on)),
    ];
    let changed = pairs.into_iter().filter(|(_, was, is)| was != is);
    let mut told: Vec<String> = changed.map(|(what, was, is)| format!("{what}: было «{was}», стало «{is}»")).collect();
    if case.email != new.teacher.email {
        told.push("электронная почта педагога".to_owned());
    }
    if case.phone != new.teacher.phone {
        told.push("телефон педагога".to_owned());
    }
    told
}

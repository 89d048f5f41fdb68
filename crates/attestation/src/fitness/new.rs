//! «Добавить работника»: somebody of the own school who has neither applied for a category nor a cabinet.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Coordinator;
use crate::applications::{self, NewTeacher, SnilsOwner, Teacher};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::page::{self, Frame};

use super::guards::home;
use super::model::Held;
use super::step;
use super::{kinds, refused, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness/new", show).post("/school/fitness/new", add)
}

#[derive(Template)]
#[template(path = "fitness/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    school: String,
    /// The page of the worker who is in the list already; empty when there is none.
    known: String,
    /// Whether it is asked if this is a namesake of somebody in the list.
    asks_namesake: bool,
    /// The posts, when the worker is one of another organisation who may hold a post here too.
    posts: Vec<Choice>,
}

/// The box by which it is said that somebody of the same name and day of birth is another person.
const NAMESAKE: &str = "namesake";
/// The box by which it is said that a worker of another organisation holds a post here too.
const BESIDE: &str = "beside";

async fn show(person: Coordinator, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&drawn(&app, &person, Form::new()))
}

fn drawn(app: &App, person: &Coordinator, form: Form) -> NewPage {
    NewPage {
        frame: person
            .frame(app, "Добавить работника")
            .sound(form.is_sound())
            .trail(&[("/school", "Педагоги школы"), ("/school/fitness", "Соответствие должности")]),
        school: person.seat.workplace.clone(),
        known: String::new(),
        asks_namesake: form.error(NAMESAKE).is_some() || form.ticked(NAMESAKE),
        posts: Vec::new(),
        form,
    }
}

fn parse(form: &mut Form, person: &Coordinator, today: Day) -> Option<NewTeacher> {
    let (name, born, snils) = applications::person_from(form, today)?;
    Some(NewTeacher { name, born, snils, email: String::new(), phone: String::new(), school: person.school })
}

/// The same person as another organisation knows them; none when the СНИЛС is of the own school, of nobody or of somebody else.
fn elsewhere(reader: &mut Reader, new: &NewTeacher) -> Result<Option<Id<Teacher>>, DbError> {
    let owner = applications::snils_owner(reader, &new.snils)?;
    let is_same = |one: &SnilsOwner| one.school != new.school && one.name_key == new.name.key() && one.born == new.born;
    Ok(owner.filter(is_same).map(|one| one.id))
}

/// What a refusal to add somebody leads to: the page of whoever is in the list already, or the question whether they hold a post
/// here beside their own.
async fn turned_down(app: &App, person: &Coordinator, form: Form, new: &NewTeacher) -> Result<Response, Failure> {
    let (of, school) = (new.clone(), person.school);
    let read = app.db.read(move |reader| {
        let owner = applications::snils_owner(reader, &of.snils)?.filter(|one| one.school == school).map(|one| one.id);
        Ok::<_, DbError>((owner, elsewhere(reader, &of)?, applications::posts(reader)?))
    });
    let (own, other, posts) = read.await?;
    let offered =
        listing::choices("Выберите должность", posts.iter().map(|one| (one.code.as_str(), one.name.as_str())));
    let page = drawn(app, person, form);
    let known = own.map(|id| home(Held::first(id))).unwrap_or_default();
    page::faulty(&NewPage { known, posts: if other.is_some() { offered } else { Vec::new() }, ..page })
}

/// The post of somebody who works here beside another organisation, and since when.
async fn post(app: &App, form: &mut Form, new: &NewTeacher) -> Result<Option<(String, Day)>, Failure> {
    let posts = app.db.read(applications::posts).await?;
    let post = posts.into_iter().find(|one| one.code == form.value("post")).map(|one| one.code);
    if post.is_none() {
        form.fault("post", "Выберите должность из списка.");
    }
    let missing = "Укажите, с какого дня работник в этой должности у вас.";
    let since = step::past(form, ("since", missing), app.today(), None);
    let since = since.and_then(|day| form.check("since", refused::working_age(new.born, day)));
    Ok(post.zip(since).filter(|_| form.is_sound()))
}

async fn add(person: Coordinator, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(new) = parse(&mut form, &person, app.today()) else {
        return page::faulty(&drawn(&app, &person, form));
    };
    if form.ticked(BESIDE) {
        return add_beside(person, &app, form, new).await;
    }
    let of = new.clone();
    if !form.ticked(NAMESAKE) && app.db.read(move |reader| store::has_namesake(reader, &of)).await? {
        form.fault(
            NAMESAKE,
            "В списке школы уже есть работник с этим именем и этой датой рождения, но с другим СНИЛС. Сверьте СНИЛС с документом; если это другой человек, отметьте это.",
        );
        return page::faulty(&drawn(&app, &person, form));
    }
    let of = new.clone();
    let done = app.db.act(person.by(), app.now(), move |act| {
        let id = applications::enlist(act, &of)?;
        let words = format!("{}: добавлен в список работников школы", of.name.full());
        Ok::<_, Failure>(act.record(Fact::of(kinds::ENLISTED, words).subject("teacher", id), id)?)
    });
    match done.await {
        Ok(id) => {
            let said = "Работник добавлен. Укажите его должность и с какого дня он в ней.";
            Ok(page::go_saying(person.signed.visit.cookies, &format!("{}/facts", home(Held::first(id))), said))
        }
        Err(Failure::Denied(why)) => {
            form.fault("snils", why.reason());
            turned_down(&app, &person, form, &new).await
        }
        Err(other) => Err(other),
    }
}

/// Somebody of another organisation who holds a post here too.
async fn add_beside(person: Coordinator, app: &App, mut form: Form, new: NewTeacher) -> Result<Response, Failure> {
    let Some(post) = post(app, &mut form, &new).await? else {
        return turned_down(app, &person, form, &new).await;
    };
    let of = new.clone();
    let done = app.db.act(person.by(), app.now(), move |act| {
        let Some(id) = elsewhere(act, &of)? else { return Err(NotBeside.into()) };
        store::put_beside(act, (id, of.school), (&post.0, post.1))?;
        let words = format!("{}: добавлен в список работников школы, работает по совместительству", of.name.full());
        Ok(act.record(Fact::of(kinds::ENLISTED, words).subject("teacher", id), id)?)
    });
    match done.await {
        Ok(id) => Ok(page::go_saying(
            person.signed.visit.cookies,
            &home(Held::first(id)),
            "Работник добавлен. Если он аттестовался в этой должности раньше, укажите это в сведениях.",
        )),
        Err(Failure::Denied(why)) => {
            form.fault("snils", why.reason());
            turned_down(app, &person, form, &new).await
        }
        Err(other) => Err(other),
    }
}

/// Nobody of another organisation has this СНИЛС, name and day of birth.
#[derive(Debug)]
struct NotBeside;

impl Refusal for NotBeside {
    fn reason(&self) -> String {
        "В других организациях человека с этим СНИЛС, именем и датой рождения нет. Снимите отметку о совместительстве и добавьте работника как обычно.".to_owned()
    }
}

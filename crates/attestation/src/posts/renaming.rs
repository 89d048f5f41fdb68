//! A post is called otherwise: what is typed, a check of what it touches, the change, and taking it back.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::InCharge;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::names::key;
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::words;

use super::guards::WholePost;
use super::model::{Doubt, Post};
use super::one::{draw, home, moved_on};
use super::store::{self, NewPost};
use super::{ending, kinds, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/settings/posts/{code}", rename).post("/settings/posts/{code}/withdrawal", take_back)
}

#[derive(Template)]
#[template(path = "posts/renaming.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    code: String,
    was: String,
    is: String,
    since: String,
    legal_ref: String,
    touched: String,
    doubt: Option<Doubt>,
}

/// What is typed, when it may be; every fault stands at its field.
async fn parse(seat: &InCharge<WholePost>, app: &App, form: &mut Form) -> Result<Option<NewPost>, Failure> {
    let post = &seat.it.post;
    let Some(new) = typed::post(form, app.today()) else { return Ok(None) };
    let (shown, now) = (form.text("was"), &post.name);
    if !shown.is_empty() && shown != *now && shown != new.name {
        form.fault(
            "name",
            format!("Пока вы заполняли форму, должность переименовали: была «{shown}», теперь «{now}». Если нужно ваше название, отправьте форму ещё раз."),
        );
        form.put("was", now);
        return Ok(None);
    }
    if post.ended_on.is_some() {
        return Err(Failure::Conflict("Должность исключена из списка: переименовать её нельзя.".into()));
    }
    if post.name == new.name {
        form.fault("name", "Название не изменилось. Напишите новое.");
    }
    let asked = new.name.clone();
    if app.db.read(move |reader| store::named(reader, &asked)).await?.is_some_and(|code| code != post.code) {
        form.fault("name", "Так называется или называлась другая должность.");
    }
    let first = match seat.it.former.first() {
        Some(one) if one.until > post.since => (one.until, "Нынешнее название действует"),
        _ => (post.since, "Должность действует"),
    };
    // A mere spelling changes nothing by days.
    if Doubt::of(post, &[], &new.name).is_none() {
        typed::not_before(form, "since", new.since, first);
    }
    Ok(form.is_sound().then_some(new))
}

async fn rename(seat: InCharge<WholePost>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    if form.ticked("back") {
        return draw(&app, &seat, ending::with_basis(form, &seat));
    }
    if is_sent_again(&seat, &app, &form).await? {
        return Ok(renamed(&seat));
    }
    let Some(new) = parse(&seat, &app, &mut form).await? else {
        return draw(&app, &seat, ending::with_basis(form, &seat));
    };
    let doubt = Doubt::of(&seat.it.post, &seat.it.former, &new.name);
    if form.ticked("confirmed") && doubt.is_some() && !form.ticked("sure") {
        form.fault("sure", "Отметьте, что название верно, или вернитесь и исправьте его.");
    }
    if !form.ticked("confirmed") || !form.is_sound() {
        return check(&app, &seat, form, (&new, doubt)).await;
    }
    let was = seat.it.post.clone();
    let fact = told(&was.code, &was.name, &new);
    let told = fact.clone();
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let is_spelling = doubt == Some(Doubt::Spelling);
        let is_done = if is_spelling { store::respell(act, &was, &new.name)? } else { store::rename(act, &was, &new)? };
        if !is_done {
            return Err(moved_on());
        }
        Ok(act.record(told, ())?)
    });
    twice::settled(&app.db, seat.by.by(), fact, done.await).await?;
    Ok(renamed(&seat))
}

fn renamed(seat: &InCharge<WholePost>) -> Response {
    let said = "Должность переименована. Категории, установленные под прежним названием, действуют.";
    let home = home(seat);
    page::go_saying(seat.by.visit.cookies, &home, said)
}

/// The change in words for the journal.
fn told(code: &str, was: &str, new: &NewPost) -> Fact {
    let how = if key(was) == key(&new.name) { "исправлено написание: " } else { "" };
    let words = format!("{how}должность «{was}» теперь «{}»; основание: {}", new.name, new.legal_ref);
    Fact::of(kinds::RENAMED, words).subject("post", code)
}

/// Whether the post is called so because this very form was sent by the same person before.
async fn is_sent_again(seat: &InCharge<WholePost>, app: &App, form: &Form) -> Result<bool, Failure> {
    let (post, was) = (&seat.it.post, form.text("was"));
    let new = typed::post(&mut form.clone(), app.today()).filter(|new| new.name == post.name && was != post.name);
    let Some(new) = new.filter(|_| form.ticked("confirmed")) else { return Ok(false) };
    let (by, fact) = (seat.by.by(), told(&post.code, &was, &new));
    Ok(app.db.read(move |reader| twice::is_done(reader, &by, &fact)).await?)
}

async fn check(
    app: &App,
    seat: &InCharge<WholePost>,
    form: Form,
    (new, doubt): (&NewPost, Option<Doubt>),
) -> Result<Response, Failure> {
    let (code, sound) = (seat.it.post.code.clone(), form.is_sound());
    let numbers = app.db.read(move |reader| store::touched(reader, &code)).await?;
    let page = CheckPage {
        frame: ending::frame(app, seat, "Проверьте новое название").sound(sound),
        code: seat.it.post.code.clone(),
        was: seat.it.post.name.clone(),
        is: new.name.clone(),
        since: words::day(new.since),
        legal_ref: new.legal_ref.clone(),
        touched: touched(numbers),
        doubt,
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn touched([cases, open, drafts]: [i64; 3]) -> String {
    if cases + drafts == 0 {
        return "По этой должности нет ни дел, ни черновиков заявлений.".to_owned();
    }
    let (cases, open, drafts) = ending::counted([cases, open, drafts]);
    format!(
        "Новое название сразу станет видно там, где есть эта должность: {cases}, из них не закончено {open}; {drafts}. В подписанных заявлениях, протоколах и актах останется то название, с которым их подписали."
    )
}

async fn take_back(seat: InCharge<WholePost>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    // The page has named what is taken back: sent twice, it takes nothing else back.
    let (shown, now) = (form.text("is"), seat.it.post.name.clone());
    if !shown.is_empty() && shown != now {
        return taken_back(&app, &seat, (&shown, &now), Err(moved_on())).await;
    }
    let before = match seat.it.may_be_called_back(app.day_began()) {
        Ok(before) => before.clone(),
        Err(why) => return Err(why.map_or_else(moved_on, Failure::from)),
    };
    let (was, began) = (seat.it.post.clone(), app.day_began());
    let (again, told) = (before.name.clone(), back(&was, &now, &before.name));
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        if !store::name_back(act, &was, &before)? {
            return Err(moved_on());
        }
        // Asked again of what has come meanwhile.
        before.may_be_taken_back(store::since(act, &was.code, before.added_at)?, began)?;
        Ok(act.record(told, ())?)
    });
    let done = done.await;
    taken_back(&app, &seat, (&now, &again), done).await
}

/// How the journal tells of a name that was taken back.
fn back(post: &Post, name: &str, again: &str) -> Fact {
    let words = format!("отменено переименование: должность «{name}» снова «{again}»");
    Fact::of(kinds::TAKEN_BACK, words).subject("post", &post.code)
}

/// The end of taking a name back for the one before it.
async fn taken_back(
    app: &App,
    seat: &InCharge<WholePost>,
    (name, again): (&str, &str),
    done: Result<(), Failure>,
) -> Result<Response, Failure> {
    twice::settled(&app.db, seat.by.by(), back(&seat.it.post, name, again), done).await?;
    Ok(called_back(seat, again))
}

fn called_back(seat: &InCharge<WholePost>, name: &str) -> Response {
    let said = format!("Переименование отменено: должность снова называется «{name}».");
    let home = home(seat);
    page::go_saying(seat.by.visit.cookies, &home, &said)
}

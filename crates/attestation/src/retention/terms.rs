//! Retention terms as dated settings: a change is a new version that begins later than the last one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::new_version::{self, Stated};
use crate::platform::page::{self, Frame};
use crate::platform::version_rows::WHICH;
use crate::platform::versions::{self, Basis};
use crate::platform::words;

use super::model::{LONGEST, Sort, Version, Way};
use super::{kinds, lapsing, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/retention", show)
        .post("/settings/retention", add)
        .post("/settings/retention/check", check)
        .post("/settings/retention/withdrawal", withdraw)
}

struct Line {
    what: &'static str,
    since: &'static str,
    term: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    basis: Basis,
    added: String,
    code: &'static str,
    /// Its first day, as it is sent to take it back; empty when it has begun or is not the last one.
    may_go: String,
}

#[derive(Template)]
#[template(path = "retention/terms.html")]
struct TermsPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    sorts: Vec<Choice>,
}

fn line(app: &App, one: &Version) -> Line {
    let (state, tone) = versions::standing((one.from, one.to), app.today());
    Line {
        what: one.sort.words,
        since: one.sort.since,
        term: one.term(),
        span: one.span(),
        state,
        tone,
        basis: versions::basis(&one.legal_ref, &one.remark),
        added: versions::added(&one.added_by, one.added_at, &app.config.zone),
        code: one.sort.code,
        may_go: if one.may_go(app.today(), app.day_began()) { one.from.to_string() } else { String::new() },
    }
}

fn draw(app: &App, by: &Centre, form: Form, versions: &[Version]) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let lines = Sort::ALL.into_iter().flat_map(|sort| versions.iter().rev().filter(move |one| one.sort == sort));
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки")];
    let page = TermsPage {
        frame: by.frame(app, "Сроки хранения").sound(sound).trail(&trail),
        form,
        lines: lines.map(|one| line(app, one)).collect(),
        sorts: std::iter::once(Choice::new("", "Выберите вид"))
            .chain(Sort::ALL.map(|sort| Choice::new(sort.code, sort.words)))
            .collect(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let versions = app.db.read(store::versions).await?;
    draw(&app, &by, Form::new(), &versions)
}

fn parse(form: &mut Form, versions: &[Version]) -> Option<Version> {
    let sort = form.check("record", Sort::named(&form.text("record")).ok_or("Выберите, что хранится."));
    let years = form.text("years").parse::<i64>().ok().filter(|years| (1..=LONGEST).contains(years));
    let years = form.check("years", years.ok_or("Укажите целое число лет от 1 до 100."));
    let Stated { from, legal_ref, remark } = new_version::stated(form);
    let (sort, years, from) = (sort?, years?, from?);
    let last = versions.iter().filter(|one| one.sort == sort).map(|one| one.from).max();
    new_version::later(form, from, last);
    let new = Version { remark, ..Version::beginning(sort, from, years, legal_ref) };
    form.is_sound().then_some(new)
}

/// A new term before it is written down: what it is, and what it lets go today.
#[derive(Template)]
#[template(path = "retention/terms_check.html")]
struct CheckPage {
    frame: Frame,
    what: &'static str,
    since: &'static str,
    term: String,
    span: String,
    legal_ref: String,
    remark: String,
    /// What becomes of what is past its term already.
    today: Vec<String>,
    /// The form as it was typed, to be sent again.
    typed: Vec<(&'static str, String)>,
}

/// Fields of the form.
const FIELDS: [&str; 5] = ["record", "years", "from", "legal_ref", "remark"];

async fn check(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let versions = app.db.read(store::versions).await?;
    let Some(new) = parse(&mut form, &versions) else {
        return draw(&app, &by, form, &versions);
    };
    if form.ticked("back") {
        return draw(&app, &by, form, &versions);
    }
    let (sort, today, zone, added) = (new.sort, app.today(), app.config.zone.clone(), new.clone());
    let read = app.db.read(move |reader| {
        let before = lapsing::count_past(reader, sort, &versions, (today, &zone))?;
        let after = lapsing::count_past(reader, sort, &with(versions, added), (today, &zone))?;
        Ok::<_, DbError>((before, after))
    });
    let counted = read.await?;
    let trail = [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), ("/settings/retention", "Сроки хранения")];
    page::page(&CheckPage {
        frame: by.frame(&app, "Проверьте новый срок").trail(&trail),
        what: sort.words,
        since: sort.since,
        term: new.term(),
        span: new.span(),
        today: said(&new, today, counted),
        legal_ref: new.legal_ref,
        remark: new.remark,
        typed: FIELDS.map(|field| (field, form.text(field))).into(),
    })
}

/// The versions once a new one is put in force.
fn with(mut versions: Vec<Version>, new: Version) -> Vec<Version> {
    for one in versions.iter_mut().filter(|one| one.sort == new.sort && one.to >= new.from) {
        one.to = new.from.plus(-1);
    }
    versions.push(new);
    versions
}

/// What a new term does today, in words: how much is past its term by those in force, and how much with the new one.
fn said(new: &Version, today: Day, (before, after): (Option<i64>, Option<i64>)) -> Vec<String> {
    let from = words::day(new.from);
    let mut all = vec![format!(
        "Срок действует для того, что закончится или появится с {from}. Что было раньше, хранится по прежнему сроку."
    )];
    if new.from < today {
        all.push(format!("Срок начинается в прошлом: он сразу подействует на всё, что было с {from} по сегодня."));
    }
    let (Some(before), Some(after)) = (before, after) else {
        all.push("Система по этому сроку ничего не удаляет.".to_owned());
        return all;
    };
    let how = match new.sort.way {
        Way::Daily => "Удалится само в ближайшие дни",
        _ => "Можно будет уничтожить по акту",
    };
    all.push(format!("{how}: {after}. По прежнему сроку было бы: {before}."));
    all
}

async fn add(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let versions = app.db.read(store::versions).await?;
    let Some(new) = parse(&mut form, &versions) else {
        return draw(&app, &by, form, &versions);
    };
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::add_version(act, &new)? {
            return Err(Failure::Conflict(
                "Пока вы печатали, записали другую версию. Откройте страницу заново.".into(),
            ));
        }
        let told = format!("{}: {}, {}; основание: {}", new.sort.words, new.term(), new.span(), new.legal_ref);
        Ok(act.record(Fact::of(kinds::TERM, told).subject("retention", new.sort.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/retention", "Новый срок хранения записан."))
}

async fn withdraw(by: Centre, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let sort = Sort::named(&form.text("record"));
    let (sort, from) = sort.zip(form.text("from").parse().ok()).ok_or(WHICH)?;
    let days = (app.today(), app.day_began());
    let done = app.db.act(by.by(), app.now(), move |act| {
        let gone = store::take_back_version(act, sort, from, days)?.ok_or_else(|| {
            Failure::Conflict(
                "Отозвать можно только последнюю версию, которая ещё не действует или записана сегодня. Откройте страницу заново.".into(),
            )
        })?;
        let told = format!("{}: отозван срок «{}», {}", sort.words, gone.term(), gone.span());
        Ok::<_, Failure>(act.record(Fact::of(kinds::TERM_WITHDRAWN, told).subject("retention", sort.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(
        by.visit.cookies,
        "/settings/retention",
        "Срок хранения отозван: действует тот, что был до него.",
    ))
}

//! One clock: the history of its term, a new version, the page that shows what it changes before it is put in force.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::new_version::Draft;
use crate::platform::page::{self, Frame};
use crate::platform::twice;
use crate::platform::version_rows;
use crate::platform::versions::{self, Basis, Version, in_force};
use crate::platform::words;

use super::calendar::Calendar;
use super::clock::Clock;
use super::draft;
use super::guards::CentresClock;
use super::store::Terms;
use super::term::{Term, bounds, end_of, units};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/settings/deadlines/{code}", show)
        .post("/settings/deadlines/{code}", publish)
        .post("/settings/deadlines/{code}/check", check)
        .post("/settings/deadlines/{code}/withdrawal", withdraw)
}

struct Line {
    span: String,
    state: &'static str,
    tone: &'static str,
    term: String,
    basis: Basis,
    added: String,
    /// Its first day, as it is sent to take it back; empty when it has begun.
    may_go: String,
}

#[derive(Template)]
#[template(path = "deadlines/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    clock: &'static Clock,
    lines: Vec<Line>,
    units: Vec<Choice>,
    bounds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "deadlines/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    clock: &'static Clock,
    was: String,
    is: String,
    span: String,
    cut: String,
    legal_ref: String,
    remark: String,
    since: String,
    example: String,
}

/// The fields of the form, in the order of the page.
const FIELDS: [&str; 9] = ["amount", "unit", "bound", "rolls", "from", "to", "legal_ref", "remark", "mend"];

fn frame(app: &App, by: &Centre, title: &str) -> Frame {
    by.frame(app, title).trail(&[
        ("/cabinet", "Личный кабинет"),
        ("/settings", "Настройки"),
        ("/settings/deadlines", "Сроки"),
    ])
}

fn draw(app: &App, seat: &CentresClock, form: Form) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = OnePage {
        frame: frame(app, &seat.by, seat.clock.what).sound(sound),
        form,
        clock: seat.clock,
        lines: seat.versions.iter().rev().map(|version| line(app, version)).collect(),
        units: units(),
        bounds: bounds(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn line(app: &App, version: &Version<Term>) -> Line {
    let (state, tone) = versions::standing((version.from, version.to), app.today());
    let added = versions::added(&version.added_by, version.added_at, &app.config.zone);
    let may_go = if version.from > app.today() { version.from.to_string() } else { String::new() };
    Line { span: version.span(), state, tone, term: version.value.whole_words(), basis: version.basis(), added, may_go }
}

async fn show(seat: CentresClock, State(app): State<App>) -> Result<Response, Failure> {
    let shown = in_force(&seat.versions, app.today()).or(seat.versions.last());
    draw(&app, &seat, draft::filled(shown))
}

async fn check(seat: CentresClock, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(draft) = draft::parse(&mut form, seat.clock, &seat.versions, (app.today(), app.day_began())) else {
        return draw(&app, &seat, form);
    };
    let calendar = app.db.read(store::calendar).await?;
    page::page(&check_page(&app, &seat, form, &draft, &calendar))
}

fn check_page(app: &App, seat: &CentresClock, form: Form, draft: &Draft<Term>, calendar: &Calendar) -> CheckPage {
    let new = &draft.new;
    let ends = |version: &Version<Term>| words::day(end_of(new.from, version.value, calendar));
    let example = match &draft.before {
        Some(was) if seat.clock.is_counted => format!("было бы {}, станет {}", ends(was), ends(new)),
        None if seat.clock.is_counted => ends(new),
        _ => String::new(),
    };
    CheckPage {
        frame: frame(app, &seat.by, "Проверьте новую версию срока"),
        clock: seat.clock,
        was: draft.before.as_ref().map_or_else(|| "не был задан".to_owned(), |was| was.value.whole_words()),
        is: new.value.whole_words(),
        span: new.span(),
        cut: draft.cut(),
        legal_ref: new.legal_ref.clone(),
        remark: new.remark.clone(),
        since: words::day(new.from),
        example,
        form,
    }
}

impl CheckPage {
    /// What was typed, to be sent again.
    fn typed(&self) -> Vec<(&'static str, &str)> {
        FIELDS.iter().map(|field| (*field, self.form.value(field))).filter(|(_, value)| !value.is_empty()).collect()
    }
}

async fn publish(seat: CentresClock, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    // Back from the check: the form again, with all that was typed.
    if form.ticked("back") {
        return draw(&app, &seat, form);
    }
    let typed = form.clone();
    let Some(draft) = draft::parse(&mut form, seat.clock, &seat.versions, (app.today(), app.day_began())) else {
        return refused(&app, seat, (typed, form)).await;
    };
    let (clock, span) = (seat.clock, draft.new.span());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let draft = version_rows::put::<Terms>(act, clock.code, draft)?;
        let fact = Fact::of(kinds::PUBLISHED, told(clock, &draft)).subject("term", clock.code);
        Ok::<_, Failure>(act.record(fact, ())?)
    });
    match done.await {
        Ok(()) => Ok(written(&seat, &span)),
        Err(Failure::Denied(why)) => {
            form.fault("from", why.reason());
            refused(&app, seat, (typed, form)).await
        }
        Err(other) => Err(other),
    }
}

fn written(seat: &CentresClock, span: &str) -> Response {
    let home = format!("/settings/deadlines/{}", seat.clock.code);
    let said = format!("Новая версия срока записана: она действует {span}.");
    page::go_saying(seat.by.visit.cookies, &home, &said)
}

/// The form with its faults; the page of success when it was sent twice, and stands there as it was sent.
async fn refused(app: &App, seat: CentresClock, (mut typed, form): (Form, Form)) -> Result<Response, Failure> {
    let code = seat.clock.code;
    let now = app.db.read(move |reader| version_rows::of::<Terms>(reader, code)).await?;
    if let Some(span) = draft::standing(&mut typed, &now) {
        let fact = Fact::of(kinds::PUBLISHED, format!("{}, {span}: ", seat.clock.what)).subject("term", code);
        let who = seat.by.by();
        if app.db.read(move |reader| twice::is_done(reader, &who, &fact)).await? {
            return Ok(written(&seat, &span));
        }
    }
    draw(app, &seat, form)
}

async fn withdraw(seat: CentresClock, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let from: Day = form.text("from").parse().map_err(|_| version_rows::WHICH)?;
    let (clock, today) = (seat.clock, app.today());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        let gone = version_rows::take_back::<Terms>(act, clock.code, from, today)?;
        let words = format!("{}, {}: отозван срок «{}»", clock.what, gone.span(), gone.value.whole_words());
        Ok::<_, Failure>(act.record(Fact::of(kinds::WITHDRAWN, words).subject("term", clock.code), ())?)
    });
    let told =
        Fact::of(kinds::WITHDRAWN, format!("{}, с {}", clock.what, words::day(from))).subject("term", clock.code);
    twice::settled(&app.db, seat.by.by(), told, done.await).await?;
    let home = format!("/settings/deadlines/{}", clock.code);
    Ok(page::go_saying(seat.by.visit.cookies, &home, "Версия срока отозвана: она не начнёт действовать."))
}

/// The change in words for the journal.
fn told(clock: &Clock, draft: &Draft<Term>) -> String {
    let new = &draft.new;
    let change = match &draft.before {
        Some(was) => differences(was, new),
        None => format!("срок: {}; основание: {}", new.value.whole_words(), new.legal_ref),
    };
    let mended = if draft.mends.is_some() { "исправлено, " } else { "" };
    format!("{}, {}: {mended}{change}", clock.what, new.span())
}

fn differences(was: &Version<Term>, new: &Version<Term>) -> String {
    let pairs = [
        ("срок", was.value.whole_words(), new.value.whole_words()),
        ("основание", was.legal_ref.clone(), new.legal_ref.clone()),
        ("не сверено", was.remark.clone(), new.remark.clone()),
    ];
    let changed: Vec<String> = pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(what, was, is)| format!("{what}: было «{was}», стало «{is}»"))
        .collect();
    if changed.is_empty() { "изменён последний день".to_owned() } else { changed.join("; ") }
}

//! Retention terms as dated settings: a change is a new version that begins later than the last one.

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
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{LONGEST, Sort, Version};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/retention", show).post("/settings/retention", add)
}

struct Line {
    what: &'static str,
    since: &'static str,
    term: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    legal_ref: String,
    doubt: Option<String>,
    added: String,
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
    let today = app.today();
    let (state, tone) = match () {
        () if one.is_in_force(today) => ("действует", "green"),
        () if one.from > today => ("начнёт действовать", "blue"),
        () => ("не действует", "grey"),
    };
    let added = if one.added_by.is_empty() {
        "внесено при установке системы".to_owned()
    } else {
        format!("{}, {}", one.added_by, app.config.zone.brief(one.added_at))
    };
    let held = |text: &str| text.replace("№ ", "№\u{a0}");
    let doubt = one.remark.strip_prefix("не сверено").unwrap_or(&one.remark).trim_start_matches([';', ' ']);
    Line {
        what: one.sort.words,
        since: one.sort.since,
        term: one.term(),
        span: one.span(),
        state,
        tone,
        legal_ref: held(&one.legal_ref),
        doubt: (!one.remark.is_empty()).then(|| held(doubt)),
        added,
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

/// The longest text of a field, in letters.
const LONGEST_LINE: usize = 500;

fn text(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST_LINE {
        form.fault(field, format!("Здесь больше {LONGEST_LINE} знаков. Сократите."));
    }
    text
}

fn parse(form: &mut Form, versions: &[Version]) -> Option<Version> {
    let sort = form.check("record", Sort::named(&form.text("record")).ok_or("Выберите, что хранится."));
    let years = form.text("years").parse::<i64>().ok().filter(|years| (1..=LONGEST).contains(years));
    let years = form.check("years", years.ok_or("Укажите целое число лет от 1 до 100."));
    let from = Day::typed(&form.text("from")).filter(|day| (2000..=2100).contains(&day.0.year()));
    let from = form.check("from", from.ok_or("Укажите первый день новой версии, например 01.01.2027."));
    let legal_ref = text(form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    let remark = text(form, "remark", "");
    let (sort, years, from) = (sort?, years?, from?);
    let last = versions.iter().filter(|one| one.sort == sort).map(|one| one.from).max();
    if let Some(last) = last.filter(|last| *last >= from) {
        form.fault(
            "from",
            format!("Последняя версия действует с {}. Новая может начаться только позже.", words::day(last)),
        );
    }
    let new = Version { remark, ..Version::beginning(sort, from, years, legal_ref) };
    form.is_sound().then_some(new)
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

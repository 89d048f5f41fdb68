//! Sheets: what may be sent in, with its columns, and what was sent in before.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::documents::Accept;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::fields::with_day;
use super::model::{Import, Kind};
use super::plan::columns;
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/imports", show)
}

/// Rows of one page.
const PAGE: usize = 20;

/// A sheet is read whole: a larger one would not be a list of people.
const LARGEST: u64 = 16 * 1024 * 1024;

struct SheetForm {
    code: &'static str,
    title: &'static str,
    label: &'static str,
    about: &'static str,
    needed: String,
    other: String,
    hint: String,
    has_day: bool,
}

struct Line {
    href: String,
    kind: &'static str,
    file_name: String,
    sent: String,
    by: String,
    outcome: String,
}

#[derive(Template)]
#[template(path = "exchange/board.html")]
struct BoardPage {
    frame: Frame,
    form: Form,
    sheets: Vec<SheetForm>,
    accept: String,
    lines: Vec<Line>,
    first_href: String,
    next_href: String,
}

async fn show(by: Centre, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let form = with_day(Form::new(), "received", app.today());
    draw(&app, &by, form, cursor(asked.value("before"))).await
}

/// The page, with the form as it stands.
pub(super) async fn draw(
    app: &App,
    by: &Centre,
    form: Form,
    before: Option<(Moment, Id<Import>)>,
) -> Result<Response, Failure> {
    let mut sent = app.db.read(move |reader| store::list(reader, before, PAGE)).await?;
    let more = sent.len() > PAGE;
    sent.truncate(PAGE);
    let last = sent.last().filter(|_| more);
    let sound = form.is_sound();
    let page = BoardPage {
        frame: by.frame(app, "Загрузка таблиц").sound(sound).trail(&[("/cabinet", "Личный кабинет")]),
        sheets: Kind::ALL.into_iter().map(|kind| sheet_form(kind, limit(app))).collect(),
        accept: Accept::SHEET.endings(),
        first_href: before.map(|_| "/imports".to_owned()).unwrap_or_default(),
        next_href: last
            .map(|last| format!("/imports?before={}.{}", last.added_at.micros(), last.id))
            .unwrap_or_default(),
        lines: sent.into_iter().map(|one| line(app, one)).collect(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// How large a sheet may be.
pub(super) fn limit(app: &App) -> u64 {
    app.config.upload_limit.min(LARGEST)
}

fn sheet_form(kind: Kind, limit: u64) -> SheetForm {
    let named = |needed: bool| {
        let asked = columns(kind).iter().filter(|one| one.required == needed);
        let names: Vec<String> = asked.map(|one| format!("«{}»", one.name)).collect();
        names.join(", ")
    };
    let size = words::size(i64::try_from(limit).unwrap_or(i64::MAX));
    SheetForm {
        code: kind.code(),
        title: kind.words(),
        label: match kind {
            Kind::Organizations => "Файл с организациями",
            Kind::Teachers => "Файл с заявлениями",
            Kind::Specialists => "Файл со специалистами",
            Kind::Coordinators => "Файл с координаторами",
            Kind::Register => "Файл с реестром",
            Kind::Numbers => "Файл с номерами",
        },
        about: match kind {
            Kind::Organizations => "Каждая строка становится организацией. Организация узнаётся по ИНН.",
            Kind::Teachers => {
                "Каждая строка становится заявлением. Педагог узнаётся по СНИЛС, организация — по названию: сначала внесите организации."
            }
            Kind::Specialists => {
                "Каждому уходит письмо с приглашением. Место работы — название организации, должности — через запятую; без должностей назначать можно любых педагогов."
            }
            Kind::Coordinators => {
                "Каждому уходит письмо с приглашением координатора своей организации: сначала внесите организации."
            }
            Kind::Register => {
                "Каждая строка становится записью реестра. Имя — в столбце «ФИО» или в трёх столбцах: «Фамилия», «Имя», «Отчество». Срок прежних категорий считается по дате решения, если не указан."
            }
            Kind::Numbers => {
                "Номера заявлений на Госуслугах для дел, которые уже есть в системе. Дело узнаётся по номеру дела, а без него — по СНИЛС педагога."
            }
        },
        needed: named(true),
        other: named(false),
        hint: format!("XLSX, до {size} и до 20 000 строк."),
        has_day: kind == Kind::Teachers,
    }
}

fn line(app: &App, one: Import) -> Line {
    Line {
        href: format!("/imports/{}", one.id),
        kind: one.kind.words(),
        sent: app.config.zone.brief(one.added_at),
        outcome: match one.confirmed_at {
            Some(_) if one.is_under_way() => "Вносится".to_owned(),
            Some(_) => one.outcome,
            None => "Проверена, не внесена".to_owned(),
        },
        by: one.added_by,
        file_name: if one.file_name.is_empty() { "файла больше нет".to_owned() } else { one.file_name },
    }
}

/// The row a page begins after: its moment and its id.
fn cursor(text: &str) -> Option<(Moment, Id<Import>)> {
    let (at, id) = text.split_once('.')?;
    Some((Moment::of_micros(at.parse().ok()?), id.parse().ok()?))
}

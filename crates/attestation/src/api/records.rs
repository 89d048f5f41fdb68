//! The register of categories as neighbours read it: records in force by name, post and category; one by its check code.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::applications::Category;
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::register::{self, Filter, Record};

use super::applications::PAGE;
use super::asked::{Asked, CURSOR};
use super::guards::{Neighbour, NeighboursRecord, ReadsRegister};
use super::problem::{Problem, json};
use super::shape::{CategoryCode, RecordShown, RecordsShown};
use super::{cursor, kinds};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/api/v1/register", list).get("/api/v1/register/{code}", one)
}

/// Letters of a name that is searched for.
const NAME: std::ops::RangeInclusive<usize> = 2..=100;

/// A day as programs write it: `2026-11-23` and nothing else.
pub(super) fn iso_day(text: &str) -> Option<Day> {
    text.parse::<Day>().ok().filter(|day| day.to_string() == text)
}

/// Записи реестра, которые действуют сегодня или в названный день.
#[utoipa::path(
    get,
    path = "/api/v1/register",
    tag = "register",
    params(
        ("name" = Option<String>, Query, description = "Начало фамилии и имени.", min_length = 2, max_length = 100),
        ("post" = Option<String>, Query, description = "Код должности из списка должностей Центра.", pattern = "^[PC][0-9]{2,4}$"),
        ("category" = Option<CategoryCode>, Query, description = "Категория."),
        ("on" = Option<String>, Query, description = "Действуют в этот день, а не сегодня.", format = Date),
        ("cursor" = Option<String>, Query, description = "Метка из поля next прошлого ответа."),
    ),
    responses((status = 200, description = "Страница записей", body = RecordsShown)),
    security(("token" = ["register:read"]))
)]
pub(super) async fn list(
    by: Neighbour<ReadsRegister>,
    State(app): State<App>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let today = app.today();
    let filter = asked(&by, raw.as_deref(), today)?;
    let search = filter.clone();
    let mut found = app.db.read(move |reader| register::search(reader, &search, PAGE + 1)).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more);
    let next = next.map(|last| cursor::written(&filter.place(&last.name, last.standing()), last.id));
    by.tell(&app, by.fact(kinds::RECORDS, &told(&found))).await?;
    let items = found.iter().map(|record| RecordShown::of(record, today)).collect();
    json(StatusCode::OK, &RecordsShown { items, next })
}

/// «переданы записи реестра: 2 (7KQ4-…, …)»: by the codes it is known whose.
fn told(found: &[Record]) -> String {
    let codes: Vec<String> = found.iter().map(|record| record.code.groups()).collect();
    let codes = if codes.is_empty() { String::new() } else { format!(" ({})", codes.join(", ")) };
    format!("переданы записи реестра: {}{codes}", found.len())
}

fn asked(by: &Neighbour<ReadsRegister>, raw: Option<&str>, today: Day) -> Result<Filter, Problem> {
    let mut asked = Asked::of(raw, &["name", "post", "category", "on", CURSOR]);
    let name = asked.take(
        "name",
        "Введите от 2 до 100 знаков: начало фамилии, затем имени.",
        |text| NAME.contains(&text.chars().count()).then(|| text.to_owned()),
    );
    let post =
        asked.take("post", "Код должности записан с ошибкой. Пример: P27.", |text| {
            // Of the law's own list, or added by the Centre.
            let number = text.strip_prefix(['P', 'C']).unwrap_or_default();
            let is_code = (2..=4).contains(&number.len()) && number.bytes().all(|sign| sign.is_ascii_digit());
            is_code.then(|| text.to_owned())
        });
    let category =
        asked.take("category", "Такой категории нет. Коды категорий есть в описании доступа.", Category::parse);
    let on = asked.take("on", "Дата записана с ошибкой. Пример: 2026-11-23.", iso_day);
    let after = asked.cursor();
    asked.sound()?;
    Ok(Filter {
        name: name.unwrap_or_default(),
        post: post.unwrap_or_default(),
        category,
        on: Some(on.unwrap_or(today)),
        within: by.token.bounds.municipality().map(str::to_owned),
        school: by.token.bounds.school(),
        after,
        ..Filter::default()
    })
}

/// Одна запись реестра по коду проверки.
#[utoipa::path(
    get,
    path = "/api/v1/register/{code}",
    tag = "register",
    params(("code" = String, Path, description = "Код проверки, двенадцать знаков; дефисы и регистр не важны.")),
    responses((status = 200, description = "Запись", body = RecordShown)),
    security(("token" = ["register:read"]))
)]
pub(super) async fn one(seat: NeighboursRecord, State(app): State<App>) -> Result<Response, Problem> {
    let record: &Record = &seat.record;
    if !record.stands() {
        return Err(Problem::gone(
            "Запись заменена или отменена. Найдите действующую запись в реестре по фамилии и имени.",
        ));
    }
    seat.by
        .tell(&app, seat.by.fact(kinds::RECORDS, &format!("передана запись реестра {}", record.code.groups())))
        .await?;
    json(StatusCode::OK, &RecordShown::of(record, app.today()))
}

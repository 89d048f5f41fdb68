//! Applications as neighbours read them: a list in the order of changes, and one by its number.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::applications::{Application, kinds as trade};
use crate::commission::decision_of;
use crate::context::App;
use crate::organizations::Inn;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::asked::{Asked, CURSOR};
use super::feed::{self, Filter};
use super::guards::{Neighbour, NeighboursCase, ReadsApplications};
use super::problem::{Problem, json};
use super::shape::{ApplicationShown, ApplicationsShown, CaseShown, StageCode};
use super::{cursor, kinds, standing};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/api/v1/applications", list).get("/api/v1/applications/{number}", one)
}

/// Rows of one page.
pub(super) const PAGE: usize = 50;

/// A moment as neighbours write it.
fn moment(text: &str) -> Option<Moment> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Moment::of_micros(at.as_microsecond()))
}

/// Заявления в порядке изменения: раньше изменённые — первыми. Дело, изменённое снова, встретится ещё раз ближе к концу.
#[utoipa::path(
    get,
    path = "/api/v1/applications",
    tag = "applications",
    params(
        ("stage" = Option<StageCode>, Query, description = "Только в этом состоянии."),
        ("school" = Option<String>, Query, description = "ИНН организации.", pattern = "^[0-9]{10}$"),
        ("since" = Option<String>, Query, description = "Изменённые с этого момента, RFC 3339.", format = DateTime),
        ("cursor" = Option<String>, Query, description = "Метка из поля next прошлого ответа."),
    ),
    responses((status = 200, description = "Страница заявлений", body = ApplicationsShown)),
    security(("token" = ["applications:read"]))
)]
pub(super) async fn list(
    by: Neighbour<ReadsApplications>,
    State(app): State<App>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let filter = asked(&by, raw.as_deref())?;
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = app.db.read(move |reader| feed::page(reader, &filter, most)).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| cursor::written(&last.changed_at.micros().to_string(), last.case.id));
    tell(&app, &by, found.iter().map(|listed| listed.case.id).collect()).await?;
    let items = found.iter().map(ApplicationShown::from).collect();
    json(StatusCode::OK, &ApplicationsShown { items, next })
}

/// Tells the journal of each case that is given away and of the list: whom it has touched must be known when a key leaks.
async fn tell(app: &App, by: &Neighbour<ReadsApplications>, cases: Vec<Id<Application>>) -> Result<(), Failure> {
    let each = by.fact(trade::OPENED, "дело передано соседней системе в списке");
    let list = by.fact(kinds::READ, &format!("передан список заявлений: {}", cases.len()));
    let done = app.db.act(by.by(), app.now(), move |act| {
        act.note_all(cases.iter().map(|case| each.clone().application(*case)))?;
        act.record(list, ())
    });
    done.await.map_err(Failure::from)
}

fn asked(by: &Neighbour<ReadsApplications>, raw: Option<&str>) -> Result<Filter, Problem> {
    let mut asked = Asked::of(raw, &["stage", "school", "since", CURSOR]);
    let stages = asked.take("stage", "Такого состояния нет. Коды состояний есть в описании доступа.", standing::asked);
    let school = asked.take("school", "ИНН организации состоит из 10 цифр.", |text| {
        Inn::parse(text).ok().filter(|inn| inn.as_str() == text)
    });
    let since = asked.take("since", "Момент записан с ошибкой. Пример: 2026-11-23T07:00:00Z.", moment);
    let after = asked.cursor_of_time::<Id<Application>>();
    asked.sound()?;
    let school = school.map(|inn| inn.as_str().to_owned());
    Ok(Filter { bounds: by.token.bounds.clone(), stages: stages.unwrap_or_default(), school, since, after })
}

/// Одно заявление по номеру дела и решение комиссии, если протокол подписан.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{number}",
    tag = "applications",
    params(("number" = String, Path, description = "Номер дела, например 2026-0417.")),
    responses((status = 200, description = "Заявление и решение", body = CaseShown)),
    security(("token" = ["applications:read"]))
)]
pub(super) async fn one(seat: NeighboursCase, State(app): State<App>) -> Result<Response, Problem> {
    let fact = seat.by.fact(trade::OPENED, "дело передано соседней системе").application(seat.case.id);
    seat.by.tell(&app, fact).await?;
    json(StatusCode::OK, &case_shown(&app, seat.case.id).await?)
}

/// An application with its decision, as it stands now.
pub(super) async fn case_shown(app: &App, id: Id<Application>) -> Result<CaseShown, Problem> {
    let read = app.db.read(move |reader| Ok::<_, DbError>((feed::one(reader, id)?, decision_of(reader, id)?)));
    let (listed, decision) = read.await?;
    let listed = listed.ok_or_else(Problem::hidden)?;
    Ok(CaseShown::of(&listed, decision.as_ref()))
}

//! An application submitted by a neighbour: it waits to be registered as one a teacher has sent. Sent again under the same
//! key, it is answered again and nothing is made twice.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::applications::{self, Application, Outcome};
use crate::applying::{self, kinds as trade};
use crate::context::App;
use crate::intake;
use crate::organizations;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::page::header_text;
use crate::platform::secret;

use super::applications::case_shown;
use super::guards::{Neighbour, Submits};
use super::problem::{Problem, json};
use super::shape::CaseShown;
use super::store::{self, Keyed};
use super::typed::{Beside, Ready, Sent};
use super::{body, feed, kinds};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.post("/api/v1/applications", submit)
}

/// Bytes of a body at most.
const LARGEST: usize = 64 * 1024;
/// The header of a key by which a request sent again is known, and the one that says so.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Signs of a key at most.
const LONGEST_KEY: usize = 200;

/// A body that was read, and the key it came with.
pub(super) struct Submission {
    sent: Sent,
    keyed: Option<Keyed>,
}

impl<S: Send + Sync> FromRequest<S> for Submission {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let media = header_text(&parts.headers, &header::CONTENT_TYPE);
        if media.split(';').next().is_none_or(|media| !media.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Problem::not_json());
        }
        let key = parts.headers.get(KEY).map(key_from).transpose()?;
        let bytes: Bytes = axum::body::to_bytes(body, LARGEST).await.map_err(|_| Failure::TooLarge)?;
        let sent = body::read(&bytes, Sent::FIELDS)?;
        let body_hash = secret::hash(&String::from_utf8_lossy(&bytes));
        Ok(Self { sent, keyed: key.map(|key| Keyed { key, body_hash }) })
    }
}

fn key_from(value: &HeaderValue) -> Result<String, Problem> {
    let key = value.to_str().ok().map(str::trim).filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
    let why = "Ключ повтора — от 1 до 200 латинских букв, цифр и знаков, свой у каждого заявления.";
    key.map(str::to_owned).ok_or_else(|| Problem::of_field("Idempotency-Key", why))
}

/// Such an application is there; its number.
#[derive(Debug)]
struct AlreadyThere(String);

impl Refusal for AlreadyThere {
    fn reason(&self) -> String {
        format!("Заявление этого педагога на эту должность и категорию уже есть: дело {}.", self.0)
    }
}

/// Заявление педагога подано и ждёт регистрации в Центре. С тем же Idempotency-Key и тем же телом второе заявление не появится.
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    tag = "applications",
    params(("Idempotency-Key" = Option<String>, Header, description = "Ключ повтора: свой у каждого заявления, помнится неделю.", min_length = 1, max_length = 200, pattern = "^[A-Za-z0-9._-]+$")),
    request_body = Sent,
    responses((status = 201, description = "Заявление подано", body = CaseShown, headers(("Location" = String, description = "Адрес заявления"), ("Idempotency-Replayed" = String, description = "true, если ответ повторён по ключу")))),
    security(("token" = ["applications:write"]))
)]
pub(super) async fn submit(
    by: Neighbour<Submits>,
    State(app): State<App>,
    submission: Submission,
) -> Result<Response, Problem> {
    let Submission { sent, keyed } = submission;
    if let Some(known) = answered(&app, &by, keyed.as_ref()).await? {
        let mut again = made(&app, known).await?;
        again.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        return Ok(again);
    }
    let today = app.today();
    let (inn, snils) = (sent.inn(), sent.snils());
    let beside = app.db.read(move |reader| beside(reader, inn.as_ref(), snils.as_ref())).await?;
    let ready = sent.ready(&by.token, &beside, today).map_err(|form| Problem::not_valid(form.faults()))?;
    let asked = ready.new.clone();
    if let Some(no) = app.db.read(move |reader| applying::barred(reader, &asked)).await? {
        return Err(Problem::of_field("category", &no.told()));
    }
    let id = write(&app, by, ready, keyed).await?;
    app.bell.ring();
    made(&app, id).await
}

/// The application this key was answered with before; another body under the same key is refused.
async fn answered(
    app: &App,
    by: &Neighbour<Submits>,
    keyed: Option<&Keyed>,
) -> Result<Option<Id<Application>>, Problem> {
    let Some(keyed) = keyed else { return Ok(None) };
    let (token, key) = (by.token.id, keyed.key.clone());
    let known = app.db.glance(move |reader| store::answered(reader, token, &key)).await?;
    match known {
        Some((body_hash, id)) if body_hash == keyed.body_hash => Ok(Some(id)),
        Some(_) => {
            let why = "С этим ключом уже подано другое заявление. У каждого заявления должен быть свой ключ.";
            Err(Problem::of_field("Idempotency-Key", why))
        }
        None => Ok(None),
    }
}

fn beside(
    reader: &mut Reader,
    inn: Option<&organizations::Inn>,
    snils: Option<&applications::Snils>,
) -> Result<Beside, DbError> {
    Ok(Beside {
        school: inn.map_or(Ok(None), |inn| organizations::by_inn(reader, inn))?,
        posts: applications::posts(reader)?,
        known: snils.map_or(Ok(None), |snils| feed::teacher(reader, snils.as_str()))?,
    })
}

async fn write(
    app: &App,
    by: Neighbour<Submits>,
    ready: Ready,
    keyed: Option<Keyed>,
) -> Result<Id<Application>, Failure> {
    let added = ready.added();
    let Ready { new, filing, known } = ready;
    let house = app.clone();
    app.db
        .act(by.by(), app.now(), move |act| {
            applications::hold_teacher(act, &new.teacher.snils)?;
            if feed::teacher(act, new.teacher.snils.as_str())? != known {
                return Err(Failure::Conflict(
                    "Пока заявление записывалось, данные педагога изменились. Повторите запрос.".into(),
                ));
            }
            let id = match applications::submit(act, &new)? {
                Outcome::Made(id) => id,
                Outcome::Known(id) => {
                    let known = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
                    return Err(AlreadyThere(known.number).into());
                }
            };
            applications::file(act, id, &filing)?;
            if let Some(keyed) = &keyed
                && !store::remember(act, by.token.id, keyed, id)?
            {
                return Err(Failure::Conflict(
                    "Заявление с этим ключом подаётся прямо сейчас. Повторите запрос.".into(),
                ));
            }
            if !added.is_empty() {
                let words = format!("о педагоге записано то, чего в системе не было: {added}");
                act.note(by.fact(kinds::ADDED_TO, &words).application(id))?;
            }
            let made = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
            intake::announce(act, &house, &made)?;
            let words = format!("заявление подано: {}, категория: {}", new.teacher.name.full(), new.category.words());
            Ok::<_, Failure>(act.record(by.fact(trade::SUBMITTED, &words).application(id), id)?)
        })
        .await
}

/// The answer to an application that was made.
async fn made(app: &App, id: Id<Application>) -> Result<Response, Problem> {
    let shown = case_shown(app, id).await?;
    let mut response = json(StatusCode::CREATED, &shown)?;
    let place = format!("/api/v1/applications/{}", shown.number());
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

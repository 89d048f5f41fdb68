//! What a neighbour is told when the answer is no: RFC 9457, in Russian, with the reason and what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::engine::DbError;
use crate::platform::failure::{ErrorWords, Failure};
use crate::platform::form::Fault;

/// The media type of a problem.
pub(super) const MEDIA: &str = "application/problem+json";
/// What types of problems begin with.
const URN: &str = "urn:attestation:problem:";

/// Why a request was not done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Shown {
    /// Вид отказа, например `urn:attestation:problem:not-valid`.
    #[serde(rename = "type")]
    kind: String,
    /// Коротко.
    title: String,
    /// Код ответа HTTP.
    status: u16,
    /// Причина и что сделать.
    detail: String,
    /// Ошибки по полям; есть только у `not-valid`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldShown>,
    /// Номер ошибки, который можно назвать в поддержку; есть только при сбое.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    number: String,
}

/// A fault of a field.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(super) struct FieldShown {
    /// Поле тела или параметр запроса.
    field: String,
    /// Причина и что исправить.
    detail: String,
}

/// A request that was not done.
#[derive(Debug)]
pub(super) struct Problem(Box<Refused>);

/// Its answer: the status, the body and headers beside it.
#[derive(Debug)]
struct Refused {
    status: StatusCode,
    shown: Shown,
    headers: Vec<(header::HeaderName, String)>,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        let shown = Shown {
            kind: format!("{URN}{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            number: String::new(),
        };
        Self(Box::new(Refused { status, shown, headers: Vec::new() }))
    }

    fn with(mut self, name: header::HeaderName, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// No token, or one that opens nothing (401).
    pub(super) fn not_known(detail: &str, is_given: bool) -> Self {
        let challenge = if is_given { r#"Bearer error="invalid_token""# } else { "Bearer" };
        Self::new(StatusCode::UNAUTHORIZED, "not-known", "Доступ не открыт", detail)
            .with(header::WWW_AUTHENTICATE, challenge)
    }

    /// A token that opens other things (403).
    pub(super) fn not_in_scope(code: &str) -> Self {
        let detail =
            format!("Этому доступу не дано право {code}. Попросите Центр открыть доступ, в котором оно отмечено.");
        Self::new(StatusCode::FORBIDDEN, "not-in-scope", "Права на это нет", detail)
            .with(header::WWW_AUTHENTICATE, format!(r#"Bearer error="insufficient_scope", scope="{code}""#))
    }

    /// Nothing of this name that is open to the token (404).
    pub(super) fn hidden() -> Self {
        let detail =
            "Такого здесь нет, или оно не входит в то, что открыто этому доступу. Сверьте номер и адрес запроса.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Не найдено", detail)
    }

    /// It was there and is over (410).
    pub(super) fn gone(detail: &str) -> Self {
        Self::new(StatusCode::GONE, "gone", "Больше не действует", detail)
    }

    /// The minute's requests are used up (429).
    pub(super) fn too_many(seconds: i64) -> Self {
        let detail = "Запросов за минуту больше, чем разрешено этому доступу. Повторите через столько секунд, сколько указано в Retry-After.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Слишком много запросов", detail)
            .with(header::RETRY_AFTER, seconds.to_string())
    }

    /// The body is not JSON of the form described (400).
    pub(super) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "Запрос не разобран", detail)
    }

    /// The body is of another media type (415).
    pub(super) fn not_json() -> Self {
        let detail = "Тело запроса передаётся как JSON: укажите Content-Type: application/json.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "Нужен JSON", detail)
    }

    /// A rule of the trade says no (409).
    pub(super) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "Сейчас этого сделать нельзя", detail)
    }

    /// Faults by field (422).
    pub(super) fn not_valid(faults: &[Fault]) -> Self {
        let detail = "Исправьте поля, названные в errors, и повторите запрос.";
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not-valid", "В запросе есть ошибки", detail);
        let errors = faults.iter().map(|one| FieldShown { field: one.field.clone(), detail: one.text.clone() });
        problem.0.shown.errors = errors.collect();
        problem
    }

    /// One fault of one field (422).
    pub(super) fn of_field(field: &str, text: &str) -> Self {
        Self::not_valid(&[Fault { field: field.to_owned(), text: text.to_owned() }])
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        of_answer(&failure.into_response())
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        Failure::from(error).into()
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Failure::Broken(error.into()).into()
    }
}

/// The problem that says what an error page would have said.
fn of_answer(answer: &Response) -> Problem {
    let status = answer.status();
    let words = answer.extensions().get::<ErrorWords>();
    let (title, text) = words.map_or(("", ""), |words| (words.title.as_str(), words.text.as_str()));
    let wait = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut problem = match status {
        StatusCode::NOT_FOUND => Problem::hidden(),
        StatusCode::CONFLICT => Problem::conflict(text),
        StatusCode::TOO_MANY_REQUESTS => {
            return Problem::too_many(wait.and_then(|seconds| seconds.parse().ok()).unwrap_or(60));
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            let detail = "Мы уже записали, что случилось. Повторите запрос позже; если сбой повторится, назовите в поддержку его номер.";
            Problem::new(status, "broken", title, detail)
        }
        StatusCode::SERVICE_UNAVAILABLE => Problem::new(status, "away", title, text),
        other => Problem::new(other, "refused", title, text),
    };
    problem.0.shown.number = words.map(|words| words.number.clone()).unwrap_or_default();
    if let Some(seconds) = wait {
        problem = problem.with(header::RETRY_AFTER, seconds);
    }
    problem
}

/// The answer for a program in place of an error page: what no door here has answered, and what broke on the way.
pub fn instead(answer: Response) -> Response {
    if answer.extensions().get::<ErrorWords>().is_none() {
        return answer;
    }
    of_answer(&answer).into_response()
}

/// The answer to a method no door of this path has (405); those there are stand in `Allow`, put there by the router.
pub fn no_such_method() -> Response {
    let detail = "По этому адресу отвечают только на методы, названные в Allow.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no-such-method", "Так обратиться нельзя", detail).into_response()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Refused { status, shown, headers } = *self.0;
        let body = serde_json::to_vec(&shown).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA)], body).into_response();
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static("ru"));
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// An answer in JSON.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value)?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

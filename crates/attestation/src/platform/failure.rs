//! What a handler can fail with. Two faces: a sentence and a way on for people, the cause chain once in the log.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::engine::DbError;

/// A feature's own "no", with its reason.
pub trait Refusal: std::fmt::Debug + Send + Sync + 'static {
    /// What to say: the reason and what to do, in one or two sentences.
    fn reason(&self) -> String;
}

/// Put on an answer that only sends to the sign-in page.
#[derive(Debug, Clone, Copy)]
pub struct NotSignedIn;

/// Why something typed was not saved upon the version it was typed over.
#[derive(Debug)]
pub enum Raced {
    /// Another window was first: both texts are to be shown.
    Other,
    /// It failed otherwise.
    Failed(Failure),
}

impl Raced {
    /// Whether it was saved; any other failure goes on.
    ///
    /// # Errors
    /// When it failed otherwise.
    pub fn is_saved(saving: Result<(), Self>) -> Result<bool, Failure> {
        match saving {
            Ok(()) => Ok(true),
            Err(Self::Other) => Ok(false),
            Err(Self::Failed(failure)) => Err(failure),
        }
    }
}

impl From<Failure> for Raced {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<DbError> for Raced {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

/// Everything that is not the page asked for.
#[derive(Debug)]
pub enum Failure {
    /// A rule of the trade says no (409: the thing is not in a state for it).
    Denied(Box<dyn Refusal>),
    /// Not there, or not for this person: the two are never told apart (404).
    Hidden,
    /// It was there and is over; the sentence says what to do (410).
    Gone(String),
    /// Somebody was first (409).
    Conflict(String),
    /// Sign in first, then come back here.
    SignIn(String),
    /// Whoever is signed in has something to do before all else: go there.
    First(&'static str),
    /// Too many tries; how many seconds to wait (429).
    TooMany(i64),
    /// The request itself is not what a form of ours sends (400).
    Malformed(&'static str),
    /// More was sent than fits (413).
    TooLarge,
    /// The connection broke, or stood still, in the middle of sending (408).
    Interrupted,
    /// No place on the disk (507).
    NoSpace,
    /// A neighbour (database, file store) does not answer (503).
    Away,
    /// Our fault (500).
    Broken(anyhow::Error),
}

impl<R: Refusal> From<R> for Failure {
    fn from(refusal: R) -> Self {
        Self::Denied(Box::new(refusal))
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NoSpace => Self::NoSpace,
            DbError::Rehearsed => Self::Conflict("Ничего не изменено: форму только показывают снова.".to_owned()),
            DbError::Away(_) => {
                tracing::error!(error = %error, "the database is away");
                Self::Away
            }
            other => Self::Broken(other.into()),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.into())
    }
}

impl From<getrandom::Error> for Failure {
    fn from(error: getrandom::Error) -> Self {
        Self::Broken(anyhow::Error::msg(format!("no randomness: {error}")))
    }
}

/// The words of an error page; a layer above dresses it with the person's menu.
#[derive(Debug, Clone)]
pub struct ErrorWords {
    /// The heading.
    pub title: String,
    /// The reason and what to do.
    pub text: String,
    /// The number to name to support; empty when there is none.
    pub number: String,
    /// What the person had typed into the form that was not taken, to be copied from the page.
    pub typed: Vec<String>,
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::Denied(_) | Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Hidden => StatusCode::NOT_FOUND,
            Self::Gone(_) => StatusCode::GONE,
            Self::SignIn(_) | Self::First(_) => StatusCode::SEE_OTHER,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Interrupted => StatusCode::REQUEST_TIMEOUT,
            Self::NoSpace => StatusCode::INSUFFICIENT_STORAGE,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> ErrorWords {
        let words = |title: &str, text: &str| ErrorWords {
            title: title.to_owned(),
            text: text.to_owned(),
            number: String::new(),
            typed: Vec::new(),
        };
        match self {
            Self::Denied(refusal) => words("Сейчас этого сделать нельзя", &refusal.reason()),
            Self::Hidden => words(
                "Такой страницы нет",
                "Возможно, ссылка устарела, или это дело назначено не вам. Проверьте адрес или вернитесь в личный кабинет.",
            ),
            Self::Gone(text) => words("Ссылка больше не действует", text),
            Self::Conflict(text) => words("Сейчас этого сделать нельзя", text),
            Self::SignIn(_) => words("Войдите в систему", "Эта страница доступна после входа."),
            Self::First(_) => {
                words("Сначала закончите вход", "Эта страница откроется, когда вход будет настроен до конца.")
            }
            Self::TooMany(seconds) => {
                let minutes = u64::try_from((seconds + 59) / 60).unwrap_or(1).max(1);
                let wait = super::words::counted(minutes, "минуту", "минуты", "минут");
                words("Слишком много попыток", &format!("Повторите через {wait}."))
            }
            Self::Malformed(text) => words("Форма устарела", text),
            Self::TooLarge => words(
                "Отправлено слишком много",
                "Данные формы больше, чем принимает система. Уменьшите файл или текст и отправьте снова.",
            ),
            Self::Interrupted => words(
                "Отправка прервалась",
                "Связь оборвалась, и файл пришёл не целиком. Ничего не сохранено. Отправьте файл ещё раз.",
            ),
            Self::NoSpace => words(
                "Место закончилось",
                "Система сейчас не может сохранить новое: на диске нет места. Всё записанное раньше цело. Сообщите в Центр и повторите позже.",
            ),
            Self::Away => {
                words("Идут работы", "Система временно недоступна. Повторите через минуту: сохранённое не потеряно.")
            }
            Self::Broken(_) => words(
                "Сбой на нашей стороне",
                "Мы уже записали, что случилось. Вернитесь на страницу назад и попробуйте ещё раз. Если сбой повторится, назовите в поддержку номер ошибки.",
            ),
        }
    }
}

/// Eight signs to name over the phone.
fn error_number() -> String {
    let signs = super::secret::LinkSecret::random()
        .map(|secret| secret.signs().chars().take(8).collect::<String>())
        .unwrap_or_default();
    if signs.len() == 8 { format!("{}-{}", &signs[..4], &signs[4..]) } else { signs }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::SignIn(next) = &self {
            let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
            let mut response = Redirect::to(&format!("/login?next={next}")).into_response();
            response.extensions_mut().insert(NotSignedIn);
            return response;
        }
        if let Self::First(there) = &self {
            return Redirect::to(there).into_response();
        }
        let mut words = self.words();
        if let Self::Broken(error) = &self {
            words.number = error_number();
            tracing::error!(number = words.number, error = format!("{error:#}"), "a request failed");
        }
        let mut response = self.status().into_response();
        if let Self::TooMany(seconds) = &self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(u64::try_from(*seconds).unwrap_or(60)));
        }
        if matches!(self, Self::Away) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.extensions_mut().insert(words);
        response
    }
}

//! Forms sent after the session had ended: what was typed is kept for the one who typed it, and after sign-in
//! the same form comes back filled. Nothing is sent by that: the form is only rehearsed. A form that was refused with a
//! page of its own gives the text back on that page, one with files too: as far as it was read.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use jiff::SignedDuration;
use tokio::sync::Mutex;
use tower::ServiceExt;

use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{ErrorWords, Failure, NotSignedIn};
use crate::platform::form::{Form, LARGEST_FORM};
use crate::platform::ids::Id;
use crate::platform::page::{self, Spoken, header_text};
use crate::platform::rehearsal::{self, Held};
use crate::platform::secret;
use crate::platform::upload::{Heard, words_before_files};
use crate::platform::visit::{KEPT, Visit};
use crate::values;

use super::admission::own_path;
use super::guards::SignedIn;
use super::model::{Account, Seat};
use super::typed::SUGGESTED;

/// What was typed waits so long for its owner.
const LIFE: SignedDuration = SignedDuration::from_hours(2);
/// Where the form comes back.
pub(super) const RESUME: &str = "/resume";

const SAVED: &str =
    "Вы долго не работали, и мы закрыли вход. Всё введённое сохранено: войдите, и вы вернётесь к той же форме.";
const NOT_SENT: &str = "Вы долго не работали, и мы закрыли вход. Ничего не отправлено: войдите и повторите.";
const FILE_NOT_SENT: &str = "Вы долго не работали, и мы закрыли вход. Файл не отправлен: войдите и выберите его снова.";
const BACK: &str = "Вход закрылся раньше, чем форма была отправлена. Всё введённое стоит на своих местах, но ещё ничего не отправлено: проверьте и отправьте форму снова.";
const REPEAT: &str = "Вход закрылся раньше, чем форма была отправлена. Ничего не изменилось: проверьте и повторите.";

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get(RESUME, resume)
}

/// A form that did not reach its handler.
#[derive(Clone)]
struct Kept {
    /// The page the form was on.
    page: String,
    /// Where it was sent.
    path: String,
    /// Its fields.
    body: String,
}

/// What `keep_typed` needs: the application and the doors at which a form is rehearsed.
#[derive(Clone)]
pub struct Keeper {
    /// The application.
    pub app: App,
    /// Every door of the house.
    pub doors: Router,
}

/// Keeps forms of ended sessions, and shows them again after sign-in.
pub async fn keep_typed(keeper: &Keeper, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return next.run(request).await;
    };
    let outcome = if request.method() == Method::POST {
        sent(&keeper.app, &visit, request, next).await
    } else {
        let response = next.run(request).await;
        match response.extensions().get::<Kept>().cloned() {
            Some(kept) => Ok(shown_again(&visit, kept, keeper.doors.clone()).await),
            None => Ok(response),
        }
    };
    outcome.unwrap_or_else(IntoResponse::into_response)
}

async fn sent(app: &App, visit: &Visit, request: Request, next: Next) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    let kind = header_text(&parts.headers, &header::CONTENT_TYPE).to_owned();
    if kind.starts_with("multipart/") {
        return Ok(sent_with_files(visit, &kind, Request::from_parts(parts, body), next).await);
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        let page = page_of(&parts.headers);
        let response = next.run(Request::from_parts(parts, body)).await;
        return Ok(if lacks_session(&response) { to_login(visit, &page, NOT_SENT) } else { response });
    }
    // Such a form is read whole by its handler in any case, and no further than this.
    let body = axum::body::to_bytes(body, LARGEST_FORM).await.map_err(|_| Failure::TooLarge)?;
    let mut kept = Kept { page: page_of(&parts.headers), path: visit.asked.clone(), body: String::new() };
    let shown = visit.cookies.read(&parts.headers, KEPT);
    let mut response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    if lacks_session(&response) {
        let form = Form::of_urlencoded(&body);
        kept.body = fields_worth_keeping(&body);
        let page = kept.page.clone();
        let is_kept = keep(app, visit, &form, kept).await?;
        return Ok(if is_kept { to_login(visit, RESUME, SAVED) } else { to_login(visit, &page, NOT_SENT) });
    }
    if let Some(words) = response.extensions_mut().get_mut::<ErrorWords>() {
        words.typed = texts(url::form_urlencoded::parse(&body));
    }
    if response.status() == StatusCode::SEE_OTHER && shown.is_some_and(|path| path == secret::hash(&visit.asked)) {
        forget(app, visit).await?;
        response.headers_mut().append(header::SET_COOKIE, visit.cookies.drop(KEPT));
    }
    Ok(response)
}

/// A form with files is read as it comes and never twice: of one its handler has not begun to read, the words before the first
/// file are read now, should it be refused.
async fn sent_with_files(visit: &Visit, kind: &str, mut request: Request, next: Next) -> Response {
    let (page, heard) = (page_of(request.headers()), Heard::default());
    request.extensions_mut().insert(heard.clone());
    let (parts, body) = request.into_parts();
    let (lent, kept) = shared(body);
    let mut response = next.run(Request::from_parts(parts, lent)).await;
    if lacks_session(&response) {
        return to_login(visit, &page, FILE_NOT_SENT);
    }
    if let Some(words) = response.extensions_mut().get_mut::<ErrorWords>() {
        let fields = match heard.fields() {
            Some(fields) => fields,
            None => words_before_files(kind, kept).await,
        };
        words.typed = texts(fields);
    }
    response
}

/// One body in two hands: each goes on where the other has stopped.
fn shared(body: Body) -> (Body, Body) {
    let stream = Arc::new(Mutex::new(body.into_data_stream()));
    let hand = |stream| {
        Body::from_stream(futures::stream::unfold(stream, |stream: Arc<Mutex<BodyDataStream>>| async move {
            let next = stream.lock().await.next().await;
            next.map(|piece| (piece, stream))
        }))
    };
    (hand(Arc::clone(&stream)), hand(stream))
}

fn lacks_session(response: &Response) -> bool {
    response.extensions().get::<NotSignedIn>().is_some()
}

/// The page a form was on, as the browser tells it; only its path is believed, the cabinet stands for every other.
pub fn page_of(headers: &HeaderMap) -> String {
    let page = url::Url::parse(header_text(headers, &header::REFERER)).ok();
    let path = page.map(|page| page[url::Position::BeforePath..url::Position::AfterQuery].to_owned());
    path.map_or_else(|| "/cabinet".to_owned(), |path| own_path(&path).to_owned())
}

fn to_login(visit: &Visit, next: &str, sentence: &str) -> Response {
    let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
    page::go_saying(visit.cookies, &format!("/login?next={next}"), sentence)
}

/// Whether a field holds a secret: the token, a password or a code that was typed, a password chosen from those offered.
fn is_secret(name: &str) -> bool {
    name == "token" || name == SUGGESTED || name.contains("password")
}

/// What was typed in words: a text of several words, each once.
fn texts<T: AsRef<str>>(fields: impl IntoIterator<Item = (T, T)>) -> Vec<String> {
    let mut texts = Vec::new();
    for (_, value) in fields.into_iter().filter(|(name, _)| !is_secret(name.as_ref())) {
        let text = value.as_ref().trim();
        if text.contains(char::is_whitespace) && !texts.iter().any(|one| one == text) {
            texts.push(text.to_owned());
        }
    }
    texts
}

/// The body without secrets.
fn fields_worth_keeping(body: &[u8]) -> String {
    let fields = url::form_urlencoded::parse(body);
    let kept = fields.filter(|(name, _)| !is_secret(name));
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
}

/// Keeps the form for the account whose page it was; false when nobody's session stands behind it.
async fn keep(app: &App, visit: &Visit, form: &Form, kept: Kept) -> Result<bool, Failure> {
    let Some(session) = form.owner(&visit.token) else {
        return Ok(false);
    };
    let now = app.now();
    let change = move |upkeep: &mut crate::platform::act::Upkeep<'_>| {
        let owner = upkeep.row(
            "select n.account_id, n.seat_id from sessions n join accounts a on a.id = n.account_id where n.hash = $1 and a.closed_at is null",
            values![&session],
            |row| Ok((row.get::<Id<Account>>(0)?, row.get::<Id<Seat>>(1)?)),
        )?;
        let Some((account, seat)) = owner else { return Ok(false) };
        upkeep.run(
            "insert into kept_forms (account_id, seat_id, page, path, body, kept_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (account_id) do update set seat_id = excluded.seat_id, page = excluded.page,
             path = excluded.path, body = excluded.body, kept_at = excluded.kept_at",
            values![account, seat, &kept.page, &kept.path, &kept.body, now],
        )?;
        Ok::<_, DbError>(true)
    };
    Ok(app.db.upkeep(change).await?)
}

/// Drops forms that have waited too long for their owners.
///
/// # Errors
/// When the database does not answer.
pub async fn drop_kept(app: &App) -> Result<(), DbError> {
    let border = app.now().plus(-LIFE);
    let late =
        move |reader: &mut Reader| reader.count("select count(*) from kept_forms where kept_at < $1", values![border]);
    if app.db.glance(late).await? > 0 {
        app.db.upkeep(move |upkeep| upkeep.run(DROPPED, values![border])).await?;
    }
    Ok(())
}

const DROPPED: &str = "delete from kept_forms where kept_at < $1";

/// The form shown again was sent and taken: nothing needs to be kept.
async fn forget(app: &App, visit: &Visit) -> Result<(), Failure> {
    let session = visit.session.as_deref().map(secret::hash).unwrap_or_default();
    let drop = "delete from kept_forms where account_id in (select account_id from sessions where hash = $1)";
    Ok(app.db.upkeep(move |upkeep| upkeep.run(drop, values![&session]).map(|_| ())).await?)
}

/// The seat in which the account's form was typed.
pub(super) fn seat_of(reader: &mut Reader, account: Id<Account>) -> Result<Option<Id<Seat>>, DbError> {
    reader.row("select seat_id from kept_forms where account_id = $1", values![account], |row| row.get(0))
}

async fn resume(person: SignedIn, State(app): State<App>) -> Result<Response, Failure> {
    let (account, since): (_, Moment) = (person.account.id, app.now().plus(-LIFE));
    let find = move |reader: &mut Reader| {
        reader.row(
            "select page, path, body from kept_forms where account_id = $1 and kept_at >= $2",
            values![account, since],
            |row| Ok(Kept { page: row.get(0)?, path: row.get(1)?, body: row.get(2)? }),
        )
    };
    let kept: Option<Kept> = app.db.read(find).await.map_err(|error: DbError| Failure::from(error))?;
    let mut response = page::go("/cabinet");
    if let Some(kept) = kept {
        response.extensions_mut().insert(kept);
    }
    Ok(response)
}

/// The page of the form with everything typed: its handler is asked once more and changes nothing.
async fn shown_again(visit: &Visit, kept: Kept, doors: Router) -> Response {
    let visit = visit.sent_again(&kept.path, BACK);
    let body = format!("token={}&{}", visit.token, kept.body);
    let request = Request::post(&kept.path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let cookies = visit.cookies;
    let Ok(mut request) = request.body(Body::from(body)) else {
        return page::go_saying(cookies, &kept.page, REPEAT);
    };
    request.extensions_mut().insert(visit);
    request.extensions_mut().insert(Held);
    let Ok(mut response) = rehearsal::rehearse(doors.oneshot(request)).await;
    let is_page = response.extensions().get::<Spoken>().is_some() && !lacks_session(&response);
    if !is_page {
        return page::go_saying(cookies, &kept.page, REPEAT);
    }
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().append(header::SET_COOKIE, cookies.set(KEPT, &secret::hash(&kept.path), None));
    response
}

//! The only file that knows every feature: their doors, jobs and kinds of acts; the server for main and for tests.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::accounts::Keeper;
use crate::context::{App, Told};
use crate::platform::act::Kind;
use crate::platform::daily::{self, OfDay};
use crate::platform::doors::Doors;
use crate::platform::failure::{ErrorWords, Failure};
use crate::platform::jobs::Jobs;
use crate::platform::law::Law;
use crate::platform::visit::{self, Manners};
use crate::platform::{assets, page, schedule};

/// Every door of the house.
pub fn doors() -> Doors<App> {
    Doors::default()
        .and(crate::accounts::doors())
        .and(crate::invitations::doors())
        .and(crate::people::doors())
        .and(crate::conclusions::doors())
        .and(crate::applying::doors())
        .and(crate::cases::doors())
        .and(crate::withdrawals::doors())
        .and(crate::complaints::doors())
        .and(crate::clocks::doors())
        .and(crate::criteria::doors())
        .and(crate::intake::doors())
        .and(crate::deadlines::doors())
        .and(crate::posts::doors())
        .and(crate::wordings::doors())
        .and(crate::organizations::doors())
        .and(crate::exchange::doors())
        .and(crate::assignments::doors())
        .and(crate::results::doors())
        .and(crate::register::doors())
        .and(crate::fitness::doors())
        .and(crate::commission::doors())
        .and(crate::acts::doors())
        .and(crate::reports::doors())
        .and(crate::retention::doors())
        .and(crate::templates::doors())
        .and(crate::inquiries::doors())
        .and(crate::audit::doors(kinds()))
        .and(crate::notifications::doors(jobs().words()))
        .and(crate::api::doors())
        .and(crate::cabinets::doors())
}

/// Every kind of job.
pub fn jobs() -> Jobs<App> {
    Jobs::default()
        .with::<OfDay<crate::clocks::Reminders>>()
        .with::<OfDay<crate::fitness::Reminders>>()
        .with::<crate::intake::Waiting>()
        .with::<crate::exchange::TakeByParts>()
        .with::<crate::retention::Sweep>()
        .with::<crate::retention::DropFiles>()
        .with::<crate::retention::Mend>()
        .with::<OfDay<crate::retention::Lapses>>()
        .with::<OfDay<crate::audit::Head>>()
        .with::<crate::documents::Check>()
        .with::<OfDay<crate::acts::Unchecked>>()
}

/// Every kind of act the journal knows.
pub fn kinds() -> Vec<Kind> {
    [
        crate::accounts::kinds::ALL,
        crate::documents::kinds::ALL,
        crate::invitations::kinds::ALL,
        crate::people::kinds::ALL,
        crate::applications::kinds::ALL,
        crate::applying::kinds::ALL,
        crate::assignments::kinds::ALL,
        crate::conclusions::kinds::ALL,
        crate::cases::kinds::ALL,
        crate::complaints::kinds::ALL,
        crate::deadlines::kinds::ALL,
        crate::rulebook::kinds::ALL,
        crate::posts::kinds::ALL,
        crate::wordings::kinds::ALL,
        crate::criteria::kinds::ALL,
        crate::clocks::kinds::ALL,
        crate::intake::kinds::ALL,
        crate::organizations::kinds::ALL,
        crate::exchange::kinds::ALL,
        crate::results::kinds::ALL,
        crate::register::kinds::ALL,
        crate::fitness::kinds::ALL,
        crate::commission::kinds::ALL,
        crate::acts::kinds::ALL,
        crate::reports::kinds::ALL,
        crate::api::kinds::ALL,
        crate::retention::kinds::ALL,
        crate::templates::kinds::ALL,
        crate::inquiries::kinds::ALL,
        crate::audit::kinds::ALL,
        crate::notifications::kinds::ALL,
    ]
    .concat()
}

/// What the application is told by its rooms.
pub fn told() -> Told {
    Told { kinds: kinds(), presides: crate::commission::presides, take_places: crate::commission::take_places }
}

/// What must always be true of the rows, room by room.
pub fn laws() -> Vec<Law> {
    [
        crate::platform::law::OF_PLATFORM,
        crate::accounts::laws::ALL,
        crate::invitations::laws::ALL,
        crate::documents::laws::ALL,
        crate::applications::laws::ALL,
        crate::applying::laws::ALL,
        crate::assignments::laws::ALL,
        crate::conclusions::laws::ALL,
        crate::complaints::laws::ALL,
        crate::deadlines::laws::ALL,
        crate::criteria::laws::ALL,
        crate::intake::laws::ALL,
        crate::register::laws::ALL,
        crate::fitness::laws::ALL,
        crate::commission::laws::ALL,
        crate::acts::laws::ALL,
        crate::papers::laws::ALL,
        crate::api::laws::ALL,
        crate::retention::laws::ALL,
        crate::inquiries::laws::ALL,
    ]
    .concat()
}

/// The whole site.
pub fn router(app: &App) -> Router {
    let doors = doors().router();
    let https = app.cookies().secure;
    let site = Site {
        manners: Manners { cookies: app.cookies(), proxies: app.config.proxies.clone(), by_token: crate::api::HOME },
        keeper: Keeper { app: app.clone(), doors: doors.clone().with_state(app.clone()) },
    };
    doors
        .route("/assets/{name}", axum::routing::get(assets::serve))
        .fallback(async || Failure::Hidden)
        .method_not_allowed_fallback(wrong_method)
        // One layer of layers, the outermost first: each layer of its own is one more box to copy with every request.
        .layer(
            ServiceBuilder::new()
                .map_response(move |response: axum::http::Response<_>| {
                    let mut response = response.map(Body::new);
                    page::headers(&mut response, https);
                    response
                })
                .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
                .layer(middleware::from_fn_with_state(Arc::new(site), receive))
                .layer(CatchPanicLayer::custom(|_| {
                    axum::response::IntoResponse::into_response(Failure::Broken(anyhow::anyhow!("a handler panicked")))
                })),
        )
        .with_state(app.clone())
}

/// What those know who receive a request before its handler does.
struct Site {
    manners: Manners,
    keeper: Keeper,
}

/// Receives a request: it is met, its form is kept should the session be over, an error is dressed.
async fn receive(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let kept = async |request| crate::accounts::keep_typed(&site.keeper, request, next).await;
    let dressed = async |request| dress_errors(&site.keeper.app, request, kept).await;
    visit::meet(&site.manners, request, dressed).await
}

/// A page says nothing of methods; a program is told which there are.
async fn wrong_method(uri: Uri) -> Result<Response, Failure> {
    if uri.path().starts_with(crate::api::HOME) { Ok(crate::api::no_such_method()) } else { Err(Failure::Hidden) }
}

/// An error page gets the person's own menu; a program gets JSON.
async fn dress_errors(app: &App, request: Request, next: impl AsyncFnOnce(Request) -> Response) -> Response {
    let visit = request.extensions().get::<visit::Visit>().cloned();
    let from = (request.method() == Method::POST).then(|| crate::accounts::page_of(request.headers()));
    // A step of an attestation that cannot be done leads to the page that tells what can.
    let from = crate::fitness::page_of(request.uri().path()).or(from);
    let mut back = crate::cabinets::WayBack::of(request.uri().path(), from);
    if let Some(visit) = visit.as_ref().filter(|_| request.method() == Method::GET) {
        back = back.again(visit.asked.clone());
    }
    let response = next(request).await;
    if visit.as_ref().is_some_and(|visit| visit.asked.starts_with(crate::api::HOME)) {
        return crate::api::instead(response);
    }
    let (Some(words), Some(visit)) = (response.extensions().get::<ErrorWords>().cloned(), visit) else {
        return response;
    };
    let status = response.status();
    let Ok(mut dressed) = crate::cabinets::error_page(app, visit, (status, words), back).await else {
        return response;
    };
    let mut headers = response.headers().clone();
    headers.remove(axum::http::header::CONTENT_LENGTH);
    headers.remove(axum::http::header::CONTENT_TYPE);
    dressed.headers_mut().extend(headers);
    dressed
}

/// The rounds of letters and jobs, until `stop` turns true: a round that has begun is finished.
pub async fn rounds(app: App, mut stop: tokio::sync::watch::Receiver<bool>) {
    let jobs = jobs();
    while !*stop.borrow_and_update() {
        if let Err(error) = once_round(&app, &jobs).await {
            tracing::error!(error = %error, "a round was not finished");
        }
        tokio::select! {
            () = app.bell.wait() => {}
            _ = stop.changed() => {}
        }
    }
}

/// One round: what the day asks for, letters that are due, jobs that are due, forms nobody came back for, the seal of the
/// journal.
pub async fn once_round(app: &App, jobs: &Jobs<App>) -> Result<(), crate::platform::engine::DbError> {
    let others: &[daily::Ask] = &[
        daily::ask::<App, crate::fitness::Reminders>,
        crate::retention::ask,
        daily::ask::<App, crate::audit::Head>,
        daily::ask::<App, crate::acts::Unchecked>,
    ];
    crate::clocks::ask_for_reminders(app, others).await?;
    while schedule::deliver(&app.db, &app.clock, &app.config.post, &app.config.sender).await? > 0 {}
    while jobs.run_due(&app.db, app, app.now()).await? > 0 {}
    crate::accounts::drop_kept(app).await?;
    crate::platform::seal::due(&app.db, app.now(), app.config.seal_key.as_ref()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_law_is_asked_once() {
        let laws = super::laws();
        let told: BTreeSet<&str> = laws.iter().map(|law| law.words).collect();
        assert_eq!(told.len(), laws.len());
    }
}

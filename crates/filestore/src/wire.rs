//! The connection to S3: hyper over TCP, or over rustls with the ring provider and the system's certificates.
//! Every wait is bounded, so a service that hangs is an error and not a frozen page.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector as Tcp;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use tokio::time::{Instant, Sleep, sleep, timeout};

const CONNECTING: Duration = Duration::from_secs(5);
/// From the whole of a bodyless request to the head of its answer.
const ANSWERING: Duration = Duration::from_secs(10);
/// The same when a part of a file is sent first.
const SENDING: Duration = Duration::from_mins(1);
/// Between two pieces of an answer.
const PAUSE: Duration = Duration::from_secs(20);
const IDLE: Duration = Duration::from_secs(30);

/// Connects without TLS only when told so.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) allow_http: bool,
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())
            .map_err(|cause| object_store::Error::Generic { store: "S3", source: cause.into() })?;
        let https = if self.allow_http { https.https_or_http() } else { https.https_only() };
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .build(https.enable_http1().wrap_connector(tcp()));
        Ok(HttpClient::new(Line(client)))
    }
}

fn tcp() -> Tcp {
    let mut tcp = Tcp::new();
    tcp.enforce_http(false); // the scheme is checked one layer above
    tcp.set_connect_timeout(Some(CONNECTING));
    tcp.set_nodelay(true);
    tcp
}

#[derive(Debug)]
struct Line(Client<HttpsConnector<Tcp>, HttpRequestBody>);

#[async_trait]
impl HttpService for Line {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let patience = if request.body().content_length() == 0 { ANSWERING } else { SENDING };
        let answer = timeout(patience, self.0.request(request)).await;
        let answer = answer.map_err(|late| HttpError::new(HttpErrorKind::Timeout, late))?;
        let answer = answer.map_err(|cause| {
            let kind = if cause.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Interrupted };
            HttpError::new(kind, cause)
        })?;
        Ok(answer.map(|body| HttpResponseBody::new(Patient::new(body))))
    }
}

/// An answer's body that gives up when nothing comes for [`PAUSE`].
struct Patient {
    body: Incoming,
    alarm: Pin<Box<Sleep>>,
}

impl Patient {
    fn new(body: Incoming) -> Patient {
        Patient { body, alarm: Box::pin(sleep(PAUSE)) }
    }
}

impl Body for Patient {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(frame) => {
                self.alarm.as_mut().reset(Instant::now() + PAUSE);
                let broken = |cause| HttpError::new(HttpErrorKind::Interrupted, cause);
                Poll::Ready(frame.map(|frame| frame.map_err(broken)))
            }
            Poll::Pending => self.alarm.as_mut().poll(context).map(|()| {
                let late = std::io::Error::from(std::io::ErrorKind::TimedOut);
                Some(Err(HttpError::new(HttpErrorKind::Timeout, late)))
            }),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

//! The server: an accept loop that lets nobody hold a connection by silence, half a header or a dripping body.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::{Request, Response, StatusCode, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::callers::{Callers, MOST_OF_ONE};

/// The whole head of a request must arrive in this time; a connection kept open says nothing no longer than this.
const HEADER: Duration = Duration::from_secs(5);
/// A TLS greeting takes no longer.
const GREETING: Duration = Duration::from_secs(10);
/// A reader that takes nothing for this long is let go.
const STALLED: Duration = Duration::from_mins(1);
/// Connections at once.
const MOST: usize = 12_000;
/// A body must bring at least so many bytes in each window.
const WINDOW: Duration = Duration::from_secs(30);
const WINDOW_BYTES: u64 = 30 * 1024;
/// After a stop is asked for, requests under way get this long.
const LAST: Duration = Duration::from_secs(30);

/// Serves until `stop` resolves, then lets requests under way finish. The connections of `proxies` are everybody's.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    proxies: Vec<IpAddr>,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(MOST));
    let callers = Callers::new(MOST_OF_ONE, proxies);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles: wait for some to close rather than spin.
                    tracing::warn!(error = %error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Whoever holds too many is let go without a word.
        let Some(held) = callers.hold(peer.ip()) else { continue };
        drop(stream.set_nodelay(true));
        let watcher = graceful.watcher();
        let (router, tls) = (router.clone(), tls.clone());
        tokio::spawn(async move {
            match tls {
                None => talk(stream, peer, router, watcher).await,
                Some(tls) => {
                    if let Ok(Ok(stream)) = tokio::time::timeout(GREETING, tls.accept(stream)).await {
                        talk(stream, peer, router, watcher).await;
                    }
                }
            }
            drop((place, held));
        });
    }
    drop(listener);
    drop(tokio::time::timeout(LAST, graceful.shutdown()).await);
}

async fn talk<S>(stream: S, peer: SocketAddr, router: Router, watcher: hyper_util::server::graceful::Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            if !names_one_site(&request) {
                return Ok::<_, Infallible>(refused());
            }
            let mut request =
                request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(Steady::new(body)) });
            request.extensions_mut().insert(ConnectInfo(peer));
            Ok(router.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    drop(watcher.watch(connection).await);
}

/// Whether a request names the site it is for, once: of two names a proxy may believe one and we the other
/// (RFC 9112, 3.2). An old client of HTTP/1.0 may name none.
fn names_one_site<B>(request: &Request<B>) -> bool {
    match request.headers().get_all(header::HOST).iter().count() {
        0 => request.version() < Version::HTTP_11,
        names => names == 1,
    }
}

/// The answer to whoever does not speak as a browser does; the connection ends with it.
fn refused() -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::BAD_REQUEST;
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

/// A body that must keep coming.
struct Steady {
    inner: Incoming,
    window: Pin<Box<Sleep>>,
    brought: u64,
}

/// Why a body was given up.
#[derive(Debug, thiserror::Error)]
pub enum BodyTrouble {
    /// It came too slowly.
    #[error("the body came too slowly")]
    TooSlow,
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(#[from] hyper::Error),
}

impl Steady {
    fn new(inner: Incoming) -> Self {
        Self { inner, window: Box::pin(tokio::time::sleep(WINDOW)), brought: 0 }
    }
}

impl http_body::Body for Steady {
    type Data = Bytes;
    type Error = BodyTrouble;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyTrouble>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) {
            if let Some(Ok(frame)) = &frame {
                self.brought += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(BodyTrouble::from)));
        }
        ready!(self.window.as_mut().poll(cx));
        if self.brought < WINDOW_BYTES {
            return Poll::Ready(Some(Err(BodyTrouble::TooSlow)));
        }
        self.brought = 0;
        self.window.as_mut().reset(Instant::now() + WINDOW);
        if self.window.as_mut().poll(cx).is_ready() {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// TLS from certificate files in PEM.
///
/// # Errors
/// A sentence for the operator when a file is missing or is not what it should be.
pub fn tls(certificate: &std::path::Path, key: &std::path::Path) -> Result<TlsAcceptor, String> {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let unreadable =
        |file: &std::path::Path, error: &dyn std::fmt::Display| format!("не читается файл {}: {error}", file.display());
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(certificate, &error))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
        .map_err(|error| format!("сертификат и ключ не подходят друг другу: {error}"))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

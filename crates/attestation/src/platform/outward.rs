//! A message to somebody else's server, at an address that others chose. The name is resolved once, every address it has
//! must be public, and the connection goes to the very address that was checked; no redirect is followed, of the answer
//! only its status is read, and all of it together has a bounded time.

mod addresses;

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{Request, StatusCode, header};
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Position, Url};

pub use self::addresses::is_public;
use super::tls;

/// From the name to the status of the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// One address of several is given this part of the time to take the connection.
const SHARE: u32 = 3;
/// Bytes of an answer's head, and lines in it, at most.
const LARGEST_HEAD: usize = 16 * 1024;
const MOST_HEADERS: usize = 64;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The name has no address.
    #[error("имя сервера не найдено")]
    Unknown,
    /// An address is not of the open network.
    #[error("адрес {0} внутренний, туда система не обращается")]
    Inside(IpAddr),
    /// Nobody takes the connection.
    #[error("сервер не принимает соединение")]
    NotConnected,
    /// The certificate does not fit, or the talk about it broke.
    #[error("защищённое соединение не установлено: проверьте сертификат сервера")]
    NotProved,
    /// The connection broke, or what came is no answer.
    #[error("сервер оборвал соединение или ответил не по правилам HTTP")]
    Broken,
    /// There was no answer in time.
    #[error("сервер не ответил за {} с", .0.as_secs())]
    Late(Duration),
}

/// The way out.
#[derive(Clone)]
pub struct Outward {
    inside: bool,
    patience: Duration,
    tls: Arc<OnceLock<TlsConnector>>,
}

impl Outward {
    /// To public addresses; `inside`: also to addresses of this machine and of its own network.
    pub fn new(inside: bool) -> Self {
        Self { inside, patience: PATIENCE, tls: Arc::default() }
    }

    /// With this much time for everything.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Trusting other certificates than those of the system.
    #[must_use]
    pub fn trusting(self, client: ClientConfig) -> Self {
        Self { tls: Arc::new(OnceLock::from(TlsConnector::from(Arc::new(client)))), ..self }
    }

    /// Whether addresses of the own network are allowed.
    pub fn goes_inside(&self) -> bool {
        self.inside
    }

    /// Sends a body by POST; the status of the answer, whatever it is.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn post(
        &self,
        to: &Url,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<StatusCode, NoAnswer> {
        let mut request = Request::post(&to[Position::BeforePath..Position::AfterQuery])
            .header(header::HOST, &to[Position::BeforeHost..Position::AfterPort])
            .header(header::USER_AGENT, concat!("attestation/", env!("CARGO_PKG_VERSION")));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|_| NoAnswer::Broken)?;
        let talk = async {
            let stream = self.connected(to).await?;
            if to.scheme() != "https" {
                return answered(stream, request).await;
            }
            let name = server_name(to).ok_or(NoAnswer::NotProved)?;
            let secured = self.connector()?.connect(name, stream).await.map_err(|_| NoAnswer::NotProved)?;
            answered(secured, request).await
        };
        timeout(self.patience, talk).await.unwrap_or(Err(NoAnswer::Late(self.patience)))
    }

    /// A connection to the first address of the name that takes it.
    async fn connected(&self, to: &Url) -> Result<TcpStream, NoAnswer> {
        let found = resolved(to).await?;
        if let Some(inner) = found.iter().map(SocketAddr::ip).find(|ip| !self.inside && !is_public(*ip)) {
            return Err(NoAnswer::Inside(inner));
        }
        for address in found {
            if let Ok(Ok(stream)) = timeout(self.patience / SHARE, TcpStream::connect(address)).await {
                return Ok(stream);
            }
        }
        Err(NoAnswer::NotConnected)
    }

    fn connector(&self) -> Result<&TlsConnector, NoAnswer> {
        if let Some(known) = self.tls.get() {
            return Ok(known);
        }
        let client = tls::trusting_system().map_err(|_| NoAnswer::NotProved)?;
        Ok(self.tls.get_or_init(|| TlsConnector::from(Arc::new(client))))
    }
}

/// Every address of the server, at its port.
async fn resolved(to: &Url) -> Result<Vec<SocketAddr>, NoAnswer> {
    let port = to.port_or_known_default().ok_or(NoAnswer::Unknown)?;
    match to.host() {
        Some(Host::Ipv4(ip)) => Ok(vec![SocketAddr::from((ip, port))]),
        Some(Host::Ipv6(ip)) => Ok(vec![SocketAddr::from((ip, port))]),
        Some(Host::Domain(name)) => {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name, port)).await.map_err(|_| NoAnswer::Unknown)?.collect();
            if found.is_empty() { Err(NoAnswer::Unknown) } else { Ok(found) }
        }
        None => Err(NoAnswer::Unknown),
    }
}

fn server_name(to: &Url) -> Option<ServerName<'static>> {
    match to.host()? {
        Host::Domain(name) => ServerName::try_from(name.to_owned()).ok(),
        Host::Ipv4(ip) => Some(IpAddr::V4(ip).into()),
        Host::Ipv6(ip) => Some(IpAddr::V6(ip).into()),
    }
}

/// The status of the answer; its body is left where it is.
async fn answered<S>(stream: S, request: Request<Full<Bytes>>) -> Result<StatusCode, NoAnswer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut rules = http1::Builder::new();
    rules.max_buf_size(LARGEST_HEAD).max_headers(MOST_HEADERS);
    let (mut wire, driver) = rules.handshake(TokioIo::new(stream)).await.map_err(|_| NoAnswer::Broken)?;
    // Dropped with this talk, and the connection with it.
    let mut driving = JoinSet::new();
    driving.spawn(driver);
    Ok(wire.send_request(request).await.map_err(|_| NoAnswer::Broken)?.status())
}

#[cfg(test)]
mod tests {
    use rustls::RootCertStore;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    async fn sent(by: &Outward, to: &str) -> Result<u16, NoAnswer> {
        let to = Url::parse(to).expect("an address");
        by.post(&to, &[("webhook-id", "1".to_owned())], "{}".to_owned()).await.map(|status| status.as_u16())
    }

    #[tokio::test]
    async fn an_inner_address_is_never_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let outward = Outward::new(false).patient(Duration::from_secs(5));
        // However it is written: as it is, as a number, by a name, inside an address of the newer network.
        for host in ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::ffff:127.0.0.1]"] {
            let answer = sent(&outward, &format!("http://{host}:{port}/")).await;
            assert!(matches!(answer, Err(NoAnswer::Inside(_))), "{host}: {answer:?}");
        }
        assert!(timeout(Duration::from_millis(50), listener.accept()).await.is_err(), "somebody came");
    }

    #[tokio::test]
    async fn silence_and_noise_are_no_answer() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let at = listener.local_addr().expect("an address");
        let outward = Outward::new(true).patient(Duration::from_secs(1));
        let to = format!("http://{at}/");
        assert_eq!(sent(&outward, &to).await, Err(NoAnswer::Late(Duration::from_secs(1))));
        let noise = tokio::spawn(async move {
            // The first connection waits from before.
            for _ in 0..2 {
                let (mut stream, _) = listener.accept().await.expect("somebody");
                drop(stream.write_all(b"220 mail.example.ru ESMTP\r\n").await);
            }
        });
        assert_eq!(sent(&outward, &to).await, Err(NoAnswer::Broken));
        noise.await.expect("noise was made");
        assert_eq!(sent(&outward, &to).await, Err(NoAnswer::NotConnected));
        assert_eq!(sent(&outward, "http://there-is-none.invalid/").await, Err(NoAnswer::Unknown));
    }

    #[tokio::test]
    async fn a_server_proves_who_it_is() {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
        let server = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("a server");
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut asked = [0; 1024];
                drop(stream.read(&mut asked).await);
                drop(stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await);
                drop(stream.shutdown().await);
            }
        });
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).expect("a root");
        let known = Outward::new(true).trusting(tls::trusting(roots).expect("a client"));
        assert_eq!(sent(&known, &format!("https://localhost:{port}/hook?a=1")).await, Ok(204));
        // Another name than the certificate's, and a certificate nobody vouches for.
        assert_eq!(sent(&known, &format!("https://127.0.0.1:{port}/")).await, Err(NoAnswer::NotProved));
        let strangers = Outward::new(true);
        assert_eq!(sent(&strangers, &format!("https://localhost:{port}/")).await, Err(NoAnswer::NotProved));
    }
}

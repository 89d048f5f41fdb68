//! A keep-alive HTTP client over one connection, and a person who signs in with it.

use std::convert::Infallible;
use std::net::SocketAddr;

use anyhow::Context;
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What is sent.
pub(crate) type Body = BoxBody<Bytes, Infallible>;

/// Nothing.
pub(crate) fn empty() -> Body {
    Full::default().boxed()
}

/// One connection.
pub(crate) struct Wire {
    sender: SendRequest<Body>,
    at: SocketAddr,
}

/// An answer read to its end.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Where it sends the person.
    pub(crate) location: String,
    /// Cookies it gives: name and value.
    pub(crate) cookies: Vec<(String, String)>,
    /// Its body.
    pub(crate) body: Bytes,
}

impl Wire {
    /// Opens a connection.
    pub(crate) async fn open(at: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, at })
    }

    /// Sends a request; the answer's body is still to be read.
    pub(crate) async fn send(&mut self, request: Request<Body>) -> anyhow::Result<Response<Incoming>> {
        if self.sender.ready().await.is_err() {
            *self = Self::open(self.at).await?;
        }
        Ok(self.sender.send_request(request).await?)
    }

    /// Sends a request and reads the answer to its end.
    pub(crate) async fn ask(&mut self, request: Request<Body>) -> anyhow::Result<Answer> {
        let response = self.send(request).await?;
        let text = |value: &hyper::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let (parts, body) = response.into_parts();
        let cookies = parts.headers.get_all(SET_COOKIE).iter().filter_map(|line| {
            let line = text(line);
            let (name, value) = line.split(';').next()?.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        });
        Ok(Answer {
            status: parts.status,
            location: parts.headers.get(LOCATION).map(text).unwrap_or_default(),
            cookies: cookies.collect(),
            body: body.collect().await?.to_bytes(),
        })
    }
}

/// A person at the site: cookies and the token of forms.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The server.
    pub(crate) at: SocketAddr,
    /// Every cookie, as it is sent.
    pub(crate) cookie: String,
    /// The token of forms.
    pub(crate) token: String,
}

impl Person {
    /// Comes to the site as nobody.
    pub(crate) async fn come(wire: &mut Wire) -> anyhow::Result<Self> {
        let mut person = Self { at: wire.at, cookie: String::new(), token: String::new() };
        let page = wire.ask(person.get("/login")).await?;
        let body = String::from_utf8_lossy(&page.body).into_owned();
        let token = body.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.context("the sign-in page has no token")?.clone_into(&mut person.token);
        person.take(&page);
        Ok(person)
    }

    /// Signs in.
    pub(crate) async fn sign_in(wire: &mut Wire, login: &str, password: &str) -> anyhow::Result<Self> {
        let mut person = Self::come(wire).await?;
        let answer = wire.ask(person.post("/login", &[("login", login), ("password", password)])).await?;
        anyhow::ensure!(answer.status == StatusCode::SEE_OTHER, "{login} was not let in: {}", answer.status);
        person.take(&answer);
        Ok(person)
    }

    fn take(&mut self, answer: &Answer) {
        for (name, value) in &answer.cookies {
            if !self.cookie.is_empty() {
                self.cookie.push_str("; ");
            }
            self.cookie.extend([name.as_str(), "=", value.as_str()]);
        }
    }

    fn request(&self, method: &str, path: &str) -> hyper::http::request::Builder {
        Request::builder().method(method).uri(path).header(HOST, self.at.to_string()).header(COOKIE, &self.cookie)
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Request<Body> {
        self.request("GET", path).body(empty()).unwrap_or_default()
    }

    /// Sends a form.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let all = std::iter::once(("token", self.token.as_str())).chain(fields.iter().copied());
        let text: Vec<String> = all.map(|(name, value)| format!("{name}={}", quoted(value))).collect();
        let body = Full::from(text.join("&")).boxed();
        self.request("POST", path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .unwrap_or_default()
    }

    /// Sends a file in a form: `pieces` one after another.
    pub(crate) fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str),
        pieces: Vec<Bytes>,
    ) -> Request<Body> {
        self.uploads(path, fields, file, vec![pieces])
    }

    /// Sends several files in one field of a form.
    pub(crate) fn uploads(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str),
        files: Vec<Vec<Bytes>>,
    ) -> Request<Body> {
        const BORDER: &str = "----bench-border-5b7d";
        let all = std::iter::once(("token", self.token.as_str())).chain(fields.iter().copied());
        let field =
            |(name, value)| format!("--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let head = all.map(field).collect::<Vec<_>>().concat();
        let opening = format!(
            "--{BORDER}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: application/pdf\r\n\r\n",
            file.0, file.1
        );
        let mut whole = vec![Bytes::from(head)];
        for pieces in files {
            whole.push(Bytes::from(opening.clone()));
            whole.extend(pieces);
            whole.push(Bytes::from_static(b"\r\n"));
        }
        whole.push(Bytes::from(format!("--{BORDER}--\r\n")));
        let length: usize = whole.iter().map(Bytes::len).sum();
        let frames = futures::stream::iter(whole.into_iter().map(|piece| Ok::<_, Infallible>(Frame::data(piece))));
        self.request("POST", path)
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BORDER}"))
            .header(CONTENT_LENGTH, length)
            .body(StreamBody::new(frames).boxed())
            .unwrap_or_default()
    }
}

fn quoted(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

//! The post: how a letter leaves — through an SMTP server, into a folder as .eml files, or into memory for tests.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{Address, AsyncTransport, Message, Tokio1Executor};

use super::outbox::Waiting;

/// Where letters go.
#[derive(Clone)]
pub enum Post {
    /// A mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder: every letter a file `<id>.eml`.
    Folder(PathBuf),
    /// Memory: tests read it.
    Memory(Arc<Mutex<Vec<Kept>>>),
}

/// A letter kept in memory.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Why a letter was not taken.
#[derive(Debug, Clone)]
pub struct NotTaken {
    /// The server's reason, or ours, in one line. A server may name the address in it: it is shown to the centre, never logged.
    pub reason: String,
    /// Whether trying again is of no use.
    pub is_final: bool,
}

/// Who writes: the centre.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The name beside the address.
    pub name: String,
    /// The address.
    pub email: String,
    /// The host part of Message-ID.
    pub host: String,
}

/// A mail server gets this long for one step of the talk.
const TALK: Duration = Duration::from_secs(20);

impl Post {
    /// A mail server by its URL: `smtp://host:25`, `smtp://host:587?tls=required`, `smtps://user:password@host`.
    ///
    /// # Errors
    /// When the URL is not of that form.
    pub fn smtp(url: &str) -> Result<Self, lettre::transport::smtp::Error> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(TALK)).build();
        Ok(Self::Smtp(transport))
    }

    /// Whether letters leave this machine: in a folder they only lie.
    pub fn leaves(&self) -> bool {
        !matches!(self, Self::Folder(_))
    }

    /// Memory, empty.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands the letter over.
    pub async fn send(&self, sender: &Sender, waiting: &Waiting) -> Result<(), NotTaken> {
        let message = message(sender, waiting)?;
        match self {
            Self::Smtp(transport) => {
                transport.send(message).await.map_err(|error| not_taken(&error))?;
                Ok(())
            }
            Self::Folder(folder) => into_folder(folder, waiting, &message.formatted()).await,
            Self::Memory(kept) => {
                let letter = &waiting.letter;
                if let Ok(mut kept) = kept.lock() {
                    kept.push(Kept {
                        to: letter.to_email.clone(),
                        subject: letter.subject.clone(),
                        text: letter.text.clone(),
                        html: letter.html.clone(),
                    });
                }
                Ok(())
            }
        }
    }
}

fn not_taken(error: &lettre::transport::smtp::Error) -> NotTaken {
    let reason = error.status().map_or_else(
        || {
            if error.is_timeout() {
                "почтовый сервер не ответил вовремя".to_owned()
            } else {
                "нет связи с почтовым сервером".to_owned()
            }
        },
        |code| {
            format!(
                "почтовый сервер ответил: {code} {}",
                std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
            )
        },
    );
    NotTaken { reason: one_line(&reason), is_final: error.is_permanent() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

fn malformed(reason: &str) -> NotTaken {
    NotTaken { reason: reason.to_owned(), is_final: true }
}

fn message(sender: &Sender, waiting: &Waiting) -> Result<Message, NotTaken> {
    let letter = &waiting.letter;
    let address = |text: &str| text.parse::<Address>().map_err(|_| malformed("адрес записан с ошибкой"));
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone());
    let html = SinglePart::builder().header(ContentType::TEXT_HTML).body(letter.html.clone());
    let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    Message::builder()
        .from(Mailbox::new(Some(sender.name.clone()), address(&sender.email)?))
        .to(Mailbox::new(Some(letter.to_name.clone()).filter(|name| !name.is_empty()), address(&letter.to_email)?))
        .subject(one_line(&letter.subject))
        .message_id(Some(format!("<{}@{}>", waiting.id, sender.host)))
        .raw_header(automatic)
        .multipart(MultiPart::alternative().singlepart(text).singlepart(html))
        .map_err(|_| malformed("письмо не удалось составить"))
}

async fn into_folder(folder: &std::path::Path, waiting: &Waiting, bytes: &[u8]) -> Result<(), NotTaken> {
    let put = async {
        tokio::fs::create_dir_all(folder).await?;
        let (draft, file) = (folder.join(format!(".{}", waiting.id)), folder.join(format!("{}.eml", waiting.id)));
        tokio::fs::write(&draft, bytes).await?;
        tokio::fs::rename(&draft, &file).await
    };
    put.await.map_err(|error: std::io::Error| NotTaken {
        reason: format!("папка для писем недоступна: {error}"),
        is_final: false,
    })
}

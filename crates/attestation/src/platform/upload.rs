//! Uploads: a form with files, read as it comes; files go to the store while they arrive and are never whole in memory.

use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use filestore::{FileStore, ReceiveError, Received};
use futures::StreamExt;
use multer::Multipart;

use super::failure::Failure;
use super::form::{Form, LARGEST_FORM};
use super::visit::Visit;

/// A file that has arrived but is not kept yet: dropping it removes it.
pub struct Arrived {
    /// The field it came in.
    pub field: String,
    /// The name it had, without folders.
    pub name: String,
    /// The file.
    pub file: Received,
}

/// What became of a file that did not arrive whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Larger than allowed.
    TooBig,
    /// Nothing in it.
    Empty,
}

/// A form with files.
pub struct Upload {
    /// The fields.
    pub form: Form,
    /// Files that arrived whole.
    pub files: Vec<Arrived>,
    /// Files that did not, by field.
    pub lost: Vec<(String, Lost)>,
}

/// A field with what was typed into it.
pub type Typed = (String, String);

/// The words of a form with files as far as its handler has read it, for the layer that gives them back when the form is
/// refused: put on the request by it. Files are not among them.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Option<Vec<Typed>>>>);

impl Heard {
    /// Fields so far; none when the handler has not begun to read.
    pub fn fields(&self) -> Option<Vec<Typed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn begin(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default();
    }

    fn hear(&self, name: &str, value: &str) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get_or_insert_default().push((name.to_owned(), value.to_owned()));
    }
}

/// The words of a form nobody has read: those before its first file.
pub async fn words_before_files(kind: &str, body: Body) -> Vec<Typed> {
    let mut words = Vec::new();
    let Ok(boundary) = multer::parse_boundary(kind) else { return words };
    let mut parts = Multipart::new(body.into_data_stream(), boundary);
    let mut room = Room::default();
    while let Ok(Some(field)) = parts.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            break;
        }
        let Ok(value) = room.text_of(&name, field).await else { break };
        words.push((name, value));
    }
    words
}

/// The request of an upload: opened by the handler once it knows how large a file may be.
pub struct UploadRequest {
    visit: Visit,
    boundary: Option<String>,
    body: Body,
    heard: Option<Heard>,
}

/// Files of one form at most.
const MOST_FILES: usize = 20;
/// What a field takes besides its name and its text, bytes: even empty ones are not without number.
const FRAME: usize = 64;

impl<S: Send + Sync> FromRequest<S> for UploadRequest {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visit = Visit::of(&parts)?;
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let heard = parts.extensions.get::<Heard>().cloned();
        Ok(Self { visit, boundary: multer::parse_boundary(kind).ok(), body, heard })
    }
}

impl UploadRequest {
    /// Reads the form; each file may have `limit` bytes. The token must come before the first file.
    pub async fn read(self, files: &FileStore, limit: u64) -> Result<Upload, Failure> {
        let boundary = self
            .boundary
            .ok_or(Failure::Malformed("Форма отправлена не целиком. Откройте страницу заново и повторите."))?;
        let mut parts = Multipart::new(self.body.into_data_stream(), boundary);
        let mut upload = Upload { form: Form::new(), files: Vec::new(), lost: Vec::new() };
        let (mut proved, mut room) = (false, Room::default());
        let heard = self.heard.unwrap_or_default();
        heard.begin();
        while let Some(field) = parts.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(file_name) = field.file_name().map(bare_name) else {
                let value = room.text_of(&name, field).await?;
                heard.hear(&name, &value);
                upload.form.put(&name, &value);
                continue;
            };
            if !proved {
                upload.form.prove(&self.visit.token)?;
                proved = true;
            }
            if upload.files.len() >= MOST_FILES {
                return Err(Failure::TooLarge);
            }
            let mut field = field;
            let mut first = field.chunk().await.map_err(broken)?;
            // What stands before the next boundary may come as an empty piece.
            while first.as_ref().is_some_and(bytes::Bytes::is_empty) {
                first = field.chunk().await.map_err(broken)?;
            }
            if first.is_none() && file_name.is_empty() {
                continue; // the field was left without a file
            }
            let rest = futures::stream::iter(first.map(Ok)).chain(field);
            match files.receive(limit, rest).await {
                Ok(file) => upload.files.push(Arrived { field: name, name: file_name, file }),
                Err(ReceiveError::TooBig { .. }) => {
                    upload.lost.push((name, Lost::TooBig));
                    return upload.proved(&self.visit.token);
                }
                Err(ReceiveError::Empty) => upload.lost.push((name, Lost::Empty)),
                Err(ReceiveError::Source(error)) => return Err(broken(error)),
                Err(ReceiveError::Store(error)) => return Err(store_failure(error)),
            }
        }
        upload.proved(&self.visit.token)
    }
}

impl Arrived {
    /// The whole file in memory: only for templates and sheets, which are small.
    ///
    /// # Errors
    /// A sentence for the person when it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, &'static str> {
        let unread = "Файл не удалось прочитать. Выберите его ещё раз.";
        let mut bytes = Vec::new();
        let mut file = self.file.open().map_err(|_| unread)?;
        file.read_to_end(&mut bytes).map_err(|_| unread)?;
        Ok(bytes)
    }
}

impl Upload {
    fn proved(self, token: &str) -> Result<Self, Failure> {
        self.form.prove(token)?;
        Ok(self)
    }

    /// The one file of a field, taken out; a fault at the field when it is missing, empty or too large.
    pub fn one_file(&mut self, field: &str, missing: &str, limit: u64) -> Option<Arrived> {
        if let Some(place) = self.files.iter().position(|file| file.field == field) {
            return Some(self.files.swap_remove(place));
        }
        let text = match self.lost.iter().find(|(name, _)| name == field) {
            Some((_, Lost::TooBig)) => too_big(limit),
            Some((_, Lost::Empty)) => "Файл пустой: в нём 0 байт. Проверьте файл и выберите его снова.".to_owned(),
            None => missing.to_owned(),
        };
        self.form.fault(field, text);
        None
    }
}

/// The sentence for a file above the limit.
pub fn too_big(limit: u64) -> String {
    let size = super::words::size(i64::try_from(limit).unwrap_or(i64::MAX));
    format!("Файл больше {size}. Уменьшите его, например сохраните скан с меньшим качеством, и выберите снова.")
}

/// The store's trouble as a failure of the request.
pub fn store_failure(error: filestore::StoreError) -> Failure {
    match error {
        filestore::StoreError::NoSpace(_) => Failure::NoSpace,
        filestore::StoreError::NotFound => {
            Failure::Broken(anyhow::anyhow!("a file of a row is missing from the store"))
        }
        other => Failure::Broken(other.into()),
    }
}

/// Bytes left for the words of a form: all fields together have no more than those of a form without files.
struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(LARGEST_FORM)
    }
}

impl Room {
    async fn text_of(&mut self, name: &str, mut field: multer::Field<'_>) -> Result<String, Failure> {
        self.take(name.len() + FRAME)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            self.take(chunk.len())?;
            bytes.extend_from_slice(&chunk);
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn take(&mut self, bytes: usize) -> Result<(), Failure> {
        self.0 = self.0.checked_sub(bytes).ok_or(Failure::TooLarge)?;
        Ok(())
    }
}

/// The name without folders, without signs that are not shown, short enough for every system.
fn bare_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')).collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    if clean.chars().count() <= 150 {
        return clean;
    }
    let ending: String = clean
        .rsplit('.')
        .next()
        .filter(|ending| ending.len() <= 8)
        .map(|ending| format!(".{ending}"))
        .unwrap_or_default();
    let start: String = clean.chars().take(140).collect();
    format!("{start}{ending}")
}

#[allow(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn broken(error: multer::Error) -> Failure {
    tracing::info!(error = %error, "an upload did not arrive whole");
    Failure::Interrupted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(bare_name("../../etc/passwd"), "passwd");
        assert_eq!(bare_name("C:\\docs\\скан справки № 5 (6 «Б»).jpg"), "скан справки № 5 (6 «Б»).jpg");
        assert_eq!(bare_name("gpj.\u{202e}exe.pdf"), "gpj.exe.pdf");
        assert_eq!(bare_name(&format!("{}.pdf", "я".repeat(300))).chars().count(), 144);
    }
}

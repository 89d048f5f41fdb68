//! A file earns trust: its type is told by its content, not its name; damaged, locked and foreign files are named and refused.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use filestore::Received;

/// A kind of content the system takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// PDF.
    Pdf,
    /// A picture.
    Jpeg,
    /// A picture.
    Png,
    /// A Word document.
    Docx,
    /// A sheet.
    Xlsx,
}

impl Media {
    /// The media type, as stored and served.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The short name shown to people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Docx => "DOCX",
            Self::Xlsx => "XLSX",
        }
    }

    /// The short name of a stored media type.
    pub fn short(mime: &str) -> &'static str {
        [Self::Pdf, Self::Jpeg, Self::Png, Self::Docx, Self::Xlsx]
            .into_iter()
            .find(|media| media.mime() == mime)
            .map_or("файл", Self::words)
    }

    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
        }
    }
}

/// Which kinds a form takes.
#[derive(Debug, Clone, Copy)]
pub struct Accept(pub &'static [Media]);

impl Accept {
    /// A teacher's document.
    pub const DOCUMENT: Self = Self(&[Media::Pdf, Media::Jpeg, Media::Png, Media::Docx, Media::Xlsx]);
    /// A conclusion.
    pub const CONCLUSION: Self = Self(&[Media::Docx, Media::Pdf]);
    /// A template.
    pub const TEMPLATE: Self = Self(&[Media::Docx]);
    /// A sheet.
    pub const SHEET: Self = Self(&[Media::Xlsx]);

    fn words(self) -> String {
        crate::platform::words::either(&self.0.iter().map(|media| media.words()).collect::<Vec<_>>())
    }

    /// For the `accept` of a file field.
    pub fn endings(self) -> String {
        self.0.iter().flat_map(|media| media.endings()).map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
    }
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum BadFile {
    /// Another kind of content.
    #[error("Этот файл не подходит: нужен {0}. Сохраните документ в таком виде и выберите снова.")]
    Kind(String),
    /// The ending says one thing, the content another.
    #[error(
        "Внутри файла {is}, а в имени написано «.{said}». Проверьте, тот ли это файл, и дайте ему правильное окончание."
    )]
    Ending {
        /// What it is.
        is: &'static str,
        /// What the name says.
        said: String,
    },
    /// It ends too early.
    #[error(
        "Файл повреждён или загружен не целиком: у него нет конца. Откройте его на своём компьютере, сохраните заново и выберите снова."
    )]
    Truncated,
    /// A picture that would take gigabytes to show.
    #[error(
        "В снимке {width} × {height} точек, показать его не получится. Сохраните его меньше, например сканируйте с разрешением 300 точек на дюйм."
    )]
    Vast {
        /// Points from left to right.
        width: usize,
        /// Points from top to bottom.
        height: usize,
    },
    /// It asks for a password.
    #[error("Файл закрыт паролем. Снимите пароль, сохраните файл и выберите снова.")]
    Locked,
    /// It holds macros.
    #[error(
        "В файле есть макросы, такие файлы система не принимает. Сохраните документ как обычный DOCX без макросов."
    )]
    Macros,
    /// It could not be read back.
    #[error("Файл не удалось прочитать. Выберите его ещё раз.")]
    Unreadable(#[from] std::io::Error),
}

/// Tells what a file is and whether it is whole. Blocks on the disk: call it off the pages' threads.
pub fn examine(file: &Received, name: &str, accept: Accept) -> Result<Media, BadFile> {
    let head = &file.head[..];
    let refused = || BadFile::Kind(accept.words());
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // The old Office container: a locked DOCX is one, and so is an old DOC.
        let is_new = name.to_lowercase().ends_with('x');
        return Err(if is_new { BadFile::Locked } else { refused() });
    }
    let mut content = file.open().map_err(|error| std::io::Error::other(error.to_string()))?;
    let media = match infer::get(head).map(|kind| kind.mime_type()) {
        Some("application/pdf") => Media::Pdf,
        Some("image/jpeg") => Media::Jpeg,
        Some("image/png") => Media::Png,
        _ if head.starts_with(b"PK\x03\x04") => office(&mut content, refused)?,
        _ => return Err(refused()),
    };
    if !accept.0.contains(&media) {
        return Err(refused());
    }
    let said = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = Accept::DOCUMENT.0.iter().any(|one| one.endings().contains(&said.as_str()));
    if known && !media.endings().contains(&said.as_str()) {
        return Err(BadFile::Ending { is: media.words(), said });
    }
    whole(&mut content, file.size, media)?;
    if matches!(media, Media::Jpeg | Media::Png) {
        drawable(content)?;
    }
    Ok(media)
}

/// Points of a picture at most: a sheet of A3 at 600 dots an inch has seventy million.
const MOST_POINTS: usize = 100_000_000;

/// A picture says how large it is, and it is not vast: a small file may hold a picture of gigabytes.
fn drawable(mut content: std::fs::File) -> Result<(), BadFile> {
    content.rewind()?;
    let told = imagesize::reader_size(BufReader::new(content)).map_err(|_| BadFile::Truncated)?;
    let (width, height) = (told.width, told.height);
    match width.checked_mul(height) {
        Some(points) if points <= MOST_POINTS => Ok(()),
        _ => Err(BadFile::Vast { width, height }),
    }
}

/// Archives are opened one at a time: a directory of a million parts takes two hundred megabytes while it is read.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// DOCX or XLSX by the parts of the archive; its directory at the end must be readable.
fn office(content: &mut std::fs::File, refused: impl Fn() -> BadFile) -> Result<Media, BadFile> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let archive = zip::ZipArchive::new(content).map_err(|_| BadFile::Truncated)?;
    let names: Vec<String> =
        archive.file_names().take(5_000).filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    let has = |part: &str| names.iter().any(|name| name == part);
    if names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(BadFile::Macros);
    }
    if has("word/document.xml") {
        Ok(Media::Docx)
    } else if has("xl/workbook.xml") {
        Ok(Media::Xlsx)
    } else {
        Err(refused())
    }
}

/// How much of the end is looked at.
const TAIL: u64 = 64 * 1024;

fn whole(content: &mut std::fs::File, size: u64, media: Media) -> Result<(), BadFile> {
    content.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    content.take(TAIL).read_to_end(&mut tail)?;
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|window| window == mark);
    match media {
        Media::Pdf if !has(b"%%EOF") => Err(BadFile::Truncated),
        Media::Pdf if has(b"/Encrypt") => Err(BadFile::Locked),
        Media::Jpeg if !has(&[0xff, 0xd9]) => Err(BadFile::Truncated),
        Media::Png if !has(b"IEND") => Err(BadFile::Truncated),
        _ => Ok(()),
    }
}

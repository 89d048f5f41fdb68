//! Kinds of documents and a document as a row.

use crate::platform::clock::Moment;
use crate::platform::failure::Refusal;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};

/// How much of the documents of a case somebody reads. СНИЛС, the day of birth and how to reach a teacher are for whoever
/// deals with the teacher: specialists and members read the application as a page and a PDF without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Every document.
    Whole,
    /// What a specialist works with: neither the signed text of the application, which holds every answer, nor the scans it was
    /// filed by.
    Work,
    /// What a commission decides by: no application at all, on paper or signed.
    Session,
    /// No file: whoever decides about acts reads the application, the conclusion and the decision.
    None,
}

impl Reading {
    /// Whether this document is among those read.
    pub fn shows(self, document: &Document) -> bool {
        match self {
            Self::Whole => true,
            Self::Work => document.media_type != SIGNED_TEXT && !document.is_original(),
            Self::Session => document.kind != Kind::Application && !document.is_original(),
            Self::None => false,
        }
    }
}

/// The media type of what a teacher signs in the system.
pub const SIGNED_TEXT: &str = "application/json";

/// What the scan of an application signed on paper is called.
pub const ORIGINAL: &str = "Заявление, подписанное на бумаге";
/// What the scan of an application put right and signed on paper anew is called.
pub const CORRECTED_ORIGINAL: &str = "Исправленное заявление, подписанное на бумаге";
/// What the scan of the consent that came with it is called.
pub const ORIGINAL_CONSENT: &str = "Согласие на обработку персональных данных, подписанное на бумаге";

/// Вид документа.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Заявление.
    Application,
    /// Диплом об образовании.
    Diploma,
    /// Повышение квалификации.
    Courses,
    /// Результаты профессиональной деятельности.
    Results,
    /// Документ об имеющейся категории.
    Category,
    /// Ходатайство работодателя.
    Petition,
    /// Документ о награде.
    Award,
    /// Другой документ.
    Other,
}

impl Kind {
    /// Every kind, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Application,
        Self::Diploma,
        Self::Courses,
        Self::Results,
        Self::Category,
        Self::Petition,
        Self::Award,
        Self::Other,
    ];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Diploma => "diploma",
            Self::Courses => "courses",
            Self::Results => "results",
            Self::Category => "category",
            Self::Petition => "petition",
            Self::Award => "award",
            Self::Other => "other",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Application => "Заявление",
            Self::Diploma => "Диплом об образовании",
            Self::Courses => "Повышение квалификации",
            Self::Results => "Результаты профессиональной деятельности",
            Self::Category => "Документ об имеющейся категории",
            Self::Petition => "Ходатайство работодателя",
            Self::Award => "Документ о награде",
            Self::Other => "Другой документ",
        }
    }

    /// What a case needs: a category there is has to be shown, and for one that is asked for at the employer's proposal there
    /// is the proposal.
    pub fn needed(has_category: bool, is_proposed: bool) -> Vec<Self> {
        let mut needed = vec![Self::Application, Self::Diploma, Self::Courses, Self::Results];
        if has_category {
            needed.push(Self::Category);
        }
        if is_proposed {
            needed.push(Self::Petition);
        }
        needed
    }

    /// Whether an application is not sent without it. The rest of what is needed may come to the case later: a school that
    /// is slow with its papers keeps nobody from applying.
    pub const fn comes_first(self) -> bool {
        matches!(self, Self::Diploma | Self::Petition)
    }

    /// Reads what is stored or sent.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl Column for Kind {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "kind", Self::parse)
    }
}

/// Signs of a title at most.
const LONGEST_TITLE: usize = 200;

/// A fault at the title of a document that is too long: nothing of it is cut silently.
pub fn check_title(form: &mut Form) {
    if form.text("title").chars().count() > LONGEST_TITLE {
        form.fault("title", format!("Название — не длиннее {LONGEST_TITLE} знаков. Сократите его."));
    }
}

/// A document of an application.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its id.
    pub id: Id<Document>,
    /// Its kind.
    pub kind: Kind,
    /// Its name as given by the coordinator.
    pub title: String,
    /// The name of the file as it came.
    pub file_name: String,
    /// SHA-256 of the content.
    pub file_key: String,
    /// Bytes.
    pub size: i64,
    /// The media type told by the content.
    pub media_type: String,
    /// The date on the document as written, «05.09.2024»; may be empty.
    pub dated_on: String,
    /// When it was added.
    pub added_at: Moment,
    /// The account that added it; empty for the system.
    pub added_by: String,
    /// Whether it came in the act the application was sent by: the teacher has signed it too.
    pub came_with_it: bool,
}

impl Document {
    /// Whether it is a scan by which an application was filed or put right: СНИЛС and addresses are written on it.
    pub fn is_original(&self) -> bool {
        let is_corrected = self.kind == Kind::Application && self.title == CORRECTED_ORIGINAL;
        is_corrected || self.came_with_it && [ORIGINAL, ORIGINAL_CONSENT].contains(&self.title.as_str())
    }

    /// What it is called: by the name of its file when it was given without one.
    pub fn name(&self) -> &str {
        if self.title.is_empty() { &self.file_name } else { &self.title }
    }

    /// The same with its kind, once: «Диплом об образовании с приложением», «Другой документ: грамота».
    pub fn with_kind(&self) -> String {
        named(self.kind, self.name())
    }

    /// Whether it may be taken away at all: what was signed stays, and what was sent with it.
    pub fn is_loose(&self) -> bool {
        self.media_type != SIGNED_TEXT && !self.came_with_it && !self.is_original()
    }
}

/// A document by its kind and its name; a name that begins with the kind says both.
pub fn named(kind: Kind, name: &str) -> String {
    let kind = kind.words();
    if name.starts_with(kind) { name.to_owned() } else { format!("{kind}: {name}") }
}

/// An application takes no more files: so many were added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full(i64);

impl Full {
    /// How many files an application takes in its life, those taken away again included: they are kept until it is erased.
    const MOST: i64 = 500;

    /// Whether so many more fit where so many were added.
    ///
    /// # Errors
    /// When they do not.
    pub const fn prove(known: i64, coming: i64) -> Result<(), Self> {
        if known.saturating_add(coming) > Self::MOST { Err(Self(known)) } else { Ok(()) }
    }
}

impl Refusal for Full {
    fn reason(&self) -> String {
        let (most, known) = (Self::MOST, self.0);
        format!(
            "В деле помещается {most} файлов вместе с убранными, добавлено уже {known}. Соберите документы в один PDF или позвоните в Центр."
        )
    }
}

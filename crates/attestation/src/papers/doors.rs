//! The two doors of a paper: as Word by the template in force, and as a PDF. A room says who comes in and what is stated.

use axum::extract::{FromRequestParts, State};
use axum::response::Response;
use officedocs::pdf;
use serde_json::Value;

use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{ToPrint, made};
use crate::platform::clock::Moment;
use crate::platform::doors::{Doors, Guard};
use crate::platform::failure::Failure;

use super::{ByTemplate, Paper, filled};

/// What is taken at a door: what the tags of a template stand for, and the same in the shape of the program.
#[derive(Debug)]
pub struct Taken {
    /// What the tags stand for.
    pub says: Value,
    /// The shape of the program.
    pub shape: pdf::Paper,
    /// The name of the file without an ending.
    pub name: String,
    /// The moment whose template it is made by; none for the one in force now.
    pub since: Option<Moment>,
    /// The moment written into the PDF; none for now. What changes no more gives a moment of its own.
    pub at: Option<Moment>,
}

impl Taken {
    /// A paper as it stands now.
    pub const fn now(says: Value, shape: pdf::Paper, name: String) -> Self {
        Self { says, shape, name, since: None, at: None }
    }

    /// The Word file by the template in force, as a download.
    ///
    /// # Errors
    /// A conflict when the Centre's own template cannot be filled with this; our fault otherwise.
    pub async fn word(self, app: &App, paper: &'static Paper) -> Result<Response, Failure> {
        let bytes = filled(app, paper, self.says, self.since.unwrap_or(app.now())).await?;
        Ok(made(bytes, &format!("{}.docx", self.name), Media::Docx))
    }

    /// The PDF as a download.
    ///
    /// # Errors
    /// As [`ByTemplate::pdf`].
    pub async fn pdf(self, app: &App, paper: &'static Paper) -> Result<Response, Failure> {
        let Self { says, shape, name, since, at } = self;
        let now = app.now();
        let shape = ToPrint { paper: shape, at: at.unwrap_or(now), name: format!("{name}.pdf") };
        ByTemplate { paper, data: says, since: since.unwrap_or(now), shape }.printed(app).await
    }
}

/// A paper that is taken at two doors of its own.
pub trait Handed: 'static {
    /// Who may take it, with the row it is of.
    type By: Guard + FromRequestParts<App, Rejection = Failure> + Send + 'static;
    /// Where it is taken as Word.
    const WORD: &'static str;
    /// Where it is taken as a PDF.
    const PDF: &'static str;

    /// What it is made by.
    fn paper() -> &'static Paper;

    /// What is taken, once the journal knows.
    fn taken(by: Self::By, app: &App) -> impl Future<Output = Result<Taken, Failure>> + Send;
}

/// The doors of a paper.
pub fn doors<P: Handed>(doors: Doors<App>) -> Doors<App> {
    doors.get(P::WORD, word::<P>).get(P::PDF, pdf::<P>)
}

async fn word<P: Handed>(by: P::By, State(app): State<App>) -> Result<Response, Failure> {
    P::taken(by, &app).await?.word(&app, P::paper()).await
}

async fn pdf<P: Handed>(by: P::By, State(app): State<App>) -> Result<Response, Failure> {
    P::taken(by, &app).await?.pdf(&app, P::paper()).await
}

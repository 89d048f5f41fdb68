//! A paper as a PDF: in the shape the program has for it, or, while the Centre's own template is in force, out of the
//! Word file that template makes.

use axum::response::Response;
use officedocs::pdf::{self, Named, PdfError};
use officedocs::template::BadTemplate;
use officedocs::word::{self, LeftOut};
use serde_json::Value;

use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{ToPrint, made};
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;

use super::filling::{bytes_of, tried, unfit};
use super::{Paper, store};

/// What a PDF is made of: what the tags of a template stand for, and the same in the shape of the program.
pub struct ByTemplate {
    /// Whose template it is.
    pub paper: &'static Paper,
    /// What its tags stand for.
    pub data: Value,
    /// The moment whose template it is made by.
    pub since: Moment,
    /// The shape of the program.
    pub shape: ToPrint,
}

impl ByTemplate {
    /// The PDF as a download.
    ///
    /// # Errors
    /// As [`Self::pdf`].
    pub async fn printed(self, app: &App) -> Result<Response, Failure> {
        let name = self.shape.name.clone();
        Ok(made(self.pdf(app).await?, &name, Media::Pdf))
    }

    /// The bytes of the PDF.
    ///
    /// # Errors
    /// A conflict when the Centre's own template cannot be filled or takes too many pages; our fault otherwise.
    pub async fn pdf(self, app: &App) -> Result<Vec<u8>, Failure> {
        let Self { paper, data, since, shape } = self;
        let own = app.db.read(move |reader| store::in_force(reader, paper.code, since)).await?;
        let Some(own) = own else { return shape.pdf().await };
        let filled = tried(bytes_of(app, &own.key).await?, data).await?.map_err(|error| unfit(paper, &error))?;
        let named = Named { title: shape.paper.title, organization: shape.paper.organization, ..Named::default() };
        set(filled, named, shape.at).await
    }
}

/// A Word file the program has filled as a PDF; `at` is the moment written into it.
///
/// # Errors
/// A conflict when it takes too many pages; our fault when it cannot be read or written.
pub async fn set(filled: Vec<u8>, named: Named, at: Moment) -> Result<Vec<u8>, Failure> {
    let done = tokio::task::spawn_blocking(move || {
        let document = word::read(&filled).map_err(anyhow::Error::from)?;
        pdf::render_document(&document, &named, at.timestamp()).map_err(|error| match error {
            PdfError::Long => Failure::Conflict(error.to_string()),
            other => Failure::Broken(other.into()),
        })
    });
    done.await.map_err(anyhow::Error::from)?
}

/// What of a template has no place in a PDF.
///
/// # Errors
/// When the work was broken off.
pub async fn left_out(template: Vec<u8>) -> Result<Result<Vec<LeftOut>, BadTemplate>, Failure> {
    let read = tokio::task::spawn_blocking(move || word::read(&template).map(|document| document.left_out));
    Ok(read.await.map_err(anyhow::Error::from)?)
}

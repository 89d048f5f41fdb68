//! A paper filled by the template in force, or by any other.

use std::io::Cursor;

use filestore::Key;
use futures::TryStreamExt;
use officedocs::template::{BadTemplate, Template};
use serde_json::Value;

use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::upload::store_failure;

use super::{Paper, store};

/// A kept file whole in memory; only for templates, which are small.
///
/// # Errors
/// When the store does not have it or does not answer.
pub async fn bytes_of(app: &App, file_key: &str) -> Result<Vec<u8>, Failure> {
    let key = Key::parse(file_key).ok_or(Failure::Hidden)?;
    let reading = app.files.read(&key).await.map_err(store_failure)?;
    let blocks: Vec<bytes::Bytes> = reading.stream.try_collect().await.map_err(store_failure)?;
    Ok(blocks.concat())
}

/// A template with its tags filled.
///
/// # Errors
/// When it is no template, or cannot be filled with this data.
pub fn fill(template: &[u8], data: &Value) -> Result<Vec<u8>, BadTemplate> {
    let mut out = Cursor::new(Vec::new());
    Template::read(template)?.render(data, &mut out)?;
    Ok(out.into_inner())
}

/// A paper by any template, made beside the threads that answer; the inner error says why it cannot be filled.
///
/// # Errors
/// When the work was broken off.
pub async fn tried(template: Vec<u8>, data: Value) -> Result<Result<Vec<u8>, BadTemplate>, Failure> {
    let done = tokio::task::spawn_blocking(move || fill(&template, &data)).await;
    Ok(done.map_err(anyhow::Error::from)?)
}

/// A paper by the template that was in force at a moment.
///
/// # Errors
/// A conflict when the Centre's own template cannot be filled with this data; our fault when it came with the program.
pub async fn filled(app: &App, paper: &'static Paper, data: Value, at: Moment) -> Result<Vec<u8>, Failure> {
    let own = app.db.read(move |reader| store::in_force(reader, paper.code, at)).await?;
    let (template, is_own) = match &own {
        Some(own) => (bytes_of(app, &own.key).await?, true),
        None => (paper.builtin.to_vec(), false),
    };
    tried(template, data).await?.map_err(|error| {
        if !is_own {
            return Failure::Broken(anyhow::anyhow!("the template of {}: {error}", paper.code));
        }
        unfit(paper, &error)
    })
}

/// The Centre's own template cannot be filled with this data.
pub(super) fn unfit(paper: &Paper, error: &BadTemplate) -> Failure {
    Failure::Conflict(format!(
        "Документ «{}» по шаблону Центра не получился: {error} Пусть Центр исправит шаблон или вернёт встроенный.",
        paper.words
    ))
}

//! A template as it is sent: a Word file whose every tag is known, or a fault at its field that says what to do.

use officedocs::template::Template;

use crate::context::App;
use crate::documents::{Accept, examine};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::upload::{Arrived, UploadRequest, store_failure};

use super::{Needed, Own, Paper};

/// A template is small: letters and tables. Bytes.
pub const LARGEST: u64 = 10 * 1024 * 1024;

/// What came of a template that was sent.
pub enum Sent {
    /// It is right, and kept.
    Kept(Own),
    /// The form with the fault at its field `file`.
    Faulty(Form),
}

/// Reads a form with a template in its field `file`, checks it and keeps it.
///
/// # Errors
/// When the form did not arrive or the store cannot take the file.
pub async fn received(
    app: &App,
    request: UploadRequest,
    tags: &'static [&'static str],
    needed: Needed,
) -> Result<Sent, Failure> {
    let mut upload = request.read(&app.files, LARGEST).await?;
    let Some(arrived) = upload.one_file("file", "Выберите файл шаблона в виде DOCX.", LARGEST)
    else {
        return Ok(Sent::Faulty(upload.form));
    };
    let checked = tokio::task::spawn_blocking(move || check(&arrived, tags, needed).map(|()| arrived)).await;
    let arrived = match checked.map_err(anyhow::Error::from)? {
        Ok(arrived) => arrived,
        Err(why) => {
            upload.form.fault("file", why);
            return Ok(Sent::Faulty(upload.form));
        }
    };
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    Ok(Sent::Kept(Own {
        name: arrived.name,
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
    }))
}

/// Tags a template must have, in words: `«педагог.фио» или «педагог.фамилия_инициалы», «акт.номер»`.
pub fn needed_words(needed: &[&[&str]]) -> String {
    let row = |any: &&[&str]| any.iter().map(|tag| format!("«{tag}»")).collect::<Vec<_>>().join(" или ");
    needed.iter().map(row).collect::<Vec<_>>().join(", ")
}

/// A template must be a Word file whose every tag is known, with all that the paper cannot be without, and must be filled
/// with made-up data; an unknown tag is named with its nearest known one.
fn check(arrived: &Arrived, tags: &[&str], needed: Needed) -> Result<(), String> {
    examine(&arrived.file, &arrived.name, Accept::TEMPLATE).map_err(|bad| bad.to_string())?;
    fit(&arrived.bytes()?, tags, needed)
}

/// Whether a template that is kept is still taken by what is asked of this paper today.
///
/// # Errors
/// When the check was stopped.
pub async fn fits(template: Vec<u8>, paper: &'static Paper) -> Result<Result<(), String>, Failure> {
    let checked = tokio::task::spawn_blocking(move || fit(&template, paper.tags, paper.needed)).await;
    Ok(checked.map_err(anyhow::Error::from)?)
}

fn fit(bytes: &[u8], tags: &[&str], needed: Needed) -> Result<(), String> {
    let template = Template::read(bytes).map_err(|bad| bad.to_string())?;
    let unknown: Vec<String> = template
        .unknown(tags)
        .into_iter()
        .map(|one| match one.nearest {
            Some(nearest) => format!("«{}» (похоже на «{nearest}»)", one.tag),
            None => format!("«{}»", one.tag),
        })
        .collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        return Err(format!("В шаблоне есть неизвестные теги: {unknown}. Исправьте их и загрузите шаблон снова."));
    }
    let is_there = |any: &&&[&str]| any.iter().any(|tag| template.tags().iter().any(|known| known == tag));
    let lacking: Vec<&[&str]> = needed.iter().filter(|any| !is_there(any)).copied().collect();
    if !lacking.is_empty() {
        return Err(format!(
            "В шаблоне не хватает тегов, без которых документ неполный: {}. Поставьте их и загрузите шаблон снова.",
            needed_words(&lacking)
        ));
    }
    template.rehearse(tags).map_err(|bad| bad.to_string())
}

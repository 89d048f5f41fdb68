//! The paper of a conclusion made of answers: a Word document kept like one that was attached.

use bytes::Bytes;
use futures::stream;
use serde_json::{Value, json};

use crate::assignments::{self, DeclaredCase};
use crate::conclusions::filling;
use crate::conclusions::store::KeptFile;
use crate::context::App;
use crate::criteria::Tally;
use crate::documents::Media;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::upload::store_failure;

use super::model::{self, Part};
use super::{Desk, check};

/// The template that comes with the program.
const TEMPLATE: &[u8] = include_bytes!("../../../papers/conclusion/conclusion.docx");

/// The paper, kept.
pub(super) async fn made(
    app: &App,
    seat: &DeclaredCase,
    (desk, form, tally): (&Desk, &Form, &Tally),
) -> Result<KeptFile, Failure> {
    let id = seat.case.id;
    let group = app.db.read(move |reader| assignments::members(reader, id)).await?;
    let specialist = group.iter().find(|one| one.seat == seat.by.seat.id);
    let centre = &app.config.centre_name;
    let mut data = filling::data(&seat.case, specialist, &desk.papers, centre, app.today());
    let parts = model::parts(&desk.set, form, &desk.papers, Some(tally));
    data["набор"] = json!({ "название": desk.set.title, "основание": desk.set.legal_ref });
    data["показатели"] = parts.iter().map(part).collect();
    data["итого"] = check::total(&desk.set, Some(tally)).into();
    data["порог"] = check::threshold(&desk.set, Some(tally)).into();
    data["вывод"] =
        check::whole(form).iter().map(|one| json!({ "название": one.question, "текст": one.words })).collect();
    let made = tokio::task::spawn_blocking(move || filling::filled(TEMPLATE, &data)).await;
    let made = made.map_err(anyhow::Error::from)?;
    let bytes = made.map_err(|error| Failure::Broken(anyhow::anyhow!("the paper of a conclusion: {error}")))?;
    keep(app, format!("Заключение {} {}.docx", seat.case.number, seat.case.name.surname), bytes).await
}

fn part(part: &Part) -> Value {
    let rows: Vec<Value> = part.rows.iter().map(|one| json!({ "вопрос": one.question, "ответ": one.words })).collect();
    json!({
        "название": part.title,
        "строки": rows,
        "документы": if part.proof.is_empty() { "не указаны" } else { part.proof.as_str() },
        "баллы": part.points,
        "порог": part.threshold,
    })
}

async fn keep(app: &App, name: String, bytes: Vec<u8>) -> Result<KeptFile, Failure> {
    let content = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let received = app.files.receive(app.config.upload_limit, content).await.map_err(anyhow::Error::from)?;
    let stored = app.files.keep(received).await.map_err(store_failure)?;
    Ok(KeptFile {
        name,
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: Media::Docx.mime().into(),
    })
}

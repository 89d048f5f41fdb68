//! The paper of a conclusion made of answers: a Word document kept like one that was attached.

use bytes::Bytes;
use futures::stream;
use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::{self, Assigned, DeclaredCase};
use crate::conclusions::store::KeptFile;
use crate::conclusions::{filling, tags};
use crate::context::App;
use crate::criteria::{self, CriteriaSet, Tally};
use crate::documents::made::ToPrint;
use crate::documents::{self, Document, Media, Reading};
use crate::papers::{self, ByTemplate, Paper};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::upload::store_failure;

use super::model::{self, Part};
use super::{Desk, check, printed, store};

/// The conclusion made of answers.
pub static MADE: Paper = Paper {
    code: "conclusion",
    words: "Заключение по ответам специалиста",
    builtin: include_bytes!("../../../papers/conclusion/conclusion.docx"),
    tags: tags::MADE,
    needed: tags::NEEDED,
};

/// The paper, kept.
pub(super) async fn made(
    app: &App,
    seat: &DeclaredCase,
    (desk, form, tally): (&Desk, &Form, &Tally),
    media: Media,
) -> Result<KeptFile, Failure> {
    let id = seat.case.id;
    let group = app.db.read(move |reader| assignments::members(reader, id)).await?;
    let specialist = group.iter().find(|one| one.seat == seat.by.seat.id);
    let data = data(app, (&seat.case, specialist), (&desk.set, &desk.papers), (form, Some(tally)));
    let name = format!("Заключение {} {}", seat.case.number, seat.case.name.surname);
    if media == Media::Pdf {
        let shape = ToPrint { paper: printed::conclusion_paper(&data), at: app.now(), name: format!("{name}.pdf") };
        let file = shape.name.clone();
        let bytes = ByTemplate { paper: &MADE, data, since: app.now(), shape }.pdf(app).await?;
        return keep(app, file, bytes, media).await;
    }
    let bytes = papers::filled(app, &MADE, data, app.now()).await?;
    keep(app, format!("{name}.docx"), bytes, Media::Docx).await
}

/// What the paper of a case would state by what its specialist has saved so far; none when the case has no criteria set.
///
/// # Errors
/// When the database does not answer.
pub async fn stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let asked = case.clone();
    let read = app.db.read(move |reader| {
        let set = match criteria::set_of_case(reader, &asked)? {
            Some(set) => criteria::load(reader, set)?,
            None => None,
        };
        let specialist = assignments::members(reader, asked.id)?.into_iter().next();
        let draft = match &specialist {
            Some(one) => store::draft(reader, asked.id, one.seat)?,
            None => store::Draft::default(),
        };
        Ok::<_, DbError>((set, specialist, draft, documents::of_application(reader, asked.id, Reading::Work)?))
    });
    let (set, specialist, draft, documents) = read.await?;
    let form = Form::of_urlencoded(draft.typed.as_bytes());
    Ok(set.map(|set| data(app, (case, specialist.as_ref()), (&set, &documents), (&form, None))))
}

fn data(
    app: &App,
    (case, specialist): (&Application, Option<&Assigned>),
    (set, documents): (&CriteriaSet, &[Document]),
    (form, tally): (&Form, Option<&Tally>),
) -> Value {
    let mut data = filling::data(case, specialist, documents, &app.config.centre_name, app.today());
    data["набор"] = json!({ "название": set.title, "основание": set.legal_ref });
    data["показатели"] = model::parts(set, form, documents, tally).iter().map(part).collect();
    data["итого"] = check::total(set, tally).into();
    data["порог"] = check::threshold(set, tally).into();
    data["вывод"] =
        check::whole(form, tally).iter().map(|one| json!({ "название": one.question, "текст": one.words })).collect();
    data
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

async fn keep(app: &App, name: String, bytes: Vec<u8>, media: Media) -> Result<KeptFile, Failure> {
    let content = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let received = app.files.receive(app.config.upload_limit, content).await.map_err(anyhow::Error::from)?;
    let stored = app.files.keep(received).await.map_err(store_failure)?;
    Ok(KeptFile {
        name,
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: media.mime().into(),
    })
}

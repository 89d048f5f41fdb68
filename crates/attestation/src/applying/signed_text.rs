//! What a teacher signs: the application as one text, and the file that keeps it.

use serde_json::json;

use crate::applications::NewApplication;
use crate::documents::{Kind, NewDocument, SIGNED_TEXT};
use crate::platform::clock::{Day, Moment};
use crate::platform::words;

use super::store::{Reply, Signature};
use super::texts::AGREEMENT;
use super::whole::Whole;

/// What is signed: the same answers always make the same text, keys in alphabetical order.
pub(super) fn canonical(whole: &Whole, new: &NewApplication, answers: &[Reply], at: Moment) -> String {
    let answers: Vec<_> =
        answers.iter().map(|one| json!({"part": one.part, "question": one.question, "answer": one.answer})).collect();
    let courses: Vec<_> = whole
        .courses
        .iter()
        .map(|one| {
            json!({"title": one.title, "hours": one.hours, "taken_on": one.taken_on.to_string(), "document": one.document})
        })
        .collect();
    let papers: Vec<_> = whole
        .papers
        .iter()
        .map(|one| json!({"kind": one.kind.code(), "title": one.title, "file": one.file_name, "sha256": one.file_key}))
        .collect();
    json!({
        "agreement": AGREEMENT.version,
        "answers": answers,
        "category": new.category.code(),
        "courses": courses,
        "documents": papers,
        "name": new.teacher.name.full(),
        "organization": whole.draft.school_name,
        "post": whole.draft.post,
        "signed_at": at.timestamp().to_string(),
        "snils": new.teacher.snils.as_str(),
    })
    .to_string()
}

/// What was signed, as a document of the case.
pub(super) fn as_document(signature: &Signature, on: Day) -> NewDocument {
    NewDocument {
        kind: Kind::Application,
        title: "Заявление, подписанное простой электронной подписью".to_owned(),
        file_name: "Заявление.json".to_owned(),
        file_key: signature.file_key.clone(),
        size: signature.size,
        media_type: SIGNED_TEXT.to_owned(),
        dated_on: words::brief_day(on),
    }
}

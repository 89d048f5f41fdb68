//! The case and its history as JSON, for programs that take the file of a case in.

use serde_json::{Value, json};

use crate::accounts::Consent;
use crate::acts::{Decided, Decree};
use crate::applications::{Channel, Happened};
use crate::applying::Signing;
use crate::commission::{Decision, PaperKind, Sitting};
use crate::complaints::Complaint;
use crate::conclusions::{Opinion, Recorded};
use crate::documents::SignedFile;
use crate::intake::Remark;
use crate::platform::names::FullName;

use super::facts::present;
use super::pack::Contents;

/// The full name of who acted; empty for the system.
pub(super) fn who_of(one: &Happened) -> String {
    one.who.as_ref().map(FullName::full).unwrap_or_default()
}

/// The history, a line for each act.
pub(super) fn history_json(history: &[Happened]) -> Value {
    let line = |one: &Happened| json!({ "at": one.at.timestamp().to_string(), "who": who_of(one), "role": one.role, "act": one.act, "words": one.words });
    history.iter().map(line).collect()
}

/// The case with everything that is no file.
pub(super) fn case_json(contents: &Contents) -> Value {
    let case = &contents.case;
    let answers: Vec<Value> = contents
        .answers
        .iter()
        .map(|(part, question, answer)| json!({ "part": part, "question": question, "answer": answer }))
        .collect();
    json!({
        "number": case.number,
        "teacher": {
            "surname": case.name.surname,
            "given": case.name.given,
            "patronymic": case.name.patronymic,
            "born": contents.teacher.as_ref().map(|one| one.born.to_string()),
            "snils": contents.teacher.as_ref().map(|one| one.snils.as_str()),
        },
        "organization": case.school_name,
        "municipality": case.municipality,
        "post": case.post,
        "subject": case.subject,
        "category": case.category.words(),
        "current_category": case.current_words(),
        "experience": case.experience,
        "channel": case.filed.channel.map(Channel::words),
        "outer_number": case.filed.outer_number,
        "received_on": case.received_on.to_string(),
        "stage": case.stage.words(),
        "answers": answers,
        "results": contents.results.iter().map(result_json).collect::<Value>(),
        "opinions": contents.opinions.iter().map(opinion_json).collect::<Value>(),
        "decision": contents.decision.as_ref().map(|(one, sitting)| decision_json(one, sitting.as_ref(), contents)),
        "act": contents.act.as_ref().map(|(decree, line)| act_json(decree, line)),
        "signature": contents.proofs.signing.as_ref().map(signing_json),
        "earlier_signatures": contents.proofs.earlier.iter().map(signing_json).collect::<Value>(),
        "consents": contents.proofs.consents.iter().map(consent_json).collect::<Value>(),
        "remarks": contents.remarks.iter().map(remark_json).collect::<Value>(),
        "complaints": contents.complaints.iter().map(complaint_json).collect::<Value>(),
    })
}

fn result_json(one: &Recorded) -> Value {
    json!({
        "number": one.number,
        "verdict": one.verdict.words(),
        "reason": one.reason,
        "recorded_at": one.recorded_at.timestamp().to_string(),
        "returned_at": one.returned_at.map(|at| at.timestamp().to_string()),
        "return_reason": one.return_reason,
    })
}

fn opinion_json(one: &Opinion) -> Value {
    json!({
        "specialist": one.name.full(),
        "workplace": one.workplace,
        "verdict": one.verdict.words(),
        "reason": one.reason,
        "recorded_at": one.recorded_at.timestamp().to_string(),
        "conclusion_version": one.version,
    })
}

fn signing_json(one: &Signing) -> Value {
    json!({
        "who": one.who.as_ref().map(FullName::full),
        "signed_at": one.at.timestamp().to_string(),
        "agreement": one.agreement,
        "sha256": one.hash,
    })
}

fn consent_json(one: &Consent) -> Value {
    json!({
        "document": one.document,
        "edition": one.version,
        "given_at": one.given_at.timestamp().to_string(),
        "operator": one.operator,
        "withdrawn_at": one.withdrawn_at.map(|at| at.timestamp().to_string()),
    })
}

fn remark_json(one: &Remark) -> Value {
    json!({
        "part": one.about(),
        "words": one.words,
        "made_at": one.made_at.timestamp().to_string(),
        "answer": one.answer,
        "answered_at": one.answered_at.map(|at| at.timestamp().to_string()),
    })
}

fn complaint_json(one: &Complaint) -> Value {
    let answered = one.answered.as_ref();
    json!({
        "against": one.against.words(),
        "words": one.words,
        "filed_on": one.filed_on.to_string(),
        "due_on": one.due_on.to_string(),
        "filed_by_teacher": one.is_own,
        "file": one.file.as_ref().map(file_json),
        "answer": answered.map(|one| one.words.as_str()),
        "answered_on": answered.map(|one| one.on.to_string()),
        "answer_file": answered.and_then(|one| one.file.as_ref()).map(file_json),
    })
}

/// What the act says of this case, and the sums of its files: by them an act kept elsewhere is known to be this one.
fn act_json(decree: &Decree, line: &Decided) -> Value {
    json!({
        "named": decree.named(),
        "signer": decree.signer_name,
        "signer_post": decree.signer_post,
        "wording": line.wording(),
        "file": decree.file.as_ref().map(file_json),
        "signature": decree.signature.as_ref().map(file_json),
    })
}

/// A file by its sum: by it one kept elsewhere is known to be this one.
fn file_json(one: &SignedFile) -> Value {
    json!({ "name": one.name, "size": one.size, "sha256": one.key })
}

fn decision_json(one: &Decision, sitting: Option<&Sitting>, contents: &Contents) -> Value {
    let files = |kind: PaperKind| -> Value {
        contents.protocol.iter().filter(|paper| paper.kind == kind).map(|paper| file_json(&paper.file)).collect()
    };
    json!({
        "commission": one.commission_name,
        "held_on": one.held_on.to_string(),
        "outcome": one.outcome.words(),
        "reason": one.reason,
        "votes": one.voted(),
        "present": present(&contents.attendees).collect::<Vec<_>>(),
        "protocol": one.protocol_number,
        "protocol_sha256": sitting.map(|sitting| sitting.file_key.as_str()),
        "protocol_scans": files(PaperKind::Scan),
        "protocol_signatures": files(PaperKind::Signature),
    })
}

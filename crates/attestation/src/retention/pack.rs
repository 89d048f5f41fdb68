//! What the file of a case holds: papers made now, the case and its history as JSON, a page that is read without the system
//! and says what each file is, and the list of everything with sizes and sums. The same state of a case gives the same bytes.

use askama::Template;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::accounts::{self, Role};
use crate::acts::{ActStage, Decided, Decree};
use crate::applications::{Application, Happened, TeacherOnFile};
use crate::applying::{self, Proofs};
use crate::commission::{Attendee, Decision, PaperKind, ProtocolPaper, Sitting};
use crate::complaints::Complaint;
use crate::conclusions::{Attached, Opinion, Recorded};
use crate::documents::{Document, Packed, SIGNED_TEXT, safe_name};
use crate::intake::Remark;
use crate::platform::clock::Zone;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::as_json::{case_json, history_json, who_of};
use super::facts::facts;

/// Everything a case holds.
pub(super) struct Contents {
    pub(super) case: Application,
    /// The teacher, by whom namesakes are told apart; none when they were forgotten.
    pub(super) teacher: Option<TeacherOnFile>,
    pub(super) answers: Vec<(String, String, String)>,
    pub(super) documents: Vec<Document>,
    /// Documents that were filed with the application and taken away since.
    pub(super) removed: Vec<Document>,
    pub(super) conclusions: Vec<Attached>,
    pub(super) results: Vec<Recorded>,
    pub(super) opinions: Vec<Opinion>,
    /// The decision with its session.
    pub(super) decision: Option<(Decision, Option<Sitting>)>,
    /// Members of the commission at that session.
    pub(super) attendees: Vec<Attendee>,
    /// What is attached to the protocol of that session.
    pub(super) protocol: Vec<ProtocolPaper>,
    /// The act with the line of the case in it.
    pub(super) act: Option<(Decree, Decided)>,
    pub(super) proofs: Proofs,
    pub(super) remarks: Vec<Remark>,
    pub(super) complaints: Vec<Complaint>,
    /// Papers printed for this file: name and content.
    pub(super) printed: Vec<(String, Bytes)>,
    pub(super) history: Vec<Happened>,
}

/// A file inside the archive.
pub(super) struct Inside {
    pub(super) name: String,
    pub(super) what: String,
    pub(super) size: i64,
    pub(super) sha256: String,
}

/// The archive as it is sent: what is made now, and files of the store.
pub(super) struct Pack {
    pub(super) made: Vec<(String, Bytes)>,
    pub(super) kept: Vec<Packed>,
}

struct RemarkLine {
    part: String,
    words: String,
    made: String,
    answer: String,
    answered: String,
}

struct ComplaintLine {
    heading: String,
    words: String,
    answered: String,
    answer: String,
}

struct HistoryLine {
    when: String,
    who: String,
    words: String,
}

#[derive(Template)]
#[template(path = "retention/index.html")]
struct IndexPage {
    title: String,
    facts: Vec<(&'static str, String)>,
    answers: Vec<(String, String, String)>,
    remarks: Vec<RemarkLine>,
    complaints: Vec<ComplaintLine>,
    files: Vec<Inside>,
    history: Vec<HistoryLine>,
}

/// The pack of a case.
///
/// # Errors
/// When a page or a JSON cannot be made: our fault.
pub(super) fn pack(mut contents: Contents, zone: &Zone) -> Result<Pack, Failure> {
    let papers = made_files(&mut contents);
    let (kept_inside, kept) = kept_files(&contents);
    let (case, history) = (pretty(&case_json(&contents))?, pretty(&history_json(&contents.history))?);
    let mut inside: Vec<Inside> = papers.iter().map(inside_of).collect();
    inside.extend(kept_inside);
    let listed: Vec<Value> = inside.iter().map(listed).collect();
    let index = index(&contents, inside, zone)?;
    let own = [
        ("index.html".to_owned(), "Дело для чтения: откройте этот файл".to_owned(), index),
        ("case.json".to_owned(), "Дело для программ".to_owned(), case),
        ("history.json".to_owned(), "История дела для программ".to_owned(), history),
    ];
    let files: Vec<Value> = own.iter().map(|one| self::listed(&inside_of(one))).chain(listed).collect();
    let case = &contents.case;
    let manifest = json!({
        "case": {
            "id": case.id.to_string(),
            "number": case.number,
            "stage": case.stage.code(),
            "post": case.post,
            "category": case.category.code(),
            "received_on": case.received_on.to_string(),
        },
        "files": files,
    });
    let mut made = vec![("manifest.json".to_owned(), pretty(&manifest)?)];
    made.extend(own.into_iter().chain(papers).map(|(name, _, bytes)| (name, bytes)));
    Ok(Pack { made, kept })
}

fn index(contents: &Contents, files: Vec<Inside>, zone: &Zone) -> Result<Bytes, Failure> {
    let page = IndexPage {
        title: format!("Дело № {}: {}", contents.case.number, contents.case.name.full()),
        facts: facts(contents, zone),
        answers: contents.answers.clone(),
        remarks: contents.remarks.iter().map(|one| remark_line(one, zone)).collect(),
        complaints: contents.complaints.iter().map(complaint_line).collect(),
        files,
        history: contents.history.iter().map(|one| history_line(one, zone)).collect(),
    };
    Ok(Bytes::from(page.render()?))
}

/// A file made now: its name, what it is, its content.
type Made = (String, String, Bytes);

/// Papers printed for this file, and texts the teacher agreed to.
fn made_files(contents: &mut Contents) -> Vec<Made> {
    let printed = std::mem::take(&mut contents.printed).into_iter();
    let mut made: Vec<Made> =
        printed.map(|(name, bytes)| (name, "Бумага, напечатанная системой".to_owned(), bytes)).collect();
    for one in &contents.proofs.consents {
        let Some(text) = applying::text_of(one) else { continue };
        let words = accounts::consent_words(&one.document);
        let name = format!("{words}, редакция {}.txt", one.version);
        if !made.iter().any(|(known, _, _)| *known == name) {
            made.push((name, "Текст, с которым согласился педагог".to_owned(), Bytes::from(text)));
        }
    }
    made
}

fn inside_of((name, what, bytes): &Made) -> Inside {
    Inside {
        name: name.clone(),
        what: what.clone(),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: filestore::Key::of(bytes).as_str().to_owned(),
    }
}

fn remark_line(one: &Remark, zone: &Zone) -> RemarkLine {
    RemarkLine {
        part: one.about(),
        words: one.words.clone(),
        made: zone.brief(one.made_at),
        answer: one.answer.clone(),
        answered: one.answered_at.map(|at| zone.brief(at)).unwrap_or_default(),
    }
}

fn complaint_line(one: &Complaint) -> ComplaintLine {
    let answered = one.answered.as_ref();
    ComplaintLine {
        heading: format!("Жалоба на {}, получена {}", one.against.words(), words::day(one.filed_on)),
        words: one.words.clone(),
        answered: answered.map(|one| words::day(one.on)).unwrap_or_default(),
        answer: answered.map(|one| one.words.clone()).unwrap_or_default(),
    }
}

fn listed(one: &Inside) -> Value {
    json!({ "name": one.name, "what": one.what, "size": one.size, "sha256": one.sha256 })
}

fn pretty(value: &Value) -> Result<Bytes, Failure> {
    Ok(Bytes::from(serde_json::to_vec_pretty(value).map_err(anyhow::Error::from)?))
}

/// Whether the file of an act is put in: everybody may read it.
pub(super) fn is_put_in(decree: &Decree) -> bool {
    decree.is_file_public && decree.stage == ActStage::Published
}

/// Documents, conclusions and what was signed under numbered names, so that none takes the place of another; the signatures
/// under the protocol and the act.
/// The act itself is put in when everybody may read it: one that is not public, and a protocol, tell of other people, so they
/// are named by number and SHA-256 alone.
fn kept_files(contents: &Contents) -> (Vec<Inside>, Vec<Packed>) {
    let mut inside: Vec<Inside> = Vec::new();
    let mut put = |name: String, what: String, size: i64, key: &str| {
        inside.push(Inside { name: safe_name(&name), what, size, sha256: key.to_owned() });
    };
    for (at, one) in contents.documents.iter().enumerate() {
        let name = format!("Документ {:02} — {} — {}", at + 1, one.kind.words(), one.file_name);
        let what = if one.title.is_empty() { one.kind.words() } else { &one.title };
        put(name, what.to_owned(), one.size, &one.file_key);
    }
    for (at, one) in contents.removed.iter().enumerate() {
        let name = format!("Убранный документ {:02} — {} — {}", at + 1, one.kind.words(), one.file_name);
        let called = if one.title.is_empty() { one.kind.words() } else { &one.title };
        put(name, format!("{called}: подан с заявлением, потом убран из дела"), one.size, &one.file_key);
    }
    let is_there =
        |hash: &str| contents.documents.iter().any(|one| one.media_type == SIGNED_TEXT && one.file_key == hash);
    if let Some(one) = contents.proofs.signing.as_ref().filter(|one| !is_there(&one.hash)) {
        let what = "Текст заявления, который подписал педагог".to_owned();
        put("Подписанное заявление.json".to_owned(), what, one.size, &one.hash);
    }
    for (at, one) in contents.proofs.earlier.iter().enumerate().filter(|(_, one)| !is_there(&one.hash)) {
        let what = "Прежний текст заявления, который подписал педагог: потом исправлен".to_owned();
        put(format!("Подписанное раньше {:02}.json", at + 1), what, one.size, &one.hash);
    }
    for one in contents.conclusions.iter().rev() {
        let what = format!("Заключение, версия {}: {}", one.of_own, one.by.full());
        put(format!("Заключение {:02} — {}", one.version, one.file_name), what, one.size, &one.file_key);
    }
    for (at, one) in contents.complaints.iter().rev().enumerate() {
        let answer = one.answered.as_ref().and_then(|one| one.file.as_ref());
        for (name, file) in [("Жалоба", one.file.as_ref()), ("Ответ на жалобу", answer)] {
            let Some(file) = file else { continue };
            let what = format!("{name}, получена {}", words::day(one.filed_on));
            put(format!("{name} {:02} — {}", at + 1, file.name), what, file.size, &file.key);
        }
    }
    let signatures = contents.protocol.iter().filter(|one| one.kind == PaperKind::Signature);
    for (at, ProtocolPaper { file, .. }) in signatures.enumerate() {
        let what = "Подпись под протоколом, отдельным файлом".to_owned();
        put(format!("Подпись протокола {:02} — {}", at + 1, file.name), what, file.size, &file.key);
    }
    if let Some((decree, _)) = &contents.act {
        if let Some(file) = decree.file.as_ref().filter(|_| is_put_in(decree)) {
            let what = format!("Распорядительный {}", decree.named());
            put(format!("Акт — {}", file.name), what, file.size, &file.key);
        }
        if let Some(file) = &decree.signature {
            let what = format!("Подпись под файлом акта, отдельным файлом: {}", decree.named());
            put(format!("Подпись акта — {}", file.name), what, file.size, &file.key);
        }
    }
    let kept = inside.iter().map(|one| Packed { name: one.name.clone(), file_key: one.sha256.clone() }).collect();
    (inside, kept)
}

fn history_line(one: &Happened, zone: &Zone) -> HistoryLine {
    let role = Role::parse(&one.role).map_or("", |role| role.words());
    let who = who_of(one);
    let who = match (who.as_str(), role) {
        ("", _) => "Система".to_owned(),
        (who, "") => who.to_owned(),
        (who, role) => format!("{who} ({role})"),
    };
    HistoryLine { when: zone.brief(one.at), who, words: one.words.clone() }
}

impl Inside {
    /// «240 КБ».
    fn weight(&self) -> String {
        words::size(self.size)
    }

    /// The name as an address beside the page.
    fn href(&self) -> String {
        percent_encoding::utf8_percent_encode(&self.name, percent_encoding::NON_ALPHANUMERIC).to_string()
    }
}

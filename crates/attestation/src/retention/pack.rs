//! What the file of a case holds beside the documents: the case and its history as JSON, a page that is read without the
//! system, and the list of everything with sizes and sums. The same state of a case gives the same bytes.

use askama::Template;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::accounts::Role;
use crate::acts::Decree;
use crate::applications::{Application, Channel, Happened};
use crate::commission::Decision;
use crate::conclusions::{Attached, Opinion, Recorded};
use crate::documents::{Document, Packed, safe_name};
use crate::platform::clock::Zone;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::platform::words;

/// Everything a case holds.
pub(super) struct Contents {
    pub(super) case: Application,
    pub(super) answers: Vec<(String, String, String)>,
    pub(super) documents: Vec<Document>,
    pub(super) conclusions: Vec<Attached>,
    pub(super) results: Vec<Recorded>,
    pub(super) opinions: Vec<Opinion>,
    pub(super) decision: Option<Decision>,
    pub(super) act: Option<Decree>,
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
    files: Vec<Inside>,
    history: Vec<HistoryLine>,
}

/// The pack of a case.
///
/// # Errors
/// When a page or a JSON cannot be made: our fault.
pub(super) fn pack(contents: Contents, zone: &Zone) -> Result<Pack, Failure> {
    let (inside, kept) = kept_files(&contents);
    let case = pretty(&case_json(&contents))?;
    let history = pretty(&history_json(&contents.history))?;
    let facts = facts(&contents, zone);
    let title = format!("Дело № {}: {}", contents.case.number, contents.case.name.full());
    let lines = contents.history.iter().map(|one| history_line(one, zone)).collect();
    let listed: Vec<Value> = inside.iter().map(listed).collect();
    let index = IndexPage { title, facts, answers: contents.answers, files: inside, history: lines }.render()?;
    let mut made = vec![
        ("index.html".to_owned(), "Дело для чтения", Bytes::from(index)),
        ("case.json".to_owned(), "Дело для программ", case),
        ("history.json".to_owned(), "История дела для программ", history),
    ];
    let own = made.iter().map(|(name, what, bytes)| {
        listed_as(name, what, i64::try_from(bytes.len()).unwrap_or(i64::MAX), filestore::Key::of(bytes).as_str())
    });
    let files: Vec<Value> = own.chain(listed).collect();
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
    made.insert(0, ("manifest.json".to_owned(), "", pretty(&manifest)?));
    Ok(Pack { made: made.into_iter().map(|(name, _, bytes)| (name, bytes)).collect(), kept })
}

fn listed(one: &Inside) -> Value {
    listed_as(&one.name, &one.what, one.size, &one.sha256)
}

fn listed_as(name: &str, what: &str, size: i64, sha256: &str) -> Value {
    json!({ "name": name, "what": what, "size": size, "sha256": sha256 })
}

fn pretty(value: &Value) -> Result<Bytes, Failure> {
    Ok(Bytes::from(serde_json::to_vec_pretty(value).map_err(anyhow::Error::from)?))
}

/// Documents and conclusions under numbered names, so that none takes the place of another. The act is named and not
/// put in: it tells of other people too.
fn kept_files(contents: &Contents) -> (Vec<Inside>, Vec<Packed>) {
    let documents = contents.documents.iter().enumerate().map(|(at, one)| Inside {
        name: safe_name(&format!("Документ {:02} — {} — {}", at + 1, one.kind.words(), one.file_name)),
        what: if one.title.is_empty() { one.kind.words().to_owned() } else { one.title.clone() },
        size: one.size,
        sha256: one.file_key.clone(),
    });
    let conclusions = contents.conclusions.iter().rev().map(|one| Inside {
        name: safe_name(&format!("Заключение {:02} — {}", one.version, one.file_name)),
        what: format!("Заключение, версия {}", one.version),
        size: one.size,
        sha256: one.file_key.clone(),
    });
    let inside: Vec<Inside> = documents.chain(conclusions).collect();
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

/// The full name of who acted; empty for the system.
fn who_of(one: &Happened) -> String {
    one.who.as_ref().map(FullName::full).unwrap_or_default()
}

fn history_json(history: &[Happened]) -> Value {
    let line = |one: &Happened| json!({ "at": one.at.timestamp().to_string(), "who": who_of(one), "role": one.role, "act": one.act, "words": one.words });
    history.iter().map(line).collect()
}

fn case_json(contents: &Contents) -> Value {
    let case = &contents.case;
    let answers: Vec<Value> = contents
        .answers
        .iter()
        .map(|(part, question, answer)| json!({ "part": part, "question": question, "answer": answer }))
        .collect();
    json!({
        "number": case.number,
        "teacher": { "surname": case.name.surname, "given": case.name.given, "patronymic": case.name.patronymic },
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
        "decision": contents.decision.as_ref().map(decision_json),
        "act": contents.act.as_ref().map(Decree::named),
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

fn decision_json(one: &Decision) -> Value {
    json!({
        "commission": one.commission_name,
        "held_on": one.held_on.to_string(),
        "outcome": one.outcome.words(),
        "reason": one.reason,
        "votes": one.tally.words(),
        "protocol": one.protocol_number,
    })
}

/// What the page says of the case first.
fn facts(contents: &Contents, zone: &Zone) -> Vec<(&'static str, String)> {
    let case = &contents.case;
    let mut facts = vec![
        ("Номер заявления", case.number.clone()),
        ("Педагог", case.name.full()),
        ("Организация", format!("{}, {}", case.school_name, case.municipality)),
        ("Должность", case.post_and_subject()),
        ("Имеющаяся категория", case.current_words().to_owned()),
        ("Заявленная категория", case.category.words().to_owned()),
        ("Получено", words::day(case.received_on)),
        ("Состояние", case.stage.words().to_owned()),
    ];
    for one in contents.results.iter().rev() {
        let when = zone.written(one.recorded_at);
        let returned = if one.returned_at.is_some() { ", возвращён" } else { "" };
        facts.push(("Результат", format!("№ {}: {}, {when}{returned}", one.number, one.verdict.words())));
    }
    if let Some(one) = &contents.decision {
        let protocol = if one.protocol_number.is_empty() {
            String::new()
        } else {
            format!(", протокол №\u{a0}{}", one.protocol_number)
        };
        let day = words::day(one.held_on);
        facts.push(("Решение комиссии о категории", format!("{}, {day}{protocol}", one.outcome.words())));
    }
    if let Some(decree) = &contents.act {
        facts.push(("Распорядительный акт", decree.named()));
    }
    facts
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

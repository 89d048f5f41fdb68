//! The protocol as a document: everything it states, out of the rows, and the Word file made of it.

use serde_json::{Value, json};

use crate::context::App;
use crate::documents::made::text;
use crate::papers::{self, Paper};
use crate::platform::clock::Day;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::words;

use super::attendee::Attendee;
use super::leading::{leaders, leaders_stated};
use super::model::{Person, Position, order};
use super::sitting::verdict_words;
use super::store::{self, Line, Sitting};
use super::tally::{Quorum, Tally};
use super::vote::{Outcome, Settled};
use super::wording;

/// The protocol of a session.
pub static PROTOCOL: Paper = Paper {
    code: "protocol",
    words: "Протокол заседания комиссии",
    builtin: include_bytes!("../../papers/commission/protocol.docx"),
    tags: &[
        "протокол.номер",
        "протокол.дата",
        "комиссия.название",
        "комиссия.приказ",
        "заседание.дата",
        "заседание.время",
        "заседание.место",
        "заседание.открыто",
        "председательствующий",
        "присутствовали.фио",
        "присутствовали.роль",
        "отсутствовали.фио",
        "отсутствовали.роль",
        "члены",
        "кворум",
        "вопросы.номер",
        "вопросы.дело",
        "вопросы.педагог",
        "вопросы.должность",
        "вопросы.организация",
        "вопросы.муниципалитет",
        "вопросы.вопрос",
        "вопросы.результат",
        "вопросы.без_голосования",
        "вопросы.за",
        "вопросы.против",
        "вопросы.воздержались",
        "вопросы.присутствовало",
        "вопросы.кворум",
        "вопросы.поровну",
        "вопросы.равенство",
        "вопросы.не_голосовали",
        "вопросы.решение",
        "вопросы.причина",
        "итоги.всего",
        "итоги.установлено",
        "итоги.отказано",
        "итоги.отложено",
        "председатель",
        "вместо_председателя",
        "заместитель",
        "секретарь",
    ],
    needed: &[
        &["протокол.номер"],
        &["протокол.дата"],
        &["вопросы.педагог"],
        &["вопросы.решение"],
        &["вопросы.причина"],
    ],
};

/// Cases of one protocol at most.
pub(super) const MOST: i64 = 1_000;

/// Everything the protocol of a session states, by the tags of its template; nothing when there is no such session.
/// `number` and `date` are those typed for the protocol: a signed one has its own.
///
/// # Errors
/// When the database does not answer, or the session is not opened and no rules are in force on its day.
pub fn protocol_data(
    reader: &mut Reader,
    sitting: Id<Sitting>,
    number: &str,
    date: Day,
) -> Result<Option<Value>, Failure> {
    let Some(sitting) = store::by_id(reader, sitting)? else { return Ok(None) };
    let commission = store::commission_by_id(reader, sitting.commission)?;
    let members = store::attendees(reader, sitting.id)?;
    let rules = store::rules_of(reader, &sitting)?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let quorum = |present: i64| Quorum::of(rules, present, count(members.len())).words();
    let lines = store::agenda_of(reader, sitting.id, None, MOST)?;
    let decided = |outcome: Outcome| lines.iter().filter(|line| line.item.outcome == Some(outcome)).count();
    let with = |came: bool| -> Vec<Value> {
        members.iter().filter(|one| one.came() == came).map(|one| member(one, came)).collect()
    };
    let came: Vec<&Attendee> = members.iter().filter(|one| one.came()).collect();
    let led = leaders(&sitting, &members);
    let instead = led.iter().find(|one| !matches!(one.position, Position::Chair | Position::Deputy));
    let leads = |position: Position| {
        let one = came.iter().find(|one| one.position == position);
        one.map(|one| one.name.short()).unwrap_or_default()
    };
    let questions: Vec<Value> = (1..)
        .zip(&lines)
        .map(|(place, line)| {
            let mut one = question(place, line);
            one["не_голосовали"] = own_case(line, &came).into();
            let is_decided = line.item.outcome.is_some();
            one["кворум"] = if is_decided { quorum(line.item.present) } else { "0".to_owned() }.into();
            one
        })
        .collect();
    Ok(Some(json!({
        "протокол": { "номер": number, "дата": words::day(date) },
        "комиссия": {
            "название": sitting.commission_name,
            "приказ": commission.map(|one| order(&one.order_number, one.order_date)).unwrap_or_default(),
        },
        "заседание": {
            "дата": words::day(sitting.held_on),
            "время": sitting.begins,
            "место": sitting.place,
            "открыто": sitting.began_at,
        },
        "председательствующий": leaders_stated(&led),
        "присутствовали": with(true),
        "отсутствовали": with(false),
        "члены": others(&came, instead.map(|one| one.person)),
        "кворум": quorum(count(came.len())),
        "вопросы": questions,
        "итоги": {
            "всего": lines.len(),
            "установлено": decided(Outcome::Granted),
            "отказано": decided(Outcome::Refused),
            "отложено": decided(Outcome::Postponed),
        },
        "председатель": leads(Position::Chair),
        "вместо_председателя": instead.map(|one| one.name.short()).unwrap_or_default(),
        "заместитель": leads(Position::Deputy),
        "секретарь": leads(Position::Secretary),
    })))
}

/// Whoever came and has no place of their own to sign at: members but the one who has led, and deputies beside the first.
fn others(came: &[&Attendee], led: Option<Id<Person>>) -> Vec<String> {
    let mut deputies = 0;
    let mut names = Vec::new();
    for one in came.iter().filter(|one| led != Some(one.person)) {
        match one.position {
            Position::Member => names.push(one.name.short()),
            Position::Deputy => {
                deputies += 1;
                if deputies > 1 {
                    names.push(format!("{}, {}", one.name.short(), one.position.words()));
                }
            }
            Position::Chair | Position::Secretary | Position::Left => {}
        }
    }
    names
}

/// A member in words; who came and is not there any more was present at a part of the session.
fn member(one: &Attendee, came: bool) -> Value {
    let union = if one.is_union { ", представитель профсоюза" } else { "" };
    let part = if came && !one.is_present { ", часть заседания" } else { "" };
    json!({ "фио": one.name.full(), "роль": format!("{}{union}{part}", one.position.words()) })
}

/// Whoever was there and had no vote on a case, which is their own.
fn own_case(line: &Line, came: &[&Attendee]) -> String {
    let is_own = |one: &&&Attendee| one.is_teacher(&line.case, line.extra.teacher);
    came.iter().filter(is_own).map(|one| one.name.short()).collect::<Vec<_>>().join(", ")
}

/// What every paper of a session states of a case on its agenda.
pub(super) fn line_stated(place: i64, line: &Line) -> Value {
    let case = &line.case;
    json!({
        "номер": place,
        "дело": case.number,
        "педагог": case.name.full(),
        "должность": words::inside(&case.post_and_subject()),
        "организация": case.school_name,
        "муниципалитет": case.municipality,
        "вопрос": wording::asked(case),
        "результат": verdict_words(&line.extra),
    })
}

fn question(place: i64, line: &Line) -> Value {
    let item = &line.item;
    let decision = wording::said(&line.case, item);
    let mut one = line_stated(place, line);
    one["без_голосования"] = (item.outcome == Some(Outcome::Postponed) && item.tally == Tally::default()).into();
    one["за"] = item.tally.in_favour.into();
    one["против"] = item.tally.against.into();
    one["воздержались"] = item.tally.abstained.into();
    one["присутствовало"] = item.present.into();
    one["поровну"] = (item.tie == Some(Settled::ForTeacher)).into();
    one["равенство"] = item.tie.map_or("", Settled::past).into();
    one["решение"] = decision.unwrap_or_default().into();
    one["причина"] = item.reason.clone().into();
    one
}

/// How the tie of a question a protocol states was settled; empty when votes were not even. Protocols signed before that was
/// stated have the mark alone.
pub(super) fn tie_settled(question: &Value) -> &str {
    let is_marked = || question.pointer("/поровну").and_then(Value::as_bool).unwrap_or_default();
    match text(question, "/равенство") {
        "" if is_marked() => Settled::ForTeacher.past(),
        said => said,
    }
}

/// What the protocol of the last session begun on a day states; none when there was none.
///
/// # Errors
/// When the database does not answer.
pub async fn stated(app: &App, day: Day) -> Result<Option<Value>, Failure> {
    let read = app.db.read(move |reader| {
        let Some(sitting) = store::begun_on(reader, day)? else { return Ok(None) };
        let date = sitting.protocol_date.unwrap_or(day);
        protocol_data(reader, sitting.id, &sitting.protocol_number, date)
    });
    read.await
}

/// The protocol as a Word file by the template in force now, out of what `protocol_data` states.
///
/// # Errors
/// When the template cannot be filled.
pub async fn render(app: &App, data: Value) -> Result<Vec<u8>, Failure> {
    papers::filled(app, &PROTOCOL, data, app.now()).await
}

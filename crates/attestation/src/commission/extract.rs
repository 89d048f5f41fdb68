//! «Выписка из протокола»: what a signed protocol says of one case, and nothing of the others in it. Word by the template in
//! force, and PDF. A signed protocol is repeated as it was stated at its signature.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use officedocs::pdf::{Block, Paper as Printed, Signature};
use serde_json::{Value, json};

use crate::applications::Application;
use crate::assignments::{CaseInSight, Relation};
use crate::context::App;
use crate::documents::made::{BLANK, ToPrint, number, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::doors::{Doors, Guard};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::document::tie_settled;
use super::model::Position;
use super::printed::{LED_BY, OWN_CASE, began};
use super::protocol::says;
use super::store::{self, Decision, SittingStage};
use super::tally::Tally;

/// The extract of a protocol.
pub static EXTRACT: Paper = Paper {
    code: "protocol-extract",
    words: "Выписка из протокола заседания комиссии",
    builtin: include_bytes!("../../papers/commission/extract.docx"),
    tags: &[
        "комиссия.название",
        "комиссия.приказ",
        "протокол.номер",
        "протокол.дата",
        "заседание.дата",
        "заседание.время",
        "заседание.место",
        "заседание.открыто",
        "педагог.фио",
        "педагог.должность",
        "педагог.организация",
        "педагог.муниципалитет",
        "дело",
        "решение.вопрос",
        "решение.голоса",
        "решение.равенство",
        "решение.не_голосовали",
        "решение.слова",
        "решение.причина",
        "исправления",
        "председатель",
        "председательствующий",
        "секретарь",
        "сегодня",
    ],
    needed: &[&["протокол.номер"], &["протокол.дата"], &["педагог.фио"], &["решение.слова"], &["решение.причина"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Extract>(doors)
}

/// A case for whoever may have its decision on paper: everybody who sees the case but the specialist.
pub(super) struct CaseToExtract(CaseInSight);

impl Guard for CaseToExtract {
    const WHO: &'static str =
        "the teacher of the case, the coordinator of its school or municipality, the centre, the authority";
}

impl FromRequestParts<App> for CaseToExtract {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let seen = CaseInSight::from_request_parts(parts, app).await?;
        if seen.relation != Relation::Specialist {
            return Ok(Self(seen));
        }
        let id = seen.case.id.to_string();
        Err(seen.by.turned_away(app, "application", &id).await)
    }
}

/// No protocol with this case is signed.
#[derive(Debug)]
struct NotSigned;

impl Refusal for NotSigned {
    fn reason(&self) -> String {
        "Протокола, в котором есть решение по этому делу, пока нет. Выписка появится, когда его подпишут.".to_owned()
    }
}

/// Whether this person reads how the commission has voted on a case.
pub(super) fn sees_votes(seen: &CaseInSight) -> bool {
    seen.by.seat.role.keeps_decisions() || seen.relation == Relation::Teacher
}

/// The newest decision about a case whose protocol is signed.
pub(super) fn extracted(all: &[Decision]) -> Option<&Decision> {
    all.iter().find(|one| one.protocol_date.is_some())
}

/// What the extract of a case states; none while no protocol with its decision is signed.
///
/// # Errors
/// When the database does not answer.
pub async fn extract_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    stated(app, case, true).await
}

async fn stated(app: &App, case: &Application, with_votes: bool) -> Result<Option<Value>, Failure> {
    let (case, today) = (case.clone(), words::day(app.today()));
    let read = app.db.read(move |reader| data(reader, &case, with_votes));
    let mut says = read.await?;
    if let Some(says) = &mut says {
        says["сегодня"] = today.into();
    }
    Ok(says)
}

/// The extract as a paper to be kept with the case, of the day of its protocol; none while no protocol with a decision is signed.
///
/// # Errors
/// When the database does not answer.
pub fn extract_to_keep(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, Failure> {
    let signed_on = extracted(&store::last_of(reader, case.id)?).and_then(|one| one.protocol_date);
    let Some((on, mut says)) = signed_on.zip(data(reader, case, true)?) else { return Ok(None) };
    says["сегодня"] = words::day(on).into();
    Ok(Some(ToPrint {
        paper: extract_paper(&says),
        at: app.config.zone.begins(on),
        name: format!("Выписка из протокола {}.pdf", case.number),
    }))
}

/// What the tags of the template stand for, but for the day.
fn data(reader: &mut Reader, case: &Application, with_votes: bool) -> Result<Option<Value>, Failure> {
    let all = store::last_of(reader, case.id)?;
    let Some(decision) = extracted(&all) else { return Ok(None) };
    let sitting = store::by_id(reader, decision.sitting)?.filter(|one| one.stage == SittingStage::Closed);
    let Some(sitting) = sitting else { return Ok(None) };
    let stated = says(reader, &sitting, &sitting.protocol_number)?;
    let question = rows(&stated, "/вопросы").iter().find(|one| text(one, "/дело") == case.number);
    let Some(question) = question else { return Ok(None) };
    let tally = Tally {
        in_favour: number(question, "/за"),
        against: number(question, "/против"),
        abstained: number(question, "/воздержались"),
    };
    let tie = tie_settled(question);
    Ok(Some(json!({
        "комиссия": stated["комиссия"],
        "протокол": stated["протокол"],
        "заседание": stated["заседание"],
        "педагог": {
            "фио": text(question, "/педагог"),
            "должность": text(question, "/должность"),
            "организация": text(question, "/организация"),
            "муниципалитет": text(question, "/муниципалитет"),
        },
        "дело": case.number,
        "решение": {
            "вопрос": text(question, "/вопрос"),
            "голоса": if with_votes { tally.voted() } else { String::new() },
            "равенство": if with_votes { tie } else { "" },
            "не_голосовали": if with_votes { text(question, "/не_голосовали") } else { "" },
            "слова": text(question, "/решение"),
            "причина": text(question, "/причина"),
        },
        "исправления": corrected(reader, decision)?,
        "председатель": stated["председатель"],
        "председательствующий": led_by(&stated),
        "секретарь": stated["секретарь"],
    })))
}

/// Who has led the session; the chair, where a protocol was signed before that was stated.
fn led_by(stated: &Value) -> String {
    match (text(stated, "/председательствующий"), text(stated, "/председатель")) {
        ("", "") => String::new(),
        ("", chair) => format!("{chair}, {}", Position::Chair.words()),
        (led, _) => led.to_owned(),
    }
}

/// The days of what was put right in the protocol; its words may be about other people.
fn corrected(reader: &mut Reader, decision: &Decision) -> Result<String, DbError> {
    let days: Vec<String> =
        store::corrections(reader, decision.sitting)?.iter().map(|one| words::day(one.dated_on)).collect();
    if days.is_empty() {
        return Ok(String::new());
    }
    let days = days.join(", ");
    Ok(format!("К протоколу записаны исправления: {days}. Касаются ли они этого решения, подскажет Центр."))
}

/// The extract as a PDF: what `data` states, in the order of the Word file.
fn extract_paper(data: &Value) -> Printed {
    let of = format!("№\u{a0}{} от {}\u{a0}г.", text(data, "/протокол/номер"), text(data, "/протокол/дата"));
    let place = format!("{}, {}", text(data, "/педагог/организация"), text(data, "/педагог/муниципалитет"));
    let facts = [
        ("Педагог", text(data, "/педагог/фио").to_owned()),
        ("Должность", text(data, "/педагог/должность").to_owned()),
        ("Организация", place),
        ("Дело", format!("№\u{a0}{}", text(data, "/дело"))),
    ];
    let mut blocks = vec![
        Block::centred(text(data, "/комиссия/название")),
        Block::Title("Выписка".to_owned()),
        Block::centred(format!("из протокола {of}")),
        Block::text(format!(
            "Заседание {}\u{a0}г., {}. Место: {}.",
            text(data, "/заседание/дата"),
            text(data, "/заседание/время"),
            text(data, "/заседание/место")
        )),
        Block::text(format!("Состав комиссии: {}.", text(data, "/комиссия/приказ"))),
        Block::Facts(facts.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
        Block::text(format!("Вопрос {}.", text(data, "/решение/вопрос"))),
    ];
    if let Some(began) = began(data) {
        blocks.insert(4, Block::text(began));
    }
    let said = |at: &str, before: &str, after: &str| {
        let said = text(data, at);
        (!said.is_empty()).then(|| Block::text(format!("{before}{said}{after}")))
    };
    blocks.extend(said("/решение/голоса", "Голосовали: ", "."));
    blocks.extend(said("/решение/не_голосовали", OWN_CASE, ""));
    blocks.extend(said("/решение/равенство", "Голоса разделились поровну: ", "."));
    blocks.push(Block::bold(format!("Решили: {}.", text(data, "/решение/слова"))));
    blocks.extend(said("/решение/причина", "Причина: ", ""));
    blocks.extend(said("/исправления", "", ""));
    blocks.extend(said("/председательствующий", LED_BY, ""));
    blocks.push(Block::text(format!("Выписка верна. {}\u{a0}г.", text(data, "/сегодня"))));
    let secretary = text(data, "/секретарь");
    let name = if secretary.is_empty() { BLANK } else { secretary }.to_owned();
    blocks.push(Block::Signatures(vec![Signature { post: "Секретарь комиссии".to_owned(), name }]));
    Printed {
        title: format!("Выписка из протокола {of}"),
        organization: text(data, "/комиссия/название").to_owned(),
        blocks,
    }
}

/// The extract at its doors.
struct Extract;

impl Handed for Extract {
    type By = CaseToExtract;
    const WORD: &'static str = "/applications/{id}/decision/extract/file";
    const PDF: &'static str = "/applications/{id}/decision/extract/pdf";

    fn paper() -> &'static Paper {
        &EXTRACT
    }

    async fn taken(CaseToExtract(seen): CaseToExtract, app: &App) -> Result<Taken, Failure> {
        let says = stated(app, &seen.case, sees_votes(&seen)).await?.ok_or(NotSigned)?;
        seen.opened(app, "скачана выписка из протокола").await?;
        let shape = extract_paper(&says);
        Ok(Taken::now(says, shape, format!("Выписка из протокола, {}", seen.case.name.short().replace('\u{a0}', " "))))
    }
}

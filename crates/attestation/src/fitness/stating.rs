//! What the papers of an attestation state: whose they are as it was when they were signed, the rest as it stands. Pure but for reading.

use serde_json::{Value, json};

use crate::commission::Quorum;
use crate::organizations;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::FullName;
use crate::platform::words;

use super::heard::{self, Heard};
use super::model::{Beside, Case, Presentation, Worker, verdict};
use super::papers::Paper;
use super::put_right::{self, Correction, OF_ORDER, OF_SCHEDULE, OF_SESSION};
use super::store;
use super::votes::Votes;

/// A paper people sign: once they have, it tells the same of whose it is, whatever is known since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    /// The order, when the worker was acquainted with it.
    Order,
    /// The order that changes the schedule, the same.
    Schedule,
    /// The presentation, when it was shown.
    Presentation,
    /// The protocol, when the extract of it was made.
    Protocol,
    /// The extract, when it was made.
    Extract,
}

impl Signed {
    /// As stored.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Schedule => "schedule",
            Self::Presentation => "presentation",
            Self::Protocol => "protocol",
            Self::Extract => "extract",
        }
    }
}

impl Paper {
    /// The paper whose signing it follows: an act of refusal tells of whom the refused one does.
    const fn follows(self) -> Signed {
        match self {
            Self::Order | Self::Unlisted => Signed::Order,
            Self::Schedule => Signed::Schedule,
            Self::Presentation | Self::Refusal => Signed::Presentation,
            Self::Protocol => Signed::Protocol,
            Self::Extract | Self::Unsigned => Signed::Extract,
        }
    }
}

/// Whose a paper is.
#[derive(Debug, Clone)]
pub(super) struct Whom {
    pub(super) organization: String,
    pub(super) name: FullName,
    pub(super) post: String,
}

/// A row of the list in an order.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) name: FullName,
    pub(super) post: String,
    /// The day that stood before it; none in the first order.
    pub(super) was_on: Option<Day>,
    pub(super) session_on: Option<Day>,
}

/// What a paper of one attestation states.
pub(super) struct Stated {
    pub(super) whom: Whom,
    pub(super) case: Case,
    pub(super) written: Option<Presentation>,
    /// Who stands in the order.
    pub(super) listed: Vec<Listed>,
    /// Who stands in the order that changes the schedule, the last of them.
    pub(super) moved: Vec<Listed>,
    /// Everybody the session has considered; for the protocol only.
    pub(super) heard: Vec<Heard>,
    pub(super) beside: Beside,
}

/// Whose a paper is: as it was signed, otherwise as they are known now.
fn whom(reader: &mut Reader, worker: &Worker, case: &Case, paper: Paper) -> Result<Whom, DbError> {
    let signed = store::stated_of(reader, case.id)?.into_iter().find(|(code, _)| code == paper.follows().code());
    if let Some((_, whom)) = signed {
        return Ok(whom);
    }
    let posts = crate::applications::posts(reader)?;
    Ok(Whom {
        organization: organizations::by_id(reader, worker.school)?.map(|school| school.name).unwrap_or_default(),
        name: worker.name.clone(),
        post: posts.into_iter().find(|post| post.code == case.post_code).map(|post| post.name).unwrap_or_default(),
    })
}

/// Reads what a paper states.
pub(super) fn stated(reader: &mut Reader, worker: &Worker, case: Case, paper: Paper) -> Result<Stated, DbError> {
    let listed = match &case.order {
        Some((number, on)) => store::ordered(reader, worker.school, (number, *on), case.id)?,
        None => Vec::new(),
    };
    let beside = store::beside(reader, case.id)?;
    let moved = match beside.changes.last() {
        Some(last) => store::changed_in(reader, worker.school, last, case.id)?,
        None => Vec::new(),
    };
    let heard = match (paper, case.session_on.filter(|_| case.votes.is_some())) {
        (Paper::Protocol, Some(on)) => store::heard(reader, worker.school, (&case.protocol, on))?,
        _ => Vec::new(),
    };
    Ok(Stated {
        whom: whom(reader, worker, &case, paper)?,
        written: store::presentation(reader, case.id)?,
        listed,
        moved,
        heard,
        beside,
        case,
    })
}

/// Of corrections what a paper of these parts states.
fn put_right(corrections: &[Correction], parts: &[&str]) -> Vec<Value> {
    let told = corrections.iter().map(|one| (one, put_right::stated(one, parts))).filter(|(_, told)| !told.is_empty());
    told.map(|(one, told)| json!({ "дата": words::day(one.dated_on), "слова": told, "причина": one.reason })).collect()
}

fn rows(listed: &[Listed]) -> Vec<Value> {
    let day = |day: Option<Day>| day.map(words::day).unwrap_or_default();
    let row = |one: &Listed| {
        json!({
            "фио": one.name.full(),
            "должность": one.post,
            "прежний_день": day(one.was_on),
            "заседание": day(one.session_on),
        })
    };
    listed.iter().map(row).collect()
}

/// What the last order that changes the schedule states; empty when there was none.
fn schedule(stated: &Stated) -> Value {
    let last = stated.beside.changes.last();
    json!({
        "номер": last.map(|one| one.number.clone()).unwrap_or_default(),
        "дата": last.map(|one| words::day(one.on)).unwrap_or_default(),
        "работники": rows(&stated.moved),
        "исправления": put_right(&stated.beside.corrections, OF_SCHEDULE),
    })
}

/// The order the worker was to sign for last, in words.
fn refused_order(stated: &Stated) -> String {
    let first = stated.case.order.as_ref().map(|(number, on)| (number, *on));
    let last = stated.beside.changes.last().map(|one| (&one.number, one.on)).or(first);
    last.map(|(number, on)| format!("приказ №\u{a0}{number} от {}\u{a0}г.", words::day(on))).unwrap_or_default()
}

/// What the tags of every template stand for.
pub(super) fn data(stated: &Stated, today: Day) -> Value {
    let (case, whom) = (&stated.case, &stated.whom);
    let day = |day: Option<Day>| day.map(words::day).unwrap_or_default();
    let (number, on) = case.order.clone().map_or((String::new(), None), |(number, on)| (number, Some(on)));
    let written = stated.written.as_ref();
    let text = |take: fn(&Presentation) -> &String| written.map(take).cloned().unwrap_or_default();
    let votes = case.votes.unwrap_or(Votes { fors: 0, against: 0, abstained: None });
    json!({
        "организация": whom.organization,
        "работник": { "фио": whom.name.full(), "фамилия_инициалы": whom.name.short(), "должность": words::inside(&whom.post) },
        "приказ": {
            "номер": number,
            "дата": day(on),
            "работники": rows(&stated.listed),
            "исправления": put_right(&stated.beside.corrections, OF_ORDER),
            "отказ": { "дата": day(case.listed_on), "чего": refused_order(stated), "свидетели": case.order_witnesses },
        },
        "график": schedule(stated),
        "представление": {
            "договор": day(written.map(|one| one.contract_on)),
            "образование": text(|one| &one.education),
            "дпо": text(|one| &one.training),
            "прежние": text(|one| &one.earlier),
            "оценка": text(|one| &one.assessment),
        },
        "отказ": { "дата": day(case.shown_on), "свидетели": case.witnesses },
        "заседание": {
            "дата": day(case.session_on),
            "протокол": case.protocol,
            "комиссия": case.members,
            "отсутствуют": case.absent.as_ref().map(|absent| put_right::listed(absent)).unwrap_or_default(),
            "подписывают": heard::signing(case, &stated.heard),
            "работники": heard::rows(case, &stated.heard),
            "кворум": case.quorum().map(Quorum::words).unwrap_or_default(),
            "за": votes.fors,
            "против": votes.against,
            "воздержались": votes.abstained.map(|count| count.to_string()).unwrap_or_default(),
            "голоса": heard::told(case, votes),
            "явка": put_right::attendance(case.is_absent),
            "сведения": heard::filed(case),
            "решение": case.fits().map(verdict).unwrap_or_default(),
            "причина": case.unfit_because,
            "исправления": put_right(&stated.beside.corrections, OF_SESSION),
        },
        "выписка": {
            "дата": words::day(case.extracted_on.unwrap_or(today)),
            "отказ": { "дата": day(case.acquainted_on), "свидетели": case.extract_witnesses },
        },
    })
}

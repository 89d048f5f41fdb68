//! Papers of an attestation, filled from the templates in force: offices read and sign them in Word,
//! or take them as a PDF.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::commission::Quorum;
use crate::context::App;
use crate::organizations;
use crate::papers::Taken;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::names::FullName;
use crate::platform::words;

use super::course::OWN;
use super::guards::{AnyCase, OwnCase};
use super::model::{Case, Presentation, Worker, verdict};
use super::printed::printed_paper;
use super::put_right::{self, Correction, OF_ORDER, OF_SESSION};
use super::votes::Votes;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/school/fitness/{id}/papers/{paper}", take)
        .get("/school/fitness/{id}/papers/{paper}/pdf", take_pdf)
        .get("/school/fitness/{id}/earlier/{case}/papers/{paper}", take)
        .get("/school/fitness/{id}/earlier/{case}/papers/{paper}/pdf", take_pdf)
}

/// A paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Приказ со списком и графиком.
    Order,
    /// Представление.
    Presentation,
    /// Акт об отказе от ознакомления с представлением.
    Refusal,
    /// Протокол заседания.
    Protocol,
    /// Выписка из протокола.
    Extract,
    /// Акт об отказе расписаться в ознакомлении с выпиской.
    Unsigned,
}

/// The paper cannot be made yet.
#[derive(Debug)]
pub(super) struct NotYet(Paper);

impl Refusal for NotYet {
    fn reason(&self) -> String {
        match self.0 {
            Paper::Order => "Приказа ещё нет: запишите его номер, дату и день заседания.",
            Paper::Presentation => "Представление ещё не составлено.",
            Paper::Refusal => "Отказа не было: акт составляют, когда работник отказался читать представление.",
            Paper::Protocol => "Заседания ещё не было.",
            Paper::Unsigned => {
                "Отказа не было: акт составляют, когда работник отказался расписаться в ознакомлении с выпиской."
            }
            Paper::Extract => "Выписку делают после заседания, а его ещё не было.",
        }
        .to_owned()
    }
}

impl Paper {
    /// Every paper, in the order they are made.
    pub(super) const ALL: [Self; 6] =
        [Self::Order, Self::Presentation, Self::Refusal, Self::Protocol, Self::Extract, Self::Unsigned];

    /// As it stands in an address.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Presentation => "presentation",
            Self::Refusal => "refusal",
            Self::Protocol => "protocol",
            Self::Extract => "extract",
            Self::Unsigned => "unsigned",
        }
    }

    /// As shown.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Order => "Приказ со списком и графиком",
            Self::Presentation => "Представление",
            Self::Refusal => "Акт об отказе от ознакомления",
            Self::Protocol => "Протокол заседания",
            Self::Extract => "Выписка из протокола",
            Self::Unsigned => "Акт об отказе от ознакомления с выпиской",
        }
    }

    /// Whether there is what the paper states.
    pub(super) fn may_be_made(self, case: &Case, is_written: bool) -> Result<(), NotYet> {
        let is_there = match self {
            Self::Order => case.order.is_some(),
            Self::Presentation => is_written,
            Self::Refusal => case.shown_on.is_some() && !case.witnesses.is_empty(),
            Self::Protocol | Self::Extract => case.votes.is_some(),
            Self::Unsigned => case.acquainted_on.is_some() && !case.extract_witnesses.is_empty(),
        };
        if is_there { Ok(()) } else { Err(NotYet(self)) }
    }
}

/// What the papers of one attestation state.
pub(super) struct Stated {
    pub(super) organization: String,
    pub(super) post: String,
    pub(super) case: Case,
    pub(super) written: Option<Presentation>,
    pub(super) listed: Vec<(FullName, String, Option<Day>)>,
    /// What was put right in it.
    pub(super) corrections: Vec<Correction>,
}

fn stated(reader: &mut Reader, worker: &Worker, case: Case) -> Result<Stated, DbError> {
    let listed = match &case.order {
        Some((number, on)) => store::ordered(reader, worker.school, (number, *on))?,
        None => Vec::new(),
    };
    let posts = crate::applications::posts(reader)?;
    Ok(Stated {
        organization: organizations::by_id(reader, worker.school)?.map(|school| school.name).unwrap_or_default(),
        post: posts.into_iter().find(|post| post.code == case.post_code).map(|post| post.name).unwrap_or_default(),
        written: store::presentation(reader, case.id)?,
        corrections: store::corrections(reader, case.id)?,
        listed,
        case,
    })
}

/// Of corrections what a paper of these parts states.
fn put_right(corrections: &[Correction], parts: &[&str]) -> Vec<Value> {
    let told = corrections.iter().map(|one| (one, put_right::stated(one, parts))).filter(|(_, told)| !told.is_empty());
    told.map(|(one, told)| json!({ "дата": words::day(one.dated_on), "слова": told, "причина": one.reason })).collect()
}

/// The votes, and why one of those present gave none.
fn told(case: &Case, votes: Votes) -> String {
    let stated = votes.stated();
    if case.is_about_a_member() { format!("{stated}; {OWN}") } else { stated }
}

/// What the tags of every template stand for.
pub(super) fn data(worker: &Worker, stated: &Stated, today: Day) -> Value {
    let case = &stated.case;
    let day = |day: Option<Day>| day.map(words::day).unwrap_or_default();
    let (number, on) = case.order.clone().map_or((String::new(), None), |(number, on)| (number, Some(on)));
    let rows: Vec<Value> = stated
        .listed
        .iter()
        .map(|(name, post, session)| json!({ "фио": name.full(), "должность": post, "заседание": day(*session) }))
        .collect();
    let written = stated.written.as_ref();
    let text = |take: fn(&Presentation) -> &String| written.map(take).cloned().unwrap_or_default();
    let votes = case.votes.unwrap_or(Votes { fors: 0, against: 0, abstained: None });
    json!({
        "организация": stated.organization,
        "работник": { "фио": worker.name.full(), "фамилия_инициалы": worker.name.short(), "должность": words::inside(&stated.post) },
        "приказ": { "номер": number, "дата": day(on), "работники": rows, "исправления": put_right(&stated.corrections, OF_ORDER) },
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
            "подписывают": case.signing(),
            "кворум": case.quorum().map(Quorum::words).unwrap_or_default(),
            "за": votes.fors,
            "против": votes.against,
            "воздержались": votes.abstained.map(|count| count.to_string()).unwrap_or_default(),
            "голоса": told(case, votes),
            "явка": put_right::attendance(case.is_absent),
            "сведения": case.filed_on.map_or_else(|| "не поданы".to_owned(), |on| format!("поданы {}", words::day(on))),
            "решение": case.fits().map(verdict).unwrap_or_default(),
            "причина": case.unfit_because,
            "исправления": put_right(&stated.corrections, OF_SESSION),
        },
        "выписка": {
            "дата": words::day(case.extracted_on.unwrap_or(today)),
            "отказ": { "дата": day(case.acquainted_on), "свидетели": case.extract_witnesses },
        },
    })
}

/// What is asked for in the address.
#[derive(Deserialize)]
struct Asked {
    paper: String,
}

/// A paper out of what is stated, with its row of the journal.
async fn taken(seat: OwnCase, app: &App, asked: &Asked) -> Result<(Paper, Taken), Failure> {
    let paper = Paper::ALL.into_iter().find(|paper| paper.code() == asked.paper).ok_or(Failure::Hidden)?;
    let OwnCase { by, worker, case, .. } = seat;
    let of = worker.clone();
    let stated = app.db.read(move |reader| stated(reader, &of, case)).await?;
    paper.may_be_made(&stated.case, stated.written.is_some())?;
    let data = data(&worker, &stated, app.today());
    let words = format!("{}: {}", worker.name.full(), words::inside(paper.words()));
    let fact = Fact::of(kinds::PAPER_TAKEN, words).subject("teacher", worker.id);
    app.db.act(by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let shape = printed_paper(paper, &data);
    Ok((paper, Taken::now(data, shape, format!("{}, {}", paper.words(), worker.name.surname))))
}

async fn take(AnyCase(seat): AnyCase, State(app): State<App>, asked: Path<Asked>) -> Result<Response, Failure> {
    let (paper, taken) = taken(seat, &app, &asked).await?;
    taken.word(&app, paper.template()).await
}

async fn take_pdf(AnyCase(seat): AnyCase, State(app): State<App>, asked: Path<Asked>) -> Result<Response, Failure> {
    let (paper, taken) = taken(seat, &app, &asked).await?;
    taken.pdf(&app, paper.template()).await
}

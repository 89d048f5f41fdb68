//! The Word templates of the papers of an attestation, and words to try the Centre's own ones on: it does not see the
//! papers of schools.

use serde_json::Value;

use crate::papers::{self, Needed};
use crate::platform::clock::Day;
use crate::platform::ids::Id;
use crate::platform::names::FullName;

use super::heard::Heard;
use super::model::{Beside, Case, Changed, Presentation};
use super::papers::Paper;
use super::stage::Stage;
use super::stating::{Listed, Stated, Whom, data};
use super::thresholds::Thresholds;
use super::votes::Votes;

/// Every tag `data` fills.
const TAGS: &[&str] = &[
    "организация",
    "работник.фио",
    "работник.фамилия_инициалы",
    "работник.должность",
    "приказ.номер",
    "приказ.дата",
    "приказ.работники",
    "приказ.работники.фио",
    "приказ.работники.должность",
    "приказ.работники.заседание",
    "приказ.исправления",
    "приказ.исправления.дата",
    "приказ.исправления.слова",
    "приказ.исправления.причина",
    "приказ.отказ.дата",
    "приказ.отказ.чего",
    "приказ.отказ.свидетели",
    "график.номер",
    "график.дата",
    "график.работники",
    "график.работники.фио",
    "график.работники.должность",
    "график.работники.прежний_день",
    "график.работники.заседание",
    "график.исправления",
    "график.исправления.дата",
    "график.исправления.слова",
    "график.исправления.причина",
    "представление.договор",
    "представление.образование",
    "представление.дпо",
    "представление.прежние",
    "представление.оценка",
    "отказ.дата",
    "отказ.свидетели",
    "заседание.дата",
    "заседание.протокол",
    "заседание.комиссия",
    "заседание.отсутствуют",
    "заседание.подписывают",
    "заседание.кворум",
    "заседание.за",
    "заседание.против",
    "заседание.воздержались",
    "заседание.голоса",
    "заседание.явка",
    "заседание.сведения",
    "заседание.решение",
    "заседание.причина",
    "заседание.работники",
    "заседание.работники.фио",
    "заседание.работники.должность",
    "заседание.работники.приказ_номер",
    "заседание.работники.приказ_дата",
    "заседание.работники.явка",
    "заседание.работники.сведения",
    "заседание.работники.состав",
    "заседание.работники.голоса",
    "заседание.работники.решение",
    "заседание.работники.причина",
    "заседание.работники.исправления",
    "заседание.исправления",
    "заседание.исправления.дата",
    "заседание.исправления.слова",
    "заседание.исправления.причина",
    "выписка.дата",
    "выписка.отказ.дата",
    "выписка.отказ.свидетели",
];

/// Whose a paper is; without it, it is nobody's.
const WHOSE: &[&str] = &["работник.фио", "работник.фамилия_инициалы"];

/// Whom a protocol is about: everybody its session has considered, or the worker it is taken from.
const CONSIDERED: &[&str] = &["заседание.работники.фио", "работник.фио", "работник.фамилия_инициалы"];

const fn paper(code: &'static str, words: &'static str, builtin: &'static [u8], needed: Needed) -> papers::Paper {
    papers::Paper { code, words, builtin, tags: TAGS, needed }
}

/// The papers of an attestation, in the order of `Paper::ALL`.
pub static PAPERS: [papers::Paper; 8] = [
    paper(
        "fitness-order",
        "Соответствие: приказ",
        include_bytes!("../../papers/fitness/order.docx"),
        &[&["приказ.номер"], &["приказ.дата"], &["приказ.работники.фио"]],
    ),
    paper(
        "fitness-schedule",
        "Соответствие: приказ об изменении графика",
        include_bytes!("../../papers/fitness/schedule.docx"),
        &[&["график.номер"], &["график.дата"], &["график.работники.фио"]],
    ),
    paper(
        "fitness-unlisted",
        "Соответствие: акт об отказе расписаться в ознакомлении с приказом",
        include_bytes!("../../papers/fitness/unlisted.docx"),
        &[WHOSE, &["приказ.отказ.дата"]],
    ),
    paper(
        "fitness-presentation",
        "Соответствие: представление",
        include_bytes!("../../papers/fitness/presentation.docx"),
        &[WHOSE, &["представление.оценка"]],
    ),
    paper(
        "fitness-refusal",
        "Соответствие: акт об отказе",
        include_bytes!("../../papers/fitness/refusal.docx"),
        &[WHOSE, &["отказ.дата"]],
    ),
    paper(
        "fitness-protocol",
        "Соответствие: протокол",
        include_bytes!("../../papers/fitness/protocol.docx"),
        &[
            CONSIDERED,
            &["заседание.протокол"],
            &["заседание.дата"],
            &["заседание.решение", "заседание.работники.решение"],
        ],
    ),
    paper(
        "fitness-extract",
        "Соответствие: выписка",
        include_bytes!("../../papers/fitness/extract.docx"),
        &[WHOSE, &["заседание.дата"], &["заседание.решение"]],
    ),
    paper(
        "fitness-unsigned",
        "Соответствие: акт об отказе расписаться в ознакомлении с выпиской",
        include_bytes!("../../papers/fitness/unsigned.docx"),
        &[WHOSE, &["выписка.отказ.дата"]],
    ),
];

impl Paper {
    /// Its Word template.
    pub(super) const fn template(self) -> &'static papers::Paper {
        match self {
            Self::Order => &PAPERS[0],
            Self::Schedule => &PAPERS[1],
            Self::Unlisted => &PAPERS[2],
            Self::Presentation => &PAPERS[3],
            Self::Refusal => &PAPERS[4],
            Self::Protocol => &PAPERS[5],
            Self::Extract => &PAPERS[6],
            Self::Unsigned => &PAPERS[7],
        }
    }
}

/// What every paper states of nobody: words that say what stands where.
pub fn sample(today: Day) -> Value {
    let name =
        || FullName { surname: "Фамилия".into(), given: "Имя".into(), patronymic: "Отчество".into() };
    let words = |text: &str| format!("[{text}]");
    let case = Case {
        id: Id::new(),
        post_code: String::new(),
        stage: Stage::Extracted,
        began_on: today,
        order: Some((words("номер"), today)),
        listed_on: Some(today),
        session_on: Some(today),
        scheduled_on: Some(today),
        order_witnesses: vec![words("первый свидетель"), words("второй свидетель")],
        shown_on: Some(today),
        witnesses: vec![words("первый свидетель"), words("второй свидетель")],
        filed_on: Some(today),
        protocol: words("номер"),
        members: vec![words("член комиссии"), words("отсутствующий член комиссии"), words("представитель профсоюза")],
        thresholds: Thresholds { members: 2, witnesses: 2, quorum: (1, 1), tie_fits: true },
        present: Some(2),
        absent: Some(vec![words("отсутствующий член комиссии")]),
        unfit_because: words("причина"),
        votes: Some(Votes { fors: 2, against: 0, abstained: Some(0) }),
        is_absent: false,
        extract_by: None,
        extracted_on: Some(today),
        acquaint_by: None,
        acquainted_on: Some(today),
        extract_witnesses: vec![words("первый свидетель"), words("второй свидетель")],
        reason: String::new(),
        unheld_because: String::new(),
        version: 0,
    };
    let written = Presentation {
        contract_on: today,
        education: words("образование"),
        training: words("дополнительное образование"),
        earlier: words("прежние аттестации"),
        assessment: words("оценка"),
    };
    let heard = Heard { name: name(), post: words("должность"), case: case.clone(), corrections: Vec::new() };
    let row = Listed { name: name(), post: words("должность"), was_on: Some(today), session_on: Some(today) };
    let change =
        Changed {
            number: words("номер"), on: today, was_on: today, session_on: today, reason: words("причина")
        };
    let stated = Stated {
        whom: Whom { organization: words("организация"), name: name(), post: words("должность") },
        listed: vec![row.clone()],
        moved: vec![row],
        heard: vec![heard],
        written: Some(written),
        beside: Beside { is_written: true, corrections: Vec::new(), changes: vec![change] },
        case,
    };
    data(&stated, today)
}

//! A conclusion by answers: the fields of the form, what they amount to by the criteria set, the same in words. Pure.

use crate::criteria::{Answer, Answers, CriteriaSet, Indicator, Row, RowKind, Tally, evaluate};
use crate::documents::Document;
use crate::platform::form::Form;
use crate::platform::ids::Id;

use crate::conclusions::Verdict;

/// Sent with a row of several answers: none of them fits.
pub(super) const NOTHING: &str = "none";
/// Fields that belong to no row, with their names as shown.
pub(super) const WHOLE: [(&str, &str); 2] =
    [("strengths", "Сильные стороны работы педагога"), ("advice", "Рекомендации педагогу")];
/// The longest text of `WHOLE` and of the reason, in signs.
const LONGEST: usize = 4_000;

/// The field of a row.
pub(super) fn field(row: &Row) -> String {
    format!("row-{}", row.id)
}

/// The field of the documents an indicator is proved by.
pub(super) fn proof_field(indicator: &Indicator) -> String {
    format!("proof-{}", indicator.id)
}

/// What is kept of a form: the fields of the set and nothing else.
pub(super) fn written(set: &CriteriaSet, form: &Form) -> String {
    let mut out = url::form_urlencoded::Serializer::new(String::new());
    let rows = set.rows().map(|(_, row)| field(row));
    let others = ["verdict", "reason"].into_iter().chain(WHOLE.iter().map(|(name, _)| *name)).map(str::to_owned);
    for name in rows.chain(set.indicators.iter().map(proof_field)).chain(others) {
        for value in form.all(&name).iter().filter(|value| !value.trim().is_empty()) {
            out.append_pair(&name, value);
        }
    }
    out.finish()
}

/// What the answers amount to; every fault and every lack is marked at its field, and then there is nothing.
pub(super) fn complete(set: &CriteriaSet, form: &mut Form) -> Option<Tally> {
    let tally = counted(set, form);
    if let Some(tally) = &tally {
        for lack in &tally.unanswered {
            form.fault(&format!("row-{}", lack.row), format!("Нет ответа: «{}».", lack.wording));
        }
    }
    for (name, label) in WHOLE {
        if form.text(name).chars().count() > LONGEST {
            form.fault(name, format!("«{label}»: здесь помещается {LONGEST} знаков. Сократите."));
        }
    }
    let verdict = Verdict::parse(form.value("verdict"));
    let reason = form.text("reason");
    if verdict.is_none() {
        form.fault("verdict", "Выберите вывод: соответствует или не соответствует.");
    }
    if verdict == Some(Verdict::Fails) && reason.is_empty() {
        form.fault("reason", "Напишите, почему уровень работы не соответствует заявленной категории.");
    }
    if verdict == Some(Verdict::Meets) && reason.is_empty() && tally.as_ref().is_some_and(misses) {
        form.fault(
            "reason",
            "Порог баллов не набран, а вывод — «соответствует». Напишите, почему: пояснение войдёт в заключение.",
        );
    }
    if reason.chars().count() > LONGEST {
        form.fault("reason", format!("Причина длиннее {LONGEST} знаков. Сократите её."));
    }
    tally.filter(|_| form.faults().is_empty())
}

/// Whether everything is answered and a threshold is not reached. A verdict may be given without the sum; it is explained then.
/// Source: приказ Минпросвещения России от 24.03.2023 № 196, пп. 35, 36, 50, 51 — indicators, and no points.
pub(super) fn misses(tally: &Tally) -> bool {
    tally.meets == Some(false) && tally.unanswered.is_empty()
}

/// What the answers given so far amount to; nothing when one of them does not fit its row.
pub(super) fn counted(set: &CriteriaSet, form: &mut Form) -> Option<Tally> {
    let answers = answers(set, form);
    match evaluate(set, &answers) {
        Ok(tally) => Some(tally).filter(|_| form.faults().is_empty()),
        Err(faults) => {
            for fault in faults {
                form.fault(&format!("row-{}", fault.row), fault.reason);
            }
            None
        }
    }
}

fn answers(set: &CriteriaSet, form: &mut Form) -> Answers {
    let mut answers = Answers::default();
    for (_, row) in set.rows() {
        if let Some(answer) = answer(row, form) {
            answers = answers.with(row.id, answer);
        }
    }
    answers
}

fn answer(row: &Row, form: &mut Form) -> Option<Answer> {
    let name = field(row);
    match row.kind {
        RowKind::Exclusive => form.text(&name).parse().ok().map(Answer::Chosen),
        RowKind::Additive => {
            let sent = form.all(&name);
            let ticked: Vec<Id<_>> = sent.iter().filter_map(|value| value.parse().ok()).collect();
            if !ticked.is_empty() && sent.iter().any(|value| value == NOTHING) {
                form.fault(&name, "Отмечено и «ничего из этого», и другие ответы. Оставьте что-то одно.");
            }
            (!sent.is_empty()).then_some(Answer::Ticked(ticked))
        }
        RowKind::Band => {
            let typed = form.text(&name);
            let number = typed.parse::<i64>().ok();
            if number.is_none() && !typed.is_empty() {
                form.fault(&name, format!("Укажите целое число от 0 до {}.", row.measure.largest()));
            }
            number.map(Answer::Measured)
        }
        RowKind::YesNo => match form.value(&name) {
            "yes" => Some(Answer::Yes(true)),
            "no" => Some(Answer::Yes(false)),
            _ => None,
        },
        RowKind::Text => Some(form.text(&name)).filter(|text| !text.is_empty()).map(Answer::Written),
    }
}

/// The answer to a row in words; empty when there is none.
pub(super) fn row_words(row: &Row, form: &Form) -> String {
    let name = field(row);
    let sent = form.all(&name);
    let named = |value: &String| row.options.iter().find(|one| one.id.to_string() == *value);
    match row.kind {
        RowKind::Exclusive => sent.first().and_then(named).map(|one| one.wording.clone()).unwrap_or_default(),
        RowKind::Additive if sent.iter().any(|value| value == NOTHING) => "ничего из этого".to_owned(),
        RowKind::Additive => {
            sent.iter().filter_map(named).map(|one| one.wording.clone()).collect::<Vec<_>>().join("; ")
        }
        RowKind::YesNo => match form.value(&name) {
            "yes" => "да".to_owned(),
            "no" => "нет".to_owned(),
            _ => String::new(),
        },
        RowKind::Band | RowKind::Text => form.text(&name),
    }
}

/// The documents an indicator is proved by, as they are called; those taken away meanwhile are left out.
pub(super) fn proof_words(indicator: &Indicator, form: &Form, papers: &[Document]) -> String {
    let ticked = form.all(&proof_field(indicator));
    let named: Vec<&str> =
        papers.iter().filter(|paper| ticked.contains(&paper.id.to_string())).map(paper_title).collect();
    named.join("; ")
}

/// What is asked about answers of «да» that no document proves; empty when there are none. Papers may have been seen elsewhere.
pub(super) fn unproved(set: &CriteriaSet, form: &Form, papers: &[Document]) -> String {
    let is_yes = |row: &Row| row.kind == RowKind::YesNo && form.value(&field(row)) == "yes";
    let is_bare = |one: &Indicator| one.rows.iter().any(is_yes) && proof_words(one, form, papers).is_empty();
    let all = set.indicators.iter().zip(1..).filter(|(one, _)| is_bare(one));
    let numbers: Vec<String> = all.map(|(_, number): (_, usize)| number.to_string()).collect();
    let which = match numbers.as_slice() {
        [] => return String::new(),
        [only] => format!("показателя {only}"),
        many => format!("показателей {}", many.join(", ")),
    };
    let none = if papers.is_empty() { " В деле нет ни одного документа." } else { "" };
    format!(
        "У {which} отвечено «да», а документов не отмечено.{none} Если вы видели их на бумаге, сделайте заключение так; если нет, отметьте документы или измените ответ."
    )
}

/// What a document is called.
pub(super) fn paper_title(paper: &Document) -> &str {
    if paper.title.is_empty() { &paper.file_name } else { &paper.title }
}

/// A question and its answer in words.
pub(super) struct Said {
    pub(super) question: String,
    pub(super) words: String,
}

/// Every question with its answer, in the order of the form: two forms of one set are compared place by place.
pub(super) fn said(set: &CriteriaSet, form: &Form, papers: &[Document]) -> Vec<Said> {
    let mut all = Vec::new();
    for indicator in &set.indicators {
        for row in &indicator.rows {
            let question = format!("{}: {}", indicator.wording, row.wording);
            all.push(Said { question, words: row_words(row, form) });
        }
        let question = format!("{}: документы", indicator.wording);
        all.push(Said { question, words: proof_words(indicator, form, papers) });
    }
    for (name, label) in WHOLE {
        all.push(Said { question: label.to_owned(), words: form.text(name) });
    }
    let verdict = Verdict::parse(form.value("verdict")).map_or("", Verdict::words);
    all.push(Said { question: "Вывод".to_owned(), words: verdict.to_owned() });
    all.push(Said { question: "Причина".to_owned(), words: form.text("reason") });
    all
}

/// An indicator with its answers, as the check and the paper show it.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) rows: Vec<Said>,
    pub(super) proof: String,
    /// «12 из 20»; empty in a set without points.
    pub(super) points: String,
    /// Its threshold in words; empty when it has none.
    pub(super) threshold: String,
}

/// Indicators with their answers and points.
pub(super) fn parts(set: &CriteriaSet, form: &Form, papers: &[Document], tally: Option<&Tally>) -> Vec<Part> {
    let part = |(at, indicator): (usize, &Indicator)| {
        let subtotal = tally.and_then(|tally| tally.indicators.get(at));
        let rows = indicator.rows.iter();
        Part {
            title: indicator.wording.clone(),
            rows: rows.map(|row| Said { question: row.wording.clone(), words: row_words(row, form) }).collect(),
            proof: proof_words(indicator, form, papers),
            points: subtotal
                .and_then(|one| one.points)
                .map(|points| format!("{points} из {}", indicator.reachable()))
                .unwrap_or_default(),
            threshold: threshold(indicator.threshold, subtotal.and_then(|one| one.meets)),
        }
    };
    set.indicators.iter().enumerate().map(part).collect()
}

/// A threshold and whether it is met, in words; empty when there is none.
pub(super) fn threshold(least: Option<i64>, meets: Option<bool>) -> String {
    match (least, meets) {
        (Some(least), Some(true)) => format!("нужно не меньше {least}: набрано"),
        (Some(least), Some(false)) => format!("нужно не меньше {least}: не набрано"),
        _ => String::new(),
    }
}

//! What is typed about a draft and its parts; every fault stands at its field.

mod options;

use crate::applications::{Category, Post};
use crate::platform::form::Form;
use crate::platform::ids::Id;

use super::model::{Covers, CriteriaSet, Indicator, Measure, Opt, Row, RowKind, Scoring};

/// Codes of the federal order an indicator may belong to.
pub(super) const CODES: [&str; 14] =
    ["I1", "I2", "I3", "I4", "I5", "M1", "M2", "M3", "M4", "M5", "N1", "N2", "N3", "N4"];

/// The longest line, in signs.
const LONGEST: usize = 500;
/// The most points of anything.
const MOST: i64 = 1_000;

/// A form filled with the head of a set.
pub(super) fn filled_head(set: &CriteriaSet) -> Form {
    let mut form = Form::new()
        .with("title", &set.title)
        .with("category", set.category.code())
        .with("scoring", set.scoring.code())
        .with("threshold", number(set.threshold))
        .with("legal_ref", &set.legal_ref)
        .with("remark", &set.remark)
        .with("covers", if set.covers == Covers::AllPosts { "all" } else { "named" });
    if let Covers::Named(codes) = &set.covers {
        for code in codes {
            form.put("post", code);
        }
    }
    form
}

/// Reads the head of a set into a set; none when something is wrong.
pub(super) fn head(form: &mut Form, posts: &[Post], upon: &CriteriaSet) -> Option<CriteriaSet> {
    let title = line(form, "title", "Назовите набор, например «Учитель, первая категория».");
    let category = Category::parse(form.value("category")).ok_or("Выберите категорию.");
    let category = form.check("category", category);
    let scoring = form.check("scoring", Scoring::parse(form.value("scoring")).ok_or("Выберите, считать ли баллы."));
    let threshold = points(form, "threshold");
    let covers = covers(form, posts);
    let (legal_ref, remark) = (line(form, "legal_ref", ""), line(form, "remark", ""));
    form.is_sound().then_some(())?;
    Some(CriteriaSet {
        title: title?,
        category: category?,
        covers: covers?,
        scoring: scoring?,
        threshold,
        legal_ref: legal_ref?,
        remark: remark?,
        ..upon.clone()
    })
}

fn covers(form: &mut Form, posts: &[Post]) -> Option<Covers> {
    match form.value("covers") {
        "all" => Some(Covers::AllPosts),
        "named" => {
            let ticked = form.all("post");
            let mut codes: Vec<String> =
                posts.iter().map(|post| post.code.clone()).filter(|code| ticked.contains(code)).collect();
            codes.sort_unstable();
            if codes.is_empty() {
                form.fault("post", "Отметьте хотя бы одну должность или выберите «все должности».");
            }
            Some(Covers::Named(codes))
        }
        _ => {
            form.fault("covers", "Выберите, для каких должностей набор.");
            None
        }
    }
}

/// A form filled with an indicator.
pub(super) fn filled_indicator(one: &Indicator) -> Form {
    Form::new()
        .with("code", &one.code)
        .with("wording", &one.wording)
        .with("cap", number(one.cap))
        .with("threshold", number(one.threshold))
}

/// Reads an indicator, without its rows.
pub(super) fn indicator(form: &mut Form, id: Id<Indicator>) -> Option<Indicator> {
    let code = form.text("code");
    if !code.is_empty() && !CODES.contains(&code.as_str()) {
        form.fault("code", "Выберите показатель приказа из списка или «свой показатель».");
    }
    let wording = line(form, "wording", "Напишите, что оценивается.");
    let (cap, threshold) = (points(form, "cap"), points(form, "threshold"));
    form.is_sound().then_some(())?;
    Some(Indicator { id, code, wording: wording?, cap, threshold, rows: Vec::new() })
}

/// A form filled with a row.
pub(super) fn filled_row(row: &Row) -> Form {
    Form::new()
        .with("kind", row.kind.code())
        .with("measure", row.measure.code())
        .with("wording", &row.wording)
        .with("hint", &row.hint)
        .with("min", number(Some(row.min).filter(|min| *min != 0)))
        .with("max", number(Some(row.max).filter(|max| *max != 0)))
        .with("years", number(row.years))
        .with("options", options::written(row))
        .with("evidence", row.evidence.join("\n"))
}

/// Reads a row. Answers that were there keep their ids.
pub(super) fn row(form: &mut Form, id: Id<Row>, before: &[Opt]) -> Option<Row> {
    let kind = form.check("kind", RowKind::parse(form.value("kind")).ok_or("Выберите, как отвечают."));
    let measure = Measure::parse(form.value("measure")).unwrap_or(Measure::Count);
    let wording = line(form, "wording", "Напишите, о чём спрашивает строка.");
    let hint = line(form, "hint", "");
    let (min, max) = (points(form, "min").unwrap_or(0), points(form, "max"));
    let years = points(form, "years").filter(|years| *years > 0);
    let options = match kind {
        Some(kind) if kind.has_options() => options::read(form, kind, before),
        _ => Vec::new(),
    };
    let given = options.iter().map(|one| one.points);
    let max = match kind {
        Some(RowKind::Exclusive | RowKind::Band) => given.max().unwrap_or(0),
        Some(RowKind::Additive) => max.unwrap_or_else(|| given.sum()),
        Some(RowKind::YesNo) => max.unwrap_or(0),
        Some(RowKind::Text) | None => 0,
    };
    let min = if matches!(kind, Some(RowKind::Additive | RowKind::YesNo)) { min } else { 0 };
    if min > max {
        form.fault("max", "Наибольший балл меньше наименьшего. Исправьте один из них.");
    }
    let evidence = form.value("evidence").lines().map(squeezed).filter(|one| !one.is_empty()).collect();
    form.is_sound().then_some(())?;
    Some(Row { id, kind: kind?, measure, wording: wording?, hint: hint?, min, max, years, options, evidence })
}

fn number(count: Option<i64>) -> String {
    count.map(|count| count.to_string()).unwrap_or_default()
}

/// A whole number from 0 to 1000, or nothing typed.
fn points(form: &mut Form, field: &str) -> Option<i64> {
    let text = form.text(field);
    if text.is_empty() {
        return None;
    }
    let read = text.parse::<i64>().ok().filter(|count| (0..=MOST).contains(count));
    form.check(field, read.ok_or_else(|| format!("Укажите целое число от 0 до {MOST} или оставьте пустым.")))
}

/// Words without stray spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line; with an empty `missing` it may be empty.
pub(super) fn line(form: &mut Form, field: &str, missing: &str) -> Option<String> {
    let text = squeezed(form.value(field));
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
        return None;
    }
    if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
        return None;
    }
    Some(text)
}

//! The form of answers: rows by indicator, saved whenever the specialist likes and by itself, whatever is still missing.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::assignments::DeclaredCase;
use crate::conclusions::Verdict;
use crate::context::App;
use crate::criteria::{CriteriaSet, Indicator, Measure, Row, RowKind, Scoring};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::{rehearsal, typing, words};

use super::{Desk, desk, href, keeping, model};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    let path = "/applications/{id}/conclusion/answers";
    doors.get(path, show).post(path, save)
}

/// A box to tick among several of one name.
struct Tick {
    value: String,
    text: String,
    is_ticked: bool,
}

/// How a row is answered on the page.
enum Shape {
    Radios(Vec<Choice>),
    Ticks(Vec<Tick>),
    Number,
    Words,
}

struct Question {
    name: String,
    label: String,
    hint: String,
    shape: Shape,
}

struct Group {
    title: String,
    hint: String,
    questions: Vec<Question>,
    proof: String,
    papers: Vec<Tick>,
}

/// An answer typed here beside what another window has saved.
struct Other {
    question: String,
    theirs: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "conclusions/answers/form.html")]
struct AnswersPage {
    frame: Frame,
    form: Form,
    action: String,
    back: String,
    teacher: String,
    about: String,
    set: String,
    version: i64,
    kept: bool,
    /// Whether they were kept while they were typed, and nobody has said that they are whole.
    unfinished: bool,
    others: Vec<Other>,
    groups: Vec<Group>,
    whole: [(&'static str, &'static str); 2],
    /// «Нужно не меньше 10 баллов из 15.»; empty where the whole has no threshold.
    least: String,
    reason_hint: &'static str,
    verdicts: Vec<Choice>,
}

/// How the page stands beside its form.
#[derive(Default)]
struct Around {
    version: i64,
    kept: bool,
    others: Vec<Other>,
}

fn answers_page(app: &App, seat: &DeclaredCase, desk: &Desk, form: Form, around: Around) -> AnswersPage {
    let case = &seat.case;
    let home = format!("/applications/{}", case.id);
    let back = format!("{home}/conclusion");
    let frame = seat.by.frame(app, "Заключение по показателям").sound(form.faults().is_empty()).trail(&[
        ("/applications", "Аттестация"),
        (&home, &case.name.short()),
        (&back, "Заключение"),
    ]);
    AnswersPage {
        frame,
        action: href(seat),
        back,
        teacher: case.name.full(),
        about: format!("{}, заявленная категория — {}", case.post_and_subject(), case.category.words()),
        set: desk.set.title.clone(),
        version: around.version,
        kept: around.kept,
        unfinished: typing::is_unfinished(&form),
        others: around.others,
        groups: desk.set.indicators.iter().map(|one| group(desk, one, &form)).collect(),
        whole: model::WHOLE,
        least: least(&desk.set),
        reason_hint: if has_threshold(&desk.set) {
            "Обязательна, если выбрано «не соответствует», а также если выбрано «соответствует», но порог баллов не набран."
        } else {
            "Обязательна, если выбрано «не соответствует»."
        },
        verdicts: Verdict::ALL.iter().map(|verdict| Choice::new(verdict.code(), verdict.words())).collect(),
        form,
    }
}

/// The threshold of the whole in words; empty when it has none.
fn least(set: &CriteriaSet) -> String {
    let told = |least| format!("Нужно не меньше {} из {}.", points(least), set.reachable());
    set.threshold.filter(|_| set.scoring == Scoring::Points).map(told).unwrap_or_default()
}

fn has_threshold(set: &CriteriaSet) -> bool {
    let has_any = set.threshold.is_some() || set.indicators.iter().any(|one| one.threshold.is_some());
    set.scoring == Scoring::Points && has_any
}

fn points(many: i64) -> String {
    words::counted(many.unsigned_abs(), "балл", "балла", "баллов")
}

fn group(desk: &Desk, indicator: &Indicator, form: &Form) -> Group {
    let is_counted = desk.set.scoring == Scoring::Points;
    let proof = model::proof_field(indicator);
    let ticked = form.all(&proof);
    let most = points(indicator.reachable());
    let least = indicator.threshold.map(|least| format!(", нужно не меньше {least}")).unwrap_or_default();
    Group {
        title: indicator.wording.clone(),
        hint: if is_counted { format!("Всего до {most}{least}.") } else { String::new() },
        questions: indicator.rows.iter().map(|row| question(row, form, is_counted)).collect(),
        papers: desk
            .papers
            .iter()
            .map(|paper| tick(paper.id.to_string(), model::paper_title(paper), &ticked))
            .collect(),
        proof,
    }
}

fn tick(value: String, text: &str, ticked: &[String]) -> Tick {
    Tick { is_ticked: ticked.contains(&value), value, text: text.to_owned() }
}

fn question(row: &Row, form: &Form, is_counted: bool) -> Question {
    let name = model::field(row);
    let ticked = form.all(&name);
    let worth = |wording: &str, points: i64| {
        let points = words::counted(points.unsigned_abs(), "балл", "балла", "баллов");
        if is_counted { format!("{wording} — {points}") } else { wording.to_owned() }
    };
    let shape = match row.kind {
        RowKind::Exclusive => {
            let choice = |one: &crate::criteria::Opt| Choice::new(one.id.to_string(), worth(&one.wording, one.points));
            Shape::Radios(row.options.iter().map(choice).collect())
        }
        RowKind::Additive => {
            let box_of =
                |one: &crate::criteria::Opt| tick(one.id.to_string(), &worth(&one.wording, one.points), &ticked);
            let mut boxes: Vec<Tick> = row.options.iter().map(box_of).collect();
            boxes.push(tick(model::NOTHING.to_owned(), "Ничего из этого", &ticked));
            Shape::Ticks(boxes)
        }
        RowKind::Band => Shape::Number,
        RowKind::YesNo => {
            Shape::Radios(vec![Choice::new("yes", worth("Да", row.max)), Choice::new("no", worth("Нет", row.min))])
        }
        RowKind::Text => Shape::Words,
    };
    Question { name, label: row.wording.clone(), hint: hint(row, is_counted), shape }
}

/// What a row is proved by, for which years, and its bands.
fn hint(row: &Row, is_counted: bool) -> String {
    let mut parts = Vec::new();
    if row.kind == RowKind::Band {
        parts.push(if row.measure == Measure::Percent {
            "Целое число процентов.".to_owned()
        } else {
            "Целое число.".to_owned()
        });
        if is_counted {
            let bands: Vec<String> =
                row.options.iter().map(|one| format!("{} — {}", one.words(), one.points)).collect();
            parts.push(format!("Баллы: {}.", bands.join(", ")));
        }
    }
    if let Some(years) = row.years {
        let years = words::counted(years.unsigned_abs(), "последний год", "последних года", "последних лет");
        parts.push(format!("За {years}."));
    }
    if !row.evidence.is_empty() {
        parts.push(format!("Чем подтверждается: {}.", row.evidence.join("; ")));
    }
    parts.join(" ")
}

/// What the journal says of answers that were saved.
const SAVED: &str = "сохранены ответы заключения";

async fn show(seat: DeclaredCase, State(app): State<App>) -> Result<Response, Failure> {
    let desk = desk(&app, &seat).await?;
    let around = Around { version: desk.draft.version, ..Around::default() };
    page::page(&answers_page(&app, &seat, &desk, desk.form(), around))
}

async fn save(seat: DeclaredCase, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let mut now = desk(&app, &seat).await?;
    let seen: i64 = form.text("version").parse().unwrap_or(0);
    if rehearsal::is_on() {
        return page::page(&answers_page(&app, &seat, &now, form, Around { version: seen, ..Around::default() }));
    }
    let written = model::written(&now.set, &form);
    if typing::is_typing(&form) {
        return keeping::keep(&app, &seat, (&now, seen), &written).await;
    }
    let mut over = seen;
    if !keeping::save(&app, &seat, (seen, written.clone()), SAVED).await? {
        now = desk(&app, &seat).await?;
        over = now.draft.version;
        let others = others(&now, &form);
        // The same answers saved twice are no conflict: this very window has kept them while they were typed.
        if !others.is_empty() || !keeping::save(&app, &seat, (over, written), SAVED).await? {
            let around = Around { version: over, others, ..Around::default() };
            return page::page_with(StatusCode::CONFLICT, &answers_page(&app, &seat, &now, form, around));
        }
    }
    if form.value("do") != "check" {
        return Ok(page::go_saying(seat.by.visit.cookies, &href(&seat), "Ответы сохранены."));
    }
    if model::complete(&now.set, &mut form).is_some() {
        return Ok(page::go(&format!("{}/check", href(&seat))));
    }
    page::faulty(&answers_page(&app, &seat, &now, form, Around { version: over + 1, kept: true, ..Around::default() }))
}

/// What is typed here beside what another window has saved, where they differ.
fn others(desk: &Desk, mine: &Form) -> Vec<Other> {
    let theirs = model::said(&desk.set, &desk.form(), &desk.papers);
    let pairs = model::said(&desk.set, mine, &desk.papers).into_iter().zip(theirs);
    pairs
        .filter(|(mine, theirs)| mine.words != theirs.words)
        .map(|(mine, theirs)| Other { question: mine.question, theirs: theirs.words, mine: mine.words })
        .collect()
}

//! «Проект приказа»: an act as a Word document and as a PDF with its annexes, to be read, agreed and signed outside.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::context::App;
use crate::documents::Media;
use crate::documents::made::{ToPrint, made};
use crate::papers::{self, ByTemplate, Paper, Sample};
use crate::platform::act::Fact;
use crate::platform::clock::Moment;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::words;

use super::guards::OnDesk;
use super::line::Decided;
use super::model::{Decree, Denial};
use super::printed::order_paper;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/draft", draft).get("/acts/board/{id}/draft/pdf", draft_pdf)
}

/// The order with its annexes.
pub static ORDER: Paper = Paper {
    code: "act-order",
    words: "Распорядительный акт с приложениями",
    builtin: include_bytes!("../../papers/acts/order.docx"),
    tags: &[
        "акт.номер",
        "акт.дата",
        "акт.проект",
        "акт.орган",
        "акт.подписал",
        "акт.должность",
        "протоколы",
        "установлено",
        "отказано",
        "категории.название",
        "категории.муниципалитеты.название",
        "категории.муниципалитеты.педагоги.номер",
        "категории.муниципалитеты.педагоги.фио",
        "категории.муниципалитеты.педагоги.должность",
        "категории.муниципалитеты.педагоги.организация",
        "категории.муниципалитеты.педагоги.муниципалитет",
        "категории.муниципалитеты.педагоги.категория",
        "категории.муниципалитеты.педагоги.день",
        "отказы.номер",
        "отказы.фио",
        "отказы.должность",
        "отказы.организация",
        "отказы.муниципалитет",
        "отказы.категория",
        "отказы.день",
        "отказы.причина",
    ],
    needed: &[&["акт.номер"], &["акт.дата"], &["категории.муниципалитеты.педагоги.фио"], &["отказы.фио"]],
    sample: Sample::Act,
};

/// What an issued act of this number states, the newest of several; none when there is no such act.
///
/// # Errors
/// When the database does not answer.
pub async fn stated(app: &App, number: &str) -> Result<Option<Value>, Failure> {
    let number = number.to_owned();
    let read = app.db.read(move |reader| {
        let Some(decree) = store::numbered(reader, &number)? else { return Ok(None) };
        let lines = store::cases(reader, decree.id, None, false, i64::MAX)?;
        Ok::<_, DbError>(Some(order(&decree, &lines)))
    });
    Ok(read.await?)
}

/// What the order states, with its row of the journal.
/// The moment whose template it is made by: an issued act stays as it was issued.
///
/// # Errors
/// A refusal when there is nothing in it to be stated.
async fn taken(desk: &OnDesk, app: &App) -> Result<(Value, Moment), Failure> {
    let id = desk.decree.id;
    let read = app.db.read(move |reader| {
        let lines = store::cases(reader, id, None, false, i64::MAX)?;
        Ok::<_, DbError>((lines, store::issued_at(reader, id)?, store::body(reader)?))
    });
    let (lines, issued_at, body) = read.await?;
    if desk.decree.corrects.is_some() {
        return Err(Denial::NoOrder.into());
    }
    if lines.is_empty() {
        return Err(Denial::Empty.into());
    }
    let fact = Fact::of(kinds::DRAWN, format!("скачан приказ с приложениями: {}", desk.decree.named()));
    let fact = fact.subject("act", id);
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    // A draft says who would issue it today; an issued act, who did.
    let mut decree = desk.decree.clone();
    if !decree.is_issued() {
        decree.body = body;
    }
    Ok((order(&decree, &lines), issued_at.unwrap_or(app.now())))
}

/// The name of the file without an ending.
const fn named_file(decree: &Decree) -> &'static str {
    if decree.is_issued() { "Приказ" } else { "Проект приказа" }
}

async fn draft(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    let (data, at) = taken(&desk, &app).await?;
    let bytes = papers::filled(&app, &ORDER, data, at).await?;
    Ok(made(bytes, &format!("{}.docx", named_file(&desk.decree)), Media::Docx))
}

/// The lines of an act are its own and change no more once it is issued, so the same act gives the same file.
async fn draft_pdf(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    let (data, since) = taken(&desk, &app).await?;
    let at = desk.decree.dated_on.map_or(app.now(), |day| app.config.zone.begins(day));
    let paper = order_paper(&data, &app.config.centre_name);
    let shape = ToPrint { paper, at, name: format!("{}.pdf", named_file(&desk.decree)) };
    ByTemplate { paper: &ORDER, data, since, shape }.printed(&app).await
}

/// What the order says: granted by category and municipality, refused with their reasons.
pub(super) fn order(decree: &Decree, lines: &[Decided]) -> Value {
    let (granted, refused): (Vec<&Decided>, Vec<&Decided>) = lines.iter().partition(|one| one.is_granted);
    let mut protocols: Vec<String> = Vec::new();
    for one in lines {
        let said = one.protocol();
        if !protocols.contains(&said) {
            protocols.push(said);
        }
    }
    json!({
        "акт": {
            "номер": decree.number,
            "дата": decree.dated_on.map(words::brief_day).unwrap_or_default(),
            "проект": !decree.is_issued(),
            "орган": decree.body,
            "подписал": decree.signer_name,
            "должность": words::capital(&decree.signer_post),
        },
        "протоколы": protocols.join(", "),
        "установлено": granted.len(),
        "отказано": refused.len(),
        "категории": categories(&granted),
        "отказы": refused.iter().enumerate().map(|(at, one)| row(at + 1, one)).collect::<Vec<_>>(),
    })
}

/// Rows by category, then by municipality, numbered through each category.
fn categories(granted: &[&Decided]) -> Vec<Value> {
    granted
        .chunk_by(|one, next| one.category == next.category)
        .map(|same| {
            let mut number = 0;
            let places: Vec<Value> = same
                .chunk_by(|one, next| one.municipality == next.municipality)
                .map(|place| {
                    let rows: Vec<Value> = place
                        .iter()
                        .map(|one| {
                            number += 1;
                            row(number, one)
                        })
                        .collect();
                    json!({ "название": place[0].municipality, "педагоги": rows })
                })
                .collect();
            json!({ "название": category_named(same[0]), "муниципалитеты": places })
        })
        .collect()
}

/// «Первая квалификационная категория», «Квалификационная категория «педагог-методист»».
fn category_named(one: &Decided) -> String {
    use crate::applications::Category;
    match one.category {
        Category::First => "Первая квалификационная категория".to_owned(),
        Category::Highest => "Высшая квалификационная категория".to_owned(),
        Category::Methodist | Category::Mentor => format!("Квалификационная категория «{}»", one.category.words()),
    }
}

fn row(number: usize, one: &Decided) -> Value {
    json!({
        "номер": number,
        "фио": one.name.full(),
        "должность": one.post,
        "организация": one.organization,
        "муниципалитет": one.municipality,
        "категория": one.category.words(),
        "день": words::brief_day(one.held_on),
        "причина": one.reason,
    })
}

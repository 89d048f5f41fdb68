//! «Проект приказа»: an act as a Word document and as a PDF with its annexes, to be read, agreed and signed outside.

use serde_json::{Value, json};

use crate::context::App;
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::Fact;
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
    papers::doors::<Draft>(doors)
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

/// The order at its doors. An issued act stays as it was issued, so its template is that of the moment of issue; its lines
/// are its own and change no more, so the same act gives the same file.
struct Draft;

impl Handed for Draft {
    type By = OnDesk;
    const WORD: &'static str = "/acts/board/{id}/draft";
    const PDF: &'static str = "/acts/board/{id}/draft/pdf";

    fn paper() -> &'static Paper {
        &ORDER
    }

    async fn taken(desk: OnDesk, app: &App) -> Result<Taken, Failure> {
        let mut decree = desk.decree;
        let id = decree.id;
        let read = app.db.read(move |reader| {
            let lines = store::cases(reader, id, None, false, i64::MAX)?;
            Ok::<_, DbError>((lines, store::issued_at(reader, id)?, store::body(reader)?))
        });
        let (lines, issued_at, body) = read.await?;
        if decree.corrects.is_some() {
            return Err(Denial::NoOrder.into());
        }
        if lines.is_empty() {
            return Err(Denial::Empty.into());
        }
        let fact = Fact::of(kinds::DRAWN, format!("скачан приказ с приложениями: {}", decree.named()));
        let fact = fact.subject("act", id);
        app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        // A draft says who would issue it today; an issued act, who did.
        if !decree.is_issued() {
            decree.body = body;
        }
        let says = order(&decree, &lines);
        let shape = order_paper(&says, &app.config.centre_name);
        let at = decree.dated_on.map(|day| app.config.zone.begins(day));
        Ok(Taken { since: issued_at, at, ..Taken::now(says, shape, named_file(&decree).to_owned()) })
    }
}

/// The name of the file without an ending.
const fn named_file(decree: &Decree) -> &'static str {
    if decree.is_issued() { "Приказ" } else { "Проект приказа" }
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
        "день": one.since(),
        "причина": one.reason,
    })
}

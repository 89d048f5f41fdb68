//! «Проект приказа»: a draft as a Word document with its annexes, to be read, agreed and signed outside.

use std::io::Cursor;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use officedocs::template::Template;
use serde_json::{Value, json};

use crate::context::App;
use crate::documents::Media;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::page::{SomebodysFile, disposition};
use crate::platform::words;

use super::guards::OnDesk;
use super::line::Decided;
use super::model::Decree;
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/acts/board/{id}/draft", draft)
}

/// The order with its annexes.
const ORDER: &[u8] = include_bytes!("../../papers/acts/order.docx");

async fn draft(desk: OnDesk, State(app): State<App>) -> Result<Response, Failure> {
    let id = desk.decree.id;
    let lines = app.db.read(move |reader| store::cases(reader, id, None, false, i64::MAX)).await?;
    let fact = Fact::of(kinds::DRAWN, format!("скачан приказ с приложениями: {}", desk.decree.named()));
    let fact = fact.subject("act", id);
    app.db.act(desk.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    let data = order(&desk.decree, &lines);
    let made = tokio::task::spawn_blocking(move || filled(ORDER, &data)).await.map_err(anyhow::Error::from)??;
    let name = if desk.decree.is_issued() { "Приказ" } else { "Проект приказа" };
    Ok(docx(made, &format!("{name}.docx")))
}

/// A template with its tags filled.
pub(super) fn filled(template: &[u8], data: &Value) -> Result<Vec<u8>, Failure> {
    let mut out = Cursor::new(Vec::new());
    let done = Template::read(template).and_then(|template| template.render(data, &mut out));
    done.map_err(|error| anyhow::anyhow!("a paper of an act: {error}"))?;
    Ok(out.into_inner())
}

/// A document made now, as a download.
pub(super) fn docx(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Body::from(bytes).into_response();
    response.extensions_mut().insert(SomebodysFile);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Media::Docx.mime()));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition(name, false));
    response
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
            "подписал": decree.signer_name,
            "должность": decree.signer_post,
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
            json!({ "название": named(same[0]), "муниципалитеты": places })
        })
        .collect()
}

/// «Первая квалификационная категория», «Квалификационная категория «педагог-методист»».
fn named(one: &Decided) -> String {
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

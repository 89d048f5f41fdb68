//! The description of the open access, OpenAPI 3.1, made of the same types and doors that answer.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Ref, ResponseBuilder};
use utoipa::{Modify, OpenApi};

use crate::accounts::Anyone;
use crate::context::App;
use crate::platform::doors::Doors;

use super::problem::{FieldShown, MEDIA, Shown};
use super::{applications, changes, posts, records, shape, submit, told_to, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/api/v1/openapi.json", show)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "«Аттестация»: открытый доступ для соседних систем",
        description = "Заявления, решения и реестр категорий — для школьных систем и уполномоченного органа. Ключ доступа выдаёт Центр, он передаётся в заголовке Authorization: Bearer. Отказы приходят как application/problem+json (RFC 9457)."
    ),
    paths(applications::list, applications::one, submit::submit, records::list, records::one, changes::list, posts::list, show),
    components(schemas(
        Shown,
        FieldShown,
        shape::StageCode,
        shape::CategoryCode,
        shape::ChannelCode,
        shape::OutcomeCode,
        shape::ObjectCode,
        shape::ChangeCode,
        shape::ApplicationShown,
        shape::ApplicationsShown,
        shape::DecisionShown,
        shape::CaseShown,
        shape::RecordShown,
        shape::RecordsShown,
        shape::ChangeShown,
        shape::ChangesShown,
        shape::PostShown,
        shape::PostsShown,
        typed::Sent
    )),
    modifiers(&Refusals)
)]
struct Described;

/// What every door may answer beside what was asked for, and how a token is brought.
struct Refusals;

/// Refusals of every door that asks for a token.
const OF_ALL: [(&str, &str); 6] = [
    ("401", "Ключ доступа не передан или не действует"),
    ("403", "Доступу не дано нужное право"),
    ("422", "Ошибки по полям"),
    ("429", "Слишком много запросов"),
    ("500", "Сбой на нашей стороне"),
    ("503", "Система временно недоступна"),
];
/// Of a door to one thing.
const OF_ONE: [(&str, &str); 2] = [("404", "Не найдено или не открыто доступу"), ("410", "Больше не действует")];
/// Of a door that takes a body.
const OF_BODY: [(&str, &str); 5] = [
    ("400", "Тело не подходит к описанию"),
    ("408", "Тело пришло не целиком"),
    ("409", "Правило не позволяет этого сейчас"),
    ("413", "Тело больше 64 КБ"),
    ("415", "Тело не в JSON"),
];

fn refuse(operation: &mut Operation, all: &[(&str, &str)]) {
    for (code, words) in all {
        let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let mut response = ResponseBuilder::new().description(*words).content(MEDIA, body);
        match *code {
            "401" | "403" => response = response.header("WWW-Authenticate", HeaderBuilder::new().build()),
            "429" | "503" => response = response.header("Retry-After", HeaderBuilder::new().build()),
            _ => {}
        }
        operation.responses.responses.insert((*code).to_owned(), response.build().into());
    }
}

impl Modify for Refusals {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let by_token =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("Ключ доступа, который выдал Центр."));
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("token".to_owned(), SecurityScheme::Http(by_token.build()));
        for (path, PathItem { get, post, .. }) in &mut document.paths.paths {
            for operation in [get, post].into_iter().flatten().filter(|one| one.security.is_some()) {
                refuse(operation, &OF_ALL);
                if path.contains('{') {
                    refuse(operation, &OF_ONE);
                }
                if operation.request_body.is_some() {
                    refuse(operation, &OF_BODY);
                }
            }
        }
    }
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Described::openapi()).unwrap_or_default();
    document["webhooks"] = told_to::webhooks();
    document.to_string()
});

/// The description as JSON.
pub fn document() -> &'static str {
    &DOCUMENT
}

/// Описание этого доступа. Ключ не нужен.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "about",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value))
)]
pub(super) async fn show(by: Anyone) -> Response {
    drop(by);
    ([(header::CONTENT_TYPE, "application/json")], document()).into_response()
}

//! The template of the conclusion: the centre puts new versions in force, specialists take the blank.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use filestore::Key;
use futures::TryStreamExt;
use officedocs::template::Template;

use crate::accounts::Centre;
use crate::context::App;
use crate::documents::{self, Accept, Media, examine};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame, SomebodysFile, disposition};
use crate::platform::upload::{Arrived, UploadRequest, store_failure};
use crate::platform::words;

use super::guards::Concluder;
use super::store::{KeptFile, add_template, newest_template, template_version, templates};
use super::{kinds, tags};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/templates", show)
        .post("/templates", add)
        .get("/templates/blank", blank)
        .get("/templates/{version}/file", file)
}

/// A template is small: letters and tables.
const LARGEST: u64 = 10 * 1024 * 1024;

struct VersionLine {
    version: i64,
    file_name: String,
    size: String,
    added: String,
}

#[derive(askama::Template)]
#[template(path = "conclusions/templates.html")]
struct TemplatesPage {
    frame: Frame,
    form: Form,
    versions: Vec<VersionLine>,
    tags: &'static [&'static str],
    accept: String,
}

async fn show(centre: Centre, State(app): State<App>) -> Result<Response, Failure> {
    templates_page(&app, &centre, Form::new()).await
}

async fn templates_page(app: &App, centre: &Centre, form: Form) -> Result<Response, Failure> {
    let rows = app.db.read(templates).await?;
    let zone = &app.config.zone;
    let versions = rows
        .into_iter()
        .map(|row| VersionLine {
            version: row.version,
            file_name: row.file_name,
            size: words::size(row.size),
            added: zone.brief(row.added_at),
        })
        .collect();
    let sound = form.is_sound();
    let frame = centre.frame(app, "Шаблон итогового заключения").sound(sound);
    let page = TemplatesPage { frame, form, versions, tags: tags::KNOWN, accept: Accept::TEMPLATE.endings() };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn add(centre: Centre, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let mut upload = request.read(&app.files, LARGEST).await?;
    let arrived = upload.one_file("file", "Выберите файл шаблона в виде DOCX.", LARGEST);
    let Some(arrived) = arrived else {
        return templates_page(&app, &centre, upload.form).await;
    };
    let checked =
        tokio::task::spawn_blocking(move || check(&arrived).map(|()| arrived)).await.map_err(anyhow::Error::from)?;
    let arrived = match checked {
        Ok(arrived) => arrived,
        Err(why) => {
            upload.form.fault("file", why);
            return templates_page(&app, &centre, upload.form).await;
        }
    };
    let stored = app.files.keep(arrived.file).await.map_err(store_failure)?;
    let kept = KeptFile {
        name: arrived.name,
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: Media::Docx.mime().into(),
    };
    let version = app
        .db
        .act(centre.by(), app.now(), move |act| {
            let version = add_template(act, &kept)?;
            act.record(
                Fact::of(kinds::TEMPLATE_ADDED, format!("шаблон заключения, версия {version}"))
                    .subject("template", version),
                version,
            )
        })
        .await?;
    Ok(page::go_saying(centre.visit.cookies, "/templates", &format!("Шаблон принят: действует версия {version}.")))
}

/// A template must be a Word file whose every tag is known; an unknown one is named with its nearest known one.
fn check(arrived: &Arrived) -> Result<(), String> {
    use std::io::Read;
    examine(&arrived.file, &arrived.name, Accept::TEMPLATE).map_err(|bad| bad.to_string())?;
    let mut bytes = Vec::new();
    let read = arrived
        .file
        .open()
        .map_err(|error| error.to_string())
        .and_then(|mut file| file.read_to_end(&mut bytes).map_err(|error| error.to_string()));
    read.map_err(|_| "Файл не удалось прочитать. Выберите его ещё раз.".to_owned())?;
    let template = Template::read(&bytes).map_err(|bad| bad.to_string())?;
    let unknown: Vec<String> = template
        .unknown(tags::KNOWN)
        .into_iter()
        .map(|one| match one.nearest {
            Some(nearest) => format!("«{}» (похоже на «{nearest}»)", one.tag),
            None => format!("«{}»", one.tag),
        })
        .collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(format!("В шаблоне есть неизвестные теги: {}. Исправьте их и загрузите шаблон снова.", unknown.join(", ")))
    }
}

async fn blank(Concluder(person): Concluder, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let row = app.db.read(newest_template).await?.ok_or_else(no_template)?;
    let fact = Fact::of(kinds::TEMPLATE_TAKEN, format!("пустой шаблон, версия {}", row.version));
    app.db.act(person.by(), app.now(), move |act| act.record(fact, ())).await?;
    documents::serve(&app.files, &headers, &row.file_key, "Шаблон итогового заключения.docx", Media::Docx.mime(), false)
        .await
}

async fn file(
    centre: Centre,
    State(app): State<App>,
    Path(version): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    drop(centre);
    let version: i64 = version.parse().map_err(|_| Failure::Hidden)?;
    let row = app.db.read(move |reader| template_version(reader, version)).await?.ok_or(Failure::Hidden)?;
    documents::serve(&app.files, &headers, &row.file_key, &row.file_name, Media::Docx.mime(), false).await
}

/// The centre has not uploaded a template yet.
pub(super) fn no_template() -> Failure {
    Failure::Conflict("Центр ещё не загрузил шаблон итогового заключения. Сообщите в Центр.".into())
}

/// A kept file whole in memory; only for templates, which are small.
pub(super) async fn bytes_of(app: &App, file_key: &str) -> Result<Vec<u8>, Failure> {
    let key = Key::parse(file_key).ok_or(Failure::Hidden)?;
    let reading = app.files.read(&key).await.map_err(store_failure)?;
    let blocks: Vec<bytes::Bytes> = reading.stream.try_collect().await.map_err(store_failure)?;
    Ok(blocks.concat())
}

/// A document made now, as a download.
pub(super) fn made(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Body::from(bytes).into_response();
    response.extensions_mut().insert(SomebodysFile);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Media::Docx.mime()));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition(name, false));
    response
}

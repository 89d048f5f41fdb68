//! The template of the conclusion: the centre puts new versions in force, specialists take the blank.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::documents::{self, Accept, Media};
use crate::papers;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
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
    /// The tags it is not taken without.
    needed: String,
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
    let page = TemplatesPage {
        frame,
        form,
        versions,
        tags: tags::KNOWN,
        needed: papers::needed_words(tags::NEEDED),
        accept: Accept::TEMPLATE.endings(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn add(centre: Centre, State(app): State<App>, request: UploadRequest) -> Result<Response, Failure> {
    let own = match papers::received(&app, request, tags::KNOWN, tags::NEEDED).await? {
        papers::Sent::Kept(own) => own,
        papers::Sent::Faulty(form) => return templates_page(&app, &centre, form).await,
    };
    let media_type = Media::Docx.mime().into();
    let kept = KeptFile { name: own.name, key: own.key, size: own.size, media_type };
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

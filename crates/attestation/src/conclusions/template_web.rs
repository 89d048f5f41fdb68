//! The template of the conclusion: the centre sends versions, brings earlier ones back, specialists take the blank. A version is
//! tried and put in force on the pages of `templates`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use officedocs::template::BadTemplate;

use crate::accounts::Centre;
use crate::context::App;
use crate::documents::{self, Accept, Media};
use crate::papers::{self, Paper};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::Form;
use crate::platform::page::{self, Frame};
use crate::platform::upload::UploadRequest;
use crate::platform::versions;
use crate::platform::words;

use super::guards::Concluder;
use super::store::{TemplateRow, newest_template, put_in_force, template_version, templates};
use super::{kinds, tags};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/templates", show)
        .post("/templates", add)
        .get("/templates/blank", blank)
        .get("/templates/{version}/file", file)
        .post("/templates/{version}/return", bring_back)
}

/// The blank a specialist takes.
pub static BLANK: Paper = Paper {
    code: papers::BLANK,
    words: "Шаблон итогового заключения",
    builtin: include_bytes!("../../demo/conclusion-template.docx"),
    tags: tags::KNOWN,
    needed: tags::NEEDED,
};

struct VersionLine {
    version: i64,
    file_name: String,
    size: String,
    /// Who put it in force, and when.
    added: String,
}

/// A template that was sent and is not in force yet.
struct WaitingLine {
    version: i64,
    href: String,
    file: String,
    added: String,
}

#[derive(askama::Template)]
#[template(path = "conclusions/templates.html")]
struct TemplatesPage {
    frame: Frame,
    form: Form,
    versions: Vec<VersionLine>,
    waiting: Vec<WaitingLine>,
    tags: &'static [&'static str],
    /// The tags it is not taken without.
    needed: String,
    accept: String,
}

/// The last files that were sent, of which those are shown that wait.
const SENT: i64 = 20;

async fn show(centre: Centre, State(app): State<App>) -> Result<Response, Failure> {
    templates_page(&app, &centre, Form::new()).await
}

async fn templates_page(app: &App, centre: &Centre, form: Form) -> Result<Response, Failure> {
    let read = app.db.read(|reader| {
        Ok::<_, DbError>((templates(reader)?, papers::versions(reader, papers::BLANK, i64::MAX, SENT)?))
    });
    let (rows, sent) = read.await?;
    let zone = &app.config.zone;
    let by = |who: &str, at| versions::added(who, at, zone);
    let waits = |one: papers::Version| {
        let own = one.own.filter(|_| one.published_at.is_none())?;
        Some(WaitingLine {
            version: one.number,
            href: format!("/settings/papers/versions/{}", one.id),
            file: format!("{}, {}", own.name, words::size(own.size)),
            added: by(&one.added_by, one.added_at),
        })
    };
    let sound = form.is_sound();
    let trail =
        [("/cabinet", "Личный кабинет"), ("/settings", "Настройки"), ("/settings/papers", "Шаблоны документов")];
    let page = TemplatesPage {
        frame: centre.frame(app, BLANK.words).sound(sound).trail(&trail),
        form,
        waiting: sent.into_iter().filter_map(waits).collect(),
        versions: rows
            .into_iter()
            .map(|row| VersionLine {
                version: row.version,
                file_name: row.own.name,
                size: words::size(row.own.size),
                added: by(&row.added_by, row.added_at),
            })
            .collect(),
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
    let done = app.db.act(centre.by(), app.now(), move |act| {
        let (id, number) = papers::add(act, &BLANK, &own)?;
        let words = format!("шаблон заключения, версия {number}, файл «{}»", own.name);
        Ok::<_, Failure>(act.record(Fact::of(kinds::TEMPLATE_ADDED, words).subject("template", number), id)?)
    });
    let id = done.await?;
    let said = "Шаблон загружен. Попробуйте его на настоящем деле и введите в действие.";
    Ok(page::go_saying(centre.visit.cookies, &format!("/settings/papers/versions/{id}"), said))
}

async fn asked(app: &App, version: &str) -> Result<TemplateRow, Failure> {
    let version: i64 = version.parse().map_err(|_| Failure::Hidden)?;
    app.db.read(move |reader| template_version(reader, version)).await?.ok_or(Failure::Hidden)
}

/// An earlier version is put in force again, as a new one of the same file: it was in force before and needs no trial.
async fn bring_back(
    centre: Centre,
    State(app): State<App>,
    Path(version): Path<String>,
    form: Form,
) -> Result<Response, Failure> {
    drop(form);
    let row = asked(&app, &version).await?;
    let done = app.db.act(centre.by(), app.now(), move |act| {
        // Of two hands the second waits here for the number and then sees what the first did.
        let (id, number) = papers::add(act, &BLANK, &row.own)?;
        if newest_template(act)?.is_some_and(|newest| newest.own == row.own) {
            return Err(AlreadyInForce.into());
        }
        papers::publish(act, id)?;
        put_in_force(act, number, &row.own)?;
        let words = format!("шаблон заключения: снова действует файл версии {}, теперь версия {number}", row.version);
        Ok::<_, Failure>(act.record(Fact::of(kinds::TEMPLATE_ADDED, words).subject("template", number), number)?)
    });
    let number = done.await?;
    let said = format!("Прежний шаблон снова действует: версия {number}.");
    Ok(page::go_saying(centre.visit.cookies, "/templates", &said))
}

/// The file of this version is in force.
#[derive(Debug)]
struct AlreadyInForce;

impl Refusal for AlreadyInForce {
    fn reason(&self) -> String {
        "Этот файл уже действует. Возвращать его не нужно.".to_owned()
    }
}

async fn blank(Concluder(person): Concluder, State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let row = app.db.read(newest_template).await?.ok_or_else(no_template)?;
    let fact = Fact::of(kinds::TEMPLATE_TAKEN, format!("пустой шаблон, версия {}", row.version));
    app.db.act(person.by(), app.now(), move |act| act.record(fact, ())).await?;
    documents::serve(&app.files, &headers, &row.own.key, "Шаблон итогового заключения.docx", Media::Docx.mime(), false)
        .await
}

async fn file(
    centre: Centre,
    State(app): State<App>,
    Path(version): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    drop(centre);
    let own = asked(&app, &version).await?.own;
    documents::serve(&app.files, &headers, &own.key, &own.name, Media::Docx.mime(), false).await
}

/// The centre has not uploaded a template yet.
pub(super) fn no_template() -> Failure {
    Failure::Conflict("Центр ещё не ввёл шаблон итогового заключения. Сообщите в Центр.".into())
}

/// The template in force cannot be filled with a case.
pub(super) fn unfit(error: &BadTemplate) -> Failure {
    Failure::Conflict(format!(
        "Заключение по шаблону Центра не получилось: {error} Сообщите в Центр: он исправит шаблон или вернёт прежний. Пока можно взять пустой шаблон."
    ))
}

//! The template of the conclusion: the centre sends versions, brings earlier ones back, specialists take the blank. A version is
//! tried and put in force on the pages of `templates`.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use officedocs::template::BadTemplate;
use serde_json::Value;

use crate::accounts::Centre;
use crate::context::App;
use crate::documents::made::made;
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
use super::{filling, kinds, tags};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/templates", show)
        .post("/templates", add)
        .get("/templates/blank", blank)
        .get("/templates/builtin", builtin)
        .get("/templates/{version}/file", file)
        .post("/templates/{version}/return", bring_back)
}

/// The blank a specialist takes.
pub static BLANK: Paper = Paper {
    code: papers::BLANK,
    words: "Шаблон итогового заключения",
    builtin: include_bytes!("../../papers/conclusion/blank.docx"),
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

/// The template in force: the last the Centre has put in force, or that of the program.
pub(super) struct InForce {
    bytes: Vec<u8>,
    is_own: bool,
    /// «версия 2», «встроенный».
    pub(super) words: String,
}

impl InForce {
    /// Reads the file of the newest version, when there is one.
    pub(super) async fn of(app: &App, newest: Option<TemplateRow>) -> Result<Self, Failure> {
        Ok(match newest {
            Some(row) => Self {
                bytes: papers::bytes_of(app, &row.own.key).await?,
                is_own: true,
                words: format!("версия {}", row.version),
            },
            None => Self { bytes: BLANK.builtin.to_vec(), is_own: false, words: "встроенный".to_owned() },
        })
    }

    /// The paper it makes; the inner error says why the Centre's own cannot be filled.
    pub(super) async fn filled(self, data: Value) -> Result<Result<Vec<u8>, BadTemplate>, Failure> {
        match papers::tried(self.bytes, data).await? {
            Err(error) if !self.is_own => Err(Failure::Broken(anyhow::anyhow!("the blank of a conclusion: {error}"))),
            made => Ok(made),
        }
    }
}

/// A form with empty lines to be written on by hand.
async fn blank(Concluder(person): Concluder, State(app): State<App>) -> Result<Response, Failure> {
    let newest = app.db.read(newest_template).await?;
    let template = InForce::of(&app, newest).await?;
    let words = template.words.clone();
    let filled = template.filled(filling::by_hand(&app.config.centre_name)).await?;
    let paper = filled.map_err(|error| unfit("Пустой бланк по шаблону Центра не получился", &error, ""))?;
    let fact = Fact::of(kinds::TEMPLATE_TAKEN, format!("пустой шаблон, {words}"));
    app.db.act(person.by(), app.now(), move |act| act.record(fact, ())).await?;
    Ok(made(paper, "Шаблон итогового заключения.docx", Media::Docx))
}

/// The template of the program, with its tags: to be changed and sent as the Centre's own.
async fn builtin(centre: Centre) -> Result<Response, Failure> {
    drop(centre);
    Ok(made(BLANK.builtin.to_vec(), "Встроенный шаблон итогового заключения.docx", Media::Docx))
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

/// The Centre's own template cannot be filled: what did not come of it, why, and what to take meanwhile.
pub(super) fn unfit(said: &str, error: &BadTemplate, meanwhile: &str) -> Failure {
    Failure::Conflict(format!("{said}: {error} Сообщите в Центр: он исправит шаблон или вернёт прежний.{meanwhile}"))
}

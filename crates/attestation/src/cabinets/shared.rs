//! Pages everybody may read: errors, display settings, help, privacy, accessibility, the state of the service.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::accounts::{self, Anyone, EDITIONS, Edition};
use crate::context::App;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{ErrorWords, Failure};
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame, RoleChoice};
use crate::platform::visit::{DISPLAY, Visit};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/display", display)
        .post("/display", set_display)
        .get("/help", help)
        .get("/privacy", privacy)
        .get("/privacy/{edition}", privacy_of)
        .get("/accessibility", accessibility)
        .get("/healthz", alive)
        .get("/readyz", ready)
}

#[derive(Template)]
#[template(path = "cabinets/error.html")]
struct ErrorPage {
    frame: Frame,
    words: ErrorWords,
    signed: bool,
    /// The page of the form that was not taken; empty when there is none.
    back: WayBack,
    /// Other roles of whoever asked for what this one does not show.
    turn: Option<Turn>,
    /// Whether the stranger may have forgotten the password.
    forgot: bool,
}

/// The role a person looks in now, and those the page may belong to.
struct Turn {
    role: String,
    others: Vec<RoleChoice>,
    /// The page to open in another role; empty when what was asked for is no page.
    next: String,
}

impl Turn {
    /// Of a person with several roles.
    fn of(frame: &Frame, next: String) -> Option<Self> {
        let person = frame.person.as_ref().filter(|person| !person.other_roles.is_empty())?;
        Some(Self { role: person.role.clone(), others: person.other_roles.clone(), next })
    }
}

/// Where an error page leads besides the cabinet; nowhere when the address is empty.
#[derive(Debug, Default)]
pub struct WayBack {
    href: String,
    text: &'static str,
    /// What was asked for, when it is a page to be opened once more; empty when a form was sent.
    again: String,
}

/// What has pages below its own, and how the way back to it is called.
const ABOVE: [(&str, &str); 3] = [
    ("/applications/", "Вернуться к делу"),
    ("/sittings/", "Вернуться к заседанию"),
    ("/drafts/", "Вернуться к черновику"),
];

impl WayBack {
    /// From an address, when the page its form was on is known; else to what stands above it.
    pub fn of(path: &str, from: Option<String>) -> Self {
        if let Some(href) = from.filter(|from| from != "/cabinet") {
            return Self { href, text: "Открыть страницу заново", again: String::new() };
        }
        let above = ABOVE.into_iter().find_map(|(above, text)| {
            let (id, _) = path.strip_prefix(above)?.split_once('/')?;
            let id: uuid::Uuid = id.parse().ok()?;
            Some(Self { href: format!("{above}{id}"), text, again: String::new() })
        });
        above.unwrap_or_default()
    }

    /// The same, with the page that was asked for.
    #[must_use]
    pub fn again(self, asked: String) -> Self {
        Self { again: asked, ..self }
    }
}

/// A full page for an error, with the menu of whoever asked.
pub async fn error_page(
    app: &App,
    visit: Visit,
    (status, words): (StatusCode, ErrorWords),
    back: WayBack,
) -> Result<Response, Failure> {
    let anyone = Anyone::meet(app, visit.clone()).await.unwrap_or_else(|_| Anyone::stranger(visit));
    let is_signed = anyone.signed.is_some();
    let frame = anyone.frame(app, &words.title);
    // What could not be done now is looked at anew.
    let is_for_now = matches!(status, StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS);
    let turn = if status == StatusCode::NOT_FOUND { Turn::of(&frame, back.again.clone()) } else { None };
    let back = if is_signed && is_for_now { back } else { WayBack::default() };
    let forgot = status == StatusCode::TOO_MANY_REQUESTS && !is_signed;
    page::page_with(status, &ErrorPage { frame, words, signed: is_signed, back, turn, forgot })
}

#[derive(Template)]
#[template(path = "cabinets/display.html")]
struct DisplayPage {
    frame: Frame,
    form: Form,
    sizes: Vec<Choice>,
    schemes: Vec<Choice>,
}

const SIZES: [(&str, &str); 4] =
    [("100", "Обычный"), ("125", "Крупный, 125 %"), ("150", "Крупнее, 150 %"), ("200", "Самый крупный, 200 %")];
const SCHEMES: [(&str, &str); 6] = [
    ("auto", "Как в системе"),
    ("light", "Светлая"),
    ("dark", "Тёмная"),
    ("bw", "Чёрным по белому"),
    ("wb", "Белым по чёрному"),
    ("blue", "Синим по голубому"),
];

fn choices(list: &[(&str, &str)]) -> Vec<Choice> {
    list.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
}

async fn display(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    let chosen = &anyone.visit.display;
    let has = |class: &str| chosen.split('.').any(|one| one == class);
    let mut form = Form::new();
    let size = SIZES.iter().find(|(value, _)| has(&format!("size-{value}"))).map_or("100", |(value, _)| value);
    let scheme = SCHEMES.iter().find(|(value, _)| has(&format!("scheme-{value}"))).map_or("auto", |(value, _)| value);
    form = form.with("size", size).with("scheme", scheme);
    for class in ["wide", "serif", "nopictures"] {
        if has(class) {
            form = form.with(class, "yes");
        }
    }
    page::page(&DisplayPage {
        frame: anyone.frame(&app, "Настройки отображения"),
        form,
        sizes: choices(&SIZES),
        schemes: choices(&SCHEMES),
    })
}

async fn set_display(anyone: Anyone, form: Form) -> Result<Response, Failure> {
    let known = |list: &[(&str, &str)], value: &str| list.iter().any(|(one, _)| *one == value);
    let mut classes = Vec::new();
    if known(&SIZES, form.value("size")) {
        classes.push(format!("size-{}", form.value("size")));
    }
    if known(&SCHEMES, form.value("scheme")) {
        classes.push(format!("scheme-{}", form.value("scheme")));
    }
    classes.extend(["wide", "serif", "nopictures"].into_iter().filter(|class| form.ticked(class)).map(str::to_owned));
    let mut response = page::go_saying(anyone.visit.cookies, "/display", "Настройки отображения сохранены.");
    response
        .headers_mut()
        .append(header::SET_COOKIE, anyone.visit.cookies.set(DISPLAY, &classes.join("."), Some(365 * 24 * 3600)));
    Ok(response)
}

#[derive(Template)]
#[template(path = "cabinets/help.html")]
struct HelpPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "cabinets/privacy.html")]
struct PrivacyPage {
    frame: Frame,
    /// Whom the consent is given to.
    operator: String,
    edition: String,
    data: &'static str,
    /// Whether people agree to it now.
    is_newest: bool,
}

#[derive(Template)]
#[template(path = "cabinets/accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
}

async fn help(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&HelpPage { frame: anyone.frame(&app, "Помощь") })
}

async fn privacy(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    consent_text(&app, &anyone, &EDITIONS[0])
}

/// An edition people agreed to once.
async fn privacy_of(anyone: Anyone, State(app): State<App>, Path(version): Path<String>) -> Result<Response, Failure> {
    let edition = EDITIONS.iter().find(|one| one.version == version).ok_or(Failure::Hidden)?;
    consent_text(&app, &anyone, edition)
}

fn consent_text(app: &App, anyone: &Anyone, edition: &'static Edition) -> Result<Response, Failure> {
    page::page(&PrivacyPage {
        operator: app.config.operator(),
        frame: anyone.frame(app, "Обработка персональных данных"),
        edition: accounts::consent_edition(edition.version),
        data: edition.data,
        is_newest: *edition == EDITIONS[0],
    })
}

async fn accessibility(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&AccessibilityPage { frame: anyone.frame(&app, "Доступность") })
}

async fn alive(anyone: Anyone) -> Response {
    drop(anyone);
    "ok\n".into_response()
}

/// Ready: the database answers and the files can be reached.
async fn ready(anyone: Anyone, State(app): State<App>) -> Response {
    drop(anyone);
    let db = app
        .db
        .read(|reader| reader.count("select count(*) from migrations", &[]).map(drop))
        .await
        .map_err(|error: DbError| error.to_string());
    let files = app.files.ready().await.map_err(|error| error.to_string());
    match (db, files) {
        (Ok(()), Ok(())) => "ready\n".into_response(),
        (db, files) => {
            tracing::error!(database = db.is_ok(), files = files.is_ok(), "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n").into_response()
        }
    }
}

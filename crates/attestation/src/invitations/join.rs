//! The way in: a link or a code is taken in hand; a link that does not work explains itself and says what to do.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::Response;

use crate::accounts::{Anyone, count_try};
use crate::context::App;
use crate::platform::act::By;
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame, go};
use crate::platform::secret::LinkSecret;
use crate::platform::visit::IN_HAND;

use super::guards::held;
use super::issue;
use super::model::Invitation;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/join", show).post("/join", take_code).get("/join/{secret}", take_link).post("/join/renewal", renew)
}

/// A secret stays in hand half a day: a form may be filled slowly.
const IN_HAND_FOR: i64 = 12 * 3600;

#[derive(Template)]
#[template(path = "invitations/join.html")]
struct JoinPage {
    frame: Frame,
    form: Form,
}

async fn show(anyone: Anyone, State(app): State<App>) -> Result<Response, Failure> {
    page::page(&JoinPage { frame: anyone.frame(&app, "Код из приглашения"), form: Form::new() })
}

async fn take_code(anyone: Anyone, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let Some(secret) = LinkSecret::parse(form.value("code")) else {
        form.fault(
            "code",
            "В коде 28 знаков: латинские буквы и цифры, по четыре в группе. Перепишите его из письма целиком.",
        );
        return page::faulty(&JoinPage {
            frame: anyone.frame(&app, "Код из приглашения").sound(false), form
        });
    };
    Ok(in_hand(&anyone, secret.signs()))
}

/// Takes the secret out of the address into a short cookie: it stays out of the history and of logs.
async fn take_link(anyone: Anyone, Path(secret): Path<String>) -> Response {
    let kept = LinkSecret::parse(&secret).map(|secret| secret.signs().to_owned()).unwrap_or_default();
    in_hand(&anyone, &kept)
}

fn in_hand(anyone: &Anyone, secret: &str) -> Response {
    let mut response = go("/join/window");
    response.headers_mut().append(header::SET_COOKIE, anyone.visit.cookies.set(IN_HAND, secret, Some(IN_HAND_FOR)));
    response
}

/// Why a link does not open the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Closed {
    /// No such link.
    Unknown,
    /// The cabinet is there.
    Used,
    /// The centre took the invitation back.
    Revoked,
    /// A newer letter was sent.
    Superseded { first_run: bool },
    /// Its last day has passed; the invitation a new letter can be sent for.
    Expired { last_day: String, renews: Option<Id<Invitation>> },
    /// The centre has its first cabinet by another way.
    Late,
}

impl Closed {
    fn title(&self) -> &'static str {
        match self {
            Self::Unknown => "Такой ссылки нет",
            Self::Used => "По этой ссылке кабинет уже создан",
            Self::Revoked => "Приглашение отозвано",
            Self::Superseded { .. } => "Есть более новая ссылка",
            Self::Expired { .. } => "Срок ссылки истёк",
            Self::Late => "Первый кабинет Центра уже создан",
        }
    }

    fn text(&self, phone: &str) -> String {
        match self {
            Self::Unknown => "Проверьте, что скопировали ссылку из письма целиком, или введите код из письма.".to_owned(),
            Self::Used => "Войдите с логином и паролем, которые придумали при регистрации. Если забыли пароль, восстановите его по почте.".to_owned(),
            Self::Revoked if phone.is_empty() => "Обратитесь в Центр: там скажут, почему, и при необходимости пригласят снова.".to_owned(),
            Self::Revoked => format!("Позвоните в Центр: {phone}. Там скажут, почему, и при необходимости пригласят снова."),
            Self::Superseded { first_run: false } => "Вам отправили более новое письмо, ссылка в этом больше не действует. Откройте последнее письмо Центра.".to_owned(),
            Self::Superseded { first_run: true } => "Система запущена заново и напечатала другую ссылку. Откройте последнюю.".to_owned(),
            Self::Expired { last_day, renews: Some(_) } => format!("Ссылка действовала по {last_day}. Нажмите «Прислать новую» — письмо придёт на тот же адрес."),
            Self::Expired { last_day, renews: None } => format!("Ссылка действовала по {last_day}. Запустите систему заново: она напечатает новую."),
            Self::Late => "Эта ссылка была для первого кабинета Центра и больше не действует. Попросите приглашение у того, у кого кабинет есть.".to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/closed.html")]
struct ClosedPage {
    frame: Frame,
    title: &'static str,
    text: String,
    may_renew: bool,
    code_offered: bool,
    enter_offered: bool,
}

/// The page of a link that does not work: 404 for one that never was, 410 for one that is over.
pub(super) fn closed_page(app: &App, anyone: &Anyone, closed: &Closed) -> Result<Response, Failure> {
    let status = if *closed == Closed::Unknown { StatusCode::NOT_FOUND } else { StatusCode::GONE };
    page::page_with(
        status,
        &ClosedPage {
            frame: anyone.frame(app, closed.title()),
            title: closed.title(),
            text: closed.text(&app.config.centre_phone),
            may_renew: matches!(closed, Closed::Expired { renews: Some(_), .. }),
            code_offered: matches!(closed, Closed::Unknown),
            enter_offered: matches!(closed, Closed::Used | Closed::Late),
        },
    )
}

#[derive(Template)]
#[template(path = "invitations/renewed.html")]
struct RenewedPage {
    frame: Frame,
}

/// A new letter to the same address instead of an expired one; the answer never tells whether there was one.
async fn renew(anyone: Anyone, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    drop(form);
    let secret = anyone.visit.in_hand.clone().unwrap_or_default();
    let address = anyone.visit.address_text();
    count_try(&app, &format!("renewal:{secret}"), &address).await?;
    if let Err(Closed::Expired { renews: Some(id), .. }) = held(&app, &anyone).await? {
        issue::resend(&app, By { address, ..By::default() }, id).await?;
    }
    page::page(&RenewedPage { frame: anyone.frame(&app, "Проверьте почту") })
}

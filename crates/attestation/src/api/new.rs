//! A token opened by the centre: what for, whose data, until when; shown once, on the page that answers the form.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Centre, prove_password};
use crate::context::App;
use crate::organizations::{self, Inn, School};
use crate::platform::clock::Day;
use crate::platform::dated::{day_from, with_day};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::issue::{Issued, NewToken, issue};
use super::model::{Bounds, LONGEST_DAYS, MOST_PER_MINUTE, PER_MINUTE, Scope};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/api/new", show).post("/settings/api/new", make)
}

/// Letters of a name at most.
const LONGEST_NAME: usize = 120;
/// A token is offered for so many days.
const OFFERED_DAYS: i64 = 365;

/// A scope as a box to tick.
struct ScopeBox {
    id: String,
    code: &'static str,
    words: &'static str,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "api/new.html")]
struct NewPage {
    frame: Frame,
    form: Form,
    scopes: Vec<ScopeBox>,
    bounds: Vec<Choice>,
    municipalities: Vec<Choice>,
    most: String,
}

#[derive(Template)]
#[template(path = "api/made.html")]
struct MadePage {
    frame: Frame,
    name: String,
    secret: String,
    rights: String,
    whose: String,
    until: String,
    home: String,
    address: String,
}

/// What the form is checked against: municipalities to choose from, the school whose ИНН was typed.
struct Offer {
    municipalities: Vec<String>,
    school: Option<School>,
}

impl Offer {
    async fn of(app: &App, form: &Form) -> Result<Self, Failure> {
        let inn = Inn::parse(form.value("school_inn")).ok();
        let find = move |reader: &mut Reader| {
            let school = inn.map_or(Ok(None), |inn| organizations::by_inn(reader, &inn))?;
            Ok::<_, DbError>(Self { municipalities: organizations::municipalities(reader)?, school })
        };
        Ok(app.db.read(find).await?)
    }
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let form = Form::new().with("per_minute", PER_MINUTE.to_string());
    let form = with_day(form, "until", app.today().plus(OFFERED_DAYS));
    let offer = Offer::of(&app, &form).await?;
    draw(&app, &by, form, &offer)
}

fn draw(app: &App, by: &Centre, form: Form, offer: &Offer) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let ticked = form.all("scopes");
    let scope = |(at, one): (usize, Scope)| ScopeBox {
        // The summary of faults leads to the first box.
        id: if at == 0 { "scopes".to_owned() } else { format!("scopes-{}", at + 1) },
        code: one.code(),
        words: one.words(),
        ticked: ticked.iter().any(|code| code == one.code()),
    };
    let municipalities = offer.municipalities.iter().map(|name| (name.as_str(), name.as_str()));
    let page = NewPage {
        frame: by
            .frame(app, "Новый доступ")
            .sound(sound)
            .trail(&[("/settings", "Настройки"), ("/settings/api", "Доступ для соседних систем")]),
        scopes: Scope::ALL.into_iter().enumerate().map(scope).collect(),
        bounds: vec![
            Choice::new("region", "Всего региона"),
            Choice::new("school", "Одной организации"),
            Choice::new("municipality", "Одного муниципалитета"),
        ],
        municipalities: listing::choices("Не выбран", municipalities),
        most: MOST_PER_MINUTE.to_string(),
        form,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn make(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let offer = Offer::of(&app, &form).await?;
    let new = parse(&mut form, &offer, app.today());
    let is_proved = prove_password(&app, &by.account, &mut form).await?;
    let Some(new) = new.filter(|_| is_proved && form.is_sound()) else {
        return draw(&app, &by, form.without_passwords(), &offer);
    };
    let opened = new.clone();
    match issue(&app, by.by(), new).await? {
        Ok(issued) => shown_once(&app, &by, issued, opened),
        Err(why) => {
            form.fault("name", why.reason());
            draw(&app, &by, form.without_passwords(), &offer)
        }
    }
}

fn shown_once(app: &App, by: &Centre, issued: Issued, new: NewToken) -> Result<Response, Failure> {
    page::page(&MadePage {
        frame: by.frame(app, "Доступ открыт").trail(&[("/settings/api", "Доступ для соседних систем")]),
        name: new.name,
        rights: new.scopes.iter().map(|one| one.words()).collect::<Vec<_>>().join(", "),
        whose: new.bounds.words(),
        until: words::day(new.expires_on),
        home: format!("/settings/api/{}", issued.id),
        address: app.link("/api/v1/openapi.json"),
        secret: issued.secret,
    })
}

fn parse(form: &mut Form, offer: &Offer, today: Day) -> Option<NewToken> {
    let name = form.text("name");
    if name.is_empty() {
        form.fault("name", "Назовите систему, которой открывается доступ.");
    } else if name.chars().count() > LONGEST_NAME {
        form.fault("name", format!("Название длиннее {LONGEST_NAME} знаков. Сократите его."));
    }
    let scopes: Vec<Scope> = form.all("scopes").iter().filter_map(|code| Scope::parse(code)).collect();
    if scopes.is_empty() {
        form.fault("scopes", "Отметьте хотя бы одно право.");
    }
    let bounds = bounds(form, offer);
    let until = day_from(form, "until", "Укажите последний день доступа.");
    let until = until.and_then(|day| form.check("until", fits_until(day, today)));
    let per_minute = form.text("per_minute").parse().ok().filter(|many| (1..=MOST_PER_MINUTE).contains(many));
    let why = format!("Нужно целое число от 1 до {MOST_PER_MINUTE}.");
    let per_minute = form.check("per_minute", per_minute.ok_or(why));
    Some(NewToken { name, scopes, bounds: bounds?, expires_on: until?, per_minute: per_minute? })
}

/// Whether a day can be the last one of a token.
fn fits_until(day: Day, today: Day) -> Result<Day, String> {
    match day.since(today) {
        ..0 => Err("Этот день уже прошёл. Укажите день не раньше сегодняшнего.".to_owned()),
        0..=LONGEST_DAYS => Ok(day),
        _ => Err(format!(
            "Доступ открывают не дольше чем на два года. Укажите день не позже {}.",
            words::day(today.plus(LONGEST_DAYS))
        )),
    }
}

/// What was typed for another choice than the one ticked: nobody is given more than was meant.
fn meant(form: &mut Form) {
    let (chosen, ticked) = (form.value("bounds").to_owned(), "Выберите что-то одно.");
    if chosen != "municipality" && form.ticked("municipality") {
        form.fault("bounds", format!("Ниже выбран муниципалитет, а отмечено другое. {ticked}"));
    }
    if chosen != "school" && form.ticked("school_inn") {
        form.fault("bounds", format!("Ниже введён ИНН организации, а отмечено другое. {ticked}"));
    }
}

fn bounds(form: &mut Form, offer: &Offer) -> Option<Bounds> {
    meant(form);
    match form.value("bounds") {
        "region" => Some(Bounds::Region),
        "school" => {
            form.check("school_inn", Inn::parse(form.value("school_inn")))?;
            let found = offer.school.as_ref().ok_or("Организации с таким ИНН в списке нет. Сначала внесите её.");
            form.check("school_inn", found).map(|school| Bounds::School(school.id, school.name.clone()))
        }
        "municipality" => {
            let chosen = form.text("municipality");
            let found = offer.municipalities.iter().find(|name| **name == chosen);
            form.check("municipality", found.ok_or("Выберите муниципалитет из списка."))
                .map(|name| Bounds::Municipality(name.clone()))
        }
        _ => {
            form.fault("bounds", "Выберите, чьи данные открываются.");
            None
        }
    }
}

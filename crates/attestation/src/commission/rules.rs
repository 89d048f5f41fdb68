//! How many members a commission needs and what part of them makes a quorum: dated settings, a change is a new version.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::Centre;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{FAR, span};
use super::store::{self, RuleVersion};
use super::{board, kinds, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/settings/commission", show).post("/settings/commission", add)
}

/// What is set: as stored and as shown.
const CODES: [(&str, &str); 2] = [("members", "Членов в комиссии не меньше"), ("quorum", "Кворум: часть членов")];

struct Line {
    what: &'static str,
    amount: String,
    span: String,
    state: &'static str,
    tone: &'static str,
    legal_ref: String,
    remark: String,
    added: String,
}

#[derive(Template)]
#[template(path = "commission/rules.html")]
struct RulesPage {
    frame: Frame,
    form: Form,
    lines: Vec<Line>,
    codes: Vec<Choice>,
}

fn named(code: &str) -> &'static str {
    CODES.into_iter().find(|(known, _)| *known == code).map_or("", |(_, words)| words)
}

fn amount(one: &RuleVersion) -> String {
    if one.part_of == 1 { one.amount.to_string() } else { format!("{}/{}", one.amount, one.part_of) }
}

fn line(app: &App, one: &RuleVersion) -> Line {
    let today = app.today();
    let (state, tone) = match () {
        () if one.from <= today && today <= one.to => ("действует", "green"),
        () if one.from > today => ("начнёт действовать", "blue"),
        () => ("не действует", "grey"),
    };
    let added = if one.added_by.is_empty() {
        "внесено при установке системы".to_owned()
    } else {
        format!("{}, {}", one.added_by, app.config.zone.brief(one.added_at))
    };
    let held = |text: &str| text.replace("№ ", "№\u{a0}");
    Line {
        what: named(&one.code),
        amount: amount(one),
        span: span(one.from, one.to),
        state,
        tone,
        legal_ref: held(&one.legal_ref),
        remark: held(&one.remark),
        added,
    }
}

fn draw(app: &App, by: &Centre, form: Form, versions: &[RuleVersion]) -> Result<Response, Failure> {
    let sound = form.is_sound();
    let page = RulesPage {
        frame: by.frame(app, "Состав и кворум комиссии").sound(sound).trail(&board::trail()),
        form,
        lines: versions.iter().rev().map(|one| line(app, one)).collect(),
        codes: CODES.map(|(code, words)| Choice::new(code, words)).into(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(by: Centre, State(app): State<App>) -> Result<Response, Failure> {
    let versions = app.db.read(store::versions).await?;
    draw(&app, &by, Form::new(), &versions)
}

fn number(form: &mut Form, code: Option<&str>) -> Option<(i64, i64)> {
    let text = form.text("amount");
    let read = match (code, text.split_once('/')) {
        (Some("quorum"), Some((part, of))) => {
            let both = part.trim().parse::<i64>().ok().zip(of.trim().parse::<i64>().ok());
            both.filter(|(part, of)| 0 < *part && part <= of && *of <= 100)
        }
        (Some("members"), None) => {
            text.parse::<i64>().ok().filter(|number| (1..=99).contains(number)).map(|number| (number, 1))
        }
        _ => None,
    };
    form.check(
        "amount",
        read.ok_or("Для числа членов укажите целое число, например 7, для кворума дробь, например 2/3."),
    )
}

fn parse(form: &mut Form, versions: &[RuleVersion]) -> Option<RuleVersion> {
    let code = CODES.into_iter().map(|(code, _)| code).find(|code| *code == form.value("code"));
    let code = form.check("code", code.ok_or("Выберите, что меняется."));
    let number = number(form, code);
    let from = typed::day(form, "from", "Укажите первый день новой версии, например 01.01.2027.");
    let legal_ref = typed::line(form, "legal_ref", "Укажите основание: документ, его дату и номер.");
    let remark = typed::line(form, "remark", "");
    let (code, (amount, part_of), from) = (code?, number?, from?);
    let last: Option<Day> = versions.iter().filter(|one| one.code == code).map(|one| one.from).max();
    if let Some(last) = last.filter(|last| *last >= from) {
        form.fault(
            "from",
            format!("Последняя версия действует с {}. Новая может начаться только позже.", words::day(last)),
        );
    }
    let new = RuleVersion {
        code: code.to_owned(),
        from,
        to: FAR,
        amount,
        part_of,
        legal_ref,
        remark,
        added_at: Moment::of_micros(0),
        added_by: String::new(),
    };
    form.is_sound().then_some(new)
}

async fn add(by: Centre, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let versions = app.db.read(store::versions).await?;
    let Some(new) = parse(&mut form, &versions) else {
        return draw(&app, &by, form, &versions);
    };
    let done = app.db.act(by.by(), app.now(), move |act| {
        if !store::add_version(act, &new)? {
            return Err(Failure::Conflict(
                "Пока вы печатали, записали другую версию. Откройте страницу заново.".into(),
            ));
        }
        let words = format!("{}: {} с {}", named(&new.code), amount(&new), words::day(new.from));
        Ok(act.record(Fact::of(kinds::RULE, words).subject("rule", &new.code), ())?)
    });
    done.await?;
    Ok(page::go_saying(by.visit.cookies, "/settings/commission", "Новая версия записана."))
}

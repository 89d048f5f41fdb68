//! One act of erasure: its cases and commission while it is a draft, what it has done afterwards.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::InCharge;
use crate::applications::Application;
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::retention::{OverCase, kinds};

use super::board::{PAGE, counted};
use super::model::{Erasure, FEWEST_MEMBERS, State as Stand};
use super::{acting, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/retention/erasures/{id}", show)
        .post("/retention/erasures/{id}", name_members)
        .post("/retention/erasures/{id}/cases/removal", remove)
        .post("/retention/erasures/{id}/removal", drop_draft)
}

struct Line {
    id: String,
    name: String,
    number: String,
    post: String,
    school: String,
    over: String,
}

/// What the page reads.
struct Facts {
    cases: Vec<OverCase>,
    count: i64,
    unsettled: usize,
}

#[derive(Template)]
#[template(path = "retention/erasure/one.html")]
struct OnePage {
    frame: Frame,
    form: Form,
    home: String,
    called: String,
    state: &'static str,
    tone: &'static str,
    is_draft: bool,
    may_confirm: bool,
    /// Whether this person drew it up and so cannot confirm it.
    is_own: bool,
    cases: String,
    drawn: String,
    done: String,
    members: Vec<String>,
    ground: Vec<String>,
    unsettled: String,
    lines: Vec<Line>,
    first: String,
    next: String,
}

fn facts(reader: &mut Reader, id: Id<Erasure>, after: Option<Id<Application>>) -> Result<Facts, DbError> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    Ok(Facts {
        cases: store::cases(reader, id, after, most)?,
        count: store::count(reader, id)?,
        unsettled: store::unsettled(reader, id)?.len(),
    })
}

fn line(app: &App, one: &OverCase) -> Line {
    Line {
        id: one.case.id.to_string(),
        name: one.case.name.full(),
        number: one.case.number.clone(),
        post: one.case.post_and_subject(),
        school: one.case.school_name.clone(),
        over: words::day(app.config.zone.day(one.over_at)),
    }
}

async fn show(desk: InCharge<Erasure>, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let form = Form::new().with("members", desk.it.members.join("\n"));
    draw(&app, &desk, form, asked.value("after").parse().ok()).await
}

async fn draw(
    app: &App,
    desk: &InCharge<Erasure>,
    form: Form,
    after: Option<Id<Application>>,
) -> Result<Response, Failure> {
    let (one, id, zone) = (&desk.it, desk.it.id, &app.config.zone);
    let mut facts = app.db.read(move |reader| facts(reader, id, after)).await?;
    let has_next = facts.cases.len() > PAGE;
    facts.cases.truncate(PAGE);
    let (home, sound) = (format!("/retention/erasures/{id}"), form.is_sound());
    let border = facts.cases.last().filter(|_| has_next).map(|last| last.case.id.to_string());
    let doer = one.doer.as_ref().zip(one.done_at);
    let page = OnePage {
        frame: desk
            .by
            .frame(app, &format!("Акт {}", one.called()))
            .sound(sound)
            .trail(&[("/retention", "Хранение дел"), ("/retention/erasures", "Акты об уничтожении")]),
        form,
        called: one.called(),
        state: one.state.words(),
        tone: one.state.tone(),
        is_draft: one.state == Stand::Draft,
        may_confirm: facts.count > 0 && one.may_be_confirmed(&desk.by.account.id.to_string()).is_ok(),
        is_own: one.drawn_by == desk.by.account.id,
        cases: counted(facts.count),
        drawn: signed(&one.drawer, &zone.written(one.drawn_at)),
        done: doer.map(|(who, at)| signed(who, &zone.written(at))).unwrap_or_default(),
        members: one.members.clone(),
        ground: one.ground.clone(),
        unsettled: match facts.unsettled {
            0 => String::new(),
            many => words::counted(many as u64, "файл", "файла", "файлов"),
        },
        lines: facts.cases.iter().map(|one| line(app, one)).collect(),
        first: after.map(|_| home.clone()).unwrap_or_default(),
        next: border.map(|id| listing::address(&home, &Form::new(), &[], &id)).unwrap_or_default(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

fn signed(who: &FullName, when: &str) -> String {
    format!("{}, {when}", who.full())
}

/// Letters of a member's line at most, and members of a commission.
const LONGEST: usize = 200;
const MOST_MEMBERS: usize = 20;

fn members(form: &mut Form) -> Vec<String> {
    let text = form.value("members").to_owned();
    let clean = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let members: Vec<String> = text.lines().map(clean).filter(|line| !line.is_empty()).collect();
    if members.len() < FEWEST_MEMBERS {
        form.fault(
            "members",
            "Назовите хотя бы двух членов комиссии, каждого с новой строки: фамилия, инициалы, должность.",
        );
    } else if members.len() > MOST_MEMBERS {
        form.fault("members", format!("Больше {MOST_MEMBERS} членов комиссии записать нельзя. Уберите лишние строки."));
    } else if members.iter().any(|line| line.chars().count() > LONGEST) {
        form.fault("members", format!("В одной строке больше {LONGEST} знаков. Запишите каждого с новой строки."));
    }
    members
}

async fn name_members(desk: InCharge<Erasure>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let members = members(&mut form);
    if !form.is_sound() {
        return draw(&app, &desk, form, None).await;
    }
    let id = desk.it.id;
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        acting::name_members(act, id, &members)?;
        let fact = Fact::of(kinds::ERASURE_CHANGED, format!("записана комиссия: {}", members.join("; ")));
        Ok::<_, Failure>(act.record(fact.subject("erasure", id), ())?)
    });
    done.await?;
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/retention/erasures/{id}"), "Комиссия записана."))
}

async fn remove(desk: InCharge<Erasure>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let (id, cases, cookies) = (desk.it.id, form.all("case"), desk.by.visit.cookies);
    let home = format!("/retention/erasures/{id}");
    if cases.is_empty() {
        return Ok(page::go_saying(cookies, &home, "Ни одно дело не отмечено: состав акта прежний."));
    }
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        let gone = store::remove(act, id, &cases)?;
        if gone == 0 {
            return Err(Failure::Conflict("Этих дел в акте уже нет. Откройте его заново.".into()));
        }
        let gone = counted(i64::try_from(gone).unwrap_or(i64::MAX));
        let fact = Fact::of(kinds::ERASURE_CHANGED, format!("из акта об уничтожении убрано: {gone}"));
        Ok(act.record(fact.subject("erasure", id), gone)?)
    });
    let said = format!("Убрано из акта: {}. Дела остались в архиве.", done.await?);
    Ok(page::go_saying(cookies, &home, &said))
}

async fn drop_draft(desk: InCharge<Erasure>, State(app): State<App>, _form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let (id, called) = (desk.it.id, desk.it.called());
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        if !store::drop_draft(act, id)? {
            return Err(Failure::Conflict("Этот акт уже исполнили или отменили. Откройте список актов.".into()));
        }
        let fact = Fact::of(kinds::ERASURE_DROPPED, format!("отменён проект акта об уничтожении {called}"));
        Ok(act.record(fact.subject("erasure", id), ())?)
    });
    done.await?;
    Ok(page::go_saying(desk.by.visit.cookies, "/retention/erasures", "Проект отменён. Его дела остались в архиве."))
}

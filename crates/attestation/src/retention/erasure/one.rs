//! One act of erasure: its cases and commission while it is a draft, what it has done afterwards.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::InCharge;
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
use crate::retention::store::attestations_of;
use crate::retention::{OverAttestation, OverCase, kinds};

use super::acting::Chosen;
use super::board::PAGE;
use super::model::{Count, Erasure, FEWEST_MEMBERS, State as Stand};
use super::{acting, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/retention/erasures/{id}", show)
        .post("/retention/erasures/{id}", name_members)
        .post("/retention/erasures/{id}/cases/removal", remove)
        .post("/retention/erasures/{id}/removal", drop_draft)
}

struct Line {
    /// Its field of the form: `case` or `attestation`.
    field: &'static str,
    id: String,
    /// Its page; empty when the Centre has none.
    href: String,
    name: String,
    /// The number of a case, or what the attestation is called.
    called: String,
    post: String,
    school: String,
    over: String,
}

/// What the page reads.
struct Facts {
    cases: Vec<OverCase>,
    attestations: Vec<OverAttestation>,
    count: Count,
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
    /// The operator's address; empty while it is not known.
    address: String,
    /// What is said where it is asked for; empty when the settings have it.
    address_hint: &'static str,
    ground: Vec<String>,
    unsettled: String,
    lines: Vec<Line>,
    first: String,
    next: String,
}

fn facts(reader: &mut Reader, id: Id<Erasure>, after: &str) -> Result<Facts, DbError> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    Ok(Facts {
        cases: store::cases(reader, id, after, most)?,
        attestations: attestations_of(reader, id, after, most)?,
        count: store::count(reader, id)?,
        unsettled: store::unsettled(reader, id)?.len(),
    })
}

/// Cases and attestations of one page in the order of their ids, and the one the next page begins after.
fn lines(app: &App, facts: &Facts) -> (Vec<Line>, Option<String>) {
    let zone = &app.config.zone;
    let cases = facts.cases.iter().map(|one| Line {
        field: "case",
        id: one.case.id.to_string(),
        href: format!("/applications/{}", one.case.id),
        name: one.case.name.full(),
        called: one.case.number.clone(),
        post: one.case.post_and_subject(),
        school: one.case.school_name.clone(),
        over: words::day(zone.day(one.over_at)),
    });
    let attestations = facts.attestations.iter().map(|one| Line {
        field: "attestation",
        id: one.id.to_string(),
        href: String::new(),
        name: one.name.clone(),
        called: one.called(),
        post: one.post.clone(),
        school: one.school.clone(),
        over: words::day(zone.day(one.over_at)),
    });
    let mut lines: Vec<Line> = cases.chain(attestations).collect();
    lines.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    let has_next = lines.len() > PAGE;
    lines.truncate(PAGE);
    let border = lines.last().filter(|_| has_next).map(|last| last.id.clone());
    (lines, border)
}

async fn show(desk: InCharge<Erasure>, State(app): State<App>, RawQuery(raw): RawQuery) -> Result<Response, Failure> {
    let asked = Form::of_urlencoded(raw.unwrap_or_default().as_bytes());
    let form = Form::new().with("members", desk.it.members.join("\n")).with("address", desk.it.address.clone());
    draw(&app, &desk, form, asked.text("after")).await
}

async fn draw(app: &App, desk: &InCharge<Erasure>, form: Form, after: String) -> Result<Response, Failure> {
    let (one, id, zone, is_first) = (&desk.it, desk.it.id, &app.config.zone, after.is_empty());
    let facts = app.db.read(move |reader| facts(reader, id, &after)).await?;
    let (lines, border) = lines(app, &facts);
    let (home, sound) = (format!("/retention/erasures/{id}"), form.is_sound());
    let doer = one.doer.as_ref().zip(one.done_at);
    let centre = app.config.centre_address.as_str();
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
        may_confirm: facts.count.all() > 0 && one.may_be_confirmed(&desk.by.account.id.to_string(), centre).is_ok(),
        is_own: one.drawn_by == desk.by.account.id,
        cases: facts.count.words(),
        drawn: signed(&one.drawer, &zone.written(one.drawn_at)),
        done: doer.map(|(who, at)| signed(who, &zone.written(at))).unwrap_or_default(),
        members: one.members.clone(),
        address: one.operator(centre).to_owned(),
        address_hint: if centre.is_empty() { ADDRESS_HINT } else { "" },
        ground: one.ground.clone(),
        unsettled: match facts.unsettled {
            0 => String::new(),
            many => words::counted(many as u64, "файл", "файла", "файлов"),
        },
        lines,
        first: if is_first { String::new() } else { home.clone() },
        next: border.map(|id| listing::address(&home, &Form::new(), &[], &id)).unwrap_or_default(),
        home,
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

const ADDRESS_HINT: &str = "Акт называет оператора и его адрес. Чтобы не вводить адрес каждый раз, попросите того, кто ведёт сервер, указать его в настройках.";

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
    } else if let Some(line) = members.iter().find(|line| has_initials(line)) {
        form.fault("members", format!("«{line}»: напишите имя и отчество полностью, в акте инициалов мало."));
    } else if members.iter().any(|line| line.chars().count() > LONGEST) {
        form.fault("members", format!("В одной строке больше {LONGEST} знаков. Запишите каждого с новой строки."));
    }
    members
}

/// Whether the name in a line, which ends at the first comma, has initials: «З. П.», «З.П.».
fn has_initials(line: &str) -> bool {
    let is_initial = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let name = line.split(',').next().unwrap_or_default();
    let mut parts = name.split_whitespace().flat_map(|word| word.split_inclusive('.'));
    parts.any(|part| part.strip_suffix('.').is_some_and(is_initial))
}

/// The operator's address, when the settings have none.
fn address(form: &mut Form, centre: &str) -> String {
    if !centre.is_empty() {
        return String::new();
    }
    let address = form.text("address");
    if address.is_empty() {
        form.fault("address", "Введите почтовый адрес Центра: акт должен называть оператора и его адрес.");
    } else if address.chars().count() > LONGEST {
        form.fault("address", format!("Здесь больше {LONGEST} знаков. Сократите."));
    }
    address
}

async fn name_members(desk: InCharge<Erasure>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let (members, address) = (members(&mut form), address(&mut form, &app.config.centre_address));
    if !form.is_sound() {
        return draw(&app, &desk, form, String::new()).await;
    }
    let id = desk.it.id;
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        acting::name_members(act, id, &members, &address)?;
        let operator =
            if address.is_empty() { String::new() } else { format!("; адрес оператора: {address}") };
        let fact = Fact::of(kinds::ERASURE_CHANGED, format!("записана комиссия: {}{operator}", members.join("; ")));
        Ok::<_, Failure>(act.record(fact.subject("erasure", id), ())?)
    });
    done.await?;
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/retention/erasures/{id}"), "Комиссия записана."))
}

async fn remove(desk: InCharge<Erasure>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    desk.it.may_change()?;
    let (id, cookies) = (desk.it.id, desk.by.visit.cookies);
    let chosen = Chosen::of(form.all("case"), form.all("attestation"));
    let home = format!("/retention/erasures/{id}");
    if chosen.count().all() == 0 {
        return Ok(page::go_saying(cookies, &home, "Ничего не отмечено: состав акта прежний."));
    }
    let done = app.db.act(desk.by.by(), app.now(), move |act| {
        let gone = store::remove(act, id, &chosen)?;
        if gone.all() == 0 {
            return Err(Failure::Conflict("Этих дел в акте уже нет. Откройте его заново.".into()));
        }
        let gone = gone.words();
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

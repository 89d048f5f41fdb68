//! A change of a commission's members: always a new row from a day on, with the order that says so.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{Email, InCharge};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::page::{self, Frame};
use crate::platform::words;

use super::model::{Commission, Member, Person, Position, order};
use super::store::{self, MemberSeat};
use super::{board, cabinet, kinds, typed};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors
        .get("/commissions/{id}/members", show)
        .post("/commissions/{id}/members", add)
        .post("/commissions/{id}/members/removal", take_back)
}

#[derive(Template)]
#[template(path = "commission/member.html")]
struct MemberPage {
    frame: Frame,
    form: Form,
    id: String,
    commission: String,
    people: Vec<Choice>,
    seats: Vec<Choice>,
    positions: Vec<Choice>,
}

/// Why a row about a member cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Unfit {
    #[error("О составе с {} этот человек уже записан. Выберите другой день.", words::day(*.0))]
    Taken(Day),
    #[error("Заседание {} уже открывали в прежнем составе. Изменение может действовать только с более позднего дня.", words::day(*.0))]
    Held(Day),
    #[error("{}", THERE)]
    There,
    #[error("Новая запись не может действовать раньше прежней, с {}.", words::day(*.0))]
    Backwards(Day),
}

impl Refusal for Unfit {
    fn reason(&self) -> String {
        self.to_string()
    }
}

/// What the form chooses from.
struct Known {
    rows: Vec<Member>,
    seats: Vec<MemberSeat>,
    held: Option<Day>,
}

async fn known(app: &App, id: Id<Commission>) -> Result<Known, Failure> {
    let read = app.db.read(move |reader| {
        Ok::<_, Failure>(Known {
            rows: store::member_rows(reader, id)?,
            seats: store::member_seats(reader)?,
            held: store::latest_opened(reader, id)?,
        })
    });
    read.await
}

fn newest(rows: &[Member], person: Id<Person>) -> Option<&Member> {
    rows.iter().filter(|one| one.person == person).max_by_key(|one| one.from)
}

fn draw(app: &App, seat: &InCharge<Commission>, form: Form, known: &Known) -> Result<Response, Failure> {
    let commission = &seat.it;
    let home = format!("/commissions/{}", commission.id);
    let sound = form.is_sound();
    let mut people: Vec<Choice> = Vec::new();
    for row in &known.rows {
        let value = row.person.to_string();
        if people.iter().all(|one| one.value != value) {
            people.push(Choice::new(value, format!("{} — {}", row.name.full(), row.position.words())));
        }
    }
    people.sort_by(|one, other| one.text.cmp(&other.text));
    people.insert(0, Choice::new("", "Новый член комиссии"));
    let mut seats = vec![Choice::new("", "Без кабинета или как раньше")];
    seats.extend(
        known.seats.iter().map(|one| Choice::new(one.seat.to_string(), format!("{}, {}", one.name.full(), one.email))),
    );
    let mut trail = board::trail().to_vec();
    trail.push((&home, &commission.name));
    let page = MemberPage {
        frame: seat.by.frame(app, "Изменение состава комиссии").sound(sound).trail(&trail),
        form,
        id: commission.id.to_string(),
        commission: commission.name.clone(),
        people,
        seats,
        positions: Position::ALL.map(|one| Choice::new(one.code(), one.words())).into(),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

async fn show(seat: InCharge<Commission>, State(app): State<App>) -> Result<Response, Failure> {
    let known = known(&app, seat.it.id).await?;
    let form = Form::new()
        .with("order_number", &seat.it.order_number)
        .with("order_date", words::brief_day(seat.it.order_date))
        .with("from", words::brief_day(seat.it.valid_from));
    draw(&app, &seat, form, &known)
}

/// Who the row is about: somebody known, somebody with a cabinet, or a name typed.
fn identity(form: &mut Form, known: &Known, before: Option<&Member>) -> Option<(Who, String)> {
    if let Ok(seat) = form.value("seat").parse()
        && let Some(one) = known.seats.iter().find(|one| one.seat == seat)
    {
        let others = || known.rows.iter().filter(|row| before.is_none_or(|old| old.person != row.person));
        // Somebody who was written down before there was a cabinet is the same person.
        let is_known = |row: &Member| {
            row.seat == Some(seat)
                || (row.seat.is_none() && (row.email == one.email || row.name.key() == one.name.key()))
        };
        if others().any(is_known) {
            form.fault("seat", THERE);
        }
        return Some((Who::Seat(one.clone()), one.email.clone()));
    }
    let written = form.text("name");
    if let (Some(old), true) = (before, written.is_empty()) {
        return Some((Who::Before, old.email.clone()));
    }
    let name = FullName::split(&written);
    let name = form.check("name", name.ok_or("Укажите фамилию, имя и отчество или выберите кабинет."));
    let name = name.filter(|name| form.check("name", name.fits()).is_some());
    let email = if form.text("email").is_empty() {
        String::new()
    } else {
        let typed = form.text("email");
        form.check("email", Email::parse(&typed)).map(|one| one.as_str().to_owned()).unwrap_or_default()
    };
    let name = name?;
    let own = cabinet::of_person(&known.seats, &name, &email);
    Some((own.map_or(Who::Name(name), |one| Who::Seat(one.clone())), email))
}

/// Whoever is typed as new is in the commission already.
const THERE: &str = "Этот человек уже есть в комиссии. Выберите его в поле «О ком запись».";

/// Whether a row that comes as a new person's is about somebody of the rows: the same name, told apart by no other address.
fn is_there(rows: &[Member], new: &Member) -> bool {
    let same = |row: &Member| row.name.key() == new.name.key() && (new.email.is_empty() || row.email == new.email);
    rows.iter().all(|row| row.person != new.person) && rows.iter().any(same)
}

enum Who {
    Seat(MemberSeat),
    Name(FullName),
    Before,
}

fn parse(form: &mut Form, commission: &Commission, known: &Known) -> Option<Member> {
    let before = form.value("person").parse().ok().and_then(|person| newest(&known.rows, person)).cloned();
    let who = identity(form, known, before.as_ref());
    let position =
        form.check("position", Position::parse(form.value("position")).ok_or("Выберите, кто это в комиссии."));
    if position == Some(Position::Left) && before.is_none() {
        form.fault("person", "Выберите, кто выбыл из состава.");
    }
    let order_number = typed::line(form, "order_number", "Укажите номер приказа, который меняет состав.");
    let order_date = typed::day(form, "order_date", "Укажите дату приказа, например 28.08.2026.");
    let from = typed::day(form, "from", "Укажите, с какого дня действует изменение, например 01.12.2026.");
    if let Some(from) = from {
        if !commission.is_in_force(from) {
            form.fault("from", format!("Комиссия действует {}. Укажите день в этом сроке.", commission.span()));
        }
        if let Some(why) = unfit(from, before.as_ref(), known.held) {
            form.fault("from", why.to_string());
        }
    }
    let job = typed::line(form, "job", "");
    let ((who, email), position, order_date, from) = (who?, position?, order_date?, from?);
    let (seat, account, name) = match who {
        Who::Seat(one) => (Some(one.seat), Some(one.account), one.name),
        Who::Name(name) => (before.as_ref().and_then(|old| old.seat), None, name),
        Who::Before => {
            let old = before.as_ref()?;
            (old.seat, old.account, old.name.clone())
        }
    };
    let kept_job = before.as_ref().map(|old| old.job.clone()).unwrap_or_default();
    let new = Member {
        person: before.map_or_else(Id::new, |old| old.person),
        from,
        seat,
        account,
        name,
        email,
        job: if job.is_empty() { kept_job } else { job },
        position,
        is_union: form.ticked("union"),
        order_number,
        order_date,
    };
    if form.is_sound() && is_there(&known.rows, &new) {
        form.fault("name", format!("{THERE} Если это тёзка, укажите его почту."));
    }
    form.is_sound().then_some(new)
}

fn unfit(from: Day, before: Option<&Member>, held: Option<Day>) -> Option<Unfit> {
    match (before, held) {
        (Some(old), _) if old.from == from => Some(Unfit::Taken(from)),
        (Some(old), _) if old.from > from => Some(Unfit::Backwards(old.from)),
        (_, Some(held)) if held >= from => Some(Unfit::Held(held)),
        _ => None,
    }
}

async fn add(seat: InCharge<Commission>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let commission = seat.it.clone();
    let known = known(&app, commission.id).await?;
    let Some(new) = parse(&mut form, &commission, &known) else {
        return draw(&app, &seat, form, &known);
    };
    let name = new.name.short();
    let said = format!("Записано: {name} — {}.", new.position.words());
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, commission.id)?;
        if is_there(&store::member_rows(act, commission.id)?, &new) {
            return Err(Unfit::There.into());
        }
        let before = store::newest_of(act, commission.id, new.person)?;
        if let Some(why) = unfit(new.from, before.as_ref(), store::latest_opened(act, commission.id)?) {
            return Err(why.into());
        }
        if !store::add_member(act, commission.id, &new)? {
            return Err(Unfit::Taken(new.from).into());
        }
        let words = format!(
            "состав комиссии: {name} — {} с {}, {}",
            new.position.words(),
            words::day(new.from),
            order(&new.order_number, new.order_date)
        );
        Ok::<_, Failure>(act.record(Fact::of(kinds::MEMBER, words).subject("commission", commission.id), ())?)
    });
    done.await?;
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/commissions/{}", seat.it.id), &said))
}

/// A row that was a mistake is taken back, while no session was opened with it: what stood before it stands again.
async fn take_back(seat: InCharge<Commission>, State(app): State<App>, form: Form) -> Result<Response, Failure> {
    let (person, from) = (form.value("person").parse().ok(), form.value("from").parse().ok());
    let which = Failure::Malformed("Не сказано, какую запись убрать. Откройте страницу комиссии заново.");
    let (person, from): (Id<Person>, Day) = person.zip(from).ok_or(which)?;
    let id = seat.it.id;
    let done = app.db.act(seat.by.by(), app.now(), move |act| {
        store::hold(act, id)?;
        let row = store::newest_of(act, id, person)?.filter(|row| row.from == from);
        let Some(row) = row else { return Err(NotTakenBack::Replaced.into()) };
        if !store::take_member_back(act, id, &row)? {
            return Err(NotTakenBack::Held.into());
        }
        let (name, since) = (row.name.short(), words::day(row.from));
        let words = format!("состав комиссии: убрана запись {name} — {} с {since}", row.position.words());
        Ok::<_, Failure>(act.record(Fact::of(kinds::MEMBER, words).subject("commission", id), name)?)
    });
    let name = done.await?;
    let said = format!("Запись убрана: {name}. Действует то, что было записано раньше.");
    Ok(page::go_saying(seat.by.visit.cookies, &format!("/commissions/{id}"), &said))
}

/// Why a row stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum NotTakenBack {
    #[error("Эту запись уже убрали или заменили. Откройте страницу комиссии заново.")]
    Replaced,
    #[error(
        "С этой записью уже открывали заседание, убрать её нельзя. Внесите изменение состава с более позднего дня."
    )]
    Held,
}

impl Refusal for NotTakenBack {
    fn reason(&self) -> String {
        self.to_string()
    }
}

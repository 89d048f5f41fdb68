//! «Прекратить обработку»: what can be done at once at a person's request, and what is kept until its term, with the ground.
//! Source: 152-ФЗ, ст. 9 and 21 — a consent may be taken back; what the law has kept stays until its term.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::accounts::{self, Account, InCharge, Signed, prove_password};
use crate::applications;
use crate::applying;
use crate::context::App;
use crate::people;
use crate::platform::act::{Act, Done, Fact};
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::retention::{self, DropFiles, Version};

use super::keeping::{self, Kept, Known};
use super::model::{Denial, Inquiry, Person};
use super::{kinds, store};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/people-data/{id}/stopping", show).post("/people-data/{id}/stopping", carry_out)
}

/// What the cabinet's owner is told, and the journal.
const REASON: &str = "обращение о персональных данных";

/// Something that may be done at once, or why it may not.
struct Means {
    field: &'static str,
    text: String,
    hint: String,
    /// Why it is not done; empty when it may be.
    denied: String,
}

#[derive(Template)]
#[template(path = "inquiries/stopping.html")]
struct StoppingPage {
    frame: Frame,
    form: Form,
    home: String,
    person: String,
    means: Vec<Means>,
    /// Whether any of them may be done.
    may_any: bool,
    kept: Vec<Kept>,
}

/// Everything the page and the answer are made of.
pub(super) struct Facts {
    person: Person,
    name: String,
    /// The open cabinet.
    cabinet: Option<Id<Account>>,
    why_not_closed: Option<String>,
    /// Whether there is somebody to forget, who was never anything but a teacher.
    is_forgettable: bool,
    drafts: i64,
    known: Known,
    versions: Vec<Version>,
}

/// Whether means of this kind are offered for an inquiry: it is open, somebody is chosen, and the person wants an end.
fn may(inquiry: &Inquiry) -> Result<Person, Denial> {
    inquiry.may_change()?;
    if !inquiry.asked.wish.is_to_stop() {
        return Err(Denial::OtherWish);
    }
    inquiry.person.ok_or(Denial::Nobody)
}

/// A person as they stand now: a cabinet may have been tied to a teacher, and a teacher may be gone, since they were chosen.
fn as_now(reader: &mut Reader, chosen: Person) -> Result<Person, DbError> {
    let teacher = match (chosen.teacher, chosen.account) {
        (None, Some(account)) => applications::teacher_of(reader, account)?,
        (teacher, _) => teacher,
    };
    let on_file = teacher.map_or(Ok(None), |id| applications::teacher_by_id(reader, id))?;
    let account = chosen.account.or(on_file.as_ref().and_then(|one| one.account));
    Ok(Person { account, teacher: on_file.map(|one| one.id) })
}

/// Reads them: a constant number of questions.
pub(super) fn facts(reader: &mut Reader, by: &Signed, person: Person, today: Day) -> Result<Facts, DbError> {
    let person = as_now(reader, person)?;
    let open = match person.account {
        Some(id) => accounts::is_open(reader, id)?.then_some(id),
        None => None,
    };
    Ok(Facts {
        person,
        name: store::name_of(reader, person)?.map(|name| name.full()).unwrap_or_default(),
        cabinet: open,
        why_not_closed: open.map_or(Ok(None), |id| people::why_not_closed(reader, by, id, today))?,
        is_forgettable: person
            .account
            .map_or(Ok(person.teacher.is_some()), |id| accounts::may_be_forgotten(reader, id))?,
        drafts: person.account.map_or(Ok(0), |id| applying::count_drafts(reader, id))?,
        known: Known {
            of: person.teacher.map_or_else(|| Ok(retention::KeptOf::default()), |id| retention::kept_of(reader, id))?,
            consents: person.account.map_or_else(|| Ok(Vec::new()), |id| accounts::consents_of(reader, id))?,
        },
        versions: retention::versions(reader)?,
    })
}

impl Facts {
    /// How many consents are in force.
    fn given(&self) -> usize {
        self.known.consents.iter().filter(|one| one.withdrawn_at.is_none()).count()
    }

    /// What may be done at once, or why not; what there is nothing of is left out.
    fn means(&self) -> Vec<Means> {
        let mut all = Vec::new();
        let means = |field, text: &str, hint: &str, denied: String| Means {
            field,
            text: text.to_owned(),
            hint: hint.to_owned(),
            denied,
        };
        if self.cabinet.is_some() {
            let hint = "Человек выйдет на всех устройствах и не сможет войти.";
            let denied = self.why_not_closed.clone().unwrap_or_default();
            all.push(means("close", "Закрыть кабинет и завершить все сеансы", hint, denied));
        }
        if self.drafts > 0 {
            let drafts = words::counted(self.drafts.unsigned_abs(), "черновик", "черновика", "черновиков");
            let hint = "Вместе с ответами и файлами, вернуть их нельзя.";
            all.push(means("drafts", &format!("Удалить {drafts} заявлений, которые не поданы"), hint, String::new()));
        }
        if self.given() > 0 {
            let open = self.known.open();
            let denied = if open.is_empty() {
                String::new()
            } else {
                format!(
                    "Пока рассматривают заявление, согласие нужно. Сначала запишите отзыв заявления на странице дела: {open}."
                )
            };
            let many = words::counted(self.given() as u64, "согласие", "согласия", "согласий");
            all.push(means("consents", &format!("Записать отзыв: {many}"), "День отзыва останется в системе.", denied));
        }
        if self.known.is_free() && self.is_forgettable && self.why_not_closed.is_none() {
            let hint = "Имя, адрес почты, телефон, СНИЛС, сеансы, письма и черновики. Кабинет закроется. Вернуть ничего нельзя.";
            all.push(means(
                "forget",
                "Уничтожить все данные человека: хранить их больше не для чего",
                hint,
                String::new(),
            ));
        }
        all
    }

    pub(super) fn kept(&self, app: &App) -> Vec<Kept> {
        keeping::kept(&self.known, &self.versions, app.today(), &app.config.zone)
    }
}

async fn show(desk: InCharge<Inquiry>, State(app): State<App>) -> Result<Response, Failure> {
    let facts = read(&app, &desk).await?;
    draw(&app, &desk, &facts, Form::new())
}

async fn read(app: &App, desk: &InCharge<Inquiry>) -> Result<Facts, Failure> {
    let (person, by, today) = (may(&desk.it)?, Signed::clone(&desk.by), app.today());
    Ok(app.db.read(move |reader| facts(reader, &by, person, today)).await?)
}

fn draw(app: &App, desk: &InCharge<Inquiry>, facts: &Facts, form: Form) -> Result<Response, Failure> {
    let (home, sound, means) = (format!("/people-data/{}", desk.it.id), form.is_sound(), facts.means());
    let page = StoppingPage {
        frame: desk
            .by
            .frame(app, "Прекратить обработку данных")
            .sound(sound)
            .trail(&[("/people-data", "Обращения о персональных данных"), (&home, "Обращение")]),
        form,
        home,
        person: facts.name.clone(),
        may_any: means.iter().any(|one| one.denied.is_empty()),
        means,
        kept: facts.kept(app),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// What was ticked.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box that is ticked or not")]
struct Order {
    close: bool,
    drafts: bool,
    consents: bool,
    forget: bool,
}

async fn carry_out(desk: InCharge<Inquiry>, State(app): State<App>, mut form: Form) -> Result<Response, Failure> {
    let facts = read(&app, &desk).await?;
    let means = facts.means();
    let ticked =
        |field: &str| form.ticked(field) && means.iter().any(|one| one.field == field && one.denied.is_empty());
    let forget = ticked("forget");
    let order = Order {
        close: ticked("close") || forget && facts.cabinet.is_some(),
        drafts: ticked("drafts") || forget && facts.drafts > 0,
        consents: ticked("consents") || forget && facts.given() > 0,
        forget,
    };
    if !(order.close || order.drafts || order.consents || order.forget) {
        let first = means.iter().find(|one| one.denied.is_empty()).map_or("", |one| one.field);
        form.fault(first, "Отметьте, что сделать.");
    }
    let is_proved = prove_password(&app, &desk.by.account, &mut form).await?;
    if !is_proved || !form.is_sound() {
        return draw(&app, &desk, &facts, form.without_passwords());
    }
    let (house, by, it) = (app.clone(), Signed::clone(&desk.by), desk.it.clone());
    let done = app.db.act(desk.by.by(), app.now(), move |act| stop(act, &house, (&by, &it), order)).await?;
    app.bell.ring();
    let said = format!("Сделано: {done}. Теперь запишите ответ: текст уже подготовлен.");
    Ok(page::go_saying(desk.by.visit.cookies, &format!("/people-data/{}/answer", desk.it.id), &said))
}

/// Does what was ticked; in words.
fn stop(act: &mut Act<'_>, app: &App, (by, it): (&Signed, &Inquiry), order: Order) -> Result<Done<String>, Failure> {
    let facts = facts(act, by, may(it)?, app.today())?;
    let person = facts.person;
    let mut done: Vec<&str> = Vec::new();
    let account = person.account;
    let mut files: Vec<String> = Vec::new();
    if let Some(id) = account.filter(|_| order.close) {
        people::close(act, app, by, id, REASON)?;
        done.push("кабинет закрыт, сеансы завершены");
    }
    if let Some(id) = account.filter(|_| order.drafts) {
        let wiped = applying::wipe_drafts(act, id)?;
        retention::note_drafts(act, id, &wiped.drafts, app.today())?;
        files = wiped.files;
        done.push("черновики удалены");
    }
    if let Some(id) = account.filter(|_| order.consents) {
        if !facts.known.open().is_empty() || accounts::withdraw_consents(act, id)? == 0 {
            return Err(Failure::Conflict(CHANGED.into()));
        }
        done.push("отзыв согласий записан");
    }
    if order.forget {
        if !facts.known.is_free() || !retention::forget(act, person.account, person.teacher, app.today())? {
            return Err(Failure::Conflict(CHANGED.into()));
        }
        done.push("данные человека уничтожены");
    }
    if !files.is_empty() {
        act.enqueue(&DropFiles { files })?;
    }
    let done = done.join(", ");
    let fact = Fact::of(kinds::STOPPED, format!("по обращению о персональных данных: {done}"));
    Ok(act.record(fact.subject("inquiry", it.id), done)?)
}

const CHANGED: &str = "Пока вы работали, данные человека изменились. Откройте страницу заново.";

/// The answer prepared for a person who wants an end.
pub(super) struct Prepared {
    /// What was done and what is kept.
    pub(super) text: String,
    /// What may be done and was not.
    pub(super) left: Vec<String>,
}

/// Prepares the answer; none for other wishes, and while nobody is chosen.
pub(super) async fn prepared(app: &App, desk: &InCharge<Inquiry>) -> Result<Option<Prepared>, Failure> {
    let Ok(person) = may(&desk.it) else { return Ok(None) };
    let (by, today, id) = (Signed::clone(&desk.by), app.today(), desk.it.id);
    let read =
        app.db.read(move |reader| Ok::<_, DbError>((facts(reader, &by, person, today)?, store::done_by(reader, id)?)));
    let (facts, done) = read.await?;
    let left: Vec<String> = facts.means().into_iter().filter(|one| one.denied.is_empty()).map(|one| one.text).collect();
    let text = keeping::answer(&desk.it, &done, &facts.kept(app), left.is_empty());
    Ok(Some(Prepared { text, left }))
}

//! «Уведомление о регистрации заявления», with the term, the place and the form once they are set: Word by the template of the
//! moment of registration, and PDF.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the teacher is told of the term and the form in writing.

use officedocs::pdf::{Block, Paper as Printed};
use serde_json::{Value, json};

use crate::applications::{self, Application};
use crate::context::App;
use crate::documents::made::{ToPrint, rows, text};
use crate::papers::{self, Handed, Paper, Taken};
use crate::platform::act::{Fact, Kind};
use crate::platform::clock::{Day, Moment};
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::RemarkedCase;
use super::{kinds, stated, store, timeline};

/// The notice of registration.
pub static NOTICE: Paper = Paper {
    code: "registration-notice",
    words: "Уведомление о регистрации заявления",
    builtin: include_bytes!("../../papers/intake/notice.docx"),
    tags: stated::tags![
        "заявление.зарегистрировано",
        "условия",
        "условия.название",
        "условия.слова",
        "назначить_до",
        "решить_до",
    ],
    needed: &[&["педагог.фио"], &["заявление.номер"], &["заявление.зарегистрировано"]],
};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    papers::doors::<Notice>(doors)
}

/// There is nothing to tell yet.
#[derive(Debug)]
struct NotRegistered;

impl Refusal for NotRegistered {
    fn reason(&self) -> String {
        "Заявление ещё не зарегистрировано. Уведомление появится после регистрации.".to_owned()
    }
}

/// What the notice of a case states; none until it is registered.
///
/// # Errors
/// When the database does not answer, or no term is set for the day the application was received.
pub async fn notice_stated(app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let (house, case) = (app.clone(), case.clone());
    app.db.read(move |reader| data(reader, &house, &case)).await
}

/// What the tags of the template stand for.
fn data(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<Value>, Failure> {
    let Some(on) = case.filed.registered_on else { return Ok(None) };
    let (consider_by, _) = applications::last_days(reader, case.id)?;
    let scheduled = store::scheduled(reader, case.id)?;
    let session = applications::session_of(reader, case.id)?;
    // Once the term is set, the decision is due by its end; a session that is set later than that decides on its day.
    let decide_by = match &scheduled {
        Some(set) => session.as_ref().map_or(set.ends_on, |on| on.held_on.max(set.ends_on)),
        None => applications::decision_by(reader, case.id)?,
    };
    let set = scheduled.map(|set| timeline::facts(set, session.as_ref())).unwrap_or_default();
    let mut says = stated::of_case(app, case);
    says["заявление"]["зарегистрировано"] = words::day(on).into();
    says["назначить_до"] = if set.is_empty() { words::day(consider_by) } else { String::new() }.into();
    says["условия"] =
        set.into_iter().map(|(name, said)| json!({ "название": name, "слова": said })).collect::<Vec<_>>().into();
    says["решить_до"] = words::day(decide_by).into();
    Ok(Some(says))
}

/// The notice of a case, for the file of a whole case; none until it is registered.
///
/// # Errors
/// When the database does not answer, or no term is set for the day the application was received.
pub fn notice_of(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, Failure> {
    let Some(on) = case.filed.registered_on else { return Ok(None) };
    Ok(data(reader, app, case)?.map(|says| ToPrint {
        paper: notice_paper(&says),
        at: app.config.zone.begins(on),
        name: format!("{}.pdf", named(case)),
    }))
}

fn named(case: &Application) -> String {
    format!("Уведомление о регистрации {}", case.number)
}

/// Kinds of acts by which an application becomes registered: by itself, as it was entered, by the last answer to remarks.
const REGISTERING: [Kind; 3] = [kinds::REGISTERED, kinds::ANSWERED, applications::kinds::REGISTERED];

/// The moment an application was registered, whatever day it was registered on: a notice stays by the template of it.
fn registered_at(reader: &mut Reader, app: &App, case: &Application, on: Day) -> Result<Moment, DbError> {
    let history = applications::whole_history(reader, &app.kinds, case.id)?;
    let is_registering = |act: &str| REGISTERING.iter().any(|kind| kind.code == act);
    let newest = history.iter().filter(|one| is_registering(&one.act)).map(|one| one.at).max();
    Ok(newest.unwrap_or_else(|| app.config.zone.begins(on)))
}

/// The notice as a PDF: what `data` states, in the order of the Word file.
fn notice_paper(data: &Value) -> Printed {
    let title = "Уведомление о регистрации заявления".to_owned();
    let facts = [
        ("Номер дела", "/заявление/номер"),
        ("Зарегистрировано", "/заявление/зарегистрировано"),
        ("Педагог", "/педагог/фио"),
        ("Должность", "/педагог/должность"),
        ("Организация", "/педагог/организация"),
        ("Заявленная категория", "/заявление/категория"),
    ];
    let mut blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::text("Заявление о проведении аттестации зарегистрировано."),
        Block::Facts(facts.into_iter().map(|(name, at)| (name.to_owned(), text(data, at).to_owned())).collect()),
    ];
    let set = rows(data, "/условия");
    if set.is_empty() {
        blocks.push(Block::text(format!(
            "До {} Центр назначит срок, место и форму аттестации и сообщит о них.",
            text(data, "/назначить_до")
        )));
    } else {
        blocks.push(Block::Heading("Срок, место и форма аттестации".to_owned()));
        let fact = |one: &Value| (text(one, "/название").to_owned(), text(one, "/слова").to_owned());
        blocks.push(Block::Facts(set.iter().map(fact).collect()));
    }
    blocks.push(Block::text(format!("Решение комиссии будет принято до {}.", text(data, "/решить_до"))));
    blocks.push(Block::text("Уведомление составлено системой, подпись на нём не нужна."));
    Printed { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

/// The notice at its doors.
struct Notice;

impl Handed for Notice {
    type By = RemarkedCase;
    const WORD: &'static str = "/applications/{id}/registration/notice/file";
    const PDF: &'static str = "/applications/{id}/registration/notice";

    fn paper() -> &'static Paper {
        &NOTICE
    }

    async fn taken(seen: RemarkedCase, app: &App) -> Result<Taken, Failure> {
        let on = seen.case.filed.registered_on.ok_or(NotRegistered)?;
        let (house, case) = (app.clone(), seen.case.clone());
        let read = app.db.read(move |reader| {
            Ok::<_, Failure>((data(reader, &house, &case)?, registered_at(reader, &house, &case, on)?))
        });
        let (says, since) = read.await?;
        let says = says.ok_or(NotRegistered)?;
        let fact = Fact::of(applications::kinds::OPENED, "скачано уведомление о регистрации").application(seen.case.id);
        app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
        let shape = notice_paper(&says);
        let taken = Taken::now(says, shape, named(&seen.case));
        Ok(Taken { since: Some(since), at: Some(app.config.zone.begins(on)), ..taken })
    }
}

//! «Уведомление о регистрации заявления» as a PDF, with the term, the place and the form once they are set.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the teacher is told of the term and the form in writing.

use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Block, Paper};

use crate::applications::{self, Application};
use crate::context::App;
use crate::documents::made::{ToPrint, printed};
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::RemarkedCase;
use super::{store, timeline};

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/registration/notice", notice)
}

/// There is nothing to tell yet.
#[derive(Debug)]
struct NotRegistered;

impl Refusal for NotRegistered {
    fn reason(&self) -> String {
        "Заявление ещё не зарегистрировано. Уведомление появится после регистрации.".to_owned()
    }
}

async fn notice(seen: RemarkedCase, State(app): State<App>) -> Result<Response, Failure> {
    let (house, case, id) = (app.clone(), seen.case.clone(), seen.case.id);
    let made = app.db.read(move |reader| notice_of(reader, &house, &case)).await?.ok_or(NotRegistered)?;
    let fact = Fact::of(crate::applications::kinds::OPENED, "скачано уведомление о регистрации").application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
    printed(made.paper, made.at, &made.name).await
}

/// The notice of a case; none until it is registered.
///
/// # Errors
/// When the database does not answer, or no term is set for the day the application was received.
pub fn notice_of(reader: &mut Reader, app: &App, case: &Application) -> Result<Option<ToPrint>, Failure> {
    let Some(on) = case.filed.registered_on else { return Ok(None) };
    let (consider_by, _) = applications::last_days(reader, case.id)?;
    let scheduled = store::scheduled(reader, case.id)?;
    // Once the term is set, the decision is due by its end.
    let decide_by = match &scheduled {
        Some(set) => set.ends_on,
        None => applications::decision_by(reader, case.id)?,
    };
    let title = "Уведомление о регистрации заявления".to_owned();
    let facts = [
        ("Номер дела", case.number.clone()),
        ("Зарегистрировано", words::day(on)),
        ("Педагог", case.name.full()),
        ("Должность", case.post_and_subject()),
        ("Организация", case.school_name.clone()),
        ("Заявленная категория", case.category.words().to_owned()),
    ];
    let mut blocks = vec![
        Block::centred(app.config.centre_name.clone()),
        Block::Title(title.clone()),
        Block::text("Заявление о проведении аттестации зарегистрировано."),
        Block::Facts(facts.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
    ];
    match scheduled {
        Some(set) => {
            blocks.push(Block::Heading("Срок, место и форма аттестации".to_owned()));
            let facts = timeline::facts(set, None).into_iter().map(|(name, said)| (name.to_owned(), said));
            blocks.push(Block::Facts(facts.collect()));
        }
        None => blocks.push(Block::text(format!(
            "До {} Центр назначит срок, место и форму аттестации и сообщит о них.",
            words::day(consider_by)
        ))),
    }
    blocks.push(Block::text(format!("Решение комиссии будет принято до {}.", words::day(decide_by))));
    blocks.push(Block::text("Уведомление составлено системой, подпись на нём не нужна."));
    Ok(Some(ToPrint {
        paper: Paper { title, organization: app.config.centre_name.clone(), blocks },
        at: app.config.zone.begins(on),
        name: format!("Уведомление о регистрации {}.pdf", case.number),
    }))
}

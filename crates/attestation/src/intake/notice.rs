//! «Уведомление о регистрации заявления» as a PDF, with the term, the place and the form once they are set.
//! Source: приказ Минпросвещения России от 24.03.2023 № 196 — the teacher is told of the term and the form in writing.

use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Block, Paper};

use crate::context::App;
use crate::deadlines;
use crate::documents::made::printed;
use crate::platform::act::Fact;
use crate::platform::doors::Doors;
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
    let case = &seen.case;
    let on = case.filed.registered_on.ok_or(NotRegistered)?;
    let (id, received) = (case.id, case.received_on);
    let read = app.db.read(move |reader| {
        Ok::<_, Failure>((deadlines::Rules::read(reader)?.ends(received)?, store::scheduled(reader, id)?))
    });
    let (ends, scheduled) = read.await?;
    let fact = Fact::of(crate::applications::kinds::OPENED, "скачано уведомление о регистрации").application(id);
    app.db.act(seen.by.by(), app.now(), move |act| act.record(fact, ())).await?;
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
            let facts = timeline::facts(set).into_iter().map(|(name, said)| (name.to_owned(), said));
            blocks.push(Block::Facts(facts.collect()));
        }
        None => blocks.push(Block::text(format!(
            "До {} Центр назначит срок, место и форму аттестации и сообщит о них.",
            words::day(ends.consider_by)
        ))),
    }
    blocks.push(Block::text(format!("Решение комиссии будет принято до {}.", words::day(ends.decide_by))));
    blocks.push(Block::text("Уведомление составлено системой, подпись на нём не нужна."));
    let paper = Paper { title, organization: app.config.centre_name.clone(), blocks };
    let name = format!("Уведомление о регистрации {}.pdf", case.number);
    printed(paper, app.config.zone.begins(on), &name).await
}

//! Сводное заключение: what each specialist of a group has found and what follows for the case, as PDF.

use axum::extract::State;
use axum::response::Response;
use officedocs::pdf::{Block, Column, Paper, Signature, Table};

use crate::context::App;
use crate::documents::made::printed;
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::{Failure, Refusal};
use crate::platform::words;

use super::guards::ConclusionCase;
use super::model::{Opinion, Recorded, SetAside};
use super::store;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/applications/{id}/conclusion/common", common)
}

/// There is nothing to bring together.
#[derive(Debug)]
struct NotCommon;

impl Refusal for NotCommon {
    fn reason(&self) -> String {
        "Сводного заключения нет: оно составляется, когда дело рассматривает группа и свои мнения записали все специалисты."
            .to_owned()
    }
}

async fn common(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    let id = seen.case.id;
    let read = app.db.read(move |reader| {
        let (result, opinions) = (store::recorded(reader, id)?, store::opinions_of(reader, id)?);
        Ok::<_, DbError>((result, opinions, store::released_of(reader, id)?))
    });
    let (result, opinions, released) = read.await?;
    let Some(result) = result.filter(|_| opinions.len() > 1) else {
        return Err(NotCommon.into());
    };
    seen.opened(&app, "скачано сводное заключение").await?;
    let at = result.recorded_at;
    let paper = paper(&app, &seen, &result, (&opinions, &released));
    printed(paper, at, &format!("Сводное заключение {} {}.pdf", seen.case.number, seen.case.name.surname)).await
}

fn paper(
    app: &App,
    seen: &ConclusionCase,
    result: &Recorded,
    (opinions, released): (&[Opinion], &[SetAside]),
) -> Paper {
    let case = &seen.case;
    let title = "Сводное заключение группы специалистов".to_owned();
    let facts = [
        ("Педагог", case.name.full()),
        ("Должность", case.post_and_subject()),
        ("Организация", case.school_name.clone()),
        ("Заявленная категория", case.category.words().to_owned()),
        ("Номер заявления", case.number.clone()),
        ("Поступило", words::day(case.received_on)),
    ];
    let mut blocks = vec![
        Block::centred(app.config.centre_name.clone()),
        Block::Title(title.clone()),
        Block::Facts(facts.into_iter().map(|(name, said)| (name.to_owned(), said)).collect()),
        Block::Heading("Мнения специалистов".to_owned()),
        Block::Table(Table {
            columns: vec![Column::numbers("№", 8), Column::new("Специалист", 52), Column::new("Вывод", 90)],
            rows: opinions.iter().enumerate().map(|(at, one)| row(app, at + 1, one)).collect(),
        }),
        Block::Heading("Общий вывод".to_owned()),
        Block::bold(format!("Уровень профессиональной деятельности педагога {}.", result.verdict.words())),
    ];
    let (of, all) = (opinions.iter().filter(|one| one.verdict == result.verdict).count(), opinions.len());
    blocks.push(Block::text(format!("Так считают {of} из {all} специалистов.")));
    let dissents = opinions.iter().filter(|one| one.verdict != result.verdict);
    let items: Vec<String> = dissents.map(|one| format!("{}: {}", one.name.full(), said(one))).collect();
    if !items.is_empty() {
        blocks.push(Block::Subheading("Особое мнение".to_owned()));
        blocks.push(Block::List { is_numbered: false, items });
    }
    blocks.extend(of_released(app, released));
    let recorded = words::day(app.config.zone.day(result.recorded_at));
    blocks.push(Block::text(format!("Результат записан под №\u{a0}{} {recorded}.", result.number)));
    let sign = |one: &Opinion| Signature { post: "Специалист".to_owned(), name: one.name.short() };
    blocks.push(Block::Signatures(opinions.iter().map(sign).collect()));
    Paper { title, organization: app.config.centre_name.clone(), blocks }
}

/// What those have found who were taken off the case after they had spoken; nothing when there are none.
fn of_released(app: &App, released: &[SetAside]) -> Vec<Block> {
    if released.is_empty() {
        return Vec::new();
    }
    let item = |one: &SetAside| {
        let found = &one.opinion;
        let day = words::day(app.config.zone.day(found.recorded_at));
        format!("{}: {} (заключение, версия {}, {day})", found.name.full(), said(found), found.of_own)
    };
    vec![
        Block::Subheading("Мнения специалистов, снятых с дела".to_owned()),
        Block::text("В общий вывод эти мнения не входят.".to_owned()),
        Block::List { is_numbered: false, items: released.iter().map(item).collect() },
    ]
}

fn row(app: &App, at: usize, one: &Opinion) -> Vec<String> {
    let who = [one.name.full(), one.workplace.clone()].into_iter().filter(|part| !part.is_empty());
    let day = words::day(app.config.zone.day(one.recorded_at));
    vec![
        at.to_string(),
        who.collect::<Vec<_>>().join("\n"),
        format!("{}\nЗаключение, версия {}, {day}", said(one), one.of_own),
    ]
}

/// The verdict, with the reason where there is one.
fn said(one: &Opinion) -> String {
    if one.reason.is_empty() {
        one.verdict.words().to_owned()
    } else {
        format!("{}. Причина: {}", one.verdict.words(), one.reason)
    }
}

//! The conclusion made of answers as a PDF: what the paper states, in the order of the Word file.

use officedocs::pdf::{Block, Paper, Signature};
use serde_json::Value;

use crate::documents::made::{rows, text};

/// The conclusion out of what the paper states.
pub(super) fn conclusion_paper(data: &Value) -> Paper {
    let title = "Итоговое заключение".to_owned();
    let subject = text(data, "/педагог/предмет");
    let post = text(data, "/педагог/должность");
    let set = format!("{} ({})", text(data, "/набор/название"), text(data, "/набор/основание"));
    let facts = [
        ("Педагог", text(data, "/педагог/фио").to_owned()),
        ("Должность", if subject.is_empty() { post.to_owned() } else { format!("{post}, {subject}") }),
        ("Организация", format!("{}, {}", text(data, "/педагог/организация"), text(data, "/педагог/муниципалитет"))),
        ("Заявление", format!("№\u{a0}{} от {}", text(data, "/заявление/номер"), text(data, "/заявление/дата"))),
        ("Заявленная категория", text(data, "/заявление/категория").to_owned()),
        ("Имеющаяся категория", text(data, "/педагог/имеющаяся_категория").to_owned()),
        ("Набор показателей", set),
    ];
    let mut blocks = vec![
        Block::centred(text(data, "/центр/название")),
        Block::Title(title.clone()),
        Block::centred("о профессиональной деятельности педагогического работника"),
        Block::Facts(named(facts)),
    ];
    for (place, part) in (1..).zip(rows(data, "/показатели")) {
        blocks.push(Block::Heading(format!("{place}. {}", text(part, "/название"))));
        blocks.push(Block::Facts(indicator(part)));
    }
    let whole: Vec<(String, String)> = totals(data)
        .into_iter()
        .chain(
            rows(data, "/вывод").iter().map(|one| (text(one, "/название").to_owned(), text(one, "/текст").to_owned())),
        )
        .collect();
    if !whole.is_empty() {
        blocks.push(Block::Heading("Общий вывод".to_owned()));
        blocks.push(Block::Facts(whole));
    }
    let place = text(data, "/специалист/место_работы");
    let name = text(data, "/специалист/фио");
    let who = if place.is_empty() { name.to_owned() } else { format!("{name}, {place}") };
    blocks.push(Block::text(format!("Специалист: {who}")));
    blocks.push(Block::Signatures(vec![Signature {
        post: format!("{}\u{a0}г.", text(data, "/сегодня")),
        name: text(data, "/специалист/фамилия_инициалы").to_owned(),
    }]));
    Paper { title, organization: text(data, "/центр/название").to_owned(), blocks }
}

fn named<const N: usize>(facts: [(&str, String); N]) -> Vec<(String, String)> {
    facts.into_iter().filter(|(_, said)| !said.is_empty()).map(|(name, said)| (name.to_owned(), said)).collect()
}

/// The rows of an indicator, the documents that prove it, its points.
fn indicator(part: &Value) -> Vec<(String, String)> {
    let answers = rows(part, "/строки").iter();
    let answers = answers.map(|one| (text(one, "/вопрос").to_owned(), text(one, "/ответ").to_owned()));
    let points = joined(text(part, "/баллы"), text(part, "/порог"));
    answers.chain(named([("Документы", text(part, "/документы").to_owned()), ("Баллы", points)])).collect()
}

fn totals(data: &Value) -> Vec<(String, String)> {
    named([("Всего баллов", joined(text(data, "/итого"), text(data, "/порог")))])
}

/// Points with what is said of their threshold; nothing without points.
fn joined(points: &str, threshold: &str) -> String {
    if points.is_empty() || threshold.is_empty() { points.to_owned() } else { format!("{points}, {threshold}") }
}

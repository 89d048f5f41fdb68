//! The protocol as a PDF: what `protocol_data` states, in the order of the Word file; the decisions as a table.

use officedocs::pdf::{Block, Column, Paper, Signature, Table};
use serde_json::Value;

use crate::documents::made::{number, rows, text};
use crate::platform::words;

use super::document::tie_settled;
use super::store::Correction;
use super::tally::UNVOTED;

/// Before the names of those who were there and had no vote on a case of their own.
pub(super) const OWN_CASE: &str = "По своему делу не голосует: ";

/// Above the corrections of a protocol.
pub(super) const CORRECTIONS: &str = "Исправления к протоколу";

/// The protocol of a session out of what `protocol_data` states; `kept` is the SHA-256 of the signed file.
pub fn protocol_paper(data: &Value, kept: &str) -> Paper {
    let named = format!("Протокол №\u{a0}{}", text(data, "/протокол/номер"));
    let mut blocks = vec![
        Block::centred(text(data, "/комиссия/название")),
        Block::Title(named.clone()),
        Block::centred(format!("от {}\u{a0}г.", text(data, "/протокол/дата"))),
        Block::text(format!(
            "Заседание {}\u{a0}г., {}. Место: {}.",
            text(data, "/заседание/дата"),
            text(data, "/заседание/время"),
            text(data, "/заседание/место")
        )),
        Block::text(format!("Состав комиссии: {}.", text(data, "/комиссия/приказ"))),
    ];
    blocks.extend(began(data).map(Block::text));
    people(&mut blocks, "Присутствовали", rows(data, "/присутствовали"));
    people(&mut blocks, "Отсутствовали", rows(data, "/отсутствовали"));
    blocks.push(Block::bold(format!("Присутствуют {}.", text(data, "/кворум"))));
    blocks.extend(led(data).map(Block::text));
    blocks.push(Block::Heading("Рассмотрели и решили".to_owned()));
    blocks.push(Block::Table(Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Педагог", 34),
            Column::new("Вопрос", 30),
            Column::new("Голоса", 24),
            Column::new("Решили", 32),
        ],
        rows: rows(data, "/вопросы").iter().flat_map(question).collect(),
    }));
    blocks.push(Block::text(format!(
        "Всего рассмотрено дел: {}. Категория установлена: {}. Отказано: {}. Отложено: {}.",
        number(data, "/итоги/всего"),
        number(data, "/итоги/установлено"),
        number(data, "/итоги/отказано"),
        number(data, "/итоги/отложено")
    )));
    signatures(&mut blocks, data);
    if !kept.is_empty() {
        blocks.push(Block::text(kept_words(kept)));
    }
    Paper { title: named, organization: text(data, "/комиссия/название").to_owned(), blocks }
}

/// At which hour the session was opened; nothing when it was the announced one, nor in protocols signed before that was stated.
pub(super) fn began(data: &Value) -> Option<String> {
    let hour = text(data, "/заседание/открыто");
    (!hour.is_empty()).then(|| format!("Заседание открыто в {hour}."))
}

/// Who has led the session; nothing in protocols signed before that was stated.
pub(super) fn led(data: &Value) -> Option<String> {
    let names = text(data, "/председательствующий");
    (!names.is_empty()).then(|| format!("{LED_BY}{names}."))
}

/// Before whoever has led a session.
pub(super) const LED_BY: &str = "Председательствующий: ";

/// Corrections in words, each on a line of its own.
pub(super) fn corrections_stated(all: &[Correction]) -> Vec<String> {
    let one = |one: &Correction| {
        let words = format!("{}. {} Причина: {}", words::day(one.dated_on), one.words, one.reason);
        words.lines().collect::<Vec<_>>().join(" ")
    };
    all.iter().map(one).collect()
}

/// Names the signed file by its SHA-256.
pub(super) fn kept_words(kept: &str) -> String {
    format!("Подписанный протокол хранится файлом DOCX, его контрольная сумма SHA-256: {kept}.")
}

fn people(blocks: &mut Vec<Block>, title: &str, all: &[Value]) {
    if all.is_empty() {
        return;
    }
    blocks.push(Block::Heading(title.to_owned()));
    let items = all.iter().map(|one| format!("{}, {}", text(one, "/фио"), text(one, "/роль"))).collect();
    blocks.push(Block::List { is_numbered: false, items });
}

/// The rows of a case: what was decided, and under it the reason, which may be long, across the table.
fn question(one: &Value) -> Vec<Vec<String>> {
    let mut all = vec![row(one)];
    if !text(one, "/причина").is_empty() {
        all.push(vec![format!("Причина решения по делу {}: {}", number(one, "/номер"), text(one, "/причина"))]);
    }
    all
}

fn row(one: &Value) -> Vec<String> {
    let mut decided = text(one, "/решение").to_owned();
    let (tie, own) = (tie_settled(one), text(one, "/не_голосовали"));
    if !tie.is_empty() {
        decided.push_str("\nГолоса разделились поровну: ");
        decided.push_str(tie);
        decided.push('.');
    }
    // Protocols signed before it was stated have the number alone.
    let quorum = text(one, "/кворум");
    let present =
        if quorum.is_empty() { number(one, "/присутствовало").to_string() } else { quorum.to_owned() };
    let own = if own.is_empty() { String::new() } else { format!("\n{OWN_CASE}{own}") };
    vec![
        number(one, "/номер").to_string(),
        format!(
            "{}\n{}, {}\nДело №\u{a0}{}",
            text(one, "/педагог"),
            text(one, "/должность"),
            text(one, "/организация"),
            text(one, "/дело")
        ),
        format!("{}\nРезультат специалистов: {}", text(one, "/вопрос"), text(one, "/результат")),
        if is_unvoted(one) {
            format!("{UNVOTED}\nприсутствовали {present}{own}")
        } else {
            format!(
                "за\u{a0}— {}\nпротив\u{a0}— {}\nвоздержались\u{a0}— {}\nприсутствовали {present}{own}",
                number(one, "/за"),
                number(one, "/против"),
                number(one, "/воздержались")
            )
        },
        decided,
    ]
}

/// Whether a question that was decided was put off without a vote; a decision by votes has one on a side.
pub(super) fn is_unvoted(question: &Value) -> bool {
    let is_decided = !text(question, "/решение").is_empty();
    is_decided && ["/за", "/против", "/воздержались"].iter().all(|at| number(question, at) == 0)
}

fn signatures(blocks: &mut Vec<Block>, data: &Value) {
    let leads = [
        ("Председатель", "/председатель"),
        ("Председательствующий", "/вместо_председателя"),
        ("Заместитель председателя", "/заместитель"),
        ("Секретарь", "/секретарь"),
    ];
    let lead = |(post, at): (&str, &str)| Signature { post: post.to_owned(), name: text(data, at).to_owned() };
    blocks.push(Block::Signatures(leads.map(lead).into_iter().filter(|one| !one.name.is_empty()).collect()));
    let member = |(at, name): (usize, &str)| Signature {
        post: if at == 0 { "Члены комиссии" } else { "" }.to_owned(),
        name: name.to_owned(),
    };
    let members = rows(data, "/члены").iter().filter_map(Value::as_str).enumerate().map(member).collect();
    blocks.push(Block::Signatures(members));
}

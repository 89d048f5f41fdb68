//! An act of erasure as PDF: the same words as the Word file, in the same order.

use officedocs::pdf::{Align, Block, Column, Paper, Signature, Table, Weight};
use serde_json::Value;

use crate::documents::made::{number, rows, text};

/// The paper out of what `paper::taken` states.
pub(super) fn erasure_paper(data: &Value) -> Paper {
    let organization = text(data, "/организация");
    let is_draft = data.pointer("/акт/проект").and_then(Value::as_bool).unwrap_or_default();
    let named = format!("№\u{a0}{} от {}", number(data, "/акт/номер"), text(data, "/акт/дата"));
    let members: Vec<&str> = rows(data, "/комиссия").iter().filter_map(Value::as_str).collect();
    let operator: Vec<&str> =
        [organization, text(data, "/адрес")].into_iter().filter(|part| !part.is_empty()).collect();
    let mut blocks = vec![Block::centred(organization)];
    if is_draft {
        blocks.push(Block::centred("ПРОЕКТ"));
    }
    blocks.extend([
        Block::Title("АКТ".to_owned()),
        Block::Text {
            text: "об уничтожении персональных данных".to_owned(),
            align: Align::Middle,
            weight: Weight::Bold,
        },
        Block::centred(&*named),
        Block::text("Комиссия в составе:"),
        Block::List { is_numbered: false, items: members.iter().map(|&one| one.to_owned()).collect() },
        Block::text("составила этот акт о следующем."),
        Block::text(format!("Оператор персональных данных: {}.", operator.join(", "))),
        Block::text("Персональные данные уничтожены в связи с истечением срока хранения."),
        Block::text(format!("Дата уничтожения: {}.", text(data, "/акт/уничтожено"))),
        Block::text(format!("Основание: истёк срок хранения: {}.", text(data, "/основание"))),
        Block::text("Чьи данные: педагогические работники, чьи дела перечислены ниже по номерам."),
        Block::text(format!("Какие данные: {}.", text(data, "/данные"))),
        Block::text(format!("Где хранились: {}.", text(data, "/носитель"))),
        Block::text(format!("Каким способом: {}.", text(data, "/способ"))),
        Block::Table(cases(rows(data, "/дела"))),
        Block::text(format!("Всего дел: {}.", number(data, "/всего"))),
        Block::text("Члены комиссии:"),
        Block::Signatures(members.iter().map(|&one| Signature { post: one.to_owned(), name: String::new() }).collect()),
    ]);
    Paper {
        title: format!("Акт об уничтожении {named}"), organization: organization.to_owned(), blocks
    }
}

fn cases(all: &[Value]) -> Table {
    let row = |one: &Value| {
        let texts = ["/дело", "/должность", "/получено", "/закончено", "/хранить"].map(|at| text(one, at).to_owned());
        std::iter::once(number(one, "/номер").to_string()).chain(texts).collect()
    };
    Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Номер дела", 22),
            Column::new("Должность", 36),
            Column::new("Получено", 20),
            Column::new("Закончено", 20),
            Column::new("Хранить до", 20),
        ],
        rows: all.iter().map(row).collect(),
    }
}

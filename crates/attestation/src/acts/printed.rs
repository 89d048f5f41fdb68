//! An act with its annexes and an extract of it as PDF: the same words as the Word files, in the same order.

use officedocs::pdf::{Align, Block, Column, Paper, Signature, Squares, Table, Weight};
use serde_json::Value;

use crate::documents::made::{BLANK, number, rows, text};

use super::extract::Extract;

/// By what acts are issued.
const ORDER_196: &str = "утверждённым приказом Минпросвещения России от 24.03.2023 №\u{a0}196";

/// Places for the date and the number of what is not issued yet.
const NOT_DATED: &str = "от _______________ №\u{a0}_______________";

/// How an order begins: who issues it, its date and number or places for them in a draft, what it is about.
fn opened(body: &str, of: &str, about: String) -> Vec<Block> {
    let mut blocks = Vec::new();
    if of == NOT_DATED {
        blocks.push(Block::Text { text: "ПРОЕКТ".to_owned(), align: Align::Right, weight: Weight::Bold });
    }
    if !body.is_empty() {
        blocks.push(Block::centred(body));
    }
    blocks.push(Block::Title("ПРИКАЗ".to_owned()));
    blocks.push(Block::centred(of));
    blocks.push(Block::Text { text: about, align: Align::Middle, weight: Weight::Bold });
    blocks
}

/// A place to sign; what is not known is written by hand.
fn signed_by(post: &str, name: &str) -> Block {
    let known = |said: &str| if said.is_empty() { BLANK } else { said }.to_owned();
    Block::Signatures(vec![Signature { post: known(post), name: known(name) }])
}

/// The draft of an order that puts an issued one right, out of what `correction_paper::said` states.
pub(super) fn correction_paper(data: &Value, organization: &str) -> Paper {
    let earlier = format!("№\u{a0}{} от {}", text(data, "/прежний/номер"), text(data, "/прежний/дата"));
    let about = format!("О внесении исправления в приказ {earlier}");
    let mut blocks = opened(text(data, "/акт/орган"), NOT_DATED, about);
    let items = [
        format!(
            "Исправить ошибку в приложении ____ к приказу {earlier}, в строке педагога {BLANK}: вместо «{BLANK}» читать \
             «{BLANK}»."
        ),
        format!("Решение аттестационной комиссии и остальные строки приказа {earlier} остаются без изменения."),
        "Ознакомить с этим приказом педагогических работников, в чьих строках исправлена ошибка, и опубликовать его на \
         сайте."
            .to_owned(),
    ];
    blocks.extend([
        Block::text(format!("В связи с ошибкой при оформлении приказа {earlier} (основание: {BLANK})")),
        Block::text("ПРИКАЗЫВАЮ:"),
        Block::List { is_numbered: true, items: items.into() },
        signed_by(text(data, "/прежний/должность"), text(data, "/прежний/подписал")),
    ]);
    Paper {
        title: "Проект приказа о внесении исправления".to_owned(), organization: organization.to_owned(), blocks
    }
}

/// The order with its annexes, out of what `order` states.
pub(super) fn order_paper(data: &Value, organization: &str) -> Paper {
    let is_draft = data.pointer("/акт/проект").and_then(Value::as_bool).unwrap_or_default();
    let (granted, refused) = (number(data, "/установлено"), number(data, "/отказано"));
    let (day, named) = (text(data, "/акт/дата"), text(data, "/акт/номер"));
    let of = if is_draft { NOT_DATED.to_owned() } else { format!("от {day} №\u{a0}{named}") };
    let mut blocks =
        opened(text(data, "/акт/орган"), &of, "О квалификационных категориях педагогических работников".to_owned());
    blocks.push(Block::text(format!(
        "В соответствии с порядком аттестации педагогических работников, {ORDER_196}, и на основании решений \
         аттестационной комиссии ({})",
        text(data, "/протоколы")
    )));
    blocks.push(Block::text("ПРИКАЗЫВАЮ:"));
    let refusals_at = if granted > 0 { 2 } else { 1 };
    blocks.push(Block::List { is_numbered: true, items: ordered(granted > 0, refused > 0, refusals_at) });
    blocks.push(signed_by(text(data, "/акт/должность"), text(data, "/акт/подписал")));
    if granted > 0 {
        annex(&mut blocks, 1, (&of, "Педагогические работники, которым установлены квалификационные категории"));
        for one in rows(data, "/категории") {
            category(&mut blocks, one);
        }
    }
    if refused > 0 {
        annex(
            &mut blocks,
            refusals_at,
            (&of, "Педагогические работники, которым отказано в установлении квалификационных категорий"),
        );
        blocks.push(refused_rows(rows(data, "/отказы")));
    }
    let title = if is_draft {
        "Проект приказа".to_owned()
    } else {
        format!("Приказ №\u{a0}{named} от {day}")
    };
    Paper { title, organization: organization.to_owned(), blocks }
}

/// What is ordered; refusals stand in the annex of this number.
fn ordered(grants: bool, refuses: bool, refusals_at: u8) -> Vec<String> {
    let mut all = Vec::new();
    if grants {
        all.push(
            "Установить квалификационные категории педагогическим работникам по списку (приложение\u{a0}1). Категория \
             действует со дня решения аттестационной комиссии."
                .to_owned(),
        );
    }
    if refuses {
        all.push(format!(
            "Отказать в установлении квалификационных категорий педагогическим работникам по списку \
             (приложение\u{a0}{refusals_at})."
        ));
    }
    all.push("Ознакомить педагогических работников с этим приказом и опубликовать его на сайте.".to_owned());
    all
}

fn annex(blocks: &mut Vec<Block>, place: u8, (of, title): (&str, &str)) {
    blocks.push(Block::NewPage);
    let named = format!("Приложение {place} к приказу {of}");
    blocks.push(Block::Text { text: named, align: Align::Right, weight: Weight::Regular });
    blocks.push(Block::Heading(title.to_owned()));
}

fn category(blocks: &mut Vec<Block>, one: &Value) {
    blocks.push(Block::Subheading(text(one, "/название").to_owned()));
    let mut all = Vec::new();
    for place in rows(one, "/муниципалитеты") {
        for row in rows(place, "/педагоги") {
            all.push(vec![
                number(row, "/номер").to_string(),
                text(row, "/фио").to_owned(),
                text(row, "/должность").to_owned(),
                format!("{}\n{}", text(row, "/организация"), text(row, "/муниципалитет")),
                text(row, "/день").to_owned(),
            ]);
        }
    }
    blocks.push(Block::Table(Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Фамилия, имя, отчество", 34),
            Column::new("Должность", 28),
            Column::new("Организация, муниципалитет", 38),
            Column::new("Действует с", 18),
        ],
        rows: all,
    }));
}

fn refused_rows(all: &[Value]) -> Block {
    // The reason may be long: it has a row of its own, across the table.
    let row = |one: &Value| {
        let person = vec![
            number(one, "/номер").to_string(),
            text(one, "/фио").to_owned(),
            format!("{}, {}\n{}", text(one, "/должность"), text(one, "/организация"), text(one, "/муниципалитет")),
            text(one, "/категория").to_owned(),
        ];
        [person, vec![format!("Причина: {}", text(one, "/причина"))]]
    };
    Block::Table(Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Фамилия, имя, отчество", 40),
            Column::new("Должность, организация", 54),
            Column::new("Категория", 24),
        ],
        rows: all.iter().flat_map(row).collect(),
    })
}

/// The extract of an act, with the picture of its check address when there is one.
pub(super) fn extract_paper(extract: &Extract, picture: Option<Squares>, organization: &str) -> Paper {
    let mut blocks = Vec::new();
    if !extract.body.is_empty() {
        blocks.push(Block::centred(extract.body.clone()));
    }
    blocks.extend([
        Block::Title("ВЫПИСКА".to_owned()),
        Block::centred(format!("из акта {}", extract.act)),
        Block::text(format!(
            "В соответствии с порядком, {ORDER_196}, и на основании решения аттестационной комиссии от {}\u{a0}г. ({}):",
            extract.decided, extract.protocol
        )),
        Block::bold(extract.wording.clone()),
    ]);
    let mut facts = vec![
        ("Фамилия, имя, отчество".to_owned(), extract.name.clone()),
        ("Должность".to_owned(), extract.post.clone()),
        ("Организация".to_owned(), format!("{}, {}", extract.organization, extract.municipality)),
    ];
    if !extract.reason.is_empty() {
        facts.push(("Причина отказа".to_owned(), extract.reason.clone()));
    }
    facts.push(("Акт подписал".to_owned(), extract.signer.clone()));
    blocks.push(Block::Facts(facts));
    blocks.extend(extract.corrections.iter().map(Block::text));
    if !extract.code.is_empty() {
        blocks.push(Block::text(format!("Код проверки: {}. Проверить запись реестра:", extract.code)));
        blocks.push(Block::Link(extract.address.clone()));
    }
    blocks.extend(picture.map(Block::Picture));
    blocks.push(Block::text(format!("Выписка верна. {}\u{a0}г.", extract.made)));
    blocks.push(Block::Signatures(vec![Signature { post: BLANK.to_owned(), name: BLANK.to_owned() }]));
    Paper {
        title: format!("Выписка из акта {}", extract.act), organization: organization.to_owned(), blocks
    }
}

//! Papers of an attestation as PDF: the same words as the Word templates, filled from the same data.

use officedocs::pdf::{Block, Column, Paper as Printed, Signature, Table};
use serde_json::Value;

use crate::documents::made::{BLANK, rows, text};

use super::papers::Paper;

/// A paper out of what `data` of the papers states.
pub(super) fn printed_paper(paper: Paper, data: &Value) -> Printed {
    let organization = text(data, "/организация");
    let mut blocks = vec![Block::centred(organization)];
    match paper {
        Paper::Order => order(&mut blocks, data),
        Paper::Schedule => schedule(&mut blocks, data),
        Paper::Unlisted => unlisted(&mut blocks, data),
        Paper::Presentation => presentation(&mut blocks, data),
        Paper::Refusal => refusal(&mut blocks, data),
        Paper::Protocol => protocol(&mut blocks, data),
        Paper::Extract => extract(&mut blocks, data),
        Paper::Unsigned => unsigned(&mut blocks, data),
    }
    let title = match paper {
        Paper::Order => format!("Приказ №\u{a0}{}", text(data, "/приказ/номер")),
        Paper::Schedule => format!("Приказ №\u{a0}{}", text(data, "/график/номер")),
        Paper::Protocol => format!("Протокол №\u{a0}{}", text(data, "/заседание/протокол")),
        _ => format!("{}: {}", paper.words(), text(data, "/работник/фамилия_инициалы")),
    };
    Printed { title, organization: organization.to_owned(), blocks }
}

/// Places to sign for people known by name.
fn sign(people: &[&str]) -> Block {
    Block::Signatures(people.iter().map(|one| Signature { post: (*one).to_owned(), name: String::new() }).collect())
}

/// A place to sign for whoever is known by the post alone.
fn sign_by_post(post: &str) -> Block {
    Block::Signatures(vec![Signature { post: post.to_owned(), name: BLANK.to_owned() }])
}

/// «Ознакомлен(а)»: a place for the worker to sign and to date.
fn acquainted(blocks: &mut Vec<Block>, what: &str, data: &Value) {
    let name = text(data, "/работник/фамилия_инициалы").to_owned();
    blocks.push(Block::Signatures(vec![Signature { post: format!("С {what} ознакомлен(а)"), name }]));
    blocks.push(Block::text("«____» ______________ 20___ г."));
}

fn order(blocks: &mut Vec<Block>, data: &Value) {
    blocks.push(Block::Title("ПРИКАЗ".to_owned()));
    let (named, day) = (text(data, "/приказ/номер"), text(data, "/приказ/дата"));
    blocks.push(Block::centred(format!("№\u{a0}{named} от {day}\u{a0}г.")));
    blocks.push(Block::bold("О проведении аттестации педагогических работников на соответствие занимаемой должности"));
    blocks.push(Block::text(
        "На основании статьи 49 Федерального закона от 29.12.2012 №\u{a0}273-ФЗ и порядка, утверждённого приказом \
         Минпросвещения России от 24.03.2023 №\u{a0}196, приказываю:",
    ));
    blocks.push(Block::text("1. Провести аттестацию педагогических работников по списку и графику."));
    let row = |(at, one): (usize, &Value)| {
        vec![
            (at + 1).to_string(),
            text(one, "/фио").to_owned(),
            text(one, "/должность").to_owned(),
            text(one, "/заседание").to_owned(),
            String::new(),
        ]
    };
    blocks.push(Block::Table(Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Фамилия, имя, отчество", 34),
            Column::new("Должность", 28),
            Column::new("День заседания", 24),
            Column::new("Ознакомлен(а), подпись, дата", 32),
        ],
        rows: rows(data, "/приказ/работники").iter().enumerate().map(row).collect(),
    }));
    blocks.push(Block::text("2. Ознакомить работников с приказом, списком и графиком под подпись."));
    blocks.push(Block::text("3. Контроль за исполнением приказа оставляю за собой."));
    put_right(blocks, data, "/приказ/исправления");
    blocks.push(sign_by_post("Руководитель организации"));
}

fn schedule(blocks: &mut Vec<Block>, data: &Value) {
    blocks.push(Block::Title("ПРИКАЗ".to_owned()));
    let (named, day) = (text(data, "/график/номер"), text(data, "/график/дата"));
    blocks.push(Block::centred(format!("№\u{a0}{named} от {day}\u{a0}г.")));
    blocks.push(Block::bold("Об изменении графика аттестации на соответствие занимаемой должности"));
    blocks.push(Block::text(format!(
        "В связи с переносом заседания аттестационной комиссии организации приказываю изменить график, утверждённый \
         приказом №\u{a0}{} от {}\u{a0}г.:",
        text(data, "/приказ/номер"),
        text(data, "/приказ/дата")
    )));
    let row = |(at, one): (usize, &Value)| {
        let [name, post, was, is] = ["/фио", "/должность", "/прежний_день", "/заседание"].map(|part| text(one, part));
        vec![(at + 1).to_string(), name.to_owned(), post.to_owned(), was.to_owned(), is.to_owned(), String::new()]
    };
    blocks.push(Block::Table(Table {
        columns: vec![
            Column::numbers("№", 8),
            Column::new("Фамилия, имя, отчество", 30),
            Column::new("Должность", 24),
            Column::new("Прежний день", 20),
            Column::new("Новый день", 20),
            Column::new("Ознакомлен(а), подпись, дата", 24),
        ],
        rows: rows(data, "/график/работники").iter().enumerate().map(row).collect(),
    }));
    blocks.push(Block::text("Ознакомить работников с изменённым графиком под подпись."));
    put_right(blocks, data, "/график/исправления");
    blocks.push(sign_by_post("Руководитель организации"));
}

fn presentation(blocks: &mut Vec<Block>, data: &Value) {
    blocks.push(Block::Title("ПРЕДСТАВЛЕНИЕ".to_owned()));
    blocks.push(Block::centred("в аттестационную комиссию организации"));
    let parts = [
        ("1. Фамилия, имя, отчество", "/работник/фио"),
        ("2. Должность на дату аттестации", "/работник/должность"),
        ("3. Дата трудового договора по этой должности", "/представление/договор"),
        ("4. Уровень образования и квалификация", "/представление/образование"),
        ("5. Дополнительное профессиональное образование", "/представление/дпо"),
        ("6. Результаты предыдущих аттестаций", "/представление/прежние"),
        (
            "7. Мотивированная всесторонняя и объективная оценка результатов профессиональной деятельности",
            "/представление/оценка",
        ),
    ];
    for (title, at) in parts {
        blocks.push(Block::Heading(title.to_owned()));
        blocks.push(Block::text(text(data, at)));
    }
    blocks.push(sign_by_post("Руководитель организации"));
    acquainted(blocks, "представлением", data);
}

/// Who wrote an act: the witnesses, and the head beside them.
fn in_the_presence_of(blocks: &mut Vec<Block>, data: &Value, witnesses: &str) {
    blocks.push(Block::text("Акт составлен в присутствии:"));
    let witnesses: Vec<&str> = rows(data, witnesses).iter().filter_map(Value::as_str).collect();
    blocks.push(sign(&witnesses));
    blocks.push(sign_by_post("Руководитель организации"));
}

fn act(blocks: &mut Vec<Block>, about: &str, day: &str) {
    blocks.push(Block::Title("АКТ".to_owned()));
    blocks.push(Block::centred(about));
    blocks.push(Block::text(format!("{day}\u{a0}г.")));
}

fn refusal(blocks: &mut Vec<Block>, data: &Value) {
    act(blocks, "об отказе работника от ознакомления с представлением", text(data, "/отказ/дата"));
    blocks.push(Block::text(format!(
        "Работник {}, {}, отказался(лась) ознакомиться под подпись с представлением в аттестационную комиссию \
         организации.",
        text(data, "/работник/фио"),
        text(data, "/работник/должность")
    )));
    in_the_presence_of(blocks, data, "/отказ/свидетели");
}

fn unlisted(blocks: &mut Vec<Block>, data: &Value) {
    act(blocks, "об отказе работника от ознакомления с приказом", text(data, "/приказ/отказ/дата"));
    blocks.push(Block::text(format!(
        "Работник {}, {}, отказался(лась) расписаться в ознакомлении с приказом о проведении аттестации на соответствие \
         занимаемой должности, списком работников и графиком аттестации ({}).",
        text(data, "/работник/фио"),
        text(data, "/работник/должность"),
        text(data, "/приказ/отказ/чего")
    )));
    in_the_presence_of(blocks, data, "/приказ/отказ/свидетели");
}

fn unsigned(blocks: &mut Vec<Block>, data: &Value) {
    act(blocks, "об отказе работника от ознакомления с выпиской из протокола", text(data, "/выписка/отказ/дата"));
    blocks.push(Block::text(format!(
        "Работник {}, {}, отказался(лась) расписаться в ознакомлении с выпиской из протокола №\u{a0}{} заседания \
         аттестационной комиссии организации от {}\u{a0}г.",
        text(data, "/работник/фио"),
        text(data, "/работник/должность"),
        text(data, "/заседание/протокол"),
        text(data, "/заседание/дата")
    )));
    in_the_presence_of(blocks, data, "/выписка/отказ/свидетели");
}

/// What was put right in what the paper states; nothing when nothing was.
fn put_right(blocks: &mut Vec<Block>, data: &Value, at: &str) {
    for one in rows(data, at) {
        let [day, words, reason] = ["/дата", "/слова", "/причина"].map(|part| text(one, part));
        blocks.push(Block::text(format!("Исправлено {day}\u{a0}г.: {words}. Причина: {reason}.")));
    }
}

fn heard(blocks: &mut Vec<Block>, title: &str, data: &Value) {
    blocks.push(Block::Title(format!("{title} №\u{a0}{}", text(data, "/заседание/протокол"))));
    blocks.push(Block::centred(format!(
        "заседания аттестационной комиссии организации, {}\u{a0}г.",
        text(data, "/заседание/дата")
    )));
}

fn votes(data: &Value) -> Block {
    Block::text(format!("Результаты голосования: {}.", text(data, "/заседание/голоса")))
}

/// Why the worker does not fit; nothing when they fit.
fn because(blocks: &mut Vec<Block>, data: &Value) {
    if !text(data, "/заседание/причина").is_empty() {
        blocks.push(Block::text(format!("Причина решения: {}", text(data, "/заседание/причина"))));
    }
}

fn protocol(blocks: &mut Vec<Block>, data: &Value) {
    heard(blocks, "ПРОТОКОЛ", data);
    let members: Vec<&str> = rows(data, "/заседание/комиссия").iter().filter_map(Value::as_str).collect();
    blocks.push(Block::Heading("Члены комиссии".to_owned()));
    blocks.push(Block::List { is_numbered: true, items: members.iter().map(|one| (*one).to_owned()).collect() });
    if !text(data, "/заседание/кворум").is_empty() {
        blocks.push(Block::text(format!("Присутствуют: {}.", text(data, "/заседание/кворум"))));
    }
    if !text(data, "/заседание/отсутствуют").is_empty() {
        blocks.push(Block::text(format!("Отсутствовали: {}.", text(data, "/заседание/отсутствуют"))));
    }
    for one in rows(data, "/заседание/работники") {
        considered(blocks, one);
    }
    blocks.push(Block::Heading("Подписи".to_owned()));
    let signing: Vec<&str> = rows(data, "/заседание/подписывают").iter().filter_map(Value::as_str).collect();
    blocks.push(sign(&signing));
}

/// What the session has found of one worker.
fn considered(blocks: &mut Vec<Block>, one: &Value) {
    blocks.push(Block::text(format!(
        "Рассмотрено представление на работника: {}, {} (приказ №\u{a0}{} от {}\u{a0}г.).",
        text(one, "/фио"),
        text(one, "/должность"),
        text(one, "/приказ_номер"),
        text(one, "/приказ_дата")
    )));
    blocks.extend(Some(text(one, "/состав")).filter(|words| !words.is_empty()).map(Block::text));
    blocks.push(Block::text(format!(
        "Работник на заседании: {}. Сведения работника: {}.",
        text(one, "/явка"),
        text(one, "/сведения")
    )));
    blocks.push(Block::text(format!("Результаты голосования: {}.", text(one, "/голоса"))));
    blocks.push(Block::bold(format!(
        "Решение: {} {} «{}».",
        text(one, "/фио"),
        text(one, "/решение"),
        text(one, "/должность")
    )));
    let because = Some(text(one, "/причина")).filter(|words| !words.is_empty());
    blocks.extend(because.map(|words| Block::text(format!("Причина решения: {words}"))));
    blocks.extend(Some(text(one, "/исправления")).filter(|words| !words.is_empty()).map(Block::text));
}

fn extract(blocks: &mut Vec<Block>, data: &Value) {
    heard(blocks, "ВЫПИСКА ИЗ ПРОТОКОЛА", data);
    blocks.push(Block::Facts(vec![
        ("Фамилия, имя, отчество".to_owned(), text(data, "/работник/фио").to_owned()),
        ("Должность".to_owned(), text(data, "/работник/должность").to_owned()),
    ]));
    blocks.push(votes(data));
    blocks.push(Block::bold(format!(
        "Решение: {} «{}».",
        text(data, "/заседание/решение"),
        text(data, "/работник/должность")
    )));
    because(blocks, data);
    put_right(blocks, data, "/заседание/исправления");
    blocks.push(Block::text(format!("Выписка составлена {}\u{a0}г.", text(data, "/выписка/дата"))));
    blocks.push(sign_by_post("Секретарь комиссии"));
    acquainted(blocks, "выпиской", data);
}

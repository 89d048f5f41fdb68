//! Papers to look at, and how fast they are made: `cargo run --release -p officedocs --example papers FOLDER [DOCX…]`;
//! each Word document named is read and set as well.
//! The yardstick is a page with nothing but its foot; the ratio says more than the figures, which belong to a machine.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use officedocs::pdf::{Block, Column, Named, Paper, PdfError, Signature, Squares, Table, render, render_document};
use officedocs::word;

/// How long one kind of paper is made.
const PRESS: Duration = Duration::from_secs(2);

fn paper(title: &str, blocks: Vec<Block>) -> Paper {
    Paper { title: title.to_owned(), organization: "Центр аттестации".to_owned(), blocks }
}

/// One page: an extract with facts, a picture and a place to sign.
fn extract() -> Paper {
    let facts = [
        ("Фамилия, имя, отчество", "Белов Сергей Николаевич"),
        ("Должность", "учитель физики"),
        ("Организация", "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 66»"),
        ("Категория", "первая"),
        ("Акт", "№ 214-р от 28.11.2026"),
    ];
    let side = 33;
    let dark = (0..side * side).map(|at| (at * 7 + at / side) % 3 == 0).collect();
    paper(
        "Выписка из реестра",
        vec![
            Block::Title("Выписка из реестра квалификационных категорий".to_owned()),
            Block::Facts(facts.map(|(name, said)| (name.to_owned(), said.to_owned())).to_vec()),
            Block::Heading("Как проверить выписку".to_owned()),
            Block::text("Откройте страницу https://attestation.example.org/check/7K2MQ9XD4HWT или наведите камеру."),
            Block::Picture(Squares { side, dark, alt: "Код для телефона".to_owned() }),
            Block::Signatures(vec![Signature {
                post: "Руководитель Центра".to_owned(), name: String::new()
            }]),
        ],
    )
}

/// A protocol of so many cases.
fn protocol(cases: usize) -> Paper {
    let row = |at: usize| {
        vec![
            at.to_string(),
            "Белов Сергей Николаевич\nучитель, физика, МБОУ «СОШ № 66»\nДело № 2026-0417".to_owned(),
            "об установлении первой квалификационной категории по должности «учитель»".to_owned(),
            "за — 6\nпротив — 0\nвоздержались — 1".to_owned(),
            "установить первую квалификационную категорию по должности «учитель»".to_owned(),
        ]
    };
    let columns = [("№", 8), ("Педагог", 34), ("Вопрос", 30), ("Голоса", 24), ("Решили", 32)];
    let columns = columns.map(|(heading, share)| Column::new(heading, share)).to_vec();
    let members = ["Захарова Е. В., председатель", "Воронцов И. С., заместитель председателя"];
    paper(
        "Протокол № 7",
        vec![
            Block::Title("Протокол № 7".to_owned()),
            Block::centred("от 23 ноября 2026"),
            Block::Heading("Присутствовали".to_owned()),
            Block::List { is_numbered: false, items: members.map(str::to_owned).to_vec() },
            Block::Heading("Рассмотрели и решили".to_owned()),
            Block::Table(Table { columns, rows: (1..=cases).map(row).collect() }),
            Block::Signatures(vec![Signature {
                post: "Председатель".to_owned(), name: "Е. В. Захарова".to_owned()
            }]),
        ],
    )
}

/// Papers a second on one core.
fn pace(one: &Paper) -> Result<f64, PdfError> {
    let (begun, mut made) = (Instant::now(), 0.0);
    while begun.elapsed() < PRESS {
        render(one, Timestamp::UNIX_EPOCH)?;
        made += 1.0;
    }
    Ok(made / begun.elapsed().as_secs_f64())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("a folder for the papers")?);
    let empty = pace(&paper("Пустая страница", Vec::new()))?;
    println!("empty page: {empty:.1} a second");
    for (name, one) in [("extract", extract()), ("protocol-8", protocol(8)), ("protocol-400", protocol(400))] {
        let bytes = render(&one, Timestamp::UNIX_EPOCH)?;
        let rate = pace(&one)?;
        println!("{name}: {rate:.1} a second, {:.2} of the empty page, {} bytes", rate / empty, bytes.len());
        std::fs::write(folder.join(format!("{name}.pdf")), bytes)?;
    }
    for path in std::env::args().skip(2).map(PathBuf::from) {
        let sent = std::fs::read(&path)?;
        let named = Named { title: "Документ".to_owned(), ..Named::default() };
        let made = || render_document(&word::read(&sent)?, &named, Timestamp::UNIX_EPOCH).map_err(Box::from);
        let bytes: Vec<u8> = made().map_err(|error: Box<dyn std::error::Error>| error)?;
        let (begun, mut count) = (Instant::now(), 0_u32);
        while begun.elapsed() < PRESS {
            made()?;
            count += 1;
        }
        let rate = f64::from(count) / begun.elapsed().as_secs_f64();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name}: {rate:.1} a second, {:.2} of the empty page, {} bytes", rate / empty, bytes.len());
        std::fs::write(folder.join(format!("{name}.pdf")), bytes)?;
    }
    Ok(())
}

//! Papers as PDF on one core: a receipt and the protocol of 400 cases beside a page with nothing on it.

use std::time::{Duration, Instant};

use attestation::commission::protocol_paper;
use jiff::Timestamp;
use officedocs::pdf::{Block, Paper, render};
use serde_json::{Value, json};

use crate::figures::{Figures, Report, Target};

use super::Options;

/// One-page papers a second and core at least.
const PACE: f64 = 50.0;

/// A receipt of one page.
fn receipt() -> Paper {
    let facts = [
        ("Номер заявления", "2026-0417"),
        ("Подано", "23 ноября 2026, 14:00"),
        ("Педагог", "Белов Сергей Николаевич"),
        ("Должность", "Учитель (физика)"),
        ("Организация", "МБОУ «СОШ № 66»"),
        ("Заявленная категория", "первая"),
    ];
    let title = "Расписка в получении заявления".to_owned();
    Paper {
        blocks: vec![
            Block::Title(title.clone()),
            Block::text("Заявление о проведении аттестации получено."),
            Block::Facts(facts.map(|(name, said)| (name.to_owned(), said.to_owned())).to_vec()),
            Block::text("Расписка составлена системой, подпись на ней не нужна."),
        ],
        title,
        organization: "Центр".to_owned(),
    }
}

/// What the protocol of a session of so many cases states.
fn stated(cases: usize) -> Value {
    let question = |place: usize| {
        json!({
            "номер": place, "дело": format!("2026-{place:04}"), "педагог": "Белов Сергей Николаевич",
            "должность": "учитель, физика", "организация": "МБОУ «СОШ № 66»", "муниципалитет": "Город Томск",
            "вопрос": "об установлении первой квалификационной категории по должности «учитель»",
            "результат": "соответствует", "за": 6, "против": 0, "воздержались": 1, "присутствовало": 7,
            "поровну": false, "решение": "установить первую квалификационную категорию по должности «учитель»",
            "причина": "",
        })
    };
    let person = json!({ "фио": "Захарова Елена Викторовна", "роль": "председатель" });
    json!({
        "протокол": { "номер": "7", "дата": "23 ноября 2026" },
        "комиссия": { "название": "Аттестационная комиссия", "приказ": "приказ № 15-р от 28.08.2026" },
        "заседание": { "дата": "23 ноября 2026", "время": "10:00", "место": "комната 204" },
        "присутствовали": vec![person; 7], "отсутствовали": [], "кворум": "7 из 7, кворум есть",
        "вопросы": (1..=cases).map(question).collect::<Vec<_>>(),
        "итоги": { "всего": cases, "установлено": cases, "отказано": 0, "отложено": 0 },
        "председатель": "Захарова Е. В.", "заместитель": "", "секретарь": "",
    })
}

/// Papers a second.
fn pace(paper: &Paper, press: Duration) -> anyhow::Result<f64> {
    let (begun, mut made) = (Instant::now(), 0.0);
    while begun.elapsed() < press {
        render(paper, Timestamp::UNIX_EPOCH)?;
        made += 1.0;
    }
    Ok(made / begun.elapsed().as_secs_f64())
}

/// Empty pages, receipts and long protocols in turn.
pub(crate) fn papers(options: &Options, report: &mut Report) -> anyhow::Result<()> {
    let blank =
        Paper { title: "Пустая страница".to_owned(), organization: String::new(), blocks: Vec::new() };
    let (one, long) = (receipt(), protocol_paper(&stated(400), ""));
    let press = Duration::from_secs(options.seconds);
    let (mut empty, mut ours, mut many) = (Figures::default(), Figures::default(), Figures::default());
    for _ in 0..options.rounds {
        empty.add(pace(&blank, press)?);
        ours.add(pace(&one, press)?);
        many.add(1000.0 / pace(&long, press)?);
    }
    report.line("one-page papers a second and core", &ours, Target::Least(PACE), "PDF/A-2a");
    let beside = format!("{:.0} of {:.0} a second", ours.median(), empty.median());
    report.line("one-page paper: of an empty page", &ours.over(&empty), Target::None, &beside);
    report.line("protocol of 400 cases, ms", &many, Target::None, "PDF/A-2a");
    Ok(())
}

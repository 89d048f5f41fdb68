//! Papers as PDF: what they say and in what order, headings repeated, the same bytes twice, many rows in bounded time.

mod reading;

use std::time::{Duration, Instant};

use jiff::Timestamp;
use officedocs::pdf::{Block, Column, Paper, PdfError, Signature, Squares, Table, render};

fn at() -> Timestamp {
    "2026-11-23T07:00:00Z".parse().expect("a moment")
}

fn paper(blocks: Vec<Block>) -> Paper {
    Paper { title: "Проба".to_owned(), organization: "Центр".to_owned(), blocks }
}

fn rows(count: usize) -> Table {
    Table {
        columns: vec![Column::numbers("№", 1), Column::new("Педагог", 5), Column::new("Решили", 5)],
        rows: (1..=count)
            .map(|at| {
                let decided = "установить первую квалификационную категорию по должности «учитель математики»";
                vec![at.to_string(), format!("Белов Сергей Николаевич {at}"), decided.to_owned()]
            })
            .collect(),
    }
}

#[test]
fn text_stands_in_its_order() {
    let made = render(
        &paper(vec![
            Block::Title("Протокол №\u{a0}3".to_owned()),
            Block::text("Заседание 23 ноября 2026."),
            Block::Heading("Присутствовали".to_owned()),
            Block::List {
                is_numbered: true, items: vec!["Смирнова О. П.".to_owned(), "Ким Е. В.".to_owned()]
            },
            Block::Facts(vec![("Кворум".to_owned(), "есть".to_owned()), ("Пусто".to_owned(), String::new())]),
            Block::Signatures(vec![Signature {
                post: "Председатель".to_owned(), name: "О. П. Смирнова".to_owned()
            }]),
        ]),
        at(),
    )
    .expect("a paper");
    let read = reading::pages(&made);
    let expected = "Протокол №\u{a0}3|Заседание 23 ноября 2026.|Присутствовали|1. |Смирнова О. П.|2. |Ким Е. В.|Кворум|есть|\
                    Пусто|\u{a0}|Председатель |О. П. Смирнова|Проба|стр.\u{a0}1 из\u{a0}1";
    assert_eq!(read, [expected]);
    let tags = ["H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"];
    assert_eq!(tags.map(|kind| reading::tagged(&made, kind)), [1, 1, 2, 1, 2, 2, 2, 1, 2, 2, 2]);
}

#[test]
fn signs_the_face_lacks_are_said_otherwise() {
    let said = "Динамика 60 → 75 %, сдано ✓, метод α, 20 ℃, знак 漢.";
    let made = render(&paper(vec![Block::text(said)]), at()).expect("a paper");
    let read = reading::text(&made);
    assert!(read.contains("Динамика 60 -> 75 %, сдано [да], метод альфа, 20 °C, знак ?."), "{read}");
}

#[test]
fn headings_of_a_table_are_repeated_and_rows_are_whole() {
    let made = render(&paper(vec![Block::Table(rows(120))]), at()).expect("a paper");
    let pages = reading::pages(&made);
    assert!(pages.len() >= 3, "{}", pages.len());
    let mut next = 1;
    for page in &pages {
        assert!(page.starts_with("№|Педагог|Решили|") || page.starts_with("№ |Педагог |Решили |"), "{page}");
        let first = page.split('|').nth(3).expect("a number");
        assert_eq!(first, next.to_string());
        next += page.matches("установить").count();
    }
    assert_eq!(next, 121);
}

/// Two years of something, month by month, on pages that lie on their side.
fn two_years(count: usize) -> Vec<Block> {
    let year = |year: &str| Column::numbers(year, 1).of("Подано");
    let rows = (1..=count).map(|at| vec![format!("Месяц {at}"), "10".to_owned(), "12".to_owned(), "39".to_owned()]);
    let table = Table {
        columns: vec![Column::new("Месяц", 2), year("2025"), year("2026"), Column::numbers("Медиана", 1)],
        rows: rows.collect(),
    };
    vec![Block::Title("Сравнение".to_owned()), Block::Table(table)]
}

#[test]
fn columns_of_a_group_stand_under_its_name_on_each_page() {
    let mut blocks = two_years(40);
    blocks.insert(0, Block::Sideways);
    let made = render(&paper(blocks), at()).expect("a paper");
    let pages = reading::pages(&made);
    assert!(pages.len() > 1, "{}", pages.len());
    assert!(pages[0].starts_with("Сравнение|Месяц|Подано|2025|2026|Медиана|Месяц 1|10|12|39|"), "{}", pages[0]);
    for page in &pages[1..] {
        assert!(page.starts_with("Месяц|Подано|2025|2026|Медиана|Месяц "), "{page}");
    }
    let tags = ["Table", "THead", "TH", "TR", "TD"];
    assert_eq!(tags.map(|kind| reading::tagged(&made, kind)), [1, 1, 5, 42, 160]);
    let text = String::from_utf8_lossy(&made);
    let sideways = text.matches("/MediaBox[0 0 841.89 595.28]").count();
    assert_eq!(sideways, pages.len(), "every page lies on its side");
}

#[test]
fn pages_turn_where_it_is_said() {
    let mut blocks = vec![Block::text("Вначале.")];
    blocks.push(Block::Sideways);
    blocks.extend(two_years(3));
    let made = render(&paper(blocks), at()).expect("a paper");
    let pages = reading::pages(&made);
    assert_eq!(pages.len(), 2, "{pages:?}");
    assert!(pages[0].starts_with("Вначале.|") && pages[1].starts_with("Сравнение|"), "{pages:?}");
    let text = String::from_utf8_lossy(&made);
    let sizes = ["/MediaBox[0 0 595.28 841.89]", "/MediaBox[0 0 841.89 595.28]"];
    assert_eq!(sizes.map(|size| text.matches(size).count()), [1, 1]);
}

#[test]
fn a_row_longer_than_a_page_goes_on() {
    let long = "слово ".repeat(3_000);
    let table = Table {
        columns: vec![Column::new("Кто", 1), Column::new("Что", 1)],
        rows: vec![vec!["Белов".to_owned(), long.clone()], vec!["Ким".to_owned(), "Кратко".to_owned()]],
    };
    let made = render(&paper(vec![Block::Table(table)]), at()).expect("a paper");
    let pages = reading::pages(&made);
    assert!(pages.len() > 2);
    assert_eq!(pages.concat().matches("слово").count(), 3_000);
    assert!(pages.last().expect("a page").contains("Ким|Кратко"));
}

#[test]
fn one_line_of_a_paragraph_never_stands_alone() {
    let line =
        "Заседание аттестационной комиссии проводится при наличии двух третей её состава, голосование открытое. ";
    for before in 30..60 {
        let mut blocks: Vec<Block> = (0..before).map(|_| Block::text("Строка")).collect();
        blocks.push(Block::text(line.repeat(3)));
        let pages = reading::pages(&render(&paper(blocks), at()).expect("a paper"));
        for page in &pages {
            let lines = page.split('|').filter(|text| !text.starts_with("Строка") && !text.contains("стр.")).count();
            // The name of the paper at the foot is one of them.
            assert_ne!(lines, 2, "{page}");
        }
    }
}

#[test]
fn a_place_to_sign_never_stands_without_what_is_signed() {
    let place = |post: &str| Signature { post: post.to_owned(), name: String::new() };
    for before in 25..50 {
        let mut blocks: Vec<Block> = (0..before).map(|_| Block::text("Строка")).collect();
        blocks.push(Block::Signatures(vec![place("Председатель"), place("Секретарь")]));
        let pages = reading::pages(&render(&paper(blocks), at()).expect("a paper"));
        let signed = pages.iter().find(|page| page.contains("Председатель")).expect("a place to sign");
        assert!(signed.contains("Строка"), "{before}: {signed}");
    }
}

#[test]
fn the_same_paper_makes_the_same_bytes() {
    let one = paper(vec![Block::Title("Проба".to_owned()), Block::Table(rows(5))]);
    let made = render(&one, at()).expect("a paper");
    assert_eq!(made, render(&one, at()).expect("a paper"));
    assert!(made.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&made);
    assert!(text.contains("pdfaid:part>2<") && text.contains("pdfaid:conformance>A<"));
    assert!(text.contains("pdfuaid:part>1<"));
}

#[test]
fn four_hundred_rows_take_bounded_time() {
    let begun = Instant::now();
    let made = render(&paper(vec![Block::Table(rows(400))]), at()).expect("a paper");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert!(made.len() < 1_000_000, "{}", made.len());
}

#[test]
fn an_address_leads_to_its_page() {
    let address = format!("https://attestation.example.org/check/{}", "7K2MQ9XD4HWT".repeat(5));
    let made = render(&paper(vec![Block::Link(address.clone())]), at()).expect("a paper");
    assert_eq!(reading::tagged(&made, "Link"), 1);
    let text = String::from_utf8_lossy(&made);
    assert_eq!(text.matches(&format!("/URI({address})")).count(), 2, "one for each of its lines");
}

#[test]
fn a_picture_is_a_figure_with_words() {
    let squares =
        Squares { side: 2, dark: vec![true, false, false, true], alt: "Код для телефона".to_owned() };
    let made = render(&paper(vec![Block::Picture(squares)]), at()).expect("a paper");
    assert_eq!(reading::tagged(&made, "Figure"), 1);
    let short = Squares { side: 2, dark: vec![true], alt: String::new() };
    let fault = render(&paper(vec![Block::Picture(short)]), at()).expect_err("no square");
    assert!(matches!(fault, PdfError::Picture { side: 2, given: 1 }));
}

#[test]
fn a_row_fits_its_columns() {
    let table = Table { columns: vec![Column::new("Кто", 1)], rows: vec![vec![]] };
    let fault = render(&paper(vec![Block::Table(table)]), at()).expect_err("too few");
    assert!(matches!(fault, PdfError::Row { row: 1, cells: 0, columns: 1 }));
}

#[test]
fn a_row_of_one_cell_goes_across_the_table() {
    let mut table = rows(1);
    table.rows.push(vec!["Причина: ".to_owned() + &"слово ".repeat(300)]);
    let across = render(&paper(vec![Block::Table(table.clone())]), at()).expect("a paper");
    let pages = reading::pages(&across);
    assert_eq!((pages.len(), pages.concat().matches("слово").count()), (1, 300));
    table.rows[1] = vec![String::new(), String::new(), table.rows[1].concat()];
    let narrow = render(&paper(vec![Block::Table(table)]), at()).expect("a paper");
    let lines = |made: &[u8]| reading::pages(made).concat().matches('|').count();
    assert!(lines(&across) < lines(&narrow), "{} of {}", lines(&across), lines(&narrow));
}

#[test]
fn anything_typed_can_be_printed() {
    let typed = "😀 \u{e000} \u{0}\u{7}\u{feff} \u{202e}آب 漢字 и\u{306} \u{10ffff}";
    let made =
        render(&paper(vec![Block::Title(typed.to_owned()), Block::text(typed), Block::text(String::new())]), at());
    assert!(made.is_ok(), "{made:?}");
}

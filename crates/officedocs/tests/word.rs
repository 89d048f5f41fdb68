//! Word documents as PDF: what they say and in what order, their lists, tables, pages and edges; what is left out is
//! named; a hostile document neither breaks out nor stops the program.

mod common;
mod reading;

use std::fmt::Write as _;

use common::{KINDS, docx, docx_of, filled, zip_of};
use jiff::Timestamp;
use officedocs::pdf::{Named, render_document};
use officedocs::template::BadTemplate;
use officedocs::word::{self, Document, Down, LeftOut, Part};
use serde_json::json;

/// A template as Word saves it, with the styles of Word.
const WORD: &[u8] = include_bytes!("data/conclusion-template.docx");

fn named() -> Named {
    Named { title: "Проба".to_owned(), organization: "Центр".to_owned(), ..Named::default() }
}

fn set(bytes: &[u8]) -> Vec<u8> {
    render_document(&word::read(bytes).expect("a document"), &named(), Timestamp::UNIX_EPOCH).expect("a PDF")
}

/// What the pages say, with single spaces.
fn pages(bytes: &[u8]) -> Vec<String> {
    let all = reading::pages(bytes);
    all.iter().map(|page| page.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A document with parts beside its text: name, kind, XML.
fn with_parts(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut kinds = String::new();
    for (name, kind, _) in parts.iter().filter(|(_, kind, _)| !kind.is_empty()) {
        let kind = format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
        let _ = write!(kinds, "<Override PartName=\"/word/{name}\" ContentType=\"{kind}\"/>");
    }
    let kinds = KINDS.replace("</Types>", &format!("{kinds}</Types>"));
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let names: Vec<String> = parts.iter().map(|(name, ..)| format!("word/{name}")).collect();
    let mut all: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", kinds.as_bytes()), ("word/document.xml", main.as_bytes())];
    all.extend(names.iter().zip(parts).map(|(name, (.., xml))| (name.as_str(), xml.as_bytes())));
    zip_of(&all)
}

#[test]
fn a_template_of_word_is_set_in_its_order() {
    let data = json!({
        "педагог": { "фио": "Орлова Ольга Андреевна", "организация": "МБОУ «СОШ № 66»", "должность": "учитель", "имеющаяся_категория": "нет" },
        "заявление": { "категория": "первая", "номер": "2026-0417", "дата": "02.11.2026" },
        "специалист": { "фио": "Белов Сергей Николаевич", "место_работы": "Лицей № 8", "фамилия_инициалы": "Белов С. Н." },
        "документы": [
            { "название": "Заявление", "дата": "02.11.2026" },
            { "название": "Диплом <b> & «{{ акт }}»", "дата": "03.11.2026" },
        ],
    });
    let made = set(&filled(WORD, &data).expect("a filled template"));
    assert_eq!(
        pages(&made),
        ["ИТОГОВОЕ ЗАКЛЮЧЕНИЕ о результатах всестороннего анализа профессиональной деятельности педагогического \
          работника Фамилия, имя, отчество Орлова Ольга Андреевна Место работы МБОУ «СОШ № 66» Должность учитель \
          Заявленная категория первая Имеющаяся категория нет Регистрационный номер заявления 2026-0417 от 02.11.2026 \
          Специалист Белов Сергей Николаевич, Лицей № 8 Представленные документы: № Документ Дата 1 Заявление 02.11.2026 2 Диплом \
          <b> & «{{ акт }}» 03.11.2026 Результаты анализа: ______________________________________________ Вывод: \
          уровень профессиональной деятельности соответствует / не соответствует заявленной квалификационной категории. \
          Дата: «___» __________ 20___ г. Подпись: ______________ / Белов С. Н. /"]
    );
    let tags = ["Table", "TR", "TD", "TH", "H1"];
    assert_eq!(tags.map(|kind| reading::tagged(&made, kind)), [2, 10, 23, 0, 0]);
    assert_eq!(made, set(&filled(WORD, &data).expect("the same")), "the same document is the same file");
}

#[test]
fn headings_begin_with_the_first_level_and_leave_none_out() {
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 3"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
    let heading = |text: &str, own: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"3\"/>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = heading("Первый", "") + &p("Текст") + &heading("Второй", "<w:outlineLvl w:val=\"3\"/>");
    let made = set(&with_parts(&body, &[("styles.xml", "styles", styles)]));
    assert_eq!(["H1", "H2", "H3", "P"].map(|kind| reading::tagged(&made, kind)), [1, 1, 0, 1]);
    assert_eq!(pages(&made), ["Первый Текст Второй"]);
}

#[test]
fn lists_are_counted_and_tagged() {
    let lists = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%1.%2)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
      </w:numbering>"#;
    let item = |list: u8, level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body =
        [item(1, 0, "раз"), item(1, 1, "часть"), item(1, 1, "ещё"), item(1, 0, "два"), p("Между"), item(2, 0, "точка")]
            .concat()
            + &item(3, 0, "пять");
    let made = set(&with_parts(&body, &[("numbering.xml", "numbering", lists)]));
    assert_eq!(pages(&made), ["1. раз 1.а) часть 1.б) ещё 2. два Между • точка 5. пять"]);
    assert_eq!(["L", "LI", "Lbl", "LBody", "P"].map(|kind| reading::tagged(&made, kind)), [3, 6, 6, 6, 1]);
}

#[test]
fn cells_are_joined_and_headings_repeated() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let mut rows = row("<w:tblHeader/>", &(cell("", "Кто") + &cell("<w:gridSpan w:val=\"2\"/>", "Что")));
    rows += &row("", &(cell("<w:vMerge w:val=\"restart\"/>", "Томск") + &cell("", "а") + &cell("", "б")));
    rows += &row("", &(cell("<w:vMerge/>", "") + &cell("", "в") + &cell("", "")));
    for at in 0..90 {
        rows += &row("", &(cell("", &format!("Педагог {at}")) + &cell("", "г") + &cell("", "д")));
    }
    let body = format!(
        "<w:tbl><w:tblPr><w:tblBorders><w:insideH w:val=\"single\"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>{rows}</w:tbl>"
    );
    let bytes = docx_of(&body);
    let Document { sections, .. } = word::read(&bytes).expect("a document");
    let Part::Table(grid) = &sections[0].parts[0] else { panic!("a table") };
    assert_eq!(grid.columns, [150.0; 3]);
    assert_eq!(
        grid.rows[1].cells.iter().map(|cell| cell.down).collect::<Vec<_>>(),
        [Down::Takes(2), Down::Takes(1), Down::Takes(1)]
    );
    assert!(!grid.rows[1].cells[0].below.is_lined && grid.rows[1].cells[1].below.is_lined);
    let made = set(&bytes);
    let pages = pages(&made);
    assert!(pages.len() > 1 && pages.iter().all(|page| page.starts_with("Кто Что ")), "{pages:?}");
    // Five cells of the rows that are joined, and three of each of the others.
    assert_eq!(["THead", "TH", "TD"].map(|kind| reading::tagged(&made, kind)), [1, 2, 5 + 270]);
    let whole = String::from_utf8_lossy(&made);
    assert!(whole.contains("/ColSpan 2") && whole.contains("/RowSpan 2"));
}

#[test]
fn pages_are_as_the_document_asks() {
    let edge = |name: &str, text: &str| format!("<w:{name}>{text}</w:{name}>");
    let number = "<w:p><w:r><w:t xml:space=\"preserve\">Лист </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>9</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> из </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let relations = r#"<Relationships><Relationship Id="a" Type="http://x/header" Target="header1.xml"/><Relationship Id="b" Type="http://x/footer" Target="/word/footer1.xml"/></Relationships>"#;
    let body = [
        p("Первая"),
        "<w:p><w:r><w:t>до</w:t><w:br w:type=\"page\"/><w:t>после</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"a\"/><w:footerReference w:type=\"default\" r:id=\"b\"/><w:titlePg/></w:sectPr></w:pPr></w:p>".to_owned(),
        p("Альбомная"),
        "<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr>".to_owned(),
    ]
    .concat();
    let bytes = with_parts(
        &body,
        &[
            ("header1.xml", "", &edge("hdr", &p("Бланк"))),
            ("footer1.xml", "", &edge("ftr", number)),
            ("_rels/document.xml.rels", "", relations),
        ],
    );
    let made = set(&bytes);
    assert_eq!(pages(&made), ["Первая до", "после Бланк Лист 2 из 3", "Альбомная Бланк Лист 3 из 3"]);
    let whole = String::from_utf8_lossy(&made);
    assert!(whole.contains("841.9 595.3"), "the last page lies on its side");
}

#[test]
fn what_is_left_out_is_named() {
    let run = |inside: &str| format!("<w:p><w:r>{inside}</w:r></w:p>");
    let body = [
        run("<w:drawing><a:graphic/></w:drawing>"),
        run("<w:pict><v:shape><w:txbxContent><w:p/></w:txbxContent></v:shape></w:pict>"),
        run("<w:footnoteReference w:id=\"1\"/>"),
        "<w:p><m:oMath/></w:p>".to_owned(),
        run("<w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>"),
        "<w:altChunk/>".to_owned(),
        run("<w:rPr><w:color w:val=\"FF0000\"/></w:rPr><w:t>красный</w:t>"),
        run("<w:rPr><w:vanish/></w:rPr><w:t>скрытый</w:t>"),
        "<w:p><w:del><w:r><w:delText>снятый</w:delText></w:r></w:del><w:ins><w:r><w:t>новый</w:t></w:r></w:ins></w:p>"
            .to_owned(),
        "<w:sectPr><w:cols w:num=\"2\"/></w:sectPr>".to_owned(),
    ]
    .concat();
    let bytes = docx_of(&body);
    let left: Vec<&str> = word::read(&bytes).expect("a document").left_out.into_iter().map(LeftOut::words).collect();
    assert_eq!(
        left,
        [
            "рисунки",
            "надписи в рамках",
            "сноски",
            "формулы",
            "значки особых шрифтов",
            "вложенные документы",
            "колонки (текст пойдёт одной)",
            "цвет и заливка"
        ]
    );
    assert_eq!(pages(&set(&bytes)), ["красный новый"]);
    assert_eq!(word::read(WORD).expect("a document").left_out, []);
}

#[test]
fn words_around_a_document_are_said() {
    let document = word::read(&docx(&["Протокол"])).expect("a document");
    let named =
        Named { above: "ПРОЕКТ".to_owned(), below: "Хранится в Центре.".to_owned(), ..named() };
    let made = render_document(&document, &named, Timestamp::UNIX_EPOCH).expect("a PDF");
    assert_eq!(pages(&made), ["ПРОЕКТ Протокол Хранится в Центре."]);
    let empty = render_document(
        &Document::default(),
        &Named { title: "Пусто".to_owned(), ..Named::default() },
        Timestamp::UNIX_EPOCH,
    )
    .expect("a page");
    assert_eq!(pages(&empty), [""]);
}

#[test]
fn text_keeps_its_look() {
    let bytes = docx_of(
        "<w:p><w:pPr><w:jc w:val=\"both\"/><w:tabs><w:tab w:val=\"right\" w:leader=\"underscore\" w:pos=\"9000\"/></w:tabs></w:pPr><w:r><w:rPr><w:b/><w:i/><w:u w:val=\"single\"/><w:caps/></w:rPr><w:t>жирный</w:t></w:r><w:r><w:tab/><w:t>имя</w:t></w:r><w:r><w:br/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>выше</w:t></w:r></w:p>",
    );
    assert_eq!(pages(&set(&bytes)), ["ЖИРНЫЙ имя выше"]);
    let long = "слово ".repeat(400) + &"щ".repeat(300);
    let made = set(&docx_of(&format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t>{long}</w:t></w:r></w:p>")));
    let said = reading::text(&made);
    assert_eq!((said.matches("слово").count(), said.matches('щ').count()), (400, 300), "nothing is lost at the edges");
}

#[test]
fn a_hostile_document_is_refused_or_bounded() {
    assert!(matches!(word::read(b""), Err(BadTemplate::Empty)));
    assert!(matches!(word::read(b"PK\x03\x04 not a zip"), Err(BadTemplate::Damaged)));
    let deep = "<w:sdt>".repeat(300) + &"</w:sdt>".repeat(300);
    assert!(matches!(word::read(&docx_of(&deep)), Err(BadTemplate::Damaged)));
    let entity = zip_of(&[
        ("[Content_Types].xml", KINDS.as_bytes()),
        ("word/document.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><w:document><w:body/></w:document>"),
    ]);
    assert!(matches!(word::read(&entity), Err(BadTemplate::Entities)));
    let tables = "<w:tbl><w:tr><w:tc>".repeat(40) + &p("внутри") + &"</w:tc></w:tr></w:tbl>".repeat(40);
    assert_eq!(pages(&set(&docx_of(&tables))), ["внутри"]);
    let odd = "<w:p><w:pPr><w:ind w:left=\"999999\" w:right=\"-99999\" w:firstLine=\"NaN\"/><w:spacing w:line=\"-5\" w:before=\"inf\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"1e9\"/></w:rPr><w:t>x</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"9999\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:sectPr><w:pgSz w:w=\"1\" w:h=\"NaN\"/><w:pgMar w:top=\"99999\" w:left=\"-7\"/></w:sectPr>";
    assert_eq!(pages(&set(&docx_of(odd)))[0], "x");
}

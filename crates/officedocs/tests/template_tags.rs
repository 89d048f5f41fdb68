//! What a template asks for: paths in order, loops resolved, unknown ones with advice.
//! And the finer points of filling that the fixtures do not show.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::{docx, docx_of, filled, lines, part};
use officedocs::template::{Template, Unknown};
use serde_json::json;

fn tags(paragraphs: &[&str]) -> Vec<String> {
    Template::read(&docx(paragraphs)).unwrap().tags().to_vec()
}

fn conclusion() -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path.join("tests/data/conclusion-template.docx")).unwrap()
}

#[test]
fn the_conclusion_asks_for_these() {
    let expected = [
        "педагог.фио",
        "педагог.организация",
        "педагог.должность",
        "заявление.категория",
        "педагог.имеющаяся_категория",
        "заявление.номер",
        "заявление.дата",
        "специалист.фио",
        "специалист.место_работы",
        "документы",
        "документы.название",
        "документы.дата",
        "специалист.фамилия_инициалы",
    ];
    assert_eq!(Template::read(&conclusion()).unwrap().tags(), expected);
}

#[test]
fn local_names_are_resolved_and_own_names_left_out() {
    let found = tags(&[
        "{% for р in районы %}{% for ш in р.школы|sort(attribute='имя') %}{{ loop.index }}{{ ш.имя }}{{ р.имя }}{% endfor %}{% endfor %}",
        "{% set п = заявка.педагог %}{{ п.фио|upper }}{% set н = а + б %}{{ н }}",
        "{% if (документы|first).дата and not флаг %}{{ документы|map(attribute='номер')|join(', ') }}{% endif %}",
        "{{ д['ключ'].x }}{{ с[0].y }}{{ фио.split(' ')[к] }}{{ range(м) }}",
        "{% for ключ, знач in пары.items() %}{{ ключ }}{{ знач.z }}{% endfor %}{{ ключ }}",
    ]);
    let expected = [
        "районы",
        "районы.школы.имя",
        "районы.школы",
        "районы.имя",
        "заявка.педагог",
        "заявка.педагог.фио",
        "а",
        "б",
        "документы.дата",
        "флаг",
        "документы.номер",
        "д.ключ.x",
        "с.y",
        "фио",
        "к",
        "м",
        "пары",
        "ключ",
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_unknown_tag_comes_with_the_nearest_known() {
    let template = Template::read(&docx(&[
        "{{ педагог.фоо }} {{ педагог.фио }} {{ совсемдругое }}",
        "{% for д in документы %}{{ д.название }}{{ д.назване }}{% endfor %}",
    ]))
    .unwrap();
    let unknown = template.unknown(&["педагог.фио", "документы.название"]);
    let expected = [
        ("педагог.фоо", Some("педагог.фио")),
        ("совсемдругое", None),
        ("документы.назване", Some("документы.название")),
    ];
    let expected = expected.map(|(tag, nearest)| Unknown { tag: tag.to_owned(), nearest: nearest.map(str::to_owned) });
    assert_eq!(unknown, expected);
}

#[test]
fn half_a_tag_is_not_printed() {
    let known = ["педагог.фио", "документы", "документы.название", "этапы.срок", "итого"];
    let unknown = |text: &str| {
        let template = Template::read(&docx(&[text])).unwrap();
        template.unknown(&known).into_iter().map(|one| (one.tag, one.nearest.unwrap_or_default())).collect::<Vec<_>>()
    };
    let half = |tag: &str, whole: &str| vec![(tag.to_owned(), whole.to_owned())];
    for text in
        ["{{ педагог }}", "{{ педагог|default('—') }}", "{{ 'Кто: ' ~ педагог }}", "{{ педагог if итого else '' }}"]
    {
        assert_eq!(unknown(text), half("педагог", "педагог.фио"), "{text}");
    }
    for text in ["{{ документы }}", "{{ документы|join(', ') }}", "{% for д in документы %}{{ д }}{% endfor %}"]
    {
        assert_eq!(unknown(text), half("документы", "документы.название"), "{text}");
    }
    assert_eq!(unknown("{{ этапы }}"), half("этапы", "этапы.срок"));
    for text in [
        "{% if документы %}{{ документы|length }}{% endif %}",
        "{% for д in документы %}{{ д.название }}{% endfor %}{{ документы|map(attribute='название')|join(', ') }}",
        "{% set п = педагог %}{{ п.фио }}{% if этапы and итого %}{{ этапы[0].срок }}{% endif %}",
    ] {
        assert_eq!(unknown(text), [], "{text}");
    }
}

#[test]
fn other_parts_are_the_same_bytes_in_the_same_order() {
    let before = conclusion();
    let after = filled(&before, &json!({})).unwrap();
    let names = |file: &[u8]| -> Vec<String> {
        let archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect()
    };
    assert_eq!(names(&before), names(&after));
    assert_eq!(names(&after)[0], "[Content_Types].xml");
    for name in ["word/styles.xml", "word/numbering.xml", "docProps/app.xml"] {
        assert_eq!(part(&before, name), part(&after, name));
    }
}

#[test]
fn a_tag_keeps_the_look_of_the_run_it_begins_in() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ а</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>\
                <w:hyperlink><w:r><w:tab/><w:t> }} дальше</w:t></w:r></w:hyperlink></w:p>";
    let file = filled(&docx_of(body), &json!({"а": " x "})).unwrap();
    let expected = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> x </w:t></w:r>\
                    <w:proofErr w:type=\"spellEnd\"/><w:hyperlink><w:r>\
                    <w:t xml:space=\"preserve\"> дальше</w:t></w:r></w:hyperlink></w:p>";
    assert!(part(&file, "word/document.xml").contains(expected));
}

#[test]
fn run_tags_keep_the_look_on_both_sides() {
    let body = "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>до{%r if а %}да{%r endif %}</w:t></w:r></w:p>";
    let file = filled(&docx_of(body), &json!({"а": true})).unwrap();
    let xml = part(&file, "word/document.xml");
    assert_eq!(xml.matches("<w:rPr><w:i/></w:rPr>").count(), 3);
    assert!(xml.contains("preserve\">да</w:t>"));
}

#[test]
fn a_new_paragraph_closes_and_opens_what_is_around() {
    let body = "<w:p w:x=\"1\"><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:hyperlink r=\"1\"><w:r>\
                <w:rPr><w:b/></w:rPr><w:t>{{ а }}</w:t></w:r></w:hyperlink></w:p>";
    let file = filled(&docx_of(body), &json!({"а": "1\u{7}2"})).unwrap();
    let expected = "1</w:t></w:r></w:hyperlink></w:p><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
                    <w:hyperlink r=\"1\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2<";
    assert!(part(&file, "word/document.xml").contains(expected));
}

#[test]
fn an_emptied_cell_keeps_a_paragraph() {
    let cell = "<w:tc><w:p><w:r><w:t>{%p if а %}</w:t></w:r></w:p><w:p/>\
                <w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc>";
    let file = filled(&docx_of(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>")), &json!({})).unwrap();
    assert!(part(&file, "word/document.xml").contains("<w:tc><w:p/></w:tc>"));
}

#[test]
fn cell_tags_land_among_the_properties_in_order() {
    let cell = "<w:tc><w:tcPr><w:tcW w:w=\"5\"/><w:vAlign w:val=\"top\"/></w:tcPr><w:p><w:r>\
                <w:t>{% colspan n %}{% cellbg 'FF0000' %}x</w:t></w:r></w:p></w:tc>";
    let file = filled(&docx_of(&format!("<w:tbl><w:tr>{cell}</w:tr></w:tbl>")), &json!({"n": 3})).unwrap();
    let expected = "<w:tcW w:w=\"5\"/><w:gridSpan w:val=\"3\"/><w:shd w:val=\"clear\" w:color=\"auto\" \
                    w:fill=\"FF0000\"/><w:vAlign w:val=\"top\"/>";
    assert!(part(&file, "word/document.xml").contains(expected));
}

#[test]
fn cells_of_a_loop_merge_across() {
    let row = "<w:tr><w:tc><w:p><w:r><w:t>{%tc for а in б %}</w:t></w:r></w:p></w:tc><w:tc><w:tcPr>\
               <w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>{% hm %}Итог</w:t></w:r></w:p></w:tc>\
               <w:tc><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p></w:tc></w:tr>";
    let file = filled(&docx_of(&format!("<w:tbl>{row}</w:tbl>")), &json!({"б": [1, 2, 3]})).unwrap();
    let xml = part(&file, "word/document.xml");
    assert_eq!(xml.matches("Итог").count(), 1);
    assert!(xml.contains("<w:gridSpan w:val=\"6\"/>"));
}

/// A table of a name and the cells of a loop, its grid drawn for four columns of 16 cm together.
fn looped(rows: &str) -> String {
    let grid = "<w:tblGrid><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"1000\"/>\
                <w:gridCol w:w=\"2000\"/></w:tblGrid>";
    format!("<w:tbl>{grid}{rows}</w:tbl>")
}

const LOOPED: &str = "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p/></w:tc>\
    <w:tc><w:p><w:r><w:t>{%tc for а in б %}</w:t></w:r></w:p></w:tc>\
    <w:tc><w:tcPr><w:tcW w:w=\"1000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>{{ а }}</w:t></w:r></w:p></w:tc>\
    <w:tc><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p></w:tc></w:tr>";

fn grid_of(rows: &str, data: &serde_json::Value) -> Vec<u32> {
    let file = filled(&docx_of(&looped(rows)), data).unwrap();
    let xml = part(&file, "word/document.xml");
    let grid = xml.split("<w:tblGrid>").nth(1).unwrap().split("</w:tblGrid>").next().unwrap();
    grid.split("w:w=\"").skip(1).map(|width| width.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_table_gets_as_many_columns_as_a_loop_makes_cells() {
    assert_eq!(grid_of(LOOPED, &json!({"б": [1, 2, 3, 4, 5, 6]})), [3000, 1000, 1000, 1000, 1000, 1000, 1000]);
    assert_eq!(grid_of(LOOPED, &json!({"б": [1, 2]})), [5400, 1800, 1800], "as wide as it was drawn");
    assert_eq!(grid_of(LOOPED, &json!({"б": [1, 2, 3]})), [3000, 3000, 1000, 2000], "what fits is left alone");
    let wide = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"5\"/></w:tcPr><w:p/></w:tc></w:tr>";
    let above = format!("{wide}{LOOPED}");
    assert_eq!(grid_of(&above, &json!({"б": [1, 2, 3, 4]})), [3857, 1285, 1285, 1285, 1285], "joined cells count");
    let endless = LOOPED.replace("w:w=\"1000\" w:type=\"dxa\"/>", "w:w=\"1\"/><w:gridSpan w:val=\"4000000000\"/>");
    assert_eq!(grid_of(&endless, &json!({"б": [1, 2]})), [3000, 3000, 1000, 2000], "no table has so many");
    let changed = LOOPED.replacen("<w:tr>", "<w:tr><w:trPr><w:trPrChange/></w:trPr>", 1);
    assert_eq!(grid_of(&changed, &json!({"б": [1, 2]})), [3000, 3000, 1000, 2000], "somebody's change stays whole");
}

#[test]
fn a_table_in_a_cell_has_columns_of_its_own() {
    let inner = looped(LOOPED);
    let cell = format!("<w:tc>{inner}<w:p/></w:tc>");
    let outer = format!("<w:tr>{}</w:tr>", cell.repeat(2));
    let file = filled(
        &docx_of(&format!("<w:tbl><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid>{outer}</w:tbl>")),
        &json!({"б": [1, 2]}),
    )
    .unwrap();
    let xml = part(&file, "word/document.xml");
    let grids: Vec<usize> = xml
        .split("<w:tblGrid>")
        .skip(1)
        .map(|grid| grid.split("</w:tblGrid>").next().unwrap().matches("gridCol").count())
        .collect();
    assert_eq!(grids, [2, 3, 3]);
}

#[test]
fn russian_quotes_and_missing_data_do_no_harm() {
    let text = ["{{ нет|default(«не указано») }}", "[{{ а.б.в }}][{{ пусто }}]", "{{p а }}", "{{r а }}"];
    let read = lines(&docx(&text), &json!({"а": "z", "пусто": null})).unwrap();
    assert_eq!(read, ["не указано", "[][]", "z", "z"]);
}

//! What is wrong with a template is said in words that name the place;
//! hostile files and templates end in an error, never in a panic or a full memory.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::time::{Duration, Instant};

use common::{KINDS, docx, docx_of, filled, lines, zip_of};
use officedocs::template::{BadTemplate, Template};
use serde_json::json;

fn refused(bytes: &[u8]) -> String {
    match Template::read(bytes) {
        Ok(_) => "read".to_owned(),
        Err(error) => format!("{error:?}"),
    }
}

fn document(text: &[&str]) -> String {
    refused(&docx(text))
}

#[test]
fn another_kind_of_file_is_named() {
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut locked = ole.to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let sheet = zip_of(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<w/>")]);
    let no_main_part = zip_of(&[
        ("[Content_Types].xml", KINDS.replace("document.main", "x").as_bytes()),
        ("word/document.xml", b"<a/>"),
    ]);
    assert_eq!(refused(b""), "Empty");
    assert_eq!(refused(b"%PDF-1.7"), "NotWord");
    assert_eq!(refused(&ole), "OldWord");
    assert_eq!(refused(&locked), "Encrypted");
    assert_eq!(refused(&sheet), "NotWord");
    assert_eq!(refused(&no_main_part), "NotWord");
    let whole = docx(&["текст"]);
    assert_eq!(refused(&whole[..whole.len() / 2]), "Damaged");
}

#[test]
fn macros_and_entities_are_refused() {
    let kinds = KINDS.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    );
    let docm = zip_of(&[("[Content_Types].xml", kinds.as_bytes()), ("word/document.xml", b"<a/>")]);
    assert_eq!(refused(&docm), "Macros");
    let project = zip_of(&[
        ("[Content_Types].xml", KINDS.as_bytes()),
        ("word/document.xml", b"<a/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert_eq!(refused(&project), "Macros");
    let bomb = b"<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>";
    let entities = zip_of(&[("[Content_Types].xml", KINDS.as_bytes()), ("word/document.xml", bomb)]);
    assert_eq!(refused(&entities), "Entities");
    assert_eq!(refused(&docx_of("<w:p>&own;</w:p>")), "Entities");
}

#[test]
fn a_zip_bomb_and_a_heap_of_parts_are_refused() {
    let zeros = vec![b' '; 70 << 20];
    let bomb = zip_of(&[("[Content_Types].xml", KINDS.as_bytes()), ("word/a.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refused(&bomb), "TooLarge");
    let names: Vec<String> = (0..2001).map(|n| format!("{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(refused(&zip_of(&parts)), "TooManyParts");
}

#[test]
fn a_wrong_tag_is_shown_in_its_paragraph() {
    let say = |text: &[&str]| Template::read(&docx(text)).unwrap_err().to_string();
    assert_eq!(
        say(&["Вступление", "Педагог {{ педагог.фио", "Конец }}"]),
        "Тег открыт, но не закрыт в том же абзаце: «Педагог {{ педагог.фио». Допишите закрывающие скобки."
    );
    assert_eq!(
        say(&["Первый", "Стаж {{ педагог стаж }} лет"]),
        "Не удалось разобрать тег: «Стаж {{ педагог стаж }} лет». Проверьте его написание."
    );
    assert_eq!(
        say(&["{%p for д in документы %}", "{{ д }}"]),
        "Тегу «{% for д in документы %}» не хватает пары «{% endfor %}». Проверьте, что у каждого начала есть конец."
    );
    assert_eq!(document(&["{% if а %}", "{% endfor %}"]).split(' ').next(), Some("Unpaired"));
    assert_eq!(document(&["{% endif %}"]).split(' ').next(), Some("Unpaired"));
    assert_eq!(document(&["{% else %}"]).split(' ').next(), Some("Unpaired"));
    assert_eq!(document(&["{%p if а %}{%p endif %}"]).split(' ').next(), Some("Crowded"));
    assert_eq!(document(&["{%tr for а in б %}", "{%tr endfor %}"]), "Misplaced(\"{% for а in б %}\")");
}

#[test]
fn an_unknown_filter_is_found_when_the_template_is_filled() {
    let error = filled(&docx(&["Кто: {{ а|нетакого }}"]), &json!({"а": 1})).unwrap_err();
    assert!(matches!(error, BadTemplate::UnknownFunction(place) if place == "Кто: {{ а|нетакого }}"));
    let error = filled(&docx(&["Итог {{ а + 1 }}"]), &json!({"а": "x"})).unwrap_err();
    assert!(matches!(error, BadTemplate::Value(place) if place == "Итог {{ а + 1 }}"));
}

#[test]
fn what_no_data_could_fill_is_found_on_made_up_data() {
    let known = ["педагог.фио", "педагог.стаж", "этапы.название", "этапы.срок", "показатели.документы", "итого"];
    let tried = |text: &str| match Template::read(&docx(&[text])).unwrap().rehearse(&known) {
        Ok(()) => "filled".to_owned(),
        Err(error) => format!("{error:?}"),
    };
    let refused = [
        ("{{ foo() }}", "UnknownFunction(\"foo\")"),
        ("{% if итого == 'x' %}{{ педагог.фио() }}{% endif %}", "UnknownFunction(\"фио\")"),
        ("{{ педагог.фио|нетфильтра }}", "UnknownFunction(\"нетфильтра\")"),
        ("{% filter нетфильтра %}x{% endfilter %}", "UnknownFunction(\"нетфильтра\")"),
        ("{% if итого is нетпроверки %}x{% endif %}", "UnknownFunction(\"нетпроверки\")"),
        ("{{ 1/0 }}", "Value(\"{{ 1/0 }}\")"),
        ("{% for a in range(1000000000) %}x{% endfor %}", "TooMuchWork"),
        ("{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}", "TooMuchWork"),
    ];
    assert_eq!(refused.map(|(text, _)| (text, tried(text))), refused.map(|(text, why)| (text, why.to_owned())));
    let sound = [
        "{{ педагог.фио.upper() }} {{ '%s лет'|format(педагог.стаж) }}",
        "{{ педагог.стаж + 1 }}",
        "{% for э in этапы %}{{ loop.index }} {{ э.название|default('—') }} {{ loop.cycle('а', 'б') }}{% endfor %}",
        "{% for д in показатели.документы %}{{ д }}{% endfor %}{{ этапы|map(attribute='срок')|join(', ') }}",
        "{% macro м(а) %}{{ а }}{% endmacro %}{{ м(итого) }}{{ этапы[0].название }}{{ этапы|length }}{{ этапы|first is defined }}",
        "{% if этапы and итого is defined %}{{ итого }}{% endif %}{% for г in этапы|groupby('срок') %}{{ г.grouper }}{% endfor %}",
    ];
    assert_eq!(sound.map(tried), sound.map(|_| "filled"));
    let text_and_number = Template::read(&docx(&["{{ педагог.фио.upper() }}", "{{ педагог.стаж + 1 }}"])).unwrap();
    assert!(text_and_number.rehearse(&known).is_ok(), "no one kind of value is right for both");
}

#[test]
fn blocks_that_tear_a_table_are_refused() {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{%tr if а %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                <w:p><w:r><w:t>x{% endif %}</w:t></w:r></w:p>";
    let error = filled(&docx_of(body), &json!({"а": false})).unwrap_err();
    assert!(matches!(error, BadTemplate::Torn));
}

#[test]
fn work_without_end_is_stopped() {
    let hostile = [
        "{% for а in range(100000) %}{% for б in range(100000) %}x{% endfor %}{% endfor %}",
        "{% set а = 'x' * 90000000 %}{{ а }}{{ а }}",
        "{% set а = 'xxxxxxxx' %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{% set а = а.replace('x', а) %}{{ а|length }}",
        "{% macro а() %}{{ а() }}{{ а() }}{% endmacro %}{{ а() }}",
        "{{ '{:999999999}'.format(1) }}",
        "{{ '%999999999d'|format(1) }}",
        "{{ range(99999)|batch(999999999, 'x')|list }}",
        "{{ 'а'|indent(999999999) }}",
        "{% set x = [] %}{% for а in range(90000) %}{% set x = [x, x] %}{% endfor %}{{ x }}",
        "{{ 2 ** 999999999 }}",
    ];
    for text in hostile {
        let start = Instant::now();
        let result = filled(&docx(&[text]), &json!({}));
        let stopped = matches!(result, Err(BadTemplate::TooMuchWork | BadTemplate::Value(_)));
        assert!(stopped || result.is_ok_and(|file| file.len() < 1 << 20), "{text}");
        assert!(start.elapsed() < Duration::from_secs(10), "{text}");
    }
}

#[test]
fn deep_and_odd_xml_is_no_panic() {
    assert_eq!(refused(&docx_of(&"<w:p>".repeat(100_000))), "Damaged");
    let deep = "<w:p>".repeat(300) + &"</w:p>".repeat(300);
    assert_eq!(refused(&docx_of(&deep)), "Damaged");
    let brackets = format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000));
    assert!(document(&[&brackets]).starts_with("Syntax"));
    for odd in [
        "{", "}}", "{{", "{%", "{#", "{{}}", "{%%}", "{##}", "{%p%}", "{{p }}", "{%r %}", "{{-}}", "{%-%}", "{{+",
        "%}{%", "{_{", "{{'}}",
    ] {
        let _ = filled(&docx(&[odd, "x"]), &json!({}));
        let _ = filled(&docx(&["x", odd, odd]), &json!({}));
    }
}

#[test]
fn a_spoiled_file_is_an_error_not_a_panic() {
    let whole =
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/templates/nested.docx"))
            .unwrap();
    let mut seed = 12_345_u32;
    for _ in 0..150 {
        let mut spoiled = whole.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % spoiled.len();
            spoiled[at] ^= u8::try_from(seed >> 24).unwrap() | 1;
        }
        let _ = filled(&spoiled, &json!({"документы": [{"листов": 1}]}));
    }
}

#[test]
fn values_cannot_become_markup() {
    let data = json!({"а": "</w:t><w:p>&{{ б }}", "в": "\u{0}\u{1b}x\r\ny"});
    let read = lines(&docx(&["{{ а }}", "{{ а|safe }}", "{{ в }}"]), &data).unwrap();
    assert_eq!(read, ["</w:t><w:p>&{{ б }}", "</w:t><w:p>&{{ б }}", "x↵y"]);
}

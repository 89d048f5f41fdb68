//! Reads the text of a PDF made by this crate, as it was drawn: lines joined by «|», page by page.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::HashMap;
use std::io::Read;

/// An object: its dictionary as text, its stream unpacked.
struct Object {
    dictionary: String,
    stream: Vec<u8>,
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes[from..].windows(what.len()).position(|part| part == what).map(|at| at + from)
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut out) {
        Ok(_) => out,
        Err(_) => bytes.to_vec(),
    }
}

fn objects(bytes: &[u8]) -> HashMap<u32, Object> {
    let mut all = HashMap::new();
    let mut at = 0;
    while let Some(mark) = find(bytes, b" 0 obj", at) {
        let start = bytes[..mark].iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
        let number = std::str::from_utf8(&bytes[start..mark]).unwrap().parse().unwrap();
        let end = find(bytes, b"endobj", mark).unwrap();
        let stream = find(bytes, b"stream\n", mark).filter(|stream| *stream < end);
        let (dictionary, stream) = match stream {
            Some(stream) => {
                let dictionary = &bytes[mark + 6..stream];
                let length = usize::try_from(named(&String::from_utf8_lossy(dictionary), "/Length").unwrap()).unwrap();
                (dictionary, unpacked(&bytes[stream + 7..stream + 7 + length]))
            }
            None => (&bytes[mark + 6..end], Vec::new()),
        };
        all.insert(number, Object { dictionary: String::from_utf8_lossy(dictionary).into_owned(), stream });
        at = find(bytes, b"endobj", mark).unwrap();
    }
    all
}

/// The number of the object a name refers to: `/ToUnicode 12 0 R`.
fn named(dictionary: &str, name: &str) -> Option<u32> {
    let rest = dictionary[dictionary.find(name)? + name.len()..].trim_start();
    rest.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

/// Numbers of objects in order, out of `[4 0 R 5 0 R]` after a name.
fn listed(dictionary: &str, name: &str) -> Vec<u32> {
    let Some(at) = dictionary.find(name) else { return Vec::new() };
    let rest = &dictionary[at..];
    let inside = rest.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("", |(inside, _)| inside);
    inside.split(" 0 R").filter_map(|one| one.trim().parse().ok()).collect()
}

fn hex(text: &str) -> Vec<u16> {
    let text = text.trim_matches(['<', '>']);
    (0..text.len() / 4).map(|at| u16::from_str_radix(&text[at * 4..at * 4 + 4], 16).unwrap()).collect()
}

/// Which glyph means what.
fn meanings(cmap: &[u8]) -> HashMap<u16, String> {
    let text = String::from_utf8_lossy(cmap);
    let mut all = HashMap::new();
    for part in text.split("beginbfchar").skip(1) {
        for line in part.split("endbfchar").next().unwrap().lines() {
            let mut words = line.split_whitespace();
            if let (Some(from), Some(to)) = (words.next(), words.next()) {
                all.insert(hex(from)[0], String::from_utf16(&hex(to)).unwrap());
            }
        }
    }
    for part in text.split("beginbfrange").skip(1) {
        for line in part.split("endbfrange").next().unwrap().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let [from, to, first] = words[..] {
                let mut unit = hex(first);
                for glyph in hex(from)[0]..=hex(to)[0] {
                    all.insert(glyph, String::from_utf16(&unit).unwrap());
                    *unit.last_mut().unwrap() += 1;
                }
            }
        }
    }
    all
}

/// The bytes of a string in round brackets, and where it ends.
fn literal(bytes: &[u8], from: usize) -> (Vec<u8>, usize) {
    let (mut out, mut at, mut deep) = (Vec::new(), from + 1, 1);
    loop {
        match bytes[at] {
            b'\\' => {
                at += 1;
                match bytes[at] {
                    b'n' => out.push(b'\n'),
                    b'r' => out.push(b'\r'),
                    b't' => out.push(b'\t'),
                    b'b' => out.push(8),
                    b'f' => out.push(12),
                    digit @ b'0'..=b'7' => {
                        let mut value = u32::from(digit - b'0');
                        for _ in 0..2 {
                            if matches!(bytes[at + 1], b'0'..=b'7') {
                                at += 1;
                                value = value * 8 + u32::from(bytes[at] - b'0');
                            }
                        }
                        out.push(u8::try_from(value).unwrap());
                    }
                    other => out.push(other),
                }
            }
            b'(' => {
                deep += 1;
                out.push(b'(');
            }
            b')' => {
                deep -= 1;
                if deep == 0 {
                    return (out, at + 1);
                }
                out.push(b')');
            }
            other => out.push(other),
        }
        at += 1;
    }
}

/// What one page says.
fn said(content: &[u8], fonts: &HashMap<String, HashMap<u16, String>>) -> String {
    let mut runs: Vec<String> = Vec::new();
    let none = HashMap::new();
    let (mut font, mut at, mut line) = (&none, 0, String::new());
    while at < content.len() {
        let rest = &content[at..];
        if rest.starts_with(b"/f") {
            let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
            font = fonts.get(&String::from_utf8_lossy(&rest[1..end]).into_owned()).unwrap_or(&none);
            at += end;
        } else if rest.starts_with(b"BT") {
            line.clear();
            at += 2;
        } else if rest.starts_with(b"ET") {
            runs.push(std::mem::take(&mut line));
            at += 2;
        } else if matches!(rest[0], b'(') {
            let (bytes, end) = literal(content, at);
            for pair in bytes.chunks(2) {
                line.push_str(font.get(&u16::from_be_bytes([pair[0], pair[1]])).map_or("¿", String::as_str));
            }
            at = end;
        } else if rest[0] == b'<' && rest.get(1) != Some(&b'<') && rest.get(1).is_some_and(u8::is_ascii_hexdigit) {
            let end = rest.iter().position(|byte| *byte == b'>').unwrap();
            for glyph in hex(&String::from_utf8_lossy(&rest[1..end])) {
                line.push_str(font.get(&glyph).map_or("¿", String::as_str));
            }
            at += end;
        } else {
            at += 1;
        }
    }
    runs.join("|")
}

/// The text of each page, drawn pieces joined by «|».
pub(crate) fn pages(bytes: &[u8]) -> Vec<String> {
    let all = objects(bytes);
    let tree =
        all.values().find(|one| one.dictionary.contains("/Type/Pages") || one.dictionary.contains("/Type /Pages"));
    let pages = listed(&tree.unwrap().dictionary, "/Kids");
    pages
        .iter()
        .map(|number| {
            let page = &all[number].dictionary;
            let resources = named(page, "/Resources").map_or(page, |at| &all[&at].dictionary);
            let fonts = named(resources, "/Font").map_or(resources, |at| &all[&at].dictionary);
            let fonts = (0..8)
                .filter_map(|at| {
                    let name = format!("f{at}");
                    let font = &all[&named(fonts, &format!("/{name} "))?].dictionary;
                    Some((name, meanings(&all[&named(font, "/ToUnicode")?].stream)))
                })
                .collect();
            said(&all[&named(page, "/Contents").unwrap()].stream, &fonts)
        })
        .collect()
}

/// Everything a PDF says, without regard to lines: their spaces hold words apart.
pub(crate) fn text(bytes: &[u8]) -> String {
    pages(bytes).concat().replace('|', "").replace('\u{a0}', " ")
}

/// Whether a tag of this kind is there, and so many times.
pub(crate) fn tagged(bytes: &[u8], kind: &str) -> usize {
    let whole = String::from_utf8_lossy(bytes);
    whole.matches(&format!("/S/{kind}/")).count() + whole.matches(&format!("/S /{kind}\n")).count()
}

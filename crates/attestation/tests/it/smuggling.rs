//! Requests whose end can be read in two ways. Behind a proxy that reads it otherwise, what follows would be somebody else's
//! request: each is refused, and nothing after it is answered.

use std::io::{Read, Write};
use std::time::Duration;

use crate::program::Serving;

/// What is hidden behind the first request.
const HIDDEN: &str = "GET /hidden HTTP/1.1\r\nHost: att.example.ru\r\n\r\n";

/// Status codes of all answers, and whether the connection was ended.
fn sent(serving: &Serving, bytes: &str) -> (Vec<String>, bool) {
    let mut stream = serving.connect();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut all = Vec::new();
    let is_ended = stream.read_to_end(&mut all).is_ok();
    let text = String::from_utf8_lossy(&all).into_owned();
    let codes = text.split("HTTP/1.1 ").skip(1).filter_map(|rest| rest.get(..3)).map(str::to_owned).collect();
    (codes, is_ended)
}

/// A form sent to the first page with these heads and this body, and the hidden request after it.
fn form(heads: &str, body: &str) -> String {
    format!("POST /login HTTP/1.1\r\nHost: att.example.ru\r\n{heads}\r\n\r\n{body}{HIDDEN}")
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    let length = format!("Content-Length: {}", HIDDEN.len());
    let refused = [
        ("a length beside chunks", form(&format!("{length}\r\nTransfer-Encoding: chunked"), "0\r\n\r\n")),
        ("chunks beside a length", form("Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n")),
        ("two lengths", form(&format!("Content-Length: 0\r\n{length}"), "")),
        ("a list of lengths", form("Content-Length: 0, 0", "")),
        ("a length with a sign", form("Content-Length: +0", "")),
        ("a length below nothing", form("Content-Length: -1", "")),
        ("an encoding nobody knows", form("Transfer-Encoding: xchunked", "0\r\n\r\n")),
        ("chunks that are not last", form("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
        ("a gap before the colon", form("Transfer-Encoding : chunked", "0\r\n\r\n")),
        ("a folded line", form("X-Long: a\r\n b", "")),
        ("a lone carriage return", form("X-Odd: a\rContent-Length: 3", "")),
        ("a zero sign", form("X-Odd: a\0b", "")),
        ("two sites", form("Host: other.example.ru\r\nContent-Length: 0", "")),
        ("no site", "GET /login HTTP/1.1\r\n\r\n".to_owned() + HIDDEN),
    ];
    for (what, bytes) in refused {
        assert_eq!(sent(&serving, &bytes), (vec!["400".to_owned()], true), "{what}");
    }
    for (what, body) in [
        ("a size of another kind", "0x1\r\na\r\n0\r\n\r\n"),
        ("a size past all numbers", "fffffffffffffffff\r\na\r\n0\r\n\r\n"),
    ] {
        let (codes, is_ended) = sent(&serving, &form("Transfer-Encoding: chunked", body));
        assert_eq!((codes.len(), is_ended), (1, true), "{what}: {codes:?}");
        assert!(codes[0].starts_with('4'), "{what}: {codes:?}");
    }
    let (codes, is_ended) = sent(&serving, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    assert_eq!((codes, is_ended), (Vec::new(), true), "another protocol");
}

#[test]
fn what_can_be_read_in_one_way_is_answered_once() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    let site = "GET /login HTTP/1.1\r\nHost: att.example.ru\r\n";
    let whole = format!("{site}Content-Length: {}\r\n\r\n{HIDDEN}", HIDDEN.len());
    assert_eq!(sent(&serving, &whole).0, ["200"], "a body is a body, whatever it looks like");
    let old = "GET /login HTTP/1.0\r\n\r\n";
    let mut stream = serving.connect();
    stream.write_all(old.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 200 OK"), "an old client names no site: {answer}");
    assert_eq!(sent(&serving, &format!("{site}\r\n{HIDDEN}")).0, ["200", "404"], "two requests are two");
}

//! What a neighbour asks in the query: each parameter known, given once and written as described, or a fault at it.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::platform::clock::Moment;
use crate::platform::form::Fault;

use super::cursor;
use super::problem::Problem;

/// The parameter that carries where the last page ended.
pub(super) const CURSOR: &str = "cursor";
const BAD_CURSOR: &str = "Метка страницы не подходит. Возьмите её из поля next предыдущего ответа.";

/// The query of a request.
pub(super) struct Asked {
    given: BTreeMap<String, String>,
    faults: Vec<Fault>,
}

impl Asked {
    /// Reads a query in which only these parameters may stand.
    pub(super) fn of(raw: Option<&str>, known: &[&str]) -> Self {
        let mut asked = Self { given: BTreeMap::new(), faults: Vec::new() };
        for (name, value) in url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()) {
            if !known.contains(&name.as_ref()) {
                asked.fault(&name, "Такого параметра нет. Названия параметров есть в описании доступа.");
            } else if value.chars().any(char::is_control) {
                asked.fault(&name, "В значении есть знаки, которых в тексте не бывает. Уберите их.");
            } else if asked.given.insert(name.to_string(), value.to_string()).is_some() {
                asked.fault(&name, "Параметр указан дважды. Оставьте одно значение.");
            }
        }
        asked
    }

    fn fault(&mut self, name: &str, text: &str) {
        let field = name.chars().take(60).collect();
        self.faults.push(Fault { field, text: text.to_owned() });
    }

    /// A parameter that may be left out; the sentence is the fault of one that cannot be read.
    pub(super) fn take<T>(&mut self, name: &str, why: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.given.get(name)?.clone();
        let value = read(&text);
        if value.is_none() {
            self.fault(name, why);
        }
        value
    }

    /// Where the last page ended: what the list goes by, and the id.
    pub(super) fn cursor<T: FromStr>(&mut self) -> Option<(String, T)> {
        self.take(CURSOR, BAD_CURSOR, cursor::read)
    }

    /// The same of a list that goes by moments.
    pub(super) fn cursor_of_time<T: FromStr>(&mut self) -> Option<(Moment, T)> {
        self.take(CURSOR, BAD_CURSOR, |text| {
            let (at, id) = cursor::read(text)?;
            Some((Moment::of_micros(at.parse().ok()?), id))
        })
    }

    /// Refuses a query with faults.
    pub(super) fn sound(&self) -> Result<(), Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(Problem::not_valid(&self.faults)) }
    }
}

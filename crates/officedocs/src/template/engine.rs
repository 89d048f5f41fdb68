//! The template engine as this crate sets it up: the language of Jinja2 with Python's
//! way of printing values, every value escaped for XML, and a bound on the work.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use minijinja::machinery::ast::Stmt;
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Rest, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::error::{BadTemplate, place_of};
use super::python;

/// The engine's unit of work: one instruction, or 64 bytes of text made.
/// This many bound a filling to a second or two and about 128 MB of text passed through.
const FUEL: u64 = 2_000_000;

/// What the engine says of `range(1000000000)`.
const LONG_RANGE: &str = "range has too many elements";

/// Blocks, macros and calls inside one another.
const RECURSION: usize = 60;

/// Reads the source of a part; an error names the place in it.
pub(super) fn read(source: &str) -> Result<Stmt<'_>, BadTemplate> {
    parse(source, "", SyntaxConfig::default()).map_err(|error| explain(&error, source))
}

/// Fills one part; the result is at most `limit` bytes.
pub(super) fn fill(source: &str, data: &Value, limit: usize) -> Result<String, BadTemplate> {
    let engine = engine();
    let template = engine.template_from_str(source).map_err(|error| explain(&error, source))?;
    let mut out = Bounded { bytes: Vec::new(), limit };
    template.render_captured_to(data.clone(), &mut out).map_err(|error| explain(&error, source))?;
    String::from_utf8(out.bytes).map_err(|_| BadTemplate::Torn)
}

/// The engine with everything a template may call.
pub(super) fn engine() -> Environment<'static> {
    let mut engine = Environment::new();
    minijinja_contrib::add_to_environment(&mut engine);
    engine.set_debug(true);
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(RECURSION);
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.set_formatter(print);
    engine.set_unknown_method_callback(python::call_method);
    engine.add_filter("truncate", truncate);
    // Data is never markup here, whatever the template says of it.
    engine.add_filter("safe", |value: Value| value);
    engine
}

/// The filter takes its arguments by place or by name, as Jinja2 does.
#[allow(clippy::needless_pass_by_value, reason = "the engine hands them over so")]
fn truncate(text: Cow<'_, str>, args: Rest<Value>, named: Kwargs) -> Result<String, Error> {
    let given = |nth: usize, name: &str| match args.get(nth) {
        Some(value) => Ok(Some(value.clone())),
        None => named.get::<Option<Value>>(name),
    };
    let end = given(2, "end")?;
    Ok(python::truncate(
        &text,
        given(0, "length")?.and_then(|value| value.as_usize()),
        given(1, "killwords")?.is_some_and(|value| value.is_true()),
        end.as_ref().and_then(|end| end.as_str()),
        given(3, "leeway")?.and_then(|value| value.as_usize()),
    ))
}

/// Prints a value into the document.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let printed = match value.as_str() {
        Some(text) if value.is_safe() => return out.write_str(text).map_err(Error::from),
        Some(text) => escape(text),
        None if value.kind() == ValueKind::None => return Ok(()),
        None => escape(&python::shown(value)?),
    };
    out.write_str(&printed).map_err(Error::from)
}

/// Escapes for XML; characters XML may not hold are dropped, save those that stand
/// for a line, a tab, a paragraph (`\a`) and a page (`\f`) until the part is finished.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push('\n'),
            '\n' if previous == '\r' => {}
            '\n' | '\t' | '\u{7}' | '\u{c}' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
        previous = c;
    }
    out
}

/// Says what went wrong and where, in the words of the document.
fn explain(error: &Error, source: &str) -> BadTemplate {
    let place = error.range().map(|range| place_in(source, range.start));
    let place = place.unwrap_or_default();
    match error.kind() {
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => BadTemplate::TooMuchWork,
        ErrorKind::InvalidOperation if error.detail() == Some(LONG_RANGE) => BadTemplate::TooMuchWork,
        ErrorKind::SyntaxError | ErrorKind::BadEscape => BadTemplate::Syntax(place),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            BadTemplate::UnknownFunction(place)
        }
        _ => BadTemplate::Value(place),
    }
}

/// The text of the paragraph the offset is in, or the tag itself when it stands alone.
fn place_in(source: &str, offset: usize) -> String {
    let offset = (0..=offset.min(source.len())).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
    let (before, after) = source.split_at(offset);
    let opened = before.rfind("<w:p>").max(before.rfind("<w:p "));
    let paragraph = opened.filter(|&at| !before[at..].contains("</w:p>"));
    let (from, to) = if let Some(from) = paragraph {
        let closed = after.find("</w:p>");
        (from, closed.map(|n| offset + n))
    } else {
        let opened = before.rfind("{%").max(before.rfind("{{"));
        let closed = after.find("%}").or_else(|| after.find("}}"));
        (opened.unwrap_or(offset), closed.map(|n| offset + n + 2))
    };
    place_of(&text_of(&source[from..to.unwrap_or(source.len())]))
}

/// The XML without its elements.
fn text_of(xml: &str) -> String {
    let mut out = String::new();
    for (nth, bit) in xml.split('<').enumerate() {
        let text = bit.split_once('>').map_or("", |(_, text)| text);
        let _ = out.write_str(if nth == 0 { bit } else { text });
    }
    super::find::unescape(&out)
}

/// Collects the output and refuses what goes over the limit.
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            return Err(io::Error::other("the output is over the limit"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! What Python would do where the engine does otherwise: how values are printed,
//! and which methods text and lists have.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, State};

/// Values inside one another are printed no deeper than this.
const DEEPEST: usize = 16;

/// The value as Python's `str` gives it.
pub(super) fn shown(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Ok(String::new());
    }
    let mut out = String::new();
    write_inner(&mut out, value, 0)?;
    Ok(out)
}

/// Methods of text, lists and maps; a width in `"{:9999999}".format(x)` is bounded first.
pub(super) fn call_method(
    state: &mut State<'_, '_>,
    value: &Value,
    method: &str,
    args: &[Value],
) -> Result<Value, Error> {
    if method == "format" && value.as_str().is_some_and(has_wide_number) {
        return Err(Error::from(ErrorKind::OutOfFuel));
    }
    minijinja_contrib::pycompat::unknown_method_callback(state, value, method, args)
}

/// The `truncate` filter: `text|truncate(length, killwords, end, leeway)`.
pub(super) fn truncate(
    text: &str,
    length: Option<usize>,
    kill_words: bool,
    end: Option<&str>,
    leeway: Option<usize>,
) -> String {
    let (length, end) = (length.unwrap_or(255), end.unwrap_or("..."));
    if text.chars().count() <= length.saturating_add(leeway.unwrap_or(5)) {
        return text.to_owned();
    }
    let kept = length.saturating_sub(end.chars().count());
    let cut: String = text.chars().take(kept).collect();
    let word = cut.rfind(' ').filter(|_| !kill_words);
    format!("{}{end}", &cut[..word.unwrap_or(cut.len())])
}

/// Is there a number of more than four digits among the format's widths?
fn has_wide_number(format: &str) -> bool {
    format.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 4)
}

fn write_inner(out: &mut String, value: &Value, depth: usize) -> Result<(), Error> {
    if depth > DEEPEST {
        return Err(Error::from(ErrorKind::OutOfFuel));
    }
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => out.push_str("None"),
        ValueKind::Bool => out.push_str(if value.is_true() { "True" } else { "False" }),
        ValueKind::Number if !value.is_integer() => match f64::try_from(value.clone()) {
            Ok(number) => out.push_str(&float(number)),
            Err(_) => out.push_str(&value.to_string()),
        },
        ValueKind::String => quoted(out, value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => write_list(out, value, depth)?,
        ValueKind::Map => write_map(out, value, depth)?,
        _ => out.push_str(&value.to_string()),
    }
    Ok(())
}

fn write_list(out: &mut String, value: &Value, depth: usize) -> Result<(), Error> {
    out.push('[');
    for (nth, item) in value.try_iter()?.enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        write_inner(out, &item, depth + 1)?;
    }
    out.push(']');
    Ok(())
}

fn write_map(out: &mut String, value: &Value, depth: usize) -> Result<(), Error> {
    out.push('{');
    for (nth, key) in value.try_iter()?.enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        write_inner(out, &key, depth + 1)?;
        out.push_str(": ");
        write_inner(out, &value.get_item(&key)?, depth + 1)?;
    }
    out.push('}');
    Ok(())
}

fn quoted(out: &mut String, text: &str) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push(quote);
}

/// A float as Python prints it: `5.0`, `0.1`, `1e+16`, `1e-05`.
fn float(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string().to_lowercase();
    }
    let scientific = format!("{number:e}");
    let (digits, power) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = power.parse().unwrap_or_default();
    if (-4..16).contains(&power) {
        let plain = number.to_string();
        if plain.contains('.') { plain } else { format!("{plain}.0") }
    } else {
        format!("{digits}e{power:+03}")
    }
}

#[cfg(test)]
mod tests {
    use super::float;

    #[test]
    fn floats_are_printed_as_python_does() {
        let shown = [5.0, 0.1, 1e16, 1e-5, 1.5e300, -0.0001, 123_456.75].map(float);
        let python = ["5.0", "0.1", "1e+16", "1e-05", "1.5e+300", "-0.0001", "123456.75"];
        assert_eq!(shown, python);
    }
}

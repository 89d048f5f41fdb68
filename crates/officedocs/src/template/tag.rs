//! A template tag as a person typed it in Word: its kind, what it stands for
//! (text, paragraph, row, cell, run) and its code with Word's typography undone.

/// The shape of the braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{{ … }}`
    Value,
    /// `{% … %}`
    Statement,
    /// `{# … #}`
    Comment,
}

/// What the tag takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Only its own text.
    Inline,
    /// `{%r … %}`: stands between two runs.
    Run,
    /// `{%p … %}`: its whole paragraph.
    Paragraph,
    /// `{%tc … %}`: its whole table cell.
    Cell,
    /// `{%tr … %}`: its whole table row.
    Row,
}

impl Scope {
    /// The element the tag takes the place of.
    pub(super) fn element(self) -> Option<&'static str> {
        match self {
            Scope::Inline => None,
            Scope::Run => Some("w:r"),
            Scope::Paragraph => Some("w:p"),
            Scope::Cell => Some("w:tc"),
            Scope::Row => Some("w:tr"),
        }
    }

    fn named(word: &str) -> Option<Scope> {
        match word {
            "r" => Some(Scope::Run),
            "p" => Some(Scope::Paragraph),
            "tc" => Some(Scope::Cell),
            "tr" => Some(Scope::Row),
            _ => None,
        }
    }
}

/// One tag.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(super) kind: Kind,
    pub(super) scope: Scope,
    /// What is between the braces, without the scope and the whitespace marks.
    pub(super) code: String,
    /// `{%-`: joined to what is before.
    pub(super) joins_before: bool,
    /// `-%}`: joined to what is after.
    pub(super) joins_after: bool,
}

impl Tag {
    /// Reads what was found between (and with) the braces; entities are resolved already.
    pub(super) fn read(kind: Kind, inner: &str) -> Tag {
        let (inner, joins_before) = strip_mark(inner, true);
        let (inner, joins_after) = strip_mark(inner, false);
        let (scope, code) = split_scope(kind, inner);
        Tag {
            kind,
            scope,
            code: if kind == Kind::Comment { String::new() } else { plain_code(code.trim()) },
            joins_before,
            joins_after,
        }
    }

    /// The first word of a statement: `for`, `endif`, …
    pub(super) fn word(&self) -> &str {
        let end = self.code.find(|c: char| !c.is_alphanumeric() && c != '_');
        &self.code[..end.unwrap_or(self.code.len())]
    }

    /// The tag in the words of the template language.
    pub(super) fn write(&self, out: &mut String) {
        let (open, close) = match self.kind {
            Kind::Value => ("{{", "}}"),
            Kind::Statement => ("{%", "%}"),
            Kind::Comment => return,
        };
        let before = if self.joins_before { "-" } else { "" };
        let after = if self.joins_after { "-" } else { "" };
        for bit in [open, before, " ", &self.code, " ", after, close] {
            out.push_str(bit);
        }
    }

    /// The tag as shown to a person.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        self.write(&mut shown);
        shown
    }
}

fn strip_mark(inner: &str, leading: bool) -> (&str, bool) {
    let (rest, plain) = if leading {
        (inner.strip_prefix('-'), inner.strip_prefix('+'))
    } else {
        (inner.strip_suffix('-'), inner.strip_suffix('+'))
    };
    match (rest, plain) {
        (Some(rest), _) => (rest, true),
        (None, Some(plain)) => (plain, false),
        (None, None) => (inner, false),
    }
}

/// `tr for …` → row; a space between the brace and the scope is forgiven in statements,
/// where no word of the template language could stand for it.
fn split_scope(kind: Kind, inner: &str) -> (Scope, &str) {
    let text = if kind == Kind::Statement { inner.trim_start() } else { inner };
    let parts = text.split_once(char::is_whitespace);
    match parts.and_then(|(word, code)| Some((Scope::named(word)?, code))) {
        Some(found) => found,
        None => (Scope::Inline, inner),
    }
}

/// Undoes Word's typography: curly quotes, «ёлочки» around a literal, non-breaking spaces.
fn plain_code(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut literal: Option<char> = None;
    let mut escaped = false;
    for c in code.chars() {
        let plain = match (literal, c) {
            (_, '“' | '”' | '„') | (None, '«') | (Some('»'), '»') => '"',
            (_, '‘' | '’') => '\'',
            (None, c) if c.is_whitespace() => ' ',
            (_, c) => c,
        };
        out.push(plain);
        if escaped {
            escaped = false;
            continue;
        }
        match literal {
            Some(_) if c == '\\' => escaped = true,
            Some(end) if plain == end || c == end => literal = None,
            None if c == '«' => literal = Some('»'),
            None if plain == '"' || plain == '\'' => literal = Some(plain),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Kind, Scope, Tag};

    fn code(inner: &str) -> String {
        Tag::read(Kind::Value, inner).code
    }

    #[test]
    fn word_typography_is_undone() {
        assert_eq!(code(" x|default(“нет”) "), r#"x|default("нет")"#);
        assert_eq!(code("x|default(«нет»)"), r#"x|default("нет")"#);
        assert_eq!(code("x|default(‘нет’)"), "x|default('нет')");
        assert_eq!(code("\u{a0}x\u{a0}"), "x");
        assert_eq!(code(r#"x|default("ООО «Мир»")"#), r#"x|default("ООО «Мир»")"#);
    }

    #[test]
    fn scope_and_marks_are_told_apart_from_code() {
        let row = Tag::read(Kind::Statement, "tr for д in документы ");
        assert_eq!((row.scope, row.word()), (Scope::Row, "for"));
        let run = Tag::read(Kind::Value, "r x");
        assert_eq!((run.scope, run.code.as_str()), (Scope::Run, "x"));
        let joined = Tag::read(Kind::Statement, "- endif -");
        assert_eq!((joined.joins_before, joined.joins_after), (true, true));
        assert_eq!(Tag::read(Kind::Value, " r ").scope, Scope::Inline);
    }
}

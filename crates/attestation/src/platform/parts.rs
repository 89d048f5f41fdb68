//! Parts of pages that are alike wherever they stand: the frame, the fields of forms, the summary of faults, the turning of
//! leaves. Each is a template of its own, compiled once; written into every page they were half of what the compiler did.
//!
//! Pages call the fields through the macros of `ui.html`, which know the words left out.

use askama::Template;

use super::form::{Choice, Form};
use super::page::Frame;

/// A part is a template, and markup already: `ui.html` and the frame pass it on as `safe`.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $path:literal { $($field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $name<'p> { $($field: $type),* }
    )*};
}

parts! {
    /// From the first line to the script.
    Opening = "platform/parts/opening.html" { frame: &'p Frame }
    /// The header with its menus.
    Header = "platform/parts/header.html" { frame: &'p Frame }
    /// The way to the page.
    Breadcrumbs = "platform/parts/breadcrumbs.html" { frame: &'p Frame }
    /// The footer, to the last line.
    Closing = "platform/parts/closing.html" { frame: &'p Frame }

    /// All faults of a form, each a link to its field.
    Errors = "platform/parts/errors.html" { form: &'p Form }
    /// A field of one line. `manner`: attributes that say how it is typed. `comes_back`: whether what was typed is shown again.
    Line = "platform/parts/line.html" {
        form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, width: &'p str, autocomplete: &'p str,
        kind: &'static str, manner: &'static str, comes_back: bool,
    }
    /// A password, which can be looked at and never comes back.
    Password = "platform/parts/password.html" { form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, autocomplete: &'p str }
    /// A field of several lines.
    Area = "platform/parts/area.html" { form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, rows: u8 }
    /// One of a few.
    Radios = "platform/parts/radios.html" { form: &'p Form, name: &'p str, legend: &'p str, hint: &'p str, options: &'p [Choice] }
    /// One box.
    Checkbox = "platform/parts/checkbox.html" { form: &'p Form, name: &'p str, text: &'p str, hint: &'p str }
    /// One of many.
    Select = "platform/parts/select.html" { form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, options: &'p [Choice] }
    /// A file, or several.
    File = "platform/parts/file.html" { form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, accept: &'p str, many: bool }
    /// A day in three fields.
    Date = "platform/parts/date.html" { form: &'p Form, name: &'p str, label: &'p str, hint: &'p str }
    /// To the leaves before and after.
    Pagination = "platform/parts/pagination.html" { prev_href: &'p str, next_href: &'p str, prev_text: &'p str, next_text: &'p str }
}

/// What the fields of a day are called: part of the name, words, width in digits.
const DAY_MONTH_YEAR: [(&str, &str, u8); 3] = [("day", "День", 2), ("month", "Месяц", 2), ("year", "Год", 4)];

impl Frame {
    /// From the first line to the script.
    pub fn opening(&self) -> Opening<'_> {
        Opening { frame: self }
    }

    /// The header with its menus.
    pub fn header(&self) -> Header<'_> {
        Header { frame: self }
    }

    /// The way to the page.
    pub fn breadcrumbs(&self) -> Breadcrumbs<'_> {
        Breadcrumbs { frame: self }
    }

    /// The footer, to the last line.
    pub fn closing(&self) -> Closing<'_> {
        Closing { frame: self }
    }
}

/// All faults of the form.
pub fn errors(form: &Form) -> Errors<'_> {
    Errors { form }
}

/// Words of one line.
pub fn text<'p>(
    form: &'p Form,
    name: &'p str,
    label: &'p str,
    hint: &'p str,
    autocomplete: &'p str,
    width: &'p str,
) -> Line<'p> {
    Line { form, name, label, hint, width, autocomplete, kind: "text", manner: "", comes_back: true }
}

/// A login: Latin letters, no spelling help.
pub fn login<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str) -> Line<'p> {
    Line { manner: LATIN, ..text(form, name, label, hint, "username", "") }
}

/// An address of electronic mail.
pub fn email<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str) -> Line<'p> {
    Line { kind: "email", manner: LATIN, ..text(form, name, label, hint, "email", "") }
}

/// A number of a telephone.
pub fn phone<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str) -> Line<'p> {
    Line { kind: "tel", ..text(form, name, label, hint, "tel", "20") }
}

/// Digits: a code, a count.
pub fn number<'p>(
    form: &'p Form,
    name: &'p str,
    label: &'p str,
    hint: &'p str,
    width: &'p str,
    autocomplete: &'p str,
) -> Line<'p> {
    Line { manner: DIGITS, ..text(form, name, label, hint, autocomplete, width) }
}

/// A code of the second step: of the application on the phone, or a spare one.
pub fn code<'p>(form: &'p Form, hint: &'p str) -> Line<'p> {
    const NAME: &str = "one-time-password";
    Line {
        manner: CAPITALS, comes_back: false, ..text(form, NAME, "Код из приложения", hint, "one-time-code", "10")
    }
}

const LATIN: &str = r#" autocapitalize="none" spellcheck="false""#;
const DIGITS: &str = r#" inputmode="numeric" spellcheck="false""#;
const CAPITALS: &str = r#" autocapitalize="characters" spellcheck="false""#;

/// A password.
pub fn password<'p>(
    form: &'p Form,
    name: &'p str,
    label: &'p str,
    hint: &'p str,
    autocomplete: &'p str,
) -> Password<'p> {
    Password { form, name, label, hint, autocomplete }
}

/// Words of several lines.
pub fn area<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, rows: u8) -> Area<'p> {
    Area { form, name, label, hint, rows }
}

/// One of a few.
pub fn radios<'p>(form: &'p Form, name: &'p str, legend: &'p str, hint: &'p str, options: &'p [Choice]) -> Radios<'p> {
    Radios { form, name, legend, hint, options }
}

/// One box.
pub fn checkbox<'p>(form: &'p Form, name: &'p str, text: &'p str, hint: &'p str) -> Checkbox<'p> {
    Checkbox { form, name, text, hint }
}

/// One of many.
pub fn select<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, options: &'p [Choice]) -> Select<'p> {
    Select { form, name, label, hint, options }
}

/// A file, or several.
pub fn file<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str, accept: &'p str, many: bool) -> File<'p> {
    File { form, name, label, hint, accept, many }
}

/// A day in three fields.
pub fn date<'p>(form: &'p Form, name: &'p str, label: &'p str, hint: &'p str) -> Date<'p> {
    Date { form, name, label, hint }
}

/// To the leaves before and after.
pub fn pagination<'p>(
    prev_href: &'p str,
    next_href: &'p str,
    prev_text: &'p str,
    next_text: &'p str,
) -> Pagination<'p> {
    Pagination { prev_href, next_href, prev_text, next_text }
}

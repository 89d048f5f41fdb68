//! The names a template calls things by — filters, tests, functions, methods — and which of them the language has.

use minijinja::machinery::ast::CallArg;
use minijinja::{Environment, ErrorKind};

/// Filters whose first argument names a field of the items.
const BY_FIELD: [&str; 4] = ["groupby", "selectattr", "rejectattr", "sum"];

/// Something a template calls by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Called {
    /// `|upper`
    Filter(String),
    /// `is defined`
    Test(String),
    /// `range(3)`
    Function(String),
    /// `.upper()` of a value of the data
    Method(String),
}

impl Called {
    /// The name when the language has nothing of that name; it is called on nothing to find out.
    pub(super) fn unknown(&self, engine: &Environment<'_>) -> Option<&str> {
        let is_missing = |source: String, kind: ErrorKind| {
            let answer = engine.compile_expression_owned(source).and_then(|it| it.eval(()));
            answer.is_err_and(|error| error.kind() == kind)
        };
        let (name, is_unknown) = match self {
            Self::Filter(name) => (name, is_missing(format!("''|{name}"), ErrorKind::UnknownFilter)),
            Self::Test(name) => (name, is_missing(format!("'' is {name}"), ErrorKind::UnknownTest)),
            Self::Function(name) => (name, is_missing(format!("{name}()"), ErrorKind::UnknownFunction)),
            Self::Method(name) => {
                let of = |value: &str| is_missing(format!("{value}.{name}()"), ErrorKind::UnknownMethod);
                (name, ["''", "[]", "{}"].into_iter().all(of))
            }
        };
        is_unknown.then_some(name)
    }
}

/// Has the template language its own value for the name?
pub(super) fn is_own(name: &str) -> bool {
    let values = matches!(name, "loop" | "self" | "caller" | "varargs");
    let functions = ["range", "dict", "namespace", "debug", "cycler", "joiner"];
    values || functions.contains(&name)
}

/// Does the filter give back the list it was given, or one item of it?
pub(super) fn keeps_items(filter: &str) -> bool {
    let one = matches!(filter, "first" | "last" | "default" | "d");
    let order = matches!(filter, "sort" | "reverse" | "list" | "unique");
    one || order || matches!(filter, "select" | "reject" | "selectattr" | "rejectattr")
}

/// The field a filter looks into, when it is written out.
pub(super) fn field_of(filter: &str, args: &[CallArg<'_>]) -> Option<String> {
    let named = args.iter().find_map(|arg| match arg {
        CallArg::Kwarg("attribute", expr) => expr.as_const(),
        _ => None,
    });
    let first = || match args.first() {
        Some(CallArg::Pos(expr)) if BY_FIELD.contains(&filter) => expr.as_const(),
        _ => None,
    };
    named.or_else(first)?.as_str().map(str::to_owned)
}

/// Does the filter make text of its value as it is?
pub(super) fn shows(filter: &str) -> bool {
    let cases = matches!(filter, "upper" | "lower" | "title" | "capitalize" | "trim" | "replace");
    let shapes = matches!(filter, "truncate" | "wordwrap" | "indent" | "center" | "format");
    cases || shapes || matches!(filter, "join" | "string" | "escape" | "e" | "safe" | "tojson" | "pprint")
}

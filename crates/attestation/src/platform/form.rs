//! Forms: what was typed, the faults found in it, both given back to the page so that nothing is lost.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};

use super::failure::Failure;
use super::rehearsal::Held;
use super::secret;
use super::visit::Visit;

/// A fault and the field it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field's name.
    pub field: String,
    /// The reason and what to do.
    pub text: String,
}

/// A choice among radios or in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// A hint below; may be empty.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), hint: String::new() }
    }
}

/// What was typed into a form and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Form {
    typed: HashMap<String, Vec<String>>,
    faults: Vec<Fault>,
    /// Only rehearsed: it may be shown and never done.
    held: bool,
}

/// A field longer than this is cut: nobody types a book into a form.
const LONGEST_FIELD: usize = 20_000;
/// All fields together, bytes.
pub const LARGEST_FORM: usize = 512 * 1024;
/// Fields of one form.
const MOST_FIELDS: usize = 3_000;

/// Whether somebody types such a sign: no control sign, and none that turns the text after it round.
fn is_typed(sign: char) -> bool {
    match sign {
        '\n' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        _ => !sign.is_control(),
    }
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// A form as a query string or a body carries it.
    pub fn of_urlencoded(raw: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(raw).take(MOST_FIELDS) {
            form.put(&name, &value);
        }
        form
    }

    /// Adds a value to a field, without the signs no keyboard types.
    pub fn put(&mut self, name: &str, value: &str) {
        let clean = value.chars().filter(|sign| is_typed(*sign)).take(LONGEST_FIELD).collect();
        self.typed.entry(name.to_owned()).or_default().push(clean);
    }

    /// Lets go what was sent in a field.
    pub fn forget(&mut self, name: &str) {
        self.typed.remove(name);
    }

    /// The same form with the field holding `value`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.typed.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// What was typed, as it was typed; empty when the field is missing.
    pub fn value(&self, name: &str) -> &str {
        self.typed.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// What was typed, without spaces around it.
    pub fn text(&self, name: &str) -> String {
        self.value(name).trim().to_owned()
    }

    /// Every value of a field that may be given several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.typed.get(name).cloned().unwrap_or_default()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// Marks a field as faulty; the first fault of a field stays.
    pub fn fault(&mut self, field: &str, text: impl Into<String>) {
        if self.error(field).is_none() {
            self.faults.push(Fault { field: field.to_owned(), text: text.into() });
        }
    }

    /// The value of a result, or its sentence as the field's fault.
    pub fn check<T, E: std::fmt::Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|why| self.fault(field, why.to_string())).ok()
    }

    /// The sentence at a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == name).map(|fault| fault.text.as_str())
    }

    /// Every fault, in the order found.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Whether nothing is wrong and what the form asks for may be done.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && !self.held
    }

    /// The form without what must never be sent back: passwords.
    #[must_use]
    pub fn without_passwords(mut self) -> Self {
        self.typed.retain(|name, _| !name.contains("password"));
        self
    }

    /// The token, and the mark of the session in which the page of this form was drawn.
    fn token(&self) -> (&str, &str) {
        let given = self.value("token");
        given.split_once('.').unwrap_or((given, ""))
    }

    /// The mark of the session in which this visitor's page was drawn; none when nobody was signed in.
    pub fn owner(&self, token: &str) -> Option<String> {
        let (own, session) = self.token();
        (secret::same(own, token) && !session.is_empty()).then(|| session.to_owned())
    }

    /// Refuses a form that does not carry this visitor's token.
    pub fn prove(&self, token: &str) -> Result<(), Failure> {
        if secret::same(self.token().0, token) {
            return Ok(());
        }
        Err(Failure::Malformed(
            "Страница была открыта слишком давно или куки выключены. Откройте страницу заново и повторите.",
        ))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visit = Visit::of(&parts)?;
        let body: Bytes = axum::body::to_bytes(body, LARGEST_FORM).await.map_err(|_| Failure::TooLarge)?;
        let mut form = Self::of_urlencoded(&body);
        form.held = parts.extensions.get::<Held>().is_some();
        form.prove(&visit.token)?;
        Ok(form)
    }
}

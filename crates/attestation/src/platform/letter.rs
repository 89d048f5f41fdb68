//! How a letter is put together: one content, two parts — plain text and HTML — always saying the same.

use askama::Template;

use super::names::FullName;
use super::outbox::Letter;

/// One piece of a letter's content.
#[derive(Debug, Clone)]
pub enum Part {
    /// A paragraph.
    Text(String),
    /// A link on a line of its own; in HTML a button too.
    Link {
        /// What the button says.
        label: String,
        /// The address.
        url: String,
    },
    /// A code to be typed by hand.
    Code(String),
}

impl Part {
    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A link.
    pub fn link(label: &str, url: impl Into<String>) -> Self {
        Self::Link { label: label.to_owned(), url: url.into() }
    }
}

/// Who a letter is for.
#[derive(Debug, Clone)]
pub struct Addressee {
    /// The address.
    pub email: String,
    /// The name.
    pub name: FullName,
    /// The account, when there is one.
    pub account: Option<String>,
}

/// Who signs a letter.
#[derive(Debug, Clone)]
pub struct Signature {
    /// The centre.
    pub centre: String,
    /// Its phone; may be empty.
    pub phone: String,
}

#[derive(Template)]
#[template(path = "platform/letter.txt", escape = "none")]
struct TextPart<'a> {
    greeting: &'a str,
    parts: &'a [Part],
    signature: &'a Signature,
}

#[derive(Template)]
#[template(path = "platform/letter.html")]
struct HtmlPart<'a> {
    subject: &'a str,
    greeting: &'a str,
    parts: &'a [Part],
    signature: &'a Signature,
}

/// Puts a letter together.
///
/// # Errors
/// When the template cannot be rendered, which a test of any letter would show.
pub fn compose(
    kind: &'static str,
    to: &Addressee,
    subject: &str,
    parts: &[Part],
    signature: &Signature,
) -> Result<Letter, askama::Error> {
    let name = to.name.greeting();
    let greeting = if name.is_empty() {
        "Здравствуйте!".to_owned()
    } else {
        format!("Здравствуйте, {name}!")
    };
    let greeting = greeting.as_str();
    Ok(Letter {
        kind,
        to_email: to.email.clone(),
        to_name: to.name.full(),
        account: to.account.clone(),
        subject: subject.to_owned(),
        text: TextPart { greeting, parts, signature }.render()?,
        html: HtmlPart { subject, greeting, parts, signature }.render()?,
        secret: false,
    })
}

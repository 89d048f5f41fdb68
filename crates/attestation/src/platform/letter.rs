//! How a letter is put together: one content, two parts — plain text and HTML — always saying the same.

use askama::Template;

use super::names::FullName;
use super::outbox::Letter;
use super::wording::{self, Wording};

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

/// What a letter is made of.
#[derive(Debug, Clone)]
struct Content {
    name: String,
    subject: String,
    parts: Vec<Part>,
    signature: Signature,
}

impl Content {
    /// The subject, the plain text and the HTML of a letter with these words of the centre around its own parts.
    fn written(&self, around: &Wording) -> Result<[String; 3], askama::Error> {
        let greeting = if self.name.is_empty() {
            "Здравствуйте!".to_owned()
        } else {
            format!("Здравствуйте, {}!", self.name)
        };
        let (greeting, signature) = (greeting.as_str(), &self.signature);
        let with = [self.name.as_str(), &self.subject, &signature.centre, &signature.phone];
        let own = |text: &str| wording::paragraphs(&wording::filled(text, with)).into_iter().map(Part::Text);
        let subject = wording::filled(&around.subject, with).trim().to_owned();
        let subject = if subject.is_empty() { self.subject.clone() } else { subject };
        let parts: Vec<Part> =
            own(&around.opening).chain(self.parts.iter().cloned()).chain(own(&around.closing)).collect();
        let text = TextPart { greeting, parts: &parts, signature }.render()?;
        let html = HtmlPart { subject: &subject, greeting, parts: &parts, signature }.render()?;
        Ok([subject, text, html])
    }
}

/// How a letter of the program is written: kept with it until it is put into the outbox.
#[derive(Debug, Clone)]
pub struct Draft(Content);

impl Draft {
    /// The letter in the centre's words.
    pub(super) fn reworded(&self, around: &Wording) -> Result<[String; 3], askama::Error> {
        self.0.written(around)
    }
}

/// A letter as it would go with these words around what the program writes: subject and plain text.
///
/// # Errors
/// When the template cannot be rendered.
pub fn rehearse(
    name: &FullName,
    subject: &str,
    parts: &[Part],
    signature: &Signature,
    around: &Wording,
) -> Result<[String; 2], askama::Error> {
    let content = Content {
        name: name.greeting(),
        subject: subject.to_owned(),
        parts: parts.to_vec(),
        signature: signature.clone(),
    };
    let [subject, text, _] = content.written(around)?;
    Ok([subject, text])
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
    let content = Content {
        name: to.name.greeting(),
        subject: subject.to_owned(),
        parts: parts.to_vec(),
        signature: signature.clone(),
    };
    let [subject, text, html] = content.written(&Wording::default())?;
    Ok(Letter {
        kind,
        to_email: to.email.clone(),
        to_name: to.name.full(),
        account: to.account.clone(),
        subject,
        text,
        html,
        draft: Some(Draft(content)),
        secret: false,
        cases: Vec::new(),
    })
}

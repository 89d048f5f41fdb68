//! Word templates: a `.docx` with tags like `{{ педагог.фио }}` in its text is read, checked
//! and filled with data. The tags are those of python-docx-template.
//!
//! What is wrong with a template's shape is found by [`Template::read`]; filling fails
//! on the data, on a filter that does not exist, or on a limit.
//!
//! Where python-docx-template is left on purpose: values are always escaped, even after
//! `|safe`; `null` prints nothing; tags may be written with «ёлочки» for quotes; `{{r x}}`,
//! `{{p x}}` and the like print the value in their place, as data holds no rich text; a comment
//! over several paragraphs leaves them there, empty; keys of data are in alphabetical order.
//! Of pictures only squares, such as a code for a phone, have a value ([`pictured`]); sub-documents and rich text are not
//! supported.

mod blocks;
mod cells;
mod engine;
mod error;
pub(crate) mod find;
mod finish;
mod nearest;
pub(crate) mod package;
mod picture;
pub(crate) mod pieces;
mod png;
mod python;
mod source;
mod tag;
mod variables;

use std::io::{Seek, Write};

use minijinja::value::{Serde, Value};

pub use error::BadTemplate;
use package::Part;
pub use picture::pictured;

/// The filled parts together are at most this long, in bytes.
const MAX_OUTPUT: usize = 64 << 20;

/// A template that has been read and found right.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file as it was sent.
    bytes: Vec<u8>,
    /// The parts that have text, as sources for the engine.
    parts: Vec<Part>,
    tags: Vec<String>,
}

/// A tag that is not among the known ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The tag as the template has it: `педагог.фоо`.
    pub tag: String,
    /// The known tag it was probably meant to be.
    pub nearest: Option<String>,
}

impl Template {
    /// Reads a `.docx`: at most 64 MB unpacked and 2000 parts, without macros, password or DTD.
    ///
    /// Errors name the paragraph or the tag that is wrong.
    pub fn read(bytes: &[u8]) -> Result<Template, BadTemplate> {
        let parts = package::read_parts(bytes)?;
        let mut variables = variables::Variables::default();
        for part in &parts {
            variables.read(&engine::read(&part.source)?);
        }
        let tags = variables.into_paths();
        Ok(Template { bytes: bytes.to_vec(), parts, tags })
    }

    /// Every path of data the template uses, in order of first use, without repeats.
    ///
    /// A loop's variable is told by the list it runs over: `{{ д.название }}` inside
    /// `{% for д in документы %}` is `документы.название`, after `документы` itself.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The tags that are not known, each with the known one it resembles most.
    ///
    /// The name of a list or a group is known when something inside it is.
    pub fn unknown(&self, known: &[&str]) -> Vec<Unknown> {
        let is_known = |tag: &str| {
            known.iter().any(|known| {
                let rest = known.strip_prefix(tag);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        self.tags
            .iter()
            .filter(|tag| !is_known(tag))
            .map(|tag| Unknown { tag: tag.clone(), nearest: nearest::nearest(tag, known) })
            .collect()
    }

    /// Fills the template and writes the new `.docx`; parts without text are copied as they are.
    ///
    /// A tag without data leaves nothing in its place; a line feed in a value becomes a line
    /// break, a tab a tab, `\u{7}` a new paragraph and `\u{c}` a new page. The filled parts
    /// together are at most 64 MB, and the work is bounded whatever the template repeats.
    pub fn render(&self, data: &serde_json::Value, out: impl Write + Seek) -> Result<(), BadTemplate> {
        let data = Value::from(Serde(data));
        let mut left = MAX_OUTPUT;
        let mut filled = Vec::with_capacity(self.parts.len());
        // Numbers of pictures follow the count of parts: a file that was filled before has none of them yet.
        let (mut placed, mut pictures) = (Vec::new(), package::count(&self.bytes)?);
        for part in &self.parts {
            let xml = engine::fill(&part.source, &data, left)?;
            let (xml, of_part) = finish::finish(&xml, left, pictures)?;
            left -= xml.len().min(left);
            pictures += of_part.len();
            filled.push((part.name.clone(), xml.into_bytes()));
            placed.push((part.name.as_str(), of_part));
        }
        filled.extend(picture::parts(&self.bytes, &placed)?);
        package::write(&self.bytes, &filled, out)
    }
}

/// The source of one part: its tags found, placed and checked.
fn source_of(xml: &str) -> Result<String, BadTemplate> {
    let pieces = find::find_tags(pieces::cut(xml)?)?;
    blocks::check_blocks(&pieces)?;
    source::write_source(pieces)
}

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
mod columns;
mod engine;
mod error;
pub(crate) mod find;
mod finish;
mod names;
mod nearest;
pub(crate) mod package;
mod picture;
pub(crate) mod pieces;
mod png;
mod python;
mod rehearsal;
mod source;
mod tag;
mod variables;

use std::collections::HashSet;
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
    /// Of the tags those whose value is printed as it is.
    printed: HashSet<String>,
    called: Vec<names::Called>,
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
        let (tags, printed, called) = variables.into_parts();
        Ok(Template { bytes: bytes.to_vec(), parts, tags, printed, called })
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
    /// The name of a list or a group is known when something inside it is, but cannot be printed:
    /// `{{ педагог }}` is half a tag, and the nearest is the first that goes on from it.
    pub fn unknown(&self, known: &[&str]) -> Vec<Unknown> {
        let goes_on = |tag: &str, known: &&&str| known.strip_prefix(tag).is_some_and(|rest| rest.starts_with('.'));
        let of = |tag: &String| {
            let longer = known.iter().find(|known| goes_on(tag, known)).map(|longer| (*longer).to_owned());
            let is_printed = self.printed.contains(tag);
            match longer {
                Some(longer) => is_printed.then(|| Unknown { tag: tag.clone(), nearest: Some(longer) }),
                None if known.contains(&tag.as_str()) => None,
                None => Some(Unknown { tag: tag.clone(), nearest: nearest::nearest(tag, known) }),
            }
        };
        self.tags.iter().filter_map(of).collect()
    }

    /// Tries the template on made-up data: nothing it calls may be unknown, and it must end.
    ///
    /// # Errors
    /// When it calls what the language does not have, tears the document, works without end, or fails at the same place
    /// whether its tags are text, numbers or nothing.
    pub fn rehearse(&self, known: &[&str]) -> Result<(), BadTemplate> {
        let engine = engine::engine();
        if let Some(name) = self.called.iter().find_map(|called| called.unknown(&engine)) {
            return Err(BadTemplate::UnknownFunction(name.to_owned()));
        }
        let mut failed = Vec::new();
        for data in rehearsal::samples(known) {
            match self.filled(&data) {
                Ok(_) => failed.push(None),
                // Another kind of value may do.
                Err(BadTemplate::Value(place) | BadTemplate::UnknownFunction(place)) => failed.push(Some(place)),
                Err(why) => return Err(why),
            }
        }
        // What fails at another place with other values may be sound with those of a real case.
        let is_same = failed.windows(2).all(|pair| pair[0] == pair[1]);
        match failed.pop().flatten() {
            Some(place) if is_same => Err(BadTemplate::Value(place)),
            _ => Ok(()),
        }
    }

    /// Fills the template and writes the new `.docx`; parts without text are copied as they are.
    ///
    /// A tag without data leaves nothing in its place; a line feed in a value becomes a line
    /// break, a tab a tab, `\u{7}` a new paragraph and `\u{c}` a new page. The filled parts
    /// together are at most 64 MB, and the work is bounded whatever the template repeats.
    pub fn render(&self, data: &serde_json::Value, out: impl Write + Seek) -> Result<(), BadTemplate> {
        let filled = self.filled(&Value::from(Serde(data)))?;
        package::write(&self.bytes, &filled, out)
    }

    /// The parts that have text, filled, with the parts of their pictures.
    fn filled(&self, data: &Value) -> Result<Vec<(String, Vec<u8>)>, BadTemplate> {
        let mut left = MAX_OUTPUT;
        let mut filled = Vec::with_capacity(self.parts.len());
        // Numbers of pictures follow the count of parts: a file that was filled before has none of them yet.
        let (mut placed, mut pictures) = (Vec::new(), package::count(&self.bytes)?);
        for part in &self.parts {
            let xml = engine::fill(&part.source, data, left)?;
            let (xml, of_part) = finish::finish(&xml, left, pictures)?;
            left -= xml.len().min(left);
            pictures += of_part.len();
            filled.push((part.name.clone(), xml.into_bytes()));
            placed.push((part.name.as_str(), of_part));
        }
        filled.extend(picture::parts(&self.bytes, &placed)?);
        Ok(filled)
    }
}

/// The source of one part: its tags found, placed and checked.
fn source_of(xml: &str) -> Result<String, BadTemplate> {
    let pieces = find::find_tags(pieces::cut(xml)?)?;
    blocks::check_blocks(&pieces)?;
    source::write_source(pieces)
}

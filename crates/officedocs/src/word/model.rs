//! What a document is made of. All measures are points.

use super::cells::Grid;
use crate::pdf::Align;

/// A document that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its sections; each begins a page.
    pub sections: Vec<Section>,
    /// What it has and the model has no place for, in the order of [`LeftOut`].
    pub left_out: Vec<LeftOut>,
}

/// Pages of one shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Size and margins.
    pub shape: Shape,
    /// What stands at the edges of its pages.
    pub edges: Edges,
    /// Those of its first page, when they are others.
    pub first: Option<Edges>,
    /// The text.
    pub parts: Vec<Part>,
}

/// What stands above and below the text of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edges {
    /// Above.
    pub header: Vec<Part>,
    /// Below.
    pub footer: Vec<Part>,
}

/// Size and margins of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Margin above the text.
    pub top: f32,
    /// Margin at the right.
    pub right: f32,
    /// Margin below the text.
    pub bottom: f32,
    /// Margin at the left.
    pub left: f32,
    /// From the upper edge of the paper to the header.
    pub header: f32,
    /// From the lower edge of the paper to the footer.
    pub footer: f32,
}

impl Default for Shape {
    /// A4 with the margins Word begins with.
    fn default() -> Self {
        let (near, far) = (35.4, 56.7);
        Self {
            width: 595.3,
            height: 841.9,
            top: far,
            right: 42.5,
            bottom: far,
            left: 85.05,
            header: near,
            footer: near,
        }
    }
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Grid),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a box of its own in Word")]
pub struct Paragraph {
    /// The level of a heading from one; 0 for ordinary text.
    pub level: u8,
    /// Where its lines stand.
    pub place: Place,
    /// The space left free at the left of all lines.
    pub left: f32,
    /// The space left free at the right.
    pub right: f32,
    /// How much further right the first line begins; below zero it hangs.
    pub first: f32,
    /// Space above.
    pub before: f32,
    /// Space below.
    pub after: f32,
    /// Height of its lines.
    pub leading: Leading,
    /// Begins a page.
    pub begins_page: bool,
    /// Stands on one page with what follows.
    pub keeps_next: bool,
    /// A line above it.
    pub is_lined_above: bool,
    /// A line below it.
    pub is_lined_below: bool,
    /// The sign of an item of a list.
    pub mark: Option<Mark>,
    /// Where tabs lead, from the left; after the last one they stand at every 35.4 points.
    pub stops: Vec<Stop>,
    /// How a paragraph without text is set: its height.
    pub look: Look,
    /// The text.
    pub spans: Vec<Span>,
}

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// At the right edge.
    Right,
    /// From edge to edge, but for the last.
    Both,
}

/// Height of lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leading {
    /// A share of the natural height: 1.5 for «полуторный».
    Share(f32),
    /// Not less than so many points.
    Least(f32),
    /// So many points.
    Exact(f32),
}

impl Default for Leading {
    fn default() -> Self {
        Self::Share(1.0)
    }
}

/// The sign of an item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// «1.», «а)», «•».
    pub text: String,
    /// Whether it is a number or a letter rather than a bullet.
    pub is_number: bool,
    /// How it is set.
    pub look: Look,
}

/// Where a tab leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// From the left margin.
    pub at: f32,
    /// What stands there: the beginning, the middle or the end of the text that follows.
    pub align: Align,
    /// Whether a line is drawn up to it: a place to sign.
    pub is_lined: bool,
}

/// Text of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The text.
    pub words: Words,
    /// How it is set.
    pub look: Look,
}

/// What a span says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Text; `\n` begins a new line, `\t` leads to the next stop.
    Text(String),
    /// The number of the page.
    Page,
    /// How many pages there are.
    Pages,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a button of its own in Word")]
pub struct Look {
    /// Size of the letters.
    pub size: f32,
    /// Bold.
    pub is_bold: bool,
    /// Italic.
    pub is_italic: bool,
    /// Underlined.
    pub is_underlined: bool,
    /// Struck through.
    pub is_struck: bool,
    /// Above or below the line.
    pub rise: Rise,
}

impl Default for Look {
    /// What Word takes when a document does not say.
    fn default() -> Self {
        Self { size: 10.0, is_bold: false, is_italic: false, is_underlined: false, is_struck: false, rise: Rise::None }
    }
}

/// Where small letters stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rise {
    /// On the line, and not small.
    #[default]
    None,
    /// Above.
    Above,
    /// Below.
    Below,
}

/// What the model has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Pictures, drawings and charts.
    Pictures,
    /// Text in frames that stand apart.
    Frames,
    /// Notes at the foot of a page or at the end.
    Notes,
    /// Formulas.
    Formulas,
    /// Signs of faces made of pictures.
    Signs,
    /// Documents inside the document.
    Inserted,
    /// Text in two columns and more: it is set in one.
    Columns,
    /// Colours of text and cells: all is black on white.
    Colours,
}

impl LeftOut {
    /// As shown to a person, in the nominative.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Pictures => "рисунки",
            Self::Frames => "надписи в рамках",
            Self::Notes => "сноски",
            Self::Formulas => "формулы",
            Self::Signs => "значки особых шрифтов",
            Self::Inserted => "вложенные документы",
            Self::Columns => "колонки (текст пойдёт одной)",
            Self::Colours => "цвет и заливка",
        }
    }
}

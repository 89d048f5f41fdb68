//! What a paper is made of. Text is broken into lines by words; `\n` begins a new line.

/// A paper to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// Its name: the title of the file, and what stands at the foot of every page.
    pub title: String,
    /// The organisation that makes it; written into the file as its author.
    pub organization: String,
    /// The parts, from top to bottom.
    pub blocks: Vec<Block>,
}

/// What a Word document does not say of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The title of the file.
    pub title: String,
    /// Who makes it; written into the file as its author.
    pub organization: String,
    /// What is said above the document, at the right, in bold: «ПРОЕКТ»; nothing when empty.
    pub above: String,
    /// What is said below it, a paragraph for each line; nothing when empty.
    pub below: String,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// The name of the paper as it is printed, in the middle.
    Title(String),
    /// The name of a part; stays with what follows it.
    Heading(String),
    /// The name of a part of a part; stays with what follows it.
    Subheading(String),
    /// A paragraph.
    Text {
        /// What it says.
        text: String,
        /// Where its lines stand.
        align: Align,
        /// How black it is.
        weight: Weight,
    },
    /// The address of a page on lines of its own; it leads there when it is pressed.
    Link(String),
    /// Items under bullets, or under numbers from one.
    List {
        /// Whether they are numbered.
        is_numbered: bool,
        /// The items.
        items: Vec<String>,
    },
    /// Names and what they stand for: «Педагог» — «Белов Сергей Николаевич». Long ones go on over the page.
    Facts(Vec<(String, String)>),
    /// A table with lines around its cells.
    Table(Table),
    /// Places to sign.
    Signatures(Vec<Signature>),
    /// A picture of squares.
    Picture(Squares),
    /// What follows begins on a new page.
    NewPage,
    /// What follows stands on pages that lie on their side.
    Sideways,
}

impl Block {
    /// An ordinary paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), align: Align::Left, weight: Weight::Regular }
    }

    /// A paragraph in bold.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), align: Align::Left, weight: Weight::Bold }
    }

    /// A paragraph in the middle.
    pub fn centred(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), align: Align::Middle, weight: Weight::Regular }
    }
}

/// Where lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// At the right edge.
    Right,
}

/// How black letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Usual.
    #[default]
    Regular,
    /// Bold.
    Bold,
}

/// A table. Its heading row is repeated on each page; a row is broken only when it is longer than a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows, each with as many cells as there are columns; a row of one cell goes across all of them and stays with the row
    /// before it.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What its heading says.
    pub heading: String,
    /// Its share of the width: a column of 2 is twice as wide as a column of 1.
    pub share: u16,
    /// Where the text of its cells stands.
    pub align: Align,
    /// What stands once above it and its neighbours of the same words; nothing when empty.
    pub group: String,
}

impl Column {
    /// A column whose cells stand at the left.
    pub fn new(heading: &str, share: u16) -> Self {
        Self { heading: heading.to_owned(), share, align: Align::Left, group: String::new() }
    }

    /// A column of numbers.
    pub fn numbers(heading: &str, share: u16) -> Self {
        Self { align: Align::Right, ..Self::new(heading, share) }
    }

    /// The column as one of a group.
    #[must_use]
    pub fn of(self, group: &str) -> Self {
        Self { group: group.to_owned(), ..self }
    }
}

/// A place to sign: who, a line, the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// «Председатель комиссии».
    pub post: String,
    /// «О. П. Смирнова»; empty when the name is written by hand.
    pub name: String,
}

/// A square picture of dark and light cells, such as a code for a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Cells in a side.
    pub side: usize,
    /// Whether each is dark, row by row from the top left.
    pub dark: Vec<bool>,
    /// What it is, for those who do not see it.
    pub alt: String,
}

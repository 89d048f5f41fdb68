//! What a style, a list or a paragraph says of how text is set; what it does not say is taken from what stands under it.

use super::model::{Leading, Look, Paragraph, Place, Rise, Stop};
use super::tree::Node;
use crate::pdf::Align;

/// Of text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunSays {
    size: Option<f32>,
    bold: Option<bool>,
    italic: Option<bool>,
    underlined: Option<bool>,
    struck: Option<bool>,
    rise: Option<Rise>,
    pub(super) capitals: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// Another colour than black.
    pub(super) coloured: Option<bool>,
}

/// Of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphSays {
    pub(super) place: Option<Place>,
    pub(super) left: Option<f32>,
    pub(super) right: Option<f32>,
    pub(super) first: Option<f32>,
    before: Option<f32>,
    after: Option<f32>,
    leading: Option<Leading>,
    begins_page: Option<bool>,
    keeps_next: Option<bool>,
    /// No space between paragraphs of one style.
    pub(super) joins: Option<bool>,
    above: Option<bool>,
    below: Option<bool>,
    pub(super) level: Option<u8>,
    /// The list and its level.
    pub(super) list: Option<String>,
    pub(super) list_level: Option<usize>,
    stops: Option<Vec<Stop>>,
    pub(super) coloured: Option<bool>,
}

impl RunSays {
    /// Out of `w:rPr`.
    pub(super) fn read(node: Node<'_>) -> Self {
        let rise = node.value_of("w:vertAlign").map(|at| match at.as_str() {
            "superscript" => Rise::Above,
            "subscript" => Rise::Below,
            _ => Rise::None,
        });
        let is_plain = |colour: &str| matches!(colour, "auto" | "000000");
        let colour = node.value_of("w:color").map(|colour| !is_plain(&colour));
        let back = node.value_of("w:highlight").map(|colour| colour != "none");
        Self {
            size: node.child("w:sz").and_then(|size| size.measure("w:val")).map(|halves| halves / 2.0),
            bold: node.is_on("w:b"),
            italic: node.is_on("w:i"),
            underlined: node.is_on("w:u"),
            struck: node.is_on("w:strike").or(node.is_on("w:dstrike")),
            rise,
            capitals: node.is_on("w:caps").or(node.is_on("w:smallCaps")),
            hidden: node.is_on("w:vanish"),
            coloured: either(either(colour, back), shaded(node)),
        }
    }

    /// These words, and those of `under` where there are none.
    pub(super) fn over(self, under: Self) -> Self {
        Self {
            size: self.size.or(under.size),
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            underlined: self.underlined.or(under.underlined),
            struck: self.struck.or(under.struck),
            rise: self.rise.or(under.rise),
            capitals: self.capitals.or(under.capitals),
            hidden: self.hidden.or(under.hidden),
            coloured: self.coloured.or(under.coloured),
        }
    }

    pub(super) fn look(self) -> Look {
        let usual = Look::default();
        Look {
            size: self.size.unwrap_or(usual.size).clamp(1.0, 200.0),
            is_bold: self.bold.unwrap_or_default(),
            is_italic: self.italic.unwrap_or_default(),
            is_underlined: self.underlined.unwrap_or_default(),
            is_struck: self.struck.unwrap_or_default(),
            rise: self.rise.unwrap_or_default(),
        }
    }
}

impl ParagraphSays {
    /// Out of `w:pPr`.
    pub(super) fn read(node: Node<'_>) -> Self {
        let indents = node.child("w:ind");
        let spaces = node.child("w:spacing");
        let indent = |names: [&str; 2]| names.into_iter().find_map(|name| indents?.twips(name));
        let list = node.child("w:numPr");
        let borders = node.child("w:pBdr");
        let line = |name: &str| borders.and_then(|all| all.child(name)).map(is_line);
        Self {
            place: node.value_of("w:jc").map(|at| place(&at)),
            left: indent(["w:left", "w:start"]),
            right: indent(["w:right", "w:end"]),
            first: indent(["w:hanging", "w:hanging"]).map(|by| -by).or(indent(["w:firstLine", "w:firstLine"])),
            before: spaces.and_then(|one| one.twips("w:before")),
            after: spaces.and_then(|one| one.twips("w:after")),
            leading: spaces.and_then(leading),
            begins_page: node.is_on("w:pageBreakBefore"),
            keeps_next: node.is_on("w:keepNext"),
            joins: node.is_on("w:contextualSpacing"),
            above: line("w:top"),
            below: line("w:bottom"),
            level: node.child("w:outlineLvl").and_then(|one| one.number::<u8>("w:val")).map(|level| level + 1),
            list: list.and_then(|one| one.value_of("w:numId")),
            list_level: list.and_then(|one| one.value_of("w:ilvl")).and_then(|level| level.parse().ok()),
            stops: node.child("w:tabs").map(|tabs| tabs.children().filter_map(stop).collect()),
            coloured: shaded(node),
        }
    }

    /// These words, and those of `under` where there are none.
    pub(super) fn over(self, under: &Self) -> Self {
        Self {
            place: self.place.or(under.place),
            left: self.left.or(under.left),
            right: self.right.or(under.right),
            first: self.first.or(under.first),
            before: self.before.or(under.before),
            after: self.after.or(under.after),
            leading: self.leading.or(under.leading),
            begins_page: self.begins_page.or(under.begins_page),
            keeps_next: self.keeps_next.or(under.keeps_next),
            joins: self.joins.or(under.joins),
            above: self.above.or(under.above),
            below: self.below.or(under.below),
            level: self.level.or(under.level),
            list: self.list.or_else(|| under.list.clone()),
            list_level: self.list_level.or(under.list_level),
            stops: self.stops.or_else(|| under.stops.clone()),
            coloured: self.coloured.or(under.coloured),
        }
    }

    /// A paragraph without text yet.
    pub(super) fn paragraph(&self) -> Paragraph {
        Paragraph {
            level: self.level.filter(|level| *level <= 9).unwrap_or(0),
            place: self.place.unwrap_or_default(),
            left: self.left.unwrap_or_default(),
            right: self.right.unwrap_or_default(),
            first: self.first.unwrap_or_default(),
            before: self.before.unwrap_or_default(),
            after: self.after.unwrap_or_default(),
            leading: self.leading.unwrap_or_default(),
            begins_page: self.begins_page.unwrap_or_default(),
            keeps_next: self.keeps_next.unwrap_or_default(),
            is_lined_above: self.above.unwrap_or_default(),
            is_lined_below: self.below.unwrap_or_default(),
            stops: self.stops.clone().unwrap_or_default(),
            ..Paragraph::default()
        }
    }
}

/// Whether a border is drawn.
pub(super) fn is_line(border: Node<'_>) -> bool {
    !matches!(border.value().as_deref(), None | Some("nil" | "none"))
}

/// Whether what it says of the ground is another colour than white; nothing when it says nothing.
pub(super) fn shaded(node: Node<'_>) -> Option<bool> {
    let fill = node.child("w:shd")?.attribute("w:fill")?;
    Some(!matches!(fill.as_str(), "auto" | "FFFFFF" | "ffffff"))
}

/// `w:jc` as what it means for lines.
pub(super) fn place(at: &str) -> Place {
    match at {
        "center" => Place::Middle,
        "right" | "end" => Place::Right,
        "both" | "distribute" => Place::Both,
        _ => Place::Left,
    }
}

fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one || other),
        (one, other) => one.or(other),
    }
}

fn leading(spaces: Node<'_>) -> Option<Leading> {
    let line = spaces.measure("w:line")?;
    Some(match spaces.attribute("w:lineRule").as_deref() {
        Some("exact") => Leading::Exact(line / 20.0),
        Some("atLeast") => Leading::Least(line / 20.0),
        _ => Leading::Share(line / 240.0),
    })
}

fn stop(tab: Node<'_>) -> Option<Stop> {
    let align = match tab.value()?.as_str() {
        "clear" | "bar" => return None,
        "center" => Align::Middle,
        "right" | "end" | "decimal" => Align::Right,
        _ => Align::Left,
    };
    let is_lined = tab.attribute("w:leader").is_some_and(|leader| leader == "underscore");
    Some(Stop { at: tab.twips("w:pos")?, align, is_lined })
}

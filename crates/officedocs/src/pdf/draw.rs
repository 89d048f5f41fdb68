//! Pages as a PDF, by krilla: it writes tags and embeds the used part of the faces, and refuses to write a file that
//! breaks PDF/A-2a or PDF/UA-1 where it can tell.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::error::PdfError;
use super::face::Faces;
use super::sheet::{Format, Page};
use super::strips::{Bar, Laid, Run, Strip};
use super::tags::Drawn;

/// How far leaning letters lean, as a share of their height.
const LEAN: f32 = 0.2;

/// Pages to be written.
pub(super) struct Sheets<'l> {
    /// The title of the file, and who made it.
    pub(super) title: &'l str,
    pub(super) organization: &'l str,
    pub(super) laid: &'l Laid,
    pub(super) pages: &'l [Page],
    /// What stands at the edges of a page, each strip with its height from the upper edge of the paper: headers,
    /// footers. Asked by the number of the page from zero.
    pub(super) edges: &'l dyn Fn(usize) -> Vec<(Strip, f32, ArtifactType)>,
}

/// Writes the pages.
pub(super) fn write(sheets: &Sheets<'_>, faces: &Faces, at: Timestamp) -> Result<Vec<u8>, PdfError> {
    let (laid, pages) = (sheets.laid, sheets.pages);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError::Unsound(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(sheets, at));
    let first = pages.first().map_or(Format::A4, |page| page.format);
    let mut pen = Pen { laid, faces, format: first, drawn: laid.tree.blank(), starts: Vec::new(), links: Vec::new() };
    for (number, page) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(page.format.width, page.format.height);
        let settings = size.ok_or_else(|| PdfError::Unsound("размер листа".to_owned()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        surface.set_fill(Some(Fill::default()));
        pen.format = page.format;
        pen.page(&mut surface, page, number);
        pen.edges(&mut surface, (sheets.edges)(number));
        surface.finish();
        for link in std::mem::take(&mut pen.links) {
            let slot = link.slot;
            pen.drawn.pieces[slot].push(sheet.add_tagged_annotation(link.annotation()));
        }
        sheet.finish();
    }
    document.set_outline(pen.outline(sheets.title));
    document.set_tag_tree(laid.tree.written(pen.drawn));
    document.finish().map_err(|error| unsound(&error))
}

fn unsound(error: &KrillaError) -> PdfError {
    match error {
        KrillaError::Validation(all) => {
            let said: Vec<String> = all.iter().map(|(fault, _)| format!("{fault:?}")).collect();
            PdfError::Unsound(said.join("; "))
        }
        other => PdfError::Unsound(other.to_string()),
    }
}

fn metadata(sheets: &Sheets<'_>, at: Timestamp) -> Metadata {
    let when = TimeZone::UTC.to_datetime(at);
    let small = |value: i8| u8::try_from(value).unwrap_or(0);
    let date = DateTime::new(u16::try_from(when.year()).unwrap_or(0))
        .month(small(when.month()))
        .day(small(when.day()))
        .hour(small(when.hour()))
        .minute(small(when.minute()))
        .second(small(when.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let all = Metadata::new().title(sheets.title.to_owned()).language("ru".to_owned()).creation_date(date);
    if sheets.organization.is_empty() { all } else { all.authors(vec![sheets.organization.to_owned()]) }
}

struct Pen<'l> {
    laid: &'l Laid,
    faces: &'l Faces,
    /// The shape of the page that is drawn.
    format: Format,
    drawn: Drawn,
    /// Where each slot began: slot, page, height.
    starts: Vec<(usize, usize, f32)>,
    /// What leads to a page from the sheet that is drawn.
    links: Vec<Link>,
}

/// Words that lead to a page.
struct Link {
    slot: usize,
    place: Rect,
    address: String,
}

impl Link {
    fn annotation(self) -> Annotation {
        let words = format!("Открыть страницу {}", self.address);
        let target = Target::Action(LinkAction::new(self.address).into());
        Annotation::new_link(LinkAnnotation::new(self.place, target), Some(words))
    }
}

impl Pen<'_> {
    fn page(&mut self, surface: &mut Surface<'_>, page: &Page, number: usize) {
        let mut bars = Vec::new();
        for placed in &page.placed {
            let all = if placed.is_repeated { &self.laid.headings } else { &self.laid.strips };
            let strip = &all[placed.strip];
            let top = self.format.top + placed.top;
            bars.extend(strip.bars.iter().map(|bar| self.moved(bar, top)));
            if placed.is_repeated {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
                for run in &strip.runs {
                    self.run(surface, run, top);
                }
                surface.end_tagged();
                continue;
            }
            for run in &strip.runs {
                let piece = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.run(surface, run, top);
                surface.end_tagged();
                if self.drawn.pieces[run.slot].is_empty() {
                    self.starts.push((run.slot, number, top));
                }
                self.drawn.pieces[run.slot].push(piece);
                self.links.extend(self.link(strip, run, top));
            }
            self.drawing(surface, strip, (number, top));
        }
        if let Some(path) = path(&bars) {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            surface.draw_path(&path);
            surface.end_tagged();
        }
    }

    fn run(&self, surface: &mut Surface<'_>, run: &Run, top: f32) {
        let face = self.faces.of(run.weight);
        let start = Point::from_xy(self.format.left + run.x, top + run.y);
        let glyphs = face.glyphs(&run.text, run.spread / run.size);
        if run.leans {
            surface.push_transform(&Transform::from_row(1.0, 0.0, -LEAN, 1.0, LEAN * start.y, 0.0));
        }
        surface.draw_glyphs(start, &glyphs, face.font.clone(), &run.text, run.size, false);
        if run.leans {
            surface.pop();
        }
    }

    /// The place on the sheet where the words of a run are pressed.
    fn link(&self, strip: &Strip, run: &Run, top: f32) -> Option<Link> {
        let address = strip.link.clone()?;
        let width = self.faces.of(run.weight).width(&run.text) * run.size;
        let place = Rect::from_xywh(self.format.left + run.x, top, width, strip.height)?;
        Some(Link { slot: run.slot, place, address })
    }

    fn drawing(&mut self, surface: &mut Surface<'_>, strip: &Strip, (number, top): (usize, f32)) {
        let Some(drawing) = &strip.drawing else { return };
        let bars: Vec<Bar> = drawing.bars.iter().map(|bar| self.moved(bar, top)).collect();
        let Some(path) = path(&bars) else { return };
        let piece = surface.start_tagged(ContentTag::Other);
        surface.draw_path(&path);
        surface.end_tagged();
        self.drawn.pieces[drawing.slot].push(piece);
        if let Some(place) = Rect::from_xywh(self.format.left, top, drawing.side, drawing.side) {
            self.drawn.places.push((drawing.slot, number, place));
        }
    }

    /// What stands above and below the text.
    fn edges(&self, surface: &mut Surface<'_>, edges: Vec<(Strip, f32, ArtifactType)>) {
        for (strip, top, kind) in edges {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            for run in &strip.runs {
                self.run(surface, run, top);
            }
            let bars: Vec<Bar> = strip.bars.iter().map(|bar| self.moved(bar, top)).collect();
            if let Some(path) = path(&bars) {
                surface.draw_path(&path);
            }
            surface.end_tagged();
        }
    }

    fn moved(&self, bar: &Bar, top: f32) -> Bar {
        Bar { x: bar.x + self.format.left, y: bar.y + top, ..*bar }
    }

    /// Headings as the contents a viewer shows at the side.
    fn outline(&self, title: &str) -> Outline {
        let mut outline = Outline::new();
        let headings = self.laid.tree.headings();
        for (slot, words) in &headings {
            let start = self.starts.iter().find(|(known, ..)| known == slot);
            let (page, top) = start.map_or((0, self.format.top), |(_, page, top)| (*page, *top));
            outline
                .push_child(OutlineNode::new((*words).to_owned(), XyzDestination::new(page, Point::from_xy(0.0, top))));
        }
        if headings.is_empty() {
            outline.push_child(OutlineNode::new(
                title.to_owned(),
                XyzDestination::new(0, Point::from_xy(0.0, self.format.top)),
            ));
        }
        outline
    }
}

/// Bars as one path; nothing when there are none.
fn path(bars: &[Bar]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for bar in bars {
        if let Some(rect) = Rect::from_xywh(bar.x, bar.y, bar.width, bar.height) {
            builder.push_rect(rect);
        }
    }
    builder.finish()
}

//! PT Serif, regular and bold: which sign is which glyph and how wide it is. The papers need no shaping: Cyrillic and
//! Latin are set sign by sign.

use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use super::error::PdfError;
use super::paper::Weight;

/// A glyph of a face: its number and its width as a share of the size.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    id: u32,
    width: f32,
}

/// A face.
pub(super) struct Face {
    pub(super) font: Font,
    glyphs: HashMap<char, Glyph>,
}

/// Both faces.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    Some(Faces {
        regular: Face::read(include_bytes!("../../fonts/PTSerif-Regular.ttf"))?,
        bold: Face::read(include_bytes!("../../fonts/PTSerif-Bold.ttf"))?,
    })
});

/// The faces inside the program, read once.
pub(super) fn faces() -> Result<&'static Faces, PdfError> {
    FACES.as_ref().ok_or(PdfError::Face)
}

impl Faces {
    pub(super) const fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let known = skrifa::FontRef::new(bytes).ok()?;
        let metrics = known.glyph_metrics(Size::unscaled(), LocationRef::default());
        let font = Font::new(bytes.into(), 0)?;
        let glyphs = known
            .charmap()
            .mappings()
            .filter_map(|(code, id)| {
                let width = metrics.advance_width(id)? / font.units_per_em();
                Some((char::from_u32(code)?, Glyph { id: id.to_u32(), width }))
            })
            .filter(|(sign, _)| !is_private(*sign))
            .collect();
        Some(Self { font, glyphs })
    }

    /// Width of a text of one point in size.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|sign| self.width_of(sign)).sum()
    }

    /// Width of a sign of one point in size.
    pub(super) fn width_of(&self, sign: char) -> f32 {
        self.glyphs.get(&sign).map_or(0.0, |glyph| glyph.width)
    }

    /// A text as glyphs; `spread` is what a space is wider by, as a share of the size.
    pub(super) fn glyphs(&self, text: &str, spread: f32) -> Vec<KrillaGlyph> {
        let signs = text.char_indices().filter_map(|(at, sign)| Some((at, sign, self.glyphs.get(&sign)?)));
        signs
            .map(|(at, sign, glyph)| {
                let range = at..at + sign.len_utf8();
                let width = if sign == ' ' { glyph.width + spread } else { glyph.width };
                KrillaGlyph::new(GlyphId::new(glyph.id), width, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// A text with signs the face has: what it lacks becomes «?», marks without a width of their own go.
    pub(super) fn clean(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for sign in text.chars() {
            match sign {
                '\n' => out.push('\n'),
                '\t' => out.push(' '),
                '\u{306}' | '\u{308}' => join(&mut out, sign),
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                }
                '\u{202f}' | '\u{2007}' => out.push('\u{a0}'),
                '\u{2011}' => out.push('-'),
                sign if sign.is_control() => {}
                sign if self.glyphs.contains_key(&sign) => out.push(sign),
                sign => out.push_str(instead(sign)),
            }
        }
        out
    }
}

/// What a sign the face lacks is printed as: the same in signs it has, or «?».
const fn instead(sign: char) -> &'static str {
    match sign {
        '→' | '⇒' | '➔' | '➜' | '➡' | '⟶' => "->",
        '←' | '⇐' | '⬅' | '⟵' => "<-",
        '↔' | '⇔' => "<->",
        '↑' | '⬆' => "(вверх)",
        '↓' | '⬇' => "(вниз)",
        '✓' | '✔' | '☑' | '✅' => "[да]",
        '✗' | '✘' | '✕' | '✖' | '☒' | '❌' => "[нет]",
        '☐' | '□' => "[ ]",
        '●' | '■' | '▪' | '◆' | '▶' | '►' | '★' | '☆' => "•",
        '℃' => "°C",
        '∙' | '⋅' => "·",
        '≈' => "~",
        '≤' | '⩽' => "<=",
        '≥' | '⩾' => ">=",
        '≠' => "<>",
        'Α' | 'α' => "альфа",
        'Β' | 'β' => "бета",
        'Γ' | 'γ' => "гамма",
        'Δ' | 'δ' => "дельта",
        'ε' => "эпсилон",
        'θ' => "тета",
        'Λ' | 'λ' => "лямбда",
        'μ' => "мю",
        'Π' | 'π' => "пи",
        'ρ' => "ро",
        'Σ' | 'σ' | 'ς' => "сигма",
        'τ' => "тау",
        'Φ' | 'φ' => "фи",
        'χ' => "хи",
        'ψ' => "пси",
        'Ω' | 'ω' => "омега",
        '∑' => "сумма",
        '√' => "корень",
        '∞' => "бесконечность",
        _ => "?",
    }
}

/// Signs without a meaning of their own, which an archive does not take.
const fn is_private(sign: char) -> bool {
    matches!(sign, '\u{0}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fffe}'..='\u{ffff}')
}

/// «и» and a breve are «й», «е» and two dots are «ё»; other marks go.
fn join(out: &mut String, mark: char) {
    let joined = match (out.chars().next_back(), mark) {
        (Some('и'), '\u{306}') => 'й',
        (Some('И'), '\u{306}') => 'Й',
        (Some('е'), '\u{308}') => 'ё',
        (Some('Е'), '\u{308}') => 'Ё',
        _ => return,
    };
    out.pop();
    out.push(joined);
}

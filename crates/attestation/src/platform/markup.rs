//! Text within markup. Next to nothing that people write has signs to be replaced, and that is found out sixteen bytes at a
//! time; what has some is written by the library, byte after byte.

use std::fmt::{Result, Write};

use askama::filters::{Escaper, Html};

/// The escaper of every `.html` template, named in `askama.toml`. A part of a page is markup already: `ui.html` and the frame
/// pass it on as `safe`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Markup;

impl Escaper for Markup {
    #[inline]
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> Result {
        if has_signs(text.as_bytes()) { Html.write_escaped_str(dest, text) } else { dest.write_str(text) }
    }
}

/// Whether anything is to be replaced. Looks at every byte without turning off halfway, so that many are looked at in one step.
fn has_signs(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, byte| found | matches!(byte, b'"' | b'&' | b'\'' | b'<' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_replaced_wherever_it_stands() {
        let written = |text: &str| {
            let mut out = String::new();
            Markup.write_escaped_str(&mut out, text).expect("a string takes everything");
            out
        };
        let plain = "МБОУ «СОШ № 1», Кожевниковский район";
        assert_eq!(written(plain), plain);
        assert_eq!(written(""), "");
        for (sign, instead) in [('"', "&#34;"), ('&', "&#38;"), ('\'', "&#39;"), ('<', "&#60;"), ('>', "&#62;")] {
            for (at, _) in plain.char_indices().chain([(plain.len(), ' ')]) {
                let (before, after) = plain.split_at(at);
                assert_eq!(written(&format!("{before}{sign}{after}")), format!("{before}{instead}{after}"));
            }
        }
    }
}

//! Breaking text into lines: by words, after a hyphen or a slash; a word longer than a line is broken at any sign and
//! never cut. A no-break space holds.

use super::face::Face;

/// A line of text with the space that ended it, when one did.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Width without the space at its end, in points.
    pub(super) width: f32,
}

/// Breaks a text of `size` points into lines of `width` points. There is always one line at least.
pub(super) fn broken(face: &Face, text: &str, size: f32, width: f32) -> Vec<Line> {
    let clean = face.clean(text);
    let mut lines = Vec::new();
    for part in clean.split('\n') {
        let mut filling = Filling { face, size, room: width, line: String::new(), width: 0.0, lines: &mut lines };
        for piece in pieces(part) {
            filling.add(piece);
        }
        filling.end();
    }
    lines
}

struct Filling<'f> {
    face: &'f Face,
    size: f32,
    room: f32,
    line: String,
    width: f32,
    lines: &'f mut Vec<Line>,
}

impl Filling<'_> {
    /// A piece after which a line may end, with the space at its end.
    fn add(&mut self, piece: &str) {
        let solid = piece.trim_end_matches(' ');
        let wide = self.face.width(solid) * self.size;
        if self.width + wide > self.room && !self.line.trim_end_matches(' ').is_empty() {
            self.end();
        }
        if wide > self.room {
            for sign in solid.chars() {
                let one = self.face.width_of(sign) * self.size;
                if self.width + one > self.room && !self.line.is_empty() {
                    self.end();
                }
                self.line.push(sign);
                self.width += one;
            }
        } else {
            self.line.push_str(solid);
            self.width += wide;
        }
        let space = &piece[solid.len()..];
        self.line.push_str(space);
        self.width += self.face.width(space) * self.size;
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.line);
        let width = self.face.width(text.trim_end_matches(' ')) * self.size;
        self.lines.push(Line { text, width });
        self.width = 0.0;
    }
}

/// Pieces after which a line may end.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        let ends = match sign {
            ' ' => next != Some(' '),
            '-' => before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic),
            '/' => next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if ends {
            let end = at + sign.len_utf8();
            all.push(&text[start..end]);
            start = end;
        }
        before = Some(sign);
    }
    if start < text.len() {
        all.push(&text[start..]);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::face::faces;
    use super::super::paper::Weight;
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let face = faces().expect("the faces").of(Weight::Regular);
        broken(face, text, 10.0, width).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(lines("раз два три", 30.0), ["раз ", "два ", "три"]);
        assert_eq!(lines("раз два три", 1000.0), ["раз два три"]);
        assert_eq!(lines("раз\nдва", 1000.0), ["раз", "два"]);
        assert_eq!(lines("", 1000.0), [""]);
    }

    #[test]
    fn a_no_break_space_holds() {
        assert_eq!(lines("дело №\u{a0}22", 40.0), ["дело ", "№\u{a0}22"]);
    }

    #[test]
    fn a_long_word_is_broken_and_not_cut() {
        let all = lines("Нижневартовскнефтегазгеология", 40.0);
        assert!(all.len() > 2, "{all:?}");
        assert_eq!(all.concat(), "Нижневартовскнефтегазгеология");
        assert_eq!(lines("учитель-логопед", 50.0), ["учитель-", "логопед"]);
    }

    #[test]
    fn signs_the_face_lacks_are_marked() {
        assert_eq!(lines("и\u{306}од 😀\u{200b}", 1000.0), ["йод ?"]);
    }
}

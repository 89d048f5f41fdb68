//! What a list is narrowed to: pieces of a `where`, each with its values, numbered as they come.

use super::record::Value;

/// Conditions joined by `and`. A piece names its values by `?`; they become `$n` after the values before them.
#[derive(Default)]
pub struct Narrowed<'v> {
    values: Vec<Value<'v>>,
    pieces: Vec<String>,
}

impl<'v> Narrowed<'v> {
    /// Begins with the values the question itself uses: `$1`, `$2`…
    pub fn after(values: Vec<Value<'v>>) -> Self {
        Self { values, pieces: Vec::new() }
    }

    /// Adds a piece without values.
    pub fn by(&mut self, piece: &str) {
        self.pieces.push(piece.to_owned());
    }

    /// Adds a piece with a value for each `?` in it.
    pub fn with(&mut self, piece: &str, values: impl IntoIterator<Item = Value<'v>>) {
        let mut piece = piece.to_owned();
        for value in values {
            self.values.push(value);
            piece = piece.replacen('?', &format!("${}", self.values.len()), 1);
        }
        self.pieces.push(piece);
    }

    /// Adds a piece for each of the first words of a text that is searched.
    pub fn words(&mut self, key: &str, most: usize, mut add: impl FnMut(&mut Self, &str)) {
        for word in key.split(' ').filter(|word| !word.is_empty()).take(most) {
            add(self, word);
        }
    }

    /// The pieces after `where`, or after `and`, with this word before them; nothing when there is none.
    pub fn sql(&self, before: &str) -> String {
        if self.pieces.is_empty() { String::new() } else { format!(" {before} {}", self.pieces.join(" and ")) }
    }

    /// The values of the whole question.
    pub fn values(&self) -> &[Value<'v>] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_as_they_come() {
        let mut narrowed = Narrowed::after(vec![20_i64.into()]);
        assert_eq!(narrowed.sql("where"), "");
        narrowed.by("a.x is null");
        narrowed.with("(a.due_on, a.id) > (?, ?)", ["2026-11-23".into(), "7".into()]);
        assert_eq!(narrowed.sql("where"), " where a.x is null and (a.due_on, a.id) > ($2, $3)");
        assert_eq!(narrowed.values().len(), 3);
    }
}

//! The columns of a table a loop has made wider or narrower: its grid is written anew, the table as wide as it was.

/// Columns a row may take, and the widest of them in twentieths of a point: more than any sheet of paper has.
const MOST: (usize, u32) = (1_000, 100_000);

/// What a table that is open has said so far.
#[derive(Default)]
pub(super) struct Columns {
    /// Where its grid stands in what is written.
    grid: Option<(usize, usize)>,
    /// The widths in the grid, in twentieths of a point.
    said: Vec<u32>,
    /// Widths of the cells of the row that is open, and how many columns each takes.
    row: Vec<(u32, usize)>,
    /// The row with most columns.
    widest: Vec<(u32, usize)>,
    /// Whether it keeps what it was before somebody's change; then it is left as it is.
    is_changed: bool,
}

fn count(row: &[(u32, usize)]) -> usize {
    row.iter().map(|(_, span)| span).sum()
}

/// A number in an attribute.
fn number(raw: &str, attribute: &str) -> Option<u32> {
    let from = raw.find(&format!(" {attribute}=\""))? + attribute.len() + 3;
    raw[from..].split('"').next()?.parse().ok()
}

fn width(raw: &str) -> u32 {
    number(raw, "w:w").unwrap_or(0).min(MOST.1)
}

fn columns(raw: &str) -> Option<usize> {
    Some(usize::try_from(number(raw, "w:val")?).ok()?.min(MOST.0))
}

impl Columns {
    /// An element of the table begins; it will stand at `at`.
    pub(super) fn begins(&mut self, name: &str, raw: &str, at: usize) {
        match name {
            "w:tblGrid" if self.grid.is_none() => self.grid = Some((at, at)),
            "w:gridCol" => self.said.push(width(raw)),
            "w:tr" => self.ends_row(),
            "w:tc" => self.row.push((0, 1)),
            "w:gridBefore" | "w:gridAfter" => self.row.push((0, columns(raw).unwrap_or(0))),
            "w:tcW" if !raw.contains("\"pct\"") => {
                if let Some(cell) = self.row.last_mut() {
                    cell.0 = width(raw);
                }
            }
            "w:gridSpan" => {
                if let Some(cell) = self.row.last_mut() {
                    cell.1 = columns(raw).unwrap_or(1);
                }
            }
            _ => self.is_changed |= name.ends_with("Change"),
        }
    }

    /// The grid ends before `at`.
    pub(super) fn ends_grid(&mut self, at: usize) {
        if let Some(grid) = &mut self.grid {
            grid.1 = at;
        }
    }

    /// Of rows with as many columns the one with fewer joined cells tells more of widths.
    fn ends_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let (here, most) = (count(&row), count(&self.widest));
        if here > most || (here == most && row.len() > self.widest.len()) {
            self.widest = row;
        }
    }

    /// Writes the grid anew when rows have more columns than it, or fewer.
    pub(super) fn settle(mut self, out: &mut String) {
        self.ends_row();
        let Some((from, to)) = self.grid.filter(|(from, to)| from < to) else { return };
        let columns = count(&self.widest);
        if self.is_changed || columns == 0 || columns > MOST.0 || columns == self.said.len() {
            return;
        }
        let whole: u64 = self.said.iter().map(|width| u64::from(*width)).sum();
        let parts: Vec<u64> = self
            .widest
            .iter()
            .flat_map(|(width, span)| vec![u64::from(*width) / (*span).max(1) as u64; *span])
            .collect();
        let sum: u64 = parts.iter().sum();
        let is_told = parts.iter().all(|part| *part > 0);
        let width = |part: &u64| if is_told { whole * part / sum } else { whole / columns as u64 };
        let grid: Vec<String> = parts.iter().map(|part| format!("<w:gridCol w:w=\"{}\"/>", width(part))).collect();
        out.replace_range(from..to, &format!("<w:tblGrid>{}</w:tblGrid>", grid.concat()));
    }
}

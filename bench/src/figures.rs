//! Figures of a run: ratios of runs made in turn, their middle and their ends, and the table they end up in.

use std::fmt::Write;

/// Several figures of one thing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    /// One more.
    pub(crate) fn add(&mut self, figure: f64) {
        self.0.push(figure);
    }

    /// The middle one.
    pub(crate) fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// «0.31 (0.29–0.33)».
    pub(crate) fn told(&self) -> String {
        let (low, high) =
            self.0.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(*one), high.max(*one)));
        format!("{:.2} ({low:.2}–{high:.2})", self.median())
    }

    /// Figure by figure, this over that.
    #[must_use]
    pub(crate) fn over(&self, that: &Self) -> Self {
        Self(self.0.iter().zip(&that.0).map(|(one, other)| one / other).collect())
    }
}

/// Which side of the target is good.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// At least so much.
    Least(f64),
    /// At most so much.
    Most(f64),
    /// Only told.
    None,
}

/// One line of the report.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    what: String,
    found: String,
    target: String,
    reached: &'static str,
    beside: String,
}

/// The report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    lines: Vec<Line>,
}

impl Report {
    /// A line about figures: their middle against the target.
    pub(crate) fn line(&mut self, what: &str, figures: &Figures, target: Target, beside: &str) {
        self.put(what, figures.told(), figures.median(), target, beside);
    }

    /// A line about one figure.
    pub(crate) fn one(&mut self, what: &str, figure: f64, target: Target, beside: &str) {
        self.put(what, format!("{figure:.2}"), figure, target, beside);
    }

    fn put(&mut self, what: &str, found: String, figure: f64, target: Target, beside: &str) {
        let (target, is_reached) = match target {
            Target::Least(least) => (format!("≥ {least}"), Some(figure >= least)),
            Target::Most(most) => (format!("≤ {most}"), Some(figure <= most)),
            Target::None => ("—".to_owned(), None),
        };
        let reached = match is_reached {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "—",
        };
        println!("{what}: {found} (target {target}, reached: {reached}) {beside}");
        self.lines.push(Line { what: what.to_owned(), found, target, reached, beside: beside.to_owned() });
    }

    /// The table in markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = "| What | Median (min–max) | Target | Reached | Beside |\n|---|---|---|---|---|\n".to_owned();
        for line in &self.lines {
            // Writing into a string cannot fail.
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                line.what, line.found, line.target, line.reached, line.beside
            );
        }
        out
    }
}

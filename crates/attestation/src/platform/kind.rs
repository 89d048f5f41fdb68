//! Kinds of acts: the code that is stored, the words that are shown, and who reads acts of the kind.

/// Who reads acts of a kind in the history of the case they are about. Whoever reads what stands further on reads all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody who sees the case.
    Everybody,
    /// Those whom the conclusion is open to.
    Conclusion,
    /// The Centre alone.
    Centre,
    /// Nobody: it stands in the journal and is no part of the history.
    Nobody,
}

/// A kind of act: the code that is stored, the words by which the centre finds it, and who reads it beside the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Stored in the journal, `noun.verb`.
    pub code: &'static str,
    /// Shown in the journal's filter.
    pub label: &'static str,
    /// Who reads it in the history of a case.
    pub audience: Audience,
    /// Whether it tells that a case, what is kept of a teacher, or a record of the register was looked at or its files were taken.
    pub is_opening: bool,
    /// Whether it tells that a list of people, or everything of one person, was taken as a file.
    pub is_list: bool,
}

impl Kind {
    /// A kind whose acts are closed to all but the Centre: its words were written for nobody else.
    pub const fn of(code: &'static str, label: &'static str) -> Self {
        Self { code, label, audience: Audience::Centre, is_opening: false, is_list: false }
    }

    /// A kind that tells of looking at a case, a teacher's data or a record of the register, or of taking files of them: no part of a case's history.
    pub const fn opening(code: &'static str, label: &'static str) -> Self {
        Self { code, label, audience: Audience::Nobody, is_opening: true, is_list: false }
    }

    /// The same kind, telling that a list of people was taken as a file: the journal does not name who is in it.
    #[must_use]
    pub const fn of_list(mut self) -> Self {
        self.is_list = true;
        self
    }

    /// The same kind, read in the history of a case by these: its words must be fit for each of them.
    #[must_use]
    pub const fn told_to(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }
}

//! One erasure as its note tells it: what kind, of whom by ids, on which day. No name, no word of what was erased.

use serde::{Deserialize, Serialize};

/// An act of erasure: what its row needs beside its cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActOf {
    /// The year its number is of.
    pub year: i64,
    /// Its number.
    pub number: i64,
    /// The account that drew it up.
    pub drawn_by: String,
    /// The account that confirmed it.
    pub done_by: String,
}

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum What {
    /// Cases and attestations for fitness, by an act.
    Act {
        /// The act.
        act: ActOf,
        /// Their ids.
        cases: Vec<String>,
        /// Ids of attestations for fitness.
        #[serde(default)]
        attestations: Vec<String>,
    },
    /// A person, at their own request.
    Person {
        /// The cabinet.
        account: Option<String>,
        /// The teacher.
        teacher: Option<String>,
    },
    /// Drafts, at their owner's request.
    Drafts {
        /// Their ids.
        drafts: Vec<String>,
    },
}

/// One erasure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id: of an act that of the act.
    pub id: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The moment, microseconds since 1970 in UTC.
    pub at: i64,
    /// What was erased.
    #[serde(flatten)]
    pub what: What,
}

impl Entry {
    /// How many cases and attestations are in it.
    pub fn cases(&self) -> usize {
        match &self.what {
            What::Act { cases, attestations, .. } => cases.len() + attestations.len(),
            What::Person { .. } | What::Drafts { .. } => 0,
        }
    }

    /// How many people it forgets: whoever asked that drafts be erased is one too.
    pub const fn people(&self) -> usize {
        match self.what {
            What::Act { .. } => 0,
            What::Person { .. } | What::Drafts { .. } => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        let act = ActOf { year: 2031, number: 1, drawn_by: "a".into(), done_by: "b".into() };
        let person = What::Person { account: None, teacher: Some("t".into()) };
        let act = What::Act { act, cases: vec!["c".into()], attestations: vec!["f".into()] };
        for what in [act, person, What::Drafts { drafts: vec!["d".into()] }] {
            let entry = Entry { id: "1".into(), day: "2031-11-24".into(), at: 5, what };
            let text = serde_json::to_string(&entry).expect("a note");
            assert_eq!(serde_json::from_str::<Entry>(&text).expect("an entry"), entry, "{text}");
        }
        assert!(serde_json::from_str::<Entry>("{\"id\": \"1\"}").is_err());
        let before = r#"{"id":"1","day":"2031-11-24","at":5,"kind":"act","act":{"year":2031,"number":1,"drawn_by":"a","done_by":"b"},"cases":["c"]}"#;
        assert_eq!(serde_json::from_str::<Entry>(before).expect("a note of an earlier program").cases(), 1);
    }
}

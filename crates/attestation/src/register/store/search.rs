//! The SQL of lists: the centre's search through the whole register, a school's own people.
//! A list goes by name, or by the day of the end when it is asked what ends soon; each order stands in an index.

use crate::accounts::Organization;
use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::key;
use crate::platform::narrowing::Narrowed;

use super::super::model::Record;
use super::{RECORD, TABLES, read};

/// What the list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub(in crate::register) struct Filter {
    /// Beginnings of words of the name.
    pub(in crate::register) name: String,
    /// A part of the organisation's name.
    pub(in crate::register) organization: String,
    /// A part of the municipality's name.
    pub(in crate::register) municipality: String,
    /// A post's code.
    pub(in crate::register) post: String,
    /// A category.
    pub(in crate::register) category: Option<Category>,
    /// In force on this day.
    pub(in crate::register) on: Option<Day>,
    /// Ending from the first of these days to the second.
    pub(in crate::register) ends: Option<(Day, Day)>,
    /// One school.
    pub(in crate::register) school: Option<Id<Organization>>,
    /// The row before the page: what the list goes by, and the id.
    pub(in crate::register) after: Option<(String, Id<Record>)>,
}

impl Filter {
    /// What a row's place in the list is told by.
    pub(in crate::register) fn border(&self, record: &Record) -> (String, Id<Record>) {
        let key = match (self.ends, record.valid_to) {
            (Some(_), Some(last)) => last.to_string(),
            _ => record.name.key(),
        };
        (key, record.id)
    }
}

/// Records in force, `most` at most.
pub(in crate::register) fn page(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Record>, DbError> {
    let mut narrowed = Narrowed::after(vec![i64::try_from(most).unwrap_or(i64::MAX).into()]);
    narrowed.by("r.replaced_at is null");
    by_words(filter, &mut narrowed);
    by_facts(filter, &mut narrowed);
    let order = if filter.ends.is_some() { "r.valid_to" } else { "r.name_key" };
    if let Some((key, id)) = &filter.after {
        narrowed.with(&format!("({order}, r.id) > (?, ?)"), [key.clone().into(), (*id).into()]);
    }
    let conditions = narrowed.sql("where");
    let sql = format!("select {RECORD} from {TABLES}{conditions} order by {order}, r.id limit $1");
    reader.rows(&sql, narrowed.values(), read)
}

/// A word shorter than this begins too many names to search by.
const SHORTEST: usize = 2;

fn by_words(filter: &Filter, narrowed: &mut Narrowed<'_>) {
    narrowed.words(&key(&filter.name), 3, |narrowed, word| {
        if word.chars().count() >= SHORTEST {
            let (start, end) = (word.to_owned(), format!("{word}\u{10ffff}"));
            let piece = "r.id in (select w.record_id from register_words w where w.word >= ? and w.word < ?)";
            narrowed.with(piece, [start.into(), end.into()]);
        }
    });
    narrowed.words(&key(&filter.organization), 4, |narrowed, word| {
        let piece = "r.place_id in (select x.id from register_places x where x.name_key like ?)";
        narrowed.with(piece, [format!("%{word}%").into()]);
    });
    narrowed.words(&key(&filter.municipality), 4, |narrowed, word| {
        // Half the register may be of one town: its people are met on the way through the list, not gathered first.
        let piece = "r.place_id || '' in (select x.id from register_places x where x.municipality_key like ?)";
        narrowed.with(piece, [format!("%{word}%").into()]);
    });
}

fn by_facts(filter: &Filter, narrowed: &mut Narrowed<'_>) {
    if !filter.post.is_empty() {
        narrowed.with("r.post_code = ?", [filter.post.clone().into()]);
    }
    if let Some(category) = filter.category {
        narrowed.with("r.category = ?", [category.code().into()]);
    }
    if let Some(day) = filter.on {
        let piece = "r.entry <> 'revoked' and r.granted_on <= ? and (r.valid_to is null or r.valid_to >= ?)";
        narrowed.with(piece, [day.into(), day.into()]);
    }
    if let Some((first, last)) = filter.ends {
        let piece = "r.entry <> 'revoked' and r.valid_to is not null and r.valid_to >= ? and r.valid_to <= ?";
        narrowed.with(piece, [first.into(), last.into()]);
    }
    if let Some(school) = filter.school {
        narrowed.by("r.entry <> 'revoked'");
        narrowed.with("r.place_id in (select x.id from register_places x where x.organization_id = ?)", [school.into()]);
    }
}

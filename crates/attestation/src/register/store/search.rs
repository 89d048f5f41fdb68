//! The SQL of lists: the centre's search through the whole register, a school's own people.
//! What few rows have is gathered by its index; what many have is met on the way through the list, which has an index too.

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
pub struct Filter {
    /// Beginnings of words of the name.
    pub name: String,
    /// A part of the organisation's name.
    pub organization: String,
    /// A part of the municipality's name.
    pub municipality: String,
    /// A post's code.
    pub post: String,
    /// A category.
    pub category: Option<Category>,
    /// In force on this day.
    pub on: Option<Day>,
    /// Ending from the first of these days to the second.
    pub ends: Option<(Day, Day)>,
    /// The whole name of the only municipality that is read; revoked records are left out.
    pub within: Option<String>,
    /// One school.
    pub school: Option<Id<Organization>>,
    /// The row before the page: what the list goes by, and the id.
    pub after: Option<(String, Id<Record>)>,
}

impl Filter {
    /// What the list goes by, and whether from the last to the first: what ends soon by its end, a school by name,
    /// all else by the day of the decision.
    fn order(&self) -> (&'static str, bool) {
        match (self.ends, self.school) {
            (Some(_), _) => ("r.valid_to", false),
            (None, Some(_)) => ("r.name_key", false),
            (None, None) => ("r.granted_on", true),
        }
    }

    /// What a row's place in the list is told by.
    pub fn border(&self, record: &Record) -> (String, Id<Record>) {
        let key = match self.order().0 {
            "r.valid_to" => record.valid_to.map(|last| last.to_string()).unwrap_or_default(),
            "r.name_key" => record.name.key(),
            _ => record.granted_on.to_string(),
        };
        (key, record.id)
    }
}

/// Records in force, `most` at most.
pub fn page(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Record>, DbError> {
    let mut narrowed = Narrowed::after(vec![i64::try_from(most).unwrap_or(i64::MAX).into()]);
    narrowed.by("r.replaced_at is null");
    by_name(reader, filter, &mut narrowed)?;
    by_place(reader, filter, &mut narrowed)?;
    by_facts(filter, &mut narrowed);
    let (order, is_descending) = filter.order();
    let (sign, turn) = if is_descending { ("<", " desc") } else { (">", "") };
    if let Some((key, id)) = &filter.after {
        narrowed.with(&format!("({order}, r.id) {sign} (?, ?)"), [key.clone().into(), (*id).into()]);
    }
    let conditions = narrowed.sql("where");
    let sql = format!("select {RECORD} from {TABLES}{conditions} order by {order}{turn}, r.id{turn} limit $1");
    reader.rows(&sql, narrowed.values(), read)
}

/// A word shorter than this begins too many names to search by.
const SHORTEST: usize = 2;
/// So many rows are gathered and sorted at once; what more rows have is met on the way through the list sooner.
const FEW_WORDS: i64 = 2_000;
const FEW_PLACES: i64 = 50;

fn by_name(reader: &mut Reader, filter: &Filter, narrowed: &mut Narrowed<'_>) -> Result<(), DbError> {
    let key = key(&filter.name);
    for word in key.split(' ').filter(|word| word.chars().count() >= SHORTEST).take(3) {
        let range = [word.to_owned().into(), format!("{word}\u{10ffff}").into()];
        let sql = format!(
            "select count(*) from (select 1 as one from register_words where word >= $1 and word < $2 limit {}) few",
            FEW_WORDS + 1
        );
        let piece = if reader.count(&sql, &range)? > FEW_WORDS {
            "exists (select 1 from register_words w where w.record_id = r.id and w.word >= ? and w.word < ?)"
        } else {
            "r.id in (select w.record_id from register_words w where w.word >= ? and w.word < ?)"
        };
        narrowed.with(piece, range);
    }
    Ok(())
}

fn by_place(reader: &mut Reader, filter: &Filter, narrowed: &mut Narrowed<'_>) -> Result<(), DbError> {
    let mut places = Narrowed::default();
    for (column, text) in [("x.name_key", &filter.organization), ("x.municipality_key", &filter.municipality)] {
        places.words(&key(text), 4, |places, word| {
            places.with(&format!("{column} like ?"), [format!("%{word}%").into()]);
        });
    }
    if let Some(own) = &filter.within {
        places.with("x.municipality_key = ?", [key(own).into()]);
        narrowed.by("r.entry <> 'revoked'");
    }
    if places.values().is_empty() {
        return Ok(());
    }
    let conditions = places.sql("where");
    let few = format!(
        "select count(*) from (select 1 as one from register_places x{conditions} limit {}) few",
        FEW_PLACES + 1
    );
    let place = if reader.count(&few, places.values())? > FEW_PLACES { "r.place_id || ''" } else { "r.place_id" };
    let values = places.values().to_vec();
    let marks = (1..=values.len()).rev().fold(conditions, |sql, at| sql.replace(&format!("${at}"), "?"));
    narrowed.with(&format!("{place} in (select x.id from register_places x{marks})"), values);
    Ok(())
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
        narrowed
            .with("r.place_id in (select x.id from register_places x where x.organization_id = ?)", [school.into()]);
    }
}

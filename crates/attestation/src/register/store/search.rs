//! The SQL of lists: the centre's search through the whole register, a school's own people.
//! A name is walked to by its words, which stand in the order of names. What few rows have is gathered by its index;
//! what many have is met on the way through the list, which has an index too.

use crate::accounts::Organization;
use crate::applications::Category;
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key, past};
use crate::platform::narrowing::Narrowed;
use crate::platform::record::BadColumn;

use super::super::model::Record;
use super::super::standing::Standing;
use super::{BY_WORDS, RECORD, Row, TABLES, read};

/// What the list is narrowed to and where its page begins.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Beginnings of words of the name.
    pub name: String,
    /// СНИЛС, eleven digits, in the place of a name; empty when it is not asked for.
    pub snils: String,
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

/// What a list goes by.
enum Order {
    /// A school's own people by name.
    School,
    /// The word that begins like the longest one typed, then the whole name: Иванов, Иванова, Иванович.
    Name(String),
    /// The last day, the nearest first.
    Ending,
    /// The day of the decision, the newest first.
    Decision,
}

impl Order {
    /// The columns, and whether from the last to the first.
    const fn columns(&self) -> (&'static str, bool) {
        match self {
            Self::School => ("r.name_key, r.id", false),
            Self::Name(_) => ("w.word, w.name_key, w.record_id", false),
            Self::Ending => ("r.valid_to, r.id", false),
            Self::Decision => ("r.granted_on, r.id", true),
        }
    }
}

/// A word shorter than this begins too many names to walk by; it only narrows.
const SHORTEST: usize = 2;
/// So many words of a name are looked at.
const WORDS: usize = 4;
/// So many places are gathered at once; what more of them have is met on the way through the list sooner.
const FEW_PLACES: i64 = 50;

impl Filter {
    /// The words of the name that is sought.
    fn words(&self) -> Vec<String> {
        key(&self.name).split(' ').filter(|word| !word.is_empty()).take(WORDS).map(str::to_owned).collect()
    }

    fn order(&self) -> Order {
        self.order_by(&self.words())
    }

    fn order_by(&self, words: &[String]) -> Order {
        let length = |word: &String| word.chars().count();
        let longest = words.iter().rev().max_by_key(|word| length(word)).filter(|word| length(word) >= SHORTEST);
        match (self.school, longest, self.ends) {
            (Some(_), _, _) => Order::School,
            (None, Some(word), _) => Order::Name(word.clone()),
            (None, None, Some(_)) => Order::Ending,
            (None, None, None) => Order::Decision,
        }
    }

    /// What the list goes by, for whoever reads it.
    pub fn order_in_words(&self) -> &'static str {
        match self.order() {
            Order::School | Order::Name(_) => "По алфавиту.",
            Order::Ending => "Сначала ближайший срок.",
            Order::Decision => "Новые решения сверху.",
        }
    }

    /// The place in the list of whoever has this name and this category, as it is told.
    pub fn place(&self, name: &FullName, standing: Standing) -> String {
        let name = name.key();
        match self.order() {
            Order::School => name,
            Order::Name(word) => {
                let met = name.split(' ').filter(|one| one.starts_with(&word)).min().unwrap_or_default();
                format!("{met} {name}")
            }
            Order::Ending => standing.valid_to.map(|last| last.to_string()).unwrap_or_default(),
            Order::Decision => standing.granted_on.to_string(),
        }
    }
}

/// Records in force, `most` at most.
pub fn page(reader: &mut Reader, filter: &Filter, most: usize) -> Result<Vec<Record>, DbError> {
    found(reader, filter, most, &Told { columns: RECORD, by_name: BY_WORDS, otherwise: TABLES, read })
}

/// How one row is asked for and read.
pub(super) struct Told<T> {
    /// `FACTS` stands for what holds the facts of a record, the words of its name or the record itself; `ID` for the record's id.
    pub(super) columns: &'static str,
    /// The tables of a search by name; words are `w` among them.
    pub(super) by_name: &'static str,
    /// Those of other lists; records are `r` among them.
    pub(super) otherwise: &'static str,
    pub(super) read: fn(&Row<'_>) -> Result<T, BadColumn>,
}

pub(super) fn found<T>(reader: &mut Reader, filter: &Filter, most: usize, told: &Told<T>) -> Result<Vec<T>, DbError> {
    let mut narrowed = Narrowed::after(vec![i64::try_from(most).unwrap_or(i64::MAX).into()]);
    let words = filter.words();
    let order = filter.order_by(&words);
    let (columns, is_descending) = order.columns();
    let (tables, facts, id) = if let Order::Name(word) = &order {
        // Words are those of records in force.
        walk_names(word, &mut narrowed);
        (told.by_name, "w", "w.record_id")
    } else {
        narrowed.by("r.replaced_at is null");
        (told.otherwise, "r", "r.id")
    };
    after(filter, &order, &mut narrowed);
    by_name(&words, &order, facts, &mut narrowed);
    by_place(reader, filter, facts, &mut narrowed)?;
    by_facts(filter, facts, &mut narrowed);
    let conditions = narrowed.sql("where");
    let order = if is_descending { columns.replace(',', " desc,") + " desc" } else { columns.to_owned() };
    let told_of = told.columns.replace("FACTS", facts).replace("ID", id);
    let sql = format!("select {told_of} from {tables}{conditions} order by {order} limit $1");
    reader.rows(&sql, narrowed.values(), told.read)
}

/// Rows of the words that begin so; a name with two such words is met at the first of them, which begins otherwise than the
/// name's word before it.
fn walk_names(word: &str, narrowed: &mut Narrowed<'_>) {
    narrowed.with("w.word >= ? and w.word < ?", [word.to_owned().into(), past(word).into()]);
    let letters = i64::try_from(word.chars().count()).unwrap_or(i64::MAX);
    narrowed.with("w.shared < ?", [letters.into()]);
}

/// What stands after the border of the page before.
fn after(filter: &Filter, order: &Order, narrowed: &mut Narrowed<'_>) {
    let Some((key, id)) = &filter.after else { return };
    let (columns, is_descending) = order.columns();
    let sign = if is_descending { "<" } else { ">" };
    if let Order::Name(_) = order {
        let (word, name) = key.split_once(' ').unwrap_or((key, ""));
        let border = [word.to_owned().into(), name.to_owned().into(), (*id).into()];
        narrowed.with(&format!("({columns}) {sign} (?, ?, ?)"), border);
    } else {
        narrowed.with(&format!("({columns}) {sign} (?, ?)"), [key.clone().into(), (*id).into()]);
    }
}

/// Each word that is sought begins one of the name's.
fn by_name(words: &[String], order: &Order, facts: &str, narrowed: &mut Narrowed<'_>) {
    for word in words {
        if !matches!(order, Order::Name(walked) if walked == word) {
            narrowed.with(&format!("(' ' || {facts}.name_key) like ?"), [format!("% {word}%").into()]);
        }
    }
}

fn by_place(reader: &mut Reader, filter: &Filter, facts: &str, narrowed: &mut Narrowed<'_>) -> Result<(), DbError> {
    let mut places = Narrowed::default();
    for (column, text) in [("x.name_key", &filter.organization), ("x.municipality_key", &filter.municipality)] {
        places.words(&key(text), 4, |places, word| {
            places.with(&format!("{column} like ?"), [format!("%{word}%").into()]);
        });
    }
    if let Some(own) = &filter.within {
        places.with("x.municipality_key = ?", [key(own).into()]);
        narrowed.by(&format!("{facts}.entry <> 'revoked'"));
    }
    if places.values().is_empty() {
        return Ok(());
    }
    let conditions = places.sql("where");
    let few = format!(
        "select count(*) from (select 1 as one from register_places x{conditions} limit {}) few",
        FEW_PLACES + 1
    );
    let walked = if reader.count(&few, places.values())? > FEW_PLACES { " || ''" } else { "" };
    let values = places.values().to_vec();
    let marks = (1..=values.len()).rev().fold(conditions, |sql, at| sql.replace(&format!("${at}"), "?"));
    narrowed.with(&format!("{facts}.place_id{walked} in (select x.id from register_places x{marks})"), values);
    Ok(())
}

fn by_facts(filter: &Filter, facts: &str, narrowed: &mut Narrowed<'_>) {
    let stands = format!("{facts}.entry <> 'revoked'");
    if !filter.snils.is_empty() {
        narrowed.with(&format!("{facts}.snils <> '' and {facts}.snils = ?"), [filter.snils.clone().into()]);
    }
    if !filter.post.is_empty() {
        narrowed.with(&format!("{facts}.post_code = ?"), [filter.post.clone().into()]);
    }
    if let Some(category) = filter.category {
        narrowed.with(&format!("{facts}.category = ?"), [category.code().into()]);
    }
    if let Some(day) = filter.on {
        narrowed.by(&stands);
        let lasts = format!("({facts}.valid_to is null or {facts}.valid_to >= ?)");
        narrowed.with(&format!("{facts}.granted_on <= ? and {lasts}"), [day.into(), day.into()]);
    }
    if let Some((first, last)) = filter.ends {
        narrowed.by(&stands);
        let within = format!("{facts}.valid_to is not null and {facts}.valid_to >= ? and {facts}.valid_to <= ?");
        narrowed.with(&within, [first.into(), last.into()]);
    }
    if let Some(school) = filter.school {
        narrowed.by(&stands);
        let own = format!("{facts}.place_id in (select x.id from register_places x where x.organization_id = ?)");
        narrowed.with(&own, [school.into()]);
    }
}

//! What lists tell of records. A row holds the place and the post by their keys; how they are called is known already:
//! places are never written otherwise, posts are kept for filters. The few that are not known are asked about.

use std::collections::HashMap;
use std::sync::Arc;

use crate::applications;
use crate::context::App;
use crate::platform::among::among;
use crate::platform::choices::List;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::lasting::Lasting;
use crate::platform::names::{FullName, PlaceName};
use crate::platform::record::BadColumn;

use super::super::model::Listed;
use super::super::standing::Standing;
use super::Row;
use super::search::{Filter, Told, found};

/// Names that lists do not ask the database for.
#[derive(Clone)]
pub(in crate::register) struct Known {
    /// Posts by their codes.
    pub(in crate::register) posts: Arc<List>,
    places: Arc<Lasting<PlaceName>>,
}

impl Known {
    /// What is known now.
    pub(in crate::register) async fn of(app: &App) -> Result<Self, DbError> {
        Ok(Self { posts: applications::post_choices(app).await?, places: Arc::clone(&app.places) })
    }
}

/// A row with the keys of its place and post.
struct Keyed {
    line: Listed,
    place: Id<PlaceName>,
    /// The post's code; empty when the post is written in the row.
    post: String,
}

const COLUMNS: &str = "ID, FACTS.surname, FACTS.given, FACTS.patronymic, FACTS.post_written, FACTS.category, FACTS.entry, FACTS.granted_on,
    FACTS.valid_to, FACTS.place_id, case FACTS.post_written when '' then FACTS.post_code else '' end";

fn keyed(row: &Row<'_>) -> Result<Keyed, BadColumn> {
    let line = Listed {
        id: row.get(0)?,
        name: FullName::read(row, 1)?,
        post: row.get(4)?,
        place: Arc::default(),
        category: row.get(5)?,
        standing: Standing { entry: row.get(6)?, granted_on: row.get(7)?, valid_to: row.get(8)?, is_replaced: false },
    };
    Ok(Keyed { line, place: row.get(9)?, post: row.get(10)? })
}

/// Records in force as a list tells of them, `most` at most.
pub(in crate::register) fn lines(
    reader: &mut Reader,
    known: &Known,
    filter: &Filter,
    most: usize,
) -> Result<Vec<Listed>, DbError> {
    let told = Told { columns: COLUMNS, by_name: "register_words w", otherwise: "register_records r", read: keyed };
    let rows = found(reader, filter, most, &told)?;
    let ids: Vec<Id<PlaceName>> = rows.iter().map(|row| row.place).collect();
    let places = known.places.each(&ids, |unknown| places_of(reader, unknown))?;
    let unknown = unknown_posts(reader, known, &rows)?;
    let told = rows.into_iter().zip(places).map(|(row, place)| {
        let mut line = row.line;
        line.place = place.unwrap_or_default();
        if let Some(name) = known.posts.text(&row.post).or_else(|| unknown.get(&row.post).map(String::as_str)) {
            name.clone_into(&mut line.post);
        }
        line
    });
    Ok(told.collect())
}

fn places_of(reader: &mut Reader, ids: &[Id<PlaceName>]) -> Result<Vec<(Id<PlaceName>, PlaceName)>, DbError> {
    let ids: Vec<String> = ids.iter().map(Id::to_string).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "select id, name, municipality from register_places where id in (MANY)";
    among(reader, sql, &[], &ids, |row| Ok((row.get(0)?, PlaceName { name: row.get(1)?, municipality: row.get(2)? })))
}

/// Names of posts that came a moment ago, by their codes.
fn unknown_posts(reader: &mut Reader, known: &Known, rows: &[Keyed]) -> Result<HashMap<String, String>, DbError> {
    let codes = rows.iter().map(|row| row.post.as_str());
    let codes: Vec<&str> = codes.filter(|code| !code.is_empty() && known.posts.text(code).is_none()).collect();
    let sql = "select code, name from posts where code in (MANY)";
    Ok(among(reader, sql, &[], &codes, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

//! A report counted anew or taken from what was counted less than a minute ago.

use jiff::SignedDuration;

use crate::context::App;
use crate::platform::clock::Moment;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::tally::Age;

use super::figures::{Count, Table};
use super::model::{Asked, Scope};
use super::report::Report;
use super::store::{self, Border};
use super::tables;

/// A report walks an index over its whole period; asked again within this time it is not walked again.
const AGE: Age = Age { quiet: SignedDuration::from_secs(60), changed: SignedDuration::from_secs(60) };

/// A report with the moment it was counted.
pub(super) struct Found {
    pub(super) table: Table,
    pub(super) at: Moment,
    /// The school the next page begins after.
    pub(super) next: Border,
}

/// The report that was asked for; of schools, `most` at most after a border.
pub(super) async fn find(app: &App, report: Report, asked: &Asked, page: (Border, usize)) -> Result<Found, Failure> {
    if report == Report::Schools {
        return schools(app, asked, page).await;
    }
    let name = name(report, asked);
    let narrowed = asked.clone();
    let count = || async {
        let counts = app.db.read(move |reader| store::counts(reader, report, &narrowed)).await?;
        Ok::<_, DbError>(counts.iter().map(Count::kept).collect())
    };
    let (at, kept) = app.tallies.get(&name, app.now(), AGE, count).await?;
    let counts: Vec<Count> = kept.into_iter().map(Count::of_kept).collect();
    Ok(Found { table: tables::table(report, asked, &counts), at, next: None })
}

async fn schools(app: &App, asked: &Asked, (after, most): (Border, usize)) -> Result<Found, Failure> {
    let narrowed = asked.clone();
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let read = app.db.read(move |reader| {
        let mut schools = store::schools(reader, &narrowed, after, limit)?;
        let has_more = schools.len() > most;
        schools.truncate(most);
        let counts = store::school_counts(reader, &narrowed, &schools)?;
        Ok::<_, DbError>((schools, counts, store::totals(reader, &narrowed)?, has_more))
    });
    let (schools, counts, totals, has_more) = read.await?;
    let next = schools.last().filter(|_| has_more).map(|last| last.id);
    Ok(Found { table: tables::of_schools(&schools, &counts, &totals), at: app.now(), next })
}

/// The name these figures are kept under: nobody is shown what was counted for another scope.
fn name(report: Report, asked: &Asked) -> String {
    let scope = match &asked.scope {
        Scope::All => "all".to_owned(),
        Scope::Municipality(name) => format!("municipality {name}"),
        Scope::School(id, _) => format!("school {id}"),
    };
    let Asked { from, to, today, municipality, post, category, .. } = asked;
    let category = category.map_or("", |category| category.code());
    format!("report {}\n{scope}\n{from} {to} {today}\n{municipality}\n{post}\n{category}", report.code())
}

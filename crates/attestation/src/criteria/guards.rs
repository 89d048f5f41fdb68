//! The guards of a set, of a draft and of its parts: only the centre keeps the sets; those who work by them read them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::accounts::{Centre, Charge, InCharge, Role, Signed, SignedIn, path_part};
use crate::context::App;
use crate::platform::doors::Guard;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::model::{CriteriaSet, Indicator, Row, State};
use super::store;

impl Charge for CriteriaSet {
    type By = Centre;
    const NOUN: &'static str = "criteria";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        name.parse().map_or(Ok(None), |id| store::load(reader, id))
    }
}

/// Somebody who reads the sets: the centre that keeps them, and those who work by them.
pub(super) struct CriteriaReader(pub(super) Signed);

impl CriteriaReader {
    /// Whether they keep the sets too, and see those not published.
    pub(super) fn keeps(&self) -> bool {
        self.0.seat.role == Role::Centre
    }

    /// The pages that lead to the list.
    pub(super) fn trail_of_list(&self) -> &'static [(&'static str, &'static str)] {
        if self.keeps() {
            &[("/cabinet", "Личный кабинет"), ("/settings", "Настройки")]
        } else {
            &[("/cabinet", "Личный кабинет")]
        }
    }

    /// The pages that lead to a page of a set.
    pub(super) fn trail(&self) -> &'static [(&'static str, &'static str)] {
        if self.keeps() {
            &super::draft::TRAIL
        } else {
            &[("/settings/criteria", "Наборы показателей")]
        }
    }
}

/// A set this person may read.
pub(super) struct SetInSight {
    pub(super) by: CriteriaReader,
    pub(super) set: CriteriaSet,
}

impl Guard for CriteriaReader {
    const WHO: &'static str = "the centre, a specialist, a member of a commission";
}

impl Guard for SetInSight {
    const WHO: &'static str = "the centre; when it is published, a specialist, a member of a commission";
}

impl FromRequestParts<App> for CriteriaReader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let SignedIn(by) = SignedIn::from_request_parts(parts, app).await?;
        match by.seat.role {
            Role::Centre | Role::Specialist | Role::Member => Ok(Self(by)),
            _ => Err(Failure::Hidden),
        }
    }
}

impl FromRequestParts<App> for SetInSight {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let by = CriteriaReader::from_request_parts(parts, app).await?;
        let raw = path_part(parts, app, "id").await;
        let name = raw.clone();
        let found = app.db.read(move |reader| CriteriaSet::find(reader, &name)).await?;
        match found.filter(|set| by.keeps() || set.state == State::Published) {
            Some(set) => Ok(Self { by, set }),
            None => Err(by.0.turned_away(app, CriteriaSet::NOUN, &raw).await),
        }
    }
}

/// A set that may still be changed.
pub(super) struct CentresDraft {
    pub(super) by: Centre,
    pub(super) set: CriteriaSet,
}

impl Guard for CentresDraft {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for CentresDraft {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let InCharge { by, it: set } = InCharge::<CriteriaSet>::from_request_parts(parts, app).await?;
        if set.state == State::Published {
            return Err(Failure::Conflict(
                "Этот набор опубликован и больше не меняется. Откройте его и сделайте новую версию.".to_owned(),
            ));
        }
        Ok(Self { by, set })
    }
}

/// An indicator of a draft.
pub(super) struct DraftIndicator {
    pub(super) by: Centre,
    pub(super) set: CriteriaSet,
    /// Its place among the indicators.
    pub(super) place: usize,
}

impl DraftIndicator {
    /// The indicator itself.
    pub(super) fn one(&self) -> &Indicator {
        &self.set.indicators[self.place]
    }
}

impl Guard for DraftIndicator {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for DraftIndicator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let CentresDraft { by, set } = CentresDraft::from_request_parts(parts, app).await?;
        let id: Id<Indicator> = path_part(parts, app, "indicator").await.parse().map_err(|_| Failure::Hidden)?;
        let place = set.indicators.iter().position(|one| one.id == id).ok_or(Failure::Hidden)?;
        Ok(Self { by, set, place })
    }
}

/// A row of a draft.
pub(super) struct DraftRow {
    pub(super) by: Centre,
    pub(super) set: CriteriaSet,
    /// The place of its indicator, and its own among the rows of that.
    pub(super) place: (usize, usize),
}

impl DraftRow {
    /// The row itself.
    pub(super) fn one(&self) -> &Row {
        &self.set.indicators[self.place.0].rows[self.place.1]
    }
}

impl Guard for DraftRow {
    const WHO: &'static str = "the centre";
}

impl FromRequestParts<App> for DraftRow {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let CentresDraft { by, set } = CentresDraft::from_request_parts(parts, app).await?;
        let id: Id<Row> = path_part(parts, app, "row").await.parse().map_err(|_| Failure::Hidden)?;
        let in_each = set.indicators.iter().map(|one| one.rows.iter().position(|row| row.id == id));
        let place = in_each.enumerate().find_map(|(of, row)| Some((of, row?))).ok_or(Failure::Hidden)?;
        Ok(Self { by, set, place })
    }
}

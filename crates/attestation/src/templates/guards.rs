//! Guards of templates: a paper with what is in force of it, one version of the Centre's own.

use crate::accounts::{Centre, Charge};
use crate::papers::{self, Own, Paper, Version};
use crate::platform::engine::{DbError, Reader};

use super::ways::Way;
use super::{kinds, known};

/// A paper, with the version in force when anything was ever published.
pub(super) struct Kept {
    pub(super) paper: &'static Paper,
    pub(super) newest: Option<Version>,
}

impl Kept {
    /// The Centre's own template in force; none when that of the program is.
    pub(super) fn own(&self) -> Option<(&Version, &Own)> {
        self.newest.as_ref().and_then(|one| one.own.as_ref().map(|own| (one, own)))
    }
}

impl Charge for Kept {
    type By = Centre;
    const NOUN: &'static str = "paper";
    const PART: &'static str = "paper";

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        let Some(paper) = known::named(name).map(|known| known.paper) else { return Ok(None) };
        Ok(Some(Self { paper, newest: papers::newest(reader, paper.code)? }))
    }
}

/// A version of the Centre's own template.
pub(super) struct Sent {
    pub(super) paper: &'static Paper,
    /// How it is tried.
    pub(super) way: &'static Way,
    pub(super) version: Version,
    pub(super) own: Own,
    pub(super) is_in_force: bool,
    /// The last trial went wrong, and no other has gone well since.
    pub(super) has_failed: bool,
}

impl Sent {
    /// Whether it was in force once and may be so again; the blank of specialists has a way of its own.
    pub(super) fn may_return(&self) -> bool {
        self.version.published_at.is_some() && !self.is_in_force && self.paper.code != papers::BLANK
    }
}

impl Charge for Sent {
    type By = Centre;
    const NOUN: &'static str = papers::SUBJECT;

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        let Ok(id) = name.parse() else { return Ok(None) };
        let Some(version) = papers::by_id(reader, id)? else { return Ok(None) };
        let (Some(known), Some(own)) = (known::of_version(&version.paper), version.own.clone()) else {
            return Ok(None);
        };
        let (paper, way) = (known.paper, &known.way);
        let newest = papers::newest(reader, paper.code)?;
        let has_failed = papers::is_told(reader, id, kinds::FAILED)? && version.tried_at.is_none();
        let is_in_force = newest.is_some_and(|one| one.id == version.id);
        Ok(Some(Self { paper, way, version, own, is_in_force, has_failed }))
    }
}

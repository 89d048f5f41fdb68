//! The guard of one post: only the centre keeps the list.

use crate::accounts::{Centre, Charge};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};

use super::model::{Break, Former, Post, Refused, Since};
use super::store;

/// A post with its former names and the days it was out of the list.
pub(super) struct WholePost {
    pub(super) post: Post,
    /// The newest first.
    pub(super) former: Vec<Former>,
    /// The newest first.
    pub(super) breaks: Vec<Break>,
    /// What has happened with it since it was renamed last.
    since: Since,
}

impl WholePost {
    /// The name it had before it was renamed last, when that may be taken back. `today` is the moment this day began.
    ///
    /// # Errors
    /// Why it may not; none when it was never renamed or is out of the list.
    pub(super) fn may_be_called_back(&self, today: Moment) -> Result<&Former, Option<Refused>> {
        let newest = self.former.first().filter(|_| self.post.ended_on.is_none()).ok_or(None)?;
        newest.may_be_taken_back(self.since, today).map_err(Some)?;
        Ok(newest)
    }

    /// The exclusion it is out of the list by, when there is one written down.
    pub(super) fn out(&self) -> Option<&Break> {
        self.breaks.first().filter(|one| one.returned.is_none())
    }
}

impl Charge for WholePost {
    type By = Centre;
    const NOUN: &'static str = "post";
    const PART: &'static str = "code";
    const IS_WHOLE: bool = true;

    fn find(reader: &mut Reader, name: &str) -> Result<Option<Self>, DbError> {
        let Some(post) = store::by_code(reader, name)? else { return Ok(None) };
        let former = store::names_of(reader, name)?;
        let renamed_at = former.first().map_or(Moment::of_micros(0), |one| one.added_at);
        Ok(Some(Self {
            since: store::since(reader, name, renamed_at)?,
            breaks: store::breaks(reader, name)?,
            post,
            former,
        }))
    }
}

//! A conclusion made on line: answers by the criteria set of the case, their check, the paper made of them.

mod check;
mod form;
mod keeping;
mod model;
mod paper;
mod printed;
mod store;

use crate::assignments::DeclaredCase;
use crate::context::App;
use crate::criteria::{self, CriteriaSet};
use crate::documents::{self, Document, Reading};
use crate::platform::doors::Doors;
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::typing;

use super::model::{Denial, may_attach};

pub use paper::{MADE, stated};
pub(super) use store::draft;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    check::doors(form::doors(doors))
}

/// What the pages of answers read in one go.
struct Desk {
    set: CriteriaSet,
    papers: Vec<Document>,
    draft: store::Draft,
}

impl Desk {
    /// The saved answers as a form.
    fn form(&self) -> Form {
        Form::of_urlencoded(self.draft.typed.as_bytes())
    }

    /// Whether the answers were kept while they were typed, and nobody has said that they are whole.
    fn is_unfinished(&self) -> bool {
        typing::is_unfinished(&self.form())
    }
}

/// # Errors
/// When the stage takes no conclusion, or the case has no criteria set.
async fn desk(app: &App, hand: &DeclaredCase) -> Result<Desk, Failure> {
    may_attach(&hand.case, hand.done)?;
    let (case, own) = (hand.case.clone(), hand.by.seat.id);
    let read = app.db.read(move |reader| {
        let set = match criteria::set_of_case(reader, &case)? {
            Some(set) => criteria::load(reader, set)?,
            None => None,
        };
        let papers = documents::of_application(reader, case.id, Reading::Work)?;
        Ok::<_, DbError>((set, papers, store::draft(reader, case.id, own)?))
    });
    let (set, papers, draft) = read.await?;
    let set = set.ok_or(Denial::NoCriteria)?;
    Ok(Desk { set, papers, draft })
}

/// Where the answers of a case are.
fn href(seat: &DeclaredCase) -> String {
    format!("/applications/{}/conclusion/answers", seat.case.id)
}

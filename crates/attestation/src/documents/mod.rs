//! A document's life: arrival and check of its content, kinds, keeping, showing, packing into an archive.
//! `made` sends papers that are made when they are asked for.
//! It has no doors of its own: who may open a file depends on whose it is, so owners lend theirs.

mod archive;
mod checking;
mod cms;
mod intake;
pub mod laws;
pub mod made;
mod model;
mod serve;
mod signed_paper;
mod store;

pub use archive::{Packed, archive, archive_after, safe_name};
pub use checking::{Check, Checked, Standing, ask_check, checks_of, kinds, signature_kept_words, standing};
pub use intake::{Accept, BadFile, Media, examine};
pub use model::{
    CORRECTED_ORIGINAL, Document, Full, Kind, ORIGINAL, ORIGINAL_CONSENT, Reading, SIGNED_TEXT, check_title, named,
};
pub use serve::{serve, shown_inline};
pub use signed_paper::{SIGNATURE_ENDINGS, SIGNED_PAPER, SignedFile, detached_signature, kept, signed_paper};
pub use store::{NewDocument, add, add_made, by_id, ever_added, filed_with, of_application, remove, removed_signed};

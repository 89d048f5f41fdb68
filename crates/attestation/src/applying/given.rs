//! Documents that come with an application: those of the draft, and what proves that the teacher has applied.

use crate::applications::{self, Application};
use crate::documents::{self, NewDocument};
use crate::platform::act::Act;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::signed_text;
use super::submit::{Proof, Ready};

/// Documents of the draft, and the signed application itself, go to the case.
pub(super) fn give_documents(act: &mut Act<'_>, id: Id<Application>, ready: &Ready) -> Result<(), Failure> {
    match &ready.proof {
        Proof::Signature(signature) => {
            documents::add_made(act, id, &signed_text::as_document(signature, ready.new.received_on))?;
        }
        Proof::Original(original) => {
            for scan in &original.scans {
                documents::add_made(act, id, scan)?;
            }
        }
    }
    for one in &ready.whole.papers {
        let paper = NewDocument {
            kind: one.kind,
            title: one.title.clone(),
            file_name: one.file_name.clone(),
            file_key: one.file_key.clone(),
            size: one.size,
            media_type: one.media_type.clone(),
            dated_on: String::new(),
        };
        documents::add(act, id, &paper)?;
    }
    Ok(applications::count_documents(act, id)?)
}

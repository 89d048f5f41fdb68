//! What proves that an application is its teacher's own, for the file of a whole case: the signature, the consents, their texts.

use crate::accounts::{self, Consent};
use crate::applications::{self, Application};
use crate::platform::clock::Moment;
use crate::platform::engine::{DbError, Reader};
use crate::platform::names::FullName;

use super::store::{self, Signature};
use super::texts;

/// A simple electronic signature under an application. The text itself is a document of the case.
#[derive(Debug, Clone)]
pub struct Signing {
    /// Whose cabinet it came from, as it is named now; none when the cabinet is not known any more.
    pub who: Option<FullName>,
    /// When.
    pub at: Moment,
    /// The edition of the agreement on the signature.
    pub agreement: String,
    /// SHA-256 of the text that was signed, by which the store keeps it.
    pub hash: String,
    /// Bytes of the text.
    pub size: i64,
}

/// What proves it.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// The signature; none when the application came otherwise.
    pub signing: Option<Signing>,
    /// The signatures under what was put right since, the first of them first.
    pub earlier: Vec<Signing>,
    /// Consents of the teacher's cabinet, the oldest first, those taken back too.
    pub consents: Vec<Consent>,
}

/// The proofs of a case.
///
/// # Errors
/// When the database does not answer.
pub fn proofs_of(reader: &mut Reader, case: &Application) -> Result<Proofs, DbError> {
    let teacher = applications::teacher_by_id(reader, case.teacher)?;
    let (last, earlier) = (store::signature_of(reader, case.id)?, store::earlier_signatures(reader, case.id)?);
    let mut signed = |one: Signature| {
        Ok::<_, DbError>(Signing {
            who: accounts::name_of(reader, one.account)?,
            at: one.signed_at,
            agreement: one.agreement,
            hash: one.hash,
            size: one.size,
        })
    };
    let signing = last.map(&mut signed).transpose()?;
    let earlier = earlier.into_iter().map(signed).collect::<Result<_, _>>()?;
    let consents = match teacher.and_then(|one| one.account) {
        Some(account) => accounts::consents_of(reader, account)?,
        None => Vec::new(),
    };
    Ok(Proofs { signing, earlier, consents })
}

/// The text a consent was given to, in the edition it was given to; none when the program does not keep that edition.
pub fn text_of(consent: &Consent) -> Option<String> {
    let text = texts::edition(&consent.document, &consent.version)?;
    Some(format!("{}\n\n{}\n\n{}\n", text.title, text.paragraphs.join("\n\n"), text.words))
}

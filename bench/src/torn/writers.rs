//! Eight people who write without a pause until the server is gone.

use crate::client::{Person, Wire};
use crate::random::Random;
use bytes::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tokio::task::JoinHandle;

use super::ledger::{Deed, Fate, Ledger};

/// A person, the cases that are theirs alone in this gate, and what they do.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    pub(crate) login: String,
    pub(crate) person: Person,
    pub(crate) cases: Vec<String>,
    pub(crate) work: Work,
}

/// What a writer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Attaches conclusions and records results; a case is left once its result is recorded.
    Conclude,
    /// Adds documents.
    Papers,
    /// Puts the mark on and takes it off.
    Marks,
}

/// Starts a writer; it ends with its connection and gives back the cases it has not used up.
pub(crate) fn start(writer: Writer, ledger: Ledger, seed: u64) -> JoinHandle<Vec<String>> {
    tokio::spawn(async move {
        let (mut random, mut cases) = (Random::seeded(seed), writer.cases.clone());
        if let Ok(mut wire) = Wire::open(writer.person.at).await {
            let pen = Pen { writer: &writer, ledger: &ledger };
            while !cases.is_empty() {
                let place = usize::try_from(random.below(cases.len() as u64)).unwrap_or(0);
                let case = cases[place].clone();
                let going = match writer.work {
                    Work::Conclude => pen.conclude(&mut wire, &mut random, &case, &mut cases).await,
                    Work::Papers => pen.papers(&mut wire, &mut random, &case).await,
                    Work::Marks => pen.mark(&mut wire, &mut random, &case).await,
                };
                if !going {
                    break;
                }
            }
        }
        cases
    })
}

struct Pen<'w> {
    writer: &'w Writer,
    ledger: &'w Ledger,
}

impl Pen<'_> {
    /// Writes down, sends, writes down the answer; false once the server does not answer.
    async fn act(&self, wire: &mut Wire, case: &str, deed: Deed, request: hyper::Request<crate::client::Body>) -> bool {
        let place = self.ledger.intend(&self.writer.login, case, deed);
        let Ok(answer) = wire.ask(request).await else {
            return false;
        };
        let fate = if answer.status == 303 && !answer.location.starts_with("/login") {
            Fate::Acknowledged
        } else {
            Fate::Refused(answer.status.as_u16())
        };
        self.ledger.told(place, fate);
        true
    }

    /// Attaches a conclusion; once in three times records the result after it.
    async fn conclude(&self, wire: &mut Wire, random: &mut Random, case: &str, cases: &mut Vec<String>) -> bool {
        let (key, pieces) = content(random);
        let path = format!("/applications/{case}/conclusion");
        let request = self.writer.person.upload(&path, &[], ("conclusion", "Заключение.pdf"), pieces);
        if !self.act(wire, case, Deed::Attach { key }, request).await {
            return false;
        }
        if random.below(3) > 0 {
            return true;
        }
        let Some(version) = self.version(wire, case).await else {
            return false;
        };
        // From here on the case is not touched again: whatever becomes of the result can be told.
        cases.retain(|other| other != case);
        let reason = format!("причина {:016x}", random.number());
        let fields = [("verdict", "fails"), ("reason", reason.as_str()), ("version", version.as_str())];
        let request = self.writer.person.post(&format!("/applications/{case}/result"), &fields);
        self.act(wire, case, Deed::Record { reason: reason.clone() }, request).await
    }

    /// The version that would be recorded, as the page of the check says.
    async fn version(&self, wire: &mut Wire, case: &str) -> Option<String> {
        let request =
            self.writer.person.post(&format!("/applications/{case}/conclusion/check"), &[("verdict", "meets")]);
        let page = wire.ask(request).await.ok()?;
        let body = String::from_utf8_lossy(&page.body).into_owned();
        let line = body.split("name=\"version\"").nth(1)?;
        Some(line.split("value=\"").nth(1)?.split('"').next()?.to_owned())
    }

    async fn papers(&self, wire: &mut Wire, random: &mut Random, case: &str) -> bool {
        let files: Vec<(String, Vec<Bytes>)> = (0..=random.below(3)).map(|_| content(random)).collect();
        let (keys, contents): (Vec<String>, Vec<Vec<Bytes>>) = files.into_iter().unzip();
        let request = self.writer.person.uploads(
            &format!("/applications/{case}/documents"),
            &[("kind", "other"), ("title", "")],
            ("file", "Приложение.pdf"),
            contents,
        );
        self.act(wire, case, Deed::Papers { keys }, request).await
    }

    /// The mark of the documents the page of a case shows.
    async fn seen(&self, wire: &mut Wire, case: &str) -> Option<String> {
        let page = wire.ask(self.writer.person.get(&format!("/applications/{case}"))).await.ok()?;
        let body = String::from_utf8_lossy(&page.body).into_owned();
        let field = body.split("name=\"seen\"").nth(1)?;
        Some(field.split("value=\"").nth(1)?.split('"').next()?.to_owned())
    }

    async fn mark(&self, wire: &mut Wire, random: &mut Random, case: &str) -> bool {
        let checked = random.below(2) == 1;
        let seen = self.seen(wire, case).await.unwrap_or_default();
        let both = [("seen", seen.as_str()), ("checked", "yes")];
        let fields = if checked { &both[..] } else { &both[..1] };
        let request = self.writer.person.post(&format!("/applications/{case}/documents/check"), fields);
        self.act(wire, case, Deed::Mark { checked }, request).await
    }
}

/// A PDF of 1 KB to 2 MB that nobody else has, small ones more often; its SHA-256.
fn content(random: &mut Random) -> (String, Vec<Bytes>) {
    let most = 1_u64 << (10 + random.below(12));
    let length = usize::try_from(1024 + random.below(most)).unwrap_or(1024);
    let mut whole = b"%PDF-1.7\n".to_vec();
    whole.extend(random.bytes(length));
    whole.extend_from_slice(b"\n%%EOF\n");
    let key = HEXLOWER.encode(&Sha256::digest(&whole));
    let whole = Bytes::from(whole);
    let pieces = (0..whole.len()).step_by(16 * 1024).map(|at| whole.slice(at..whole.len().min(at + 16 * 1024)));
    (key, pieces.collect())
}

//! After a restart: every act acknowledged is there exactly once with its content, every other is whole or absent.

use std::collections::HashMap;

use crate::client::{Person, Wire};
use attestation::platform::db::Db;
use attestation::platform::engine::DbError;
use attestation::values;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::ledger::{Deed, Fate, Line};

/// What the journal says when the mark «документы проверены» is put on.
const PUT_ON: &str = "документы отмечены как проверенные";

/// What was found wrong.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) acknowledged: usize,
    pub(crate) unanswered: usize,
    pub(crate) landed: usize,
    pub(crate) refused: usize,
    pub(crate) lost: Vec<String>,
    pub(crate) doubled: Vec<String>,
    pub(crate) torn: Vec<String>,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub(crate) fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.torn.is_empty() && self.refused == 0
    }
}

/// Where the checker looks: the rows, and the pages as the people see them.
pub(crate) struct Checker<'c> {
    pub(crate) db: &'c Db,
    pub(crate) people: &'c HashMap<String, Person>,
    pub(crate) at: std::net::SocketAddr,
}

impl Checker<'_> {
    /// Looks at the lines from `since` on; `content` whether files are downloaded and hashed as well.
    /// Marks leave no content of their own: they are counted over the whole ledger.
    pub(crate) async fn check(&self, lines: &[Line], since: usize, content: bool) -> anyhow::Result<Verdict> {
        let mut verdict = Verdict::default();
        let mut wire = Wire::open(self.at).await?;
        for line in lines[since..].iter().filter(|line| !matches!(line.deed, Deed::Mark { .. })) {
            let (wanted, found, faults) = match &line.deed {
                Deed::Attach { key } => self.attached(&mut wire, line, key, content).await?,
                Deed::Papers { keys } => self.papers(&mut wire, line, keys, content).await?,
                Deed::Record { reason } => self.recorded(line, reason).await?,
                Deed::Mark { .. } => continue,
            };
            count(&mut verdict, line, wanted, found, faults);
        }
        self.marks(lines, &mut verdict).await?;
        Ok(verdict)
    }

    async fn list(&self, sql: &'static str, one: &str, other: &str) -> anyhow::Result<Vec<Vec<String>>> {
        let (one, other) = (one.to_owned(), other.to_owned());
        let asked = self.db.read(move |reader| {
            reader.rows(sql, values![&one, &other], |row| Ok(vec![row.get::<String>(0)?, row.get::<String>(1)?]))
        });
        asked.await.map_err(|error: DbError| anyhow::anyhow!("{error}"))
    }

    async fn attached(
        &self,
        wire: &mut Wire,
        line: &Line,
        key: &str,
        content: bool,
    ) -> anyhow::Result<(usize, usize, Vec<String>)> {
        let rows = self
            .list(
                "select cast(version as text), id from conclusions where application_id = $1 and file_key = $2",
                &line.case,
                key,
            )
            .await?;
        let mut faults = Vec::new();
        for row in &rows {
            let words = format!("прикреплено заключение, версия {}", row[0]);
            let told = self
                .list(
                    "select id, words from journal where application_id = $1 and words = $2 and outcome = 'done'",
                    &line.case,
                    &words,
                )
                .await?;
            if told.len() != 1 {
                faults.push(format!("{} rows of the journal for {line:?}", told.len()));
            }
            if content {
                let path = format!("/applications/{}/conclusion/{}/file", line.case, row[0]);
                faults.extend(self.same(wire, line, &path, key).await?);
            }
        }
        Ok((1, rows.len(), faults))
    }

    async fn papers(
        &self,
        wire: &mut Wire,
        line: &Line,
        keys: &[String],
        content: bool,
    ) -> anyhow::Result<(usize, usize, Vec<String>)> {
        let (mut found, mut faults) = (0, Vec::new());
        for key in keys {
            let rows = self
                .list("select id, kind from documents where application_id = $1 and file_key = $2", &line.case, key)
                .await?;
            found += rows.len();
            for row in &rows {
                let told = self.list("select id, words from journal where application_id = $1 and subject = $2 and act = 'document.added'", &line.case, &format!("document:{}", row[0])).await?;
                if told.len() != 1 {
                    faults.push(format!("{} rows of the journal for {line:?}", told.len()));
                }
                if content {
                    let path = format!("/applications/{}/documents/{}/file", line.case, row[0]);
                    faults.extend(self.same(wire, line, &path, key).await?);
                }
            }
        }
        Ok((keys.len(), found, faults))
    }

    async fn recorded(&self, line: &Line, reason: &str) -> anyhow::Result<(usize, usize, Vec<String>)> {
        let rows = self
            .list("select number, id from results where application_id = $1 and reason = $2", &line.case, reason)
            .await?;
        let stage = self.list("select stage, id from applications where id = $1 and $2 <> '-'", &line.case, "").await?;
        let told = self
            .list(
                "select words, id from journal where application_id = $1 and act = $2 and outcome = 'done'",
                &line.case,
                "result.recorded",
            )
            .await?;
        let number = rows.first().map_or("-", |row| row[0].as_str());
        let letters = self
            .list("select id, kind from letters where body_text like '%' || $1 || '%' and $2 = ''", number, "")
            .await?;
        let is_concluded = stage.first().is_some_and(|row| row[0] == "concluded");
        let names_it = told.iter().filter(|row| row[0].contains(number)).count();
        let is_whole = if rows.is_empty() {
            !is_concluded && told.is_empty()
        } else {
            is_concluded && names_it == 1 && letters.len() == 1
        };
        let fault = format!("result {number}, stage {stage:?}, journal {told:?}, letters {}: {line:?}", letters.len());
        Ok((1, rows.len(), if is_whole { Vec::new() } else { vec![fault] }))
    }

    /// Marks: as many rows of the journal as acts that landed, and the mark says what the last of them said.
    async fn marks(&self, lines: &[Line], verdict: &mut Verdict) -> anyhow::Result<()> {
        let mut cases: HashMap<&str, Vec<&Line>> = HashMap::new();
        for line in lines.iter().filter(|line| matches!(line.deed, Deed::Mark { .. })) {
            cases.entry(&line.case).or_default().push(line);
        }
        for (case, lines) in cases {
            let told = self
                .list(
                    "select words, id from journal where application_id = $1 and act = $2 order by id",
                    case,
                    "documents.checked",
                )
                .await?;
            let mark = self.list("select case when documents_checked_at is null then 'no' else 'yes' end, id from applications where id = $1 and $2 = ''", case, "").await?;
            let acknowledged = lines.iter().filter(|line| line.fate == Fate::Acknowledged).count();
            let unanswered = lines.iter().filter(|line| line.fate == Fate::Sent).count();
            verdict.acknowledged += acknowledged;
            verdict.unanswered += unanswered;
            verdict.refused += lines.len() - acknowledged - unanswered;
            verdict.landed += told.len().saturating_sub(acknowledged);
            if told.len() < acknowledged {
                verdict.lost.push(format!("{} of {acknowledged} marks of case {case}", told.len()));
            }
            if told.len() > acknowledged + unanswered {
                verdict.doubled.push(format!("{} of {acknowledged} marks of case {case}", told.len()));
            }
            let put_on = |fate| {
                lines
                    .iter()
                    .filter(|line| line.fate == fate && matches!(line.deed, Deed::Mark { checked: true }))
                    .count()
            };
            let told_on = told.iter().filter(|row| row[0] == PUT_ON).count();
            if !(put_on(Fate::Acknowledged)..=put_on(Fate::Acknowledged) + put_on(Fate::Sent)).contains(&told_on) {
                verdict.torn.push(format!("{told_on} marks put on case {case} are in the journal"));
            }
            let said = told.last().is_none_or(|row| row[0] == PUT_ON);
            if mark.first().is_none_or(|row| (row[0] == "yes") != said) {
                verdict.torn.push(format!("the mark of case {case} is not what the journal says"));
            }
        }
        Ok(())
    }

    async fn same(&self, wire: &mut Wire, line: &Line, path: &str, key: &str) -> anyhow::Result<Option<String>> {
        let person = self.people.get(&line.login).map(|person| Person { at: self.at, ..person.clone() });
        let Some(person) = person else {
            return Ok(Some(format!("nobody is called {}", line.login)));
        };
        let answer = wire.ask(person.get(path)).await?;
        let actual = HEXLOWER.encode(&Sha256::digest(&answer.body));
        Ok((actual != *key).then(|| format!("another content ({}) at {path}: {line:?}", answer.status)))
    }
}

fn count(verdict: &mut Verdict, line: &Line, wanted: usize, found: usize, faults: Vec<String>) {
    match line.fate {
        Fate::Acknowledged => verdict.acknowledged += 1,
        Fate::Sent => {
            verdict.unanswered += 1;
            verdict.landed += usize::from(found > 0);
        }
        Fate::Refused(_) => verdict.refused += 1,
    }
    if found > wanted {
        verdict.doubled.push(format!("{found} of {wanted}: {line:?}"));
    } else if found < wanted && line.fate == Fate::Acknowledged {
        verdict.lost.push(format!("{found} of {wanted}: {line:?}"));
    } else if found != 0 && found != wanted {
        verdict.torn.push(format!("{found} of {wanted}: {line:?}"));
    }
    verdict.torn.extend(faults);
}

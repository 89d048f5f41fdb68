//! The SQL of what a draft holds beside its pages: courses, documents.

use crate::accounts::{Account, Organization};
use crate::documents::{Kind, NewDocument};
use crate::platform::act::Act;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::{Failure, Refusal};
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Record};
use crate::values;

use super::{Course, Draft, touch};

/// Courses of a draft, as they were added.
pub(in super::super) fn courses(reader: &mut Reader, id: Id<Draft>) -> Result<Vec<Course>, DbError> {
    let sql =
        "select id, title, hours, taken_on, document from draft_courses where draft_id = $1 order by added_at, id";
    reader.rows(sql, values![id], |row| {
        Ok(Course {
            id: row.get(0)?,
            title: row.get(1)?,
            hours: row.get(2)?,
            taken_on: row.get(3)?,
            document: row.get(4)?,
        })
    })
}

/// Adds courses to a draft.
pub(in super::super) fn add_course(act: &mut Act<'_>, id: Id<Draft>, new: &Course) -> Result<(), Failure> {
    touch(act, id)?;
    let now = act.at();
    act.run(
        "insert into draft_courses (id, draft_id, title, hours, taken_on, document, added_at) values ($1, $2, $3, $4, $5, $6, $7)",
        values![new.id, id, &new.title, new.hours, new.taken_on, &new.document, now],
    )?;
    Ok(())
}

/// Takes courses away; false when they were away already.
pub(in super::super) fn remove_course(act: &mut Act<'_>, id: Id<Draft>, course: &str) -> Result<bool, Failure> {
    touch(act, id)?;
    Ok(act.run("delete from draft_courses where draft_id = $1 and id = $2", values![id, course])? == 1)
}

/// A document of a draft.
#[derive(Debug, Clone)]
pub(in super::super) struct Paper {
    pub(in super::super) id: Id<Paper>,
    pub(in super::super) kind: Kind,
    pub(in super::super) title: String,
    pub(in super::super) file_name: String,
    pub(in super::super) file_key: String,
    pub(in super::super) size: i64,
    pub(in super::super) media_type: String,
}

impl Paper {
    /// Whether both are the same document: the same file of the same kind.
    pub(in super::super) fn is_of(&self, other: &Self) -> bool {
        (&self.file_key, self.kind) == (&other.file_key, other.kind)
    }
}

fn paper(row: &Record<'_>) -> Result<Paper, BadColumn> {
    Ok(Paper {
        id: row.get(0)?,
        kind: row.get(1)?,
        title: row.get(2)?,
        file_name: row.get(3)?,
        file_key: row.get(4)?,
        size: row.get(5)?,
        media_type: row.get(6)?,
    })
}

/// Documents of a draft, as they were added.
pub(in super::super) fn papers(reader: &mut Reader, id: Id<Draft>) -> Result<Vec<Paper>, DbError> {
    let sql = "select id, kind, title, file_name, file_key, size, media_type from draft_documents where draft_id = $1 order by added_at, id";
    reader.rows(sql, values![id], paper)
}

/// Documents of the teacher's earlier cases, each file of a kind once, the newest first; a hundred at most. `school` narrows them to the
/// cases of one school.
pub(in super::super) fn earlier_papers(
    reader: &mut Reader,
    account: Id<Account>,
    school: Option<Id<Organization>>,
) -> Result<Vec<Paper>, DbError> {
    let school = school.map(|id| id.to_string()).unwrap_or_default();
    let sql = "select d.id, d.kind, d.title, d.file_name, d.file_key, d.size, d.media_type
         from teachers t join applications a on a.teacher_id = t.id join documents d on d.application_id = a.id
         where t.account_id = $1 and d.removed_at is null and d.kind <> 'application' and ($2 = '' or a.organization_id = $2)
         order by d.added_at desc, d.id desc limit 100";
    let mut all = reader.rows(sql, values![account, school], paper)?;
    let mut seen = std::collections::HashSet::new();
    all.retain(|one| seen.insert((one.file_key.clone(), one.kind.code())));
    Ok(all)
}

/// A draft takes no more documents.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Full;

impl Full {
    /// Documents of one draft at most.
    const MOST: usize = 100;

    /// Whether so many documents are not too many.
    pub(in super::super) const fn prove(count: usize) -> Result<(), Self> {
        if count > Self::MOST { Err(Self) } else { Ok(()) }
    }
}

impl Refusal for Full {
    fn reason(&self) -> String {
        format!("В заявлении помещается {} документов. Уберите лишние, чтобы добавить новый.", Self::MOST)
    }
}

/// Adds documents to a draft, a file of a kind that is there already once. `Failure::Denied` holds a `Full`.
pub(in super::super) fn add_papers(act: &mut Act<'_>, id: Id<Draft>, new: &[Paper]) -> Result<(), Failure> {
    // The draft is held first: of two who add at once the second counts the first one's.
    touch(act, id)?;
    let present = papers(act, id)?;
    Full::prove(present.len() + new.len())?;
    let now = act.at();
    // The same file sent once more under another title is called by it.
    for one in new.iter().filter(|one| !one.title.is_empty()) {
        if let Some(known) = present.iter().find(|known| known.is_of(one) && known.title != one.title) {
            act.run("update draft_documents set title = $2 where id = $1", values![known.id, &one.title])?;
        }
    }
    for one in new.iter().filter(|one| !present.iter().any(|known| known.is_of(one))) {
        act.run(
            "insert into draft_documents (id, draft_id, kind, title, file_name, file_key, size, media_type, added_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            values![
                one.id,
                id,
                one.kind.code(),
                &one.title,
                &one.file_name,
                &one.file_key,
                one.size,
                &one.media_type,
                now
            ],
        )?;
    }
    Ok(())
}

/// Adds a document whose file is kept already to a draft.
///
/// # Errors
/// Conflict when the draft was submitted or thrown away.
pub fn add_document(act: &mut Act<'_>, id: Id<Draft>, new: &NewDocument) -> Result<(), Failure> {
    let paper = Paper {
        id: Id::new(),
        kind: new.kind,
        title: new.title.clone(),
        file_name: new.file_name.clone(),
        file_key: new.file_key.clone(),
        size: new.size,
        media_type: new.media_type.clone(),
    };
    add_papers(act, id, &[paper])
}

/// Takes a document away; false when it was away already.
pub(in super::super) fn remove_paper(act: &mut Act<'_>, id: Id<Draft>, paper: &str) -> Result<bool, Failure> {
    touch(act, id)?;
    Ok(act.run("delete from draft_documents where draft_id = $1 and id = $2", values![id, paper])? == 1)
}

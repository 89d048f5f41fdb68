//! Заявления: a teacher's application for a category — the case everything else is about. Its stage changes only here.

mod cabinet;
mod choices;
mod clocks;
mod coming;
mod denial;
mod doubted;
mod entered;
mod filing;
mod history;
pub mod laws;
mod model;
mod moves;
mod portal;
mod posts;
mod register;
mod renaming;
mod result_day;
mod same;
mod snils;
mod sought;
mod stage;
pub mod stage_sql;
mod store;
mod teacher;
mod telling;
mod typed;

pub use cabinet::{NotEnlisted, NotTied, address_on_record, addressee_of, addressees_of, enlist, tie_teacher};
pub use choices::post_choices;
pub use clocks::{decided_at, group_formed};
pub use coming::{Coming, Considered, coming_among, coming_to, considered, outcomes_among, session_of};
pub use denial::Denial;
pub use doubted::doubted;
pub use entered::{Fixed, put_right};
pub use filing::{
    BadFiling, BadOuterNumber, Channel, Filed, Filing, OuterNumber, OuterTaken, file, mark_registered, outer_among,
    with_outer_number,
};
pub use history::{Happened, recent_history, whole_history};
pub use model::{Application, BadSnils, Category, NewTeacher, Snils, Teacher};
pub use moves::{Move, Mover};
pub use portal::{FiledCase, filed_among};
pub use posts::{Post, last_post, post_named, posts, posts_ever};
pub use register::{NewApplication, Outcome, Registration, submit, write_all_down, write_down};
pub use result_day::bound_result;
pub use snils::{KnownTeacher, SnilsOwner, known_among, snils_owner, tie_account};
pub use sought::SoughtCase;
pub use stage::{Stage, Told};
pub use store::{
    COLUMNS, JOINS, LAWFUL_BY, WIDTH, by_id, by_number, correct, count_documents, decision_by, hold, keep_decision_by,
    last_changed, last_days, mark_documents_checked, read, signed_at, step, touch, wish_to_attend,
};
pub use teacher::{
    Colleague, Contacts, Corrected, TeacherOnFile, cases_of_teacher, colleagues_among, correct_teacher, hold_teacher,
    known_otherwise, names_of_teachers, namesake, teacher_by_id, teacher_by_snils, teacher_of,
};
pub use typed::person_from;

use crate::platform::act::{Audience, Kind};

/// What the journal tells of applications.
pub mod kinds {
    use super::{Audience, Kind};

    /// An application was written down.
    pub const REGISTERED: Kind = Kind::of("application.registered", "Заявление внесено").told_to(Audience::Everybody);
    /// What was typed of an application was put right.
    pub const PUT_RIGHT: Kind =
        Kind::of("application.put_right", "Внесённое в деле исправлено").told_to(Audience::Everybody);
    /// An application was withdrawn.
    pub const WITHDRAWN: Kind = Kind::of("application.withdrawn", "Заявление отозвано").told_to(Audience::Everybody);
    /// Somebody opened a case.
    pub const OPENED: Kind = Kind::opening("application.opened", "Дело открыто");
    /// The coordinator marked the documents as checked.
    pub const CHECKED: Kind = Kind::of("documents.checked", "Документы проверены").told_to(Audience::Everybody);
    /// How an application came was written down.
    pub const FILED: Kind =
        Kind::of("application.filed", "Записано, как подано заявление").told_to(Audience::Everybody);
    /// The teacher has applied again under another name.
    pub const RENAMED: Kind =
        Kind::of("application.renamed", "Педагог подал новое заявление под другим именем").told_to(Audience::Everybody);
    /// A case was given to the archive.
    pub const ARCHIVED: Kind = Kind::of("retention.archived", "Дело передано в архив").told_to(Audience::Everybody);
    /// A case was erased.
    pub const ERASED: Kind = Kind::of("retention.erased", "Дело уничтожено").told_to(Audience::Everybody);
    /// All of them.
    pub const ALL: &[Kind] = &[REGISTERED, PUT_RIGHT, WITHDRAWN, OPENED, CHECKED, FILED, RENAMED, ARCHIVED, ERASED];
}

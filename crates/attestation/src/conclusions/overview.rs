//! The page of a case's conclusion: versions of the file, the form of the result, results recorded before.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::applications::{Application, Move};
use crate::assignments::{self, DeclaredCase, Group, Relation};
use crate::context::App;
use crate::documents::{Accept, Media, shown_inline};
use crate::platform::engine::DbError;
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::page::{self, Frame};
use crate::platform::{typing, words};

use super::guards::ConclusionCase;
use super::members::{EarlierLine, GroupPart, group_part, prepared_by, released_lines, returned_lines};
use super::model::{Attached, Opinion, Recorded, SetAside, Verdict, in_force, may_attach, may_record};
use super::{answers, store};

/// A version of the conclusion, as shown.
pub(super) struct VersionLine {
    /// 1, 2, 3… of its specialist.
    pub(super) of_own: i64,
    pub(super) href: String,
    pub(super) file_name: String,
    pub(super) about: String,
    pub(super) added: String,
    /// Whether it is the newest of its specialist, who has the case.
    pub(super) in_force: bool,
    /// Whether its specialist was taken off the case.
    pub(super) is_left: bool,
    /// Whose it is, where there are several.
    pub(super) by: String,
}

/// A recorded result, as shown.
pub(super) struct ResultLine {
    pub(super) number: String,
    pub(super) verdict: &'static str,
    pub(super) reason: String,
    pub(super) recorded: String,
    pub(super) returned: String,
    pub(super) return_reason: String,
}

#[allow(clippy::struct_excessive_bools, reason = "each is a part of the page that is shown or not")]
#[derive(Template)]
#[template(path = "conclusions/conclusion.html")]
struct ConclusionPage {
    frame: Frame,
    form: Form,
    id: String,
    teacher: String,
    about: String,
    tone: &'static str,
    left: String,
    due: String,
    versions: Vec<VersionLine>,
    /// Who has prepared the conclusion in force; empty for a group, and for the specialist's own eyes.
    prepared_by: String,
    preview: Option<String>,
    results: Vec<ResultLine>,
    group: GroupPart,
    /// Opinions the centre has returned, the newest first.
    returned: Vec<EarlierLine>,
    /// Opinions of those who were taken off the case, the newest first.
    released: Vec<EarlierLine>,
    verdicts: Vec<Choice>,
    is_specialist: bool,
    /// Whether an interest in the case may still be named.
    may_name_interest: bool,
    relation: Relation,
    is_recorded: bool,
    may_attach: Result<(), super::Denial>,
    may_record: Result<(), super::Denial>,
    may_return: bool,
    accept: String,
    attach_label: &'static str,
    attach_hint: String,
}

impl ConclusionPage {
    /// Whether the blanks are of use to this person: those who write conclusions or keep the template.
    const fn takes_blanks(&self) -> bool {
        matches!(self.relation, Relation::Specialist | Relation::Centre)
    }
}

/// The page, opened.
pub(super) async fn show(seen: ConclusionCase, State(app): State<App>) -> Result<Response, Failure> {
    seen.opened(&app, "открыта страница заключения").await?;
    let form = if seen.relation == Relation::Specialist { begun(&app, &seen).await? } else { Form::new() };
    conclusion_page(&app, &seen, form).await
}

/// The verdict of the answers and its reason, when there are any: nothing is asked twice. Of those the conclusion in force was
/// made of, when it was, otherwise of those saved on the way to one. What was only kept while it was typed says nothing yet.
async fn begun(app: &App, seen: &ConclusionCase) -> Result<Form, Failure> {
    let (id, own) = (seen.case.id, seen.by.seat.id);
    let read =
        app.db.glance(move |reader| Ok::<_, DbError>((answers::draft(reader, id, own)?, store::attached(reader, id)?)));
    let (draft, attached) = read.await?;
    let saved = Form::of_urlencoded(draft.typed.as_bytes());
    let saved = if typing::is_unfinished(&saved) { Form::new() } else { saved };
    let answered = attached.into_iter().find(|one| one.seat == own).and_then(|one| one.answered);
    Ok(match answered {
        Some(stated) => Form::new().with("verdict", stated.verdict.code()).with("reason", stated.reason),
        None => Form::new().with("verdict", saved.value("verdict")).with("reason", saved.value("reason")),
    })
}

/// The page again, with what was typed and what is wrong with it.
pub(super) async fn with_faults(app: &App, seat: DeclaredCase, form: Form) -> Result<Response, Failure> {
    conclusion_page(app, &seat.into(), form).await
}

/// What the page reads in one go.
struct Facts {
    attached: Vec<Attached>,
    results: Vec<Recorded>,
    group: Group,
    opinions: Vec<Opinion>,
    returned: Vec<SetAside>,
    released: Vec<SetAside>,
}

/// «учитель, физика, МБОУ «СОШ № 1», заявленная категория — первая».
fn about(case: &Application) -> String {
    format!("{}, {}, заявленная категория — {}", case.post_and_subject(), case.school_name, case.category.words())
}

/// The page of a case's conclusion.
pub(super) async fn conclusion_page(app: &App, seen: &ConclusionCase, form: Form) -> Result<Response, Failure> {
    let case = &seen.case;
    let Facts { attached, results, group, opinions, returned, released } = facts(app, seen).await?;
    let own = seen.by.seat.id;
    let is_specialist = seen.relation == Relation::Specialist;
    let newest = attached.iter().find(|one| one.stands && (!is_specialist || one.seat == own));
    let common = results.iter().find(|one| one.returned_at.is_none()).map(|one| one.verdict);
    let sound = form.is_sound();
    let title = format!("Заключение: {}", case.name.short());
    let frame = seen
        .by
        .frame(app, &title)
        .sound(sound)
        .trail(&[seen.list(), (&format!("/applications/{}", case.id), &case.name.short())]);
    let page = ConclusionPage {
        frame,
        form,
        id: case.id.to_string(),
        teacher: case.name.full(),
        about: about(case),
        tone: words::tone(case.due_on, app.today()).code(),
        left: words::left(case.due_on, app.today()),
        due: words::day(case.due_on),
        preview: newest
            .filter(|one| shown_inline(&one.media_type))
            .map(|one| format!("{}?show=yes", file_href(case, one.version))),
        may_attach: may_attach(case, seen.done),
        may_record: may_record(case, seen.done, newest),
        may_return: may_return(seen, &opinions),
        attach_label: if newest.is_some() {
            "Заменить заключение"
        } else {
            "Прикрепить заключение"
        },
        prepared_by: if is_specialist { String::new() } else { prepared_by(&group, newest) },
        versions: version_lines(app, seen, &attached),
        returned: returned_lines(app, seen, &returned),
        released: released_lines(app, seen, (&released, common)),
        group: group_part(app, seen, &group, (&opinions, common)),
        results: results.into_iter().map(|one| result_line(app, one)).collect(),
        verdicts: Verdict::ALL
            .into_iter()
            .map(|verdict| Choice::new(verdict.code(), words::capital(verdict.words())))
            .collect(),
        is_specialist,
        may_name_interest: is_specialist && case.after(Move::Release).is_ok(),
        relation: seen.relation,
        is_recorded: seen.done || common.is_some(),
        accept: Accept::CONCLUSION.endings(),
        attach_hint: format!(
            "DOCX или PDF до {}. Прежние версии сохраняются.",
            words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX))
        ),
    };
    if sound { page::page(&page) } else { page::faulty(&page) }
}

/// Whether a person reads a result: the one in force, and those returned to them; the centre reads all.
fn reads(seen: &ConclusionCase, one: &Recorded, returned: &[SetAside]) -> bool {
    let to = returned.iter().filter(|back| Some(back.at) == one.returned_at);
    one.returned_at.is_none()
        || seen.relation == Relation::Centre
        || to.map(|back| back.opinion.seat).any(|seat| seen.reads_returned(seat))
}

/// Whether an opinion may go back: the result of the case with it, or before there is one.
fn may_return(seen: &ConclusionCase, opinions: &[Opinion]) -> bool {
    let stage = seen.case.stage;
    let takes = stage.after(Move::Return).is_ok() || stage.after(Move::Conclude).is_ok();
    seen.relation == Relation::Centre && !opinions.is_empty() && takes
}

/// What there is of the case, as far as the person reads it.
async fn facts(app: &App, seen: &ConclusionCase) -> Result<Facts, Failure> {
    let case = seen.case.clone();
    let read = app.db.read(move |reader| {
        Ok::<_, DbError>(Facts {
            attached: store::attached(reader, case.id)?,
            results: store::results_of(reader, case.id)?,
            group: assignments::group(reader, &case)?,
            opinions: store::opinions_of(reader, case.id)?,
            returned: store::returned_of(reader, case.id)?,
            released: store::released_of(reader, case.id)?,
        })
    });
    let mut facts = read.await?;
    facts.attached.retain(|one| seen.sees(one));
    facts.results.retain(|one| reads(seen, one, &facts.returned));
    Ok(facts)
}

/// Versions of a specialist's own conclusion, newest first.
pub(super) async fn own_attached(app: &App, seat: &DeclaredCase) -> Result<Vec<Attached>, Failure> {
    let (id, own) = (seat.case.id, seat.by.seat.id);
    let mut all = app.db.read(move |reader| store::attached(reader, id)).await?;
    all.retain(|one| one.seat == own);
    Ok(all)
}

/// Where a version is downloaded.
pub(super) fn file_href(case: &Application, version: i64) -> String {
    format!("/applications/{}/conclusion/{version}/file", case.id)
}

fn version_lines(app: &App, seen: &ConclusionCase, all: &[Attached]) -> Vec<VersionLine> {
    let current: Vec<Id<Attached>> = in_force(all).iter().map(|one| one.id).collect();
    let several = all.iter().any(|one| one.seat != all[0].seat);
    let line = |one: &Attached| VersionLine {
        in_force: current.contains(&one.id),
        by: if several { one.by.short() } else { String::new() },
        ..version_line(app, &seen.case, one)
    };
    all.iter().map(line).collect()
}

/// A version in words.
pub(super) fn version_line(app: &App, case: &Application, one: &Attached) -> VersionLine {
    VersionLine {
        of_own: one.of_own,
        href: file_href(case, one.version),
        file_name: one.file_name.clone(),
        about: format!("{}, {}", Media::short(&one.media_type), words::size(one.size)),
        added: app.config.zone.written(one.added_at),
        in_force: true,
        is_left: !one.stands,
        by: String::new(),
    }
}

/// A result in words.
pub(super) fn result_line(app: &App, one: Recorded) -> ResultLine {
    let zone = &app.config.zone;
    ResultLine {
        number: one.number,
        verdict: one.verdict.words(),
        reason: one.reason,
        recorded: zone.written(one.recorded_at),
        returned: one.returned_at.map(|at| zone.written(at)).unwrap_or_default(),
        return_reason: one.return_reason,
    }
}

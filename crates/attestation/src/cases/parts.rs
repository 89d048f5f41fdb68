//! Parts of the page of a case, in words: where it stands, how it came, the documents, the conclusion, the history.

use crate::applications::{Application, Channel, Filed, Stage};
use crate::assignments::{CaseInSight, Relation};
use crate::complaints::{self, Complaint};
use crate::conclusions::{Attached, Recorded};
use crate::context::App;
use crate::documents::{self, Document, Kind, Media};
use crate::platform::clock::Moment;
use crate::platform::form::Choice;
use crate::platform::words;

use super::school_papers::{mark_of, may_take_away};

pub(super) struct Step {
    pub(super) text: &'static str,
    pub(super) is_done: bool,
    pub(super) is_now: bool,
}

/// A document as a line of the case.
pub(super) struct PaperLine {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) added: String,
    /// Whether this person may take it away now.
    pub(super) loose: bool,
}

/// An act in words.
pub(super) struct HistoryLine {
    pub(super) when: String,
    pub(super) words: String,
}

/// The documents' part of the page.
pub(super) struct PapersPart {
    /// A mark of what is shown.
    pub(super) mark: String,
    pub(super) list: Vec<PaperLine>,
    pub(super) all_size: String,
    pub(super) missing: Vec<&'static str>,
    pub(super) checked: String,
    pub(super) kinds: Vec<Choice>,
    pub(super) accept: String,
    pub(super) hint: String,
}

/// Complaints: what is said of the open one, empty without one, and the tone of its day.
pub(super) struct ComplaintPart {
    pub(super) open: String,
    pub(super) tone: &'static str,
}

/// The conclusion's part; a coordinator is not shown it.
pub(super) struct ConclusionPart {
    pub(super) attached: String,
    pub(super) result: Option<ResultLine>,
    pub(super) returned: String,
}

pub(super) struct ResultLine {
    pub(super) number: String,
    pub(super) verdict: &'static str,
    pub(super) when: String,
}

/// How the application came, in words; empty where nothing is known.
pub(super) struct FiledPart {
    pub(super) channel: &'static str,
    pub(super) outer: String,
    pub(super) submitted: String,
    pub(super) registered: String,
}

/// The history in words, in the order it was read.
pub(super) fn history_lines(app: &App, history: Vec<(Moment, String)>) -> Vec<HistoryLine> {
    history.into_iter().map(|(at, words)| HistoryLine { when: app.config.zone.written(at), words }).collect()
}

pub(super) fn filed_part(filed: &Filed) -> FiledPart {
    FiledPart {
        channel: filed.channel.map_or("", Channel::words),
        outer: filed.outer_number.clone(),
        submitted: filed.submitted_on.map(words::day).unwrap_or_default(),
        registered: filed.registered_on.map(words::day).unwrap_or_default(),
    }
}

pub(super) fn papers_part(app: &App, seen: &CaseInSight, papers: &[Document]) -> PapersPart {
    let limit = words::size(i64::try_from(app.config.upload_limit).unwrap_or(i64::MAX));
    let (case, reading) = (&seen.case, seen.reading());
    let shown = || papers.iter().filter(|paper| reading.shows(paper));
    let line = |paper: &Document| PaperLine {
        loose: case.stage.takes_documents() && may_take_away(seen, paper),
        ..paper_line(app, paper)
    };
    PapersPart {
        mark: mark_of(papers),
        all_size: words::size(shown().map(|paper| paper.size).sum()),
        missing: case.missing_documents(|kind| papers.iter().any(|paper| paper.kind == kind)),
        list: shown().map(line).collect(),
        checked: case.documents_checked_at.map(|at| app.config.zone.written(at)).unwrap_or_default(),
        kinds: std::iter::once(Choice::new("", "Выберите вид"))
            .chain(Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.words())))
            .collect(),
        accept: documents::Accept::DOCUMENT.endings(),
        hint: format!("PDF, JPEG, PNG, DOCX или XLSX до {limit} каждый. Можно выбрать несколько файлов."),
    }
}

pub(super) fn conclusion_part(
    app: &App,
    seen: &CaseInSight,
    attached: &[Attached],
    results: &[Recorded],
) -> ConclusionPart {
    let zone = &app.config.zone;
    let own = seen.by.seat.id;
    let is_theirs = |seat| seen.relation != Relation::Specialist || seat == own;
    let result = results.iter().find(|result| result.returned_at.is_none());
    let newest = results.first().filter(|result| result.returned_at.is_some());
    ConclusionPart {
        attached: attached
            .iter()
            .find(|one| is_theirs(one.seat))
            .map(|one| format!("версия {}, {}", one.version, zone.written(one.added_at)))
            .unwrap_or_default(),
        result: result.map(|one| ResultLine {
            number: one.number.clone(),
            verdict: one.verdict.words(),
            when: zone.written(one.recorded_at),
        }),
        returned: newest.map(|one| one.return_reason.clone()).unwrap_or_default(),
    }
}

/// Complaints of a case as whoever reads them is told of them; none while there is nothing to complain of.
pub(super) fn complaint_part(
    app: &App,
    stage: Stage,
    relation: Relation,
    open: Option<&Complaint>,
) -> Option<ComplaintPart> {
    complaints::Against::of(stage).filter(|_| complaints::may_read(relation))?;
    let today = app.today();
    let told = open.map(|one| {
        let (filed, due) = (words::day(one.filed_on), words::day(one.due_on));
        format!("получена {filed}, ответить до {due}, {}", words::left(one.due_on, today))
    });
    Some(ComplaintPart {
        open: told.unwrap_or_default(),
        tone: open.map_or("", |one| words::tone(one.due_on, today).code()),
    })
}

/// A document in words.
pub(super) fn paper_line(app: &App, paper: &Document) -> PaperLine {
    PaperLine {
        id: paper.id.to_string(),
        kind: paper.kind.words(),
        title: if paper.title.is_empty() { paper.file_name.clone() } else { paper.title.clone() },
        about: format!("{}, {}", Media::short(&paper.media_type), words::size(paper.size)),
        added: app.config.zone.brief(paper.added_at),
        loose: false,
    }
}

/// The way of a case with what is passed of it, a group that `is_short` is still to be gathered; by the award of its teacher it goes to the session without analysis.
pub(super) fn steps(case: &Application, results: &[Recorded], is_short: bool) -> Vec<Step> {
    let is_past = matches!(case.reached, Stage::Ready) || case.reached.is_decided();
    let is_by_award = case.awaits_award || (is_past && results.is_empty());
    let over = matches!(case.reached, Stage::Withdrawn | Stage::IntakeRefused);
    let reached = match case.reached {
        // Taken back before it was registered, as far as a case of the archive tells it.
        Stage::Withdrawn if case.stage == Stage::Archived => usize::from(case.filed.registered_on.is_some()),
        Stage::Draft | Stage::Submitted | Stage::FixRequested | Stage::IntakeRefused => 0,
        Stage::Registered | Stage::Scheduled | Stage::Withdrawn => 1,
        Stage::InReview | Stage::Returned if is_short => 1,
        Stage::InReview | Stage::Returned => 2,
        Stage::Concluded | Stage::Ready => 3,
        Stage::Granted | Stage::Refused | Stage::Issued => 4,
        Stage::Published | Stage::Archived | Stage::Erased => 5,
    };
    let (way, reached): (&[&str], usize) = if is_by_award {
        (
            &["Заявление получено", "Подтверждение награды", "Решение комиссии", "Акт"],
            reached - usize::from(reached > 2),
        )
    } else {
        (
            &["Заявление получено", "Назначение специалиста", "Заключение и результат", "Решение комиссии", "Акт"],
            reached,
        )
    };
    way.iter()
        .enumerate()
        .map(|(at, text)| Step { text, is_done: at < reached, is_now: at == reached && !over })
        .collect()
}

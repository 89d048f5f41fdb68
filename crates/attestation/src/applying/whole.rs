//! A draft as a whole: what was saved of it, how each task stands, its answers in words.

use crate::accounts;
use crate::applications::Post;
use crate::documents::Kind;
use crate::platform::clock::{Day, Moment};
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::Form;
use crate::platform::words;

use super::against::{self, Against};
use super::indicators;
use super::said::Said;
use super::store::{self, Course, Draft, Page, Paper, Reply};
use super::tasks::{Field, Indicator, Takes, Task};
use super::texts::{AGREEMENT, CONSENT};
use super::typed::{self, Status};

/// What the name of the teacher is called among the answers.
const NAME: &str = "Фамилия, имя, отчество";

/// The name an application was sent under; none when its teacher has answered nothing here.
pub(super) fn signed_name(answers: &[Reply]) -> Option<&str> {
    let asked = |one: &&Reply| one.part == Task::Person.words() && one.question == NAME;
    answers.iter().find(asked).map(|one| one.answer.as_str())
}

/// Everything of a draft.
#[derive(Clone)]
pub(super) struct Whole {
    pub(super) draft: Draft,
    /// By which indicators results are described.
    pub(super) indicators: Vec<&'static Indicator>,
    pub(super) pages: Vec<Page>,
    pub(super) courses: Vec<Course>,
    pub(super) papers: Vec<Paper>,
    pub(super) consent: Option<Moment>,
    pub(super) agreement: Option<Moment>,
    /// Answers that would not be taken.
    pub(super) against: Vec<Against>,
}

/// Reads it: the same number of questions, whatever is in it.
pub(super) fn read(reader: &mut Reader, draft: &Draft, today: Day) -> Result<Whole, DbError> {
    let account = draft.account;
    let pages = store::pages(reader, draft.id)?;
    Ok(Whole {
        indicators: indicators::of_draft(reader, draft, today)?,
        against: against::against(reader, draft, &pages, today)?,
        pages,
        courses: store::courses(reader, draft.id)?,
        papers: store::papers(reader, draft.id)?,
        consent: accounts::consent_given(reader, account, CONSENT.document, CONSENT.version)?,
        agreement: accounts::consent_given(reader, account, AGREEMENT.document, AGREEMENT.version)?,
        draft: draft.clone(),
    })
}

impl Whole {
    /// What was typed on a page.
    pub(super) fn form(&self, task: Task) -> Form {
        let page = self.pages.iter().find(|page| page.task == task.code());
        page.map_or_else(Form::new, |page| Form::of_urlencoded(page.typed.as_bytes()))
    }

    /// Kinds of documents its case will need that are not there: the application itself comes with the signature.
    fn lacking(&self) -> impl Iterator<Item = Kind> {
        let has_category = self.said().and_then(Said::holds).is_some();
        let needed = Kind::needed(has_category, self.draft.category.is_proposed()).into_iter();
        needed.filter(|kind| *kind != Kind::Application && !self.papers.iter().any(|paper| paper.kind == *kind))
    }

    /// Kinds of documents that are not there and without which it cannot be submitted.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        self.lacking().filter(|kind| kind.comes_first()).map(Kind::words).collect()
    }

    /// Which documents may be added to the case when it is submitted; empty when there is nothing to say, or when others are
    /// to come first.
    pub(super) fn awaited(&self) -> String {
        let (first, mut later): (Vec<Kind>, Vec<Kind>) = self.lacking().partition(|kind| kind.comes_first());
        let has_award = !self.form(Task::Awards).text("awards").is_empty();
        if has_award && !self.papers.iter().any(|paper| paper.kind == Kind::Award) {
            later.push(Kind::Award);
        }
        if !first.is_empty() || later.is_empty() || self.draft.application.is_some() {
            return String::new();
        }
        let later: Vec<&str> = later.into_iter().map(Kind::words).collect();
        format!("В деле понадобятся ещё документы: {}. Их можно добавить и после отправки.", listed(&later))
    }

    /// The post with the subject: «Учитель, физика».
    pub(super) fn post_and_subject(&self) -> String {
        let (post, subject) = (&self.draft.post, self.form(Task::Work).text("subject"));
        if subject.is_empty() { post.clone() } else { format!("{post}, {subject}") }
    }

    /// The category the teacher names.
    pub(super) fn said(&self) -> Option<Said> {
        Said::parse(&self.form(Task::Awards).text("held"))
    }

    /// What is said at a task: why its answers would not be taken, or which documents are not there.
    pub(super) fn note(&self, task: Task) -> String {
        if let Some(why) = self.why(task) {
            return why.to_owned();
        }
        let missing = self.missing();
        if task != Task::Documents || missing.is_empty() {
            return String::new();
        }
        format!("Без этих документов заявление не отправить: {}.", listed(&missing))
    }

    /// Why the answers of a task would not be taken as they are; none when nothing is against them.
    pub(super) fn why(&self, task: Task) -> Option<&str> {
        self.against.iter().find(|one| one.task == task).map(|one| one.why.as_str())
    }

    /// How a task stands: what is filled in but would not be taken is to be put right.
    pub(super) fn status(&self, task: Task, today: Day) -> Status {
        let filled = self.filled(task, today);
        if filled == Status::Ready && self.why(task).is_some() { Status::ToFix } else { filled }
    }

    /// How a task is filled in.
    fn filled(&self, task: Task, today: Day) -> Status {
        let given = |at: Option<Moment>| if at.is_some() { Status::Ready } else { Status::NotBegun };
        match task {
            Task::Courses => {
                if self.has_half_a_course() {
                    Status::Filling
                } else if self.courses.is_empty() {
                    Status::NotBegun
                } else {
                    Status::Ready
                }
            }
            Task::Documents if self.papers.is_empty() => Status::NotBegun,
            Task::Documents if self.missing().is_empty() => Status::Ready,
            Task::Documents => Status::Filling,
            Task::Consent => given(self.consent),
            Task::Agreement => given(self.agreement),
            task => {
                let page = self.pages.iter().find(|page| page.task == task.code());
                typed::status(task, page.map(|page| page.typed.as_str()), today)
            }
        }
    }

    /// Whether something was typed of a course that was not added: it would not be sent.
    fn has_half_a_course(&self) -> bool {
        typed::is_half_a_course(&self.form(Task::Courses))
    }

    /// Tasks that keep the application from being submitted. Courses may be none, and half a course may not.
    pub(super) fn unready(&self, today: Day) -> Vec<Task> {
        let mut all = Task::all(&self.indicators);
        all.retain(|task| match (task, self.status(*task, today)) {
            (Task::Courses, status) => status == Status::Filling,
            (_, status) => status != Status::Ready,
        });
        all
    }

    /// The same when the teacher signs on paper: consent and agreement are there.
    pub(super) fn unready_on_paper(&self, today: Day) -> Vec<Task> {
        let mut all = self.unready(today);
        all.retain(|task| !matches!(task, Task::Consent | Task::Agreement));
        all
    }

    /// Answers by indicators that are asked by no more: the set of the draft has changed, or its category. Of a draft that was
    /// sent there are none.
    pub(super) fn unasked(&self) -> Vec<String> {
        let asked = Task::all(&self.indicators);
        let is_unasked = |page: &&Page| asked.iter().all(|task| task.code() != page.task);
        let pages = self.pages.iter().filter(|_| self.draft.application.is_none()).filter(is_unasked);
        let answers = pages.map(|page| Form::of_urlencoded(page.typed.as_bytes()).text("results"));
        answers.filter(|answer| !answer.is_empty()).collect()
    }

    /// Answers of a page of questions in words.
    pub(super) fn answers(&self, task: Task, posts: &[Post]) -> Vec<Reply> {
        let form = self.form(task);
        let fields = task.fields().iter();
        fields
            .map(|field| Reply {
                part: task.words().to_owned(),
                question: field.label.to_owned(),
                answer: in_words(field, &form.text(field.name), posts),
            })
            .collect()
    }

    /// Every answer, after what was not asked because it is known.
    pub(super) fn all_answers(&self, posts: &[Post]) -> Vec<Reply> {
        let known = |task: Task, question: &str, answer: &str| Reply {
            part: task.words().to_owned(),
            question: question.to_owned(),
            answer: answer.to_owned(),
        };
        let mut all = vec![known(Task::Person, NAME, &self.draft.name.full())];
        for task in Task::all(&self.indicators) {
            if task == Task::Work {
                all.push(known(Task::Work, "Организация", &self.draft.school_name));
            }
            all.extend(self.answers(task, posts));
        }
        all
    }
}

/// «диплом об образовании, ходатайство работодателя».
fn listed(kinds: &[&str]) -> String {
    kinds.iter().map(|one| words::inside(one)).collect::<Vec<_>>().join(", ")
}

/// An answer as it is shown: a choice by its words.
fn in_words(field: &Field, text: &str, posts: &[Post]) -> String {
    match field.takes {
        Takes::Radios(list) => {
            list.iter().find(|(value, _)| *value == text).map_or(text, |(_, words)| words).to_owned()
        }
        Takes::Post => posts.iter().find(|post| post.code == text).map_or(text, |post| &post.name).to_owned(),
        _ => text.to_owned(),
    }
}

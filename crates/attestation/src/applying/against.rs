//! What speaks against a draft although its fields are filled in: a number or a day of birth the system knows otherwise, a
//! post that ended, a choice the rules do not open. Told at its task, before anything is signed; submitting asks once more.

use crate::applications::{self, Category, Snils};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Refusal;
use crate::platform::form::Form;
use crate::platform::{past, words};

use super::model::{Known, Refused, Rule, may_apply};
use super::store::{Draft, Page};
use super::tasks::Task;
use super::{eligibility, known};

/// The post of a draft is attested no more.
pub(super) const ENDED_POST: &str = "Должность из черновика больше не аттестуют: её исключили или переименовали. Откройте в черновике «Место работы и должность» и выберите должность из списка.";
/// The choice was not open when it was made, and is now.
const AGAIN: &str =
    "Когда вы сохраняли это задание, такой выбор был закрыт. Теперь он открыт: сохраните задание ещё раз.";

/// An answer that would not be taken, at its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Against {
    pub(super) task: Task,
    pub(super) field: &'static str,
    pub(super) why: String,
}

fn at(task: Task, field: &'static str, why: impl Into<String>) -> Against {
    Against { task, field, why: why.into() }
}

/// Why the person typed is not the one of the cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotOwn {
    /// The number stands for another person.
    ForeignSnils,
    /// The cabinet is tied to another number.
    OtherSnils,
    /// The teacher is known with another day of birth.
    OtherBirth(Day),
}

impl Refusal for NotOwn {
    fn reason(&self) -> String {
        match self {
            Self::ForeignSnils => {
                "Этот СНИЛС записан за другим человеком. Проверьте цифры и дату рождения, а если всё верно, позвоните в Центр."
                    .to_owned()
            }
            Self::OtherSnils => {
                "За кабинетом педагога записан другой СНИЛС. Проверьте цифры, а если всё верно, позвоните в Центр."
                    .to_owned()
            }
            Self::OtherBirth(known) => format!(
                "В системе записана другая дата рождения педагога: {}. Исправьте её в задании «{}». Если неверна запись в системе, позвоните в Центр.",
                words::brief_day(*known),
                Task::Person.words()
            ),
        }
    }
}

/// Whether a number and a day of birth are not those of the draft's own teacher. The number may be nobody's yet; the day of
/// birth is put right by the Centre alone: categories of the register are known by it.
pub(super) fn not_own(
    reader: &mut Reader,
    draft: &Draft,
    (snils, born): (&Snils, Day),
) -> Result<Option<NotOwn>, DbError> {
    let other_birth = |known: Day| (known != born).then_some(NotOwn::OtherBirth(known));
    if let Some(own) = known::person(reader, draft.account)? {
        return Ok(if own.snils == snils.as_str() { other_birth(own.born) } else { Some(NotOwn::OtherSnils) });
    }
    let Some(owner) = applications::snils_owner(reader, snils)? else { return Ok(None) };
    let is_own = owner.account.is_none() && owner.name_key == draft.name.key() && owner.born == born;
    Ok((!is_own).then_some(NotOwn::ForeignSnils))
}

/// Everything against a draft with these pages.
pub(super) fn against(reader: &mut Reader, draft: &Draft, pages: &[Page], today: Day) -> Result<Vec<Against>, DbError> {
    let Some(id) = draft.application else { return before_sending(reader, draft, pages, today) };
    // Who it is, the post and the category stay as they were sent: only what is said of earlier categories may be against it.
    let day = applications::by_id(reader, id)?.map_or(today, |case| case.received_on);
    let ruling = Ruling::read(reader, draft, pages, day)?;
    Ok(ruling.may(&draft.post_code, draft.category).and_then(|why| ruling.awards(&why)).into_iter().collect())
}

fn before_sending(reader: &mut Reader, draft: &Draft, pages: &[Page], today: Day) -> Result<Vec<Against>, DbError> {
    let typed_in = |task: Task| {
        let page = pages.iter().find(|page| page.task == task.code());
        page.map_or_else(Form::new, |page| Form::of_urlencoded(page.typed.as_bytes()))
    };
    let person = typed_in(Task::Person);
    let mut all = Vec::new();
    if let (Ok(born), Some(snils)) = (past::over(&person.text("born"), today), known::snils(&person)) {
        let found = not_own(reader, draft, (&snils, born))?;
        let field = |why: &NotOwn| if matches!(why, NotOwn::OtherBirth(_)) { "born" } else { "snils" };
        all.extend(found.map(|why| at(Task::Person, field(&why), why.reason())));
    }
    let posts = applications::posts(reader)?;
    let ruling = Ruling::read(reader, draft, pages, today)?;
    let post = Some(typed_in(Task::Work).text("post")).filter(|post| !post.is_empty());
    let post = post.unwrap_or_else(|| draft.post_code.clone());
    if !posts.iter().any(|one| one.code == post) {
        all.push(at(Task::Work, "post", ENDED_POST));
    } else if post != draft.post_code {
        all.push(at(Task::Work, "post", ruling.told(&post, draft.category)));
    }
    let category = Category::parse(typed_in(Task::Category).value("category")).unwrap_or(draft.category);
    if category != draft.category {
        all.push(at(Task::Category, "category", ruling.told(&draft.post_code, category)));
    }
    if let Some(why) = ruling.may(&draft.post_code, draft.category) {
        let here = if why.asks().is_some() {
            ruling.awards(&why)
        } else {
            (category == draft.category).then(|| at(Task::Category, "category", why.reason()))
        };
        all.extend(here);
    }
    Ok(all)
}

/// The rules on a day and what is known of the teacher.
struct Ruling {
    known: Known,
    rules: Vec<Rule>,
    day: Day,
    is_said: bool,
}

impl Ruling {
    fn read(reader: &mut Reader, draft: &Draft, pages: &[Page], day: Day) -> Result<Self, DbError> {
        let said = known::said(pages);
        Ok(Self {
            known: known::known(reader, (draft.account, &draft.name), said, day)?,
            rules: eligibility::rules_on(reader, day)?,
            day,
            is_said: said.is_some(),
        })
    }

    fn may(&self, post: &str, category: Category) -> Option<Refused> {
        may_apply(category, post, &self.known, &self.rules, self.day).err()
    }

    /// Why a choice the draft has not turned to is not taken.
    fn told(&self, post: &str, category: Category) -> String {
        self.may(post, category).map_or_else(|| AGAIN.to_owned(), |why| why.reason())
    }

    /// What depends on the answer about earlier categories, at that answer; none while there is no answer.
    fn awards(&self, why: &Refused) -> Option<Against> {
        (self.is_said && why.asks().is_some()).then(|| at(Task::Awards, "held", why.reason()))
    }
}

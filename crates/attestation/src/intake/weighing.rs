//! What the rows say of a ground of refusal: it stands beside the ground, and what they contradict is refused only with an
//! explanation.

use crate::applications::{self, Application, Category};
use crate::commission;
use crate::documents::{self, Kind, Reading};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::words;
use crate::register::{self, Record};

use super::lists::Entry;
use super::question::Question;

/// What the rows say of one ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// In words, as a sentence without its full stop.
    pub(super) words: String,
    /// Whether it speaks against the ground.
    pub(super) is_against: bool,
}

impl Said {
    fn against(words: String) -> Self {
        Self { words, is_against: true }
    }

    fn fits(words: String) -> Self {
        Self { words, is_against: false }
    }
}

/// The rows of a case that grounds are weighed by.
pub(super) struct Scales {
    case: Application,
    /// From when the post is attested no more; none while it is.
    post_ended: Option<Day>,
    /// From which day the same category may be applied for after the last refusal.
    again: Option<Day>,
    /// Categories the register has of the teacher.
    held: Vec<Record>,
    has_petition: bool,
}

impl Scales {
    /// Reads them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn of(reader: &mut Reader, case: &Application) -> Result<Self, DbError> {
        let posts = applications::posts_ever(reader)?;
        let again = commission::may_apply_again(reader, &[case.teacher])?;
        let papers = documents::of_application(reader, case.id, Reading::Whole)?;
        let mut held = Vec::new();
        if let Some(teacher) = applications::teacher_by_id(reader, case.teacher)? {
            let name = teacher.name.key();
            let all = register::of_people(reader, &[&name], &[&teacher.snils])?;
            let own = |one: &Record| one.stands() && one.is_of(&name, (teacher.born, &teacher.snils));
            held.extend(all.into_iter().filter(own));
        }
        Ok(Self {
            post_ended: posts.into_iter().find(|one| one.code == case.post_code).and_then(|one| one.ended_on),
            again: again.into_iter().find(|one| one.category == case.category).map(|one| one.from),
            has_petition: papers.iter().any(|paper| paper.kind == Kind::Petition),
            held,
            case: case.clone(),
        })
    }

    /// What they say of a ground; none when they know nothing of what it is about.
    pub(super) fn say(&self, ground: &Entry) -> Option<Said> {
        Some(match ground.question? {
            Question::Post => self.of_post(),
            Question::Refusal => self.of_refusal(),
            Question::AnyCategory => self.of_any_category(),
            Question::HighestInForce => self.of_highest(),
            Question::Petition if self.has_petition => {
                Said::against("ходатайство есть среди документов дела".to_owned())
            }
            Question::Petition => Said::fits("ходатайства среди документов дела нет".to_owned()),
        })
    }

    fn of_post(&self) -> Said {
        let post = &self.case.post;
        match self.post_ended.filter(|day| *day <= self.case.received_on) {
            Some(day) => Said::fits(format!("должность «{post}» исключена с {}", words::day(day))),
            None => Said::against(format!("должность «{post}» есть в номенклатуре")),
        }
    }

    fn of_refusal(&self) -> Said {
        let received = words::day(self.case.received_on);
        match self.again {
            None => Said::against("отказа в этой категории не записано".to_owned()),
            Some(day) if day > self.case.received_on => {
                Said::fits(format!("подать снова можно с {}, заявление получено {received}", words::day(day)))
            }
            Some(day) => Said::against(format!("срок прошёл: подать снова можно было с {}", words::day(day))),
        }
    }

    fn of_any_category(&self) -> Said {
        let is_wanted = |category| matches!(category, Category::First | Category::Highest);
        self.has_category(is_wanted, |_| true, "первой или высшей категории в реестре нет")
    }

    fn of_highest(&self) -> Said {
        let received = self.case.received_on;
        let is_in_force = |one: &Record| one.granted_on <= received && one.valid_to.is_none_or(|last| last >= received);
        self.has_category(
            |category| category == Category::Highest,
            is_in_force,
            "действующей высшей категории в реестре нет",
        )
    }

    /// Whether the register, or else the application itself, names such a category.
    fn has_category(&self, is_wanted: impl Fn(Category) -> bool, counts: impl Fn(&Record) -> bool, none: &str) -> Said {
        if let Some(one) = self.held.iter().find(|one| is_wanted(one.category) && counts(one)) {
            let until = one.valid_to.map(|last| format!(" по {}", words::day(last))).unwrap_or_default();
            let (category, from) = (one.category.words(), words::day(one.granted_on));
            return Said::against(format!("в реестре записана категория: {category}, с {from}{until}"));
        }
        match self.case.current_category.filter(|category| is_wanted(*category)) {
            Some(category) => Said::against(format!("{none}, в заявлении названа: {}", category.words())),
            None => Said::fits(none.to_owned()),
        }
    }
}

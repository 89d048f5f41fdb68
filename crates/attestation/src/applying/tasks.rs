//! The tasks of a draft and the questions of each: at most seven on a page. Pure.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::applications::Category;
use crate::criteria;
use crate::platform::form::Choice;

use super::said::Said;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Line,
    Words,
    /// A day of birth.
    Born,
    Snils,
    Email,
    Phone,
    /// Whole years, 0 to 70.
    Years,
    /// A year, four digits.
    Year,
    Post,
    Radios(&'static [(&'static str, &'static str)]),
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) takes: Takes,
    pub(super) required: bool,
}

/// An indicator of professional work, as the criteria set of the draft words it.
#[derive(Debug, PartialEq, Eq)]
pub struct Indicator {
    /// As stored and as it stands in addresses.
    pub(super) code: &'static str,
    /// As shown.
    pub(super) words: &'static str,
}

/// Indicators as published sets name them, each once for as long as the program runs: sets are published a few times a year.
static NAMED: LazyLock<Mutex<HashMap<(String, String), &'static Indicator>>> = LazyLock::new(Mutex::default);

impl Indicator {
    /// The indicator of this code and wording.
    pub(super) fn named(code: &str, words: &str) -> &'static Self {
        let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
        named.entry((code.to_owned(), words.to_owned())).or_insert_with(|| {
            let kept = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
            Box::leak(Box::new(Self { code: kept(code), words: kept(words) }))
        })
    }
}

/// The indicators of the federal order a category is judged by, where the Centre has published no set for the post.
pub(super) fn federal(category: Category) -> Vec<&'static Indicator> {
    criteria::federal(category).iter().map(|(code, words)| Indicator::named(code, words)).collect()
}

/// A task of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Сведения о себе.
    Person,
    /// Место работы и должность.
    Work,
    /// Категория.
    Category,
    /// Образование.
    Education,
    /// Повышение квалификации.
    Courses,
    /// Имеющиеся категории и награды.
    Awards,
    /// Результаты работы by one indicator.
    Result(&'static Indicator),
    /// Документы.
    Documents,
    /// Согласие.
    Consent,
    /// Соглашение о подписи.
    Agreement,
}

impl Task {
    /// Tasks of an application by these indicators, in the order they are shown.
    pub(super) fn all(indicators: &[&'static Indicator]) -> Vec<Self> {
        let mut all = vec![Self::Person, Self::Work, Self::Category, Self::Education, Self::Courses, Self::Awards];
        all.extend(indicators.iter().copied().map(Self::Result));
        all.extend([Self::Documents, Self::Consent, Self::Agreement]);
        all
    }

    /// As stored and as it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Work => "work",
            Self::Category => "category",
            Self::Education => "education",
            Self::Courses => "courses",
            Self::Awards => "awards",
            Self::Result(indicator) => indicator.code,
            Self::Documents => "documents",
            Self::Consent => "consent",
            Self::Agreement => "agreement",
        }
    }

    /// The task of this code among those of an application by these indicators.
    pub(super) fn parse(code: &str, indicators: &[&'static Indicator]) -> Option<Self> {
        Self::all(indicators).into_iter().find(|task| task.code() == code)
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Person => "Сведения о себе",
            Self::Work => "Место работы и должность",
            Self::Category => "Категория",
            Self::Education => "Образование",
            Self::Courses => "Повышение квалификации",
            Self::Awards => "Имеющиеся категории и награды",
            Self::Result(indicator) => indicator.words,
            Self::Documents => "Документы",
            Self::Consent => "Согласие на обработку персональных данных",
            Self::Agreement => "Соглашение об электронной подписи",
        }
    }

    /// Whether a long text is typed on its page.
    pub(super) fn is_long(self) -> bool {
        self.fields().iter().any(|field| field.takes == Takes::Words)
    }

    /// Its questions; none when the task has a page of its own kind.
    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Person => &PERSON,
            Self::Work => &WORK,
            Self::Category => &CATEGORY,
            Self::Education => &EDUCATION,
            Self::Awards => &AWARDS,
            Self::Result(_) => &RESULT,
            Self::Courses | Self::Documents | Self::Consent | Self::Agreement => &[],
        }
    }
}

const fn field(name: &'static str, label: &'static str, hint: &'static str, takes: Takes, required: bool) -> Field {
    Field { name, label, hint, takes, required }
}

static PERSON: [Field; 4] = [
    field("born", "Дата рождения", "День, месяц и год, например 04.02.1978.", Takes::Born, true),
    field("snils", "СНИЛС", "11 цифр, например 112-233-445 95.", Takes::Snils, true),
    field(
        "email",
        "Электронная почта",
        "Личный адрес педагога, не школы: сюда придут письма о заявлении.",
        Takes::Email,
        true,
    ),
    field("phone", "Телефон", "Можно не указывать.", Takes::Phone, false),
];
static WORK: [Field; 3] = [
    field("post", "Должность, по которой вы аттестуетесь", "", Takes::Post, true),
    field("subject", "Предмет или направление", "Можно не указывать.", Takes::Line, false),
    field("experience", "Педагогический стаж, полных лет", "", Takes::Years, true),
];
const CATEGORIES: &[(&str, &str)] =
    &[("first", "первая"), ("highest", "высшая"), ("methodist", "педагог-методист"), ("mentor", "педагог-наставник")];
const ATTENDANCE: &[(&str, &str)] = &[("yes", "Хочу присутствовать"), ("no", "Прошу рассмотреть без меня")];
static CATEGORY: [Field; 2] = [
    field("category", "На какую категорию вы подаёте заявление", "", Takes::Radios(CATEGORIES), true),
    field(
        "attendance",
        "Заседание комиссии",
        "Присутствовать на заседании — ваше право.",
        Takes::Radios(ATTENDANCE),
        true,
    ),
];
const LEVELS: &[(&str, &str)] = &[
    ("secondary", "Среднее профессиональное"),
    ("bachelor", "Высшее: бакалавриат"),
    ("master", "Высшее: специалитет или магистратура"),
    ("science", "Высшее: аспирантура, учёная степень"),
];
static EDUCATION: [Field; 5] = [
    field("level", "Уровень образования", "", Takes::Radios(LEVELS), true),
    field("institution", "Учебное заведение", "", Takes::Line, true),
    field("year", "Год окончания", "", Takes::Year, true),
    field("diploma", "Номер диплома", "", Takes::Line, true),
    field("qualification", "Квалификация по диплому", "", Takes::Line, true),
];
static AWARDS: [Field; 3] = [
    field("held", "Какая категория у вас есть или была", "", Takes::Radios(Said::CHOICES), true),
    field("act", "Приказ о категории", "Кем издан, номер и дата. Можно не указывать.", Takes::Line, false),
    field(
        "awards",
        "Награды, звания, конкурсы",
        "Можно не указывать. Государственная или ведомственная награда, звание или победа в конкурсе могут заменить анализ работы специалистами. Если они у вас есть, назовите их здесь и добавьте «Документ о награде» в задании «Документы»: порядок назначит Центр.",
        Takes::Words,
        false,
    ),
];
static RESULT: [Field; 1] = [field(
    "results",
    "Расскажите о результатах",
    "Не больше 4000 знаков. Не называйте имён обучающихся.",
    Takes::Words,
    true,
)];

/// Whether a question is that about the results by an indicator.
pub(super) fn is_of_results(question: &str) -> bool {
    RESULT.iter().any(|field| field.label == question)
}

/// Choices of a field that has its own.
pub(super) fn choices(takes: Takes) -> Vec<Choice> {
    match takes {
        Takes::Radios(list) => list.iter().map(|(value, text)| Choice::new(*value, *text)).collect(),
        _ => Vec::new(),
    }
}

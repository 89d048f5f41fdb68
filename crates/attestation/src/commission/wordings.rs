//! How a decision is worded: rules of the Centre by days, with places for the category and the post. A decision keeps the
//! words it was written down with.

use crate::applications::{Application, Category};
use crate::context::App;
use crate::platform::act::Kind;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::Reader;
use crate::platform::failure::Failure;
use crate::platform::form::Form;
use crate::platform::new_version::line;
use crate::platform::record::{BadColumn, Record, Value};
use crate::platform::version_rows::{self, Columns, Dated};
use crate::platform::words;
use crate::rulebook::{self, Ask, Book};

use super::vote::Outcome;
use super::{kinds, wording};

/// The table of these words.
struct Words;

/// The words of a decision, with places.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said(String);

const GRANT: &str = "grant";
const REFUSE: &str = "refuse";

/// Where the category stands.
const CATEGORY: &str = "{категория}";
/// Where the post stands; nothing for a category that is given without a post.
const POST: &str = "{должность}";

/// Letters at most.
const LONGEST: usize = 200;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    rulebook::doors::<Words>(doors)
}

/// How decisions of a day are worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wordings {
    grant: Said,
    refuse: Said,
}

/// How decisions of a session of this day are worded.
///
/// # Errors
/// When one has no version in force on that day: the Centre must set one.
pub(super) fn wordings_on(reader: &mut Reader, day: Day) -> Result<Wordings, Failure> {
    let all = version_rows::on::<Words>(reader, day)?;
    let of = |code: &str| {
        all.iter().find(|(known, _)| known == code).map(|(_, one)| one.value.clone()).ok_or_else(|| {
            let day = words::day(day);
            Failure::Conflict(format!("На {day} не заданы слова решений. Задайте их в настройках: «Слова решений»."))
        })
    };
    Ok(Wordings { grant: of(GRANT)?, refuse: of(REFUSE)? })
}

impl Wordings {
    /// Those a session was opened with.
    pub(super) const fn of(grant: String, refuse: String) -> Self {
        Self { grant: Said(grant), refuse: Said(refuse) }
    }

    /// As a session keeps them: how a category is granted, and how it is refused.
    pub(super) fn kept(&self) -> (&str, &str) {
        (&self.grant.0, &self.refuse.0)
    }

    /// The decision of a case, without its reason.
    pub(super) fn decided(&self, case: &Application, outcome: Outcome, until: Option<Day>) -> String {
        match outcome {
            Outcome::Granted => self.grant.of(GRANT, case.category, &case.post),
            Outcome::Refused => self.refuse.of(REFUSE, case.category, &case.post),
            Outcome::Postponed => wording::decided(case, outcome, until),
        }
    }
}

impl Said {
    /// The words with the category and the post in their places.
    fn of(&self, code: &str, category: Category, post: &str) -> String {
        let named = if code == GRANT { wording::what(category) } else { wording::of_what(category) };
        let post = wording::for_post(category, post);
        let text = self.0.replace(CATEGORY, &named);
        // What stands before the place goes with it.
        text.replace(&format!(" {POST}"), &post).replace(POST, post.trim_start())
    }

    /// A fault of what is typed.
    fn fault(text: &str) -> Option<String> {
        if text.chars().count() > LONGEST {
            return Some(format!("Здесь больше {LONGEST} знаков. Сократите."));
        }
        for place in [CATEGORY, POST] {
            match text.matches(place).count() {
                1 => {}
                0 => return Some(format!("Вставьте {place}: без этого решение не говорит, о чём оно.")),
                _ => return Some(format!("{place} стоит несколько раз. Оставьте один.")),
            }
        }
        let rest = text.replace(CATEGORY, "").replace(POST, "");
        if rest.contains(['{', '}']) {
            return Some(format!("В фигурных скобках можно написать только {CATEGORY} и {POST}. Исправьте остальное."));
        }
        if !rest.chars().any(char::is_alphabetic) {
            return Some("Напишите и сами слова решения, не только места для категории и должности.".to_owned());
        }
        text.ends_with(['.', ';', ',', ':'])
            .then(|| "Уберите знак в конце: после слов решения система сама ставит точку.".to_owned())
    }
}

/// Whether words refuse: «отказать», «отклонить», «не устанавливать».
fn refuses(text: &str) -> bool {
    text.to_lowercase()
        .split(|sign: char| !sign.is_alphabetic())
        .any(|word| matches!(word, "не" | "нет") || word.starts_with("отказ") || word.starts_with("отклон"))
}

impl Columns for Said {
    const NAMES: &'static [&'static str] = &["words"];

    fn read(row: &Record<'_>, at: usize) -> Result<Self, BadColumn> {
        row.get(at).map(Self)
    }

    fn write(&self) -> Vec<Value<'static>> {
        vec![self.0.clone().into()]
    }
}

impl Dated for Words {
    type Value = Said;
    const TABLE: &'static str = "decision_wordings";
    const CODE: &'static str = "code";
}

impl Book for Words {
    const NOT_PAST: Option<&'static str> =
        Some("Решения с этого дня уже записаны прежними словами. Выберите сегодняшний день или более поздний.");
    const PAGE: &'static str = "/settings/decisions";
    const CHECK: &'static str = "/settings/decisions/check";
    const WITHDRAWAL: &'static str = "/settings/decisions/withdrawal";
    const TITLE: &'static str = "Слова решений";
    const ABOUT: &'static str = "Такими словами решение комиссии стоит в протоколе, в деле, в письмах и в выписке из акта. Действует версия дня заседания, какой она была при его открытии. Записанное решение своих слов не меняет.";
    const KIND: Kind = kinds::WORDING;
    const NOUN: &'static str = "decision-wording";

    fn rules() -> Vec<(&'static str, &'static str)> {
        vec![(GRANT, "Категория установлена"), (REFUSE, "В категории отказано")]
    }

    fn asks() -> Vec<Ask> {
        vec![Ask {
            name: "words",
            label: "Слова решения",
            hint: "Например: установить {категория} {должность}. Вместо {категория} встанет «первую квалификационную категорию», а в отказе «первой квалификационной категории»; вместо {должность} — «по должности «учитель»», у педагога-методиста и педагога-наставника — ничего.",
            is_long: true,
            choices: Vec::new(),
        }]
    }

    fn typed(form: &mut Form, _: Option<&str>) -> Option<Said> {
        let text = line(form, "words", "Напишите слова решения.");
        if text.is_empty() {
            return None;
        }
        let read = Said::fault(&text).map_or(Ok(Said(text)), Err);
        form.check("words", read)
    }

    fn words(code: &str, value: &Said) -> String {
        let [first, methodist] = [Category::First, Category::Methodist].map(|one| value.of(code, one, "Учитель"));
        format!("{}. Например: {first}; {methodist}", value.0)
    }

    fn doubt(code: &str, value: &Said) -> Option<&'static str> {
        match (code, refuses(&value.0)) {
            (REFUSE, false) => Some(
                "В этих словах нет отказа: ни «отказать», ни «не». Такими словами будут записаны решения, в которых категория не установлена.",
            ),
            (GRANT, true) => Some(
                "В этих словах есть отказ: «отказать», «отклонить» или «не». Такими словами будут записаны решения, в которых категория установлена.",
            ),
            _ => None,
        }
    }

    fn touches(since: &str) -> String {
        format!(
            "Новыми словами будут записаны решения заседаний, которые проводят с {since} и откроют после этой записи. Заседания, которые уже открыты, идут с прежними словами; записанные решения и подписанные протоколы не изменятся."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_their_case() {
        let said = |code, words: &str, category| Said(words.to_owned()).of(code, category, "Учитель");
        let grant = "установить {категория} {должность}";
        assert_eq!(
            said(GRANT, grant, Category::First),
            "установить первую квалификационную категорию по должности «учитель»"
        );
        assert_eq!(said(GRANT, grant, Category::Mentor), "установить квалификационную категорию «педагог-наставник»");
        let refuse = "{должность} отказать в установлении {категория}";
        assert_eq!(
            said(REFUSE, refuse, Category::Highest),
            "по должности «учитель» отказать в установлении высшей квалификационной категории"
        );
    }

    #[test]
    fn words_that_say_the_opposite_are_asked_about() {
        let asked = |code, words: &str| Words::doubt(code, &Said(words.to_owned())).is_some();
        for words in ["отказать в установлении {категория}", "Не устанавливать {категория}", "отклонить {категория}"]
        {
            assert_eq!((asked(REFUSE, words), asked(GRANT, words)), (false, true), "{words}");
        }
        for words in ["установить {категория}", "считать {категория} неизменной", "отныне присвоить {категория}"]
        {
            assert_eq!((asked(REFUSE, words), asked(GRANT, words)), (true, false), "{words}");
        }
    }

    #[test]
    fn what_is_typed_is_checked() {
        let fault = |text: &str| Said::fault(text).unwrap_or_default();
        assert_eq!(fault("установить {категория} {должность}"), "");
        assert!(fault("установить {категория}").starts_with("Вставьте {должность}"));
        assert!(fault("установить {категория} {категория} {должность}").contains("несколько раз"));
        assert!(fault("установить {категория} {должность} {педагог}").starts_with("В фигурных скобках"));
        assert!(fault("{категория} {должность}").starts_with("Напишите и сами слова"));
        assert!(fault("установить {категория} {должность}.").starts_with("Уберите знак"));
    }
}

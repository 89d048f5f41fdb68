//! An application as a neighbour sends it, checked as the centre's own form is: every fault at its field, in the same words.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::{Email, Phone, name_from};
use crate::applications::{BadFiling, Category, Channel, Filing, NewApplication, NewTeacher, OuterNumber, Post, Snils};
use crate::organizations::{Inn, School};
use crate::platform::clock::Day;
use crate::platform::dated::fits_birth;
use crate::platform::form::Form;

use super::body::{Holds, body};
use super::feed::Known;
use super::model::Token;
use super::records::iso_day;
use super::shape::{CategoryCode, ChannelCode};

body! {
    /// Новое заявление. Дни пишутся как 2026-11-23.
    #[derive(Debug, Clone, Default, Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    #[schema(as = NewApplication)]
    Sent {
        /// Фамилия педагога.
        #[schema(min_length = 1, max_length = 80)]
        surname: String,
        /// Имя.
        #[schema(min_length = 1, max_length = 80)]
        given: String,
        /// Отчество; пусто, если его нет.
        #[schema(max_length = 80)]
        patronymic (default): String,
        /// День рождения.
        #[schema(format = Date)]
        born: String,
        /// СНИЛС: 11 цифр, пробелы и дефисы не важны.
        #[schema(min_length = 11, max_length = 20)]
        snils: String,
        /// Адрес электронной почты педагога; пусто — остаётся известный.
        #[schema(max_length = 254)]
        email (default): String,
        /// Телефон педагога; пусто — остаётся известный.
        #[schema(max_length = 40)]
        phone (default): String,
        /// ИНН организации.
        #[schema(pattern = "^[0-9]{10}$")]
        school_inn: String,
        /// Код должности: P27 у должностей номенклатуры, C01 у добавленных Центром. Коды показаны в настройках Центра, в списке
        /// должностей.
        #[schema(pattern = "^[PC][0-9]{2,4}$")]
        post: String,
        /// Предмет.
        #[schema(max_length = 250)]
        subject (default): String,
        /// Педагогический стаж, полных лет.
        #[schema(minimum = 0, maximum = 80)]
        experience (default): Option<i64>,
        /// Действующая категория; нет, если её нет.
        #[schema(value_type = Option<CategoryCode>)]
        current_category (default): Option<String>,
        /// Категория, на которую подаётся заявление.
        #[schema(value_type = CategoryCode)]
        category: String,
        /// Как подано; нет — через соседнюю систему. Через эту систему (system) подаёт только сам педагог.
        #[schema(value_type = Option<ChannelCode>)]
        channel (default): Option<String>,
        /// Номер на портале услуг; только у поданных через портал.
        #[schema(max_length = 60)]
        outer_number (default): String,
        /// День, когда педагог подал заявление; нет — сегодня.
        #[schema(format = Date)]
        submitted_on (default): Option<String>,
    }
}

/// The longest subject, in letters.
const LONGEST: usize = 250;
/// Days from the submission of an application to its receipt at most.
const LONGEST_WAY: i64 = 365;
/// Years of work.
const YEARS: std::ops::RangeInclusive<i64> = 0..=80;
const BAD_DAY: &str = "Дата записана с ошибкой. Пример: 2026-11-23.";

/// What the house knows of what was sent.
pub(super) struct Beside {
    pub(super) school: Option<School>,
    pub(super) posts: Vec<Post>,
    pub(super) known: Option<Known>,
}

/// An application to be submitted, with the way it came.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) new: NewApplication,
    pub(super) filing: Filing,
    /// The teacher as known when this was checked.
    pub(super) known: Option<Known>,
}

impl Ready {
    /// What is not known of a known teacher and was sent, in words; empty when there is nothing.
    pub(super) fn added(&self) -> String {
        let Some(known) = &self.known else { return String::new() };
        let parts = [
            ("адрес электронной почты", &known.email, &self.new.teacher.email),
            ("телефон", &known.phone, &self.new.teacher.phone),
        ];
        let added = parts.into_iter().filter(|(_, was, is)| was.is_empty() && !is.is_empty());
        added.map(|(words, ..)| words).collect::<Vec<_>>().join(", ")
    }
}

impl Sent {
    /// ИНН of the school, when it is one.
    pub(super) fn inn(&self) -> Option<Inn> {
        Inn::parse(&self.school_inn).ok()
    }

    /// СНИЛС, when it is one.
    pub(super) fn snils(&self) -> Option<Snils> {
        Snils::parse(&self.snils).ok()
    }

    /// What was sent as a form, so that faults stand at its fields.
    fn form(&self) -> Form {
        Form::new().with("surname", &self.surname).with("given", &self.given).with("patronymic", &self.patronymic)
    }

    /// The application, or the form with its faults.
    pub(super) fn ready(&self, token: &Token, beside: &Beside, today: Day) -> Result<Ready, Form> {
        let mut form = self.form();
        let teacher = self.teacher(&mut form, token, beside, today);
        let post = beside.posts.iter().find(|one| one.code == self.post);
        if post.is_none() {
            form.fault("post", "Такой должности в списке нет. Коды должностей — от P01, их знает Центр.");
        }
        if self.subject.chars().count() > LONGEST {
            form.fault("subject", format!("Здесь больше {LONGEST} знаков. Сократите."));
        } else if self.subject.chars().any(char::is_control) {
            form.fault("subject", "В значении есть знаки, которых в тексте не бывает. Уберите их.");
        }
        if self.experience.is_some_and(|years| !YEARS.contains(&years)) {
            form.fault("experience", "Стаж записан с ошибкой. Нужно целое число лет, например 15.");
        }
        let category = known(&mut form, "category", Some(self.category.as_str()));
        let current = known(&mut form, "current_category", self.current_category.as_deref());
        let filing = self.filing(&mut form, today);
        let (Some(teacher), Some(post), Some(category), Some(filing), true) =
            (teacher, post, category, filing, form.is_sound())
        else {
            return Err(form);
        };
        let new = NewApplication {
            teacher,
            post_code: post.code.clone(),
            subject: self.subject.trim().to_owned(),
            experience: self.experience,
            current_category: current,
            category,
            received_on: today,
        };
        Ok(Ready { new, filing, known: beside.known.clone() })
    }

    fn teacher(&self, form: &mut Form, token: &Token, beside: &Beside, today: Day) -> Option<NewTeacher> {
        let name = name_from(form);
        let born = form.check("born", iso_day(&self.born).ok_or(BAD_DAY));
        let born = born.and_then(|day| form.check("born", fits_birth(day, today)));
        let snils = form.check("snils", Snils::parse(&self.snils));
        let email = self.email.trim().to_owned();
        if !email.is_empty() {
            form.check("email", Email::parse(&email));
        }
        let phone = form.check("phone", Phone::parse(&self.phone));
        let school = self.school(form, token, beside);
        let (name, born, snils, phone, school) = (name?, born?, snils?, phone?, school?);
        let mut new = NewTeacher { name, born, snils, email, phone: phone.as_str().to_owned(), school: school.id };
        if let Some(known) = &beside.known {
            fits_known(form, token, known, &mut new);
        }
        Some(new)
    }

    fn school<'b>(&self, form: &mut Form, token: &Token, beside: &'b Beside) -> Option<&'b School> {
        form.check("school_inn", Inn::parse(&self.school_inn))?;
        let Some(school) = &beside.school else {
            form.fault("school_inn", "Организации с таким ИНН в системе нет. Попросите Центр внести её.");
            return None;
        };
        if token.bounds.hold(Some(school.id), &school.municipality) {
            return Some(school);
        }
        form.fault("school_inn", "Эта организация не входит в то, что открыто доступу. Подайте заявление от своей.");
        None
    }

    fn filing(&self, form: &mut Form, today: Day) -> Option<Filing> {
        let channel = match &self.channel {
            None => None,
            Some(code) => Some(form.check(
                "channel",
                Channel::parse(code).ok_or("Такого способа подачи нет. Коды есть в описании доступа."),
            )?),
        };
        let outer = match self.outer_number.trim() {
            "" => None,
            text => Some(form.check("outer_number", OuterNumber::parse(text))?),
        };
        let submitted = match &self.submitted_on {
            None => Some(today),
            Some(text) => {
                let day = form.check("submitted_on", iso_day(text).ok_or(BAD_DAY))?;
                if day < today.plus(-LONGEST_WAY) {
                    form.fault("submitted_on", "Это было больше года назад. Проверьте день подачи заявления.");
                }
                Some(day)
            }
        };
        if channel == Some(Channel::System) {
            form.fault("channel", "Через эту систему подаёт сам педагог, со своей подписью. Не передавайте это поле.");
        }
        let channel = channel.or_else(|| outer.is_none().then_some(Channel::Neighbour));
        let filing = Filing::of(channel, outer, submitted, today);
        let field = if matches!(filing, Err(BadFiling::SentAfterReceipt)) { "submitted_on" } else { "outer_number" };
        form.check(field, filing)
    }
}

/// Reads a category by its code; none when it was left out or there is no such one.
fn known(form: &mut Form, field: &str, code: Option<&str>) -> Option<Category> {
    let read = Category::parse(code?).ok_or("Такой категории нет. Коды категорий есть в описании доступа.");
    form.check(field, read)
}

/// A teacher the house knows is the same person, and within what the token opens. What is known of them stays as it is: a
/// neighbour puts in what was missing and changes nothing.
fn fits_known(form: &mut Form, token: &Token, known: &Known, new: &mut NewTeacher) {
    if known.name.key() != new.name.key() || known.born != new.born {
        form.fault("snils", "Этот СНИЛС записан за другим человеком: имя или дата рождения не совпадают. Сверьте данные с документами или обратитесь в Центр.");
    } else if !token.bounds.hold(Some(known.school), &known.municipality) {
        form.fault(
            "snils",
            "Педагог записан в организации, которая этому доступу не открыта. О переходе сообщите в Центр.",
        );
    } else if known.school != new.school {
        form.fault(
            "school_inn",
            "Педагог записан в другой организации. Если он перешёл, сообщите в Центр: когда там исправят запись, подайте заявление снова.",
        );
    }
    new.name = known.name.clone();
    let address = |text: &str| Email::parse(text).map_or_else(|_| text.to_owned(), |email| email.key());
    let phone = |text: &str| Phone::parse(text).map_or_else(|_| text.to_owned(), |phone| phone.key());
    stays(form, "email", (&known.email, &mut new.email), address);
    stays(form, "phone", (&known.phone, &mut new.phone), phone);
}

/// Keeps what is known; what was sent instead and is compared as something else is a fault.
fn stays(form: &mut Form, field: &str, (known, sent): (&String, &mut String), compared: impl Fn(&str) -> String) {
    if known.is_empty() {
        return;
    }
    if !sent.is_empty() && compared(known) != compared(sent) {
        form.fault(field, "В системе записано другое. Не передавайте это поле: останется то, что записано. Исправить его может сам педагог или Центр.");
    }
    sent.clone_from(known);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use utoipa::PartialSchema;

    use super::*;

    #[test]
    fn the_fields_are_those_of_the_description() {
        let schema = serde_json::to_value(Sent::schema()).expect("a schema");
        let described: BTreeSet<&str> =
            schema["properties"].as_object().expect("properties").keys().map(String::as_str).collect();
        let required: BTreeSet<&str> =
            schema["required"].as_array().expect("required").iter().filter_map(|one| one.as_str()).collect();
        assert_eq!(Sent::FIELDS.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), described);
        let needed = Sent::FIELDS.iter().filter(|(_, holds)| *holds == Holds::Words);
        assert_eq!(needed.map(|(name, _)| *name).collect::<BTreeSet<_>>(), required);
    }
}

//! A record as it is typed: a new one, or an earlier one put right. Faults stand at their fields.

use crate::accounts::name_from;
use crate::applications::{self, Category, Post, Snils};
use crate::context::App;
use crate::organizations::{self, School};
use crate::platform::clock::Day;
use crate::platform::dated::{day_from, fits_birth, with_day};
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::listing;
use crate::platform::words;

use super::model::{NewRecord, Record};
use super::standing::{CategoryTerm, last_day, term_of};
use super::store;

/// The longest name of anything, in letters.
const LONGEST: usize = 250;

/// Fields a record is typed in, as the check page hands them on.
const FIELDS: [&str; 22] = [
    "surname",
    "given",
    "patronymic",
    "born-day",
    "born-month",
    "born-year",
    "snils",
    "organization",
    "municipality",
    "post",
    "post-written",
    "category",
    "granted-day",
    "granted-month",
    "granted-year",
    "act",
    "acted-day",
    "acted-month",
    "acted-year",
    "until-day",
    "until-month",
    "until-year",
];

/// What the form offers, and what typed words are compared with.
pub(super) struct Offer {
    posts: Vec<Post>,
    terms: Vec<CategoryTerm>,
    namesakes: Vec<School>,
}

impl Offer {
    pub(super) async fn of(app: &App, form: &Form) -> Result<Self, Failure> {
        let named = form.text("organization");
        let read = move |reader: &mut Reader| {
            Ok::<_, DbError>(Self {
                posts: applications::posts_ever(reader)?,
                terms: store::terms(reader)?,
                namesakes: organizations::by_name(reader, &named)?,
            })
        };
        Ok(app.db.read(read).await?)
    }

    /// Posts to choose from, those that are attested no more too: their categories stay in the register.
    pub(super) fn posts(&self) -> Vec<Choice> {
        let named = self.posts.iter().map(|one| match one.ended_on {
            None => (one.code.clone(), one.name.clone()),
            Some(day) => (one.code.clone(), format!("{} (исключена с {})", one.name, words::brief_day(day))),
        });
        listing::choices("Выберите должность", named)
    }

    /// The name of a post.
    pub(super) fn post_name(&self, code: &str) -> String {
        self.posts.iter().find(|one| one.code == code).map(|one| one.name.clone()).unwrap_or_default()
    }

    /// The organisation that is meant: by its municipality, or the only one of the name.
    fn school(&self, municipality: &str) -> Option<&School> {
        let here = crate::platform::names::key(municipality);
        let near = self.namesakes.iter().find(|one| crate::platform::names::key(&one.municipality) == here);
        near.or_else(|| self.namesakes.first().filter(|_| self.namesakes.len() == 1 && here.is_empty()))
    }
}

/// Categories to choose from.
pub(super) fn categories() -> Vec<Choice> {
    listing::choices("Выберите категорию", Category::ALL.map(|one| (one.code(), one.words())))
}

/// What was typed, to be sent once more from the check page.
pub(super) fn carried(form: &Form) -> Vec<(&'static str, String)> {
    FIELDS.into_iter().map(|field| (field, form.value(field).to_owned())).collect()
}

/// The form filled with what a record states.
pub(super) fn filled(record: &Record) -> Form {
    let mut form = Form::new()
        .with("surname", &record.name.surname)
        .with("given", &record.name.given)
        .with("patronymic", &record.name.patronymic)
        .with("snils", &record.snils)
        .with("organization", &record.organization)
        .with("municipality", &record.municipality)
        .with("post", &record.post_code)
        .with("post-written", &record.post_written)
        .with("category", record.category.code())
        .with("act", &record.act_number);
    form = with_day(form, "born", record.born);
    form = with_day(form, "granted", record.granted_on);
    if let Some(day) = record.act_date {
        form = with_day(form, "acted", day);
    }
    match record.valid_to {
        Some(day) => with_day(form, "until", day),
        None => form,
    }
}

/// What the form states; none when a field has a fault.
pub(super) fn parse(form: &mut Form, offer: &Offer, today: Day) -> Option<NewRecord> {
    let name = name_from(form);
    let born =
        day_from(form, "born", "Укажите дату рождения.").and_then(|day| form.check("born", fits_birth(day, today)));
    let snils = snils(form);
    let organization = line(form, "organization", "Укажите организацию так, как она названа в акте.");
    let municipality = line(form, "municipality", "");
    let post = offer.posts.iter().find(|one| one.code == form.value("post"));
    if post.is_none() {
        form.fault("post", "Выберите должность из списка.");
    }
    let category = Category::parse(form.value("category"));
    if category.is_none() {
        form.fault("category", "Выберите категорию.");
    }
    let granted = granted(form, today, born);
    let act_number = line(form, "act", "Укажите номер акта.");
    let act_date = optional_day(form, "acted").and_then(|day| {
        let granted = granted.filter(|granted| day < *granted);
        let fits = if granted.is_some() { Err(BEFORE_DECISION) } else { fits_act(day, today) };
        form.check("acted", fits)
    });
    let given = category.zip(granted);
    if given.is_some_and(|(category, granted)| term_of(&offer.terms, category, granted).is_none()) {
        form.fault("category", NOT_YET);
    }
    let valid_to = until(form, offer, given);
    let school = offer.school(&municipality);
    let post_written = line(form, "post-written", "");
    Some(NewRecord {
        name: name?,
        born: born?,
        snils,
        municipality: school.map_or(municipality, |school| school.municipality.clone()),
        school: school.map(|school| school.id),
        organization,
        post_code: post?.code.clone(),
        post_written,
        category: category?,
        granted_on: granted?,
        valid_to,
        act_number,
        act_date,
    })
    .filter(|_| form.is_sound())
}

fn snils(form: &mut Form) -> Option<Snils> {
    if form.text("snils").is_empty() {
        return None;
    }
    let snils = Snils::parse(form.value("snils"));
    form.check("snils", snils)
}

fn granted(form: &mut Form, today: Day, born: Option<Day>) -> Option<Day> {
    let day = day_from(form, "granted", "Укажите дату решения.")?;
    form.check("granted", fits_decision(day, today, born))
}

/// Whether a decision could be made on a day.
pub fn fits_decision(day: Day, today: Day, born: Option<Day>) -> Result<Day, &'static str> {
    if day > today {
        return Err("Этот день ещё не наступил. Проверьте дату решения.");
    }
    let age = born.map_or(i64::MAX, |born| i64::from(day.0.year() - born.0.year()));
    if age < 16 {
        return Err("В этот день человеку не было и шестнадцати лет. Проверьте дату решения и дату рождения.");
    }
    Ok(day)
}

/// Whether an act could be dated so.
pub fn fits_act(day: Day, today: Day) -> Result<Day, &'static str> {
    if day > today {
        Err("Этот день ещё не наступил. Проверьте дату акта.")
    } else {
        Ok(day)
    }
}

/// Said of an act that is older than the decision it tells of.
pub const BEFORE_DECISION: &str = "Акт раньше решения. Проверьте обе даты.";

/// Said of a category that was not there yet on the day of its decision.
pub const NOT_YET: &str = "В день этого решения такой категории ещё не было. Проверьте категорию и дату решения.";

/// A day that may be left out.
fn optional_day(form: &mut Form, name: &str) -> Option<Day> {
    let is_given = ["day", "month", "year"].iter().any(|part| !form.text(&format!("{name}-{part}")).is_empty());
    is_given.then(|| day_from(form, name, "")).flatten()
}

/// The last day: as typed, otherwise as the terms of the decision's day say.
fn until(form: &mut Form, offer: &Offer, given: Option<(Category, Day)>) -> Option<Day> {
    let typed = optional_day(form, "until");
    if typed.zip(given.map(|(_, granted)| granted)).is_some_and(|(last, first)| last < first) {
        form.fault("until", "Этот день раньше дня решения. Проверьте обе даты.");
    }
    typed.or_else(|| given.and_then(|(category, granted)| last_day(&offer.terms, category, granted)))
}

/// A line of text, its spaces folded; with `missing` given it must be filled.
fn line(form: &mut Form, field: &str, missing: &str) -> String {
    let text = form.value(field).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() && !missing.is_empty() {
        form.fault(field, missing);
    } else if text.chars().count() > LONGEST {
        form.fault(field, format!("Здесь больше {LONGEST} знаков. Сократите."));
    }
    text
}

/// Whether the register holds the same already, apart from the record that is being put right.
pub(super) async fn same_as(app: &App, new: &NewRecord, but: Option<&Record>) -> Result<Option<Record>, Failure> {
    let (key, fact, own) = (new.name.key(), new.fact(), but.map(|record| record.chain));
    let known = app.db.read(move |reader| store::named_among(reader, &[&key])).await?;
    let mut same = known.into_iter().filter(|one| Some(one.chain) != own && one.stands() && one.fact() == fact);
    Ok(same.next())
}

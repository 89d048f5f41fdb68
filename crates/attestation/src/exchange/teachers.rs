//! The sheet of teachers' applications.

use std::collections::HashMap;

use officedocs::sheet::{Column, Sheet};

use crate::accounts::Phone;
use crate::applications::{Category, NewApplication, NewTeacher, Post, Snils};
use crate::platform::clock::Day;
use crate::platform::names::key;

use super::cells::Cells;
use super::fields::{fits_birth, fits_experience};
use super::known::Known;
use super::model::{Entry, Planned};
use super::plan::Days;

const fn column(name: &'static str, also: &'static [&'static str], required: bool) -> Column {
    Column { name, also, required }
}

/// The columns looked for.
pub(super) const COLUMNS: &[Column] = &[
    column("Фамилия", &[], true),
    column("Имя", &[], true),
    column("Отчество", &[], false),
    column("Дата рождения", &[], true),
    column("СНИЛС", &[], true),
    column("E-mail", &["Email", "Электронная почта", "Почта", "Адрес электронной почты"], false),
    column("Телефон", &[], false),
    column("Муниципалитет", &["Муниципальное образование", "Район"], false),
    column("Образовательная организация", &["Организация", "Место работы", "ОО", "Школа"], true),
    column("Должность", &[], true),
    column("Предмет", &[], false),
    column("Педагогический стаж, лет", &["Педагогический стаж", "Стаж", "Стаж, лет"], false),
    column("Имеющаяся категория", &["Действующая категория"], false),
    column("Заявленная категория", &["Заявляемая категория"], true),
];
const SURNAME: usize = 0;
const GIVEN: usize = 1;
const PATRONYMIC: usize = 2;
const BORN: usize = 3;
const SNILS: usize = 4;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const MUNICIPALITY: usize = 7;
const SCHOOL: usize = 8;
const POST: usize = 9;
const SUBJECT: usize = 10;
const EXPERIENCE: usize = 11;
const CURRENT: usize = 12;
const CATEGORY: usize = 13;

/// The СНИЛС a sheet names, without the wrong ones.
pub(super) fn snils_of(sheet: &Sheet) -> Vec<Snils> {
    let cells = sheet.rows.iter().map(Cells::of);
    cells.filter_map(|cells| Snils::parse(&cells.text(SNILS)).ok()).collect()
}

/// What the rows above have named.
#[derive(Default)]
pub(super) struct Above {
    claims: HashMap<(String, String, &'static str), u32>,
    people: HashMap<String, (String, u32)>,
}

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above, days: Days) -> Option<Planned> {
    let teacher = teacher(cells, known, days.today);
    let post = post(cells, known);
    let experience = experience(cells);
    let current_category = current(cells);
    let category = claimed(cells);
    let (teacher, post, category) = (teacher?, post?, category?);
    once(cells, above, &teacher, &post, category);
    if !cells.is_sound() {
        return None;
    }
    remember(cells, above, &teacher, &post, category);
    warn_of_namesake(cells, known, &teacher);
    let number = known.application(&teacher.snils, &post.code, category);
    Some(Planned {
        row: cells.number(),
        title: teacher.name.full(),
        about: format!("{}, {}, {}", post.name, category.words(), cells.text(SCHOOL)),
        known: number.map(|number| format!("уже есть, дело {number}")).unwrap_or_default(),
        entry: Entry::Application(Box::new(NewApplication {
            teacher,
            post_code: post.code,
            subject: cells.text(SUBJECT),
            experience,
            current_category,
            category,
            received_on: days.received_on,
        })),
    })
}

fn teacher(cells: &mut Cells<'_>, known: &Known, today: Day) -> Option<NewTeacher> {
    let parts = [SURNAME, GIVEN, PATRONYMIC].map(|place| (place, cells.text(place)));
    let name = cells.name(parts.each_ref().map(|(place, text)| (*place, text.as_str())));
    let born = born(cells, today);
    let snils = Snils::parse(&cells.text(SNILS));
    let snils = cells.check(SNILS, snils);
    let email = cells.email_if_any(EMAIL);
    let phone = Phone::parse(&cells.text(PHONE));
    let phone = cells.check(PHONE, phone);
    let school = school(cells, known);
    Some(NewTeacher {
        name: name?,
        born: born?,
        snils: snils?,
        email,
        phone: phone?.as_str().to_owned(),
        school: school?,
    })
}

fn born(cells: &mut Cells<'_>, today: Day) -> Option<Day> {
    let written = cells.text(BORN);
    let Some(date) = cells.value(BORN).date() else {
        let said = if written.is_empty() {
            "Не указана дата рождения.".to_owned()
        } else {
            format!("Такой даты нет: {written}. Нужны день, месяц и год, например 04.02.1978.")
        };
        cells.fault(BORN, said);
        return None;
    };
    cells.check(BORN, fits_birth(Day(date), today))
}

fn school(cells: &mut Cells<'_>, known: &Known) -> Option<crate::platform::ids::Id<crate::accounts::Organization>> {
    let name = cells.needed(SCHOOL, "Не указана образовательная организация.");
    let municipality = cells.text(MUNICIPALITY);
    let found = cells.school(SCHOOL, known, &municipality).map(|school| school.id);
    if found.is_none() && !name.is_empty() {
        cells.fault(
            SCHOOL,
            format!("Организации «{name}» нет в списке. Проверьте название или сначала внесите организацию."),
        );
    }
    found
}

fn post(cells: &mut Cells<'_>, known: &Known) -> Option<Post> {
    let name = cells.needed(POST, "Не указана должность.");
    let found = known.post(&name).cloned();
    if found.is_none() && !name.is_empty() {
        cells.fault(
            POST,
            format!("Должности «{name}» нет в номенклатуре должностей педагогических работников. Проверьте название."),
        );
    }
    found
}

fn experience(cells: &mut Cells<'_>) -> Option<i64> {
    if cells.text(EXPERIENCE).is_empty() {
        return None;
    }
    let years = cells.value(EXPERIENCE).int();
    cells.check(EXPERIENCE, fits_experience(years))
}

fn current(cells: &mut Cells<'_>) -> Option<Category> {
    let said = cells.text(CURRENT);
    if matches!(key(&said).as_str(), "" | "нет" | "без категории" | "не имеет" | "отсутствует")
    {
        return None;
    }
    let category = Category::named(&said);
    if category.is_none() {
        cells.fault(CURRENT, format!("Категория «{said}» не распознана. Нужно одно из: нет, первая, высшая, педагог-методист, педагог-наставник."));
    }
    category
}

fn claimed(cells: &mut Cells<'_>) -> Option<Category> {
    let said = cells.needed(CATEGORY, "Не указана заявленная категория.");
    let category = Category::named(&said);
    if category.is_none() && !said.is_empty() {
        cells.fault(
            CATEGORY,
            format!(
                "Категория «{said}» не распознана. Нужно одно из: первая, высшая, педагог-методист, педагог-наставник."
            ),
        );
    }
    category
}

/// A row above may name the same thing, or another person by the same number.
fn once(cells: &mut Cells<'_>, above: &Above, teacher: &NewTeacher, post: &Post, category: Category) {
    let snils = teacher.snils.as_str().to_owned();
    if let Some((_, first)) = above.people.get(&snils).filter(|(name, _)| *name != teacher.name.key()) {
        cells.fault(
            SNILS,
            format!("Этот СНИЛС в строке {first} записан у другого человека. Сверьте цифры с документами."),
        );
    }
    if let Some(first) = above.claims.get(&(snils, post.code.clone(), category.code())) {
        cells.fault(SNILS, format!("Строка повторяет строку {first}: тот же педагог, должность и категория. Второй раз заявление не вносится."));
    }
}

fn remember(cells: &Cells<'_>, above: &mut Above, teacher: &NewTeacher, post: &Post, category: Category) {
    let (snils, row) = (teacher.snils.as_str().to_owned(), cells.number());
    above.claims.insert((snils.clone(), post.code.clone(), category.code()), row);
    let named = (teacher.name.key(), row);
    above.people.entry(snils).or_insert(named);
}

fn warn_of_namesake(cells: &mut Cells<'_>, known: &Known, teacher: &NewTeacher) {
    let before = known.holder(&teacher.snils).map(|one| &one.name);
    if let Some(name) = before.filter(|name| name.key() != teacher.name.key()) {
        cells.warn(
            SNILS,
            format!(
                "С этим СНИЛС в системе записан другой человек: {}. Проверьте, не сменилась ли фамилия.",
                name.full()
            ),
        );
    }
}

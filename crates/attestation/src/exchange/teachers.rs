//! The sheet of teachers' applications.

use std::collections::HashMap;

use officedocs::sheet::{Column, Sheet};

use crate::accounts::Phone;
use crate::applications::{
    BadFiling, Category, Channel, Filing, NewApplication, NewTeacher, OuterNumber, OuterTaken, Post, Snils,
};
use crate::applying;
use crate::platform::clock::Day;
use crate::platform::failure::Refusal;
use crate::platform::names::{FullName, key};
use crate::platform::words;

use super::cells::{BIRTHDAY, Cells, FILED};
use super::fields::{fits_birth, fits_experience};
use super::known::Known;
use super::made::IN_CASE;
use super::model::{Entry, Planned};
use super::place::SchoolAt;
use super::plan::Days;
use super::{doubts, place, posts};

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
    column("Канал подачи", &["Как подано", "Способ подачи"], false),
    column("Номер заявления на Госуслугах", &["Номер ЕПГУ", "Номер на Госуслугах"], false),
    column("Дата подачи", &["Подано"], false),
    place::INN,
];
pub(super) const SURNAME: usize = 0;
const GIVEN: usize = 1;
const PATRONYMIC: usize = 2;
const BORN: usize = 3;
const SNILS: usize = 4;
const EMAIL: usize = 5;
const PHONE: usize = 6;
const MUNICIPALITY: usize = 7;
pub(super) const SCHOOL: usize = 8;
const POST: usize = 9;
const SUBJECT: usize = 10;
const EXPERIENCE: usize = 11;
const CURRENT: usize = 12;
pub(super) const CATEGORY: usize = 13;
const CHANNEL: usize = 14;
const OUTER: usize = 15;
const SENT: usize = 16;
const INN: usize = 17;

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
    outer: HashMap<String, u32>,
}

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above, days: Days) -> Option<Planned> {
    let teacher = teacher(cells, known, days.today);
    let post = post(cells, known, days.received_on);
    let experience = experience(cells);
    let current_category = current(cells);
    let category = cells.category(CATEGORY, "Не указана заявленная категория.");
    let filing = filing(cells, known, above, days.received_on);
    let (teacher, post, category) = (teacher?, post?, category?);
    once(cells, above, &teacher, &post, category);
    same_person(cells, known, &teacher);
    if let Some(from) = known.again(&teacher.snils, category).filter(|from| *from > days.received_on) {
        cells.fault(CATEGORY, applying::too_early(from));
    }
    if !cells.is_sound() {
        return None;
    }
    let filing = filing?;
    remember(cells, above, &teacher, &post, category);
    if let Some(outer) = &filing.outer_number {
        above.outer.insert(outer.as_str().to_owned(), cells.number());
    }
    warn_of_namesake(cells, known, &teacher);
    let number = known.application(&teacher.snils, &post.code, category);
    let new = NewApplication {
        teacher,
        post_code: post.code,
        subject: cells.text(SUBJECT),
        experience,
        current_category,
        category,
        received_on: days.received_on,
    };
    let against = if number.is_none() { doubts::of_application(cells, known, &new) } else { None };
    Some(Planned {
        row: cells.number(),
        title: new.teacher.name.full(),
        about: format!("{}, {}, {}", post.name, category.words(), cells.text(SCHOOL)),
        known: number.map(|number| format!("{IN_CASE}{number}")).unwrap_or_default(),
        entry: Entry::Application(Box::new((new, filing, against))),
    })
}

/// How it came: the channel, the number of a portal, free and named once, the day it was sent.
fn filing(cells: &mut Cells<'_>, known: &Known, above: &Above, received_on: Day) -> Option<Filing> {
    let said = cells.text(CHANNEL);
    let channel = (!said.is_empty()).then(|| {
        let why = format!(
            "Канал подачи «{said}» не распознан. Нужно одно из: лично, почта, электронная почта, Госуслуги, РПГУ, система."
        );
        cells.check(CHANNEL, Channel::named(&said).ok_or(why))
    });
    let outer = outer(cells, known, above);
    let sent = if cells.text(SENT).is_empty() { None } else { cells.day(SENT, "", FILED) };
    let filing = Filing::of(channel.flatten(), outer, sent, received_on);
    let place = if matches!(filing, Err(BadFiling::SentAfterReceipt)) { SENT } else { OUTER };
    cells.check(place, filing)
}

fn outer(cells: &mut Cells<'_>, known: &Known, above: &Above) -> Option<OuterNumber> {
    let written = cells.text(OUTER);
    if written.is_empty() {
        return None;
    }
    let outer = cells.check(OUTER, OuterNumber::parse(&written))?;
    if let Some(case) = known.outer(outer.as_str()) {
        let taken = OuterTaken { outer: outer.as_str().to_owned(), case: case.to_owned() };
        cells.fault(OUTER, taken.reason());
    }
    if let Some(first) = above.outer.get(outer.as_str()) {
        cells.fault(
            OUTER,
            format!("Этот номер Госуслуг уже есть в строке {first}. Одно заявление портала — одно дело."),
        );
    }
    Some(outer)
}

/// Numbers of portals a sheet names.
pub(super) fn outer_of(sheet: &Sheet) -> Vec<String> {
    let numbers = sheet.rows.iter().filter_map(|row| OuterNumber::parse(&Cells::of(row).text(OUTER)).ok());
    numbers.map(|number| number.as_str().to_owned()).collect()
}

/// The name of a row; none when it has a fault.
pub(super) fn name(cells: &mut Cells<'_>) -> Option<FullName> {
    let parts = [SURNAME, GIVEN, PATRONYMIC].map(|place| (place, cells.text(place)));
    cells.name(parts.each_ref().map(|(place, text)| (*place, text.as_str())))
}

fn teacher(cells: &mut Cells<'_>, known: &Known, today: Day) -> Option<NewTeacher> {
    let name = name(cells);
    let born = cells.day(BORN, "Не указана дата рождения.", BIRTHDAY);
    let born = born.and_then(|born| cells.check(BORN, fits_birth(born, today)));
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

fn school(cells: &mut Cells<'_>, known: &Known) -> Option<crate::platform::ids::Id<crate::accounts::Organization>> {
    let name = cells.needed(SCHOOL, "Не указана образовательная организация.");
    let municipality = cells.text(MUNICIPALITY);
    let at = SchoolAt { name: SCHOOL, inn: INN, gives_access: false };
    let found = cells.school(at, known, &municipality).ok()?.map(|school| school.id);
    if found.is_none() && !name.is_empty() {
        cells.no_such_school(SCHOOL, &name, known);
    }
    found
}

fn post(cells: &mut Cells<'_>, known: &Known, received_on: Day) -> Option<Post> {
    let name = cells.needed(POST, "Не указана должность.");
    let found = known.post(&name).cloned();
    if found.is_none() && !name.is_empty() {
        cells.no_such_post(POST, &name);
    }
    if let Some(Err(why)) = found.as_ref().map(|post| posts::fits(post, received_on)) {
        cells.fault(POST, why);
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

/// A sheet changes nobody's day of birth: who is known by this СНИЛС under another one is another person, or it is mistyped.
fn same_person(cells: &mut Cells<'_>, known: &Known, teacher: &NewTeacher) {
    let Some(before) = known.holder(&teacher.snils).filter(|one| one.born != teacher.born) else { return };
    let born = words::brief_day(before.born);
    if before.name.key() == teacher.name.key() {
        let told = format!(
            "В системе у этого педагога другая дата рождения: {born}. Сверьте её с документом. Если неверна запись в системе, исправьте её на странице педагога."
        );
        cells.fault(BORN, told);
    } else {
        let told = format!(
            "С этим СНИЛС в системе записан другой человек: {}, дата рождения {born}. Сверьте цифры с документами.",
            before.name.full()
        );
        cells.fault(SNILS, told);
    }
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

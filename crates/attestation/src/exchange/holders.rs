//! The sheet of an old register of categories: who held what, as lists kept by hand for years write it.

use std::collections::HashMap;

use officedocs::sheet::{Column, Sheet};

use crate::applications::{Category, Snils};
use crate::platform::clock::Day;
use crate::platform::names::{FullName, key};
use crate::platform::words;
use crate::register::{BEFORE_DECISION, FactKey, NOT_YET, NewRecord, fits_act, fits_decision, last_day, term_of};

use super::cells::{BIRTHDAY, Cells};
use super::differing::{differences, whose};
use super::doubts::Terms;
use super::fields::fits_birth;
use super::known::Known;
use super::model::{Entry, Planned};
use super::place::{self, SchoolAt};

const fn column(name: &'static str, also: &'static [&'static str], required: bool) -> Column {
    Column { name, also, required }
}

/// The columns looked for.
pub(super) const COLUMNS: &[Column] = &[
    column("ФИО", &["Фамилия, имя, отчество", "Фамилия Имя Отчество", "ФИО педагога"], false),
    column("Фамилия", &[], false),
    column("Имя", &[], false),
    column("Отчество", &[], false),
    column("Дата рождения", &[], true),
    column("СНИЛС", &[], false),
    column(
        "Организация",
        &["Образовательная организация", "Место работы", "ОО", "Школа", "Краткое наименование ОО"],
        true,
    ),
    column("Муниципалитет", &["Муниципальное образование", "Район"], false),
    column("Должность", &[], true),
    column("Категория", &["Квалификационная категория", "Присвоенная категория"], true),
    column("Дата решения", &["Дата присвоения", "Дата установления категории"], true),
    column("Номер акта", &["№ акта", "Номер приказа", "№ приказа", "Номер распоряжения"], true),
    column("Дата акта", &["Дата приказа", "Дата распоряжения"], false),
    column("Действует до", &["Срок действия", "Срок действия до", "Действительна до"], false),
    place::INN,
];
const WHOLE: usize = 0;
const SURNAME: usize = 1;
const GIVEN: usize = 2;
const PATRONYMIC: usize = 3;
const BORN: usize = 4;
pub(super) const SNILS: usize = 5;
pub(super) const PLACE: usize = 6;
const MUNICIPALITY: usize = 7;
const POST: usize = 8;
pub(super) const CATEGORY: usize = 9;
const GRANTED: usize = 10;
pub(super) const ACT: usize = 11;
pub(super) const ACT_DATE: usize = 12;
pub(super) const UNTIL: usize = 13;
const INN: usize = 14;

/// How a day of a decision, an act or an end is written.
const DECISION: &str = "24.12.2021";

/// The names a sheet holds, as they are compared, without the wrong ones.
pub(super) fn names_of(sheet: &Sheet) -> Vec<String> {
    let rows = sheet.rows.iter().map(Cells::of);
    rows.filter_map(|mut cells| name(&mut cells)).map(|name| name.key()).collect()
}

/// СНИЛС a sheet holds, without the wrong ones.
pub(super) fn snils_of(sheet: &Sheet) -> Vec<Snils> {
    sheet.rows.iter().filter_map(|row| Snils::parse(&Cells::of(row).text(SNILS)).ok()).collect()
}

/// What the rows above have named.
#[derive(Default)]
pub(super) struct Above {
    /// The row, and the СНИЛС in it, where it has one.
    facts: HashMap<FactKey, (u32, Option<Snils>)>,
    people: HashMap<String, (String, u32)>,
    terms: Terms,
}

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above, today: Day) -> Option<Planned> {
    let name = name(cells);
    let born = cells
        .day(BORN, "Не указана дата рождения.", BIRTHDAY)
        .and_then(|born| cells.check(BORN, fits_birth(born, today)));
    let snils = snils(cells);
    let place = cells.needed(PLACE, "Не указана организация.");
    let post = post(cells, known);
    let category = cells.category(CATEGORY, "Не указана категория.");
    let granted = cells
        .day(GRANTED, "Не указана дата решения.", DECISION)
        .and_then(|granted| cells.check(GRANTED, fits_decision(granted, today, born)));
    let act_number = cells.needed(ACT, "Не указан номер акта.");
    let act_date = acted(cells, granted, today);
    let valid_to = until(cells, known, category, granted);
    let ((post_code, post_written), municipality) = (post?, cells.text(MUNICIPALITY));
    let mut new = NewRecord {
        name: name?,
        born: born?,
        snils,
        organization: place,
        municipality,
        school: None,
        post_code,
        post_written,
        category: category?,
        granted_on: granted?,
        valid_to,
        act_number,
        act_date,
    };
    fits_its_time(cells, known, &new);
    once(cells, above, &new);
    if !cells.is_sound() {
        return None;
    }
    whose(cells, known, &new);
    above.facts.insert(new.fact(), (cells.number(), new.snils.clone()));
    find_school(cells, known, &mut new);
    if !cells.is_sound() {
        return None;
    }
    let there = known.record(&new.fact());
    match there {
        Some(there) => differences(cells, there, &new),
        None => above.terms.look(cells, known.held(), &new),
    }
    Some(planned(cells, new, there.is_some()))
}

fn planned(cells: &Cells<'_>, new: NewRecord, is_known: bool) -> Planned {
    let day = words::brief_day(new.granted_on);
    Planned {
        row: cells.number(),
        title: new.name.full(),
        about: format!("{}, {} с {day}, {}", cells.text(POST), new.category.words(), new.organization),
        known: if is_known { "уже есть".to_owned() } else { String::new() },
        entry: Entry::Record(Box::new(new)),
    }
}

/// The name out of one cell or of three.
fn name(cells: &mut Cells<'_>) -> Option<FullName> {
    let whole = cells.text(WHOLE);
    if whole.is_empty() {
        let parts = [SURNAME, GIVEN, PATRONYMIC].map(|place| (place, cells.text(place)));
        if parts.iter().all(|(_, text)| text.is_empty()) {
            cells.fault(WHOLE, "Не указаны фамилия, имя и отчество.");
            return None;
        }
        return cells.name(parts.each_ref().map(|(place, text)| (*place, text.as_str())));
    }
    let Some(name) = FullName::split(&whole) else {
        cells.fault(WHOLE, "Нужны фамилия и имя, например: Орлова Ольга Андреевна.");
        return None;
    };
    cells.name([(WHOLE, &name.surname), (WHOLE, &name.given), (WHOLE, &name.patronymic)])
}

fn snils(cells: &mut Cells<'_>) -> Option<Snils> {
    let written = cells.text(SNILS);
    if written.is_empty() {
        return None;
    }
    let snils = Snils::parse(&written);
    cells.check(SNILS, snils)
}

/// The post's code, and the words of the sheet when they say more than its name.
fn post(cells: &mut Cells<'_>, known: &Known) -> Option<(String, String)> {
    let written = cells.needed(POST, "Не указана должность.");
    if let Some(post) = known.post(&written) {
        let is_named = key(&post.name) == key(&written);
        return Some((post.code.clone(), if is_named { String::new() } else { written }));
    }
    if let Some(post) = known.post_within(&written) {
        return Some((post.code.clone(), written));
    }
    if !written.is_empty() {
        cells.no_such_post(POST, &written);
    }
    None
}

/// The last day: as the sheet says, otherwise as the terms of the decision's day say.
fn until(cells: &mut Cells<'_>, known: &Known, category: Option<Category>, granted: Option<Day>) -> Option<Day> {
    let given = category.zip(granted);
    let by_terms = given.and_then(|(category, granted)| last_day(known.terms(), category, granted));
    let said = cells.text(UNTIL);
    if matches!(key(&said).as_str(), "" | "бессрочно" | "без срока" | "без ограничения срока")
    {
        return by_terms;
    }
    let last = cells.day(UNTIL, "", DECISION)?;
    if granted.is_some_and(|granted| last < granted) {
        cells.fault(UNTIL, "Этот день раньше дня решения. Проверьте обе даты.");
    } else if given.is_some() && by_terms.is_none() {
        cells.note(
            UNTIL,
            "Категории, установленные в этот день, даны без ограничения срока. Срок записывается как в таблице.",
        );
    }
    Some(last)
}

/// Методист and наставник have no term before their order.
fn fits_its_time(cells: &mut Cells<'_>, known: &Known, new: &NewRecord) {
    if term_of(known.terms(), new.category, new.granted_on).is_none() {
        cells.fault(CATEGORY, NOT_YET);
    }
}

/// A row above may name the same, or another person by the same number.
fn once(cells: &mut Cells<'_>, above: &mut Above, new: &NewRecord) {
    if let Some(snils) = &new.snils {
        let (name, row) = (new.name.key(), cells.number());
        let first = above.people.entry(snils.as_str().to_owned()).or_insert((name.clone(), row));
        if first.0 != name {
            let row = first.1;
            cells.warn(
                SNILS,
                format!("Этот СНИЛС в строке {row} записан под другим именем. Проверьте, не сменилась ли фамилия."),
            );
        }
    }
    let Some((first, snils)) = above.facts.get(&new.fact()) else { return };
    match snils.as_ref().filter(|snils| new.snils.as_ref().is_some_and(|own| own != *snils)) {
        Some(other) => cells.fault(SNILS, of_another(*first, other)),
        None => cells.fault(
            if cells.text(WHOLE).is_empty() { SURNAME } else { WHOLE },
            format!("Строка повторяет строку {first}: тот же педагог, должность, категория и дата решения. Второй раз запись не вносится."),
        ),
    }
}

/// Two rows that differ in nothing but the СНИЛС.
fn of_another(row: u32, snils: &Snils) -> String {
    let printed = Snils::printed(snils.as_str());
    format!(
        "Строка отличается от строки {row} только СНИЛС: там {printed}. Если это один человек, исправьте СНИЛС и уберите лишнюю строку. Если это разные люди, сверьте имена и даты рождения: записи, которые больше ничем не отличаются, хранятся как одна."
    )
}

/// The organisation of the list; one that is not there stays in words, as old registers name schools long closed.
fn find_school(cells: &mut Cells<'_>, known: &Known, new: &mut NewRecord) {
    let municipality = new.municipality.clone();
    let at = SchoolAt { name: PLACE, inn: INN, gives_access: false };
    let Ok(found) = cells.school(at, known, &municipality) else { return };
    let found = found.map(|school| (school.id, school.municipality.clone()));
    match found {
        Some((id, own)) => {
            new.school = Some(id);
            if !municipality.is_empty() && key(&municipality) != key(&own) {
                let said = format!("В списке у этой организации муниципалитет «{own}», а здесь «{municipality}».");
                cells.warn(
                    MUNICIPALITY,
                    format!("{said} Записывается, как в списке. Проверьте, та ли это организация."),
                );
            }
            new.municipality = own;
        }
        None => cells.note(
            PLACE,
            format!(
                "Организации «{}» нет в списке. Она записывается словами, координатор школы запись не увидит.",
                new.organization
            ),
        ),
    }
}

/// The day of the act, when the sheet names it: not one to come; one before the decision is only pointed at.
fn acted(cells: &mut Cells<'_>, granted: Option<Day>, today: Day) -> Option<Day> {
    if cells.text(ACT_DATE).is_empty() {
        return None;
    }
    let day = cells.day(ACT_DATE, "", DECISION)?;
    let day = cells.check(ACT_DATE, fits_act(day, today))?;
    if granted.is_some_and(|granted| day < granted) {
        cells.warn(ACT_DATE, BEFORE_DECISION);
    }
    Some(day)
}

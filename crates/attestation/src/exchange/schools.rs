//! The sheet of organisations.

use std::collections::HashMap;

use officedocs::sheet::Column;

use crate::organizations::{Inn, Municipalities, NewOrganization, School};
use crate::platform::names::key;

use super::cells::Cells;
use super::known::Known;
use super::model::{Entry, Planned};

/// The columns looked for.
pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "Муниципальное образование", also: &["Муниципалитет", "Район"], required: true
    },
    Column {
        name: "Краткое наименование ОО",
        also: &[
            "Краткое наименование",
            "Наименование ОО",
            "Наименование",
            "Образовательная организация",
            "Организация",
        ],
        required: true,
    },
    Column { name: "ИНН", also: &[], required: true },
    Column {
        name: "Электронная почта",
        also: &["E-mail", "Email", "Почта", "Адрес электронной почты"],
        required: false,
    },
];
const MUNICIPALITY: usize = 0;
const NAME: usize = 1;
const INN: usize = 2;
const EMAIL: usize = 3;

/// What the rows above have named.
#[derive(Default)]
pub(super) struct Above {
    inns: HashMap<String, u32>,
    names: HashMap<String, u32>,
    municipalities: Municipalities,
}

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above) -> Option<Planned> {
    let municipality = cells.needed(MUNICIPALITY, "Не указано муниципальное образование.");
    let name = cells.needed(NAME, "Не указано наименование организации.");
    let inn = Inn::parse(&cells.text(INN));
    let inn = cells.check(INN, inn);
    let email = cells.email_if_any(EMAIL);
    let inn = inn?;
    if let Some(first) = above.inns.get(inn.as_str()) {
        cells.fault(INN, format!("Этот ИНН уже есть в строке {first}. Оставьте одну из строк."));
    }
    if !cells.is_sound() {
        return None;
    }
    above.inns.insert(inn.as_str().to_owned(), cells.number());
    let new = NewOrganization { municipality, name, inn, email };
    let there = known.by_inn(new.inn.as_str());
    if let Some(there) = there {
        differences(cells, there, &new);
    } else {
        namesake(cells, known, above, &new);
        nearly_another(cells, known, above, &new.municipality);
    }
    above.municipalities.add(&new.municipality);
    above.names.entry(key(&new.name)).or_insert_with(|| cells.number());
    Some(Planned {
        row: cells.number(),
        title: new.name.clone(),
        about: format!("{}, ИНН {}", new.municipality, new.inn.as_str()),
        known: there.map(|_| "уже есть".to_owned()).unwrap_or_default(),
        entry: Entry::Organization(new),
    })
}

/// What is written down already is not changed by a sheet: only said to differ.
fn differences(cells: &mut Cells<'_>, there: &School, new: &NewOrganization) {
    let pairs = [
        (MUNICIPALITY, &there.municipality, &new.municipality),
        (NAME, &there.name, &new.name),
        (EMAIL, &there.email, &new.email),
    ];
    for (place, was, is) in pairs {
        if was != is && !is.is_empty() {
            let was = if was.is_empty() { "не указано" } else { was };
            cells.warn(
                place,
                format!(
                    "В системе записано иначе: {was}. Запись не меняется, изменить её можно в разделе «Организации»."
                ),
            );
        }
    }
}

/// A municipality written otherwise than another row or the system has it is a second one.
fn nearly_another(cells: &mut Cells<'_>, known: &Known, above: &Above, municipality: &str) {
    let near = known.municipalities.near(municipality).or_else(|| above.municipalities.near(municipality));
    if let Some(near) = near {
        cells.warn(
            MUNICIPALITY,
            format!("«{municipality}» похоже на «{near}». Если это один муниципалитет, запишите его так же: иначе в отчётах и доступе их будет два."),
        );
    }
}

fn namesake(cells: &mut Cells<'_>, known: &Known, above: &Above, new: &NewOrganization) {
    let name = &new.name;
    if let Some(first) = above.names.get(&key(name)) {
        cells.warn(NAME, format!("Организация «{name}» с другим ИНН есть в строке {first}. Будут внесены обе: проверьте, не одна ли это организация."));
    } else if let Some(there) = known.named(name).first() {
        let inn = &there.inn;
        cells.warn(NAME, format!("Организация «{name}» с другим ИНН ({inn}) уже есть. Будет внесена ещё одна: проверьте, не та же ли это организация."));
    }
}

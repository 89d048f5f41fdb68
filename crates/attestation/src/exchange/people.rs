//! Lists of people to be invited: specialists, coordinators.

use std::collections::HashMap;

use officedocs::sheet::{Column, Sheet};

use crate::accounts::{Email, Organization, Role};
use crate::invitations::NewInvitation;
use crate::platform::ids::Id;
use crate::platform::names::FullName;

use super::cells::Cells;
use super::known::{Known, Seat};
use super::model::{Entry, Planned};
use super::place::{self, SchoolAt};

const NAMES: Column = Column {
    name: "ФИО", also: &["Фамилия, имя, отчество", "Фамилия Имя Отчество"], required: true
};
const ADDRESSES: Column = Column {
    name: "E-mail",
    also: &["Email", "Электронная почта", "Почта", "Адрес электронной почты"],
    required: true,
};

/// The columns of a list of specialists.
pub(super) const SPECIALISTS: &[Column] = &[
    NAMES,
    ADDRESSES,
    Column {
        name: "Место работы", also: &["Организация", "Образовательная организация"], required: false
    },
    Column {
        name: "Должности, по которым проводит анализ", also: &["Должности", "Должность"], required: false
    },
    place::INN,
];

/// The columns of a list of coordinators.
pub(super) const COORDINATORS: &[Column] = &[
    NAMES,
    ADDRESSES,
    Column {
        name: "Организация",
        also: &["Место работы", "Образовательная организация", "Краткое наименование ОО", "Школа"],
        required: true,
    },
    Column {
        also: &["ИНН", "ИНН образовательной организации", "ИНН ОО", "ИНН школы"], ..place::INN
    },
];
const NAME: usize = 0;
const EMAIL: usize = 1;
const PLACE: usize = 2;
const POSTS: usize = 3;
/// The ИНН of the organisation in a list of specialists, and in one of coordinators, which names no posts.
const INN: usize = 4;
const INN_OF_COORDINATORS: usize = 3;

/// The addresses a list names, as they are compared, without the wrong ones.
pub(super) fn addresses_of(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.rows.iter().map(Cells::of);
    let read = cells.filter_map(|cells| Email::parse(&cells.text(EMAIL)).ok());
    read.map(|email| email.key()).collect()
}

/// The invitations of the rows above, by address and school.
pub(super) type Above = HashMap<(String, Option<Id<Organization>>), u32>;

/// What a row comes to; none when it has faults.
pub(super) fn row(cells: &mut Cells<'_>, known: &Known, above: &mut Above, role: Role) -> Option<Planned> {
    let name = name(cells);
    let email = Email::parse(&cells.text(EMAIL));
    let email = cells.check(EMAIL, email);
    let (organization, workplace) = place(cells, known, role);
    let posts = if role == Role::Specialist { posts(cells, known) } else { Vec::new() };
    let (name, email) = (name?, email?);
    let claim = (email.key(), organization.filter(|_| role == Role::Coordinator));
    if let Some(first) = above.get(&claim) {
        cells
            .fault(EMAIL, format!("Этот адрес уже есть в строке {first}. Второе приглашение на него не отправляется."));
    }
    if !cells.is_sound() {
        return None;
    }
    let seat = known.seat(&claim.0, claim.1);
    above.insert(claim, cells.number());
    Some(Planned {
        row: cells.number(),
        title: name.full(),
        about: about(&email, &workplace),
        known: match seat {
            Some(Seat::Held) => "кабинет уже есть",
            Some(Seat::Invited) => "уже есть приглашение",
            None => "",
        }
        .to_owned(),
        entry: Entry::Invitation(Box::new(NewInvitation {
            role,
            organization,
            workplace,
            email,
            name,
            posts,
            issued_by: None,
            batch: None,
        })),
    })
}

fn about(email: &Email, workplace: &str) -> String {
    if workplace.is_empty() { email.as_str().to_owned() } else { format!("{}, {workplace}", email.as_str()) }
}

fn name(cells: &mut Cells<'_>) -> Option<FullName> {
    let text = cells.needed(NAME, "Не указаны фамилия, имя и отчество.");
    let Some(name) = FullName::split(&text) else {
        cells.fault(NAME, "Нужны фамилия и имя, например: Орлова Ольга Андреевна.");
        return None;
    };
    cells.name([(NAME, &name.surname), (NAME, &name.given), (NAME, &name.patronymic)])
}

/// The school or place of work and its name; a coordinator cannot be without one, a specialist's may be in words alone.
fn place(cells: &mut Cells<'_>, known: &Known, role: Role) -> (Option<Id<Organization>>, String) {
    let written = cells.text(PLACE);
    let gives_access = role == Role::Coordinator;
    let inn = if gives_access { INN_OF_COORDINATORS } else { INN };
    let Ok(found) = cells.school(SchoolAt { name: PLACE, inn, gives_access }, known, "") else {
        return (None, written);
    };
    let found = found.map(|school| (school.id, school.name.clone()));
    if let Some((id, name)) = found {
        return (Some(id), name);
    }
    match (role, written.is_empty()) {
        (Role::Coordinator, true) => cells.fault(PLACE, "Не указана организация координатора."),
        (Role::Coordinator, false) => cells.no_such_school(PLACE, &written, known),
        (_, true) => {}
        (_, false) => {
            cells.warn(PLACE, format!("Организации «{written}» нет в списке. Место работы записывается словами."));
        }
    }
    (None, written)
}

/// Codes of the posts named, divided by commas.
fn posts(cells: &mut Cells<'_>, known: &Known) -> Vec<String> {
    let text = cells.text(POSTS);
    let mut codes: Vec<String> = Vec::new();
    for name in text.split([',', ';']).map(str::trim) {
        match known.post(name) {
            Some(post) if !codes.contains(&post.code) => codes.push(post.code.clone()),
            None if !name.is_empty() => cells.fault(
                POSTS,
                format!(
                    "Должности «{name}» нет в номенклатуре должностей педагогических работников. Проверьте название."
                ),
            ),
            _ => {}
        }
    }
    codes
}

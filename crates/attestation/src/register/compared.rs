//! A record that is put right beside what stands: which fields change, and which of them only an act may change.

use crate::applications::{Category, Snils};
use crate::platform::clock::Day;
use crate::platform::form::Form;
use crate::platform::words;

use super::model::{NewRecord, Record};
use super::store::MadeBy;
use super::typed::Offer;

/// A field that will say something else.
pub(super) struct Change {
    pub(super) what: &'static str,
    pub(super) was: String,
    pub(super) becomes: String,
}

/// What a record states, to be stated by another one.
pub(super) fn stated(record: &Record) -> NewRecord {
    NewRecord {
        name: record.name.clone(),
        born: record.born,
        snils: Snils::parse(&record.snils).ok(),
        organization: record.organization.clone(),
        municipality: record.municipality.clone(),
        school: record.school,
        post_code: record.post_code.clone(),
        post_written: record.post_written.clone(),
        category: record.category,
        granted_on: record.granted_on,
        valid_to: record.valid_to,
        act_number: record.act_number.clone(),
        act_date: record.act_date,
    }
}

/// The last day in words.
pub(super) fn term(last: Option<Day>) -> String {
    last.map_or_else(|| "бессрочно".to_owned(), |last| format!("до {}", words::day(last)))
}

/// Each field of the form in words.
fn fields(one: &NewRecord, offer: &Offer) -> [(&'static str, String); 14] {
    let day = words::day;
    [
        ("Фамилия", one.name.surname.clone()),
        ("Имя", one.name.given.clone()),
        ("Отчество", one.name.patronymic.clone()),
        ("Дата рождения", day(one.born)),
        ("СНИЛС", one.snils.as_ref().map(|snils| Snils::printed(snils.as_str())).unwrap_or_default()),
        ("Организация", one.organization.clone()),
        ("Муниципалитет", one.municipality.clone()),
        ("Должность", offer.post_name(&one.post_code)),
        ("Должность, как в акте", one.post_written.clone()),
        ("Категория", one.category.words().to_owned()),
        ("Дата решения", day(one.granted_on)),
        ("Срок", term(one.valid_to)),
        ("Номер акта", one.act_number.clone()),
        ("Дата акта", one.act_date.map(day).unwrap_or_default()),
    ]
}

/// What will be stated otherwise than now, in the order of the form.
pub(super) fn changes(old: &NewRecord, new: &NewRecord, offer: &Offer) -> Vec<Change> {
    let said = |text: String| if text.is_empty() { "не указано".to_owned() } else { text };
    let both = fields(old, offer).into_iter().zip(fields(new, offer));
    let mut changes: Vec<Change> = both
        .filter(|((_, was), (_, becomes))| was != becomes)
        .map(|((what, was), (_, becomes))| Change { what, was: said(was), becomes: said(becomes) })
        .collect();
    // Listed since it was written down: from now on the coordinator of the school sees the record.
    if old.school.is_none() && new.school.is_some() {
        let (was, becomes) = ("её не было".to_owned(), "есть, координатор увидит запись".to_owned());
        changes.push(Change { what: "Организация в списке", was, becomes });
    }
    changes
}

/// An endless category stays so when nothing else is typed: no rule of today writes an end into what an act granted.
pub(super) fn keep_endless(old: &Record, new: &mut NewRecord, form: &Form) {
    let granted = |category: Category, on: Day| (category.code(), on);
    let is_untyped = ["until-day", "until-month", "until-year"].iter().all(|part| form.text(part).is_empty());
    if old.valid_to.is_none()
        && is_untyped
        && granted(old.category, old.granted_on) == granted(new.category, new.granted_on)
    {
        new.valid_to = None;
    }
}

/// Faults at the fields that say otherwise than the act that made the record, while no other act has put its line right.
pub(super) fn hold_to_act(form: &mut Form, made: &MadeBy, old: &Record, new: &NewRecord) {
    if made.is_put_right {
        return;
    }
    let why = format!(
        "Эту запись сделал акт {}. Категорию, день решения, срок и акт в ней меняет только новый акт: на странице акта нажмите \
         «Исправить ошибку новым актом», потом исправьте запись.",
        made.called()
    );
    let held = [
        ("category", old.category != new.category),
        ("granted", old.granted_on != new.granted_on),
        ("act", old.act_number != new.act_number),
        ("acted", old.act_date != new.act_date),
        ("until", old.valid_to != new.valid_to),
    ];
    for (field, _) in held.into_iter().filter(|(_, differs)| *differs) {
        form.fault(field, &why);
    }
}

//! What the system knows of a teacher already: nobody is asked twice.

use std::collections::{HashMap, HashSet};

use crate::accounts::{Account, Organization};
use crate::applications::stage_sql::OPEN;
use crate::applications::{Category, Snils, Teacher};
use crate::commission;
use crate::deadlines::{self, APPLY_AGAIN};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::form::Form;
use crate::platform::ids::Id;
use crate::platform::names::FullName;
use crate::platform::words;
use crate::register::{self, Record};
use crate::values;

use super::model::{Held, Known};
use super::said::Said;
use super::store::{self, Draft};
use super::tasks::Task;

/// A teacher as the lists have them.
#[derive(Debug, Clone)]
pub(super) struct Person {
    id: Id<Teacher>,
    /// The name as it is compared: that of the newest application, while the cabinet may have another one already.
    name_key: String,
    pub(super) born: Day,
    pub(super) snils: String,
    pub(super) subject: String,
    pub(super) experience: Option<i64>,
    phone: String,
    /// The school of the newest application; none before the first one.
    applied_at: Option<Id<Organization>>,
}

/// The teacher of a cabinet with the newest of their applications; none before the first one.
pub(super) fn person(reader: &mut Reader, account: Id<Account>) -> Result<Option<Person>, DbError> {
    reader.row(
        "select t.id, t.born, t.snils, coalesce(a.subject, ''), a.experience, t.name_key, t.phone, a.organization_id from teachers t left join applications a on a.teacher_id = t.id
         where t.account_id = $1 order by a.created_at desc, a.id desc limit 1",
        values![account],
        |row| {
            Ok(Person {
                id: row.get(0)?,
                born: row.get(1)?,
                snils: row.get(2)?,
                subject: row.get(3)?,
                experience: row.get(4)?,
                name_key: row.get(5)?,
                phone: row.get(6)?,
                applied_at: row.get(7)?,
            })
        },
    )
}

/// Categories the register holds of somebody, each with its record.
type Found = Vec<(Id<Record>, Held)>;

/// Categories the register holds of several people, whatever their term.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// By the name as it is compared and the day of birth.
    named: HashMap<(String, Day), Found>,
    /// By СНИЛС, where the record has one.
    numbered: HashMap<String, Found>,
}

impl Holders {
    /// Those of everybody with these names or СНИЛС.
    pub(super) fn read(reader: &mut Reader, names: &[&str], snils: &[&str]) -> Result<Self, DbError> {
        let mut holders = Self::default();
        for one in register::of_people(reader, names, snils)?.into_iter().filter(Record::stands) {
            let held = Held {
                category: one.category,
                post: one.post().to_owned(),
                granted_on: Some(one.granted_on),
                valid_to: one.valid_to,
                act: one.act_date.map_or_else(
                    || one.act_number.clone(),
                    |day| format!("{} от {}", one.act_number, words::brief_day(day)),
                ),
            };
            if !one.snils.is_empty() {
                holders.numbered.entry(one.snils.clone()).or_default().push((one.id, held.clone()));
            }
            holders.named.entry((one.name.key(), one.born)).or_default().push((one.id, held));
        }
        Ok(holders)
    }

    /// Those of one person under any of these names, and under this СНИЛС whatever the name. Each once.
    pub(super) fn of(&self, names: &[&str], (born, snils): (Day, &str)) -> Vec<Held> {
        let by_name = names.iter().filter_map(|name| self.named.get(&((*name).to_owned(), born)));
        let mut seen = HashSet::new();
        let all = by_name.chain(self.numbered.get(snils)).flatten().filter(|(id, _)| seen.insert(*id));
        all.map(|(_, held)| held.clone()).collect()
    }
}

/// Categories the register holds of a teacher: under the name of the cabinet, the one known before it and the СНИЛС.
pub(super) fn held(reader: &mut Reader, person: &Person, name: &FullName) -> Result<Vec<Held>, DbError> {
    let own = name.key();
    let names = [own.as_str(), person.name_key.as_str()];
    Ok(Holders::read(reader, &names, &[&person.snils])?.of(&names, (person.born, &person.snils)))
}

/// All that decides whether a person may apply on a day; `said` is the category they name themselves.
pub(super) fn known(
    reader: &mut Reader,
    (account, name): (Id<Account>, &FullName),
    said: Option<Said>,
    today: Day,
) -> Result<Known, DbError> {
    let mut known = Known::default();
    if let Some(person) = person(reader, account)? {
        known.held = held(reader, &person, name)?;
        let again = commission::may_apply_again(reader, &[person.id])?;
        known.refused = again.into_iter().map(|one| (one.category, one.from)).collect();
    }
    let counts = said.and_then(Said::counts_as);
    // A category of the register that has ended does not take back the word of a newer one, granted elsewhere.
    if let Some(category) = counts.filter(|said| {
        !known.held.iter().any(|held| held.category == *said && held.valid_to.is_none_or(|last| last >= today))
    }) {
        let post = "по вашим словам, Центр проверит".to_owned();
        known.held.push(Held { category, post, granted_on: None, valid_to: None, act: String::new() });
    }
    known.open = reader.rows(
        &format!(
            "select a.post_code, a.category, a.number from teachers t join applications a on a.teacher_id = t.id
         where t.account_id = $1
             and a.stage in ({OPEN})"
        ),
        values![account],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(known)
}

/// A category that may not be asked for again yet, the first day on which it may, and the term it rests on in words.
pub(super) type Awaited = (Category, Day, String);

/// Why each of the categories refused to a teacher may not be asked for on a day: the term of the day of the refusal.
pub(super) fn awaited(reader: &mut Reader, account: Id<Account>, today: Day) -> Result<Vec<Awaited>, DbError> {
    let Some(person) = person(reader, account)? else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for one in commission::may_apply_again(reader, &[person.id])?.into_iter().filter(|one| one.from > today) {
        if let Some((term, legal_ref, remark)) = deadlines::basis_on(reader, APPLY_AGAIN, one.refused_on)? {
            let rests = rests_on(&legal_ref, &remark);
            let words = format!("новое заявление на ту же категорию — {} после отказа: {rests}", term.words());
            all.push((one.category, one.from, words));
        }
    }
    Ok(all)
}

/// What a rule rests on, with what is not certain about it.
pub(super) fn rests_on(legal_ref: &str, remark: &str) -> String {
    if remark.is_empty() { legal_ref.to_owned() } else { format!("{legal_ref} ({remark})") }
}

/// A page not saved yet, with what is known in its fields on a day; of earlier applications those of `school`, when one is
/// named.
pub(super) fn offered(
    reader: &mut Reader,
    task: Task,
    draft: &Draft,
    (school, today): (Option<Id<Organization>>, Day),
) -> Result<Form, DbError> {
    let person = person(reader, draft.account)?;
    let form = Form::new();
    Ok(match (task, person) {
        (Task::Person, person) => {
            let form = form.with("email", &draft.email).with("phone", &draft.phone);
            let Some(one) = person else { return Ok(form) };
            // A helper is told what the cases of the own school tell.
            let is_told = draft.phone.is_empty() && school.is_none_or(|at| one.applied_at == Some(at));
            let form = if is_told { form.with("phone", &one.phone) } else { form };
            form.with("born", words::brief_day(one.born)).with("snils", one.snils)
        }
        (Task::Work, person) => {
            let form = form.with("post", &draft.post_code);
            match person {
                Some(one) => form
                    .with("subject", one.subject)
                    .with("experience", one.experience.map(|years| years.to_string()).unwrap_or_default()),
                None => form,
            }
        }
        (Task::Category, _) => form.with("category", draft.category.code()),
        (Task::Education, _) => store::last_sent(reader, draft.account, school, task)?,
        (Task::Awards, Some(one)) => {
            let sent = store::last_sent(reader, draft.account, school, task)?;
            match best(&held(reader, &one, &draft.name)?, today) {
                Some((held, said)) => sent.with("held", said.code()).with("act", &held.act),
                None => sent,
            }
        }
        (Task::Result(indicator), Some(_)) => {
            form.with("results", store::last_results(reader, draft, school, indicator.words)?)
        }
        _ => form,
    })
}

/// The highest of the first two categories in force, or of those that are over when none is; and how it is said of.
pub(super) fn best(held: &[Held], today: Day) -> Option<(&Held, Said)> {
    let of_two = held.iter().filter(|one| matches!(one.category, Category::First | Category::Highest));
    let best = of_two.max_by_key(|one| (one.is_valid(today), one.category))?;
    Some((best, Said::of(best.category, best.is_valid(today))?))
}

/// The category named on the page of awards.
pub(super) fn said(pages: &[store::Page]) -> Option<Said> {
    let page = pages.iter().find(|page| page.task == Task::Awards.code())?;
    Said::parse(&Form::of_urlencoded(page.typed.as_bytes()).text("held"))
}

/// СНИЛС typed on the page about oneself.
pub(super) fn snils(form: &Form) -> Option<Snils> {
    Snils::parse(&form.text("snils")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_in_force_is_offered_before_a_higher_one_that_is_over() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let held = |category, last: Option<&str>| Held {
            category,
            post: String::new(),
            granted_on: None,
            valid_to: last.map(day),
            act: String::new(),
        };
        let offered = |all: &[Held]| best(all, day("2026-11-23")).map(|(_, said)| said);
        let (over, first) = (held(Category::Highest, Some("2023-02-01")), held(Category::First, None));
        assert_eq!(offered(&[over.clone(), first.clone()]), Some(Said::First));
        assert_eq!(offered(&[over]), Some(Said::HighestOver));
        assert_eq!(offered(&[first, held(Category::Highest, Some("2026-11-23"))]), Some(Said::Highest));
        assert_eq!(offered(&[held(Category::Mentor, None)]), None);
    }
}

//! What the system knows already of the things a sheet names, read in a few questions before rows are looked at.

use std::collections::HashMap;

use officedocs::sheet::Sheet;

use crate::accounts::{self, Organization};
use crate::applications::{self, Category, Colleague, FiledCase, KnownTeacher, NewApplication, Post, Snils, Teacher};
use crate::applying::Rulings;
use crate::commission;
use crate::deadlines::{REGISTER, REGISTER_PORTAL, Rules};
use crate::invitations;
use crate::organizations::{self, Municipalities, School};
use crate::platform::clock::Day;
use crate::platform::engine::{DbError, Reader};
use crate::platform::ids::Id;
use crate::platform::names::{FullName, key};
use crate::register::{self, CategoryTerm, FactKey, Record};

use super::doubts::{self, Terms};
use super::model::Kind;
use super::plan::Days;
use super::reasons::overdue;
use super::{holders, numbers, people, teachers};

/// Why a person need not be invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// They hold the role already.
    Held,
    /// An open invitation is there.
    Invited,
}

/// A role held or offered, and the school of it.
#[derive(Debug)]
struct Place {
    school: Option<Id<Organization>>,
    seat: Seat,
}

/// What is known.
#[derive(Debug, Default)]
pub(super) struct Known {
    schools: HashMap<String, Vec<School>>,
    inns: HashMap<String, School>,
    /// Municipalities there are.
    pub(super) municipalities: Municipalities,
    posts: HashMap<String, Post>,
    teachers: HashMap<String, Vec<KnownTeacher>>,
    seats: HashMap<String, Vec<Place>>,
    terms: Vec<CategoryTerm>,
    records: HashMap<FactKey, Record>,
    outer: HashMap<String, String>,
    cases: HashMap<String, FiledCase>,
    again: HashMap<String, Vec<(Category, Day)>>,
    overdue: HashMap<&'static str, Day>,
    rulings: Option<Rulings>,
    /// By school, surname and given name.
    colleagues: HashMap<(Id<Organization>, String), Vec<Colleague>>,
    held: Terms,
}

impl Known {
    /// Reads what rows of this sheet may need.
    pub(super) fn read(reader: &mut Reader, kind: Kind, sheet: &Sheet, days: Days) -> Result<Self, DbError> {
        let mut known = Self::default();
        for school in organizations::all(reader)? {
            known.municipalities.add(&school.municipality);
            known.inns.insert(school.inn.clone(), school.clone());
            let same = known.schools.entry(key(&school.name)).or_default();
            same.push(school);
        }
        if kind != Kind::Organizations {
            // Categories were granted, and applications received, in posts that are attested no more.
            let is_ever = matches!(kind, Kind::Register | Kind::Teachers);
            let posts = if is_ever { applications::posts_ever(reader)? } else { applications::posts(reader)? };
            known.posts = posts.into_iter().map(|one| (key(&one.name), one)).collect();
            known.read_former_posts(reader)?;
        }
        if kind == Kind::Teachers {
            let named = teachers::snils_of(sheet);
            let named: Vec<&str> = named.iter().map(Snils::as_str).collect();
            for one in applications::known_among(reader, &named)? {
                let same = known.teachers.entry(one.snils.clone()).or_default();
                same.push(one);
            }
            known.read_refusals(reader)?;
            known.read_doubtful(reader, sheet, days.received_on)?;
            let rules = Rules::read(reader)?;
            let last = |clock| Some((clock, overdue(&rules, clock, days.received_on, days.today)?));
            known.overdue = [REGISTER, REGISTER_PORTAL].into_iter().filter_map(last).collect();
            let outer = teachers::outer_of(sheet);
            let outer: Vec<&str> = outer.iter().map(String::as_str).collect();
            known.outer = applications::outer_among(reader, &outer)?.into_iter().collect();
        }
        if kind == Kind::Numbers {
            known.read_cases(reader, sheet)?;
        }
        if kind == Kind::Register {
            known.read_register(reader, sheet)?;
            let named = holders::snils_of(sheet);
            let named: Vec<&str> = named.iter().map(Snils::as_str).collect();
            for one in applications::known_among(reader, &named)? {
                known.teachers.entry(one.snils.clone()).or_default().push(one);
            }
        }
        if let Some(role) = kind.role() {
            let named = people::addresses_of(sheet);
            let named: Vec<&str> = named.iter().map(String::as_str).collect();
            let held = accounts::holders_among(reader, role, &named)?;
            let invited = invitations::open_among(reader, role, &named, days.now)?;
            let held = held.into_iter().map(|one| (one, Seat::Held));
            for ((email, school), seat) in held.chain(invited.into_iter().map(|one| (one, Seat::Invited))) {
                let same = known.seats.entry(email).or_default();
                same.push(Place { school, seat });
            }
        }
        Ok(known)
    }

    /// Whether the system has any organisation.
    pub(super) fn has_schools(&self) -> bool {
        !self.inns.is_empty()
    }

    /// Former names of posts: sheets go on naming them as before.
    fn read_former_posts(&mut self, reader: &mut Reader) -> Result<(), DbError> {
        for (former, code) in register::former_posts(reader)? {
            let post = self.posts.values().find(|post| post.code == code).cloned();
            if let Some(post) = post {
                self.posts.entry(former).or_insert(post);
            }
        }
        Ok(())
    }

    /// From which day each of the known teachers may apply again for what they were refused.
    fn read_refusals(&mut self, reader: &mut Reader) -> Result<(), DbError> {
        let ids: HashMap<Id<Teacher>, String> =
            (self.teachers.values().flatten()).map(|one| (one.id, one.snils.clone())).collect();
        let asked: Vec<Id<Teacher>> = ids.keys().copied().collect();
        for one in commission::may_apply_again(reader, &asked)? {
            if let Some(snils) = ids.get(&one.teacher) {
                self.again.entry(snils.clone()).or_default().push((one.category, one.from));
            }
        }
        Ok(())
    }

    /// What sound applications are looked at again by: what the register holds of their teachers, and colleagues of nearly
    /// the same name.
    fn read_doubtful(&mut self, reader: &mut Reader, sheet: &Sheet, received_on: Day) -> Result<(), DbError> {
        let (names, places) = doubts::named_in(sheet);
        let keys: Vec<String> = names.iter().map(FullName::key).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        // Who is known here may have had another surname when a category was granted.
        let snils: Vec<&str> = self.teachers.keys().map(String::as_str).collect();
        self.rulings = Some(Rulings::read(reader, (&keys, &snils), received_on)?);
        let wanted = names.iter().map(FullName::short_key).collect();
        let schools: Vec<String> =
            places.iter().flat_map(|place| self.named(place)).map(|school| school.id.to_string()).collect();
        let schools: Vec<&str> = schools.iter().map(String::as_str).collect();
        for one in applications::colleagues_among(reader, &schools, &wanted)? {
            self.colleagues.entry((one.school, one.name.short_key())).or_default().push(one);
        }
        Ok(())
    }

    /// The cases a list of numbers means, and those that have the numbers already.
    fn read_cases(&mut self, reader: &mut Reader, sheet: &Sheet) -> Result<(), DbError> {
        let (outer, cases, snils) = numbers::named_in(sheet);
        let [outer, cases, snils] =
            [&outer, &cases, &snils].map(|all| all.iter().map(String::as_str).collect::<Vec<_>>());
        self.outer = applications::outer_among(reader, &outer)?.into_iter().collect();
        let found = applications::filed_among(reader, &cases, &snils)?;
        self.cases = found.into_iter().map(|case| (case.number.clone(), case)).collect();
        Ok(())
    }

    /// What the register says of the people a sheet names, and the dated facts it goes by.
    fn read_register(&mut self, reader: &mut Reader, sheet: &Sheet) -> Result<(), DbError> {
        self.terms = register::terms(reader)?;
        let named = holders::names_of(sheet);
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let records = register::named_among(reader, &named)?;
        self.held = Terms::of(&records);
        for record in records {
            // What was put right stands before what it replaced.
            let is_first = !self.records.contains_key(&record.fact());
            if is_first || record.replaced_at.is_none() {
                self.records.insert(record.fact(), record);
            }
        }
        Ok(())
    }

    /// What applications are held against.
    pub(super) fn rulings(&self) -> Option<&Rulings> {
        self.rulings.as_ref()
    }

    /// Categories the register holds, by person and post.
    pub(super) fn held(&self) -> &Terms {
        &self.held
    }

    /// Applications of a teacher that wait for a decision: the category and the number.
    pub(super) fn open(&self, snils: &Snils) -> impl Iterator<Item = (Category, &str)> {
        let theirs = self.teachers.get(snils.as_str()).into_iter().flatten();
        theirs.filter_map(|one| {
            let (_, category, number) = one.application.as_ref()?;
            Some((Category::parse(category)?, number.as_str()))
        })
    }

    /// Teachers of the same school with the same surname and given name and another СНИЛС.
    pub(super) fn colleagues(&self, new: &NewApplication) -> impl Iterator<Item = &FullName> {
        let near = self.colleagues.get(&(new.teacher.school, new.teacher.name.short_key()));
        let others = near.into_iter().flatten().filter(|one| one.snils != new.teacher.snils.as_str());
        others.map(|one| &one.name)
    }

    /// The last day of registration by this clock, when it has gone.
    pub(super) fn overdue(&self, clock: &str) -> Option<Day> {
        self.overdue.get(clock).copied()
    }

    /// The number of the case that has this number of a portal.
    pub(super) fn outer(&self, outer: &str) -> Option<&str> {
        self.outer.get(outer).map(String::as_str)
    }

    /// The case of this number.
    pub(super) fn case(&self, number: &str) -> Option<&FiledCase> {
        self.cases.get(number)
    }

    /// The cases of the teacher with this СНИЛС.
    pub(super) fn cases_of<'k>(&'k self, snils: &'k str) -> impl Iterator<Item = &'k FiledCase> {
        self.cases.values().filter(move |case| case.snils == snils)
    }

    /// The record of the register that states this.
    pub(super) fn record(&self, fact: &FactKey) -> Option<&Record> {
        self.records.get(fact)
    }

    /// The terms categories were given for.
    pub(super) fn terms(&self) -> &[CategoryTerm] {
        &self.terms
    }

    /// The post a longer name begins with: «учитель математики».
    pub(super) fn post_within(&self, name: &str) -> Option<&Post> {
        let key = key(name);
        let breaks = key.match_indices(' ').map(|(at, _)| at);
        breaks.rev().find_map(|at| self.posts.get(&key[..at]))
    }

    /// Whether the person of this address (as compared) holds the role already or is invited to it; at this school, when one is given.
    pub(super) fn seat(&self, email: &str, school: Option<Id<Organization>>) -> Option<Seat> {
        let theirs = self.seats.get(email)?;
        let mut here = theirs.iter().filter(|one| school.is_none() || one.school == school);
        here.next().map(|one| one.seat)
    }

    /// The school of this ИНН.
    pub(super) fn by_inn(&self, inn: &str) -> Option<&School> {
        self.inns.get(inn)
    }

    /// Schools of this name, the one written down first first.
    pub(super) fn named(&self, name: &str) -> &[School] {
        self.schools.get(&key(name)).map_or(&[], Vec::as_slice)
    }

    /// The school of this name and how many could be meant; the municipality, when it is given, decides between several.
    pub(super) fn school(&self, name: &str, municipality: &str) -> Option<(&School, usize)> {
        let all = self.named(name);
        let here = key(municipality);
        let near: Vec<&School> = all.iter().filter(|one| key(&one.municipality) == here).collect();
        match near.first() {
            Some(first) => Some((first, near.len())),
            None => Some((all.first()?, all.len())),
        }
    }

    /// The post of this name.
    pub(super) fn post(&self, name: &str) -> Option<&Post> {
        self.posts.get(&key(name))
    }

    /// The name under which a СНИЛС is written down.
    pub(super) fn holder(&self, snils: &Snils) -> Option<&KnownTeacher> {
        self.teachers.get(snils.as_str())?.first()
    }

    /// The first day on which this teacher may ask again for a category that was refused; none when it never was.
    pub(super) fn again(&self, snils: &Snils, category: Category) -> Option<Day> {
        let theirs = self.again.get(snils.as_str())?;
        theirs.iter().filter(|(refused, _)| *refused == category).map(|(_, from)| *from).max()
    }

    /// The number of this teacher's application for the post and category.
    pub(super) fn application(&self, snils: &Snils, post_code: &str, category: Category) -> Option<&str> {
        let theirs = self.teachers.get(snils.as_str())?;
        theirs.iter().find_map(|one| {
            let (post, claimed, number) = one.application.as_ref()?;
            (post == post_code && claimed == category.code()).then_some(number.as_str())
        })
    }
}

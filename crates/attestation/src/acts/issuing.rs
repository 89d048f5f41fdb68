//! The acts of an act: a draft is begun, issued, published, put right. Pages and the demonstration call the same ones.

use std::collections::BTreeMap;

use crate::accounts::Organization;
use crate::applications::{self, Application, Move, Snils, Teacher};
use crate::commission::{self, Again};
use crate::context::App;
use crate::deadlines::{ISSUE, running};
use crate::invitations::WayIn;
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::letter::Addressee;
use crate::platform::words;
use crate::register::{self, NewRecord};

use super::model::{Decree, Denial};
use super::store::{self, Chosen, Lines, Numbered, Subject};
use super::{kinds, letters};
use crate::documents::SignedFile;

/// What a signed act has beside its cases.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Its number, unique in the year of its date.
    pub number: String,
    /// Its date.
    pub dated_on: Day,
    /// Who signed it.
    pub signer_name: String,
    /// The signer's post.
    pub signer_post: String,
    /// The act itself, PDF, kept already.
    pub file: SignedFile,
    /// A detached signature, kept already.
    pub signature: Option<SignedFile>,
}

/// What an act puts right in another.
#[derive(Debug, Clone)]
pub struct Correction {
    /// What is put right, as everybody may read it.
    pub words: String,
    /// Why.
    pub reason: String,
    /// The cases whose lines are put right.
    pub cases: Vec<Id<Application>>,
}

/// The batch of the letters of an act.
pub(super) fn batch(id: Id<Decree>) -> String {
    format!("act:{id}")
}

/// Begins a draft with the chosen decisions of closed sessions that are in no act yet.
///
/// # Errors
/// A conflict when another act has taken all of it meanwhile.
pub fn begin(act: &mut Act<'_>, chosen: &Chosen<'_>) -> Result<Id<Decree>, Failure> {
    let id = store::begin(act)?;
    if store::add(act, id, chosen)? == 0 {
        return Err(Failure::Conflict(
            "Пока вы выбирали, эти решения вошли в другой акт. Откройте список актов заново.".into(),
        ));
    }
    Ok(id)
}

/// What became of an act when it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Records new in the register.
    pub records: usize,
    /// Letters written as drafts.
    pub letters: usize,
}

fn taken(signed: &Signed) -> Failure {
    let (number, year) = (&signed.number, signed.dated_on.0.year());
    Failure::Conflict(format!("Акт с номером {number} за {year} год уже есть. Проверьте номер и издайте акт снова."))
}

fn late() -> Failure {
    Failure::Conflict("Этот акт уже издал кто-то другой. Откройте его заново.".into())
}

/// Issues a draft: its cases go on, the register gets what is granted, letters are written as drafts.
/// `shown` is the mark of the composition that was looked at; none when it was made in the same act.
///
/// # Errors
/// A refusal when it is no draft, is empty or is not what was shown, a conflict when somebody was first or the number is
/// taken.
pub fn issue(
    act: &mut Act<'_>,
    app: &App,
    decree: &Decree,
    signed: &Signed,
    shown: Option<&str>,
) -> Result<Counts, Failure> {
    decree.may_change()?;
    // Held before it is read: nobody changes the composition until the act is issued.
    if !store::hold_draft(act, decree.id)? {
        return Err(late());
    }
    let subjects = store::subjects(act, decree.id, Lines::Own)?;
    if subjects.is_empty() {
        return Err(Denial::Empty.into());
    }
    if let Some(shown) = shown
        && store::mark(act, decree.id)? != shown
    {
        return Err(Denial::Changed.into());
    }
    match store::issue(act, decree.id, signed)? {
        Numbered::Done => {}
        Numbered::Taken => return Err(taken(signed)),
        Numbered::Late => return Err(late()),
    }
    let called = format!("№\u{a0}{} от {}", signed.number, words::brief_day(signed.dated_on));
    let (mut facts, issued_at) = (Vec::new(), app.config.zone.begins(signed.dated_on));
    for one in &subjects {
        // What counts is the day of the act, not the moment it was written down.
        running::meet_at(act, one.case.id, ISSUE, issued_at)?;
        applications::step(act, &one.case, Move::IssueAct)?;
        facts.push(
            Fact::of(kinds::ENTERED, format!("издан акт {called}: {}", one.line.wording())).application(one.case.id),
        );
    }
    let records = to_register(act, &subjects, signed, &mut facts)?;
    let letters = write_letters(act, app, &News { id: decree.id, called: &called, corrects: None }, &subjects)?;
    act.note_all(facts)?;
    Ok(Counts { records, letters })
}

/// Writes granted categories into the register; how many were not there.
fn to_register(
    act: &mut Act<'_>,
    subjects: &[Subject],
    signed: &Signed,
    facts: &mut Vec<Fact>,
) -> Result<usize, Failure> {
    let records: Vec<(NewRecord, String)> = subjects
        .iter()
        .filter(|one| one.line.is_granted)
        .map(|one| {
            let record = NewRecord {
                name: one.line.name.clone(),
                born: one.born,
                snils: Snils::parse(&one.snils).ok(),
                organization: one.line.organization.clone(),
                municipality: one.line.municipality.clone(),
                school: Some(one.case.school),
                post_code: one.line.post_code.clone(),
                // The post may be renamed: the record says what the act says.
                post_written: one.line.post.clone(),
                category: one.line.category,
                granted_on: one.line.held_on,
                valid_to: one.line.valid_to,
                act_number: signed.number.clone(),
                act_date: Some(signed.dated_on),
            };
            (record, format!("application:{}", one.case.id))
        })
        .collect();
    let each: Vec<(&NewRecord, &str)> = records.iter().map(|(new, source)| (new, source.as_str())).collect();
    let made = register::add_each(act, &each)?;
    facts.extend(made.iter().map(|(id, new)| register::added(*id, new)));
    Ok(made.len())
}

/// What the letters of an act tell.
pub(super) struct News<'n> {
    /// The act.
    pub(super) id: Id<Decree>,
    /// «№ 214-р от 28.11.2026».
    pub(super) called: &'n str,
    /// How the act it puts right is called, and what is put right; none for an act of decisions.
    pub(super) corrects: Option<(&'n str, &'n str)>,
}

/// Writes a letter to each teacher with an address and one to each coordinator, as drafts; how many.
fn write_letters(act: &mut Act<'_>, app: &App, news: &News<'_>, subjects: &[Subject]) -> Result<usize, Failure> {
    let batch = batch(news.id);
    let (way, mut count) = (WayIn::of(act)?, 0);
    let refused: Vec<Id<Teacher>> =
        subjects.iter().filter(|one| !one.line.is_granted).map(|one| one.case.teacher).collect();
    let again = commission::may_apply_again(act, &refused)?;
    for one in subjects.iter().filter(|one| !one.email.is_empty()) {
        let own = |known: &&Again| known.teacher == one.case.teacher && known.category == one.line.category;
        let again_on = if one.line.is_granted { None } else { again.iter().find(own).map(|known| known.from) };
        let letter = letters::to_teacher(app, (one, way), news, again_on)?;
        act.draft(&letter, &batch)?;
        count += 1;
    }
    let mut schools: BTreeMap<String, Vec<&Subject>> = BTreeMap::new();
    for one in subjects {
        schools.entry(one.case.school.to_string()).or_default().push(one);
    }
    let ids: Vec<&str> = schools.keys().map(String::as_str).collect();
    for person in store::coordinators(act, &ids)? {
        let school: Id<Organization> = person.school;
        let Some(own) = schools.get(&school.to_string()) else { continue };
        let to = Addressee {
            email: person.email.clone(),
            name: person.name.clone(),
            account: Some(person.account.to_string()),
        };
        act.draft(&letters::to_coordinator(app, &to, own, news)?, &batch)?;
        count += 1;
    }
    Ok(count)
}

/// Publishes an issued act on a day, with or without its file; its cases go on.
///
/// # Errors
/// A refusal when it is not issued or published already, a conflict when somebody was first.
pub fn publish(act: &mut Act<'_>, decree: &Decree, on: Day, is_file_public: bool) -> Result<(), Failure> {
    decree.may_publish()?;
    if !store::publish(act, decree.id, on, is_file_public)? {
        return Err(Failure::Conflict("Этот акт уже опубликовал кто-то другой. Откройте его заново.".into()));
    }
    let mut facts = Vec::new();
    for one in store::subjects(act, decree.id, Lines::Own)? {
        applications::step(act, &one.case, Move::Publish)?;
        facts.push(Fact::of(kinds::SHOWN, format!("опубликован акт {}", decree.called())).application(one.case.id));
    }
    Ok(act.note_all(facts)?)
}

/// Writes down an act that puts clerical errors of another right: both stay, the earlier one with a mark. Letters to those whose
/// lines are put right are written as drafts; how many.
///
/// # Errors
/// A refusal when there is nothing to put right, a conflict when the number is taken.
pub fn correct(
    act: &mut Act<'_>,
    app: &App,
    decree: &Decree,
    signed: &Signed,
    correction: &Correction,
) -> Result<(Id<Decree>, usize), Failure> {
    decree.may_be_corrected()?;
    let id = store::correct(act, decree.id, signed, correction)?.ok_or_else(|| taken(signed))?;
    let called = format!("№\u{a0}{} от {}", signed.number, words::brief_day(signed.dated_on));
    let fact = |case: &Id<Application>| {
        Fact::of(kinds::ENTERED, format!("акт {} исправлен актом {called}", decree.called())).application(*case)
    };
    act.note_all(correction.cases.iter().map(fact))?;
    let (subjects, earlier) = (store::subjects(act, id, Lines::Fixed)?, decree.called());
    let news = News { id, called: &called, corrects: Some((&earlier, &correction.words)) };
    let letters = write_letters(act, app, &news, &subjects)?;
    Ok((id, letters))
}

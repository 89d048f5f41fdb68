//! «Соответствие должности»: the coordinator's own school, who is due, who is exempt and why, what is to be done by when.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::accounts::{Coordinator, Organization};
use crate::context::App;
use crate::platform::clock::Day;
use crate::platform::doors::Doors;
use crate::platform::engine::{DbError, Reader};
use crate::platform::failure::Failure;
use crate::platform::form::{Choice, Form};
use crate::platform::ids::Id;
use crate::platform::listing;
use crate::platform::names::key;
use crate::platform::page::{self, Frame};
use crate::platform::words;
use crate::register::{self, Record};

use super::cycle::{self, Due};
use super::guards::home;
use super::model::{Case, Held, Worker, verdict};
use super::rules::{NoTerm, Rules};
use super::stage::Move;
use super::standing::{self, Standing};
use super::store::{self, KeptTerms};
use super::to_do::ToDo;

pub(super) fn doors(doors: Doors<App>) -> Doors<App> {
    doors.get("/school/fitness", show)
}

const PATH: &str = "/school/fitness";
const FIELDS: [&str; 2] = ["name", "state"];
/// Rows of one page.
const PAGE: usize = 20;
/// Reminders above the list.
const REMINDERS: usize = 10;
/// States of the filter.
const STATES: [(&str, &str); 6] = [
    ("due", "пора аттестовать"),
    ("going", "идёт аттестация"),
    ("exempt", "не подлежат"),
    ("later", "срок не подошёл"),
    ("unknown", "нет сведений"),
    (REMOVED, "убраны из списка"),
];
/// Those taken off the list, who are shown only when asked for.
const REMOVED: &str = "removed";

/// Everything a school's page follows from.
struct Staff {
    workers: Vec<Worker>,
    records: Vec<Record>,
    rules: Rules,
    terms: HashMap<Id<Case>, KeptTerms>,
}

fn staff(reader: &mut Reader, school: Id<Organization>, today: Day) -> Result<Staff, DbError> {
    let mut workers = store::of_school(reader, school)?;
    // Databases order letters each in its own way: the pages are cut by one.
    workers.sort_by_cached_key(Worker::row);
    let keys: Vec<String> = workers.iter().map(|worker| worker.name.key()).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let snils: Vec<&str> = workers.iter().map(|worker| worker.snils.as_str()).collect();
    Ok(Staff {
        records: register::of_people(reader, &keys, &snils)?,
        rules: store::rules_on(reader, today)?,
        terms: store::terms_at(reader, school)?,
        workers,
    })
}

impl Staff {
    /// How everybody stands, by name.
    fn standings<'w>(&'w self, today: Day) -> Result<Vec<Stands<'w>>, NoTerm> {
        let mut of = HashMap::<String, Vec<Record>>::new();
        // A record may bear a surname its worker has no more: then it is theirs by СНИЛС.
        let named: HashMap<&str, String> =
            self.workers.iter().map(|worker| (worker.snils.as_str(), worker.name.key())).collect();
        for record in &self.records {
            let key = named.get(record.snils.as_str()).cloned().unwrap_or_else(|| record.name.key());
            of.entry(key).or_default().push(record.clone());
        }
        let stand = |worker: &'w Worker| {
            let records = of.get(&Worker::key(worker)).map(Vec::as_slice).unwrap_or_default();
            let exempt_on = |day| standing::exempt(worker, records, &self.rules, day);
            let barred = worker.case.as_ref().map(|case| standing::barred(case, today, exempt_on)).transpose()?;
            let standing = standing::standing(worker, records, &self.rules, today)?;
            // An attestation under way keeps its day in sight until the session is held.
            let is_ahead = worker.case.as_ref().is_some_and(|case| case.stage.after(Move::Exempt).is_ok());
            let due = cycle::due_by(worker, records, &self.rules, today)?.filter(|_| is_ahead);
            Ok(Stands { worker, standing, barred: barred.flatten(), due })
        };
        self.workers.iter().map(stand).collect()
    }

    /// What is to be done next: first what is not to go on, then the nearest; what has no day comes last.
    fn reminders(&self, all: &[Stands<'_>], today: Day) -> Result<Vec<Reminder>, NoTerm> {
        let mut found = Vec::new();
        for Stands { worker, barred, standing, due } in all {
            let first = barred.filter(|_| worker.case.is_some());
            let what = match (first, standing, &worker.case) {
                (_, Standing::Due(due), _) => ToDo::plan(*due, &self.rules, today)?,
                (Some(why), ..) => ToDo::ended(why),
                (None, _, Some(case)) => {
                    let rules = self.rules.with(self.terms.get(&case.id).cloned().unwrap_or_default());
                    ToDo::step(case, &rules, (*due, today))?
                }
                (None, _, None) => continue,
            };
            found.push((first.is_none(), what, worker));
        }
        found.sort_by_key(|(goes_on, what, _)| (*goes_on, what.day.is_none(), what.day));
        Ok(found.into_iter().map(|(_, what, worker)| reminder(worker, what)).collect())
    }
}

/// How one of them stands.
struct Stands<'w> {
    worker: &'w Worker,
    standing: Standing,
    /// What stands against the attestation under way.
    barred: Option<Standing>,
    /// By when the worker is to be attested, while that is under way.
    due: Option<Due>,
}

impl Worker {
    fn key(&self) -> String {
        self.name.key()
    }

    /// The row in the list: the name as it is compared, then the id and which of the posts.
    fn row(&self) -> Border {
        (self.key(), self.id.to_string(), self.place)
    }
}

/// One thing to be done.
struct Reminder {
    href: String,
    name: String,
    text: String,
    left: String,
    tone: &'static str,
}

fn reminder(worker: &Worker, ToDo { text, left, tone, .. }: ToDo) -> Reminder {
    Reminder { href: home(worker.held()), name: worker.name.short(), text, left, tone }
}

/// One teacher of the list.
struct Line {
    href: String,
    name: String,
    post: String,
    previous: String,
    state: &'static str,
    tone: &'static str,
    until: String,
}

fn line(&Stands { worker, standing, barred, due }: &Stands<'_>, today: Day) -> Line {
    let under_way = due.and_then(|due| due.by).map(|by| format!("аттестовать до {}", words::day(by)));
    let until = match barred {
        None => under_way.unwrap_or_else(|| standing.until()),
        Some(why) => why.until(),
    };
    let until = match standing::unfit_since(worker, standing) {
        Some(on) => format!("аттестация {}: {}; следующая: {until}", words::brief_day(on), verdict(false)),
        None => until,
    };
    let previous = worker.facts.as_ref().and_then(|known| known.previous);
    Line {
        href: home(worker.held()),
        name: worker.name.full(),
        post: worker.post.clone(),
        previous: previous.map_or_else(String::new, |(on, _)| words::brief_day(on)),
        state: standing.words(),
        tone: standing.tone(today),
        until: match until {
            until if !worker.is_elsewhere || worker.is_removed => until,
            until if until.is_empty() => ELSEWHERE.to_owned(),
            until => format!("{until}; {ELSEWHERE}"),
        },
    }
}

/// Said of those whom an application or an invitation has moved.
const ELSEWHERE: &str = "по данным системы теперь в другой организации";

/// A counter above the list.
struct Counter {
    href: String,
    number: usize,
    text: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "fitness/list.html")]
struct ListPage {
    frame: Frame,
    form: Form,
    school: String,
    counters: Vec<Counter>,
    reminders: Vec<Reminder>,
    more_reminders: usize,
    states: Vec<Choice>,
    lines: Vec<Line>,
    narrowed: bool,
    first_href: String,
    next_href: String,
}

fn counters(all: &[Stands<'_>]) -> Vec<Counter> {
    let tones = ["yellow", "blue", "", "", ""];
    STATES
        .into_iter()
        .zip(tones)
        .map(|((code, text), tone)| Counter {
            href: format!("{PATH}?state={code}"),
            number: all.iter().filter(|one| one.standing.code() == code).count(),
            text,
            tone,
        })
        .collect()
}

/// Whether every word asked for begins a word of the name.
fn is_named(worker: &Worker, asked: &str) -> bool {
    let name = worker.key();
    key(asked).split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
}

/// What a page begins after: the name, the id, which of the posts.
type Border = (String, String, i64);

/// The border of a page as it stands in an address: the worker in the post, then the name.
fn after(text: &str) -> Option<Border> {
    let (held, name) = text.split_once('~')?;
    let held = Held::parse(held)?;
    Some((name.to_owned(), held.teacher.to_string(), held.place))
}

async fn show(person: Coordinator, State(app): State<App>, query: RawQuery) -> Result<Response, Failure> {
    let form = Form::of_urlencoded(query.0.unwrap_or_default().as_bytes());
    let (school, today) = (person.school, app.today());
    let staff = app.db.read(move |reader| staff(reader, school, today)).await?;
    let all = staff.standings(today)?;
    let (state, name, border) = (form.text("state"), form.text("name"), after(form.value("after")));
    let is_asked = |code: &str| if state.is_empty() { code != REMOVED } else { code == state };
    let mut found: Vec<&Stands<'_>> = all
        .iter()
        .filter(|one| is_asked(one.standing.code()))
        .filter(|one| is_named(one.worker, &name))
        .filter(|one| border.as_ref().is_none_or(|border| one.worker.row() > *border))
        .collect();
    let next = found.get(PAGE - 1).filter(|_| found.len() > PAGE).map(|one| (one.worker.held(), one.worker.key()));
    found.truncate(PAGE);
    let mut reminders = staff.reminders(&all, today)?;
    let more_reminders = reminders.len().saturating_sub(REMINDERS);
    reminders.truncate(REMINDERS);
    let first = listing::address(PATH, &form, &FIELDS, "");
    page::page(&ListPage {
        frame: person.frame(&app, "Соответствие должности").trail(&[("/school", "Педагоги школы")]),
        school: person.seat.workplace.clone(),
        counters: counters(&all),
        reminders,
        more_reminders,
        states: listing::choices("Все", STATES),
        lines: found.into_iter().map(|one| line(one, today)).collect(),
        narrowed: first != PATH,
        next_href: next
            .map(|(held, name)| listing::address(PATH, &form, &FIELDS, &format!("{held}~{name}")))
            .unwrap_or_default(),
        first_href: if border.is_some() { first } else { String::new() },
        form,
    })
}

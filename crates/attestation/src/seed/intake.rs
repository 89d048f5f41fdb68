//! Cases of the demonstration that are in the secretary's hands: submitted, with remarks, refused, with a term, by an award.

use crate::applications::{self, Application, Channel, Filing, NewApplication, Outcome, OuterNumber};
use crate::complaints::{self, NewComplaint};
use crate::context::App;
use crate::documents::{self, Kind};
use crate::intake::{self, Award, List, NewRemark, Part, Plan, Scheduled, Track};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;

use super::papers::Papers;
use super::people::People;

/// How many cases there are of each kind, in the order in which they are made.
const SUBMITTED: usize = 4;
const REMARKED: usize = 3;
const REFUSED: usize = 2;
/// On which ground of the list, and what is missing.
const UNTOLD: &str = "В заявлении нет обязательных сведений";
const LACKING: &str = "Не указаны результаты работы за последние пять лет.";
const SCHEDULED: usize = 3;
const BY_AWARD: usize = 1;

/// How many applications the secretary's cases take.
pub(super) const CASES: usize = SUBMITTED + REMARKED + REFUSED + SCHEDULED + BY_AWARD;

/// Makes the secretary's cases of these applications.
pub(super) async fn make(
    app: &App,
    people: &People,
    papers: &Papers,
    teachers: Vec<NewApplication>,
) -> Result<(), Failure> {
    let mut cases = submit(app, people, teachers).await?.into_iter();
    cases.by_ref().take(SUBMITTED).for_each(drop);
    let (remarked, refused): (Vec<_>, Vec<_>) =
        (cases.by_ref().take(REMARKED).collect(), cases.by_ref().take(REFUSED).collect());
    let (scheduled, by_award): (Vec<_>, Vec<_>) =
        (cases.by_ref().take(SCHEDULED).collect(), cases.by_ref().take(BY_AWARD).collect());
    let (house, today) = (app.clone(), app.today());
    let paper = papers.paper(Kind::Award, "Удостоверение к почётному званию", "Удостоверение.pdf", false);
    app.db
        .act(people.centre_by(), app.now(), move |act| {
            for case in &remarked {
                intake::ask(act, &house, case, &remarks())?;
            }
            let grounds = intake::in_force(act, List::Ground, today)?;
            // The ground the rows of these cases do not contradict.
            if let Some(ground) = grounds.iter().find(|one| one.words == UNTOLD) {
                for case in &refused {
                    intake::refuse(act, &house, case, ground, LACKING)?;
                }
            }
            if let Some(case) = refused.first() {
                complain(act, &house, case)?;
            }
            for case in &scheduled {
                schedule(act, &house, case, Track::Full)?;
            }
            if let Some(case) = scheduled.first() {
                postpone(act, &house, case)?;
            }
            for case in &by_award {
                let case = schedule(act, &house, case, Track::Simplified)?;
                let document = documents::add(act, case.id, &paper)?;
                applications::count_documents(act, case.id)?;
                let checked = "номер и дата удостоверения, имя совпадает с паспортом".to_owned();
                intake::approve(act, &case, &Award { words: "Почётное звание".to_owned(), document, checked })?;
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, "дела секретаря"), ())?)
        })
        .await
}

/// Submits the applications, each by a channel of its own.
async fn submit(app: &App, people: &People, teachers: Vec<NewApplication>) -> Result<Vec<Application>, Failure> {
    let today = app.today();
    app.db
        .act(people.centre_by(), super::ago(app, 1), move |act| {
            let mut cases = Vec::new();
            for (at, mut new) in teachers.into_iter().enumerate() {
                new.received_on = today.plus(-1);
                if let Outcome::Made(id) = applications::submit(act, &new)? {
                    applications::file(act, id, &filing(at, new.received_on)?)?;
                    let words = format!("заявление подано: {}", new.teacher.name.full());
                    act.note(Fact::of(applications::kinds::REGISTERED, words).application(id))?;
                    cases.extend(applications::by_id(act, id)?);
                }
            }
            Ok::<_, Failure>(act.record(Fact::of(super::MADE, format!("подано заявлений: {}", cases.len())), cases)?)
        })
        .await
}

fn filing(at: usize, received_on: Day) -> Result<Filing, Failure> {
    let channel = Channel::OF_PEOPLE[at % Channel::OF_PEOPLE.len()];
    let outer = channel.has_number().then(|| OuterNumber::parse(&format!("47120{at:05}"))).transpose();
    let outer = outer.map_err(anyhow::Error::from)?;
    Ok(Filing::of(Some(channel), outer, Some(received_on), received_on).map_err(anyhow::Error::from)?)
}

fn remarks() -> Vec<NewRemark> {
    vec![
        NewRemark::of(Part::Document(Kind::Diploma), "Нет приложения к диплому. Добавьте его."),
        NewRemark::of(Part::Results, "Не указано, за какие годы результаты обучающихся."),
    ]
}

/// A complaint on paper against a refused intake, which waits for its answer.
fn complain(act: &mut Act<'_>, app: &App, case: &Application) -> Result<(), Failure> {
    let refused = applications::by_id(act, case.id)?.ok_or(Failure::Hidden)?;
    let words = "Все документы были приложены к заявлению, прошу принять его.".to_owned();
    complaints::file(act, app, &refused, &NewComplaint { words, filed_on: app.today(), file: None })?;
    Ok(())
}

/// The term of a case is moved by three days.
fn postpone(act: &mut Act<'_>, app: &App, case: &Application) -> Result<(), Failure> {
    let scheduled = applications::by_id(act, case.id)?.ok_or(Failure::Hidden)?;
    let before = intake::scheduled(act, case.id)?.ok_or(Failure::Hidden)?;
    let new = Scheduled { ends_on: before.ends_on.plus(3), ..before };
    intake::change_term(act, app, &scheduled, new, "педагог просит перенести открытый урок")?;
    Ok(())
}

/// Sets the term of a registered case on the day of the act, from the next day on; the case as it stands then. Every fiftieth
/// waits for its term still: a specialist has it already.
pub(super) fn begin(act: &mut Act<'_>, app: &App, case: &Application) -> Result<Application, Failure> {
    let starts_on = app.config.zone.day(act.at()).plus(1);
    let (_, decide_by) = applications::last_days(act, case.id)?;
    let is_forgotten = case.number.ends_with("00") || case.number.ends_with("50");
    if !is_forgotten && starts_on < decide_by {
        set(act, app, case, (starts_on, starts_on.plus(55).min(decide_by)), Track::Full)?;
    }
    applications::by_id(act, case.id)?.ok_or(Failure::Hidden)
}

/// Registers a case and sets its term; the case as it stands then.
fn schedule(act: &mut Act<'_>, app: &App, case: &Application, track: Track) -> Result<Application, Failure> {
    let today = app.today();
    intake::register(act, app, case, case.received_on, "")?;
    let registered = applications::by_id(act, case.id)?.ok_or(Failure::Hidden)?;
    set(act, app, &registered, (today.plus(7), today.plus(50)), track)?;
    applications::by_id(act, case.id)?.ok_or(Failure::Hidden)
}

/// Sets the term of a registered case.
fn set(
    act: &mut Act<'_>,
    app: &App,
    case: &Application,
    (starts_on, ends_on): (Day, Day),
    track: Track,
) -> Result<(), Failure> {
    let new = Scheduled {
        starts_on,
        ends_on,
        place: "Центр аттестации, дистанционно".to_owned(),
        form: "Анализ представленных документов".to_owned(),
        track,
        session_on: Some(ends_on.plus(-2).max(starts_on)),
    };
    let plan = Plan::of(act, new, &[case.received_on])?;
    intake::set(act, app, case, &plan)?;
    Ok(())
}

//! The demonstration's world: a centre, forty schools, specialists, coordinators and three hundred cases in every stage,
//! made from sheets shaped as offices send them, through the same acts by which people work.

mod acts;
mod applying;
mod days;
mod erasure;
mod fitness;
mod groups;
mod holders;
mod inquiries;
mod intake;
mod neighbours;
mod papers;
mod people;
mod registering;
mod sessions;
mod sheets;

use std::collections::BTreeMap;

use crate::accounts::Seat;
use crate::applications::{self, Application, NewTeacher};
use crate::assignments::{self, SpecialistLoad};
use crate::conclusions::{self, Finding, KeptFile, Verdict};
use crate::context::{App, DemoPerson};
use crate::documents::{self, Kind, NewDocument};
use crate::platform::act::{Act, By, Fact, Kind as ActKind};
use crate::platform::clock::Moment;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::withdrawals::{self, Ground};

use papers::Papers;
use people::People;

/// What the journal tells of the demonstration's making.
const MADE: ActKind = ActKind::of("demo.made", "Создана демонстрация");

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "окно-тюлень-марш-26";

/// Makes the world in an empty house; who may be stepped in as.
pub async fn make(app: &App) -> Result<Vec<DemoPerson>, Failure> {
    let schools = sheets::schools(app).await?;
    let mut people = people::make(app, &schools).await?;
    let papers = Papers::keep(app).await?;
    template(app, &people, &papers).await?;
    let mut teachers = sheets::teachers(app, &schools).await?;
    holders::make(app, &people, &schools, &teachers).await?;
    let known: Vec<NewTeacher> = teachers.iter().map(|one| one.teacher.clone()).collect();
    let submitted = teachers.split_off(teachers.len().saturating_sub(intake::CASES));
    let cases = registering::make(app, &people, teachers).await?;
    for (at, case) in cases.iter().enumerate() {
        give_documents(app, &people, &papers, case, at).await?;
    }
    let assigned = assign(app, &people, &cases).await?;
    for (at, given) in assigned.iter().enumerate() {
        conclude(app, &people, &papers, given, at).await?;
    }
    withdraw(app, &people, &cases).await?;
    people::add_teachers(app, &mut people, &schools, &known, &cases).await?;
    fitness::make(app, &people, &cases).await?;
    sessions::make(app, &people, &cases).await?;
    acts::make(app, &people, &papers).await?;
    intake::make(app, &people, &papers, submitted).await?;
    neighbours::make(app, &people).await?;
    groups::make(app, &people, &papers, &cases).await?;
    erasure::make(app, &people, &schools).await?;
    inquiries::make(app, &people).await?;
    let mut listed = people.listed();
    listed.extend(applying::make(app, &schools, &papers).await?);
    Ok(listed)
}

/// So many days ago.
fn ago(app: &App, days: i64) -> Moment {
    app.now().plus(jiff::SignedDuration::from_hours(-24 * days))
}

async fn template(app: &App, people: &People, papers: &Papers) -> Result<(), Failure> {
    let file = papers.template.clone();
    app.db
        .act(people.centre_by(), ago(app, 90), move |act| {
            let version = conclusions::add_template(act, &file)?;
            Ok(act.record(
                Fact::of(conclusions::kinds::TEMPLATE_ADDED, format!("шаблон заключения, версия {version}")),
                (),
            )?)
        })
        .await
}

/// Documents of a case: all of them in most cases, some in others, none in a few.
async fn give_documents(
    app: &App,
    people: &People,
    papers: &Papers,
    case: &Application,
    at: usize,
) -> Result<(), Failure> {
    let mut files = vec![papers.application_of(app, case).await?];
    files.extend(papers.of_everybody());
    if case.current_category.is_some() {
        files.push(papers.paper(Kind::Category, "Приказ об установлении категории", "Приказ о категории.pdf", false));
    }
    if case.documents_needed() > 4 + i64::from(case.current_category.is_some()) {
        files.push(papers.paper(Kind::Petition, "Ходатайство работодателя", "Ходатайство.jpg", true));
    }
    let keep = match at % 10 {
        0 => 0,
        1..=3 => 3,
        _ => files.len(),
    };
    let (id, is_whole) = (case.id, keep == files.len());
    files.truncate(keep);
    app.db
        .act(people.coordinator_by(case.school), days::documents(app, case), move |act| {
            for file in &files {
                documents::add(act, id, file)?;
            }
            applications::count_documents(act, id)?;
            if is_whole {
                applications::mark_documents_checked(act, id, true)?;
                act.note(Fact::of(applications::kinds::CHECKED, "документы отмечены как проверенные").application(id))?;
            }
            let fact = Fact::of(MADE, format!("приложено документов: {}", files.len()));
            Ok::<_, Failure>(act.record(fact.application(id), ())?)
        })
        .await?;
    Ok(())
}

/// Four cases of five go to specialists.
const fn is_given(place: usize) -> bool {
    !place.is_multiple_of(5)
}

/// A case, its specialist, and when it was given to them.
type Given = (Application, SpecialistLoad, Moment);

/// Gives cases to specialists, each to one without a conflict; those of one day together.
async fn assign(app: &App, people: &People, cases: &[Application]) -> Result<Vec<Given>, Failure> {
    let today = app.today();
    let loads = app.db.read(move |reader| assignments::loads(reader, today).map_err(Failure::from)).await?;
    let count = loads.len().max(1);
    let mut shares: BTreeMap<(Moment, usize), Vec<Application>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate().filter(|(at, _)| is_given(*at)) {
        let free = (0..count)
            .map(|step| (at + step) % count)
            .find(|place| assignments::conflict(&loads[*place], case).is_none());
        if let Some(place) = free {
            shares.entry((days::given(app, case, at), place)).or_default().push(case.clone());
        }
    }
    let mut assigned = Vec::new();
    for ((moment, place), share) in shares {
        let (inner, to, given) = (app.clone(), loads[place].clone(), share.clone());
        app.db
            .act(people.centre_by(), moment, move |act| {
                let mut scheduled = Vec::new();
                for case in &given {
                    scheduled.push(intake::begin(act, &inner, case)?);
                }
                assignments::assign(act, &inner, &to, &scheduled)?;
                Ok::<_, Failure>(
                    act.record(Fact::of(assignments::kinds::ASSIGNED, format!("назначено дел: {}", given.len())), ())?,
                )
            })
            .await?;
        assigned.extend(share.into_iter().map(|case| (case, loads[place].clone(), moment)));
    }
    Ok(assigned)
}

/// Of the assigned cases some have a result, some a conclusion only, some were returned by the centre.
async fn conclude(
    app: &App,
    people: &People,
    papers: &Papers,
    (case, specialist, given): &Given,
    at: usize,
) -> Result<(), Failure> {
    let (has_result, is_returned) = (at % 5 < 2, at.is_multiple_of(15));
    if !has_result && at % 5 != 2 {
        return Ok(());
    }
    let id = case.id;
    let fresh = app.db.read(move |reader| applications::by_id(reader, id).map_err(Failure::from)).await?;
    let Some(fresh) = fresh else { return Ok(()) };
    let file = papers.conclusion_of(app, &fresh, specialist).await?;
    let (seat, moment) = (specialist.seat, days::concluded(app, case, *given, at));
    let year = i64::from(app.config.zone.day(moment).0.year());
    app.db
        .act(people.specialist_by(seat), moment, move |act| {
            assignments::declare(act, &fresh, seat, &assignments::Declaration::NoInterest)?;
            let version = conclusions::attach(act, &fresh, seat, &file)?;
            act.note(
                Fact::of(conclusions::kinds::ATTACHED, format!("прикреплено заключение, версия {version}"))
                    .application(id),
            )?;
            if !has_result {
                return Ok(act.record(Fact::of(MADE, "заключение без результата").application(id), ())?);
            }
            let finding = finding(act, id, at.is_multiple_of(7))?;
            let outcome = conclusions::record(act, &fresh, seat, &finding, year)?.ok_or(Failure::Hidden)?;
            let words = format!("записан результат № {}: {}", outcome.number, outcome.verdict.brief());
            Ok::<_, Failure>(act.record(Fact::of(conclusions::kinds::RECORDED, words).application(id), ())?)
        })
        .await?;
    if is_returned { give_back(app, people, id).await } else { Ok(()) }
}

/// What the specialist has found, resting on the conclusion just attached.
fn finding(act: &mut Act<'_>, id: Id<Application>, fails: bool) -> Result<Finding, Failure> {
    let newest = conclusions::attached(act, id)?.into_iter().next().ok_or(Failure::Hidden)?;
    let reason = "Результаты работы за последние три года не подтверждены документами.";
    Ok(if fails {
        Finding { conclusion: newest.id, verdict: Verdict::Fails, reason: reason.to_owned() }
    } else {
        Finding { conclusion: newest.id, verdict: Verdict::Meets, reason: String::new() }
    })
}

async fn give_back(app: &App, people: &People, id: Id<Application>) -> Result<(), Failure> {
    app.db
        .act(people.centre_by(), app.now(), move |act| {
            let fresh = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
            let seats: Vec<Id<Seat>> = assignments::members(act, id)?.iter().map(|one| one.seat).collect();
            conclusions::give_back(
                act,
                &fresh,
                &seats,
                "В заключении нет подписи специалиста. Подпишите и прикрепите заново.",
            )?;
            Ok(act.record(
                Fact::of(conclusions::kinds::RETURNED, "результат возвращён специалисту: нет подписи").application(id),
                (),
            )?)
        })
        .await
}

/// Every twentieth teacher has taken the application back.
async fn withdraw(app: &App, people: &People, cases: &[Application]) -> Result<(), Failure> {
    for case in cases.iter().step_by(20) {
        let (id, inner) = (case.id, app.clone());
        app.db
            .act(people.centre_by(), days::at(app, case.received_on.plus(6), 14), move |act| {
                let fresh = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
                let told = withdrawals::withdraw(act, &inner, &fresh, &Ground::Paper("заявление педагога".to_owned()))?;
                Ok::<_, Failure>(act.end(told, ()))
            })
            .await?;
    }
    Ok(())
}

/// Who acts when nobody of the demonstration fits.
fn system() -> By {
    By::system()
}

/// A document out of a kept file.
fn document(kind: Kind, title: &str, file: &KeptFile, dated_on: &str) -> NewDocument {
    NewDocument {
        kind,
        title: title.to_owned(),
        file_name: file.name.clone(),
        file_key: file.key.clone(),
        size: file.size,
        media_type: file.media_type.clone(),
        dated_on: dated_on.to_owned(),
    }
}

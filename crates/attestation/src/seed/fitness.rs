//! The demonstration's attestations for fitness: the first coordinators' schools with people in different states.

use crate::applications::{Application, Teacher};
use crate::context::App;
use crate::fitness::{self, Facts, Ground, Order, Presentation, Session, Worker};
use crate::platform::act::{Act, Fact};
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::ids::Id;

use super::people::People;

/// How far a teacher's attestation has come; the coordinators' first teachers get one each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Come {
    Due,
    Overdue,
    Newcomer,
    OnLeave,
    Planned,
    Ordered,
    Presented,
    Decided,
    Closed,
}

/// Those a school has most to do with come first: few of its teachers hold no category.
const ALL: [Come; 9] = [
    Come::Overdue,
    Come::Presented,
    Come::Closed,
    Come::Newcomer,
    Come::Decided,
    Come::Ordered,
    Come::Planned,
    Come::Due,
    Come::OnLeave,
];

/// Makes them in the schools of the coordinators, among teachers who hold no category.
pub(super) async fn make(app: &App, people: &People, cases: &[Application]) -> Result<(), Failure> {
    let today = app.today();
    let mut left = ALL.into_iter();
    for school in people.schools() {
        let mut own: Vec<&Application> = Vec::new();
        for case in cases.iter().filter(|case| case.school == school && case.current_category.is_none()) {
            if !own.iter().any(|one| one.teacher == case.teacher) {
                own.push(case);
            }
        }
        let count = own.len();
        let teachers = own.into_iter().map(|case| (case.teacher, case.post_code.clone()));
        let own: Vec<((Id<Teacher>, String), Come)> = teachers.zip(left.by_ref().take(count)).collect();
        if own.is_empty() {
            continue;
        }
        app.db
            .act(people.coordinator_by(school), app.now(), move |act| {
                for ((id, post), come) in &own {
                    one(act, *id, (post, *come), today)?;
                }
                let words = format!("аттестаций на соответствие: {}", own.len());
                Ok::<_, Failure>(act.record(Fact::of(super::MADE, words), ())?)
            })
            .await?;
    }
    Ok(())
}

fn fresh(act: &mut Act<'_>, id: Id<Teacher>) -> Result<Worker, Failure> {
    fitness::by_id(act, id)?.ok_or(Failure::Hidden)
}

fn facts(post: &str, come: Come, today: Day) -> Facts {
    let years = |years: i64| today.plus(-365 * years);
    Facts {
        post_code: post.to_owned(),
        since: if come == Come::Newcomer { years(1) } else { years(12) },
        previous: match come {
            Come::Newcomer | Come::Overdue => None,
            _ => Some((today.plus(40 - 1826), true)),
        },
        until: None,
        ground: (come == Come::OnLeave).then(|| (Ground::Childcare, today.plus(200))),
    }
}

/// So many days before today the order was shown: an attestation whose session is over began earlier.
fn one(act: &mut Act<'_>, id: Id<Teacher>, (post, come): (&str, Come), today: Day) -> Result<(), Failure> {
    let known = facts(post, come, today);
    let worker = fresh(act, id)?;
    fitness::know(act, &worker, &known)?;
    if come == Come::Due && post != SECOND {
        let worker = fresh(act, id)?;
        fitness::add_post(act, &worker, &facts(SECOND, Come::Newcomer, today))?;
    }
    if matches!(come, Come::Due | Come::Overdue | Come::Newcomer | Come::OnLeave) {
        return Ok(());
    }
    let back = if matches!(come, Come::Decided | Come::Closed) { 40 } else { 3 };
    fitness::plan(act, &worker, &known, today.plus(-back - 2))?;
    if come == Come::Planned {
        return Ok(());
    }
    let session_on = if back == 40 { today.plus(-1) } else { today.plus(35) };
    let listed_on = today.plus(-back);
    let order = Order { number: "87-од".to_owned(), on: today.plus(-back - 1), session_on };
    step(act, id, |act, worker, case| fitness::order(act, worker, case, &order).map(drop))?;
    step(act, id, |act, worker, case| fitness::list(act, worker, case, (listed_on, &[])).map(drop))?;
    step(act, id, |act, worker, case| fitness::write(act, worker, case, (0, &presentation(today))).map(drop))?;
    if come == Come::Ordered {
        return Ok(());
    }
    let witnesses = if come == Come::Decided { WITNESSES.map(str::to_owned).to_vec() } else { Vec::new() };
    step(act, id, |act, worker, case| fitness::show(act, worker, case, (listed_on.plus(1), &witnesses)).map(drop))?;
    if come == Come::Presented {
        return Ok(());
    }
    step(act, id, |act, worker, case| fitness::hold(act, worker, case, &session(session_on)).map(drop))?;
    if come == Come::Decided {
        return Ok(());
    }
    step(act, id, |act, worker, case| fitness::extract(act, worker, case, today).map(drop))?;
    step(act, id, |act, worker, case| {
        fitness::acquaint(act, worker, case, (today, &WITNESSES.map(str::to_owned))).map(drop)
    })?;
    step(act, id, |act, worker, case| fitness::close(act, worker, case).map(drop))
}

/// One step of the attestation as it stands now.
fn step(
    act: &mut Act<'_>,
    id: Id<Teacher>,
    take: impl FnOnce(&mut Act<'_>, &Worker, &fitness::Case) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let worker = fresh(act, id)?;
    let case = worker.case.as_ref().ok_or(Failure::Hidden)?;
    take(act, &worker, case)
}

/// The post somebody holds beside the first: педагог дополнительного образования.
const SECOND: &str = "P10";

/// Who was there when a teacher refused to read the presentation.
const WITNESSES: [&str; 2] = ["Крылов Олег Андреевич, учитель", "Осипова Галина Юрьевна, заместитель директора"];

fn presentation(today: Day) -> Presentation {
    Presentation {
        contract_on: today.plus(-365 * 12),
        education: "Высшее педагогическое, квалификация «учитель»".to_owned(),
        training: "Повышение квалификации в 2025 году, 72 часа".to_owned(),
        earlier: "Предыдущая аттестация: соответствует занимаемой должности".to_owned(),
        assessment: "Обязанности по трудовому договору выполняет полностью. Обучающиеся осваивают программу, результаты стабильны."
            .to_owned(),
    }
}

fn session(held_on: Day) -> Session {
    Session {
        held_on,
        protocol: "3".to_owned(),
        members: [
            "Захарова Инна Петровна, председатель",
            "Осипова Галина Юрьевна, заместитель председателя",
            "Фомина Дарья Игоревна, секретарь",
            "Крылов Олег Андреевич",
            "Мартынова Светлана Викторовна, представитель профсоюза",
        ]
        .map(str::to_owned)
        .into(),
        absent: Vec::new(),
        fors: 5,
        against: 0,
        abstained: 0,
        is_absent: false,
        unfit_because: String::new(),
    }
}

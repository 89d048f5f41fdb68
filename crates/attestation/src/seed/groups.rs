//! Groups of three in the demonstration: one that has found, with a dissenting opinion, one that still works,
//! one with a free place.

use crate::applications::{self, Application, Category, Stage};
use crate::assignments::{self, Size, Sizes, SpecialistLoad};
use crate::conclusions::{self, Finding, Verdict};
use crate::context::App;
use crate::platform::act::Fact;
use crate::platform::clock::{Day, Moment};
use crate::platform::failure::Failure;
use crate::platform::ids::Id;
use crate::platform::new_version::Draft;
use crate::platform::version_rows;
use crate::platform::versions::{FAR, Place, Version};

use super::MADE;
use super::papers::Papers;
use super::people::People;

/// Members of each group, and how many of them have found.
const GROUPS: [(usize, usize); 3] = [(3, 3), (3, 2), (2, 0)];

/// Makes the rule and the groups.
pub(super) async fn make(app: &App, people: &People, papers: &Papers, cases: &[Application]) -> Result<(), Failure> {
    for category in [Category::Methodist, Category::Mentor] {
        rule(app, people, category).await?;
    }
    let mut waiting = Vec::new();
    for case in cases.iter().filter(|case| matches!(case.category, Category::Methodist | Category::Mentor)) {
        let id = case.id;
        let fresh = app.db.read(move |reader| applications::by_id(reader, id)).await?;
        waiting.extend(fresh.filter(|fresh| matches!(fresh.stage, Stage::Registered | Stage::Scheduled)));
    }
    for (case, (members, found)) in waiting.iter().zip(GROUPS) {
        let group = gather(app, people, case, members).await?;
        for (at, member) in group.iter().enumerate().take(found) {
            find(app, people, papers, (case, member, at)).await?;
        }
    }
    Ok(())
}

async fn rule(app: &App, people: &People, category: Category) -> Result<(), Failure> {
    let new = Version {
        from: Day(jiff::civil::date(2024, 1, 1)),
        to: FAR,
        value: Size::THREE,
        legal_ref: "Регламент работы аттестационной комиссии, пример".to_owned(),
        remark: "не сверено".to_owned(),
        added_at: Moment::of_micros(0),
        added_by: String::new(),
        written_at: Moment::of_micros(0),
    };
    let draft = Draft { new, typed_to: None, place: Place { to: FAR, cuts: None }, before: None, mends: None };
    app.db
        .act(people.centre_by(), app.now(), move |act| {
            version_rows::put::<Sizes>(act, category.code(), draft)?;
            let fact = Fact::of(assignments::kinds::SIZE, format!("{}: группа из трёх", category.words()));
            Ok::<_, Failure>(act.record(fact, ())?)
        })
        .await
}

/// Gives a case to as many specialists without a conflict, the least busy first.
async fn gather(
    app: &App,
    people: &People,
    case: &Application,
    members: usize,
) -> Result<Vec<SpecialistLoad>, Failure> {
    let today = app.today();
    let mut loads = app.db.read(move |reader| assignments::loads(reader, today)).await?;
    loads.sort_by_key(|one| one.open);
    let fit = loads.into_iter().filter(|one| assignments::conflict(one, case).is_none());
    let group: Vec<SpecialistLoad> = fit.take(members).collect();
    for to in &group {
        let (inner, to, id) = (app.clone(), to.clone(), case.id);
        app.db
            .act(people.centre_by(), app.now(), move |act| {
                let fresh = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
                assignments::assign(act, &inner, &to, &[fresh])?;
                Ok::<_, Failure>(act.record(Fact::of(MADE, "специалист вошёл в группу").application(id), ())?)
            })
            .await?;
    }
    Ok(group)
}

async fn find(
    app: &App,
    people: &People,
    papers: &Papers,
    (case, member, at): (&Application, &SpecialistLoad, usize),
) -> Result<(), Failure> {
    let (id, seat) = (case.id, member.seat);
    let file = papers.conclusion_of(app, case, member).await?;
    let year = i64::from(app.today().0.year());
    app.db
        .act(people.specialist_by(seat), app.now(), move |act| {
            let fresh = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
            assignments::declare(act, &fresh, seat, &assignments::Declaration::NoInterest)?;
            conclusions::attach(act, &fresh, seat, &file)?;
            let newest = conclusions::attached(act, id)?.into_iter().find(|one| one.seat == seat);
            let finding = finding(newest.ok_or(Failure::Hidden)?.id, at == 1);
            let fact = match conclusions::record(act, &fresh, seat, &finding, year)? {
                Some(outcome) => {
                    let words = format!("записан результат № {}: {}", outcome.number, outcome.verdict.brief());
                    Fact::of(conclusions::kinds::RECORDED, words)
                }
                None => Fact::of(conclusions::kinds::OPINION, "записано мнение специалиста"),
            };
            Ok::<_, Failure>(act.record(fact.application(id), ())?)
        })
        .await
}

fn finding(conclusion: Id<conclusions::Attached>, dissents: bool) -> Finding {
    if dissents {
        let reason = "Нет подтверждения, что педагог вёл методическую работу в прошлом году.".to_owned();
        Finding { conclusion, verdict: Verdict::Fails, reason }
    } else {
        Finding { conclusion, verdict: Verdict::Meets, reason: String::new() }
    }
}

//! The demonstration's cases of the archive: one of long ago, withdrawn, kept for its term, erased by an act of two people of the
//! centre; one withdrawn this year or the last, which is kept.

use crate::applications::{self, Category, Filing, Move, NewApplication, NewTeacher, Outcome, Registration, Snils};
use crate::context::App;
use crate::organizations::School;
use crate::platform::act::Fact;
use crate::platform::clock::Day;
use crate::platform::failure::Failure;
use crate::platform::names::FullName;
use crate::retention::{self, Sort, Version};

use super::people::People;

/// How long cases are kept in the demonstration, years, and since when.
const YEARS: i64 = 2;
const SINCE: Day = Day(jiff::civil::date(2023, 9, 1));
/// The case came on this day and was withdrawn on the next.
const RECEIVED: Day = Day(jiff::civil::date(2023, 9, 4));

/// The case that is kept came so many days ago.
const KEPT: i64 = -200;

/// Makes both cases, their withdrawal, their place in the archive, and the act about the first.
pub(super) async fn make(app: &App, people: &People, schools: &[School]) -> Result<(), Failure> {
    let Some(school) = schools.first() else { return Ok(()) };
    let new = told(school, "Стрельцова Анна Михайловна", "00000077700", RECEIVED)?;
    let kept = told(school, "Панфилова Мария Олеговна", "00000077843", app.today().plus(KEPT))?;
    let zone = &app.config.zone;
    let (first, second) = people.two_of_centre();
    let case = withdrawn(app, people, new, true).await?;
    withdrawn(app, people, kept, false).await?;
    let (today, inner) = (app.today(), zone.clone());
    let drawn = app.db.act(first, app.now(), move |act| {
        let chosen = retention::Chosen { cases: vec![case], ..retention::Chosen::default() };
        let id = retention::draw(act, &chosen, (today, &inner))?;
        let members = [
            "Ильина Зоя Павловна, начальник отдела",
            "Кравцова Марина Юрьевна, методист",
            "Соболева Ирина Викторовна, секретарь",
        ];
        retention::name_members(act, id, &members.map(str::to_owned), "")?;
        let fact = Fact::of(retention::kinds::ERASURE_DRAWN, "подготовлен акт об уничтожении: 1\u{a0}дело");
        Ok::<_, Failure>(act.record(fact.subject("erasure", id), id)?)
    });
    let id = drawn.await?;
    let (zone, centre) = (zone.clone(), app.config.centre_address.clone());
    app.db
        .act(second, app.now(), move |act| {
            let erasure = retention::erasure_by_id(act, id)?.ok_or(Failure::Hidden)?;
            retention::confirm(act, &erasure, (today, &zone), &centre)?;
            let fact = Fact::of(retention::kinds::ERASURE_DONE, "исполнен акт об уничтожении: 1\u{a0}дело");
            Ok(act.record(fact.subject("erasure", id), ())?)
        })
        .await
}

/// The application of somebody without a cabinet.
fn told(school: &School, name: &str, snils: &str, received_on: Day) -> Result<NewApplication, Failure> {
    Ok(NewApplication {
        teacher: NewTeacher {
            name: FullName::split(name).ok_or(Failure::Hidden)?,
            born: Day(jiff::civil::date(1969, 5, 12)),
            snils: Snils::parse(snils).map_err(anyhow::Error::from)?,
            email: String::new(),
            phone: String::new(),
            school: school.id,
        },
        post_code: "P27".to_owned(),
        subject: "география".to_owned(),
        experience: Some(30),
        current_category: None,
        category: Category::First,
        received_on,
    })
}

/// The case in the archive, withdrawn the day after it came; its id. The first one tells for how long cases are kept.
async fn withdrawn(app: &App, people: &People, new: NewApplication, is_first: bool) -> Result<String, Failure> {
    let zone = &app.config.zone;
    let (registration, over_at) = (Registration::on(new.received_on, zone), zone.begins(new.received_on.plus(1)));
    app.db
        .act(people.centre_by(), over_at, move |act| {
            if is_first {
                let legal_ref = "номенклатура дел Центра, п. 12".to_owned();
                let sort = Sort::named(Sort::CASES).ok_or(Failure::Hidden)?;
                retention::add_version(act, &Version::beginning(sort, SINCE, YEARS, legal_ref))?;
            }
            let (Outcome::Made(id) | Outcome::Known(id)) =
                applications::write_down(act, (&new, &Filing::default()), registration)?;
            for mv in [Move::Withdraw, Move::Archive] {
                let case = applications::by_id(act, id)?.ok_or(Failure::Hidden)?;
                applications::step(act, &case, mv)?;
            }
            let fact = Fact::of(applications::kinds::WITHDRAWN, "заявление отозвано по просьбе педагога");
            Ok(act.record(fact.application(id), id.to_string())?)
        })
        .await
}

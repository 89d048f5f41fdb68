//! Reports: figures counted by hand in a small world, whose cases are counted for whom, files, and what they cost.

use attestation::accounts::{Account, Organization, Role};
use attestation::applications::{Application, Category};
use attestation::commission::{self, NewSitting, Sitting};
use attestation::organizations::{self, Inn, NewOrganization};
use attestation::platform::clock::Moment;
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::commission::somebody;
use crate::on_both;

on_both!(
    every_report_counts_by_its_rule,
    an_unanswered_complaint_is_overdue,
    a_filter_narrows_every_report,
    a_past_period_tells_what_was_late_in_it,
    nobody_counts_cases_of_others,
    a_school_counts_its_own,
    reports_are_closed_to_other_roles,
    a_wrong_period_says_why,
    an_empty_house_has_no_data,
    schools_are_paged_by_key,
    files_hold_the_same_figures,
    formulas_are_defused,
    figures_are_kept_for_a_minute,
    reports_ask_the_same_number_of_questions,
);

const ALL: [&str; 11] =
    ["filed", "decided", "overdue", "late", "refused", "load", "time", "municipalities", "posts", "schools", "years"];

/// Rows of the table, cells divided by « | ».
fn rows(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some((_, body)) = text.split_once("<tbody>") else { return Vec::new() };
    let body = body.split("</tbody>").next().unwrap();
    let cell = |html: &str| words_of(html.split_once('>').map_or("", |(_, rest)| rest));
    let row = |html: &str| {
        let marked = html.replace("<th", "\u{1}").replace("<td", "\u{1}");
        marked.split('\u{1}').skip(1).map(cell).collect::<Vec<_>>().join(" | ")
    };
    body.split("<tr").skip(1).map(row).collect()
}

async fn report(by: &Visitor, path: &str) -> Vec<String> {
    let page = by.get(&format!("/reports/{path}")).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    rows(&page)
}

async fn last(by: &Visitor, path: &str) -> String {
    report(by, path).await.pop().unwrap_or_default()
}

pub async fn school(t: &TestApp, municipality: &str, name: &str, inn: &str) -> Id<Organization> {
    let new = NewOrganization {
        municipality: municipality.to_owned(),
        name: name.to_owned(),
        inn: Inn::parse(inn).unwrap(),
        email: String::new(),
    };
    t.made(move |act| Ok(organizations::create(act, &new)?.unwrap())).await
}

/// Noon of a day.
fn noon(t: &TestApp, day: &str) -> Moment {
    t.app.config.zone.begins(day.parse().unwrap()).plus(SignedDuration::from_hours(12))
}

/// A result recorded on a day, of a case assigned on another.
async fn result(t: &TestApp, case: &Application, assigned: &str, recorded: &str) {
    t.result(case, "meets", SignedDuration::ZERO).await;
    let (id, given, done) = (case.id, noon(t, assigned), noon(t, recorded));
    t.made(move |act| {
        act.run("update assignments set given_at = $2 where application_id = $1", values![id, given])?;
        act.run("update results set recorded_at = $2 where application_id = $1", values![id, done])?;
        act.run("update opinions set recorded_at = $2 where application_id = $1", values![id, done])?;
        Ok(())
    })
    .await;
}

/// A session on a day whose protocol is signed.
async fn session(t: &TestApp, held_on: &str) -> Id<Sitting> {
    let commission = crate::commission::empty_commission(t, "Аттестационная комиссия").await;
    let new = NewSitting {
        commission,
        held_on: held_on.parse().unwrap(),
        begins: "10:00".to_owned(),
        place: "комната 204".to_owned(),
    };
    t.made(move |act| {
        let id = commission::plan(act, &new)?;
        act.run(
            "update sittings set stage = 'closed', protocol_number = '7', protocol_date = held_on where id = $1",
            values![id],
        )?;
        Ok(id)
    })
    .await
}

/// A decision of that session.
async fn decision(t: &TestApp, session: Id<Sitting>, case: &Application, outcome: &'static str) {
    let id = case.id;
    t.made(move |act| {
        act.run(
            "insert into agenda_items (id, sitting_id, application_id, place, added_by, added_at, outcome, reason, in_favour, against, abstained, present)
             values ($1, $2, $3, 1, '', 0, $4, '', 5, 0, 0, 5)",
            values![Id::<Account>::new(), session, id, outcome],
        )?;
        if outcome != "postponed" {
            act.run("update applications set stage = $2 where id = $1", values![id, outcome])?;
            attestation::deadlines::running::meet(act, id, attestation::deadlines::DECIDE)?;
        }
        Ok(())
    })
    .await;
}

/// A refusal of intake written down on 10 November.
async fn refusal(t: &TestApp, case: Id<Application>) {
    let sql = "insert into intake_refusals (application_id, ground_id, ground, refused_on) values ($1, '', 'Нет обязательных сведений', '2026-11-10')";
    t.made(move |act| Ok(act.run(sql, values![case])?)).await;
}

struct World {
    zoya: Visitor,
    first: Id<Organization>,
    third: Id<Organization>,
}

/// Three schools of two municipalities and seven cases; today is 23 November 2026.
async fn world(t: &TestApp) -> World {
    let first = school(t, "Город Томск", "МБОУ «СОШ № 1»", "7000000001").await;
    let second = school(t, "Город Томск", "МБОУ «СОШ № 2»", "7000000002").await;
    let third = school(t, "Асиновский район", "МБОУ «СОШ № 3»", "7000000003").await;
    let olesya = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let lida = t.specialist("lida", "Кузнецова Лидия Павловна", None, &[]).await;
    let orlova = t.application_of(first, "Орлова Ольга Андреевна", Category::First, "2026-09-01").await;
    let belov = t.application_of(first, "Белов Сергей Николаевич", Category::Highest, "2026-09-01").await;
    let gusev = t.application_of(second, "Гусев Пётр Львович", Category::First, "2026-10-05").await;
    let zimina = t.application_of(third, "Зимина Анна Олеговна", Category::First, "2026-10-05").await;
    let kotova = t.application_of(third, "Котова Вера Ильинична", Category::Mentor, "2026-08-20").await;
    let petrov = t.application_of(first, "Петров Илья Олегович", Category::First, "2025-10-01").await;
    let semina = t.application_of(second, "Сёмина Анна Львовна", Category::Highest, "2026-11-02").await;
    t.assigned(olesya, &[&orlova, &belov]).await;
    t.assigned(lida, &[&gusev, &zimina, &kotova]).await;
    t.considered(&[&orlova, &belov, &gusev, &zimina, &kotova]).await;
    result(t, &orlova, "2026-09-05", "2026-10-01").await;
    result(t, &belov, "2026-09-05", "2026-10-11").await;
    result(t, &gusev, "2026-10-10", "2026-11-04").await;
    let held = session(t, "2026-11-20").await;
    decision(t, held, &orlova, "granted").await;
    decision(t, held, &belov, "refused").await;
    decision(t, held, &gusev, "granted").await;
    let (zimina, semina, petrov) = (zimina.id, semina.id, petrov.id);
    t.made(move |act| {
        act.run("update applications set registered_on = '2026-11-03' where id = $1", values![zimina])?;
        act.run("update applications set stage = 'submitted' where id = $1", values![semina])?;
        act.run("update applications set registered_on = '' where id = $1", values![semina])?;
        act.run("delete from case_clocks where code = 'D06'", values![])?;
        act.run(
            "insert into case_clocks (application_id, code, began_on, due_on, term_from) values ($1, 'D06', '2026-11-02', '2026-11-05', '2023-09-01')",
            values![semina],
        )?;
        Ok(())
    })
    .await;
    refusal(t, petrov).await;
    let zoya = somebody(t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    World { zoya, first, third }
}

async fn every_report_counts_by_its_rule(t: TestApp) {
    let World { zoya, .. } = world(&t).await;
    let list = zoya.get("/reports").await.words();
    assert!(list.contains("Сколько подали за период") && list.contains("Категории по организациям"), "{list}");
    let filed = report(&zoya, "filed").await;
    assert_eq!(filed.len(), 12, "eleven months and the sum: {filed:?}");
    assert_eq!(
        filed[6..],
        [
            "июль 2026 | 0 | 0",
            "август 2026 | 1 | 1",
            "сентябрь 2026 | 2 | 2",
            "октябрь 2026 | 2 | 1",
            "ноябрь 2026 | 1 | 1",
            "Всего | 6 | 5",
        ]
    );
    assert_eq!(
        report(&zoya, "decided").await,
        ["ноябрь 2026 | первая | 2 | 0 | 2", "ноябрь 2026 | высшая | 0 | 1 | 1", "Всего |  | 2 | 1 | 3"]
    );
    assert_eq!(
        report(&zoya, "overdue").await,
        [
            "Рассмотреть заявление, назначить срок и форму | 1 | 1 | 0 | 0 | 1",
            "Записать результат специалиста | 2 | 2 | 0 | 0 | 2",
            "Принять решение комиссии | 2 | 2 | 1 | 0 | 1",
            "Зарегистрировать заявление, поданное не через Госуслуги | 0 | 1 | 0 | 1 | 0",
        ]
    );
    assert_eq!(
        report(&zoya, "late").await,
        [
            "Рассмотреть заявление, назначить срок и форму | 5 | 0 | 5 | 0",
            "Принять решение комиссии | 1 | 0 | 0 | 1",
            "Зарегистрировать заявление, поданное не через Госуслуги | 1 | 0 | 0 | 1",
            "Записать результат специалиста | 3 | 0 | 2 | 1",
        ]
    );
    assert_eq!(report(&zoya, "refused").await, ["Нет обязательных сведений | 1", "Всего | 1"]);
    assert_eq!(
        report(&zoya, "load").await,
        ["Кузнецова Лидия Павловна | 2 | 1 | 1 | 25", "Смирнова Олеся Ивановна | 0 | 0 | 2 | 26"]
    );
    assert_eq!(
        report(&zoya, "time").await,
        [
            "до результата | все | 3 | 30 | 40 | 40",
            "до результата | первая | 2 | 30 | 30 | 30",
            "до результата | высшая | 1 | 40 | 40 | 40",
            "до решения | все | 3 | 80 | 80 | 80",
            "до решения | первая | 2 | 46 | 80 | 80",
            "до решения | высшая | 1 | 80 | 80 | 80",
        ]
    );
    assert_eq!(
        report(&zoya, "municipalities").await,
        [
            "Асиновский район | 2 | 0 | 0",
            "Город Томск установлена первая — 2 | 4 | 2 | 1",
            "Всего установлена первая — 2 | 6 | 2 | 1",
        ]
    );
    assert_eq!(
        report(&zoya, "posts").await,
        ["Учитель установлена первая — 2 | 6 | 2 | 1", "Всего установлена первая — 2 | 6 | 2 | 1"]
    );
    assert_eq!(
        report(&zoya, "schools").await,
        [
            "МБОУ «СОШ № 3» Асиновский район | 2 | 0 | 0",
            "МБОУ «СОШ № 1» Город Томск, установлена первая — 1 | 2 | 1 | 1",
            "МБОУ «СОШ № 2» Город Томск, установлена первая — 1 | 2 | 1 | 0",
            "Всего установлена первая — 2 | 6 | 2 | 1",
        ]
    );
    let years = report(&zoya, "years").await;
    assert_eq!(years.len(), 12);
    assert_eq!(
        years[9..],
        [
            "октябрь сроков нарушено в 2025 — 1, сроков нарушено в 2026 — 5 | 1 | 2 | 1 | 0 | 0 | 0 | 0 | 0 | 0",
            "ноябрь, ещё идёт медиана дней до решения в 2026 — 80, сроков нарушено в 2025 — 1, сроков нарушено в 2026 — 4 | 0 | 1 | 1 | 0 | 2 | 2 | 0 | 1 | 1",
            "Всего медиана дней до решения в 2026 — 80, сроков нарушено в 2025 — 2, сроков нарушено в 2026 — 10 | 1 | 6 | 5 | 0 | 2 | 2 | 0 | 1 | 1",
        ]
    );
    let page = zoya.get("/reports/decided").await;
    let words = page.words();
    assert!(!words.contains("Здесь показана часть"), "{words}");
    assert!(words.contains("С 1 января 2026 по 23 ноября 2026"), "{words}");
    assert!(words.contains("ноябрь 2026, первая установлено — 2 отказано — 0 ноябрь 2026, высшая"), "{words}");
    assert!(
        words.ends_with("Посчитано 23 ноября 2026, 14:00 (Томск). Заново считается не чаще раза в минуту."),
        "{words}"
    );
    assert!(!page.text().contains("style=\""), "bars are drawn without styles of their own");
}

async fn an_unanswered_complaint_is_overdue(t: TestApp) {
    let zoya = t.zoya().await;
    let own = school(&t, "Город Томск", "МБОУ «СОШ № 1»", "7000000001").await;
    let case = t.application_of(own, "Орлова Ольга Андреевна", Category::First, "2026-11-20").await;
    t.made(move |act| {
        act.run(
            "insert into case_clocks (application_id, code, began_on, due_on, term_from) values ($1, 'D25', '2026-10-10', '2026-11-09', '2023-09-01')",
            attestation::values![case.id],
        )?;
        Ok(())
    })
    .await;
    let found = report(&zoya, "overdue").await;
    assert!(found.contains(&"Ответить на жалобу | 0 | 1 | 0 | 1 | 0".to_owned()), "{found:?}");
}

async fn a_filter_narrows_every_report(t: TestApp) {
    let World { zoya, .. } = world(&t).await;
    assert_eq!(last(&zoya, "filed?category=highest").await, "Всего | 2 | 1");
    assert_eq!(last(&zoya, "filed?from=01.10.2026&to=31.10.2026").await, "Всего | 2 | 1");
    assert_eq!(last(&zoya, "filed?municipality=Асиновский+район").await, "Всего | 2 | 2");
    assert_eq!(report(&zoya, "filed?post=P01").await, Vec::<String>::new());
    assert_eq!(last(&zoya, "decided?category=highest").await, "Всего |  | 0 | 1 | 1");
    assert_eq!(report(&zoya, "decided?to=19.11.2026").await, Vec::<String>::new());
    assert_eq!(
        report(&zoya, "overdue?category=mentor").await,
        ["Записать результат специалиста | 0 | 1 | 0 | 0 | 1", "Принять решение комиссии | 0 | 1 | 1 | 0 | 0"]
    );
    assert_eq!(
        report(&zoya, "load?from=01.11.2026").await,
        ["Кузнецова Лидия Павловна | 2 | 1 | 1 | 25"],
        "results of October are left out"
    );
    assert_eq!(
        report(&zoya, "time?from=01.11.2026&to=19.11.2026").await,
        ["до результата | все | 1 | 30 | 30 | 30", "до результата | первая | 1 | 30 | 30 | 30"],
        "received before the period, recorded within it"
    );
    assert_eq!(report(&zoya, "municipalities?category=mentor").await[0], "Асиновский район | 1 | 0 | 0");
    assert_eq!(last(&zoya, "posts?municipality=Асиновский+район").await, "Всего | 2 | 0 | 0");
    assert_eq!(
        report(&zoya, "schools?municipality=Асиновский+район").await,
        ["МБОУ «СОШ № 3» Асиновский район | 2 | 0 | 0", "Всего | 2 | 0 | 0"]
    );
    let years = report(&zoya, "years?year=2025").await;
    assert_eq!(years.len(), 13);
    assert_eq!(
        (years[9].as_str(), years[12].as_str()),
        (
            "октябрь сроков нарушено в 2025 — 1 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0",
            "Всего сроков нарушено в 2025 — 3 | 0 | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0"
        )
    );
    let words = zoya.get("/reports/filed?category=highest&municipality=Город+Томск&post=P27").await.words();
    assert!(words.contains("С 1 января 2026 по 23 ноября 2026 · Город Томск · Учитель · высшая"), "{words}");
}

async fn a_past_period_tells_what_was_late_in_it(t: TestApp) {
    let World { zoya, .. } = world(&t).await;
    let met = [("2026-10-01", Some("2026-10-01")), ("2026-10-02", Some("2026-10-05")), ("2026-11-24", None)];
    let days: Vec<(&str, Option<Moment>)> =
        met.into_iter().map(|(due, met)| (due, met.map(|day| noon(&t, day)))).collect();
    t.made(move |act| {
        act.run("delete from case_clocks where code not in ('D03', 'D06')", values![])?;
        act.run(
            "delete from case_clocks where code = 'D03' and application_id not in
                 (select id from applications where year = 2026 and ordinal <= 4)",
            values![],
        )?;
        act.run("update case_clocks set due_on = '2026-10-03', met_at = null, dropped_at = 1 where code = 'D03'", values![])?;
        for (at, (due, met)) in days.into_iter().enumerate() {
            act.run(
                "update case_clocks set due_on = $2, met_at = $3, dropped_at = null where code = 'D03' and application_id =
                     (select id from applications where year = 2026 and ordinal = $1)",
                values![i64::try_from(at).unwrap() + 1, due, met],
            )?;
        }
        Ok(())
    })
    .await;
    let decide = "Принять решение комиссии";
    assert_eq!(
        report(&zoya, "late").await,
        [
            format!("{decide} | 2 | 1 | 1 | 0"),
            "Зарегистрировать заявление, поданное не через Госуслуги | 1 | 0 | 0 | 1".to_owned()
        ],
        "what is still ahead and what was dropped is not counted"
    );
    assert_eq!(report(&zoya, "late?from=02.10.2026&to=31.10.2026").await, [format!("{decide} | 1 | 0 | 1 | 0")]);
    assert_eq!(report(&zoya, "late?to=30.09.2026").await, Vec::<String>::new());
    assert_eq!(report(&zoya, "refused?to=09.11.2026").await, Vec::<String>::new());
    let csv = zoya.get("/reports/late/csv").await.text();
    assert!(csv.contains("\r\nПринять решение комиссии;2;1;1;0"), "{csv}");
    let words = zoya.get("/reports/late").await.words();
    assert!(words.contains("С 1 января 2026 по 23 ноября 2026"), "{words}");
}

async fn nobody_counts_cases_of_others(t: TestApp) {
    let World { zoya, third, .. } = world(&t).await;
    t.person("masha", "Котова Мария Ильинична", Role::Municipal, None, "Город Томск").await;
    t.person("nina", "Быкова Нина Ивановна", Role::Municipal, None, "Асиновский район").await;
    t.person("denis", "Жуков Денис Олегович", Role::Authority, None, "").await;
    let (masha, nina, denis) = (t.enter("masha").await, t.enter("nina").await, t.enter("denis").await);
    for name in ALL {
        assert_eq!(report(&denis, name).await, report(&zoya, name).await, "the authority sees everything: {name}");
    }
    assert_eq!(last(&masha, "filed").await, "Всего | 4 | 3");
    assert_eq!(last(&nina, "filed").await, "Всего | 2 | 2");
    assert_eq!(last(&masha, "filed?municipality=Асиновский+район").await, "Всего | 4 | 3", "a scope is not widened");
    assert_eq!(last(&masha, "decided").await, "Всего |  | 2 | 1 | 3");
    assert_eq!(report(&nina, "decided").await, Vec::<String>::new());
    assert_eq!(
        report(&nina, "overdue").await,
        ["Записать результат специалиста | 1 | 1 | 0 | 0 | 1", "Принять решение комиссии | 1 | 1 | 1 | 0 | 0"]
    );
    assert_eq!(
        report(&masha, "overdue").await,
        [
            "Рассмотреть заявление, назначить срок и форму | 1 | 1 | 0 | 0 | 1",
            "Записать результат специалиста | 1 | 1 | 0 | 0 | 1",
            "Принять решение комиссии | 1 | 1 | 0 | 0 | 1",
            "Зарегистрировать заявление, поданное не через Госуслуги | 0 | 1 | 0 | 1 | 0",
        ]
    );
    for by in [&nina, &masha] {
        let load = by.get("/reports/load").await.status;
        assert_eq!(load, StatusCode::NOT_FOUND, "who the specialists are is not told to municipalities");
    }
    assert_eq!(report(&nina, "time").await, Vec::<String>::new());
    assert_eq!(report(&masha, "time").await[0], "до результата | все | 3 | 30 | 40 | 40");
    assert_eq!(last(&nina, "posts").await, "Всего | 2 | 0 | 0");
    let own = ["МБОУ «СОШ № 3» Асиновский район | 2 | 0 | 0"];
    assert_eq!(report(&nina, "schools").await, [own[0], "Всего | 2 | 0 | 0"]);
    assert_eq!(report(&nina, &format!("schools?after={third}")).await, Vec::<String>::new());
    assert_eq!(report(&masha, &format!("schools?after={third}")).await.len(), 3);
    assert_eq!(last(&nina, "years").await, "Всего сроков нарушено в 2026 — 4 | 0 | 2 | 2 | 0 | 0 | 0 | 0 | 0 | 0");
    assert_eq!(
        last(&masha, "years").await,
        "Всего медиана дней до решения в 2026 — 80, сроков нарушено в 2025 — 2, сроков нарушено в 2026 — 6 | 1 | 4 | 3 | 0 | 2 | 2 | 0 | 1 | 1"
    );
    assert_eq!(masha.get("/reports/municipalities").await.status, StatusCode::NOT_FOUND);
    let csv = nina.get("/reports/posts/csv").await.text();
    assert!(csv.contains("\r\nВсего;2;0;0;"), "{csv}");
    assert!(nina.get("/reports").await.words().contains("Считаются только дела: Асиновский район."));
}

async fn a_school_counts_its_own(t: TestApp) {
    let World { first, third, .. } = world(&t).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(first), "МБОУ «СОШ № 1»").await;
    t.person("rita", "Фролова Рита Львовна", Role::Coordinator, Some(third), "МБОУ «СОШ № 3»").await;
    let (kira, rita) = (t.enter("kira").await, t.enter("rita").await);
    assert_eq!(
        (last(&kira, "filed").await, last(&rita, "filed").await),
        ("Всего | 2 | 2".into(), "Всего | 2 | 2".into())
    );
    assert_eq!(last(&kira, "filed?municipality=Асиновский+район&from=01.08.2026&to=31.08.2026").await, "");
    assert_eq!(last(&kira, "decided").await, "Всего |  | 1 | 1 | 2");
    assert_eq!(report(&rita, "decided").await, Vec::<String>::new());
    assert_eq!(report(&kira, "overdue").await.len(), 3, "one case waits, by three clocks");
    assert_eq!(report(&kira, "time").await[0], "до результата | все | 2 | 30 | 40 | 40");
    assert_eq!(last(&kira, "posts").await, "Всего установлена первая — 1 | 2 | 1 | 1");
    assert_eq!(
        last(&kira, "years").await,
        "Всего медиана дней до решения в 2026 — 80, сроков нарушено в 2025 — 2, сроков нарушено в 2026 — 4 | 1 | 2 | 1 | 0 | 1 | 1 | 0 | 1 | 1"
    );
    for closed in ["schools", "municipalities", "load"] {
        assert_eq!(kira.get(&format!("/reports/{closed}")).await.status, StatusCode::NOT_FOUND, "{closed}");
    }
    let list = kira.get("/reports").await.words();
    assert!(list.contains("Считаются только дела: МБОУ «СОШ № 1».") && !list.contains("по организациям"), "{list}");
}

async fn reports_are_closed_to_other_roles(t: TestApp) {
    for (login, role) in [
        ("olesya", Role::Specialist),
        ("vera", Role::Teacher),
        ("alla", Role::Admin),
        ("masha", Role::Municipal),
        ("kira", Role::Coordinator),
    ] {
        // The last two hold a role without a place: there is nothing to count for them.
        let by = somebody(&t, login, "Неважно Кто", role).await.visitor;
        for path in [
            "/reports",
            "/reports/filed",
            "/reports/filed/xlsx",
            "/reports/filed/csv",
            "/reports/filed/file",
            "/reports/filed/pdf",
        ] {
            assert_eq!(by.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
    }
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    assert_eq!(zoya.get("/reports/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.visitor().get("/reports/filed").await.to(), "/login?next=%2Freports%2Ffiled");
}

async fn a_wrong_period_says_why(t: TestApp) {
    let World { zoya, .. } = world(&t).await;
    let wrong = zoya.get("/reports/filed?from=31.02.2026&to=01.03.2026").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults(), ["Такой даты нет. Проверьте день и месяц."]);
    assert!(wrong.text().contains("value=\"31.02.2026\"") && rows(&wrong).is_empty());
    let turned = zoya.get("/reports/time?from=02.03.2026&to=01.03.2026").await;
    assert_eq!(turned.faults(), ["Начало периода позже его конца. Поменяйте даты местами."]);
    // The advice must not lead into the next fault.
    let far = zoya.get("/reports/time?from=02.03.2026&to=01.03.2015").await;
    assert_eq!(far.faults(), ["Начало периода позже его конца. Проверьте обе даты."]);
    for year in ["9999", "1026", "x"] {
        let slip = zoya.get(&format!("/reports/time?from=01.01.{year}&to=01.03.2026")).await;
        assert_eq!(slip.faults(), ["Дата записана с ошибкой. Пример: 23.11.2026."], "{year}");
    }
    let unknown = zoya.get("/reports/filed?category=zzz").await;
    assert_eq!(unknown.faults(), ["Такой категории нет. Выберите её из списка."]);
    assert!(rows(&unknown).is_empty());
    assert_eq!(
        zoya.get("/reports/filed/pdf?category=zzz").await.to(),
        "/reports/filed?from=01.01.2026&to=23.11.2026&category=zzz"
    );
    let long = zoya.get("/reports/schools?from=01.01.2001&to=01.03.2026").await;
    assert_eq!(long.faults(), ["Период длиннее десяти лет. Выберите более короткий."]);
    let file = zoya.get("/reports/filed/csv?from=31.02.2026&to=01.03.2026").await;
    assert_eq!(file.to(), "/reports/filed?from=31.02.2026&to=01.03.2026");
    assert!(!t.journal().await.iter().any(|line| line.starts_with("report.")));
}

async fn an_empty_house_has_no_data(t: TestApp) {
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    for name in ALL {
        let page = zoya.get(&format!("/reports/{name}")).await;
        let words = page.words();
        let nothing = "За этот период данных нет. Выберите другой период или уберите отбор .";
        assert!(words.contains(nothing), "{name}: {words}");
        assert!(!page.text().contains("<svg class=\"att-chart") && !words.contains("Скачать"), "{name}");
    }
}

/// The address of the next page.
fn next(page: &Answer) -> Option<String> {
    let text = page.text();
    let (before, _) = text.split_once("rel=\"next\"")?;
    Some(before.rsplit("href=\"").next()?.split('"').next()?.replace("&#38;", "&"))
}

async fn schools_are_paged_by_key(t: TestApp) {
    for at in 0..45 {
        school(&t, "Город Томск", &format!("МБОУ «СОШ № {at:02}»"), &format!("70000001{at:02}")).await;
    }
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let (mut seen, mut sizes) = (Vec::new(), Vec::new());
    let mut path = Some("/reports/schools?category=first".to_owned());
    while let Some(at) = path {
        let page = zoya.get(&at).await;
        assert!(page.words().contains("Здесь показана часть организаций, а в строке «Всего» посчитаны все."));
        let mut found = rows(&page);
        assert_eq!(found.pop().as_deref(), Some("Всего | 0 | 0 | 0"), "every page tells of all schools");
        sizes.push(found.len());
        seen.extend(found);
        path = next(&page);
        assert!(path.as_ref().is_none_or(|next| next.contains("category=first&after=")), "{path:?}");
    }
    assert_eq!(sizes, [20, 20, 5]);
    let expected: Vec<String> = (0..45).map(|at| format!("МБОУ «СОШ № {at:02}» Город Томск | 0 | 0 | 0")).collect();
    assert_eq!(seen, expected);
    let csv = zoya.get("/reports/schools/csv").await.text();
    assert_eq!(csv.lines().count(), 47, "a file has every school, and all of them together");
}

/// Reports as Word and PDF: a column for each figure, two years beside each other under one name.
async fn on_paper(zoya: &Visitor) {
    let word = crate::fitness::text_of(&zoya.get("/reports/decided/file").await);
    let heads = ["Месяц", "Категория", "Установлено", "Отказано", "Всего решений"];
    let told =
        ["ноябрь 2026", "первая", "2", "0", "2", "ноябрь 2026", "высшая", "0", "1", "1", "Всего", "—", "2", "1", "3"];
    let opening = ["Решения комиссии", "С 1 января 2026 по 23 ноября 2026"];
    let parts: Vec<&str> = opening.iter().chain(&heads).chain(&told).chain(&["Как считается: "]).copied().collect();
    crate::printing::in_order(&word, &parts);
    assert!(!word.contains("____"), "nobody is named who would sign: {word}");
    let pdf = zoya.get("/reports/decided/pdf").await;
    let pdf = crate::printing::said(&pdf, "Решения комиссии, с 1 января 2026 по 23 ноября 2026, 2026-11-23.pdf");
    crate::printing::in_order(
        &pdf,
        &["Решения комиссии", "Категория", "Установлено", "первая", "Всего", "Посчитано", "14:00 (Томск)."],
    );
    let beside = crate::reading::text(&zoya.get("/reports/schools/pdf").await.bytes);
    let heads = ["Организация", "Подано", "Установлена категория", "первая", "МБОУ «СОШ № 3»", "Асиновский район"];
    crate::printing::in_order(&beside, &heads);
    let groups = ["Подано", "Установлено", "Отказано", "Медиана дней до решения", "Нарушено сроков"];
    let wide = zoya.get("/reports/years/file").await;
    let text = crate::fitness::text_of(&wide);
    let difference = ["2025", "2026", "разница"];
    let years: Vec<&str> =
        [&["Месяц"][..], &difference, &difference, &difference, &["2025", "2026", "2025", "2026", "январь"]].concat();
    crate::printing::in_order(&text, &[&groups[..], &years].concat());
    let document = crate::fitness::document_of(&wide);
    assert!(document.contains("w:orient=\"landscape\"") && document.matches("<w:gridCol ").count() == 14, "{document}");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2, "both rows of headings are said on each page");
    let pdf = zoya.get("/reports/years/pdf").await.bytes;
    crate::printing::in_order(&crate::reading::text(&pdf), &["Месяц", "Подано", "2025", "2026", "разница", "январь"]);
    assert!(String::from_utf8_lossy(&pdf).contains("/MediaBox[0 0 841.89 595.28]"));
}

async fn files_hold_the_same_figures(t: TestApp) {
    let World { zoya, .. } = world(&t).await;
    let csv = zoya.get("/reports/decided/csv").await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
    let name = csv.headers["content-disposition"].to_str().unwrap();
    assert!(name.starts_with("attachment; ") && name.contains("2026%2D11%2D23%2Ecsv"), "{name}");
    assert_eq!(
        csv.text(),
        "\u{feff}Месяц;Категория;Установлено;Отказано;Всего решений\r\nноябрь 2026;первая;2;0;2\r\nноябрь 2026;высшая;0;1;1\r\nВсего;;2;1;3\r\n"
    );
    on_paper(&zoya).await;
    let sheet = zoya.get("/reports/schools/xlsx").await;
    let columns = ["Организация", "Муниципалитет", "Подано", "Установлено", "Отказано", "установлена первая"];
    let told = sheet.sheet(&columns);
    assert_eq!(
        told[..4],
        [
            ["МБОУ «СОШ № 3»", "Асиновский район", "2", "0", "0", "0"],
            ["МБОУ «СОШ № 1»", "Город Томск", "2", "1", "1", "1"],
            ["МБОУ «СОШ № 2»", "Город Томск", "2", "1", "0", "1"],
            ["Всего", "", "6", "2", "1", "2"],
        ]
    );
    let notes: Vec<String> = told[4..].iter().map(|row| row[0].replace('\u{a0}', " ")).collect();
    let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
    assert_eq!(
        notes,
        [
            "Категории по организациям. С 1 января 2026 по 23 ноября 2026",
            "Как считается: Подано — по дню получения заявления за период. Установлено и отказано — решения комиссии по дню заседания за период, когда протокол подписан; заявление могло быть подано раньше.",
            "Посчитано 23 ноября 2026, 14:00 (Томск)"
        ]
    );
    let narrow = zoya.get("/reports/filed/csv?category=highest&from=01.11.2026").await.text();
    assert_eq!(narrow, "\u{feff}Месяц;Подано;Зарегистрировано\r\nноябрь 2026;1;0\r\nВсего;1;0\r\n");
    let told: Vec<String> = t.journal().await.into_iter().filter(|line| line.starts_with("report.")).collect();
    assert_eq!(
        told,
        [
            "report.taken: скачан отчёт «Решения комиссии»",
            "report.taken: скачан отчёт «Решения комиссии»",
            "report.taken: скачан отчёт «Решения комиссии»",
            "report.taken: скачан отчёт «Категории по организациям»",
            "report.taken: скачан отчёт «Сравнение двух лет»",
            "report.taken: скачан отчёт «Сравнение двух лет»",
            "report.taken: скачан отчёт «Категории по организациям»",
            "report.taken: скачан отчёт «Сколько подали за период»",
        ]
    );
}

async fn formulas_are_defused(t: TestApp) {
    let names = ["\tтаб", "\rвозврат", "+7", "-1", "=1+1", "@x", "Город \"Т\"; 1", "＝1", "＋1", "－1", "＠1"];
    for (at, name) in names.into_iter().enumerate() {
        let id = school(&t, name, &format!("СОШ № {at}"), &format!("70000002{at:02}")).await;
        t.application_of(id, "Орлова Ольга Андреевна", Category::First, "2026-11-02").await;
    }
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let text = zoya.get("/reports/municipalities/csv").await.text();
    let (_, body) = text.split_once("\r\n").unwrap();
    let expected = [
        "\"'\tтаб\"",
        "\"'\rвозврат\"",
        "'+7",
        "'-1",
        "'=1+1",
        "'@x",
        "\"Город \"\"Т\"\"; 1\"",
        "'＋1",
        "'－1",
        "'＝1",
        "'＠1",
    ];
    let lines: Vec<String> = expected.iter().map(|name| format!("{name};1;0;0;0;0;0;0\r\n")).collect();
    assert_eq!(body, format!("{}Всего;11;0;0;0;0;0;0\r\n", lines.concat()));
}

async fn figures_are_kept_for_a_minute(t: TestApp) {
    let World { zoya, first, .. } = world(&t).await;
    assert_eq!(last(&zoya, "filed").await, "Всего | 6 | 5");
    t.application_of(first, "Новикова Анна Львовна", Category::First, "2026-11-05").await;
    t.later(SignedDuration::from_secs(59));
    let page = zoya.get("/reports/filed").await;
    assert_eq!(rows(&page).pop().unwrap(), "Всего | 6 | 5");
    assert!(page.words().contains("Посчитано 23 ноября 2026, 14:00 (Томск)."));
    assert_eq!(last(&zoya, "filed?category=first").await, "Всего | 4 | 4", "another question is counted anew");
    assert_eq!(last(&zoya, "schools").await, "Всего установлена первая — 2 | 7 | 2 | 1");
    t.later(SignedDuration::from_secs(1));
    let page = zoya.get("/reports/filed").await;
    assert_eq!(rows(&page).pop().unwrap(), "Всего | 7 | 6");
    assert!(page.words().contains("Посчитано 23 ноября 2026, 14:01 (Томск)."));
}

async fn reports_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = somebody(&t, "zoya", "Ильина Зоя Павловна", Role::Centre).await.visitor;
    let mut asked: Vec<Vec<u64>> = Vec::new();
    for at in 0..3 {
        let id = school(&t, &format!("Район {at}"), &format!("СОШ № {at}"), &format!("70000003{at:02}")).await;
        let seat = t.specialist(&format!("olesya{at}"), &format!("Смирнова Анна{at}"), None, &[]).await;
        let done = t.application_of(id, "Орлова Ольга Андреевна", Category::ALL[at], "2026-09-01").await;
        let waits = t.application_of(id, "Белов Сергей Николаевич", Category::First, "2026-08-20").await;
        t.assigned(seat, &[&done, &waits]).await;
        result(&t, &done, "2026-09-05", "2026-10-01").await;
        let held = session(&t, &format!("2026-11-{}", 18 + at)).await;
        decision(&t, held, &done, "granted").await;
        refusal(&t, waits.id).await;
        t.later(SignedDuration::from_secs(61));
        zoya.get("/display").await;
        let mut counts = Vec::new();
        for name in ALL {
            let before = t.app.db.asked().count();
            assert!(!report(&zoya, name).await.is_empty(), "{name}");
            counts.push(t.app.db.asked().count() - before);
        }
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[2]);
}

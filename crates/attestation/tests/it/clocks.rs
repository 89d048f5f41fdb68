//! The list of open applications by the clock that runs out next.

use attestation::accounts::{Organization, Seat};
use attestation::applications::{Application, Category, Move};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use jiff::SignedDuration;

use crate::app::{Answer, Engine, TestApp, Visitor, words_of};
use crate::on_both;

on_both!(
    each_case_stands_by_its_nearest_clock,
    the_list_is_narrowed_by_clock_and_nearness,
    of_two_clocks_the_nearer_is_shown,
    the_list_is_paged_by_key,
    the_list_asks_the_same_number_of_questions,
);

/// Rows of the list, cells divided by « | ».
fn lines(page: &Answer) -> Vec<String> {
    let text = page.text();
    let Some((_, body)) = text.split_once("<tbody>") else { return Vec::new() };
    let body = body.split("</tbody>").next().unwrap();
    let words = |html: &str| words_of(&html.replace("</th>", " | ").replace("</td>", " | "));
    body.split("<tr>").skip(1).map(|row| words(row).trim_end_matches(" |").to_owned()).collect()
}

/// Surnames in the order of the list.
async fn names(by: &Visitor, path: &str) -> Vec<String> {
    let lines = lines(&by.get(path).await);
    lines.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

struct World {
    school: Id<Organization>,
    seat: Id<Seat>,
    zoya: Visitor,
}

/// One case of each stage, received on such days that every clock stands otherwise on 23 November 2026.
async fn world(t: &TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let case = async |name: &str, received: &str| -> Application {
        t.application_of(school, name, Category::First, received).await
    };
    case("Орлова Ольга Андреевна", "2026-10-22").await;
    let review = case("Белов Сергей Николаевич", "2026-09-28").await;
    let returned = case("Гусев Пётр Львович", "2026-10-20").await;
    let done = case("Зимина Анна Олеговна", "2026-08-31").await;
    let gone = case("Котова Вера Ильинична", "2026-10-01").await;
    t.assigned(seat, &[&review, &returned, &done]).await;
    t.considered(&[&review, &returned, &done]).await;
    t.result(&done, "meets", SignedDuration::ZERO).await;
    t.result(&returned, "meets", SignedDuration::ZERO).await;
    let (returned, gone) = (t.fresh(&returned).await, t.fresh(&gone).await);
    t.made(move |act| {
        attestation::applications::step(act, &returned, Move::Return)?;
        attestation::applications::step(act, &gone, Move::Withdraw)?;
        Ok(())
    })
    .await;
    World { school, seat, zoya: t.zoya().await }
}

async fn each_case_stands_by_its_nearest_clock(t: TestApp) {
    let zoya = world(&t).await.zoya;
    let page = zoya.get("/deadlines").await;
    assert_eq!(
        lines(&page),
        [
            "Орлова Ольга Андреевна № 2026-0001 | МБОУ «СОШ № 1» | Рассмотреть заявление, назначить срок и форму специалист не назначен | 23 ноября 2026 сегодня последний день | зарегистрировано",
            "Белов Сергей Николаевич № 2026-0002 | МБОУ «СОШ № 1» | Записать результат специалиста специалист Смирнова О. И. | 27 ноября 2026 осталось 4 дня | на рассмотрении",
            "Зимина Анна Олеговна № 2026-0004 | МБОУ «СОШ № 1» | Принять решение комиссии специалист Смирнова О. И. | 30 ноября 2026 осталось 7 дней | результат записан",
            "Гусев Пётр Львович № 2026-0003 | МБОУ «СОШ № 1» | Записать результат специалиста специалист Смирнова О. И. | 19 декабря 2026 осталось 26 дней | возвращено на доработку",
        ]
    );
    assert!(page.words().contains("Найдено: 4 дела"));
    t.later(SignedDuration::from_hours(48));
    t.later(SignedDuration::from_secs(1));
    let zoya = t.enter("zoya").await;
    let late = lines(&zoya.get("/deadlines").await);
    assert!(late[0].ends_with("23 ноября 2026 срок прошёл 2 дня назад | зарегистрировано"), "{late:?}");
}

async fn the_list_is_narrowed_by_clock_and_nearness(t: TestApp) {
    let zoya = world(&t).await.zoya;
    assert_eq!(names(&zoya, "/deadlines?clock=D01").await, ["Орлова"]);
    assert_eq!(names(&zoya, "/deadlines?clock=result").await, ["Белов", "Гусев", "Орлова"]);
    assert_eq!(names(&zoya, "/deadlines?clock=D03").await, ["Зимина", "Белов", "Гусев", "Орлова"]);
    assert_eq!(names(&zoya, "/deadlines?when=soon").await, ["Орлова", "Белов", "Зимина"]);
    assert_eq!(names(&zoya, "/deadlines?when=late").await, Vec::<String>::new());
    let none = zoya.get("/deadlines?when=late&clock=D01").await.words();
    assert!(none.ends_with("Таких дел нет. Показать все сроки"), "{none}");
    t.later(SignedDuration::from_hours(24 * 5));
    let zoya = t.enter("zoya").await;
    assert_eq!(names(&zoya, "/deadlines?when=late").await, ["Орлова", "Белов"]);
    assert_eq!(names(&zoya, "/deadlines?when=soon").await, ["Зимина"]);
    assert_eq!(names(&zoya, "/deadlines?when=late&clock=result").await, ["Белов"]);
}

async fn of_two_clocks_the_nearer_is_shown(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let zoya = t.zoya().await;
    let submitted = crate::intake::submitted(&t, school, "Орлова Ольга Андреевна", 905_001).await;
    let waits = t.application(school, "Белов Сергей Николаевич", Category::First).await;
    let ids = [waits.id.to_string()];
    zoya.post("/intake/schedule", &crate::intake::plan(&ids, &[("confirmed", "yes")])).await.to();
    let done = t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-10-01").await;
    t.assigned(seat, &[&done]).await;
    let term = [("starts", "20.10.2026"), ("ends", "15.12.2026"), ("session", ""), ("seen", ""), ("confirmed", "yes")];
    let change = format!("/applications/{}/schedule/change", done.id);
    zoya.post(&change, &crate::intake::plan(&[], &term)).await.to();
    t.result(&done, "meets", SignedDuration::ZERO).await;
    let rows = [
        "Орлова Ольга Андреевна № 2026-0001 | МБОУ «СОШ № 1» | Зарегистрировать заявление, поданное не через Госуслуги | 20 ноября 2026 срок прошёл 3 дня назад | подано",
        "Белов Сергей Николаевич № 2026-0002 | МБОУ «СОШ № 1» | Назначить группу специалистов специалист не назначен | 8 декабря 2026 осталось 15 дней | ждёт специалиста",
        "Гусев Пётр Львович № 2026-0003 | МБОУ «СОШ № 1» | Принять решение до конца аттестации, названного педагогу специалист Смирнова О. И. | 15 декабря 2026 осталось 22 дня | результат записан",
    ];
    assert_eq!(lines(&zoya.get("/deadlines").await), rows);
    let after = format!("/deadlines?after=2026-11-20.{}", submitted.id);
    assert_eq!(
        lines(&zoya.get(&after).await),
        rows[1..],
        "a case of the page before is not told of by its later clock"
    );
    assert_eq!(names(&zoya, "/deadlines?when=late").await, ["Орлова"]);
    assert_eq!(names(&zoya, "/deadlines?clock=D01").await, ["Орлова"], "one clock alone is listed whole");
    t.assigned(seat, &[&waits]).await;
    assert!(
        lines(&zoya.get("/deadlines").await)[2]
            .starts_with("Белов Сергей Николаевич № 2026-0002 | МБОУ «СОШ № 1» | Записать результат специалиста")
    );
}

/// The address of the next page.
fn next(page: &Answer) -> Option<String> {
    let text = page.text();
    let (before, _) = text.split_once("rel=\"next\"")?;
    let href = before.rsplit("href=\"").next()?.split('"').next()?;
    Some(href.replace("&#38;", "&"))
}

async fn the_list_is_paged_by_key(t: TestApp) {
    let World { school, seat, zoya } = world(&t).await;
    let mut cases = Vec::new();
    for at in 0..41 {
        let received = format!("2026-11-{:02}", 1 + at % 9);
        cases.push(t.application_of(school, &format!("Петрова Анна{at}"), Category::First, &received).await);
    }
    let given: Vec<&Application> = cases.iter().step_by(3).collect();
    t.assigned(seat, &given).await;
    t.considered(&given).await;
    let mut seen = Vec::new();
    let mut path = Some("/deadlines".to_owned());
    let mut sizes = Vec::new();
    while let Some(at) = path {
        let page = zoya.get(&at).await;
        let found = lines(&page);
        sizes.push(found.len());
        seen.extend(found);
        path = next(&page);
    }
    assert_eq!(sizes, [20, 20, 5]);
    let unique: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!(unique.len(), 45, "every case once");
    let second = next(&zoya.get("/deadlines?clock=D01&when=soon").await);
    assert_eq!(second, None, "nothing but Орлова is near");
    let narrowed = next(&zoya.get("/deadlines?clock=D01").await).unwrap();
    assert!(narrowed.starts_with("/deadlines?clock=D01&after="), "{narrowed}");
    let page = zoya.get(&narrowed).await;
    assert_eq!(lines(&page).len(), 8);
    assert!(page.words().contains("На странице: 8 дел"));
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for rows in 1..=3 {
        t.application_of(school, "Петрова Анна", Category::First, "2026-11-02").await;
        let before = t.app.db.asked().count();
        assert_eq!(names(&zoya, "/deadlines").await.len(), rows);
        asked.push(t.app.db.asked().count() - before);
    }
    assert_eq!(asked[0], asked[2]);
}

/// How the list behind this address is found: each part of it that is walked.
async fn walked(t: &TestApp, by: &Visitor, path: &str) -> Vec<String> {
    t.app.db.asked().listen();
    by.get(path).await;
    let heard = t.app.db.asked().heard();
    let list = heard.into_iter().find(|sql| sql.contains("from case_clocks x join applications a")).unwrap();
    let plan: Result<Vec<String>, DbError> = t.app.db.read(move |reader| reader.plan(&list)).await;
    let is_walked = |line: &String| [" x ", " k "].iter().any(|name| line.contains(name));
    let mut found: Vec<String> = plan.unwrap().into_iter().filter(is_walked).collect();
    found.dedup();
    found
}

#[tokio::test]
async fn each_list_is_found_in_its_index() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    assert_eq!(
        walked(&t, &zoya, "/deadlines").await,
        [
            "SEARCH x USING COVERING INDEX case_clocks_nearest ((due_on,application_id)>(?,?) AND due_on<?)",
            "SEARCH k USING COVERING INDEX case_clocks_running (application_id=? AND due_on<?)"
        ]
    );
    for code in ["D01", "result", "D03", "D10"] {
        assert_eq!(
            walked(&t, &zoya, &format!("/deadlines?clock={code}")).await,
            ["SEARCH x USING INDEX case_clocks_open (code=? AND (due_on,application_id)>(?,?) AND due_on<?)"]
        );
    }
}

//! Whom it has touched when a cabinet was in wrong hands: everybody whose cases it opened, and the lists it took.

use attestation::accounts::Role;
use attestation::api::{Bounds, Scope};
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::api::{self, token};
use crate::app::{TestApp, Visitor};
use crate::commission::column;
use crate::deadlines::rows;
use crate::on_both;
use crate::retention::opened;

on_both!(
    everybody_touched_is_listed_once,
    lists_that_were_taken_stand_among_what_was_opened,
    what_is_kept_beside_a_case_is_listed_too,
    a_record_of_the_register_is_somebodys,
    who_was_touched_is_asked_of_a_person,
    whom_a_key_has_touched_is_listed,
    many_touched_cost_what_one_costs,
    a_long_list_of_touched_goes_on,
);

const PEOPLE: &str = "/journal/exposure/people?who=%D1%81%D0%BC%D0%B8%D1%80%D0%BD";
const ALL: &str = "/journal/exposure?who=%D1%81%D0%BC%D0%B8%D1%80%D0%BD";
const CAPTION: &str = "Кого затронуло";

/// Олеся is given cases of these people and opens each.
async fn opens(t: &TestApp, olesya: &Visitor, names: &[&str]) {
    let school = t.school("МБОУ «СОШ № 5»", "7000000005").await;
    let seat = t.seat("olesya").await;
    for name in names {
        let case = t.application(school, name, Category::First).await;
        t.assigned(seat, &[&case]).await;
        olesya.get(&format!("/applications/{}", case.id)).await;
    }
}

async fn everybody_touched_is_listed_once(t: TestApp) {
    let (_, olesya, case) = opened(&t).await;
    opens(&t, &olesya, &["Белов Пётр Ильич"]).await;
    t.later(jiff::SignedDuration::from_hours(20));
    let (zoya, olesya) = (t.enter("zoya").await, t.enter("olesya").await);
    olesya.get(&format!("/applications/{}", case.id)).await;
    let own = [
        "Белов Пётр Ильич | 1 раз | 23.11.2026 14:00 | 23.11.2026 14:00",
        "Орлова Ольга Андреевна | 2 раза | 23.11.2026 14:00 | 24.11.2026 10:00",
    ];
    assert_eq!(rows(&zoya.get(PEOPLE).await, CAPTION), own);
    assert_eq!(t.journal().await.last().unwrap(), "retention.exposure: просмотрено, кого затронуло: кто — смирн");
    let window = format!("{PEOPLE}&from=24.11.2026&to=24.11.2026");
    assert_eq!(
        rows(&zoya.get(&window).await, CAPTION),
        ["Орлова Ольга Андреевна | 1 раз | 24.11.2026 10:00 | 24.11.2026 10:00"]
    );
    let nobody = zoya.get(&format!("{PEOPLE}&to=22.11.2026")).await.words();
    assert!(nobody.contains("За это время дела никто не открывал."), "{nobody}");
    let sheet = zoya.get(&PEOPLE.replace("/people", "/people/export")).await;
    assert_eq!(
        sheet.sheet(&["Педагог", "Сколько раз открывали", "Впервые", "В последний раз"]),
        [
            ["Белов Пётр Ильич", "1 раз", "23.11.2026 14:00", "23.11.2026 14:00"],
            ["Орлова Ольга Андреевна", "2 раза", "23.11.2026 14:00", "24.11.2026 10:00"],
        ]
    );
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.exposure: выгружено, кого затронуло: кто — смирн, строк: 2"
    );
}

async fn lists_that_were_taken_stand_among_what_was_opened(t: TestApp) {
    let (zoya, olesya, _) = opened(&t).await;
    assert!(!zoya.get(PEOPLE).await.words().contains("Кроме того"), "no list was taken");
    assert_eq!(olesya.get("/applications/export").await.status, StatusCode::OK);
    let page = zoya.get(ALL).await;
    let listed = rows(&page, "Открытые дела");
    assert_eq!(listed.len(), 2);
    assert!(
        listed[0].ends_with("Смирнова Олеся Ивановна специалист | список или выгрузка | скачан список дел"),
        "{}",
        listed[0]
    );
    let people = zoya.get(PEOPLE).await;
    assert_eq!(rows(&people, CAPTION).len(), 1);
    let words = people.words();
    assert!(words.contains("Кроме того, за это время скачано: 1 список."), "{words}");
    assert!(!zoya.get("/journal/exposure?case=2026-0001").await.words().contains("скачан список"), "a list is no case");
    let sheet = zoya.get(&ALL.replace("exposure?", "exposure/export?")).await;
    assert_eq!(sheet.sheet(&["Чьё дело", "Что открыто"])[0], ["", "скачан список дел"]);
}

async fn what_is_kept_beside_a_case_is_listed_too(t: TestApp) {
    let (zoya, _, case) = opened(&t).await;
    let school = t.school("МБОУ «СОШ № 5»", "7000000005").await;
    let other = t.application(school, "Белов Пётр Ильич", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 5»").await;
    let kira = t.enter("kira").await;
    assert_eq!(kira.get(&format!("/school/fitness/{}", other.teacher)).await.status, StatusCode::OK);
    let of = |who: &str| format!("/journal/exposure/people?who={who}");
    let own = ["Белов Пётр Ильич | 1 раз | 23.11.2026 14:00 | 23.11.2026 14:00"];
    assert_eq!(rows(&zoya.get(&of("%D0%BB%D0%B5%D0%B1%D0%B5%D0%B4")).await, CAPTION), own);
    let all = rows(&zoya.get("/journal/exposure?who=%D0%BB%D0%B5%D0%B1%D0%B5%D0%B4").await, "Открытые дела");
    assert_eq!(
        all,
        [
            "23.11.2026 14:00 адрес сети 127.0.0.1 | Лебедева Кира Львовна координатор | Белов Пётр Ильич | Соответствие: сведения открыты"
        ]
    );
    // The Centre opens what is kept of a teacher.
    assert_eq!(zoya.get(&format!("/teachers/{}/correction", case.teacher)).await.status, StatusCode::OK);
    let centre = rows(&zoya.get(&of("%D0%B8%D0%BB%D1%8C%D0%B8%D0%BD")).await, CAPTION);
    assert_eq!(centre, ["Орлова Ольга Андреевна | 1 раз | 23.11.2026 14:00 | 23.11.2026 14:00"]);
}

async fn a_record_of_the_register_is_somebodys(t: TestApp) {
    let (zoya, _, case) = opened(&t).await;
    let own = api::record(&t, None, "Орлова Ольга Андреевна", "2022-12-24", None).await;
    let other = api::record(&t, None, "Ушакова Светлана Петровна", "2022-12-24", None).await;
    assert_eq!(t.count("select count(*) from register_records where born = '1978-02-04'").await, 2, "{own} {other}");
    for id in
        column(&t, "select id from register_records where source = $1 order by surname", "command".to_owned()).await
    {
        assert_eq!(zoya.get(&format!("/register/{id}")).await.status, StatusCode::OK);
        assert_eq!(zoya.get(&format!("/register/{id}/extract")).await.status, StatusCode::OK);
    }
    assert_eq!(zoya.get(&format!("/teachers/{}/correction", case.teacher)).await.status, StatusCode::OK);
    let who = "%D0%B8%D0%BB%D1%8C%D0%B8%D0%BD";
    assert_eq!(
        rows(&zoya.get(&format!("/journal/exposure/people?who={who}")).await, CAPTION),
        [
            "Орлова Ольга Андреевна | 3 раза | 23.11.2026 14:00 | 23.11.2026 14:00",
            "Ушакова Светлана Петровна | 2 раза | 23.11.2026 14:00 | 23.11.2026 14:00",
        ]
    );
    let page = zoya.get(&format!("/journal/exposure?who={who}")).await;
    // A record is there to be read; the data of a teacher are not a page to come upon.
    let sql = "select id from register_records where source = $1 order by surname";
    for id in column(&t, sql, "command".to_owned()).await {
        assert!(page.text().contains(&format!("href=\"/register/{id}\"")), "{id}");
    }
    assert!(!page.text().contains("/correction"), "{}", page.text());
    let told = rows(&page, "Открытые дела");
    let told: Vec<&str> = told.iter().filter_map(|row| row.splitn(3, " | ").nth(2)).collect();
    assert_eq!(
        told,
        [
            "Орлова Ольга Андреевна | открыты данные педагога: Орлова Ольга Андреевна",
            "Ушакова Светлана Петровна | Выписка из реестра открыта",
            "Ушакова Светлана Петровна | Запись реестра открыта",
            "Орлова Ольга Андреевна | Выписка из реестра открыта",
            "Орлова Ольга Андреевна | Запись реестра открыта",
        ]
    );
    assert!(!page.text().contains("/correction"), "a name leads into no form");
}

async fn who_was_touched_is_asked_of_a_person(t: TestApp) {
    let (zoya, olesya, _) = opened(&t).await;
    for (asked, to) in [
        ("/journal/exposure/people", "/journal/exposure"),
        ("/journal/exposure/people/export?case=2026-0001", "/journal/exposure?case=2026-0001"),
        ("/journal/exposure/people?who=zzz", "/journal/exposure?who=zzz"),
    ] {
        assert_eq!(zoya.get(asked).await.to(), to);
    }
    let link = zoya.get(ALL).await.text();
    assert!(link.contains("href=\"/journal/exposure/people?who="), "{link}");
    assert!(!zoya.get("/journal/exposure?case=2026-0001").await.text().contains("exposure/people"));
    for path in [PEOPLE, "/journal/exposure/people/export"] {
        assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn whom_a_key_has_touched_is_listed(t: TestApp) {
    let (zoya, _, _) = opened(&t).await;
    let school = t.school("МБОУ «СОШ № 5»", "7000000005").await;
    t.application(school, "Белов Пётр Ильич", Category::First).await;
    api::record(&t, Some(school), "Котова Вера Ильинична", "2025-12-24", None).await;
    let portal = token(&t, "Портал «Школа»", &Scope::ALL, Bounds::Region).await;
    let other = token(&t, "Электронный журнал", &Scope::ALL, Bounds::Region).await;
    api::get(&t, &portal, "/api/v1/applications").await;
    api::get(&t, &portal, "/api/v1/applications/2026-0001").await;
    api::get(&t, &portal, "/api/v1/register").await;
    api::get(&t, &other, "/api/v1/applications/2026-0001").await;
    // A key that was taken back is asked about most of all.
    t.made(|act| Ok(act.run("update api_tokens set revoked_at = 1", &[])?)).await;
    let who = "%D0%BF%D0%BE%D1%80%D1%82%D0%B0%D0%BB"; // портал
    let page = zoya.get(&format!("/journal/exposure/people?who={who}")).await;
    assert_eq!(
        rows(&page, CAPTION),
        [
            "Белов Пётр Ильич | 1 раз | 23.11.2026 14:00 | 23.11.2026 14:00",
            "Орлова Ольга Андреевна | 2 раза | 23.11.2026 14:00 | 23.11.2026 14:00",
        ]
    );
    let words = page.words();
    assert!(words.contains("Кроме того, за это время скачано: 1 список."), "{words}");
    let code = t.text("select code from register_records").await;
    let groups = format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    let all = rows(&zoya.get(&format!("/journal/exposure?who={who}")).await, "Открытые дела");
    assert_eq!(all.len(), 4, "{all:#?}");
    assert!(
        all[0].ends_with(&format!(
            "Портал «Школа» соседняя система | список или выгрузка | переданы записи реестра: 1 ({groups}); доступ «Портал «Школа»»"
        )),
        "{}",
        all[0]
    );
    assert!(all[2].contains("дело передано соседней системе в списке"), "{}", all[2]);
    let case = rows(&zoya.get("/journal/exposure?case=2026-0001").await, "Открытые дела");
    assert_eq!(case.iter().filter(|row| row.contains("Электронный журнал соседняя система")).count(), 1, "{case:#?}");
    let sheet = zoya.get(&format!("/journal/exposure/people/export?who={who}")).await;
    assert_eq!(sheet.sheet(&["Педагог"]), [["Белов Пётр Ильич"], ["Орлова Ольга Андреевна"]]);
}

async fn many_touched_cost_what_one_costs(t: TestApp) {
    let (zoya, olesya, _) = opened(&t).await;
    let cost = async || {
        zoya.get(PEOPLE).await;
        let before = t.app.db.asked().count();
        let listed = rows(&zoya.get(PEOPLE).await, CAPTION).len();
        (listed, t.app.db.asked().count() - before)
    };
    let (one, with_one) = cost().await;
    opens(&t, &olesya, &["Белов Пётр Ильич", "Юрина Юлия Олеговна"]).await;
    assert_eq!((one, cost().await), (1, (3, with_one)));
}

async fn a_long_list_of_touched_goes_on(t: TestApp) {
    let (zoya, olesya, _) = opened(&t).await;
    let names: Vec<String> = (0..20).map(|at| format!("Белов Пётр{}", "а".repeat(at))).collect();
    opens(&t, &olesya, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let first = zoya.get(PEOPLE).await;
    assert_eq!(rows(&first, CAPTION).len(), 20);
    let next = first.text();
    let next = next.split("govuk-pagination__next").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    let second = zoya.get(&next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")).await;
    assert_eq!(rows(&second, CAPTION), ["Орлова Ольга Андреевна | 1 раз | 23.11.2026 14:00 | 23.11.2026 14:00"]);
    assert!(second.words().contains("К началу списка"));
}

//! The journal as the centre reads it: plain words, narrowed, by pages, in a file; nobody else sees it.

use attestation::accounts::Role;
use attestation::applications::{Application, Category};
use attestation::platform::act::{By, Fact, Kind};
use attestation::platform::engine::DbError;
use attestation::platform::failure::Failure;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    rows_are_plain_words_newest_first,
    the_journal_is_narrowed,
    a_wrong_filter_says_why,
    pages_hold_fifty_rows,
    the_journal_goes_into_a_file,
    the_journal_is_the_centres,
    a_try_at_a_thing_of_the_centre_is_told,
    an_address_with_signs_nobody_types_is_not_there,
    a_schools_own_attestation_is_not_told_to_all,
    the_journal_asks_the_same_number_of_questions,
);

const SEEN: Kind = Kind::of("application.opened", "Дело открыто");

async fn a_try_at_a_thing_of_the_centre_is_told(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    let (olesya, kira, id) = (t.enter("olesya").await, t.enter("kira").await, "019aaaaa-0000-7000-8000-000000000000");
    let things = ["invitations", "organizations", "imports", "outbox", "workload"];
    for thing in things {
        assert_eq!(olesya.get(&format!("/{thing}/{id}")).await.status, StatusCode::NOT_FOUND, "{thing}");
    }
    assert_eq!(kira.get("/templates/blank").await.status, StatusCode::NOT_FOUND);
    let read = t.app.db.read(|reader| {
        let sql = "select j.subject, a.login from journal j join accounts a on a.id = j.account_id where j.act = 'access.refused' order by j.id";
        reader.rows(sql, &[], |row| Ok(format!("{}: {}", row.get::<String>(1)?, row.get::<String>(0)?)))
    });
    let told: Result<Vec<String>, Failure> = read.await.map_err(|error: DbError| Failure::from(error));
    let nouns = ["invitation", "organization", "import", "letter", "seat"];
    let mut expected: Vec<String> = nouns.iter().map(|noun| format!("olesya: {noun}:{id}")).collect();
    expected.push("kira: template:blank".to_owned());
    assert_eq!(told.unwrap(), expected);
}

async fn an_address_with_signs_nobody_types_is_not_there(t: TestApp) {
    let (zoya, case) = world(&t).await;
    let (olesya, kira) = (t.enter("olesya").await, crate::register::coordinator(&t, "kira", case.school).await);
    let typed = "2026%00%1b%7f";
    for thing in [
        "organizations",
        "invitations",
        "applications",
        "commissions",
        "acts",
        "register",
        "people",
        "outbox",
        "drafts",
    ] {
        for by in [&olesya, &kira, &zoya] {
            let answer = by.get(&format!("/{thing}/{typed}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{thing}: {}", answer.words());
        }
    }
    for path in ["/check/", "/join/", "/profile/email/", "/recovery/"] {
        let answer = zoya.follow(&format!("{path}{typed}")).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.words());
    }
    let told = "select count(*) from journal where act = 'access.refused' and subject = 'organization:2026\u{fffd}\u{fffd}\u{fffd}'";
    assert_eq!(t.count(told).await, 2, "of the specialist and of the coordinator");
}

async fn a_schools_own_attestation_is_not_told_to_all(t: TestApp) {
    let (zoya, case) = world(&t).await;
    let kira = crate::register::coordinator(&t, "kira", case.school).await;
    assert_eq!(kira.get(&format!("/school/fitness/{}", case.teacher)).await.status, StatusCode::OK);
    t.person("alla", "Жаркова Алла Борисовна", Role::Admin, None, "").await;
    t.person("vera", "Котова Вера Ильинична", Role::Authority, None, "").await;
    let (alla, vera) = (t.enter("alla").await, t.enter("vera").await);
    for (by, tells) in [(&zoya, true), (&vera, false), (&alla, false)] {
        let told = rows(by, "/journal").await;
        assert_eq!(told.iter().any(|row| row.contains("Орлова Ольга Андреевна")), tells, "{told:#?}");
        let own = rows(by, "/journal?act=fitness.opened").await;
        assert_eq!(own.len(), usize::from(tells), "{own:#?}");
        let sheet = by.get("/journal/export").await.sheet(&["Подробности"]);
        assert_eq!(sheet.iter().flatten().any(|cell| cell == "Орлова Ольга Андреевна"), tells, "{sheet:#?}");
    }
    assert!(rows(&vera, "/journal?case=2026-0001").await.len() == 1, "a case is the authority's to see");
}

/// The rows of the journal's page, as they are read.
async fn rows(by: &Visitor, path: &str) -> Vec<String> {
    let page = by.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let text = page.text();
    text.split("<li class=\"att-event\">")
        .skip(1)
        .map(|item| item.split("</li>").next().unwrap())
        .map(|item| item.split("<p class=\"att-event__when\">").next().unwrap())
        .map(|item| format!("<main>{item}</main>"))
        .map(|item| crate::app::words_of(&item))
        .collect()
}

/// A specialist opens a case, a minute before the centre signs in.
async fn world(t: &TestApp) -> (Visitor, Application) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let account = account(t, "olesya").await;
    let by = By { account: Some(account), role: "specialist".to_owned(), address: "10.0.0.7".to_owned() };
    let fact = Fact::of(SEEN, "страница дела").application(case.id);
    opened(t, by, fact).await;
    t.later(SignedDuration::from_mins(1));
    (t.zoya().await, case)
}

async fn opened(t: &TestApp, by: By, fact: Fact) {
    let done = t.app.db.act(by, t.app.now(), move |act| Ok::<_, Failure>(act.record(fact, ())?));
    done.await.unwrap();
}

async fn account(t: &TestApp, login: &'static str) -> String {
    let read = t.app.db.read(move |reader| {
        let found =
            reader.row("select id from accounts where login_key = $1", attestation::values![login], |row| row.get(0));
        found.map_err(Failure::from)
    });
    read.await.unwrap().unwrap()
}

async fn rows_are_plain_words_newest_first(t: TestApp) {
    let (zoya, _) = world(&t).await;
    let read = rows(&zoya, "/journal").await;
    assert_eq!(
        read[..2],
        [
            "23.11.2026 14:01 · Ильина З. П. · Вход в систему · вход, роль: сотрудник Центра",
            "23.11.2026 14:01 · Система · test.made",
        ]
    );
    assert!(
        read.contains(
            &"23.11.2026 14:00 · Смирнова О. И. (специалист) · Дело открыто · дело 2026-0001 · страница дела"
                .to_owned()
        ),
        "{read:#?}"
    );
    let again = rows(&zoya, "/journal").await;
    assert_eq!(again[0], "23.11.2026 14:01 · Ильина З. П. (сотрудник Центра) · Журнал открыт · открыт журнал");
    assert_eq!(again[1..], read);
}

async fn the_journal_is_narrowed(t: TestApp) {
    let (zoya, case) = world(&t).await;
    let opened = "23.11.2026 14:00 · Смирнова О. И. (специалист) · Дело открыто · дело 2026-0001 · страница дела";
    for path in [
        "/journal?who=смирн",
        "/journal?case=2026-0001",
        "/journal?act=application.opened",
        "/journal?act=application.opened&outcome=done&from=23.11.2026&to=23.11.2026&who=Олеся&case=2026-1",
    ] {
        let path = percent(path);
        assert_eq!(rows(&zoya, &path).await, [opened], "{path}");
    }
    assert_eq!(rows(&zoya, "/journal?from=24.11.2026").await, [""; 0]);
    assert_eq!(rows(&zoya, "/journal?to=22.11.2026").await, [""; 0]);
    assert_eq!(rows(&zoya, "/journal?outcome=refused").await, [""; 0]);
    let person = t.enter("olesya").await;
    let foreign = person.get(&format!("/applications/{}", case.id)).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(
        rows(&zoya, "/journal?outcome=refused").await,
        [
            "23.11.2026 14:01 · Смирнова О. И. (специалист) · Отказ в доступе отказано · запрошено то, что этому человеку не открыто"
        ]
    );
}

fn percent(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'?').remove(b'=').remove(b'&');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

async fn a_wrong_filter_says_why(t: TestApp) {
    let (zoya, _) = world(&t).await;
    let answer = zoya.get(&percent("/journal?from=31.02.2026&who=Иголкин&case=17")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Дата записана с ошибкой. Пример: 23.11.2026.",
            "Человека или ключа доступа с таким именем в системе нет. Проверьте, как записана фамилия или название.",
            "Дела с таким номером нет. Пример номера: 2026-0417.",
        ]
    );
    assert!(answer.text().contains("value=\"31.02.2026\""));
}

async fn pages_hold_fifty_rows(t: TestApp) {
    let (zoya, case) = world(&t).await;
    for number in 0..60 {
        let fact = Fact::of(SEEN, format!("взгляд {number}")).application(case.id);
        opened(&t, By::system(), fact).await;
    }
    let first = rows(&zoya, "/journal?case=2026-0001").await;
    assert_eq!(first.len(), 50);
    assert!(first[0].ends_with("взгляд 59") && first[49].ends_with("взгляд 10"));
    let page = zoya.get("/journal?case=2026-0001").await.text();
    let next = page.split("rel=\"next\"").next().unwrap();
    let next = next.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    let next = next.replace("&#38;", "&").replace("&amp;", "&");
    let second = rows(&zoya, &next).await;
    assert_eq!(second.len(), 11, "{next}");
    assert!(second[0].ends_with("взгляд 9") && second[10].ends_with("страница дела"));
}

async fn the_journal_goes_into_a_file(t: TestApp) {
    let (zoya, _) = world(&t).await;
    let answer = zoya.get("/journal/export?case=2026-0001").await;
    assert_eq!(answer.status, StatusCode::OK);
    let name = answer.headers["content-disposition"].to_str().unwrap();
    assert!(name.starts_with("attachment;"), "{name}");
    assert_eq!(
        answer.sheet(&["Кто", "Действие", "Дело", "Подробности"]),
        [["Смирнова Олеся Ивановна", "Дело открыто", "2026-0001", "страница дела"]]
    );
    assert_eq!(t.journal().await.last().unwrap(), "journal.exported: выгружен журнал: дело — 2026-0001, строк: 1");
}

async fn the_journal_is_the_centres(t: TestApp) {
    world(&t).await;
    let person = t.enter("olesya").await;
    for path in ["/journal", "/journal/export"] {
        assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND);
        assert!(t.visitor().get(path).await.to().starts_with("/login?next="));
    }
}

async fn the_journal_asks_the_same_number_of_questions(t: TestApp) {
    let (zoya, case) = world(&t).await;
    let mut asked = Vec::new();
    for _ in 0..2 {
        let before = t.app.db.asked().count();
        rows(&zoya, "/journal?case=2026-0001").await;
        asked.push(t.app.db.asked().count() - before);
        for _ in 0..2 {
            let fact = Fact::of(SEEN, "ещё").application(case.id);
            opened(&t, By::system(), fact).await;
        }
    }
    assert_eq!(asked[0], asked[1]);
}

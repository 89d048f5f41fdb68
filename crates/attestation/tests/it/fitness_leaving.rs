//! A worker leaves the school: taken off the list by its coordinator, or moved by an application or an invitation; what is left of
//! them goes by its term.

use attestation::app;
use attestation::applications::Application;
use attestation::fitness::{self, Session};
use attestation::platform::failure::Failure;
use attestation::values;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::fitness::{WHY, acquainted, days, done, faults, journal, known, ordered, rows, school};
use crate::forgotten::broken;
use crate::on_both;
use crate::register::coordinator;
use crate::stopping::{found, sent};

on_both!(
    a_session_leaves_alone_what_was_written_down_meanwhile,
    the_old_school_ends_what_it_has_begun,
    an_attestation_that_was_held_ends_with_its_decision,
    whoever_comes_back_is_listed_again,
    two_hands_take_one_worker_off,
    what_was_never_used_goes_by_its_term,
    a_person_who_was_never_attested_may_be_forgotten,
);

async fn moved(t: &TestApp, of: &Application) -> Visitor {
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let (teacher, rita) = (of.teacher, coordinator(t, "rita", other).await);
    t.made(move |act| Ok(act.run("update teachers set organization_id = $2 where id = $1", values![teacher, other])?))
        .await;
    rita
}

async fn a_session_leaves_alone_what_was_written_down_meanwhile(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(50));
    let id = home.rsplit('/').next().unwrap().parse().unwrap();
    let read = t.app.db.read(move |reader| fitness::by_id(reader, id)).await;
    let seen = read.map_err(|error: attestation::platform::engine::DbError| error.to_string()).unwrap().unwrap();
    let kira = t.enter("kira").await;
    let facts = [("post", "P27"), ("since", "01.09.2012"), ("ground", "illness"), ("until", "28.02.2027")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    t.made(move |act| {
        let members = ["А", "Б", "В", "Г", "Д"].map(str::to_owned).to_vec();
        let held_on = "2027-01-12".parse().unwrap();
        let (protocol, absent) = ("4".to_owned(), vec!["Д".to_owned()]);
        let unfit_because = String::new();
        let held = Session {
            held_on,
            protocol,
            members,
            absent,
            fors: 4,
            against: 0,
            abstained: 0,
            is_absent: false,
            unfit_because,
        };
        let case = seen.case.clone().unwrap();
        fitness::hold(act, &seen, &case, &held)?;
        Ok::<_, Failure>(())
    })
    .await;
    let row = "select post_since || ' ' || ground || ' ' || ground_until || ' ' || previous_on from fitness_workers";
    assert_eq!(t.text(row).await, "2012-09-01 illness 2027-02-28 2027-01-12");
}

async fn the_old_school_ends_what_it_has_begun(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "childcare"), ("until", "28.02.2027")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    let rita = moved(&t, &case).await;
    let new = rita.get(&home).await.words();
    assert!(new.contains("нет сведений") && !new.contains("по уходу"), "{new}");
    let page = kira.get(&home).await;
    assert!(
        page.words().contains("запланирована По данным системы работник теперь в другой организации."),
        "{}",
        page.words()
    );
    let path = format!("{home}/removal");
    assert!(page.text().contains(&format!("href=\"{path}\"")), "{}", page.text());
    let none = rita.get(&path).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("Убирать нечего: школа ничего не записала об этом работнике."), "{}", none.words());
    assert_eq!(faults(&kira, &path, &[("reason", " ")]).await, ["Напишите причину."]);
    let list = done(&kira, &path, &[("reason", "уволен")]).await;
    assert!(list.starts_with("Работник убран из списка."), "{list}");
    assert_eq!(rows(&kira.get("/school/fitness").await), Vec::<String>::new());
    assert_eq!(
        rows(&kira.get("/school/fitness?state=removed").await),
        ["Орлова Ольга Андреевна Учитель нет убран из списка чтобы вернуть в список, запишите сведения заново"]
    );
    let stands = "select c.stage || ' ' || w.ground || w.post_until from fitness_cases c join fitness_workers w on w.teacher_id = c.teacher_id
         where c.over_at is not null";
    assert_eq!(t.text(stands).await, "exempt 2026-11-23");
    assert_eq!(
        journal(&t).await.last().unwrap(),
        "fitness.removed: Орлова Ольга Андреевна: убран из списка работников школы: уволен; начатая аттестация не проводится"
    );
    let again = kira.post(&path, &[("reason", "уволен")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Работник уже убран из списка."), "{}", again.words());
    let plan = kira.post(&format!("{home}/plan"), &[]).await;
    assert_eq!(plan.status, StatusCode::CONFLICT);
    assert!(rita.get(&home).await.words().contains("нет сведений"), "the new school begins anew");
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn an_attestation_that_was_held_ends_with_its_decision(t: TestApp) {
    let (kira, home) = acquainted(&t).await;
    done(&kira, &format!("{home}/removal"), &[("reason", "перешла в другую школу")]).await;
    let page = kira.get(&home).await.words();
    assert!(
        page.contains("Прежние аттестации 12 января 2027, протокол № 4: соответствует занимаемой должности"),
        "{page}"
    );
    assert!(page.contains("Выписка из протокола (DOCX)"), "{page}");
    assert_eq!(t.text("select stage from fitness_cases where over_at is not null").await, "closed");
    assert_eq!(
        journal(&t).await.last().unwrap(),
        "fitness.removed: Орлова Ольга Андреевна: убран из списка работников школы: перешла в другую школу; аттестация закончена с решением заседания"
    );
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn whoever_comes_back_is_listed_again(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/removal"), &[("reason", "уволена")]).await;
    assert!(kira.get(&home).await.words().contains("Вернуть в список и записать сведения"));
    let facts = [("post", "P27"), ("since", "01.11.2026"), ("ground", "")];
    let page = done(&kira, &format!("{home}/facts"), &facts).await;
    assert!(page.contains("не подлежит недавно принят на должность"), "{page}");
    assert_eq!(rows(&kira.get("/school/fitness").await).len(), 1);
    assert_eq!(
        t.count("select count(*) from fitness_workers where removed_at is null and post_until is null").await,
        1
    );
}

async fn two_hands_take_one_worker_off(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let (path, reason) = (format!("{home}/removal"), [("reason", WHY)]);
    let (one, other) = tokio::join!(kira.post(&path, &reason), kira.post(&path, &reason));
    let mut answers = [one.status, other.status];
    answers.sort_unstable();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let told = journal(&t).await.into_iter().filter(|line| line.starts_with("fitness.removed")).count();
    assert_eq!(told, 1);
}

/// A worker the school has added itself, of whom nothing else is kept; the page.
async fn added(t: &TestApp) -> (Visitor, String) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = coordinator(t, "kira", school).await;
    let new = [
        ("surname", "Орлова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born", "04.02.1978"),
        ("snils", "112-233-445 95"),
    ];
    done(&kira, "/school/fitness/new", &new).await;
    let home = format!("/school/fitness/{}", t.text("select id from teachers").await);
    let facts = [("post", "P27"), ("since", "01.09.2010"), ("ground", "illness"), ("until", "28.02.2027")];
    done(&kira, &format!("{home}/facts"), &facts).await;
    (kira, home)
}

/// The rounds of a day, with a day before on which the house was in use.
async fn after(t: &TestApp, more: i64) {
    for later in [more - 1, 1] {
        t.later(days(later));
        app::once_round(&t.app, &app::jobs()).await.unwrap();
    }
}

async fn what_was_never_used_goes_by_its_term(t: TestApp) {
    t.zoya().await;
    let (_, home) = added(&t).await;
    after(&t, 400).await;
    assert_eq!(t.count("select count(*) from fitness_workers").await, 1, "who is listed stays");
    t.later(days(-400));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/removal"), &[("reason", "уволена")]).await;
    assert_eq!(t.count("select count(*) from fitness_workers where ground <> ''").await, 0, "the ground goes at once");
    after(&t, 365).await;
    assert_eq!(t.count("select count(*) from fitness_workers").await, 1, "the last day is a day of keeping");
    after(&t, 1).await;
    for table in [
        "select count(*) from fitness_workers",
        "select count(*) from teachers",
        "select count(*) from journal where words like '%Орлова%'",
    ] {
        assert_eq!(t.count(table).await, 0, "{table}");
    }
    assert_eq!(t.count("select count(*) from forgotten where kind = 'person'").await, 1);
    let told = t.journal().await.into_iter().filter(|line| line.starts_with("retention.lapsed"));
    assert_eq!(
        told.map(|line| line.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        [
            "retention.lapsed: удалено по сроку хранения: Входы: сеансы, ссылки для пароля и почты, неудачные попытки: 2, срок 1 год",
            "retention.lapsed: удалено по сроку хранения: Входы: сеансы, ссылки для пароля и почты, неудачные попытки: 1, срок 1 год; Сведения о работниках, которых школа не аттестовала: 1, срок 1 год"
        ]
    );
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn a_person_who_was_never_attested_may_be_forgotten(t: TestApp) {
    let (kira, home) = added(&t).await;
    let zoya = t.zoya().await;
    let inquiry = found(&t, &zoya, "erasure").await;
    let page = zoya.get(&format!("{inquiry}/stopping")).await.words();
    assert!(page.contains("Уничтожить все данные человека: хранить их больше не для чего"), "{page}");
    assert!(page.contains("Сведения о работниках, которых школа не аттестовала 1 год со дня"), "{page}");
    assert_eq!(sent(&zoya, &inquiry, &["forget"]).await.to(), format!("{inquiry}/answer"));
    assert_eq!(t.count("select count(*) from fitness_workers").await, 0);
    assert_eq!(t.count("select count(*) from teachers").await, 0);
    assert_eq!(kira.get(&home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

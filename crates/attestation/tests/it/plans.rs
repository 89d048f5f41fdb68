//! How the embedded engine finds what pages ask for. No page reads through a table that grows with the work.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::commission::NewSitting;
use attestation::platform::engine::DbError;
use attestation::values;

use crate::app::{Engine, TestApp, Visitor};

/// Tables that grow by thousands of rows a year.
const GROWING: &[&str] = &[
    "accounts",
    "act_cases",
    "agenda_items",
    "api_answers",
    "api_deliveries",
    "application_answers",
    "application_courses",
    "application_signatures",
    "application_words",
    "applications",
    "assignments",
    "case_awards",
    "case_clocks",
    "complaints",
    "conclusion_drafts",
    "conclusions",
    "declarations",
    "devices",
    "documents",
    "draft_courses",
    "draft_documents",
    "draft_pages",
    "drafts",
    "earlier_schedules",
    "erasure_attestations",
    "erasure_cases",
    "erasure_files",
    "fitness_cases",
    "fitness_corrections",
    "fitness_workers",
    "imports",
    "inquiries",
    "journal",
    "journal_blots",
    "journal_seals",
    "kept_forms",
    "lapses",
    "letter_cases",
    "letters",
    "opinions",
    "register_records",
    "register_words",
    "remarks",
    "results",
    "schedules",
    "seats",
    "sessions",
    "sitting_members",
    "sittings",
    "teachers",
    "votes",
];

/// Reports of one school.
const SCHOOLS_REPORTS: [&str; 4] = ["/reports/filed", "/reports/decided", "/reports/overdue", "/reports/time"];

/// Each growing table that a page reads through, with the question.
async fn read_through(t: &TestApp, by: &Visitor, path: &str) -> Vec<String> {
    t.app.db.asked().heard();
    assert!(by.get(path).await.status.is_success(), "{path}");
    let questions = t.app.db.asked().heard();
    let planned = t.app.db.read(move |reader| {
        let mut found = Vec::new();
        for sql in questions.into_iter().filter(|sql| sql.trim_start().starts_with("select")) {
            let froms = sql.to_lowercase();
            for line in reader.plan(&sql)? {
                let scanned = line.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next().map(str::to_owned));
                let Some(name) = scanned else { continue };
                // A plan names a table by its alias.
                let is_growing = GROWING.iter().any(|table| {
                    *table == name
                        || froms.contains(&format!("{table} {name} "))
                        || froms.ends_with(&format!("{table} {name}"))
                });
                // Walking an index from where the last page ended is no reading through.
                let is_walked = line.contains(" USING ") && froms.contains(" limit ");
                if is_growing && !is_walked {
                    found.push(format!("{line}: {sql}"));
                }
            }
        }
        Ok::<_, DbError>(found)
    });
    planned.await.unwrap()
}

/// The address of a session under way.
async fn planned(t: &TestApp) -> String {
    let commission = crate::commission::empty_commission(t, "Аттестационная комиссия").await;
    let new = NewSitting {
        commission,
        held_on: "2026-11-23".parse().unwrap(),
        begins: "10:00".to_owned(),
        place: "комната 204".to_owned(),
    };
    t.made(move |act| {
        let id = attestation::commission::plan(act, &new)?;
        act.run("update sittings set stage = 'open' where id = $1", values![id])?;
        Ok(format!("/sittings/{id}"))
    })
    .await
}

#[tokio::test]
async fn no_page_reads_through_a_growing_table() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.assigned(seat, &[&case]).await;
    let (olesya, zoya) = (t.enter("olesya").await, t.zoya().await);
    t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(school), "МБОУ «СОШ № 1»").await;
    let vera = t.enter("vera").await;
    let begun = vera.post("/drafts/new", &[("post", "P27"), ("category", "first"), ("said", "none")]).await;
    let draft = begun.to().to_owned();
    let drafts = [draft.clone(), format!("{draft}/documents"), format!("{draft}/check"), format!("{draft}/pages/work")];
    let kira = crate::register::coordinator(&t, "kira", school).await;
    let record = t.holder(Some(school), "Орлова Ольга Андреевна", Category::First, "2021-12-24", None).await;
    let record = format!("/register/{record}");
    let fitness = format!("/school/fitness/{}", case.teacher);
    let sitting = planned(&t).await;
    let (agenda, protocol) = (format!("{sitting}/agenda"), format!("{sitting}/protocol"));
    let decision = format!("/applications/{}/decision", case.id);
    let (drafted, published) = crate::acts::drafted_and_published(&t, &zoya, school).await;
    let (drafted, public) = (format!("/acts/board/{drafted}"), format!("/acts/{published}"));
    let (issued, adding) = (format!("/acts/board/{published}"), format!("{drafted}/cases"));
    let letters = format!("{issued}/letters");
    let one = format!("/applications/{}", case.id);
    olesya.declare(&one).await;
    let (conclusion, answers) = (format!("{one}/conclusion"), format!("{one}/conclusion/answers"));
    t.app.db.asked().listen();
    let (clocks, remarks) = (format!("{one}/clocks"), format!("{one}/remarks"));
    let specialists = [
        "/cabinet",
        "/applications",
        "/applications?waiting=yes",
        "/applications?done=yes",
        "/applications?late=yes",
        "/applications?name=2026-0001",
        one.as_str(),
        conclusion.as_str(),
        answers.as_str(),
    ];
    let centres = [
        "/cabinet",
        "/applications",
        "/applications?stage=in_review",
        "/applications?unchecked=yes",
        "/applications?award=yes",
        "/applications?name=орл",
        "/applications?name=2026-0001",
        "/applications?name=112-233-445+95",
        "/templates",
        "/workload",
        "/people",
        "/people?role=specialist",
        "/deadlines",
        "/deadlines?clock=D01",
        "/deadlines?clock=result&when=late",
        "/deadlines?clock=D03&when=soon",
        "/deadlines?clock=D06",
        "/deadlines?clock=D02&when=late",
        "/intake",
        "/intake?stage=submitted&channel=epgu",
        "/intake?when=late",
        "/settings/intake",
        "/settings/reminders",
        clocks.as_str(),
        remarks.as_str(),
        "/settings/deadlines",
        "/settings/deadlines/D01",
        "/settings/calendar",
        "/settings/calendar/year?year=2027",
        "/results",
        "/outbox",
        "/invitations",
        "/imports",
        "/organizations",
        "/journal",
        "/journal?outcome=refused",
        "/journal/exposure?who=%D1%81%D0%BC%D0%B8%D1%80%D0%BD",
        "/journal/exposure?case=2026-0001",
        "/retention",
        "/retention/erasures",
        "/people-data",
        "/people-data?state=answered",
        "/retention/archiving?year=2026",
        "/settings/retention",
        "/settings/fitness",
        "/settings/eligibility",
        "/settings/commission",
        "/settings/papers",
        "/settings/papers/act-order",
        "/acts/board",
        "/acts/board/new",
        "/acts",
        drafted.as_str(),
        adding.as_str(),
        issued.as_str(),
        letters.as_str(),
        public.as_str(),
        "/register",
        "/register?name=орл",
        "/register?name=112-233-445+95",
        "/register?organization=66",
        "/register?category=first&post=P27",
        "/register?ends=3",
        "/register?on=23.11.2026",
        record.as_str(),
        one.as_str(),
        "/reports/filed",
        "/reports/filed?municipality=Город+Томск&post=P27&category=first",
        "/reports/decided",
        "/reports/decided?municipality=Город+Томск&post=P27&category=first",
        "/reports/overdue",
        "/reports/overdue?municipality=Город+Томск&post=P27&category=first",
        "/reports/late",
        "/reports/late?municipality=Город+Томск&post=P27&category=first",
        "/reports/refused",
        "/reports/load",
        "/reports/time",
        "/reports/time?municipality=Город+Томск&post=P27&category=first",
        "/reports/municipalities",
        "/reports/posts",
        "/reports/schools",
        "/reports/years",
        "/sittings",
        "/commissions",
        sitting.as_str(),
        agenda.as_str(),
        protocol.as_str(),
        decision.as_str(),
    ];
    let mut found = Vec::new();
    for path in specialists {
        found.extend(read_through(&t, &olesya, path).await);
    }
    for path in centres {
        found.extend(read_through(&t, &zoya, path).await);
    }
    for path in ["/cabinet", "/drafts/new"].into_iter().chain(drafts.iter().map(String::as_str)) {
        found.extend(read_through(&t, &vera, path).await);
    }
    for path in [
        "/school?late=yes",
        "/school/categories",
        "/school/categories?ends=3",
        "/school/drafts",
        "/school/fitness",
        fitness.as_str(),
    ]
    .into_iter()
    .chain(SCHOOLS_REPORTS)
    {
        found.extend(read_through(&t, &kira, path).await);
    }
    // The board's counts are taken once in a while and kept: see `platform::tally`.
    assert_eq!(
        found,
        [
            "SCAN applications USING COVERING INDEX applications_stage_changed: select stage, count(*) from applications group by stage"
        ]
    );
}

/// How the question with this piece is answered when somebody opens a page.
async fn plan(t: &TestApp, by: &Visitor, path: &str, piece: &str) -> Vec<String> {
    t.app.db.asked().listen();
    by.get(path).await;
    let heard = t.app.db.asked().heard();
    let asked = heard.into_iter().find(|sql| sql.contains(piece)).unwrap();
    let plan: Result<Vec<String>, DbError> = t.app.db.read(move |reader| reader.plan(&asked)).await;
    plan.unwrap()
}

#[tokio::test]
async fn the_history_of_a_case_is_found_by_the_case() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let zoya = t.zoya().await;
    let plan = plan(&t, &zoya, &format!("/applications/{}", case.id), "select at, words from journal").await;
    assert_eq!(plan, ["SEARCH journal USING INDEX journal_told (application_id=?)"]);
}

/// Cases whose documents nobody has checked stand in an index of their own: all other cases, a million after some years, are not
/// walked for the few of them.
#[tokio::test]
async fn unchecked_cases_are_counted_and_listed_by_their_own_index() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    for path in ["/cabinet", "/applications?unchecked=yes"] {
        let plan = plan(&t, &zoya, path, "documents_checked_at is null").await;
        assert!(plan.iter().any(|line| line.contains(" applications_unchecked ")), "{path}: {plan:?}");
    }
}

#[tokio::test]
async fn a_number_and_a_snils_are_found_by_their_own_indexes() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    for (path, piece, index) in [
        ("/applications?name=2026-0001", "a.ordinal = ", "a USING INDEX applications_number "),
        ("/applications?name=112-233-445+95", "t.snils = ", "t USING INDEX teachers_snils "),
        ("/register?name=112-233-445+95", "r.snils = ", "r USING INDEX register_snils "),
    ] {
        let plan = plan(&t, &zoya, path, piece).await;
        assert!(plan[0].contains(index), "{path}: {plan:?}");
        assert!(plan.iter().all(|line| !line.starts_with("SCAN ")), "{path}: {plan:?}");
    }
}

#[tokio::test]
async fn who_asks_is_found_by_indexes_alone() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let plan = plan(&t, &t.zoya().await, "/settings", "from sessions").await;
    assert!(plan.iter().all(|line| line.starts_with("SEARCH ")), "{plan:?}");
}

#[tokio::test]
async fn a_search_by_name_looks_nothing_up_beside_its_words() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let zoya = t.zoya().await;
    for path in ["/register?name=орл", "/register?name=орл+о&post=P27&category=first&on=23.11.2026&ends=3"] {
        let plan = plan(&t, &zoya, path, "register_words").await;
        assert_eq!(plan, ["SEARCH w USING PRIMARY KEY (word>? AND word<?)"], "{path}");
    }
}

#[tokio::test]
async fn what_takes_long_is_asked_again_elsewhere() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let counted = async |to: i64| {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        let answer: Result<i64, DbError> = t
            .app
            .db
            .brief(move |reader| {
                counter.fetch_add(1, Ordering::Relaxed);
                let sql = "with recursive n (i) as (select cast($1 as bigint) union all select i - 1 from n where i > 1) select count(*) from n";
                reader.count(sql, values![to])
            })
            .await;
        (answer.unwrap(), asked.load(Ordering::Relaxed))
    };
    assert_eq!(counted(100).await, (100, 1));
    assert_eq!(counted(100_000).await, (100_000, 2), "it takes more steps than a moment has");
    assert_eq!(counted(100).await, (100, 1), "and the next question is none the worse for it");
}

//! The school's own attestations past their term: listed beside cases, erased by the same act, noted and erased again.

use attestation::app;
use attestation::applications::{Application, Category};
use attestation::fitness::{self, Facts};
use attestation::platform::engine::DbError;
use attestation::platform::failure::Failure;
use attestation::platform::seal;
use attestation::retention::{self, Again};
use attestation::values;
use axum::http::StatusCode;
use filestore::NoteName;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::deadlines::rows;
use crate::erasing::{carried_out, old_cases, two};
use crate::forgotten::broken;
use crate::on_both;
use crate::printing::said;
use crate::seals::checked;

on_both!(
    a_closed_attestation_is_erased_by_an_act,
    cases_and_attestations_stand_in_one_act,
    whoever_works_on_keeps_what_is_known_of_the_post,
    another_attestation_of_the_worker_stays,
    an_attestation_put_right_meanwhile_is_not_erased,
    what_a_copy_brings_back_is_erased_again,
    lists_ask_the_same_number_of_questions,
    a_complaint_keeps_its_case,
);

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// Ten years and a day later.
async fn ten_years_later(t: &TestApp) -> (Visitor, Visitor) {
    t.later(days(3654));
    (t.enter("zoya").await, t.enter("marina").await)
}

/// A teacher of a school of their own, whose attestation was closed today.
async fn attested(t: &TestApp, name: &str, inn: &str) -> Application {
    let school = t.school(&format!("МБОУ «СОШ № {inn}»"), inn).await;
    let teacher = t.application(school, name, Category::First).await;
    let id = teacher.id;
    // Nothing of the application is left: the teacher is known to the school alone.
    t.made(move |act| {
        for table in ["application_words", "case_clocks"] {
            act.run(&format!("delete from {table} where application_id = $1"), values![id])?;
        }
        act.run("update journal set application_id = null where application_id = $1", values![id])?;
        Ok(act.run("delete from applications where id = $1", values![id])?)
    })
    .await;
    begun(t, &teacher).await;
    over(t, &teacher).await;
    teacher
}

/// Begins an attestation of a teacher.
pub async fn begun(t: &TestApp, of: &Application) {
    let id = of.teacher;
    t.made(move |act| {
        let since = "2010-09-01".parse().unwrap();
        let facts = Facts { post_code: "P27".to_owned(), since, until: None, previous: None, ground: None };
        let worker = fitness::by_id(act, id)?.unwrap();
        fitness::know(act, &worker, &facts)?;
        let today = app_day(act.at());
        fitness::plan(act, &worker, &facts, today)?;
        Ok::<_, Failure>(())
    })
    .await;
}

fn app_day(at: attestation::platform::clock::Moment) -> attestation::platform::clock::Day {
    attestation::platform::clock::Zone::named("Asia/Tomsk").unwrap().day(at)
}

/// The attestation under way went through all its steps and is closed now.
pub async fn over(t: &TestApp, of: &Application) {
    let id = of.teacher;
    t.made(move |act| {
        let now = act.at();
        act.run(
            "update fitness_cases set stage = 'closed', over_at = $2, order_number = '12', order_on = '2026-10-01', listed_on = '2026-10-02', shown_on = '2026-10-03',
                 session_on = '2026-11-20', protocol_number = '4', members = 'Канарейкина А. Б.', votes_for = 5, votes_against = 0,
                 extracted_on = '2026-11-21', acquainted_on = '2026-11-22' where teacher_id = $1 and stage = 'planned'",
            values![id, now],
        )?;
        Ok(act.run(
            "insert into fitness_presentations (case_id, contract_on, education, training, earlier, assessment, changed_at)
             select id, '2010-09-01', 'Высшее', '', '', 'Канарейка', 0 from fitness_cases where teacher_id = $1
             on conflict do nothing",
            values![id],
        )?)
    })
    .await;
}

/// The worker has left the post.
async fn left(t: &TestApp, of: &Application) {
    let id = of.teacher;
    t.made(move |act| {
        Ok(act.run("update fitness_workers set post_until = '2030-08-31' where teacher_id = $1", values![id])?)
    })
    .await;
}

/// Ids of attestations, the oldest first.
async fn ids(t: &TestApp) -> Vec<String> {
    let read = t.app.db.read(|reader| reader.rows("select id from fitness_cases order by id", &[], |row| row.get(0)));
    read.await.map_err(|error: DbError| error.to_string()).unwrap()
}

/// Draws an act up with these and names its commission.
async fn drawn(by: &Visitor, fields: &[(&str, &str)]) -> String {
    let home = by.post("/retention", fields).await.to().to_owned();
    let members = "Ильина Зоя Павловна, начальник отдела\nКравцова Марина Юрьевна, методист";
    assert_eq!(by.post(&home, &[("members", members)]).await.to(), home);
    home
}

fn listed(page: &Answer) -> Vec<String> {
    rows(page, "Дела с прошедшим сроком")
}

async fn a_closed_attestation_is_erased_by_an_act(t: TestApp) {
    two(&t).await;
    let worker = attested(&t, "Канарейкина Ольга Андреевна", "7000000066").await;
    left(&t, &worker).await;
    t.later(days(3653));
    let early = t.enter("zoya").await.get("/retention").await.words();
    assert!(
        early.contains("Законченных аттестаций на соответствие с прошедшим сроком тоже нет."),
        "the last day is a day of keeping: {early}"
    );
    t.later(days(1));
    let (zoya, marina) = (t.enter("zoya").await, t.enter("marina").await);
    assert_eq!(
        listed(&zoya.get("/retention").await),
        [
            "| Канарейкина Ольга Андреевна Учитель соответствие, приказ № 12 от 01.10.2026 | МБОУ «СОШ № 7000000066» | 23 ноября 2026 | 23 ноября 2036"
        ]
    );
    let id = ids(&t).await.remove(0);
    let home = drawn(&zoya, &[("attestation", &id)]).await;
    assert_eq!(listed_or_none(&zoya).await, 0, "it stands in an act now");
    let page = zoya.get(&home).await;
    assert_eq!(
        rows(&page, "Дела акта"),
        [
            "| соответствие, приказ № 12 от 01.10.2026 Канарейкина Ольга Андреевна, Учитель | МБОУ «СОШ № 7000000066» | 23 ноября 2026"
        ]
    );
    assert!(page.words().contains("Дела 1 аттестация"), "{}", page.words());
    seal::seal(&t.app.db, t.app.now(), None).await.unwrap();
    carried_out(&marina, &home).await;
    assert_eq!(checked(&t, None).await.faults, [], "what an act takes leaves the seals whole");
    assert_eq!(t.count("select count(*) from journal_blots where part = 'words'").await, 2);
    let done = marina.get(&home).await.words();
    assert!(
        done.contains(
            "Основание «Аттестация на соответствие должности» — 10 лет (приказ Росархива от 20.12.2019 № 236, ст. 485)"
        ),
        "{done}"
    );
    assert!(
        done.contains("соответствие, приказ № 12 от 01.10.2026 Учитель") && !done.contains("Канарейкина"),
        "{done}"
    );
    for table in [
        "select count(*) from fitness_cases",
        "select count(*) from fitness_terms",
        "select count(*) from fitness_presentations",
        "select count(*) from fitness_workers",
        "select count(*) from teachers where surname = 'Канарейкина'",
        "select count(*) from journal where words like '%Канарейкина%'",
    ] {
        assert_eq!(t.count(table).await, 0, "{table}");
    }
    assert_eq!(broken(&t).await, Vec::<&str>::new());
    let told = t.journal().await;
    let words = "retention.attestation_erased: соответствие, приказ №\u{a0}12 от 01.10.2026: уничтожено по истечении срока хранения, акт №\u{a0}1 от 24.11.2036";
    assert!(told.contains(&words.to_owned()), "{told:?}");
    assert_eq!(
        told.iter()
            .filter(|line| line.starts_with("fitness.") && line.contains("персональные данные уничтожены"))
            .count(),
        2
    );
    let paper = said(&marina.get(&format!("{home}/paper/pdf")).await, "Акт об уничтожении 2036-1.pdf");
    assert!(paper.contains("соответствие, приказ № 12") && paper.contains("Всего дел: 1."), "{paper}");
    let ways = rows(&zoya.get("/retention").await, "Как действуют сроки хранения");
    assert_eq!(ways[1], "Аттестация на соответствие должности | 10 лет | по акту об уничтожении | 24 ноября 2036, 1");
}

/// How many stand on the list; none when it says that there are none.
async fn listed_or_none(by: &Visitor) -> usize {
    let page = by.get("/retention").await;
    if page.words().contains("В архиве нет дел, у которых прошёл срок хранения.")
    {
        0
    } else {
        listed(&page).len()
    }
}

async fn cases_and_attestations_stand_in_one_act(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Белов Сергей Николаевич"]).await;
    attested(&t, "Орлова Ольга Андреевна", "7000000066").await;
    let (zoya, marina) = ten_years_later(&t).await;
    assert_eq!(listed_or_none(&zoya).await, 2);
    let (case, attestation) = (cases[0].id.to_string(), ids(&t).await.remove(0));
    let home = drawn(&zoya, &[("case", &case), ("attestation", &attestation)]).await;
    assert!(zoya.get(&home).await.words().contains("Дела 1 дело, 1 аттестация"));
    let gone = zoya.post(&format!("{home}/cases/removal"), &[("attestation", &attestation)]).await;
    assert_eq!(gone.to(), home);
    assert!(zoya.get(&home).await.text().contains("Убрано из акта: 1\u{a0}аттестация."));
    assert_eq!(listed_or_none(&zoya).await, 1);
    let act = home.rsplit('/').next().unwrap().to_owned();
    assert_eq!(zoya.post("/retention", &[("attestation", &attestation), ("act", &act)]).await.to(), home);
    let twice = zoya.post("/retention", &[("attestation", &attestation)]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        twice.faults()[0].starts_with("Среди этих дел есть такие, которые уничтожать нельзя"),
        "{:?}",
        twice.faults()
    );
    carried_out(&marina, &home).await;
    assert_eq!(t.count("select count(*) from fitness_cases").await, 0);
    assert_eq!(t.fresh(&cases[0]).await.stage.code(), "erased");
    assert_eq!(
        rows(&zoya.get("/retention/erasures").await, "Акты об уничтожении")[0].split(" | ").nth(1).unwrap(),
        "1 дело, 1 аттестация"
    );
    assert_eq!(broken(&t).await, Vec::<&str>::new());
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "retention.erasure_done: исполнен акт об уничтожении № 1 от 24.11.2036: 1 дело, 1 аттестация"
    );
}

async fn whoever_works_on_keeps_what_is_known_of_the_post(t: TestApp) {
    two(&t).await;
    let worker = attested(&t, "Орлова Ольга Андреевна", "7000000066").await;
    let (zoya, marina) = ten_years_later(&t).await;
    let id = ids(&t).await.remove(0);
    let home = drawn(&zoya, &[("attestation", &id)]).await;
    carried_out(&marina, &home).await;
    assert_eq!(t.count("select count(*) from fitness_cases").await, 0);
    assert_eq!(t.count("select count(*) from fitness_workers").await, 1);
    assert_eq!(t.count("select count(*) from teachers where surname = 'Орлова'").await, 1);
    // Terms of the school's own attestation are not known so far ahead.
    t.later(days(-3654));
    let kira = crate::register::coordinator(&t, "kira", worker.school).await;
    let page = kira.get(&format!("/school/fitness/{}", worker.teacher)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.words().contains("Прежние аттестации"), "{}", page.words());
}

async fn another_attestation_of_the_worker_stays(t: TestApp) {
    two(&t).await;
    let worker = attested(&t, "Орлова Ольга Андреевна", "7000000066").await;
    t.later(days(400));
    begun(&t, &worker).await;
    left(&t, &worker).await;
    t.later(days(3300));
    let (zoya, marina) = (t.enter("zoya").await, t.enter("marina").await);
    assert_eq!(listed_or_none(&zoya).await, 1, "the one under way is no matter of keeping");
    let all = ids(&t).await;
    let home = drawn(&zoya, &[("attestation", &all[0])]).await;
    carried_out(&marina, &home).await;
    assert_eq!(ids(&t).await, [all[1].clone()]);
    assert_eq!(t.count("select count(*) from fitness_workers").await, 1, "the other one needs it");
    let told: Vec<String> = t.journal().await.into_iter().filter(|line| line.starts_with("fitness.")).collect();
    let gone = told.iter().filter(|line| line.contains("персональные данные уничтожены")).count();
    assert_eq!((gone, told.len()), (2, 4), "what was told of the other one stays: {told:?}");
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn an_attestation_put_right_meanwhile_is_not_erased(t: TestApp) {
    two(&t).await;
    attested(&t, "Орлова Ольга Андреевна", "7000000066").await;
    let (zoya, marina) = ten_years_later(&t).await;
    let id = ids(&t).await.remove(0);
    let home = drawn(&zoya, &[("attestation", &id)]).await;
    t.made(|act| Ok(act.run("update fitness_cases set stage = 'fit', over_at = null", &[])?)).await;
    let password = [("current-password", crate::people::PASSWORD)];
    let refused = marina.post(&format!("{home}/confirmation"), &password).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(t.count("select count(*) from fitness_cases").await, 1);
}

async fn what_a_copy_brings_back_is_erased_again(t: TestApp) {
    two(&t).await;
    for (name, inn) in [("Орлова Ольга Андреевна", "7000000066"), ("Белова Анна Ильинична", "7000000067")]
    {
        let worker = attested(&t, name, inn).await;
        left(&t, &worker).await;
    }
    let (zoya, marina) = ten_years_later(&t).await;
    let id = ids(&t).await.remove(0);
    let home = drawn(&zoya, &[("attestation", &id)]).await;
    carried_out(&marina, &home).await;
    app::once_round(&t.app, &app::jobs()).await.unwrap();
    let act = home.rsplit('/').next().unwrap();
    let note = t.app.files.note(&NoteName::parse(&format!("erased-{act}.json")).unwrap()).await.unwrap();
    let note = String::from_utf8(note).unwrap();
    assert!(note.contains(&format!("\"attestations\":[\"{id}\"]")) && !note.contains("Орлова"), "{note}");
    // A note of an act nothing is known of here, about an attestation that is still there.
    let brought = ids(&t).await.remove(0);
    let elsewhere = "0196c000-0000-7000-8000-0000000000aa";
    let text = note.replace(act, elsewhere).replace(&id, &brought).replace("\"number\":1", "\"number\":7");
    t.app.files.put_note(&NoteName::parse(&format!("erased-{elsewhere}.json")).unwrap(), text.into()).await.unwrap();
    let younger = retention::younger(&t.app.db, &t.app.files).await.unwrap();
    assert_eq!((younger.len(), younger[0].cases()), (1, 1));
    assert_eq!(retention::erase_again(&t.app, younger[0].clone()).await.unwrap(), Again::Erased);
    assert_eq!(ids(&t).await, Vec::<String>::new());
    assert_eq!(t.count("select count(*) from teachers where surname = 'Белова'").await, 0);
    assert_eq!(retention::younger(&t.app.db, &t.app.files).await.unwrap(), []);
    assert_eq!(broken(&t).await, Vec::<&str>::new());
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    two(&t).await;
    attested(&t, "Орлова Ольга Андреевна", "7000000066").await;
    let (zoya, _) = ten_years_later(&t).await;
    let id = ids(&t).await.remove(0);
    let home = drawn(&zoya, &[("attestation", &id)]).await;
    let asked = async |zoya: &Visitor| {
        let mut asked = Vec::new();
        for path in ["/retention", "/retention/erasures", home.as_str()] {
            zoya.get(path).await;
            let before = t.app.db.asked().count();
            assert_eq!(zoya.get(path).await.status, StatusCode::OK);
            asked.push(t.app.db.asked().count() - before);
        }
        asked
    };
    t.later(days(-3654));
    attested(&t, "Белова Анна Ильинична", "7000000001").await;
    t.later(days(3654));
    let with_one = asked(&zoya).await;
    t.later(days(-3654));
    attested(&t, "Гусева Вера Ильинична", "7000000002").await;
    attested(&t, "Юрина Юлия Олеговна", "7000000003").await;
    t.later(days(3654));
    assert_eq!(listed_or_none(&zoya).await, 3);
    assert_eq!(asked(&zoya).await, with_one);
}

async fn a_complaint_keeps_its_case(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Белов Сергей Николаевич", "Гусев Пётр Львович"]).await;
    let id = cases[0].id;
    t.made(move |act| {
        Ok(act.run(
            "insert into complaints (id, application_id, against, words, filed_on, due_on, file_key, file_name, file_size, filed_by, by_role, filed_at,
                 answer, answered_on, answer_key, answer_name, answer_size, answered_by, answered_at)
             values ('complaint-1', $1, 'decision', 'Прошу пересмотреть', '2028-01-10', '2028-02-01', null, '', 0, '', 'centre', 0, 'Отказано', '2028-01-20', null, '', 0, '', 0)",
            values![id],
        )?)
    })
    .await;
    t.later(days(1827));
    let (zoya, marina) = (t.enter("zoya").await, t.enter("marina").await);
    let page = zoya.get("/retention").await;
    let lines = listed(&page);
    assert_eq!(lines.len(), 2);
    assert!(lines[0].contains("| 23 ноября 2031 держит жалоба: её хранят до 20 января 2033 |"), "{lines:?}");
    assert_eq!(page.text().matches("name=\"case\"").count(), 1, "it cannot be chosen");
    let refused = zoya.post("/retention", &[("case", &id.to_string())]).await;
    assert_eq!(
        refused.faults(),
        [
            "Среди этих дел есть такое, которое держит жалоба: её срок хранения ещё идёт или ответа на неё нет. Проверьте список и отметьте дела заново."
        ]
    );
    // An answer that is missing keeps it whatever the term says; a complaint that came after the draft keeps it too.
    t.made(|act| Ok(act.run("update complaints set answered_on = '2026-12-01'", &[])?)).await;
    t.later(days(30));
    let (zoya, _) = (t.enter("zoya").await, &marina);
    let home = drawn(&zoya, &[("case", &id.to_string())]).await;
    t.made(|act| Ok(act.run("update complaints set answered_on = null", &[])?)).await;
    let marina = t.enter("marina").await;
    let late = marina.post(&format!("{home}/confirmation"), &[("current-password", crate::people::PASSWORD)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains("держит жалоба"), "{}", late.words());
    t.made(|act| Ok(act.run("update complaints set answered_on = '2026-12-01'", &[])?)).await;
    carried_out(&marina, &home).await;
    assert_eq!(t.fresh(&cases[0]).await.stage.code(), "erased");
    assert_eq!(t.text("select answer from complaints").await, "");
}

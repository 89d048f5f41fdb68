//! A person asks to stop the processing or to erase: what is done at once, what is kept and why, the answer.

use attestation::accounts::{Organization, Role};
use attestation::applications::{self, NewTeacher, Snils};
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::applying::{self, World};
use crate::deadlines::rows;
use crate::invitations::{fields, invite};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    what_can_be_done_at_once_is_done,
    consents_are_taken_back_once_the_application_is,
    whom_nothing_needs_is_forgotten,
    whoever_was_invited_leaves_no_name,
    what_may_not_be_done_says_why,
    stopping_is_the_centres_alone,
    many_cases_are_read_by_as_many_questions,
);

/// An inquiry of Орлова with this wish; its address.
async fn asked(by: &Visitor, wish: &str) -> String {
    let fields = [
        ("who", "Орлова Ольга Андреевна"),
        ("channel", "post"),
        ("asked-day", "20"),
        ("asked-month", "11"),
        ("asked-year", "2026"),
        ("wish", wish),
    ];
    by.post("/people-data/new", &fields).await.to().to_owned()
}

/// The same with the teacher chosen.
pub async fn found(t: &TestApp, by: &Visitor, wish: &str) -> String {
    let home = asked(by, wish).await;
    let teacher = t.text("select 'teacher:' || id from teachers where surname = 'Орлова'").await;
    assert_eq!(by.post(&home, &[("person", &teacher)]).await.to(), home);
    home
}

pub async fn sent(by: &Visitor, home: &str, ticked: &[&str]) -> Answer {
    let mut fields: Vec<(&str, &str)> = ticked.iter().map(|field| (*field, "yes")).collect();
    fields.push(("current-password", PASSWORD));
    by.post(&format!("{home}/stopping"), &fields).await
}

fn kept(page: &Answer) -> Vec<String> {
    rows(page, "Что хранится")
}

/// The answer as it is prepared.
async fn prepared(by: &Visitor, home: &str) -> String {
    let page = by.get(&format!("{home}/answer")).await.text();
    let text = page.split("<textarea").nth(1).unwrap().split_once('>').unwrap().1;
    text.split("</textarea>").next().unwrap().replace('\u{a0}', " ").trim().to_owned()
}

async fn what_can_be_done_at_once_is_done(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    applying::submitted(&w.olga, "first", "none").await;
    let draft = applying::begun(&w.olga, "highest", "first").await;
    applying::saved(&w.olga, &format!("{draft}/pages/person"), applying::PERSON).await;
    // The same paper with a line more: nobody else has this file.
    let own = [include_bytes!("../data/Диплом и приложение.pdf").as_slice(), b"\n"].concat();
    w.olga.upload(&format!("{draft}/documents"), &[("kind", "courses")], &[("file", "Удостоверение.pdf", &own)]).await;
    let files = w.t.files_on_disk();
    let home = found(&w.t, &zoya, "stop").await;
    assert!(zoya.get(&home).await.words().contains("Прекратить обработку Записать ответ"));
    let page = zoya.get(&format!("{home}/stopping")).await;
    let words = page.words();
    for said in [
        "Закрыть кабинет и завершить все сеансы",
        "Удалить 1 черновик заявлений, которые не поданы",
        "Записать отзыв: 2 согласия: сейчас нельзя. Пока рассматривают заявление, согласие нужно. Сначала запишите отзыв заявления на странице дела: № 2026-0001.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("Уничтожить все данные"), "a case needs them: {words}");
    assert_eq!(
        kept(&page),
        [
            "Дело № 2026-0001 | пока рассматривают заявление, а потом по сроку хранения дел | —",
            "Переписка по аттестации | 3 года со дня письма | ведомственный перечень документов, ст. 236",
            "Согласия на обработку персональных данных | 3 года со дня, когда обработка закончена | Федеральный закон от 27.07.2006 № 152-ФЗ",
            "Журнал: кто что менял | 3 года со дня записи | порядок Центра",
            "Журнал: кто что открывал и скачивал | 4 года со дня записи | по решению Центра",
        ]
    );
    let done = sent(&zoya, &home, &["close", "drafts", "consents"]).await;
    assert_eq!(done.to(), format!("{home}/answer"));
    let journal = w.t.journal().await;
    assert_eq!(
        journal[journal.len() - 2..],
        [
            "account.closed: Орлова Ольга Андреевна: обращение о персональных данных",
            "inquiry.stopped: по обращению о персональных данных: кабинет закрыт, сеансы завершены, черновики удалены",
        ]
    );
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject, "Кабинет закрыт");
    assert!(letter.text.contains("Причина: обращение о персональных данных"), "{}", letter.text);
    assert!(w.olga.get("/cabinet").await.to().starts_with("/login"), "every session is over");
    assert_eq!(w.t.count("select count(*) from drafts where application_id is null").await, 0);
    assert_eq!(w.t.count("select count(*) from draft_documents").await, 1, "what was submitted stays");
    assert_eq!(w.t.count("select count(*) from consents where withdrawn_at is not null").await, 0);
    assert_eq!(
        prepared(&zoya, &home).await,
        "По вашему обращению от 20 ноября 2026 (прекратить обработку данных) сообщаем.\n\n\
         Сделано:\n– кабинет закрыт;\n– сеансы завершены;\n– черновики удалены.\n\n\
         До окончания срока хранения остаются:\n\
         – дело № 2026-0001 — пока рассматривают заявление, а потом по сроку хранения дел;\n\
         – переписка по аттестации — 3 года со дня письма (основание: ведомственный перечень документов, ст. 236);\n\
         – согласия на обработку персональных данных — 3 года со дня, когда обработка закончена (основание: Федеральный закон от 27.07.2006 № 152-ФЗ);\n\
         – журнал: кто что менял — 3 года со дня записи (основание: порядок Центра);\n\
         – журнал: кто что открывал и скачивал — 4 года со дня записи (основание: по решению Центра).\n\n\
         Когда срок пройдёт, персональные данные дел будут уничтожены по акту."
    );
    // The file was in nobody else's hands: it goes once it is no longer fresh.
    w.t.later(SignedDuration::from_hours(24 * 1827));
    attestation::app::once_round(&w.t.app, &attestation::app::jobs()).await.unwrap();
    assert_eq!(w.t.files_on_disk(), files - 1);
    let drafts = "select count(*) from forgotten where kind = 'drafts' and drafts <> ''";
    assert_eq!(w.t.count(drafts).await, 1, "a copy restored later is told of it");
    assert_eq!(w.t.app.files.notes().await.unwrap().len(), 1);
}

async fn consents_are_taken_back_once_the_application_is(t: TestApp) {
    let w = applying::world(t).await;
    let done = applying::submitted(&w.olga, "first", "none").await;
    let case = done.trim_end_matches("/submitted");
    assert_eq!(w.olga.post(&format!("{case}/withdrawal"), &[("ground", "Передумала")]).await.to(), case);
    let zoya = w.t.zoya().await;
    let home = found(&w.t, &zoya, "erasure").await;
    let page = zoya.get(&format!("{home}/stopping")).await;
    assert!(!page.words().contains("сейчас нельзя"), "{}", page.words());
    assert_eq!(
        kept(&page)[0],
        "Дело № 2026-0001 | до 23 ноября 2031 | перечень документов социальной сферы Санкт-Петербурга"
    );
    let early = zoya.get(&format!("{home}/answer")).await.words();
    assert!(early.contains("По этому обращению ещё можно сделать:") && !early.contains("нечего"), "{early}");
    assert!(early.contains("Записать отзыв: 2 согласия"), "{early}");
    assert_eq!(sent(&zoya, &home, &["consents"]).await.to(), format!("{home}/answer"));
    assert_eq!(w.t.count("select count(*) from consents where withdrawn_at is not null").await, 2);
    assert_eq!(
        w.t.journal().await.last().unwrap(),
        "inquiry.stopped: по обращению о персональных данных: отзыв согласий записан"
    );
    let answer = prepared(&zoya, &home).await;
    assert!(answer.contains("(уничтожить данные) сообщаем.\n\nСделано:\n– отзыв согласий записан.\n"), "{answer}");
    assert!(answer.contains("– дело № 2026-0001 — до 23 ноября 2031 (основание: перечень"), "{answer}");
    let again = sent(&zoya, &home, &["consents"]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing to take back any more");
    assert_eq!(w.olga.get("/cabinet").await.status, StatusCode::OK, "the cabinet was not to be closed");
    // Chosen by the cabinet, the person is the same teacher.
    let account = w.t.text("select 'account:' || id from accounts where login = 'olga'").await;
    assert_eq!(zoya.post(&home, &[("person", &account)]).await.to(), home);
    let page = zoya.get(&format!("{home}/stopping")).await;
    assert!(kept(&page)[0].starts_with("Дело № 2026-0001 | до 23 ноября 2031"), "{}", page.words());
    assert!(!page.words().contains("Уничтожить все данные"), "{}", page.words());
    let fields =
        [("answered-day", "23"), ("answered-month", "11"), ("answered-year", "2026"), ("answer", answer.as_str())];
    assert_eq!(zoya.post(&format!("{home}/answer"), &fields).await.to(), home);
}

/// Орлова has a cabinet and has never applied.
pub async fn never_applied(t: &TestApp) -> Id<Organization> {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    t.made(move |act| {
        let account = act.row("select id from accounts where login = 'olga'", &[], |row| row.get(0))?.unwrap();
        let new = NewTeacher {
            name: FullName::split("Орлова Ольга Андреевна").unwrap(),
            born: "1978-02-04".parse().unwrap(),
            snils: Snils::parse("112-233-445 95").unwrap(),
            email: String::new(),
            phone: String::new(),
            school,
        };
        applications::tie_teacher(act, account, &new)
    })
    .await;
    school
}

async fn whom_nothing_needs_is_forgotten(t: TestApp) {
    never_applied(&t).await;
    let olga = t.enter("olga").await;
    applying::begun(&olga, "first", "none").await;
    let zoya = t.zoya().await;
    let home = found(&t, &zoya, "erasure").await;
    let page = zoya.get(&format!("{home}/stopping")).await.words();
    assert!(page.contains("Уничтожить все данные человека: хранить их больше не для чего"), "{page}");
    assert_eq!(sent(&zoya, &home, &["forget"]).await.to(), format!("{home}/answer"));
    let journal = t.journal().await;
    assert_eq!(
        journal[journal.len() - 2..],
        [
            "account.closed: персональные данные уничтожены по обращению человека",
            "inquiry.stopped: по обращению о персональных данных: кабинет закрыт, сеансы завершены, черновики удалены, данные человека уничтожены",
        ]
    );
    assert_eq!(t.count("select count(*) from teachers").await, 0);
    assert_eq!(t.count("select count(*) from drafts").await, 0);
    let left = "select surname || '|' || given || '|' || phone || '|' || password_hash from accounts where closed_at is not null";
    assert_eq!(t.text(left).await, "персональные данные уничтожены по обращению человека|||");
    assert_eq!(t.count("select count(*) from accounts where login = 'olga' or email = 'olga@example.org'").await, 0);
    assert!(t.letters().await.iter().all(|letter| letter.to != "olga@example.org"), "no letter leaves any more");
    assert!(olga.get("/cabinet").await.to().starts_with("/login"));
    let again = zoya.get(&format!("{home}/stopping")).await.words();
    assert!(again.contains("Сделать сразу нечего"), "{again}");
    let answer = prepared(&zoya, &home).await;
    assert!(answer.contains("– данные человека уничтожены."), "{answer}");
}

async fn whoever_was_invited_leaves_no_name(t: TestApp) {
    let zoya = crate::opening::open(&t).await;
    for (name, inn) in [("МБОУ «СОШ № 67»", "7000000067"), ("МБОУ «СОШ № 68»", "7000000068")] {
        t.school(name, inn).await;
    }
    let who = "email=orlova@example.org&surname=Орлова&given=Ольга&patronymic=Андреевна";
    let olga = t.visitor();
    olga.follow(&invite(&t, &zoya, &format!("role=teacher&{who}&place-search=66")).await).await;
    let mine = "surname=Орлова&given=Ольга&patronymic=Андреевна&login=orlova.oa&consent=yes&password=окно-тюлень-марш-26&snils=001-001-500 00&born-day=4&born-month=2&born-year=1978";
    assert_eq!(olga.post("/join/window", &fields(mine)).await.to(), "/cabinet");
    let other = invite(&t, &zoya, &format!("role=teacher&{who}&place-search=67")).await;
    let third = invite(&t, &zoya, &format!("role=teacher&{who}&place-search=68")).await;
    // One of them has gone by its own term meanwhile; its letter has not.
    t.made(|act| {
        let gone = "(select id from invitations where workplace = 'МБОУ «СОШ № 68»')";
        act.run(&format!("delete from invitation_links where invitation_id in {gone}"), &[])?;
        Ok(act.run("delete from invitations where workplace = 'МБОУ «СОШ № 68»'", &[])?)
    })
    .await;
    let known = who.replace("orlova@", "Orlova@");
    assert_eq!(crate::opening::ask(&t, &format!("{known}&place-search=66")).await.status, StatusCode::OK);
    assert_eq!(t.letter_to("Orlova@example.org").await.subject, "У вас уже есть кабинет");

    let home = found(&t, &zoya, "erasure").await;
    assert_eq!(sent(&zoya, &home, &["forget"]).await.to(), format!("{home}/answer"));
    let left =
        "select count(*) from letters where to_email like '%rlova%' or to_name like '%Орлов%' or to_name like '%Ольга%'
         or body_text like '%Орлов%' or body_text like '%rlova%' or body_html like '%Орлов%'";
    assert_eq!(t.count(left).await, 0);
    let left = "select count(*) from invitations where email like '%rlova%' or email_key like '%rlova%' or surname = 'Орлова' or name_key <> ''";
    assert_eq!(t.count(left).await, 0);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.contains("Орлова")).collect();
    assert_eq!(
        told,
        ["invitation.issued: Орлова Ольга Андреевна: педагог, МБОУ «СОШ № 68»"],
        "nothing is left by which this one could be known"
    );
    for link in [&other, &third] {
        assert!(t.visitor().follow(link).await.status.is_client_error(), "nobody comes in by it");
    }
    assert_eq!(t.count("select count(*) from invitations where redeemed_at is null and revoked_at is null").await, 0);
    assert_eq!(crate::forgotten::broken(&t).await, Vec::<&str>::new());
}

async fn what_may_not_be_done_says_why(t: TestApp) {
    never_applied(&t).await;
    let zoya = t.zoya().await;
    let home = asked(&zoya, "stop").await;
    let early = zoya.get(&format!("{home}/stopping")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Сначала найдите человека"), "{}", early.words());
    assert_eq!(prepared(&zoya, &home).await, "", "nothing to say before the person is known");
    let copy = found(&t, &zoya, "copy").await;
    let other = zoya.get(&format!("{copy}/stopping")).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.words().contains("Человек просит о другом"), "{}", other.words());
    assert!(!zoya.get(&copy).await.words().contains("что можно сделать сразу"));
    let home = found(&t, &zoya, "stop").await;
    let path = format!("{home}/stopping");
    let nothing = sent(&zoya, &home, &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nothing.faults(), ["Отметьте, что сделать."]);
    let wrong = zoya.post(&path, &[("close", "yes"), ("current-password", "не тот")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert!(wrong.text().contains("checked"), "what was ticked stays");
    // Of the centre's last person nothing is closed.
    let account = t.text("select 'account:' || id from accounts where login = 'zoya'").await;
    assert_eq!(zoya.post(&home, &[("person", &account), ("sure", "yes")]).await.to(), home);
    let page = zoya.get(&path).await.words();
    assert!(
        page.contains(
            "Закрыть кабинет и завершить все сеансы: сейчас нельзя. Свою роль и свой кабинет закрыть нельзя."
        ),
        "{page}"
    );
    assert!(!page.contains("Уничтожить все данные"), "{page}");
    let fields = [("answered-day", "23"), ("answered-month", "11"), ("answered-year", "2026"), ("answer", "Отвечено.")];
    assert_eq!(zoya.post(&format!("{home}/answer"), &fields).await.to(), home);
    assert_eq!(zoya.get(&path).await.status, StatusCode::CONFLICT);
    assert_eq!(sent(&zoya, &home, &["close"]).await.status, StatusCode::CONFLICT);
    assert_eq!(t.count("select count(*) from accounts where closed_at is not null").await, 0);
}

async fn stopping_is_the_centres_alone(t: TestApp) {
    never_applied(&t).await;
    let zoya = t.zoya().await;
    let home = found(&t, &zoya, "stop").await;
    t.person("alla", "Жаркова Алла Борисовна", Role::Admin, None, "").await;
    for login in ["alla", "olga"] {
        let other = t.enter(login).await;
        assert_eq!(other.get(&format!("{home}/stopping")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            t.journal().await.last().unwrap(),
            "access.refused (refused): запрошено то, что этому человеку не открыто"
        );
        assert_eq!(sent(&other, &home, &["close"]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(t.count("select count(*) from accounts where closed_at is not null").await, 0);
}

async fn many_cases_are_read_by_as_many_questions(t: TestApp) {
    let w: World = applying::world(t).await;
    applying::submitted(&w.olga, "first", "none").await;
    let zoya = w.t.zoya().await;
    let home = found(&w.t, &zoya, "stop").await;
    let cost = async || {
        let path = format!("{home}/stopping");
        zoya.get(&path).await;
        let before = w.t.app.db.asked().count();
        let cases = kept(&zoya.get(&path).await).iter().filter(|row| row.starts_with("Дело")).count();
        (cases, w.t.app.db.asked().count() - before)
    };
    let (one, with_one) = cost().await;
    for category in [applications::Category::Highest, applications::Category::Mentor] {
        let other = w.t.application(w.school, "Белов Пётр Ильич", category).await;
        w.t.made(move |act| {
            let sql =
                "update applications set teacher_id = (select id from teachers where surname = 'Орлова') where id = $1";
            Ok(act.run(sql, values![other.id])?)
        })
        .await;
    }
    assert_eq!((one, cost().await), (1, (3, with_one)));
}

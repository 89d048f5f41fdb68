//! Acts of erasure: one person of the centre draws one up, another carries it out; what goes, what stays, and who may.

use std::io::Read;

use attestation::accounts::Role;
use attestation::applications::{self, Application, Category, Move, Stage};
use attestation::platform::engine::DbError;
use attestation::platform::migrations::TABLES;
use attestation::platform::record::Value;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::deadlines::rows;
use crate::on_both;
use crate::people::PASSWORD;
use crate::printing::said;
use crate::sheets::{TEACHERS, confirmed, shown, with_schools};

on_both!(
    nothing_personal_is_left_where_it_does_not_belong,
    another_person_carries_an_act_out,
    only_what_is_past_its_term_goes_into_an_act,
    a_draft_is_changed_and_dropped,
    a_case_put_away_without_files_says_where_its_papers_are,
    what_others_need_stays,
    the_history_of_other_cases_stays,
    files_leave_the_store_when_nobody_names_them,
    a_sheet_goes_with_the_last_case_made_of_it,
    the_paper_names_cases_and_nobody,
    the_log_of_an_erasure_goes_with_its_act,
    acts_of_erasure_are_the_centres_alone,
    lists_of_acts_ask_the_same_number_of_questions,
    long_lists_of_acts_go_on_from_the_last_row,
    a_case_of_another_hand_is_not_taken_twice,
);

on_both!(&[("centre_address", "")]; an_act_asks_for_the_address_the_settings_do_not_have);

const BOARD: &str = "/retention/erasures";
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const MEMBERS: &str = "Ильина Зоя Павловна, начальник отдела\n Кравцова  Марина Юрьевна, методист\n\n";

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// Зоя and Марина of the centre.
pub async fn two(t: &TestApp) -> (Visitor, Visitor) {
    t.person("marina", "Кравцова Марина Юрьевна", Role::Centre, None, "").await;
    (t.zoya().await, t.enter("marina").await)
}

/// The same two five years and a day later.
pub async fn years_later(t: &TestApp) -> (Visitor, Visitor) {
    t.later(days(1827));
    (t.enter("zoya").await, t.enter("marina").await)
}

pub async fn archived(t: &TestApp, case: &Application) {
    for mv in [Move::Withdraw, Move::Archive] {
        let case = t.fresh(case).await;
        t.made(move |act| applications::step(act, &case, mv)).await;
    }
}

/// Cases of a school of their own in the archive.
pub async fn old_cases(t: &TestApp, inn: &str, names: &[&str]) -> Vec<Application> {
    let school = t.school(&format!("МБОУ «СОШ № {inn}»"), inn).await;
    let mut cases = Vec::new();
    for name in names {
        let case = t.application(school, name, Category::First).await;
        archived(t, &case).await;
        cases.push(case);
    }
    cases
}

/// Draws an act up with these cases and names its commission; its address.
pub async fn drawn(by: &Visitor, cases: &[&Application]) -> String {
    let ids: Vec<String> = cases.iter().map(|case| case.id.to_string()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("case", id.as_str())).collect();
    let home = by.post("/retention", &fields).await.to().to_owned();
    assert_eq!(by.post(&home, &[("members", MEMBERS)]).await.to(), home);
    home
}

pub async fn carried_out(by: &Visitor, home: &str) {
    let answer = by.post(&format!("{home}/confirmation"), &[("current-password", PASSWORD)]).await;
    assert_eq!(answer.to(), home);
}

async fn the_history_of_other_cases_stays(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000066", &["Орлова Ольга Андреевна"]).await;
    let school = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let other = t.application(school, "Белов Сергей Николаевич", Category::First).await;
    archived(&t, &other).await;
    let told = "select count(*) from journal where subject = '' and words like 'персональные данные уничтожены%'
         and (application_id is null or application_id not in (select application_id from erasure_cases))";
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    let kept = t.count("select count(*) from journal where subject = ''").await;
    assert!(kept > 1, "acts that name nothing beside their case: {kept}");
    carried_out(&marina, &home).await;
    assert_eq!(t.count(told).await, 0, "only what was told of the erased case is gone");
}

/// «table.column» of every text in which these letters stand, whatever their case.
async fn found(t: &TestApp, letters: &'static str) -> Vec<String> {
    let read = t.app.db.read(move |reader| {
        let mut found = std::collections::BTreeSet::new();
        for table in TABLES {
            reader.each(&format!("select * from {table}"), &[], |row| {
                for (column, value) in row.whole()? {
                    if matches!(&value, Value::Text(text) if text.to_lowercase().contains(letters)) {
                        found.insert(format!("{table}.{column}"));
                    }
                }
                Ok(())
            })?;
        }
        Ok::<_, DbError>(found.into_iter().collect())
    });
    read.await.map_err(|error| error.to_string()).unwrap()
}

/// Rows of a case in every table that has any, each text of theirs with the same rare word; and the teacher's closed cabinet.
async fn full_case(t: &TestApp) -> Application {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let case = t.application(school, "Канарейкина Ольга Андреевна", Category::First).await;
    t.assigned(seat, &[&case]).await;
    t.person("olga", "Канарейкина Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    t.enter("olga").await.get("/cabinet").await;
    t.result(&case, "meets", days(1)).await;
    let (id, own) = (case.id, case.clone());
    t.made(move |act| {
        let account: String = act.row("select id from accounts where login = 'olga'", &[], |row| row.get(0))?.unwrap();
        let now = act.at();
        act.run("update teachers set account_id = $2, email = 'kanareyka@example.org', phone = '+79990000000' where id = $1", values![own.teacher, &account])?;
        let statements = [
            "insert into documents (id, application_id, kind, title, file_name, file_key, size, media_type, dated_on, added_by, added_at, removed_at)
             values ('0196c000-0000-7000-8000-00000000aa02', $1, 'diploma', 'Диплом канарейки', 'канарейка.pdf', 'канарейка', 5, 'канарейка', 'канарейка', '', 0, null)",
            "update applications set documents_present = 1, outer_number = 'канарейка-1', channel = 'epgu' where id = $1",
            "insert into remarks (id, application_id, part, words, made_at, made_by, answer, answered_at, answered_by)
             values ('0196c000-0000-7000-8000-00000000aa01', $1, 'person', 'канарейка', 0, '', 'канарейка', 0, '')",
            "insert into schedules (application_id, starts_on, ends_on, place, form, track, session_on, set_at, set_by)
             values ($1, '2026-11-24', '2027-01-10', 'канарейка', 'Собеседование', 'simplified', '', 0, '')",
            "insert into case_awards (application_id, award, document_id, checked, approved_at, approved_by)
             values ($1, 'канарейка', '0196c000-0000-7000-8000-00000000aa02', 'канарейка', 0, '')",
            "update conclusions set file_name = 'канарейка.docx' where application_id = $1",
            "insert into conclusion_drafts (application_id, seat_id, version, typed, saved_at) select $1, seat_id, 1, 'канарейка', 0 from conclusions where application_id = $1",
            "update results set reason = 'канарейка', return_reason = 'канарейка' where application_id = $1",
            "update assignments set end_reason = 'канарейка' where application_id = $1",
            "insert into declarations (assignment_id, ground, words, edition, declared_at) select id, '', 'канарейка', '1', 0 from assignments where application_id = $1",
            "insert into intake_refusals (application_id, ground_id, ground, refused_on, legal_ref, details)
             values ($1, '', 'Не прошёл год', '2026-11-23', 'п. 45', 'канарейка')",
            "insert into application_answers (application_id, place, part, question, answer) values ($1, 1, 'О себе', 'Стаж', 'канарейка')",
            "insert into application_courses (application_id, place, title, hours, taken_on, document) values ($1, 1, 'канарейка', 1, '2026-01-01', 'канарейка')",
        ];
        for sql in statements {
            act.run(sql, values![id])?;
        }
        let of_account = [
            "insert into application_signatures (application_id, account_id, hash, file_key, size, agreement, signed_at, address) values ($1, $2, 'канарейка', 'канарейка', 1, '1', 0, 'канарейка')",
            "insert into drafts (id, account_id, organization_id, post_code, category, helper_id, started_at, changed_at, removed_at, application_id)
             select 'draft-1', $2, organization_id, post_code, category, null, 0, 0, null, id from applications where id = $1",
        ];
        for sql in of_account {
            act.run(sql, values![id, &account])?;
        }
        for sql in [
            "insert into draft_pages (draft_id, task, version, typed, saved_at) values ('draft-1', 'person', 1, 'канарейка', 0)",
            "insert into draft_courses (id, draft_id, title, hours, taken_on, document, added_at) values ('c-1', 'draft-1', 'канарейка', 1, '2026-01-01', 'канарейка', 0)",
            "insert into draft_documents (id, draft_id, kind, title, file_name, file_key, size, media_type, added_at)
             values ('d-1', 'draft-1', 'diploma', 'канарейка', 'канарейка', 'канарейка', 1, 'канарейка', 0)",
            "update accounts set phone = 'канарейка', closed_reason = 'канарейка', closed_at = 1 where login = 'olga'",
            "update seats set end_reason = 'канарейка', ended_at = 1 where role = 'teacher'",
            "update sessions set agent = 'канарейка', address = 'канарейка', ended_at = 1 where account_id in (select id from accounts where login = 'olga')",
        ] {
            act.run(sql, &[])?;
        }
        for sql in [
            "insert into consents (id, account_id, document, text_version, given_at, address, withdrawn_at) values ('con-1', $1, 'consent', '1', 0, 'канарейка', null)",
            "insert into invitations (id, role, organization_id, workplace, email, email_key, surname, given, patronymic, name_key, issued_by, issued_at, expires_at, letter_id, redeemed_at, redeemed_by, revoked_at, batch_id)
             select 'inv-1', 'teacher', organization_id, '', 'канарейка', 'канарейка', 'Канарейкина', 'Ольга', '', 'канарейкина', null, 0, 0, null, 1, $1, null, null from teachers where account_id = $1",
            "insert into keys (hash, account_id, purpose, value, issued_at, expires_at, used_at, dropped_at) values ('k', $1, 'email', 'канарейка', 0, 0, 1, null)",
        ] {
            act.run(sql, values![&account])?;
        }
        // Rows of the journal that name a person, with and without a case, and what the person did.
        for (at, (subject, account)) in [(format!("account:{account}"), None), (format!("teacher:{}", own.teacher), None), ("invitation:inv-1".to_owned(), None), (String::new(), Some(account.clone()))].into_iter().enumerate() {
            let words = if account.is_some() { "скачаны все свои данные" } else { "Канарейкина Ольга Андреевна" };
            act.run(
                "insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address) values ($1, $2, $3, '', 'test.made', 'done', null, $4, $5, $6)",
                values![format!("j-{at}"), now, account.clone(), subject, words, if account.is_some() { "канарейка" } else { "" }],
            )?;
        }
        act.run(
            "insert into journal (id, at, account_id, role, act, outcome, application_id, subject, words, address) values ('j-9', $2, null, 'teacher', 'remark.answered', 'done', $1, '', 'Канарейкина ответила', 'канарейка')",
            values![id, now],
        )?;
        Ok(())
    })
    .await;
    let case = t.fresh(&case).await;
    t.made(move |act| {
        act.run("update applications set stage = 'archived', over_at = $2 where id = $1", values![case.id, act.at()])?;
        Ok(case)
    })
    .await
}

async fn nothing_personal_is_left_where_it_does_not_belong(t: TestApp) {
    two(&t).await;
    let case = full_case(&t).await;
    t.holder(None, "Канарейкина Ольга Андреевна", Category::First, "2021-12-24", None).await;
    let id = case.id;
    t.made(move |act| {
        Ok(act.run("update register_records set source = 'application:' || cast($1 as text)", values![id])?)
    })
    .await;
    t.letters().await;
    let before = found(&t, "канарейк").await;
    assert!(before.len() >= 50, "{before:?}");
    assert_eq!(found(&t, "kanareyka").await, ["teachers.email"]);
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&case]).await;
    carried_out(&marina, &home).await;
    assert_eq!(
        found(&t, "канарейк").await,
        [
            "erasure_files.file_key",
            "register_records.name_key",
            "register_records.surname",
            "register_words.name_key",
            "register_words.surname",
            "register_words.word",
        ],
        "the register has no end, and the made-up name of a file is not a person's"
    );
    for gone in ["kanareyka", "+79990000000", "olga@example.org", "ольга"] {
        let left = found(&t, gone).await;
        assert!(left.iter().all(|place| place.starts_with("register_")), "{gone}: {left:?}");
    }
    let words = "персональные данные уничтожены, акт №\u{a0}1 от 25.11.2031";
    assert_eq!(t.text("select min(words) from journal where act = 'remark.answered'").await, words);
    assert_eq!(t.text("select min(words) from journal where subject like 'teacher:%'").await, words);
    assert_eq!(t.text("select min(subject) from letters where kind = 'assignment.given'").await, words);
    assert_eq!(
        t.text("select surname from accounts where login like 'erased:%'").await,
        words,
        "what the person did is told of nobody"
    );
    let mut journal = t.journal().await;
    journal.retain(|told| told.starts_with("retention.erased") || told.starts_with("retention.erasure_done"));
    assert_eq!(
        journal,
        [
            "retention.erased: дело уничтожено по истечении срока хранения, акт №\u{a0}1 от 25.11.2031",
            "retention.erasure_done: исполнен акт об уничтожении №\u{a0}1 от 25.11.2031: 1\u{a0}дело",
        ]
    );
    assert_eq!(t.fresh(&case).await.stage, Stage::Erased);
    let page = zoya.get(&format!("/applications/{id}")).await.words();
    assert!(page.contains("Персональные данные уничтожены, акт № 1 от 25.11.2031"), "{page}");
    assert!(page.contains("Дело 2026-0001 уничтожено") && page.contains("Должность Учитель"), "{page}");
    assert!(!page.to_lowercase().contains("канарейк"), "{page}");
    for path in ["conclusion", "remarks", "clocks", "application"] {
        let page = zoya.get(&format!("/applications/{id}/{path}")).await;
        assert_ne!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(!page.words().to_lowercase().contains("канарейк"), "{path}");
    }
    assert_eq!(
        zoya.get(&format!("/applications/{id}/documents/0196c000-0000-7000-8000-00000000aa02")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(zoya.get("/people").await.status, StatusCode::OK);
    assert_eq!(zoya.get("/outbox").await.status, StatusCode::OK);
}

async fn another_person_carries_an_act_out(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна"]).await;
    let (zoya, marina) = years_later(&t).await;
    let nobody = zoya.post("/retention", &[("case", &cases[0].id.to_string())]).await;
    let home = nobody.to().to_owned();
    let confirmation = format!("{home}/confirmation");
    let early = marina.get(&confirmation).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("В акте не названа комиссия. Сначала запишите её членов на странице акта."));
    assert_eq!(zoya.post(&home, &[("members", MEMBERS)]).await.to(), home);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.erasure_changed: записана комиссия: Ильина Зоя Павловна, начальник отдела; Кравцова Марина Юрьевна, методист"
    );
    let own =
        "Этот акт подготовили вы. Подтвердить его должен другой сотрудник Центра под своим паролем: попросите коллегу.";
    for answer in [zoya.get(&confirmation).await, zoya.post(&confirmation, &[("current-password", PASSWORD)]).await] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.words().contains(own), "{}", answer.words());
    }
    let page = zoya.get(&home).await.words();
    assert!(
        page.contains("Исполнить акт должен другой сотрудник Центра") && !page.contains("Уничтожить данные"),
        "{page}"
    );
    let asked = marina.get(&confirmation).await.words();
    assert!(asked.contains("Акт № 1 за 2031 год: 1 дело") && asked.contains("Вернуть уничтоженное нельзя."), "{asked}");
    let wrong = marina.post(&confirmation, &[("current-password", "не тот пароль совсем")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    let empty = marina.post(&confirmation, &[("current-password", "")]).await;
    assert_eq!(empty.faults(), ["Введите пароль от своего кабинета."]);
    assert_eq!(t.count("select count(*) from applications where stage = 'erased'").await, 0);
    carried_out(&marina, &home).await;
    let page = marina.get(&home).await;
    assert!(page.text().contains("Персональные данные уничтожены: 1\u{a0}дело."), "{}", page.text());
    let words = page.words();
    assert!(words.contains("Состояние исполнен Дела 1 дело"), "{words}");
    assert!(words.contains("Кто исполнил Кравцова Марина Юрьевна, 24 ноября 2031"), "{words}");
    assert!(
        words.contains("Основание «Дела: заявления, копии документов, заключения» — 5 лет (перечень документов социальной сферы Санкт-Петербурга)"),
        "{words}"
    );
    let again = marina.post(&confirmation, &[("current-password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Этот акт уже исполнен, изменить его нельзя."), "{}", again.words());
    assert_eq!(
        rows(&zoya.get(BOARD).await, "Акты об уничтожении"),
        ["№ 1 от 24.11.2031 | 1 дело | 24.11.2031 14:00 Ильина З. П. | Кравцова М. Ю. | исполнен"]
    );
    let empty = zoya.get("/retention").await.words();
    assert!(empty.contains("В архиве нет дел, у которых прошёл срок хранения."), "{empty}");
}

async fn only_what_is_past_its_term_goes_into_an_act(t: TestApp) {
    let (zoya, _) = two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    let school = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let open = t.application(school, "Юрина Юлия Олеговна", Category::First).await;
    let no = "Среди этих дел есть такие, которые уничтожать нельзя: срок хранения ещё идёт, дело не в архиве или стоит в другом акте. Проверьте список и отметьте дела заново.";
    let (first, open) = (cases[0].id.to_string(), open.id.to_string());
    assert_eq!(zoya.post("/retention", &[("case", &first)]).await.faults(), [no], "the term runs");
    let (zoya, marina) = years_later(&t).await;
    let nothing = zoya.post("/retention", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(nothing.faults(), ["Отметьте хотя бы одно дело."]);
    let mixed = zoya.post("/retention", &[("case", &first), ("case", &open)]).await;
    assert_eq!(mixed.faults(), [no], "not in the archive");
    assert!(
        mixed
            .text()
            .contains(&format!("value=\"{first}\" aria-label=\"Орлова Ольга Андреевна, дело 2026-0001\" checked")),
        "{}",
        mixed.text()
    );
    assert_eq!(t.count("select count(*) from erasures").await, 0);
    let home = drawn(&zoya, &[&cases[0]]).await;
    assert_eq!(zoya.post("/retention", &[("case", &first)]).await.faults(), [no], "in another act");
    let draft = home.rsplit('/').next().unwrap();
    let page = zoya.get("/retention").await;
    assert!(page.words().contains("Новый акт Проект акта № 1 за 2031 год"), "{}", page.words());
    assert_eq!(rows(&page, "Дела с прошедшим сроком").len(), 1);
    let added = zoya.post("/retention", &[("case", &cases[1].id.to_string()), ("act", draft)]).await;
    assert_eq!(added.to(), home);
    assert_eq!(rows(&zoya.get(&home).await, "Дела акта").len(), 2);
    // A longer term of that very day, put in force while the act was a draft, stops it.
    t.made(|act| Ok(act.run("update retention_terms set years = 10 where record = 'cases'", &[])?)).await;
    let late = marina.post(&format!("{home}/confirmation"), &[("current-password", PASSWORD)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains(no), "{}", late.words());
    assert_eq!(t.count("select count(*) from applications where stage = 'archived'").await, 2);
}

async fn a_draft_is_changed_and_dropped(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0], &cases[1]]).await;
    let alone = zoya.post(&home, &[("members", "Ильина Зоя Павловна, начальник отдела")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        alone.faults(),
        ["Назовите хотя бы двух членов комиссии, каждого с новой строки: фамилия, инициалы, должность."]
    );
    let short =
        zoya.post(&home, &[("members", "Ильина З. П., начальник отдела\nКравцова Марина Юрьевна, методист")]).await;
    assert_eq!(
        short.faults(),
        ["«Ильина З. П., начальник отдела»: напишите имя и отчество полностью, в акте инициалов мало."]
    );
    assert!(alone.text().contains("Ильина Зоя Павловна, начальник отдела"), "what was typed is kept");
    let long = format!("{}\nБелов", "а".repeat(201));
    assert_eq!(
        zoya.post(&home, &[("members", &long)]).await.faults(),
        ["В одной строке больше 200 знаков. Запишите каждого с новой строки."]
    );
    let crowd = "Белов\n".repeat(21);
    assert_eq!(
        zoya.post(&home, &[("members", &crowd)]).await.faults(),
        ["Больше 20 членов комиссии записать нельзя. Уберите лишние строки."]
    );
    let removal = format!("{home}/cases/removal");
    assert_eq!(zoya.post(&removal, &[]).await.to(), home);
    assert!(zoya.get(&home).await.words().contains("Белов Пётр Ильич"));
    for case in &cases {
        assert_eq!(zoya.post(&removal, &[("case", &case.id.to_string())]).await.to(), home);
    }
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.erasure_changed: из акта об уничтожении убрано: 1\u{a0}дело"
    );
    let gone = zoya.post(&removal, &[("case", &cases[0].id.to_string())]).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    let empty = marina.get(&format!("{home}/confirmation")).await;
    assert!(empty.words().contains("В акте нет ни одного дела."), "{}", empty.words());
    let draft = home.rsplit('/').next().unwrap().to_owned();
    assert_eq!(zoya.post("/retention", &[("case", &cases[0].id.to_string()), ("act", &draft)]).await.to(), home);
    assert_eq!(marina.post(&format!("{home}/removal"), &[]).await.to(), BOARD);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.erasure_dropped: отменён проект акта об уничтожении №\u{a0}1 за 2031\u{a0}год"
    );
    assert_eq!(rows(&zoya.get("/retention").await, "Дела с прошедшим сроком").len(), 2, "they are free again");
    let dropped = "Этот проект отменён. Подготовьте новый акт на странице «Хранение дел».";
    for answer in [
        zoya.post(&home, &[("members", MEMBERS)]).await,
        zoya.post(&removal, &[("case", &cases[0].id.to_string())]).await,
        zoya.post(&format!("{home}/removal"), &[]).await,
        marina.post(&format!("{home}/confirmation"), &[("current-password", PASSWORD)]).await,
        marina.get(&format!("{home}/paper")).await,
    ] {
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.words().contains(dropped), "{}", answer.words());
    }
    let late = zoya.post("/retention", &[("case", &cases[0].id.to_string()), ("act", &draft)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains("этот акт исполнили или отменили"), "{}", late.words());
    let next = drawn(&zoya, &[&cases[0]]).await;
    assert!(zoya.get(&next).await.words().contains("№ 2 за 2031 год"), "a number is given once");
}

async fn a_case_put_away_without_files_says_where_its_papers_are(t: TestApp) {
    two(&t).await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let (zoya, kira) = (t.enter("zoya").await, crate::register::coordinator(&t, "kira", school).await);
    let home = format!("/applications/{}", case.id);
    assert!(zoya.get(&home).await.words().contains("Документы Документов пока нет."));
    archived(&t, &case).await;
    let none = "Документы Файлов с документами в этом деле нет: в систему их не добавляли. То, что подавали на бумаге, хранится там, куда подавали: в школе или в Центре.";
    let whole = "Заявление, решение и бумаги, которые составила система, — в «Скачать дело одним файлом».";
    let (of_centre, of_school) = (zoya.get(&home).await.words(), kira.get(&home).await.words());
    assert!(of_centre.contains(&format!("{none} {whole}")), "{of_centre}");
    assert!(of_school.contains(none) && !of_school.contains(whole), "{of_school}");
}

async fn what_others_need_stays(t: TestApp) {
    two(&t).await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let names = ["Орлова Ольга Андреевна", "Белов Пётр Ильич", "Юрина Юлия Олеговна", "Гусев Глеб Ильич"];
    let mut cases = Vec::new();
    for name in names {
        let case = t.application(school, name, Category::First).await;
        archived(&t, &case).await;
        cases.push(case);
    }
    t.person("olga", names[0], Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    let ids: Vec<_> = cases.iter().map(|case| (case.id, case.teacher)).collect();
    t.made(move |act| {
        act.run("update terms set valid_to = '9999-12-31'", &[])?;
        act.run("update teachers set email = 'way@example.org', phone = '123'", &[])?;
        let account: String = act.row("select id from accounts where login = 'olga'", &[], |row| row.get(0))?.unwrap();
        act.run("update teachers set account_id = $2 where id = $1", values![ids[0].1, account])?;
        // Белов has another case under way, Юрина is known to the school's own attestation.
        act.run("update applications set stage = 'registered', teacher_id = $2 where id = $1", values![ids[3].0, ids[1].1])?;
        act.run(
            "insert into fitness_workers (teacher_id, organization_id, post_code, post_since, previous_on, previous_fits, ground, ground_until, changed_at, changed_by)
             select id, organization_id, 'P27', '2020-01-01', null, null, '', null, 0, '' from teachers where id = $1",
            values![ids[2].1],
        )?;
        act.run("delete from teachers where id = $1", values![ids[3].1])?;
        Ok(())
    })
    .await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0], &cases[1], &cases[2]]).await;
    carried_out(&marina, &home).await;
    let kept = "select count(*) from teachers where erasure_id is null and snils <> ''";
    assert_eq!(t.count(kept).await, 3);
    assert_eq!(t.count("select count(*) from teachers where email = 'way@example.org' and phone = '123'").await, 2);
    assert_eq!(
        t.text("select surname from teachers where email = '' and erasure_id is null").await,
        "Юрина",
        "the school asks for no address"
    );
    assert_eq!(t.fresh(&cases[3]).await.name.surname, "Белов");
    for case in &cases[..3] {
        assert_eq!(t.fresh(case).await.name.full(), "Персональные данные уничтожены, акт №\u{a0}1 от 24.11.2031");
    }
    assert_eq!(t.count("select count(*) from accounts where login = 'olga'").await, 1);
    let kira = crate::register::coordinator(&t, "kira", school).await;
    let fitness = kira.get("/school/fitness").await.words();
    assert!(fitness.contains("Юрина") && !fitness.contains("уничтожены"), "{fitness}");
}

async fn files_leave_the_store_when_nobody_names_them(t: TestApp) {
    two(&t).await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = crate::register::coordinator(&t, "kira", school).await;
    let mut cases = Vec::new();
    for name in ["Орлова Ольга Андреевна", "Белов Пётр Ильич"] {
        let case = t.application(school, name, Category::First).await;
        let files = [("file", "Диплом.pdf", DIPLOMA)];
        kira.upload(&format!("/applications/{}/documents", case.id), &[("kind", "diploma")], &files).await;
        cases.push(case);
    }
    assert_eq!(t.files_on_disk(), 1, "the same content is kept once");
    for case in &cases {
        archived(&t, case).await;
    }
    let rounds = async || attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    carried_out(&marina, &home).await;
    assert!(marina.get(&home).await.words().contains("Осталось: 1 файл."), "nothing is removed yet");
    rounds().await;
    assert_eq!(t.files_on_disk(), 1, "the other case names it");
    assert!(!marina.get(&home).await.words().contains("Осталось"), "it is settled");
    let home = drawn(&zoya, &[&cases[1]]).await;
    carried_out(&marina, &home).await;
    rounds().await;
    assert_eq!(t.files_on_disk(), 0);
    assert!(!marina.get(&home).await.words().contains("Осталось"));
}

/// Every case that is in no act.
async fn free(t: &TestApp) -> Vec<String> {
    let sql = "select id from applications where id not in (select application_id from erasure_cases) order by id";
    let read = t.app.db.read(move |reader| reader.rows(sql, &[], |row| row.get::<String>(0)));
    read.await.map_err(|error: DbError| error.to_string()).unwrap()
}

async fn a_sheet_goes_with_the_last_case_made_of_it(t: TestApp) {
    t.person("marina", "Кравцова Марина Юрьевна", Role::Centre, None, "").await;
    let zoya = with_schools(&t).await;
    let (at, _) = shown(&zoya, "teachers", TEACHERS).await;
    confirmed(&zoya, &at).await;
    t.made(|act| {
        let now = act.at();
        Ok(act.run("update applications set stage = 'archived', over_at = $1", values![now])?)
    })
    .await;
    let (zoya, marina) = years_later(&t).await;
    let mut cases = free(&t).await;
    let last = cases.pop().unwrap();
    for some in [cases.as_slice(), &[last]] {
        assert_eq!(t.count("select count(*) from imports where kind = 'teachers' and file_key <> ''").await, 1);
        for part in some.chunks(200) {
            let fields: Vec<(&str, &str)> = part.iter().map(|id| ("case", id.as_str())).collect();
            let home = zoya.post("/retention", &fields).await.to().to_owned();
            assert_eq!(zoya.post(&home, &[("members", MEMBERS)]).await.to(), home);
            carried_out(&marina, &home).await;
        }
    }
    assert_eq!(
        t.count("select count(*) from imports where kind = 'teachers' and file_key = '' and file_name = ''").await,
        1
    );
    let sheet = zoya.get(&at).await;
    assert_eq!(sheet.status, StatusCode::CONFLICT);
    assert!(sheet.words().contains("или он уничтожен вместе с делами, которые по ней внесены."), "{}", sheet.words());
    let files = t.files_on_disk();
    attestation::app::once_round(&t.app, &attestation::app::jobs()).await.unwrap();
    assert_eq!(t.files_on_disk(), files - 1);
}

/// The text of a Word file.
fn docx(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    words_of(&text)
}

async fn the_paper_names_cases_and_nobody(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0], &cases[1]]).await;
    let draft = docx(&zoya.get(&format!("{home}/paper")).await);
    assert!(draft.contains("ПРОЕКТ АКТ об уничтожении персональных данных"), "{draft}");
    carried_out(&marina, &home).await;
    let word = docx(&zoya.get(&format!("{home}/paper")).await);
    let pdf = said(&zoya.get(&format!("{home}/paper/pdf")).await, "Акт об уничтожении 2031-1.pdf");
    for text in [&word, &pdf] {
        for words in [
            "24.11.2031",
            "Ильина Зоя Павловна, начальник отдела",
            "Оператор персональных данных: Центр аттестации педагогических работников, 634000, г. Томск, ул. Вымышленная, д. 1.",
            "Дата уничтожения: 24 ноября 2031.",
            "Основание: истёк срок хранения: «Дела: заявления, копии документов, заключения» — 5 лет (перечень документов социальной сферы Санкт-Петербурга).",
            "2026-0001",
            "2026-0002",
            "Всего дел: 2.",
        ] {
            assert!(text.replace('\u{a0}', " ").contains(words), "{words}: {text}");
        }
        assert!(!text.contains("ПРОЕКТ") && !text.contains("Орлова"), "{text}");
    }
    assert!(word.contains("1 2026-0001 Учитель 02.11.2026 23.11.2026 23.11.2031"), "{word}");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.erasure_taken: скачан акт об уничтожении №\u{a0}1 от 24.11.2031"
    );
}

async fn an_act_asks_for_the_address_the_settings_do_not_have(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна"]).await;
    let (zoya, marina) = years_later(&t).await;
    let home = zoya.post("/retention", &[("case", &cases[0].id.to_string())]).await.to().to_owned();
    let bare = zoya.post(&home, &[("members", MEMBERS)]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bare.faults(), ["Введите почтовый адрес Центра: акт должен называть оператора и его адрес."]);
    assert!(bare.text().contains("Ильина Зоя Павловна"), "what was typed is kept");
    let long = "а".repeat(201);
    assert_eq!(
        zoya.post(&home, &[("members", MEMBERS), ("address", &long)]).await.faults(),
        ["Здесь больше 200 знаков. Сократите."]
    );
    // A commission that was named before the address was asked for.
    let id = home.rsplit('/').next().unwrap().to_owned();
    t.made(move |act| Ok(act.run("update erasures set members = 'Ильина\nКравцова' where id = $1", values![id])?))
        .await;
    let proof = [("current-password", PASSWORD)];
    let nowhere = marina.post(&format!("{home}/confirmation"), &proof).await;
    assert_eq!(nowhere.status, StatusCode::CONFLICT);
    assert!(nowhere.words().contains("В акте не назван почтовый адрес Центра"), "{}", nowhere.words());
    let address = "634050, г. Томск, пр. Ленина, д. 1";
    assert_eq!(zoya.post(&home, &[("members", MEMBERS), ("address", address)]).await.to(), home);
    assert!(t.journal().await.last().unwrap().ends_with(&format!("; адрес оператора: {address}")));
    assert!(zoya.get(&home).await.words().contains(&format!("Адрес оператора {address}")));
    let sure = marina.get(&format!("{home}/confirmation")).await.words();
    assert!(sure.contains(&format!("Оператор: Центр аттестации педагогических работников, {address}.")), "{sure}");
    carried_out(&marina, &home).await;
    let says = format!("Оператор персональных данных: Центр аттестации педагогических работников, {address}.");
    let word = docx(&zoya.get(&format!("{home}/paper")).await);
    let pdf = said(&zoya.get(&format!("{home}/paper/pdf")).await, "Акт об уничтожении 2031-1.pdf");
    for text in [word, pdf] {
        assert!(text.replace('\u{a0}', " ").contains(&says), "{text}");
    }
}

async fn the_log_of_an_erasure_goes_with_its_act(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    let (zoya, marina) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0], &cases[1]]).await;
    let early = zoya.get(&format!("{home}/log")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("составляется, когда данные уничтожены"), "{}", early.words());
    assert!(!zoya.get(&home).await.words().contains("Выгрузка из журнала"));
    carried_out(&marina, &home).await;
    assert!(zoya.get(&home).await.words().contains("Выгрузка из журнала (XLSX)"));
    let file = zoya.get(&format!("{home}/log")).await;
    let rows = file.sheet(&["Чьи данные", "Почему уничтожены", "Когда уничтожены", "Кто исполнил"]);
    let (of, by) = ("Дела: заявления, копии документов, заключения", "Кравцова Марина Юрьевна");
    let why = format!(
        "срок хранения кончился 23 ноября 2031; «{of}» — 5 лет (перечень документов социальной сферы Санкт-Петербурга)"
    );
    let row = |case: &str| [case, &why, "24 ноября 2031, 14:00 (Томск)", by].map(str::to_owned).to_vec();
    assert_eq!(rows, [row("дело 2026-0001"), row("дело 2026-0002")]);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.erasure_taken: скачана выгрузка из журнала к акту об уничтожении №\u{a0}1 от 24.11.2031"
    );
}

async fn acts_of_erasure_are_the_centres_alone(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна"]).await;
    t.person("alla", "Жаркова Алла Борисовна", Role::Admin, None, "").await;
    let (zoya, _) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    let alla = t.enter("alla").await;
    assert_eq!(alla.get(BOARD).await.status, StatusCode::NOT_FOUND);
    assert_eq!(alla.post("/retention", &[("case", &cases[0].id.to_string())]).await.status, StatusCode::NOT_FOUND);
    for path in ["", "/confirmation", "/paper", "/paper/pdf", "/log"] {
        assert_eq!(alla.get(&format!("{home}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            t.journal().await.last().unwrap(),
            "access.refused (refused): запрошено то, что этому человеку не открыто"
        );
    }
    for path in ["", "/cases/removal", "/removal", "/confirmation"] {
        let answer = alla.post(&format!("{home}{path}"), &[("current-password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let nowhere = format!("{BOARD}/019aaaaa-0000-7000-8000-000000000000");
    assert_eq!(zoya.get(&nowhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from erasures where stage = 'draft'").await, 1);
}

async fn lists_of_acts_ask_the_same_number_of_questions(t: TestApp) {
    two(&t).await;
    let names = [
        "Орлова Ольга Андреевна",
        "Белов Пётр Ильич",
        "Юрина Юлия Олеговна",
        "Гусев Глеб Ильич",
        "Котова Вера Ильинична",
    ];
    let cases = old_cases(&t, "7000000001", &names).await;
    let (zoya, _) = years_later(&t).await;
    let home = drawn(&zoya, &[&cases[0]]).await;
    let asked = async || {
        let mut asked = Vec::new();
        for path in [BOARD, &home, "/retention"] {
            zoya.get(path).await;
            let before = t.app.db.asked().count();
            assert_eq!(zoya.get(path).await.status, StatusCode::OK, "{path}");
            asked.push(t.app.db.asked().count() - before);
        }
        asked
    };
    let with_one = asked().await;
    let draft = home.rsplit('/').next().unwrap();
    let more = cases[1].id.to_string();
    assert_eq!(zoya.post("/retention", &[("case", &more), ("act", draft)]).await.to(), home);
    drawn(&zoya, &[&cases[2]]).await;
    drawn(&zoya, &[&cases[3]]).await;
    assert_eq!(asked().await, with_one);
}

async fn long_lists_of_acts_go_on_from_the_last_row(t: TestApp) {
    two(&t).await;
    let names: Vec<String> = (0..21).map(|at| format!("Белов Пётр{} Ильич", "а".repeat(at))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let cases = old_cases(&t, "7000000001", &names).await;
    let (zoya, _) = years_later(&t).await;
    let home = drawn(&zoya, &cases.iter().collect::<Vec<_>>()).await;
    let first = zoya.get(&home).await;
    assert_eq!(rows(&first, "Дела акта").len(), 20);
    let next = first.text();
    let next = next.split("govuk-pagination__next").nth(1).unwrap().split("href=\"").nth(1).unwrap();
    let second = zoya.get(next.split('"').next().unwrap()).await;
    assert_eq!(rows(&second, "Дела акта").len(), 1);
    assert!(second.words().contains("К началу списка"));
}

async fn a_case_of_another_hand_is_not_taken_twice(t: TestApp) {
    two(&t).await;
    let cases = old_cases(&t, "7000000001", &["Орлова Ольга Андреевна"]).await;
    let (zoya, marina) = years_later(&t).await;
    let case = cases[0].id.to_string();
    let fields = [("case", case.as_str())];
    let (one, other) = tokio::join!(zoya.post("/retention", &fields), marina.post("/retention", &fields));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]);
    assert_eq!(t.count("select count(*) from erasures").await, 1);
}

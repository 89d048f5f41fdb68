//! How long what is kept, the archive, a case as one file, and who opened whose personal file.

use std::io::Read;

use attestation::accounts::Role;
use attestation::applications::{self, Application, Category, Move};
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::acts::drafted_and_published;
use crate::app::{Answer, TestApp, Visitor};
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    retention_terms_are_dated_settings,
    faults_of_a_term_stand_at_their_fields,
    cases_of_a_year_go_to_the_archive,
    a_case_with_an_open_complaint_stays,
    what_was_decided_is_read_in_the_archive_too,
    a_case_is_past_its_term_by_the_term_of_its_day,
    a_whole_case_is_one_file_read_without_the_system,
    who_opened_whose_case_is_listed,
    a_wrong_question_about_openings_says_why,
    keeping_is_the_centres_alone,
    lists_ask_the_same_number_of_questions,
    long_lists_go_on_from_the_last_row,
);

const TERMS: &str = "/settings/retention";
const ARCHIVING: &str = "/retention/archiving";
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

/// Days as a span of the clock.
fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// Cases withdrawn now, one for each name.
async fn withdrawn(t: &TestApp, names: &[&str]) -> Vec<Application> {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let mut cases = Vec::new();
    for name in names {
        let case = t.application(school, name, Category::First).await;
        moved(t, &case, Move::Withdraw).await;
        cases.push(t.fresh(&case).await);
    }
    cases
}

async fn moved(t: &TestApp, case: &Application, mv: Move) {
    let case = case.clone();
    t.made(move |act| applications::step(act, &case, mv)).await;
}

async fn retention_terms_are_dated_settings(t: TestApp) {
    let zoya = t.zoya().await;
    let shown = rows(&zoya.get(TERMS).await, "Сроки хранения");
    assert_eq!(shown.len(), 17);
    assert_eq!(
        shown[0],
        "Дела: заявления, копии документов, заключения отсчёт со дня, когда дело закончено | 5 лет | \
         с 18 февраля 2020, без окончания действует | перечень документов социальной сферы Санкт-Петербурга \
         не сверено перечень другого региона, для Томской области не сверено | внесено при установке системы"
    );
    let new = [
        ("record", "cases"),
        ("years", "10"),
        ("from", "01.01.2027"),
        ("legal_ref", "номенклатура дел  Центра, п. 12"),
        ("remark", ""),
    ];
    assert_eq!(zoya.post(TERMS, &new).await.to(), TERMS);
    let page = zoya.get(TERMS).await;
    assert!(page.text().contains("Новый срок хранения записан."));
    let shown = rows(&page, "Сроки хранения");
    assert_eq!(
        shown[0],
        "Дела: заявления, копии документов, заключения отсчёт со дня, когда дело закончено | 10 лет | \
         с 1 января 2027, без окончания начнёт действовать | номенклатура дел Центра, п. 12 | Ильина Зоя, 23.11.2026 14:00 Отозвать версию"
    );
    assert!(shown[1].contains("| 5 лет | с 18 февраля 2020 по 31 декабря 2026 действует |"), "{}", shown[1]);
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "retention.term: Дела: заявления, копии документов, заключения: 10 лет, с 1 января 2027, без окончания; \
         основание: номенклатура дел Центра, п. 12"
    );
    let back = [("record", "cases"), ("from", "2027-01-01")];
    let path = format!("{TERMS}/withdrawal");
    assert_eq!(zoya.post(&path, &back).await.to(), TERMS);
    let shown = rows(&zoya.get(TERMS).await, "Сроки хранения");
    assert!(shown[0].contains("| 5 лет | с 18 февраля 2020, без окончания действует |"), "{}", shown[0]);
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "retention.term_withdrawn: Дела: заявления, копии документов, заключения: отозван срок «10 лет», с 1 января 2027, без окончания"
    );
    assert_eq!(zoya.post(&path, &back).await.status, StatusCode::CONFLICT);
    assert_eq!(zoya.post(&path, &[("record", "cases"), ("from", "2020-02-18")]).await.status, StatusCode::CONFLICT);
    // A slip in a term that has begun is put right the day it was written down.
    let slip = [new[0], ("years", "1"), ("from", "23.11.2026"), new[3]];
    assert_eq!(zoya.post(TERMS, &slip).await.to(), TERMS);
    let begun = [("record", "cases"), ("from", "2026-11-23")];
    assert_eq!(zoya.post(&path, &begun).await.to(), TERMS);
    assert!(rows(&zoya.get(TERMS).await, "Сроки хранения")[0].contains("| 5 лет | с 18 февраля 2020, без окончания"));
    assert_eq!(zoya.post(TERMS, &slip).await.to(), TERMS);
    t.later(jiff::SignedDuration::from_hours(24));
    let zoya = t.enter("zoya").await;
    assert_eq!(zoya.post(&path, &begun).await.status, StatusCode::CONFLICT);
    assert!(!rows(&zoya.get(TERMS).await, "Сроки хранения")[0].contains("Отозвать версию"));
}

async fn faults_of_a_term_stand_at_their_fields(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(TERMS, &[("record", ""), ("years", "0"), ("from", "завтра"), ("legal_ref", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Выберите, что хранится.",
            "Укажите целое число лет от 1 до 100.",
            "Укажите первый день новой версии, например 01.01.2027.",
            "Укажите основание: документ, его дату и номер.",
        ]
    );
    let early = [("record", "letters"), ("years", "4"), ("from", "18.02.2020"), ("legal_ref", "приказ № 1")];
    let answer = zoya.post(TERMS, &early).await;
    assert_eq!(
        answer.faults().iter().map(|fault| fault.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["Последняя версия действует с 18 февраля 2020. Новая может начаться только позже."]
    );
    assert!(answer.text().contains("value=\"18.02.2020\""), "what was typed is kept");
    assert_eq!(t.count("select count(*) from retention_terms").await, 17);
}

async fn cases_of_a_year_go_to_the_archive(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.get(ARCHIVING).await.words();
    assert!(empty.contains("За этот год передавать нечего"), "{empty}");
    let cases = withdrawn(&t, &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    // Until a decision may be disputed no longer its case stays where it is.
    t.later(days(91));
    let zoya = t.enter("zoya").await;
    let page = zoya.get("/retention/archiving?year=2026").await;
    let early = "Пока остаётся: 2 дела. Дело передают в архив не раньше чем через 3 месяца после того, как оно закончено: \
         до этого решение ещё можно обжаловать. Первое из них можно передать с 23 февраля 2027.";
    assert!(page.words().contains(early), "{}", page.words());
    let sooner = zoya.post(ARCHIVING, &[("year", "2026"), ("seen", "2")]).await;
    assert_eq!(
        sooner.faults(),
        [
            "Дела, законченные в этом году, передавать в архив ещё рано: решение по ним можно обжаловать. С какого дня можно, написано ниже."
        ]
    );
    assert_eq!(t.count("select count(*) from applications where stage = 'archived'").await, 0);
    t.later(days(1));
    let zoya = t.enter("zoya").await;
    let page = zoya.get("/retention/archiving?year=2026").await;
    assert!(!page.words().contains("Пока остаётся"), "{}", page.words());
    assert!(page.words().contains("Проверьте: в архив уйдёт 2 дела Заявление отозвано 2 дела"), "{}", page.words());
    assert_eq!(
        rows(&page, "Дела для архива"),
        [
            "Орлова Ольга Андреевна № 2026-0001 | отозвано | 23 ноября 2026",
            "Белов Пётр Ильич № 2026-0002 | отозвано | 23 ноября 2026",
        ]
    );
    let wrong = zoya.post(ARCHIVING, &[("year", "26")]).await;
    assert_eq!(wrong.faults(), ["Укажите год четырьмя цифрами, например 2026."]);
    let stale = zoya.post(ARCHIVING, &[("year", "2026"), ("seen", "1")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        stale.faults(),
        ["Пока вы смотрели, список дел изменился. Проверьте его ещё раз и передайте дела в архив."]
    );
    assert_eq!(rows(&stale, "Дела для архива").len(), 2, "the list is shown again");
    assert_eq!(t.count("select count(*) from applications where stage = 'archived'").await, 0);
    assert_eq!(zoya.post(ARCHIVING, &[("year", "2026"), ("seen", "2")]).await.to(), ARCHIVING);
    let said = zoya.get(ARCHIVING).await.text();
    assert!(said.contains("В архив за 2026 год передано: 2\u{a0}дела."), "{said}");
    assert_eq!(t.count("select count(*) from applications where stage = 'archived'").await, 2);
    let journal = t.journal().await;
    assert_eq!(
        journal[journal.len() - 3..],
        [
            "retention.archived: дело передано в архив",
            "retention.archived: дело передано в архив",
            "retention.year_archived: переданы в архив дела, законченные в 2026 году: 2\u{a0}дела",
        ]
    );
    let again = zoya.post(ARCHIVING, &[("year", "2026"), ("seen", "2")]).await;
    assert_eq!(
        again.faults(),
        ["За этот год передавать в архив нечего: законченных дел, которые ещё не в архиве, нет. Выберите другой год."]
    );
    let home = format!("/applications/{}", cases[0].id);
    let case = zoya.get(&home).await.words();
    assert!(case.contains("в архиве") && case.contains("дело передано в архив"), "{case}");
    assert!(!case.contains("Пройдено: Решение комиссии") && !case.contains("Выписка из акта"), "withdrawn: {case}");
    assert!(!case.contains("Как подано: изменить"), "{case}");
    let filing = zoya.post(&format!("{home}/filing"), &[("channel", "post")]).await;
    assert_eq!(filing.status, StatusCode::CONFLICT);
    assert!(filing.words().contains("Дело в архиве: в нём уже ничего не меняют."), "{}", filing.words());
    let late = zoya.get(&format!("{home}/complaints/new")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.words().contains("Дело в архиве"), "{}", late.words());
}

async fn what_was_decided_is_read_in_the_archive_too(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    drafted_and_published(&t, &zoya, school).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    let id = t.text("select id from applications where stage = 'published'").await;
    let home = format!("/applications/{id}");
    let told = async |by: &Visitor| {
        let page = by.get(&home).await.words();
        ["Открыть решение", "Жалобы по делу", "Выписка из акта", "акт опубликован", "в архиве: акт опубликован"]
            .map(|words| page.contains(words))
    };
    let (before, of_school) = (told(&zoya).await, told(&kira).await);
    assert_eq!((before, of_school), ([true, true, true, true, false], [true, false, true, true, false]));
    let case = id.parse().unwrap();
    t.made(move |act| {
        let case = applications::by_id(act, case)?.unwrap();
        applications::step(act, &case, Move::Archive)
    })
    .await;
    assert_eq!((told(&zoya).await, told(&kira).await), ([true; 5], [true, false, true, true, true]));
    let complaints = zoya.get(&format!("{home}/complaints")).await.words();
    assert!(!complaints.contains("Записать жалобу"), "nothing is added in the archive: {complaints}");
}

async fn a_case_with_an_open_complaint_stays(t: TestApp) {
    t.zoya().await;
    let cases = withdrawn(&t, &["Орлова Ольга Андреевна", "Белов Пётр Ильич"]).await;
    let id = cases[0].id;
    t.made(move |act| {
        Ok(act.run(
            "insert into complaints (id, application_id, against, words, filed_on, due_on, file_key, file_name, file_size, filed_by, by_role,
                 filed_at, answer, answered_on, answer_key, answer_name, answer_size, answered_by)
             values ('complaint', $1, 'intake', 'Не согласна.', '2026-11-23', '2026-11-30', null, '', 0, '', 'teacher', 0, '', null, null, '', 0, null)",
            attestation::values![id],
        )?)
    })
    .await;
    t.later(days(92));
    let zoya = t.enter("zoya").await;
    let page = zoya.get("/retention/archiving?year=2026").await;
    assert!(page.words().contains("Остаётся до ответа на жалобу: 1 дело."), "{}", page.words());
    assert_eq!(rows(&page, "Дела для архива"), ["Белов Пётр Ильич № 2026-0002 | отозвано | 23 ноября 2026"]);
    archived(&zoya, "1").await;
    assert_eq!(t.fresh(&cases[0]).await.stage.code(), "withdrawn");
}

/// Gives everything that was over in 2026 to the archive.
async fn archived(zoya: &Visitor, many: &str) {
    assert_eq!(zoya.post(ARCHIVING, &[("year", "2026"), ("seen", many)]).await.to(), ARCHIVING);
}

async fn a_case_is_past_its_term_by_the_term_of_its_day(t: TestApp) {
    t.zoya().await;
    withdrawn(&t, &["Орлова Ольга Андреевна"]).await;
    t.later(days(92));
    let zoya = t.enter("zoya").await;
    archived(&zoya, "1").await;
    // A longer term from a later day says nothing of what was over before.
    let longer = [("record", "cases"), ("years", "10"), ("from", "01.01.2027"), ("legal_ref", "приказ № 1")];
    assert_eq!(zoya.post(TERMS, &longer).await.to(), TERMS);
    t.later(days(1826 - 92));
    let zoya = t.enter("zoya").await;
    let kept = zoya.get("/retention").await.words();
    assert!(kept.contains("Срок хранения дела сейчас: 10 лет"), "{kept}");
    assert!(kept.contains("В архиве нет дел, у которых прошёл срок хранения."), "the last day is a day of keeping");
    t.later(days(1));
    let zoya = t.enter("zoya").await;
    assert_eq!(
        rows(&zoya.get("/retention").await, "Дела с прошедшим сроком"),
        [
            "| Орлова Ольга Андреевна Учитель, физика № 2026-0001 | МБОУ «СОШ № 66» | 23 ноября 2026 | 23 ноября 2031 | Скачать дело : Орлова Ольга Андреевна"
        ]
    );
}

/// Names and contents of an archive, in its order.
pub(crate) fn entries(answer: &Answer) -> Vec<(String, Vec<u8>)> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&answer.bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

async fn a_whole_case_is_one_file_read_without_the_system(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let (kira, home) = (t.enter("kira").await, format!("/applications/{}", case.id));
    let sent = [("file", "Диплом.pdf", DIPLOMA)];
    kira.upload(&format!("{home}/documents"), &[("kind", "diploma")], &sent).await;
    let file = format!("{home}/archive-file");
    let first = entries(&zoya.get(&file).await);
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "manifest.json",
            "index.html",
            "case.json",
            "history.json",
            "Уведомление о регистрации 2026-0001.pdf",
            "Документ 01 — Диплом об образовании — Диплом.pdf",
        ]
    );
    let manifest: serde_json::Value = serde_json::from_slice(&first[0].1).unwrap();
    assert_eq!(manifest["case"]["number"], "2026-0001");
    assert_eq!(manifest["case"]["stage"], "registered");
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), 5);
    for (one, (name, bytes)) in listed.iter().zip(&first[1..]) {
        assert_eq!(one["name"], name.as_str());
        assert_eq!(one["size"], bytes.len());
        assert_eq!(one["sha256"], filestore::Key::of(bytes).as_str());
    }
    assert_eq!(first[5].1, DIPLOMA);
    let index = String::from_utf8(first[1].1.clone()).unwrap();
    for words in ["Дело № 2026-0001: Орлова Ольга Андреевна", "МБОУ «СОШ № 66», Город Томск", "Лебедева Кира Львовна"]
    {
        assert!(index.contains(words), "{words}: {index}");
    }
    assert!(!index.contains("<script") && !index.contains("http"), "it needs nothing from outside");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.case_taken: дело скачано одним файлом, внутри 6\u{a0}файлов"
    );
    zoya.get(&home).await;
    assert_eq!(entries(&zoya.get(&file).await), first, "looking changes nothing");
    moved(&t, &t.fresh(&case).await, Move::Withdraw).await;
    let other = entries(&zoya.get(&file).await);
    assert_ne!(other[0].1, first[0].1, "another state, another list");
    let id = case.id;
    t.made(move |act| Ok(act.run("update applications set stage = 'erased' where id = $1", attestation::values![id])?))
        .await;
    let erased = zoya.get(&file).await;
    assert_eq!(erased.status, StatusCode::CONFLICT);
    assert!(
        erased.words().contains("Это дело уничтожено по истечении срока хранения: скачать нечего."),
        "{}",
        erased.words()
    );
    assert_eq!(kira.get(&file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "access.refused (refused): запрошено то, что этому человеку не открыто"
    );
}

/// Олеся has opened the case of Орлова.
pub async fn opened(t: &TestApp) -> (Visitor, Visitor, Application) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.assigned(seat, &[&case]).await;
    let olesya = t.enter("olesya").await;
    olesya.get(&format!("/applications/{}", case.id)).await;
    (t.zoya().await, olesya, case)
}

async fn who_opened_whose_case_is_listed(t: TestApp) {
    let (zoya, _, _) = opened(&t).await;
    let asking = zoya.get("/journal/exposure").await;
    assert!(asking.words().contains("Укажите человека"), "{}", asking.words());
    let line = "23.11.2026 14:00 адрес сети 127.0.0.1 | Смирнова Олеся Ивановна специалист | Орлова Ольга Андреевна № 2026-0001 | открыто дело";
    let by_name = "/journal/exposure?who=%D1%81%D0%BC%D0%B8%D1%80%D0%BD&from=23.11.2026&to=23.11.2026";
    let page = zoya.get(by_name).await;
    let listed = rows(&page, "Открытые дела");
    assert_eq!(listed.len(), 1);
    let without_address = |line: &str| {
        let (at, rest) = line.split_once(" | ").unwrap();
        format!("{} | {rest}", at.split(" адрес").next().unwrap())
    };
    assert_eq!(without_address(&listed[0]), without_address(line));
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.exposure: просмотрено, кто открывал дела: кто — смирн, с — 23.11.2026, по — 23.11.2026"
    );
    let by_case = rows(&zoya.get("/journal/exposure?case=2026-0001").await, "Открытые дела");
    assert_eq!(by_case, listed);
    let other_days = zoya.get("/journal/exposure?case=2026-0001&to=22.11.2026").await.words();
    assert!(other_days.contains("За это время дела никто не открывал."), "{other_days}");
    let sheet = zoya.get("/journal/exposure/export?case=2026-0001").await;
    assert_eq!(
        sheet.sheet(&["Когда", "Кто открывал", "Роль", "Чьё дело", "Номер дела", "Что открыто"]),
        [[
            "23.11.2026 14:00",
            "Смирнова Олеся Ивановна",
            "специалист",
            "Орлова Ольга Андреевна",
            "2026-0001",
            "открыто дело"
        ]]
    );
    assert_eq!(
        t.journal().await.last().unwrap(),
        "retention.exposure: выгружено, кто открывал дела: дело — 2026-0001, строк: 1"
    );
}

async fn a_wrong_question_about_openings_says_why(t: TestApp) {
    let (zoya, _, _) = opened(&t).await;
    let faults = async |query: &str| zoya.get(&format!("/journal/exposure?{query}")).await.faults();
    assert_eq!(faults("from=23.11.2026").await, ["Укажите, кто открывал дела, или номер дела."]);
    assert_eq!(
        faults("who=zzz").await,
        ["Человека или ключа доступа с таким именем в системе нет. Проверьте, как записана фамилия или название."]
    );
    assert_eq!(faults("case=2026-0099").await, ["Дела с таким номером нет. Пример номера: 2026-0417."]);
    assert_eq!(faults("case=2026-0001&from=32.01.2026").await, ["Дата записана с ошибкой. Пример: 23.11.2026."]);
    let export = zoya.get("/journal/exposure/export?who=zzz").await;
    assert_eq!(export.to(), "/journal/exposure?who=zzz");
}

async fn keeping_is_the_centres_alone(t: TestApp) {
    let (_, olesya, case) = opened(&t).await;
    let file = format!("/applications/{}/archive-file", case.id);
    for path in ["/retention", ARCHIVING, TERMS, "/journal/exposure", "/journal/exposure/export", &file] {
        assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [ARCHIVING, TERMS] {
        assert_eq!(olesya.post(path, &[("year", "2026")]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let (_, _, case) = opened(&t).await;
    withdrawn_at(&t, &["Белов Пётр Ильич"], "7000000001").await;
    t.later(days(92));
    archived(&t.enter("zoya").await, "1").await;
    withdrawn_at(&t, &["Юрина Юлия Олеговна"], "7000000002").await;
    t.later(days(92));
    let asked = async || {
        let zoya = t.enter("zoya").await;
        let mut asked = Vec::new();
        for path in ["/retention/archiving?year=2027", "/journal/exposure?case=2026-0001"] {
            zoya.get(path).await;
            let before = t.app.db.asked().count();
            assert_eq!(zoya.get(path).await.status, StatusCode::OK, "{path}");
            asked.push(t.app.db.asked().count() - before);
        }
        asked
    };
    let with_one = asked().await;
    withdrawn_at(&t, &["Абаева Анна Львовна", "Гусев Глеб Ильич"], "7000000003").await;
    t.later(days(92));
    let olesya = t.enter("olesya").await;
    for _ in 0..2 {
        olesya.get(&format!("/applications/{}", case.id)).await;
    }
    assert_eq!(asked().await, with_one);
    let past = async |more: i64| {
        t.later(days(more));
        let zoya = t.enter("zoya").await;
        let before = t.app.db.asked().count();
        let page = zoya.get("/retention").await;
        (rows(&page, "Дела с прошедшим сроком").len(), t.app.db.asked().count() - before)
    };
    let (one, cost) = past(1560).await;
    assert_eq!(one, 1);
    t.made(|act| Ok(act.run("update applications set stage = 'archived' where stage = 'withdrawn'", &[])?)).await;
    assert_eq!(past(300).await, (4, cost));
}

/// The same as `withdrawn`, in a school of its own.
async fn withdrawn_at(t: &TestApp, names: &[&str], inn: &str) {
    let school = t.school(&format!("МБОУ «СОШ № {inn}»"), inn).await;
    for name in names {
        let case = t.application(school, name, Category::First).await;
        moved(t, &case, Move::Withdraw).await;
    }
}

async fn long_lists_go_on_from_the_last_row(t: TestApp) {
    let (zoya, olesya, case) = opened(&t).await;
    for _ in 0..20 {
        olesya.get(&format!("/applications/{}", case.id)).await;
        t.later(SignedDuration::from_secs(1));
    }
    let next = |page: &Answer| {
        let text = page.text();
        let link = text.split("govuk-pagination__next").nth(1).and_then(|rest| rest.split("href=\"").nth(1));
        link.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"))
    };
    let first = zoya.get("/journal/exposure?case=2026-0001").await;
    assert_eq!(rows(&first, "Открытые дела").len(), 20);
    let second = zoya.get(&next(&first).unwrap()).await;
    assert_eq!(rows(&second, "Открытые дела").len(), 1);
    assert_eq!(next(&second), None);
    let names: Vec<String> = (0..21).map(|at| format!("Белов Пётр{} Ильич", "а".repeat(at))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    withdrawn_at(&t, &names, "7000000001").await;
    t.later(days(92));
    let zoya = t.enter("zoya").await;
    let check = zoya.get("/retention/archiving?year=2026").await;
    assert_eq!(rows(&check, "Дела для архива").len(), 20);
    assert!(check.words().contains("И ещё 1 дело."), "{}", check.words());
    archived(&zoya, "21").await;
    t.later(days(1900));
    let zoya = t.enter("zoya").await;
    let first = zoya.get("/retention").await;
    assert_eq!(rows(&first, "Дела с прошедшим сроком").len(), 20);
    let second = zoya.get(&next(&first).unwrap()).await;
    assert_eq!(rows(&second, "Дела с прошедшим сроком").len(), 1);
    assert_eq!(next(&second), None);
}

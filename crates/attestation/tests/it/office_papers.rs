//! Papers of the office: the agenda of a session, the individual schedule of a case, the book of registration.

use attestation::accounts::Role;
use attestation::applications::{self, Category};
use axum::http::StatusCode;

use crate::app::TestApp;
use crate::commission::{somebody, world};
use crate::intake::{house, lines, plan, submitted};
use crate::on_both;
use crate::printing::{in_order, said};
use crate::reviewing::document_text;

on_both!(
    an_agenda_is_taken_as_a_paper,
    an_individual_schedule_follows_the_term,
    the_book_of_registration_is_read_and_taken,
    steps_of_a_schedule_count_their_clocks,
    a_year_too_long_to_print_is_refused_by_month,
    the_book_asks_the_same_number_of_questions,
    handing_over_is_watched_from_the_receipt,
);

async fn an_agenda_is_taken_as_a_paper(t: TestApp) {
    let w = world(t).await;
    let (olga, vera) = (
        w.concluded("Орлова Ольга Андреевна", Category::First).await,
        w.concluded("Котова Вера Игоревна", Category::Mentor).await,
    );
    let id = olga.id;
    w.t.made(move |act| Ok(applications::wish_to_attend(act, id, true)?)).await;
    let sitting = w.planned("2026-11-30", &[&olga, &vera]).await;
    let agenda = format!("/sittings/{}/agenda", sitting.id);
    let parts = [
        "Аттестационная комиссия Томской области",
        "30 ноября 2026",
        "комната 204",
        "Дел в повестке: 2.",
        "Орлова Ольга Андреевна",
        "хочет присутствовать",
        "Котова Вера Игоревна",
        "Секретарь комиссии",
    ];
    let pdf = w.members[0].visitor.get(&format!("{agenda}/pdf")).await;
    in_order(&said(&pdf, "Повестка 30.11.2026.pdf"), &parts);
    let word = w.zoya.get(&format!("{agenda}/file")).await;
    in_order(&document_text(&word.bytes).replace('\u{a0}', " "), &parts);
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.contains("agenda_taken")).collect();
    assert_eq!(told, ["sitting.agenda_taken: скачана повестка заседания 30.11.2026"; 2]);
    let outsider = somebody(&w.t, "gleb", "Седов Глеб Ильич", Role::Member).await.visitor;
    for path in ["file", "pdf"] {
        assert_eq!(outsider.get(&format!("{agenda}/{path}")).await.status, StatusCode::NOT_FOUND);
    }
}

async fn an_individual_schedule_follows_the_term(t: TestApp) {
    let (zoya, school, waiting) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let home = format!("/applications/{}", case.id);
    let early = zoya.get(&format!("{home}/schedule/pdf")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Срок и форма аттестации ещё не назначены."), "{}", early.words());
    assert!(!zoya.get(&format!("{home}/clocks")).await.words().contains("Индивидуальный график"));
    let ids = [case.id.to_string()];
    zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    assert!(zoya.get(&format!("{home}/clocks")).await.words().contains("Индивидуальный график"));
    let parts = [
        "Белов Сергей Николаевич",
        "высшая",
        "Томск, ул. Пирогова, 10",
        "Проведение аттестации",
        "с 1 декабря 2026 по 15 января 2027",
        "Назначение специалистов",
        "Заседание аттестационной комиссии",
        "14 января 2027",
        "Решение аттестационной комиссии",
        "до 15 января 2027, конца аттестации",
        "С графиком ознакомлен",
        "Белов С. Н.",
    ];
    let pdf = zoya.get(&format!("{home}/schedule/pdf")).await;
    in_order(&said(&pdf, &format!("Индивидуальный график {}.pdf", case.number)), &parts);
    let word = zoya.get(&format!("{home}/schedule/file")).await;
    in_order(&document_text(&word.bytes).replace('\u{a0}', " "), &parts);
    let kira = t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "");
    kira.await;
    let kira = t.enter("kira").await;
    assert_eq!(kira.get(&format!("{home}/schedule/pdf")).await.status, StatusCode::OK, "the school reads it");
    let early = t.application(school, "Гусев Пётр Львович", Category::Highest).await;
    let soon = [("session", "02.12.2026"), ("confirmed", "yes")];
    zoya.post("/intake/schedule", &plan(&[early.id.to_string()], &soon)).await.to();
    let pdf = zoya.get(&format!("/applications/{}/schedule/pdf", early.id)).await;
    let steps = [
        "Назначение специалистов",
        "до 2 декабря 2026, дня заседания",
        "Анализ профессиональной деятельности специалистами",
        "до 2 декабря 2026, дня заседания",
        "Заседание аттестационной комиссии",
        "2 декабря 2026",
    ];
    in_order(&said(&pdf, &format!("Индивидуальный график {}.pdf", early.number)), &steps);
    // Another day than the planned one, and later than the end of the attestation: the papers say what the agenda says.
    for (day, session, decision) in [
        ("2026-12-08", "8 декабря 2026, 10:00, Томск", "до 15 января 2027, конца аттестации"),
        ("2027-01-20", "20 января 2027, 10:00, Томск", "20 января 2027, в день заседания: оно позже конца аттестации"),
    ] {
        let sitting = t.sitting(day, day).await;
        t.decided(&sitting, &early, "").await;
        let pdf = zoya.get(&format!("/applications/{}/schedule/pdf", early.id)).await;
        let schedule = said(&pdf, &format!("Индивидуальный график {}.pdf", early.number));
        in_order(
            &schedule,
            &["Заседание аттестационной комиссии", session, "Решение аттестационной комиссии", decision],
        );
        let pdf = zoya.get(&format!("/applications/{}/registration/notice", early.id)).await;
        let notice = said(&pdf, &format!("Уведомление о регистрации {}.pdf", early.number));
        let by = if day == "2027-01-20" { "20 января 2027" } else { "15 января 2027" };
        in_order(&notice, &["Заседание", session, &format!("Решение комиссии будет принято до {by}.")]);
    }
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.assigned(seat, &[&case]).await;
    let olesya = t.enter("olesya").await;
    assert_eq!(olesya.get(&format!("{home}/schedule/pdf")).await.status, StatusCode::NOT_FOUND);
    assert!(!olesya.get(&format!("{home}/clocks")).await.words().contains("Индивидуальный график"));
    assert_eq!(zoya.get(&format!("/applications/{}/schedule/file", waiting.id)).await.status, StatusCode::CONFLICT);
}

async fn the_book_of_registration_is_read_and_taken(t: TestApp) {
    let (zoya, school, waiting) = house(&t).await;
    let second = submitted(&t, school, "Седова Анна Ильинична", 900_002).await;
    zoya.post(&format!("/applications/{}/registration", second.id), &[("on", "20.11.2026")]).await;
    t.application_of(school, "Белов Сергей Николаевич", Category::Highest, "2026-10-02").await;
    let book = zoya.get("/intake/book").await;
    assert_eq!(
        lines(&book),
        [
            "2026-0003 | 02.10.2026 | Белов Сергей Николаевич Учитель, физика · МБОУ «СОШ № 1» | высшая | не указано | зарегистрировано",
            "2026-0002 | 20.11.2026 | Седова Анна Ильинична Учитель, физика · МБОУ «СОШ № 1» | первая | через эту систему | зарегистрировано",
            "2026-0001 | нет | Орлова Ольга Андреевна Учитель, физика · МБОУ «СОШ № 1» | первая | через эту систему | подано",
        ]
    );
    let october = zoya.get("/intake/book?year=2026&month=10").await;
    assert!(october.words().contains("Заявления за октябрь 2026 года, новые сверху."), "{}", october.words());
    assert_eq!(lines(&october).len(), 1);
    assert!(zoya.get("/intake/book?year=2024").await.words().contains("Заявлений за это время нет."));
    let sheet =
        zoya.get("/intake/book/export?year=2026").await.sheet(&["Номер", "Педагог", "Зарегистрировано", "Состояние"]);
    let numbers: Vec<&str> = sheet.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(numbers, ["2026-0001", "2026-0002", "2026-0003"]);
    assert_eq!(sheet[0], [&waiting.number, "Орлова Ольга Андреевна", "нет", "подано"]);
    let pdf = zoya.get("/intake/book/pdf?year=2026&month=11").await;
    let text = said(&pdf, "Журнал регистрации заявлений за ноябрь 2026 года.pdf");
    in_order(
        &text,
        &["Журнал регистрации заявлений за ноябрь 2026 года", "2026-0001", "2026-0002", "Всего заявлений: 2."],
    );
    let word = crate::fitness::text_of(&zoya.get("/intake/book/file?year=2026&month=11").await);
    in_order(&word, &["ЖУРНАЛ РЕГИСТРАЦИИ", "за ноябрь 2026 года", "2026-0001", "2026-0002", "Всего заявлений: 2."]);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("intake.book")).collect();
    assert_eq!(
        told,
        [
            "intake.book: скачан журнал регистрации за 2026 год, строк: 3",
            "intake.book: напечатан журнал регистрации за ноябрь 2026 года",
            "intake.book: напечатан журнал регистрации за ноябрь 2026 года"
        ]
    );
    t.person("denis", "Власов Денис Ильич", Role::Authority, None, "").await;
    let denis = t.enter("denis").await;
    for path in ["/intake/book", "/intake/book/export", "/intake/book/file", "/intake/book/pdf"] {
        assert_eq!(denis.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn a_year_too_long_to_print_is_refused_by_month(t: TestApp) {
    let (zoya, _, waiting) = house(&t).await;
    let id = waiting.id;
    t.made(move |act| {
        let columns = "teacher_id, organization_id, post_code, subject, current_category, received_on, due_on, consider_by, decide_by, decision_by,
             name_key, documents_present, created_at, changed_at";
        let sql = format!(
            "with recursive numbers (n) as (select 2 union all select n + 1 from numbers where n < 2001)
             insert into applications (id, number, year, ordinal, category, stage, {columns})
             select '019aaaaa-0000-7000-8000-' || (100000000000 + n), '2026-' || n, 2026, n, 'highest', 'withdrawn', {columns} from applications, numbers where id = $1"
        );
        Ok(act.run(&sql, attestation::values![id])?)
    })
    .await;
    let long = zoya.get("/intake/book/pdf?year=2026").await;
    assert_eq!(long.status, StatusCode::CONFLICT);
    assert!(long.words().contains("За это время больше 2000 заявлений. Выберите месяц"), "{}", long.words());
}

async fn the_book_asks_the_same_number_of_questions(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let mut asked = Vec::new();
    for (at, name) in ["Седова Анна Ильинична", "Белов Сергей Николаевич"].into_iter().enumerate()
    {
        let before = t.app.db.asked().count();
        assert_eq!(lines(&zoya.get("/intake/book").await).len(), 1 + at * 2);
        asked.push(t.app.db.asked().count() - before);
        submitted(&t, school, name, 900_010 + u32::try_from(at).unwrap()).await;
        submitted(&t, school, "Гусев Пётр Львович", 900_020 + u32::try_from(at).unwrap()).await;
    }
    assert_eq!(asked[0], asked[1]);
}

async fn steps_of_a_schedule_count_their_clocks(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let case = t.application(school, "Белов Сергей Николаевич", Category::Highest).await;
    let (home, ids) = (format!("/applications/{}", case.id), [case.id.to_string()]);
    let steps = format!("{home}/schedule/steps");
    let early = zoya.post(&steps, &[("on", "23.11.2026")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("поэтому графика нет"), "{}", early.words());
    zoya.post("/intake/schedule", &plan(&ids, &[("confirmed", "yes")])).await;
    let clocks = format!("{home}/clocks");
    let page = zoya.get(&clocks).await.words();
    assert!(page.contains("Отметить: график передан в комиссию"), "{page}");
    assert!(!page.contains("Утвердить график"), "nothing of it runs before: {page}");
    for (on, why) in [("", "Укажите день, например 23.11.2026."), ("24.11.2026", "Этот день ещё не наступил.")]
    {
        let refused = zoya.post(&steps, &[("on", on)]).await;
        assert_eq!(refused.faults(), [why]);
    }
    assert_eq!(zoya.post(&steps, &[("on", "20.11.2026")]).await.to(), clocks);
    let page = zoya.get(&clocks).await.words();
    assert!(page.contains("Передать индивидуальный график в комиссию"), "{page}");
    assert!(page.contains("сделано 20 ноября 2026"), "{page}");
    assert!(page.contains("Утвердить график 20 ноября 2026 день получения графика комиссией 25 ноября 2026"), "{page}");
    let back = zoya.post(&steps, &[("on", "19.11.2026")]).await;
    assert_eq!(back.faults(), ["Это раньше предыдущего шага: он был 20 ноября 2026. Проверьте день."]);
    for step in ["график утверждён комиссией", "график опубликован на сайте"]
    {
        assert!(zoya.get(&clocks).await.words().contains(&format!("Отметить: {step}")));
        assert_eq!(zoya.post(&steps, &[("on", "23.11.2026")]).await.to(), clocks);
    }
    let over = zoya.post(&steps, &[("on", "23.11.2026")]).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    let met = "select count(*) from case_clocks where code in ('D07', 'D08', 'D09') and met_at is not null";
    assert_eq!(t.count(met).await, 3);
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("intake.step")).collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told[0].replace('\u{a0}', " "), "intake.step: график передан в комиссию 20 ноября 2026");
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    let kira = t.enter("kira").await;
    assert_eq!(kira.post(&steps, &[("on", "23.11.2026")]).await.status, StatusCode::NOT_FOUND);
    assert!(!kira.get(&clocks).await.words().contains("Отметить:"));
}

async fn handing_over_is_watched_from_the_receipt(t: TestApp) {
    let (zoya, school, _) = house(&t).await;
    let before = t.application_of(school, "Гусев Пётр Львович", Category::First, "2026-11-20").await;
    let settings = "/settings/reminders";
    assert!(zoya.get(settings).await.words().contains("Центр передаёт индивидуальные графики в комиссию"));
    let chosen = [("days", "14, 7, 3, 1, 0"), ("handed", "yes")];
    assert_eq!(zoya.post(settings, &chosen).await.to(), settings);
    let told = t.journal().await.pop().unwrap();
    assert!(told.ends_with("; индивидуальные графики передаются в комиссию, за сроком следит система"), "{told}");
    assert!(zoya.get(settings).await.text().contains("checked"), "it stays chosen");
    let case = t.application_of(school, "Белов Сергей Николаевич", Category::Highest, "2026-11-20").await;
    let lines = crate::intake::lines(&zoya.get("/deadlines?clock=D07").await);
    assert_eq!(lines.len(), 1, "what was written down before has no such clock: {lines:?}");
    assert!(lines[0].contains("Белов Сергей Николаевич") && lines[0].contains("27 ноября 2026"), "{lines:?}");
    let line =
        "Передать индивидуальный график в комиссию 20 ноября 2026 день поступления заявления в Центр 27 ноября 2026";
    let clocks = format!("/applications/{}/clocks", case.id);
    let page = zoya.get(&clocks).await.words();
    assert!(page.contains(line) && page.contains("осталось 4 дня"), "{page}");

    // The step meets it; where it did not run, it is counted from the receipt all the same.
    for (case, on) in [(&case, "23.11.2026"), (&before, "23.11.2026")] {
        zoya.post("/intake/schedule", &plan(&[case.id.to_string()], &[("confirmed", "yes")])).await.to();
        let steps = format!("/applications/{}/schedule/steps", case.id);
        assert_eq!(zoya.post(&steps, &[("on", on)]).await.to(), format!("/applications/{}/clocks", case.id));
    }
    let met = "select count(*) from case_clocks where code = 'D07' and began_on = '2026-11-20' and due_on = '2026-11-27' and met_at is not null";
    assert_eq!(t.count(met).await, 2);
    assert_eq!(zoya.post(settings, &chosen[..1]).await.to(), settings);
    t.application_of(school, "Котова Вера Ильинична", Category::First, "2026-11-20").await;
    assert_eq!(t.count("select count(*) from case_clocks where code = 'D07'").await, 2, "it was given up");
}

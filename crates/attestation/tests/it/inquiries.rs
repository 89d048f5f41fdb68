//! What people ask about their own personal data: the day of answer, whose data they are, the archive, the answer.

use attestation::accounts::Role;
use attestation::applications::{Application, Category};
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    an_inquiry_is_written_down_with_its_day_of_answer,
    each_wish_has_its_own_day_of_answer,
    faults_of_an_inquiry_stand_at_their_fields,
    a_person_is_found_and_everything_kept_is_taken,
    a_name_is_found_wherever_it_stands,
    another_name_is_asked_about,
    an_answer_is_written_down_once,
    inquiries_are_the_centres_alone,
    the_list_asks_the_same_number_of_questions,
    a_long_list_goes_on_from_the_last_row,
);

const HOME: &str = "/people-data";
const NEW: &str = "/people-data/new";
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

/// An inquiry that came on a day of November 2026; its address.
async fn asked(by: &Visitor, who: &str, day: &str) -> String {
    let fields = [
        ("who", who),
        ("channel", "post"),
        ("asked-day", day),
        ("asked-month", "11"),
        ("asked-year", "2026"),
        ("wish", "copy"),
        ("words", "и копию согласия"),
    ];
    by.post(NEW, &fields).await.to().to_owned()
}

async fn an_inquiry_is_written_down_with_its_day_of_answer(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.get(HOME).await.words();
    assert!(empty.contains("Все обращения с ответом, ждать некому."), "{empty}");
    let home = asked(&zoya, "Орлова Ольга Андреевна", "20").await;
    let page = zoya.get(&home).await;
    assert!(
        page.text()
            .contains("Обращение записано. Ответить нужно до 4\u{a0}декабря 2026. Теперь найдите, чьи это данные."),
        "ten working days after Friday the 20th: {}",
        page.text()
    );
    let words = page.words();
    assert!(words.contains("осталось 11 дней Ответить до 4 декабря 2026."), "{words}");
    assert!(words.contains("О чём просит дать сведения о данных и их копию Подробности и копию согласия"), "{words}");
    assert!(
        words.contains("Как пришло письмом по почте Когда пришло 20 ноября 2026 Кто записал Ильина Зоя"),
        "{words}"
    );
    assert_eq!(
        rows(&zoya.get(HOME).await, "Обращения: кто"),
        [
            "Орлова Ольга Андреевна | дать сведения о данных и их копию | 20 ноября 2026 | 4 декабря 2026 осталось 11 дней"
        ]
    );
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "inquiry.added: обращение о персональных данных: дать сведения о данных и их копию, ответить до 4 декабря 2026"
    );
    t.later(SignedDuration::from_hours(24 * 13));
    let zoya = t.enter("zoya").await;
    let late = rows(&zoya.get(HOME).await, "Обращения: кто");
    assert!(late[0].ends_with("4 декабря 2026 срок прошёл 2 дня назад"), "{}", late[0]);
}

async fn each_wish_has_its_own_day_of_answer(t: TestApp) {
    let sent = async |by: &Visitor, wish: &str, (day, month): (&str, &str)| {
        let fields = [
            ("who", "Орлова Ольга"),
            ("channel", "post"),
            ("asked-day", day),
            ("asked-month", month),
            ("asked-year", "2026"),
            ("wish", wish),
        ];
        let home = by.post(NEW, &fields).await.to().to_owned();
        let words = by.get(&home).await.words();
        words.split(" Ответить до ").nth(1).unwrap().split('.').next().unwrap().to_owned()
    };
    let zoya = t.zoya().await;
    let friday = ("20", "11");
    // Ten working days, seven of them, ten again, thirty days of the calendar.
    assert_eq!(sent(&zoya, "copy", friday).await, "4 декабря 2026");
    assert_eq!(sent(&zoya, "correction", friday).await, "1 декабря 2026");
    assert_eq!(sent(&zoya, "stop", friday).await, "4 декабря 2026");
    assert_eq!(sent(&zoya, "erasure", friday).await, "20 декабря 2026");
    let link = "На каждую просьбу свой срок ответа .";
    assert!(zoya.get(HOME).await.words().contains(link), "{}", zoya.get(HOME).await.words());
    // The Centre changes one of them: the others stay, and so does what was written down.
    let version = [
        ("amount", "5"),
        ("unit", "working"),
        ("bound", "max"),
        ("from", "01.12.2026"),
        ("to", ""),
        ("legal_ref", "приказ № 1 от 01.11.2026"),
        ("remark", ""),
    ];
    assert_eq!(zoya.post("/settings/deadlines/D30", &version).await.to(), "/settings/deadlines/D30");
    t.later(SignedDuration::from_hours(24 * 10));
    let zoya = t.enter("zoya").await;
    let wednesday = ("2", "12");
    assert_eq!(sent(&zoya, "correction", wednesday).await, "9 декабря 2026");
    assert_eq!(sent(&zoya, "copy", wednesday).await, "16 декабря 2026");
    assert_eq!(t.count("select count(*) from inquiries where due_on = '2026-12-01' and wish = 'correction'").await, 1);
    assert_eq!(rows(&zoya.get(HOME).await, "Обращения: кто").len(), 6);
}

async fn faults_of_an_inquiry_stand_at_their_fields(t: TestApp) {
    let zoya = t.zoya().await;
    let empty = zoya.post(NEW, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Введите фамилию, имя и отчество того, кто обратился.",
            "Выберите, как пришло обращение.",
            "Выберите, о чём человек просит.",
            "Введите день, когда пришло обращение.",
        ]
    );
    let sent = async |who: &str, year: &str, words: &str| {
        let fields = [
            ("who", who),
            ("channel", "email"),
            ("asked-day", "24"),
            ("asked-month", "11"),
            ("asked-year", year),
            ("wish", "erasure"),
            ("words", words),
        ];
        zoya.post(NEW, &fields).await
    };
    let ahead = sent("Орлова Ольга", "2026", "").await;
    assert_eq!(ahead.faults(), ["Эта дата ещё не наступила. Проверьте день, месяц и год."]);
    assert!(ahead.text().contains("value=\"Орлова Ольга\""), "what was typed is kept");
    assert_eq!(
        sent("Орлова Ольга", "2021", "").await.faults(),
        ["На этот день не задан срок ответа. Проверьте дату или задайте срок в настройках, на странице «Сроки»."]
    );
    assert_eq!(
        sent(&"о".repeat(201), "2025", &"а".repeat(2001)).await.faults(),
        ["Здесь больше 200 знаков. Сократите.", "Здесь больше 2000 знаков. Сократите."]
    );
    assert_eq!(t.count("select count(*) from inquiries").await, 0);
}

/// A teacher with a case, a paper in it and a cabinet.
async fn orlova(t: &TestApp) -> Application {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let kira = crate::register::coordinator(t, "kira", school).await;
    let files = [("file", "Диплом.pdf", DIPLOMA)];
    kira.upload(&format!("/applications/{}/documents", case.id), &[("kind", "diploma")], &files).await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    let teacher = case.teacher;
    t.made(move |act| {
        Ok(act.run(
            "update teachers set snils = '11223344595', account_id = (select id from accounts where login = 'olga') where id = $1",
            values![teacher],
        )?)
    })
    .await;
    case
}

async fn a_name_is_found_wherever_it_stands(t: TestApp) {
    let zoya = t.zoya().await;
    t.made(|act| {
        act.run("insert into register_places (id, name, name_key, municipality, municipality_key, organization_id) values ('place', 'Школа', 'школа', '', '', null)", &[])?;
        act.run(
            "insert into register_records (id, code, chain_id, replaces_id, entry, reason, surname, given, patronymic, name_key, born, snils, place_id,
                 post_code, post_written, category, granted_on, valid_to, act_number, act_date, source, added_by, added_at, replaced_at)
             values ('record', 'AAAABBBBCCCC', 'record', null, 'granted', '', 'Седова', 'Анна', 'Львовна', 'седова анна львовна', '1970-01-02', '11223344595',
                 'place', 'P27', '', 'first', '2019-11-20', null, '5', null, 'command', null, 0, null)",
            &[],
        )?;
        Ok(act.run(
            "insert into invitations (id, role, organization_id, workplace, email, email_key, surname, given, patronymic, name_key, issued_by, issued_at, expires_at)
             values ('invitation', 'member', null, '', 'sedova@example.org', 'sedova@example.org', 'Седова', 'Анна', 'Львовна', 'седова анна львовна', null, 0, 0)",
            &[],
        )?)
    })
    .await;
    let home = asked(&zoya, "Седова Анна Львовна", "20").await;
    let named = zoya.get(&format!("{home}?name=%D1%81%D0%B5%D0%B4%D0%BE%D0%B2%D0%B0")).await;
    let record =
        "Седова Анна Львовна | реестр категорий: дата рождения 02.01.1970, категория первая с 20.11.2019, акт № 5";
    assert_eq!(
        rows(&named, "Где ещё записано это имя"),
        [record, "Седова Анна Львовна | приглашение на адрес sedova@example.org"]
    );
    assert!(!named.words().contains("Никого не нашлось"), "{}", named.words());
    let by_number = zoya.get(&format!("{home}?name=112-233-445+95")).await;
    assert_eq!(rows(&by_number, "Где ещё записано это имя"), [record]);
    let other = zoya.get(&format!("{home}?name=162-840-812+00")).await.words();
    assert!(!other.contains("в системе нет"), "{other}");
    let answer = zoya.get(&format!("{home}/answer")).await;
    let words = answer.words();
    assert!(words.contains("Проверьте, тот ли это человек."), "{words}");
    assert!(words.contains("Седова Анна Львовна: приглашение на адрес sedova@example.org"), "{words}");
    let typed = answer.text().split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap().to_owned();
    assert!(!typed.contains("sedova@example.org"), "what is another's may not be sent: {typed}");
    let other = asked(&zoya, "Седова Анна", "20").await;
    let words = zoya.get(&format!("{other}/answer")).await.words();
    assert!(!words.contains("sedova@example.org"), "the beginning of a name is no name: {words}");
}

async fn another_name_is_asked_about(t: TestApp) {
    let zoya = t.zoya().await;
    let case = orlova(&t).await;
    let home = asked(&zoya, "Седова Анна Львовна", "20").await;
    let person = format!("teacher:{}", case.teacher);
    let doubted = zoya.post(&home, &[("person", &person)]).await;
    assert_eq!(doubted.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        doubted.faults(),
        [
            "Обращение записано от «Седова Анна Львовна», а выбран человек по имени Орлова Ольга Андреевна. Проверьте, что это тот же человек: ему уйдут данные."
        ]
    );
    assert!(doubted.text().contains(&format!("value=\"{person}\"")), "{}", doubted.text());
    assert_eq!(t.count("select count(*) from inquiries where teacher_id is not null").await, 0);
    assert_eq!(zoya.post(&home, &[("person", &person), ("sure", "yes")]).await.to(), home);
    assert_eq!(t.count("select count(*) from inquiries where teacher_id is not null").await, 1);
    // Another patronymic is another person, too.
    let namesake = asked(&zoya, "Орлова Ольга Артёмовна", "20").await;
    let doubted = zoya.post(&namesake, &[("person", &person)]).await;
    assert_eq!(
        doubted.faults(),
        [
            "Обращение записано от «Орлова Ольга Артёмовна», а выбран человек по имени Орлова Ольга Андреевна. Проверьте, что это тот же человек: ему уйдут данные."
        ]
    );
}

async fn a_person_is_found_and_everything_kept_is_taken(t: TestApp) {
    let zoya = t.zoya().await;
    let case = orlova(&t).await;
    let home = asked(&zoya, "Орлова О. А.", "20").await;
    let archive = format!("{home}/archive");
    let early = zoya.get(&archive).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Сначала найдите человека, чьи данные он просит"), "{}", early.words());
    let none = zoya.get(&format!("{home}?name=%D1%8F%D0%BA")).await.words();
    let said = "Никого не нашлось среди педагогов, кабинетов, членов комиссий, в реестре категорий и в приглашениях.";
    assert!(none.contains(said), "{none}");
    let line = "Орлова Ольга Андреевна | педагог, дата рождения 04.02.1978, МБОУ «СОШ № 66» | Выбрать : Орлова Ольга Андреевна";
    for typed in ["%D0%BE%D1%80%D0%BB%D0%BE%D0%B2%D0%B0+%D0%BE", "112-233-445+95"] {
        assert_eq!(rows(&zoya.get(&format!("{home}?name={typed}")).await, "Найденные люди"), [line], "{typed}");
    }
    let staff = rows(&zoya.get(&format!("{home}?name=%D0%B8%D0%BB%D1%8C%D0%B8%D0%BD%D0%B0")).await, "Найденные люди");
    assert_eq!(staff, ["Ильина Зоя Павловна | кабинет, логин zoya | Выбрать : Ильина Зоя Павловна"]);
    let wrong = zoya.post(&home, &[("person", "teacher:nobody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.faults(), ["Выберите человека из найденных."]);
    assert_eq!(zoya.post(&home, &[("person", &format!("teacher:{}", case.teacher))]).await.to(), home);
    let journal = t.journal().await;
    assert_eq!(
        journal[journal.len() - 2..],
        ["inquiry.found: данные по обращению: Орлова Ольга Андреевна", "inquiry.found: найден человек по обращению"]
    );
    let shown = zoya.get(&home).await.words();
    let whose = "Чьи данные Орлова Ольга Андреевна: педагог, дата рождения 04.02.1978, МБОУ «СОШ № 66»";
    assert!(shown.contains(whose), "{shown}");
    let answer = zoya.get(&archive).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(answer.bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let about = "Для чего и до какого дня хранится.txt";
    assert_eq!(names, ["Данные.json", "Данные.html", about, "2026-0001 — Диплом.pdf"]);
    let mut told = String::new();
    std::io::Read::read_to_string(&mut zip.by_index(2).unwrap(), &mut told).unwrap();
    assert!(told.contains("Для чего: аттестация педагогических работников."), "{told}");
    assert!(told.contains("– дело №\u{a0}2026-0001 — пока рассматривают заявление"), "{told}");
    let prepared = zoya.get(&format!("{home}/answer")).await.words();
    assert!(prepared.contains("(дать сведения о данных и их копию) сообщаем."), "{prepared}");
    let data: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!(data["teacher"][0]["snils"], "11223344595");
    assert_eq!(data["account"][0]["login"], "olga");
    assert_eq!(data["roles"][0]["role"], "teacher");
    assert_eq!(data["applications"][0]["number"], "2026-0001");
    assert_eq!(data["shown"], serde_json::json!([]), "nobody has opened the case yet");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "inquiry.taken_teacher: скачаны все данные человека по обращению, файлов: 1"
    );
    // A person without a case: the cabinet alone.
    let account = t.text("select id from accounts where login = 'zoya'").await;
    let person = format!("account:{account}");
    assert_eq!(zoya.post(&home, &[("person", person.as_str()), ("sure", "yes")]).await.to(), home);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zoya.get(&archive).await.bytes)).unwrap();
    let data: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!((data["account"][0]["login"].as_str(), data["teacher"].as_array().unwrap().len()), (Some("zoya"), 0));
}

async fn an_answer_is_written_down_once(t: TestApp) {
    let zoya = t.zoya().await;
    let home = asked(&zoya, "Орлова Ольга Андреевна", "20").await;
    let answer = format!("{home}/answer");
    let sent = async |by: &Visitor, day: &str, words: &str| {
        let fields = [("answered-day", day), ("answered-month", "11"), ("answered-year", "2026"), ("answer", words)];
        by.post(&answer, &fields).await
    };
    assert!(
        zoya.get(&answer)
            .await
            .text()
            .contains("name=\"answered-day\" type=\"text\" inputmode=\"numeric\" value=\"23\"")
    );
    assert_eq!(
        sent(&zoya, "19", "").await.faults(),
        [
            "Обращение пришло 20 ноября 2026: ответ не мог быть раньше. Проверьте дату.",
            "Напишите, что ответили человеку и что сделали.",
        ]
    );
    assert_eq!(sent(&zoya, "24", "дано").await.faults(), ["Эта дата ещё не наступила. Проверьте день, месяц и год."]);
    assert_eq!(sent(&zoya, "23", "Копия выдана на руки.").await.to(), home);
    assert_eq!(
        t.journal().await.last().unwrap().replace('\u{a0}', " "),
        "inquiry.answered: дан ответ на обращение о персональных данных 23 ноября 2026"
    );
    let page = zoya.get(&home).await.words();
    assert!(page.contains("ответ дан в срок") && page.contains("Что ответили Копия выдана на руки."), "{page}");
    assert!(page.contains("Ответ дан 23 ноября 2026; записано: Ильина Зоя, 23 ноября 2026"), "{page}");
    assert!(!page.contains("Записать ответ"), "{page}");
    let over = "На это обращение уже ответили, изменить его нельзя.";
    for again in [
        sent(&zoya, "23", "Ещё раз.").await,
        zoya.get(&answer).await,
        zoya.post(&home, &[("person", "teacher:nobody")]).await,
    ] {
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.words().contains(over), "{}", again.words());
    }
    assert!(zoya.get(HOME).await.words().contains("ждать некому"));
    assert_eq!(rows(&zoya.get("/people-data?state=answered").await, "Обращения: кто").len(), 1);
    t.later(SignedDuration::from_hours(24 * 14));
    let zoya = t.enter("zoya").await;
    let home = asked(&zoya, "Белов Пётр Ильич", "20").await;
    let fields =
        [("answered-day", "6"), ("answered-month", "12"), ("answered-year", "2026"), ("answer", "Дано позже.")];
    assert_eq!(zoya.post(&format!("{home}/answer"), &fields).await.to(), home);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("ответ с опозданием на 2 дня"), "{page}");
}

async fn inquiries_are_the_centres_alone(t: TestApp) {
    let zoya = t.zoya().await;
    let home = asked(&zoya, "Орлова Ольга Андреевна", "20").await;
    t.person("alla", "Жаркова Алла Борисовна", Role::Admin, None, "").await;
    let alla = t.enter("alla").await;
    for path in [HOME, NEW] {
        assert_eq!(alla.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(alla.post(NEW, &[]).await.status, StatusCode::NOT_FOUND);
    for path in ["", "/archive", "/answer"] {
        assert_eq!(alla.get(&format!("{home}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            t.journal().await.last().unwrap(),
            "access.refused (refused): запрошено то, что этому человеку не открыто"
        );
    }
    for path in ["", "/answer"] {
        assert_eq!(alla.post(&format!("{home}{path}"), &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let nowhere = format!("{HOME}/019aaaaa-0000-7000-8000-000000000000");
    assert_eq!(zoya.get(&nowhere).await.status, StatusCode::NOT_FOUND);
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let cost = async || {
        zoya.get(HOME).await;
        let before = t.app.db.asked().count();
        let listed = rows(&zoya.get(HOME).await, "Обращения: кто").len();
        (listed, t.app.db.asked().count() - before)
    };
    asked(&zoya, "Орлова Ольга Андреевна", "20").await;
    let (one, with_one) = cost().await;
    asked(&zoya, "Белов Пётр Ильич", "19").await;
    asked(&zoya, "Юрина Юлия Олеговна", "18").await;
    assert_eq!((one, cost().await), (1, (3, with_one)));
}

async fn a_long_list_goes_on_from_the_last_row(t: TestApp) {
    let zoya = t.zoya().await;
    for at in 0..21 {
        asked(&zoya, &format!("Белов Пётр{}", "а".repeat(at)), "20").await;
    }
    let next = |text: &str| {
        let link = text.split("govuk-pagination__next").nth(1)?.split("href=\"").nth(1)?;
        Some(link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"))
    };
    let both = async |path: &str| {
        let first = zoya.get(path).await;
        assert_eq!(rows(&first, "Обращения: кто").len(), 20);
        let second = zoya.get(&next(&first.text()).unwrap()).await;
        assert_eq!(rows(&second, "Обращения: кто").len(), 1);
        assert_eq!(next(&second.text()), None);
        assert!(second.words().contains("К началу списка"));
    };
    both(HOME).await;
    t.made(|act| {
        Ok(act.run(
            "update inquiries set answer = 'дано', answered_on = '2026-11-23', answered_by = added_by, answered_at = 0",
            &[],
        )?)
    })
    .await;
    both("/people-data?state=answered").await;
}

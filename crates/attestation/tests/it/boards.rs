//! The centre's boards: what waits, letters and failed jobs, results by day.

use attestation::accounts::Role;
use attestation::applications::{self, Application, Category, Move};
use attestation::platform::letter::{Addressee, Part, Signature, compose};
use attestation::platform::names::FullName;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    the_board_counts_what_waits,
    the_board_asks_five_questions,
    the_board_stops_counting_clocks,
    the_board_names_the_next_session,
    the_board_tells_what_waits_after_a_session,
    letters_are_listed_and_sent_again,
    a_one_time_link_is_not_shown,
    failed_jobs_are_run_again,
    results_are_listed_by_day,
    results_go_into_a_file,
    a_school_counts_its_own_cases,
    an_empty_school_says_where_to_begin,
    boards_are_the_centres,
    lists_ask_the_same_number_of_questions,
);

/// «number text → address» of every counter on a page.
async fn counters(by: &Visitor, path: &str) -> Vec<String> {
    let page = by.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    let text = page.text();
    text.split("<a class=\"att-counter")
        .skip(1)
        .map(|part| {
            let href = part.split("href=\"").nth(1).unwrap();
            let of = |class: &str| {
                let after = part.split(class).nth(1).unwrap();
                after.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
            };
            let href = href.split('"').next().unwrap().replace("&#38;", "&");
            format!("{} {} → {href}", of("att-counter__number"), of("att-counter__text"))
        })
        .collect()
}

async fn case(t: &TestApp, name: &str, received: &str) -> Application {
    let school = t.made(|act| {
        let found = act.row("select id from organizations where inn = $1", values!["7000000001"], |row| row.get(0))?;
        Ok(found)
    });
    let school = match school.await {
        Some(school) => school,
        None => t.school("МБОУ «СОШ № 1»", "7000000001").await,
    };
    t.application_of(school, name, Category::First, received).await
}

async fn the_board_counts_what_waits(t: TestApp) {
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    case(&t, "Орлова Ольга Андреевна", "2026-11-02").await;
    let late = case(&t, "Белов Сергей Николаевич", "2026-09-01").await;
    let soon = case(&t, "Гусев Пётр Львович", "2026-09-28").await;
    let done = case(&t, "Зимина Анна Олеговна", "2026-10-20").await;
    t.assigned(seat, &[&late, &soon, &done]).await;
    t.considered(&[&late, &soon, &done]).await;
    t.result(&done, "meets", SignedDuration::ZERO).await;
    let zoya = t.zoya().await;
    let expected = [
        "0 ждут регистрации → /intake?stage=submitted",
        "0 нужны исправления → /intake?stage=fix_requested",
        "1 без срока → /intake?stage=registered",
        "1 без специалиста → /applications?unassigned=yes",
        "1 срок прошёл → /deadlines?when=late",
        "2 срока на этой неделе → /deadlines?when=soon",
        "1 результат опаздывает → /applications?late=yes",
        "0 возвращено → /applications?stage=returned",
        "4 документы не проверены → /applications?unchecked=yes",
        "2 у специалистов → /applications?stage=in_review",
        "1 результат записан → /applications?stage=concluded",
        "0 писем не доставлено → /outbox?state=failed",
        "0 приглашений без ответа → /invitations?state=sent",
        "0 сбоев заданий → /outbox#jobs",
    ];
    assert_eq!(counters(&zoya, "/cabinet").await, expected);

    case(&t, "Котова Вера Ильинична", "2026-11-02").await;
    let kept = counters(&zoya, "/cabinet").await;
    assert_eq!(kept[3], expected[3], "counts by stage are kept for a second");
    assert_eq!(kept[8], "5 документы не проверены → /applications?unchecked=yes");
    t.later(SignedDuration::from_secs(1));
    assert_eq!(counters(&zoya, "/cabinet").await[3], "2 без специалиста → /applications?unassigned=yes");
}

async fn a_school_counts_its_own_cases(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let olesya = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let of = async |school, name: &str, received: &str| t.application_of(school, name, Category::First, received).await;
    of(school, "Орлова Ольга Андреевна", "2026-11-02").await;
    let late = of(school, "Белов Сергей Николаевич", "2026-09-01").await;
    let done = of(school, "Гусев Пётр Львович", "2026-09-28").await;
    let fixed = of(school, "Зимина Анна Олеговна", "2026-11-10").await;
    of(other, "Котова Вера Ильинична", "2026-09-01").await;
    t.assigned(olesya, &[&late, &done]).await;
    t.considered(&[&late, &done]).await;
    t.result(&done, "meets", SignedDuration::ZERO).await;
    let fixed = t.fresh(&fixed).await;
    t.made(move |act| applications::step(act, &fixed, Move::AskFix).map(|_| ())).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    assert_eq!(
        counters(&kira, "/school").await,
        [
            "4 всего дел → /school",
            "1 нужны исправления → /school?stage=fix_requested",
            "1 срок прошёл → /school?late=yes",
            "4 документы не проверены → /school?unchecked=yes",
            "1 у специалистов → /school?waiting=yes",
            "1 результат записан → /school?stage=concluded",
        ]
    );
    let late = kira.get("/school?late=yes").await.words();
    assert!(late.contains("Белов") && !late.contains("Орлова") && !late.contains("Котова"), "{late}");
    assert!(late.contains("Найдено: 1 дело"), "{late}");
    // Any clock of a case that has run out is late, as «Сроки» has it: here its term is not set in time, nobody is asked for
    // a result yet.
    assert!(!late.contains("Сидоров"), "{late}");
    of(school, "Сидоров Иван Петрович", "2026-10-20").await;
    assert_eq!(counters(&kira, "/school").await[2], "2 срок прошёл → /school?late=yes");
    let late = crate::intake::lines(&kira.get("/school?late=yes").await);
    assert_eq!(late.len(), 2, "{late:?}");
    let row = late.iter().find(|line| line.contains("Сидоров")).unwrap();
    assert!(row.contains("срок прошёл"), "{row}");
    let zoya = t.zoya().await;
    assert_eq!(crate::intake::lines(&zoya.get("/deadlines?when=late").await).len(), 3, "with that of another school");
    for _ in 0..21 {
        of(school, "Лосева Инна Юрьевна", "2026-11-10").await;
    }
    let first = kira.get("/school?name=Лосева").await.words();
    assert!(first.contains("На странице: 20 дел"), "a page is not all there is: {first}");
}

async fn an_empty_school_says_where_to_begin(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    let page = kira.get("/school").await;
    let told = "Заявлений педагогов вашей школы пока нет. Пригласите педагога : из своего кабинета он подаст заявление сам. Если кабинет у него уже есть, можно начать заявление за него . Поданное заявление появится здесь.";
    assert!(page.words().contains(told), "{}", page.words());
    for href in ["/school/invitations", "/school/drafts"] {
        assert!(
            page.text().matches(&format!("href=\"{href}\"")).count() > 1,
            "{href} in the text, not in the menu alone"
        );
        assert_eq!(kira.get(href).await.status, StatusCode::OK);
    }
    assert!(!kira.get("/school?name=Орлова").await.words().contains(told), "of a search another thing is told");
}

async fn the_board_asks_five_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    // What is not set up is asked about once in a minute.
    counters(&zoya, "/cabinet").await;
    for _ in 0..2 {
        t.later(SignedDuration::from_secs(20));
        let before = t.app.db.asked().count();
        counters(&zoya, "/cabinet").await;
        let cold = t.app.db.asked().count() - before;
        counters(&zoya, "/cabinet").await;
        let warm = t.app.db.asked().count() - before - cold;
        assert_eq!((cold - warm, warm), (5, 3), "who asks, their consent and the next session are asked for each time");
        asked.push(cold);
        case(&t, "Орлова Ольга Андреевна", "2026-11-02").await;
        case(&t, "Белов Сергей Николаевич", "2026-11-02").await;
    }
    assert_eq!(asked[0], asked[1]);
}

async fn the_board_stops_counting_clocks(t: TestApp) {
    let one = case(&t, "Орлова Ольга Андреевна", "2026-11-02").await;
    t.made(move |act| {
        let many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10001)
            insert into case_clocks (application_id, code, began_on, due_on, term_from)
            select $1, 'X' || cast(i as text), '2026-01-01', '2026-02-01', '2026-01-01' from n";
        Ok(act.run(many, values![one.id])?)
    })
    .await;
    let zoya = t.zoya().await;
    assert_eq!(counters(&zoya, "/cabinet").await[4], "от 10000 сроков прошло → /deadlines?when=late");
    t.made(|act| Ok(act.run("delete from case_clocks where code in ('X1', 'X2')", &[])?)).await;
    assert_eq!(counters(&zoya, "/cabinet").await[4], "9999 сроков прошло → /deadlines?when=late");
}

async fn the_board_tells_what_waits_after_a_session(t: TestApp) {
    let zoya = t.zoya().await;
    let after = async || -> Vec<String> {
        let all = counters(&zoya, "/cabinet").await;
        all.into_iter().filter(|one| one.contains(" акт")).collect()
    };
    assert!(!zoya.get("/cabinet").await.words().contains("После заседания"));
    let two = crate::acts::two(&t).await;
    let (orlova, belov) = (two.orlova.teacher, two.belov.teacher);
    t.made(move |act| {
        act.run("update teachers set email = 'orlova@example.org' where id = $1", values![orlova])?;
        Ok(act.run("update teachers set email = 'belov@example.org' where id = $1", values![belov])?)
    })
    .await;
    assert_eq!(after().await, ["2 решения ждут акта → /acts/board"]);
    let home = crate::acts::draft(&zoya, &[&two.sitting]).await;
    assert_eq!(after().await, ["1 проект акта не издан → /acts/board"]);
    crate::acts::issued(&zoya, &home, "214-р").await.to();
    let left = ["2 письма об актах не отправлены → /outbox?state=draft", "1 акт не опубликован → /acts/board"];
    assert_eq!(after().await, left);
    assert!(zoya.get("/cabinet").await.words().contains("После заседания 2 письма об актах не отправлены"));
    assert_eq!(zoya.post(&format!("{home}/letters"), &[("count", "2")]).await.to(), home);
    assert_eq!(after().await, left[1..]);
    zoya.post(&format!("{home}/publication"), &[("file", "yes")]).await.to();
    assert!(after().await.is_empty());
    assert!(!zoya.get("/cabinet").await.words().contains("После заседания"));
}

async fn the_board_names_the_next_session(t: TestApp) {
    let zoya = t.zoya().await;
    let said = async || {
        let page = zoya.get("/cabinet").await.words();
        page.split("Ближайшее заседание ").nth(1).unwrap().split(" Письма").next().unwrap().to_owned()
    };
    assert_eq!(said().await, "Заседание не назначено. Назначить");
    for (day, protocol, stage) in
        [("2026-11-20", "1", "closed"), ("2026-12-10", "2", "planned"), ("2026-12-03", "3", "planned")]
    {
        let sitting = t.sitting(day, protocol).await;
        t.made(move |act| Ok(act.run("update sittings set stage = $1 where id = $2", values![stage, sitting])?)).await;
    }
    let near = "3 декабря 2026, 10:00 — через 10 дней , в повестке 0 дел.";
    assert_eq!(said().await, near);
    t.made(|act| Ok(act.run("update sittings set stage = 'cancelled' where held_on = '2026-12-03'", &[])?)).await;
    assert_eq!(said().await, "10 декабря 2026, 10:00 — через 17 дней , в повестке 0 дел.");
    t.made(|act| {
        Ok(act.run("update sittings set stage = 'open', held_on = '2026-11-23' where held_on = '2026-12-10'", &[])?)
    })
    .await;
    assert_eq!(said().await, "23 ноября 2026, 10:00 — идёт , в повестке 0 дел.");
    let page = zoya.get("/cabinet").await.words();
    assert!(page.contains("Для файлов свободно") || page.contains("Для файлов осталось мало места"), "{page}");
}

/// Puts a letter into the outbox.
async fn letter(t: &TestApp, login: &str, subject: &str, secret: bool) {
    let to = Addressee {
        email: format!("{login}@example.org"),
        name: FullName::split("Орлова Ольга Андреевна").unwrap(),
        account: None,
    };
    let signature = Signature { centre: "Центр".to_owned(), phone: String::new() };
    let parts = [Part::text("Текст письма для чтения.")];
    let mut letter = compose("test.letter", &to, subject, &parts, &signature).unwrap();
    letter.secret = secret;
    t.made(move |act| Ok(act.post(&letter)?)).await;
}

/// The mail server said no to every letter to this address.
async fn refused(t: &TestApp, login: &str) {
    let to = format!("{login}@example.org");
    t.made(move |act| {
        let why = "почтовый сервер ответил: 550 no such user";
        act.run(
            "update letters set state = 'failed', attempts = 1, last_error = $2 where to_email = $1",
            values![&to, why],
        )?;
        Ok(())
    })
    .await;
}

async fn letters_are_listed_and_sent_again(t: TestApp) {
    let zoya = t.zoya().await;
    letter(&t, "orlova", "Дело назначено", false).await;
    t.letters().await;
    letter(&t, "belov", "Срок подходит", false).await;
    refused(&t, "belov").await;
    t.later(SignedDuration::from_secs(1));
    letter(&t, "gusev", "Дела переданы", false).await;
    assert_eq!(
        counters(&zoya, "/outbox").await,
        ["1 ждёт отправки → /outbox?state=queued", "1 не доставлено → /outbox?state=failed", "0 сбоев заданий → #jobs",]
    );
    let all = zoya.get("/outbox").await.words();
    let places: Vec<usize> =
        ["Дела переданы", "Срок подходит", "Дело назначено"].map(|subject| all.find(subject).unwrap()).to_vec();
    assert!(places.is_sorted_by(|a, b| a < b) || places[0] < places[2], "{all}");
    let failed = zoya.get("/outbox?state=failed").await;
    assert!(
        failed.words().contains("не доставлено такого почтового ящика нет или он закрыт (почтовый сервер ответил: 550 no such user) Отправить снова"),
        "{}", failed.words()
    );
    assert!(!failed.words().contains("Дела переданы"));
    let to = zoya.get("/outbox?to=gusev%40example.org").await.words();
    assert!(to.contains("Дела переданы") && !to.contains("Срок подходит"), "{to}");

    let href = failed.text().split("/retry\"").next().unwrap().rsplit("action=\"").next().unwrap().to_owned();
    let one = zoya.get(&href).await.words();
    assert!(one.contains("Текст письма для чтения."), "{one}");
    let retry = format!("{href}/retry");
    assert_eq!(zoya.post(&retry, &[]).await.to(), "/outbox");
    assert_eq!(zoya.post(&retry, &[]).await.to(), "/outbox");
    assert_eq!(t.letter_to("belov@example.org").await.subject, "Срок подходит");
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("letter")).collect();
    assert_eq!(
        told,
        ["letter.opened: письмо «Срок подходит»", "letter.retried: письмо «Срок подходит» снова в очереди",]
    );
    assert_eq!(t.count("select count(*) from letters where state = 'sent'").await, 3);
}

async fn a_one_time_link_is_not_shown(t: TestApp) {
    let zoya = t.zoya().await;
    letter(&t, "orlova", "Приглашение", true).await;
    let list = zoya.get("/outbox").await.text();
    let href = list.split("href=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    let page = zoya.get(&format!("/outbox/{href}")).await.words();
    assert!(page.contains("В письме одноразовая ссылка, поэтому его текст виден только получателю."), "{page}");
    assert!(!page.contains("Текст письма для чтения."), "{page}");
}

async fn failed_jobs_are_run_again(t: TestApp) {
    let zoya = t.zoya().await;
    let id = attestation::platform::ids::Id::<TestApp>::new();
    let now = t.app.now();
    t.made(move |act| {
        act.run(
            "insert into jobs (id, name, once_key, payload, state, attempts, next_at, last_error, created_at, ended_at)
             values ($1, 'sheet.read', '', '{}', 'failed', 8, $2, 'нет файла', $2, $2)",
            values![id, now],
        )?;
        Ok(())
    })
    .await;
    let page = zoya.get("/outbox").await.words();
    assert!(page.contains("Сбои заданий Задания, которые не удалось выполнить Задание Создано Попыток Что случилось Действия Задание другой версии программы (sheet.read) 23.11.2026 14:00 8 нет файла Запустить снова"), "{page}");
    let retry = format!("/outbox/jobs/{id}/retry");
    assert_eq!(zoya.post(&retry, &[]).await.to(), "/outbox");
    assert_eq!(zoya.post(&retry, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from jobs where state = 'queued' and attempts = 0").await, 1);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "job.retried: запущено снова: Задание другой версии программы (sheet.read)"
    );
}

/// Two results: Белов on 23 November meets, Гусев on 24 November fails.
async fn results(t: &TestApp) -> Visitor {
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let belov = case(t, "Белов Сергей Николаевич", "2026-11-02").await;
    let gusev = case(t, "Гусев Пётр Львович", "2026-11-02").await;
    t.assigned(seat, &[&belov, &gusev]).await;
    t.result(&belov, "meets", SignedDuration::ZERO).await;
    t.result(&gusev, "fails", SignedDuration::from_hours(24)).await;
    t.zoya().await
}

async fn results_are_listed_by_day(t: TestApp) {
    let zoya = results(&t).await;
    let page = zoya.get("/results").await.words();
    let (_, list) = page.split_once("Напечатать").unwrap();
    assert_eq!(
        list.trim(),
        "24 ноября 2026 Результаты за 24 ноября 2026 Педагог Организация Категория Результат Специалист Номер \
         Гусев Пётр Львович дело 2026-0002 · Учитель, физика МБОУ «СОШ № 1» первая не соответствует Смирнова О. И. 2026-00002 14:00 \
         23 ноября 2026 Результаты за 23 ноября 2026 Педагог Организация Категория Результат Специалист Номер \
         Белов Сергей Николаевич дело 2026-0001 · Учитель, физика МБОУ «СОШ № 1» первая соответствует Смирнова О. И. 2026-00001 14:00"
    );
    for (path, seen, unseen) in [
        ("/results?verdict=meets", "Белов", "Гусев"),
        ("/results?from=24.11.2026", "Гусев", "Белов"),
        ("/results?to=23.11.2026", "Белов", "Гусев"),
    ] {
        let page = zoya.get(path).await.words();
        assert!(page.contains(seen) && !page.contains(unseen), "{path}: {page}");
    }
    let answer = zoya.get("/results?from=вчера").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.faults(), ["Дата записана с ошибкой. Пример: 23.11.2026."]);
    let empty = zoya.get("/results?to=01.01.2020").await.words();
    assert!(empty.contains("За это время результатов нет."), "{empty}");
}

async fn results_go_into_a_file(t: TestApp) {
    let zoya = results(&t).await;
    let answer = zoya.get("/results/export?verdict=fails").await;
    assert_eq!(
        answer.sheet(&["Номер результата", "Дело", "Педагог", "Заявленная категория", "Результат", "Специалист"]),
        [["2026-00002", "2026-0002", "Гусев Пётр Львович", "первая", "не соответствует", "Смирнова Олеся Ивановна"]]
    );
    assert_eq!(t.journal().await.last().unwrap(), "results.exported: выгружены результаты, строк: 1");
}

async fn boards_are_the_centres(t: TestApp) {
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    letter(&t, "orlova", "Дело назначено", false).await;
    let zoya = t.zoya().await;
    let list = zoya.get("/outbox").await.text();
    let letter = list.split("href=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    let letter = format!("/outbox/{letter}");
    let person = t.enter("olesya").await;
    for path in ["/outbox", letter.as_str(), "/results", "/results/export"] {
        assert_eq!(person.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(t.visitor().get(path).await.to().starts_with("/login?next="), "{path}");
    }
    for path in [&format!("{letter}/retry"), "/outbox/jobs/0/retry"] {
        assert_eq!(person.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(t.visitor().post(path, &[]).await.to(), "/login?next=%2Fcabinet", "{path}");
    }
    for path in ["/outbox/0", "/outbox/018f0000-0000-7000-8000-000000000000"] {
        assert_eq!(zoya.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = results(&t).await;
    letter(&t, "orlova", "Дело назначено", false).await;
    let mut asked = Vec::new();
    for _ in 0..2 {
        let mut counts = Vec::new();
        for path in ["/outbox", "/results"] {
            let before = t.app.db.asked().count();
            zoya.get(path).await;
            counts.push(t.app.db.asked().count() - before);
        }
        asked.push(counts);
        letter(&t, "belov", "Срок подходит", false).await;
        letter(&t, "gusev", "Срок подходит", false).await;
        let more = case(&t, "Зимина Анна Олеговна", "2026-11-02").await;
        t.assigned(t.seat("olesya").await, &[&more]).await;
        t.result(&more, "meets", SignedDuration::ZERO).await;
    }
    assert_eq!(asked[0], asked[1]);
}

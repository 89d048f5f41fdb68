//! A session of the organisation's commission as it may be written down: who sits in it, on what day it is held.

use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::fitness::{
    COUNTED, ORDER, PRESENTATION, READ, SESSION, WHY, but, days, done, faults, journal, known, ordered, rows, school,
    send, text_of,
};
use crate::on_both;

on_both!(
    one_person_is_one_member,
    a_session_is_held_on_the_day_of_the_schedule,
    the_next_worker_is_offered_the_commission,
    a_day_of_the_schedule_is_put_right,
    what_happened_stays_on_the_page,
    what_was_not_held_says_why,
    a_refusal_leads_back_to_the_worker,
    a_commission_names_its_chair,
    an_unfit_outcome_stays_in_sight,
    information_is_filed_once,
    an_order_that_came_second_is_given_back,
    one_session_has_one_protocol,
    a_session_on_a_day_off_is_asked_about,
    who_was_absent_is_named_by_initials_too,
);

/// An attestation whose session by the schedule, 12 January 2027, was two days ago.
async fn awaited(t: &TestApp) -> (Visitor, String) {
    let (kira, home) = ordered(t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(52));
    (t.enter("kira").await, home)
}

async fn one_person_is_one_member(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let four = "Панова А. Б., председатель\nПанова А. Б., заместитель\nПанова А. Б., секретарь\nПанова А. Б.";
    let said = |line: &str| {
        format!(
            "«{line}»: этот человек в комиссии уже назван. Оставьте одну строку; если это разные люди, напишите имена полностью."
        )
    };
    let path = format!("{home}/session");
    assert_eq!(faults(&kira, &path, &but(SESSION, "members", four)).await, [said("Панова А. Б., заместитель")]);
    let union = but(SESSION, "union", "Белов С. Н.");
    assert_eq!(faults(&kira, &path, &union).await, [said("Белов С. Н., представитель профсоюза")]);
    done(&kira, &path, &SESSION).await;
    assert_eq!(
        faults(&kira, &format!("{home}/correction"), &but(COUNTED, "members", four)).await,
        [said("Панова А. Б., заместитель")]
    );
}

/// The form of a session with fields otherwise.
pub fn otherwise<'f>(form: &[(&'f str, &'f str)], changed: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = form.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

async fn a_session_is_held_on_the_day_of_the_schedule(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let path = format!("{home}/session");
    let missed = [("held", "11.01.2027"), ("attendance", "absent")];
    let unawaited = "Заседание назначено на 12 января 2027: отсутствие в другой день работнику не засчитывают. Если оно было в другой день, отложите аттестацию и ознакомьте работника с новым графиком.";
    assert_eq!(faults(&kira, &path, &otherwise(&SESSION, &missed)).await, [unawaited]);
    let known = [missed.as_slice(), &[("known", "yes")]].concat();
    assert_eq!(faults(&kira, &path, &otherwise(&SESSION, &known)).await, [unawaited]);
    // Whoever came knew of it: it is asked once more.
    let came = but(SESSION, "held", "13.01.2027");
    assert_eq!(
        faults(&kira, &path, &came).await,
        [
            "Заседание назначено на 12 января 2027. Если оно было в другой день и работник пришёл сам, отметьте это; если нет, отложите аттестацию и ознакомьте работника с новым графиком."
        ]
    );
    assert!(!kira.get(&path).await.text().contains("name=\"known\""));
    done(&kira, &path, &[came.as_slice(), &[("known", "yes")]].concat()).await;
    // Put right it is not missed on that day either.
    done(&kira, &format!("{home}/extract"), &[("made", "13.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &[("read", "13.01.2027"), ("how", "read")]).await;
    let days = [("made", "13.01.2027"), ("read", "13.01.2027"), ("held", "13.01.2027"), ("attendance", "absent")];
    assert_eq!(faults(&kira, &format!("{home}/correction"), &otherwise(&COUNTED, &days)).await, [unawaited]);
    let page = done(
        &kira,
        &format!("{home}/correction"),
        &otherwise(&COUNTED, &[("held", "12.01.2027"), ("attendance", "absent")]),
    )
    .await;
    assert!(page.contains("явка работника: было присутствует, стало отсутствует без уважительной причины"), "{page}");
}

async fn the_next_worker_is_offered_the_commission(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    assert!(!kira.get(&format!("{home}/session")).await.text().contains("Тихонова"));
    let school = t.text("select organization_id from fitness_cases").await.parse().unwrap();
    let mut others = Vec::new();
    t.later(days(-52));
    let early = t.enter("kira").await;
    for (name, day) in [("Белова Анна Львовна", "12.01.2027"), ("Власова Анна Львовна", "13.01.2027")]
    {
        let other = t.application(school, name, Category::First).await;
        known(&t, &other, "2010-09-01", None, None).await;
        let other = format!("/school/fitness/{}", other.teacher);
        shown(&early, &other, day).await;
        others.push(other);
    }
    t.later(days(52));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/session"), &SESSION).await;
    // Of the same day: its number too.
    let form = kira.get(&format!("{}/session", others[0])).await.text();
    assert!(form.contains("Тихонова Вера Ильинична") && form.contains("value=\"Юдина Лариса Олеговна\""), "{form}");
    assert!(form.contains("name=\"protocol\"") && form.contains("value=\"4\""), "{form}");
    done(&kira, &format!("{}/session", others[0]), &SESSION).await;
    // Of another day: the number is another one.
    let next = format!("{}/session", others[1]);
    let form = kira.get(&next).await.text();
    assert!(form.contains("Тихонова Вера Ильинична") && !form.contains("value=\"4\""), "{form}");
    let taken = faults(&kira, &next, &but(SESSION, "held", "13.01.2027")).await;
    assert_eq!(
        taken.iter().map(|fault| fault.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["Протокол № 4 уже есть, его заседание 12 января 2027. Проверьте номер и день."]
    );
    done(&kira, &next, &otherwise(&SESSION, &[("held", "13.01.2027"), ("protocol", "5")])).await;
}

/// Leads an attestation up to the presentation, with the session on this day.
async fn shown(by: &Visitor, home: &str, day: &str) {
    done(by, &format!("{home}/plan"), &[]).await;
    let order = [("number", "113-од"), ("on", "23.11.2026"), ("session", day)];
    done(by, &format!("{home}/order"), &[order.as_slice(), &[("joins", "yes")]].concat()).await;
    done(by, &format!("{home}/listing"), &[("listed", "23.11.2026")]).await;
    let text = [
        ("contract", "01.09.2010"),
        ("education", "Высшее"),
        ("training", "Не было"),
        ("earlier", "Не было"),
        ("assessment", "Выполняет обязанности."),
    ];
    done(by, &format!("{home}/presentation"), &text).await;
    done(by, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
}

async fn a_day_of_the_schedule_is_put_right(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let path = format!("{home}/correction");
    let form = [("number", "112-од"), ("on", "20.11.2026"), ("listed", "23.11.2026"), ("reason", "опечатка в дне")];
    let with = |day| otherwise(&form, &[("session", day)]);
    assert!(kira.get(&path).await.words().contains("День заседания по графику"));
    assert_eq!(
        faults(&kira, &path, &with("22.12.2026")).await,
        [
            "Между ознакомлением с приказом и заседанием должно пройти не меньше 30 календарных дней: самое раннее 23 декабря 2026."
        ]
    );
    let page = done(&kira, &path, &with("13.01.2027")).await;
    let said = "день заседания по графику: было 12.01.2027, стало 13.01.2027";
    assert!(page.contains(&format!("Исправления {said} Причина: опечатка в дне")), "{page}");
    assert!(page.contains("Заседание по графику 13 января 2027"), "{page}");
    let order = text_of(&kira.get(&format!("{home}/papers/order")).await).replace('\u{a0}', " ");
    assert!(order.contains("13 января 2027") && order.contains(said), "{order}");
    // Left out it stays.
    let page = done(&kira, &path, &otherwise(&form, &[("number", "114-од")])).await;
    assert!(page.contains("Заседание по графику 13 января 2027"), "{page}");
}

async fn what_happened_stays_on_the_page(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    done(&kira, &format!("{home}/information"), &[("filed", "23.11.2026")]).await;
    t.later(days(52));
    let kira = t.enter("kira").await;
    let came = otherwise(&SESSION, &[("held", "13.01.2027"), ("known", "yes")]);
    done(&kira, &format!("{home}/session"), &came).await;
    let page = kira.get(&home).await.words();
    for part in [
        "Заседание прошло 13 января 2027 По графику 12 января 2027 Сведения работника поданы 23 ноября 2026",
        "Явка работника присутствует Протокол № 4",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    done(&kira, &format!("{home}/extract"), &[("made", "13.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &[("read", "14.01.2027"), ("how", "read")]).await;
    let other = [
        ("held", "13.01.2027"),
        ("filed", "23.11.2026"),
        ("made", "13.01.2027"),
        ("read", "14.01.2027"),
        ("for", "1"),
        ("against", "4"),
        ("unfit", WHY),
    ];
    let page = done(&kira, &format!("{home}/correction"), &otherwise(&COUNTED, &other)).await;
    let said = "выписка составлена: было 13.01.2027, стало сделать заново ознакомлен с выпиской: было 14.01.2027, стало сделать заново";
    assert!(page.contains(said), "{page}");
}

async fn what_was_not_held_says_why(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let ground = [("post", "P27"), ("since", "01.09.2010"), ("ground", "pregnancy"), ("until", "20.01.2027")];
    done(&kira, &format!("{home}/facts"), &ground).await;
    let page = done(&kira, &format!("{home}/exemption"), &[]).await;
    assert!(
        page.contains("начата 23 ноября 2026, не проводилась (23.11.2026: есть основание не аттестовать)"),
        "{page}"
    );
    let earlier = format!("{home}/earlier/{}", t.text("select id from fitness_cases").await);
    let page = kira.get(&earlier).await.words();
    assert!(page.contains("Заседание было назначено 12 января 2027"), "{page}");
    assert!(page.contains("Не проводилась 23.11.2026: есть основание не аттестовать"), "{page}");
    assert!(!page.contains("беременность"), "{page}");
}

async fn a_refusal_leads_back_to_the_worker(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let back = format!("href=\"{home}\">Открыть страницу заново");
    for (path, form) in [("order", true), ("order", false), ("papers/protocol", false)] {
        let path = format!("{home}/{path}");
        let answer = if form { kira.post(&path, &[]).await } else { kira.get(&path).await };
        assert_eq!(answer.status, axum::http::StatusCode::CONFLICT, "{path}");
        assert!(answer.text().contains(&back), "{path}: {}", answer.text());
    }
}

async fn a_commission_names_its_chair(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let path = format!("{home}/session");
    let who = "Кто председатель комиссии? Допишите слово «председатель» после его имени, через запятую.";
    let four = "Панова Алла Борисовна\nГордеева Нина Степановна, заместитель председателя\nТихонова Вера Ильинична\nБелов Сергей Николаевич";
    assert_eq!(faults(&kira, &path, &but(SESSION, "members", four)).await, [who]);
    done(&kira, &path, &SESSION).await;
    done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &READ).await;
    let correction = format!("{home}/correction");
    assert_eq!(faults(&kira, &correction, &but(COUNTED, "members", four)).await, [who]);
    // A commission written down before its chair was asked for is put right without one.
    let union = "Юдина Лариса Олеговна, представитель профсоюза";
    let before = format!("{four}\n{union}");
    t.made(move |act| Ok(act.run("update fitness_cases set members = $1", attestation::values![&before])?)).await;
    let page = done(&kira, &correction, &but(COUNTED, "members", four)).await;
    assert!(page.starts_with("Исправление записано."), "{page}");
}

async fn an_unfit_outcome_stays_in_sight(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let unfit = otherwise(&SESSION, &[("for", "1"), ("against", "4"), ("unfit", WHY)]);
    done(&kira, &format!("{home}/session"), &unfit).await;
    done(&kira, &format!("{home}/extract"), &[("made", "12.01.2027")]).await;
    done(&kira, &format!("{home}/acquaintance"), &READ).await;
    assert!(!kira.get(&home).await.words().contains("решает руководитель"), "it is not over yet");
    let page = done(&kira, &format!("{home}/closing"), &[]).await;
    let said = "срок не подошёл до 12 января 2032 ! Внимание Итог аттестации 12 января 2027: не соответствует занимаемой должности. Что делать дальше, решает руководитель: об этом сказано в статье 81 Трудового кодекса (часть 1, пункт 3, и часть 3). Срок на этой странице — срок следующей аттестации.";
    assert!(page.contains(said), "{page}");
    assert_eq!(
        rows(&kira.get("/school/fitness").await),
        [
            "Орлова Ольга Андреевна Учитель 12.01.2027 срок не подошёл аттестация 12.01.2027: не соответствует занимаемой должности; следующая: до 12 января 2032"
        ]
    );
    done(&kira, &format!("{home}/removal"), &[("reason", "уволена")]).await;
    assert!(!kira.get(&home).await.words().contains("решает руководитель"), "they are gone");
}

async fn information_is_filed_once(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    done(&kira, &format!("{home}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    t.later(days(3));
    let kira = t.enter("kira").await;
    let path = format!("{home}/information");
    let (one, other) =
        tokio::join!(send(&kira, &path, &[("filed", "24.11.2026")]), send(&kira, &path, &[("filed", "25.11.2026")]));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    let filed = if one.status == StatusCode::SEE_OTHER { "24 ноября 2026" } else { "25 ноября 2026" };
    let again = send(&kira, &path, &[("filed", "26.11.2026")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let said = format!(
        "Сведения работника уже записаны: поданы {filed}. Если день неверен, нажмите на странице работника «Исправить записанное»: прежний день останется в исправлениях."
    );
    assert!(again.words().contains(&said), "{}", again.words());
    assert!(kira.get(&path).await.words().contains(&said));
    let page = kira.get(&home).await.words();
    assert!(page.contains(&format!("Сведения работника поданы {filed}")), "{page}");
    assert_eq!(journal(&t).await.iter().filter(|row| row.starts_with("fitness.filed")).count(), 1);
}

async fn an_order_that_came_second_is_given_back(t: TestApp) {
    let (_, kira, case, home) = school(&t).await;
    known(&t, &case, "2010-09-01", None, None).await;
    done(&kira, &format!("{home}/plan"), &[]).await;
    let path = format!("{home}/order");
    let mine = [("number", "7-К"), ("on", "19.11.2026"), ("session", "13.01.2027")];
    done(&kira, &path, &ORDER).await;
    let answer = send(&kira, &path, &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let words = answer.words();
    for part in [
        "Приказ об аттестации: сейчас этого сделать нельзя Нельзя записать приказ: аттестация сейчас в состоянии «приказ издан».",
        "Вы написали Это не записано.",
        "Номер приказа 7-К Дата приказа 19 ноября 2026 День заседания по графику 13 января 2027 Открыть страницу заново",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_eq!(t.text("select order_number from fitness_cases").await, "112-од");
}

async fn one_session_has_one_protocol(t: TestApp) {
    let (_, home) = awaited(&t).await;
    let school = t.text("select organization_id from fitness_cases").await.parse().unwrap();
    t.later(days(-52));
    let early = t.enter("kira").await;
    let other = t.application(school, "Белова Анна Львовна", Category::First).await;
    known(&t, &other, "2010-09-01", None, None).await;
    let second = format!("/school/fitness/{}", other.teacher);
    shown(&early, &second, "12.01.2027").await;
    t.later(days(52));
    let kira = t.enter("kira").await;
    done(&kira, &format!("{home}/session"), &SESSION).await;
    let absent = ("absent", "Белов Сергей Николаевич");
    let unfit = otherwise(&SESSION, &[absent, ("for", "1"), ("against", "3"), ("unfit", WHY)]);
    done(&kira, &format!("{second}/session"), &unfit).await;
    done(
        &kira,
        &format!("{home}/correction"),
        &COUNTED[..].iter().copied().filter(|(name, _)| !["made", "read"].contains(name)).collect::<Vec<_>>(),
    )
    .await;
    let considered = [
        "Рассмотрено представление на работника: Белова Анна Львовна, учитель (приказ № 113-од от 23 ноября 2026 г.).".to_owned(),
        "Отсутствовали: Белов Сергей Николаевич.".to_owned(),
        format!("Решение: Белова Анна Львовна не соответствует занимаемой должности «учитель». Причина решения: {WHY}"),
        "Рассмотрено представление на работника: Орлова Ольга Андреевна, учитель (приказ № 112-од от 20 ноября 2026 г.).".to_owned(),
        "Результаты голосования: за соответствие — 3, против — 2, воздержались — 0. Решение: Орлова Ольга Андреевна соответствует занимаемой должности «учитель». Исправлено 14 января 2027 г.: голоса: было за 4, против 1, воздержались 0, стало за 3, против 2, воздержались 0. Причина: неверно посчитали голоса.".to_owned(),
    ];
    for page in [&home, &second] {
        let path = format!("{page}/papers/protocol");
        let text = text_of(&kira.get(&path).await).replace('\u{a0}', " ");
        for part in &considered {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(text.matches("ПРОТОКОЛ № 4").count(), 1, "{text}");
        let signing = text.split("Подписи:").nth(1).unwrap();
        assert_eq!(
            signing.matches("Белов Сергей Николаевич").count(),
            1,
            "one of the two times he was there: {signing}"
        );
        let printed = crate::reading::text(&kira.get(&format!("{path}/pdf")).await.bytes);
        let printed = printed.replace(['\u{a0}', '\n'], " ");
        for part in [&considered[0], &considered[3]] {
            assert!(printed.contains(part), "{part}: {printed}");
        }
        assert_eq!(printed.matches("Подписи").count(), 1, "{printed}");
    }
    let extract = text_of(&kira.get(&format!("{home}/papers/extract")).await);
    assert!(extract.contains("Орлова") && !extract.contains("Белова"), "an extract is of one: {extract}");
}

async fn a_session_on_a_day_off_is_asked_about(t: TestApp) {
    let (kira, home) = ordered(&t).await;
    let school = t.text("select organization_id from fitness_cases").await.parse().unwrap();
    let other = t.application(school, "Белова Анна Львовна", Category::First).await;
    known(&t, &other, "2010-09-01", None, None).await;
    let second = format!("/school/fitness/{}", other.teacher);
    done(&kira, &format!("{second}/plan"), &[]).await;
    let off = |day: &str| {
        format!(
            "{day} — нерабочий день по производственному календарю. Проверьте день заседания. Если он верен, отметьте это."
        )
    };
    let order = |day: &'static str| [("number", "113-од"), ("on", "23.11.2026"), ("session", day)];
    let path = format!("{second}/order");
    assert_eq!(faults(&kira, &path, &order("10.01.2027")).await, [off("10 января 2027")], "a Sunday");
    let asked = send(&kira, &path, &order("08.01.2027")).await;
    assert_eq!(asked.faults(), [off("8 января 2027")], "a holiday");
    let text = asked.text();
    assert!(text.contains("value=\"113-од\"") && text.contains("name=\"day_off\""), "nothing typed is lost: {text}");
    assert_eq!(t.count("select count(*) from fitness_cases where order_number = '113-од'").await, 0);
    done(&kira, &path, &[order("08.01.2027").as_slice(), &[("day_off", "yes")]].concat()).await;
    assert_eq!(t.text("select session_on from fitness_cases where order_number = '113-од'").await, "2027-01-08");
    done(&kira, &format!("{second}/listing"), &[("listed", "23.11.2026")]).await;
    done(&kira, &format!("{second}/presentation"), &PRESENTATION).await;
    for worker in [&home, &second] {
        done(&kira, &format!("{worker}/showing"), &[("shown", "23.11.2026"), ("how", "read")]).await;
    }
    t.later(days(52));
    let kira = t.enter("kira").await;
    // Of the day of the schedule it was asked when it was set.
    let held = otherwise(&SESSION, &[("held", "08.01.2027"), ("protocol", "3")]);
    done(&kira, &format!("{second}/session"), &held).await;
    let came = otherwise(&SESSION, &[("held", "10.01.2027"), ("known", "yes")]);
    let path = format!("{home}/session");
    assert_eq!(faults(&kira, &path, &came).await, [off("10 января 2027")]);
    done(&kira, &path, &[came.as_slice(), &[("day_off", "yes")]].concat()).await;
}

async fn who_was_absent_is_named_by_initials_too(t: TestApp) {
    let (kira, home) = awaited(&t).await;
    let path = format!("{home}/session");
    let two =
        "Панова Алла Борисовна, председатель\nБелов Сергей Николаевич\nБелов Степан Никитич\nТихонова Вера Ильинична";
    let absent = |line: &'static str| otherwise(&SESSION, &[("members", two), ("absent", line), ("for", "3")]);
    assert_eq!(
        faults(&kira, &path, &absent("Белов С. Н.")).await,
        ["«Белов С. Н.»: непонятно, кто это из членов комиссии. Напишите фамилию, имя и отчество так, как в списке."],
        "there are two of them"
    );
    let one = otherwise(&SESSION, &[("absent", "белов с.н."), ("for", "3")]);
    let page = done(&kira, &path, &one).await;
    assert!(page.contains("Отсутствовали Белов Сергей Николаевич"), "{page}");
}

//! People in the hands of those who keep cabinets: the list, a person, roles and cabinets closed and opened.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::invitations::{fields, says};
use crate::inviting::somebody;
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    people_are_listed_searched_and_narrowed,
    the_list_goes_from_key_to_key,
    the_list_and_a_person_ask_as_much_for_three_as_for_one,
    a_person_is_shown_with_every_role,
    a_role_is_closed_with_a_reason,
    nobody_closes_the_last_of_the_centre_nor_oneself,
    a_specialist_hands_cases_over_first,
    a_cabinet_is_closed_and_opened_again,
    sessions_are_closed_and_a_new_password_started,
    the_administrator_keeps_the_house_and_sees_no_case,
    others_are_turned_away,
);

/// The page of a person.
async fn page_of(t: &TestApp, login: &'static str) -> String {
    let id = t.made(move |act| {
        let found =
            act.row("select id from accounts where login_key = $1", values![login], |row| row.get::<String>(0))?;
        Ok(found.unwrap())
    });
    format!("/people/{}", id.await)
}

/// The page that closes a person's newest role.
async fn role_of(t: &TestApp, login: &'static str) -> String {
    format!("{}/roles/{}", page_of(t, login).await, t.seat(login).await)
}

/// Does something about a person with the password of everybody.
async fn done(by: &Visitor, path: &str, reason: &str) -> Answer {
    by.post(path, &[("reason", reason), ("current-password", PASSWORD)]).await
}

/// What the journal tells of people.
async fn told(t: &TestApp) -> Vec<String> {
    let all = t.journal().await.into_iter();
    all.filter(|line| line.starts_with("account.") || line.starts_with("seat.") || line.starts_with("password."))
        .collect()
}

fn names(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let hrefs = text.split("<th scope=\"row\"><a class=\"govuk-link\" href=\"/people/").skip(1);
    hrefs.map(|rest| rest.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

async fn people_are_listed_searched_and_narrowed(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let all = zoya.get("/people").await;
    assert_eq!(names(&all), ["Ильина Зоя Павловна", "Лебедева Кира Львовна", "Смирнова Олеся Ивановна"]);
    says(&all.words(), "Лебедева Кира Львовна kira@example.org kira координатор, МБОУ «СОШ № 66» открыт");
    for (query, found) in [
        ("who=лебедева", "Лебедева Кира Львовна"),
        ("who=OLESYA@example", "Смирнова Олеся Ивановна"),
        ("role=specialist", "Смирнова Олеся Ивановна"),
        ("school=сош 66", "Лебедева Кира Львовна"),
        ("role=coordinator&school=66&who=кира", "Лебедева Кира Львовна"),
    ] {
        assert_eq!(names(&zoya.get(&format!("/people?{}", encoded(query))).await), [found], "{query}");
    }
    for query in ["who=%25", "who=_", "role=teacher", "school=нет такой", "school=66&role=specialist"] {
        let none = zoya.get(&format!("/people?{}", encoded(query))).await;
        says(&none.words(), "Никого не нашлось.");
    }
    for number in 1..=21 {
        t.school(&format!("МБОУ «Лицей № {number}»"), &format!("70000001{number:02}")).await;
    }
    let wide = zoya.get(&format!("/people?{}", encoded("school=лицей"))).await;
    assert_eq!(wide.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wide.faults(), ["Этим словам отвечает больше 20 организаций. Уточните название."]);
}

fn encoded(query: &str) -> String {
    let mut out = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields(query) {
        out.append_pair(name, if value == "%25" { "%" } else { value });
    }
    out.finish()
}

async fn many(t: &TestApp, range: std::ops::Range<usize>) {
    let sql = "insert into accounts (id, login, login_key, email, email_key, surname, given, patronymic, name_key, phone, password_hash, created_at, changed_at, closed_at)
         values ($1, $2, $2, $2, $2, 'Соловьёва', 'Анна', '', 'соловьева анна', '', '', 0, 0, null)";
    for number in range {
        t.made(move |act| {
            let (account, seat) = (format!("019aaaaa-0000-7000-8000-0000000000{number:02}"), format!("019aaaab-0000-7000-8000-0000000000{number:02}"));
            act.run(sql, values![&account, format!("person{number:02}@example.org")])?;
            Ok(act.run(
                "insert into seats (id, account_id, role, organization_id, workplace, given_at, ended_at) values ($1, $2, 'specialist', null, '', 0, null)",
                values![&seat, &account],
            )?)
        })
        .await;
    }
}

async fn the_list_goes_from_key_to_key(t: TestApp) {
    let zoya = t.zoya().await;
    many(&t, 0..23).await;
    let first = zoya.get("/people?role=specialist").await;
    assert_eq!(names(&first).len(), 20);
    let text = first.text();
    let (to_next, _) = text.split_once("\" rel=\"next\"").unwrap();
    let second = zoya.get(&to_next.rsplit("href=\"").next().unwrap().replace("&#38;", "&")).await;
    assert_eq!(names(&second).len(), 3);
    says(&second.text(), "rel=\"prev\"");
    says(&second.words(), "person22@example.org");
    assert_eq!(names(&zoya.get("/people?after=nonsense").await).len(), 20);
}

async fn the_list_and_a_person_ask_as_much_for_three_as_for_one(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for range in [0..1, 1..3] {
        many(&t, range).await;
        let before = t.app.db.asked().count();
        zoya.get("/people?role=specialist").await;
        let list = t.app.db.asked().count() - before;
        zoya.get("/people/019aaaaa-0000-7000-8000-000000000000").await;
        asked.push((list, t.app.db.asked().count() - before - list));
    }
    assert_eq!(asked[0], asked[1]);
}

async fn a_person_is_shown_with_every_role(t: TestApp) {
    let zoya = t.zoya().await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let page = page_of(&t, "olesya").await;
    let shown = zoya.get(&page).await;
    says(
        &shown.words(),
        "Смирнова Олеся Ивановна Кабинет открыт Логин olesya Адрес почты olesya@example.org Телефон Не указано Кабинет создан 23 ноября 2026 Последний вход ещё не входил",
    );
    says(&shown.words(), "специалист 23.11.2026 действует Закрыть роль : специалист");
    says(&shown.text(), "/invitations/new?email=olesya%40example.org&#38;surname=");
    let form = zoya.get("/invitations/new?email=olesya%40example.org&surname=%D0%A1").await.text();
    says(&form, "value=\"olesya@example.org\"");
    t.later(SignedDuration::from_hours(24));
    t.enter("olesya").await;
    says(&t.enter("zoya").await.get(&page).await.words(), "Последний вход 24 ноября 2026");
    assert_eq!(zoya.get("/people/019aaaaa-0000-7000-8000-000000000000").await.status, StatusCode::SEE_OTHER);
    let zoya = t.enter("zoya").await;
    for path in ["/people/019aaaaa-0000-7000-8000-000000000000", "/people/1"] {
        assert_eq!(zoya.get(path).await.status, StatusCode::NOT_FOUND);
    }
}

async fn a_role_is_closed_with_a_reason(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    let (page, role) = (page_of(&t, "kira").await, role_of(&t, "kira").await);
    let asked = zoya.get(&role).await.words();
    says(
        &asked,
        "Панова Алла Борисовна: координатор, МБОУ «СОШ № 66» Закрыть роль Человек больше не сможет работать в этой роли.",
    );
    let empty = zoya.post(&role, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        ["Укажите причину: её прочитает человек, и она останется в журнале.", "Введите пароль от своего кабинета."]
    );
    let wrong = zoya.post(&role, &[("reason", "Уволилась."), ("current-password", "нет")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    says(&wrong.text(), "Уволилась.");
    let long = "а".repeat(501);
    assert_eq!(done(&zoya, &role, &long).await.faults(), ["Причина слишком длинная. Уложитесь в 500 знаков."]);
    assert_eq!(kira.get("/school").await.status, StatusCode::OK);
    assert_eq!(done(&zoya, &role, "Уволилась.").await.to(), page);
    says(kira.get("/school").await.to(), "/login");
    let shown = zoya.get(&page).await.words();
    says(&shown, "Роль закрыта: координатор, МБОУ «СОШ № 66». Человеку отправлено письмо.");
    says(&shown, "координатор, МБОУ «СОШ № 66» 23.11.2026 23.11.2026 Уволилась.");
    let letter = t.letter_to("kira@example.org").await;
    assert_eq!(letter.subject, "Роль закрыта");
    says(&letter.text, "закрыта роль: координатор, МБОУ «СОШ № 66».");
    says(&letter.text, "Причина: Уволилась.");
    assert_eq!(
        told(&t).await,
        ["seat.ended: Панова Алла Борисовна, закрыта роль «координатор, МБОУ «СОШ № 66»»: Уволилась."]
    );
    let again = done(&zoya, &role, "Уволилась.").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    says(&again.words(), "Эта роль уже закрыта.");
    // A role of somebody else under this person's address is nobody's.
    let mixed = format!("{page}/roles/{}", t.seat("zoya").await);
    assert_eq!(zoya.get(&mixed).await.status, StatusCode::NOT_FOUND);
}

async fn nobody_closes_the_last_of_the_centre_nor_oneself(t: TestApp) {
    let zoya = t.zoya().await;
    let alla = somebody(&t, "alla", Role::Admin, (None, "")).await;
    let (role, page) = (role_of(&t, "zoya").await, page_of(&t, "zoya").await);
    let closing = format!("{page}/closing");
    for path in [&role, &closing] {
        assert_eq!(alla.get(path).await.status, StatusCode::CONFLICT);
        let refused = done(&alla, path, "Причина.").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        says(&refused.words(), "Это последний сотрудник Центра: без него в систему некого будет пригласить.");
        let own = done(&zoya, path, "Причина.").await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        says(&own.words(), "Свою роль и свой кабинет закрыть нельзя. Попросите другого сотрудника.");
    }
    t.person("inna", "Соболева Инна Викторовна", Role::Centre, None, "").await;
    let inna = role_of(&t, "inna").await;
    // Two hands at once close two last seats: one of them stays.
    let (one, two) = tokio::join!(done(&alla, &role, "Причина."), done(&alla, &inna, "Причина."));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(t.count("select count(*) from seats where role = 'centre' and ended_at is null").await, 1);
}

async fn a_specialist_hands_cases_over_first(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let other = t.specialist("lida", "Гусева Лидия Петровна", None, &[]).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.assigned(seat, &[&case]).await;
    let (page, role) = (page_of(&t, "olesya").await, role_of(&t, "olesya").await);
    let why = "У специалиста 1 дело в работе. Сначала передайте их: раздел «Специалисты», страница этого человека.";
    for path in [role.clone(), format!("{page}/closing")] {
        let refused = done(&zoya, &path, "Уходит.").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        says(&refused.words(), why);
    }
    let shown = zoya.get(&page).await;
    says(&shown.words(), why);
    says(&shown.text(), &format!("href=\"/workload/{seat}\""));
    t.assigned(other, &[&case]).await;
    assert_eq!(done(&zoya, &role, "Уходит.").await.to(), page);
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Роль закрыта");
}

async fn a_cabinet_is_closed_and_opened_again(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    let page = page_of(&t, "kira").await;
    let (closing, reopening) = (format!("{page}/closing"), format!("{page}/reopening"));
    let early = done(&zoya, &reopening, "Ошибка.").await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    says(&early.words(), "Кабинет открыт, открывать его не нужно.");
    assert_eq!(done(&zoya, &closing, "Уволилась.").await.to(), page);
    says(kira.get("/school").await.to(), "/login");
    let entering = kira.post("/login", &[("login", "kira"), ("password", PASSWORD)]).await;
    assert_eq!(entering.status, StatusCode::UNPROCESSABLE_ENTITY);
    let letter = t.letter_to("kira@example.org").await;
    assert_eq!(letter.subject, "Кабинет закрыт");
    says(&letter.text, "Причина: Уволилась.");
    let shown = zoya.get(&page).await.words();
    says(&shown, "Кабинет закрыт 23 ноября 2026. Уволилась.");
    assert!(!shown.contains("Пригласить в ещё одной роли"));
    says(&zoya.get("/people").await.words(), "координатор, МБОУ «СОШ № 66» закрыт");
    for path in [closing, format!("{page}/sessions"), format!("{page}/recovery"), role_of(&t, "kira").await] {
        let refused = done(&zoya, &path, "Причина.").await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{path}");
        says(&refused.words(), "Кабинет закрыт. Сначала откройте его снова.");
    }
    assert_eq!(done(&zoya, &reopening, "Вернулась.").await.to(), page);
    assert_eq!(t.letter_to("kira@example.org").await.subject, "Кабинет снова открыт");
    assert_eq!(t.enter("kira").await.get("/school").await.status, StatusCode::OK);
    assert_eq!(
        told(&t).await,
        ["account.closed: Панова Алла Борисовна: Уволилась.", "account.reopened: Панова Алла Борисовна: Вернулась."]
    );
}

async fn sessions_are_closed_and_a_new_password_started(t: TestApp) {
    let zoya = t.zoya().await;
    let olesya = somebody(&t, "olesya", Role::Specialist, (None, "")).await;
    let page = page_of(&t, "olesya").await;
    let (sessions, recovery) = (format!("{page}/sessions"), format!("{page}/recovery"));
    assert_eq!(zoya.post(&sessions, &[]).await.faults(), ["Введите пароль от своего кабинета."]);
    assert_eq!(olesya.get("/profile").await.status, StatusCode::OK);
    assert_eq!(done(&zoya, &sessions, "").await.to(), page);
    says(olesya.get("/profile").await.to(), "/login");
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "Ваши сеансы закрыты");
    assert_eq!(done(&zoya, &recovery, "").await.to(), page);
    says(&zoya.get(&page).await.words(), "Ссылка для нового пароля уходит на olesya@example.org.");
    let letter = t.letter_to("olesya@example.org").await;
    assert_eq!(letter.subject, "Новый пароль для системы «Аттестация»");
    says(&letter.text, "Пароль придумаете вы сами, сотрудник его не узнает. Ваш логин: olesya.");
    let path = letter.text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080")).unwrap().to_owned();
    let again = done(&zoya, &recovery, "").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    says(&again.words(), "Ссылка уже отправлена.");
    let owner = t.visitor();
    owner.follow(&path).await;
    assert_eq!(owner.post("/recovery/new", &[("password", "тюлень-окно-март-27")]).await.to(), "/login");
    assert_eq!(
        told(&t).await[..2],
        [
            "account.signed_out: Панова Алла Борисовна",
            "password.recovery: Панова Алла Борисовна: ссылка для нового пароля отправлена сотрудником"
        ]
    );
    // Their own sessions: the one in which it is done stays open.
    let own = format!("{}/sessions", page_of(&t, "zoya").await);
    let elsewhere = t.enter("zoya").await;
    done(&zoya, &own, "").await.to();
    assert_eq!(zoya.get("/people").await.status, StatusCode::OK);
    says(elsewhere.get("/people").await.to(), "/login");
}

async fn the_administrator_keeps_the_house_and_sees_no_case(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.assigned(seat, &[&case]).await;
    t.letters().await;
    let alla = somebody(&t, "alla", Role::Admin, (None, "")).await;
    assert_eq!(alla.get("/cabinet").await.to(), "/people");
    let people = alla.get("/people").await;
    let menu = people.text();
    for (href, text) in [
        ("/people", "Люди"),
        ("/invitations", "Приглашения"),
        ("/organizations", "Организации"),
        ("/outbox", "Письма"),
        ("/journal", "Журнал"),
        ("/settings", "Настройки"),
    ] {
        says(&menu, &format!("href=\"{href}\""));
        says(&menu, text);
        assert_eq!(alla.get(href).await.status, StatusCode::OK, "{href}");
    }
    let settings = alla.get("/settings").await.words();
    says(&settings, "Регистрация педагогов");
    assert!(!settings.contains("Сроки"));
    assert_eq!(alla.get(&format!("/organizations/{school}")).await.status, StatusCode::OK);
    assert!(!alla.get("/organizations").await.text().contains("href=\"/imports\""));
    let outbox = alla.get("/outbox").await.text();
    let letter = outbox.split("href=\"/outbox/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shown = alla.get(&format!("/outbox/{letter}")).await.words();
    says(&shown, "Текст писем видят получатель и сотрудники Центра. Администратор видит, дошло ли письмо.");
    assert!(!shown.contains("Орлова"));
    let home = format!("/applications/{}", case.id);
    for path in
        [home.as_str(), "/journal/exposure", "/results", "/register", "/imports", "/workload", "/settings/deadlines"]
    {
        assert_eq!(alla.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(alla.get("/applications").await.to(), "/cabinet");
    let zoya = t.zoya().await;
    says(&zoya.get(&format!("/outbox/{letter}")).await.words(), "Орлова");
    says(&zoya.get("/settings").await.words(), "Производственный календарь");
}

async fn others_are_turned_away(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.zoya().await;
    let page = page_of(&t, "zoya").await;
    for (login, role, place) in [
        ("kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")),
        ("masha", Role::Municipal, (None, "Город Томск")),
        ("denis", Role::Authority, (None, "")),
    ] {
        let by = somebody(&t, login, role, place).await;
        for path in ["/people".to_owned(), page.clone(), format!("{page}/closing")] {
            assert_eq!(by.get(&path).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(done(&by, &format!("{page}/sessions"), "").await.status, StatusCode::NOT_FOUND);
    }
    let refused = "select count(*) from journal where act = 'access.refused' and subject like 'account:%'";
    assert_eq!(t.count(refused).await, 9);
    says(t.visitor().get("/people").await.to(), "/login?next=");
}

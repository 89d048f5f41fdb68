//! S1–S3, S11: from the centre's invitation through the letter to a cabinet.

use attestation::accounts::{Email, Role};
use attestation::invitations::{self, NewInvitation, Refused, first_run_link};
use attestation::platform::act::By;
use attestation::platform::failure::{Failure, Refusal};
use attestation::platform::names::FullName;
use attestation::values;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    a_specialist_walks_from_the_form_to_the_cabinet,
    a_coordinator_is_invited_from_a_school,
    the_centre_invites_the_centre,
    the_form_keeps_everything_and_says_what_is_wrong,
    the_same_person_is_not_invited_twice,
    a_new_letter_kills_the_older_link,
    a_revoked_invitation_explains_itself,
    a_link_works_to_the_last_second_of_its_last_day,
    looking_uses_nothing_up,
    two_hands_make_one_cabinet,
    faults_of_registration_stand_at_their_fields,
    a_taken_login_is_answered_with_a_free_one,
    a_code_is_typed_by_hand,
    one_address_holds_several_roles,
    somebody_else_is_signed_in,
    a_letter_refused_by_the_server_is_shown,
    the_first_cabinet_of_the_centre,
    nobody_but_the_centre_sees_invitations,
    the_list_asks_the_same_number_of_questions,
    the_list_is_filtered_searched_and_paged,
);

const OLGA: [(&str, &str); 5] = [
    ("role", "specialist"),
    ("email", "orlova@example.org"),
    ("surname", "Орлова"),
    ("given", "Ольга"),
    ("patronymic", "Андреевна"),
];

/// The path of the link in the newest letter to an address.
async fn link(t: &TestApp, email: &str) -> String {
    let text = t.letter_to(email).await.text;
    text.lines()
        .find_map(|line| line.strip_prefix("http://127.0.0.1:8080"))
        .unwrap()
        .to_owned()
}

/// The centre invites Орлова as a specialist.
async fn invite_olga(t: &TestApp, zoya: &Visitor) -> String {
    assert_eq!(
        zoya.post("/invitations/new", &OLGA).await.to(),
        "/invitations"
    );
    link(t, "orlova@example.org").await
}

/// The first invitation's own page.
async fn one(zoya: &Visitor) -> String {
    let text = zoya.get("/invitations").await.text();
    let id = text
        .split("href=\"/invitations/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.len() == 36)
        .unwrap();
    format!("/invitations/{id}")
}

const MINE: [(&str, &str); 5] = [
    ("surname", "Орлова"),
    ("given", "Ольга"),
    ("patronymic", "Андреевна"),
    ("login", "orlova.oa"),
    ("consent", "yes"),
];

async fn register(visitor: &Visitor, more: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(&str, &str)> = MINE
        .into_iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name))
        .collect();
    fields.extend_from_slice(more);
    visitor.post("/join/window", &fields).await
}

/// What the journal tells but the making of the test's own people.
async fn told(t: &TestApp) -> Vec<String> {
    t.journal()
        .await
        .into_iter()
        .filter(|line| !line.starts_with("test.") && !line.starts_with("session."))
        .collect()
}

async fn a_specialist_walks_from_the_form_to_the_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    assert!(
        zoya.get("/invitations/new")
            .await
            .words()
            .contains("Учитель-логопед")
    );
    let mut fields = OLGA.to_vec();
    fields.extend([
        ("posts", "P27"),
        ("posts", "P14"),
        ("posts", "нет такой"),
        ("place-search", "сош 66"),
    ]);
    assert_eq!(
        zoya.post("/invitations/new", &fields).await.to(),
        "/invitations"
    );
    let list = zoya.get("/invitations").await.words();
    assert!(
        list.contains(
            "Приглашение записано: Орлова Ольга Андреевна. Письмо уходит на orlova@example.org."
        ),
        "{list}"
    );
    assert!(list.contains("Орлова Ольга Андреевна orlova@example.org специалист 23.11.2026 14:00 07.12.2026 письмо готово к отправке"), "{list}");

    let letter = t.letter_to("orlova@example.org").await;
    assert_eq!(
        letter.subject,
        "Приглашение в электронную систему «Аттестация»"
    );
    for words in [
        "Здравствуйте, Ольга Андреевна!",
        "Вас приветствуют специалисты Центра аттестации педагогических работников. Приглашаем вас зарегистрироваться в электронной системе «Аттестация». Ваша роль: специалист.",
        "Приглашение отправляет Ильина Зоя Павловна.",
        "Если ссылка не нажимается, скопируйте её целиком и вставьте в адресную строку браузера.",
        "http://127.0.0.1:8080/join и введите код",
        "Ссылка и код действуют по 7\u{a0}декабря 2026 включительно, один раз.",
        "Телефон: 8 (3822) 00-00-00",
    ] {
        assert!(
            letter.text.contains(words) && letter.html.contains(words),
            "{words}\n{}",
            letter.text
        );
    }
    let path = link(&t, "orlova@example.org").await;
    assert!(
        letter
            .text
            .lines()
            .any(|line| line == format!("http://127.0.0.1:8080{path}"))
    );
    assert!(
        zoya.get("/invitations")
            .await
            .words()
            .contains("07.12.2026 письмо отправлено")
    );
    assert_eq!(
        t.count("select count(*) from letters where body_text <> '' and kind = 'invitation.sent'")
            .await,
        0
    );

    let olga = t.visitor();
    assert_eq!(olga.get(&path).await.to(), "/join/window");
    let window = olga.get("/join/window").await;
    let words = window.words();
    assert!(words.contains("Кто приглашает Ильина Зоя Павловна Роль специалист Место работы МБОУ «СОШ № 66» Адрес почты orlova@example.org Действует по 7 декабря 2026"), "{words}");
    assert!(
        window.text().contains("value=\"orlova.oa\"")
            && window.text().contains("href=\"/privacy\"")
    );
    let suggested = window
        .text()
        .split("name=\"suggested\" type=\"radio\" value=\"")
        .nth(2)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let answer = register(
        &olga,
        &[("suggested", &suggested), ("phone", "8 913 123-45-67")],
    )
    .await;
    assert_eq!(answer.to(), "/cabinet");
    let cabinet = olga.get("/cabinet").await;
    assert!(
        cabinet
            .words()
            .contains("Кабинет создан. Ваш логин: orlova.oa."),
        "{}",
        cabinet.words()
    );
    assert!(cabinet.text().contains("Орлова\u{a0}О.\u{a0}А."));
    assert!(
        olga.get("/profile")
            .await
            .text()
            .contains("8 913 123-45-67")
    );
    let done = t.letter_to("orlova@example.org").await;
    assert_eq!(done.subject, "Кабинет создан");
    assert!(
        done.text.contains("Роль: специалист. Логин: orlova.oa.")
            && !done.text.contains(&suggested)
    );
    assert_eq!(t.count("select count(*) from seat_posts").await, 2);
    assert_eq!(t.count("select count(*) from consents where document = 'personal-data' and address = '127.0.0.1' and text_version = '2026-11-01'").await, 1);
    assert_eq!(
        told(&t).await,
        [
            "invitation.issued: Орлова Ольга Андреевна: специалист",
            "invitation.accepted: создан кабинет: Орлова Ольга Андреевна, специалист"
        ]
    );
    assert_eq!(t.count("select count(*) from journal where act = 'invitation.accepted' and account_id is not null and role = 'specialist'").await, 1);
    assert!(
        zoya.get("/invitations")
            .await
            .words()
            .contains("07.12.2026 принято")
    );
    olga.post("/logout", &[]).await;
    assert_eq!(
        olga.post(
            "/login",
            &[("login", "ORLOVA.OA"), ("password", &suggested)]
        )
        .await
        .to(),
        "/cabinet"
    );
    let used = t.visitor().follow(&path).await;
    assert_eq!(used.status, StatusCode::GONE);
    assert!(
        used.words()
            .starts_with("По этой ссылке кабинет уже создан Войдите"),
        "{}",
        used.words()
    );
}

async fn a_coordinator_is_invited_from_a_school(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let second = t.school("МБОУ «СОШ № 67»", "7000000067").await.to_string();
    let petr = [
        ("role", "coordinator"),
        ("email", "petrov@example.org"),
        ("surname", "Петров"),
        ("given", "Пётр"),
        ("patronymic", ""),
    ];
    let none = zoya.post("/invitations/new", &petr).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        none.faults(),
        [
            "Координатор приглашается от своей школы. Введите часть её названия, нажмите «Найти организацию» и выберите из списка."
        ]
    );
    let mut search = petr.to_vec();
    search.extend([("place-search", "сош"), ("find", "yes")]);
    let found = zoya.post("/invitations/new", &search).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(
        found
            .words()
            .contains("МБОУ «СОШ № 66» Город Томск МБОУ «СОШ № 67»"),
        "{}",
        found.words()
    );
    assert!(found.text().contains("value=\"petrov@example.org\""));
    let mut chosen = petr.to_vec();
    chosen.extend([("place-search", "сош"), ("place", second.as_str())]);
    assert_eq!(
        zoya.post("/invitations/new", &chosen).await.to(),
        "/invitations"
    );
    let letter = t.letter_to("petrov@example.org").await;
    assert!(
        letter.text.starts_with("Здравствуйте, Пётр!")
            && letter
                .text
                .contains("Ваша роль: координатор, МБОУ «СОШ № 67»."),
        "{}",
        letter.text
    );
    let petrov = t.visitor();
    let window = petrov.follow(&link(&t, "petrov@example.org").await).await;
    assert!(
        window
            .words()
            .contains("Роль координатор Школа МБОУ «СОШ № 67»"),
        "{}",
        window.words()
    );
    let mine = [
        ("surname", "Петров"),
        ("given", "Пётр"),
        ("patronymic", ""),
        ("login", "petrov.p"),
        ("password", PASSWORD),
    ];
    assert_eq!(register(&petrov, &mine).await.to(), "/cabinet");
    assert!(
        petrov
            .get("/profile")
            .await
            .words()
            .contains("координатор, МБОУ «СОШ № 67»")
    );
}

async fn the_centre_invites_the_centre(t: TestApp) {
    let zoya = t.zoya().await;
    let mut fields = OLGA.to_vec();
    fields[0] = ("role", "centre");
    fields.push(("posts", "P27"));
    zoya.post("/invitations/new", &fields).await.to();
    let olga = t.visitor();
    olga.follow(&link(&t, "orlova@example.org").await).await;
    assert_eq!(
        register(&olga, &[("password", PASSWORD)]).await.to(),
        "/cabinet"
    );
    assert_eq!(olga.get("/invitations").await.status, StatusCode::OK);
    assert_eq!(t.count("select count(*) from invitation_posts").await, 0);
}

async fn the_form_keeps_everything_and_says_what_is_wrong(t: TestApp) {
    let zoya = t.zoya().await;
    let answer = zoya
        .post(
            "/invitations/new",
            &[
                ("email", "нет почты"),
                ("surname", "Орлова"),
                ("posts", "P27"),
                ("place-search", "нет такой"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Выберите, кого приглашаете: специалиста, координатора или сотрудника Центра.",
            "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
            "Укажите имя.",
        ]
    );
    let text = answer.text();
    assert!(
        text.contains("value=\"нет почты\"")
            && text.contains("value=\"Орлова\"")
            && text.contains("value=\"P27\" checked")
    );
    assert!(answer.words().contains("Такой организации в списке нет."));
    assert_eq!(t.count("select count(*) from invitations").await, 0);
}

async fn the_same_person_is_not_invited_twice(t: TestApp) {
    let zoya = t.zoya().await;
    invite_olga(&t, &zoya).await;
    let mut again = OLGA.to_vec();
    again[1] = ("email", "Orlova@Example.org");
    let refused = zoya.post("/invitations/new", &again).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.faults(),
        [
            "На этот адрес уже отправлено приглашение с той же ролью, оно действует по 7 декабря 2026 включительно. Найдите его в списке и отправьте повторно."
        ]
    );
    t.person(
        "olesya",
        "Смирнова Олеся Ивановна",
        Role::Specialist,
        None,
        "",
    )
    .await;
    again[1] = ("email", "olesya@example.org");
    assert_eq!(
        zoya.post("/invitations/new", &again).await.faults(),
        [
            "У человека с этим адресом уже есть кабинет с ролью «специалист». Приглашать его не нужно."
        ]
    );
    let new = NewInvitation {
        role: Role::Coordinator,
        organization: None,
        workplace: String::new(),
        email: Email::parse("x@example.org").unwrap(),
        name: FullName::split("Петров Пётр").unwrap(),
        posts: Vec::new(),
        issued_by: None,
        batch: None,
    };
    let Err(Failure::Denied(why)) = invitations::invite(&t.app, By::system(), new).await else {
        panic!("issued")
    };
    assert_eq!(why.reason(), Refused::NoSchool.reason());
    assert_eq!(t.count("select count(*) from invitations").await, 1);
    t.later(SignedDuration::from_hours(24 * 15));
    let zoya = t.enter("zoya").await;
    assert_eq!(
        zoya.post("/invitations/new", &OLGA).await.to(),
        "/invitations"
    );
}

async fn a_new_letter_kills_the_older_link(t: TestApp) {
    let zoya = t.zoya().await;
    let first = invite_olga(&t, &zoya).await;
    t.later(SignedDuration::from_hours(24 * 3));
    let zoya = t.enter("zoya").await;
    let page = one(&zoya).await;
    assert_eq!(zoya.post(&format!("{page}/resend"), &[]).await.to(), page);
    let second = link(&t, "orlova@example.org").await;
    assert_ne!(first, second);
    let old = t.visitor().follow(&first).await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(
        old.words().contains("Вам отправили более новое письмо"),
        "{}",
        old.words()
    );
    assert!(
        t.visitor()
            .follow(&second)
            .await
            .words()
            .contains("Действует по 10 декабря 2026")
    );
    let shown = zoya.get(&page).await.words();
    assert!(shown.contains("Выдана ссылка. Почтовый сервер принял письмо 26.11.2026 14:00. 26 ноября 2026, 14:00 (Томск)"), "{shown}");
    assert!(shown.contains("Почтовый сервер принял письмо 23.11.2026 14:00. Ссылка заменена новой 26.11.2026 14:00."), "{shown}");
    assert_eq!(
        told(&t).await.last().unwrap(),
        "invitation.resent: Орлова Ольга Андреевна: специалист"
    );
}

async fn a_revoked_invitation_explains_itself(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    let page = one(&zoya).await;
    let olga = t.visitor();
    assert_eq!(olga.follow(&path).await.status, StatusCode::OK);
    assert_eq!(
        zoya.post(&format!("{page}/revocation"), &[]).await.to(),
        page
    );
    let closed = register(&olga, &[("password", PASSWORD)]).await;
    assert_eq!(closed.status, StatusCode::GONE);
    assert!(
        closed
            .words()
            .starts_with("Приглашение отозвано Позвоните в Центр: 8 (3822) 00-00-00."),
        "{}",
        closed.words()
    );
    for act in ["revocation", "resend"] {
        let again = zoya.post(&format!("{page}/{act}"), &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(
            again
                .words()
                .contains("Приглашение отозвано. Отправьте новое.")
        );
    }
    let shown = zoya.get(&page).await;
    assert!(shown.words().contains("отозвано") && !shown.text().contains("/resend"));
    assert_eq!(
        told(&t).await,
        [
            "invitation.issued: Орлова Ольга Андреевна: специалист",
            "invitation.revoked: Орлова Ольга Андреевна: специалист"
        ]
    );
}

async fn a_link_works_to_the_last_second_of_its_last_day(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    // Issued on 23 November at 14:00: fourteen days and the rest of this one.
    t.later(SignedDuration::from_secs((14 * 24 + 10) * 3600 - 1));
    let olga = t.visitor();
    assert_eq!(olga.follow(&path).await.status, StatusCode::OK);
    t.later(SignedDuration::from_secs(1));
    let late = register(&olga, &[("password", PASSWORD)]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.words().contains("Ссылка действовала по 7 декабря 2026. Нажмите «Прислать новую» — письмо придёт на тот же адрес."), "{}", late.words());
    assert_eq!(t.count("select count(*) from accounts").await, 1);
    let answer = olga.post("/join/renewal", &[]).await.words();
    assert_eq!(answer, t.visitor().post("/join/renewal", &[]).await.words());
    let fresh = link(&t, "orlova@example.org").await;
    assert_ne!(fresh, path);
    assert_eq!(t.count("select count(*) from letters").await, 2);
    olga.post("/join/renewal", &[]).await;
    assert_eq!(t.count("select count(*) from letters").await, 2);
    for _ in 0..4 {
        olga.post("/join/renewal", &[]).await;
    }
    assert_eq!(
        olga.post("/join/renewal", &[]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert!(
        olga.follow(&fresh)
            .await
            .words()
            .contains("Действует по 22 декабря 2026")
    );
    assert_eq!(
        told(&t).await.last().unwrap(),
        "invitation.resent: Орлова Ольга Андреевна: специалист"
    );
}

async fn looking_uses_nothing_up(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    let olga = t.visitor();
    for _ in 0..20 {
        for at in [path.as_str(), "/join/window"] {
            let head = olga
                .send(Request::head(at).body(Body::empty()).unwrap())
                .await;
            assert!(head.bytes.is_empty());
            assert_ne!(olga.get(at).await.status, StatusCode::GONE);
        }
    }
    assert_eq!(
        register(&olga, &[("password", PASSWORD)]).await.to(),
        "/cabinet"
    );
}

async fn two_hands_make_one_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    let (left, right) = (t.visitor(), t.visitor());
    left.follow(&path).await;
    right.follow(&path).await;
    let (mine, other) = (
        [("password", PASSWORD)],
        [("password", PASSWORD), ("login", "orlova")],
    );
    let (one, two) = tokio::join!(register(&left, &mine), register(&right, &other));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
    assert_eq!(t.count("select count(*) from accounts").await, 2);
    assert_eq!(
        t.count("select count(*) from journal where act = 'invitation.accepted'")
            .await,
        1
    );
}

async fn faults_of_registration_stand_at_their_fields(t: TestApp) {
    let zoya = t.zoya().await;
    let olga = t.visitor();
    olga.follow(&invite_olga(&t, &zoya).await).await;
    let fields = [
        ("surname", "Орлова"),
        ("given", ""),
        ("phone", "нет"),
        ("login", "орлова"),
        ("password", "коротко"),
    ];
    let answer = olga.post("/join/window", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Укажите имя.",
            "Номер телефона записан с ошибкой. Пример: 8 913 123-45-67.",
            "Логин пишется латинскими буквами: подойдут a–z, цифры, точка и дефис. Смените раскладку клавиатуры на английскую. Свободен логин orlova.oa.",
            "В пароле 7 знаков, а нужно не меньше 15. Удобно взять три-четыре слова, например: окно-тюлень-марш.",
            "Без согласия кабинет создать нельзя. Прочитайте текст согласия и отметьте это поле.",
        ]
    );
    let text = answer.text();
    assert!(
        text.contains("value=\"орлова\"")
            && text.contains("value=\"нет\"")
            && !text.contains("коротко")
    );
    let known = register(&olga, &[("password", "орлова-ольга-андреевна")]).await;
    assert_eq!(
        known.faults(),
        ["Пароль повторяет ваши имя, логин, почту или название системы. Возьмите другие слова."]
    );
    assert_eq!(t.count("select count(*) from accounts").await, 1);
    assert_eq!(
        register(&olga, &[("password", PASSWORD)]).await.to(),
        "/cabinet"
    );
}

async fn a_taken_login_is_answered_with_a_free_one(t: TestApp) {
    let zoya = t.zoya().await;
    t.person(
        "orlova.oa",
        "Орлова Оксана Антоновна",
        Role::Specialist,
        None,
        "",
    )
    .await;
    let olga = t.visitor();
    let window = olga.follow(&invite_olga(&t, &zoya).await).await;
    assert!(
        window
            .text()
            .contains("name=\"login\" type=\"text\" value=\"orlova.oa2\"")
    );
    let answer = register(&olga, &[("password", PASSWORD)]).await;
    assert_eq!(
        answer.faults(),
        ["Логин orlova.oa уже занят. Свободен логин orlova.oa2."]
    );
    assert_eq!(
        register(&olga, &[("password", PASSWORD), ("login", "orlova.oa2")])
            .await
            .to(),
        "/cabinet"
    );
}

async fn a_code_is_typed_by_hand(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    let olga = t.visitor();
    let wrong = olga.post("/join", &[("code", "ABCD 1234")]).await;
    assert_eq!(
        wrong.faults(),
        [
            "В коде 28 знаков: латинские буквы и цифры, по четыре в группе. Перепишите его из письма целиком."
        ]
    );
    let letter = t.letter_to("orlova@example.org").await.text;
    let code = letter
        .lines()
        .find_map(|line| line.strip_prefix("    "))
        .unwrap()
        .to_lowercase();
    assert_eq!(
        code.replace(' ', "").to_uppercase(),
        path.strip_prefix("/join/").unwrap()
    );
    assert_eq!(
        olga.post("/join", &[("code", &code)]).await.to(),
        "/join/window"
    );
    assert!(
        olga.get("/join/window")
            .await
            .words()
            .contains("Регистрация по приглашению")
    );
    for unknown in ["/join/ABCD", "/join/0000000000000000000000000000"] {
        let answer = olga.follow(unknown).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(
            answer.words().starts_with(
                "Такой ссылки нет Проверьте, что скопировали ссылку из письма целиком"
            ),
            "{}",
            answer.words()
        );
    }
}

async fn one_address_holds_several_roles(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person(
        "olesya",
        "Смирнова Олеся Ивановна",
        Role::Specialist,
        None,
        "",
    )
    .await;
    let fields = [
        ("role", "coordinator"),
        ("email", "olesya@example.org"),
        ("surname", "Смирнова"),
        ("given", "Олеся"),
        ("place-search", "66"),
    ];
    assert_eq!(
        zoya.post("/invitations/new", &fields).await.to(),
        "/invitations"
    );
    let visitor = t.visitor();
    let window = visitor.follow(&link(&t, "olesya@example.org").await).await;
    assert!(
        window.words().starts_with("У вас уже есть кабинет")
            && window.words().contains("Логин: olesya"),
        "{}",
        window.words()
    );
    let wrong = visitor
        .post("/join/window", &[("current-password", "не тот пароль")])
        .await;
    assert_eq!(
        wrong.faults(),
        ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]
    );
    assert_eq!(
        visitor
            .post("/join/window", &[("current-password", PASSWORD)])
            .await
            .to(),
        "/cabinet"
    );
    let cabinet = visitor.get("/cabinet").await;
    assert!(
        cabinet
            .words()
            .contains("В ваш кабинет добавлена роль: координатор, МБОУ «СОШ № 66»."),
        "{}",
        cabinet.words()
    );
    assert!(
        visitor
            .get("/profile")
            .await
            .words()
            .contains("специалист координатор, МБОУ «СОШ № 66»")
    );
    assert_eq!(
        t.letter_to("olesya@example.org").await.subject,
        "В кабинет добавлена роль"
    );
    assert_eq!(t.count("select count(*) from accounts").await, 2);
    assert_eq!(
        told(&t).await.last().unwrap(),
        "invitation.accepted: в кабинет добавлена роль: Смирнова Олеся Ивановна, координатор, МБОУ «СОШ № 66»"
    );
}

async fn somebody_else_is_signed_in(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite_olga(&t, &zoya).await;
    let asked = zoya.follow(&path).await.words();
    assert!(
        asked.contains(
            "Кто продолжает? В этом браузере уже вошли: Ильина Зоя Павловна , сотрудник Центра."
        ),
        "{asked}"
    );
    assert!(asked.contains("orlova@example.org") && asked.contains("Остаться в своём кабинете"));
    assert_eq!(
        zoya.post("/logout", &[("next", "/join/window")]).await.to(),
        "/join/window"
    );
    assert!(
        zoya.get("/join/window")
            .await
            .words()
            .contains("Регистрация по приглашению")
    );
    // The very person the invitation is for needs no password again.
    let zoya = t.enter("zoya").await;
    let fields = [
        ("role", "specialist"),
        ("email", "zoya@example.org"),
        ("surname", "Ильина"),
        ("given", "Зоя"),
    ];
    zoya.post("/invitations/new", &fields).await.to();
    assert!(
        !zoya
            .follow(&link(&t, "zoya@example.org").await)
            .await
            .text()
            .contains("current-password")
    );
    assert_eq!(zoya.post("/join/window", &[]).await.to(), "/cabinet");
    assert!(
        zoya.get("/profile")
            .await
            .words()
            .contains("сотрудник Центра специалист")
    );
    assert_eq!(zoya.get("/invitations").await.status, StatusCode::NOT_FOUND);
}

async fn a_letter_refused_by_the_server_is_shown(t: TestApp) {
    let zoya = t.zoya().await;
    invite_olga(&t, &zoya).await;
    t.app
        .db
        .upkeep(|upkeep| {
            upkeep.run(
                "update letters set state = 'failed', last_error = $1",
                values!["почтовый сервер ответил: 550 нет такого ящика"],
            )
        })
        .await
        .map_err(|error: attestation::platform::engine::DbError| error.to_string())
        .unwrap();
    let list = zoya.get("/invitations?state=failed").await.words();
    assert!(
        list.contains("письмо не доставлено почтовый сервер ответил: 550 нет такого ящика"),
        "{list}"
    );
    assert!(list.contains("1 письмо не доставлено"), "{list}");
    let page = one(&zoya).await;
    assert!(zoya.get(&page).await.words().contains(
        "Письмо не принято: почтовый сервер ответил: 550 нет такого ящика. Проверьте адрес."
    ));
    zoya.post(&format!("{page}/resend"), &[]).await.to();
    t.letters().await;
    assert!(
        zoya.get("/invitations?state=failed")
            .await
            .words()
            .contains("Таких приглашений нет.")
    );
}

async fn the_first_cabinet_of_the_centre(t: TestApp) {
    let path = |link: Option<String>| {
        link.unwrap()
            .strip_prefix("http://127.0.0.1:8080")
            .unwrap()
            .to_owned()
    };
    let first = path(first_run_link(&t.app).await.unwrap());
    let second = path(first_run_link(&t.app).await.unwrap());
    let old = t.visitor().follow(&first).await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(
        old.words()
            .contains("Система запущена заново и напечатала другую ссылку."),
        "{}",
        old.words()
    );
    let zoya = t.visitor();
    assert!(
        zoya.follow(&second)
            .await
            .words()
            .contains("Роль сотрудник Центра")
    );
    let missing = register(&zoya, &[("password", PASSWORD)]).await;
    assert_eq!(missing.faults(), ["Укажите адрес электронной почты."]);
    assert_eq!(
        register(
            &zoya,
            &[("password", PASSWORD), ("email", "first@example.org")]
        )
        .await
        .to(),
        "/cabinet"
    );
    assert_eq!(
        t.letter_to("first@example.org").await.subject,
        "Кабинет создан"
    );
    assert!(
        zoya.get("/invitations")
            .await
            .words()
            .contains("Первый кабинет Центра без адреса сотрудник Центра")
    );
    assert_eq!(first_run_link(&t.app).await.unwrap(), None);
    assert_eq!(
        told(&t).await,
        [
            "invitation.first_run: напечатана ссылка для первого кабинета Центра",
            "invitation.first_run: напечатана ссылка для первого кабинета Центра",
            "invitation.accepted: создан кабинет: Орлова Ольга Андреевна, сотрудник Центра",
        ]
    );
}

async fn nobody_but_the_centre_sees_invitations(t: TestApp) {
    let zoya = t.zoya().await;
    invite_olga(&t, &zoya).await;
    let page = one(&zoya).await;
    t.person(
        "olesya",
        "Смирнова Олеся Ивановна",
        Role::Specialist,
        None,
        "",
    )
    .await;
    let olesya = t.enter("olesya").await;
    for path in ["/invitations", "/invitations/new", page.as_str()] {
        assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND);
        assert!(t.visitor().get(path).await.to().starts_with("/login?next="));
    }
    for path in [
        "/invitations/new".to_owned(),
        format!("{page}/resend"),
        format!("{page}/revocation"),
    ] {
        assert_eq!(
            olesya.post(&path, &OLGA).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(
        zoya.get("/invitations/01900000-0000-7000-8000-000000000000")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        zoya.get("/invitations/нет").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(t.count("select count(*) from invitation_links").await, 1);
}

async fn many(t: &TestApp, range: std::ops::Range<usize>) {
    for number in range {
        let new = NewInvitation {
            role: Role::Specialist,
            organization: None,
            workplace: String::new(),
            email: Email::parse(&format!("person_{number:02}@example.org")).unwrap(),
            name: FullName::split(&format!("Соловьёва{} Анна", "а".repeat(number % 3))).unwrap(),
            posts: vec!["P27".to_owned()],
            issued_by: None,
            batch: None,
        };
        invitations::invite(&t.app, By::system(), new)
            .await
            .unwrap();
    }
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for rows in [0..1, 1..3] {
        many(&t, rows).await;
        let before = t.app.db.asked();
        assert_eq!(zoya.get("/invitations").await.status, StatusCode::OK);
        let list = t.app.db.asked() - before;
        let page = one(&zoya).await;
        let before = t.app.db.asked();
        assert_eq!(zoya.get(&page).await.status, StatusCode::OK);
        asked.push((list, t.app.db.asked() - before));
    }
    assert_eq!(asked[0], asked[1]);
}

async fn the_list_is_filtered_searched_and_paged(t: TestApp) {
    let zoya = t.zoya().await;
    many(&t, 0..23).await;
    invite_olga(&t, &zoya).await;
    let rows = |answer: &Answer| answer.text().matches("<th scope=\"row\">").count();
    let first = zoya.get("/invitations").await;
    assert_eq!(rows(&first), 20);
    let next = first
        .text()
        .split("rel=\"next\"")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = zoya.get(&next).await;
    assert_eq!(rows(&second), 4);
    assert!(
        second.words().contains("person_00@example.org") && second.text().contains("rel=\"prev\"")
    );
    assert_eq!(rows(&zoya.get("/invitations?who=%D0%A1%D0%9E%D0%9B%D0%9E%D0%92%D0%AC%D0%95%D0%92%D0%90%D0%B0%D0%B0").await), 7);
    assert_eq!(rows(&zoya.get("/invitations?who=person_0").await), 10);
    assert_eq!(rows(&zoya.get("/invitations?who=%25%25").await), 0);
    assert_eq!(rows(&zoya.get("/invitations?role=coordinator").await), 0);
    assert_eq!(
        rows(
            &zoya
                .get("/invitations?role=specialist&state=sent&who=orlova")
                .await
        ),
        1
    );
    assert!(
        zoya.get("/invitations?role=specialist&who=nobody")
            .await
            .words()
            .contains("Таких приглашений нет.")
    );
}

//! S3, S11: from the letter to a cabinet; the first cabinet of the centre.

use attestation::accounts::Role;
use attestation::invitations::first_run_link;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::invitations::{OLGA, fields, invite, link, says, told};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    a_specialist_gets_a_cabinet,
    a_coordinator_gets_a_cabinet,
    the_centre_invites_the_centre,
    a_link_works_to_the_last_second_of_its_last_day,
    an_expired_link_sends_a_new_letter,
    looking_uses_nothing_up,
    two_hands_make_one_cabinet,
    faults_stand_at_their_fields,
    a_taken_login_is_answered_with_a_free_one,
    a_code_is_typed_by_hand,
    one_address_holds_several_roles,
    a_page_of_another_role_offers_it,
    somebody_else_is_signed_in,
    the_owner_signed_in_needs_no_password,
    the_first_cabinet_of_the_centre,
    a_first_link_dies_when_the_centre_came_otherwise,
    what_was_agreed_to_is_read_in_its_own_edition,
    a_newer_consent_is_told_at_home,
    another_operator_is_told_at_home,
);

const MINE: &str =
    "surname=Орлова&given=Ольга&patronymic=Андреевна&login=orlova.oa&consent=yes&password=окно-тюлень-марш-26";

/// Registers as Орлова, with these fields otherwise.
async fn register(visitor: &Visitor, otherwise: &str) -> Answer {
    let other = fields(otherwise);
    let mut all = fields(MINE);
    all.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    visitor.post("/join/window", &[all, other].concat()).await
}

async fn what_was_agreed_to_is_read_in_its_own_edition(t: TestApp) {
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    t.made(|act| {
        for document in ["personal-data", "simple-signature"] {
            let sql = "insert into consents (id, account_id, document, text_version, given_at, address, withdrawn_at)
                 select $1, id, $1, '2026-11-01', 0, '', null from accounts where login = 'olesya'";
            act.run(sql, attestation::values![document])?;
        }
        Ok(())
    })
    .await;
    let olesya = t.enter("olesya").await;
    let profile = olesya.get("/profile").await.text();
    let (old, new) = ("/privacy/2026-11-01", "/privacy/2026-11-29");
    assert!(profile.contains(&format!("href=\"{old}\"")), "{profile}");
    assert!(profile.contains("href=\"/consents/simple-signature/2026-11-01\""), "{profile}");
    let read = async |path: &str| olesya.get(path).await.words();
    let agreed = read(old).await;
    assert!(agreed.contains("Редакция от 1 ноября 2026. Это прежняя редакция"), "{agreed}");
    assert!(!agreed.contains("СНИЛС"), "what was agreed to stays as it was: {agreed}");
    for path in [new, "/privacy"] {
        let now = read(path).await;
        assert!(now.contains("Редакция от 29 ноября 2026. Регистрируясь"), "{now}");
        assert!(now.contains("Если я регистрируюсь как педагог — также СНИЛС и дата рождения."), "{now}");
    }
    let text = t.visitor().get("/consents/simple-signature/2026-11-01").await.words();
    assert!(text.starts_with("Соглашение о простой электронной подписи Редакция от 1 ноября 2026."), "{text}");
    for nowhere in
        ["/privacy/2026-11-02", "/consents/simple-signature/2026-11-02", "/consents/personal-data/2026-11-01"]
    {
        assert_eq!(olesya.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

/// The person has agreed to this edition on the first day.
async fn agreed(t: &TestApp, login: &'static str, edition: &'static str) {
    t.made(move |act| {
        let sql = "insert into consents (id, account_id, document, text_version, given_at, address, withdrawn_at)
             select $1, id, 'personal-data', $2, 0, '', null from accounts where login = $1";
        Ok(act.run(sql, attestation::values![login, edition])?)
    })
    .await;
}

async fn a_newer_consent_is_told_at_home(t: TestApp) {
    let told = "Изменился текст согласия на обработку персональных данных, редакция от 29 ноября 2026: прочитайте и подтвердите";
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let people = [
        ("olesya", Role::Specialist, "/cabinet", "/applications"),
        ("kira", Role::Coordinator, "/school", "/profile"),
        ("masha", Role::Municipal, "/applications", "/profile"),
    ];
    for (login, role, home, elsewhere) in people {
        let place = (role == Role::Coordinator).then_some(school);
        t.person(login, "Смирнова Олеся Ивановна", role, place, "Город Томск").await;
        let asked = async |by: &Visitor| {
            let before = t.app.db.asked().count();
            let page = by.get(home).await;
            assert_eq!(page.status, StatusCode::OK, "{home}");
            (page, t.app.db.asked().count() - before)
        };
        // Nobody who has agreed to nothing here, or to the newest edition, is told.
        let by = t.enter(login).await;
        asked(&by).await;
        let (bare, cost) = asked(&by).await;
        assert!(!bare.words().contains(told), "{}", bare.words());
        assert_eq!(by.get("/consent").await.to(), "/privacy");
        agreed(&t, login, "2026-11-01").await;
        let (page, with_older) = asked(&by).await;
        assert_eq!(cost, with_older, "the same number of questions");
        assert!(page.words().contains(told), "{}", page.words());
        assert!(page.text().contains("href=\"/consent\""));
        assert!(!by.get(elsewhere).await.words().contains(told), "at home alone");
        let text = by.get("/consent").await;
        let words = text.words();
        says(&words, "Редакция от 29 ноября 2026. Раньше вы согласились с редакцией от 1 ноября 2026 .");
        says(
            &words,
            "Если вы не согласитесь с новой редакцией, вы продолжите работать в системе по той, которую приняли.",
        );
        says(&words, "Если я регистрируюсь как педагог — также СНИЛС и дата рождения.");
        says(&text.text(), "href=\"/privacy/2026-11-01\"");
        let stale = by.post("/consent", &[("edition", "2026-11-01")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        says(&stale.words(), "Текст согласия с тех пор изменился.");
        let edition = [("edition", "2026-11-29")];
        let (one, two) = tokio::join!(by.post("/consent", &edition), by.post("/consent", &edition));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "two hands agree once");
        let page = by.get(home).await.words();
        assert!(!page.contains(told), "{page}");
        says(&by.get("/profile").await.words(), "редакция от 29 ноября 2026: дано 23 ноября 2026");
    }
    let rows = "select count(*) from consents where text_version = '2026-11-29' and address = '127.0.0.1' and withdrawn_at is null";
    assert_eq!(t.count(rows).await, 3);
    let journal = t.journal().await.into_iter().filter(|row| row.starts_with("consent."));
    assert_eq!(
        journal.map(|row| row.replace('\u{a0}', " ")).collect::<Vec<_>>(),
        ["consent.renewed: согласие на обработку персональных данных, редакция от 29 ноября 2026"; 3]
    );
    assert!(t.visitor().get("/consent").await.to().starts_with("/login"));
}

async fn another_operator_is_told_at_home(t: TestApp) {
    let told = "Согласие на обработку персональных данных вы давали другому оператору. Теперь это Центр аттестации педагогических работников: прочитайте согласие и подтвердите";
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    agreed(&t, "olesya", "2026-11-29").await;
    let named = async |operator: &'static str| {
        t.made(move |act| Ok(act.run("update consents set operator = $1", attestation::values![operator])?)).await;
        let before = t.app.db.asked().count();
        let page = olesya.get("/cabinet").await.words();
        (page.contains(told), t.app.db.asked().count() - before)
    };
    olesya.get("/cabinet").await;
    let centre = t.app.config.centre_name.clone();
    assert_eq!(centre, "Центр аттестации педагогических работников");
    let (is_told, cost) = named("").await;
    assert!(!is_told, "whom it was given to was not kept then");
    for own in [
        "Центр аттестации педагогических работников",
        "Центр аттестации педагогических работников (адрес: 634000, г. Томск, ул. Прежняя, 1)",
    ] {
        assert_eq!(named(own).await, (false, cost), "{own}");
    }
    let other = "Центр аттестации (адрес: 634000, г. Томск, ул. Прежняя, 1)";
    assert_eq!(named(other).await, (true, cost));
    let page = olesya.get("/consent").await.words();
    says(&page, "Согласие на обработку персональных данных новому оператору");
    says(
        &page,
        &format!(
            "Раньше вы дали согласие, редакция от 29 ноября 2026 , оператору: {other}. Теперь оператор — {}.",
            t.app.config.operator()
        ),
    );
    says(
        &page,
        "Если вы не согласитесь, вы продолжите работать в системе, а прежнее согласие останется таким, каким вы его дали.",
    );
    says(&olesya.get("/profile").await.words(), "Прочитать согласие новому оператору и подтвердить его");
    assert_eq!(olesya.post("/consent", &[("edition", "2026-11-29")]).await.to(), "/cabinet");
    assert!(!olesya.get("/cabinet").await.words().contains(told));
    assert_eq!(olesya.post("/consent", &[("edition", "2026-11-29")]).await.status, StatusCode::CONFLICT);
    let profile = olesya.get("/profile").await.words();
    says(&profile, &format!("Кому: {other}."));
    says(&profile, &format!("Кому: {}.", t.app.config.operator()));
    assert!(!profile.contains("новому оператору"), "{profile}");
}

async fn a_specialist_gets_a_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let typed = format!("{OLGA}&posts=P27&posts=P14&posts=нет&place-search=сош 66");
    let path = invite(&t, &zoya, &typed).await;
    let olga = t.visitor();
    assert_eq!(olga.get(&path).await.to(), "/join/window");
    let window = olga.get("/join/window").await;
    says(
        &window.words(),
        "Кто приглашает Ильина Зоя Павловна Роль специалист Место работы МБОУ «СОШ № 66» Адрес почты orlova@example.org Действует по 7 декабря 2026",
    );
    says(&window.text(), "value=\"orlova.oa\"");
    says(&window.text(), "href=\"/privacy\"");
    let text = window.text();
    let suggested = text.split("name=\"suggested\" type=\"radio\" value=\"").nth(2).unwrap();
    let suggested = suggested.split('"').next().unwrap();
    let both = format!("password=рыба-сосна-берег-42&suggested={suggested}&phone=нет");
    let wrong = register(&olga, &both).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text().contains(suggested), "what was typed stands before what was taken");
    let taken = format!("password=&suggested={suggested}&phone=8 913 123-45-67");
    assert_eq!(register(&olga, &taken).await.to(), "/cabinet");
    let cabinet = olga.follow("/cabinet").await;
    says(&cabinet.words(), "Кабинет создан. Ваш логин: orlova.oa.");
    says(&cabinet.text(), "Орлова\u{a0}О.\u{a0}А.");
    says(&olga.get("/profile").await.text(), "8 913 123-45-67");
    let letter = t.letter_to("orlova@example.org").await;
    assert_eq!(letter.subject, "Кабинет создан");
    says(&letter.text, "Роль: специалист. Логин: orlova.oa.");
    assert!(!letter.text.contains(suggested));
    assert_eq!(t.count("select count(*) from seat_posts").await, 2);
    assert_eq!(t.count("select count(*) from consents where document = 'personal-data' and address = '127.0.0.1' and text_version = '2026-11-29'").await, 1);
    assert_eq!(told(&t).await[1..], ["invitation.accepted: создан кабинет: Орлова Ольга Андреевна, специалист"]);
    assert_eq!(t.count("select count(*) from journal where act = 'invitation.accepted' and account_id is not null and role = 'specialist'").await, 1);
    says(&zoya.get("/invitations").await.words(), "07.12.2026 принято");
    olga.post("/logout", &[]).await;
    assert_eq!(olga.post("/login", &[("login", "ORLOVA.OA"), ("password", suggested)]).await.to(), "/cabinet");
    let used = t.visitor().follow(&path).await;
    assert_eq!(used.status, StatusCode::GONE);
    says(&used.words(), "По этой ссылке кабинет уже создан Войдите");
}

async fn a_coordinator_gets_a_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let typed = "role=coordinator&email=petrov@example.org&surname=Петров&given=Пётр&place-search=67";
    let path = invite(&t, &zoya, typed).await;
    let petrov = t.visitor();
    let window = petrov.follow(&path).await;
    says(&window.words(), "Роль координатор Школа МБОУ «СОШ № 67»");
    says(&window.text(), "value=\"petrov.p\"");
    let mine = "surname=Петров&given=Пётр&patronymic=&login=petrov.p";
    assert_eq!(register(&petrov, mine).await.to(), "/cabinet");
    says(&petrov.get("/profile").await.words(), "координатор, МБОУ «СОШ № 67»");
    assert_eq!(
        t.count("select count(*) from seats where role = 'coordinator' and organization_id is not null").await,
        1
    );
}

async fn the_centre_invites_the_centre(t: TestApp) {
    let typed = format!("{}&posts=P27&current-password={PASSWORD}", OLGA.replace("specialist", "centre"));
    let path = invite(&t, &t.zoya().await, &typed).await;
    let olga = t.visitor();
    olga.follow(&path).await;
    assert_eq!(register(&olga, "").await.to(), "/cabinet");
    assert_eq!(olga.get("/invitations").await.status, StatusCode::OK);
    assert_eq!(t.count("select count(*) from invitation_posts").await, 0);
}

/// Issued on 23 November at 14:00: the rest of this day and fourteen more.
const WORKS: i64 = (14 * 24 + 10) * 3600;

async fn a_link_works_to_the_last_second_of_its_last_day(t: TestApp) {
    let path = invite(&t, &t.zoya().await, OLGA).await;
    t.later(SignedDuration::from_secs(WORKS - 1));
    let olga = t.visitor();
    assert_eq!(olga.follow(&path).await.status, StatusCode::OK);
    t.later(SignedDuration::from_secs(1));
    let late = register(&olga, "").await;
    assert_eq!(late.status, StatusCode::GONE);
    says(
        &late.words(),
        "Ссылка действовала по 7 декабря 2026. Нажмите «Прислать новую» — письмо придёт на тот же адрес.",
    );
    assert_eq!(t.count("select count(*) from accounts").await, 1);
}

async fn an_expired_link_sends_a_new_letter(t: TestApp) {
    let path = invite(&t, &t.zoya().await, OLGA).await;
    t.later(SignedDuration::from_secs(WORKS));
    let olga = t.visitor();
    olga.follow(&path).await;
    let answer = olga.post("/join/renewal", &[]).await.words();
    assert_eq!(answer, t.visitor().post("/join/renewal", &[]).await.words());
    let fresh = link(&t, "orlova@example.org").await;
    for _ in 0..4 {
        assert_eq!(olga.post("/join/renewal", &[]).await.words(), answer);
    }
    assert_eq!(olga.post("/join/renewal", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(t.letters().await.len(), 2);
    says(&olga.follow(&fresh).await.words(), "Действует по 22 декабря 2026");
    assert_eq!(told(&t).await[1..], ["invitation.resent: Орлова Ольга Андреевна: специалист"]);
}

async fn looking_uses_nothing_up(t: TestApp) {
    let path = invite(&t, &t.zoya().await, OLGA).await;
    let olga = t.visitor();
    for _ in 0..20 {
        for at in [path.as_str(), "/join/window"] {
            let head = olga.send(Request::head(at).body(Body::empty()).unwrap()).await;
            assert_eq!(head.bytes, b"");
            assert_ne!(olga.get(at).await.status, StatusCode::GONE);
        }
    }
    assert_eq!(register(&olga, "").await.to(), "/cabinet");
}

async fn two_hands_make_one_cabinet(t: TestApp) {
    let path = invite(&t, &t.zoya().await, OLGA).await;
    let (left, right) = (t.visitor(), t.visitor());
    left.follow(&path).await;
    right.follow(&path).await;
    let (one, two) = tokio::join!(register(&left, ""), register(&right, "login=orlova"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
    assert_eq!(t.count("select count(*) from accounts").await, 2);
    assert_eq!(told(&t).await.len(), 2);
}

async fn faults_stand_at_their_fields(t: TestApp) {
    let olga = t.visitor();
    olga.follow(&invite(&t, &t.zoya().await, OLGA).await).await;
    let answer = register(&olga, "given=&phone=нет&login=орлова&password=коротко&consent=").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults = [
        "Укажите имя.",
        "Номер телефона записан с ошибкой. Пример: 8 913 123-45-67.",
        "Логин пишется латинскими буквами: подойдут a–z, цифры, точка и дефис. Смените раскладку клавиатуры на английскую. Свободен логин orlova.oa.",
        "В пароле 7 знаков, а нужно не меньше 15. Удобно взять три-четыре слова, например: окно-тюлень-марш.",
        "Без согласия кабинет создать нельзя. Прочитайте текст согласия и отметьте это поле.",
    ];
    assert_eq!(answer.faults(), faults);
    for kept in ["value=\"орлова\"", "value=\"нет\"", "value=\"Орлова\""] {
        says(&answer.text(), kept);
    }
    assert!(!answer.text().contains("коротко"));
    let known = register(&olga, "password=орлова-ольга-андреевна").await;
    assert_eq!(
        known.faults(),
        ["Пароль повторяет ваши имя, логин, почту или название системы. Возьмите другие слова."]
    );
    assert_eq!(t.count("select count(*) from accounts").await, 1);
    assert_eq!(register(&olga, "").await.to(), "/cabinet");
}

async fn a_taken_login_is_answered_with_a_free_one(t: TestApp) {
    t.person("orlova.oa", "Орлова Оксана Антоновна", Role::Specialist, None, "").await;
    let olga = t.visitor();
    let window = olga.follow(&invite(&t, &t.zoya().await, OLGA).await).await;
    says(&window.text(), "value=\"orlova.oa2\"");
    assert_eq!(register(&olga, "").await.faults(), ["Логин orlova.oa уже занят. Свободен логин orlova.oa2."]);
    assert_eq!(register(&olga, "login=a-login-of-thirty-two-signs-long").await.to(), "/cabinet");
}

async fn a_code_is_typed_by_hand(t: TestApp) {
    let path = invite(&t, &t.zoya().await, OLGA).await;
    let olga = t.visitor();
    let wrong = olga.post("/join", &[("code", "ABCD 1234")]).await;
    assert_eq!(
        wrong.faults(),
        ["В коде 28 знаков: латинские буквы и цифры, по четыре в группе. Перепишите его из письма целиком."]
    );
    let letter = t.letter_to("orlova@example.org").await.text;
    let code = letter.lines().find_map(|line| line.strip_prefix("    ")).unwrap();
    assert_eq!(format!("/join/{}", code.replace(' ', "")), path);
    assert_eq!(olga.post("/join", &[("code", &code.to_lowercase())]).await.to(), "/join/window");
    says(&olga.get("/join/window").await.words(), "Регистрация по приглашению");
    for unknown in ["/join/ABCD", "/join/0000000000000000000000000000"] {
        let answer = olga.follow(unknown).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        says(&answer.words(), "Такой ссылки нет Проверьте, что скопировали ссылку из письма целиком");
    }
}

async fn one_address_holds_several_roles(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let typed = "role=coordinator&email=olesya@example.org&surname=Смирнова&given=Олеся&place-search=66";
    let olesya = t.visitor();
    let window = olesya.follow(&invite(&t, &zoya, typed).await).await.words();
    says(&window, "У вас уже есть кабинет Новый создавать не нужно");
    says(&window, "Логин: olesya");
    let wrong = olesya.post("/join/window", &[("current-password", "не тот пароль")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert_eq!(olesya.post("/join/window", &[("current-password", PASSWORD)]).await.to(), "/cabinet");
    says(&olesya.follow("/cabinet").await.words(), "В ваш кабинет добавлена роль: координатор, МБОУ «СОШ № 66».");
    says(&olesya.get("/profile").await.words(), "специалист координатор, МБОУ «СОШ № 66»");
    assert_eq!(t.letter_to("olesya@example.org").await.subject, "В кабинет добавлена роль");
    assert_eq!(t.count("select count(*) from accounts").await, 2);
    assert_eq!(
        told(&t).await[1..],
        ["invitation.accepted: в кабинет добавлена роль: Смирнова Олеся Ивановна, координатор, МБОУ «СОШ № 66»"]
    );
}

async fn a_page_of_another_role_offers_it(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    let kira = t.enter("kira").await;
    let alone = kira.get("/profile/nothing").await;
    assert_eq!(alone.status, StatusCode::NOT_FOUND);
    assert!(!alone.words().contains("Сейчас вы работаете в роли"), "{}", alone.words());
    t.made(|act| {
        let id = act.row("select id from accounts where login_key = 'kira'", &[], |row| row.get(0))?;
        let id: attestation::platform::ids::Id<attestation::accounts::Account> = id.unwrap();
        attestation::accounts::give_seat(act, id, Role::Specialist, None, "")
            .map(drop)
            .map_err(attestation::platform::failure::Failure::from)
    })
    .await;
    assert_eq!(kira.get("/school").await.status, StatusCode::OK);
    let page = kira.get("/templates?part=one").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    says(
        &page.words(),
        "Сейчас вы работаете в роли: координатор. Если эта страница из другой вашей роли, смените роль, и она откроется. специалист",
    );
    let form = page.text().split("<main").nth(1).unwrap().to_owned();
    assert!(form.contains("name=\"next\" value=\"/templates?part=one\""), "{form}");
    let seat = form.split("name=\"seat\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let turned = kira.post("/role", &[("seat", &seat), ("next", "/applications?stage=in_review")]).await;
    assert_eq!(turned.to(), "/applications?stage=in_review");
    assert_eq!(kira.get("/applications?stage=in_review").await.status, StatusCode::OK);
    // A form that was sent is not a page to come back to.
    let posted = kira.post("/school/drafts", &[]).await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
    says(&posted.words(), "Если эта страница из другой вашей роли, смените роль. координатор, МБОУ «СОШ № 66»");
    let back = posted.text().split("<main").nth(1).unwrap().to_owned();
    let seat = back.split("name=\"seat\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let away = kira.post("/role", &[("seat", &seat), ("next", "//example.org/")]).await;
    assert_eq!(away.to(), "/cabinet", "nowhere but here");
}

async fn somebody_else_is_signed_in(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite(&t, &zoya, OLGA).await;
    let asked = zoya.follow(&path).await.words();
    says(&asked, "Кто продолжает? В этом браузере уже вошли: Ильина Зоя Павловна , сотрудник Центра.");
    says(&asked, "Приглашение отправлено на адрес orlova@example.org");
    says(&asked, "Остаться в своём кабинете");
    assert_eq!(zoya.post("/logout", &[("next", "/join/window")]).await.to(), "/join/window");
    says(&zoya.get("/join/window").await.words(), "Регистрация по приглашению");
}

async fn the_owner_signed_in_needs_no_password(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = "role=specialist&email=zoya@example.org&surname=Ильина&given=Зоя";
    let window = zoya.follow(&invite(&t, &zoya, typed).await).await;
    assert!(!window.text().contains("current-password"));
    assert_eq!(zoya.post("/join/window", &[]).await.to(), "/cabinet");
    says(&zoya.get("/profile").await.words(), "сотрудник Центра специалист");
    assert_eq!(zoya.get("/invitations").await.status, StatusCode::NOT_FOUND);
}

/// The path of a link printed at a start.
async fn printed(t: &TestApp) -> Option<String> {
    let link = first_run_link(&t.app).await.unwrap()?;
    Some(link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned())
}

async fn the_first_cabinet_of_the_centre(t: TestApp) {
    let first = printed(&t).await.unwrap();
    let second = printed(&t).await.unwrap();
    let old = t.visitor().follow(&first).await;
    assert_eq!(old.status, StatusCode::GONE);
    says(&old.words(), "Система запущена заново и напечатала другую ссылку.");
    let olga = t.visitor();
    says(&olga.follow(&second).await.words(), "Роль сотрудник Центра");
    assert_eq!(register(&olga, "").await.faults(), ["Укажите адрес электронной почты."]);
    assert_eq!(register(&olga, "email=first@example.org").await.to(), "/cabinet");
    assert_eq!(t.letter_to("first@example.org").await.subject, "Кабинет создан");
    says(&olga.get("/invitations").await.words(), "Первый кабинет Центра без адреса сотрудник Центра");
    assert_eq!(printed(&t).await, None);
    let printed_once = "invitation.first_run: напечатана ссылка для первого кабинета Центра";
    let accepted = "invitation.accepted: создан кабинет: Орлова Ольга Андреевна, сотрудник Центра";
    assert_eq!(told(&t).await, [printed_once, printed_once, accepted]);
}

async fn a_first_link_dies_when_the_centre_came_otherwise(t: TestApp) {
    let path = printed(&t).await.unwrap();
    t.zoya().await;
    let late = t.visitor().follow(&path).await;
    assert_eq!(late.status, StatusCode::GONE);
    says(&late.words(), "Первый кабинет Центра уже создан");
}

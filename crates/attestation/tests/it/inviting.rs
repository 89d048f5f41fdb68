//! Who invites whom: every role by the centre, teachers by the school, schools by the municipality; teachers come in.

use attestation::accounts::{Organization, Role};
use attestation::applications::Category;
use attestation::organizations::{self, Inn, NewOrganization};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::invitations::{fields, invite, link, says, told};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    the_heaviest_roles_ask_for_the_password_again,
    the_centre_invites_to_every_role,
    a_municipality_is_held_once_and_several_are_held,
    a_coordinator_invites_teachers_of_the_own_school,
    a_municipal_coordinator_invites_within_the_municipality,
    others_invite_nobody,
    lists_of_a_school_and_a_municipality_ask_as_much_for_three_as_for_one,
    a_new_teacher_is_written_down,
    a_known_teacher_is_found_by_snils,
    another_person_with_this_snils_is_refused,
    a_person_with_a_cabinet_becomes_a_teacher,
    snils_cannot_be_tried_one_after_another,
    snils_cannot_be_tried_out_of_a_cabinet,
);

/// A school outside the town.
pub async fn village(t: &TestApp) -> Id<Organization> {
    let new = NewOrganization {
        municipality: "Асиновский район".to_owned(),
        name: "МБОУ «СОШ с. Батурино»".to_owned(),
        inn: Inn::parse("7002000001").unwrap(),
        email: String::new(),
    };
    t.made(move |act| Ok(organizations::create(act, &new)?.unwrap())).await
}

/// Somebody in a role, signed in.
pub async fn somebody(
    t: &TestApp,
    login: &str,
    role: Role,
    (school, workplace): (Option<Id<Organization>>, &str),
) -> Visitor {
    t.person(login, "Панова Алла Борисовна", role, school, workplace).await;
    t.enter(login).await
}

/// The addresses of the invitations on a list.
async fn rows(by: &Visitor, list: &str) -> Vec<String> {
    let text = by.get(list).await.text();
    let hrefs = text.split("<th scope=\"row\"><a class=\"govuk-link\" href=\"").skip(1);
    hrefs.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// How often the journal tells that somebody asked for what is not theirs.
async fn turned_away(t: &TestApp) -> i64 {
    t.count("select count(*) from journal where act = 'access.refused' and subject like 'invitation:%'").await
}

async fn the_centre_invites_to_every_role(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let page = zoya.get("/invitations/new").await.words();
    says(
        &page,
        "Кого приглашаете специалист координатор педагог муниципальный координатор член комиссии сотрудник Центра сотрудник уполномоченного органа администратор",
    );
    for (role, place, words) in [
        ("teacher", "place-search=66", "педагог, МБОУ «СОШ № 66»"),
        ("municipal", "municipality=Город Томск", "муниципальный координатор, Город Томск"),
        ("member", "", "член комиссии"),
        ("authority", "", "сотрудник уполномоченного органа"),
        ("admin", "", "администратор"),
    ] {
        let typed = format!(
            "role={role}&email={role}@example.org&surname=Котова&given=Вера&{place}&current-password={PASSWORD}"
        );
        invite(&t, &zoya, &typed).await;
        says(&t.letter_to(&format!("{role}@example.org")).await.text, &format!("Ваша роль: {words}."));
        says(&told(&t).await.pop().unwrap(), &format!("invitation.issued: Котова Вера: {words}"));
    }
    let who = "email=other@example.org&surname=Котова&given=Вера";
    let schoolless = zoya.post("/invitations/new", &fields(&format!("role=teacher&{who}"))).await;
    assert_eq!(
        schoolless.faults(),
        [
            "Координатор и педагог приглашаются от своей школы. Введите часть её названия, нажмите «Найти организацию» и выберите из списка."
        ]
    );
    for municipality in ["", "Луна"] {
        let typed = format!("role=municipal&{who}&municipality={municipality}");
        let refused = zoya.post("/invitations/new", &fields(&typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            refused.faults(),
            ["Муниципальный координатор приглашается от своего муниципалитета. Выберите муниципалитет из списка."]
        );
    }
    assert_eq!(told(&t).await.len(), 5);
}

async fn the_heaviest_roles_ask_for_the_password_again(t: TestApp) {
    let zoya = t.zoya().await;
    for role in ["centre", "admin"] {
        let typed = format!("role={role}&email={role}@example.org&surname=Котова&given=Вера");
        let none = zoya.post("/invitations/new", &fields(&typed)).await;
        assert_eq!(none.faults(), ["Введите пароль от своего кабинета."]);
        let wrong = zoya.post("/invitations/new", &fields(&format!("{typed}&current-password=чужой пароль"))).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
        says(&wrong.text(), &format!("value=\"{role}@example.org\""));
        assert!(!wrong.text().contains("чужой пароль"));
    }
    assert_eq!(told(&t).await, Vec::<String>::new());
    let typed = format!("role=centre&email=centre@example.org&surname=Котова&given=Вера&current-password={PASSWORD}");
    invite(&t, &zoya, &typed).await;
    assert_eq!(told(&t).await, ["invitation.issued: Котова Вера: сотрудник Центра"]);
    // Whoever may not invite to them is not asked, and other roles ask nobody.
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(school), "МБОУ «СОШ № 66»")).await;
    assert!(!kira.get("/invitations/new").await.text().contains("current-password"));
    assert_eq!(
        kira.post("/invitations/new", &fields(&format!("{VERA}&role=centre"))).await.to(),
        "/school/invitations"
    );
}

async fn a_municipality_is_held_once_and_several_are_held(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    village(&t).await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let typed = "role=municipal&email=masha@example.org&surname=Панова&given=Алла&municipality=";
    let again = zoya.post("/invitations/new", &fields(&format!("{typed}Город Томск"))).await;
    assert_eq!(
        again.faults(),
        ["У человека с этим адресом уже есть кабинет с ролью «муниципальный координатор». Приглашать его не нужно."]
    );
    let path = invite(&t, &zoya, &format!("{typed}Асиновский район")).await;
    says(&masha.follow(&path).await.words(), "Роль муниципальный координатор Муниципалитет Асиновский район");
    assert_eq!(masha.post("/join/window", &[]).await.to(), "/cabinet");
    assert_eq!(t.count("select count(*) from seats where role = 'municipal'").await, 2);
}

const VERA: &str = "email=vera@example.org&surname=Котова&given=Вера&patronymic=Ильинична";

async fn a_coordinator_invites_teachers_of_the_own_school(t: TestApp) {
    let zoya = t.zoya().await;
    let own = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(own), "МБОУ «СОШ № 66»")).await;
    says(&kira.get("/school").await.text(), "href=\"/school/invitations\"");
    says(&kira.get("/school/invitations").await.words(), "Приглашений пока нет.");
    assert_eq!(kira.get("/invitations").await.to(), "/school/invitations");
    let form = kira.get("/invitations/new").await.words();
    says(&form, "Приглашается: педагог, МБОУ «СОШ № 66».");
    assert!(!form.contains("Кого приглашаете"));
    // What another form would send changes nothing: a coordinator invites teachers of the own school.
    let typed = format!("{VERA}&role=centre&place={other}&place-search=67");
    assert_eq!(kira.post("/invitations/new", &fields(&typed)).await.to(), "/school/invitations");
    says(&t.letter_to("vera@example.org").await.text, "Ваша роль: педагог, МБОУ «СОШ № 66».");
    says(&t.letter_to("vera@example.org").await.text, "Приглашение отправляет Панова Алла Борисовна.");
    invite(&t, &zoya, "role=teacher&email=a@example.org&surname=Котова&given=Анна&place-search=67").await;
    invite(&t, &zoya, "role=coordinator&email=b@example.org&surname=Котова&given=Анна&place-search=66").await;
    invite(&t, &zoya, "role=teacher&email=c@example.org&surname=Котова&given=Яна&place-search=66").await;
    let seen = rows(&kira, "/school/invitations").await;
    let words = kira.get("/school/invitations").await.words();
    assert_eq!(seen.len(), 2, "of the own school, whoever has issued it");
    says(&words, "Котова Яна c@example.org");
    says(
        &words,
        "0 письмо готово к отправке 2 письмо отправлено 0 письмо не доставлено 0 принято 0 срок истёк 0 отозвано",
    );
    let mut foreign = rows(&zoya, "/invitations").await;
    assert_eq!(foreign.len(), 4);
    foreign.retain(|href| !seen.contains(href));
    for href in &foreign {
        assert_eq!(kira.get(href).await.status, StatusCode::NOT_FOUND);
        assert_eq!(kira.post(&format!("{href}/resend"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(kira.post(&format!("{href}/revocation"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(turned_away(&t).await, 6);
    let href = &seen[0];
    assert_eq!(kira.post(&format!("{href}/resend"), &[]).await.to(), href);
    assert_eq!(kira.post(&format!("{href}/revocation"), &[]).await.to(), href);
    says(&kira.get(href).await.words(), "отозвано");
    assert_eq!(
        told(&t).await[4..],
        [
            "invitation.resent: Котова Яна: педагог, МБОУ «СОШ № 66»",
            "invitation.revoked: Котова Яна: педагог, МБОУ «СОШ № 66»"
        ]
    );
}

async fn a_municipal_coordinator_invites_within_the_municipality(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let far = village(&t).await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let form = masha.get("/invitations/new").await.words();
    says(&form, "Кого приглашаете координатор педагог Адрес электронной почты");
    assert!(!form.contains("Должности, по которым"));
    let typed = format!("role=centre&{VERA}");
    assert_eq!(
        masha.post("/invitations/new", &fields(&typed)).await.faults(),
        ["В роли «сотрудник Центра» приглашает Центр. Обратитесь туда или выберите другую роль."]
    );
    let whose = "МБОУ «СОШ с. Батурино» — не ваш муниципалитет: Асиновский район. Оттуда приглашает координатор того муниципалитета или Центр.";
    let none = "Координатор и педагог приглашаются от своей школы. Введите часть её названия, нажмите «Найти организацию» и выберите из списка.";
    for (place, why) in [("place-search=батурино".to_owned(), whose), (format!("place={far}"), none)] {
        let typed = format!("role=coordinator&{VERA}&{place}");
        assert_eq!(masha.post("/invitations/new", &fields(&typed)).await.faults(), [why]);
    }
    let typed = format!("role=coordinator&{VERA}&place-search=66");
    assert_eq!(masha.post("/invitations/new", &fields(&typed)).await.to(), "/invitations");
    says(&t.letter_to("vera@example.org").await.text, "Ваша роль: координатор, МБОУ «СОШ № 66».");
    invite(&t, &zoya, "role=teacher&email=a@example.org&surname=Котова&given=Анна&place-search=батурино").await;
    invite(&t, &zoya, "role=specialist&email=b@example.org&surname=Котова&given=Анна&place-search=66").await;
    invite(&t, &zoya, "role=teacher&email=c@example.org&surname=Котова&given=Яна&place-search=66").await;
    let seen = rows(&masha, "/invitations").await;
    assert_eq!(seen.len(), 2);
    let words = masha.get("/invitations").await.words();
    says(&words, "Приглашения муниципалитета");
    says(&words, "2 письмо отправлено");
    assert!(!words.contains("по таблице"));
    for href in rows(&zoya, "/invitations").await.iter().filter(|href| !seen.contains(href)) {
        assert_eq!(masha.get(href).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(turned_away(&t).await, 2);
    assert_eq!(masha.get(&seen[0]).await.status, StatusCode::OK);
}

async fn others_invite_nobody(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    invite(&t, &zoya, &format!("role=teacher&{VERA}&place-search=66")).await;
    let href = rows(&zoya, "/invitations").await.remove(0);
    let people = [
        ("boris", Role::Member, (None, "")),
        ("denis", Role::Authority, (None, "")),
        ("olesya", Role::Specialist, (Some(school), "МБОУ «СОШ № 66»")),
        ("olga", Role::Teacher, (Some(school), "МБОУ «СОШ № 66»")),
    ];
    for (login, role, place) in people {
        let by = somebody(&t, login, role, place).await;
        for path in ["/invitations", "/invitations/new", "/school/invitations", href.as_str()] {
            assert_eq!(by.get(path).await.status, StatusCode::NOT_FOUND, "{path} by {login}");
        }
        assert_eq!(by.post("/invitations/new", &fields(VERA)).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(turned_away(&t).await, 4);
    let alla = somebody(&t, "alla", Role::Admin, (None, "")).await;
    invite(&t, &alla, &format!("role=admin&email=d@example.org&surname=Котова&given=Анна&current-password={PASSWORD}"))
        .await;
    assert_eq!(rows(&alla, "/invitations").await.len(), 2);
    assert!(!alla.get("/invitations").await.words().contains("по таблице"));
}

async fn lists_of_a_school_and_a_municipality_ask_as_much_for_three_as_for_one(t: TestApp) {
    let own = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let kira = somebody(&t, "kira", Role::Coordinator, (Some(own), "МБОУ «СОШ № 66»")).await;
    let masha = somebody(&t, "masha", Role::Municipal, (None, "Город Томск")).await;
    let mut asked = Vec::new();
    for range in [0..1, 1..3] {
        for number in range {
            let typed = format!("email=p{number}@example.org&surname=Котова&given=Вера");
            kira.post("/invitations/new", &fields(&typed)).await.to();
        }
        let before = t.app.db.asked().count();
        rows(&kira, "/school/invitations").await;
        let school = t.app.db.asked().count() - before;
        rows(&masha, "/invitations").await;
        asked.push((school, t.app.db.asked().count() - before - school));
    }
    assert_eq!(asked[0], asked[1]);
}

const MINE: &str = "surname=Орлова&given=Ольга&patronymic=Андреевна&login=orlova.oa&consent=yes&password=окно-тюлень-марш-26&snils=001-001-500 00&born-day=4&born-month=2&born-year=1978";

/// Registers as Орлова by an invitation, with these fields otherwise.
async fn register(visitor: &Visitor, otherwise: &str) -> Answer {
    let other = fields(otherwise);
    let mut all = fields(MINE);
    all.retain(|(name, _)| other.iter().all(|(changed, _)| changed != name));
    visitor.post("/join/window", &[all, other].concat()).await
}

/// The centre invites Орлова as a teacher of the school № 66; a visitor with the link in hand.
async fn invited(t: &TestApp, zoya: &Visitor) -> Visitor {
    let typed = "role=teacher&email=orlova@example.org&surname=Орлова&given=Ольга&patronymic=Андреевна&place-search=66";
    let path = invite(t, zoya, typed).await;
    let olga = t.visitor();
    olga.follow(&path).await;
    olga
}

async fn a_new_teacher_is_written_down(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let olga = invited(&t, &zoya).await;
    let window = olga.get("/join/window").await.words();
    says(&window, "Роль педагог Школа МБОУ «СОШ № 66»");
    says(&window, "СНИЛС 11 цифр, например 112-233-445 95. Нужен, чтобы найти ваши дела.");
    let empty = register(&olga, "snils=&born-day=&born-month=&born-year=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.faults(), ["Укажите СНИЛС: по нему находят ваши дела.", "Укажите дату рождения."]);
    let wrong = register(&olga, "snils=123-456-789 00&born-year=2020").await;
    assert_eq!(
        wrong.faults(),
        [
            "В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.",
            "Дата рождения не подходит: проверьте год."
        ]
    );
    says(&wrong.text(), "value=\"123-456-789 00\"");
    assert_eq!(t.count("select count(*) from teachers").await, 0);
    assert_eq!(register(&olga, "").await.to(), "/cabinet");
    assert_eq!(
        t.count(
            "select count(*) from teachers t join accounts a on a.id = t.account_id join seats s on s.account_id = a.id
             where t.snils = '00100150000' and t.born = '1978-02-04' and t.email = 'orlova@example.org' and s.role = 'teacher' and s.organization_id = t.organization_id"
        )
        .await,
        1
    );
    assert_eq!(t.count("select count(*) from consents where document = 'personal-data'").await, 1);
    assert_eq!(
        told(&t).await[1..],
        ["invitation.accepted: создан кабинет: Орлова Ольга Андреевна, педагог, МБОУ «СОШ № 66»"]
    );
    says(&olga.get("/profile").await.words(), "педагог, МБОУ «СОШ № 66»");
}

/// The СНИЛС of the only teacher.
async fn snils(t: &TestApp) -> String {
    let found = t.app.db.read(|reader| reader.row("select snils from teachers", &[], |row| row.get::<String>(0)));
    found.await.map_err(|error: DbError| error.to_string()).unwrap().unwrap()
}

async fn a_known_teacher_is_found_by_snils(t: TestApp) {
    let zoya = t.zoya().await;
    let first = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(first, "Орлова Ольга Андреевна", Category::First).await;
    let olga = invited(&t, &zoya).await;
    let snils = snils(&t).await;
    assert_eq!(register(&olga, &format!("snils={snils}")).await.to(), "/cabinet");
    assert_eq!(t.count("select count(*) from teachers").await, 1);
    assert_eq!(
        t.count(
            "select count(*) from teachers t join organizations o on o.id = t.organization_id
             where t.account_id is not null and o.inn = '7000000066' and t.email = 'orlova@example.org'"
        )
        .await,
        1
    );
    assert_eq!(olga.get(&format!("/applications/{}", case.id)).await.status, StatusCode::OK);
}

const ANOTHER: &str = "С этим СНИЛС в системе записаны другое имя или другая дата рождения. Сверьте их с документами; если всё верно, обратитесь к координатору своей школы.";

async fn another_person_with_this_snils_is_refused(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let olga = invited(&t, &zoya).await;
    let known = snils(&t).await;
    for otherwise in ["surname=Петрова", "born-day=5"] {
        let refused = register(&olga, &format!("snils={known}&{otherwise}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.faults(), [ANOTHER]);
        says(&refused.text(), &format!("value=\"{known}\""));
    }
    assert_eq!(t.count("select count(*) from accounts").await, 1);
    assert_eq!(t.count("select count(*) from invitations where redeemed_at is not null").await, 0);
    assert_eq!(register(&olga, &format!("snils={known}")).await.to(), "/cabinet");
    let typed = "role=teacher&email=twin@example.org&surname=Орлова&given=Ольга&patronymic=Андреевна&place-search=66";
    let twin = t.visitor();
    twin.follow(&invite(&t, &zoya, typed).await).await;
    let refused = register(&twin, &format!("snils={known}&login=twin")).await;
    assert_eq!(
        refused.faults(),
        [
            "С этим СНИЛС кабинет педагога уже есть. Войдите в него или восстановите пароль; если он не ваш, обратитесь к координатору своей школы."
        ]
    );
    assert_eq!(t.count("select count(*) from accounts").await, 2);
    // The first cabinet was closed: the teacher comes in again under another address.
    t.made(|act| Ok(act.run("update accounts set closed_at = 1 where login_key = 'orlova.oa'", &[])?)).await;
    assert_eq!(register(&twin, &format!("snils={known}&login=twin")).await.to(), "/cabinet");
    assert_eq!(
        t.count("select count(*) from teachers t join accounts a on a.id = t.account_id where a.login = 'twin'").await,
        1
    );
}

async fn a_person_with_a_cabinet_becomes_a_teacher(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let typed = "role=teacher&email=olesya@example.org&surname=Смирнова&given=Олеся&place-search=66";
    let olesya = t.visitor();
    let window = olesya.follow(&invite(&t, &zoya, typed).await).await;
    says(&window.words(), "У вас уже есть кабинет");
    let bare = olesya.post("/join/window", &[("current-password", PASSWORD)]).await;
    assert_eq!(bare.faults(), ["Укажите СНИЛС: по нему находят ваши дела.", "Укажите дату рождения."]);
    let born = "snils=001-001-500 00&born-day=4&born-month=2&born-year=1978&current-password=";
    let wrong = olesya.post("/join/window", &fields(&format!("{born}нет"))).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    says(&wrong.text(), "value=\"001-001-500 00\"");
    assert_eq!(olesya.post("/join/window", &fields(&format!("{born}{PASSWORD}"))).await.to(), "/cabinet");
    assert_eq!(
        t.count("select count(*) from teachers where name_key = 'смирнова олеся ивановна' and account_id is not null")
            .await,
        1
    );
    // A second school of the same person: the same СНИЛС is needed.
    t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let typed = typed.replace("place-search=66", "place-search=67");
    let path = invite(&t, &zoya, &typed).await;
    olesya.follow(&path).await;
    let other = born.replace("001-001-500 00", "001-001-501 00");
    assert_eq!(
        olesya.post("/join/window", &fields(&other)).await.faults(),
        [
            "К вашему кабинету уже привязан другой СНИЛС. Сверьте цифры с документом; если они верны, обратитесь к координатору своей школы."
        ]
    );
    // Another surname in the cabinet since: the row is still of this very account.
    t.made(|act| {
        let sql =
            "update accounts set surname = 'Сидорова', name_key = 'сидорова олеся ивановна' where login_key = 'olesya'";
        Ok(act.run(sql, &[]).map(drop)?)
    })
    .await;
    assert_eq!(olesya.post("/join/window", &fields(born)).await.to(), "/cabinet");
    assert_eq!(t.count("select count(*) from seats where role = 'teacher'").await, 2);
    assert_eq!(t.count("select count(*) from teachers t join organizations o on o.id = t.organization_id where o.inn = '7000000067'").await, 1);
}

async fn snils_cannot_be_tried_one_after_another(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.application(school, "Иванова Инна Ильинична", Category::First).await;
    let olga = invited(&t, &zoya).await;
    let known = snils(&t).await;
    for _ in 0..5 {
        assert_eq!(register(&olga, &format!("snils={known}")).await.faults(), [ANOTHER]);
    }
    for right in ["", &format!("snils={known}")] {
        let refused = register(&olga, right).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "the right one too: a guess that fits is a guess");
        assert_eq!(refused.headers.get("retry-after").unwrap(), "60");
    }
    assert_eq!(t.count("select count(*) from accounts where login = 'orlova.oa'").await, 0);
    t.later(SignedDuration::from_secs(61));
    assert_eq!(register(&olga, "").await.to(), "/cabinet");
}

async fn snils_cannot_be_tried_out_of_a_cabinet(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.application(school, "Иванова Инна Ильинична", Category::First).await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let typed = "role=teacher&email=olesya@example.org&surname=Смирнова&given=Олеся&place-search=66";
    let olesya = t.visitor();
    olesya.follow(&invite(&t, &zoya, typed).await).await;
    let known = snils(&t).await;
    let with = async |snils: &str| {
        let typed = format!("snils={snils}&born-day=4&born-month=2&born-year=1978&current-password={PASSWORD}");
        olesya.post("/join/window", &fields(&typed)).await
    };
    for _ in 0..5 {
        assert_eq!(with(&known).await.faults(), [ANOTHER]);
    }
    assert_eq!(with("001-001-500 00").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(t.count("select count(*) from seats where role = 'teacher'").await, 0);
    t.later(SignedDuration::from_secs(61));
    assert_eq!(with("001-001-500 00").await.to(), "/cabinet");
}

/// The newest link sent to an address, opened by nobody yet.
pub async fn fresh_link(t: &TestApp, email: &str) -> Visitor {
    let path = link(t, email).await;
    let visitor = t.visitor();
    visitor.follow(&path).await;
    visitor
}

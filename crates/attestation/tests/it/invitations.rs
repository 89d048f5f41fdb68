//! S1, S2: the centre invites, sends again, revokes; the letter; the list.

use attestation::accounts::{Email, Role};
use attestation::invitations::{self, NewInvitation, Refused};
use attestation::platform::act::By;
use attestation::platform::engine::DbError;
use attestation::platform::failure::{Failure, Refusal};
use attestation::platform::names::FullName;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;

on_both!(
    a_specialist_is_invited_by_letter,
    a_coordinator_is_invited_from_a_school,
    the_form_keeps_everything_and_says_what_is_wrong,
    the_same_person_is_not_invited_twice,
    a_new_letter_kills_the_older_link,
    a_revoked_invitation_explains_itself,
    a_letter_refused_by_the_server_is_shown,
    nobody_but_the_centre_sees_invitations,
    the_list_asks_the_same_number_of_questions,
    the_list_is_filtered_searched_and_paged,
);

/// Орлова as a specialist, as the centre types it.
pub const OLGA: &str = "role=specialist&email=orlova@example.org&surname=Орлова&given=Ольга&patronymic=Андреевна";

/// Fields of a form written as `name=value&name=value`.
pub fn fields(text: &str) -> Vec<(&str, &str)> {
    text.split('&').filter_map(|pair| pair.split_once('=')).collect()
}

/// Holds a text to its words.
#[track_caller]
pub fn says(text: &str, words: &str) {
    assert!(text.contains(words), "«{words}» is not in:\n{text}");
}

/// The path of the link in the newest letter to an address.
pub async fn link(t: &TestApp, email: &str) -> String {
    let text = t.letter_to(email).await.text;
    let path = text.lines().find_map(|line| line.strip_prefix("http://127.0.0.1:8080"));
    path.unwrap().to_owned()
}

/// The centre invites; the path of the link in the letter.
pub async fn invite(t: &TestApp, zoya: &Visitor, typed: &str) -> String {
    let answer = zoya.post("/invitations/new", &fields(typed)).await;
    assert_eq!(answer.to(), "/invitations");
    let email = typed.split("email=").nth(1).unwrap().split('&').next().unwrap();
    link(t, email).await
}

/// What the journal tells of invitations.
pub async fn told(t: &TestApp) -> Vec<String> {
    let all = t.journal().await;
    all.into_iter().filter(|line| line.starts_with("invitation.")).collect()
}

/// The newest invitation's own page.
async fn one(zoya: &Visitor) -> String {
    let text = zoya.get("/invitations").await.text();
    let mut ids = text.split("href=\"/invitations/").filter_map(|rest| rest.split('"').next());
    format!("/invitations/{}", ids.find(|id| id.len() == 36).unwrap())
}

async fn a_specialist_is_invited_by_letter(t: TestApp) {
    let zoya = t.zoya().await;
    says(&zoya.get("/invitations/new").await.words(), "Учитель-логопед");
    let path = {
        let answer = zoya.post("/invitations/new", &fields(OLGA)).await;
        assert_eq!(answer.to(), "/invitations");
        let list = zoya.get("/invitations").await.words();
        says(&list, "Приглашение записано: Орлова Ольга Андреевна. Письмо уходит на orlova@example.org.");
        says(
            &list,
            "Орлова Ольга Андреевна orlova@example.org специалист 23.11.2026 14:00 07.12.2026 письмо готово к отправке",
        );
        link(&t, "orlova@example.org").await
    };
    let letter = t.letter_to("orlova@example.org").await;
    assert_eq!(letter.subject, "Приглашение в электронную систему «Аттестация»");
    for words in [
        "Здравствуйте, Ольга Андреевна!",
        "Вас приветствуют специалисты Центра аттестации педагогических работников. Приглашаем вас зарегистрироваться в электронной системе «Аттестация». Ваша роль: специалист.",
        "Приглашение отправляет Ильина Зоя Павловна.",
        "Если ссылка не нажимается, скопируйте её целиком и вставьте в адресную строку браузера.",
        "http://127.0.0.1:8080/join и введите код",
        "Ссылка и код действуют по 7\u{a0}декабря 2026 включительно, один раз.",
        "Телефон: 8 (3822) 00-00-00",
    ] {
        says(&letter.text, words);
        says(&letter.html, words);
    }
    assert!(letter.text.lines().any(|line| line == format!("http://127.0.0.1:8080{path}")));
    says(&zoya.get("/invitations").await.words(), "07.12.2026 письмо отправлено");
    assert_eq!(t.count("select count(*) from letters where body_text <> ''").await, 0);
    assert_eq!(told(&t).await, ["invitation.issued: Орлова Ольга Андреевна: специалист"]);
}

async fn a_coordinator_is_invited_from_a_school(t: TestApp) {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let second = t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let petrov = "role=coordinator&email=petrov@example.org&surname=Петров&given=Пётр&patronymic=";
    let none = zoya.post("/invitations/new", &fields(petrov)).await;
    assert_eq!(none.faults(), [Refused::NoSchool.reason()]);
    let typed = format!("{petrov}&place-search=сош");
    let unchosen = zoya.post("/invitations/new", &fields(&typed)).await;
    assert_eq!(unchosen.faults(), ["Выберите организацию из найденных или уточните название."]);
    let typed = format!("{typed}&find=yes");
    let found = zoya.post("/invitations/new", &fields(&typed)).await;
    assert_eq!(found.status, StatusCode::OK);
    says(&found.words(), "МБОУ «СОШ № 66» Город Томск МБОУ «СОШ № 67»");
    says(&found.text(), "value=\"petrov@example.org\"");
    invite(&t, &zoya, &format!("{petrov}&place-search=сош&place={second}")).await;
    let letter = t.letter_to("petrov@example.org").await.text;
    says(&letter, "Здравствуйте, Пётр!");
    says(&letter, "Ваша роль: координатор, МБОУ «СОШ № 67».");
}

async fn the_form_keeps_everything_and_says_what_is_wrong(t: TestApp) {
    let zoya = t.zoya().await;
    let typed = "email=нет почты&surname=Орлова&posts=P27&place-search=нет такой";
    let answer = zoya.post("/invitations/new", &fields(typed)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults = [
        "Выберите, кого приглашаете.",
        "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
        "Укажите имя.",
    ];
    assert_eq!(answer.faults(), faults);
    for kept in ["value=\"нет почты\"", "value=\"Орлова\"", "value=\"P27\" checked"] {
        says(&answer.text(), kept);
    }
    says(&answer.words(), "Такой организации в списке нет.");
    assert_eq!(t.count("select count(*) from invitations").await, 0);
}

async fn the_same_person_is_not_invited_twice(t: TestApp) {
    let zoya = t.zoya().await;
    invite(&t, &zoya, OLGA).await;
    let again = OLGA.replace("orlova@example.org", "Orlova@Example.org");
    let refused = zoya.post("/invitations/new", &fields(&again)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.faults(),
        [
            "На этот адрес уже отправлено приглашение с той же ролью, оно действует по 7 декабря 2026 включительно. Найдите его в списке и отправьте повторно."
        ]
    );
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let holder = OLGA.replace("orlova", "olesya");
    let refused = zoya.post("/invitations/new", &fields(&holder)).await;
    assert_eq!(refused.faults(), [Refused::AlreadyHolds(Role::Specialist).reason()]);
    let schoolless = NewInvitation { role: Role::Coordinator, ..new("x@example.org", "Петров Пётр") };
    let refused = invitations::invite(&t.app, By::system(), schoolless).await;
    let Err(Failure::Denied(why)) = refused else { panic!("issued") };
    assert_eq!(why.reason(), Refused::NoSchool.reason());
    assert_eq!(told(&t).await.len(), 1);
    t.later(SignedDuration::from_hours(24 * 15));
    invite(&t, &t.enter("zoya").await, OLGA).await;
}

async fn a_new_letter_kills_the_older_link(t: TestApp) {
    let first = invite(&t, &t.zoya().await, OLGA).await;
    t.later(SignedDuration::from_hours(24 * 3));
    let zoya = t.enter("zoya").await;
    let page = one(&zoya).await;
    assert_eq!(zoya.post(&format!("{page}/resend"), &[]).await.to(), page);
    let second = link(&t, "orlova@example.org").await;
    let old = t.visitor().follow(&first).await;
    assert_eq!(old.status, StatusCode::GONE);
    says(&old.words(), "Вам отправили более новое письмо");
    says(&t.visitor().follow(&second).await.words(), "Действует по 10 декабря 2026");
    let shown = zoya.get(&page).await.words();
    says(&shown, "Почтовый сервер принял письмо 26.11.2026 14:00. 26 ноября 2026, 14:00 (Томск)");
    says(&shown, "Почтовый сервер принял письмо 23.11.2026 14:00. Ссылка заменена новой 26.11.2026 14:00.");
    assert_eq!(told(&t).await[1], "invitation.resent: Орлова Ольга Андреевна: специалист");
}

async fn a_revoked_invitation_explains_itself(t: TestApp) {
    let zoya = t.zoya().await;
    let path = invite(&t, &zoya, OLGA).await;
    let page = one(&zoya).await;
    let olga = t.visitor();
    assert_eq!(olga.follow(&path).await.status, StatusCode::OK);
    let asked = zoya.get(&format!("{page}/revocation")).await.words();
    says(&asked, "Орлова Ольга Андреевна, orlova@example.org. Ссылка из письма перестанет действовать");
    assert_eq!(olga.get("/join/window").await.status, StatusCode::OK, "asking changes nothing");
    assert_eq!(zoya.post(&format!("{page}/revocation"), &[]).await.to(), page);
    assert_eq!(zoya.get(&format!("{page}/revocation")).await.status, StatusCode::CONFLICT);
    let closed = olga.post("/join/window", &fields(OLGA)).await;
    assert_eq!(closed.status, StatusCode::GONE);
    says(&closed.words(), "Приглашение отозвано Позвоните в Центр: 8 (3822) 00-00-00.");
    for act in ["revocation", "resend"] {
        let again = zoya.post(&format!("{page}/{act}"), &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        says(&again.words(), "Приглашение отозвано. Отправьте новое.");
    }
    let shown = zoya.get(&page).await;
    says(&shown.words(), "отозвано");
    assert!(!shown.text().contains("/resend"));
    assert_eq!(told(&t).await[1..], ["invitation.revoked: Орлова Ольга Андреевна: специалист"]);
}

const REFUSED: &str = "почтовый сервер ответил: 550 нет такого ящика";

async fn a_letter_refused_by_the_server_is_shown(t: TestApp) {
    let zoya = t.zoya().await;
    zoya.post("/invitations/new", &fields(OLGA)).await.to();
    let refuse = t.app.db.upkeep(|upkeep| {
        let sql = "update letters set state = 'failed', last_error = $1";
        upkeep.run(sql, values![REFUSED]).map_err(|error: DbError| Failure::from(error))
    });
    assert_eq!(refuse.await.unwrap(), 1);
    let list = zoya.get("/invitations?state=failed").await.words();
    says(&list, &format!("письмо не доставлено {REFUSED}"));
    says(&list, "1 письмо не доставлено");
    let page = one(&zoya).await;
    says(&zoya.get(&page).await.words(), &format!("Письмо не принято: {REFUSED}. Проверьте адрес."));
    zoya.post(&format!("{page}/resend"), &[]).await.to();
    t.letters().await;
    says(&zoya.get("/invitations?state=failed").await.words(), "Таких приглашений нет.");
}

async fn nobody_but_the_centre_sees_invitations(t: TestApp) {
    let zoya = t.zoya().await;
    invite(&t, &zoya, OLGA).await;
    let page = one(&zoya).await;
    t.person("olesya", "Смирнова Олеся Ивановна", Role::Specialist, None, "").await;
    let olesya = t.enter("olesya").await;
    let revocation = format!("{page}/revocation");
    for path in ["/invitations", "/invitations/new", page.as_str(), revocation.as_str()] {
        assert_eq!(olesya.get(path).await.status, StatusCode::NOT_FOUND);
        says(t.visitor().get(path).await.to(), "/login?next=");
    }
    for path in ["/invitations/new".to_owned(), format!("{page}/resend"), revocation] {
        assert_eq!(olesya.post(&path, &fields(OLGA)).await.status, StatusCode::NOT_FOUND);
    }
    for path in ["/invitations/01900000-0000-7000-8000-000000000000", "/invitations/1"] {
        assert_eq!(zoya.get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(t.count("select count(*) from invitation_links").await, 1);
}

fn new(email: &str, name: &str) -> NewInvitation {
    NewInvitation {
        role: Role::Specialist,
        organization: None,
        workplace: String::new(),
        email: Email::parse(email).unwrap(),
        name: FullName::split(name).unwrap(),
        posts: vec!["P27".to_owned()],
        issued_by: None,
        batch: None,
    }
}

async fn many(t: &TestApp, range: std::ops::Range<usize>) {
    for number in range {
        let name = format!("Соловьёва{} Анна", "а".repeat(number % 3));
        let one = new(&format!("person_{number:02}@example.org"), &name);
        invitations::invite(&t.app, By::system(), one).await.unwrap();
    }
}

async fn the_list_asks_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let mut asked = Vec::new();
    for rows in [0..1, 1..3] {
        many(&t, rows).await;
        let before = t.app.db.asked().count();
        let page = one(&zoya).await;
        let list = t.app.db.asked().count() - before;
        assert_eq!(zoya.get(&page).await.status, StatusCode::OK);
        asked.push((list, t.app.db.asked().count() - before - list));
    }
    assert_eq!(asked[0], asked[1]);
}

async fn the_list_is_filtered_searched_and_paged(t: TestApp) {
    let zoya = t.zoya().await;
    many(&t, 0..23).await;
    invite(&t, &zoya, OLGA).await;
    let rows = |answer: &Answer| answer.text().matches("<th scope=\"row\">").count();
    let first = zoya.get("/invitations").await;
    assert_eq!(rows(&first), 20);
    let text = first.text();
    let (to_next, _) = text.split_once("\" rel=\"next\"").unwrap();
    let second = zoya.get(&to_next.rsplit("href=\"").next().unwrap().replace("&#38;", "&")).await;
    assert_eq!(rows(&second), 4);
    says(&second.words(), "person_00@example.org");
    says(&second.text(), "rel=\"prev\"");
    for (query, found) in [
        ("who=%D0%A1%D0%9E%D0%9B%D0%9E%D0%92%D0%AC%D0%95%D0%92%D0%90%D0%B0%D0%B0", 7),
        ("who=person_0", 10),
        ("who=%25%25", 0),
        ("role=coordinator", 0),
        ("role=specialist&state=sent&who=orlova", 1),
        ("state=nonsense&after=nonsense", 20),
    ] {
        assert_eq!(rows(&zoya.get(&format!("/invitations?{query}")).await), found, "{query}");
    }
    says(&zoya.get("/invitations?who=nobody").await.words(), "Таких приглашений нет.");
}

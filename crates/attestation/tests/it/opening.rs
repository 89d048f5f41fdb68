//! Public registration: closed until the centre opens it; whoever asks is always told the same.

use attestation::accounts::Role;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::invitations::{fields, invite, says};
use crate::inviting::{fresh_link, somebody};
use crate::on_both;
use crate::registering::typed;

on_both!(
    registration_is_closed_until_it_is_opened,
    registration_waits_for_an_organization,
    a_teacher_asks_for_a_link_and_comes_in,
    the_answer_is_the_same_for_everybody,
    faults_of_asking_stand_at_their_fields,
    a_known_teacher_comes_in_by_the_address_on_record,
    an_invitation_opens_what_a_link_asked_for_does_not,
    a_case_without_an_address_opens_by_an_invitation,
);

const OLGA: &str = "email=orlova@example.org&surname=Орлова&given=Ольга&patronymic=Андреевна&place-search=66";

/// Somebody asks for a link.
pub async fn ask(t: &TestApp, typed: &str) -> Answer {
    t.visitor().post("/registration", &fields(typed)).await
}

/// The house with a school, registration open; the centre.
pub async fn open(t: &TestApp) -> Visitor {
    let zoya = t.zoya().await;
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    assert_eq!(zoya.post("/settings/registration", &[("open", "yes")]).await.to(), "/settings/registration");
    zoya
}

/// What the journal tells of registration.
async fn told(t: &TestApp) -> Vec<String> {
    t.journal().await.into_iter().filter(|line| line.starts_with("registration.")).collect()
}

async fn registration_is_closed_until_it_is_opened(t: TestApp) {
    let start = t.visitor().get("/").await;
    assert!(!start.words().contains("Зарегистрироваться"));
    says(&start.words(), "Как получить кабинет");
    let door = t.visitor().get("/registration").await;
    assert_eq!(door.status, StatusCode::OK);
    says(&door.words(), "Педагога приглашает координатор его школы, муниципальный координатор или Центр");
    let refused = ask(&t, OLGA).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(&refused.words(), "Регистрация закрыта. Попросите приглашение у координатора своей школы или в Центре.");
    let zoya = open(&t).await;
    says(&t.visitor().get("/").await.words(), "Зарегистрироваться");
    let shown = zoya.get("/settings/registration").await.words();
    says(&shown, "Регистрация открыта: на главной странице появилась кнопка «Зарегистрироваться».");
    says(&shown, "Открыта: Ильина З. П. 23 ноября 2026, 14:00 (Томск)");
    assert!(!zoya.get("/").await.words().contains("Зарегистрироваться"));
    let again = zoya.post("/settings/registration", &[("open", "yes")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    says(&again.words(), "Регистрацию уже переключил кто-то другой.");
    let alla = somebody(&t, "alla", Role::Admin, (None, "")).await;
    says(&alla.get("/settings").await.words(), "Регистрация педагогов");
    alla.post("/settings/registration", &[("open", "no")]).await.to();
    assert_eq!(ask(&t, OLGA).await.status, StatusCode::CONFLICT);
    assert_eq!(
        told(&t).await,
        ["registration.turned: регистрация педагогов открыта", "registration.turned: регистрация педагогов закрыта"]
    );
    let olesya = somebody(&t, "olesya", Role::Specialist, (None, "")).await;
    assert_eq!(olesya.get("/settings/registration").await.status, StatusCode::NOT_FOUND);
    assert_eq!(olesya.post("/settings/registration", &[("open", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.count("select count(*) from invitations").await, 0);
}

async fn registration_waits_for_an_organization(t: TestApp) {
    let zoya = t.zoya().await;
    let page = zoya.get("/settings/registration").await;
    let told = "В системе нет ни одной организации: педагогу не из чего выбрать свою школу. Внесите организации , потом откройте регистрацию.";
    says(&page.words(), told);
    assert!(page.text().contains("href=\"/organizations\"") && !page.words().contains("Открыть регистрацию"));
    let refused = zoya.post("/settings/registration", &[("open", "yes")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    says(
        &refused.words(),
        "В системе нет ни одной организации: педагогу не из чего выбрать свою школу. Сначала внесите организации, потом откройте регистрацию.",
    );
    t.school("МБОУ «СОШ № 66»", "7000000066").await;
    zoya.post("/settings/registration", &[("open", "yes")]).await.to();
    says(&zoya.get("/settings/registration").await.words(), "Закрыть регистрацию");
    let nothing = ask(&t, &format!("{OLGA}&find=yes").replace("66", "лицей")).await.words();
    says(&nothing, "Такой школы в списке нет. Проверьте название или обратитесь в Центр: 8 (3822) 00-00-00.");
}

async fn a_teacher_asks_for_a_link_and_comes_in(t: TestApp) {
    let zoya = open(&t).await;
    let visitor = t.visitor();
    let found = visitor.post("/registration", &fields(&format!("{OLGA}&find=yes"))).await;
    assert_eq!(found.status, StatusCode::OK);
    says(&found.words(), "Выберите школу МБОУ «СОШ № 66» Город Томск");
    let answer = ask(&t, OLGA).await;
    assert_eq!(answer.status, StatusCode::OK);
    says(&answer.words(), "Проверьте почту На адрес orlova@example.org отправлено письмо.");
    let letter = t.letter_to("orlova@example.org").await;
    assert_eq!(letter.subject, "Приглашение в электронную систему «Аттестация»");
    says(&letter.text, "Ваша роль: педагог, МБОУ «СОШ № 66».");
    let olga = fresh_link(&t, "orlova@example.org").await;
    says(
        &olga.get("/join/window").await.words(),
        "Кто приглашает Центр аттестации педагогических работников Роль педагог",
    );
    let mine = "surname=Орлова&given=Ольга&patronymic=Андреевна&login=orlova.oa&consent=yes&password=окно-тюлень-марш-26&snils=001-001-500 00&born-day=4&born-month=2&born-year=1978";
    assert_eq!(olga.post("/join/window", &fields(mine)).await.to(), "/cabinet");
    assert_eq!(t.count("select count(*) from seats where role = 'teacher'").await, 1);
    says(&zoya.get("/invitations").await.words(), "Орлова Ольга Андреевна orlova@example.org педагог, МБОУ «СОШ № 66»");
    assert_eq!(told(&t).await[1..], ["registration.asked: Орлова Ольга Андреевна: ссылка отправлена"]);
}

async fn the_answer_is_the_same_for_everybody(t: TestApp) {
    let _zoya = open(&t).await;
    let school = t.school("МБОУ «СОШ № 67»", "7000000067").await;
    somebody(&t, "olga", Role::Teacher, (Some(school), "МБОУ «СОШ № 67»")).await;
    let fresh = ask(&t, OLGA).await.words();
    assert_eq!(ask(&t, OLGA).await.words(), fresh, "a letter was sent a moment ago");
    t.later(SignedDuration::from_mins(3));
    assert_eq!(ask(&t, OLGA).await.words(), fresh, "a new letter");
    let known = ask(&t, "email=olga@example.org&surname=Орлова&given=Ольга&place-search=67").await.words();
    assert_eq!(known.replace("olga@", "orlova@"), fresh);
    assert_eq!(t.letter_to("olga@example.org").await.subject, "У вас уже есть кабинет");
    let letters = t.letters().await;
    assert_eq!(letters.iter().filter(|letter| letter.to == "orlova@example.org").count(), 2);
    assert_eq!(
        told(&t).await[1..],
        [
            "registration.asked: Орлова Ольга Андреевна: ссылка отправлена",
            "registration.asked (refused): Орлова Ольга Андреевна: ссылка уже отправлена, новая не нужна",
            "registration.asked: Орлова Ольга Андреевна: ссылка отправлена снова",
            "registration.asked (refused): Орлова Ольга: кабинет педагога с этим адресом уже есть",
        ]
    );
    ask(&t, OLGA).await;
    ask(&t, OLGA).await;
    assert_eq!(ask(&t, OLGA).await.status, StatusCode::TOO_MANY_REQUESTS);
}

async fn faults_of_asking_stand_at_their_fields(t: TestApp) {
    open(&t).await;
    t.school("МБОУ «СОШ № 67»", "7000000067").await;
    let answer = ask(&t, "email=нет&surname=Орлова&place-search=нет такой").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
            "Укажите имя.",
            "Введите часть названия своей школы, нажмите «Найти школу» и выберите её из списка."
        ]
    );
    says(&answer.words(), "Такой школы в списке нет.");
    says(&answer.text(), "value=\"Орлова\"");
    let wide = ask(&t, &OLGA.replace("66", "сош")).await;
    assert_eq!(wide.faults(), ["Выберите школу из найденных или уточните название."]);
    assert_eq!(t.count("select count(*) from invitations").await, 0);
}

/// What is typed into the window by whoever knows a teacher's name, СНИЛС and day of birth.
const AS_BELOVA: &str = "surname=Белова&given=Анна&patronymic=Ильинична&login=belova.ai&consent=yes&password=окно-тюлень-марш-26&snils=112-233-445 95&born-day=4&born-month=2&born-year=1978";
const NOT_CONFIRMED: &str = "Педагог с этим СНИЛС в системе уже записан, и адрес почты у него другой. Запросите ссылку для регистрации на тот адрес, который вы указывали раньше, или попросите координатора своей школы либо Центр прислать вам приглашение: с ним кабинет откроется. Телефон Центра: 8 (3822) 00-00-00.";

/// Белова has a case and no cabinet; somebody asks for a link to another address and another school.
async fn stranger(t: &TestApp) -> (Visitor, Visitor) {
    let zoya = open(t).await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[]).await.to();
    ask(t, "email=thief@example.org&surname=Белова&given=Анна&patronymic=Ильинична&place-search=66").await;
    let stranger = fresh_link(t, "thief@example.org").await;
    (zoya, stranger)
}

const UNTOUCHED: &str = "select count(*) from teachers t join organizations o on o.id = t.organization_id
    where t.account_id is null and t.email = 'belova@school.ru' and o.inn = '7000000001'";

async fn a_known_teacher_comes_in_by_the_address_on_record(t: TestApp) {
    let (_, stranger) = stranger(&t).await;
    let refused = stranger.post("/join/window", &fields(AS_BELOVA)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.faults(), [NOT_CONFIRMED]);
    assert!(refused.text().contains("belova.ai"), "what was typed stays");
    assert_eq!(t.count(UNTOUCHED).await, 1);
    assert_eq!(t.count("select count(*) from seats where role = 'teacher'").await, 0);
    let letter = t.letter_to("belova@school.ru").await;
    assert_eq!(letter.subject, "Попытка завести кабинет с вашими данными");
    says(&letter.text, "Кабинет не создан, ваши дела никому не открыты.");
    assert_eq!(
        told(&t).await.last().unwrap(),
        "registration.asked (refused): Белова Анна Ильинична: педагог записан с другим адресом почты, кабинет не создан"
    );

    ask(&t, "email=belova@school.ru&surname=Белова&given=Анна&patronymic=Ильинична&place-search=66").await;
    let belova = fresh_link(&t, "belova@school.ru").await;
    assert_eq!(belova.post("/join/window", &fields(AS_BELOVA)).await.to(), "/cabinet");
    says(&belova.get("/cabinet").await.words(), "2026-0001");
}

async fn an_invitation_opens_what_a_link_asked_for_does_not(t: TestApp) {
    let (zoya, stranger) = stranger(&t).await;
    assert_eq!(stranger.post("/join/window", &fields(AS_BELOVA)).await.faults(), [NOT_CONFIRMED]);
    let role = "role=teacher&email=thief@example.org&surname=Белова&given=Анна&patronymic=Ильинична&place-search=66";
    let path = invite(&t, &zoya, role).await;
    let late = stranger.post("/join/window", &fields(AS_BELOVA)).await;
    assert_eq!(late.status, StatusCode::GONE, "the link asked for is no more");
    let belova = t.visitor();
    belova.follow(&path).await;
    assert_eq!(belova.post("/join/window", &fields(AS_BELOVA)).await.to(), "/cabinet");
    says(&belova.get("/cabinet").await.words(), "2026-0001");
}

async fn a_case_without_an_address_opens_by_an_invitation(t: TestApp) {
    let zoya = open(&t).await;
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    typed(&zoya, &[("email", "")]).await.to();
    ask(&t, "email=belova@school.ru&surname=Белова&given=Анна&patronymic=Ильинична&place-search=66").await;
    let belova = fresh_link(&t, "belova@school.ru").await;
    let refused = belova.post("/join/window", &fields(AS_BELOVA)).await;
    assert_eq!(
        refused.faults(),
        [
            "Педагог с этим СНИЛС в системе уже записан, а адреса почты в его деле нет, поэтому по такой ссылке кабинет не открыть. Попросите приглашение у координатора своей школы или в Центре: с ним кабинет откроется. Телефон Центра: 8 (3822) 00-00-00."
        ]
    );
    assert_eq!(
        told(&t).await.last().unwrap(),
        "registration.asked (refused): Белова Анна Ильинична: педагог записан без адреса почты, кабинет не создан"
    );
    // Of another person's СНИЛС nothing is told but that it is another's.
    let other = AS_BELOVA.replace("born-day=4", "born-day=5");
    says(
        &belova.post("/join/window", &fields(&other)).await.faults()[0],
        "С этим СНИЛС в системе записаны другое имя или другая дата рождения.",
    );
    let role = "role=teacher&email=belova@school.ru&surname=Белова&given=Анна&patronymic=Ильинична&place-search=66";
    let path = invite(&t, &zoya, role).await;
    let invited = t.visitor();
    invited.follow(&path).await;
    assert_eq!(invited.post("/join/window", &fields(AS_BELOVA)).await.to(), "/cabinet");
    says(&invited.get("/cabinet").await.words(), "2026-0001");
}

//! Neighbours: school systems and the authority at the open access, each with its own token.

use std::fmt::Write as _;

use attestation::accounts::Organization;
use attestation::api::{self, Bounds, NewToken, Scope};
use attestation::applications::{self, Application, Category, Move};
use attestation::platform::act::{By, Fact};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use attestation::platform::names::FullName;
use attestation::register::{self, NewRecord};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::app::{Answer, Engine, TestApp};
use crate::commission::world;
use crate::erasing;
use crate::on_both;
use crate::people::PASSWORD;
use crate::voting::all_vote;

on_both!(
    applications_are_read_in_the_order_of_changes,
    one_application_is_read_by_its_number,
    what_is_another_schools_is_not_there,
    an_application_is_submitted,
    every_fault_stands_at_its_field,
    a_request_sent_again_makes_nothing_twice,
    a_rule_against_an_application_is_named,
    what_is_not_json_is_refused,
    a_neighbour_cannot_rewrite_a_person,
    the_register_is_read_as_it_stands,
    a_record_that_was_replaced_is_gone,
    what_has_changed_is_read_in_turn,
    the_archive_and_an_erasure_are_told,
    a_decision_is_told_with_its_protocol,
    posts_are_told_to_everybody,
    a_token_has_its_minute,
    strangers_are_slowed_down,
    a_cookie_is_never_enough,
    programs_are_answered_in_json,
    lists_ask_the_same_number_of_questions,
);

const APPLICATIONS: &str = "/api/v1/applications";
const REGISTER: &str = "/api/v1/register";
const CHANGES: &str = "/api/v1/changes";
const NUMBER: &str = "/api/v1/applications/2026-0001";

/// A token of these scopes for these data, good for ninety days from 23 November 2026.
pub async fn token(t: &TestApp, name: &str, scopes: &[Scope], bounds: Bounds) -> String {
    let new = NewToken {
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        bounds,
        expires_on: t.app.today().plus(90),
        per_minute: 1_000,
    };
    api::issue(&t.app, By::system(), new).await.unwrap().unwrap().secret
}

async fn whole(t: &TestApp) -> String {
    token(t, "Электронная школа", &Scope::ALL, Bounds::Region).await
}

/// A request as a program sends it: no cookie, a token when there is one.
fn request(method: &str, path: &str, token: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    if token.is_empty() { request } else { request.header(header::AUTHORIZATION, format!("Bearer {token}")) }
}

pub async fn get(t: &TestApp, token: &str, path: &str) -> Answer {
    t.visitor().send(request("GET", path, token).body(Body::empty()).unwrap()).await
}

async fn post(t: &TestApp, token: &str, body: &Value, key: &str) -> Answer {
    let mut request = request("POST", APPLICATIONS, token).header(header::CONTENT_TYPE, "application/json");
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    t.visitor().send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn told(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("not JSON: {}", answer.text()))
}

/// The kind of a problem and what it says, once its status and media type are as they should be.
fn problem(answer: &Answer, status: StatusCode) -> (String, String) {
    let value = told(answer);
    assert_eq!(answer.status, status, "{value}");
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(value["status"], status.as_u16());
    let text = |name: &str| value[name].as_str().unwrap().to_owned();
    (text("type").trim_start_matches("urn:attestation:problem:").to_owned(), text("detail"))
}

/// Faults as «field: words».
fn faults(answer: &Answer) -> Vec<String> {
    assert_eq!(problem(answer, StatusCode::UNPROCESSABLE_ENTITY).0, "not-valid");
    let value = told(answer);
    let all = value["errors"].as_array().unwrap().iter();
    all.map(|one| format!("{}: {}", one["field"].as_str().unwrap(), one["detail"].as_str().unwrap())).collect()
}

fn numbers(answer: &Answer) -> Vec<String> {
    let value = told(answer);
    let items = value["items"].as_array().unwrap_or_else(|| panic!("{value}")).clone();
    items.iter().map(|one| one["number"].as_str().unwrap().to_owned()).collect()
}

const HIDDEN: &str =
    "Такого здесь нет, или оно не входит в то, что открыто этому доступу. Сверьте номер и адрес запроса.";

/// An application as a school's system sends it.
fn sent() -> Value {
    json!({
        "surname": "орлова", "given": "Ольга", "patronymic": "Андреевна", "born": "1978-02-04",
        "snils": "112-233-445 95", "school_inn": "7000000001", "post": "P27", "subject": "физика",
        "experience": 15, "category": "highest", "current_category": "first"
    })
}

async fn applications_are_read_in_the_order_of_changes(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let other = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let token = whole(&t).await;
    let first = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.later(SignedDuration::from_mins(1));
    t.application(other, "Белов Сергей Николаевич", Category::Highest).await;
    t.later(SignedDuration::from_mins(1));
    let all = get(&t, &token, APPLICATIONS).await;
    assert_eq!(all.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(
        told(&all)["items"][0],
        json!({
            "number": "2026-0001", "stage": "registered", "surname": "Орлова", "given": "Ольга", "patronymic": "Андреевна",
            "school_inn": "7000000001", "school": "МБОУ «СОШ № 1»", "municipality": "Город Томск", "post": "P27",
            "post_name": "Учитель", "subject": "физика", "current_category": null, "category": "first", "channel": null,
            "outer_number": "", "received_on": "2026-11-02", "registered_on": "2026-11-02", "ended": null, "changed_at": "2026-11-23T07:00:00Z"
        })
    );
    assert_eq!(numbers(&all), ["2026-0001", "2026-0002"]);
    assert_eq!(told(&all)["next"], Value::Null);
    t.made(move |act| applications::step(act, &first, Move::Withdraw)).await;
    assert_eq!(numbers(&get(&t, &token, APPLICATIONS).await), ["2026-0002", "2026-0001"]);
    let narrowed = [
        ("stage=withdrawn", vec!["2026-0001"]),
        ("school=7000000002", vec!["2026-0002"]),
        ("since=2026-11-23T07:02:00Z", vec!["2026-0001"]),
        ("since=2026-11-23T14:01:00%2B07:00&stage=registered", vec!["2026-0002"]),
        ("school=7000000009", vec![]),
    ];
    for (query, found) in narrowed {
        assert_eq!(numbers(&get(&t, &token, &format!("{APPLICATIONS}?{query}")).await), found, "{query}");
    }
    let wrong = get(&t, &token, &format!("{APPLICATIONS}?stage=lost&school=7&since=today&cursor=x&page=2")).await;
    assert_eq!(
        faults(&wrong),
        [
            "page: Такого параметра нет. Названия параметров есть в описании доступа.",
            "stage: Такого состояния нет. Коды состояний есть в описании доступа.",
            "school: ИНН организации состоит из 10 цифр.",
            "since: Момент записан с ошибкой. Пример: 2026-11-23T07:00:00Z.",
            "cursor: Метка страницы не подходит. Возьмите её из поля next предыдущего ответа."
        ]
    );
    for hidden in ["granted", "refused", "draft"] {
        let answer = get(&t, &token, &format!("{APPLICATIONS}?stage={hidden}")).await;
        assert_eq!(
            faults(&answer),
            ["stage: Такого состояния нет. Коды состояний есть в описании доступа."],
            "{hidden}"
        );
    }
    let odd = get(&t, &token, &format!("{APPLICATIONS}?stage=%00")).await;
    assert_eq!(faults(&odd), ["stage: В значении есть знаки, которых в тексте не бывает. Уберите их."]);
    let twice = get(&t, &token, &format!("{APPLICATIONS}?stage=withdrawn&stage=registered")).await;
    assert_eq!(faults(&twice), ["stage: Параметр указан дважды. Оставьте одно значение."]);
    for at in 0..50 {
        t.application(school, &format!("Педагог Номер{at} Иванович"), Category::First).await;
    }
    let page = get(&t, &token, APPLICATIONS).await;
    assert_eq!(numbers(&page).len(), 50);
    let next = told(&page)["next"].as_str().unwrap().to_owned();
    let rest = get(&t, &token, &format!("{APPLICATIONS}?cursor={next}")).await;
    assert_eq!(numbers(&rest), ["2026-0051", "2026-0052"]);
    let journal = t.journal().await;
    assert_eq!(journal.last().unwrap(), "neighbour.read: передан список заявлений: 2; доступ «Электронная школа»");
}

async fn one_application_is_read_by_its_number(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let answer = get(&t, &token, NUMBER).await;
    assert_eq!(answer.status, StatusCode::OK);
    let told = told(&answer);
    assert_eq!((&told["application"]["number"], &told["decision"]), (&json!("2026-0001"), &Value::Null));
    assert_eq!(told["application"].get("snils"), None);
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        "application.opened: дело передано соседней системе; доступ «Электронная школа»"
    );
    assert_eq!(
        t.count("select count(*) from journal where application_id is not null and subject like 'neighbour:%'").await,
        1
    );
    t.made(|act| Ok(act.run("update applications set stage = 'erased'", attestation::values![])?)).await;
    let erased: Value = serde_json::from_slice(&get(&t, &token, NUMBER).await.bytes).unwrap();
    let named = ["stage", "surname", "given", "patronymic"].map(|name| erased["application"][name].as_str().unwrap());
    assert_eq!(named, ["erased", "", "", ""], "the teacher is there for other cases alone");
    for unknown in ["2026-0002", "2026", "2026-x"] {
        let answer = get(&t, &token, &format!("{APPLICATIONS}/{unknown}")).await;
        assert_eq!(problem(&answer, StatusCode::NOT_FOUND), ("not-found".to_owned(), HIDDEN.to_owned()));
    }
}

async fn what_is_another_schools_is_not_there(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let other = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    t.application(other, "Белов Сергей Николаевич", Category::Highest).await;
    t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let own = Bounds::School(school, "МБОУ «СОШ № 1»".to_owned());
    let school_token = token(&t, "Школа № 1", &Scope::ALL, own).await;
    let town = token(&t, "Томск", &Scope::ALL, Bounds::Municipality("Город Томск".to_owned())).await;
    let village = token(&t, "Асино", &Scope::ALL, Bounds::Municipality("Асиновский район".to_owned())).await;
    assert_eq!(numbers(&get(&t, &school_token, APPLICATIONS).await), ["2026-0002"]);
    assert_eq!(numbers(&get(&t, &school_token, &format!("{APPLICATIONS}?school=7000000002")).await), [""; 0]);
    assert_eq!(numbers(&get(&t, &town, APPLICATIONS).await), ["2026-0001", "2026-0002"]);
    assert_eq!(numbers(&get(&t, &village, APPLICATIONS).await), [""; 0]);
    assert_eq!(get(&t, &town, NUMBER).await.status, StatusCode::OK);
    for (name, foreign) in [("Школа № 1", &school_token), ("Асино", &village)] {
        assert_eq!(problem(&get(&t, foreign, NUMBER).await, StatusCode::NOT_FOUND).1, HIDDEN);
        let journal = t.journal().await;
        let refused = format!("neighbour.refused (refused): запрошено дело 2026-0001; доступ «{name}»");
        assert_eq!(journal.last().unwrap(), &refused);
    }
    for (path, words) in [(APPLICATIONS, "запрошено дело"), (REGISTER, "запрошена запись реестра")]
    {
        let answer = get(&t, &town, &format!("{path}/2026-%00%1b")).await;
        assert_eq!(problem(&answer, StatusCode::NOT_FOUND).1, HIDDEN);
        let refused = format!("neighbour.refused (refused): {words} 2026-\u{fffd}\u{fffd}; доступ «Томск»");
        assert_eq!(t.journal().await.last().unwrap(), &refused);
    }
}

async fn an_application_is_submitted(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let made = post(&t, &token, &sent(), "").await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert_eq!(made.headers[header::LOCATION], NUMBER);
    let case = &told(&made)["application"];
    assert_eq!(
        (&case["number"], &case["stage"], &case["surname"], &case["channel"], &case["received_on"]),
        (&json!("2026-0001"), &json!("submitted"), &json!("Орлова"), &json!("neighbour"), &json!("2026-11-23"))
    );
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        "application.submitted: заявление подано: Орлова Ольга Андреевна, категория: высшая; доступ «Электронная школа»"
    );
    let zoya = t.zoya().await;
    let queue = zoya.get("/intake").await.words();
    assert!(queue.contains("Орлова Ольга Андреевна"), "{queue}");
    assert!(queue.contains("через соседнюю систему, без подписи педагога"), "{queue}");
    let again = post(&t, &token, &sent(), "").await;
    assert_eq!(
        problem(&again, StatusCode::CONFLICT),
        (
            "conflict".to_owned(),
            "Заявление этого педагога на эту должность и категорию уже есть: дело 2026-0001.".to_owned()
        )
    );
    let mut portal = sent();
    portal["category"] = json!("first");
    portal["channel"] = json!("epgu");
    portal["outer_number"] = json!("4712 345");
    portal["submitted_on"] = json!("2026-11-20");
    let made = post(&t, &token, &portal, "").await;
    let case = &told(&made)["application"];
    assert_eq!((&case["channel"], &case["outer_number"]), (&json!("epgu"), &json!("4712345")));
    portal["category"] = json!("mentor");
    portal["current_category"] = json!("highest");
    assert_eq!(
        problem(&post(&t, &token, &portal, "").await, StatusCode::CONFLICT).1,
        "Номер Госуслуг 4712345 уже записан в деле 2026-0002. Сверьте номер: одно заявление портала — одно дело."
    );
    assert_eq!(t.count("select count(*) from applications").await, 2);
}

async fn every_fault_stands_at_its_field(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let wrong = json!({
        "surname": "", "given": "О1ьга", "born": "1978-02-30", "snils": "112-233-445 96", "email": "нет", "phone": "дом",
        "school_inn": "700", "post": "P99", "subject": "ф".repeat(251), "experience": 81, "category": "third",
        "current_category": "none", "channel": "pigeon", "outer_number": "1", "submitted_on": "завтра"
    });
    assert_eq!(
        faults(&post(&t, &token, &wrong, "").await),
        [
            "surname: Укажите фамилию.",
            "given: Здесь могут быть только буквы, пробел и дефис.",
            "born: Дата записана с ошибкой. Пример: 2026-11-23.",
            "snils: В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.",
            "email: Адрес записан с ошибкой. Нужен адрес вида name@school.ru, без пробелов и русских букв.",
            "phone: Номер телефона записан с ошибкой. Пример: 8 913 123-45-67.",
            "school_inn: ИНН организации состоит из 10 цифр.",
            "post: Такой должности в списке нет. Коды должностей — от P01, их знает Центр.",
            "subject: Здесь больше 250 знаков. Сократите.",
            "experience: Стаж записан с ошибкой. Нужно целое число лет, например 15.",
            "category: Такой категории нет. Коды категорий есть в описании доступа.",
            "current_category: Такой категории нет. Коды категорий есть в описании доступа.",
            "channel: Такого способа подачи нет. Коды есть в описании доступа."
        ]
    );
    let with = |field: &str, value: Value| {
        let mut body = sent();
        body[field] = value;
        body
    };
    let one_by_one = [
        (
            with("subject", json!("фи\u{0}зика")),
            "subject: В значении есть знаки, которых в тексте не бывает. Уберите их.",
        ),
        (
            with("submitted_on", json!("2020-01-01")),
            "submitted_on: Это было больше года назад. Проверьте день подачи заявления.",
        ),
        (
            with("given", json!("Oльга")),
            "given: В слове «Oльга» буква «O» латинская. Замените её такой же русской: на вид они одинаковы, но поиск такое имя не найдёт.",
        ),
        (with("born", json!("2020-01-01")), "born: Дата рождения не подходит: проверьте год."),
        (
            with("school_inn", json!("7000000009")),
            "school_inn: Организации с таким ИНН в системе нет. Попросите Центр внести её.",
        ),
        (
            with("outer_number", json!("1")),
            "outer_number: В номере могут быть цифры, буквы, дефис и косая черта, от 4 до 40 знаков. Перепишите его из личного кабинета Госуслуг.",
        ),
        (
            with("submitted_on", json!("2026-11-24")),
            "submitted_on: Заявление не могло быть подано позже, чем получено. Проверьте день подачи.",
        ),
    ];
    for (body, fault) in one_by_one {
        assert_eq!(faults(&post(&t, &token, &body, "").await), [fault]);
    }
    assert_eq!(
        faults(&post(&t, &token, &with("channel", json!("system")), "").await),
        ["channel: Через эту систему подаёт сам педагог, со своей подписью. Не передавайте это поле."]
    );
    let mut mail = with("channel", json!("email"));
    mail["outer_number"] = json!("4712345");
    assert_eq!(
        faults(&post(&t, &token, &mail, "").await),
        [
            "outer_number: Номер есть только у заявлений с портала. Выберите «через Госуслуги» или «через региональный портал услуг» либо уберите номер."
        ]
    );
    let village = Bounds::Municipality("Асиновский район".to_owned());
    let village = self::token(&t, "Асино", &Scope::ALL, village).await;
    assert_eq!(
        faults(&post(&t, &village, &sent(), "").await),
        ["school_inn: Эта организация не входит в то, что открыто доступу. Подайте заявление от своей."]
    );
    assert_eq!(t.count("select count(*) from applications").await, 0);
}

async fn a_request_sent_again_makes_nothing_twice(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let first = post(&t, &token, &sent(), &"k".repeat(201)).await;
    assert_eq!(
        faults(&first),
        ["Idempotency-Key: Ключ повтора — от 1 до 200 латинских букв, цифр и знаков, свой у каждого заявления."]
    );
    let first = post(&t, &token, &sent(), "request-1").await;
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(first.headers.get("idempotency-replayed"), None);
    let again = post(&t, &token, &sent(), "request-1").await;
    assert_eq!((again.status, told(&again)), (StatusCode::CREATED, told(&first)));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    let mut other = sent();
    other["category"] = json!("mentor");
    assert_eq!(
        faults(&post(&t, &token, &other, "request-1").await),
        ["Idempotency-Key: С этим ключом уже подано другое заявление. У каждого заявления должен быть свой ключ."]
    );
    // Another neighbour's keys are its own.
    other["current_category"] = json!("highest");
    let second = self::token(&t, "Вторая система", &Scope::ALL, Bounds::Region).await;
    assert_eq!(post(&t, &second, &other, "request-1").await.status, StatusCode::CREATED);
    assert_eq!(t.count("select count(*) from applications").await, 2);
    // A week later the key is forgotten with the next request.
    t.later(SignedDuration::from_hours(24 * 8));
    other["category"] = json!("methodist");
    assert_eq!(post(&t, &token, &other, "request-2").await.status, StatusCode::CREATED);
    assert_eq!(t.count("select count(*) from api_answers where request_key = 'request-1'").await, 1);
}

async fn a_rule_against_an_application_is_named(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let mut other = sent();
    other["category"] = json!("mentor");
    let no = post(&t, &token, &other, "").await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        faults(&no),
        [
            "category: Нужна действующая высшая категория по любой должности: ни в реестре, ни в заявлении её нет (приказ Минпросвещения России от 24.03.2023 № 196, п. 45: действует высшая категория по любой должности)."
        ]
    );
    assert_eq!(t.count("select count(*) from applications").await, 0);
    other["current_category"] = json!("highest");
    assert_eq!(post(&t, &token, &other, "").await.status, StatusCode::CREATED);
}

async fn what_is_not_json_is_refused(t: TestApp) {
    let token = whole(&t).await;
    let send = async |media: &str, body: &str| {
        let request = request("POST", APPLICATIONS, &token).header(header::CONTENT_TYPE, media);
        t.visitor().send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let form = send("application/x-www-form-urlencoded", "surname=x").await;
    assert_eq!(
        problem(&form, StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("not-json".to_owned(), "Тело запроса передаётся как JSON: укажите Content-Type: application/json.".to_owned())
    );
    let (kind, detail) = problem(&send("application/json; charset=utf-8", "{").await, StatusCode::BAD_REQUEST);
    assert_eq!(kind, "malformed");
    assert_eq!(detail, "Тело запроса — не JSON: ошибка в строке 1, знак 1.");
    let (_, detail) = problem(&send("application/json", "[]").await, StatusCode::BAD_REQUEST);
    assert_eq!(detail, "Тело запроса — один объект JSON: {\"surname\": …}.");
    // Whatever is wrong with the shape is told at once.
    let mut more = sent();
    more["stage"] = json!("granted");
    more["surname"] = json!(null);
    more["experience"] = json!("7");
    more.as_object_mut().unwrap().remove("born");
    assert_eq!(
        faults(&post(&t, &token, &more, "").await),
        [
            "surname: Здесь нужна строка в кавычках.",
            "born: Это поле обязательно.",
            "experience: Здесь нужно целое число, без кавычек.",
            "stage: Такого поля нет в описании доступа. Проверьте название.",
        ]
    );
    let large = send("application/json", &format!("\"{}\"", "x".repeat(70_000))).await;
    assert_eq!(problem(&large, StatusCode::PAYLOAD_TOO_LARGE).0, "refused");
}

async fn a_neighbour_cannot_rewrite_a_person(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let other = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let region = whole(&t).await;
    let mut first = sent();
    first["email"] = json!("orlova@example.org");
    assert_eq!(post(&t, &region, &first, "").await.status, StatusCode::CREATED);
    let own = Bounds::School(other, "МБОУ «СОШ № 2»".to_owned());
    let school = token(&t, "Школа № 2", &Scope::ALL, own).await;
    let mut moved = sent();
    moved["school_inn"] = json!("7000000002");
    moved["category"] = json!("first");
    assert_eq!(
        faults(&post(&t, &school, &moved, "").await),
        ["snils: Педагог записан в организации, которая этому доступу не открыта. О переходе сообщите в Центр."]
    );
    // Within one's own school and under its name nothing that is known is replaced either.
    assert_eq!(
        faults(&post(&t, &region, &moved, "").await),
        [
            "school_inn: Педагог записан в другой организации. Если он перешёл, сообщите в Центр: когда там исправят запись, подайте заявление снова."
        ]
    );
    let mut renamed = moved.clone();
    renamed["surname"] = json!("Белова");
    assert_eq!(
        faults(&post(&t, &region, &renamed, "").await),
        [
            "snils: Этот СНИЛС записан за другим человеком: имя или дата рождения не совпадают. Сверьте данные с документами или обратитесь в Центр."
        ]
    );
    let mut rewritten = sent();
    rewritten["category"] = json!("first");
    rewritten["email"] = json!("evil@example.org");
    let stays = "В системе записано другое. Не передавайте это поле: останется то, что записано. Исправить его может сам педагог или Центр.";
    assert_eq!(faults(&post(&t, &region, &rewritten, "").await), [format!("email: {stays}")]);
    // What is the same, written otherwise, is no difference; what was not known yet is written down, and the Centre sees it.
    rewritten["email"] = json!("Orlova@Example.ORG");
    rewritten["phone"] = json!("8 913 123-45-67");
    assert_eq!(post(&t, &region, &rewritten, "").await.status, StatusCode::CREATED);
    assert_eq!(
        t.journal().await.iter().filter(|row| row.starts_with("neighbour.added_to")).collect::<Vec<_>>(),
        ["neighbour.added_to: о педагоге записано то, чего в системе не было: телефон; доступ «Электронная школа»"]
    );
    let person = "select surname || ' ' || email || ' ' || phone from teachers";
    assert_eq!(t.text(person).await, "Орлова orlova@example.org 8 913 123-45-67");
    let mut third = sent();
    third["category"] = json!("methodist");
    third["current_category"] = json!("highest");
    third["phone"] = json!("8 900 000-00-00");
    assert_eq!(faults(&post(&t, &region, &third, "").await), [format!("phone: {stays}")]);
    third["phone"] = json!("+7 (913) 123 45 67");
    // What was left out stays as it is known.
    assert_eq!(post(&t, &region, &third, "").await.status, StatusCode::CREATED);
    assert_eq!(t.text(person).await, "Орлова orlova@example.org 8 913 123-45-67");
}

/// A record written down as the register does it, with its row of the journal; its id and check code.
pub async fn record(
    t: &TestApp,
    school: Option<Id<Organization>>,
    name: &str,
    granted: &str,
    until: Option<&str>,
) -> String {
    let new = NewRecord {
        name: FullName::split(name).unwrap(),
        born: "1978-02-04".parse().unwrap(),
        snils: None,
        organization: if school.is_some() { "МБОУ «СОШ № 1»" } else { "МБОУ «СОШ № 9»" }.to_owned(),
        municipality: if school.is_some() { "Город Томск" } else { "Асиновский район" }.to_owned(),
        school,
        post_code: "P27".to_owned(),
        post_written: "учитель физики".to_owned(),
        category: Category::Highest,
        granted_on: granted.parse().unwrap(),
        valid_to: until.map(|day| day.parse().unwrap()),
        act_number: "214-р".to_owned(),
        act_date: None,
    };
    let id = t
        .made(move |act| {
            let made = register::add_all(act, &[&new], "command")?;
            act.note(register::added(made[0].0, &new))?;
            Ok(made[0].0.to_string())
        })
        .await;
    let read = t.app.db.read(move |reader| {
        reader.row("select code from register_records where id = $1", attestation::values![&id], |row| row.get(0))
    });
    let code: Result<Option<String>, DbError> = read.await;
    code.unwrap().unwrap()
}

fn names(answer: &Answer) -> Vec<String> {
    let value = told(answer);
    let items = value["items"].as_array().unwrap_or_else(|| panic!("{value}")).clone();
    items.iter().map(|one| one["surname"].as_str().unwrap().to_owned()).collect()
}

async fn the_register_is_read_as_it_stands(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let code = record(&t, Some(school), "Орлова Ольга Андреевна", "2024-12-24", None).await;
    record(&t, None, "Белов Сергей Николаевич", "2022-12-24", Some("2027-12-24")).await;
    record(&t, None, "Котова Вера Ильинична", "2019-12-24", Some("2024-12-24")).await;
    let token = whole(&t).await;
    let found = get(&t, &token, REGISTER).await;
    assert_eq!(names(&found), ["Орлова", "Белов"]);
    let expected = json!({
        "code": code, "surname": "Орлова", "given": "Ольга", "patronymic": "Андреевна", "post": "P27",
        "post_name": "учитель физики", "organization": "МБОУ «СОШ № 1»", "municipality": "Город Томск",
        "category": "highest", "granted_on": "2024-12-24", "valid_to": null, "act_number": "214-р", "act_date": null,
        "in_force": true
    });
    assert_eq!(told(&found)["items"][0], expected);
    assert_eq!(told(&found)["next"], Value::Null);
    let narrowed = [
        ("name=%D0%B1%D0%B5%D0%BB", vec!["Белов"]),
        ("category=first", vec![]),
        ("post=P27&category=highest", vec!["Орлова", "Белов"]),
        ("on=2023-01-10", vec!["Белов", "Котова"]),
    ];
    for (query, found) in narrowed {
        assert_eq!(names(&get(&t, &token, &format!("{REGISTER}?{query}")).await), found, "{query}");
    }
    let wrong = get(&t, &token, &format!("{REGISTER}?name=x&post=27&category=third&on=23.11.2026&cursor=1")).await;
    assert_eq!(
        faults(&wrong),
        [
            "name: Введите от 2 до 100 знаков: начало фамилии, затем имени.",
            "post: Код должности записан с ошибкой. Пример: P27.",
            "category: Такой категории нет. Коды категорий есть в описании доступа.",
            "on: Дата записана с ошибкой. Пример: 2026-11-23.",
            "cursor: Метка страницы не подходит. Возьмите её из поля next предыдущего ответа."
        ]
    );
    let one = get(&t, &token, &format!("{REGISTER}/{}", code.to_lowercase())).await;
    assert_eq!(told(&one), expected);
    let groups = format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    let journal = t.journal().await;
    assert_eq!(
        journal.last().unwrap(),
        &format!("neighbour.records: передана запись реестра {groups}; доступ «Электронная школа»")
    );
    let village = Bounds::Municipality("Асиновский район".to_owned());
    let village = self::token(&t, "Асино", &Scope::ALL, village).await;
    assert_eq!(names(&get(&t, &village, REGISTER).await), ["Белов"]);
    let foreign = get(&t, &village, &format!("{REGISTER}/{code}")).await;
    assert_eq!(problem(&foreign, StatusCode::NOT_FOUND).1, HIDDEN);
    let journal = t.journal().await;
    let refused = format!("neighbour.refused (refused): запрошена запись реестра {code}; доступ «Асино»");
    assert_eq!(journal.last().unwrap(), &refused);
    let own = self::token(&t, "Школа № 1", &Scope::ALL, Bounds::School(school, String::new())).await;
    assert_eq!(names(&get(&t, &own, REGISTER).await), ["Орлова"]);
    for at in 0..50 {
        record(&t, Some(school), &format!("Яковлев Номер{at} Иванович"), "2025-12-24", None).await;
    }
    let page = get(&t, &own, REGISTER).await;
    assert_eq!(names(&page).len(), 50);
    let next = told(&page)["next"].as_str().unwrap().to_owned();
    assert_eq!(names(&get(&t, &own, &format!("{REGISTER}?cursor={next}")).await), ["Яковлев"]);
}

async fn a_record_that_was_replaced_is_gone(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let zoya = t.zoya().await;
    let token = whole(&t).await;
    let old = t.holder(Some(school), "Орлова Ольга Андреевна", Category::Highest, "2024-12-24", None).await;
    let read = t.app.db.read(move |reader| {
        reader.row("select code from register_records where id = $1", attestation::values![old], |row| row.get(0))
    });
    let code: Result<Option<String>, DbError> = read.await;
    let path = format!("{REGISTER}/{}", code.unwrap().unwrap());
    assert_eq!(get(&t, &token, &path).await.status, StatusCode::OK);
    zoya.post(&format!("/register/{old}/revocation"), &[("reason", "Решение суда."), ("current-password", PASSWORD)])
        .await;
    assert_eq!(
        problem(&get(&t, &token, &path).await, StatusCode::GONE),
        (
            "gone".to_owned(),
            "Запись заменена или отменена. Найдите действующую запись в реестре по фамилии и имени.".to_owned()
        )
    );
    assert_eq!(names(&get(&t, &token, REGISTER).await), [""; 0]);
    t.later(SignedDuration::from_mins(2));
    let feed = told(&get(&t, &token, CHANGES).await);
    assert_eq!((&feed["items"][0]["object"], &feed["items"][0]["state"]), (&json!("record"), &json!("revoked")));
}

/// Changes as «object key state».
fn changes(answer: &Answer) -> Vec<String> {
    let value = told(answer);
    let items = value["items"].as_array().unwrap_or_else(|| panic!("{value}")).clone();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    items.iter().map(|one| format!("{} {} {}", text(one, "object"), text(one, "key"), text(one, "state"))).collect()
}

async fn what_has_changed_is_read_in_turn(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    post(&t, &token, &sent(), "").await;
    let code = record(&t, None, "Белов Сергей Николаевич", "2022-12-24", None).await;
    // What is younger than a minute may still be joined by something that began earlier.
    let fresh = get(&t, &token, CHANGES).await;
    assert_eq!((changes(&fresh), &told(&fresh)["more"]), (Vec::new(), &json!(false)));
    t.later(SignedDuration::from_secs(61));
    let begin = told(&fresh)["next"].as_str().unwrap().to_owned();
    let first = get(&t, &token, &format!("{CHANGES}?cursor={begin}")).await;
    assert_eq!(told(&first), told(&get(&t, &token, CHANGES).await));
    let (one, two) = ("application 2026-0001 submitted".to_owned(), format!("record {code} standing"));
    assert_eq!(changes(&first), [one.clone(), two.clone()]);
    assert_eq!(told(&first)["items"][0]["at"], json!("2026-11-23T07:00:00Z"));
    let next = told(&first)["next"].as_str().unwrap().to_owned();
    let from_there = format!("{CHANGES}?cursor={next}");
    assert_eq!(changes(&get(&t, &token, &from_there).await), [""; 0]);
    let found =
        t.app.db.read(|reader| reader.row("select id from applications", &[], |row| row.get::<Id<Application>>(0)));
    let id: Result<_, DbError> = found.await;
    let id = id.unwrap().unwrap();
    t.made(move |act| {
        let case = applications::by_id(act, id)?.unwrap();
        applications::step(act, &case, Move::Withdraw)?;
        act.note(Fact::of(applications::kinds::WITHDRAWN, "отозвано").application(id))?;
        act.note(Fact::of(applications::kinds::OPENED, "открыто").application(id))?;
        Ok(())
    })
    .await;
    t.later(SignedDuration::from_secs(61));
    // A change tells where the thing stands now.
    assert_eq!(changes(&get(&t, &token, &from_there).await), ["application 2026-0001 withdrawn"]);
    let own = self::token(&t, "Школа № 1", &Scope::ALL, Bounds::School(school, String::new())).await;
    let of_school = get(&t, &own, CHANGES).await;
    assert_eq!(changes(&of_school), ["application 2026-0001 withdrawn"; 2]);
    let village = Bounds::Municipality("Асиновский район".to_owned());
    let village = self::token(&t, "Асино", &Scope::ALL, village).await;
    assert_eq!(changes(&get(&t, &village, CHANGES).await), [two]);
    assert_eq!(
        faults(&get(&t, &token, &format!("{CHANGES}?cursor=12")).await),
        ["cursor: Метка страницы не подходит. Возьмите её из поля next предыдущего ответа."]
    );
}

/// A neighbour that lives by the feed learns that a case is in the archive and that its copy is to go; how the case has ended
/// stays told.
async fn the_archive_and_an_erasure_are_told(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    erasing::two(&t).await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let going = case.clone();
    t.made(move |act| applications::step(act, &going, Move::Withdraw)).await;
    t.later(SignedDuration::from_hours(24 * 92));
    let zoya = t.enter("zoya").await;
    let given = zoya.post("/retention/archiving", &[("year", "2026"), ("seen", "1")]).await;
    assert_eq!(given.to(), "/retention/archiving");
    t.later(SignedDuration::from_secs(61));
    let token = whole(&t).await;
    assert_eq!(changes(&get(&t, &token, CHANGES).await), ["application 2026-0001 archived"]);
    let shown = told(&get(&t, &token, NUMBER).await)["application"].clone();
    assert_eq!((&shown["stage"], &shown["ended"]), (&json!("archived"), &json!("withdrawn")));
    let (zoya, marina) = erasing::years_later(&t).await;
    let home = erasing::drawn(&zoya, &[&case]).await;
    erasing::carried_out(&marina, &home).await;
    t.later(SignedDuration::from_secs(61));
    let token = self::token(&t, "Та же школа", &Scope::ALL, Bounds::Region).await;
    assert_eq!(changes(&get(&t, &token, CHANGES).await), ["application 2026-0001 erased"; 2]);
    let shown = told(&get(&t, &token, NUMBER).await)["application"].clone();
    assert_eq!(
        (&shown["stage"], &shown["ended"], &shown["surname"]),
        (&json!("erased"), &json!("withdrawn"), &json!(""))
    );
}

/// Nothing tells a neighbour what was decided before the protocol is signed: nor the stage, nor the list, nor the feed.
async fn a_decision_is_told_with_its_protocol(t: TestApp) {
    let w = world(t).await;
    let token = whole(&w.t).await;
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    all_vote(&w, &home, 7, 0, 7).await;
    let refusal = [("do", "decide"), ("votes", "0.7.0"), ("reason", "Нет результатов.")];
    w.zoya.post(&format!("{home}/decision"), &refusal).await.to();
    w.t.later(SignedDuration::from_secs(61));
    let path = format!("{APPLICATIONS}/{}", case.number);
    let before = told(&get(&w.t, &token, &path).await);
    assert_eq!((&before["application"]["stage"], &before["decision"]), (&json!("decided"), &Value::Null));
    assert_eq!(numbers(&get(&w.t, &token, &format!("{APPLICATIONS}?stage=decided")).await), [case.number.as_str()]);
    let line = format!("application {} decided", case.number);
    let feed = changes(&get(&w.t, &token, CHANGES).await);
    assert_eq!(feed.last(), Some(&line));
    let known = told(&get(&w.t, &token, CHANGES).await)["next"].as_str().unwrap().to_owned();
    let since = before["application"]["changed_at"].as_str().unwrap().to_owned();

    let signed = [("number", "11"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    w.zoya.post(&format!("/sittings/{}/protocol", sitting.id), &signed).await.to();
    w.t.later(SignedDuration::from_secs(61));
    let after = told(&get(&w.t, &token, &path).await);
    assert_eq!(
        (&after["application"]["stage"], &after["decision"]["outcome"], &after["decision"]["protocol_number"]),
        (&json!("decided"), &json!("refused"), &json!("11"))
    );
    assert_eq!(changes(&get(&w.t, &token, &format!("{CHANGES}?cursor={known}")).await), [line]);
    assert!(after["application"]["changed_at"].as_str().unwrap() > since.as_str(), "{after}");
}

async fn posts_are_told_to_everybody(t: TestApp) {
    let zoya = t.zoya().await;
    let renamed = crate::posts::confirmed("Педагог", "01.11.2026", "приказ");
    zoya.post("/settings/posts/P27", &renamed).await.to();
    let before = t.app.db.asked().count();
    let all = get(&t, "", "/api/v1/posts").await;
    assert_eq!(t.app.db.asked().count() - before, 2);
    assert_eq!(all.status, StatusCode::OK);
    let items = told(&all)["items"].as_array().unwrap().clone();
    let count = usize::try_from(t.count("select count(*) from posts").await).unwrap();
    assert_eq!(items.len(), count);
    let teacher = items.iter().find(|one| one["code"] == "P27").unwrap();
    assert_eq!(
        *teacher,
        json!({"code": "P27", "name": "Педагог", "former_names": ["Учитель"], "since": "2022-03-01", "ended_on": null})
    );
}

async fn a_token_has_its_minute(t: TestApp) {
    let new = NewToken {
        name: "Электронная школа".to_owned(),
        scopes: vec![Scope::ReadChanges],
        bounds: Bounds::Region,
        expires_on: "2026-11-24".parse().unwrap(),
        per_minute: 2,
    };
    let token = api::issue(&t.app, By::system(), new).await.unwrap().unwrap().secret;
    for _ in 0..2 {
        assert_eq!(get(&t, &token, CHANGES).await.status, StatusCode::OK);
    }
    t.later(SignedDuration::from_secs(20));
    let full = get(&t, &token, CHANGES).await;
    assert_eq!(
        problem(&full, StatusCode::TOO_MANY_REQUESTS),
        (
            "too-many".to_owned(),
            "Запросов за минуту больше, чем разрешено этому доступу. Повторите через столько секунд, сколько указано в Retry-After.".to_owned()
        )
    );
    assert_eq!(full.headers[header::RETRY_AFTER], "40");
    t.later(SignedDuration::from_secs(40));
    assert_eq!(get(&t, &token, CHANGES).await.status, StatusCode::OK);
    // The last day is the 24th to its end.
    t.later(SignedDuration::from_hours(24));
    assert_eq!(get(&t, &token, CHANGES).await.status, StatusCode::OK);
    t.later(SignedDuration::from_hours(24));
    let over = get(&t, &token, CHANGES).await;
    assert_eq!(
        problem(&over, StatusCode::UNAUTHORIZED),
        ("not-known".to_owned(), "Срок доступа закончился. Попросите Центр открыть новый.".to_owned())
    );
    assert_eq!(over.headers[header::WWW_AUTHENTICATE], "Bearer error=\"invalid_token\"");
}

async fn strangers_are_slowed_down(t: TestApp) {
    let token = whole(&t).await;
    let stranger = get(&t, "att_none", CHANGES).await;
    assert_eq!(
        problem(&stranger, StatusCode::UNAUTHORIZED),
        (
            "not-known".to_owned(),
            "Такого ключа доступа нет. Сверьте его с выданным или попросите у Центра новый.".to_owned()
        )
    );
    let nobody = get(&t, "", CHANGES).await;
    assert_eq!(
        problem(&nobody, StatusCode::UNAUTHORIZED).1,
        "Нужен заголовок Authorization: Bearer и ключ доступа, который выдаёт Центр."
    );
    assert_eq!(nobody.headers[header::WWW_AUTHENTICATE], "Bearer");
    for _ in 1..300 {
        get(&t, "att_none", CHANGES).await;
    }
    let slowed = get(&t, "att_none", CHANGES).await;
    assert_eq!(problem(&slowed, StatusCode::TOO_MANY_REQUESTS).0, "too-many");
    assert_eq!(slowed.headers[header::RETRY_AFTER], "600");
    // Whoever has a token is not held up by strangers behind the same address.
    assert_eq!(get(&t, &token, CHANGES).await.status, StatusCode::OK);
}

async fn a_cookie_is_never_enough(t: TestApp) {
    t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let zoya = t.zoya().await;
    let page = zoya.get(APPLICATIONS).await;
    assert_eq!(problem(&page, StatusCode::UNAUTHORIZED).0, "not-known");
    assert_eq!(zoya.post(APPLICATIONS, &[]).await.status, StatusCode::UNAUTHORIZED);
    // No cookie is given there, and none is asked for: a token alone stands for the neighbour, wherever it comes from.
    assert_eq!(get(&t, &token, APPLICATIONS).await.headers.get(header::SET_COOKIE), None);
    let from_elsewhere = request("POST", APPLICATIONS, &token)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "https://school.example.org")
        .header("sec-fetch-site", "cross-site");
    let made = t.visitor().send(from_elsewhere.body(Body::from(sent().to_string())).unwrap()).await;
    assert_eq!(made.status, StatusCode::CREATED);
    // Everywhere else a form from another site is refused as before, token or no token.
    let form = request("POST", "/settings/api/new", &token)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(zoya.send(form.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    // A token opens no page.
    let cabinet = get(&t, &token, "/settings/api").await;
    assert_eq!(cabinet.status, StatusCode::SEE_OTHER);
}

async fn programs_are_answered_in_json(t: TestApp) {
    let token = whole(&t).await;
    assert_eq!(problem(&get(&t, &token, "/api/v2/applications").await, StatusCode::NOT_FOUND).0, "not-found");
    let deleted = t.visitor().send(request("DELETE", APPLICATIONS, &token).body(Body::empty()).unwrap()).await;
    assert_eq!(
        problem(&deleted, StatusCode::METHOD_NOT_ALLOWED),
        ("no-such-method".to_owned(), "По этому адресу отвечают только на методы, названные в Allow.".to_owned())
    );
    let allowed = deleted.headers[header::ALLOW].to_str().unwrap();
    assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
    // A page that is not there stays a page.
    assert!(get(&t, "", "/nothing").await.text().contains("Такой страницы нет"));
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let mut asked = Vec::new();
    for at in 0..3 {
        t.application(school, &format!("Педагог Номер{at} Иванович"), Category::First).await;
        record(&t, Some(school), &format!("Педагог Номер{at} Иванович"), "2025-12-24", None).await;
        t.later(SignedDuration::from_secs(61));
        let mut counts = Vec::new();
        for path in [APPLICATIONS, REGISTER, CHANGES] {
            let before = t.app.db.asked().count();
            let answer = get(&t, &token, path).await;
            counts.push(t.app.db.asked().count() - before);
            assert_eq!(told(&answer)["items"].as_array().unwrap().len(), at + 1, "{path}");
        }
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[2]);
}

#[tokio::test]
async fn lists_are_walked_by_their_indexes() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let token = whole(&t).await;
    let own = self::token(&t, "Школа № 1", &Scope::ALL, Bounds::School(school, String::new())).await;
    t.app.db.asked().listen();
    let lists = [
        (&token, "/api/v1/applications", "applications a", "SCAN a USING INDEX applications_changed"),
        (
            &token,
            "/api/v1/applications?stage=registered",
            "applications a",
            "SEARCH a USING INDEX applications_stage_changed (stage=?)",
        ),
        (
            &own,
            "/api/v1/applications",
            "applications a",
            "SEARCH a USING INDEX applications_school_changed (organization_id=?)",
        ),
        (&token, "/api/v1/changes", "from journal where", "SEARCH journal USING INDEX journal_act (act=? AND "),
    ];
    for (token, path, part, walked) in lists {
        t.app.db.asked().heard();
        assert_eq!(get(&t, token, path).await.status, StatusCode::OK);
        let heard = t.app.db.asked().heard();
        let sql = heard.into_iter().find(|sql| sql.starts_with("select") && sql.contains(part)).unwrap();
        let plan: Result<Vec<String>, DbError> = t.app.db.read(move |reader| reader.plan(&sql)).await;
        let plan = plan.unwrap();
        assert!(plan.iter().any(|line| line.starts_with(walked)), "{path}: {plan:#?}");
        assert!(!plan.iter().any(|line| line.starts_with("SCAN journal")), "{plan:#?}");
    }
}

#[tokio::test]
async fn each_scope_opens_its_own_doors() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    t.application(school, "Белов Сергей Николаевич", Category::First).await;
    let code = record(&t, Some(school), "Белов Сергей Николаевич", "2024-12-24", None).await;
    let mut page = String::new();
    for door in attestation::app::doors().list().iter().filter(|door| door.path.starts_with("/api/")) {
        let path = door.path.replace("{number}", "2026-0001").replace("{code}", &code);
        let mut answers = vec![format!("nobody {}", knock(&t, door.method, &path, "").await)];
        for scope in Scope::ALL {
            let name = format!("{} {} {}", scope.code(), door.method, door.path);
            let token = token(&t, &name, &[scope], Bounds::Region).await;
            answers.push(format!("{} {}", scope.code(), knock(&t, door.method, &path, &token).await));
        }
        writeln!(page, "{:<4} {} — {}\n     {}", door.method, door.path, door.who, answers.join(" · ")).unwrap();
    }
    insta::assert_snapshot!(page);
    let missing = token(&t, "Реестр", &[Scope::ReadRegister], Bounds::Region).await;
    let answer = get(&t, &missing, CHANGES).await;
    assert_eq!(
        problem(&answer, StatusCode::FORBIDDEN),
        (
            "not-in-scope".to_owned(),
            "Этому доступу не дано право changes:read. Попросите Центр открыть доступ, в котором оно отмечено."
                .to_owned()
        )
    );
    assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer error=\"insufficient_scope\", scope=\"changes:read\"");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "neighbour.refused (refused): нет права changes:read; доступ «Реестр»"
    );
}

async fn knock(t: &TestApp, method: &str, path: &str, token: &str) -> u16 {
    let answer = if method == "GET" { get(t, token, path).await } else { post(t, token, &sent(), "").await };
    answer.status.as_u16()
}

#[test]
fn every_door_is_described_and_nothing_else() {
    let document: Value = serde_json::from_str(api::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut described: Vec<String> = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.push(format!("{} {path}", method.to_uppercase()));
            let is_open = ["/api/v1/openapi.json", "/api/v1/posts"].contains(&path.as_str());
            assert_eq!(operation.get("security").is_none(), is_open, "{path}");
            assert_eq!(operation["responses"].get("401").is_none(), is_open, "{path}");
        }
    }
    let list = attestation::app::doors();
    let doors = list.list().iter().filter(|door| door.path.starts_with("/api/"));
    let mut doors: Vec<String> = doors.map(|door| format!("{} {}", door.method, door.path)).collect();
    doors.sort();
    described.sort();
    assert_eq!(described, doors);
    // Whoever receives notifications has this description alone to check them by.
    let webhook = &document["webhooks"]["change"]["post"];
    assert!(webhook["description"].as_str().unwrap().contains("HMAC-SHA256"), "{webhook}");
    let states = document["components"]["schemas"]["ChangedState"]["enum"].as_array().unwrap();
    assert!(states.contains(&json!("decided")) && states.contains(&json!("revoked")), "{states:?}");
    assert!(!states.contains(&json!("granted")) && !states.contains(&json!("refused")), "{states:?}");
    // Every reference leads somewhere.
    let text = api::document();
    for reference in text.split("#/components/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let (kind, name) = reference.split_once('/').unwrap();
        assert!(document["components"][kind].get(name).is_some(), "{reference}");
    }
}

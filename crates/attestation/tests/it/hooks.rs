//! Neighbours are told of what has changed: at a real server of this machine, which answers as each test wants it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use attestation::api::{self, Bounds, Scope};
use attestation::applications::{self, Application, Category, Move};
use attestation::platform::act::Fact;
use attestation::platform::ids::Id;
use attestation::values;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::api::token;
use crate::app::{Engine, TestApp, Visitor};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    a_change_is_told_with_a_signature,
    what_is_not_taken_is_sent_again_in_order,
    silence_and_another_way_are_no_answer,
    a_neighbour_is_told_of_what_is_its_own,
    a_slow_neighbour_holds_up_nobody,
    a_kill_in_the_middle_loses_nothing,
    an_address_that_fails_for_three_days_is_switched_off,
    an_address_that_is_gone_says_so,
    a_trial_finds_an_address_gone,
    a_token_taken_back_ends_it,
    a_trial_waits_for_nothing,
    a_new_secret_signs_from_then_on,
    what_is_wrong_stands_at_its_field,
    others_do_not_see_an_address,
    lists_ask_the_same_number_of_questions,
);

/// What came.
#[derive(Clone)]
struct Got {
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> String {
        self.headers[name].to_str().unwrap().to_owned()
    }

    fn told(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// «2026-0001 registered»; a trial: «trial».
    fn short(&self) -> String {
        let told = self.told();
        let word = |name: &str| told["data"][name].as_str().unwrap().to_owned();
        if told["type"] == "trial" { "trial".to_owned() } else { format!("{} {}", word("key"), word("state")) }
    }

    /// Whether it is signed with this secret, counted here anew.
    fn is_signed(&self, secret: &str) -> bool {
        let key = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body).as_bytes(),
        );
        self.header("webhook-signature") == format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
    }
}

/// A neighbour's server: answers 200 unless it was told otherwise; 0 is silence.
#[derive(Clone, Default)]
struct Neighbour {
    got: Arc<Mutex<Vec<Got>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    always: Arc<Mutex<Option<u16>>>,
}

impl Neighbour {
    async fn open() -> (Self, String) {
        let own = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?for=us", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(own.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (own, url)
    }

    fn answers(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    fn always(&self, status: Option<u16>) {
        *self.always.lock().unwrap() = status;
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    fn short(&self) -> Vec<String> {
        self.got().iter().map(Got::short).collect()
    }
}

async fn take(State(own): State<Neighbour>, headers: HeaderMap, body: String) -> Response {
    own.got.lock().unwrap().push(Got { headers, body });
    let next = own.answers.lock().unwrap().pop_front();
    let always = *own.always.lock().unwrap();
    match next.or(always).unwrap_or(200) {
        0 => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            StatusCode::OK.into_response()
        }
        302 => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
        status => StatusCode::from_u16(status).unwrap().into_response(),
    }
}

/// An address the centre has added: its page and its secret.
struct Hooked {
    home: String,
    secret: String,
}

async fn newest(t: &TestApp, table: &'static str) -> String {
    let sql = format!("select max(id) from {table}");
    let read = t.app.db.read(move |reader| reader.row(&sql, &[], |row| row.get::<String>(0)));
    let found: Result<_, attestation::platform::engine::DbError> = read.await;
    found.unwrap().unwrap()
}

/// Opens an access with these bounds and adds an address to it.
async fn hooked(t: &TestApp, zoya: &Visitor, (name, bounds): (&str, Bounds), (url, watched): (&str, &str)) -> Hooked {
    token(t, name, &[Scope::ReadChanges], bounds).await;
    let access = format!("/settings/api/{}", newest(t, "api_tokens").await);
    let fields = [("url", url), ("watched", watched), ("current-password", PASSWORD)];
    let made = zoya.post(&format!("{access}/hooks/new"), &fields).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.words());
    let secret = made.text().split("id=\"secret\"").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
    Hooked { home: format!("/settings/hooks/{}", newest(t, "api_hooks").await), secret: secret.replace("&#43;", "+") }
}

async fn of_region(t: &TestApp, zoya: &Visitor, url: &str) -> Hooked {
    hooked(t, zoya, ("Электронная школа", Bounds::Region), (url, "all")).await
}

/// Something happens to a case, and the minute the feed stays behind goes by.
async fn changed(t: &TestApp, case: &Application) {
    let id = case.id;
    t.made(move |act| {
        act.note(Fact::of(applications::kinds::REGISTERED, "").application(id))?;
        Ok(())
    })
    .await;
    t.later(SignedDuration::from_secs(61));
}

async fn cases(t: &TestApp, many: usize) -> Vec<Application> {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let mut all = Vec::new();
    for at in 0..many {
        all.push(t.application(school, &format!("Педагог Номер{at} Иванович"), Category::First).await);
    }
    all
}

async fn a_change_is_told_with_a_signature(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 2).await;
    let (neighbour, url) = Neighbour::open().await;
    changed(&t, &cases[1]).await;
    let hook = of_region(&t, &zoya, &url).await;
    assert!(hook.secret.starts_with("whsec_") && hook.secret.len() == 50, "{}", hook.secret);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.added: адрес уведомлений добавлен; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    let page = zoya.get(&hook.home).await;
    assert!(page.words().contains("Состояние работает О чём уведомлять О заявлениях и о записях реестра"));
    assert!(page.words().contains("Уведомлений пока не было."), "{}", page.words());
    assert!(!page.text().contains(&hook.secret[6..20]), "a secret is shown once");
    // What happened before is not told; what is younger than a minute is not told yet.
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    t.made({
        let case = cases[0].clone();
        move |act| {
            act.note(Fact::of(applications::kinds::REGISTERED, "").application(case.id))?;
            applications::step(act, &case, Move::Withdraw)?;
            act.note(Fact::of(applications::kinds::WITHDRAWN, "").application(case.id))?;
            Ok(())
        }
    })
    .await;
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    t.later(SignedDuration::from_secs(61));
    assert_eq!(api::notify(&t.app).await.unwrap(), 1);
    assert_eq!(neighbour.short(), ["2026-0001 withdrawn"; 2]);
    let got = neighbour.got();
    for one in &got {
        assert!(one.is_signed(&hook.secret), "{}", one.body);
        assert_eq!(one.header("content-type"), "application/json");
        let second: i64 = one.header("webhook-timestamp").parse().unwrap();
        assert_eq!(second, t.app.now().timestamp().as_second());
    }
    // The body is the row of the feed and nothing more.
    let told = got[1].told();
    let row = &told["data"];
    assert_eq!(
        told,
        json!({
            "type": "application.changed", "timestamp": row["at"],
            "data": {
                "id": row["id"], "at": "2026-11-23T07:01:01Z", "object": "application", "key": "2026-0001", "state": "withdrawn"
            }
        })
    );
    assert_ne!(got[0].header("webhook-id"), got[1].header("webhook-id"));
    // A second round tells nothing twice.
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    let page = zoya.get(&hook.home).await.words();
    assert!(
        page.contains("Дело 2026-0001 23.11.2026 14:02") && page.contains("принято 200 1 23.11.2026 14:02"),
        "{page}"
    );
    assert!(page.contains(&got[0].header("webhook-id")), "{page}");
}

async fn what_is_not_taken_is_sent_again_in_order(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 2).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    neighbour.answers(&[500, 503]);
    changed(&t, &cases[0]).await;
    changed(&t, &cases[1]).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short(), ["2026-0001 registered"]);
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние не отвечает"), "{page}");
    assert!(page.contains("не принято, отправим снова ответ 500 1"), "{page}");
    assert!(page.contains("ждёт ещё не отправлено 0"), "{page}");
    assert_eq!(api::notify(&t.app).await.unwrap(), 0, "it is given a minute");
    t.later(SignedDuration::from_secs(61));
    api::notify(&t.app).await.unwrap();
    t.later(SignedDuration::from_secs(61));
    assert_eq!(api::notify(&t.app).await.unwrap(), 0, "and two after the second failure");
    t.later(SignedDuration::from_secs(61));
    api::notify(&t.app).await.unwrap();
    assert_eq!(
        neighbour.short(),
        ["2026-0001 registered", "2026-0001 registered", "2026-0001 registered", "2026-0002 registered"]
    );
    let got = neighbour.got();
    let ids: Vec<String> = got.iter().map(|one| one.header("webhook-id")).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{ids:?}");
    assert_eq!((&got[0].body, got[2].is_signed(&hook.secret)), (&got[2].body, true));
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние работает") && page.contains("принято 200 3"), "{page}");
}

async fn silence_and_another_way_are_no_answer(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    neighbour.answers(&[0, 302]);
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("не принято, отправим снова сервер не ответил за 1 с 1"), "{page}");
    t.later(SignedDuration::from_mins(2));
    api::notify(&t.app).await.unwrap();
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("ответ 302: перенаправление, по нему система не идёт 2"), "{page}");
    assert_eq!(neighbour.got().len(), 2, "nobody went elsewhere");
    t.later(SignedDuration::from_mins(3));
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short(), ["2026-0001 registered"; 3]);
}

#[tokio::test]
async fn an_inner_address_is_not_gone_to() {
    let t = TestApp::start_with(Engine::Sqlite, &[("inner_hooks", "no")]).await.unwrap();
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = hooked(&t, &zoya, ("Электронная школа", Bounds::Region), ("https://school.example.ru/", "all")).await;
    // A name of an open network that comes to stand for this machine.
    t.made(move |act| Ok(act.run("update api_hooks set url = $1", values![&url])?)).await;
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("адрес 127.0.0.1 внутренний, туда система не обращается 1"), "{page}");
    assert_eq!(neighbour.got().len(), 0);
}

async fn a_neighbour_is_told_of_what_is_its_own(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let other = t.school("МБОУ «СОШ № 2»", "7000000002").await;
    let own = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let foreign = t.application(other, "Белов Сергей Николаевич", Category::First).await;
    let (of_school, school_url) = Neighbour::open().await;
    let bounds = Bounds::School(school, String::new());
    hooked(&t, &zoya, ("Школа № 1", bounds), (&school_url, "all")).await;
    let (of_village, village_url) = Neighbour::open().await;
    let bounds = Bounds::Municipality("Асиновский район".to_owned());
    hooked(&t, &zoya, ("Асино", bounds), (&village_url, "all")).await;
    let (of_cases, cases_url) = Neighbour::open().await;
    hooked(&t, &zoya, ("Дела", Bounds::Region), (&cases_url, "application")).await;
    let (of_records, records_url) = Neighbour::open().await;
    hooked(&t, &zoya, ("Реестр", Bounds::Region), (&records_url, "record")).await;
    let holder = t.holder(None, "Белов Сергей Николаевич", Category::First, "2022-12-24", None).await;
    t.made(move |act| {
        act.note(Fact::of(attestation::register::kinds::ADDED, "").subject("register", holder))?;
        Ok(())
    })
    .await;
    changed(&t, &foreign).await;
    changed(&t, &own).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(of_school.short(), ["2026-0001 registered"]);
    // The record is of that district, the cases are of the town.
    let of_village = of_village.short();
    assert!(of_village.len() == 1 && of_village[0].ends_with(" standing"), "{of_village:?}");
    assert_eq!(of_cases.short(), ["2026-0002 registered", "2026-0001 registered"]);
    let of_records = of_records.got();
    assert_eq!(of_records.len(), 1);
    assert_eq!(
        (&of_records[0].told()["type"], &of_records[0].told()["data"]["state"]),
        (&json!("record.changed"), &json!("standing"))
    );
    // What was for nobody is not looked through again.
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
}

async fn a_slow_neighbour_holds_up_nobody(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 3).await;
    let (slow, slow_url) = Neighbour::open().await;
    let (quick, quick_url) = Neighbour::open().await;
    hooked(&t, &zoya, ("Медленная", Bounds::Region), (&slow_url, "all")).await;
    hooked(&t, &zoya, ("Быстрая", Bounds::Region), (&quick_url, "all")).await;
    slow.always(Some(0));
    for case in &cases {
        changed(&t, case).await;
    }
    let app = t.app.clone();
    let start = Instant::now();
    let round = tokio::spawn(async move { api::notify(&app).await });
    while quick.got().len() < 3 || slow.got().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20), "the quick one waits");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(!round.is_finished(), "the slow one is waited for meanwhile");
    assert_eq!(round.await.unwrap().unwrap(), 2);
    assert_eq!((quick.got().len(), slow.got().len()), (3, 1));
}

async fn a_kill_in_the_middle_loses_nothing(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 2).await;
    let (neighbour, url) = Neighbour::open().await;
    of_region(&t, &zoya, &url).await;
    neighbour.answers(&[0]);
    changed(&t, &cases[0]).await;
    changed(&t, &cases[1]).await;
    let app = t.app.clone();
    let round = tokio::spawn(async move { api::notify(&app).await });
    while neighbour.got().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    round.abort();
    assert!(round.await.is_err());
    // Whoever comes next lets the address be until the hold runs out.
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    t.later(SignedDuration::from_mins(3));
    assert_eq!(api::notify(&t.app).await.unwrap(), 1);
    assert_eq!(neighbour.short(), ["2026-0001 registered", "2026-0001 registered", "2026-0002 registered"]);
    let got = neighbour.got();
    assert_eq!(got[0].header("webhook-id"), got[1].header("webhook-id"));
}

async fn an_address_that_fails_for_three_days_is_switched_off(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 2).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    neighbour.always(Some(500));
    changed(&t, &cases[0]).await;
    let mut rounds = 0;
    while t.count("select count(*) from api_hooks where off_at is null").await == 1 {
        api::notify(&t.app).await.unwrap();
        t.later(SignedDuration::from_hours(4));
        rounds += 1;
    }
    // Every four hours: the first, and so on until three days are over and ten tries were made.
    assert_eq!((rounds, neighbour.got().len()), (20, 13));
    let letter = t.letter_to("zoya@example.org").await;
    assert_eq!(letter.subject, "Уведомления отключены: Электронная школа");
    assert!(
        letter.text.contains("адрес на сервере 127.0.0.1 отключён") && letter.text.contains("Причина: ответ 500."),
        "{}",
        letter.text
    );
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.stopped: уведомления отключены: ответ 500; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    let zoya = t.enter("zoya").await;
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние отключён") && page.contains("Причина ответ 500"), "{page}");
    assert!(!page.contains("Послать пробное"), "{page}");
    // Switched on again it goes on where it had stopped.
    neighbour.always(None);
    changed(&t, &cases[1]).await;
    let on = zoya.post(&format!("{}/resumption", hook.home), &[]).await;
    let page = zoya.get(on.to()).await.words();
    assert!(page.starts_with("Адрес включён. Уведомления пойдут с того места, на котором остановились."), "{page}");
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.resumed: уведомления включены снова; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short()[13..], ["2026-0001 registered", "2026-0002 registered"]);
}

async fn an_address_that_is_gone_says_so(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    neighbour.answers(&[410]);
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    assert!(t.letter_to("zoya@example.org").await.text.contains("Причина: ответ 410."));
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние отключён"), "{page}");
}

async fn a_trial_finds_an_address_gone(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    neighbour.answers(&[410]);
    zoya.post(&format!("{}/trial", hook.home), &[]).await;
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short(), ["trial"], "what waits behind it stays");
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние отключён"), "{page}");
    assert!(t.letter_to("zoya@example.org").await.text.contains("Причина: ответ 410."));
    assert_eq!(
        t.journal().await.iter().filter(|line| line.starts_with("hook.stopped")).count(),
        1,
        "{:?}",
        t.journal().await
    );
    // Switched on again it goes on where it had stopped.
    zoya.post(&format!("{}/resumption", hook.home), &[]).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short(), ["trial", "2026-0001 registered"]);
}

async fn a_token_taken_back_ends_it(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 2).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    changed(&t, &cases[0]).await;
    let access = format!("/settings/api/{}", newest(&t, "api_tokens").await);
    let reason = [("reason", "Ключ утёк."), ("current-password", PASSWORD)];
    assert_eq!(zoya.post(&format!("{access}/revocation"), &reason).await.to(), access);
    assert_eq!(api::notify(&t.app).await.unwrap(), 0);
    assert_eq!(neighbour.got().len(), 0);
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("Состояние доступ не действует"), "{page}");
    for path in [format!("{}/trial", hook.home), format!("{access}/hooks/new")] {
        let fields = [("url", "https://school.example.ru/"), ("watched", "all"), ("current-password", PASSWORD)];
        let refused = zoya.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let words = refused.words();
        assert!(words.contains("Доступ этой системы не действует, поэтому ей ничего не отправляют."), "{words}");
    }
}

async fn a_trial_waits_for_nothing(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    let trial = format!("{}/trial", hook.home);
    let asked = zoya.post(&trial, &[]).await;
    assert!(zoya.get(asked.to()).await.words().starts_with("Пробное уведомление уйдёт через несколько секунд."));
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.tried: запрошено пробное уведомление; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    let twice = zoya.post(&trial, &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.words().contains("Пробное уведомление уже ждёт отправки."), "{}", twice.words());
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.got()[0].told(), json!({"type": "trial", "timestamp": "2026-11-23T07:00:00Z", "data": null}));
    assert!(neighbour.got()[0].is_signed(&hook.secret));
    // One that is not taken is not sent again, and changes do not wait for it.
    neighbour.answers(&[500]);
    zoya.post(&trial, &[]).await;
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(neighbour.short(), ["trial", "trial", "2026-0001 registered"]);
    let page = zoya.get(&hook.home).await.words();
    assert!(page.contains("не принято ответ 500 1") && page.contains("Состояние работает"), "{page}");
    // One that is taken shows that the address is sound: what waited goes at once.
    neighbour.answers(&[500]);
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    zoya.post(&trial, &[]).await;
    api::notify(&t.app).await.unwrap();
    let wanted = ["trial", "trial", "2026-0001 registered", "2026-0001 registered", "trial", "2026-0001 registered"];
    assert_eq!(neighbour.short(), wanted);
}

async fn a_new_secret_signs_from_then_on(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (neighbour, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    let path = format!("{}/secret", hook.home);
    assert!(zoya.get(&path).await.words().contains("Прежний секрет сразу перестанет действовать"));
    let wrong = zoya.post(&path, &[("current-password", "другой пароль совсем")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    let made = zoya.post(&path, &[("current-password", PASSWORD)]).await;
    let secret = made.text().split("id=\"secret\"").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned();
    let secret = secret.replace("&#43;", "+");
    assert_ne!(secret, hook.secret);
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.renewed: секрет уведомлений заменён; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    let got = neighbour.got();
    assert!(got[0].is_signed(&secret) && !got[0].is_signed(&hook.secret));
}

async fn what_is_wrong_stands_at_its_field(t: TestApp) {
    let zoya = t.zoya().await;
    let (_, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    let access = format!("/settings/api/{}", newest(&t, "api_tokens").await);
    let new = format!("{access}/hooks/new");
    assert!(zoya.get(&new).await.words().contains("Данных о людях в уведомлении нет."));
    let empty = zoya.post(&new, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        empty.faults(),
        [
            "Нужен полный адрес, например https://school.example.ru/attestation.",
            "Выберите, о чём уведомлять.",
            "Введите пароль от своего кабинета."
        ]
    );
    let one_by_one = [
        ("http://school.example.ru/", "Нужен адрес с https: иначе уведомления прочтут по дороге."),
        (
            "https://a:b@school.example.ru/",
            "Уберите из адреса логин и пароль: отправителя узнают по подписи уведомления.",
        ),
        (&url, "На этот адрес уведомления уже отправляются. Если адрес отключён, включите его снова."),
    ];
    for (typed, fault) in one_by_one {
        let page = zoya.post(&new, &[("url", typed), ("watched", "record"), ("current-password", PASSWORD)]).await;
        assert_eq!(page.faults(), [fault]);
        assert!(page.text().contains(&format!("value=\"{typed}\"")), "{}", page.text());
        assert!(page.text().contains("value=\"record\" checked"));
    }
    for at in 2..=5 {
        let typed = format!("https://school.example.ru/{at}");
        let fields = [("url", typed.as_str()), ("watched", "all"), ("current-password", PASSWORD)];
        assert_eq!(zoya.post(&new, &fields).await.status, StatusCode::OK);
    }
    let full = zoya.get(&new).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    assert!(full.words().contains("У одного доступа бывает не больше пяти адресов."), "{}", full.words());
    let page = zoya.get(&access).await;
    assert!(
        page.words().contains("https://school.example.ru/5 О заявлениях и о записях реестра работает"),
        "{}",
        page.words()
    );
    assert!(!page.words().contains("Добавить адрес уведомлений"));
    // An access that does not read the feed is told of nothing.
    token(&t, "Портал", &[Scope::ReadRegister], Bounds::Region).await;
    let other = format!("/settings/api/{}", newest(&t, "api_tokens").await);
    assert!(!zoya.get(&other).await.words().contains("Адреса уведомлений"));
    let refused = zoya.get(&format!("{other}/hooks/new")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("У этого доступа нет права читать ленту изменений"), "{}", refused.words());
    // Switched off with a reason, and not twice.
    let stopping = format!("{}/stopping", hook.home);
    assert_eq!(zoya.post(&stopping, &[]).await.faults(), ["Укажите причину: она останется в журнале."]);
    let long = "я".repeat(501);
    let too_long = zoya.post(&stopping, &[("reason", &long)]).await;
    assert_eq!(too_long.faults(), ["Причина слишком длинная. Уложитесь в 500 знаков."]);
    assert!(too_long.text().contains(&long));
    let done = zoya.post(&stopping, &[("reason", "Сосед переезжает.")]).await;
    assert!(zoya.get(done.to()).await.words().contains("Причина Сосед переезжает."));
    assert_eq!(
        t.journal().await.last().unwrap(),
        "hook.stopped: уведомления отключены: Сосед переезжает.; сервер 127.0.0.1, доступ «Электронная школа»"
    );
    for path in [stopping, format!("{}/trial", hook.home)] {
        let again = zoya.post(&path, &[("reason", "x")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.words().contains("Этот адрес отключён. Включите его, и уведомления пойдут дальше."));
    }
    let resumption = format!("{}/resumption", hook.home);
    assert_eq!(zoya.post(&resumption, &[]).await.to(), hook.home);
    let again = zoya.post(&resumption, &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Этот адрес и так включён."));
    // One with a mistake goes out of the list, once it is off; the same may be added again.
    let removal = format!("{}/removal", hook.home);
    let early = zoya.post(&removal, &[]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Этот адрес включён. Сначала отключите его, потом уберите."));
    zoya.post(&format!("{}/stopping", hook.home), &[("reason", "Ошибка в адресе.")]).await;
    let back = zoya.post(&removal, &[]).await;
    let page = zoya.get(back.to()).await.words();
    assert!(page.starts_with("Адрес убран из списка.") && page.contains("Электронная школа"), "{page}");
    assert_eq!(zoya.post(&removal, &[]).await.status, StatusCode::NOT_FOUND);
    let left = t.count("select count(*) from api_hooks where off_at is not null").await;
    assert_eq!((left, t.count("select count(*) from api_deliveries").await), (0, 0));
    assert_eq!(
        t.journal().await.iter().rev().find(|line| line.starts_with("hook.")).unwrap(),
        "hook.removed: адрес уведомлений убран; сервер 127.0.0.1, доступ «Электронная школа»"
    );
}

async fn others_do_not_see_an_address(t: TestApp) {
    let zoya = t.zoya().await;
    let (_, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    t.person("alla", "Котова Алла Ивановна", attestation::accounts::Role::Admin, None, "").await;
    let alla = t.enter("alla").await;
    for path in ["", "/secret"] {
        assert_eq!(alla.get(&format!("{}{path}", hook.home)).await.status, StatusCode::NOT_FOUND);
        assert!(t.journal().await.last().unwrap().starts_with("access.refused (refused)"));
    }
    for path in ["/trial", "/stopping", "/resumption", "/removal", "/secret"] {
        let answer =
            alla.post(&format!("{}{path}", hook.home), &[("reason", "x"), ("current-password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(t.count("select count(*) from api_deliveries").await, 0);
    assert_eq!(zoya.get(&format!("/settings/hooks/{}", Id::<Got>::new())).await.status, StatusCode::NOT_FOUND);
    assert_eq!(zoya.get("/settings/hooks/x").await.status, StatusCode::NOT_FOUND);
}

async fn lists_ask_the_same_number_of_questions(t: TestApp) {
    let zoya = t.zoya().await;
    let cases = cases(&t, 1).await;
    let (_, url) = Neighbour::open().await;
    let hook = of_region(&t, &zoya, &url).await;
    let access = format!("/settings/api/{}", newest(&t, "api_tokens").await);
    let asked = async |path: &str| {
        let before = t.app.db.asked().count();
        assert_eq!(zoya.get(path).await.status, StatusCode::OK);
        t.app.db.asked().count() - before
    };
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    let of_one = (asked(&access).await, asked(&hook.home).await);
    for at in 2..=3 {
        let typed = format!("https://school.example.ru/{at}");
        let fields = [("url", typed.as_str()), ("watched", "all"), ("current-password", PASSWORD)];
        assert_eq!(zoya.post(&format!("{access}/hooks/new"), &fields).await.status, StatusCode::OK);
        changed(&t, &cases[0]).await;
    }
    t.made(|act| Ok(act.run("update api_hooks set off_at = 1, off_reason = 'x' where url like 'https://%'", &[])?))
        .await;
    api::notify(&t.app).await.unwrap();
    assert_eq!((asked(&access).await, asked(&hook.home).await), of_one);
    for _ in 0..18 {
        changed(&t, &cases[0]).await;
    }
    api::notify(&t.app).await.unwrap();
    let zoya = t.enter("zoya").await;
    let first = zoya.get(&hook.home).await;
    assert_eq!(first.words().matches("Дело 2026-0001").count(), 20);
    let next =
        first.text().split(&format!("{}?after=", hook.home)).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let second = zoya.get(&format!("{}?after={next}", hook.home)).await;
    assert_eq!(second.words().matches("Дело 2026-0001").count(), 1);
    // What was taken is forgotten after a month, when there is something new.
    t.later(SignedDuration::from_hours(24 * 31));
    changed(&t, &cases[0]).await;
    api::notify(&t.app).await.unwrap();
    assert_eq!(t.count("select count(*) from api_deliveries").await, 1);
}

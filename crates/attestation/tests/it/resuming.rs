//! A form sent after the session had ended: nothing typed is lost, nothing is sent, nobody else sees it.

use attestation::accounts::{self, Organization, Role};
use attestation::applications::{Application, Category, Stage};
use attestation::platform::act::Act;
use attestation::platform::ids::Id;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;
use crate::people::PASSWORD;

const TEMPLATE: &[u8] = include_bytes!("../data/conclusion-template.docx");
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");

on_both!(
    what_was_typed_comes_back_after_sign_in,
    nobody_else_sees_what_was_typed,
    every_form_with_text_comes_back_filled,
    a_specialist_finds_the_reason_again,
    a_button_is_not_pressed_by_signing_in,
    passwords_and_files_are_not_kept,
    words_beside_a_file_are_given_back,
    what_nobody_came_back_for_goes_by_itself,
    the_form_comes_back_in_the_role_it_was_typed_in,
);

const SAVED: &str =
    "Вы долго не работали, и мы закрыли вход. Всё введённое сохранено: войдите, и вы вернётесь к той же форме.";
const BACK: &str = "Вход закрылся раньше, чем форма была отправлена. Всё введённое стоит на своих местах, но ещё ничего не отправлено: проверьте и отправьте форму снова.";
const GROUND: &str = "заявление Орловой О. А. от 20.11.2026, вх. № 318";

/// Fields of a form as typed.
type Fields<'f> = &'f [(&'f str, &'f str)];

struct World {
    t: TestApp,
    school: Id<Organization>,
    case: Application,
    zoya: Visitor,
}

async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let zoya = t.zoya().await;
    World { t, school, case, zoya }
}

/// Opens a page, is silent for two hours, sends a form from it.
async fn sent_too_late(t: &TestApp, by: &Visitor, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    assert_eq!(by.get(page).await.status, StatusCode::OK, "{page}");
    t.later(SignedDuration::from_mins(121));
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.append_pair("token", &by.form_token().await).extend_pairs(fields);
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, format!("http://127.0.0.1:8080{page}"));
    by.send(request.body(Body::from(body.finish())).unwrap()).await
}

async fn enter_again(by: &Visitor, login: &str) -> Answer {
    by.post("/login", &[("login", login), ("password", PASSWORD), ("next", "/resume")]).await
}

async fn what_was_typed_comes_back_after_sign_in(t: TestApp) {
    let w = world(t).await;
    let page = format!("/applications/{}/withdrawal", w.case.id);
    let late = sent_too_late(&w.t, &w.zoya, &page, &page, &[("ground", GROUND)]).await;
    assert_eq!(late.to(), "/login?next=%2Fresume");
    let login = w.zoya.follow(late.to()).await;
    assert!(login.words().contains(SAVED), "{}", login.words());
    assert!(!login.text().contains("вх. № 318"));

    let wrong = w.zoya.post("/login", &[("login", "zoya"), ("password", "не тот"), ("next", "/resume")]).await;
    assert!(wrong.text().contains("name=\"next\" value=\"/resume\""));
    assert_eq!(enter_again(&w.zoya, "zoya").await.to(), "/resume");
    for _ in 0..2 {
        let again = w.zoya.get("/resume").await;
        assert_eq!(again.status, StatusCode::OK);
        assert!(again.words().contains(BACK), "{}", again.words());
        assert!(again.text().contains(GROUND) && again.text().contains(&format!("action=\"{page}\"")));
        assert!(again.text().contains("<title>Отзыв заявления"), "no fault is named where there is none");
    }
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Registered);
    assert!(!w.t.journal().await.iter().any(|row| row.contains("вх. № 318")));

    let home = format!("/applications/{}", w.case.id);
    assert_eq!(w.zoya.post(&page, &[("ground", GROUND)]).await.to(), home);
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Withdrawn);
    assert_eq!(w.zoya.get("/resume").await.to(), "/cabinet");
    assert_eq!(w.t.count("select count(*) from kept_forms").await, 0);
}

async fn nobody_else_sees_what_was_typed(t: TestApp) {
    let w = world(t).await;
    w.t.person("vera", "Котова Вера Ильинична", Role::Centre, None, "").await;
    let page = format!("/applications/{}/withdrawal", w.case.id);
    assert_eq!(sent_too_late(&w.t, &w.zoya, &page, &page, &[("ground", GROUND)]).await.to(), "/login?next=%2Fresume");
    assert_eq!(enter_again(&w.zoya, "vera").await.to(), "/resume");
    assert_eq!(w.zoya.get("/resume").await.to(), "/cabinet");
    let elsewhere = w.t.visitor();
    assert_eq!(elsewhere.get("/resume").await.to(), "/login?next=%2Fresume");

    w.zoya.post("/logout", &[]).await;
    enter_again(&w.zoya, "zoya").await;
    assert!(w.zoya.get("/resume").await.text().contains(GROUND));
    w.t.later(SignedDuration::from_mins(121));
    enter_again(&w.zoya, "zoya").await;
    assert_eq!(w.zoya.get("/resume").await.to(), "/cabinet", "two hours later nothing is kept");
}

async fn every_form_with_text_comes_back_filled(t: TestApp) {
    let w = world(t).await;
    let seat = w.t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let other = w.t.specialist("lvova", "Львова Анна Яковлевна", None, &[]).await.to_string();
    w.t.assigned(seat, &[&w.case]).await;
    let (case, desk) = (format!("/applications/{}", w.case.id), format!("/workload/{seat}"));
    let school = format!("/organizations/{}", w.school);
    let assignment = format!("{case}/assignment");
    let (release, handover) = (format!("{assignment}/release"), format!("{desk}/handover"));
    let typed = "Ёлкина-Запольская";
    let name = [("surname", typed), ("given", "Яна"), ("patronymic", "")];
    let whole = [("municipality", "Томск"), ("name", typed), ("inn", "7000000067"), ("email", "")];
    let forms: [(&str, &str, Fields<'_>); 8] = [
        ("/profile", "/profile", &name),
        ("/organizations/new", "/organizations/new", &whole),
        (&school, &school, &whole),
        ("/invitations/new", "/invitations/new", &name),
        ("/applications/new", "/applications/new", &name),
        (&assignment, &assignment, &[("seat", &other), ("reason", typed)]),
        (&assignment, &release, &[("release_reason", typed)]),
        (&desk, &handover, &[("seat", &other), ("reason", typed)]),
    ];
    for (page, path, fields) in forms {
        let before = w.t.journal().await.len();
        assert_eq!(sent_too_late(&w.t, &w.zoya, page, path, fields).await.to(), "/login?next=%2Fresume", "{path}");
        enter_again(&w.zoya, "zoya").await;
        let again = w.zoya.get("/resume").await;
        assert_eq!(again.status, StatusCode::OK, "{path}: {:?}", again.headers);
        assert!(again.text().contains(typed) && again.words().contains(BACK), "{path}: {}", again.words());
        let rows = w.t.journal().await;
        assert!(rows[before..].iter().all(|row| row.starts_with("session.")), "{path}: {rows:?}");
    }
}

async fn a_specialist_finds_the_reason_again(t: TestApp) {
    let w = world(t).await;
    let seat = w.t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    w.t.assigned(seat, &[&w.case]).await;
    crate::reviewing::blank_in_force(&w.zoya, TEMPLATE).await;
    let olesya = w.t.enter("olesya").await;
    let page = format!("/applications/{}/conclusion", w.case.id);
    olesya.declare(&format!("/applications/{}", w.case.id)).await;
    olesya.upload(&page, &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await.to();
    let reason = "Не представлены результаты за три года: справка за 2024 год — чужая.";
    let check = format!("{page}/check");
    let late = sent_too_late(&w.t, &olesya, &page, &check, &[("verdict", "fails"), ("reason", reason)]).await;
    assert_eq!(late.to(), "/login?next=%2Fresume");
    enter_again(&olesya, "olesya").await;
    let again = olesya.get("/resume").await;
    assert!(again.text().contains(reason) && again.words().contains(BACK), "{}", again.words());

    let result = format!("/applications/{}/result", w.case.id);
    let fields = [("verdict", "fails"), ("reason", reason), ("version", "1")];
    assert_eq!(sent_too_late(&w.t, &olesya, &page, &result, &fields).await.to(), "/login?next=%2Fresume");
    enter_again(&olesya, "olesya").await;
    assert!(olesya.get("/resume").await.text().contains(reason));
    assert_eq!(w.t.count("select count(*) from results").await, 0);
    olesya.post(&result, &fields).await.to();

    enter_again(&w.zoya, "zoya").await;
    let back = format!("/applications/{}/return", w.case.id);
    let late = sent_too_late(&w.t, &w.zoya, &page, &back, &[("return_reason", "приложите справку")]).await;
    assert_eq!(late.to(), "/login?next=%2Fresume");
    enter_again(&w.zoya, "zoya").await;
    assert!(w.zoya.get("/resume").await.text().contains("приложите справку"));
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Concluded);
}

async fn a_button_is_not_pressed_by_signing_in(t: TestApp) {
    let w = world(t).await;
    let late = sent_too_late(&w.t, &w.zoya, "/profile", "/profile/sessions/end", &[]).await;
    assert_eq!(late.to(), "/login?next=%2Fresume");
    enter_again(&w.zoya, "zoya").await;
    assert_eq!(w.zoya.get("/resume").await.to(), "/profile");
    let page = w.zoya.get("/profile").await;
    assert_eq!(page.status, StatusCode::OK, "the session lives");
    assert!(page.words().contains("Ничего не изменилось: проверьте и повторите."), "{}", page.words());
    assert!(!w.t.journal().await.iter().any(|row| row.starts_with("session.ended")));
}

async fn what_nobody_came_back_for_goes_by_itself(t: TestApp) {
    let w = world(t).await;
    let page = format!("/applications/{}/withdrawal", w.case.id);
    sent_too_late(&w.t, &w.zoya, &page, &page, &[("ground", GROUND)]).await.to();
    let round = async || attestation::app::once_round(&w.t.app, &attestation::app::jobs()).await.unwrap();
    w.t.later(SignedDuration::from_mins(119));
    round().await;
    assert_eq!(w.t.count("select count(*) from kept_forms").await, 1);
    w.t.later(SignedDuration::from_mins(2));
    round().await;
    assert_eq!(w.t.count("select count(*) from kept_forms").await, 0);
}

async fn passwords_and_files_are_not_kept(t: TestApp) {
    let w = world(t).await;
    let fields = [("email", "zoya@new.example.org"), ("current-password", PASSWORD)];
    sent_too_late(&w.t, &w.zoya, "/profile/email", "/profile/email", &fields).await.to();
    assert_eq!(w.t.count("select count(*) from kept_forms where body like '%new.example.org%'").await, 1);
    assert_eq!(w.t.count("select count(*) from kept_forms where body like '%password%'").await, 0);
    enter_again(&w.zoya, "zoya").await;
    assert!(w.zoya.get("/resume").await.text().contains("zoya@new.example.org"));

    // A password chosen from those offered is one too.
    let fields = [("suggested", "лиса-берёза-мост-17"), ("current-password", PASSWORD)];
    sent_too_late(&w.t, &w.zoya, "/profile/password", "/profile/password", &fields).await.to();
    assert_eq!(w.t.count("select count(*) from kept_forms where path = '/profile/password' and body = ''").await, 1);
    enter_again(&w.zoya, "zoya").await;

    w.t.later(SignedDuration::from_mins(121));
    let late = w.zoya.upload("/templates", &[], &[("file", "Шаблон.docx", TEMPLATE)]).await;
    let login = w.zoya.follow(late.to()).await;
    assert!(login.words().contains("Файл не отправлен: войдите и выберите его снова."), "{}", login.words());

    // Nobody's page: there is no one to keep it for.
    let stranger = w.t.visitor();
    assert_eq!(stranger.post("/organizations/new", &[("name", "Школа")]).await.to(), "/login?next=%2Fcabinet");
    let said = stranger.get("/login").await.words();
    assert!(said.contains("Ничего не отправлено: войдите и повторите."), "{said}");
}

async fn words_beside_a_file_are_given_back(t: TestApp) {
    let w = world(t).await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "").await;
    let kira = w.t.enter("kira").await;
    let seat = w.t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    w.t.assigned(seat, &[&w.case]).await;
    w.t.result(&w.case, "meets", SignedDuration::ZERO).await;
    // Its handler refuses before it reads the form: the words before the file are read for the page alone.
    let path = format!("/applications/{}/documents", w.case.id);
    let typed = [("kind", "other"), ("title", "Справка о наставничестве"), ("current-password", "не для чужих глаз")];
    let file: &[(&str, &str, &[u8])] = &[("file", "Справка о чём-то.pdf", DIPLOMA)];
    let refused = kira.upload(&path, &typed, file).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let words = refused.words();
    assert!(
        words.contains(
            "Вы написали Это не записано. Скопируйте отсюда то, что ещё понадобится. Справка о наставничестве Вернуться к делу Перейти"
        ),
        "neither a password nor a file: {words}"
    );
    // A form above its size is refused as one without files, whatever it is made of.
    let long = "много слов ".repeat(60_000);
    let large = kira.upload(&path, &[("title", "Не потеряно ничего"), ("words", &long)], file).await;
    assert_eq!(large.status, StatusCode::CONFLICT);
    assert!(large.words().contains("Вы написали") && large.words().len() < 10_000, "{}", large.words());
    let other = w.t.application(w.school, "Котова Вера Ильинична", Category::First).await;
    let path = format!("/applications/{}/documents", other.id);
    let large = kira.upload(&path, &[("title", "Не потеряно ничего"), ("words", &long)], file).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.words().contains("Вы написали") && large.words().contains("Не потеряно ничего"), "{}", large.words());
    let many = vec![("kind", ""); 10_000];
    assert_eq!(kira.upload(&path, &many, file).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

async fn the_form_comes_back_in_the_role_it_was_typed_in(t: TestApp) {
    let w = world(t).await;
    let school = w.school;
    let give = move |act: &mut Act<'_>| {
        let (account, _) = accounts::account_named(act, "zoya")?.unwrap();
        Ok(accounts::give_seat(act, account.id, Role::Coordinator, Some(school), "")?)
    };
    let seat = w.t.made(give).await;
    w.zoya.get("/cabinet").await;
    w.zoya.post("/role", &[("seat", &seat.to_string())]).await.to();
    let home = format!("/applications/{}", w.case.id);
    assert_eq!(
        sent_too_late(&w.t, &w.zoya, &home, &format!("{home}/documents/check"), &[]).await.to(),
        "/login?next=%2Fresume"
    );
    enter_again(&w.zoya, "zoya").await;
    w.zoya.get("/resume").await;
    assert!(w.zoya.get("/school").await.words().contains("Орлова"), "the coordinator's role is kept");
}

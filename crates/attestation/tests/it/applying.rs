//! The teacher's way: who may apply, the draft, the signature, what was submitted; and the coordinator who helps.

use attestation::accounts::{Organization, Role};
use attestation::applications::{self, Category};
use attestation::platform::engine::DbError;
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{Answer, TestApp, Visitor, words_of};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    results_are_described_by_the_set_of_the_post,
    a_whole_application_for_each_category,
    a_page_of_results_says_what_is_answered,
    an_empty_cabinet_says_where_to_begin,
    rules_say_who_may_apply,
    a_category_that_is_over_counts_as_one_that_was,
    what_is_typed_is_kept_whatever_is_wrong,
    two_windows_do_not_overwrite_each_other,
    nobody_elses_draft_is_seen,
    only_a_ready_draft_is_signed_and_only_by_its_teacher,
    pressed_twice_submits_once,
    what_was_not_shown_is_not_signed,
    half_a_course_is_told_and_can_be_cleared,
    a_helper_leaves_a_draft_to_its_teacher,
    a_foreign_number_is_not_taken,
    what_the_system_knows_otherwise_is_told_before_signing,
    an_answer_that_shuts_the_category_is_told_before_signing,
    a_teacher_takes_the_application_back,
    a_teacher_adds_what_was_missing,
    documents_of_an_earlier_case_are_offered,
    what_was_sent_before_is_offered_again,
    a_coordinator_is_offered_only_cases_of_the_own_school,
    of_the_category_one_asks_once,
    a_long_answer_keeps_itself,
    what_keeps_itself_does_not_overwrite_another_window,
    courses_half_typed_are_kept,
    what_is_known_stands_on_the_check_page,
    titles_and_numbers_are_not_changed_silently,
    a_draft_takes_a_hundred_documents,
    a_coordinator_fills_in_and_the_teacher_submits,
    an_original_on_paper_is_submitted_by_the_coordinator,
    all_own_data_come_in_one_archive,
    own_data_do_not_tell_a_decision_before_the_protocol,
    who_was_refused_intake_applies_again_the_same_day,
    a_draft_of_the_teachers_own_is_not_a_helpers,
    a_post_that_ended_meanwhile_is_not_signed_for,
    what_was_given_to_a_draft_is_opened,
    a_category_that_ends_asks_for_a_new_application,
    pages_cost_the_same_for_one_row_and_three,
);

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const CONSENT: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

pub struct World {
    pub t: TestApp,
    pub school: Id<Organization>,
    pub olga: Visitor,
}

/// One school and its teacher Ольга with a cabinet and nothing in it.
pub async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "МБОУ «СОШ № 66»").await;
    let olga = t.enter("olga").await;
    World { t, school, olga }
}

/// Begins a draft of a teacher of physics; its address.
pub async fn begun(who: &Visitor, category: &str, said: &str) -> String {
    let answer = who.post("/drafts/new", &[("post", "P27"), ("category", category), ("said", said)]).await;
    answer.to().to_owned()
}

/// The codes of the indicators of a category.
fn results(category: &str) -> &'static [&'static str] {
    match category {
        "first" => &["I1", "I2", "I3", "I4"],
        "highest" => &["I1", "I2", "I3", "I4", "I5"],
        "methodist" => &["M1", "M2", "M3", "M4", "M5"],
        _ => &["N1", "N2", "N3", "N4"],
    }
}

/// Sends a page of a draft over the version it has.
pub async fn posted(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    let version = who.get(path).await.text();
    let version = version.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    who.post(path, &all).await
}

pub async fn saved(who: &Visitor, path: &str, fields: &[(&str, &str)]) {
    let answer = posted(who, path, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {:?}", answer.faults());
}

pub const PERSON: &[(&str, &str)] =
    &[("born", "04.02.1978"), ("snils", "112-233-445 95"), ("email", "olga@example.org"), ("phone", "")];

/// Fills in every page of questions and gives documents.
pub async fn filled(who: &Visitor, draft: &str, category: &str, held: &str) {
    saved(who, &format!("{draft}/pages/person"), PERSON).await;
    filled_from(who, draft, category, held).await;
}

/// The same without the page of the person.
async fn filled_from(who: &Visitor, draft: &str, category: &str, held: &str) {
    let page = |task: &str| format!("{draft}/pages/{task}");
    saved(who, &page("work"), &[("post", "P27"), ("subject", "физика"), ("experience", "15")]).await;
    saved(who, &page("category"), &[("category", category), ("attendance", "no")]).await;
    let education = [
        ("level", "master"),
        ("institution", "Томский педагогический университет"),
        ("year", "2001"),
        ("diploma", "ДВС 0123456"),
        ("qualification", "учитель физики"),
    ];
    saved(who, &page("education"), &education).await;
    saved(who, &page("awards"), &[("held", held), ("act", ""), ("awards", "")]).await;
    for code in results(category) {
        saved(who, &page(code), &[("results", "Качество знаний выросло с 60 до 72 %.")]).await;
    }
    let courses = [("title", "Методика физики"), ("hours", "72"), ("taken_on", "05.09.2024"), ("document", "УПК 15")];
    assert_eq!(who.post(&format!("{draft}/courses"), &courses).await.to(), format!("{draft}/courses"));
    let kinds: &[&str] = if matches!(category, "first" | "highest") { &["diploma"] } else { &["diploma", "petition"] };
    for kind in kinds {
        let sent =
            who.upload(&format!("{draft}/documents"), &[("kind", kind)], &[("file", "Диплом.pdf", DIPLOMA)]).await;
        assert_eq!(sent.to(), format!("{draft}/documents"));
    }
}

/// Agrees to both texts.
pub async fn agreed(who: &Visitor, draft: &str) {
    for text in ["consent", "agreement"] {
        assert_eq!(who.post(&format!("{draft}/consents/{text}"), &[("agree", "yes")]).await.to(), draft);
    }
}

/// Signs what the page of signing shows.
pub async fn sign(who: &Visitor, draft: &str, fields: &[(&str, &str)]) -> Answer {
    let signing = format!("{draft}/signing");
    let seen = seen_of(&who.get(&signing).await);
    who.post(&signing, &[fields, &[("seen", seen.as_str())]].concat()).await
}

/// The mark of what a page shows; empty where it has none.
fn seen_of(page: &Answer) -> String {
    let text = page.text();
    text.split("name=\"seen\" value=\"")
        .nth(1)
        .map_or_else(String::new, |rest| rest.split('"').next().unwrap().to_owned())
}

const OLGA: &[(&str, &str)] = &[("login", "olga"), ("current-password", PASSWORD)];

/// Begins, fills in, signs; the address of the page that says it was done.
pub async fn submitted(who: &Visitor, category: &str, held: &str) -> String {
    let draft = begun(who, category, held).await;
    filled(who, &draft, category, held).await;
    agreed(who, &draft).await;
    sign(who, &draft, OLGA).await.to().to_owned()
}

async fn a_whole_application_for_each_category(t: TestApp) {
    let w = world(t).await;
    let all = [
        ("first", "none", "первая", "2026-0001"),
        ("highest", "first", "высшая", "2026-0002"),
        ("methodist", "highest", "педагог-методист", "2026-0003"),
        ("mentor", "highest", "педагог-наставник", "2026-0004"),
    ];
    for (category, held, words, number) in all {
        let done = submitted(&w.olga, category, held).await;
        let page = w.olga.get(&done).await.words();
        assert!(page.contains(&format!("Заявление подано Номер {number} , 23 ноября 2026")), "{page}");
        assert!(page.contains("ответит о сроке и форме аттестации до 23 декабря 2026"), "{page}");
        let home = done.strip_suffix("/submitted").unwrap().to_owned();
        let content = w.olga.get(&format!("{home}/application")).await.words();
        assert!(content.contains(&format!("На какую категорию вы подаёте заявление {words}")), "{content}");
        assert!(content.contains("Методика физики 72 часа, документ № УПК 15 от 05.09.2024"), "{content}");
        assert!(content.contains("Награды, звания, конкурсы Не указано"), "{content}");
        let case = w.olga.get(&home).await.words();
        assert!(
            case.contains("подано") && case.contains("Заявление, подписанное простой электронной подписью"),
            "{case}"
        );
        let letter = w.t.letter_to("olga@example.org").await;
        assert_eq!(letter.subject, format!("Заявление № {number} подано"));
    }
    assert_eq!(w.t.count("select count(*) from applications where stage = 'submitted'").await, 4);
    assert_eq!(w.t.count("select count(*) from teachers where account_id is not null").await, 1);
    let signed = w.t.count("select count(*) from application_signatures where hash = file_key").await;
    assert_eq!(signed, 4);
    assert_eq!(w.t.count("select count(*) from drafts where application_id is null").await, 0);
    let told: Vec<String> =
        w.t.journal().await.into_iter().filter(|row| row.starts_with("application.submitted")).collect();
    assert_eq!(told[0], "application.submitted: заявление № 2026-0001 подано и подписано, категория: первая");
    let cabinet = w.olga.get("/cabinet").await.words();
    assert!(cabinet.contains("осталось 30 дней Следующий шаг за Центром: зарегистрировать заявление и ответить о сроке. Заявление № 2026-0001. Последний день: 23 декабря 2026"), "{cabinet}");
    let again = w.olga.post("/drafts/new", &[("post", "P27"), ("category", "first")]).await;
    assert_eq!(
        again.faults(),
        [
            "Ваше заявление № 2026-0001 на эту должность и категорию ещё рассматривают. Дождитесь решения или отзовите его."
        ]
    );
}

async fn a_page_of_results_says_what_is_answered(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get(&format!("{draft}/pages/I1")).await.words();
    let said = "На что посмотрит специалист По этим вопросам специалист составит заключение. Расскажите о каждом, где вам есть что показать, и приложите подтверждающие документы. Показатель подтверждён документами Ответ: да или нет.";
    assert!(page.contains(said), "{page}");
    assert!(page.contains("За 5 последних лет. Результаты и чем они подтверждаются"), "{page}");
    let person = w.olga.get(&format!("{draft}/pages/person")).await.words();
    assert!(!person.contains("На что посмотрит специалист"), "{person}");
}

async fn an_empty_cabinet_says_where_to_begin(t: TestApp) {
    let w = world(t).await;
    let page = w.olga.get("/cabinet").await;
    assert!(page.words().contains("Вы ещё не подавали заявление. Начать"), "{}", page.words());
    assert!(page.text().contains("href=\"/drafts/new\""));
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get("/cabinet").await.words();
    assert!(page.contains("Черновики первая, учитель сохранён 23 ноября 2026, 14:00 (Томск)"), "{page}");
    assert_eq!(begun(&w.olga, "first", "none").await, draft, "the same draft is not begun twice");
    assert_eq!(w.olga.post(&format!("{draft}/removal"), &[]).await.to(), "/cabinet");
    assert_eq!(w.olga.get(&draft).await.status, StatusCode::NOT_FOUND);
}

async fn rules_say_who_may_apply(t: TestApp) {
    let w = world(t).await;
    let page = w.olga.get("/drafts/new").await.words();
    assert!(page.contains("первая можно Правило: приказ Минпросвещения России от 24.03.2023 № 196"), "{page}");
    let asked = |category: &str, what: &str| {
        let said = format!("{category} зависит от ответа {what} Ответьте ниже, какая категория у вас.");
        assert!(page.contains(&said), "{said}: {page}");
    };
    asked("высшая", "Нужна первая или высшая категория, действующая или прежняя.");
    asked("педагог-методист", "Нужна действующая высшая категория по любой должности.");
    asked("педагог-наставник", "Нужна действующая высшая категория по любой должности.");
    assert!(!page.contains("нельзя"), "nothing is denied before it is answered: {page}");
    let answered = [("post", "P27"), ("category", "mentor"), ("said", "first")];
    let page = w.olga.post("/drafts/new", &answered).await.words();
    assert!(page.contains("высшая можно"), "{page}");
    assert!(page.contains("педагог-методист нельзя Нужна действующая высшая категория по любой должности."), "{page}");
    let tried = async |category: &str, said: &str| {
        let answer = w.olga.post("/drafts/new", &[("post", "P27"), ("category", category), ("said", said)]).await;
        (answer.status.as_u16(), answer.faults().join(" "))
    };
    let never = "Для высшей категории нужна первая или высшая, действующая или прежняя. Подайте заявление на первую.";
    let highest = "Нужна действующая высшая категория по любой должности. Сначала подайте заявление на высшую.";
    assert_eq!(tried("highest", "none").await, (422, never.to_owned()));
    assert_eq!(tried("mentor", "first").await, (422, highest.to_owned()));
    let unsaid = "Ответьте, какая категория у вас есть или была: от этого зависит, можно ли подать.";
    assert_eq!(tried("highest", "").await, (422, unsaid.to_owned()));
    assert_eq!(tried("highest", "first").await, (303, String::new()));
    let empty = w.olga.post("/drafts/new", &[]).await.faults();
    assert_eq!(empty, ["Выберите должность, по которой вы аттестуетесь.", "Выберите категорию."]);

    submitted(&w.olga, "first", "none").await;
    let id = w.t.text("select id from applications").await.parse().unwrap();
    let found: Result<_, DbError> = w.t.app.db.read(move |reader| applications::by_id(reader, id)).await;
    let sitting = w.t.sitting("2026-11-23", "14").await;
    w.t.decided(&sitting, &found.unwrap().unwrap(), "Результаты не подтверждены.").await;
    let early =
        "В этой категории вам отказали, а новое заявление принимают не сразу. Его можно подать с 23 ноября 2027.";
    assert_eq!(tried("first", "none").await, (422, early.to_owned()));
    let page = w.olga.get("/drafts/new").await.words();
    let term = "Правило: новое заявление на ту же категорию — не раньше чем через 1 год после отказа: приказ Минпросвещения России от 24.03.2023 № 196 (ранее п. 45 приказа № 276) (не сверено с текстом приказа).";
    assert!(page.contains(&format!("первая нельзя {early} {term}")), "{page}");
    w.t.later(jiff::SignedDuration::from_hours(24 * 364));
    let olga = w.t.enter("olga").await;
    let answer = olga.post("/drafts/new", &[("post", "P27"), ("category", "first"), ("said", "none")]).await;
    assert_eq!(answer.faults(), [early]);
    w.t.later(jiff::SignedDuration::from_hours(24));
    let olga = w.t.enter("olga").await;
    begun(&olga, "first", "none").await;
}

async fn a_category_that_is_over_counts_as_one_that_was(t: TestApp) {
    let w = world(t).await;
    let methodist = [("post", "P27"), ("category", "methodist"), ("said", "highest-over")];
    let refused = w.olga.post("/drafts/new", &methodist).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.faults()[0].starts_with("Нужна действующая высшая категория"), "{:?}", refused.faults());
    submitted(&w.olga, "highest", "highest-over").await;
    assert_eq!(w.t.text("select current_category from applications").await, "", "none is in force");
    // The register knows one that has ended; a newer one was granted elsewhere.
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::Highest, "2019-01-15", Some("2024-01-15")).await;
    let elsewhere = [("post", "P27"), ("category", "methodist"), ("said", "highest")];
    assert_eq!(w.olga.post("/drafts/new", &elsewhere).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        w.t.text("select answer from application_answers where question = 'Какая категория у вас есть или была'").await,
        "Была высшая, срок закончился"
    );
}

async fn what_is_typed_is_kept_whatever_is_wrong(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get(&draft).await.words();
    assert!(page.contains("Сведения о себе Не начато Место работы и должность Не начато"), "{page}");
    let path = format!("{draft}/pages/person");
    let first = w.olga.get(&path).await.text();
    assert!(first.contains("value=\"olga@example.org\""), "what is known is offered");
    let fields = [("version", "0"), ("born", "вчера"), ("snils", "112-233-445 96"), ("email", "olga@example.org")];
    let answer = w.olga.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Дата записана с ошибкой. Нужны день, месяц и год, например 05.09.2024.",
            "В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом."
        ]
    );
    assert!(answer.words().contains("Черновик сохранён, ничего не потеряно."));
    assert!(w.olga.get(&path).await.text().contains("value=\"вчера\""));
    assert!(w.olga.get(&draft).await.words().contains("Сведения о себе Исправить"));
    saved(&w.olga, &path, PERSON).await;
    assert!(w.olga.get(&draft).await.words().contains("Сведения о себе Готово"));
    let empty = w.olga.post(&format!("{draft}/pages/work"), &[("version", "0"), ("post", "P27")]).await;
    assert_eq!(empty.faults(), ["Заполните поле «Педагогический стаж, полных лет»."]);
    assert!(w.olga.get(&draft).await.words().contains("Место работы и должность Заполняется"));
    let long = "я".repeat(4001);
    let answer = w.olga.post(&format!("{draft}/pages/I1"), &[("version", "0"), ("results", &long)]).await;
    assert_eq!(
        answer.faults(),
        ["Здесь помещается 4000 знаков, у вас больше на 1 знак. Сократите текст: он сохранён целиком."]
    );
    assert!(w.olga.get(&format!("{draft}/pages/I1")).await.text().contains(&long));
    assert_eq!(w.olga.get(&format!("{draft}/pages/N1")).await.status, StatusCode::NOT_FOUND);
    let check = w.olga.get(&format!("{draft}/check")).await.words();
    assert!(check.contains("Отправить заявление пока нельзя. Заполните: Место работы и должность"), "{check}");
    assert!(check.contains("Телефон Не указано Изменить"), "{check}");
}

async fn two_windows_do_not_overwrite_each_other(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let path = format!("{draft}/pages/I1");
    let send = async |version: &str, text: &str| w.olga.post(&path, &[("version", version), ("results", text)]).await;
    assert_eq!(send("0", "Первое окно").await.to(), draft);
    let second = send("0", "Второе окно").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let words = second.words();
    assert!(words.contains("Сохранено в другом окне Первое окно Ваш вариант Второе окно"), "{words}");
    assert!(second.text().contains("name=\"version\" value=\"1\""));
    assert!(w.olga.get(&path).await.text().contains("Первое окно"));
    assert_eq!(send("1", "Второе окно").await.to(), draft);
    assert!(w.olga.get(&path).await.text().contains("Второе окно"));
}

async fn nobody_elses_draft_is_seen(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    w.t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let (vera, kira, zoya) = (w.t.enter("vera").await, w.t.enter("kira").await, w.t.zoya().await);
    for who in [&vera, &kira, &zoya] {
        for path in ["", "/pages/person", "/check", "/documents", "/consents/consent", "/signing"] {
            assert_eq!(who.get(&format!("{draft}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let sent = who.post(&format!("{draft}/pages/person"), PERSON).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
    }
    let refused = "select count(*) from journal where outcome = 'refused' and subject like 'draft:%'";
    assert_eq!(w.t.count(refused).await, 21);
    assert_eq!(w.t.count("select count(*) from draft_pages where task = 'person'").await, 0);
    let done = submitted(&w.olga, "first", "none").await;
    assert_eq!(vera.get(&done).await.status, StatusCode::NOT_FOUND);
    let content = format!("{}/application", done.strip_suffix("/submitted").unwrap());
    assert_eq!(vera.get(&content).await.status, StatusCode::NOT_FOUND);
    assert!(zoya.get(&content).await.words().contains("112-233-445 95"));
    assert!(kira.get(&content).await.words().contains("Томский педагогический университет"));
}

async fn only_a_ready_draft_is_signed_and_only_by_its_teacher(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let signing = format!("{draft}/signing");
    assert_eq!(w.olga.get(&signing).await.to(), format!("{draft}/check"));
    let unready = w.olga.post(&signing, OLGA).await;
    assert_eq!(unready.status, StatusCode::CONFLICT);
    assert!(unready.words().contains("Откройте черновик и заполните: «Сведения о себе»."), "{}", unready.words());
    filled(&w.olga, &draft, "first", "none").await;
    let refused = w.olga.post(&format!("{draft}/consents/consent"), &[]).await;
    assert_eq!(refused.faults(), ["Отметьте, что вы согласны. Без этого заявление не отправить."]);
    agreed(&w.olga, &draft).await;
    let consents = "select count(*) from consents where document || text_version in ('application-data2026-11-30', 'simple-signature2026-11-01')";
    assert_eq!(w.t.count(consents).await, 2);
    assert_eq!(w.olga.get(&signing).await.status, StatusCode::OK);
    let other = w.olga.post(&signing, &[("login", "vera"), ("current-password", PASSWORD)]).await;
    assert_eq!(other.faults(), ["Введите логин, с которым вы вошли: подписывает только сам педагог."]);
    let wrong = w.olga.post(&signing, &[("login", "olga"), ("current-password", "не тот")]).await;
    assert_eq!(wrong.faults(), ["Пароль не подошёл. Проверьте раскладку (РУС/LAT) и Caps Lock."]);
    assert_eq!(w.t.count("select count(*) from applications").await, 0);
}

async fn pressed_twice_submits_once(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    let signing = format!("{draft}/signing");
    let seen = seen_of(&w.olga.get(&signing).await);
    let fields = [OLGA, &[("seen", seen.as_str())]].concat();
    let (one, two) = tokio::join!(w.olga.post(&signing, &fields), w.olga.post(&signing, &fields));
    assert_eq!(one.to(), two.to());
    assert_eq!(w.olga.post(&signing, &fields).await.to(), one.to());
    assert_eq!(w.t.count("select count(*) from applications").await, 1);
    assert_eq!(w.t.count("select count(*) from letters where kind = 'application.submitted'").await, 1);
    assert_eq!(w.olga.get(&draft).await.status, StatusCode::GONE);
}

async fn what_was_not_shown_is_not_signed(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    let (check, signing) = (format!("{draft}/check"), format!("{draft}/signing"));
    let page = w.olga.get(&check).await.text();
    let way = page.split(&format!("{signing}?")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let seen = seen_of(&w.olga.get(&signing).await);
    assert_eq!(way, format!("seen={seen}"));
    // Somebody changes an answer on another page meanwhile.
    let course = [("title", "Курс"), ("hours", "72"), ("taken_on", "05.09.2024"), ("document", "12-АБ")];
    w.olga.post(&format!("{draft}/courses"), &course).await.to();
    let said = "Пока вы проверяли, ответы в черновике изменились. Ничего не подписано: прочитайте их ещё раз.";
    assert_eq!(w.olga.get(&format!("{signing}?{way}")).await.to(), check);
    assert!(w.olga.get(&check).await.words().contains(said));
    let fields = [OLGA, &[("seen", seen.as_str())]].concat();
    assert_eq!(w.olga.post(&signing, &fields).await.to(), check);
    assert_eq!(w.olga.post(&signing, OLGA).await.to(), check, "without a mark nothing was shown");
    assert_eq!(w.t.count("select count(*) from applications").await, 0);
    assert!(sign(&w.olga, &draft, OLGA).await.to().ends_with("/submitted"));
}

async fn half_a_course_is_told_and_can_be_cleared(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    let half = [("title", "Курсы без часов"), ("do", "autosave")];
    w.olga.post(&format!("{draft}/courses"), &half).await;
    assert!(w.olga.get(&draft).await.words().contains("Повышение квалификации Заполняется"));
    assert!(w.olga.get(&format!("{draft}/check")).await.words().contains("Заполните: Повышение квалификации"));
    assert_eq!(sign(&w.olga, &draft, OLGA).await.status, StatusCode::CONFLICT);
    let page = w.olga.get(&format!("{draft}/courses")).await;
    assert!(page.text().contains("Курсы без часов") && page.words().contains("Стереть начатое"), "{}", page.words());
    assert_eq!(w.olga.post(&format!("{draft}/courses/half/removal"), &[]).await.to(), format!("{draft}/courses"));
    assert!(sign(&w.olga, &draft, OLGA).await.to().ends_with("/submitted"));
}

async fn a_helper_leaves_a_draft_to_its_teacher(t: TestApp) {
    let w = world(t).await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    let draft = begun(&w.olga, "first", "none").await;
    w.t.made(|act| {
        let sql = "update drafts set helper_id = (select id from accounts where login = 'kira')";
        Ok(act.run(sql, &[])?)
    })
    .await;
    let page = kira.get(&format!("{draft}/removal")).await.words();
    assert!(page.contains("Передать педагогу") && !page.contains("Удалить черновик"), "{page}");
    kira.post(&format!("{draft}/removal"), &[]).await.to();
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject, "Черновик заявления ждёт вашей подписи");
    let text = letter.text.replace('\u{a0}', " ");
    for said in [
        "Координатор вашей школы (Лебедева Кира Львовна) передал вам черновик заявления об аттестации. Категория: первая, должность: учитель.",
        "Осталось заполнить: «Сведения о себе», «Место работы и должность»,",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(kira.get(&draft).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.olga.get(&draft).await.status, StatusCode::OK, "nothing of it is lost");
}

async fn a_foreign_number_is_not_taken(t: TestApp) {
    let w = world(t).await;
    let case = w.t.application(w.school, "Белов Сергей Николаевич", Category::First).await;
    let teacher = case.teacher;
    w.t.made(move |act| {
        act.run("update teachers set snils = '11223344595' where id = $1", attestation::values![teacher])?;
        Ok(())
    })
    .await;
    let foreign =
        "Этот СНИЛС записан за другим человеком. Проверьте цифры и дату рождения, а если всё верно, позвоните в Центр.";
    let draft = begun(&w.olga, "first", "none").await;
    let told = posted(&w.olga, &format!("{draft}/pages/person"), PERSON).await;
    assert_eq!((told.status, told.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![foreign.to_owned()]));
    filled_from(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    let answer = sign(&w.olga, &draft, OLGA).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.words().contains(&format!("Откройте в черновике «Сведения о себе». {foreign}")),
        "{}",
        answer.words()
    );
    assert_eq!(w.t.count("select count(*) from applications").await, 1);
    assert_eq!(w.t.count("select count(*) from teachers where surname = 'Белов' and account_id is null").await, 1);
}

async fn what_the_system_knows_otherwise_is_told_before_signing(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    let draft = begun(&w.olga, "highest", "first").await;
    let (page, check) = (format!("{draft}/pages/person"), format!("{draft}/check"));
    filled(&w.olga, &draft, "highest", "first").await;
    let other_number =
        "За кабинетом педагога записан другой СНИЛС. Проверьте цифры, а если всё верно, позвоните в Центр.";
    let other_birth = "В системе записана другая дата рождения педагога: 04.02.1978. Исправьте её в задании «Сведения о себе». Если неверна запись в системе, позвоните в Центр.";
    let typed = [("born", "04.02.1978"), ("snils", "199-474-395 49"), ("email", "olga@example.org"), ("phone", "")];
    let answer = posted(&w.olga, &page, &typed).await;
    assert_eq!((answer.status, answer.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![other_number.to_owned()]));
    assert!(answer.text().contains("value=\"199-474-395 49\""), "what was typed stays");
    let opened = w.olga.get(&page).await;
    assert!(opened.text().contains("value=\"199-474-395 49\"") && opened.faults() == [other_number]);
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains(&format!("Сведения о себе {other_number} Исправить")), "{list}");
    let shown = w.olga.get(&check).await;
    assert!(shown.words().contains(&format!("Сведения о себе : {other_number}")), "{}", shown.words());
    assert!(shown.text().contains(&format!("href=\"{page}\"")));

    let typed = [("born", "05.02.1978"), ("snils", "112-233-445 95"), ("email", "olga@example.org"), ("phone", "")];
    assert_eq!(posted(&w.olga, &page, &typed).await.faults(), [other_birth]);
    agreed(&w.olga, &draft).await;
    assert_eq!(w.olga.get(&format!("{draft}/signing")).await.to(), check, "there is nothing to sign yet");
    assert_eq!(sign(&w.olga, &draft, OLGA).await.status, StatusCode::CONFLICT);
    saved(&w.olga, &page, PERSON).await;
    assert!(w.olga.get(&draft).await.words().contains("Сведения о себе Готово"));
    assert!(sign(&w.olga, &draft, OLGA).await.to().ends_with("/submitted"));
}

async fn an_answer_that_shuts_the_category_is_told_before_signing(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "highest", "first").await;
    filled(&w.olga, &draft, "highest", "first").await;
    agreed(&w.olga, &draft).await;
    let (awards, category) = (format!("{draft}/pages/awards"), format!("{draft}/pages/category"));
    let never = "Для высшей категории нужна первая или высшая, действующая или прежняя. Подайте заявление на первую.";
    let answer = posted(&w.olga, &awards, &[("held", "none"), ("act", ""), ("awards", "Грамота")]).await;
    assert_eq!((answer.status, answer.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![never.to_owned()]));
    assert!(answer.text().contains("Грамота"), "what was typed stays");
    let check = w.olga.get(&format!("{draft}/check")).await.words();
    assert!(check.contains(&format!("Заполните: Имеющиеся категории и награды : {never}")), "{check}");
    assert_eq!(w.olga.get(&format!("{draft}/signing")).await.to(), format!("{draft}/check"));
    saved(&w.olga, &awards, &[("held", "first"), ("act", ""), ("awards", "")]).await;

    // A category that is not open is not signed for beside the one the draft is for.
    let mentor = [("category", "mentor"), ("attendance", "no")];
    let shut = "Нужна действующая высшая категория по любой должности. Сначала подайте заявление на высшую.";
    assert_eq!(posted(&w.olga, &category, &mentor).await.faults(), [shut]);
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains(&format!("Категория {shut} Исправить")), "{list}");
    saved(&w.olga, &awards, &[("held", "highest"), ("act", ""), ("awards", "")]).await;
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("такой выбор был закрыт. Теперь он открыт: сохраните задание ещё раз."), "{list}");
    saved(&w.olga, &category, &mentor).await;
    assert!(w.olga.get(&draft).await.words().contains("Категория: педагог-наставник, учитель"));
}

async fn a_teacher_takes_the_application_back(t: TestApp) {
    let w = world(t).await;
    let done = submitted(&w.olga, "first", "none").await;
    let home = done.strip_suffix("/submitted").unwrap();
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    let path = format!("{home}/withdrawal");
    assert_eq!(kira.get(&path).await.status, StatusCode::NOT_FOUND);
    assert!(w.olga.get(home).await.words().contains("Отозвать заявление"));
    assert_eq!(w.olga.post(&path, &[]).await.faults(), ["Напишите причину, например: подам заявление позже."]);
    assert_eq!(w.olga.post(&path, &[("ground", "подам позже")]).await.to(), home);
    assert_eq!(w.t.count("select count(*) from applications where stage = 'withdrawn'").await, 1);
    let journal = w.t.journal().await;
    assert!(journal.contains(&"application.withdrawn: заявление отозвано педагогом: подам позже".to_owned()));
}

/// Documents of a case that this person may take away, by title, and the address of each.
async fn loose(by: &Visitor, case: &str) -> Vec<(String, String)> {
    let text = by.get(case).await.text();
    let rows = text.split("<li class=\"att-doc\">").skip(1).map(|row| row.split("</li>").next().unwrap());
    rows.filter(|row| row.contains("/removal\""))
        .map(|row| {
            let path = row.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            (crate::app::words_of(row).split(" Убрать").next().unwrap().to_owned(), path)
        })
        .map(|(words, path)| (words.split(", ").next().unwrap().to_owned(), path))
        .collect()
}

async fn a_teacher_adds_what_was_missing(t: TestApp) {
    let w = world(t).await;
    let case = submitted(&w.olga, "first", "none").await.trim_end_matches("/submitted").to_owned();
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    w.t.person("vera", "Котова Вера Ивановна", Role::Teacher, Some(w.school), "").await;
    let (kira, vera) = (w.t.enter("kira").await, w.t.enter("vera").await);
    w.t.later(jiff::SignedDuration::from_secs(60));
    let documents = format!("{case}/documents");
    kira.upload(&documents, &[("kind", "results")], &[("file", "Итоги.pdf", DIPLOMA)]).await;
    let missing = "Не хватает: повышение квалификации.";
    assert!(w.olga.get(&case).await.words().contains(missing));
    let nothing = w.olga.upload(&documents, &[("kind", "courses")], &[]).await;
    assert_eq!(nothing.faults(), ["Выберите файл документа."], "{} {}", nothing.status, nothing.words());
    let added = w.olga.upload(&documents, &[("kind", "courses")], &[("file", "Курсы.pdf", DIPLOMA)]).await;
    assert_eq!(added.to(), case);
    assert!(!w.olga.get(&case).await.words().contains("Не хватает"));
    assert_eq!(vera.upload(&documents, &[("kind", "courses")], &[]).await.status, StatusCode::NOT_FOUND);

    let own: Vec<String> = loose(&w.olga, &case).await.into_iter().map(|(title, _)| title).collect();
    assert_eq!(own, ["Курсы Повышение квалификации"], "what was signed stays, and what was sent with it");
    let of_kira = loose(&kira, &case).await;
    let titles: Vec<&str> = of_kira.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["Итоги Результаты профессиональной деятельности"], "each takes away what they have added");
    assert_eq!(w.olga.post(&of_kira[0].1, &[]).await.status, StatusCode::NOT_FOUND, "the coordinator's own");
    let of_olga = loose(&w.olga, &case).await.remove(0).1;
    assert_eq!(kira.post(&of_olga, &[]).await.status, StatusCode::NOT_FOUND, "the teacher's own");
    let signed = w.t.text("select id from documents where media_type = 'application/json'").await;
    assert_eq!(kira.post(&format!("{documents}/{signed}/removal"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kira.get(&of_olga).await.status, StatusCode::NOT_FOUND);
    let asked = w.olga.get(&of_olga).await.words();
    assert!(asked.contains("Убрать документ из дела? Курсы Повышение квалификации, "), "{asked}");
    assert!(asked.contains("Вернуть его можно, только добавив файл снова. Убрать документ Не убирать"), "{asked}");
    assert!(!w.olga.get(&case).await.words().contains(missing), "nothing is taken away by asking");
    assert_eq!(w.olga.post(&of_olga, &[]).await.to(), case);
    assert!(w.olga.get(&case).await.words().contains(missing));
}

async fn what_is_known_stands_on_the_check_page(t: TestApp) {
    let w = world(t).await;
    let case = submitted(&w.olga, "first", "none").await.trim_end_matches("/submitted").to_owned();
    w.t.made(|act| Ok(act.run("update teachers set phone = '8-960-572-76-27'", &[])?)).await;
    w.olga.post(&format!("{case}/withdrawal"), &[("ground", "подам позже")]).await.to();
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get(&format!("{draft}/check")).await.words();
    let known = "Это известно системе, но в черновике ещё не сохранено: откройте задание, проверьте и сохраните.";
    assert!(page.contains(&format!("Сведения о себе {known} Фамилия, имя, отчество Орлова Ольга Андреевна")), "{page}");
    for said in ["Дата рождения 04.02.1978", "СНИЛС 11223344595", "Телефон 8-960-572-76-27", "подаёте заявление первая"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("Отправить заявление пока нельзя. Заполните: Сведения о себе"), "{page}");
    assert_eq!(w.t.count("select count(*) from draft_pages where version = 0").await, 0, "nothing is saved by looking");
}

async fn titles_and_numbers_are_not_changed_silently(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let long = "я".repeat(201);
    let fields = [("kind", "award"), ("title", long.as_str())];
    let file = [("file", "Грамота.pdf", DIPLOMA)];
    let documents = format!("{draft}/documents");
    let stopped = w.olga.upload(&documents, &fields, &file).await;
    assert_eq!(stopped.faults(), ["Название — не длиннее 200 знаков. Сократите его."]);
    assert!(stopped.text().contains(&long), "it is given back whole");
    let fits = [("kind", "award"), ("title", "Почётная грамота")];
    w.olga.upload(&documents, &fits, &file).await.to();
    assert!(w.olga.get(&documents).await.words().contains("Почётная грамота Документ о награде, PDF"));
    let person = [("born", "04.02.1978"), ("snils", "000-000-000 00"), ("email", "olga@example.org"), ("phone", "")];
    let told = posted(&w.olga, &format!("{draft}/pages/person"), &person).await;
    assert_eq!(told.faults(), ["Такого СНИЛС нет. Сверьте цифры с документом."]);
    let awards = w.olga.get(&format!("{draft}/pages/awards")).await.words();
    assert!(awards.contains("могут заменить анализ работы специалистами"), "{awards}");
}

async fn a_draft_takes_a_hundred_documents(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let id = draft.rsplit('/').next().unwrap().to_owned();
    w.t.made(move |act| {
        for at in 0..99 {
            act.run(
                "insert into draft_documents (id, draft_id, kind, title, file_name, file_key, size, media_type, added_at)
                 values ($1, $2, 'other', '', 'Грамота.pdf', '', 1, 'application/pdf', 1)",
                attestation::values![format!("019aaaaa-0000-7000-8000-{at:012}"), &id],
            )?;
        }
        Ok(())
    })
    .await;
    let path = format!("{draft}/documents");
    let (kind, file) = ([("kind", "diploma")], [("file", "Диплом.pdf", DIPLOMA)]);
    let (one, other) = tokio::join!(w.olga.upload(&path, &kind, &file), w.olga.upload(&path, &kind, &file));
    let (taken, full) = if one.status == StatusCode::SEE_OTHER { (one, other) } else { (other, one) };
    assert_eq!((taken.status, full.status), (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY));
    let said = ["В заявлении помещается 100 документов. Уберите лишние, чтобы добавить новый."];
    assert_eq!(full.faults(), said);
    assert_eq!(w.t.count("select count(*) from draft_documents").await, 100);
    assert_eq!(w.olga.upload(&path, &kind, &file).await.faults(), said);
}

async fn documents_of_an_earlier_case_are_offered(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    let draft = begun(&w.olga, "highest", "first").await;
    let page = w.olga.get(&format!("{draft}/documents")).await;
    assert!(
        page.words().contains("Взять из прежнего дела Диплом.pdf Диплом об образовании, PDF, 88 КБ"),
        "{}",
        page.words()
    );
    let paper = page.text().split("name=\"document\" type=\"checkbox\" value=\"").nth(1).unwrap()[..36].to_owned();
    let path = format!("{draft}/documents/earlier");
    assert_eq!(w.olga.post(&path, &[]).await.faults(), ["Отметьте документы, которые нужно взять."]);
    let files = w.t.files_on_disk();
    assert_eq!(w.olga.post(&path, &[("document", &paper)]).await.to(), format!("{draft}/documents"));
    assert_eq!(w.t.files_on_disk(), files, "the same file is not kept twice");
    assert_eq!(w.t.count("select count(distinct file_key) from draft_documents").await, 1);
    assert!(w.olga.get(&draft).await.words().contains("Документы Готово"));
    let page = w.olga.get(&format!("{draft}/documents")).await.text();
    assert!(!page.contains("Взять из прежнего дела"));
    let called = [("kind", "diploma"), ("title", "Диплом ТГПУ 2008 года")];
    w.olga.upload(&format!("{draft}/documents"), &called, &[("file", "Диплом.pdf", DIPLOMA)]).await.to();
    let page = w.olga.get(&format!("{draft}/documents")).await;
    assert!(page.words().contains("Диплом ТГПУ 2008 года"), "the same file is called anew: {}", page.words());
    assert_eq!(w.t.count("select count(*) from draft_documents").await, 2, "this draft's and that of the earlier case");
    let wrong = w.olga.upload(&format!("{draft}/documents"), &[("kind", "")], &[("file", "a.pdf", b"no pdf")]).await;
    assert_eq!(
        wrong.faults(),
        [
            "Выберите вид документа.",
            "Этот файл не подходит: нужен PDF, JPEG, PNG, DOCX или XLSX. Сохраните документ в таком виде и выберите снова."
        ]
    );
}

async fn what_was_sent_before_is_offered_again(t: TestApp) {
    let w = world(t).await;
    let first = begun(&w.olga, "first", "none").await;
    let empty = w.olga.get(&format!("{first}/pages/education")).await.text();
    assert!(!empty.contains("Томский педагогический университет"));
    filled(&w.olga, &first, "first", "none").await;
    let awards = [("held", "none"), ("act", ""), ("awards", "Почётная грамота 2019 года")];
    saved(&w.olga, &format!("{first}/pages/awards"), &awards).await;
    agreed(&w.olga, &first).await;
    sign(&w.olga, &first, OLGA).await.to();

    let draft = begun(&w.olga, "highest", "first").await;
    let page = w.olga.get(&format!("{draft}/pages/education")).await.text();
    for offered in ["Томский педагогический университет", "2001", "ДВС 0123456", "учитель физики"]
    {
        assert!(page.contains(&format!("value=\"{offered}\"")), "{offered}");
    }
    assert!(page.contains("value=\"master\" checked"), "{page}");
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Образование Не начато"), "what is offered is not answered yet: {list}");
    assert!(list.contains("Имеющиеся категории и награды Заполняется"), "{list}");
    let page = w.olga.get(&format!("{draft}/pages/awards")).await.text();
    assert!(page.contains("Почётная грамота 2019 года") && page.contains("value=\"first\" checked"), "{page}");

    let courses = format!("{draft}/courses");
    let offered = w.olga.get(&courses).await.words();
    assert!(
        offered.contains(
            "Курсы из прежних заявлений Методика физики 72 часа, документ № УПК 15 от 05.09.2024 Взять эти курсы"
        ),
        "{offered}"
    );
    let taken = w.olga.post(&format!("{courses}/earlier"), &[]).await;
    assert_eq!(taken.to(), courses);
    let page = w.olga.get(&courses).await.words();
    assert!(page.contains("Из прежних заявлений взято: 1 курс.") && !page.contains("Взять эти курсы"), "{page}");
    w.olga.post(&format!("{courses}/earlier"), &[]).await.to();
    assert_eq!(
        w.t.count(
            "select count(*) from draft_courses c join drafts d on d.id = c.draft_id where d.application_id is null"
        )
        .await,
        1
    );
    w.t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let vera = w.t.enter("vera").await;
    let foreign = begun(&vera, "first", "none").await;
    for page in ["pages/education", "courses"] {
        assert!(
            !vera.get(&format!("{foreign}/{page}")).await.text().contains("ики"),
            "nothing of another teacher: {page}"
        );
    }
}

async fn a_coordinator_is_offered_only_cases_of_the_own_school(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    let (kira, own) = helping(&w, "highest", "first").await;
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.made(move |act| {
        let sql = "update applications set organization_id = $1";
        act.run(sql, values![other]).map(|_| ()).map_err(Into::into)
    })
    .await;
    let paper = w.olga.get(&format!("{own}/documents")).await;
    assert!(paper.words().contains("Взять из прежнего дела"), "the teacher takes of all: {}", paper.words());
    let paper = paper.text().split("name=\"document\" type=\"checkbox\" value=\"").nth(1).unwrap()[..36].to_owned();
    let page = kira.get(&format!("{own}/documents")).await.words();
    assert!(!page.contains("Взять из прежнего дела"), "{page}");
    let taken = kira.post(&format!("{own}/documents/earlier"), &[("document", &paper)]).await;
    assert_eq!(taken.faults(), ["Отметьте документы, которые нужно взять."]);
    assert!(!kira.get(&format!("{own}/courses")).await.words().contains("Взять эти курсы"));
    assert!(w.olga.get(&format!("{own}/courses")).await.words().contains("Взять эти курсы"));
    let education = format!("{own}/pages/education");
    assert!(!kira.get(&education).await.text().contains("Томский педагогический университет"));
    assert!(w.olga.get(&education).await.text().contains("Томский педагогический университет"));
}

async fn of_the_category_one_asks_once(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get(&format!("{draft}/pages/awards")).await.text();
    assert!(page.contains("value=\"none\" checked"), "it was answered when the draft was begun: {page}");
    assert!(w.olga.get(&draft).await.words().contains("Имеющиеся категории и награды Готово"));
}

/// What the script sends of a page three seconds after the last key; what it is answered.
async fn typing(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, i64, String) {
    let mut all = vec![("do", "autosave")];
    all.extend_from_slice(fields);
    let answer = who.post(path, &all).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    (answer.status, told["version"].as_i64().unwrap(), told["said"].as_str().unwrap().to_owned())
}

async fn a_long_answer_keeps_itself(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let path = format!("{draft}/pages/I1");
    let page = w.olga.get(&path).await.text();
    assert!(page.contains("data-att-keep"), "{page}");
    let short = w.olga.get(&format!("{draft}/pages/work")).await.text();
    assert!(!short.contains("data-att-keep") && short.contains("data-att-guard"), "it asks before it is left: {short}");
    let said = "Сохранено в 14:00".to_owned();
    let sent =
        async |version: &str, text: &str| typing(&w.olga, &path, &[("version", version), ("results", text)]).await;
    assert_eq!(sent("0", "Качество").await, (StatusCode::OK, 1, said.clone()));
    assert_eq!(sent("1", "Качество зна").await, (StatusCode::OK, 2, said.clone()));
    assert_eq!(sent("2", "Качество зна").await, (StatusCode::OK, 2, said.clone()), "the same text is kept already");
    let rows = async || w.t.journal().await.into_iter().filter(|row| row.starts_with("draft.saved")).count();
    assert_eq!(rows().await, 1, "typing is one row, whatever it takes");
    let list = w.olga.get(&draft).await.words();
    assert!(
        list.contains("Устойчивые положительные результаты обучающихся по мониторингу организации Заполняется"),
        "{list}"
    );
    let check = w.olga.get(&format!("{draft}/check")).await.words();
    assert!(check.contains("Устойчивые положительные результаты обучающихся по мониторингу организации"), "{check}");
    let page = w.olga.get(&path).await;
    assert!(page.text().contains("Качество зна</textarea>"), "{}", page.text());
    assert!(page.words().contains("Начатое сохранено. Когда ответ готов, нажмите «Сохранить черновик»"));
    saved(&w.olga, &path, &[("results", "Качество знаний выросло.")]).await;
    assert_eq!(rows().await, 2);
    let list = w.olga.get(&draft).await.words();
    assert!(
        list.contains("Устойчивые положительные результаты обучающихся по мониторингу организации Готово"),
        "{list}"
    );
    // Nothing is asked of what is typed: neither that it is whole nor that it fits.
    let long = "я".repeat(4001);
    assert_eq!(sent("3", &long).await.0, StatusCode::OK);
    assert!(w.olga.get(&path).await.text().contains(&long));
    // Where nothing long is typed the mark means nothing.
    let work = [("do", "autosave"), ("version", "0"), ("post", "P27"), ("experience", "")];
    assert_eq!(w.olga.post(&format!("{draft}/pages/work"), &work).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Publishes a set of the first category in force from today, with indicators of the federal order or the region's own.
pub async fn published(t: &TestApp, id: &'static str, indicators: &'static [(&'static str, &'static str)]) {
    t.made(move |act| {
        act.run(
            "insert into criteria_sets (id, title, category, all_posts, state, scoring, valid_from, threshold, legal_ref, remark, edition,
                 created_at, created_by, published_at, published_by)
             values ($1, 'Показатели области', 'first', 1, 'published', 'none', '2026-11-23', null, 'приказ № 1', '', 1, 0, '', 0, '')",
            values![id],
        )?;
        for (at, (code, wording)) in (1_i64..).zip(indicators) {
            act.run(
                "insert into criteria_indicators (id, set_id, ordinal, code, wording, cap, threshold) values ($1, $2, $3, $4, $5, null, null)",
                values![format!("{}8{at:03}{}", &id[..19], &id[23..]), id, at, *code, *wording],
            )?;
        }
        Ok(())
    })
    .await;
}

async fn results_are_described_by_the_set_of_the_post(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    saved(&w.olga, &format!("{draft}/pages/I1"), &[("results", "Качество знаний выросло.")]).await;
    published(
        &w.t,
        "0196c000-0000-7000-8000-0000000000a1",
        &[("I1", "Показатель области"), ("", "Работа с одарёнными детьми")],
    )
    .await;
    let page = w.olga.get(&draft).await;
    let list = page.words();
    assert!(list.contains("Показатель области Готово Работа с одарёнными детьми Не начато Документы"), "{list}");
    let text = page.text();
    let own = text.split("/pages/R").nth(1).unwrap().split('"').next().unwrap();
    let own = format!("{draft}/pages/R{own}");
    assert_eq!(w.olga.get(&format!("{draft}/pages/I2")).await.status, StatusCode::NOT_FOUND);
    saved(&w.olga, &own, &[("results", "Победители олимпиад.")]).await;
    let check = w.olga.get(&format!("{draft}/check")).await.words();
    assert!(check.contains("Работа с одарёнными детьми Расскажите о результатах Победители олимпиад."), "{check}");
    // A newer set with the same words keeps what was typed.
    published(&w.t, "0196c000-0000-7000-8000-0000000000a2", &[("", "Работа с одарёнными детьми"), ("I4", "Вклад")])
        .await;
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Работа с одарёнными детьми Готово Вклад Не начато Документы"), "{list}");
}

async fn what_keeps_itself_does_not_overwrite_another_window(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let path = format!("{draft}/pages/I1");
    saved(&w.olga, &path, &[("results", "Первое окно")]).await;
    let (status, _, said) = typing(&w.olga, &path, &[("version", "0"), ("results", "Второе окно")]).await;
    assert_eq!(
        (status, said.as_str()),
        (
            StatusCode::CONFLICT,
            "Эту страницу сохранили в другом окне. Нажмите «Сохранить черновик»: мы покажем оба варианта рядом."
        )
    );
    let pressed = w.olga.post(&path, &[("version", "0"), ("results", "Второе окно")]).await;
    assert_eq!(pressed.status, StatusCode::CONFLICT);
    let words = pressed.words();
    assert!(words.contains("Сохранено в другом окне Первое окно Ваш вариант Второе окно"), "{words}");
    assert!(w.olga.get(&path).await.text().contains("Первое окно"));
    // The answer of a keeping was lost on its way: the same words are no conflict.
    typing(&w.olga, &path, &[("version", "1"), ("results", "Третий вариант")]).await;
    assert_eq!(w.olga.post(&path, &[("version", "1"), ("results", "Третий вариант")]).await.to(), draft);
    assert!(
        w.olga
            .get(&draft)
            .await
            .words()
            .contains("Устойчивые положительные результаты обучающихся по мониторингу организации Готово")
    );
    w.t.person("vera", "Котова Вера Ильинична", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let vera = w.t.enter("vera").await;
    let foreign = vera.post(&path, &[("do", "autosave"), ("version", "3"), ("results", "Чужое")]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

async fn courses_half_typed_are_kept(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let path = format!("{draft}/courses");
    assert!(w.olga.get(&path).await.text().contains("data-att-keep"));
    let half = [("title", "Методика физики"), ("hours", "7"), ("taken_on", ""), ("document", "")];
    assert_eq!(typing(&w.olga, &path, &half).await.0, StatusCode::OK);
    let page = w.olga.get(&path).await.text();
    assert!(page.contains("value=\"Методика физики\"") && page.contains("value=\"7\""), "{page}");
    assert!(w.olga.get(&draft).await.words().contains("Повышение квалификации Заполняется"), "none is added yet");
    let whole = [("title", "Методика физики"), ("hours", "72"), ("taken_on", "05.09.2024"), ("document", "УПК 15")];
    assert_eq!(w.olga.post(&path, &whole).await.to(), path);
    let page = w.olga.get(&path).await.text();
    assert!(!page.contains("value=\"Методика физики\""), "what was added is not offered again: {page}");
}

/// A coordinator who begins a draft for Ольга; its address.
pub async fn helping(w: &World, category: &str, said: &str) -> (Visitor, String) {
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("name=\"teacher\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..36].to_owned();
    let fields = [("teacher", teacher.as_str()), ("post", "P27"), ("category", category), ("said", said)];
    let draft = kira.post("/school/drafts", &fields).await.to().to_owned();
    (kira, draft)
}

async fn an_original_on_paper_is_submitted_by_the_coordinator(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    let original = format!("{draft}/original");
    assert!(kira.get(&draft).await.text().contains(&format!("href=\"{original}\"")));
    let early = kira.get(&original).await.words();
    assert!(early.contains("Подать заявление пока нельзя. Сначала заполните в черновике: Сведения о себе "), "{early}");
    assert!(!early.contains("Согласие на обработку"), "the consent is on the paper");
    filled(&kira, &draft, "first", "none").await;
    assert_eq!(w.olga.get(&original).await.status, StatusCode::NOT_FOUND, "the teacher signs here");
    let nothing = kira.upload(&original, &[("signed", "")], &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        nothing.faults(),
        [
            "Приложите скан подписанной бумаги.",
            "Приложите скан подписанной бумаги.",
            "Укажите день, который стоит под подписью, например 23.11.2026.",
        ]
    );
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.jpg", CONSENT)];
    let late = kira.upload(&original, &[("signed", "24.11.2026")], &scans).await;
    assert_eq!(late.faults(), ["Этот день ещё не наступил. Проверьте день на бумаге."]);
    let old = kira.upload(&original, &[("signed", "01.01.1900")], &scans).await;
    assert_eq!(old.faults(), ["Этот день был больше года назад. Проверьте день на бумаге."]);
    let torn: [(&str, &str, &[u8]); 2] = [("application", "Заявление.pdf", b"%PDF-1.7"), ("consent", "С.pdf", DIPLOMA)];
    assert_eq!(kira.upload(&original, &[("signed", "20.11.2026")], &torn).await.faults().len(), 1);
    let twice: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.pdf", DIPLOMA)];
    assert_eq!(
        kira.upload(&original, &[("signed", "20.11.2026")], &twice).await.faults(),
        ["Это тот же файл, что и скан заявления. Отсканируйте согласие отдельно и приложите его."]
    );
    assert_eq!(w.t.count("select count(*) from applications").await, 0);

    let to = kira.upload(&original, &[("signed", "20.11.2026")], &scans).await.to().to_owned();
    assert_eq!(kira.upload(&original, &[("signed", "20.11.2026")], &scans).await.to(), to, "pressed twice");
    let page = kira.get(&to).await.words();
    assert!(
        page.contains("Заявление подано по бумажному подлиннику. Подлинник храните до передачи в Центр. Расписка для педагога: «Заявление и ответы педагога», затем «Скачать расписку»."),
        "{page}"
    );
    assert!(page.contains("Как подано лично, на бумаге Получено 23 ноября 2026"), "{page}");
    for title in
        ["Заявление, подписанное на бумаге", "Согласие на обработку персональных данных, подписанное на бумаге"]
    {
        assert!(page.contains(title), "{title}: {page}");
    }
    let receipt = format!("{to}/receipt");
    assert!(kira.get(&format!("{to}/application")).await.text().contains(&format!("href=\"{receipt}\"")));
    let said = crate::printing::said(&kira.get(&receipt).await, "Расписка 2026-0001.pdf");
    assert!(said.contains("Орлова Ольга Андреевна") && said.contains("Подано23 ноября 2026"), "{said}");
    assert_eq!(w.t.count("select count(*) from applications where stage = 'submitted'").await, 1);
    assert_eq!(w.t.count("select count(*) from application_signatures").await, 0);
    let told = w.t.journal().await.into_iter().filter(|row| row.starts_with("application.submitted"));
    let told: Vec<String> = told.collect();
    assert_eq!(
        told,
        ["application.submitted: заявление № 2026-0001 подано по бумажному подлиннику, категория: первая"]
    );
    assert_eq!(w.t.letter_to("olga@example.org").await.subject, "Заявление № 2026-0001 подано");
    assert!(w.olga.get("/cabinet").await.words().contains("2026-0001"));
}

async fn a_coordinator_fills_in_and_the_teacher_submits(t: TestApp) {
    let w = world(t).await;
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    w.t.person("rita", "Мельникова Раиса Фёдоровна", Role::Coordinator, Some(other), "МБОУ «СОШ № 4»").await;
    let (kira, rita) = (w.t.enter("kira").await, w.t.enter("rita").await);
    assert!(rita.get("/school/drafts").await.words().contains("В вашей школе пока нет педагогов с кабинетом"));
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("name=\"teacher\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..36].to_owned();
    let fields = [("teacher", teacher.as_str()), ("post", "P27"), ("category", "first"), ("said", "none")];
    assert_eq!(
        rita.post("/school/drafts", &fields).await.faults(),
        ["Выберите педагога. Если его нет в списке, сначала пригласите его в систему."]
    );
    let draft = kira.post("/school/drafts", &fields).await.to().to_owned();
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject, "За вас начат черновик заявления");
    for said in [
        "Координатор вашей школы (Лебедева Кира Львовна) начал за вас черновик заявления об аттестации. Категория: первая, должность: учитель.",
        draft.as_str(),
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    assert_eq!(kira.post("/school/drafts", &fields).await.to(), draft);
    assert_eq!(w.t.letters().await.len(), 1, "the draft that is open is not told of twice");
    let told = w.olga.get("/cabinet").await.words();
    assert!(told.contains("заполняет координатор школы Лебедева К. Л.; отправить его можете только вы"), "{told}");
    let told = w.olga.get(&draft).await.words();
    assert!(told.contains("Этот черновик начал за вас координатор школы: Лебедева Кира Львовна."), "{told}");
    let page = kira.get(&draft).await.words();
    assert!(!page.contains("начал за вас"), "{page}");
    assert!(page.contains("Вы заполняете за педагога: Орлова Ольга Андреевна. Отправит педагог сам."), "{page}");
    filled(&kira, &draft, "first", "none").await;
    assert!(kira.get("/school/drafts").await.words().contains("Орлова Ольга Андреевна первая, учитель"));
    assert_eq!(rita.get(&draft).await.status, StatusCode::NOT_FOUND);
    assert_eq!(kira.get(&format!("{draft}/signing")).await.status, StatusCode::NOT_FOUND);
    let agreeing = kira.post(&format!("{draft}/consents/consent"), &[("agree", "yes")]).await;
    assert_eq!(agreeing.status, StatusCode::NOT_FOUND);
    assert!(w.olga.get("/cabinet").await.words().contains("заполняет координатор школы"));
    agreed(&w.olga, &draft).await;
    sign(&w.olga, &draft, OLGA).await.to();
    assert_eq!(w.t.count("select count(*) from applications where stage = 'submitted'").await, 1);
}

async fn all_own_data_come_in_one_archive(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    let zoya = w.t.zoya().await;
    let case =
        crate::commission::column(&w.t, "select id from applications where $1 = ''", String::new()).await.remove(0);
    let home = format!("/applications/{case}");
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    assert_eq!(zoya.post(&format!("{home}/intake-refusal"), &ground).await.to(), home);
    let page = w.olga.get(&home).await;
    let head = page.words().split("Заявление и ответы педагога").next().unwrap().to_owned();
    assert!(head.contains("В приёме заявления отказано 23 ноября 2026. Причина: "), "{head}");
    assert!(head.contains("Не прошёл год. Когда причина будет устранена, подайте заявление снова"), "{head}");
    assert!(head.contains("Если вы не согласны с отказом, подайте жалобу"), "{head}");
    for way in ["/drafts/new", &format!("{home}/complaints/new"), &format!("{home}/intake-refusal/pdf")] {
        assert!(page.text().contains(&format!("href=\"{way}\"")), "{way}");
    }
    let page = zoya.get(&home).await.words();
    assert!(page.contains("В приёме заявления отказано") && !page.contains("подайте заявление снова"), "{page}");
    let complaint = [("words", "Год уже прошёл.")];
    w.olga.upload(&format!("{home}/complaints"), &complaint, &[("file", "Жалоба.pdf", DIPLOMA)]).await.to();
    let page = w.olga.get(&home).await.words();
    assert!(!page.contains("подайте жалобу"), "one waits for its answer: {page}");
    let archive = w.olga.get("/cabinet/data").await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(
        names,
        [
            "Мои данные.json",
            "Мои данные.html",
            "2026-0001 — Заявление.json",
            "2026-0001 — Диплом.pdf",
            "2026-0001 — жалоба — Жалоба.pdf"
        ]
    );
    let data: serde_json::Value = serde_json::from_reader(zip.by_index(0).unwrap()).unwrap();
    assert_eq!(data["teacher"][0]["snils"], "11223344595");
    assert_eq!(data["applications"][0]["number"], "2026-0001");
    assert_eq!(data["courses"][0]["title"], "Методика физики");
    assert_eq!(data["complaints"][0]["words"], "Год уже прошёл.");
    let mut page = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("Мои данные.html").unwrap(), &mut page).unwrap();
    let read = crate::app::words_of(&format!("<main>{page}</main>"));
    for words in [
        "Педагог Фамилия Имя Отчество Дата рождения СНИЛС Почта Телефон Орлова Ольга Андреевна",
        "Заявления Номер дела Получено Организация Должность Педагогический стаж, лет Имеющаяся категория Категория Состояние Предмет 2026-0001",
        "Курсы в заявлениях Номер дела Название Часов Когда пройдены Документ 2026-0001 Методика физики",
        "Согласие на обработку персональных данных для аттестации",
        "Жалобы Номер дела Когда подана Жалоба Когда отвечено Ответ 2026-0001",
        "Файлы 2026-0001 — Заявление.json 2026-0001 — Диплом.pdf",
    ] {
        assert!(read.contains(words), "{words}: {read}");
    }
    for code in ["account", "snils", "given_at", ">first<", ">teacher<", "draft.started"] {
        assert!(!page.contains(code), "{code}: {page}");
    }
    let journal = w.t.journal().await;
    assert_eq!(journal.last().unwrap(), "data.taken: скачаны все свои данные, файлов: 3");
    assert_eq!(zoya.get("/cabinet/data").await.status, StatusCode::NOT_FOUND);
}

async fn own_data_do_not_tell_a_decision_before_the_protocol(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    let data = async || {
        let archive = w.olga.get("/cabinet/data").await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
        serde_json::from_reader::<_, serde_json::Value>(zip.by_index(0).unwrap()).unwrap()
    };
    for (stage, told) in
        [("in_review", "in_review"), ("granted", "decided"), ("refused", "decided"), ("issued", "issued")]
    {
        w.t.made(move |act| Ok(act.run("update applications set stage = $1", attestation::values![stage])?)).await;
        assert_eq!(data().await["applications"][0]["stage"], told);
    }
}

async fn who_was_refused_intake_applies_again_the_same_day(t: TestApp) {
    let w = world(t).await;
    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let zoya = w.t.zoya().await;
    let ground =
        [("ground", "01900000-0000-7000-8000-000000000003"), ("details", "Не прошёл год."), ("confirmed", "yes")];
    zoya.post(&format!("{home}/intake-refusal"), &ground).await.to();
    let again = submitted(&w.olga, "first", "none").await;
    assert_ne!(again.strip_suffix("/submitted").unwrap(), home);
    assert_eq!(w.t.count("select count(*) from applications where stage = 'submitted'").await, 1);
}

async fn what_was_given_to_a_draft_is_opened(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let page = format!("{draft}/documents");
    w.olga.upload(&page, &[("kind", "diploma")], &[("file", "Диплом.pdf", DIPLOMA)]).await.to();
    let text = w.olga.get(&page).await.text();
    let href = text.split(&format!("href=\"{draft}/documents/")).nth(1).unwrap().split('"').next().unwrap();
    let own = w.olga.get(&format!("{page}/{href}")).await;
    assert_eq!((own.status, own.bytes.as_ref()), (StatusCode::OK, DIPLOMA));
    w.t.person("vera", "Седова Вера Ильинична", Role::Teacher, Some(w.school), "МБОУ «СОШ № 66»").await;
    let vera = w.t.enter("vera").await;
    assert_eq!(vera.get(&format!("{page}/{href}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.olga.get(&format!("{page}/019aaaaa-0000-7000-8000-000000000000")).await.status, StatusCode::NOT_FOUND);
}

async fn a_post_that_ended_meanwhile_is_not_signed_for(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    let coming = [("version", "1"), ("born", "01.01.2030"), ("snils", "112-233-445 95"), ("email", ""), ("phone", "")];
    let faults = w.olga.post(&format!("{draft}/pages/person"), &coming).await.faults();
    assert!(faults.contains(&"Этот день ещё не прошёл. Проверьте год.".to_owned()), "{faults:?}");
    saved(&w.olga, &format!("{draft}/pages/person"), PERSON).await;
    agreed(&w.olga, &draft).await;
    w.t.made(|act| Ok(act.run("update posts set ended_on = '2026-11-01' where code = 'P27'", &[])?)).await;
    let signed = sign(&w.olga, &draft, OLGA).await;
    assert_eq!(signed.status, StatusCode::CONFLICT);
    assert!(signed.words().contains("Должность из черновика больше не аттестуют"), "{}", signed.words());
    assert_eq!(w.t.count("select count(*) from applications").await, 0);
    let work = format!("{draft}/pages/work");
    let page = w.olga.get(&work).await.text();
    assert!(
        page.contains("<option value=\"\">Выберите должность</option>"),
        "no other post is chosen for them: {page}"
    );
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let unread = [("version", version.as_str()), ("post", ""), ("subject", ""), ("experience", "12")];
    let faults = w.olga.post(&work, &unread).await.faults();
    assert!(!faults.is_empty(), "an application is for a post");
    assert_eq!(w.t.text("select post_code from drafts").await, "P27");
}

async fn a_draft_of_the_teachers_own_is_not_a_helpers(t: TestApp) {
    let w = world(t).await;
    let fields = [("post", "P27"), ("category", "first"), ("said", "none")];
    let own = w.olga.post("/drafts/new", &fields).await.to().to_owned();
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("name=\"teacher\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..36].to_owned();
    let fields = [("teacher", teacher.as_str()), ("post", "P27"), ("category", "first"), ("said", "none")];
    assert_eq!(
        kira.post("/school/drafts", &fields).await.faults(),
        [
            "Педагог уже сам заполняет черновик на эту должность и категорию, вам он не виден. Помогите ему заполнить свой или попросите удалить его."
        ]
    );
    assert_eq!(kira.get(&own).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.t.count("select count(*) from drafts").await, 1);
    let refused = "select count(*) from journal where outcome = 'refused' and words like 'черновик не начат%'";
    assert_eq!(w.t.count(refused).await, 1, "nothing was begun");
}

async fn a_category_that_ends_asks_for_a_new_application(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "highest", "first").await;
    let told = async || {
        let page = w.olga.get("/cabinet").await.text();
        let list = page.split("govuk-list--bullet\">").nth(1).unwrap_or_default();
        words_of(list.split("</ul>").next().unwrap())
    };
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::First, "2022-06-15", Some("2027-06-15")).await;
    assert_eq!(
        told().await,
        "первая, учитель, до 15 июня 2027, приказ 214-р; новое заявление советуем подать до 15 марта 2027"
    );
    w.t.later(SignedDuration::from_hours(24 * 113));
    let olga = w.t.enter("olga").await;
    let page = olga.get("/cabinet").await.words();
    assert!(page.contains("до 15 июня 2027") && !page.contains("советуем подать"), "the day is past: {page}");
    assert!(!page.contains("подайте заявление сейчас"), "an application for the post waits: {page}");
    let home = format!("/applications/{}", w.t.text("select id from applications").await);
    olga.post(&format!("{home}/withdrawal"), &[("ground", "подам позже")]).await.to();
    let page = olga.get("/cabinet").await.words();
    let soon = "первая, учитель, до 15 июня 2027, приказ 214-р; заканчивается через 2 месяца: подайте заявление сейчас";
    assert!(page.contains(soon), "{page}");
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let counter = "/school/categories?ends=3";
    w.t.later(SignedDuration::from_hours(24 * 3));
    let kira = w.t.enter("kira").await;
    let page = kira.get("/school").await;
    assert!(page.words().contains("1 категория скоро закончится"), "{}", page.words());
    assert!(page.text().contains(&format!("href=\"{counter}\"")));
    assert!(kira.get(counter).await.words().contains("Орлова Ольга Андреевна"));
}

async fn pages_cost_the_same_for_one_row_and_three(t: TestApp) {
    let w = world(t).await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    let kira = w.t.enter("kira").await;
    submitted(&w.olga, "first", "none").await;
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("name=\"teacher\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..36].to_owned();
    let helped = async |post: &str| {
        let fields = [("teacher", teacher.as_str()), ("post", post), ("category", "first"), ("said", "none")];
        kira.post("/school/drafts", &fields).await.to().to_owned()
    };
    let draft = helped("P01").await;
    let asked = async |visitor: &Visitor, path: &str| {
        visitor.get(path).await;
        let before = w.t.app.db.asked().count();
        visitor.get(path).await;
        w.t.app.db.asked().count() - before
    };
    let one = [
        asked(&w.olga, "/cabinet").await,
        asked(&kira, "/school/drafts").await,
        asked(&w.olga, &draft).await,
        asked(&w.olga, &format!("{draft}/documents")).await,
    ];
    submitted(&w.olga, "highest", "first").await;
    submitted(&w.olga, "mentor", "highest").await;
    helped("P02").await;
    helped("P03").await;
    for kind in ["diploma", "results", "other"] {
        let sent = [("file", "Диплом.pdf", DIPLOMA)];
        w.olga.upload(&format!("{draft}/documents"), &[("kind", kind)], &sent).await.to();
    }
    let three = [
        asked(&w.olga, "/cabinet").await,
        asked(&kira, "/school/drafts").await,
        asked(&w.olga, &draft).await,
        asked(&w.olga, &format!("{draft}/documents")).await,
    ];
    assert_eq!(one, three);
}

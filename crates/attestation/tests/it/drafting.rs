//! What a draft offers, asks and tells while it is filled in, and how it keeps to what was printed of it.

use axum::http::StatusCode;

use attestation::applications::Category;

use crate::app::TestApp;
use crate::applying::{agreed, begun, filled, helping, posted, published, saved, sign, submitted, world};
use crate::on_both;
use crate::people::PASSWORD;

on_both!(
    an_original_is_of_what_was_printed,
    results_of_the_same_application_are_offered,
    an_answer_that_is_asked_no_more_is_shown,
    the_consent_names_everybody_who_reads,
    what_stays_after_sending_may_be_written_otherwise,
    one_file_of_two_kinds_is_offered_as_both,
    what_is_added_twice_stands_once,
    an_application_is_signed_by_the_address_too,
    a_category_granted_elsewhere_is_asked_about,
);

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const CONSENT: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

async fn an_original_is_of_what_was_printed(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    filled(&kira, &draft, "first", "none").await;
    let (original, results) = (format!("{draft}/original"), format!("{draft}/pages/I1"));
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.jpg", CONSENT)];
    let changed = "После печати заявления ответы в черновике изменились: на бумаге, которую подписал педагог, другие. Распечатайте заявление заново и дайте подписать.";
    assert_eq!(kira.get(&format!("{draft}/application/pdf")).await.status, StatusCode::OK);
    assert!(!kira.get(&original).await.words().contains(changed));
    saved(&w.olga, &results, &[("results", "Совсем другое.")]).await;
    assert!(kira.get(&original).await.words().contains(changed));
    let refused = kira.upload(&original, &[("signed", "20.11.2026")], &scans).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![changed.to_owned()]));
    assert_eq!(w.t.count("select count(*) from applications").await, 0);
    // Another course is another paper; a document may be added when it is signed.
    saved(&w.olga, &results, &[("results", "Качество знаний выросло с 60 до 72 %.")]).await;
    assert!(!kira.get(&original).await.words().contains(changed), "the very same answers");
    let course = [("title", "Олимпиады"), ("hours", "16"), ("taken_on", "05.09.2025"), ("document", "УПК 16")];
    kira.post(&format!("{draft}/courses"), &course).await.to();
    assert!(kira.get(&original).await.words().contains(changed));
    assert_eq!(kira.get(&format!("{draft}/application/file")).await.status, StatusCode::OK);
    kira.upload(&format!("{draft}/documents"), &[("kind", "courses")], &[("file", "Курсы.pdf", DIPLOMA)]).await.to();
    assert!(!kira.get(&original).await.words().contains(changed));
    assert!(kira.upload(&original, &[("signed", "20.11.2026")], &scans).await.to().starts_with("/applications/"));
}

async fn results_of_the_same_application_are_offered(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "first-over").await;
    let page = w.olga.get("/drafts/new").await.text();
    assert!(page.contains("value=\"first-over\" checked"), "it was answered in the last application: {page}");
    w.t.made(|act| Ok(act.run("update applications set stage = 'withdrawn'", &[])?)).await;
    let draft = begun(&w.olga, "first", "first-over").await;
    let offered = "Этот ответ — из прежнего заявления на ту же должность и категорию. Проверьте его, дополните и нажмите «Сохранить черновик».";
    let results = format!("{draft}/pages/I1");
    let page = w.olga.get(&results).await;
    assert!(page.text().contains("Качество знаний выросло с 60 до 72 %.</textarea>"), "{}", page.text());
    assert!(page.words().contains(offered), "{}", page.words());
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Не начато Документы"), "what is offered is not answered yet: {list}");
    saved(&w.olga, &results, &[("results", "Качество знаний выросло с 60 до 80 %.")]).await;
    let page = w.olga.get(&results).await;
    assert!(page.text().contains("с 60 до 80 %.</textarea>") && !page.words().contains(offered), "{}", page.words());
    // Another category is another work; the same one for another post, too.
    for (category, post) in [("highest", "P27"), ("first", "P01")] {
        let fields = [("post", post), ("category", category), ("said", "first-over")];
        let other = w.olga.post("/drafts/new", &fields).await.to().to_owned();
        let page = w.olga.get(&format!("{other}/pages/I1")).await;
        assert!(!page.text().contains("Качество знаний"), "{category}, {post}: {}", page.text());
    }
}

async fn an_answer_that_is_asked_no_more_is_shown(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    saved(&w.olga, &format!("{draft}/pages/I1"), &[("results", "Качество знаний выросло.")]).await;
    saved(&w.olga, &format!("{draft}/pages/I2"), &[("results", "Внешние мониторинги <b>выше</b> средних.")]).await;
    let told = "Показатели этого заявления изменились. Эти ваши ответы остались от прежних показателей и в заявление не войдут. Если они нужны, скопируйте текст в другое задание.";
    let list = w.olga.get(&draft).await.words();
    assert!(!list.contains(told), "{list}");
    published(
        &w.t,
        "0196c000-0000-7000-8000-0000000000a1",
        &[("I1", "Показатель области"), ("", "Работа с одарёнными детьми")],
    )
    .await;
    let page = w.olga.get(&draft).await.words();
    let both = format!("{told} Прежний ответ 1 Внешние мониторинги <b>выше</b> средних. ");
    assert!(page.contains(&both) && !page.contains("Прежний ответ 2"), "{page}");
    assert!(page.contains("Показатель области Готово"), "{page}");
}

async fn a_category_granted_elsewhere_is_asked_about(t: TestApp) {
    let w = world(t).await;
    submitted(&w.olga, "first", "none").await;
    w.t.made(|act| Ok(act.run("update applications set stage = 'withdrawn'", &[])?)).await;
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::First, "2022-01-24", Some("2027-01-24")).await;
    let page = w.olga.get("/drafts/new").await.words();
    assert!(page.contains("высшая можно"), "the register opens it: {page}");
    let asked = "педагог-методист зависит от ответа Нужна действующая высшая категория по любой должности. Ответьте ниже, какая категория у вас.";
    assert!(page.contains(asked), "{page}");
    let about = "Если вам установили другую категорию, которой нет в реестре, назовите её: Центр проверит ответ. Если другой нет, назовите ту, что в реестре.";
    assert!(page.contains(about), "{page}");
    let tried = async |category: &str, said: &str| {
        w.olga.post("/drafts/new", &[("post", "P27"), ("category", category), ("said", said)]).await
    };
    let unsaid = "Ответьте, какая категория у вас есть или была: от этого зависит, можно ли подать.";
    assert_eq!(tried("methodist", "").await.faults(), [unsaid]);
    let lacks = "Нужна действующая высшая категория по любой должности. Сначала подайте заявление на высшую.";
    assert_eq!(tried("methodist", "first").await.faults(), [lacks]);
    let draft = tried("methodist", "highest").await.to().to_owned();
    let awards = w.olga.get(&format!("{draft}/pages/awards")).await.text();
    assert!(awards.contains("value=\"highest\" checked"), "it was answered when the draft was begun: {awards}");
    // What the register holds itself is offered with its act, to be looked at.
    let draft = tried("highest", "first").await.to().to_owned();
    let awards = w.olga.get(&format!("{draft}/pages/awards")).await.text();
    assert!(awards.contains("value=\"first\" checked") && awards.contains("214-р"), "{awards}");
    // One that opens everything leaves nothing to ask.
    w.t.holder(Some(w.school), "Орлова Ольга Андреевна", Category::Highest, "2024-05-15", None).await;
    let page = w.olga.get("/drafts/new").await.words();
    assert!(page.contains("педагог-методист можно") && !page.contains("Какая у вас категория"), "{page}");
}

async fn the_consent_names_everybody_who_reads(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let page = w.olga.get(&format!("{draft}/consents/consent")).await.words();
    for words in [
        "муниципальный координатор, то есть сотрудник муниципального органа управления образованием",
        "Если категорию установят, акт об этом публикуют: мои фамилию, имя, отчество, место работы, должность и категорию сможет прочитать каждый.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // What was agreed to before is read as it was, and the new edition is agreed to anew.
    let earlier = w.t.visitor().get("/consents/application-data/2026-11-01").await.words();
    assert!(earlier.contains("координатор моей школы, назначенный специалист") && !earlier.contains("муниципальн"));
    w.t.made(|act| {
        let sql = "insert into consents (id, account_id, document, text_version, given_at, address, withdrawn_at)
             select $1, id, 'application-data', '2026-11-01', 0, '', null from accounts where login = 'olga'";
        Ok(act.run(sql, attestation::values!["0196c000-0000-7000-8000-0000000000c1"])?)
    })
    .await;
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Согласие на обработку персональных данных Не начато"), "{list}");
}

async fn an_application_is_signed_by_the_address_too(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    let by =
        async |login: &'static str| sign(&w.olga, &draft, &[("login", login), ("current-password", PASSWORD)]).await;
    let other = by("vera@example.org").await;
    assert_eq!(other.faults(), ["Введите логин, с которым вы вошли: подписывает только сам педагог."]);
    assert!(by("Olga@example.org").await.to().ends_with("/submitted"));
}

async fn what_is_added_twice_stands_once(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let (courses, documents) = (format!("{draft}/courses"), format!("{draft}/documents"));
    let course = [("title", "Олимпиады"), ("hours", "16"), ("taken_on", "05.09.2025"), ("document", "УПК 16")];
    let (one, other) = tokio::join!(w.olga.post(&courses, &course), w.olga.post(&courses, &course));
    assert_eq!((one.to(), other.to()), (courses.as_str(), courses.as_str()));
    assert_eq!(w.t.count("select count(*) from draft_courses").await, 1);
    assert_eq!(w.olga.post(&courses, &course).await.to(), courses);
    let page = w.olga.get(&courses).await.words();
    let said = "Эти курсы уже есть в заявлении. Чтобы исправить их, уберите их и добавьте снова.";
    assert!(page.contains(said), "{page}");
    let file = [("file", "Диплом.pdf", DIPLOMA)];
    for (kind, count) in [("diploma", 1), ("diploma", 1), ("courses", 2)] {
        assert_eq!(w.olga.upload(&documents, &[("kind", kind)], &file).await.to(), documents);
        assert_eq!(w.t.count("select count(*) from draft_documents").await, count, "{kind}");
    }
}

async fn one_file_of_two_kinds_is_offered_as_both(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    let file = [("file", "Диплом.pdf", DIPLOMA)];
    w.olga.upload(&format!("{draft}/documents"), &[("kind", "courses")], &file).await.to();
    agreed(&w.olga, &draft).await;
    sign(&w.olga, &draft, &[("login", "olga"), ("current-password", PASSWORD)]).await.to();
    let documents = format!("{}/documents", begun(&w.olga, "highest", "first").await);
    let page = w.olga.get(&documents).await.text();
    let offered = |page: &str| -> Vec<String> {
        page.split("name=\"document\" type=\"checkbox\" value=\"").skip(1).map(|rest| rest[..36].to_owned()).collect()
    };
    let both = offered(&page);
    assert_eq!(both.len(), 2, "{page}");
    assert_eq!(w.olga.post(&format!("{documents}/earlier"), &[("document", &both[0])]).await.to(), documents);
    assert_eq!(offered(&w.olga.get(&documents).await.text()), both[1..], "the other one is offered still");
}

async fn what_stays_after_sending_may_be_written_otherwise(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    filled(&w.olga, &draft, "first", "none").await;
    agreed(&w.olga, &draft).await;
    sign(&w.olga, &draft, &[("login", "olga"), ("current-password", PASSWORD)]).await.to();
    w.t.made(|act| Ok(act.run("update applications set stage = 'fix_requested'", &[])?)).await;
    let person = format!("{draft}/pages/person");
    let with = |born: &'static str, snils: &'static str| {
        [("born", born), ("snils", snils), ("email", "olga@example.org"), ("phone", "+7 913 000-00-00")]
    };
    saved(&w.olga, &person, &with("4.2.1978", "11223344595")).await;
    let other = posted(&w.olga, &person, &with("05.02.1978", "112-233-445 95")).await;
    let stays = "После отправки дату рождения не меняют. Если здесь ошибка, напишите о ней в ответе на замечание: исправит Центр.";
    assert!(other.faults().contains(&stays.to_owned()), "{:?}", other.faults());
}

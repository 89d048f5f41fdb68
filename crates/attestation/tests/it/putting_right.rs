//! A teacher puts an application right after remarks: from the remark to the very task, signed anew, the old text kept.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{TestApp, Visitor};
use crate::applying::{World, filled, helping, saved, sign as signed_by, submitted, world};
use crate::on_both;
use crate::people::PASSWORD;
use crate::retention::entries;

on_both!(
    an_application_is_put_right_and_signed_anew,
    what_was_sent_of_the_person_stays,
    what_is_signed_again_is_of_the_case,
    a_document_asked_for_is_not_answered_by_signing,
    a_document_that_will_not_come_is_explained_with_the_signature,
    a_remark_names_its_indicator,
    corrections_stand_in_the_cabinet,
    an_application_of_the_centre_is_answered_in_words,
    data_put_right_by_the_centre_are_what_is_signed,
    nobody_else_puts_it_right,
    corrections_that_are_not_signed_are_not_left_behind,
    an_original_on_paper_is_put_right_in_the_cabinet,
    a_coordinator_brings_a_corrected_original,
    a_receipt_keeps_the_moment_of_the_first_signature,
);

/// Submits an application, and the Centre asks to put right education, results and a document; its address and its draft.
async fn asked(t: &TestApp, olga: &Visitor, zoya: &Visitor) -> (String, String) {
    let done = submitted(olga, "first", "none").await;
    let home = done.strip_suffix("/submitted").unwrap().to_owned();
    let remarks = [
        ("part-0", "education"),
        ("words-0", "Номер диплома не читается."),
        ("part-1", "results"),
        ("words-1", "Назовите годы."),
        ("part-2", "document:diploma"),
        ("words-2", "Нужна вторая страница."),
    ];
    assert_eq!(zoya.post(&format!("{home}/remarks"), &remarks).await.to(), format!("{home}/remarks"));
    let draft = t.count("select count(*) from drafts").await;
    assert_eq!(draft, 1);
    let led = olga.get(&format!("{home}/correction")).await;
    (home, led.to().to_owned())
}

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const CONSENT: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");
const EDUCATION: [(&str, &str); 5] = [
    ("level", "master"),
    ("institution", "Томский педагогический университет"),
    ("year", "2001"),
    ("diploma", "ДВС 7654321"),
    ("qualification", "учитель физики"),
];

async fn an_application_is_put_right_and_signed_anew(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    let page = w.olga.get(&format!("{home}/remarks")).await;
    for link in ["correction?part=education", "correction?part=results", "#papers"] {
        assert!(
            page.text().contains(&format!("href=\"{home}{}{link}\"", if link.starts_with('#') { "" } else { "/" })),
            "{link}"
        );
    }
    assert!(
        !zoya.get(&format!("{home}/remarks")).await.text().contains("correction?part"),
        "the centre answers in words"
    );
    assert_eq!(w.olga.get(&format!("{home}/correction?part=education")).await.to(), format!("{draft}/pages/education"));
    assert_eq!(w.olga.get(&format!("{home}/correction?part=results")).await.to(), draft, "which indicator, words say");

    let list = w.olga.get(&draft).await.words();
    assert!(
        list.contains("Замечания Центра: Образование: Номер диплома не читается. Результаты работы: Назовите годы."),
        "{list}"
    );
    for (task, said, other) in
        [("I2", "Назовите годы.", "Номер диплома"), ("education", "Номер диплома", "Назовите годы.")]
    {
        let page = w.olga.get(&format!("{draft}/pages/{task}")).await.words();
        assert!(page.contains(&format!("Замечания Центра: {said}")) && !page.contains(other), "{page}");
    }
    assert!(!w.olga.get(&format!("{draft}/pages/person")).await.words().contains("Замечания Центра"));
    assert!(list.contains("Исправление заявления") && !list.contains("Удалить черновик"), "{list}");
    for line in ["Образование Исправить: 1", "Документ: диплом об образовании Исправить: 1", "Сведения о себе Готово"]
    {
        assert!(list.contains(line), "{line}: {list}");
    }
    assert_eq!(list.matches("Исправить: 1").count(), 6, "education, each of the results, the document: {list}");
    assert!(list.contains("Осталось исправить по замечаниям: 3. Если исправлять в заявлении нечего"), "{list}");
    assert!(!list.contains("Всё готово"), "{list}");
    assert!(
        !list.contains("Диплом и") && !list.contains(" Документы "),
        "documents stand on the page of the case: {list}"
    );
    saved(&w.olga, &format!("{draft}/pages/education"), &EDUCATION).await;
    saved(&w.olga, &format!("{draft}/pages/I1"), &[("results", "С 2023 по 2026 год качество выросло.")]).await;
    let course = [("title", "Новая методика"), ("hours", "36"), ("taken_on", "05.09.2025"), ("document", "УПК 16")];
    assert_eq!(w.olga.post(&format!("{draft}/courses"), &course).await.status, StatusCode::SEE_OTHER);
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Образование Исправлено") && list.contains("Повышение квалификации Исправлено"), "{list}");
    assert_eq!(list.matches("Исправлено").count(), 3, "{list}");
    assert!(list.contains("Осталось исправить по замечаниям: 1."), "the document has not come: {list}");
    let content = w.olga.get(&format!("{home}/application")).await.words();
    assert!(
        content.contains("ДВС 0123456") && !content.contains("ДВС 7654321"),
        "nothing changes before the signature"
    );
    let signing = w.olga.get(&format!("{draft}/signing")).await.words();
    let education = "Исправлено: «Образование», «Повышение квалификации». Заявление подписано заново.";
    let said = format!("Образование: Номер диплома не читается. Ответ: {education}");
    assert!(signing.contains(&said), "{signing}");
    assert!(signing.contains("Ответьте на замечание своими словами"), "{signing}");
    let wrong = signed_by(&w.olga, &draft, &[("login", "olga"), ("current-password", "не тот")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words().contains("Подписать и отправить исправления"), "{}", wrong.words());
    let sign = [("login", "olga"), ("current-password", PASSWORD)];
    assert_eq!(signed_by(&w.olga, &draft, &sign).await.to(), format!("{home}/remarks"));
    let page = w.olga.get(&format!("{home}/remarks")).await.words();
    assert!(page.contains("Исправленное заявление подписано и отправлено: оно снова у Центра."), "{page}");
    let results = "Исправлено: «Устойчивые положительные результаты обучающихся по мониторингу организации». Заявление подписано заново.";
    let paper = "В этой части изменений нет. Исправлено: «Образование», «Повышение квалификации», «Устойчивые положительные результаты обучающихся по мониторингу организации». Заявление подписано заново.";
    for answer in [education, results, paper] {
        assert_eq!(page.matches(&format!("Ответ: {answer}")).count(), 1, "{answer}: {page}");
    }

    let content = zoya.get(&format!("{home}/application")).await.words();
    for part in ["ДВС 7654321", "С 2023 по 2026 год качество выросло.", "Новая методика"]
    {
        assert!(content.contains(part), "{part}: {content}");
    }
    assert!(!content.contains("ДВС 0123456"), "{content}");
    let case = w.olga.get(&home).await.words();
    assert!(case.contains("Исправленное заявление, подписанное простой электронной подписью"), "{case}");
    let rows = [
        "select count(*) from applications where stage = 'registered'",
        "select count(*) from application_signatures where hash = file_key",
        "select count(*) from earlier_signatures where hash = file_key",
        "select count(*) from earlier_signatures e join application_signatures s on s.application_id = e.application_id where s.hash <> e.hash",
    ];
    for sql in rows {
        assert_eq!(w.t.count(sql).await, 1, "{sql}");
    }
    let signed = "select count(*) from documents where kind = 'application' and removed_at is null";
    assert_eq!(w.t.count(signed).await, 2, "both texts stay");
    both_are_in_the_file_of_the_case(&w, &zoya, &home).await;
    let told = w.t.journal().await.into_iter();
    let told: Vec<String> = told
        .filter(|row| ["application.corrected", "intake.answered"].iter().any(|kind| row.starts_with(kind)))
        .collect();
    assert_eq!(
        told,
        [
            "application.corrected: заявление исправлено и подписано заново",
            "intake.answered: замечания исправлены, заявление отправлено снова"
        ]
    );
    let again = signed_by(&w.olga, &draft, &sign).await;
    assert_eq!(again.to(), format!("{home}/submitted"), "pressed twice it is sent once");
    assert_eq!(w.olga.get(&draft).await.status, StatusCode::GONE);
    let closed = w.olga.get(&format!("{home}/correction")).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert!(closed.words().contains("Сейчас оно в состоянии «зарегистрировано»."), "{}", closed.words());
}

/// The archive of the case tells of both signatures, and both texts lie in it.
async fn both_are_in_the_file_of_the_case(w: &World, zoya: &Visitor, home: &str) {
    let inside = entries(&zoya.get(&format!("{home}/archive-file")).await);
    let of = |name: &str| &inside.iter().find(|(known, _)| known == name).expect("it is inside").1;
    let told: Value = serde_json::from_slice(of("case.json")).unwrap();
    let (last, earlier) = (
        w.t.text("select hash from application_signatures").await,
        w.t.text("select hash from earlier_signatures").await,
    );
    assert_eq!(told["signature"]["sha256"], last.as_str());
    let before = told["earlier_signatures"].as_array().unwrap();
    assert_eq!(before.iter().map(|one| &one["sha256"]).collect::<Vec<_>>(), [earlier.as_str()]);
    let sums: Vec<String> = inside.iter().map(|(_, bytes)| filestore::Key::of(bytes).as_str().to_owned()).collect();
    for sum in [&last, &earlier] {
        assert_eq!(sums.iter().filter(|one| *one == sum).count(), 1, "each text is there once");
    }
    let index = String::from_utf8(of("index.html").clone()).unwrap();
    assert!(index.contains("Прежняя подпись, до исправления") && index.contains(&earlier), "{index}");
    let manifest: Value = serde_json::from_slice(of("manifest.json")).unwrap();
    assert!(manifest["files"].as_array().unwrap().iter().any(|one| one["sha256"] == earlier.as_str()));
}

async fn what_was_sent_of_the_person_stays(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (_, draft) = asked(&w.t, &w.olga, &zoya).await;
    let person = [
        ("version", "1"),
        ("born", "05.02.1978"),
        ("snils", "112-233-445 95"),
        ("email", "olga2@example.org"),
        ("phone", ""),
    ];
    let faults = w.olga.post(&format!("{draft}/pages/person"), &person).await.faults();
    assert_eq!(
        faults,
        [
            "После отправки дату рождения не меняют. Если здесь ошибка, напишите о ней в ответе на замечание: исправит Центр."
        ]
    );
    for version in ["1", "2"] {
        let category = [("version", version), ("category", "highest"), ("attendance", "yes")];
        let faults = w.olga.post(&format!("{draft}/pages/category"), &category).await.faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(
            faults[0].starts_with("После отправки категорию не меняют."),
            "pressed twice it is no other: {faults:?}"
        );
    }
    let kept = "select count(*) from draft_pages where (task = 'person' and typed like '%born=04.02.1978%' and typed like '%olga2%')
         or (task = 'category' and typed like '%category=first%')";
    assert_eq!(w.t.count(kept).await, 2, "what may be changed is kept, the rest stands as it was sent");
    for path in ["documents", "removal"] {
        assert_eq!(w.olga.get(&format!("{draft}/{path}")).await.status, StatusCode::CONFLICT, "{path}");
        assert_eq!(w.olga.post(&format!("{draft}/{path}/removal"), &[]).await.status.as_u16() / 100, 4, "{path}");
    }
    assert_eq!(w.olga.post(&format!("{draft}/removal"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(w.t.count("select count(*) from drafts where removed_at is null").await, 1);
}

async fn what_is_signed_again_is_of_the_case(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    // A page that was saved before this was watched over.
    w.t.made(|act| {
        act.run("update draft_pages set typed = replace(typed, 'post=P27', 'post=P01') where task = 'work'", &[])?;
        Ok(act.run("update drafts set post_code = 'P01'", &[])?)
    })
    .await;
    let signed = signed_by(&w.olga, &draft, &[("login", "olga"), ("current-password", PASSWORD)]).await;
    assert_eq!(signed.status, StatusCode::CONFLICT);
    assert!(
        signed.words().contains("должность или категория в черновике не те, что в отправленном заявлении"),
        "{}",
        signed.words()
    );
    assert_eq!(w.t.count("select count(*) from earlier_signatures").await, 0);
    assert!(w.olga.get(&home).await.words().contains("нужны исправления"));
}

async fn a_document_asked_for_is_not_answered_by_signing(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let remark = [("part-0", "document:courses"), ("words-0", "Приложите удостоверение.")];
    zoya.post(&format!("{home}/remarks"), &remark).await.to();
    let text = w.t.letter_to("olga@example.org").await.text.replace('\u{a0}', " ");
    assert!(text.contains("В вашем заявлении нужно исправить (дело 2026-0001,"), "{text}");
    let draft = w.olga.get(&format!("{home}/correction")).await.to().to_owned();
    let sign = [("login", "olga"), ("current-password", PASSWORD)];
    let signed = signed_by(&w.olga, &draft, &sign).await;
    assert_eq!(signed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let missing = "Добавьте документ на странице дела или напишите, почему его не будет.";
    assert_eq!(signed.faults(), [missing]);
    assert!(signed.words().contains("Этого документа в деле нет."), "{}", signed.words());
    w.t.later(jiff::SignedDuration::from_secs(60));
    let paper = [("kind", "courses"), ("title", "Удостоверение")];
    w.olga.upload(&format!("{home}/documents"), &paper, &[("file", "УПК.pdf", DIPLOMA)]).await.to();
    signed_by(&w.olga, &draft, &sign).await.to();
    let answered = w.olga.get(&format!("{home}/remarks")).await.words();
    assert!(
        answered.contains("Ответ: Добавлен документ: повышение квалификации. Заявление подписано заново."),
        "{answered}"
    );
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject.replace('\u{a0}', " "), "Заявление зарегистрировано, дело 2026-0001");
}

async fn a_document_that_will_not_come_is_explained_with_the_signature(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let remarks = [
        ("part-0", "document:courses"),
        ("words-0", "Приложите удостоверение."),
        ("part-1", "education"),
        ("words-1", "Проверьте год."),
    ];
    zoya.post(&format!("{home}/remarks"), &remarks).await.to();
    let draft = w.olga.get(&format!("{home}/correction")).await.to().to_owned();
    let page = w.olga.get(&format!("{draft}/signing")).await;
    assert!(page.words().contains("Почему нет документа: повышение квалификации"), "{}", page.words());
    let field = page.text().split("name=\"missing-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let field = format!("missing-{field}");
    let wrong = [(field.as_str(), "Курсы кончаются в марте."), ("login", "olga"), ("current-password", "другой")];
    let wrong = signed_by(&w.olga, &draft, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Курсы кончаются в марте."), "what was typed stays");
    let sign = [(field.as_str(), "Курсы кончаются в марте."), ("login", "olga"), ("current-password", PASSWORD)];
    signed_by(&w.olga, &draft, &sign).await.to();
    let answered = w.olga.get(&format!("{home}/remarks")).await.words();
    assert!(answered.contains("Ответ: Курсы кончаются в марте."), "{answered}");
    assert_eq!(answered.matches("Ответ:").count(), 2, "{answered}");
}

async fn a_remark_names_its_indicator(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let form = zoya.get(&format!("{home}/remarks")).await.text();
    let named = form.split("value=\"results:").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let part = format!("results:{named}");
    let strange =
        zoya.post(&format!("{home}/remarks"), &[("part-0", "results:Такого нет"), ("words-0", "Годы.")]).await.faults();
    assert_eq!(strange, ["Выберите, о какой части заявления замечание."]);
    zoya.post(&format!("{home}/remarks"), &[("part-0", &part), ("words-0", "Назовите годы.")]).await.to();
    let page = w.olga.get(&format!("{home}/remarks")).await;
    let low = format!("{}{}", named.chars().next().unwrap().to_lowercase(), named.chars().skip(1).collect::<String>());
    assert!(page.words().contains(&format!("Результаты работы: {low} Назовите годы.")), "{}", page.words());
    let letter = w.t.letter_to("olga@example.org").await.text.replace('\u{a0}', " ");
    assert!(letter.contains(&format!("Результаты работы: {low}: Назовите годы.")), "{letter}");
    let way = page.text().split("/correction?").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let task = w.olga.get(&format!("{home}/correction?{way}")).await.to().to_owned();
    let asked = w.olga.get(&task).await.words();
    assert!(asked.contains(&named) && asked.contains("Замечания Центра: Назовите годы."), "{asked}");
    let draft = task.split("/pages/").next().unwrap();
    let list = w.olga.get(draft).await.words();
    assert!(list.contains(&format!("{named} Исправить: 1")), "{list}");
    assert_eq!(list.matches("Исправить: 1").count(), 1, "{list}");
}

async fn corrections_stand_in_the_cabinet(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    let cabinet = w.olga.get("/cabinet").await;
    assert!(cabinet.text().contains(&format!("href=\"{home}/remarks\">Исправьте заявление по замечаниям Центра")));
    assert!(!cabinet.words().contains("Черновики"), "{}", cabinet.words());
    w.t.later(jiff::SignedDuration::from_secs(60));
    saved(&w.olga, &format!("{draft}/pages/education"), &EDUCATION).await;
    let cabinet = w.olga.get("/cabinet").await;
    assert!(cabinet.text().contains(&format!("href=\"{draft}\"")), "{}", cabinet.text());
    let said = "Исправление заявления № 2026-0001: первая, учитель не подписано: Центр этих исправлений пока не видит; сохранено";
    assert!(cabinet.words().contains(said), "{}", cabinet.words());
    let fields = crate::intake::answers(&zoya.get(&format!("{home}/remarks")).await);
    let typed: Vec<(&str, &str)> = fields.iter().map(|field| (field.as_str(), "Исправлено.")).collect();
    let stopped = zoya.post(&format!("{home}/remarks/answers"), &typed).await.faults();
    assert!(stopped[0].contains("Попросите педагога подписать их в своём кабинете"), "{stopped:?}");
    signed_by(&w.olga, &draft, &[("login", "olga"), ("current-password", PASSWORD)]).await.to();
    assert!(!w.olga.get("/cabinet").await.words().contains("не подписано"));
}

async fn an_application_of_the_centre_is_answered_in_words(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let case = w.t.application(w.school, "Орлова Ольга Андреевна", Category::First).await;
    let (teacher, login) = (case.teacher, "olga");
    w.t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login = $2) where id = $1";
        Ok(act.run(sql, attestation::values![teacher, login])?)
    })
    .await;
    let home = format!("/applications/{}", case.id);
    zoya.post(&format!("{home}/remarks"), &[("part-0", "education"), ("words-0", "Нет года.")]).await;
    let page = w.olga.get(&format!("{home}/remarks")).await;
    assert!(!page.text().contains("correction") && page.words().contains("Что исправлено"), "{}", page.words());
    let closed = w.olga.get(&format!("{home}/correction")).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert!(closed.words().contains("Это заявление заполнено не в вашем кабинете."), "{}", closed.words());
}

async fn data_put_right_by_the_centre_are_what_is_signed(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (_, draft) = asked(&w.t, &w.olga, &zoya).await;
    let teacher =
        crate::commission::column(&w.t, "select id from teachers where $1 = ''", String::new()).await.remove(0);
    let right = [
        ("surname", "Орлова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born-day", "5"),
        ("born-month", "2"),
        ("born-year", "1978"),
        ("snils", "112-233-445 95"),
        ("reason", "Дата записана с ошибкой."),
        ("basis", ""),
    ];
    let done = zoya.post(&format!("/teachers/{teacher}/correction"), &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.faults());
    let page = w.olga.get(&format!("{draft}/pages/person")).await.text();
    assert!(page.contains("value=\"05.02.1978\""), "the draft that is open again follows");
}

async fn nobody_else_puts_it_right(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    w.t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(w.school), "").await;
    w.t.person("vera", "Котова Вера Игоревна", Role::Teacher, Some(w.school), "").await;
    for login in ["kira", "vera"] {
        let by = w.t.enter(login).await;
        assert_eq!(by.get(&format!("{home}/correction")).await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(by.get(&draft).await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(by.get(&format!("{draft}/signing")).await.status, StatusCode::NOT_FOUND, "{login}");
    }
    assert_eq!(zoya.get(&format!("{home}/correction")).await.status, StatusCode::NOT_FOUND);
}

async fn corrections_that_are_not_signed_are_not_left_behind(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    w.t.later(jiff::SignedDuration::from_secs(60));
    saved(&w.olga, &format!("{draft}/pages/education"), &EDUCATION).await;
    let (remarks, send) = (format!("{home}/remarks"), format!("{home}/remarks/answers"));
    let fields = crate::intake::answers(&w.olga.get(&remarks).await);
    let mut typed: Vec<(&str, &str)> =
        fields.iter().map(|field| (field.as_str(), "Исправлено в образовании.")).collect();
    for who in [&w.olga, &zoya] {
        let stopped = who.post(&send, &typed).await;
        assert_eq!(stopped.faults().len(), 1, "{:?}", stopped.faults());
        assert!(
            stopped.faults()[0].starts_with("В заявлении есть исправления, которые педагог сохранил, но не подписал.")
        );
        assert!(stopped.text().contains("Исправлено в образовании."), "nothing typed is lost");
    }
    typed.push(("without", "yes"));
    assert_eq!(w.olga.post(&send, &typed).await.to(), remarks);
    assert!(w.olga.get(&remarks).await.words().contains("Ответы отправлены: заявление снова у Центра."));
    let data = crate::retention::entries(&w.olga.get("/cabinet/data").await);
    let kept = String::from_utf8(data[0].1.clone()).unwrap();
    assert!(kept.contains("Номер диплома не читается.") && kept.contains("7654321"), "own data tell both: {kept}");
}

async fn an_original_on_paper_is_put_right_in_the_cabinet(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    filled(&kira, &draft, "first", "none").await;
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.jpg", CONSENT)];
    let home = kira.upload(&format!("{draft}/original"), &[("signed", "20.11.2026")], &scans).await.to().to_owned();
    let (zoya, remarks) = (w.t.zoya().await, format!("{home}/remarks"));
    zoya.post(&remarks, &[("part-0", "education"), ("words-0", "Номер диплома не читается.")]).await.to();
    let way = format!("href=\"{home}/correction?part=education\"");
    assert!(w.olga.get(&remarks).await.text().contains(&way));
    let page = kira.get(&remarks).await;
    assert!(page.text().contains(&way), "the coordinator fills it in for the teacher");
    assert!(page.words().contains("Исправьте ответы в заявлении, распечатайте его, дайте педагогу подписать и внесите исправленный подлинник : это ответ на все замечания. Педагог может исправить и подписать заявление и сам, в своём кабинете."), "{}", page.words());
    w.t.later(jiff::SignedDuration::from_secs(60));
    saved(&w.olga, &format!("{draft}/pages/education"), &EDUCATION).await;
    let field = crate::intake::answers(&kira.get(&remarks).await).remove(0);
    let stopped = kira.post(&format!("{remarks}/answers"), &[(&field, "Исправлено.")]).await;
    assert_eq!(stopped.faults().len(), 1, "{:?}", stopped.faults());
    assert!(stopped.faults()[0].starts_with("В заявлении есть исправления, которые педагог сохранил, но не подписал."));
    assert_eq!(w.t.count("select count(*) from applications where stage = 'fix_requested'").await, 1);
}

async fn a_coordinator_brings_a_corrected_original(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    filled(&kira, &draft, "first", "none").await;
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.jpg", CONSENT)];
    let original = format!("{draft}/original");
    let home = kira.upload(&original, &[("signed", "20.11.2026")], &scans).await.to().to_owned();
    let (zoya, remarks) = (w.t.zoya().await, format!("{home}/remarks"));
    zoya.post(&remarks, &[("part-0", "education"), ("words-0", "Номер диплома не читается.")]).await.to();
    w.t.later(jiff::SignedDuration::from_secs(60));
    let task = kira.get(&format!("{home}/correction?part=education")).await.to().to_owned();
    assert_eq!(task, format!("{draft}/pages/education"));
    saved(&kira, &task, &EDUCATION).await;
    let list = kira.get(&draft).await;
    assert!(list.text().contains(&format!("href=\"{original}\"")) && list.words().contains("Образование Исправлено"));
    assert_eq!(kira.get(&format!("{draft}/application/pdf")).await.status, StatusCode::OK);
    let nothing = kira.upload(&original, &[("signed", "23.11.2026")], &[]).await;
    assert_eq!(nothing.faults(), ["Приложите скан подписанной бумаги."], "the consent is there");
    assert!(nothing.words().contains("Исправленный подлинник"), "{}", nothing.words());
    let again: [(&str, &str, &[u8]); 1] = [("application", "Исправленное.jpg", CONSENT)];
    assert_eq!(kira.upload(&original, &[("signed", "23.11.2026")], &again).await.to(), remarks);
    let page = kira.get(&remarks).await.words();
    assert!(page.contains("Исправленный подлинник внесён: заявление снова у Центра."), "{page}");
    assert!(page.contains("Ответ: Исправлено: «Образование». Заявление подписано заново."), "{page}");
    assert!(zoya.get(&format!("{home}/application")).await.words().contains("ДВС 7654321"));
    let case = zoya.get(&home).await.words();
    for title in ["Заявление, подписанное на бумаге", "Исправленное заявление, подписанное на бумаге"]
    {
        assert!(case.contains(title), "{title}: {case}");
    }
    let told = w.t.journal().await.into_iter().find(|row| row.starts_with("application.corrected"));
    let words = "application.corrected: заявление исправлено, внесён подлинник, подписанный на бумаге заново";
    assert_eq!(told.as_deref(), Some(words));
    assert_eq!(w.t.count("select count(*) from applications where stage = 'registered'").await, 1);
    assert_eq!(kira.upload(&original, &[("signed", "23.11.2026")], &again).await.to(), home, "pressed twice");
    assert_eq!(w.t.count("select count(*) from documents where kind = 'application'").await, 2);
    // What the paper says is not asked about as unsigned.
    zoya.post(&remarks, &[("part-0", "other"), ("words-0", "Уточните стаж.")]).await.to();
    let field = crate::intake::answers(&kira.get(&remarks).await).remove(0);
    assert_eq!(kira.post(&format!("{remarks}/answers"), &[(&field, "Стаж верен.")]).await.to(), remarks);
}

async fn a_receipt_keeps_the_moment_of_the_first_signature(t: TestApp) {
    let w = world(t).await;
    let zoya = w.t.zoya().await;
    let (home, draft) = asked(&w.t, &w.olga, &zoya).await;
    w.t.later(jiff::SignedDuration::from_secs(600));
    saved(&w.olga, &format!("{draft}/pages/education"), &EDUCATION).await;
    let sign = [("login", "olga"), ("current-password", PASSWORD)];
    assert_eq!(signed_by(&w.olga, &draft, &sign).await.to(), format!("{home}/remarks"));
    let receipt =
        async || crate::printing::said(&w.olga.get(&format!("{home}/receipt")).await, "Расписка 2026-0001.pdf");
    let one = receipt().await;
    assert!(one.contains("Подано23 ноября 2026, 14:00 (Томск)"), "{one}");
    assert!(one.contains("Исправлено и подписано заново23 ноября 2026, 14:10 (Томск)"), "{one}");
    assert!(one.contains("Комиссия примет решение до") && !one.contains("Центр зарегистрирует"), "{one}");
    assert_eq!(w.olga.post(&format!("{home}/withdrawal"), &[("ground", "подам позже")]).await.to(), home);
    let over = receipt().await;
    assert!(!over.contains("Что будет дальше"), "{over}");
}

//! A draft and its helper: the coordinator who comes back to it, what is said of documents and days before it is sent.

use attestation::accounts::Role;
use axum::http::StatusCode;

use crate::app::{TestApp, Visitor};
use crate::applying::{PERSON, begun, filled, helping, saved, submitted, world};
use crate::on_both;
use crate::papers_to_send::{both, refused};
use crate::printing::said;

on_both!(
    a_coordinator_helps_again_with_what_was_left,
    documents_are_told_of_before_they_are_missed,
    days_that_cannot_be_are_not_taken,
    papers_of_a_draft_are_signed_by_hand,
);

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const CONSENT: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

async fn a_coordinator_helps_again_with_what_was_left(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    saved(&kira, &format!("{draft}/pages/person"), PERSON).await;
    let page = kira.get("/school/drafts").await.text();
    let teacher = page.split("name=\"teacher\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..36].to_owned();
    let fields = [("teacher", teacher.as_str()), ("post", "P27"), ("category", "first"), ("said", "none")];
    assert_eq!(kira.post(&format!("{draft}/removal"), &[]).await.to(), "/school/drafts");
    assert_eq!(kira.get(&draft).await.status, StatusCode::NOT_FOUND);
    assert!(!w.olga.get(&draft).await.words().contains("начал за вас"));

    w.t.person("rita", "Мельникова Раиса Фёдоровна", Role::Coordinator, Some(w.school), "МБОУ «СОШ № 66»").await;
    for who in ["kira", "rita"] {
        let helper = w.t.enter(who).await;
        assert_eq!(helper.post("/school/drafts", &fields).await.to(), draft, "{who}");
        assert!(helper.get(&draft).await.words().contains("Сведения о себе Готово"), "what was typed stays");
        let letter = w.t.letter_to("olga@example.org").await;
        assert_eq!(letter.subject, "Координатор снова помогает с вашим черновиком");
        assert!(w.olga.get(&draft).await.words().contains("Этот черновик начал за вас координатор школы"));
        assert_eq!(helper.post("/school/drafts", &fields).await.to(), draft, "begun once more: the same");
        assert_eq!(helper.post(&format!("{draft}/removal"), &[]).await.to(), "/school/drafts");
    }
    assert_eq!(w.t.letters().await.len(), 6, "begun once, taken up twice, handed over each of the three times");
    assert_eq!(w.t.count("select count(*) from drafts").await, 1);
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.starts_with("draft.started")).collect();
    assert_eq!(told[0], "draft.started: начат черновик заявления: первая");
    assert_eq!(told[1], "draft.started: координатор снова помогает с черновиком заявления: первая");
    // The teacher has left the school since: it is nobody's to take up there.
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.made(move |act| Ok(act.run("update drafts set organization_id = $1", attestation::values![other])?)).await;
    assert_eq!(kira.post("/school/drafts", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn papers_of_a_draft_are_signed_by_hand(t: TestApp) {
    let w = world(t).await;
    let (kira, draft) = helping(&w, "first", "none").await;
    let papers =
        ["application", "consent"].map(|paper| [format!("{draft}/{paper}/file"), format!("{draft}/{paper}/pdf")]);
    let [application, consent] = &papers;
    refused(
        &kira,
        &application[0],
        "Заявление ещё не заполнено до конца. Откройте черновик и заполните: «Сведения о себе».",
    )
    .await;
    let check = format!("{draft}/check");
    assert!(!kira.get(&check).await.text().contains(&application[0]), "half an application is not signed");
    filled(&kira, &draft, "first", "none").await;
    for path in [&check, &format!("{draft}/original")] {
        let page = kira.get(path).await.text();
        for link in papers.as_flattened() {
            assert!(page.contains(&format!("href=\"{link}\"")), "{link} in {path}");
        }
    }
    assert!(w.olga.get(&check).await.text().contains(&application[1]), "the teacher signs too");
    let parts = [
        "В аттестационную комиссию",
        "Орлова Ольга Андреевна",
        "учитель, физика",
        "МБОУ «СОШ № 66»",
        "о проведении аттестации",
        "Прошу провести аттестацию в целях установления первой квалификационной категории по должности «учитель».",
        "Сведения о себе",
        "Образование",
        "Томский педагогический университет",
        "Методика физики",
        "72 часа, документ № УПК 15 от 05.09.2024",
        "Диплом об образовании: Диплом.pdf",
        "Подтверждаю, что сведения и документы верны.",
        "«____»",
        "Орлова О. А.",
    ];
    both(&kira, (&application[0], &application[1]), "Заявление, Орлова О. А..pdf", &parts).await;
    let printed = said(&kira.get(&application[1]).await, "Заявление, Орлова О. А..pdf");
    assert!(!printed.contains("2026-") && !printed.contains("Номер заявления"), "no number yet: {printed}");
    let parts = [
        "Орлова Ольга Андреевна",
        "Я даю согласие на обработку",
        "Согласие действует",
        "30 ноября 2026",
        "Орлова О. А.",
    ];
    both(&w.olga, (&consent[0], &consent[1]), "Согласие, Орлова О. А..pdf", &parts).await;
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    w.t.person("rita", "Мельникова Раиса Фёдоровна", Role::Coordinator, Some(other), "МБОУ «СОШ № 4»").await;
    let rita = w.t.enter("rita").await;
    for link in papers.as_flattened() {
        assert_eq!(rita.get(link).await.status, StatusCode::NOT_FOUND, "{link}");
    }
    let told = w.t.journal().await;
    let told = |words: &str| told.iter().filter(|row| *row == words).count();
    assert_eq!(told("draft.by_hand: скачано заявление для подписи на бумаге"), 3);
    assert_eq!(told("draft.by_hand: скачано согласие для подписи на бумаге"), 2);
    let scans: [(&str, &str, &[u8]); 2] =
        [("application", "Заявление.pdf", DIPLOMA), ("consent", "Согласие.jpg", CONSENT)];
    kira.upload(&format!("{draft}/original"), &[("signed", "20.11.2026")], &scans).await.to();
    for link in papers.as_flattened() {
        assert_eq!(kira.get(link).await.status, StatusCode::GONE, "{link}");
    }
}

/// Gives one document of a kind to a draft.
async fn given(who: &Visitor, draft: &str, kind: &str) {
    let path = format!("{draft}/documents");
    assert_eq!(who.upload(&path, &[("kind", kind)], &[("file", "Диплом.pdf", DIPLOMA)]).await.to(), path);
}

async fn documents_are_told_of_before_they_are_missed(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "methodist", "highest").await;
    let check = format!("{draft}/check");
    given(&w.olga, &draft, "diploma").await;
    let missing = "Документы Без этих документов заявление не отправить: ходатайство работодателя. Заполняется";
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains(missing), "{list}");
    let page = w.olga.get(&check).await.words();
    assert!(
        page.contains("Документы : Без этих документов заявление не отправить: ходатайство работодателя."),
        "{page}"
    );
    given(&w.olga, &draft, "petition").await;
    let list = w.olga.get(&draft).await.words();
    assert!(list.contains("Документы Готово"), "{list}");
    let awaited = "В деле понадобятся ещё документы: повышение квалификации, результаты профессиональной деятельности, документ об имеющейся категории. Их можно добавить и после отправки.";
    for path in [&draft, &check, &format!("{draft}/documents")] {
        let page = w.olga.get(path).await.words();
        assert!(page.contains(awaited), "{path}: {page}");
    }
    for kind in ["courses", "results", "category"] {
        given(&w.olga, &draft, kind).await;
    }
    assert!(!w.olga.get(&check).await.words().contains("В деле понадобятся"));
    // The case asks for the same and for nothing else.
    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let case = w.olga.get(&home).await.words();
    assert!(case.contains("Не хватает: повышение квалификации, результаты профессиональной деятельности."), "{case}");
    let first = begun(&w.olga, "highest", "first").await;
    filled(&w.olga, &first, "highest", "first-over").await;
    let list = w.olga.get(&first).await.words();
    let awaited =
        "В деле понадобятся ещё документы: повышение квалификации, результаты профессиональной деятельности. Их";
    assert!(list.contains(awaited), "{list}");
}

async fn days_that_cannot_be_are_not_taken(t: TestApp) {
    let w = world(t).await;
    let draft = begun(&w.olga, "first", "none").await;
    let course = async |day: &str| {
        let fields = [("title", "Методика физики"), ("hours", "72"), ("taken_on", day), ("document", "УПК 15")];
        w.olga.post(&format!("{draft}/courses"), &fields).await.faults()
    };
    let ahead = "Этот день ещё не наступил. Проверьте день и год.";
    let ancient = "Год раньше 1920. Проверьте год.";
    let wrong = "Дата записана с ошибкой. Нужны день, месяц и год, например 05.09.2024.";
    for (day, said) in [
        ("24.11.2026", ahead),
        ("01.01.9999", ahead),
        ("01.01.0202", ancient),
        ("31.02.2024", wrong),
        ("05.09.24", wrong),
    ] {
        assert_eq!(course(day).await, [said], "{day}");
    }
    assert_eq!(course("23.11.2026").await, Vec::<String>::new(), "a paper of today");
    let year = [("version", "0"), ("level", "master"), ("institution", "ТГПУ"), ("year", "2027"), ("diploma", "1")];
    let faults = w.olga.post(&format!("{draft}/pages/education"), &year).await.faults();
    assert_eq!(faults[0], "Год — четыре цифры, от 1950 до 2026.");

    let home = submitted(&w.olga, "first", "none").await.strip_suffix("/submitted").unwrap().to_owned();
    let sent = async |day: &str| {
        let fields = [("kind", "results"), ("title", "Справка"), ("dated_on", day)];
        w.olga.upload(&format!("{home}/documents"), &fields, &[("file", "Справка.pdf", DIPLOMA)]).await
    };
    for (day, said) in [("01.01.9999", ahead), ("24.11.2026", ahead), ("01.01.1812", ancient), ("5.9", wrong)] {
        let answer = sent(day).await;
        assert_eq!(
            (answer.status, answer.faults()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![said.to_owned()]),
            "{day}"
        );
        assert!(answer.text().contains(&format!("value=\"{day}\"")), "what was typed is kept");
    }
    for day in ["", "05.09.2024", "2024-09-05"] {
        assert_eq!(sent(day).await.to(), home, "{day}");
    }
    assert_eq!(w.t.count("select count(*) from documents where dated_on = '05.09.2024'").await, 2);
}

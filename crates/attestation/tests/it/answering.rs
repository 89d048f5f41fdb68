//! A specialist declares no interest or names it; answers by the criteria set of the case and gets the paper made.

use attestation::accounts::Role;
use attestation::applications::{Application, Category, Stage};
use attestation::criteria;
use attestation::platform::failure::Failure;
use attestation::values;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;

on_both!(
    papers_open_after_a_declaration,
    a_named_interest_sends_the_case_back,
    an_interest_may_be_named_later,
    a_case_keeps_the_set_it_began_under,
    a_conclusion_is_made_of_answers,
    an_answer_without_a_document_is_asked_about,
    answers_are_counted_in_points,
    a_threshold_that_is_missed_is_explained,
    two_windows_keep_both_texts,
    answers_keep_themselves,
    what_keeps_itself_does_not_overwrite_another_window,
    pages_of_answers_cost_the_same_for_one_paper_and_three,
    the_centre_adds_what_came_on_paper,
);

const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const UNDECLARED: &str = "Сначала ответьте на странице дела, нет ли у вас личной заинтересованности. До этого документы не открываются и заключение не готовится.";

pub struct World {
    pub t: TestApp,
    pub case: Application,
    pub home: String,
    pub zoya: Visitor,
    pub olesya: Visitor,
    pub kira: Visitor,
}

/// One case of the first category with one document, assigned to Олеся.
pub async fn world(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "").await;
    t.assigned(seat, &[&case]).await;
    let (zoya, olesya, kira) = (t.zoya().await, t.enter("olesya").await, t.enter("kira").await);
    let home = format!("/applications/{}", case.id);
    let fields = [("kind", "results"), ("title", "Справка о результатах")];
    kira.upload(&format!("{home}/documents"), &fields, &[("file", "Справка.pdf", DIPLOMA)]).await.to();
    World { t, case, home, zoya, olesya, kira }
}

async fn papers_open_after_a_declaration(t: TestApp) {
    let w = world(t).await;
    let paper = w.kira.get(&w.home).await.text();
    let paper = paper.split(&format!("{}/documents/", w.home)).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let closed = [
        format!("{}/documents/{paper}", w.home),
        format!("{}/documents/{paper}/file", w.home),
        format!("{}/archive", w.home),
        format!("{}/conclusion", w.home),
        format!("{}/conclusion/template", w.home),
        format!("{}/conclusion/answers", w.home),
    ];
    for path in &closed {
        let answer = w.olesya.get(path).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}");
        assert!(answer.words().contains(UNDECLARED), "{path}: {}", answer.words());
    }
    let upload = [("conclusion", "Заключение.pdf", DIPLOMA)];
    assert_eq!(w.olesya.upload(&format!("{}/conclusion", w.home), &[], &upload).await.status, StatusCode::CONFLICT);
    assert_eq!(w.t.count("select count(*) from conclusions").await, 0);

    let page = w.olesya.get(&w.home).await.words();
    assert!(page.contains("Справка о результатах Результаты профессиональной деятельности, PDF, 88 КБ"), "{page}");
    w.olesya.declare(&w.home).await;
    assert!(w.olesya.get(&w.home).await.words().contains("Ответ записан. Документы открыты."));
    w.olesya.declare(&w.home).await; // pressed twice: one row
    assert_eq!(w.t.count("select count(*) from declarations where ground = '' and edition = '1'").await, 1);
    assert_eq!(w.olesya.get(&closed[1]).await.bytes, DIPLOMA);
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.contains("заинтересован")).collect();
    assert_eq!(told, ["assignment.declared: заявлено: личной заинтересованности нет"]);
    assert!(!w.kira.get(&w.home).await.words().contains("заинтересованности"), "the school is not told");
    let foreign = w.kira.post(&format!("{}/declaration", w.home), &[("answer", "none")]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

async fn a_named_interest_sends_the_case_back(t: TestApp) {
    let w = world(t).await;
    let path = format!("{}/declaration", w.home);
    let empty = w.olesya.post(&path, &[("words", "не скажу")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.faults(), ["Выберите, в чём заинтересованность."]);
    assert!(empty.text().contains("не скажу"));
    let bare = w.olesya.post(&path, &[("ground", "other")]).await;
    assert_eq!(bare.faults(), ["Напишите, в чём заинтересованность: Центр выберет другого специалиста."]);
    let named = [("ground", "relative"), ("words", "Ольга Андреевна — моя сестра")];
    assert_eq!(w.olesya.post(&path, &named).await.to(), "/applications");
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Scheduled);
    assert_eq!(w.olesya.get(&w.home).await.status, StatusCode::NOT_FOUND, "it is not theirs any more");
    let letter = w.t.letter_to("zoya@example.org").await;
    assert_eq!(letter.subject, "Дело 2026-0001 ждёт другого специалиста");
    let why = "Специалист Смирнова Олеся Ивановна не может рассматривать дело 2026-0001: названа личная заинтересованность: родственники или свойственники — Ольга Андреевна — моя сестра.";
    assert!(letter.text.replace('\u{a0}', " ").contains(why), "{}", letter.text);
    assert!(w.zoya.get(&w.home).await.words().contains("не назначен"));
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.contains("заинтересован")).collect();
    assert_eq!(
        told,
        [
            "assignment.declared: названа личная заинтересованность: родственники или свойственники — Ольга Андреевна — моя сестра",
            "assignment.ended: снят специалист Смирнова\u{a0}О.\u{a0}И.: названа личная заинтересованность"
        ]
    );
    assert!(!w.kira.get(&w.home).await.words().contains("сестра"), "the words are for the centre");
}

async fn an_interest_may_be_named_later(t: TestApp) {
    let w = world(t).await;
    let path = format!("{}/declaration", w.home);
    let first = w.olesya.get(&path).await.words();
    assert!(first.contains("Если узнаете о ней позже, её можно будет назвать на странице заключения."), "{first}");
    w.olesya.declare(&w.home).await;
    let conclusion = format!("{}/conclusion", w.home);
    assert!(w.olesya.get(&conclusion).await.text().contains(&path), "the way to it");
    assert!(!w.zoya.get(&conclusion).await.text().contains(&path), "it is the specialist's own");
    let page = w.olesya.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.words().contains("Вы ответили, что заинтересованности нет."), "{}", page.words());
    assert!(!page.words().contains("Заявить, что заинтересованности нет"), "{}", page.words());
    w.olesya.upload(&conclusion, &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await.to();
    let bare = w.olesya.post(&path, &[("words", "сестра")]).await;
    assert_eq!(bare.faults(), ["Выберите, в чём заинтересованность."]);
    let named = [("ground", "relative"), ("words", "сестра под новой фамилией")];
    assert_eq!(w.olesya.post(&path, &named).await.to(), "/applications");
    assert_eq!(w.t.fresh(&w.case).await.stage, Stage::Scheduled);
    assert_eq!(w.olesya.get(&w.home).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.t.count("select count(*) from declarations where ground = 'relative'").await, 1);
    let named = "названа личная заинтересованность: родственники или свойственники — сестра под новой фамилией; прежде отвечено, что её нет";
    let letter = w.t.letter_to("zoya@example.org").await;
    assert!(letter.text.split_whitespace().collect::<Vec<_>>().join(" ").contains(named), "{}", letter.text);
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.contains("заинтересован")).collect();
    assert_eq!(
        told,
        [
            "assignment.declared: заявлено: личной заинтересованности нет".to_owned(),
            format!("assignment.declared: {named}"),
            "assignment.ended: снят специалист Смирнова\u{a0}О.\u{a0}И.: названа личная заинтересованность".to_owned()
        ]
    );
    let page = w.zoya.get(&conclusion).await.words();
    assert!(page.contains("не действует") && !page.contains("Заключение подготовил"), "{page}");
    let seat = w.t.text("select seat_id from assignments").await;
    let again = w.zoya.post(&format!("{}/assignment", w.home), &[("seat", &seat)]).await;
    assert_eq!(
        again.faults(),
        ["Назначить нельзя: этот специалист уже назвал личную заинтересованность в деле. Выберите другого."]
    );
}

async fn a_case_keeps_the_set_it_began_under(t: TestApp) {
    let w = world(t).await;
    let case = w.case.clone();
    let read = w.t.app.db.read(move |reader| {
        let kept = criteria::set_of_case(reader, &case)?;
        Ok::<_, Failure>((kept, criteria::set_for(reader, case.category, &case.post_code, case.received_on)?))
    });
    let (kept, in_force) = read.await.unwrap();
    assert_eq!(kept, in_force);
    assert!(kept.is_some());
    w.t.made(|act| {
        Ok(act.run(
            "insert into criteria_sets (id, title, category, state, scoring, valid_from, threshold, legal_ref, remark, edition, all_posts, created_at, created_by)
             select cast($1 as text), 'Новый', category, state, scoring, '2026-10-01', threshold, legal_ref, remark, edition, all_posts, created_at, created_by from criteria_sets where id = $2",
            values!["0196c000-0000-7000-8000-0000000000ff", "0196c000-0000-7000-8000-000000000001"],
        )?)
    })
    .await;
    let case = w.case.clone();
    let read = w.t.app.db.read(move |reader| {
        let kept = criteria::set_of_case(reader, &case)?;
        Ok::<_, Failure>((kept, criteria::set_for(reader, case.category, &case.post_code, case.received_on)?))
    });
    let (now, newer) = read.await.unwrap();
    assert_eq!(now, kept, "a later set, whatever its day, does not change the case");
    assert_ne!(newer, kept);
}

/// The names of the fields of a page, each once, of this beginning.
fn fields(page: &Answer, start: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for rest in page.text().split(&format!("name=\"{start}")).skip(1) {
        let name = format!("{start}{}", rest.split('"').next().unwrap());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

async fn a_conclusion_is_made_of_answers(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    assert!(w.olesya.get(&format!("{}/conclusion", w.home)).await.text().contains(&path));
    assert_eq!(w.olesya.get(&format!("{path}/check")).await.to(), path, "nothing saved, nothing to check");
    let page = w.olesya.get(&path).await;
    let (rows, proofs) = (fields(&page, "row-"), fields(&page, "proof-"));
    assert_eq!((rows.len(), proofs.len()), (8, 4));
    let first = page.words();
    assert!(first.contains("Чем подтверждается: справка организации о результатах по годам; отчёт"), "{first}");

    let some = [("version", "0"), ("do", "save"), (rows[0].as_str(), "yes")];
    assert_eq!(w.olesya.post(&path, &some).await.to(), path);
    let saved = w.olesya.get(&path).await;
    assert!(saved.words().contains("Ответы сохранены."));
    assert!(saved.text().contains("value=\"yes\" checked"));
    let lacking = w.olesya.post(&path, &[("version", "1"), ("do", "check"), (rows[0].as_str(), "yes")]).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lacking.faults().len(), 8, "{:?}", lacking.faults());
    assert_eq!(
        lacking.faults()[0],
        "Нет ответа: «Устойчивые положительные результаты обучающихся по мониторингу организации: Результаты и чем они подтверждаются»."
    );
    assert!(lacking.words().contains("Ответы сохранены, ничего не потеряно."));
    let early = w.olesya.post(&format!("{path}/paper"), &[("version", "2")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Есть вопросы без ответа, поэтому заключение не сделано."));

    let text = page.text();
    let paper = text.split(&format!("name=\"{}\" type=\"checkbox\" value=\"", proofs[0])).nth(1).unwrap();
    let paper = paper.split('"').next().unwrap().to_owned();
    let mut all = vec![("version", "2"), ("do", "check"), ("verdict", "meets"), ("strengths", "Сильный урок")];
    all.push((proofs[0].as_str(), paper.as_str()));
    for (at, row) in rows.iter().enumerate() {
        all.push((row.as_str(), if at % 2 == 0 { "yes" } else { "Успеваемость 100 %" }));
    }
    assert_eq!(w.olesya.post(&path, &all).await.to(), format!("{path}/check"));
    let check = w.olesya.get(&format!("{path}/check")).await.words();
    let part = "1. Устойчивые положительные результаты обучающихся по мониторингу организации Показатель подтверждён документами да Результаты и чем они подтверждаются Успеваемость 100 % Документы Справка о результатах";
    assert!(check.contains(part), "{check}");
    let bare = "У показателей 2, 3, 4 отвечено «да», а документов не отмечено. Если вы видели их на бумаге, сделайте заключение так; если нет, отметьте документы или измените ответ. Вернуться к ответам";
    assert!(check.contains(bare), "{check}");
    assert!(!check.contains("Баллы"), "a set without points: {check}");
    let stale = w.olesya.post(&format!("{path}/paper"), &[("version", "2")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(w.t.count("select count(*) from conclusions").await, 0);
    let back = format!("{}/conclusion", w.home);
    assert_eq!(w.olesya.post(&format!("{path}/paper"), &[("version", "3")]).await.to(), back);
    let twice = w.olesya.post(&format!("{path}/paper"), &[("version", "3")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.words().contains("По этим ответам заключение уже сделано"), "{}", twice.words());
    let page = w.olesya.get(&back).await;
    assert!(page.words().contains("Заключение 2026-0001 Орлова.docx DOCX"), "{}", page.words());
    assert!(page.text().contains("value=\"meets\" checked"), "the verdict is not asked twice");

    let made = w.olesya.get(&format!("{back}/1/file")).await;
    let text = crate::reviewing::document_text(&made.bytes).replace('\u{a0}', " ");
    for part in [
        "Педагог: Орлова Ольга Андреевна",
        "2026-0001 от 02.11.2026, заявленная категория — первая",
        "1. Устойчивые положительные результаты обучающихся по мониторингу организации",
        "Успеваемость 100 %",
        "Справка о результатах",
        "Сильные стороны работы педагога: Сильный урок",
        "Вывод: соответствует заявленной квалификационной категории",
        "Специалист: Смирнова Олеся Ивановна",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("{{") && !text.contains("Всего баллов"), "{text}");
    // What is recorded is what the conclusion says.
    let other = [("verdict", "fails"), ("reason", "Нет результатов."), ("version", "1")];
    let said = "Действующее заключение сделано по ответам с выводом «соответствует», а выбран другой результат. Выберите тот же результат или измените вывод в ответах и сделайте заключение заново.";
    for to in ["conclusion/check", "result"] {
        let refused = w.olesya.post(&format!("{}/{to}", w.home), &other).await;
        assert_eq!(
            (refused.status, refused.faults()),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![said.to_owned()]),
            "{to}"
        );
        assert!(refused.text().contains("Нет результатов."), "what was typed is kept");
    }
    assert_eq!(w.t.count("select count(*) from results").await, 0);
    let told: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.starts_with("conclusion.")).collect();
    assert_eq!(told[..3], ["conclusion.saved: сохранены ответы заключения"; 3]);
    assert_eq!(told[3], "conclusion.attached: прикреплено заключение, версия 1, сделано по ответам");
    let record = [("verdict", "meets"), ("version", "1")];
    assert_eq!(w.olesya.post(&format!("{}/result", w.home), &record).await.to(), format!("{}/result", w.home));
    assert_eq!(w.olesya.get(&path).await.status, StatusCode::CONFLICT, "the result is recorded");
    for stranger in [&w.kira, &w.zoya] {
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&format!("{path}/paper"), &[("version", "3")]).await.status, StatusCode::NOT_FOUND);
    }
}

/// «Да» that stands on no document is asked about and stays possible.
async fn an_answer_without_a_document_is_asked_about(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    let page = w.olesya.get(&path).await;
    let (rows, proofs) = (fields(&page, "row-"), fields(&page, "proof-"));
    let text = page.text();
    let paper = text.split(&format!("name=\"{}\" type=\"checkbox\" value=\"", proofs[0])).nth(1).unwrap();
    let paper = paper.split('"').next().unwrap().to_owned();
    let check = format!("{path}/check");
    let answers = |yes: usize| {
        let mut all = vec![("do", "check"), ("verdict", "meets"), (proofs[0].as_str(), paper.as_str())];
        for (at, row) in rows.iter().enumerate() {
            let said = if at / 2 < yes { "yes" } else { "no" };
            all.push((row.as_str(), if at % 2 == 0 { said } else { "Успеваемость 100 %" }));
        }
        all
    };
    let sent = [answers(1).as_slice(), &[("version", "0")]].concat();
    assert_eq!(w.olesya.post(&path, &sent).await.to(), check);
    assert!(!w.olesya.get(&check).await.words().contains("документов не отмечено"), "«нет» needs no document");
    let sent = [answers(2).as_slice(), &[("version", "1")]].concat();
    assert_eq!(w.olesya.post(&path, &sent).await.to(), check);
    let one = w.olesya.get(&check).await.words();
    assert!(one.contains("У показателя 2 отвечено «да», а документов не отмечено. Если"), "{one}");

    w.t.made(|act| Ok(act.run("update documents set removed_at = 1", &[]).map(drop)?)).await;
    let none = w.olesya.get(&check).await.words();
    let said = "У показателей 1, 2 отвечено «да», а документов не отмечено. В деле нет ни одного документа.";
    assert!(none.contains(said), "{none}");
    let back = format!("{}/conclusion", w.home);
    assert_eq!(w.olesya.post(&format!("{path}/paper"), &[("version", "2")]).await.to(), back, "it stays possible");
}

/// Makes the set of the first category one with points: a row of each kind in its first indicator.
pub async fn with_points(t: &TestApp) {
    t.made(|act| {
        let set = "0196c000-0000-7000-8000-000000000001";
        act.run("delete from criteria_evidence where set_id = $1", values![set])?;
        act.run("delete from criteria_rows where set_id = $1", values![set])?;
        act.run("delete from criteria_indicators where set_id = $1 and ordinal > 1", values![set])?;
        act.run("update criteria_sets set scoring = 'points', threshold = 10 where id = $1", values![set])?;
        act.run("update criteria_indicators set cap = 15, threshold = 5 where set_id = $1", values![set])?;
        let indicator = "0196c000-0000-7000-8000-000000000002";
        let row = |number: i64| format!("0196c000-0000-7000-8000-00000000010{number}");
        let kinds = ["exclusive", "additive", "band", "yes_no", "text"];
        for (at, kind) in (1..).zip(kinds) {
            act.run(
                "insert into criteria_rows (id, set_id, indicator_id, ordinal, kind, measure, wording, min_points, max_points, years)
                 values ($1, $2, $3, $4, $5, 'count', $6, 0, 6, null)",
                values![row(at), set, indicator, at, kind, format!("Вопрос {at}")],
            )?;
        }
        // The row, the place in it, the points; a choice is worded, a band has bounds.
        let options = [
            ((1, 1_i64, 2_i64), "Уровень школы", (None, None)),
            ((1, 2, 6), "Уровень региона", (None, None)),
            ((2, 1, 1), "Статья", (None, None)),
            ((2, 2, 3), "Доклад", (None, None)),
            ((3, 1, 0), "", (Some(0_i64), Some(9_i64))),
            ((3, 2, 4), "", (Some(10), None)),
        ];
        for ((of, ordinal, points), wording, (low, high)) in options {
            act.run(
                "insert into criteria_options (id, row_id, set_id, ordinal, wording, points, low, high) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![format!("0196c000-0000-7000-8000-0000000002{of}{ordinal}"), row(of), set, ordinal, wording, points, low, high],
            )?;
        }
        Ok(())
    })
    .await;
}

async fn answers_are_counted_in_points(t: TestApp) {
    let w = world(t).await;
    with_points(&w.t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    let page = w.olesya.get(&path).await;
    assert!(page.words().contains("Уровень региона — 6 баллов"), "{}", page.words());
    assert!(page.words().contains("Баллы: 0–9 — 0, 10 и больше — 4."), "{}", page.words());
    let row = |number: u8| format!("row-0196c000-0000-7000-8000-00000000010{number}");
    let option = |of: u8, number: u8| format!("0196c000-0000-7000-8000-0000000002{of}{number}");
    let names: Vec<String> = (1..=5).map(row).collect();
    let (level, paper, talk) = (option(1, 2), option(2, 1), option(2, 2));
    let wrong = [
        ("version", "0"),
        ("do", "check"),
        ("verdict", "meets"),
        (names[0].as_str(), level.as_str()),
        (names[1].as_str(), "none"),
        (names[1].as_str(), talk.as_str()),
        (names[2].as_str(), "много"),
        (names[3].as_str(), "no"),
        (names[4].as_str(), "Есть"),
    ];
    let refused = w.olesya.post(&path, &wrong).await;
    assert_eq!(
        refused.faults(),
        [
            "Отмечено и «ничего из этого», и другие ответы. Оставьте что-то одно.",
            "Укажите целое число от 0 до 1000000."
        ]
    );
    assert!(refused.text().contains("value=\"много\""), "what was typed is kept");
    let right = [
        ("version", "1"),
        ("do", "check"),
        ("verdict", "meets"),
        (names[0].as_str(), level.as_str()),
        (names[1].as_str(), paper.as_str()),
        (names[1].as_str(), talk.as_str()),
        (names[2].as_str(), "12"),
        (names[3].as_str(), "no"),
        (names[4].as_str(), "Есть"),
    ];
    assert_eq!(w.olesya.post(&path, &right).await.to(), format!("{path}/check"));
    let check = w.olesya.get(&format!("{path}/check")).await.words();
    assert!(
        check.contains("Вопрос 1 Уровень региона Вопрос 2 Статья; Доклад Вопрос 3 12 Вопрос 4 нет Вопрос 5 Есть"),
        "{check}"
    );
    assert!(check.contains("Баллы 14 из 15 Порог нужно не меньше 5: набрано"), "{check}");
    assert!(check.contains("Всего баллов 14 из 15 Порог нужно не меньше 10: набрано"), "{check}");
    w.olesya.post(&format!("{path}/paper"), &[("version", "2"), ("as", "pdf")]).await.to();
    let made = w.olesya.get(&format!("{}/conclusion/1/file", w.home)).await;
    let text = crate::printing::said(&made, "Заключение 2026-0001 Орлова.pdf");
    crate::printing::in_order(
        &text,
        &[
            "Итоговое заключение",
            "Орлова Ольга Андреевна",
            "Вопрос 1",
            "Уровень региона",
            "14 из 15, нужно не меньше 5: набрано",
            "Общий вывод",
            "14 из 15, нужно не меньше 10: набрано",
            "соответствует заявленной квалификационной категории",
            "Смирнова Олеся Ивановна",
        ],
    );
}

async fn a_threshold_that_is_missed_is_explained(t: TestApp) {
    let w = world(t).await;
    with_points(&w.t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    let form = w.olesya.get(&path).await.words();
    assert!(form.contains("Всего до 15 баллов, нужно не меньше 5."), "{form}");
    assert!(form.contains("Общий вывод Нужно не меньше 10 баллов из 15."), "{form}");
    let names: Vec<String> = (1..=5).map(|number| format!("row-0196c000-0000-7000-8000-00000000010{number}")).collect();
    let answers = |version: &'static str| {
        [
            ("version", version),
            ("do", "check"),
            ("verdict", "meets"),
            (names[0].as_str(), "0196c000-0000-7000-8000-000000000211"),
            (names[1].as_str(), "none"),
            (names[2].as_str(), "0"),
            (names[3].as_str(), "no"),
            (names[4].as_str(), "Есть"),
        ]
    };
    let refused = w.olesya.post(&path, &answers("0")).await;
    let said = "Порог баллов не набран, а вывод — «соответствует». Напишите, почему: пояснение войдёт в заключение.";
    assert_eq!((refused.status, refused.faults()), (StatusCode::UNPROCESSABLE_ENTITY, vec![said.to_owned()]));
    let early = w.olesya.post(&format!("{path}/paper"), &[("version", "1")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "no paper is made without it");
    assert_eq!(w.t.count("select count(*) from conclusions").await, 0);
    let why = [&answers("1")[..], &[("reason", "Победители региональных олимпиад.")]].concat();
    assert_eq!(w.olesya.post(&path, &why).await.to(), format!("{path}/check"));
    let told = "Почему соответствует, хотя порог не набран Победители региональных олимпиад.";
    let check = w.olesya.get(&format!("{path}/check")).await.words();
    assert!(check.contains("нужно не меньше 10: не набрано") && check.contains(told), "{check}");
    w.olesya.post(&format!("{path}/paper"), &[("version", "2")]).await.to();
    let made = w.olesya.get(&format!("{}/conclusion/1/file", w.home)).await;
    let text = crate::reviewing::document_text(&made.bytes).replace('\u{a0}', " ");
    assert!(text.contains("Почему соответствует, хотя порог не набран: Победители региональных олимпиад."), "{text}");
}

async fn two_windows_keep_both_texts(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    w.olesya.post(&path, &[("version", "0"), ("do", "save"), ("strengths", "Первое окно")]).await.to();
    let second = w.olesya.post(&path, &[("version", "0"), ("do", "save"), ("strengths", "Второе окно")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let words = second.words();
    assert!(
        words.contains("Сильные стороны работы педагога Сохранено в другом окне Первое окно Ваш вариант Второе окно"),
        "{words}"
    );
    assert_eq!(w.t.count("select count(*) from conclusion_drafts where version = 1").await, 1);
    assert!(second.text().contains("name=\"version\" value=\"1\""));
    w.olesya.post(&path, &[("version", "1"), ("do", "save"), ("strengths", "Второе окно")]).await.to();
    assert!(w.olesya.get(&path).await.text().contains("Второе окно"));
}

/// What the script sends of the answers three seconds after the last key; what it is answered.
async fn typing(who: &Visitor, path: &str, fields: &[(&str, &str)]) -> (StatusCode, i64, String) {
    let mut all = vec![("do", "autosave")];
    all.extend_from_slice(fields);
    let answer = who.post(path, &all).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    (answer.status, told["version"].as_i64().unwrap(), told["said"].as_str().unwrap().to_owned())
}

async fn answers_keep_themselves(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    let page = w.olesya.get(&path).await;
    assert!(page.text().contains("data-att-keep"), "{}", page.text());
    let rows = fields(&page, "row-");
    let said = "Сохранено в 14:00".to_owned();
    let sent = async |version: &str, text: &str| {
        typing(&w.olesya, &path, &[("version", version), ("verdict", "meets"), (&rows[1], text)]).await
    };
    assert_eq!(sent("0", "Успев").await, (StatusCode::OK, 1, said.clone()));
    assert_eq!(sent("1", "Успеваемость").await, (StatusCode::OK, 2, said.clone()));
    assert_eq!(sent("2", "Успеваемость").await, (StatusCode::OK, 2, said), "the same answers are kept already");
    let told = async || -> Vec<String> {
        w.t.journal().await.into_iter().filter(|row| row.starts_with("conclusion.saved")).collect()
    };
    assert_eq!(told().await, ["conclusion.saved: начатые ответы заключения сохраняются сами"], "typing is one row");
    let page = w.olesya.get(&path).await;
    assert!(page.text().contains("Успеваемость</textarea>"), "{}", page.text());
    assert!(page.words().contains("Начатое сохранено. Когда ответы готовы, нажмите «Сохранить и проверить»"));
    // No conclusion is made of what its author has not said to be whole.
    assert_eq!(w.olesya.get(&format!("{path}/check")).await.to(), path);
    let early = w.olesya.post(&format!("{path}/paper"), &[("version", "2")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Ответы с тех пор начали менять и не закончили"), "{}", early.words());
    let conclusion = w.olesya.get(&format!("{}/conclusion", w.home)).await.text();
    assert!(!conclusion.contains("value=\"meets\" checked"), "the verdict is not given yet");

    let mut whole = vec![("version", "2"), ("do", "check"), ("verdict", "meets")];
    for (at, row) in rows.iter().enumerate() {
        whole.push((row.as_str(), if at % 2 == 0 { "yes" } else { "Успеваемость 100 %" }));
    }
    assert_eq!(w.olesya.post(&path, &whole).await.to(), format!("{path}/check"));
    assert_eq!(told().await.len(), 2);
    let check = w.olesya.get(&format!("{path}/check")).await.words();
    assert!(check.contains("Успеваемость 100 %"), "{check}");
    // Typed in another window while the check is read: its paper is not made.
    assert_eq!(sent("3", "Успеваемость 90 %").await.1, 4);
    for version in ["3", "4"] {
        let stale = w.olesya.post(&format!("{path}/paper"), &[("version", version)]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
    }
    whole[0] = ("version", "4");
    assert_eq!(w.olesya.post(&path, &whole).await.to(), format!("{path}/check"));
    assert_eq!(
        w.olesya.post(&format!("{path}/paper"), &[("version", "5")]).await.to(),
        format!("{}/conclusion", w.home)
    );
    w.olesya.post(&format!("{}/result", w.home), &[("verdict", "meets"), ("version", "1")]).await.to();
    let late = [("do", "autosave"), ("version", "6"), ("verdict", "fails")];
    assert_eq!(w.olesya.post(&path, &late).await.status, StatusCode::CONFLICT, "the result is recorded");
}

async fn what_keeps_itself_does_not_overwrite_another_window(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    w.olesya.post(&path, &[("version", "0"), ("do", "save"), ("strengths", "Первое окно")]).await.to();
    let second = [("version", "0"), ("strengths", "Второе окно")];
    let (status, _, said) = typing(&w.olesya, &path, &second).await;
    assert_eq!(
        (status, said.as_str()),
        (StatusCode::CONFLICT, "Ответы сохранили в другом окне. Нажмите «Сохранить»: мы покажем оба варианта рядом.")
    );
    let pressed = w.olesya.post(&path, &[("do", "save"), second[0], second[1]]).await;
    assert_eq!(pressed.status, StatusCode::CONFLICT);
    let words = pressed.words();
    assert!(words.contains("Сохранено в другом окне Первое окно Ваш вариант Второе окно"), "{words}");
    assert!(!pressed.text().contains("data-att-keep"), "beside the other it waits to be chosen");
    assert!(w.olesya.get(&path).await.text().contains("Первое окно"));
    // The answer of a keeping was lost on its way: the same words are no conflict.
    let third = ("strengths", "Третий вариант");
    typing(&w.olesya, &path, &[("version", "1"), third]).await;
    assert_eq!(w.olesya.post(&path, &[("version", "1"), ("do", "save"), third]).await.to(), path);
    assert!(!w.olesya.get(&path).await.words().contains("Начатое сохранено."));
    let foreign = w.kira.post(&path, &[("do", "autosave"), ("version", "3"), ("strengths", "Чужое")]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // Handed to another specialist, nothing of it is kept any more.
    let other = w.t.specialist("lida", "Гусева Лидия Петровна", None, &[]).await;
    w.t.assigned(other, &[&w.case]).await;
    let late = w.olesya.post(&path, &[("do", "autosave"), ("version", "3"), ("strengths", "Поздно")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    assert_eq!(w.t.count("select count(*) from conclusion_drafts where version = 3").await, 1);
}

async fn pages_of_answers_cost_the_same_for_one_paper_and_three(t: TestApp) {
    let w = world(t).await;
    w.olesya.declare(&w.home).await;
    let path = format!("{}/conclusion/answers", w.home);
    w.olesya.post(&path, &[("version", "0"), ("do", "save"), ("strengths", "Урок")]).await.to();
    let asked = async || {
        let mut all = Vec::new();
        for path in [path.clone(), format!("{path}/check")] {
            let before = w.t.app.db.asked().count();
            assert_eq!(w.olesya.get(&path).await.status, StatusCode::OK);
            all.push(w.t.app.db.asked().count() - before);
        }
        all
    };
    asked().await;
    let one = asked().await;
    let two: &[(&str, &str, &[u8])] = &[("file", "1.pdf", DIPLOMA), ("file", "2.pdf", DIPLOMA)];
    w.kira.upload(&format!("{}/documents", w.home), &[("kind", "diploma")], two).await.to();
    asked().await;
    assert_eq!(one, asked().await);
}

async fn the_centre_adds_what_came_on_paper(t: TestApp) {
    let w = world(t).await;
    let papers = format!("{}/documents", w.home);
    let add = async || w.zoya.upload(&papers, &[("kind", "diploma")], &[("file", "Диплом.pdf", DIPLOMA)]).await;
    // A document of a moment later than the case: it did not come with it.
    w.t.made(|act| Ok(act.run("update documents set added_at = added_at + 1000000", &[])?)).await;
    w.t.later(jiff::SignedDuration::from_secs(2));
    w.t.made(|act| Ok(act.run("update applications set channel = 'system'", &[])?)).await;
    assert_eq!(add().await.status, StatusCode::NOT_FOUND, "what came through the system is the teacher's to complete");
    assert_eq!(w.zoya.post(&format!("{papers}/check"), &[("checked", "yes")]).await.status, StatusCode::NOT_FOUND);
    assert!(!w.zoya.get(&w.home).await.text().contains(&format!("action=\"{papers}\"")));

    w.t.made(|act| Ok(act.run("update applications set channel = 'post'", &[])?)).await;
    assert!(w.zoya.get(&w.home).await.words().contains("Заявление пришло не через систему"));
    assert_eq!(add().await.to(), w.home);
    let removals = |page: &str| page.matches("/removal\"").count();
    assert_eq!(removals(&w.zoya.get(&w.home).await.text()), 1, "the coordinator's own stays the coordinator's");
    assert_eq!(removals(&w.kira.get(&w.home).await.text()), 1, "and the Centre's the Centre's");
    let page = w.zoya.get(&w.home).await.text();
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(w.zoya.post(&format!("{papers}/check"), &[("checked", "yes"), ("seen", &seen)]).await.to(), w.home);
    assert!(w.kira.get(&w.home).await.words().contains("документы проверены"));
    let own = w.zoya.get(&w.home).await.text();
    let own = own.split("/removal\"").next().unwrap().rsplit("action=\"").next().unwrap().to_owned() + "/removal";
    assert_eq!(w.zoya.post(&own, &[]).await.to(), w.home);
    assert_eq!(removals(&w.zoya.get(&w.home).await.text()), 0);
}

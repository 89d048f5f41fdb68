//! S5–S8: the specialist's day — the list, the documents, the template, the conclusion, the result; and the coordinator's.

use attestation::accounts::{Organization, Role};
use attestation::applications::{Application, Category};
use attestation::documents;
use attestation::platform::ids::Id;
use attestation::values;
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::app::{TestApp, Visitor};
use crate::on_both;

on_both!(
    a_day_of_a_specialist,
    nobody_elses_case_is_seen,
    documents_are_checked_by_content,
    a_case_takes_five_hundred_files,
    scans_a_case_was_filed_by_are_not_the_specialists,
    a_document_without_a_name_is_called_by_its_file,
    the_centre_returns_a_result,
    the_list_is_searched_and_turned,
    pages_cost_the_same_for_one_row_and_three,
    pressed_twice_records_once,
    a_conclusion_has_a_template_from_the_first_day,
    a_template_with_unknown_tags_is_refused,
    a_template_of_the_conclusion_is_tried_before_it_is_in_force,
);

const TEMPLATE: &[u8] = include_bytes!("../data/conclusion-template.docx");
const DIPLOMA: &[u8] = include_bytes!("../data/Диплом и приложение.pdf");
const SCAN: &[u8] = include_bytes!("../data/скан справки № 5 (6 «Б»).jpg");

/// A blank of the conclusion sent and put in force without a trial.
pub async fn blank_in_force(zoya: &Visitor, bytes: &[u8]) {
    let sent = zoya.upload("/templates", &[], &[("file", "Шаблон.docx", bytes)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{:?}", sent.faults());
    let publication = format!("{}/publication", sent.to());
    assert_eq!(zoya.post(&publication, &[("untried", "yes")]).await.to(), "/templates");
}

struct World {
    t: TestApp,
    school: Id<Organization>,
    case: Application,
    zoya: Visitor,
    olesya: Visitor,
    kira: Visitor,
}

/// One school with its coordinator Кира, the specialist Олеся of another one, the centre's Зоя, and one case assigned.
async fn world(t: TestApp) -> World {
    let w = first_day(t).await;
    blank_in_force(&w.zoya, TEMPLATE).await;
    w
}

/// The same before the centre has put a template of its own in force.
async fn first_day(t: TestApp) -> World {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let other = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::Highest).await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", Some((other, "МБОУ «СОШ № 4»")), &[]).await;
    t.person("kira", "Лебедева Кира Львовна", Role::Coordinator, Some(school), "МБОУ «СОШ № 66»").await;
    t.assigned(seat, &[&case]).await;
    let (zoya, olesya, kira) = (t.zoya().await, t.enter("olesya").await, t.enter("kira").await);
    World { t, school, case, zoya, olesya, kira }
}

async fn a_day_of_a_specialist(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    assert!(!w.kira.get(&home).await.words().contains("Отметить: документы проверены"));
    let none = w.kira.post(&format!("{home}/documents/check"), &[("checked", "yes"), ("seen", "")]).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("В деле нет ни одного документа: отмечать нечего."), "{}", none.words());

    let added = w
        .kira
        .upload(
            &format!("{home}/documents"),
            &[("kind", "diploma"), ("title", "Диплом педуниверситета"), ("dated_on", "30.06.2001")],
            &[("file", "Диплом и приложение.pdf", DIPLOMA)],
        )
        .await;
    assert_eq!(added.to(), home);
    let both: &[(&str, &str, &[u8])] =
        &[("file", "скан справки № 5 (6 «Б»).jpg", SCAN), ("file", "Диплом и приложение.pdf", DIPLOMA)];
    assert_eq!(w.kira.upload(&format!("{home}/documents"), &[("kind", "results")], both).await.to(), home);
    let stale = w.kira.post(&format!("{home}/documents/check"), &[("checked", "yes"), ("seen", "другие")]).await;
    assert_eq!(
        stale.faults(),
        ["Пока вы смотрели, документы изменились. Ничего не отмечено: посмотрите список ещё раз."]
    );
    let page = w.kira.get(&home).await.text();
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let checked = [("checked", "yes"), ("seen", seen.as_str())];
    assert_eq!(w.kira.post(&format!("{home}/documents/check"), &checked).await.to(), home);

    let cabinet = w.olesya.get("/cabinet").await.words();
    assert!(cabinet.contains("Личный кабинет специалиста"), "{cabinet}");
    assert!(cabinet.contains("Количество педагогических работников, назначенных Вам на аттестацию = 1."));
    assert!(
        cabinet.contains("осталось 39 дней Орлова О. А., учитель — нужны заключение и результат до 1 января 2027"),
        "{cabinet}"
    );
    let list = w.olesya.get("/applications").await.words();
    assert!(list.contains("Орлова Ольга Андреевна Учитель, физика № 2026-0001 МБОУ «СОШ № 66» высшая 2 из 4, проверены 1 января 2027 осталось 39 дней на рассмотрении"), "{list}");

    let closed = w.olesya.get(&home).await;
    assert!(!closed.text().contains(&format!("{home}/documents/")), "listed, not opened");
    assert!(closed.words().contains("Прежде чем открыть документы"), "{}", closed.words());
    w.olesya.declare(&home).await;
    let page = w.olesya.get(&home).await;
    let paper = page.text().split(&format!("{home}/documents/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(page.words().contains("Диплом педуниверситета Диплом об образовании, PDF, 88 КБ"), "{}", page.words());
    let shown = w.olesya.get(&format!("{home}/documents/{paper}/file?show=yes")).await;
    assert_eq!(shown.bytes, DIPLOMA);
    assert_eq!(shown.headers["content-type"], "application/pdf");
    assert_eq!(
        shown.headers["content-security-policy"],
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'"
    );
    assert!(shown.headers["content-disposition"].to_str().unwrap().starts_with("inline; filename=\"______"));
    let archive = w.olesya.get(&format!("{home}/archive")).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(
        names,
        [
            "Диплом об образовании — Диплом и приложение.pdf",
            "Результаты профессиональной деятельности — скан справки № 5 (6 «Б»).jpg",
            "Результаты профессиональной деятельности — Диплом и приложение.pdf"
        ]
    );
    let mut copy = Vec::new();
    std::io::copy(&mut zip.by_index(1).unwrap(), &mut copy).unwrap();
    assert_eq!(copy, SCAN);

    let blank = w.olesya.get("/templates/blank").await;
    let written_on = document_text(&blank.bytes);
    assert!(written_on.contains("____") && !written_on.contains(['{', '%']), "{written_on}");
    let own = w.zoya.get("/templates/1/file").await;
    assert_eq!(own.bytes, TEMPLATE, "the centre takes it with its tags");
    let filled = w.olesya.get(&format!("{home}/conclusion/template")).await;
    let text = document_text(&filled.bytes);
    for part in [
        "Орлова Ольга Андреевна",
        "МБОУ «СОШ № 66»",
        "высшая",
        "2026-0001 от 02.11.2026",
        "Смирнова Олеся Ивановна, МБОУ «СОШ № 4»",
        "Диплом педуниверситета",
        "30.06.2001",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }

    let early = w.olesya.post(&format!("{home}/conclusion/check"), &[("verdict", "meets")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Сначала прикрепите итоговое заключение"), "{}", early.words());
    assert_eq!(
        w.olesya
            .upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.docx", &filled.bytes)])
            .await
            .to(),
        format!("{home}/conclusion")
    );
    assert_eq!(
        w.olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await.to(),
        format!("{home}/conclusion")
    );
    let page = w.olesya.get(&format!("{home}/conclusion")).await.words();
    assert!(
        page.contains("Заключение.pdf PDF, 88 КБ, 23 ноября 2026, 14:00 (Томск) действует Заключение.docx"),
        "{page}"
    );

    let empty = w.olesya.post(&format!("{home}/conclusion/check"), &[("reason", "черновик")]).await;
    assert_eq!(empty.faults(), ["Выберите результат: соответствует или не соответствует."]);
    assert!(empty.text().contains("черновик"));
    let unreasoned = w.olesya.post(&format!("{home}/conclusion/check"), &[("verdict", "fails")]).await;
    assert_eq!(
        unreasoned.faults(),
        [
            "Напишите, почему уровень работы не соответствует заявленной категории: педагог и комиссия увидят эту причину."
        ]
    );
    let check = w.olesya.post(&format!("{home}/conclusion/check"), &[("verdict", "meets")]).await;
    assert!(check.words().contains("После записи изменить результат сможет только Центр."));
    assert_eq!(
        w.olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "2")]).await.to(),
        format!("{home}/result")
    );
    let done = w.olesya.get(&format!("{home}/result")).await.words();
    assert!(done.contains("Результат записан Номер записи 2026-00001"), "{done}");
    assert!(done.contains("соответствует заявленной квалификационной категории"));
    assert!(done.contains("23 ноября 2026, 14:00 (Томск)"));
    assert_eq!(w.t.letter_to("olesya@example.org").await.subject, "Результат № 2026-00001 записан");

    let late = w.olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.words().contains(
            "Нельзя записать результат: дело сейчас в состоянии «результат записан». Следующий шаг за Центром."
        ),
        "{}",
        late.words()
    );
    let told: Vec<String> =
        w.t.journal()
            .await
            .into_iter()
            .filter(|row| {
                row.starts_with("result") || row.starts_with("conclusion.attached") || row.starts_with("documents")
            })
            .collect();
    assert_eq!(
        told,
        [
            "documents.checked: документы отмечены как проверенные",
            "conclusion.attached: прикреплено заключение, версия 1",
            "conclusion.attached: прикреплено заключение, версия 2",
            "result.recorded: записан результат № 2026-00001: соответствует"
        ]
    );
}

pub fn document_text(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut xml).unwrap();
    let mut text = String::new();
    let mut inside = false;
    for sign in xml.replace("</w:p>", "\n").chars() {
        match sign {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    text
}

async fn nobody_elses_case_is_seen(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    w.kira.upload(&format!("{home}/documents"), &[("kind", "diploma")], &[("file", "Диплом.pdf", DIPLOMA)]).await;
    w.olesya.declare(&home).await;
    let page = w.olesya.get(&home).await.text();
    let paper = page.split(&format!("{home}/documents/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    w.t.specialist("lida", "Чужая Лидия Петровна", None, &[]).await;
    w.t.person(
        "rita",
        "Чужая Рита Петровна",
        Role::Coordinator,
        Some(w.t.school("МБОУ «СОШ № 9»", "7000000009").await),
        "МБОУ «СОШ № 9»",
    )
    .await;
    for stranger in [w.t.enter("lida").await, w.t.enter("rita").await] {
        for path in [
            home.clone(),
            format!("{home}/archive"),
            format!("{home}/conclusion"),
            format!("{home}/conclusion/template"),
            format!("{home}/result"),
            format!("{home}/documents/{paper}"),
            format!("{home}/documents/{paper}/file"),
        ] {
            let answer = stranger.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.text().contains("Орлова"), "{path}");
        }
    }
    assert_eq!(w.kira.get(&format!("{home}/conclusion")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(w.olesya.post(&format!("{home}/documents/{paper}/removal"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        w.zoya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "a.pdf", DIPLOMA)]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        w.t.count("select count(*) from journal where outcome = 'refused' and act = 'access.refused'").await,
        17
    );
    assert!(w.t.count("select count(*) from journal where act = 'application.opened'").await >= 1);
    let _ = w.school;
}

async fn a_case_takes_five_hundred_files(t: TestApp) {
    let w = world(t).await;
    let (path, case) = (format!("/applications/{}/documents", w.case.id), w.case.id);
    w.t.made(move |act| {
        let new = documents::NewDocument {
            kind: documents::Kind::Other,
            title: "Грамота".to_owned(),
            file_name: "Грамота.pdf".to_owned(),
            file_key: String::new(),
            size: 1,
            media_type: "application/pdf".to_owned(),
            dated_on: String::new(),
        };
        for _ in 0..499 {
            documents::add(act, case, &new)?;
        }
        act.run("update documents set removed_at = 1 where application_id = $1", values![case])?;
        Ok(())
    })
    .await;
    let two = [("file", "а.pdf", DIPLOMA), ("file", "б.pdf", DIPLOMA)];
    let answer = w.kira.upload(&path, &[("kind", "other")], &two).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "В деле помещается 500 файлов вместе с убранными, добавлено уже 499. Соберите документы в один PDF или позвоните в Центр."
        ]
    );
    let kind = [("kind", "other")];
    let (one, other) = tokio::join!(w.kira.upload(&path, &kind, &two[..1]), w.kira.upload(&path, &kind, &two[1..]));
    let (taken, full) = if one.status == StatusCode::SEE_OTHER { (one, other) } else { (other, one) };
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        full.faults(),
        [
            "В деле помещается 500 файлов вместе с убранными, добавлено уже 500. Соберите документы в один PDF или позвоните в Центр."
        ]
    );
    assert_eq!(w.t.count("select count(*) from documents").await, 500);
}

async fn documents_are_checked_by_content(t: TestApp) {
    let w = world(t).await;
    let path = format!("/applications/{}/documents", w.case.id);
    let send = async |name: &'static str, content: &'static [u8]| {
        w.kira.upload(&path, &[("kind", "diploma"), ("title", "Мой диплом")], &[("file", name, content)]).await
    };
    let cases: &[(&str, &[u8], &str)] = &[
        ("пусто.pdf", b"", "Один из файлов пустой: в нём 0 байт. Проверьте его и выберите файлы снова."),
        (
            "оборван.pdf",
            &DIPLOMA[..40_000],
            "«оборван.pdf»: Файл повреждён или загружен не целиком: у него нет конца. Откройте его на своём компьютере, сохраните заново и выберите снова.",
        ),
        (
            "скан.pdf",
            SCAN,
            "«скан.pdf»: Внутри файла JPEG, а в имени написано «.pdf». Проверьте, тот ли это файл, и дайте ему правильное окончание.",
        ),
        (
            "программа.pdf",
            b"MZ\x90\x00 this is a program",
            "«программа.pdf»: Этот файл не подходит: нужен PDF, JPEG, PNG, DOCX или XLSX. Сохраните документ в таком виде и выберите снова.",
        ),
        (
            "страница.pdf",
            b"<html><script>alert(1)</script></html>",
            "«страница.pdf»: Этот файл не подходит: нужен PDF, JPEG, PNG, DOCX или XLSX. Сохраните документ в таком виде и выберите снова.",
        ),
        (
            "закрыт.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted",
            "«закрыт.docx»: Файл закрыт паролем. Снимите пароль, сохраните файл и выберите снова.",
        ),
        (
            "большой.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82",
            "«большой.png»: В снимке 60000 × 60000 точек, показать его не получится. Сохраните его меньше, например сканируйте с разрешением 300 точек на дюйм.",
        ),
    ];
    for (name, content, why) in cases {
        let answer = send(name, content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_eq!(answer.faults().last().unwrap(), why, "{name}");
        assert!(answer.text().contains("value=\"Мой диплом\""), "{name}: what was typed is kept");
    }
    assert_eq!(w.t.count("select count(*) from documents").await, 0);
    let evil = w.kira.upload(&path, &[("kind", "diploma")], &[("file", "..\\..\\с\u{202e}fdp.jpg", SCAN)]).await;
    assert_eq!(evil.status, StatusCode::SEE_OTHER);
    assert_eq!(w.t.count("select count(*) from documents where file_name = 'сfdp.jpg'").await, 1);
}

async fn the_centre_returns_a_result(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    w.olesya.declare(&home).await;
    w.olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await;
    w.olesya
        .post(
            &format!("{home}/result"),
            &[("verdict", "fails"), ("reason", "Нет результатов работы."), ("version", "1")],
        )
        .await;
    let empty = w.zoya.post(&format!("{home}/return"), &[("return_reason", " ")]).await;
    assert_eq!(empty.faults(), ["Напишите специалисту, что нужно исправить."]);
    assert_eq!(
        w.zoya.post(&format!("{home}/return"), &[("return_reason", "Нет подписи на второй странице.")]).await.to(),
        format!("{home}/conclusion")
    );
    let again = w.zoya.post(&format!("{home}/return"), &[("return_reason", "И печати нет.")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.faults()[0].starts_with("Возвращать сейчас нечего: результат ещё не записан или уже возвращён."),
        "{:?}",
        again.faults()
    );
    assert!(again.text().contains("И печати нет."), "what was typed stays");
    let letter = w.t.letter_to("olesya@example.org").await;
    assert_eq!(letter.subject, "Дело возвращено на доработку");
    assert!(letter.text.contains("Причина: Нет подписи на второй странице."));
    assert!(
        w.olesya.get(&home).await.words().contains("Центр вернул дело на доработку. Нет подписи на второй странице.")
    );
    w.olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение 2.pdf", DIPLOMA)]).await;
    let stale = w.olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(
        w.olesya.post(&format!("{home}/result"), &[("verdict", "meets"), ("version", "2")]).await.to(),
        format!("{home}/result")
    );
    assert!(w.olesya.get(&format!("{home}/result")).await.words().contains("2026-00002"));
}

async fn the_list_is_searched_and_turned(t: TestApp) {
    let school = t.school("МАОУ «Лицей № 8»", "7000000008").await;
    let seat = t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let names = ["Соловьёва Анна Петровна", "Ёлкина Мария Ивановна", "Дёмина Алёна Михайловна"];
    let mut cases = Vec::new();
    for number in 0..25 {
        let day = format!("2026-10-{:02}", number + 1);
        cases.push(
            t.application_of(
                school,
                names[number % 3],
                [Category::First, Category::Highest, Category::Methodist, Category::Mentor][number % 4],
                &day,
            )
            .await,
        );
    }
    t.assigned(seat, &cases.iter().collect::<Vec<_>>()).await;
    let olesya = t.enter("olesya").await;
    let first = olesya.get("/applications").await.text();
    assert_eq!(first.matches("<th scope=\"row\">").count(), 20);
    let next = first.split("href=\"/applications?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(
        olesya.get(&format!("/applications?after={next}")).await.text().matches("<th scope=\"row\">").count(),
        5
    );
    let rows = async |query: &str| {
        olesya.get(&format!("/applications?{query}")).await.text().matches("<th scope=\"row\">").count()
    };
    let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    assert_eq!(rows(&format!("name={}", encoded("ЛОВЬЕВ"))).await, 9);
    assert_eq!(rows(&format!("name={}", encoded("елк"))).await, 8);
    assert_eq!(rows(&format!("name={}", encoded("Зорин"))).await, 0);
    assert_eq!(rows("category=first").await, 7);
    assert_eq!(rows(&format!("school={}", encoded("лицей"))).await, 20);
    assert_eq!(rows("stage=concluded").await, 0);
    assert_eq!(rows("done=yes").await, 0);
    t.result(&cases[24], "meets", SignedDuration::ZERO).await;
    assert_eq!((rows("done=yes").await, rows("stage=concluded").await), (1, 1));
    t.later(SignedDuration::from_hours(24 * 10));
    assert_eq!(rows("late=yes").await, 0, "the session has ended, the list is not shown");
    let olesya = t.enter("olesya").await;
    let late = olesya.get("/applications?late=yes").await.words();
    assert!(late.contains("Найдено: 3 дела") && late.contains("срок прошёл 1 день назад"), "{late}");
    let sheet = olesya.get("/applications/export?category=first").await;
    assert_eq!(&sheet.bytes[..2], b"PK");
}

async fn pages_cost_the_same_for_one_row_and_three(t: TestApp) {
    let w = world(t).await;
    let asked = async |visitor: &Visitor, path: &str| {
        visitor.get(path).await;
        let before = w.t.app.db.asked().count();
        assert_eq!(visitor.get(path).await.status, StatusCode::OK);
        w.t.app.db.asked().count() - before
    };
    let home = format!("/applications/{}", w.case.id);
    let paths = [
        (&w.olesya, "/applications"),
        (&w.olesya, home.as_str()),
        (&w.olesya, "/cabinet"),
        (&w.kira, "/school"),
        (&w.zoya, "/applications"),
    ];
    let mut one = Vec::new();
    for (visitor, path) in &paths {
        one.push(asked(visitor, path).await);
    }
    let seat = w.t.seat("olesya").await;
    for name in ["Белова Анна Петровна", "Серова Мария Ивановна"] {
        let case = w.t.application(w.school, name, Category::First).await;
        w.t.assigned(seat, &[&case]).await;
    }
    let many: &[(&str, &str, &[u8])] =
        &[("file", "1.pdf", DIPLOMA), ("file", "2.pdf", DIPLOMA), ("file", "3.pdf", DIPLOMA)];
    w.kira.upload(&format!("{home}/documents"), &[("kind", "diploma")], many).await;
    let mut three = Vec::new();
    for (visitor, path) in &paths {
        three.push(asked(visitor, path).await);
    }
    assert_eq!(one, three);
    assert!(one.iter().all(|count| *count <= 11), "{one:?}");
}

async fn pressed_twice_records_once(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    w.olesya.declare(&home).await;
    w.olesya.upload(&format!("{home}/conclusion"), &[], &[("conclusion", "Заключение.pdf", DIPLOMA)]).await;
    let path = format!("{home}/result");
    let fields = [("verdict", "meets"), ("version", "1")];
    let presses = futures::future::join_all((0..8).map(|_| w.olesya.post(&path, &fields))).await;
    assert!(
        presses.iter().all(|answer| answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::CONFLICT)
    );
    assert_eq!(w.t.count("select count(*) from results").await, 1);
    assert_eq!(w.t.letters().await.iter().filter(|letter| letter.subject.contains("записан")).count(), 1);
}

async fn a_conclusion_has_a_template_from_the_first_day(t: TestApp) {
    let w = first_day(t).await;
    let home = format!("/applications/{}", w.case.id);
    written(&w, documents::Kind::Diploma, "Диплом педуниверситета", "Диплом.pdf").await;
    w.olesya.declare(&home).await;
    let filled = document_text(&w.olesya.get(&format!("{home}/conclusion/template")).await.bytes);
    for part in [
        "Фамилия, имя, отчество\nОрлова Ольга Андреевна\n",
        "Место работы\nМБОУ «СОШ № 66», ",
        "Заявленная категория\nвысшая\n",
        "Заявление\n№\u{a0}2026-0001 от 02.11.2026\n",
        "Специалист\nСмирнова Олеся Ивановна, МБОУ «СОШ № 4»\n",
        "1\nДиплом педуниверситета\n",
        "Вывод\n",
        "Рекомендации\n",
    ] {
        assert!(filled.contains(part), "{part} in {filled}");
    }
    let blank = w.olesya.get("/templates/blank").await;
    assert_eq!(
        blank.headers["content-type"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    );
    let blank = document_text(&blank.bytes);
    for part in
        ["Фамилия, имя, отчество\n______", "Заявление\n№\u{a0}______", " от «____»\u{a0}_____", "Дата\n1\n\n\n\n2\n"]
    {
        assert!(blank.contains(part), "{part} in {blank}");
    }
    assert!(!blank.contains(['{', '%']) && !blank.contains("Орлова") && !blank.contains("Смирнова"), "{blank}");

    let page = w.zoya.get("/templates").await;
    assert!(page.words().contains("Действует: встроенный шаблон. Скачать пустой бланк"), "{}", page.words());
    let builtin = w.zoya.get("/templates/builtin").await;
    assert!(document_text(&builtin.bytes).contains("{{ педагог.фио }}"));
    assert_eq!(w.olesya.get("/templates/builtin").await.status, StatusCode::NOT_FOUND);
    let theirs = rewritten(&builtin.bytes, |text| text.replacen("Рекомендации", "Советы", 1));
    blank_in_force(&w.zoya, &theirs).await;
    assert!(document_text(&w.olesya.get("/templates/blank").await.bytes).contains("Советы"));
    assert!(w.zoya.get("/templates").await.words().contains("Действует: свой шаблон, версия 1."));
    let taken: Vec<String> = w.t.journal().await.into_iter().filter(|row| row.starts_with("template.taken")).collect();
    assert_eq!(
        taken,
        [
            "template.taken: заполненный шаблон, встроенный",
            "template.taken: пустой шаблон, встроенный",
            "template.taken: пустой шаблон, версия 1"
        ]
    );
}

async fn a_template_with_unknown_tags_is_refused(t: TestApp) {
    let w = world(t).await;
    let broken = with_text(TEMPLATE, "заявление.номер", "заявление.намер");
    let answer = w.zoya.upload("/templates", &[], &[("file", "Шаблон.docx", &broken)]).await;
    assert_eq!(
        answer.faults(),
        [
            "В шаблоне есть неизвестные теги: «заявление.намер» (похоже на «заявление.номер»). Исправьте их и загрузите шаблон снова."
        ]
    );
    assert_eq!(w.t.count("select count(*) from conclusion_templates").await, 1);
    let pdf = w.zoya.upload("/templates", &[], &[("file", "Шаблон.pdf", DIPLOMA)]).await;
    assert_eq!(pdf.faults(), ["Этот файл не подходит: нужен DOCX. Сохраните документ в таком виде и выберите снова."]);
}

async fn a_template_of_the_conclusion_is_tried_before_it_is_in_force(t: TestApp) {
    let w = world(t).await;
    let path = format!("/applications/{}/conclusion/template", w.case.id);
    w.olesya.declare(&format!("/applications/{}", w.case.id)).await;
    let before = document_text(&w.olesya.get(&path).await.bytes);
    // Sound with every case but this one.
    let bad = format!("{{% if заявление.номер == '{}' %}}{{{{ педагог.фио + 1 }}}}{{% endif %}}", w.case.number);
    let with = |words: &str| {
        let paragraph = format!("<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        rewritten(TEMPLATE, |text| text.replacen("<w:body>", &paragraph, 1))
    };
    let sent = async |words: &str| {
        let answer = w.zoya.upload("/templates", &[], &[("file", "Наш бланк.docx", &with(words))]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.faults());
        answer.to().to_owned()
    };
    let own = sent("Бланк Центра, {{ педагог.фио }}").await;
    assert_eq!(document_text(&w.olesya.get(&path).await.bytes), before, "it is not in force yet");
    let page = w.zoya.get("/templates").await;
    let waiting = crate::deadlines::rows(&page, "ещё не введены в действие");
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].starts_with("Версия 2 | Наш бланк.docx, ") && waiting[0].contains("Ильина Зоя"), "{waiting:?}");
    let publication = format!("{own}/publication");
    assert_eq!(
        w.zoya.post(&publication, &[]).await.faults(),
        ["Эту версию ещё не пробовали. Скачайте пробный документ или отметьте, что вводите её без пробы."]
    );
    let tried = w.zoya.post(&format!("{own}/trial"), &[("number", &w.case.number)]).await;
    assert!(document_text(&tried.bytes).contains("Бланк Центра, Орлова Ольга Андреевна"));
    assert_eq!(w.zoya.post(&publication, &[]).await.to(), "/templates");
    assert!(document_text(&w.olesya.get(&path).await.bytes).contains("Бланк Центра, Орлова Ольга Андреевна"));

    let broken = sent(&bad).await;
    assert_eq!(w.zoya.post(&format!("{broken}/publication"), &[("untried", "yes")]).await.to(), "/templates");
    let told = w.olesya.get(&path).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    let words = told.words();
    assert!(
        words.contains("Заключение по шаблону Центра не получилось: Не удалось вычислить значение тега"),
        "{words}"
    );
    assert!(words.contains("Сообщите в Центр: он исправит шаблон или вернёт прежний."), "{words}");

    let back = w.zoya.post("/templates/2/return", &[]).await;
    assert_eq!(back.to(), "/templates");
    assert!(document_text(&w.olesya.get(&path).await.bytes).contains("Бланк Центра, Орлова Ольга Андреевна"));
    let again = w.zoya.post("/templates/2/return", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.words().contains("Этот файл уже действует."), "{}", again.words());
    let lines = crate::deadlines::rows(&w.zoya.get("/templates").await, "Версии шаблона");
    let ours: Vec<&str> = lines.iter().map(|line| line.split(" | ").next().unwrap()).collect();
    assert_eq!(ours, ["4 действует", "3", "2", "1"]);
    assert!(lines[0].contains("Ильина Зоя, 23.11.2026 14:00"), "{lines:?}");
    assert_eq!(w.olesya.post("/templates/2/return", &[]).await.status, StatusCode::NOT_FOUND);
}

/// The same document with one tag, which Word has cut into runs, written anew.
fn with_text(docx: &[u8], tag: &str, other: &str) -> Vec<u8> {
    rewritten(docx, |text| {
        let (head, tail) = tag.split_once('.').unwrap();
        let cut = format!("{{{{ {head}.{}</w:t></w:r><w:r><w:t>{}", &tail[..4], &tail[4..]);
        let whole = format!("{{{{ {other}");
        assert!(text.contains(&cut), "the tag is cut otherwise");
        text.replace(&cut, &whole)
    })
}

/// The same document with its text changed.
pub fn rewritten(docx: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = change(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Writes a document of the case down, without a file.
async fn written(w: &World, kind: documents::Kind, title: &'static str, file: &'static str) -> String {
    let case = w.case.id;
    let new = documents::NewDocument {
        kind,
        title: title.to_owned(),
        file_name: file.to_owned(),
        file_key: String::new(),
        size: 1,
        media_type: "application/pdf".to_owned(),
        dated_on: String::new(),
    };
    w.t.made(move |act| documents::add(act, case, &new)).await.to_string()
}

async fn scans_a_case_was_filed_by_are_not_the_specialists(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    let scans = [
        written(&w, documents::Kind::Application, documents::ORIGINAL, "Заявление.pdf").await,
        written(&w, documents::Kind::Other, documents::ORIGINAL_CONSENT, "Согласие.pdf").await,
    ];
    written(&w, documents::Kind::Diploma, "Диплом педуниверситета", "Диплом.pdf").await;
    w.olesya.declare(&home).await;
    let (theirs, schools) = (w.olesya.get(&home).await.words(), w.kira.get(&home).await.words());
    assert!(theirs.contains("Диплом педуниверситета") && !theirs.contains("подписанное на бумаге"), "{theirs}");
    let missing = theirs.split("Не хватает: ").nth(1).unwrap_or_default();
    assert!(missing.starts_with("повышение квалификации"), "the application is there, hidden or not: {theirs}");
    for title in [documents::ORIGINAL, documents::ORIGINAL_CONSENT] {
        assert!(schools.contains(title), "{title}: {schools}");
    }
    for scan in scans {
        let file = w.olesya.get(&format!("{home}/documents/{scan}/file")).await;
        assert_eq!(file.status, StatusCode::NOT_FOUND, "the СНИЛС is on it");
    }
    let filled = w.olesya.get(&format!("{home}/conclusion/template")).await;
    assert!(!document_text(&filled.bytes).contains("подписанное на бумаге"));
}

async fn a_document_without_a_name_is_called_by_its_file(t: TestApp) {
    let w = world(t).await;
    let home = format!("/applications/{}", w.case.id);
    written(&w, documents::Kind::Petition, "", "Ходатайство школы.pdf").await;
    w.olesya.declare(&home).await;
    let filled = w.olesya.get(&format!("{home}/conclusion/template")).await;
    let text = document_text(&filled.bytes);
    assert!(text.contains("Ходатайство школы.pdf"), "{text}");
}

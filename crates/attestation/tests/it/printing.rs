//! Papers as PDF: each at its door, for those who may see what it is about, with its row of the journal and its words.

use attestation::accounts::Role;
use attestation::applications::Category;
use attestation::values;
use axum::http::{StatusCode, header};

use crate::acts::{REASON, draft, issued, two};
use crate::app::{Answer, TestApp, Visitor};
use crate::people::PASSWORD;
use crate::register::coordinator;
use crate::{applying, commission, fitness, intake, on_both, reading};

on_both!(
    a_protocol_is_printed_as_a_draft_and_as_signed,
    a_copy_of_a_protocol_stays_as_it_was_signed,
    corrections_stand_at_the_end_of_a_copy,
    an_act_and_its_extract_are_printed,
    an_extract_of_a_protocol_is_given_for_one_case,
    a_register_extract_is_printed,
    a_receipt_and_an_application_are_printed,
    a_consent_is_printed,
    an_application_brought_by_the_centre_has_no_answers,
    a_notice_follows_registration,
    papers_of_fitness_are_printed,
);

/// What a PDF says, its file name proved.
pub fn said(answer: &Answer, name: &str) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
    let encoded: String = name
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let disposition = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment") && disposition.contains(&encoded), "{disposition} {encoded}");
    reading::text(&answer.bytes)
}

/// Each part stands in the text, one after another.
pub fn in_order(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = text[from..].find(part);
        from += at.unwrap_or_else(|| panic!("«{part}» is not after what stands before it: {text}"));
    }
}

async fn refusals(t: &TestApp) -> i64 {
    t.count("select count(*) from journal where act = 'access.refused'").await
}

/// Nobody of these gets the paper, and the journal tells of each.
async fn hidden(t: &TestApp, path: &str, from: &[&Visitor]) {
    let before = refusals(t).await;
    for by in from {
        assert_eq!(by.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(refusals(t).await, before + i64::try_from(from.len()).unwrap());
}

async fn told(t: &TestApp, what: &str) -> usize {
    t.journal().await.iter().filter(|row| row.replace('\u{a0}', " ") == what).count()
}

async fn a_protocol_is_printed_as_a_draft_and_as_signed(t: TestApp) {
    let w = commission::world(t).await;
    let granted = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let refused = w.concluded("Белов Сергей Николаевич", Category::Mentor).await;
    let sitting = w.open(6, &[&granted, &refused]).await;
    let path = format!("/sittings/{}/protocol/pdf", sitting.id);
    let early = w.zoya.get(&path).await;
    in_order(
        &said(&early, "Проект протокола 23.11.2026.pdf"),
        &["Протокол № ____ (проект, не подписан)", "Орлова Ольга"],
    );
    let decisions = [("for", "6.0.0", ""), ("against", "0.6.0", REASON)];
    for (home, (choice, votes, reason)) in w.homes(&sitting).await.iter().zip(decisions) {
        for one in w.members.iter().take(6) {
            one.visitor.post(&format!("{home}/votes"), &[("choice", choice)]).await;
        }
        let fields = [("do", "decide"), ("votes", votes), ("reason", reason)];
        assert_eq!(w.zoya.post(&format!("{home}/decision"), &fields).await.status, StatusCode::SEE_OTHER);
    }
    let home = format!("/sittings/{}/protocol", sitting.id);
    assert_eq!(
        w.zoya.post(&home, &[("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)]).await.to(),
        home
    );
    assert!(w.zoya.get(&home).await.text().contains(&format!("href=\"{path}\"")));
    let one = w.members[0].visitor.get(&path).await;
    let text = said(&one, "Протокол 7 от 23.11.2026.pdf");
    in_order(
        &text,
        &[
            "Аттестационная комиссия Томской области",
            "Протокол № 7",
            "от 23 ноября 2026 г.",
            "Заседание 23 ноября 2026 г., 10:00. Место: комната 204.",
            "Присутствовали",
            "Захарова Елена Викторовна, председатель",
            "Отсутствовали",
            "Соколов Дмитрий Алексеевич, член комиссии",
            "Рассмотрели и решили",
            "Орлова Ольга Андреевна",
            "за — 6",
            "установить первую",
            "Белов Сергей Николаевич",
            "Всего рассмотрено дел: 2. Категория установлена: 1. Отказано: 1. Отложено: 0.",
            "Секретарь",
        ],
    );
    assert!(text.contains("SHA-256"), "{text}");
    assert_eq!(w.zoya.get(&path).await.bytes, one.bytes, "the same protocol is the same file");
    assert_eq!(told(&w.t, "sitting.protocol_taken: скачан протокол № 7").await, 2);
    in_order(
        &text,
        &["присутствовали 6 из 7", "Белов Сергей Николаевич", "Причина решения по делу 2: ", "Всего рассмотрено"],
    );
    let vera = commission::somebody(&w.t, "vera", "Котова Вера Ильинична", Role::Member).await.visitor;
    hidden(&w.t, &path, &[&vera]).await;
}

/// A granted case at a closed session: the addresses of its protocol and of the copy in PDF.
async fn signed(w: &commission::World) -> (String, String) {
    let case = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let sitting = w.open(7, &[&case]).await;
    let home = w.homes(&sitting).await.remove(0);
    w.zoya.post(&format!("{home}/votes"), &[("do", "all-for")]).await;
    w.zoya.post(&format!("{home}/decision"), &[("do", "decide"), ("votes", "7.0.0")]).await;
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let sign = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &sign).await.to(), protocol);
    let path = format!("{protocol}/pdf");
    (protocol, path)
}

async fn a_copy_of_a_protocol_stays_as_it_was_signed(t: TestApp) {
    let w = commission::world(t).await;
    let (protocol, path) = signed(&w).await;
    let (before, page) = (w.zoya.get(&path).await, w.zoya.get(&protocol).await.words());
    w.t.made(|act| {
        act.run("update organizations set name = 'МБОУ «Гимназия»'", &[])?;
        act.run("update applications set subject = 'химия'", &[])?;
        Ok(act.run("update commissions set name = 'Иная комиссия'", &[])?)
    })
    .await;
    assert_eq!(w.zoya.get(&path).await.bytes, before.bytes);
    let words = w.zoya.get(&protocol).await.words();
    assert!(page.contains("физика") && words.contains("физика") && !words.contains("химия"), "{words}");
    // A protocol signed before that was kept has its rows.
    w.t.made(|act| Ok(act.run("update sittings set stated = null", &[])?)).await;
    let text = said(&w.zoya.get(&path).await, "Протокол 7 от 23.11.2026.pdf");
    in_order(&text, &["Иная комиссия", "химия"]);
}

async fn corrections_stand_at_the_end_of_a_copy(t: TestApp) {
    let w = commission::world(t).await;
    let (protocol, path) = signed(&w).await;
    assert!(!said(&w.zoya.get(&path).await, "Протокол 7 от 23.11.2026.pdf").contains("Исправления к протоколу"));
    let corrections = protocol.replace("/protocol", "/corrections");
    for words in ["Читать: физика и математика.", "Читать: в 11:00."] {
        let fields = [("words", words), ("reason", "Описка."), ("dated_on", "23.11.2026")];
        assert_eq!(w.zoya.post(&corrections, &fields).await.to(), protocol);
    }
    let text = said(&w.zoya.get(&path).await, "Протокол 7 от 23.11.2026.pdf");
    in_order(
        &text,
        &[
            "SHA-256",
            "Исправления к протоколу",
            "23 ноября 2026. Читать: физика и математика. Причина: Описка.",
            "23 ноября 2026. Читать: в 11:00. Причина: Описка.",
        ],
    );
}

async fn an_act_and_its_extract_are_printed(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let kira = coordinator(&t, "kira", two.orlova.school).await;
    let home = draft(&zoya, &[&two.sitting]).await;
    let path = format!("{home}/draft/pdf");
    assert!(zoya.get(&home).await.text().contains(&format!("href=\"{path}\"")));
    let words = said(&zoya.get(&path).await, "Проект приказа.pdf");
    in_order(
        &words,
        &[
            "ПРОЕКТ",
            "ПРИКАЗ",
            "О квалификационных категориях педагогических работников",
            "ПРИКАЗЫВАЮ:",
            "Приложение 1 к приказу от _______________ № _______________",
            "Первая квалификационная категория",
            "Орлова Ольга Андреевна",
            "Город Томск",
            "20.11.2026",
            "Приложение 2 к приказу от _______________ № _______________",
            "Белов Пётр Ильич",
            "Причина: Результаты работы не подтверждены",
        ],
    );
    hidden(&t, &path, &[&kira]).await;
    issued(&zoya, &home, "214-р").await;
    let issued = zoya.get(&path).await;
    let words = said(&issued, "Приказ.pdf");
    in_order(&words, &["ПРИКАЗ", "от 23.11.2026 № 214-р", "Начальник департамента", "Грачёв П. С."]);
    assert!(!words.contains("ПРОЕКТ"));
    assert_eq!(zoya.get(&path).await.bytes, issued.bytes, "an issued act is the same file");
    let correction = format!("{home}/correction/draft/pdf");
    let words = said(&zoya.get(&correction).await, "Проект приказа об исправлении.pdf");
    in_order(
        &words,
        &[
            "ПРОЕКТ",
            "ПРИКАЗ",
            "от _______________ № _______________",
            "О внесении исправления в приказ № 214-р от 23.11.2026",
            "ПРИКАЗЫВАЮ:",
            "Исправить ошибку в приложении ____ к приказу № 214-р от 23.11.2026",
            "Решение аттестационной комиссии",
            "Начальник департамента",
            "Грачёв П. С.",
        ],
    );
    hidden(&t, &correction, &[&kira]).await;
    let extract = format!("/applications/{}/act/extract/pdf", two.orlova.id);
    let words = said(&kira.get(&extract).await, "Выписка из акта, Орлова О. А..pdf");
    let code = t.text("select code from register_records").await;
    let groups = format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]);
    in_order(
        &words,
        &[
            "ВЫПИСКА",
            "из акта № 214-р от 23.11.2026",
            "установить первую квалификационную категорию по должности «учитель»",
            "Орлова Ольга Андреевна",
            &format!("Код проверки: {groups}."),
            "Выписка верна. 23 ноября 2026 г.",
        ],
    );
    let refused = said(
        &zoya.get(&format!("/applications/{}/act/extract/pdf", two.belov.id)).await,
        "Выписка из акта, Белов П. И..pdf",
    );
    in_order(&refused, &["отказать в установлении", "Причина отказа", "Результаты работы не подтверждены"]);
    assert!(!refused.contains("Код проверки"));
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    hidden(&t, &extract, &[&coordinator(&t, "rita", elsewhere).await]).await;
}

async fn an_extract_of_a_protocol_is_given_for_one_case(t: TestApp) {
    let w = commission::world(t).await;
    let granted = w.concluded("Орлова Ольга Андреевна", Category::First).await;
    let refused = w.concluded("Белов Сергей Николаевич", Category::Mentor).await;
    let sitting = w.open(6, &[&granted, &refused]).await;
    let decisions = [("for", "6.0.0", ""), ("against", "0.6.0", REASON)];
    for (home, (choice, votes, reason)) in w.homes(&sitting).await.iter().zip(decisions) {
        for one in w.members.iter().take(6) {
            one.visitor.post(&format!("{home}/votes"), &[("choice", choice)]).await;
        }
        let fields = [("do", "decide"), ("votes", votes), ("reason", reason)];
        assert_eq!(w.zoya.post(&format!("{home}/decision"), &fields).await.status, StatusCode::SEE_OTHER);
    }
    let home = format!("/applications/{}/decision", granted.id);
    let (word, pdf) = (format!("{home}/extract/file"), format!("{home}/extract/pdf"));
    let early = w.zoya.get(&word).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Выписка появится, когда его подпишут."), "{}", early.words());
    let protocol = format!("/sittings/{}/protocol", sitting.id);
    let fields = [("number", "7"), ("date", "23.11.2026"), ("current-password", PASSWORD)];
    assert_eq!(w.zoya.post(&protocol, &fields).await.to(), protocol);
    assert!(w.zoya.get(&home).await.text().contains(&format!("href=\"{pdf}\"")));
    let text = said(&w.zoya.get(&pdf).await, "Выписка из протокола, Орлова О. А..pdf");
    in_order(
        &text,
        &[
            "Аттестационная комиссия Томской области",
            "Выписка",
            "из протокола № 7 от 23 ноября 2026 г.",
            "Орлова Ольга Андреевна",
            "Голосовали: за — 6, против — 0, воздержались — 0.",
            "Решили: установить первую",
            "Председательствующий: Захарова Е. В., председатель",
            "Секретарь комиссии",
        ],
    );
    assert!(!text.contains("Белов"), "nobody else is in it: {text}");
    let paper =
        crate::fitness::text_of(&w.zoya.get(&format!("/applications/{}/decision/extract/file", refused.id)).await);
    assert!(paper.contains("Белов Сергей Николаевич") && paper.contains(&format!("Причина: {REASON}")), "{paper}");
    let kira = coordinator(&w.t, "kira", w.school).await;
    let open = said(&kira.get(&pdf).await, "Выписка из протокола, Орлова О. А..pdf");
    assert!(open.contains("Решили: установить первую") && !open.contains("Голосовали"), "{open}");
    let correction = [("words", "Читать: Белов Семён."), ("reason", "Описка."), ("dated_on", "23.11.2026")];
    assert_eq!(w.zoya.post(&format!("/sittings/{}/corrections", sitting.id), &correction).await.to(), protocol);
    let later = said(&kira.get(&pdf).await, "Выписка из протокола, Орлова О. А..pdf");
    assert!(later.contains("К протоколу записаны исправления: 23 ноября 2026.") && !later.contains("Белов"), "{later}");
    let elsewhere = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    hidden(&w.t, &pdf, &[&coordinator(&w.t, "rita", elsewhere).await]).await;
}

async fn a_register_extract_is_printed(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let zoya = t.zoya().await;
    let id = t.holder(Some(school), "Орлова Ольга Андреевна", Category::Highest, "2024-12-24", None).await;
    let path = format!("/register/{id}/extract/pdf");
    let answer = zoya.get(&path).await;
    let code = t.text("select code from register_records").await;
    in_order(
        &said(&answer, "Выписка из реестра, Орлова.pdf"),
        &[
            "Выписка из реестра квалификационных категорий",
            "Орлова Ольга Андреевна",
            "высшая",
            "24 декабря 2024",
            &format!("/check/{code}"),
        ],
    );
    assert_eq!(reading::tagged(&answer.bytes, "Figure"), 1);
    assert_eq!(told(&t, "register.extracted: Орлова Ольга Андреевна").await, 1);
    hidden(&t, &path, &[&coordinator(&t, "kira", school).await]).await;
    zoya.post(&format!("/register/{id}/revocation"), &[("reason", "Решение суда."), ("current-password", PASSWORD)])
        .await;
    let gone = zoya.get(&path).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.words().contains("Эта запись заменена или отменена, выписки из неё нет."), "{}", gone.words());
}

async fn a_consent_is_printed(t: TestApp) {
    let w = applying::world(t).await;
    let home = applying::submitted(&w.olga, "first", "none").await.trim_end_matches("/submitted").to_owned();
    let path = format!("{home}/consent");
    let (kira, zoya) = (coordinator(&w.t, "kira", w.school).await, w.t.zoya().await);
    for by in [&w.olga, &kira, &zoya] {
        let page = by.get(&format!("{home}/application")).await.text();
        assert!(page.contains(&format!("href=\"{path}\"")), "{page}");
        in_order(
            &said(&by.get(&path).await, "Согласие 2026-0001.pdf"),
            &[
                "Согласие на обработку персональных данных",
                "Кто даёт согласие",
                "Орлова Ольга Андреевна",
                "Кому",
                "2026-0001",
                "Я даю согласие на обработку моих персональных данных для аттестации",
                "СНИЛС",
                "Его можно отозвать",
                "Редакция текста",
                "30 ноября 2026",
                "23 ноября 2026, 14:00",
                "отметкой «Я прочитал(а) текст и даю согласие»",
            ],
        );
    }
    let taken = w.t.journal().await.into_iter().filter(|row| row.contains("скачано согласие на обработку"));
    assert_eq!(taken.count(), 3);
    let other = w.t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let rita = coordinator(&w.t, "rita", other).await;
    w.t.person("vera", "Котова Вера Ивановна", Role::Teacher, Some(w.school), "").await;
    w.t.person("denis", "Дёмин Денис Олегович", Role::Authority, None, "").await;
    let (vera, denis) = (w.t.enter("vera").await, w.t.enter("denis").await);
    hidden(&w.t, &path, &[&rita, &vera, &denis]).await;
    assert!(!denis.get(&format!("{home}/application")).await.text().contains(&path));
    // An application of the Centre has no consent of a cabinet.
    let case = w.t.application(w.school, "Белов Сергей Николаевич", Category::First).await;
    let none = zoya.get(&format!("/applications/{}/consent", case.id)).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    assert!(none.words().contains("согласие педагога дано на бумаге"), "{}", none.words());
}

async fn a_receipt_and_an_application_are_printed(t: TestApp) {
    let w = applying::world(t).await;
    let done = applying::submitted(&w.olga, "first", "none").await;
    let home = done.trim_end_matches("/submitted").to_owned();
    let path = format!("{home}/receipt");
    assert!(w.olga.get(&done).await.text().contains(&format!("href=\"{path}\"")));
    let letter = w.t.letter_to("olga@example.org").await;
    assert!(letter.text.contains(&path), "{}", letter.text);
    let one = w.olga.get(&path).await;
    in_order(
        &said(&one, "Расписка 2026-0001.pdf"),
        &[
            "Расписка в получении заявления",
            "2026-0001",
            "Орлова Ольга Андреевна",
            "Центр зарегистрирует заявление и ответит о сроке и форме аттестации до ",
            "Документы, поданные с заявлением",
            "Диплом об образовании",
            "Подпись",
            "простая электронная подпись",
        ],
    );
    assert_eq!(w.olga.get(&path).await.bytes, one.bytes, "the same receipt is the same file");
    let word = crate::fitness::text_of(&w.olga.get(&format!("{path}/file")).await);
    in_order(&word, &["РАСПИСКА", "Номер заявления: 2026-0001", "Что будет дальше", "Документы, поданные", "Подпись"]);
    // What was filed is what the receipt names, whatever the coordinator changes afterwards.
    w.t.later(jiff::SignedDuration::from_secs(60));
    let keeper = coordinator(&w.t, "lina", w.school).await;
    let diploma = w.t.text("select id from documents where kind = 'diploma'").await;
    keeper
        .upload(
            &format!("{home}/documents"),
            &[("kind", "other"), ("title", "Грамота")],
            &[("file", "Грамота.pdf", include_bytes!("../data/Диплом и приложение.pdf").as_slice())],
        )
        .await;
    let stays = keeper.post(&format!("{home}/documents/{diploma}/removal"), &[]).await;
    assert_eq!(stays.status, StatusCode::NOT_FOUND, "what was signed is not taken away");
    // Taken away before that was so.
    w.t.made(|act| Ok(act.run("update documents set removed_at = added_at + 30000000 where kind = 'diploma'", &[])?))
        .await;
    assert_eq!(w.t.count("select count(*) from documents where removed_at is not null").await, 1);
    let later = said(&w.olga.get(&path).await, "Расписка 2026-0001.pdf");
    assert!(later.contains("Диплом об образовании") && !later.contains("Грамота"), "{later}");
    let zoya = w.t.zoya().await;
    let whole = zoya.get(&format!("{home}/archive-file")).await;
    let zip = zip::ZipArchive::new(std::io::Cursor::new(whole.bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert!(names.iter().any(|name| name.starts_with("Убранный документ 01 — Диплом об образовании")), "{names:?}");
    let application = format!("{home}/application/pdf");
    let page = w.olga.get(&format!("{home}/application")).await.text();
    assert!(page.contains(&format!("href=\"{application}\"")) && page.contains(&format!("href=\"{path}\"")));
    let text = said(&w.olga.get(&application).await, "Заявление 2026-0001.pdf");
    in_order(
        &text,
        &[
            "В аттестационную комиссию",
            "Заявление",
            "о проведении аттестации",
            "Прошу провести аттестацию в целях установления первой квалификационной категории по должности «учитель».",
            "112-233-445 95",
            "Томский педагогический университет",
            "SHA-256",
        ],
    );
    let kira = coordinator(&w.t, "kira", w.school).await;
    assert_eq!(kira.get(&application).await.status, StatusCode::OK);
    assert!(!kira.get(&format!("{home}/application")).await.text().contains(&path), "the receipt is the teacher's");
    hidden(&w.t, &path, &[&kira, &zoya]).await;
    w.t.person("vera", "Котова Вера Ивановна", Role::Teacher, Some(w.school), "").await;
    let vera = w.t.enter("vera").await;
    hidden(&w.t, &path, &[&vera]).await;
    hidden(&w.t, &application, &[&vera]).await;
    let registered = zoya.post(&format!("{home}/registration"), &[("on", "23.11.2026")]).await;
    assert_eq!(registered.to(), home);
    let specialist = w.t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let id = w.t.text("select id from applications").await;
    let case = w.t.app.db.read(move |reader| attestation::applications::by_id(reader, id.parse().unwrap())).await;
    let case: Result<_, attestation::platform::engine::DbError> = case;
    w.t.assigned(specialist, &[&case.unwrap().unwrap()]).await;
    let olesya = w.t.enter("olesya").await;
    assert_eq!(olesya.get(&application).await.status, StatusCode::CONFLICT, "an interest is declared first");
    olesya.declare(&home).await;
    let text = said(&olesya.get(&application).await, "Заявление 2026-0001.pdf");
    assert!(!text.contains("112-233-445 95"), "a specialist needs no СНИЛС: {text}");
    assert!(text.contains("Томский педагогический университет"));
}

async fn an_application_brought_by_the_centre_has_no_answers(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    t.person("olga", "Орлова Ольга Андреевна", Role::Teacher, Some(school), "").await;
    let teacher = case.teacher;
    t.made(move |act| {
        let sql = "update teachers set account_id = (select id from accounts where login_key = 'olga') where id = $1";
        Ok(act.run(sql, values![teacher])?)
    })
    .await;
    let olga = t.enter("olga").await;
    let no = olga.get(&format!("/applications/{}/application/pdf", case.id)).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(no.words().contains("Это заявление внёс Центр: ответов педагога в системе нет."), "{}", no.words());
    let text = said(&olga.get(&format!("/applications/{}/receipt", case.id)).await, "Расписка 2026-0001.pdf");
    assert!(text.contains("Орлова Ольга Андреевна") && !text.contains("Подпись"), "{text}");
}

async fn a_notice_follows_registration(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 1»", "7000000001").await;
    let case = intake::submitted(&t, school, "Орлова Ольга Андреевна", 900_001).await;
    let zoya = t.zoya().await;
    let path = format!("/applications/{}/registration/notice", case.id);
    let early = zoya.get(&path).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.words().contains("Заявление ещё не зарегистрировано. Уведомление появится после регистрации."));
    zoya.post(&format!("/applications/{}/registration", case.id), &[("on", "20.11.2026")]).await;
    let page = zoya.get(&format!("/applications/{}", case.id)).await.text();
    assert!(page.contains(&format!("href=\"{path}\"")));
    let kira = coordinator(&t, "kira", school).await;
    in_order(
        &said(&kira.get(&path).await, "Уведомление о регистрации 2026-0001.pdf"),
        &[
            "Уведомление о регистрации заявления",
            "2026-0001",
            "20 ноября 2026",
            "Орлова Ольга Андреевна",
            "До 21 декабря 2026 Центр назначит срок, место и форму аттестации и сообщит о них.",
            "Решение комиссии будет принято до 18 февраля 2027.",
        ],
    );
    let word = crate::fitness::text_of(&kira.get(&format!("{path}/file")).await);
    in_order(
        &word,
        &["УВЕДОМЛЕНИЕ", "Номер дела: 2026-0001", "Зарегистрировано: 20 ноября 2026", "До 21 декабря 2026"],
    );
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    hidden(&t, &path, &[&coordinator(&t, "rita", elsewhere).await]).await;
}

async fn papers_of_fitness_are_printed(t: TestApp) {
    let (kira, home) = fitness::ordered(&t).await;
    let path = |paper: &str| format!("{home}/papers/{paper}/pdf");
    assert!(kira.get(&home).await.text().contains(&path("order")));
    let text = said(&kira.get(&path("order")).await, "Приказ со списком и графиком, Орлова.pdf");
    in_order(
        &text,
        &["ПРИКАЗ", "№ 112-од от 20 ноября 2026 г.", "Орлова Ольга Андреевна", "12 января 2027", "Руководитель"],
    );
    let text = said(&kira.get(&path("presentation")).await, "Представление, Орлова.pdf");
    in_order(&text, &["ПРЕДСТАВЛЕНИЕ", "Курсы 2025 года, 72 часа", "Обучающиеся осваивают программу полностью."]);
    let no = kira.get(&path("protocol")).await;
    assert_eq!(no.status, StatusCode::CONFLICT);
    assert!(no.words().contains("Заседания ещё не было."), "{}", no.words());
    assert_eq!(kira.get(&path("passport")).await.status, StatusCode::NOT_FOUND);
    t.later(fitness::days(20));
    let kira = t.enter("kira").await;
    fitness::done(&kira, &format!("{home}/showing"), &[("shown", "13.12.2026"), ("how", "read")]).await;
    t.later(fitness::days(30));
    let kira = t.enter("kira").await;
    fitness::done(&kira, &format!("{home}/session"), &fitness::SESSION).await;
    let text = said(&kira.get(&path("protocol")).await, "Протокол заседания, Орлова.pdf");
    in_order(
        &text,
        &[
            "ПРОТОКОЛ № 4",
            "Юдина Лариса Олеговна, представитель профсоюза",
            "Рассмотрено представление на работника: Орлова Ольга Андреевна, учитель",
            "за соответствие — 4, против — 1, воздержались — 0.",
            "Решение: Орлова Ольга Андреевна соответствует занимаемой должности «учитель».",
        ],
    );
    let text = said(&kira.get(&path("extract")).await, "Выписка из протокола, Орлова.pdf");
    in_order(
        &text,
        &["ВЫПИСКА ИЗ ПРОТОКОЛА № 4", "Решение: соответствует занимаемой должности «учитель».", "ознакомлен"],
    );
    let told: Vec<String> = t.journal().await.into_iter().filter(|row| row.starts_with("fitness.paper")).collect();
    assert_eq!(
        told,
        ["приказ со списком и графиком", "представление", "протокол заседания", "выписка из протокола"]
            .map(|paper| format!("fitness.paper: Орлова Ольга Андреевна: {paper}"))
    );
    let elsewhere = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    hidden(&t, &path("order"), &[&coordinator(&t, "rita", elsewhere).await]).await;
}

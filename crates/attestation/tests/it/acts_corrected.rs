//! What is put right after an act: by another act whose words are public or not, by the register beside the extract.

use attestation::applications::Category;
use axum::http::StatusCode;

use crate::acts::{PDF, SIGNED, draft, issued, two};
use crate::app::{Answer, TestApp, Visitor};
use crate::on_both;
use crate::people::PASSWORD;
use crate::printing::said;
use crate::voting::document_text;

on_both!(
    an_extract_states_the_line_of_the_act,
    what_an_act_granted_is_put_right_after_another_act,
    an_extract_of_a_record_taken_back_is_not_given,
    words_about_refusals_alone_stay_inside,
    lines_of_several_pages_are_put_right_by_one_act,
    those_whose_lines_are_put_right_get_letters,
);

/// What is typed of a record, with other words in some fields.
fn record<'f>(other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut typed = vec![
        ("surname", "Орлова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born-day", "14"),
        ("born-month", "3"),
        ("born-year", "1978"),
        ("organization", "МБОУ «СОШ № 66»"),
        ("post", "P27"),
        ("category", "first"),
        ("granted-day", "20"),
        ("granted-month", "11"),
        ("granted-year", "2026"),
        ("act", "214-р"),
        ("acted-day", "23"),
        ("acted-month", "11"),
        ("acted-year", "2026"),
        ("confirmed", "yes"),
        ("current-password", PASSWORD),
    ];
    typed.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    typed.extend(other);
    typed
}

fn groups(code: &str) -> String {
    format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
}

async fn an_extract_states_the_line_of_the_act(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("/applications/{}/act", two.orlova.id);
    let id = t.text("select id from register_records").await;
    let words = "В приложении 1 вместо «первую» читать «высшую»";
    corrected(&zoya, &home, "220-р", words, &[&two.orlova.id.to_string()]).await;
    let other = [("category", "highest"), ("granted-day", "15"), ("reason", "поправлено вручную")];
    let done = zoya.post(&format!("/register/{id}/correction"), &record(&other)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.faults());
    let code = groups(&t.text("select code from register_records where replaced_at is null").await);
    let line = "установить первую квалификационную категорию по должности «учитель»";
    let register =
        "В реестре категорий запись исправлена 23 ноября 2026, там: категория — высшая; день решения — 15 ноября 2026.";
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&format!("Решение {line} День решения 20 ноября 2026")), "{page}");
    assert!(page.contains(register) && page.contains(&format!("Код проверки {code}")), "{page}");
    let word = document_text(&zoya.get(&format!("{path}/extract")).await.bytes).replace('\u{a0}', " ");
    let pdf = said(&zoya.get(&format!("{path}/extract/pdf")).await, "Орлова");
    for paper in [word, pdf] {
        for part in [line, "от 20 ноября 2026 г.", register, &code] {
            assert!(paper.contains(part), "{part}: {paper}");
        }
        assert!(!paper.contains("установить высшую"), "{paper}");
    }
}

async fn what_an_act_granted_is_put_right_after_another_act(t: TestApp) {
    const HELD: &str = "Эту запись сделал акт № 214-р от 23.11.2026. Категорию, день решения, срок и акт в ней меняет только новый акт: на странице акта нажмите «Исправить ошибку новым актом», потом исправьте запись.";
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let (orlova, belov) = (two.orlova.id.to_string(), two.belov.id.to_string());
    let id = t.text("select id from register_records").await;
    let path = format!("/register/{id}/correction");
    let form = zoya.get(&path).await;
    assert!(
        form.words().contains("Эту запись сделал акт № 214-р от 23.11.2026")
            && form.text().contains(&format!("href=\"{home}\"")),
        "{}",
        form.words()
    );
    let reason = ("reason", "Так в заявлении.");
    for (others, fields) in [
        (&[("category", "highest")][..], &["category"][..]),
        (&[("granted-day", "19")], &["granted"]),
        (&[("act", "215-р")], &["act"]),
        (&[("acted-day", "22")], &["acted"]),
        (&[("acted-day", ""), ("acted-month", ""), ("acted-year", "")], &["acted"]),
        (&[("until-day", "20"), ("until-month", "11"), ("until-year", "2036")], &["until"]),
        (&[("category", "mentor"), ("granted-day", "19"), ("surname", "Орлова-Белова")], &["category", "granted"]),
    ] {
        let refused = zoya.post(&path, &record(&[others, &[reason][..]].concat())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{others:?}");
        let faults: Vec<String> = refused.faults().iter().map(|fault| fault.replace('\u{a0}', " ")).collect();
        assert_eq!(faults, vec![HELD; fields.len()], "{others:?}");
        for field in fields {
            assert!(refused.text().contains(&format!("id=\"{field}-error\"")), "{field}: {}", refused.text());
        }
        assert!(refused.text().contains("Так в заявлении.") && !refused.text().contains(PASSWORD), "{others:?}");
    }
    // An act about somebody else of the same list gives no right to this line.
    corrected(&zoya, &home, "220-р", "В приложении 2 вместо «Белов» читать «Билов»", &[&belov]).await;
    let highest = record(&[("category", "highest"), reason]);
    assert_eq!(zoya.post(&path, &highest).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(t.count("select count(*) from register_records").await, 1);
    // What is only mistyped is put right without an act; the record that follows is held as the first one was.
    let spelt =
        record(&[("surname", "Арлова"), ("snils", "112-233-445 95"), ("post-written", "Учитель физики"), reason]);
    let made = zoya.post(&path, &spelt).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.faults());
    let path = format!("{}/correction", made.to());
    assert_eq!(zoya.post(&path, &highest).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    corrected(&zoya, &home, "221-р", "В приложении 1 вместо «первую» читать «высшую»", &[&orlova]).await;
    assert!(!zoya.get(&path).await.words().contains("Эту запись сделал акт"));
    let made = zoya.post(&path, &highest).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.faults());
    let code = t.text("select code from register_records where replaced_at is null").await;
    assert!(t.visitor().get(&format!("/check/{code}")).await.words().contains("Категория высшая"));
    let told: Vec<String> =
        t.journal().await.into_iter().filter(|line| line.starts_with("register.corrected")).collect();
    assert_eq!(
        told,
        [
            "register.corrected: Орлова Ольга Андреевна: Так в заявлении.",
            "register.corrected: Арлова Ольга Андреевна: Так в заявлении.",
        ]
    );
}

async fn an_extract_of_a_record_taken_back_is_not_given(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("/applications/{}/act", two.orlova.id);
    let id = t.text("select id from register_records").await;
    let sure = [("reason", "акт отменён судом"), ("current-password", PASSWORD)];
    let revoked = zoya.post(&format!("/register/{id}/revocation"), &sure).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER);
    let why = "Запись реестра категорий отменена 23 ноября 2026. Причина: акт отменён судом";
    let page = zoya.get(&path).await;
    assert!(page.words().contains(why) && !page.words().contains("Код проверки"), "{}", page.words());
    assert!(!page.text().contains(&format!("{path}/extract")), "there is nothing to take");
    for paper in ["extract", "extract/pdf"] {
        let no = zoya.get(&format!("{path}/{paper}")).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains(&format!("{why}. Выписка из акта больше не выдаётся")), "{}", no.words());
    }
    // Taken back by mistake and written down anew: the new record stands beside the line.
    let born = t.text("select born from register_records limit 1").await;
    let (year, month, day) = (&born[..4], &born[5..7], &born[8..]);
    let again = [("born-day", day), ("born-month", month), ("born-year", year)];
    let made = zoya.post("/register/new", &record(&again)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.faults());
    let code =
        groups(&t.text("select code from register_records where entry = 'granted' and replaced_at is null").await);
    let page = zoya.get(&path).await.words();
    assert!(page.contains(&format!("Код проверки {code}")) && !page.contains("отменена"), "{page}");
    assert_eq!(zoya.get(&format!("{path}/extract")).await.status, StatusCode::OK);
}

/// An act under a number that corrects another in the lines of these cases; its address.
async fn corrected(by: &Visitor, home: &str, number: &str, words: &str, cases: &[&str]) -> String {
    let mut fields = SIGNED.to_vec();
    fields[0].1 = number;
    fields.extend([("words", words), ("reason", "Описка")]);
    fields.extend(cases.iter().map(|case| ("case", *case)));
    by.upload(&format!("{home}/correction"), &fields, &[("file", "Приказ.pdf", PDF)]).await.to().to_owned()
}

async fn words_about_refusals_alone_stay_inside(t: TestApp) {
    let two = two(&t).await;
    let (zoya, anna) = (t.zoya().await, t.visitor());
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    zoya.post(&format!("{home}/publication"), &[]).await;
    let (orlova, belov) = (two.orlova.id.to_string(), two.belov.id.to_string());
    let words = "В приложении 2 вместо «Белов» читать «Билов»";
    let inside = corrected(&zoya, &home, "220-р", words, &[&belov]).await;
    let page = zoya.get(&format!("{inside}/publication")).await.words();
    assert!(
        page.contains("Акт исправляет строки: категория установлена — 0, отказ — 1. На открытой странице этого акта и того, который он исправляет, будет: исправлена описка Исправлены только строки отказов"),
        "{page}"
    );
    zoya.post(&format!("{inside}/publication"), &[]).await;
    for page in [&home, &inside] {
        let open = anna.get(&page.replace("/board", "")).await.words();
        assert!(open.contains("исправлена описка") && !open.contains("Билов"), "{open}");
    }
    let extract = zoya.get(&format!("/applications/{belov}/act")).await.words();
    assert!(extract.contains(&format!("Исправлено актом № 220-р от 23.11.2026: {words}")), "{extract}");
    let words = "В приложениях вместо «Учитель» читать «Учитель физики»";
    let both = corrected(&zoya, &home, "221-р", words, &[&orlova, &belov]).await;
    let page = zoya.get(&format!("{both}/publication")).await.words();
    assert!(page.contains(&format!("категория установлена — 1, отказ — 1. На открытой странице этого акта и того, который он исправляет, будет: {words}")), "{page}");
    assert!(page.contains("Проверьте, что в этих словах не назван никто из тех, кому отказано"), "{page}");
    zoya.post(&format!("{both}/publication"), &[]).await;
    assert!(anna.get(&home.replace("/board", "")).await.words().contains(&format!("№ 221-р от 23.11.2026 : {words}")));
    assert!(anna.get(&both.replace("/board", "")).await.words().contains(&format!("Что исправлено {words}")));
}

/// The borders of the pages the buttons of the form lead to, and how many lines are ticked of how many there are.
fn ways(page: &Answer) -> (Vec<String>, usize, usize) {
    let text = page.text();
    let buttons = text.split("name=\"to\" value=\"").skip(1);
    let borders = buttons.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&")).collect();
    let lines: Vec<&str> = text.split("name=\"case\"").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    (borders, lines.iter().filter(|line| line.contains("checked")).count(), lines.len())
}

async fn lines_of_several_pages_are_put_right_by_one_act(t: TestApp) {
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let (zoya, sitting) = (t.zoya().await, t.sitting("2026-11-20", "14").await);
    let mut cases = Vec::new();
    for at in 0..23 {
        let case = t.application(school, &format!("Илья{} Один", "а".repeat(at)), Category::First).await;
        t.decided(&sitting, &case, "").await;
        cases.push(case.id.to_string());
    }
    let home = draft(&zoya, &[&sitting]).await;
    issued(&zoya, &home, "214-р").await;
    let path = format!("{home}/correction");
    let (borders, ticked, lines) = ways(&zoya.get(&path).await);
    assert_eq!((borders.len(), ticked, lines), (1, 0, 20));
    let words = "В приложении 1 вместо «СОШ № 66» читать «Лицей № 66»";
    let typed = [("words", words), ("reason", "Описка"), ("number", "220-р"), ("after", "")];
    let next =
        [&typed[..], &[("case", cases[0].as_str()), ("to", borders[0].as_str()), ("current-password", PASSWORD)]]
            .concat();
    let second = zoya.upload(&path, &next, &[]).await;
    assert_eq!(second.status, StatusCode::OK);
    assert_eq!(ways(&second), (vec!["first".to_owned()], 1, 4), "{}", second.words());
    assert!(second.words().contains("Илья Один Учитель отмечено раньше"), "{}", second.words());
    let text = second.text();
    assert!(text.contains(words) && text.contains("\nОписка</textarea>") && text.contains("value=\"220-р\""), "{text}");
    assert!(!text.contains(PASSWORD), "the password is not carried");
    // A fault leaves whoever works on the page they were at.
    let there = [("after", borders[0].as_str()), ("case", cases[0].as_str()), ("case", cases[22].as_str())];
    let wrong = zoya.upload(&path, &[&typed[..3], &there].concat(), &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ways(&wrong), (vec!["first".to_owned()], 2, 4));
    let back = zoya.upload(&path, &[&typed[..3], &there, &[("to", "first")]].concat(), &[]).await;
    assert_eq!(ways(&back), (borders, 2, 21), "the first page, and the one ticked on the second");
    let made = corrected(&zoya, &home, "220-р", words, &[&cases[0], &cases[22]]).await;
    assert_eq!(t.count("select count(*) from act_fixes").await, 2);
    assert!(zoya.get(&made).await.words().contains("Илья Один"));
}

/// Letters of a correcting act wait as drafts like those of the first: to the teachers of its lines and to their schools.
async fn those_whose_lines_are_put_right_get_letters(t: TestApp) {
    let two = two(&t).await;
    crate::acts_told::with_addresses(&t, &two).await;
    let zoya = t.zoya().await;
    let home = draft(&zoya, &[&two.sitting]).await;
    issued(&zoya, &home, "214-р").await;
    zoya.post(&format!("{home}/letters"), &[("count", "3")]).await.to();
    let sent = t.letters().await.len();
    assert_eq!(sent, 3);
    let belov = two.belov.id.to_string();
    let words = "В приложении 2 вместо «Белов» читать «Билов»";
    let inside = corrected(&zoya, &home, "220-р", words, &[&belov]).await;
    let page = zoya.get(&inside).await.words();
    assert!(page.contains("Прочитать и отправить письма: 2"), "{page}");
    assert_eq!(t.letters().await.len(), sent, "drafts are not sent");
    let letters = zoya.get(&format!("{inside}/letters")).await.words();
    assert!(letters.contains("Будет отправлено 2 письма") && !letters.contains("Кому письма нет"), "{letters}");
    assert_eq!(zoya.post(&format!("{inside}/letters"), &[("count", "2")]).await.to(), inside);
    let all = t.letters().await;
    let new: Vec<(&str, &str)> = all[sent..].iter().map(|one| (one.to.as_str(), one.subject.as_str())).collect();
    assert_eq!(
        new,
        [
            ("belov@example.org", "Исправлен акт по вашему заявлению"),
            ("kira@example.org", "Исправлен акт о педагогах школы"),
        ]
    );
    let text = |at: usize| all[sent + at].text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let told = format!("исправлен актом № 220-р от 23.11.2026, исправление касается вас. Что исправлено: {words}");
    assert!(text(0).contains(&told) && text(0).contains("Решение комиссии прежнее: отказать"), "{}", text(0));
    assert!(
        text(1).contains("исправление касается педагогов вашей школы")
            && text(1).contains("Белов Пётр Ильич: отказать"),
        "{}",
        text(1)
    );
    assert!(!text(1).contains("Орлова"), "{}", text(1));
}

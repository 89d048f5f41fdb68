//! A teacher's data are put right by the Centre: the name, the day of birth, СНИЛС, the school.

use attestation::accounts::Role;
use attestation::applications::Category;
use axum::http::StatusCode;

use crate::app::{Answer, TestApp, Visitor};
use crate::applying::{self, World};
use crate::commission::column;
use crate::on_both;

on_both!(
    a_teacher_who_married_has_the_new_name_everywhere_but_in_what_was_signed,
    a_mistyped_number_is_put_right_in_an_open_draft_too,
    a_teacher_without_a_cabinet_gets_no_letter,
    faults_of_a_correction_stand_at_their_fields,
    a_number_of_another_teacher_is_refused_with_the_way_to_them,
    a_teacher_moves_to_another_school_and_cases_stay,
    a_teachers_data_are_put_right_by_the_centre_alone,
    many_cases_cost_what_one_costs,
);

/// The form as the page of Орлова gives it, with these fields otherwise.
async fn sent(by: &Visitor, home: &str, other: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("surname", "Орлова"),
        ("given", "Ольга"),
        ("patronymic", "Андреевна"),
        ("born-day", "4"),
        ("born-month", "2"),
        ("born-year", "1978"),
        ("snils", "112-233-445 95"),
        ("reason", "Сменила фамилию."),
    ];
    fields.retain(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    fields.extend_from_slice(other);
    by.post(home, &fields).await
}

/// Орлова has submitted an application; the path of the case and of the page on which her data are put right.
async fn submitted(w: &World) -> (String, String) {
    let done = applying::submitted(&w.olga, "first", "none").await;
    let home = w.t.text("select '/teachers/' || id || '/correction' from teachers").await;
    (done.trim_end_matches("/submitted").to_owned(), home)
}

/// The journal without the openings of the page.
async fn changes(t: &TestApp) -> Vec<String> {
    t.journal().await.into_iter().filter(|row| !row.starts_with("teacher.opened")).collect()
}

async fn a_teacher_who_married_has_the_new_name_everywhere_but_in_what_was_signed(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (case, home) = submitted(&w).await;
    let signed = w.t.text("select hash from application_signatures").await;
    assert!(zoya.get(&case).await.text().contains(&format!("href=\"{home}\"")), "the case leads there");
    let person = w.t.text("select '/people/' || id from accounts where login = 'olga'").await;
    assert!(zoya.get(&person).await.text().contains(&format!("href=\"{home}\"")), "the person leads there");
    let page = zoya.get(&home).await;
    for field in ["value=\"Орлова\"", "name=\"born-day\" type=\"text\" inputmode=\"numeric\" value=\"4\""] {
        assert!(page.text().contains(field), "{field}");
    }
    let words = page.words();
    assert!(words.contains("Сейчас: МБОУ «СОШ № 66»."), "{words}");
    assert!(words.contains("Педагогу уйдёт письмо о том, что исправлено."), "{words}");
    assert!(words.contains("Записи реестра исправляют отдельно: найти записи педагога в реестре"), "{words}");
    assert!(words.ends_with("Дела педагога 2026-0001 : первая, Учитель, физика, МБОУ «СОШ № 66»"), "{words}");
    assert!(zoya.get("/deadlines").await.words().contains("Орлова Ольга"), "the list keeps names for a while");
    let basis = ("basis", "свидетельство о браке от 12.09.2026");
    assert_eq!(sent(&zoya, &home, &[("surname", " СОЛОВЬЁВА"), basis]).await.to(), home);
    assert!(zoya.get(&home).await.text().contains("Данные исправлены: фамилия. Педагогу отправлено письмо."));
    assert!(zoya.get("/deadlines").await.words().contains("Соловьёва Ольга"), "what was changed is seen at once");
    let journal = changes(&w.t).await;
    assert_eq!(
        journal[journal.len() - 2..],
        [
            "application.person_corrected: исправлены данные педагога: фамилия",
            "teacher.corrected: исправлены данные педагога: фамилия; причина: Сменила фамилию.; основание: свидетельство о браке от 12.09.2026",
        ]
    );
    let letter = w.t.letter_to("olga@example.org").await;
    assert_eq!(letter.subject, "Ваши данные исправлены");
    for said in [
        "Центр исправил ваши данные в системе «Аттестация»: фамилия.",
        "Причина: Сменила фамилию.",
        "Основание: свидетельство о браке от 12.09.2026",
    ] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
    let shown = zoya.get(&case).await.words();
    assert!(shown.starts_with("Соловьёва Ольга Андреевна"), "{shown}");
    assert!(w.olga.get(&case).await.words().contains("исправлены данные педагога: фамилия"), "the teacher reads it");
    let found = async |who: &str| {
        let query: String = url::form_urlencoded::byte_serialize(who.as_bytes()).collect();
        zoya.get(&format!("/applications?name={query}")).await.text().contains("2026-0001")
    };
    assert_eq!((found("Соловьева").await, found("Орлова").await), (true, false));
    assert!(w.olga.get("/profile").await.text().contains("value=\"Соловьёва\""), "the cabinet has the new name");
    assert_eq!(w.t.text("select name_key from accounts where login = 'olga'").await, "соловьева ольга андреевна");
    let content = zoya.get(&format!("{case}/application")).await.words();
    assert!(content.contains("Орлова Ольга Андреевна"), "what was signed stays: {content}");
    assert_eq!(w.t.text("select hash from application_signatures").await, signed);
    assert_eq!(
        zoya.get("/journal?act=teacher.corrected").await.words().matches("причина: Сменила фамилию.").count(),
        1
    );
}

async fn a_mistyped_number_is_put_right_in_an_open_draft_too(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (_, home) = submitted(&w).await;
    let draft = applying::begun(&w.olga, "highest", "first").await;
    let page = format!("{draft}/pages/person");
    applying::saved(&w.olga, &page, applying::PERSON).await;
    let right = [("born-day", "5"), ("snils", "199-474-395 49"), ("reason", "Опечатка")];
    assert_eq!(sent(&zoya, &home, &right).await.to(), home);
    let last = w.t.journal().await.pop().unwrap();
    assert_eq!(last, "teacher.corrected: исправлены данные педагога: дата рождения, СНИЛС; причина: Опечатка");
    let letter = w.t.letter_to("olga@example.org").await;
    for number in ["199", "474", "395"] {
        assert!(!letter.text.contains(number) && !last.contains(number), "the numbers stay in the system");
    }
    let typed = w.olga.get(&page).await.text();
    assert!(typed.contains("value=\"05.02.1978\"") && typed.contains("value=\"19947439549\""), "{typed}");
    assert_eq!(w.t.text("select born || ' ' || snils from teachers").await, "1978-02-05 19947439549");
}

async fn a_teacher_without_a_cabinet_gets_no_letter(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let home = format!("/teachers/{}/correction", case.teacher);
    let page = zoya.get(&home).await.words();
    assert!(page.contains("Открытого кабинета у педагога нет, письмо не уйдёт: сообщите ему об исправлении сами."));
    let right = [("patronymic", ""), ("snils", "199-474-395 49"), ("reason", "Отчества нет")];
    assert_eq!(sent(&zoya, &home, &right).await.to(), home);
    let said = zoya.get(&home).await.text();
    assert!(said.contains("Данные исправлены: отчество, СНИЛС. Сообщите об этом педагогу."), "{said}");
    assert_eq!(t.letters().await.len(), 0);
    assert_eq!(t.fresh(&case).await.name.full(), "Орлова Ольга");
    // Who has a cabinet changes these there; of the others the Centre puts them right.
    let reached =
        [("patronymic", ""), ("snils", "199-474-395 49"), ("email", "o@example.org"), ("phone", "8 913 123-45-67")];
    let wrong =
        sent(&zoya, &home, &[("patronymic", ""), ("snils", "199-474-395 49"), ("email", "o@"), ("phone", "12")]).await;
    assert_eq!(wrong.faults().len(), 2, "{:?}", wrong.faults());
    assert_eq!(sent(&zoya, &home, &reached).await.to(), home);
    let page = zoya.get(&home).await.text();
    assert!(page.contains("Данные исправлены: электронная почта, телефон."), "{page}");
    assert!(page.contains("value=\"o@example.org\""), "{page}");
    let nothing = sent(&zoya, &home, &reached).await;
    assert_eq!(nothing.faults(), ["Вы ничего не изменили. Исправьте то, что записано с ошибкой."]);
}

async fn faults_of_a_correction_stand_at_their_fields(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (_, home) = submitted(&w).await;
    let before = w.t.journal().await.len();
    let wrong = [
        ("surname", ""),
        ("given", "Ольга2"),
        ("born-day", "31"),
        ("snils", "112-233-445 96"),
        ("school-search", "такой нет"),
        ("reason", ""),
        ("basis", &"о".repeat(301)),
    ];
    let answer = sent(&zoya, &home, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        [
            "Укажите фамилию.",
            "Здесь могут быть только буквы, пробел и дефис.",
            "Такой даты нет. Нужны день, месяц и год, год — четырьмя цифрами.",
            "В СНИЛС ошибка: контрольное число не сходится. Сверьте цифры с документом.",
            "Введите часть названия школы, нажмите «Найти организацию» и выберите из списка.",
            "Напишите одним предложением, почему данные исправляются.",
            "Здесь больше 300 знаков. Сократите.",
        ]
    );
    let text = answer.text();
    assert!(text.contains("value=\"Ольга2\"") && text.contains("value=\"112-233-445 96\""), "what was typed is kept");
    let same = sent(&zoya, &home, &[]).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(same.faults(), ["Вы ничего не изменили. Исправьте то, что записано с ошибкой."]);
    let young = sent(&zoya, &home, &[("born-year", "2020")]).await;
    assert_eq!(young.faults(), ["Дата рождения не подходит: проверьте год."]);
    assert_eq!(w.t.journal().await.len(), before);
}

async fn a_number_of_another_teacher_is_refused_with_the_way_to_them(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (_, home) = submitted(&w).await;
    let other = w.t.application(w.school, "Белов Пётр Ильич", Category::First).await;
    let number = w.t.text("select snils from teachers where surname = 'Белов'").await;
    let before = w.t.journal().await.len();
    let refused = sent(&zoya, &home, &[("surname", "Соловьёва"), ("snils", &number)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.faults(),
        ["Этот СНИЛС записан за другим педагогом: Белов Пётр Ильич. Сверьте цифры с документом."]
    );
    let theirs = format!("/teachers/{}/correction", other.teacher);
    assert!(refused.text().contains(&format!("href=\"{theirs}\"")), "{}", refused.text());
    assert!(refused.text().contains("value=\"Соловьёва\""), "what was typed is kept");
    assert_eq!(w.t.journal().await.len(), before);
    assert!(zoya.get(&theirs).await.words().starts_with("Белов Пётр Ильич"));
}

async fn a_teacher_moves_to_another_school_and_cases_stay(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (case, home) = submitted(&w).await;
    let draft = applying::begun(&w.olga, "highest", "first").await;
    let gymnasium = w.t.school("МАОУ гимназия № 4", "7000000004").await;
    w.t.school("МАОУ гимназия № 40", "7000000040").await;
    let found = sent(&zoya, &home, &[("school-search", "гимназия"), ("find", "yes")]).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.words().contains("МАОУ гимназия № 4 Город Томск, ИНН 7000000004"), "{}", found.words());
    let vague = sent(&zoya, &home, &[("school-search", "гимназия"), ("reason", "Перешла")]).await;
    assert_eq!(vague.faults(), ["Выберите организацию из списка."]);
    let id = gymnasium.to_string();
    let moved = [("school-search", "гимназия"), ("school", id.as_str()), ("reason", "Перешла")];
    assert_eq!(sent(&zoya, &home, &moved).await.to(), home);
    assert!(zoya.get(&home).await.words().contains("Сейчас: МАОУ гимназия № 4."));
    assert_eq!(
        changes(&w.t).await.last().unwrap(),
        "teacher.corrected: исправлены данные педагога: организация; причина: Перешла"
    );
    let shown = w.olga.get(&case).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "the role at the old school is over, and the session in it");
    let olga = w.t.enter("olga").await;
    let shown = olga.get(&case).await.words();
    assert!(shown.contains("Организация МБОУ «СОШ № 66»"), "the case stays where it was filed: {shown}");
    assert!(!shown.contains("исправлены данные"), "nothing of the case has changed: {shown}");
    let roles = column(
        &w.t,
        "select s.workplace || ' ' || s.end_reason from seats s join accounts a on a.id = s.account_id where a.login = $1 order by s.given_at, s.id",
        "olga".to_owned(),
    )
    .await;
    assert_eq!(roles, ["МБОУ «СОШ № 66» перешёл в другую организацию", "МАОУ гимназия № 4 "]);
    let place = w.t.text("select o.name from drafts d join organizations o on o.id = d.organization_id where d.application_id is null").await;
    assert_eq!(place, "МАОУ гимназия № 4");
    assert_eq!(olga.get(&draft).await.status, StatusCode::OK, "the draft goes along");
}

async fn a_teachers_data_are_put_right_by_the_centre_alone(t: TestApp) {
    let w = applying::world(t).await;
    let zoya = w.t.zoya().await;
    let (_, home) = submitted(&w).await;
    w.t.person("alla", "Жаркова Алла Борисовна", Role::Admin, None, "").await;
    let kira = crate::register::coordinator(&w.t, "kira", w.school).await;
    for other in [w.t.enter("alla").await, kira, w.olga.clone()] {
        assert_eq!(other.get(&home).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            w.t.journal().await.last().unwrap(),
            "access.refused (refused): запрошено то, что этому человеку не открыто"
        );
        assert_eq!(sent(&other, &home, &[("surname", "Чужая")]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(w.t.visitor().get(&home).await.status, StatusCode::SEE_OTHER);
    for nowhere in ["019aaaaa-0000-7000-8000-000000000000", "nobody"] {
        assert_eq!(zoya.get(&format!("/teachers/{nowhere}/correction")).await.status, StatusCode::NOT_FOUND);
    }
    w.t.person("alla2", "Жаркова Анна Борисовна", Role::Admin, None, "").await;
    let alla = w.t.enter("alla2").await;
    let person = w.t.text("select '/people/' || id from accounts where login = 'olga'").await;
    assert!(!alla.get(&person).await.text().contains(&home), "the administrator is not led there");
    assert_eq!(w.t.text("select surname from teachers").await, "Орлова");
}

async fn many_cases_cost_what_one_costs(t: TestApp) {
    let zoya = t.zoya().await;
    let school = t.school("МБОУ «СОШ № 66»", "7000000066").await;
    let case = t.application(school, "Орлова Ольга Андреевна", Category::First).await;
    let home = format!("/teachers/{}/correction", case.teacher);
    let cost = async || {
        zoya.get(&home).await;
        let before = t.app.db.asked().count();
        let listed = zoya.get(&home).await.text().matches("href=\"/applications/").count();
        (listed, t.app.db.asked().count() - before)
    };
    let (one, with_one) = cost().await;
    let teacher = case.teacher;
    for category in [Category::Highest, Category::Mentor] {
        let other = t.application(school, "Орлова Ольга Андреевна", category).await;
        t.made(move |act| {
            Ok(act.run(
                "update applications set teacher_id = $2 where id = $1",
                attestation::values![other.id, teacher],
            )?)
        })
        .await;
    }
    assert_eq!((one, cost().await), (1, (3, with_one)));
}

//! For how long a category is given: a rule of the Centre for each category, and the last day it puts into the register.

use attestation::applications::Category;
use attestation::values;
use axum::http::StatusCode;

use crate::acts::{draft, issued, two};
use crate::app::{TestApp, Visitor};
use crate::deadlines::rows;
use crate::on_both;

on_both!(
    a_category_is_given_for_as_long_as_its_day_says,
    what_was_not_checked_is_marked_and_mended,
    a_category_is_not_older_than_its_order,
    a_term_of_years_is_typed_with_care,
);

const TERMS: &str = "/settings/category-terms";

/// A new version for a category from a day.
fn term<'r>(category: &'r str, end: &'r str, years: &'r str, from: &'r str) -> [(&'r str, &'r str); 5] {
    [
        ("code", category),
        ("end", end),
        ("years", years),
        ("from", from),
        ("legal_ref", "приказ № 9 от 20.11.2026, п. 2"),
    ]
}

async fn faults(by: &Visitor, form: &[(&str, &str)]) -> Vec<String> {
    let answer = by.post(&format!("{TERMS}/check"), form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.words());
    answer.faults()
}

async fn a_category_is_given_for_as_long_as_its_day_says(t: TestApp) {
    let two = two(&t).await;
    let zoya = t.zoya().await;
    assert!(zoya.get("/settings").await.text().contains(&format!("href=\"{TERMS}\"")));
    let five = term("first", "years", "5", "23.11.2026");
    let check = zoya.post(&format!("{TERMS}/check"), &five).await.words();
    assert!(check.starts_with("Первая категория Проверьте новую версию правила Было без ограничения срока Станет на 5 лет Действует с 23 ноября 2026, без окончания"), "{check}");
    assert_eq!(zoya.post(TERMS, &five).await.to(), TERMS);
    assert_eq!(
        t.journal().await.pop().unwrap().replace('\u{a0}', " "),
        "register.lasting: Первая категория, с 23 ноября 2026, без окончания: было «без ограничения срока», стало «на 5 лет»; основание: приказ № 9 от 20.11.2026, п. 2"
    );

    // Decided before that day, in an act issued on it.
    let early = draft(&zoya, &[&two.sitting]).await;
    assert_eq!(issued(&zoya, &early, "214-р").await.to(), early);
    // Decided on that day.
    let school = t.school("МБОУ «СОШ № 4»", "7000000004").await;
    let sitting = t.sitting("2026-11-23", "15").await;
    let yurina = t.application(school, "Юрина Юлия Олеговна", Category::First).await;
    let abaeva = t.application(school, "Абаева Анна Львовна", Category::Highest).await;
    let teacher = yurina.teacher;
    t.made(move |act| Ok(act.run("update teachers set email = 'yurina@example.org' where id = $1", values![teacher])?))
        .await;
    for case in [&yurina, &abaeva] {
        t.decided(&sitting, case, "").await;
    }
    let late = draft(&zoya, &[&sitting]).await;
    let order = crate::fitness::text_of(&zoya.get(&format!("{late}/draft")).await);
    assert!(order.contains("23.11.2026 по 23.11.2031") && order.matches("23.11.2031").count() == 1, "{order}");
    assert_eq!(issued(&zoya, &late, "215-р").await.to(), late);
    let last = async |surname: &str| {
        let page = zoya.get(&format!("/register?name={surname}")).await.words();
        let ends = page.contains("до 23 ноября 2031");
        assert_ne!(ends, page.contains("бессрочно"), "{page}");
        ends
    };
    assert!(!last("Орлова").await, "decided before the version");
    assert!(last("Юрина").await, "decided on its first day");
    assert!(!last("Абаева").await, "another category has its own term");
    assert_eq!(t.count("select count(*) from register_records where valid_to = '2031-11-23'").await, 1);
    // Whoever has it is told when it ends: in the act, its extract, the letter, on the page open to everybody.
    let extract =
        async |case: &str| crate::fitness::text_of(&zoya.get(&format!("/applications/{case}/act/extract")).await);
    assert!(extract(&yurina.id.to_string()).await.contains("категория действует по 23 ноября 2031"));
    assert!(!extract(&abaeva.id.to_string()).await.contains("действует по"));
    let letter =
        t.text("select body_text from letters where kind = 'act.teacher' and to_email = 'yurina@example.org'").await;
    let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(letter.contains("Категория действует с 23 ноября 2026 по 23 ноября 2031."), "{letter}");
    zoya.post(&format!("{late}/publication"), &[("file", "yes")]).await.to();
    let public = t.visitor().get(&late.replace("/acts/board/", "/acts/")).await.words();
    assert!(public.contains("23.11.2026 по 23.11.2031"), "{public}");
    assert_eq!(t.count("select count(*) from category_terms").await, 2, "what older archives bring stays as it was");
}

async fn what_was_not_checked_is_marked_and_mended(t: TestApp) {
    let zoya = t.zoya().await;
    let lines = rows(&zoya.get(TERMS).await, "Версии правил");
    assert_eq!(lines.len(), 6);
    let order = "приказ Минпросвещения России от 24.03.2023 № 196: без ограничения срока";
    let since = "без ограничения срока | с 1 сентября 2023, без окончания действует";
    assert_eq!(lines[0], format!("Первая категория | {since} | {order} | внесено при установке системы"));
    assert!(
        lines[1].starts_with("Первая категория | на 5 лет | с 1 января 1900 по 31 августа 2023 не действует | "),
        "{}",
        lines[1]
    );
    assert_eq!(
        lines.iter().filter(|line| line.contains("не сверено с текстом приказа")).count(),
        2,
        "педагог-методист and педагог-наставник: {lines:?}"
    );
    // Checked since: the mark goes, the term stays, nobody's category changes.
    let checked = [term("mentor", "never", "", "01.09.2023").as_slice(), &[("mend", "yes")]].concat();
    assert_eq!(zoya.post(TERMS, &checked).await.to(), TERMS);
    let lines = rows(&zoya.get(TERMS).await, "Версии правил");
    assert_eq!(lines.iter().filter(|line| line.contains("не сверено")).count(), 1);
    // One that the program came with may begin long before our times.
    let (old, basis) = (term("first", "years", "5", "01.01.1900"), [("mend", "yes"), ("remark", "")]);
    assert_eq!(zoya.post(TERMS, &[old.as_slice(), &basis].concat()).await.to(), TERMS);
    assert_eq!(
        faults(&zoya, &term("first", "years", "5", "31.02.2027")).await,
        ["Такой даты нет. Проверьте день и месяц."]
    );
    // The term itself is not changed in it, nor from a day that is past.
    let past = ["Категории с этого дня уже записывали по прежней версии. Выберите сегодняшний день или более поздний."];
    assert_eq!(faults(&zoya, &term("mentor", "years", "3", "01.11.2026")).await, past);
    let other = |category| [term(category, "years", "3", "01.09.2023").as_slice(), &[("mend", "yes")]].concat();
    let counted = [
        "Версия с 1 сентября 2023 записана не сегодня: в ней можно исправить только основание и замечание. Если она ещё не действует, отзовите её; если действует, введите новую с более позднего дня.",
    ];
    assert_eq!(faults(&zoya, &other("mentor")).await, counted, "nor after what it rests on was mended");
    assert_eq!(faults(&zoya, &other("methodist")).await, counted);
}

async fn a_category_is_not_older_than_its_order(t: TestApp) {
    let zoya = t.zoya().await;
    let record = |category: &'static str| {
        vec![
            ("surname", "Орлова"),
            ("given", "Ольга"),
            ("born-day", "4"),
            ("born-month", "2"),
            ("born-year", "1978"),
            ("organization", "МБОУ «СОШ № 66»"),
            ("post", "P01"),
            ("category", category),
            ("granted-day", "24"),
            ("granted-month", "12"),
            ("granted-year", "2021"),
            ("act", "7-р"),
        ]
    };
    let answer = zoya.post("/register/new", &record("mentor")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.faults(),
        ["В день этого решения такой категории ещё не было. Проверьте категорию и дату решения."]
    );
    let page = zoya.post("/register/new", &record("first")).await.words();
    assert!(page.contains("до 24 декабря 2026"), "{page}");
}

async fn a_term_of_years_is_typed_with_care(t: TestApp) {
    let zoya = t.zoya().await;
    let of = |end, years| term("first", end, years, "24.11.2026");
    assert_eq!(faults(&zoya, &of("", "")).await, ["Выберите, на какой срок устанавливают категорию."]);
    let years = ["Укажите целое число лет от 1 до 50, например 5."];
    for wrong in ["", "0", "51", "пять", "-5", "5.5"] {
        assert_eq!(faults(&zoya, &of("years", wrong)).await, years, "{wrong}");
    }
    assert_eq!(
        faults(&zoya, &of("never", "5")).await,
        ["Вы выбрали «без ограничения срока». Сотрите число лет или выберите другой ответ."]
    );
    t.specialist("olesya", "Смирнова Олеся Ивановна", None, &[]).await;
    let olesya = t.enter("olesya").await;
    assert_eq!(olesya.get(TERMS).await.status, StatusCode::NOT_FOUND);
    assert_eq!(olesya.post(TERMS, &of("years", "5")).await.status, StatusCode::NOT_FOUND);
}
